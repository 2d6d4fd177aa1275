/* timed_plan.c - the plans of timed_plan.h. */
#include "tests/support/timed_plan.h"

#include <stdio.h>
#include <stdlib.h>

uint32_t timed_draw(timed_generator *g, uint32_t below)
{
    g->state = g->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((g->state >> 33) % below);
}

static bool chance(timed_generator *g, uint32_t percent)
{
    return timed_draw(g, 100) < percent;
}

static void add_target(timed_generator *g, uint32_t from, uint32_t outcome, uint32_t to)
{
    timed_node *source = &g->nodes[from];

    if (source->target_count[outcome] < TIMED_TARGETS)
        source->targets[outcome][source->target_count[outcome]++] =
            (timed_target){to, chance(g, 40) ? 1 + timed_draw(g, 90) : 0};
}

static void draw_after(timed_generator *g, uint32_t i)
{
    char *out = g->nodes[i].after;
    size_t size = sizeof g->nodes[i].after;
    uint32_t count = 1 + timed_draw(g, 3);
    uint32_t at = timed_draw(g, i);
    size_t used = (size_t)snprintf(out, size, "  after%s", chance(g, 45) ? " any of" : "");

    for (uint32_t k = 0; k < count && at < i; k++, at += 1 + timed_draw(g, 3)) {
        const char *outcome =
            g->nodes[at].is_decision && chance(g, 70) ? chance(g, 50) ? ".yes" : ".no" : "";
        used +=
            (size_t)snprintf(out + used, size - used, "%s s%u%s", k > 0 ? "," : "", at, outcome);
    }
}

/* The last decision before, so that arrows lead forward. */
static bool draw_arrow(timed_generator *g, uint32_t i)
{
    for (uint32_t k = i; k-- > 0;) {
        if (!g->nodes[k].is_decision)
            continue;
        add_target(g, k, timed_draw(g, 2), i);
        if (chance(g, 40))
            add_target(g, k, timed_draw(g, 2), i);
        return true;
    }
    return false;
}

static void draw_nodes(timed_generator *g)
{
    g->count = 2 + timed_draw(g, TIMED_NODES - 2);
    for (uint32_t i = 0; i < g->count; i++) {
        timed_node *n = &g->nodes[i];

        *n = (timed_node){.is_decision = !g->is_plain && chance(g, 30)};
        if (i > 0 && chance(g, 25) && draw_arrow(g, i))
            continue;
        if (i > 0 && chance(g, 85))
            draw_after(g, i);
    }
    for (uint32_t i = 1; i < g->count; i++) {
        uint32_t back = i - 1 - timed_draw(g, i > 3 ? 3 : i);

        if (!g->nodes[i].is_decision || !chance(g, 60))
            continue;
        add_target(g, i, 1, back);
        g->nodes[back].at_most = 2 + timed_draw(g, 3);
    }
}

static void write_takes(timed_generator *g, FILE *out)
{
    uint32_t least = 1 + timed_draw(g, 40);

    if (g->is_plain || chance(g, 30))
        fprintf(out, "  takes %umin", least);
    else if (chance(g, 50))
        fprintf(out, "  takes %u..%umin", least, least + timed_draw(g, 60));
    else
        fprintf(out, "  takes %u..%u..%umin", least, least + 5, least + 5 + timed_draw(g, 60));
}

static void write_deadline(timed_generator *g, uint32_t i, FILE *out)
{
    uint32_t other = timed_draw(g, g->count);

    if (!g->is_plain && !g->is_tight && chance(g, 15)) {
        if (chance(g, 50))
            fprintf(out, "  by time %02u:%02u", timed_draw(g, 24), timed_draw(g, 60));
        else
            fprintf(out, "  within %u workdays", 1 + timed_draw(g, 12));
        return;
    }
    fprintf(out, "  within %u%s", g->is_tight ? 30 + timed_draw(g, 300) : 400,
            g->is_tight ? "min" : "d");
    switch (timed_draw(g, 6)) {
    case 0:
        return;
    case 1:
        fprintf(out, " of start of r");
        return;
    case 2:
        fprintf(out, " of call");
        return;
    case 3:
        fprintf(out, " of start of s%u", other);
        return;
    default:
        if (other != i)
            fprintf(out, " of s%u", other);
        return;
    }
}

static void write_outcome(const timed_node *n, uint32_t outcome, FILE *out)
{
    fprintf(out, "  %s ->", outcome == 0 ? "yes" : "no");
    if (n->target_count[outcome] == 0)
        fprintf(out, " end");
    for (uint32_t t = 0; t < n->target_count[outcome]; t++) {
        fprintf(out, "%s s%u", t > 0 ? "," : "", n->targets[outcome][t].node);
        if (n->targets[outcome][t].wait > 0)
            fprintf(out, " after %umin", n->targets[outcome][t].wait);
    }
}

