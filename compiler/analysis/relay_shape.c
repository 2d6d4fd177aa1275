/* relay_shape.c - T0424 relay-broken, T0425 relay-comes-back, T0426 hop-twice, T0427 skip-without-hop,
 * T0428 written-before-flash, T0429 fallback-too-late, T0430 hop-without-time.
 *
 * What is wrong with a chain of reports before any time is added up. */
#include <stdlib.h>

#include "analysis/relay_checks.h"
#include "sema/relay_graph.h"

typedef void relay_fn(const toc_check_context *context, const toc_plan_relay *relay);

static void for_each(const toc_check_context *context, relay_fn *check)
{
    for (uint32_t i = 0; i < context->plan->relays.count; i++)
        check(context, context->plan->relays.items[i]);
}

/* ── who tells whom ──────────────────────────────────────────────────────── */

static void report_broken(const toc_check_context *context, const toc_plan_relay *relay,
                          const toc_plan_hop *hop)
{
    const toc_plan_hop *first = &relay->hops.items[0];
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_RELAY_BROKEN, hop->from.span,
                                  "nobody in `%s` tells `%s`, which has to pass the word on",
                                  relay->base.full, hop->from.target->base.full);

    toc_diag_set_here(context->sink, diag, "its time would count from being told");
    toc_diag_add_label(context->sink, diag, first->from.span, "the chain begins here");
    toc_diag_add_help(
        context->sink, diag,
        "add the hop that tells it, `hop … to %s within …`; if it learns of it by itself, "
        "its chain is a relay of its own",
        hop->from.target->base.full);
}

static void report_back(const toc_check_context *context, const toc_plan_relay *relay,
                        const toc_plan_hop *hop)
{
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_RELAY_COMES_BACK, hop->span,
                     "here `%s` comes back to somebody who has passed it on", relay->base.full);

    toc_diag_set_here(context->sink, diag, "a circle has no end that could be in time");
    for (uint32_t i = 0; i < hop->to.count; i++) {
        for (uint32_t h = 0; h < relay->hops.count && i < 4; h++) {
            if (relay->hops.items[h].from.target != hop->to.items[i].target)
                continue;
            toc_diag_add_label(context->sink, diag, relay->hops.items[h].from.span,
                               "`%s` passes it on", hop->to.items[i].target->base.full);
            break;
        }
    }
}

static void check_chain(const toc_check_context *context, const toc_plan_relay *relay)
{
    const toc_relay_faults *faults = toc_relay_faults_of(relay, context->arena);

    for (uint32_t i = 0; i < faults->broken.count; i++)
        report_broken(context, relay, &relay->hops.items[faults->broken.items[i]]);
    for (uint32_t i = 0; i < faults->back.count; i++)
        report_back(context, relay, &relay->hops.items[faults->back.items[i]]);
}

void toc_check_relay_chain(const toc_check_context *context)
{
    for_each(context, check_chain);
}

/* ── the same twice ──────────────────────────────────────────────────────── */

typedef struct pair {
    const toc_body_ref *from;
    const toc_body_ref *to;
    const toc_plan_hop *hop;
    uint32_t order;
} pair;

static int by_pair(const void *a, const void *b)
{
    const pair *x = a;
    const pair *y = b;
    uint32_t keys[3][2] = {{x->from->target->base.id, y->from->target->base.id},
                           {x->to->target->base.id, y->to->target->base.id},
                           {x->order, y->order}};

    for (int i = 0; i < 3; i++) {
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    }
    return 0;
}

static uint32_t list_pairs(const toc_plan_relay *relay, pair *out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];

        for (uint32_t j = 0; j < hop->to.count; j++) {
            if (hop->from.target && hop->to.items[j].target) {
                out[count] = (pair){&hop->from, &hop->to.items[j], hop, count};
                count++;
            }
        }
    }
    return count;
}

