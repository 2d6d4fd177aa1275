/* yaml_item.c - tokens of a list item that is a mapping: in braces, or line by line. */
#include "drill/yaml_item.h"

#include <string.h>

/* WANT_MEMBER: behind a bracket or a `,` in them. */
enum { WANT_FIRST, WANT_KEY, WANT_VALUE, WANT_MEMBER, WANT_REST };

#define KEY_SIZE_MAX 256u /* libyaml takes up to 1024 */
#define DASH_MAX     64u  /* columns before an item */

/* What a byte may be in a word without quotes: in it, first in it, in a key, in it but not in brackets. */
enum { INSIDE = 1, FIRST = 2, KEY = 4, OUTSIDE = 8 };

/* Of each byte of ASCII, as a digit; sixteen in a row.  Others are letters. */
static const char classes[] = "0000000000000000"
                              "0000000000000000"
                              "1110311133138573"
                              "7777777777033318"
                              "1777777777777777"
                              "7777777777783837"
                              "1777777777777777"
                              "7777777777781830";

static bool is(char byte, unsigned class)
{
    return (unsigned char)byte >= 0x80 || ((unsigned)(classes[(unsigned char)byte] - '0') & class);
}

static inline bool is_quote(char byte)
{
    return byte == '"' || byte == '\'';
}

static inline bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* What begins or ends a line without text. */
static inline bool is_empty(char byte)
{
    return byte == '#' || byte == '\r' || byte == '\n';
}

static inline bool is_flow_end(char byte)
{
    return byte == ',' || byte == ']' || byte == '}';
}

void toc_yaml_item_open(toc_yaml_item *item, const char *text, uint32_t size, uint32_t begin)
{
    item->text = text;
    item->size = size;
    item->at = begin;
    item->want = WANT_FIRST;
    item->depth = 0;
}

static char byte_at(const toc_yaml_item *item, uint32_t at)
{
    return (char)(at < item->size ? item->text[at] : '\0');
}

static char peek(const toc_yaml_item *item)
{
    return byte_at(item, item->at);
}

static const toc_yaml_level *top(const toc_yaml_item *item)
{
    return &item->levels[item->depth - 1];
}

/* ── lines ── */

uint32_t toc_yaml_line_end(const char *text, uint32_t size, uint32_t at)
{
    if (at < size && text[at] == '\n')
        return 1;
    return size - at >= 2 && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 0;
}

static uint32_t line_end(const toc_yaml_item *item, uint32_t at)
{
    return toc_yaml_line_end(item->text, item->size, at);
}

static void skip_spaces(toc_yaml_item *item)
{
    while (peek(item) == ' ')
        item->at++;
}

/* Byte behind the line that begins at @p at or goes on there; 0: it does not end, or libyaml sees more
 * than one line in it. */
static uint32_t behind_line(const toc_yaml_item *item, uint32_t at)
{
    const char *text = item->text + at;
    const char *end = memchr(text, '\n', item->size - at);
    const char *back = end ? memchr(text, '\r', (size_t)(end - text)) : NULL;

    return end && (!back || back + 1 == end) ? (uint32_t)(end - item->text) + 1 : 0;
}

/* Goes to the next line, over spaces and a comment.  False: something else stands there. */
static bool skip_line(toc_yaml_item *item)
{
    uint32_t at = item->at;
    uint32_t end;

    while (byte_at(item, at) == ' ')
        at++;
    end = line_end(item, at);
    if (end > 0)
        end += at;
    else if (byte_at(item, at) == '#' && is_blank(item->text[at - 1]))
        end = behind_line(item, at);
    if (end > 0)
        item->at = end;
    return end > 0;
}

/* To what stands next in brackets. */
static void skip_gap(toc_yaml_item *item)
{
    skip_spaces(item);
    if (!is_empty(peek(item)))
        return;
    while (skip_line(item))
        ;
    skip_spaces(item);
}

/* Where text goes on behind spaces and line ends. */
static uint32_t behind_breaks(const toc_yaml_item *item, uint32_t at)
{
    uint32_t end = 0;

    do {
        at += end;
        while (byte_at(item, at) == ' ')
            at++;
        end = line_end(item, at);
    } while (end > 0);
    return at;
}

/* Column of the line that begins at @p at. */
static uint32_t column_at(const toc_yaml_item *item, uint32_t at)
{
    uint32_t column = 0;

    while (at + column < item->size && item->text[at + column] == ' ')
        column++;
    return column;
}

