/* relay_table.h - what `tocsin check --relays` prints: every way through every reporting chain,
 * hand-over by hand-over, with running sums and the slack that is left. */
#ifndef TOC_CLI_RELAY_TABLE_H
#define TOC_CLI_RELAY_TABLE_H

#include <stdio.h>

#include "base/json.h"
#include "sema/plan.h"

/** The relays of @p plan as text; nothing where it has none. */
void toc_relay_table_text(const toc_plan *plan, toc_arena *arena, FILE *out);

/** The same as objects in a JSON array that somebody else opened (docs/relays.md). */
void toc_relay_table_json(const toc_plan *plan, toc_arena *arena, toc_json *json);

#endif
