/* witnesses.h - files of scenarios that show what a check has found. */
#ifndef TOC_CLI_WITNESSES_H
#define TOC_CLI_WITNESSES_H

#include "cli/session.h"
#include "witness/witness.h"

/** Writes each of @p witnesses to `NAME.yaml` in @p folder, which is made where it is not there.  A file that
 *  this program did not write is left alone, and said so.
 *
 *  @return an exit code: TOC_EXIT_USAGE where the folder or a file cannot be written */
int toc_witnesses_write(toc_session *session, const char *folder, const toc_witnesses *witnesses);

#endif
