/* view_story.c - what the room may know, as it went; and how each node of the flow chart stands. */
#include <string.h>

#include "view/view_private.h"

#define STORY_MAX 200u /* newest lines */

/* ── the story ── */

/* That a response fired once more, or that a body is not there, is no news. */
static bool is_told_to_room(const toc_trace *trace)
{
    if (trace->kind == TOC_TRACE_RESPONSE)
        return trace->value != TOC_RESPONSE_FIRED_AGAIN;
    if (trace->kind == TOC_TRACE_BODY)
        return trace->value != TOC_BODY_ABSENT;
    return true;
}

void toc_view_story(toc_view_pen *pen)
{
    const toc_view_numbers *stories = &pen->memory->stories;
    uint32_t first = stories->count > STORY_MAX ? stories->count - STORY_MAX : 0;

    toc_json_begin_array(pen->json);
    for (uint32_t i = first; i < stories->count; i++) {
        uint32_t record = stories->items[i];
        toc_story_line line;

        if (!is_told_to_room(&pen->drill->happenings[record].trace) ||
            !toc_story_at(&pen->pages, record, &line))
            continue;
        toc_json_begin_object(pen->json);
        toc_json_key_string(pen->json, "id", toc_arena_printf(pen->arena, "h%u", record));
        toc_json_key_string(
            pen->json, "kind",
            toc_trace_kind_word((toc_trace_kind)pen->drill->happenings[record].trace.kind));
        toc_view_key_time(pen, "at", line.at);
        toc_view_key_text(pen, "text", line.text);
        toc_view_key_text(pen, "who", line.who);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── nodes of the chart: keys as in the flow chart's SVG ── */

static const char *severest(const char *a, const char *b)
{
    static const char *const order[] = {"dead",      "skipped", "done",    "open",  "running",
                                        "done-late", "failed",  "overdue", "missed"};
    size_t rank_a = 0;
    size_t rank_b = 0;

    if (!a || !b)
        return a ? a : b;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        rank_a = strcmp(a, order[i]) == 0 ? i : rank_a;
        rank_b = strcmp(b, order[i]) == 0 ? i : rank_b;
    }
    return rank_a >= rank_b ? a : b;
}

static bool is_overdue(const toc_view_pen *pen, const toc_duty *duty)
{
    return duty->state == TOC_DUTY_OPEN && duty->due != TOC_MS_NONE && duty->due < pen->drill->end;
}

/* NULL: the duty says nothing. */
static const char *duty_state(const toc_view_pen *pen, const toc_duty *duty)
{
    switch ((toc_duty_state)duty->state) {
    case TOC_DUTY_OPEN:
        return is_overdue(pen, duty) ? "overdue" : "open";
    case TOC_DUTY_MET:
        return "done";
    case TOC_DUTY_LATE:
        return "done-late";
    case TOC_DUTY_MISSED:
        return "missed";
    case TOC_DUTY_VOID:
        break;
    }
    return NULL;
}

static const char *work_state(const toc_view_work *work)
{
    switch (work->state) {
    case TOC_NODE_WAITING:
        return NULL;
    case TOC_NODE_READY:
    case TOC_NODE_BLOCKED:
        return "open";
    case TOC_NODE_RUNNING:
        return "running";
    case TOC_NODE_DONE:
        return "done";
    case TOC_NODE_SKIPPED:
        return "skipped";
    case TOC_NODE_DEAD:
    case TOC_NODE_CANCELLED:
        return "dead";
    case TOC_NODE_FAILED:
        return "failed";
    }
    return NULL;
}

static void write_node(toc_view_pen *pen, const char *kind, const char *name, const char *state,
                       toc_ms late)
{
    if (!state)
        return;
    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "key", toc_arena_printf(pen->arena, "%s:%s", kind, name));
    toc_json_key_string(pen->json, "state", state);
    toc_json_key_int(pen->json, "late", late);
    toc_json_end_object(pen->json);
}

/* ── what is owed of each thing, last time round ── */

typedef struct standing {
    const char *state;
    toc_ms late;
    uint32_t activation;
    uint32_t occurrence;
} standing;

static toc_ms lateness(const toc_view_pen *pen, const toc_duty *duty)
{
    toc_ms until = duty->state == TOC_DUTY_OPEN ? pen->drill->end : duty->closed;

    if (duty->due == TOC_MS_NONE || duty->state == TOC_DUTY_VOID || until <= duty->due)
        return 0;
    return until - duty->due;
}

/* A later round takes the place of the one before; of one round the worst receiver counts. */
static void note_duty(const toc_view_pen *pen, standing *at, const toc_duty *duty)
{
    bool is_same =
        at->state && at->activation == duty->activation && at->occurrence == duty->occurrence;
    const char *state = duty_state(pen, duty);

    if (!state)
        return;
    if (!is_same)
        *at = (standing){state, lateness(pen, duty), duty->activation, duty->occurrence};
    else
        at->state = severest(at->state, state);
    if (lateness(pen, duty) > at->late)
        at->late = lateness(pen, duty);
}

