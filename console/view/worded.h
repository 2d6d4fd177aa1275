/* worded.h - conditions of the plan in words that people read, in each language of the pages.
 *
 * The machine has a condition as the planner wrote it.  What it says in words the compiler knows, which
 * the console does not include: whoever has the plan works the words out once and hands them to
 * the view (toc_view_set_worded).  All texts are the caller's and outlive the view. */
#ifndef TOC_VIEW_WORDED_H
#define TOC_VIEW_WORDED_H

#include <stdbool.h>
#include <stdint.h>

/* One line of a condition that is told point by point. */
typedef struct toc_worded_line {
    uint32_t depth; /* how far in it stands: 0 for the outermost */
    bool is_head;   /* "all of:", "any of:"; the lines below that stand further in belong to it */
    const char *text;
} toc_worded_line;

/* One condition, on one line and point by point. */
typedef struct toc_worded {
    const char *text; /* NULL: not known in words; nothing else counts then */
    const toc_worded_line *lines;
    uint32_t line_count;
} toc_worded;

typedef struct toc_worded_set {
    const char *lang;     /* of an audience, as "zh-Hans" */
    const toc_worded *of; /* by number of the machine's conditions */
    uint32_t count;
} toc_worded_set;

#endif
