/* timeline.c - draws the panels of the timeline: names at the left, bars on an axis at the right. */
#include "chart/timeline.h"

#include "chart/passage.h"
#include "chart/piles.h"
#include "chart/views.h"

enum {
    DUTY_WIDTH = 62 * TOC_MM,
    WHO_WIDTH = 40 * TOC_MM,
    DUE_WIDTH = 36 * TOC_MM,
    TIMES_WIDTH = 54 * TOC_MM,
    PLOT_LEAST = 140 * TOC_MM,
    PLOT_MOST = 280 * TOC_MM,
    REST_WIDTH = 34 * TOC_MM,
    NAMES_WIDTH = DUTY_WIDTH + WHO_WIDTH + DUE_WIDTH + TIMES_WIDTH,
    PLOT_MARGIN = 6 * TOC_MM, /* at both sides of the axis */
    ROW_LEAST = 9 * TOC_MM,
    AXIS_LEAST = 8 * TOC_MM,
    PANELS_APART = 4 * TOC_MM,
    ROWS_MOST = 16, /* of a panel; what is more stands in another one of the same name */
    ROWS_HEIGHT = 160 * TOC_MM, /* the same: rows that reach so far down end it */
    BAR = 4600,                 /* heights */
    LIKELY = 2600,
    WINDOW = 1600,
    UNKNOWN_LEAST = 9 * TOC_MM /* of a hatched stretch with its `?` */
};

enum { DUTY, WHO, DUE, TIMES, PLOT, REST, COLUMNS };

