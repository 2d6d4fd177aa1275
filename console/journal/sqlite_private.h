/* sqlite_private.h - what the two halves of the store in a file share. */
#ifndef TOC_JOURNAL_SQLITE_PRIVATE_H
#define TOC_JOURNAL_SQLITE_PRIVATE_H

#include <sqlite3.h>

#include "journal/store.h"

typedef struct toc_lite {
    sqlite3 *db;
    char *shown;        /* the place as the user wrote it */
    char *path;         /* absolute, without links */
    char *lock_path;    /* beside the file; NULL: no lock is held */
    int lock;           /* descriptor, or -1 */
    sqlite3_stmt *last; /* prepared when first needed; NULL before */
    sqlite3_stmt *find;
    sqlite3_stmt *insert;
} toc_lite;

/** The reason for @p code of SQLite's as a sentence: "the row was not kept: the disk is full".
 *  @p what is what did not happen.  Also when @p code is a constraint or a misuse. */
toc_status toc_lite_fail(const toc_lite *lite, int code, const char *what,
                         toc_journal_problem *problem);

/** Prepares @p sql into *@p statement where that is NULL. */
int toc_lite_prepare(toc_lite *lite, sqlite3_stmt **statement, const char *sql);

/** Text of a column, or NULL where it holds no text or one with a NUL inside; or where there is no memory
 *  for it, see toc_lite_code. */
const char *toc_lite_text(sqlite3_stmt *statement, int column);

/** @p code, or SQLITE_NOMEM where a column that was read meanwhile lacked memory. */
int toc_lite_code(const toc_lite *lite, int code);

/** Copies a hash; "" where the column holds none. */
void toc_lite_hash(sqlite3_stmt *statement, int column, toc_hash out);

toc_status toc_lite_create(const char *place, const toc_journal_head *head,
                           toc_journal_problem *problem);
toc_status toc_lite_open(const char *place, toc_journal_mode mode, toc_arena *arena,
                         toc_store **out, toc_journal_head *out_head, toc_journal_problem *problem);
void toc_lite_close(toc_store *store);

/** Creates the lock file beside @p path and locks it.  TOC_EIO where another has it. */
toc_status toc_lite_lock(toc_lite *lite, toc_journal_problem *problem);
void toc_lite_unlock(toc_lite *lite);

#endif
