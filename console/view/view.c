/* view.c - who may see which section, what is remembered between writings, and writing one. */
#include <stdlib.h>
#include <string.h>

#include "view/view_private.h"

#define BIT(role) (1u << (unsigned)TOC_ROLE_##role)
#define EVERYBODY (BIT(CONTROLLER) | BIT(PLAYER) | BIT(EVALUATOR) | BIT(OBSERVER) | BIT(WALL))
#define STAFF     (BIT(CONTROLLER) | BIT(EVALUATOR))

typedef struct section_row {
    const char *word;
    toc_view_writer *write;
    unsigned roles;
} section_row;

static const section_row sections[] = {
    [TOC_VIEW_ME] = {"me", toc_view_me, EVERYBODY},
    [TOC_VIEW_EXERCISE] = {"exercise", toc_view_exercise, EVERYBODY},
    [TOC_VIEW_CLOCK] = {"clock", toc_view_clock, EVERYBODY},
    [TOC_VIEW_PEOPLE] = {"people", toc_view_people, EVERYBODY},
    [TOC_VIEW_BODIES] = {"bodies", toc_view_hands, EVERYBODY},
    [TOC_VIEW_LADDERS] = {"ladders", toc_view_ladders, EVERYBODY},
    [TOC_VIEW_INBOX] = {"inbox", toc_view_inbox, BIT(PLAYER)},
    [TOC_VIEW_TASKS] = {"tasks", toc_view_tasks, BIT(PLAYER)},
    [TOC_VIEW_DONE] = {"done", toc_view_done, BIT(PLAYER)},
    [TOC_VIEW_POWERS] = {"powers", toc_view_powers, BIT(PLAYER)},
    [TOC_VIEW_RESOURCES] = {"resources", toc_view_resources, BIT(PLAYER) | STAFF},
    [TOC_VIEW_OUTSIDE] = {"outside", toc_view_outside, BIT(PLAYER) | STAFF},
    [TOC_VIEW_LIST] = {"list", toc_view_list, BIT(CONTROLLER)},
    [TOC_VIEW_OWED] = {"owed", toc_view_owed, STAFF | BIT(WALL)},
    [TOC_VIEW_LOG] = {"log", toc_view_log, STAFF},
    [TOC_VIEW_TRUTH] = {"truth", toc_view_truth, STAFF},
    [TOC_VIEW_MEANS] = {"means", toc_view_means, BIT(CONTROLLER)},
    [TOC_VIEW_NOTES] = {"notes", toc_view_notes, STAFF},
    [TOC_VIEW_OBJECTIVES] = {"objectives", toc_view_objectives, STAFF},
    [TOC_VIEW_STORY] = {"story", toc_view_story, BIT(OBSERVER) | BIT(WALL) | STAFF},
    [TOC_VIEW_NODES] = {"nodes", toc_view_nodes, BIT(WALL) | BIT(OBSERVER) | STAFF},
    [TOC_VIEW_HOTWASH] = {"hotwash", toc_view_hotwash, EVERYBODY},
};

const char *toc_section_word(toc_section section)
{
    return sections[section].word;
}

bool toc_section_is_for(toc_section section, toc_role role)
{
    return (sections[section].roles >> (unsigned)role) & 1u;
}

/* ── what is remembered ── */

static void forget(toc_view *view)
{
    toc_arena_deinit(&view->memory.arena);
    view->memory = (toc_view_memory){.is_made = false};
}

static void make_memory(toc_view *view, const toc_exercise_state *state, jmp_buf *escape)
{
    toc_view_memory *memory = &view->memory;

    forget(view);
    toc_arena_init(&memory->arena, escape);
    memory->works_of = TOC_NEW_ARRAY(&memory->arena, toc_view_numbers, state->machine->nodes_count);
    memory->hearsay = toc_hearsay_new(&memory->arena, state->drill);
    memory->is_made = true;
}

static void take_work(toc_view_memory *memory, const toc_trace *trace)
{
    toc_view_numbers *list = &memory->works_of[trace->id];
    toc_view_work work = {trace->id,
                          trace->activation,
                          trace->occurrence,
                          (toc_node_state)trace->value,
                          trace->value == TOC_NODE_BLOCKED ? (toc_blocked)trace->other
                                                           : TOC_BLOCKED_NOT,
                          trace->at,
                          trace->entry};

    for (uint32_t i = list->count; i-- > 0;) {
        toc_view_work *known = &memory->works.items[list->items[i]];

        if (known->activation == trace->activation) {
            *known = work;
            return;
        }
    }
    TOC_PUSH(&memory->arena, list, memory->works.count);
    TOC_PUSH(&memory->arena, &memory->works, work);
}

