/* test_chart_orgs.c - bodies and their lines: all there, in their places, whatever the lines. */
#include "../support/scene_fixture.h"

#define HEAD "plan p \"Plan\" { version \"1\" status draft language en timezone \"UTC\" }\n"

static const toc_scene *draw(plan_fixture *f, const char *text)
{
    toc_view_options options = {0};

    return scene_of(f, plan_from_text(f, text), TOC_VIEW_ORGS, &options);
}

/* No line goes through a box but those that begin or end at its edge. */
static void assert_no_line_through_a_box(const toc_scene *scene)
{
    bool is_in_node = false;

    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *box = &scene->items.items[i];
        toc_rect inner = {box->at.x + 200, box->at.y + 200, box->at.width - 400,
                          box->at.height - 400};

        if (box->kind == TOC_SCENE_OPEN)
            is_in_node = box->role == TOC_ROLE_NODE;
        if (box->kind != TOC_SCENE_BOX || !is_in_node)
            continue;
        is_in_node = false; /* the frame only */
        for (uint32_t k = 0; k < scene->items.count; k++) {
            const toc_scene_item *line = &scene->items.items[k];

            if (line->kind != TOC_SCENE_LINE || line->pen.width < 250)
                continue;
            for (uint32_t s = 0; s + 1 < line->spot_count; s++) {
                toc_spot a = line->spots[s];
                toc_spot b = line->spots[s + 1];
                toc_rect piece = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, abs(a.x - b.x) + 1,
                                  abs(a.y - b.y) + 1};

                assert_true(a.x == b.x || a.y == b.y);
                assert_false(rects_meet(inner, piece, 0));
            }
        }
    }
}

static void assert_sound(plan_fixture *f, const toc_scene *scene)
{
    assert_scene_is_sound(f, scene);
    assert_no_line_through_a_box(scene);
}

static void test_every_body_of_every_shipped_plan_is_there(void **state)
{
    plan_fixture *f = *state;

    for (size_t p = 0; p < SHIPPED_COUNT; p++) {
        const toc_plan *plan = plan_from_file(f, shipped_plans[p]);

        for (unsigned o = 0; o < SCENE_OPTION_COUNT; o++) {
            toc_view_options options = scene_options(o);
            const toc_scene *scene = scene_of(f, plan, TOC_VIEW_ORGS, &options);

            assert_sound(f, scene);
            for (uint32_t i = 0; i < plan->bodies.count; i++) {
                const toc_plan_body *body = plan->bodies.items[i];

                if (!body->is_post)
                    assert_true(scene_has(scene, TOC_ROLE_NODE, body->base.full));
            }
        }
    }
}

static void test_every_line_has_its_edge(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene =
        draw(f, HEAD "org boss \"Boss\" { kind lead duty 24h post chief \"Chief\" }\n"
                     "org desk \"Desk\" { kind office under boss office of boss duty 24h }\n"
                     "org crew \"Crew\" { kind unit under boss duty 24h }\n"
                     "org wise \"Wise\" { kind expert advises boss links crew duty 24h }\n"
                     "org phones \"Phones\" { kind external member of boss, crew duty 24h }\n"
                     "org field \"Field\" { kind field under crew formed by boss from wise when "
                     "alarm }\n"
                     "indicator alarm \"Alarm\" { flag initial no source crew }\n");

    assert_sound(f, scene);
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "boss -> crew"));   /* commands */
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "desk -> boss"));   /* its office */
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "wise -> boss"));   /* advises */
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "wise -> crew"));   /* supports */
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "phones -> boss")); /* member */
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "phones -> crew"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "crew -> field"));
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "boss -> field")); /* forms */
    assert_true(scene_has(scene, TOC_ROLE_EDGE, "wise -> field")); /* its people */
    assert_true(scene_says(scene, "Chief"));
}

static void test_contacts_stay_out_of_a_public_chart(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_text(
        f, HEAD "org boss \"Boss\" { kind lead duty 24h contact phone \"555-1234\" post chief "
                "\"Chief\" { contact mobile \"555-9876\" } }\n");
    toc_view_options open = {.is_public = true};
    toc_view_options own = {0};

    assert_true(scene_says(scene_of(f, plan, TOC_VIEW_ORGS, &own), "555-1234"));
    assert_true(scene_says(scene_of(f, plan, TOC_VIEW_ORGS, &own), "555-9876"));
    assert_false(scene_says(scene_of(f, plan, TOC_VIEW_ORGS, &open), "555"));
}

static void test_circles_of_lines_come_to_an_end(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene =
        draw(f, HEAD "org a \"A\" { kind unit member of b duty 24h }\n"
                     "org b \"B\" { kind unit member of c duty 24h }\n"
                     "org c \"C\" { kind unit member of a advises b links a duty 24h }\n"
                     "org d \"D\" { kind unit under c member of a duty 24h }\n"
                     "org e \"E\" { kind unit links a advises d duty 24h }\n");

    assert_sound(f, scene);
    assert_int_equal(scene_count(scene, TOC_ROLE_NODE), 5);
}

