/* table.c - measures rows by their cells, then paints grounds, texts and rules. */
#include "chart/table.h"

#include <string.h>

#define RULE        150
#define HEADS_APART (170 * TOC_MM)

enum { TEXT_MOST = 1000 }; /* bytes of a cell: no name is so long, and no sheet so high */

toc_chart_table *toc_table_begin(toc_canvas *canvas, const toc_um *widths, uint32_t count)
{
    toc_chart_table *table = TOC_NEW(canvas->arena, toc_chart_table);

    table->canvas = canvas;
    table->widths = widths;
    table->column_count = count;
    table->edges = TOC_NEW_ARRAY(canvas->arena, toc_um, count + 1u);
    for (uint32_t i = 0; i < count; i++)
        table->edges[i + 1] = table->edges[i] + widths[i];
    return table;
}

uint32_t toc_table_add_row(toc_chart_table *table, toc_scene_role role, const char *id,
                           const char *title, toc_colour_rgb ground)
{
    toc_table_row row = {.role = role, .id = id, .title = title, .ground = ground};

    TOC_PUSH(table->canvas->arena, &table->rows, row);
    return table->rows.count - 1;
}

static uint32_t end_of(const toc_chart_table *table, uint32_t column, const toc_cell *cell)
{
    uint32_t end = column + (cell->span > 1 ? cell->span : 1);

    return end < table->column_count ? end : table->column_count;
}

static const char *shortened(const toc_chart_table *table, const char *text)
{
    size_t size = TEXT_MOST;

    if (!text || strlen(text) <= TEXT_MOST)
        return text;
    while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
        size--; /* not inside a letter */
    return toc_arena_printf(table->canvas->arena, "%.*s…", (int)size, text);
}

void toc_table_fill(toc_chart_table *table, uint32_t column, toc_cell cell)
{
    toc_table_row *row = &table->rows.items[table->rows.count - 1];
    toc_um width = table->edges[end_of(table, column, &cell)] - table->edges[column];
    toc_um height;

    width -= 2 * TOC_PADDING + cell.indent;
    if (cell.width > 0 && cell.width < width)
        width = cell.width;
    if (cell.size == 0)
        cell.size = TOC_SIZE_NORMAL;
    cell.column = column;
    cell.text = shortened(table, cell.text);
    cell.second = shortened(table, cell.second);
    cell.set = toc_canvas_set(table->canvas, cell.text, cell.size, cell.is_bold, width);
    cell.below = toc_canvas_set(table->canvas, cell.second, TOC_SIZE_SMALL, false, width);
    height = cell.set.height + cell.below.height + TOC_PADDING * 5 / 4;
    if (height > row->least)
        row->least = height;
    TOC_PUSH(table->canvas->arena, &row->cells, cell);
}

bool toc_table_needs_heads(const toc_chart_table *table)
{
    toc_um height = 0;

    for (uint32_t i = table->rows.count; i > 0; i--) {
        const toc_table_row *row = &table->rows.items[i - 1];

        if (row->role == TOC_ROLE_LANE)
            return false;
        if (table->is_for_cutting)
            continue;
        height += row->least < HEADS_APART ? row->least : HEADS_APART;
        if (height > HEADS_APART)
            return true;
    }
    return true;
}

static toc_strip strip_of(const toc_table_row *row)
{
    return row ? (toc_strip){row->top, row->height} : (toc_strip){0, 0};
}

static void note_break(const toc_chart_table *table, toc_um at, const toc_table_row *heads,
                       const toc_table_row *group)
{
    toc_break own = {
        .at = at, .again = {strip_of(heads), strip_of(group)}, .is_within = group != NULL};

    TOC_PUSH(table->canvas->arena, &table->canvas->breaks, own);
}

