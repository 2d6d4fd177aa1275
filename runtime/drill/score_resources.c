/* score_resources.c - figures of resources: units in use, and the steps that waited for them. */
#include "drill/score_private.h"

typedef struct waiting { /* a step that waits for resources */
    uint32_t node;
    uint32_t activation;
    uint32_t occurrence;
    toc_ms booked;      /* up to when its wait is */
    uint64_t counted;   /* of its demands (the first 64): those that it was seen to wait for */
    bool is_mobilising; /* until what there is has been made ready */
} waiting;

typedef struct store { /* all resources, while the trace is read */
    toc_arena *arena;
    const toc_machine *machine;
    toc_resource_figures *figures;
    int64_t *used;
    int64_t *free;
    int64_t *unit_ms;
    int64_t *promised; /* to those who stand before a step in the line, while it is looked at */
    toc_ms *since;     /* the last change of its units */
    TOC_VEC(waiting) waits; /* in the order in which they began, as the line for resources stands */
} store;

/* ── what is waited for ──────────────────────────────────────────────────── */

typedef enum shortness { /* why a demand is not met; the first that any of a step's has is told */
                         SHORT_OF_UNITS,
                         PROMISED_TO_OTHERS, /* who stand before it in the line */
                         OFF_SHIFT,          /* or for reasons that the trace does not tell */
                         SHORTNESS_COUNT
} shortness;

static bool takes(const toc_m_demand *demand)
{
    return demand->kind <= TOC_DEMAND_FILL;
}

static const toc_m_demand *demand_at(const store *s, const waiting *wait, uint32_t i)
{
    return &s->machine->demands[s->machine->nodes[wait->node].demands.first + i];
}

static uint32_t demand_count(const store *s, const waiting *wait)
{
    return s->machine->nodes[wait->node].demands.count;
}

static bool asks_for(const store *s, const waiting *wait, uint32_t resource)
{
    for (uint32_t i = 0; i < demand_count(s, wait); i++)
        if (takes(demand_at(s, wait, i)) && demand_at(s, wait, i)->resource == resource)
            return true;
    return false;
}

static void promise(store *s, const waiting *wait)
{
    for (uint32_t i = 0; i < demand_count(s, wait); i++) {
        const toc_m_demand *demand = demand_at(s, wait, i);
        s->promised[demand->resource] += takes(demand) ? demand->count : 0;
    }
}

/* What was promised by the first @p count is not any more. */
static void forget_promises(store *s, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t i = 0; i < demand_count(s, &s->waits.items[k]); i++)
            s->promised[demand_at(s, &s->waits.items[k], i)->resource] = 0;
}

static bool is_short(const store *s, const toc_m_demand *demand, shortness why)
{
    int64_t left = s->free[demand->resource];

    if (why == PROMISED_TO_OTHERS)
        left -= s->promised[demand->resource];
    return why == OFF_SHIFT || left < demand->count;
}

static shortness shortness_of(const store *s, const waiting *wait)
{
    for (int why = SHORT_OF_UNITS; why < OFF_SHIFT; why++)
        for (uint32_t i = 0; i < demand_count(s, wait); i++) {
            const toc_m_demand *demand = demand_at(s, wait, i);
            if (takes(demand) && is_short(s, demand, (shortness)why))
                return (shortness)why;
        }
    return OFF_SHIFT;
}

/* Up to @p until it waited for what is short as things stand; as yet nothing has changed at @p until. */
static void book(store *s, waiting *wait, toc_ms until)
{
    toc_ms length = until - wait->booked;
    shortness why = wait->is_mobilising || length == 0 ? OFF_SHIFT : shortness_of(s, wait);

    for (uint32_t i = 0; length > 0 && i < demand_count(s, wait); i++) {
        const toc_m_demand *demand = demand_at(s, wait, i);
        toc_resource_figures *figures = &s->figures[demand->resource];
        uint64_t bit = UINT64_C(1) << (i < 63 ? i : 63);

        if (!takes(demand) || !is_short(s, demand, why) ||
            (wait->is_mobilising && s->machine->resources[demand->resource].ready == 0))
            continue;
        figures->waits += !(wait->counted & bit);
        wait->counted |= bit;
        figures->waited += length;
        figures->readied += wait->is_mobilising ? length : 0;
    }
    wait->booked = until;
}

