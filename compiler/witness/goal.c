/* goal.c - from a part of a plan to the life that reaches it. */
#include "witness/goal.h"

/* ── which goal ──────────────────────────────────────────────────────────── */

static toc_goal duty_goal(const toc_cover_item *item, toc_pace pace)
{
    toc_goal goal = {.id = item->id, .outcome = -1, .pace = pace, .is_dated = true};

    switch ((toc_duty_kind)item->duty) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
        goal.kind = TOC_GOAL_NODE;
        break;
    case TOC_DUTY_DECLARE:
        goal.kind = TOC_GOAL_LEVEL;
        break;
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
        goal.kind = TOC_GOAL_END;
        break;
    case TOC_DUTY_FORM:
        goal.kind = TOC_GOAL_FORM;
        break;
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
    case TOC_DUTY_CLEARANCE:
        goal.kind = TOC_GOAL_REPORT;
        break;
    case TOC_DUTY_OVERALL:
        goal.kind = TOC_GOAL_RELAY;
        break;
    }
    return goal;
}

static toc_goal outcome_goal(const toc_machine *machine, uint32_t outcome, toc_pace pace)
{
    uint32_t node = machine->outcomes[outcome].node;

    return (toc_goal){
        TOC_GOAL_NODE, node,  (int32_t)(outcome - machine->nodes[node].outcomes.first),
        pace,          false, false};
}

toc_goal toc_goal_of(const toc_machine *machine, const toc_cover_item *item, toc_pace pace)
{
    switch (item->kind) {
    case TOC_COVER_STEP:
        return (toc_goal){TOC_GOAL_NODE, item->id, -1, pace, false, false};
    case TOC_COVER_OUTCOME:
        return outcome_goal(machine, item->id, pace);
    case TOC_COVER_LEVEL:
        return (toc_goal){TOC_GOAL_LEVEL, item->id, -1, pace, false, false};
    case TOC_COVER_RAISE:
        return (toc_goal){TOC_GOAL_RAISE, item->id, -1, pace, false, false};
    case TOC_COVER_LOWER:
        return (toc_goal){TOC_GOAL_LOWER, item->id, -1, pace, false, false};
    case TOC_COVER_END:
        return (toc_goal){TOC_GOAL_END, item->id, -1, pace, false, false};
    case TOC_COVER_REPORT:
        return (toc_goal){TOC_GOAL_REPORT, item->id, -1, pace, false, false};
    case TOC_COVER_MET:
        return duty_goal(item, TOC_PACE_IN_TIME);
    case TOC_COVER_MISSED:
    case TOC_COVER_KIND_COUNT:
        break;
    }
    return duty_goal(item, TOC_PACE_LATE);
}

bool toc_goal_has_both(const toc_cover_item *item)
{
    return item->kind != TOC_COVER_MET && item->kind != TOC_COVER_MISSED;
}

/* ── living it ───────────────────────────────────────────────────────────── */

/* As its condition says, so that its declaration is owed; else by hand. */
static void reach(toc_life *life, const toc_plan_level *level)
{
    toc_walk *walk = &life->walk;

    if (level->when && toc_walk_warrant(walk, level))
        return;
    if (level->declared_by.body.target)
        (void)toc_walk_declare(walk, level);
}

/* The same, and declared at once: what else follows is left for later. */
static void reach_now(toc_life *life, const toc_plan_level *level)
{
    toc_walk *walk = &life->walk;

    if (level->when)
        (void)toc_walk_warrant(walk, level);
    if (level->declared_by.body.target &&
        toc_engine_declared(walk->engine, level->ladder->base.id) != level->rank)
        (void)toc_walk_declare(walk, level);
}

static void live_raise(toc_life *life, const toc_plan_level *level)
{
    uint32_t pick = toc_walk_pick(&life->walk, level->rank - 1);

    reach_now(life, level->ladder->levels.items[level->rank - 2 - pick]);
    reach_now(life, level);
}

