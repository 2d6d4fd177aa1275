/* anchors.c - what deadlines, reports and conditions count from: noted, numbered, linked. */
#include "lower/context.h"

#include <stdlib.h>

#include "sema/relay_graph.h"

/* ── which anchor it is ────────────────────────────────────────────────────── */

static int machine_kind(toc_plan_anchor_kind kind)
{
    switch (kind) {
    case TOC_PLAN_ANCHOR_EVENT:
        return TOC_M_ANCHOR_EVENT;
    case TOC_PLAN_ANCHOR_TRIGGER:
        return TOC_M_ANCHOR_TRIGGER;
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
        return TOC_M_ANCHOR_DECLARED;
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
        return TOC_M_ANCHOR_WARRANTED;
    case TOC_PLAN_ANCHOR_LADDER_END:
        return TOC_M_ANCHOR_LADDER_END;
    case TOC_PLAN_ANCHOR_RESPONSE_START:
        return TOC_M_ANCHOR_RESPONSE_START;
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return TOC_M_ANCHOR_RESPONSE_END;
    case TOC_PLAN_ANCHOR_NODE_START:
        return TOC_M_ANCHOR_NODE_START;
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return TOC_M_ANCHOR_NODE_DONE;
    case TOC_PLAN_ANCHOR_REPORT_SENT:
    case TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT:
        return TOC_M_ANCHOR_REPORT_SENT;
    case TOC_PLAN_ANCHOR_RELAY_RECEIVED:
        return TOC_M_ANCHOR_RELAY_RECEIVED;
    case TOC_PLAN_ANCHOR_BODY_ACTIVE:
        return TOC_M_ANCHOR_BODY_FORMED;
    case TOC_PLAN_ANCHOR_MOMENT:
        return TOC_M_ANCHOR_MOMENT;
    case TOC_PLAN_ANCHOR_NONE:
    case TOC_PLAN_ANCHOR_LEVEL_IS:
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        break;
    }
    return -1;
}

static toc_low_followed refuse(toc_low *low, const toc_plan_anchor *anchor, const char *what)
{
    bool is_level = anchor->kind != TOC_PLAN_ANCHOR_NODE_DONE;
    toc_diag *diag =
        toc_diag_add(low->sink, TOC_D_CANNOT_WAIT, anchor->span, "%s cannot wait for this", what);

    if (is_level) {
        toc_diag_set_here(low->sink, diag, "no instant: a state that may come and go");
        toc_diag_add_help(low->sink, diag,
                          "write `declared`, or `level at least`, or `while` in a report");
    } else {
        toc_diag_set_here(low->sink, diag, "one outcome of several");
        toc_diag_add_help(low->sink, diag,
                          "count from the decision itself, or from the step behind this outcome");
    }
    return TOC_LOW_REFUSED;
}

/* The row of what the anchor waits for. */
static uint32_t id_of(const toc_low *low, const toc_plan_anchor *anchor)
{
    if (anchor->kind == TOC_PLAN_ANCHOR_REPORT_SENT)
        return low->report_ids[anchor->target->id];
    if (anchor->kind == TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT)
        return low->announcement_ids[anchor->target->id];
    return anchor->target->id;
}

/* Which of the relay's places; its graph has one for each of its receivers. */
static uint32_t place_of(const toc_low *low, const toc_plan_anchor *anchor)
{
    return toc_relay_place_of(low->graphs[anchor->target->id],
                              (const toc_plan_body *)anchor->receiver);
}

