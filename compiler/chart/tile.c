/* tile.c - windows of a sheet, and the marks around them. */
#include "chart/tile.h"

enum {
    MARK = 7 * TOC_MM, /* length of a crop mark */
    MARK_GAP = 1 * TOC_MM,
    OVERVIEW = 6 * TOC_MM /* height of the small picture */
};

/* Windows of @p window, each sharing the overlap with the one before, that cover @p length. */
static uint32_t count_of(toc_um length, toc_um window)
{
    toc_um step = window - TOC_TILE_OVERLAP;

    return length <= window ? 1 : (uint32_t)((length - window + step - 1) / step) + 1;
}

static toc_tiling cut(const toc_paper *paper, toc_um width, toc_um height, bool is_landscape)
{
    toc_tiling it = {.paper = paper, .is_landscape = is_landscape};

    it.page_width = is_landscape ? paper->height : paper->width;
    it.page_height = is_landscape ? paper->width : paper->height;
    it.window_width = it.page_width - 2 * TOC_TILE_EDGE;
    it.window_height = it.page_height - 2 * TOC_TILE_EDGE;
    it.columns = count_of(width, it.window_width);
    it.rows = count_of(height, it.window_height);
    return it;
}

toc_tiling toc_tiling_of(const toc_paper *paper, toc_um width, toc_um height)
{
    toc_tiling upright = cut(paper, width, height, false);
    toc_tiling across = cut(paper, width, height, true);
    uint64_t fewer = (uint64_t)across.columns * across.rows;

    return fewer < (uint64_t)upright.columns * upright.rows ? across : upright;
}

toc_rect toc_tiling_window(const toc_tiling *tiling, toc_um width, toc_um height, uint32_t row,
                           uint32_t column)
{
    toc_rect window = {(toc_um)column * (tiling->window_width - TOC_TILE_OVERLAP),
                       (toc_um)row * (tiling->window_height - TOC_TILE_OVERLAP),
                       tiling->window_width, tiling->window_height};

    if (window.x + window.width > width)
        window.width = width - window.x;
    if (window.y + window.height > height)
        window.height = height - window.y;
    return window;
}

/* ── marks ───────────────────────────────────────────────────────────────── */

static void draw_corner(toc_canvas *canvas, toc_spot at, toc_um right, toc_um down)
{
    toc_pen pen = {.stroke = 0x000000, .fill = TOC_NO_COLOUR, .width = 150};

    toc_scene_rule(canvas->scene, (toc_spot){at.x + right * MARK_GAP, at.y},
                   (toc_spot){at.x + right * (MARK_GAP + MARK), at.y}, pen);
    toc_scene_rule(canvas->scene, (toc_spot){at.x, at.y + down * MARK_GAP},
                   (toc_spot){at.x, at.y + down * (MARK_GAP + MARK)}, pen);
}

static void draw_corners(toc_canvas *canvas, toc_rect at)
{
    draw_corner(canvas, (toc_spot){at.x, at.y}, -1, -1);
    draw_corner(canvas, (toc_spot){at.x + at.width, at.y}, 1, -1);
    draw_corner(canvas, (toc_spot){at.x, at.y + at.height}, -1, 1);
    draw_corner(canvas, (toc_spot){at.x + at.width, at.y + at.height}, 1, 1);
}

/* Dashed ticks at the edges that the next page covers. */
static void draw_overlaps(toc_canvas *canvas, toc_rect at, bool is_right, bool is_below)
{
    toc_pen pen = {.stroke = 0x000000, .fill = TOC_NO_COLOUR, .width = 150, .dash = 800};
    toc_um x = at.x + at.width - TOC_TILE_OVERLAP;
    toc_um y = at.y + at.height - TOC_TILE_OVERLAP;

    if (is_right) {
        toc_scene_rule(canvas->scene, (toc_spot){x, at.y - MARK_GAP - MARK},
                       (toc_spot){x, at.y - MARK_GAP}, pen);
        toc_scene_rule(canvas->scene, (toc_spot){x, at.y + at.height + MARK_GAP},
                       (toc_spot){x, at.y + at.height + MARK_GAP + MARK}, pen);
    }
    if (is_below) {
        toc_scene_rule(canvas->scene, (toc_spot){at.x - MARK_GAP - MARK, y},
                       (toc_spot){at.x - MARK_GAP, y}, pen);
        toc_scene_rule(canvas->scene, (toc_spot){at.x + at.width + MARK_GAP, y},
                       (toc_spot){at.x + at.width + MARK_GAP + MARK, y}, pen);
    }
}

