/* words.h - the fixed words of a live exercise in the browser's language.
 *
 * The tables are web/words.def (what the pages show) and serve_words.def (what the server answers);
 * translations are in po/, see base/catalogue.h.  Static storage, no state. */
#ifndef TOC_SERVE_WORDS_H
#define TOC_SERVE_WORDS_H

#include <stdio.h>

#include "base/arena.h"

typedef enum toc_serve_word {
#define TOC_WORD(id, english) TOC_SERVE_##id,
#include "serve/serve_words.def"
#undef TOC_WORD
    TOC_SERVE_WORD_COUNT
} toc_serve_word;

/** The word in @p lang with {1} filled in (NULL: nothing is filled in), in @p arena. */
const char *toc_serve_text(toc_arena *arena, const char *lang, toc_serve_word word,
                           const char *first);

/** All words of the pages in @p lang as one JSON object, with `lang` besides. */
void toc_page_words_write(const char *lang, FILE *out);

#endif