/* What everybody may know: what was brought in from outside, declared, begun, told and announced. */
static bool is_public(const toc_trace *trace)
{
    switch ((unsigned)trace->kind) {
    case TOC_TRACE_EVENT:
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_ENDED:
    case TOC_TRACE_RESPONSE:
    case TOC_TRACE_BODY:
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
        return true;
    default:
        return false;
    }
}

static void take_record(toc_view_memory *memory, const toc_drill *drill, uint32_t record)
{
    const toc_trace *trace = &drill->happenings[record].trace;

    if (is_public(trace))
        TOC_PUSH(&memory->arena, &memory->stories, record);
    switch ((unsigned)trace->kind) {
    case TOC_TRACE_NODE:
        take_work(memory, trace);
        break;
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_ENDED:
        TOC_PUSH(&memory->arena, &memory->declarations, record);
        break;
    case TOC_TRACE_ANNOUNCED:
        TOC_PUSH(&memory->arena, &memory->announcements, record);
        break;
    case TOC_TRACE_APPROVAL:
    case TOC_TRACE_CLEARANCE:
        if (trace->value != 0)
            TOC_PUSH(&memory->arena, &memory->answers, record);
        break;
    case TOC_TRACE_GRANTED:
        TOC_PUSH(&memory->arena, &memory->answers, record);
        break;
    case TOC_TRACE_UNREACHABLE:
        TOC_PUSH(&memory->arena, &memory->reach, record);
        break;
    default:
        break;
    }
}

/* Was the drill made anew?  Then its records are others. */
static bool is_stale(const toc_view *view, const toc_exercise_state *state)
{
    return !view->memory.is_made || view->memory.runs != state->runs;
}

static void remember(toc_view *view, jmp_buf *escape)
{
    const toc_exercise_state *state = toc_exercise_state_of(view->exercise);
    toc_view_memory *memory = &view->memory;

    memory->arena.escape = escape;
    if (is_stale(view, state))
        make_memory(view, state, escape);
    memory->runs = state->runs;
    toc_hearsay_update(memory->hearsay);
    for (; memory->next_record < state->drill->happening_count; memory->next_record++)
        take_record(memory, state->drill, memory->next_record);
}

/* ── asking ── */

bool toc_view_is_own(const toc_view_pen *pen, uint32_t body)
{
    return pen->audience->body != TOC_NONE && body != TOC_NONE &&
           toc_exercise_is_own(pen->machine, pen->audience->body, body);
}

bool toc_view_is_told(const toc_view_pen *pen)
{
    toc_hearsay_mark mark = {0};
    toc_told told;

    return pen->audience->body != TOC_NONE &&
           toc_hearsay_next(pen->memory->hearsay, pen->audience->body, &mark, &told);
}

const toc_view_work *toc_view_work_of(const toc_view_pen *pen, uint32_t node, uint32_t activation)
{
    const toc_view_memory *memory = pen->memory;
    const toc_view_numbers *list = &memory->works_of[node];

    for (uint32_t i = list->count; i-- > 0;) {
        const toc_view_work *work = &memory->works.items[list->items[i]];

        if (activation == 0 || work->activation == activation)
            return work;
    }
    return NULL;
}

bool toc_view_knows(const toc_view_pen *pen, const toc_trace *trace)
{
    toc_told told;

    if (pen->audience->role != TOC_ROLE_PLAYER || toc_view_is_own(pen, trace->body))
        return true;
    if (pen->audience->body == TOC_NONE)
        return false;
    told =
        toc_hearsay_before(pen->memory->hearsay, pen->audience->body, pen->drill->happening_count);
    return told.at != TOC_MS_NONE && told.at >= trace->at;
}

bool toc_view_was_reached(const toc_view_pen *pen, uint32_t body, uint32_t happening)
{
    const toc_view_memory *memory = pen->memory;
    bool is_gone = false;

    for (uint32_t i = 0; i < memory->reach.count && memory->reach.items[i] < happening; i++) {
        const toc_trace *trace = &pen->drill->happenings[memory->reach.items[i]].trace;

        if (trace->id == body || trace->id == pen->machine->bodies[body].parent)
            is_gone = trace->value != 0;
    }
    return !is_gone;
}

/* ── the view ── */

toc_status toc_view_new(toc_exercise *exercise, toc_view **out_view)
{
    toc_view *view = calloc(1, sizeof *view);

    if (!view)
        return TOC_ENOMEM;
    view->exercise = exercise;
    toc_arena_init(&view->names, NULL);
    *out_view = view;
    return TOC_OK;
}

