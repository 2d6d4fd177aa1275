/* plan_folder.c - the plans or scenarios in a folder and in the folders inside it.
 *
 * Folders are read one after the other, so no more than one is open, and none is entered through
 * a link: a circle of links cannot be walked.  While a folder is open nothing escapes from the arena. */
#include "cli/plan_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct waiting_folder {
    const char *path;
    unsigned depth;
} waiting_folder;

typedef struct walk {
    toc_arena *arena;
    toc_diag_sink *sink;
    toc_paths *out;
    const char *const *endings; /* of the names that are wanted; ends with NULL */
    TOC_VEC(waiting_folder) waiting;
    uint32_t entries;
    bool is_full; /* a bound was met, and said */
} walk;

bool toc_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool toc_is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool is_so_called(const walk *w, const char *name)
{
    size_t size = strlen(name);

    for (const char *const *ending = w->endings; *ending; ending++) {
        size_t part = strlen(*ending);

        if (size > part && strcmp(name + size - part, *ending) == 0)
            return true;
    }
    return false;
}

static void report_unreadable(walk *w, const char *path, int error)
{
    toc_diag *diag = toc_diag_add(w->sink, TOC_D_SOURCE_UNREADABLE, (toc_span){0, 0},
                                  "the folder `%s` cannot be read", path);

    toc_diag_set_subject(w->sink, diag, path);
    toc_diag_add_note(w->sink, diag, "the system says: %s", strerror(error));
}

static void report_full(walk *w, const char *path, const char *what)
{
    toc_diag *diag;

    if (w->is_full)
        return;
    w->is_full = true;
    diag = toc_diag_add(w->sink, TOC_D_SOURCE_TOO_LARGE, (toc_span){0, 0},
                        "`%s` holds more than is looked at: %s", path, what);
    toc_diag_set_subject(w->sink, diag, path);
    toc_diag_add_help(w->sink, diag, "name folders inside it one at a time");
}

/* ── one folder ──────────────────────────────────────────────────────────── */

/* A name in the folder that is open; in the arena, without escaping. */
typedef struct entry {
    struct entry *next;
    bool is_folder;
    char name[];
} entry;

/* Is it a folder or such a file, and no link? */
static bool is_wanted(const walk *w, DIR *dir, const char *name, bool *out_is_folder)
{
    struct stat info;

    if (name[0] == '.' || fstatat(dirfd(dir), name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    *out_is_folder = S_ISDIR(info.st_mode);
    return *out_is_folder || (!S_ISLNK(info.st_mode) && is_so_called(w, name));
}

/* 0, or an errno. */
static int read_entries(walk *w, DIR *dir, entry **out)
{
    const struct dirent *found;

    while (w->entries < TOC_FOLDER_ENTRIES_MAX && (errno = 0, found = readdir(dir))) {
        size_t size = strlen(found->d_name) + 1;
        bool is_folder;
        entry *kept;

        w->entries++;
        if (!is_wanted(w, dir, found->d_name, &is_folder))
            continue;
        kept = toc_arena_try_alloc(w->arena, sizeof *kept + size);
        if (!kept)
            return ENOMEM;
        kept->is_folder = is_folder;
        memcpy(kept->name, found->d_name, size);
        kept->next = *out;
        *out = kept;
    }
    return w->entries < TOC_FOLDER_ENTRIES_MAX ? errno : 0;
}

static int read_folder(walk *w, const waiting_folder *in, entry **out)
{
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (in->depth > 0 ? O_NOFOLLOW : 0);
    int fd = open(in->path, flags);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    int error;

    if (!dir) {
        error = errno;
        if (fd >= 0)
            (void)close(fd);
        return error;
    }
    error = read_entries(w, dir, out);
    (void)closedir(dir);
    return error;
}

static void keep(walk *w, const waiting_folder *in, const entry *found)
{
    size_t size = strlen(in->path);
    bool is_bare = strcmp(in->path, ".") == 0 && found->name[0] != '-';
    const char *slash = is_bare || (size > 0 && in->path[size - 1] == '/') ? "" : "/";
    const char *path =
        toc_arena_printf(w->arena, "%s%s%s", is_bare ? "" : in->path, slash, found->name);
    waiting_folder inner = {path, in->depth + 1};

    if (found->is_folder && inner.depth > TOC_FOLDER_DEPTH_MAX)
        report_full(w, path, TOC_PHRASE("folders more than 32 deep"));
    else if (found->is_folder)
        TOC_PUSH(w->arena, &w->waiting, inner);
    else if (w->out->count < TOC_FOLDER_FILES_MAX)
        TOC_PUSH(w->arena, w->out, path);
    else
        report_full(w, in->path, TOC_PHRASE("more than 10000 files"));
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list(const char *folder, const char *const *endings, toc_arena *arena,
                 toc_diag_sink *sink, toc_paths *out)
{
    walk w = {.arena = arena, .sink = sink, .out = out, .endings = endings};
    uint32_t first = out->count;
    waiting_folder start = {folder, 0};

    TOC_PUSH(arena, &w.waiting, start);
    while (w.waiting.count > 0) {
        waiting_folder in = w.waiting.items[--w.waiting.count];
        entry *found = NULL;
        int error = read_folder(&w, &in, &found);

        if (error == ENOMEM)
            (void)toc_arena_give_up(arena);
        else if (error != 0)
            report_unreadable(&w, in.path, error);
        for (; found; found = found->next)
            keep(&w, &in, found);
        if (w.entries >= TOC_FOLDER_ENTRIES_MAX) {
            report_full(&w, in.path, TOC_PHRASE("more than 200000 names"));
            break;
        }
    }
    if (out->count > first + 1)
        qsort(out->items + first, out->count - first, sizeof *out->items, by_bytes);
}

void toc_folder_list(const char *folder, toc_arena *arena, toc_diag_sink *sink, toc_paths *out)
{
    static const char *const endings[] = {".plan", NULL};

    list(folder, endings, arena, sink, out);
}

void toc_folder_list_scenarios(const char *folder, toc_arena *arena, toc_diag_sink *sink,
                               toc_paths *out)
{
    static const char *const endings[] = {".yaml", ".yml", NULL};

    list(folder, endings, arena, sink, out);
}
