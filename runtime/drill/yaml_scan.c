/* yaml_scan.c - lists, mappings and keys, line by line and in brackets. */
#include "drill/yaml_scan.h"

/* What comes next. */
enum {
    WANT_DOCUMENT,
    WANT_NODE,     /* a value, behind `key:` or `-`; or nothing stands there */
    WANT_KEY,      /* the key that made a mapping begin */
    WANT_QUESTION, /* a key behind `?`; in a block at it */
    WANT_COLON,    /* the value of such a key */
    WANT_MEMBER,   /* behind a bracket that opens */
    WANT_VALUE,    /* behind `:` in brackets */
    WANT_NOTHING,  /* a key in braces has no value */
    WANT_LINE,     /* at the begin of something on a new line, behind a value */
    WANT_REST,     /* behind a value */
    WANT_NO_MORE
};

#define KEY_MAX   1024u /* characters from a key's begin to its `:` */
#define AHEAD_MAX 16u   /* bytes behind `reach` that may have been looked at */
#define NO_COLUMN (-1)

static char peek(const toc_yaml_scan *scan)
{
    return scan->text[scan->at];
}

static int32_t column_of(const toc_yaml_scan *scan)
{
    return (int32_t)(scan->at - scan->line);
}

/* `-`, `?` or `:` with a blank behind it. */
static bool is_alone(const toc_yaml_scan *scan, char byte)
{
    return peek(scan) == byte && toc_yaml_is_gap(scan->text[scan->at + 1]);
}

/* Is the document over here, at the begin of a token? */
static bool is_over(const toc_yaml_scan *scan)
{
    return peek(scan) == '\0' || (scan->at == scan->line && toc_yaml_scan_is_mark(scan, scan->at));
}

/* Over blanks, comments and line ends to the next token; true: it stands on another line.  Where a key may
 * stand, tabs may not; behind a line end in a block it always may. */
static bool skip_gap(toc_yaml_scan *scan, bool is_flow, bool is_key_allowed)
{
    bool is_new = false;

    for (;;) {
        uint32_t end;

        while (peek(scan) == ' ' || (peek(scan) == '\t' && !is_key_allowed))
            scan->at++;
        if (peek(scan) == '#')
            scan->at = toc_yaml_scan_line_stop(scan, scan->at);
        end = toc_yaml_line_end(scan->text + scan->at);
        if (end == 0)
            break;
        scan->at += end;
        scan->line = scan->at;
        is_key_allowed = !is_flow;
        is_new = true;
    }
    toc_yaml_scan_reach(scan, scan->at);
    return is_new;
}

/* ── tokens ── */

static toc_yaml_token *place_token(toc_yaml_scan *scan, uint32_t begin, uint32_t end)
{
    scan->token = (toc_yaml_token){.begin = begin, .end = end, .behind = end};
    return &scan->token;
}

/* A value that was left out. */
static toc_yaml_token_kind tell_nothing(toc_yaml_scan *scan, uint32_t at, uint8_t want)
{
    (void)place_token(scan, at, at);
    scan->want = want;
    return TOC_YAML_TOKEN_SCALAR;
}

static toc_yaml_token_kind open_level(toc_yaml_scan *scan, toc_yaml_level level, uint8_t want)
{
    if (scan->depth + 1 == TOC_YAML_SCAN_DEPTH)
        return TOC_YAML_TOKEN_NONE;
    scan->levels[++scan->depth] = level;
    scan->want = want;
    return level.is_map ? TOC_YAML_TOKEN_OPEN_MAP : TOC_YAML_TOKEN_OPEN_LIST;
}

/* `size` bytes close it: a bracket or nothing. */
static toc_yaml_token_kind close_level(toc_yaml_scan *scan, uint32_t size, uint8_t want)
{
    (void)place_token(scan, scan->at, scan->at + size);
    scan->at += size;
    scan->depth--;
    scan->want = want;
    return TOC_YAML_TOKEN_CLOSE;
}

