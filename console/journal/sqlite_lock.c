/* sqlite_lock.c - one writer for each file: a lock beside it, which ends with the process.
 *
 * It is a lock of the kernel's on a file of its own: SQLite's locks on the journal itself would be
 * lost if any other descriptor of it were closed, and would keep readers out. */
#include "journal/sqlite_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* 1: locked; 0: another was quicker and has removed the file meanwhile; -1: see errno. */
static int try_lock(toc_lite *lite)
{
    struct stat held;
    struct stat there;

    lite->lock = open(lite->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lite->lock < 0)
        return -1;
    if (flock(lite->lock, LOCK_EX | LOCK_NB) == 0) {
        if (fstat(lite->lock, &held) == 0 && stat(lite->lock_path, &there) == 0 &&
            held.st_ino == there.st_ino && held.st_dev == there.st_dev)
            return 1;
        errno = 0;
    }
    if (errno != 0) {
        int number = errno;

        (void)close(lite->lock);
        lite->lock = -1;
        errno = number;
        return -1;
    }
    (void)close(lite->lock);
    lite->lock = -1;
    return 0;
}

static toc_status refuse(toc_lite *lite, toc_journal_problem *problem)
{
    int number = errno;

    free(lite->lock_path);
    lite->lock_path = NULL;
    if (number == EWOULDBLOCK)
        return toc_store_fail(problem, TOC_EIO,
                              "another program is writing this journal (`%s`); only one may",
                              lite->shown);
    return toc_store_fail(problem, TOC_EIO, "the journal `%s` cannot be locked: %s", lite->shown,
                          strerror(number));
}

toc_status toc_lite_lock(toc_lite *lite, toc_journal_problem *problem)
{
    size_t size = strlen(lite->path) + sizeof "-lock";

    lite->lock_path = malloc(size);
    if (!lite->lock_path)
        return toc_store_no_memory(problem);
    (void)snprintf(lite->lock_path, size, "%s-lock", lite->path);
    for (int tries = 0; tries < 100; tries++) {
        int found = try_lock(lite);

        if (found > 0)
            return TOC_OK;
        if (found < 0)
            return refuse(lite, problem);
    }
    errno = EWOULDBLOCK;
    return refuse(lite, problem);
}

void toc_lite_unlock(toc_lite *lite)
{
    if (lite->lock >= 0) {
        (void)unlink(lite->lock_path); /* while it is held: see try_lock */
        (void)close(lite->lock);
    }
    lite->lock = -1;
    free(lite->lock_path);
    lite->lock_path = NULL;
}
