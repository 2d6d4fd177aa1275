/* scan_value.c - numbers, lengths of time, dates and times of day from their spelling. */
#include "syntax/parser_private.h"

#include <string.h>

#include "base/checked.h"
#include "plan.tab.h"

#define MICRO        INT64_C(1000000)
#define WORKDAYS_MAX (100 * 366)
#define MONTHS_MAX   (100 * 12)
#define LENGTH_MOST  "`36600d` (`100y`)"

_Static_assert(TOC_DURATION_MAX == 36600 * TOC_DAY, "LENGTH_MOST tells it");

/* A place in the text of one value. */
typedef struct reader {
    const char *at;
    const char *end;
} reader;

static reader reader_of(const toc_parser *parser, toc_span span)
{
    const char *text = parser->source->text;

    return (reader){text + (span.begin - parser->source->base),
                    text + (span.end - parser->source->base)};
}

/* The digit at hand, full-width or not, taken; -1 for none. */
static int take_digit(reader *in)
{
    if (in->at < in->end && *in->at >= '0' && *in->at <= '9')
        return *in->at++ - '0';
    if (in->end - in->at >= 3 && memcmp(in->at, "\xEF\xBC", 2) == 0 &&
        (unsigned char)in->at[2] >= 0x90 && (unsigned char)in->at[2] <= 0x99) {
        in->at += 3;
        return (unsigned char)in->at[-1] - 0x90;
    }
    return -1;
}

static bool take_text(reader *in, const char *text)
{
    size_t size = strlen(text);

    if ((size_t)(in->end - in->at) < size || memcmp(in->at, text, size) != 0)
        return false;
    in->at += size;
    return true;
}

static bool take_point(reader *in)
{
    return take_text(in, ".") || take_text(in, "\xEF\xBC\x8E");
}

/* An amount in 1/1 000 000; decimals beyond the sixth are dropped.  False: too large. */
static bool take_amount(reader *in, int64_t *out)
{
    int64_t whole = 0;
    int64_t part = 0;
    int64_t scale = MICRO;
    bool is_good = true;
    int digit;

    while ((digit = take_digit(in)) >= 0 || take_text(in, "_")) {
        if (digit >= 0)
            is_good =
                is_good && toc_mul_i64(whole, 10, &whole) && toc_add_i64(whole, digit, &whole);
    }
    if (take_point(in)) {
        while ((digit = take_digit(in)) >= 0) {
            scale /= 10;
            part += digit * scale;
        }
    }
    return is_good && toc_mul_i64(whole, MICRO, &whole) && toc_add_i64(whole, part, out);
}

static void report_overflow(toc_parser *parser, toc_span span, const char *what, const char *most)
{
    toc_diag *diag =
        toc_syntax_report(parser, TOC_D_OVERFLOW, span, TOC_PHRASE("`%s` is too large for %s"),
                          toc_syntax_written(parser, span), what);

    if (diag)
        toc_diag_set_here(parser->sink, diag, "at most %s is possible", most);
}

static bool is_too_long(toc_parser *parser, toc_span span)
{
    if (span.end - span.begin <= TOC_WORD_SIZE_MAX)
        return false;
    toc_syntax_report(parser, TOC_D_TOO_LONG, span,
                      TOC_PHRASE("a number of %u bytes is too long: %u are the most"),
                      span.end - span.begin, TOC_WORD_SIZE_MAX);
    return true;
}

/* ── numbers ─────────────────────────────────────────────────────────────── */

static int64_t take_scale(reader *in)
{
    if (take_text(in, "k"))
        return 1000;
    if (take_text(in, "M"))
        return 1000000;
    if (take_text(in, "万") || take_text(in, "萬"))
        return 10000;
    if (take_text(in, "亿") || take_text(in, "億"))
        return 100000000;
    return 1;
}

