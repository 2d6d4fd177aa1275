/* test_journal_faults.c - a journal on a disk that is full, breaks, or loses power, at each single change.
 *
 * The same short exercise is written again and again, and each time the next change of a file fails:
 * made, written to in commits of one to three rows with checkpoints in between, let go. */
#include "tests/support/journal_fixture.h"

#include <unistd.h>

#include "tests/support/faulty_disk.h"

#define COMMITS    12
#define FILLER     3000 /* bytes of a body: most rows need a page of their own */
#define LEAST_SEEN 60   /* changes that such an exercise has at least */

static int set_up(void **state)
{
    faulty_disk_install(8);
    return journal_set_up(state, "exercise.journal");
}

static int tear_down(void **state)
{
    int code = journal_tear_down(state);

    faulty_disk_disarm();
    faulty_disk_remove();
    return code;
}

/* ── the exercise ────────────────────────────────────────────────────────── */

/* Row @p number, with a body that is known by its number. */
static toc_row big_row(toc_arena *arena, unsigned number)
{
    toc_row row = journal_row(arena, number);

    row.body = toc_arena_printf(arena, "{\"n\":\"%0*u\"}", FILLER, number);
    return row;
}

static unsigned rows_of(unsigned commit)
{
    return 1 + commit % 3;
}

static toc_status append_commit(journal_fixture *f, toc_arena *arena, unsigned commit,
                                unsigned first)
{
    toc_row rows[3];
    bool is_repeat;

    for (unsigned i = 0; i < rows_of(commit); i++)
        rows[i] = big_row(arena, first + i);
    return toc_journal_append(f->journal, rows, rows_of(commit), &is_repeat, &f->problem);
}

typedef struct expected {
    unsigned next;
    toc_arena *arena;
} expected;

static bool is_expected(void *context, const toc_row *row)
{
    expected *e = context;

    assert_int_equal(row->seq, e->next);
    assert_string_equal(row->body, big_row(e->arena, e->next).body);
    e->next++;
    return true;
}

/* All that is there is whole and right; how many rows. */
static unsigned check_rows(journal_fixture *f, toc_journal_mode mode)
{
    expected e = {.next = 1};
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    e.arena = &arena;
    journal_open(f, mode);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    assert_int_equal(toc_journal_walk(f->journal, 1, is_expected, &e, &f->problem), TOC_OK);
    assert_int_equal(toc_journal_last(f->journal), e.next - 1);
    toc_arena_deinit(&arena);
    return e.next - 1;
}

static void expect_told(const journal_fixture *f, toc_status status, disk_fault fault)
{
    assert_int_equal(status, TOC_EIO);
    assert_true(strlen(f->problem.text) > 20);
    assert_null(strchr(f->problem.text, '\n'));
    if (!strstr(f->problem.text, "error") &&
        !(fault == DISK_FULL && strstr(f->problem.text, "the disk is full")))
        fail_msg("`%s` gives no reason", f->problem.text);
}

/* Makes the journal with the disk armed; where that fails nothing is left, and it works when the disk
 * is good again. */
static void make_somehow(journal_fixture *f, disk_fault fault)
{
    toc_status status = toc_journal_create(f->place, &f->head, &f->journal, &f->problem);

    if (status == TOC_OK)
        return;
    expect_told(f, status, fault);
    assert_null(f->journal);
    faulty_disk_disarm();
    if (access(f->place, F_OK) == 0)
        journal_open(f, TOC_JOURNAL_WRITE); /* it was made whole, only not opened */
    else
        journal_make(f);
}

/* ── faults that are told ────────────────────────────────────────────────── */

/* Each commit is tried until it is acknowledged. */
static bool play_on(journal_fixture *f, disk_fault fault, unsigned number, bool stays)
{
    unsigned next = 1;
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    faulty_disk_arm(fault, number, stays);
    make_somehow(f, fault);
    for (unsigned commit = 0; commit < COMMITS; commit++) {
        toc_status status = append_commit(f, &arena, commit, next);

        if (status != TOC_OK) {
            expect_told(f, status, fault);
            assert_int_equal(toc_journal_last(f->journal), next - 1);
            faulty_disk_disarm();
            assert_int_equal(append_commit(f, &arena, commit, next), TOC_OK);
        }
        next += rows_of(commit);
    }
    journal_close(f);
    faulty_disk_disarm();
    assert_int_equal(check_rows(f, TOC_JOURNAL_READ), next - 1);
    journal_close(f);
    toc_arena_deinit(&arena);
    return faulty_disk_has_struck();
}

