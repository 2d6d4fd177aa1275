/* face.h - measures and breaks texts with Pango, in the letters that the language asks for.
 *
 * One for a chart; free it before its arena.  Lengths are micrometres.  Letters are measured
 * without hints, so that a text is as wide on paper as on any screen. */
#ifndef TOC_DRAW_FACE_H
#define TOC_DRAW_FACE_H

#include "draw/scene.h"

typedef struct toc_face toc_face;

/* Different code points, in the order in which they were met. */
typedef TOC_VEC(uint32_t) toc_codepoints;
#define TOC_MOST_ABSENT 40u

typedef struct toc_face_line {
    const char *text;
    toc_um width;
    toc_um baseline; /* from the top of the text */
} toc_face_line;

typedef struct toc_face_text {
    toc_face_line *lines;
    uint32_t count;
    toc_um width, height;
    toc_um size; /* of the letters' body */
    bool is_bold;
    uint32_t missing;      /* letters that no font has */
    toc_codepoints absent; /* which they are, at most TOC_MOST_ABSENT */
} toc_face_text;

/** @p lang: "en", "zh-Hans" or "zh-Hant".  Never NULL: where memory is used up Pango ends the
 *  process. */
toc_face *toc_face_new(const char *lang);
void toc_face_free(toc_face *face);

/** The names of the letters for @p lang, best first, with commas; static storage.  Only the first
 *  is sure to have the forms of that language. */
const char *toc_face_family(const char *lang);

/** Adds @p codepoint unless it is there, or the list is full. */
void toc_codepoints_add(toc_arena *arena, toc_codepoints *list, uint32_t codepoint);

/** @p text as toc_face_set shows it: nothing in it steers how it is read.  O(n). */
const char *toc_face_clean(toc_arena *arena, const char *text);

/** Breaks @p text into lines of at most @p width (0: one line) by the rules of its language, and
 *  at its line ends.  Control characters, directional ones, and what is no character at all
 *  become spaces or nothing.  The lines are copied to @p arena.  O(n). */
toc_face_text toc_face_set(toc_face *face, toc_arena *arena, const char *text, toc_um size,
                           bool is_bold, toc_um width);

#endif
