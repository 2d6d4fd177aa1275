/* flow_telling.c - reports, announcements and relays on a picture, and who is told by them. */
#include <string.h>

#include "emit/flow_private.h"
#include "emit/wording_cond.h"

/* Whoever gets it, as a node of its own: `receiver:initial:leading-group`. */
static void add_receiver(toc_flow_builder *b, toc_flow_node *sender, const char *name,
                         const toc_plan_body *body, toc_flow_edge_kind kind)
{
    const char *who = body ? body->base.full : "public";
    toc_flow_node *node = toc_flow_add_node(
        b, TOC_FLOW_RECEIVER,
        toc_arena_printf(b->arena, "%s:%s%s", name, kind == TOC_FLOW_EDGE_COPY ? "copy:" : "", who),
        sender->band, body);
    node->response = sender->response;
    node->span = sender->span;
    node->title = body ? toc_wording_title(&b->flow->wording, &body->base)
                       : (toc_title){toc_wording_word(&b->flow->wording, TOC_WORD_PUBLIC), NULL};
    toc_flow_add_edge(b, kind, sender, node);
}

/* True the first time that @p body is asked about since the stamp last changed. */
static bool is_new(toc_flow_builder *b, const toc_plan_body *body)
{
    if (!body || !toc_flow_owns(b->plan, &body->base))
        return body != NULL;
    if (b->stamps[body->base.id] == b->stamp)
        return false;
    b->stamps[body->base.id] = b->stamp;
    return true;
}

static void add_receivers(toc_flow_builder *b, toc_flow_node *sender, const char *name,
                          const toc_body_refs *bodies, toc_flow_edge_kind kind)
{
    b->stamp++;
    for (uint32_t i = 0; i < bodies->count; i++) {
        if (is_new(b, bodies->items[i].target))
            add_receiver(b, sender, name, bodies->items[i].target, kind);
    }
}

toc_flow_node *toc_flow_notified(toc_flow_builder *b, const toc_flow_node *source,
                                 const toc_plan_body *body)
{
    if (!is_new(b, body))
        return NULL;
    const char *name = toc_arena_printf(b->arena, "late:%s:%s", source->key, body->base.full);
    toc_flow_node *node = toc_flow_add_node(b, TOC_FLOW_RECEIVER, name, source->band, body);
    node->response = source->response;
    node->span = source->span;
    node->title = toc_wording_title(&b->flow->wording, &body->base);
    return node;
}

/* What makes something owed, when it is a grade. */
typedef struct tie {
    const toc_plan_level *level;
    const char *label; /* of the edge from the grade; NULL: the anchors say it */
} tie;

static tie find_tie(const toc_flow_builder *b, const toc_plan_anchors *on,
                    const toc_cond *condition)
{
    tie found = {toc_flow_anchors_level(b->plan, on), NULL};
    if (!found.level && on->count == 0)
        found.level = toc_wording_cond_level(&b->flow->wording, condition, &found.label);
    return found;
}

static toc_flow_band *band_of(const toc_flow_builder *b, const toc_plan_response *response,
                              tie found)
{
    if (response)
        return b->response_bands[response->base.id];
    return found.level ? b->level_bands[found.level->base.id] : b->telling;
}

static void add_grade_edge(toc_flow_builder *b, tie found, toc_flow_node *target)
{
    if (!found.level || !found.label)
        return;
    toc_flow_edge *edge =
        toc_flow_add_edge(b, TOC_FLOW_EDGE_CAUSE, b->levels[found.level->base.id], target);
    const char *during = toc_wording_word(&b->flow->wording, TOC_WORD_WHILE);
    bool is_english = strcmp(b->flow->lang, "en") == 0;
    edge->label = toc_arena_printf(b->arena, "%s %s", is_english ? during : found.label,
                                   is_english ? found.label : during);
}