toc_number toc_scan_number(toc_parser *parser, const toc_raw *raw)
{
    toc_span span = toc_raw_span(parser, raw);
    reader in = reader_of(parser, span);
    toc_number number = {MICRO, false, NULL}; /* for one that is wrong: suits most places */

    if (is_too_long(parser, span))
        return number;
    if (!take_amount(&in, &number.micro) ||
        !toc_mul_i64(number.micro, take_scale(&in), &number.micro)) {
        report_overflow(parser, span, TOC_PHRASE("a number"), "9223372036854");
        number.micro = MICRO;
    }
    number.is_percent = in.at < in.end;
    return number;
}

/* ── lengths of time ─────────────────────────────────────────────────────── */

typedef struct unit {
    const char *spelling;
    toc_ms ms; /* or TOC_UNIT_… */
} unit;

/* A spelling that begins with another one stands before it. */
static const unit units[] = {
    {"min", TOC_MINUTE},
    {"mo", TOC_UNIT_MONTHS},
    {"workdays", TOC_UNIT_WORKDAYS},
    {"workday", TOC_UNIT_WORKDAYS},
    {"s", TOC_SECOND},
    {"h", TOC_HOUR},
    {"d", TOC_DAY},
    {"w", TOC_WEEK},
    {"y", TOC_UNIT_YEARS},
    {"秒", TOC_SECOND},
    {"分钟", TOC_MINUTE},
    {"分鐘", TOC_MINUTE},
    {"小时", TOC_HOUR},
    {"小時", TOC_HOUR},
    {"天", TOC_DAY},
    {"周", TOC_WEEK},
    {"週", TOC_WEEK},
    {"个月", TOC_UNIT_MONTHS},
    {"個月", TOC_UNIT_MONTHS},
    {"年", TOC_UNIT_YEARS},
    {"个工作日", TOC_UNIT_WORKDAYS},
    {"個工作日", TOC_UNIT_WORKDAYS},
    {"工作日", TOC_UNIT_WORKDAYS},
};

static toc_ms take_unit(reader *in)
{
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t'))
        in->at++;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (take_text(in, units[i].spelling))
            return units[i].ms;
    }
    return 0;
}

bool toc_scan_ends_with_digit(const char *end)
{
    unsigned char last = (unsigned char)end[-1];

    if (last < 0x80)
        return last >= '0' && last <= '9';
    return (unsigned char)end[-3] == 0xEF && (unsigned char)end[-2] == 0xBC && last >= 0x90 &&
           last <= 0x99; /* a full-width digit; every other end has three bytes too */
}

bool toc_scan_is_unit(const toc_parser *parser, const toc_raw *raw)
{
    reader in = reader_of(parser, toc_raw_span(parser, raw));

    return raw->kind == TOC_RAW_WORD && in.end - in.at <= 12 && take_unit(&in) != 0 &&
           in.at == in.end;
}

static bool add_calendar(int32_t *total, int64_t amount, int64_t factor, int32_t most)
{
    int64_t sum;

    if (amount % MICRO != 0)
        return false;
    sum = amount / MICRO * factor + *total;
    if (sum > most)
        return false;
    *total = (int32_t)sum;
    return true;
}

static bool add_part(toc_duration *duration, int64_t amount, toc_ms unit_ms)
{
    int64_t product;

    if (amount / MICRO > TOC_DURATION_MAX)
        return false;
    if (unit_ms == TOC_UNIT_WORKDAYS)
        return add_calendar(&duration->workdays, amount, 1, WORKDAYS_MAX);
    if (unit_ms == TOC_UNIT_MONTHS)
        return add_calendar(&duration->months, amount, 1, MONTHS_MAX);
    if (unit_ms == TOC_UNIT_YEARS)
        return add_calendar(&duration->months, amount, 12, MONTHS_MAX);
    if (!toc_mul_i64(amount / MICRO, unit_ms, &product) ||
        !toc_add_i64(product, amount % MICRO * unit_ms / MICRO, &product) ||
        !toc_add_i64(duration->ms, product, &duration->ms))
        return false;
    return duration->ms <= TOC_DURATION_MAX;
}

/* Working days, months and fixed lengths do not add up to anything. */
static bool is_mixed(const toc_duration *duration)
{
    return (duration->ms != 0) + (duration->workdays != 0) + (duration->months != 0) > 1;
}

