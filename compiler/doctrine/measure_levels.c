/* measure_levels.c - what rules ask of grades and of their end, and which file measures what. */
#include "doctrine/judging.h"

/* ── what the public hears at a grade ────────────────────────────────────── */

/* Can it come while the ladder stands at the grade?  What is tied to no grade can come at any. */
static bool comes_at(const toc_plan_anchors *anchors, const toc_plan_level *level)
{
    for (uint32_t i = 0; i < anchors->count; i++) {
        const toc_plan_anchor *anchor = &anchors->items[i];
        bool is_same = anchor->target == &level->ladder->base;

        switch ((int)anchor->kind) {
        case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
        case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
        case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
            if (is_same && anchor->rank <= level->rank)
                return true;
            break;
        case TOC_PLAN_ANCHOR_LEVEL_IS:
            if (is_same && anchor->rank == level->rank)
                return true;
            break;
        case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        case TOC_PLAN_ANCHOR_LADDER_END:
            break;
        default:
            return true;
        }
    }
    return false;
}

static bool comes_with(const toc_plan_anchors *own, const toc_plan_response *response,
                       const toc_plan_level *level)
{
    if (own->count > 0)
        return comes_at(own, level);
    return !response || response->on.count == 0 || comes_at(&response->on, level);
}

bool toc_is_for_public(const toc_body_refs *to)
{
    for (uint32_t i = 0; i < to->count; i++) {
        if (to->items[i].target && to->items[i].target->kind == TOC_BODY_PUBLIC)
            return true;
    }
    return false;
}

uint32_t toc_grade_announcements(const toc_plan *plan, const toc_plan_level *level)
{
    static const toc_plan_anchors none = {0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];

        count += (it->to_public || toc_is_for_public(&it->to)) &&
                 comes_with(&it->on, it->response, level);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *it = plan->reports.items[i];

        count += toc_is_for_public(&it->to) && comes_with(&it->on, it->response, level);
    }
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *it = plan->nodes.items[i];

        count += toc_is_for_public(&it->to) && comes_with(&none, it->response, level);
    }
    return count;
}

static toc_measured measure_announcements(const toc_judge *judge, const toc_subject *subject,
                                          const toc_demand *demand)
{
    const toc_plan_level *level = (const toc_plan_level *)subject->entity;
    uint32_t count = toc_grade_announcements(judge->context->plan, level);

    return (toc_measured){
        .is_met = toc_demand_is_met(demand, count),
        .has = count == 0 ? TOC_PHRASE("brings the public no announcement")
                          : toc_say(judge->context->arena, "brings the public %u announcement%s",
                                    (unsigned)count, count == 1 ? "" : "s"),
        .help = toc_say(judge->context->arena,
                        "add `announcement name { on %s at least %s  by …  to public }`",
                        level->ladder->is_unnamed ? "level" : level->ladder->base.full,
                        toc_symbol_text(judge->context->plan->names, level->base.name))};
}

/* ── grades and their end ────────────────────────────────────────────────── */

static toc_measured measure_grades(const toc_judge *judge, const toc_subject *subject,
                                   const toc_demand *demand)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)subject->entity;

    return (toc_measured){
        .is_met = toc_demand_is_met(demand, ladder->levels.count),
        .has = toc_say(judge->context->arena, "has %u grade%s", (unsigned)ladder->levels.count,
                       ladder->levels.count == 1 ? "" : "s"),
        .help = TOC_PHRASE("bring the grades into line with those that it names")};
}

static bool is_declared(const toc_plan_ladder *ladder)
{
    bool is_so = !toc_span_is_none(ladder->declared_by.span) || ladder->authorities.count > 0;

    for (uint32_t i = 0; !is_so && i < ladder->levels.count; i++)
        is_so = !toc_span_is_none(ladder->levels.items[i]->declared_by.span) ||
                ladder->levels.items[i]->authorities.count > 0;
    return is_so;
}

/* Where nobody declares, the grades follow their conditions down as they do up: there is no end
 * that anybody could decide, unless the plan makes one. */
static toc_measured measure_end(const toc_plan_ladder *ladder, const toc_duty_by *duty,
                                const char *has, const char *help)
{
    bool is_decided = is_declared(ladder) || !toc_span_is_none(ladder->end_span);

    return (toc_measured){.is_met = !is_decided || !toc_span_is_none(duty->span),
                          .has = has,
                          .asks = TOC_PHRASE("somebody who does"),
                          .help = help};
}

toc_measured toc_measure_subject(const toc_judge *judge, const toc_subject *subject,
                                 const toc_demand *demand)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)subject->entity;

    switch (demand->measure) {
    case TOC_MEASURE_CONTACTS:
    case TOC_MEASURE_DUTY:
    case TOC_MEASURE_SUCCESSORS:
    case TOC_MEASURE_SUPERIORS:
    case TOC_MEASURE_DIRECT_REPORTS:
        return toc_measure_body(judge, subject, demand);
    case TOC_MEASURE_REVIEW:
    case TOC_MEASURE_DRILL_INTERVAL:
    case TOC_MEASURE_FILING:
        return toc_measure_plan(judge, demand);
    case TOC_MEASURE_WITHIN:
    case TOC_MEASURE_OVERALL:
    case TOC_MEASURE_CONTENT:
        return toc_measure_telling(judge, subject, demand);
    case TOC_MEASURE_GRADES:
        return measure_grades(judge, subject, demand);
    case TOC_MEASURE_END_PROPOSED:
        return measure_end(ladder, &ladder->proposed,
                           TOC_PHRASE("names nobody who proposes the end"),
                           TOC_PHRASE("add `proposed by …` behind `end when …`"));
    case TOC_MEASURE_END_APPROVED:
        return measure_end(ladder, &ladder->approved,
                           TOC_PHRASE("names nobody who approves the end"),
                           TOC_PHRASE("add `approved by …` behind `end when …`"));
    case TOC_MEASURE_ANNOUNCEMENTS:
        return measure_announcements(judge, subject, demand);
    case TOC_MEASURE_TOTALS:
        break; /* of no single one: judge.c counts */
    }
    return (toc_measured){.is_met = true};
}
