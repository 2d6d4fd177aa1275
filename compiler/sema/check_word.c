/* check_word.c - T0431 word-not-passed, T0433 superior-untold: who has to know, and hears of it
 * from nobody. */
#include "sema/telling.h"

#define HEARERS_MAX                                                                                \
    64u /* different bodies that declare, or begin; further ones are not looked at */

/* One body that must hear of things, and from whom word reaches it. */
typedef struct hearer {
    const toc_check_context *context;
    const toc_telling *telling;
    const toc_plan_level *level; /* that it declares */
    const bool *reaching;
    bool *is_reported; /* by body that sees */
} hearer;

static void report_not_passed(hearer *h, const toc_plan_body *seer, const toc_entity *what)
{
    const toc_duty_by *duty = &h->level->declared_by;
    toc_diag *diag;

    if (h->is_reported[toc_telling_of(h->telling, seer)])
        return;
    h->is_reported[toc_telling_of(h->telling, seer)] = true;
    diag = toc_diag_add(h->context->sink, TOC_D_WORD_NOT_PASSED, duty->body.span,
                        "`%s` declares `%s`, and nothing brings it word from `%s`, which sees `%s`",
                        duty->body.target->base.full,
                        toc_symbol_text(h->context->plan->names, h->level->base.name),
                        seer->base.full, what->full);
    toc_diag_set_here(h->context->sink, diag, "has to know");
    toc_diag_add_label(h->context->sink, diag, what->span, "known to `%s`", seer->base.full);
    toc_diag_add_help(h->context->sink, diag,
                      "add a `report`, or a step `to %s`, on the way between them",
                      duty->body.target->base.full);
}

static bool hears(const hearer *h, const toc_plan_body *seer)
{
    return h->reaching[toc_telling_of(h->telling, seer)];
}

static void hear_event(hearer *h, const toc_plan_event *event)
{
    bool is_heard = event->seen_by.count == 0; /* then all see it */

    for (uint32_t i = 0; i < event->seen_by.count; i++)
        is_heard =
            is_heard || !event->seen_by.items[i].target || hears(h, event->seen_by.items[i].target);
    if (!is_heard)
        report_not_passed(h, event->seen_by.items[0].target, &event->base);
}

static void hear(void *state, const toc_cond *cond)
{
    hearer *h = state;

    if (!cond->entity || !cond->entity->decl)
        return;
    if (cond->entity->kind == TOC_ENTITY_INDICATOR) {
        const toc_plan_indicator *indicator = (const toc_plan_indicator *)cond->entity;

        if (indicator->source.target && !hears(h, indicator->source.target))
            report_not_passed(h, indicator->source.target, &indicator->base);
    } else if (cond->entity->kind == TOC_ENTITY_EVENT_FIELD) {
        hear_event(h, ((const toc_plan_event_field *)cond->entity)->event);
    } else if (cond->entity->kind == TOC_ENTITY_EVENT) {
        hear_event(h, (const toc_plan_event *)cond->entity);
    }
}

/* Parts of a condition are at most 256 deep. */
static void hear_parts(hearer *h, const toc_cond *cond)
{
    hear(h, cond);
    for (uint32_t i = 0; i < cond->kid_count; i++)
        hear_parts(h, cond->kids[i]);
}

typedef struct known {
    const toc_plan_body *body;
    const bool *reaching;
    bool *is_reported;
} known;

typedef struct hearers {
    known items[HEARERS_MAX];
    uint32_t count;
} hearers;

static const known *find_known(const toc_check_context *context, const toc_telling *telling,
                               hearers *all, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->items[i].body == body)
            return &all->items[i];
    }
    if (all->count == HEARERS_MAX)
        return NULL;
    all->items[all->count] =
        (known){body, toc_telling_reaching(telling, body),
                TOC_NEW_ARRAY(context->arena, bool, context->plan->bodies.count)};
    return &all->items[all->count++];
}

