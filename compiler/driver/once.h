/* once.h - a mistake in a file that several plans read is told once, at its own place.
 *
 * A parent plan is read through each plan that extends it, and a fragment through each that takes
 * it in; each reading is a source of its own, so the same mistake comes as often. */
#ifndef TOC_DRIVER_ONCE_H
#define TOC_DRIVER_ONCE_H

#include "base/diag.h"
#include "base/source.h"
#include "driver/findings.h"

/** Moves all places in @p sink that lie in a further reading of a file to its first one, or to the
 *  one that was asked for by name, so that toc_diag_sink_finish finds the doubles.  What stands in
 *  a file that is an input counts for that input; what is allowed there is not told through others.
 *  O(sources + records, log of each), and the bytes of files that were read again. */
void toc_findings_once(toc_diag_sink *sink, toc_sources *sources, const toc_findings_input *inputs,
                       uint32_t input_count);

#endif
