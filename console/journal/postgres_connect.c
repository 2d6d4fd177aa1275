/* postgres_connect.c - a connection to PostgreSQL: made, set up, made again when it was lost. */
#include "journal/postgres_private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOCK_CLASS "1416586058" /* "TocJ": the first half of the advisory locks' numbers */

/* ── failures ────────────────────────────────────────────────────────────── */

/* Up to the first line end, into @p out. */
static void first_line(const char *text, char *out, size_t room)
{
    size_t size = text ? strcspn(text, "\n") : 0;

    size = size < room ? size : room - 1;
    if (size > 0)
        memcpy(out, text, size);
    out[size] = '\0';
}

bool toc_pg_is_lost(const toc_pg *pg)
{
    return !pg->connection || PQstatus(pg->connection) != CONNECTION_OK;
}

/* The server has ended the connection, or libpq has found it ended: an answer without a state. */
static bool has_ended(const toc_pg *pg, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;

    return toc_pg_is_lost(pg) || !state || strncmp(state, "57P0", 4) == 0 ||
           strncmp(state, "08", 2) == 0;
}

toc_status toc_pg_fail(const toc_pg *pg, const PGresult *result, const char *what,
                       toc_journal_problem *problem)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    char line[260];

    first_line(text             ? text
               : pg->connection ? PQerrorMessage(pg->connection)
                                : "",
               line, sizeof line);
    if (has_ended(pg, result))
        return toc_store_fail(problem, TOC_EIO, "%s: the server of `%s` cannot be reached (%s)",
                              what, pg->shown, line);
    if (state && strcmp(state, "53100") == 0)
        return toc_store_fail(problem, TOC_EIO, "%s: the disk of the server is full (`%s`)", what,
                              pg->shown);
    if (state && (strcmp(state, "25006") == 0 || strcmp(state, "42501") == 0))
        return toc_store_fail(problem, TOC_EIO, "%s: the server does not permit it (%s; `%s`)",
                              what, line, pg->shown);
    if (state && (strncmp(state, "XX", 2) == 0 || strncmp(state, "42", 2) == 0))
        return toc_store_fail(problem, TOC_EFORMAT, "%s: what `%s` holds is damaged (%s)", what,
                              pg->shown, line);
    return toc_store_fail(problem, TOC_EIO, "%s: the server says: %s (`%s`)", what, line,
                          pg->shown);
}

void toc_pg_drop(toc_pg *pg)
{
    PQfinish(pg->connection);
    pg->connection = NULL;
    pg->has_lock = false;
}

/* ── questions ───────────────────────────────────────────────────────────── */

toc_status toc_pg_run(toc_pg *pg, const char *what, const char *sql, const char *const *values,
                      size_t count, int format, PGresult **out, toc_journal_problem *problem)
{
    PGresult *result =
        PQexecParams(pg->connection, sql, (int)count, NULL, values, NULL, NULL, format);
    ExecStatusType kind = PQresultStatus(result);
    toc_status status;

    *out = NULL;
    if (kind == PGRES_TUPLES_OK || kind == PGRES_COMMAND_OK) {
        *out = result;
        return TOC_OK;
    }
    status = toc_pg_fail(pg, result, what, problem);
    if (has_ended(pg, result))
        toc_pg_drop(pg);
    PQclear(result);
    return status;
}

toc_status toc_pg_ask(toc_pg *pg, const char *what, const char *sql, const char *const *values,
                      size_t count, int format, PGresult **out, toc_journal_problem *problem)
{
    toc_status status = TOC_OK;

    *out = NULL;
    for (unsigned tries = 0; tries < 2; tries++) {
        status = toc_pg_ready(pg, problem);
        if (status != TOC_OK)
            return status;
        status = toc_pg_run(pg, what, sql, values, count, format, out, problem);
        if (status == TOC_OK || !toc_pg_is_lost(pg))
            return status;
    }
    return status;
}

int64_t toc_pg_number(const PGresult *result, int row, int column)
{
    return strtoll(PQgetvalue(result, row, column), NULL, 10);
}

void toc_pg_hash(const PGresult *result, int row, int column, toc_hash out)
{
    const char *text = PQgetvalue(result, row, column);

    out[0] = '\0';
    if (strlen(text) == TOC_ROW_HASH_SIZE)
        memcpy(out, text, TOC_ROW_HASH_SIZE + 1);
}

/* ── connecting ──────────────────────────────────────────────────────────── */

/* Messages of the server's notices belong to nobody. */
static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static toc_status command(toc_pg *pg, const char *what, const char *sql,
                          toc_journal_problem *problem)
{
    PGresult *result;
    toc_status status = toc_pg_run(pg, what, sql, NULL, 0, 0, &result, problem);

    PQclear(result);
    return status;
}

static toc_status expect_setting(toc_pg *pg, const char *question, const char *expected,
                                 const char *otherwise, toc_journal_problem *problem)
{
    PGresult *result;
    toc_status status =
        toc_pg_run(pg, "the journal cannot be opened", question, NULL, 0, 0, &result, problem);

    if (status == TOC_OK &&
        (PQntuples(result) != 1 || strcmp(PQgetvalue(result, 0, 0), expected) != 0))
        status = toc_store_fail(problem, TOC_EIO, "%s (`%s`)", otherwise, pg->shown);
    PQclear(result);
    return status;
}

