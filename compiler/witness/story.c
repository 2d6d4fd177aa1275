/* story.c - writes a generated scenario, plays it, and fills in what came of it. */
#include "witness/story.h"

#include <string.h>

#include "drill/score.h"

#define OCCURRENCES_MAX 12u /* of one duty that are expected one by one */

typedef TOC_VEC(char) text;

static void put(toc_arena *arena, text *out, const char *string)
{
    for (; *string; string++)
        TOC_PUSH(arena, out, *string);
}

static const char *length_text(toc_arena *arena, toc_ms length)
{
    char out[TOC_DURATION_TEXT_MAX];

    toc_duration_format(length, out);
    return toc_arena_printf(arena, "%s", out);
}

/* In double quotes, as YAML reads them. */
static const char *quoted(toc_arena *arena, const char *string)
{
    text out = {0};

    put(arena, &out, "\"");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\')
            TOC_PUSH(arena, &out, '\\');
        TOC_PUSH(arena, &out, *string);
    }
    put(arena, &out, "\"");
    TOC_PUSH(arena, &out, '\0');
    return out.items;
}

void toc_story_cut(toc_story *story, uint32_t count)
{
    story->count = count;
    story->end = story->full_end;
    if (count == 0 || count >= story->total)
        return;
    story->end = story->entries[count].at;
    if (story->end > story->entries[count - 1].at)
        story->end--; /* what the next entry is late for is late before it */
    story->end = story->end / TOC_MINUTE * TOC_MINUTE;
    if (story->end < story->entries[count - 1].at)
        story->end = story->entries[count - 1].at;
}

/* ── the text ────────────────────────────────────────────────────────────── */

static const char *head_text(const toc_stage *stage, toc_arena *arena, const toc_story *story,
                             const char *id)
{
    char start[TOC_INSTANT_TEXT_MAX];
    const toc_generate_options *options = stage->options;
    const char *plan = options->plan_path ? toc_arena_printf(arena, "plan: %s\n",
                                                             quoted(arena, options->plan_path))
                                          : "";

    toc_instant_format(story->start, toc_machine_offset(stage->machine, story->start), start);
    return toc_arena_printf(arena,
                            "# written by `tocsin generate`\nscenario: %s\ntitle: %s\n%sstart: %s\n"
                            "seed: %llu\nplay: all\n",
                            id, quoted(arena, story->title), plan, start,
                            (unsigned long long)(options->seed & INT64_MAX));
}

static const char *story_text(const toc_stage *stage, toc_arena *arena, const toc_story *story,
                              const char *id, const char *expects)
{
    text out = {0};

    put(arena, &out, head_text(stage, arena, story, id));
    put(arena, &out, story->count > 0 ? "script:\n" : "");
    for (uint32_t i = 0; i < story->count; i++)
        put(arena, &out,
            toc_arena_printf(arena, "  - {at: %s, %s}\n", length_text(arena, story->entries[i].at),
                             story->entries[i].yaml));
    put(arena, &out, expects);
    put(arena, &out, toc_arena_printf(arena, "end: %s\n", length_text(arena, story->end)));
    TOC_PUSH(arena, &out, '\0');
    return out.items;
}

/* ── playing ─────────────────────────────────────────────────────────────── */

/* NULL: not read, refused or stopped. */
static const toc_score *play_text(const toc_stage *stage, toc_arena *arena, const char *yaml)
{
    toc_sources *sources = toc_sources_new(arena);
    const toc_source *source = toc_sources_add(sources, "generated.yaml", yaml, strlen(yaml));
    toc_drill_options options = {0};
    toc_diag_sink sink;
    toc_scenario *scenario;
    toc_script *script;
    toc_drill *drill = NULL;

    toc_diag_sink_init(&sink, arena);
    scenario = toc_scenario_read(arena, sources, source, &sink);
    script = scenario ? toc_scenario_bind(arena, stage->machine, scenario, NULL, &sink) : NULL;
    if (!script || toc_drill_run(arena, script, &options, &sink, &drill) != TOC_OK ||
        drill->is_stopped)
        return NULL;
    return toc_score_new(arena, drill);
}

/* The scratch arena escapes where the other does. */
static toc_arena *scratch_of(const toc_stage *stage)
{
    toc_arena_deinit(stage->scratch);
    stage->scratch->escape = stage->arena->escape;
    return stage->scratch;
}