static void make_report(toc_flow_builder *b, const toc_plan_report *report)
{
    const toc_cond *condition = report->while_ ? report->while_ : report->level_filter;
    tie found = find_tie(b, &report->on, condition);
    toc_flow_node *node =
        toc_flow_add_node(b, TOC_FLOW_REPORT, report->base.full,
                          band_of(b, report->response, found), report->from.target);
    node->response = report->response;
    node->span = report->base.span;
    node->title = toc_wording_title(&b->flow->wording, &report->base);
    toc_flow_set_deadline(b, node, &report->deadline);
    node->repeats = toc_wording_series(&b->flow->wording, &report->series);
    node->until = toc_wording_cond_text(&b->flow->wording, report->series.until);
    node->condition = toc_wording_cond_text(&b->flow->wording, condition);
    b->reports[report->base.id] = node;
    add_grade_edge(b, found, node);
    add_receivers(b, node, report->base.full, &report->to, TOC_FLOW_EDGE_TELLS);
    add_receivers(b, node, report->base.full, &report->copy, TOC_FLOW_EDGE_COPY);
}

static void approve_announcement(toc_flow_builder *b, const toc_plan_announcement *announcement,
                                 toc_flow_node *waiting)
{
    toc_flow_node *plate = toc_flow_add_node(b, TOC_FLOW_APPROVAL, waiting->key, waiting->band,
                                             announcement->approved.body.target);
    plate->response = announcement->response;
    plate->span = announcement->approved.span;
    plate->title = (toc_title){toc_wording_word(&b->flow->wording, TOC_WORD_APPROVE), NULL};
    toc_flow_set_deadline(b, plate, &announcement->approved.deadline);
    toc_flow_add_edge(b, TOC_FLOW_EDGE_APPROVAL, plate, waiting);
}

static void make_announcement(toc_flow_builder *b, const toc_plan_announcement *announcement)
{
    const char *full = announcement->base.full;
    const toc_cond *condition = announcement->while_ ? announcement->while_ : announcement->when;
    tie found = find_tie(b, &announcement->on, condition);
    toc_flow_node *node =
        toc_flow_add_node(b, TOC_FLOW_ANNOUNCEMENT, full, band_of(b, announcement->response, found),
                          announcement->by.target);
    node->response = announcement->response;
    node->span = announcement->base.span;
    node->title = toc_wording_title(&b->flow->wording, &announcement->base);
    toc_flow_set_deadline(b, node, &announcement->deadline);
    node->repeats = toc_wording_series(&b->flow->wording, &announcement->series);
    node->until = toc_wording_cond_text(&b->flow->wording, announcement->series.until);
    node->condition = toc_wording_cond_text(&b->flow->wording, condition);
    b->announcements[announcement->base.id] = node;
    add_grade_edge(b, found, node);
    if (!toc_span_is_none(announcement->approved.span))
        approve_announcement(b, announcement, node);
    if (announcement->to_public)
        add_receiver(b, node, full, NULL, TOC_FLOW_EDGE_TELLS);
    add_receivers(b, node, full, &announcement->to, TOC_FLOW_EDGE_TELLS);
}

/* ── relays ──────────────────────────────────────────────────────────────── */

/* A hop waits for the last hop before it that reaches its sender; a receiver who sends
 * nothing later is drawn as one who is told.  Bodies of a parent plan send no hops here. */
static void join_hops(toc_flow_builder *b, const toc_plan_relay *relay)
{
    toc_flow_node **nodes = b->hops[relay->base.id];
    uint32_t *reached_by = TOC_NEW_ARRAY(b->arena, uint32_t, b->plan->bodies.count); /* 1-based */
    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];
        const toc_plan_body *from = hop->from.target;
        if (from && toc_flow_owns(b->plan, &from->base) && reached_by[from->base.id] > 0)
            toc_flow_add_edge(b, TOC_FLOW_EDGE_TELLS, nodes[reached_by[from->base.id] - 1],
                              nodes[i]);
        for (uint32_t k = 0; k < hop->to.count; k++) {
            const toc_plan_body *to = hop->to.items[k].target;
            if (to && toc_flow_owns(b->plan, &to->base))
                reached_by[to->base.id] = i + 1;
        }
    }
}

