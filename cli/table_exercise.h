/* table_exercise.h - the exercise of `tocsin table`: a new one, or one that is gone on with. */
#ifndef TOC_CLI_TABLE_EXERCISE_H
#define TOC_CLI_TABLE_EXERCISE_H

#include "cli/session.h"
#include "journal/journal.h"
#include "live/exercise_state.h"
#include "view/worded.h"

typedef struct toc_table_exercise {
    const char *place;  /* of the journal */
    const char *shown;  /* the same, fit to be printed */
    const char *folder; /* with the journal's files, for the children; NULL: not there yet */
    const char *plan;   /* path of the plan below it */
    toc_journal *journal;
    toc_exercise *exercise;
    toc_machine machine;          /* as the journal has it */
    const toc_worded_set *worded; /* conditions of the machine in words */
    size_t worded_count;
    uint64_t found;        /* rows that were there already */
    toc_journal_head head; /* of a new one */
    bool is_new;
} toc_table_exercise;

/** Compiles plan and scenario, opens the journal where there is one; writes nothing.  The first messages are
 *  printed.  Returns TOC_EXIT_FINE, else what to exit with, after a message; close either way. */
int toc_table_exercise_open(toc_session *session, toc_table_exercise *out);

/** Makes the journal where there was none, takes all of its rows, writes the first that is new.  Returns as
 *  open does. */
int toc_table_exercise_begin(toc_session *session, toc_table_exercise *table);

void toc_table_exercise_close(toc_table_exercise *table);

#endif
