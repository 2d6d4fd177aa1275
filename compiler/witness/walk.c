/* walk.c - the walk's engine, its entries, and its way through the steps of one response. */
#include "witness/walk.h"

#include <string.h>

#define PASS_MAX TOC_DAY * 366

/* ── the engine ──────────────────────────────────────────────────────────── */

static void on_trace(void *context, const toc_trace *record)
{
    toc_walk *walk = context;

    switch ((int)record->kind) {
    case TOC_TRACE_DECIDED:
        if (record->marks & TOC_MARK_EXHAUSTED)
            walk->is_exhausted[record->id] = true;
        break;
    case TOC_TRACE_RESPONSE:
        walk->opened[record->id] += record->value == TOC_RESPONSE_OPENED;
        walk->closed[record->id] +=
            record->value == TOC_RESPONSE_COMPLETE || record->value == TOC_RESPONSE_STOPPED;
        break;
    default:
        break;
    }
    if (walk->watch)
        walk->watch(walk->watcher, record);
}

/* An org that nobody plays waits where it is absent. */
static uint8_t *players_of(toc_walk_world *world, const toc_plan_body *absent)
{
    const toc_plan *plan = world->conditions->plan;
    uint8_t *played = TOC_NEW_ARRAY(world->arena, uint8_t, world->machine->bodies_count);

    for (uint32_t i = 0; i < world->machine->bodies_count; i++)
        played[i] = !absent || (i != absent->base.id && plan->bodies.items[i]->org != absent);
    return played;
}

static bool is_settled(toc_walk *walk, toc_status status)
{
    walk->is_stuck = walk->is_stuck || status == TOC_EBUDGET || status == TOC_EFULL;
    return status == TOC_OK;
}

bool toc_walk_init(toc_walk *walk, toc_walk_world *world, const toc_flow_finding *finding,
                   toc_picks picks, uint32_t entries_max)
{
    toc_arena *arena = world->arena;
    const toc_machine *machine = world->machine;
    toc_engine_options options = {.start = world->start,
                                  .budget = world->budget,
                                  .played = players_of(world, finding->absent),
                                  .on_trace = on_trace,
                                  .context = walk};

    *walk = (toc_walk){.arena = arena,
                       .plan = world->conditions->plan,
                       .machine = machine,
                       .conditions = world->conditions,
                       .acts = TOC_NEW_ARRAY(arena, uint32_t, machine->nodes_count),
                       .approvals = TOC_NEW_ARRAY(arena, uint32_t, machine->nodes_count),
                       .is_exhausted = TOC_NEW_ARRAY(arena, bool, machine->nodes_count),
                       .opened = TOC_NEW_ARRAY(arena, uint32_t, machine->responses_count),
                       .closed = TOC_NEW_ARRAY(arena, uint32_t, machine->responses_count),
                       .picks = picks,
                       .finding = finding,
                       .solutions = &world->solutions,
                       .kept_from = UINT32_MAX,
                       .watch = world->watch,
                       .watcher = world->watcher,
                       .entries_max = entries_max};
    if (toc_engine_new(machine, &options, &walk->engine) != TOC_OK)
        return false;
    return is_settled(walk, toc_engine_begin(walk->engine, 0)) || walk->is_stuck;
}

void toc_walk_deinit(toc_walk *walk)
{
    toc_engine_free(walk->engine);
    walk->engine = NULL;
}

uint32_t toc_walk_pick(toc_walk *walk, uint32_t count)
{
    uint32_t at = walk->choices.count;

    if (count < 2)
        return 0;
    TOC_PUSH(walk->arena, &walk->choices, count);
    return at < walk->picks.count ? walk->picks.list[at] % count : 0;
}

bool toc_walk_act(toc_walk *walk, const toc_act *act, const char *yaml, const char *words)
{
    toc_walk_entry entry = {walk->now, yaml, words};
    toc_act numbered = *act;
    bool is_fine;

    numbered.entry = TOC_NONE;
    walk->is_cut = walk->is_cut || walk->entries.count >= walk->entries_max;
    if (walk->is_cut || walk->is_stuck)
        return false;
    is_fine = is_settled(walk, toc_engine_act(walk->engine, &numbered));
    if (is_fine || walk->is_stuck)
        TOC_PUSH(walk->arena, &walk->entries, entry);
    return is_fine;
}

