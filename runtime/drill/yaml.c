/* yaml.c - builds values from tokens of our own, or from libyaml's events where those end: libyaml tells
 * what is wrong with a text, and what is plain YAML but odd.
 *
 * The depth is checked event by event: libyaml is slow on deep nesting and never gets there. */
#include "drill/yaml.h"

#include <string.h>

#include "drill/yaml_private.h"

/* ── places ── */

static uint32_t offset_of(toc_yaml_builder *b, size_t index)
{
    return b->source->base + toc_yaml_text_byte_of(&b->text, index);
}

static bool is_white_at(toc_yaml_builder *b, uint32_t offset)
{
    int byte = toc_yaml_text_at(&b->text, offset - b->source->base);

    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* A block text ends with its last line that is not empty.  Behind it stands what comes next, which may be
 * far. */
static uint32_t end_of_block(toc_yaml_builder *b, const yaml_event_t *event, uint32_t begin)
{
    uint32_t end = offset_of(b, event->end_mark.index - 1);

    if (!is_white_at(b, end))
        return offset_of(b, event->end_mark.index); /* at the end of the file */
    while (end > begin + 1 && is_white_at(b, end - 1))
        end--;
    return end;
}

static toc_span span_of_scalar(toc_yaml_builder *b, const yaml_event_t *event)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    toc_span span = {offset_of(b, event->start_mark.index), 0};

    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
        span.end = end_of_block(b, event, span.begin);
    else
        span.end = offset_of(b, event->end_mark.index);
    return span;
}

/* Where a list or mapping begins: a bracket, a `-` or nothing; or where it ends. */
static toc_span span_of_mark(toc_yaml_builder *b, const yaml_event_t *event)
{
    uint32_t begin = offset_of(b, event->start_mark.index);

    return (toc_span){begin, begin + (uint32_t)(event->end_mark.index - event->start_mark.index)};
}

static toc_span point_at(toc_yaml_builder *b, size_t index)
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
     TOC_PHRASE("a `:` with a space after it cannot stand here"),
     TOC_PHRASE("put a text that holds `: ` in quotes, or look at the indentation of this line")},
    {"did not find expected ',' or '}'",
     TOC_PHRASE("a `,` or the closing `}` is missing before this"), NULL},
    {"did not find expected ',' or ']'",
     TOC_PHRASE("a `,` or the closing `]` is missing before this"), NULL},
    {"did not find expected key", TOC_PHRASE("a key is expected here"),
     TOC_PHRASE("keys of one mapping stand under one another, in the same column")},
    {"did not find expected '-' indicator", TOC_PHRASE("a `- ` is expected here"),
     TOC_PHRASE("items of one list stand under one another, in the same column")},
    {"could not find expected ':'", TOC_PHRASE("a `:` is missing after the key"), NULL},
    {"found character that cannot start any token",
     TOC_PHRASE("a text cannot begin with this character"),
     TOC_PHRASE(
         "indent with spaces, not tabs; put a text that begins with one of @ ` % in quotes")},
    {"found unexpected end of stream",
     TOC_PHRASE("the text in quotes that begins before this is not closed"), NULL},
    {"found unknown escape character", TOC_PHRASE("there is no such character behind `\\`"),
     TOC_PHRASE("in single quotes a `\\` is a plain character")},
    {"block sequence entries are not allowed in this context",
     TOC_PHRASE("a list item cannot stand here"),
     TOC_PHRASE("begin the list on a line of its own")},
    {"did not find expected alphabetic or numeric character",
     TOC_PHRASE("`&` and `*` need a name behind them"),
     TOC_PHRASE("put a text that begins with `&` or `*` in quotes")},
    {"did not find expected <document start>",
     TOC_PHRASE("one value ends before this, and another begins"),
     TOC_PHRASE("a scenario is one mapping: `key: value` on each line")},
};