/* How many spaces stand before @p at. */
static uint32_t spaces_before(const toc_yaml_item *item, uint32_t at)
{
    uint32_t count = 0;

    while (count < at && item->text[at - count - 1] == ' ')
        count++;
    return count;
}

/* ── mappings and lists ── */

/* The token that begins here; its other fields are as for a plain word. */
static toc_yaml_token *begin_token(toc_yaml_item *item)
{
    toc_yaml_token *token = &item->token;

    token->begin = item->at;
    token->is_quoted = false;
    token->is_coded = false;
    return token;
}

static toc_yaml_token_kind end_scalar(toc_yaml_item *item, uint32_t end)
{
    item->token.end = end;
    item->token.behind = end;
    item->want = WANT_REST;
    return TOC_YAML_TOKEN_SCALAR;
}

static toc_yaml_token_kind open_level(toc_yaml_item *item, bool is_map, bool is_flow,
                                      uint32_t column)
{
    toc_yaml_token *token = begin_token(item);

    if (item->depth == TOC_YAML_ITEM_DEPTH)
        return TOC_YAML_TOKEN_NONE;
    item->levels[item->depth++] = (toc_yaml_level){is_map, is_flow, column};
    item->want = is_flow ? WANT_MEMBER : is_map ? WANT_KEY : WANT_VALUE;
    token->is_flow = is_flow;
    token->end = item->at + is_flow;
    return is_map ? TOC_YAML_TOKEN_OPEN_MAP : TOC_YAML_TOKEN_OPEN_LIST;
}

static toc_yaml_token_kind close_level(toc_yaml_item *item)
{
    toc_yaml_token *token = begin_token(item);

    item->at += top(item)->is_flow;
    token->end = item->at;
    item->depth--;
    item->want = WANT_REST;
    return TOC_YAML_TOKEN_CLOSE;
}

/* ── scalars ── */

/* Up to the same quote. */
static toc_yaml_token_kind read_quoted(toc_yaml_item *item, char quote)
{
    toc_yaml_token *token = begin_token(item);
    uint32_t step;

    token->is_quoted = true;
    for (item->at++; item->at < item->size; item->at += step, token->is_coded = true) {
        int32_t codepoint;

        while (item->at < item->size && (unsigned char)peek(item) >= 0x20 && peek(item) != quote &&
               peek(item) != '\\')
            item->at++;
        step = 1;
        if (peek(item) == quote && (quote == '"' || byte_at(item, item->at + 1) != quote))
            return end_scalar(item, ++item->at);
        if (peek(item) == quote)
            step = 2;
        else if (peek(item) != '\\')
            step = line_end(item, item->at);
        else if (quote == '"')
            step = toc_yaml_escape(item->text + item->at, item->size - item->at, &codepoint);
        if (step == 0)
            break;
    }
    return TOC_YAML_TOKEN_NONE;
}

/* A word or a text in quotes, and `:`, then a space or the line's end. */
static toc_yaml_token_kind read_key(toc_yaml_item *item)
{
    const toc_yaml_token *token = &item->token;
    const char *text = item->text;
    uint32_t at = item->at;

    if (is_quote(peek(item))) {
        if (!read_quoted(item, peek(item)) || token->is_coded)
            return TOC_YAML_TOKEN_NONE;
    } else if (is(peek(item), FIRST) && is(peek(item), KEY)) {
        (void)begin_token(item);
        while (at < item->size && is(text[at], KEY))
            at++;
        item->at = at;
        (void)end_scalar(item, at);
    } else {
        return TOC_YAML_TOKEN_NONE;
    }
    if (peek(item) != ':' || token->end - token->begin > KEY_SIZE_MAX)
        return TOC_YAML_TOKEN_NONE;
    item->at++;
    item->want = WANT_VALUE;
    return peek(item) == ' ' || line_end(item, item->at) ? TOC_YAML_TOKEN_SCALAR
                                                         : TOC_YAML_TOKEN_NONE;
}

static bool begins_plain(const toc_yaml_item *item)
{
    char next = byte_at(item, item->at + 1);

    return is(peek(item), FIRST) || (peek(item) == '-' && next >= '0' && next <= '9');
}

/* Does a word without quotes go on with this byte, which is none of the plain ones? */
static bool goes_on(const toc_yaml_item *item)
{
    bool is_flow = top(item)->is_flow;
    char next = byte_at(item, item->at + 1);

    if (peek(item) == ':')
        return next && !is_blank(next) && !(is_flow && is(next, OUTSIDE) && !is(next, INSIDE));
    if (peek(item) == '#')
        return item->text[item->at - 1] != ' ';
    return !is_flow && is(peek(item), OUTSIDE);
}

