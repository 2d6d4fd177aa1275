/* flow_picture.c - selects what a flow chart shows, and shares it out on sheets. */
#include "chart/flow_picture.h"

#include "chart/flow_chart.h"
#include "emit/flow_part.h"

enum { CONNECTOR_HEIGHT = 12 * TOC_MM, HEADS = 16 * TOC_MM };

const toc_flow *toc_flow_picture(toc_arena *arena, const toc_plan *plan,
                                 const toc_view_options *options)
{
    toc_flow_options flow_options = {options->lang, options->has_two_languages};
    toc_flow_selection selection = {options->response, options->level, options->body};

    if (options->flow)
        return options->flow;
    return toc_flow_select(arena, toc_flow_build(arena, plan, &flow_options), &selection);
}

/* ── how large a run of nodes would be ───────────────────────────────────── */

/* A run is what stands from one node to another in the order of the picture.  Its size is found
 * by laying it out with the sizes of its nodes, which are measured once for all. */
typedef struct measure {
    toc_arena *arena;
    const toc_flow *flow;
    const toc_layout *whole; /* input only */
    uint32_t *out;           /* by node: its first edge */
    uint32_t *in, *arriving; /* by node: its first entry; edges by target */
    uint32_t *places;        /* by node: its place in the run, where stamp says so */
    uint32_t *band_places, *band_stamps, *lane_places, *lane_stamps;
    uint32_t stamp;
    toc_um width, height; /* of a sheet */
} measure;

static void sort_edges(measure *m)
{
    const toc_flow *flow = m->flow;
    uint32_t *next = TOC_NEW_ARRAY(m->arena, uint32_t, flow->nodes.count + 1u);

    m->out = TOC_NEW_ARRAY(m->arena, uint32_t, flow->nodes.count + 1u);
    m->in = TOC_NEW_ARRAY(m->arena, uint32_t, flow->nodes.count + 1u);
    m->arriving = TOC_NEW_ARRAY(m->arena, uint32_t, flow->edges.count + 1u);
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        m->out[flow->edges.items[i]->source->index + 1]++;
        m->in[flow->edges.items[i]->target->index + 1]++;
    }
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        m->out[i + 1] += m->out[i];
        m->in[i + 1] += m->in[i];
        next[i] = m->in[i];
    }
    for (uint32_t i = 0; i < flow->edges.count; i++)
        m->arriving[next[flow->edges.items[i]->target->index]++] = i;
}

static measure begin(toc_arena *arena, const toc_flow *flow, const toc_layout *whole)
{
    measure m = {.arena = arena, .flow = flow, .whole = whole};

    sort_edges(&m);
    m.places = TOC_NEW_ARRAY(arena, uint32_t, flow->nodes.count + 1u);
    m.band_places = TOC_NEW_ARRAY(arena, uint32_t, flow->bands.count + 1u);
    m.band_stamps = TOC_NEW_ARRAY(arena, uint32_t, flow->bands.count + 1u);
    m.lane_places = TOC_NEW_ARRAY(arena, uint32_t, flow->lanes.count + 1u);
    m.lane_stamps = TOC_NEW_ARRAY(arena, uint32_t, flow->lanes.count + 1u);
    return m;
}

static uint32_t add_band(measure *m, toc_layout *layout, uint32_t band)
{
    if (m->band_stamps[band] != m->stamp) {
        m->band_stamps[band] = m->stamp;
        m->band_places[band] = layout->bands.count;
        TOC_PUSH(m->arena, &layout->bands, (toc_layout_band){0});
    }
    return m->band_places[band];
}

/* Lanes keep their order: they are counted first. */
static void add_lanes(measure *m, toc_layout *layout, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (m->whole->nodes.items[i].lane != TOC_ANY_LANE)
            m->lane_stamps[m->whole->nodes.items[i].lane] = m->stamp;
    }
    for (uint32_t i = 0; i < m->flow->lanes.count; i++) {
        if (m->lane_stamps[i] != m->stamp)
            continue;
        m->lane_places[i] = layout->lanes.count;
        TOC_PUSH(m->arena, &layout->lanes, (toc_layout_lane){0});
    }
    if (layout->lanes.count == 0)
        TOC_PUSH(m->arena, &layout->lanes, (toc_layout_lane){0});
}

static uint32_t add_connector(measure *m, toc_layout *layout, toc_layout_node beside)
{
    toc_layout_node node = {.band = beside.band,
                            .lane = beside.lane,
                            .width = TOC_NODE_WIDTH,
                            .height = CONNECTOR_HEIGHT,
                            .above = TOC_HEAD};

    TOC_PUSH(m->arena, &layout->nodes, node);
    return layout->nodes.count - 1;
}

static void add_edge(measure *m, toc_layout *layout, toc_layout_edge way, uint32_t source,
                     uint32_t target)
{
    way.source = source;
    way.target = target;
    way.net = source * 4 + way.net % 4;
    TOC_PUSH(m->arena, &layout->edges, way);
}

/* All that arrives at a node from before the run shares a connector here, and all that leaves it
 * from one node shares another. */
