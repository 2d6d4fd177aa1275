/* raci.c - the matrix of duties and bodies: R does, A leads or approves, C helps, I is told. */
#include "chart/raci.h"

#include "chart/table.h"
#include "chart/views.h"

enum {
    DUTY_WIDTH = 88 * TOC_MM,
    DUE_WIDTH = 30 * TOC_MM,
    BODY_WIDTH = 25 * TOC_MM,
    BODY_NARROW = 20 * TOC_MM, /* where there are many */
    MANY_BODIES = 18,
    ROW_LEAST = 8 * TOC_MM,
    BADGE = 5200,
    BADGE_GAP = 600,
    HEADS_APART = 200 * TOC_MM, /* the heads are repeated where a group begins so far below */
    FIRST_BODY = 2              /* columns before it: duty, due */
};

static const char *const letters[TOC_RACI_PART_COUNT] = {"R", "A", "A", "C", "I", "I"};

typedef struct matrix {
    toc_canvas *canvas;
    const toc_view_input *input;
    const toc_raci *raci;
    toc_chart_table *table;
    uint32_t *column_of; /* by body: of its column; 0: it has nothing to do */
    uint32_t body_count; /* that have a column */
    uint32_t *sums;      /* by column, then by letter: R A C I */
    unsigned *parts;     /* by column, of one row: bits of toc_raci_part */
    uint32_t *row_at;    /* of each duty in the table */
} matrix;

static unsigned letter_of(toc_raci_part part)
{
    static const unsigned places[TOC_RACI_PART_COUNT] = {0, 1, 1, 2, 3, 3};

    return places[part];
}

/* ── columns ─────────────────────────────────────────────────────────────── */

static void find_columns(matrix *m)
{
    const toc_raci *raci = m->raci;
    uint32_t all = m->input->plan->bodies.count;

    m->column_of = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, all + 1u);
    for (uint32_t i = 0; i < raci->marks.count; i++)
        m->column_of[raci->marks.items[i].body->base.id] = 1;
    for (uint32_t i = 0; i < raci->order->bodies.count; i++) {
        uint32_t *column = &m->column_of[raci->order->bodies.items[i]->base.id];

        if (*column)
            *column = FIRST_BODY + m->body_count++;
    }
    m->sums = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, (FIRST_BODY + m->body_count) * 4u);
    m->parts = TOC_NEW_ARRAY(m->canvas->arena, unsigned, FIRST_BODY + m->body_count);
}

static toc_chart_table *begin_table(const matrix *m)
{
    uint32_t count = FIRST_BODY + m->body_count;
    toc_um *widths = TOC_NEW_ARRAY(m->canvas->arena, toc_um, count);

    widths[0] = DUTY_WIDTH;
    widths[1] = DUE_WIDTH;
    for (uint32_t i = FIRST_BODY; i < count; i++)
        widths[i] = m->body_count > MANY_BODIES ? BODY_NARROW : BODY_WIDTH;
    return toc_table_begin(m->canvas, widths, count);
}

/* ── rows ────────────────────────────────────────────────────────────────── */

static const char *word(const matrix *m, toc_word which)
{
    return toc_wording_word(&m->input->wording, which);
}

static void fill_head(matrix *m, const toc_plan_body *body)
{
    const toc_theme *theme = m->canvas->theme;
    const toc_wording *w = &m->input->wording;
    toc_title title = toc_title_words(w, &body->base);
    toc_cell cell = {.text = title.first,
                     .second = title.second,
                     .is_bold = true,
                     .side = TOC_CELL_CENTRE,
                     .ink = theme->on_head,
                     .ground = TOC_NO_COLOUR};

    if (body->is_post && body->org)
        cell.text = toc_arena_printf(w->arena, "%s\n%s", toc_title_words(w, &body->org->base).first,
                                     title.first);
    cell.size = TOC_SIZE_SMALL + 200;
    toc_table_fill(m->table, m->column_of[body->base.id], cell);
}

