/* bind_order.c - the acts of a script in the order in which they happen, bound one by one.
 *
 * Lists and samples are each in the order of time already, so that they are merged.  An entry is bound
 * again whenever its act is asked for: what is kept of it is its place in the order. */
#include <string.h>

#include "drill/bind_private.h"
#include "drill/entries.h"

#define SAMPLES    (1u << 31)           /* of an act: it is one of the samples, not an entry */
#define SOURCE_MAX (TOC_LIST_COUNT + 1) /* that are merged */

/* Where an act is bound, with what its arrays need. */
typedef struct room {
    toc_arena arena;
    toc_bound_act act;
} room;

struct toc_binder {
    toc_binding binding;
    toc_arena told; /* for what binding would say again, and nobody hears */
    const toc_bound_act *samples;
    uint32_t *order; /* of each act: index of its entry, or of its samples with SAMPLES */
    room rooms[TOC_ACTS_AT_ONCE];
    unsigned next_room;
};

/* ── order ── */

/* What comes next of one list, or of the samples. */
typedef struct source {
    uint32_t next;
    uint32_t end;
    uint32_t kind; /* SAMPLES or 0 */
} source;

/* Of one instant: series, disturb, script, control (exact-rules 1.1), the log. */
static unsigned place_of(toc_list_kind list)
{
    switch (list) {
    case TOC_LIST_DISTURB:
        return 1;
    case TOC_LIST_SCRIPT:
        return 2;
    case TOC_LIST_CONTROL:
        return 3;
    case TOC_LIST_LOG:
        return 4;
    }
    return 0;
}

static toc_ms time_of(const toc_binder *binder, uint32_t act)
{
    return act & SAMPLES ? binder->samples[act & ~SAMPLES].at
                         : toc_entries_at(binder->binding.scenario->entries, act);
}

static void open_sources(const toc_binder *binder, uint32_t sample_count, source *sources)
{
    const toc_entries *entries = binder->binding.scenario->entries;

    for (unsigned i = 0; i < SOURCE_MAX; i++)
        sources[i] = (source){0};
    sources[0] = (source){0, sample_count, SAMPLES};
    for (uint32_t i = 0; i < toc_entries_count(entries);) {
        toc_list_kind list = toc_entries_list(entries, i);
        source *own = &sources[place_of(list)];

        *own = (source){i, i + toc_entries_count_of(entries, list), 0};
        i = own->end;
    }
}

/* Those earlier in the array come first at the same instant. */
static uint32_t take_next(const toc_binder *binder, source *sources)
{
    source *first = NULL;

    for (unsigned i = 0; i < SOURCE_MAX; i++) {
        source *own = &sources[i];

        if (own->next < own->end && (!first || time_of(binder, own->next | own->kind) <
                                                   time_of(binder, first->next | first->kind)))
            first = own;
    }
    return first->kind | first->next++;
}

void toc_bind_order(const toc_binding *b, toc_script *script, const toc_bound_act *samples,
                    uint32_t sample_count)
{
    toc_binder *binder = TOC_NEW(b->arena, toc_binder);
    source sources[SOURCE_MAX];

    binder->binding = *b;
    binder->samples = samples;
    toc_arena_within(&binder->told, b->arena);
    for (unsigned i = 0; i < TOC_ACTS_AT_ONCE; i++)
        toc_arena_within(&binder->rooms[i].arena, b->arena);
    script->binder = binder;
    script->act_count = sample_count + toc_entries_count(b->scenario->entries);
    binder->order = TOC_NEW_ARRAY(b->arena, uint32_t, script->act_count);
    open_sources(binder, sample_count, sources);
    for (uint32_t i = 0; i < script->act_count; i++)
        binder->order[i] = take_next(binder, sources);
}

/* ── asking ── */

toc_ms toc_script_act_at(const toc_script *script, uint32_t index)
{
    if (script->kept)
        return script->kept[index].at;
    return time_of(script->binder, script->binder->order[index]);
}

uint32_t toc_script_act_entry(const toc_script *script, uint32_t index)
{
    uint32_t act;

    if (script->kept)
        return script->kept[index].entry ? script->kept[index].entry->number : TOC_NONE;
    act = script->binder->order[index];
    return act & SAMPLES ? TOC_NONE : toc_entries_number_of(script->scenario->entries, act);
}

bool toc_script_act_is(const toc_script *script, uint32_t index, toc_entry_verb verb)
{
    uint32_t act;

    if (script->kept)
        return script->kept[index].entry && script->kept[index].entry->verb == verb;
    act = script->binder->order[index];
    return !(act & SAMPLES) && toc_entries_verb(script->scenario->entries, act) == verb;
}

const toc_bound_act *toc_script_act(const toc_script *script, uint32_t index)
{
    toc_binder *binder = script->binder;
    uint32_t act;
    room *into;

    if (script->kept)
        return &script->kept[index];
    act = binder->order[index];
    if (act & SAMPLES)
        return &binder->samples[act & ~SAMPLES];
    into = &binder->rooms[binder->next_room++ % TOC_ACTS_AT_ONCE];
    toc_arena_empty(&into->arena);
    toc_arena_empty(&binder->told);
    toc_diag_sink_init(&binder->binding.sink, &binder->told);
    binder->binding.arena = &into->arena;
    (void)toc_bind_entry(&binder->binding, toc_entries_get(script->scenario->entries, act),
                         &into->act);
    return &into->act;
}
