/* flow_part.c - copies a part of a picture, and puts connectors where edges lead out of it. */

#include <stdlib.h>

#include "emit/flow_part_private.h"

enum {
    MOST_TITLES = 3,
    MOST_RANGES = 6 /* of numbers of sheets on one connector */
};

/* A, B … Z, A2 … */
static const char *code_of(toc_arena *arena, uint32_t link)
{
    char letter = (char)('A' + link % 26);

    return link < 26 ? toc_arena_printf(arena, "%c", letter)
                     : toc_arena_printf(arena, "%c%u", letter, link / 26 + 1);
}

/* ── building a part ─────────────────────────────────────────────────────── */

typedef struct builder {
    toc_arena *arena;
    toc_flow_division *division;
    uint32_t sheet;
    toc_flow *part;
    toc_flow_band **bands; /* by index in the whole: the copy, once it is needed */
    toc_flow_lane **lanes;
} builder;

static toc_flow_band *band_of(builder *b, const toc_flow_band *whole)
{
    toc_flow_band **copy = &b->bands[whole->index];

    if (!*copy) {
        *copy = TOC_NEW(b->arena, toc_flow_band);
        **copy = *whole;
    }
    return *copy;
}

static toc_flow_lane *lane_of(builder *b, const toc_flow_lane *whole)
{
    toc_flow_lane **copy;

    if (!whole)
        return NULL;
    copy = &b->lanes[whole->index];
    if (!*copy) {
        *copy = TOC_NEW(b->arena, toc_flow_lane);
        **copy = *whole;
    }
    return *copy;
}

static toc_flow_node *add_node(builder *b, toc_flow_node node, const toc_flow_node *beside)
{
    toc_flow_node *copy = TOC_NEW(b->arena, toc_flow_node);

    *copy = node;
    copy->band = band_of(b, beside->band);
    copy->lane = lane_of(b, beside->lane);
    copy->index = copy->sequence = b->part->nodes.count;
    TOC_PUSH(b->arena, &b->part->nodes, copy);
    return copy;
}

/* Titles as a list; what is more is counted. */
typedef struct list {
    const char *text;
    uint32_t count;
} list;

static void add_title(const builder *b, list *all, const char *title)
{
    const char *comma = toc_wording_word(&b->part->wording, TOC_WORD_LIST);

    if (all->count++ < MOST_TITLES && title)
        all->text =
            all->text ? toc_arena_printf(b->arena, "%s%s%s", all->text, comma, title) : title;
}

static const char *end_list(const builder *b, const list *all)
{
    return all->count > MOST_TITLES
               ? toc_arena_printf(b->arena, "%s  +%u", all->text ? all->text : "",
                                  all->count - MOST_TITLES)
               : all->text;
}

/* Numbers of sheets, in ranges: `2-5, 9`. */
typedef struct ranges {
    const char *text;
    uint32_t first, last, count;
} ranges;

static void end_range(const builder *b, ranges *all)
{
    const char *comma = all->text ? ", " : "";
    const char *text = all->text ? all->text : "";

    if (all->first == 0)
        return;
    if (all->count == MOST_RANGES)
        all->text = toc_arena_printf(b->arena, "%s …", text);
    else if (all->count < MOST_RANGES && all->first == all->last)
        all->text = toc_arena_printf(b->arena, "%s%s%u", text, comma, all->first);
    else if (all->count < MOST_RANGES)
        all->text = toc_arena_printf(b->arena, "%s%s%u–%u", text, comma, all->first, all->last);
    all->count++;
}

static void add_number(const builder *b, ranges *all, uint32_t number)
{
    if (all->first != 0 && (number == all->last || number == all->last + 1)) {
        all->last = number;
        return;
    }
    end_range(b, all);
    all->first = all->last = number;
}

/* What stands at the other end of the link of an edge: titles, and on which sheets. */
typedef struct far_end {
    list titles;
    ranges sheets;
    bool is_on_sheet;
} far_end;

