/* test_base_source.c - sources and places in them, reading files, the input gate.
 *
 * Each test that reads files has a folder of its own under /tmp and removes it again. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "../support/base_fixture.h"

#include "base/source_private.h"

static void expect_place(base_fixture *f, uint32_t offset, uint32_t line, uint32_t byte,
                         uint32_t codepoint, uint32_t column)
{
    toc_location place = toc_sources_locate(f->sources, offset);

    assert_non_null(place.source);
    assert_int_equal(place.line, line);
    assert_int_equal(place.byte, byte);
    assert_int_equal(place.codepoint, codepoint);
    assert_int_equal(place.column, column);
}

static void sources_do_not_touch(void **state)
{
    base_fixture *f = *state;
    const toc_source *a = base_text(f, "a.plan", "abc");
    const toc_source *b = base_text(f, "b.plan", "");
    const toc_source *c = base_text(f, "c.plan", "xyz");

    assert_int_equal(a->base, 1);
    assert_true(b->base > a->base + a->size);
    assert_true(c->base > b->base + b->size);
    assert_memory_equal(a->text, "abc\0", 5);
    assert_int_equal(toc_sources_count(f->sources), 3);
    assert_ptr_equal(toc_sources_at(f->sources, 1), b);
    assert_null(toc_sources_at(f->sources, 3));
}

static void each_span_finds_its_source(void **state)
{
    base_fixture *f = *state;
    const toc_source *a = base_text(f, "a.plan", "abc");
    const toc_source *b = base_text(f, "b.plan", "");

    assert_ptr_equal(toc_sources_find(f->sources, (toc_span){1, 2}), a);
    assert_ptr_equal(toc_sources_find(f->sources, (toc_span){4, 4}), a);
    assert_ptr_equal(toc_sources_find(f->sources, (toc_span){b->base, b->base}), b);
    assert_null(toc_sources_find(f->sources, (toc_span){0, 0}));
    assert_null(toc_sources_find(f->sources, (toc_span){5000, 5001}));
    assert_null(toc_sources_locate(f->sources, 0).source);
    assert_null(toc_sources_locate(f->sources, UINT32_MAX).source);
}

static void places_count_bytes_characters_and_columns(void **state)
{
    base_fixture *f = *state;
    uint32_t base = base_text(f, "a.plan", "ab\n市a\tz\r\n\n")->base;

    expect_place(f, base, 1, 1, 1, 1);
    expect_place(f, base + 2, 1, 3, 3, 3);
    expect_place(f, base + 3, 2, 1, 1, 1);
    expect_place(f, base + 4, 2, 2, 1, 1); /* inside 市 */
    expect_place(f, base + 6, 2, 4, 2, 3);
    expect_place(f, base + 7, 2, 5, 3, 4);
    expect_place(f, base + 8, 2, 6, 4, 9); /* after the tab */
    expect_place(f, base + 11, 3, 1, 1, 1);
    expect_place(f, base + 12, 4, 1, 1, 1);
    expect_place(f, base + 13, 4, 1, 1, 1); /* past the end: the end */
    expect_place(f, base + 6, 2, 4, 2, 3);  /* back again */
}

static void lines_come_without_their_ends(void **state)
{
    static const char *const expected[] = {"ab", "", "cd", "e"};
    base_fixture *f = *state;
    const toc_source *source = base_text(f, "a.plan", "ab\r\n\ncd\ne");
    uint32_t size;

    for (uint32_t line = 1; line <= 4; line++) {
        const char *text = toc_source_line(f->sources, source, line, &size);

        assert_int_equal(size, strlen(expected[line - 1]));
        assert_memory_equal(text, expected[line - 1], size);
    }
    (void)toc_source_line(f->sources, source, 5, &size);
    assert_int_equal(size, 0);
    (void)toc_source_line(f->sources, source, 0, &size);
    assert_int_equal(size, 0);
}

static void an_empty_source_has_one_line(void **state)
{
    base_fixture *f = *state;
    const toc_source *source = base_text(f, "a.plan", "");
    uint32_t size = 7;

    expect_place(f, source->base, 1, 1, 1, 1);
    (void)toc_source_line(f->sources, source, 1, &size);
    assert_int_equal(size, 0);
}

