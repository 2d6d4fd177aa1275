/* test_chart_raci.c - the matrix of duties and bodies: who has which part in what a drill scores,
 * what starts a response, and where the heads are said again. */
#include "../support/plan_fixture.h"

#include "chart/raci.h"

#define HEAD                                                                                       \
    "plan p \"Plan\" { version \"1\"  status draft  language en  timezone \"UTC\" }\n"             \
    "org boss \"Boss\" { kind lead  post chief \"Chief\"  post deputy \"Deputy\" { succeeds "      \
    "chief } }\n"                                                                                  \
    "org crew \"Crew\" { kind unit  under boss }\n"                                                \
    "org depot \"Depot\" { kind unit  under boss }\n"                                              \
    "org city \"City\" { kind superior }\n"                                                        \
    "event fire \"Fire\" { seen by crew }\n"                                                       \
    "resource boat \"Boat\" { owner depot  kind vehicle  count 2 }\n"

#define LADDER                                                                                     \
    "indicator gas \"Gas\" { number unit \"ppm\" range 0..9 source crew }\n"                       \
    "levels { declared by boss.deputy within 10min  authority boss.chief may declare\n"            \
    "  level low \"Low\" { when gas >= 1 \"ppm\" }\n"                                              \
    "  level high \"High\" { when gas >= 3 \"ppm\"  declared by boss within 5min } }\n"

static const toc_raci *raci_of(plan_fixture *f, const char *text)
{
    static const toc_view_options options = {.lang = "en"};
    const toc_plan *plan = plan_from_text(f, text);
    toc_canvas *canvas = toc_canvas_new(&f->arena, "en", toc_theme_find("print"));
    toc_view_input input = {.plan = plan, .options = &options};
    toc_raci *raci;

    input.wording = toc_wording_of(&f->arena, plan, "en", false);
    raci = toc_raci_of(canvas, &input);
    toc_canvas_close(canvas);
    return raci;
}

/* "crew R, depot C" of the row called @p key, in the order in which they were found. */
static const char *marks_of(plan_fixture *f, const toc_raci *raci, const char *key)
{
    static const char *const parts[TOC_RACI_PART_COUNT] = {"R", "A", "L", "C", "I", "late"};
    const char *text = NULL;

    for (uint32_t i = 0; i < raci->rows.count; i++) {
        const toc_raci_row *row = &raci->rows.items[i];

        for (uint32_t k = 0; strcmp(row->key, key) == 0 && k < row->count; k++) {
            const toc_raci_mark *mark = &raci->marks.items[row->first + k];

            text = toc_arena_printf(&f->arena, "%s%s%s %s", text ? text : "", text ? ", " : "",
                                    mark->body->base.full, parts[mark->part]);
        }
    }
    return text ? text : "no such row";
}

static const char *start_of(const toc_raci *raci, const char *title)
{
    for (uint32_t i = 0; i < raci->groups.count; i++) {
        if (strcmp(raci->groups.items[i].title.first, title) == 0)
            return raci->groups.items[i].starts;
    }
    return "no such response";
}

static void test_who_lends_helps(void **state)
{
    plan_fixture *f = *state;
    const toc_raci *raci = raci_of(f, HEAD "response r \"R\" { on fire\n"
                                           "  step ask \"Ask\" { by crew  requests 1 boat from "
                                           "depot  requests 1 boat from city } }\n");

    assert_string_equal(marks_of(f, raci, "step:r.ask"), "crew R, depot C, city C");
}

static void test_chains(void **state)
{
    plan_fixture *f = *state;
    const toc_raci *raci = raci_of(
        f, HEAD LADDER
        "report-fields { field where \"Where\" }\n"
        "relay up \"Up\" { on fire  content where\n"
        "  hop crew to boss within 15min  hop boss to city within 30min\n"
        "  verify within 5min by boss  overall within 2h of fire\n"
        "  skip to city when level at least high\n"
        "  if no answer within 3min to boss.deputy  copy to depot  written within 3h of fire }\n");

    assert_string_equal(marks_of(f, raci, "hop:up:1"), "crew R, boss I, depot I, boss.deputy late");
    assert_string_equal(marks_of(f, raci, "hop:up:2"), "boss R, city I, boss.deputy late");
    assert_string_equal(marks_of(f, raci, "written:up"), "crew R, boss I");
    assert_string_equal(marks_of(f, raci, "skip:1:up"), "crew R, city I");
    assert_string_equal(marks_of(f, raci, "overall:up"), "crew R");
}

