/* workbook_file.c - a workbook by way of a temporary file. */
#define _GNU_SOURCE /* mkstemp */
#include "aar/workbook_file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hold.h"

#define UNNAMED_SIZE 40

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder && *folder ? folder : "/tmp";
}

/* False: errno tells why. */
static bool make_file(toc_arena *arena, const char *folder, toc_workbook_file *out)
{
    char *path = toc_arena_printf(arena, "%s/tocsin-XXXXXX", folder);
    char *unnamed = toc_arena_alloc(arena, UNNAMED_SIZE);
    toc_hold hold;

    toc_hold_signals(&hold);
    out->path = path;
    out->descriptor = mkstemp(path);
    if (out->descriptor >= 0) {
        (void)snprintf(unnamed, UNNAMED_SIZE, "/proc/self/fd/%d", out->descriptor);
        if (access(unnamed, W_OK) == 0 && unlink(path) == 0) {
            out->path = unnamed;
        } else {
            (void)close(out->descriptor);
            out->descriptor = -1;
        }
    } else {
        out->path = NULL;
    }
    toc_hold_end(&hold);
    return out->path != NULL;
}

static void remove_file(const toc_workbook_file *file)
{
    if (file->descriptor >= 0)
        (void)close(file->descriptor);
    else
        (void)unlink(file->path);
}

toc_status toc_workbook_file_open(toc_arena *arena, lxw_workbook **out_book,
                                  toc_workbook_file *out_file)
{
    char *folder = toc_arena_printf(arena, "%s", temporary_folder());
    lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = folder};

    if (!make_file(arena, folder, out_file))
        return TOC_EIO;
    *out_book = workbook_new_opt(out_file->path, &options);
    if (*out_book)
        return TOC_OK;
    remove_file(out_file);
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

toc_status toc_workbook_file_send(const toc_workbook_file *file, toc_status status, FILE *out)
{
    if (status == TOC_OK)
        status = copy_out(file->path, out);
    remove_file(file);
    return status;
}
