/* yaml_item.c - tokens of a list item that is a mapping: in braces on one line, or line by line. */
#include "drill/yaml_item.h"

#include <string.h>

enum { WANT_FIRST, WANT_KEY, WANT_VALUE, WANT_REST };

#define KEY_SIZE_MAX 256u /* libyaml takes up to 1024 */

/* What a byte may be in a word without quotes. */
enum { INSIDE = 1, FIRST = 2, KEY = 4 };

/* Of each byte of ASCII, as a digit; sixteen in a row.  Others are letters. */
static const char classes[] = "0000000000000000"
                              "0000000000000000"
                              "1000010031130553"
                              "7777777777011110"
                              "1777777777777777"
                              "7777777777700007"
                              "0777777777777777"
                              "7777777777700030";

static bool is(char byte, unsigned class)
{
    return (unsigned char)byte >= 0x80 || ((unsigned)(classes[(unsigned char)byte] - '0') & class);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

void toc_yaml_item_open(toc_yaml_item *item, const char *text, uint32_t size, uint32_t begin)
{
    item->text = text;
    item->size = size;
    item->at = begin;
    item->want = WANT_FIRST;
    item->depth = 0;
}

static char peek(const toc_yaml_item *item)
{
    return (char)(item->at < item->size ? item->text[item->at] : '\0');
}

static void skip_spaces(toc_yaml_item *item)
{
    while (peek(item) == ' ')
        item->at++;
}

/* Bytes of the line end at @p at; 0: there is none. */
static uint32_t line_end(const toc_yaml_item *item, uint32_t at)
{
    if (at < item->size && item->text[at] == '\n')
        return 1;
    return item->size - at >= 2 && item->text[at] == '\r' && item->text[at + 1] == '\n' ? 2 : 0;
}

static const toc_yaml_level *top(const toc_yaml_item *item)
{
    return &item->levels[item->depth - 1];
}

static toc_yaml_token none(void)
{
    return (toc_yaml_token){.kind = TOC_YAML_TOKEN_NONE};
}

static toc_yaml_token open_level(toc_yaml_item *item, bool is_map, bool is_flow, uint32_t column)
{
    if (item->depth == TOC_YAML_ITEM_DEPTH)
        return none();
    item->levels[item->depth++] = (toc_yaml_level){is_map, is_flow, column};
    item->want = is_map ? WANT_KEY : WANT_VALUE;
    return (toc_yaml_token){.kind = is_map ? TOC_YAML_TOKEN_OPEN_MAP : TOC_YAML_TOKEN_OPEN_LIST,
                            .is_flow = is_flow,
                            .begin = item->at,
                            .end = item->at + is_flow};
}

static toc_yaml_token close_level(toc_yaml_item *item)
{
    toc_yaml_token token = {TOC_YAML_TOKEN_CLOSE, false, top(item)->is_flow, item->at, item->at};

    item->at += token.is_flow;
    token.end = item->at;
    item->depth--;
    item->want = WANT_REST;
    return token;
}

/* A word and `:`, then a space or, line by line, the line's end. */
static toc_yaml_token read_key(toc_yaml_item *item)
{
    toc_yaml_token token = {.kind = TOC_YAML_TOKEN_SCALAR, .begin = item->at};

    if (!is(peek(item), FIRST) || !is(peek(item), KEY))
        return none();
    while (item->at < item->size && is(item->text[item->at], KEY))
        item->at++;
    token.end = item->at;
    if (peek(item) != ':' || token.end - token.begin > KEY_SIZE_MAX)
        return none();
    item->at++;
    item->want = WANT_VALUE;
    return peek(item) == ' ' || (!top(item)->is_flow && line_end(item, item->at)) ? token : none();
}

/* Up to the same quote; nothing in it that stands for something else. */
static toc_yaml_token read_quoted(toc_yaml_item *item, char quote)
{
    toc_yaml_token token = {.kind = TOC_YAML_TOKEN_SCALAR, .is_quoted = true, .begin = item->at};

    for (item->at++; item->at < item->size; item->at++) {
        char byte = item->text[item->at];

        if (byte == quote) {
            token.end = ++item->at;
            item->want = WANT_REST;
            return token;
        }
        if ((unsigned char)byte < 0x20 || byte == '\\')
            break;
    }
    return none();
}

/* Does a word without quotes end here? */
static bool ends_plain(const toc_yaml_item *item, char byte)
{
    if (top(item)->is_flow)
        return byte == ',' || byte == '}' || byte == ']';
    return line_end(item, item->at) > 0;
}

/* Words with spaces between them, and `:` between digits. */
static toc_yaml_token read_plain(toc_yaml_item *item)
{
    toc_yaml_token token = {.kind = TOC_YAML_TOKEN_SCALAR, .begin = item->at};
    const char *text = item->text;

    if (!is(peek(item), FIRST))
        return none();
    for (; item->at < item->size; item->at++) {
        char byte = text[item->at];

        if (!is(byte, INSIDE)) {
            if (ends_plain(item, byte)) {
                item->want = WANT_REST;
                return token;
            }
            if (byte != ':' || !is_digit(text[item->at - 1]) || item->size - item->at < 2 ||
                !is_digit(text[item->at + 1]))
                break;
        }
        if (byte != ' ')
            token.end = item->at + 1;
    }
    return none();
}

/* Column of the line that begins at @p at. */
static uint32_t column_at(const toc_yaml_item *item, uint32_t at)
{
    uint32_t column = 0;

    while (at + column < item->size && item->text[at + column] == ' ')
        column++;
    return column;
}

/* Behind `key:` at the line's end: a mapping on the next lines, further in. */
static toc_yaml_token read_below(toc_yaml_item *item, uint32_t end)
{
    uint32_t column = column_at(item, item->at + end);

    if (column <= top(item)->column)
        return none();
    item->at += end + column;
    return open_level(item, true, false, column);
}

static toc_yaml_token read_value(toc_yaml_item *item)
{
    char byte = peek(item);
    uint32_t end = line_end(item, item->at);

    if (byte == '{' || byte == '[') {
        toc_yaml_token token = open_level(item, byte == '{', true, 0);

        item->at++;
        return token;
    }
    if (byte == '"' || byte == '\'')
        return read_quoted(item, byte);
    return end > 0 && !top(item)->is_flow ? read_below(item, end) : read_plain(item);
}

/* Behind a value in brackets: the next one, or what closes them. */
static toc_yaml_token read_flow_rest(toc_yaml_item *item)
{
    char byte = peek(item);

    if (byte == (top(item)->is_map ? '}' : ']'))
        return close_level(item);
    if (byte != ',' || item->size - item->at < 2 || item->text[item->at + 1] != ' ')
        return none();
    item->at++;
    skip_spaces(item);
    item->want = top(item)->is_map ? WANT_KEY : WANT_VALUE;
    return top(item)->is_map ? read_key(item) : read_value(item);
}

/* At the end of a line, or already at the begin of one: the next key, or the end of its mapping. */
static toc_yaml_token read_line_rest(toc_yaml_item *item)
{
    uint32_t column;

    item->at += line_end(item, item->at);
    if (item->at > 0 && item->text[item->at - 1] != '\n')
        return none();
    column = column_at(item, item->at);
    if (item->at == item->size || column < top(item)->column)
        return close_level(item);
    if (column != top(item)->column)
        return none();
    item->at += column;
    return read_key(item);
}

static toc_yaml_token read_rest(toc_yaml_item *item)
{
    if (item->depth > 0 && top(item)->is_flow)
        return read_flow_rest(item);
    if (item->depth > 0)
        return read_line_rest(item);
    item->at += line_end(item, item->at);
    return (toc_yaml_token){.kind = item->text[item->at - 1] == '\n' ? TOC_YAML_TOKEN_END
                                                                     : TOC_YAML_TOKEN_NONE};
}

/* In braces, or its first key stands here. */
static toc_yaml_token read_first(toc_yaml_item *item)
{
    bool is_flow = peek(item) == '{';
    toc_yaml_token token = open_level(item, true, is_flow, item->at);

    item->at += is_flow;
    return token;
}

toc_yaml_token toc_yaml_item_next(toc_yaml_item *item)
{
    bool is_at_line = item->at > 0 && item->at <= item->size && item->text[item->at - 1] == '\n';

    if (!is_at_line || item->want != WANT_REST)
        skip_spaces(item);
    switch (item->want) {
    case WANT_FIRST:
        return read_first(item);
    case WANT_KEY:
        return read_key(item);
    case WANT_VALUE:
        return read_value(item);
    }
    return read_rest(item);
}

/* Byte behind the line that begins at @p at; 0: it has no end here. */
static uint32_t behind_line(const char *text, uint32_t size, uint32_t at)
{
    const char *end = at < size ? memchr(text + at, '\n', size - at) : NULL;

    return end ? (uint32_t)(end - text) + 1 : 0;
}

/* How many bytes until a line that is no further in than the `-`; 0: none comes.  What is further in
 * would go on with the item before, where this one is taken away.  Lines without text are nothing for
 * the short way. */
static uint32_t size_of_lines(const char *text, uint32_t size, uint32_t dash)
{
    uint32_t at = behind_line(text, size, 0);

    while (at > 0 && at < size) {
        uint32_t column = 0;

        while (at + column < size && text[at + column] == ' ')
            column++;
        if (at + column == size || strchr("#\r\n\t", text[at + column]))
            return 0;
        if (column <= dash)
            return at;
        at = behind_line(text, size, at);
    }
    return 0;
}

uint32_t toc_yaml_item_size(const char *text, uint32_t size, uint32_t *out_begin)
{
    uint32_t dash = 0;
    uint32_t end;
    toc_yaml_item item;
    toc_yaml_token token;

    while (dash < size && text[dash] == ' ')
        dash++;
    if (size - dash < 5 || text[dash] != '-' || text[dash + 1] != ' ')
        return 0;
    end = size_of_lines(text, size, dash);
    *out_begin = dash + 2;
    toc_yaml_item_open(&item, text, end, dash + 2);
    do
        token = toc_yaml_item_next(&item);
    while (token.kind > TOC_YAML_TOKEN_END);
    return end > 0 && token.kind == TOC_YAML_TOKEN_END && item.at == end ? end : 0;
}
