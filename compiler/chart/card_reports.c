/* card_reports.c - what a body tells whom by when, its contents as blanks to be filled in. */
#include "chart/card_private.h"
#include "emit/wording_cond.h"
#include "sema/announcer.h"

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

void toc_card_write_contents(toc_card *card, const toc_methods *methods,
                             const toc_field_refs *content)
{
    if (methods)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_BY_MEANS), methods_text(card, methods));
    for (uint32_t i = 0; i < content->count; i++) {
        if (content->items[i].target)
            toc_card_blank(
                card,
                toc_title_words(toc_card_wording(card), &content->items[i].target->base).first);
    }
}

void toc_card_begin_telling(toc_card *card, const toc_card_telling *it)
{
    const toc_wording *w = toc_card_wording(card);
    toc_worded_deadline due = toc_wording_deadline(w, it->deadline);
    const char *every = it->series ? toc_wording_series(w, it->series) : NULL;
    toc_card_item item = {.id = it->id,
                          .mark = TOC_MARK_BOX,
                          .title = it->title,
                          .due = due.text ? due.text : every,
                          .since = due.text ? it->since : NULL};

    if (due.since)
        item.since = toc_wording_fill(w, TOC_WORD_SINCE, due.since, NULL);
    else if (due.text && !item.since)
        item.since = every;
    toc_card_begin_item(card, &item);
    toc_card_detail(card, NULL, due.text && due.since ? every : NULL);
    toc_card_detail(card, NULL, it->series ? toc_card_until(card, it->series) : NULL);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_TO_WHOM), toc_card_names(card, it->to));
    if (it->on)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_ON), toc_anchors_words(w, it->on));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHILE), toc_cond_words(w, it->condition));
}

static void write_report(toc_card *card, const toc_plan_report *report)
{
    toc_card_telling it = {.id = toc_key_of(card->arena, &report->base),
                           .title = toc_title_words(toc_card_wording(card), &report->base),
                           .deadline = &report->deadline,
                           .series = &report->series,
                           .on = &report->on,
                           .condition = report->while_ ? report->while_ : report->level_filter,
                           .to = &report->to};

    toc_card_begin_telling(card, &it);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_COPY_TO),
                    toc_card_names(card, &report->copy));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_IF_LATE),
                    toc_card_lates(card, &report->if_late));
    toc_card_write_contents(card, &report->methods, &report->content);
    toc_card_end_item(card);
}

static void write_announcement(toc_card *card, const toc_plan_announcement *one)
{
    const toc_wording *w = toc_card_wording(card);
    toc_card_telling it = {.id = toc_key_of(card->arena, &one->base),
                           .title = toc_title_words(w, &one->base),
                           .deadline = &one->deadline,
                           .series = &one->series,
                           .on = &one->on,
                           .condition = one->while_ ? one->while_ : one->when,
                           .to = &one->to};

    toc_card_begin_telling(card, &it);
    if (one->by_declarer)
        toc_card_detail(card, NULL, toc_card_word(card, TOC_WORD_IF_YOU_DECLARE));
    if (one->to_public)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_TO_WHOM),
                        toc_card_word(card, TOC_WORD_PUBLIC));
    if (one->approved.body.target)
        toc_card_warning(card, toc_arena_printf(card->arena, "%s %s",
                                                toc_card_word(card, TOC_WORD_NOT_BEFORE_APPROVAL),
                                                toc_body_words(w, one->approved.body.target)));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_IF_LATE),
                    toc_card_lates(card, &one->if_late));
    toc_card_write_contents(card, NULL, &one->content);
    toc_card_end_item(card);
}

/* ── all that fall to a body ─────────────────────────────────────────────── */

void toc_card_head_reports(toc_card *card, bool *is_any)
{
    if (!*is_any)
        toc_card_heading(card, TOC_WORD_YOU_REPORT);
    *is_any = true;
}

void toc_card_write_reports(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;
    bool is_any = false;

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        if (plan->reports.items[i]->from.target != body)
            continue;
        toc_card_head_reports(card, &is_any);
        write_report(card, plan->reports.items[i]);
    }
    toc_card_write_relays(card, body, &is_any);
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        if (!toc_announces(plan, one, body, true))
            continue;
        toc_card_head_reports(card, &is_any);
        write_announcement(card, one);
    }
}