static void add_heads(matrix *m)
{
    const toc_theme *theme = m->canvas->theme;
    toc_cell cell = {.is_bold = true, .ink = theme->on_head, .ground = TOC_NO_COLOUR};
    const toc_plan_order *order = m->raci->order;
    uint32_t row = toc_table_add_row(m->table, TOC_ROLE_LANE, NULL, NULL, theme->head);

    m->table->rows.items[row].has_rules = true;
    cell.text = word(m, TOC_WORD_DUTY);
    toc_table_fill(m->table, 0, cell);
    cell.text = word(m, TOC_WORD_DUE);
    toc_table_fill(m->table, 1, cell);
    for (uint32_t i = 0; i < order->bodies.count; i++) {
        if (m->column_of[order->bodies.items[i]->base.id])
            fill_head(m, order->bodies.items[i]);
    }
}

static void add_group(matrix *m, const toc_raci_group *group)
{
    toc_cell cell = {.text = group->title.first,
                     .second = group->title.second,
                     .size = TOC_SIZE_LARGE,
                     .is_bold = true,
                     .ink = group->tint.on_strong,
                     .ground = TOC_NO_COLOUR,
                     .span = FIRST_BODY};

    toc_table_add_row(m->table, TOC_ROLE_BAND, group->title.first, NULL, group->tint.strong);
    toc_table_fill(m->table, 0, cell);
    if (!*group->starts || m->body_count == 0)
        return;
    cell = (toc_cell){
        .text = toc_arena_printf(m->canvas->arena, "%s %s", word(m, TOC_WORD_ON), group->starts),
        .ink = group->tint.on_strong,
        .ground = TOC_NO_COLOUR,
        .span = m->body_count};
    toc_table_fill(m->table, FIRST_BODY, cell);
}

static void add_duty(matrix *m, uint32_t index, bool is_odd)
{
    const toc_theme *theme = m->canvas->theme;
    const toc_raci_row *row = &m->raci->rows.items[index];
    toc_cell cell = {.text = row->title.first,
                     .second = row->title.second,
                     .is_bold = true,
                     .ink = theme->ink,
                     .faint = theme->faint,
                     .ground = TOC_NO_COLOUR};
    uint32_t at = toc_table_add_row(m->table, TOC_ROLE_NODE, row->key, row->title.first,
                                    is_odd ? theme->ground[0] : theme->paper);

    m->row_at[index] = at;
    m->table->rows.items[at].has_rules = true;
    m->table->rows.items[at].least = ROW_LEAST;
    m->table->rows.items[at].link = toc_canvas_source_link(m->canvas, m->input->plan, row->span);
    toc_table_fill(m->table, 0, cell);
    cell = (toc_cell){.text = row->due, .ink = theme->ink, .ground = TOC_NO_COLOUR};
    toc_table_fill(m->table, 1, cell);
}

/* How high the rows from the last heads on are. */
static bool are_heads_far(const toc_chart_table *table)
{
    toc_um height = 0;

    for (uint32_t i = table->rows.count; i > 0; i--) {
        const toc_table_row *row = &table->rows.items[i - 1];

        if (row->role == TOC_ROLE_LANE)
            return false;
        height += row->least;
        if (height > HEADS_APART)
            return true;
    }
    return true;
}

static void add_rows(matrix *m)
{
    uint32_t group = UINT32_MAX;
    uint32_t place = 0;

    m->row_at = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, m->raci->rows.count + 1u);
    for (uint32_t i = 0; i < m->raci->rows.count; i++) {
        const toc_raci_row *row = &m->raci->rows.items[i];

        if (row->group != group) {
            if (are_heads_far(m->table))
                add_heads(m);
            add_group(m, &m->raci->groups.items[row->group]);
            place = 0;
        }
        group = row->group;
        add_duty(m, i, place++ % 2 == 1);
    }
}

