/* sheet_head.c - the title block: what chart of what plan this is, which version, by whom.
 *
 * The name of the chart and the marking stand in the first line, below them the plan's title with
 * its facts beside it, or under it where the sheet is narrow; a thick rule closes the block. */
#include <string.h>

#include "chart/sheet_private.h"

enum {
    TITLE = 6500,        /* letters of the title, and less where it is long */
    TITLE_ON_ONE = 5000, /* so small, and it comes on two lines */
    TITLE_LEAST = 4000,
    TITLE_LINES = 3, /* what is longer is cut */
    RULE = 900,
    GAP = 1500,
    FACT_WIDTH = 42 * TOC_MM,
    FACT_GAP = 4 * TOC_MM,
    MOST_FACTS = 7,
    MARK_PADDING = 1600
};

typedef struct fact {
    toc_face_text label, value;
    toc_um width;
} fact;

typedef struct facts {
    fact items[MOST_FACTS];
    uint32_t count;
    toc_um width, height; /* of all in one row */
} facts;

/* ── facts ───────────────────────────────────────────────────────────────── */

static void add_fact(toc_sheet_maker *maker, facts *all, toc_word label, const char *value)
{
    fact *it = &all->items[all->count];

    if (!value || !*value)
        return;
    it->label = toc_canvas_set(maker->canvas, toc_sheet_word(maker, label), TOC_SIZE_SMALL, false,
                               FACT_WIDTH);
    it->value = toc_sheet_cut(maker->canvas, value, TOC_SIZE_NORMAL, true, FACT_WIDTH, 2);
    it->width = it->label.width > it->value.width ? it->label.width : it->value.width;
    all->width += it->width + (all->count > 0 ? FACT_GAP : 0);
    if (it->label.height + it->value.height > all->height)
        all->height = it->label.height + it->value.height;
    all->count++;
}

static const char *status_of(const toc_sheet_maker *maker)
{
    switch (maker->plan->head.status) {
    case TOC_STATUS_UNSTATED:
        return NULL;
    case TOC_STATUS_DRAFT:
        return toc_sheet_word(maker, TOC_WORD_STATUS_DRAFT);
    case TOC_STATUS_APPROVED:
        return toc_sheet_word(maker, TOC_WORD_STATUS_APPROVED);
    case TOC_STATUS_FILED:
        return toc_sheet_word(maker, TOC_WORD_STATUS_FILED);
    case TOC_STATUS_RETIRED:
        return toc_sheet_word(maker, TOC_WORD_STATUS_RETIRED);
    }
    return NULL;
}

static const char *body_title(const toc_sheet_maker *maker, const toc_body_ref *body)
{
    return body->target ? toc_wording_title(&maker->wording, &body->target->base).first : NULL;
}

static facts make_facts(toc_sheet_maker *maker)
{
    const toc_plan_head *head = &maker->plan->head;
    facts all = {.count = 0};
    const char *date =
        head->has_issued ? toc_arena_printf(maker->arena, "%04d-%02d-%02d", (int)head->issued.year,
                                            (int)head->issued.month, (int)head->issued.day)
                         : NULL;

    add_fact(maker, &all, TOC_WORD_PLAN, head->id);
    add_fact(maker, &all, TOC_WORD_VERSION, head->version ? head->version->bytes : NULL);
    add_fact(maker, &all, TOC_WORD_ISSUED, date);
    add_fact(maker, &all, TOC_WORD_STATUS, status_of(maker));
    add_fact(maker, &all, TOC_WORD_ISSUED_BY, body_title(maker, &head->issuer));
    add_fact(maker, &all, TOC_WORD_APPROVED_BY, body_title(maker, &head->approver));
    return all;
}

/* In rows from @p left on; returns the height. */
static toc_um draw_facts(toc_sheet_maker *maker, const facts *all, toc_um left, toc_um top,
                         toc_um right)
{
    toc_canvas *canvas = maker->canvas;
    toc_um x = left;
    toc_um y = top;

    for (uint32_t i = 0; i < all->count; i++) {
        const fact *it = &all->items[i];
        if (x > left && x + it->width > right) {
            x = left;
            y += all->height + GAP;
        }
        if (x > left)
            toc_scene_rule(canvas->scene, (toc_spot){x - FACT_GAP / 2, y + 400},
                           (toc_spot){x - FACT_GAP / 2, y + all->height},
                           (toc_pen){.stroke = maker->theme->rule, .width = 200});
        toc_um height = toc_canvas_left(canvas, &it->label, maker->theme->faint, x, y);
        toc_canvas_left(canvas, &it->value, maker->theme->ink, x, y + height);
        x += it->width + FACT_GAP;
    }
    return y + all->height - top;
}

