/* dot.c - writes a chart as DOT through cgraph. */
#include "chart/dot.h"

#include <stdlib.h>
#include <string.h>

#include "chart/dot_private.h"

enum { CAPTION = 12 * TOC_MM }; /* above the chart, for its title */

/* ── attributes ──────────────────────────────────────────────────────────── */

/* cgraph 2.42 takes char * for what it only reads. */
char *toc_dot_loose(const char *text)
{
    return (char *)(uintptr_t)text;
}

void toc_dot_set(toc_dot *d, void *object, const char *name, const char *value)
{
    if (object &&
        agsafeset(object, toc_dot_loose(name), toc_dot_loose(value), toc_dot_loose("")) != 0)
        d->is_broken = true;
}

static void set_default(toc_dot *d, int kind, const char *name, const char *value)
{
    if (!agattr(d->graph, kind, toc_dot_loose(name), toc_dot_loose(value)))
        d->is_broken = true;
}

void toc_dot_set_made(toc_dot *d, void *object, const char *name, const char *text)
{
    if (text)
        toc_dot_set(d, object, name, text);
}

void toc_dot_set_colour(toc_dot *d, void *object, const char *name, toc_colour_rgb colour)
{
    char text[16];

    snprintf(text, sizeof text, "#%06x", (unsigned)(colour & 0xffffff));
    toc_dot_set(d, object, name, text);
}

void toc_dot_set_font_size(toc_dot *d, void *object, unsigned tenths)
{
    char text[24];

    snprintf(text, sizeof text, "%u.%u", tenths / 10, tenths % 10);
    toc_dot_set(d, object, "fontsize", text);
}

/* ── nodes ───────────────────────────────────────────────────────────────── */

typedef struct look {
    const char *shape;
    const char *style;
    const char *penwidth;
} look;

static look look_of(toc_flow_node_kind kind)
{
    static const look looks[TOC_FLOW_NODE_KIND_COUNT] = {
        [TOC_FLOW_EVENT] = {"box", "rounded,filled", "1"},
        [TOC_FLOW_MOMENT] = {"box", "rounded,filled,dashed", "1"},
        [TOC_FLOW_TRIGGER] = {"box", "rounded,filled,bold", "1"},
        [TOC_FLOW_LEVEL] = {"box", "filled", "1"},
        [TOC_FLOW_FORMATION] = {"component", "filled", "1"},
        [TOC_FLOW_START] = {"box", "rounded,filled", "1"},
        [TOC_FLOW_APPROVAL] = {"box", "filled", "2"},
        [TOC_FLOW_STEP] = {"box", "filled", "1"},
        [TOC_FLOW_DECISION] = {"diamond", "filled", "1"},
        [TOC_FLOW_END] = {"box", "rounded,filled", "2"},
        [TOC_FLOW_PROPOSAL] = {"box", "filled", "1"},
        [TOC_FLOW_REPORT] = {"note", "filled", "1"},
        [TOC_FLOW_ANNOUNCEMENT] = {"tab", "filled", "1"},
        [TOC_FLOW_HOP] = {"note", "filled", "1"},
        [TOC_FLOW_RECEIVER] = {"box", "rounded,filled", "1"},
        [TOC_FLOW_ELSEWHERE] = {"box", "filled,dashed", "1"},
    };
    return looks[kind];
}

static void place_node(toc_dot *d, const toc_flow_node *node, Agnode_t *made)
{
    toc_rect at = toc_flow_chart_place(d->chart, node->index);
    const char *label;
    toc_dot_block text;

    toc_dot_put_label(d, node);
    label = toc_dot_text_take(&d->text);
    text = toc_dot_block_of(label);
    toc_dot_set_made(d, made, "label", label);
    toc_dot_set_font_size(d, made,
                          node->kind == TOC_FLOW_DECISION
                              ? toc_dot_fit_diamond(text, at.width, at.height, TOC_DOT_FONT_NODE)
                              : toc_dot_fit_box(text, at.width, at.height, TOC_DOT_FONT_NODE));
    toc_dot_put_tip(d, node);
    toc_dot_set_made(d, made, "tooltip", toc_dot_text_take(&d->text));
    toc_dot_set_made(d, made, "pos", toc_dot_middle(&d->text, at, d->height));
    toc_dot_set_made(d, made, "width", toc_dot_inches(&d->text, at.width));
    toc_dot_set_made(d, made, "height", toc_dot_inches(&d->text, at.height));
}

