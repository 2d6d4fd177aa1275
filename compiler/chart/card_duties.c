/* card_duties.c - when a body is called, its steps, and what it reports. */
#include <stdlib.h>
#include <string.h>

#include "chart/card_private.h"
#include "chart/passage.h"
#include "emit/wording_cond.h"
#include "sema/announcer.h"

enum { ON_ONE_LINE = 40 }; /* bytes of a contact that are not broken */

/* ── who and what ────────────────────────────────────────────────────────── */

bool toc_card_has(const toc_body_refs *refs, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target == body)
            return true;
    }
    return false;
}

/* Adds to a list in words, unless it is long already. */
const char *toc_card_headed(const toc_card *card, const char *head, const char *rest)
{
    return toc_arena_printf(
        card->arena, "%s %s",
        toc_wording_fill(toc_card_wording(card), TOC_WORD_COND_COLON, head, NULL), rest);
}

const char *toc_card_joined(const toc_card *card, const char *list, const char *one)
{
    if (!one || !*one)
        return list;
    if (!list || !*list)
        return one;
    return toc_arena_printf(card->arena, "%s%s%s", list, toc_card_word(card, TOC_WORD_LIST), one);
}

const char *toc_card_names(const toc_card *card, const toc_body_refs *refs)
{
    const char *list = NULL;

    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            list = toc_card_joined(card, list,
                                   toc_body_words(toc_card_wording(card), refs->items[i].target));
    }
    return list;
}

static const char *seen_by(const toc_card *card, const toc_plan_event *event)
{
    const char *who = toc_card_names(card, &event->seen_by);

    return who ? toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_SEEN_BY), who)
               : NULL;
}

static const char *trigger_caller(const toc_card *card, const toc_plan_trigger *trigger)
{
    const toc_wording *w = toc_card_wording(card);
    const char *on = toc_anchors_words(w, &trigger->on);
    const char *when = toc_cond_words(w, trigger->when);

    if (when)
        return toc_arena_printf(card->arena, "%s%s%s", on, *on ? " · " : "", when);
    return *on ? on : NULL;
}

static const char *declared_by(const toc_card *card, const toc_plan_anchor *anchor)
{
    const toc_plan_body *body = anchor->level ? anchor->level->declared_by.body.target : NULL;

    if (!body)
        return NULL;
    return toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_DECLARED_BY),
                            toc_body_words(toc_card_wording(card), body));
}

const char *toc_card_caller(const toc_card *card, const toc_plan_anchor *anchor)
{
    if (!anchor->target || anchor->is_broken)
        return NULL;
    if (anchor->kind == TOC_PLAN_ANCHOR_EVENT)
        return seen_by(card, (const toc_plan_event *)anchor->target);
    if (anchor->kind == TOC_PLAN_ANCHOR_TRIGGER)
        return trigger_caller(card, (const toc_plan_trigger *)anchor->target);
    return declared_by(card, anchor);
}

const char *toc_card_waits(const toc_card *card, const toc_plan_node *node)
{
    const toc_wording *w = toc_card_wording(card);
    const char *list = NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];
        const char *title = toc_title_words(w, &edge->source->base).first;
        const char *wait = toc_wording_length(w, edge->wait);

        if (edge->is_loop)
            continue;
        if (edge->outcome >= 0 && (uint32_t)edge->outcome < edge->source->outcomes.count)
            title = toc_card_headed(
                card, title, toc_wording_outcome(w, &edge->source->outcomes.items[edge->outcome]));
        if (wait)
            title = toc_arena_printf(card->arena, "%s (+ %s)", title, wait);
        list = toc_card_joined(card, list, title);
        count++;
    }
    if (count > 1 && node->join == TOC_JOIN_ANY)
        return toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_ANY_OF), list);
    return list;
}

const char *toc_card_until(const toc_card *card, const toc_series *series)
{
    const char *until = toc_cond_words(toc_card_wording(card), series->until);

    return until ? toc_wording_fill(toc_card_wording(card), TOC_WORD_REPORTS_UNTIL, until, NULL)
                 : NULL;
}

