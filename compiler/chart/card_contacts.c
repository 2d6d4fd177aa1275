/* card_contacts.c - who a body has to call: everybody that it works with, asks and tells. */
#include "chart/card_private.h"
#include "sema/announcer.h"

static void want(bool *wanted, const toc_card *card, const toc_plan_body *body)
{
    if (toc_is_own_body(card->input->plan, body))
        wanted[body->base.id] = true;
}

static void want_all(bool *wanted, const toc_card *card, const toc_body_refs *refs)
{
    for (uint32_t i = 0; i < refs->count; i++)
        want(wanted, card, refs->items[i].target);
}

static void want_late(bool *wanted, const toc_card *card, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++)
        want(wanted, card, lates->items[i].body.target);
}

static bool is_asked(const toc_plan_node *node, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < node->requests.count; i++) {
        if (node->requests.items[i].from.target == body)
            return true;
    }
    return false;
}

/* Everybody that a body works with, asks, tells and hears from. */
static void want_of_node(bool *wanted, const toc_card *card, const toc_plan_node *node,
                         const toc_plan_body *body)
{
    bool is_own = node->by.target == body;

    if (is_own) {
        want_all(wanted, card, &node->with);
        want_all(wanted, card, &node->to);
        want(wanted, card, node->approval.body.target);
        want(wanted, card, node->response->lead.target);
        want_late(wanted, card, &node->if_late);
        for (uint32_t i = 0; i < node->requests.count; i++)
            want(wanted, card, node->requests.items[i].from.target);
    } else if (toc_card_has(&node->with, body) || node->approval.body.target == body ||
               is_asked(node, body)) {
        want(wanted, card, node->by.target);
    }
}

static void want_reports(bool *wanted, const toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        if (report->from.target != body)
            continue;
        want_all(wanted, card, &report->to);
        want_all(wanted, card, &report->copy);
        want_late(wanted, card, &report->if_late);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        for (uint32_t k = 0; one->approved.body.target == body && k < plan->bodies.count; k++) {
            if (toc_announces(plan, one, plan->bodies.items[k], false))
                want(wanted, card, plan->bodies.items[k]);
        }
        if (!toc_announces(plan, one, body, true))
            continue;
        want_all(wanted, card, &one->to);
        want(wanted, card, one->approved.body.target);
        want_late(wanted, card, &one->if_late);
    }
}

/* Who begins a chain sees to it that all are told. */
static void want_relay(bool *wanted, const toc_card *card, const toc_plan_relay *relay,
                       const toc_plan_body *body)
{
    bool begins = relay->hops.count > 0 && relay->hops.items[0].from.target == body;
    bool hands_on = begins;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        bool is_own = relay->hops.items[i].from.target == body;

        hands_on = hands_on || is_own;
        if (is_own || (begins && relay->overall.kind != TOC_DEADLINE_NONE))
            want_all(wanted, card, &relay->hops.items[i].to);
    }
    for (uint32_t i = 0; hands_on && i < relay->fallbacks.count; i++)
        want_all(wanted, card, &relay->fallbacks.items[i].to);
    for (uint32_t i = 0; begins && i < relay->skips.count; i++)
        want_all(wanted, card, &relay->skips.items[i].to);
    if (begins)
        want_all(wanted, card, &relay->copy);
}

/* Whoever is told that a grade is not declared, and by whom the end is approved. */
static void want_ladders(bool *wanted, const toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        if (ladder->proposed.body.target == body)
            want(wanted, card, ladder->approved.body.target);
        for (uint32_t k = 0; k < ladder->levels.count; k++) {
            if (ladder->levels.items[k]->declared_by.body.target != body)
                continue;
            want_late(wanted, card, &ladder->levels.items[k]->if_late);
            want_late(wanted, card, &ladder->if_late);
        }
    }
}

/* ── on the card ─────────────────────────────────────────────────────────── */

/* Short ones stand two abreast. */
static void write_contact(toc_card *card, const toc_plan_body *body)
{
    toc_card_callee one = {
        .id = toc_arena_printf(card->arena, "contact:%s", body->base.full),
        .name = toc_body_words(toc_card_wording(card), body),
        .holder = body->holder ? toc_wording_text(toc_card_wording(card), body->holder, NULL).first
                               : NULL,
        .contact = toc_card_contact(card, body)};

    toc_card_callee_add(card, &one);
}

void toc_card_write_contacts(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;
    bool *wanted = TOC_NEW_ARRAY(card->arena, bool, plan->bodies.count + 1u);
    bool is_any = false;

    if (card->options->is_public)
        return;
    want(wanted, card, body->under.target);
    want(wanted, card, body->org);
    want(wanted, card, body->succeeds.target);
    for (uint32_t i = 0; i < body->posts.count; i++)
        want(wanted, card, body->posts.items[i]);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        want_of_node(wanted, card, plan->nodes.items[i], body);
    want_reports(wanted, card, body);
    for (uint32_t i = 0; i < plan->relays.count; i++)
        want_relay(wanted, card, plan->relays.items[i], body);
    want_ladders(wanted, card, body);
    if (toc_is_own_body(plan, body))
        wanted[body->base.id] = false;
    for (uint32_t i = 0; i < card->order->bodies.count; i++) {
        const toc_plan_body *one = card->order->bodies.items[i];

        if (!wanted[one->base.id] || one->contacts.count == 0)
            continue;
        if (!is_any)
            toc_card_heading(card, TOC_WORD_WHO_TO_CALL);
        is_any = true;
        write_contact(card, one);
    }
    toc_card_callee_end(card);
}
