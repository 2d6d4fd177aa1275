/* test_time_bounds.c - what the analysis of times says of a plan is what the engine does: in random
 * responses each duty that is opened has a row, has as much time as that says, and takes neither less
 * than its best time nor more than its longest; without choices and with fixed working times it takes
 * just that.  The weeks in which the clocks change are among those in which it is done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/time.h"
#include "driver/compile.h"
#include "engine/engine.h"
#include "lower/lower.h"
#include "tests/support/timed_plan.h"

enum { PLANS = 400, RUNS = 8 };

/* ── observing ───────────────────────────────────────────────────────────── */

typedef struct watch {
    const toc_machine *machine;
    const toc_plan *plan;
    const toc_times *times;
    const char *text;
    uint32_t run;
    bool is_plain;
    bool has_late_hop; /* in this run: then the whole way may take longer than all its times */
    uint32_t limits;   /* times that there are compared */
    uint32_t by_time;
    uint32_t kinds[TOC_TIME_KINDS]; /* met, by kind */
    uint32_t seen;                  /* duties compared */
    uint32_t exact;                 /* of those, known to be neither more nor less */
} watch;

static toc_time_kind kind_of(const toc_machine *machine, const toc_duty *seen)
{
    static const toc_time_kind kinds[] = {
        [TOC_DUTY_STEP] = TOC_TIME_STEP,
        [TOC_DUTY_DECISION] = TOC_TIME_DECISION,
        [TOC_DUTY_APPROVAL] = TOC_TIME_APPROVAL,
        [TOC_DUTY_REQUEST] = TOC_TIME_REQUEST,
        [TOC_DUTY_DECLARE] = TOC_TIME_DECLARATION,
        [TOC_DUTY_PROPOSE_END] = TOC_TIME_PROPOSAL,
        [TOC_DUTY_APPROVE_END] = TOC_TIME_ENDING,
        [TOC_DUTY_FORM] = TOC_TIME_FORMATION,
        [TOC_DUTY_REPORT] = TOC_TIME_REPORT,
        [TOC_DUTY_OVERALL] = TOC_TIME_OVERALL,
        [TOC_DUTY_ANNOUNCEMENT] = TOC_TIME_ANNOUNCEMENT,
        [TOC_DUTY_CLEARANCE] = TOC_TIME_APPROVAL,
    };

    if (seen->kind != TOC_DUTY_REPORT || machine->reports[seen->id].relay == TOC_NONE)
        return kinds[seen->kind];
    return machine->reports[seen->id].kind == TOC_M_REPORT_WRITTEN ? TOC_TIME_WRITTEN
                                                                   : TOC_TIME_HOP;
}

/* The rows of a relay say between whom; a skip is told from a hop by having no time of its own. */
static bool is_row_of(const watch *w, const toc_time_duty *duty, const toc_duty *seen)
{
    const toc_m_report *row = seen->kind == TOC_DUTY_REPORT ? &w->machine->reports[seen->id] : NULL;
    char name[64];

    if (!row || row->relay == TOC_NONE)
        return strcmp(duty->entity->full, toc_duty_subject(w->machine, seen)) == 0;
    if (row->kind == TOC_M_REPORT_WRITTEN)
        return strcmp(duty->entity->full, "upward") == 0;
    (void)snprintf(name, sizeof name, "upward: %s -> %s",
                   toc_machine_text(w->machine, w->machine->bodies[seen->owner].head.name),
                   toc_machine_text(w->machine, w->machine->bodies[seen->other].head.name));
    return strcmp(duty->name, name) == 0 && (duty->leg == NULL) == (row->kind == TOC_M_REPORT_SKIP);
}

/* Each that is opened has a row. */
static const toc_time_duty *duty_of(const watch *w, const toc_duty *seen)
{
    const char *full = toc_duty_subject(w->machine, seen);
    toc_time_kind kind = kind_of(w->machine, seen);

    for (uint32_t i = 0; i < w->times->duties.count; i++) {
        const toc_time_duty *duty = &w->times->duties.items[i];

        if (duty->kind == kind && is_row_of(w, duty, seen))
            return duty;
    }
    fprintf(stderr, "%s\n", w->text);
    fail_msg("run %u: no row for the %s of %s", w->run, toc_duty_kind_word(seen->kind), full);
    return NULL;
}

