/* test_engine_shuffled.c - the order of declarations never matters: the same plan, shuffled, gives the
 * same trace. */
#include "../support/drill_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 60 };

static const char *const declarations[] = {
    "org crew \"Crew\" { kind unit  duty 24h  contact phone \"1\"  contact radio \"1\"\n"
    "  post lead \"Lead\" { contact phone \"2\"  contact radio \"2\" } }\n",
    "org office \"Office\" { kind office  duty 08:00..20:00 mon..sun  contact phone \"4\"  contact "
    "radio \"4\" }\n",
    "org city \"City\" { kind superior  duty 24h  contact phone \"6\"  contact email \"6\" }\n",
    "org team \"Team\" { kind group  under office  contact phone \"7\"  contact radio \"7\"\n"
    "  formed by office when level at least high within 1h }\n",
    "resource pump \"Pump\" { owner crew  kind equipment  count 2 }\n",
    "event call \"Call\"\n",
    "event alarm \"Alarm\"\n",
    "indicator wind \"Wind\" { number  initial 0  source crew }\n",
    "indicator safe \"Safe\" { flag }\n",
    "trigger any \"Any\" { on call, alarm }\n",
    "trigger stormy \"Stormy\" { when wind > 12 for 20min }\n",
    "levels { declared by office within 1h of any\n"
    "  level low \"L\" { colour blue  when wind > 5 }\n"
    "  level high \"H\" { colour red  when wind > 10 }\n"
    "  lower after 1h  end when safe  proposed by crew  approved by office }\n",
    "levels warning { level amber \"A\" { colour orange  when count(call, 3h) >= 2 } }\n",
    "report first \"1\" { from crew to city, office  on any  within 30min }\n",
    "report daily \"D\" { from office to city  while wind > 5  every 2h  by time 12:00 }\n",
    "objective speed \"Speed\" { weight 10 }\n",
};
#define DECLARATIONS (sizeof declarations / sizeof declarations[0])

static const char *const inner[] = {
    "  step a \"A\" { by crew  takes 5..40min  uses 1 pump  within 1h of call  objective speed }\n",
    "  step b \"B\" { by crew  takes 5..10..40min  uses 2 pump  at most 3 times }\n",
    "  step c \"C\" { by crew.lead  after a  takes 10..20min  if late escalate to high }\n",
    "  step e \"E\" { by crew.lead  after any of a, b  takes 5min  within 5min }\n",
    "  step f \"F\" { by team  after c, e  takes 10min }\n",
    "  decision q \"Q\" { by crew  after b  yes 40% -> g  no -> b after 10min }\n",
    "  step g \"G\" { by crew  every 30min until safe  takes 2..9min  uses 1 pump }\n",
    "  report told \"T\" { from crew to office  on c  within 1h }\n",
};
#define INNER (sizeof inner / sizeof inner[0])

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static void shuffle(const char **items, size_t count, uint64_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(seed) % i;
        const char *item = items[i - 1];
        items[i - 1] = items[other];
        items[other] = item;
    }
}

/* Round 0: as written above. */
static const char *shuffled(drill *d, uint64_t round)
{
    const char *outer[DECLARATIONS + 2], *steps[INNER];
    uint64_t seed = round;
    char *text = NULL;
    size_t size = 0;
    memcpy(steps, inner, sizeof inner);
    if (round > 0)
        shuffle(steps, INNER, &seed);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    fputs("response r \"R\" { on any, level at least low  repeats\n", out);
    for (size_t i = 0; i < INNER; i++)
        fputs(steps[i], out);
    fputs("}\n", out);
    assert_int_equal(fclose(out), 0);
    memcpy(outer, declarations, sizeof declarations);
    outer[DECLARATIONS] = "plan test \"Test\" { language en  timezone \"Europe/London\" }\n";
    outer[DECLARATIONS + 1] = toc_arena_copy(&d->arena, text, size);
    free(text);
    if (round > 0)
        shuffle(outer, DECLARATIONS + 2, &seed);
    const char *all = "";
    for (size_t i = 0; i < DECLARATIONS + 2; i++)
        all = toc_arena_printf(&d->arena, "%s%s", all, outer[i]);
    return all;
}

static const char *trace_of(drill *d, const char *text)
{
    again(d);
    plan_alone(d, text);
    d->options.seed = 7;
    d->options.start = ms("20000d6h");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("5min");
    d->options.assume[TOC_ASSUME_REPORT] = ms("3min");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    set(d, "wind", 8);
    at(d, "40min");
    inject(d, "alarm");
    set(d, "wind", 15);
    lose(d, "pump", 1);
    at(d, "2h");
    inject(d, "call");
    unreachable(d, "crew", "45min");
    at(d, "6h");
    set_both(d, "wind", 3, "safe", 1);
    finish(d, "30h");
    return trace_text(d);
}

static void declaration_order_never_matters(void **state)
{
    drill *d = *state;
    const char *expected = trace_of(d, shuffled(d, 0));
    uint32_t lines = d->lines.count;
    assert_true(lines > 150); /* enough happens for a mistake to show */
    for (uint64_t round = 1; round <= ROUNDS; round++)
        assert_string_equal(trace_of(d, shuffled(d, round)), expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(declaration_order_never_matters, drill_setup,
                                        drill_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