toc_duration toc_scan_duration(toc_parser *parser, const toc_raw *raw)
{
    toc_span span = toc_raw_span(parser, raw);
    reader in = reader_of(parser, span);
    const toc_duration wrong = {TOC_DURATION_MAX, 0, 0};
    toc_duration duration = {0, 0, 0};

    if (is_too_long(parser, span))
        return wrong;
    while (in.at < in.end) {
        int64_t amount = 0;
        bool is_good = take_amount(&in, &amount);
        toc_ms unit_ms = take_unit(&in);

        if (!is_good || unit_ms == 0 || !add_part(&duration, amount, unit_ms)) {
            report_overflow(parser, span, TOC_PHRASE("a length of time"), LENGTH_MOST);
            return wrong;
        }
    }
    if (is_mixed(&duration)) {
        toc_syntax_report(parser, TOC_D_OVERFLOW, span,
                          TOC_PHRASE("`%s` adds up lengths that cannot be added"),
                          toc_syntax_written(parser, span));
        duration = wrong;
    }
    return duration;
}

toc_ms toc_scan_unit_of(const toc_parser *parser, toc_span span)
{
    reader in = reader_of(parser, span);
    int64_t amount;
    toc_ms found;

    (void)take_amount(&in, &amount);
    found = take_unit(&in);
    return in.at == in.end ? found : 0;
}

/* ── dates and times ─────────────────────────────────────────────────────── */

static int32_t take_digits(reader *in)
{
    int32_t value = 0;
    int digit;

    while ((digit = take_digit(in)) >= 0)
        value = value * 10 + digit;
    return value;
}

static toc_date take_date(reader *in)
{
    toc_date date;

    date.year = take_digits(in);
    in->at++;
    date.month = take_digits(in);
    in->at++;
    date.day = take_digits(in);
    return date;
}

static void report_no_date(toc_parser *parser, toc_span span, const char *what)
{
    toc_syntax_report(parser, TOC_D_NO_SUCH_DATE, span, TOC_PHRASE("there is no %s `%s`"), what,
                      toc_syntax_written(parser, span));
}

toc_date toc_scan_date(toc_parser *parser, const toc_raw *raw)
{
    toc_span span = toc_raw_span(parser, raw);
    reader in = reader_of(parser, span);
    toc_date date = take_date(&in);

    if (!toc_date_is_valid(date)) {
        report_no_date(parser, span, TOC_PHRASE("date"));
        date = (toc_date){1970, 1, 1};
    }
    return date;
}

int32_t toc_scan_time(toc_parser *parser, const toc_raw *raw)
{
    toc_span span = toc_raw_span(parser, raw);
    reader in = reader_of(parser, span);
    int32_t hour = take_digits(&in);
    int32_t minute;

    in.at += *in.at == ':' ? 1 : 3;
    minute = take_digits(&in);
    if (minute > 59 || hour * 60 + minute > 24 * 60) {
        report_no_date(parser, span, TOC_PHRASE("time of day"));
        return 0;
    }
    return hour * 60 + minute;
}

#define INSTANT_TEXT_MAX 48

/* toc_instant_parse reads plain digits and colons. */
toc_ms toc_scan_instant(toc_parser *parser, const toc_raw *raw)
{
    toc_span span = toc_raw_span(parser, raw);
    reader in = reader_of(parser, span);
    char plain[INSTANT_TEXT_MAX];
    size_t size = 0;
    toc_ms instant = 0;
    int32_t offset;

    while (in.at < in.end && size + 1 < sizeof plain) {
        int digit = take_digit(&in);

        if (digit >= 0)
            plain[size++] = (char)('0' + digit);
        else if (take_text(&in, "\xEF\xBC\x9A"))
            plain[size++] = ':';
        else
            plain[size++] = *in.at++;
    }
    plain[size] = '\0';
    if (!toc_instant_parse(plain, &instant, &offset)) {
        report_no_date(parser, span, TOC_PHRASE("instant"));
        instant = 0;
    }
    return instant;
}
