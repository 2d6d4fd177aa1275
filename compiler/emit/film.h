/* film.h - a drill as a film over the picture of its plan: which node changes its state when.
 *
 * Read from a trace (see engine/trace.h: one JSON object a line, as `tocsin drill --trace` writes
 * it) by json-c.  A node that runs several times (loops, series, responses that start again) shows
 * its last time round; a report shows the worst of its receivers in that round. */
#ifndef TOC_EMIT_FILM_H
#define TOC_EMIT_FILM_H

#include "base/diag.h"
#include "emit/flow.h"

/* From `at` on @c node is in @c state. */
typedef struct toc_film_frame {
    toc_ms at; /* since the drill's start */
    toc_flow_node *node;
    toc_flow_state state;
    toc_ms due;  /* TOC_MS_NONE: undated */
    toc_ms done; /* DONE_LATE: when; else TOC_MS_NONE */
} toc_film_frame;

/* From `at` on this grade of its ladder is declared. */
typedef struct toc_film_grade {
    toc_ms at;
    const toc_plan_ladder *ladder;
    const toc_plan_level *level; /* NULL: none any more */
} toc_film_grade;

typedef struct toc_film {
    TOC_VEC(toc_film_frame) frames; /* by time, as the trace tells */
    TOC_VEC(toc_film_grade) grades; /* the same */
    toc_ms end;                     /* of the last record */
} toc_film;

/** The film of @p trace over @p flow, which is the picture of the whole plan.  NULL after a message
 *  to @p sink where a line is no record of a trace (T0710), or names what the plan has not
 *  (T0711).  O(n log n). */
toc_film *toc_film_read(toc_arena *arena, const toc_flow *flow, const toc_source *trace,
                        toc_diag_sink *sink);

/** Marks all nodes as they stand at @p at: what the film does not reach by then is not reached. */
void toc_film_show(toc_arena *arena, const toc_film *film, toc_flow *flow, toc_ms at);

/** The mark of @p frame seen at @p at: its state, and how late in words. */
toc_flow_mark toc_film_mark(toc_arena *arena, const toc_wording *w, const toc_film_frame *frame,
                            toc_ms at);

#endif
