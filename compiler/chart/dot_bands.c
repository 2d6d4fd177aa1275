/* dot_bands.c - bands, responses and lanes as clusters of Graphviz. */
#include <stdio.h>
#include <string.h>

#include "chart/dot_private.h"

enum { HEAD_WIDTH = 11 }; /* columns of the band's name */

/* A cluster without a box of its own would take that of the one round it. */
#define NO_BOX "none"

/* ── clusters ────────────────────────────────────────────────────────────── */

/* Its name begins with `cluster`, as Graphviz demands, and is unique. */
static Agraph_t *add_cluster(toc_dot *d, Agraph_t *parent, const char *kind, const char *name)
{
    const char *const parts[] = {"cluster ", kind, " ", name};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        toc_dot_text_put_raw(&d->text, parts[i]);
    const char *id = toc_dot_text_take(&d->text);
    Agraph_t *cluster = id ? agsubg(parent, toc_dot_loose(id), 1) : NULL;
    if (!cluster)
        d->is_broken = true;
    return cluster;
}

static void place_band(toc_dot *d, const toc_flow_band *band, Agraph_t *cluster, toc_dot_block text)
{
    const toc_flow_panel *panel = &d->chart->panels.items[d->chart->panel_of[band->index]];
    const toc_layout_band *place = &panel->layout.bands.items[d->chart->place_of[band->index]];
    toc_rect head = {panel->left - TOC_BAND_WIDTH, panel->top + place->y, TOC_BAND_WIDTH,
                     place->height};
    toc_rect at = {head.x, head.y, TOC_BAND_WIDTH + panel->layout.width, head.height};

    toc_dot_set_font_size(d, cluster,
                          toc_dot_fit_box(text, head.width, head.height, TOC_DOT_FONT_BAND));
    if (place->height == 0) { /* all that is in it stands elsewhere */
        toc_dot_set(d, cluster, "bb", NO_BOX);
        return;
    }
    toc_dot_set_made(d, cluster, "bb", toc_dot_corners(&d->text, at, d->height));
    toc_dot_set_made(d, cluster, "lp", toc_dot_middle(&d->text, head, d->height));
}

static Agraph_t *add_band(toc_dot *d, Agraph_t *parent, const toc_flow_band *band)
{
    Agraph_t *cluster = add_cluster(d, parent, toc_flow_band_kind_word(band->kind), band->name);
    toc_tint tint = toc_flow_chart_tint(d->chart, band);
    const char *label;
    toc_dot_block text;

    if (!cluster)
        return NULL;
    if (band->level)
        toc_dot_put_grade(d, band->level, band->title, HEAD_WIDTH);
    else
        toc_dot_put_title(d, band->title, HEAD_WIDTH);
    label = toc_dot_text_take(&d->text);
    text = toc_dot_block_of(label);
    toc_dot_set_made(d, cluster, "label", label);
    place_band(d, band, cluster, text);
    toc_dot_set_colour(d, cluster, "bgcolor", tint.weak);
    toc_dot_set_colour(d, cluster, "pencolor", tint.strong);
    toc_dot_set_colour(d, cluster, "fontcolor", tint.letters);
    return cluster;
}

/* In a band of a response the band is enough. */
static Agraph_t *add_response(toc_dot *d, const toc_flow_node *node, Agraph_t *band)
{
    Agraph_t *cluster = add_cluster(d, band, "response", node->response->base.full);
    if (!cluster)
        return NULL;
    if (node->kind == TOC_FLOW_START) { /* its first node; more may come later */
        d->text.is_left = true;
        toc_dot_put_title(d, node->title, 80);
        toc_dot_set_made(d, cluster, "label", toc_dot_text_take(&d->text));
    }
    toc_dot_set(d, cluster, "bb", NO_BOX);
    toc_dot_set_colour(d, cluster, "bgcolor", d->theme->paper);
    toc_dot_set_colour(d, cluster, "pencolor", toc_flow_chart_tint(d->chart, node->band).strong);
    toc_dot_set_colour(d, cluster, "fontcolor", d->theme->ink);
    toc_dot_set(d, cluster, "fontsize", "12");
    return cluster;
}

/* Returns the first node after those of @p band, which begin at @p next. */
static uint32_t add_band_nodes(toc_dot *d, Agraph_t *parent, const toc_flow_band *band,
                               uint32_t next)
{
    Agraph_t *outer = add_band(d, parent, band);
    Agraph_t *inner = outer;
    const toc_plan_response *open = band->response;
    for (; next < d->flow->nodes.count && d->flow->nodes.items[next]->band == band; next++) {
        const toc_flow_node *node = d->flow->nodes.items[next];
        if (node->response != open) {
            open = node->response;
            inner = open && !band->response ? add_response(d, node, outer) : outer;
        }
        if (inner)
            toc_dot_add_node(d, node, inner);
    }
    return next;
}

/* All grades of a ladder stand in a cluster without a frame: it keeps them together, in order. */
static Agraph_t *add_ladder(toc_dot *d, Agraph_t *parent, const toc_flow_band *band)
{
    if (!band->level)
        return parent;
    Agraph_t *cluster = add_cluster(d, parent, "ladder", band->level->ladder->base.full);
    if (cluster) { /* without a label of its own it would take the graph's */
        toc_dot_set(d, cluster, "label", " ");
        toc_dot_set(d, cluster, "fontsize", "8");
        toc_dot_set(d, cluster, "pencolor", "transparent");
    }
    return cluster;
}

