/* review.h - what a drill has shown to be amiss, why, and what might be done about it.
 *
 * toc_review_new looks through a score and the trace behind it; the writers of reports read the
 * result, which lives in the arena of the pages.  An issue stands for all duties that show the
 * same thing, and leads back to them, to entries of the script and to the clause of the plan.
 *
 * A deadline is called unmeetable only where the drill proves it: what came before was done in
 * the time that the plan gives for it, the work could not begin before, and the plan's own time
 * for it did not fit any more. */
#ifndef TOC_REPORT_REVIEW_H
#define TOC_REPORT_REVIEW_H

#include "report/words.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_issue_kind {
    TOC_ISSUE_LATE,
    TOC_ISSUE_MISSED,
    TOC_ISSUE_CONCEALED,
    TOC_ISSUE_INCOMPLETE, /* a report without all its fields */
    TOC_ISSUE_FALSE,
    TOC_ISSUE_UNDERSTATED,
    TOC_ISSUE_NOT_TOLD,
    TOC_ISSUE_NO_COPY,
    TOC_ISSUE_UNDER,
    TOC_ISSUE_OVER,
    TOC_ISSUE_WAITED,
    TOC_ISSUE_OUT_OF_ORDER
} toc_issue_kind;

typedef enum toc_priority { TOC_PRIORITY_HIGH, TOC_PRIORITY_MEDIUM, TOC_PRIORITY_LOW } toc_priority;

typedef enum toc_cause {
    TOC_CAUSE_NONE,       /* no question of time */
    TOC_CAUSE_UNMEETABLE, /* nobody could have kept the deadline */
    TOC_CAUSE_FOLLOWS,    /* it had to wait for other work, see `behind` */
    TOC_CAUSE_BLOCKED,    /* it could not start, see `blocked` */
    TOC_CAUSE_LONG,       /* begun in time; the work took longer */
    TOC_CAUSE_LEFT        /* it could have been done, and nobody did in time */
} toc_cause;

typedef struct toc_issue {
    uint32_t number; /* from 1, most urgent first */
    toc_issue_kind kind;
    toc_priority priority;
    toc_cause cause;
    toc_blocked blocked;    /* BLOCKED */
    uint32_t behind;        /* FOLLOWS: node, or TOC_NONE: its response began late */
    const uint32_t *duties; /* numbers; the one that shows it worst first */
    uint32_t duty_count;
    uint32_t owed;          /* how many such duties counted */
    uint32_t body;          /* who has to see to it, or TOC_NONE */
    uint32_t objective;     /* id, TOC_OBJECTIVE_OTHER, or TOC_NONE */
    uint32_t entry;         /* of the script, or TOC_NONE */
    const toc_m_head *head; /* what of the plan it is about; NULL: nothing */
    toc_ms limit;           /* UNMEETABLE: the time that the plan gives, */
    toc_ms needed;          /* and the time that it takes, rounded up; else TOC_MS_NONE */
    bool is_limit_own;      /* UNMEETABLE: a plain `within` that a longer one could replace */
    const char *what;       /* sentences, in the language of the pages */
    const char *why;        /* or "" */
    const char *proposal;
    const char *evidence; /* duties and entries */
} toc_issue;

/* What was done in time and in order, every time that it was owed. */
typedef struct toc_strength {
    uint32_t objective; /* id or TOC_OBJECTIVE_OTHER */
    const char *what;
} toc_strength;

typedef struct toc_review {
    TOC_VEC(toc_issue) issues; /* most urgent first, then as they came up */
    TOC_VEC(toc_strength) strengths;
} toc_review;

/** O(happenings + duties · log duties). */
toc_review *toc_review_new(const toc_pages *p);

/** The words of JSON and of file names: "late", "unmeetable"; static storage. */
const char *toc_issue_kind_word(toc_issue_kind kind);
const char *toc_cause_word(toc_cause cause);
const char *toc_priority_word(toc_priority priority);

/** "clause 三(一), county.plan line 40"; "" where the plan says nothing about itself. */
const char *toc_clause_text(const toc_pages *p, const toc_m_head *head);

#ifdef __cplusplus
}
#endif

#endif
