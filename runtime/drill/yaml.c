/* yaml.c - builds the tree from libyaml's events and refuses what is not plain YAML.
 *
 * libyaml's marks count characters; a cursor that walks the text turns them into bytes.
 * The depth is checked event by event: libyaml is slow on deep nesting and never gets there. */
#include "drill/yaml.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/vec.h"

typedef TOC_VEC(const toc_yaml *) values;

typedef struct frame {
    toc_yaml *value; /* the list or map being read */
    bool is_flow;
    values parts; /* a map's keys and values in turn */
} frame;

typedef struct builder {
    toc_arena *arena;
    toc_diag_sink *sink;
    const toc_source *source;
    const char *text; /* what libyaml reads: the source without its byte order mark */
    size_t size;
    size_t cursor_byte;
    size_t cursor_char;
    frame frames[TOC_YAML_DEPTH_MAX];
    unsigned depth;
    uint32_t count;
    const toc_yaml *root;
    bool is_broken;
    jmp_buf escape; /* where the arena goes while the parser lives */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
} builder;

/* ── places ── */

static bool is_inner_byte(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Marks come almost in order, so the way from the last one is short. */
static uint32_t byte_of(builder *b, size_t index)
{
    while (b->cursor_char < index && b->cursor_byte < b->size) {
        do
            b->cursor_byte++;
        while (b->cursor_byte < b->size && is_inner_byte(b->text[b->cursor_byte]));
        b->cursor_char++;
    }
    while (b->cursor_char > index) {
        do
            b->cursor_byte--;
        while (is_inner_byte(b->text[b->cursor_byte]));
        b->cursor_char--;
    }
    return (uint32_t)b->cursor_byte;
}

/* Place of the first byte that libyaml reads; asking byte_of for it would walk all the way back. */
static uint32_t first_offset(const builder *b)
{
    return b->source->base + (uint32_t)(b->text - b->source->text);
}

static uint32_t offset_of(builder *b, size_t index)
{
    return first_offset(b) + byte_of(b, index);
}

static toc_span span_of(builder *b, const yaml_event_t *event)
{
    toc_span span = {offset_of(b, event->start_mark.index), 0};
    uint32_t first = first_offset(b);

    span.end = offset_of(b, event->end_mark.index);
    while (span.end > span.begin + 1 && strchr(" \t\r\n", b->text[span.end - 1 - first]))
        span.end--;
    return span;
}

static toc_span point_at(builder *b, size_t index)
{
    uint32_t at = offset_of(b, index);
    uint32_t last = b->source->base + b->source->size;

    return (toc_span){at, at < last ? at + 1 : at};
}

/* ── what is refused ── */

/* libyaml's words, and what they mean to somebody who writes a scenario. */
static const struct {
    const char *theirs;
    const char *ours;
    const char *help;
} problems[] = {
    {"mapping values are not allowed in this context",
     "a `:` with a space after it cannot stand here",
     "put a text that holds `: ` in quotes, or look at the indentation of this line"},
    {"did not find expected ',' or '}'", "a `,` or the closing `}` is missing before this", NULL},
    {"did not find expected ',' or ']'", "a `,` or the closing `]` is missing before this", NULL},
    {"did not find expected key", "a key is expected here",
     "keys of one mapping stand under one another, in the same column"},
    {"did not find expected '-' indicator", "a `- ` is expected here",
     "items of one list stand under one another, in the same column"},
    {"could not find expected ':'", "a `:` is missing after the key", NULL},
    {"found character that cannot start any token", "a text cannot begin with this character",
     "indent with spaces, not tabs; put a text that begins with one of @ ` % in quotes"},
    {"found unexpected end of stream", "the text in quotes that begins before this is not closed",
     NULL},
    {"found unknown escape character", "there is no such character behind `\\`",
     "in single quotes a `\\` is a plain character"},
    {"block sequence entries are not allowed in this context", "a list item cannot stand here",
     "begin the list on a line of its own"},
    {"did not find expected alphabetic or numeric character", "`&` and `*` need a name behind them",
     "put a text that begins with `&` or `*` in quotes"},
    {"did not find expected <document start>", "one value ends before this, and another begins",
     "a scenario is one mapping: `key: value` on each line"},
};

static void report_syntax(builder *b)
{
    const yaml_parser_t *parser = &b->parser;
    const char *words = parser->problem ? parser->problem : "";
    toc_diag *diag = NULL;

    if (parser->error == YAML_MEMORY_ERROR)
        longjmp(b->escape, 1);
    for (size_t i = 0; i < sizeof problems / sizeof problems[0] && !diag; i++) {
        if (strcmp(problems[i].theirs, words) != 0)
            continue;
        diag = toc_diag_add(b->sink, TOC_D_SCENARIO_SYNTAX, point_at(b, parser->problem_mark.index),
                            "%s", problems[i].ours);
        if (problems[i].help)
            toc_diag_add_help(b->sink, diag, "%s", problems[i].help);
    }
    if (!diag)
        diag = toc_diag_add(b->sink, TOC_D_SCENARIO_SYNTAX, point_at(b, parser->problem_mark.index),
                            "this cannot be read as YAML");
    if (parser->context && parser->context_mark.index < parser->problem_mark.index)
        toc_diag_add_label(b->sink, diag, point_at(b, parser->context_mark.index),
                           "what it belongs to begins here");
    b->is_broken = true;
}

static void refuse(builder *b, toc_span span, const char *what, const char *help)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_PLAIN_YAML, span, "%s", what);

    toc_diag_add_help(b->sink, diag, "%s", help);
    b->is_broken = true;
}

