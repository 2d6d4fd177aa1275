/* tocsin/runtime.h - all of libtocsin-runtime: machines, engines, traces.
 *
 *     cc plan.c host.c $(pkg-config --cflags --libs tocsin-runtime)
 *
 * The headers that this one includes are the manual: each function says what it takes and in which
 * unit, what it gives back, which errors it has and what then stands, who owns what, and what it costs.
 *
 *   tocsin/engine/engine.h    an engine: made, fed with acts, brought forward, asked
 *   tocsin/engine/trace.h     what happened, record by record, and its JSON lines
 *   tocsin/machine/machine.h  the plan machine that an engine runs: tables, names, titles
 *   tocsin/machine/verify.h   is this memory a sound machine image?
 *   tocsin/machine/file.h     machine images in files
 *   tocsin/base/time.h        milliseconds, dates, durations as text
 *   tocsin/base/status.h      what a call may answer
 *
 * What holds for all of it:
 *   - No global state: nothing to initialise, and no function that changes what another thread sees.
 *     A machine is constant, any number of engines and threads may share it; an engine belongs to
 *     one thread at a time.
 *   - Memory: an engine is one block, taken by toc_engine_new or given to toc_engine_init; nothing
 *     else is allocated, but by toc_machine_save and toc_machine_open.
 *   - No input or output of its own: only toc_machine_save, _open and _is_image touch files, and
 *     toc_trace_write writes to the stream that it is given.  There is no clock: time is what the host
 *     says it is.
 *   - Nothing is printed, no signal is handled, and nothing exits.  Failed assertions (a NULL machine, a
 *     node asked for that is outside its table) are mistakes of the host and end the process; all
 *     that comes in by toc_engine_act, _begin, _advance, toc_machine_verify and _open is checked.
 *   - Within a version of the image (TOC_MACHINE_VERSION) and a major version of the library, programs
 *     keep compiling and running; docs/image.md has the policy. */
#ifndef TOCSIN_RUNTIME_H
#define TOCSIN_RUNTIME_H

#include <tocsin/base/status.h>
#include <tocsin/base/time.h>
#include <tocsin/engine/engine.h>
#include <tocsin/engine/trace.h>
#include <tocsin/machine/file.h>
#include <tocsin/machine/machine.h>
#include <tocsin/machine/verify.h>

#endif
