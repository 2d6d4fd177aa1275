/* format_private.h - what the parts of the formatter hand to each other; not installed.
 *
 * format.c makes the pieces: each lexeme and comment once, in source order.  format_marks.c
 * says from the tree what each piece is, format_words.c how it is written, format_layout.c
 * what stands before it; format.c then writes them out.  All lives in the caller's arena. */
#ifndef TOC_SYNTAX_FORMAT_PRIVATE_H
#define TOC_SYNTAX_FORMAT_PRIVATE_H

#include "syntax/format.h"

#define TOC_FORMAT_COLUMNS 110 /* display columns of a line, its trailing comment not counted */

/* What a piece is, as a set. */
enum {
    TOC_PIECE_COMMENT = 1,
    TOC_PIECE_TRAILING = 2,   /* a comment behind something on its line */
    TOC_PIECE_ITEM = 4,       /* opens a declaration or a clause of a block */
    TOC_PIECE_PART = 8,       /* opens a clause inside a clause: a place to break a long line */
    TOC_PIECE_WIDE_PART = 16, /* the same, set off by two spaces */
    TOC_PIECE_CALLED = 32,    /* name of a function: no space before its bracket */
    TOC_PIECE_SIGN = 64,      /* minus of one number: no space behind it */
    TOC_PIECE_OPEN = 128,     /* { */
    TOC_PIECE_CLOSE = 256,    /* } */
    TOC_PIECE_LINES = 512,    /* text with line ends in it */
    TOC_PIECE_AND_OR = 1024   /* joins conditions: a place to break */
};

typedef enum toc_gap {
    TOC_GAP_NONE,
    TOC_GAP_SPACE,
    TOC_GAP_WIDE, /* two spaces; before a trailing comment, that or more */
    TOC_GAP_LINE,
    TOC_GAP_EMPTY_LINE
} toc_gap;

typedef struct toc_piece {
    int kind; /* of the lexeme */
    toc_span span;
    bool is_name;
    uint32_t flags;   /* TOC_PIECE_… */
    uint32_t lines;   /* line ends between the piece before and this one, at most 2 */
    const char *text; /* as it will be written */
    uint32_t size;    /* bytes */
    uint32_t columns; /* widest that it gets in any language of keywords; of LINES its first line */
    uint32_t tail;    /* columns of the last line of LINES */
    toc_gap gap;      /* what stands before it */
    uint32_t indent;  /* columns, where the gap is a line */
} toc_piece;

typedef struct toc_pieces {
    toc_piece *items;
    uint32_t count;
} toc_pieces;

/** Sets what the tree tells: ITEM, PART, WIDE_PART, CALLED, SIGN.  O(n log n). */
void toc_format_mark(toc_pieces *pieces, const toc_file *file);

/** Sets text, size and columns, and OPEN, CLOSE, LINES, AND_OR. */
void toc_format_spell(toc_arena *arena, const toc_source *source, toc_pieces *pieces,
                      toc_keyword_language language);

/** Sets gap and indent. */
void toc_format_lay_out(toc_arena *arena, toc_pieces *pieces);

#endif
