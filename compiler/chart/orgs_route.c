/* orgs_route.c - ways for the lines that are not in the tree: A* on the grid of free lines beside
 * and between the boxes (Hart, Nilsson, Raphael 1968), one line after the other; turns, crossings
 * and running along another line cost. */
#include <stdlib.h>
#include <string.h>

#include "chart/orgs.h"

enum {
    MARGIN = 2300, /* of a way from a box */
    CLEAR = 900,   /* less is too near */
    TURN = 9000,   /* what a corner costs, in micrometres of way */
    CROSS = 25000,
    ALONG = 60000,
    PORT = 4 /* a way leaves a quarter from the corner */
};
#define MOST_STEPS 4000000u
#define MOST_SPOTS 4000000u

typedef TOC_VEC(toc_um) lines;

/* Ways go along xs and ys, from one crossing to the next. */
typedef struct grid {
    toc_orgs_chart *chart;
    lines xs, ys;
    uint8_t *east;   /* by crossing: what lies on the way to the next one: BLOCKED, USED */
    uint8_t *south;  /* the same downwards */
    uint32_t *cost;  /* of the best way found, by crossing and direction */
    uint32_t *from;  /* the state before, by state */
    uint32_t *stamp; /* of which search these are */
    uint32_t search;
    uint32_t steps; /* of all searches */
} grid;

enum { BLOCKED = 1, USED_ALONG = 2, USED_ACROSS = 4 };

/* A state is a crossing with the direction in which it was reached: 0 flat, 1 upright. */
static uint32_t state_of(const grid *g, uint32_t x, uint32_t y, unsigned direction)
{
    return (y * g->xs.count + x) * 2 + direction;
}

static uint32_t x_of(const grid *g, uint32_t state)
{
    return state / 2 % g->xs.count;
}

static uint32_t y_of(const grid *g, uint32_t state)
{
    return state / 2 / g->xs.count;
}

/* ── the grid ────────────────────────────────────────────────────────────── */

static int compare_um(const void *a, const void *b)
{
    toc_um one = *(const toc_um *)a;
    toc_um other = *(const toc_um *)b;

    return one < other ? -1 : one > other;
}

