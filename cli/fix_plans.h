/* fix_plans.h - `check --fix`: repairs plans in place, or shows how. */
#ifndef TOC_CLI_FIX_PLANS_H
#define TOC_CLI_FIX_PLANS_H

#include "cli/session.h"

/** Repairs what is certain in the plans that the session's command was called with.  With --diff
 *  the changes are printed and the files stay; the session reads the repaired texts all the same.
 *  TOC_EXIT_FINE, or TOC_EXIT_USAGE or TOC_EXIT_INTERNAL after a message: a file that could not be
 *  written is as it was. */
int toc_session_fix(toc_session *session);

#endif
