/* time_duties_said.c - the duties to declare a level, to propose and approve the end, and to form a
 * body: how long they have; what they take no plan says. */
#include "analysis/time_private.h"

/* ── levels ──────────────────────────────────────────────────────────────── */

/* The clock starts when the duty opens, or later where it names something later. */
static void add_level(toc_times *times, const toc_plan_level *level)
{
    const toc_duty_by *by = &level->declared_by;
    toc_time_duty duty = {.kind = TOC_TIME_DECLARATION, .entity = &level->base, .owner = &by->body};

    if (!by->body.target || !level->when)
        return; /* without a condition nothing calls for it */
    duty.name = toc_say(times->arena, "declaring %s", level->base.full);
    toc_time_set_limits(times, &by->deadline, NULL, &duty);
    duty.own = toc_time_unstated(times, 0, by->body.target);
    duty.way = toc_time_way_own();
    toc_time_add_duty(times, &duty);
}

static void add_end(toc_times *times, const toc_plan_ladder *ladder, const toc_duty_by *by,
                    toc_time_kind kind)
{
    toc_time_duty duty = {.kind = kind, .entity = &ladder->base, .owner = &by->body};

    if (!by->body.target || !ladder->end_when)
        return;
    duty.name =
        toc_say(times->arena, "%s the end of %s",
                kind == TOC_TIME_PROPOSAL ? TOC_PHRASE("proposing") : TOC_PHRASE("approving"),
                ladder->base.full);
    toc_time_set_limits(times, &by->deadline, NULL, &duty);
    duty.own = toc_time_unstated(times, 0, by->body.target);
    duty.way = toc_time_way_own();
    if (by->deadline.anchor.is_broken || by->deadline.anchor.kind != TOC_PLAN_ANCHOR_NONE)
        duty.way.scope = TOC_TIME_NOT_COMPARED; /* it may lie long before the end */
    toc_time_add_duty(times, &duty);
}

void toc_time_list_levels(toc_times *times)
{
    const toc_plan *plan = times->plan;

    for (uint32_t i = 0; i < plan->levels.count; i++)
        add_level(times, plan->levels.items[i]);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        add_end(times, plan->ladders.items[i], &plan->ladders.items[i]->proposed,
                TOC_TIME_PROPOSAL);
        add_end(times, plan->ladders.items[i], &plan->ladders.items[i]->approved, TOC_TIME_ENDING);
    }
}

/* ── bodies ──────────────────────────────────────────────────────────────── */

/* `level at least X`: the ladder and the rank. */
static const toc_plan_ladder *level_of(const toc_cond *cond, int64_t *out_rank)
{
    if (!cond || cond->op != TOC_COND_GE || cond->kids[0]->op != TOC_COND_LEVEL ||
        cond->kids[1]->op != TOC_COND_CONST)
        return NULL;
    *out_rank = cond->kids[1]->value;
    return (const toc_plan_ladder *)cond->kids[0]->entity;
}

/* Does the need for @p founder come no earlier than at the instant of the need for @p body?  Of a
 * level that is reached at one leap both come at once, and what a graver one calls for comes never
 * before. */
static bool may_come_with(const toc_formation *founder, const toc_formation *body)
{
    int64_t founder_rank = 0;
    int64_t rank = 0;
    const toc_plan_ladder *ladder = level_of(body->when, &rank);

    return ladder && level_of(founder->when, &founder_rank) == ladder && founder_rank <= rank;
}

/* At worst the founder is only formed himself so long after he was called. */
static toc_ms founder_after(const toc_plan_body *body)
{
    const toc_plan_body *founder = body->formed.by.body.target;
    const toc_formation *formed;

    if (!founder)
        return 0;
    formed = founder->org ? &founder->org->formed : &founder->formed;
    if (toc_span_is_none(formed->by.span) || !toc_time_is_plain(&formed->by.deadline) ||
        !may_come_with(formed, &body->formed))
        return 0;
    return formed->by.deadline.length.ms;
}

/* `within 1h of declared II`, where just that makes the condition true. */
static bool is_since_rise(const toc_formation *formed)
{
    const toc_plan_anchor *anchor = &formed->by.deadline.anchor;
    int64_t rank = 0;

    if (anchor->is_broken || anchor->kind == TOC_PLAN_ANCHOR_NONE)
        return !anchor->is_broken;
    return (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_DECLARED ||
            anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST) &&
           (const toc_entity *)level_of(formed->when, &rank) == anchor->target &&
           rank == (int64_t)anchor->rank;
}

static void add_body(toc_times *times, const toc_plan_body *body)
{
    const toc_formation *formed = &body->formed;
    toc_time_duty duty = {
        .kind = TOC_TIME_FORMATION, .entity = &body->base, .owner = &formed->by.body};

    duty.name = toc_say(times->arena, "forming %s", body->base.full);
    toc_time_set_limits(times, &formed->by.deadline, NULL, &duty);
    duty.own = toc_time_unstated(times, founder_after(body), formed->by.body.target);
    duty.way = toc_time_way_own();
    if (!is_since_rise(formed))
        duty.way.scope = TOC_TIME_NOT_COMPARED;
    toc_time_add_duty(times, &duty);
}

void toc_time_list_bodies(toc_times *times)
{
    for (uint32_t i = 0; i < times->plan->bodies.count; i++) {
        const toc_plan_body *body = times->plan->bodies.items[i];

        if (!toc_span_is_none(body->formed.by.span) && body->formed.by.body.target)
            add_body(times, body);
    }
}
