/* time.c - the Gregorian calendar and the texts of durations and instants. */
#include "base/time.h"

#include <stdio.h>
#include <string.h>

#include "base/checked.h"

#define DAYS_OF_ERA   146097                /* 400 years */
#define DAYS_TO_EPOCH 719468                /* from 0000-03-01, where the counting year begins */
#define DAYS_MAX      INT64_C(110000000000) /* beyond any toc_ms; keeps the year inside int32_t */
#define OFFSET_MAX_S  (18 * 3600)           /* no place on Earth is further from UTC */

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

static int32_t days_of_month(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

bool toc_date_is_valid(toc_date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_of_month(date.year, date.month);
}

/* Years are counted from March, so that the leap day is a year's last; the months from
 * there on have 153 days in each five, which (153 m + 2) / 5 spreads as the calendar does. */
int64_t toc_date_to_days(toc_date date)
{
    int64_t year = (int64_t)date.year - (date.month <= 2);
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = (date.month + 9) % 12; /* 0: March */
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;

    return era * DAYS_OF_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_year - DAYS_TO_EPOCH;
}

toc_date toc_date_from_days(int64_t days)
{
    int64_t shifted;
    int64_t era;
    int64_t day;
    int64_t year;
    int64_t month;

    if (days > DAYS_MAX)
        days = DAYS_MAX;
    if (days < -DAYS_MAX)
        days = -DAYS_MAX;
    shifted = days + DAYS_TO_EPOCH;
    era = floor_div(shifted, DAYS_OF_ERA);
    day = shifted - era * DAYS_OF_ERA;
    year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    month = (5 * day + 2) / 153;
    day -= (153 * month + 2) / 5;
    year += era * 400 + (month >= 10);
    return (toc_date){(int32_t)year, (int32_t)(month < 10 ? month + 3 : month - 9),
                      (int32_t)day + 1};
}

int toc_weekday(int64_t days)
{
    return (int)(((days % 7) + 7 + 3) % 7); /* day 0 was a Thursday */
}

typedef struct unit {
    const char *text;
    toc_ms ms;
} unit;

void toc_duration_format(toc_ms duration, char out[TOC_DURATION_TEXT_MAX])
{
    static const unit units[] = {
        {"d", TOC_DAY}, {"h", TOC_HOUR}, {"min", TOC_MINUTE}, {"s", TOC_SECOND}, {"ms", 1}};
    uint64_t left = duration < 0 ? 0 - (uint64_t)duration : (uint64_t)duration;
    size_t size = 0;

    if (duration == 0 || duration == TOC_MS_NONE) {
        (void)snprintf(out, TOC_DURATION_TEXT_MAX, "%s", duration ? "none" : "0min");
        return;
    }
    if (duration < 0)
        out[size++] = '-';
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        uint64_t count = left / (uint64_t)units[i].ms;

        left %= (uint64_t)units[i].ms;
        if (count)
            size += (size_t)snprintf(out + size, TOC_DURATION_TEXT_MAX - size, "%llu%s",
                                     (unsigned long long)count, units[i].text);
    }
}

/* Reads decimal digits at *@p text; false without any, or on overflow. */
static bool read_number(const char **text, int64_t *out)
{
    const char *at = *text;
    int64_t value = 0;

    for (; *at >= '0' && *at <= '9'; at++) {
        if (!toc_mul_i64(value, 10, &value) || !toc_add_i64(value, *at - '0', &value))
            return false;
    }
    if (at == *text)
        return false;
    *text = at;
    *out = value;
    return true;
}

static void skip_spaces(const char **text)
{
    *text += strspn(*text, " ");
}

/* A longer spelling stands before one that begins it. */
static bool read_unit(const char **text, toc_ms *out)
{
    static const unit units[] = {{"ms", 1},          {"min", TOC_MINUTE},  {"s", TOC_SECOND},
                                 {"h", TOC_HOUR},    {"d", TOC_DAY},       {"w", TOC_WEEK},
                                 {"秒", TOC_SECOND}, {"分钟", TOC_MINUTE}, {"分鐘", TOC_MINUTE},
                                 {"小时", TOC_HOUR}, {"小時", TOC_HOUR},   {"天", TOC_DAY},
                                 {"周", TOC_WEEK},   {"週", TOC_WEEK}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t size = strlen(units[i].text);

        if (strncmp(*text, units[i].text, size) == 0) {
            *text += size;
            *out = units[i].ms;
            return true;
        }
    }
    return false;
}