typedef struct chart {
    toc_canvas *canvas;
    const toc_view_input *input;
    const toc_timeline *timeline;
    toc_um widths[COLUMNS];
    toc_chart_table *table; /* of the panel that is drawn */
    const toc_timeline_panel *panel;
    toc_time_scale scale;
    toc_um left; /* of the axis */
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

static toc_um x_of(const chart *c, toc_ms ms)
{
    return c->left + toc_time_scale_x(&c->scale, ms);
}

/* ── scale ───────────────────────────────────────────────────────────────── */

static void stretch(toc_ms *longest, toc_ms ms)
{
    if (ms != TOC_TIME_NEVER && ms > *longest)
        *longest = ms;
}

static toc_time_scale scale_of(const chart *c)
{
    toc_ms shortest = TOC_TIME_NEVER;
    toc_ms longest = TOC_MINUTE;

    for (uint32_t i = 0; i < c->panel->count; i++) {
        const toc_timeline_row *row = &c->timeline->rows.items[c->panel->first + i];

        if (row->is_never)
            continue;
        if (row->length > 0 && row->length < shortest)
            shortest = row->length;
        stretch(&longest, row->to);
        stretch(&longest, row->limit);
    }
    if (shortest > longest)
        shortest = longest;
    return toc_time_scale_of(shortest, longest, c->widths[PLOT] - 2 * PLOT_MARGIN);
}

/* ── rows ────────────────────────────────────────────────────────────────── */

static void fill(const chart *c, uint32_t column, const char *text, bool is_bold,
                 toc_colour_rgb ink)
{
    toc_cell cell = {.text = text, .is_bold = is_bold, .ink = ink, .ground = TOC_NO_COLOUR};

    toc_table_fill(c->table, column, cell);
}

static void add_title(const chart *c)
{
    const toc_timeline_panel *panel = c->panel;
    const char *starts = *panel->starts ? toc_arena_printf(c->canvas->arena, "%s %s",
                                                           word(c, TOC_WORD_ON), panel->starts)
                                        : NULL;
    toc_cell cell = {.text = panel->title.first,
                     .second = panel->title.second,
                     .size = TOC_SIZE_LARGE,
                     .is_bold = true,
                     .ink = panel->tint.on_strong,
                     .ground = TOC_NO_COLOUR,
                     .span = 2};

    toc_table_add_row(c->table, TOC_ROLE_BAND, panel->id, panel->title.first, panel->tint.strong);
    toc_table_fill(c->table, DUTY, cell);
    cell = (toc_cell){
        .text = starts, .ink = panel->tint.on_strong, .ground = TOC_NO_COLOUR, .span = 2};
    toc_table_fill(c->table, DUE, cell);
    if (panel->is_telling)
        cell.text = toc_arena_printf(
            c->canvas->arena, "%s%s", word(c, TOC_WORD_SINCE_OWED),
            both(c, c->scale.is_even ? TOC_WORD_SCALE_EVEN : TOC_WORD_SCALE_UNEVEN));
    else
        cell.text = both(c, c->scale.is_even ? TOC_WORD_EVEN_SCALE : TOC_WORD_UNEVEN_SCALE);
    cell.span = 2;
    toc_table_fill(c->table, PLOT, cell);
}

static void add_heads(const chart *c)
{
    const toc_theme *theme = c->canvas->theme;
    uint32_t row = toc_table_add_row(c->table, TOC_ROLE_LANE, NULL, NULL, c->panel->tint.weak);

    c->table->rows.items[row].least = AXIS_LEAST;
    fill(c, DUTY, both(c, TOC_WORD_DUTY), true, theme->faint);
    fill(c, WHO, both(c, TOC_WORD_BY_WHOM), true, theme->faint);
    fill(c, DUE, both(c, TOC_WORD_DUE), true, theme->faint);
    if (!c->panel->is_telling) {
        fill(c, TIMES, both(c, TOC_WORD_BEST_LIKELY_WORST), true, theme->faint);
        fill(c, REST, both(c, TOC_WORD_REST), true, theme->faint);
    }
}

static void add_row(const chart *c, const toc_timeline_row *row, bool is_odd)
{
    const toc_theme *theme = c->canvas->theme;
    toc_cell cell = {.text = row->title.first,
                     .second = row->title.second,
                     .is_bold = true,
                     .ink = theme->ink,
                     .faint = theme->faint,
                     .ground = TOC_NO_COLOUR};
    uint32_t at = toc_table_add_row(c->table, TOC_ROLE_NODE, row->key, row->title.first,
                                    is_odd ? theme->ground[0] : theme->paper);

    c->table->rows.items[at].least = ROW_LEAST;
    c->table->rows.items[at].link = toc_canvas_source_link(c->canvas, c->input->plan, row->span);
    toc_table_fill(c->table, DUTY, cell);
    fill(c, WHO, row->who, false, theme->ink);
    cell = (toc_cell){.text = row->due,
                      .second = row->since,
                      .is_bold = true,
                      .ink = theme->ink,
                      .faint = theme->faint,
                      .ground = TOC_NO_COLOUR};
    toc_table_fill(c->table, DUE, cell);
    cell = (toc_cell){.text = row->times,
                      .second = row->off,
                      .ink = theme->ink,
                      .faint = theme->faint,
                      .ground = TOC_NO_COLOUR};
    if (!row->is_window)
        toc_table_fill(c->table, TIMES, cell);
    cell = (toc_cell){.text = row->is_never ? word(c, TOC_WORD_NEVER_COMES) : row->rest,
                      .is_bold = row->is_late,
                      .ink = row->is_late ? theme->alarm : theme->ink,
                      .ground = TOC_NO_COLOUR,
                      .indent = row->is_late ? 5 * TOC_MM : 0};
    toc_table_fill(c->table, REST, cell);
}

/* ── the axis ────────────────────────────────────────────────────────────── */

static void draw_axis(const chart *c)
{
    const toc_theme *theme = c->canvas->theme;
    toc_rect head = toc_table_place(c->table, 1, PLOT);
    toc_um bottom = c->table->bottom;
    toc_um free = head.x;

    for (uint32_t i = 0; head.width > 0 && i < c->scale.count; i++) {
        toc_um x = x_of(c, c->scale.ticks[i]);
        const char *label = i == 0 ? "0" : toc_ms_words(&c->input->wording, c->scale.ticks[i]);
        toc_face_text text = toc_canvas_set(c->canvas, label, TOC_SIZE_SMALL, true, 0);
        toc_um from = x - text.width / 2;

        toc_scene_rule(c->canvas->scene, (toc_spot){x, head.y + head.height - 1200},
                       (toc_spot){x, bottom},
                       (toc_pen){.stroke = theme->rule, .width = i == 0 ? TOC_LINE : 120});
        if (from < free || from + text.width > head.x + head.width)
            continue;
        toc_canvas_left(c->canvas, &text, theme->ink, from,
                        head.y + head.height - 1500 - text.height);
        free = from + text.width + TOC_PADDING;
    }
}

/* ── bars ────────────────────────────────────────────────────────────────── */

typedef enum piece {
    PIECE_ALL,
    PIECE_LIKELY,
    PIECE_UNKNOWN,
    PIECE_LATE,
    PIECE_OFF,
    PIECE_WINDOW,
    PIECE_AGAIN,
    PIECE_DUE
} piece;

static void draw_unknown(toc_canvas *canvas, toc_rect at)
{
    const toc_theme *theme = canvas->theme;
    toc_face_text sign = toc_canvas_set(canvas, "?", TOC_SIZE_NORMAL, true, 0);
    toc_um middle = at.x + at.width / 2;
    toc_rect plate = {middle - sign.width, at.y + 250, sign.width * 2, at.height - 500};

    toc_scene_box(canvas->scene, at, 0,
                  (toc_pen){.stroke = theme->ink, .fill = theme->paper, .width = 250, .dash = 900});
    toc_chart_hatch(canvas, at, 1500, theme->faint);
    toc_scene_box(canvas->scene, plate, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->paper});
    toc_canvas_centre(canvas, &sign, theme->ink, middle, at.y + (at.height - sign.height) / 2);
}

