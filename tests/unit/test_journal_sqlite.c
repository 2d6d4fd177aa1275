/* test_journal_sqlite.c - journals in a file: what every store promises, and what a file can suffer. */
#include "tests/support/journal_fixture.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state)
{
    return journal_set_up(state, "exercise.journal");
}

/* ── helpers ─────────────────────────────────────────────────────────────── */

/* What another program would do to the file. */
static void tamper(const journal_fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;

    assert_int_equal(sqlite3_open(f->place, &db), SQLITE_OK);
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    char bytes[4096];
    size_t size;

    assert_non_null(in);
    assert_non_null(out);
    while ((size = fread(bytes, 1, sizeof bytes, in)) > 0)
        assert_int_equal(fwrite(bytes, 1, size, out), size);
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

static void expect_verify(journal_fixture *f, uint64_t bad_row, const char *why)
{
    toc_status status = toc_journal_open(f->place, TOC_JOURNAL_READ, &f->journal, &f->problem);

    if (status == TOC_OK)
        status = toc_journal_verify(f->journal, &f->problem);
    assert_int_equal(status, why ? TOC_EFORMAT : TOC_OK);
    if (why && !strstr(f->problem.text, why))
        fail_msg("`%s` does not say `%s`", f->problem.text, why);
    assert_int_equal(f->problem.row, bad_row);
    journal_close(f);
}

static void expect_open(journal_fixture *f, toc_journal_mode mode, toc_status status,
                        const char *why)
{
    assert_int_equal(toc_journal_open(f->place, mode, &f->journal, &f->problem), status);
    assert_null(f->journal);
    if (!strstr(f->problem.text, why))
        fail_msg("`%s` does not say `%s`", f->problem.text, why);
}

static void make_with_rows(journal_fixture *f, unsigned count)
{
    journal_make(f);
    journal_append_rows(f, 1, count);
    journal_close(f);
}

/* ── the file ────────────────────────────────────────────────────────────── */

static void test_at_rest_it_is_one_private_file(void **state)
{
    journal_fixture *f = *state;
    struct stat info;

    journal_make(f);
    assert_int_equal(stat(f->place, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    journal_append_rows(f, 1, 3);
    assert_int_equal(journal_count_files(f), 4); /* itself, -wal, -shm, -lock */
    journal_close(f);
    assert_int_equal(journal_count_files(f), 1);
    journal_open(f, TOC_JOURNAL_READ);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    journal_close(f);
    assert_int_equal(journal_count_files(f), 1);
}

static void test_what_is_no_journal_is_refused(void **state)
{
    journal_fixture *f = *state;
    FILE *file;

    expect_open(f, TOC_JOURNAL_READ, TOC_EIO, "No such file");
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EIO, "No such file");
    file = fopen(f->place, "wb");
    assert_non_null(file);
    expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "is no journal"); /* an empty file */
    for (unsigned i = 0; i < 500; i++)
        (void)fputs("a text of somebody's\n", file);
    assert_int_equal(fclose(file), 0);
    expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "is no journal");
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EFORMAT, "is no journal");
    (void)remove(f->place);
    tamper(f, "CREATE TABLE theirs(x)");
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EFORMAT, "is no journal");
    (void)remove(f->place);
    assert_int_equal(mkdir(f->place, 0700), 0);
    expect_open(f, TOC_JOURNAL_READ, TOC_EINVAL, "is no file");
    assert_int_equal(journal_count_files(f), 1);
}

static void test_folder_that_is_not_there(void **state)
{
    journal_fixture *f = *state;

    (void)snprintf(f->place, sizeof f->place, "%s/none/exercise.journal", f->folder);
    assert_int_equal(toc_journal_create(f->place, &f->head, &f->journal, &f->problem), TOC_EIO);
    assert_non_null(strstr(f->problem.text, "No such file or directory"));
}

static void test_newer_version_is_refused(void **state)
{
    journal_fixture *f = *state;

    make_with_rows(f, 2);
    tamper(f, "PRAGMA user_version = 2");
    expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "newer program");
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EFORMAT, "newer program");
    tamper(f, "PRAGMA user_version = 0");
    expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "no version that ever was");
    tamper(f, "PRAGMA user_version = 1");
    expect_verify(f, 0, NULL);
}

