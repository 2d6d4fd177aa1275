/* fuzz_play.c - people who play: bytes choose intents that could make sense, at a table with a random plan.
 *
 * The first bytes choose the plan and the scenario; then each act takes as many as it has to choose. Text from
 * anywhere is for fuzz_intent; here nearly all is well formed, so that it comes further.  What must hold is in
 * tests/support/fuzz_table.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fuzz_table.h"
#include "tests/support/random_plan.h"
#include "tests/support/scenario_fixture.h"

enum { PLANS = 24, ACTS_MAX = 150, INPUT_MAX = 600 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct play {
    const uint8_t *at;
    const uint8_t *end;
    const toc_machine *machine;
    fuzz_table *table;
} play;

static uint32_t pick(play *p, uint32_t below)
{
    return p->at < p->end && below > 0 ? *p->at++ % below : 0;
}

#define PICK(p, list) ((list)[pick((p), sizeof(list) / sizeof *(list))])
#define TEXT(p, ...)  toc_arena_printf(fuzz_table_arena((p)->table), __VA_ARGS__)
#define NAME(p, table)                                                                             \
    name_of((p), &(p)->machine->table[pick((p), (p)->machine->table##_count)].head)
#define HAS(p, table) ((p)->machine->table##_count > 0)

static const char *name_of(const play *p, const toc_m_head *head)
{
    return toc_machine_text(p->machine, head->name);
}

/* ── entries ── */

static const char *any_length(play *p)
{
    static const char *const lengths[] = {"1min", "10min", "30min", "1h", "5h", "1d", "30d", "0"};

    return PICK(p, lengths);
}

static const char *any_value(play *p, const toc_m_indicator *row)
{
    if (row->type == TOC_M_TYPE_FLAG)
        return pick(p, 2) ? "yes" : "no";
    if (row->type == TOC_M_TYPE_ONE_OF || row->type == TOC_M_TYPE_ORDERED)
        return toc_machine_text(p->machine,
                                p->machine->ids[row->choices.first + pick(p, row->choices.count)]);
    if (row->type == TOC_M_TYPE_DURATION)
        return any_length(p);
    return TEXT(p, "%u%s", pick(p, 200), row->type == TOC_M_TYPE_PERCENT ? "%" : "");
}

static const char *any_setting(play *p)
{
    const toc_m_indicator *row;

    if (!HAS(p, indicators))
        return "\"note\":\"x\"";
    row = &p->machine->indicators[pick(p, p->machine->indicators_count)];
    return TEXT(p, "\"set\":{\"%s\":\"%s\"}", name_of(p, &row->head), any_value(p, row));
}

static const char *about_the_world(play *p)
{
    switch (pick(p, 8)) {
    case 0:
        return HAS(p, events)
                   ? TEXT(p, "\"inject\":\"%s\",\"to\":[\"%s\"]", NAME(p, events), NAME(p, bodies))
                   : "";
    case 1:
        return TEXT(p, "\"note\":\"Come\",\"to\":\"%s\",\"from\":\"gate\"", NAME(p, bodies));
    case 2:
        return HAS(p, resources)
                   ? TEXT(p, "\"lose\":\"%s\",\"amount\":%u", NAME(p, resources), pick(p, 4))
                   : "";
    case 3:
        return TEXT(p, "\"unreachable\":\"%s\",\"for\":\"%s\"", NAME(p, bodies), any_length(p));
    case 4:
        return HAS(p, nodes) ? TEXT(p, "\"extend\":\"%s\",\"by\":\"%s\"%s", NAME(p, nodes),
                                    any_length(p), pick(p, 2) ? ",\"duty\":\"approval\"" : "")
                             : "";
    case 5:
        return HAS(p, moments)
                   ? TEXT(p, "\"forecast\":{\"%s\":\"+%s\"}", NAME(p, moments), any_length(p))
                   : "";
    case 6:
        return HAS(p, responses) ? TEXT(p, "\"activate\":\"%s\"", NAME(p, responses)) : "";
    default:
        return any_setting(p);
    }
}

