/* journal_cases.c - what a journal promises, wherever it is kept. */
#include "tests/support/journal_fixture.h"

#include <unistd.h>

/* ── heads ───────────────────────────────────────────────────────────────── */

void journal_case_head_comes_back(void **state)
{
    journal_fixture *f = *state;
    const toc_journal_head *head;

    journal_make(f);
    journal_close(f);
    journal_open(f, TOC_JOURNAL_READ);
    head = toc_journal_head_of(f->journal);
    assert_string_equal(head->exercise, f->head.exercise);
    assert_string_equal(head->program, f->head.program);
    assert_int_equal(head->created, f->head.created);
    assert_int_equal(head->file_count, SAMPLE_FILES);
    for (size_t i = 0; i < SAMPLE_FILES; i++) {
        assert_int_equal(head->files[i].role, f->files[i].role);
        assert_string_equal(head->files[i].path, f->files[i].path);
        assert_int_equal(head->files[i].size, f->files[i].size);
    }
    /* printf 'plan county\n' | sha256sum */
    assert_string_equal(head->files[3].hash,
                        "14f2164d55e8225fdf04ff2a5de98cbc4fb4ef399ef9b84f2855fb13abdca6ea");
    assert_int_equal(toc_journal_last(f->journal), 0);
    assert_string_equal(toc_journal_last_hash(f->journal), head->hash);
}

void journal_case_files_come_back(void **state)
{
    journal_fixture *f = *state;
    toc_journal_file file;

    journal_make(f);
    for (size_t i = 0; i < SAMPLE_FILES; i++) {
        assert_int_equal(toc_journal_read_file(f->journal, i, &f->arena, &file, &f->problem), 0);
        assert_int_equal(file.size, f->files[i].size);
        assert_memory_equal(file.bytes, f->files[i].bytes, file.size);
        assert_int_equal(((const char *)file.bytes)[file.size], '\0');
    }
    assert_int_equal(toc_journal_read_file(f->journal, SAMPLE_FILES, &f->arena, &file, &f->problem),
                     TOC_EINVAL);
}

static void expect_head_refused(journal_fixture *f, const char *why)
{
    assert_int_equal(toc_journal_create(f->place, &f->head, &f->journal, &f->problem), TOC_EINVAL);
    assert_null(f->journal);
    if (!strstr(f->problem.text, why))
        fail_msg("`%s` does not say `%s`", f->problem.text, why);
}

void journal_case_bad_heads_are_refused(void **state)
{
    journal_fixture *f = *state;
    static const char *const paths[] = {"/etc/passwd", "../up", "a/../b", "a//b", "a/", "",
                                        "./here",      "a\nb",  "."};

    f->head.exercise = "two\nlines";
    expect_head_refused(f, "name is not one line");
    f->head.exercise = "";
    expect_head_refused(f, "name is not one line");
    f->head.exercise = "good";
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        f->files[3].path = paths[i];
        expect_head_refused(f, "is not one below a folder");
    }
    f->files[3].path = f->files[1].path;
    expect_head_refused(f, "have one name");
    f->files[3].path = "fine";
    f->files[3].role = TOC_JOURNAL_SCENARIO;
    expect_head_refused(f, "one plan image and one scenario");
    f->files[3].role = TOC_JOURNAL_PLAN;
    assert_int_equal(journal_count_files(f), 0);
    journal_make(f);
}

void journal_case_nothing_is_overwritten(void **state)
{
    journal_fixture *f = *state;
    toc_journal *other = NULL;

    journal_make(f);
    journal_append_rows(f, 1, 3);
    assert_int_equal(toc_journal_create(f->place, &f->head, &other, &f->problem), TOC_EINVAL);
    assert_null(other);
    assert_non_null(strstr(f->problem.text, "already"));
    journal_close(f);
    assert_int_equal(toc_journal_create(f->place, &f->head, &other, &f->problem), TOC_EINVAL);
    assert_null(other);
    journal_open(f, TOC_JOURNAL_READ);
    assert_int_equal(toc_journal_last(f->journal), 3);
}

/* ── rows ────────────────────────────────────────────────────────────────── */

