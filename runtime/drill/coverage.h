/* coverage.h - what of a plan its drills have exercised, and what not.
 *
 * toc_coverage_new lists all that there is to cover, in the arena; each drill then marks what it
 * reached in a set of bits, one for each item.  Everything comes from the drill's trace and score:
 * nothing is covered because it might have been.  Sets of several drills are joined by `|`. */
#ifndef TOC_DRILL_COVERAGE_H
#define TOC_DRILL_COVERAGE_H

#include "drill/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_cover_kind {
    TOC_COVER_STEP,    /* id node, a step: it was done */
    TOC_COVER_OUTCOME, /* id outcome: it was decided */
    TOC_COVER_LEVEL,   /* id level: it was declared */
    TOC_COVER_RAISE,   /* id level: declared after a less severe one of its ladder */
    TOC_COVER_LOWER,   /* id level: declared after a more severe one */
    TOC_COVER_END,     /* id ladder: fell to none */
    TOC_COVER_REPORT,  /* id report: sent */
    TOC_COVER_MET,     /* duty, id: a dated duty of it was met */
    TOC_COVER_MISSED,  /* duty, id: one was done too late, or not at all */
    TOC_COVER_KIND_COUNT
} toc_cover_kind;

typedef struct toc_cover_item {
    toc_cover_kind kind;
    uint32_t duty; /* MET, MISSED: toc_duty_kind; else 0 */
    uint32_t id;
} toc_cover_item;

typedef struct toc_coverage {
    const toc_machine *machine;
    const toc_cover_item *items; /* ascending by kind, duty, id */
    uint32_t count;
} toc_coverage;

typedef struct toc_cover_counts { /* by kind */
    uint32_t there[TOC_COVER_KIND_COUNT];
    uint32_t covered[TOC_COVER_KIND_COUNT];
} toc_cover_counts;

/** O(size of the machine); @p machine outlives it. */
toc_coverage *toc_coverage_new(toc_arena *arena, const toc_machine *machine);

/** An empty set. */
uint64_t *toc_coverage_set(toc_arena *arena, const toc_coverage *coverage);

/** How many words of 64 bits a set has. */
static inline uint32_t toc_coverage_words(const toc_coverage *coverage)
{
    return coverage->count / 64 + 1;
}

static inline bool toc_coverage_has(const uint64_t *set, uint32_t item)
{
    return (set[item / 64] >> (item % 64) & 1) != 0;
}

/** Adds to @p set what the scored drill covered.  O((happenings + duties) log items). */
void toc_coverage_mark(const toc_coverage *coverage, const toc_score *score, uint64_t *set);

void toc_coverage_count(const toc_coverage *coverage, const uint64_t *set, toc_cover_counts *out);

/** Index of an item, or TOC_NONE.  O(log items). */
uint32_t toc_coverage_find(const toc_coverage *coverage, toc_cover_kind kind, uint32_t duty,
                           uint32_t id);

/** The row that declares it: of an outcome its decision. */
const toc_m_head *toc_cover_head(const toc_machine *machine, const toc_cover_item *item);

/** "step", "raise", "deadline met"; static storage. */
const char *toc_cover_kind_word(toc_cover_kind kind);

/** What it is, for tools: "early.cutoff", "early.clean.yes", "level.III", "approval of early.shut". */
const char *toc_cover_name(toc_arena *arena, const toc_machine *machine,
                           const toc_cover_item *item);

/** What is missing, for people: "step `early.cutoff` is never done". */
const char *toc_cover_gap(toc_arena *arena, const toc_machine *machine, const toc_cover_item *item);

#ifdef __cplusplus
}
#endif

#endif
