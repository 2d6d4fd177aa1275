/* view_tasks.c - what a body owes now, what it has done, and everything owed by anybody. */
#include <stdlib.h>
#include <string.h>

#include "view/view_private.h"

#define DONE_MAX 100u  /* newest ones */
#define OWED_MAX 2000u /* of an evaluator: open ones first, then the newest closed ones */

/* What a duty is called in intents and on screens. */
static const char *kind_word(uint32_t kind)
{
    return toc_duty_kind_word((toc_duty_kind)kind);
}

static bool is_work(uint32_t kind)
{
    return kind == TOC_DUTY_STEP || kind == TOC_DUTY_DECISION;
}

/* ── may a player see it ── */

/* Work shows itself when it can begin; telling when the sender has the word.  That a grade is warranted,
 * or an end in reach, is for the players to judge: the screens must not say it. */
static bool is_shown(const toc_view_pen *pen, const toc_duty *duty)
{
    const toc_view_work *work;

    if (!toc_view_is_own(pen, duty->owner))
        return false;
    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
        work = toc_view_work_of(pen, duty->id, duty->activation);
        return work && (work->state == TOC_NODE_READY || work->state == TOC_NODE_BLOCKED ||
                        work->state == TOC_NODE_RUNNING);
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
    case TOC_DUTY_APPROVE_END:
    case TOC_DUTY_CLEARANCE:
        return true; /* somebody has asked */
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
    case TOC_DUTY_FORM:
        return toc_view_is_told(pen);
    case TOC_DUTY_DECLARE:
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_OVERALL:
        break;
    }
    return false;
}

/* ── one task ── */

static void write_actions(toc_view_pen *pen, const char *const *actions)
{
    toc_json_key(pen->json, "actions");
    toc_json_begin_array(pen->json);
    for (; *actions; actions++)
        toc_json_string(pen->json, *actions);
    toc_json_end_array(pen->json);
}

