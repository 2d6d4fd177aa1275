/* between_relays.c - T0467 relay-longer-than-parent, T0468 chain-ends-short: a plan's reporting
 * chain against its parent's. */
#include <string.h>

#include "analysis/between.h"
#include "sema/relay.h"

/* The relay of the parent that @p relay answers to: the one of its name, else the only one. */
static const toc_plan_relay *relay_above(const toc_between *it, const toc_plan_relay *relay)
{
    for (uint32_t i = 0; i < it->other->relays.count && i < 64; i++) {
        if (strcmp(it->other->relays.items[i]->base.full, relay->base.full) == 0)
            return it->other->relays.items[i];
    }
    return it->plan->relays.count == 1 && it->other->relays.count == 1 ? it->other->relays.items[0]
                                                                       : NULL;
}

static bool is_in_hours(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays == 0 &&
           deadline->length.months == 0;
}

static const char *length_of(const toc_check_context *context, toc_ms ms)
{
    return toc_check_length_text(context, ms);
}

/* What a whole counts from, in the words of the plan that says it. */
static const char *start_of(const toc_check_context *context, const toc_plan_relay *relay)
{
    const toc_plan_anchor *anchor = &relay->overall.anchor;

    if (anchor->kind != TOC_PLAN_ANCHOR_NONE)
        return toc_check_written(context, anchor->span);
    return relay->on.count > 0 ? toc_check_written(context, relay->on.items[0].span) : "";
}

static void report_longer(const toc_check_context *context, const toc_between *it,
                          const toc_plan_relay *relay, const toc_plan_relay *above)
{
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_RELAY_LONGER_THAN_PARENT, relay->overall.length_span,
                     "`%s` may take %s here, and %s in `%s`", relay->base.full,
                     length_of(context, relay->overall.length.ms),
                     length_of(context, above->overall.length.ms), it->called);

    toc_diag_set_here(it->sink, diag, "counted from `%s`", start_of(context, relay));
    toc_diag_add_label(it->sink, diag, above->overall.length_span, "counted from `%s`",
                       start_of(context, above));
    toc_diag_add_help(it->sink, diag, "who keeps this plan must keep the one above it as well");
}

/* Without a whole of its own, the hops are held against the parent's. */
static void check_hops(const toc_check_context *context, const toc_between *it,
                       const toc_plan_relay *relay, const toc_plan_relay *above)
{
    uint32_t budget = TOC_RELAY_BUDGET / 10;
    toc_deadline limit = {.kind = TOC_DEADLINE_WITHIN, .length = above->overall.length};
    toc_relay_margin margin;
    const toc_relay_way *way =
        toc_relay_tightest(toc_relay_ways_of(relay, it->arena, &budget), &limit, &margin);
    toc_diag *diag;

    if (!way || margin.worst_slack >= 0)
        return;
    diag = toc_diag_add(it->sink, TOC_D_RELAY_LONGER_THAN_PARENT, relay->base.span,
                        "the hops of `%s` may take %s, and `%s` gives the whole %s",
                        relay->base.full, length_of(context, way->worst), it->called,
                        length_of(context, above->overall.length.ms));
    toc_diag_add_label(it->sink, diag, above->overall.length_span, "counted from `%s`",
                       start_of(context, above));
    toc_diag_add_note(it->sink, diag, "the chain, added up: %s",
                      toc_relay_way_text(way, it->arena));
}

static void check_length(const toc_check_context *context, const toc_between *it,
                         const toc_plan_parent *parent)
{
    (void)parent;
    for (uint32_t i = 0; i < it->plan->relays.count; i++) {
        const toc_plan_relay *relay = it->plan->relays.items[i];
        const toc_plan_relay *above = relay_above(it, relay);

        if (!above || !is_in_hours(&above->overall))
            continue;
        if (relay->overall.kind == TOC_DEADLINE_NONE)
            check_hops(context, it, relay, above);
        else if (is_in_hours(&relay->overall) &&
                 relay->overall.length.ms > above->overall.length.ms)
            report_longer(context, it, relay, above);
    }
}

void toc_check_parent_relays(const toc_check_context *context)
{
    toc_between_parents(context, check_length);
}

/* ── where the chain ends ────────────────────────────────────────────────── */

static void want(bool *is_wanted, const toc_plan_body *body)
{
    if (!body)
        return;
    is_wanted[body->base.id] = true;
    if (body->is_post && body->org)
        is_wanted[body->org->base.id] = true;
}

/* Everybody in the parent's chains: who may take the word over. */
static bool *bodies_above(const toc_between *it)
{
    bool *is_wanted = TOC_NEW_ARRAY(it->arena, bool, it->other->bodies.count);

    for (uint32_t i = 0; i < it->other->relays.count; i++) {
        const toc_plan_relay *relay = it->other->relays.items[i];

        for (uint32_t h = 0; h < relay->hops.count; h++) {
            want(is_wanted, relay->hops.items[h].from.target);
            for (uint32_t j = 0; j < relay->hops.items[h].to.count; j++)
                want(is_wanted, relay->hops.items[h].to.items[j].target);
        }
    }
    return is_wanted;
}

/* Somebody of the parent's chain sends in a chain of this plan: the chains run together. */
static bool shares_sender(const toc_between *it, const bool *is_wanted)
{
    for (uint32_t i = 0; i < it->plan->relays.count; i++) {
        const toc_plan_relay *relay = it->plan->relays.items[i];

        for (uint32_t h = 0; h < relay->hops.count; h++) {
            const toc_plan_body *body = toc_between_body(it, relay->hops.items[h].from.target);

            if (body && is_wanted[body->base.id])
                return true;
        }
    }
    return false;
}

static void check_end(const toc_check_context *context, const toc_between *it,
                      const toc_plan_parent *parent)
{
    const toc_plan_relay *relay;
    const toc_plan_hop *last;
    const bool *is_wanted;
    toc_diag *diag;

    (void)context;
    if (it->plan->relays.count == 0 || it->other->relays.count == 0)
        return;
    is_wanted = bodies_above(it);
    if (toc_between_tells(it, is_wanted) || shares_sender(it, is_wanted))
        return;
    relay = it->plan->relays.items[0];
    if (relay->hops.count == 0 || it->other->relays.items[0]->hops.count == 0)
        return;
    last = &relay->hops.items[relay->hops.count - 1];
    diag = toc_diag_add(it->sink, TOC_D_CHAIN_ENDS_SHORT, last->span,
                        "`%s` ends before it reaches anybody of the chain of `%s`",
                        relay->base.full, it->called);
    toc_diag_set_here(it->sink, diag, "the last hop");
    toc_diag_add_label(it->sink, diag, it->other->relays.items[0]->hops.items[0].from.span,
                       "there the chain begins");
    if (it->other->relays.items[0]->hops.items[0].from.target)
        toc_diag_add_help(it->sink, diag, "add a hop to `%s.%s`", parent->base.full,
                          it->other->relays.items[0]->hops.items[0].from.target->base.full);
}

void toc_check_chain_end(const toc_check_context *context)
{
    toc_between_parents(context, check_end);
}
