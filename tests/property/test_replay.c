/* test_replay.c - a drill written as a replay earns the same score, whatever was simulated in it. */
#include "../support/random_drill.h"
#include "../support/score_text.h"

#include <stdio.h>

#include "drill/replay.h"

enum { ROUNDS = 30 };

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

/* Activations of one series beside each other, whose ticks and shifts begin at one instant. */
static void ticks_of_one_instant_keep_their_turns(void **state)
{
    replays_agree(random_begin(state), 1271, RANDOM_SIMULATED);
    (void)drill_teardown(state);
    replays_agree(random_begin(state), 393, RANDOM_MIXED);
    (void)drill_teardown(state);
}

/* A step that stands ready for hours off duty begins as these end, after a declaration of that instant, and not in
 * its chain; it takes what another step's `when` asks for. */
static void what_begins_later_in_an_instant_begins_later(void **state)
{
    replays_agree(random_begin(state), 2957, RANDOM_SIMULATED);
    (void)drill_teardown(state);
    replays_agree(random_begin(state), 4594,
                  RANDOM_SIMULATED); /* one that has waited for its post */
    (void)drill_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_begins_later_in_an_instant_begins_later),
        cmocka_unit_test(simulated_drills_can_be_replayed),
        cmocka_unit_test(mixed_drills_can_be_replayed),
        cmocka_unit_test(replays_can_be_replayed),
        cmocka_unit_test(ticks_of_one_instant_keep_their_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
