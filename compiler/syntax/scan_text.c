/* scan_text.c - texts from between their quotes: escapes, and the indentation of paragraphs. */
#include "syntax/parser_private.h"

#include <string.h>

#include "base/utf8.h"

#define CODEPOINT_DIGITS_MAX 6

/* A text being decoded; it never gets longer than it was. */
typedef struct writer {
    toc_parser *parser;
    const char *at;
    const char *end;
    char *out;
    toc_span whole; /* of the text with its quotes */
    bool is_moved;  /* `at` is in a copy, which has no places of its own */
    bool is_open;   /* cut off at its end, reported */
} writer;

static toc_span span_of(const writer *w, const char *from, const char *to)
{
    uint32_t base = w->parser->source->base;

    if (w->is_moved)
        return w->whole;
    return (toc_span){base + (uint32_t)(from - w->parser->source->text),
                      base + (uint32_t)(to - w->parser->source->text)};
}

static int hex(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* `u{…}` at hand: the code point, or -1 with nothing taken. */
static int32_t take_codepoint(writer *w)
{
    const char *at = w->at + 1;
    int32_t value = 0;
    int digits = 0;

    if (at >= w->end || *at != '{')
        return -1;
    for (at++; at < w->end && hex(*at) >= 0 && digits < CODEPOINT_DIGITS_MAX; at++, digits++)
        value = value * 16 + hex(*at);
    if (at >= w->end || *at != '}' || digits == 0 || value == 0 || value > 0x10ffff ||
        (value >= 0xd800 && value <= 0xdfff) || toc_codepoint_is_hidden(value))
        return -1;
    w->at = at + 1;
    return value;
}

/* A letter that no escape of any language has: the backslash is meant, as in `C:\docs`. */
static bool is_plain_letter(char letter)
{
    return ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) &&
           !strchr("uxrabfvneUNE", letter);
}

static void report_escape(writer *w, const char *from)
{
    unsigned size = 0;
    toc_diag *diag;

    if (w->at == w->end && w->is_open)
        return;
    if (w->at < w->end)
        toc_utf8_decode(w->at, (size_t)(w->end - w->at), &size);
    diag = toc_syntax_report(w->parser, TOC_D_ESCAPE, span_of(w, from, w->at + size),
                             TOC_PHRASE("`\\%.*s` stands for nothing"), (int)size, w->at);
    if (diag) {
        toc_diag_add_help(w->parser->sink, diag,
                          "known are \\\" \\\\ \\n \\t and \\u{4e2d}; a backslash itself is \\\\");
        toc_diag_add_fixit(w->parser->sink, diag, span_of(w, from, from),
                           size == 1 && is_plain_letter(*w->at), "\\");
    }
    w->at += size;
}

/* The character after a backslash is at hand. */
static void take_escape(writer *w)
{
    const char *from = w->at - 1;
    char letter = '\0';
    int32_t codepoint;

    if (w->at < w->end)
        letter = *w->at;
    if (letter == '"' || letter == '\\') {
        *w->out++ = letter;
        w->at++;
    } else if (letter == 'n' || letter == 't') {
        *w->out++ = (char)(letter == 'n' ? '\n' : '\t');
        w->at++;
    } else if (letter == 'u' && (codepoint = take_codepoint(w)) >= 0) {
        w->out += toc_utf8_encode((uint32_t)codepoint, w->out);
    } else {
        report_escape(w, from);
    }
}

static void decode(writer *w)
{
    while (w->at < w->end) {
        const char *stop = memchr(w->at, '\\', (size_t)(w->end - w->at));
        size_t size = (size_t)((stop ? stop : w->end) - w->at);

        memcpy(w->out, w->at, size);
        w->out += size;
        w->at += size;
        if (stop) {
            w->at++;
            take_escape(w);
        }
    }
    *w->out = '\0';
}

/* ── paragraphs ──────────────────────────────────────────────────────────── */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static const char *line_end(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));

    return stop ? stop : end;
}

/* The blanks that all lines but empty ones begin with. */
static size_t common_indent(const char *at, const char *end)
{
    size_t common = SIZE_MAX;

    while (at < end) {
        const char *stop = line_end(at, end);
        size_t indent = 0;

        while (at + indent < stop && is_blank(at[indent]))
            indent++;
        if (at + indent < stop && indent < common)
            common = indent;
        at = stop < end ? stop + 1 : end;
    }
    return common == SIZE_MAX ? 0 : common;
}

/* Lines without the common indentation and without blanks at their ends; the first line end
 * after the opening quotes and the last before the closing ones are left out. */
static size_t strip_lines(const char *at, const char *end, char *out)
{
    char *start = out;
    const char *first = line_end(at, end);
    size_t indent;

    while (at < first && is_blank(*at))
        at++;
    if (at == first && at < end)
        at++;
    indent = at > first ? common_indent(at, end) : 0;
    while (at < end) {
        const char *stop = line_end(at, end);
        const char *last = stop;

        for (size_t i = 0; i < indent && at < stop && is_blank(*at); i++)
            at++;
        while (last > at && is_blank(last[-1]))
            last--;
        memcpy(out, at, (size_t)(last - at));
        out += last - at;
        if (stop < end)
            *out++ = '\n';
        at = stop < end ? stop + 1 : end;
    }
    while (out > start && out[-1] == '\n')
        out--;
    return (size_t)(out - start);
}

/* ── the text ────────────────────────────────────────────────────────────── */

/* Between the quotes, whatever their form and whether the last ones are there. */
static void find_inside(const toc_parser *parser, const toc_raw *raw, writer *w)
{
    const char *text = toc_raw_text(parser, raw);
    size_t size = raw->end - raw->begin;
    size_t quote = *text == '"' ? 1 : (unsigned char)*text == 0xC2 ? 2 : 3; /* “ has three bytes */
    bool is_paragraph =
        raw->kind == TOC_RAW_PARAGRAPH ||
        (raw->kind == TOC_RAW_OPEN_TEXT && size >= 3 && memcmp(text, "\"\"\"", 3) == 0);

    if (is_paragraph)
        quote = 3;
    w->at = text + quote;
    w->end = text + size - (raw->kind == TOC_RAW_OPEN_TEXT ? 0 : quote);
}

static void decode_paragraph(writer *w, size_t size)
{
    char *lines = toc_arena_alloc(w->parser->arena, size + 1);

    size = strip_lines(w->at, w->end, lines);
    w->at = lines;
    w->end = lines + size;
    w->is_moved = true;
    decode(w);
}

toc_text *toc_scan_text(toc_parser *parser, const toc_raw *raw)
{
    toc_text *text = TOC_NEW(parser->arena, toc_text);
    writer w = {.parser = parser, .whole = toc_raw_span(parser, raw)};
    size_t size;

    text->span = w.whole;
    w.is_open = raw->kind == TOC_RAW_OPEN_TEXT;
    text->bytes = "";
    find_inside(parser, raw, &w);
    size = (size_t)(w.end - w.at);
    if (size > TOC_TEXT_SIZE_MAX && !w.is_open)
        toc_syntax_report(parser, TOC_D_TOO_LONG, text->span,
                          TOC_PHRASE("a text of %zu bytes is too long: %u are the most"), size,
                          TOC_TEXT_SIZE_MAX);
    if (size > TOC_TEXT_SIZE_MAX)
        return text;
    w.out = toc_arena_alloc(parser->arena, size + 1);
    text->bytes = w.out;
    if (raw->kind == TOC_RAW_PARAGRAPH)
        decode_paragraph(&w, size);
    else
        decode(&w);
    return text;
}
