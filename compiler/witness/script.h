/* script.h - a scenario in the making: entries, expectations, and what a real drill makes of it; private
 * to witness/. */
#ifndef TOC_WITNESS_SCRIPT_H
#define TOC_WITNESS_SCRIPT_H

#include "base/source.h"
#include "witness/walk.h"

typedef struct toc_script_draft {
    toc_arena *arena;
    const toc_plan *plan;
    const toc_flow_finding *finding;
    const char *name;
    const char *what; /* it shows */
    const toc_walk_entry *entries;
    uint32_t count; /* of entries, those left out too */
    bool *is_out;
    bool is_stopping;   /* the drill has to be stopped, because an instant does not settle */
    uint32_t kept_from; /* entries from here on stay in */
    uint32_t tried;     /* of how many ways it is the shortest, where there are more; 0: of all */
    toc_ms start;       /* epoch milliseconds */
    int32_t offset_s;
    toc_ms end;
    TOC_VEC(const char *) expects; /* `{step: early.call, state: done}` */
} toc_script_draft;

/** What @p walk did and what @p finding says must then be so, in the walk's arena. */
toc_script_draft *toc_draft_new(const toc_walk *walk, const toc_flow_finding *finding,
                                toc_ms start);

/** Reads the draft's text, plays it and scores it: does all that it expects come true?
 *  *out_irregular: acts that were out of order. */
bool toc_draft_holds(const toc_script_draft *draft, toc_sources *sources,
                     const toc_machine *machine, uint32_t *out_irregular);

/** The scenario as text. */
const char *toc_draft_yaml(const toc_script_draft *draft);

/** "declare `IV` at 0min": what its entries are, the first four of them. */
const char *toc_draft_words(const toc_script_draft *draft);

uint32_t toc_draft_entries(const toc_script_draft *draft);

#endif
