/* dot.c - writes a picture as DOT through cgraph; the only file that speaks to that library. */
#include "emit/dot.h"

#include <cgraph.h>
#include <stdlib.h>
#include <string.h>

#include "emit/dot_text.h"

#define INK "#111111"

typedef struct dot {
    const toc_flow *flow;
    Agraph_t *graph;
    Agiddisc_t ids;   /* the graph keeps a pointer to it */
    Agnode_t **nodes; /* by index of the flow's nodes */
    toc_dot_text text;
    bool is_broken; /* the library refused something */
} dot;

/* cgraph 2.42 takes char * for what it only reads. */
static char *loose(const char *text)
{
    return (char *)(uintptr_t)text;
}

static void set(dot *d, void *object, const char *name, const char *value)
{
    if (object && agsafeset(object, loose(name), loose(value), loose("")) != 0)
        d->is_broken = true;
}

static void set_default(dot *d, int kind, const char *name, const char *value)
{
    if (!agattr(d->graph, kind, loose(name), loose(value)))
        d->is_broken = true;
}

/* Sets the label to the text put together so far, and begins a new one. */
static void set_text(dot *d, void *object, const char *name)
{
    const char *text = toc_dot_text_take(&d->text);
    if (text)
        set(d, object, name, text);
}

/* ── colours ─────────────────────────────────────────────────────────────── */

typedef struct paint {
    const char *strong; /* borders, plates of grades: white text can be read on it */
    const char *tint;   /* ground of a band */
} paint;

static paint paint_of(const toc_flow_band *band)
{
    static const paint paints[] = {
        [TOC_COLOUR_NONE] = {"#5F6368", "#F4F5F7"},   [TOC_COLOUR_GREEN] = {"#2E7D32", "#E6F4E7"},
        [TOC_COLOUR_BLUE] = {"#1F5FBF", "#E3EDFB"},   [TOC_COLOUR_YELLOW] = {"#8A6D00", "#FFF6CC"},
        [TOC_COLOUR_ORANGE] = {"#B35900", "#FFE8D1"}, [TOC_COLOUR_RED] = {"#B3261E", "#FBE3E1"},
        [TOC_COLOUR_PURPLE] = {"#6A1B9A", "#F1E6F7"}, [TOC_COLOUR_BLACK] = {"#222222", "#E4E4E4"},
        [TOC_COLOUR_WHITE] = {"#6B6B6B", "#FFFFFF"},  [TOC_COLOUR_GREY] = {"#555555", "#EAEAEA"},
    };
    return paints[band->level ? band->level->colour : TOC_COLOUR_NONE];
}

/* Fills of lanes keep away from the tints of the grades.  They repeat: the name stands there too. */
static const char *lane_fill(const toc_flow_lane *lane)
{
    static const char *const fills[] = {"#FFFFFF", "#DFF3EE", "#EADFF5", "#E3EFD2", "#E4E6EB",
                                        "#D8EEF3", "#F3DFEB", "#EDE6DA", "#D5E8D8", "#DCDDF2"};
    return lane ? fills[lane->index % (sizeof fills / sizeof fills[0])] : "#FFFFFF";
}

/* ── labels ──────────────────────────────────────────────────────────────── */

enum { BOX_WIDTH = 24, DIAMOND_WIDTH = 14, EDGE_WIDTH = 16, CONDITION_WIDTH = 26 };

static bool is_chinese(const dot *d)
{
    return strcmp(d->flow->lang, "en") != 0;
}

static void put_title(dot *d, toc_title title, unsigned width)
{
    if (title.first)
        toc_dot_text_lines(&d->text, "", title.first, "", width);
    if (title.second)
        toc_dot_text_lines(&d->text, "", title.second, "", width);
}

static void put_owner(dot *d, const toc_flow_node *node, unsigned width)
{
    if (!node->lane)
        return;
    const char *open = is_chinese(d) ? "【" : "(";
    const char *close = is_chinese(d) ? "】" : ")";
    toc_dot_text_lines(&d->text, open, node->lane->title.first, close, width);
}

static void put_details(dot *d, const toc_flow_node *node, unsigned width)
{
    if (node->deadline)
        toc_dot_text_lines(&d->text, "", node->deadline, node->since ? " ·" : "", width);
    if (node->deadline && node->since)
        toc_dot_text_lines(&d->text, "", node->since, "", width);
    if (node->repeats)
        toc_dot_text_lines(&d->text, "", node->repeats, "", width);
    if (node->with)
        toc_dot_text_lines(&d->text, "+ ", node->with, "", width);
    if (node->to)
        toc_dot_text_lines(&d->text, "→ ", node->to, "", width);
    if (node->condition)
        toc_dot_text_lines(&d->text, "[", node->condition, "]", CONDITION_WIDTH);
}

