/* test_chart_rows.c - the views in rows and the cards: texts lie in their places, nothing on
 * anything else, what is late, unknown or too few is said by signs and words. */
#include "../support/plan_fixture.h"

#include "chart/card.h"
#include "chart/piles.h"
#include "chart/timeline.h"

#define COUNTY   "plans/county-netsec.plan"
#define CHEMICAL "plans/chemical-plant.plan"

#define HEAD                                                                                       \
    "plan p \"Plan\" { version \"1\"  status draft  language en  timezone \"UTC\" }\n"             \
    "org boss \"Boss\" { kind lead  duty 24h  contact phone \"112\"\n"                             \
    "  post chief \"Chief\" { holder \"Ann\" }  post deputy \"Deputy\" { succeeds chief } }\n"     \
    "org crew \"Crew\" { kind unit  under boss  duty 08:00..17:00 mon..fri }\n"                    \
    "resource pump \"Pump\" { owner crew  kind equipment  count 2 }\n"                             \
    "event fire \"Fire\" { seen by crew }\n"

/* ── what is drawn ───────────────────────────────────────────────────────── */

static const toc_scene *view_of(plan_fixture *f, const toc_plan *plan, toc_view_kind kind,
                                const char *lang, const char *theme)
{
    toc_view_options options = {.lang = strcmp(lang, "both") == 0 ? NULL : lang,
                                .has_two_languages = strcmp(lang, "both") == 0,
                                .theme = toc_theme_find(theme)};

    return toc_view_draw(&f->arena, plan, kind, &options)->canvas->scene;
}

/* Is @p text in @p line?  A number and its unit may be held together by a no-break space. */
static bool holds(const char *line, const char *text)
{
    for (; *line; line++) {
        const char *at = line;
        const char *want = text;

        while (*want && (*at == *want || (*want == ' ' && strncmp(at, "\u00a0", 2) == 0))) {
            at += *at == *want ? 1 : 2;
            want++;
        }
        if (!*want)
            return true;
    }
    return false;
}

static bool says(const toc_scene *scene, const char *text)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_TEXT && holds(item->text, text))
            return true;
    }
    return false;
}

/* The letters' bodies, a little smaller than they are set. */
static toc_rect letters(const toc_scene_item *text)
{
    return (toc_rect){text->at.x, text->at.y - text->size * 7 / 10, text->at.width,
                      text->size * 7 / 10};
}

static bool is_in(const toc_rect *inner, const toc_scene *scene)
{
    return inner->x >= 0 && inner->y >= 0 && inner->x + inner->width <= scene->width + 1 &&
           inner->y + inner->height <= scene->height + 1;
}

static bool are_apart(const toc_rect *a, const toc_rect *b)
{
    return a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
           b->y + b->height <= a->y;
}

static void check_texts(const toc_scene *scene, toc_um least)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *one = &scene->items.items[i];
        toc_rect at = letters(one);

        if (one->kind != TOC_SCENE_TEXT)
            continue;
        if (!is_in(&at, scene))
            print_error("outside: %s\n", one->text);
        assert_true(is_in(&at, scene));
        assert_true(one->size >= least);
        for (uint32_t k = i + 1; k < scene->items.count; k++) {
            const toc_scene_item *other = &scene->items.items[k];
            toc_rect there = letters(other);

            if (other->kind != TOC_SCENE_TEXT || are_apart(&at, &there))
                continue;
            print_error("`%s` lies on `%s`\n", one->text, other->text);
            fail();
        }
    }
}

/* Boxes, shapes and lines; a stroke may reach out by half its width. */
static void check_shapes(const toc_scene *scene)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_BOX) {
            assert_true(item->at.width >= 0 && item->at.height >= 0);
            assert_true(is_in(&item->at, scene));
        }
        for (uint32_t k = 0; k < item->spot_count; k++) {
            toc_rect spot = {item->spots[k].x, item->spots[k].y, 0, 0};
            assert_true(is_in(&spot, scene));
        }
    }
}

