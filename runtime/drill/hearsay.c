/* hearsay.c - who was told what, when, and by which entry; word to somebody out of reach waits.
 *
 * The engine records only when a body is told for the first time; what came later is read
 * here from the events, values, steps, reports and notes themselves. */
#include "drill/hearsay.h"

#include <assert.h>

#include "base/vec.h"

/* Where in the trace word came: between records, so that notes, which have none, find a place. */
typedef int64_t position;

static position at_record(uint32_t happening)
{
    return 2 * (position)happening;
}

typedef struct word {
    position place;
    toc_told told;
    uint32_t teller; /* whose own word it is: no news to that body; or TOC_NONE */
} word;

typedef TOC_VEC(word) words;

struct toc_hearsay {
    toc_arena *arena;
    const toc_drill *drill;
    words *of;     /* for each body what it alone was told */
    words all;     /* what all were told */
    word *waiting; /* for each body the last word that has not reached it; at TOC_MS_NONE: none */
    uint8_t *is_gone; /* nobody can reach it */
    uint32_t gone_count;
    TOC_VEC(uint32_t) act_of; /* of each entry, by number - 1: index of its act, or TOC_NONE */
    uint32_t next_act;        /* so many acts and records are taken in */
    uint32_t next_record;
};

/* ── who is reached ── */

static bool is_reachable(const toc_hearsay *h, uint32_t body)
{
    uint32_t org = h->drill->machine->bodies[body].parent;

    return !h->is_gone[body] && (org == TOC_NONE || !h->is_gone[org]);
}

static void tell_one(toc_hearsay *h, uint32_t body, const word *what)
{
    if (body == what->teller)
        return;
    if (is_reachable(h, body))
        TOC_PUSH_ALONE(h->arena, &h->of[body], *what);
    else
        h->waiting[body] = *what;
}

/* What a body hears, its org and its posts hear. */
static void tell(toc_hearsay *h, uint32_t body, const word *what)
{
    const toc_m_body *row = &h->drill->machine->bodies[body];

    tell_one(h, body, what);
    if (row->parent != TOC_NONE)
        tell_one(h, row->parent, what);
    for (uint32_t i = 0; i < row->posts.count; i++)
        tell_one(h, h->drill->machine->ids[row->posts.first + i], what);
}

static void tell_all(toc_hearsay *h, const word *what)
{
    if (h->gone_count == 0)
        TOC_PUSH_ALONE(h->arena, &h->all, *what);
    for (uint32_t i = 0; i < h->drill->machine->bodies_count && h->gone_count > 0; i++)
        tell_one(h, i, what);
}

static void tell_list(toc_hearsay *h, const uint32_t *bodies, uint32_t count, const word *what)
{
    for (uint32_t i = 0; i < count; i++)
        tell(h, bodies[i], what);
}

static void tell_range(toc_hearsay *h, toc_range range, const word *what)
{
    if (range.count > 0)
        tell_list(h, h->drill->machine->ids + range.first, range.count, what);
}

static void bring_word(toc_hearsay *h, uint32_t body, position place, toc_ms at)
{
    word *waiting = &h->waiting[body];

    if (waiting->told.at == TOC_MS_NONE || !is_reachable(h, body))
        return;
    waiting->place = place;
    waiting->told.at = at;
    TOC_PUSH_ALONE(h->arena, &h->of[body], *waiting);
    waiting->told.at = TOC_MS_NONE;
}

static void take_reach(toc_hearsay *h, uint32_t happening)
{
    const toc_trace *trace = &h->drill->happenings[happening].trace;
    toc_range posts = h->drill->machine->bodies[trace->id].posts;
    bool is_gone = trace->value != 0;

    h->gone_count += is_gone && !h->is_gone[trace->id];
    h->gone_count -= !is_gone && h->is_gone[trace->id];
    h->is_gone[trace->id] = is_gone;
    if (is_gone)
        return;
    bring_word(h, trace->id, at_record(happening), trace->at);
    for (uint32_t i = 0; i < posts.count; i++)
        bring_word(h, h->drill->machine->ids[posts.first + i], at_record(happening), trace->at);
}