static void check_declarers(const toc_check_context *context, const toc_telling *telling)
{
    const toc_plan *plan = context->plan;
    hearers *all = TOC_NEW(context->arena, hearers);

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        for (uint32_t j = 0; j < plan->ladders.items[i]->levels.count; j++) {
            const toc_plan_level *level = plan->ladders.items[i]->levels.items[j];
            const toc_plan_body *body = level->declared_by.body.target;
            const known *it = body ? find_known(context, telling, all, body) : NULL;

            if (it && level->when) {
                hearer h = {context, telling, level, it->reaching, it->is_reported};

                hear_parts(&h, level->when);
            }
        }
    }
}

/* ── who sends a report ──────────────────────────────────────────────────── */

static void check_sender(const toc_check_context *context, const toc_telling *telling,
                         const toc_plan_report *report)
{
    const toc_plan_body *from = report->from.target;
    uint32_t id = from ? toc_telling_of(telling, from) : 0;
    toc_diag *diag;

    if (!from || telling->acts[id] || telling->first[id] < telling->first[id + 1] ||
        !from->base.decl)
        return;
    for (uint32_t i = 0; i < report->on.count; i++) {
        const toc_plan_anchor *anchor = &report->on.items[i];

        if (anchor->kind == TOC_PLAN_ANCHOR_EVENT && anchor->target &&
            ((const toc_plan_event *)anchor->target)->seen_by.count == 0)
            return; /* all see it */
    }
    diag = toc_diag_add(context->sink, TOC_D_WORD_NOT_PASSED, report->from.span,
                        "`%s` has to send `%s`, and nobody tells it anything", from->base.full,
                        report->base.full);
    toc_diag_set_here(context->sink, diag, "sees nothing, does nothing, and is told nothing");
    toc_diag_add_help(context->sink, diag,
                      "say who tells it, or by what it learns: `report … to %s`, `seen by %s`",
                      from->base.full, from->base.full);
}

/* ── who begins a relay ──────────────────────────────────────────────────── */

/* The first sender of a relay, and from whom word reaches it. */
typedef struct beginner {
    const toc_telling *telling;
    const bool *reaching;
    const toc_plan_body *seer; /* one who sees what it never hears of */
    const toc_entity *seen;
} beginner;

static bool hears_of_event(beginner *b, const toc_plan_event *event)
{
    for (uint32_t i = 0; i < event->seen_by.count; i++) {
        const toc_plan_body *seer = event->seen_by.items[i].target;

        if (!seer || b->reaching[toc_telling_of(b->telling, seer)])
            return true;
        if (!b->seer) {
            b->seer = seer;
            b->seen = &event->base;
        }
    }
    return event->seen_by.count == 0; /* then all see it */
}

/* What does not come from an event is known to more than can be read off here. */
static bool hears_of_start(beginner *b, const toc_plan_anchor *anchor)
{
    const toc_plan_trigger *trigger;

    if (anchor->kind == TOC_PLAN_ANCHOR_EVENT && anchor->target)
        return hears_of_event(b, (const toc_plan_event *)anchor->target);
    if (anchor->kind != TOC_PLAN_ANCHOR_TRIGGER || !anchor->target)
        return true;
    trigger = (const toc_plan_trigger *)anchor->target;
    for (uint32_t i = 0; i < trigger->on.count; i++) {
        if (trigger->on.items[i].kind != TOC_PLAN_ANCHOR_EVENT || !trigger->on.items[i].target ||
            hears_of_event(b, (const toc_plan_event *)trigger->on.items[i].target))
            return true;
    }
    return trigger->on.count == 0;
}

static void report_beginner(const toc_check_context *context, const beginner *b,
                            const toc_plan_relay *relay)
{
    const toc_body_ref *from = &relay->hops.items[0].from;
    const char *name = from->target->base.full;
    toc_diag *diag;

    diag = toc_diag_add(context->sink, TOC_D_WORD_NOT_PASSED, from->span,
                        "`%s` has to begin `%s`, and nothing brings it word from `%s`, which sees "
                        "`%s`",
                        name, relay->base.full, b->seer->base.full, b->seen->full);
    toc_diag_set_here(context->sink, diag, "the chain waits for somebody who never hears of it");
    toc_diag_add_label(context->sink, diag, b->seen->span, "known to `%s`", b->seer->base.full);
    toc_diag_add_help(context->sink, diag,
                      "begin it with a hop from `%s`, or say who else sees it: `seen by %s, %s`",
                      b->seer->base.full, b->seer->base.full, name);
}