static void write_outcomes(toc_view_pen *pen, const toc_m_node *node)
{
    toc_json_key(pen->json, "outcomes");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_m_outcome *outcome = &pen->machine->outcomes[node->outcomes.first + i];
        const char *name = toc_machine_text(pen->machine, outcome->name);

        toc_json_begin_object(pen->json);
        toc_json_key_string(pen->json, "outcome", name);
        toc_view_key_text(pen, "title", name);
        toc_view_condition(pen, "when", outcome->condition);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_work(toc_view_pen *pen, const toc_duty *duty)
{
    static const char *const begin[] = {"start", "did", "fail", NULL};
    static const char *const finish[] = {"did", "fail", NULL};
    static const char *const decide[] = {"decide", "fail", NULL};
    const toc_m_node *node = &pen->machine->nodes[duty->id];
    const toc_view_work *work = toc_view_work_of(pen, duty->id, duty->activation);
    toc_node_state state = work ? work->state : TOC_NODE_WAITING;

    toc_json_key_string(pen->json, "state", toc_node_state_word(state));
    toc_json_key_string(pen->json, "blocked",
                        state == TOC_NODE_BLOCKED ? toc_blocked_word(work->blocked) : NULL);
    toc_view_key_time(pen, "since", work ? work->since : TOC_MS_NONE);
    toc_view_key_text(pen, "detail", toc_machine_text(pen->machine, node->instruction));
    toc_view_key_text(pen, "evidence", toc_machine_text(pen->machine, node->evidence));
    toc_view_key_text(pen, "safety", toc_machine_text(pen->machine, node->safety));
    toc_view_bodies(pen, "with", node->with);
    toc_view_bodies(pen, "to", node->to);
    if (node->kind == TOC_M_NODE_DECISION) {
        write_actions(pen, decide);
        write_outcomes(pen, node);
    } else {
        write_actions(pen, state == TOC_NODE_RUNNING ? finish : begin);
    }
}

static void write_telling(toc_view_pen *pen, const toc_duty *duty)
{
    static const char *const report[] = {"report", NULL};
    static const char *const announce[] = {"announce", NULL};
    const toc_m_report *row = &pen->machine->reports[duty->id];
    bool can =
        duty->kind == TOC_DUTY_ANNOUNCEMENT || toc_engine_may_tell(pen->state->engine, duty->id);

    toc_json_key_string(pen->json, "state", can ? "ready" : "waiting");
    toc_view_contents(pen, "fields", row->content);
    toc_view_bodies(pen, "copies", row->copies);
    toc_json_key(pen->json, "to");
    toc_json_begin_array(pen->json);
    if (duty->other != TOC_NONE) {
        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "body", &pen->machine->bodies[duty->other].head);
        toc_view_key_text(pen, "title", toc_title_of_body(&pen->pages, duty->other));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
    write_actions(pen, duty->kind == TOC_DUTY_ANNOUNCEMENT ? announce : report);
}

static void write_answering(toc_view_pen *pen, const toc_duty *duty)
{
    static const char *const answers[] = {"given", "refused", NULL};
    static const char *const form[] = {"form", NULL};

    toc_json_key_string(pen->json, "state", "ready");
    if (duty->kind == TOC_DUTY_APPROVAL || duty->kind == TOC_DUTY_REQUEST)
        toc_view_key_body(pen, "from", pen->machine->nodes[duty->id].performer);
    else if (duty->kind == TOC_DUTY_CLEARANCE)
        toc_view_key_body(pen, "from", pen->machine->reports[duty->id].sender);
    if (duty->kind == TOC_DUTY_REQUEST && duty->other != TOC_NONE)
        toc_view_key_text(pen, "resource",
                          toc_title_of(&pen->pages, &pen->machine->resources[duty->other].head));
    write_actions(pen, duty->kind == TOC_DUTY_FORM ? form : answers);
}

/* What an intent names it by, beside its activation. */
static void write_subject(toc_view_pen *pen, const toc_duty *duty)
{
    if (duty->kind == TOC_DUTY_APPROVE_END || duty->kind == TOC_DUTY_PROPOSE_END) {
        toc_json_key_string(pen->json, "subject", "end");
        toc_view_key_name(pen, "ladder", &pen->machine->ladders[duty->id].head);
    } else {
        toc_json_key_string(pen->json, "subject", toc_duty_subject(pen->machine, duty));
    }
    toc_json_key_int(pen->json, "activation", duty->activation);
}

static const char *clause_of(const toc_view_pen *pen, const toc_duty *duty)
{
    return toc_machine_text(pen->machine, toc_duty_head(pen->machine, duty)->clause);
}

/* What is said of a duty to whoever may see it. */
static void write_head(toc_view_pen *pen, const toc_duty *duty)
{
    toc_json_key_int(pen->json, "duty", duty->number);
    toc_json_key_string(pen->json, "kind", kind_word(duty->kind));
    write_subject(pen, duty);
    toc_view_key_text(pen, "title", toc_title_of_duty(&pen->pages, duty));
    toc_view_key_body(pen, "owner", duty->owner);
    toc_view_key_time(pen, "opened", duty->opened);
    toc_view_key_time(pen, "due", duty->due);
    toc_view_key_text(pen, "clause", clause_of(pen, duty));
}

static void write_task(toc_view_pen *pen, const toc_duty *duty)
{
    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "id", toc_arena_printf(pen->arena, "d%u", duty->number));
    write_head(pen, duty);
    if (is_work(duty->kind))
        write_work(pen, duty);
    else if (duty->kind == TOC_DUTY_REPORT || duty->kind == TOC_DUTY_ANNOUNCEMENT)
        write_telling(pen, duty);
    else
        write_answering(pen, duty);
    toc_json_end_object(pen->json);
}

/* ── in order of urgency ── */

typedef struct row {
    toc_ms due; /* TOC_MS_NONE: undated, last */
    uint32_t number;
} row;

typedef TOC_VEC(row) rows;

static int compare_due(const void *left, const void *right)
{
    const row *a = left;
    const row *b = right;

    if (a->due != b->due) {
        if (a->due == TOC_MS_NONE || b->due == TOC_MS_NONE)
            return a->due == TOC_MS_NONE ? 1 : -1;
        return a->due < b->due ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

static void sort(rows *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_due);
}

static const toc_duty *duty_of(const toc_view_pen *pen, const row *at)
{
    return &pen->drill->duties[at->number - 1];
}

static bool is_open(const toc_duty *duty)
{
    return duty->state == TOC_DUTY_OPEN;
}

static void gather_open(toc_view_pen *pen, rows *list,
                        bool (*wants)(const toc_view_pen *, const toc_duty *))
{
    for (uint32_t i = 0; i < pen->drill->duty_count; i++) {
        const toc_duty *duty = &pen->drill->duties[i];
        row found = {duty->due, duty->number};

        if (is_open(duty) && wants(pen, duty))
            TOC_PUSH(pen->arena, list, found);
    }
    sort(list);
}

void toc_view_tasks(toc_view_pen *pen)
{
    rows list = {0};

    gather_open(pen, &list, is_shown);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < list.count; i++)
        write_task(pen, duty_of(pen, &list.items[i]));
    toc_json_end_array(pen->json);
}