static void report_syntax(toc_yaml_builder *b)
{
    const yaml_parser_t *parser = &b->parser;
    const char *words = parser->problem ? parser->problem : "";
    toc_diag *diag;
    size_t known = 0;
    bool is_known;

    b->is_broken = true;
    if (parser->error == YAML_MEMORY_ERROR || b->is_short)
        longjmp(b->escape, 1);
    if (b->text.is_too_long) {
        (void)toc_yaml_report_limit(b, point_at(b, parser->mark.index),
                                    TOC_PHRASE("a value of more than 16 MiB goes on here"),
                                    TOC_YAML_HELD_MAX);
        return;
    }
    if (b->text.blocks.has_failed) {
        toc_source_report_changed(b->source, b->sink);
        return;
    }
    while (known < sizeof problems / sizeof problems[0] &&
           strcmp(problems[known].theirs, words) != 0)
        known++;
    is_known = known < sizeof problems / sizeof problems[0];
    diag =
        toc_diag_add(b->sink, TOC_D_SCENARIO_SYNTAX, point_at(b, parser->problem_mark.index), "%s",
                     is_known ? problems[known].ours : TOC_PHRASE("this cannot be read as YAML"));
    if (!toc_yaml_slip(b, diag, toc_yaml_text_byte_of(&b->text, parser->problem_mark.index),
                       toc_yaml_text_byte_of(&b->text, parser->context_mark.index)) &&
        is_known && problems[known].help)
        toc_diag_add_help(b->sink, diag, "%s", problems[known].help);
    if (parser->context && parser->context_mark.index < parser->problem_mark.index)
        toc_diag_add_label(b->sink, diag, point_at(b, parser->context_mark.index),
                           "what it belongs to begins here");
}

static void refuse(toc_yaml_builder *b, toc_span span, const char *what, const char *help)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_PLAIN_YAML, span, "%s", what);

    toc_diag_add_help(b->sink, diag, "%s", help);
    b->is_broken = true;
}

/* With an anchor or a tag, what it stands before may be on the next line. */
static toc_span span_of_more(toc_yaml_builder *b, const yaml_event_t *event)
{
    toc_span span = {offset_of(b, event->start_mark.index), offset_of(b, event->end_mark.index)};

    while (span.end > span.begin + 1 && is_white_at(b, span.end - 1))
        span.end--;
    return span;
}

static void check_plain(toc_yaml_builder *b, const yaml_event_t *event, const yaml_char_t *anchor,
                        const yaml_char_t *tag)
{
    if (anchor)
        refuse(b, span_of_more(b, event),
               TOC_PHRASE("anchors (`&name`) are not understood in a scenario"),
               TOC_PHRASE("write the value out where it is needed; a text that begins with `&` "
                          "needs quotes"));
    else if (tag)
        refuse(b, span_of_more(b, event),
               TOC_PHRASE("tags (`!name`) are not understood in a scenario"),
               TOC_PHRASE("leave it out; a text that begins with `!` needs quotes"));
}

/* ── events ── */

static void put_scalar(toc_yaml_builder *b, const yaml_event_t *event)
{
    check_plain(b, event, event->data.scalar.anchor, event->data.scalar.tag);
    if (!b->is_broken)
        toc_yaml_add_scalar(b, span_of_scalar(b, event), (const char *)event->data.scalar.value,
                            event->data.scalar.length,
                            event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE);
}

static void take(toc_yaml_builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        put_scalar(b, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        check_plain(b, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        toc_yaml_open_frame(b, span_of_mark(b, event), TOC_YAML_LIST,
                            event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        break;
    case YAML_MAPPING_START_EVENT:
        check_plain(b, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        toc_yaml_open_frame(b, span_of_mark(b, event), TOC_YAML_MAP,
                            event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        toc_yaml_close_frame(b, span_of_mark(b, event));
        break;
    case YAML_ALIAS_EVENT:
        refuse(b, span_of_more(b, event),
               TOC_PHRASE("aliases (`*name`) are not understood in a scenario"),
               TOC_PHRASE("write the value out where it is needed; a text that begins with `*` "
                          "needs quotes"));
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
                   TOC_PHRASE("directives (`%`) are not understood in a scenario"),
                   TOC_PHRASE("leave this line out"));
        break;
    }
}

/* Do three of @p byte stand at @p at? */
static bool is_three(toc_yaml_builder *b, uint32_t at, int byte)
{
    return toc_yaml_text_at(&b->text, at) == byte && toc_yaml_text_at(&b->text, at + 1) == byte &&
           toc_yaml_text_at(&b->text, at + 2) == byte;
}

/* Behind the document only blanks, comments and `...` may stand. */
static void check_rest(toc_yaml_builder *b, size_t index)
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
            refuse(b, (toc_span){begin, begin + 3}, TOC_PHRASE("a second document begins here"),
                   TOC_PHRASE("one file holds one scenario: put the other into a file of its own"));
            return;
        } else {
            refuse(b, (toc_span){begin, begin + 1},
                   TOC_PHRASE("this stands behind the end of the scenario"),
                   TOC_PHRASE("a scenario is one mapping: `key: value` on each line"));
            return;
        }
        toc_yaml_text_drop_bytes(&b->text, at);
    }
}