/* Words on one line, to the end of the last one; then item->at stands at what ends them.  False: that is
 * no end. */
static bool read_words(toc_yaml_item *item, uint32_t *out_end)
{
    const char *text = item->text;
    uint32_t at = item->at;

    for (;; at++) {
        while (at < item->size && is(text[at], INSIDE))
            at++;
        item->at = at;
        if (at == item->size || !goes_on(item))
            break;
    }
    while (text[at - 1] == ' ')
        at--;
    *out_end = at > *out_end ? at : *out_end;
    return peek(item) == '#' || line_end(item, item->at) > 0 ||
           (top(item)->is_flow && is_flow_end(peek(item)));
}

/* Does a text without quotes go on on a line further down?  Then item->at stands there. */
static bool goes_on_below(toc_yaml_item *item)
{
    uint32_t next = behind_breaks(item, item->at);
    char byte = byte_at(item, next);

    if (next == item->size || byte == '#')
        return false;
    if (top(item)->is_flow ? is_flow_end(byte) : spaces_before(item, next) <= top(item)->column)
        return false;
    item->at = next;
    return true;
}

/* Words with spaces and line ends between them. */
static toc_yaml_token_kind read_plain(toc_yaml_item *item)
{
    uint32_t end = item->at + 1;

    if (!begins_plain(item))
        return TOC_YAML_TOKEN_NONE;
    (void)begin_token(item);
    item->at++;
    while (read_words(item, &end)) {
        if (line_end(item, item->at) == 0 || !goes_on_below(item))
            return end_scalar(item, end);
        item->token.is_coded = true;
    }
    return TOC_YAML_TOKEN_NONE;
}

/* The lines of a block text, from the first one's begin on.  False: they are not for here. */
static bool read_block_lines(toc_yaml_item *item, toc_yaml_token *token)
{
    uint32_t next;

    while (line_end(item, item->at) > 0)
        item->at += line_end(item, item->at);
    token->indent = column_at(item, item->at);
    if (token->indent <= top(item)->column || item->at + token->indent == item->size ||
        is_blank(item->text[item->at + token->indent]))
        return false;
    for (; item->at < item->size; item->at = next) {
        uint32_t column = column_at(item, item->at);

        if (column < token->indent && line_end(item, item->at + column) == 0)
            break;
        next = behind_line(item, item->at);
        if (next == 0)
            return false;
    }
    return true;
}

/* `|` or `>`, with `-` or `+` behind it or not, and the lines further in. */
static toc_yaml_token_kind read_block(toc_yaml_item *item)
{
    toc_yaml_token *token = begin_token(item);
    uint32_t end;

    item->at++;
    item->at += peek(item) == '+' || peek(item) == '-';
    if (!skip_line(item) || !read_block_lines(item, token))
        return TOC_YAML_TOKEN_NONE;
    for (end = item->at; is_blank(item->text[end - 1]);)
        end--;
    (void)end_scalar(item, end);
    token->is_quoted = true;
    token->is_coded = true;
    token->behind = item->at;
    return TOC_YAML_TOKEN_SCALAR;
}

/* ── values ── */

/* Behind `key:` at the line's end: a mapping further in on the next lines, or a list. */
static toc_yaml_token_kind read_below(toc_yaml_item *item)
{
    uint32_t column;
    bool is_list;
    toc_yaml_token_kind kind;

    while (skip_line(item))
        ;
    column = column_at(item, item->at);
    item->at += column;
    is_list = peek(item) == '-' && byte_at(item, item->at + 1) == ' ';
    if (!top(item)->is_map || column + is_list <= top(item)->column)
        return TOC_YAML_TOKEN_NONE;
    kind = open_level(item, !is_list, false, column);
    item->at += is_list;
    return kind;
}

static toc_yaml_token_kind read_value(toc_yaml_item *item)
{
    bool is_flow = top(item)->is_flow;
    char byte = peek(item);

    if (byte == '{' || byte == '[') {
        toc_yaml_token_kind kind = open_level(item, byte == '{', true, 0);

        item->at++;
        return kind;
    }
    if (is_quote(byte))
        return read_quoted(item, byte);
    if (byte == '|' || byte == '>')
        return is_flow ? TOC_YAML_TOKEN_NONE : read_block(item);
    return !is_flow && is_empty(byte) ? read_below(item) : read_plain(item);
}

