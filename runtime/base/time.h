/* time.h - instants, durations and the civil calendar, all integers.
 *
 * toc_ms counts milliseconds: of a duration, of a drill since its start, or of
 * an instant since 1970-01-01T00:00Z; the name of a variable says which. */
#ifndef TOC_BASE_TIME_H
#define TOC_BASE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int64_t toc_ms;

#define TOC_MS_NONE      INT64_MIN /* no time: never happened, no deadline */
#define TOC_SECOND       INT64_C(1000)
#define TOC_MINUTE       (60 * TOC_SECOND)
#define TOC_HOUR         (60 * TOC_MINUTE)
#define TOC_DAY          (24 * TOC_HOUR)
#define TOC_WEEK         (7 * TOC_DAY)
#define TOC_DURATION_MAX (100 * 366 * TOC_DAY) /* the longest duration a planner may write */

typedef struct toc_date {
    int32_t year;  /* 1..9999 */
    int32_t month; /* 1..12 */
    int32_t day;   /* 1..31 */
} toc_date;

bool toc_date_is_valid(toc_date date);
int64_t toc_date_to_days(toc_date date); /* days since 1970-01-01, Gregorian */
toc_date toc_date_from_days(int64_t days);
/** Reads "2026-03-05", the whole of @p text.  False on anything else. */
bool toc_date_parse(const char *text, toc_date *out);

int toc_weekday(int64_t days); /* 0 Monday .. 6 Sunday */

/** Room for any duration as text: "1h30min", "45s", "2d", "0min"; negative with "-".
 *  The units are d h min s ms, largest first, zero parts left out. */
#define TOC_DURATION_TEXT_MAX 40
void toc_duration_format(toc_ms duration, char out[TOC_DURATION_TEXT_MAX]);

/** Reads "90s", "15min", "1h30min", "2d", "1w", "45 min", also with 秒 分钟 分鐘 小时 小時 天 周 週; a leading + or -
 *  where @p is_signed.  The whole of @p text must be one duration.  False on anything else,
 *  overflow included (more than TOC_DURATION_MAX). */
bool toc_duration_parse(const char *text, bool is_signed, toc_ms *out_ms);

/** Reads "2026-03-05T02:10+08:00" (seconds and Z allowed; the offset is required) as
 *  milliseconds since the epoch, and the offset in minutes. */
bool toc_instant_parse(const char *text, toc_ms *out_epoch_ms, int32_t *out_offset_min);

/** Writes an instant as local time with its offset, "2026-03-05T02:10:00+08:00". */
#define TOC_INSTANT_TEXT_MAX 40
void toc_instant_format(toc_ms epoch_ms, int32_t offset_s, char out[TOC_INSTANT_TEXT_MAX]);

#ifdef __cplusplus
}
#endif

#endif
