/* test_machine_file.c - images on disk: saved whole or not at all, opened only when sound. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "machine/file.h"
#include "tests/support/sample_machine.h"

typedef struct fixture {
    toc_arena arena;
    const toc_machine *machine;
    char folder[64];
    char path[128];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    toc_arena_init(&f->arena, NULL);
    f->machine = sample_machine(&f->arena);
    strcpy(f->folder, "/tmp/toc-file-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    (void)snprintf(f->path, sizeof f->path, "%s/it.machine", f->folder);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    (void)unlink(f->path);
    assert_int_equal(rmdir(f->folder), 0); /* nothing else was left there */
    toc_arena_deinit(&f->arena);
    free(f);
    return 0;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static void what_is_saved_can_be_opened(void **state)
{
    fixture *f = *state;
    toc_machine_file *file = NULL;
    char reason[TOC_VERIFY_TEXT_MAX];

    assert_int_equal(toc_machine_save(f->machine, f->path), TOC_OK);
    assert_true(toc_machine_is_image(f->path));
    assert_int_equal(toc_machine_open(f->path, &file, reason), TOC_OK);
    const toc_machine *m = toc_machine_file_get(file);
    assert_int_equal(m->size, f->machine->size);
    assert_memory_equal(m->image, f->machine->image, m->size);
    assert_int_equal(toc_machine_checksum(m), toc_machine_checksum(f->machine));
    toc_machine_file_close(file);
    toc_machine_file_close(NULL);
}

static void saving_again_replaces(void **state)
{
    fixture *f = *state;
    struct stat about;

    write_file(f->path, "old", 3);
    assert_int_equal(toc_machine_save(f->machine, f->path), TOC_OK);
    assert_int_equal(stat(f->path, &about), 0);
    assert_int_equal(about.st_size, f->machine->size);
    assert_int_equal(about.st_mode & 0111, 0);
}

static void a_failed_save_leaves_nothing(void **state)
{
    fixture *f = *state;
    char path[160];

    (void)snprintf(path, sizeof path, "%s/missing/it.machine", f->folder);
    assert_int_equal(toc_machine_save(f->machine, path), TOC_EIO);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(toc_machine_save(f->machine, f->folder), TOC_EIO);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(toc_machine_save(f->machine, "/dev/null"), TOC_EIO);
}

static toc_status open_status(const char *path, char *reason)
{
    toc_machine_file *file = NULL;
    toc_status status = toc_machine_open(path, &file, reason);

    assert_null(file);
    return status;
}

static void what_is_no_file_is_not_opened(void **state)
{
    fixture *f = *state;
    char reason[TOC_VERIFY_TEXT_MAX];

    assert_int_equal(open_status(f->path, reason), TOC_EIO);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(open_status(f->folder, reason), TOC_EIO);
    assert_int_equal(open_status("/dev/zero", reason), TOC_EIO);
    assert_int_equal(mkfifo(f->path, 0600), 0);
    assert_int_equal(open_status(f->path, reason), TOC_EIO); /* and does not wait for a writer */
    assert_false(toc_machine_is_image(f->path));
    assert_false(toc_machine_is_image(f->folder));
    assert_false(toc_machine_is_image("/dev/zero"));
}

static void refusals_say_why(void **state)
{
    fixture *f = *state;
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine_header *copy = malloc(f->machine->size);

    assert_non_null(copy);
    memcpy(copy, f->machine->image, f->machine->size);
    write_file(f->path, "", 0);
    assert_int_equal(open_status(f->path, reason), TOC_EFORMAT);
    assert_string_equal(reason, "it is empty");
    write_file(f->path, "plan x { }", 10);
    assert_int_equal(open_status(f->path, reason), TOC_EFORMAT);
    assert_non_null(strstr(reason, "does not start like"));

    write_file(f->path, copy, f->machine->size - 8);
    assert_int_equal(open_status(f->path, reason), TOC_EFORMAT);
    assert_non_null(strstr(reason, "its size"));
    write_file(f->path, copy, 20);
    assert_int_equal(open_status(f->path, reason), TOC_EFORMAT);
    assert_non_null(strstr(reason, "inside its header"));

    copy->version = 7;
    write_file(f->path, copy, f->machine->size);
    assert_int_equal(open_status(f->path, reason), TOC_EFORMAT);
    assert_non_null(strstr(reason, "version 7"));
    free(copy);
}

static void a_sparse_giant_is_refused_unread(void **state)
{
    fixture *f = *state;
    char reason[TOC_VERIFY_TEXT_MAX];

    write_file(f->path, TOC_MACHINE_MAGIC, 8);
    assert_int_equal(truncate(f->path, ((off_t)1 << 30) + 8), 0);
    assert_int_equal(open_status(f->path, reason), TOC_EFORMAT);
    assert_string_equal(reason, "it is over 1 GiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_saved_can_be_opened, set_up, tear_down),
        cmocka_unit_test_setup_teardown(saving_again_replaces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_save_leaves_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_not_opened, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refusals_say_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sparse_giant_is_refused_unread, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("machine file", tests, NULL, NULL);
}