/* In brackets: a key, a value, or what closes them. */
static toc_yaml_token_kind read_member(toc_yaml_item *item)
{
    if (peek(item) == (top(item)->is_map ? '}' : ']'))
        return close_level(item);
    return top(item)->is_map ? read_key(item) : read_value(item);
}

/* Behind a value in brackets: the next one, or what closes them. */
static toc_yaml_token_kind read_flow_rest(toc_yaml_item *item)
{
    skip_gap(item);
    if (peek(item) == (top(item)->is_map ? '}' : ']'))
        return close_level(item);
    if (peek(item) != ',')
        return TOC_YAML_TOKEN_NONE;
    item->at++;
    skip_gap(item);
    return read_member(item);
}

/* To the begin of the next line on which something stands.  False: something stands on this one. */
static bool skip_lines(toc_yaml_item *item)
{
    if (item->text[item->at - 1] != '\n' && !skip_line(item))
        return false;
    while (item->at < item->size && skip_line(item))
        ;
    return true;
}

/* Behind a value: the next key or item, or the end of their mapping or list. */
static toc_yaml_token_kind read_line_rest(toc_yaml_item *item)
{
    uint32_t column;
    bool is_item;

    if (!skip_lines(item))
        return TOC_YAML_TOKEN_NONE;
    column = column_at(item, item->at);
    is_item =
        byte_at(item, item->at + column) == '-' && byte_at(item, item->at + column + 1) == ' ';
    if (item->at == item->size || column < top(item)->column ||
        (column == top(item)->column && !top(item)->is_map && !is_item))
        return close_level(item);
    if (column != top(item)->column)
        return TOC_YAML_TOKEN_NONE;
    item->at += column;
    if (top(item)->is_map)
        return read_key(item);
    item->at++;
    skip_spaces(item);
    return read_value(item);
}

static toc_yaml_token_kind read_rest(toc_yaml_item *item)
{
    if (item->depth > 0)
        return top(item)->is_flow ? read_flow_rest(item) : read_line_rest(item);
    return skip_lines(item) ? TOC_YAML_TOKEN_END : TOC_YAML_TOKEN_NONE;
}

/* In braces, or its first key stands here. */
static toc_yaml_token_kind read_first(toc_yaml_item *item)
{
    bool is_flow;
    toc_yaml_token_kind kind;

    skip_spaces(item);
    is_flow = peek(item) == '{';
    kind = open_level(item, true, is_flow, item->at);
    item->at += is_flow;
    return kind;
}

toc_yaml_token_kind toc_yaml_item_next(toc_yaml_item *item)
{
    switch (item->want) {
    case WANT_FIRST:
        return read_first(item);
    case WANT_KEY:
        return read_key(item);
    case WANT_VALUE:
        if (top(item)->is_flow)
            skip_gap(item);
        else
            skip_spaces(item);
        return read_value(item);
    case WANT_MEMBER:
        skip_gap(item);
        return read_member(item);
    }
    return read_rest(item);
}

/* How many bytes until a line that is no further in than the `-`; 0: none comes.  What is further in
 * would go on with the item before, where this one is taken away.  Lines that begin with a tab are
 * nothing for the short way. */
static uint32_t size_of_lines(const char *text, uint32_t size, uint32_t dash)
{
    uint32_t column;

    for (uint32_t at = 0; at < size; at += column) {
        const char *end = memchr(text + at, '\n', size - at);

        if (!end)
            break;
        at = (uint32_t)(end - text) + 1;
        for (column = 0; at + column < size && text[at + column] == ' ';)
            column++;
        if (at + column == size || text[at + column] == '\t')
            return 0;
        if (column <= dash && !is_empty(text[at + column]))
            return at;
    }
    return 0;
}

uint32_t toc_yaml_item_size(const char *text, uint32_t size, uint32_t *out_begin)
{
    uint32_t dash = 0;
    uint32_t begin;
    uint32_t end;
    toc_yaml_item item;
    toc_yaml_token_kind kind;

    while (dash < size && text[dash] == ' ')
        dash++;
    if (dash > DASH_MAX || size - dash < 5 || text[dash] != '-' || text[dash + 1] != ' ')
        return 0;
    for (begin = dash + 2; begin < size && text[begin] == ' ';)
        begin++;
    end = size_of_lines(text, size, dash);
    *out_begin = begin;
    if (end == 0)
        return 0;
    toc_yaml_item_open(&item, text, end, begin);
    do
        kind = toc_yaml_item_next(&item);
    while (kind > TOC_YAML_TOKEN_END);
    return kind == TOC_YAML_TOKEN_END && item.at == end ? end : 0;
}
