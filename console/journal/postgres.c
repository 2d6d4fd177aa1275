/* postgres.c - rows and files in a database of PostgreSQL's: adding, finding, reading. */
#include "journal/postgres_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define BATCH   500 /* rows that are read at once */

#define COLUMNS "seq, at, wall, who, key, kind, body, hash"

static toc_pg *pg_of(toc_store *store)
{
    return (toc_pg *)store;
}

static toc_row row_at(const PGresult *rows, int i)
{
    toc_row row = {.seq = (uint64_t)toc_pg_number(rows, i, 0),
                   .at = toc_pg_number(rows, i, 1),
                   .wall = toc_pg_number(rows, i, 2),
                   .who = PQgetvalue(rows, i, 3),
                   .key = PQgetvalue(rows, i, 4),
                   .kind = PQgetvalue(rows, i, 5),
                   .body = PQgetvalue(rows, i, 6)};

    toc_pg_hash(rows, i, 7, row.hash);
    return row;
}

/* ── reading ─────────────────────────────────────────────────────────────── */

static void pg_close(toc_store *store)
{
    toc_pg_free(pg_of(store));
}

static toc_status last_of(toc_pg *pg, const char *id, toc_chain_end *out,
                          toc_journal_problem *problem)
{
    const char *const values[] = {id};
    PGresult *rows;
    toc_status status = toc_pg_ask(pg, "the last row cannot be read",
                                   "SELECT seq, at, hash FROM tocsin.journal_row WHERE exercise = "
                                   "$1::int ORDER BY seq DESC LIMIT 1",
                                   values, 1, 0, &rows, problem);

    if (status == TOC_OK && PQntuples(rows) == 1) {
        out->seq = (uint64_t)toc_pg_number(rows, 0, 0);
        out->at = toc_pg_number(rows, 0, 1);
        toc_pg_hash(rows, 0, 2, out->hash);
    }
    PQclear(rows);
    return status;
}

static toc_status pg_last(toc_store *store, toc_chain_end *out, toc_journal_problem *problem)
{
    return last_of(pg_of(store), pg_of(store)->id, out, problem);
}

static toc_status pg_find_key(toc_store *store, const char *key, toc_arena *arena, toc_row *out,
                              toc_journal_problem *problem)
{
    toc_pg *pg = pg_of(store);
    const char *const values[] = {pg->id, key};
    PGresult *rows;
    toc_status status = toc_pg_ask(pg, "rows cannot be looked through",
                                   "SELECT " COLUMNS " FROM tocsin.journal_row WHERE exercise = "
                                   "$1::int AND key = $2 AND key <> ''",
                                   values, 2, 0, &rows, problem);

    *out = (toc_row){0};
    if (status == TOC_OK && PQntuples(rows) > 0) {
        toc_row row = row_at(rows, 0);

        if (!toc_store_copy_row(arena, &row, out))
            status = toc_store_no_memory(problem);
    }
    PQclear(rows);
    return status;
}

/* Some rows at a time, so that the memory does not grow with the exercise. */
static toc_status pg_walk(toc_store *store, uint64_t from, toc_store_visit *visit, void *context,
                          toc_journal_problem *problem)
{
    toc_pg *pg = pg_of(store);
    char limit[24];
    char first[24];
    const char *const values[] = {pg->id, first, limit};
    toc_status status = TOC_OK;
    int count = BATCH;

    (void)snprintf(limit, sizeof limit, "%d", BATCH);
    (void)snprintf(first, sizeof first, "%" PRId64, from == 1 ? INT64_MIN : (int64_t)from);
    while (status == TOC_OK && count == BATCH) {
        PGresult *rows;

        status = toc_pg_ask(pg, "the rows cannot be read",
                            "SELECT " COLUMNS " FROM tocsin.journal_row WHERE exercise = $1::int "
                            "AND seq >= $2::bigint ORDER BY seq LIMIT $3::int",
                            values, 3, 0, &rows, problem);
        count = status == TOC_OK ? PQntuples(rows) : 0;
        for (int i = 0; i < count; i++) {
            toc_row row = row_at(rows, i);

            (void)snprintf(first, sizeof first, "%" PRIu64, row.seq + 1);
            if (!visit(context, &row))
                count = 0; /* the last batch */
        }
        PQclear(rows);
    }
    return status;
}

