/* verify_times.c - calendars and clocks: zones, shifts, periods, deadlines, thresholds. */
#include "machine/verify_private.h"

#define DAY_FIRST INT64_C(-719162) /* 0001-01-01 */
#define DAY_LAST  INT64_C(2932897) /* the day after 9999-12-31 */

static bool check_zones(toc_check *check)
{
    const toc_machine *machine = check->machine;

    if (machine->zones_count == 0 || machine->zones[0].from_ms != INT64_MIN)
        return toc_check_fail(check, TOC_SECTION_zones, 0, "the first must hold since ever");
    for (uint32_t i = 1; i < machine->zones_count; i++) {
        int64_t from = machine->zones[i].from_ms;

        if (machine->zones[i - 1].from_ms >= from)
            return toc_check_fail(check, TOC_SECTION_zones, i, "not in ascending order");
        if (from < DAY_FIRST * TOC_DAY || from > DAY_LAST * TOC_DAY)
            return toc_check_fail(check, TOC_SECTION_zones, i, "outside the calendar");
    }
    return true;
}

static bool check_shifts(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->shifts_count; i++) {
        const toc_m_shift *shift = &machine->shifts[i];

        if (shift->from_minute < 0 || shift->from_minute > 1440 || shift->to_minute < 0 ||
            shift->to_minute > 1440)
            return toc_check_fail(check, TOC_SECTION_shifts, i, "not a time of day");
    }
    return true;
}

static bool is_between(const toc_m_span *span, int64_t least, int64_t most)
{
    return span->from >= least && span->from < span->to && span->to <= most;
}

static bool check_span(toc_check *check, uint32_t id)
{
    const toc_m_span *span = &check->machine->spans[id];
    bool is_good = true;

    switch ((toc_m_span_kind)span->kind) {
    case TOC_SPAN_DAYS:
        is_good = is_between(span, DAY_FIRST, DAY_LAST);
        break;
    case TOC_SPAN_YEARLY:
        is_good = is_between(span, DAY_FIRST, DAY_LAST) && span->to - span->from <= 366;
        break;
    case TOC_SPAN_WEEKLY:
        is_good = span->from >= 0 && span->from <= 1440 && span->to >= 0 && span->to <= 1440 &&
                  span->days != 0;
        break;
    case TOC_SPAN_INSTANTS:
        is_good = is_between(span, DAY_FIRST * TOC_DAY, DAY_LAST * TOC_DAY);
        break;
    }
    return is_good || toc_check_fail(check, TOC_SECTION_spans, id, "not a span of the calendar");
}

static bool check_deadline(toc_check *check, uint32_t id)
{
    const toc_m_deadline *deadline = &check->machine->deadlines[id];

    if (deadline->workdays > 0 && deadline->ms != 0)
        return toc_check_fail(check, TOC_SECTION_deadlines, id, "both time and working days");
    if (deadline->kind == TOC_M_DEADLINE_BY_TIME && (deadline->ms != 0 || deadline->workdays != 0))
        return toc_check_fail(check, TOC_SECTION_deadlines, id, "both a length and a time of day");
    return true;
}

static bool check_objective(toc_check *check, uint32_t id)
{
    const uint32_t *levels = check->machine->objectives[id].thresholds;

    return (levels[0] >= levels[1] && levels[1] >= levels[2]) ||
           toc_check_fail(check, TOC_SECTION_objectives, id, "thresholds do not descend");
}

bool toc_verify_times(toc_check *check)
{
    const toc_machine *machine = check->machine;

    if (!check_zones(check) || !check_shifts(check))
        return false;
    for (uint32_t i = 0; i < machine->spans_count; i++) {
        if (!check_span(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->deadlines_count; i++) {
        if (!check_deadline(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->objectives_count; i++) {
        if (!check_objective(check, i))
            return false;
    }
    return true;
}
