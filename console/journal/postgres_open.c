/* postgres_open.c - exercises in a database: its tables, and exercises made, found and opened. */
#include "journal/postgres_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ONE(name)  #name
#define TEXT(name) ONE(name)

/* The triggers are for other programs: this one neither changes nor removes. */
static const char *const schema[] = {
    /* two programs that are first at once do it one after the other */
    "SELECT pg_advisory_xact_lock(1416586058, 0)",
    "CREATE SCHEMA IF NOT EXISTS tocsin",
    "CREATE TABLE IF NOT EXISTS tocsin.journal_version(version int NOT NULL)",
    "INSERT INTO tocsin.journal_version SELECT " TEXT(
        TOC_JOURNAL_VERSION) " WHERE NOT EXISTS (SELECT 1 FROM tocsin.journal_version)",
    "CREATE TABLE IF NOT EXISTS tocsin.exercise(id serial PRIMARY KEY, name text COLLATE \"C\" NOT "
    "NULL UNIQUE, created bigint NOT NULL, program text NOT NULL, hash text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS tocsin.stored_file(exercise int NOT NULL REFERENCES "
    "tocsin.exercise(id), number int NOT NULL, role text NOT NULL, path text NOT NULL, size bigint "
    "NOT NULL, hash text NOT NULL, bytes bytea NOT NULL, PRIMARY KEY(exercise, number))",
    "CREATE TABLE IF NOT EXISTS tocsin.journal_row(exercise int NOT NULL REFERENCES "
    "tocsin.exercise(id), seq bigint NOT NULL, at bigint NOT NULL, wall bigint NOT NULL, who text "
    "NOT NULL, key text COLLATE \"C\" NOT NULL, kind text NOT NULL, body text NOT NULL, hash text "
    "NOT NULL, PRIMARY KEY(exercise, seq))",
    "CREATE UNIQUE INDEX IF NOT EXISTS journal_row_key ON tocsin.journal_row(exercise, key) WHERE "
    "key <> ''",
    "CREATE OR REPLACE FUNCTION tocsin.stays() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''rows of a journal are never changed or removed''; END'",
    "DROP TRIGGER IF EXISTS journal_row_stays ON tocsin.journal_row",
    "CREATE TRIGGER journal_row_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON tocsin.journal_row "
    "EXECUTE FUNCTION tocsin.stays()",
};

static const char cannot_open[] = "the journal cannot be opened";
static const char cannot_make[] = "the journal cannot be made";

/* ── tables ──────────────────────────────────────────────────────────────── */

static toc_status command(toc_pg *pg, const char *what, const char *sql,
                          toc_journal_problem *problem)
{
    PGresult *result;
    toc_status status = toc_pg_run(pg, what, sql, NULL, 0, 0, &result, problem);

    PQclear(result);
    return status;
}

/* 0: no exercise was ever kept there. */
static toc_status read_version(toc_pg *pg, int64_t *out, toc_journal_problem *problem)
{
    PGresult *result;
    toc_status status =
        toc_pg_ask(pg, cannot_open, "SELECT to_regclass('tocsin.journal_version') IS NOT NULL",
                   NULL, 0, 0, &result, problem);
    bool is_there = status == TOC_OK && strcmp(PQgetvalue(result, 0, 0), "t") == 0;

    *out = 0;
    PQclear(result);
    if (!is_there)
        return status;
    status = toc_pg_ask(pg, cannot_open, "SELECT version FROM tocsin.journal_version", NULL, 0, 0,
                        &result, problem);
    if (status == TOC_OK && PQntuples(result) != 1)
        status = toc_store_fail(problem, TOC_EFORMAT, "`%s` does not say which version it has",
                                pg->shown);
    if (status == TOC_OK)
        *out = toc_pg_number(result, 0, 0);
    PQclear(result);
    return status;
}

static toc_status check_version(toc_pg *pg, int64_t *out_version, toc_journal_problem *problem)
{
    toc_status status = read_version(pg, out_version, problem);

    if (status == TOC_OK && (*out_version > TOC_JOURNAL_VERSION || *out_version < 0))
        return toc_store_fail(problem, TOC_EFORMAT,
                              "`%s` was written by a newer program (journals of version %" PRId64
                              "; this one knows version %d)",
                              pg->shown, *out_version, TOC_JOURNAL_VERSION);
    return status;
}

/* ── finding ─────────────────────────────────────────────────────────────── */

toc_status toc_pg_find(toc_pg *pg, PGresult **out, toc_journal_problem *problem)
{
    const char *const values[] = {pg->exercise};
    int64_t version;
    toc_status status = check_version(pg, &version, problem);

    *out = NULL;
    if (status != TOC_OK)
        return status;
    if (version == 0)
        return toc_store_fail(problem, TOC_EFORMAT, "`%s` holds no exercises", pg->shown);
    return toc_pg_ask(pg, cannot_open,
                      "SELECT id, name, program, created, hash FROM tocsin.exercise "
                      "WHERE $1::text IS NULL OR name = $1 ORDER BY name",
                      values, 1, 0, out, problem);
}

