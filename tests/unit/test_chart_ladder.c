/* test_chart_ladder.c - the ladder of grades: every grade with its condition, its powers and what it
 * sets off. */
#include "../support/scene_fixture.h"

#define HEAD                                                                                       \
    "plan p \"Plan\" { version \"1\" status draft language en timezone \"UTC\" }\n"                \
    "org boss \"Boss\" { kind lead duty 24h post chief \"Chief\" post vice \"Vice\" { succeeds "   \
    "chief } }\n"                                                                                  \
    "org crew \"Crew\" { kind unit under boss duty 24h }\n"                                        \
    "indicator gas \"Gas\" { number unit \"ppm\" initial 0 range 0..100 source crew }\n"           \
    "indicator out \"Fire out\" { flag initial yes source crew }\n"                                \
    "event fire \"Fire\" { seen by crew }\n"

static const toc_scene *draw(plan_fixture *f, const char *text)
{
    toc_view_options options = {0};

    return scene_of(f, plan_from_text(f, text), TOC_VIEW_LADDER, &options);
}

static void test_every_grade_of_every_shipped_plan_is_a_band(void **state)
{
    plan_fixture *f = *state;

    for (size_t p = 0; p < SHIPPED_COUNT; p++) {
        const toc_plan *plan = plan_from_file(f, shipped_plans[p]);

        for (unsigned o = 0; o < SCENE_OPTION_COUNT; o++) {
            toc_view_options options = scene_options(o);
            const toc_scene *scene = shipped_scene(f, plan, TOC_VIEW_LADDER, &options);

            assert_scene_is_sound(f, scene);
            for (uint32_t i = 0; i < plan->levels.count; i++)
                assert_true(scene_has(scene, TOC_ROLE_BAND, plan->levels.items[i]->base.full));
        }
    }
}

static void test_ways_lead_from_grade_to_grade_and_to_the_end(void **state)
{
    const toc_scene *scene =
        draw(*state, HEAD "levels { declared by boss within 1h  level II \"Two\" { when gas >= 1 }"
                          " level I \"One\" { when gas >= 10 } lower after 2h"
                          " end when out proposed by crew within 1h approved by boss }\n"
                          "response r \"R\" { on level at least II step s \"S\" { by crew } }\n");

    assert_true(scene_has(scene, TOC_ROLE_EDGE, "level.II -> level.I"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "level.I -> level.II"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "level.I -> end.level"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "level.II -> end.level"));
    assert_true(scene_says(scene, "lower after"));
    assert_true(scene_says(scene, "proposes the end"));
    assert_true(scene_says(scene, "approves the end"));
}

static void test_powers_name_the_line_of_succession(void **state)
{
    const toc_scene *scene =
        draw(*state,
             HEAD "levels { declared by boss within 1h level I \"One\" { when gas >= 10 authority"
                  " crew may lower } }\n"
                  "response r \"R\" { on level at least I step s \"S\" { by crew } }\n");

    assert_true(scene_says(scene, "declares, raises, lowers"));
    assert_true(scene_says(scene, "Chief → Vice"));
    assert_true(scene_says(scene, "Crew"));
    assert_true(scene_says(scene, "≤ 1 h"));
    assert_true(scene_says(scene, "Gas ≥ 10 ppm"));
}

static void test_what_a_grade_sets_off_stands_in_its_band(void **state)
{
    const toc_scene *scene =
        draw(*state,
             HEAD "levels { declared by boss within 1h level II \"Two\" { when gas >= 1 } level I"
                  " \"One\" { when gas >= 10 } }\n"
                  "org field \"Field post\" { kind field under boss formed by boss from crew when"
                  " level at least I within 30min }\n"
                  "response r \"Rescue\" { on level at least II lead crew step s \"S\" { by crew"
                  " } }\n"
                  "report up \"Word up\" { from crew to boss while level is I every 2h }\n");

    assert_true(scene_says(scene, "Rescue (≥ II)"));
    assert_true(scene_says(scene, "led by Crew"));
    assert_true(scene_says(scene, "Field post (≥ I)"));
    assert_true(scene_says(scene, "by Boss, from Crew, ≤ 30 min"));
    assert_true(scene_says(scene, "Word up (= I)"));
    assert_true(scene_says(scene, "Crew → Boss"));
    assert_true(scene_says(scene, "every 2 h"));
}

