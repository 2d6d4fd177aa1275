/* flow.h - the neutral picture of a plan: lanes, bands, nodes and edges, before any layout.
 *
 * toc_flow_build makes it from a plan, in the caller's arena; the writers (text here, dot.h)
 * read it; it goes with the arena, and must not outlive the plan.
 *
 * What is drawn:
 *   lanes  one for each body that something falls to, by command line (a body before those
 *          under it, an org before its posts), then by name;
 *   bands  from top to bottom: signals; responses of the phases monitoring, warning and early;
 *          the grades of each ladder, least severe first; the other responses; the end of each
 *          ladder; telling that belongs to no grade; responses of termination and recovery.
 *          A response, report or formation that a grade sets off stands in that grade's band;
 *   nodes  by band, and there: grade, formations, responses in order of name (start, then what
 *          it holds as it was written, then its end), reports, announcements, relays;
 *   edges  by source, then target, in the order of the nodes, then by kind.  Every edge of the
 *          plan is there, with `origin` set, beside what starts, ends, approves and tells.
 *
 * The text form, one record a line, fields in this order, fields without a value left out:
 *   flow 1 ID [lang TAG] [title "…" ["…"]]
 *   band NUMBER KIND NAME [grade "…"] [colour WORD] [phase WORD] [title "…" ["…"]]
 *   lane NUMBER NAME [title "…" ["…"]]
 *   node KEY KIND band NUMBER [lane NUMBER] [response NAME] [title "…" ["…"]] [deadline "…"]
 *        [since "…"] [repeats "…"] [until "…"] [when "…"] [with "…"] [to "…"] [mark STATE ["…"]]
 *   edge KIND KEY -> KEY [label "…"] [when "…"] [wait "…"] [mark STATE]
 * KEY is kind:name, as in `step:early.cutoff`, and unique.  Inside quotes `\"`, `\\`, `\n`, and
 * `\u{…}` for other control characters. */
#ifndef TOC_EMIT_FLOW_H
#define TOC_EMIT_FLOW_H

#include <stdio.h>

#include "base/status.h"
#include "emit/wording.h"

typedef struct toc_flow_options {
    const char *lang; /* of titles and of the fixed words: "en", "zh-Hant"; NULL: the plan's own */
    bool has_two_languages; /* titles also in a second language, where there is one */
} toc_flow_options;

typedef enum toc_flow_band_kind {
    TOC_FLOW_BAND_SIGNALS,  /* events, moments, triggers */
    TOC_FLOW_BAND_RESPONSE, /* one response that no grade sets off */
    TOC_FLOW_BAND_LEVEL,
    TOC_FLOW_BAND_END,    /* the end of a ladder */
    TOC_FLOW_BAND_TELLING /* reports, announcements, relays, formations of no grade */
} toc_flow_band_kind;

typedef enum toc_flow_node_kind {
    TOC_FLOW_EVENT,
    TOC_FLOW_MOMENT,
    TOC_FLOW_TRIGGER,
    TOC_FLOW_LEVEL,     /* a grade is declared */
    TOC_FLOW_FORMATION, /* a body is formed */
    TOC_FLOW_START,     /* of a response */
    TOC_FLOW_APPROVAL,
    TOC_FLOW_STEP,
    TOC_FLOW_DECISION,
    TOC_FLOW_END,      /* of a response or a ladder */
    TOC_FLOW_PROPOSAL, /* the end of a ladder is proposed */
    TOC_FLOW_REPORT,
    TOC_FLOW_ANNOUNCEMENT,
    TOC_FLOW_HOP,      /* of a relay */
    TOC_FLOW_RECEIVER, /* somebody is told */
    TOC_FLOW_ELSEWHERE /* of a part: where something on another sheet is linked, see flow_part.h */
} toc_flow_node_kind;
#define TOC_FLOW_NODE_KIND_COUNT ((size_t)TOC_FLOW_ELSEWHERE + 1)

typedef enum toc_flow_edge_kind {
    TOC_FLOW_EDGE_CAUSE,    /* signal or grade -> trigger, start, report, formation */
    TOC_FLOW_EDGE_FIRST,    /* start -> what is ready at once */
    TOC_FLOW_EDGE_THEN,     /* after another */
    TOC_FLOW_EDGE_OUTCOME,  /* of a decision; label: the outcome */
    TOC_FLOW_EDGE_LOOP,     /* a way back */
    TOC_FLOW_EDGE_END,      /* -> end of a response or ladder */
    TOC_FLOW_EDGE_APPROVAL, /* approval -> what waits for it */
    TOC_FLOW_EDGE_ACTIVATES,
    TOC_FLOW_EDGE_TELLS, /* -> receiver */
    TOC_FLOW_EDGE_COPY,
    TOC_FLOW_EDGE_LATE /* what lateness causes */
} toc_flow_edge_kind;
#define TOC_FLOW_EDGE_KIND_COUNT ((size_t)TOC_FLOW_EDGE_LATE + 1)

/* What a chart says about a node or an edge beside what the plan says: how it differs from an
 * earlier plan, or how it stands in a drill.  Every state has its own sign (see chart/), so that
 * none depends on a colour. */
