/* memo_private.h - states that an engine has been in, and where acts have led from them.
 *
 * An engine that is given room for it (memo_bytes) keeps
 * whole states, each once: seen from their own time, and with its numbers (activations, occurrences) counted from
 * its own.  Two moments of a drill are then the same state where everything that can still happen is the
 * same, only later.  From a state that is known an act that is known leads to a state that is known: the
 * engine only notes where it stands, and leaves its own arrays as they were until somebody needs
 * them (toc_memo_load).  After Schnarr and Larus, "Fast Out-Of-Order Processor Simulation Using
 * Memoization" (ASPLOS 1998); regular expressions know it as the lazy automaton. */
#ifndef TOC_ENGINE_MEMO_PRIVATE_H
#define TOC_ENGINE_MEMO_PRIVATE_H

#include <stdalign.h>

#include "engine/state_private.h"

/* What changes in a drill and may be asked for later: member of toc_engine, and of how many, in terms of
 * `machine`, `engine` and the sizes `s`.  These stand side by side in memory, so that a state is one piece.
 * Not among them: what is empty whenever nothing is left to react to, and what plans that are fit for
 * this (memo.c) do not have. */
#define TOC_MOVING(X)                                                                              \
    X(conditions, machine->conditions_count)                                                       \
    X(values, machine->indicators_count)                                                           \
    X(fields, s->fields)                                                                           \
    X(field_known, s->fields)                                                                      \
    X(anchors, machine->anchors_count)                                                             \
    X(undated, machine->anchors_count)                                                             \
    X(trigger_event, machine->triggers_count)                                                      \
    X(moments, machine->moments_count)                                                             \
    X(ladders, machine->ladders_count)                                                             \
    X(levels, machine->levels_count)                                                               \
    X(bodies, machine->bodies_count)                                                               \
    X(resources, machine->resources_count)                                                         \
    X(arrivals, s->arrivals)                                                                       \
    X(activations, machine->responses_count)                                                       \
    X(active_count, machine->responses_count)                                                      \
    X(newest, machine->responses_count)                                                            \
    X(node_latest, machine->nodes_count)                                                           \
    X(report_latest, machine->reports_count)                                                       \
    X(instances, (size_t)machine->responses_count * engine->slots)                                 \
    X(nodes, s->nodes)                                                                             \
    X(edges, s->edges)                                                                             \
    X(reports, s->reports)                                                                         \
    X(rounds, (size_t)machine->relays_count * engine->options.reports_max)                         \
    X(last_round, machine->relays_count)                                                           \
    X(receipts, receipt_count(engine))                                                             \
    X(answers, answer_count(engine))                                                               \
    X(duties, s->duties)                                                                           \
    X(open_duties, s->duties / 64)                                                                 \
    X(timers, s->timer_total)                                                                      \
    X(waits, s->timer_total)

enum {
    TOC_MEMO_SETTINGS = 2,    /* as many of an act that can be known, at most */
    TOC_MEMO_PLACES = 1 << 20 /* of its tables, at most */
};

typedef struct toc_memo_state toc_memo_state;
typedef struct toc_memo_way toc_memo_way;

/* An act, and how long after the state it leaves from; or that time passes (TOC_MEMO_PASS), `value` ms
 * from that state on. */
typedef struct toc_memo_key {
    uint32_t verb;
    uint32_t id;
    uint32_t body;
    uint32_t other;
    int64_t value;
    toc_ms duration;
    toc_ms ahead;
    uint32_t setting_count;
    toc_setting settings[TOC_MEMO_SETTINGS];
} toc_memo_key;

#define TOC_MEMO_PASS UINT32_MAX

struct toc_memo_way {
    toc_memo_key key;
    toc_memo_state *from;
    toc_memo_state *to;
    uint64_t
        taken; /* so often since the engine's own arrays were right; counted only with `steps` */
    const uint32_t *steps;    /* by how much it moves each of the counts; NULL: none */
    toc_memo_way *next;       /* with the same place in the table */
    toc_memo_way *next_taken; /* of those with steps that have been taken */
};