static far_end other_end(const builder *b, uint32_t index, bool is_arrival)
{
    const toc_flow_division *it = b->division;
    const toc_flow_edge *edge = it->flow->edges.items[index];
    uint32_t node = is_arrival ? edge->target->index : edge->source->index;
    const uint32_t *range = is_arrival ? it->in : it->out;
    far_end all = {.is_on_sheet = it->is_numbered};

    for (uint32_t i = range[node]; i < range[node + 1]; i++) {
        uint32_t k = is_arrival ? it->arriving[i] : i;
        const toc_flow_edge *other = it->flow->edges.items[k];
        const toc_flow_node *far = is_arrival ? other->source : other->target;
        if (it->links[k] != it->links[index])
            continue;
        add_title(b, &all.titles, far->title.first);
        if (it->sheets[far->index] == TOC_FLOW_NO_SHEET)
            all.is_on_sheet = false;
        else
            add_number(b, &all.sheets, it->sheets[far->index] + 1);
    }
    end_range(b, &all.sheets);
    return all;
}

/* `→ sheet 3 · B` with what stands there below it; without numbers `→ what stands there`. */
static toc_title connector_title(const builder *b, uint32_t edge, bool is_arrival)
{
    far_end far = other_end(b, edge, is_arrival);
    const char *what = end_list(b, &far.titles);
    const char *sheet = toc_wording_word(&b->part->wording, TOC_WORD_SHEET);
    const char *code = code_of(b->arena, b->division->links[edge]);
    const char *text;

    if (!far.is_on_sheet) {
        text = is_arrival ? toc_arena_printf(b->arena, "%s →", what ? what : "")
                          : toc_arena_printf(b->arena, "→ %s", what ? what : "");
        return (toc_title){text, NULL};
    }
    text = is_arrival ? toc_arena_printf(b->arena, "%s %s · %s →", sheet, far.sheets.text, code)
                      : toc_arena_printf(b->arena, "→ %s %s · %s", sheet, far.sheets.text, code);
    return (toc_title){text, what};
}

static toc_flow_node *connector(builder *b, uint32_t edge, bool is_arrival)
{
    const toc_flow_edge *it = b->division->flow->edges.items[edge];
    const toc_flow_node *beside = is_arrival ? it->target : it->source;
    toc_flow_node node = {.kind = TOC_FLOW_ELSEWHERE,
                          .key = toc_arena_printf(b->arena, "elsewhere:%s%s",
                                                  is_arrival ? "from:" : "to:",
                                                  code_of(b->arena, b->division->links[edge])),
                          .owner = beside->owner,
                          .response = beside->response,
                          .title = connector_title(b, edge, is_arrival)};

    return add_node(b, node, beside);
}

/* ── edges ───────────────────────────────────────────────────────────────── */

static void add_edge(builder *b, const toc_flow_edge *whole, toc_flow_node *source,
                     toc_flow_node *target)
{
    toc_flow_edge *copy = TOC_NEW(b->arena, toc_flow_edge);

    *copy = *whole;
    copy->source = source;
    copy->target = target;
    copy->sequence = b->part->edges.count;
    TOC_PUSH(b->arena, &b->part->edges, copy);
}

/* A way back has its direction on the sheet where it begins; a connector is no place to go back
 * from. */
static toc_flow_edge forward(const toc_flow_edge *edge)
{
    toc_flow_edge copy = *edge;

    if (edge->kind == TOC_FLOW_EDGE_LOOP)
        copy.kind = edge->label ? TOC_FLOW_EDGE_OUTCOME : TOC_FLOW_EDGE_THEN;
    return copy;
}

/* Has an edge of the same link been met since @p from?  @p edges NULL: they count themselves. */
static bool is_repeated(const uint32_t *links, const uint32_t *edges, uint32_t from, uint32_t at)
{
    uint32_t link = links[edges ? edges[at] : at];

    for (uint32_t i = at; i-- > from && at - i <= TOC_FLOW_MOST_LOOKED_BACK;) {
        if (links[edges ? edges[i] : i] == link)
            return true;
    }
    return false;
}

static void add_arriving(builder *b, uint32_t node)
{
    const toc_flow_division *it = b->division;

    for (uint32_t i = it->in[node]; i < it->in[node + 1]; i++) {
        uint32_t link = it->links[it->arriving[i]];
        toc_flow_edge edge = forward(it->flow->edges.items[it->arriving[i]]);
        if (link != TOC_FLOW_NO_SHEET && !is_repeated(it->links, it->arriving, it->in[node], i))
            add_edge(b, &edge, it->arrivals[link], it->nodes[node]);
    }
}