static void live_lower(toc_life *life, const toc_plan_level *level)
{
    const toc_plan_ladder *ladder = level->ladder;
    uint32_t pick = toc_walk_pick(&life->walk, ladder->levels.count - level->rank);

    reach_now(life, ladder->levels.items[level->rank + pick]);
    if (level->when && !toc_walk_warrant(&life->walk, level))
        return;
    if (ladder->lower.value.ms > 0)
        (void)toc_walk_wait(&life->walk, ladder->lower.value.ms + TOC_MINUTE);
    if (level->declared_by.body.target)
        (void)toc_walk_declare(&life->walk, level);
}

/* @p cond without its `for`: what has to be so all the time.  Conditions are at most 256 deep. */
static const toc_cond *at_once(toc_arena *arena, const toc_cond *cond)
{
    toc_cond *copy;

    while (cond->op == TOC_COND_HELD)
        cond = cond->kids[0];
    copy = TOC_NEW(arena, toc_cond);
    *copy = *cond;
    if (cond->kid_count > 0) {
        copy->kids = TOC_NEW_ARRAY(arena, toc_cond *, cond->kid_count);
        for (uint32_t i = 0; i < cond->kid_count; i++)
            copy->kids[i] = (toc_cond *)at_once(arena, cond->kids[i]);
    }
    return copy;
}

/* A series whose end has come before it begins has no turn at all. */
static void keep_going(toc_life *life, const toc_cond *until)
{
    toc_conditions *conditions = life->walk.conditions;

    if (until)
        (void)toc_walk_hold(&life->walk,
                            toc_conditions_not(conditions, at_once(conditions->arena, until)));
}

static void live_node(toc_life *life, const toc_plan_node *node, int32_t outcome)
{
    toc_walk *walk = &life->walk;

    toc_walk_route(walk, node, life->route);
    if (outcome >= 0)
        life->route[node->base.id] = outcome;
    keep_going(life, node->series.until);
    if (node->when)
        (void)toc_walk_hold(walk, node->when);
    (void)toc_walk_start(walk, node->response, NULL);
}

/* What it is on, or what holds while it is owed. */
static void call_for(toc_walk *walk, const toc_plan_anchors *on, const toc_cond *while_)
{
    if (on->count > 0)
        (void)toc_walk_cause(walk, &on->items[toc_walk_pick(walk, on->count)]);
    else if (while_)
        (void)toc_walk_hold(walk, while_);
}

static void live_report(toc_life *life, const toc_plan_report *report)
{
    toc_walk *walk = &life->walk;

    keep_going(life, report->series.until);
    if (report->level_filter)
        (void)toc_walk_hold(walk, report->level_filter);
    if (report->response && !toc_walk_start(walk, report->response, NULL))
        return;
    call_for(walk, &report->on, report->while_);
}

/* What it goes out after is done when the life goes on; outside responses it must be begun. */
static void live_announcement(toc_life *life, const toc_plan_announcement *it)
{
    toc_walk *walk = &life->walk;

    keep_going(life, it->series.until);
    if (it->when)
        (void)toc_walk_hold(walk, it->when);
    if (it->response && !toc_walk_start(walk, it->response, NULL))
        return;
    for (uint32_t i = 0; i < it->after.count && !it->response; i++) {
        if (it->after.items[i].target)
            (void)toc_walk_start(walk, it->after.items[i].target->response, NULL);
    }
    call_for(walk, &it->on, it->while_);
}

/* A skip only comes where its condition holds. */
static void live_relay(toc_life *life, const toc_plan_relay *relay, uint32_t row)
{
    const toc_machine *machine = life->walk.machine;
    bool is_skip = row != TOC_NONE && machine->reports[row].kind == TOC_M_REPORT_SKIP;

    for (uint32_t i = 0; is_skip && i < relay->skips.count; i++) {
        const toc_plan_skip *skip = &relay->skips.items[i];

        for (uint32_t k = 0; k < skip->to.count; k++) {
            if (skip->when && skip->to.items[k].target &&
                skip->to.items[k].target->base.id ==
                    machine->ids[machine->reports[row].receivers.first])
                (void)toc_walk_hold(&life->walk, skip->when);
        }
    }
    call_for(&life->walk, &relay->on, NULL);
}