/* ── what is done ── */

static void write_end(toc_view_pen *pen, const toc_duty *duty)
{
    toc_json_key_string(pen->json, "state", toc_duty_state_word((toc_duty_state)duty->state));
    toc_view_key_time(pen, "closed", is_open(duty) ? TOC_MS_NONE : duty->closed);
    if (duty->state == TOC_DUTY_VOID)
        toc_json_key_string(pen->json, "void", toc_void_reason_word((toc_void_reason)duty->reason));
    toc_view_marks(pen, duty->marks);
}

static bool is_done_shown(const toc_view_pen *pen, const toc_duty *duty)
{
    bool is_judging = duty->kind == TOC_DUTY_DECLARE || duty->kind == TOC_DUTY_PROPOSE_END ||
                      duty->kind == TOC_DUTY_OVERALL;
    bool was_done = duty->state == TOC_DUTY_MET || duty->state == TOC_DUTY_LATE;

    /* what was missed or fell away may be something that the body never heard of */
    return toc_view_is_own(pen, duty->owner) &&
           (was_done || (!is_judging && duty->state == TOC_DUTY_MISSED && is_work(duty->kind)));
}

static int compare_closed(const void *left, const void *right)
{
    const row *a = left;
    const row *b = right;

    if (a->due != b->due)
        return a->due > b->due ? -1 : 1;
    return (b->number > a->number) - (b->number < a->number);
}

void toc_view_done(toc_view_pen *pen)
{
    rows list = {0};

    for (uint32_t i = 0; i < pen->drill->duty_count; i++) {
        const toc_duty *duty = &pen->drill->duties[i];
        row found = {duty->closed, duty->number};

        if (!is_open(duty) && is_done_shown(pen, duty))
            TOC_PUSH(pen->arena, &list, found);
    }
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, compare_closed);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < list.count && i < DONE_MAX; i++) {
        const toc_duty *duty = duty_of(pen, &list.items[i]);

        toc_json_begin_object(pen->json);
        toc_json_key_string(pen->json, "id", toc_arena_printf(pen->arena, "d%u", duty->number));
        toc_json_key_string(pen->json, "kind", kind_word(duty->kind));
        toc_view_key_text(pen, "title", toc_title_of_duty(&pen->pages, duty));
        toc_view_key_time(pen, "due", duty->due);
        write_end(pen, duty);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── everything owed by anybody ── */

static void write_owed(toc_view_pen *pen, const toc_duty *duty)
{
    toc_json_begin_object(pen->json);
    write_head(pen, duty);
    if (is_work(duty->kind)) {
        const toc_view_work *work = toc_view_work_of(pen, duty->id, duty->activation);

        toc_json_key_string(pen->json, "work", work ? toc_node_state_word(work->state) : NULL);
    }
    write_end(pen, duty);
    toc_json_end_object(pen->json);
}

static bool is_anything(const toc_view_pen *pen, const toc_duty *duty)
{
    (void)pen;
    (void)duty;
    return true;
}

/* On the wall: what the plan's own clock says is late, of what everybody in the room may know. */
static bool is_for_wall(const toc_view_pen *pen, const toc_duty *duty)
{
    (void)pen;
    return duty->due != TOC_MS_NONE && duty->kind != TOC_DUTY_DECLARE &&
           duty->kind != TOC_DUTY_PROPOSE_END;
}

void toc_view_owed(toc_view_pen *pen)
{
    rows list = {0};
    bool has_closed = pen->audience->role == TOC_ROLE_EVALUATOR;

    gather_open(pen, &list, pen->audience->role == TOC_ROLE_WALL ? is_for_wall : is_anything);
    for (uint32_t i = pen->drill->duty_count; i-- > 0 && has_closed && list.count < OWED_MAX;) {
        const toc_duty *duty = &pen->drill->duties[i];
        row found = {duty->due, duty->number};

        if (!is_open(duty))
            TOC_PUSH(pen->arena, &list, found);
    }
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < list.count; i++)
        write_owed(pen, duty_of(pen, &list.items[i]));
    toc_json_end_array(pen->json);
}
