/* trace.h - what happened in a drill, record by record.
 *
 * The engine hands each record to the sink it was given at creation; the drill keeps
 * them for score and report; toc_trace_write prints one as a JSON line. */
#ifndef TOC_ENGINE_TRACE_H
#define TOC_ENGINE_TRACE_H

#include <stdio.h>

#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_duty_kind {
    TOC_DUTY_STEP,         /* id: node */
    TOC_DUTY_DECISION,     /* id: node */
    TOC_DUTY_APPROVAL,     /* id: node; owner: the approver */
    TOC_DUTY_REQUEST,      /* id: node; owner: the body asked; other: resource */
    TOC_DUTY_DECLARE,      /* id: level */
    TOC_DUTY_PROPOSE_END,  /* id: ladder */
    TOC_DUTY_APPROVE_END,  /* id: ladder */
    TOC_DUTY_FORM,         /* id: body; owner: the founder */
    TOC_DUTY_REPORT,       /* id: report, or row of a relay; other: receiver */
    TOC_DUTY_OVERALL,      /* id: relay; the whole way, met by the last receipt */
    TOC_DUTY_ANNOUNCEMENT, /* id: report of that kind */
    TOC_DUTY_CLEARANCE     /* id: the same; owner: the approver */
} toc_duty_kind;
#define TOC_DUTY_KIND_COUNT ((unsigned)TOC_DUTY_CLEARANCE + 1)

typedef enum toc_duty_state {
    TOC_DUTY_OPEN,
    TOC_DUTY_MET,    /* closed at or before due, or undated and done */
    TOC_DUTY_LATE,   /* done after due */
    TOC_DUTY_MISSED, /* not done */
    TOC_DUTY_VOID    /* does not count */
} toc_duty_state;

typedef enum toc_void_reason {
    TOC_VOID_NONE,
    TOC_VOID_DEAD,       /* the way to it was not taken, or approval refused */
    TOC_VOID_SKIPPED,    /* its own guard was false */
    TOC_VOID_CANCELLED,  /* its response was stopped before it was due */
    TOC_VOID_FALLEN,     /* the grade was no longer warranted, the end no longer in reach */
    TOC_VOID_SERIES_END, /* the series ended before it was due */
    TOC_VOID_NOT_DUE,    /* the drill ended before it was due */
    TOC_VOID_UNDECIDED,  /* a decision before it was never made */
    TOC_VOID_LOOPED,     /* the way went back before it was due */
    TOC_VOID_NOT_TOLD, /* the sender never learned of it (set by the score; of hops by the engine) */
    TOC_VOID_ANSWERED  /* a fallback: who was to be told first has the word after all */
} toc_void_reason;

/* Set of marks: on an act, and on the duty that it closed. */
typedef enum toc_mark {
    TOC_MARK_PREMATURE = 1, /* before it was called for */
    TOC_MARK_WRONG_BODY = 2,
    TOC_MARK_NO_APPROVAL = 4,     /* done without the approval it needs */
    TOC_MARK_CONDITION_FALSE = 8, /* an outcome whose condition did not hold */
    TOC_MARK_REPEATED = 16,       /* already done: no effect */
    TOC_MARK_NOT_CALLED_FOR = 32, /* dead, cancelled, or no active response: no effect */
    TOC_MARK_ASSUMED = 64,        /* simulated with an assumed duration */
    TOC_MARK_SUPERSEDED = 128,    /* met by the declaration of a higher grade */
    TOC_MARK_EXTENDED = 256,      /* the controller moved its due time */
    TOC_MARK_EXHAUSTED = 512,     /* the loop's bound was reached */
    TOC_MARK_WITHHELD = 1024,     /* the log says it was withheld */
    TOC_MARK_NEW = 2048           /* units that were asked for and granted, not given back */
} toc_mark;

