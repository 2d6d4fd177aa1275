/* demand_table.h - demand against supply as a table: a row for each resource and busy post, a column
 * for each level.
 *
 * `tocsin check --demand` prints it. */
#ifndef TOC_ANALYSIS_DEMAND_TABLE_H
#define TOC_ANALYSIS_DEMAND_TABLE_H

#include <stdio.h>

#include "analysis/demand.h"
#include "base/json.h"

/** As text, columns aligned.  @p together: for these incidents at once; NULL: for each by itself. */
void toc_demand_write_text(toc_demand *it, const toc_demand_together *together, FILE *out);

/** As one array of rows, where @p json stands. */
void toc_demand_write_json(toc_demand *it, const toc_demand_together *together, toc_json *json);

#endif