static void check_plain(builder *b, toc_span span, const yaml_char_t *anchor,
                        const yaml_char_t *tag)
{
    if (anchor)
        refuse(b, span, "anchors (`&name`) are not understood in a scenario",
               "write the value out where it is needed; a text that begins with `&` needs quotes");
    else if (tag)
        refuse(b, span, "tags (`!name`) are not understood in a scenario",
               "leave it out; a text that begins with `!` needs quotes");
}

static bool report_limit(builder *b, toc_span span, const char *what, unsigned limit)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_LIMITS, span, "%s", what);

    toc_diag_add_note(b->sink, diag, "the limit is %u", limit);
    b->is_broken = true;
    return false;
}

/* ── building ── */

static bool is_room(builder *b, toc_span span)
{
    if (++b->count > TOC_YAML_COUNT_MAX)
        return report_limit(b, span, "this scenario holds too many values", TOC_YAML_COUNT_MAX);
    return true;
}

static bool is_key_next(const builder *b)
{
    const frame *top = b->depth ? &b->frames[b->depth - 1] : NULL;

    return top && top->value->kind == TOC_YAML_MAP && top->parts.count % 2 == 0;
}

static void put(builder *b, const toc_yaml *value)
{
    if (b->depth == 0) {
        b->root = value;
        return;
    }
    TOC_PUSH(b->arena, &b->frames[b->depth - 1].parts, value);
}

