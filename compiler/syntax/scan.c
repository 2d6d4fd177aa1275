/* scan.c - from the words and marks of the text to what the grammar reads.
 *
 * Between plan.l and plan.y: it keeps a few words ahead, closes braces that the text leaves
 * open, and hands out values.  Errors that concern the writing of one word or mark are
 * reported here; the grammar's are syntax_error.c's. */
#include "syntax/parser_private.h"

#include <string.h>

#include "plan.tab.h"
#include "syntax/build.h"

/* ── the words ahead ─────────────────────────────────────────────────────── */

static void read_ahead(toc_parser *parser)
{
    toc_raw *raw = &parser->ahead[(parser->ahead_first + parser->ahead_count++) % TOC_AHEAD];

    raw->entry = NULL;
    if (parser->is_ended) {
        raw->kind = TOC_T_END_OF_FILE;
        raw->begin = raw->end = parser->source->size;
        return;
    }
    toc_raw_read(parser, raw);
    if (raw->kind == TOC_RAW_WORD)
        raw->entry =
            toc_word_find(parser->words, parser->source->text + raw->begin, raw->end - raw->begin);
}

const toc_raw *toc_raw_peek(toc_parser *parser, uint32_t index)
{
    while (parser->ahead_count <= index)
        read_ahead(parser);
    return &parser->ahead[(parser->ahead_first + index) % TOC_AHEAD];
}

/* The line ends stand between words only, but for those in paragraphs. */
static bool is_first_in_line(const toc_parser *parser, const toc_raw *raw, uint32_t *out_indent)
{
    const char *text = parser->source->text;
    uint32_t begin = raw->begin;

    while (begin > parser->last_end && text[begin - 1] != '\n')
        begin--;
    if (begin == parser->last_end && begin > 0)
        return false;
    *out_indent = raw->begin - begin;
    return true;
}

toc_raw *toc_raw_take(toc_parser *parser)
{
    toc_raw *raw;

    if (parser->ahead_count == 0)
        read_ahead(parser);
    raw = &parser->ahead[parser->ahead_first];
    (void)is_first_in_line(parser, raw, &parser->line_indent);
    parser->last_end = raw->end;
    parser->ahead_first = (parser->ahead_first + 1) % TOC_AHEAD;
    parser->ahead_count--;
    return raw;
}

toc_span toc_raw_span(const toc_parser *parser, const toc_raw *raw)
{
    return (toc_span){parser->source->base + raw->begin, parser->source->base + raw->end};
}

const char *toc_raw_text(const toc_parser *parser, const toc_raw *raw)
{
    return parser->source->text + raw->begin;
}

void toc_scan_keep(toc_parser *parser, int kind, toc_span span, bool is_name)
{
    toc_lexeme lexeme = {kind, span, is_name};

    if (parser->keep_lexemes)
        TOC_PUSH(parser->arena, &parser->lexemes, lexeme);
}

void toc_scan_comment(toc_parser *parser, const char *text, size_t size)
{
    uint32_t begin = parser->source->base + (uint32_t)(text - parser->text);
    toc_comment comment;

    if (!parser->keep_lexemes)
        return;
    if (size > 0 && text[size - 1] == '\r')
        size--;
    comment.span = (toc_span){begin, begin + (uint32_t)size};
    TOC_PUSH(parser->arena, &parser->comments, comment);
}

/* ── braces and brackets ─────────────────────────────────────────────────── */

static int stop_too_deep(toc_parser *parser, toc_raw *raw)
{
    toc_diag *diag = toc_syntax_report(parser, TOC_D_NESTING, toc_raw_span(parser, raw),
                                       TOC_PHRASE("this is nested too deeply: %u are the most"),
                                       TOC_NESTING_MAX);

    if (diag)
        toc_diag_add_note(parser->sink, diag, "what follows was not read");
    parser->is_ended = true;
    parser->ahead_count = 0;
    return -1;
}

static int open_brace(toc_parser *parser, toc_raw *raw)
{
    if (parser->depth == TOC_NESTING_MAX)
        return stop_too_deep(parser, raw);
    parser->braces[parser->depth++] =
        (toc_brace){toc_raw_span(parser, raw), parser->declaration, parser->line_indent};
    parser->declaration = 0;
    parser->brackets = 0;
    return TOC_T_LBRACE;
}

static int close_brace(toc_parser *parser, toc_raw *raw)
{
    if (parser->depth > 0) {
        parser->depth--;
        parser->brackets = 0;
        return TOC_T_RBRACE;
    }
    parser->stray_count++;
    if (!parser->is_torn)
        toc_syntax_report(parser, TOC_D_STRAY_BRACE, toc_raw_span(parser, raw),
                          TOC_PHRASE("this `}` closes nothing"));
    return -1;
}

