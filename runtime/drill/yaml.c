/* yaml.c - builds values from libyaml's events and refuses what is not plain YAML.
 *
 * The depth is checked event by event: libyaml is slow on deep nesting and never gets there.  Items of
 * lists that are taken one by one are built in memory that is used again for the next. */
#include "drill/yaml.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/vec.h"
#include "drill/yaml_text.h"

#define FEW_KEYS 24u /* pairs of a mapping that are compared each with each */

typedef struct frame {
    toc_yaml *value; /* the list or map being read */
    bool is_flow;
    bool is_taken;   /* its items go to the taker, or nowhere */
    bool is_dropped; /* nowhere: the key stands twice */
    uint32_t first;  /* of its parts; a map's keys and values in turn */
    uint32_t count;  /* values so far, without its items */
    toc_span span;   /* of the items taken so far */
} frame;

typedef struct builder {
    toc_arena *arena;   /* for what stays */
    toc_arena scratch;  /* for one item of a list that is taken */
    toc_arena *current; /* one of the two */
    toc_diag_sink *sink;
    const toc_source *source;
    const toc_yaml_taker *taker; /* or NULL */
    toc_yaml_text text;
    frame frames[TOC_YAML_DEPTH_MAX];
    unsigned depth;
    TOC_VEC(const toc_yaml *) parts; /* of all open frames */
    uint32_t count;
    uint32_t seen;    /* set of the taker's keys that stood at the root */
    unsigned key;     /* the one that stood there last; TOC_YAML_KEYS_MAX: another */
    bool is_repeated; /* and stood there before */
    const toc_yaml *root;
    bool is_broken;
    bool is_stopped; /* by the taker */
    jmp_buf escape;  /* where the arena goes while the parser lives */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
} builder;

/* ── places ── */

static uint32_t offset_of(builder *b, size_t index)
{
    return b->source->base + toc_yaml_text_byte_of(&b->text, index);
}

static bool is_white_at(builder *b, uint32_t offset)
{
    int byte = toc_yaml_text_at(&b->text, offset - b->source->base);

    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static toc_span span_of(builder *b, const yaml_event_t *event)
{
    toc_span span = {offset_of(b, event->start_mark.index), 0};

    span.end = offset_of(b, event->end_mark.index);
    while (span.end > span.begin + 1 && is_white_at(b, span.end - 1))
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

static bool report_limit(builder *b, toc_span span, const char *what, unsigned limit)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_LIMITS, span, "%s", what);

    toc_diag_add_note(b->sink, diag, "the limit is %u", limit);
    b->is_broken = true;
    return false;
}

static void report_syntax(builder *b)
{
    const yaml_parser_t *parser = &b->parser;
    const char *words = parser->problem ? parser->problem : "";
    toc_diag *diag = NULL;

    b->is_broken = true;
    if (parser->error == YAML_MEMORY_ERROR)
        longjmp(b->escape, 1);
    if (b->text.is_too_long) {
        (void)report_limit(b, point_at(b, parser->mark.index),
                           "a value of more than 16 MiB goes on here", TOC_YAML_HELD_MAX);
        return;
    }
    if (b->text.blocks.has_failed) {
        toc_source_report_changed(b->source, b->sink);
        return;
    }
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

    return top && top->value->kind == TOC_YAML_MAP && (b->parts.count - top->first) % 2 == 0;
}

/* Is the value that comes next one of the root's? */
static bool is_at_root(const builder *b)
{
    return b->taker && b->depth == 1 && b->frames[0].value->kind == TOC_YAML_MAP;
}

static void note_key(builder *b, const char *text)
{
    b->is_repeated = false;
    for (b->key = 0; b->key < b->taker->key_count; b->key++) {
        if (strcmp(b->taker->keys[b->key], text) == 0) {
            b->is_repeated = b->seen >> b->key & 1;
            b->seen |= 1u << b->key;
            return;
        }
    }
}

/* An item of a list that is taken is read and gone. */
static void take_item(builder *b, const toc_yaml *item)
{
    frame *list = &b->frames[b->depth - 1];

    list->span = toc_span_join(list->span, item->span);
    if (!list->is_dropped && !b->is_broken && !b->taker->take(b->taker->context, b->key, item))
        b->is_stopped = true;
    toc_arena_empty(&b->scratch);
    b->count = list->count;
}

static void put(builder *b, const toc_yaml *value)
{
    bool is_key = is_key_next(b);

    if (b->depth == 0) {
        b->root = value;
        return;
    }
    if (b->frames[b->depth - 1].is_taken) {
        take_item(b, value);
        return;
    }
    TOC_PUSH(b->arena, &b->parts, value);
    if (!is_at_root(b))
        return;
    if (is_key)
        note_key(b, value->text);
    else if (b->key < b->taker->key_count && !b->is_repeated && b->taker->keep)
        b->taker->keep(b->taker->context, b->key, value);
}

