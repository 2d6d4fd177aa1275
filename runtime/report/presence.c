/* presence.c - reads from the trace who was there when; duty hours are those of the plan. */
#include "report/presence.h"

#include <stdlib.h>

#include "base/vec.h"
#include "machine/hours.h"

/* A body was formed or stood down, was lost or came back. */
typedef struct change {
    uint32_t body;
    uint32_t kind; /* TOC_TRACE_BODY or TOC_TRACE_UNREACHABLE */
    toc_ms at;
    uint32_t place; /* in the trace: the later one holds */
    int64_t value;
} change;

struct toc_presence {
    const toc_machine *machine;
    toc_ms start;
    uint32_t *successor;     /* of a post: who steps in for it, or TOC_NONE */
    TOC_VEC(change) changes; /* by body, kind, time, place */
};

static int by_body(const void *left, const void *right)
{
    const change *a = left;
    const change *b = right;

    if (a->body != b->body)
        return a->body < b->body ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

toc_presence *toc_presence_new(toc_arena *arena, const toc_drill *drill)
{
    toc_presence *presence = TOC_NEW(arena, toc_presence);
    uint32_t count = drill->machine->bodies_count;

    presence->machine = drill->machine;
    presence->start = drill->script->scenario->start;
    presence->successor = TOC_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        presence->successor[i] = TOC_NONE;
    for (uint32_t i = count; i-- > 0;) {
        if (drill->machine->bodies[i].succeeds != TOC_NONE)
            presence->successor[drill->machine->bodies[i].succeeds] = i;
    }
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;
        change row = {trace->id, trace->kind, trace->at, i, trace->value};

        if (trace->kind == TOC_TRACE_BODY || trace->kind == TOC_TRACE_UNREACHABLE)
            TOC_PUSH(arena, &presence->changes, row);
    }
    if (presence->changes.count > 1)
        qsort(presence->changes.items, presence->changes.count, sizeof(change), by_body);
    return presence;
}

/* How many changes stand before that body, kind and time. */
static uint32_t count_before(const toc_presence *presence, const change *key)
{
    uint32_t low = 0;
    uint32_t high = presence->changes.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (by_body(&presence->changes.items[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What held last at @p at; @p otherwise where nothing had changed. */
static int64_t value_at(const toc_presence *presence, uint32_t body, toc_trace_kind kind, toc_ms at,
                        int64_t otherwise)
{
    change key = {body, (uint32_t)kind, at, UINT32_MAX, 0};
    uint32_t place = count_before(presence, &key);
    const change *last = place > 0 ? &presence->changes.items[place - 1] : NULL;

    return last && last->body == body && last->kind == (uint32_t)kind ? last->value : otherwise;
}

static uint32_t org_of(const toc_presence *presence, uint32_t body)
{
    uint32_t parent = presence->machine->bodies[body].parent;

    return parent == TOC_NONE ? body : parent;
}

static bool is_reachable(const toc_presence *presence, uint32_t body, toc_ms at)
{
    return !value_at(presence, body, TOC_TRACE_UNREACHABLE, at, 0) &&
           !value_at(presence, org_of(presence, body), TOC_TRACE_UNREACHABLE, at, 0);
}

static bool is_there(const toc_presence *presence, uint32_t body, toc_ms at)
{
    uint32_t org = org_of(presence, body);
    bool is_formed_first = presence->machine->bodies[org].founder != TOC_NONE;

    return value_at(presence, org, TOC_TRACE_BODY, at,
                    is_formed_first ? TOC_BODY_ABSENT : TOC_BODY_ACTIVE) == TOC_BODY_ACTIVE;
}

/* Who acts for it at that time, as the engine has it: itself, unless it is out of reach. */
static uint32_t actor_at(const toc_presence *presence, uint32_t body, toc_ms at)
{
    uint32_t next = body;

    if (is_reachable(presence, body, at))
        return body;
    do
        next = presence->successor[next];
    while (next != TOC_NONE && !(is_there(presence, next, at) && is_reachable(presence, next, at)));
    return next == TOC_NONE ? body : next;
}

static toc_blocked barred_at(const toc_presence *presence, uint32_t body, toc_ms at)
{
    const toc_machine *machine = presence->machine;

    if (!is_there(presence, body, at))
        return TOC_BLOCKED_ABSENT;
    if (!toc_hours_hold(machine, toc_hours_of(machine, body), presence->start + at))
        return TOC_BLOCKED_OFF_DUTY;
    return is_reachable(presence, body, at) ? TOC_BLOCKED_NOT : TOC_BLOCKED_UNREACHABLE;
}

/* The first change of @p body or its org after @p at, or @p best where that is sooner. */
static toc_ms change_after(const toc_presence *presence, uint32_t body, toc_ms at, toc_ms best)
{
    static const toc_trace_kind kinds[] = {TOC_TRACE_BODY, TOC_TRACE_UNREACHABLE};
    uint32_t both[] = {body, org_of(presence, body)};

    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < 2; k++) {
            change key = {both[i], (uint32_t)kinds[k], at, UINT32_MAX, 0};
            uint32_t place = count_before(presence, &key);
            const change *next =
                place < presence->changes.count ? &presence->changes.items[place] : NULL;

            if (next && next->body == key.body && next->kind == key.kind && next->at < best)
                best = next->at;
        }
    }
    return best;
}

/* The next instant, not after @p most, at which it may be otherwise: somebody of the line is lost or
 * comes, or the hours of whoever acts begin. */
static toc_ms next_look(const toc_presence *presence, uint32_t body, uint32_t actor, toc_ms at,
                        toc_ms most)
{
    const toc_machine *machine = presence->machine;
    toc_ms begin = toc_hours_begin(machine, toc_hours_of(machine, actor), presence->start + at);
    toc_ms next = most;

    if (begin != TOC_MS_NONE && begin - presence->start < next)
        next = begin - presence->start;
    for (uint32_t who = body; who != TOC_NONE; who = presence->successor[who])
        next = change_after(presence, who, at, next);
    return next;
}

toc_blocked toc_presence_barred(const toc_presence *presence, uint32_t body, toc_ms from,
                                toc_ms until)
{
    toc_blocked first = TOC_BLOCKED_NOT;

    if (body == TOC_NONE || from > until)
        return TOC_BLOCKED_NOT;
    for (toc_ms at = from; at <= until;) {
        uint32_t actor = actor_at(presence, body, at);
        toc_blocked why = barred_at(presence, actor, at);

        if (why == TOC_BLOCKED_NOT)
            return TOC_BLOCKED_NOT;
        if (first == TOC_BLOCKED_NOT)
            first = why;
        at = next_look(presence, body, actor, at, until + 1);
    }
    return first;
}
