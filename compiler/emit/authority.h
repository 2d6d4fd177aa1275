/* authority.h - the authority matrix of a plan: who may declare, raise, lower and end each level,
 * who approves what, who steps in, and where the plan says so.
 *
 * `tocsin check --authority` prints it.  It reads the plan and keeps nothing. */
#ifndef TOC_EMIT_AUTHORITY_H
#define TOC_EMIT_AUTHORITY_H

#include "base/diag.h"
#include "base/source.h"
#include "sema/plan.h"

/** As a table for people.  O(bodies * (levels + 1) + plan). */
void toc_authority_text(const toc_plan *plan, toc_arena *arena, FILE *out);

/** Of all @p plans as one JSON document, with the records of the finished @p sink:
 *  {"version":1,"plans":[…],"diagnostics":[…],"errors":n,"warnings":n}; docs/checks.md names the
 *  fields. */
void toc_authority_document(const toc_plan *const *plans, unsigned count, toc_arena *arena,
                            const toc_diag_sink *sink, toc_sources *sources, FILE *out);

#endif