/* Where the bands begin that go together with the one before @p end. */
static uint32_t group_begin(const toc_flow *flow, uint32_t end)
{
    const toc_plan_level *level = flow->bands.items[end - 1]->level;
    uint32_t begin = end - 1;
    while (level && begin > 0 && flow->bands.items[begin - 1]->level &&
           flow->bands.items[begin - 1]->level->ladder == level->ladder)
        begin--;
    return begin;
}

/* Last band first: from left to right, dot piles up parts that do not hang together from the
 * bottom.  Inside a cluster it keeps the order. */
toc_dot_groups toc_dot_find_groups(const toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;
    toc_dot_groups groups = {NULL, 0, 0};
    uint32_t next = flow->nodes.count;

    for (uint32_t end = flow->bands.count; end > 0;) {
        toc_dot_group group = {.begin = group_begin(flow, end), .end = end};

        while (next > 0 && flow->nodes.items[next - 1]->band->index >= group.begin)
            next--;
        group.first_node = next;
        TOC_PUSH(chart->canvas->arena, &groups, group);
        end = group.begin;
    }
    return groups;
}

static void add_group(toc_dot *d, Agraph_t *parent, const toc_dot_group *group)
{
    Agraph_t *outer = add_ladder(d, parent, d->flow->bands.items[group->begin]);
    uint32_t next = group->first_node;

    for (uint32_t i = group->begin; i < group->end && !d->is_broken; i++)
        next = add_band_nodes(d, outer, d->flow->bands.items[i], next);
}

/* One without a name agwrite would leave out. */
static Agraph_t *add_part(toc_dot *d, Agraph_t *parent)
{
    char name[24];

    snprintf(name, sizeof name, "part %u", (unsigned)++d->parts);
    return agsubg(parent, name, 1);
}

/* agwrite looks for each node of a graph in all graphs right under it.  So where there are many
 * they stand in a tree of plain ones, which no program draws. */
static void add_bands(toc_dot *d, Agraph_t *parent, const toc_dot_group *groups, uint32_t count)
{
    enum { MOST = 24 };
    uint32_t each = 1;

    while (count > 0 && (count - 1) / MOST >= each)
        each *= MOST;
    for (uint32_t i = 0; i < count && !d->is_broken; i += each) {
        uint32_t size = count - i < each ? count - i : each;
        Agraph_t *inner = size > 1 ? add_part(d, parent) : parent;

        if (!inner)
            d->is_broken = true;
        else if (size > 1)
            add_bands(d, inner, groups + i, size);
        else
            add_group(d, inner, groups + i);
    }
}

void toc_dot_add_all_bands(toc_dot *d)
{
    add_bands(d, d->graph, d->groups.items, d->groups.count);
}

/* ── lanes ───────────────────────────────────────────────────────────────── */

static const char *lane_label(toc_dot *d, const toc_lane_texts *head)
{
    const toc_face_text *texts[] = {&head->title, &head->second};

    for (unsigned which = 0; which < 2; which++) {
        for (uint32_t i = 0; i < texts[which]->count; i++) {
            toc_dot_text_begin_line(&d->text);
            toc_dot_text_put(&d->text, texts[which]->lines[i].text);
        }
    }
    return toc_dot_text_take(&d->text);
}

/* A head with its name where @p head is not NULL, else the column below it. */
static void add_background(toc_dot *d, const char *name, const toc_lane_texts *head, toc_rect at)
{
    Agraph_t *cluster = add_cluster(d, d->graph, head ? "head" : "lane", name);
    const char *label;

    if (!cluster)
        return;
    label = head ? lane_label(d, head) : " ";
    toc_dot_set_made(d, cluster, "label", label);
    toc_dot_set_font_size(
        d, cluster,
        toc_dot_fit_box(toc_dot_block_of(label), at.width, at.height, TOC_DOT_FONT_LANE));
    toc_dot_set_made(d, cluster, "bb", toc_dot_corners(&d->text, at, d->height));
    toc_dot_set_made(d, cluster, "lp", toc_dot_middle(&d->text, at, d->height));
    toc_dot_set(d, cluster, "style", head ? "filled" : "dashed");
    toc_dot_set(d, cluster, "bgcolor", "transparent"); /* else it has the graph's */
    toc_dot_set_colour(d, cluster, "pencolor", d->theme->rule);
    toc_dot_set_colour(d, cluster, "fillcolor", d->theme->head);
    toc_dot_set_colour(d, cluster, "fontcolor", d->theme->on_head);
}

/* Clusters without nodes: dot leaves them out, neato draws them as they are. */
static void add_panel_lanes(toc_dot *d, const toc_flow_panel *panel)
{
    for (uint32_t i = 0; i < panel->layout.lanes.count && !d->is_broken; i++) {
        const toc_layout_lane *lane = &panel->layout.lanes.items[i];
        const char *name = panel->lanes[i] ? panel->lanes[i]->body->base.full : "";
        toc_um x = panel->left + lane->x;

        add_background(d, name, NULL, (toc_rect){x, panel->top, lane->width, panel->layout.height});
        add_background(d, name, &panel->heads[i],
                       (toc_rect){x, panel->top - panel->head, lane->width, panel->head});
    }
}

void toc_dot_add_lanes(toc_dot *d)
{
    for (uint32_t i = 0; i < d->chart->panels.count && !d->is_broken; i++)
        add_panel_lanes(d, &d->chart->panels.items[i]);
}
