/* card_relays.c - chains of reports: who passes word on to whom, checks it first, puts it in
 * writing, goes past the chain, tries another where nobody answers, and who is told by it. */
#include "chart/card_private.h"
#include "emit/wording_cond.h"

static const char *title_as(const toc_card *card, const toc_plan_relay *relay, toc_word which)
{
    const toc_wording *w = toc_card_wording(card);

    return toc_wording_fill(w, which, toc_title_words(w, &relay->base).first, NULL);
}

/* Is hop @p index handed on by whoever begins the chain?  Out: how long he may check first. */
static bool is_first(const toc_relay_graph *graph, uint32_t index, toc_ms *out_verify)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        if (graph->edges[i].hop != index)
            continue;
        *out_verify = graph->verify[graph->edges[i].from];
        return graph->edges[i].from == graph->source;
    }
    *out_verify = 0;
    return false;
}

static const toc_plan_body *beginner(const toc_relay_graph *graph)
{
    return graph->source == UINT32_MAX ? NULL : graph->bodies[graph->source];
}

static void add_refs(const toc_card *card, toc_body_refs *list, const toc_body_refs *more,
                     const toc_plan_body *but)
{
    for (uint32_t i = 0; i < more->count; i++) {
        if (more->items[i].target && more->items[i].target != but &&
            !toc_card_has(list, more->items[i].target))
            TOC_PUSH(card->arena, list, more->items[i]);
    }
}

/* Everybody whom hops of @p relay tell, but for @p but; only by what @p written_by, who begins the
 * chain, hands on, unless that is NULL. */
static toc_body_refs receivers_of(const toc_card *card, const toc_plan_relay *relay,
                                  const toc_plan_body *but, const toc_plan_body *written_by)
{
    const toc_relay_graph *graph = card->graphs[relay->base.id];
    toc_body_refs list = {NULL, 0, 0};

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];
        toc_ms verify;

        if (written_by && (hop->from.target != written_by || !is_first(graph, i, &verify)))
            continue;
        add_refs(card, &list, &hop->to, but);
    }
    return list;
}

/* ── what a body does ────────────────────────────────────────────────────── */

/* Who is tried in place of a receiver who does not answer: nobody tries himself, or the same again. */
static void write_fallbacks(toc_card *card, const toc_plan_relay *relay, const toc_plan_hop *hop)
{
    const toc_wording *w = toc_card_wording(card);

    for (uint32_t i = 0; i < relay->fallbacks.count; i++) {
        const toc_plan_fallback *fallback = &relay->fallbacks.items[i];
        toc_body_refs others = {NULL, 0, 0};
        const char *wait = toc_wording_length(w, fallback->after.value);

        add_refs(card, &others, &fallback->to, hop->from.target);
        if (others.count == 1 && hop->to.count == 1 &&
            others.items[0].target == hop->to.items[0].target)
            continue;
        if (others.count > 0)
            toc_card_warning(card, toc_wording_fill(w, TOC_WORD_REPORTS_FALLBACK, wait ? wait : "0",
                                                    toc_card_names(card, &others)));
    }
}

static void write_hop(toc_card *card, const toc_plan_relay *relay, uint32_t index)
{
    const toc_wording *w = toc_card_wording(card);
    const toc_plan_hop *hop = &relay->hops.items[index];
    toc_ms verify;
    bool begins = is_first(card->graphs[relay->base.id], index, &verify);
    toc_card_telling it = {
        .id = toc_arena_printf(card->arena, "hop:%s:%u", relay->base.full, (unsigned)index + 1),
        .title = toc_title_words(w, &relay->base),
        .deadline = &hop->deadline,
        .since = begins ? NULL : toc_card_word(card, TOC_WORD_SINCE_YOU_KNOW),
        .on = begins ? &relay->on : NULL,
        .to = &hop->to};

    toc_card_begin_telling(card, &it);
    if (begins)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_COPY_TO),
                        toc_card_names(card, &relay->copy));
    if (verify > 0)
        toc_card_detail(card, NULL,
                        toc_wording_fill(w, TOC_WORD_CHECK_FIRST, toc_ms_words(w, verify), NULL));
    write_fallbacks(card, relay, hop);
    toc_card_write_contents(card, &hop->methods, &relay->content);
    toc_card_end_item(card);
}

/* A duty of the chain's first sender beside its hops; its contents stand there already. */
static void write_of_chain(toc_card *card, const toc_plan_relay *relay, const char *id,
                           toc_word which, const toc_deadline *deadline, const toc_cond *when,
                           const toc_body_refs *to)
{
    bool is_counted = toc_wording_deadline(toc_card_wording(card), deadline).since != NULL;
    toc_card_telling it = {.id = toc_arena_printf(card->arena, "%s:%s", id, relay->base.full),
                           .title = {title_as(card, relay, which), NULL},
                           .deadline = deadline,
                           .on = is_counted ? NULL : &relay->on,
                           .to = to};

    toc_card_begin_telling(card, &it);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHEN),
                    toc_cond_words(toc_card_wording(card), when));
    toc_card_end_item(card);
}

