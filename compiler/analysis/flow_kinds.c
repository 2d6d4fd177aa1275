/* flow_kinds.c - T0441 category-without-procedure, T0447 event-without-procedure, T0449 no-way-back:
 * kinds of incidents and phases of a response that lead nowhere. */
#include "analysis/flow.h"

/* ── categories ──────────────────────────────────────────────────────────── */

static void mark(bool *has, const toc_category_refs *refs)
{
    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            has[refs->items[i].target->base.id] = true;
    }
}

static const toc_category_refs *categories_of(const toc_plan_anchor *anchor)
{
    return &((const toc_plan_event *)anchor->target)->categories;
}

static bool is_event(const toc_plan_anchor *anchor)
{
    return anchor->kind == TOC_PLAN_ANCHOR_EVENT && anchor->target;
}

static const toc_plan_category *first_category(const toc_category_refs *refs)
{
    return refs->count > 0 ? refs->items[0].target : NULL;
}

/* A trigger that several kinds of incidents set off stands for none of them. */
static bool is_of_one_kind(const toc_plan_trigger *trigger)
{
    const toc_plan_category *kind = NULL;

    for (uint32_t i = 0; i < trigger->on.count; i++) {
        const toc_plan_category *other;

        if (!is_event(&trigger->on.items[i]))
            continue;
        other = first_category(categories_of(&trigger->on.items[i]));
        if (!other || (kind && other != kind))
            return false;
        kind = other;
    }
    return kind != NULL;
}

/* Which categories the response is the procedure for. */
static void mark_response(bool *has, const toc_plan_response *response)
{
    mark(has, &response->categories);
    for (uint32_t i = 0; i < response->on.count && response->categories.count == 0; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (is_event(on)) {
            mark(has, categories_of(on));
        } else if (on->kind == TOC_PLAN_ANCHOR_TRIGGER && on->target &&
                   is_of_one_kind((const toc_plan_trigger *)on->target)) {
            const toc_plan_trigger *trigger = (const toc_plan_trigger *)on->target;

            for (uint32_t k = 0; k < trigger->on.count; k++) {
                if (is_event(&trigger->on.items[k]))
                    mark(has, categories_of(&trigger->on.items[k]));
            }
        }
    }
}

/* What a category has, those in it and those around it have, too.  Nesting has a bound. */
static void spread(const toc_plan *plan, const bool *own, bool *up, bool *down)
{
    for (uint32_t i = 0; i < plan->categories.count; i++) {
        for (const toc_plan_category *c = plan->categories.items[i]; c; c = c->parent) {
            up[c->base.id] = up[c->base.id] || own[i];
            down[i] = down[i] || own[c->base.id];
        }
    }
}

static const toc_plan_event *event_of(const toc_plan *plan, const toc_plan_category *category)
{
    for (uint32_t i = 0; i < plan->events.count; i++) {
        const toc_category_refs *refs = &plan->events.items[i]->categories;

        for (uint32_t k = 0; k < refs->count; k++) {
            if (refs->items[k].target == category)
                return plan->events.items[i];
        }
    }
    return NULL;
}

static void report_category(const toc_check_context *context, const toc_plan_category *category,
                            const toc_plan_category *other)
{
    const toc_plan_event *event = event_of(context->plan, category);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_CATEGORY_UNHANDLED, category->base.span,
                                  "no procedure handles `%s`", category->base.full);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &category->base, event ? TOC_PLAY_EVENT : TOC_PLAY_CATEGORY,
                      TOC_PHRASE("no procedure for it starts"));

    toc_diag_add_label(context->sink, diag, other->base.span, "this one has a procedure");
    toc_diag_add_help(context->sink, diag,
                      "write one (`category %s` in a response), or leave the category out",
                      category->base.full);
    finding->event = event;
    toc_flow_show(context, finding, TOC_SHOW_NOTHING, &category->base, NULL);
}

/* ── events ──────────────────────────────────────────────────────────────── */

static bool names_category(const toc_plan_response *response, const toc_plan_event *event)
{
    const toc_plan_category *category = first_category(&event->categories);

    for (; category; category = category->parent) {
        for (uint32_t i = 0; i < response->categories.count; i++) {
            if (response->categories.items[i].target == category)
                return true;
        }
    }
    return false;
}