toc_low_followed toc_low_anchor_key(toc_low *low, const toc_plan_anchor *anchor, const char *what,
                                    toc_low_anchor *out)
{
    int kind = machine_kind(anchor->kind);

    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS || anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ||
        (anchor->kind == TOC_PLAN_ANCHOR_NODE_DONE && anchor->outcome >= 0))
        return refuse(low, anchor, what);
    if (kind < 0 || !anchor->target)
        return TOC_LOW_LEFT_OUT;
    *out = (toc_low_anchor){.kind = (toc_m_anchor_kind)kind, .id = id_of(low, anchor)};
    if (out->kind == TOC_M_ANCHOR_DECLARED || out->kind == TOC_M_ANCHOR_WARRANTED)
        out->rank = anchor->rank;
    else if (out->kind == TOC_M_ANCHOR_RELAY_RECEIVED)
        out->rank = place_of(low, anchor);
    return TOC_LOW_FOLLOWED;
}

toc_low_followed toc_low_want_anchor(toc_low *low, const toc_plan_anchor *anchor, const char *what,
                                     uint32_t *slot)
{
    toc_low_anchor key;
    toc_low_followed followed = toc_low_anchor_key(low, anchor, what, &key);

    if (followed != TOC_LOW_FOLLOWED)
        return followed;
    key.slot = slot;
    TOC_PUSH(low->arena, &low->wanted, key);
    return followed;
}

/* ── deadlines ─────────────────────────────────────────────────────────────── */

static toc_m_deadline *new_deadline(toc_low *low, uint32_t *out_id)
{
    toc_m_deadline *row = TOC_NEW(low->arena, toc_m_deadline);

    row->anchor = TOC_NONE;
    *out_id = low->deadlines.count;
    TOC_PUSH(low->arena, &low->deadlines, row);
    return row;
}

static void set_length(toc_low *low, const toc_deadline *deadline, toc_m_deadline *row)
{
    row->kind = TOC_M_DEADLINE_WITHIN;
    row->workdays = (int32_t)toc_low_limit(low, deadline->length_span, TOC_PHRASE("working days"),
                                           deadline->length.workdays, TOC_WORKDAYS_MAX);
    row->ms = row->workdays > 0 ? 0 : deadline->length.ms;
}

/* The moment's anchor says which forecast it hangs on. */
static uint32_t before_deadline(toc_low *low, const toc_deadline *deadline)
{
    toc_low_anchor key = {.kind = TOC_M_ANCHOR_MOMENT};
    toc_m_deadline *row;
    uint32_t id;

    if (!deadline->moment.target)
        return TOC_NONE;
    row = new_deadline(low, &id);
    set_length(low, deadline, row);
    row->kind = TOC_M_DEADLINE_BEFORE;
    key.id = deadline->moment.target->base.id;
    key.slot = &row->anchor;
    TOC_PUSH(low->arena, &low->wanted, key);
    return id;
}

uint32_t toc_low_deadline(toc_low *low, const toc_deadline *deadline)
{
    bool has_anchor = deadline->anchor.kind != TOC_PLAN_ANCHOR_NONE || deadline->anchor.is_broken;
    toc_low_anchor key;
    toc_m_deadline *row;
    uint32_t id;

    if (deadline->kind == TOC_DEADLINE_NONE)
        return TOC_NONE;
    if (deadline->kind == TOC_DEADLINE_BEFORE)
        return before_deadline(low, deadline);
    if (deadline->kind == TOC_DEADLINE_BY_TIME) {
        row = new_deadline(low, &id);
        row->kind = TOC_M_DEADLINE_BY_TIME;
        row->minute = deadline->minutes;
        return id;
    }
    if (has_anchor && toc_low_anchor_key(low, &deadline->anchor, TOC_PHRASE("a deadline"), &key) !=
                          TOC_LOW_FOLLOWED)
        return TOC_NONE;
    row = new_deadline(low, &id);
    set_length(low, deadline, row);
    if (has_anchor) {
        key.slot = &row->anchor;
        TOC_PUSH(low->arena, &low->wanted, key);
    }
    return id;
}

/* A day can be an hour longer, or three; a fortnight has a working day whatever is a holiday:
 * the same bounds as in the verifier. */