static void add_last_receivers(toc_flow_builder *b, const toc_plan_relay *relay)
{
    bool *sends_later = TOC_NEW_ARRAY(b->arena, bool, b->plan->bodies.count);
    for (uint32_t i = relay->hops.count; i-- > 0;) {
        const toc_plan_hop *hop = &relay->hops.items[i];
        const char *name = toc_arena_printf(b->arena, "%s:%u", relay->base.full, i + 1);
        b->stamp++;
        for (uint32_t k = 0; k < hop->to.count; k++) {
            const toc_plan_body *to = hop->to.items[k].target;
            bool is_sender = to && toc_flow_owns(b->plan, &to->base) && sends_later[to->base.id];
            if (!is_sender && is_new(b, to))
                add_receiver(b, b->hops[relay->base.id][i], name, to, TOC_FLOW_EDGE_TELLS);
        }
        if (hop->from.target && toc_flow_owns(b->plan, &hop->from.target->base))
            sends_later[hop->from.target->base.id] = true;
    }
}

/* Reporting past a hop, and whom to turn to when nobody answers. */
static void add_detours(toc_flow_builder *b, const toc_plan_relay *relay)
{
    toc_flow_node *first = b->hops[relay->base.id][0];
    for (uint32_t i = 0; i < relay->skips.count; i++) {
        const toc_plan_skip *skip = &relay->skips.items[i];
        uint32_t before = b->flow->edges.count;
        add_receivers(b, first, toc_arena_printf(b->arena, "%s:skip:%u", relay->base.full, i + 1),
                      &skip->to, TOC_FLOW_EDGE_TELLS);
        for (uint32_t k = before; k < b->flow->edges.count; k++)
            b->flow->edges.items[k]->condition =
                toc_wording_cond_text(&b->flow->wording, skip->when);
    }
    for (uint32_t i = 0; i < relay->fallbacks.count; i++) {
        const toc_plan_fallback *fallback = &relay->fallbacks.items[i];
        uint32_t before = b->flow->edges.count;
        add_receivers(b, first, toc_arena_printf(b->arena, "%s:else:%u", relay->base.full, i + 1),
                      &fallback->to, TOC_FLOW_EDGE_LATE);
        for (uint32_t k = before; k < b->flow->edges.count; k++)
            b->flow->edges.items[k]->wait =
                toc_wording_length(&b->flow->wording, fallback->after.value);
    }
}

static void make_relay(toc_flow_builder *b, const toc_plan_relay *relay)
{
    toc_flow_node **nodes = TOC_NEW_ARRAY(b->arena, toc_flow_node *, relay->hops.count);
    tie found = {toc_flow_anchors_level(b->plan, &relay->on), NULL};
    b->hops[relay->base.id] = nodes;
    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];
        const char *name = toc_arena_printf(b->arena, "%s:%u", relay->base.full, i + 1);
        nodes[i] =
            toc_flow_add_node(b, TOC_FLOW_HOP, name, band_of(b, NULL, found), hop->from.target);
        nodes[i]->title = toc_wording_title(&b->flow->wording, &relay->base);
        nodes[i]->span = hop->span;
        toc_flow_set_deadline(b, nodes[i], &hop->deadline);
    }
    if (relay->hops.count == 0)
        return;
    join_hops(b, relay);
    add_last_receivers(b, relay);
    add_detours(b, relay);
    add_receivers(b, nodes[0], relay->base.full, &relay->copy, TOC_FLOW_EDGE_COPY);
}

/* ── all of it ───────────────────────────────────────────────────────────── */

static void make_of_plan(toc_flow_builder *b)
{
    for (uint32_t i = 0; i < b->plan->reports.count; i++) {
        if (!b->plan->reports.items[i]->response)
            make_report(b, b->plan->reports.items[i]);
    }
    for (uint32_t i = 0; i < b->plan->announcements.count; i++) {
        if (!b->plan->announcements.items[i]->response)
            make_announcement(b, b->plan->announcements.items[i]);
    }
    for (uint32_t i = 0; i < b->plan->relays.count; i++)
        make_relay(b, b->plan->relays.items[i]);
}

void toc_flow_make_telling(toc_flow_builder *b, const toc_plan_response *response)
{
    if (!response) {
        make_of_plan(b);
        return;
    }
    for (uint32_t i = 0; i < response->reports.count; i++)
        make_report(b, response->reports.items[i]);
    for (uint32_t i = 0; i < response->announcements.count; i++)
        make_announcement(b, response->announcements.items[i]);
}