typedef enum toc_flow_state {
    TOC_FLOW_PLAIN,
    /* against another plan */
    TOC_FLOW_ADDED,
    TOC_FLOW_REMOVED, /* drawn where it stood */
    TOC_FLOW_CHANGED,
    /* in a drill */
    TOC_FLOW_NOT_REACHED,
    TOC_FLOW_OPEN, /* owed, or ready to begin */
    TOC_FLOW_RUNNING,
    TOC_FLOW_DONE,
    TOC_FLOW_DONE_LATE,
    TOC_FLOW_OVERDUE, /* open and past its time */
    TOC_FLOW_MISSED,
    TOC_FLOW_SKIPPED, /* its condition did not hold */
    TOC_FLOW_DEAD     /* the way to it was not taken, or was stopped */
} toc_flow_state;
#define TOC_FLOW_STATE_COUNT ((size_t)TOC_FLOW_DEAD + 1)

/* How a node stands from `begin` on, in a picture that plays (see film_play.h). */
typedef struct toc_flow_act {
    toc_ms at;     /* since the drill's start */
    int64_t begin; /* since the film's, microseconds */
    toc_flow_state state;
    const char *note; /* or NULL */
} toc_flow_act;

typedef struct toc_flow_mark {
    toc_flow_state state;
    const char *note;         /* a few words, as `+23 min`; or NULL */
    const toc_flow_act *acts; /* PLAIN, and the picture plays: how it stands when; the first at 0 */
    uint32_t act_count;       /* 0: it has no time of its own */
} toc_flow_mark;

typedef struct toc_flow_lane {
    uint32_t index;
    const toc_plan_body *body;
    toc_title title;
} toc_flow_lane;

typedef struct toc_flow_band {
    uint32_t index;
    toc_flow_band_kind kind;
    const char *name;                  /* `signals`, `early`, `level.III`, `level`, `telling` */
    const toc_plan_level *level;       /* LEVEL; else NULL */
    const toc_plan_response *response; /* RESPONSE; else NULL */
    toc_title title;
} toc_flow_band;

typedef struct toc_flow_node {
    uint32_t index;
    const struct toc_flow_node *twin; /* in words of the second language; NULL: there is none */
    toc_flow_node_kind kind;
    const char *key; /* `step:early.cutoff` */
    toc_flow_band *band;
    toc_flow_lane *lane; /* whose it is; NULL: nobody's, or broken */
    const toc_plan_body *owner;
    const toc_plan_response *response; /* that it stands in; NULL: none */
    toc_title title;
    const char *deadline;  /* `≤ 30 min`; the rest NULL where there is none */
    const char *since;     /* what the deadline counts from, unless readiness */
    const char *repeats;   /* `every 2 h` */
    const char *until;     /* when that ends, in words */
    const char *condition; /* guard, in words (see wording_cond.h) */
    const char *with;      /* titles of the supporting bodies */
    const char *to;        /* titles of those told when it is done */
    toc_span span;         /* where it was written; of a receiver: what tells it */
    uint32_t sequence;     /* order of making; breaks ties inside a band */
    toc_flow_mark mark;
} toc_flow_node;

typedef struct toc_flow_edge {
    toc_flow_edge_kind kind;
    const struct toc_flow_edge *twin; /* as a node's */
    toc_flow_node *source;
    toc_flow_node *target;
    const char *label;           /* outcome, grade; or NULL */
    const char *condition;       /* of the outcome */
    const char *wait;            /* `1 h` */
    const toc_plan_edge *origin; /* the plan's edge that this one is; or NULL */
    uint32_t sequence;
    toc_flow_mark mark;
} toc_flow_edge;

typedef struct toc_flow {
    const toc_plan *plan;
    toc_wording wording;
    const char *lang;        /* of the fixed words: "en", "zh-Hans" or "zh-Hant" */
    const char *plan_script; /* the same of the plan: which forms its characters take */
    toc_title title;
    const struct toc_film_play *play; /* the picture plays so; NULL: it is still */
    TOC_VEC(toc_flow_band *) bands;
    TOC_VEC(toc_flow_lane *) lanes;
    TOC_VEC(toc_flow_node *) nodes;
    TOC_VEC(toc_flow_edge *) edges;
} toc_flow;

/** The picture of @p plan, which has no errors.  @p options may be NULL: all defaults.
 *  Never NULL (see arena escape).  O(n log n). */
toc_flow *toc_flow_build(toc_arena *arena, const toc_plan *plan, const toc_flow_options *options);

/** The text form, as said above.  Write errors are the stream's: see ferror. */
void toc_flow_write_text(const toc_flow *flow, FILE *out);

/** Puts nodes and edges in the order said above, and gives the nodes their indexes.  O(n log n). */
void toc_flow_sort(toc_flow *flow);

/** Puts the edges in the order said above; their nodes have their indexes.  O(n log n). */
void toc_flow_sort_edges(toc_flow *flow);

/** The nodes by key, ascending, in @p arena.  O(n log n). */
toc_flow_node **toc_flow_nodes_by_key(toc_arena *arena, const toc_flow *flow);

/** The words of the text form; static storage. */
const char *toc_flow_band_kind_word(toc_flow_band_kind kind);
const char *toc_flow_node_kind_word(toc_flow_node_kind kind);
const char *toc_flow_edge_kind_word(toc_flow_edge_kind kind);

#endif
