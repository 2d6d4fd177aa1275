/* languages.c - the languages of the pages, and in which one somebody gets them who has chosen none. */
#include "serve/languages.h"

#include <stdbool.h>
#include <string.h>

#include "serve/http.h"

static const char *const all[TOC_PAGE_LANGUAGES] = {"en", "zh-Hans", "zh-Hant"};

static bool is_chinese(const char *lang)
{
    return strncmp(lang, "zh", 2) == 0;
}

toc_languages toc_languages_of(const char *const *tags, size_t count)
{
    toc_languages it = {
        .order = {toc_http_language(count > 0 ? tags[0] : NULL, all, TOC_PAGE_LANGUAGES)}};
    bool has_both = false;
    size_t used = 1;

    for (size_t i = 0; i < count; i++) {
        const char *lang = toc_http_language(tags[i], all, TOC_PAGE_LANGUAGES);

        if (!is_chinese(lang))
            continue;
        has_both = has_both || (it.chinese && it.chinese != lang);
        it.chinese = lang;
    }
    if (has_both)
        it.chinese = NULL;
    for (size_t i = 0; i < TOC_PAGE_LANGUAGES; i++) {
        if (all[i] != it.order[0])
            it.order[used++] = all[i];
    }
    return it;
}

const char *toc_languages_for(const toc_languages *languages, const char *accept)
{
    const char *lang = toc_http_language(accept, languages->order, TOC_PAGE_LANGUAGES);

    return is_chinese(lang) && languages->chinese ? languages->chinese : lang;
}

const char *toc_languages_named(const char *name)
{
    for (size_t i = 0; i < TOC_PAGE_LANGUAGES; i++) {
        if (strcmp(all[i], name) == 0)
            return all[i];
    }
    return NULL;
}
