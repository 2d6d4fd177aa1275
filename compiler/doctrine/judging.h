/* judging.h - what the files that judge share.  Private to compiler/doctrine. */
#ifndef TOC_DOCTRINE_JUDGING_H
#define TOC_DOCTRINE_JUDGING_H

#include "doctrine/pack.h"
#include "sema/checks.h"

/* Somebody tells somebody: a report, or a hop of a relay, for one receiver. */
typedef struct toc_telling {
    const toc_plan_body *from;
    const toc_plan_body *to;
    const toc_entity *entity; /* the report or the relay */
    const toc_deadline *deadline;
    const toc_field_refs *content;
    unsigned kind; /* toc_report_kind; a hop is UNSTATED */
    toc_span span; /* of the report's name or the hop */
} toc_telling;

/* What the rules ask about and the plan says in many places. */
typedef struct toc_facts {
    TOC_VEC(toc_telling) tellings; /* by sender, receiver, then place */
    bool *commands;                /* by body id: declares grades or approves their end */
    bool *acts;                    /* by body id: does anything */
    uint32_t *direct_reports;      /* by body id */
    uint32_t *successors;          /* by body id: posts that take over from it or inside it */
} toc_facts;

/* Who plays a role of the pack. */
typedef struct toc_cast {
    TOC_VEC(const toc_plan_body *) bodies;
    bool is_elsewhere;
    bool is_open; /* the plan does not say */
} toc_cast;

typedef struct toc_judge {
    const toc_check_context *context;
    const toc_pack *pack;
    toc_facts facts;
    toc_cast *casts; /* by index of the pack's roles */
    const toc_rule *rule;
    uint32_t to; /* the one of the rule's receivers that is being looked at, or TOC_NO_ROLE */
} toc_judge;

/* One of the things that a rule applies to. */
typedef struct toc_subject {
    const char *text; /* "`ecc`", "the report from `a` to `b`" */
    toc_span span;
    const toc_entity *entity;    /* NULL: the plan, a chain */
    const toc_plan_body *body;   /* of body things */
    const toc_telling *tellings; /* REPORT: all between two bodies */
    uint32_t telling_count;
} toc_subject;

/* What a measure found.  All texts go into one sentence: "<subject> <has>; <law> asks for <asks>". */
typedef struct toc_measured {
    bool is_met;
    const char *has;
    const char *asks; /* NULL: the demand's bound */
    toc_span span;    /* none: the subject's */
    const char *help; /* or NULL */
} toc_measured;

/** Collects the facts; O(n log n). */
void toc_facts_collect(toc_judge *judge);

/** Is the body, or the org that the post belongs to, among those that play the role? */
bool toc_judge_plays(const toc_judge *judge, uint32_t role, const toc_plan_body *body);

/** A text of the pack in the plan's language where there is one, else as the pack has it. */
const char *toc_judge_text(const toc_judge *judge, const toc_text *text);

/** "`plant`", "`a` or `b`": who plays a role, for messages. */
const char *toc_judge_players(const toc_judge *judge, uint32_t role);

/** A length as a planner writes it: `2h`, `3 workdays`, `6mo`, `3y`. */
const char *toc_judge_length(const toc_judge *judge, toc_duration length);

/** Is @p value within the demand's bounds? */
bool toc_demand_is_met(const toc_demand *demand, int64_t value);

/** The quickest way along the hops of one relay, or by one report. */
typedef struct toc_chain {
    bool is_there;
    bool is_timed; /* every hop of it says how long it may take */
    toc_ms ms;
    toc_span span; /* of its last hop; untimed: of the hop that says nothing */
} toc_chain;
toc_chain toc_chain_find(const toc_judge *judge, uint32_t from, uint32_t to);

/** The sum of a relay's hops to those who play @p to, or to its last receivers where that is
 *  TOC_NO_ROLE, with the time for checking on the way. */
toc_chain toc_relay_sum(const toc_judge *judge, const toc_plan_relay *relay, uint32_t to);

/** What @p demand asks of @p subject, measured; by the kind of measure. */
toc_measured toc_measure_subject(const toc_judge *judge, const toc_subject *subject,
                                 const toc_demand *demand);
toc_measured toc_measure_body(const toc_judge *judge, const toc_subject *subject,
                              const toc_demand *demand);
toc_measured toc_measure_plan(const toc_judge *judge, const toc_demand *demand);
toc_measured toc_measure_telling(const toc_judge *judge, const toc_subject *subject,
                                 const toc_demand *demand);

/** Is the public among them? */
bool toc_is_for_public(const toc_body_refs *to);

/** How many announcements the grade brings to the public. */
uint32_t toc_grade_announcements(const toc_plan *plan, const toc_plan_level *level);

/** Judges the plan by the judge's rule (subjects.c). */
void toc_rule_judge(toc_judge *judge);

#endif
