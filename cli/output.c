/* output.c - writes beside the target and renames, so that nobody ever reads half a file. */
#define _GNU_SOURCE /* O_TMPFILE, realpath */

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hold.h"
#include "base/phrase.h"

#define TEMPORARY_TRIES 100
#define NAME_SIZE       40 /* of what is added to the target's name, with its NUL */

static bool complain(const toc_output *out, int error)
{
    fprintf(out->err, toc_phrase_in(out->lang, "tocsin: cannot write `%s`: %s\n"), out->shown,
            toc_phrase_in(out->lang, strerror(error)));
    return false;
}

static void release(toc_output *out)
{
    free(out->target);
    *out = (toc_output){.err = out->err, .lang = out->lang, .shown = out->shown};
}

/* Where a symbolic link leads, so that the link stays one; else a copy of the path. */
static char *resolve(const char *path)
{
    struct stat link;

    if (lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
        char *real = realpath(path, NULL);
        if (real || errno != ENOENT)
            return real;
    }
    return strdup(path);
}

/* ── the new file ── */

/* A name beside the target that is free, in @p name, which holds NAME_SIZE bytes more than it.  The file
 * is made by @p make; -1: errno tells why. */
static int make_beside(const toc_output *out, char *name, int (*make)(const char *name, int file),
                       int file)
{
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        (void)snprintf(name, strlen(out->target) + NAME_SIZE, "%s.%ld-%d.tmp", out->target,
                       (long)getpid(), i);
        int made = make(name, file);
        if (made >= 0 || errno != EEXIST)
            return made;
    }
    return -1;
}

