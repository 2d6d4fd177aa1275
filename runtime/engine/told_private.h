/* told_private.h - reports, relays and announcements inside the engine: what the other files of this
 * folder may ask of report.c, relay.c and announce.c. */
#ifndef TOC_ENGINE_TOLD_PRIVATE_H
#define TOC_ENGINE_TOLD_PRIVATE_H

#include "engine/state_private.h"

struct toc_report_instance {
    uint32_t report;
    uint32_t instance;  /* TOC_NONE: not inside a response */
    uint8_t is_running; /* series */
    uint8_t is_early;   /* sent before it was called for: the next call is answered already */
    uint8_t is_queued;
    uint8_t news; /* set of TOC_NEWS_* */
    uint32_t occurrence;
    uint32_t sent; /* receivers of the latest occurrence that have it */
    uint32_t tick;
    uint32_t duties; /* oldest open duty, linked */
    toc_ms start;
    toc_ms sent_at; /* the latest sending, or TOC_MS_NONE */
    toc_ms limit;   /* fallback: when the hop that it stands for is due, or TOC_MS_NONE */
    /* announcements */
    uint8_t is_called;   /* what it is on has come; it waits for what it goes out after */
    uint8_t is_waiting;  /* its duty is open, though it is not ready: its deadline runs */
    uint8_t is_dead;     /* refused */
    uint8_t is_used;     /* the answer belongs to an earlier call */
    uint8_t is_revived;  /* its series goes on after a refusal: nobody is asked again */
    uint8_t approval;    /* toc_approval, of the call that asked last, or one to come */
    uint32_t asked;      /* the occurrence that asked for approval last; of a series its first */
    uint32_t clearances; /* oldest open duty of approving, linked */
    uint32_t answered_by;
    uint32_t answer_marks;
};

enum {
    TOC_NEWS_FIRED = 1,
    TOC_NEWS_ROSE = 2,
    TOC_NEWS_FELL = 4,
    TOC_NEWS_UNTIL = 8,
    TOC_NEWS_CLOSED = 16, /* `on end of` its own response, which has just closed */
    TOC_NEWS_AFTER = 32   /* something that it goes out after is done */
};

/* One occurrence of what a relay is on, on its way. */
struct toc_relay_round {
    uint32_t number;  /* 1-based; 0: the slot is free */
    uint32_t left;    /* bodies that a hop is to tell and that have not been told */
    uint32_t overall; /* duty slot, or TOC_NONE */
};

struct toc_answer { /* of one round at one row of its relay: a hop that was made, and its answer */
    toc_ms until; /* fallback: somebody else is told then, unless it comes; TOC_MS_NONE: no wait */
    toc_ms due;   /* of the hop, or TOC_MS_NONE */
};

struct toc_receipt {     /* of one round at one place of a relay */
    toc_ms at;           /* when it had the word, or TOC_MS_NONE */
    uint8_t waits;       /* it was sent, and arrives when it can be reached again */
    uint8_t is_expected; /* a hop tells it */
    uint8_t is_served;   /* somebody else was told in its place */
    uint8_t is_missed;   /* it was to be told and was not: for the end of the drill */
};

/* ---- report.c ---- */
void toc_report_news(toc_engine *engine, uint32_t at, uint8_t news);
void toc_report_react(toc_engine *engine, uint32_t at);
void toc_report_tick(toc_engine *engine, uint32_t at);
void toc_report_send(toc_engine *engine, uint32_t at); /* the simulated sender's turn */
void toc_report_look(toc_engine *engine, uint32_t at); /* may the simulated sender send? */
void toc_report_act(toc_engine *engine, const toc_act *act);
/* Reports inside a response that opens: all forgotten; then, what has just occurred is looked at. */
void toc_report_reset(toc_engine *engine, uint32_t instance);
void toc_report_begin(toc_engine *engine, uint32_t instance);
/** Its response closes: series end; @p is_stopped: what is not yet due is void. */
void toc_report_stop(toc_engine *engine, uint32_t instance, bool is_stopped);
void toc_report_abandon(toc_engine *engine, uint32_t instance);
static inline uint32_t toc_report_count(const toc_engine *engine, uint32_t report)
{
    return engine->machine->reports[report].response == TOC_NONE ? 1 : engine->slots;
}

