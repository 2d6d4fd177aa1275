/* yaml_scan_text.c - where texts end: in quotes, without any, and those of many lines. */
#include <string.h>

#include "drill/yaml_scan.h"

/* What a byte may be in a word without quotes: in it, whatever stands around it; first in it. */
enum { INSIDE = 1, FIRST = 2 };

/* Of each byte of ASCII, as a digit; sixteen in a row.  Others are letters. */
static const char classes[] = "0000000001000000"
                              "0000000000000000"
                              "1110311133130133"
                              "3333333333033310"
                              "1333333333333333"
                              "3333333333303033"
                              "1333333333333333"
                              "3333333333301030";

static inline bool is(char byte, unsigned class)
{
    return (unsigned char)byte >= 0x80 || ((unsigned)(classes[(unsigned char)byte] - '0') & class);
}

static inline bool is_flow_mark(char byte)
{
    return byte == ',' || byte == '[' || byte == ']' || byte == '{' || byte == '}';
}

static toc_yaml_token *begin_token(toc_yaml_scan *scan)
{
    toc_yaml_token *token = &scan->token;

    token->begin = scan->at;
    token->is_quoted = false;
    token->is_coded = false;
    return token;
}

static void end_token(toc_yaml_scan *scan, uint32_t end)
{
    scan->token.end = end;
    scan->token.behind = end;
    toc_yaml_scan_reach(scan, scan->at);
}

uint32_t toc_yaml_scan_line_stop(toc_yaml_scan *scan, uint32_t at)
{
    const char *text = scan->text + at;
    const char *end = memchr(text, '\n', scan->size - at);
    size_t size = end ? (size_t)(end - text) : scan->size - at;
    const char *back = memchr(text, '\r', size);
    uint32_t stop = at + (uint32_t)(back ? (size_t)(back - text) : size);

    toc_yaml_scan_reach(scan, stop);
    return stop;
}

bool toc_yaml_scan_is_mark(const toc_yaml_scan *scan, uint32_t at)
{
    const char *text = scan->text + at;

    return (*text == '-' || *text == '.') && text[1] == *text && text[2] == *text &&
           toc_yaml_is_gap(text[3]);
}

/* ── in quotes ── */

/* Over what is not the very byte that it means: how many bytes it is; 0: that cannot be. */
static uint32_t skip_special(toc_yaml_scan *scan, char quote)
{
    const char *text = scan->text + scan->at;
    bool is_escape = *text == '\\';
    uint32_t codepoint;
    uint32_t end;

    if (*text == '\t' || (is_escape && quote == '\''))
        return 1;
    scan->token.is_coded = true;
    if (*text == quote)
        return 2;
    end = toc_yaml_line_end(text + is_escape);
    if (end == 0)
        return is_escape ? toc_yaml_escape(text, &codepoint) : 0;
    scan->line = scan->at + is_escape + end;
    return toc_yaml_scan_is_mark(scan, scan->line) ? 0 : is_escape + end;
}

/* Up to the same quote. */
static bool read_quoted(toc_yaml_scan *scan, char quote)
{
    uint32_t step = 1;

    begin_token(scan)->is_quoted = true;
    while (step > 0) {
        const char *text = scan->text + scan->at + step;

        while ((unsigned char)*text >= 0x20 && *text != quote && *text != '\\')
            text++;
        scan->at = (uint32_t)(text - scan->text);
        if (*text == quote && (quote == '"' || text[1] != quote)) {
            end_token(scan, ++scan->at);
            return true;
        }
        step = skip_special(scan, quote);
    }
    toc_yaml_scan_reach(scan, scan->at);
    return false;
}

/* ── without quotes ── */

static bool begins_plain(const toc_yaml_scan *scan)
{
    const char *text = scan->text + scan->at;
    bool is_flow = toc_yaml_scan_top(scan)->is_flow;

    return is(*text, FIRST) || ((*text == '-' || (!is_flow && (*text == ':' || *text == '?'))) &&
                                !toc_yaml_is_gap(text[1]));
}

/* Does a word go on with this byte, which is none of the plain ones? */
static bool goes_on(const char *text, bool is_flow)
{
    switch (*text) {
    case ':':
        return !toc_yaml_is_gap(text[1]);
    case '#':
        return !toc_yaml_is_blank(text[-1]);
    case '?':
        return true;
    }
    return !is_flow && is_flow_mark(*text);
}

/* Words on one line, to the end of the last one; then scan->at stands at what ends them.  False: libyaml
 * would not take them. */
static bool read_words(toc_yaml_scan *scan, uint32_t *out_end)
{
    bool is_flow = toc_yaml_scan_top(scan)->is_flow;
    const char *begin = scan->text + scan->at;
    const char *text = begin;

    for (;; text++) {
        while (is(*text, INSIDE))
            text++;
        if (!goes_on(text, is_flow))
            break;
        if (is_flow && *text == ':' && (is_flow_mark(text[1]) || text[1] == '?'))
            return false;
    }
    scan->at = (uint32_t)(text - scan->text);
    while (text > begin && toc_yaml_is_blank(text[-1]))
        text--;
    if (text > begin)
        *out_end = (uint32_t)(text - scan->text);
    return true;
}

/* From a line's end to what stands next, over blanks and line ends.  False: a tab stands where none may. */
static bool skip_breaks(toc_yaml_scan *scan, uint32_t indent)
{
    const char *text = scan->text + scan->at;
    const char *line = text;
    uint32_t end;

    for (;; text += end) {
        end = toc_yaml_line_end(text);
        if (end > 0)
            line = text + end;
        else if (*text == ' ' || (*text == '\t' && (uint32_t)(text - line) >= indent))
            end = 1;
        else
            break;
    }
    scan->at = (uint32_t)(text - scan->text);
    scan->line = (uint32_t)(line - scan->text);
    toc_yaml_scan_reach(scan, scan->at);
    return *text != '\t';
}