static const char *word(const dot *d, toc_word which)
{
    return toc_wording_word(&d->flow->wording, which);
}

static const char *grade(const dot *d, const toc_plan_level *level)
{
    return toc_symbol_text(d->flow->plan->names, level->base.name);
}

/* "III級 較大", "Level III Serious"; a named ladder comes first: "warning yellow". */
static void put_grade(dot *d, const toc_plan_level *level, toc_title title)
{
    const char *name = grade(d, level);
    toc_dot_text_begin_line(&d->text);
    if (!level->ladder->is_unnamed) {
        toc_dot_text_put(&d->text, level->ladder->base.full);
        toc_dot_text_put(&d->text, " ");
    } else if (!is_chinese(d)) {
        toc_dot_text_put(&d->text, "Level ");
    }
    toc_dot_text_put(&d->text, name);
    if (level->ladder->is_unnamed && is_chinese(d))
        toc_dot_text_put(&d->text, word(d, TOC_WORD_LEVEL));
    if (title.first && strcmp(title.first, name) != 0) {
        toc_dot_text_put(&d->text, " ");
        toc_dot_text_put(&d->text, title.first);
    }
    if (title.second) {
        toc_dot_text_put(&d->text, " ");
        toc_dot_text_put(&d->text, title.second);
    }
}

/* What a plate says above its title. */
static void put_head(dot *d, const toc_flow_node *node)
{
    if (node->kind == TOC_FLOW_FORMATION)
        toc_dot_text_lines(&d->text, "", word(d, TOC_WORD_FORM), "", BOX_WIDTH);
    if (node->kind == TOC_FLOW_LEVEL && node->lane)
        toc_dot_text_lines(&d->text, "", word(d, TOC_WORD_DECLARE), "", BOX_WIDTH);
}

static void put_label(dot *d, const toc_flow_node *node)
{
    unsigned width = node->kind == TOC_FLOW_DECISION ? DIAMOND_WIDTH : BOX_WIDTH;
    put_head(d, node);
    if (node->kind == TOC_FLOW_LEVEL)
        put_grade(d, node->band->level, node->title);
    else if (node->kind == TOC_FLOW_START) /* the title is the cluster's */
        toc_dot_text_lines(&d->text, "", word(d, TOC_WORD_START), "", width);
    else
        put_title(d, node->title, width);
    if (node->kind != TOC_FLOW_RECEIVER)
        put_owner(d, node, width);
    put_details(d, node, width);
}

/* ── nodes ───────────────────────────────────────────────────────────────── */

typedef struct look {
    const char *shape;
    const char *style;
    const char *peripheries;
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
        [TOC_FLOW_ELSEWHERE] = {"cds", "filled", "1"},
    };
    return looks[kind];
}

static void add_node(dot *d, const toc_flow_node *node, Agraph_t *cluster)
{
    Agnode_t *made = agnode(cluster, loose(node->key), 1);
    d->nodes[node->index] = made;
    if (!made) {
        d->is_broken = true;
        return;
    }
    look form = look_of(node->kind);
    paint colours = paint_of(node->band);
    bool is_plate = node->kind == TOC_FLOW_LEVEL;
    put_label(d, node);
    set_text(d, made, "label");
    set(d, made, "shape", form.shape);
    set(d, made, "style", form.style);
    set(d, made, "peripheries", form.peripheries);
    set(d, made, "color", colours.strong);
    set(d, made, "fillcolor", is_plate ? colours.strong : lane_fill(node->lane));
    set(d, made, "fontcolor", is_plate ? "#FFFFFF" : INK);
    if (node->kind == TOC_FLOW_DECISION)
        set(d, made, "margin", "0.01,0.01");
}

/* ── clusters ────────────────────────────────────────────────────────────── */

/* Its name begins with `cluster`, as Graphviz demands, and is unique. */
static Agraph_t *add_cluster(dot *d, Agraph_t *parent, const char *kind, const char *name)
{
    const char *const parts[] = {"cluster ", kind, " ", name};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        toc_dot_text_put_raw(&d->text, parts[i]);
    const char *id = toc_dot_text_take(&d->text);
    Agraph_t *cluster = id ? agsubg(parent, loose(id), 1) : NULL;
    if (!cluster)
        d->is_broken = true;
    return cluster;
}

static Agraph_t *add_band(dot *d, Agraph_t *parent, const toc_flow_band *band)
{
    Agraph_t *cluster = add_cluster(d, parent, toc_flow_band_kind_word(band->kind), band->name);
    if (!cluster)
        return NULL;
    paint colours = paint_of(band);
    d->text.is_left = true;
    if (band->level)
        put_grade(d, band->level, band->title);
    else
        put_title(d, band->title, 80);
    set_text(d, cluster, "label");
    set(d, cluster, "bgcolor", colours.tint);
    set(d, cluster, "pencolor", colours.strong);
    set(d, cluster, "fontcolor", colours.strong);
    set(d, cluster, "fontsize", "15");
    return cluster;
}

