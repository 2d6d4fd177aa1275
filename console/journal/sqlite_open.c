/* sqlite_open.c - files of SQLite's: made whole, refused where they are no journal, let go as one. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "journal/sqlite_private.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hold.h"

#define APPLICATION_ID 0x546f634a /* "TocJ": what file(1) and SQLite know the file by */

/* The triggers are for other programs: this one neither changes nor removes. */
static const char *const schema[] = {
    "CREATE TABLE exercise(name TEXT NOT NULL, created INTEGER NOT NULL, program TEXT NOT NULL, "
    "hash TEXT NOT NULL) STRICT",
    "CREATE TABLE stored_file(number INTEGER PRIMARY KEY, role TEXT NOT NULL, path TEXT NOT NULL, "
    "size INTEGER NOT NULL, hash TEXT NOT NULL, bytes BLOB NOT NULL) STRICT",
    "CREATE TABLE journal_row(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, wall INTEGER NOT NULL, "
    "who TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, "
    "hash TEXT NOT NULL) STRICT",
    "CREATE UNIQUE INDEX journal_row_key ON journal_row(key) WHERE key <> ''",
    "CREATE TRIGGER journal_row_stays BEFORE DELETE ON journal_row "
    "BEGIN SELECT RAISE(ABORT, 'rows of a journal are never removed'); END",
    "CREATE TRIGGER journal_row_is_as_it_was BEFORE UPDATE ON journal_row "
    "BEGIN SELECT RAISE(ABORT, 'rows of a journal are never changed'); END",
};

#define SCHEMA_COUNT (sizeof schema / sizeof schema[0])

/* ── connections ─────────────────────────────────────────────────────────── */

/* Nothing that stands in a file may make the program do anything. */
static void harden(sqlite3 *db)
{
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, (int)TOC_JOURNAL_FILE_MAX + 4096);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_busy_timeout(db, 2000);
}

static int connect(toc_lite *lite, const char *path, int flags)
{
    int code = sqlite3_open_v2(path, &lite->db, flags | SQLITE_OPEN_EXRESCODE, NULL);

    if (lite->db)
        harden(lite->db);
    return code;
}

