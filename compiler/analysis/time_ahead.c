/* time_ahead.c - how long before a moment a response, a grade or a condition can come at the
 * earliest: conditions joined by `and` say the least of what each says, by `or` the most. */
#include "analysis/time_ahead.h"

#include "analysis/time_private.h"

/* What was found for a response or a ladder, about the moment asked for last. */
typedef struct answer {
    uint32_t epoch; /* of the question; another: not asked yet */
    toc_ahead ahead;
} answer;

struct toc_aheads {
    const toc_times *times;
    const toc_plan_moment *moment;
    uint32_t epoch;
    uint32_t depth;    /* of grades that ladders read of each other */
    answer *responses; /* by id */
    answer *levels;    /* by id: that grade or a higher one */
    bool *is_raised;   /* by id of a ladder: a grade of it may come without its condition */
};

enum { DEPTH_MAX = 16 };

static const toc_ahead unknown = {TOC_TIME_NEVER, {0, 0}};

/* ── grades that come without their condition ────────────────────────────── */

static void note_lates(toc_aheads *it, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].level.target)
            it->is_raised[lates->items[i].level.target->ladder->base.id] = true;
    }
}

static bool may_raise(const toc_authorities *authorities)
{
    for (uint32_t i = 0; i < authorities->count; i++) {
        if (authorities->items[i].may_declare || authorities->items[i].may_raise)
            return true;
    }
    return false;
}

static void note_raised(toc_aheads *it)
{
    const toc_plan *plan = it->times->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        note_lates(it, &plan->nodes.items[i]->if_late);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        note_lates(it, &plan->reports.items[i]->if_late);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        note_lates(it, &plan->announcements.items[i]->if_late);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        note_lates(it, &plan->ladders.items[i]->if_late);
        if (may_raise(&plan->ladders.items[i]->authorities))
            it->is_raised[i] = true;
    }
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        const toc_plan_level *level = plan->levels.items[i];

        note_lates(it, &level->if_late);
        if (may_raise(&level->authorities))
            it->is_raised[level->ladder->base.id] = true;
    }
}

toc_aheads *toc_aheads_new(const toc_times *times)
{
    toc_aheads *it = TOC_NEW(times->arena, toc_aheads);
    const toc_plan *plan = times->plan;

    it->times = times;
    it->responses = TOC_NEW_ARRAY(times->arena, answer, (size_t)plan->responses.count + 1);
    it->levels = TOC_NEW_ARRAY(times->arena, answer, (size_t)plan->levels.count + 1);
    it->is_raised = TOC_NEW_ARRAY(times->arena, bool, (size_t)plan->ladders.count + 1);
    note_raised(it);
    return it;
}

/* ── conditions ──────────────────────────────────────────────────────────── */

static toc_ahead either(toc_ahead a, toc_ahead b)
{
    return a.most >= b.most ? a : b;
}

static toc_ahead at_rank(toc_aheads *it, const toc_plan_ladder *ladder, int64_t rank);

/* `time to landfall <= 24h`, `since(landfall) > 2h`, `warning at least yellow` */
static toc_ahead of_comparison(toc_aheads *it, const toc_cond *cond)
{
    const toc_cond *left = cond->kids[0];
    const toc_cond *right = cond->kids[1];
    bool is_most = cond->op == TOC_COND_LE || cond->op == TOC_COND_LT || cond->op == TOC_COND_EQ;
    bool is_least = cond->op == TOC_COND_GE || cond->op == TOC_COND_GT || cond->op == TOC_COND_EQ;

    if (right->op != TOC_COND_CONST)
        return unknown;
    if (left->op == TOC_COND_TIME_TO && left->entity == &it->moment->base && is_most)
        return (toc_ahead){right->value, cond->span};
    if (left->op == TOC_COND_SINCE && left->anchor.kind == TOC_PLAN_ANCHOR_MOMENT &&
        left->anchor.target == &it->moment->base)
        return (toc_ahead){is_least ? -right->value : 0, cond->span};
    if (left->op == TOC_COND_LEVEL && left->entity && is_least)
        return at_rank(it, (const toc_plan_ladder *)left->entity,
                       right->value + (cond->op == TOC_COND_GT));
    return unknown;
}

static toc_ahead held(toc_ahead ahead, toc_ms length)
{
    if (ahead.most != TOC_TIME_NEVER)
        ahead.most -= length;
    return ahead;
}