/* A flag on a pole, its point at the deadline. */
static void draw_due(toc_canvas *canvas, toc_um x, toc_um top, toc_um height, bool is_late)
{
    const toc_theme *theme = canvas->theme;
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 3);
    toc_colour_rgb colour = is_late ? theme->alarm : theme->ink;

    spots[0] = (toc_spot){x, top + 2600};
    spots[1] = (toc_spot){x - 1700, top};
    spots[2] = (toc_spot){x + 1700, top};
    toc_scene_rule(canvas->scene, (toc_spot){x, top}, (toc_spot){x, top + height},
                   (toc_pen){.stroke = colour, .width = 600});
    toc_scene_shape(canvas->scene, spots, 3, (toc_pen){.stroke = TOC_NO_COLOUR, .fill = colour});
}

static void draw_late(toc_canvas *canvas, toc_rect at)
{
    const toc_theme *theme = canvas->theme;

    toc_scene_box(canvas->scene, at, 0,
                  (toc_pen){.stroke = theme->alarm, .fill = theme->paper, .width = TOC_LINE});
    toc_chart_hatch(canvas, at, 1000, theme->alarm);
}

/* Small strokes behind a bar: it comes again. */
static void draw_again(toc_canvas *canvas, toc_um x, toc_um middle)
{
    toc_um half = LIKELY / 2;

    for (unsigned i = 0; i < 3; i++) {
        toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 3);

        spots[0] = (toc_spot){x, middle - half};
        spots[1] = (toc_spot){x + half, middle};
        spots[2] = (toc_spot){x, middle + half};
        toc_scene_line(canvas->scene, spots, 3, 0,
                       (toc_pen){.stroke = canvas->theme->ink, .width = 500});
        x += 1500;
    }
}

static void draw_piece(toc_canvas *canvas, piece what, toc_rect at)
{
    const toc_theme *theme = canvas->theme;
    toc_um middle = at.y + at.height / 2;

    switch (what) {
    case PIECE_ALL:
        toc_scene_box(canvas->scene, at, 0,
                      (toc_pen){.stroke = theme->faint, .fill = theme->paper, .width = 300});
        return;
    case PIECE_LIKELY:
        toc_scene_box(canvas->scene, at, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->faint});
        return;
    case PIECE_UNKNOWN:
        draw_unknown(canvas, at);
        return;
    case PIECE_LATE:
        draw_late(canvas, at);
        return;
    case PIECE_OFF:
        toc_scene_rule(canvas->scene, (toc_spot){at.x, middle}, (toc_spot){at.x + at.width, middle},
                       (toc_pen){.stroke = theme->ink, .width = 400, .dash = 1200});
        return;
    case PIECE_WINDOW:
        toc_scene_box(canvas->scene, at, at.height / 2 < at.width / 2 ? at.height / 2 : 0,
                      (toc_pen){.stroke = theme->faint, .fill = theme->paper, .width = 300});
        return;
    case PIECE_AGAIN:
        draw_again(canvas, at.x, middle);
        return;
    case PIECE_DUE:
        draw_due(canvas, at.x, at.y, at.height, false);
        return;
    }
}

