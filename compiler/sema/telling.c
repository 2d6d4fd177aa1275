/* telling.c - who can have heard of something from whom. */
#include "sema/telling.h"

/* Goes over the plan twice: to count the tellers of each body, and to list them. */
typedef struct maker {
    toc_telling *out;
    uint32_t *next; /* NULL: counting */
} maker;

uint32_t toc_telling_of(const toc_telling *telling, const toc_plan_body *body)
{
    return telling->stand_in[body->base.id];
}

static void tell(maker *m, const toc_plan_body *from, const toc_plan_body *to)
{
    uint32_t a;
    uint32_t b;

    if (!from || !to)
        return;
    a = toc_telling_of(m->out, from);
    b = toc_telling_of(m->out, to);
    if (a == b)
        return;
    if (m->next)
        m->out->tellers[m->next[b]++] = a;
    else
        m->out->first[b + 1]++;
}

static void tell_all(maker *m, const toc_plan_body *from, const toc_body_refs *to)
{
    for (uint32_t i = 0; i < to->count; i++)
        tell(m, from, to->items[i].target);
}

static void read_relay(maker *m, const toc_plan_relay *relay)
{
    const toc_plan_body *first = relay->hops.count > 0 ? relay->hops.items[0].from.target : NULL;

    for (uint32_t i = 0; i < relay->hops.count; i++)
        tell_all(m, relay->hops.items[i].from.target, &relay->hops.items[i].to);
    for (uint32_t i = 0; i < relay->skips.count; i++)
        tell_all(m, first, &relay->skips.items[i].to);
    for (uint32_t i = 0; i < relay->fallbacks.count; i++)
        tell_all(m, first, &relay->fallbacks.items[i].to);
    tell_all(m, first, &relay->copy);
}

static void read_node(maker *m, const toc_plan_node *node)
{
    const toc_plan_body *by = node->by.target;

    tell_all(m, by, &node->to);
    tell_all(m, by, &node->with);
    tell(m, by, node->approval.body.target);
    for (uint32_t i = 0; i < node->out.count; i++)
        tell(m, by, node->out.items[i]->target->by.target);
    for (uint32_t i = 0; i < node->requests.count; i++)
        tell(m, by, node->requests.items[i].from.target);
    for (uint32_t i = 0; i < node->if_late.count; i++)
        tell(m, by, node->if_late.items[i].body.target);
}

static void read_body(maker *m, const toc_plan_body *body)
{
    tell(m, body->formed.by.body.target, body);
    tell(m, body->formed.source.target, body);
    for (uint32_t i = 0; i < body->member_of.count; i++)
        tell(m, body, body->member_of.items[i].target);
}

/* Who sees what a response is on calls those who begin it. */
static void read_seers(maker *m, const toc_plan_event *event, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < event->seen_by.count && i < 64; i++) {
        for (uint32_t j = 0; j < response->nodes.count; j++) {
            if (response->nodes.items[j]->join == TOC_JOIN_START)
                tell(m, event->seen_by.items[i].target, response->nodes.items[j]->by.target);
        }
    }
}

/* Who declares a level calls those who begin what is on it. */
static void read_declarers(maker *m, const toc_plan_anchor *anchor,
                           const toc_plan_response *response)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)anchor->target;

    for (uint32_t i = 0; i < ladder->levels.count && i < 64; i++) {
        for (uint32_t j = 0; j < response->nodes.count; j++) {
            if (response->nodes.items[j]->join == TOC_JOIN_START)
                tell(m, ladder->levels.items[i]->declared_by.body.target,
                     response->nodes.items[j]->by.target);
        }
    }
}

static void read_start(maker *m, const toc_plan_anchor *anchor, const toc_plan_response *response)
{
    const toc_plan_trigger *trigger;

    if (anchor->level && anchor->target)
        read_declarers(m, anchor, response);
    if (anchor->kind == TOC_PLAN_ANCHOR_EVENT && anchor->target)
        read_seers(m, (const toc_plan_event *)anchor->target, response);
    if (anchor->kind != TOC_PLAN_ANCHOR_TRIGGER || !anchor->target)
        return;
    trigger = (const toc_plan_trigger *)anchor->target;
    for (uint32_t i = 0; i < trigger->on.count && i < 64; i++) {
        if (trigger->on.items[i].kind == TOC_PLAN_ANCHOR_EVENT && trigger->on.items[i].target)
            read_seers(m, (const toc_plan_event *)trigger->on.items[i].target, response);
    }
}

