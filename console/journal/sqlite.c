/* sqlite.c - rows and files in a file of SQLite's: adding, finding, reading. */
#include "journal/sqlite_private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static toc_lite *lite_of(toc_store *store)
{
    return (toc_lite *)store;
}

/* ── failures ────────────────────────────────────────────────────────────── */

static const char *reason(const toc_lite *lite, int code)
{
    int number = lite->db ? sqlite3_system_errno(lite->db) : 0;
    int kind = code & 0xff;

    if (kind == SQLITE_FULL || number == ENOSPC || number == EDQUOT)
        return "the disk is full";
    if (kind == SQLITE_READONLY || number == EROFS)
        return "the file or its folder cannot be written to";
    if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
        return "another program holds the file";
    if ((kind == SQLITE_CANTOPEN || kind == SQLITE_IOERR) && number != 0)
        return strerror(number);
    return sqlite3_errstr(code);
}

toc_status toc_lite_fail(const toc_lite *lite, int code, const char *what,
                         toc_journal_problem *problem)
{
    int kind = code & 0xff;

    if (kind == SQLITE_NOMEM)
        return toc_store_no_memory(problem);
    if (kind == SQLITE_NOTADB)
        return toc_store_fail(problem, TOC_EFORMAT, "`%s` is no journal of an exercise",
                              lite->shown);
    if (kind == SQLITE_CORRUPT || kind == SQLITE_SCHEMA || kind == SQLITE_MISMATCH ||
        kind == SQLITE_ERROR || kind == SQLITE_CONSTRAINT)
        return toc_store_fail(problem, TOC_EFORMAT, "%s: the file `%s` is damaged (%s)", what,
                              lite->shown,
                              lite->db ? sqlite3_errmsg(lite->db) : sqlite3_errstr(code));
    return toc_store_fail(problem, TOC_EIO, "%s: %s (`%s`)", what, reason(lite, code), lite->shown);
}

/* ── columns ─────────────────────────────────────────────────────────────── */

