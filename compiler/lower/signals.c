/* signals.c - who is told when something changes: a number for everything that a tracked condition
 * reads, and the conditions that read it. */
#include "lower/context.h"

/* Where the thing that @p code reads keeps its signal; NULL: it reads nothing that changes. */
static uint32_t *signal_place(toc_low *low, const toc_m_code *code)
{
    switch ((toc_m_op)code->op) {
    case TOC_OP_INDICATOR:
    case TOC_OP_SUM:
    case TOC_OP_MIN:
    case TOC_OP_MAX:
    case TOC_OP_MEAN:
    case TOC_OP_RATE:
    case TOC_OP_RISE:
    case TOC_OP_OUTBREAK:
        return &low->indicators[code->a].signal;
    case TOC_OP_FIELD:
    case TOC_OP_COUNT:
        return &low->events[code->a].signal;
    case TOC_OP_LEVEL:
        return &low->ladders[code->a].signal;
    case TOC_OP_FREE:
    case TOC_OP_USED:
        return &low->resources[code->a].signal;
    case TOC_OP_DONE:
    case TOC_OP_LATE:
        return &low->nodes[code->a].signal;
    case TOC_OP_SENT:
    case TOC_OP_REPORT_LATE:
        return &low->reports[code->a].signal;
    case TOC_OP_HAPPENED:
    case TOC_OP_SINCE:
        return &low->anchors[code->a].signal;
    case TOC_OP_TIME_TO:
        return &low->moments[code->a].signal;
    case TOC_OP_BODY:
        return &low->bodies[code->a].signal;
    case TOC_OP_RESPONSE:
        return &low->responses[code->a].signal;
    case TOC_OP_PERIOD:
        return &low->periods[code->a].signal;
    case TOC_OP_HELD:
        return &low->condition_rows[code->a].signal;
    case TOC_OP_CONST:
    case TOC_OP_NOT:
    case TOC_OP_AND:
    case TOC_OP_OR:
    case TOC_OP_EQ:
    case TOC_OP_NE:
    case TOC_OP_LT:
    case TOC_OP_LE:
    case TOC_OP_GT:
    case TOC_OP_GE:
    case TOC_OP_ADD:
    case TOC_OP_SUB:
    case TOC_OP_MUL:
    case TOC_OP_DIV:
    case TOC_OP_NEG:
    case TOC_OP_COUNT_OF_OPS:
        break;
    }
    return NULL;
}

/* A field's code names its slot; its event keeps the signal. */
static uint32_t *place_of(toc_low *low, const toc_m_code *code, const uint32_t *event_of_field)
{
    toc_m_code of_event = *code;

    if (code->op == TOC_OP_FIELD)
        of_event.a = event_of_field[code->a];
    return signal_place(low, &of_event);
}

static uint32_t *events_of_fields(toc_low *low)
{
    uint32_t *events = TOC_NEW_ARRAY(low->arena, uint32_t, low->fields.count);

    for (uint32_t i = 0; i < low->plan->events.count; i++) {
        for (uint32_t k = 0; k < low->events[i].fields.count; k++)
            events[low->events[i].fields.first + k] = i;
    }
    return events;
}

#define NUMBER(rows, count)                                                                        \
    for (uint32_t i = 0; i < (count); i++) {                                                       \
        if (low->rows[i].signal != TOC_NONE)                                                       \
            low->rows[i].signal = low->signal_count++;                                             \
    }

/* Numbers run table by table, so they do not depend on which condition reads first. */
static void number_signals(toc_low *low)
{
    const toc_plan *plan = low->plan;

    NUMBER(bodies, plan->bodies.count)
    NUMBER(resources, plan->resources.count)
    NUMBER(indicators, plan->indicators.count)
    NUMBER(events, plan->events.count)
    NUMBER(periods, plan->periods.count)
    NUMBER(moments, plan->moments.count)
    NUMBER(condition_rows, low->conditions.count)
    NUMBER(anchors, low->anchor_count)
    NUMBER(ladders, plan->ladders.count)
    NUMBER(responses, plan->responses.count)
    NUMBER(nodes, plan->nodes.count)
    NUMBER(reports, low->told.count)
}

static void keep_histories(toc_low *low)
{
    for (uint32_t i = 0; i < low->codes.count; i++) {
        const toc_m_code *code = &low->codes.items[i];

        if (code->op == TOC_OP_OUTBREAK)
            low->indicators[code->a].days = 1;
        else if (code->op == TOC_OP_COUNT)
            low->events[code->a].history = 1;
        else if (code->op >= TOC_OP_SUM && code->op <= TOC_OP_RISE)
            low->indicators[code->a].history = 1;
    }
}

typedef void visit_fn(toc_low *low, uint32_t *place, uint32_t condition, void *context);

/* Calls @p visit for everything that tracked conditions read, conditions ascending. */
static void each_reading(toc_low *low, const uint32_t *event_of_field, visit_fn *visit,
                         void *context)
{
    for (uint32_t i = 0; i < low->conditions.count; i++) {
        const toc_m_condition *row = &low->condition_rows[i];

        for (uint32_t k = 0; row->owner != TOC_OWNER_NONE && k < row->code.count; k++) {
            uint32_t *place = place_of(low, &low->codes.items[row->code.first + k], event_of_field);

            if (place)
                visit(low, place, i, context);
        }
    }
}

static void mark(toc_low *low, uint32_t *place, uint32_t condition, void *context)
{
    (void)low;
    (void)condition;
    (void)context;
    *place = 0;
}

static void add_reader(toc_low *low, uint32_t *place, uint32_t condition, void *context)
{
    toc_low_ids *readers = (toc_low_ids *)context + *place;

    if (readers->count == 0 || readers->items[readers->count - 1] != condition)
        TOC_PUSH(low->arena, readers, condition);
}

void toc_low_signals(toc_low *low)
{
    uint32_t *event_of_field = events_of_fields(low);
    toc_low_ids *readers;

    keep_histories(low);
    each_reading(low, event_of_field, mark, NULL);
    number_signals(low);
    readers = TOC_NEW_ARRAY(low->arena, toc_low_ids, low->signal_count);
    each_reading(low, event_of_field, add_reader, readers);
    low->readers = TOC_NEW_ARRAY(low->arena, toc_range, low->signal_count);
    for (uint32_t i = 0; i < low->signal_count; i++)
        low->readers[i] = toc_low_set(low, &readers[i]);
}
