/* slips.c - values as they are often written, and how they are read: lengths of time, ranges, quotes. */
#include "syntax/parser_private.h"

#include <string.h>
#include <strings.h>

#include "plan.tab.h"

/* ── units ───────────────────────────────────────────────────────────────── */

/* Units as they are often written, and as they are read. */
static const char *const unit_slips[][2] = {
    {"seconds", "s"}, {"second", "s"}, {"sec", "s"},       {"minutes", "min"}, {"minute", "min"},
    {"mins", "min"},  {"m", "min"},    {"hours", "h"},     {"hour", "h"},      {"hrs", "h"},
    {"hr", "h"},      {"days", "d"},   {"day", "d"},       {"weeks", "w"},     {"week", "w"},
    {"months", "mo"}, {"month", "mo"}, {"years", "y"},     {"year", "y"},      {"分", "分钟"},
    {"时", "小时"},   {"時", "小時"},  {"个小时", "小时"}, {"個小時", "小時"}, {"日", "天"},
    {"星期", "周"},   {"月", "个月"},
};

/* `m` may be metres or months, and `3月` March. */
static bool is_doubtful_unit(const char *unit)
{
    return strcmp(unit, "m") == 0 || strcmp(unit, "月") == 0 || strcmp(unit, "日") == 0;
}

/* `24 hours`, `30分`: a number and behind it a unit that is not read; both stand at @p span.  False:
 * not like that. */
static bool help_with_unit(toc_parser *parser, toc_diag *diag, const char *number, const char *unit,
                           size_t size, toc_span span)
{
    int digits = (int)strspn(number, "0123456789.");

    for (size_t i = 0; digits > 0 && i < sizeof unit_slips / sizeof unit_slips[0]; i++) {
        const char *written;

        if (strlen(unit_slips[i][0]) != size || strncasecmp(unit_slips[i][0], unit, size) != 0)
            continue;
        written = toc_arena_printf(parser->arena, "%.*s%s", digits, number, unit_slips[i][1]);
        toc_diag_add_help(parser->sink, diag, "write `%s`", written);
        toc_diag_add_fixit(parser->sink, diag, span, !is_doubtful_unit(unit_slips[i][0]), written);
        return true;
    }
    return false;
}

/* The number at hand stands where a length of time belongs. */
void toc_slip_number(toc_parser *parser, toc_diag *diag)
{
    const char *number = toc_syntax_written(parser, parser->current_span);
    const toc_raw *next = toc_raw_peek(parser, 0);
    toc_span both = {parser->current_span.begin, toc_raw_span(parser, next).end};

    if (strspn(number, "0123456789.") != strlen(number) ||
        help_with_unit(parser, diag, number, toc_raw_text(parser, next), next->end - next->begin,
                       both))
        return;
    toc_diag_add_help(parser->sink, diag, "write its unit: `%smin`, `%sh`, `%sd`…", number, number,
                      number);
}

bool toc_slip_unit(toc_parser *parser, toc_diag *diag, toc_span number)
{
    toc_span unit = parser->current_span;
    const char *word = parser->source->text + (unit.begin - parser->source->base);

    if (unit.begin <= number.end ||
        !help_with_unit(parser, diag, toc_syntax_written(parser, number), word,
                        unit.end - unit.begin, toc_span_join(number, unit)))
        return false;
    parser->reported = unit;
    return true;
}

/* ── lengths of several parts, and ranges ────────────────────────────────── */

/* As written, as read, and the unit that comes below it. */
static const char *const unit_names[][3] = {
    {"min", "min", "s"},    {"h", "h", "min"},        {"d", "d", "h"},
    {"w", "w", "d"},        {"s", "s", NULL},         {"mo", "mo", NULL},
    {"y", "y", NULL},       {"分钟", "分钟", "秒"},   {"小时", "小时", "分钟"},
    {"分鐘", "分鐘", "秒"}, {"小時", "小時", "分鐘"}, {"天", "天", "小时"},
    {"秒", "秒", NULL},     {"周", "周", "天"},       {"週", "週", "天"},
};