/* Rows stay with the head of their group, or it is said again. */
static void note_rows(const toc_chart_table *table, toc_um below)
{
    const toc_table_row *heads = NULL;
    const toc_table_row *group = NULL;
    bool is_head = true;

    for (uint32_t i = 0; i < table->drawn; i++) {
        const toc_table_row *row = &table->rows.items[i];
        bool is_band = row->role == TOC_ROLE_BAND;

        if (!is_head)
            note_break(table, row->top, heads, is_band ? NULL : group);
        is_head = is_band || row->role == TOC_ROLE_LANE;
        if (row->role == TOC_ROLE_LANE)
            heads = row;
        if (is_band)
            group = row;
    }
    if (below > 0)
        note_break(table, below, heads, NULL);
}

void toc_table_note_breaks(const toc_chart_table *table, toc_um below)
{
    if (table->is_for_cutting) {
        note_rows(table, below);
        return;
    }
    for (uint32_t i = 1; i < table->drawn; i++) {
        if (table->rows.items[i].role == TOC_ROLE_LANE)
            toc_canvas_may_cut(table->canvas, table->rows.items[i].top);
    }
}

/* ── drawing ─────────────────────────────────────────────────────────────── */

static void put(toc_canvas *canvas, const toc_cell *cell, const toc_face_text *text,
                toc_colour_rgb ink, toc_rect at, toc_um top)
{
    if (cell->side == TOC_CELL_CENTRE)
        toc_canvas_centre(canvas, text, ink, at.x + at.width / 2, top);
    else if (cell->side == TOC_CELL_RIGHT)
        toc_canvas_right(canvas, text, ink, at.x + at.width - TOC_PADDING, top);
    else
        toc_canvas_left(canvas, text, ink, at.x + TOC_PADDING + cell->indent, top);
}

static void draw_cell(const toc_chart_table *table, const toc_table_row *row, const toc_cell *cell)
{
    uint32_t end = end_of(table, cell->column, cell);
    toc_rect at = {table->left + table->edges[cell->column], row->top,
                   table->edges[end] - table->edges[cell->column], row->height};
    toc_um top = at.y + (at.height - cell->set.height - cell->below.height) / 2;
    toc_colour_rgb faint = cell->faint ? cell->faint : cell->ink;

    if (cell->ground != TOC_NO_COLOUR && cell->ground != row->ground)
        toc_scene_box(table->canvas->scene, at, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = cell->ground});
    put(table->canvas, cell, &cell->set, cell->ink, at, top);
    put(table->canvas, cell, &cell->below, faint, at, top + cell->set.height);
}

static void draw_row(const toc_chart_table *table, const toc_table_row *row)
{
    toc_scene *scene = table->canvas->scene;
    toc_rect at = {table->left, row->top, table->edges[table->column_count], row->height};

    toc_scene_open(scene, row->role, row->id, row->title, row->link);
    if (row->ground != TOC_NO_COLOUR)
        toc_scene_box(scene, at, 0, (toc_pen){.stroke = TOC_NO_COLOUR, .fill = row->ground});
    for (uint32_t i = 0; i < row->cells.count; i++)
        draw_cell(table, row, &row->cells.items[i]);
    toc_scene_close(scene);
}

static void draw_rule(const toc_chart_table *table, toc_spot from, toc_spot to)
{
    toc_scene_rule(table->canvas->scene, from, to,
                   (toc_pen){.stroke = table->canvas->theme->rule, .width = RULE});
}

/* Rules between columns run through all rows that have them, as one line. */
static void draw_columns(const toc_chart_table *table, toc_um top, toc_um bottom)
{
    for (uint32_t i = 1; i < table->column_count; i++) {
        toc_um x = table->left + table->edges[i];

        draw_rule(table, (toc_spot){x, top}, (toc_spot){x, bottom});
    }
}

static void draw_rules(const toc_chart_table *table)
{
    toc_um right = table->left + table->edges[table->column_count];

    for (uint32_t i = 0; i < table->drawn;) {
        const toc_table_row *row = &table->rows.items[i];
        uint32_t end = i + 1;

        while (end < table->drawn && table->rows.items[end].has_rules == row->has_rules)
            end++;
        if (row->has_rules)
            draw_columns(table, row->top,
                         table->rows.items[end - 1].top + table->rows.items[end - 1].height);
        i = end;
    }
    for (uint32_t i = 0; i < table->drawn; i++) {
        toc_um y = table->rows.items[i].top + table->rows.items[i].height;

        draw_rule(table, (toc_spot){table->left, y}, (toc_spot){right, y});
    }
}

