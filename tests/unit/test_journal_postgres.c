/* test_journal_postgres.c - journals in a database of PostgreSQL's, on a server of the test's own.
 *
 * Where Debian's package is not installed the tests say so and are skipped. */
#include "tests/support/journal_fixture.h"

#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/deaf_proxy.h"

static struct {
    char folder[64];
    bool is_missing; /* no server is installed */
} server;

/* ── the server ──────────────────────────────────────────────────────────── */

static int control(const char *what, const char *setting)
{
    char line[300];
    int code;

    (void)snprintf(line, sizeof line, "tests/support/postgres-server %s %s %s", what, server.folder,
                   setting);
    code = system(line);
    return WIFEXITED(code) ? WEXITSTATUS(code) : -1;
}

static int start_server(void **state)
{
    int code;

    (void)state;
    (void)snprintf(server.folder, sizeof server.folder, "/tmp/tocsin-postgres-XXXXXX");
    if (!mkdtemp(server.folder))
        return -1;
    code = control("start", "");
    server.is_missing = code == 77;
    return code == 0 || code == 77 ? 0 : -1;
}

static int remove_server(void **state)
{
    (void)state;
    if (server.is_missing)
        return rmdir(server.folder);
    return control("remove", "");
}

/* What another program would do in the database. */
static void tamper(const char *sql)
{
    char address[200];
    PGconn *other;
    PGresult *result;

    (void)snprintf(address, sizeof address,
                   "postgresql:///postgres?host=%s&user=tester&options=-cclient_min_messages%%3D"
                   "error",
                   server.folder);
    other = PQconnectdb(address);
    result = PQexec(other, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(other));
    PQclear(result);
    PQfinish(other);
}

static void name_place(journal_fixture *f, int port)
{
    (void)snprintf(f->place, sizeof f->place,
                   "postgresql://tester:very%%20secret@/postgres?host=%s&port=%d", server.folder,
                   port);
}

static int set_up(void **state)
{
    journal_fixture *f;

    if (journal_set_up(state, "unused") != 0)
        return -1;
    if (server.is_missing) {
        print_message("skipped: no server of PostgreSQL is installed\n");
        return 0;
    }
    f = *state;
    name_place(f, 5432);
    tamper("DROP SCHEMA IF EXISTS tocsin CASCADE");
    return 0;
}

static void need_server(void)
{
    if (server.is_missing)
        skip();
}

/* The cases of every store, each behind the question whether there is a server. */
#define STORE_CASE(name)                                                                           \
    static void pg_##name(void **state)                                                            \
    {                                                                                              \
        need_server();                                                                             \
        journal_case_##name(state);                                                                \
    }

STORE_CASE(head_comes_back)
STORE_CASE(rows_come_back)
STORE_CASE(hashes_are_as_documented)
STORE_CASE(repeat_is_answered)
STORE_CASE(rows_of_one_commit)
STORE_CASE(bad_rows_are_refused)
STORE_CASE(bad_heads_are_refused)
STORE_CASE(one_writer)
STORE_CASE(reader_beside_writer)
STORE_CASE(find_key)
STORE_CASE(walk_from_the_middle)
STORE_CASE(nothing_is_overwritten)
STORE_CASE(files_come_back)
STORE_CASE(large_rows)
STORE_CASE(exercises)

/* ── helpers ─────────────────────────────────────────────────────────────── */

static void expect_says(const journal_fixture *f, const char *why)
{
    if (!strstr(f->problem.text, why))
        fail_msg("`%s` does not say `%s`", f->problem.text, why);
    assert_null(strstr(f->problem.text, "secret"));
    assert_null(strchr(f->problem.text, '\n'));
}

static void expect_open(journal_fixture *f, toc_journal_mode mode, toc_status status,
                        const char *why)
{
    assert_int_equal(toc_journal_open(f->place, mode, &f->journal, &f->problem), status);
    assert_null(f->journal);
    expect_says(f, why);
}

static toc_status append_one(journal_fixture *f, unsigned number, bool *out_is_repeat)
{
    toc_row row = journal_row(&f->arena, number);

    return toc_journal_append(f->journal, &row, 1, out_is_repeat, &f->problem);
}

static void expect_rows(journal_fixture *f, uint64_t count)
{
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    assert_int_equal(toc_journal_last(f->journal), count);
}

/* ── places ──────────────────────────────────────────────────────────────── */

