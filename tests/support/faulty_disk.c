/* faulty_disk.c - SQLite's own file system with a counter before each change. */
#include "tests/support/faulty_disk.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR 512

/* A write (bytes) or a cut (NULL, at: the new length) that no flush has covered yet. */
typedef struct change {
    char *bytes;
    size_t at;
    size_t size;
} change;

/* What a file would be if the power went now: what was flushed, and what may or may not be. */
typedef struct watched {
    char *path;
    char *kept;
    size_t kept_size;
    change *changes;
    size_t change_count;
} watched;

typedef struct shim_file {
    sqlite3_file base;
    watched *watch; /* NULL: a file of no interest */
    sqlite3_file *real;
} shim_file;

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    disk_fault fault;
    unsigned left; /* events until the fault; 0: not armed */
    bool stays;
    bool has_struck;
    unsigned pages;
    watched files[64];
    size_t file_count;
} disk;

/* ── events ──────────────────────────────────────────────────────────────── */

static bool strikes(void)
{
    if (disk.left == 0)
        return false;
    if (disk.left > 1) {
        disk.left--;
        return false;
    }
    disk.has_struck = true;
    errno = disk.fault == DISK_FULL ? ENOSPC : EIO;
    if (!disk.stays && disk.fault != DISK_POWER)
        disk.left = 0;
    return true;
}

/* The power is gone: what still happens happens to nobody. */
static bool is_dark(void)
{
    return disk.fault == DISK_POWER && disk.left > 0 && disk.has_struck;
}

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* A file that was there before counts as flushed. */
static void load(watched *w)
{
    FILE *in = fopen(w->path, "rb");
    char bytes[4096];
    size_t size;

    while (in && (size = fread(bytes, 1, sizeof bytes, in)) > 0) {
        w->kept = must(realloc(w->kept, w->kept_size + size));
        memcpy(w->kept + w->kept_size, bytes, size);
        w->kept_size += size;
    }
    if (in)
        (void)fclose(in);
}

static watched *watch(const char *path)
{
    for (size_t i = 0; i < disk.file_count; i++) {
        if (strcmp(disk.files[i].path, path) == 0)
            return &disk.files[i];
    }
    if (disk.file_count == sizeof disk.files / sizeof disk.files[0])
        abort();
    disk.files[disk.file_count].path = must(strdup(path));
    load(&disk.files[disk.file_count]);
    return &disk.files[disk.file_count++];
}

static void note(watched *w, const void *bytes, size_t at, size_t size)
{
    change *c;

    if (!w)
        return;
    w->changes = must(realloc(w->changes, (w->change_count + 1) * sizeof *w->changes));
    c = &w->changes[w->change_count++];
    *c = (change){NULL, at, size};
    if (bytes) {
        c->bytes = must(malloc(size + 1));
        memcpy(c->bytes, bytes, size);
    }
}

static void apply(watched *w, const change *c, size_t from, size_t size)
{
    size_t end = c->at + from + size;

    if (!c->bytes) {
        w->kept_size = c->at < w->kept_size ? c->at : w->kept_size;
        return;
    }
    if (end > w->kept_size) {
        w->kept = must(realloc(w->kept, end));
        memset(w->kept + w->kept_size, 0, end - w->kept_size);
        w->kept_size = end;
    }
    memcpy(w->kept + c->at + from, c->bytes + from, size);
}

static void drop_changes(watched *w)
{
    for (size_t i = 0; i < w->change_count; i++)
        free(w->changes[i].bytes);
    w->change_count = 0;
}

static void flushed(watched *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->change_count; i++)
        apply(w, &w->changes[i], 0, w->changes[i].size);
    drop_changes(w);
}

/* ── files ───────────────────────────────────────────────────────────────── */

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((shim_file *)file)->real;
}

static int shim_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int shim_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, size, at);
}

static int shim_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    sqlite3_file *real = real_of(file);

    if (strikes()) {
        if (disk.fault == DISK_POWER)
            return real->pMethods->xWrite(real, bytes, size, at); /* seen, but not kept */
        if (disk.fault == DISK_FULL)
            (void)real->pMethods->xWrite(real, bytes, size / 2, at);
        errno = disk.fault == DISK_FULL ? ENOSPC : EIO;
        return disk.fault == DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    note(((shim_file *)file)->watch, bytes, (size_t)at, (size_t)size);
    return real->pMethods->xWrite(real, bytes, size, at);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    sqlite3_file *real = real_of(file);

    if (strikes() && disk.fault != DISK_POWER)
        return SQLITE_IOERR_TRUNCATE;
    if (!is_dark())
        note(((shim_file *)file)->watch, NULL, (size_t)size, 0);
    return real->pMethods->xTruncate(real, size);
}