toc_um toc_table_draw(toc_chart_table *table, toc_um left, toc_um top)
{
    toc_um y = top;

    table->left = left;
    for (uint32_t i = 0; i < table->rows.count; i++) {
        toc_table_row *row = &table->rows.items[i];

        if (y > TOC_TABLE_HEIGHT_MOST || row->least > TOC_TABLE_HEIGHT_MOST)
            break;
        row->top = y;
        row->height = row->least;
        y += row->height;
        table->drawn++;
        draw_row(table, row);
    }
    draw_rules(table);
    table->bottom = y;
    return y - top;
}

toc_rect toc_table_place(const toc_chart_table *table, uint32_t row, uint32_t column)
{
    const toc_table_row *of = &table->rows.items[row];

    if (row >= table->drawn)
        return (toc_rect){0};
    return (toc_rect){table->left + table->edges[column], of->top, table->widths[column],
                      of->height};
}

/* ── signs ───────────────────────────────────────────────────────────────── */

void toc_chart_say_empty(toc_canvas *canvas, const char *title, const char *says)
{
    toc_um width = 150 * TOC_MM;
    toc_um inside = width - 8 * TOC_PADDING;
    toc_face_text head = toc_canvas_set(canvas, title, TOC_SIZE_HEAD, true, inside);
    toc_face_text text = toc_canvas_set(canvas, says, TOC_SIZE_LARGE, false, inside);
    toc_um height = head.height + text.height + 10 * TOC_PADDING;
    toc_um y = 4 * TOC_PADDING;

    toc_scene_box(canvas->scene, (toc_rect){TOC_LINE, TOC_LINE, width, height}, 0,
                  (toc_pen){.stroke = canvas->theme->rule,
                            .fill = canvas->theme->ground[0],
                            .width = TOC_LINE});
    y += toc_canvas_left(canvas, &head, canvas->theme->ink, 4 * TOC_PADDING, y) + 2 * TOC_PADDING;
    toc_canvas_left(canvas, &text, canvas->theme->faint, 4 * TOC_PADDING, y);
    canvas->scene->width = width + 2 * TOC_LINE;
    canvas->scene->height = height + 2 * TOC_LINE;
}

/* One stroke at 45 degrees, cut to the box. */
static void stroke(toc_canvas *canvas, toc_rect at, toc_um from, toc_colour_rgb colour)
{
    toc_um right = at.x + at.width;
    toc_um low = from < at.x ? at.x - from : 0;
    toc_um high = from + at.height > right ? right - from : at.height;

    if (low < high)
        toc_scene_rule(canvas->scene, (toc_spot){from + low, at.y + at.height - low},
                       (toc_spot){from + high, at.y + at.height - high},
                       (toc_pen){.stroke = colour, .width = 200});
}

void toc_chart_hatch(toc_canvas *canvas, toc_rect at, toc_um gap, toc_colour_rgb colour)
{
    for (toc_um x = at.x - at.height + gap; x < at.x + at.width; x += gap)
        stroke(canvas, at, x, colour);
}

void toc_chart_alarm(toc_canvas *canvas, toc_um middle, toc_um foot, toc_um size)
{
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 3);
    toc_um stem = size / 9;
    toc_pen inner = {.stroke = TOC_NO_COLOUR, .fill = canvas->theme->paper};

    spots[0] = (toc_spot){middle, foot - size};
    spots[1] = (toc_spot){middle + size * 4 / 7, foot};
    spots[2] = (toc_spot){middle - size * 4 / 7, foot};
    toc_scene_shape(canvas->scene, spots, 3,
                    (toc_pen){.stroke = TOC_NO_COLOUR, .fill = canvas->theme->alarm});
    toc_scene_box(canvas->scene,
                  (toc_rect){middle - stem / 2, foot - size * 5 / 8, stem, size * 3 / 8}, 0, inner);
    toc_scene_box(canvas->scene, (toc_rect){middle - stem / 2, foot - size / 6, stem, size / 10}, 0,
                  inner);
}
