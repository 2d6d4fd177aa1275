/* phrase.h - texts for people, written in the language of the arena in which they are made.
 *
 * Whoever writes a message writes English formats; po/ holds the translations, in the context `diag`.
 * An argument of `%s` that stands neither in back-ticks nor in quotation marks is a phrase: it is looked
 * up, too, so that a word from a table needs no call of its own - only TOC_PHRASE, for tools/po to find
 * it.  What the user wrote stands in back-ticks or quotation marks, and is never translated.
 *
 * A translation takes its arguments in the order of the English, or by number (`%2$s`); it may leave out
 * a `%s`, which other languages need for their endings.  tools/po checks that it asks for nothing else. */
#ifndef TOC_BASE_PHRASE_H
#define TOC_BASE_PHRASE_H

#include <stdarg.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Marks a format or phrase that tools/po does not find by itself, as it stands in a table or behind `?`. */
#define TOC_PHRASE(text) text /* NOLINT(bugprone-macro-parentheses): arrays begin with it, too */

/** The language of texts made in the arena, a file of po/ ("zh-Hans"); NULL: English.  An arena within
 *  another has that one's, where it has none of its own. */
const char *toc_arena_lang(const toc_arena *arena);

/** The file of po/ for a tag such as "zh", "zh-TW" or "zh_HK.UTF-8"; NULL: English is as good.  Static. */
const char *toc_lang_of_tag(const char *tag);

/** @p english in the arena's language; itself where that has no such text.  In the arena, or static. */
const char *toc_phrase(toc_arena *arena, const char *english) __attribute__((format_arg(2)));

/** @p english in @p lang (NULL: English), for whoever has no arena.  Static, or @p english. */
const char *toc_phrase_in(const char *lang, const char *english) __attribute__((format_arg(2)));

/** toc_arena_printf in the arena's language: format and phrases are looked up. */
char *toc_say(toc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *toc_vsay(toc_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/** The same with the format's keywords marked (toc_keywords_mark), in the language in which it is used. */
char *toc_vsay_keywords(toc_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#ifdef __cplusplus
}
#endif

#endif
