/* languages.h - the languages of the pages, and in which one somebody gets them who has chosen none.
 *
 * The pages are in English, simplified and traditional Chinese; a plan has its own language and titles in some
 * more.  What the browser asks for counts, but Chinese comes in the script that the plan's Chinese is
 * in, so that a screen does not mix two; who asks for nothing that there is gets the plan's own language. */
#ifndef TOC_SERVE_LANGUAGES_H
#define TOC_SERVE_LANGUAGES_H

#include <stddef.h>

#define TOC_PAGE_LANGUAGES 3u

typedef struct toc_languages {
    const char *order[TOC_PAGE_LANGUAGES]; /* the plan's own first */
    const char *chinese; /* "zh-Hans" or "zh-Hant" where the plan has that one alone; else NULL */
} toc_languages;

/** For a plan with titles in @p count languages @p tags, its own first. */
toc_languages toc_languages_of(const char *const *tags, size_t count);

/** For a browser with this header Accept-Language (NULL: none); static storage. */
const char *toc_languages_for(const toc_languages *languages, const char *accept);

/** The language of the pages that is called @p name, or NULL. */
const char *toc_languages_named(const char *name);

#endif
