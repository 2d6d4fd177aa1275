/* proof.c - findings that say that something can never happen, and what follows from them. */
#include "witness/proof.h"

#include "analysis/conditions.h"
#include "witness/walk.h"

/* What a finding in the text of a part says of it. */
enum { NEVER = 1, NEVER_MET = 2, NEVER_MISSED = 4, NEVER_ENDS = 8 };

typedef struct rule {
    toc_diag_code code;
    unsigned says;
} rule;

/* The finding stands in the part's own declaration. */
static const rule rules[] = {
    {TOC_D_LEVEL_OUT_OF_REACH, NEVER},       {TOC_D_WAITS_FOR_ENDLESS, NEVER},
    {TOC_D_REPORT_TOO_LATE, NEVER},          {TOC_D_HOURS_NEVER_MEET, NEVER},
    {TOC_D_DEADLINE_TOO_SHORT, NEVER_MET},   {TOC_D_DEADLINE_OUT_OF_REACH, NEVER_MET},
    {TOC_D_REPORT_DUE_TOO_EARLY, NEVER_MET}, {TOC_D_APPROVAL_DUE_TOO_EARLY, NEVER_MET},
    {TOC_D_NEVER_IN_TIME, NEVER_MET},        {TOC_D_ANCHOR_AFTER, NEVER_MET | NEVER_MISSED},
    {TOC_D_END_WAITS_FOR_EVER, NEVER_ENDS},
};

struct toc_proofs {
    const toc_plan *plan;
    const toc_machine *machine;
    TOC_VEC(const toc_diag *) found;
    const toc_diag **responses; /* never start; by id */
    const toc_diag **nodes;     /* never get their turn */
    const toc_diag **outcomes;  /* never taken */
};

static bool is_within(toc_span inner, toc_span outer)
{
    return !toc_span_is_none(inner) && inner.begin >= outer.begin && inner.end <= outer.end;
}

static const toc_diag *find(const toc_proofs *proofs, toc_span where, unsigned says)
{
    for (uint32_t i = 0; i < proofs->found.count; i++) {
        const toc_diag *diag = proofs->found.items[i];

        for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++) {
            if (rules[k].code == diag->code && (rules[k].says & says) &&
                is_within(diag->span, where))
                return diag;
        }
    }
    return NULL;
}

/* Of two levels with one meaning the one that a label points at is never the grade. */
static const toc_diag *hidden_level(const toc_proofs *proofs, toc_span where)
{
    for (uint32_t i = 0; i < proofs->found.count; i++) {
        const toc_diag *diag = proofs->found.items[i];

        for (uint32_t k = 0; k < diag->labels.count && diag->code == TOC_D_LEVELS_EQUAL; k++) {
            if (is_within(diag->labels.items[k].span, where))
                return diag;
        }
    }
    return NULL;
}

static const toc_diag *settled(const toc_proofs *proofs, const toc_cond *cond, bool is_true)
{
    for (uint32_t i = 0; cond && i < proofs->found.count; i++) {
        const toc_diag *diag = proofs->found.items[i];

        if (diag->span.begin == cond->span.begin && diag->span.end == cond->span.end &&
            toc_conditions_is_settled(diag, is_true))
            return diag;
    }
    return NULL;
}

static const toc_diag *find_at(const toc_proofs *proofs, toc_diag_code code, toc_span where)
{
    for (uint32_t i = 0; i < proofs->found.count; i++) {
        const toc_diag *diag = proofs->found.items[i];

        if (diag->code == code && is_within(diag->span, where))
            return diag;
    }
    return NULL;
}

/* ── responses, outcomes, steps ──────────────────────────────────────────── */

static const toc_diag *response_proof(const toc_proofs *proofs, const toc_plan_response *response)
{
    const toc_diag *diag = find_at(proofs, TOC_D_NEVER_STARTED, response->base.span);

    if (!diag)
        diag = find_at(proofs, TOC_D_STARTS_ONLY_ITSELF, response->base.span);
    if (!diag && response->on.count == 1)
        diag = find_at(proofs, TOC_D_CAUSE_NEVER_OCCURS, response->on.items[0].span);
    return diag ? diag : settled(proofs, response->when, false);
}

