/* pack.c - files of this machine into a head, and stored files into a folder. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "journal/pack.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal/store.h"

/* ── in ──────────────────────────────────────────────────────────────────── */

/* The folder without links, then the file's own name, which other files may say. */
static char *absolute(toc_arena *arena, const char *path)
{
    char *one = toc_store_copy(arena, path);
    char *two = toc_store_copy(arena, path);
    char *folder = one && two ? realpath(dirname(one), NULL) : NULL;
    char *whole = NULL;

    if (folder) {
        const char *name = basename(two);
        size_t size = strlen(folder) + strlen(name) + 2;

        whole = toc_arena_try_alloc(arena, size);
        if (whole)
            (void)snprintf(whole, size, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
        else
            errno = ENOMEM;
    }
    free(folder);
    return whole;
}

static bool read_stream(FILE *in, toc_arena *arena, toc_journal_file *out)
{
    struct stat info;
    char *bytes;
    size_t size;

    if (fstat(fileno(in), &info) != 0)
        return false;
    if (!S_ISREG(info.st_mode) || info.st_size > (off_t)TOC_JOURNAL_FILE_MAX) {
        errno = S_ISREG(info.st_mode) ? EFBIG : EINVAL;
        return false;
    }
    size = (size_t)info.st_size;
    bytes = toc_arena_try_alloc(arena, size + 1);
    if (!bytes) {
        errno = ENOMEM;
        return false;
    }
    out->size = fread(bytes, 1, size, in);
    out->bytes = bytes;
    return !ferror(in);
}

static toc_status read_bytes(toc_arena *arena, const char *path, toc_journal_file *out,
                             toc_journal_problem *problem)
{
    FILE *in = fopen(path, "rb");
    bool is_read = in && read_stream(in, arena, out);
    int number = errno;

    if (in)
        (void)fclose(in);
    if (is_read)
        return TOC_OK;
    if (number == ENOMEM)
        return toc_store_no_memory(problem);
    return toc_store_fail(problem, TOC_EIO, "`%s` cannot be read: %s", path, strerror(number));
}

/* How many letters of both are the same folder, its slash included. */
static size_t common_folder(const char *one, const char *other)
{
    size_t folder = 0;

    for (size_t i = 0; one[i] && one[i] == other[i]; i++) {
        if (one[i] == '/')
            folder = i + 1;
    }
    return folder;
}

static bool is_among(const toc_journal_file *files, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i].path, path) == 0)
            return true;
    }
    return false;
}

static toc_status take_input(toc_arena *arena, const toc_pack_input *input, toc_journal_file *files,
                             size_t *count, toc_journal_problem *problem)
{
    toc_journal_file file = {.role = input->role, .bytes = input->bytes, .size = input->size};

    file.path = absolute(arena, input->path);
    if (!file.path && errno == ENOMEM)
        return toc_store_no_memory(problem);
    if (!file.path)
        return toc_store_fail(problem, TOC_EIO, "`%s` cannot be read: %s", input->path,
                              strerror(errno));
    if (is_among(files, *count, file.path))
        return TOC_OK;
    if (!file.bytes) {
        toc_status status = read_bytes(arena, input->path, &file, problem);

        if (status != TOC_OK)
            return status;
    }
    files[(*count)++] = file;
    return TOC_OK;
}

toc_status toc_pack_files(toc_arena *arena, const toc_pack_input *inputs, size_t count,
                          toc_journal_file **out_files, size_t *out_count,
                          toc_journal_problem *problem)
{
    toc_journal_file *files = toc_arena_try_alloc(arena, (count + 1) * sizeof *files);
    toc_status status = files ? TOC_OK : toc_store_no_memory(problem);
    size_t taken = 0;
    size_t folder = SIZE_MAX;

    *out_files = files;
    *out_count = 0;
    for (size_t i = 0; i < count && status == TOC_OK; i++)
        status = take_input(arena, &inputs[i], files, &taken, problem);
    if (status != TOC_OK)
        return status;
    for (size_t i = 0; i < taken; i++) {
        size_t common = common_folder(files[0].path, files[i].path);

        if (i == 0) /* with itself it has its own name too: up to its folder */
            common = (size_t)(strrchr(files[0].path, '/') - files[0].path) + 1;
        folder = common < folder ? common : folder;
    }
    for (size_t i = 0; i < taken; i++)
        files[i].path += folder;
    *out_count = taken;
    problem->text[0] = '\0';
    return TOC_OK;
}

