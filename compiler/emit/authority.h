/* authority.h - the authority matrix of a plan: who may declare, raise, lower and end each level,
 * who approves what, who steps in, and where the plan says so.
 *
 * `tocsin check --authority` prints it.  It reads the plan and keeps nothing. */
#ifndef TOC_EMIT_AUTHORITY_H
#define TOC_EMIT_AUTHORITY_H

#include <stdio.h>

#include "base/json.h"
#include "sema/plan.h"

/** The post that steps in for @p post, or NULL. */
const toc_plan_body *toc_successor_of(const toc_plan_body *post);
/** Of an org: the post that others succeed and that succeeds none, or NULL; of a post: itself. */
const toc_plan_body *toc_head_of(const toc_plan_body *body);

/** As a table for people.  O(bodies * (levels + 1) + plan). */
void toc_authority_text(const toc_plan *plan, toc_arena *arena, FILE *out);

/** As one object in a JSON array that somebody else opened; docs/checks.md names the fields. */
void toc_authority_json(const toc_plan *plan, toc_arena *arena, toc_json *json);

#endif