/* A directive can only stand before the document; libyaml would take long over many. */
static void check_directives(toc_yaml_builder *b)
{
    const char *text = b->source->text;
    uint32_t at = b->text.begin;

    while (at < b->source->held) {
        size_t blank = strspn(text + at, " \t\r");
        char first = text[at + blank];

        if (text[at] == '%') {
            uint32_t begin = b->source->base + at;

            refuse(b, (toc_span){begin, begin + (uint32_t)strcspn(text + at, "\r\n")},
                   TOC_PHRASE("directives (`%`) are not understood in a scenario"),
                   TOC_PHRASE("leave this line out"));
        }
        if (first != '\n' && first != '#')
            return;
        at += (uint32_t)strcspn(text + at, "\n") + 1;
    }
}

static void drop_event(toc_yaml_builder *b)
{
    if (b->has_event)
        yaml_event_delete(&b->event);
    b->has_event = false;
}

static void parse(toc_yaml_builder *b)
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
        if (b->text.first != b->text.last)
            toc_yaml_text_drop(&b->text, b->event.end_mark.index);
        drop_event(b);
    }
}

static bool give_guarded(toc_yaml_builder *b, jmp_buf *escape, unsigned char *out, size_t size,
                         size_t *out_size)
{
    if (setjmp(*escape) != 0) {
        b->is_short = true;
        return false;
    }
    return toc_yaml_text_give(&b->text, out, size, out_size);
}

/* What libyaml asks for; memory that is used up looks like a broken file to it, which lets go of what
 * it holds: nobody may leave past it. */
static int give_text(void *context, unsigned char *out, size_t size, size_t *out_size)
{
    toc_yaml_builder *b = context;
    jmp_buf *outer = b->arena->escape;
    jmp_buf escape;
    bool is_given;

    b->arena->escape = &escape;
    is_given = give_guarded(b, &escape, out, size, out_size);
    b->arena->escape = outer;
    return is_given;
}

/* False when memory was used up on the way. */
static bool parse_guarded(toc_yaml_builder *b)
{
    if (setjmp(b->escape) != 0)
        return false;
    parse(b);
    return true;
}

static bool run_parser(toc_yaml_builder *b)
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

static const toc_yaml *read_text(toc_yaml_builder *b)
{
    jmp_buf *outer = b->arena->escape;
    bool is_done;

    b->arena->escape = &b->escape;
    is_done = run_parser(b);
    b->arena->escape = outer;
    toc_yaml_text_close(&b->text);
    if (!is_done)
        return toc_arena_give_up(b->arena);
    return b->is_broken ? NULL : b->root;
}

static void report_no_value(const toc_yaml_builder *b)
{
    if (!b->root && !b->is_broken && !b->is_stopped)
        (void)toc_diag_add(b->sink, TOC_D_SCENARIO_EMPTY,
                           (toc_span){b->source->base, b->source->base}, "this scenario is empty");
}

static void set_up(toc_yaml_builder *b, toc_arena *arena, const toc_source *source,
                   const toc_yaml_taker *taker, toc_diag_sink *sink)
{
    *b = (toc_yaml_builder){
        .arena = arena, .current = arena, .sink = sink, .source = source, .taker = taker};
    toc_arena_within(&b->scratch, arena);
    b->key = taker ? taker->key_count : 0;
}