/* The program ends at the first commit that fails, and another opens what it left. */
static bool play_until(journal_fixture *f, disk_fault fault, unsigned number)
{
    unsigned next = 1;
    unsigned commit = 0;
    unsigned found;
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    journal_make(f);
    faulty_disk_arm(fault, number, true);
    for (; commit < COMMITS && append_commit(f, &arena, commit, next) == TOC_OK; commit++)
        next += rows_of(commit);
    journal_close(f); /* while the disk still fails */
    faulty_disk_disarm();
    found = check_rows(f, TOC_JOURNAL_WRITE);
    if (found !=
        next - 1) /* written, but its flush was refused: the whole commit or nothing of it */
        assert_int_equal(found, next - 1 + rows_of(commit));
    journal_close(f);
    toc_arena_deinit(&arena);
    return faulty_disk_has_struck();
}

static void clean(journal_fixture *f)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock", "-journal"};
    char path[260];

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", f->place, endings[i]);
        (void)unlink(path);
    }
    assert_int_equal(journal_count_files(f), 0);
    faulty_disk_forget();
}

static void sweep_on(journal_fixture *f, disk_fault fault, bool stays)
{
    unsigned number = 1;

    while (play_on(f, fault, number, stays)) {
        clean(f);
        number += stays ? 3 : 1; /* sweep_until has them all */
    }
    assert_true(number > LEAST_SEEN);
}

static void test_full_once(void **state)
{
    sweep_on(*state, DISK_FULL, false);
}

static void test_full_from_then_on(void **state)
{
    sweep_on(*state, DISK_FULL, true);
}

static void test_error_once(void **state)
{
    sweep_on(*state, DISK_ERROR, false);
}

static void test_error_from_then_on(void **state)
{
    sweep_on(*state, DISK_ERROR, true);
}

static void sweep_until(journal_fixture *f, disk_fault fault)
{
    unsigned number = 1;

    while (play_until(f, fault, number)) {
        clean(f);
        number++;
    }
    assert_true(number > LEAST_SEEN);
}

static void test_full_and_the_program_ends(void **state)
{
    sweep_until(*state, DISK_FULL);
}

static void test_error_and_the_program_ends(void **state)
{
    sweep_until(*state, DISK_ERROR);
}

/* ── power ───────────────────────────────────────────────────────────────── */

/* What was acknowledged while there was power is there afterwards. */
static bool lose_power(journal_fixture *f, unsigned number, unsigned seed)
{
    unsigned next = 1;
    unsigned safe = 0;
    unsigned found;
    toc_arena arena;
    char shm[260];

    toc_arena_init(&arena, NULL);
    journal_make(f);
    journal_close(f);
    faulty_disk_forget(); /* of the file's making, which ended under another name */
    journal_open(f, TOC_JOURNAL_WRITE);
    faulty_disk_arm(DISK_POWER, number, true);
    for (unsigned commit = 0; commit < COMMITS && !faulty_disk_has_struck(); commit++) {
        assert_int_equal(append_commit(f, &arena, commit, next), TOC_OK);
        next += rows_of(commit);
        safe = faulty_disk_has_struck() ? safe : next - 1;
    }
    journal_close(f);
    faulty_disk_cut(seed);
    (void)snprintf(shm, sizeof shm, "%s-shm", f->place);
    (void)unlink(shm);
    faulty_disk_disarm();
    faulty_disk_forget();
    found = check_rows(f, TOC_JOURNAL_WRITE);
    if (found != safe)
        assert_int_equal(found, next - 1);
    assert_int_equal(append_commit(f, &arena, 0, found + 1), TOC_OK);
    journal_close(f);
    toc_arena_deinit(&arena);
    return faulty_disk_has_struck();
}

static void test_power_cut_at_each_change(void **state)
{
    journal_fixture *f = *state;
    bool goes_on = true;
    unsigned number = 0;

    while (goes_on) {
        number++;
        goes_on = lose_power(f, number, number * 7);
        clean(f);
    }
    assert_true(number > LEAST_SEEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define FAULT_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        FAULT_TEST(test_full_once),
        FAULT_TEST(test_full_from_then_on),
        FAULT_TEST(test_error_once),
        FAULT_TEST(test_error_from_then_on),
        FAULT_TEST(test_full_and_the_program_ends),
        FAULT_TEST(test_error_and_the_program_ends),
        FAULT_TEST(test_power_cut_at_each_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
