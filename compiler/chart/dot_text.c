/* dot_text.c - labels for Graphviz: escaped, and broken into lines by the width of characters. */
#include "chart/dot_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static void put_bytes(toc_dot_text *text, const char *bytes, size_t size)
{
    if (text->is_broken)
        return;
    if (text->capacity - text->size <= size) {
        size_t capacity = 2 * text->capacity + size + 64;
        char *grown = realloc(text->bytes, capacity);
        if (!grown) {
            text->is_broken = true;
            return;
        }
        text->bytes = grown;
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

/* What no chart shows: see xml.c. */
static bool is_left_out(int32_t codepoint)
{
    return toc_codepoint_is_hidden(codepoint) || (codepoint & 0xfffe) == 0xfffe ||
           (codepoint >= 0xfdd0 && codepoint <= 0xfdef);
}

static unsigned put_wide(toc_dot_text *text, const char *bytes, size_t size)
{
    unsigned step;
    int32_t codepoint = toc_utf8_decode(bytes, size, &step);

    if (codepoint >= 0x80 && codepoint < 0xa0)
        put_bytes(text, " ", 1);
    else if (codepoint < 0 || !is_left_out(codepoint))
        put_bytes(text, bytes, step);
    return step;
}

static void put_escaped(toc_dot_text *text, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size;) {
        unsigned char c = (unsigned char)bytes[i];

        if (c >= 0x80) {
            i += put_wide(text, &bytes[i], size - i);
            continue;
        }
        if (c == '\\')
            put_bytes(text, "\\\\", 2);
        else if (c == '&')
            put_bytes(text, "&amp;", 5);
        else if (c < 0x20 || c == 0x7f)
            put_bytes(text, " ", 1);
        else
            put_bytes(text, &bytes[i], 1);
        i++;
    }
}

void toc_dot_text_begin_line(toc_dot_text *text)
{
    if (text->size > 0)
        put_bytes(text, text->is_left ? "\\l" : "\\n", 2);
}

void toc_dot_text_put(toc_dot_text *text, const char *bytes)
{
    put_escaped(text, bytes, strlen(bytes));
}

void toc_dot_text_put_raw(toc_dot_text *text, const char *bytes)
{
    put_bytes(text, bytes, strlen(bytes));
}

/* ── breaking lines ──────────────────────────────────────────────────────── */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Marks that may not begin a line. */
static bool is_closing(int32_t codepoint)
{
    static const int32_t marks[] = {',',    '.',    ';',    ':',    ')',    ']',    '!',    '?',
                                    0x3001, 0x3002, 0xFF0C, 0xFF1B, 0xFF1A, 0xFF09, 0x300B, 0x3009,
                                    0x300D, 0x300F, 0x3011, 0xFF01, 0xFF1F, 0x201D, 0x2019, 0x2026};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (marks[i] == codepoint)
            return true;
    }
    return false;
}

/* Bytes of @p bytes that fit into @p width columns: up to the last place where a line may be
 * broken, or what fits where there is none. */
static size_t fitting(const char *bytes, size_t size, unsigned width)
{
    size_t columns = 0;
    size_t place = 0; /* last place to break at; 0: none */
    unsigned before = 0;
    for (size_t i = 0; i < size;) {
        unsigned length;
        int32_t codepoint = toc_utf8_decode(bytes + i, size - i, &length);
        unsigned wide = toc_codepoint_width(codepoint);
        if (i > 0 && !is_closing(codepoint) &&
            (is_space(bytes[i]) || is_space(bytes[i - 1]) || wide == 2 || before == 2))
            place = i;
        columns += wide;
        if (columns > width && i > 0 && !(is_closing(codepoint) && columns <= width + 2))
            return place > 0 ? place : i;
        before = wide;
        i += length;
    }
    return size;
}

static size_t trimmed(const char *bytes, size_t size)
{
    while (size > 0 && is_space(bytes[size - 1]))
        size--;
    return size;
}

/* As few lines as @p width allows, but none much shorter than the others. */
static unsigned balanced(const char *bytes, size_t size, unsigned width)
{
    size_t columns = toc_utf8_width(bytes, size);
    size_t lines = columns / width + (columns % width != 0);
    size_t even = lines > 0 ? columns / lines + 2 : width;
    return even < width ? (unsigned)even : width;
}

void toc_dot_text_lines(toc_dot_text *text, const char *before, const char *bytes,
                        const char *after, unsigned width)
{
    size_t size = strlen(bytes);
    width = balanced(bytes, size, width);
    toc_dot_text_begin_line(text);
    toc_dot_text_put(text, before);
    for (size_t i = 0; i < size;) {
        size_t taken = fitting(bytes + i, size - i, width);
        if (i > 0)
            toc_dot_text_begin_line(text);
        put_escaped(text, bytes + i, trimmed(bytes + i, taken));
        i += taken;
        while (i < size && is_space(bytes[i]))
            i++;
    }
    toc_dot_text_put(text, after);
}

const char *toc_dot_text_take(toc_dot_text *text)
{
    put_bytes(text, "\\l", text->is_left && text->size > 0 ? 2 : 0);
    text->size = 0;
    text->is_left = false;
    return text->is_broken ? NULL : text->bytes;
}

/* One sign of a label at @p at: its bytes, and how wide it shows. */
static size_t sign_at(const char *at, size_t size, unsigned *out_columns)
{
    unsigned step;
    int32_t codepoint;

    *out_columns = 1;
    if (strncmp(at, "&amp;", 5) == 0)
        return 5;
    if (*at == '\\' && size > 1)
        return 2;
    codepoint = toc_utf8_decode(at, size, &step);
    *out_columns = toc_codepoint_width(codepoint);
    return step;
}

void toc_dot_text_measure(const char *label, unsigned *out_lines, unsigned *out_columns)
{
    size_t size = strlen(label);
    unsigned own = 0;

    *out_lines = size > 0;
    *out_columns = 0;
    for (size_t i = 0; i < size;) {
        bool is_break = label[i] == '\\' && (label[i + 1] == 'n' || label[i + 1] == 'l');
        unsigned columns;

        i += sign_at(label + i, size - i, &columns);
        own = is_break ? 0 : own + columns;
        if (own > *out_columns)
            *out_columns = own;
        if (is_break && i < size)
            ++*out_lines;
    }
}

void toc_dot_text_free(toc_dot_text *text)
{
    free(text->bytes);
    *text = (toc_dot_text){0};
}