static const char *about_work(play *p)
{
    static const char *const verbs[] = {"start", "did", "did", "fail", "approve"};
    const toc_machine *machine = p->machine;
    const toc_m_node *node = &machine->nodes[pick(p, machine->nodes_count)];
    const char *of = pick(p, 4) ? "" : TEXT(p, ",\"activation\":%u", 1 + pick(p, 3));

    if (!HAS(p, nodes))
        return "";
    if (node->kind == TOC_M_NODE_DECISION && pick(p, 4))
        return TEXT(
            p, "\"decide\":\"%s\",\"outcome\":\"%s\"%s", name_of(p, &node->head),
            toc_machine_text(
                machine,
                machine->outcomes[node->outcomes.first + pick(p, node->outcomes.count)].name),
            of);
    return TEXT(p, "\"%s\":\"%s\"%s%s", PICK(p, verbs), name_of(p, &node->head), of,
                pick(p, 8) ? "" : ",\"answer\":\"refused\"");
}

static const char *any_content(play *p)
{
    static const char *const said[] = {"\"fire\"", "\"2\"", "null", "\"\"", "\"…\"", "3"};

    if (!HAS(p, contents) || pick(p, 2))
        return "";
    return TEXT(p, ",\"content\":{\"%s\":%s}", NAME(p, contents), PICK(p, said));
}

static const char *about_telling(play *p)
{
    static const char *const verbs[] = {"acknowledge", "withhold", "announce", "approve"};

    if (HAS(p, relays) && pick(p, 4) == 0)
        return TEXT(p, "\"report\":\"%s\",\"to\":\"%s\"", NAME(p, relays), NAME(p, bodies));
    if (!HAS(p, reports))
        return "";
    if (pick(p, 2))
        return TEXT(p, "\"%s\":\"%s\"", PICK(p, verbs), NAME(p, reports));
    return TEXT(p, "\"report\":\"%s\"%s", NAME(p, reports), any_content(p));
}

static const char *about_grades(play *p)
{
    static const char *const verbs[] = {"\"propose\":\"end\"", "\"approve\":\"end\"",
                                        "\"approve\":\"end\",\"answer\":\"refused\"",
                                        "\"declare\":\"none\""};
    const toc_m_level *level;

    if (!HAS(p, levels) || pick(p, 2))
        return PICK(p, verbs);
    level = &p->machine->levels[pick(p, p->machine->levels_count)];
    return TEXT(p, "\"declare\":\"%s\",\"ladder\":\"%s\"",
                toc_machine_text(p->machine, level->grade),
                name_of(p, &p->machine->ladders[level->ladder].head));
}

static const char *any_entry(play *p)
{
    switch (pick(p, 8)) {
    case 0:
    case 1:
        return about_the_world(p);
    case 2:
        return about_telling(p);
    case 3:
        return about_grades(p);
    case 4:
        return TEXT(p, "\"%s\":\"%s\"", pick(p, 2) ? "form" : "stand-down", NAME(p, bodies));
    default:
        return about_work(p);
    }
}

/* ── intents ── */

static const char *any_person(play *p)
{
    return TEXT(p, "p%u", 1 + pick(p, fuzz_table_state(p->table)->person_count + 1));
}

static void ask(play *p, const char *person, const char *kind, const char *body)
{
    (void)fuzz_table_ask(p->table, person, kind, body, strlen(body));
}

/* As the person's own body, so that most players may; or as any. */
static void act(play *p)
{
    const toc_exercise_state *state = fuzz_table_state(p->table);
    const toc_person *person = &state->people[pick(p, state->person_count)];
    const char *entry = any_entry(p);
    const char *by = pick(p, 6) ? "" : TEXT(p, ",\"by\":\"%s\"", NAME(p, bodies));
    const char *as = "";

    if (!*entry)
        return;
    if (person->body != TOC_NONE)
        as = TEXT(p, "\"as\":\"%s\",", name_of(p, &p->machine->bodies[person->body].head));
    else if (pick(p, 4) == 0)
        as = TEXT(p, "\"as\":\"%s\",", NAME(p, bodies));
    ask(p, TEXT(p, "%s", person->id), "act", TEXT(p, "{%s\"entry\":{%s%s}}", as, entry, by));
}