/* Behind a line's words, does the text go on further down?  Then scan->at stands there, or else where the
 * next token is looked for.  *out_is_odd: there is a mistake. */
static bool goes_on_below(toc_yaml_scan *scan, bool *out_is_odd)
{
    const toc_yaml_level *top = toc_yaml_scan_top(scan);
    uint32_t indent = (uint32_t)(top->column + 1);
    uint32_t column;

    if (toc_yaml_line_end(scan->text + scan->at) == 0)
        return false;
    if (!skip_breaks(scan, indent)) {
        *out_is_odd = true;
        return false;
    }
    column = scan->at - scan->line;
    if (scan->text[scan->at] != '\0' && scan->text[scan->at] != '#' &&
        (top->is_flow || column >= indent) &&
        (column > 0 || !toc_yaml_scan_is_mark(scan, scan->at)))
        return true;
    if (scan->text[scan->at] == '#')
        scan->at = toc_yaml_scan_line_stop(scan, scan->at);
    else if (!top->is_flow && scan->text[scan->at] != '\0')
        scan->at = scan->line;
    return false;
}

/* Words with blanks and line ends between them. */
static bool read_plain(toc_yaml_scan *scan)
{
    uint32_t end = scan->at + 1;
    bool is_odd = false;
    toc_yaml_token *token;

    if (!begins_plain(scan))
        return false;
    token = begin_token(scan);
    scan->at++;
    if (!read_words(scan, &end))
        return false;
    while (goes_on_below(scan, &is_odd)) {
        uint32_t begin = scan->at;

        if (!read_words(scan, &end))
            return false;
        if (scan->at == begin)
            break;
        token->is_coded = true;
    }
    end_token(scan, end);
    return !is_odd;
}

bool toc_yaml_scan_word(toc_yaml_scan *scan)
{
    char byte = scan->text[scan->at];

    return byte == '"' || byte == '\'' ? read_quoted(scan, byte) : read_plain(scan);
}

/* ── block texts ── */

/* `+`, `-` and a digit behind `|` or `>`, in any order; *out_indent: the digit, or 0. */
static bool read_header(toc_yaml_scan *scan, uint32_t *out_indent)
{
    const char *text = scan->text + scan->at + 1;
    bool is_chomped = *text == '+' || *text == '-';
    uint32_t end;

    text += is_chomped;
    *out_indent = *text >= '0' && *text <= '9' ? (uint32_t)(*text - '0') : 0;
    if (*text == '0')
        return false;
    text += *out_indent > 0;
    text += !is_chomped && (*text == '+' || *text == '-');
    while (toc_yaml_is_blank(*text))
        text++;
    scan->at = (uint32_t)(text - scan->text);
    if (*text == '#')
        scan->at = toc_yaml_scan_line_stop(scan, scan->at);
    toc_yaml_scan_reach(scan, scan->at);
    end = toc_yaml_line_end(scan->text + scan->at);
    if (end == 0 && scan->text[scan->at] != '\0')
        return false;
    scan->at += end;
    scan->line = scan->at;
    return true;
}

/* Over empty lines to the next line with something on it, and *out_column of it; where *indent is 0 it
 * is found here, at least @p least.  False: a tab stands where none may. */
static bool skip_empty_lines(toc_yaml_scan *scan, uint32_t *indent, uint32_t least,
                             uint32_t *out_column)
{
    uint32_t most = 0;
    uint32_t end;

    do {
        const char *text = scan->text + scan->at;
        uint32_t column = scan->at - scan->line; /* not 0 only at the end of all */

        for (; (*indent == 0 || column < *indent) && *text == ' '; text++)
            column++;
        most = column > most ? column : most;
        *out_column = column;
        end = toc_yaml_line_end(text);
        toc_yaml_scan_reach(scan, (uint32_t)(text - scan->text));
        if (*text == '\t' && (*indent == 0 || column < *indent))
            return false;
        if (end > 0)
            scan->at = scan->line = (uint32_t)(text - scan->text) + end;
    } while (end > 0);
    if (*indent == 0)
        *indent = most > least ? most : least;
    return true;
}

/* Over the line that begins with the columns of @p indent. */
static void skip_text_line(toc_yaml_scan *scan, uint32_t indent)
{
    uint32_t stop = toc_yaml_scan_line_stop(scan, scan->line + indent);
    uint32_t end = toc_yaml_line_end(scan->text + stop);

    scan->at = stop + end;
    if (end > 0)
        scan->line = scan->at;
}

bool toc_yaml_scan_block_text(toc_yaml_scan *scan)
{
    int32_t column = toc_yaml_scan_top(scan)->column;
    uint32_t least = column > 0 ? (uint32_t)column + 1 : 1;
    toc_yaml_token *token = begin_token(scan);
    uint32_t begin_column;
    uint32_t end;

    token->is_quoted = true;
    token->is_coded = true;
    if (!read_header(scan, &token->indent))
        return false;
    if (token->indent > 0)
        token->indent += column > 0 ? (uint32_t)column : 0;
    for (;;) {
        if (!skip_empty_lines(scan, &token->indent, least, &begin_column))
            return false;
        if (begin_column != token->indent || scan->at != scan->line ||
            scan->text[scan->line + token->indent] == '\0')
            break;
        skip_text_line(scan, token->indent);
    }
    for (end = scan->at; end > token->begin + 1 && toc_yaml_is_gap(scan->text[end - 1]);)
        end--;
    end_token(scan, end);
    token->behind = scan->at;
    return true;
}
