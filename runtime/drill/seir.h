/* seir.h - an epidemic in four compartments, in whole numbers.
 *
 * Susceptible, exposed, infectious, recovered, in explicit steps of one hour:
 *
 *   S -> E: beta / 24 · S · I / N     E -> I: sigma / 24 · E     I -> R: gamma / 24 · I
 *
 * People count in 1/1 000 000 000, rates a day likewise, each flow is rounded down and never more
 * than there is: the same figures on every machine.  Within the ranges below nothing overflows. */
#ifndef TOC_DRILL_SEIR_H
#define TOC_DRILL_SEIR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_SEIR_UNIT           INT64_C(1000000000)  /* one person; a rate of one a day */
#define TOC_SEIR_POPULATION_MAX INT64_C(9000000000)  /* people */
#define TOC_SEIR_RATE_MAX       (24 * TOC_SEIR_UNIT) /* so that a step takes no more than all */

typedef enum toc_seir_part {
    TOC_SEIR_SUSCEPTIBLE,
    TOC_SEIR_EXPOSED,
    TOC_SEIR_INFECTED,
    TOC_SEIR_RECOVERED,
    TOC_SEIR_CASES,    /* all who have ever become infectious */
    TOC_SEIR_NEW_CASES /* those since the sample before */
} toc_seir_part;
#define TOC_SEIR_PART_COUNT ((unsigned)TOC_SEIR_NEW_CASES + 1)

typedef struct toc_seir {
    int64_t
        population; /* people, 1..TOC_SEIR_POPULATION_MAX; the rest of it is susceptible at first */
    int64_t exposed; /* people; these three are together at most the population */
    int64_t infected;
    int64_t recovered;
    int64_t beta; /* 1/1 000 000 000 a day, 0..TOC_SEIR_RATE_MAX */
    int64_t sigma;
    int64_t gamma;
} toc_seir;

typedef struct toc_seir_state { /* people in 1/1 000 000 000 */
    int64_t susceptible;
    int64_t exposed;
    int64_t infected;
    int64_t recovered;
    int64_t cases;
} toc_seir_state;

toc_seir_state toc_seir_begin(const toc_seir *model);
void toc_seir_hour(const toc_seir *model, toc_seir_state *state);

#ifdef __cplusplus
}
#endif

#endif
