/* rows_responses.c - triggers, responses, and what starts them. */
#include "lower/context.h"

#include <stdlib.h>

static void report_no_event(toc_low *low, const toc_plan_anchor *anchor)
{
    toc_diag *diag = toc_diag_add(low->sink, TOC_D_CANNOT_WAIT, anchor->span,
                                  "a trigger cannot be set off by this");

    toc_diag_set_here(low->sink, diag, "only an event sets a trigger off");
    toc_diag_add_help(low->sink, diag,
                      "name an event, or say it as a condition: `when level at least …`");
}

static void lower_trigger(toc_low *low, const toc_plan_trigger *trigger, toc_m_trigger *row)
{
    toc_low_ids events = {0};

    *row = (toc_m_trigger){.head = toc_low_head(low, &trigger->base),
                           .condition = TOC_NONE,
                           .anchor = TOC_NONE,
                           .signal = TOC_NONE};
    for (uint32_t i = 0; i < trigger->on.count; i++) {
        const toc_plan_anchor *on = &trigger->on.items[i];

        if (on->kind == TOC_PLAN_ANCHOR_EVENT)
            TOC_PUSH(low->arena, &events, on->target->id);
        else if (on->kind != TOC_PLAN_ANCHOR_NONE)
            report_no_event(low, on);
    }
    row->events = toc_low_set(low, &events);
    toc_low_condition_add(low, trigger->when, TOC_OWNER_TRIGGER, trigger->base.id, 0,
                          &row->condition);
}

/* ── starts ────────────────────────────────────────────────────────────────── */

typedef struct entry { /* a start, with its anchor where it has one */
    toc_m_start start;
    toc_low_anchor key;
} entry;

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

/* Anchors get their ids later, in the order of these keys. */
static int compare_entries(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    int order = compare_numbers(a->start.kind, b->start.kind);

    if (order == 0)
        order = compare_numbers(a->start.id, b->start.id);
    if (order == 0)
        order = compare_numbers(a->start.rank, b->start.rank);
    if (order == 0)
        order = compare_numbers(a->key.kind, b->key.kind);
    if (order == 0)
        order = compare_numbers(a->key.id, b->key.id);
    return order ? order : compare_numbers(a->key.rank, b->key.rank);
}

/* `on clean.no`: the same as an arrow from that outcome, and lowered as one (rows_nodes.c). */
static bool is_outcome(const toc_plan_anchor *anchor)
{
    return anchor->kind == TOC_PLAN_ANCHOR_NODE_DONE && anchor->outcome >= 0;
}

static bool plain_start(const toc_plan_anchor *on, toc_m_start *out)
{
    static const struct {
        toc_plan_anchor_kind from;
        toc_m_start_kind to;
    } kinds[] = {{TOC_PLAN_ANCHOR_EVENT, TOC_START_EVENT},
                 {TOC_PLAN_ANCHOR_TRIGGER, TOC_START_TRIGGER},
                 {TOC_PLAN_ANCHOR_LEVEL_AT_LEAST, TOC_START_LEVEL_AT_LEAST},
                 {TOC_PLAN_ANCHOR_LEVEL_IS, TOC_START_LEVEL_IS},
                 {TOC_PLAN_ANCHOR_LEVEL_BELOW, TOC_START_LEVEL_BELOW},
                 {TOC_PLAN_ANCHOR_LADDER_END, TOC_START_LADDER_END},
                 {TOC_PLAN_ANCHOR_RESPONSE_END, TOC_START_RESPONSE_END}};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].from == on->kind && on->target) {
            out->kind = kinds[i].to;
            out->id = on->target->id;
            out->rank = on->rank;
            return true;
        }
    }
    return false;
}

static bool read_start(toc_low *low, const toc_plan_anchor *on, entry *out)
{
    if (is_outcome(on))
        return false;
    if (plain_start(on, &out->start))
        return true;
    if (toc_low_anchor_key(low, on, TOC_PHRASE("a response"), &out->key) != TOC_LOW_FOLLOWED)
        return false;
    out->start.kind = TOC_START_ANCHOR;
    TOC_PUSH(low->arena, &low->wanted, out->key);
    return true;
}