static void put_scalar(builder *b, const yaml_event_t *event)
{
    toc_yaml *value;
    toc_span span = span_of(b, event);

    check_plain(b, span, event->data.scalar.anchor, event->data.scalar.tag);
    if (b->is_broken || !is_room(b, span))
        return;
    value = TOC_NEW(b->arena, toc_yaml);
    value->kind = TOC_YAML_SCALAR;
    value->span = span;
    value->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    value->text =
        toc_arena_copy(b->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
    put(b, value);
}

static void open_frame(builder *b, const yaml_event_t *event, toc_yaml_kind kind, bool is_flow)
{
    toc_span span = span_of(b, event);
    bool is_key = is_key_next(b);
    toc_yaml *value;

    if (b->depth == TOC_YAML_DEPTH_MAX) {
        (void)report_limit(b, span, "too many values stand inside one another", TOC_YAML_DEPTH_MAX);
        return;
    }
    if (b->is_broken || !is_room(b, span))
        return;
    if (is_key) {
        (void)toc_diag_add(b->sink, TOC_D_SCENARIO_SYNTAX, span, "a key must be a word");
        b->is_broken = true;
        return;
    }
    value = TOC_NEW(b->arena, toc_yaml);
    value->kind = kind;
    value->span = span;
    b->frames[b->depth++] = (frame){.value = value, .is_flow = is_flow};
}

typedef struct key_row {
    const char *text;
    uint32_t index;
} key_row;

static int compare_keys(const void *left, const void *right)
{
    const key_row *a = left;
    const key_row *b = right;
    int order = strcmp(a->text, b->text);

    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Reports keys that stand twice and marks the later ones with a NULL value. */
static void drop_doubles(builder *b, toc_yaml_pair *pairs, uint32_t count)
{
    key_row *rows = TOC_NEW_ARRAY(b->arena, key_row, count);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = (key_row){pairs[i].key->text, i};
    qsort(rows, count, sizeof *rows, compare_keys);
    for (uint32_t i = 1; i < count; i++) {
        toc_yaml_pair *later = &pairs[rows[i].index];
        toc_diag *diag;

        if (strcmp(rows[i - 1].text, rows[i].text) != 0)
            continue;
        diag = toc_diag_add(b->sink, TOC_D_SCENARIO_KEY_TWICE, later->key->span,
                            "`%s` stands twice", rows[i].text);
        toc_diag_add_label(b->sink, diag, pairs[rows[i - 1].index].key->span, "here already");
        later->value = NULL;
    }
}

static void fill_map(builder *b, toc_yaml *map, const values *parts)
{
    uint32_t count = parts->count / 2;
    toc_yaml_pair *pairs = TOC_NEW_ARRAY(b->arena, toc_yaml_pair, count);

    for (uint32_t i = 0; i < count; i++)
        pairs[i] = (toc_yaml_pair){parts->items[2 * i], parts->items[2 * i + 1]};
    if (count > 1)
        drop_doubles(b, pairs, count);
    for (uint32_t i = 0; i < count; i++) {
        if (pairs[i].value)
            pairs[map->count++] = pairs[i];
    }
    map->pairs = pairs;
}

static void close_frame(builder *b, const yaml_event_t *event)
{
    frame *top = &b->frames[--b->depth];
    toc_yaml *value = top->value;

    if (top->is_flow)
        value->span = toc_span_join(value->span, span_of(b, event));
    else if (top->parts.count)
        value->span =
            toc_span_join(top->parts.items[0]->span, top->parts.items[top->parts.count - 1]->span);
    if (value->kind == TOC_YAML_MAP) {
        fill_map(b, value, &top->parts);
    } else {
        value->items = top->parts.items;
        value->count = top->parts.count;
    }
    put(b, value);
}

static void take(builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        put_scalar(b, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        check_plain(b, span_of(b, event), event->data.sequence_start.anchor,
                    event->data.sequence_start.tag);
        open_frame(b, event, TOC_YAML_LIST,
                   event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        break;
    case YAML_MAPPING_START_EVENT:
        check_plain(b, span_of(b, event), event->data.mapping_start.anchor,
                    event->data.mapping_start.tag);
        open_frame(b, event, TOC_YAML_MAP,
                   event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(b, event);
        break;
    case YAML_ALIAS_EVENT:
        refuse(b, span_of(b, event), "aliases (`*name`) are not understood in a scenario",
               "write the value out where it is needed; a text that begins with `*` needs quotes");
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

/* Behind the document only blanks, comments and `...` may stand. */
static void check_rest(builder *b, size_t index)
{
    size_t at = byte_of(b, index);

    while (at < b->size) {
        if (strchr(" \t\r\n", b->text[at])) {
            at++;
        } else if (b->text[at] == '#') {
            at += strcspn(b->text + at, "\n");
        } else if (strncmp(b->text + at, "...", 3) == 0) {
            at += 3;
        } else {
            uint32_t begin = first_offset(b) + (uint32_t)at;

            if (strncmp(b->text + at, "---", 3) == 0)
                refuse(b, (toc_span){begin, begin + 3}, "a second document begins here",
                       "one file holds one scenario: put the other into a file of its own");
            else
                refuse(b, (toc_span){begin, begin + 1},
                       "this stands behind the end of the scenario",
                       "a scenario is one mapping: `key: value` on each line");
            return;
        }
    }
}

/* A directive can only stand before the document; libyaml would take long over many. */
static void check_directives(builder *b)
{
    size_t at = 0;

    while (at < b->size) {
        size_t blank = strspn(b->text + at, " \t\r");
        char first = b->text[at + blank];

        if (b->text[at] == '%') {
            uint32_t begin = first_offset(b) + (uint32_t)at;

            refuse(b, (toc_span){begin, begin + (uint32_t)strcspn(b->text + at, "\r\n")},
                   "directives (`%`) are not understood in a scenario", "leave this line out");
        }
        if (first != '\n' && first != '#')
            return;
        at += strcspn(b->text + at, "\n") + 1;
    }
}

static void drop_event(builder *b)
{
    if (b->has_event)
        yaml_event_delete(&b->event);
    b->has_event = false;
}

static void parse(builder *b)
{
    yaml_event_type_t type = YAML_NO_EVENT;

    while (!b->is_broken && type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT) {
        if (!yaml_parser_parse(&b->parser, &b->event)) {
            report_syntax(b);
            return;
        }
        b->has_event = true;
        type = b->event.type;
        take(b, &b->event);
        if (type == YAML_DOCUMENT_END_EVENT && !b->is_broken)
            check_rest(b, b->event.end_mark.index);
        drop_event(b);
    }
}

/* False when memory was used up on the way. */
static bool parse_guarded(builder *b)
{
    if (setjmp(b->escape) != 0)
        return false;
    parse(b);
    return true;
}

static void begin(builder *b, toc_arena *arena, const toc_source *source, toc_diag_sink *sink)
{
    size_t mark = source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    b->arena = arena;
    b->sink = sink;
    b->source = source;
    b->text = source->text + mark;
    b->size = source->size - mark;
}

const toc_yaml *toc_yaml_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink)
{
    builder *b = TOC_NEW(arena, builder);
    jmp_buf *outer = arena->escape;
    bool is_done;

    begin(b, arena, source, sink);
    check_directives(b);
    if (b->is_broken)
        return NULL;
    if (!yaml_parser_initialize(&b->parser))
        return toc_arena_give_up(arena);
    yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b->parser, (const unsigned char *)b->text, b->size);
    arena->escape = &b->escape;
    is_done = parse_guarded(b);
    drop_event(b);
    yaml_parser_delete(&b->parser);
    arena->escape = outer;
    if (!is_done)
        return toc_arena_give_up(arena);
    if (!b->root && !b->is_broken)
        (void)toc_diag_add(sink, TOC_D_SCENARIO_EMPTY, (toc_span){source->base, source->base},
                           "this scenario is empty");
    return b->is_broken ? NULL : b->root;
}

const toc_yaml *toc_yaml_find(const toc_yaml *map, const char *key)
{
    for (uint32_t i = 0; i < map->count && map->kind == TOC_YAML_MAP; i++) {
        if (strcmp(map->pairs[i].key->text, key) == 0)
            return map->pairs[i].value;
    }
    return NULL;
}

bool toc_yaml_is_nothing(const toc_yaml *value)
{
    return value->kind == TOC_YAML_SCALAR && !value->is_quoted &&
           (!*value->text || strcmp(value->text, "~") == 0 || strcmp(value->text, "null") == 0);
}

const char *toc_yaml_kind_text(const toc_yaml *value)
{
    switch (value->kind) {
    case TOC_YAML_SCALAR:
        return toc_yaml_is_nothing(value) ? "nothing" : "a text";
    case TOC_YAML_LIST:
        return "a list";
    case TOC_YAML_MAP:
        return "a mapping";
    }
    return "";
}
