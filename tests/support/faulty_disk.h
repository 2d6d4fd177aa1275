/* faulty_disk.h - a disk under SQLite that refuses, or loses power, when the test says so.
 *
 * While it is in place it is SQLite's default file system.  Each change of a file is an event:
 * a write, a cut to a length, a flush, a removal, a file newly made.  One at a time: its state is the
 * test program's own. */
#ifndef TOC_TESTS_FAULTY_DISK_H
#define TOC_TESTS_FAULTY_DISK_H

#include <stdbool.h>
#include <stddef.h>

typedef enum disk_fault {
    DISK_FULL, /* half of what is written arrives, then the disk is full; flushes fail by I/O error */
    DISK_ERROR, /* nothing arrives, I/O error */
    DISK_POWER  /* from here on nothing arrives, and nobody is told */
} disk_fault;

/** Puts the disk in place; checkpoints come after each @p pages pages of the log. */
void faulty_disk_install(unsigned pages);
void faulty_disk_remove(void);

/** Event @p number from now on (1: the next) has the fault; @p stays: those after it too. */
void faulty_disk_arm(disk_fault fault, unsigned number, bool stays);

/** No further faults. */
void faulty_disk_disarm(void);

/** Whether there was a fault since the disk was armed. */
bool faulty_disk_has_struck(void);

/** After DISK_POWER, when all files are closed: each file becomes what was flushed, and by chance
 *  (@p seed) sectors of what was not. */
void faulty_disk_cut(unsigned seed);

/** Forgets the files it has kept watch of. */
void faulty_disk_forget(void);

#endif
