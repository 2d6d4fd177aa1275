/* bench_chart.c - the graph of a plan for other layout programs, and how often lines cross.
 *
 *   bench_chart dot PLAN          for Graphviz, nodes as large as ours
 *   bench_chart lanes PLAN        the same, each body's nodes kept together in a cluster
 *   bench_chart json PLAN         for elkjs
 *   bench_chart ours PLAN [one]   `MILLISECONDS CROSSINGS MERGED CONNECTORS` of our own layout, in
 *                                 panels or in one
 *   bench_chart graph NODES       a graph like a plan's, in clusters of twenty steps, for Graphviz
 *   bench_chart graph NODES ours  the same laid out by us, a band of three columns for each
 *                               cluster: as `ours`
 *   bench_chart plain < FILE      crossings in what `dot -Tplain` wrote, its curves in pieces
 *
 * Two edges cross where pieces of them do, unless they have an end in common; that is counted alike
 * for all.  MERGED counts lines as they are drawn: what a fan-out shares crosses once. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "chart/flow_chart.h"
#include "driver/compile.h"

enum { NAME = 64, CURVE_PIECES = 4, POINTS_MOST = 4000 };

/* ── counting ────────────────────────────────────────────────────────────── */

typedef struct piece {
    double x1, y1, x2, y2; /* x1 <= x2 */
    uint32_t edge;
} piece;

typedef struct ends {
    uint32_t source, target;
} ends;

typedef struct drawing {
    piece *pieces;
    size_t count, room;
    ends *edges;
} drawing;

static void add_piece(drawing *it, double x1, double y1, double x2, double y2, uint32_t edge)
{
    if (it->count == it->room) {
        it->room = it->room ? it->room * 2 : 4096;
        it->pieces = realloc(it->pieces, it->room * sizeof *it->pieces);
        if (!it->pieces)
            exit(70);
    }
    it->pieces[it->count++] =
        x1 <= x2 ? (piece){x1, y1, x2, y2, edge} : (piece){x2, y2, x1, y1, edge};
}

static int by_x(const void *left, const void *right)
{
    const piece *a = left;
    const piece *b = right;
    return (a->x1 > b->x1) - (a->x1 < b->x1);
}

static double turn(const piece *of, double x, double y)
{
    return (of->x2 - of->x1) * (y - of->y1) - (of->y2 - of->y1) * (x - of->x1);
}

static bool do_cross(const piece *a, const piece *b)
{
    return turn(a, b->x1, b->y1) * turn(a, b->x2, b->y2) < 0 &&
           turn(b, a->x1, a->y1) * turn(b, a->x2, a->y2) < 0;
}

static bool share_an_end(const ends *a, const ends *b)
{
    return a->source == b->source || a->source == b->target || a->target == b->source ||
           a->target == b->target;
}

static uint64_t count_crossings(drawing *it)
{
    uint64_t sum = 0;

    if (it->count > 0)
        qsort(it->pieces, it->count, sizeof *it->pieces, by_x);
    for (size_t i = 0; i < it->count; i++) {
        for (size_t k = i + 1; k < it->count && it->pieces[k].x1 <= it->pieces[i].x2; k++) {
            const piece *a = &it->pieces[i];
            const piece *b = &it->pieces[k];
            sum += a->edge != b->edge && do_cross(a, b) &&
                   !share_an_end(&it->edges[a->edge], &it->edges[b->edge]);
        }
    }
    return sum;
}

/* ── what Graphviz drew ──────────────────────────────────────────────────── */

