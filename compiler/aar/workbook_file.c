/* workbook_file.c - a workbook by way of a temporary file. */
#define _GNU_SOURCE /* mkstemp */
#include "aar/workbook_file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder && *folder ? folder : "/tmp";
}

toc_status toc_workbook_file_open(toc_arena *arena, lxw_workbook **out_book, const char **out_path)
{
    char *path = toc_arena_printf(arena, "%s/tocsin-XXXXXX", temporary_folder());
    char *folder = toc_arena_printf(arena, "%s", temporary_folder());
    lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = folder};
    int file = mkstemp(path);

    if (file < 0)
        return TOC_EIO;
    (void)close(file);
    *out_path = path;
    *out_book = workbook_new_opt(path, &options);
    if (*out_book)
        return TOC_OK;
    (void)unlink(path);
    return TOC_ENOMEM;
}

static toc_status copy_out(const char *path, FILE *out)
{
    char buffer[16384];
    FILE *file = fopen(path, "rb");
    size_t size;
    bool is_fine = file != NULL;

    while (is_fine && (size = fread(buffer, 1, sizeof buffer, file)) > 0)
        is_fine = fwrite(buffer, 1, size, out) == size;
    is_fine = is_fine && !ferror(file) && fflush(out) == 0;
    if (file)
        (void)fclose(file);
    return is_fine ? TOC_OK : TOC_EIO;
}

toc_status toc_workbook_file_send(const char *path, toc_status status, FILE *out)
{
    if (status == TOC_OK)
        status = copy_out(path, out);
    (void)unlink(path);
    return status;
}
