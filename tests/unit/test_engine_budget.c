/* test_engine_budget.c - an instant that does not settle, tables that overflow, no allocation. */
#include "../support/drill_fixture.h"

#include <stdlib.h>
#include <string.h>

/* ---- every allocation of the program is counted, where no sanitizer needs to see it ---- */

#if defined(__SANITIZE_ADDRESS__)
#define COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef COUNTS_ALLOCATIONS
#define COUNTS_ALLOCATIONS 1
#endif

static unsigned long allocations;

#if COUNTS_ALLOCATIONS
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size)
{
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    allocations++;
    return __libc_realloc(block, size);
}
#endif

static void count_only(void *context, const toc_trace *record)
{
    (void)record;
    ++*(unsigned *)context;
}

static void nothing_is_allocated_after_the_engine_is_made(void **state)
{
    drill *d = *state;
    unsigned records = 0;
    plan(d, "levels { declared by office within 1h  level low \"L\" { colour blue  when wind > 5 } "
            "lower after 1h  end when safe  proposed by crew  approved by office }\n"
            "response r \"R\" { on call, level at least low  repeats\n"
            "  step a \"A\" { by crew  takes 5..40min  uses 1 pump  at most 5 times }\n"
            "  step b \"B\" { by crew.lead  takes 5..10..40min  needs approval by office }\n"
            "  decision q \"Q\" { by crew  after a  yes 30% -> c  no -> a after 5min }\n"
            "  step c \"C\" { by crew.lead  every 10min until safe  takes 1..3min }\n"
            "  report t \"T\" { from crew to city, office  on a  within 1h } }\n"
            "trigger often \"O\" { when count(call, 1h) >= 2 or sum(people, 1h) > 5 for 3min }\n");
    d->options.on_trace = count_only;
    d->options.context = &records;
    d->options.activations_max = 20;
    at(d, "0min");
    const uint32_t wind = indicator_id(d, "wind"), call = event_id(d, "call");
    const toc_setting setting = {wind, 9 * TOC_MICRO};
    const toc_act ring = {.verb = TOC_VERB_INJECT, .id = call, .body = TOC_NONE, .entry = TOC_NONE};
    const toc_act blow = {.verb = TOC_VERB_SET,
                          .body = TOC_NONE,
                          .entry = TOC_NONE,
                          .settings = &setting,
                          .setting_count = 1};
    const toc_ms hour = ms("1h");
    unsigned long before = allocations;
    for (int i = 1; i < 10; i++) {
        (void)toc_engine_begin(d->engine, i * hour);
        (void)toc_engine_act(d->engine, i & 1 ? &ring : &blow);
    }
    toc_status status = toc_engine_finish(d->engine, 24 * hour);
    unsigned long after = allocations;
    assert_int_equal(status, TOC_OK);
    assert_true(records > 100);
    assert_int_equal(after - before, 0);
}

/* ---- an instant that does not settle ---- */

static toc_status settle(drill *d, const char *event)
{
    toc_act what = {
        .verb = TOC_VERB_INJECT, .id = event_id(d, event), .body = TOC_NONE, .entry = TOC_NONE};
    toc_status status = act(d, &what);
    return status == TOC_OK ? toc_engine_advance(d->engine, ms("1h")) : status;
}

static void two_responses_that_start_each_other_are_named(void **state)
{
    drill *d = *state;
    plan(d, "response ping \"Ping\" { on call, end of pong  step a \"A\" { by crew } }\n"
            "response pong \"Pong\" { on end of ping  step a \"A\" { by crew } }\n");
    at(d, "0min");
    d->options.budget = 1000;
    again(d);
    at(d, "0min");
    assert_int_equal(settle(d, "call"), TOC_EBUDGET);
    const char *error = toc_engine_error(d->engine);
    assert_non_null(strstr(error, "ping"));
    assert_non_null(strstr(error, "pong"));
    assert_non_null(strstr(error, "->"));
    assert_int_equal(toc_engine_advance(d->engine, ms("2h")), TOC_EBUDGET); /* takes no more */
}

static void with_time_between_they_may_go_on(void **state)
{
    drill *d = *state;
    plan(d,
         "response ping \"Ping\" { on call, end of pong  step a \"A\" { by crew  takes 1min } }\n"
         "response pong \"Pong\" { on end of ping  step a \"A\" { by crew } }\n");
    d->options.budget = 1000;
    at(d, "0min");
    assert_int_equal(settle(d, "call"), TOC_OK);
    assert_int_equal(lines_with(d, "\"ping\"", "opened"), 61);
}

static void conditions_that_chase_each_other_are_named(void **state)
{
    drill *d = *state;
    plan(d, "response on-off \"X\" { on call  step a \"A\" { by crew } }\n"
            "response again \"Y\" { on off  step a \"A\" { by crew } }\n"
            "trigger off \"Off\" { when not on-off.active and since(call) >= 0min }\n"
            "trigger on-again \"On\" { when again.active }\n"
            "response third \"Z\" { on on-again  step a \"A\" { by crew  activates on-off } }\n");
    d->options.budget = 2000;
    at(d, "0min");
    assert_int_equal(settle(d, "call"), TOC_EBUDGET);
    assert_non_null(strstr(toc_engine_error(d->engine), "does not settle: `"));
}

static void a_budget_that_is_just_enough_is_enough(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew } }\n");
    for (uint32_t budget = 1;; budget++) {
        again(d);
        d->options.budget = budget;
        at(d, "0min");
        toc_status status = settle(d, "call");
        assert_true(status == TOC_OK || status == TOC_EBUDGET);
        if (status == TOC_OK) {
            assert_true(budget > 1 && budget < 20);
            break;
        }
        assert_true(strlen(toc_engine_error(d->engine)) > 0);
    }
}

/* ---- tables ---- */

static void more_activations_than_slots_are_refused(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  repeats  step a \"A\" { by crew } }\n");
    play(d, "all");
    d->options.activations_max = 2;
    at(d, "0min");
    inject(d, "call");
    inject(d, "call");
    assert_int_equal(settle(d, "call"), TOC_EFULL);
    assert_non_null(strstr(toc_engine_error(d->engine), "`r`"));
}

static void more_open_duties_than_slots_are_refused(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"T\" { from crew to city  on call  within 1h }\n");
    play(d, "all");
    d->options.reports_max = 3;
    at(d, "0min");
    toc_status status = TOC_OK;
    for (int i = 0; i < 50 && status == TOC_OK; i++) {
        toc_act what = {.verb = TOC_VERB_INJECT,
                        .id = event_id(d, "call"),
                        .body = TOC_NONE,
                        .entry = TOC_NONE};
        status = act(d, &what);
    }
    assert_int_equal(status, TOC_EFULL);
    assert_non_null(strstr(toc_engine_error(d->engine), "obligations"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_allocated_after_the_engine_is_made),
        TEST(two_responses_that_start_each_other_are_named),
        TEST(with_time_between_they_may_go_on),
        TEST(conditions_that_chase_each_other_are_named),
        TEST(a_budget_that_is_just_enough_is_enough),
        TEST(more_activations_than_slots_are_refused),
        TEST(more_open_duties_than_slots_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
