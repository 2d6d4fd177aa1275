/* scene.c - adds to a scene. */
#include "draw/scene.h"

#include <string.h>

static void add(toc_scene *scene, toc_scene_item item)
{
    TOC_PUSH(scene->arena, &scene->items, item);
}

toc_scene *toc_scene_new(toc_arena *arena, const char *lang)
{
    toc_scene *scene = TOC_NEW(arena, toc_scene);

    scene->arena = arena;
    scene->lang = lang;
    scene->paper = 0xffffff;
    return scene;
}

void toc_scene_box(toc_scene *scene, toc_rect at, toc_um radius, toc_pen pen)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_BOX, .pen = pen, .at = at, .radius = radius});
}

void toc_scene_shape(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_pen pen)
{
    add(scene,
        (toc_scene_item){.kind = TOC_SCENE_SHAPE, .pen = pen, .spots = spots, .spot_count = count});
}

void toc_scene_line(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_um head,
                    toc_pen pen)
{
    add(scene,
        (toc_scene_item){
            .kind = TOC_SCENE_LINE, .pen = pen, .head = head, .spots = spots, .spot_count = count});
}

void toc_scene_rule(toc_scene *scene, toc_spot from, toc_spot to, toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(scene->arena, toc_spot, 2);

    spots[0] = from;
    spots[1] = to;
    toc_scene_line(scene, spots, 2, 0, pen);
}

void toc_scene_text(toc_scene *scene, toc_spot at, toc_um width, toc_um size, bool is_bold,
                    toc_colour_rgb colour, const char *text)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_TEXT,
                                .pen = {.stroke = TOC_NO_COLOUR, .fill = colour},
                                .at = {at.x, at.y, width, 0},
                                .size = size,
                                .is_bold = is_bold,
                                .text = text});
}

void toc_scene_open(toc_scene *scene, toc_scene_role role, const char *id, const char *title,
                    const char *link)
{
    add(scene, (toc_scene_item){
                   .kind = TOC_SCENE_OPEN, .role = role, .id = id, .text = title, .link = link});
}

void toc_scene_open_tag(toc_scene *scene, const char *tag)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_OPEN, .role = TOC_ROLE_NONE, .tag = tag});
}

void toc_scene_close(toc_scene *scene)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_CLOSE});
}

void toc_scene_open_act(toc_scene *scene, const toc_scene_act *act, const char *title)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_OPEN, .text = title, .act = act});
}

void toc_scene_grow(toc_scene *scene, toc_rect at, toc_pen pen, const toc_scene_act *act)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_BOX, .pen = pen, .at = at, .act = act});
}

void toc_scene_part(toc_scene *scene, const toc_scene *part, toc_rect from, toc_rect at)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_PART, .part = part, .from = from, .at = at});
}

/* ── for writers ─────────────────────────────────────────────────────────── */

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
static const char sheet_link[] = "#sheet-";

bool toc_scene_link_is_safe(const char *link)
{
    bool has_fragment = false;

    if (!link || !*link || *link == '/' || strlen(link) > TOC_LINK_MOST_SIZE)
        return false;
    for (const char *at = link; *at; at++) {
        if (*at == '#' && has_fragment)
            return false;
        has_fragment = has_fragment || *at == '#';
        if (!strchr(letters, *at) && !strchr("-._~/%#", *at))
            return false;
    }
    return true;
}

uint32_t toc_scene_link_sheet(const char *link)
{
    uint32_t number = 0;

    if (strncmp(link, sheet_link, strlen(sheet_link)) != 0)
        return 0;
    for (link += strlen(sheet_link); *link >= '0' && *link <= '9' && number < 1000000; link++)
        number = number * 10 + (uint32_t)(*link - '0');
    return *link ? 0 : number;
}

static bool is_deeper(const toc_scene *scene, unsigned allowed)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_PART && (allowed == 0 || is_deeper(item->part, allowed - 1)))
            return true;
    }
    return false;
}

bool toc_scene_is_too_deep(const toc_scene *scene)
{
    return is_deeper(scene, TOC_SCENE_MOST_DEPTH);
}

/* Rounded down; Newton's steps from above. */
static int64_t root(int64_t square)
{
    int64_t guess = INT64_C(1) << 32;

    if (square <= 0)
        return 0;
    for (int64_t next; (next = (guess + square / guess) / 2) < guess;)
        guess = next;
    return guess;
}

