/* doctrine.c - where packs of rules lie, and which there are. */
#include "cli/doctrine.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/nearest.h"

#define PATH_SIZE 4096
#define ENDING    ".plan"

/* ── where they lie ────────────────────────────────────────────────────────── */

static bool is_folder(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* The directory of the program itself, or NULL. */
static const char *program_folder(toc_arena *arena)
{
    char path[PATH_SIZE];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);

    while (size > 0 && path[size - 1] != '/')
        size--;
    return size > 0 && (size_t)size < sizeof path ? toc_arena_copy(arena, path, (size_t)size)
                                                  : NULL;
}

static const char *find_folder(toc_arena *arena)
{
    static const char *const beside[] = {"../share/tocsin/doctrine", "../plans/doctrine",
                                         "../../plans/doctrine"};
    const char *data = getenv("TOCSIN_DATA");
    const char *own = program_folder(arena);

    if (data && data[0])
        return toc_arena_printf(arena, "%s/doctrine", data);
    for (size_t i = 0; own && i < sizeof beside / sizeof beside[0]; i++) {
        const char *folder = toc_arena_printf(arena, "%s%s", own, beside[i]);
        if (is_folder(folder))
            return folder;
    }
    return NULL;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

toc_pack_list toc_doctrine_list(toc_session *session)
{
    toc_pack_list list = {.folder = find_folder(&session->arena)};
    DIR *folder = list.folder ? opendir(list.folder) : NULL;
    const struct dirent *entry;

    if (!folder)
        return list;
    while ((entry = readdir(folder)) != NULL) {
        size_t size = strlen(entry->d_name);
        const char *name;
        if (size <= strlen(ENDING) || entry->d_name[0] == '.' ||
            strcmp(entry->d_name + size - strlen(ENDING), ENDING) != 0)
            continue;
        name = toc_arena_copy(&session->arena, entry->d_name, size - strlen(ENDING));
        TOC_PUSH(&session->arena, &list.names, name);
    }
    closedir(folder);
    if (list.names.count > 1)
        qsort(list.names.items, list.names.count, sizeof *list.names.items, compare_names);
    return list;
}

/* ── reading ───────────────────────────────────────────────────────────────── */

static void refuse(toc_session *session, const char *name, const toc_pack_list *list)
{
    toc_arena *arena = &session->arena;
    const char *all = "";
    toc_nearest nearest;

    toc_nearest_init(&nearest, name);
    for (uint32_t i = 0; i < list->names.count; i++) {
        toc_nearest_offer(&nearest, list->names.items[i]);
        all = toc_arena_printf(arena, "%s%s%s", all, i > 0 ? ", " : "", list->names.items[i]);
    }
    if (list->names.count == 0)
        toc_args_complain(session->args,
                          "no doctrine was found; $TOCSIN_DATA names the folder that has them in "
                          "its folder doctrine. A file of your own is named by its path: "
                          "`./%s.plan`",
                          name);
    else if (nearest.best)
        toc_args_complain(session->args,
                          "there is no doctrine `%s`; did you mean `%s`? Known are: %s", name,
                          nearest.best, all);
    else
        toc_args_complain(
            session->args,
            "there is no doctrine `%s`; known are: %s. A file of your own is named by "
            "its path: `./%s.plan`",
            name, all, name);
}

static bool is_path(const char *name)
{
    size_t size = strlen(name);

    return strchr(name, '/') ||
           (size > strlen(ENDING) && strcmp(name + size - strlen(ENDING), ENDING) == 0);
}

static bool is_listed(const toc_pack_list *list, const char *name)
{
    for (uint32_t i = 0; i < list->names.count; i++) {
        if (strcmp(list->names.items[i], name) == 0)
            return true;
    }
    return false;
}

static void read_one(toc_session *session, const char *path, toc_packs *out)
{
    const toc_source *source =
        toc_sources_read(session->sources, NULL, path, (toc_span){0, 0}, &session->sink);
    const char *first = session->lang;

    if (source)
        toc_session_follow(session, source);
    session->lang = first; /* which is a plan's */
    const toc_pack *pack = source ? toc_pack_read(&session->arena, source, &session->sink) : NULL;

    for (uint32_t i = 0; pack && i < out->list.count; i++) {
        if (strcmp(out->list.items[i]->name, pack->name) == 0)
            return;
    }
    if (pack)
        TOC_PUSH(&session->arena, &out->list, pack);
}

int toc_doctrine_read(toc_session *session, const char *names, toc_packs *out)
{
    toc_pack_list list = toc_doctrine_list(session);

    while (*names) {
        size_t size = strcspn(names, ",");
        const char *name = toc_arena_copy(&session->arena, names, size);
        names += size + (names[size] == ',');
        if (is_path(name)) {
            read_one(session, name, out);
        } else if (is_listed(&list, name)) {
            read_one(session, toc_arena_printf(&session->arena, "%s/%s" ENDING, list.folder, name),
                     out);
        } else {
            refuse(session, name, &list);
            return TOC_EXIT_USAGE;
        }
    }
    return TOC_EXIT_FINE;
}
