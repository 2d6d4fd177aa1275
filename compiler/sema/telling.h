/* telling.h - who can have heard of something from whom; private to the checks of reporting.
 *
 * An org and its posts count as one, and so does an office with the body that it is the office of.
 * Word goes where a report, relay, announcement or step is addressed; to whom an approval is asked
 * of; to who works next in a response, and to who is formed; from a member to what it sits in; from
 * who sees an event or declares a level to who begins a response on it. */
#ifndef TOC_SEMA_TELLING_H
#define TOC_SEMA_TELLING_H

#include "sema/checks.h"

typedef struct toc_telling {
    const toc_plan *plan;
    toc_arena *arena;
    uint32_t *first;   /* of each body, as a receiver: its first teller; one more at the end */
    uint32_t *tellers; /* ids of bodies, by receiver */
    uint32_t teller_count;
    uint32_t *stand_in; /* the body that stands for each one here */
    bool *acts;         /* by body: it does, decides, approves, declares or sees something itself */
} toc_telling;

/** O(n) in the size of the plan, arrows between steps included. */
toc_telling *toc_telling_new(const toc_plan *plan, toc_arena *arena);

/** The body that stands for @p body: its org, or what that is the office of. */
uint32_t toc_telling_of(const toc_telling *telling, const toc_plan_body *body);

/** By body: word from it can come to @p body.  O(n); in the arena. */
bool *toc_telling_reaching(const toc_telling *telling, const toc_plan_body *body);

#endif
