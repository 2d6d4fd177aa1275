/* test_chart_reports.c - who tells whom: every report, announcement and hand-over, with sums. */
#include "../support/scene_fixture.h"

#include "sema/relay.h"

#define HEAD                                                                                       \
    "plan p \"Plan\" { version \"1\" status draft language en timezone \"UTC\" }\n"                \
    "org desk \"Desk\" { kind unit duty 24h }\n"                                                   \
    "org county \"County\" { kind superior duty 24h }\n"                                           \
    "org city \"City\" { kind superior duty 24h }\n"                                               \
    "org province \"Province\" { kind superior duty 24h }\n"                                       \
    "indicator dead \"Deaths\" { count initial 0 range 0..100 source desk }\n"                     \
    "event fire \"Fire\" { seen by desk }\n"

static const toc_scene *draw(plan_fixture *f, const char *text)
{
    toc_view_options options = {0};

    return scene_of(f, plan_from_text(f, text), TOC_VIEW_REPORTS, &options);
}

static void assert_all_is_told(const toc_plan *plan, const toc_scene *scene)
{
    for (uint32_t i = 0; i < plan->reports.count; i++)
        assert_true(scene_has(scene, TOC_ROLE_BAND, plan->reports.items[i]->base.full));
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        assert_true(scene_has(scene, TOC_ROLE_BAND, plan->announcements.items[i]->base.full));
    for (uint32_t i = 0; i < plan->relays.count; i++)
        assert_true(scene_has(scene, TOC_ROLE_BAND, plan->relays.items[i]->base.full));
}

/* Each receiver and each hand-over has its arrow. */
static void assert_all_arrows(plan_fixture *f, const toc_plan *plan, const toc_scene *scene)
{
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        for (uint32_t k = 0; k < report->to.count; k++)
            assert_true(scene_has(scene, TOC_ROLE_EDGE,
                                  toc_arena_printf(&f->arena, "%s: %s -> %s", report->base.full,
                                                   report->from.target->base.full,
                                                   report->to.items[k].target->base.full)));
    }
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        const toc_plan_relay *relay = plan->relays.items[i];

        for (uint32_t k = 0; k < relay->hops.count; k++) {
            const toc_plan_hop *hop = &relay->hops.items[k];

            for (uint32_t r = 0; r < hop->to.count; r++)
                assert_true(scene_has(scene, TOC_ROLE_EDGE,
                                      toc_arena_printf(&f->arena, "%s: %s -> %s", relay->base.full,
                                                       hop->from.target->base.full,
                                                       hop->to.items[r].target->base.full)));
        }
    }
}

static void test_all_telling_of_every_shipped_plan_is_there(void **state)
{
    plan_fixture *f = *state;

    for (size_t p = 0; p < SHIPPED_COUNT; p++) {
        const toc_plan *plan = plan_from_file(f, shipped_plans[p]);

        for (unsigned o = 0; o < SCENE_OPTION_COUNT; o++) {
            toc_view_options options = scene_options(o);
            const toc_scene *scene = shipped_scene(f, plan, TOC_VIEW_REPORTS, &options);

            assert_scene_is_sound(f, scene);
            assert_all_is_told(plan, scene);
            assert_all_arrows(f, plan, scene);
        }
    }
}

static void test_a_report_says_all_of_it(void **state)
{
    const toc_scene *scene =
        draw(*state,
             HEAD "report-fields { field place \"Where\" field hurt \"Who is hurt\" }\n"
                  "report up \"Word up\" { kind progress from desk to county copy city on fire "
                  "within 30min every 2h until dead < 1 content place, hurt method phone, fax }\n");

    assert_true(scene_says(scene, "Word up"));
    assert_true(scene_says(scene, "progress report"));
    assert_true(scene_says(scene, "Where"));
    assert_true(scene_says(scene, "Who is hurt"));
    assert_true(scene_says(scene, "≤ 30 min"));
    assert_true(scene_says(scene, "every 2 h"));
    assert_true(scene_says(scene, "until Deaths < 1"));
    assert_true(scene_says(scene, "phone, fax"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "up: desk -> county"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "up: desk -> city"));
}

static void test_an_announcement_says_who_approves_it(void **state)
{
    const toc_scene *scene =
        draw(*state, HEAD "announcement word \"Word\" { on fire by desk to public via sms, web "
                          "within 1h of fire approved by county within 15min }\n");

    assert_true(scene_has(scene, TOC_ROLE_EDGE, "word: desk -> public"));
    assert_true(scene_says(scene, "sms, web"));
    assert_true(scene_says(scene, "approved by County"));
}

#define CHAIN                                                                                      \
    "relay up \"Up the line\" {\n"                                                                 \
    "  on fire\n"                                                                                  \
    "  hop desk to county within 30min method phone\n"                                             \
    "  hop county to city within 2h\n"                                                             \
    "  hop city to province within 2h\n"                                                           \
    "  verify within 30min by county\n"

