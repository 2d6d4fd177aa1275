/* dot.h - a picture in DOT, the language of Graphviz, written with its library cgraph.
 *
 * No layout is done here: `dot -Tsvg` places the nodes.  Bands are clusters, coloured by
 * grade; responses are clusters in them; who does a thing stands on it, and gives its fill.
 * What a planner wrote is always text: never a label in HTML, never an escape. */
#ifndef TOC_EMIT_DOT_H
#define TOC_EMIT_DOT_H

#include <stdio.h>

#include "base/status.h"
#include "emit/flow.h"

/** Writes @p flow as DOT, UTF-8, the same bytes for the same picture.
 *  Cost: agwrite looks into every cluster for every node; 100 000 steps take half a minute.
 *  TOC_ENOMEM: the library failed; TOC_EIO: @p out did.  Then what was written is of no use. */
toc_status toc_dot_write(const toc_flow *flow, FILE *out);

#endif