/* Nodes are called n0, n1 and so on. */
static void read_edge(drawing *it, const char *line, uint32_t edge)
{
    double at[POINTS_MOST][2];
    int count;
    int used;
    ends *own = &it->edges[edge];

    if (sscanf(line, "edge n%u n%u %d%n", &own->source, &own->target, &count, &used) != 3 ||
        count > POINTS_MOST)
        return;
    for (int i = 0; i < count; i++) {
        char *next;
        at[i][0] = strtod(line + used, &next);
        at[i][1] = strtod(next, &next);
        used = (int)(next - line);
    }
    for (int i = 0; i + 3 < count; i += 3) {
        double x = at[i][0];
        double y = at[i][1];
        for (int step = 1; step <= CURVE_PIECES; step++) {
            double t = (double)step / CURVE_PIECES;
            double w[4] = {(1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t,
                           3 * (1 - t) * t * t, t * t * t};
            double to[2] = {0, 0};
            for (int k = 0; k < 4; k++) {
                to[0] += w[k] * at[i + k][0];
                to[1] += w[k] * at[i + k][1];
            }
            add_piece(it, x, y, to[0], to[1], edge);
            x = to[0];
            y = to[1];
        }
    }
}

static int count_plain(void)
{
    drawing it = {0};
    char *line = NULL;
    size_t room = 0;
    uint32_t edges = 0;

    while (getline(&line, &room, stdin) > 0) {
        if (strncmp(line, "edge ", 5) != 0)
            continue;
        it.edges = realloc(it.edges, (edges + 1) * sizeof *it.edges);
        if (!it.edges)
            return 70;
        it.edges[edges] = (ends){0, 0};
        read_edge(&it, line, edges++);
    }
    printf("%llu\n", (unsigned long long)count_crossings(&it));
    free(it.pieces);
    free(it.edges);
    free(line);
    return 0;
}

/* ── our own ─────────────────────────────────────────────────────────────── */

static const toc_flow_chart *lay(toc_arena *arena, const toc_plan *plan,
                                 const toc_view_options *options)
{
    toc_view_input *input = TOC_NEW(arena, toc_view_input);
    toc_canvas *canvas;

    *input = (toc_view_input){.plan = plan, .options = options};
    input->wording = toc_wording_of(arena, plan, NULL, false);
    canvas = toc_canvas_new(arena, input->wording.plan_script, toc_theme_find("print"));
    return toc_flow_chart_lay(canvas, input);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + 1e-6 * (double)t.tv_nsec;
}

static void measure_ours(toc_arena *arena, const toc_plan *plan, bool is_one)
{
    toc_view_options options = {.is_one_panel = is_one};
    double begin = now();
    const toc_flow_chart *chart = lay(arena, plan, &options);
    double took = now() - begin;
    drawing it = {.edges = TOC_NEW_ARRAY(arena, ends, chart->lines.count + 1u)};
    uint64_t merged = 0;
    uint32_t connectors = 0;

    for (uint32_t i = 0; i < chart->panels.count; i++)
        merged += chart->panels.items[i].layout.crossings;
    for (uint32_t i = 0; i < chart->flow->edges.count; i++) {
        uint32_t count;
        const toc_spot *spots = toc_flow_chart_way(chart, i, &count);
        const toc_flow_edge *edge = chart->flow->edges.items[i];
        it.edges[i] = (ends){edge->source->index, edge->target->index};
        connectors += count == 0;
        for (uint32_t k = 1; k < count; k++)
            add_piece(&it, spots[k - 1].x, spots[k - 1].y, spots[k].x, spots[k].y, i);
    }
    printf("%.1f %llu %llu %u\n", took, (unsigned long long)count_crossings(&it),
           (unsigned long long)merged, (unsigned)connectors);
    free(it.pieces);
}

/* ── the graph for others ────────────────────────────────────────────────── */

static double inches(toc_um length)
{
    return (double)length / 25400;
}

static void write_dot_node(const toc_flow_chart *chart, uint32_t index)
{
    toc_rect at = toc_flow_chart_place(chart, index);
    printf("  n%u [width=%.2f height=%.2f];\n", (unsigned)index, inches(at.width),
           inches(at.height));
}

static void write_dot(toc_arena *arena, const toc_plan *plan, bool has_lanes)
{
    toc_view_options options = {.is_one_panel = true};
    const toc_flow_chart *chart = lay(arena, plan, &options);
    const toc_flow *flow = chart->flow;

    printf("digraph plan {\n  node [shape=box fixedsize=true label=\"\"];\n");
    for (uint32_t lane = 0; has_lanes && lane < flow->lanes.count; lane++) {
        printf("  subgraph cluster_%u {\n", (unsigned)lane);
        for (uint32_t i = 0; i < flow->nodes.count; i++) {
            if (flow->nodes.items[i]->lane && flow->nodes.items[i]->lane->index == lane)
                write_dot_node(chart, i);
        }
        printf("  }\n");
    }
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        if (!has_lanes || !flow->nodes.items[i]->lane)
            write_dot_node(chart, i);
    }
    for (uint32_t i = 0; i < flow->edges.count; i++)
        printf("  n%u -> n%u;\n", (unsigned)flow->edges.items[i]->source->index,
               (unsigned)flow->edges.items[i]->target->index);
    printf("}\n");
}

