/* score_relays.c - hops that were never made because the word did not arrive: who held it up. */
#include "drill/score_private.h"

static const toc_m_report *row_of(const toc_drill *drill, const toc_duty *duty)
{
    return &drill->machine->reports[duty->id];
}

static bool is_hop(const toc_drill *drill, const toc_duty *duty)
{
    return duty->kind == TOC_DUTY_REPORT && row_of(drill, duty)->kind == TOC_M_REPORT_HOP;
}

/* The hand-over that was to tell the sender of @p duty in the same round: one that was not made
 * before one that was; NULL: there is none. */
static const toc_duty *find_before(const toc_drill *drill, const toc_scored *duties,
                                   const toc_duty *duty)
{
    const toc_m_report *row = row_of(drill, duty);
    const toc_duty *found = NULL;

    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *other = &duties[i].duty;
        const toc_m_report *its = is_hop(drill, other) ? row_of(drill, other) : NULL;

        if (!its || its->relay != row->relay || other->occurrence != duty->occurrence ||
            its->to_place != row->from_place || other == duty)
            continue;
        if (!found || other->state == TOC_DUTY_MISSED)
            found = other;
    }
    return found;
}

/* Back along the chain to the hand-over that was missed, or made in vain. */
static toc_finding trace_back(const toc_drill *drill, const toc_scored *duties,
                              const toc_duty *duty)
{
    toc_finding finding = {TOC_FINDING_NOT_TOLD, duty->number, TOC_NONE, TOC_NONE, 0};
    const toc_duty *before = duty;

    for (uint32_t i = 0; before && i < drill->machine->reports_count; i++) {
        before = find_before(drill, duties, before);
        if (!before || before->state != TOC_DUTY_VOID)
            break;
    }
    if (before && before->state == TOC_DUTY_MISSED)
        finding.body = before->owner;
    else if (before && before->state != TOC_DUTY_VOID)
        finding.other = before->owner;
    return finding;
}

void toc_score_relays(toc_arena *arena, const toc_drill *drill, const toc_scored *duties,
                      toc_score *score)
{
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &duties[i].duty;

        if (duty->state != TOC_DUTY_VOID || duty->reason != TOC_VOID_NOT_TOLD ||
            !is_hop(drill, duty))
            continue;
        toc_finding finding = trace_back(drill, duties, duty);
        TOC_PUSH(arena, &score->findings, finding);
    }
}