static bool add_name(void *context, const toc_journal_head *head, uint64_t last)
{
    char *names = context;

    (void)sprintf(names + strlen(names), "%s %u;", head->exercise, (unsigned)last);
    return true;
}

static void test_many_exercises_by_name(void **state)
{
    journal_fixture *f = *state;
    char base[190];
    char names[200] = "";
    toc_journal *others[3] = {NULL, NULL, NULL};
    static const char *const called[] = {"a#1", "Übung 二", "'; DROP SCHEMA tocsin CASCADE; --"};

    need_server();
    expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "holds no exercises");
    (void)snprintf(base, sizeof base, "%.189s", f->place); /* room for a name */
    for (unsigned i = 0; i < 3; i++) {                     /* all written to at once */
        bool is_repeat;
        toc_row row = journal_row(&f->arena, i + 1);

        f->head.exercise = called[i];
        assert_int_equal(toc_journal_create(base, &f->head, &others[i], &f->problem), TOC_OK);
        assert_int_equal(toc_journal_append(others[i], &row, 1, &is_repeat, &f->problem), TOC_OK);
    }
    assert_int_equal(toc_journal_exercises(base, add_name, names, &f->problem), TOC_OK);
    assert_string_equal(names, "'; DROP SCHEMA tocsin CASCADE; -- 1;a#1 1;Übung 二 1;");
    expect_open(f, TOC_JOURNAL_READ, TOC_EINVAL, "holds 3 exercises");
    (void)snprintf(f->place, sizeof f->place, "%s#none", base);
    expect_open(f, TOC_JOURNAL_READ, TOC_EIO, "holds no exercise called `none`");
    (void)snprintf(f->place, sizeof f->place, "%s#a#1", base);
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EIO, "only one may");
    journal_open(f, TOC_JOURNAL_READ);
    expect_rows(f, 1);
    for (unsigned i = 0; i < 3; i++)
        toc_journal_close(others[i]);
}

static void test_bad_addresses(void **state)
{
    journal_fixture *f = *state;

    need_server();
    (void)snprintf(f->place, sizeof f->place, "postgresql://x:secret@[half");
    expect_open(f, TOC_JOURNAL_READ, TOC_EINVAL, "is not written as");
    (void)snprintf(f->place, sizeof f->place, "postgresql://tester:secret@/none?host=%s",
                   server.folder);
    expect_open(f, TOC_JOURNAL_READ, TOC_EIO, "\"none\" does not exist");
    (void)snprintf(f->place, sizeof f->place, "postgresql://tester:secret@/x?host=/none");
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EIO, "cannot be reached");
}

static void test_newer_version_is_refused(void **state)
{
    journal_fixture *f = *state;
    toc_journal *other = NULL;

    need_server();
    journal_make(f);
    journal_close(f);
    tamper("UPDATE tocsin.journal_version SET version = 2");
    expect_open(f, TOC_JOURNAL_READ, TOC_EFORMAT, "newer program");
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EFORMAT, "newer program");
    f->head.exercise = "another";
    assert_int_equal(toc_journal_create(f->place, &f->head, &other, &f->problem), TOC_EFORMAT);
}

static void test_reader_of_the_server_only(void **state)
{
    journal_fixture *f = *state;

    need_server();
    journal_make(f);
    journal_append_rows(f, 1, 3);
    journal_close(f);
    tamper("DROP ROLE IF EXISTS auditor; CREATE ROLE auditor LOGIN; GRANT USAGE ON SCHEMA tocsin "
           "TO auditor; GRANT SELECT ON ALL TABLES IN SCHEMA tocsin TO auditor");
    (void)snprintf(f->place, sizeof f->place, "postgresql://auditor@/postgres?host=%s",
                   server.folder);
    journal_open(f, TOC_JOURNAL_READ);
    expect_rows(f, 3);
    journal_close(f);
    journal_open(f, TOC_JOURNAL_WRITE);
    {
        bool is_repeat;

        assert_int_equal(append_one(f, 4, &is_repeat), TOC_EIO);
        expect_says(f, "does not permit it");
    }
    journal_close(f);
    tamper("DROP OWNED BY auditor; DROP ROLE auditor");
}

/* ── tampering ───────────────────────────────────────────────────────────── */

