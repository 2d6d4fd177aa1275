/* diag_private.h - what the two halves of the text renderer share: diag_text.c writes a
 * record's lines of words, diag_excerpt.c the source lines with their marks. */
#ifndef TOC_BASE_DIAG_PRIVATE_H
#define TOC_BASE_DIAG_PRIVATE_H

#include "base/diag.h"
#include "base/source.h"

typedef enum toc_colour {
    TOC_COLOUR_PLAIN,
    TOC_COLOUR_BOLD,
    TOC_COLOUR_ERROR,
    TOC_COLOUR_WARNING,
    TOC_COLOUR_NOTE,
    TOC_COLOUR_LABEL /* labels, gutter, arrows */
} toc_colour;

typedef struct toc_pen {
    FILE *out;
    bool use_colour;
    toc_colour level; /* of the record being written */
    const char *lang; /* of the words around it, see base/phrase.h */
} toc_pen;

void toc_pen_colour(const toc_pen *pen, toc_colour colour);
void toc_pen_spaces(const toc_pen *pen, unsigned count);

/** Writes @p text with whatever would upset a terminal made visible.  A line end becomes
 *  one with @p indent spaces after it, or a space where indent is 0. */
void toc_pen_text(const toc_pen *pen, const char *text, unsigned indent);

/** A character as it is shown: itself, or `<U+202E>` where it cannot be seen or must not
 *  be sent to a terminal.  A tab is one space here. */
typedef struct toc_piece {
    char text[16];
    unsigned text_size;
    unsigned width; /* columns */
    unsigned step;  /* bytes of the source */
} toc_piece;

toc_piece toc_piece_at(const char *text, size_t size);

typedef struct toc_excerpt toc_excerpt;

/** The places of a record, sorted into lines.  Lives in the arena. */
toc_excerpt *toc_excerpt_new(toc_arena *arena, toc_sources *sources, const toc_diag *diag);

/** Columns that the line numbers take. */
unsigned toc_excerpt_gutter(const toc_excerpt *excerpt);

void toc_excerpt_render(toc_excerpt *excerpt, const toc_pen *pen);

#endif
