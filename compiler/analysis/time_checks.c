/* time_checks.c - the checks of times: makes the analysis and runs its topics. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

void toc_check_times(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    toc_time_checks it = {.check = context, .plan = plan, .sink = context->sink};

    it.times = toc_times_new(plan, context->arena);
    it.duty_of = TOC_NEW_ARRAY(context->arena, uint32_t, plan->nodes.count);
    it.is_told = TOC_NEW_ARRAY(context->arena, bool, it.times->duties.count);
    for (uint32_t i = 0; i < it.times->duties.count; i++) {
        const toc_time_duty *duty = &it.times->duties.items[i];

        if (duty->is_dated && toc_time_node_of(duty))
            it.duty_of[duty->entity->id] = i + 1;
    }
    toc_time_check_late(&it);
    toc_time_check_others(&it);
    toc_time_check_day(&it);
    toc_time_check_before(&it);
    toc_time_check_hours(&it);
    toc_time_check_order(&it);
    toc_time_check_unknown(&it);
}