/* Trees are at most 256 deep (plan_parts.h). */
static toc_ahead of_cond(toc_aheads *it, const toc_cond *cond)
{
    if (!cond)
        return unknown;
    switch ((int)cond->op) {
    case TOC_COND_AND:
        return toc_ahead_both(of_cond(it, cond->kids[0]), of_cond(it, cond->kids[1]));
    case TOC_COND_OR:
        return either(of_cond(it, cond->kids[0]), of_cond(it, cond->kids[1]));
    case TOC_COND_HELD:
        return held(of_cond(it, cond->kids[0]), cond->window);
    case TOC_COND_EQ:
    case TOC_COND_LT:
    case TOC_COND_LE:
    case TOC_COND_GT:
    case TOC_COND_GE:
        return of_comparison(it, cond);
    case TOC_COND_HAPPENED:
        if (cond->anchor.kind == TOC_PLAN_ANCHOR_MOMENT && cond->anchor.target == &it->moment->base)
            return (toc_ahead){0, cond->span};
        break;
    }
    return unknown;
}

/* The earliest of this grade and the higher ones. */
static toc_ahead at_rank(toc_aheads *it, const toc_plan_ladder *ladder, int64_t rank)
{
    toc_ahead all = {INT64_MIN, {0, 0}};
    answer *found;

    if (rank < 1 || rank > ladder->levels.count || it->is_raised[ladder->base.id] ||
        it->depth == DEPTH_MAX)
        return unknown;
    found = &it->levels[ladder->levels.items[rank - 1]->base.id];
    if (found->epoch == it->epoch)
        return found->ahead;
    *found = (answer){it->epoch, unknown}; /* what comes back to it says nothing */
    it->depth++;
    for (uint32_t i = (uint32_t)rank - 1; i < ladder->levels.count; i++) {
        const toc_cond *when = ladder->levels.items[i]->when;

        if (when)
            all = either(all, of_cond(it, when));
    }
    it->depth--;
    found->ahead = all.most == INT64_MIN ? unknown : all;
    return found->ahead;
}

/* ── causes ──────────────────────────────────────────────────────────────── */

static toc_ahead of_causes(toc_aheads *it, const toc_plan_anchors *on);

static toc_ahead of_cause(toc_aheads *it, const toc_plan_anchor *cause)
{
    const toc_plan_trigger *trigger = (const toc_plan_trigger *)cause->target;

    if (cause->is_broken || !cause->target)
        return unknown;
    switch ((int)cause->kind) {
    case TOC_PLAN_ANCHOR_MOMENT:
        return cause->target == &it->moment->base ? (toc_ahead){0, cause->span} : unknown;
    case TOC_PLAN_ANCHOR_TRIGGER:
        return toc_ahead_both(of_causes(it, &trigger->on), of_cond(it, trigger->when));
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
    case TOC_PLAN_ANCHOR_LEVEL_IS:
        return at_rank(it, (const toc_plan_ladder *)cause->target, cause->rank);
    }
    return unknown;
}

static toc_ahead of_causes(toc_aheads *it, const toc_plan_anchors *on)
{
    toc_ahead all = on->count > 0 ? of_cause(it, &on->items[0]) : unknown;

    for (uint32_t i = 1; i < on->count; i++)
        all = either(all, of_cause(it, &on->items[i]));
    return all;
}

static toc_ahead of_response(toc_aheads *it, const toc_plan_response *response)
{
    uint32_t id = response->base.id;
    answer *found = &it->responses[id];

    if (found->epoch == it->epoch)
        return found->ahead;
    *found = (answer){it->epoch, unknown};
    if (!it->times->is_started[id]) /* else steps, arrows or lateness start it too */
        found->ahead = toc_ahead_both(of_causes(it, &response->on), of_cond(it, response->when));
    return found->ahead;
}

/* ── what the header offers ──────────────────────────────────────────────── */

static void ask_about(toc_aheads *it, const toc_plan_moment *moment)
{
    if (it->moment != moment || it->epoch == 0)
        it->epoch++;
    it->moment = moment;
}

toc_ahead toc_ahead_of_response(toc_aheads *it, const toc_plan_response *response,
                                const toc_plan_moment *moment)
{
    ask_about(it, moment);
    return of_response(it, response);
}

toc_ahead toc_ahead_of_cond(toc_aheads *it, const toc_cond *cond, const toc_plan_moment *moment)
{
    ask_about(it, moment);
    return of_cond(it, cond);
}

toc_ahead toc_ahead_of_causes(toc_aheads *it, const toc_plan_anchors *on,
                              const toc_plan_moment *moment)
{
    ask_about(it, moment);
    return of_causes(it, on);
}
