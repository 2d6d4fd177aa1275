/* demand_checks.c - T0480 over-committed, T0481 last-unit, T0482 waits-too-long, T0484
 * post-overloaded, T0486 stock-used-up, T0491 overfilled, T0493 together-short.
 *
 * One finding for each pool: at the stage and after the cause that want most of it. */
#include "analysis/demand_checks.h"

#define LABELS_MAX 6u

/* What is worst for one pool so far. */
typedef struct worst {
    const toc_demand_stage *stage; /* NULL: nothing */
    const toc_demand_cause *cause;
    toc_demand_peak peak;
    const toc_demand_stage *late_stage; /* of the longest wait */
    const toc_demand_cause *late_cause;
    toc_demand_peak late_peak;
    toc_demand_wait wait;
    bool is_serious; /* somewhere taking turns does not do */
} worst;

typedef struct finding {
    toc_demand *it;
    toc_diag_sink *sink;
    worst *by_pool;
} finding;

/* ── looking ─────────────────────────────────────────────────────────────── */

static void keep_wait(finding *f, worst *at, uint32_t pool, const toc_demand_stage *stage,
                      const toc_demand_cause *cause, const toc_demand_peak *peak)
{
    int64_t supply = toc_demand_supply(&f->it->pools[pool]);
    toc_demand_wait wait = toc_demand_longest_wait(f->it, peak, cause, supply);

    if (!wait.user || wait.late <= at->wait.late)
        return;
    at->wait = wait;
    at->late_stage = stage;
    at->late_cause = cause;
    at->late_peak = *peak;
}

static void look(void *state, uint32_t pool, const toc_demand_stage *stage,
                 const toc_demand_cause *cause, const toc_demand_peak *peak)
{
    finding *f = state;
    const toc_demand_pool *of = &f->it->pools[pool];
    worst *at = &f->by_pool[pool];

    if (peak->wanted <= toc_demand_supply(of))
        return;
    if (!at->stage || peak->wanted > at->peak.wanted) {
        at->stage = stage;
        at->cause = cause;
        at->peak = *peak;
    }
    if (of->is_stock)
        return;
    keep_wait(f, at, pool, stage, cause, peak);
    if (of->resource && !at->is_serious)
        at->is_serious = !toc_demand_can_take_turns(peak);
}

/* ── telling ─────────────────────────────────────────────────────────────── */

const char *toc_demand_length(toc_demand *it, toc_ms ms)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(ms, text);
    return toc_arena_printf(it->arena, "%s", text);
}

const char *toc_demand_where(toc_demand *it, const toc_demand_stage *stage,
                             const toc_demand_cause *cause)
{
    const char *when = "";
    const char *what = "";

    if (stage->is_end)
        when = TOC_PHRASE("after the end");
    else if (stage->rank > 0)
        when = toc_say(it->arena, "at %s`%s`",
                       stage->ladder->is_unnamed ? TOC_PHRASE("level ") : "", stage->name);
    if (cause)
        what = cause->entity->kind == TOC_ENTITY_RESPONSE
                   ? toc_say(it->arena, "with `%s`", cause->entity->full)
                   : toc_say(it->arena, "after `%s`", cause->entity->full);
    if (!*when && !*what)
        return "";
    return toc_say(it->arena, "%s%s%s, ", when, *when && *what ? " " : "", what);
}

static const char *units_text(toc_demand *it, const toc_demand_wanted *wanted)
{
    int64_t units = toc_product_capped(wanted->user->units, wanted->times);

    return toc_say(it->arena, "%lld%s", (long long)units,
                   wanted->times > 1 ? TOC_PHRASE(" (several at once)") : "");
}

void toc_demand_add_users(toc_demand *it, toc_diag_sink *sink, toc_diag *diag,
                          const toc_demand_peak *peak, const toc_demand_user *except)
{
    uint32_t told = 0;

    for (uint32_t i = 0; i < peak->users.count; i++) {
        const toc_demand_wanted *wanted = &peak->users.items[i];

        if (wanted->user == except)
            continue;
        if (++told > LABELS_MAX) {
            toc_diag_add_note(sink, diag, "and so do %u more steps",
                              peak->users.count - LABELS_MAX - (except != NULL));
            return;
        }
        if (wanted->user->quantity)
            toc_diag_add_label(sink, diag, wanted->user->span, "`%s` wants %s",
                               wanted->user->node->base.full, units_text(it, wanted));
        else
            toc_diag_add_label(sink, diag, wanted->user->span, "so does `%s`",
                               wanted->user->node->base.full);
    }
}