/* In a band of a response the band is enough. */
static Agraph_t *add_response(dot *d, const toc_flow_node *node, Agraph_t *band)
{
    Agraph_t *cluster = add_cluster(d, band, "response", node->response->base.full);
    if (!cluster)
        return NULL;
    if (node->kind == TOC_FLOW_START) { /* its first node; more may come later */
        d->text.is_left = true;
        put_title(d, node->title, 80);
        set_text(d, cluster, "label");
    }
    set(d, cluster, "bgcolor", "#FFFFFF");
    set(d, cluster, "pencolor", paint_of(node->band).strong);
    set(d, cluster, "fontcolor", INK);
    set(d, cluster, "fontsize", "12");
    return cluster;
}

/* Returns the first node after those of @p band, which begin at @p next. */
static uint32_t add_band_nodes(dot *d, Agraph_t *parent, const toc_flow_band *band, uint32_t next)
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
            add_node(d, node, inner);
    }
    return next;
}

/* All grades of a ladder stand in a cluster without a frame: it keeps them together, in order. */
static Agraph_t *add_ladder(dot *d, const toc_flow_band *band)
{
    if (!band->level)
        return d->graph;
    Agraph_t *cluster = add_cluster(d, d->graph, "ladder", band->level->ladder->base.full);
    if (cluster) { /* without a label of its own it would take the graph's */
        set(d, cluster, "label", " ");
        set(d, cluster, "fontsize", "8");
        set(d, cluster, "pencolor", "transparent");
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
static void add_nodes(dot *d)
{
    const toc_flow *flow = d->flow;
    uint32_t end_node = flow->nodes.count;
    for (uint32_t end = flow->bands.count; end > 0 && !d->is_broken;) {
        uint32_t begin = group_begin(flow, end);
        uint32_t next = end_node;
        while (next > 0 && flow->nodes.items[next - 1]->band->index >= begin)
            next--;
        end_node = next;
        Agraph_t *parent = add_ladder(d, flow->bands.items[begin]);
        for (uint32_t i = begin; i < end && !d->is_broken; i++)
            next = add_band_nodes(d, parent, flow->bands.items[i], next);
        end = begin;
    }
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

static void put_edge_label(dot *d, const toc_flow_edge *edge)
{
    if (edge->label)
        toc_dot_text_lines(&d->text, " ", edge->label, " ", EDGE_WIDTH);
    if (edge->condition)
        toc_dot_text_lines(&d->text, " [", edge->condition, "] ", EDGE_WIDTH);
    if (edge->wait)
        toc_dot_text_lines(&d->text, " + ", edge->wait, " ", EDGE_WIDTH);
}

static void add_edge(dot *d, const toc_flow_edge *edge)
{
    Agnode_t *source = d->nodes[edge->source->index];
    Agnode_t *target = d->nodes[edge->target->index];
    Agedge_t *made = source && target ? agedge(d->graph, source, target, NULL, 1) : NULL;
    if (!made) {
        d->is_broken = true;
        return;
    }
    put_edge_label(d, edge);
    set_text(d, made, "label");
    set(d, made, "style", edge_style(edge->kind));
    if (edge->kind == TOC_FLOW_EDGE_LOOP || edge->kind == TOC_FLOW_EDGE_LATE)
        set(d, made, "constraint", "false");
    if (edge->kind == TOC_FLOW_EDGE_TELLS || edge->kind == TOC_FLOW_EDGE_COPY)
        set(d, made, "arrowhead", "vee");
}

/* ── the graph ───────────────────────────────────────────────────────────── */

/* Only a font that is named gives the right forms of Chinese characters. */
static const char *font(const dot *d)
{
    return strcmp(d->flow->plan_script, "zh-Hant") == 0 ? "Noto Sans CJK TC" : "Noto Sans CJK SC";
}

static void put_caption(dot *d)
{
    const toc_plan_head *head = &d->flow->plan->head;
    const char *const parts[] = {d->flow->title.first, " · ", head->id, head->version ? " · " : "",
                                 head->version ? head->version->bytes : ""};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        toc_dot_text_put(&d->text, parts[i]);
    if (d->flow->title.second)
        toc_dot_text_lines(&d->text, "", d->flow->title.second, "", 200);
}

static void set_defaults(dot *d)
{
    set_default(d, AGRAPH, "rankdir", "LR");
    set_default(d, AGRAPH, "charset", "UTF-8");
    set_default(d, AGRAPH, "linelength", "0"); /* cgraph breaks long texts otherwise */
    set_default(d, AGRAPH, "fontname", font(d));
    set_default(d, AGRAPH, "fontsize", "20");
    set_default(d, AGRAPH, "labelloc", "t");
    set_default(d, AGRAPH, "labeljust", "l");
    set_default(d, AGRAPH, "nodesep", "0.2");
    set_default(d, AGRAPH, "ranksep", "0.45");
    set_default(d, AGNODE, "fontname", font(d));
    set_default(d, AGNODE, "fontsize", "11");
    set_default(d, AGNODE, "margin", "0.12,0.06");
    set_default(d, AGNODE, "shape", "box");
    set_default(d, AGNODE, "style", "filled");
    set_default(d, AGNODE, "peripheries", "1");
    set_default(d, AGEDGE, "style", "solid");
    set_default(d, AGEDGE, "fontname", font(d));
    set_default(d, AGEDGE, "fontsize", "10");
    set_default(d, AGEDGE, "color", "#333333");
    set_default(d, AGEDGE, "arrowsize", "0.7");
}

/* ── names ───────────────────────────────────────────────────────────────── */

/* cgraph's own ids are addresses, and it writes clusters by id: other bytes in every run.
 * Numbers in order of making take their place.  The names are kept here, because cgraph
 * forgets to free those that it keeps itself.  Nothing is ever looked up by its name. */
typedef struct id_state {
    Agraph_t *graph;
    char **names; /* by id; NULL for an edge; the strings are the graph's */
    IDTYPE last;
    size_t capacity;
} id_state;

static void *open_ids(Agraph_t *graph, Agdisc_t *discipline)
{
    id_state *ids = calloc(1, sizeof *ids);
    (void)discipline;
    if (ids)
        ids->graph = graph;
    return ids;
}

static void close_ids(void *state)
{
    id_state *ids = state;
    if (ids)
        free(ids->names);
    free(ids);
}

static bool reserve_id(id_state *ids)
{
    if (ids->last + 1 < ids->capacity)
        return true;
    size_t capacity = 2 * ids->capacity + 64;
    char **grown = realloc(ids->names, capacity * sizeof *grown);
    if (!grown)
        return false;
    ids->names = grown;
    ids->capacity = capacity;
    return true;
}

static long map_id(void *state, int kind, char *name, IDTYPE *id, int is_creating)
{
    id_state *ids = state;
    (void)kind;
    if (!ids || !is_creating || !reserve_id(ids))
        return 0;
    *id = ++ids->last;
    ids->names[*id] = name ? agstrdup(ids->graph, name) : NULL;
    return !name || ids->names[*id];
}

static long alloc_id(void *state, int kind, IDTYPE id)
{
    (void)state;
    (void)kind;
    (void)id;
    return 0;
}

static void free_id(void *state, int kind, IDTYPE id)
{
    (void)state;
    (void)kind;
    (void)id;
}

static char *print_id(void *state, int kind, IDTYPE id)
{
    const id_state *ids = state;
    (void)kind;
    return ids && id <= ids->last ? ids->names[id] : NULL;
}

static void register_id(void *state, int kind, void *object)
{
    (void)state;
    (void)kind;
    (void)object;
}

static Agraph_t *open_graph(dot *d)
{
    d->ids = (Agiddisc_t){open_ids, map_id, alloc_id, free_id, print_id, close_ids, register_id};
    Agdisc_t discipline = {&AgMemDisc, &d->ids, &AgIoDisc};
    return agopen(loose(d->flow->plan->head.id), Agdirected, &discipline);
}

/* ── the file ────────────────────────────────────────────────────────────── */

static int keep_quiet(char *message)
{
    (void)message;
    return 0;
}

static toc_status write_graph(dot *d, FILE *out)
{
    d->text.is_left = true;
    put_caption(d);
    set_defaults(d);
    set_text(d, d->graph, "label");
    add_nodes(d);
    for (uint32_t i = 0; i < d->flow->edges.count && !d->is_broken; i++)
        add_edge(d, d->flow->edges.items[i]);
    if (d->is_broken || d->text.is_broken)
        return TOC_ENOMEM;
    int written = agwrite(d->graph, out);
    return written == 0 && fflush(out) == 0 && !ferror(out) ? TOC_OK : TOC_EIO;
}

toc_status toc_dot_write(const toc_flow *flow, FILE *out)
{
    dot d = {.flow = flow};
    toc_status status = TOC_ENOMEM;
    agusererrf loud = agseterrf(keep_quiet); /* failures come as the status */
    d.nodes = calloc((size_t)flow->nodes.count + 1, sizeof *d.nodes);
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