static toc_range lower_starts(toc_low *low, const toc_plan_response *response)
{
    toc_range range = {low->starts.count, 0};
    entry *list = TOC_NEW_ARRAY(low->arena, entry, response->on.count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < response->on.count; i++) {
        list[count] = (entry){.start = {.response = response->base.id}};
        count += read_start(low, &response->on.items[i], &list[count]);
    }
    qsort(list, count, sizeof *list, compare_entries);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && compare_entries(&list[i - 1], &list[i]) == 0)
            continue;
        TOC_PUSH(low->arena, &low->starts, list[i].start);
        TOC_PUSH(low->arena, &low->start_keys, list[i].key);
        range.count++;
    }
    return range;
}

/* ── responses ─────────────────────────────────────────────────────────────── */

/* Those named, and all below them.  Categories nest without a cycle. */
static toc_range lower_categories(toc_low *low, const toc_category_refs *refs)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            TOC_PUSH(low->arena, &ids, refs->items[i].target->base.id);
    }
    for (uint32_t i = 0; i < ids.count; i++) {
        const toc_low_ids *below = &low->subcategories[ids.items[i]];

        for (uint32_t k = 0; k < below->count; k++)
            TOC_PUSH(low->arena, &ids, below->items[k]);
    }
    return toc_low_set(low, &ids);
}

static const char *phase_word(toc_phase phase)
{
    static const char *const words[] = {[TOC_PHASE_UNSTATED] = "",
                                        [TOC_PHASE_MONITORING] = "monitoring",
                                        [TOC_PHASE_WARNING] = "warning",
                                        [TOC_PHASE_EARLY] = "early",
                                        [TOC_PHASE_RESPONSE] = "response",
                                        [TOC_PHASE_EXPANDED] = "expanded",
                                        [TOC_PHASE_TERMINATION] = "termination",
                                        [TOC_PHASE_RECOVERY] = "recovery"};

    return words[phase];
}

static uint32_t ladder_of(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (on->target &&
            (on->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST || on->kind == TOC_PLAN_ANCHOR_LEVEL_IS ||
             on->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW))
            return on->target->id;
    }
    return TOC_NONE;
}

static bool survives_end(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (response->on.items[i].kind == TOC_PLAN_ANCHOR_LADDER_END)
            return true;
    }
    return response->phase == TOC_PHASE_RECOVERY || !response->base.decl;
}

static toc_range reports_of(toc_low *low, const toc_plan_response *response)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < response->reports.count; i++)
        TOC_PUSH(low->arena, &ids, low->report_ids[response->reports.items[i]->base.id]);
    for (uint32_t i = 0; i < response->announcements.count; i++)
        TOC_PUSH(low->arena, &ids,
                 low->announcement_ids[response->announcements.items[i]->base.id]);
    return toc_low_set(low, &ids);
}

static void lower_response(toc_low *low, const toc_plan_response *response, toc_m_response *row)
{
    *row = (toc_m_response){.head = toc_low_head(low, &response->base),
                            .starts = lower_starts(low, response),
                            .guard = TOC_NONE,
                            .lead = toc_low_body_id(&response->lead),
                            .categories = lower_categories(low, &response->categories),
                            .repeats = response->repeats,
                            .ladder = ladder_of(response),
                            .survives_end = survives_end(response),
                            .phase = toc_builder_string(low->builder, phase_word(response->phase)),
                            .reports = reports_of(low, response),
                            .start_anchor = TOC_NONE,
                            .end_anchor = TOC_NONE,
                            .signal = TOC_NONE,
                            .is_foreign = !response->base.decl};
    toc_low_condition_add(low, response->when, TOC_OWNER_NONE, TOC_NONE, 0, &row->guard);
}

void toc_low_responses(toc_low *low)
{
    const toc_plan *plan = low->plan;

    low->subcategories = TOC_NEW_ARRAY(low->arena, toc_low_ids, plan->categories.count);
    for (uint32_t i = 0; i < plan->categories.count; i++) {
        const toc_plan_category *parent = plan->categories.items[i]->parent;

        if (parent)
            TOC_PUSH(low->arena, &low->subcategories[parent->base.id], i);
    }
    for (uint32_t i = 0; i < plan->triggers.count; i++)
        lower_trigger(low, plan->triggers.items[i], &low->triggers[i]);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        lower_response(low, plan->responses.items[i], &low->responses[i]);
}
