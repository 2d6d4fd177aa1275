/* calendar.c - local time, duty hours, periods and workdays, as a drill's clock sees them.
 *
 * Times in and out are milliseconds since the drill's start; TOC_MS_NONE means never. */
#include "engine/state_private.h"
#include "machine/hours.h"

#define MINUTES_OF_DAY INT64_C(1440)

static toc_ms offset_ms(const toc_engine *engine, toc_ms epoch)
{
    return toc_machine_offset(engine->machine, epoch) * TOC_SECOND;
}

static toc_ms local_of(const toc_engine *engine, toc_ms at)
{
    toc_ms epoch = engine->options.start + at;
    return epoch + offset_ms(engine, epoch);
}

/* Local time to drill time. */
static toc_ms drill_of(const toc_engine *engine, toc_ms local)
{
    const toc_machine *machine = engine->machine;

    return toc_zone_instant(machine->zones, machine->zones_count, local) - engine->options.start;
}

static int64_t floor_divide(int64_t value, int64_t by)
{
    int64_t quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

static int64_t day_of(const toc_engine *engine, toc_ms at)
{
    return floor_divide(local_of(engine, at), TOC_DAY);
}

static toc_ms day_start(const toc_engine *engine, int64_t day)
{
    return drill_of(engine, day * TOC_DAY);
}

toc_ms toc_calendar_next_time(const toc_engine *engine, int32_t minute, toc_ms from)
{
    int64_t day = day_of(engine, from) - 1;
    for (int i = 0; i < 4; i++, day++) {
        toc_ms at = drill_of(engine, day * TOC_DAY + minute * TOC_MINUTE);
        if (at >= from)
            return at;
    }
    return TOC_MS_NONE;
}

toc_ms toc_calendar_day_end(const toc_engine *engine, toc_ms after)
{
    int64_t day = day_of(engine, after) + 1;
    toc_ms end = day_start(engine, day);
    return end > after ? end : day_start(engine, day + 1);
}

bool toc_calendar_is_whole_day(const toc_engine *engine, toc_ms end)
{
    return day_start(engine, day_of(engine, end - 1)) >= 0;
}

/* ---- shifts ---- */

bool toc_calendar_on_shift(const toc_engine *engine, toc_range shifts, toc_ms at)
{
    return toc_hours_hold(engine->machine, shifts, engine->options.start + at);
}

toc_ms toc_calendar_shift_start(const toc_engine *engine, toc_range shifts, toc_ms after)
{
    toc_ms start = toc_hours_begin(engine->machine, shifts, engine->options.start + after);
    return start == TOC_MS_NONE ? TOC_MS_NONE : start - engine->options.start;
}

/* ---- periods ---- */

typedef struct stretch {
    toc_ms from; /* half open, drill time */
    toc_ms to;
} stretch;

static int64_t same_day_in(int64_t day, int32_t year)
{
    toc_date date = toc_date_from_days(day);
    date.year = year;
    if (!toc_date_is_valid(date))
        date.day = 28; /* 29 February in a common year */
    return toc_date_to_days(date);
}

/* The same dates in another year: a last day of February is the last one there. */
static stretch yearly_stretch(const toc_engine *engine, const toc_m_span *span, int32_t year)
{
    int32_t years = toc_date_from_days(span->to - 1).year - toc_date_from_days(span->from).year;
    int64_t first = same_day_in(span->from, year);
    int64_t last = same_day_in(span->to - 1, year + years);
    return (stretch){day_start(engine, first), day_start(engine, last + 1)};
}

/* The year's or week's @p turn-th occurrence of @p span near @p at. */
static stretch span_stretch(const toc_engine *engine, const toc_m_span *span, toc_ms at, int turn)
{
    switch ((toc_m_span_kind)span->kind) {
    case TOC_SPAN_DAYS:
        return (stretch){day_start(engine, span->from), day_start(engine, span->to)};
    case TOC_SPAN_INSTANTS:
        return (stretch){span->from - engine->options.start, span->to - engine->options.start};
    case TOC_SPAN_YEARLY:
        return yearly_stretch(engine, span, toc_date_from_days(day_of(engine, at)).year + turn);
    case TOC_SPAN_WEEKLY: {
        int64_t day = day_of(engine, at) + turn;
        if (!(span->days >> toc_weekday(day) & 1u))
            return (stretch){0, 0};
        int64_t end = span->to <= span->from ? span->to + MINUTES_OF_DAY : span->to;
        return (stretch){drill_of(engine, day * TOC_DAY + span->from * TOC_MINUTE),
                         drill_of(engine, day * TOC_DAY + end * TOC_MINUTE)};
    }
    }
    return (stretch){0, 0};
}

static void turns_of(const toc_m_span *span, int *out_first, int *out_last)
{
    bool is_weekly = span->kind == TOC_SPAN_WEEKLY;
    bool is_yearly = span->kind == TOC_SPAN_YEARLY;
    *out_first = is_weekly || is_yearly ? -1 : 0;
    *out_last = is_weekly ? 8 : is_yearly ? 1 : 0;
}

static bool in_span(const toc_engine *engine, const toc_m_span *span, toc_ms at)
{
    int first, last;
    turns_of(span, &first, &last);
    for (int turn = first; turn <= last; turn++) {
        stretch found = span_stretch(engine, span, at, turn);
        if (at >= found.from && at < found.to)
            return true;
    }
    return false;
}

bool toc_calendar_in_period(const toc_engine *engine, uint32_t period, toc_ms at)
{
    toc_range spans = engine->machine->periods[period].spans;
    for (uint32_t i = 0; i < spans.count; i++)
        if (in_span(engine, &engine->machine->spans[spans.first + i], at))
            return true;
    return false;
}

toc_ms toc_calendar_period_change(const toc_engine *engine, uint32_t period, toc_ms after)
{
    const toc_m_period *row = &engine->machine->periods[period];
    toc_ms best = TOC_MS_NONE;
    for (uint32_t i = 0; i < row->spans.count; i++) {
        const toc_m_span *span = &engine->machine->spans[row->spans.first + i];
        int first, last;
        turns_of(span, &first, &last);
        for (int turn = first; turn <= last; turn++) {
            stretch found = span_stretch(engine, span, after, turn);
            toc_ms edge = found.from > after ? found.from : found.to;
            if (found.to > found.from && edge > after && (best == TOC_MS_NONE || edge < best))
                best = edge;
        }
    }
    return best;
}

/* ---- workdays ---- */

static bool day_is_in_span(const toc_engine *engine, const toc_m_span *span, int64_t day)
{
    if (span->kind == TOC_SPAN_DAYS)
        return day >= span->from && day < span->to;
    if (span->kind == TOC_SPAN_YEARLY) {
        int32_t years = toc_date_from_days(span->to - 1).year - toc_date_from_days(span->from).year;
        int32_t year = toc_date_from_days(day).year;
        for (int32_t turn = -years; turn <= 0; turn++)
            if (day >= same_day_in(span->from, year + turn) &&
                day <= same_day_in(span->to - 1, year + turn + years))
                return true;
        return false;
    }
    toc_ms noon = drill_of(engine, day * TOC_DAY + 12 * TOC_HOUR);
    return in_span(engine, span, noon);
}

static bool day_is_in(const toc_engine *engine, int64_t day, toc_m_period_kind kind)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->periods_count; i++) {
        toc_range spans = machine->periods[i].spans;
        if (machine->periods[i].kind != (uint32_t)kind)
            continue;
        for (uint32_t k = 0; k < spans.count; k++)
            if (day_is_in_span(engine, &machine->spans[spans.first + k], day))
                return true;
    }
    return false;
}

static bool is_workday(const toc_engine *engine, int64_t day)
{
    if (day_is_in(engine, day, TOC_PERIOD_WORKDAY))
        return true;
    return toc_weekday(day) < 5 && !day_is_in(engine, day, TOC_PERIOD_HOLIDAY);
}

toc_ms toc_calendar_workdays(const toc_engine *engine, int32_t count, toc_ms from)
{
    int64_t day = day_of(engine, from);
    int64_t last = day + (int64_t)count * 2 + 366; /* were every day a holiday, it ends here */
    for (int32_t found = 0; found < count && day < last;)
        if (is_workday(engine, ++day))
            found++;
    return day_start(engine, day + 1);
}

toc_ms toc_calendar_workdays_before(const toc_engine *engine, int32_t count, toc_ms from)
{
    int64_t day = day_of(engine, from);
    int64_t first = day - (int64_t)count * 2 - 366;
    for (int32_t found = 0; found < count && day > first;)
        if (is_workday(engine, --day))
            found++;
    return day_start(engine, day + 1);
}
