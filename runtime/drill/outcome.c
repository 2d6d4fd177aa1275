/* outcome.c - what came of a drill as the expectations that it meets. */
#include "drill/outcome.h"

#include <string.h>

#include "drill/draft.h"
#include "drill/score_private.h"

#define OCCURRENCES_MAX 12u /* of one duty that are expected one by one */

typedef struct telling {
    toc_arena *arena;
    const toc_machine *machine;
    const toc_score *score;
    toc_draft out;
    uint32_t count;
    bool is_for_replay; /* in which nobody is simulated, so that nobody tries in vain to start */
} telling;

static void expect(telling *t, const char *line)
{
    toc_draft_put(t->arena, &t->out, t->count++ == 0 ? "expect:\n" : "");
    toc_draft_put(t->arena, &t->out, toc_arena_printf(t->arena, "  - {%s}\n", line));
}

static const char *name_of(const telling *t, const toc_m_head *head)
{
    return toc_machine_text(t->machine, head->name);
}

static const char *ladder_key(const telling *t, uint32_t ladder)
{
    const toc_machine *machine = t->machine;

    return machine->ladders_count < 2
               ? ""
               : toc_arena_printf(t->arena, ", ladder: %s",
                                  name_of(t, &machine->ladders[ladder].head));
}

static void tell_level(telling *t, uint32_t ladder)
{
    const toc_machine *machine = t->machine;
    const toc_m_ladder *row = &machine->ladders[ladder];
    int64_t most = 0;
    int64_t last = 0;
    toc_ms at = 0;

    for (uint32_t i = 0; i < t->score->drill->happening_count; i++) {
        const toc_trace *trace = &t->score->drill->happenings[i].trace;

        if (trace->kind != TOC_TRACE_DECLARED || trace->id != ladder)
            continue;
        last = trace->value;
        if (last > most) {
            most = last;
            at = trace->at;
        }
    }
    if (most == 0)
        return;
    expect(t, toc_arena_printf(
                  t->arena, "level: %s, by: %s%s",
                  toc_draft_quoted(
                      t->arena, toc_machine_text(
                                    machine, machine->levels[row->levels.first + most - 1].grade)),
                  toc_draft_length(t->arena, at), ladder_key(t, ladder)));
    expect(t, toc_arena_printf(
                  t->arena, "level: %s, at: %s%s",
                  last == 0
                      ? "none"
                      : toc_draft_quoted(
                            t->arena,
                            toc_machine_text(machine,
                                             machine->levels[row->levels.first + last - 1].grade)),
                  toc_draft_length(t->arena, t->score->drill->end), ladder_key(t, ladder)));
}

/* The last state of each thing of a kind, -1 where nothing happened to it. */
static int64_t *last_states(const telling *t, toc_trace_kind kind, uint32_t count)
{
    int64_t *states = TOC_NEW_ARRAY(t->arena, int64_t, count);

    for (uint32_t i = 0; i < count; i++)
        states[i] = -1;
    for (uint32_t i = 0; i < t->score->drill->happening_count; i++) {
        const toc_trace *trace = &t->score->drill->happenings[i].trace;

        if (trace->kind == kind &&
            (kind != TOC_TRACE_RESPONSE || trace->value != TOC_RESPONSE_FIRED_AGAIN))
            states[trace->id] = trace->value;
    }
    return states;
}

static void tell_responses(telling *t)
{
    static const char *const words[] = {"active", "active", "complete", "stopped"};
    const toc_machine *machine = t->machine;
    const int64_t *states = last_states(t, TOC_TRACE_RESPONSE, machine->responses_count);

    for (uint32_t i = 0; i < machine->responses_count; i++) {
        if (states[i] >= 0)
            expect(t, toc_arena_printf(t->arena, "response: %s, state: %s",
                                       name_of(t, &machine->responses[i].head), words[states[i]]));
    }
}

