/* hours.h - whether shifts of a body or a resource hold at an instant, and when they begin.
 *
 * Times are milliseconds since 1970; shifts are read in the plan's local time. */
#ifndef TOC_MACHINE_HOURS_H
#define TOC_MACHINE_HOURS_H

#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Is @p epoch in one of the shifts?  Where none is stated: always.  O(shifts · log zones). */
bool toc_hours_hold(const toc_machine *machine, toc_range shifts, toc_ms epoch);

/** The first begin of a shift later than @p epoch; TOC_MS_NONE: never.  O(shifts · log zones). */
toc_ms toc_hours_begin(const toc_machine *machine, toc_range shifts, toc_ms epoch);

/** The shifts that hold for a body: a post without hours of its own keeps its org's. */
toc_range toc_hours_of(const toc_machine *machine, uint32_t body);

#ifdef __cplusplus
}
#endif

#endif