static void test_changed_rows_are_found(void **state)
{
    static const char *const fields[] = {"at = at + 1",       "wall = 0",       "who = 'p99'",
                                         "key = key || 'x'",  "kind = 'other'", "body = '{}'",
                                         "hash = upper(hash)"};
    journal_fixture *f = *state;
    char sql[300];

    need_server();
    journal_make(f);
    journal_append_rows(f, 1, 5);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        (void)snprintf(sql, sizeof sql,
                       "ALTER TABLE tocsin.journal_row DISABLE TRIGGER ALL; CREATE TABLE "
                       "tocsin.saved AS TABLE tocsin.journal_row; UPDATE tocsin.journal_row SET %s "
                       "WHERE seq = 3",
                       fields[i]);
        tamper(sql);
        assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_EFORMAT);
        assert_int_equal(f->problem.row, 3);
        expect_says(f, "row 3 was changed");
        tamper("DELETE FROM tocsin.journal_row; INSERT INTO tocsin.journal_row TABLE tocsin.saved; "
               "DROP TABLE tocsin.saved");
    }
    expect_rows(f, 5);
    tamper("DELETE FROM tocsin.journal_row WHERE seq = 2");
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_EFORMAT);
    expect_says(f, "row 2 is missing");
    tamper("UPDATE tocsin.stored_file SET bytes = bytes || '\\x00' WHERE number = 4");
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_EFORMAT);
    expect_says(f, "`plans/county.plan` was changed");
}

static void test_rows_stay_without_our_help(void **state)
{
    journal_fixture *f = *state;

    need_server();
    journal_make(f);
    journal_append_rows(f, 1, 2);
    tamper("DO $$ BEGIN DELETE FROM tocsin.journal_row; RAISE EXCEPTION 'it went through'; "
           "EXCEPTION WHEN raise_exception THEN IF SQLERRM = 'it went through' THEN RAISE 'no'; "
           "END IF; END $$");
    expect_rows(f, 2);
}

/* ── servers that go away ────────────────────────────────────────────────── */

static void test_server_started_again(void **state)
{
    journal_fixture *f = *state;
    bool is_repeat;

    need_server();
    journal_make(f);
    journal_append_rows(f, 1, 3);
    assert_int_equal(control("kill", ""), 0);
    assert_int_equal(append_one(f, 4, &is_repeat), TOC_EIO);
    expect_says(f, "cannot be reached");
    assert_int_equal(append_one(f, 4, &is_repeat), TOC_EIO);
    assert_int_equal(control("start", ""), 0);
    journal_append_rows(f, 4, 6);
    expect_rows(f, 6);
    /* started again between two appends: nobody notices */
    assert_int_equal(control("kill", ""), 0);
    assert_int_equal(control("start", ""), 0);
    journal_append_rows(f, 7, 8);
    expect_rows(f, 8);
}

static void test_unsafe_server_is_refused(void **state)
{
    journal_fixture *f = *state;

    need_server();
    journal_make(f);
    journal_close(f);
    assert_int_equal(control("stop", ""), 0);
    assert_int_equal(control("start", "fsync=off"), 0);
    expect_open(f, TOC_JOURNAL_WRITE, TOC_EIO, "`fsync` off");
    journal_open(f, TOC_JOURNAL_READ);
    journal_close(f);
    assert_int_equal(control("stop", ""), 0);
    assert_int_equal(control("start", ""), 0);
}

static void test_connection_cut_by_the_server(void **state)
{
    journal_fixture *f = *state;

    need_server();
    journal_make(f);
    for (unsigned i = 1; i <= 5; i++) {
        journal_append_rows(f, i, i);
        tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
               "'tocsin'");
    }
    expect_rows(f, 5);
}

/* The commit was done, but the answer is lost: it is asked for, and nothing is written twice. */
static void test_lost_answer(void **state)
{
    journal_fixture *f = *state;
    toc_row rows[2];
    bool is_repeat;
    pid_t proxy;

    need_server();
    proxy = deaf_proxy_start(server.folder);
    assert_true(proxy > 0);
    name_place(f, DEAF_PORT);
    journal_make(f);
    journal_append_rows(f, 1, 2);
    deaf_proxy_arm(server.folder, "INSERT 0 1", 0);
    journal_append_rows(f, 3, 4);
    assert_true(deaf_proxy_has_struck(server.folder));
    deaf_proxy_arm(server.folder, "COMMIT", 0);
    rows[0] = journal_row(&f->arena, 5);
    rows[1] = journal_row(&f->arena, 6);
    assert_int_equal(toc_journal_append(f->journal, rows, 2, &is_repeat, &f->problem), TOC_OK);
    assert_int_equal(rows[1].seq, 6);
    assert_true(deaf_proxy_has_struck(server.folder));
    deaf_proxy_arm(server.folder, "INSERT 0 1", 0); /* within a commit: done anew */
    rows[0] = journal_row(&f->arena, 7);
    rows[1] = journal_row(&f->arena, 8);
    assert_int_equal(toc_journal_append(f->journal, rows, 2, &is_repeat, &f->problem), TOC_OK);
    assert_true(deaf_proxy_has_struck(server.folder));
    journal_append_rows(f, 9, 9);
    expect_rows(f, 9);
    journal_close(f);
    deaf_proxy_stop(proxy);
}

