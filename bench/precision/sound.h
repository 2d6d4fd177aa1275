/* sound.h - plans for measuring the checks: sound ones, and the same with one seeded fault.
 *
 * bench_precision makes and reads them.  The same number and fault give the same bytes
 * everywhere. */
#ifndef TOC_BENCH_SOUND_H
#define TOC_BENCH_SOUND_H

#include <stdint.h>
#include <stdio.h>

typedef enum sound_fault {
    FAULT_NONE,
#define FAULT(id, code, consequences, what) FAULT_##id,
#include "precision/faults.def"
#undef FAULT
    FAULT_COUNT
} sound_fault;

/** Writes plan @p number, with @p fault, to @p out. */
void sound_write(uint64_t number, sound_fault fault, FILE *out);

#endif