/* It is asked when its turn comes, and can only hold afterwards. */
static const toc_diag *too_early(const toc_proofs *proofs, const toc_cond *when)
{
    return when ? find_at(proofs, TOC_D_READS_LATER, when->span) : NULL;
}

static const toc_diag *outcome_proof(const toc_proofs *proofs, const toc_plan_outcome *outcome)
{
    const toc_diag *diag = find_at(proofs, TOC_D_DEAD_WAY, outcome->span);

    if (!diag)
        diag = too_early(proofs, outcome->when);
    for (uint32_t i = 0; i < outcome->targets.count && !diag; i++)
        diag = find_at(proofs, TOC_D_LOOP_NEVER_TAKEN, outcome->targets.items[i].span);
    return diag;
}

/* The finding stands at the first of the ways that one answer undoes, labels at the others. */
static const toc_diag *undone(const toc_proofs *proofs, toc_span way)
{
    const toc_diag *diag = find_at(proofs, TOC_D_UNDONE_BY_LOOP, way);

    for (uint32_t i = 0; i < proofs->found.count && !diag; i++) {
        const toc_diag *other = proofs->found.items[i];

        for (uint32_t k = 0; k < other->labels.count && other->code == TOC_D_UNDONE_BY_LOOP; k++) {
            if (is_within(other->labels.items[k].span, way))
                diag = other;
        }
    }
    return diag;
}

/* Why the way is never gone: its outcome, where it comes from, or that going it is undone. */
static const toc_diag *edge_proof(const toc_proofs *proofs, const toc_plan_edge *edge)
{
    const toc_m_node *source = &proofs->machine->nodes[edge->source->base.id];
    const toc_diag *diag = proofs->nodes[edge->source->base.id];

    if (!diag && edge->outcome >= 0)
        diag = proofs->outcomes[source->outcomes.first + (uint32_t)edge->outcome];
    return diag ? diag : undone(proofs, edge->span);
}

/* A node is out of reach when every way into it is. */
static const toc_diag *ways_proof(const toc_proofs *proofs, const toc_plan_node *node)
{
    const toc_diag *first = NULL;

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_diag *diag;

        if (node->in.items[i]->is_loop)
            continue;
        diag = edge_proof(proofs, node->in.items[i]);
        if (!diag)
            return NULL;
        first = first ? first : diag;
    }
    return first;
}

static void prove_response(toc_proofs *proofs, const toc_plan_response *response)
{
    bool is_new = true;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];
        uint32_t id = node->base.id;

        proofs->nodes[id] = proofs->responses[response->base.id];
        if (!proofs->nodes[id])
            proofs->nodes[id] = find(proofs, node->base.decl->span, NEVER);
        if (!proofs->nodes[id])
            proofs->nodes[id] = settled(proofs, node->when, false);
        if (!proofs->nodes[id])
            proofs->nodes[id] = too_early(proofs, node->when);
        if (!proofs->nodes[id])
            proofs->nodes[id] = settled(proofs, node->series.until, true);
        for (uint32_t o = 0; o < node->outcomes.count; o++)
            proofs->outcomes[proofs->machine->nodes[id].outcomes.first + o] =
                outcome_proof(proofs, &node->outcomes.items[o]);
    }
    while (is_new) { /* at most as often as a way has steps */
        is_new = false;
        for (uint32_t i = 0; i < response->nodes.count; i++) {
            const toc_plan_node *node = response->nodes.items[i];
            const toc_diag **slot = &proofs->nodes[node->base.id];

            if (*slot)
                continue;
            *slot = ways_proof(proofs, node);
            is_new = is_new || *slot;
        }
    }
}

