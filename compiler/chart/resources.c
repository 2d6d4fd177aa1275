/* resources.c - what each grade may want of each resource at once, against what there is. */
#include "analysis/demand.h"
#include "chart/passage.h"
#include "chart/table.h"
#include "chart/table_plan.h"
#include "chart/views.h"

enum {
    NAME_WIDTH = 48 * TOC_MM,
    SUPPLY_WIDTH = 26 * TOC_MM,
    STAGE_WIDTH = 31 * TOC_MM,
    USERS_WIDTH = 66 * TOC_MM,
    ROW_LEAST = 15 * TOC_MM,
    BAR_LEFT = 2 * TOC_MM,
    BAR_FULL = 18 * TOC_MM, /* as long is the supply */
    BAR_MOST = 27 * TOC_MM, /* longer is cut off, with a break */
    BAR_HEIGHT = 4500,
    FIRST_STAGE = 2, /* columns before it: name, supply */
    USERS_SHOWN = 6
};

typedef struct want {
    int64_t wanted;
    int64_t most;
    const toc_demand_cause *cause; /* NULL: whatever the incident began with */
    bool is_wanted;
    const char *users; /* of the row's highest only */
} want;

typedef struct chart {
    toc_canvas *canvas;
    const toc_view_input *input;
    toc_demand *demand;
    want *cells;        /* by pool, then by stage */
    uint32_t *best;     /* by pool: the stage that wants most; UINT32_MAX: none */
    const char **users; /* by pool: who they are there */
    uint32_t *columns;  /* by stage: of the table; 0: not shown */
    uint32_t column_count;
    uint32_t *rows; /* by pool: in the table; UINT32_MAX: not shown */
    toc_chart_table *table;
} chart;

static const char *word(const chart *c, toc_word which)
{
    return toc_wording_word(&c->input->wording, which);
}

/* In both languages where two are asked for. */
static const char *both(const chart *c, toc_word which)
{
    return toc_word_both(&c->input->wording, which);
}

static want *want_at(const chart *c, uint32_t pool, uint32_t stage)
{
    return &c->cells[(size_t)pool * c->demand->stages.count + stage];
}

/* ── what is wanted ──────────────────────────────────────────────────────── */

static const char *number(const chart *c, int64_t value)
{
    return toc_arena_printf(c->canvas->arena, "%lld", (long long)value);
}

/* "Search 4, Isolate 2 and 3 more". */
static const char *users_text(const chart *c, const toc_demand_peak *peak)
{
    const toc_wording *w = &c->input->wording;
    const char *text = "";

    for (uint32_t i = 0; i < peak->users.count && i < USERS_SHOWN; i++) {
        const toc_demand_wanted *one = &peak->users.items[i];

        text = toc_arena_printf(
            w->arena, "%s%s%s%s%s", text, i > 0 ? toc_wording_word(w, TOC_WORD_LIST) : "",
            toc_title_words(w, &one->user->node->base).first, one->user->units > 1 ? " × " : "",
            one->user->units > 1 ? number(c, one->user->units) : "");
        if (one->times > 1)
            text = toc_arena_printf(w->arena, "%s (%lld ×)", text, (long long)one->times);
    }
    if (peak->users.count > USERS_SHOWN)
        text = toc_arena_printf(w->arena, "%s … + %u %s", text,
                                (unsigned)(peak->users.count - USERS_SHOWN),
                                word(c, TOC_WORD_MORE_OF));
    return text;
}

static void visit(void *state, uint32_t pool, const toc_demand_stage *stage,
                  const toc_demand_cause *cause, const toc_demand_peak *peak)
{
    chart *c = state;
    uint32_t at = (uint32_t)(stage - c->demand->stages.items);
    want *own = want_at(c, pool, at);
    uint32_t best = c->best[pool];

    if (!own->is_wanted || peak->wanted > own->wanted) {
        own->cause = cause;
        own->wanted = peak->wanted;
    }
    own->is_wanted = true;
    own->most = peak->most > own->most ? peak->most : own->most;
    if (best != UINT32_MAX && best != at && want_at(c, pool, best)->wanted >= peak->wanted)
        return;
    if (best == at && peak->wanted < own->wanted)
        return;
    c->best[pool] = at;
    c->users[pool] = users_text(c, peak);
}

