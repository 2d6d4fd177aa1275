/* output.c - writes beside the target and renames, so that nobody ever reads half a file. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_TRIES 100

static bool complain(const toc_output *out, const char *what, int error)
{
    fprintf(out->err, "tocsin: cannot %s `%s`: %s\n", what, out->shown, strerror(error));
    return false;
}

static void release(toc_output *out)
{
    free(out->target);
    free(out->temporary);
    *out = (toc_output){.err = out->err, .shown = out->shown};
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

static int create_beside(toc_output *out)
{
    size_t size = strlen(out->target) + 40;

    out->temporary = malloc(size);
    if (!out->temporary)
        return -1;
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        snprintf(out->temporary, size, "%s.%ld-%d.tmp", out->target, (long)getpid(), i);
        int file = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
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
    int file = create_beside(out);
    if (file >= 0 && is_there)
        take_after(file, &there);
    return file;
}

bool toc_output_open(toc_output *out, const char *path, FILE *err)
{
    bool is_stdout = !path || strcmp(path, "-") == 0;

    *out = (toc_output){.err = err, .shown = is_stdout ? "standard output" : path};
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
        if (out->temporary)
            unlink(out->temporary);
    }
    complain(out, "write", error);
    release(out);
    return false;
}

bool toc_output_may_edit(const char *path, FILE *err)
{
    struct stat there;

    if (stat(path, &there) != 0 || !S_ISREG(there.st_mode) || there.st_nlink < 2)
        return true;
    fprintf(err,
            "tocsin: `%s` is not changed: the same file has %ju names (hard links), "
            "which writing it would part; mend a copy, and put it in the place of those that you "
            "mean\n",
            path, (uintmax_t)there.st_nlink);
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
    /* before the rename: else a crash may leave the new name on an empty file */
    if (is_written && out->temporary && fsync(fileno(out->stream)) != 0) {
        is_written = false;
        error = errno;
    }
    if (fclose(out->stream) != 0 && is_written) {
        is_written = false;
        error = errno;
    }
    out->stream = NULL;
    errno = error;
    return is_written;
}

bool toc_output_commit(toc_output *out)
{
    bool is_done = finish_stream(out);

    if (is_done && out->temporary)
        is_done = rename(out->temporary, out->target) == 0;
    if (!is_done) {
        complain(out, "write", errno ? errno : EIO);
        if (out->temporary)
            unlink(out->temporary);
    }
    release(out);
    return is_done;
}

void toc_output_abort(toc_output *out)
{
    if (out->stream && !out->is_stdout)
        fclose(out->stream);
    if (out->temporary)
        unlink(out->temporary);
    release(out);
}