static void write_node(timed_generator *g, uint32_t i, FILE *out)
{
    const timed_node *n = &g->nodes[i];
    static const char *const bodies[] = {"crew", "desk", "formed", "crew"};
    const char *body = g->is_plain ? "crew" : bodies[timed_draw(g, 4)];

    fprintf(out, "  %s s%u \"S\" { by %s%s", n->is_decision ? "decision" : "step", i, body,
            n->after);
    write_takes(g, out);
    write_deadline(g, i, out);
    if (!g->is_plain && chance(g, 20))
        fprintf(out, "  when %ssafe", chance(g, 50) ? "not " : "");
    if (!g->is_plain && chance(g, 15))
        fprintf(out, "  needs approval by %s given within %umin", chance(g, 50) ? "boss" : "formed",
                15 + timed_draw(g, 30));
    else if (!g->is_plain && !g->is_tight && chance(g, 8))
        fprintf(out, "  needs approval by desk%s",
                chance(g, 50) ? "" : " given within 400d of start of r");
    if (!g->is_plain && !g->is_tight && !n->is_decision && chance(g, 8))
        fprintf(out, "  requests 1 pump from desk");
    if (!g->is_plain && chance(g, 15)) /* enough for all: nobody waits for another */
        fprintf(out, "  uses %u boat", 1 + timed_draw(g, 3));
    if (n->at_most > 0)
        fprintf(out, "  at most %u times", n->at_most);
    if (n->is_decision) {
        write_outcome(n, 0, out);
        write_outcome(n, 1, out);
    }
    fprintf(out, " }\n");
}

/* A chain from the call on, with all that a relay can have; the way forks at the boss. */
static void write_relay(timed_generator *g, FILE *out)
{
    static const char *const verifiers[] = {"", " by boss", " by desk"};

    fprintf(out, "relay upward \"U\" { on call\n  hop crew to boss");
    if (chance(g, 80))
        fprintf(out, " within %umin", 20 + timed_draw(g, 300));
    fprintf(out, "\n  hop boss to desk");
    if (chance(g, 80))
        fprintf(out, " within %uh%s", 1 + timed_draw(g, 9), chance(g, 30) ? " of call" : "");
    fprintf(out, "\n  hop boss to formed within 2h\n  hop desk to field within %s\n",
            chance(g, 50) ? "3h" : "2 workdays");
    if (chance(g, 60))
        fprintf(out, "  verify within %umin%s\n", 20 + timed_draw(g, 60),
                verifiers[timed_draw(g, 3)]);
    if (chance(g, 60))
        fprintf(out, "  skip to desk when %s\n", g->is_plain || chance(g, 50) ? "bad" : "safe");
    if (chance(g, 60))
        fprintf(out, "  overall within 90d%s\n", chance(g, 50) ? " of call" : "");
    if (chance(g, 60))
        fprintf(out, "  written within %ud%s\n", 1 + timed_draw(g, 5),
                chance(g, 50) ? " of upward.boss" : "");
    fprintf(out, "}\n");
}

static void write_announcements(timed_generator *g, FILE *out)
{
    fprintf(out, "announcement told \"T\" { by crew  to public  on call  within 20d of call");
    if (chance(g, 60))
        fprintf(out, "  approved by %s within 3d", chance(g, 50) ? "boss" : "desk");
    fprintf(out, " }\nannouncement again \"A\" { by declarer  to public  while bad  every 2d\n"
                 "  until happened(stop) }\n");
}

const char *timed_plan_write(timed_generator *g, toc_arena *arena)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    if (!out)
        abort();
    fprintf(out, "plan p \"P\" { language en  timezone \"Europe/Berlin\" }\n"
                 "org crew \"Crew\"\norg boss \"Boss\"\n"
                 "org desk \"Desk\" { duty 08:00..17:00 mon..fri }\n"
                 "org formed \"Formed\" { formed by boss when level at least low within 50min }\n"
                 "org field \"Field\" { formed by formed when level at least low within 2h }\n"
                 "org late \"Late\" { formed by desk when safe }\n"
                 "resource pump \"Pump\" { count 9 }\n"
                 "resource boat \"Boat\" { count 400  ready within 25min }\n"
                 "event call \"Call\"\nevent stop \"Stop\"\nindicator safe \"Safe\" { flag }\n"
                 "indicator bad \"Bad\" { flag }\n"
                 "levels { declared by desk within 3d  level low \"Low\" { when bad }\n"
                 "  end when not bad proposed by boss within 1h approved by desk within 30d }\n"
                 "report first \"F\" { from desk to crew, boss  on call  within 4d of call }\n"
                 "report daily \"D\" { from crew to boss  on call  every 24h by time 07:30\n"
                 "  until happened(stop) }\n"
                 "response r \"R\" { on level at least low\n");
    draw_nodes(g);
    for (uint32_t i = 0; i < g->count; i++)
        write_node(g, i, out);
    fprintf(out,
            "  announcement word \"W\" { by crew  to boss  after s%u, s%u  within 400d%s%s }\n",
            timed_draw(g, g->count), timed_draw(g, g->count), chance(g, 60) ? " of start of r" : "",
            chance(g, 30) ? "  when not safe" : "");
    fprintf(out, "}\n");
    write_relay(g, out);
    write_announcements(g, out);
    /* a second one, started by a step of the first */
    fprintf(out, "response t \"T\" { on r.s%u\n", timed_draw(g, g->count));
    fprintf(out, "  step u \"U\" { by crew  takes %umin  within 400d of start of r }\n",
            1 + timed_draw(g, 9));
    fprintf(out, "  step v \"V\" { by crew  after u  takes 5min  within 400d of r.s%u }\n}\n",
            timed_draw(g, g->count));
    fprintf(out,
            "report of-step \"S\" { from crew to boss  on r.s%u  within 400d of start of r }\n",
            timed_draw(g, g->count));
    if (fclose(out) != 0)
        abort();
    copy = toc_arena_copy(arena, text, size);
    free(text);
    return copy;
}
