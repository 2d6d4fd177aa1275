/* bench_gen_plan.c - writes a plan of about as many steps as asked for, for measuring.
 *
 *   bench_gen_plan STEPS [SEED]     the plan on standard output; the same bytes for the same
 *                                   numbers everywhere
 *
 * What it writes passes `tocsin check`: bodies in a tree of seven to a superior, indicators,
 * one ladder of four grades, and responses of twenty steps and decisions each, with joins of
 * both kinds, ways that are not taken, deadlines, working times, guards, approvals, resources,
 * and a report for each.  bench/run and bench_replay use it. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS_IN_RESPONSE = 20, BODIES_UNDER = 7 };

typedef struct generator {
    uint64_t state;
    uint32_t bodies;
    uint32_t indicators;
    uint32_t resources;
} generator;

/* Knuth's MMIX multiplier; the high bits are the good ones. */
static uint32_t draw(generator *g, uint32_t below)
{
    g->state = g->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((g->state >> 33) % below);
}

static void write_bodies(const generator *g)
{
    for (uint32_t i = 0; i < g->bodies; i++) {
        printf("org body-%" PRIu32 " \"Team %" PRIu32 "\" {\n  kind %s  duty 24h\n", i, i,
               i == 0 ? "lead" : "unit");
        if (i > 0)
            printf("  under body-%" PRIu32 "\n", (i - 1) / BODIES_UNDER);
        printf("  contact phone \"1-%" PRIu32 "\"  contact radio \"2-%" PRIu32 "\"\n}\n", i, i);
    }
}

static void write_signals(const generator *g)
{
    printf("\nevent alarm \"Alarm\" { seen by body-0 }\n");
    for (uint32_t i = 0; i < g->indicators; i++)
        printf("indicator value-%" PRIu32 " \"Reading %" PRIu32
               "\" { number  range 0..1000  initial 0  source body-%" PRIu32 " }\n",
               i, i, i % g->bodies);
    for (uint32_t i = 0; i < g->resources; i++)
        printf("resource stock-%" PRIu32 " \"Crew %" PRIu32 "\" { kind people  owner body-%" PRIu32
               "  count %" PRIu32 " }\n",
               i, i, i % g->bodies, 400 + i % 5);
    printf("trigger incident \"Incident\" { on alarm }\n"
           "objective speed \"Speed\" { weight 60 }\nobjective care \"Care\" { weight 40 }\n"
           "report-fields { field place \"Place\"  field harm \"Harm\" }\n");
}

static void write_levels(void)
{
    static const char *const grades[] = {"IV", "III", "II", "I"};
    static const char *const colours[] = {"blue", "yellow", "orange", "red"};
    printf("\nlevels {\n  declared by body-0 within 1h of incident\n");
    for (uint32_t i = 0; i < 4; i++)
        printf("  level %s \"Grade %s\" { colour %s  when value-0 >= %" PRIu32 " }\n", grades[i],
               grades[i], colours[i], 100 + 200 * i);
    printf(
        "  lower after 1h\n  end when value-0 < 50  proposed by body-1  approved by body-0\n}\n");
}

/* A decision with two ways, which the step after next joins. */
static void write_decision(const generator *g, uint32_t response, uint32_t step, uint32_t owner)
{
    printf("  decision step-%" PRIu32 " \"Is it enough? %" PRIu32 ".%" PRIu32 "\" {\n"
           "    by body-%" PRIu32 "  after step-%" PRIu32 "  within 30min  takes 2..10min\n"
           "    enough when value-%" PRIu32 " >= %" PRIu32 " -> step-%" PRIu32 "\n"
           "    short -> step-%" PRIu32 "\n  }\n",
           step, response, step, owner, step - 1, (response + step) % g->indicators, 10 + step % 50,
           step + 1, step + 2);
}

static void write_after(uint32_t step)
{
    switch (step % STEPS_IN_RESPONSE) {
    case 0:
    case 1:
        return; /* ready at once */
    case 2:
        printf("  after step-0, step-1");
        return;
    case 5: /* the decision's arrows are the ways in */
    case 6:
        return;
    case 7:
        printf("  after any of step-5, step-6");
        return;
    case 8:
    case 9:
    case 10:
        printf("  after step-7");
        return;
    case 11:
        printf("  after step-8, step-9, step-10");
        return;
    default:
        printf("  after step-%" PRIu32, step - 1);
        return;
    }
}

static void write_step(generator *g, uint32_t response, uint32_t step)
{
    uint32_t owner = 1 + draw(g, g->bodies - 1); /* body-0 approves, and not its own work */
    uint32_t least = 5 + draw(g, 20);
    if (step == 4) {
        write_decision(g, response, step, owner);
        return;
    }
    printf("  step step-%" PRIu32 " \"Task %" PRIu32 ".%" PRIu32 "\" {\n    by body-%" PRIu32, step,
           response, step, owner);
    write_after(step);
    printf("  within %" PRIu32 "min  takes %" PRIu32 "..%" PRIu32 "..%" PRIu32
           "min  objective %s\n",
           60 + 4 * least, least, least + 5, least + 15, step % 2 ? "speed" : "care");
    if (step % 3 == 0)
        printf("    uses 1 stock-%" PRIu32 "\n", draw(g, g->resources));
    if (step == 13)
        printf("    when value-%" PRIu32 " < 900\n", draw(g, g->indicators));
    if (step == 15)
        printf("    needs approval by body-0 given within 15min\n");
    printf("  }\n");
}

static void write_response(generator *g, uint32_t response, uint32_t steps)
{
    static const char *const causes[] = {"incident", "level at least IV", "level at least III",
                                         "level at least II", "level is I"};
    uint32_t lead = draw(g, g->bodies);
    printf("\nresponse work-%" PRIu32 " \"Procedure %" PRIu32 "\" {\n  on %s  phase response"
           "  lead body-%" PRIu32 "\n",
           response, response, causes[response % 5], lead);
    for (uint32_t i = 0; i < steps; i++)
        write_step(g, response, i);
    printf("  report told-%" PRIu32 " \"Report %" PRIu32
           "\" {\n    kind initial  from body-%" PRIu32 " to body-0  on start of work-%" PRIu32
           "  within 2h  content place, harm  objective speed\n  }\n}\n",
           response, response, 1 + draw(g, g->bodies - 1), response);
}

int main(int argc, char **argv)
{
    uint32_t steps = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
    if (steps == 0 || steps > 10000000) {
        fprintf(stderr, "usage: bench_gen_plan STEPS [SEED]\n");
        return 2;
    }
    generator g = {argc > 2 ? strtoull(argv[2], NULL, 10) : 1, 8 + steps / 100, 4 + steps / 50,
                   4 + steps / 100};
    printf("# Written by bench_gen_plan.\nplan generated \"Generated plan\" {\n  version \"1\"  "
           "status approved  issued 2026-01-01\n  issuer body-0  kind special  language en  review "
           "every 3y  "
           "timezone \"UTC\"\n}\n\n");
    printf(
        "exercise yearly \"Yearly exercise\" { kind tabletop  scope comprehensive  at least 1 per "
        "year }\n");
    write_bodies(&g);
    write_signals(&g);
    write_levels();
    for (uint32_t i = 0; i * STEPS_IN_RESPONSE < steps; i++)
        write_response(&g, i, STEPS_IN_RESPONSE);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
