/* card_desk.c - the duty desk's card: for each event, who does what in the first ten minutes, who
 * is told, and who declares. */
#include <stdlib.h>
#include <string.h>

#include "chart/card_private.h"

#define FIRST_MINUTES (10 * TOC_MINUTE)

/* What an incident begins with: an anchor of some response or report, each once.  Events that set
 * off just the same stand together. */
typedef struct cause {
    const toc_plan_anchor *anchor;
    const toc_entity *entity;
    uint64_t mark;   /* of what it sets off: others with the same set have the same */
    uint32_t leader; /* index of the first that sets off the same: itself, or one before */
} cause;

typedef struct desk {
    toc_card *card;
    TOC_VEC(cause) causes;
} desk;

static bool is_cause(const toc_plan_anchor *anchor)
{
    return anchor->target && !anchor->is_broken &&
           (anchor->kind == TOC_PLAN_ANCHOR_EVENT || anchor->kind == TOC_PLAN_ANCHOR_TRIGGER ||
            anchor->kind == TOC_PLAN_ANCHOR_MOMENT);
}

/* Triggers first: what several events have in common is to be done at each. */
static int by_kind(const void *left, const void *right)
{
    const cause *a = left;
    const cause *b = right;
    int of_a = a->anchor->kind == TOC_PLAN_ANCHOR_TRIGGER ? 0 : 1 + (int)a->anchor->kind;
    int of_b = b->anchor->kind == TOC_PLAN_ANCHOR_TRIGGER ? 0 : 1 + (int)b->anchor->kind;

    if (of_a != of_b)
        return of_a - of_b;
    return (a->entity->id > b->entity->id) - (a->entity->id < b->entity->id);
}

static void add_causes(desk *d, const toc_plan_anchors *anchors)
{
    for (uint32_t i = 0; i < anchors->count; i++) {
        cause one = {&anchors->items[i], anchors->items[i].target, 0, 0};

        if (is_cause(one.anchor))
            TOC_PUSH(d->card->arena, &d->causes, one);
    }
}

static void find_causes(desk *d)
{
    const toc_plan *plan = d->card->input->plan;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < plan->responses.count; i++)
        add_causes(d, &plan->responses.items[i]->on);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        add_causes(d, &plan->reports.items[i]->on);
    for (uint32_t i = 0; i < plan->relays.count; i++)
        add_causes(d, &plan->relays.items[i]->on);
    if (d->causes.count > 1)
        qsort(d->causes.items, d->causes.count, sizeof *d->causes.items, by_kind);
    for (uint32_t i = 0; i < d->causes.count; i++) {
        if (kept == 0 || d->causes.items[kept - 1].entity != d->causes.items[i].entity)
            d->causes.items[kept++] = d->causes.items[i];
    }
    d->causes.count = kept;
}

static bool has_anchor(const toc_plan_anchors *anchors, const cause *of)
{
    for (uint32_t i = 0; i < anchors->count; i++) {
        if (is_cause(&anchors->items[i]) && anchors->items[i].target == of->entity)
            return true;
    }
    return false;
}

/* ── what is set off alike ───────────────────────────────────────────────── */

/* Each list of anchors of the plan in turn; NULL after the last. */
static const toc_plan_anchors *anchors_at(const toc_plan *plan, uint32_t index)
{
    if (index < plan->responses.count)
        return &plan->responses.items[index]->on;
    index -= plan->responses.count;
    if (index < plan->reports.count)
        return &plan->reports.items[index]->on;
    index -= plan->reports.count;
    if (index < plan->relays.count)
        return &plan->relays.items[index]->on;
    index -= plan->relays.count;
    return index < plan->triggers.count ? &plan->triggers.items[index]->on : NULL;
}

static uint64_t mark_of(const toc_plan *plan, const cause *of)
{
    uint64_t mark = 0;
    const toc_plan_anchors *anchors;

    for (uint32_t i = 0; (anchors = anchors_at(plan, i)) != NULL; i++) {
        if (has_anchor(anchors, of))
            mark = mark * UINT64_C(1099511628211) + i + 1;
    }
    return mark;
}

static bool are_alike(const toc_plan *plan, const cause *a, const cause *b)
{
    const toc_plan_anchors *anchors;

    if (a->mark != b->mark || a->anchor->kind != b->anchor->kind)
        return false;
    for (uint32_t i = 0; (anchors = anchors_at(plan, i)) != NULL; i++) {
        if (has_anchor(anchors, a) != has_anchor(anchors, b))
            return false;
    }
    return true;
}