static uint32_t check_groups(const toc_scene *scene)
{
    uint32_t count = 0;
    int depth = 0;

    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        depth += item->kind == TOC_SCENE_OPEN;
        depth -= item->kind == TOC_SCENE_CLOSE;
        assert_true(depth >= 0);
        if (item->kind != TOC_SCENE_OPEN || item->role != TOC_ROLE_NODE)
            continue;
        assert_non_null(item->id);
        count++;
        for (uint32_t k = i + 1; k < scene->items.count; k++) {
            const toc_scene_item *other = &scene->items.items[k];

            if (other->kind == TOC_SCENE_OPEN && other->role == TOC_ROLE_NODE)
                assert_string_not_equal(item->id, other->id);
        }
    }
    assert_int_equal(depth, 0);
    return count;
}

static void check_with(const toc_scene *scene, toc_um least)
{
    assert_true(scene->width > 0 && scene->height > 0);
    check_texts(scene, least);
    check_shapes(scene);
    check_groups(scene);
}

static void check_all(const toc_scene *scene)
{
    check_with(scene, TOC_SIZE_LEAST);
}

static void check_legend(plan_fixture *f, const toc_plan *plan, toc_view_kind kind)
{
    toc_view_options options = {.lang = "en"};
    const toc_canvas *canvas = toc_view_draw(&f->arena, plan, kind, &options)->canvas;

    assert_true(canvas->legend.count > 0);
    for (uint32_t i = 0; i < canvas->legend.count; i++) {
        assert_true(canvas->legend.items[i].sample->items.count > 0);
        check_texts(canvas->legend.items[i].sample, TOC_SIZE_LEAST);
        check_shapes(canvas->legend.items[i].sample);
    }
}

/* ── views ───────────────────────────────────────────────────────────────── */

static const toc_view_kind kinds[] = {TOC_VIEW_TIMELINE, TOC_VIEW_RACI, TOC_VIEW_RESOURCES};

static void test_views_are_clear(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *county = plan_from_file(f, COUNTY);
    const toc_plan *chemical = plan_from_file(f, CHEMICAL);

    for (size_t i = 0; i < 3; i++) {
        check_all(view_of(f, county, kinds[i], "zh-Hant", "print"));
        check_all(view_of(f, county, kinds[i], "en", "bw"));
        check_all(view_of(f, county, kinds[i], "both", "dark"));
        check_all(view_of(f, chemical, kinds[i], "en", "print"));
        check_legend(f, county, kinds[i]);
        check_legend(f, chemical, kinds[i]);
    }
}

static void test_every_step_has_a_row(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_file(f, COUNTY);
    uint32_t timeline = check_groups(view_of(f, plan, TOC_VIEW_TIMELINE, "en", "print"));
    uint32_t raci = check_groups(view_of(f, plan, TOC_VIEW_RACI, "en", "print"));

    assert_true(timeline >= plan->nodes.count);
    assert_true(raci >= plan->nodes.count + plan->reports.count);
}

static void test_empty_plan_has_small_sheets(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_text(
        f, "plan p \"P\" { version \"1\"  status draft  language en  timezone \"UTC\" }\n");

    for (size_t i = 0; i < 3; i++) {
        const toc_scene *scene = view_of(f, plan, kinds[i], "en", "print");

        check_all(scene);
        assert_true(scene->width < 300 * TOC_MM && scene->height < 100 * TOC_MM);
    }
}

static void test_late_and_unknown_are_said(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_text(
        f, HEAD "response r \"R\" { on fire  lead boss\n"
                "  step one \"One\" { by boss  within 30min }\n"
                "  step two \"Two\" { by boss  within 10min  takes 5..9..40min }\n"
                "  step three \"Three\" { by crew  within 3d  takes 1h }\n"
                "  step four \"Four\" { by boss  every 1h until r.three.done  takes 5min } }\n");
    const toc_scene *scene = view_of(f, plan, TOC_VIEW_TIMELINE, "en", "print");

    check_all(scene);
    assert_true(says(scene, "late by 30 min"));
    assert_true(says(scene, "? · ? · ?"));
    assert_true(says(scene, "off duty: up to"));
    assert_true(says(scene, "every 1 h"));
    assert_true(says(scene, "08:00–17:00"));
    assert_true(says(scene, "uneven scale"));
}