static void read_plan(maker *m)
{
    const toc_plan *plan = m->out->plan;

    for (uint32_t i = 0; i < plan->bodies.count; i++)
        read_body(m, plan->bodies.items[i]);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        read_node(m, plan->nodes.items[i]);
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        tell_all(m, plan->reports.items[i]->from.target, &plan->reports.items[i]->to);
        tell_all(m, plan->reports.items[i]->from.target, &plan->reports.items[i]->copy);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];

        tell_all(m, it->by.target, &it->to);
        tell(m, it->by.target, it->approved.body.target);
    }
    for (uint32_t i = 0; i < plan->relays.count; i++)
        read_relay(m, plan->relays.items[i]);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        for (uint32_t j = 0; j < plan->responses.items[i]->on.count && j < 64; j++)
            read_start(m, &plan->responses.items[i]->on.items[j], plan->responses.items[i]);
    }
}

/* ── who stands for whom, who acts ───────────────────────────────────────── */

static const toc_plan_body *org_of(const toc_plan_body *body)
{
    return body->is_post && body->org ? body->org : body;
}

static void find_stand_ins(toc_telling *out)
{
    const toc_plan *plan = out->plan;

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = org_of(plan->bodies.items[i]);

        for (unsigned depth = 0; depth < 4 && body->office_of.target; depth++)
            body = org_of(body->office_of.target);
        out->stand_in[i] = body->base.id;
    }
}

static void act(toc_telling *out, const toc_plan_body *body)
{
    if (body)
        out->acts[toc_telling_of(out, body)] = true;
}

static void act_all(toc_telling *out, const toc_body_refs *bodies)
{
    for (uint32_t i = 0; i < bodies->count; i++)
        act(out, bodies->items[i].target);
}

static void find_acting(toc_telling *out)
{
    const toc_plan *plan = out->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        act(out, plan->nodes.items[i]->by.target);
        act_all(out, &plan->nodes.items[i]->with);
        act(out, plan->nodes.items[i]->approval.body.target);
    }
    for (uint32_t i = 0; i < plan->levels.count; i++)
        act(out, plan->levels.items[i]->declared_by.body.target);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        act(out, plan->ladders.items[i]->proposed.body.target);
        act(out, plan->ladders.items[i]->approved.body.target);
    }
    for (uint32_t i = 0; i < plan->events.count; i++)
        act_all(out, &plan->events.items[i]->seen_by);
    for (uint32_t i = 0; i < plan->indicators.count; i++)
        act(out, plan->indicators.items[i]->source.target);
    for (uint32_t i = 0; i < plan->moments.count; i++)
        act(out, plan->moments.items[i]->source.target);
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        act(out, plan->bodies.items[i]->formed.by.body.target);
}

toc_telling *toc_telling_new(const toc_plan *plan, toc_arena *arena)
{
    toc_telling *out = TOC_NEW(arena, toc_telling);
    uint32_t count = plan->bodies.count;
    maker m = {out, NULL};

    out->plan = plan;
    out->arena = arena;
    out->stand_in = TOC_NEW_ARRAY(arena, uint32_t, count);
    out->acts = TOC_NEW_ARRAY(arena, bool, count);
    out->first = TOC_NEW_ARRAY(arena, uint32_t, (size_t)count + 1);
    find_stand_ins(out);
    find_acting(out);
    read_plan(&m);
    for (uint32_t i = 0; i < count; i++)
        out->first[i + 1] += out->first[i];
    out->teller_count = out->first[count];
    out->tellers = TOC_NEW_ARRAY(arena, uint32_t, out->teller_count);
    m.next = TOC_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        m.next[i] = out->first[i];
    read_plan(&m);
    return out;
}

bool *toc_telling_reaching(const toc_telling *telling, const toc_plan_body *body)
{
    uint32_t count = telling->plan->bodies.count;
    bool *reaches = TOC_NEW_ARRAY(telling->arena, bool, count);
    uint32_t *stack = TOC_NEW_ARRAY(telling->arena, uint32_t, count);
    uint32_t depth = 0;

    stack[depth++] = toc_telling_of(telling, body);
    reaches[stack[0]] = true;
    while (depth > 0) {
        uint32_t at = stack[--depth];

        for (uint32_t i = telling->first[at]; i < telling->first[at + 1]; i++) {
            if (reaches[telling->tellers[i]])
                continue;
            reaches[telling->tellers[i]] = true;
            stack[depth++] = telling->tellers[i];
        }
    }
    return reaches;
}