/* The same shapes, small, for the legend. */
static void explain(const chart *c, piece what, toc_word meaning)
{
    static const toc_um heights[] = {
        [PIECE_ALL] = BAR, [PIECE_LIKELY] = LIKELY, [PIECE_UNKNOWN] = BAR,  [PIECE_LATE] = BAR,
        [PIECE_OFF] = BAR, [PIECE_WINDOW] = WINDOW, [PIECE_AGAIN] = LIKELY, [PIECE_DUE] = BAR};
    toc_canvas sample = *c->canvas;
    toc_rect at = {1000, (TOC_SAMPLE_HEIGHT - heights[what]) / 2, TOC_SAMPLE_WIDTH - 2000,
                   heights[what]};

    sample.scene = toc_canvas_explain(c->canvas, both(c, meaning));
    if (!sample.scene)
        return;
    if (what == PIECE_DUE)
        at.x = TOC_SAMPLE_WIDTH / 2;
    if (what == PIECE_AGAIN)
        at.x = TOC_SAMPLE_WIDTH / 2 - 2100;
    if (what == PIECE_LATE) {
        at.width -= 5000;
        toc_chart_alarm(&sample, TOC_SAMPLE_WIDTH - 2600, TOC_SAMPLE_HEIGHT - 900, 4200);
    }
    draw_piece(&sample, what, at);
}

/* From one time to another, at least a line wide. */
static toc_rect between(const chart *c, toc_ms from, toc_ms to, toc_um middle, toc_um height)
{
    toc_um left = x_of(c, from);
    toc_um right = x_of(c, to);

    if (right - left < 500)
        right = left + 500;
    return (toc_rect){left, middle - height / 2, right - left, height};
}

static void draw_bar(const chart *c, const toc_timeline_row *row, toc_um middle)
{
    toc_rect all = between(c, row->from, row->to, middle, BAR);

    draw_piece(c->canvas, PIECE_ALL, all);
    explain(c, PIECE_ALL, TOC_WORD_BAR_ALL);
    if (row->is_late && row->limit != TOC_TIME_NEVER && row->limit < row->to) {
        draw_piece(
            c->canvas, PIECE_LATE,
            between(c, row->limit > row->from ? row->limit : row->from, row->to, middle, BAR));
    }
    if (row->likely_to == TOC_TIME_NEVER || row->likely_from == TOC_TIME_NEVER || row->is_unknown)
        return;
    draw_piece(c->canvas, PIECE_LIKELY,
               between(c, row->likely_from, row->likely_to, middle, LIKELY));
    explain(c, PIECE_LIKELY, TOC_WORD_BAR_LIKELY);
}

/* What is not stated has no length: a stretch of its own look, never nothing. */
static void draw_open_end(const chart *c, const toc_timeline_row *row, toc_um middle)
{
    toc_rect at = between(c, row->to, row->to, middle, BAR);
    toc_um right = c->left + c->scale.width + PLOT_MARGIN - TOC_LINE;

    at.width = UNKNOWN_LEAST;
    if (row->limit != TOC_TIME_NEVER && x_of(c, row->limit) - at.x > UNKNOWN_LEAST)
        at.width = x_of(c, row->limit) - at.x;
    if (at.x + at.width > right)
        at.x = right - at.width;
    draw_piece(c->canvas, PIECE_UNKNOWN, at);
    explain(c, PIECE_UNKNOWN, TOC_WORD_BAR_UNKNOWN);
}

static void draw_again_at(const chart *c, const toc_timeline_row *row, toc_um middle)
{
    toc_um x = x_of(c, row->to) + 1500;
    toc_um most = c->left + c->scale.width + PLOT_MARGIN - 5 * TOC_MM;

    if (row->is_unknown)
        x += UNKNOWN_LEAST;
    draw_piece(c->canvas, PIECE_AGAIN,
               (toc_rect){x < most ? x : most, middle - LIKELY / 2, 4 * TOC_MM, LIKELY});
    explain(c, PIECE_AGAIN, TOC_WORD_BAR_AGAIN);
}