static standing *standings_of(toc_view_pen *pen, unsigned kinds, uint32_t count)
{
    standing *list = TOC_NEW_ARRAY(pen->arena, standing, count);

    for (uint32_t i = 0; i < pen->drill->duty_count; i++) {
        const toc_duty *duty = &pen->drill->duties[i];

        if (((kinds >> duty->kind) & 1u) && duty->id < count)
            note_duty(pen, &list[duty->id], duty);
    }
    return list;
}

#define KIND(kind) (1u << (unsigned)TOC_DUTY_##kind)

static void write_works(toc_view_pen *pen)
{
    uint32_t count = pen->machine->nodes_count;
    standing *duties = standings_of(pen, KIND(STEP) | KIND(DECISION), count);
    standing *approvals = standings_of(pen, KIND(APPROVAL), count);

    for (uint32_t i = 0; i < count; i++) {
        const toc_m_node *node = &pen->machine->nodes[i];
        const char *name = toc_view_name(pen, &node->head);
        const toc_view_work *work = toc_view_work_of(pen, i, 0);
        const char *state = work ? work_state(work) : NULL;
        bool is_owed = duties[i].state && (!work || duties[i].activation == work->activation);

        if (state && is_owed && work->state != TOC_NODE_DEAD && work->state != TOC_NODE_SKIPPED)
            state =
                work->state == TOC_NODE_DONE ? duties[i].state : severest(state, duties[i].state);
        write_node(pen, node->kind == TOC_M_NODE_DECISION ? "decision" : "step", name, state,
                   state ? duties[i].late : 0);
        write_node(pen, "approval", name, approvals[i].state, approvals[i].late);
    }
}

static void write_reports(toc_view_pen *pen)
{
    uint32_t count = pen->machine->reports_count;
    standing *duties = standings_of(pen, KIND(REPORT) | KIND(ANNOUNCEMENT), count);

    for (uint32_t i = 0; i < count; i++) {
        const toc_m_report *row = &pen->machine->reports[i];
        bool is_announcement = row->kind == TOC_M_REPORT_ANNOUNCEMENT;

        write_node(pen, is_announcement ? "announcement" : "report", toc_view_name(pen, &row->head),
                   duties[i].state, duties[i].late);
    }
}

static void write_forms(toc_view_pen *pen)
{
    standing *duties = standings_of(pen, KIND(FORM), pen->machine->bodies_count);

    for (uint32_t i = 0; i < pen->machine->bodies_count; i++) {
        const toc_m_body *row = &pen->machine->bodies[i];
        toc_body_state body = toc_engine_body(pen->state->engine, i);
        const char *state = duties[i].state;

        if (row->founder == TOC_NONE)
            continue;
        if (!state && body != TOC_BODY_ABSENT)
            state = body == TOC_BODY_FORMING ? "running" : "done";
        write_node(pen, "form", toc_view_name(pen, &row->head), state, duties[i].late);
    }
}

static void write_grades(toc_view_pen *pen)
{
    for (uint32_t i = 0; i < pen->machine->levels_count; i++) {
        const toc_m_level *level = &pen->machine->levels[i];
        uint32_t declared = toc_engine_declared(pen->state->engine, level->ladder);

        if (declared == level->rank)
            write_node(pen, "level", toc_view_name(pen, &level->head), "running", 0);
    }
}

/* Events that came, triggers that fired, responses that run or ran: from the records. */
static void write_happened(toc_view_pen *pen)
{
    uint8_t *events = toc_arena_alloc(pen->arena, pen->machine->events_count);
    uint8_t *triggers = toc_arena_alloc(pen->arena, pen->machine->triggers_count);
    uint8_t *responses = toc_arena_alloc(pen->arena, pen->machine->responses_count);

    for (uint32_t i = 0; i < pen->drill->happening_count; i++) {
        const toc_trace *trace = &pen->drill->happenings[i].trace;

        if (trace->kind == TOC_TRACE_EVENT)
            events[trace->id] = 1;
        else if (trace->kind == TOC_TRACE_TRIGGER)
            triggers[trace->id] = 1;
        else if (trace->kind == TOC_TRACE_RESPONSE)
            responses[trace->id] = 1;
    }
    for (uint32_t i = 0; i < pen->machine->events_count; i++)
        write_node(pen, "event", toc_view_name(pen, &pen->machine->events[i].head),
                   events[i] ? "done" : NULL, 0);
    for (uint32_t i = 0; i < pen->machine->triggers_count; i++)
        write_node(pen, "trigger", toc_view_name(pen, &pen->machine->triggers[i].head),
                   triggers[i] ? "done" : NULL, 0);
    for (uint32_t i = 0; i < pen->machine->responses_count; i++) {
        bool is_active = toc_engine_response_is_active(pen->state->engine, i);

        if (responses[i])
            write_node(pen, "start", toc_view_name(pen, &pen->machine->responses[i].head),
                       is_active ? "running" : "done", 0);
    }
}

void toc_view_nodes(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    write_happened(pen);
    write_works(pen);
    write_reports(pen);
    write_forms(pen);
    write_grades(pen);
    toc_json_end_array(pen->json);
}