/* A whole number that the statement gives; *out stays where there is none. */
static int ask_number(toc_lite *lite, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(lite->db, sql, -1, &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *out = sqlite3_column_int64(statement, 0);
        code = SQLITE_OK;
    }
    (void)sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int has_statement(toc_lite *lite, const char *sql, bool *out)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(lite->db, "SELECT 1 FROM sqlite_schema WHERE sql = ?1", -1,
                                  &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, sql, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    *out = code == SQLITE_ROW;
    (void)sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

static toc_status check_schema(toc_lite *lite, toc_journal_problem *problem)
{
    int64_t count = -1;
    bool is_there = true;
    int code = ask_number(lite,
                          "SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL AND "
                          "name NOT GLOB 'sqlite_*'",
                          &count);

    for (size_t i = 0; i < SCHEMA_COUNT && code == SQLITE_OK && is_there; i++)
        code = has_statement(lite, schema[i], &is_there);
    if (code != SQLITE_OK)
        return toc_lite_fail(lite, code, "the journal cannot be read", problem);
    if (!is_there || count != (int64_t)SCHEMA_COUNT)
        return toc_store_fail(problem, TOC_EFORMAT,
                              "the tables of `%s` are not those of a journal: somebody has "
                              "changed them",
                              lite->shown);
    return TOC_OK;
}

static toc_status check_kind(toc_lite *lite, toc_journal_problem *problem)
{
    int64_t application = 0;
    int64_t version = 0;
    int code = ask_number(lite, "PRAGMA application_id", &application);

    if (code == SQLITE_OK)
        code = ask_number(lite, "PRAGMA user_version", &version);
    if (code != SQLITE_OK)
        return toc_lite_fail(lite, code, "the journal cannot be read", problem);
    if (application != APPLICATION_ID)
        return toc_lite_fail(lite, SQLITE_NOTADB, "", problem);
    if (version > TOC_JOURNAL_VERSION)
        return toc_store_fail(problem, TOC_EFORMAT,
                              "`%s` was written by a newer program (journals of version %lld; "
                              "this one knows version %d)",
                              lite->shown, (long long)version, TOC_JOURNAL_VERSION);
    if (version < 1)
        return toc_store_fail(problem, TOC_EFORMAT, "`%s` has no version that ever was",
                              lite->shown);
    return check_schema(lite, problem);
}

/* Each commit is on the disk before it returns. */
static toc_status make_durable(toc_lite *lite, toc_journal_problem *problem)
{
    int64_t level = 0;
    sqlite3_stmt *mode = NULL;
    const char *word;
    bool is_wal = false;
    int code = sqlite3_prepare_v2(lite->db, "PRAGMA journal_mode = WAL", -1, &mode, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(mode);
    word = code == SQLITE_ROW ? toc_lite_text(mode, 0) : NULL;
    is_wal = word && strcmp(word, "wal") == 0;
    code = toc_lite_code(lite, code);
    (void)sqlite3_finalize(mode);
    if (code != SQLITE_ROW)
        return toc_lite_fail(lite, code, "the journal cannot be written to", problem);
    code =
        sqlite3_exec(lite->db, "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = ask_number(lite, "PRAGMA synchronous", &level);
    if (code != SQLITE_OK)
        return toc_lite_fail(lite, code, "the journal cannot be written to", problem);
    if (!is_wal || level != 2)
        return toc_store_fail(problem, TOC_EIO,
                              "rows of `%s` would not be safe there: its file system lacks what "
                              "a write-ahead log needs",
                              lite->shown);
    return TOC_OK;
}

/* ── the head ────────────────────────────────────────────────────────────── */

/* SQLITE_ROW; SQLITE_DONE where it is no head; or SQLITE_NOMEM. */
static int read_exercise(const toc_lite *lite, sqlite3_stmt *row, toc_arena *arena,
                         toc_journal_head *out)
{
    const char *name = toc_lite_text(row, 0);
    const char *program = toc_lite_text(row, 2);

    out->created = sqlite3_column_int64(row, 1);
    toc_lite_hash(row, 3, out->hash);
    if (!name || !program)
        return toc_lite_code(lite, SQLITE_DONE);
    out->exercise = toc_store_copy(arena, name);
    out->program = toc_store_copy(arena, program);
    return out->exercise && out->program ? toc_lite_code(lite, SQLITE_ROW) : SQLITE_NOMEM;
}

static int read_entry(const toc_lite *lite, sqlite3_stmt *row, toc_arena *arena,
                      toc_journal_file *out)
{
    const char *role = toc_lite_text(row, 0);
    const char *path = toc_lite_text(row, 1);

    out->role = role ? toc_journal_role_called(role) : TOC_JOURNAL_ROLE_COUNT;
    out->size = (size_t)sqlite3_column_int64(row, 2);
    toc_lite_hash(row, 3, out->hash);
    if (!path || out->role == TOC_JOURNAL_ROLE_COUNT)
        return toc_lite_code(lite, SQLITE_DONE);
    out->path = toc_store_copy(arena, path);
    return out->path ? toc_lite_code(lite, SQLITE_ROW) : SQLITE_NOMEM;
}

static toc_status bad_head(toc_lite *lite, int code, toc_journal_problem *problem)
{
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return toc_lite_fail(lite, code, "the journal's head cannot be read", problem);
    return toc_store_fail(problem, TOC_EFORMAT, "the head of `%s` is not whole", lite->shown);
}

static toc_status read_files(toc_lite *lite, toc_arena *arena, toc_journal_head *out,
                             toc_journal_problem *problem)
{
    int64_t count = 0;
    sqlite3_stmt *rows = NULL;
    bool is_whole;
    int code = ask_number(lite, "SELECT count(*) FROM stored_file", &count);

    if (code != SQLITE_OK || count < 0 || count > (int64_t)TOC_JOURNAL_FILES_MAX)
        return bad_head(lite, code == SQLITE_OK ? SQLITE_DONE : code, problem);
    out->files = toc_arena_try_alloc(arena, (size_t)count * sizeof *out->files + 1);
    if (!out->files)
        return toc_store_no_memory(problem);
    code = sqlite3_prepare_v2(lite->db,
                              "SELECT role, path, size, hash FROM stored_file ORDER BY number", -1,
                              &rows, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(rows);
    while (code == SQLITE_ROW && out->file_count < (size_t)count) {
        code = read_entry(lite, rows, arena, &out->files[out->file_count]);
        if (code != SQLITE_ROW)
            break;
        out->file_count++;
        code = sqlite3_step(rows);
    }
    is_whole = code == SQLITE_DONE && out->file_count == (size_t)count;
    (void)sqlite3_finalize(rows);
    return is_whole ? TOC_OK : bad_head(lite, code, problem);
}

static toc_status read_head(toc_lite *lite, toc_arena *arena, toc_journal_head *out,
                            toc_journal_problem *problem)
{
    sqlite3_stmt *row = NULL;
    bool is_whole = false;
    int code = sqlite3_prepare_v2(lite->db, "SELECT name, created, program, hash FROM exercise", -1,
                                  &row, NULL);

    *out = (toc_journal_head){0};
    if (code == SQLITE_OK)
        code = sqlite3_step(row);
    if (code == SQLITE_ROW)
        code = read_exercise(lite, row, arena, out);
    if (code == SQLITE_ROW) {
        code = sqlite3_step(row);
        is_whole = code == SQLITE_DONE;
    }
    (void)sqlite3_finalize(row);
    return is_whole ? read_files(lite, arena, out, problem) : bad_head(lite, code, problem);
}

/* ── opening ─────────────────────────────────────────────────────────────── */

static void release(toc_lite *lite)
{
    (void)sqlite3_finalize(lite->last);
    (void)sqlite3_finalize(lite->find);
    (void)sqlite3_finalize(lite->insert);
    /* A file at rest is one file, which can be read from where nothing can be written. */
    if (lite->db && lite->lock >= 0)
        (void)sqlite3_exec(lite->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    (void)sqlite3_close(lite->db);
    toc_lite_unlock(lite);
    free(lite->shown);
    free(lite->path);
    free(lite);
}

void toc_lite_close(toc_store *store)
{
    release((toc_lite *)store);
}

static toc_status new_lite(const char *place, toc_lite **out, toc_journal_problem *problem)
{
    toc_lite *lite = calloc(1, sizeof *lite);

    if (!lite)
        return toc_store_no_memory(problem);
    lite->lock = -1;
    lite->shown = strdup(place);
    if (!lite->shown) {
        release(lite);
        return toc_store_no_memory(problem);
    }
    *out = lite;
    return TOC_OK;
}

/* By errno. */
static toc_status refused(const toc_lite *lite, const char *what, toc_journal_problem *problem)
{
    if (errno == ENOMEM)
        return toc_store_no_memory(problem);
    return toc_store_fail(problem, TOC_EIO, "the journal `%s` cannot be %s: %s", lite->shown, what,
                          strerror(errno));
}

static toc_status find_file(toc_lite *lite, toc_journal_mode mode, toc_journal_problem *problem)
{
    struct stat info;

    lite->path = realpath(lite->shown, NULL);
    if (!lite->path || stat(lite->path, &info) != 0)
        return refused(lite, "opened", problem);
    if (!S_ISREG(info.st_mode))
        return toc_store_fail(problem, TOC_EINVAL, "`%s` is no file", lite->shown);
    if (mode == TOC_JOURNAL_WRITE && info.st_nlink > 1)
        return toc_store_fail(problem, TOC_EINVAL,
                              "`%s` has several names (hard links), so that one writer cannot be "
                              "told from another",
                              lite->shown);
    return TOC_OK;
}

/* A file that was left in the middle of a change must be brought in order before it can be read, as
 * any program would that opens it for writing; what was committed stays. */
static int connect_reader(toc_lite *lite)
{
    int64_t version;
    int code = connect(lite, lite->path, SQLITE_OPEN_READONLY);

    if (code == SQLITE_OK)
        code = ask_number(lite, "PRAGMA schema_version", &version);
    if ((code & 0xff) != SQLITE_READONLY)
        return code;
    (void)sqlite3_close(lite->db);
    return connect(lite, lite->path, SQLITE_OPEN_READWRITE);
}

static toc_status open_file(toc_lite *lite, toc_journal_mode mode, toc_journal_problem *problem)
{
    toc_status status = find_file(lite, mode, problem);
    bool is_writer = mode == TOC_JOURNAL_WRITE;
    int code;

    if (status == TOC_OK && is_writer)
        status = toc_lite_lock(lite, problem);
    if (status != TOC_OK)
        return status;
    code = is_writer ? connect(lite, lite->path, SQLITE_OPEN_READWRITE) : connect_reader(lite);
    if (code != SQLITE_OK)
        return toc_lite_fail(lite, code, "the journal cannot be opened", problem);
    status = check_kind(lite, problem);
    return status == TOC_OK && is_writer ? make_durable(lite, problem) : status;
}

toc_status toc_lite_open(const char *place, toc_journal_mode mode, toc_arena *arena,
                         toc_store **out, toc_journal_head *out_head, toc_journal_problem *problem)
{
    toc_lite *lite = NULL;
    toc_status status = new_lite(place, &lite, problem);

    *out = NULL;
    if (status != TOC_OK)
        return status;
    status = open_file(lite, mode, problem);
    if (status == TOC_OK)
        status = read_head(lite, arena, out_head, problem);
    if (status == TOC_OK)
        *out = (toc_store *)lite;
    else
        release(lite);
    return status;
}

/* ── making ──────────────────────────────────────────────────────────────── */

static int add_file(toc_lite *lite, const toc_journal_file *file)
{
    sqlite3_stmt *to = NULL;
    int code = sqlite3_prepare_v2(
        lite->db, "INSERT INTO stored_file(role, path, size, hash, bytes) VALUES(?1,?2,?3,?4,?5)",
        -1, &to, NULL);

    code = code ? code
                : sqlite3_bind_text(to, 1, toc_journal_role_name(file->role), -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_text(to, 2, file->path, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_int64(to, 3, (sqlite3_int64)file->size);
    code = code ? code : sqlite3_bind_text(to, 4, file->hash, -1, SQLITE_STATIC);
    code = code ? code
                : sqlite3_bind_blob64(to, 5, file->size > 0 ? file->bytes : "", file->size,
                                      SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(to);
    (void)sqlite3_finalize(to);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int add_head(toc_lite *lite, const toc_journal_head *head)
{
    sqlite3_stmt *to = NULL;
    int code = sqlite3_prepare_v2(
        lite->db, "INSERT INTO exercise(name, created, program, hash) VALUES(?1, ?2, ?3, ?4)", -1,
        &to, NULL);

    code = code ? code : sqlite3_bind_text(to, 1, head->exercise, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_int64(to, 2, head->created);
    code = code ? code : sqlite3_bind_text(to, 3, head->program, -1, SQLITE_STATIC);
    code = code ? code : sqlite3_bind_text(to, 4, head->hash, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(to);
    (void)sqlite3_finalize(to);
    code = code == SQLITE_DONE ? SQLITE_OK : code;
    for (size_t i = 0; i < head->file_count && code == SQLITE_OK; i++)
        code = add_file(lite, &head->files[i]);
    return code;
}

static int fill(toc_lite *lite, const toc_journal_head *head)
{
    char settings[120];
    int code;

    (void)snprintf(settings, sizeof settings,
                   "PRAGMA synchronous = FULL; BEGIN IMMEDIATE; PRAGMA application_id = %d; "
                   "PRAGMA user_version = %d",
                   APPLICATION_ID, TOC_JOURNAL_VERSION);
    code = sqlite3_exec(lite->db, settings, NULL, NULL, NULL);
    for (size_t i = 0; i < SCHEMA_COUNT && code == SQLITE_OK; i++)
        code = sqlite3_exec(lite->db, schema[i], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = add_head(lite, head);
    return code == SQLITE_OK ? sqlite3_exec(lite->db, "COMMIT", NULL, NULL, NULL) : code;
}

/* The name is there with the whole file behind it, or not at all; never in another's place. */
static toc_status put_in_place(const toc_lite *lite, const char *temporary, const char *folder,
                               toc_journal_problem *problem)
{
    int descriptor;
    bool is_safe;

    if (link(temporary, lite->path) != 0) {
        bool lacks_links = errno == EPERM || errno == ENOTSUP || errno == EMLINK;

        if (!lacks_links || access(lite->path, F_OK) == 0 || rename(temporary, lite->path) != 0)
            return toc_store_fail(problem, errno == EEXIST ? TOC_EINVAL : TOC_EIO,
                                  "the journal `%s` cannot be made: %s", lite->shown,
                                  strerror(errno));
    }
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    is_safe = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);
    if (descriptor >= 0)
        (void)close(descriptor);
    if (is_safe)
        return TOC_OK;
    (void)unlink(lite->path);
    return toc_store_fail(problem, TOC_EIO, "the folder of `%s` cannot be written out: %s",
                          lite->shown, strerror(errno));
}

static toc_status make_file(toc_lite *lite, const char *temporary, const toc_journal_head *head,
                            const char *folder, toc_journal_problem *problem)
{
    toc_status status = TOC_OK;
    int code = connect(lite, temporary, SQLITE_OPEN_READWRITE);

    if (code == SQLITE_OK)
        code = fill(lite, head);
    if (code != SQLITE_OK)
        status = toc_lite_fail(lite, code, "the journal cannot be made", problem);
    code = sqlite3_close(lite->db);
    lite->db = NULL;
    if (status == TOC_OK && code != SQLITE_OK)
        status = toc_lite_fail(lite, code, "the journal cannot be made", problem);
    return status == TOC_OK ? put_in_place(lite, temporary, folder, problem) : status;
}

/* lite->path: the folder without links, then the name. */
static toc_status name_file(toc_lite *lite, char **out_folder, toc_journal_problem *problem)
{
    char *one = strdup(lite->shown);
    char *two = strdup(lite->shown);
    toc_status status = one && two ? TOC_OK : toc_store_no_memory(problem);

    *out_folder = status == TOC_OK ? realpath(dirname(one), NULL) : NULL;
    if (status == TOC_OK && !*out_folder)
        status = refused(lite, "made", problem);
    if (*out_folder) {
        const char *name = basename(two);
        size_t size = strlen(*out_folder) + strlen(name) + 2;

        lite->path = malloc(size);
        if (lite->path)
            (void)snprintf(lite->path, size, "%s/%s", *out_folder, name);
        else
            status = toc_store_no_memory(problem);
    }
    free(one);
    free(two);
    return status;
}

static toc_status make_beside(toc_lite *lite, const toc_journal_head *head, const char *folder,
                              toc_journal_problem *problem)
{
    size_t size = strlen(lite->path) + sizeof ".XXXXXX-journal";
    char *temporary = malloc(size);
    toc_status status;
    toc_hold hold;
    int descriptor;

    if (!temporary)
        return toc_store_no_memory(problem);
    (void)snprintf(temporary, size, "%s.XXXXXX", lite->path);
    toc_hold_signals(&hold); /* nothing of it stays behind */
    descriptor = mkstemp(temporary);
    if (descriptor < 0) {
        status = refused(lite, "made", problem);
    } else {
        (void)close(descriptor);
        status = make_file(lite, temporary, head, folder, problem);
        (void)unlink(temporary);
        (void)snprintf(temporary + strlen(temporary), sizeof "-journal", "-journal");
        (void)unlink(temporary);
    }
    toc_hold_end(&hold);
    free(temporary);
    return status;
}

toc_status toc_lite_create(const char *place, const toc_journal_head *head,
                           toc_journal_problem *problem)
{
    toc_lite *lite = NULL;
    char *folder = NULL;
    toc_status status = new_lite(place, &lite, problem);
    struct stat info;

    if (status != TOC_OK)
        return status;
    status = name_file(lite, &folder, problem);
    if (status == TOC_OK && lite->path && lstat(lite->path, &info) == 0)
        status = toc_store_fail(problem, TOC_EINVAL, "there is something at `%s` already", place);
    if (status == TOC_OK)
        status = toc_lite_lock(lite, problem);
    if (status == TOC_OK)
        status = make_beside(lite, head, folder, problem);
    free(folder);
    release(lite);
    return status;
}
