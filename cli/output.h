/* output.h - a file that a command writes: whole, or not at all.
 *
 * A command opens one, writes to `stream`, and commits or aborts it.  What is written
 * goes to a new file in the target's folder that has no name, so that nothing of it stays behind
 * whatever ends the process; it takes the target's place at commit, for which signals wait.  A
 * target that is a device or a pipe is written straight.  Messages go to `err`. */
#ifndef TOC_CLI_OUTPUT_H
#define TOC_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

typedef struct toc_output {
    FILE *stream;      /* write here */
    FILE *err;         /* where messages go; not owned */
    const char *lang;  /* of messages, a file of po/; NULL: English */
    const char *shown; /* the name in messages; not owned */
    char *target;      /* what commit replaces; NULL: written straight */
    bool is_linkable;  /* the new file can get a name; else it is copied to one that has */
    bool is_stdout;
} toc_output;

/** Opens @p path for writing; NULL or "-" is standard output.  @p path must outlive it.  What is told to
 *  @p err is in @p lang, a file of po/ (NULL: English).
 *  Follows symbolic links, and keeps mode, owner and group of a file that is there as far as the
 *  system lets (a group that cannot be kept gets no more rights than everybody).  Another name of
 *  the file (a hard link) keeps the old text: see toc_output_may_edit.
 *  False after a message (the sub-command ends with TOC_EXIT_USAGE); nothing is left open. */
bool toc_output_open(toc_output *out, const char *path, const char *lang, FILE *err);

/** For commands that change a file of the user's in place: false, after such a message, where the
 *  file has several names.  Replacing it would leave the others with the old text, and writing into
 *  it could leave it half-written. */
bool toc_output_may_edit(const char *path, const char *lang, FILE *err);

/** Writes all out and puts the file in its place.  False after a message when the disk is
 *  full or the like (the sub-command ends with TOC_EXIT_INTERNAL): the target is as it was. */
bool toc_output_commit(toc_output *out);

/** Gives up: the target is as it was. */
void toc_output_abort(toc_output *out);

#endif
