/* scan_word.c - keyword or name?  What came before a word tells.
 *
 * After `by` comes a name, so what stands there is a name whatever its spelling, but for
 * the few reserved words; at the start of a clause stands a keyword, or the name of an
 * outcome before its arrow. */
#include "syntax/parser_private.h"

#include <string.h>

#include "base/utf8.h"
#include "plan.tab.h"

#define JOINED_MAX 64 /* bytes of the longest keyword of several words, and some */

/* ── keywords of several words ───────────────────────────────────────────── */

static bool is_comment_between(const toc_parser *parser, uint32_t from, uint32_t to)
{
    return memchr(parser->source->text + from, '#', to - from) != NULL;
}

/* The row of the longest keyword that begins with @p first; *out_words how many words it takes
 * beside the first.  -1: none. */
static int join(toc_parser *parser, const toc_raw *first, uint32_t *out_words)
{
    char spelling[JOINED_MAX];
    size_t size = first->end - first->begin;
    uint32_t end = first->end;
    int row = -1;

    memcpy(spelling, parser->source->text + first->begin, size);
    for (uint32_t i = 0; i < 2 && size < sizeof spelling; i++) {
        const toc_raw *next = toc_raw_peek(parser, i);
        size_t next_size = next->end - next->begin;
        const toc_word_entry *entry;

        if (next->kind != TOC_RAW_WORD || !next->entry || !next->entry->is_later ||
            size + 1 + next_size > sizeof spelling || is_comment_between(parser, end, next->begin))
            break;
        spelling[size] = ' ';
        memcpy(spelling + size + 1, parser->source->text + next->begin, next_size);
        size += 1 + next_size;
        end = next->end;
        entry = toc_word_find(parser->words, spelling, size);
        if (entry && entry->keyword >= 0) {
            row = entry->keyword;
            *out_words = i + 1;
        }
    }
    return row;
}

/* ── what a keyword makes of the next word ───────────────────────────────── */

static void expect_after_keyword(toc_parser *parser, const toc_keyword *keyword)
{
    bool was_name_next = parser->is_name_next;
    bool is_list = keyword->kind == TOC_T_ONE_OF || keyword->kind == TOC_T_ORDERED;

    parser->is_name_next = (keyword->flags & KW_NAME) != 0;
    if (keyword->kind == TOC_T_LEVEL && was_name_next)
        parser->is_name_next = false; /* the ladder in a condition, not the declaration */
    if (keyword->kind == TOC_T_OF)
        return; /* `fills 20 of shelter, 10 of tents` */
    parser->is_counting = (keyword->flags & KW_COUNT) != 0;
    parser->is_fields = keyword->kind == TOC_T_FIELDS || (is_list && parser->is_fields);
    parser->field_words = keyword->kind == TOC_T_FIELDS ? 2 : 0;
    if ((keyword->flags & KW_DECL) && !was_name_next)
        parser->declaration = keyword->kind;
}

static int take_keyword(toc_parser *parser, toc_raw *raw, const toc_keyword *keyword)
{
    int next = toc_raw_peek(parser, 0)->kind;
    bool is_wait = keyword->kind == TOC_T_AFTER && (next == TOC_T_NUMBER || next == TOC_T_DURATION);

    expect_after_keyword(parser, keyword);
    parser->is_opened = (keyword->flags & KW_JOIN) == 0;
    if (is_wait)
        parser->is_name_next = false;
    toc_scan_keep(parser, keyword->kind, toc_raw_span(parser, raw), false);
    return is_wait ? TOC_T_WAIT : keyword->kind;
}

/* ── names ───────────────────────────────────────────────────────────────── */

/* The first character that cannot stand in a name: its place, or the size. */
static uint32_t strange_at(const char *text, uint32_t size)
{
    for (uint32_t at = 0; at < size;) {
        unsigned step = 1;

        if ((unsigned char)text[at] >= 0x80) {
            int32_t codepoint = toc_utf8_decode(text + at, size - at, &step);

            if (!toc_codepoint_is_name_part(codepoint) ||
                (at == 0 && !toc_codepoint_is_name_start(codepoint)))
                return at;
        }
        at += step;
    }
    return size;
}

bool toc_scan_is_name(const char *text, uint32_t size)
{
    for (uint32_t at = 0; at < size; at++) {
        bool is_inner = at > 0 && at + 1 < size && text[at - 1] != '-';

        if ((unsigned char)text[at] < 0x80 && !toc_codepoint_is_name_start(text[at]) &&
            (text[at] != '-' || !is_inner))
            return false;
    }
    return size > 0 && strange_at(text, size) == size;
}

static bool check_name(toc_parser *parser, const toc_raw *raw)
{
    const char *text = toc_raw_text(parser, raw);
    uint32_t size = raw->end - raw->begin;
    uint32_t at;
    unsigned step;

    if (size > TOC_WORD_SIZE_MAX) {
        toc_syntax_report(parser, TOC_D_TOO_LONG, toc_raw_span(parser, raw),
                          TOC_PHRASE("a name of %u bytes is too long: %u are the most"), size,
                          TOC_WORD_SIZE_MAX);
        return false;
    }
    at = strange_at(text, size);
    if (at < size) {
        toc_utf8_decode(text + at, size - at, &step);
        toc_syntax_report(parser, TOC_D_STRANGE_CHARACTER,
                          (toc_span){parser->source->base + raw->begin + at,
                                     parser->source->base + raw->begin + at + step},
                          TOC_PHRASE("`%.*s` cannot stand in a name"), (int)step, text + at);
    }
    return at == size;
}