/* ── what brings word ── */

/* The act of entry number @p entry, or TOC_NONE. */
static uint32_t *number_of(const toc_hearsay *h, uint32_t entry)
{
    assert(entry - 1 < h->act_of.count && h->act_of.items);
    return &h->act_of.items[entry - 1];
}

static const toc_bound_act *act_of(const toc_hearsay *h, uint32_t entry)
{
    uint32_t index = entry == TOC_NONE ? TOC_NONE : *number_of(h, entry);

    return index == TOC_NONE ? NULL : toc_script_act(h->drill->script, index);
}

const toc_bound_act *toc_hearsay_act(const toc_hearsay *h, uint32_t entry)
{
    return act_of(h, entry);
}

static void take_event(toc_hearsay *h, const toc_trace *trace, word *what)
{
    const toc_m_event *event = &h->drill->machine->events[trace->id];
    const toc_bound_act *act = act_of(h, trace->entry);
    uint32_t told = act ? act->act.body_count : 0;

    if (act)
        tell_list(h, act->act.bodies, told, what);
    what->told.kind = TOC_TOLD_EVENT;
    tell_range(h, event->seen_by, what);
    if (told == 0 && event->seen_by.count == 0)
        tell_all(h, what);
}

static void take_report(toc_hearsay *h, const toc_trace *trace, const word *what)
{
    tell(h, trace->other, what);
    tell_range(h, h->drill->machine->reports[trace->id].copies, what);
}

/* The end of a series tells nobody: each of its times did. */
static bool is_end_of_series(const toc_machine *machine, const toc_trace *trace)
{
    return machine->nodes[trace->id].period > 0 && trace->body == TOC_NONE;
}

static bool is_among(const toc_machine *machine, toc_range range, uint32_t body)
{
    for (uint32_t i = 0; i < range.count; i++) {
        if (machine->ids[range.first + i] == body)
            return true;
    }
    return false;
}

/* Does what the record says reach the body, when it reaches its org and its posts as well? */
static bool reaches(const toc_machine *machine, const toc_trace *trace, uint32_t body)
{
    uint32_t asked = trace->kind == TOC_TRACE_FORECAST ? machine->moments[trace->id].source
                                                       : machine->reports[trace->id].approver;

    if (trace->kind == TOC_TRACE_ANNOUNCED)
        return is_among(machine, machine->reports[trace->id].receivers, body);
    return asked == body;
}

static bool reaches_one_of(const toc_machine *machine, const toc_trace *trace, uint32_t body)
{
    const toc_m_body *row = &machine->bodies[body];
    bool is_reached = reaches(machine, trace, body) ||
                      (row->parent != TOC_NONE && reaches(machine, trace, row->parent));

    for (uint32_t i = 0; i < row->posts.count && !is_reached; i++)
        is_reached = reaches(machine, trace, machine->ids[row->posts.first + i]);
    return is_reached;
}

static bool is_such(const toc_trace *trace, toc_told_kind kind)
{
    if (kind == TOC_TOLD_FORECAST)
        return trace->kind == TOC_TRACE_FORECAST;
    return trace->kind == TOC_TRACE_ANNOUNCED ||
           (trace->kind == TOC_TRACE_CLEARANCE && trace->value == 0); /* asked */
}

/* The record behind a first word: the last one before it that reaches the body. */
static uint32_t source_of(const toc_hearsay *h, uint32_t happening, toc_told_kind kind)
{
    const toc_machine *machine = h->drill->machine;
    uint32_t body = h->drill->happenings[happening].trace.id;

    for (uint32_t i = happening; i-- > 0;) {
        const toc_trace *trace = &h->drill->happenings[i].trace;

        if (is_such(trace, kind) && reaches_one_of(machine, trace, body))
            return i;
    }
    return TOC_NONE;
}

/* The first word of a body, where nothing that is read here brought it.  It is the first one only,
 * so that no later announcement takes the place of what was heard of an event. */