/* The whole sheet in outline, cut as it is, with this page dark; returns its width. */
static toc_um draw_overview(toc_canvas *canvas, const toc_scene *sheet, const toc_tiling *tiling,
                            toc_rect window, toc_spot at)
{
    toc_um width = (toc_um)((int64_t)sheet->width * OVERVIEW / sheet->height);
    toc_um height = OVERVIEW;
    toc_um column_step = tiling->window_width - TOC_TILE_OVERLAP;
    toc_um row_step = tiling->window_height - TOC_TILE_OVERLAP;

    if (width > 6 * OVERVIEW) {
        width = 6 * OVERVIEW;
        height = (toc_um)((int64_t)sheet->height * width / sheet->width);
    }
    toc_rect page = {at.x + (toc_um)((int64_t)window.x * width / sheet->width),
                     at.y + (toc_um)((int64_t)window.y * height / sheet->height),
                     (toc_um)((int64_t)window.width * width / sheet->width),
                     (toc_um)((int64_t)window.height * height / sheet->height)};
    toc_scene_box(canvas->scene, page, 0, (toc_pen){.stroke = TOC_NO_COLOUR, .fill = 0x000000});
    for (uint32_t i = 1; i < tiling->columns; i++) {
        toc_um x = at.x + (toc_um)((int64_t)width * i * column_step / sheet->width);
        toc_scene_rule(canvas->scene, (toc_spot){x, at.y}, (toc_spot){x, at.y + height},
                       (toc_pen){.stroke = 0x777777, .width = 100});
    }
    for (uint32_t i = 1; i < tiling->rows; i++) {
        toc_um y = at.y + (toc_um)((int64_t)height * i * row_step / sheet->height);
        toc_scene_rule(canvas->scene, (toc_spot){at.x, y}, (toc_spot){at.x + width, y},
                       (toc_pen){.stroke = 0x777777, .width = 100});
    }
    toc_scene_box(canvas->scene, (toc_rect){at.x, at.y, width, height}, 0,
                  (toc_pen){.stroke = 0x000000, .fill = TOC_NO_COLOUR, .width = 200});
    return width;
}

/* Between the crop marks of the lower edge. */
static void draw_place(toc_canvas *canvas, const toc_scene *sheet, const toc_tiling *tiling,
                       toc_rect window, uint32_t row, uint32_t column)
{
    toc_spot at = {TOC_TILE_EDGE + MARK, tiling->page_height - TOC_TILE_EDGE + 1500};
    const char *text = toc_arena_printf(canvas->arena, "R%u C%u  (%u × %u)", row + 1, column + 1,
                                        tiling->rows, tiling->columns);
    toc_face_text name = toc_canvas_set(canvas, text, TOC_SIZE_NORMAL, true, 0);

    at.x += draw_overview(canvas, sheet, tiling, window, at) + 3 * TOC_MM;
    toc_canvas_left(canvas, &name, 0x000000, at.x, at.y + (OVERVIEW - name.height) / 2);
}

toc_scene *toc_tile_draw(toc_arena *arena, toc_canvas *canvas, const toc_scene *sheet,
                         const toc_tiling *tiling, uint32_t row, uint32_t column)
{
    toc_scene *page = toc_scene_new(arena, sheet->lang);
    toc_rect window = toc_tiling_window(tiling, sheet->width, sheet->height, row, column);
    toc_rect at = {TOC_TILE_EDGE, TOC_TILE_EDGE, window.width, window.height};

    page->width = tiling->page_width;
    page->height = tiling->page_height;
    page->title = sheet->title;
    page->description = sheet->description;
    canvas->scene = page;
    toc_scene_part(page, sheet, window, at);
    toc_scene_open(page, TOC_ROLE_FRAME, NULL, NULL, NULL);
    draw_corners(canvas, at);
    draw_overlaps(canvas, at, column + 1 < tiling->columns, row + 1 < tiling->rows);
    draw_place(canvas, sheet, tiling, window, row, column);
    toc_scene_close(page);
    return page;
}
