/* syntax_error.c - what is said where the text does not fit the grammar. */
#include "syntax/parser_private.h"

#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "plan.tab.h"
#include "syntax/localise.h"

#define WRITTEN_MAX 40 /* bytes of the user's text in a message */

/* An error that costs the words it is about, and no brace or text behind them. */
static bool is_narrow(toc_diag_code code)
{
    return code == TOC_D_NOT_EXPECTED || code == TOC_D_UNKNOWN_CLAUSE ||
           code == TOC_D_MISSING_SPACE || code == TOC_D_RESERVED_WORD || code == TOC_D_SEMICOLON ||
           code == TOC_D_OVERFLOW || code == TOC_D_NO_SUCH_DATE || code == TOC_D_UNIT_MISSING ||
           code == TOC_D_WHOLE_DAY || code == TOC_D_ESCAPE;
}

toc_diag *toc_syntax_report(toc_parser *parser, toc_diag_code code, toc_span span,
                            const char *format, ...)
{
    va_list arguments;

    if (parser->error_count >= TOC_SYNTAX_ERRORS_MAX) {
        if (!parser->is_ended)
            toc_diag_add_note(parser->sink, parser->last,
                              "there are more mistakes; from here on the file was not read");
        parser->is_ended = true;
        parser->lacks_names = true; /* the note says so */
        return NULL;
    }
    parser->reported = span;
    parser->error_count++;
    va_start(arguments, format);
    parser->last = toc_diag_vadd(parser->sink, code, span, format, arguments);
    va_end(arguments);
    if (!is_narrow(code))
        toc_syntax_lose_names(parser);
    return parser->last;
}

void toc_syntax_lose_names(toc_parser *parser)
{
    if (!parser->lacks_names)
        parser->blinding = parser->last;
    parser->lacks_names = true;
}

/* Shortened at a character, and at the end of the line. */
const char *toc_syntax_written(const toc_parser *parser, toc_span span)
{
    const char *text = parser->source->text + (span.begin - parser->source->base);
    size_t size = span.end - span.begin;
    const char *line_end = memchr(text, '\n', size);
    bool is_cut = line_end != NULL;

    if (line_end)
        size = (size_t)(line_end - text);
    if (size > WRITTEN_MAX) {
        size = WRITTEN_MAX;
        while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
            size--;
        is_cut = true;
    }
    return toc_arena_printf(parser->arena, "%.*s%s", (int)size, text, is_cut ? "…" : "");
}

/* ── a word that opens nothing ───────────────────────────────────────────── */

static bool report_missing_space(toc_parser *parser, const char *word)
{
    toc_span span = parser->current_span;
    size_t size = toc_keyword_prefix(parser->words, word);
    toc_span gap = {span.begin + (uint32_t)size, span.begin + (uint32_t)size};
    toc_diag *diag;

    if (size == 0)
        return false;
    diag = toc_syntax_report(parser, TOC_D_MISSING_SPACE, span,
                             TOC_PHRASE("a space is missing after `%.*s`"), (int)size, word);
    if (diag) {
        toc_diag_add_help(parser->sink, diag, "write `%.*s %s`", (int)size, word, word + size);
        /* what follows may still be half a word */
        toc_diag_add_fixit(parser->sink, diag, gap, word[size] >= '0' && word[size] <= '9', " ");
    }
    return true;
}

/* `under a, b`: what takes one name, and what is said where there are more. */
static const struct {
    int clause;
    const char *help;
} singular[] = {
    {TOC_T_BY, TOC_PHRASE("one alone answers for it; who helps is named with `with`")},
    {TOC_T_UNDER,
     TOC_PHRASE("a body has one superior; further ones are named with `links` or `member of`")},
    {TOC_T_OFFICE_OF,
     TOC_PHRASE("it is the secretariat of one body; others are named with `links`")},
    {TOC_T_LOCATED_IN, TOC_PHRASE("it is in one place; others are named with `links`")},
    {TOC_T_LEAD, TOC_PHRASE("one alone leads; who takes part stands at the steps")},
    {TOC_T_OWNER,
     TOC_PHRASE("one alone owns it; who may use it is named with `uses` at the steps")},
    {TOC_T_SOURCE,
     TOC_PHRASE("one alone says what the value is; give each source an indicator of its own")},
    {TOC_T_SUCCEEDS, TOC_PHRASE("a post takes over from one; one after the other stand in line")},
    {TOC_T_DECLARED_BY,
     TOC_PHRASE("one alone declares; others are named with `authority … may declare`")},
    {TOC_T_PROPOSED, TOC_PHRASE("one alone proposes; others are named with `authority … may end`")},
    {TOC_T_APPROVED, TOC_PHRASE("one alone approves; have the others asked in steps of their own")},
    {TOC_T_NEEDS, TOC_PHRASE("one alone approves; have the others asked in steps of their own")},
    {TOC_T_FROM, TOC_PHRASE("one alone sends; give each sender a report of its own")},
};

