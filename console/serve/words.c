/* words.c - looks the words of a live exercise up. */
#include "serve/words.h"

#include <string.h>

#include "base/catalogue.h"
#include "base/json.h"

typedef struct page_word {
    const char *id;
    const char *key; /* see base/catalogue.h */
} page_word;

static const page_word page_words[] = {
#define WORD(id, english) {#id, TOC_CATALOGUE_KEY("console." #id, english)},
#include "web/words.def"
#undef WORD
};

static const char *const serve_words[] = {
#define TOC_WORD(id, english) TOC_CATALOGUE_KEY("serve." #id, english),
#include "serve/serve_words.def"
#undef TOC_WORD
};

const char *toc_serve_text(toc_arena *arena, const char *lang, toc_serve_word word,
                           const char *first)
{
    const char *text = toc_catalogue_text(lang, serve_words[word]);
    const char *slot = strstr(text, "{1}");

    if (!slot || !first)
        return text;
    return toc_arena_printf(arena, "%.*s%s%s", (int)(slot - text), text, first, slot + 3);
}

void toc_page_words_write(const char *lang, FILE *out)
{
    toc_json json;

    toc_json_init(&json, out, 0);
    toc_json_begin_object(&json);
    toc_json_key_string(&json, "lang", lang);
    for (size_t i = 0; i < sizeof page_words / sizeof page_words[0]; i++)
        toc_json_key_string(&json, page_words[i].id, toc_catalogue_text(lang, page_words[i].key));
    toc_json_end_object(&json);
}
