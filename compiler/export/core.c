/* core.c - takes out of a copied machine what a state chart cannot say. */
#include "export/core.h"

#include <string.h>

#include "base/phrase.h"
#include "machine/image.h"

typedef struct trimmer {
    toc_arena *arena;
    toc_core *core;
    unsigned char *copy;
} trimmer;

/* The rows of the copy as they may be changed: the view's are the same, but constant. */
static void *rows(const trimmer *t, const void *table)
{
    return t->copy + ((const unsigned char *)table - (const unsigned char *)t->core->machine.image);
}

#define ROWS(t, type, table) ((type *)rows((t), (t)->core->machine.table))

static const char *text(const trimmer *t, toc_string offset)
{
    return toc_machine_text(&t->core->machine, offset);
}

/* @p what and @p how are phrases. */
static void lose(trimmer *t, const char *what, toc_string name, const char *how)
{
    TOC_PUSH(t->arena, &t->core->losses,
             toc_arena_printf(t->arena, "%s `%s` %s", what, text(t, name), how));
    TOC_PUSH(t->arena, &t->core->losses_said,
             toc_say(t->arena, "%s `%s` %s", what, text(t, name), how));
}

/* ---- conditions ---- */

static bool anchor_can_occur(const trimmer *t, uint32_t anchor)
{
    uint32_t kind = t->core->machine.anchors[anchor].kind;
    return kind <= TOC_M_ANCHOR_NODE_DONE;
}

/* What a chart cannot read in it and what becomes of it, or NULL. */
static const char *foreign(const trimmer *t, const toc_m_code *code)
{
    switch (code->op) {
    case TOC_OP_CONST:
    case TOC_OP_INDICATOR:
    case TOC_OP_FIELD:
    case TOC_OP_LEVEL:
    case TOC_OP_DONE:
    case TOC_OP_LATE:
    case TOC_OP_RESPONSE:
    case TOC_OP_HELD:
        return NULL;
    case TOC_OP_HAPPENED:
        return anchor_can_occur(t, code->a)
                   ? NULL
                   : TOC_PHRASE("reads a report or the forming of a body: it never holds");
    case TOC_OP_FREE:
    case TOC_OP_USED:
        return TOC_PHRASE("reads a resource: it never holds");
    case TOC_OP_SENT:
    case TOC_OP_REPORT_LATE:
        return TOC_PHRASE("reads a report: it never holds");
    case TOC_OP_BODY:
        return TOC_PHRASE("reads a body: it never holds");
    case TOC_OP_PERIOD:
        return TOC_PHRASE("reads the calendar: it never holds");
    case TOC_OP_TIME_TO:
        return TOC_PHRASE("reads a forecast: it never holds");
    default:
        break;
    }
    return code->op >= TOC_OP_NOT && code->op <= TOC_OP_NEG
               ? NULL
               : TOC_PHRASE("reads a window of time: it never holds");
}

static void trim_conditions(trimmer *t)
{
    toc_m_condition *conditions = ROWS(t, toc_m_condition, conditions);
    toc_m_code *codes = ROWS(t, toc_m_code, codes);
    for (uint32_t i = 0; i < t->core->machine.conditions_count; i++) {
        toc_m_condition *row = &conditions[i];
        const char *why = NULL;
        for (uint32_t k = 0; k < row->code.count && !why; k++)
            why = foreign(t, &codes[row->code.first + k]);
        if (!why)
            continue;
        codes[row->code.first] = (toc_m_code){.op = TOC_OP_CONST};
        row->code.count = 1;
        lose(t, TOC_PHRASE("condition"), row->text, why);
    }
}

/* ---- deadlines ---- */

static bool is_by_clock(const trimmer *t, uint32_t deadline)
{
    const toc_m_deadline *row = &t->core->machine.deadlines[deadline];
    return row->kind != TOC_M_DEADLINE_WITHIN || row->workdays > 0;
}

static void trim_deadline(trimmer *t, uint32_t *deadline, const char *what, toc_string name)
{
    if (*deadline == TOC_NONE || !is_by_clock(t, *deadline))
        return;
    lose(t, what, name,
         t->core->machine.deadlines[*deadline].kind == TOC_M_DEADLINE_BEFORE
             ? TOC_PHRASE("is due before what is forecast: it has no deadline")
             : TOC_PHRASE("is due by the calendar: it has no deadline"));
    *deadline = TOC_NONE;
}

static void trim_levels(trimmer *t)
{
    toc_m_level *levels = ROWS(t, toc_m_level, levels);
    for (uint32_t i = 0; i < t->core->machine.levels_count; i++)
        trim_deadline(t, &levels[i].deadline, TOC_PHRASE("level"), levels[i].head.name);
}