static void many_sources_are_searched(void **state)
{
    base_fixture *f = *state;
    char text[64];

    for (int i = 0; i < 500; i++) {
        (void)snprintf(text, sizeof text, "%*s\nline", i % 40, "");
        (void)base_text(f, "x.plan", text);
    }
    for (uint32_t i = 0; i < 500; i++) {
        const toc_source *source = toc_sources_at(f->sources, i);
        toc_location place = toc_sources_locate(f->sources, source->base + source->size);

        assert_ptr_equal(place.source, source);
        assert_int_equal(place.line, 2);
        assert_int_equal(place.byte, 5);
    }
}

static void offsets_run_out_at_32_bits(void **state)
{
    base_fixture *f = *state;

    assert_true(toc_sources_has_room(f->sources, UINT32_MAX - 3));
    assert_false(toc_sources_has_room(f->sources, UINT32_MAX - 2));
    assert_false(toc_sources_has_room(f->sources, SIZE_MAX));
    assert_null(toc_sources_add(f->sources, "huge", "", SIZE_MAX));
    assert_int_equal(toc_sources_count(f->sources), 0);
}

/* ---- reading ---- */

typedef struct folder_fixture {
    base_fixture *base;
    char path[64];
    char root[80];
    int root_fd;
} folder_fixture;

static const char *in_folder(const folder_fixture *f, const char *name)
{
    return toc_arena_printf(&f->base->arena, "%s/%s", f->path, name);
}

static void write_file(const folder_fixture *f, const char *name, const char *bytes, size_t size)
{
    FILE *out = fopen(in_folder(f, name), "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static void make_socket(const folder_fixture *f, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", f->path, name);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(close(fd), 0);
}

/* FOLDER/secret.plan, and a plan's root FOLDER/root with what a root may hold. */
static int folder_setup(void **state)
{
    folder_fixture *f = calloc(1, sizeof *f);
    void *base = NULL;

    if (!f || base_setup(&base) != 0)
        return -1;
    f->base = base;
    (void)snprintf(f->path, sizeof f->path, "/tmp/tocsin-test-XXXXXX");
    if (!mkdtemp(f->path))
        return -1;
    (void)snprintf(f->root, sizeof f->root, "%s/root", f->path);
    assert_int_equal(mkdir(f->root, 0700), 0);
    assert_int_equal(mkdir(in_folder(f, "root/sub"), 0700), 0);
    write_file(f, "secret.plan", "secret", 6);
    write_file(f, "root/main.plan", "main\n", 5);
    write_file(f, "root/sub/orgs.plan", "orgs\n", 5);
    write_file(f, "root/empty.plan", "", 0);
    assert_int_equal(symlink("sub/orgs.plan", in_folder(f, "root/inside")), 0);
    assert_int_equal(symlink("../secret.plan", in_folder(f, "root/outside")), 0);
    assert_int_equal(symlink("/etc/passwd", in_folder(f, "root/absolute")), 0);
    assert_int_equal(symlink("..", in_folder(f, "root/up")), 0);
    assert_int_equal(symlink("loop", in_folder(f, "root/loop")), 0);
    assert_int_equal(mkfifo(in_folder(f, "root/fifo"), 0600), 0);
    make_socket(f, "root/socket");
    f->root_fd = open(f->root, O_RDONLY | O_DIRECTORY);
    *state = f;
    return f->root_fd >= 0 ? 0 : -1;
}

static int folder_teardown(void **state)
{
    static const char *const names[] = {
        "root/main.plan", "root/sub/orgs.plan", "root/sub/back", "root/empty.plan", "root/inside",
        "root/outside",   "root/absolute",      "root/up",       "root/loop",       "root/fifo",
        "root/socket",    "root/large.plan",    "secret.plan"};
    folder_fixture *f = *state;
    void *base = f->base;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        (void)unlink(in_folder(f, names[i]));
    (void)rmdir(in_folder(f, "root/sub"));
    (void)rmdir(f->root);
    (void)rmdir(f->path);
    (void)close(f->root_fd);
    (void)base_teardown(&base);
    free(f);
    return 0;
}

static const toc_source *read_path(folder_fixture *f, const char *root, const char *path)
{
    return toc_sources_read(f->base->sources, root, path, (toc_span){0, 0}, &f->base->sink);
}