static toc_ms longest_wait(const toc_m_deadline *row)
{
    if (row->kind == TOC_M_DEADLINE_BY_TIME)
        return TOC_DAY + 3 * TOC_HOUR;
    return row->workdays > 0 ? (row->workdays + 1) * 14 * TOC_DAY : row->ms;
}

static void check_overlap(toc_low *low, const toc_series *series, const toc_m_deadline *row)
{
    toc_diag *diag;

    if ((longest_wait(row) + series->every / 2) / series->every <= TOC_OPEN_OCCURRENCES_MAX)
        return;
    diag = toc_diag_add(low->sink, TOC_D_SERIES_OVERLAP, series->span,
                        "more than %d times of this series would be open at once",
                        TOC_OPEN_OCCURRENCES_MAX);
    toc_diag_add_help(low->sink, diag, "shorten the deadline of each time, or repeat less often");
}

uint32_t toc_low_series_deadline(toc_low *low, const toc_series *series,
                                 const toc_deadline *deadline)
{
    toc_m_deadline *row;
    uint32_t id;

    if (series->every <= 0)
        return toc_low_deadline(low, deadline);
    row = new_deadline(low, &id);
    if (series->minutes >= 0 || deadline->kind == TOC_DEADLINE_BY_TIME) {
        row->kind = TOC_M_DEADLINE_BY_TIME;
        row->minute = series->minutes >= 0 ? series->minutes : deadline->minutes;
    } else if (deadline->kind == TOC_DEADLINE_WITHIN) {
        set_length(low, deadline, row);
    } else {
        row->kind = TOC_M_DEADLINE_WITHIN;
        row->ms = series->every;
    }
    check_overlap(low, series, row);
    return id;
}

/* ── numbering ─────────────────────────────────────────────────────────────── */

static int compare_keys(const void *left, const void *right)
{
    const toc_low_anchor *a = left;
    const toc_low_anchor *b = right;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return a->rank == b->rank ? 0 : a->rank < b->rank ? -1 : 1;
}

static const char *name_of(const toc_low *low, const toc_low_anchor *key)
{
    const toc_plan *plan = low->plan;

    switch (key->kind) {
    case TOC_M_ANCHOR_EVENT:
        return plan->events.items[key->id]->base.full;
    case TOC_M_ANCHOR_TRIGGER:
        return plan->triggers.items[key->id]->base.full;
    case TOC_M_ANCHOR_DECLARED:
    case TOC_M_ANCHOR_WARRANTED:
        return plan->ladders.items[key->id]->levels.items[key->rank - 1]->base.full;
    case TOC_M_ANCHOR_LADDER_END:
        return plan->ladders.items[key->id]->base.full;
    case TOC_M_ANCHOR_RESPONSE_START:
    case TOC_M_ANCHOR_RESPONSE_END:
        return plan->responses.items[key->id]->base.full;
    case TOC_M_ANCHOR_NODE_START:
    case TOC_M_ANCHOR_NODE_DONE:
        return plan->nodes.items[key->id]->base.full;
    case TOC_M_ANCHOR_REPORT_SENT:
        return low->told.items[key->id].name;
    case TOC_M_ANCHOR_BODY_FORMED:
        return plan->bodies.items[key->id]->base.full;
    case TOC_M_ANCHOR_MOMENT:
        return plan->moments.items[key->id]->base.full;
    case TOC_M_ANCHOR_RELAY_RECEIVED:
        return toc_arena_printf(low->arena, "%s.%s", plan->relays.items[key->id]->base.full,
                                low->graphs[key->id]->bodies[key->rank]->base.full);
    case TOC_M_ANCHOR_COUNT:
        break;
    }
    return "";
}

static const char *words_before(toc_m_anchor_kind kind)
{
    if (kind == TOC_M_ANCHOR_DECLARED)
        return TOC_PHRASE("declared ");
    if (kind == TOC_M_ANCHOR_WARRANTED)
        return TOC_PHRASE("warranted ");
    if (kind == TOC_M_ANCHOR_RESPONSE_START || kind == TOC_M_ANCHOR_NODE_START)
        return TOC_PHRASE("start of ");
    return kind == TOC_M_ANCHOR_LADDER_END || kind == TOC_M_ANCHOR_RESPONSE_END
               ? TOC_PHRASE("end of ")
               : "";
}

