/* card_rights.c - what a body may decide and what not. */
#include <string.h>

#include "chart/card_private.h"

enum {
    SUCCESSION_MOST = 1000
}; /* longer than any line of succession; rings are errors of the plan */

/* ── powers ──────────────────────────────────────────────────────────────── */

typedef struct powers {
    bool declare, raise, lower, end, propose;
} powers;

static void add_authorities(powers *it, const toc_authorities *list, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_authority *one = &list->items[i];

        if (one->body.target != body)
            continue;
        it->declare = it->declare || one->may_declare;
        it->raise = it->raise || one->may_raise;
        it->lower = it->lower || one->may_lower;
        it->end = it->end || one->may_end;
    }
}

/* Who declares a grade also raises to it and lowers from it. */
static powers powers_at(const toc_plan_level *level, const toc_plan_body *body)
{
    powers it = {0};

    if (level->declared_by.body.target == body)
        it.declare = it.raise = it.lower = true;
    add_authorities(&it, &level->authorities, body);
    add_authorities(&it, &level->ladder->authorities, body);
    return it;
}

static const char *added(const toc_card *card, const char *list, bool has, toc_word what)
{
    if (!has)
        return list;
    return toc_arena_printf(card->arena, "%s%s%s", list ? list : "",
                            list ? toc_card_word(card, TOC_WORD_LIST) : "",
                            toc_card_word(card, what));
}

static bool write_level_power(toc_card *card, const toc_plan_level *level,
                              const toc_plan_body *body)
{
    const toc_wording *w = toc_card_wording(card);
    powers it = powers_at(level, body);
    const char *list = added(card, NULL, it.declare, TOC_WORD_DECLARE);
    toc_card_item item = {.id = toc_arena_printf(card->arena, "may:%s", level->base.full),
                          .mark = TOC_MARK_DOT};

    list = added(card, list, it.raise, TOC_WORD_RAISE);
    list = added(card, list, it.lower, TOC_WORD_LOWER);
    list = added(card, list, it.end, TOC_WORD_END_IT);
    if (!list)
        return false;
    item.title.first = toc_card_headed(card, toc_level_words(w, level), list);
    if (level->declared_by.body.target == body)
        item.due = toc_wording_deadline(w, &level->declared_by.deadline).text;
    toc_card_begin_item(card, &item);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHEN), toc_cond_words(w, level->when));
    if (level->declared_by.body.target == body) {
        const char *own = toc_card_lates(card, &level->if_late);

        toc_card_detail(card, toc_card_word(card, TOC_WORD_IF_LATE),
                        toc_card_joined(card, own, toc_card_lates(card, &level->ladder->if_late)));
    }
    toc_card_end_item(card);
    return true;
}

static bool write_end_power(toc_card *card, const toc_duty_by *duty, const toc_plan_body *body,
                            const toc_plan_ladder *ladder, toc_word what)
{
    const toc_wording *w = toc_card_wording(card);
    toc_card_item item = {.mark = TOC_MARK_DOT,
                          .title = {toc_card_word(card, what), NULL},
                          .due = toc_wording_deadline(w, &duty->deadline).text};

    if (!duty->body.target || duty->body.target != body)
        return false;
    item.id =
        toc_arena_printf(card->arena, "%s:%s", what == TOC_WORD_PROPOSE_END ? "propose" : "approve",
                         ladder->base.full);
    toc_card_begin_item(card, &item);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHEN), toc_cond_words(w, ladder->end_when));
    toc_card_end_item(card);
    return true;
}

static bool write_form_power(toc_card *card, const toc_plan_body *formed, const toc_plan_body *body)
{
    const toc_wording *w = toc_card_wording(card);
    toc_card_item item = {.mark = TOC_MARK_DOT};

    if (!formed->formed.by.body.target || formed->formed.by.body.target != body)
        return false;
    item.id = toc_arena_printf(card->arena, "may:form:%s", formed->base.full);
    item.title.first = toc_card_headed(card, toc_card_word(card, TOC_WORD_FORM),
                                       toc_title_words(w, &formed->base).first);
    item.due = toc_wording_deadline(w, &formed->formed.by.deadline).text;
    toc_card_begin_item(card, &item);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WHEN),
                    toc_cond_words(w, formed->formed.when));
    toc_card_end_item(card);
    return true;
}

/* Each post of a body acts for it: what the body declares stands on their cards in one line. */
static uint32_t write_for_org(toc_card *card, const toc_plan_ladder *ladder,
                              const toc_plan_body *body)
{
    const char *list = NULL;
    toc_card_item item = {.mark = TOC_MARK_DOT};

    for (uint32_t i = 0; body->org && i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (powers_at(level, body->org).declare && !powers_at(level, body).declare)
            list = toc_arena_printf(card->arena, "%s%s%s", list ? list : "",
                                    list ? toc_card_word(card, TOC_WORD_LIST) : "",
                                    toc_level_words(toc_card_wording(card), level));
    }
    if (!list)
        return 0;
    item.id = toc_arena_printf(card->arena, "may:for:%s", ladder->base.full);
    item.title.first =
        toc_arena_printf(card->arena, "%s %s (%s %s)", toc_card_word(card, TOC_WORD_DECLARE), list,
                         toc_card_word(card, TOC_WORD_ACTING_FOR),
                         toc_body_words(toc_card_wording(card), body->org));
    toc_card_begin_item(card, &item);
    toc_card_end_item(card);
    return 1;
}