static void find_cells(chart *c)
{
    toc_demand *it = c->demand;
    toc_arena *arena = c->canvas->arena;

    c->cells = TOC_NEW_ARRAY(arena, want, (size_t)it->pool_count * it->stages.count + 1u);
    c->best = TOC_NEW_ARRAY(arena, uint32_t, it->pool_count + 1u);
    c->users = TOC_NEW_ARRAY(arena, const char *, it->pool_count + 1u);
    c->rows = TOC_NEW_ARRAY(arena, uint32_t, it->pool_count + 1u);
    for (uint32_t i = 0; i < it->pool_count; i++)
        c->best[i] = c->rows[i] = UINT32_MAX;
    toc_demand_walk(it, NULL, visit, c);
}

/* A post that has one thing to do at a time wants no row. */
static bool is_shown(const chart *c, uint32_t pool)
{
    uint32_t best = c->best[pool];

    return best != UINT32_MAX &&
           (c->demand->pools[pool].resource || want_at(c, pool, best)->wanted > 1);
}

/* Stages at which nothing of what is shown is wanted have no column. */
static void find_columns(chart *c)
{
    toc_demand *it = c->demand;

    c->columns = TOC_NEW_ARRAY(c->canvas->arena, uint32_t, it->stages.count + 1u);
    for (uint32_t s = 0; s < it->stages.count; s++) {
        bool is_any = false;

        for (uint32_t p = 0; p < it->pool_count; p++)
            is_any = is_any || (is_shown(c, p) && want_at(c, p, s)->wanted > 0);
        if (is_any)
            c->columns[s] = FIRST_STAGE + c->column_count++;
    }
}

/* ── the table ───────────────────────────────────────────────────────────── */

static const toc_plan_level *level_of(const toc_demand_stage *stage)
{
    if (!stage->ladder || stage->is_end || stage->rank < 1 ||
        stage->rank > stage->ladder->levels.count)
        return NULL;
    return stage->ladder->levels.items[stage->rank - 1];
}

static void begin_table(chart *c)
{
    uint32_t count = FIRST_STAGE + c->column_count + 1;
    toc_um *widths = TOC_NEW_ARRAY(c->canvas->arena, toc_um, count);

    widths[0] = NAME_WIDTH;
    widths[1] = SUPPLY_WIDTH;
    for (uint32_t i = 0; i < c->column_count; i++)
        widths[FIRST_STAGE + i] = STAGE_WIDTH;
    widths[count - 1] = USERS_WIDTH;
    c->table = toc_table_begin(c->canvas, widths, count);
}

static void fill_stage_head(chart *c, uint32_t index)
{
    const toc_demand_stage *stage = &c->demand->stages.items[index];
    const toc_theme *theme = c->canvas->theme;
    const toc_plan_level *level = level_of(stage);
    const toc_tint *tint = level ? toc_theme_tint(theme, level->colour) : &theme->plain;
    toc_cell cell = {.text =
                         stage->is_end ? word(c, TOC_WORD_AFTER_END) : word(c, TOC_WORD_NO_LEVEL),
                     .size = TOC_SIZE_LARGE,
                     .is_bold = true,
                     .side = TOC_CELL_CENTRE,
                     .ink = tint->on_strong,
                     .ground = tint->strong};

    if (level) {
        toc_title title = toc_level_title(&c->input->wording, level);

        cell.text = title.first;
        cell.second = title.second;
    }
    if (!stage->ladder && !stage->is_end)
        cell.text = word(c, TOC_WORD_WANTED);
    toc_table_fill(c->table, c->columns[index], cell);
}

