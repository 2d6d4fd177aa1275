/* booklet.c - draws cover and contents in the manner of the sheets. */
#include "chart/booklet.h"

#include "chart/digest.h"
#include "chart/qr.h"
#include "chart/sheet_private.h"

enum {
    ROW = 6400,
    ROW_LEAST = 5000,
    COVER_TITLE = 13 * TOC_MM,
    COVER_TITLE_ON_ONE = 9 * TOC_MM,
    COVER_TITLE_LEAST = 7 * TOC_MM,
    COVER_LINES = 4,
    COVER_QR = 45 * TOC_MM,
    COVER_BAR = 6 * TOC_MM,
    GAP = 4 * TOC_MM
};

/* Width and height of a page between its margins, as on A4. */
static toc_rect inside(const toc_sheet_maker *maker, const toc_paper *paper)
{
    toc_um margin = maker->options->margin;
    int64_t unit = toc_sheet_unit(paper->width, paper->height);

    return (toc_rect){margin, margin, (toc_um)((paper->width - 2 * margin) * 1000 / unit),
                      (toc_um)((paper->height - 2 * margin) * 1000 / unit)};
}

static toc_scene *new_page(toc_sheet_maker *maker, const toc_paper *paper)
{
    toc_scene *page = toc_scene_new(maker->arena, maker->canvas->scene->lang);

    page->width = paper->width;
    page->height = paper->height;
    page->paper = maker->theme->paper;
    toc_scene_box(page, (toc_rect){0, 0, paper->width, paper->height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = maker->theme->paper});
    return page;
}

/* Puts @p part, drawn as on A4, on the page at @p y. */
static void put(toc_sheet_maker *maker, toc_scene *page, const toc_paper *paper,
                const toc_scene *part, toc_um y)
{
    int64_t unit = toc_sheet_unit(paper->width, paper->height);
    toc_um margin = maker->options->margin;

    toc_scene_open(page, TOC_ROLE_FRAME, NULL, NULL, NULL);
    toc_scene_part(page, part, (toc_rect){0, 0, part->width, part->height},
                   (toc_rect){margin, margin + (toc_um)(y * unit / 1000),
                              (toc_um)(part->width * unit / 1000),
                              (toc_um)(part->height * unit / 1000)});
    toc_scene_close(page);
}

/* ── cover ───────────────────────────────────────────────────────────────── */

static bool is_fitting(toc_sheet_maker *maker, const char *title, toc_um width, toc_um least,
                       uint32_t lines, toc_face_text *out)
{
    for (toc_um size = COVER_TITLE; size >= least; size -= TOC_MM) {
        *out = toc_canvas_set(maker->canvas, title, size, true, width);
        if (out->count <= lines)
            return true;
    }
    return false;
}

/* On one line rather than with larger letters on two. */
static toc_face_text set_title(toc_sheet_maker *maker, const char *title, toc_um width)
{
    toc_face_text set;

    if (is_fitting(maker, title, width, COVER_TITLE_ON_ONE, 1, &set) ||
        is_fitting(maker, title, width, COVER_TITLE_LEAST, COVER_LINES, &set))
        return set;
    return toc_sheet_cut(maker->canvas, title, COVER_TITLE_LEAST, true, width, 2 * COVER_LINES);
}

/* Bars in the colours of the levels, least severe first. */
static void draw_bars(toc_sheet_maker *maker, toc_um width, toc_um y)
{
    const toc_plan *plan = maker->plan;
    uint32_t count = 0;
    uint32_t drawn = 0;

    for (uint32_t i = 0; i < plan->ladders.count; i++)
        count += plan->ladders.items[i]->levels.count;
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        for (uint32_t k = 0; k < plan->ladders.items[i]->levels.count; k++) {
            toc_colour colour = plan->ladders.items[i]->levels.items[k]->colour;
            toc_um from = (toc_um)((int64_t)width * drawn / count);
            toc_um to = (toc_um)((int64_t)width * ++drawn / count);
            toc_scene_box(maker->canvas->scene, (toc_rect){from, y, to - from, COVER_BAR}, 0,
                          (toc_pen){.stroke = TOC_NO_COLOUR,
                                    .fill = toc_theme_tint(maker->theme, colour)->strong});
        }
    }
    if (count == 0)
        toc_scene_box(maker->canvas->scene, (toc_rect){0, y, width, COVER_BAR}, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = maker->theme->ink});
}

