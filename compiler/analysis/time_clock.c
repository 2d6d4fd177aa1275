/* time_clock.c - what the changes of the clock do to hours off duty and to times of day.
 *
 * A week has its length but where the clocks change in it.  Changes that fall on the same minute of
 * the week and by as much do the same, so each such kind is looked at once. */
#include "analysis/time_private.h"

#define YEAR_FIRST 2026 /* plans are for the time to come */
#define WEEK_DAYS  7

static int64_t floor_days(toc_ms local)
{
    return local / TOC_DAY - (local % TOC_DAY < 0);
}

/* ── kinds of changes ────────────────────────────────────────────────────── */

static toc_clock_change change_at(const toc_m_zone *row)
{
    toc_ms local = row->from_ms + row[-1].offset_s * TOC_SECOND;
    int64_t day = floor_days(local);

    return (toc_clock_change){.monday = day - toc_weekday(day),
                              .at = local - (day - toc_weekday(day)) * TOC_DAY,
                              .by = (row->offset_s - row[-1].offset_s) * TOC_SECOND};
}

static bool is_listed(const toc_clock *clock, const toc_clock_change *change)
{
    for (uint32_t i = 0; i < clock->changes.count; i++) {
        if (clock->changes.items[i].at == change->at && clock->changes.items[i].by == change->by)
            return true;
    }
    return false;
}

toc_clock *toc_clock_new(const toc_plan *plan, toc_arena *arena)
{
    toc_clock *clock = TOC_NEW(arena, toc_clock);
    toc_ms first = toc_date_to_days((toc_date){YEAR_FIRST, 1, 1}) * TOC_DAY;
    const char *name = plan->head.timezone ? plan->head.timezone : "UTC";

    if (toc_zone_read(arena, name, &clock->zones) != TOC_ZONE_OK) {
        toc_m_zone utc = {.from_ms = INT64_MIN}; /* said where the plan is lowered */

        clock->zones = (toc_zones){0};
        TOC_PUSH(arena, &clock->zones, utc);
    }
    for (uint32_t i = 1; i < clock->zones.count; i++) {
        toc_clock_change change;

        if (clock->zones.items[i].from_ms < first)
            continue;
        change = change_at(&clock->zones.items[i]);
        if (!is_listed(clock, &change))
            TOC_PUSH(arena, &clock->changes, change);
    }
    return clock;
}

/* ── lengths of time by the clock ────────────────────────────────────────── */

static toc_ms between(const toc_clock *clock, toc_ms from, toc_ms to)
{
    return toc_zone_instant(clock->zones.items, clock->zones.count, to) -
           toc_zone_instant(clock->zones.items, clock->zones.count, from);
}

/* The gap in the week of the change, and the one before, which may reach into it. */
static toc_ms longest_at(const toc_clock *clock, const toc_clock_change *change,
                         const toc_stretch *gap)
{
    toc_ms monday = change->monday * TOC_DAY;
    toc_ms longest = 0;

    for (int week = -1; week <= 0; week++) {
        toc_ms base = monday + week * TOC_WEEK;
        toc_ms length =
            between(clock, base + gap->begin * TOC_MINUTE, base + gap->end * TOC_MINUTE);

        if (length > longest)
            longest = length;
    }
    return longest;
}

toc_clock_gap toc_clock_longest(const toc_clock *clock, const toc_stretches *gaps)
{
    toc_clock_gap longest = {0, 0};

    for (uint32_t i = 0; i < gaps->count; i++) {
        const toc_stretch *gap = &gaps->items[i];
        toc_ms usual = (gap->end - gap->begin) * TOC_MINUTE;

        if (usual > longest.usual)
            longest.usual = usual;
        if (usual > longest.most)
            longest.most = usual;
        for (uint32_t c = 0; c < clock->changes.count; c++) {
            toc_ms length = longest_at(clock, &clock->changes.items[c], gap);

            if (length > longest.most)
                longest.most = length;
        }
    }
    return longest;
}

/* The days round each change; all others have 24 hours. */
toc_ms toc_clock_longest_day(const toc_clock *clock, int32_t minute)
{
    toc_ms longest = TOC_DAY;

    for (uint32_t c = 0; c < clock->changes.count; c++) {
        const toc_clock_change *change = &clock->changes.items[c];

        for (int day = -1; day <= WEEK_DAYS; day++) {
            toc_ms from = (change->monday + day) * TOC_DAY + minute * TOC_MINUTE;
            toc_ms length = between(clock, from, from + TOC_DAY);

            if (length > longest)
                longest = length;
        }
    }
    return longest;
}

toc_ms toc_clock_shift(const toc_clock *clock, bool is_forward, bool has_weekend)
{
    toc_ms most = 0;

    for (uint32_t c = 0; c < clock->changes.count; c++) {
        const toc_clock_change *change = &clock->changes.items[c];
        toc_ms by = is_forward ? change->by : -change->by;

        if (by > most && (has_weekend || change->at < 5 * TOC_DAY))
            most = by;
    }
    return most;
}