static toc_status take_bytes(const PGresult *found, toc_arena *arena, toc_journal_file *out,
                             toc_journal_problem *problem)
{
    size_t size = (size_t)PQgetlength(found, 0, 0);
    char *copy = toc_arena_try_alloc(arena, size + 1);

    if (!copy)
        return toc_store_no_memory(problem);
    memcpy(copy, PQgetvalue(found, 0, 0), size);
    out->bytes = copy;
    out->size = size;
    return TOC_OK;
}

static toc_status pg_read_file(toc_store *store, size_t index, toc_arena *arena,
                               toc_journal_file *out, toc_journal_problem *problem)
{
    toc_pg *pg = pg_of(store);
    char number[24];
    const char *const values[] = {pg->id, number};
    PGresult *found;
    toc_status status;

    (void)snprintf(number, sizeof number, "%zu", index + 1);
    status = toc_pg_ask(pg, "a stored file cannot be read",
                        "SELECT bytes FROM tocsin.stored_file WHERE exercise = $1::int AND number "
                        "= $2::int",
                        values, 2, 1, &found, problem);
    if (status == TOC_OK && PQntuples(found) != 1)
        status = toc_store_fail(problem, TOC_EFORMAT, "a stored file of `%s#%s` is missing",
                                pg->shown, pg->exercise);
    if (status == TOC_OK)
        status = take_bytes(found, arena, out, problem);
    PQclear(found);
    return status;
}

/* ── adding ──────────────────────────────────────────────────────────────── */

static toc_status command(toc_pg *pg, const char *sql, toc_journal_problem *problem)
{
    PGresult *result;
    toc_status status = toc_pg_run(pg, "the row was not kept", sql, NULL, 0, 0, &result, problem);

    PQclear(result);
    return status;
}

/* Only after the row that is believed to be the last, so that nobody's rows are passed over. */
static toc_status insert(toc_pg *pg, const toc_row *row, const char *before,
                         toc_journal_problem *problem)
{
    char seq[24];
    char at[24];
    char wall[24];
    const char *const values[] = {pg->id,   seq,       at,        wall,      row->who,
                                  row->key, row->kind, row->body, row->hash, before};
    PGresult *result;
    toc_status status;

    (void)snprintf(seq, sizeof seq, "%" PRIu64, row->seq);
    (void)snprintf(at, sizeof at, "%" PRId64, row->at);
    (void)snprintf(wall, sizeof wall, "%" PRId64, row->wall);
    status = toc_pg_run(
        pg, "the row was not kept",
        "INSERT INTO tocsin.journal_row(exercise, " COLUMNS ") SELECT $1::int, $2::bigint, "
        "$3::bigint, $4::bigint, $5, $6, $7, $8, $9 WHERE NOT EXISTS (SELECT 1 FROM "
        "tocsin.journal_row WHERE exercise = $1::int AND seq >= $2::bigint) AND ($2::bigint = 1 OR "
        "EXISTS (SELECT 1 FROM tocsin.journal_row WHERE exercise = $1::int AND seq = $2::bigint - "
        "1 "
        "AND hash = $10))",
        values, 10, 0, &result, problem);
    if (status == TOC_OK && strcmp(PQcmdTuples(result), "1") != 0)
        status = TOC_EPAST;
    PQclear(result);
    return status;
}

