/* card_reports.c - what a body tells whom by when, its contents as blanks to be filled in. */
#include "chart/card_private.h"
#include "emit/wording_cond.h"

static const char *names(const toc_card *card, const toc_body_refs *refs)
{
    return toc_wording_bodies(toc_card_wording(card), refs->items, refs->count);
}

static const char *methods_text(const toc_card *card, const toc_methods *methods)
{
    static const toc_word words[] = {[TOC_METHOD_PHONE] = TOC_WORD_PHONE,
                                     [TOC_METHOD_MOBILE] = TOC_WORD_MOBILE,
                                     [TOC_METHOD_RADIO] = TOC_WORD_RADIO,
                                     [TOC_METHOD_EMAIL] = TOC_WORD_EMAIL,
                                     [TOC_METHOD_FAX] = TOC_WORD_FAX,
                                     [TOC_METHOD_IM] = TOC_WORD_IM,
                                     [TOC_METHOD_SMS] = TOC_WORD_SMS,
                                     [TOC_METHOD_SYSTEM] = TOC_WORD_SYSTEM,
                                     [TOC_METHOD_WRITTEN] = TOC_WORD_WRITTEN,
                                     [TOC_METHOD_MEETING] = TOC_WORD_MEETING,
                                     [TOC_METHOD_MESSENGER] = TOC_WORD_MESSENGER};
    const char *list = NULL;

    for (uint32_t i = 0; i < methods->count; i++)
        list = toc_arena_printf(card->arena, "%s%s%s", list ? list : "",
                                list ? toc_card_word(card, TOC_WORD_LIST) : "",
                                toc_card_word(card, words[methods->items[i]]));
    return list;
}

static void write_fields(toc_card *card, const toc_field_refs *fields)
{
    for (uint32_t i = 0; i < fields->count; i++) {
        if (fields->items[i].target)
            toc_card_blank(
                card,
                toc_title_words(toc_card_wording(card), &fields->items[i].target->base).first);
    }
}

/* What all kinds of telling have in common. */
typedef struct telling {
    const toc_entity *entity;
    const char *id;
    const toc_deadline *deadline;
    const toc_series *series;
    const toc_plan_anchors *on; /* or NULL */
    const toc_cond *condition;
    const toc_body_refs *to;
    const toc_field_refs *content;
} telling;

static void begin(toc_card *card, const telling *it)
{
    const toc_wording *w = toc_card_wording(card);
    toc_worded_deadline due = toc_wording_deadline(w, it->deadline);
    const char *every = it->series ? toc_wording_series(w, it->series) : NULL;
    toc_card_item item = {.id = it->id,
                          .mark = TOC_MARK_BOX,
                          .title = toc_title_words(w, it->entity),
                          .due = due.text ? due.text : every};

    if (due.since)
        item.since = toc_wording_fill(w, TOC_WORD_SINCE, due.since, NULL);
    else if (due.text)
        item.since = every;
    toc_card_begin_item(card, &item);
    toc_card_detail(card, NULL, due.text && due.since ? every : NULL);
    toc_card_detail(card, NULL, it->series ? toc_card_until(card, it->series) : NULL);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_TO_WHOM), names(card, it->to));
    if (it->on)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_ON), toc_anchors_words(w, it->on));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHILE), toc_cond_words(w, it->condition));
}

static void write_report(toc_card *card, const toc_plan_report *report)
{
    telling it = {.entity = &report->base,
                  .id = toc_key_of(card->arena, &report->base),
                  .deadline = &report->deadline,
                  .series = &report->series,
                  .on = &report->on,
                  .condition = report->while_ ? report->while_ : report->level_filter,
                  .to = &report->to,
                  .content = &report->content};

    begin(card, &it);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_COPY_TO), names(card, &report->copy));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_BY_MEANS),
                    methods_text(card, &report->methods));
    write_fields(card, it.content);
    toc_card_end_item(card);
}

static void write_announcement(toc_card *card, const toc_plan_announcement *one)
{
    const toc_wording *w = toc_card_wording(card);
    telling it = {.entity = &one->base,
                  .id = toc_key_of(card->arena, &one->base),
                  .deadline = &one->deadline,
                  .series = &one->series,
                  .on = &one->on,
                  .condition = one->while_ ? one->while_ : one->when,
                  .to = &one->to,
                  .content = &one->content};

    begin(card, &it);
    if (one->to_public)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_TO_WHOM),
                        toc_card_word(card, TOC_WORD_PUBLIC));
    if (one->approved.body.target)
        toc_card_warning(card, toc_arena_printf(card->arena, "%s %s",
                                                toc_card_word(card, TOC_WORD_NOT_BEFORE_APPROVAL),
                                                toc_body_words(w, one->approved.body.target)));
    write_fields(card, it.content);
    toc_card_end_item(card);
}

static void write_hop(toc_card *card, const toc_plan_relay *relay, uint32_t index)
{
    const toc_plan_hop *hop = &relay->hops.items[index];
    telling it = {
        .entity = &relay->base,
        .id = toc_arena_printf(card->arena, "hop:%s:%u", relay->base.full, (unsigned)index + 1),
        .deadline = &hop->deadline,
        .on = index == 0 ? &relay->on : NULL,
        .to = &hop->to,
        .content = &relay->content};

    begin(card, &it);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_BY_MEANS),
                    methods_text(card, &hop->methods));
    write_fields(card, it.content);
    toc_card_end_item(card);
}

/* ── all that fall to a body ─────────────────────────────────────────────── */

static void head_once(toc_card *card, bool *is_any)
{
    if (!*is_any)
        toc_card_heading(card, TOC_WORD_YOU_REPORT);
    *is_any = true;
}

/* The heading may serve a part of a declarer's: who declares some grade announces by it. */
static bool declares(const toc_plan *plan, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        if (plan->levels.items[i]->declared_by.body.target == body)
            return true;
    }
    return false;
}

static void write_hops(toc_card *card, const toc_plan_body *body, bool *is_any)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        for (uint32_t k = 0; k < plan->relays.items[i]->hops.count; k++) {
            if (plan->relays.items[i]->hops.items[k].from.target != body)
                continue;
            head_once(card, is_any);
            write_hop(card, plan->relays.items[i], k);
        }
    }
}

void toc_card_write_reports(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;
    bool is_any = false;

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        if (plan->reports.items[i]->from.target != body)
            continue;
        head_once(card, &is_any);
        write_report(card, plan->reports.items[i]);
    }
    write_hops(card, body, &is_any);
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        if (one->by.target != body && !(one->by_declarer && declares(plan, body)))
            continue;
        head_once(card, &is_any);
        write_announcement(card, one);
    }
}