static void find_leaders(desk *d)
{
    const toc_plan *plan = d->card->input->plan;

    for (uint32_t i = 0; i < d->causes.count; i++) {
        cause *one = &d->causes.items[i];

        one->mark = mark_of(plan, one);
        one->leader = i;
        for (uint32_t k = 0; k < i && one->leader == i; k++) {
            if (d->causes.items[k].leader == k && are_alike(plan, one, &d->causes.items[k]))
                one->leader = k;
        }
    }
}

/* ── first steps ─────────────────────────────────────────────────────────── */

typedef struct early {
    const toc_plan_node *node;
    toc_ms start;
    uint32_t place;
} early;
typedef TOC_VEC(early) early_list;

static int by_start(const void *left, const void *right)
{
    const early *a = left;
    const early *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->node->base.id > b->node->base.id) - (a->node->base.id < b->node->base.id);
}

static void add_early(const toc_card *card, const toc_plan_response *response, early_list *list)
{
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];
        const toc_time_node *at = &card->times->nodes[node->base.id];
        early one = {node, at->start[TOC_TIME_BEST].ms, at->place};

        if (at->place != TOC_TIME_NO_PLACE && one.start < FIRST_MINUTES)
            TOC_PUSH(card->arena, list, one);
    }
}

static const char *who_text(const toc_card *card, const toc_plan_body *body)
{
    const char *contact = toc_card_contact(card, body);

    return toc_arena_printf(card->arena, "%s%s%s", toc_body_words(toc_card_wording(card), body),
                            contact ? "  " : "", contact ? contact : "");
}

/* The same step may be the first of several causes. */
static const char *id_at(const toc_card *card, const cause *of, const char *key)
{
    return toc_arena_printf(card->arena, "%s:%s", of->entity->full, key);
}

static void write_early(toc_card *card, const cause *of, const early *one)
{
    const toc_wording *w = toc_card_wording(card);
    const toc_plan_node *node = one->node;
    toc_worded_deadline due = toc_wording_deadline(w, &node->deadline);
    toc_card_item item = {.id = id_at(card, of, toc_key_of(card->arena, &node->base)),
                          .mark = TOC_MARK_BOX,
                          .title = toc_title_words(w, &node->base),
                          .due = due.text ? due.text : toc_wording_series(w, &node->series)};

    item.title.second = NULL;
    if (one->start > 0)
        item.since = toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_FROM_TIME),
                                      toc_ms_words(w, one->start));
    toc_card_begin_item(card, &item);
    if (node->by.target)
        toc_card_detail(card, "→", who_text(card, node->by.target));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_WAIT_FOR), toc_card_waits(card, node));
    toc_card_detail(card, toc_card_word(card, TOC_WORD_TELL),
                    toc_wording_bodies(w, node->to.items, node->to.count));
    for (uint32_t i = 0; i < node->safety.count; i++)
        toc_card_warning(card, toc_wording_text(w, node->safety.items[i], "").first);
    toc_card_end_item(card);
}

static void write_steps(toc_card *card, const cause *of)
{
    const toc_plan *plan = card->input->plan;
    early_list list = {0};

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        if (has_anchor(&plan->responses.items[i]->on, of))
            add_early(card, plan->responses.items[i], &list);
    }
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, by_start);
    for (uint32_t i = 0; i < list.count; i++)
        write_early(card, of, &list.items[i]);
}

/* ── who is told ─────────────────────────────────────────────────────────── */

static void write_telling(toc_card *card, const char *id, const char *title,
                          const toc_plan_body *from, const toc_body_refs *to,
                          const toc_deadline *deadline)
{
    const toc_wording *w = toc_card_wording(card);
    toc_card_item item = {.id = id,
                          .mark = TOC_MARK_BOX,
                          .title = {title, NULL},
                          .due = toc_wording_deadline(w, deadline).text};

    toc_card_begin_item(card, &item);
    if (from)
        toc_card_detail(card, toc_card_word(card, TOC_WORD_FROM), toc_body_words(w, from));
    for (uint32_t i = 0; i < to->count; i++) {
        if (to->items[i].target)
            toc_card_detail(card, toc_card_word(card, TOC_WORD_TELL),
                            who_text(card, to->items[i].target));
    }
    toc_card_end_item(card);
}

