/* file.c - saves images whole or not at all, and maps them read-only.
 *
 * Whoever opens one closes it with toc_machine_file_close; the view is good until then. */
#include "machine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hold.h"
#include "machine/image.h"

#define TEMPORARY_TRIES 100u

struct toc_machine_file {
    void *map;
    size_t size;
    toc_machine machine;
};

/* ── saving ────────────────────────────────────────────────────────────────── */

static bool write_all(int fd, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* A new file beside @p path; its name replaces what stands in @p name. */
static int open_temporary(const char *path, char *name, size_t size)
{
    for (unsigned i = 0; i < TEMPORARY_TRIES; i++) {
        int fd;

        (void)snprintf(name, size, "%s.%ld-%u.new", path, (long)getpid(), i);
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* The rename is durable only when the directory is; where directories cannot be synced the file
 * is at least whole. */
static void sync_directory(char *name)
{
    char *slash = strrchr(name, '/');
    int fd;

    if (slash)
        slash[slash == name ? 1 : 0] = '\0';
    fd = open(slash ? name : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

/* What ends the process waits meanwhile: the new file does not stay. */
static bool replace(const toc_machine *machine, const char *path, char *name, size_t name_size)
{
    int fd = open_temporary(path, name, name_size);
    int error;

    if (fd < 0)
        return false;
    bool is_whole = write_all(fd, machine->image, machine->size) && fsync(fd) == 0;
    error = is_whole ? 0 : errno;
    if (close(fd) != 0 && is_whole) {
        is_whole = false;
        error = errno;
    }
    if (is_whole && rename(name, path) == 0) {
        sync_directory(name);
        return true;
    }
    if (is_whole)
        error = errno;
    (void)unlink(name);
    errno = error;
    return false;
}

toc_status toc_machine_save(const toc_machine *machine, const char *path)
{
    size_t size = strlen(path) + 64;
    struct stat there;
    char *name;

    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode)) {
        errno = S_ISDIR(there.st_mode) ? EISDIR : EINVAL;
        return TOC_EIO; /* a rename would put a file in place of a device */
    }
    name = malloc(size);
    if (!name)
        return TOC_ENOMEM;
    toc_hold hold;
    toc_hold_signals(&hold);
    bool is_saved = replace(machine, path, name, size);
    int error = errno;
    toc_hold_end(&hold);
    free(name);
    errno = error;
    return is_saved ? TOC_OK : TOC_EIO;
}

/* ── loading ───────────────────────────────────────────────────────────────── */

/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
static int open_regular(const char *path, struct stat *out_about)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    int error;

    if (fd < 0)
        return -1;
    if (fstat(fd, out_about) != 0) {
        error = errno;
    } else if (S_ISREG(out_about->st_mode)) {
        return fd;
    } else {
        error = S_ISDIR(out_about->st_mode) ? EISDIR : EINVAL;
    }
    (void)close(fd);
    errno = error;
    return -1;
}

static toc_status map_file(const char *path, toc_machine_file *file, char *reason)
{
    struct stat about;
    int fd = open_regular(path, &about);
    int error;

    if (fd < 0)
        return TOC_EIO;
    if (about.st_size == 0 || (uint64_t)about.st_size > TOC_IMAGE_SIZE_MAX) {
        (void)close(fd);
        (void)snprintf(reason, TOC_VERIFY_TEXT_MAX,
                       about.st_size == 0 ? "it is empty" : "it is over 1 GiB");
        return TOC_EFORMAT;
    }
    file->size = (size_t)about.st_size;
    file->map = mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, fd, 0);
    error = errno;
    (void)close(fd);
    errno = error;
    if (file->map == MAP_FAILED) {
        file->map = NULL;
        return errno == ENOMEM ? TOC_ENOMEM : TOC_EIO;
    }
    return TOC_OK;
}

toc_status toc_machine_open(const char *path, toc_machine_file **out_file,
                            char out_reason[TOC_VERIFY_TEXT_MAX])
{
    toc_machine_file *file = calloc(1, sizeof *file);
    toc_status status;
    int error;

    out_reason[0] = '\0';
    *out_file = NULL;
    if (!file)
        return TOC_ENOMEM;
    status = map_file(path, file, out_reason);
    if (status == TOC_OK)
        status = toc_machine_verify(file->map, file->size, &file->machine, out_reason);
    if (status == TOC_OK) {
        *out_file = file;
        return TOC_OK;
    }
    error = errno;
    toc_machine_file_close(file);
    errno = error;
    return status;
}

const toc_machine *toc_machine_file_get(const toc_machine_file *file)
{
    return &file->machine;
}

void toc_machine_file_close(toc_machine_file *file)
{
    if (!file)
        return;
    if (file->map)
        (void)munmap(file->map, file->size);
    free(file);
}

bool toc_machine_is_image(const char *path)
{
    struct stat about;
    char start[8];
    int fd = open_regular(path, &about);
    ssize_t size;

    if (fd < 0)
        return false;
    size = read(fd, start, sizeof start);
    (void)close(fd);
    return size == (ssize_t)sizeof start && memcmp(start, TOC_MACHINE_MAGIC, sizeof start) == 0;
}