/* A comma behind the name of a clause that takes one. */
static void help_with_comma(toc_parser *parser, toc_diag *diag)
{
    for (size_t i = 0; i < sizeof singular / sizeof singular[0]; i++) {
        if (singular[i].clause == parser->before_previous)
            toc_diag_add_fixed_help(parser->sink, diag, singular[i].help);
    }
}

/* Words that other languages of this kind would take here. */
static void help_with_slip(toc_parser *parser, toc_diag *diag)
{
    const toc_raw *next = toc_raw_peek(parser, 0);

    if (parser->current == TOC_T_IN && next->kind == TOC_T_DURATION)
        toc_diag_add_help(parser->sink, diag, "a time allowed is said with `within`: `within %s`",
                          toc_syntax_written(parser, toc_raw_span(parser, next)));
    else if (parser->current == TOC_T_COMMA)
        help_with_comma(parser, diag);
}

/* Words that mean something else in this language, and what does. */
static const struct {
    const char *word;
    const char *help;
} slips[] = {
    {"file", TOC_PHRASE("a file is named with `text \"…\"`, of a drill with `scenario \"…\"`")},
    {"path", TOC_PHRASE("a file is named with `text \"…\"`, of a drill with `scenario \"…\"`")},
    {"url", TOC_PHRASE("where it is found is said with `text \"…\"`")},
    {"deadline", TOC_PHRASE("a time allowed is said with `within`: `within 30min`")},
    {"duration", TOC_PHRASE("how long work takes is said with `takes`: `takes 30min`")},
    {"if", TOC_PHRASE("a condition is said with `when`")},
    {"then", TOC_PHRASE("steps follow each other with `after`")},
    {"title", TOC_PHRASE("the title stands behind the name, in quotes")},
    {"不等于", TOC_PHRASE("a comparison is written with a sign: `!=`")},
    {"不等於", TOC_PHRASE("a comparison is written with a sign: `!=`")},
    {"等于", TOC_PHRASE("a comparison is written with a sign: `==`")},
    {"等於", TOC_PHRASE("a comparison is written with a sign: `==`")},
    {"大于", TOC_PHRASE("a comparison is written with a sign: `>`")},
    {"大於", TOC_PHRASE("a comparison is written with a sign: `>`")},
    {"超过", TOC_PHRASE("a comparison is written with a sign: `>`")},
    {"超過", TOC_PHRASE("a comparison is written with a sign: `>`")},
    {"大于等于", TOC_PHRASE("a comparison is written with a sign: `>=`")},
    {"大於等於", TOC_PHRASE("a comparison is written with a sign: `>=`")},
    {"不小于", TOC_PHRASE("a comparison is written with a sign: `>=`")},
    {"不小於", TOC_PHRASE("a comparison is written with a sign: `>=`")},
    {"达到", TOC_PHRASE("a comparison is written with a sign: `>=`")},
    {"達到", TOC_PHRASE("a comparison is written with a sign: `>=`")},
    {"小于", TOC_PHRASE("a comparison is written with a sign: `<`")},
    {"小於", TOC_PHRASE("a comparison is written with a sign: `<`")},
    {"小于等于", TOC_PHRASE("a comparison is written with a sign: `<=`")},
    {"小於等於", TOC_PHRASE("a comparison is written with a sign: `<=`")},
    {"不大于", TOC_PHRASE("a comparison is written with a sign: `<=`")},
    {"不大於", TOC_PHRASE("a comparison is written with a sign: `<=`")},
    {"不超过", TOC_PHRASE("a comparison is written with a sign: `<=`")},
    {"不超過", TOC_PHRASE("a comparison is written with a sign: `<=`")},
};

static bool help_with_word(toc_parser *parser, toc_diag *diag, const char *word)
{
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        if (strcmp(slips[i].word, word) != 0)
            continue;
        toc_diag_add_fixed_help(parser->sink, diag, slips[i].help);
        return true;
    }
    return false;
}

static bool is_in_decision(const toc_parser *parser)
{
    return parser->depth > 0 && parser->braces[parser->depth - 1].decl == TOC_T_DECISION;
}

/* `Within`: the keyword, but for capital letters, and not the first of several words. */
static bool is_keyword_in_capitals(toc_parser *parser, const char *word, const char *spelling)
{
    const toc_raw *next = toc_raw_peek(parser, 0);
    char first = *toc_raw_text(parser, next);
    toc_nearest nearest;

    toc_nearest_init(&nearest, word);
    toc_nearest_offer(&nearest, spelling);
    return toc_nearest_is_certain(&nearest) && !strchr(spelling, ' ') &&
           !(first >= 'A' && first <= 'Z');
}