static void live_told(toc_life *life, uint32_t row)
{
    toc_walk_told told = toc_walk_told_of(life->walk.plan, life->walk.machine, row);

    if (told.report)
        live_report(life, told.report);
    else if (told.announcement)
        live_announcement(life, told.announcement);
    else
        live_relay(life, told.relay, row);
}

static bool is_of_level(const toc_goal *goal)
{
    return goal->kind == TOC_GOAL_LEVEL || goal->kind == TOC_GOAL_RAISE ||
           goal->kind == TOC_GOAL_LOWER;
}

static void begin(toc_life *life, const toc_goal *goal)
{
    const toc_plan *plan = life->walk.plan;
    const toc_plan_level *level =
        is_of_level(goal) ? toc_walk_level_of(plan, life->walk.machine, goal->id) : NULL;

    switch (goal->kind) {
    case TOC_GOAL_CLIMB:
        toc_life_climb(life, plan->ladders.items[goal->id]);
        return;
    case TOC_GOAL_LEVEL:
        reach(life, level);
        return;
    case TOC_GOAL_RAISE:
        live_raise(life, level);
        return;
    case TOC_GOAL_LOWER:
        live_lower(life, level);
        return;
    case TOC_GOAL_END: {
        const toc_plan_ladder *ladder = plan->ladders.items[goal->id];

        reach(life, ladder->levels.items[toc_walk_pick(&life->walk, ladder->levels.count)]);
        return;
    }
    case TOC_GOAL_RESPONSE:
        (void)toc_walk_start(&life->walk, plan->responses.items[goal->id], NULL);
        return;
    case TOC_GOAL_NODE:
        live_node(life, plan->nodes.items[goal->id], goal->outcome);
        return;
    case TOC_GOAL_REPORT:
        live_told(life, goal->id);
        return;
    case TOC_GOAL_RELAY:
        live_relay(life, plan->relays.items[goal->id], TOC_NONE);
        return;
    case TOC_GOAL_FORM:
        (void)toc_walk_hold(&life->walk, plan->bodies.items[goal->id]->formed.when);
        return;
    }
}

/* The deadline that the goal is about; of an end both are of the same incident. */
static const toc_deadline *deadline_of(const toc_life *life, const toc_goal *goal)
{
    const toc_plan *plan = life->walk.plan;

    switch (goal->kind) {
    case TOC_GOAL_LEVEL:
        return &toc_walk_level_of(plan, life->walk.machine, goal->id)->declared_by.deadline;
    case TOC_GOAL_NODE:
        return &plan->nodes.items[goal->id]->deadline;
    case TOC_GOAL_REPORT:
        return toc_walk_told_deadline(plan, life->walk.machine, goal->id);
    case TOC_GOAL_RELAY:
        return &plan->relays.items[goal->id]->overall;
    case TOC_GOAL_FORM:
        return &plan->bodies.items[goal->id]->formed.by.deadline;
    case TOC_GOAL_END:
        return &plan->ladders.items[goal->id]->proposed.deadline;
    case TOC_GOAL_CLIMB:
    case TOC_GOAL_RAISE:
    case TOC_GOAL_LOWER:
    case TOC_GOAL_RESPONSE:
        break;
    }
    return NULL;
}

/* Time enough to be ready before what is forecast, and no more than that where it is to be missed. */
#define LONG_NOTICE  (60 * TOC_DAY)
#define SHORT_NOTICE (2 * TOC_DAY)