static void take_first(toc_hearsay *h, uint32_t happening, word *what)
{
    const toc_trace *trace = &h->drill->happenings[happening].trace;

    what->told.kind = TOC_TOLD_OWN_ACT;
    if (trace->other > TOC_TOLD_OWN_ACT) {
        what->told.kind = (toc_told_kind)trace->other;
        what->told.happening = source_of(h, happening, what->told.kind);
        if (what->told.happening != TOC_NONE)
            what->told.given = h->drill->happenings[what->told.happening].trace.at;
    }
    TOC_PUSH_ALONE(h->arena, &h->of[trace->id], *what);
}

static void take_record(toc_hearsay *h, uint32_t happening)
{
    const toc_machine *machine = h->drill->machine;
    const toc_trace *trace = &h->drill->happenings[happening].trace;
    word what = {
        at_record(happening), {trace->at, trace->at, trace->entry, happening, 0}, TOC_NONE};

    if (trace->kind == TOC_TRACE_EVENT) {
        what.told.kind = TOC_TOLD_INJECT;
        take_event(h, trace, &what);
    } else if (trace->kind == TOC_TRACE_SET && machine->indicators[trace->id].source != TOC_NONE) {
        what.told.kind = TOC_TOLD_SOURCE;
        tell(h, machine->indicators[trace->id].source, &what);
    } else if (trace->kind == TOC_TRACE_NODE && trace->value == TOC_NODE_DONE &&
               !is_end_of_series(machine, trace)) {
        what.told.kind = TOC_TOLD_STEP;
        what.teller = trace->body;
        tell_range(h, machine->nodes[trace->id].to, &what);
    } else if (trace->kind == TOC_TRACE_REPORT) {
        what.told.kind = TOC_TOLD_REPORT;
        what.teller = trace->body;
        take_report(h, trace, &what);
    } else if (trace->kind == TOC_TRACE_LATE_ACTION && trace->value == TOC_M_LATE_NOTIFY) {
        what.told.kind = TOC_TOLD_NOTICE;
        tell(h, trace->id, &what);
    } else if (trace->kind == TOC_TRACE_TOLD && trace->other > TOC_TOLD_NOTICE) {
        take_first(h, happening, &what);
    } else if (trace->kind == TOC_TRACE_UNREACHABLE) {
        take_reach(h, happening);
    }
}

/* A note, or a report to copies alone, which owes nothing: no record speaks of it. */
static void take_note(toc_hearsay *h, uint32_t index, uint32_t happening)
{
    const toc_script *script = h->drill->script;
    bool may_be = toc_script_act_is(script, index, TOC_ENTRY_NOTE) ||
                  toc_script_act_is(script, index, TOC_ENTRY_REPORT);
    const toc_bound_act *act = may_be ? toc_script_act(script, index) : NULL;
    word what = {.place = at_record(happening) - 1, .teller = TOC_NONE};

    if (!act || act->act.verb != TOC_VERB_NOTE)
        return;
    if (act->report != TOC_NONE)
        what.teller = act->act.body;
    what.told = (toc_told){act->at, act->at, act->entry->number, TOC_NONE,
                           act->report == TOC_NONE ? TOC_TOLD_INJECT : TOC_TOLD_REPORT};
    if (act->act.body_count > 0)
        tell_list(h, act->act.bodies, act->act.body_count, &what);
    else
        tell_all(h, &what);
}

/* Does act number @p act come before this record?  What no entry caused comes after the entries. */
static bool is_before(const toc_hearsay *h, uint32_t act, const toc_trace *trace)
{
    toc_ms at = toc_script_act_at(h->drill->script, act);

    if (at != trace->at)
        return at < trace->at;
    return trace->entry == TOC_NONE || *number_of(h, trace->entry) > act;
}

