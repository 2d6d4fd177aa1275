/* card_calls.c - when a body is called, and what it is told. */
#include "chart/card_private.h"
#include "emit/wording_cond.h"

/* What a body has to do in a response, in numbers. */
typedef struct share {
    uint32_t does, helps, approves, grants;
    bool leads;
} share;

static uint32_t asked_for(const toc_plan_node *node, const toc_plan_body *body)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < node->requests.count; i++)
        count += node->requests.items[i].from.target == body;
    return count;
}

static share share_of(const toc_plan_response *response, const toc_plan_body *body)
{
    share it = {.leads = response->lead.target == body};

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        it.does += node->by.target == body;
        it.helps += toc_card_has(&node->with, body);
        it.approves += node->approval.body.target == body;
        it.grants += asked_for(node, body);
    }
    for (uint32_t i = 0; i < response->announcements.count; i++)
        it.approves += response->announcements.items[i]->approved.body.target == body;
    return it;
}

bool toc_card_is_busy(const toc_plan_response *response, const toc_plan_body *body)
{
    share it = share_of(response, body);

    return it.does + it.helps + it.approves + it.grants > 0;
}

static const char *counted(const toc_card *card, const char *list, toc_word what, uint32_t count)
{
    if (count == 0)
        return list;
    return toc_card_joined(
        card, list,
        toc_arena_printf(card->arena, "%s %u", toc_card_word(card, what), (unsigned)count));
}

static const char *share_text(const toc_card *card, const share *it)
{
    const char *list = it->leads ? toc_card_word(card, TOC_WORD_YOU_LEAD) : NULL;

    list = counted(card, list, TOC_WORD_YOU_DO, it->does);
    list = counted(card, list, TOC_WORD_YOU_HELP, it->helps);
    list = counted(card, list, TOC_WORD_YOU_APPROVE, it->approves);
    list = counted(card, list, TOC_WORD_YOU_GRANT, it->grants);
    return list;
}

static void write_call(toc_card *card, const toc_plan_group *group, const share *it)
{
    const toc_wording *w = toc_card_wording(card);
    const toc_plan_response *response = group->response;
    toc_title starts = {*group->starts ? group->starts : group->title.first, NULL};
    toc_card_item item = {.id = toc_arena_printf(card->arena, "call:%s", response->base.full),
                          .mark = TOC_MARK_DOT,
                          .title = starts};

    toc_card_begin_item(card, &item);
    for (uint32_t i = 0; i < response->on.count; i++)
        toc_card_detail(card, NULL, toc_card_caller(card, &response->on.items[i]));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_ONLY_IF), toc_cond_words(w, response->when));
    toc_card_detail(card, NULL,
                    *group->starts
                        ? toc_card_headed(card,
                                          toc_arena_printf(card->arena, "→ %s", group->title.first),
                                          share_text(card, it))
                        : share_text(card, it));
    toc_card_end_item(card);
}

static void write_formed(toc_card *card, const toc_plan_body *body)
{
    const toc_wording *w = toc_card_wording(card);
    const toc_duty_by *by = &body->formed.by;
    toc_worded_deadline due = toc_wording_deadline(w, &by->deadline);
    toc_card_item item = {.mark = TOC_MARK_DOT,
                          .title = {toc_card_word(card, TOC_WORD_YOU_ARE_FORMED), NULL},
                          .due = due.text,
                          .since = due.since};

    if (toc_span_is_none(by->span))
        return;
    toc_card_begin_item(card, &item);
    if (by->body.target)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_FORMED_BY),
                        toc_body_words(w, by->body.target));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHEN), toc_cond_words(w, body->formed.when));
    toc_card_end_item(card);
}

/* ── told ────────────────────────────────────────────────────────────────── */

void toc_card_write_told(toc_card *card, const toc_card_told *it)
{
    static const toc_series none = {0};
    const toc_wording *w = toc_card_wording(card);
    const char *due = it->deadline ? toc_wording_deadline(w, it->deadline).text : NULL;
    toc_card_item item = {.id = it->id,
                          .mark = TOC_MARK_DOT,
                          .is_plain = true,
                          .due =
                              due ? due : toc_wording_series(w, it->series ? it->series : &none)};

    item.title.first =
        toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_YOU_GET), it->what);
    if (it->from)
        item.title.first =
            toc_arena_printf(card->arena, "%s (%s %s)", item.title.first,
                             toc_card_word(card, TOC_WORD_FROM), toc_body_words(w, it->from));
    toc_card_begin_item(card, &item);
    toc_card_end_item(card);
}

