/* anchor.c - what deadlines count from: when it occurred, and whom it concerns. */
#include "engine/told_private.h"

/* Nodes and reports of the anchor's own response see their activation's own occurrence. */
static uint32_t owner_response(const toc_engine *engine, const toc_m_anchor *anchor)
{
    switch ((toc_m_anchor_kind)anchor->kind) {
    case TOC_M_ANCHOR_NODE_START:
    case TOC_M_ANCHOR_NODE_DONE:
        return engine->machine->nodes[anchor->id].response;
    case TOC_M_ANCHOR_RESPONSE_START:
    case TOC_M_ANCHOR_RESPONSE_END:
        return anchor->id;
    case TOC_M_ANCHOR_REPORT_SENT:
        return engine->machine->reports[anchor->id].response;
    case TOC_M_ANCHOR_EVENT:
    case TOC_M_ANCHOR_TRIGGER:
    case TOC_M_ANCHOR_DECLARED:
    case TOC_M_ANCHOR_WARRANTED:
    case TOC_M_ANCHOR_LADDER_END:
    case TOC_M_ANCHOR_BODY_FORMED:
    case TOC_M_ANCHOR_MOMENT:
    case TOC_M_ANCHOR_RELAY_RECEIVED:
    case TOC_M_ANCHOR_COUNT:
        return TOC_NONE;
    }
    return TOC_NONE;
}

static toc_ms own_time(const toc_engine *engine, const toc_m_anchor *anchor, uint32_t instance)
{
    if (anchor->kind == TOC_M_ANCHOR_RESPONSE_START)
        return engine->instances[instance].started;
    if (anchor->kind == TOC_M_ANCHOR_RESPONSE_END) /* what runs, and is told, outlasts it */
        return engine->instances[instance].is_active
                   ? TOC_MS_NONE
                   : engine->anchors[(uint32_t)(anchor - engine->machine->anchors)];
    if (anchor->kind == TOC_M_ANCHOR_NODE_START)
        return engine->nodes[toc_node_at(engine, instance, anchor->id)].started;
    if (anchor->kind == TOC_M_ANCHOR_NODE_DONE)
        return engine->nodes[toc_node_at(engine, instance, anchor->id)].done;
    if (anchor->kind == TOC_M_ANCHOR_REPORT_SENT)
        return engine->reports[engine->report_base[anchor->id] + instance % engine->slots].sent_at;
    return TOC_MS_NONE;
}

toc_ms toc_anchor_time(const toc_engine *engine, uint32_t anchor, uint32_t instance)
{
    const toc_m_anchor *row = &engine->machine->anchors[anchor];
    if (instance == TOC_NONE)
        return engine->anchors[anchor];
    const toc_instance *own = &engine->instances[instance];
    if (own->cause_anchor == anchor)
        return own->cause_at;
    if (owner_response(engine, row) == own->response)
        return own_time(engine, row, instance);
    return engine->anchors[anchor];
}

/* A step that still waits owes its duty from now on. */
static void open_node(toc_engine *engine, uint32_t node, uint32_t instance)
{
    uint32_t at = toc_node_at(engine, instance, node);
    if (engine->instances[instance].is_active && engine->nodes[at].state == TOC_NODE_WAITING)
        toc_node_open_duty(engine, at);
}

void toc_anchor_open_nodes(toc_engine *engine, uint32_t anchor, uint32_t instance,
                           toc_m_deadline_kind kind)
{
    const toc_machine *machine = engine->machine;
    const toc_m_anchor *row = &machine->anchors[anchor];
    uint32_t own = owner_response(engine, row);
    for (uint32_t i = 0; i < row->nodes.count; i++) {
        uint32_t node = machine->ids[row->nodes.first + i];
        uint32_t response = machine->nodes[node].response;
        if (machine->deadlines[machine->nodes[node].deadline].kind != (uint32_t)kind)
            continue;
        if (own == response && instance != TOC_NONE) {
            open_node(engine, node, instance);
            continue;
        }
        for (uint32_t slot = 0; engine->active_count[response] > 0 && slot < engine->slots; slot++)
            open_node(engine, node, toc_instance_of(engine, response, slot));
    }
}

