/* facts.c - who tells whom, who commands and who acts: collected once for a plan and a pack. */
#include <stdlib.h>
#include <string.h>

#include "doctrine/judging.h"

/* ── who tells whom ──────────────────────────────────────────────────────── */

static void add_telling(toc_judge *judge, const toc_plan_body *from, const toc_body_refs *to,
                        const toc_telling *shape)
{
    for (uint32_t i = 0; i < to->count; i++) {
        toc_telling telling = *shape;

        telling.from = from;
        telling.to = to->items[i].target;
        if (telling.from && telling.to)
            TOC_PUSH(judge->context->arena, &judge->facts.tellings, telling);
    }
}

static void collect_reports(toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];
        toc_telling shape = {.entity = &report->base,
                             .deadline = &report->deadline,
                             .content = &report->content,
                             .kind = report->kind,
                             .span = report->base.span};

        add_telling(judge, report->from.target, &report->to, &shape);
        add_telling(judge, report->from.target, &report->copy, &shape);
    }
}

static void collect_hops(toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        const toc_plan_relay *relay = plan->relays.items[i];

        for (uint32_t j = 0; j < relay->hops.count; j++) {
            const toc_plan_hop *hop = &relay->hops.items[j];
            toc_telling shape = {.entity = &relay->base,
                                 .deadline = &hop->deadline,
                                 .content = &relay->content,
                                 .kind = TOC_REPORT_UNSTATED,
                                 .span = hop->span};

            add_telling(judge, hop->from.target, &hop->to, &shape);
            add_telling(judge, hop->from.target, &relay->copy, &shape);
        }
    }
}

static int compare_tellings(const void *left, const void *right)
{
    const toc_telling *a = left;
    const toc_telling *b = right;

    if (a->from->base.id != b->from->base.id)
        return a->from->base.id < b->from->base.id ? -1 : 1;
    if (a->to->base.id != b->to->base.id)
        return a->to->base.id < b->to->base.id ? -1 : 1;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return a->entity->id < b->entity->id ? -1 : a->entity->id > b->entity->id;
}

/* ── who commands, who acts ──────────────────────────────────────────────── */

static void mark(bool *marks, const toc_body_ref *ref)
{
    if (ref->target)
        marks[ref->target->base.id] = true;
}

static void mark_authorities(bool *marks, const toc_authorities *authorities)
{
    for (uint32_t i = 0; i < authorities->count; i++)
        mark(marks, &authorities->items[i].body);
}

static void mark_commanders(const toc_plan *plan, bool *marks)
{
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        mark(marks, &plan->levels.items[i]->declared_by.body);
        mark_authorities(marks, &plan->levels.items[i]->authorities);
    }
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        mark(marks, &plan->ladders.items[i]->declared_by.body);
        mark(marks, &plan->ladders.items[i]->approved.body);
        mark_authorities(marks, &plan->ladders.items[i]->authorities);
    }
}

static void mark_actors(const toc_plan *plan, bool *marks)
{
    mark_commanders(plan, marks);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        mark(marks, &plan->responses.items[i]->lead);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        mark(marks, &plan->ladders.items[i]->proposed.body);
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        mark(marks, &plan->bodies.items[i]->formed.by.body);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        mark(marks, &plan->nodes.items[i]->by);
        mark(marks, &plan->nodes.items[i]->approval.body);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++)
        mark(marks, &plan->reports.items[i]->from);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        mark(marks, &plan->announcements.items[i]->by);
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        const toc_plan_relay *relay = plan->relays.items[i];

        for (uint32_t j = 0; j < relay->hops.count; j++)
            mark(marks, &relay->hops.items[j].from);
    }
}

/* For the post that is succeeded, and for the org whose post succeeds. */
static void count_successors(const toc_plan *plan, uint32_t *counts)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *post = plan->bodies.items[i];

        if (!post->succeeds.target)
            continue;
        counts[post->succeeds.target->base.id]++;
        if (post->org)
            counts[post->org->base.id]++;
    }
}

void toc_facts_collect(toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    toc_arena *arena = judge->context->arena;
    toc_facts *facts = &judge->facts;

    facts->commands = TOC_NEW_ARRAY(arena, bool, plan->bodies.count);
    facts->acts = TOC_NEW_ARRAY(arena, bool, plan->bodies.count);
    facts->direct_reports = TOC_NEW_ARRAY(arena, uint32_t, plan->bodies.count);
    facts->successors = TOC_NEW_ARRAY(arena, uint32_t, plan->bodies.count);
    count_successors(plan, facts->successors);
    mark_commanders(plan, facts->commands);
    mark_actors(plan, facts->acts);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *superior = plan->bodies.items[i]->under.target;

        if (superior)
            facts->direct_reports[superior->base.id]++;
    }
    collect_reports(judge);
    collect_hops(judge);
    if (facts->tellings.count > 1)
        qsort(facts->tellings.items, facts->tellings.count, sizeof *facts->tellings.items,
              compare_tellings);
}

/* ── words ───────────────────────────────────────────────────────────────── */

const char *toc_judge_text(const toc_judge *judge, const toc_text *text)
{
    const toc_plan *plan = judge->context->plan;
    const char *lang = judge->context->arena->lang; /* of the message that it stands in */
    const char *tag = lang ? lang : toc_symbol_text(plan->names, plan->head.language);

    return toc_pack_text(judge->pack, text,
                         tag[0] ? toc_arena_copy(judge->context->arena, tag, strcspn(tag, "-"))
                                : "");
}

/* ── who plays a role ────────────────────────────────────────────────────── */

bool toc_judge_plays(const toc_judge *judge, uint32_t role, const toc_plan_body *body)
{
    const toc_cast *cast = &judge->casts[role];

    for (uint32_t i = 0; i < cast->bodies.count; i++) {
        if (body == cast->bodies.items[i] || body->org == cast->bodies.items[i])
            return true;
    }
    return false;
}

const char *toc_judge_players(const toc_judge *judge, uint32_t role)
{
    const toc_cast *cast = &judge->casts[role];
    const char *all = "";

    for (uint32_t i = 0; i < cast->bodies.count; i++)
        all = toc_say(judge->context->arena, "%s%s`%s`", all, i > 0 ? TOC_PHRASE(" or ") : "",
                      cast->bodies.items[i]->base.full);
    return all;
}
