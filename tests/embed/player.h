/* player.h - plays a machine at random and prints what happens: the same machine in another form
 * must give the same bytes.  Built inside the tree and, with TOCSIN_INSTALLED, against an
 * installed library. */
#ifndef TOC_TESTS_PLAYER_H
#define TOC_TESTS_PLAYER_H

#ifdef TOCSIN_INSTALLED
#include <tocsin/runtime.h>
#else
#include "engine/engine.h"
#endif

/** Some hundred acts in three days drawn from @p seed, some of them refused; part of the bodies is
 *  simulated.  Writes every trace record, every answer and the last states to @p out.
 *  False where the engine could not be made; where it stops, that is printed too. */
bool toc_player_run(const toc_machine *machine, uint64_t seed, FILE *out);

/** The same in the caller's memory (16-aligned), which must be as large as toc_engine_measure says. */
bool toc_player_run_in(const toc_machine *machine, uint64_t seed, void *memory, size_t size,
                       FILE *out);

/** The options that toc_player_run uses, `played` and hooks apart. */
toc_engine_options toc_player_options(uint64_t seed);

#endif