static void test_too_few_is_said(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan =
        plan_from_text(f, HEAD "response r \"R\" { on fire  lead boss\n"
                               "  step one \"One\" { by boss  takes 5min  uses 2 pump }\n"
                               "  step two \"Two\" { by crew  takes 5min  uses 1 pump } }\n");
    const toc_scene *scene = view_of(f, plan, TOC_VIEW_RESOURCES, "en", "print");

    check_all(scene);
    assert_true(says(scene, "short by 1"));
    assert_true(says(scene, "One × 2"));
}

static void test_parts_of_a_step(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan =
        plan_from_text(f, HEAD "response r \"R\" { on fire  lead boss\n"
                               "  step one \"One\" { by crew  with boss.deputy  to boss.chief\n"
                               "    needs approval by boss.chief } }\n");
    const toc_scene *scene = view_of(f, plan, TOC_VIEW_RACI, "en", "print");

    check_all(scene);
    assert_true(says(scene, "R") && says(scene, "A") && says(scene, "C") && says(scene, "I"));
}

/* ── scale ───────────────────────────────────────────────────────────────── */

static void check_scale(toc_ms shortest, toc_ms longest)
{
    toc_time_scale scale = toc_time_scale_of(shortest, longest, 100 * TOC_MM);
    toc_um before = 0;

    assert_true(scale.count >= 2 && scale.count <= TOC_TICKS_MOST);
    assert_true(scale.ticks[scale.count - 1] >= longest || longest > TOC_DURATION_MAX);
    for (uint32_t i = 0; i < scale.count; i++) {
        toc_um x = toc_time_scale_x(&scale, scale.ticks[i]);

        assert_int_equal(x, (int64_t)scale.width * i / (scale.count - 1));
        assert_true(i == 0 || (scale.ticks[i] > scale.ticks[i - 1] && x > before));
        before = x;
    }
    for (toc_ms ms = 0; ms < longest && ms < TOC_DAY; ms += 77 * TOC_SECOND)
        assert_true(toc_time_scale_x(&scale, ms) <= toc_time_scale_x(&scale, ms + TOC_MINUTE));
}

static void test_scales(void **state)
{
    (void)state;
    check_scale(TOC_MINUTE, TOC_MINUTE);
    check_scale(5 * TOC_MINUTE, 50 * TOC_MINUTE);
    check_scale(TOC_MINUTE, 10 * TOC_DAY);
    check_scale(1, TOC_DURATION_MAX);
    check_scale(TOC_SECOND, 3 * TOC_HOUR);
    check_scale(TOC_MINUTE, INT64_MAX - 1);
    assert_true(toc_time_scale_of(5 * TOC_MINUTE, TOC_HOUR, 1000).is_even);
    assert_false(toc_time_scale_of(5 * TOC_MINUTE, 10 * TOC_DAY, 1000).is_even);
}

/* ── cards ───────────────────────────────────────────────────────────────── */

static const toc_cards *cards_of(plan_fixture *f, const toc_plan *plan, const char *lang,
                                 bool is_a4, bool is_public)
{
    toc_card_options options = {.lang = lang,
                                .is_public = is_public,
                                .width = is_a4 ? 210 * TOC_MM : 148 * TOC_MM,
                                .height = is_a4 ? 297 * TOC_MM : 210 * TOC_MM};

    return toc_cards_draw(&f->arena, plan, &options);
}

static void check_cards(const toc_cards *cards, const toc_plan *plan)
{
    uint32_t bodies = 0;

    for (uint32_t i = 0; i < cards->pages.count; i++) {
        const toc_card_page *page = &cards->pages.items[i];

        check_with(page->scene, TOC_SIZE_CARD);
        assert_true(page->number >= 1 && page->number <= page->count);
        bodies += page->number == 1;
    }
    assert_int_equal(bodies, plan->bodies.count + 1); /* and the duty desk's */
}

