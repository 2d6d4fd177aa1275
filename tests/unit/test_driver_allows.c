/* test_driver_allows.c - `allow`: what it silences and what it does not, and the table that says
 * which check raises what. */
#include "../support/sema_fixture.h"

#include <dirent.h>

#include "analysis/check_table.h"
#include "lower/lower.h"

#define LATE "step call \"Call\" { by office takes 8min within 5min "

static const toc_diag *allowed_one(plan_fixture *f, toc_diag_code code, const char *reason)
{
    if (f->sink.records.count > 0 || f->sink.allowed.count != 1)
        sema_show(f);
    assert_int_equal(f->sink.records.count, 0);
    assert_int_equal(f->sink.allowed.count, 1);
    assert_int_equal(f->sink.allowed.items[0]->code, code);
    assert_string_equal(f->sink.allowed.items[0]->reason, reason);
    return f->sink.allowed.items[0];
}

static void an_allow_in_the_declaration_silences_the_finding_and_the_plan_can_be_built(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = sema_response(f, LATE "allow T0142 \"why\" }");
    const toc_diag *diag = allowed_one(f, TOC_D_DEADLINE_TOO_SHORT, "why");

    assert_int_equal(diag->allowed_at.end - diag->allowed_at.begin, strlen("allow T0142 \"why\""));
    assert_false(plan->has_errors);
    assert_non_null(toc_lower(&f->arena, f->sources, plan, &f->sink));
}

static void an_allow_around_the_declaration_silences_it_too(void **state)
{
    plan_fixture *f = *state;

    (void)sema_response(f, "allow deadline-too-short \"why\" " LATE "}");
    (void)allowed_one(f, TOC_D_DEADLINE_TOO_SHORT, "why");
}

static void an_allow_of_the_plan_silences_it_wherever_it_stands(void **state)
{
    plan_fixture *f = *state;

    (void)sema_compile(f, "event fire \"Fire\" org office \"Office\"\n"
                          "response early \"Early\" { on fire " LATE "} }\n"
                          "plan p \"P\" { language en timezone \"UTC\" allow T0142 \"why\" }");
    (void)allowed_one(f, TOC_D_DEADLINE_TOO_SHORT, "why");
}

static void the_innermost_allow_gives_the_reason(void **state)
{
    plan_fixture *f = *state;

    (void)sema_response(f, "allow T0142 \"outer\" " LATE "allow T0142 \"inner\" } "
                           "step tell \"Tell\" { by office takes 8min within 5min }");
    assert_int_equal(f->sink.records.count, 0);
    assert_int_equal(f->sink.allowed.count, 2);
    assert_string_equal(f->sink.allowed.items[0]->reason, "inner");
    assert_string_equal(f->sink.allowed.items[1]->reason, "outer");
}

static void an_allow_beside_the_declaration_silences_nothing(void **state)
{
    plan_fixture *f = *state;

    (void)sema_response(f, LATE "} step tell \"Tell\" { by office allow T0142 \"why\" }");
    assert_int_equal(f->sink.records.count, 2);
    assert_non_null(sema_find(f, TOC_D_DEADLINE_TOO_SHORT));
    assert_non_null(sema_find(f, TOC_D_ALLOW_NEEDLESS));
}

static void an_allow_is_not_called_needless_while_the_plan_has_errors(void **state)
{
    plan_fixture *f = *state;

    (void)sema_response(f, "step call \"Call\" { by nobody allow T0305 \"why\" }");
    assert_int_equal(f->sink.records.count, 1);
    assert_non_null(sema_find(f, TOC_D_UNKNOWN_NAME));
}

static void allowed_findings_are_no_news_of_another_plan(void **state)
{
    plan_fixture *f = *state;
    static const char other[] = SEMA_BASE "response late \"Late\" { on fire " LATE "} }";
    const toc_source *source = toc_sources_add(f->sources, "other.plan", other, strlen(other));

    toc_compile_source(&f->arena, f->sources, source, NULL, &f->sink);
    source = toc_sources_add(
        f->sources, "own.plan", "plan q \"Q\" { language en timezone \"UTC\" allow T0142 \"why\" }",
        strlen("plan q \"Q\" { language en timezone \"UTC\" allow T0142 \"why\" }"));
    toc_compile_source(&f->arena, f->sources, source, NULL, &f->sink);
    toc_diag_sink_finish(&f->sink);
    assert_int_equal(f->sink.allowed.count, 0);
    assert_non_null(sema_find(f, TOC_D_DEADLINE_TOO_SHORT));
    assert_non_null(sema_find(f, TOC_D_ALLOW_NEEDLESS));
}

/* A chain of many that each silence one thing: found by search, not by going through all. */
static void many_allows_find_their_own(void **state)
{
    enum { COUNT = 3000 };
    plan_fixture *f = *state;
    size_t room = COUNT * 160u;
    char *text = toc_arena_alloc(&f->arena, room);
    size_t size = 0;

    for (int i = 0; i < COUNT; i++)
        size += (size_t)snprintf(text + size, room - size,
                                 "step s%d \"S\" { by office takes 8min within 5min allow T0142 "
                                 "\"r%d\" }\n",
                                 i, i);
    (void)sema_response(f, text);
    assert_int_equal(f->sink.records.count, 0);
    assert_int_equal(f->sink.allowed.count, COUNT);
    for (int i = 0; i < COUNT; i++) {
        char reason[16];

        (void)snprintf(reason, sizeof reason, "r%d", i);
        assert_string_equal(f->sink.allowed.items[i]->reason, reason);
    }
}