static void test_other_tables_are_refused(void **state)
{
    static const char *const changes[] = {
        "CREATE TABLE more(x)",
        "DROP TRIGGER journal_row_stays",
        "DROP INDEX journal_row_key",
        "ALTER TABLE journal_row RENAME TO old; CREATE VIEW journal_row AS SELECT * FROM old",
        "CREATE TRIGGER eager AFTER INSERT ON journal_row BEGIN DELETE FROM journal_row; END",
    };
    journal_fixture *f = *state;
    char copy[240];

    make_with_rows(f, 2);
    (void)snprintf(copy, sizeof copy, "%s.copy", f->place);
    copy_file(f->place, copy);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        tamper(f, changes[i]);
        expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "are not those of a journal");
        expect_open(f, TOC_JOURNAL_WRITE, TOC_EFORMAT, "are not those of a journal");
        copy_file(copy, f->place);
    }
    expect_verify(f, 0, NULL);
}

static void test_other_programs_cannot_change_rows_by_mistake(void **state)
{
    journal_fixture *f = *state;
    sqlite3 *db = NULL;

    make_with_rows(f, 2);
    assert_int_equal(sqlite3_open(f->place, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM journal_row", NULL, NULL, NULL),
                     SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_exec(db, "UPDATE journal_row SET at = 0", NULL, NULL, NULL),
                     SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    expect_verify(f, 0, NULL);
}

static void test_several_names_and_links(void **state)
{
    journal_fixture *f = *state;
    char other[240];
    char place[200];

    make_with_rows(f, 2);
    memcpy(place, f->place, sizeof place);
    (void)snprintf(other, sizeof other, "%s-link", f->place);
    assert_int_equal(link(f->place, other), 0);
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EINVAL, "hard links");
    assert_int_equal(unlink(other), 0);
    /* by a symbolic link it is the same journal, with the same lock */
    assert_int_equal(symlink(f->place, other), 0);
    journal_open(f, TOC_JOURNAL_WRITE);
    {
        toc_journal *second = NULL;

        assert_int_equal(toc_journal_open(other, TOC_JOURNAL_WRITE, &second, &f->problem), TOC_EIO);
        assert_non_null(strstr(f->problem.text, "only one may"));
    }
}

/* A folder as it stands at any moment is what a power cut leaves. */
static void test_copy_taken_while_it_is_written(void **state)
{
    journal_fixture *f = *state;
    char from[300];
    char to[300];
    char place[240];

    journal_make(f);
    journal_append_rows(f, 1, 25);
    (void)snprintf(place, sizeof place, "%s/copy", f->folder);
    copy_file(f->place, place);
    (void)snprintf(from, sizeof from, "%s-wal", f->place);
    (void)snprintf(to, sizeof to, "%s-wal", place);
    copy_file(from, to);
    journal_close(f);
    memcpy(f->place, place, strlen(place) + 1);
    journal_open(f, TOC_JOURNAL_WRITE);
    assert_int_equal(toc_journal_last(f->journal), 25);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    journal_append_rows(f, 26, 27);
}

/* Rows of somebody who does not ask for the lock: nothing is written over or after them unseen. */
static void test_rows_that_were_not_known_of(void **state)
{
    journal_fixture *f = *state;
    toc_row row = journal_row(&f->arena, 8);
    bool is_repeat;

    journal_make(f);
    journal_append_rows(f, 1, 3);
    tamper(f, "INSERT INTO journal_row SELECT 4, at, wall, who, 'other', kind, body, hash "
              "FROM journal_row WHERE seq = 3");
    assert_int_equal(toc_journal_append(f->journal, &row, 1, &is_repeat, &f->problem), TOC_EPAST);
    assert_int_equal(row.seq, 0);
    assert_non_null(strstr(f->problem.text, "up to row 4"));
    journal_close(f);
    expect_verify(f, 4, "row 4 was changed");
}

/* ── tampering ───────────────────────────────────────────────────────────── */

static void test_every_field_of_every_row_is_proved(void **state)
{
    static const char *const fields[] = {
        "at = at + 1",           "wall = wall - 1",    "who = who || ' '", "key = key || 'x'",
        "kind = upper(kind)",    "body = body || ' '", "body = '{}'",      "kind = ''",
        "hash = upper(hash)",    "hash = ''",          "who = key",        "at = 0",
        "body = char(0) || body"};
    journal_fixture *f = *state;
    char copy[240];
    char sql[160];

    make_with_rows(f, 6);
    (void)snprintf(copy, sizeof copy, "%s.copy", f->place);
    copy_file(f->place, copy);
    for (unsigned row = 1; row <= 6; row++) {
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
            (void)snprintf(sql, sizeof sql, "UPDATE journal_row SET %s WHERE seq = %u", fields[i],
                           row);
            tamper(f, sql);
            expect_verify(f, row, "was changed");
            copy_file(copy, f->place);
        }
    }
    expect_verify(f, 0, NULL);
}

