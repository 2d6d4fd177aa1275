/* test_replay.c - a drill written as a replay earns the same score, whatever was simulated in it. */
#include "../support/random_drill.h"

#include <stdio.h>

#include "drill/replay.h"

enum { ROUNDS = 40 };

static const char *replay_of(drill_fixture *f, const toc_drill *drill)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    assert_non_null(out);
    toc_replay_write(&f->base.arena, drill, out);
    assert_int_equal(fclose(out), 0);
    copy = toc_arena_copy(&f->base.arena, text, size);
    free(text);
    return copy;
}

/* ── the score as text: all that it says of a duty, whatever its number and the entries' ── */

#define SAY(f, text, ...)                                                                          \
    (text) = toc_arena_printf(&(f)->base.arena, "%s%s", (text),                                    \
                              toc_arena_printf(&(f)->base.arena, __VA_ARGS__))

static const char *duty_text(drill_fixture *f, const toc_scored *scored)
{
    const toc_duty *duty = &scored->duty;
    const char *text = toc_arena_printf(
        &f->base.arena,
        "%s %s/%u act %u occ %u other %d owner %u: %lld clock %lld due %lld closed %lld grace "
        "%lld %s %s marks %u by %d points %d told %lld/%lld/%d",
        toc_duty_kind_word((toc_duty_kind)duty->kind), toc_duty_subject(f->machine, duty), duty->id,
        duty->activation, duty->occurrence, (int)duty->other, duty->owner, (long long)duty->opened,
        (long long)duty->clock, (long long)duty->due, (long long)duty->closed,
        (long long)duty->grace, toc_duty_state_word((toc_duty_state)duty->state),
        toc_void_reason_word((toc_void_reason)duty->reason),
        duty->marks & ~(unsigned)TOC_MARK_ASSUMED, (int)duty->by, scored->points,
        (long long)scored->told.at, (long long)scored->told.given, (int)scored->told.kind);

    for (uint32_t i = 0; i < scored->fact_count; i++) {
        const toc_fact *fact = &scored->facts[i];

        SAY(f, text, " [%u %d %s/%s %lld]", fact->content, (int)fact->verdict,
            fact->said ? fact->said : "-", fact->truth ? fact->truth : "-", (long long)fact->since);
    }
    SAY(f, text, " outcome %d sent %lld fields %u versions %u\n", (int)scored->outcome,
        (long long)scored->sent, scored->fields_missing, scored->sending_count);
    return text;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char *score_text(drill_fixture *f, const toc_score *score)
{
    uint32_t count = score->drill->duty_count;
    const char **rows = TOC_NEW_ARRAY(&f->base.arena, const char *, count);
    const char *text = toc_arena_printf(&f->base.arena, "points %d rating %d grade %d\n",
                                        score->points, (int)score->rating, (int)score->grade);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = duty_text(f, &score->duties[i]);
    if (count > 1)
        qsort(rows, count, sizeof *rows, compare_texts);
    for (uint32_t i = 0; i < count; i++)
        SAY(f, text, "%s", rows[i]);
    for (uint32_t i = 0; i < score->judgements.count; i++) {
        const toc_judgement *row = &score->judgements.items[i];

        for (uint32_t k = 0; k < row->stretches.count; k++)
            SAY(f, text, "ladder %u %lld..%lld %u/%u %d\n", row->ladder,
                (long long)row->stretches.items[k].from, (long long)row->stretches.items[k].to,
                row->stretches.items[k].warranted, row->stretches.items[k].declared,
                (int)row->stretches.items[k].verdict);
    }
    for (uint32_t i = 0; i < score->bodies.count; i++)
        SAY(f, text, "body %u silence %lld peak %u on time %d\n", score->bodies.items[i].body,
            (long long)score->bodies.items[i].silence, score->bodies.items[i].peak,
            score->bodies.items[i].on_time);
    return text;
}

static void replays_agree(drill_fixture *f, uint64_t seed, random_play play)
{
    random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};
    const char *plan = random_plan_text(&f->base.arena, &options);
    const char *scenario;
    const char *replay;
    const toc_drill *drill;
    const toc_score *score;
    const char *expected;
    const char *actual;

    random_use_plan(f, plan);
    scenario = random_scenario_text(&f->base.arena, seed, play, RANDOM_START);
    drill = drill_play(f, scenario);
    replay = replay_of(f, drill);
    expected = score_text(f, toc_score_new(&f->base.arena, drill));
    score = drill_score(f, replay);
    actual = score_text(f, score);
    if (strcmp(expected, actual) == 0 && score->failed_expects == 0) {
        assert_int_equal(score->expects.count, score->drill->script->expect_count);
        assert_true(score->expects.count > 0 || score->drill->duty_count == 0);
        return;
    }
    for (uint32_t i = 0; i < score->expects.count; i++) {
        if (!score->expects.items[i].is_met)
            fprintf(stderr, "expectation %u does not hold\n", i + 1);
    }
    fprintf(stderr, "%s\n%s\n%s\n---- expected\n%s\n---- actual\n%s\n", plan, scenario, replay,
            expected, actual);
    fail_msg("the replay of plan %llu earns another score, or does not meet what it expects",
             (unsigned long long)seed);
}

static void all_agree(void **state, random_play play)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        replays_agree(random_begin(state), seed, play);
        (void)drill_teardown(state);
    }
}

static void simulated_drills_can_be_replayed(void **state)
{
    all_agree(state, RANDOM_SIMULATED);
}

static void mixed_drills_can_be_replayed(void **state)
{
    all_agree(state, RANDOM_MIXED);
}

static void replays_can_be_replayed(void **state)
{
    all_agree(state, RANDOM_PLAYED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulated_drills_can_be_replayed),
        cmocka_unit_test(mixed_drills_can_be_replayed),
        cmocka_unit_test(replays_can_be_replayed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