bool toc_story_play(const toc_stage *stage, const toc_story *story, uint64_t *set)
{
    toc_arena *arena = scratch_of(stage);
    const toc_score *score =
        play_text(stage, arena, story_text(stage, arena, story, "generated", ""));

    if (score)
        toc_coverage_mark(stage->coverage, score, set);
    return score != NULL;
}

/* ── what came of it ─────────────────────────────────────────────────────── */

typedef struct telling {
    const toc_stage *stage;
    toc_arena *arena;
    const toc_score *score;
    text out;
    uint32_t count;
} telling;

static void expect(telling *t, const char *line)
{
    put(t->arena, &t->out, t->count++ == 0 ? "expect:\n" : "");
    put(t->arena, &t->out, toc_arena_printf(t->arena, "  - {%s}\n", line));
}

static const char *name_of(const telling *t, const toc_m_head *head)
{
    return toc_machine_text(t->stage->machine, head->name);
}

static const char *ladder_key(const telling *t, uint32_t ladder)
{
    const toc_machine *machine = t->stage->machine;

    return machine->ladders_count < 2
               ? ""
               : toc_arena_printf(t->arena, ", ladder: %s",
                                  name_of(t, &machine->ladders[ladder].head));
}

static void tell_level(telling *t, uint32_t ladder)
{
    const toc_machine *machine = t->stage->machine;
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
    expect(t,
           toc_arena_printf(
               t->arena, "level: %s, by: %s%s",
               quoted(t->arena, toc_machine_text(
                                    machine, machine->levels[row->levels.first + most - 1].grade)),
               length_text(t->arena, at), ladder_key(t, ladder)));
    expect(t, toc_arena_printf(
                  t->arena, "level: %s, at: %s%s",
                  last == 0
                      ? "none"
                      : quoted(t->arena,
                               toc_machine_text(
                                   machine, machine->levels[row->levels.first + last - 1].grade)),
                  length_text(t->arena, t->score->drill->end), ladder_key(t, ladder)));
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
    const toc_machine *machine = t->stage->machine;
    const int64_t *states = last_states(t, TOC_TRACE_RESPONSE, machine->responses_count);

    for (uint32_t i = 0; i < machine->responses_count; i++) {
        if (states[i] >= 0)
            expect(t, toc_arena_printf(t->arena, "response: %s, state: %s",
                                       name_of(t, &machine->responses[i].head), words[states[i]]));
    }
}

static void tell_nodes(telling *t)
{
    const toc_machine *machine = t->stage->machine;
    const int64_t *states = last_states(t, TOC_TRACE_NODE, machine->nodes_count);
    const int64_t *outcomes = last_states(t, TOC_TRACE_DECIDED, machine->nodes_count);

    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const char *name = name_of(t, &machine->nodes[i].head);

        if (states[i] > TOC_NODE_WAITING)
            expect(t, toc_arena_printf(t->arena, "step: %s, state: %s", name,
                                       toc_node_state_word((toc_node_state)states[i])));
        if (outcomes[i] >= 0 && outcomes[i] < machine->outcomes_count)
            expect(t, toc_arena_printf(
                          t->arena, "decision: %s, outcome: %s", name,
                          quoted(t->arena,
                                 toc_machine_text(machine, machine->outcomes[outcomes[i]].name))));
    }
}

static void tell_bodies(telling *t)
{
    static const char *const words[] = {"absent", "forming", "active", "stood-down"};
    const toc_machine *machine = t->stage->machine;
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
    const toc_machine *machine = t->stage->machine;
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
    for (uint32_t i = 0; i < t->stage->machine->ladders_count; i++)
        tell_level(t, i);
    tell_responses(t);
    tell_nodes(t);
    tell_bodies(t);
    tell_duties(t);
    tell_points(t);
    TOC_PUSH(t->arena, &t->out, '\0');
    return t->out.items;
}

const char *toc_story_write(const toc_stage *stage, toc_story *story, const char *id)
{
    toc_arena *arena = scratch_of(stage);
    telling t = {.stage = stage,
                 .arena = arena,
                 .score = play_text(stage, arena, story_text(stage, arena, story, id, ""))};
    const toc_score *again;
    const char *yaml;

    if (!t.score)
        return NULL;
    yaml = story_text(stage, arena, story, id, tell_all(&t));
    again = play_text(stage, arena, yaml);
    if (!again || again->failed_expects > 0 || again->expects.count != t.count)
        return NULL;
    story->expect_count = t.count;
    return toc_arena_printf(stage->arena, "%s", yaml);
}
