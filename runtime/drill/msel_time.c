/* msel_time.c - times in lists: since the start, of the day, with a date, or as a number of days. */
#include <string.h>
#include <strings.h>

#include "drill/msel.h"

__extension__ typedef __int128 wide;

/* Digits at *text, at most @p most of them; -1: none, or more. */
static int64_t take_number(const char **text, unsigned most)
{
    int64_t value = 0;
    unsigned count = 0;

    while (**text >= '0' && **text <= '9') {
        if (++count > most)
            return -1;
        value = value * 10 + (*(*text)++ - '0');
    }
    return count > 0 ? value : -1;
}

static bool take(const char **text, const char *one_of)
{
    if (**text == '\0' || !strchr(one_of, **text))
        return false;
    (*text)++;
    return true;
}

/* ── time of day ─────────────────────────────────────────────────────────── */

static bool take_half(const char **text, int64_t *hours)
{
    bool is_afternoon;

    *text += strspn(*text, " ");
    if (**text == '\0')
        return true;
    is_afternoon = strcasecmp(*text, "pm") == 0;
    if ((!is_afternoon && strcasecmp(*text, "am") != 0) || *hours < 1 || *hours > 12)
        return false;
    *hours = *hours % 12 + (is_afternoon ? 12 : 0);
    *text += 2;
    return true;
}

/* "14:30", "14:30:15", "2:30 PM"; up to @p most hours; the whole rest of the text. */
static bool read_clock(const char *text, int64_t most, toc_ms *out)
{
    int64_t hours = take_number(&text, 4);
    int64_t minutes;
    int64_t seconds = 0;

    if (hours < 0 || !take(&text, ":"))
        return false;
    minutes = take_number(&text, 2);
    if (take(&text, ":"))
        seconds = take_number(&text, 2);
    if (minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || !take_half(&text, &hours) ||
        hours > most)
        return false;
    *out = hours * TOC_HOUR + minutes * TOC_MINUTE + seconds * TOC_SECOND;
    return true;
}

/* ── dates ───────────────────────────────────────────────────────────────── */

/* 3/4/2026: which is the day, is not to be seen unless one of them can be no month. */
static toc_msel_time order_of(const toc_msel_clock *clock, int64_t first, int64_t second,
                              toc_date *out)
{
    bool is_day_first = clock->dates == TOC_MSEL_DATES_DMY;

    if (clock->dates == TOC_MSEL_DATES_UNSTATED) {
        if (first <= 12 && second <= 12 && first != second)
            return TOC_MSEL_TIME_EITHER;
        is_day_first = first > 12;
    }
    out->day = (int32_t)(is_day_first ? first : second);
    out->month = (int32_t)(is_day_first ? second : first);
    return TOC_MSEL_TIME_READ;
}

/* Leaves *text behind the date. */
static toc_msel_time take_date(const toc_msel_clock *clock, const char **text, toc_date *out)
{
    int64_t first = take_number(text, 4);
    const char *sign = *text;
    int64_t second;
    int64_t third;

    if (first < 0 || !take(text, "-/."))
        return TOC_MSEL_TIME_BROKEN;
    second = take_number(text, 2);
    if (second < 0 || **text != *sign)
        return TOC_MSEL_TIME_BROKEN;
    (*text)++;
    third = take_number(text, 4);
    if (third < 0)
        return TOC_MSEL_TIME_BROKEN;
    if (first >= 1000) {
        *out = (toc_date){(int32_t)first, (int32_t)second, (int32_t)third};
    } else if (*sign == '.') {
        *out = (toc_date){(int32_t)third, (int32_t)second, (int32_t)first};
    } else {
        out->year = (int32_t)third;
        if (order_of(clock, first, second, out) != TOC_MSEL_TIME_READ)
            return TOC_MSEL_TIME_EITHER;
    }
    return toc_date_is_valid(*out) && out->year >= 1000 ? TOC_MSEL_TIME_READ : TOC_MSEL_TIME_BROKEN;
}

/* Local milliseconds since 1970. */
static toc_msel_time read_dated(const toc_msel_clock *clock, const char *text, toc_ms *out)
{
    toc_date date = {0};
    toc_ms time = 0;
    toc_msel_time status = take_date(clock, &text, &date);

    if (status != TOC_MSEL_TIME_READ)
        return status;
    if (*text != '\0' && (!take(&text, " T") || !read_clock(text + strspn(text, " "), 23, &time)))
        return TOC_MSEL_TIME_BROKEN;
    *out = toc_date_to_days(date) * TOC_DAY + time;
    return TOC_MSEL_TIME_READ;
}