static void tell_nodes(telling *t)
{
    const toc_machine *machine = t->machine;
    const int64_t *states = last_states(t, TOC_TRACE_NODE, machine->nodes_count);
    const int64_t *outcomes = last_states(t, TOC_TRACE_DECIDED, machine->nodes_count);

    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const char *name = name_of(t, &machine->nodes[i].head);

        if (states[i] > TOC_NODE_WAITING && !(t->is_for_replay && states[i] == TOC_NODE_BLOCKED))
            expect(t, toc_arena_printf(t->arena, "step: %s, state: %s", name,
                                       toc_node_state_word((toc_node_state)states[i])));
        if (outcomes[i] >= 0 && outcomes[i] < machine->outcomes_count)
            expect(t, toc_arena_printf(
                          t->arena, "decision: %s, outcome: %s", name,
                          toc_draft_quoted(
                              t->arena,
                              toc_machine_text(machine, machine->outcomes[outcomes[i]].name))));
    }
}

static void tell_bodies(telling *t)
{
    static const char *const words[] = {"absent", "forming", "active", "stood-down"};
    const toc_machine *machine = t->machine;
    const int64_t *states = last_states(t, TOC_TRACE_BODY, machine->bodies_count);

    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        if (states[i] >= 0)
            expect(t, toc_arena_printf(t->arena, "body: %s, state: %s",
                                       name_of(t, &machine->bodies[i].head), words[states[i]]));
    }
}

/* ── duties ──────────────────────────────────────────────────────────────── */

static bool is_alike(const toc_duty *a, const toc_duty *b)
{
    return a->kind == b->kind && a->id == b->id &&
           (a->kind != TOC_DUTY_REPORT || a->other == b->other);
}

/* How expectations call it; NULL: they cannot. */
static const char *duty_key(const telling *t, const toc_duty *duty)
{
    const toc_machine *machine = t->machine;
    uint32_t unnamed = machine->plans[0].unnamed_ladder;
    bool is_only = machine->ladders_count == 1 || duty->id == unnamed;
    const char *name = toc_duty_subject(machine, duty);

    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_DECLARE:
    case TOC_DUTY_FORM:
    case TOC_DUTY_ANNOUNCEMENT:
    case TOC_DUTY_OVERALL:
        return toc_arena_printf(t->arena, "obligation: %s", name);
    case TOC_DUTY_CLEARANCE:
    case TOC_DUTY_APPROVAL:
        return toc_arena_printf(t->arena, "obligation: %s, duty: approval", name);
    case TOC_DUTY_PROPOSE_END:
        return is_only ? "obligation: propose end" : NULL;
    case TOC_DUTY_APPROVE_END:
        return is_only ? "obligation: approve end" : NULL;
    case TOC_DUTY_REPORT:
        return toc_arena_printf(t->arena, "report: %s, to: %s", name,
                                name_of(t, &machine->bodies[duty->other].head));
    case TOC_DUTY_REQUEST:
        break;
    }
    return NULL;
}

static const char *outcome_word(toc_report_outcome outcome)
{
    switch (outcome) {
    case TOC_OUTCOME_ON_TIME:
        return "on time";
    case TOC_OUTCOME_LATE:
        return "late";
    case TOC_OUTCOME_OMITTED:
        return "omitted";
    case TOC_OUTCOME_CONCEALED:
        return "concealed";
    case TOC_OUTCOME_FALSE:
        return "false";
    case TOC_OUTCOME_UNDERSTATED:
        return "understated";
    case TOC_OUTCOME_VOID:
        break;
    }
    return "void";
}

static const char *state_text(const telling *t, const toc_scored *scored)
{
    return scored->duty.kind == TOC_DUTY_REPORT
               ? toc_arena_printf(t->arena, "outcome: %s", outcome_word(scored->outcome))
               : toc_arena_printf(t->arena, "state: %s",
                                  toc_duty_state_word((toc_duty_state)scored->duty.state));
}

/* All duties like the one at @p first: as one line where all ended alike, else one by one. */
static void tell_duty(telling *t, uint32_t first)
{
    const toc_score *score = t->score;
    const char *key = duty_key(t, &score->duties[first].duty);
    const char *common = state_text(t, &score->duties[first]);
    bool is_same = true;
    uint32_t seen = 0;

    if (!key)
        return;
    for (uint32_t i = first; i < score->drill->duty_count; i++)
        is_same = is_same && (!is_alike(&score->duties[i].duty, &score->duties[first].duty) ||
                              strcmp(state_text(t, &score->duties[i]), common) == 0);
    if (is_same) {
        expect(t, toc_arena_printf(t->arena, "%s, %s", key, common));
        return;
    }
    for (uint32_t i = first; i < score->drill->duty_count && seen < OCCURRENCES_MAX; i++) {
        if (!is_alike(&score->duties[i].duty, &score->duties[first].duty))
            continue;
        expect(t, toc_arena_printf(t->arena, "%s, occurrence: %u, %s", key, ++seen,
                                   state_text(t, &score->duties[i])));
    }
}