/* ── marks ───────────────────────────────────────────────────────────────── */

/* R is filled, A framed twice as strong, C framed, I bare: told apart without colour. */
static void draw_badge(toc_canvas *canvas, toc_raci_part part, toc_spot at)
{
    const toc_theme *theme = canvas->theme;
    bool is_strong = part == TOC_RACI_DOES || part == TOC_RACI_APPROVES;
    toc_colour_rgb ink = is_strong ? theme->paper : theme->ink;
    toc_pen pen = {.stroke = theme->ink, .fill = theme->paper, .width = TOC_LINE};
    toc_face_text letter = toc_canvas_set(canvas, letters[part], TOC_SIZE_NORMAL, true, 0);

    if (is_strong)
        pen.fill = theme->ink;
    if (part == TOC_RACI_LEADS)
        pen.width = 2 * TOC_LINE;
    if (part == TOC_RACI_TOLD)
        pen.stroke = TOC_NO_COLOUR, pen.fill = TOC_NO_COLOUR;
    if (part == TOC_RACI_TOLD_LATE)
        pen.dash = 900;
    toc_scene_box(canvas->scene, (toc_rect){at.x, at.y, BADGE, BADGE},
                  part == TOC_RACI_DOES || part == TOC_RACI_HELPS ? BADGE / 2 : 600, pen);
    toc_canvas_centre(canvas, &letter, ink, at.x + BADGE / 2, at.y + (BADGE - letter.height) / 2);
}

static void explain(const matrix *m, toc_raci_part part)
{
    static const toc_word words[TOC_RACI_PART_COUNT] = {
        TOC_WORD_RACI_DOES,  TOC_WORD_RACI_APPROVES, TOC_WORD_RACI_LEADS,
        TOC_WORD_RACI_HELPS, TOC_WORD_RACI_TOLD,     TOC_WORD_RACI_TOLD_LATE};
    toc_canvas sample = *m->canvas;

    sample.scene = toc_canvas_explain(m->canvas, word(m, words[part]));
    if (sample.scene)
        draw_badge(&sample, part,
                   (toc_spot){(TOC_SAMPLE_WIDTH - BADGE) / 2, (TOC_SAMPLE_HEIGHT - BADGE) / 2});
}

/* Several marks of one body stand side by side, or in two lines. */
static void draw_marks_of(matrix *m, toc_rect cell, unsigned parts, uint32_t *sums)
{
    uint32_t count = (uint32_t)__builtin_popcount(parts);
    toc_um step = BADGE + BADGE_GAP;
    toc_um all = (toc_um)count * step - BADGE_GAP;
    toc_spot at = {cell.x + (cell.width - all) / 2, cell.y + (cell.height - BADGE) / 2};

    if (all > cell.width - BADGE_GAP)
        step = (cell.width - 2 * BADGE_GAP - BADGE) / ((toc_um)count - 1),
        at.x = cell.x + BADGE_GAP;
    for (toc_raci_part part = 0; part < TOC_RACI_PART_COUNT; part++) {
        if (!(parts >> part & 1u))
            continue;
        draw_badge(m->canvas, part, at);
        explain(m, part);
        sums[letter_of(part)]++;
        at.x += step;
    }
}

/* Who approves what it leads has one A; who is told in any case needs no other I. */
static unsigned without_repeats(unsigned parts)
{
    if (parts >> TOC_RACI_APPROVES & 1u)
        parts &= ~(1u << TOC_RACI_LEADS);
    if (parts >> TOC_RACI_TOLD & 1u)
        parts &= ~(1u << TOC_RACI_TOLD_LATE);
    return parts;
}