/* What the deadline counts from, or to. */
static void begin_clock(toc_life *life, const toc_deadline *deadline)
{
    toc_walk *walk = &life->walk;

    if (deadline->kind == TOC_DEADLINE_BEFORE && deadline->moment.target) {
        toc_ms length = deadline->length.ms + deadline->length.workdays * 2 * (toc_ms)TOC_DAY +
                        (life->pace == TOC_PACE_LATE ? SHORT_NOTICE : LONG_NOTICE);

        (void)toc_walk_forecast(walk, deadline->moment.target, walk->now + length);
    } else if (deadline->anchor.target) {
        (void)toc_walk_cause(walk, &deadline->anchor);
    }
}

void toc_goal_live(toc_life *life, const toc_goal *goal)
{
    const toc_deadline *deadline = goal->is_dated ? deadline_of(life, goal) : NULL;

    if (deadline)
        begin_clock(life, deadline);
    begin(life, goal);
    (void)toc_life_run(life);
    toc_life_close(life);
}

/* ── words ───────────────────────────────────────────────────────────────── */

static const toc_entity *entity_of(const toc_plan *plan, const toc_machine *machine,
                                   const toc_goal *goal)
{
    switch (goal->kind) {
    case TOC_GOAL_CLIMB:
    case TOC_GOAL_END:
        return &plan->ladders.items[goal->id]->base;
    case TOC_GOAL_LEVEL:
    case TOC_GOAL_RAISE:
    case TOC_GOAL_LOWER:
        return &toc_walk_level_of(plan, machine, goal->id)->base;
    case TOC_GOAL_RESPONSE:
        return &plan->responses.items[goal->id]->base;
    case TOC_GOAL_NODE:
        return &plan->nodes.items[goal->id]->base;
    case TOC_GOAL_RELAY:
        return &plan->relays.items[goal->id]->base;
    case TOC_GOAL_REPORT: /* called by the machine's name */
    case TOC_GOAL_FORM:
        break;
    }
    return &plan->bodies.items[goal->id]->base;
}

static const char *subject_of(const toc_plan *plan, const toc_machine *machine,
                              const toc_goal *goal)
{
    if (goal->kind == TOC_GOAL_REPORT)
        return toc_machine_text(machine, machine->reports[goal->id].head.name);
    return entity_of(plan, machine, goal)->full;
}

static const char *outcome_name(const toc_plan *plan, const toc_goal *goal)
{
    const toc_plan_node *node = plan->nodes.items[goal->id];

    return toc_symbol_text(plan->names, node->outcomes.items[goal->outcome].name);
}

const char *toc_goal_name(toc_arena *arena, const toc_plan *plan, const toc_machine *machine,
                          const toc_goal *goal)
{
    static const char *const kinds[] = {"", "", "raise-", "lower-", "end-",
                                        "", "", "",       "form-",  ""};
    bool has_outcome = goal->kind == TOC_GOAL_NODE && goal->outcome >= 0;

    return toc_arena_printf(arena, "%s%s%s%s%s", kinds[goal->kind], subject_of(plan, machine, goal),
                            has_outcome ? "." : "", has_outcome ? outcome_name(plan, goal) : "",
                            goal->pace == TOC_PACE_LATE ? "-late" : "");
}

const char *toc_goal_title(toc_arena *arena, const toc_plan *plan, const toc_machine *machine,
                           const toc_goal *goal)
{
    static const char *const says[] = {TOC_PHRASE("up and down"),
                                       "declared",
                                       TOC_PHRASE("raised to"),
                                       TOC_PHRASE("lowered to"),
                                       TOC_PHRASE("declared and over"),
                                       "starts",
                                       "reached",
                                       "owed",
                                       "formed",
                                       TOC_PHRASE("goes all the way")};
    const char *what = says[goal->kind];

    if (goal->kind == TOC_GOAL_NODE && goal->outcome >= 0)
        what = toc_say(arena, "decided `%s`", outcome_name(plan, goal));
    return toc_say(arena, "`%s` %s; what is owed is done %s", subject_of(plan, machine, goal), what,
                   goal->pace == TOC_PACE_LATE ? TOC_PHRASE("too late") : TOC_PHRASE("in time"));
}