static toc_word_value value_of(toc_parser *parser, const toc_raw *raw)
{
    toc_word_value value = {{0}, raw->entry ? raw->entry->word : -1};

    if (check_name(parser, raw))
        value.symbol =
            toc_intern_name(parser->names, toc_raw_text(parser, raw), raw->end - raw->begin);
    return value;
}

static void expect_after_name(toc_parser *parser)
{
    if (parser->is_name_next && parser->field_words > 0)
        parser->field_words--;
    parser->is_name_next = parser->field_words > 0;
}

static int take_name(toc_parser *parser, toc_raw *raw, int kind, toc_plan_value *value)
{
    toc_span span = toc_raw_span(parser, raw);

    if (raw->entry && raw->entry->keyword >= 0 && parser->is_name_next) {
        parser->named_keyword = toc_keyword_at(raw->entry->keyword)->kind;
        parser->named_span = span;
        parser->before_named = parser->previous;
        parser->before_named_span = parser->previous_span;
    }
    value->word = value_of(parser, raw);
    expect_after_name(parser);
    toc_scan_keep(parser, kind, span, true);
    return kind;
}

static bool is_language_tag(const char *text, uint32_t size)
{
    uint32_t at = 0;

    while (at < size && text[at] >= 'a' && text[at] <= 'z')
        at++;
    if (at < 2 || at > 3)
        return false;
    return at == size || (text[at] == '-' && size <= 12);
}

static bool is_text(const toc_raw *raw)
{
    return raw->kind == TOC_T_TEXT || raw->kind == TOC_RAW_PARAGRAPH ||
           raw->kind == TOC_RAW_OPEN_TEXT || raw->kind == TOC_RAW_OTHER_QUOTES;
}

static bool is_outcome(toc_parser *parser)
{
    const toc_raw *next = toc_raw_peek(parser, 0);
    const char *end = parser->source->text + next->end;

    if (next->kind == TOC_T_ARROW)
        return true;
    if (next->kind == TOC_T_NUMBER)
        return end[-1] == '%' || memcmp(end - 3, "\xEF\xBC\x85", 3) == 0;
    return next->entry && next->entry->keyword >= 0 &&
           toc_keyword_at(next->entry->keyword)->kind == TOC_T_WHEN;
}

/* ── the decision ────────────────────────────────────────────────────────── */

/* Where a name is read: only reserved words are keywords, and `ordered (` as a field's type. */
static bool is_keyword_in_name_place(toc_parser *parser, const toc_keyword *keyword)
{
    return (keyword->flags & (KW_RESERVED | KW_FIRM)) != 0 ||
           (keyword->kind == TOC_T_ORDERED && parser->field_words == 1 &&
            toc_raw_peek(parser, 0)->kind == TOC_T_LPAREN);
}

static const toc_keyword *keyword_of(toc_parser *parser, toc_raw *raw)
{
    uint32_t words = 0;
    int row = -1;

    if (!raw->entry)
        return NULL;
    if (raw->entry->is_first)
        row = join(parser, raw, &words);
    if (row >= 0 && parser->is_name_next && !(toc_keyword_at(row)->flags & KW_FIRM))
        row = -1;
    if (row >= 0 && toc_keyword_at(row)->kind == TOC_T_BY_TIME &&
        toc_raw_peek(parser, words)->kind != TOC_T_TIME)
        row = -1; /* by a body called `time` */
    if (row < 0)
        return raw->entry->keyword >= 0 ? toc_keyword_at(raw->entry->keyword) : NULL;
    for (uint32_t i = 0; i < words; i++)
        raw->end = toc_raw_take(parser)->end;
    return toc_keyword_at(row);
}

static int take_day(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    value->day = (uint32_t)raw->entry->day;
    toc_scan_keep(parser, TOC_LEXEME_DAY + raw->entry->day, toc_raw_span(parser, raw), false);
    return TOC_T_DAY;
}

int toc_scan_word(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    const toc_keyword *keyword = keyword_of(parser, raw);

    if (parser->is_name_next) {
        if (keyword && is_keyword_in_name_place(parser, keyword))
            return take_keyword(parser, raw, keyword);
        return take_name(parser, raw, TOC_T_NAME, value);
    }
    if (keyword && ((keyword->flags & KW_RESERVED) || toc_raw_peek(parser, 0)->kind != TOC_T_ARROW))
        return take_keyword(parser, raw, keyword);
    if (parser->previous == TOC_T_TEXT && is_text(toc_raw_peek(parser, 0)) &&
        is_language_tag(toc_raw_text(parser, raw), raw->end - raw->begin))
        return take_name(parser, raw, TOC_T_LANG, value);
    if (raw->entry && raw->entry->day >= 0)
        return take_day(parser, raw, value);
    if (is_outcome(parser))
        return take_name(parser, raw, TOC_T_OUTCOME, value);
    return toc_slip_title(parser, raw, value) ? TOC_T_TEXT
                                              : take_name(parser, raw, TOC_T_STRAY, value);
}