/* ── the table ───────────────────────────────────────────────────────────── */

static void what_the_language_needs_cannot_be_allowed(void **state)
{
    (void)state;
    assert_true(toc_check_may_be_allowed(TOC_D_DEADLINE_TOO_SHORT));
    assert_true(toc_check_may_be_allowed(TOC_D_UNUSED));
    assert_true(toc_check_may_be_allowed(TOC_D_ALIAS_USED));
    assert_false(toc_check_may_be_allowed(TOC_D_UNKNOWN_NAME));
    assert_false(toc_check_may_be_allowed(TOC_D_EMPTY_SHIFT));
    assert_false(toc_check_may_be_allowed(TOC_D_COMMAND_CYCLE));
    assert_false(toc_check_may_be_allowed(TOC_D_SINCE_CHANGING));
    assert_false(toc_check_may_be_allowed(TOC_D_ALLOW_NEEDLESS));
    assert_false(toc_check_may_be_allowed(TOC_D_SCENARIO_SIMULATED));
    assert_false(toc_check_may_be_allowed((toc_diag_code)9999));
}

typedef void with_golden(plan_fixture *f, const char *path);

static void each_golden(plan_fixture *f, with_golden *visit)
{
    static const char folder[] = "tests/golden/check";
    DIR *dir = opendir(folder);
    unsigned count = 0;

    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        const char *dot = strrchr(entry->d_name, '.');

        if (!dot || strcmp(dot, ".plan") != 0)
            continue;
        toc_diag_sink_init(&f->sink, &f->arena);
        visit(f, toc_arena_printf(&f->arena, "%s/%s", folder, entry->d_name));
        count++;
    }
    (void)closedir(dir);
    assert_true(count > 50);
}

static void run_rows_alone(plan_fixture *f, const char *path)
{
    static const toc_check_options options = {0};
    toc_plan *plan = toc_compile(&f->arena, f->sources, path, NULL, &f->sink);
    size_t count;
    const toc_check *rows = toc_checks_all(&count);

    for (size_t i = 0; plan && i < count; i++) {
        toc_diag_sink sink;
        toc_check_context context = {plan, &f->arena, &sink, &options};

        toc_diag_sink_init(&sink, &f->arena);
        if (rows[i].needs != TOC_NEEDS_NOTHING && plan->has_errors)
            continue;
        rows[i].run(&context);
        for (uint32_t k = 0; k < sink.records.count; k++) {
            toc_diag_code code = sink.records.items[k]->code;
            const toc_check *row = toc_check_of(code);

            if (!row || row->needs != rows[i].needs)
                fail_msg("%s raises T%04u: tell `also` in compiler/analysis/check_table.c",
                         rows[i].slug, (unsigned)code);
        }
    }
}

static void every_code_that_a_check_raises_is_known_to_be_its_own(void **state)
{
    each_golden(*state, run_rows_alone);
}

/* Every error that may be allowed is, and what is left must be fit for the machine. */
static void build_in_spite(plan_fixture *f, const char *path)
{
    toc_check_switch switches[512];
    uint32_t switch_count = 0;
    size_t count;
    const toc_diag_info *all = toc_diag_info_all(&count);
    const toc_plan *plan;

    for (size_t i = 0; i < count && switch_count < 512; i++) {
        if (toc_check_may_be_allowed(all[i].code))
            switches[switch_count++] = (toc_check_switch){all[i].code, TOC_CHECK_OFF};
    }
    toc_compile_options options = {.switches = switches, .switch_count = switch_count};
    plan = toc_compile(&f->arena, f->sources, path, &options, &f->sink);
    if (plan && !plan->has_errors && !toc_lower(&f->arena, f->sources, plan, &f->sink))
        assert_true(f->sink.error_count > 0);
}

static void a_plan_whose_errors_are_allowed_can_be_lowered(void **state)
{
    each_golden(*state, build_in_spite);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_allow_in_the_declaration_silences_the_finding_and_the_plan_can_be_built),
        TEST(an_allow_around_the_declaration_silences_it_too),
        TEST(an_allow_of_the_plan_silences_it_wherever_it_stands),
        TEST(the_innermost_allow_gives_the_reason),
        TEST(an_allow_beside_the_declaration_silences_nothing),
        TEST(an_allow_is_not_called_needless_while_the_plan_has_errors),
        TEST(allowed_findings_are_no_news_of_another_plan),
        TEST(many_allows_find_their_own),
        TEST(what_the_language_needs_cannot_be_allowed),
        TEST(every_code_that_a_check_raises_is_known_to_be_its_own),
        TEST(a_plan_whose_errors_are_allowed_can_be_lowered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