void toc_demand_add_repair(toc_diag_sink *sink, toc_diag *diag, const toc_demand_pool *pool,
                           const toc_demand_peak *peak)
{
    int64_t more = peak->wanted - toc_demand_supply(pool);
    int64_t count = pool->supply + more;

    if (peak->most > peak->wanted)
        toc_diag_add_help(sink, diag, "at least %lld more are needed: `count %lld`",
                          (long long)more, (long long)count);
    else if (more == 1)
        toc_diag_add_help(sink, diag, "one more is enough: `count %lld`", (long long)count);
    else
        toc_diag_add_help(sink, diag, "%lld more are enough: `count %lld`", (long long)more,
                          (long long)count);
}

static toc_span place_of(const toc_demand_pool *pool)
{
    const toc_plan_resource *resource = pool->resource;

    if (!resource)
        return pool->post ? pool->post->base.span : (toc_span){0, 0};
    return toc_span_is_none(resource->count_span) ? resource->base.span : resource->count_span;
}

static const char *supply_text(toc_demand *it, const toc_demand_pool *pool)
{
    const char *verb = pool->supply == 1 ? "is" : "are";

    if (pool->granted > 0)
        return toc_say(it->arena, "there %s %lld, and %lld may be requested", verb,
                       (long long)pool->supply, (long long)pool->granted);
    return toc_say(it->arena, "there %s %lld", verb, (long long)pool->supply);
}

/* Does one response want more than there is by itself? */
static const toc_plan_response *greedy_one(const toc_demand_peak *peak, int64_t supply)
{
    for (uint32_t i = 0; i < peak->users.count; i++) {
        const toc_plan_response *response = peak->users.items[i].user->node->response;
        int64_t sum = 0;

        for (uint32_t k = 0; k < peak->users.count; k++) {
            const toc_demand_wanted *wanted = &peak->users.items[k];

            if (wanted->user->node->response == response)
                sum = toc_sum_capped(sum, wanted->user->units);
        }
        if (sum > supply)
            return response;
    }
    return NULL;
}

/* "`a` and `b`", "`a`, `b` and 2 more": the responses that want it. */
static const char *responses_text(toc_demand *it, const toc_demand_peak *peak)
{
    const toc_plan_response *first = peak->users.items[0].user->node->response;
    const toc_plan_response *second = NULL;
    uint32_t more = 0;

    for (uint32_t i = 1; i < peak->users.count; i++) {
        const toc_plan_response *response = peak->users.items[i].user->node->response;
        bool is_new = response != first && response != second;

        for (uint32_t k = 0; k < i && is_new; k++)
            is_new = peak->users.items[k].user->node->response != response;
        if (is_new && !second)
            second = response;
        else if (is_new)
            more++;
    }
    if (!second)
        return toc_say(it->arena, "`%s` twice over", first->base.full);
    if (more > 0)
        return toc_say(it->arena, "`%s`, `%s` and %u more responses", first->base.full,
                       second->base.full, more);
    return toc_say(it->arena, "`%s` and `%s`", first->base.full, second->base.full);
}

static void tell_amount(finding *f, const toc_demand_pool *pool, const worst *at)
{
    int64_t supply = toc_demand_supply(pool);
    const char *where = toc_demand_where(f->it, at->stage, at->cause);
    toc_diag *diag;

    if (greedy_one(&at->peak, supply))
        diag = toc_diag_add(f->sink, TOC_D_OVER_COMMITTED, place_of(pool),
                            "%s%lld of `%s` are wanted at once, and %s", where,
                            (long long)at->peak.wanted, pool->name, supply_text(f->it, pool));
    else
        diag = toc_diag_add(f->sink, TOC_D_LAST_UNIT, place_of(pool),
                            "%s%s want the last `%s`: %lld at once, and %s", where,
                            responses_text(f->it, &at->peak), pool->name,
                            (long long)at->peak.wanted, supply_text(f->it, pool));
    toc_demand_add_users(f->it, f->sink, diag, &at->peak, NULL);
    toc_demand_add_repair(f->sink, diag, pool, &at->peak);
}