/* A trigger of several kinds makes a procedure for one of them only where it names that. */
static void mark_events(bool *has, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];
        const toc_plan_trigger *trigger = (const toc_plan_trigger *)on->target;

        if (is_event(on))
            has[on->target->id] = true;
        if (on->kind != TOC_PLAN_ANCHOR_TRIGGER || !trigger)
            continue;
        for (uint32_t k = 0; k < trigger->on.count; k++) {
            const toc_plan_anchor *cause = &trigger->on.items[k];

            if (is_event(cause) &&
                (is_of_one_kind(trigger) ||
                 names_category(response, (const toc_plan_event *)cause->target)))
                has[cause->target->id] = true;
        }
    }
}

static void report_event(const toc_check_context *context, const toc_plan_event *event,
                         const toc_plan_event *other)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_EVENT_UNHANDLED, event->base.span,
                                  "no procedure handles `%s`", event->base.full);
    toc_flow_finding *finding = toc_flow_find(context, diag, &event->base, TOC_PLAY_EVENT,
                                              TOC_PHRASE("no procedure for it starts"));

    toc_diag_add_label(context->sink, diag, other->base.span,
                       "this one of the same category has a procedure");
    toc_diag_add_help(context->sink, diag, "let a response start on it: `on %s`", event->base.full);
    finding->event = event;
    toc_flow_show(context, finding, TOC_SHOW_NOTHING, &event->base, NULL);
}

static bool *triggered(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_triggering = TOC_NEW_ARRAY(context->arena, bool, plan->events.count);

    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        for (uint32_t k = 0; k < plan->triggers.items[i]->on.count; k++) {
            if (is_event(&plan->triggers.items[i]->on.items[k]))
                is_triggering[plan->triggers.items[i]->on.items[k].target->id] = true;
        }
    }
    return is_triggering;
}

/* Events of one category, of which some have a procedure and others only what goes for all.  What
 * sets no trigger off may be meant for reports alone. */
static void check_events(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *has = TOC_NEW_ARRAY(context->arena, bool, plan->events.count);
    const toc_plan_event **handled =
        TOC_NEW_ARRAY(context->arena, const toc_plan_event *, plan->categories.count);
    bool *is_triggering = triggered(context);

    for (uint32_t i = 0; i < plan->responses.count; i++)
        mark_events(has, plan->responses.items[i]);
    for (uint32_t i = plan->events.count; i-- > 0;) {
        const toc_plan_category *category = first_category(&plan->events.items[i]->categories);

        if (has[i] && category)
            handled[category->base.id] = plan->events.items[i];
    }
    for (uint32_t i = 0; i < plan->events.count; i++) {
        const toc_plan_event *event = plan->events.items[i];
        const toc_plan_category *category = first_category(&event->categories);

        if (!has[i] && is_triggering[i] && category && handled[category->base.id] &&
            event->base.decl)
            report_event(context, event, handled[category->base.id]);
    }
}

/* Categories side by side, of which some have a procedure.  An overall plan leaves them to others:
 * T0475 looks at all plans of a library. */
void toc_check_categories(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *own = TOC_NEW_ARRAY(context->arena, bool, plan->categories.count);
    bool *up = TOC_NEW_ARRAY(context->arena, bool, plan->categories.count);
    bool *down = TOC_NEW_ARRAY(context->arena, bool, plan->categories.count);
    const toc_plan_category **handled = /* beneath each, and at the top: one that is handled */
        TOC_NEW_ARRAY(context->arena, const toc_plan_category *, plan->categories.count + 1);

    for (uint32_t i = 0; i < plan->responses.count; i++)
        mark_response(own, plan->responses.items[i]);
    spread(plan, own, up, down);
    for (uint32_t i = plan->categories.count; i-- > 0;) {
        const toc_plan_category *category = plan->categories.items[i];

        if (up[i] || down[i])
            handled[category->parent ? category->parent->base.id : plan->categories.count] =
                category;
    }
    for (uint32_t i = 0; i < plan->categories.count; i++) {
        const toc_plan_category *category = plan->categories.items[i];
        uint32_t around = category->parent ? category->parent->base.id : plan->categories.count;

        if (!up[i] && !down[i] && handled[around] && category->base.decl &&
            plan->head.kind != TOC_PLAN_OVERALL)
            report_category(context, category, handled[around]);
    }
    check_events(context);
}