static toc_um draw_cover_title(toc_sheet_maker *maker, toc_um width, toc_um y)
{
    const toc_plan_head *head = &maker->plan->head;
    toc_title title = toc_wording_text(&maker->wording, head->title, head->id);
    toc_face_text first = set_title(maker, toc_sheet_begin(maker->arena, title.first), width);
    toc_face_text second =
        toc_sheet_cut(maker->canvas, title.second, COVER_TITLE_LEAST, false, width, COVER_LINES);

    y += toc_canvas_left(maker->canvas, &first, maker->theme->ink, 0, y) + GAP;
    return y + toc_canvas_left(maker->canvas, &second, maker->theme->faint, 0, y);
}

static void draw_cover_foot(toc_sheet_maker *maker, toc_um width, toc_um bottom)
{
    const toc_plan_head *head = &maker->plan->head;
    const char *text = toc_qr_text(maker->arena, head->id,
                                   head->version ? head->version->bytes : NULL, maker->digest);
    const toc_scene *code = toc_qr_scene(maker->arena, text, COVER_QR);
    const char *made = toc_arena_printf(maker->arena, "sha256 %s", maker->digest);
    toc_um room = width - COVER_QR - GAP;
    toc_face_text ask = toc_canvas_set(maker->canvas, toc_sheet_word(maker, TOC_WORD_CHECK_VERSION),
                                       TOC_SIZE_LARGE, true, room);
    toc_face_text sum = toc_canvas_set(maker->canvas, made, TOC_SIZE_SMALL, false, room);
    toc_face_text by =
        toc_canvas_set(maker->canvas, maker->options->generator, TOC_SIZE_SMALL, false, room);
    toc_um y = bottom - ask.height - sum.height - by.height;

    if (code)
        toc_scene_part(maker->canvas->scene, code, (toc_rect){0, 0, COVER_QR, COVER_QR},
                       (toc_rect){width - COVER_QR, bottom - COVER_QR, COVER_QR, COVER_QR});
    y += toc_canvas_left(maker->canvas, &ask, maker->theme->ink, 0, y);
    y += toc_canvas_left(maker->canvas, &sum, maker->theme->faint, 0, y);
    toc_canvas_left(maker->canvas, &by, maker->theme->faint, 0, y);
}

toc_scene *toc_booklet_cover(toc_sheet_maker *maker, const toc_paper *paper)
{
    toc_scene *page = new_page(maker, paper);
    toc_scene *part = toc_scene_new(maker->arena, page->lang);
    toc_rect room = inside(maker, paper);
    toc_um y = room.height / 5;

    part->width = room.width;
    part->height = room.height;
    maker->canvas->scene = part;
    toc_sheet_draw_mark(maker, room.width);
    draw_bars(maker, room.width, y);
    y = draw_cover_title(maker, room.width, y + COVER_BAR + 3 * GAP) + 3 * GAP;
    toc_sheet_facts(maker, y, room.width);
    draw_cover_foot(maker, room.width, room.height);
    page->title =
        toc_wording_text(&maker->wording, maker->plan->head.title, maker->plan->head.id).first;
    put(maker, page, paper, part, 0);
    return page;
}

/* ── contents ────────────────────────────────────────────────────────────── */

/* What title block and foot leave. */
static toc_um room_for_rows(toc_sheet_maker *maker, const toc_paper *paper)
{
    toc_rect page = inside(maker, paper);
    toc_sheet_number any = {1, 1, 888};
    const char *title = toc_sheet_word(maker, TOC_WORD_INDEX);
    toc_um head = toc_sheet_head(maker, title, page.width, any)->height;
    toc_um foot = toc_sheet_foot(maker, NULL, page.width, any)->height;
    toc_um room = page.height - head - foot - 2 * GAP;

    return room > ROW ? room : ROW;
}

/* Rows of one page, where there are @p count in all: closer to each other where that saves a page,
 * and as many on each page. */
static uint32_t rows_of(toc_um room, uint32_t count)
{
    uint32_t close = (uint32_t)(room / ROW_LEAST);
    uint32_t pages = count == 0 ? 1 : (count + close - 1) / close;
    uint32_t even = (count + pages - 1) / pages;
    uint32_t wide = (uint32_t)(room / ROW);

    return pages == 1 ? (even > wide ? even : wide) : even;
}