/* The unit that begins at @p text, by its right name, in *out_size bytes; NULL: none does. */
static const char *unit_at(const char *text, size_t *out_size, const char **out_below)
{
    const char *found = NULL;

    *out_size = 0;
    *out_below = NULL;
    for (size_t i = 0; i < sizeof unit_names / sizeof unit_names[0]; i++) {
        size_t size = strlen(unit_names[i][0]);

        if (size <= *out_size || strncmp(text, unit_names[i][0], size) != 0)
            continue;
        *out_size = size;
        *out_below = unit_names[i][2];
        found = unit_names[i][1];
    }
    for (size_t i = 0; i < sizeof unit_slips / sizeof unit_slips[0]; i++) {
        size_t size = strlen(unit_slips[i][0]);

        if (size <= *out_size || strncasecmp(text, unit_slips[i][0], size) != 0)
            continue;
        *out_size = size;
        found = unit_slips[i][1];
    }
    return found;
}

/* `1h30`, `1小时30分`: parts of which one is not written as it should be, put right; NULL: not that. */
static const char *parts_of(toc_parser *parser, const char *word)
{
    const char *text = "";
    const char *below = NULL;
    unsigned count = 0;

    while (*word) {
        int digits = (int)strspn(word, "0123456789");
        const char *last_below = below;
        size_t size;
        const char *unit = unit_at(word + digits, &size, &below);

        if (digits == 0)
            return NULL;
        if (!unit && count > 0 && word[digits] == '\0')
            unit = last_below;
        if (!unit)
            return NULL;
        text = toc_arena_printf(parser->arena, "%s%.*s%s", text, digits, word, unit);
        word += (size_t)digits + size;
        count++;
    }
    return count > 1 ? text : NULL;
}

/* What stands for `..` at @p text: its size; 0 for nothing. */
static size_t range_sign(const char *text)
{
    static const char *const signs[] = {"-", "~", "至", "到", "～", "–", "—", "－", "−", "〜"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    }
    return 0;
}

/* `3-5min`, `3至5分`, `08:00～17:00` as it is written with two points; NULL: it is no such thing. */
static const char *range_of(toc_parser *parser, const char *text, size_t *out_first)
{
    size_t first = strspn(text, "0123456789:");
    size_t sign = first > 0 ? range_sign(text + first) : 0;
    const char *second = text + first + sign;
    size_t digits = sign > 0 ? strspn(second, "0123456789:") : 0;
    const char *below;
    const char *unit;
    size_t size;

    if (digits == 0)
        return NULL;
    *out_first = first;
    unit = unit_at(second + digits, &size, &below);
    return toc_arena_printf(parser->arena, "%.*s..%.*s%s", (int)first, text, (int)digits, second,
                            unit ? unit : "");
}

/* `5-10min` after `takes`: the sign in it certainly stands for `..`. */
static void help_with_range(toc_parser *parser, toc_diag *diag, const char *word)
{
    static const char *const certain[] = {"min", "h", "s", "d"};
    size_t first = 0;
    const char *written = range_of(parser, word, &first);
    uint32_t at = parser->current_span.begin + (uint32_t)first;
    const char *unit = word + first + 1;

    toc_diag_add_help(parser->sink, diag, "a range is written with two points: `%s`",
                      written ? written : "5..10min");
    if (!written || word[first] != '-' || parser->previous != TOC_T_TAKES)
        return;
    unit += strspn(unit, "0123456789");
    for (size_t i = 0; i < sizeof certain / sizeof certain[0]; i++) {
        if (strcmp(unit, certain[i]) == 0)
            toc_diag_add_fixit(parser->sink, diag, (toc_span){at, at + 1}, true, "..");
    }
}

void toc_slip_digits(toc_parser *parser, toc_diag *diag, const char *word)
{
    const char *unit = word + strspn(word, "0123456789.");
    const char *parts;
    size_t first;

    if (*word < '0' || *word > '9' ||
        help_with_unit(parser, diag, word, unit, strlen(unit), parser->current_span))
        return;
    parts = parts_of(parser, word);
    if (strchr(word, '-') || range_of(parser, word, &first))
        help_with_range(parser, diag, word);
    else if (parts)
        toc_diag_add_help(parser->sink, diag, "write `%s`", parts);
    else
        toc_diag_add_help(parser->sink, diag,
                          "put a space between a number with its unit and the word that follows");
}