static void sort_lines(lines *list)
{
    uint32_t kept = 0;

    qsort(list->items, list->count, sizeof *list->items, compare_um);
    for (uint32_t i = 0; i < list->count; i++) {
        if (kept == 0 || list->items[i] > list->items[kept - 1])
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

/* The first line at @p value or after it. */
static uint32_t find(const lines *list, toc_um value)
{
    uint32_t low = 0;
    uint32_t high = list->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (list->items[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_lines(grid *g, const toc_org_box *box)
{
    toc_arena *arena = g->chart->canvas->arena;

    TOC_PUSH(arena, &g->xs, box->x - MARGIN);
    TOC_PUSH(arena, &g->xs, box->x + box->width / PORT);
    TOC_PUSH(arena, &g->xs, box->x + box->width - box->width / PORT);
    TOC_PUSH(arena, &g->xs, box->x + box->width + MARGIN);
    TOC_PUSH(arena, &g->ys, box->y - MARGIN);
    TOC_PUSH(arena, &g->ys, box->y + box->height / PORT);
    TOC_PUSH(arena, &g->ys, box->y + box->height - box->height / PORT);
    TOC_PUSH(arena, &g->ys, box->y + box->height + MARGIN);
}

/* Marks what lies in a rectangle: ways that touch it. */
static void mark_rect(grid *g, toc_rect at, uint8_t flat, uint8_t upright)
{
    uint32_t x0 = find(&g->xs, at.x);
    uint32_t x1 = find(&g->xs, at.x + at.width + 1);
    uint32_t y0 = find(&g->ys, at.y);
    uint32_t y1 = find(&g->ys, at.y + at.height + 1);

    /* between two lines the way begins one before the rectangle */
    for (uint32_t y = y0; flat && y < y1; y++) {
        for (uint32_t x = x0 > 0 ? x0 - 1 : 0; x < x1; x++)
            g->east[y * g->xs.count + x] |= flat;
    }
    for (uint32_t y = y0 > 0 ? y0 - 1 : 0; upright && y < y1; y++) {
        for (uint32_t x = x0; x < x1; x++)
            g->south[y * g->xs.count + x] |= upright;
    }
}

/* A piece of a line that is drawn: running along it is bad, crossing it less so. */
static void mark_piece(grid *g, toc_spot a, toc_spot b)
{
    toc_rect at = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, abs(a.x - b.x), abs(a.y - b.y)};
    bool is_flat = at.height == 0;
    toc_rect near = is_flat ? (toc_rect){at.x, at.y - 1500, at.width, 3000}
                            : (toc_rect){at.x - 1500, at.y, 3000, at.height};

    mark_rect(g, near, is_flat ? USED_ALONG : 0, is_flat ? 0 : USED_ALONG);
    mark_rect(g, at, is_flat ? 0 : USED_ACROSS, is_flat ? USED_ACROSS : 0);
}

static void mark_tree(grid *g)
{
    for (uint32_t i = 0; i < g->chart->boxes.count; i++) {
        const toc_org_box *box = &g->chart->boxes.items[i];
        const toc_org_box *parent;
        toc_spot way[4];
        toc_um middle = box->x + box->width / 2;

        if (box->parent == TOC_NO_ORG)
            continue;
        parent = &g->chart->boxes.items[box->parent];
        if (box->is_beside) {
            toc_org_beside_way(g->chart, box, way);
            for (unsigned k = 0; k < 3; k++)
                mark_piece(g, way[k], way[k + 1]);
            continue;
        }
        mark_piece(g, (toc_spot){middle, box->bus}, (toc_spot){middle, box->y});
        mark_piece(g, (toc_spot){box->trunk < 0 ? box->stem : box->trunk, box->bus},
                   (toc_spot){middle, box->bus});
        mark_piece(g, (toc_spot){box->stem, parent->y + parent->height},
                   (toc_spot){box->stem, box->bus});
    }
}

static bool make_grid(grid *g)
{
    toc_orgs_chart *chart = g->chart;
    toc_arena *arena = chart->canvas->arena;
    size_t size;

    for (uint32_t i = 0; i < chart->boxes.count; i++)
        add_lines(g, &chart->boxes.items[i]);
    sort_lines(&g->xs);
    sort_lines(&g->ys);
    size = (size_t)g->xs.count * g->ys.count;
    if (size == 0 || size > MOST_SPOTS)
        return false;
    g->east = TOC_NEW_ARRAY(arena, uint8_t, size);
    g->south = TOC_NEW_ARRAY(arena, uint8_t, size);
    g->cost = TOC_NEW_ARRAY(arena, uint32_t, size * 2);
    g->from = TOC_NEW_ARRAY(arena, uint32_t, size * 2);
    g->stamp = TOC_NEW_ARRAY(arena, uint32_t, size * 2);
    for (uint32_t i = 0; i < chart->boxes.count; i++) {
        const toc_org_box *box = &chart->boxes.items[i];
        toc_rect at = {box->x - CLEAR, box->y - CLEAR, box->width + 2 * CLEAR,
                       box->height + 2 * CLEAR};

        mark_rect(g, at, BLOCKED, BLOCKED);
    }
    for (uint32_t i = 0; i < chart->panels.count; i++) {
        const toc_org_panel *panel = &chart->panels.items[i];
        toc_rect at = {panel->spot.x, panel->spot.y, panel->text.width, panel->text.height};

        mark_rect(g, at, BLOCKED, BLOCKED);
    }
    mark_tree(g);
    return true;
}

/* ── the search ──────────────────────────────────────────────────────────── */

typedef struct queued {
    uint32_t key, state;
} queued;
typedef TOC_VEC(queued) queue;

static bool is_before(queued a, queued b)
{
    return a.key != b.key ? a.key < b.key : a.state < b.state;
}

static void push(toc_arena *arena, queue *q, queued item)
{
    uint32_t at = q->count;

    TOC_PUSH(arena, q, item);
    while (at > 0 && is_before(item, q->items[(at - 1) / 2])) {
        q->items[at] = q->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    q->items[at] = item;
}

static queued pop(queue *q)
{
    queued first = q->items[0];
    queued last = q->items[--q->count];
    uint32_t at = 0;

    for (;;) {
        uint32_t kid = 2 * at + 1;

        if (kid + 1 < q->count && is_before(q->items[kid + 1], q->items[kid]))
            kid++;
        if (kid >= q->count || !is_before(q->items[kid], last))
            break;
        q->items[at] = q->items[kid];
        at = kid;
    }
    if (q->count > 0)
        q->items[at] = last;
    return first;
}

/* Where a way may leave a box: a crossing just outside, and the spot on the edge. */
typedef struct port {
    uint32_t x, y;
    unsigned direction;
    toc_spot edge;
} port;

static void ports_of(const grid *g, const toc_org_box *box, port out[8])
{
    toc_um xs[2] = {box->x + box->width / PORT, box->x + box->width - box->width / PORT};
    toc_um ys[2] = {box->y + box->height / PORT, box->y + box->height - box->height / PORT};

    for (unsigned i = 0; i < 2; i++) {
        uint32_t x = find(&g->xs, xs[i]);
        uint32_t y = find(&g->ys, ys[i]);
        toc_um right = box->x + box->width;
        toc_um bottom = box->y + box->height;

        out[4 * i] = (port){x, find(&g->ys, box->y - MARGIN), 1, {xs[i], box->y}};
        out[4 * i + 1] = (port){x, find(&g->ys, bottom + MARGIN), 1, {xs[i], bottom}};
        out[4 * i + 2] = (port){find(&g->xs, box->x - MARGIN), y, 0, {box->x, ys[i]}};
        out[4 * i + 3] = (port){find(&g->xs, right + MARGIN), y, 0, {right, ys[i]}};
    }
}

static uint32_t distance(const grid *g, uint32_t state, const toc_org_box *to)
{
    toc_um dx = g->xs.items[x_of(g, state)] - (to->x + to->width / 2);
    toc_um dy = g->ys.items[y_of(g, state)] - (to->y + to->height / 2);
    toc_um x = abs(dx) - to->width / 2 - MARGIN;
    toc_um y = abs(dy) - to->height / 2 - MARGIN;

    return (uint32_t)(x > 0 ? x : 0) + (uint32_t)(y > 0 ? y : 0);
}

static void reach(grid *g, queue *q, const toc_org_box *to, uint32_t state, uint32_t cost,
                  uint32_t from)
{
    if (g->stamp[state] == g->search && g->cost[state] <= cost)
        return;
    g->stamp[state] = g->search;
    g->cost[state] = cost;
    g->from[state] = from;
    push(g->chart->canvas->arena, q, (queued){cost + distance(g, state, to), state});
}

static void step(grid *g, queue *q, const toc_org_box *to, uint32_t state, int dx, int dy)
{
    uint32_t x = x_of(g, state);
    uint32_t y = y_of(g, state);
    unsigned direction = dy != 0;
    uint32_t nx = x + (uint32_t)dx;
    uint32_t ny = y + (uint32_t)dy;
    uint32_t edge = (dy < 0 ? ny : y) * g->xs.count + (dx < 0 ? nx : x);
    uint8_t mark;
    uint32_t cost;

    if (nx >= g->xs.count || ny >= g->ys.count) /* also below 0 */
        return;
    mark = direction ? g->south[edge] : g->east[edge];
    if (mark & BLOCKED)
        return;
    cost = g->cost[state] + (uint32_t)(abs(g->xs.items[nx] - g->xs.items[x]) +
                                       abs(g->ys.items[ny] - g->ys.items[y]));
    cost += (state & 1) != direction ? TURN : 0;
    cost += mark & USED_ALONG ? ALONG : 0;
    cost += mark & USED_ACROSS ? CROSS : 0;
    reach(g, q, to, state_of(g, nx, ny, direction), cost, state);
}

/* The port that the way ends at; or NULL. */
static const port *arrival(const grid *g, const port ends[8], uint32_t state)
{
    for (unsigned i = 0; i < 8; i++) {
        if (ends[i].x == x_of(g, state) && ends[i].y == y_of(g, state) &&
            ends[i].direction == (state & 1))
            return &ends[i];
    }
    return NULL;
}

static uint32_t search(grid *g, const port starts[8], const port ends[8], const toc_org_box *to)
{
    queue q = {0};

    g->search++;
    for (unsigned i = 0; i < 8; i++)
        reach(g, &q, to, state_of(g, starts[i].x, starts[i].y, starts[i].direction), 0, UINT32_MAX);
    while (q.count > 0 && g->steps < MOST_STEPS) {
        queued next = pop(&q);

        if (next.key > g->cost[next.state] + distance(g, next.state, to))
            continue; /* a better way was found since */
        g->steps++;
        if (arrival(g, ends, next.state))
            return next.state;
        step(g, &q, to, next.state, 1, 0);
        step(g, &q, to, next.state, -1, 0);
        step(g, &q, to, next.state, 0, 1);
        step(g, &q, to, next.state, 0, -1);
    }
    return UINT32_MAX;
}

/* ── the ways ────────────────────────────────────────────────────────────── */

typedef TOC_VEC(toc_spot) spot_list;

/* Leaves out spots in the middle of a straight piece. */
static void add_spot(grid *g, spot_list *out, toc_spot spot)
{
    if (out->count >= 2) {
        toc_spot a = out->items[out->count - 2];
        toc_spot b = out->items[out->count - 1];

        if ((a.x == b.x && b.x == spot.x) || (a.y == b.y && b.y == spot.y)) {
            out->items[out->count - 1] = spot;
            return;
        }
    }
    TOC_PUSH(g->chart->canvas->arena, out, spot);
}

static void keep_way(grid *g, toc_org_relation *relation, const port starts[8], const port *end,
                     uint32_t state)
{
    spot_list back = {0};
    spot_list way = {0};
    const port *start = NULL;

    add_spot(g, &back, end->edge);
    for (uint32_t at = state; at != UINT32_MAX; at = g->from[at]) {
        add_spot(g, &back, (toc_spot){g->xs.items[x_of(g, at)], g->ys.items[y_of(g, at)]});
        start = arrival(g, starts, at);
    }
    if (start)
        add_spot(g, &back, start->edge);
    for (uint32_t i = back.count; i-- > 0;)
        TOC_PUSH(g->chart->canvas->arena, &way, back.items[i]);
    for (uint32_t i = 0; i + 1 < way.count; i++)
        mark_piece(g, way.items[i], way.items[i + 1]);
    relation->spots = way.items;
    relation->spot_count = way.count;
}

static void route(grid *g, toc_org_relation *relation)
{
    const toc_org_box *lower = &g->chart->boxes.items[relation->lower];
    const toc_org_box *upper = &g->chart->boxes.items[relation->upper];
    port starts[8];
    port ends[8];
    uint32_t state;

    ports_of(g, lower, starts);
    ports_of(g, upper, ends);
    state = search(g, starts, ends, upper);
    if (state != UINT32_MAX)
        keep_way(g, relation, starts, arrival(g, ends, state), state);
}

void toc_orgs_route(toc_orgs_chart *chart)
{
    grid g = {.chart = chart};
    bool is_needed = false;

    for (uint32_t i = 0; i < chart->relations.count; i++)
        is_needed = is_needed || !chart->relations.items[i].is_in_tree;
    if (!is_needed || !make_grid(&g))
        return;
    for (uint32_t i = 0; i < chart->relations.count && g.steps < MOST_STEPS; i++) {
        if (!chart->relations.items[i].is_in_tree)
            route(&g, &chart->relations.items[i]);
    }
}