static void check_twice(const toc_check_context *context, const toc_plan_relay *relay)
{
    size_t room = 0;
    pair *pairs;
    uint32_t count;

    for (uint32_t i = 0; i < relay->hops.count; i++)
        room += relay->hops.items[i].to.count;
    pairs = TOC_NEW_ARRAY(context->arena, pair, room);
    count = list_pairs(relay, pairs);
    qsort(pairs, count, sizeof *pairs, by_pair);
    for (uint32_t i = 1; i < count; i++) {
        toc_diag *diag;

        if (pairs[i].from->target != pairs[i - 1].from->target ||
            pairs[i].to->target != pairs[i - 1].to->target)
            continue;
        diag =
            toc_diag_add(context->sink, TOC_D_HOP_TWICE, pairs[i].to->span, "`%s` tells `%s` twice",
                         pairs[i].from->target->base.full, pairs[i].to->target->base.full);
        toc_diag_add_label(context->sink, diag, pairs[i - 1].to->span, "the first time");
        toc_diag_add_help(context->sink, diag,
                          "keep one; a report in writing that follows is `written within …`");
    }
}

void toc_check_relay_twice(const toc_check_context *context)
{
    for_each(context, check_twice);
}

/* ── skips ───────────────────────────────────────────────────────────────── */

/* Of each place of the graph: a hop that leads there, the first sender's where there is one. */
static const toc_plan_hop **leading_hops(const toc_plan_relay *relay, const toc_relay_graph *graph,
                                         toc_arena *arena)
{
    const toc_plan_hop **leading = TOC_NEW_ARRAY(arena, const toc_plan_hop *, graph->place_count);

    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const toc_relay_edge *edge = &graph->edges[i];

        if (!leading[edge->to] || edge->from == graph->source)
            leading[edge->to] = &relay->hops.items[edge->hop];
    }
    return leading;
}

static void report_told_anyway(const toc_check_context *context, const toc_plan_hop *hop,
                               const toc_body_ref *to)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_SKIP_WITHOUT_HOP, to->span,
                                  "`%s` tells `%s` anyway: there is no hop to skip",
                                  hop->from.target->base.full, to->target->base.full);

    toc_diag_add_label(context->sink, diag, hop->span, "this hop leads to it");
}

static void report_not_led_to(const toc_check_context *context, const toc_plan_relay *relay,
                              const toc_body_ref *to)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_SKIP_WITHOUT_HOP, to->span,
                                  "`%s` does not lead to `%s`: there is no hop to skip",
                                  relay->base.full, to->target->base.full);

    toc_diag_set_here(context->sink, diag, "told in this case only, and by nobody else");
    toc_diag_add_help(context->sink, diag,
                      "add the hop that tells it otherwise, or make it a `report`");
}

static void check_skips(const toc_check_context *context, const toc_plan_relay *relay)
{
    const toc_relay_graph *graph;
    const toc_plan_hop **leading;

    if (relay->skips.count == 0)
        return;
    graph = toc_relay_graph_new(relay, context->arena);
    leading = leading_hops(relay, graph, context->arena);
    for (uint32_t i = 0; i < relay->skips.count; i++) {
        const toc_body_refs *to = &relay->skips.items[i].to;

        for (uint32_t j = 0; j < to->count; j++) {
            const toc_plan_hop *hop = to->items[j].target
                                          ? leading[toc_relay_place_of(graph, to->items[j].target)]
                                          : NULL;

            if (to->items[j].target && !hop)
                report_not_led_to(context, relay, &to->items[j]);
            else if (hop && hop->from.target == relay->hops.items[0].from.target)
                report_told_anyway(context, hop, &to->items[j]);
        }
    }
}

void toc_check_relay_skips(const toc_check_context *context)
{
    for_each(context, check_skips);
}

/* ── times that do not go together ───────────────────────────────────────── */

static bool is_fixed(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays == 0 &&
           deadline->length.months == 0 && !deadline->anchor.is_broken;
}