static toc_status set_up(toc_pg *pg, toc_journal_problem *problem)
{
    static const char *const settings[] = {
        "SET synchronous_commit TO on", "SET search_path TO pg_catalog",
        "SET statement_timeout TO '30s'", "SET lock_timeout TO '10s'"};
    toc_status status = TOC_OK;

    for (size_t i = 0; i < sizeof settings / sizeof settings[0] && status == TOC_OK; i++)
        status = command(pg, "the journal cannot be opened", settings[i], problem);
    if (status == TOC_OK)
        status = expect_setting(pg, "SHOW server_encoding", "UTF8",
                                "the database does not keep its texts as UTF-8", problem);
    if (status == TOC_OK && pg->mode == TOC_JOURNAL_READ)
        status = command(pg, "the journal cannot be opened",
                         "SET default_transaction_read_only TO on", problem);
    if (status == TOC_OK && pg->mode == TOC_JOURNAL_WRITE)
        status = expect_setting(pg, "SHOW fsync", "on",
                                "the server runs with `fsync` off: what it acknowledges is not "
                                "safe from a power cut",
                                problem);
    return status;
}

/* What the user writes in the address comes later, and counts. */
static toc_status connect_now(toc_pg *pg, toc_journal_problem *problem)
{
    static const char *const names[] = {
        "connect_timeout",  "keepalives_idle", "keepalives_interval", "tcp_user_timeout",
        "application_name", "dbname",          "client_encoding",     NULL};
    const char *const values[] = {"10", "10", "5", "15000", "tocsin", pg->address, "UTF8", NULL};
    toc_status status;

    toc_pg_drop(pg);
    pg->connection = PQconnectdbParams(names, values, 1);
    if (!pg->connection)
        return toc_store_no_memory(problem);
    if (toc_pg_is_lost(pg))
        return toc_pg_fail(pg, NULL, "the journal cannot be opened", problem);
    (void)PQsetNoticeReceiver(pg->connection, ignore_notice, NULL);
    status = set_up(pg, problem);
    if (status != TOC_OK)
        toc_pg_drop(pg);
    return status;
}

/* The lock is the connection's: it ends with it, however that ends.  A connection that was lost may
 * hold it for a moment yet. */
static toc_status take_lock(toc_pg *pg, toc_journal_problem *problem)
{
    const struct timespec pause = {.tv_nsec = 100000000};
    const char *const values[] = {pg->id};

    unsigned most = pg->had_lock ? 20 : 1;

    for (unsigned tries = 0; tries < most && !pg->has_lock; tries++) {
        PGresult *result;
        toc_status status = toc_pg_run(pg, "the journal cannot be locked",
                                       "SELECT pg_try_advisory_lock(" LOCK_CLASS ", $1::int)",
                                       values, 1, 0, &result, problem);

        if (status != TOC_OK)
            return status;
        pg->has_lock = strcmp(PQgetvalue(result, 0, 0), "t") == 0;
        PQclear(result);
        if (!pg->has_lock && pg->had_lock)
            (void)nanosleep(&pause, NULL);
    }
    pg->had_lock = pg->had_lock || pg->has_lock;
    if (pg->has_lock)
        return TOC_OK;
    return toc_store_fail(problem, TOC_EIO,
                          "another program is writing this journal (`%s#%s`); only one may",
                          pg->shown, pg->exercise ? pg->exercise : "");
}

toc_status toc_pg_ready(toc_pg *pg, toc_journal_problem *problem)
{
    toc_status status = toc_pg_is_lost(pg) ? connect_now(pg, problem) : TOC_OK;

    if (status == TOC_OK && pg->mode == TOC_JOURNAL_WRITE && pg->id[0] && !pg->has_lock)
        status = take_lock(pg, problem);
    return status;
}

/* ── places ──────────────────────────────────────────────────────────────── */

static const char *option(const PQconninfoOption *options, const char *name)
{
    for (; options->keyword; options++) {
        if (strcmp(options->keyword, name) == 0)
            return options->val ? options->val : "";
    }
    return "";
}

/* Of the address only what is no secret. */
static toc_status show_place(toc_pg *pg, toc_journal_problem *problem)
{
    PQconninfoOption *options = PQconninfoParse(pg->address, NULL);

    if (!options) /* libpq's own words would repeat the address, password and all */
        return toc_store_fail(problem, TOC_EINVAL,
                              "the address of the database is not written as "
                              "`postgresql://user@host/database`");
    (void)snprintf(pg->shown, sizeof pg->shown, "postgresql://%s/%s", option(options, "host"),
                   option(options, "dbname"));
    PQconninfoFree(options);
    return TOC_OK;
}

static toc_status split_place(toc_pg *pg, const char *place, toc_journal_problem *problem)
{
    size_t size = strcspn(place, "#");

    pg->address = calloc(1, size + 1);
    if (!pg->address)
        return toc_store_no_memory(problem);
    memcpy(pg->address, place, size);
    if (place[size]) {
        pg->exercise = strdup(place + size + 1);
        if (!pg->exercise)
            return toc_store_no_memory(problem);
    }
    return show_place(pg, problem);
}

void toc_pg_free(toc_pg *pg)
{
    if (!pg)
        return;
    PQfinish(pg->connection);
    free(pg->address);
    free(pg->exercise);
    free(pg);
}

toc_status toc_pg_new(const char *place, toc_journal_mode mode, toc_pg **out,
                      toc_journal_problem *problem)
{
    toc_pg *pg = calloc(1, sizeof *pg);
    toc_status status;

    *out = NULL;
    if (!pg)
        return toc_store_no_memory(problem);
    pg->mode = mode;
    status = split_place(pg, place, problem);
    if (status == TOC_OK)
        status = connect_now(pg, problem);
    if (status == TOC_OK)
        *out = pg;
    else
        toc_pg_free(pg);
    return status;
}