/* As a planner would write it; the grade of the unnamed ladder stands alone: `declared II`. */
static toc_string anchor_text(toc_low *low, const toc_low_anchor *key)
{
    const char *name = name_of(low, key);

    if ((key->kind == TOC_M_ANCHOR_DECLARED || key->kind == TOC_M_ANCHOR_WARRANTED) &&
        low->plan->ladders.items[key->id]->is_unnamed) {
        const toc_plan_level *level =
            low->plan->ladders.items[key->id]->levels.items[key->rank - 1];

        name = toc_symbol_text(low->plan->names, level->base.name);
    }
    return toc_builder_string(low->builder,
                              toc_arena_printf(low->arena, "%s%s", words_before(key->kind), name));
}

void toc_low_number_anchors(toc_low *low)
{
    low->anchors = TOC_NEW_ARRAY(low->arena, toc_m_anchor, low->wanted.count);
    if (low->wanted.count)
        qsort(low->wanted.items, low->wanted.count, sizeof *low->wanted.items, compare_keys);
    for (uint32_t i = 0; i < low->wanted.count; i++) {
        const toc_low_anchor *key = &low->wanted.items[i];

        if (i == 0 || compare_keys(key - 1, key) != 0)
            low->anchors[low->anchor_count++] = (toc_m_anchor){.kind = key->kind,
                                                               .id = key->id,
                                                               .rank = key->rank,
                                                               .signal = TOC_NONE,
                                                               .text = anchor_text(low, key)};
        if (key->slot)
            *key->slot = low->anchor_count - 1;
    }
}

