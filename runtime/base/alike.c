/* alike.c - the table of letters that look the same in two scripts, and what is said of them. */
#include "base/alike.h"

#include <stdbool.h>
#include <string.h>

#include "base/phrase.h"
#include "base/utf8.h"

/* Letters that are drawn like a Latin one.  Only what a keyboard in use here produces. */
typedef struct twin {
    int32_t codepoint;
    char latin;
} twin;

static const twin twins[] = {
    {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'},
    {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x03BF, 'o'}, {0x03BD, 'v'}, {0x0405, 'S'}, {0x0406, 'I'},
    {0x0408, 'J'}, {0x0410, 'A'}, {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'},
    {0x041D, 'H'}, {0x041E, 'O'}, {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0425, 'X'},
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x051B, 'q'},
    {0x051D, 'w'},
};

static char latin_of(int32_t codepoint)
{
    if (codepoint >= 0xFF21 && codepoint <= 0xFF3A) /* full-width letters */
        return (char)('A' + (codepoint - 0xFF21));
    if (codepoint >= 0xFF41 && codepoint <= 0xFF5A)
        return (char)('a' + (codepoint - 0xFF41));
    if (codepoint >= 0xFF10 && codepoint <= 0xFF19)
        return (char)('0' + (codepoint - 0xFF10));
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
        if (twins[i].codepoint == codepoint)
            return twins[i].latin;
    }
    return 0;
}

char *toc_alike_plain(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);
    char *out = toc_arena_alloc(arena, size + 1);
    size_t at_out = 0;
    bool is_changed = false;
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        char latin = latin_of(toc_utf8_decode(text + at, size - at, &step));

        if (latin != 0) {
            out[at_out++] = latin;
            is_changed = true;
        } else {
            memcpy(out + at_out, text + at, step);
            at_out += step;
        }
    }
    return is_changed ? out : NULL;
}

bool toc_alike_is(toc_arena *arena, const char *a, const char *b)
{
    const char *plain_a = toc_alike_plain(arena, a);
    const char *plain_b = toc_alike_plain(arena, b);

    return strcmp(a, b) != 0 && strcmp(plain_a ? plain_a : a, plain_b ? plain_b : b) == 0;
}

static const char *script_of(int32_t codepoint)
{
    if (codepoint >= 0xFF00)
        return TOC_PHRASE("full-width");
    return codepoint < 0x0400 ? TOC_PHRASE("Greek") : TOC_PHRASE("Cyrillic");
}

const char *toc_alike_said(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        int32_t codepoint = toc_utf8_decode(text + at, size - at, &step);
        char latin = latin_of(codepoint);

        if (latin != 0)
            return toc_say(arena, "`%.*s` (U+%04X, %s) in it only looks like `%c`", (int)step,
                           text + at, (unsigned)codepoint, script_of(codepoint), latin);
    }
    return NULL;
}