/* Reading @p path is refused with exactly @p code; the record is the newest. */
static const toc_diag *expect_refusal(folder_fixture *f, const char *root, const char *path,
                                      toc_diag_code code)
{
    uint32_t before = f->base->sink.records.count;
    const toc_diag *diag;

    assert_null(read_path(f, root, path));
    assert_int_equal(f->base->sink.records.count, before + 1);
    diag = f->base->sink.records.items[before];
    if (diag->code != code)
        fail_msg("`%s`: T%04u instead of T%04u: %s", path, (unsigned)diag->code, (unsigned)code,
                 diag->message);
    return diag;
}

/* What is left of @p text without @p words, taken out as a clause or as one of a list. */
static const char *without(folder_fixture *f, const char *text, const char *words, bool is_item)
{
    const toc_source *source = base_text(f->base, "a.plan", text);
    toc_span span = base_span(source, words);
    toc_span gone =
        is_item ? toc_source_item_removal(source, span) : toc_source_removal(source, span);

    if (toc_span_is_none(gone))
        return NULL;
    return toc_arena_printf(&f->base->arena, "%.*s|%s", (int)(gone.begin - source->base), text,
                            text + (gone.end - source->base));
}

static void what_is_taken_out_leaves_no_trace(void **state)
{
    folder_fixture *f = *state;

    assert_string_equal(without(f, "a\n  b c\nd\n", "b c", false), "a\n|d\n");
    assert_string_equal(without(f, "a\r\n\tb\r\nd", "b", false), "a\r\n|d");
    assert_string_equal(without(f, "a {  b  c }", "b", false), "a {|  c }");
    assert_string_equal(without(f, "a\n  b  c\n", "b", false), "a\n  |c\n");
    assert_string_equal(without(f, "a\n  b", "b", false), "a\n|");
    assert_string_equal(without(f, "b", "b", false), "|");
    assert_string_equal(without(f, "x a, b c", "b", true), "x a| c");
    assert_string_equal(without(f, "x a，\n  b c", "b", true), "x a| c");
    assert_string_equal(without(f, "x b , a", "b", true), "x |a");
    assert_string_equal(without(f, "x b、a", "b", true), "x |a");
    assert_null(without(f, "x b y", "b", true));
    assert_null(without(f, "b", "b", true));
}

static void a_file_is_read_with_its_identity(void **state)
{
    folder_fixture *f = *state;
    const toc_source *plain = read_path(f, NULL, in_folder(f, "root/main.plan"));
    const toc_source *beneath = read_path(f, f->root, "main.plan");
    const toc_source *empty = read_path(f, f->root, "empty.plan");

    assert_string_equal(plain->text, "main\n");
    assert_int_equal(plain->size, 5);
    assert_int_equal(plain->text[6], 0);
    assert_string_equal(beneath->path, in_folder(f, "root/main.plan"));
    assert_int_not_equal(plain->inode, 0);
    assert_int_equal(plain->inode, beneath->inode);
    assert_int_equal(plain->device, beneath->device);
    assert_int_equal(empty->size, 0);
    assert_int_equal(f->base->sink.records.count, 0);
}

static void a_root_lets_its_own_files_through(void **state)
{
    folder_fixture *f = *state;

    assert_string_equal(read_path(f, f->root, "sub/orgs.plan")->text, "orgs\n");
    assert_string_equal(read_path(f, f->root, "./sub/../sub/orgs.plan")->text, "orgs\n");
    assert_string_equal(read_path(f, f->root, "inside")->text, "orgs\n");
}

static void a_root_keeps_everything_else_out(void **state)
{
    folder_fixture *f = *state;

    expect_refusal(f, f->root, "../secret.plan", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "sub/../../secret.plan", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "/etc/passwd", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "outside", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "absolute", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "up/secret.plan", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "..", TOC_D_SOURCE_OUTSIDE_ROOT);
    expect_refusal(f, f->root, "-", TOC_D_SOURCE_MISSING);
}