static void test_a_chain_is_added_up(void **state)
{
    const toc_scene *scene = draw(*state, HEAD CHAIN "  overall within 6h of fire\n}\n");

    assert_true(scene_says(scene, "checks first:"));
    assert_true(scene_says(scene, "in all 30 min"));
    assert_true(scene_says(scene, "in all 2 h 30 min,"));
    assert_true(scene_says(scene, "1 h left of 6 h"));
}

static void test_a_chain_that_is_too_long_is_marked(void **state)
{
    assert_true(scene_says(draw(*state, HEAD CHAIN "  overall within 4h of fire\n}\n"),
                           "! 1 h over the limit of 4 h"));
}

static void test_a_skip_is_a_bow(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene =
        draw(f, HEAD CHAIN "  skip to province when dead >= 3\n  overall within 6h of fire\n"
                           "  if no answer within 5min to city\n}\n");

    assert_scene_is_sound(f, scene);
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "up: desk -> province"));
    assert_true(scene_says(scene, "may skip when Deaths ≥ 3"));
    assert_true(scene_says(scene, "no answer within 5 min: tell City"));
}

/* The slack of every way as the table of the checks has it. */
static void test_sums_are_those_of_the_checks(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_file(f, "docs/relays/epidemic.plan");
    toc_view_options options = {.lang = "en"};
    const toc_scene *scene = scene_of(f, plan, TOC_VIEW_REPORTS, &options);
    uint32_t budget = TOC_RELAY_BUDGET;
    toc_relay_ways *ways = toc_relay_ways_of(plan->relays.items[0], &f->arena, &budget);
    toc_wording w = toc_wording_of(&f->arena, plan, "en", false);

    for (uint32_t i = 0; i < ways->items.count; i++) {
        const char *sum = toc_wording_length(&w, (toc_duration){.ms = ways->items.items[i].worst});

        assert_true(scene_says(scene, toc_arena_printf(&f->arena, "in all %s", sum)));
    }
}

static void test_many_ways_are_cut_and_said_so(void **state)
{
    plan_fixture *f = *state;
    char *text = toc_arena_alloc(&f->arena, 100000);
    size_t used = (size_t)sprintf(text, HEAD);

    for (unsigned i = 0; i < 12; i++)
        used += (size_t)sprintf(text + used, "org o%u \"O%u\" { kind unit duty 24h }\n", i, i);
    used += (size_t)sprintf(text + used, "relay r \"R\" { on fire hop desk to o0, o1 within 1h\n");
    for (unsigned i = 0; i + 3 < 12; i += 2)
        used += (size_t)sprintf(text + used,
                                "hop o%u to o%u, o%u within 1h hop o%u to o%u, o%u within 1h\n", i,
                                i + 2, i + 3, i + 1, i + 2, i + 3);
    for (unsigned i = 0; i < 2; i++)
        used +=
            (size_t)sprintf(text + used, "hop o%u to county, city, province within 1h\n", 10 + i);
    sprintf(text + used, "}\n");
    const toc_scene *scene = draw(f, text);

    assert_nothing_outside(scene);
    assert_no_texts_meet(f, scene);
}

static void test_a_plan_that_tells_nobody_says_so(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene = draw(f, HEAD);

    assert_scene_is_sound(f, scene);
    assert_true(scene_says(scene, "This plan has no reports, announcements or relays."));
}

static void test_hostile_titles_stay_in_their_places(void **state)
{
    plan_fixture *f = *state;
    static const char *const words[] = {"W", "\\\"><script>", "漢", "م", "🚒 ", "a b "};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t size = strlen(words[i]);
        char *title = toc_arena_alloc(&f->arena, size * 300 + 1);

        for (size_t k = 0; k < 300; k++)
            memcpy(title + k * size, words[i], size);
        assert_scene_is_sound(
            f, draw(f, toc_arena_printf(
                           &f->arena,
                           HEAD "org o \"%s\" { kind unit duty 24h }\norg e \"\" { kind unit duty "
                                "24h }\nreport-fields { field a \"%s\" }\nreport x \"%s\" { from o "
                                "to e copy county on fire within 1h content a }\nreport y \"\" { "
                                "from e to o, city on fire }\nrelay r \"%s\" { on fire content a "
                                "hop o to e within 1h hop e to city within 1h skip to city overall "
                                "within 3h of fire }\n",
                           title, title, title, title)));
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_all_telling_of_every_shipped_plan_is_there),
        TEST(test_a_report_says_all_of_it),
        TEST(test_an_announcement_says_who_approves_it),
        TEST(test_a_chain_is_added_up),
        TEST(test_a_chain_that_is_too_long_is_marked),
        TEST(test_a_skip_is_a_bow),
        TEST(test_sums_are_those_of_the_checks),
        TEST(test_many_ways_are_cut_and_said_so),
        TEST(test_a_plan_that_tells_nobody_says_so),
        TEST(test_hostile_titles_stay_in_their_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