static void add_leaving(builder *b, uint32_t node)
{
    const toc_flow_division *it = b->division;

    for (uint32_t i = it->out[node]; i < it->out[node + 1]; i++) {
        const toc_flow_edge *edge = it->flow->edges.items[i];
        uint32_t link = it->links[i];
        toc_flow_edge outside = forward(edge);
        if (link == TOC_FLOW_NO_SHEET)
            add_edge(b, edge, it->nodes[node], it->nodes[edge->target->index]);
        else if (!is_repeated(it->links, NULL, it->out[node], i))
            add_edge(b, &outside, it->nodes[node], it->departures[link]);
    }
}

/* ── nodes ───────────────────────────────────────────────────────────────── */

static void add_with_connectors(builder *b, uint32_t index)
{
    toc_flow_division *division = b->division;
    const toc_flow_node *node = division->flow->nodes.items[index];

    for (uint32_t i = division->in[index]; i < division->in[index + 1]; i++) {
        uint32_t link = division->links[division->arriving[i]];
        if (link == TOC_FLOW_NO_SHEET || division->arrived_at[link] == b->sheet + 1)
            continue;
        division->arrived_at[link] = b->sheet + 1;
        division->arrivals[link] = connector(b, division->arriving[i], true);
    }
    division->nodes[index] = add_node(b, *node, node);
    for (uint32_t i = division->out[index]; i < division->out[index + 1]; i++) {
        uint32_t link = division->links[i];
        if (link == TOC_FLOW_NO_SHEET || division->departed_from[link] == b->sheet + 1)
            continue;
        division->departed_from[link] = b->sheet + 1;
        division->departures[link] = connector(b, i, false);
    }
}

/* Those that are used, in the order of the whole. */
static void number_bands_and_lanes(builder *b)
{
    const toc_flow *whole = b->division->flow;

    for (uint32_t i = 0; i < whole->bands.count; i++) {
        if (!b->bands[i])
            continue;
        b->bands[i]->index = b->part->bands.count;
        TOC_PUSH(b->arena, &b->part->bands, b->bands[i]);
    }
    for (uint32_t i = 0; i < whole->lanes.count; i++) {
        if (!b->lanes[i])
            continue;
        b->lanes[i]->index = b->part->lanes.count;
        TOC_PUSH(b->arena, &b->part->lanes, b->lanes[i]);
    }
}

static toc_flow *begin(toc_arena *arena, const toc_flow *whole)
{
    toc_flow *part = TOC_NEW(arena, toc_flow);

    part->plan = whole->plan;
    part->wording = whole->wording;
    part->lang = whole->lang;
    part->plan_script = whole->plan_script;
    part->title = whole->title;
    part->play = whole->play;
    return part;
}

toc_flow *toc_flow_part(toc_flow_division *division, uint32_t sheet)
{
    const toc_flow *whole = division->flow;
    toc_arena *arena = division->arena;
    builder b = {arena, division, sheet, begin(arena, whole), NULL, NULL};

    if (sheet >= division->sheet_count)
        return b.part;
    b.bands = TOC_NEW_ARRAY(arena, toc_flow_band *, whole->bands.count + 1u);
    b.lanes = TOC_NEW_ARRAY(arena, toc_flow_lane *, whole->lanes.count + 1u);
    for (uint32_t i = division->first[sheet]; i < division->last[sheet]; i++) {
        if (division->sheets[i] == sheet)
            add_with_connectors(&b, i);
    }
    number_bands_and_lanes(&b);
    for (uint32_t i = division->first[sheet]; i < division->last[sheet]; i++) {
        if (division->sheets[i] != sheet)
            continue;
        add_arriving(&b, i);
        add_leaving(&b, i);
    }
    toc_flow_sort_edges(b.part);
    return b.part;
}

/* ── selections ──────────────────────────────────────────────────────────── */

static bool is_selected(const toc_flow_node *node, const toc_flow_selection *by)
{
    if (by->response)
        return node->response == by->response;
    if (by->level)
        return node->band->level == by->level;
    return node->owner == by->body || (node->owner && node->owner->org == by->body);
}

const toc_flow *toc_flow_select(toc_arena *arena, const toc_flow *flow,
                                const toc_flow_selection *selection)
{
    toc_flow_division *division;

    if (!selection->response && !selection->level && !selection->body)
        return flow;
    division = toc_flow_divide(arena, flow, false);
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        if (is_selected(flow->nodes.items[i], selection))
            toc_flow_put(division, i, 0);
    }
    toc_flow_join(division);
    return toc_flow_part(division, 0);
}