static void report_unknown(toc_parser *parser, bool wants_comma)
{
    const char *word = toc_syntax_written(parser, parser->current_span);
    const char *spelling;
    const toc_keyword *nearest =
        toc_keyword_nearest(word, toc_spelling_of(parser->words, parser->source), &spelling);
    toc_diag *diag;

    if (nearest) /* what follows is an argument, as it would be after the right word */
        parser->is_name_next = (nearest->flags & KW_NAME) != 0;
    else
        parser->is_name_next = parser->is_fields;
    if (report_missing_space(parser, word))
        return;
    diag = toc_syntax_report(parser, TOC_D_UNKNOWN_CLAUSE, parser->current_span,
                             TOC_PHRASE("`%s` is not known here"), word);
    if (!diag)
        return;
    if (nearest) {
        toc_diag_add_help(parser->sink, diag, "did you mean `%s`?", spelling);
        toc_diag_add_fixit(parser->sink, diag, parser->current_span,
                           is_keyword_in_capitals(parser, word, spelling), spelling);
    } else if (help_with_word(parser, diag, word) || toc_slip_days(parser, diag, word)) {
        return;
    } else if (is_in_decision(parser)) {
        toc_diag_add_help(parser->sink, diag, "an outcome leads on with an arrow: `%s -> …`", word);
    } else if (wants_comma && parser->previous == TOC_T_NAME) {
        toc_diag_add_help(parser->sink, diag, "names of one list stand with commas between them");
    }
    toc_slip_digits(parser, diag, word);
}

/* ── a keyword where a name belongs ──────────────────────────────────────── */

static bool is_reserved(const toc_parser *parser)
{
    const char *text = parser->source->text + (parser->current_span.begin - parser->source->base);
    size_t size = parser->current_span.end - parser->current_span.begin;
    const toc_word_entry *entry = toc_word_find(parser->words, text, size);

    return entry && entry->keyword >= 0 &&
           (toc_keyword_at(entry->keyword)->flags & KW_RESERVED) != 0;
}

static void report_reserved(toc_parser *parser)
{
    const char *word = toc_syntax_written(parser, parser->current_span);
    const char *before = toc_syntax_written(parser, parser->previous_span);
    toc_diag *diag = toc_syntax_report(parser, TOC_D_RESERVED_WORD, parser->current_span,
                                       TOC_PHRASE("`%s` cannot be a name as it stands"), word);

    if (!diag)
        return;
    toc_diag_set_here(parser->sink, diag, "a name is read after `%s`", before);
    toc_diag_add_help(parser->sink, diag,
                      "write it between back-ticks, `` `%s` ``, or put the "
                      "name that is missing before it",
                      word);
}

/* `by within 30min`: the name is missing, and `within` was taken for it. */
static bool report_name_missing(toc_parser *parser)
{
    const char *word;
    toc_diag *diag;

    if (parser->previous != TOC_T_NAME || parser->named_keyword == 0 ||
        parser->named_span.begin != parser->previous_span.begin ||
        parser->before_named < TOC_T_PLAN)
        return false;
    word = toc_syntax_written(parser, parser->named_span);
    diag = toc_syntax_report(parser, TOC_D_NOT_EXPECTED, parser->named_span,
                             "expected a name after `%s`, found `%s`",
                             toc_syntax_written(parser, parser->before_named_span), word);
    if (diag)
        toc_diag_add_help(parser->sink, diag, "if the name is `%s`, what follows it is missing",
                          word);
    return true;
}

static bool is_plain_found(int kind)
{
    return kind == TOC_T_NAME || kind == TOC_T_STRAY || kind == TOC_T_TEXT ||
           kind == TOC_T_NUMBER || kind == TOC_T_DURATION || kind == TOC_T_DATE ||
           kind == TOC_T_TIME || kind == TOC_T_INSTANT;
}

/* ── anything else ───────────────────────────────────────────────────────── */

/* The word of the grammar, with a mark where it is a keyword. */
static const char *expected_word(toc_parser *parser, const char *word)
{
    size_t size = strlen(word);

    if (size < 3 || word[0] != '`' || word[1] < 'a' || word[1] > 'z')
        return word;
    return toc_arena_printf(parser->arena, "`%c%.*s%c`", TOC_KEYWORD_BEGIN, (int)size - 2, word + 1,
                            TOC_KEYWORD_END);
}

static const char *expected_text(toc_parser *parser, const toc_expected *expected)
{
    const char *text = expected->count > 0 ? expected_word(parser, expected->words[0])
                                           : TOC_PHRASE("something else");

    for (int i = 1; i < expected->count; i++) {
        bool is_last = i + 1 == expected->count && !expected->has_more;

        text =
            toc_say(parser->arena, "%s%s%s", text, is_last ? TOC_PHRASE(" or ") : TOC_PHRASE(", "),
                    expected_word(parser, expected->words[i]));
    }
    return text;
}

