/* raci.c - the matrix of duties and bodies: R does, A leads or approves, C helps, I is told. */
#include "chart/raci.h"

#include <string.h>

#include "chart/passage.h"
#include "chart/piles.h"
#include "chart/table.h"
#include "chart/views.h"

enum {
    DUTY_WIDTH = 76 * TOC_MM,
    DUE_WIDTH = 30 * TOC_MM,
    BODY_WIDTH = 36 * TOC_MM, /* at most, and at least: as its longest word asks for */
    BODY_NARROW = 19 * TOC_MM,
    TOO_MANY_BODIES = 40, /* to stand side by side: then each block of rows has its own columns */
    BLOCK_LEAST = 8,      /* rows of such a block, where a group ends */
    BLOCK_MOST = 16,
    BLOCKS_APART = 4 * TOC_MM,
    ROW_LEAST = 7 * TOC_MM,
    HEAD_SIZE = TOC_SIZE_SMALL, /* letters at the heads of bodies */
    LETTERS_MOST = 40,          /* of a word that a column may be widened for */
    BADGE = 5200,
    BADGE_GAP = 600,
    FIRST_BODY = 2 /* columns before it: duty, due */
};

static const char *const letters[TOC_RACI_PART_COUNT] = {"R", "A", "A", "C", "I", "I"};

typedef struct matrix {
    toc_canvas *canvas;
    const toc_view_input *input;
    const toc_raci *raci;
    toc_chart_table *table;
    bool is_wide;                          /* each block of rows has columns of its own */
    TOC_VEC(const toc_plan_body *) bodies; /* that have a column, left to right */
    uint32_t *column_of; /* by body: of its column; 0: it has nothing to do in these rows */
    uint32_t *sums;      /* by body, then by letter: R A C I */
    unsigned *parts;     /* by body, of one row: bits of toc_raci_part */
    uint32_t *row_at;    /* of each duty in its table */
} matrix;

static unsigned letter_of(toc_raci_part part)
{
    static const unsigned places[TOC_RACI_PART_COUNT] = {0, 1, 1, 2, 3, 3};

    return places[part];
}

/* ── columns ─────────────────────────────────────────────────────────────── */

/* The bodies that have something to do in these rows, from left to right. */
static void find_columns(matrix *m, uint32_t first, uint32_t end)
{
    const toc_plan_order *order = m->raci->order;

    for (uint32_t i = 0; i < m->bodies.count; i++)
        m->column_of[m->bodies.items[i]->base.id] = 0;
    m->bodies.count = 0;
    for (uint32_t i = first; i < end; i++) {
        const toc_raci_row *row = &m->raci->rows.items[i];

        for (uint32_t k = 0; k < row->count; k++)
            m->column_of[m->raci->marks.items[row->first + k].body->base.id] = 1;
    }
    for (uint32_t i = 0; i < order->bodies.count; i++) {
        const toc_plan_body *body = order->bodies.items[i];

        if (!m->column_of[body->base.id])
            continue;
        m->column_of[body->base.id] = FIRST_BODY + m->bodies.count;
        TOC_PUSH(m->canvas->arena, &m->bodies, body);
    }
}

static void make_room(matrix *m)
{
    uint32_t all = m->input->plan->bodies.count + 1u;

    m->column_of = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, all);
    m->sums = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, (size_t)all * 4u);
    m->parts = TOC_NEW_ARRAY(m->canvas->arena, unsigned, all);
    m->row_at = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, m->raci->rows.count + 1u);
}

/* Width of the longest word of @p text, up to the widest column. */
static toc_um longest_word(const matrix *m, const char *text)
{
    toc_um most = BODY_NARROW;

    while (text && *text && most < BODY_WIDTH) {
        size_t length = strcspn(text, " \n");
        const char *word = toc_arena_copy(m->canvas->arena, text, length);
        toc_um width = (unsigned char)*text < 0x80 && length <= LETTERS_MOST
                           ? toc_canvas_set(m->canvas, word, HEAD_SIZE, true, 0).width
                           : 0;
        most = width + 2 * TOC_PADDING + 200 > most ? width + 2 * TOC_PADDING + 200 : most;
        text += length + strspn(text + length, " \n");
    }
    return most < BODY_WIDTH ? most : BODY_WIDTH;
}

