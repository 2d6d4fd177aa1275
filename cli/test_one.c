/* test_one.c - from a scenario's path to what became of it. */
#include "cli/test_one.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "lower/lower.h"
#include "syntax/localise.h"

/* ── plans ───────────────────────────────────────────────────────────────── */

static void open_image(toc_test_plan *plan)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_status status = toc_machine_open(plan->path, &plan->image, reason);
    toc_diag *diag;

    if (status == TOC_OK) {
        plan->machine = toc_machine_file_get(plan->image);
        return;
    }
    diag = toc_diag_add(&plan->sink, TOC_D_IMAGE_REFUSED, (toc_span){0, 0},
                        "this machine image cannot be used: %s",
                        status == TOC_EIO ? strerror(errno) : reason);
    toc_diag_set_subject(&plan->sink, diag, plan->path);
}

static void compile(const toc_test_run *run, toc_test_plan *plan)
{
    toc_compile_options options = {.root = run->root};
    const toc_plan *typed =
        toc_compile(&plan->arena, plan->sources, plan->path, &options, &plan->sink);

    if (typed && !typed->has_errors)
        plan->machine = toc_lower(&plan->arena, plan->sources, typed, &plan->sink);
}

/* Warnings are for who checks the plan. */
static void keep_errors(toc_diag_sink *sink)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < sink->records.count; i++) {
        if (sink->records.items[i]->level == TOC_DIAG_ERROR)
            sink->records.items[kept++] = sink->records.items[i];
    }
    sink->records.count = kept;
    sink->allowed.count = 0;
}

void toc_test_plan_make(const toc_test_run *run, toc_test_plan *plan)
{
    if (setjmp(plan->escape) != 0) {
        plan->machine = NULL;
        plan->is_out_of_memory = true;
        plan->sink.records.count = 0;
        return;
    }
    plan->arena.lang = run->messages;
    plan->sources = toc_sources_new(&plan->arena);
    toc_diag_sink_init(&plan->sink, &plan->arena);
    if (toc_machine_is_image(plan->path))
        open_image(plan);
    else
        compile(run, plan);
    if (plan->machine) {
        plan->coverage = toc_coverage_new(&plan->arena, plan->machine);
        plan->covered = toc_coverage_set(&plan->arena, plan->coverage);
    }
    toc_diag_localise(&plan->sink, plan->sources);
    keep_errors(&plan->sink);
    toc_diag_sink_finish(&plan->sink);
}

/* ── which plan ──────────────────────────────────────────────────────────── */