/* `半小时`, `两个小时`: a length of time in words. */
void toc_slip_length(toc_parser *parser, toc_diag *diag, const char *word)
{
    static const char *const numerals[] = {"半", "一", "二", "三", "四", "五", "六",
                                           "七", "八", "九", "十", "两", "兩"};
    static const char *const units[][2] = {
        {"小时", "小时"}, {"小時", "小時"}, {"钟头", "小时"}, {"鐘頭", "小時"}, {"分钟", "分钟"},
        {"分鐘", "分鐘"}, {"天", "天"},     {"日", "天"},     {"周", "周"},     {"週", "週"}};
    size_t count = 0;
    const char *unit;

    while (count < sizeof numerals / sizeof numerals[0] &&
           strncmp(word, numerals[count], strlen(numerals[count])) != 0)
        count++;
    if (count == sizeof numerals / sizeof numerals[0])
        return;
    unit = word + strlen(numerals[count]);
    if (strncmp(unit, "个", strlen("个")) == 0 || strncmp(unit, "個", strlen("個")) == 0)
        unit += strlen("个");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        bool is_hour = i < 4;

        if (strcmp(unit, units[i][0]) != 0 || (count == 0 && !is_hour))
            continue;
        if (count == 0)
            toc_diag_add_help(parser->sink, diag, "write it in figures: `30%s`",
                              i % 2 ? "分鐘" : "分钟");
        else
            toc_diag_add_help(parser->sink, diag, "write it in figures: `%zu%s`",
                              count > 10 ? (size_t)2 : count, units[i][1]);
        return;
    }
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

bool toc_slip_days(toc_parser *parser, toc_diag *diag, const char *word)
{
    if (!(begins(word, "周") || begins(word, "週") || begins(word, "星期")) ||
        !(strstr(word, "至") || strstr(word, "到")))
        return false;
    toc_diag_add_help(parser->sink, diag,
                      "a range of days is written with two points: `周一..周五`");
    return true;
}

/* ── characters ──────────────────────────────────────────────────────────── */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A sign between two numbers. */
static bool help_with_strange_range(toc_parser *parser, toc_diag *diag, const toc_raw *raw)
{
    const char *text = parser->source->text;
    const char *written;
    uint32_t begin = raw->begin;
    size_t first;

    while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == ':'))
        begin--;
    written = range_of(parser, text + begin, &first);
    if (!written)
        return false;
    toc_diag_add_help(parser->sink, diag, "a range is written with two points: `%s`", written);
    return true;
}

void toc_slip_strange(toc_parser *parser, toc_diag *diag, const toc_raw *raw)
{
    static const struct {
        const char *character;
        const char *help;
    } helps[] = {
        {"&", TOC_PHRASE("both must hold: write `and`")},
        {"|", TOC_PHRASE("one must hold: write `or`")},
        {"'", TOC_PHRASE("texts stand between double quotes: \"…\"")},
        {"!", TOC_PHRASE("write `not`")},
        {":", TOC_PHRASE("no sign stands between a word and what follows it: leave it out")},
        {"：", TOC_PHRASE("no sign stands between a word and what follows it: leave it out")},
    };
    const char *text = toc_raw_text(parser, raw);

    if (help_with_strange_range(parser, diag, raw))
        return;
    for (size_t i = 0; i < sizeof helps / sizeof helps[0]; i++) {
        if (strncmp(text, helps[i].character, strlen(helps[i].character)) == 0)
            toc_diag_add_fixed_help(parser->sink, diag, helps[i].help);
    }
}

/* Reports what is then read as it is meant, so that no names are missing for it. */
static toc_diag *report_narrow(toc_parser *parser, toc_span span, const char *message)
{
    bool lacks_names = parser->lacks_names;
    toc_diag *blinding = parser->blinding;
    toc_diag *diag = toc_syntax_report(parser, TOC_D_STRANGE_CHARACTER, span, "%s", message);

    if (!diag)
        return NULL;
    parser->lacks_names = lacks_names;
    parser->blinding = blinding;
    return diag;
}

