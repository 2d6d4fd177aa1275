/* run.h - plays a bound script on an engine and keeps what happened.
 *
 * toc_drill_run makes a drill in the arena; the score and the reports read it. */
#ifndef TOC_DRILL_RUN_H
#define TOC_DRILL_RUN_H

#include <stdio.h>

#include "drill/bind.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_DRILL_RECORDS_MAX 5000000u /* then the drill is stopped: nobody reads so much */

typedef struct toc_drill_options {
    bool has_seed;
    uint64_t seed; /* instead of the scenario's */
    FILE *trace;   /* every record as a JSON line, in a second run; or NULL; the caller owns it and
                      asks ferror */
} toc_drill_options;

/* A record of the trace; its duty pointer is replaced by the number. */
typedef struct toc_happening {
    toc_trace trace; /* duty is NULL */
    uint32_t duty;   /* number of the duty, 0: none */
    uint32_t turn;   /* how many of the plan's own timers had fired at that instant */
    toc_ms due;      /* of the duty at that time; TOC_MS_NONE: undated, or no duty */
} toc_happening;

typedef struct toc_drill {
    const toc_machine *machine;
    const toc_script *script;
    uint64_t seed;
    toc_ms end;      /* where the clock stood at the end */
    bool is_stopped; /* the engine gave up; a diagnostic says why */
    const toc_happening *happenings;
    uint32_t happening_count;
    const toc_duty *duties; /* by number - 1, as they stood at the end */
    uint32_t duty_count;
} toc_drill;

/** Plays @p script to its end.  What the plan or the script makes impossible (a chain of reactions that
 *  does not settle, a table that overflows) is a diagnostic in @p sink and is_stopped.
 *
 *  @retval TOC_OK      *out_drill is there
 *  @retval TOC_ENOMEM  the engine found no memory; nothing stays behind */
toc_status toc_drill_run(toc_arena *arena, const toc_script *script,
                         const toc_drill_options *options, toc_diag_sink *sink,
                         toc_drill **out_drill);

#ifdef __cplusplus
}
#endif

#endif