static void draw_work(const chart *c, const toc_timeline_row *row, toc_um middle)
{
    if (row->off_to != TOC_TIME_NEVER) {
        draw_piece(c->canvas, PIECE_OFF, between(c, row->to, row->off_to, middle, BAR));
        explain(c, PIECE_OFF, TOC_WORD_BAR_OFF);
    }
    if (!row->is_unknown || row->to > row->from)
        draw_bar(c, row, middle);
    if (row->is_unknown)
        draw_open_end(c, row, middle);
    if (row->is_again)
        draw_again_at(c, row, middle);
}

static void draw_window(const chart *c, const toc_timeline_row *row, toc_um middle)
{
    if (row->limit == TOC_TIME_NEVER)
        return;
    draw_piece(c->canvas, PIECE_WINDOW, between(c, 0, row->limit, middle, WINDOW));
    explain(c, PIECE_WINDOW, TOC_WORD_BAR_WINDOW);
}

static void draw_row(const chart *c, uint32_t index, const toc_timeline_row *row)
{
    toc_rect plot = toc_table_place(c->table, index, PLOT);
    toc_rect rest = toc_table_place(c->table, index, REST);
    toc_um middle = plot.y + plot.height / 2;

    if (plot.width == 0 || row->is_never)
        return;
    if (row->is_window)
        draw_window(c, row, middle);
    else
        draw_work(c, row, middle);
    if (row->limit != TOC_TIME_NEVER) {
        draw_due(c->canvas, x_of(c, row->limit), middle - BAR / 2 - 2200, BAR + 3400, row->is_late);
        explain(c, PIECE_DUE, TOC_WORD_DUE_MARK);
    }
    if (row->is_late) {
        toc_chart_alarm(c->canvas, rest.x + 4 * TOC_MM, middle + 2200, 4400);
        explain(c, PIECE_LATE, TOC_WORD_BAR_LATE);
    }
}

/* ── panels ──────────────────────────────────────────────────────────────── */

/* A panel, or a part of a long one, that is measured; its place comes when all are. */
typedef struct block {
    const toc_timeline_panel *panel;
    uint32_t first, count; /* rows of it */
    toc_chart_table *table;
    toc_time_scale scale;
    toc_um height;
} block;
typedef TOC_VEC(block) block_list;

static void select_block(chart *c, const block *one, toc_um left)
{
    c->panel = one->panel;
    c->table = one->table;
    c->scale = one->scale;
    c->left = left + one->table->edges[PLOT] + PLOT_MARGIN;
}

static toc_um height_of(const toc_chart_table *table)
{
    toc_um height = 0;

    for (uint32_t i = 0; i < table->rows.count && height < TOC_TABLE_HEIGHT_MOST; i++)
        height += table->rows.items[i].least;
    return height;
}

/* Rows of the panel from @p first on; the axis is the same in all parts of it. */
static block measure(chart *c, const toc_timeline_panel *panel, uint32_t first)
{
    const toc_timeline_row *rows = &c->timeline->rows.items[panel->first + first];
    block one = {.panel = panel, .first = panel->first + first};

    c->panel = panel;
    one.scale = c->scale = scale_of(c);
    one.table = c->table = toc_table_begin(c->canvas, c->widths, COLUMNS);
    add_title(c);
    add_heads(c);
    do {
        add_row(c, &rows[one.count], one.count % 2 == 1);
        one.count++;
        one.height = height_of(one.table);
    } while (first + one.count < panel->count && one.count < ROWS_MOST && one.height < ROWS_HEIGHT);
    return one;
}

static block_list measure_all(chart *c, toc_um plot)
{
    block_list blocks = {0};

    c->widths[PLOT] = plot;
    for (uint32_t i = 0; i < c->timeline->panels.count; i++) {
        const toc_timeline_panel *panel = &c->timeline->panels.items[i];

        for (uint32_t first = 0; first < panel->count;) {
            block one = measure(c, panel, first);

            TOC_PUSH(c->canvas->arena, &blocks, one);
            first += one.count;
        }
    }
    return blocks;
}

