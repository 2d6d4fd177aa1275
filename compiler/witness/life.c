/* life.c - what is owed next, and doing it. */
#include "witness/life.h"

#include <string.h>

#define TRIES_MAX  3u              /* of one duty: an act that does not close it is not repeated */
#define WAIT_MAX   (400 * TOC_DAY) /* for what is due later than that nobody waits */
#define TURNS_MAX  20000u          /* steps of time and acts of one life */
#define IDLE_MAX   50u             /* steps of time with nothing to do */
#define ROUNDS_MAX 1u              /* of a series are done; the others run out or end with it */

/* ── what happens ────────────────────────────────────────────────────────── */

static void keep_duty(toc_life *life, const toc_duty *duty)
{
    const toc_life_duty none = {0};

    if (duty->number > life->duties.count) {
        TOC_PUSH(life->walk.arena, &life->duties, none);
        TOC_PUSH(life->walk.arena, &life->open, duty->number - 1);
    }
    life->duties.items[duty->number - 1].duty = *duty;
}

static void note_node(toc_life *life, const toc_trace *record)
{
    if (record->value == TOC_NODE_READY)
        life->ready[record->id] = record->at;
    else if (record->value != TOC_NODE_RUNNING)
        life->ready[record->id] = TOC_MS_NONE;
}

static void watch(void *context, const toc_trace *record)
{
    toc_life *life = context;

    if (record->duty)
        keep_duty(life, record->duty);
    if (record->kind == TOC_TRACE_NODE)
        note_node(life, record);
    if (record->kind == TOC_TRACE_DECIDED && record->value != (int64_t)TOC_NONE)
        life->own_taken[record->value]++;
}

bool toc_life_init(toc_life *life, toc_walk_world *world, const toc_flow_finding *finding,
                   toc_picks picks, uint32_t entries_max, toc_pace pace, const uint32_t *taken)
{
    toc_arena *arena = world->arena;
    const toc_machine *machine = world->machine;

    *life = (toc_life){.pace = pace,
                       .taken = taken,
                       .own_taken = TOC_NEW_ARRAY(arena, uint32_t, machine->outcomes_count),
                       .route = TOC_NEW_ARRAY(arena, int32_t, machine->nodes_count),
                       .ready = TOC_NEW_ARRAY(arena, toc_ms, machine->nodes_count),
                       .is_given_up = TOC_NEW_ARRAY(arena, uint8_t, machine->nodes_count),
                       .node_rounds = TOC_NEW_ARRAY(arena, uint32_t, machine->nodes_count),
                       .report_rounds = TOC_NEW_ARRAY(arena, uint32_t, machine->reports_count)};
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        life->route[i] = -1;
        life->ready[i] = TOC_MS_NONE;
    }
    world->watch = watch;
    world->watcher = life;
    return toc_walk_init(&life->walk, world, finding, picks, entries_max);
}

void toc_life_deinit(toc_life *life)
{
    toc_walk_deinit(&life->walk);
}

/* ── when ────────────────────────────────────────────────────────────────── */

static bool is_awaited(const toc_life *life, const toc_duty *work)
{
    for (uint32_t i = 0; i < life->open.count; i++) {
        const toc_duty *duty = &life->duties.items[life->open.items[i]].duty;

        if (duty->state == TOC_DUTY_OPEN && duty->id == work->id &&
            duty->activation == work->activation &&
            (duty->kind == TOC_DUTY_APPROVAL || duty->kind == TOC_DUTY_REQUEST))
            return true;
    }
    return false;
}

static bool has_turn(const toc_life *life, uint32_t node)
{
    toc_node_state state = toc_engine_node(life->walk.engine, node);

    return state == TOC_NODE_READY || state == TOC_NODE_RUNNING;
}

/* What takes no time need not be begun. */
static bool must_begin(const toc_life *life, const toc_plan_node *node)
{
    return life->says_starts && node->takes.points > 0 && node->takes.least > 0 &&
           toc_engine_node(life->walk.engine, node->base.id) == TOC_NODE_READY;
}

