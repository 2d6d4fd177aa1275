/* fuzz_table.h - a live exercise for fuzz targets, and what must hold of it whatever people send.
 *
 * A refused intent changes nothing; an allowed one is taken.  What screens show is JSON, changes only with its
 * stamp, and is what a new view of the same rows shows.  Rows that are taken back leave no trace.
 * Another exercise that takes the same rows stands as the first does; and when it has ended, its export
 * earns the same score.  Whatever does not hold ends the process. */
#ifndef TOC_TESTS_FUZZ_TABLE_H
#define TOC_TESTS_FUZZ_TABLE_H

#include "live/exercise.h"
#include "view/view.h"

typedef struct fuzz_table fuzz_table;

/** Opened, with p1 the controller, p2 a player of @p body, p3 an evaluator; the clock runs,
 *  60 times as fast.  @p machine and @p scenario outlive it. */
fuzz_table *fuzz_table_new(const toc_machine *machine, const toc_scenario *scenario,
                           const char *body);
/** All that must hold at the end; then it is freed. */
void fuzz_table_close(fuzz_table *t);

const toc_exercise_state *fuzz_table_state(const fuzz_table *t);
/** Of one intent: for texts that need not last. */
toc_arena *fuzz_table_arena(fuzz_table *t);

/** @p body as browsers send it, any @p size bytes; @p person "": the server.  Is it allowed?  False also
 *  where it is no JSON. */
bool fuzz_table_ask(fuzz_table *t, const char *person, const char *kind, const char *body,
                    size_t size);
/** The same act again, with the number that it had: it is not done twice. */
void fuzz_table_repeat(fuzz_table *t);
/** @p length ms of the day go by. */
void fuzz_table_wait(fuzz_table *t, int64_t length);
/** What everybody sees now. */
void fuzz_table_look(fuzz_table *t);
/** Remembers where it stands; and goes back to there, if it was called since the last time. */
void fuzz_table_mark(fuzz_table *t);
void fuzz_table_go_back(fuzz_table *t);

#endif
