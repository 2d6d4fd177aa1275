/* line_diff.h - what changed between two texts, as a unified diff.
 *
 * `tocsin fmt --diff` prints it, and the changes that a drill proposes.  Nothing is kept. */
#ifndef TOC_DRIVER_LINE_DIFF_H
#define TOC_DRIVER_LINE_DIFF_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"

typedef struct toc_diff_text {
    const char *name; /* as the head of the diff shows it */
    const char *bytes;
    size_t size;
} toc_diff_text;

/** Writes how @p before becomes @p after, with three lines of context; nothing where they are
 *  the same.  The shortest way is looked for among up to TOC_DIFF_EDITS_MAX changed lines;
 *  beyond, all lines between the common beginning and the common end are replaced.
 *  O(lines + edits²) time and space, all from @p arena. */
void toc_line_diff_print(toc_arena *arena, const toc_diff_text *before, const toc_diff_text *after,
                         bool use_colour, FILE *out);

#define TOC_DIFF_EDITS_MAX 1000

#endif