/* Units go from large to small, each once: `30min1h` is a slip of the pen. */
bool toc_duration_parse(const char *text, bool is_signed, toc_ms *out_ms)
{
    bool is_negative = is_signed && *text == '-';
    toc_ms total = 0;
    toc_ms last_unit = INT64_MAX;

    if (is_signed && (*text == '-' || *text == '+'))
        text++;
    do {
        int64_t count;
        toc_ms unit_ms;
        toc_ms part;

        if (!read_number(&text, &count))
            return false;
        skip_spaces(&text);
        if (!read_unit(&text, &unit_ms) || unit_ms >= last_unit ||
            !toc_mul_i64(count, unit_ms, &part) || !toc_add_i64(total, part, &total) ||
            total > TOC_DURATION_MAX)
            return false;
        last_unit = unit_ms;
        if (*text == ' ' && strspn(text, " ") < strlen(text))
            skip_spaces(&text);
    } while (*text);
    *out_ms = is_negative ? -total : total;
    return true;
}

/* Reads exactly @p count digits. */
static bool read_digits(const char **text, int count, int32_t *out)
{
    int32_t value = 0;

    for (; count > 0; count--, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        value = value * 10 + (**text - '0');
    }
    *out = value;
    return true;
}

static bool read_char(const char **text, char expected)
{
    if (**text != expected)
        return false;
    (*text)++;
    return true;
}

static bool read_date(const char **text, toc_date *out)
{
    return read_digits(text, 4, &out->year) && read_char(text, '-') &&
           read_digits(text, 2, &out->month) && read_char(text, '-') &&
           read_digits(text, 2, &out->day) && toc_date_is_valid(*out);
}

bool toc_date_parse(const char *text, toc_date *out)
{
    toc_date date;

    if (!read_date(&text, &date) || *text)
        return false;
    *out = date;
    return true;
}

/* HH:MM, with :SS where @p out_second is asked for and it stands there. */
static bool read_clock(const char **text, int32_t *out_minute, int32_t *out_second)
{
    int32_t hour;
    int32_t minute;

    if (!read_digits(text, 2, &hour) || !read_char(text, ':') || !read_digits(text, 2, &minute) ||
        hour > 23 || minute > 59)
        return false;
    *out_minute = hour * 60 + minute;
    if (!out_second)
        return true;
    *out_second = 0;
    return !read_char(text, ':') || (read_digits(text, 2, out_second) && *out_second <= 59);
}

static bool read_offset(const char **text, int32_t *out_min)
{
    bool is_west = **text == '-';

    *out_min = 0;
    if (read_char(text, 'Z'))
        return true;
    if (!read_char(text, '+') && !read_char(text, '-'))
        return false;
    if (!read_clock(text, out_min, NULL) || *out_min > OFFSET_MAX_S / 60)
        return false;
    if (is_west)
        *out_min = -*out_min;
    return true;
}

bool toc_instant_parse(const char *text, toc_ms *out_epoch_ms, int32_t *out_offset_min)
{
    toc_date date;
    int32_t minute;
    int32_t second;
    int32_t offset_min;

    if (!read_date(&text, &date) || !read_char(&text, 'T') ||
        !read_clock(&text, &minute, &second) || !read_offset(&text, &offset_min) || *text)
        return false;
    *out_epoch_ms =
        toc_date_to_days(date) * TOC_DAY + (minute - offset_min) * TOC_MINUTE + second * TOC_SECOND;
    *out_offset_min = offset_min;
    return true;
}

static int32_t offset_clamped(int32_t offset_s)
{
    if (offset_s > OFFSET_MAX_S)
        return OFFSET_MAX_S;
    return offset_s < -OFFSET_MAX_S ? -OFFSET_MAX_S : offset_s;
}

/* Milliseconds are written where there are any, seconds of the offset likewise. */
void toc_instant_format(toc_ms epoch_ms, int32_t offset_s, char out[TOC_INSTANT_TEXT_MAX])
{
    int32_t shift = offset_clamped(offset_s);
    unsigned east = (unsigned)(shift < 0 ? -shift : shift);
    int64_t days = floor_div(epoch_ms, TOC_DAY);
    int64_t of_day = (epoch_ms % TOC_DAY + TOC_DAY) % TOC_DAY + shift * TOC_SECOND;
    toc_date date;
    int size;

    days += floor_div(of_day, TOC_DAY);
    of_day -= floor_div(of_day, TOC_DAY) * TOC_DAY;
    date = toc_date_from_days(days);
    size = snprintf(out, TOC_INSTANT_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d", (int)date.year,
                    (int)date.month, (int)date.day, (int)(of_day / TOC_HOUR),
                    (int)(of_day / TOC_MINUTE % 60), (int)(of_day / TOC_SECOND % 60));
    if (of_day % TOC_SECOND)
        size += snprintf(out + size, TOC_INSTANT_TEXT_MAX - (size_t)size, ".%03d",
                         (int)(of_day % TOC_SECOND));
    size += snprintf(out + size, TOC_INSTANT_TEXT_MAX - (size_t)size, "%c%02u:%02u",
                     shift < 0 ? '-' : '+', east / 3600, east / 60 % 60);
    if (east % 60)
        (void)snprintf(out + size, TOC_INSTANT_TEXT_MAX - (size_t)size, ":%02u", east % 60);
}