static void report_open_brace(toc_parser *parser, toc_span brace, const toc_raw *outside)
{
    toc_diag *diag;

    diag =
        toc_syntax_report(parser, TOC_D_OPEN_BRACE, brace, TOC_PHRASE("this `{` is never closed"));
    if (!diag)
        return;
    if (outside)
        toc_diag_add_label(parser->sink, diag, toc_raw_span(parser, outside),
                           "this looks as if it stood outside");
    toc_diag_add_help(parser->sink, diag, "put a `}` where its block ends");
}

/* One of the open braces is closed for the grammar; the first time it is reported. */
static int close_missing(toc_parser *parser, const toc_raw *outside)
{
    parser->depth--;
    parser->is_unclosed = parser->is_unclosed || !parser->is_ended;
    if (!parser->is_closing && !parser->is_torn && !parser->is_ended)
        report_open_brace(parser, parser->braces[parser->depth].span, outside);
    parser->is_closing = true;
    parser->is_name_next = false;
    return TOC_T_RBRACE;
}

static int close_at_end(toc_parser *parser)
{
    return parser->depth == 0 ? TOC_T_END_OF_FILE : close_missing(parser, NULL);
}

/* By its indentation @p raw stands outside the innermost block: a declaration no further in than
 * the line that opened it, or a closing brace further out. */
static bool is_outside(const toc_parser *parser, const toc_raw *raw)
{
    const toc_keyword *keyword;
    uint32_t indent;

    if (parser->depth == 0 || !is_first_in_line(parser, raw, &indent))
        return false;
    if (raw->kind == TOC_T_RBRACE)
        return indent < parser->braces[parser->depth - 1].indent;
    if (!raw->entry || raw->entry->keyword < 0 || parser->is_name_next)
        return false;
    keyword = toc_keyword_at(raw->entry->keyword);
    return (keyword->flags & KW_DECL) != 0 && indent <= parser->braces[parser->depth - 1].indent;
}

static int count_bracket(toc_parser *parser, toc_raw *raw)
{
    if (raw->kind == TOC_T_LPAREN && ++parser->brackets > TOC_NESTING_MAX)
        return stop_too_deep(parser, raw);
    if (raw->kind == TOC_T_RPAREN && parser->brackets > 0)
        parser->brackets--;
    return raw->kind;
}

/* ── marks ───────────────────────────────────────────────────────────────── */

static bool is_name_after_mark(toc_parser *parser, int mark)
{
    if (mark == TOC_T_LPAREN || mark == TOC_T_DOT || mark == TOC_T_ARROW)
        return true;
    if (mark == TOC_T_COMMA) {
        parser->field_words = parser->is_fields && parser->brackets == 0 ? 2 : 0;
        return !parser->is_counting && parser->previous != TOC_T_DAY;
    }
    return mark >= TOC_T_EQ && mark <= TOC_T_SLASH;
}

static int take_mark(toc_parser *parser, toc_raw *raw)
{
    int mark = raw->kind;

    if (mark == TOC_T_LBRACE)
        mark = open_brace(parser, raw);
    else if (mark == TOC_T_RBRACE)
        mark = close_brace(parser, raw);
    else
        mark = count_bracket(parser, raw);
    if (mark < 0)
        return mark;
    parser->is_name_next = is_name_after_mark(parser, mark);
    toc_scan_keep(parser, mark, toc_raw_span(parser, raw), false);
    return mark;
}

static void report_strange(toc_parser *parser, const toc_raw *raw)
{
    const char *text = toc_raw_text(parser, raw);
    toc_span span = toc_raw_span(parser, raw);
    toc_diag *diag;

    diag = toc_syntax_report(parser, TOC_D_STRANGE_CHARACTER, span,
                             TOC_PHRASE("`%.*s` means nothing here"), (int)(raw->end - raw->begin),
                             text);
    if (diag)
        toc_slip_strange(parser, diag, raw);
}

/* A semicolon ends nothing here and is left out; runs of other characters count as one. */
static int take_strange(toc_parser *parser, toc_raw *raw)
{
    const char *text = toc_raw_text(parser, raw);
    toc_span span = toc_raw_span(parser, raw);

    if (*text == ';' || memcmp(text, "\xEF\xBC\x9B", 3) == 0) {
        toc_diag *diag = toc_syntax_report(parser, TOC_D_SEMICOLON, span,
                                           TOC_PHRASE("clauses need no `;` between them"));

        if (diag)
            toc_diag_add_fixit(parser->sink, diag, span, true, "");
        return -1;
    }
    if (span.begin == parser->strange_end) {
        parser->strange_end = span.end;
        return -1;
    }
    parser->strange_end = span.end;
    report_strange(parser, raw);
    return TOC_T_STRANGE;
}