void toc_dot_add_node(toc_dot *d, const toc_flow_node *node, Agraph_t *cluster)
{
    Agnode_t *made = agnode(cluster, toc_dot_loose(node->key), 1);
    d->nodes[node->index] = made;
    if (!made) {
        d->is_broken = true;
        return;
    }
    look form = look_of(node->kind);
    toc_tint tint = toc_flow_chart_tint(d->chart, node->band);
    bool is_plate = node->kind == TOC_FLOW_LEVEL;
    place_node(d, node, made);
    toc_dot_set(d, made, "shape", form.shape);
    toc_dot_set(d, made, "style", form.style);
    toc_dot_set(d, made, "penwidth", form.penwidth);
    toc_dot_set_colour(d, made, "color", tint.strong);
    toc_dot_set_colour(d, made, "fillcolor", is_plate ? tint.strong : d->theme->paper);
    toc_dot_set_colour(d, made, "fontcolor", is_plate ? tint.on_strong : d->theme->ink);
    toc_dot_mark_node(d, made, &node->mark, form.style);
}

/* ── edges ───────────────────────────────────────────────────────────────── */

static const char *edge_style(toc_flow_edge_kind kind)
{
    switch (kind) {
    case TOC_FLOW_EDGE_LOOP:
    case TOC_FLOW_EDGE_APPROVAL:
        return "dashed";
    case TOC_FLOW_EDGE_COPY:
    case TOC_FLOW_EDGE_LATE:
        return "dotted";
    case TOC_FLOW_EDGE_ACTIVATES:
        return "bold";
    case TOC_FLOW_EDGE_CAUSE:
    case TOC_FLOW_EDGE_FIRST:
    case TOC_FLOW_EDGE_THEN:
    case TOC_FLOW_EDGE_OUTCOME:
    case TOC_FLOW_EDGE_END:
    case TOC_FLOW_EDGE_TELLS:
        break;
    }
    return "solid";
}

/* What a decision leads to stands where the line leaves it; other labels where it arrives. */
static toc_rect label_place(const toc_flow_edge *edge, const toc_spot *spots, uint32_t count,
                            toc_dot_block text)
{
    toc_um column = TOC_DOT_FONT_EDGE * 55 * 635 / 1800; /* micrometres */
    toc_um line = TOC_DOT_FONT_EDGE * 12 * 635 / 180;
    toc_rect at = {0, 0, (toc_um)text.columns * column, (toc_um)text.lines * line};
    toc_spot tip = spots[count - 1];

    if (edge->source->kind != TOC_FLOW_DECISION) {
        at.x = tip.x - TOC_MM - at.width;
        at.y = tip.y - TOC_HEAD - at.height;
    } else if (count > 1 && spots[1].x != spots[0].x) {
        at.x = spots[1].x > spots[0].x ? spots[0].x + TOC_MM : spots[0].x - TOC_MM - at.width;
        at.y = spots[0].y - at.height;
    } else {
        at.x = spots[0].x + TOC_MM;
        at.y = spots[0].y + TOC_MM / 2;
    }
    return at;
}