static void add_head(chart *c)
{
    const toc_theme *theme = c->canvas->theme;
    toc_cell cell = {.is_bold = true, .ink = theme->on_head, .ground = TOC_NO_COLOUR};
    uint32_t row = toc_table_add_row(c->table, TOC_ROLE_LANE, NULL, NULL, theme->head);

    c->table->rows.items[row].least = 12 * TOC_MM;
    c->table->rows.items[row].has_rules = true;
    cell.text = both(c, TOC_WORD_RESOURCE);
    toc_table_fill(c->table, 0, cell);
    cell.text = both(c, TOC_WORD_THERE_ARE);
    toc_table_fill(c->table, 1, cell);
    cell.text = both(c, TOC_WORD_AT_MOST_FOR);
    toc_table_fill(c->table, c->table->column_count - 1, cell);
    for (uint32_t s = 0; s < c->demand->stages.count; s++) {
        if (c->columns[s])
            fill_stage_head(c, s);
    }
}

static toc_title name_of(const chart *c, const toc_demand_pool *pool)
{
    const toc_wording *w = &c->input->wording;
    toc_title title;

    if (!pool->resource)
        return (toc_title){toc_body_words(w, pool->post), word(c, TOC_WORD_ONE_POST)};
    title = toc_title_words(w, &pool->resource->base);
    if (pool->is_stock)
        title.first = toc_arena_printf(w->arena, "%s (%s)", title.first, word(c, TOC_WORD_USED_UP));
    if (!title.second && pool->resource->owner.target)
        title.second = toc_body_words(w, pool->resource->owner.target);
    return title;
}

static void fill_supply(const chart *c, const toc_demand_pool *pool)
{
    const char *unit = pool->resource ? pool->resource->unit : NULL;
    toc_cell cell = {.size = TOC_SIZE_LARGE,
                     .is_bold = true,
                     .side = TOC_CELL_CENTRE,
                     .ink = c->canvas->theme->ink,
                     .faint = c->canvas->theme->faint,
                     .ground = TOC_NO_COLOUR};

    cell.text = toc_arena_printf(c->canvas->arena, "%s%s%s", number(c, pool->supply),
                                 unit ? " " : "", unit ? unit : "");
    if (pool->granted > 0)
        cell.second = toc_arena_printf(c->canvas->arena, "+ %s %s", number(c, pool->granted),
                                       word(c, TOC_WORD_REQUESTED));
    toc_table_fill(c->table, 1, cell);
}

/* Who wants most, at which grade, after what. */
static void fill_users(const chart *c, uint32_t pool)
{
    const toc_wording *w = &c->input->wording;
    const toc_demand_stage *stage = &c->demand->stages.items[c->best[pool]];
    const toc_demand_cause *cause = want_at(c, pool, c->best[pool])->cause;
    const toc_plan_level *level = level_of(stage);
    const char *where = level ? toc_level_words(w, level) : "";
    toc_cell cell = {.text = c->users[pool],
                     .ink = c->canvas->theme->ink,
                     .faint = c->canvas->theme->faint,
                     .ground = TOC_NO_COLOUR};

    if (cause)
        where = toc_arena_printf(w->arena, "%s%s%s %s", where, *where ? " · " : "",
                                 word(c, TOC_WORD_AFTER), toc_title_words(w, cause->entity).first);
    cell.second = where;
    toc_table_fill(c->table, c->table->column_count - 1, cell);
}