static void tell_wait(finding *f, const toc_demand_pool *pool, const worst *at)
{
    const toc_demand_user *user = at->wait.user;
    const char *where = toc_demand_where(f->it, at->late_stage, at->late_cause);
    const char *waits = toc_demand_length(f->it, at->wait.waits);
    const char *late = toc_demand_length(f->it, at->wait.late);
    toc_diag *diag;

    if (pool->post)
        diag = toc_diag_add(f->sink, TOC_D_POST_OVERLOADED, user->span,
                            "%s`%s` may wait %s until `%s` is free, and is then late by %s", where,
                            user->node->base.full, waits, pool->name, late);
    else
        diag = toc_diag_add(f->sink, TOC_D_WAITS_TOO_LONG, user->span,
                            "%s`%s` may wait %s for `%s`, and is then late by %s", where,
                            user->node->base.full, waits, pool->name, late);
    if (pool->post)
        toc_diag_set_here(f->sink, diag, "needs this post");
    toc_demand_add_users(f->it, f->sink, diag, &at->late_peak, user);
    if (user->node->deadline.kind != TOC_DEADLINE_NONE)
        toc_diag_add_label(f->sink, diag, user->node->deadline.length_span, "the deadline");
    toc_diag_add_label(f->sink, diag, user->node->takes.span, "the work itself");
    if (pool->post)
        toc_diag_add_help(f->sink, diag,
                          "a post does one thing at a time: let somebody else do one of them, or "
                          "allow more time");
    else
        toc_demand_add_repair(f->sink, diag, pool, &at->peak);
}

static void tell_stock(finding *f, const toc_demand_pool *pool, const worst *at)
{
    toc_diag *diag = toc_diag_add(f->sink, TOC_D_STOCK_USED_UP, place_of(pool),
                                  "%sup to %lld of `%s` are used up, and %s",
                                  toc_demand_where(f->it, at->stage, at->cause),
                                  (long long)at->peak.wanted, pool->name, supply_text(f->it, pool));

    toc_demand_add_users(f->it, f->sink, diag, &at->peak, NULL);
    toc_demand_add_repair(f->sink, diag, pool, &at->peak);
}

/* A step that a loop does again fills more than there is. */
static const toc_demand_user *overfilling(const toc_demand_pool *pool, const toc_demand_peak *peak)
{
    for (uint32_t i = 0; i < peak->users.count; i++) {
        const toc_demand_user *user = peak->users.items[i].user;

        if (user->stays && user->units > toc_demand_supply(pool))
            return user;
    }
    return NULL;
}

static void tell_overfilled(finding *f, const toc_demand_pool *pool, const worst *at,
                            const toc_demand_user *user)
{
    toc_diag *diag = toc_diag_add(f->sink, TOC_D_OVERFILLED, user->span,
                                  "done again and again, `%s` fills up to %lld of `%s`, and %s",
                                  user->node->base.full, (long long)user->units, pool->name,
                                  supply_text(f->it, pool));

    toc_diag_add_label(f->sink, diag, place_of(pool), "as many as there are");
    toc_demand_add_repair(f->sink, diag, pool, &at->peak);
}

bool toc_demand_is_plain(const toc_demand_pool *pool)
{
    for (uint32_t i = 0; pool->resource && pool->granted == 0 && i < pool->users.count; i++) {
        const toc_plan_node *node = pool->users.items[i].node;
        int64_t sum = 0;

        for (uint32_t k = i; k < pool->users.count && pool->users.items[k].node == node; k++)
            sum = toc_sum_capped(sum, pool->users.items[k].quantity->count);
        if (sum > pool->supply)
            return true;
    }
    return false;
}

