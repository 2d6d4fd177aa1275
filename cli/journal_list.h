/* journal_list.h - what a journal holds, as text, as JSON, and as heads alone. */
#ifndef TOC_CLI_JOURNAL_LIST_H
#define TOC_CLI_JOURNAL_LIST_H

#include "cli/session.h"
#include "journal/journal.h"

typedef enum toc_journal_form {
    TOC_JOURNAL_TEXT,
    TOC_JOURNAL_JSON,
    TOC_JOURNAL_HEADS /* "17 4c1f…" for each row, 0 first: the head of the whole */
} toc_journal_form;

/** Writes head and rows of @p journal, each proved on the way.  Statuses are those of toc_journal_walk;
 *  what was written before a failure is no whole document. */
toc_status toc_journal_list_rows(toc_session *session, toc_journal *journal, toc_journal_form form,
                                 FILE *out, toc_journal_problem *problem);

/** Writes which exercises a place holds; as TOC_JOURNAL_HEADS the head of each. */
toc_status toc_journal_list_exercises(toc_session *session, const char *place,
                                      toc_journal_form form, FILE *out,
                                      toc_journal_problem *problem);

/** @p place without user, password and settings, for messages. */
const char *toc_journal_shown(toc_arena *arena, const char *place);

#endif