/* Places of each kind's, subject's and receiver's first duty are found by one sweep. */
static void tell_duties(telling *t)
{
    const toc_score *score = t->score;
    uint32_t count = score->drill->duty_count;
    bool *is_told = TOC_NEW_ARRAY(t->arena, bool, count);

    for (uint32_t i = 0; i < count; i++) {
        if (is_told[i])
            continue;
        for (uint32_t k = i; k < count; k++)
            is_told[k] = is_told[k] || is_alike(&score->duties[k].duty, &score->duties[i].duty);
        tell_duty(t, i);
    }
}

static void tell_points(telling *t)
{
    static const char letters[] = "UMSP";

    if (t->score->points == TOC_POINTS_NONE)
        return;
    expect(t, toc_arena_printf(t->arena, "score: \"= %d.%02d\"", (int)(t->score->points / 100),
                               (int)(t->score->points % 100)));
    expect(t, toc_arena_printf(t->arena, "rating: %c", letters[t->score->rating]));
}

static const char *tell_all(telling *t)
{
    t->machine = t->score->drill->machine;
    for (uint32_t i = 0; i < t->machine->ladders_count; i++)
        tell_level(t, i);
    tell_responses(t);
    tell_nodes(t);
    tell_bodies(t);
    tell_duties(t);
    tell_points(t);
    TOC_PUSH(t->arena, &t->out, '\0');
    return t->out.items;
}

const char *toc_outcome_expects(toc_arena *arena, const toc_score *score, uint32_t *out_count)
{
    telling t = {.arena = arena, .score = score};
    const char *lines = tell_all(&t);

    *out_count = t.count;
    return lines;
}

/* ── what holds of them ── */

/* The expectations of @p lines, bound to the same machine; NULL: they cannot be. */
static const toc_script *read_lines(toc_arena *arena, const toc_drill *drill, const char *lines)
{
    char start[TOC_INSTANT_TEXT_MAX];
    toc_sources *sources = toc_sources_new(arena);
    const toc_scenario *scenario = drill->script->scenario;
    const toc_source *source;
    const char *yaml;
    toc_diag_sink sink;

    toc_instant_format(scenario->start, scenario->start_offset_min * 60, start);
    yaml = toc_arena_printf(arena, "scenario: outcome\nstart: %s\n%send: %s\n", start, lines,
                            toc_draft_length(arena, drill->end));
    source = toc_sources_add(sources, "outcome.yaml", yaml, strlen(yaml));
    toc_diag_sink_init(&sink, arena);
    scenario = toc_scenario_read(arena, sources, source, &sink);
    return scenario ? toc_scenario_bind(arena, drill->machine, scenario, NULL, &sink) : NULL;
}

/* Line @p index of those below `expect:`. */
static const char *line_at(toc_arena *arena, const char *lines, uint32_t index)
{
    for (uint32_t i = 0; i <= index; i++)
        lines = strchr(lines, '\n') + 1;
    return toc_arena_copy(arena, lines, strcspn(lines, "\n") + 1);
}

const char *toc_outcome_of_replay(toc_arena *arena, const toc_score *score)
{
    telling t = {.arena = arena, .score = score, .is_for_replay = true};
    const char *lines = tell_all(&t);
    const toc_script *asked = read_lines(arena, score->drill, lines);
    toc_script script = *score->drill->script;
    toc_drill drill = *score->drill;
    toc_score again = *score;
    toc_draft out = {0};

    if (!asked || asked->expect_count != t.count)
        return "";
    script.expects = asked->expects;
    script.expect_count = t.count;
    drill.script = &script;
    again.drill = &drill;
    again.expects.items = NULL;
    again.expects.count = 0;
    again.expects.capacity = 0;
    toc_score_expects(arena, &again);
    for (uint32_t i = 0; i < t.count; i++) {
        if (again.expects.items[i].is_met)
            toc_draft_put(arena, &out, out.count ? "" : "expect:\n");
        if (again.expects.items[i].is_met)
            toc_draft_put(arena, &out, line_at(arena, lines, i));
    }
    TOC_PUSH(arena, &out, '\0');
    return out.items;
}