static void draw_block(chart *c, const block *one, toc_um left, toc_um top)
{
    const toc_timeline_row *rows = &c->timeline->rows.items[one->first];

    select_block(c, one, left);
    toc_table_draw(one->table, left, top);
    draw_axis(c);
    for (uint32_t i = 0; i < one->count; i++)
        draw_row(c, i + 2, &rows[i]);
}

/* ── columns of panels ───────────────────────────────────────────────────── */

static toc_um width_of(const chart *c)
{
    return NAMES_WIDTH + c->widths[PLOT] + REST_WIDTH;
}

static toc_piles piles_of(const chart *c, const block_list *blocks)
{
    toc_piles piles = {.heights = TOC_NEW_ARRAY(c->canvas->arena, toc_um, blocks->count + 1u),
                       .count = blocks->count,
                       .apart = PANELS_APART,
                       .width = width_of(c)};

    for (uint32_t i = 0; i < blocks->count; i++)
        piles.heights[i] = blocks->items[i].height;
    return piles;
}

/* As long an axis as the sheet has room for beside the names, where the height decides. */
static toc_um longest_plot(const chart *c, const toc_piles *piles, uint32_t count)
{
    uint32_t aspect = c->input->options->aspect;
    int64_t width = toc_piles_height(piles, count) * aspect / 1000 / count - TOC_PILES_APART;
    int64_t plot = width - NAMES_WIDTH - REST_WIDTH;

    if (aspect == 0)
        return PLOT_MOST;
    return plot < PLOT_LEAST ? PLOT_LEAST : plot > PLOT_MOST ? PLOT_MOST : (toc_um)plot;
}

/* Draws the panels in piles, left to right; returns the lowest foot, *out_end: below the pile that
 * has the most room left. */
static toc_um draw_piles(chart *c, toc_spot *out_end)
{
    block_list blocks = measure_all(c, PLOT_LEAST);
    toc_piles piles = piles_of(c, &blocks);
    uint32_t count = toc_piles_best(&piles, c->input->options->aspect);
    toc_spot at = {0, 0};
    toc_um lowest = 0;

    out_end->y = INT32_MAX;
    blocks = measure_all(c, longest_plot(c, &piles, count));
    piles = piles_of(c, &blocks);
    for (uint32_t from = 0, to; from < blocks.count; from = to) {
        to = toc_piles_end(&piles, count, from);
        at = (toc_spot){from > 0 ? at.x + width_of(c) + TOC_PILES_APART : 0, 0};
        for (uint32_t i = from; i < to && at.y < TOC_TABLE_HEIGHT_MOST; i++) {
            if (count == 1 && i > 0)
                toc_canvas_may_cut(c->canvas, at.y - PANELS_APART / 2);
            draw_block(c, &blocks.items[i], at.x, at.y);
            at.y += blocks.items[i].height;
            lowest = at.y > lowest ? at.y : lowest;
            at.y += PANELS_APART;
        }
        if (at.y < out_end->y)
            *out_end = at;
    }
    c->canvas->scene->width = at.x + width_of(c);
    return lowest;
}

void toc_draw_timeline(toc_canvas *canvas, const toc_view_input *input)
{
    chart c = {.canvas = canvas,
               .input = input,
               .timeline = toc_timeline_of(canvas, input),
               .widths = {[DUTY] = DUTY_WIDTH,
                          [WHO] = WHO_WIDTH,
                          [DUE] = DUE_WIDTH,
                          [TIMES] = TIMES_WIDTH,
                          [REST] = REST_WIDTH}};
    toc_spot end = {0, 0};
    toc_um lowest;
    toc_um hours;

    if (c.timeline->panels.count == 0) {
        toc_chart_say_empty(canvas, word(&c, TOC_WORD_TIMELINE), word(&c, TOC_WORD_NO_TIMES));
        return;
    }
    lowest = draw_piles(&c, &end);
    hours = toc_timeline_draw_hours(canvas, input, end.x, NAMES_WIDTH, c.widths[PLOT], REST_WIDTH,
                                    end.y);
    if (hours > 0 && canvas->breaks.count > 0)
        toc_canvas_may_cut(canvas, end.y - PANELS_APART / 2);
    if (hours > 0 && end.y + hours > lowest)
        lowest = end.y + hours;
    canvas->scene->height = lowest;
}
