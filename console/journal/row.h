/* row.h - one row of an exercise's journal: the only thing that changes an exercise.
 *
 * The live exercise makes rows, the journal keeps them (journal.h), and the exercise takes them
 * (live/exercise.h); texts belong to whoever made the row, and last as that one says. */
#ifndef TOC_JOURNAL_ROW_H
#define TOC_JOURNAL_ROW_H

#include "base/time.h"

#define TOC_ROW_HASH_SIZE 64 /* letters of hexadecimal: SHA-256 */

typedef struct toc_row {
    uint64_t seq;     /* from 1, without gaps; given by the journal */
    toc_ms at;        /* of the exercise, since its start; never falls from row to row */
    int64_t wall;     /* when it was written: milliseconds since 1970-01-01T00:00Z */
    const char *who;  /* participant, as "p7"; "": the server itself */
    const char *key;  /* the sender's own number of the act: sent twice, it is done once; or "" */
    const char *kind; /* see live/exercise.h */
    const char *body; /* a JSON object on one line */
    char hash[TOC_ROW_HASH_SIZE + 1]; /* over the hash of the row before and this row */
} toc_row;

#endif