static toc_um body_width(const matrix *m, const toc_plan_body *body)
{
    const toc_wording *w = &m->input->wording;
    toc_um own = longest_word(m, toc_title_words(w, &body->base).first);
    toc_um of_org = body->is_post && body->org
                        ? longest_word(m, toc_title_words(w, &body->org->base).first)
                        : 0;

    return own > of_org ? own : of_org;
}

static toc_chart_table *begin_table(const matrix *m)
{
    uint32_t count = FIRST_BODY + m->bodies.count;
    toc_um *widths = TOC_NEW_ARRAY(m->canvas->arena, toc_um, count);

    widths[0] = DUTY_WIDTH;
    widths[1] = DUE_WIDTH;
    for (uint32_t i = FIRST_BODY; i < count; i++)
        widths[i] = body_width(m, m->bodies.items[i - FIRST_BODY]);
    toc_chart_table *table = toc_table_begin(m->canvas, widths, count);
    table->is_for_cutting = m->input->options->is_for_cutting;
    return table;
}

/* ── rows ────────────────────────────────────────────────────────────────── */

static const char *word(const matrix *m, toc_word which)
{
    return toc_wording_word(&m->input->wording, which);
}

/* In both languages where two are asked for. */
static const char *both(const matrix *m, toc_word which)
{
    return toc_word_both(&m->input->wording, which);
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
    cell.size = HEAD_SIZE;
    toc_table_fill(m->table, m->column_of[body->base.id], cell);
}

