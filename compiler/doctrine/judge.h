/* judge.h - judges a plan by the packs of rules that were chosen. */
#ifndef TOC_DOCTRINE_JUDGE_H
#define TOC_DOCTRINE_JUDGE_H

#include "sema/checks.h"

/** T0322 doctrine-broken, T0323 doctrine-advice, T0324 doctrine-role-open and T0325
 *  doctrine-role-unknown, for every pack in the options and every rule in force on their day.
 *  Packs with mistakes are passed over.  O(rules * n) for a plan of n declarations. */
toc_check_fn toc_check_doctrine;

#endif