static void write_skips(toc_card *card, const toc_plan_relay *relay, const toc_plan_body *body)
{
    static const toc_deadline none = {0};

    for (uint32_t i = 0; i < relay->skips.count; i++) {
        const toc_plan_skip *skip = &relay->skips.items[i];
        toc_body_refs to = {NULL, 0, 0};

        add_refs(card, &to, &skip->to, body);
        if (to.count > 0)
            write_of_chain(card, relay, toc_arena_printf(card->arena, "skip:%u", (unsigned)i + 1),
                           TOC_WORD_CHAIN_SKIPPED, &none, skip->when, &to);
    }
}

static void write_written(toc_card *card, const toc_plan_relay *relay, const toc_plan_body *body)
{
    toc_body_refs to = receivers_of(card, relay, NULL, body);

    if (to.count > 0)
        write_of_chain(card, relay, "written", TOC_WORD_CHAIN_WRITTEN, &relay->written, NULL, &to);
}

static void write_overall(toc_card *card, const toc_plan_relay *relay, const toc_plan_body *body)
{
    toc_body_refs to = receivers_of(card, relay, body, NULL);

    if (to.count > 0)
        write_of_chain(card, relay, "overall", TOC_WORD_CHAIN_ALL_TOLD, &relay->overall, NULL, &to);
}

static void write_relay(toc_card *card, const toc_plan_relay *relay, const toc_plan_body *body,
                        bool *is_any)
{
    bool is_in = false;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        if (relay->hops.items[i].from.target != body)
            continue;
        is_in = true;
        toc_card_head_reports(card, is_any);
        write_hop(card, relay, i);
    }
    if (is_in && relay->written.kind != TOC_DEADLINE_NONE)
        write_written(card, relay, body);
    if (beginner(card->graphs[relay->base.id]) != body)
        return;
    write_skips(card, relay, body);
    if (relay->overall.kind != TOC_DEADLINE_NONE)
        write_overall(card, relay, body);
}

void toc_card_write_relays(toc_card *card, const toc_plan_body *body, bool *out_any)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        if (card->graphs[i])
            write_relay(card, plan->relays.items[i], body, out_any);
    }
}

/* ── what it is told ─────────────────────────────────────────────────────── */

static void write_told(toc_card *card, const toc_plan_relay *relay, const char *id,
                       const char *what, const toc_plan_body *from, const toc_deadline *deadline)
{
    toc_card_told it = {.id = toc_arena_printf(card->arena, "%s:%s", id, relay->base.full),
                        .what = what,
                        .from = from,
                        .deadline = deadline};

    toc_card_write_told(card, &it);
}

static void write_told_by_hops(toc_card *card, const toc_plan_relay *relay,
                               const toc_plan_body *body)
{
    const char *title = toc_title_words(toc_card_wording(card), &relay->base).first;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];
        toc_ms verify;

        if (!toc_card_has(&hop->to, body))
            continue;
        write_told(card, relay, toc_arena_printf(card->arena, "told:%u", (unsigned)i + 1), title,
                   hop->from.target, &hop->deadline);
        if (relay->written.kind != TOC_DEADLINE_NONE &&
            is_first(card->graphs[relay->base.id], i, &verify))
            write_told(card, relay, toc_arena_printf(card->arena, "written:%u", (unsigned)i + 1),
                       title_as(card, relay, TOC_WORD_CHAIN_WRITTEN), hop->from.target,
                       &relay->written);
    }
}

static void write_told_instead(toc_card *card, const toc_plan_relay *relay,
                               const toc_plan_body *body)
{
    const toc_wording *w = toc_card_wording(card);

    for (uint32_t i = 0; i < relay->fallbacks.count; i++) {
        toc_body_refs others;

        if (!toc_card_has(&relay->fallbacks.items[i].to, body))
            continue;
        others = receivers_of(card, relay, body, NULL);
        if (others.count > 0)
            write_told(card, relay, toc_arena_printf(card->arena, "instead:%u", (unsigned)i + 1),
                       toc_wording_fill(w, TOC_WORD_CHAIN_INSTEAD,
                                        toc_title_words(w, &relay->base).first,
                                        toc_card_names(card, &others)),
                       NULL, NULL);
    }
}

static void write_told_by_relay(toc_card *card, const toc_plan_relay *relay,
                                const toc_plan_body *body)
{
    const toc_plan_body *first = beginner(card->graphs[relay->base.id]);

    write_told_by_hops(card, relay, body);
    for (uint32_t i = 0; i < relay->skips.count; i++) {
        if (toc_card_has(&relay->skips.items[i].to, body) && body != first)
            write_told(card, relay, toc_arena_printf(card->arena, "skipped:%u", (unsigned)i + 1),
                       title_as(card, relay, TOC_WORD_CHAIN_SKIPPED), first, NULL);
    }
    write_told_instead(card, relay, body);
    if (toc_card_has(&relay->copy, body))
        write_told(card, relay, "copied", title_as(card, relay, TOC_WORD_CHAIN_COPY), first, NULL);
}

void toc_card_write_told_by_relays(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        if (card->graphs[i])
            write_told_by_relay(card, plan->relays.items[i], body);
    }
}