static void set_body(const journal_fixture *f, unsigned row, const char *body)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *change = NULL;

    assert_int_equal(sqlite3_open(f->place, &db), SQLITE_OK);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    assert_int_equal(sqlite3_prepare_v2(db, "UPDATE journal_row SET body = ?1 WHERE seq = ?2", -1,
                                        &change, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_bind_text(change, 1, body, -1, SQLITE_STATIC), SQLITE_OK);
    assert_int_equal(sqlite3_bind_int(change, 2, (int)row), SQLITE_OK);
    assert_int_equal(sqlite3_step(change), SQLITE_DONE);
    (void)sqlite3_finalize(change);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Each byte of a text by itself, halves of letters among them. */
static void test_every_byte_of_a_text_is_proved(void **state)
{
    journal_fixture *f = *state;
    char body[200];
    size_t size;

    make_with_rows(f, 3);
    size = strlen(journal_row(&f->arena, 1).body);
    assert_true(size < sizeof body);
    for (size_t i = 0; i < size; i++) {
        memcpy(body, journal_row(&f->arena, 1).body, size + 1);
        body[i] = (char)(body[i] ^ 1);
        set_body(f, 1, body);
        expect_verify(f, 1, "row 1 was changed");
    }
    set_body(f, 1, journal_row(&f->arena, 1).body);
    expect_verify(f, 0, NULL);
}

static void test_rows_removed_swapped_and_added(void **state)
{
    static const struct {
        const char *sql;
        uint64_t row;
        const char *why;
    } cases[] = {
        {"DELETE FROM journal_row WHERE seq = 1", 1, "row 1 is missing"},
        {"DELETE FROM journal_row WHERE seq = 4", 4, "row 4 is missing"},
        {"DELETE FROM journal_row WHERE seq = 4; UPDATE journal_row SET seq = seq - 1 "
         "WHERE seq > 4",
         4, "row 4 was changed"},
        {"UPDATE journal_row SET seq = -1 WHERE seq = 2; UPDATE journal_row SET seq = 2 WHERE "
         "seq = 3; UPDATE journal_row SET seq = 3 WHERE seq = -1",
         2, "row 2 was changed"},
        {"UPDATE journal_row SET seq = 9 WHERE seq = 6", 6, "row 6 is missing"},
        {"UPDATE journal_row SET seq = -7 WHERE seq = 6", 1, "row 1 is missing"},
        {"INSERT INTO journal_row SELECT 7, at, wall, who, '', kind, body, hash FROM journal_row "
         "WHERE seq = 6",
         7, "row 7 was changed"},
        {"INSERT INTO journal_row SELECT 0, at, wall, who, '', kind, body, hash FROM journal_row "
         "WHERE seq = 6",
         0, "stands there more than once"},
    };
    journal_fixture *f = *state;
    char copy[240];

    make_with_rows(f, 6);
    (void)snprintf(copy, sizeof copy, "%s.copy", f->place);
    copy_file(f->place, copy);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tamper(f, cases[i].sql);
        expect_verify(f, cases[i].row, cases[i].why);
        copy_file(copy, f->place);
    }
}