static void test_approvals_stand_at_their_grade_or_below_all(void **state)
{
    const toc_scene *scene = draw(
        *state, HEAD "levels { declared by boss within 1h level I \"One\" { when gas >= 10 } }\n"
                     "response r \"R\" { on level at least I step s \"Flood the hall\" { by crew "
                     "needs approval by boss given within 5min } }\n"
                     "response q \"Q\" { on fire step t \"Open the gate\" { by crew "
                     "needs approval by boss given within 9min } }\n");

    assert_true(scene_says(scene, "Flood the hall"));
    assert_true(scene_says(scene, "Boss, ≤ 5 min"));
    assert_true(scene_has(scene, TOC_ROLE_BAND, "approvals"));
    assert_true(scene_says(scene, "Open the gate"));
    assert_true(scene_says(scene, "Boss, ≤ 9 min"));
}

static void test_a_plan_without_grades_says_so(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene = draw(f, HEAD);

    assert_scene_is_sound(f, scene);
    assert_true(scene_says(scene, "This plan has no grades."));
}

static const char *repeat(plan_fixture *f, const char *word, unsigned times)
{
    size_t size = strlen(word);
    char *text = toc_arena_alloc(&f->arena, size * times + 1);

    for (unsigned i = 0; i < times; i++)
        memcpy(text + i * size, word, size);
    return text;
}

static void test_hostile_titles_stay_in_their_columns(void **state)
{
    plan_fixture *f = *state;
    static const char *const words[] = {"W", "\"><script>", "漢", "م", "🚒 ", "a b "};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *word = i == 1 ? "\\\"><script>" : words[i];
        const char *title = repeat(f, word, 600);
        const toc_scene *scene = draw(
            f, toc_arena_printf(&f->arena,
                                HEAD "org o \"%s\" { kind unit under boss duty 24h }\n"
                                     "indicator i \"%s\" { number initial 0 range 0..9 source o }\n"
                                     "levels { declared by o level x \"%s\" { when i >= 1 and (gas"
                                     " > 2 or not out) } level y \"\" { when i >= 2 } }\n"
                                     "response r \"%s\" { on level at least x lead o step s \"S\" {"
                                     " by o } }\n",
                                title, title, title, title));

        assert_scene_is_sound(f, scene);
    }
}

static void test_only_what_is_shown_is_explained(void **state)
{
    plan_fixture *f = *state;
    toc_view_options options = {0};
    const toc_plan *plan = plan_from_text(
        f, HEAD "levels { level I \"One\" { when gas >= 10 } }\n"
                "response r \"R\" { on level at least I step s \"S\" { by crew } }\n");
    const toc_view *view = toc_view_draw(&f->arena, plan, TOC_VIEW_LADDER, &options);

    for (uint32_t i = 0; i < view->canvas->legend.count; i++) {
        assert_non_null(view->canvas->legend.items[i].sample);
        assert_null(strstr(view->canvas->legend.items[i].label, "raised"));
        assert_null(strstr(view->canvas->legend.items[i].label, "this grade only"));
    }
    assert_int_equal(view->canvas->legend.count, 1);
    assert_string_equal(view->canvas->legend.items[0].label, "from this grade up");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_grade_of_every_shipped_plan_is_a_band,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_ways_lead_from_grade_to_grade_and_to_the_end,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_powers_name_the_line_of_succession, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_what_a_grade_sets_off_stands_in_its_band, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_approvals_stand_at_their_grade_or_below_all,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_a_plan_without_grades_says_so, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_hostile_titles_stay_in_their_columns, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_only_what_is_shown_is_explained, plan_setup,
                                        plan_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