static const char *after_text(toc_parser *parser)
{
    if (parser->previous == 0)
        return "";
    return toc_say(parser->arena, " after `%s`", toc_syntax_written(parser, parser->previous_span));
}

static const char *found_text(toc_parser *parser)
{
    if (parser->current == TOC_T_END_OF_FILE)
        return TOC_PHRASE("the end of the file");
    return toc_arena_printf(parser->arena, "`%s`",
                            toc_syntax_written(parser, parser->current_span));
}

static void report_unexpected(toc_parser *parser, const toc_expected *expected)
{
    toc_span span = parser->current_span;
    toc_diag *diag;

    if (parser->current == TOC_T_END_OF_FILE && parser->previous != 0)
        span.begin = span.end = parser->previous_span.end;
    diag =
        toc_syntax_report(parser, TOC_D_NOT_EXPECTED, span, "expected %s%s, found %s",
                          expected_text(parser, expected), after_text(parser), found_text(parser));
    if (!diag)
        return;
    if (parser->current == TOC_T_NUMBER && expected->wants_duration)
        toc_slip_number(parser, diag);
    if (expected->is_item)
        help_with_slip(parser, diag);
    toc_slip_marks(parser, diag);
    if (parser->current != TOC_T_NAME && parser->current != TOC_T_STRAY)
        return;
    if (expected->wants_duration)
        toc_slip_length(parser, diag, toc_syntax_written(parser, span));
    toc_slip_digits(parser, diag, toc_syntax_written(parser, span));
}

/* One message for what stands up to the next word that opens something. */
static bool is_reported(toc_parser *parser)
{
    if (parser->current == TOC_T_STRANGE || parser->is_closing || parser->is_ended ||
        parser->is_lost ||
        (parser->reported.begin >= parser->current_span.begin &&
         parser->reported.end <= parser->current_span.end && parser->reported.end > 0))
        return true;
    /* a keyword that was refused and then read as a clause of its own */
    return parser->previous_span.end > 0 && parser->previous_span.begin == parser->refused.begin;
}

void toc_syntax_unexpected(toc_parser *parser, const toc_expected *expected)
{
    bool is_word = parser->current == TOC_T_NAME || parser->current == TOC_T_STRAY;

    if (is_reported(parser))
        return;
    parser->refused = parser->current_span;
    parser->is_lost = !parser->is_opened;
    if (is_plain_found(parser->current) && report_name_missing(parser))
        return;
    if (is_word && expected->is_item)
        report_unknown(parser, expected->wants_comma);
    else if (expected->wants_name && !expected->is_item && is_reserved(parser))
        report_reserved(parser);
    else
        report_unexpected(parser, expected);
}

/* Could the name before the current word be followed by a comma and another? */
static bool is_in_list(const toc_parser *parser)
{
    static const int lists[] = {TOC_T_COMMA,   TOC_T_SEE,  TOC_T_MEMBER_OF, TOC_T_ADVISES,
                                TOC_T_LINKS,   TOC_T_WITH, TOC_T_SEEN_BY,   TOC_T_AFTER,
                                TOC_T_TO,      TOC_T_ON,   TOC_T_ACTIVATES, TOC_T_COPY,
                                TOC_T_COPY_TO, TOC_T_VIA,  TOC_T_CONTENT,   TOC_T_METHOD,
                                TOC_T_NOTIFY,  TOC_T_DO,   TOC_T_ARROW};

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (parser->before_previous == lists[i])
            return true;
    }
    return false;
}

void toc_syntax_stray(toc_parser *parser)
{
    if (is_reported(parser))
        return;
    parser->refused = parser->current_span;
    parser->is_lost = true;
    if (!report_name_missing(parser))
        report_unknown(parser, is_in_list(parser));
}

void toc_syntax_unfinished(toc_parser *parser, int kind, toc_span span)
{
    const char *written = toc_syntax_written(parser, span);
    bool is_chinese = (unsigned char)*written >= 0x80;
    const char *word = toc_lexeme_spelling(kind, is_chinese ? TOC_SPELLING_HANS : TOC_SPELLING_EN);
    bool is_other = parser->current == TOC_T_STRAY || parser->current == TOC_T_NAME;
    toc_span end = {span.end, span.end};
    toc_diag *diag;

    if (parser->is_ended)
        return;
    diag =
        toc_syntax_report(parser, TOC_D_NOT_EXPECTED, is_other ? parser->current_span : end,
                          "expected `%s` after `%s`, found %s", word, written, found_text(parser));
    if (!diag)
        return;
    toc_diag_add_help(parser->sink, diag, "write `%s %s`", written, word);
    if (!is_other)
        toc_diag_add_fixit(parser->sink, diag, end, true,
                           toc_arena_printf(parser->arena, " %s", word));
}