static void add_pool(chart *c, uint32_t index, bool is_odd)
{
    const toc_theme *theme = c->canvas->theme;
    const toc_demand_pool *pool = &c->demand->pools[index];
    const toc_entity *entity = pool->resource ? &pool->resource->base : &pool->post->base;
    toc_title title = name_of(c, pool);
    toc_cell cell = {.text = title.first,
                     .second = title.second,
                     .is_bold = true,
                     .ink = theme->ink,
                     .faint = theme->faint,
                     .ground = TOC_NO_COLOUR};
    const char *key = toc_key_of(c->canvas->arena, entity);
    uint32_t row = toc_table_add_row(
        c->table, TOC_ROLE_NODE,
        pool->is_stock ? toc_arena_printf(c->canvas->arena, "%s:stock", key) : key, title.first,
        is_odd ? theme->ground[0] : theme->paper);

    c->rows[index] = row;
    c->table->rows.items[row].least = ROW_LEAST;
    c->table->rows.items[row].link =
        toc_canvas_source_link(c->canvas, c->input->plan, entity->span);
    c->table->rows.items[row].has_rules = true;
    toc_table_fill(c->table, 0, cell);
    fill_supply(c, pool);
    fill_users(c, index);
}

/* ── bars ────────────────────────────────────────────────────────────────── */

/* Supply may be nothing, or huge: no product of the two. */
static toc_um length_of(int64_t wanted, int64_t supply)
{
    int64_t full = supply > 0 ? supply : 1;

    while (full > INT64_C(1000000000)) {
        full /= 2;
        wanted /= 2;
    }
    if (wanted > full * BAR_MOST / BAR_FULL)
        return BAR_MOST;
    return (toc_um)(wanted * BAR_FULL / full);
}

static toc_scene *explain(const chart *c, toc_word which)
{
    return toc_canvas_explain(c->canvas, both(c, which));
}

static void explain_bar(const chart *c, toc_word which, bool is_short)
{
    const toc_theme *theme = c->canvas->theme;
    toc_canvas sample = *c->canvas;
    toc_rect at = {1000, 1500, TOC_SAMPLE_WIDTH - 2000, 3000};

    sample.scene = explain(c, which);
    if (!sample.scene)
        return;
    toc_scene_box(sample.scene, at, 0,
                  (toc_pen){.stroke = is_short ? theme->alarm : theme->ink,
                            .fill = is_short ? theme->paper : theme->faint,
                            .width = TOC_LINE});
    if (is_short) {
        toc_chart_hatch(&sample, at, 1200, theme->alarm);
        toc_chart_alarm(&sample, TOC_SAMPLE_WIDTH / 2, TOC_SAMPLE_HEIGHT - 300, 5000);
    }
}

static void explain_supply(const chart *c)
{
    toc_scene *sample = explain(c, TOC_WORD_SUPPLY_MARK);

    if (sample)
        toc_scene_rule(sample, (toc_spot){TOC_SAMPLE_WIDTH / 2, 300},
                       (toc_spot){TOC_SAMPLE_WIDTH / 2, TOC_SAMPLE_HEIGHT - 300},
                       (toc_pen){.stroke = c->canvas->theme->ink, .width = 900});
}

/* What is wanted beyond the supply: hatched, framed, with the sign. */
static void draw_excess(const chart *c, toc_rect bar)
{
    const toc_theme *theme = c->canvas->theme;
    toc_rect over = {bar.x + BAR_FULL, bar.y, bar.width - BAR_FULL, bar.height};

    toc_scene_box(c->canvas->scene, over, 0,
                  (toc_pen){.stroke = theme->alarm, .fill = theme->paper, .width = TOC_LINE});
    toc_chart_hatch(c->canvas, over, 1200, theme->alarm);
    explain_bar(c, TOC_WORD_TOO_FEW, true);
}

static void draw_bar(const chart *c, const want *own, int64_t supply, toc_rect at)
{
    const toc_theme *theme = c->canvas->theme;
    toc_rect bar = {at.x + BAR_LEFT, at.y + at.height / 2 + 700, 0, BAR_HEIGHT};
    toc_um mark = bar.x + BAR_FULL;

    bar.width = length_of(own->wanted, supply);
    toc_scene_box(c->canvas->scene, (toc_rect){bar.x, bar.y, BAR_FULL, bar.height}, 0,
                  (toc_pen){.stroke = theme->rule, .fill = theme->paper, .width = 200});
    toc_scene_box(c->canvas->scene,
                  (toc_rect){bar.x, bar.y, bar.width < BAR_FULL ? bar.width : BAR_FULL, bar.height},
                  0, (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->faint});
    if (own->wanted > supply)
        draw_excess(c, bar);
    else
        explain_bar(c, TOC_WORD_ENOUGH, false);
    toc_scene_rule(c->canvas->scene, (toc_spot){mark, bar.y - 900},
                   (toc_spot){mark, bar.y + bar.height + 900},
                   (toc_pen){.stroke = theme->ink, .width = 900});
    explain_supply(c);
}

