/* source_read.c - reads a file into the sources without trusting what its name leads to.
 *
 * A file is first opened with O_PATH, which touches nothing, so that a device is refused
 * before it is opened for reading; then for reading, and asked again what it is.  While a
 * descriptor is open or a buffer is held, nothing here escapes from the arena. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_PATH, syscall */
#endif

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/source.h"
#include "base/source_private.h"

#define READ_SIZE_FIRST ((size_t)64 * 1024)
#define READ_SIZE_MAX   ((size_t)TOC_SOURCE_SIZE_MAX + 1) /* one more than allowed: too large */
#define HELD_OF_LONG    ((size_t)64 * 1024) /* bytes of a long source: enough to tell its kind */
#define OPEN_TRIES      16  /* openat2 asks to try again while somebody renames directories */
#define DEPTH_MAX       128 /* folders below the root, where the kernel has no openat2 */
#define LINK_COUNT_MAX  40  /* as in the kernel */
#define PATH_SIZE_MAX   4096
#define LAST_IS_LINK    (-2) /* of open_last: neither a descriptor nor a failure */

_Static_assert(TOC_SOURCE_SIZE_MAX == 16u << 20, "the message in read_all names the size");

/* One read, from the question to the text or the message. */
typedef struct reading {
    const char *root; /* NULL: any path */
    const char *path;
    int fd;
    struct stat info;
    char *bytes; /* from malloc */
    size_t size;
    size_t capacity;
    bool is_stdin;
    bool may_be_long; /* a file beyond READ_SIZE_MAX is taken, and its beginning read */
    bool is_mistake;  /* of the user, told by what follows */
    toc_diag_code code;
    const char *problem; /* what the message says after the path */
    const char *help;    /* or NULL */
    int error;           /* errno to explain in a note, or 0 */
} reading;

static bool refuse(reading *job, toc_diag_code code, const char *problem, const char *help,
                   int error)
{
    job->is_mistake = true;
    job->code = code;
    job->problem = problem;
    job->help = help;
    job->error = error;
    return false;
}

static bool refuse_directory(reading *job)
{
    return refuse(job, TOC_D_SOURCE_DIRECTORY, TOC_PHRASE("is a folder, not a file"),
                  TOC_PHRASE("name a file inside it"), 0);
}

static bool refuse_errno(reading *job, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return refuse(job, TOC_D_SOURCE_MISSING, TOC_PHRASE("does not exist"),
                      TOC_PHRASE("check the spelling and the folder that the name starts from"), 0);
    case EISDIR:
        return refuse_directory(job);
    case EXDEV:
        return refuse(
            job, TOC_D_SOURCE_OUTSIDE_ROOT, TOC_PHRASE("lies outside the plan's own folder"),
            TOC_PHRASE("keep what a plan takes in beside it or in a folder below, and name it "
                       "from there"),
            0);
    case ELOOP:
        return refuse(job, TOC_D_SOURCE_UNREADABLE,
                      TOC_PHRASE("leads through a symbolic link that cannot be followed"),
                      TOC_PHRASE("name the file itself instead of the link"), 0);
    case ENXIO:
    case ENODEV:
        return refuse(job, TOC_D_SOURCE_NOT_REGULAR, TOC_PHRASE("is not an ordinary file"), NULL,
                      0);
    }
    return refuse(job, TOC_D_SOURCE_UNREADABLE, TOC_PHRASE("cannot be read"), NULL, error);
}

/* The walk's own way down: descriptors of the folders from the root to where it stands,
 * and what is still to be walked. */
typedef struct descent {
    int fds[DEPTH_MAX];
    int depth; /* how many of fds are open, at least 1 */
    int link_count;
    char *rest; /* in path */
    char path[PATH_SIZE_MAX];
} descent;

static int fail(int error)
{
    errno = error;
    return -1;
}

/* Puts a link's target in the place of the link. */
static int enter_link(descent *way, int link_fd)
{
    char target[PATH_SIZE_MAX];
    ssize_t size = readlinkat(link_fd, "", target, sizeof target);
    size_t rest_size = strlen(way->rest);

    if (size < 0)
        return -1;
    if (++way->link_count > LINK_COUNT_MAX)
        return fail(ELOOP);
    if (size > 0 && target[0] == '/')
        return fail(EXDEV);
    if ((size_t)size + 1 + rest_size + 1 > sizeof way->path)
        return fail(ENAMETOOLONG);
    memmove(way->path + size + 1, way->rest, rest_size + 1);
    memcpy(way->path, target, (size_t)size);
    way->path[size] = '/';
    way->rest = way->path;
    return 0;
}