/* ── values ──────────────────────────────────────────────────────────────── */

/* `40 min`: a number without % or scale, and its unit in the same line, only blanks between. */
static bool is_unit_of(const toc_parser *parser, const toc_raw *number, const toc_raw *unit)
{
    const char *end = toc_raw_text(parser, number) + (number->end - number->begin);

    if (!toc_scan_is_unit(parser, unit) || !toc_scan_ends_with_digit(end))
        return false;
    for (uint32_t at = number->end; at < unit->begin; at++) {
        if (parser->source->text[at] != ' ' && parser->source->text[at] != '\t')
            return false;
    }
    return true;
}

static int take_number(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    const toc_raw *next = toc_raw_peek(parser, 0);

    if (!parser->is_counting && is_unit_of(parser, raw, next) &&
        toc_raw_peek(parser, 1)->kind != TOC_T_LPAREN &&
        toc_raw_peek(parser, 1)->kind != TOC_T_ARROW) {
        raw->end = toc_raw_take(parser)->end;
        raw->kind = TOC_T_DURATION;
        value->arg = toc_build_duration_arg(&parser->build, toc_scan_duration(parser, raw),
                                            toc_raw_span(parser, raw));
    } else {
        value->arg = toc_build_number_arg(&parser->build, toc_scan_number(parser, raw),
                                          toc_raw_span(parser, raw));
    }
    parser->is_name_next = parser->is_counting;
    toc_scan_keep(parser, raw->kind, toc_raw_span(parser, raw), false);
    return raw->kind;
}

static int take_text(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    if (raw->kind == TOC_RAW_OPEN_TEXT) {
        toc_span quote = toc_raw_span(parser, raw);

        parser->is_torn = true;
        quote.end = quote.begin + (parser->source->text[raw->begin] == '"' ? 1 : 3);
        toc_syntax_report(parser, TOC_D_OPEN_TEXT, quote,
                          TOC_PHRASE("this text has no closing quote"));
    }
    if (raw->kind == TOC_RAW_OTHER_QUOTES)
        toc_slip_quotes(parser, raw);
    value->text = toc_scan_text(parser, raw);
    parser->is_name_next = parser->is_counting && parser->previous == TOC_T_NUMBER;
    toc_scan_keep(parser, TOC_T_TEXT, toc_raw_span(parser, raw), false);
    return TOC_T_TEXT;
}

static int take_time(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    toc_build *build = &parser->build;
    toc_span span = toc_raw_span(parser, raw);

    if (raw->kind == TOC_T_DURATION)
        value->arg = toc_build_duration_arg(build, toc_scan_duration(parser, raw), span);
    else if (raw->kind == TOC_T_DATE)
        value->arg = toc_build_date_arg(build, toc_scan_date(parser, raw), span);
    else if (raw->kind == TOC_T_TIME)
        value->arg = toc_build_time_arg(build, toc_scan_time(parser, raw), span);
    else
        value->arg = toc_build_instant_arg(build, toc_scan_instant(parser, raw), span);
    parser->is_name_next = false;
    toc_scan_keep(parser, raw->kind, span, false);
    return raw->kind;
}

static int take_open_name(toc_parser *parser, toc_raw *raw)
{
    toc_span tick = toc_raw_span(parser, raw);

    tick.end = tick.begin + 1;
    toc_syntax_report(parser, TOC_D_OPEN_TEXT, tick,
                      TOC_PHRASE("this name has no closing back-tick"));
    parser->is_torn = true;
    return TOC_T_STRANGE;
}

static int take_quoted_name(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    toc_span span = toc_raw_span(parser, raw);
    const char *text = toc_raw_text(parser, raw) + 1;
    uint32_t size = raw->end - raw->begin - 2;

    value->word = (toc_word_value){{0}, -1};
    if (size == 0 || size > TOC_WORD_SIZE_MAX || !toc_scan_is_name(text, size))
        toc_syntax_report(
            parser, TOC_D_QUOTED_NAME, span,
            TOC_PHRASE("between back-ticks stands one name: letters, digits, `_` and inner `-`"));
    else
        value->word.symbol = toc_intern_name(parser->names, text, size);
    parser->is_name_next = parser->field_words > 1;
    parser->field_words -= parser->field_words > 0;
    toc_scan_keep(parser, TOC_T_NAME, span, true);
    return TOC_T_NAME;
}

