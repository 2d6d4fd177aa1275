/* pack.h - the files of an exercise into its head, and out again into a folder of their own.
 *
 * An exercise must be played on and reported where none of the files it was made from is left;
 * programs that draw and report (child processes) read them from a folder that is made for them. */
#ifndef TOC_JOURNAL_PACK_H
#define TOC_JOURNAL_PACK_H

#include "journal/journal.h"

/* A file to be stored, as the program was told of it. */
typedef struct toc_pack_input {
    toc_journal_role role;
    const char *path;  /* of this machine; need not be absolute */
    const void *bytes; /* what it says; NULL: read it */
    size_t size;
} toc_pack_input;

/** Stored files from @p inputs, in @p arena, in their order: paths become those below the nearest
 *  folder that all have in common, so that one still finds another by the same relative path.  Of two
 *  inputs of one path the first is taken.  TOC_EIO where one cannot be read. */
toc_status toc_pack_files(toc_arena *arena, const toc_pack_input *inputs, size_t count,
                          toc_journal_file **out_files, size_t *out_count,
                          toc_journal_problem *problem);

/** Writes all stored files below a new folder that only this user can read (in TMPDIR, or /tmp), at
 *  their relative paths.  *out_folder is in @p arena.  After a failure nothing is left. */
toc_status toc_pack_unfold(toc_journal *journal, toc_arena *arena, const char **out_folder,
                           toc_journal_problem *problem);

/** Removes the folder: the files of @p journal in it, and folders that are then empty. */
void toc_pack_remove(const toc_journal *journal, const char *folder);

#endif