/* ── reading the trace ───────────────────────────────────────────────────── */

/* Before the units of a resource change: whoever waits for it did so under what was.  TOC_NONE: of any. */
static void book_all(store *s, uint32_t resource, toc_ms until)
{
    for (uint32_t i = 0; i < s->waits.count; i++) {
        waiting *wait = &s->waits.items[i];
        if (resource == TOC_NONE || asks_for(s, wait, resource))
            book(s, wait, until);
        promise(s, wait);
    }
    forget_promises(s, s->waits.count);
}

static void book_one(store *s, waiting *wait, toc_ms until)
{
    for (const waiting *before = s->waits.items; before < wait; before++)
        promise(s, before);
    book(s, wait, until);
    forget_promises(s, (uint32_t)(wait - s->waits.items));
}

static void take_units(store *s, const toc_trace *trace)
{
    uint32_t id = trace->id;
    toc_resource_figures *figures = &s->figures[id];
    int64_t units = trace->value;

    if (trace->at > s->since[id])
        book_all(s, id, trace->at);
    s->unit_ms[id] += s->used[id] * (trace->at - s->since[id]);
    s->since[id] = trace->at;
    s->free[id] -= units;
    if (trace->kind == TOC_TRACE_LOST)
        figures->lost += units;
    else if (trace->marks & TOC_MARK_NEW)
        figures->granted -= units;
    else
        s->used[id] += units;
    if (s->used[id] > figures->peak)
        figures->peak = s->used[id];
}

static waiting *find_wait(store *s, const toc_trace *trace)
{
    for (uint32_t i = 0; i < s->waits.count; i++) {
        waiting *wait = &s->waits.items[i];
        if (wait->node == trace->id && wait->activation == trace->activation &&
            wait->occurrence == trace->occurrence)
            return wait;
    }
    return NULL;
}

static void take_node(store *s, const toc_trace *trace)
{
    bool is_mobilising = trace->other == TOC_BLOCKED_MOBILISING;
    bool is_waiting =
        trace->value == TOC_NODE_BLOCKED && (trace->other == TOC_BLOCKED_RESOURCE || is_mobilising);
    waiting *wait = find_wait(s, trace);

    if (wait) {
        book_one(s, wait, trace->at);
        wait->is_mobilising = is_mobilising;
    }
    if (wait && !is_waiting) {
        for (s->waits.count--; wait < &s->waits.items[s->waits.count]; wait++)
            wait[0] = wait[1];
    } else if (!wait && is_waiting) {
        waiting begun = {.node = trace->id,
                         .activation = trace->activation,
                         .occurrence = trace->occurrence,
                         .booked = trace->at,
                         .is_mobilising = is_mobilising};
        TOC_PUSH(s->arena, &s->waits, begun);
    }
}

static void open_store(store *s, const toc_drill *drill)
{
    uint32_t count = drill->machine->resources_count;

    s->figures = TOC_NEW_ARRAY(s->arena, toc_resource_figures, count);
    s->used = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->free = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->unit_ms = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->promised = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->since = TOC_NEW_ARRAY(s->arena, toc_ms, count);
    for (uint32_t i = 0; i < count; i++) {
        s->figures[i].resource = i;
        s->free[i] = drill->machine->resources[i].count;
    }
}

static void close_store(store *s, toc_score *score)
{
    toc_ms end = score->drill->end;

    book_all(s, TOC_NONE, end);
    for (uint32_t i = 0; i < s->machine->resources_count; i++) {
        bool is_consumed = s->machine->resources[i].kind == TOC_RESOURCE_CONSUMABLE;

        s->unit_ms[i] += s->used[i] * (end - s->since[i]);
        s->figures[i].used_minutes = is_consumed ? s->used[i] : s->unit_ms[i] / TOC_MINUTE;
        TOC_PUSH(s->arena, &score->resources, s->figures[i]);
    }
}

void toc_score_resources(toc_arena *arena, toc_score *score)
{
    const toc_drill *drill = score->drill;
    store s = {.arena = arena, .machine = drill->machine};

    open_store(&s, drill);
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;

        if (trace->kind == TOC_TRACE_RESOURCE || trace->kind == TOC_TRACE_LOST)
            take_units(&s, trace);
        else if (trace->kind == TOC_TRACE_NODE)
            take_node(&s, trace);
    }
    close_store(&s, score);
}