struct toc_memo_state {
    alignas(16) toc_memo_way *last; /* way that was taken last from here, or NULL */
    toc_ms quiet;                   /* nothing fires so soon: up to here time only passes */
    uint64_t hash;
    toc_memo_state *next; /* with the same place in the table */
    toc_engine head;      /* at time 0; its arrays, as TOC_MOVING has them, stand behind */
};

typedef struct toc_memo {
    toc_memo_state *at;      /* where the engine stands; NULL: its own arrays say */
    toc_ms since;            /* when it came there */
    uint8_t is_loaded;       /* its own arrays say the same */
    uint8_t is_fit;          /* the plan is, and nobody is asked for a record */
    uint8_t is_played;       /* everybody is: no simulated body has acts of its own ahead */
    uint64_t hits;           /* acts and passages of time that were known, since it was made */
    uint64_t credited;       /* of those so far */
    uint64_t credit;         /* so many states may be worked out and noted before that has to pay */
    uint64_t attempt;        /* the credit of the next attempt */
    uint64_t rest;           /* acts to let go before that */
    toc_memo_way *taken;     /* those with steps that have been taken since the arrays were right */
    toc_memo_state **states; /* tables of `places` each */
    toc_memo_way **ways;
    uint32_t places; /* a power of two */
    uint32_t count_of_counts;
    uint32_t *
        counts; /* of responses their activations, of reports their occurrences, of all the duties: when the arrays were right */
    uint32_t *by;          /* scratch: by how much numbers move */
    uint8_t *is_counted;   /* of each anchor: a deadline or a condition counts from it */
    unsigned char *moving; /* the engine's own arrays of TOC_MOVING */
    size_t moving_size;
    unsigned char *room;
    size_t room_size;
    size_t used;
} toc_memo;

/* ---- memo_state.c: states seen from their own time ---- */
/** The engine's counts as they are, into @p out. */
void toc_memo_count(const toc_engine *engine, uint32_t *out);
/** Makes @p state, with room for the arrays behind it, of what @p engine is in at present.  False: it holds
 *  something that depends on when it is.  O(state). */
bool toc_memo_take(const toc_engine *engine, toc_memo_state *state);
bool toc_memo_is_same(const toc_memo *memo, const toc_memo_state *a, const toc_memo_state *b);
/** The engine's own arrays are as @p state has them, at @p since, with the counts of the memo. */
void toc_memo_put(toc_engine *engine, const toc_memo_state *state, toc_ms since);

/* ---- memo.c ---- */
/** Once, when the engine has been made; and when it starts anew. */
void toc_memo_begin(toc_engine *engine);
/** Is @p act known, from where the engine stands?  Then it has been done. */
bool toc_memo_act(toc_engine *engine, const toc_act *act);
/** Is it known what happens up to @p until?  Then it has happened. */
bool toc_memo_pass(toc_engine *engine, toc_ms until);
/** Before something that is not known: the engine's own arrays are right again.  The state that it leaves
 *  from, if the outcome is to be noted, or NULL. */
toc_memo_state *toc_memo_from(toc_engine *engine);
/** Notes where @p act (NULL: the passage of time) has led from @p from. */
void toc_memo_note(toc_engine *engine, toc_memo_state *from, const toc_act *act);
void toc_memo_return(toc_engine *engine); /* see toc_memo_load */
/** Who acts for whom may have changed. */
void toc_memo_look_at_hands(toc_engine *engine);

/** Before a call that asks for more than plain numbers: the engine's own arrays are right. */
static inline void toc_memo_load(toc_engine *engine)
{
    if (engine->memo && engine->memo->at)
        toc_memo_return(engine);
}

/** For what is asked without changing anything, but for times: those are counted from `since`. */
static inline const toc_engine *toc_memo_view(const toc_engine *engine)
{
    return engine->memo && engine->memo->at ? &engine->memo->at->head : engine;
}

#endif