static int enter_directory(descent *way, int fd)
{
    if (way->depth == DEPTH_MAX)
        return fail(ENAMETOOLONG);
    way->fds[way->depth++] = fd;
    return 0;
}

static int leave_directory(descent *way)
{
    if (way->depth == 1)
        return fail(EXDEV);
    (void)close(way->fds[--way->depth]);
    return 0;
}

/* One component down (or, through a link, to another path).  The descriptor that looks at
 * it is kept only where it becomes a folder on the way. */
static int enter(descent *way, const char *name)
{
    struct stat info;
    int fd = openat(way->fds[way->depth - 1], name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    int result = -1;
    int error;

    if (fd < 0)
        return -1;
    if (fstat(fd, &info) == 0) {
        if (S_ISLNK(info.st_mode))
            result = enter_link(way, fd);
        else if (!S_ISDIR(info.st_mode))
            result = fail(ENOTDIR);
        else if (enter_directory(way, fd) == 0)
            return 0;
    }
    error = errno;
    (void)close(fd);
    errno = error;
    return result;
}

/* Opens what the way ends at, or says that it is a link. */
static int open_last(descent *way, const char *name, int flags)
{
    int parent_fd = way->fds[way->depth - 1];
    struct stat info;

    if (fstatat(parent_fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode))
        return LAST_IS_LINK;
    return openat(parent_fd, name, flags | O_NOFOLLOW | O_CLOEXEC);
}

static int descend(descent *way, int flags)
{
    for (;;) {
        char *name = strtok_r(way->rest, "/", &way->rest);
        int fd;

        if (!name)
            return openat(way->fds[way->depth - 1], ".", flags | O_CLOEXEC);
        if (strcmp(name, ".") == 0)
            continue;
        if (strcmp(name, "..") == 0) {
            if (leave_directory(way) != 0)
                return -1;
            continue;
        }
        if (way->rest[strspn(way->rest, "/")] == '\0') {
            fd = open_last(way, name, flags);
            if (fd != LAST_IS_LINK)
                return fd;
        }
        if (enter(way, name) != 0)
            return -1;
    }
}

int toc_open_beneath_walk(int root_fd, const char *path, int flags)
{
    descent way = {.depth = 1};
    int fd;
    int error;

    if (path[0] == '/')
        return fail(EXDEV);
    if (strlen(path) >= sizeof way.path)
        return fail(ENAMETOOLONG);
    memcpy(way.path, path, strlen(path) + 1);
    way.rest = way.path;
    way.fds[0] = fcntl(root_fd, F_DUPFD_CLOEXEC, 0);
    if (way.fds[0] < 0)
        return -1;
    fd = descend(&way, flags);
    error = errno;
    while (way.depth > 0)
        (void)close(way.fds[--way.depth]);
    errno = error;
    return fd;
}

static int open_beneath(int root_fd, const char *path, int flags)
{
    struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC),
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    long fd = -1;

    for (int i = 0; i < OPEN_TRIES; i++) {
        fd = syscall(SYS_openat2, root_fd, path, &how, sizeof how);
        if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
            break;
    }
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return toc_open_beneath_walk(root_fd, path, flags);
    return (int)fd;
}

static int open_once(int root_fd, const char *path, int flags)
{
    if (root_fd != AT_FDCWD)
        return open_beneath(root_fd, path, flags);
    return open(path, flags | O_CLOEXEC);
}

/* Is this a file that the reader takes? */
static bool is_acceptable(reading *job)
{
    if (fstat(job->fd, &job->info) != 0)
        return refuse_errno(job, errno);
    if (S_ISREG(job->info.st_mode))
        return true;
    if (S_ISDIR(job->info.st_mode))
        return refuse_directory(job);
    if (S_ISLNK(job->info.st_mode))
        return refuse_errno(job, ELOOP);
    return refuse(
        job, TOC_D_SOURCE_NOT_REGULAR,
        TOC_PHRASE("is not an ordinary file (it is a device, a pipe or a socket)"),
        job->root ? NULL
                  : TOC_PHRASE("to read from a pipe, name `-` and send the text to standard input"),
        0);
}