/* ── out ─────────────────────────────────────────────────────────────────── */

static char *path_in(toc_arena *arena, const char *folder, const char *path)
{
    size_t size = strlen(folder) + strlen(path) + 2;
    char *whole = toc_arena_try_alloc(arena, size);

    if (whole)
        (void)snprintf(whole, size, "%s/%s", folder, path);
    return whole;
}

/* Folders between the first @p kept letters of @p path and its name. */
static bool make_folders(char *path, size_t kept)
{
    for (char *at = path + kept; (at = strchr(at, '/')) != NULL; at++) {
        bool is_made;

        *at = '\0';
        is_made = mkdir(path, 0700) == 0 || errno == EEXIST;
        *at = '/';
        if (!is_made)
            return false;
    }
    return true;
}

static bool write_file(const char *path, const toc_journal_file *file)
{
    FILE *out = fopen(path, "wbx");
    bool is_written;

    if (!out)
        return false;
    is_written = file->size == 0 || fwrite(file->bytes, 1, file->size, out) == file->size;
    return fclose(out) == 0 && is_written;
}

static toc_status unfold_one(toc_journal *journal, size_t index, const char *folder,
                             toc_journal_problem *problem)
{
    toc_journal_file file;
    toc_status status;
    toc_arena arena;
    char *path;

    toc_arena_init(&arena, NULL);
    status = toc_journal_read_file(journal, index, &arena, &file, problem);
    path = status == TOC_OK ? path_in(&arena, folder, file.path) : NULL;
    if (status == TOC_OK && !path)
        status = toc_store_no_memory(problem);
    if (status == TOC_OK && (!make_folders(path, strlen(folder) + 1) || !write_file(path, &file)))
        status =
            toc_store_fail(problem, TOC_EIO, "`%s` cannot be written: %s", path, strerror(errno));
    toc_arena_deinit(&arena);
    return status;
}

toc_status toc_pack_unfold(toc_journal *journal, toc_arena *arena, const char **out_folder,
                           toc_journal_problem *problem)
{
    const char *base = getenv("TMPDIR");
    char *folder = path_in(arena, base && *base ? base : "/tmp", "tocsin-exercise-XXXXXX");
    size_t count = toc_journal_head_of(journal)->file_count;
    toc_status status = TOC_OK;

    *out_folder = NULL;
    if (!folder)
        return toc_store_no_memory(problem);
    if (!mkdtemp(folder))
        return toc_store_fail(problem, TOC_EIO, "no folder can be made for the stored files: %s",
                              strerror(errno));
    for (size_t i = 0; i < count && status == TOC_OK; i++)
        status = unfold_one(journal, i, folder, problem);
    if (status == TOC_OK)
        *out_folder = folder;
    else
        toc_pack_remove(journal, folder);
    return status;
}

/* @p path and then each folder above it, up to @p kept letters of it, which is empty now. */
static void remove_upwards(char *path, size_t kept)
{
    (void)unlink(path);
    for (char *slash = strrchr(path, '/'); slash && slash > path + kept;
         slash = strrchr(path, '/')) {
        *slash = '\0';
        if (rmdir(path) != 0)
            return;
    }
}

void toc_pack_remove(const toc_journal *journal, const char *folder)
{
    const toc_journal_head *head = toc_journal_head_of(journal);

    for (size_t i = 0; i < head->file_count; i++) {
        toc_arena arena;
        char *path;

        toc_arena_init(&arena, NULL);
        path = path_in(&arena, folder, head->files[i].path);
        if (path)
            remove_upwards(path, strlen(folder));
        toc_arena_deinit(&arena);
    }
    (void)rmdir(folder);
}