bool toc_walk_wait(toc_walk *walk, toc_ms length)
{
    walk->now += length;
    return is_settled(walk, toc_engine_begin(walk->engine, walk->now));
}

/* Entries come before the timers of their instant: what a timer brings is there a minute later. */
bool toc_walk_pass(toc_walk *walk)
{
    toc_ms next = toc_engine_next(walk->engine);

    if (next == TOC_MS_NONE || next - walk->now > PASS_MAX)
        return false;
    return toc_walk_wait(walk, (next / TOC_MINUTE + 1) * TOC_MINUTE - walk->now);
}

/* ── which ways to go ────────────────────────────────────────────────────── */

/* Of the nodes of one response, by their id less the first one's. */
typedef struct ways {
    const toc_plan_response *response;
    uint32_t first;
    uint32_t count;
    bool *is_needed;
    int32_t *outcome;           /* that a decision must have; -1: any */
    uint32_t *cost;             /* entries until it is done, about */
    const toc_plan_edge **best; /* the cheapest way into an any-join */
} ways;

static uint32_t at_of(const ways *w, const toc_plan_node *node)
{
    return node->base.id - w->first;
}

static uint32_t add_cost(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

static void weigh(ways *w, const toc_plan_node *node)
{
    uint32_t at = at_of(w, node);
    uint32_t sum = 0;
    uint32_t least = UINT32_MAX;

    for (uint32_t e = 0; e < node->in.count; e++) {
        const toc_plan_edge *edge = node->in.items[e];
        uint32_t cost;

        if (edge->is_loop)
            continue;
        cost = w->cost[at_of(w, edge->source)];
        sum = add_cost(sum, cost);
        if (cost >= least && w->best[at])
            continue;
        least = cost;
        w->best[at] = edge;
    }
    w->cost[at] = add_cost(1, node->join == TOC_JOIN_ANY ? least : sum);
}

/* Sources before targets; loops apart there is no circle. */
static void weigh_all(toc_arena *arena, ways *w)
{
    uint32_t *open = TOC_NEW_ARRAY(arena, uint32_t, w->count);
    TOC_VEC(const toc_plan_node *) order = {0};

    for (uint32_t i = 0; i < w->count; i++) {
        const toc_plan_node *node = w->response->nodes.items[i];

        for (uint32_t e = 0; e < node->in.count; e++)
            open[at_of(w, node)] += !node->in.items[e]->is_loop;
        if (open[at_of(w, node)] == 0)
            TOC_PUSH(arena, &order, node);
    }
    for (uint32_t done = 0; done < order.count; done++) {
        const toc_plan_node *node = order.items[done];

        weigh(w, node);
        for (uint32_t e = 0; e < node->out.count; e++) {
            if (!node->out.items[e]->is_loop && --open[at_of(w, node->out.items[e]->target)] == 0)
                TOC_PUSH(arena, &order, node->out.items[e]->target);
        }
    }
}

static ways ways_of(toc_arena *arena, const toc_plan_response *response)
{
    ways w = {.response = response, .first = UINT32_MAX, .count = response->nodes.count};

    for (uint32_t i = 0; i < w.count; i++) {
        if (response->nodes.items[i]->base.id < w.first)
            w.first = response->nodes.items[i]->base.id;
    }
    w.is_needed = TOC_NEW_ARRAY(arena, bool, w.count);
    w.outcome = TOC_NEW_ARRAY(arena, int32_t, w.count);
    w.cost = TOC_NEW_ARRAY(arena, uint32_t, w.count);
    w.best = TOC_NEW_ARRAY(arena, const toc_plan_edge *, w.count);
    for (uint32_t i = 0; i < w.count; i++)
        w.outcome[i] = -1;
    weigh_all(arena, &w);
    return w;
}

/* The way into an any-join that this walk takes: the cheapest one first, then the others in order. */
static const toc_plan_edge *way_into(toc_walk *walk, const ways *w, const toc_plan_node *node)
{
    const toc_plan_edge *best = w->best[at_of(w, node)];
    uint32_t count = 0;
    uint32_t pick;

    for (uint32_t e = 0; e < node->in.count; e++)
        count += !node->in.items[e]->is_loop;
    pick = node->join == TOC_JOIN_ANY ? toc_walk_pick(walk, count) : 0;
    for (uint32_t e = 0; e < node->in.count && pick > 0; e++) {
        const toc_plan_edge *edge = node->in.items[e];

        if (!edge->is_loop && edge != w->best[at_of(w, node)] && --pick == 0)
            best = edge;
    }
    return best;
}

/* All that must be over before @p goal gets its turn. */
static void need(toc_walk *walk, ways *w, const toc_plan_node *goal)
{
    toc_arena *arena = walk->arena;
    TOC_VEC(const toc_plan_node *) work = {0};

    w->is_needed[at_of(w, goal)] = true;
    TOC_PUSH(arena, &work, goal);
    for (uint32_t done = 0; done < work.count; done++) {
        const toc_plan_node *node = work.items[done];
        const toc_plan_edge *way = way_into(walk, w, node);

        for (uint32_t e = 0; e < node->in.count; e++) {
            const toc_plan_edge *edge = node->in.items[e];
            uint32_t source = at_of(w, edge->source);

            if (edge->is_loop || (node->join == TOC_JOIN_ANY && edge != way))
                continue;
            if (edge->outcome >= 0 && w->outcome[source] < 0)
                w->outcome[source] = edge->outcome;
            if (w->is_needed[source])
                continue;
            w->is_needed[source] = true;
            TOC_PUSH(arena, &work, edge->source);
        }
    }
}

void toc_walk_route(toc_walk *walk, const toc_plan_node *goal, int32_t *outcomes)
{
    ways w = ways_of(walk->arena, goal->response);

    need(walk, &w, goal);
    for (uint32_t i = 0; i < w.count; i++) {
        if (w.is_needed[i] && w.outcome[i] >= 0)
            outcomes[w.first + i] = w.outcome[i];
    }
}

/* ── going them ──────────────────────────────────────────────────────────── */

static bool leads_elsewhere(const toc_plan_outcome *outcome)
{
    for (uint32_t t = 0; t < outcome->targets.count; t++) {
        if (outcome->targets.items[t].is_loop ||
            outcome->targets.items[t].kind == TOC_TARGET_RESPONSE)
            return true;
    }
    return false;
}

/* Of the outcomes that lead on in the response, else the first of all. */
static uint32_t chosen(toc_walk *walk, const toc_plan_node *node, int32_t wanted)
{
    uint32_t count = 0;
    uint32_t pick;

    if (wanted >= 0)
        return (uint32_t)wanted;
    for (uint32_t o = 0; o < node->outcomes.count; o++)
        count += !leads_elsewhere(&node->outcomes.items[o]);
    pick = toc_walk_pick(walk, count);
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        if (!leads_elsewhere(&node->outcomes.items[o]) && pick-- == 0)
            return o;
    }
    return 0;
}

