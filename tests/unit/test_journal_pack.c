/* test_journal_pack.c - an exercise's files go in by the paths they have of each other, and out again. */
#include "tests/support/journal_fixture.h"

#include <sys/stat.h>
#include <unistd.h>

#include "journal/pack.h"

static int set_up(void **state)
{
    return journal_set_up(state, "exercise.journal");
}

static const char *put(journal_fixture *f, const char *name, const char *text)
{
    char *path = toc_arena_printf(&f->arena, "%s/%s", f->folder, name);
    FILE *out;

    for (char *at = path + strlen(f->folder) + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
    out = fopen(path, "wb");
    assert_non_null(out);
    (void)fputs(text, out);
    assert_int_equal(fclose(out), 0);
    return path;
}

static void expect_text(const char *folder, const char *name, const char *text)
{
    char path[400];
    char found[100] = "";
    struct stat info;
    FILE *in;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    in = fopen(path, "rb");
    if (!in)
        fail_msg("%s is not there", path);
    (void)fread(found, 1, sizeof found - 1, in);
    (void)fclose(in);
    assert_string_equal(found, text);
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
}

static void remove_inputs(const journal_fixture *f, const toc_journal_head *head)
{
    char path[400];

    for (size_t i = 0; i < head->file_count; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", f->folder, head->files[i].path);
        (void)unlink(path);
        for (char *slash = strrchr(path, '/'); slash > path + strlen(f->folder);
             slash = strrchr(path, '/')) {
            *slash = '\0';
            (void)rmdir(path);
        }
    }
}

static void test_there_and_back(void **state)
{
    journal_fixture *f = *state;
    const char *folder = NULL;
    toc_pack_input inputs[] = {
        {TOC_JOURNAL_IMAGE, put(f, "plans/county.plan.machine", "image"), "\1\2", 2},
        {TOC_JOURNAL_SCENARIO, put(f, "scenarios/flood/a.yaml", "a: 1\n"), NULL, 0},
        {TOC_JOURNAL_SERIES, put(f, "scenarios/data/level.csv", "at\n"), NULL, 0},
        {TOC_JOURNAL_PLAN, put(f, "plans/county.plan", "plan county\n"), NULL, 0},
        {TOC_JOURNAL_PLAN, put(f, "plans/empty.plan", ""), NULL, 0},
        {TOC_JOURNAL_PLAN,
         toc_arena_printf(&f->arena, "%s/scenarios/../plans/county.plan", f->folder), NULL, 0},
    };

    assert_int_equal(
        toc_pack_files(&f->arena, inputs, 6, &f->head.files, &f->head.file_count, &f->problem),
        TOC_OK);
    assert_int_equal(f->head.file_count, 5);
    assert_string_equal(f->head.files[0].path, "plans/county.plan.machine");
    assert_string_equal(f->head.files[1].path, "scenarios/flood/a.yaml");
    assert_string_equal(f->head.files[2].path, "scenarios/data/level.csv");
    journal_make(f);
    remove_inputs(f, &f->head);
    assert_int_equal(toc_pack_unfold(f->journal, &f->arena, &folder, &f->problem), TOC_OK);
    expect_text(folder, "plans/county.plan.machine", "\1\2");
    expect_text(folder, "scenarios/flood/a.yaml", "a: 1\n");
    expect_text(folder, "scenarios/data/level.csv", "at\n");
    expect_text(folder, "plans/county.plan", "plan county\n");
    expect_text(folder, "plans/empty.plan", "");
    toc_pack_remove(f->journal, folder);
    assert_int_not_equal(access(folder, F_OK), 0);
}

static void test_one_file_keeps_its_name(void **state)
{
    journal_fixture *f = *state;
    toc_journal_file *files;
    size_t count;
    toc_pack_input input = {TOC_JOURNAL_PLAN, put(f, "only.plan", "x"), NULL, 0};

    assert_int_equal(toc_pack_files(&f->arena, &input, 1, &files, &count, &f->problem), TOC_OK);
    assert_int_equal(count, 1);
    assert_string_equal(files[0].path, "only.plan");
    assert_int_equal(files[0].size, 1);
}

static void test_what_cannot_be_read(void **state)
{
    journal_fixture *f = *state;
    toc_journal_file *files;
    size_t count;
    toc_pack_input input = {TOC_JOURNAL_PLAN, "/tmp/none-of-this/x.plan", NULL, 0};

    assert_int_equal(toc_pack_files(&f->arena, &input, 1, &files, &count, &f->problem), TOC_EIO);
    assert_non_null(strstr(f->problem.text, "No such file"));
    input.path = f->folder;
    assert_int_equal(toc_pack_files(&f->arena, &input, 1, &files, &count, &f->problem), TOC_EIO);
    assert_non_null(strstr(f->problem.text, "cannot be read"));
}

/* After a failure nothing is left; TMPDIR says where it is tried. */
static void test_folder_that_cannot_be_made(void **state)
{
    journal_fixture *f = *state;
    const char *folder = "";

    journal_make(f);
    assert_int_equal(setenv("TMPDIR", "/tmp/none-of-this", 1), 0);
    assert_int_equal(toc_pack_unfold(f->journal, &f->arena, &folder, &f->problem), TOC_EIO);
    assert_null(folder);
    assert_int_equal(unsetenv("TMPDIR"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define PACK_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, journal_tear_down)
        PACK_TEST(test_there_and_back),
        PACK_TEST(test_one_file_keeps_its_name),
        PACK_TEST(test_what_cannot_be_read),
        PACK_TEST(test_folder_that_cannot_be_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