void toc_view_free(toc_view *view)
{
    if (!view)
        return;
    forget(view);
    toc_arena_deinit(&view->names);
    free(view);
}

void toc_view_set_worded(toc_view *view, const toc_worded_set *worded, size_t count)
{
    view->worded = worded;
    view->worded_count = count;
}

bool toc_view_is_online(const toc_view *view, const char *person)
{
    for (uint32_t i = 0; i < view->online.count; i++) {
        if (strcmp(view->online.items[i], person) == 0)
            return true;
    }
    return false;
}

static void take_off(toc_view *view, const char *person)
{
    for (uint32_t i = 0; i < view->online.count; i++) {
        if (strcmp(view->online.items[i], person) == 0) {
            view->online.items[i] = view->online.items[--view->online.count];
            return;
        }
    }
}

/* Who was online once is kept by name for good: there are only so many people. */
toc_status toc_view_set_online(toc_view *view, const char *person, bool is_online)
{
    const toc_person *known = toc_exercise_person(view->exercise, person);
    jmp_buf escape;
    bool was_online = toc_view_is_online(view, person);

    if (!known || was_online == is_online)
        return TOC_OK;
    view->online_changes++;
    if (!is_online) {
        take_off(view, person);
        return TOC_OK;
    }
    view->names.escape = &escape;
    if (setjmp(escape) != 0)
        return TOC_ENOMEM;
    TOC_PUSH(&view->names, &view->online, toc_arena_printf(&view->names, "%s", known->id));
    return TOC_OK;
}

uint64_t toc_view_stamp(const toc_view *view, toc_section section)
{
    const toc_generations *g = &toc_exercise_state_of(view->exercise)->generation;

    switch (section) {
    case TOC_VIEW_ME:
        return g->people;
    case TOC_VIEW_EXERCISE:
        return 0;
    case TOC_VIEW_CLOCK:
        return g->clock;
    case TOC_VIEW_PEOPLE:
        return g->people + view->online_changes;
    case TOC_VIEW_BODIES:
        return g->people + g->hands + g->drill;
    case TOC_VIEW_OUTSIDE:
        return g->outside;
    case TOC_VIEW_LIST:
        return g->list + g->drill;
    case TOC_VIEW_LOG:
        return g->rows;
    case TOC_VIEW_TRUTH:
        return g->truth + g->drill;
    case TOC_VIEW_NOTES:
    case TOC_VIEW_OBJECTIVES:
        return g->notes + g->drill;
    case TOC_VIEW_HOTWASH:
        return g->drill + g->clock + g->truth;
    case TOC_VIEW_LADDERS:
    case TOC_VIEW_INBOX:
    case TOC_VIEW_TASKS:
    case TOC_VIEW_DONE:
    case TOC_VIEW_POWERS:
    case TOC_VIEW_RESOURCES:
    case TOC_VIEW_OWED:
    case TOC_VIEW_MEANS:
    case TOC_VIEW_STORY:
    case TOC_VIEW_NODES:
    case TOC_VIEW_COUNT:
        break;
    }
    return g->drill + g->hands;
}

static void write_section(toc_view *view, const toc_audience *audience, toc_section section,
                          toc_arena *arena, FILE *out)
{
    const toc_exercise_state *state;
    toc_view_pen pen = {
        .view = view, .memory = &view->memory, .audience = audience, .arena = arena};
    toc_json json;

    remember(view, arena->escape);
    state = toc_exercise_state_of(view->exercise);
    pen.state = state;
    pen.drill = state->drill;
    pen.machine = state->machine;
    pen.json = &json;
    toc_json_init(&json, out, 0);
    toc_pages_of_drill(&pen.pages, arena, state->drill, NULL, audience->lang, out);
    sections[section].write(&pen);
}

/* Memory and scratch share one way out; what was half remembered is made anew. */
toc_status toc_view_write(toc_view *view, const toc_audience *audience, toc_section section,
                          FILE *out)
{
    toc_arena scratch;
    jmp_buf escape;

    if (!toc_section_is_for(section, audience->role)) {
        fputs("null", out);
        return TOC_OK;
    }
    toc_arena_init(&scratch, &escape);
    if (setjmp(escape) != 0) {
        toc_arena_deinit(&scratch);
        forget(view);
        return TOC_ENOMEM;
    }
    write_section(view, audience, section, &scratch, out);
    toc_arena_deinit(&scratch);
    return TOC_OK;
}