static void fail_with(const watch *w, const toc_time_duty *duty, toc_ms took)
{
    fprintf(stderr, "%s\n", w->text); /* longer than a message may be */
    fail_msg("run %u: %s took %lld min of %lld..%lld, best %lld, likely %lld, longest %lld", w->run,
             duty->name, (long long)(took / TOC_MINUTE),
             (long long)(duty->least_limit / TOC_MINUTE),
             (long long)(duty->most_limit / TOC_MINUTE),
             (long long)(duty->lapse[TOC_TIME_BEST].ms / TOC_MINUTE),
             (long long)(duty->lapse[TOC_TIME_LIKELY].ms / TOC_MINUTE),
             (long long)(duty->lapse[TOC_TIME_LONGEST].ms / TOC_MINUTE));
}

/* What there is of time: as much as the row says. */
static void compare_limit(watch *w, const toc_time_duty *duty, const toc_duty *seen)
{
    toc_ms limit;

    if (seen->due == TOC_MS_NONE) /* or its anchor never came */
        return;
    limit = seen->due - seen->clock;
    assert_true(duty->is_dated);
    if (limit < duty->least_limit || limit > duty->most_limit ||
        (duty->by_minute >= 0 && limit == duty->most_limit))
        fail_with(w, duty, limit);
    w->limits++;
    w->by_time += duty->by_minute >= 0;
}

static void compare(watch *w, const toc_time_duty *duty, const toc_duty *seen)
{
    toc_ms took = seen->closed - seen->clock;

    if (duty->way.scope == TOC_TIME_NOT_COMPARED ||
        (seen->due == TOC_MS_NONE && duty->way.scope != TOC_TIME_OWN))
        return; /* from what the record does not say */
    w->seen++;
    if (duty->has_best && took < duty->lapse[TOC_TIME_BEST].ms)
        fail_with(w, duty, took);
    if (!toc_time_is_known(duty, TOC_TIME_LONGEST))
        return;
    if (took > duty->lapse[TOC_TIME_LONGEST].ms &&
        !(duty->kind == TOC_TIME_OVERALL && w->has_late_hop))
        fail_with(w, duty, took);
    if (duty->kind == TOC_TIME_OVERALL) /* everybody may be quicker than he must */
        return;
    if (!w->is_plain || !duty->has_best)
        return;
    if (took < 0) /* the anchor came later */
        return;
    if (duty->lapse[TOC_TIME_BEST].ms != took || duty->lapse[TOC_TIME_LIKELY].ms != took ||
        duty->lapse[TOC_TIME_LONGEST].ms != took)
        fail_with(w, duty, took);
    w->exact++;
}

static void on_trace(void *context, const toc_trace *record)
{
    watch *w = context;
    const toc_duty *seen = record->duty;

    if (record->kind == TOC_TRACE_DUTY_OVERDUE && kind_of(w->machine, seen) == TOC_TIME_HOP)
        w->has_late_hop = true;
    if (record->kind != TOC_TRACE_DUTY_CLOSED ||
        (seen->state != TOC_DUTY_MET && seen->state != TOC_DUTY_LATE))
        return;
    w->kinds[kind_of(w->machine, seen)]++;
    compare_limit(w, duty_of(w, seen), seen);
    compare(w, duty_of(w, seen), seen);
}

static void inject(toc_engine *engine, uint32_t event)
{
    toc_act act = {.verb = TOC_VERB_INJECT, .id = event, .body = TOC_NONE, .entry = TOC_NONE};

    assert_int_equal(toc_engine_act(engine, &act), TOC_OK);
}

static void set(const watch *w, toc_engine *engine, const char *name, int64_t value)
{
    toc_setting setting = {TOC_MACHINE_FIND(w->machine, indicators, name), value};
    toc_act act = {.verb = TOC_VERB_SET,
                   .body = TOC_NONE,
                   .entry = TOC_NONE,
                   .settings = &setting,
                   .setting_count = 1};

    assert_int_equal(toc_engine_act(engine, &act), TOC_OK);
}

