/* watch.c - inotify on the folders of the files. */
#define _GNU_SOURCE
#include "cli/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { MOST_ROUNDS = 20 }; /* of waiting for silence after a change */

typedef struct watched {
    int folder; /* watch descriptor */
    char *name; /* inside it */
} watched;

struct toc_watch {
    int fd;
    watched *files;
    size_t count, room;
};

toc_watch *toc_watch_new(void)
{
    toc_watch *watch = calloc(1, sizeof *watch);

    if (!watch)
        return NULL;
    watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->fd >= 0)
        return watch;
    free(watch);
    return NULL;
}

void toc_watch_free(toc_watch *watch)
{
    if (!watch)
        return;
    for (size_t i = 0; i < watch->count; i++)
        free(watch->files[i].name);
    free(watch->files);
    (void)close(watch->fd);
    free(watch);
}

static bool is_known(const toc_watch *watch, int folder, const char *name)
{
    for (size_t i = 0; i < watch->count; i++) {
        if (watch->files[i].folder == folder && strcmp(watch->files[i].name, name) == 0)
            return true;
    }
    return false;
}

static bool add_file(toc_watch *watch, int folder, const char *name)
{
    char *copy;

    if (is_known(watch, folder, name))
        return true;
    if (watch->count == watch->room) {
        size_t room = watch->room ? 2 * watch->room : 8;
        watched *more = reallocarray(watch->files, room, sizeof *more);
        if (!more)
            return false;
        watch->files = more;
        watch->room = room;
    }
    copy = strdup(name);
    if (!copy)
        return false;
    watch->files[watch->count++] = (watched){folder, copy};
    return true;
}

bool toc_watch_add(toc_watch *watch, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    bool is_added = false;

    if (folder) {
        int wd = inotify_add_watch(watch->fd, folder,
                                   IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE);
        is_added = wd >= 0 && add_file(watch, wd, slash ? slash + 1 : path);
    }
    free(folder);
    return is_added;
}

/* Reads what has happened; true where it happened to one of the files. */
static bool take_events(toc_watch *watch)
{
    _Alignas(struct inotify_event) char buffer[8192];
    bool is_ours = false;
    ssize_t size;

    while ((size = read(watch->fd, buffer, sizeof buffer)) > 0) {
        const struct inotify_event *event;
        for (const char *at = buffer; at < buffer + size; at += sizeof *event + event->len) {
            event = (const struct inotify_event *)at;
            if ((event->mask & IN_Q_OVERFLOW) ||
                (event->len > 0 && is_known(watch, event->wd, event->name)))
                is_ours = true;
        }
    }
    return is_ours;
}

bool toc_watch_wait(toc_watch *watch, int quiet_ms)
{
    struct pollfd waits = {.fd = watch->fd, .events = POLLIN};
    bool has_changed = false;

    /* a folder in which others write on and on is never quiet */
    for (unsigned rounds = 0; rounds < MOST_ROUNDS; rounds += has_changed) {
        int count = poll(&waits, 1, has_changed ? quiet_ms : -1);
        if (count < 0 && errno != EINTR)
            return false;
        if (count == 0)
            return true;
        if (count > 0 && take_events(watch))
            has_changed = true;
    }
    return true;
}