static void test_head_and_files_are_proved(void **state)
{
    static const struct {
        const char *sql;
        const char *why;
    } cases[] = {
        {"UPDATE exercise SET name = 'another'", "head"},
        {"UPDATE exercise SET created = created + 1", "head"},
        {"UPDATE exercise SET program = ''", "head"},
        {"UPDATE exercise SET hash = 'x'", "head"},
        {"DELETE FROM exercise", "is not whole"},
        {"INSERT INTO exercise SELECT * FROM exercise", "is not whole"},
        {"UPDATE stored_file SET role = 'map' WHERE number = 3", "is not whole"},
        {"UPDATE stored_file SET role = 'plan' WHERE number = 3", "head"},
        {"UPDATE stored_file SET path = '../x' WHERE number = 3", "not one below a folder"},
        {"UPDATE stored_file SET size = 4 WHERE number = 3", "head"},
        {"UPDATE stored_file SET hash = lower(hash) || '0' WHERE number = 3", "head"},
        {"DELETE FROM stored_file WHERE number = 5", "head"},
        {"UPDATE stored_file SET bytes = CAST(bytes || x'00' AS BLOB) WHERE number = 2",
         "`scenarios/a.yaml`"},
        {"UPDATE stored_file SET bytes = CAST(x'70' || substr(bytes, 2) AS BLOB) WHERE number = 2",
         "`scenarios/a.yaml`"},
        {"UPDATE stored_file SET bytes = x'' WHERE number = 1", "`plans/county.machine`"},
    };
    journal_fixture *f = *state;
    char copy[240];

    make_with_rows(f, 2);
    (void)snprintf(copy, sizeof copy, "%s.copy", f->place);
    copy_file(f->place, copy);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tamper(f, cases[i].sql);
        expect_verify(f, 0, cases[i].why);
        copy_file(copy, f->place);
    }
    expect_verify(f, 0, NULL);
}

/* A byte of the file itself, wherever: found, or nothing that counts has changed. */
static void test_damaged_pages(void **state)
{
    journal_fixture *f = *state;
    struct stat info;
    char copy[240];
    unsigned found = 0;

    make_with_rows(f, 10);
    (void)snprintf(copy, sizeof copy, "%s.copy", f->place);
    copy_file(f->place, copy);
    assert_int_equal(stat(f->place, &info), 0);
    for (long at = 0; at < info.st_size; at += at < 300 ? 1 : 61) {
        FILE *file = fopen(f->place, "r+b");
        toc_status status;
        int byte;

        assert_non_null(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        byte = fgetc(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        (void)fputc(byte ^ 0x15, file);
        assert_int_equal(fclose(file), 0);
        status = toc_journal_open(f->place, TOC_JOURNAL_READ, &f->journal, &f->problem);
        if (status == TOC_OK)
            status = toc_journal_verify(f->journal, &f->problem);
        if (status == TOC_OK)
            assert_int_equal(toc_journal_last(f->journal), 10);
        else
            assert_true(strlen(f->problem.text) > 10 && !strchr(f->problem.text, '\n'));
        found += status != TOC_OK;
        journal_close(f);
        copy_file(copy, f->place);
    }
    assert_true(found > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        JOURNAL_CASES(set_up, journal_tear_down),
#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, journal_tear_down)
        FILE_TEST(test_at_rest_it_is_one_private_file),
        FILE_TEST(test_what_is_no_journal_is_refused),
        FILE_TEST(test_folder_that_is_not_there),
        FILE_TEST(test_newer_version_is_refused),
        FILE_TEST(test_other_tables_are_refused),
        FILE_TEST(test_other_programs_cannot_change_rows_by_mistake),
        FILE_TEST(test_several_names_and_links),
        FILE_TEST(test_copy_taken_while_it_is_written),
        FILE_TEST(test_rows_that_were_not_known_of),
        FILE_TEST(test_every_field_of_every_row_is_proved),
        FILE_TEST(test_every_byte_of_a_text_is_proved),
        FILE_TEST(test_rows_removed_swapped_and_added),
        FILE_TEST(test_head_and_files_are_proved),
        FILE_TEST(test_damaged_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