/* ── without libyaml ── */

static void take_text(toc_yaml_builder *b, toc_span span)
{
    const toc_yaml_token *token = &b->scan.token;
    uint32_t size = token->end - token->begin;

    if (!token->is_coded) {
        toc_yaml_add_scalar(b, span, b->scan.text + token->begin + token->is_quoted,
                            size - 2 * token->is_quoted, token->is_quoted);
        return;
    }
    size = 2 * (token->behind - token->begin);
    if (size > b->decoded_room) {
        b->decoded_room = 2 * size;
        b->decoded = toc_arena_alloc(b->arena, b->decoded_room);
    }
    size = toc_yaml_scan_decode(&b->scan, b->decoded);
    toc_yaml_add_scalar(b, span, b->decoded, size, token->is_quoted);
}

/* A token, told as libyaml would tell it. */
static void take_token(toc_yaml_builder *b, toc_yaml_token_kind kind)
{
    uint32_t base = b->source->base + b->scan.base;
    toc_span span = {base + b->scan.token.begin, base + b->scan.token.end};

    if (kind == TOC_YAML_TOKEN_SCALAR)
        take_text(b, span);
    else if (kind == TOC_YAML_TOKEN_CLOSE)
        toc_yaml_close_frame(b, span);
    else
        toc_yaml_open_frame(b, span, kind == TOC_YAML_TOKEN_OPEN_MAP ? TOC_YAML_MAP : TOC_YAML_LIST,
                            b->scan.token.is_flow);
}

/* False when memory was used up on the way; b->is_misled: nobody knows what the text means. */
static bool scan_guarded(toc_yaml_builder *b)
{
    toc_yaml_token_kind kind = TOC_YAML_TOKEN_MORE;

    if (setjmp(b->escape) != 0)
        return false;
    while (!b->is_broken && !b->is_stopped && kind != TOC_YAML_TOKEN_END && !b->is_misled) {
        kind = toc_yaml_scan_next(&b->scan);
        if (kind > TOC_YAML_TOKEN_END)
            take_token(b, kind);
        else if (kind != TOC_YAML_TOKEN_END)
            b->is_misled =
                kind == TOC_YAML_TOKEN_NONE || !toc_yaml_window_more(&b->window, &b->scan);
    }
    return true;
}

/* False: all that was read is void, because it is broken or too odd; what libyaml says counts. */
static bool read_fast(toc_yaml_builder *b, toc_diag_sink *sink)
{
    jmp_buf *outer = b->arena->escape;
    toc_diag_sink found;
    bool is_done;

    toc_diag_sink_init(&found, sink->arena);
    found.input = sink->input;
    b->sink = &found;
    if (!toc_yaml_window_open(&b->window, b->arena, b->source, b->taker->block_size, &b->scan))
        return false;
    b->arena->escape = &b->escape;
    is_done = scan_guarded(b);
    b->arena->escape = outer;
    toc_yaml_window_close(&b->window);
    if (!is_done)
        (void)toc_arena_give_up(b->arena);
    if (b->is_broken || b->is_misled)
        return false;
    toc_diag_sink_append(sink, &found, TOC_DIAG_NOTE);
    return true;
}

/* ── in either way ── */

const toc_yaml *toc_yaml_read_through(toc_arena *arena, const toc_source *source,
                                      const toc_yaml_taker *taker, toc_diag_sink *sink)
{
    toc_yaml_builder *b = TOC_NEW(arena, toc_yaml_builder);

    set_up(b, arena, source, taker, sink);
    if (taker && !taker->is_slow) {
        if (read_fast(b, sink))
            return b->root;
        taker->restart(taker->context);
        set_up(b, arena, source, taker, sink);
    }
    if (!toc_yaml_text_open(&b->text, arena, source, taker ? taker->block_size : 0)) {
        toc_source_report_changed(source, sink);
        return NULL;
    }
    if (!read_text(b))
        report_no_value(b);
    return b->is_broken ? NULL : b->root;
}

const toc_yaml *toc_yaml_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink)
{
    return toc_yaml_read_through(arena, source, NULL, sink);
}