/* Acts from number @p from on. */
static void index_acts(toc_hearsay *h, uint32_t from)
{
    const toc_script *script = h->drill->script;
    uint32_t count = toc_scenario_entry_count(script->scenario);

    if (!h->act_of.items) { /* most often all that there will ever be */
        h->act_of.capacity = count;
        h->act_of.items = TOC_NEW_ARRAY(h->arena, uint32_t, count);
    }
    while (h->act_of.count < count)
        TOC_PUSH_ALONE(h->arena, &h->act_of, TOC_NONE);
    for (uint32_t i = from; i < script->act_count; i++) {
        uint32_t entry = toc_script_act_entry(script, i);

        if (entry != TOC_NONE)
            *number_of(h, entry) = i;
    }
}

void toc_hearsay_update(toc_hearsay *h)
{
    const toc_drill *drill = h->drill;
    uint32_t acts = drill->script->act_count;

    index_acts(h, h->next_act);
    for (; h->next_record < drill->happening_count; h->next_record++) {
        const toc_trace *trace = &drill->happenings[h->next_record].trace;

        while (h->next_act < acts && is_before(h, h->next_act, trace))
            take_note(h, h->next_act++, h->next_record);
        take_record(h, h->next_record);
    }
    while (h->next_act < acts)
        take_note(h, h->next_act++, drill->happening_count);
}

toc_hearsay *toc_hearsay_new(toc_arena *arena, const toc_drill *drill)
{
    toc_hearsay *h = TOC_NEW(arena, toc_hearsay);
    uint32_t count = drill->machine->bodies_count;

    *h = (toc_hearsay){.arena = arena, .drill = drill};
    h->of = TOC_NEW_ARRAY(arena, words, count);
    h->waiting = TOC_NEW_ARRAY(arena, word, count);
    h->is_gone = toc_arena_alloc(arena, count);
    for (uint32_t i = 0; i < count; i++)
        h->waiting[i].told.at = TOC_MS_NONE;
    toc_hearsay_update(h);
    return h;
}

/* ── asking ── */

/* The last of @p list before @p place, or NULL. */
static const word *last_before(const words *list, position place)
{
    uint32_t low = 0;
    uint32_t high = list->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (list->items[middle].place < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &list->items[low - 1] : NULL;
}

static const toc_told never = {TOC_MS_NONE, TOC_MS_NONE, TOC_NONE, TOC_NONE, TOC_TOLD_INJECT};

static toc_told told_before(const toc_hearsay *h, uint32_t body, position place)
{
    const word *own = last_before(&h->of[body], place);
    const word *common = last_before(&h->all, place);

    if (common && (!own || common->place > own->place))
        own = common;
    return own ? own->told : never;
}

toc_told toc_hearsay_before(const toc_hearsay *h, uint32_t body, uint32_t happening)
{
    return told_before(h, body, at_record(happening));
}

/* The last of @p list at or before @p at, or NULL.  A note stands between records, so its own time counts. */
static const word *last_by(const words *list, toc_ms at)
{
    uint32_t low = 0;
    uint32_t high = list->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (list->items[middle].told.at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &list->items[low - 1] : NULL;
}

static const word *first_of(const words *list)
{
    return list->count > 0 ? &list->items[0] : NULL;
}

toc_told toc_hearsay_by(const toc_hearsay *h, uint32_t body, toc_ms at)
{
    toc_ms end = at == TOC_MS_NONE ? INT64_MAX : at;
    const word *own = last_by(&h->of[body], end);
    const word *common = last_by(&h->all, end);

    if (own || common)
        return (!own || (common && common->place > own->place) ? common : own)->told;
    own = first_of(&h->of[body]);
    common = first_of(&h->all);
    if (!own && !common)
        return never;
    return (!common || (own && own->place < common->place) ? own : common)->told;
}

bool toc_hearsay_next(const toc_hearsay *h, uint32_t body, toc_hearsay_mark *mark, toc_told *out)
{
    const words *own = &h->of[body];
    bool has_own = mark->own < own->count;
    bool has_common = mark->common < h->all.count;

    if (!has_own && !has_common)
        return false;
    if (has_own && (!has_common || own->items[mark->own].place <= h->all.items[mark->common].place))
        *out = own->items[mark->own++].told;
    else
        *out = h->all.items[mark->common++].told;
    return true;
}