static void write_json(toc_arena *arena, const toc_plan *plan)
{
    toc_view_options options = {.is_one_panel = true};
    const toc_flow_chart *chart = lay(arena, plan, &options);

    printf("{\"id\":\"root\",\"layoutOptions\":{\"elk.algorithm\":\"layered\","
           "\"elk.direction\":\"DOWN\",\"elk.edgeRouting\":\"ORTHOGONAL\"},\"children\":[");
    for (uint32_t i = 0; i < chart->flow->nodes.count; i++) {
        toc_rect at = toc_flow_chart_place(chart, i);
        printf("%s{\"id\":\"n%u\",\"width\":%d,\"height\":%d}", i ? "," : "", (unsigned)i,
               (int)(at.width / 100), (int)(at.height / 100));
    }
    printf("],\"edges\":[");
    for (uint32_t i = 0; i < chart->flow->edges.count; i++)
        printf("%s{\"id\":\"e%u\",\"sources\":[\"n%u\"],\"targets\":[\"n%u\"]}", i ? "," : "",
               (unsigned)i, (unsigned)chart->flow->edges.items[i]->source->index,
               (unsigned)chart->flow->edges.items[i]->target->index);
    printf("]}\n");
}

/* ── a graph that is no plan ─────────────────────────────────────────────── */

enum { CLUSTER = 20, COLUMNS = 3 };

typedef struct graph {
    uint64_t state;
    uint32_t nodes, edge_count;
    ends *edges;
} graph;

static uint32_t draw(graph *it, uint32_t below)
{
    it->state = it->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((it->state >> 33) % below);
}

static void join(graph *it, uint32_t source, uint32_t target)
{
    if (source != target)
        it->edges[it->edge_count++] = (ends){source, target};
}

/* Chains and trees inside a cluster, joins, what is handed over from clusters before, and here and
 * there a way back. */
static graph make_graph(toc_arena *arena, uint32_t nodes)
{
    graph it = {.state = 1, .nodes = nodes, .edges = TOC_NEW_ARRAY(arena, ends, nodes * 2u + 64u)};

    for (uint32_t first = 0; first < nodes; first += CLUSTER) {
        uint32_t count = nodes - first < CLUSTER ? nodes - first : CLUSTER;
        for (uint32_t i = 1; i < count; i++) {
            uint32_t back = draw(&it, 5) < 3 ? 1 : 2 + draw(&it, 2);
            join(&it, first + (i > back ? i - back : 0), first + i);
        }
        for (uint32_t i = 0; i < count / 5; i++) {
            uint32_t a = draw(&it, count);
            uint32_t b = draw(&it, count);
            join(&it, first + (a < b ? a : b), first + (a < b ? b : a));
        }
        for (uint32_t i = 0; first > 0 && i < (count * 18 + 99) / 100; i++) {
            uint32_t before = (1 + draw(&it, draw(&it, 2) ? 1 : 6)) * CLUSTER;
            uint32_t from = first > before ? first - before : 0;
            join(&it, from + draw(&it, CLUSTER), first + draw(&it, (count + 1) / 2));
        }
        if (first > 0 && draw(&it, 5) < 2)
            join(&it, first + draw(&it, count), first - 1 - draw(&it, CLUSTER));
    }
    return it;
}