/** A series begins anew. */
void toc_report_restart(toc_engine *engine, uint32_t at);
/** Row @p at is owed from now on, as occurrence @p number. */
void toc_report_open(toc_engine *engine, uint32_t at, uint32_t number);
/** A step that announcements go out after is done or skipped in @p instance. */
void toc_report_after(toc_engine *engine, uint32_t anchor, uint32_t instance);
/** The activation's instance that an act means. */
uint32_t toc_report_pick(const toc_engine *engine, const toc_act *act);
bool toc_report_is_in_force(const toc_engine *engine, uint32_t at);
toc_order toc_report_order(const toc_engine *engine, uint32_t at);
bool toc_report_is_latest(const toc_engine *engine, uint32_t at);
/** A series ends, and what is not due becomes void. */
void toc_report_end(toc_engine *engine, uint32_t at, toc_void_reason reason);

/* ---- relay.c: rounds, receipts, skips, fallbacks ---- */
static inline bool toc_is_relayed(const toc_m_report *row)
{
    return row->relay != TOC_NONE;
}
/** The first sender owes round @p number from now on. */
void toc_relay_begin(toc_engine *engine, uint32_t relay, uint32_t number);
/** Row @p at was sent in round @p number; @p due of its duty. */
void toc_relay_sent(toc_engine *engine, uint32_t at, uint32_t number, uint32_t by, toc_ms due);
/** The condition of the skip at @p at has turned true. */
void toc_relay_skip(toc_engine *engine, uint32_t at);
/** May the simulated sender of @p at send what it owes longest? */
bool toc_relay_may_send(const toc_engine *engine, uint32_t at);
/** Is the sender of @p at ready in round @p number: told, or for a written report: past the flash? */
bool toc_relay_is_ready(const toc_engine *engine, uint32_t at, uint32_t number);
/** Opens what an act out of order on @p at does, of the oldest round that it can mean: a hop not yet
 *  made, a fallback whose wait still runs.  The marks of that act. */
uint32_t toc_relay_open_early(toc_engine *engine, uint32_t at);
/** When @p place had round @p number, or TOC_MS_NONE. */
toc_ms toc_relay_received(const toc_engine *engine, uint32_t relay, uint32_t number,
                          uint32_t place);
/** A deadline's anchor occurs: hops of bodies not yet told owe from now on. */
void toc_relay_dated(toc_engine *engine, uint32_t report);
/** The wait of the fallback at @p at is over, for the oldest round that has waited so long. */
void toc_relay_no_answer(toc_engine *engine, uint32_t at);
/** A hop of round @p number will never be made. */
void toc_relay_missed(toc_engine *engine, uint32_t report, uint32_t number);
/** Somebody can be reached again: word that waited arrives. */
void toc_relay_reach(toc_engine *engine);
/** The end of the drill: what was never passed on, because the word did not arrive. */
void toc_relay_finish(toc_engine *engine);

/* ---- announce.c ---- */
static inline bool toc_is_announcement(const toc_m_report *row)
{
    return row->kind == TOC_M_REPORT_ANNOUNCEMENT;
}
/** Who announces now: the body named, or whoever has declared the grade. */
uint32_t toc_announce_owner(const toc_engine *engine, uint32_t report);
/** It is called: true when it may go on at once, false when it waits. */
bool toc_announce_call(toc_engine *engine, uint32_t at);
/** An occurrence begins: its duty, where `when` holds, and its approval. */
void toc_announce_open(toc_engine *engine, uint32_t at);
bool toc_announce_may_go(const toc_engine *engine, uint32_t at);
/** Is @p slot owed though what it goes out after is not done yet? */
bool toc_announce_waits(const toc_engine *engine, uint32_t at, uint32_t slot);
/** What it goes out after will not be done any more: what was called and waits is not owed. */
void toc_announce_give_up(toc_engine *engine, uint32_t at);
void toc_announce_look(toc_engine *engine, uint32_t at); /* may the simulated body speak? */
void toc_announce_due(toc_engine *engine, uint32_t at);  /* its turn */
void toc_announce_act(toc_engine *engine, const toc_act *act);
/** It is over for its response, or its series has ended; @p reason of what is not due. */
void toc_announce_drop(toc_engine *engine, uint32_t at, toc_void_reason reason, bool keep);
/** A deadline's anchor occurs while it waits. */
void toc_announce_dated(toc_engine *engine, uint32_t report);
void toc_clearance_try(toc_engine *engine, uint32_t at); /* a simulated approver looks */
void toc_clearance_due(toc_engine *engine, uint32_t at);
void toc_clearance_act(toc_engine *engine, const toc_act *act);

#endif
