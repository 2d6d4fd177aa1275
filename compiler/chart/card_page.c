/* card_page.c - makes pages of a card's strips: head with the title, foot with the code. */
#include "chart/card_private.h"

#include "chart/passage.h"
#include "chart/table.h"

enum { TITLE_LINES = 3 };

/* ── strips on a page ────────────────────────────────────────────────────── */

static const toc_spot *moved(toc_arena *arena, const toc_scene_item *item, toc_spot by)
{
    toc_spot *spots = TOC_NEW_ARRAY(arena, toc_spot, item->spot_count + 1u);

    for (uint32_t i = 0; i < item->spot_count; i++)
        spots[i] = (toc_spot){item->spots[i].x + by.x, item->spots[i].y + by.y};
    return spots;
}

static void paste(toc_scene *page, const toc_scene *strip, toc_spot by)
{
    for (uint32_t i = 0; i < strip->items.count; i++) {
        toc_scene_item item = strip->items.items[i];

        item.at.x += by.x;
        item.at.y += by.y;
        if (item.spot_count > 0)
            item.spots = moved(page->arena, &item, by);
        TOC_PUSH(page->arena, &page->items, item);
    }
}

/* Where the strips of one page end. */
typedef struct sheet {
    uint32_t first, end;
    uint32_t heading, sub; /* said again at its top; UINT32_MAX: none */
} sheet;

typedef struct binder {
    toc_card *card;
    toc_um room;   /* for strips */
    bool is_tight; /* with the smallest gaps */
    TOC_VEC(sheet) sheets;
    uint32_t heading, sub; /* that the next strip stands below */
} binder;

static toc_um height_of(const binder *b, uint32_t strip)
{
    const toc_card_strip *strips = b->card->strips.items;

    if (strip == UINT32_MAX)
        return 0;
    return b->is_tight ? strips[strip].least : strips[strip].height;
}

/* Strips from @p from on that stay together, and their height. */
static uint32_t end_of_block(const binder *b, uint32_t from, toc_um *out_height)
{
    const toc_card_strip *strips = b->card->strips.items;
    uint32_t end = from;

    *out_height = 0;
    while (end < b->card->strips.count) {
        bool keeps = strips[end].keeps;

        *out_height += height_of(b, end++);
        if (!keeps || *out_height > b->room / 2)
            break;
    }
    return end;
}

static bool is_blank(const toc_card_strip *strip)
{
    return strip->scene->items.count == 0;
}

static void note_heading(binder *b, uint32_t at)
{
    const toc_card_strip *strip = &b->card->strips.items[at];

    if (strip->is_sub)
        b->sub = strip->is_heading ? at : UINT32_MAX;
    else if (strip->is_heading) {
        b->heading = at;
        b->sub = UINT32_MAX;
    }
}

/* What is said again at the top of a page that begins with @p at. */
static sheet begin_sheet(const binder *b, uint32_t at)
{
    sheet next = {at, at, b->heading, b->sub};
    const toc_card_strip *strip = &b->card->strips.items[at];

    if (strip->is_heading && !strip->is_sub)
        next.heading = UINT32_MAX;
    if (strip->is_heading || strip->is_sub)
        next.sub = UINT32_MAX;
    return next;
}

static void bind(binder *b)
{
    uint32_t at = 0;

    b->heading = b->sub = UINT32_MAX;
    while (at < b->card->strips.count) {
        sheet next = begin_sheet(b, at);
        toc_um used = height_of(b, next.heading) + height_of(b, next.sub);

        while (at < b->card->strips.count) {
            toc_um height;
            uint32_t end = end_of_block(b, at, &height);

            if (used + height > b->room && at > next.first)
                break;
            used += height;
            for (; at < end; at++)
                note_heading(b, at);
        }
        next.end = at;
        while (at < b->card->strips.count && is_blank(&b->card->strips.items[at]))
            at++;
        TOC_PUSH(b->card->arena, &b->sheets, next);
    }
}

/* Again with smaller gaps, where that saves a page. */
static void bind_tight(binder *b)
{
    binder tight = {.card = b->card, .room = b->room, .is_tight = true};

    if (b->sheets.count < 2)
        return;
    bind(&tight);
    if (tight.sheets.count < b->sheets.count)
        *b = tight;
}

