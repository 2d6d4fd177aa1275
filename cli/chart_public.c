/* chart_public.c - `--public`: says what a copy for the public leaves out, and when there should be
 * none. */
#include "cli/chart_public.h"

#include <stdio.h>

static const char *marking_of(const toc_plan *plan)
{
    switch (plan->head.classification) {
    case TOC_CLASSIFICATION_RESTRICTED:
        return "restricted";
    case TOC_CLASSIFICATION_INTERNAL:
        return "internal";
    case TOC_CLASSIFICATION_UNSTATED:
    case TOC_CLASSIFICATION_PUBLIC:
        break;
    }
    return NULL;
}

void toc_chart_public_tell(const toc_args *args, const toc_plan *plan)
{
    const char *marking = marking_of(plan);
    uint32_t contacts = 0;
    uint32_t bodies = 0;

    if (!toc_args_has(args, TOC_OPT_PUBLIC))
        return;
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        contacts += plan->bodies.items[i]->contacts.count;
        bodies += plan->bodies.items[i]->contacts.count > 0;
    }
    if (marking)
        toc_args_complain(args,
                          "warning: the plan is marked `%s`: names, conditions, times and "
                          "instructions of this copy for the public are the plan's own",
                          marking);
    toc_args_complain(args, "note: left out for the public: %u contacts of %u bodies",
                      (unsigned)contacts, (unsigned)bodies);
}
