/* core.h - the part of a machine that a state chart can run: levels, triggers, steps, decisions,
 * joins, loops, deadlines.  What a chart cannot say is taken out and told.
 *
 * The result is a machine for the engine too: with every body played from outside it does exactly what
 * the chart is to do, which is how the exports are tested. */
#ifndef TOC_EXPORT_CORE_H
#define TOC_EXPORT_CORE_H

#include "base/arena.h"
#include "base/vec.h"
#include "machine/machine.h"

typedef struct toc_core {
    toc_machine machine; /* a copy, in the arena; not sealed: its checksum is the original's */
    /* One sentence each, without full stop, in the order of tables: in English, as in the exports; and in
     * the language of the arena. */
    TOC_VEC(const char *) losses;
    TOC_VEC(const char *) losses_said;
} toc_core;

/** Copies @p machine (verified) and takes out of the copy: resources, series of steps and reports,
 *  approvals, bodies formed on demand, hours of duty, deadlines by the clock or in workdays, activations
 *  beside each other, and conditions that read any of these or a window of time; such a condition
 *  never holds.  O(size of the machine). */
void toc_core_make(const toc_machine *machine, toc_arena *arena, toc_core *out);

#endif