static toc_um row_height(toc_um room, uint32_t rows)
{
    toc_um height = room / (toc_um)rows;

    return height < ROW ? height : ROW;
}

uint32_t toc_booklet_index_pages(toc_sheet_maker *maker, const toc_paper *paper, uint32_t count)
{
    uint32_t rows = rows_of(room_for_rows(maker, paper), count);

    return count == 0 ? 1 : (count + rows - 1) / rows;
}

static void draw_heading(toc_sheet_maker *maker, const char *title, toc_rect at)
{
    toc_face_text set = toc_sheet_cut(maker->canvas, title, TOC_SIZE_LARGE, true, at.width, 1);
    toc_um foot = at.y + at.height;

    toc_canvas_left(maker->canvas, &set, maker->theme->ink, 0, foot - set.height - 300);
    toc_scene_rule(maker->canvas->scene, (toc_spot){0, foot}, (toc_spot){at.width, foot},
                   (toc_pen){.stroke = maker->theme->ink, .width = 300});
}

static void draw_entry(toc_sheet_maker *maker, const toc_index_entry *entry, toc_rect at)
{
    toc_canvas *canvas = maker->canvas;
    toc_face_text pages =
        toc_sheet_cut(canvas, entry->pages, TOC_SIZE_NORMAL, true, at.width / 3, 1);
    toc_um room = at.width - pages.width - 2 * GAP;
    toc_face_text title = toc_sheet_cut(canvas, entry->title, TOC_SIZE_NORMAL, false, room, 1);
    toc_um left = title.width + GAP;
    toc_face_text detail = {.count = 0};
    toc_um top = at.y + (at.height - title.height) / 2;
    toc_um foot = at.y + at.height;

    toc_canvas_left(canvas, &title, maker->theme->ink, 0, top);
    if (room - left > 20 * TOC_MM)
        detail = toc_sheet_cut(canvas, entry->detail, TOC_SIZE_SMALL, false, room - left, 1);
    toc_canvas_left(canvas, &detail, maker->theme->faint, left,
                    at.y + (at.height - detail.height) / 2);
    toc_canvas_right(canvas, &pages, maker->theme->ink, at.width, top);
    toc_scene_rule(canvas->scene, (toc_spot){0, foot}, (toc_spot){at.width, foot},
                   (toc_pen){.stroke = maker->theme->rule, .width = 150});
}

/* The entries of one page, one below the other. */
static toc_scene *draw_rows(toc_sheet_maker *maker, const toc_paper *paper,
                            const toc_index *entries, uint32_t page)
{
    toc_scene *rows = toc_scene_new(maker->arena, maker->canvas->scene->lang);
    toc_um room = room_for_rows(maker, paper);
    uint32_t count = rows_of(room, entries->count);
    toc_rect at = {0, 0, inside(maker, paper).width, row_height(room, count)};

    rows->width = at.width;
    maker->canvas->scene = rows;
    for (uint32_t i = page * count; i < entries->count && i < (page + 1) * count; i++) {
        const toc_index_entry *entry = &entries->items[i];
        if (entry->title && entry->pages)
            draw_entry(maker, entry, at);
        else if (entry->title)
            draw_heading(maker, entry->title, at);
        at.y += at.height;
    }
    rows->height = at.y + 1000;
    return rows;
}

toc_scene *toc_booklet_index(toc_sheet_maker *maker, const toc_paper *paper,
                             const toc_index *entries, uint32_t page, uint32_t number)
{
    toc_scene *scene = new_page(maker, paper);
    toc_rect room = inside(maker, paper);
    const char *title = toc_sheet_word(maker, TOC_WORD_INDEX);
    toc_sheet_number none = {1, 1, number};
    const toc_scene *head = toc_sheet_head(maker, title, room.width, none);
    const toc_scene *foot = toc_sheet_foot(maker, NULL, room.width, none);

    scene->title = title;
    put(maker, scene, paper, head, 0);
    put(maker, scene, paper, draw_rows(maker, paper, entries, page), head->height + GAP);
    put(maker, scene, paper, foot, room.height - foot->height);
    return scene;
}
