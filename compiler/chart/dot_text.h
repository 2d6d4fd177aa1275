/* dot_text.h - labels for Graphviz: escaped, and broken into lines by the width of characters. */
#ifndef TOC_CHART_DOT_TEXT_H
#define TOC_CHART_DOT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A text put together; all zero is an empty one.  Heap, because a library's objects are open
 * while it grows: nothing may escape past them. */
typedef struct toc_dot_text {
    char *bytes;
    size_t size;
    size_t capacity;
    bool is_left;   /* lines begin at the left; else each stands in the middle */
    bool is_broken; /* memory is used up: what follows does nothing */
} toc_dot_text;

/** A new line, unless the text is empty. */
void toc_dot_text_begin_line(toc_dot_text *text);

/** @p bytes so that Graphviz shows just them: `\` doubled, `&` as its entity, control
 *  characters and line ends as spaces, what has no sign or turns the direction left out.  cgraph itself sees to quotes. */
void toc_dot_text_put(toc_dot_text *text, const char *bytes);

/** @p bytes as they are: for names, which Graphviz does not read for escapes. */
void toc_dot_text_put_raw(toc_dot_text *text, const char *bytes);

/** New lines with @p bytes between @p before and @p after, broken at @p width columns (spaces,
 *  and between wide characters, but not before closing marks). */
void toc_dot_text_lines(toc_dot_text *text, const char *before, const char *bytes,
                        const char *after, unsigned width);

/** The whole, valid until the next call; "" for an empty one; NULL when broken.  The text is
 *  empty afterwards, and its lines in the middle. */
const char *toc_dot_text_take(toc_dot_text *text);

/** Lines of a label, and the columns of the widest. */
void toc_dot_text_measure(const char *label, unsigned *out_lines, unsigned *out_columns);

void toc_dot_text_free(toc_dot_text *text);

#endif
