/* test_plain.c - the short way of plain steps writes the same records as the long one.
 *
 * A body with hours goes the long way (TOC_TRAIT_PLAIN); one that is on duty from midnight to noon
 * and from noon to midnight is there as much as one without. */
#include "../support/random_drill.h"

enum { ROUNDS = 60 };

/* Every `duty 24h` of @p plan in two halves. */
static const char *in_halves(toc_arena *arena, const char *plan)
{
    static const char whole[] = "duty 24h";
    const char *text = "";
    const char *found;

    for (; (found = strstr(plan, whole)); plan = found + strlen(whole))
        text = toc_arena_printf(arena, "%s%.*sduty 00:00..12:00 duty 12:00..00:00", text,
                                (int)(found - plan), plan);
    return toc_arena_printf(arena, "%s%s", text, plan);
}

/* A response of nothing but plain steps: pools, joins of all and of any, deadlines of all kinds. */
static const char *plain_response(toc_arena *arena, uint64_t seed)
{
    uint64_t state = seed * 31 + 7;
    uint32_t steps = 4 + random_draw(&state, 20);
    const char *text = "response plain \"P\" { on call repeats\n";

    for (uint32_t i = 0; i < steps; i++) {
        uint32_t least = 1 + random_draw(&state, 20);

        text = toc_arena_printf(arena, "%s  step p%u \"P\" { by %s", text, i,
                                random_draw(&state, 3) ? "crew" : "city");
        if (i > 1 && random_draw(&state, 4)) {
            uint32_t one = random_draw(&state, i);
            uint32_t other = random_draw(&state, i);

            text = toc_arena_printf(arena, "%s after %sp%u", text,
                                    random_draw(&state, 2) ? "" : "any of ", one);
            if (other != one)
                text = toc_arena_printf(arena, "%s, p%u", text, other);
        }
        if (random_draw(&state, 5))
            text = toc_arena_printf(arena, "%s takes %u..%u..%umin", text, least,
                                    least + random_draw(&state, 9),
                                    least + 9 + random_draw(&state, 40));
        if (random_draw(&state, 3))
            text = toc_arena_printf(arena, "%s uses %u %s", text, 1 + random_draw(&state, 2),
                                    random_draw(&state, 2) ? "van" : "hose");
        if (random_draw(&state, 3) == 0)
            text = toc_arena_printf(arena, "%s within %umin%s", text,
                                    20 * (i + 1) + random_draw(&state, 40),
                                    random_draw(&state, 2) ? " of call" : "");
        text = toc_arena_printf(arena, "%s }\n", text);
    }
    return toc_arena_printf(arena,
                            "%s}\nresource van \"Van\" { owner crew kind equipment count 3 }\n"
                            "resource hose \"Hose\" { owner city kind equipment count 2 }\n",
                            text);
}

/* What is lost, out of reach, or done by somebody else while they go on. */
static const char *plain_scenario(toc_arena *arena, const char *scenario, uint64_t seed)
{
    uint64_t state = seed * 13 + 3;
    const char *place = strstr(scenario, "disturb:\n");

    assert_non_null(place);
    place += strlen("disturb:\n");
    uint32_t lost_at = 5 + random_draw(&state, 20);
    uint32_t away_at = lost_at + random_draw(&state, 15);
    return toc_arena_printf(arena,
                            "%.*s  - {at: %umin, lose: van, amount: %u}\n"
                            "  - {at: %umin, unreachable: crew, for: %umin}\n%s",
                            (int)(place - scenario), scenario, lost_at, 1 + random_draw(&state, 2),
                            away_at, 5 + random_draw(&state, 60), place);
}

static void both_ways_agree(drill_fixture *f, uint64_t seed, random_play play)
{
    random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};
    toc_arena *arena = &f->base.arena;
    const char *plan = toc_arena_printf(arena, "%s%s", random_plan_text(arena, &options),
                                        plain_response(arena, seed));
    const char *scenario =
        plain_scenario(arena, random_scenario_text(arena, seed, play, RANDOM_START), seed);
    const char *long_way = random_trace(f, in_halves(arena, plan), scenario);
    const char *short_way = random_trace(f, plan, scenario);
    const char *difference = long_way;

    if (strcmp(short_way, long_way) == 0) {
        assert_non_null(strstr(short_way, "plain.p0"));
        return;
    }
    for (size_t i = 0; short_way[i] == long_way[i]; i++)
        difference = long_way[i] == '\n' ? &long_way[i + 1] : difference;
    fail_msg("plan %llu:\n%s\n%s\nthe short way:\n%.400s\nthe long way:\n%.400s",
             (unsigned long long)seed, plan, scenario, short_way + (difference - long_way),
             difference);
}

static void all_agree(void **state, random_play play)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        both_ways_agree(random_begin(state), seed, play);
        (void)drill_teardown(state);
    }
}

static void simulated_steps_agree(void **state)
{
    all_agree(state, RANDOM_SIMULATED);
}

static void mixed_steps_agree(void **state)
{
    all_agree(state, RANDOM_MIXED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulated_steps_agree),
        cmocka_unit_test(mixed_steps_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