/* One obligation.  Numbers run from 1 in order of opening. */
typedef struct toc_duty {
    uint32_t number;
    uint32_t kind; /* toc_duty_kind */
    uint32_t id;
    uint32_t other;
    uint32_t owner;      /* body that owes it */
    uint32_t activation; /* 1-based; 0 where there is none */
    uint32_t occurrence; /* 1-based: loops, series */
    uint32_t state;      /* toc_duty_state */
    uint32_t reason;     /* toc_void_reason */
    uint32_t marks;      /* set of toc_mark */
    uint32_t is_series;  /* one of a series: grace is half the period */
    uint32_t by;         /* body that did it, or TOC_NONE */
    toc_ms opened;
    toc_ms clock;  /* where its time starts: anchor, readiness, or opening */
    toc_ms due;    /* TOC_MS_NONE: undated */
    toc_ms closed; /* when done (MET, LATE) or settled (MISSED, VOID) */
    toc_ms grace;  /* how late still counts something, in ms; by rule 8.3 or 7.3; undated: 0 */
} toc_duty;

typedef enum toc_trace_kind {
    /* what came in */
    TOC_TRACE_EVENT, /* id event; injected */
    TOC_TRACE_SET,   /* id indicator, value */
    TOC_TRACE_TOLD, /* id body: first told; other: 0 inject, 1 event, 2 indicator, 3 step, 4 report, 5 notice, 6 its own act, 7 announcement, 8 forecast */
    TOC_TRACE_MARK, /* an act without effect of its own: id, other verb, marks */
    /* lifecycles */
    TOC_TRACE_TRIGGER,   /* id trigger fired */
    TOC_TRACE_WARRANTED, /* id ladder; other old rank; value new rank */
    TOC_TRACE_DECLARED, /* id ladder; other old rank; value new rank; body who, TOC_NONE automatic; marks */
    TOC_TRACE_END_PROPOSED, /* id ladder; body; marks */
    TOC_TRACE_ENDED,        /* id ladder; body who approved */
    TOC_TRACE_BODY,         /* id body; value toc_body_state */
    TOC_TRACE_RESPONSE,     /* id response, activation; value toc_response_event */
    TOC_TRACE_NODE, /* id node, activation, occurrence; value toc_node_state; other: toc_blocked of BLOCKED, of DONE TOC_SERIES_GOES_ON or none; body; marks */
    TOC_TRACE_DECIDED,  /* id node…; value outcome (into outcomes); body; marks */
    TOC_TRACE_APPROVAL, /* id node…; value 0 asked, 1 given, 2 refused; body; marks */
    TOC_TRACE_RESOURCE, /* id resource; value units taken (+) or freed (-); other: node */
    TOC_TRACE_LOST,     /* id resource; value units lost */
    TOC_TRACE_GRANTED, /* id resource; value units added, 0 refused; body who answered; other node */
    TOC_TRACE_UNREACHABLE, /* id body; value 1 from now, 0 reachable again */
    TOC_TRACE_TICK,        /* id node; occurrence; value 1 dropped because the step still ran */
    TOC_TRACE_REPORT, /* id report; other receiver; body sender; marks; value number of content fields missing */
    TOC_TRACE_ACKNOWLEDGED, /* id report; body receiver */
    TOC_TRACE_WITHHELD,     /* id report; body sender */
    TOC_TRACE_LATE_ACTION, /* id: as value says: toc_m_late_kind 0 level, 1 body, 2 response; duty */
    /* obligations: duty is set */
    TOC_TRACE_DUTY_OPENED,
    TOC_TRACE_DUTY_DATED, /* due became known, or the controller moved it */
    TOC_TRACE_DUTY_OVERDUE,
    TOC_TRACE_DUTY_CLOSED,
    TOC_TRACE_CONTROL,   /* pause or jump of the table's clock: value 0 pause, 1 jump */
    TOC_TRACE_FORECAST,  /* id moment; value when it comes, ms since the drill's start */
    TOC_TRACE_MOMENT,    /* id moment: it has come, as forecast last */
    TOC_TRACE_CALLED,    /* id resource; value units called out; other: node that asked first */
    TOC_TRACE_READY,     /* id resource; value units that can be used from now on; other: node */
    TOC_TRACE_RECEIVED,  /* id relay; occurrence round; other: the body that has the word now */
    TOC_TRACE_ANNOUNCED, /* id report; body who; marks */
    TOC_TRACE_CLEARANCE, /* id report; value 0 asked, 1 given, 2 refused; body; marks */
    TOC_TRACE_KIND_COUNT
} toc_trace_kind;