static bool is_same_file(const char *a, const char *b)
{
    struct stat one;
    struct stat other;

    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* Without `.` and with `a/..` taken away, by its letters alone. */
static const char *shortened(toc_arena *arena, const char *path)
{
    size_t size = strlen(path);
    char *text = toc_arena_alloc(arena, size + 2);
    size_t used = 0;
    size_t kept = 0; /* bytes that no `..` takes away: `/` and leading `../` */

    if (*path == '/')
        text[used++] = '/';
    kept = used;
    while (*path) {
        size_t part = strcspn(path, "/");
        bool is_up = part == 2 && path[0] == '.' && path[1] == '.';

        if (is_up && used > kept) {
            used--; /* the slash behind the name that goes */
            while (used > kept && text[used - 1] != '/')
                used--;
        } else if (part > 0 && !(part == 1 && *path == '.')) {
            memcpy(text + used, path, part);
            used += part;
            text[used++] = '/';
            if (is_up)
                kept = used;
        }
        path += part + strspn(path + part, "/");
    }
    if (used > 1)
        used--;
    return toc_arena_copy(arena, text, used);
}

const char *toc_test_plan_path(toc_arena *arena, const char *scenario, const char *path)
{
    const char *slash = strrchr(scenario, '/');
    const char *joined = path;
    const char *brief;

    if (*path != '/' && slash)
        joined = toc_arena_printf(arena, "%.*s%s", (int)(slash - scenario + 1), scenario, path);
    if (*joined == '-') /* else it would be standard input */
        joined = toc_arena_printf(arena, "./%s", joined);
    brief = shortened(arena, joined);
    return *brief && *brief != '-' && is_same_file(brief, joined) ? brief : joined;
}

const char *toc_test_plan_named(toc_arena *arena, toc_diag_sink *sink, const toc_scenario *scenario,
                                const char *path, const char *help)
{
    toc_diag *diag;

    if (scenario->plan.text && *scenario->plan.text)
        return toc_test_plan_path(arena, path, scenario->plan.text);
    diag = toc_diag_add(sink, TOC_D_TEST_NO_PLAN,
                        (toc_span){scenario->source->base, scenario->source->base},
                        "this scenario does not say which plan it is for");
    toc_diag_add_help(sink, diag, "%s", help);
    return NULL;
}

/* The path of the plan, or NULL after a message. */
static const char *plan_of(const toc_test_run *run, toc_test *test, const toc_scenario *scenario)
{
    if (run->plan)
        return run->plan;
    return toc_test_plan_named(&test->work, &test->sink, scenario, test->path,
                               TOC_PHRASE("add a line `plan: ../plans/lab.plan`, or say "
                                          "`--plan lab.plan` for all"));
}

/* ── one scenario ────────────────────────────────────────────────────────── */

static void keep_result(const toc_test_run *run, toc_test *test, const toc_score *score)
{
    TOC_VEC(toc_verdict_text) failures = {0};
    uint64_t *covered = toc_coverage_set(&test->arena, test->plan->coverage);

    for (uint32_t i = 0; i < score->expects.count; i++) {
        const toc_expect_result *result = &score->expects.items[i];
        toc_verdict_text text;

        if (result->is_met)
            continue;
        text = toc_verdict_of(&test->arena, score, test->sources, result, run->lang);
        text.expected = toc_arena_printf(&test->arena, "%s", text.expected);
        text.actual = toc_arena_printf(&test->arena, "%s", text.actual);
        TOC_PUSH(&test->arena, &failures, text);
    }
    toc_coverage_mark(test->plan->coverage, score, covered);
    test->failures = failures.items;
    test->failure_count = failures.count;
    test->points = score->points;
    test->rating = score->rating;
    test->covered = covered;
    test->outcome = failures.count > 0 ? TOC_TEST_FAILED : TOC_TEST_PASSED;
}

static void drill(const toc_test_run *run, toc_test *test, const toc_scenario *scenario)
{
    toc_drill_options options = {0};
    toc_drill *played = NULL;
    toc_script *script = toc_scenario_bind(&test->work, test->plan->machine, scenario,
                                           test->plan->path, &test->sink);

    if (!script)
        return;
    if (toc_drill_run(&test->work, script, &options, &test->sink, &played) != TOC_OK) {
        test->reason = TOC_PHRASE("the drill needs more memory than there is");
        return;
    }
    if (!played->is_stopped)
        keep_result(run, test, toc_score_new(&test->work, played));
}

static void play(toc_test_run *run, toc_test *test, const toc_scenario *scenario)
{
    const char *path = plan_of(run, test, scenario);

    test->expects = scenario->expects.count;
    if (!path)
        return;
    test->plan = toc_test_run_plan(run, path);
    if (!test->plan || test->plan->is_out_of_memory) {
        test->reason = TOC_PHRASE("memory is used up");
    } else if (!test->plan->machine) {
        test->reason = toc_say(&test->arena, "its plan %s cannot be used", path);
    } else {
        drill(run, test, scenario);
    }
}

/* A plan among the scenarios would be taken for broken YAML, line by line. */
static bool is_plan(toc_test *test)
{
    size_t size = strlen(test->path);
    toc_diag *diag;

    if (size <= 5 || strcmp(test->path + size - 5, ".plan") != 0)
        return false;
    diag = toc_diag_add(&test->sink, TOC_D_SOURCE_WRONG_KIND, (toc_span){0, 0},
                        "this is a plan, and a scenario is needed here");
    toc_diag_set_subject(&test->sink, diag, test->path);
    toc_diag_add_help(&test->sink, diag, "a plan for all scenarios goes behind `--plan`");
    return true;
}

static bool has_error(const toc_diag_sink *sink)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        if (sink->records.items[i]->level == TOC_DIAG_ERROR)
            return true;
    }
    return false;
}

static void read_and_play(toc_test_run *run, toc_test *test)
{
    const toc_source *source;
    const toc_scenario *scenario = NULL;

    test->sources = toc_sources_new(&test->work);
    toc_diag_sink_init(&test->sink, &test->work);
    source = is_plan(test)
                 ? NULL
                 : toc_sources_read_long(test->sources, test->path, (toc_span){0, 0}, &test->sink);
    if (source)
        scenario = toc_scenario_read(&test->work, test->sources, source, &test->sink);
    if (scenario && scenario->expects.count == 0 && !has_error(&test->sink))
        test->outcome = TOC_TEST_SKIPPED;
    else if (scenario)
        play(run, test, scenario);
    toc_diag_localise(&test->sink, test->sources);
    toc_diag_sink_finish(&test->sink);
}

void toc_test_one(toc_test_run *run, toc_test *test)
{
    test->outcome = TOC_TEST_BROKEN;
    test->points = TOC_POINTS_NONE;
    toc_arena_init(&test->arena, &test->escape);
    toc_arena_init(&test->work, &test->escape);
    test->arena.lang = test->work.lang = run->messages;
    if (setjmp(test->escape) != 0) {
        test->outcome = TOC_TEST_BROKEN;
        test->covered = NULL;
        test->failure_count = 0;
        test->reason = TOC_PHRASE("memory is used up");
        test->sink.records.count = 0;
        toc_arena_deinit(&test->work);
        return;
    }
    read_and_play(run, test);
    if (test->outcome == TOC_TEST_BROKEN)
        return;
    test->sink.records.count = 0;
    toc_arena_deinit(&test->work);
}