static void write_graph(const graph *it)
{
    printf("digraph plan {\n  node [shape=box fixedsize=true label=\"\" width=1.25 height=0.5];\n");
    for (uint32_t first = 0; first < it->nodes; first += CLUSTER) {
        printf("  subgraph cluster_%u {", (unsigned)(first / CLUSTER));
        for (uint32_t i = first; i < first + CLUSTER && i < it->nodes; i++)
            printf(" n%u;", (unsigned)i);
        printf(" }\n");
    }
    for (uint32_t i = 0; i < it->edge_count; i++)
        printf("  n%u -> n%u;\n", (unsigned)it->edges[i].source, (unsigned)it->edges[i].target);
    printf("}\n");
}

static void lay_graph(toc_arena *arena, const graph *from)
{
    toc_layout it = {.arena = arena, .track = 2000, .margin = 3000, .entry = 3000};
    drawing lines = {.edges = from->edges};
    double begin = now();

    for (uint32_t i = 0; i < from->nodes; i += CLUSTER)
        TOC_PUSH(arena, &it.bands, (toc_layout_band){0});
    TOC_PUSH(arena, &it.lanes, (toc_layout_lane){.slots = COLUMNS});
    for (uint32_t i = 0; i < from->nodes; i++) {
        toc_layout_node node = {.band = i / CLUSTER,
                                .lane = TOC_ANY_LANE,
                                .width = 31750,
                                .height = 12700,
                                .above = 1000};
        TOC_PUSH(arena, &it.nodes, node);
    }
    for (uint32_t i = 0; i < from->edge_count; i++) {
        toc_layout_edge edge = {.source = from->edges[i].source,
                                .target = from->edges[i].target,
                                .is_back = from->edges[i].target < from->edges[i].source};
        TOC_PUSH(arena, &it.edges, edge);
    }
    toc_layout_run(&it);
    begin = now() - begin;
    for (uint32_t i = 0; i < it.edges.count; i++) {
        const toc_layout_edge *edge = &it.edges.items[i];
        for (uint32_t k = 1; k < edge->spot_count; k++)
            add_piece(&lines, edge->spots[k - 1].x, edge->spots[k - 1].y, edge->spots[k].x,
                      edge->spots[k].y, i);
    }
    printf("%.1f %llu %llu 0\n", begin, (unsigned long long)count_crossings(&lines),
           (unsigned long long)it.crossings);
    free(lines.pieces);
}

static const toc_plan *read_plan(toc_arena *arena, const char *path)
{
    toc_sources *sources = toc_sources_new(arena);
    toc_diag_sink sink;
    const toc_plan *plan;

    toc_diag_sink_init(&sink, arena);
    plan = toc_compile(arena, sources, path, NULL, &sink);
    if (!plan || plan->has_errors) {
        fprintf(stderr, "bench_chart: %s has errors\n", path);
        exit(1);
    }
    return plan;
}

int main(int argc, char **argv)
{
    toc_arena arena;
    const toc_plan *plan;

    if (argc == 2 && strcmp(argv[1], "plain") == 0)
        return count_plain();
    if (argc < 3) {
        fprintf(stderr,
                "usage: bench_chart dot|lanes|json|ours PLAN [one] | graph NODES [ours] | plain\n");
        return 2;
    }
    toc_arena_init(&arena, NULL);
    if (strcmp(argv[1], "graph") == 0) {
        graph it = make_graph(&arena, (uint32_t)strtoul(argv[2], NULL, 10));
        if (argc > 3)
            lay_graph(&arena, &it);
        else
            write_graph(&it);
        toc_arena_deinit(&arena);
        return 0;
    }
    plan = read_plan(&arena, argv[2]);
    if (strcmp(argv[1], "dot") == 0)
        write_dot(&arena, plan, false);
    else if (strcmp(argv[1], "lanes") == 0)
        write_dot(&arena, plan, true);
    else if (strcmp(argv[1], "json") == 0)
        write_json(&arena, plan);
    else
        measure_ours(&arena, plan, argc > 3);
    toc_arena_deinit(&arena);
    return 0;
}