/* ── head and foot ───────────────────────────────────────────────────────── */

static const char *with_dots(toc_arena *arena, const char *text)
{
    size_t size = 0;
    unsigned letters = 3;

    while (text[size])
        size++;
    while (size > 0 && letters > 0) {
        size--;
        letters -= ((unsigned char)text[size] & 0xc0) != 0x80;
    }
    return toc_arena_printf(arena, "%.*s…", (int)size, text);
}

/* At most so many lines; what is cut off ends in `…`. */
static toc_face_text set_cut(toc_card *card, const char *text, toc_um size, bool is_bold,
                             toc_um width)
{
    toc_face_text set = toc_canvas_set(card->canvas, text, size, is_bold, width);
    toc_face_line *last;
    toc_face_text end;

    if (set.count <= TITLE_LINES)
        return set;
    set.height = set.height / (toc_um)set.count * TITLE_LINES;
    set.count = TITLE_LINES;
    last = &set.lines[TITLE_LINES - 1];
    end = toc_canvas_set(card->canvas, with_dots(card->arena, last->text), size, is_bold, 0);
    if (end.count > 0) {
        last->text = end.lines[0].text;
        last->width = end.lines[0].width;
    }
    return set;
}

typedef struct head {
    toc_face_text plan, title, second, under;
    toc_um height;
} head;

static head measure_head(toc_card *card)
{
    const toc_card_sizes *sizes = &card->sizes;
    toc_um width = card->width - 2 * TOC_PADDING;
    toc_um narrow = width - 4 * sizes->title; /* the page's number stands beside it */
    toc_title plan = toc_wording_text(toc_card_wording(card), card->input->plan->head.title,
                                      card->input->plan->head.id);
    const char *plan_title =
        plan.second ? toc_arena_printf(card->arena, "%s  %s", plan.first, plan.second) : plan.first;
    head it = {.plan = set_cut(card, plan_title, sizes->small, false, narrow),
               .title = set_cut(card, card->title.first, sizes->title, true, narrow),
               .second = set_cut(card, card->title.second, sizes->text, false, narrow),
               .under = set_cut(card, card->under, sizes->text, false, narrow)};

    it.height =
        it.plan.height + it.title.height + it.second.height + it.under.height + 2 * TOC_PADDING;
    return it;
}

static void draw_head(toc_card *card, const head *it, uint32_t number, uint32_t count)
{
    const toc_theme *theme = card->canvas->theme;
    toc_um left = card->sizes.margin;
    toc_um y = card->sizes.margin + TOC_PADDING;
    toc_face_text page = toc_canvas_set(
        card->canvas, toc_arena_printf(card->arena, "%u/%u", (unsigned)number, (unsigned)count),
        card->sizes.title, true, 0);

    toc_scene_open(card->canvas->scene, TOC_ROLE_FRAME,
                   toc_arena_printf(card->arena, "card:%s", card->id), NULL, NULL);
    toc_scene_box(card->canvas->scene,
                  (toc_rect){left, card->sizes.margin, card->width, it->height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->head});
    toc_canvas_right(card->canvas, &page, theme->on_head, left + card->width - TOC_PADDING,
                     card->sizes.margin + (it->height - page.height) / 2);
    left += TOC_PADDING;
    y += toc_canvas_left(card->canvas, &it->plan, theme->on_head, left, y);
    y += toc_canvas_left(card->canvas, &it->title, theme->on_head, left, y);
    y += toc_canvas_left(card->canvas, &it->second, theme->on_head, left, y);
    toc_canvas_left(card->canvas, &it->under, theme->on_head, left, y);
    toc_scene_close(card->canvas->scene);
}

static const char *version_text(const toc_card *card)
{
    const toc_plan_head *plan = &card->input->plan->head;
    const char *version = plan->version ? plan->version->bytes : "–";
    const char *issued =
        plan->has_issued
            ? toc_arena_printf(card->arena, " · %04d-%02d-%02d", (int)plan->issued.year,
                               (int)plan->issued.month, (int)plan->issued.day)
            : "";

    return toc_arena_printf(card->arena, "%s · %s %s%s · %s", plan->id,
                            toc_word_both(toc_card_wording(card), TOC_WORD_CARD_VERSION), version,
                            issued, card->digest);
}