static int make_new(const char *name, int file)
{
    (void)file;
    return open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

/* Gives @p file, which has none, this name. */
static int make_link(const char *name, int file)
{
    char path[40];

    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

static char *new_name(const toc_output *out)
{
    return malloc(strlen(out->target) + NAME_SIZE);
}

/* A file whose name is gone again. */
static int create_unnamed_by_name(const toc_output *out)
{
    char *name = new_name(out);
    toc_hold hold;
    int file;

    if (!name)
        return -1;
    toc_hold_signals(&hold);
    file = make_beside(out, name, make_new, -1);
    if (file >= 0)
        (void)unlink(name);
    toc_hold_end(&hold);
    free(name);
    return file;
}

/* A file in the target's folder that has no name. */
static int create_unnamed(toc_output *out)
{
    const char *slash = strrchr(out->target, '/');
    char *folder = slash ? strndup(out->target, (size_t)(slash - out->target) + 1) : strdup(".");
    int file = folder ? open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666) : -1;

    free(folder);
    out->is_linkable = file >= 0 && access("/proc/self/fd", X_OK) == 0;
    return file >= 0 ? file : create_unnamed_by_name(out); /* or the same error once more */
}

/* The new file gets owner, group and mode of the one that it replaces.  A group that cannot be given
 * leaves its members no more than all others have: it is another group now. */
static void take_after(int file, const struct stat *there)
{
    mode_t mode = there->st_mode & 07777;

    if (fchown(file, there->st_uid, there->st_gid) != 0 &&
        fchown(file, (uid_t)-1, there->st_gid) != 0)
        mode &= (mode_t)(07707 | ((mode & 07) << 3));
    (void)fchmod(file, mode); /* a file system without modes */
}

/* Opens what `stream` shall write to.  -1: errno tells why. */
static int open_file(toc_output *out)
{
    struct stat there;
    bool is_there = stat(out->shown, &there) == 0;

    if (is_there && S_ISDIR(there.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (is_there && !S_ISREG(there.st_mode))
        return open(out->shown, O_WRONLY | O_CLOEXEC);
    if (is_there && access(out->shown, W_OK) != 0)
        return -1; /* renaming over it would get round its protection */
    out->target = resolve(out->shown);
    if (!out->target)
        return -1;
    int file = create_unnamed(out);
    if (file >= 0 && is_there)
        take_after(file, &there);
    return file;
}

bool toc_output_open(toc_output *out, const char *path, const char *lang, FILE *err)
{
    bool is_stdout = !path || strcmp(path, "-") == 0;

    *out = (toc_output){.err = err,
                        .lang = lang,
                        .shown = is_stdout ? toc_phrase_in(lang, "standard output") : path};
    if (is_stdout) {
        out->is_stdout = true;
        out->stream = stdout;
        return true;
    }
    int file = open_file(out);
    int error = errno;
    if (file >= 0) {
        out->stream = fdopen(file, "w");
        if (out->stream)
            return true;
        error = errno;
        close(file);
    }
    complain(out, error);
    release(out);
    return false;
}

bool toc_output_may_edit(const char *path, const char *lang, FILE *err)
{
    struct stat there;

    if (stat(path, &there) != 0 || !S_ISREG(there.st_mode) || there.st_nlink < 2)
        return true;
    fprintf(err,
            toc_phrase_in(lang, "tocsin: `%s` is not changed: the same file has %llu names (hard "
                                "links), which writing it would part; mend a copy, and put it in "
                                "the place of those that you mean\n"),
            path, (unsigned long long)there.st_nlink);
    return false;
}

/* Writes out and closes; false with errno when something was lost. */
static bool finish_stream(toc_output *out)
{
    bool is_written = fflush(out->stream) == 0 && !ferror(out->stream);
    int error = errno;

    if (out->is_stdout) {
        out->stream = NULL;
        return is_written;
    }
    if (fclose(out->stream) != 0 && is_written) {
        is_written = false;
        error = errno;
    }
    out->stream = NULL;
    errno = error;
    return is_written;
}

/* ── into its place ── */

static bool copy(int from, int to)
{
    char buffer[16384];
    ssize_t size;

    if (lseek(from, 0, SEEK_SET) != 0)
        return false;
    while ((size = read(from, buffer, sizeof buffer)) > 0) {
        for (ssize_t done = 0; done < size;) {
            ssize_t written = write(to, buffer + done, (size_t)(size - done));
            if (written < 0)
                return false;
            done += written;
        }
    }
    return size == 0;
}

/* Copies @p file, which cannot be given a name, to one that has @p name. */
static bool copy_beside(const toc_output *out, int file, char *name)
{
    struct stat there;
    int named = make_beside(out, name, make_new, -1);
    bool is_done;
    int error;

    if (named < 0)
        return false;
    if (fstat(file, &there) == 0)
        take_after(named, &there);
    is_done = copy(file, named) && fsync(named) == 0;
    error = errno;
    if (close(named) != 0 && is_done) {
        is_done = false;
        error = errno;
    }
    if (!is_done)
        (void)unlink(name);
    errno = error;
    return is_done;
}

/* @p file, whole, takes the target's place; false with errno: the target is as it was. */
static bool put_in_place(const toc_output *out, int file)
{
    char *name = new_name(out);
    toc_hold hold;
    bool is_done;
    int error;

    /* before the rename: else a crash may leave the new name on an empty file */
    if (!name || fsync(file) != 0) {
        free(name);
        return false;
    }
    toc_hold_signals(&hold);
    is_done = (out->is_linkable && make_beside(out, name, make_link, file) >= 0) ||
              copy_beside(out, file, name);
    if (is_done && rename(name, out->target) != 0) {
        is_done = false;
        error = errno;
        (void)unlink(name);
        errno = error;
    }
    error = errno;
    toc_hold_end(&hold);
    free(name);
    errno = error;
    return is_done;
}

bool toc_output_commit(toc_output *out)
{
    int file = out->target ? dup(fileno(out->stream)) : -1;
    bool is_done = finish_stream(out);

    if (out->target && is_done)
        is_done = file >= 0 && put_in_place(out, file);
    if (!is_done)
        complain(out, errno ? errno : EIO);
    if (file >= 0)
        (void)close(file);
    release(out);
    return is_done;
}

void toc_output_abort(toc_output *out)
{
    if (out->stream && !out->is_stdout)
        fclose(out->stream);
    release(out);
}