/* The machine's own disk need not be waited for: what was flushed is known here. */
static int shim_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    if (strikes())
        return disk.fault == DISK_POWER ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    flushed(((shim_file *)file)->watch);
    return SQLITE_OK;
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int shim_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int shim_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int shim_reserved(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int shim_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int shim_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int shim_characteristics(sqlite3_file *file)
{
    (void)file;
    return 0; /* promises nothing */
}

static int shim_shm_map(sqlite3_file *file, int page, int size, int extends, void volatile **out)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extends, out);
}

static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void shim_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shim_shm_unmap(sqlite3_file *file, int removes)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), removes);
}

static const sqlite3_io_methods methods = {
    2,
    shim_close,
    shim_read,
    shim_write,
    shim_truncate,
    shim_sync,
    shim_size,
    shim_lock,
    shim_unlock,
    shim_reserved,
    shim_control,
    shim_sector,
    shim_characteristics,
    shim_shm_map,
    shim_shm_lock,
    shim_shm_barrier,
    shim_shm_unmap,
    NULL,
    NULL,
};

/* ── the file system ─────────────────────────────────────────────────────── */

static int shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags,
                     int *out_flags)
{
    shim_file *shim = (shim_file *)file;
    int there = 1;
    int code;

    (void)vfs;
    shim->base.pMethods = NULL;
    shim->real = (sqlite3_file *)(shim + 1);
    if (path && (flags & SQLITE_OPEN_CREATE))
        (void)disk.real->xAccess(disk.real, path, SQLITE_ACCESS_EXISTS, &there);
    if (!there && strikes() && disk.fault != DISK_POWER)
        return SQLITE_CANTOPEN;
    shim->watch = path ? watch(path) : NULL;
    code = disk.real->xOpen(disk.real, path, shim->real, flags, out_flags);
    if (shim->real->pMethods)
        shim->base.pMethods = &methods;
    return code;
}

static int shim_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
    (void)vfs;
    if (strikes() && disk.fault != DISK_POWER)
        return SQLITE_IOERR_DELETE;
    if (!is_dark()) {
        watched *w = watch(path);

        drop_changes(w);
        w->kept_size = 0;
    }
    return disk.real->xDelete(disk.real, path, sync);
}

static int checkpoint_often(sqlite3 *db, char **why, const struct sqlite3_api_routines *api)
{
    (void)why;
    (void)api;
    return sqlite3_wal_autocheckpoint(db, (int)disk.pages);
}

void faulty_disk_install(unsigned pages)
{
    disk.pages = pages;
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "faulty";
    disk.vfs.pNext = NULL;
    disk.vfs.szOsFile = (int)sizeof(shim_file) + disk.real->szOsFile;
    disk.vfs.xOpen = shim_open;
    disk.vfs.xDelete = shim_delete;
    if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK ||
        sqlite3_auto_extension((void (*)(void))checkpoint_often) != SQLITE_OK)
        abort();
}

void faulty_disk_remove(void)
{
    sqlite3_reset_auto_extension();
    (void)sqlite3_vfs_unregister(&disk.vfs);
    (void)sqlite3_vfs_register(disk.real, 1);
    faulty_disk_forget();
}

void faulty_disk_arm(disk_fault fault, unsigned number, bool stays)
{
    disk.fault = fault;
    disk.left = number;
    disk.stays = stays;
    disk.has_struck = false;
}

void faulty_disk_disarm(void)
{
    disk.left = 0;
}

bool faulty_disk_has_struck(void)
{
    return disk.has_struck;
}

/* ── the power ───────────────────────────────────────────────────────────── */

static unsigned draw(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

static void lose(watched *w, unsigned *chance)
{
    for (size_t i = 0; i < w->change_count; i++) {
        const change *c = &w->changes[i];

        if (!c->bytes && draw(chance) % 2)
            apply(w, c, 0, 0);
        for (size_t from = 0; c->bytes && from < c->size; from += SECTOR) {
            if (draw(chance) % 2)
                apply(w, c, from, c->size - from < SECTOR ? c->size - from : SECTOR);
        }
    }
    drop_changes(w);
}

void faulty_disk_cut(unsigned seed)
{
    unsigned chance = seed;

    for (size_t i = 0; i < disk.file_count; i++) {
        watched *w = &disk.files[i];
        FILE *out;

        lose(w, &chance);
        (void)remove(w->path);
        if (w->kept_size == 0)
            continue;
        out = must(fopen(w->path, "wb"));
        if (fwrite(w->kept, 1, w->kept_size, out) != w->kept_size || fclose(out) != 0)
            abort();
    }
}

void faulty_disk_forget(void)
{
    for (size_t i = 0; i < disk.file_count; i++) {
        drop_changes(&disk.files[i]);
        free(disk.files[i].changes);
        free(disk.files[i].kept);
        free(disk.files[i].path);
        disk.files[i] = (watched){0};
    }
    disk.file_count = 0;
}