static toc_yaml_token_kind open_brackets(toc_yaml_scan *scan)
{
    toc_yaml_level level = {
        .is_map = peek(scan) == '{', .is_flow = true, .column = toc_yaml_scan_top(scan)->column};

    place_token(scan, scan->at, scan->at + 1)->is_flow = true;
    scan->at++;
    return open_level(scan, level, WANT_MEMBER);
}

/* A mapping begins with the key that was just read. */
static toc_yaml_token_kind open_map(toc_yaml_scan *scan, int32_t column)
{
    bool is_flow = toc_yaml_scan_top(scan)->is_flow;
    toc_yaml_level level = {
        .is_map = true, .is_flow = is_flow, .is_pair = is_flow, .column = column};

    scan->key = scan->token;
    place_token(scan, scan->key.begin, scan->key.begin)->is_flow = is_flow;
    return open_level(scan, level, WANT_KEY);
}

/* At a `-`; as the value of a key it may stand right below the key. */
static toc_yaml_token_kind open_list(toc_yaml_scan *scan)
{
    int32_t column = column_of(scan);
    bool is_below = column == toc_yaml_scan_top(scan)->column;

    (void)place_token(scan, scan->at, scan->at + is_below);
    scan->at++;
    scan->is_key_allowed = true;
    return open_level(scan, (toc_yaml_level){.column = column}, WANT_NODE);
}

/* ── keys ── */