/* ---- responses and steps ---- */

static void trim_responses(trimmer *t)
{
    toc_m_response *responses = ROWS(t, toc_m_response, responses);
    for (uint32_t i = 0; i < t->core->machine.responses_count; i++) {
        toc_m_response *row = &responses[i];
        if (row->repeats)
            lose(t, TOC_PHRASE("response"), row->head.name,
                 TOC_PHRASE("runs once at a time: a second start is passed over"));
        if (row->reports.count > 0)
            lose(t, TOC_PHRASE("response"), row->head.name,
                 TOC_PHRASE("has reports: they are left out"));
        row->repeats = 0;
        row->reports = (toc_range){0, 0};
    }
}

static void trim_node(trimmer *t, toc_m_node *row)
{
    const char *what =
        row->kind == TOC_M_NODE_DECISION ? TOC_PHRASE("decision") : TOC_PHRASE("step");
    if (row->period > 0)
        lose(t, what, row->head.name, TOC_PHRASE("repeats: it is done once"));
    if (row->demands.count > 0)
        lose(t, what, row->head.name, TOC_PHRASE("needs resources: they are taken to be there"));
    if (row->approver != TOC_NONE)
        lose(t, what, row->head.name, TOC_PHRASE("needs an approval: it is taken to be given"));
    row->period = 0;
    row->until = TOC_NONE;
    row->demands = (toc_range){0, 0};
    row->approver = row->approval_deadline = TOC_NONE;
    trim_deadline(t, &row->deadline, what, row->head.name);
}

static bool is_always_there(const trimmer *t, toc_range shifts)
{
    const toc_m_shift *first = &t->core->machine.shifts[shifts.first];
    bool is_whole = shifts.count == 1 && first->days == 127 && first->from_minute == 0 &&
                    (first->to_minute == 0 || first->to_minute == 24 * 60);
    return shifts.count == 0 || is_whole;
}

static void trim_others(trimmer *t)
{
    const toc_machine *machine = &t->core->machine;
    toc_m_report *reports = ROWS(t, toc_m_report, reports);
    toc_m_body *bodies = ROWS(t, toc_m_body, bodies);
    toc_m_anchor *anchors = ROWS(t, toc_m_anchor, anchors);
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        lose(t, TOC_PHRASE("report"), reports[i].head.name, TOC_PHRASE("is left out"));
        reports[i].condition = reports[i].until = reports[i].response = TOC_NONE;
        reports[i].period = 0;
        reports[i].on = reports[i].receivers = (toc_range){0, 0};
    }
    for (uint32_t i = 0; i < machine->moments_count; i++)
        lose(t, TOC_PHRASE("moment"), machine->moments[i].head.name,
             TOC_PHRASE("is left out: it never comes"));
    for (uint32_t i = 0; i < machine->anchors_count; i++)
        anchors[i].reports = anchors[i].report_deadlines = (toc_range){0, 0};
    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        if (bodies[i].founder != TOC_NONE || bodies[i].condition != TOC_NONE)
            lose(t, TOC_PHRASE("body"), bodies[i].head.name,
                 TOC_PHRASE("is formed on demand: it is taken to be there"));
        if (!is_always_there(t, bodies[i].shifts))
            lose(t, TOC_PHRASE("body"), bodies[i].head.name,
                 TOC_PHRASE("has hours of duty: it is taken to be there"));
        bodies[i].founder = bodies[i].condition = TOC_NONE;
    }
}

/* Reactions of what was taken out would still be told to its owner. */
static void disown_conditions(trimmer *t)
{
    toc_m_condition *conditions = ROWS(t, toc_m_condition, conditions);
    for (uint32_t i = 0; i < t->core->machine.conditions_count; i++) {
        uint32_t owner = conditions[i].owner;
        if (owner == TOC_OWNER_BODY || owner == TOC_OWNER_NODE || owner == TOC_OWNER_REPORT)
            conditions[i].owner = TOC_OWNER_NONE;
    }
}

void toc_core_make(const toc_machine *machine, toc_arena *arena, toc_core *out)
{
    *out = (toc_core){0};
    trimmer t = {arena, out, (unsigned char *)toc_arena_copy(arena, machine->image, machine->size)};
    toc_image_view(t.copy, machine->size, &out->machine);
    trim_conditions(&t);
    disown_conditions(&t);
    trim_levels(&t);
    trim_responses(&t);
    toc_m_node *nodes = ROWS(&t, toc_m_node, nodes);
    for (uint32_t i = 0; i < machine->nodes_count; i++)
        trim_node(&t, &nodes[i]);
    trim_others(&t);
}
