/* utf8.c - encoding by hand, everything that needs tables through utf8proc.
 *
 * Normalisation goes piece by piece through a buffer on the stack: utf8proc sorts
 * runs of combining marks in quadratic time, which a hostile text must not reach. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define PIECE_COUNT_MAX  128 /* code points normalised at a time */
#define PIECE_GROWTH_MAX 8   /* code points that one can become */

unsigned toc_utf8_encode(uint32_t codepoint, char *out)
{
    unsigned char *byte = (unsigned char *)out;

    if (codepoint < 0x80) {
        byte[0] = (unsigned char)codepoint;
        return 1;
    }
    if (codepoint < 0x800) {
        byte[0] = (unsigned char)(0xc0 | codepoint >> 6);
        byte[1] = (unsigned char)(0x80 | (codepoint & 0x3f));
        return 2;
    }
    if (codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint <= 0xdfff))
        codepoint = 0xfffd;
    if (codepoint < 0x10000) {
        byte[0] = (unsigned char)(0xe0 | codepoint >> 12);
        byte[1] = (unsigned char)(0x80 | (codepoint >> 6 & 0x3f));
        byte[2] = (unsigned char)(0x80 | (codepoint & 0x3f));
        return 3;
    }
    byte[0] = (unsigned char)(0xf0 | codepoint >> 18);
    byte[1] = (unsigned char)(0x80 | (codepoint >> 12 & 0x3f));
    byte[2] = (unsigned char)(0x80 | (codepoint >> 6 & 0x3f));
    byte[3] = (unsigned char)(0x80 | (codepoint & 0x3f));
    return 4;
}

unsigned toc_codepoint_width(int32_t codepoint)
{
    int width;

    if (codepoint >= 0x20 && codepoint < 0x7f)
        return 1;
    if (codepoint == '\t' || codepoint < 0 || codepoint > 0x10ffff)
        return 1;
    if (toc_codepoint_is_hidden(codepoint))
        return 0;
    width = utf8proc_charwidth(codepoint);
    return width < 0 ? 0 : (unsigned)width;
}

size_t toc_utf8_width(const char *text, size_t size)
{
    size_t width = 0;
    unsigned step;

    for (size_t at = 0; at < size; at += step)
        width += toc_codepoint_width(toc_utf8_decode(text + at, size - at, &step));
    return width;
}

size_t toc_utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    unsigned step;

    for (size_t at = 0; at < size; at += step, count++)
        (void)toc_utf8_decode(text + at, size - at, &step);
    return count;
}

static bool is_between(int32_t codepoint, int32_t first, int32_t last)
{
    return codepoint >= first && codepoint <= last;
}

static bool is_variation_selector(int32_t codepoint)
{
    return is_between(codepoint, 0xfe00, 0xfe0f) || is_between(codepoint, 0xe0100, 0xe01ef);
}

static utf8proc_category_t category(int32_t codepoint)
{
    return is_between(codepoint, 0, 0x10ffff) ? utf8proc_category(codepoint) : UTF8PROC_CATEGORY_CN;
}

bool toc_codepoint_is_name_start(int32_t codepoint)
{
    utf8proc_category_t kind;

    if (codepoint < 0x80)
        return is_between(codepoint, 'a', 'z') || is_between(codepoint, 'A', 'Z') ||
               is_between(codepoint, '0', '9') || codepoint == '_';
    if (is_between(codepoint, 0x4e00, 0x9fff))
        return true;
    kind = category(codepoint);
    return (kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LL ||
            kind == UTF8PROC_CATEGORY_LT || kind == UTF8PROC_CATEGORY_LM ||
            kind == UTF8PROC_CATEGORY_LO || kind == UTF8PROC_CATEGORY_ND ||
            kind == UTF8PROC_CATEGORY_NL) &&
           !toc_codepoint_is_hidden(codepoint);
}

/* Variation selectors are marks, but two names that differ only there look the same. */
bool toc_codepoint_is_name_part(int32_t codepoint)
{
    utf8proc_category_t kind;

    if (toc_codepoint_is_name_start(codepoint))
        return true;
    if (codepoint < 0x80)
        return false;
    kind = category(codepoint);
    return (kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_MC ||
            kind == UTF8PROC_CATEGORY_ME) &&
           !is_variation_selector(codepoint) && !toc_codepoint_is_hidden(codepoint);
}

/* Beside the bidirectional and zero-width ones: line and paragraph separators, which some
 * editors break a comment at, fillers that are letters without a shape, annotation marks. */