static void test_who_declares_announces(void **state)
{
    plan_fixture *f = *state;
    const toc_raci *raci =
        raci_of(f, HEAD LADDER
                "announcement any \"Any\" { on level at least low  by declarer  to public }\n"
                "announcement top \"Top\" { on declared high  by declarer  to city }\n"
                "announcement own \"Own\" { on declared high  by crew  to city }\n");

    assert_string_equal(marks_of(f, raci, "announcement:any"), "boss R, boss.deputy R");
    assert_string_equal(marks_of(f, raci, "announcement:top"), "boss R, city I");
    assert_string_equal(marks_of(f, raci, "announcement:own"), "crew R, city I");
}

static void test_what_lateness_starts(void **state)
{
    plan_fixture *f = *state;
    const toc_raci *raci = raci_of(
        f, HEAD "response r \"R\" { on fire\n"
                "  step look \"Look\" { by crew  within 10min  if late do big  if late do both }\n"
                "  step act \"Act\" { by crew  after look  activates both }\n"
                "  decision which \"Which?\" { by boss  after act  yes -> chosen  no -> end } }\n"
                "response big \"Big\" { step b \"B\" { by boss } }\n"
                "response both \"Both\" { step c \"C\" { by boss } }\n"
                "response chosen \"Chosen\" { step d \"D\" { by boss } }\n");

    assert_string_equal(start_of(raci, "R"), "Fire");
    assert_string_equal(start_of(raci, "Big"), "Look is late");
    assert_string_equal(start_of(raci, "Both"), "Act, Look is late");
    assert_string_equal(start_of(raci, "Chosen"), "Which?: yes");
}

/* ── heads ───────────────────────────────────────────────────────────────── */

static uint32_t count_of(const toc_scene *scene, const char *text)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        count += item->kind == TOC_SCENE_TEXT && strcmp(item->text, text) == 0;
    }
    return count;
}

/* So many steps in each of two responses, in one column. */
static const toc_scene *two_groups(plan_fixture *f, unsigned first, unsigned second)
{
    toc_view_options options = {.lang = "en", .theme = toc_theme_find("print"), .aspect = 50};
    const char *text = HEAD "response one \"Group one\" { on fire\n";

    for (unsigned i = 0; i < first; i++)
        text = toc_arena_printf(&f->arena, "%s  step a%u \"A %u\" { by crew }\n", text, i, i);
    text = toc_arena_printf(&f->arena, "%s}\nresponse two \"Group two\" { on fire\n", text);
    for (unsigned i = 0; i < second; i++)
        text = toc_arena_printf(&f->arena, "%s  step b%u \"B %u\" { by crew }\n", text, i, i);
    text = toc_arena_printf(&f->arena, "%s}\n", text);
    return toc_view_draw(&f->arena, plan_from_text(f, text), TOC_VIEW_RACI, &options)
        ->canvas->scene;
}

static void test_heads_part_no_group_after_a_row(void **state)
{
    plan_fixture *f = *state;

    for (unsigned first = 8; first < 26; first++) {
        const toc_scene *scene = two_groups(f, first, 10);

        assert_int_equal(count_of(scene, "Group two"), 1);
        assert_true(count_of(scene, "Duty") <= 2);
    }
    assert_true(count_of(two_groups(f, 30, 30), "Duty") >= 2); /* a long table says them again */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_lends_helps, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_chains, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_who_declares_announces, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_what_lateness_starts, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_heads_part_no_group_after_a_row, plan_setup,
                                        plan_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
