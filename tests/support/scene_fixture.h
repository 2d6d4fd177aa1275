/* scene_fixture.h - a view drawn for a test, and what must hold of every scene: nothing outside,
 * no text over another, what is written in a box stays in it. */
#ifndef TOC_TESTS_SCENE_FIXTURE_H
#define TOC_TESTS_SCENE_FIXTURE_H

#include "plan_fixture.h"

#include "chart/view.h"

static inline const toc_scene *scene_of(plan_fixture *f, const toc_plan *plan, toc_view_kind kind,
                                        const toc_view_options *options)
{
    return toc_view_draw(&f->arena, plan, kind, options)->canvas->scene;
}

/* Is there a group of @p role with this id? */
static inline bool scene_has(const toc_scene *scene, toc_scene_role role, const char *id)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];
        if (item->kind == TOC_SCENE_OPEN && item->role == role && item->id &&
            strcmp(item->id, id) == 0)
            return true;
    }
    return false;
}

static inline uint32_t scene_count(const toc_scene *scene, toc_scene_role role)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < scene->items.count; i++)
        count += scene->items.items[i].kind == TOC_SCENE_OPEN && scene->items.items[i].role == role;
    return count;
}

/* Does one line of text hold @p words?  Blanks of any kind are equal. */
static inline bool scene_says(const toc_scene *scene, const char *words)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        char text[512];
        size_t used = 0;
        if (scene->items.items[i].kind != TOC_SCENE_TEXT)
            continue;
        for (const char *at = scene->items.items[i].text; *at && used < sizeof text - 1; at++) {
            if (at[0] == '\xc2' && at[1] == '\xa0')
                continue;
            text[used++] =
                *at == '\xa0' && at > scene->items.items[i].text && at[-1] == '\xc2' ? ' ' : *at;
        }
        text[used] = '\0';
        if (strstr(text, words))
            return true;
    }
    return false;
}

/* Where the ink of a line of text is, about. */
static inline toc_rect scene_ink(const toc_scene_item *text)
{
    return (toc_rect){text->at.x, text->at.y - text->size * 3 / 4, text->at.width,
                      text->size * 17 / 20};
}

static inline bool rects_meet(toc_rect a, toc_rect b, toc_um slack)
{
    return a.x + a.width > b.x + slack && b.x + b.width > a.x + slack &&
           a.y + a.height > b.y + slack && b.y + b.height > a.y + slack;
}

static inline bool rect_holds(toc_rect outer, toc_rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y &&
           inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

static inline void assert_nothing_outside(const toc_scene *scene)
{
    toc_rect whole = {-TOC_LINE, -TOC_LINE, scene->width + 2 * TOC_LINE,
                      scene->height + 2 * TOC_LINE};
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];
        if (item->kind == TOC_SCENE_TEXT && !rect_holds(whole, scene_ink(item)))
            fail_msg("outside: %s", item->text);
        if (item->kind == TOC_SCENE_BOX)
            assert_true(rect_holds(whole, item->at));
        for (uint32_t k = 0; k < item->spot_count; k++)
            assert_true(rect_holds(whole, (toc_rect){item->spots[k].x, item->spots[k].y, 0, 0}));
    }
}

static inline int compare_texts(const void *a, const void *b)
{
    const toc_scene_item *one = *(const toc_scene_item *const *)a;
    const toc_scene_item *other = *(const toc_scene_item *const *)b;
    return one->at.y < other->at.y ? -1 : one->at.y > other->at.y;
}

static inline void assert_no_texts_meet(plan_fixture *f, const toc_scene *scene)
{
    const toc_scene_item **texts =
        TOC_NEW_ARRAY(&f->arena, const toc_scene_item *, scene->items.count + 1u);
    size_t count = 0;
    for (uint32_t i = 0; i < scene->items.count; i++) {
        if (scene->items.items[i].kind == TOC_SCENE_TEXT && *scene->items.items[i].text)
            texts[count++] = &scene->items.items[i];
    }
    qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && texts[k]->at.y < texts[i]->at.y + 20 * TOC_MM; k++) {
            if (rects_meet(scene_ink(texts[i]), scene_ink(texts[k]), 100))
                fail_msg("“%s” meets “%s”", texts[i]->text, texts[k]->text);
        }
    }
}

/* The texts of a NODE stand in its first box; the boxes of nodes do not meet. */
static inline void assert_nodes_hold_their_texts(plan_fixture *f, const toc_scene *scene)
{
    toc_rect *boxes = TOC_NEW_ARRAY(&f->arena, toc_rect, scene->items.count + 1u);
    size_t count = 0;
    bool is_in_node = false;
    bool has_box = false;
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];
        if (item->kind == TOC_SCENE_OPEN) {
            is_in_node = item->role == TOC_ROLE_NODE;
            has_box = false;
        }
        if (is_in_node && item->kind == TOC_SCENE_BOX && !has_box) {
            boxes[count++] = item->at;
            has_box = true;
        }
        if (is_in_node && item->kind == TOC_SCENE_TEXT &&
            !rect_holds(boxes[count - 1], scene_ink(item)))
            fail_msg("not in its box: %s", item->text);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++)
            assert_false(rects_meet(boxes[i], boxes[k], 0));
    }
}

/* No line of an EDGE goes through the box of a NODE, and none through a text. */
static inline void assert_lines_keep_clear(const toc_scene *scene)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *line = &scene->items.items[i];
        if (line->kind != TOC_SCENE_LINE)
            continue;
        for (uint32_t s = 0; s + 1 < line->spot_count; s++) {
            toc_spot a = line->spots[s];
            toc_spot b = line->spots[s + 1];
            toc_rect piece = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, abs(a.x - b.x) + 1,
                              abs(a.y - b.y) + 1};
            for (uint32_t k = 0; k < scene->items.count; k++) {
                const toc_scene_item *item = &scene->items.items[k];
                if (item->kind == TOC_SCENE_TEXT && rects_meet(piece, scene_ink(item), 0))
                    fail_msg("a line through “%s”", item->text);
            }
        }
    }
}

/* All of it. */
static inline void assert_scene_is_sound(plan_fixture *f, const toc_scene *scene)
{
    assert_true(scene->width > 0 && scene->height > 0);
    assert_nothing_outside(scene);
    assert_no_texts_meet(f, scene);
    assert_nodes_hold_their_texts(f, scene);
    assert_lines_keep_clear(scene);
}

/* Every plan that ships, and in which languages it is drawn. */
static const char *const shipped_plans[] = {
    "plans/chemical-plant.plan",        "plans/county-netsec.plan",
    "plans/county-netsec.zh.plan",      "plans/sources/county-mended.plan",
    "plans/sources/district.plan",      "plans/sources/jincheng-mended.plan",
    "plans/sources/public-health.plan", "plans/sources/town.plan",
    "docs/relays/epidemic.plan",        "docs/relays/on-the-spot.plan",
};
#define SHIPPED_COUNT (sizeof shipped_plans / sizeof shipped_plans[0])

static inline toc_view_options scene_options(unsigned which)
{
    static const char *const langs[] = {NULL, "en", "zh-Hans"};
    static const char *const themes[] = {"print", "bw", "dark"};
    return (toc_view_options){.lang = which < 3 ? langs[which] : NULL,
                              .has_two_languages = which == 3,
                              .is_public = which == 1,
                              .theme = toc_theme_find(themes[which % 3])};
}
#define SCENE_OPTION_COUNT 4u

#endif
