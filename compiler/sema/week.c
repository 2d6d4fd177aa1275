/* week.c - stretches of the week: shifts laid side by side, and what they leave open. */
#include "sema/week.h"

#include <stdlib.h>

#define DAY 1440

/* ── laying out ──────────────────────────────────────────────────────────── */

/* One over Sunday midnight is two. */
static void add(toc_arena *arena, toc_stretches *out, int32_t begin, int32_t length, uint32_t least)
{
    toc_stretch stretch = {begin, begin + length, least};

    if (stretch.end > TOC_WEEK_MINUTES) {
        toc_stretch rest = {0, stretch.end - TOC_WEEK_MINUTES, least};

        TOC_PUSH(arena, out, rest);
        stretch.end = TOC_WEEK_MINUTES;
    }
    TOC_PUSH(arena, out, stretch);
}

void toc_week_add_shift(toc_arena *arena, toc_stretches *out, const toc_shift *shift,
                        uint32_t least)
{
    int32_t length =
        shift->end > shift->begin ? shift->end - shift->begin : shift->end - shift->begin + DAY;

    if (shift->end == shift->begin) /* T0321 */
        return;
    for (int32_t day = 0; day < 7; day++) {
        if (shift->days & (1u << day))
            add(arena, out, day * DAY + shift->begin, length, least);
    }
}

void toc_week_add_hours(toc_arena *arena, toc_stretches *out, const toc_hours *hours)
{
    if (!hours->is_written || hours->is_all_day)
        add(arena, out, 0, TOC_WEEK_MINUTES, 0);
    for (uint32_t i = 0; i < hours->shifts.count; i++)
        toc_week_add_shift(arena, out, &hours->shifts.items[i], 0);
}

void toc_week_add(toc_arena *arena, toc_stretches *out, const toc_stretches *more)
{
    for (uint32_t i = 0; i < more->count; i++)
        add(arena, out, more->items[i].begin, more->items[i].end - more->items[i].begin,
            more->items[i].least);
}

/* ── what is left open ───────────────────────────────────────────────────── */

static int compare(const void *a, const void *b)
{
    const toc_stretch *x = a;
    const toc_stretch *y = b;

    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static toc_stretches sorted(toc_arena *arena, const toc_stretches *stretches)
{
    toc_stretches copy = {0};

    for (uint32_t i = 0; i < stretches->count; i++)
        TOC_PUSH(arena, &copy, stretches->items[i]);
    if (copy.count > 1)
        qsort(copy.items, copy.count, sizeof *copy.items, compare);
    return copy;
}

/* The one before Sunday midnight and the one after it are one. */
static void join_ends(toc_stretches *gaps)
{
    toc_stretch *last = gaps->count > 1 ? &gaps->items[gaps->count - 1] : NULL;

    if (!last || gaps->items[0].begin != 0 || last->end != TOC_WEEK_MINUTES)
        return;
    last->end += gaps->items[0].end;
    gaps->items++;
    gaps->count--;
    gaps->capacity--;
}

toc_stretches toc_week_gaps(toc_arena *arena, const toc_stretches *stretches)
{
    toc_stretches order = sorted(arena, stretches);
    toc_stretches gaps = {0};
    int32_t covered = 0;

    for (uint32_t i = 0; i <= order.count; i++) {
        int32_t begin = i < order.count ? order.items[i].begin : TOC_WEEK_MINUTES;

        if (begin > covered) {
            toc_stretch gap = {covered, begin, 0};

            TOC_PUSH(arena, &gaps, gap);
        }
        if (i < order.count && order.items[i].end > covered)
            covered = order.items[i].end;
    }
    join_ends(&gaps);
    return gaps;
}

const toc_stretch *toc_week_longest(const toc_stretches *gaps)
{
    const toc_stretch *best = NULL;

    for (uint32_t i = 0; i < gaps->count; i++) {
        const toc_stretch *gap = &gaps->items[i];

        if (!best || gap->end - gap->begin > best->end - best->begin)
            best = gap;
    }
    return best;
}

/* ── people ──────────────────────────────────────────────────────────────── */

static int compare_ends(const void *a, const void *b)
{
    const toc_stretch *x = a;
    const toc_stretch *y = b;

    return (x->end > y->end) - (x->end < y->end);
}

int32_t toc_week_peak(toc_arena *arena, const toc_stretches *stretches, uint64_t *out_people)
{
    toc_stretches begins = sorted(arena, stretches);
    toc_stretches ends = sorted(arena, stretches);
    uint64_t people = 0;
    int32_t peak = 0;
    uint32_t ended = 0;

    *out_people = 0;
    if (ends.count > 1)
        qsort(ends.items, ends.count, sizeof *ends.items, compare_ends);
    for (uint32_t i = 0; i < begins.count; i++) {
        while (ended < ends.count && ends.items[ended].end <= begins.items[i].begin)
            people -= ends.items[ended++].least;
        people += begins.items[i].least;
        if (people > *out_people) {
            *out_people = people;
            peak = begins.items[i].begin;
        }
    }
    return peak;
}

/* ── words ───────────────────────────────────────────────────────────────── */

static const char *time_text(toc_arena *arena, int32_t minute)
{
    int32_t at = minute % DAY;

    return toc_arena_printf(arena, "%02d:%02d", (int)(at / 60), (int)(at % 60));
}

const char *toc_week_instant(toc_arena *arena, int32_t minute)
{
    static const char *const days[] = {TOC_PHRASE("Mon"), TOC_PHRASE("Tue"), TOC_PHRASE("Wed"),
                                       TOC_PHRASE("Thu"), TOC_PHRASE("Fri"), TOC_PHRASE("Sat"),
                                       TOC_PHRASE("Sun")};
    int32_t at = minute % TOC_WEEK_MINUTES;

    return toc_say(arena, "%s %s", days[at / DAY], time_text(arena, at));
}

const char *toc_week_text(toc_arena *arena, const toc_stretches *gaps)
{
    const toc_stretch *gap = toc_week_longest(gaps);
    const char *text;

    if (gap->end - gap->begin == TOC_WEEK_MINUTES)
        return TOC_PHRASE("at any time");
    text = gap->begin / DAY == gap->end / DAY ? time_text(arena, gap->end)
                                              : toc_week_instant(arena, gap->end);
    text = toc_say(arena, "from %s to %s", toc_week_instant(arena, gap->begin), text);
    if (gaps->count == 1)
        return text;
    return toc_say(arena, "%s, and at %u other %s of the week", text, (unsigned)gaps->count - 1,
                   gaps->count == 2 ? "time" : "times");
}