static void draw_marks(matrix *m, uint32_t index)
{
    const toc_raci_row *row = &m->raci->rows.items[index];
    const toc_raci_mark *marks = m->raci->marks.items;

    for (uint32_t i = row->first; i < row->first + row->count; i++)
        m->parts[m->column_of[marks[i].body->base.id]] |= 1u << marks[i].part;
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        uint32_t column = m->column_of[marks[i].body->base.id];
        toc_rect cell = toc_table_place(m->table, m->row_at[index], column);

        if (m->parts[column] && cell.width > 0)
            draw_marks_of(m, cell, without_repeats(m->parts[column]), &m->sums[column * 4]);
        m->parts[column] = 0;
    }
}

/* ── sums ────────────────────────────────────────────────────────────────── */

static void fill_number(toc_chart_table *table, uint32_t column, uint32_t number)
{
    toc_canvas *canvas = table->canvas;
    toc_cell cell = {.text = number > 0 ? toc_arena_printf(canvas->arena, "%u", number) : NULL,
                     .is_bold = true,
                     .side = TOC_CELL_CENTRE,
                     .ink = canvas->theme->ink,
                     .ground = TOC_NO_COLOUR};

    toc_table_fill(table, column, cell);
}

static void add_sum(const matrix *m, toc_chart_table *table, unsigned letter)
{
    static const toc_word words[4] = {TOC_WORD_SUM_DOES, TOC_WORD_SUM_LEADS, TOC_WORD_SUM_HELPS,
                                      TOC_WORD_SUM_TOLD};
    static const char *const signs[4] = {"R", "A", "C", "I"};
    uint32_t all = 0;
    toc_cell cell = {
        .text = toc_arena_printf(m->canvas->arena, "%s  %s", signs[letter], word(m, words[letter])),
        .is_bold = true,
        .ink = m->canvas->theme->ink,
        .ground = TOC_NO_COLOUR};
    uint32_t row = toc_table_add_row(table, TOC_ROLE_NONE, NULL, NULL, m->canvas->theme->ground[0]);

    table->rows.items[row].has_rules = true;
    toc_table_fill(table, 0, cell);
    for (uint32_t i = FIRST_BODY; i < table->column_count; i++) {
        fill_number(table, i, m->sums[i * 4 + letter]);
        all += m->sums[i * 4 + letter];
    }
    fill_number(table, 1, all);
}

static toc_um draw_sums(matrix *m, toc_um top)
{
    toc_chart_table *duties = m->table;
    toc_chart_table *sums = begin_table(m);
    toc_cell head = {.text = word(m, TOC_WORD_SUMS),
                     .size = TOC_SIZE_LARGE,
                     .is_bold = true,
                     .ink = m->canvas->theme->on_head,
                     .ground = TOC_NO_COLOUR};

    m->table = sums;
    if (are_heads_far(duties)) {
        add_heads(m);
        sums->rows.items[0].cells.items[0].set =
            toc_canvas_set(m->canvas, head.text, TOC_SIZE_LARGE, true, 0);
    } else {
        toc_table_add_row(sums, TOC_ROLE_BAND, NULL, NULL, m->canvas->theme->head);
        toc_table_fill(sums, 0, head);
    }
    for (unsigned letter = 0; letter < 4; letter++)
        add_sum(m, sums, letter);
    m->table = duties;
    return toc_table_draw(sums, 0, top);
}

void toc_draw_raci(toc_canvas *canvas, const toc_view_input *input)
{
    matrix m = {.canvas = canvas, .input = input, .raci = toc_raci_of(canvas, input)};
    toc_um height;

    if (m.raci->rows.count == 0) {
        toc_chart_say_empty(canvas, word(&m, TOC_WORD_RACI), word(&m, TOC_WORD_NO_DUTIES));
        return;
    }
    find_columns(&m);
    m.table = begin_table(&m);
    add_rows(&m);
    height = toc_table_draw(m.table, 0, 0);
    for (uint32_t i = 0; i < m.raci->rows.count; i++)
        draw_marks(&m, i);
    height += draw_sums(&m, height);
    canvas->scene->width = m.table->edges[m.table->column_count];
    canvas->scene->height = height;
}