/* ── first line ──────────────────────────────────────────────────────────── */

static toc_um draw_mark(toc_sheet_maker *maker, toc_um right)
{
    const char *mark = toc_sheet_mark(maker);
    toc_face_text set = toc_sheet_cut(maker->canvas, mark, TOC_SIZE_NORMAL, true, right / 2, 1);
    toc_um width = set.width + 2 * MARK_PADDING;

    if (set.count == 0)
        return 0;
    toc_scene_box(maker->canvas->scene, (toc_rect){right - width, 0, width, set.height + 800}, 600,
                  (toc_pen){.stroke = maker->theme->ink, .fill = maker->theme->ink, .width = 300});
    toc_canvas_right(maker->canvas, &set, maker->theme->paper, right - MARK_PADDING, 400);
    return width + FACT_GAP;
}

static toc_um draw_first_line(toc_sheet_maker *maker, const char *view_title, toc_um width,
                              toc_sheet_number number)
{
    const char *text = view_title;
    toc_um mark = draw_mark(maker, width);
    toc_face_text set;

    if (number.count > 1)
        text = toc_arena_printf(maker->arena, "%s  ·  %s %u/%u", view_title,
                                toc_sheet_word(maker, TOC_WORD_SHEET), number.number, number.count);
    set = toc_sheet_cut(maker->canvas, text, TOC_SIZE_LARGE, true, width - mark, 1);
    toc_canvas_left(maker->canvas, &set, maker->theme->faint, 0, 0);
    return set.height + GAP / 2;
}

/* ── title ───────────────────────────────────────────────────────────────── */

/* The largest letters with which @p title goes into @p lines lines. */
static bool is_fitting(toc_sheet_maker *maker, const char *title, toc_um width, toc_um least,
                       uint32_t lines, toc_face_text *out)
{
    for (toc_um size = TITLE; size >= least; size -= 500) {
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

    if (is_fitting(maker, title, width, TITLE_ON_ONE, 1, &set) ||
        is_fitting(maker, title, width, TITLE_LEAST, 2, &set))
        return set;
    return toc_sheet_cut(maker->canvas, title, TITLE_LEAST, true, width, TITLE_LINES);
}

static toc_um draw_title(toc_sheet_maker *maker, toc_um top, toc_um width)
{
    const toc_plan_head *head = &maker->plan->head;
    toc_title title = toc_wording_text(&maker->wording, head->title, head->id);
    toc_face_text first = set_title(maker, toc_sheet_begin(maker->arena, title.first), width);
    toc_face_text second =
        toc_sheet_cut(maker->canvas, title.second, TOC_SIZE_LARGE, false, width, 2);
    toc_um height = toc_canvas_left(maker->canvas, &first, maker->theme->ink, 0, top);

    return height + toc_canvas_left(maker->canvas, &second, maker->theme->faint, 0, top + height);
}

/* ── all of it ───────────────────────────────────────────────────────────── */

toc_scene *toc_sheet_head(toc_sheet_maker *maker, const char *view_title, toc_um width,
                          toc_sheet_number number)
{
    toc_scene *scene = toc_scene_new(maker->arena, maker->canvas->scene->lang);
    facts all = make_facts(maker);
    bool is_beside = all.width <= width / 2;
    toc_um room = is_beside && all.count > 0 ? width - all.width - 2 * FACT_GAP : width;
    toc_um y;

    maker->canvas->scene = scene;
    scene->width = width;
    y = draw_first_line(maker, view_title, width, number);
    toc_um height = draw_title(maker, y, room);
    if (is_beside) {
        if (all.height > height)
            height = all.height;
        draw_facts(maker, &all, width - all.width, y + height - all.height, width);
    } else {
        height += GAP;
        height += draw_facts(maker, &all, 0, y + height, width);
    }
    y += height + GAP;
    toc_scene_box(scene, (toc_rect){0, y, width, RULE}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = maker->theme->ink});
    scene->height = y + RULE;
    return scene;
}