static void write_tellings(toc_card *card, const cause *of)
{
    const toc_plan *plan = card->input->plan;
    const toc_wording *w = toc_card_wording(card);

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        if (has_anchor(&report->on, of))
            write_telling(card, id_at(card, of, toc_key_of(card->arena, &report->base)),
                          toc_title_words(w, &report->base).first, report->from.target, &report->to,
                          &report->deadline);
    }
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        const toc_plan_relay *relay = plan->relays.items[i];

        if (has_anchor(&relay->on, of) && relay->hops.count > 0)
            write_telling(
                card, id_at(card, of, toc_arena_printf(card->arena, "hop:%s:1", relay->base.full)),
                toc_title_words(w, &relay->base).first, relay->hops.items[0].from.target,
                &relay->hops.items[0].to, &relay->hops.items[0].deadline);
    }
}

/* ── all causes ──────────────────────────────────────────────────────────── */

/* The triggers that an event sets off as well: what stands there is to be done, too. */
static const char *also_text(const toc_card *card, const cause *of)
{
    const toc_plan *plan = card->input->plan;
    const char *list = NULL;

    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        const toc_plan_trigger *trigger = plan->triggers.items[i];

        if (&trigger->base == of->entity || !has_anchor(&trigger->on, of))
            continue;
        list = toc_arena_printf(card->arena, "%s%s%s", list ? list : "",
                                list ? toc_card_word(card, TOC_WORD_LIST) : "",
                                toc_title_words(toc_card_wording(card), &trigger->base).first);
    }
    return list ? toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_AND_ALSO),
                                   list)
                : NULL;
}

/* "A, B" of all that this one leads; below, who says of each that it has come. */
static toc_title titles_of(const desk *d, uint32_t leader, const char **out_says)
{
    const toc_card *card = d->card;
    const char *list = NULL;
    const char *last = "";

    *out_says = also_text(card, &d->causes.items[leader]);
    for (uint32_t i = leader; i < d->causes.count; i++) {
        const cause *one = &d->causes.items[i];
        const char *caller;

        if (one->leader != leader)
            continue;
        list = toc_arena_printf(card->arena, "%s%s%s", list ? list : "",
                                list ? toc_card_word(card, TOC_WORD_LIST) : "",
                                toc_title_words(toc_card_wording(card), one->entity).first);
        caller = toc_card_caller(card, one->anchor);
        if (!caller || strcmp(caller, last) == 0)
            continue;
        last = caller;
        *out_says = *out_says ? toc_arena_printf(card->arena, "%s\n%s", caller, *out_says) : caller;
    }
    return (toc_title){list, NULL};
}

static void write_cause(const desk *d, uint32_t index)
{
    toc_card *card = d->card;
    const cause *of = &d->causes.items[index];
    const char *text;
    toc_title title = titles_of(d, index, &text);
    uint32_t before;

    toc_card_subheading(card, title, text, toc_theme_tint(card->canvas->theme, TOC_COLOUR_NONE));
    before = card->strips.count;
    write_steps(card, of);
    write_tellings(card, of);
    if (card->strips.count == before)
        toc_card_say(card, toc_card_word(card, TOC_WORD_NOTHING_SO_SOON));
}

static void write_levels(toc_card *card)
{
    const toc_plan *plan = card->input->plan;
    const toc_wording *w = toc_card_wording(card);

    if (plan->levels.count == 0)
        return;
    toc_card_heading(card, TOC_WORD_GRADES);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        for (uint32_t k = plan->ladders.items[i]->levels.count; k > 0; k--) {
            const toc_plan_level *level = plan->ladders.items[i]->levels.items[k - 1];
            toc_card_item item = {.id = toc_key_of(card->arena, &level->base),
                                  .mark = TOC_MARK_BOX,
                                  .title = {toc_level_words(w, level), NULL},
                                  .due =
                                      toc_wording_deadline(w, &level->declared_by.deadline).text};

            toc_card_begin_item(card, &item);
            toc_card_detail(card, toc_card_word(card, TOC_WORD_WHEN),
                            toc_cond_words(w, level->when));
            if (level->declared_by.body.target)
                toc_card_detail(card, toc_card_word(card, TOC_WORD_DECLARED_BY),
                                who_text(card, level->declared_by.body.target));
            toc_card_end_item(card);
        }
    }
}

void toc_card_write_desk(toc_card *card)
{
    desk d = {.card = card};

    find_causes(&d);
    find_leaders(&d);
    toc_card_heading(card, TOC_WORD_WHAT_HAPPENED);
    for (uint32_t i = 0; i < d.causes.count; i++) {
        if (d.causes.items[i].leader == i)
            write_cause(&d, i);
    }
    if (d.causes.count == 0)
        toc_card_say(card, toc_card_word(card, TOC_WORD_NO_EVENTS));
    write_levels(card);
}