static bool is_from_start(const toc_plan_relay *relay, const toc_plan_anchor *anchor)
{
    return anchor->kind == TOC_PLAN_ANCHOR_NONE ||
           (relay->on.count == 1 && toc_relay_same_start(anchor, &relay->on.items[0]));
}

static void check_written(const toc_check_context *context, const toc_plan_relay *relay)
{
    const toc_deadline *flash = relay->hops.count > 0 ? &relay->hops.items[0].deadline : NULL;
    const toc_deadline *written = &relay->written;
    toc_diag *diag;

    if (!flash || !is_fixed(flash) || !is_fixed(written) || !is_from_start(relay, &flash->anchor) ||
        !is_from_start(relay, &written->anchor) || written->length.ms >= flash->length.ms)
        return;
    diag = toc_diag_add(context->sink, TOC_D_WRITTEN_BEFORE_FLASH, written->length_span,
                        "the written report of `%s` is due before the word that it follows",
                        relay->base.full);
    toc_diag_set_here(context->sink, diag, "%s after the start",
                      toc_check_length_text(context, written->length.ms));
    toc_diag_add_label(context->sink, diag, flash->length_span, "the first word has %s",
                       toc_check_length_text(context, flash->length.ms));
    toc_diag_add_help(context->sink, diag, "count it from a receipt: `written within … of %s.…`",
                      relay->base.full);
}

void toc_check_relay_written(const toc_check_context *context)
{
    for_each(context, check_written);
}

/* The hop with the least time: if the fallback is too late there, it is named. */
static const toc_plan_hop *shortest_hop(const toc_plan_relay *relay)
{
    const toc_plan_hop *shortest = NULL;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];

        if (is_fixed(&hop->deadline) && hop->deadline.anchor.kind == TOC_PLAN_ANCHOR_NONE &&
            (!shortest || hop->deadline.length.ms < shortest->deadline.length.ms))
            shortest = hop;
    }
    return shortest;
}

static void check_fallbacks(const toc_check_context *context, const toc_plan_relay *relay)
{
    const toc_plan_hop *hop = relay->fallbacks.count > 0 ? shortest_hop(relay) : NULL;

    for (uint32_t i = 0; hop && i < relay->fallbacks.count; i++) {
        const toc_plan_fallback *fallback = &relay->fallbacks.items[i];
        toc_diag *diag;

        if (toc_span_is_none(fallback->after.span) || fallback->after.value.workdays > 0 ||
            fallback->after.value.ms < hop->deadline.length.ms)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_FALLBACK_TOO_LATE, fallback->after.span,
                            "after %s without an answer the hop from `%s` is already late",
                            toc_check_length_text(context, fallback->after.value.ms),
                            hop->from.target ? hop->from.target->base.full : "");
        toc_diag_add_label(context->sink, diag, hop->deadline.length_span, "it has %s",
                           toc_check_length_text(context, hop->deadline.length.ms));
        toc_diag_add_help(context->sink, diag,
                          "turn to the next one while there is time to tell him");
    }
}

void toc_check_relay_fallbacks(const toc_check_context *context)
{
    for_each(context, check_fallbacks);
}

static void check_times(const toc_check_context *context, const toc_plan_relay *relay)
{
    for (uint32_t i = 0; i < relay->hops.count && relay->overall.kind == TOC_DEADLINE_NONE; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];
        toc_diag *diag;

        if (hop->deadline.kind != TOC_DEADLINE_NONE || !hop->from.target)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_HOP_WITHOUT_TIME, hop->span,
                            "`%s` may pass the word of `%s` on at any time",
                            hop->from.target->base.full, relay->base.full);
        toc_diag_set_here(context->sink, diag, "no time here, and none for the whole");
        toc_diag_add_help(context->sink, diag, "say `within …` here, or `overall within …`");
    }
}

void toc_check_relay_times(const toc_check_context *context)
{
    for_each(context, check_times);
}
