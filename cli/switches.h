/* switches.h - `-W NAME`, `-E NAME`, `--allow NAME`: what becomes of findings, as the caller says. */
#ifndef TOC_CLI_SWITCHES_H
#define TOC_CLI_SWITCHES_H

#include "cli/args.h"
#include "driver/compile.h"

/** Reads the switches among @p args into @p out, the tables being in @p arena.  False after a
 *  message: there is no such check, or it cannot be switched (the sub-command ends with
 *  TOC_EXIT_USAGE). */
bool toc_switches_read(const toc_args *args, toc_arena *arena, toc_compile_options *out);

#endif