typedef struct seen {
    journal_fixture *f;
    unsigned first;
    unsigned count;
    unsigned most; /* stop after so many; 0: never */
} seen;

static bool see(void *context, const toc_row *row)
{
    seen *s = context;
    toc_row expected = journal_row(&s->f->arena, s->first + s->count);

    assert_int_equal(row->seq, s->first + s->count);
    assert_int_equal(row->at, expected.at);
    assert_int_equal(row->wall, expected.wall);
    assert_string_equal(row->who, expected.who);
    assert_string_equal(row->key, expected.key);
    assert_string_equal(row->kind, expected.kind);
    assert_string_equal(row->body, expected.body);
    s->count++;
    return s->count != s->most;
}

void journal_case_rows_come_back(void **state)
{
    journal_fixture *f = *state;
    seen s = {.f = f, .first = 1};
    char hash[TOC_ROW_HASH_SIZE + 1];

    journal_make(f);
    journal_append_rows(f, 1, 40);
    memcpy(hash, toc_journal_last_hash(f->journal), sizeof hash);
    journal_close(f);
    journal_open(f, TOC_JOURNAL_WRITE);
    assert_int_equal(toc_journal_last(f->journal), 40);
    assert_string_equal(toc_journal_last_hash(f->journal), hash);
    journal_append_rows(f, 41, 60);
    assert_int_equal(toc_journal_walk(f->journal, 1, see, &s, &f->problem), TOC_OK);
    assert_int_equal(s.count, 60);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
}

/* Worked out with printf and sha256sum, as docs/journal.md says. */
void journal_case_hashes_are_as_documented(void **state)
{
    journal_fixture *f = *state;
    bool is_repeat;
    toc_row row = {.at = 1500,
                   .wall = INT64_C(1780272000148),
                   .who = "p1",
                   .key = "k1",
                   .kind = "note",
                   .body = "{\"text\":\"已通知\"}"};

    journal_make(f);
    assert_string_equal(toc_journal_last_hash(f->journal),
                        "0629f1edebca8706ed5250ff21af42f4e20380cba23f1f412046448290ac9940");
    assert_int_equal(toc_journal_append(f->journal, &row, 1, &is_repeat, &f->problem), TOC_OK);
    assert_string_equal(row.hash,
                        "6f590146a529cd97f3c056b890da5d8675d15fd12bf1a13131d16a6176351375");
}

void journal_case_repeat_is_answered(void **state)
{
    journal_fixture *f = *state;
    toc_row rows[2];
    bool is_repeat = false;

    journal_make(f);
    journal_append_rows(f, 1, 5);
    rows[0] = journal_row(&f->arena, 9);
    rows[1] = journal_row(&f->arena, 3); /* there already; at and wall are the first one's */
    rows[1].at = rows[0].at + 1;
    rows[1].body = "{\"number\":\"sent again, and not the same\"}";
    assert_int_equal(toc_journal_append(f->journal, rows, 2, &is_repeat, &f->problem), TOC_OK);
    assert_true(is_repeat);
    assert_int_equal(rows[0].seq, 0);
    assert_int_equal(rows[1].seq, 3);
    assert_int_equal(rows[1].at, journal_row(&f->arena, 3).at);
    assert_int_equal(strlen(rows[1].hash), TOC_ROW_HASH_SIZE);
    assert_int_equal(toc_journal_last(f->journal), 5);
    journal_append_rows(f, 6, 6);
    /* rows without a key never repeat each other */
    for (unsigned i = 0; i < 2; i++) {
        rows[0] = journal_row(&f->arena, 7);
        rows[0].key = "";
        assert_int_equal(toc_journal_append(f->journal, rows, 1, &is_repeat, &f->problem), TOC_OK);
        assert_false(is_repeat);
        assert_int_equal(rows[0].seq, 7 + i);
    }
}

