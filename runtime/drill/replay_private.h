/* replay_private.h - what the files that write a replay share; for nobody else. */
#ifndef TOC_DRILL_REPLAY_PRIVATE_H
#define TOC_DRILL_REPLAY_PRIVATE_H

#include "drill/replay.h"
#include "drill/score_private.h"

typedef struct toc_replay {
    toc_arena *arena;
    const toc_drill *drill;
    const toc_machine *machine;
    toc_truth_book *book;
    uint32_t *act_of; /* of each entry, by number - 1: its act, or TOC_NONE */
    uint32_t *place;  /* of each act: the record before which it stands */
    FILE *out;
    bool has_entries;
} toc_replay;

/** Everything before the log. */
void toc_replay_head(toc_replay *r);
/** Everything after it: what came of the drill, and its end. */
void toc_replay_end(const toc_replay *r);
/** An act of the script, as its author wrote it; samples of series as values that are set. */
void toc_replay_act(const toc_replay *r, const toc_bound_act *act);

/* One entry: `  - {at: 5min, turn: 1`, then pairs, then `}`. */
void toc_replay_open(const toc_replay *r, toc_ms at, uint32_t turn);
void toc_replay_pair(const toc_replay *r, const char *key, const char *text); /* `, key: "text"` */
void toc_replay_close(const toc_replay *r);
/** @p text in double quotes, with what YAML wants escaped. */
void toc_replay_text(const toc_replay *r, const char *text);

#endif
