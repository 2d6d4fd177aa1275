/* ears.c - see ears.h. */
#include "engine/ears.h"

#define MICRO    INT64_C(1000000)
#define SPAN_MAX (INT64_C(1) << 58)

/* The largest root with root * root <= value; value >= 0.  Bit by bit: no floating point. */
static toc_ears_wide square_root(toc_ears_wide value)
{
    toc_ears_wide root = 0;
    for (int bit = 62; bit >= 0; bit--) {
        toc_ears_wide next = root | (toc_ears_wide)1 << bit;
        if (next * next <= value)
            root = next;
    }
    return root;
}

static int64_t least_of(const int64_t days[TOC_EARS_BASELINE])
{
    int64_t least = days[0];
    for (uint32_t i = 1; i < TOC_EARS_BASELINE; i++)
        least = days[i] < least ? days[i] : least;
    return least;
}

/* n times the sum of squares, less the square of the sum, is n (n - 1) times the variance; the least is
 * taken off first, which changes no deviation. */
bool toc_ears_baseline(const int64_t days[TOC_EARS_BASELINE], toc_ears_wide *out_mean,
                       toc_ears_wide *out_deviation)
{
    const toc_ears_wide n = TOC_EARS_BASELINE;
    toc_ears_wide least = least_of(days);
    toc_ears_wide sum = 0;
    toc_ears_wide squares = 0;
    for (uint32_t i = 0; i < TOC_EARS_BASELINE; i++) {
        toc_ears_wide part = days[i] - least;
        if (part >= SPAN_MAX)
            return false;
        sum += part;
        squares += part * part;
    }
    *out_mean = sum + n * least;
    *out_deviation = square_root(n * (n * squares - sum * sum) / (n - 1));
    return true;
}

bool toc_ears_excess(const int64_t days[TOC_EARS_BASELINE], int64_t value, int64_t *out)
{
    toc_ears_wide mean, deviation;
    if (!toc_ears_baseline(days, &mean, &deviation))
        return false;
    toc_ears_wide above = (toc_ears_wide)value * TOC_EARS_BASELINE - mean;
    if (deviation == 0) {
        *out = above > 0 ? INT64_MAX : 0;
        return true;
    }
    toc_ears_wide excess = above * MICRO / deviation;
    if (above * MICRO % deviation < 0)
        excess--; /* rounded down */
    *out = excess > INT64_MAX ? INT64_MAX : excess < INT64_MIN ? INT64_MIN : (int64_t)excess;
    return true;
}

/* Of the day at @p last, against the seven that end @p lag days before the day before it. */
static bool excess_at(const int64_t *days, uint32_t last, uint32_t lag, int64_t *out)
{
    return toc_ears_excess(days + last - lag - TOC_EARS_BASELINE, days[last], out);
}

static bool flags_sum(const int64_t *days, uint32_t last)
{
    toc_ears_wide sum = 0;
    for (uint32_t back = 0; back < 3; back++) {
        int64_t excess;
        if (!excess_at(days, last - back, 2, &excess))
            return false;
        sum += excess > MICRO ? (toc_ears_wide)excess - MICRO : 0;
    }
    return sum > 2 * (toc_ears_wide)MICRO;
}

bool toc_ears_flags(const int64_t *days, uint32_t count, uint32_t method)
{
    uint32_t lag = method == 1 ? 0 : 2;
    uint32_t needed = TOC_EARS_BASELINE + 1 + lag + (method == 3 ? 2 : 0);
    int64_t excess;
    if (count < needed)
        return false;
    if (method == 3)
        return flags_sum(days, count - 1);
    return excess_at(days, count - 1, lag, &excess) && excess > 3 * MICRO;
}