/* From when on the step or decision could be over, or should be begun. */
static toc_ms work_time(const toc_life *life, const toc_duty *duty)
{
    const toc_plan_node *node = life->walk.plan->nodes.items[duty->id];
    toc_ms ready = life->ready[duty->id];

    if (ready == TOC_MS_NONE || life->is_given_up[duty->id] || !has_turn(life, duty->id) ||
        is_awaited(life, duty) || (duty->is_series && life->node_rounds[duty->id] >= ROUNDS_MAX))
        return TOC_MS_NONE;
    if (must_begin(life, node))
        return ready;
    return ready + (node->takes.points > 0 ? node->takes.least : 0);
}

static toc_ms first_time(const toc_life *life, const toc_duty *duty)
{
    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
        return work_time(life, duty);
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
        return (duty->is_series && life->report_rounds[duty->id] >= ROUNDS_MAX) ||
                       !toc_engine_may_tell(life->walk.engine, duty->id)
                   ? TOC_MS_NONE
                   : duty->opened;
    case TOC_DUTY_OVERALL: /* met by the hops */
        break;
    case TOC_DUTY_CLEARANCE:
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
    case TOC_DUTY_DECLARE:
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
    case TOC_DUTY_FORM:
        return duty->opened;
    }
    return TOC_MS_NONE;
}

static bool is_beginning(const toc_life *life, const toc_duty *duty)
{
    return (duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION) &&
           must_begin(life, life->walk.plan->nodes.items[duty->id]);
}

/* When it is too late: for a hop, also for the whole way that it is a part of. */
static toc_ms last_time(const toc_life *life, const toc_duty *duty)
{
    uint32_t relay =
        duty->kind == TOC_DUTY_REPORT ? life->walk.machine->reports[duty->id].relay : TOC_NONE;
    toc_ms last = duty->due;

    for (uint32_t i = 0; relay != TOC_NONE && i < life->open.count; i++) {
        const toc_duty *whole = &life->duties.items[life->open.items[i]].duty;

        if (whole->kind == TOC_DUTY_OVERALL && whole->id == relay &&
            whole->state == TOC_DUTY_OPEN && whole->due > last)
            last = whole->due;
    }
    return last;
}

/* On a whole minute, not before now. */
static toc_ms time_of(const toc_life *life, const toc_life_duty *known)
{
    const toc_duty *duty = &known->duty;
    toc_ms at = TOC_MS_NONE;

    if (duty->state == TOC_DUTY_OPEN && known->tries < TRIES_MAX)
        at = first_time(life, duty);
    if (at == TOC_MS_NONE)
        return at;
    toc_ms last = last_time(life, duty);
    if (life->pace == TOC_PACE_LATE && !is_beginning(life, duty) && last != TOC_MS_NONE &&
        at <= last)
        at = last + 1;
    if (at < life->walk.now)
        at = life->walk.now;
    at = (at + TOC_MINUTE - 1) / TOC_MINUTE * TOC_MINUTE;
    return at - life->walk.now > WAIT_MAX ? TOC_MS_NONE : at;
}

/* The earliest that can be done, of several the one that opened first. */
static toc_life_duty *next_of(toc_life *life, toc_ms *out_at)
{
    toc_life_duty *best = NULL;
    uint32_t kept = 0;

    *out_at = TOC_MS_NONE;
    for (uint32_t i = 0; i < life->open.count; i++) {
        toc_life_duty *known = &life->duties.items[life->open.items[i]];
        toc_ms at;

        if (known->duty.state != TOC_DUTY_OPEN)
            continue;
        life->open.items[kept++] = life->open.items[i];
        at = time_of(life, known);
        if (at == TOC_MS_NONE || (best && at >= *out_at))
            continue;
        best = known;
        *out_at = at;
    }
    life->open.count = kept;
    return best;
}

/* ── doing ───────────────────────────────────────────────────────────────── */

/* Outcomes that lives took least come first; its turn among those that are as good is the seed's. */
static uint32_t rarest(const toc_life *life, const toc_plan_node *node, const bool *is_tried)
{
    uint32_t first = life->walk.machine->nodes[node->base.id].outcomes.first;
    uint32_t count = node->outcomes.count;
    uint32_t best = UINT32_MAX;
    uint64_t least = UINT64_MAX;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t o = (uint32_t)((i + life->seed) % count);
        uint64_t taken =
            (uint64_t)life->own_taken[first + o] * 1000000 + (uint64_t)life->taken[first + o];

        if (is_tried[o] || taken >= least)
            continue;
        least = taken;
        best = o;
    }
    return best;
}