static void write_told_of(toc_card *card, const toc_entity *entity, const toc_plan_body *from,
                          const toc_deadline *deadline, const toc_series *series)
{
    toc_card_told it = {.id = toc_arena_printf(card->arena, "told:%s", entity->full),
                        .what = toc_title_words(toc_card_wording(card), entity).first,
                        .from = from,
                        .deadline = deadline,
                        .series = series};

    toc_card_write_told(card, &it);
}

static void write_told_by_announcements(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        if (toc_card_has(&one->to, body))
            write_told_of(card, &one->base, one->by.target, &one->deadline, &one->series);
    }
}

static void write_tellings(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        if (toc_card_has(&report->to, body) || toc_card_has(&report->copy, body))
            write_told_of(card, &report->base, report->from.target, &report->deadline,
                          &report->series);
    }
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        if (toc_card_has(&node->to, body))
            write_told_of(card, &node->base, node->by.target, &node->deadline, NULL);
    }
    toc_card_write_told_by_relays(card, body);
    write_told_by_announcements(card, body);
}

/* ── told when something is late ─────────────────────────────────────────── */

static bool is_notified(const toc_lates *lates, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].body.target == body)
            return true;
    }
    return false;
}

/* @p what: its title where that of @p entity alone would not do; or NULL. */
static void write_late(toc_card *card, const toc_entity *entity, const char *what,
                       const toc_plan_body *from)
{
    const toc_wording *w = toc_card_wording(card);
    toc_card_told it = {.id = toc_arena_printf(card->arena, "late:%s", entity->full),
                        .what =
                            toc_wording_fill(w, TOC_WORD_TOLD_IF_LATE,
                                             what ? what : toc_title_words(w, entity).first, NULL),
                        .from = from};

    toc_card_write_told(card, &it);
}

static void write_late_levels(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;
    const toc_wording *w = toc_card_wording(card);

    for (uint32_t i = 0; i < plan->levels.count; i++) {
        const toc_plan_level *level = plan->levels.items[i];

        if (is_notified(&level->if_late, body) || is_notified(&level->ladder->if_late, body))
            write_late(card, &level->base,
                       toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_DECLARE),
                                        toc_level_words(w, level)),
                       level->declared_by.body.target);
    }
}

static void write_lates(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    write_late_levels(card, body);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        if (is_notified(&node->if_late, body))
            write_late(card, &node->base, NULL, node->by.target);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        if (is_notified(&report->if_late, body))
            write_late(card, &report->base, NULL, report->from.target);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        if (is_notified(&one->if_late, body))
            write_late(card, &one->base, NULL, one->by.target);
    }
}

/* ── all of it ───────────────────────────────────────────────────────────── */

static void write_membership(toc_card *card, const toc_plan_body *body)
{
    const toc_wording *w = toc_card_wording(card);
    const char *mission = body->mission ? toc_wording_text(w, body->mission, "").first : NULL;

    if (mission && *mission)
        toc_card_say(card, toc_arena_printf(card->arena, "%s %s",
                                            toc_card_word(card, TOC_WORD_MISSION), mission));
    if (body->succeeds.target)
        toc_card_say(card, toc_arena_printf(card->arena, "%s %s",
                                            toc_card_word(card, TOC_WORD_YOU_STAND_IN),
                                            toc_body_words(w, body->succeeds.target)));
    if (body->is_post && body->org)
        toc_card_say(card,
                     toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_SEE_ALSO),
                                      toc_title_words(w, &body->org->base).first));
}

void toc_card_write_calls(toc_card *card, const toc_plan_body *body)
{
    toc_card_heading(card, TOC_WORD_YOU_ARE_CALLED);
    write_membership(card, body);
    write_formed(card, body);
    for (uint32_t i = 0; i < card->order->groups.count; i++) {
        const toc_plan_group *group = &card->order->groups.items[i];
        share it = share_of(group->response, body);

        if (it.leads || toc_card_is_busy(group->response, body))
            write_call(card, group, &it);
    }
    write_tellings(card, body);
    write_lates(card, body);
}
