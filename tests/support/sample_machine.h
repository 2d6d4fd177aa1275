/* sample_machine.h - a small machine made by hand that uses every section, for tests. */
#ifndef TOC_SUPPORT_SAMPLE_MACHINE_H
#define TOC_SUPPORT_SAMPLE_MACHINE_H

#include "machine/builder.h"

/** A builder filled with a whole machine: two ladders' worth of nothing missing, one ladder of two
 *  grades, responses `a` and `a-b` (whose nodes sort the other way round), a loop, a `for`. */
toc_builder *sample_builder(toc_arena *arena);

/** The same, sealed; in @p arena. */
const toc_machine *sample_machine(toc_arena *arena);

/** Replaces the checksum in the image's header by the right one. */
void sample_fix_checksum(void *image, size_t size);

#endif
