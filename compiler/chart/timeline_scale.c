/* timeline_scale.c - chooses ticks that a reader knows: 5 min, 15 min, 1 h, 1 day. */
#include "chart/timeline.h"

#define LONGEST_MOST (10 * TOC_DURATION_MAX) /* so that no product overflows */

enum { EVEN_TICKS = 9, COLUMNS_MOST = 12, EVEN_MOST = 48 };

static const toc_ms even_steps[] = {10 * TOC_SECOND,
                                    30 * TOC_SECOND,
                                    TOC_MINUTE,
                                    2 * TOC_MINUTE,
                                    5 * TOC_MINUTE,
                                    10 * TOC_MINUTE,
                                    15 * TOC_MINUTE,
                                    30 * TOC_MINUTE,
                                    TOC_HOUR,
                                    2 * TOC_HOUR,
                                    4 * TOC_HOUR,
                                    6 * TOC_HOUR,
                                    12 * TOC_HOUR,
                                    TOC_DAY,
                                    2 * TOC_DAY,
                                    TOC_WEEK,
                                    2 * TOC_WEEK,
                                    4 * TOC_WEEK,
                                    13 * TOC_WEEK,
                                    52 * TOC_WEEK,
                                    5 * 366 * TOC_DAY,
                                    20 * 366 * TOC_DAY,
                                    100 * 366 * TOC_DAY,
                                    1000 * 366 * TOC_DAY};

static const toc_ms fine[] = {30 * TOC_SECOND,
                              TOC_MINUTE,
                              2 * TOC_MINUTE,
                              5 * TOC_MINUTE,
                              10 * TOC_MINUTE,
                              15 * TOC_MINUTE,
                              30 * TOC_MINUTE,
                              TOC_HOUR,
                              2 * TOC_HOUR,
                              4 * TOC_HOUR,
                              8 * TOC_HOUR,
                              TOC_DAY,
                              2 * TOC_DAY,
                              4 * TOC_DAY,
                              TOC_WEEK,
                              2 * TOC_WEEK,
                              4 * TOC_WEEK,
                              13 * TOC_WEEK,
                              26 * TOC_WEEK,
                              52 * TOC_WEEK,
                              5 * 366 * TOC_DAY,
                              20 * 366 * TOC_DAY,
                              100 * 366 * TOC_DAY,
                              1000 * 366 * TOC_DAY};

static const toc_ms coarse[] = {TOC_MINUTE,
                                5 * TOC_MINUTE,
                                15 * TOC_MINUTE,
                                TOC_HOUR,
                                4 * TOC_HOUR,
                                12 * TOC_HOUR,
                                TOC_DAY,
                                3 * TOC_DAY,
                                TOC_WEEK,
                                2 * TOC_WEEK,
                                4 * TOC_WEEK,
                                13 * TOC_WEEK,
                                52 * TOC_WEEK,
                                5 * 366 * TOC_DAY,
                                20 * 366 * TOC_DAY,
                                100 * 366 * TOC_DAY,
                                1000 * 366 * TOC_DAY};

static void add_tick(toc_time_scale *scale, toc_ms tick)
{
    if (scale->count < TOC_TICKS_MOST)
        scale->ticks[scale->count++] = tick;
}

static void choose_even(toc_time_scale *scale, toc_ms longest)
{
    size_t i = 0;
    toc_ms step;

    while (i + 1 < sizeof even_steps / sizeof even_steps[0] &&
           longest / even_steps[i] >= EVEN_TICKS)
        i++;
    step = even_steps[i];
    scale->count = 0;
    for (toc_ms tick = 0; tick < longest + step; tick += step)
        add_tick(scale, tick);
}

/* From the largest step that is not above the shortest. */
static void choose_uneven(toc_time_scale *scale, const toc_ms *steps, size_t count, toc_ms shortest,
                          toc_ms longest)
{
    size_t i = 0;

    while (i + 1 < count && steps[i + 1] <= shortest)
        i++;
    scale->count = 0;
    add_tick(scale, 0);
    for (; i < count; i++) {
        add_tick(scale, steps[i]);
        if (steps[i] >= longest)
            return;
    }
}

toc_time_scale toc_time_scale_of(toc_ms shortest, toc_ms longest, toc_um width)
{
    toc_time_scale scale = {.width = width};

    if (longest > LONGEST_MOST)
        longest = LONGEST_MOST;
    scale.is_even = longest / shortest <= EVEN_MOST;
    if (scale.is_even) {
        choose_even(&scale, longest);
        return scale;
    }
    choose_uneven(&scale, fine, sizeof fine / sizeof fine[0], shortest, longest);
    if (scale.count > COLUMNS_MOST)
        choose_uneven(&scale, coarse, sizeof coarse / sizeof coarse[0], shortest, longest);
    return scale;
}

toc_um toc_time_scale_x(const toc_time_scale *scale, toc_ms ms)
{
    toc_ms last = scale->ticks[scale->count - 1];
    uint32_t columns = scale->count - 1;
    uint32_t i = 0;
    toc_ms from, size;
    toc_um left, right;

    if (ms <= 0)
        return 0;
    if (ms >= last)
        return scale->width;
    while (scale->ticks[i + 1] <= ms)
        i++;
    from = scale->ticks[i];
    size = scale->ticks[i + 1] - from;
    left = (toc_um)((int64_t)scale->width * i / columns);
    right = (toc_um)((int64_t)scale->width * (i + 1) / columns);
    return left +
           (toc_um)((ms - from) / (size / 1000 > 0 ? size / 1000 : 1) * (right - left) / 1000);
}