static void collect(toc_arena *arena, toc_proofs *proofs, toc_diag *const *records, uint32_t count)
{
    static const toc_diag_code others[] = {TOC_D_NEVER_STARTED,      TOC_D_STARTS_ONLY_ITSELF,
                                           TOC_D_CAUSE_NEVER_OCCURS, TOC_D_DEAD_WAY,
                                           TOC_D_LOOP_NEVER_TAKEN,   TOC_D_LEVELS_EQUAL,
                                           TOC_D_SETTLED_HERE,       TOC_D_ALWAYS_SAME,
                                           TOC_D_READS_LATER,        TOC_D_UNDONE_BY_LOOP};

    for (uint32_t i = 0; i < count; i++) {
        bool is_one = false;

        for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++)
            is_one = is_one || rules[k].code == records[i]->code;
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++)
            is_one = is_one || others[k] == records[i]->code;
        if (is_one)
            TOC_PUSH(arena, &proofs->found, records[i]);
    }
}

toc_proofs *toc_proofs_new(toc_arena *arena, const toc_plan *plan, const toc_machine *machine,
                           const toc_diag_sink *sink)
{
    toc_proofs *proofs = TOC_NEW(arena, toc_proofs);

    *proofs =
        (toc_proofs){.plan = plan,
                     .machine = machine,
                     .responses = TOC_NEW_ARRAY(arena, const toc_diag *, machine->responses_count),
                     .nodes = TOC_NEW_ARRAY(arena, const toc_diag *, machine->nodes_count),
                     .outcomes = TOC_NEW_ARRAY(arena, const toc_diag *, machine->outcomes_count)};
    collect(arena, proofs, sink->records.items, sink->records.count);
    collect(arena, proofs, sink->allowed.items, sink->allowed.count);
    for (uint32_t i = 0; i < plan->responses.count && proofs->found.count > 0; i++) {
        if (!plan->responses.items[i]->base.decl)
            continue; /* another plan's */
        proofs->responses[i] = response_proof(proofs, plan->responses.items[i]);
        prove_response(proofs, plan->responses.items[i]);
    }
    return proofs;
}

/* ── items ───────────────────────────────────────────────────────────────── */

static bool is_of_told(const toc_cover_item *item)
{
    bool is_deadline = item->kind == TOC_COVER_MET || item->kind == TOC_COVER_MISSED;

    return item->kind == TOC_COVER_REPORT ||
           (is_deadline && (item->duty == TOC_DUTY_REPORT || item->duty == TOC_DUTY_ANNOUNCEMENT ||
                            item->duty == TOC_DUTY_CLEARANCE));
}

static const toc_entity *report_of(const toc_proofs *proofs, const toc_cover_item *item)
{
    toc_walk_told told;

    if (!is_of_told(item))
        return NULL;
    told = toc_walk_told_of(proofs->plan, proofs->machine, item->id);
    return told.report         ? &told.report->base
           : told.announcement ? &told.announcement->base
                               : &told.relay->base;
}

static const toc_entity *entity_of(const toc_proofs *proofs, const toc_cover_item *item)
{
    const toc_plan *plan = proofs->plan;
    toc_duty_kind duty = (toc_duty_kind)item->duty;
    bool is_deadline = item->kind == TOC_COVER_MET || item->kind == TOC_COVER_MISSED;

    if (report_of(proofs, item))
        return report_of(proofs, item);
    if (item->kind == TOC_COVER_END ||
        (is_deadline && (duty == TOC_DUTY_PROPOSE_END || duty == TOC_DUTY_APPROVE_END)))
        return &plan->ladders.items[item->id]->base;
    if (item->kind == TOC_COVER_LEVEL || item->kind == TOC_COVER_RAISE ||
        item->kind == TOC_COVER_LOWER || (is_deadline && duty == TOC_DUTY_DECLARE))
        return &toc_walk_level_of(plan, proofs->machine, item->id)->base;
    if (is_deadline && duty == TOC_DUTY_OVERALL)
        return &plan->relays.items[item->id]->base;
    if (is_deadline && duty == TOC_DUTY_FORM)
        return &plan->bodies.items[item->id]->base;
    return &plan->nodes.items[item->id]->base;
}