void journal_case_rows_of_one_commit(void **state)
{
    journal_fixture *f = *state;
    seen s = {.f = f, .first = 1};
    toc_row rows[4];
    bool is_repeat;

    journal_make(f);
    for (unsigned i = 0; i < 4; i++)
        rows[i] = journal_row(&f->arena, i + 1);
    rows[2].at = 0; /* before row 2: none of the four is kept */
    assert_int_equal(toc_journal_append(f->journal, rows, 4, &is_repeat, &f->problem), TOC_EINVAL);
    assert_int_equal(toc_journal_last(f->journal), 0);
    assert_int_equal(rows[0].seq, 0);
    rows[2] = journal_row(&f->arena, 2); /* the key of row 2 */
    assert_int_equal(toc_journal_append(f->journal, rows, 4, &is_repeat, &f->problem), TOC_EINVAL);
    rows[2] = journal_row(&f->arena, 3);
    assert_int_equal(toc_journal_append(f->journal, rows, 4, &is_repeat, &f->problem), TOC_OK);
    assert_int_equal(rows[3].seq, 4);
    assert_int_equal(toc_journal_append(f->journal, rows, 0, &is_repeat, &f->problem), TOC_OK);
    journal_append_rows(f, 5, 6);
    assert_int_equal(toc_journal_walk(f->journal, 1, see, &s, &f->problem), TOC_OK);
    assert_int_equal(s.count, 6);
}

static void expect_row_refused(journal_fixture *f, toc_row row, const char *why)
{
    bool is_repeat = true;

    assert_int_equal(toc_journal_append(f->journal, &row, 1, &is_repeat, &f->problem), TOC_EINVAL);
    assert_false(is_repeat);
    assert_int_equal(row.seq, 0);
    if (!strstr(f->problem.text, why))
        fail_msg("`%s` does not say `%s`", f->problem.text, why);
}

void journal_case_bad_rows_are_refused(void **state)
{
    journal_fixture *f = *state;
    static const char *const bodies[] = {
        "", "{", "[]", "{}\n", "x", "{\"\x01\"}", "{\"\xff\xfe\"}", "{\"\xed\xa0\x80\"}"};
    char long_name[TOC_JOURNAL_NAME_MAX + 2];
    toc_row row;

    journal_make(f);
    journal_append_rows(f, 1, 4);
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        row = journal_row(&f->arena, 5);
        row.body = bodies[i];
        expect_row_refused(f, row, "its body");
    }
    memset(long_name, 'a', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    row = journal_row(&f->arena, 5);
    row.key = long_name;
    expect_row_refused(f, row, "200 bytes");
    row = journal_row(&f->arena, 5);
    row.kind = "";
    expect_row_refused(f, row, "kind");
    row = journal_row(&f->arena, 5);
    row.who = "p\t1";
    expect_row_refused(f, row, "one line");
    row = journal_row(&f->arena, 5);
    row.at = journal_row(&f->arena, 4).at - 1;
    expect_row_refused(f, row, "before that of the row before");
    journal_append_rows(f, 5, 5);
}

void journal_case_large_rows(void **state)
{
    journal_fixture *f = *state;
    char *body = malloc(TOC_JOURNAL_BODY_MAX + 2);
    toc_row row = journal_row(&f->arena, 1);
    bool is_repeat;

    assert_non_null(body);
    memset(body, ' ', TOC_JOURNAL_BODY_MAX);
    body[0] = '{';
    body[TOC_JOURNAL_BODY_MAX - 1] = '}';
    body[TOC_JOURNAL_BODY_MAX] = '\0';
    row.body = body;
    journal_make(f);
    assert_int_equal(toc_journal_append(f->journal, &row, 1, &is_repeat, &f->problem), TOC_OK);
    body[TOC_JOURNAL_BODY_MAX - 1] = ' ';
    body[TOC_JOURNAL_BODY_MAX] = '}';
    body[TOC_JOURNAL_BODY_MAX + 1] = '\0';
    row.key = "other";
    expect_row_refused(f, row, "1 MiB");
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    free(body);
}

/* ── several at once ─────────────────────────────────────────────────────── */

void journal_case_one_writer(void **state)
{
    journal_fixture *f = *state;
    toc_journal *other = NULL;

    journal_make(f);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(toc_journal_open(f->place, TOC_JOURNAL_WRITE, &other, &f->problem),
                         TOC_EIO);
        assert_null(other);
        assert_non_null(strstr(f->problem.text, "only one may"));
        journal_append_rows(f, i + 1, i + 1);
    }
    journal_close(f);
    journal_open(f, TOC_JOURNAL_WRITE);
    journal_append_rows(f, 4, 5);
}