bool toc_codepoint_is_hidden(int32_t codepoint)
{
    static const struct {
        int32_t first;
        int32_t last;
    } ranges[] = {{0x00ad, 0x00ad},  {0x034f, 0x034f}, {0x061c, 0x061c}, {0x115f, 0x1160},
                  {0x180e, 0x180e},  {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
                  {0x3164, 0x3164},  {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff9, 0xfffb},
                  {0xe0000, 0xe007f}};

    if (codepoint < 0xad || is_between(codepoint, 0x3165, 0xfefe))
        return false;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (is_between(codepoint, ranges[i].first, ranges[i].last))
            return true;
    }
    return false;
}

/* Starters that neither decompose nor combine with what stands before them. */
static bool is_inert(int32_t codepoint)
{
    return is_between(codepoint, 0, 0x2ff) || is_between(codepoint, 0x4e00, 0x9fff) ||
           is_between(codepoint, 0x3400, 0x4dbf) || is_between(codepoint, 0x3001, 0x3029) ||
           is_between(codepoint, 0x2010, 0x2027) || is_between(codepoint, 0xff01, 0xff5e);
}

bool toc_utf8_is_surely_nfc(const char *text, size_t size)
{
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        if (!is_inert(toc_utf8_decode(text + at, size - at, &step)))
            return false;
    }
    return true;
}

/* A text that grows in an arena. */
typedef struct output {
    toc_arena *arena;
    char *text;
    size_t size;
    size_t capacity; /* a NUL has room after it */
} output;

static bool append(output *out, const char *bytes, size_t size)
{
    if (size > out->capacity - out->size) {
        size_t larger = 2 * (out->capacity + size);
        char *moved = toc_arena_alloc(out->arena, larger + 1);

        if (!moved)
            return false;
        memcpy(moved, out->text, out->size);
        out->text = moved;
        out->capacity = larger;
    }
    memcpy(out->text + out->size, bytes, size);
    out->size += size;
    return true;
}

/* The length of the first piece: all of a short text, else up to the last inert code point
 * among the first PIECE_COUNT_MAX.  A longer run without one is cut where it is. */
static size_t piece_size(const char *text, size_t size)
{
    size_t at = 0;
    size_t cut = 0;
    unsigned step;

    for (unsigned count = 0; at < size; at += step, count++) {
        int32_t codepoint = toc_utf8_decode(text + at, size - at, &step);

        if (count == PIECE_COUNT_MAX)
            return cut ? cut : at;
        if (at && is_inert(codepoint))
            cut = at;
    }
    return size;
}

static bool append_normal(output *out, const char *text, size_t size, utf8proc_option_t options)
{
    utf8proc_int32_t buffer[PIECE_COUNT_MAX * PIECE_GROWTH_MAX + 1];
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, buffer,
                           PIECE_COUNT_MAX * PIECE_GROWTH_MAX, options);

    if (count < 0 || count > PIECE_COUNT_MAX * PIECE_GROWTH_MAX)
        return append(out, text, size);
    count = utf8proc_reencode(buffer, count, options);
    if (count < 0)
        return append(out, text, size);
    return append(out, (const char *)buffer, (size_t)count);
}

static char *normalise(toc_arena *arena, const char *text, size_t size, int options,
                       size_t *out_size)
{
    output out = {arena, toc_arena_alloc(arena, size + size / 2 + 1), 0, size + size / 2};

    if (!out.text)
        return NULL;
    for (size_t at = 0; at < size;) {
        size_t piece = piece_size(text + at, size - at);

        if (!append_normal(&out, text + at, piece, (utf8proc_option_t)options))
            return NULL;
        at += piece;
    }
    out.text[out.size] = '\0';
    *out_size = out.size;
    return out.text;
}

char *toc_utf8_nfc(toc_arena *arena, const char *text, size_t size, size_t *out_size)
{
    if (!toc_utf8_is_surely_nfc(text, size))
        return normalise(arena, text, size, UTF8PROC_STABLE | UTF8PROC_COMPOSE, out_size);
    *out_size = size;
    return toc_arena_copy(arena, text, size);
}

static bool is_space(int32_t codepoint)
{
    return codepoint == ' ' || is_between(codepoint, '\t', '\r') ||
           (codepoint >= 0x80 && category(codepoint) == UTF8PROC_CATEGORY_ZS);
}

/* Works in place: the result is never longer. */
static void squeeze_spaces(char *text, size_t size)
{
    size_t kept = 0;
    bool wants_space = false;
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        int32_t codepoint = toc_utf8_decode(text + at, size - at, &step);

        if (is_space(codepoint)) {
            wants_space = kept > 0;
            continue;
        }
        if (wants_space)
            text[kept++] = ' ';
        wants_space = false;
        memmove(text + kept, text + at, step);
        kept += step;
    }
    text[kept] = '\0';
}

char *toc_utf8_fold(toc_arena *arena, const char *text)
{
    size_t size;
    char *folded = normalise(arena, text, strlen(text),
                             UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, &size);

    if (folded)
        squeeze_spaces(folded, size);
    return folded;
}
