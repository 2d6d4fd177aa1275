/* zone_rule.c - the rule at the end of a TZif file: a POSIX TZ string with the range of RFC 8536. */
#include "sema/zone.h"

#include <string.h>

typedef enum day_kind { DAY_JULIAN, DAY_ZERO_BASED, DAY_OF_MONTH_WEEK } day_kind;

typedef struct change { /* when, each year, the offset changes */
    day_kind kind;
    int32_t month; /* 1..12 */
    int32_t week;  /* 1..5; 5: the last */
    int32_t day;   /* weekday 0 Sunday .. 6; or the day of the year */
    int32_t time;  /* seconds after local midnight, -167 h to 167 h */
} change;

typedef struct rule {
    int32_t standard_s; /* east of Greenwich */
    int32_t summer_s;
    bool has_summer;
    change start;
    change end;
} rule;

typedef struct cursor {
    const char *at;
    bool is_bad;
} cursor;

static bool take(cursor *it, char wanted)
{
    if (*it->at != wanted)
        return false;
    it->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int32_t read_number(cursor *it, int32_t least, int32_t most)
{
    int32_t number = 0;

    if (!is_digit(*it->at))
        it->is_bad = true;
    while (is_digit(*it->at) && number <= most)
        number = 10 * number + (*it->at++ - '0');
    if (number < least || number > most)
        it->is_bad = true;
    return number;
}

/* "EST" or "<+0330>": three characters or more. */
static void skip_name(cursor *it)
{
    const char *begin = it->at;

    if (take(it, '<')) {
        while (is_letter(*it->at) || is_digit(*it->at) || *it->at == '+' || *it->at == '-')
            it->at++;
        it->is_bad |= it->at - begin < 4 || !take(it, '>');
        return;
    }
    while (is_letter(*it->at))
        it->at++;
    it->is_bad |= it->at - begin < 3;
}

/* [+|-]hh[:mm[:ss]] in seconds. */
static int32_t read_clock(cursor *it, int32_t hours_most)
{
    int32_t sign = take(it, '-') ? -1 : 1;
    int32_t seconds;

    if (sign > 0)
        take(it, '+');
    seconds = 3600 * read_number(it, 0, hours_most);
    if (take(it, ':'))
        seconds += 60 * read_number(it, 0, 59);
    if (take(it, ':'))
        seconds += read_number(it, 0, 59);
    return sign * seconds;
}

static change read_change(cursor *it)
{
    change out = {.time = 7200};

    if (!take(it, ','))
        it->is_bad = true;
    if (take(it, 'M')) {
        out.kind = DAY_OF_MONTH_WEEK;
        out.month = read_number(it, 1, 12);
        it->is_bad |= !take(it, '.');
        out.week = read_number(it, 1, 5);
        it->is_bad |= !take(it, '.');
        out.day = read_number(it, 0, 6);
    } else if (take(it, 'J')) {
        out.kind = DAY_JULIAN;
        out.day = read_number(it, 1, 365);
    } else {
        out.kind = DAY_ZERO_BASED;
        out.day = read_number(it, 0, 365);
    }
    if (take(it, '/'))
        out.time = read_clock(it, 167);
    return out;
}

static bool read_rule(const char *text, rule *out)
{
    cursor it = {text, false};

    skip_name(&it);
    out->standard_s = -read_clock(&it, 24);
    out->has_summer = *it.at != '\0';
    if (!out->has_summer)
        return !it.is_bad;
    skip_name(&it);
    out->summer_s = out->standard_s + 3600;
    if (*it.at != ',' && *it.at != '\0')
        out->summer_s = -read_clock(&it, 24);
    if (*it.at == '\0') /* POSIX leaves the rule open; this is what everybody takes */
        it.at = ",M3.2.0,M11.1.0";
    out->start = read_change(&it);
    out->end = read_change(&it);
    return !it.is_bad && *it.at == '\0';
}

/* Days since 1970-01-01 of the change in @p year. */
static int64_t day_in(const change *it, int32_t year)
{
    int64_t first =
        toc_date_to_days((toc_date){year, it->kind == DAY_OF_MONTH_WEEK ? it->month : 1, 1});
    int64_t after;
    int64_t day;

    if (it->kind == DAY_ZERO_BASED)
        return first + it->day;
    if (it->kind == DAY_JULIAN) /* day 60 is always 1 March */
        return first + it->day - 1 +
               (it->day >= 60 && toc_date_is_valid((toc_date){year, 2, 29}) ? 1 : 0);
    day = first + (it->day + 6 - toc_weekday(first) + 7) % 7 + 7 * (it->week - 1);
    after = it->month == 12 ? toc_date_to_days((toc_date){year + 1, 1, 1})
                            : toc_date_to_days((toc_date){year, it->month + 1, 1});
    return day >= after ? day - 7 : day;
}

static void add_row(toc_arena *arena, toc_zones *zones, int64_t from_ms, int32_t offset_s)
{
    toc_m_zone row = {.from_ms = from_ms, .offset_s = offset_s};
    toc_m_zone *last = zones->count ? &zones->items[zones->count - 1] : NULL;

    if (last && last->from_ms > from_ms)
        return; /* told already by the file itself */
    if (last && last->from_ms == from_ms) {
        last->offset_s = offset_s; /* year-round summer time: its end is its next start */
        if (zones->count > 1 && zones->items[zones->count - 2].offset_s == offset_s)
            zones->count--;
        return;
    }
    if (last && last->offset_s == offset_s)
        return;
    TOC_PUSH(arena, zones, row);
}

bool toc_zone_expand(toc_arena *arena, const char *text, int32_t year_from, toc_zones *out)
{
    rule it = {0};

    if (!read_rule(text, &it))
        return false;
    if (out->count == 0)
        add_row(arena, out, INT64_MIN, it.standard_s);
    if (!it.has_summer)
        return true;
    for (int32_t year = year_from < 1 ? 1 : year_from; year <= TOC_ZONE_YEAR_LAST; year++) {
        int64_t start = (day_in(&it.start, year) * 86400 + it.start.time - it.standard_s) * 1000;
        int64_t end = (day_in(&it.end, year) * 86400 + it.end.time - it.summer_s) * 1000;

        if (start < end)
            add_row(arena, out, start, it.summer_s);
        add_row(arena, out, end, it.standard_s);
        if (start >= end)
            add_row(arena, out, start, it.summer_s);
    }
    return true;
}