static bool read_entry(const PGresult *files, int row, toc_arena *arena, toc_journal_file *out)
{
    out->role = toc_journal_role_called(PQgetvalue(files, row, 0));
    out->path = toc_store_copy(arena, PQgetvalue(files, row, 1));
    out->size = (size_t)toc_pg_number(files, row, 2);
    toc_pg_hash(files, row, 3, out->hash);
    return out->path != NULL;
}

static toc_status read_files(toc_pg *pg, const char *id, toc_arena *arena, toc_journal_head *out,
                             toc_journal_problem *problem)
{
    const char *const values[] = {id};
    PGresult *files;
    toc_status status = toc_pg_ask(pg, cannot_open,
                                   "SELECT role, path, size, hash FROM tocsin.stored_file WHERE "
                                   "exercise = $1::int ORDER BY number",
                                   values, 1, 0, &files, problem);
    int count = status == TOC_OK ? PQntuples(files) : 0;

    if (status == TOC_OK && count > (int)TOC_JOURNAL_FILES_MAX)
        status = toc_store_fail(problem, TOC_EFORMAT, "an exercise of `%s` holds too many files",
                                pg->shown);
    if (status == TOC_OK)
        out->files = toc_arena_try_alloc(arena, (size_t)count * sizeof *out->files + 1);
    if (status == TOC_OK && !out->files)
        status = toc_store_no_memory(problem);
    for (int i = 0; i < count && status == TOC_OK; i++) {
        if (!read_entry(files, i, arena, &out->files[i]))
            status = toc_store_no_memory(problem);
        else if (out->files[i].role == TOC_JOURNAL_ROLE_COUNT)
            status = toc_store_fail(problem, TOC_EFORMAT, "a head in `%s` is not whole", pg->shown);
        out->file_count++;
    }
    PQclear(files);
    return status;
}

toc_status toc_pg_read_head(toc_pg *pg, const PGresult *found, int row, toc_arena *arena,
                            toc_journal_head *out, toc_journal_problem *problem)
{
    *out = (toc_journal_head){0};
    out->exercise = toc_store_copy(arena, PQgetvalue(found, row, 1));
    out->program = toc_store_copy(arena, PQgetvalue(found, row, 2));
    out->created = toc_pg_number(found, row, 3);
    toc_pg_hash(found, row, 4, out->hash);
    if (!out->exercise || !out->program)
        return toc_store_no_memory(problem);
    return read_files(pg, PQgetvalue(found, row, 0), arena, out, problem);
}

toc_status toc_pg_is_there(const char *place, bool *out, toc_journal_problem *problem)
{
    PGresult *found = NULL;
    int64_t version = 0;
    toc_pg *pg;
    toc_status status = toc_pg_new(place, TOC_JOURNAL_READ, &pg, problem);

    if (status == TOC_OK)
        status = check_version(pg, &version, problem);
    if (status == TOC_OK && version > 0)
        status = toc_pg_find(pg, &found, problem);
    *out = found && PQntuples(found) > 0;
    PQclear(found);
    toc_pg_free(pg);
    return status;
}

/* ── opening ─────────────────────────────────────────────────────────────── */

static toc_status not_one(const toc_pg *pg, const PGresult *found, toc_journal_problem *problem)
{
    int count = PQntuples(found);

    if (count == 0 && pg->exercise)
        return toc_store_fail(problem, TOC_EIO, "`%s` holds no exercise called `%s`", pg->shown,
                              pg->exercise);
    if (count == 0)
        return toc_store_fail(problem, TOC_EFORMAT, "`%s` holds no exercises", pg->shown);
    return toc_store_fail(problem, TOC_EINVAL,
                          "`%s` holds %d exercises: write `#` and the name of one behind the "
                          "address, such as `#%.100s`",
                          pg->shown, count, PQgetvalue(found, 0, 1));
}

static toc_status choose(toc_pg *pg, toc_arena *arena, toc_journal_head *out_head,
                         toc_journal_problem *problem)
{
    PGresult *found;
    toc_status status = toc_pg_find(pg, &found, problem);

    if (status == TOC_OK && PQntuples(found) != 1)
        status = not_one(pg, found, problem);
    if (status == TOC_OK && !pg->exercise) {
        pg->exercise = strdup(PQgetvalue(found, 0, 1));
        if (!pg->exercise)
            status = toc_store_no_memory(problem);
    }
    if (status == TOC_OK) {
        (void)snprintf(pg->id, sizeof pg->id, "%.20s", PQgetvalue(found, 0, 0));
        status = toc_pg_ready(pg, problem); /* the lock */
    }
    if (status == TOC_OK)
        status = toc_pg_read_head(pg, found, 0, arena, out_head, problem);
    PQclear(found);
    return status;
}