int toc_lite_prepare(toc_lite *lite, sqlite3_stmt **statement, const char *sql)
{
    if (*statement)
        return SQLITE_OK;
    return sqlite3_prepare_v3(lite->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

const char *toc_lite_text(sqlite3_stmt *statement, int column)
{
    const char *text;

    if (sqlite3_column_type(statement, column) != SQLITE_TEXT)
        return NULL;
    text = (const char *)sqlite3_column_text(statement, column);
    if (!text || strlen(text) != (size_t)sqlite3_column_bytes(statement, column))
        return NULL;
    return text;
}

int toc_lite_code(const toc_lite *lite, int code)
{
    return lite->db && (sqlite3_errcode(lite->db) & 0xff) == SQLITE_NOMEM ? SQLITE_NOMEM : code;
}

void toc_lite_hash(sqlite3_stmt *statement, int column, toc_hash out)
{
    const char *text = toc_lite_text(statement, column);

    out[0] = '\0';
    if (text && strlen(text) == TOC_ROW_HASH_SIZE)
        memcpy(out, text, TOC_ROW_HASH_SIZE + 1);
}

/* seq, at, wall, who, key, kind, body, hash */
static toc_row row_at(sqlite3_stmt *statement)
{
    toc_row row = {.seq = (uint64_t)sqlite3_column_int64(statement, 0),
                   .at = sqlite3_column_int64(statement, 1),
                   .wall = sqlite3_column_int64(statement, 2),
                   .who = toc_lite_text(statement, 3),
                   .key = toc_lite_text(statement, 4),
                   .kind = toc_lite_text(statement, 5),
                   .body = toc_lite_text(statement, 6)};

    toc_lite_hash(statement, 7, row.hash);
    return row;
}

/* ── reading ─────────────────────────────────────────────────────────────── */

static toc_status lite_last(toc_store *store, toc_chain_end *out, toc_journal_problem *problem)
{
    toc_lite *lite = lite_of(store);
    int code = toc_lite_prepare(lite, &lite->last,
                                "SELECT seq, at, hash FROM journal_row ORDER BY seq DESC LIMIT 1");

    if (code == SQLITE_OK)
        code = sqlite3_step(lite->last);
    if (code == SQLITE_ROW) {
        out->seq = (uint64_t)sqlite3_column_int64(lite->last, 0);
        out->at = sqlite3_column_int64(lite->last, 1);
        toc_lite_hash(lite->last, 2, out->hash);
        code = toc_lite_code(lite, code);
    }
    (void)sqlite3_reset(lite->last);
    return code == SQLITE_ROW || code == SQLITE_DONE
               ? TOC_OK
               : toc_lite_fail(lite, code, "the last row cannot be read", problem);
}

static toc_status lite_find_key(toc_store *store, const char *key, toc_arena *arena, toc_row *out,
                                toc_journal_problem *problem)
{
    toc_lite *lite = lite_of(store);
    toc_status status = TOC_OK;
    int code = toc_lite_prepare(lite, &lite->find,
                                "SELECT seq, at, wall, who, key, kind, body, hash FROM journal_row "
                                "WHERE key = ?1 AND key <> ''");

    *out = (toc_row){0};
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(lite->find, 1, key, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(lite->find);
    if (code == SQLITE_ROW) {
        toc_row row = row_at(lite->find);
        int bad = toc_lite_code(lite, SQLITE_CORRUPT);

        if (bad == SQLITE_NOMEM || !row.who || !row.key || !row.kind || !row.body)
            status = toc_lite_fail(lite, bad, "a row cannot be read", problem);
        else if (!toc_store_copy_row(arena, &row, out))
            status = toc_store_no_memory(problem);
    } else if (code != SQLITE_DONE) {
        status = toc_lite_fail(lite, code, "rows cannot be looked through", problem);
    }
    (void)sqlite3_reset(lite->find);
    if (lite->find)
        (void)sqlite3_clear_bindings(lite->find);
    return status;
}

static toc_status lite_walk(toc_store *store, uint64_t from, toc_store_visit *visit, void *context,
                            toc_journal_problem *problem)
{
    toc_lite *lite = lite_of(store);
    toc_status status = TOC_OK;
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(lite->db,
                                  "SELECT seq, at, wall, who, key, kind, body, hash FROM "
                                  "journal_row WHERE seq >= ?1 ORDER BY seq",
                                  -1, &rows, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(rows, 1, from == 1 ? INT64_MIN : (sqlite3_int64)from);
    if (code == SQLITE_OK)
        code = sqlite3_step(rows);
    while (code == SQLITE_ROW) {
        toc_row row = row_at(rows);

        code = toc_lite_code(lite, code);
        if (code == SQLITE_NOMEM)
            break;
        if (!visit(context, &row)) {
            code = SQLITE_DONE;
            break;
        }
        code = sqlite3_step(rows);
    }
    if (code != SQLITE_DONE)
        status = toc_lite_fail(lite, code, "the rows cannot be read", problem);
    (void)sqlite3_finalize(rows);
    return status;
}

static toc_status take_bytes(toc_lite *lite, sqlite3_stmt *statement, toc_arena *arena,
                             toc_journal_file *out, toc_journal_problem *problem)
{
    const void *bytes = sqlite3_column_blob(statement, 0);
    int size = sqlite3_column_bytes(statement, 0);
    char *copy;

    if ((!bytes && size > 0) || toc_lite_code(lite, SQLITE_OK) == SQLITE_NOMEM)
        return toc_store_no_memory(problem);
    if (sqlite3_column_type(statement, 0) != SQLITE_BLOB)
        return toc_lite_fail(lite, SQLITE_CORRUPT, "a stored file cannot be read", problem);
    copy = toc_arena_try_alloc(arena, (size_t)size + 1);
    if (!copy)
        return toc_store_no_memory(problem);
    if (size > 0)
        memcpy(copy, bytes, (size_t)size);
    out->bytes = copy;
    out->size = (size_t)size;
    return TOC_OK;
}

static toc_status lite_read_file(toc_store *store, size_t index, toc_arena *arena,
                                 toc_journal_file *out, toc_journal_problem *problem)
{
    toc_lite *lite = lite_of(store);
    sqlite3_stmt *file = NULL;
    toc_status status;
    int code = sqlite3_prepare_v2(lite->db, "SELECT bytes FROM stored_file WHERE number = ?1", -1,
                                  &file, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(file, 1, (sqlite3_int64)index + 1);
    if (code == SQLITE_OK)
        code = sqlite3_step(file);
    if (code == SQLITE_ROW)
        status = take_bytes(lite, file, arena, out, problem);
    else
        status = toc_lite_fail(lite, code == SQLITE_DONE ? SQLITE_CORRUPT : code,
                               "a stored file cannot be read", problem);
    (void)sqlite3_finalize(file);
    return status;
}

/* ── adding ──────────────────────────────────────────────────────────────── */

static int insert(toc_lite *lite, const toc_row *row)
{
    sqlite3_stmt *to = lite->insert;
    int code = sqlite3_bind_int64(to, 1, (sqlite3_int64)row->seq);

    code = code ? code : sqlite3_bind_int64(to, 2, row->at);
    code = code ? code : sqlite3_bind_int64(to, 3, row->wall);
    code = code ? code : sqlite3_bind_text(to, 4, row->who, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_text(to, 5, row->key, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_text(to, 6, row->kind, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_text(to, 7, row->body, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_text(to, 8, row->hash, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        code = sqlite3_step(to);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    (void)sqlite3_reset(to);
    (void)sqlite3_clear_bindings(to);
    return code;
}

static int execute(toc_lite *lite, const char *sql)
{
    return sqlite3_exec(lite->db, sql, NULL, NULL, NULL);
}

static int add_all(toc_lite *lite, const toc_row *rows, size_t count)
{
    int code =
        toc_lite_prepare(lite, &lite->insert,
                         "INSERT INTO journal_row(seq, at, wall, who, key, kind, body, hash) "
                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    for (size_t i = 0; i < count && code == SQLITE_OK; i++)
        code = insert(lite, &rows[i]);
    return code == SQLITE_OK ? execute(lite, "COMMIT") : code;
}

/* The file ends where it is believed to end; otherwise somebody else has written. */
static toc_status is_as_known(toc_lite *lite, const toc_chain_end *before,
                              toc_journal_problem *problem)
{
    toc_chain_end end = *before;
    toc_status status;

    end.seq = 0;
    status = lite_last((toc_store *)lite, &end, problem);
    if (status != TOC_OK)
        return status;
    return end.seq == before->seq && strcmp(end.hash, before->hash) == 0 ? TOC_OK : TOC_EPAST;
}

static toc_status lite_append(toc_store *store, const toc_row *rows, size_t count,
                              const toc_chain_end *before, toc_journal_problem *problem)
{
    toc_lite *lite = lite_of(store);
    toc_status status = TOC_OK;
    int code = execute(lite, "BEGIN IMMEDIATE");

    if (code != SQLITE_OK)
        return toc_lite_fail(lite, code, "the row was not kept", problem);
    status = is_as_known(lite, before, problem);
    if (status == TOC_OK) {
        code = add_all(lite, rows, count);
        if (code != SQLITE_OK)
            status = toc_lite_fail(lite, code, "the row was not kept", problem);
    }
    if (!sqlite3_get_autocommit(lite->db))
        (void)execute(lite, "ROLLBACK");
    return status;
}

/* ── the whole file ──────────────────────────────────────────────────────── */

/* What integrity_check says, on one line. */
static toc_status damaged(const toc_lite *lite, const char *text, toc_journal_problem *problem)
{
    toc_status status = toc_store_fail(problem, TOC_EFORMAT, "the file `%s` is damaged (%s)",
                                       lite->shown, text ? text : "no reason given");

    for (char *at = strchr(problem->text, '\n'); at; at = strchr(at, '\n'))
        *at = ' ';
    return status;
}

static toc_status lite_verify(toc_store *store, toc_journal_problem *problem)
{
    toc_lite *lite = lite_of(store);
    toc_status status = TOC_OK;
    sqlite3_stmt *check = NULL;
    int code = sqlite3_prepare_v2(lite->db, "PRAGMA integrity_check(1)", -1, &check, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(check);
    if (code == SQLITE_ROW) {
        const char *text = toc_lite_text(check, 0);

        if (toc_lite_code(lite, SQLITE_OK) == SQLITE_NOMEM)
            status = toc_store_no_memory(problem);
        else if (!text || strcmp(text, "ok") != 0)
            status = damaged(lite, text, problem);
    } else {
        status = toc_lite_fail(lite, code, "the file cannot be looked through", problem);
    }
    (void)sqlite3_finalize(check);
    return status;
}

static toc_status lite_exercises(const char *place, toc_journal_visit_exercise *visit,
                                 void *context, toc_journal_problem *problem)
{
    toc_chain_end end = {.seq = 0};
    toc_journal_head head;
    toc_status status;
    toc_store *store = NULL;
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    status = toc_lite_open(place, TOC_JOURNAL_READ, &arena, &store, &head, problem);
    if (status == TOC_OK)
        status = lite_last(store, &end, problem);
    if (status == TOC_OK)
        (void)visit(context, &head, end.seq);
    if (store)
        toc_lite_close(store);
    toc_arena_deinit(&arena);
    return status;
}

static toc_status lite_is_there(const char *place, bool *out, toc_journal_problem *problem)
{
    struct stat info;

    *out = stat(place, &info) == 0;
    if (*out || errno == ENOENT)
        return TOC_OK;
    return toc_store_fail(problem, TOC_EIO, "the journal `%s` cannot be opened: %s", place,
                          strerror(errno));
}

const toc_store_calls toc_store_sqlite = {
    .create = toc_lite_create,
    .is_there = lite_is_there,
    .open = toc_lite_open,
    .close = toc_lite_close,
    .last = lite_last,
    .append = lite_append,
    .find_key = lite_find_key,
    .read_file = lite_read_file,
    .walk = lite_walk,
    .verify = lite_verify,
    .exercises = lite_exercises,
};
