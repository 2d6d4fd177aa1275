/* check_authority.h - `tocsin check --authority`: who may say what, of the plans just read. */
#ifndef TOC_CLI_CHECK_AUTHORITY_H
#define TOC_CLI_CHECK_AUTHORITY_H

#include "cli/session.h"

/** Prints the matrix of each plan on standard output: tables, or one JSON document with the
 *  messages too.  The exit code. */
int toc_check_authority_print(toc_session *session, const toc_plan *const *plans, unsigned count);

#endif