static void the_walk_without_openat2_keeps_the_root_too(void **state)
{
    static const struct {
        const char *path;
        int error;
    } refused[] = {{"../secret.plan", EXDEV},
                   {"sub/../../secret.plan", EXDEV},
                   {"/etc/passwd", EXDEV},
                   {"outside", EXDEV},
                   {"absolute", EXDEV},
                   {"up/secret.plan", EXDEV},
                   {"up", EXDEV},
                   {"loop", ELOOP},
                   {"missing", ENOENT},
                   {"missing/x", ENOENT},
                   {"main.plan/x", ENOTDIR}};
    static const char *const opened[] = {"./sub//../sub/orgs.plan", "inside", "sub/back/inside",
                                         "sub/back/sub/back/./inside"};
    folder_fixture *f = *state;

    assert_int_equal(symlink("..", in_folder(f, "root/sub/back")), 0);
    for (size_t i = 0; i < sizeof opened / sizeof opened[0]; i++) {
        int fd = toc_open_beneath_walk(f->root_fd, opened[i], O_RDONLY);
        char text[8] = "";

        assert_true(fd >= 0);
        assert_int_equal(read(fd, text, sizeof text - 1), 5);
        assert_string_equal(text, "orgs\n");
        assert_int_equal(close(fd), 0);
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_int_equal(toc_open_beneath_walk(f->root_fd, refused[i].path, O_RDONLY), -1);
        assert_int_equal(errno, refused[i].error);
    }
}

static void what_is_no_file_is_refused_at_once(void **state)
{
    folder_fixture *f = *state;

    expect_refusal(f, NULL, f->root, TOC_D_SOURCE_DIRECTORY);
    expect_refusal(f, f->root, "sub", TOC_D_SOURCE_DIRECTORY);
    expect_refusal(f, f->root, ".", TOC_D_SOURCE_DIRECTORY);
    expect_refusal(f, NULL, in_folder(f, "root/fifo"), TOC_D_SOURCE_NOT_REGULAR);
    expect_refusal(f, f->root, "fifo", TOC_D_SOURCE_NOT_REGULAR);
    expect_refusal(f, NULL, "/dev/null", TOC_D_SOURCE_NOT_REGULAR);
    expect_refusal(f, NULL, "/dev/zero", TOC_D_SOURCE_NOT_REGULAR);
    expect_refusal(f, "/dev", "zero", TOC_D_SOURCE_NOT_REGULAR);
    expect_refusal(f, f->root, "socket", TOC_D_SOURCE_NOT_REGULAR);
}

static void what_is_not_there_is_said(void **state)
{
    folder_fixture *f = *state;
    const toc_diag *diag = expect_refusal(f, NULL, "/no/such.plan", TOC_D_SOURCE_MISSING);

    assert_string_equal(diag->message, "`/no/such.plan` does not exist");
    assert_string_equal(diag->subject, "/no/such.plan");
    expect_refusal(f, f->root, "missing.plan", TOC_D_SOURCE_MISSING);
    expect_refusal(f, f->root, "main.plan/x", TOC_D_SOURCE_MISSING);
    expect_refusal(f, "/no/such", "main.plan", TOC_D_SOURCE_MISSING);
    expect_refusal(f, f->root, "loop", TOC_D_SOURCE_UNREADABLE);
    expect_refusal(f, NULL, "", TOC_D_SOURCE_EMPTY_PATH);
    expect_refusal(f, f->root, "", TOC_D_SOURCE_EMPTY_PATH);
}

static void a_name_that_is_too_long_tells_the_systems_reason(void **state)
{
    folder_fixture *f = *state;
    char name[400];
    const toc_diag *diag;

    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    diag = expect_refusal(f, f->root, name, TOC_D_SOURCE_UNREADABLE);
    assert_int_equal(diag->notes.count, 1);
    assert_non_null(strstr(diag->notes.items[0], strerror(ENAMETOOLONG)));
}

static void permission_decides_as_the_system_says(void **state)
{
    folder_fixture *f = *state;

    assert_int_equal(chmod(in_folder(f, "root/main.plan"), 0), 0);
    if (access(in_folder(f, "root/main.plan"), R_OK) == 0) /* root may read anything */
        assert_non_null(read_path(f, f->root, "main.plan"));
    else
        expect_refusal(f, f->root, "main.plan", TOC_D_SOURCE_UNREADABLE);
}