/* Are those few enough characters? */
static bool is_key_size(const char *text, uint32_t size)
{
    uint32_t count = 0;

    if (size <= KEY_MAX)
        return true;
    for (uint32_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count <= KEY_MAX;
}

/* Goes over the `:` that makes a key of the text just read, which began on @p line.  False: it is none. */
static bool skip_colon(toc_yaml_scan *scan, uint32_t line)
{
    uint32_t begin = scan->token.begin;
    uint32_t at = scan->at;

    if (scan->line != line)
        return false;
    while (toc_yaml_is_blank(scan->text[at]))
        at++;
    toc_yaml_scan_reach(scan, at);
    if (scan->text[at] != ':' || !is_key_size(scan->text + begin, at - begin) ||
        (!toc_yaml_scan_top(scan)->is_flow && !toc_yaml_is_gap(scan->text[at + 1])))
        return false;
    scan->at = at + 1;
    return true;
}

/* A key of a mapping that is open, line by line. */
static toc_yaml_token_kind read_key(toc_yaml_scan *scan)
{
    uint32_t line = scan->line;

    if (!toc_yaml_scan_word(scan) || !skip_colon(scan, line))
        return TOC_YAML_TOKEN_NONE;
    scan->is_key_allowed = false;
    scan->want = WANT_NODE;
    return TOC_YAML_TOKEN_SCALAR;
}

static toc_yaml_token_kind hand_out_key(toc_yaml_scan *scan)
{
    scan->token = scan->key;
    scan->is_key_allowed = false;
    scan->want = toc_yaml_scan_top(scan)->is_flow ? WANT_VALUE : WANT_NODE;
    return TOC_YAML_TOKEN_SCALAR;
}

/* ── line by line ── */

static toc_yaml_token_kind read_text(toc_yaml_scan *scan)
{
    if (!toc_yaml_scan_block_text(scan))
        return TOC_YAML_TOKEN_NONE;
    scan->want = WANT_REST;
    return TOC_YAML_TOKEN_SCALAR;
}

/* A text; or the first key of a mapping. */
static toc_yaml_token_kind read_word(toc_yaml_scan *scan)
{
    uint32_t line = scan->line;
    int32_t column = column_of(scan);

    if (!toc_yaml_scan_word(scan))
        return TOC_YAML_TOKEN_NONE;
    if (skip_colon(scan, line))
        return scan->is_key_allowed ? open_map(scan, column) : TOC_YAML_TOKEN_NONE;
    scan->want = WANT_REST;
    return TOC_YAML_TOKEN_SCALAR;
}

static toc_yaml_token_kind read_value(toc_yaml_scan *scan)
{
    switch (peek(scan)) {
    case '{':
    case '[':
        return open_brackets(scan);
    case '|':
    case '>':
        return read_text(scan);
    case '-':
        if (is_alone(scan, '-'))
            return scan->is_key_allowed ? open_list(scan) : TOC_YAML_TOKEN_NONE;
        break;
    case '?':
        if (is_alone(scan, '?') && scan->is_key_allowed) {
            (void)place_token(scan, scan->at, scan->at);
            return open_level(scan, (toc_yaml_level){.is_map = true, .column = column_of(scan)},
                              WANT_QUESTION);
        }
        break;
    }
    return read_word(scan);
}

/* Can this be a value that is no further in than its key or `-`? */
static bool may_stand_below(const toc_yaml_scan *scan)
{
    return peek(scan) == '|' || peek(scan) == '>' ||
           (toc_yaml_scan_top(scan)->is_map && is_alone(scan, '-'));
}

/* Behind `key:` or `-`: what stands there, or further in on the next lines; or nothing. */
static toc_yaml_token_kind read_node(toc_yaml_scan *scan)
{
    const toc_yaml_level *top = toc_yaml_scan_top(scan);
    uint32_t mark = scan->at;
    bool is_new = skip_gap(scan, false, scan->is_key_allowed);
    int32_t column = column_of(scan);

    scan->is_key_allowed = scan->is_key_allowed || is_new;
    if (is_over(scan))
        return scan->depth > 0 ? tell_nothing(scan, mark, WANT_LINE) : TOC_YAML_TOKEN_NONE;
    if (is_new && (column < top->column || (column == top->column && !may_stand_below(scan))))
        return tell_nothing(scan, mark, WANT_LINE);
    return read_value(scan);
}

/* Behind `?`: a text, as long as it wants to be. */
static toc_yaml_token_kind read_question(toc_yaml_scan *scan)
{
    uint32_t line;

    scan->at++;
    if (skip_gap(scan, false, true) && column_of(scan) <= toc_yaml_scan_top(scan)->column)
        return TOC_YAML_TOKEN_NONE;
    line = scan->line;
    if (peek(scan) == '|' || peek(scan) == '>' ? !toc_yaml_scan_block_text(scan)
                                               : !toc_yaml_scan_word(scan))
        return TOC_YAML_TOKEN_NONE;
    scan->want = WANT_COLON;
    return skip_colon(scan, line) ? TOC_YAML_TOKEN_NONE : TOC_YAML_TOKEN_SCALAR;
}

/* Behind such a key: `:` right below the `?`, or nothing. */
static toc_yaml_token_kind read_colon(toc_yaml_scan *scan)
{
    bool is_new = scan->at == scan->line;
    int32_t column;

    is_new |= skip_gap(scan, false, is_new);
    column = is_over(scan) ? NO_COLUMN : column_of(scan);
    if ((!is_new && column != NO_COLUMN) || column > toc_yaml_scan_top(scan)->column)
        return TOC_YAML_TOKEN_NONE;
    if (column < toc_yaml_scan_top(scan)->column || !is_alone(scan, ':'))
        return tell_nothing(scan, scan->at, WANT_LINE);
    scan->at++;
    scan->is_key_allowed = true;
    return read_node(scan);
}

/* Behind the document: nothing, or `...` and then nothing. */
static toc_yaml_token_kind read_end(toc_yaml_scan *scan)
{
    scan->want = WANT_NO_MORE;
    if (peek(scan) == '.')
        scan->at += 3;
    while (peek(scan) != '\0') {
        if (peek(scan) == '#')
            scan->at = toc_yaml_scan_line_stop(scan, scan->at);
        else if (toc_yaml_is_gap(peek(scan)))
            scan->at++;
        else
            break;
    }
    toc_yaml_scan_reach(scan, scan->at);
    return peek(scan) == '\0' ? TOC_YAML_TOKEN_END : TOC_YAML_TOKEN_NONE;
}

/* On a new line behind a value: the next key or item, or the end of their mapping or list. */
static toc_yaml_token_kind read_line(toc_yaml_scan *scan)
{
    const toc_yaml_level *top = toc_yaml_scan_top(scan);
    int32_t column = is_over(scan) ? NO_COLUMN : column_of(scan);

    if (scan->depth == 0)
        return column == NO_COLUMN ? read_end(scan) : TOC_YAML_TOKEN_NONE;
    if (column < top->column || (column == top->column && !top->is_map && !is_alone(scan, '-')))
        return close_level(scan, 0, WANT_LINE);
    if (column > top->column)
        return TOC_YAML_TOKEN_NONE;
    if (top->is_map && is_alone(scan, '?'))
        return read_question(scan);
    if (top->is_map)
        return read_key(scan);
    scan->at++;
    scan->is_key_allowed = true;
    return read_node(scan);
}

/* Behind a value, which the line must end with. */
static toc_yaml_token_kind read_rest(toc_yaml_scan *scan)
{
    bool is_new = scan->at == scan->line;

    is_new |= skip_gap(scan, false, is_new);
    if (!is_new && peek(scan) != '\0')
        return TOC_YAML_TOKEN_NONE;
    scan->want = WANT_LINE;
    return read_line(scan);
}

/* ── in brackets ── */

/* To what stands next in brackets.  False: the document is over there. */
static bool skip_flow_gap(toc_yaml_scan *scan)
{
    (void)skip_gap(scan, true, false);
    return !is_over(scan);
}

static bool is_end(const toc_yaml_scan *scan)
{
    const toc_yaml_level *top = toc_yaml_scan_top(scan);

    return peek(scan) == (top->is_map && !top->is_pair ? '}' : ']');
}

/* A text in brackets, where there may be a key or an item of a list. */
static toc_yaml_token_kind read_flow_word(toc_yaml_scan *scan)
{
    const toc_yaml_level *top = toc_yaml_scan_top(scan);
    uint32_t line = scan->line;
    bool is_key;

    if (!toc_yaml_scan_word(scan))
        return TOC_YAML_TOKEN_NONE;
    is_key = skip_colon(scan, line);
    if (is_key && !top->is_map)
        return open_map(scan, top->column);
    scan->want = is_key ? WANT_VALUE : top->is_map ? WANT_NOTHING : WANT_REST;
    return TOC_YAML_TOKEN_SCALAR;
}

/* Behind `?` in brackets: a key of many lines, maybe. */
static toc_yaml_token_kind read_flow_question(toc_yaml_scan *scan)
{
    if (!skip_flow_gap(scan) || !toc_yaml_scan_word(scan))
        return TOC_YAML_TOKEN_NONE;
    scan->want = WANT_COLON;
    return TOC_YAML_TOKEN_SCALAR;
}

/* At a `?`, which may begin a mapping without braces. */
static toc_yaml_token_kind open_question(toc_yaml_scan *scan)
{
    toc_yaml_level level = {.is_map = true,
                            .is_flow = true,
                            .is_pair = true,
                            .column = toc_yaml_scan_top(scan)->column};

    place_token(scan, scan->at, scan->at + 1)->is_flow = true;
    scan->at++;
    return toc_yaml_scan_top(scan)->is_map ? read_flow_question(scan)
                                           : open_level(scan, level, WANT_QUESTION);
}

/* Behind a bracket or a `,`: a key, an item, or what closes them. */
static toc_yaml_token_kind read_member(toc_yaml_scan *scan)
{
    if (!skip_flow_gap(scan))
        return TOC_YAML_TOKEN_NONE;
    if (is_end(scan))
        return close_level(scan, 1, WANT_REST);
    if (!toc_yaml_scan_top(scan)->is_map && (peek(scan) == '{' || peek(scan) == '['))
        return open_brackets(scan);
    return peek(scan) == '?' ? open_question(scan) : read_flow_word(scan);
}

/* Behind a `:`. */
static toc_yaml_token_kind read_flow_value(toc_yaml_scan *scan)
{
    if (!skip_flow_gap(scan))
        return TOC_YAML_TOKEN_NONE;
    if (peek(scan) == ',' || is_end(scan))
        return tell_nothing(scan, scan->at, WANT_REST);
    if (peek(scan) == '{' || peek(scan) == '[')
        return open_brackets(scan);
    scan->want = WANT_REST;
    return toc_yaml_scan_word(scan) ? TOC_YAML_TOKEN_SCALAR : TOC_YAML_TOKEN_NONE;
}

/* Behind a key in brackets that had no `:` right behind it; behind `?` there may be one. */
static toc_yaml_token_kind read_flow_colon(toc_yaml_scan *scan, bool may_come)
{
    if (!skip_flow_gap(scan))
        return TOC_YAML_TOKEN_NONE;
    if (may_come && peek(scan) == ':') {
        scan->at++;
        return read_flow_value(scan);
    }
    return peek(scan) == ',' || is_end(scan) ? tell_nothing(scan, scan->at, WANT_REST)
                                             : TOC_YAML_TOKEN_NONE;
}

/* Behind a value: the next one, or what closes them. */
static toc_yaml_token_kind read_flow_rest(toc_yaml_scan *scan)
{
    bool is_pair = toc_yaml_scan_top(scan)->is_pair;

    if (!skip_flow_gap(scan) || (peek(scan) != ',' && !is_end(scan)))
        return TOC_YAML_TOKEN_NONE;
    if (is_pair || is_end(scan))
        return close_level(scan, !is_pair, WANT_REST);
    scan->at++;
    return read_member(scan);
}

/* ── the document ── */

/* Up to its first value; `---` may stand before it. */
static toc_yaml_token_kind read_document(toc_yaml_scan *scan)
{
    (void)skip_gap(scan, false, true);
    scan->is_key_allowed = !is_over(scan);
    if (is_over(scan)) {
        if (peek(scan) != '-')
            return TOC_YAML_TOKEN_NONE;
        scan->at += 3;
    }
    return read_node(scan);
}

static toc_yaml_token_kind step_in_brackets(toc_yaml_scan *scan)
{
    switch (scan->want) {
    case WANT_KEY:
        return hand_out_key(scan);
    case WANT_QUESTION:
        return read_flow_question(scan);
    case WANT_COLON:
        return read_flow_colon(scan, true);
    case WANT_MEMBER:
        return read_member(scan);
    case WANT_VALUE:
        return read_flow_value(scan);
    case WANT_NOTHING:
        return read_flow_colon(scan, false);
    }
    return read_flow_rest(scan);
}

static toc_yaml_token_kind step(toc_yaml_scan *scan)
{
    if (toc_yaml_scan_top(scan)->is_flow)
        return step_in_brackets(scan);
    switch (scan->want) {
    case WANT_DOCUMENT:
        return read_document(scan);
    case WANT_NODE:
        return read_node(scan);
    case WANT_KEY:
        return hand_out_key(scan);
    case WANT_QUESTION:
        return read_question(scan);
    case WANT_COLON:
        return read_colon(scan);
    case WANT_LINE:
        return read_line(scan);
    case WANT_REST:
        return read_rest(scan);
    }
    return TOC_YAML_TOKEN_NONE;
}

void toc_yaml_scan_open(toc_yaml_scan *scan)
{
    scan->line = scan->at;
    scan->reach = scan->at;
    scan->want = WANT_DOCUMENT;
    scan->depth = 0;
    scan->levels[0] = (toc_yaml_level){.column = NO_COLUMN};
}

toc_yaml_token_kind toc_yaml_scan_next(toc_yaml_scan *scan)
{
    uint32_t at = scan->at;
    uint32_t line = scan->line;
    uint32_t depth = scan->depth;
    uint8_t want = scan->want;
    bool is_key_allowed = scan->is_key_allowed;
    toc_yaml_token_kind kind = step(scan);

    if (scan->is_all || scan->size - scan->reach > AHEAD_MAX)
        return kind;
    scan->at = at;
    scan->line = line;
    scan->depth = depth;
    scan->want = want;
    scan->is_key_allowed = is_key_allowed;
    return TOC_YAML_TOKEN_MORE;
}