/* An outcome whose condition can be brought about; UINT32_MAX: none. */
static uint32_t choose(toc_life *life, const toc_plan_node *node)
{
    bool *is_tried = TOC_NEW_ARRAY(life->walk.arena, bool, node->outcomes.count);
    int32_t *route = &life->route[node->base.id];
    uint32_t which;

    if (*route >= 0) {
        which = (uint32_t)*route;
        *route = -1;
        if (toc_walk_hold(&life->walk, node->outcomes.items[which].when))
            return which;
    }
    while ((which = rarest(life, node, is_tried)) != UINT32_MAX) {
        is_tried[which] = true;
        if (toc_walk_hold(&life->walk, node->outcomes.items[which].when))
            return which;
    }
    return which;
}

static bool form_performer(toc_life *life, const toc_plan_node *node)
{
    const toc_plan_body *body = node->by.target;
    const toc_plan_body *org = body && body->is_post ? body->org : body;

    return !org || toc_engine_body(life->walk.engine, org->base.id) == TOC_BODY_ACTIVE ||
           toc_walk_form(&life->walk, org);
}

static bool do_work(toc_life *life, const toc_duty *duty)
{
    toc_walk *walk = &life->walk;
    const toc_plan_node *node = walk->plan->nodes.items[duty->id];
    uint32_t which = 0;

    if (!form_performer(life, node))
        return false;
    if (must_begin(life, node))
        return toc_walk_begin(walk, node);
    if (node->is_decision) {
        which = choose(life, node);
        if (which == UINT32_MAX) {
            life->is_given_up[duty->id] = 1;
            return !walk->is_cut && !walk->is_stuck;
        }
        /* bringing the condition about may have taken the turn away */
        if (!has_turn(life, duty->id))
            return true;
    }
    life->node_rounds[duty->id]++;
    return toc_walk_do(walk, node, which);
}

static bool send(toc_life *life, uint32_t report)
{
    life->report_rounds[report]++;
    return toc_walk_send(&life->walk, report);
}

static bool act(toc_life *life, toc_life_duty *known)
{
    toc_walk *walk = &life->walk;
    const toc_plan *plan = walk->plan;
    const toc_duty duty = known->duty; /* the list may grow while acting */

    known->tries++;
    switch ((toc_duty_kind)duty.kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
        return do_work(life, &duty);
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
        return toc_walk_approve(walk, plan->nodes.items[duty.id], plan->bodies.items[duty.owner]);
    case TOC_DUTY_DECLARE:
        return toc_walk_declare(walk, toc_walk_level_of(plan, walk->machine, duty.id));
    case TOC_DUTY_PROPOSE_END:
        return toc_walk_propose_end(walk, plan->ladders.items[duty.id]);
    case TOC_DUTY_APPROVE_END:
        return toc_walk_approve_end(walk, plan->ladders.items[duty.id]);
    case TOC_DUTY_FORM:
        return toc_walk_form(walk, plan->bodies.items[duty.id]);
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
        return send(life, duty.id);
    case TOC_DUTY_CLEARANCE:
        return toc_walk_clear(walk, duty.id);
    case TOC_DUTY_OVERALL:
        break;
    }
    return false;
}

static bool is_over(const toc_life *life)
{
    return life->walk.is_cut || life->walk.is_stuck;
}

bool toc_life_run(toc_life *life)
{
    toc_walk *walk = &life->walk;
    uint32_t idle = 0;

    for (uint32_t turn = 0; turn < TURNS_MAX && idle < IDLE_MAX && !is_over(life); turn++) {
        toc_ms at;
        toc_life_duty *known = next_of(life, &at);
        toc_ms next = toc_engine_next(walk->engine);

        idle = known ? 0 : idle + 1;
        if (known && (next == TOC_MS_NONE || at <= next)) {
            if ((at > walk->now && !toc_walk_wait(walk, at - walk->now)) || !act(life, known))
                return false;
        } else if (known) {
            if (!toc_walk_pass(walk))
                return false;
        } else if (toc_engine_is_settled(walk->engine) || !toc_walk_pass(walk)) {
            break;
        }
    }
    return !is_over(life);
}

