/* check_tables.h - the tables that `tocsin check` prints beside its findings: --authority,
 * --demand, --relays, --times.
 *
 * As text they go to standard output; with `--format json` they are members of the one document. */
#ifndef TOC_CLI_CHECK_TABLES_H
#define TOC_CLI_CHECK_TABLES_H

#include "cli/checked.h"

/** Reads the options, after the session's arguments.  False after a complaint: a table is asked
 *  for in a form that has no place for it. */
bool toc_check_tables_read(toc_session *session);

/** False after complaints: `--together` names what a plan does not have. */
bool toc_check_tables_names(toc_session *session, const toc_checked *checked);

/** The tables that were asked for, of all plans that are clear enough. */
void toc_check_tables_print(toc_session *session, const toc_checked *checked);

/** The same as members of an object that somebody else opened. */
void toc_check_tables_write(toc_session *session, const toc_checked *checked, toc_json *json);

#endif