static void place_edge(toc_dot *d, const toc_flow_edge *edge, uint32_t index, Agedge_t *made)
{
    const toc_spot *spots = d->lines[index].spots;
    uint32_t count = d->lines[index].count;
    const char *label;
    toc_dot_block text;

    toc_dot_put_edge_label(d, edge);
    label = toc_dot_text_take(&d->text);
    text = toc_dot_block_of(label);
    toc_dot_set_made(d, made, "label", label);
    if (count == 0)
        return;
    toc_dot_set_made(d, made, "pos", toc_dot_way(&d->text, spots, count, TOC_HEAD, d->height));
    if (text.lines > 0)
        toc_dot_set_made(
            d, made, "lp",
            toc_dot_middle(&d->text, label_place(edge, spots, count, text), d->height));
}

static void add_edge(toc_dot *d, uint32_t index)
{
    const toc_flow_edge *edge = d->flow->edges.items[index];
    Agnode_t *source = d->nodes[edge->source->index];
    Agnode_t *target = d->nodes[edge->target->index];
    Agedge_t *made = source && target ? agedge(d->graph, source, target, NULL, 1) : NULL;
    if (!made) {
        d->is_broken = true;
        return;
    }
    place_edge(d, edge, index, made);
    toc_dot_set(d, made, "style", edge_style(edge->kind));
    if (edge->kind == TOC_FLOW_EDGE_LOOP || edge->kind == TOC_FLOW_EDGE_LATE)
        toc_dot_set(d, made, "constraint", "false");
    if (edge->kind == TOC_FLOW_EDGE_TELLS || edge->kind == TOC_FLOW_EDGE_COPY)
        toc_dot_set(d, made, "arrowhead", "vee");
    toc_dot_mark_edge(d, made, &edge->mark);
}

/* ── the graph ───────────────────────────────────────────────────────────── */

/* Only a font that is named gives the right forms of Chinese characters. */
static const char *font(const toc_dot *d)
{
    return strcmp(d->flow->plan_script, "zh-Hant") == 0 ? "Noto Sans CJK TC" : "Noto Sans CJK SC";
}

static void put_caption(toc_dot *d)
{
    const toc_plan_head *head = &d->flow->plan->head;
    const char *const parts[] = {d->flow->title.first, " · ", head->id, head->version ? " · " : "",
                                 head->version ? head->version->bytes : ""};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        toc_dot_text_put(&d->text, parts[i]);
    if (d->flow->title.second)
        toc_dot_text_lines(&d->text, "", d->flow->title.second, "", 200);
    toc_dot_put_legend(d);
}

/* Its left edge keeps clear of the chart's, whatever the letters' width is. */
static void place_caption(toc_dot *d, toc_dot_block caption)
{
    toc_um width = (toc_um)caption.columns * (TOC_DOT_FONT_CAPTION * 65 * 635 / 1800);
    toc_um height = (toc_um)caption.lines * (TOC_DOT_FONT_CAPTION * 12 * 635 / 180);

    toc_dot_set_made(d, d->graph, "lp",
                     toc_dot_middle(&d->text,
                                    (toc_rect){0, -CAPTION / 2 - height * 5 / 6, width, height},
                                    d->height));
}

static void set_defaults(toc_dot *d)
{
    char line[16];
    snprintf(line, sizeof line, "#%06x", (unsigned)d->theme->ink);
    set_default(d, AGRAPH, "rankdir", "LR");
    set_default(d, AGRAPH, "charset", "UTF-8");
    set_default(d, AGRAPH, "linelength", "0"); /* cgraph breaks long texts otherwise */
    set_default(d, AGRAPH, "fontname", font(d));
    set_default(d, AGRAPH, "fontsize", "20");
    set_default(d, AGRAPH, "labelloc", "t");
    set_default(d, AGRAPH, "labeljust", "l");
    set_default(d, AGRAPH, "nodesep", "0.2");
    set_default(d, AGRAPH, "ranksep", "0.45");
    toc_dot_set_colour(d, d->graph, "bgcolor", d->theme->paper);
    toc_dot_set_colour(d, d->graph, "fontcolor", d->theme->ink);
    set_default(d, AGNODE, "fontname", font(d));
    set_default(d, AGNODE, "fontsize", "11");
    set_default(d, AGNODE, "margin", "0,0");
    set_default(d, AGNODE, "fixedsize", "true");
    set_default(d, AGNODE, "shape", "box");
    set_default(d, AGNODE, "style", "filled");
    set_default(d, AGNODE, "penwidth", "1");
    set_default(d, AGEDGE, "style", "solid");
    set_default(d, AGEDGE, "fontname", font(d));
    set_default(d, AGEDGE, "fontsize", "9");
    set_default(d, AGEDGE, "color", line);
    set_default(d, AGEDGE, "fontcolor", line);
    set_default(d, AGEDGE, "arrowsize", "0.68"); /* TOC_HEAD in tens of points */
}