/* Nothing makes it owed. */
static const toc_diag *report_proof(const toc_proofs *proofs, uint32_t id)
{
    toc_walk_told told = toc_walk_told_of(proofs->plan, proofs->machine, id);
    const toc_plan_response *response = told.report         ? told.report->response
                                        : told.announcement ? told.announcement->response
                                                            : NULL;
    const toc_plan_anchors *on = told.report         ? &told.report->on
                                 : told.announcement ? &told.announcement->on
                                                     : &told.relay->on;

    if (response && proofs->responses[response->base.id])
        return proofs->responses[response->base.id];
    return on->count == 1 ? find_at(proofs, TOC_D_CAUSE_NEVER_OCCURS, on->items[0].span) : NULL;
}

static unsigned says_of(const toc_cover_item *item)
{
    if (item->kind == TOC_COVER_MET)
        return NEVER | NEVER_MET;
    if (item->kind == TOC_COVER_MISSED)
        return NEVER | NEVER_MISSED;
    return item->kind == TOC_COVER_END ? NEVER_ENDS : NEVER;
}

static bool is_of_node(const toc_cover_item *item)
{
    if (item->kind != TOC_COVER_MET && item->kind != TOC_COVER_MISSED)
        return item->kind == TOC_COVER_STEP;
    return item->duty == TOC_DUTY_STEP || item->duty == TOC_DUTY_DECISION ||
           item->duty == TOC_DUTY_APPROVAL;
}

static bool is_of_level(const toc_cover_item *item)
{
    return item->kind == TOC_COVER_LEVEL || item->kind == TOC_COVER_RAISE ||
           item->kind == TOC_COVER_LOWER;
}

/* A grade that somebody declares can be declared whatever the values are. */
static const toc_diag *level_proof(const toc_proofs *proofs, const toc_plan_level *level)
{
    const toc_diag *diag;

    if (!level->base.decl || level->declared_by.body.target)
        return NULL;
    diag = hidden_level(proofs, level->base.decl->span);
    return diag ? diag : find(proofs, level->base.decl->span, NEVER);
}

/* From or to another grade, when none of those is ever declared. */
static const toc_diag *change_proof(const toc_proofs *proofs, const toc_cover_item *item)
{
    const toc_plan_level *level = toc_walk_level_of(proofs->plan, proofs->machine, item->id);
    const toc_diag *first = NULL;

    for (uint32_t i = 0; i < level->ladder->levels.count; i++) {
        const toc_plan_level *other = level->ladder->levels.items[i];
        const toc_diag *diag;

        if (item->kind == TOC_COVER_RAISE ? other->rank >= level->rank : other->rank <= level->rank)
            continue;
        diag = level_proof(proofs, other);
        if (!diag)
            return NULL;
        first = first ? first : diag;
    }
    return first;
}

const toc_diag *toc_proof_of(const toc_proofs *proofs, const toc_cover_item *item)
{
    const toc_entity *entity;

    if (proofs->found.count == 0)
        return NULL;
    if (item->kind == TOC_COVER_OUTCOME)
        return proofs->outcomes[item->id] ? proofs->outcomes[item->id]
                                          : proofs->nodes[proofs->machine->outcomes[item->id].node];
    if (is_of_node(item) && proofs->nodes[item->id])
        return proofs->nodes[item->id];
    entity = entity_of(proofs, item);
    if (report_of(proofs, item) && report_proof(proofs, item->id))
        return report_proof(proofs, item->id);
    if (!entity->decl)
        return NULL;
    if (is_of_level(item)) {
        const toc_plan_level *level = toc_walk_level_of(proofs->plan, proofs->machine, item->id);
        const toc_diag *diag = level_proof(proofs, level);

        if (diag || item->kind == TOC_COVER_LEVEL)
            return diag;
        if (change_proof(proofs, item))
            return change_proof(proofs, item);
    }
    return find(proofs, entity->decl->span, says_of(item));
}
