/* journal.h - the journal of a live exercise: rows that are kept for good, one after another.
 *
 * A journal is kept at a place: a file of SQLite's (one file an exercise), or an exercise in a
 * database of PostgreSQL's, written `postgresql://…/database#exercise`.  Rows are only ever added,
 * by one writer at a time; what an append has acknowledged survives kill -9 and a power cut.  Each
 * row carries the SHA-256 of the one before and of itself, the first that of the head, and the head
 * those of the stored files, so that no byte of an exercise can be changed unseen (docs/journal.md
 * says how to prove it without this program).
 *
 * What fails says why in one sentence without full stop, fit for people: toc_journal_problem.
 * Statuses: TOC_EIO the disk, the server or another writer is in the way; TOC_EFORMAT what is there
 * is no journal, is damaged, was changed, or is of a newer version; TOC_EINVAL the call does not fit;
 * TOC_EPAST see toc_journal_append; TOC_ENOMEM.  One thread at a time for each journal. */
#ifndef TOC_JOURNAL_JOURNAL_H
#define TOC_JOURNAL_JOURNAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/status.h"
#include "journal/row.h"

#define TOC_JOURNAL_VERSION   1                    /* of schema and chain; newer ones are refused */
#define TOC_JOURNAL_BODY_MAX  (1024u * 1024u)      /* bytes of a row's body */
#define TOC_JOURNAL_NAME_MAX  200u                 /* of who, key, kind and of an exercise's name */
#define TOC_JOURNAL_FILE_MAX  (256u * 1024 * 1024) /* of a stored file */
#define TOC_JOURNAL_FILES_MAX 1000u

typedef struct toc_journal toc_journal;

/* Why a call failed.  Callers own it; each call that can fail sets text to "" when it does not. */
typedef struct toc_journal_problem {
    char text[600];
    uint64_t row; /* the first bad row of a chain, or 0 */
} toc_journal_problem;

/* What a stored file is to the exercise. */
typedef enum toc_journal_role {
    TOC_JOURNAL_IMAGE,    /* the plan as it is acted on: a machine image.  Exactly one */
    TOC_JOURNAL_SCENARIO, /* exactly one */
    TOC_JOURNAL_SERIES,   /* a file of values that the scenario names */
    TOC_JOURNAL_PLAN, /* a text of the plan, the one named to the program first; for cards and charts */
    TOC_JOURNAL_ROLE_COUNT
} toc_journal_role;

typedef struct toc_journal_file {
    toc_journal_role role;
    const char *path;  /* relative, below the folder that all stored files have in common */
    const void *bytes; /* NULL in a head that was read: see toc_journal_read_file */
    size_t size;
    char hash[TOC_ROW_HASH_SIZE + 1]; /* SHA-256; set by the journal */
} toc_journal_file;

/* What stands before the first row. */
typedef struct toc_journal_head {
    const char *exercise; /* its name: printable, not empty; one of its kind at a place */
    const char *program;  /* who wrote it: "tocsin 0.1.0" */
    int64_t created;      /* milliseconds since 1970-01-01T00:00Z */
    toc_journal_file *files;
    size_t file_count;
    char hash[TOC_ROW_HASH_SIZE +
              1]; /* what the first row's chain begins with; set by the journal */
} toc_journal_head;

typedef enum toc_journal_mode {
    TOC_JOURNAL_READ, /* beside a writer or not; changes nothing at the place */
    TOC_JOURNAL_WRITE /* the one who may append: refused while another has it */
} toc_journal_mode;

/** Whether @p place is written as one of PostgreSQL's. */
bool toc_journal_is_remote(const char *place);

/** The place of exercise @p name where @p place is a database alone, else @p place; in @p arena. */
const char *toc_journal_place_of(toc_arena *arena, const char *place, const char *name);

/** Whether there is anything at @p place: a file, or in a database the exercise that it names. */
toc_status toc_journal_is_there(const char *place, bool *out, toc_journal_problem *problem);

/** Makes a journal with this head and opens it for writing; TOC_EINVAL where there is something at
 *  the place already, or head or file names are not as said above.  Of a place of PostgreSQL's without
 *  `#exercise` the head names the exercise.  Either the whole is there on return, or nothing.
 *  @p head is copied without its files' bytes. */
toc_status toc_journal_create(const char *place, const toc_journal_head *head, toc_journal **out,
                              toc_journal_problem *problem);

/** Opens a journal that is there.  A place of PostgreSQL's may go without `#exercise` where there is
 *  but one.  Does not read the rows: a caller that acts on them walks over all. */
toc_status toc_journal_open(const char *place, toc_journal_mode mode, toc_journal **out,
                            toc_journal_problem *problem);

/** Lets the place go.  NULL is fine. */
void toc_journal_close(toc_journal *journal);

const toc_journal_head *toc_journal_head_of(const toc_journal *journal);

/** Number of the last row (0: none yet) and the hash that stands for everything up to it. */
uint64_t toc_journal_last(const toc_journal *journal);
const char *toc_journal_last_hash(const toc_journal *journal);

const char *toc_journal_role_name(
    toc_journal_role role); /* "image", "scenario", "series", "plan" */

/** Stored file @p index of the head, in @p arena with a NUL after its bytes; TOC_EFORMAT where they
 *  are not those of its hash. */
toc_status toc_journal_read_file(toc_journal *journal, size_t index, toc_arena *arena,
                                 toc_journal_file *out, toc_journal_problem *problem);

/** Appends @p count rows in one commit, and sets seq and hash of each: they are durable on return.
 *  The texts are valid UTF-8 without control characters, body a JSON object, `at` not before that of
 *  the row before (TOC_EINVAL otherwise).
 *
 *  Where a row's key (not "") is there already nothing is written, *out_is_repeat is true, and that
 *  row has seq, at, wall and hash of the first one; seq of the others is 0.
 *
 *  After a failure nothing of it counts and the next call tries anew.  Only where a server was lost
 *  in the middle of a commit can it be that the rows were kept all the same; the next append finds
 *  that out, writes nothing and returns TOC_EPAST: the caller walks from the row after the last it knows
 *  and takes what is there, then asks again.  O(bytes), one wait for the disk. */
toc_status toc_journal_append(toc_journal *journal, toc_row *rows, size_t count,
                              bool *out_is_repeat, toc_journal_problem *problem);

/** The row with @p key (not ""), texts in @p arena; out->seq 0 where there is none. */
toc_status toc_journal_find_key(toc_journal *journal, const char *key, toc_arena *arena,
                                toc_row *out, toc_journal_problem *problem);

/** False: stop here (which is no failure).  The row's texts last until it returns. */
typedef bool toc_journal_visit(void *context, const toc_row *row);

/** All rows from @p from (1: the first) in order, each proved: seq without gaps, `at` never falling,
 *  hash right.  TOC_EFORMAT, problem->row the first that is not.  Rows that a writer adds meanwhile may
 *  or may not be among them; they are seen by toc_journal_last after that. */
toc_status toc_journal_walk(toc_journal *journal, uint64_t from, toc_journal_visit *visit,
                            void *context, toc_journal_problem *problem);

/** Proves head, all stored files and all rows, and the store's own structure. */
toc_status toc_journal_verify(toc_journal *journal, toc_journal_problem *problem);

typedef bool toc_journal_visit_exercise(void *context, const toc_journal_head *head, uint64_t last);

/** All exercises at a place (of a file: its one), by name; files without bytes. */
toc_status toc_journal_exercises(const char *place, toc_journal_visit_exercise *visit,
                                 void *context, toc_journal_problem *problem);

#endif