static bool open_in(reading *job, int root_fd)
{
    job->fd = open_once(root_fd, job->path, O_PATH);
    if (job->fd < 0)
        return refuse_errno(job, errno);
    if (!is_acceptable(job))
        return false;
    (void)close(job->fd);
    job->fd = open_once(root_fd, job->path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (job->fd < 0)
        return refuse_errno(job, errno);
    return is_acceptable(job);
}

static bool open_reading(reading *job)
{
    int root_fd;
    bool is_open;

    if (!job->root)
        return open_in(job, AT_FDCWD);
    root_fd = open(job->root[0] ? job->root : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root_fd < 0)
        return refuse_errno(job, errno);
    is_open = open_in(job, root_fd);
    (void)close(root_fd);
    return is_open;
}

/* How much is to be read: of a long file its beginning. */
static size_t wanted_size(const reading *job)
{
    bool is_long =
        job->may_be_long && !job->is_stdin && (uint64_t)job->info.st_size > TOC_SOURCE_SIZE_MAX;

    return is_long ? HELD_OF_LONG : READ_SIZE_MAX;
}

/* False, without a mistake of the user: memory is used up. */
static bool make_room(reading *job)
{
    size_t larger = job->capacity ? 2 * job->capacity : READ_SIZE_FIRST;
    char *moved;

    if (job->size < job->capacity)
        return true;
    if (!job->capacity && wanted_size(job) == READ_SIZE_MAX && job->info.st_size >= 0 &&
        (uint64_t)job->info.st_size < READ_SIZE_MAX)
        larger = (size_t)job->info.st_size + READ_SIZE_FIRST / 16;
    if (larger > READ_SIZE_MAX)
        larger = READ_SIZE_MAX;
    moved = realloc(job->bytes, larger);
    if (!moved)
        return false;
    job->bytes = moved;
    job->capacity = larger;
    return true;
}

static bool wait_for_input(int fd)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};

    return poll(&wanted, 1, -1) > 0 || errno == EINTR;
}

static bool refuse_size(reading *job)
{
    if (!job->may_be_long)
        return refuse(job, TOC_D_SOURCE_TOO_LARGE, TOC_PHRASE("is larger than 16 MiB"),
                      TOC_PHRASE("split it into files that are taken in with `include`"), 0);
    if (job->is_stdin)
        return refuse(job, TOC_D_SOURCE_TOO_LARGE, TOC_PHRASE("is larger than 16 MiB"),
                      TOC_PHRASE("save it as a file, which may have up to 256 MiB, and name that"),
                      0);
    return refuse(job, TOC_D_SOURCE_TOO_LARGE, TOC_PHRASE("is larger than 256 MiB"), NULL, 0);
}

static bool read_all(reading *job)
{
    size_t wanted = wanted_size(job);

    if (wanted == HELD_OF_LONG && job->info.st_size > TOC_SOURCE_LONG_MAX)
        return refuse_size(job);
    while (job->size < wanted) {
        ssize_t got;

        if (!make_room(job))
            return false;
        got = read(job->fd, job->bytes + job->size,
                   (job->capacity < wanted ? job->capacity : wanted) - job->size);
        if (got == 0)
            return true;
        if (got > 0)
            job->size += (size_t)got;
        else if (errno != EINTR && (errno != EAGAIN || !wait_for_input(job->fd)))
            return refuse_errno(job, errno);
    }
    return wanted == HELD_OF_LONG || refuse_size(job);
}

static bool read_path(reading *job)
{
    if (job->path[0] == '\0')
        return refuse(job, TOC_D_SOURCE_EMPTY_PATH, TOC_PHRASE("the name of the file is empty"),
                      NULL, 0);
    if (job->root || strcmp(job->path, "-") != 0)
        return open_reading(job) && read_all(job);
    job->is_stdin = true;
    job->fd = STDIN_FILENO;
    return read_all(job);
}

static void report(const reading *job, toc_span at, toc_diag_sink *sink)
{
    toc_diag *diag = job->path[0]
                         ? toc_diag_add(sink, job->code, at, "`%s` %s", job->path, job->problem)
                         : toc_diag_add(sink, job->code, at, "%s", job->problem);

    if (toc_span_is_none(at) && job->path[0])
        toc_diag_set_subject(sink, diag, job->path);
    if (job->error)
        toc_diag_add_note(sink, diag, "the system says: %s", strerror(job->error));
    if (job->help)
        toc_diag_add_help(sink, diag, "%s", job->help);
}

/* Takes every `folder/..` out of @p path, in place.  `to` is where the next name goes. */
static void shorten(char *path)
{
    char *to = path;

    for (const char *from = path; *from;) {
        size_t size = strcspn(from, "/");
        size_t step = size + (from[size] == '/');
        char *last = to; /* the name before */

        while (last > path && (last == to || last[-1] != '/'))
            last--;
        if (size == 2 && memcmp(from, "..", 2) == 0 && last < to && *last != '/' &&
            strncmp(last, "../", 3) != 0) {
            to = last;
        } else {
            memmove(to, from, step);
            to += step;
        }
        from += step;
    }
    *to = '\0';
}

