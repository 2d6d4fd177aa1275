/* test_sema_includes.c - fragments and parent plans: what is taken in, and what is refused. */
#define _GNU_SOURCE /* mkdtemp */
#include "../support/sema_fixture.h"

#include <sys/stat.h>
#include <unistd.h>

typedef struct files {
    plan_fixture *f;
    char folder[64];
} files;

static int setup(void **state)
{
    files *t = calloc(1, sizeof *t);

    if (!t || plan_setup((void **)&t->f) != 0)
        return -1;
    strcpy(t->folder, "/tmp/tocsin-sema-XXXXXX");
    if (!mkdtemp(t->folder))
        return -1;
    *state = t;
    return 0;
}

static const char *path_of(const files *t, const char *name)
{
    return toc_arena_printf(&t->f->arena, "%s/%s", t->folder, name);
}

static int teardown(void **state)
{
    static const char *const names[] = {"main.plan",    "a.plan",       "parts/b.plan",
                                        "parts/c.plan", "overall.plan", "outside.plan"};
    files *t = *state;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        (void)unlink(path_of(t, names[i]));
    (void)rmdir(path_of(t, "parts"));
    (void)rmdir(t->folder);
    plan_teardown((void **)&t->f);
    free(t);
    return 0;
}

static void put(const files *t, const char *name, const char *text)
{
    FILE *out = fopen(path_of(t, name), "w");

    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static const toc_plan *compile(files *t)
{
    const toc_plan *plan =
        toc_compile(&t->f->arena, t->f->sources, path_of(t, "main.plan"), NULL, &t->f->sink);

    toc_diag_sink_finish(&t->f->sink);
    return plan;
}

static void a_fragment_declares_into_the_plan(void **state)
{
    files *t = *state;
    const toc_plan *plan;

    put(t, "a.plan", "org office \"Office\" event fire \"Fire\"");
    put(t, "main.plan",
        SEMA_HEAD "include \"a.plan\"\nresponse r \"R\" { on fire step s \"S\" { by office } }");
    plan = compile(t);
    assert_clean(t->f);
    assert_string_equal(sema_node(plan, "r.s")->by.target->base.full, "office");
}

static void paths_in_a_fragment_are_relative_to_it(void **state)
{
    files *t = *state;
    const toc_plan *plan;

    assert_int_equal(mkdir(path_of(t, "parts"), 0700), 0);
    put(t, "parts/c.plan", "org office \"Office\"");
    put(t, "parts/b.plan", "include \"c.plan\"");
    put(t, "main.plan", SEMA_HEAD "include \"parts/b.plan\"");
    plan = compile(t);
    assert_clean(t->f);
    assert_int_equal(plan->bodies.count, 1);
}

static void a_circle_of_files_shows_its_way(void **state)
{
    files *t = *state;
    const toc_diag *diag;

    put(t, "a.plan", "include \"main.plan\"");
    put(t, "main.plan", SEMA_HEAD "include \"a.plan\"");
    compile(t);
    diag = assert_one_diag(t->f, TOC_D_INCLUDE_CYCLE, "\"main.plan\"");
    assert_int_equal(diag->labels.count, 1);
}

static void a_missing_file_is_reported_where_it_is_named(void **state)
{
    files *t = *state;

    put(t, "main.plan", SEMA_HEAD "include \"nowhere.plan\"");
    assert_true(compile(t)->has_errors);
    assert_one_diag(t->f, TOC_D_SOURCE_MISSING, "\"nowhere.plan\"");
}

static void files_outside_the_folder_and_devices_are_refused(void **state)
{
    files *t = *state;

    put(t, "main.plan", SEMA_HEAD "include \"../../etc/passwd\"");
    compile(t);
    assert_one_diag(t->f, TOC_D_SOURCE_OUTSIDE_ROOT, "\"../../etc/passwd\"");
    assert_int_equal(symlink("/dev/zero", path_of(t, "a.plan")), 0);
    put(t, "main.plan", SEMA_HEAD "include \"a.plan\"");
    toc_diag_sink_init(&t->f->sink, &t->f->arena);
    assert_true(compile(t)->has_errors);
    assert_int_equal(t->f->sink.error_count, 1);
}

static void a_file_taken_in_twice_counts_once(void **state)
{
    files *t = *state;

    put(t, "a.plan", "org office \"Office\"");
    put(t, "main.plan", SEMA_HEAD "include \"a.plan\"\ninclude \"a.plan\"");
    assert_int_equal(compile(t)->bodies.count, 1);
    assert_one_diag(t->f, TOC_D_INCLUDE_TWICE, "\"a.plan\"");
}

static void a_name_doubled_across_files_is_reported(void **state)
{
    files *t = *state;

    put(t, "a.plan", "org office \"Office\"");
    put(t, "main.plan", SEMA_HEAD "org office \"Office\"\ninclude \"a.plan\"");
    compile(t);
    assert_one_diag(t->f, TOC_D_DOUBLE_NAME, "office");
}

static void plans_stand_in_the_main_file_and_once(void **state)
{
    files *t = *state;

    put(t, "a.plan", "plan q \"Q\"");
    put(t, "main.plan", SEMA_HEAD "include \"a.plan\"");
    compile(t);
    assert_one_diag(t->f, TOC_D_PLAN_IN_FRAGMENT, "\"a.plan\"");
    put(t, "main.plan", "org office \"Office\"");
    toc_diag_sink_init(&t->f->sink, &t->f->arena);
    compile(t);
    assert_int_equal(t->f->sink.records.count, 1);
    assert_int_equal(t->f->sink.records.items[0]->code, TOC_D_NO_PLAN);
    put(t, "main.plan", SEMA_HEAD SEMA_HEAD);
    toc_diag_sink_init(&t->f->sink, &t->f->arena);
    compile(t);
    assert_one_diag(t->f, TOC_D_SECOND_PLAN, "plan");
}

static void names_of_a_parent_plan_resolve_through_its_alias(void **state)
{
    files *t = *state;
    const toc_plan *plan;
    const toc_plan_node *node;

    put(t, "overall.plan",
        "plan o \"O\" { language en timezone \"UTC\" }\n"
        "org office \"Office\" { post chief \"Chief\" }\nevent storm \"Storm\"\n"
        "response big \"Big\" { on storm lead office }");
    put(t, "main.plan",
        SEMA_HEAD "extends overall \"overall.plan\"\norg crew \"Crew\"\n"
                  "response r \"R\" { on overall.storm\n"
                  "  step s \"S\" { by crew to overall.office.chief activates overall.big } }");
    plan = compile(t);
    assert_no_error(t->f);
    node = sema_node(plan, "r.s");
    assert_string_equal(node->to.items[0].target->base.full, "overall.office.chief");
    assert_null(node->to.items[0].target->base.decl);
    assert_ptr_equal(plan->bodies.items[node->to.items[0].target->base.id],
                     node->to.items[0].target);
    assert_int_equal(t->f->sink.records.count, 0);
    assert_string_equal(node->activates.items[0].target->lead.target->base.full, "overall.office");
}

static void an_unknown_name_of_a_parent_plan_is_reported(void **state)
{
    files *t = *state;

    put(t, "overall.plan", "plan o \"O\" { language en }\norg office \"Office\"");
    put(t, "main.plan",
        SEMA_HEAD "extends overall \"overall.plan\"\norg crew \"Crew\" { under overall.ofice }");
    compile(t);
    assert_int_equal(t->f->sink.error_count, 1);
    assert_non_null(sema_find(t->f, TOC_D_UNKNOWN_NAME));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_fragment_declares_into_the_plan),
        TEST(paths_in_a_fragment_are_relative_to_it),
        TEST(a_circle_of_files_shows_its_way),
        TEST(a_missing_file_is_reported_where_it_is_named),
        TEST(files_outside_the_folder_and_devices_are_refused),
        TEST(a_file_taken_in_twice_counts_once),
        TEST(a_name_doubled_across_files_is_reported),
        TEST(plans_stand_in_the_main_file_and_once),
        TEST(names_of_a_parent_plan_resolve_through_its_alias),
        TEST(an_unknown_name_of_a_parent_plan_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