static void put_scalar(builder *b, const yaml_event_t *event)
{
    size_t size = event->data.scalar.length;
    toc_yaml *value;
    toc_span span = span_of(b, event);
    char *text;

    check_plain(b, span, event->data.scalar.anchor, event->data.scalar.tag);
    if (b->is_broken || !is_room(b, span))
        return;
    value = toc_arena_alloc(b->current, sizeof *value + size + 1);
    text = (char *)(value + 1);
    memcpy(text, event->data.scalar.value, size);
    value->kind = TOC_YAML_SCALAR;
    value->span = span;
    value->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    value->text = text;
    put(b, value);
}

/* Items of this list, the value of the root's last key, are taken one by one. */
static void take_list(builder *b, frame *list)
{
    list->is_taken = b->is_repeated || b->taker->open(b->taker->context, b->key, list->value->span);
    list->is_dropped = b->is_repeated;
    list->count = b->count;
    if (list->is_taken)
        b->current = &b->scratch;
}

static void open_frame(builder *b, const yaml_event_t *event, toc_yaml_kind kind, bool is_flow)
{
    toc_span span = span_of(b, event);
    bool is_key = is_key_next(b);
    bool is_of_root = is_at_root(b);
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
    value = TOC_NEW(b->current, toc_yaml);
    value->kind = kind;
    value->span = span;
    b->frames[b->depth++] = (frame){.value = value, .is_flow = is_flow, .first = b->parts.count};
    if (is_of_root && kind == TOC_YAML_LIST && b->key < b->taker->list_count)
        take_list(b, &b->frames[b->depth - 1]);
}

static void report_double(builder *b, toc_yaml_pair *later, const toc_yaml_pair *earlier)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_KEY_TWICE, later->key->span,
                                  "`%s` stands twice", later->key->text);

    toc_diag_add_label(b->sink, diag, earlier->key->span, "here already");
    later->value = NULL;
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

static void drop_doubles_of_many(builder *b, toc_yaml_pair *pairs, uint32_t count)
{
    key_row *rows = TOC_NEW_ARRAY(b->current, key_row, count);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = (key_row){pairs[i].key->text, i};
    qsort(rows, count, sizeof *rows, compare_keys);
    for (uint32_t i = 1; i < count; i++) {
        if (strcmp(rows[i - 1].text, rows[i].text) == 0)
            report_double(b, &pairs[rows[i].index], &pairs[rows[i - 1].index]);
    }
}

/* Reports keys that stand twice and marks the later ones with a NULL value. */
static void drop_doubles(builder *b, toc_yaml_pair *pairs, uint32_t count)
{
    if (count > FEW_KEYS) {
        drop_doubles_of_many(b, pairs, count);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        const char *text = pairs[i].key->text;

        for (uint32_t k = i; k-- > 0;) {
            if (pairs[k].key->text[0] == text[0] && strcmp(pairs[k].key->text, text) == 0) {
                report_double(b, &pairs[i], &pairs[k]);
                break;
            }
        }
    }
}

static void fill_map(builder *b, toc_yaml *map, const toc_yaml *const *parts, uint32_t count)
{
    toc_yaml_pair *pairs = TOC_NEW_ARRAY(b->current, toc_yaml_pair, count);

    for (uint32_t i = 0; i < count; i++)
        pairs[i] = (toc_yaml_pair){parts[2 * i], parts[2 * i + 1]};
    if (count > 1)
        drop_doubles(b, pairs, count);
    for (uint32_t i = 0; i < count; i++) {
        if (pairs[i].value)
            pairs[map->count++] = pairs[i];
    }
    map->pairs = pairs;
}

static void fill_list(builder *b, toc_yaml *list, const toc_yaml *const *parts, uint32_t count)
{
    const toc_yaml **items = TOC_NEW_ARRAY(b->current, const toc_yaml *, count);

    if (count)
        memcpy(items, parts, count * sizeof *items);
    list->items = items;
    list->count = count;
}

static void close_frame(builder *b, const yaml_event_t *event)
{
    frame *top = &b->frames[b->depth - 1];
    toc_yaml *value = top->value;
    uint32_t count = b->parts.count - top->first;
    const toc_yaml *const *parts = b->parts.items + top->first;

    if (top->is_flow)
        value->span = toc_span_join(value->span, span_of(b, event));
    else if (count)
        value->span = toc_span_join(parts[0]->span, parts[count - 1]->span);
    else if (top->is_taken && !toc_span_is_none(top->span))
        value->span = top->span;
    value->is_taken = top->is_taken;
    if (top->is_taken)
        b->current = b->arena;
    else if (value->kind == TOC_YAML_MAP)
        fill_map(b, value, parts, count / 2);
    else
        fill_list(b, value, parts, count);
    b->parts.count = top->first;
    b->depth--;
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
    case YAML_DOCUMENT_END_EVENT:
        break;
    case YAML_DOCUMENT_START_EVENT: /* in a long source, behind comments without end */
        if (event->data.document_start.version_directive ||
            event->data.document_start.tag_directives.start !=
                event->data.document_start.tag_directives.end)
            refuse(b, point_at(b, event->start_mark.index),
                   "directives (`%`) are not understood in a scenario", "leave this line out");
        break;
    }
}