bool toc_walk_do(toc_walk *walk, const toc_plan_node *node, uint32_t which)
{
    toc_act act = {.verb = node->is_decision ? TOC_VERB_DECIDE : TOC_VERB_DID,
                   .id = node->base.id,
                   .body = TOC_NONE,
                   .other = TOC_NONE};
    const char *name = node->base.full;
    const char *outcome;

    walk->acts[node->base.id]++;
    if (!node->is_decision)
        return toc_walk_act(walk, &act, toc_arena_printf(walk->arena, "did: %s", name),
                            toc_say(walk->arena, "`%s` done", name));
    act.value = (int64_t)walk->machine->nodes[node->base.id].outcomes.first + which;
    outcome = toc_symbol_text(walk->plan->names, node->outcomes.items[which].name);
    return toc_walk_act(walk, &act,
                        toc_arena_printf(walk->arena, "decide: %s, outcome: %s", name, outcome),
                        toc_say(walk->arena, "`%s` decided `%s`", name, outcome));
}

bool toc_walk_begin(toc_walk *walk, const toc_plan_node *node)
{
    toc_act act = {
        .verb = TOC_VERB_START, .id = node->base.id, .body = TOC_NONE, .other = TOC_NONE};

    return toc_walk_act(walk, &act, toc_arena_printf(walk->arena, "start: %s", node->base.full),
                        toc_say(walk->arena, "`%s` begun", node->base.full));
}

static bool act_on(toc_walk *walk, const toc_plan_node *node, int32_t wanted)
{
    return toc_walk_do(walk, node, node->is_decision ? chosen(walk, node, wanted) : 0);
}

