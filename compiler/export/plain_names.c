/* plain_names.c - names of a plan as names of a programming language, no two alike. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "export/export_private.h"

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Room: a byte becomes at most itself and one `_`; a code point of 2 to 4 bytes "u" and 6 digits. */
static char *write_plain(char *out, const char *name)
{
    size_t size = strlen(name);
    char *start = out;
    unsigned step = 1;
    for (size_t at = 0; at < size; at += step) {
        int32_t codepoint = toc_utf8_decode(name + at, size - at, &step);
        if (codepoint >= 0x80)
            out += sprintf(out, "u%04x", (unsigned)codepoint);
        else if (codepoint >= 0 && is_plain((char)codepoint))
            *out++ = (char)codepoint;
        else if (out == start || out[-1] != '_')
            *out++ = '_';
    }
    if (out == start)
        *out++ = '_';
    *out = '\0';
    return out;
}

const char *toc_export_plain_name(toc_arena *arena, const char *name)
{
    char *out = toc_arena_alloc(arena, 4 * strlen(name) + 8);
    write_plain(out, name);
    return out;
}

typedef struct entry {
    const char *text;
    uint32_t index;
} entry;

static int by_text(const void *one, const void *other)
{
    const entry *a = one;
    const entry *b = other;
    int order = strcmp(a->text, b->text);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

const char **toc_export_plain_names(toc_arena *arena, const char *const *names, uint32_t count)
{
    entry *sorted = toc_arena_alloc_array(arena, count + 1, sizeof *sorted);
    const char **plain = toc_arena_alloc_array(arena, count + 1, sizeof *plain);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = (entry){toc_export_plain_name(arena, names[i]), i};
    qsort(sorted, count, sizeof *sorted, by_text);
    uint32_t same = 1;
    for (uint32_t i = 0; i < count; i++) {
        bool is_again = i > 0 && strcmp(sorted[i].text, sorted[i - 1].text) == 0;
        same = is_again ? same + 1 : 1;
        plain[sorted[i].index] =
            same == 1 ? sorted[i].text : toc_arena_printf(arena, "%s__%u", sorted[i].text, same);
    }
    return plain;
}