static const char *contact_word(const toc_card *card, toc_contact_kind kind)
{
    static const toc_word words[] = {
        [TOC_CONTACT_PHONE] = TOC_WORD_PHONE, [TOC_CONTACT_MOBILE] = TOC_WORD_MOBILE,
        [TOC_CONTACT_RADIO] = TOC_WORD_RADIO, [TOC_CONTACT_EMAIL] = TOC_WORD_EMAIL,
        [TOC_CONTACT_FAX] = TOC_WORD_FAX,     [TOC_CONTACT_IM] = TOC_WORD_IM};

    return toc_card_word(card, words[kind]);
}

const char *toc_card_contact(const toc_card *card, const toc_plan_body *body)
{
    const char *list = NULL;

    if (card->options->is_public)
        return NULL;
    for (uint32_t i = 0; i < body->contacts.count; i++) {
        const toc_contact *one = &body->contacts.items[i];
        const char *text =
            toc_arena_printf(card->arena, "%s %s", contact_word(card, one->kind), one->text);

        if (strlen(text) <= ON_ONE_LINE)
            text = toc_unbroken(card->arena, text);
        list = toc_arena_printf(card->arena, "%s%s%s", list ? list : "", list ? " · " : "", text);
    }
    return list;
}

/* ── steps ───────────────────────────────────────────────────────────────── */

static void write_outcomes(toc_card *card, const toc_plan_node *node)
{
    const toc_wording *w = toc_card_wording(card);

    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];
        const char *when = toc_cond_words(w, outcome->when);
        const char *list = NULL;

        for (uint32_t k = 0; k < outcome->targets.count; k++) {
            const toc_plan_target *target = &outcome->targets.items[k];
            const char *title = toc_card_word(card, TOC_WORD_END);
            const char *wait = toc_wording_length(w, target->wait);

            if (target->node.target)
                title = toc_title_words(w, &target->node.target->base).first;
            else if (target->response.target)
                title = toc_title_words(w, &target->response.target->base).first;
            if (wait)
                title = toc_arena_printf(card->arena, "%s (+ %s)", title, wait);
            list = toc_card_joined(card, list, title);
        }
        toc_card_choice(card, toc_arena_printf(card->arena, "%s%s%s%s%s%s",
                                               toc_wording_outcome(w, outcome), when ? " (" : "",
                                               when ? when : "", when ? ")" : "", list ? " → " : "",
                                               list ? list : ""));
    }
}

static void write_texts(toc_card *card, const toc_texts *texts, const char *label, bool is_warning)
{
    for (uint32_t i = 0; i < texts->count; i++) {
        const char *text = toc_wording_text(toc_card_wording(card), texts->items[i], "").first;

        if (is_warning)
            toc_card_warning(card, text);
        else
            toc_card_detail(card, label, text);
    }
}

static const char *quantity(const toc_card *card, const toc_quantity *one)
{
    return toc_arena_printf(
        card->arena, "%lld × %s", (long long)one->count,
        toc_title_words(toc_card_wording(card), &one->resource.target->base).first);
}

/* With the body that each is asked of, where there is one. */
static const char *quantities(const toc_card *card, const toc_quantities *list)
{
    const toc_wording *w = toc_card_wording(card);
    const char *text = NULL;

    for (uint32_t i = 0; i < list->count; i++) {
        const toc_quantity *one = &list->items[i];

        if (!one->resource.target)
            continue;
        text = toc_card_joined(card, text, quantity(card, one));
        if (one->from.target)
            text = toc_arena_printf(card->arena, "%s (%s %s)", text,
                                    toc_card_word(card, TOC_WORD_FROM),
                                    toc_body_words(w, one->from.target));
    }
    return text;
}

const char *toc_card_lates(const toc_card *card, const toc_lates *lates)
{
    const toc_wording *w = toc_card_wording(card);
    const char *list = NULL;

    for (uint32_t i = 0; i < lates->count; i++) {
        const toc_late *late = &lates->items[i];

        if (late->level.target)
            list = toc_card_joined(card, list, toc_level_words(w, late->level.target));
        if (late->body.target)
            list = toc_card_joined(card, list, toc_body_words(w, late->body.target));
        if (late->response.target)
            list =
                toc_card_joined(card, list, toc_title_words(w, &late->response.target->base).first);
    }
    return list;
}