toc_status toc_pg_open(const char *place, toc_journal_mode mode, toc_arena *arena, toc_store **out,
                       toc_journal_head *out_head, toc_journal_problem *problem)
{
    toc_pg *pg;
    toc_status status = toc_pg_new(place, mode, &pg, problem);

    *out = NULL;
    if (status != TOC_OK)
        return status;
    status = choose(pg, arena, out_head, problem);
    if (status == TOC_OK)
        *out = (toc_store *)pg;
    else
        toc_pg_free(pg);
    return status;
}

/* ── making ──────────────────────────────────────────────────────────────── */

static toc_status make_tables(toc_pg *pg, toc_journal_problem *problem)
{
    toc_status status = TOC_OK;

    for (size_t i = 0; i < sizeof schema / sizeof schema[0] && status == TOC_OK; i++)
        status = command(pg, cannot_make, schema[i], problem);
    return status;
}

static toc_status add_exercise(toc_pg *pg, const toc_journal_head *head,
                               toc_journal_problem *problem)
{
    char created[24];
    const char *const values[] = {head->exercise, created, head->program, head->hash};
    PGresult *result;
    toc_status status;

    (void)snprintf(created, sizeof created, "%" PRId64, head->created);
    status = toc_pg_run(pg, cannot_make,
                        "INSERT INTO tocsin.exercise(name, created, program, hash) VALUES($1, "
                        "$2::bigint, $3, $4) ON CONFLICT DO NOTHING RETURNING id",
                        values, 4, 0, &result, problem);
    if (status == TOC_OK && PQntuples(result) != 1)
        status =
            toc_store_fail(problem, TOC_EINVAL, "there is an exercise called `%s` in `%s` already",
                           head->exercise, pg->shown);
    if (status == TOC_OK)
        (void)snprintf(pg->id, sizeof pg->id, "%.20s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return status;
}

/* The bytes go as they are; the rest as text. */
static toc_status add_file(toc_pg *pg, size_t number, const toc_journal_file *file,
                           toc_journal_problem *problem)
{
    static const int formats[] = {0, 0, 0, 0, 0, 0, 1};
    const int lengths[] = {0, 0, 0, 0, 0, 0, (int)file->size};
    char place[24];
    char size[24];
    const char *const values[] = {pg->id, place,      toc_journal_role_name(file->role), file->path,
                                  size,   file->hash, file->size > 0 ? file->bytes : ""};
    toc_status status = TOC_OK;
    PGresult *result;

    (void)snprintf(place, sizeof place, "%zu", number);
    (void)snprintf(size, sizeof size, "%zu", file->size);
    result =
        PQexecParams(pg->connection,
                     "INSERT INTO tocsin.stored_file(exercise, number, role, path, size, hash, "
                     "bytes) VALUES($1::int, $2::int, $3, $4, $5::bigint, $6, $7::bytea)",
                     7, NULL, values, lengths, formats, 0);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        status = toc_pg_fail(pg, result, cannot_make, problem);
    PQclear(result);
    return status;
}

static toc_status make(toc_pg *pg, const toc_journal_head *head, toc_journal_problem *problem)
{
    int64_t version = 0;
    toc_status status = check_version(pg, &version, problem);

    if (status == TOC_OK)
        status = command(pg, cannot_make, "BEGIN", problem);
    if (status == TOC_OK && version == 0)
        status = make_tables(pg, problem);
    if (status == TOC_OK)
        status = add_exercise(pg, head, problem);
    for (size_t i = 0; i < head->file_count && status == TOC_OK; i++)
        status = add_file(pg, i + 1, &head->files[i], problem);
    return status == TOC_OK ? command(pg, cannot_make, "COMMIT", problem) : status;
}

toc_status toc_pg_create(const char *place, const toc_journal_head *head,
                         toc_journal_problem *problem)
{
    toc_pg *pg;
    toc_status status = toc_pg_new(place, TOC_JOURNAL_WRITE, &pg, problem);

    if (status != TOC_OK)
        return status;
    if (!pg->exercise || strcmp(pg->exercise, head->exercise) != 0)
        status = toc_store_fail(problem, TOC_EINVAL,
                                "the place names the exercise `%s`, but it is called `%s`",
                                pg->exercise ? pg->exercise : "", head->exercise);
    if (status == TOC_OK)
        status = make(pg, head, problem);
    toc_pg_free(pg); /* ends a transaction that was not committed */
    return status;
}