void toc_scene_head(const toc_scene_item *line, toc_spot out_corners[3], toc_spot *out_end)
{
    toc_spot tip = line->spots[line->spot_count - 1];
    int64_t dx = (int64_t)tip.x - line->spots[line->spot_count - 2].x;
    int64_t dy = (int64_t)tip.y - line->spots[line->spot_count - 2].y;
    int64_t length = root(dx * dx + dy * dy);
    int64_t back = line->head / 2 < length ? line->head / 2 : length;
    int64_t half = line->head * 2 / 5;

    if (length == 0)
        length = 1;
    out_corners[0] = tip;
    out_corners[1] = (toc_spot){(toc_um)(tip.x - (dx * line->head + dy * half) / length),
                                (toc_um)(tip.y - (dy * line->head - dx * half) / length)};
    out_corners[2] = (toc_spot){(toc_um)(tip.x - (dx * line->head - dy * half) / length),
                                (toc_um)(tip.y - (dy * line->head + dx * half) / length)};
    *out_end =
        (toc_spot){(toc_um)(tip.x - dx * back / length), (toc_um)(tip.y - dy * back / length)};
}

static toc_rect grown(toc_rect at, toc_um by)
{
    return (toc_rect){at.x - by, at.y - by, at.width + 2 * by, at.height + 2 * by};
}

static toc_rect hull(const toc_scene_item *item)
{
    toc_spot least = item->spots[0];
    toc_spot most = least;

    for (uint32_t i = 1; i < item->spot_count; i++) {
        toc_spot spot = item->spots[i];

        least.x = spot.x < least.x ? spot.x : least.x;
        least.y = spot.y < least.y ? spot.y : least.y;
        most.x = spot.x > most.x ? spot.x : most.x;
        most.y = spot.y > most.y ? spot.y : most.y;
    }
    return grown((toc_rect){least.x, least.y, most.x - least.x, most.y - least.y},
                 item->pen.width + item->head);
}

toc_rect toc_scene_extent(const toc_scene_item *item)
{
    switch (item->kind) {
    case TOC_SCENE_BOX:
        return grown(item->at, item->pen.width);
    case TOC_SCENE_SHAPE:
    case TOC_SCENE_LINE:
        return item->spot_count > 0 ? hull(item) : (toc_rect){0};
    case TOC_SCENE_TEXT: /* letters may hang over, and stand high */
        return grown((toc_rect){item->at.x, item->at.y - item->size, item->at.width, item->size},
                     item->size);
    case TOC_SCENE_PART:
        return item->at;
    case TOC_SCENE_OPEN:
    case TOC_SCENE_CLOSE:
        break;
    }
    return (toc_rect){0};
}

bool toc_scene_is_seen(toc_rect extent, const toc_rect *window)
{
    return !window || ((int64_t)extent.x <= (int64_t)window->x + window->width &&
                       (int64_t)window->x <= (int64_t)extent.x + extent.width &&
                       (int64_t)extent.y <= (int64_t)window->y + window->height &&
                       (int64_t)window->y <= (int64_t)extent.y + extent.height);
}

bool toc_scene_item_lasts(const toc_scene_item *item)
{
    return !item->act || item->act->kind == TOC_ACT_GROWS ||
           (item->act->kind == TOC_ACT_SEEN && item->act->end == TOC_ACT_LASTS);
}

uint32_t toc_scene_group_end(const toc_scene *scene, uint32_t first)
{
    unsigned depth = 0;

    for (uint32_t i = first; i < scene->items.count; i++) {
        toc_scene_kind kind = scene->items.items[i].kind;

        if (kind == TOC_SCENE_OPEN)
            depth++;
        else if (kind == TOC_SCENE_CLOSE && --depth == 0)
            return i;
    }
    return scene->items.count - 1;
}

bool toc_scene_group_is_seen(const toc_scene *scene, uint32_t first, const toc_rect *window)
{
    unsigned depth = 0;

    for (uint32_t i = first; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_OPEN)
            depth++;
        else if (item->kind == TOC_SCENE_CLOSE && --depth == 0)
            return false;
        else if (item->kind != TOC_SCENE_CLOSE && toc_scene_is_seen(toc_scene_extent(item), window))
            return true;
    }
    return false;
}