typedef struct late {
    unsigned count;
} late;

static bool count_row(void *context, const toc_row *row)
{
    (void)row;
    ((late *)context)->count++;
    return true;
}

/* The answer is lost and the server with it: when it is back, the row that was told as failed is
 * there, and the caller is told before it goes on. */
static void test_lost_answer_and_lost_server(void **state)
{
    journal_fixture *f = *state;
    bool is_repeat;
    late seen = {0};
    pid_t proxy;

    need_server();
    proxy = deaf_proxy_start(server.folder);
    assert_true(proxy > 0);
    name_place(f, DEAF_PORT);
    journal_make(f);
    journal_append_rows(f, 1, 2);
    deaf_proxy_arm(server.folder, "INSERT 0 1", 1);
    assert_int_equal(append_one(f, 3, &is_repeat), TOC_EIO);
    expect_says(f, "cannot be reached");
    assert_int_equal(toc_journal_last(f->journal), 2);
    deaf_proxy_stop(proxy);
    proxy = deaf_proxy_start(server.folder);
    assert_int_equal(append_one(f, 9, &is_repeat), TOC_EPAST);
    expect_says(f, "up to row 3");
    assert_int_equal(toc_journal_walk(f->journal, 3, count_row, &seen, &f->problem), TOC_OK);
    assert_int_equal(seen.count, 1);
    assert_int_equal(append_one(f, 3, &is_repeat), TOC_OK);
    assert_true(is_repeat);
    journal_append_rows(f, 4, 5);
    expect_rows(f, 5);
    journal_close(f);
    deaf_proxy_stop(proxy);
}

static void test_rows_that_were_not_known_of(void **state)
{
    journal_fixture *f = *state;
    bool is_repeat;

    need_server();
    journal_make(f);
    journal_append_rows(f, 1, 3);
    tamper("INSERT INTO tocsin.journal_row SELECT exercise, 4, at, wall, who, 'other', kind, body, "
           "hash FROM tocsin.journal_row WHERE seq = 3");
    assert_int_equal(append_one(f, 5, &is_repeat), TOC_EPAST);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_EFORMAT);
    expect_says(f, "row 4 was changed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define PG_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, journal_tear_down)
        PG_TEST(pg_head_comes_back),
        PG_TEST(pg_rows_come_back),
        PG_TEST(pg_hashes_are_as_documented),
        PG_TEST(pg_repeat_is_answered),
        PG_TEST(pg_rows_of_one_commit),
        PG_TEST(pg_bad_rows_are_refused),
        PG_TEST(pg_bad_heads_are_refused),
        PG_TEST(pg_one_writer),
        PG_TEST(pg_reader_beside_writer),
        PG_TEST(pg_find_key),
        PG_TEST(pg_walk_from_the_middle),
        PG_TEST(pg_nothing_is_overwritten),
        PG_TEST(pg_files_come_back),
        PG_TEST(pg_large_rows),
        PG_TEST(pg_exercises),
        PG_TEST(test_many_exercises_by_name),
        PG_TEST(test_bad_addresses),
        PG_TEST(test_newer_version_is_refused),
        PG_TEST(test_reader_of_the_server_only),
        PG_TEST(test_changed_rows_are_found),
        PG_TEST(test_rows_stay_without_our_help),
        PG_TEST(test_server_started_again),
        PG_TEST(test_unsafe_server_is_refused),
        PG_TEST(test_connection_cut_by_the_server),
        PG_TEST(test_lost_answer),
        PG_TEST(test_lost_answer_and_lost_server),
        PG_TEST(test_rows_that_were_not_known_of),
    };

    return cmocka_run_group_tests(tests, start_server, remove_server);
}