static void add_heads(matrix *m)
{
    const toc_theme *theme = m->canvas->theme;
    toc_cell cell = {.is_bold = true, .ink = theme->on_head, .ground = TOC_NO_COLOUR};
    uint32_t row = toc_table_add_row(m->table, TOC_ROLE_LANE, NULL, NULL, theme->head);

    m->table->rows.items[row].has_rules = true;
    cell.text = both(m, TOC_WORD_DUTY);
    toc_table_fill(m->table, 0, cell);
    cell.text = both(m, TOC_WORD_DUE);
    toc_table_fill(m->table, 1, cell);
    for (uint32_t i = 0; i < m->bodies.count; i++)
        fill_head(m, m->bodies.items[i]);
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
    if (!*group->starts || m->bodies.count == 0)
        return;
    cell = (toc_cell){
        .text = toc_arena_printf(m->canvas->arena, "%s %s", word(m, TOC_WORD_ON), group->starts),
        .ink = group->tint.on_strong,
        .ground = TOC_NO_COLOUR,
        .span = m->bodies.count};
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

static void add_rows(matrix *m, uint32_t first, uint32_t end)
{
    uint32_t group = UINT32_MAX;
    uint32_t place = 0;

    for (uint32_t i = first; i < end; i++) {
        const toc_raci_row *row = &m->raci->rows.items[i];
        bool is_far = toc_table_needs_heads(m->table);

        if (is_far && (!m->is_wide || i == first))
            add_heads(m);
        if (is_far || row->group != group) {
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

    sample.scene = toc_canvas_explain(m->canvas, both(m, words[part]));
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
    const toc_raci_mark *marks = &m->raci->marks.items[row->first];

    for (uint32_t i = 0; i < row->count; i++)
        m->parts[marks[i].body->base.id] |= 1u << marks[i].part;
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t body = marks[i].body->base.id;
        toc_rect cell = toc_table_place(m->table, m->row_at[index], m->column_of[body]);

        if (m->parts[body] && cell.width > 0)
            draw_marks_of(m, cell, without_repeats(m->parts[body]), &m->sums[(size_t)body * 4]);
        m->parts[body] = 0;
    }
}

/* ── sums ────────────────────────────────────────────────────────────────── */

static const toc_word sum_words[4] = {TOC_WORD_SUM_DOES, TOC_WORD_SUM_LEADS, TOC_WORD_SUM_HELPS,
                                      TOC_WORD_SUM_TOLD};

static const char *sum_name(const matrix *m, unsigned letter)
{
    return toc_arena_printf(m->canvas->arena, "%c  %s", "RACI"[letter], both(m, sum_words[letter]));
}

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

static void fill_text(toc_chart_table *table, uint32_t column, const char *text, toc_um size,
                      toc_colour_rgb ink)
{
    toc_cell cell = {
        .text = text, .size = size, .is_bold = true, .ink = ink, .ground = TOC_NO_COLOUR};

    toc_table_fill(table, column, cell);
}

/* One line for each letter, below the columns of the bodies. */
static void add_sum(const matrix *m, unsigned letter)
{
    const toc_theme *theme = m->canvas->theme;
    uint32_t all = 0;
    uint32_t row = toc_table_add_row(m->table, TOC_ROLE_NONE, NULL, NULL, theme->ground[0]);

    m->table->rows.items[row].has_rules = true;
    fill_text(m->table, 0, sum_name(m, letter), 0, theme->ink);
    for (uint32_t i = 0; i < m->bodies.count; i++) {
        uint32_t sum = m->sums[(size_t)m->bodies.items[i]->base.id * 4 + letter];

        fill_number(m->table, FIRST_BODY + i, sum);
        all += sum;
    }
    fill_number(m->table, 1, all);
}

static toc_um draw_sums(matrix *m, toc_um left, toc_um top)
{
    toc_table_add_row(m->table = begin_table(m), TOC_ROLE_BAND, NULL, NULL, m->canvas->theme->head);
    fill_text(m->table, 0, both(m, TOC_WORD_SUMS), TOC_SIZE_LARGE, m->canvas->theme->on_head);
    for (unsigned letter = 0; letter < 4; letter++)
        add_sum(m, letter);
    return toc_table_draw(m->table, left, top);
}

static void add_sum_heads(const matrix *m)
{
    const toc_theme *theme = m->canvas->theme;

    toc_table_add_row(m->table, TOC_ROLE_LANE, NULL, NULL, theme->head);
    fill_text(m->table, 0, both(m, TOC_WORD_SUMS), TOC_SIZE_LARGE, theme->on_head);
    for (unsigned letter = 0; letter < 4; letter++)
        fill_text(m->table, 1 + letter, sum_name(m, letter), 0, theme->on_head);
}

/* One line for each body, where they are too many to stand side by side. */
static toc_um draw_long_sums(matrix *m, toc_um top)
{
    static const toc_um widths[5] = {DUTY_WIDTH, DUE_WIDTH, DUE_WIDTH, DUE_WIDTH, DUE_WIDTH};
    const toc_theme *theme = m->canvas->theme;

    find_columns(m, 0, m->raci->rows.count);
    m->table = toc_table_begin(m->canvas, widths, 5);
    for (uint32_t i = 0; i < m->bodies.count; i++) {
        const toc_plan_body *body = m->bodies.items[i];
        uint32_t row;

        if (toc_table_needs_heads(m->table))
            add_sum_heads(m);
        row = toc_table_add_row(m->table, TOC_ROLE_NONE, NULL, NULL,
                                i % 2 == 1 ? theme->ground[0] : theme->paper);
        m->table->rows.items[row].has_rules = true;
        fill_text(m->table, 0, toc_body_words(&m->input->wording, body), 0, theme->ink);
        for (unsigned letter = 0; letter < 4; letter++)
            fill_number(m->table, 1 + letter, m->sums[(size_t)body->base.id * 4 + letter]);
    }
    toc_canvas_may_cut(m->canvas, top - BLOCKS_APART / 2);
    top = toc_table_draw(m->table, 0, top);
    toc_table_note_breaks(m->table, 0);
    return top;
}

/* ── blocks of rows ──────────────────────────────────────────────────────── */

/* So many rows, and of the next a few more or less, so that a group stays whole. */
static uint32_t end_of_block(const matrix *m, uint32_t first)
{
    uint32_t end = first;

    while (end < m->raci->rows.count && end - first < BLOCK_MOST) {
        end++;
        if (end < m->raci->rows.count && end - first >= BLOCK_LEAST &&
            m->raci->rows.items[end].group != m->raci->rows.items[end - 1].group)
            break;
    }
    return end;
}

static toc_um draw_block(matrix *m, uint32_t first, uint32_t end, toc_um top)
{
    toc_um height;

    find_columns(m, first, end);
    m->table = begin_table(m);
    add_rows(m, first, end);
    if (top > 0)
        toc_canvas_may_cut(m->canvas, top - BLOCKS_APART / 2);
    height = toc_table_draw(m->table, 0, top);
    toc_table_note_breaks(m->table, 0);
    for (uint32_t i = first; i < end; i++)
        draw_marks(m, i);
    return height;
}

static void widen(toc_scene *scene, const toc_chart_table *table)
{
    toc_um width = table->left + table->edges[table->column_count];

    scene->width = width > scene->width ? width : scene->width;
}

/* ── piles ───────────────────────────────────────────────────────────────── */

/* The groups of rows, each as high as it comes out; *out_first: the row that each begins with. */
static toc_piles measure_groups(matrix *m, uint32_t *out_first)
{
    uint32_t count = m->raci->rows.count;
    toc_piles piles = {.heights = TOC_NEW_ARRAY(m->canvas->arena, toc_um, count + 1u)};
    const toc_table_row *rows;

    m->table = begin_table(m);
    add_rows(m, 0, count);
    rows = m->table->rows.items;
    for (uint32_t i = 0; i < count; i++) {
        bool is_first = i == 0 || m->raci->rows.items[i].group != m->raci->rows.items[i - 1].group;
        if (is_first) {
            out_first[piles.count] = i;
            piles.heights[piles.count++] = rows[m->row_at[i] - 1].least;
        }
        piles.heights[piles.count - 1] += rows[m->row_at[i]].least;
    }
    piles.width = m->table->edges[m->table->column_count];
    return piles;
}

/* In some tables of the same columns side by side; the sums stand below the last. */
static void draw_piles(matrix *m)
{
    uint32_t count = m->raci->rows.count;
    uint32_t *first = TOC_NEW_ARRAY(m->canvas->arena, uint32_t, count + 1u);
    toc_piles piles = measure_groups(m, first);
    uint32_t pile_count = toc_piles_best(&piles, m->input->options->aspect);
    toc_um left = 0;

    first[piles.count] = count;
    for (uint32_t from = 0, to; from < piles.count; from = to) {
        toc_um height;
        to = toc_piles_end(&piles, pile_count, from);
        m->table = begin_table(m);
        add_rows(m, first[from], first[to]);
        height = toc_table_draw(m->table, left, 0);
        if (pile_count == 1)
            toc_table_note_breaks(m->table, height);
        for (uint32_t i = first[from]; i < first[to]; i++)
            draw_marks(m, i);
        if (to == piles.count)
            height += draw_sums(m, left, height);
        widen(m->canvas->scene, m->table);
        m->canvas->scene->height =
            height > m->canvas->scene->height ? height : m->canvas->scene->height;
        left += piles.width + TOC_PILES_APART;
    }
}

static void draw_blocks(matrix *m)
{
    uint32_t count = m->raci->rows.count;
    toc_um y = 0;

    for (uint32_t first = 0, end; first < count && y < TOC_TABLE_HEIGHT_MOST; first = end) {
        end = end_of_block(m, first);
        y += draw_block(m, first, end, y);
        widen(m->canvas->scene, m->table);
        y += BLOCKS_APART;
    }
    y += draw_long_sums(m, y);
    widen(m->canvas->scene, m->table);
    m->canvas->scene->height = y;
}

void toc_draw_raci(toc_canvas *canvas, const toc_view_input *input)
{
    matrix m = {.canvas = canvas, .input = input, .raci = toc_raci_of(canvas, input)};
    uint32_t count = m.raci->rows.count;

    if (count == 0) {
        toc_chart_say_empty(canvas, word(&m, TOC_WORD_RACI), word(&m, TOC_WORD_NO_DUTIES));
        return;
    }
    make_room(&m);
    find_columns(&m, 0, count);
    m.is_wide = m.bodies.count > TOO_MANY_BODIES;
    if (m.is_wide)
        draw_blocks(&m);
    else
        draw_piles(&m);
}
