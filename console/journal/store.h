/* store.h - what keeps rows and files: one set of functions for each kind of place.
 *
 * journal.c proves chains, numbers rows and answers repeats; a store only keeps and gives back.  All
 * return a status with the reason in `problem`; texts that they hand out last until the next call, or
 * stand in the arena that was given. */
#ifndef TOC_JOURNAL_STORE_H
#define TOC_JOURNAL_STORE_H

#include "journal/chain.h"

typedef struct toc_store toc_store;

/* The end of a chain. */
typedef struct toc_chain_end {
    uint64_t seq; /* 0: no row yet */
    toc_ms at;    /* of the last row; INT64_MIN before the first */
    toc_hash hash;
} toc_chain_end;

/* Where a row's fields come from when it is read: any text may be NULL where it is no text. */
typedef bool toc_store_visit(void *context, const toc_row *row);

typedef struct toc_store_calls {
    /* Makes the place with @p head (hashes set) and nothing else; all or nothing. */
    toc_status (*create)(const char *place, const toc_journal_head *head,
                         toc_journal_problem *problem);
    toc_status (*is_there)(const char *place, bool *out, toc_journal_problem *problem);
    /* Opens, takes the writer's lock where @p mode asks, reads the head into @p arena. */
    toc_status (*open)(const char *place, toc_journal_mode mode, toc_arena *arena, toc_store **out,
                       toc_journal_head *out_head, toc_journal_problem *problem);
    void (*close)(toc_store *store);
    /* The last row as it is now kept; seq 0 and the rest untouched where there is none. */
    toc_status (*last)(toc_store *store, toc_chain_end *out, toc_journal_problem *problem);
    /* One commit, durable on return.  TOC_EPAST where the last row is not @p before; nothing is
     * written then, nor after any other failure but a server that was lost while it committed. */
    toc_status (*append)(toc_store *store, const toc_row *rows, size_t count,
                         const toc_chain_end *before, toc_journal_problem *problem);
    toc_status (*find_key)(toc_store *store, const char *key, toc_arena *arena, toc_row *out,
                           toc_journal_problem *problem);
    toc_status (*read_file)(toc_store *store, size_t index, toc_arena *arena, toc_journal_file *out,
                            toc_journal_problem *problem);
    /* Rows from @p from in order of seq, as they stand there, unproved. */
    toc_status (*walk)(toc_store *store, uint64_t from, toc_store_visit *visit, void *context,
                       toc_journal_problem *problem);
    /* The store's own structure: pages, indexes. */
    toc_status (*verify)(toc_store *store, toc_journal_problem *problem);
    toc_status (*exercises)(const char *place, toc_journal_visit_exercise *visit, void *context,
                            toc_journal_problem *problem);
} toc_store_calls;

extern const toc_store_calls toc_store_sqlite;
extern const toc_store_calls toc_store_postgres;

/** Sets the problem's text and returns @p status. */
toc_status toc_store_fail(toc_journal_problem *problem, toc_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** The same for memory that is used up. */
static inline toc_status toc_store_no_memory(toc_journal_problem *problem)
{
    (void)toc_store_fail(problem, TOC_ENOMEM, "memory is used up");
    return TOC_ENOMEM;
}

/** A copy of @p text in @p arena, or NULL when memory is used up (and never escapes). */
char *toc_store_copy(toc_arena *arena, const char *text);

/** A copy of @p row with its texts in @p arena; false when memory is used up. */
bool toc_store_copy_row(toc_arena *arena, const toc_row *row, toc_row *out);

#endif
