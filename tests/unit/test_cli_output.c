/* test_cli_output.c - files are written whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/output.h"

typedef struct fixture {
    char folder[64];
    char target[96];
    FILE *err;
    char *message;
    size_t message_size;
    toc_output out;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    if (!f)
        return -1;
    snprintf(f->folder, sizeof f->folder, "/tmp/tocsin-output-XXXXXX");
    f->err = open_memstream(&f->message, &f->message_size);
    if (!mkdtemp(f->folder) || !f->err)
        return -1;
    snprintf(f->target, sizeof f->target, "%s/target", f->folder);
    *state = f;
    return 0;
}

/* How many files the folder holds; with @p is_removing they are removed. */
static int count_files(const fixture *f, bool is_removing)
{
    DIR *folder = opendir(f->folder);
    char path[400];
    int count = 0;

    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        snprintf(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        if (is_removing)
            remove(path);
    }
    closedir(folder);
    return count;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    count_files(f, true);
    rmdir(f->folder);
    fclose(f->err);
    free(f->message);
    free(f);
    return 0;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_content(const char *path, const char *expected)
{
    char text[128];
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

static void assert_message(fixture *f, const char *words)
{
    fflush(f->err);
    if (!strstr(f->message, words))
        fail_msg("`%s` is not in: %s", words, f->message);
}

static void commit_puts_a_new_file_in_place(void **state)
{
    fixture *f = *state;

    assert_true(toc_output_open(&f->out, f->target, NULL, f->err));
    fputs("whole", f->out.stream);
    assert_int_equal(access(f->target, F_OK), -1);
    assert_true(toc_output_commit(&f->out));
    assert_content(f->target, "whole");
    assert_int_equal(count_files(f, false), 1);
}

static void commit_replaces_a_file_and_keeps_its_mode(void **state)
{
    fixture *f = *state;
    struct stat file;

    write_file(f->target, "old");
    assert_int_equal(chmod(f->target, 0640), 0);
    assert_true(toc_output_open(&f->out, f->target, NULL, f->err));
    fputs("new", f->out.stream);
    assert_content(f->target, "old");
    assert_true(toc_output_commit(&f->out));
    assert_content(f->target, "new");
    assert_int_equal(stat(f->target, &file), 0);
    assert_int_equal(file.st_mode & 07777, 0640);
    assert_int_equal(count_files(f, false), 1);
}

static void abort_leaves_all_as_it_was(void **state)
{
    fixture *f = *state;

    write_file(f->target, "old");
    assert_true(toc_output_open(&f->out, f->target, NULL, f->err));
    fputs("new", f->out.stream);
    toc_output_abort(&f->out);
    assert_content(f->target, "old");
    assert_int_equal(count_files(f, false), 1);
}

static void a_symbolic_link_stays_one(void **state)
{
    fixture *f = *state;
    char link[96];
    struct stat file;

    snprintf(link, sizeof link, "%s/link", f->folder);
    write_file(f->target, "old");
    assert_int_equal(symlink("target", link), 0);
    assert_true(toc_output_open(&f->out, link, NULL, f->err));
    fputs("new", f->out.stream);
    assert_true(toc_output_commit(&f->out));
    assert_content(f->target, "new");
    assert_int_equal(lstat(link, &file), 0);
    assert_true(S_ISLNK(file.st_mode));
}

static void a_full_disk_is_reported(void **state)
{
    fixture *f = *state;
    struct stat file;

    assert_true(toc_output_open(&f->out, "/dev/full", NULL, f->err));
    fputs("lost", f->out.stream);
    assert_false(toc_output_commit(&f->out));
    assert_message(f, "cannot write `/dev/full`");
    assert_int_equal(stat("/dev/full", &file), 0);
    assert_true(S_ISCHR(file.st_mode)); /* still a device, not a file in its place */
}

static void a_device_is_written_straight(void **state)
{
    fixture *f = *state;

    assert_true(toc_output_open(&f->out, "/dev/null", NULL, f->err));
    assert_null(f->out.target);
    fputs("gone", f->out.stream);
    assert_true(toc_output_commit(&f->out));
}

static void what_cannot_be_written_is_named(void **state)
{
    fixture *f = *state;
    char path[128];

    assert_false(toc_output_open(&f->out, f->folder, NULL, f->err));
    assert_message(f, f->folder);
    snprintf(path, sizeof path, "%s/no/where", f->folder);
    assert_false(toc_output_open(&f->out, path, NULL, f->err));
    assert_message(f, path);
    assert_int_equal(count_files(f, false), 0);
}

static void a_failed_rename_leaves_nothing_behind(void **state)
{
    fixture *f = *state;

    assert_true(toc_output_open(&f->out, f->target, NULL, f->err));
    fputs("new", f->out.stream);
    assert_int_equal(mkdir(f->target, 0700), 0); /* somebody was quicker */
    assert_false(toc_output_commit(&f->out));
    assert_message(f, "cannot write");
    assert_int_equal(count_files(f, false), 1);
}

static void a_dash_is_standard_output(void **state)
{
    fixture *f = *state;

    assert_true(toc_output_open(&f->out, "-", NULL, f->err));
    assert_ptr_equal(f->out.stream, stdout);
    toc_output_abort(&f->out);
    assert_true(toc_output_open(&f->out, NULL, NULL, f->err));
    assert_ptr_equal(f->out.stream, stdout);
    assert_true(toc_output_commit(&f->out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
        TEST(commit_puts_a_new_file_in_place), TEST(commit_replaces_a_file_and_keeps_its_mode),
        TEST(abort_leaves_all_as_it_was),      TEST(a_symbolic_link_stays_one),
        TEST(a_full_disk_is_reported),         TEST(a_device_is_written_straight),
        TEST(what_cannot_be_written_is_named), TEST(a_failed_rename_leaves_nothing_behind),
        TEST(a_dash_is_standard_output),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
