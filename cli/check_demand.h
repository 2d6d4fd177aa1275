/* check_demand.h - `tocsin check --demand` and `--together`: what incidents want of resources. */
#ifndef TOC_CLI_CHECK_DEMAND_H
#define TOC_CLI_CHECK_DEMAND_H

#include "cli/session.h"

/** Reads both options, after the session's writer is chosen.  False after a complaint. */
bool toc_demand_options_read(toc_session *session);

/** Prints the table of @p plan where it is asked for as text; as JSON it comes with the findings.
 *  False after a complaint: `--together` names what the plan does not have. */
bool toc_demand_show(toc_session *session, const toc_plan *plan);

#endif
