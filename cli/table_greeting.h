/* table_greeting.h - what `tocsin table` tells whoever started it: where browsers find it, who joins how. */
#ifndef TOC_CLI_TABLE_GREETING_H
#define TOC_CLI_TABLE_GREETING_H

#include "cli/table_exercise.h"
#include "cli/table_options.h"
#include "serve/serve.h"

/** Prints addresses, join codes, a QR code of the first address, and what was found in the journal, on
 *  standard output. */
void toc_table_greet(const toc_session *session, const toc_table_options *options,
                     const toc_table_exercise *table, const toc_server *server);

/** Prints @p text as a QR code: two rows of it in each line, light on dark, so that a camera reads it on
 *  dark terminals; with colours on any.  Nothing where it is too long. */
void toc_table_print_qr(const char *text, bool has_colour, FILE *out);

#endif