static void draw_foot(toc_card *card)
{
    const toc_theme *theme = card->canvas->theme;
    toc_um margin = card->sizes.margin;
    toc_um top = card->options->height - margin - card->sizes.foot;
    toc_um width = card->width - card->sizes.foot - TOC_PADDING;
    toc_face_text check =
        set_cut(card, toc_word_both(toc_card_wording(card), TOC_WORD_CHECK_VERSION),
                card->sizes.text, true, width);
    toc_face_text version = set_cut(card, version_text(card), card->sizes.small, false, width);
    toc_um y = top + (card->sizes.foot - check.height - version.height) / 2;

    toc_scene_open(card->canvas->scene, TOC_ROLE_FRAME, "foot", NULL, NULL);
    toc_scene_rule(card->canvas->scene, (toc_spot){margin, top - 500},
                   (toc_spot){margin + card->width, top - 500},
                   (toc_pen){.stroke = theme->ink, .width = 400});
    y += toc_canvas_left(card->canvas, &check, theme->ink, margin, y);
    toc_canvas_left(card->canvas, &version, theme->faint, margin, y);
    if (card->code)
        toc_scene_part(card->canvas->scene, card->code,
                       (toc_rect){0, 0, card->sizes.foot, card->sizes.foot},
                       (toc_rect){margin + card->width - card->sizes.foot, top, card->sizes.foot,
                                  card->sizes.foot});
    toc_scene_close(card->canvas->scene);
}

/* ── pages ───────────────────────────────────────────────────────────────── */

typedef struct pen_place {
    toc_scene *page;
    toc_um x, y;
    const char *id; /* of the group that is open */
} pen_place;

static void put_strip(pen_place *at, const toc_card_strip *strip, toc_um height)
{
    bool is_same = at->id && strip->id == at->id;

    if (at->id && !is_same)
        toc_scene_close(at->page);
    if (strip->id && !is_same)
        toc_scene_open(at->page, TOC_ROLE_NODE, strip->id, NULL, NULL);
    at->id = strip->id;
    paste(at->page, strip->scene, (toc_spot){at->x, at->y});
    at->y += height;
}

static void draw_strips(const binder *b, const sheet *one, toc_scene *page, toc_um top)
{
    const toc_card_strip *strips = b->card->strips.items;
    pen_place at = {page, b->card->sizes.margin, top, NULL};

    if (one->heading != UINT32_MAX)
        put_strip(&at, &strips[one->heading], height_of(b, one->heading));
    if (one->sub != UINT32_MAX)
        put_strip(&at, &strips[one->sub], height_of(b, one->sub));
    for (uint32_t i = one->first; i < one->end; i++)
        put_strip(&at, &strips[i], height_of(b, i));
    if (at.id)
        toc_scene_close(page);
}

static void draw_page(binder *b, const head *top, uint32_t index)
{
    toc_card *card = b->card;
    toc_card_page page = {
        .id = card->id, .title = card->title.first, .number = index + 1, .count = b->sheets.count};
    toc_scene *scene = toc_scene_new(card->arena, card->canvas->scene->lang);

    scene->width = card->options->width;
    scene->height = card->options->height;
    scene->title = card->title.first;
    card->canvas->scene = scene;
    scene->paper = card->canvas->theme->paper;
    draw_head(card, top, page.number, page.count);
    draw_strips(b, &b->sheets.items[index], scene,
                card->sizes.margin + top->height + card->sizes.gap * 2);
    draw_foot(card);
    page.scene = scene;
    TOC_PUSH(card->arena, &card->cards->pages, page);
}

void toc_card_finish(toc_card *card)
{
    if (card->is_rehearsal)
        return;
    head top = measure_head(card);
    binder b = {.card = card};

    b.room = card->options->height - 2 * card->sizes.margin - top.height - card->sizes.foot -
             card->sizes.gap * 3;
    bind(&b);
    bind_tight(&b);
    for (uint32_t i = 0; i < b.sheets.count; i++)
        draw_page(&b, &top, i);
}