/* ── expansion ───────────────────────────────────────────────────────────── */

typedef struct followers {
    bool *is_followed; /* of each response: something waits for its end, or asks for it */
} followers;

static void follow(followers *f, const toc_plan_anchors *on)
{
    for (uint32_t i = 0; i < on->count; i++) {
        const toc_plan_anchor *anchor = &on->items[i];

        if (anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_END && anchor->target)
            f->is_followed[anchor->target->id] = true;
        if (anchor->kind == TOC_PLAN_ANCHOR_NODE_DONE && anchor->target)
            f->is_followed[((const toc_plan_node *)anchor->target)->response->base.id] = true;
    }
}

static void follow_all(followers *f, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->responses.count; i++)
        follow(f, &plan->responses.items[i]->on);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        follow(f, &plan->reports.items[i]->on);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        follow(f, &plan->announcements.items[i]->on);
}

static void follow_cond(void *state, const toc_cond *cond)
{
    followers *f = state;

    if (cond->op == TOC_COND_RESPONSE_ACTIVE && cond->entity)
        f->is_followed[cond->entity->id] = true;
    if (cond->op == TOC_COND_NODE_DONE && cond->entity)
        f->is_followed[((const toc_plan_node *)cond->entity)->response->base.id] = true;
}

static bool has_target(const toc_plan_node *node)
{
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        for (uint32_t t = 0; t < node->outcomes.items[o].targets.count; t++) {
            if (node->outcomes.items[o].targets.items[t].kind == TOC_TARGET_RESPONSE)
                return true;
        }
    }
    return false;
}

/* It starts something, raises the level, goes on until something is so, or a level ends it. */
static bool leads_on(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        if (node->activates.count > 0 || has_target(node) || node->series.until)
            return true;
        for (uint32_t k = 0; k < node->if_late.count; k++) {
            if (node->if_late.items[k].kind == TOC_LATE_ESCALATE)
                return true;
        }
    }
    for (uint32_t i = 0; i < response->reports.count; i++) {
        if (response->reports.items[i]->series.until)
            return true;
    }
    return false;
}

static bool is_on_any_level(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        toc_plan_anchor_kind kind = response->on.items[i].kind;

        if (toc_flow_is_level(kind) || kind == TOC_PLAN_ANCHOR_LEVEL_DECLARED ||
            kind == TOC_PLAN_ANCHOR_LEVEL_WARRANTED)
            return true;
    }
    return false;
}

static void report_expansion(const toc_check_context *context, const toc_plan_response *response)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NO_WAY_BACK, response->phase_span,
                                  "nothing leads back from `%s`", response->base.full);
    toc_flow_finding *finding = toc_flow_find(context, diag, &response->base, TOC_PLAY_RUN,
                                              TOC_PHRASE("it ends, and nothing has followed"));

    toc_diag_set_here(context->sink, diag,
                      "no level goes with the expansion, and nothing follows when it ends");
    toc_diag_add_help(context->sink, diag,
                      "start it at a level (`on level is …`), or say until when it goes on and "
                      "what then follows (`on end of %s`)",
                      response->base.full);
    finding->response = response;
    toc_flow_show(context, finding, TOC_SHOW_RESPONSE, &response->base, "complete");
}

void toc_check_expansions(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    followers f = {TOC_NEW_ARRAY(context->arena, bool, plan->responses.count)};
    toc_plan_visitor visitor = {.cond = follow_cond, .state = &f};
    bool *is_started = toc_responses_started(plan, context->arena);

    toc_plan_visit(plan, &visitor);
    follow_all(&f, plan);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];

        if (response->phase == TOC_PHASE_EXPANDED && response->base.decl &&
            (is_started[i] || response->on.count > 0) && response->nodes.count > 0 &&
            !is_on_any_level(response) && !f.is_followed[i] && !leads_on(response))
            report_expansion(context, response);
    }
}