/* What started an activation is its own: that it occurs again asks nothing of this activation. */
static bool concerns(const toc_engine *engine, uint32_t anchor, uint32_t at)
{
    uint32_t instance = engine->reports[at].instance;
    return instance == TOC_NONE || !engine->instances[instance].is_active ||
           engine->instances[instance].cause_anchor != anchor;
}

static void open_report(toc_engine *engine, uint32_t anchor, uint32_t report, uint32_t instance)
{
    const toc_m_anchor *row = &engine->machine->anchors[anchor];
    uint32_t response = engine->machine->reports[report].response;
    bool is_closing = row->kind == TOC_M_ANCHOR_RESPONSE_END && row->id == response;
    uint32_t owner = owner_response(engine, row);
    bool is_own = is_closing || (owner != TOC_NONE && owner == response);
    uint8_t news = is_closing ? TOC_NEWS_FIRED | TOC_NEWS_CLOSED : TOC_NEWS_FIRED;
    for (uint32_t k = 0; k < toc_report_count(engine, report); k++) {
        uint32_t at = engine->report_base[report] + k;
        if ((!is_own || engine->reports[at].instance == instance) && concerns(engine, anchor, at))
            toc_report_news(engine, at, news);
    }
}

/* Hops of bodies not yet told, and announcements that wait, owe from now on. */
static void open_told(toc_engine *engine, const toc_m_anchor *row)
{
    for (uint32_t i = 0; i < row->report_deadlines.count; i++) {
        uint32_t report = engine->machine->ids[row->report_deadlines.first + i];
        const toc_m_report *it = &engine->machine->reports[report];
        if (toc_is_relayed(it))
            toc_relay_dated(engine, report);
        else if (toc_is_announcement(it))
            toc_announce_dated(engine, report);
    }
}

void toc_anchor_pass(toc_engine *engine, uint32_t anchor, uint32_t instance)
{
    const toc_m_anchor *row = &engine->machine->anchors[anchor];
    engine->anchors[anchor] = engine->now;
    toc_signal_raise(engine, row->signal);
    toc_duty_date_all(engine, anchor);
    toc_anchor_open_nodes(engine, anchor, instance, TOC_M_DEADLINE_WITHIN);
    open_told(engine, row);
    toc_report_after(engine, anchor, instance);
    for (uint32_t i = 0; i < row->reports.count; i++)
        open_report(engine, anchor, engine->machine->ids[row->reports.first + i], instance);
    const toc_index *starts = &engine->starts_of_anchor;
    for (uint32_t i = starts->first[anchor]; i < starts->first[anchor + 1]; i++)
        toc_start_queue(engine, starts->items[i]);
}

/* ---- undated duties, by the anchor that they wait for; and those that a forecast moves ---- */

void toc_anchor_await(toc_engine *engine, uint32_t at)
{
    toc_duty_slot *slot = &engine->duties[at];
    if (slot->deadline == TOC_NONE || engine->machine->deadlines[slot->deadline].anchor == TOC_NONE)
        return;
    toc_duty_list *list = &engine->undated[engine->machine->deadlines[slot->deadline].anchor];
    slot->is_undated = 1;
    slot->undated_before = list->last;
    slot->undated_next = TOC_NONE;
    if (list->last == TOC_NONE)
        list->first = at;
    else
        engine->duties[list->last].undated_next = at;
    list->last = at;
}

void toc_anchor_await_no_more(toc_engine *engine, uint32_t at)
{
    toc_duty_slot *slot = &engine->duties[at];
    toc_duty_list *list = &engine->undated[engine->machine->deadlines[slot->deadline].anchor];
    slot->is_undated = 0;
    if (slot->undated_before == TOC_NONE)
        list->first = slot->undated_next;
    else
        engine->duties[slot->undated_before].undated_next = slot->undated_next;
    if (slot->undated_next == TOC_NONE)
        list->last = slot->undated_before;
    else
        engine->duties[slot->undated_next].undated_before = slot->undated_before;
}