/* ── the end ─────────────────────────────────────────────────────────────── */

static bool end_series(toc_life *life)
{
    const toc_plan *plan = life->walk.plan;
    bool is_any = false;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        if (node->series.until &&
            toc_engine_response_is_active(life->walk.engine, node->response->base.id))
            is_any = toc_walk_hold(&life->walk, node->series.until) || is_any;
    }
    for (uint32_t i = 0; i < life->walk.machine->reports_count; i++) {
        toc_walk_told told = toc_walk_told_of(plan, life->walk.machine, i);
        const toc_cond *until = told.report         ? told.report->series.until
                                : told.announcement ? told.announcement->series.until
                                                    : NULL;

        if (until && life->report_rounds[i] > 0)
            is_any = toc_walk_hold(&life->walk, until) || is_any;
    }
    return is_any;
}

/* Where the end's condition held all the time it does not rise: it has to fall first. */
static void end_ladder(toc_life *life, const toc_plan_ladder *ladder)
{
    toc_walk *walk = &life->walk;
    const toc_plan_level *lowest = ladder->levels.items[0];

    if (!ladder->end_when) {
        if (lowest->when)
            (void)toc_walk_hold(walk, toc_conditions_not(walk->conditions, lowest->when));
        if (lowest->declared_by.body.target)
            (void)toc_walk_declare_over(walk, ladder);
        (void)toc_life_run(life);
        return;
    }
    for (unsigned turn = 0; turn < 2 && toc_engine_declared(walk->engine, ladder->base.id) > 0;
         turn++) {
        if (turn > 0)
            (void)toc_walk_hold(walk, toc_conditions_not(walk->conditions, ladder->end_when));
        if (!toc_walk_hold(walk, ladder->end_when) || !toc_life_run(life))
            return;
    }
}

void toc_life_close(toc_life *life)
{
    const toc_plan *plan = life->walk.plan;

    if (end_series(life))
        (void)toc_life_run(life);
    for (uint32_t i = 0; i < plan->ladders.count && !is_over(life); i++) {
        if (toc_engine_declared(life->walk.engine, i) > 0)
            end_ladder(life, plan->ladders.items[i]);
    }
    if (!is_over(life) && end_series(life)) /* what the end began */
        (void)toc_life_run(life);
}

/* What the first deadline of a declaration counts from. */
static void begin_clock(toc_life *life, const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_anchor *anchor = &ladder->levels.items[i]->declared_by.deadline.anchor;

        if (!anchor->target)
            continue;
        (void)toc_walk_cause(&life->walk, anchor);
        return;
    }
}

void toc_life_climb(toc_life *life, const toc_plan_ladder *ladder)
{
    toc_walk *walk = &life->walk;

    begin_clock(life, ladder);
    for (uint32_t i = 0; i < ladder->levels.count && !is_over(life); i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (toc_engine_declared(walk->engine, ladder->base.id) >= level->rank)
            continue;
        if (!level->when || !toc_walk_warrant(walk, level))
            (void)(level->declared_by.body.target && toc_walk_declare(walk, level));
        (void)toc_life_run(life);
    }
    for (uint32_t i = ladder->levels.count - 1; i-- > 0 && !is_over(life);) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (level->when && !toc_walk_warrant(walk, level))
            continue;
        if (level->when && ladder->lower.value.ms > 0)
            (void)toc_walk_wait(walk, ladder->lower.value.ms + TOC_MINUTE);
        if (level->declared_by.body.target &&
            toc_engine_declared(walk->engine, ladder->base.id) > level->rank)
            (void)toc_walk_declare(walk, level);
        (void)toc_life_run(life);
    }
}

toc_ms toc_life_end(const toc_life *life)
{
    toc_ms end = life->walk.now;

    for (uint32_t i = 0; i < life->open.count && life->pace == TOC_PACE_LATE; i++) {
        const toc_duty *duty = &life->duties.items[life->open.items[i]].duty;

        if (duty->state == TOC_DUTY_OPEN && duty->due != TOC_MS_NONE && duty->due > end &&
            duty->due - life->walk.now <= WAIT_MAX)
            end = duty->due;
    }
    return (end / TOC_MINUTE + 1) * TOC_MINUTE;
}