static uint32_t write_may(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        for (uint32_t k = 0; k < ladder->levels.count; k++)
            count += write_level_power(card, ladder->levels.items[k], body);
        count += write_for_org(card, ladder, body);
        count += write_end_power(card, &ladder->proposed, body, ladder, TOC_WORD_PROPOSE_END);
        count += write_end_power(card, &ladder->approved, body, ladder, TOC_WORD_APPROVE_END);
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        count += write_form_power(card, plan->bodies.items[i], body);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        toc_card_item item = {.mark = TOC_MARK_DOT};

        if (!node->is_decision || node->by.target != body)
            continue;
        item.title.first = toc_title_words(toc_card_wording(card), &node->base).first;
        item.id = toc_arena_printf(card->arena, "may:%s", node->base.full);
        toc_card_begin_item(card, &item);
        toc_card_end_item(card);
        count++;
    }
    return count;
}

/* ── who acts for whom ───────────────────────────────────────────────────── */

/* Does what @p who decides fall to @p body as well: as one of its posts, or where it is out of reach? */
static bool acts_for(const toc_plan_body *body, const toc_plan_body *who)
{
    const toc_plan_body *before = body;

    if (body == who || body->org == who)
        return true;
    for (uint32_t i = 0; before && i < SUCCESSION_MOST; i++, before = before->succeeds.target) {
        if (before == who)
            return true;
    }
    return false;
}

static bool may_end(const toc_plan_ladder *ladder, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        if (powers_at(ladder->levels.items[i], body).end)
            return true;
    }
    return false;
}

/* ── what is not one's own to decide ─────────────────────────────────────── */

static void write_not(toc_card *card, const char *id, const char *what, const toc_plan_body *whose)
{
    toc_card_item item = {.id = id, .mark = TOC_MARK_NOT, .is_plain = true};

    item.title.first =
        toc_arena_printf(card->arena, "%s (%s %s)", what, toc_card_word(card, TOC_WORD_ONLY_BY),
                         toc_body_words(toc_card_wording(card), whose));
    toc_card_begin_item(card, &item);
    toc_card_end_item(card);
}

/* Grades that one body declares stand together. */
static void write_not_levels(toc_card *card, const toc_plan_ladder *ladder,
                             const toc_plan_body *body)
{
    for (uint32_t i = 0; i < ladder->levels.count;) {
        const toc_plan_body *who = ladder->levels.items[i]->declared_by.body.target;
        const char *list = NULL;
        uint32_t first = i;

        for (; i < ladder->levels.count && ladder->levels.items[i]->declared_by.body.target == who;
             i++) {
            const toc_plan_level *level = ladder->levels.items[i];

            if (powers_at(level, body).declare || (who && acts_for(body, who)))
                continue;
            list = toc_arena_printf(card->arena, "%s%s%s", list ? list : "",
                                    list ? toc_card_word(card, TOC_WORD_LIST) : "",
                                    toc_level_words(toc_card_wording(card), level));
        }
        if (who && list)
            write_not(
                card,
                toc_arena_printf(card->arena, "not:%s", ladder->levels.items[first]->base.full),
                toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_DECLARE), list),
                who);
    }
}

static void write_not_end(toc_card *card, const toc_plan_ladder *ladder, const toc_plan_body *body)
{
    const toc_plan_body *who =
        ladder->approved.body.target ? ladder->approved.body.target : ladder->proposed.body.target;

    if (who && !acts_for(body, who) && !may_end(ladder, body))
        write_not(card, toc_arena_printf(card->arena, "not:end:%s", ladder->base.full),
                  toc_card_word(card, TOC_WORD_SAY_IT_IS_OVER), who);
}

static void write_not_begun(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        const toc_plan_body *who = node->approval.body.target;

        if (node->by.target == body && who && !acts_for(body, who))
            write_not(card, toc_arena_printf(card->arena, "not:%s", node->base.full),
                      toc_arena_printf(card->arena, "%s %s",
                                       toc_card_word(card, TOC_WORD_BEGIN_UNASKED),
                                       toc_title_words(toc_card_wording(card), &node->base).first),
                      who);
    }
}

/* Nobody takes the public for somebody who decides. */
static bool is_public(const toc_plan_body *body)
{
    return body->kind == TOC_BODY_PUBLIC ||
           (body->is_post && body->org && body->org->kind == TOC_BODY_PUBLIC);
}

void toc_card_write_rights(toc_card *card, const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;
    uint32_t before = card->strips.count;

    toc_card_heading(card, TOC_WORD_YOU_MAY);
    if (write_may(card, body) == 0)
        card->strips.count = before; /* nothing to head */
    if (is_public(body))
        return;
    before = card->strips.count;
    toc_card_heading(card, TOC_WORD_YOU_MAY_NOT);
    {
        uint32_t headed = card->strips.count;

        for (uint32_t i = 0; i < plan->ladders.count; i++) {
            write_not_levels(card, plan->ladders.items[i], body);
            write_not_end(card, plan->ladders.items[i], body);
        }
        write_not_begun(card, body);
        if (card->strips.count == headed)
            card->strips.count = before;
    }
}