/* Do three of @p byte stand at @p at? */
static bool is_three(builder *b, uint32_t at, int byte)
{
    return toc_yaml_text_at(&b->text, at) == byte && toc_yaml_text_at(&b->text, at + 1) == byte &&
           toc_yaml_text_at(&b->text, at + 2) == byte;
}

/* Behind the document only blanks, comments and `...` may stand. */
static void check_rest(builder *b, size_t index)
{
    uint32_t at = toc_yaml_text_byte_of(&b->text, index);
    bool is_comment = false;
    int byte;

    for (; (byte = toc_yaml_text_at(&b->text, at)) >= 0; at++) {
        uint32_t begin = b->source->base + at;

        is_comment = (is_comment || byte == '#') && byte != '\n';
        if (is_comment || byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n')
            continue;
        if (is_three(b, at, '.')) {
            at += 2;
        } else if (is_three(b, at, '-')) {
            refuse(b, (toc_span){begin, begin + 3}, "a second document begins here",
                   "one file holds one scenario: put the other into a file of its own");
            return;
        } else {
            refuse(b, (toc_span){begin, begin + 1}, "this stands behind the end of the scenario",
                   "a scenario is one mapping: `key: value` on each line");
            return;
        }
        toc_yaml_text_drop(&b->text, b->text.chars);
    }
}

/* A directive can only stand before the document; libyaml would take long over many. */
static void check_directives(builder *b)
{
    const char *text = b->source->text;
    uint32_t at = b->text.begin;

    while (at < b->source->held) {
        size_t blank = strspn(text + at, " \t\r");
        char first = text[at + blank];

        if (text[at] == '%') {
            uint32_t begin = b->source->base + at;

            refuse(b, (toc_span){begin, begin + (uint32_t)strcspn(text + at, "\r\n")},
                   "directives (`%`) are not understood in a scenario", "leave this line out");
        }
        if (first != '\n' && first != '#')
            return;
        at += (uint32_t)strcspn(text + at, "\n") + 1;
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

    check_directives(b);
    while (!b->is_broken && !b->is_stopped && type != YAML_DOCUMENT_END_EVENT &&
           type != YAML_STREAM_END_EVENT) {
        if (!yaml_parser_parse(&b->parser, &b->event)) {
            report_syntax(b);
            return;
        }
        b->has_event = true;
        type = b->event.type;
        take(b, &b->event);
        if (type == YAML_DOCUMENT_END_EVENT && !b->is_broken)
            check_rest(b, b->event.end_mark.index);
        toc_yaml_text_drop(&b->text, b->event.end_mark.index);
        drop_event(b);
    }
}

/* What libyaml asks for; memory that is used up looks like a broken file to it. */
static int give_text(void *context, unsigned char *out, size_t size, size_t *out_size)
{
    builder *b = context;

    return toc_yaml_text_give(&b->text, out, size, out_size);
}

/* False when memory was used up on the way. */
static bool parse_guarded(builder *b)
{
    if (setjmp(b->escape) != 0)
        return false;
    parse(b);
    return true;
}

static bool run_parser(builder *b)
{
    bool is_done;

    if (!yaml_parser_initialize(&b->parser))
        return false;
    yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&b->parser, give_text, b);
    is_done = parse_guarded(b);
    drop_event(b);
    yaml_parser_delete(&b->parser);
    return is_done;
}

static const toc_yaml *read_text(builder *b)
{
    jmp_buf *outer = b->arena->escape;
    bool is_done;

    b->arena->escape = &b->escape;
    is_done = run_parser(b);
    b->arena->escape = outer;
    toc_yaml_text_close(&b->text);
    if (!is_done)
        return toc_arena_give_up(b->arena);
    if (!b->root && !b->is_broken && !b->is_stopped)
        (void)toc_diag_add(b->sink, TOC_D_SCENARIO_EMPTY,
                           (toc_span){b->source->base, b->source->base}, "this scenario is empty");
    return b->is_broken ? NULL : b->root;
}

const toc_yaml *toc_yaml_read_through(toc_arena *arena, const toc_source *source,
                                      const toc_yaml_taker *taker, toc_diag_sink *sink)
{
    builder *b = TOC_NEW(arena, builder);

    b->arena = arena;
    b->current = arena;
    toc_arena_within(&b->scratch, arena);
    b->sink = sink;
    b->source = source;
    b->taker = taker;
    b->key = taker ? taker->key_count : 0;
    if (toc_yaml_text_open(&b->text, arena, source, taker ? taker->block_size : 0))
        return read_text(b);
    toc_source_report_changed(source, sink);
    return NULL;
}

const toc_yaml *toc_yaml_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink)
{
    return toc_yaml_read_through(arena, source, NULL, sink);
}
