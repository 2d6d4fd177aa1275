/* score.h - what a drill is worth: every duty, objective and body, and how it was graded and reported.
 *
 * toc_score_new works it out from a drill, in the arena; the reports write it.  The rules
 * are those of docs/scoring.md.  Points are integers in 1/10 000; nothing here is floating point. */
#ifndef TOC_DRILL_SCORE_H
#define TOC_DRILL_SCORE_H

#include "drill/hearsay.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_POINTS_FULL 10000
#define TOC_POINTS_NONE (-1) /* does not count, or was not tested */

/* What became of a report; where several fit, the first of concealed, omitted, false, understated,
 * late, on time. */
typedef enum toc_report_outcome {
    TOC_OUTCOME_ON_TIME,
    TOC_OUTCOME_LATE,
    TOC_OUTCOME_OMITTED,    /* not sent, or a field that it owes missing */
    TOC_OUTCOME_CONCEALED,  /* the log says that it, or a field, was withheld */
    TOC_OUTCOME_VOID,       /* not owed in the end */
    TOC_OUTCOME_FALSE,      /* a fact wrong; a figure or grade too high */
    TOC_OUTCOME_UNDERSTATED /* a figure or grade too low */
} toc_report_outcome;
#define TOC_OUTCOME_COUNT ((unsigned)TOC_OUTCOME_UNDERSTATED + 1)

/* What one field of a report said, held against the truth. */
typedef enum toc_fact_verdict {
    TOC_FACT_RIGHT,
    TOC_FACT_OLD,     /* right when the sender was last told, and no more when it was sent */
    TOC_FACT_LOW,     /* a figure or grade too low */
    TOC_FACT_HIGH,    /* too high */
    TOC_FACT_WRONG,   /* something else than what was so */
    TOC_FACT_UNKNOWN, /* truth says nothing of it */
    TOC_FACT_MISSING, /* owed, and not there */
    TOC_FACT_WITHHELD /* not there, and the log says that it was held back */
} toc_fact_verdict;

typedef struct toc_fact {
    uint32_t content; /* id of the field */
    toc_fact_verdict verdict;
    bool is_owed;      /* the plan asks for it; else the log has it in addition */
    const char *said;  /* as the log has it; NULL: nothing */
    const char *truth; /* what it was compared with; NULL: nothing is known */
    toc_ms since;      /* since when that was so; TOC_MS_NONE: nothing is known */
    toc_span place;    /* where the scenario says so; none: a grade, reckoned from the indicators */
} toc_fact;

typedef struct toc_sending { /* of one report to one receiver */
    toc_ms at;
    uint32_t entry; /* or TOC_NONE: simulated */
    uint32_t happening;
    uint32_t by;    /* body that sent it */
    bool is_judged; /* this version counts */
    bool is_right;  /* no field of it was wrong, too low, too high or missing */
} toc_sending;

typedef enum toc_rating { TOC_RATING_U, TOC_RATING_M, TOC_RATING_S, TOC_RATING_P } toc_rating;
typedef enum toc_grade {
    TOC_GRADE_POOR,
    TOC_GRADE_FAIR,
    TOC_GRADE_GOOD,
    TOC_GRADE_EXCELLENT
} toc_grade;

/* A duty and its points.  Index in the score: number - 1. */
typedef struct toc_scored {
    toc_duty duty;      /* as scored: a report of which its sender never heard is void */
    uint32_t objective; /* id, or TOC_OBJECTIVE_OTHER */
    uint32_t weight;
    int32_t timeliness; /* 1/10 000, before fields and halving; TOC_POINTS_NONE: void */
    int32_t points;     /* 1/10 000; TOC_POINTS_NONE: void */
    uint32_t entry;     /* script entry that closed it, or TOC_NONE */
    /* reports */
    toc_report_outcome outcome;
    toc_ms sent;         /* of the judged version; TOC_MS_NONE: not sent */
    uint32_t sent_entry; /* or TOC_NONE */
    uint32_t fields_owed;
    uint32_t fields_missing;
    uint32_t withheld_entry; /* the last that withheld it or a field of it, or TOC_NONE */
    toc_told told;         /* its sender: the last word before `sent`; not sent: before it was due,
                                else the first */
    const toc_fact *facts; /* of the judged version: the fields owed, then those in addition; none
                                where the log does not go into contents */
    uint32_t fact_count;
    const toc_sending *sendings; /* all versions in the order of sending */
    uint32_t sending_count;
} toc_scored;

typedef struct toc_tally { /* counted duties only, but for void */
    uint32_t met;
    uint32_t late;
    uint32_t missed;
    uint32_t void_count;
} toc_tally;

typedef struct toc_objective_score {
    uint32_t id; /* or TOC_OBJECTIVE_OTHER */
    uint32_t weight;
    toc_tally tally;
    uint32_t concealed;
    int32_t points; /* TOC_POINTS_NONE: not tested */
    toc_rating rating;
    uint32_t outcomes[TOC_OUTCOME_COUNT]; /* reports, by toc_report_outcome */
} toc_objective_score;

typedef struct toc_load { /* from this time on so many duties of a body are open */
    toc_ms at;
    uint32_t open;
} toc_load;

typedef struct toc_body_figures {
    uint32_t body;
    toc_tally tally;
    int32_t on_time; /* 1/10 000 of the counted ones; TOC_POINTS_NONE: none counted */
    toc_ms silence;  /* longest time without an act while a duty was open */
    toc_ms silence_from;
    uint32_t peak; /* most duties open at once */
    toc_ms peak_at;
    TOC_VEC(toc_load) load;
    uint32_t outcomes[TOC_OUTCOME_COUNT]; /* of the reports that it owed */
} toc_body_figures;

