/* ears.h - the outbreak detectors C1, C2 and C3 of CDC's Early Aberration Reporting System.
 *
 * Hutwagner L, Thompson W, Seeman GM, Treadwell T: The bioterrorism preparedness and response Early
 * Aberration Reporting System (EARS), J Urban Health 2003; 80 (2 Suppl 1): i89-96.  As formulas in Fricker
 * RD, Hegler BL, Dunfee DA: Comparing syndromic surveillance detection methods: EARS' versus a CUSUM-based
 * methodology, Stat Med 2008; 27: 3407-29:
 *
 *   C1(t) = (Y(t) - mean) / deviation of the days t-7 .. t-1;    flags above 3
 *   C2(t) = the same of the days t-9 .. t-3;                     flags above 3
 *   C3(t) = sum of max(0, C2(i) - 1) over i = t-2 .. t;          flags above 2
 *
 * with the sample deviation (n - 1).  Whole numbers throughout: values in any fixed point, C in
 * 1/1 000 000, square roots and quotients rounded down.  A baseline without deviation flags, as the
 * definition by the upper bound mean + 3 deviations has it, whatever is above its mean. */
#ifndef TOC_ENGINE_EARS_H
#define TOC_ENGINE_EARS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_EARS_BASELINE 7u
#define TOC_EARS_DAYS     12u /* what C3 looks at: t-11 .. t */

__extension__ typedef __int128 toc_ears_wide;

/** Seven times the mean of @p days and seven times their deviation, in their own fixed point.  The
 *  days of one baseline lie less than 2^58 apart; else false. */
bool toc_ears_baseline(const int64_t days[TOC_EARS_BASELINE], toc_ears_wide *out_mean,
                       toc_ears_wide *out_deviation);

/** How many deviations @p value lies above the mean of @p days, in 1/1 000 000; INT64_MAX: of a
 *  baseline without deviation, or beyond.  False as above. */
bool toc_ears_excess(const int64_t days[TOC_EARS_BASELINE], int64_t value, int64_t *out);

/** Does method 1, 2 or 3 flag the last of @p count days, at most TOC_EARS_DAYS?  False where the days
 *  do not reach back far enough: 8, 10 and 12 are needed. */
bool toc_ears_flags(const int64_t *days, uint32_t count, uint32_t method);

#ifdef __cplusplus
}
#endif

#endif