static void test_hours_are_told_in_words(void **state)
{
    const toc_scene *scene =
        draw(*state, HEAD "org a \"A\" { kind unit duty 08:00..17:30 mon..fri }\n"
                          "org b \"B\" { kind unit duty 24h }\n");

    assert_true(scene_says(scene, "on duty 08:00–17:30 Mon–Fri"));
    assert_true(scene_says(scene, "on duty 24 h"));
}

static void test_a_plan_without_bodies_says_so(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene = draw(f, HEAD);

    assert_sound(f, scene);
    assert_true(scene_says(scene, "This plan has no bodies."));
}

/* Bodies hung anywhere by a fixed rule; sums only, so that it is the same everywhere. */
static const char *generated(plan_fixture *f, uint32_t count, uint32_t seed, uint32_t breadth)
{
    char *text = toc_arena_alloc(&f->arena, 1000 + (size_t)count * 200);
    size_t used = (size_t)sprintf(text, HEAD "org b0 \"Head\" { kind lead duty 24h }\n");
    uint32_t state = seed * 2654435761u + 1;

    for (uint32_t i = 1; i < count; i++) {
        uint32_t above;

        state = state * 1664525u + 1013904223u;
        above = i > breadth ? (state >> 8) % (i / breadth) : 0;
        used += (size_t)sprintf(text + used, "org b%u \"Body number %u\" { kind unit", (unsigned)i,
                                (unsigned)i);
        if (state >> 28 != 1)
            used += (size_t)sprintf(text + used, " under b%u", (unsigned)above);
        if (state >> 28 == 2)
            used += (size_t)sprintf(text + used, " member of b%u", (unsigned)((state >> 12) % i));
        if (state >> 28 == 3)
            used += (size_t)sprintf(text + used, " links b%u", (unsigned)((state >> 12) % i));
        if (state >> 28 == 4)
            used += (size_t)sprintf(text + used, " advises b%u", (unsigned)((state >> 12) % i));
        used += (size_t)sprintf(text + used, " duty 24h }\n");
    }
    return text;
}

static void test_generated_plans_are_sound(void **state)
{
    plan_fixture *f = *state;
    static const uint32_t counts[] = {2, 7, 20, 60, 200};
    static const uint32_t breadths[] = {1, 3, 300};

    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (size_t b = 0; b < sizeof breadths / sizeof breadths[0]; b++) {
            for (uint32_t seed = 0; seed < (counts[c] < 100 ? 4u : 1u); seed++) {
                const toc_scene *scene = draw(f, generated(f, counts[c], seed, breadths[b]));

                assert_sound(f, scene);
                assert_int_equal(scene_count(scene, TOC_ROLE_NODE), counts[c]);
            }
        }
    }
}

/* Two hundred bodies under one head come on a sheet that lies across, not on a ribbon. */
static void test_wide_groups_are_broken_into_rows(void **state)
{
    plan_fixture *f = *state;
    const toc_scene *scene = draw(f, generated(f, 200, 1, 300));

    assert_true(scene->width < 3 * scene->height);
    assert_true(scene->height < 2 * scene->width);
}

/* As deep as there are bodies: nothing recurs. */
static void test_a_long_chain_of_command_is_drawn(void **state)
{
    plan_fixture *f = *state;
    char *text = toc_arena_alloc(&f->arena, 400000);
    size_t used = (size_t)sprintf(text, HEAD "org b0 \"Head\" { kind lead duty 24h }\n");

    for (unsigned i = 1; i < 2000; i++)
        used += (size_t)sprintf(text + used, "org b%u \"B\" { kind unit under b%u duty 24h }\n", i,
                                i - 1);
    assert_nothing_outside(draw(f, text));
}

static void test_hostile_titles_stay_in_their_boxes(void **state)
{
    plan_fixture *f = *state;
    static const char *const words[] = {"W", "\\\"><script>", "漢", "م", "🚒 ", "a b "};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t size = strlen(words[i]);
        char *title = toc_arena_alloc(&f->arena, size * 400 + 1);

        for (size_t k = 0; k < 400; k++)
            memcpy(title + k * size, words[i], size);
        assert_sound(f, draw(f, toc_arena_printf(
                                    &f->arena,
                                    HEAD "org a \"%s\" { kind lead duty 24h contact phone \"%s\" "
                                         "post p \"%s\" { holder \"%s\" } }\n"
                                         "org b \"\" { kind unit under a duty 24h }\n",
                                    title, title, title, title)));
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_body_of_every_shipped_plan_is_there),
        TEST(test_every_line_has_its_edge),
        TEST(test_contacts_stay_out_of_a_public_chart),
        TEST(test_circles_of_lines_come_to_an_end),
        TEST(test_hours_are_told_in_words),
        TEST(test_a_plan_without_bodies_says_so),
        TEST(test_generated_plans_are_sound),
        TEST(test_wide_groups_are_broken_into_rows),
        TEST(test_a_long_chain_of_command_is_drawn),
        TEST(test_hostile_titles_stay_in_their_boxes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