static void run(watch *w, timed_generator *g)
{
    toc_engine_options options = {.seed = w->run, .on_trace = on_trace, .context = w};
    toc_engine *engine = NULL;
    w->has_late_hop = false;
    toc_ms now = (toc_ms)timed_draw(g, 2 * 365 * 24 * 60) * TOC_MINUTE; /* any time of two years */

    options.start = INT64_C(1767225600000) + now; /* 2026-01-01 */
    options.assume[TOC_ASSUME_APPROVAL] = (toc_ms)timed_draw(g, 15) * TOC_MINUTE;
    options.assume[TOC_ASSUME_DECLARATION] = (toc_ms)timed_draw(g, 30) * TOC_MINUTE;
    options.assume[TOC_ASSUME_REPORT] = (toc_ms)timed_draw(g, 30) * TOC_MINUTE;
    options.assume[TOC_ASSUME_VERIFICATION] = (toc_ms)timed_draw(g, 20) * TOC_MINUTE;
    options.assume[TOC_ASSUME_FORMATION] = (toc_ms)timed_draw(g, 51) * TOC_MINUTE;
    assert_int_equal(toc_engine_new(w->machine, &options, &engine), TOC_OK);
    assert_int_equal(toc_engine_begin(engine, 0), TOC_OK);
    inject(engine, TOC_MACHINE_FIND(w->machine, events, "call"));
    set(w, engine, "bad", 1);
    now = 0;
    for (uint32_t i = 0; i < 4 && !w->is_plain; i++) {
        now += (toc_ms)timed_draw(g, 200) * TOC_MINUTE;
        assert_int_equal(toc_engine_begin(engine, now), TOC_OK);
        set(w, engine, "safe", timed_draw(g, 2));
    }
    assert_int_equal(toc_engine_begin(engine, 9 * TOC_DAY), TOC_OK);
    inject(engine, TOC_MACHINE_FIND(w->machine, events, "stop"));
    assert_int_equal(toc_engine_begin(engine, 250 * TOC_DAY), TOC_OK);
    set(w, engine, "bad", 0);
    assert_int_equal(toc_engine_finish(engine, 300 * TOC_DAY), TOC_OK);
    toc_engine_free(engine);
}

typedef struct totals {
    uint32_t seen;
    uint32_t exact;
    uint32_t limits;
    uint32_t by_time;
    uint32_t kinds[TOC_TIME_KINDS];
} totals;

/* False: what was drawn is no sound plan. */
static bool try_plan(uint64_t seed, bool is_plain, totals *all)
{
    timed_generator g = {.state = seed, .is_plain = is_plain};
    toc_arena arena;
    toc_diag_sink sink;
    toc_sources *sources;
    watch w = {.is_plain = is_plain};
    const toc_source *source;

    toc_arena_init(&arena, NULL);
    sources = toc_sources_new(&arena);
    toc_diag_sink_init(&sink, &arena);
    w.text = timed_plan_write(&g, &arena);
    source = toc_sources_add(sources, "random.plan", w.text, strlen(w.text));
    w.plan = toc_compile_source(&arena, sources, source, NULL, &sink);
    if (w.plan && !w.plan->has_errors) {
        w.machine = toc_lower(&arena, sources, w.plan, &sink);
        assert_non_null(w.machine);
        w.times = toc_times_new(w.plan, &arena);
        for (w.run = 0; w.run < RUNS; w.run++)
            run(&w, &g);
    }
    toc_arena_deinit(&arena);
    all->seen += w.seen;
    all->exact += w.exact;
    all->limits += w.limits;
    all->by_time += w.by_time;
    for (unsigned i = 0; i < TOC_TIME_KINDS; i++)
        all->kinds[i] += w.kinds[i];
    return w.machine != NULL;
}

static void try_all(bool is_plain, totals *all)
{
    uint32_t sound = 0;
    uint64_t seed = is_plain ? 1 : 1000000;

    for (; sound < PLANS; seed++)
        sound += try_plan(seed, is_plain, all);
    print_message("%u plans, %u duties observed, %u of them exactly known; %u limits, %u by time\n",
                  sound, all->seen, all->exact, all->limits, all->by_time);
}

static void no_duty_takes_less_than_its_best_or_more_than_its_longest(void **state)
{
    totals all = {0};

    (void)state;
    try_all(false, &all);
    assert_true(all.seen > 5000);
    assert_true(all.by_time > 1000);
    for (unsigned i = 0; i < TOC_TIME_KINDS; i++)
        assert_true(all.kinds[i] > 100);
}

static void without_choices_all_cases_are_one(void **state)
{
    totals all = {0};

    (void)state;
    try_all(true, &all);
    assert_true(all.exact > 5000);
}

/* ── repairs ─────────────────────────────────────────────────────────────── */

static void apply(const toc_time_change *change)
{
    toc_plan_node *step = (toc_plan_node *)(uintptr_t)change->node;

    if (change->is_approval) {
        step->approval.deadline.length.ms = change->to;
        return;
    }
    step->takes.most = change->to;
    if (step->takes.likely > change->to)
        step->takes.likely = change->to;
    if (step->takes.least > change->to)
        step->takes.least = change->to;
}