static toc_card_item item_of(const toc_card *card, const toc_plan_node *node)
{
    const toc_wording *w = toc_card_wording(card);
    toc_worded_deadline due = toc_wording_deadline(w, &node->deadline);
    const char *every = toc_wording_series(w, &node->series);
    toc_card_item item = {.id = toc_key_of(card->arena, &node->base),
                          .mark = TOC_MARK_BOX,
                          .title = toc_title_words(w, &node->base),
                          .due = due.text ? due.text : every};

    if (due.since)
        item.since = toc_wording_fill(w, TOC_WORD_SINCE, due.since, NULL);
    else if (due.text && every)
        item.since = every;
    return item;
}

/* What everybody who has to do with a step must know of it. */
static void write_node(toc_card *card, const toc_plan_node *node, bool is_own)
{
    const toc_wording *w = toc_card_wording(card);
    toc_card_item item = item_of(card, node);

    toc_card_begin_item(card, &item);
    if (!is_own && node->by.target)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_YOU_HELP_WHOM),
                        toc_body_words(w, node->by.target));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WAIT_FOR), toc_card_waits(card, node));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_ONLY_IF), toc_cond_words(w, node->when));
    toc_card_detail(card, NULL, toc_card_until(card, &node->series));
    if (node->at_most > 0)
        toc_card_detail(card, NULL,
                        toc_wording_fill(w, TOC_WORD_AT_MOST_TIMES,
                                         toc_arena_printf(card->arena, "%u", node->at_most), NULL));
    if (node->approval.body.target)
        toc_card_warning(card, toc_arena_printf(card->arena, "%s %s",
                                                toc_card_word(card, TOC_WORD_NOT_BEFORE_APPROVAL),
                                                toc_body_words(w, node->approval.body.target)));
    write_texts(card, &node->safety, NULL, true);
    write_texts(card, &node->instructions, NULL, false);
    write_outcomes(card, node);
    if (is_own || node->with.count > 1)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_WITH_WHOM),
                        toc_card_names(card, &node->with));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_TELL), toc_card_names(card, &node->to));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_TAKE), quantities(card, &node->uses));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_TAKE), quantities(card, &node->consumes));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_ASK_FOR), quantities(card, &node->requests));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_IF_LATE),
                    toc_card_lates(card, &node->if_late));
    write_texts(card, &node->evidence, toc_card_word(card, TOC_WORD_EVIDENCE), false);
    toc_card_end_item(card);
}

/* @p on: what makes it wanted, where its heading does not say so; or NULL. */
static void write_approval(toc_card *card, const toc_entity *what, const toc_duty_by *duty,
                           const char *asked_by, const toc_plan_anchors *on)
{
    const toc_wording *w = toc_card_wording(card);
    toc_worded_deadline due = toc_wording_deadline(w, &duty->deadline);
    toc_title title = toc_title_words(w, what);
    toc_card_item item = {.id = toc_arena_printf(card->arena, "approval:%s", what->full),
                          .mark = TOC_MARK_BOX,
                          .due = due.text};

    title.first = toc_card_headed(card, toc_card_word(card, TOC_WORD_APPROVE), title.first);
    item.title = title;
    toc_card_begin_item(card, &item);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_ASKED_BY), asked_by);
    if (on)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_ON), toc_anchors_words(w, on));
    toc_card_choice(card, toc_card_word(card, TOC_WORD_APPROVED));
    toc_card_choice(card, toc_card_word(card, TOC_WORD_REFUSED));
    toc_card_end_item(card);
}

/* What a step asks of the body; by when is for the step to say. */
static void write_grant(toc_card *card, const toc_plan_node *node, const toc_quantity *one)
{
    const toc_wording *w = toc_card_wording(card);
    const char *what = toc_title_words(w, &node->base).first;
    const char *due = toc_wording_deadline(w, &node->deadline).text;
    toc_card_item item = {.id = toc_arena_printf(card->arena, "grant:%s:%s", node->base.full,
                                                 one->resource.target->base.full),
                          .mark = TOC_MARK_BOX};

    item.title.first =
        toc_card_headed(card, toc_card_word(card, TOC_WORD_GRANT), quantity(card, one));
    toc_card_begin_item(card, &item);
    if (node->by.target)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_ASKED_BY),
                        toc_body_words(w, node->by.target));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_FOR_STEP),
                    due ? toc_arena_printf(card->arena, "%s (%s)", what, due) : what);
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WAIT_FOR), toc_card_waits(card, node));
    toc_card_choice(card, toc_card_word(card, TOC_WORD_GRANTED));
    toc_card_choice(card, toc_card_word(card, TOC_WORD_REFUSED));
    toc_card_end_item(card);
}

