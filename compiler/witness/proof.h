/* proof.h - which parts of a plan cannot be covered, by what the checks have found; private to witness/. */
#ifndef TOC_WITNESS_PROOF_H
#define TOC_WITNESS_PROOF_H

#include "drill/coverage.h"
#include "sema/plan.h"

typedef struct toc_proofs toc_proofs;

/** Reads what was found, what the plan allows included.  O(findings × parts they can be about). */
toc_proofs *toc_proofs_new(toc_arena *arena, const toc_plan *plan, const toc_machine *machine,
                           const toc_diag_sink *sink);

/** The finding by which @p item can never be covered, or NULL. */
const toc_diag *toc_proof_of(const toc_proofs *proofs, const toc_cover_item *item);

#endif