bool toc_walk_approve(toc_walk *walk, const toc_plan_node *node, const toc_plan_body *by)
{
    toc_act act = {.verb = TOC_VERB_APPROVE,
                   .id = node->base.id,
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .value = 1};

    if (by)
        act.body = by->base.id;
    return toc_walk_act(walk, &act,
                        toc_arena_printf(walk->arena, "approve: %s, answer: given%s%s",
                                         node->base.full, by ? ", by: " : "",
                                         by ? by->base.full : ""),
                        toc_say(walk->arena, "`%s` approved", node->base.full));
}

static const toc_plan_body *org_of(const toc_plan_node *node)
{
    const toc_plan_body *body = node->by.target;

    return body && body->is_post ? body->org : body;
}

static bool is_absent(const toc_walk *walk, const toc_plan_node *node)
{
    const toc_plan_body *org = org_of(node);

    return org && toc_engine_body(walk->engine, org->base.id) != TOC_BODY_ACTIVE;
}

/* Who plays is not held back by gates, so the walk keeps to them by itself. */
static bool do_ready(toc_walk *walk, const toc_plan_node *node, int32_t wanted)
{
    uint32_t *approvals = &walk->approvals[node->base.id];

    if (is_absent(walk, node) && !toc_walk_form(walk, org_of(node)))
        return false;
    if (node->approval.body.target && *approvals <= walk->acts[node->base.id]) {
        (*approvals)++;
        if (!toc_walk_approve(walk, node, NULL))
            return false;
    }
    return act_on(walk, node, wanted);
}

/* Does what the node is ready for.  False: there is nothing to do at this instant. */
static bool try_node(toc_walk *walk, const toc_plan_node *node, int32_t wanted, bool *out_fault)
{
    if (toc_engine_node(walk->engine, node->base.id) != TOC_NODE_READY ||
        (node->series.every > 0 && walk->acts[node->base.id] > 0))
        return false;
    *out_fault = !do_ready(walk, node, wanted);
    return true;
}

/* One act on a node that is needed, in the order of declaration; else on in time. */
static bool go_on(toc_walk *walk, const ways *w, const toc_plan_node *except)
{
    for (uint32_t i = 0; i < w->count; i++) {
        const toc_plan_node *node = w->response->nodes.items[i];
        bool is_fault = false;

        if (node != except && w->is_needed[at_of(w, node)] &&
            try_node(walk, node, w->outcome[at_of(w, node)], &is_fault))
            return !is_fault;
    }
    return toc_walk_pass(walk);
}

/* How many steps of time a walk makes beside its entries. */
#define TURNS_MAX (4 * TOC_WALK_ENTRIES_MAX)

bool toc_walk_to(toc_walk *walk, const toc_plan_node *node)
{
    ways w = ways_of(walk->arena, node->response);

    need(walk, &w, node);
    for (uint32_t turn = 0; turn < TURNS_MAX; turn++) {
        if (toc_engine_node(walk->engine, node->base.id) != TOC_NODE_WAITING)
            return true;
        if (!toc_engine_response_is_active(walk->engine, node->response->base.id) ||
            !go_on(walk, &w, node))
            return false;
    }
    return false;
}

bool toc_walk_through(toc_walk *walk, const toc_plan_node *node, int32_t outcome)
{
    uint32_t before = walk->acts[node->base.id];

    if (!toc_walk_to(walk, node))
        return false;
    for (uint32_t turn = 0; turn < TURNS_MAX && walk->acts[node->base.id] == before; turn++) {
        bool is_fault = false;

        if (!try_node(walk, node, outcome, &is_fault) && !toc_walk_pass(walk))
            return false;
        if (is_fault)
            return false;
    }
    return walk->acts[node->base.id] > before;
}

/* Only series and what waits for ever are left when time alone brings nothing for so many turns. */
#define IDLE_MAX 50u

void toc_walk_run(toc_walk *walk, const toc_plan_response *response)
{
    ways w = ways_of(walk->arena, response);
    uint32_t closed = walk->closed[response->base.id];
    uint32_t idle = 0;

    memset(w.is_needed, 1, w.count * sizeof w.is_needed[0]);
    for (uint32_t turn = 0; turn < TURNS_MAX && idle < IDLE_MAX; turn++) {
        uint32_t before = walk->entries.count;

        if (!toc_engine_response_is_active(walk->engine, response->base.id) ||
            walk->closed[response->base.id] > closed || !go_on(walk, &w, NULL))
            return;
        idle = walk->entries.count == before ? idle + 1 : 0;
    }
}
