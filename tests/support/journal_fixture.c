/* journal_fixture.c - sample heads and rows; folders that leave nothing behind. */
#include "tests/support/journal_fixture.h"

#include <dirent.h>
#include <unistd.h>

static const char image[] = "TOCM\0\1\2\3 not a machine, but bytes with NUL and \xff";

static void fill_head(journal_fixture *f)
{
    const toc_journal_file files[SAMPLE_FILES] = {
        {TOC_JOURNAL_IMAGE, "plans/county.machine", image, sizeof image, ""},
        {TOC_JOURNAL_SCENARIO, "scenarios/a.yaml", "scenario: a\n", 12, ""},
        {TOC_JOURNAL_SERIES, "scenarios/data/level.csv", "at,level\n0s,1\n", 14, ""},
        {TOC_JOURNAL_PLAN, "plans/county.plan", "plan county\n", 12, ""},
        {TOC_JOURNAL_PLAN, "plans/地方.plan", "", 0, ""},
    };

    memcpy(f->files, files, sizeof files);
    f->head = (toc_journal_head){.exercise = "county 2026 防汛",
                                 .program = "tocsin 0.1.0",
                                 .created = INT64_C(1780272000123),
                                 .files = f->files,
                                 .file_count = SAMPLE_FILES};
}

/* In memory where that can be: thousands of journals need not wait for a disk.  Those of
 * tests/console/kill-test do. */
int journal_set_up(void **state, const char *name)
{
    journal_fixture *f = calloc(1, sizeof *f);

    if (!f)
        return -1;
    toc_arena_init(&f->arena, NULL);
    (void)snprintf(f->folder, sizeof f->folder, "%s/tocsin-journal-XXXXXX",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(f->folder))
        return -1;
    (void)snprintf(f->place, sizeof f->place, "%s/%s", f->folder, name);
    fill_head(f);
    *state = f;
    return 0;
}

static unsigned look_through(const journal_fixture *f, bool is_removing)
{
    DIR *folder = opendir(f->folder);
    char path[400];
    unsigned count = 0;

    if (!folder)
        return 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        (void)snprintf(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        if (is_removing)
            (void)remove(path);
    }
    (void)closedir(folder);
    return count;
}

unsigned journal_count_files(const journal_fixture *f)
{
    return look_through(f, false);
}

int journal_tear_down(void **state)
{
    journal_fixture *f = *state;

    toc_journal_close(f->journal);
    (void)look_through(f, true);
    (void)rmdir(f->folder);
    toc_arena_deinit(&f->arena);
    free(f);
    return 0;
}

static void expect_ok(const journal_fixture *f, toc_status status)
{
    if (status != TOC_OK)
        fail_msg("status %d: %s", (int)status, f->problem.text);
}

void journal_make(journal_fixture *f)
{
    expect_ok(f, toc_journal_create(f->place, &f->head, &f->journal, &f->problem));
    assert_non_null(f->journal);
}

void journal_open(journal_fixture *f, toc_journal_mode mode)
{
    expect_ok(f, toc_journal_open(f->place, mode, &f->journal, &f->problem));
    assert_non_null(f->journal);
}

void journal_close(journal_fixture *f)
{
    toc_journal_close(f->journal);
    f->journal = NULL;
}

toc_row journal_row(toc_arena *arena, unsigned number)
{
    static const char *const kinds[] = {"act", "note", "time", "clock"};
    static const char *const texts[] = {"we also called the hospital", "已通知医院 🚑",
                                        "\\\"quoted\\\" \\n and ' and ; DROP TABLE"};

    return (toc_row){.at = (toc_ms)number * 1500,
                     .wall = INT64_C(1780272000123) + (int64_t)number * 25,
                     .who = number % 3 == 0 ? "" : toc_arena_printf(arena, "p%u", number % 7),
                     .key = toc_arena_printf(arena, "k%u", number),
                     .kind = kinds[number % 4],
                     .body = toc_arena_printf(arena, "{\"number\":%u,\"text\":\"%s\"}", number,
                                              texts[number % 3])};
}

void journal_append_rows(journal_fixture *f, unsigned first, unsigned last)
{
    for (unsigned number = first; number <= last; number++) {
        toc_row row = journal_row(&f->arena, number);
        bool is_repeat = true;

        expect_ok(f, toc_journal_append(f->journal, &row, 1, &is_repeat, &f->problem));
        assert_false(is_repeat);
        assert_int_equal(row.seq, number);
        assert_int_equal(strlen(row.hash), TOC_ROW_HASH_SIZE);
        assert_int_equal(toc_journal_last(f->journal), number);
        assert_string_equal(toc_journal_last_hash(f->journal), row.hash);
    }
}