static void tell(finding *f, const bool *is_told)
{
    for (uint32_t p = 0; p < f->it->pool_count; p++) {
        const toc_demand_pool *pool = &f->it->pools[p];
        const worst *at = &f->by_pool[p];
        const toc_demand_user *over = at->stage ? overfilling(pool, &at->peak) : NULL;

        if (!at->stage || is_told[p] || toc_demand_is_plain(pool))
            continue;
        if (over)
            tell_overfilled(f, pool, at, over);
        else if (pool->is_stock)
            tell_stock(f, pool, at);
        else if (at->wait.user)
            tell_wait(f, pool, at);
        else if (pool->resource && at->is_serious)
            tell_amount(f, pool, at);
    }
}

/* ── several incidents at once ───────────────────────────────────────────── */

/* "with `fire` and `flood` at once" */
static const char *together_text(toc_demand *it, const toc_demand_together *together)
{
    const char *names = "";

    for (uint32_t i = 0; i < together->causes.count; i++)
        names = toc_say(it->arena, "%s%s`%s`", names, i == 0 ? "" : TOC_PHRASE(" and "),
                        together->causes.items[i].entity->full);
    return together->causes.count > 1 ? toc_say(it->arena, "with %s at once", names)
                                      : toc_say(it->arena, "with %s", names);
}

static void tell_together(finding *f, const toc_demand_pool *pool, const worst *at,
                          const char *names)
{
    const char *where = toc_demand_where(f->it, pool->post ? at->late_stage : at->stage, NULL);
    const char *comma = *names ? TOC_PHRASE(", ") : "";
    toc_diag *diag;

    if (pool->post)
        diag = toc_diag_add(f->sink, TOC_D_TOGETHER_SHORT, place_of(pool),
                            "%s%s%s`%s` may be late by %s: `%s` is busy", where, names, comma,
                            at->wait.user->node->base.full, toc_demand_length(f->it, at->wait.late),
                            pool->name);
    else
        diag = toc_diag_add(f->sink, TOC_D_TOGETHER_SHORT, place_of(pool),
                            "%s%s%s%lld of `%s` are %s, and %s", where, names, comma,
                            (long long)at->peak.wanted, pool->name,
                            pool->is_stock ? TOC_PHRASE("used up") : TOC_PHRASE("wanted"),
                            supply_text(f->it, pool));
    toc_demand_add_users(f->it, f->sink, diag, pool->post ? &at->late_peak : &at->peak, NULL);
    if (pool->resource)
        toc_demand_add_repair(f->sink, diag, pool, &at->peak);
}

static void check_together(toc_demand *it, const char *names, toc_diag_sink *sink)
{
    finding f = {.it = it, .sink = sink};
    toc_demand_together together = {0};
    const char *reason;

    if (!toc_demand_read_together(it, names, &together, &reason))
        return; /* the caller says so */
    f.by_pool = TOC_NEW_ARRAY(it->arena, worst, it->pool_count);
    toc_demand_walk(it, &together, look, &f);
    for (uint32_t p = 0; p < it->pool_count; p++) {
        const worst *at = &f.by_pool[p];

        if (at->stage && !toc_demand_is_plain(&it->pools[p]) &&
            (it->pools[p].resource || at->wait.user))
            tell_together(&f, &it->pools[p], at, together_text(it, &together));
    }
}

/* ── the check ───────────────────────────────────────────────────────────── */

static void run(toc_demand *demand, void *state)
{
    const toc_check_context *context = state;
    finding f = {.it = demand, .sink = context->sink};
    bool *is_told = TOC_NEW_ARRAY(context->arena, bool, demand->pool_count);

    f.by_pool = TOC_NEW_ARRAY(context->arena, worst, demand->pool_count);
    toc_demand_check_work(demand, context->sink, is_told);
    toc_demand_walk(demand, NULL, look, &f);
    tell(&f, is_told);
    toc_demand_check_series(demand, context->sink);
    if (context->options->together)
        check_together(demand, context->options->together, context->sink);
}

void toc_check_demand(const toc_check_context *context)
{
    toc_check_context copy = *context;

    toc_demand_with(context->plan, context->arena, run, &copy);
}
