/* journal_fixture.h - a head with files and rows for tests of journals, and a folder of their own. */
#ifndef TOC_TESTS_JOURNAL_FIXTURE_H
#define TOC_TESTS_JOURNAL_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "journal/journal.h"

#define SAMPLE_FILES 5

typedef struct journal_fixture {
    char folder[64]; /* removed in the end, with the files in it */
    char place[200]; /* where the journal under test is kept */
    toc_arena arena;
    toc_journal_file files[SAMPLE_FILES];
    toc_journal_head head;
    toc_journal *journal; /* open, or NULL; closed in the end */
    toc_journal_problem problem;
} journal_fixture;

/** An empty folder, @p name in it as the place, the sample head; no journal yet. */
int journal_set_up(void **state, const char *name);
int journal_tear_down(void **state);

/** Makes the journal; the test ends where that fails. */
void journal_make(journal_fixture *f);
void journal_open(journal_fixture *f, toc_journal_mode mode);
void journal_close(journal_fixture *f);

/** Row number @p number of a made-up exercise: texts of several languages, key "k<number>". */
toc_row journal_row(toc_arena *arena, unsigned number);

/** Appends such rows number @p first to @p last, each by itself. */
void journal_append_rows(journal_fixture *f, unsigned first, unsigned last);

/** How many files the folder holds. */
unsigned journal_count_files(const journal_fixture *f);

/* What every store keeps to, whatever its kind; state: a journal_fixture without a journal. */
void journal_case_head_comes_back(void **state);
void journal_case_rows_come_back(void **state);
void journal_case_hashes_are_as_documented(void **state);
void journal_case_repeat_is_answered(void **state);
void journal_case_rows_of_one_commit(void **state);
void journal_case_bad_rows_are_refused(void **state);
void journal_case_bad_heads_are_refused(void **state);
void journal_case_one_writer(void **state);
void journal_case_reader_beside_writer(void **state);
void journal_case_find_key(void **state);
void journal_case_walk_from_the_middle(void **state);
void journal_case_nothing_is_overwritten(void **state);
void journal_case_files_come_back(void **state);
void journal_case_large_rows(void **state);
void journal_case_exercises(void **state);

#define JOURNAL_CASES(up, down)                                                                    \
    cmocka_unit_test_setup_teardown(journal_case_head_comes_back, up, down),                       \
        cmocka_unit_test_setup_teardown(journal_case_rows_come_back, up, down),                    \
        cmocka_unit_test_setup_teardown(journal_case_hashes_are_as_documented, up, down),          \
        cmocka_unit_test_setup_teardown(journal_case_repeat_is_answered, up, down),                \
        cmocka_unit_test_setup_teardown(journal_case_rows_of_one_commit, up, down),                \
        cmocka_unit_test_setup_teardown(journal_case_bad_rows_are_refused, up, down),              \
        cmocka_unit_test_setup_teardown(journal_case_bad_heads_are_refused, up, down),             \
        cmocka_unit_test_setup_teardown(journal_case_one_writer, up, down),                        \
        cmocka_unit_test_setup_teardown(journal_case_reader_beside_writer, up, down),              \
        cmocka_unit_test_setup_teardown(journal_case_find_key, up, down),                          \
        cmocka_unit_test_setup_teardown(journal_case_walk_from_the_middle, up, down),              \
        cmocka_unit_test_setup_teardown(journal_case_nothing_is_overwritten, up, down),            \
        cmocka_unit_test_setup_teardown(journal_case_files_come_back, up, down),                   \
        cmocka_unit_test_setup_teardown(journal_case_large_rows, up, down),                        \
        cmocka_unit_test_setup_teardown(journal_case_exercises, up, down)

#endif