typedef struct toc_resource_figures {
    uint32_t resource;
    int64_t peak;         /* most units in use */
    int64_t used_minutes; /* unit minutes, rounded down; of consumables: units taken */
    int64_t lost;
    int64_t granted; /* that came on request */
    uint32_t waits;  /* steps that had to wait for it */
    toc_ms waited;   /* together */
    toc_ms readied;  /* of that, until what there was had been made ready */
} toc_resource_figures;

typedef enum toc_verdict {
    TOC_VERDICT_RIGHT,
    TOC_VERDICT_DECIDING,
    TOC_VERDICT_UNDER,
    TOC_VERDICT_HOLDING,
    TOC_VERDICT_OVER
} toc_verdict;
#define TOC_VERDICT_COUNT ((unsigned)TOC_VERDICT_OVER + 1)

typedef struct toc_judged { /* a stretch of time with one verdict */
    toc_ms from;
    toc_ms to;
    uint32_t warranted;
    uint32_t declared;
    toc_verdict verdict;
} toc_judged;

typedef struct toc_judgement {
    uint32_t ladder;
    toc_ms total[TOC_VERDICT_COUNT];
    TOC_VEC(toc_judged) stretches;
} toc_judgement;

typedef struct toc_irregularity { /* an act that was out of order */
    toc_ms at;
    uint32_t entry;     /* or TOC_NONE: simulated */
    uint32_t happening; /* index */
    uint32_t marks;     /* set of toc_mark, of TOC_MARKS_IRREGULAR only; 0: a correction in time */
} toc_irregularity;

#define TOC_MARKS_HALVING (TOC_MARK_PREMATURE | TOC_MARK_WRONG_BODY | TOC_MARK_NO_APPROVAL)
#define TOC_MARKS_IRREGULAR                                                                        \
    (TOC_MARKS_HALVING | TOC_MARK_CONDITION_FALSE | TOC_MARK_REPEATED | TOC_MARK_NOT_CALLED_FOR |  \
     TOC_MARK_EXHAUSTED | TOC_MARK_WITHHELD)

typedef enum toc_finding_kind {
    TOC_FINDING_NOT_TOLD,  /* duty: the void one; body: who owed the word, or TOC_NONE; other: who
                              sent it, and it did not arrive, or TOC_NONE */
    TOC_FINDING_CONCEALED, /* duty; other: entry */
    TOC_FINDING_FIELDS,    /* duty: fields missing in the judged version */
    TOC_FINDING_COPY,      /* other: report; body: who should have had a copy */
    TOC_FINDING_UNDER,     /* other: ladder; ms */
    TOC_FINDING_OVER,      /* other: ladder; ms */
    TOC_FINDING_WAITED,    /* other: resource; ms */
    TOC_FINDING_MOBILISED, /* the same, of waiting until it was ready */
    TOC_FINDING_FALSE, /* duty; other: index of a fact wrong or too high, one finding for each */
    TOC_FINDING_UNDERSTATED /* duty; other: index of a fact too low */
} toc_finding_kind;

typedef struct toc_finding {
    toc_finding_kind kind;
    uint32_t duty; /* number, 0: none */
    uint32_t body;
    uint32_t other;
    toc_ms ms;
} toc_finding;

typedef struct toc_expect_result {
    const toc_bound_expect *expect;
    bool is_met;
    bool has_actual; /* there is something to show */
    int64_t actual;  /* LEVEL, WARRANTED: rank; OBLIGATION: toc_duty_state; REPORT: outcome; STEP:
                        toc_node_state; DECISION: outcome id; RESPONSE: 0 inactive, else
                        toc_response_event + 1; BODY: toc_body_state; SCORE: points; RATING: toc_rating;
                        STARTED, STARTS: how often */
    toc_ms at;       /* since when, or TOC_MS_NONE */
    uint32_t duty;   /* number of the duty looked at last, 0: none */
} toc_expect_result;

typedef enum toc_version { /* of a report, at one sending */
                           TOC_VERSION_FIRST,
                           TOC_VERSION_REPLACES, /* a correction in time */
                           TOC_VERSION_NOTED     /* a later one: the one before counts */
} toc_version;

typedef struct toc_score {
    const toc_drill *drill;
    const toc_scored *duties;                /* drill->duty_count */
    const uint8_t *versions;                 /* toc_version, of each happening */
    TOC_VEC(toc_objective_score) objectives; /* by id, `other` last */
    TOC_VEC(toc_body_figures) bodies;        /* those that owed or did something, by id */
    TOC_VEC(toc_resource_figures) resources; /* all, by id */
    TOC_VEC(toc_judgement) judgements;       /* all ladders */
    TOC_VEC(toc_irregularity) irregularities;
    TOC_VEC(toc_finding) findings;
    TOC_VEC(toc_expect_result) expects;
    uint32_t failed_expects;
    toc_tally tally;
    uint32_t concealed;
    int32_t points; /* TOC_POINTS_NONE: nothing was tested */
    toc_rating rating;
    toc_grade grade;
    uint32_t outcomes[TOC_OUTCOME_COUNT]; /* of all reports owed */
} toc_score;

/** The objective that a duty is scored under, or TOC_NONE. */
uint32_t toc_duty_objective(const toc_machine *machine, const toc_duty *duty);

/** O(happenings + duties); the drill was not stopped and outlives the score. */
toc_score *toc_score_new(toc_arena *arena, const toc_drill *drill);

/** Points of a duty that was done @p lateness after due with @p grace: 10 000 where lateness is not
 *  above 0, else floor(10 000 · (1 - lateness / grace)), least 0. */
int32_t toc_score_lateness(toc_ms lateness, toc_ms grace);

/** Which ids a body, an objective and so on have; for reports. */
const char *toc_rating_letter(toc_rating rating);

#ifdef __cplusplus
}
#endif

#endif