static void test_cards_are_clear(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *county = plan_from_file(f, COUNTY);
    const toc_plan *chemical = plan_from_file(f, CHEMICAL);

    check_cards(cards_of(f, county, NULL, false, false), county);
    check_cards(cards_of(f, county, "en", true, false), county);
    check_cards(cards_of(f, chemical, NULL, false, true), chemical);
}

static bool any_says(const toc_cards *cards, const char *id, const char *text)
{
    for (uint32_t i = 0; i < cards->pages.count; i++) {
        if (strcmp(cards->pages.items[i].id, id) == 0 && says(cards->pages.items[i].scene, text))
            return true;
    }
    return false;
}

static void test_what_stands_on_cards(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_text(
        f, HEAD "levels { declared by boss.chief within 10min  level low \"Low\" { colour blue"
                " when happened(fire) } }\n"
                "report-fields { field where \"Where\" }\n"
                "report word \"Word\" { from crew  to boss  on fire  within 5min  content where }\n"
                "response r \"R\" { on fire  lead boss\n"
                "  step one \"One\" { by crew  within 5min  takes 1min  safety \"Stay low\" }\n"
                "  step two \"Two\" { by crew  after one  within 20min  takes 5min\n"
                "    needs approval by boss given within 3min } }\n");
    const toc_cards *open = cards_of(f, plan, NULL, false, false);
    const toc_cards *shut = cards_of(f, plan, NULL, false, true);

    assert_true(any_says(open, "crew", "≤ 5 min"));
    assert_true(any_says(open, "crew", "after One"));
    assert_true(any_says(open, "crew", "Stay low"));
    assert_true(any_says(open, "crew", "Not before it is approved by Boss"));
    assert_true(any_says(open, "crew", "Where"));
    assert_true(any_says(open, "crew", "Begin without approval: Two"));
    assert_true(any_says(open, "boss", "Approve: Two"));
    assert_true(any_says(open, "boss.chief", "Low: Declare"));
    assert_true(any_says(open, "boss.deputy", "Boss · Chief"));
    assert_true(any_says(open, "duty-desk", "Stay low"));
    assert_true(any_says(open, "crew", "112"));
    assert_false(any_says(shut, "crew", "112"));
    assert_false(any_says(shut, "duty-desk", "112"));
}

/* Piles in order, none higher than need be, and as many as suit the room. */
static void test_piles_hold_all_in_their_order(void **state)
{
    toc_um heights[] = {40 * TOC_MM, 10 * TOC_MM, 30 * TOC_MM, 20 * TOC_MM, 50 * TOC_MM};
    toc_piles piles = {heights, 5, 2 * TOC_MM, 100 * TOC_MM};
    uint32_t first = 0;

    (void)state;
    assert_in_range(toc_piles_height(&piles, 2), 84 * TOC_MM, 85 * TOC_MM);
    first = toc_piles_end(&piles, 2, first);
    assert_int_equal(first, 3);
    first = toc_piles_end(&piles, 2, first);
    assert_int_equal(first, 5);
    assert_int_equal(toc_piles_end(&piles, 1, 0), 5);
    assert_int_equal(toc_piles_best(&piles, 0), 1);
    assert_int_equal(toc_piles_best(&piles, 500), 1);
    assert_true(toc_piles_best(&piles, 3000) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_views_are_clear, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_every_step_has_a_row, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_empty_plan_has_small_sheets, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_late_and_unknown_are_said, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_too_few_is_said, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_parts_of_a_step, plan_setup, plan_teardown),
        cmocka_unit_test(test_scales),
        cmocka_unit_test_setup_teardown(test_cards_are_clear, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_what_stands_on_cards, plan_setup, plan_teardown),
        cmocka_unit_test(test_piles_hold_all_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