static bool is_late(const toc_time_duty *duty)
{
    return duty->is_dated && duty->by_minute < 0 && duty->way.scope != TOC_TIME_NOT_COMPARED &&
           duty->lapse[TOC_TIME_WORST].ms != TOC_TIME_NEVER &&
           duty->lapse[TOC_TIME_WORST].ms > duty->least_limit;
}

/* Where several changes are named, no one step that gives all it may give would do. */
static void check_that_one_is_not_enough(const toc_plan *plan, uint32_t index, toc_arena *arena)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        toc_plan_node *step = plan->nodes.items[i];
        toc_plan_node saved = *step;
        toc_ms least = step->takes.points > 1 ? step->takes.least : (step->takes.most + 1) / 2;
        toc_ms approval = (step->approval.deadline.length.ms + 1) / 2;

        apply(&(toc_time_change){step, false, 0, least});
        assert_true(is_late(&toc_times_new(plan, arena)->duties.items[index]));
        *step = saved;
        apply(&(toc_time_change){step, true, 0, approval});
        assert_true(is_late(&toc_times_new(plan, arena)->duties.items[index]));
        *step = saved;
    }
}

/* With the changes, in a fresh analysis, the duty is in time; what was tried left no trace. */
static void check_repair(const toc_plan *plan, uint32_t index, toc_arena *arena, uint32_t *repaired)
{
    toc_times *times = toc_times_new(plan, arena);
    toc_time_duty *duty = &times->duties.items[index];
    toc_time_repair repair = toc_time_repair_of(times, duty, TOC_TIME_WORST);
    toc_plan_node *saved = TOC_NEW_ARRAY(arena, toc_plan_node, TOC_TIME_CHANGES);

    assert_true(repair.limit == duty->lapse[TOC_TIME_WORST].ms);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        assert_true(times->most[i] == plan->nodes.items[i]->takes.most);
    for (uint32_t i = 0; i < repair.change_count; i++) {
        saved[i] = *repair.changes[i].node;
        assert_true(repair.changes[i].to < repair.changes[i].from);
    }
    for (uint32_t i = 0; i < repair.change_count; i++)
        apply(&repair.changes[i]);
    if (repair.change_count > 0)
        assert_false(is_late(&toc_times_new(plan, arena)->duties.items[index]));
    for (uint32_t i = repair.change_count; i-- > 0;)
        *(toc_plan_node *)(uintptr_t)repair.changes[i].node = saved[i];
    if (repair.change_count > 1 && duty->way.scope != TOC_TIME_SINCE_NODE)
        check_that_one_is_not_enough(plan, index, arena);
    *repaired += repair.change_count > 0;
}

static void try_repairs(uint64_t seed, uint32_t *late, uint32_t *repaired)
{
    timed_generator g = {.state = seed, .is_tight = true};
    toc_arena arena;
    toc_diag_sink sink;
    toc_sources *sources;
    const toc_source *source;
    const toc_plan *plan;
    const char *text;

    toc_arena_init(&arena, NULL);
    sources = toc_sources_new(&arena);
    toc_diag_sink_init(&sink, &arena);
    text = timed_plan_write(&g, &arena);
    source = toc_sources_add(sources, "random.plan", text, strlen(text));
    plan = toc_compile_source(&arena, sources, source, NULL, &sink);
    for (uint32_t i = 0; i < sink.records.count; i++) {
        if (sink.records.items[i]->level == TOC_DIAG_ERROR &&
            (int)sink.records.items[i]->code < 300)
            plan = NULL; /* what was drawn is no sound plan */
    }
    if (plan) {
        toc_times *times = toc_times_new(plan, &arena);

        for (uint32_t i = 0; i < times->duties.count; i++) {
            if (!is_late(&times->duties.items[i]))
                continue;
            ++*late;
            check_repair(plan, i, &arena, repaired);
        }
    }
    toc_arena_deinit(&arena);
}

static void what_is_said_to_repair_a_deadline_repairs_it(void **state)
{
    uint32_t late = 0, repaired = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 4 * PLANS; seed++)
        try_repairs(seed, &late, &repaired);
    print_message("%u deadlines late at worst, %u repaired by shortening\n", late, repaired);
    assert_true(repaired > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_duty_takes_less_than_its_best_or_more_than_its_longest),
        cmocka_unit_test(without_choices_all_cases_are_one),
        cmocka_unit_test(what_is_said_to_repair_a_deadline_repairs_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
