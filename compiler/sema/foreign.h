/* foreign.h - names of a parent plan, `overall.emergency-office`; private to sema/. */
#ifndef TOC_SEMA_FOREIGN_H
#define TOC_SEMA_FOREIGN_H

#include "sema/context.h"

/** Declares the names of each plan that @p unit extends, so that its alias resolves. */
void toc_foreign_declare(toc_sema *sema, const toc_unit *unit);

/** What @p path names, its first part being the alias of @p parent: an entity of this plan's own
 *  that stands for the parent's.  The alias itself with the rest where it names nothing that can be used. */
toc_found toc_foreign_find(toc_sema *sema, toc_plan_parent *parent, const toc_path *path,
                           uint32_t wanted);

/** Fills the tables of the parents' plans, once no name is looked up any more. */
void toc_foreign_finish(toc_sema *sema);

#endif