/* ── one of them ─────────────────────────────────────────────────────────── */

/* -1: nothing for the grammar. */
static int take(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    switch (raw->kind) {
    case TOC_RAW_WORD:
        return toc_scan_word(parser, raw, value);
    case TOC_RAW_QUOTED_NAME:
        return take_quoted_name(parser, raw, value);
    case TOC_RAW_OPEN_NAME:
        return take_open_name(parser, raw);
    case TOC_T_TEXT:
    case TOC_RAW_PARAGRAPH:
    case TOC_RAW_OPEN_TEXT:
    case TOC_RAW_OTHER_QUOTES:
        return take_text(parser, raw, value);
    case TOC_T_NUMBER:
        return take_number(parser, raw, value);
    case TOC_T_DURATION:
    case TOC_T_DATE:
    case TOC_T_TIME:
    case TOC_T_INSTANT:
        return take_time(parser, raw, value);
    case TOC_RAW_OTHER_COMMENT:
        toc_slip_comment(parser, raw);
        return -1;
    case TOC_RAW_STRANGE:
        return take_strange(parser, raw);
    case TOC_T_END_OF_FILE:
        return close_at_end(parser);
    default: /* a number of flex or bison, not an enumeration of ours */
        return take_mark(parser, raw);
    }
}

/* `not not not …` nests as brackets do. */
static bool is_sign(int kind)
{
    return kind == TOC_T_NOT || kind == TOC_T_MINUS;
}

/* The next one for the grammar, and where it stands. */
static int next_kind(toc_parser *parser, toc_span *span, toc_plan_value *value)
{
    toc_raw *raw;
    int kind;

    if (parser->depth > 0 && is_outside(parser, toc_raw_peek(parser, 0))) {
        parser->is_outside_seen = true;
        if (parser->is_outdenting) {
            *span = toc_raw_span(parser, toc_raw_peek(parser, 0));
            span->end = span->begin;
            return close_missing(parser, toc_raw_peek(parser, 0));
        }
    }
    raw = toc_raw_take(parser);
    parser->is_closing = parser->is_closing && raw->kind == TOC_T_END_OF_FILE;
    kind = take(parser, raw, value);
    parser->signs = is_sign(kind) ? parser->signs + 1 : 0;
    if (parser->signs > TOC_NESTING_MAX)
        kind = stop_too_deep(parser, raw);
    *span = toc_raw_span(parser, raw);
    return kind;
}

int toc_plan_lex(toc_plan_value *value, toc_span *span, toc_parser *parser)
{
    int kind;

    parser->before_previous = parser->previous;
    parser->previous = parser->current;
    parser->previous_span = parser->current_span;
    parser->is_opened = false;
    do
        kind = next_kind(parser, span, value);
    while (kind < 0);
    if (kind == TOC_T_LBRACE || kind == TOC_T_RBRACE || kind == TOC_T_OUTCOME)
        parser->is_opened = true;
    if (parser->is_opened)
        parser->is_lost = false;
    else if (kind == TOC_T_STRANGE) /* reported */
        parser->is_lost = true;
    parser->current = kind;
    parser->current_span = *span;
    return kind;
}

/* ── beginning and end ───────────────────────────────────────────────────── */

toc_parser *toc_parser_new(toc_arena *arena, toc_intern_table *names, const toc_source *source,
                           bool keep_lexemes, toc_diag_sink *sink)
{
    toc_parser *parser = TOC_NEW(arena, toc_parser);

    parser->build = (toc_build){parser, arena, names};
    parser->arena = arena;
    parser->names = names;
    parser->source = source;
    parser->sink = sink;
    parser->keep_lexemes = keep_lexemes;
    parser->parse = TOC_NEW(arena, toc_parse);
    parser->words = toc_word_table_new(arena);
    parser->text = toc_arena_alloc(arena, source->size + 2u);
    memcpy(parser->text, source->text, source->size);
    return parser;
}

toc_parse *toc_parser_finish(toc_parser *parser)
{
    toc_parse *parse = parser->parse;

    if (!parse->file)
        toc_build_file(&parser->build, toc_items_none());
    parse->lexemes = parser->lexemes.items;
    parse->lexeme_count = parser->lexemes.count;
    parse->comments = parser->comments.items;
    parse->comment_count = parser->comments.count;
    parse->dropped = parser->dropped;
    parse->has_errors = parser->error_count > 0;
    parse->lacks_names = parser->lacks_names;
    if (parser->blinding)
        toc_diag_add_note(parser->sink, parser->blinding,
                          "names that are not known are told once this can be read");
    return parse;
}