static void draw_cell(const chart *c, const want *own, int64_t supply, toc_rect at)
{
    const toc_theme *theme = c->canvas->theme;
    bool is_short = own->wanted > supply;
    toc_face_text wanted =
        toc_canvas_set(c->canvas,
                       toc_arena_printf(c->canvas->arena, "%s%s",
                                        own->most > own->wanted ? "≤ " : "", number(c, own->most)),
                       TOC_SIZE_LARGE, true, 0);
    const char *says = NULL;
    toc_face_text note;
    toc_um foot = at.y + at.height / 2;

    if (is_short)
        says = toc_arena_printf(c->canvas->arena, "%s %s", word(c, TOC_WORD_SHORT_BY),
                                number(c, own->wanted - supply));
    else if (own->wanted == supply)
        says = word(c, TOC_WORD_FULL);
    note = toc_canvas_set(c->canvas, says, TOC_SIZE_SMALL, is_short, 0);
    toc_canvas_left(c->canvas, &wanted, is_short ? theme->alarm : theme->ink, at.x + BAR_LEFT,
                    foot - wanted.height);
    toc_canvas_right(c->canvas, &note, is_short ? theme->alarm : theme->faint,
                     at.x + at.width - BAR_LEFT - (is_short ? 5500 : 0), foot - 800 - note.height);
    if (is_short)
        toc_chart_alarm(c->canvas, at.x + at.width - BAR_LEFT - 2200, foot - 900, 4200);
    draw_bar(c, own, supply, at);
}

static void draw_cells(const chart *c, uint32_t pool)
{
    const toc_demand_pool *of = &c->demand->pools[pool];
    int64_t supply = of->supply;

    if (__builtin_add_overflow(supply, of->granted, &supply))
        supply = INT64_MAX;
    for (uint32_t s = 0; s < c->demand->stages.count; s++) {
        const want *own = want_at(c, pool, s);
        toc_rect at = {0};

        if (c->columns[s] && own->wanted > 0)
            at = toc_table_place(c->table, c->rows[pool], c->columns[s]);
        if (at.width > 0)
            draw_cell(c, own, supply, at);
    }
}

static void draw(toc_demand *demand, void *state)
{
    chart *c = state;
    uint32_t shown = 0;

    c->demand = demand;
    find_cells(c);
    find_columns(c);
    if (c->column_count == 0) {
        toc_chart_say_empty(c->canvas, word(c, TOC_WORD_RESOURCES), word(c, TOC_WORD_NO_DEMAND));
        return;
    }
    begin_table(c);
    c->table->is_for_cutting = c->input->options->is_for_cutting;
    for (uint32_t p = 0; p < demand->pool_count; p++) {
        if (!is_shown(c, p))
            continue;
        if (toc_table_needs_heads(c->table))
            add_head(c);
        add_pool(c, p, shown++ % 2 == 1);
    }
    c->canvas->scene->height = toc_table_draw(c->table, 0, 0);
    toc_table_note_breaks(c->table, 0);
    c->canvas->scene->width = c->table->edges[c->table->column_count];
    for (uint32_t p = 0; p < demand->pool_count; p++) {
        if (is_shown(c, p))
            draw_cells(c, p);
    }
}

void toc_draw_resources(toc_canvas *canvas, const toc_view_input *input)
{
    chart c = {.canvas = canvas, .input = input};

    toc_demand_with(input->plan, canvas->arena, draw, &c);
}
