/* yaml_scan_decode.c - what texts mean that are not the very bytes that stand there. */
#include <string.h>

#include "base/utf8.h"
#include "drill/yaml_scan.h"

/* ── escapes ── */

static int32_t digit_of(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* @p count digits, and no character that libyaml refuses. */
static bool read_digits(const char *text, uint32_t count, uint32_t *out_codepoint)
{
    uint32_t value = 0;

    for (uint32_t i = 0; i < count; i++) {
        int32_t digit = digit_of(text[i]);

        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    *out_codepoint = value;
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

/* Escapes of one character, and what they stand for. */
static const struct {
    char name;
    uint16_t codepoint;
} escapes[] = {{'"', '"'},  {'\\', '\\'}, {'n', '\n'}, {'t', '\t'}, {'/', '/'},    {'r', '\r'},
               {' ', ' '},  {'\t', '\t'}, {'0', '\0'}, {'a', '\a'}, {'b', '\b'},   {'v', '\v'},
               {'f', '\f'}, {'e', 0x1B},  {'N', 0x85}, {'_', 0xA0}, {'L', 0x2028}, {'P', 0x2029}};

uint32_t toc_yaml_escape(const char *text, uint32_t *out_codepoint)
{
    uint32_t count;

    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        if (escapes[i].name == text[1]) {
            *out_codepoint = escapes[i].codepoint;
            return 2;
        }
    }
    count = text[1] == 'x' ? 2 : text[1] == 'u' ? 4 : text[1] == 'U' ? 8 : 0;
    return count > 0 && read_digits(text + 2, count, out_codepoint) ? count + 2 : 0;
}

/* ── line ends in a text ── */

/* Blanks and line ends at @p at: how many bytes they are and what they are, in @p out.  Where no line
 * ends, blanks stay as they are; behind a line end with `\` before it, only empty lines count. */
static uint32_t fold(const char *text, uint32_t size, uint32_t at, bool is_joined, char *out,
                     uint32_t *out_size)
{
    uint32_t begin = at;
    uint32_t count = is_joined;

    while (at < size && toc_yaml_is_gap(text[at])) {
        uint32_t end = toc_yaml_line_end(text + at);

        count += end > 0;
        at += end > 0 ? end : 1;
    }
    if (count == 0) {
        *out_size = at - begin;
        memcpy(out, text + begin, *out_size);
        return *out_size;
    }
    *out_size = count > 1 || is_joined ? count - 1 : 1;
    memset(out, count > 1 ? '\n' : ' ', *out_size);
    return at - begin;
}

/* The escape at @p at, and what follows a line end behind `\`. */
static uint32_t decode_escape(const char *text, uint32_t size, uint32_t at, char *out,
                              uint32_t *out_size)
{
    uint32_t end = toc_yaml_line_end(text + at + 1);
    uint32_t codepoint = 0;
    uint32_t taken;

    if (end > 0)
        return 1 + end + fold(text, size, at + 1 + end, true, out, out_size);
    taken = toc_yaml_escape(text + at, &codepoint);
    *out_size = toc_utf8_encode(codepoint, out);
    return taken;
}

/* A text in quotes or without any; behind it stands a byte more. */
static uint32_t decode_flow(const char *text, uint32_t size, char quote, char *out)
{
    uint32_t count = 0;

    for (uint32_t at = 0; at < size;) {
        uint32_t added = 1;

        if (toc_yaml_is_gap(text[at])) {
            at += fold(text, size, at, false, out + count, &added);
        } else if (quote == '"' && text[at] == '\\') {
            at += decode_escape(text, size, at, out + count, &added);
        } else {
            out[count] = text[at];
            at += quote == '\'' && text[at] == '\'' ? 2 : 1;
        }
        count += added;
    }
    return count;
}

/* ── block texts ── */

typedef struct block_text {
    char *out;
    uint32_t count;
    bool is_folded;
    bool is_begun;       /* a line stands there already */
    bool was_further_in; /* it begins with a blank */
    uint32_t empty;      /* lines behind it */
} block_text;

static void put_breaks(block_text *block, uint32_t count)
{
    memset(block->out + block->count, '\n', count);
    block->count += count;
}

/* The ends of the lines before one of @p size bytes, and the line. */
static void put_line(block_text *block, const char *line, uint32_t size)
{
    bool is_further_in = size > 0 && (line[0] == ' ' || line[0] == '\t');

    if (block->is_begun && block->is_folded && !is_further_in && !block->was_further_in) {
        if (block->empty == 0)
            block->out[block->count++] = ' ';
    } else if (block->is_begun) {
        put_breaks(block, 1);
    }
    put_breaks(block, block->empty);
    memcpy(block->out + block->count, line, size);
    block->count += size;
    block->empty = 0;
    block->is_begun = true;
    block->was_further_in = is_further_in;
}

/* The bytes of a line without its end. */
static uint32_t size_of_line(const char *line, const char *behind)
{
    const char *end = memchr(line, '\n', (size_t)(behind - line));
    const char *back;

    end = end ? end : behind;
    back = memchr(line, '\r', (size_t)(end - line));
    return (uint32_t)((back ? back : end) - line);
}

static uint32_t decode_block(const char *text, const toc_yaml_token *token, char *out)
{
    block_text block = {.out = out, .is_folded = text[token->begin] == '>'};
    const char *header = text + token->begin + 1;
    const char *behind = text + token->behind;
    char chomping = header[header[0] >= '1' && header[0] <= '9'];
    const char *next = header + size_of_line(header, behind);
    bool has_end = true; /* the last line that is not empty */

    next += next < behind ? toc_yaml_line_end(next) : 0;
    while (next < behind) {
        const char *line = next;
        uint32_t size = size_of_line(line, behind);

        next += size;
        if (size > token->indent) {
            put_line(&block, line + token->indent, size - token->indent);
            has_end = next < behind;
        } else {
            block.empty++;
        }
        next += next < behind ? toc_yaml_line_end(next) : 0;
    }
    if (chomping != '-' && block.is_begun && has_end)
        put_breaks(&block, 1);
    if (chomping == '+')
        put_breaks(&block, block.empty);
    return block.count;
}

uint32_t toc_yaml_scan_decode(const toc_yaml_scan *scan, char *out)
{
    const toc_yaml_token *token = &scan->token;
    const char *text = scan->text + token->begin;

    if (token->is_quoted && (*text == '|' || *text == '>'))
        return decode_block(scan->text, token, out);
    return decode_flow(text + token->is_quoted, token->end - token->begin - 2u * token->is_quoted,
                       (char)(token->is_quoted ? *text : '\0'), out);
}