uint32_t toc_low_anchor_id(const toc_low *low, const toc_low_anchor *key)
{
    uint32_t first = 0;
    uint32_t end = low->anchor_count;

    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        const toc_m_anchor *row = &low->anchors[middle];
        toc_low_anchor other = {
            .kind = (toc_m_anchor_kind)row->kind, .id = row->id, .rank = row->rank};
        int order = compare_keys(&other, key);

        if (order == 0)
            return middle;
        if (order < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return TOC_NONE;
}

/* ── linking ───────────────────────────────────────────────────────────────── */

/* The place in what the anchor waits for that names the anchor; NULL: it keeps a list, or none. */
static uint32_t *back_link(toc_low *low, const toc_m_anchor *row)
{
    switch ((toc_m_anchor_kind)row->kind) {
    case TOC_M_ANCHOR_EVENT:
        return &low->events[row->id].anchor;
    case TOC_M_ANCHOR_TRIGGER:
        return &low->triggers[row->id].anchor;
    case TOC_M_ANCHOR_LADDER_END:
        return &low->ladders[row->id].end_anchor;
    case TOC_M_ANCHOR_RESPONSE_START:
        return &low->responses[row->id].start_anchor;
    case TOC_M_ANCHOR_RESPONSE_END:
        return &low->responses[row->id].end_anchor;
    case TOC_M_ANCHOR_NODE_START:
        return &low->nodes[row->id].start_anchor;
    case TOC_M_ANCHOR_NODE_DONE:
        return &low->nodes[row->id].done_anchor;
    case TOC_M_ANCHOR_REPORT_SENT:
        return &low->reports[row->id].sent_anchor;
    case TOC_M_ANCHOR_MOMENT:
        return &low->moments[row->id].anchor;
    case TOC_M_ANCHOR_DECLARED:
    case TOC_M_ANCHOR_WARRANTED:
    case TOC_M_ANCHOR_BODY_FORMED:
    case TOC_M_ANCHOR_RELAY_RECEIVED:
    case TOC_M_ANCHOR_COUNT:
        break;
    }
    return NULL;
}

static void link_back(toc_low *low)
{
    toc_low_ids *of_ladder = TOC_NEW_ARRAY(low->arena, toc_low_ids, low->plan->ladders.count);
    toc_low_ids *of_relay = TOC_NEW_ARRAY(low->arena, toc_low_ids, low->plan->relays.count);

    for (uint32_t i = 0; i < low->anchor_count; i++) {
        const toc_m_anchor *row = &low->anchors[i];
        uint32_t *link = back_link(low, row);

        if (link)
            *link = i;
        else if (row->kind == TOC_M_ANCHOR_RELAY_RECEIVED)
            TOC_PUSH(low->arena, &of_relay[row->id], i);
        else if (row->kind != TOC_M_ANCHOR_BODY_FORMED)
            TOC_PUSH(low->arena, &of_ladder[row->id], i);
    }
    for (uint32_t i = 0; i < low->plan->ladders.count; i++)
        low->ladders[i].anchors = toc_low_set(low, &of_ladder[i]);
    for (uint32_t i = 0; i < low->plan->relays.count; i++)
        low->relays[i].anchors = toc_low_set(low, &of_relay[i]);
}

typedef struct lists {
    toc_low_ids levels;
    toc_low_ids nodes;
    toc_low_ids reports;
    toc_low_ids report_deadlines;
    toc_low_ids waiting;
} lists;

static uint32_t counts_from(const toc_low *low, uint32_t deadline)
{
    return deadline == TOC_NONE ? TOC_NONE : low->deadlines.items[deadline]->anchor;
}

/* Row @p id, once, in the lists of the anchors in @p places. */
static void list_row(toc_low *low, lists *of, const toc_low_ids *places, uint32_t id,
                     bool is_waiting)
{
    for (uint32_t k = 0; k < places->count; k++) {
        lists *own = &of[places->items[k]];
        toc_low_ids *list = is_waiting ? &own->waiting : &own->reports;

        if (list->count == 0 || list->items[list->count - 1] != id)
            TOC_PUSH(low->arena, list, id);
    }
}

static void link_reports(toc_low *low, lists *of)
{
    for (uint32_t i = 0; i < low->told.count; i++) {
        uint32_t anchor = counts_from(low, low->reports[i].deadline);

        if (anchor != TOC_NONE)
            TOC_PUSH(low->arena, &of[anchor].report_deadlines, i);
        low->reports[i].on = toc_low_set(low, low->report_on[i]);
        low->reports[i].after = toc_low_set(low, low->report_after[i]);
        list_row(low, of, low->report_on[i], i, false);
        list_row(low, of, low->report_after[i], i, true);
    }
}

void toc_low_link_anchors(toc_low *low)
{
    lists *of = TOC_NEW_ARRAY(low->arena, lists, low->anchor_count);

    link_back(low);
    for (uint32_t i = 0; i < low->plan->levels.count; i++) {
        uint32_t anchor = counts_from(low, low->levels[i].deadline);

        if (anchor != TOC_NONE)
            TOC_PUSH(low->arena, &of[anchor].levels, i);
    }
    for (uint32_t i = 0; i < low->plan->nodes.count; i++) {
        uint32_t anchor = counts_from(low, low->nodes[i].deadline);

        if (anchor != TOC_NONE)
            TOC_PUSH(low->arena, &of[anchor].nodes, i);
    }
    link_reports(low, of);
    for (uint32_t i = 0; i < low->anchor_count; i++) {
        low->anchors[i].levels = toc_low_set(low, &of[i].levels);
        low->anchors[i].nodes = toc_low_set(low, &of[i].nodes);
        low->anchors[i].reports = toc_low_set(low, &of[i].reports);
        low->anchors[i].report_deadlines = toc_low_set(low, &of[i].report_deadlines);
        low->anchors[i].waiting = toc_low_set(low, &of[i].waiting);
    }
}