void toc_slip_quotes(toc_parser *parser, const toc_raw *raw)
{
    toc_span span = toc_raw_span(parser, raw);
    const char *text = toc_raw_text(parser, raw);
    int quote = (unsigned char)*text == 0xC2 ? 2 : 3; /* bytes; « is shorter than the others */
    const char *written;
    toc_diag *diag =
        report_narrow(parser, span, toc_say(parser->arena, "`%.*s` is no quote here", quote, text));

    if (!diag)
        return;
    written = toc_arena_printf(parser->arena, "\"%.*s\"", (int)(raw->end - raw->begin) - 2 * quote,
                               text + quote);
    toc_diag_add_help(parser->sink, diag, "texts stand between double quotes: `%s`", written);
    toc_diag_add_fixit(parser->sink, diag, span, true, written);
}

void toc_slip_comment(toc_parser *parser, const toc_raw *raw)
{
    const char *text = toc_raw_text(parser, raw);
    int size = *text == '/' ? 2 : 3; /* bytes */
    toc_span sign = {toc_raw_span(parser, raw).begin, 0};
    toc_diag *diag;

    sign.end = sign.begin + (uint32_t)size;
    diag = report_narrow(parser, sign,
                         toc_say(parser->arena, "`%.*s` begins no comment here", size, text));
    if (!diag)
        return;
    toc_diag_add_help(parser->sink, diag, "a comment begins with `#`");
    toc_diag_add_fixit(parser->sink, diag, sign, true, "#");
}

#define TITLE_WORDS_MAX 6u /* fewer than TOC_AHEAD */

/* How many words stand before the brace, behind the one at hand; more than the most: other things do. */
static uint32_t words_to_brace(toc_parser *parser)
{
    uint32_t count = 0;

    while (count < TITLE_WORDS_MAX && toc_raw_peek(parser, count)->kind == TOC_RAW_WORD &&
           !toc_raw_peek(parser, count)->entry)
        count++;
    return toc_raw_peek(parser, count)->kind == TOC_T_LBRACE ? count : TITLE_WORDS_MAX + 1;
}

bool toc_slip_title(toc_parser *parser, toc_raw *raw, toc_plan_value *value)
{
    toc_raw title = *raw;
    uint32_t more;
    toc_span span;
    const char *written;
    toc_diag *diag;

    if (parser->declaration == 0 || parser->previous != TOC_T_NAME || parser->is_ended)
        return false;
    more = words_to_brace(parser);
    if (more > TITLE_WORDS_MAX)
        return false;
    for (uint32_t i = 0; i < more; i++)
        title.end = toc_raw_take(parser)->end;
    *raw = title;
    span = toc_raw_span(parser, raw);
    value->text = TOC_NEW(parser->arena, toc_text);
    value->text->span = span;
    value->text->bytes =
        toc_arena_copy(parser->arena, toc_raw_text(parser, raw), raw->end - raw->begin);
    written = toc_syntax_written(parser, span);
    diag = toc_syntax_report(parser, TOC_D_UNKNOWN_CLAUSE, span,
                             TOC_PHRASE("`%s` is not known here"), written);
    if (diag) {
        toc_diag_add_help(parser->sink, diag, "a title stands between quotes: `\"%s\"`", written);
        toc_diag_add_fixit(parser->sink, diag, span, false,
                           toc_arena_printf(parser->arena, "\"%s\"", written));
    }
    toc_scan_keep(parser, TOC_T_TEXT, span, false);
    return true;
}

/* ── marks in a row ──────────────────────────────────────────────────────── */

void toc_slip_marks(toc_parser *parser, toc_diag *diag)
{
    const toc_raw *next = toc_raw_peek(parser, 0);
    const char *before = toc_syntax_written(parser, parser->previous_span);

    if (parser->previous == TOC_T_EQ && strcmp(before, "=") == 0 &&
        parser->previous_span.end == parser->current_span.begin &&
        (parser->current == TOC_T_GT || parser->current == TOC_T_LT))
        toc_diag_add_help(parser->sink, diag, "write `%s`",
                          parser->current == TOC_T_GT ? ">=" : "<=");
    else if (parser->previous == TOC_T_TIME && parser->current == TOC_T_MINUS &&
             next->kind == TOC_T_TIME)
        toc_diag_add_help(parser->sink, diag,
                          "from when to when is written with two points: `%s..%s`", before,
                          toc_syntax_written(parser, toc_raw_span(parser, next)));
}