static void lead_clock(play *p)
{
    static const unsigned rates[] = {1, 60, 600, 3600};
    toc_ms now = fuzz_table_state(p->table)->clock.at;

    switch (pick(p, 5)) {
    case 0:
        ask(p, "p1", "clock", "{\"do\":\"pause\"}");
        break;
    case 1:
        ask(p, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
        break;
    case 2:
        ask(p, "p1", "clock",
            TEXT(p, "{\"do\":\"jump\",\"to\":%lld}",
                 (long long)(now + (toc_ms)pick(p, 200) * 600000)));
        break;
    case 3:
        ask(p, "", "clock", "{\"do\":\"hold\"}");
        break;
    default:
        ask(p, "p1", "clock", TEXT(p, "{\"do\":\"run\",\"rate\":%u}", PICK(p, rates)));
        break;
    }
}

static void change_list(play *p)
{
    const toc_exercise_state *state = fuzz_table_state(p->table);
    uint32_t number = 1 + pick(p, state->list_count + 1);

    switch (pick(p, 4)) {
    case 0:
        ask(p, "p1", "skip", TEXT(p, "{\"number\":%u,\"why\":\"x\"}", number));
        break;
    case 1:
        ask(p, "p1", "restore", TEXT(p, "{\"number\":%u}", number));
        break;
    case 2:
        ask(p, "p1", "delay",
            TEXT(p, "{\"number\":%u,\"to\":%lld}", number,
                 (long long)(state->clock.at + (toc_ms)pick(p, 250) * 300000)));
        break;
    default:
        ask(p, "p1", "entries",
            TEXT(p, pick(p, 3) ? "{\"numbers\":[%u]}" : "{\"numbers\":[%u,%u]}", number,
                 number + 1));
        break;
    }
}

static void change_people(play *p)
{
    static const char *const roles[] = {"player",    "player",   "controller",
                                        "evaluator", "observer", "wall"};
    uint32_t count = fuzz_table_state(p->table)->person_count;
    const char *body = NAME(p, bodies);

    switch (pick(p, 4)) {
    case 0:
        ask(p, "", "join",
            TEXT(p, "{\"name\":\"N\",\"role\":\"%s\",\"body\":\"%s\",\"token\":\"%064x\"}",
                 PICK(p, roles), body, count));
        break;
    case 1:
        ask(p, "p1", "assign",
            TEXT(p, "{\"person\":\"%s\",\"role\":\"%s\",\"body\":\"%s\"}", any_person(p),
                 PICK(p, roles), body));
        break;
    case 2: /* p1 stays: somebody has to lead */
        ask(p, "", "leave", TEXT(p, "{\"person\":\"p%u\"}", 2 + pick(p, count)));
        break;
    default:
        ask(p, "p1", "hands",
            TEXT(p, "{\"body\":\"%s\",\"by\":\"%s\"}", body, pick(p, 2) ? "people" : "simulation"));
        break;
    }
}

static void write_down(play *p)
{
    static const char *const letters[] = {"U", "M", "S", "P"};
    const char *person = any_person(p);

    switch (pick(p, 4)) {
    case 0:
        ask(p, person, "note",
            pick(p, 2) ? TEXT(p, "{\"text\":\"Seen: \\\"a\\\"\",\"duty\":%u}", 1 + pick(p, 30))
                       : "{\"text\":\"Seen\\n# not\"}");
        break;
    case 1:
        ask(p, person, "rating",
            HAS(p, objectives) && pick(p, 2)
                ? TEXT(p, "{\"rating\":\"%s\",\"objective\":\"%s\"}", PICK(p, letters),
                       NAME(p, objectives))
                : TEXT(p, "{\"rating\":\"%s\",\"text\":\"- x\"}", PICK(p, letters)));
        break;
    case 2:
        ask(p, person, "outside", TEXT(p, "{\"as\":\"%s\",\"text\":\"Called\"}", NAME(p, bodies)));
        break;
    default:
        if (HAS(p, contents))
            ask(p, "p1", "truth",
                TEXT(p, "{\"facts\":{\"%s\":%s}}", NAME(p, contents),
                     pick(p, 3) ? "[\"fire\",\"2\"]" : "null"));
        break;
    }
}

static void wait(play *p)
{
    static const int64_t lengths[] = {0, 1, 100, 1000, 5000, 30000, 120000, 600000};

    fuzz_table_wait(p->table, PICK(p, lengths));
}

static void turn_back(play *p)
{
    uint32_t rows = fuzz_table_state(p->table)->row_count;
    uint32_t back = pick(p, 30);

    ask(p, "p1", "correct", TEXT(p, "{\"row\":%u}", back < rows ? rows - back : 1));
}

static void one_turn(play *p)
{
    switch (pick(p, 20)) {
    case 0:
        lead_clock(p);
        break;
    case 1:
        change_list(p);
        break;
    case 2:
        change_people(p);
        break;
    case 3:
        write_down(p);
        break;
    case 4:
        turn_back(p);
        break;
    case 5:
        fuzz_table_mark(p->table);
        break;
    case 6:
        fuzz_table_go_back(p->table);
        break;
    case 7:
        fuzz_table_repeat(p->table);
        break;
    case 8:
        fuzz_table_look(p->table);
        break;
    case 9:
        if (pick(p, 4) == 0)
            ask(p, "p1", "end", "{}");
        break;
    case 10:
    case 11:
    case 12:
    case 13:
        wait(p);
        break;
    default:
        act(p);
        break;
    }
}

/* ── plans ── */

typedef struct fixed {
    drill_fixture drill;
    bool is_made;
} fixed;

/* One machine for all inputs that choose its plan: nobody changes it. */
static const toc_machine *plan_of(uint32_t number)
{
    static fixed plans[PLANS];
    fixed *f = &plans[number];
    random_plan_options options = {.seed = number + 1, .has_calendar = number % 2 == 1};
    plan_fixture *base = &f->drill.base;
    const char *text = DRILL_PLAN;
    const toc_source *source;

    if (f->is_made)
        return f->drill.machine;
    f->is_made = true;
    toc_arena_init(&base->arena, NULL);
    base->sources = toc_sources_new(&base->arena);
    toc_diag_sink_init(&base->sink, &base->arena);
    if (number > 0)
        text = random_plan_text(&base->arena, &options);
    source = toc_sources_add(base->sources, "random.plan", text, strlen(text));
    f->drill.machine = toc_lower(
        &base->arena, base->sources,
        toc_compile_source(&base->arena, base->sources, source, NULL, &base->sink), &base->sink);
    if (!f->drill.machine)
        abort();
    return f->drill.machine;
}

static const char *scenario_of(play *p, toc_arena *arena, uint32_t plan)
{
    random_play who = (random_play)pick(p, 3);
    uint32_t seed = pick(p, 200);

    if (plan > 0)
        return random_scenario_text(arena, seed, who, "2026-03-05T02:10+00:00");
    return DRILL_HEAD "truth:\n  - {at: 0min, facts: {scope: one}}\n"
                      "script:\n  - {at: 5min, inject: leak, to: [crew]}\n"
                      "  - {at: 10min, set: {share: 20%}}\n  - {at: 15min, did: stop.close}\n"
                      "  - {at: 1h, note: Quiet, to: [crew]}\n"
                      "disturb:\n  - {at: 30min, lose: pumps, amount: 1}\nend: 4h\n";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    play p = {.at = data, .end = data + (size < INPUT_MAX ? size : INPUT_MAX)};
    uint32_t plan = pick(&p, PLANS);
    drill_fixture scenario = {.machine = plan_of(plan)};
    const toc_scenario *script;

    toc_arena_init(&scenario.base.arena, NULL);
    scenario.base.sources = toc_sources_new(&scenario.base.arena);
    script = drill_read(&scenario, scenario_of(&p, &scenario.base.arena, plan));
    if (!script || scenario.base.sink.error_count > 0)
        abort();
    p.machine = scenario.machine;
    p.table = fuzz_table_new(p.machine, script, "crew");
    for (unsigned i = 0; i < ACTS_MAX && p.at < p.end; i++)
        one_turn(&p);
    fuzz_table_close(p.table);
    toc_arena_deinit(&scenario.base.arena);
    return 0;
}
