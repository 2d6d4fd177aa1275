/* chart_public.h - `--public` of the sub-commands that draw. */
#ifndef TOC_CLI_CHART_PUBLIC_H
#define TOC_CLI_CHART_PUBLIC_H

#include "cli/args.h"
#include "sema/plan.h"

/** With `--public`: a warning on stderr where the plan is marked internal or restricted, and how
 *  many contacts are left out.  O(bodies). */
void toc_chart_public_tell(const toc_args *args, const toc_plan *plan);

#endif
