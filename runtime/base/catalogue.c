/* catalogue.c - looks words up in gettext's MO format: two tables of lengths and offsets, the first
 * sorted by key. */
#include "base/catalogue.h"

#include <stdint.h>
#include <string.h>

#include "base/catalogue_private.h"

enum { MO_COUNT = 8, MO_KEYS = 12, MO_TEXTS = 16, MO_HEAD = 28, MO_ROW = 8 };

static uint32_t number_at(const toc_catalogue *it, size_t at)
{
    const unsigned char *b = it->bytes + at;

    return at + 4 > it->size
               ? 0
               : (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* Row @p index of the table whose place stands at @p table; "" where the file does not hold it. */
static const char *text_at(const toc_catalogue *it, size_t table, uint32_t index)
{
    size_t row = number_at(it, table) + (size_t)index * MO_ROW;
    size_t size = number_at(it, row);
    size_t begin = number_at(it, row + 4);

    if (begin < MO_HEAD || begin + size >= it->size || it->bytes[begin + size] != '\0')
        return "";
    return (const char *)(it->bytes + begin);
}

static const toc_catalogue *find_catalogue(const char *lang)
{
    for (size_t i = 0; i < toc_catalogue_count; i++) {
        if (strcmp(toc_catalogues[i].lang, lang) == 0)
            return &toc_catalogues[i];
    }
    return NULL;
}

static const char *find_text(const toc_catalogue *it, const char *key)
{
    uint32_t low = 0;
    uint32_t high = number_at(it, MO_COUNT);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(text_at(it, MO_KEYS, middle), key);

        if (order == 0)
            return text_at(it, MO_TEXTS, middle);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return "";
}

const char *toc_catalogue_text(const char *lang, const char *key)
{
    const toc_catalogue *catalogue = find_catalogue(lang);
    const char *text = catalogue ? find_text(catalogue, key) : "";
    const char *end = strchr(key, '\4');

    if (*text)
        return text;
    return end ? end + 1 : key;
}
