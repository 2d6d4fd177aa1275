/* story.h - a scenario in the making for `tocsin generate`, and what a real drill makes of it; private to
 * witness/. */
#ifndef TOC_WITNESS_STORY_H
#define TOC_WITNESS_STORY_H

#include "base/source.h"
#include "drill/coverage.h"
#include "witness/generate.h"
#include "witness/walk.h"

typedef struct toc_story {
    const char *name;  /* of what it was made for: "early-late" */
    const char *title; /* "`early` starts; what is owed is done too late" */
    const toc_walk_entry *entries;
    uint32_t count; /* of entries that are played */
    uint32_t total; /* that the life had */
    toc_ms start;   /* epoch milliseconds */
    toc_ms end;
    toc_ms full_end; /* of all entries */
    uint64_t *covered;
    uint64_t *mine; /* what it has to cover, the others being there */
    uint32_t expect_count;
} toc_story;

/* What stories are played with. */
typedef struct toc_stage {
    toc_arena *arena;
    toc_arena *scratch; /* emptied before each play */
    const toc_machine *machine;
    const toc_coverage *coverage;
    const toc_generate_options *options;
} toc_stage;

/** The first @p count entries only, ending before the next one. */
void toc_story_cut(toc_story *story, uint32_t count);

/** Plays it and marks what it covers in @p set.  False: the drill was refused or had to be stopped. */
bool toc_story_play(const toc_stage *stage, const toc_story *story, uint64_t *set);

/** The scenario as text, with all that came of it as `expect`; NULL where its own text does not play as
 *  it says.  @p id is the scenario's. */
const char *toc_story_write(const toc_stage *stage, toc_story *story, const char *id);

#endif
