/* yaml_item_decode.c - what scalars of an item mean that are not the very bytes that stand there. */
#include <string.h>

#include "base/utf8.h"
#include "drill/yaml_item.h"

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
static bool read_digits(const char *text, uint32_t count, int32_t *out_codepoint)
{
    int64_t value = 0;

    for (uint32_t i = 0; i < count; i++) {
        int32_t digit = digit_of(text[i]);

        if (digit < 0)
            return false;
        value = value * 16 + digit;
    }
    *out_codepoint = (int32_t)value;
    return value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

uint32_t toc_yaml_escape(const char *text, uint32_t size, int32_t *out_codepoint)
{
    static const char names[] = "\"\\/ntr";
    static const char means[] = "\"\\/\n\t\r";
    const char *name;
    uint32_t count;

    if (size < 2 || text[1] == '\0')
        return 0;
    name = strchr(names, text[1]);
    if (name) {
        *out_codepoint = (unsigned char)means[name - names];
        return 2;
    }
    count = text[1] == 'x' ? 2 : text[1] == 'u' ? 4 : text[1] == 'U' ? 8 : 0;
    return count > 0 && size - 2 >= count && read_digits(text + 2, count, out_codepoint) ? count + 2
                                                                                         : 0;
}

/* ── line ends in a text ── */

/* Spaces and line ends at @p at: how many bytes they are and what they are, in @p out.  Where no line
 * ends, spaces stay as they are. */
static uint32_t fold(const char *text, uint32_t size, uint32_t at, char *out, uint32_t *out_size)
{
    uint32_t begin = at;
    uint32_t count = 0;

    for (uint32_t end = 1; end > 0; at += end, count += end > 0) {
        while (at < size && text[at] == ' ')
            at++;
        end = toc_yaml_line_end(text, size, at);
    }
    *out_size = count == 0 ? at - begin : count == 1 ? 1 : count - 1;
    memset(out, count > 1 ? '\n' : ' ', *out_size);
    return at - begin;
}

/* A text in quotes or without any. */
static uint32_t decode_flow(const char *text, uint32_t size, char quote, char *out)
{
    uint32_t count = 0;

    for (uint32_t at = 0; at < size;) {
        uint32_t added = 1;
        int32_t codepoint = 0;

        if (text[at] == ' ' || text[at] == '\n' || text[at] == '\r') {
            at += fold(text, size, at, out + count, &added);
        } else if (quote == '"' && text[at] == '\\') {
            at += toc_yaml_escape(text + at, size - at, &codepoint);
            added = toc_utf8_encode((uint32_t)codepoint, out + count);
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

/* Every line has an end. */
static uint32_t decode_block(const char *text, const toc_yaml_token *token, char *out)
{
    block_text block = {.out = out, .is_folded = text[token->begin] == '>'};
    char chomping = text[token->begin + 1];
    const char *behind = text + token->behind;
    const char *next = memchr(text + token->begin, '\n', token->behind - token->begin);

    for (next++; next < behind;) {
        const char *line = next;
        const char *end = memchr(line, '\n', (size_t)(behind - line));
        uint32_t size;

        next = end + 1;
        end -= end > line && end[-1] == '\r';
        size = (uint32_t)(end - line);
        if (size > token->indent)
            put_line(&block, line + token->indent, size - token->indent);
        else
            block.empty++;
    }
    if (chomping != '-')
        put_breaks(&block, 1);
    if (chomping == '+')
        put_breaks(&block, block.empty);
    return block.count;
}

uint32_t toc_yaml_item_decode(const toc_yaml_item *item, char *out)
{
    const toc_yaml_token *token = &item->token;
    const char *text = item->text + token->begin;

    if (token->is_quoted && (*text == '|' || *text == '>'))
        return decode_block(item->text, token, out);
    return decode_flow(text + token->is_quoted, token->end - token->begin - 2u * token->is_quoted,
                       (char)(token->is_quoted ? *text : '\0'), out);
}