static void size_is_limited(void **state)
{
    folder_fixture *f = *state;
    const toc_source *source;

    write_file(f, "root/large.plan", "x", 1);
    assert_int_equal(truncate(in_folder(f, "root/large.plan"), TOC_SOURCE_SIZE_MAX), 0);
    source = read_path(f, f->root, "large.plan");
    assert_int_equal(source->size, TOC_SOURCE_SIZE_MAX);
    assert_int_equal(truncate(in_folder(f, "root/large.plan"), TOC_SOURCE_SIZE_MAX + 1), 0);
    expect_refusal(f, f->root, "large.plan", TOC_D_SOURCE_TOO_LARGE);
}

static void a_refusal_stands_at_the_place_of_use(void **state)
{
    folder_fixture *f = *state;
    const toc_source *plan = base_text(f->base, "a.plan", "include \"orgs.plan\"");
    toc_span at = base_span(plan, "\"orgs.plan\"");

    assert_null(toc_sources_read(f->base->sources, f->root, "orgs.plan", at, &f->base->sink));
    assert_memory_equal(&f->base->sink.records.items[0]->span, &at, sizeof at);
    assert_null(f->base->sink.records.items[0]->subject);
}

static void no_descriptor_is_left_open(void **state)
{
    folder_fixture *f = *state;
    int before = dup(0);
    int after;

    assert_int_equal(close(before), 0);
    (void)read_path(f, f->root, "main.plan");
    (void)read_path(f, f->root, "fifo");
    (void)read_path(f, f->root, "outside");
    (void)read_path(f, NULL, "/dev/null");
    (void)read_path(f, NULL, f->root);
    (void)toc_open_beneath_walk(f->root_fd, "sub/missing", O_RDONLY);
    after = dup(0);
    assert_int_equal(after, before);
    assert_int_equal(close(after), 0);
}

/* Puts the reading end of a pipe, or a file, in the place of standard input. */
static const toc_source *read_stdin_from(folder_fixture *f, int fd)
{
    int saved = dup(STDIN_FILENO);
    const toc_source *source;

    assert_true(saved >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
    source = read_path(f, NULL, "-");
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(saved), 0);
    return source;
}

static void standard_input_may_be_a_pipe(void **state)
{
    folder_fixture *f = *state;
    const toc_source *source;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "plan p {}\n", 10), 10);
    assert_int_equal(close(ends[1]), 0);
    source = read_stdin_from(f, ends[0]);
    assert_int_equal(close(ends[0]), 0);
    assert_string_equal(source->text, "plan p {}\n");
    assert_string_equal(source->path, "-");
    assert_int_equal(source->inode, 0);
}

static void standard_input_is_limited(void **state)
{
    folder_fixture *f = *state;
    int fd = open("/dev/zero", O_RDONLY);

    assert_true(fd >= 0);
    assert_null(read_stdin_from(f, fd));
    assert_int_equal(close(fd), 0);
    assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_SOURCE_TOO_LARGE);
    assert_null(read_stdin_from(f, f->root_fd));
    assert_int_equal(f->base->sink.records.items[1]->code, TOC_D_SOURCE_DIRECTORY);
}

#define TEST(name)        cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sources_do_not_touch),
        TEST(each_span_finds_its_source),
        TEST(places_count_bytes_characters_and_columns),
        TEST(lines_come_without_their_ends),
        TEST(an_empty_source_has_one_line),
        TEST(many_sources_are_searched),
        TEST(offsets_run_out_at_32_bits),
        FOLDER_TEST(what_is_taken_out_leaves_no_trace),
        FOLDER_TEST(a_file_is_read_with_its_identity),
        FOLDER_TEST(a_root_lets_its_own_files_through),
        FOLDER_TEST(a_root_keeps_everything_else_out),
        FOLDER_TEST(the_walk_without_openat2_keeps_the_root_too),
        FOLDER_TEST(what_is_no_file_is_refused_at_once),
        FOLDER_TEST(what_is_not_there_is_said),
        FOLDER_TEST(a_name_that_is_too_long_tells_the_systems_reason),
        FOLDER_TEST(permission_decides_as_the_system_says),
        FOLDER_TEST(size_is_limited),
        FOLDER_TEST(a_refusal_stands_at_the_place_of_use),
        FOLDER_TEST(no_descriptor_is_left_open),
        FOLDER_TEST(standard_input_may_be_a_pipe),
        FOLDER_TEST(standard_input_is_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