/* The name under which the file is shown, from malloc; NULL: memory is used up.  The shortest of those
 * that lead to it: behind a link, `..` is somewhere else. */
static char *name_to_show(const reading *job)
{
    bool is_beside = job->root && job->root[0] && strcmp(job->root, ".") != 0;
    const char *root = is_beside ? job->root : "";
    size_t room = strlen(root) + strlen(job->path) + 2;
    char *shown = malloc(room);
    char *kept = shown ? malloc(room) : NULL;
    struct stat info;

    if (!kept) {
        free(shown);
        return NULL;
    }
    (void)snprintf(kept, room, "%s%s%s", root, is_beside ? "/" : "", job->path);
    memcpy(shown, kept, strlen(kept) + 1);
    shorten(shown);
    if (!job->root || stat(shown, &info) != 0 || info.st_dev != job->info.st_dev ||
        info.st_ino != job->info.st_ino)
        memcpy(shown, kept, strlen(kept) + 1);
    free(kept);
    return shown;
}

static size_t whole_size(const reading *job)
{
    return wanted_size(job) == HELD_OF_LONG ? (size_t)job->info.st_size : job->size;
}

/* Adds what was read, or what stands for it, under the name that leads there from where we are. */
static toc_source *add_text(toc_sources *sources, const reading *job)
{
    size_t size = job->size;
    const char *text = NULL;
    char *shown = name_to_show(job);
    toc_source *source;

    if (!shown)
        return NULL;
    if (!job->is_stdin && S_ISREG(job->info.st_mode))
        text = toc_sources_replacement(sources, (uint64_t)job->info.st_dev,
                                       (uint64_t)job->info.st_ino, &size);
    if (text)
        source = toc_sources_try_add(sources, shown, text, size, size);
    else
        source = toc_sources_try_add(sources, shown, job->bytes, job->size, whole_size(job));
    free(shown);
    return source;
}

static const toc_source *read_one(toc_sources *sources, reading job, toc_span at,
                                  toc_diag_sink *sink)
{
    bool is_read = read_path(&job);
    toc_source *source = NULL;

    if (job.fd >= 0 && !job.is_stdin)
        (void)close(job.fd);
    if (is_read && !toc_sources_has_room(sources, whole_size(&job)))
        is_read =
            refuse(&job, TOC_D_SOURCE_TOO_LARGE,
                   TOC_PHRASE("is too large together with the files before it (4 GiB)"), NULL, 0);
    if (is_read)
        source = add_text(sources, &job);
    free(job.bytes);
    if (job.is_mistake)
        report(&job, at, sink);
    else if (!source)
        return toc_arena_give_up(toc_sources_arena(sources));
    if (source && S_ISREG(job.info.st_mode)) {
        source->device = (uint64_t)job.info.st_dev;
        source->inode = (uint64_t)job.info.st_ino;
        source->changed = toc_source_time_of(&job.info);
    }
    return source;
}

const toc_source *toc_sources_read(toc_sources *sources, const char *root, const char *path,
                                   toc_span at, toc_diag_sink *sink)
{
    return read_one(sources, (reading){.root = root, .path = path, .fd = -1}, at, sink);
}

const toc_source *toc_sources_read_long(toc_sources *sources, const char *path, toc_span at,
                                        toc_diag_sink *sink)
{
    return read_one(sources, (reading){.path = path, .fd = -1, .may_be_long = true}, at, sink);
}

/* ── where a file lies ───────────────────────────────────────────────────── */

/* The folder of @p path, found out without its links; to be freed.  NULL: it is not there. */
static char *real_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    char *real = folder ? realpath(folder, NULL) : NULL;

    free(folder);
    return real;
}

/* What follows @p root in @p folder; NULL: it is no part of it. */
static const char *part_below(const char *root, const char *folder)
{
    size_t size = strcmp(root, "/") == 0 ? 0 : strlen(root);

    if (strncmp(root, folder, size) != 0 || (folder[size] && folder[size] != '/'))
        return NULL;
    return folder[size] ? folder + size + 1 : folder + size;
}

const char *toc_source_folder(toc_arena *arena, const char *root, const toc_source *source)
{
    char *whole = realpath(root[0] ? root : ".", NULL);
    char *folder = real_folder(source->path);
    const char *below = whole && folder ? part_below(whole, folder) : NULL;
    size_t size = below ? strlen(below) + 1 : 0;
    char *kept = below ? toc_arena_try_alloc(arena, size) : NULL;
    bool is_full = below && !kept;

    if (kept)
        memcpy(kept, below, size);
    free(whole);
    free(folder);
    return is_full ? toc_arena_give_up(arena) : kept;
}