static Agraph_t *open_graph(toc_dot *d)
{
    d->ids = toc_dot_ids();
    Agdisc_t discipline = {&AgMemDisc, &d->ids, &AgIoDisc};
    return agopen(toc_dot_loose(d->flow->plan->head.id), Agdirected, &discipline);
}

/* ── the file ────────────────────────────────────────────────────────────── */

static int keep_quiet(char *message)
{
    (void)message;
    return 0;
}

static toc_status write_graph(toc_dot *d, FILE *out)
{
    d->text.is_left = true;
    put_caption(d);
    const char *label = toc_dot_text_take(&d->text);
    toc_dot_block caption = toc_dot_block_of(label);
    set_defaults(d);
    toc_dot_set_made(d, d->graph, "label", label);
    place_caption(d, caption);
    toc_dot_add_all_bands(d);
    toc_dot_add_lanes(d);
    for (uint32_t i = 0; i < d->flow->edges.count && !d->is_broken; i++)
        add_edge(d, i);
    if (d->is_broken || d->text.is_broken)
        return TOC_ENOMEM;
    int written = agwrite(d->graph, out);
    return written == 0 && fflush(out) == 0 && !ferror(out) ? TOC_OK : TOC_EIO;
}

/* A line that is drawn as connectors goes straight here: neato makes all lines anew where one has
 * no place. */
static toc_dot_line straight(const toc_flow_chart *chart, const toc_flow_edge *edge)
{
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, 2);
    toc_rect from = toc_flow_chart_place(chart, edge->source->index);
    toc_rect to = toc_flow_chart_place(chart, edge->target->index);

    spots[0] = (toc_spot){from.x + from.width / 2, from.y + from.height};
    spots[1] = (toc_spot){to.x + to.width / 2, to.y};
    return (toc_dot_line){spots, 2};
}

static toc_dot_line *find_lines(const toc_flow_chart *chart)
{
    uint32_t count = chart->flow->edges.count;
    toc_dot_line *lines = TOC_NEW_ARRAY(chart->canvas->arena, toc_dot_line, count + 1u);

    for (uint32_t i = 0; i < count; i++) {
        lines[i].spots = toc_flow_chart_way(chart, i, &lines[i].count);
        if (lines[i].count < 2)
            lines[i] = straight(chart, chart->flow->edges.items[i]);
    }
    return lines;
}

toc_status toc_dot_write(const toc_flow_chart *chart, FILE *out)
{
    toc_dot d = {.chart = chart,
                 .flow = chart->flow,
                 .theme = chart->canvas->theme,
                 .height = chart->canvas->scene->height,
                 .groups = toc_dot_find_groups(chart),
                 .lines = find_lines(chart)};
    toc_status status = TOC_ENOMEM;
    agusererrf loud = agseterrf(keep_quiet); /* failures come as the status */

    d.nodes = calloc((size_t)chart->flow->nodes.count + 1, sizeof(Agnode_t *));
    d.graph = open_graph(&d);
    if (d.nodes && d.graph)
        status = write_graph(&d, out);
    if (d.graph)
        agclose(d.graph);
    free(d.nodes);
    toc_dot_text_free(&d.text);
    agseterrf(loud);
    return status;
}