/* Told nothing, and the start is nothing that anybody is said to see. */
static void report_untold(const toc_check_context *context, const toc_plan_relay *relay)
{
    const toc_body_ref *from = &relay->hops.items[0].from;
    const char *name = from->target->base.full;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_WORD_NOT_PASSED, from->span,
                                  "`%s` has to begin `%s`, and nobody tells it anything", name,
                                  relay->base.full);

    toc_diag_set_here(context->sink, diag, "sees nothing, does nothing, and is told nothing");
    toc_diag_add_help(context->sink, diag,
                      "say who tells it, or by what it learns: `report … to %s`, `seen by %s`",
                      name, name);
}

static bool is_seen_by_all(const toc_plan_relay *relay)
{
    for (uint32_t i = 0; i < relay->on.count; i++) {
        const toc_plan_anchor *on = &relay->on.items[i];

        if (on->kind == TOC_PLAN_ANCHOR_EVENT || on->kind == TOC_PLAN_ANCHOR_TRIGGER)
            return true; /* where it is not for all to see, hears_of_start has looked */
    }
    return false;
}

static void check_relay(const toc_check_context *context, const toc_telling *telling, hearers *all,
                        const toc_plan_relay *relay)
{
    const toc_plan_body *from = relay->hops.count > 0 ? relay->hops.items[0].from.target : NULL;
    uint32_t id = from ? toc_telling_of(telling, from) : 0;
    const known *it = from && from->base.decl ? find_known(context, telling, all, from) : NULL;
    bool hears = relay->on.count == 0;
    beginner b;

    if (!it)
        return;
    b = (beginner){.telling = telling, .reaching = it->reaching};
    for (uint32_t i = 0; i < relay->on.count; i++)
        hears = hears_of_start(&b, &relay->on.items[i]) || hears;
    if (!hears && b.seer)
        report_beginner(context, &b, relay);
    else if (!is_seen_by_all(relay) && !telling->acts[id] &&
             telling->first[id] == telling->first[id + 1])
        report_untold(context, relay);
}

void toc_check_word(const toc_check_context *context)
{
    const toc_telling *telling = toc_telling_new(context->plan, context->arena);
    hearers *beginners = TOC_NEW(context->arena, hearers);

    check_declarers(context, telling);
    for (uint32_t i = 0; i < context->plan->relays.count; i++)
        check_relay(context, telling, beginners, context->plan->relays.items[i]);
    for (uint32_t i = 0; i < context->plan->reports.count; i++)
        check_sender(context, telling, context->plan->reports.items[i]);
}

/* ── superiors ───────────────────────────────────────────────────────────── */

static bool has_grades(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        if (plan->levels.items[i]->base.decl)
            return true;
    }
    return false;
}

void toc_check_superiors(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_telling *telling = toc_telling_new(plan, context->arena);

    for (uint32_t i = 0; i < plan->bodies.count && has_grades(plan); i++) {
        const toc_plan_body *body = plan->bodies.items[i];
        uint32_t id = toc_telling_of(telling, body);
        toc_diag *diag;

        if (body->kind != TOC_BODY_SUPERIOR || body->is_post || !body->base.decl ||
            telling->acts[id] || telling->first[id] < telling->first[id + 1])
            continue;
        diag = toc_diag_add(context->sink, TOC_D_SUPERIOR_UNTOLD, body->base.span,
                            "nothing tells `%s`, a superior, of anything", body->base.full);
        toc_diag_set_here(context->sink, diag, "not even of the gravest level");
        toc_diag_add_help(context->sink, diag, "add a `report … to %s on level at least …`",
                          body->base.full);
    }
}