static void write_grants(toc_card *card, const toc_plan_node *node, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < node->requests.count; i++) {
        const toc_quantity *one = &node->requests.items[i];

        if (one->from.target == body && one->resource.target)
            write_grant(card, node, one);
    }
}

static const char *asker(const toc_card *card, const toc_plan_node *node)
{
    return node->by.target ? toc_body_words(toc_card_wording(card), node->by.target) : NULL;
}

static const char *announcers(const toc_card *card, const toc_plan_announcement *one)
{
    const toc_plan *plan = card->input->plan;
    const char *list = NULL;

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (toc_announces(plan, one, plan->bodies.items[i], false))
            list = toc_card_joined(card, list,
                                   toc_body_words(toc_card_wording(card), plan->bodies.items[i]));
    }
    return list;
}

/* Announcements of @p response, or outside of all where it is NULL, that wait for the body's word. */
static void write_clearances(toc_card *card, const toc_plan_response *response,
                             const toc_plan_body *body)
{
    const toc_plan *plan = card->input->plan;

    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        if (one->response == response && one->approved.body.target == body)
            write_approval(card, &one->base, &one->approved, announcers(card, one), &one->on);
    }
}

static bool clears_some(const toc_plan *plan, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *one = plan->announcements.items[i];

        if (!one->response && one->approved.body.target == body)
            return true;
    }
    return false;
}

/* In the order in which they can come, not in the order in which they were written. */
typedef struct placed {
    const toc_plan_node *node;
    uint32_t place;
} placed;

static int by_place(const void *left, const void *right)
{
    const placed *a = left;
    const placed *b = right;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->node->base.id > b->node->base.id) - (a->node->base.id < b->node->base.id);
}

static void write_group(toc_card *card, const toc_plan_group *group, const toc_plan_body *body)
{
    const toc_plan_response *response = group->response;
    placed *nodes = TOC_NEW_ARRAY(card->arena, placed, response->nodes.count + 1u);
    const char *starts = *group->starts
                             ? toc_arena_printf(card->arena, "%s %s",
                                                toc_card_word(card, TOC_WORD_ON), group->starts)
                             : NULL;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        nodes[i] = (placed){node, card->times->nodes[node->base.id].place};
    }
    qsort(nodes, response->nodes.count, sizeof *nodes, by_place);
    toc_card_subheading(card, group->title, starts, &group->tint);
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = nodes[i].node;

        if (node->approval.body.target == body)
            write_approval(card, &node->base, &node->approval, asker(card, node), NULL);
        write_grants(card, node, body);
        if (node->by.target == body)
            write_node(card, node, true);
        else if (toc_card_has(&node->with, body))
            write_node(card, node, false);
    }
    write_clearances(card, response, body);
}

void toc_card_write_steps(toc_card *card, const toc_plan_body *body)
{
    bool is_any = false;

    for (uint32_t i = 0; i < card->order->groups.count; i++) {
        const toc_plan_group *group = &card->order->groups.items[i];

        if (!toc_card_is_busy(group->response, body))
            continue;
        if (!is_any)
            toc_card_heading(card, TOC_WORD_YOUR_STEPS);
        is_any = true;
        write_group(card, group, body);
    }
    if (!clears_some(card->input->plan, body))
        return;
    if (!is_any)
        toc_card_heading(card, TOC_WORD_YOUR_STEPS);
    toc_card_subheading(card,
                        (toc_title){toc_card_word(card, TOC_WORD_REPORTS_ANNOUNCEMENTS), NULL},
                        NULL, &card->canvas->theme->plain);
    write_clearances(card, NULL, body);
}