/* ── numbers of days ─────────────────────────────────────────────────────── */

#define DIGITS_MAX 18

/* "46154.0902777778", "9.72222222222222E-2": in ms, rounded to the second, because that is what a
 * spreadsheet's fraction of a day is good for.  At most 100 000 days. */
static bool read_serial(const char *text, toc_ms *out)
{
    wide mantissa = 0;
    int digits = 0;
    int scale = 0; /* powers of ten that the mantissa is too large by */
    bool has_point = false;
    bool is_any = false;

    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !has_point); text++) {
        if (*text == '.') {
            has_point = true;
            continue;
        }
        is_any = true;
        if (digits >= DIGITS_MAX && !has_point)
            return false;
        if (digits >= DIGITS_MAX)
            continue;
        mantissa = mantissa * 10 + (*text - '0');
        digits += mantissa > 0;
        scale += has_point;
    }
    if (is_any && take(&text, "eE")) {
        bool is_small = take(&text, "-");
        int64_t exponent;

        (void)take(&text, "+");
        exponent = take_number(&text, 2);
        if (exponent < 0)
            return false;
        scale += (int)(is_small ? exponent : -exponent);
    }
    if (!is_any || *text != '\0' || scale < -5 || scale > 30)
        return false;
    for (; scale < 0; scale++)
        mantissa *= 10;
    mantissa *= TOC_DAY / TOC_SECOND;
    for (; scale > 1; scale--)
        mantissa /= 10;
    mantissa = scale > 0 ? (mantissa + 5) / 10 : mantissa;
    if (mantissa > (wide)100000 * (TOC_DAY / TOC_SECOND))
        return false;
    *out = (toc_ms)mantissa * TOC_SECOND;
    return true;
}

/* The day that number 0 stands for. */
static int64_t day_zero(const toc_msel_clock *clock)
{
    toc_date date = clock->is_1904 ? (toc_date){1904, 1, 1} : (toc_date){1899, 12, 30};

    return toc_date_to_days(date);
}

/* ── all together ────────────────────────────────────────────────────────── */

static toc_ms offset_ms(const toc_msel_clock *clock)
{
    return clock->offset_min * (toc_ms)TOC_MINUTE;
}

/* The next such time of day, not before the row above. */
static toc_ms next_at(const toc_msel_clock *clock, toc_ms time)
{
    toc_ms local = clock->start + clock->last + offset_ms(clock);
    toc_ms day = local - (local % TOC_DAY + TOC_DAY) % TOC_DAY;

    if (day + time < local)
        day += TOC_DAY;
    return day + time - offset_ms(clock) - clock->start;
}

/* A length since the start; false: it is none. */
static bool read_length(const char *text, toc_ms *out)
{
    if (strcmp(text, "0") == 0) {
        *out = 0;
        return true;
    }
    if (toc_duration_parse(text, true, out))
        return true;
    if (strncasecmp(text, "t+", 2) == 0)
        text++;
    return *text == '+' &&
           (read_clock(text + 1, 9999, out) || toc_duration_parse(text + 1, false, out));
}

toc_msel_time toc_msel_instant_read(const toc_msel_clock *clock, const char *text, toc_ms *out)
{
    int32_t offset_min;
    toc_msel_time status;

    if (toc_instant_parse(text, out, &offset_min))
        return TOC_MSEL_TIME_READ;
    status = read_dated(clock, text, out);
    if (status == TOC_MSEL_TIME_BROKEN && read_serial(text, out) && *out >= TOC_DAY) {
        *out += day_zero(clock) * TOC_DAY;
        status = TOC_MSEL_TIME_READ;
    }
    if (status == TOC_MSEL_TIME_READ)
        *out -= offset_ms(clock);
    return status;
}

toc_msel_time toc_msel_time_read(const toc_msel_clock *clock, const char *text, toc_ms *out)
{
    toc_ms time;
    toc_msel_time status;

    if (read_length(text, out))
        return TOC_MSEL_TIME_READ;
    status = toc_msel_instant_read(clock, text, out);
    if (status == TOC_MSEL_TIME_READ) {
        *out -= clock->start;
        return clock->has_start ? status : TOC_MSEL_TIME_NO_START;
    }
    if (status == TOC_MSEL_TIME_EITHER)
        return status;
    if (!read_clock(text, 23, &time) && !(read_serial(text, &time) && time < TOC_DAY))
        return TOC_MSEL_TIME_BROKEN;
    *out = next_at(clock, time);
    return clock->has_start ? TOC_MSEL_TIME_READ : TOC_MSEL_TIME_NO_START;
}
