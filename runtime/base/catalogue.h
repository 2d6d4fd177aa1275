/* catalogue.h - the fixed words of reports and charts in other languages than English.
 *
 * The translations are written in po/ with gettext's tools, compiled by msgfmt, and built into
 * the library: they need no installation, no file and no locale, and what is asked for decides.
 * The words themselves stand in tables of their users (report/words.h, emit/wording.h). */
#ifndef TOC_BASE_CATALOGUE_H
#define TOC_BASE_CATALOGUE_H

#ifdef __cplusplus
extern "C" {
#endif

/** The key of a word: a context that is unique among all words, then the English text. */
#define TOC_CATALOGUE_KEY(context, english) context "\4" english

/** The word of @p key in @p lang ("zh-Hans", "zh-Hant": a file of po/ has that name); its English
 *  text where there is no such catalogue or it has no such word.  Static storage, no state.
 *  O(log words). */
const char *toc_catalogue_text(const char *lang, const char *key);

#ifdef __cplusplus
}
#endif

#endif