typedef enum toc_body_state {
    TOC_BODY_ABSENT,
    TOC_BODY_FORMING,
    TOC_BODY_ACTIVE,
    TOC_BODY_STOOD_DOWN
} toc_body_state;

typedef enum toc_response_event {
    TOC_RESPONSE_OPENED,
    TOC_RESPONSE_FIRED_AGAIN, /* already active: recorded, nothing starts */
    TOC_RESPONSE_COMPLETE,
    TOC_RESPONSE_STOPPED
} toc_response_event;

typedef enum toc_node_state {
    TOC_NODE_WAITING,
    TOC_NODE_READY,
    TOC_NODE_BLOCKED,
    TOC_NODE_RUNNING,
    TOC_NODE_DONE,
    TOC_NODE_SKIPPED,
    TOC_NODE_DEAD,
    TOC_NODE_CANCELLED,
    TOC_NODE_FAILED
} toc_node_state;

#define TOC_SERIES_GOES_ON 1u /* one time of a series is done, and the step is ready for the next */

typedef enum toc_blocked {
    TOC_BLOCKED_NOT,
    TOC_BLOCKED_ABSENT, /* the body is not formed */
    TOC_BLOCKED_OFF_DUTY,
    TOC_BLOCKED_UNREACHABLE,
    TOC_BLOCKED_APPROVAL,
    TOC_BLOCKED_RESOURCE,
    TOC_BLOCKED_BUSY,      /* a post does one step at a time */
    TOC_BLOCKED_MOBILISING /* there is enough for it, called out and not ready yet */
} toc_blocked;

typedef struct toc_trace {
    toc_ms at;     /* since the drill's start */
    uint32_t kind; /* toc_trace_kind */
    uint32_t id;
    uint32_t activation;
    uint32_t occurrence;
    uint32_t body; /* TOC_NONE where nobody */
    uint32_t other;
    uint32_t marks;
    uint32_t entry; /* script entry that caused it directly, or TOC_NONE */
    int64_t value;
    const toc_duty *duty; /* DUTY_* and LATE_ACTION; valid during the call only */
} toc_trace;

typedef void toc_trace_fn(void *context, const toc_trace *record);

/** One JSON object and a line end: {"at":…,"kind":"node",…} with names, never ids. */
void toc_trace_write(const toc_machine *machine, const toc_trace *record, FILE *out);

/* The words used in traces and reports; static storage. */
const char *toc_trace_kind_word(toc_trace_kind kind);
const char *toc_duty_kind_word(toc_duty_kind kind);
const char *toc_duty_state_word(toc_duty_state state);
const char *toc_void_reason_word(toc_void_reason reason);
const char *toc_node_state_word(toc_node_state state);
const char *toc_blocked_word(toc_blocked blocked);
/** The word of mark bit @p mark, exactly one bit. */
const char *toc_mark_word(toc_mark mark);

/** Full name of what a duty is about: "early.cutoff", "level.III", "initial"; static in the machine. */
const char *toc_duty_subject(const toc_machine *machine, const toc_duty *duty);
/** The row head of what a record is about; NULL: of nothing in the plan. */
const toc_m_head *toc_trace_head(const toc_machine *machine, const toc_trace *record);
/** Its row head (titles, clause). */
const toc_m_head *toc_duty_head(const toc_machine *machine, const toc_duty *duty);

#ifdef __cplusplus
}
#endif

#endif
