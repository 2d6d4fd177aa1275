/* postgres_private.h - what the two halves of the store in a database of PostgreSQL's share. */
#ifndef TOC_JOURNAL_POSTGRES_PRIVATE_H
#define TOC_JOURNAL_POSTGRES_PRIVATE_H

#include <libpq-fe.h>

#include "journal/store.h"

#define TOC_PG_PARAMETERS_MAX 12

typedef struct toc_pg {
    PGconn *connection;
    char *address;   /* what libpq is given: the place up to `#` */
    char *exercise;  /* after `#`; NULL: none was named */
    char shown[300]; /* fit for messages: no password in it */
    char id[24];     /* the exercise's number in the database; "": not known yet */
    toc_journal_mode mode;
    bool has_lock; /* the writer's, in this connection */
    bool had_lock; /* in an earlier one */
} toc_pg;

/** A connection for @p place, set up so that commits are durable; not yet any exercise. */
toc_status toc_pg_new(const char *place, toc_journal_mode mode, toc_pg **out,
                      toc_journal_problem *problem);
void toc_pg_free(toc_pg *pg);

/** Connects again where the connection was lost, and takes the writer's lock again. */
toc_status toc_pg_ready(toc_pg *pg, toc_journal_problem *problem);

/** Runs @p sql once with @p count texts for $1…; the answer in @p format (0 text, 1 binary).  TOC_EIO or
 *  TOC_EFORMAT with @p what as the beginning of the sentence.  *out is NULL after a failure. */
toc_status toc_pg_run(toc_pg *pg, const char *what, const char *sql, const char *const *values,
                      size_t count, int format, PGresult **out, toc_journal_problem *problem);

/** The same for what only reads: connects before, and once again where the server was lost meanwhile. */
toc_status toc_pg_ask(toc_pg *pg, const char *what, const char *sql, const char *const *values,
                      size_t count, int format, PGresult **out, toc_journal_problem *problem);

bool toc_pg_is_lost(const toc_pg *pg);

/** Lets the connection go; toc_pg_ready makes another. */
void toc_pg_drop(toc_pg *pg);

/** The failure that @p result or the connection shows. */
toc_status toc_pg_fail(const toc_pg *pg, const PGresult *result, const char *what,
                       toc_journal_problem *problem);

int64_t toc_pg_number(const PGresult *result, int row, int column);
void toc_pg_hash(const PGresult *result, int row, int column, toc_hash out);

/** Copies of head and last row of the exercise in row @p row of @p found (id, name, program, created,
 *  hash); see postgres_open.c. */
toc_status toc_pg_read_head(toc_pg *pg, const PGresult *found, int row, toc_arena *arena,
                            toc_journal_head *out, toc_journal_problem *problem);

/** All exercises, or the one that is named: id, name, program, created, hash. */
toc_status toc_pg_find(toc_pg *pg, PGresult **out, toc_journal_problem *problem);

toc_status toc_pg_is_there(const char *place, bool *out, toc_journal_problem *problem);
toc_status toc_pg_create(const char *place, const toc_journal_head *head,
                         toc_journal_problem *problem);
toc_status toc_pg_open(const char *place, toc_journal_mode mode, toc_arena *arena, toc_store **out,
                       toc_journal_head *out_head, toc_journal_problem *problem);

#endif