/* One row is a commit of its own. */
static toc_status append_once(toc_pg *pg, const toc_row *rows, size_t count,
                              const toc_chain_end *before, toc_journal_problem *problem)
{
    toc_status status = toc_pg_ready(pg, problem);
    toc_journal_problem ignored;

    if (status == TOC_OK && count > 1)
        status = command(pg, "BEGIN", problem);
    for (size_t i = 0; i < count && status == TOC_OK; i++)
        status = insert(pg, &rows[i], i == 0 ? before->hash : rows[i - 1].hash, problem);
    if (count == 1)
        return status;
    if (status == TOC_OK)
        return command(pg, "COMMIT", problem);
    if (!toc_pg_is_lost(pg))
        (void)command(pg, "ROLLBACK", &ignored);
    return status;
}

static bool is_at(const toc_chain_end *end, uint64_t seq, const char *hash)
{
    return end->seq == seq && (seq == 0 || strcmp(end->hash, hash) == 0);
}

/* Where the server was lost it is asked what it has kept: the answer to a commit may have been lost,
 * or the commit. */
static toc_status pg_append(toc_store *store, const toc_row *rows, size_t count,
                            const toc_chain_end *before, toc_journal_problem *problem)
{
    toc_pg *pg = pg_of(store);
    toc_status status = TOC_OK;

    for (unsigned tries = 0; tries < 2; tries++) {
        toc_chain_end end = {.seq = 0};
        toc_journal_problem unknown = {{0}, 0};
        bool was_lost;

        status = append_once(pg, rows, count, before, problem);
        was_lost = toc_pg_is_lost(pg);
        if (status == TOC_OK || (status != TOC_EPAST && !was_lost))
            return status;
        if (last_of(pg, pg->id, &end, &unknown) != TOC_OK)
            return status == TOC_EPAST ? toc_store_fail(problem, TOC_EIO, "%s", unknown.text)
                                       : status;
        if (is_at(&end, rows[count - 1].seq, rows[count - 1].hash))
            return TOC_OK;
        if (!is_at(&end, before->seq, before->hash))
            return TOC_EPAST;
        if (!was_lost)
            return toc_store_fail(problem, TOC_EIO, "the row was not kept: the server refused it");
    }
    return status;
}

/* ── the whole ───────────────────────────────────────────────────────────── */

/* Pages and indexes are the server's own care; what it gives is proved like all else. */
static toc_status pg_verify(toc_store *store, toc_journal_problem *problem)
{
    return toc_pg_ready(pg_of(store), problem);
}

static toc_status show_exercise(toc_pg *pg, const PGresult *found, int row,
                                toc_journal_visit_exercise *visit, void *context, bool *goes_on,
                                toc_journal_problem *problem)
{
    toc_chain_end end = {.seq = 0};
    toc_journal_head head;
    toc_status status;
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    status = toc_pg_read_head(pg, found, row, &arena, &head, problem);
    if (status == TOC_OK)
        status = last_of(pg, PQgetvalue(found, row, 0), &end, problem);
    if (status == TOC_OK)
        *goes_on = visit(context, &head, end.seq);
    toc_arena_deinit(&arena);
    return status;
}

static toc_status pg_exercises(const char *place, toc_journal_visit_exercise *visit, void *context,
                               toc_journal_problem *problem)
{
    toc_pg *pg;
    PGresult *found = NULL;
    bool goes_on = true;
    toc_status status = toc_pg_new(place, TOC_JOURNAL_READ, &pg, problem);

    if (status == TOC_OK)
        status = toc_pg_find(pg, &found, problem);
    for (int i = 0; status == TOC_OK && goes_on && i < PQntuples(found); i++)
        status = show_exercise(pg, found, i, visit, context, &goes_on, problem);
    PQclear(found);
    toc_pg_free(pg);
    return status;
}

const toc_store_calls toc_store_postgres = {
    .create = toc_pg_create,
    .is_there = toc_pg_is_there,
    .open = toc_pg_open,
    .close = pg_close,
    .last = pg_last,
    .append = pg_append,
    .find_key = pg_find_key,
    .read_file = pg_read_file,
    .walk = pg_walk,
    .verify = pg_verify,
    .exercises = pg_exercises,
};