void journal_case_reader_beside_writer(void **state)
{
    journal_fixture *f = *state;
    toc_journal *reader = NULL;
    toc_row row = journal_row(&f->arena, 3);
    seen s = {.f = f, .first = 1};
    bool is_repeat;

    journal_make(f);
    journal_append_rows(f, 1, 2);
    assert_int_equal(toc_journal_open(f->place, TOC_JOURNAL_READ, &reader, &f->problem), TOC_OK);
    assert_int_equal(toc_journal_last(reader), 2);
    journal_append_rows(f, 3, 9);
    assert_int_equal(toc_journal_walk(reader, 1, see, &s, &f->problem), TOC_OK);
    assert_int_equal(s.count, 9);
    assert_int_equal(toc_journal_last(reader), 9);
    assert_int_equal(toc_journal_append(reader, &row, 1, &is_repeat, &f->problem), TOC_EINVAL);
    journal_append_rows(f, 10, 12);
    assert_int_equal(toc_journal_verify(reader, &f->problem), TOC_OK);
    toc_journal_close(reader);
}

void journal_case_find_key(void **state)
{
    journal_fixture *f = *state;
    toc_row row;

    journal_make(f);
    journal_append_rows(f, 1, 12);
    assert_int_equal(toc_journal_find_key(f->journal, "k7", &f->arena, &row, &f->problem), TOC_OK);
    assert_int_equal(row.seq, 7);
    assert_string_equal(row.body, journal_row(&f->arena, 7).body);
    assert_int_equal(toc_journal_find_key(f->journal, "k77", &f->arena, &row, &f->problem), TOC_OK);
    assert_int_equal(row.seq, 0);
    assert_int_equal(toc_journal_find_key(f->journal, "", &f->arena, &row, &f->problem), TOC_OK);
    assert_int_equal(row.seq, 0);
    assert_int_equal(toc_journal_find_key(f->journal, "a\nb\xff", &f->arena, &row, &f->problem),
                     TOC_OK);
    assert_int_equal(row.seq, 0);
}

void journal_case_walk_from_the_middle(void **state)
{
    journal_fixture *f = *state;
    seen s = {.f = f, .first = 8};

    journal_make(f);
    journal_append_rows(f, 1, 12);
    assert_int_equal(toc_journal_walk(f->journal, 8, see, &s, &f->problem), TOC_OK);
    assert_int_equal(s.count, 5);
    s = (seen){.f = f, .first = 2, .most = 3};
    assert_int_equal(toc_journal_walk(f->journal, 2, see, &s, &f->problem), TOC_OK);
    assert_int_equal(s.count, 3);
    s = (seen){.f = f, .first = 13};
    assert_int_equal(toc_journal_walk(f->journal, 13, see, &s, &f->problem), TOC_OK);
    assert_int_equal(s.count, 0);
    assert_int_equal(toc_journal_walk(f->journal, 0, see, &s, &f->problem), TOC_EINVAL);
}

static bool take_exercise(void *context, const toc_journal_head *head, uint64_t last)
{
    journal_fixture *f = context;

    assert_int_equal(last, 2);
    assert_int_equal(head->file_count, SAMPLE_FILES);
    f->head.program = strcmp(head->exercise, f->head.exercise) == 0 ? "found" : f->head.program;
    return true;
}

void journal_case_exercises(void **state)
{
    journal_fixture *f = *state;
    bool is_there = true;

    assert_int_equal(toc_journal_is_there(f->place, &is_there, &f->problem), TOC_OK);
    assert_false(is_there);
    journal_make(f);
    assert_int_equal(toc_journal_is_there(f->place, &is_there, &f->problem), TOC_OK);
    assert_true(is_there);
    journal_append_rows(f, 1, 2);
    assert_int_equal(toc_journal_exercises(f->place, take_exercise, f, &f->problem), TOC_OK);
    assert_string_equal(f->head.program, "found");
}