static void add_ways(measure *m, toc_layout *layout, uint32_t node, uint32_t from, uint32_t to)
{
    toc_layout_node place = layout->nodes.items[m->places[node]];
    uint32_t arrival = UINT32_MAX;
    uint32_t departure = UINT32_MAX;

    for (uint32_t i = m->in[node]; i < m->in[node + 1]; i++) {
        toc_layout_edge way = m->whole->edges.items[m->arriving[i]];
        if (way.source >= from && way.source < to)
            continue;
        if (arrival == UINT32_MAX)
            arrival = add_connector(m, layout, place);
        way.is_back = false;
        way.side = way.leaves = 0;
        add_edge(m, layout, way, arrival, m->places[node]);
    }
    for (uint32_t i = m->out[node]; i < m->out[node + 1]; i++) {
        toc_layout_edge way = m->whole->edges.items[i];
        if (way.target >= from && way.target < to) {
            add_edge(m, layout, way, m->places[node], m->places[way.target]);
            continue;
        }
        if (departure == UINT32_MAX)
            departure = add_connector(m, layout, place);
        way.is_back = false;
        add_edge(m, layout, way, m->places[node], departure);
    }
}

static bool is_fitting(measure *m, uint32_t from, uint32_t to)
{
    toc_layout layout = {.arena = m->arena,
                         .track = m->whole->track,
                         .margin = m->whole->margin,
                         .most_slots = m->whole->most_slots};

    m->stamp++;
    add_lanes(m, &layout, from, to);
    for (uint32_t i = from; i < to; i++) {
        toc_layout_node node = m->whole->nodes.items[i];
        node.band = add_band(m, &layout, node.band);
        if (node.lane != TOC_ANY_LANE)
            node.lane = m->lane_places[node.lane];
        m->places[i] = layout.nodes.count;
        TOC_PUSH(m->arena, &layout.nodes, node);
    }
    for (uint32_t i = from; i < to; i++)
        add_ways(m, &layout, i, from, to);
    toc_layout_run(&layout);
    return layout.width + TOC_BAND_WIDTH <= m->width && layout.height + HEADS <= m->height;
}

/* ── runs ────────────────────────────────────────────────────────────────── */

/* The most nodes from @p from on that fit, at least one; @p guess is where to begin to look. */
static uint32_t longest(measure *m, uint32_t from, uint32_t guess)
{
    uint32_t count = m->flow->nodes.count - from;
    uint32_t fits = 1;
    uint32_t fails = count + 1;
    uint32_t next = guess < count ? guess : count;

    while (fails - fits > 1) {
        if (next <= fits || next >= fails)
            next = fits + (fails - fits) / 2;
        if (is_fitting(m, from, from + next)) {
            fits = next;
            next = fits + fits / 4 + 1 < fails ? fits + fits / 4 + 1 : fails - 1;
        } else {
            fails = next;
            next = fails - fails / 8 - 1;
        }
    }
    return fits;
}

/* A cut inside a band is moved up to where the band begins, or else a response, if the sheet stays
 * half full. */
static uint32_t at_a_joint(const toc_flow *flow, uint32_t from, uint32_t count)
{
    uint32_t end = from + count;
    uint32_t response = 0;

    if (end == flow->nodes.count)
        return count;
    for (uint32_t i = end; i > from + count / 2; i--) {
        const toc_flow_node *node = flow->nodes.items[i];
        const toc_flow_node *before = flow->nodes.items[i - 1];
        if (node->band != before->band)
            return i - from;
        if (response == 0 && node->response != before->response)
            response = i - from;
    }
    return response > 0 ? response : count;
}

toc_flow_sharing toc_flow_share_out(toc_arena *arena, const toc_flow *flow,
                                    const toc_view_options *options, toc_um width, toc_um height)
{
    const toc_theme *theme = options->theme ? options->theme : toc_theme_find("print");
    const char *script = flow->lang[0] == 'e' ? flow->plan_script : flow->lang;
    toc_flow_chart chart = {.canvas = toc_canvas_new(arena, script, theme), .flow = flow};
    toc_flow_sharing sharing = {.arena = arena, .flow = flow};
    uint32_t guess = 12;

    toc_flow_chart_measure(&chart);
    toc_canvas_close(chart.canvas);
    measure m = begin(arena, flow, &chart.layout);
    m.width = width;
    m.height = height;
    for (uint32_t from = 0; from < flow->nodes.count;) {
        guess = longest(&m, from, guess);
        from += at_a_joint(flow, from, guess);
        TOC_PUSH(arena, &sharing.ends, from);
    }
    return sharing;
}

toc_flow_pictures toc_flow_share_pictures(const toc_flow_sharing *sharing)
{
    toc_flow_division *division = toc_flow_divide(sharing->arena, sharing->flow, true);
    toc_flow_pictures pictures = {NULL, 0, 0};
    uint32_t node = 0;

    for (uint32_t i = 0; i < sharing->ends.count; i++) {
        while (node < sharing->ends.items[i])
            toc_flow_put(division, node++, i);
    }
    toc_flow_join(division);
    for (uint32_t i = 0; i < sharing->ends.count; i++)
        TOC_PUSH(sharing->arena, &pictures, toc_flow_part(division, i));
    return pictures;
}

bool toc_flow_share_more(toc_flow_sharing *sharing, const bool *is_too_large)
{
    toc_flow_sharing more = {.arena = sharing->arena, .flow = sharing->flow};
    uint32_t from = 0;

    for (uint32_t i = 0; i < sharing->ends.count; i++) {
        uint32_t end = sharing->ends.items[i];
        if (is_too_large[i] && end - from > 1) {
            uint32_t half = (end - from + 1) / 2;
            uint32_t middle =
                from + at_a_joint(sharing->flow, from,
                                  half + half / 2 < end - from ? half + half / 2 : half);
            TOC_PUSH(more.arena, &more.ends, middle);
        }
        TOC_PUSH(more.arena, &more.ends, end);
        from = end;
    }
    bool is_more = more.ends.count > sharing->ends.count;
    *sharing = more;
    return is_more;
}
