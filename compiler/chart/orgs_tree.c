/* orgs_tree.c - where the bodies of one tree stand.
 *
 * Trees are laid out from their leaves up, in the way of Reingold and Tilford, with rectangles for
 * outlines: trees are pushed together until these nearly meet; a parent stands over the middle of
 * its children; children on different lines stand in blocks of their own, so that no bus crosses
 * another; a block too wide is broken into rows that hang on one trunk; secretariats and advisers
 * stand beside their body. */
#include "chart/orgs_tree.h"

#define AREA_MOST (INT64_C(1) << 56)

enum {
    BUS = 6 * TOC_MM,   /* from the bus to the row */
    TRACK = 4 * TOC_MM, /* between buses of one parent */
    DROP = 5 * TOC_MM,  /* from the parent to its first bus */
    TRUNK = 5 * TOC_MM,
    BESIDE = 12 * TOC_MM, /* from a body to its secretariat */
    STEM = 6 * TOC_MM,    /* between stems of one parent */
    ABOVE = 7 * TOC_MM,   /* between trees, one over a part of the other */
    HULL_MOST = 80,       /* rectangles of an outline */
    LOOK_BACK = 4         /* trees to the left whose outlines are looked at */
};

/* ── rows of trees ───────────────────────────────────────────────────────── */

/* The whole square root, rounded down. */
static int64_t root_of(int64_t value)
{
    int64_t root = 0;

    for (int64_t bit = INT64_C(1) << 31; bit > 0; bit >>= 1) {
        if ((root + bit) * (root + bit) <= value)
            root += bit;
    }
    return root;
}

toc_um toc_org_row_width(const toc_orgs_chart *chart, const uint32_t *items, uint32_t count)
{
    int64_t area = 0;
    toc_um widest = TOC_ORG_ROW_LEAST;

    for (uint32_t i = 0; i < count; i++) {
        const toc_org_box *box = &chart->boxes.items[items[i]];

        area += (int64_t)(box->tree_width + TOC_ORG_GAP) * (box->tree_height + TOC_ORG_ROW_GAP);
        if (box->tree_width > widest)
            widest = box->tree_width;
    }
    area = area < AREA_MOST ? area * chart->spread : AREA_MOST;
    return root_of(area) > widest ? (toc_um)root_of(area) : widest;
}

/* How far to the right a tree has to begin, in the coordinates of @p left's: nothing of it that is
 * as high as something of the other comes too near. */
static toc_um clear_of(const toc_org_box *left, const toc_org_box *right)
{
    toc_um least = 0;

    for (uint32_t i = 0; i < left->hull.count; i++) {
        const toc_rect *a = &left->hull.items[i];

        for (uint32_t k = 0; k < right->hull.count; k++) {
            const toc_rect *b = &right->hull.items[k];
            bool is_level = a->y < b->y + b->height + ABOVE && b->y < a->y + a->height + ABOVE;

            if (is_level && a->x + a->width + TOC_ORG_GAP - b->x > least)
                least = a->x + a->width + TOC_ORG_GAP - b->x;
        }
    }
    return least;
}

/* A row of trees that is being filled. */
typedef struct row {
    const uint32_t *items;
    uint32_t first; /* of the row */
    toc_um beyond;  /* right of all but the last few */
    toc_um height;
} row;

/* Where the next tree goes, from the left of the row: by its outline beside the last few, by its
 * whole width beside the others. */
static toc_um next_place(const toc_orgs_chart *chart, row *r, toc_um left, uint32_t index)
{
    const toc_org_box *next = &chart->boxes.items[r->items[index]];
    toc_um x;

    if (index - r->first > LOOK_BACK) {
        const toc_org_box *past = &chart->boxes.items[r->items[index - LOOK_BACK - 1]];
        toc_um end = toc_org_sum(past->dx - left, past->tree_width + TOC_ORG_GAP);

        r->beyond = end > r->beyond ? end : r->beyond;
    }
    x = r->beyond;
    for (uint32_t i = index; i-- > r->first && index - i <= LOOK_BACK;) {
        const toc_org_box *past = &chart->boxes.items[r->items[i]];
        toc_um end = toc_org_sum(past->dx - left, clear_of(past, next));

        x = end > x ? end : x;
    }
    return x;
}

toc_org_extent toc_org_place_rows(toc_orgs_chart *chart, const uint32_t *items, uint32_t count,
                                  toc_um left, toc_um top, toc_um most, toc_um row_gap)
{
    toc_org_extent all = {0, 0};
    row r = {.items = items};
    toc_um y = 0;

    for (uint32_t i = 0; i < count; i++) {
        toc_org_box *box = &chart->boxes.items[items[i]];
        toc_um x = next_place(chart, &r, left, i);

        if (i > r.first && x + box->tree_width > most) {
            y = toc_org_sum(y, r.height + row_gap);
            r = (row){.items = items, .first = i};
            x = 0;
        }
        box->dx = toc_org_sum(left, x);
        box->dy = toc_org_sum(top, y);
        box->bus = box->dy - BUS;
        if (box->tree_height > r.height)
            r.height = box->tree_height;
        if (toc_org_sum(x, box->tree_width) > all.width)
            all.width = toc_org_sum(x, box->tree_width);
    }
    all.height = toc_org_sum(y, r.height);
    return all;
}

/* ── outlines ────────────────────────────────────────────────────────────── */

static void add_to_hull(toc_orgs_chart *chart, toc_org_box *box, toc_rect at)
{
    if (box->hull.count <= HULL_MOST)
        TOC_PUSH(chart->canvas->arena, &box->hull, at);
}

/* Between the parent and the first rows: there the buses lie. */
static toc_rect bus_zone(const toc_orgs_chart *chart, const toc_org_box *parent, toc_um top)
{
    toc_um left = parent->middle - parent->width / 2;
    toc_um right = left + parent->width;

    for (uint32_t i = 0; i < parent->children.count; i++) {
        const toc_org_box *child = &chart->boxes.items[parent->children.items[i]];
        toc_um at = child->dx + child->middle;

        if (child->is_beside)
            continue;
        if (child->trunk >= 0 && child->trunk < left)
            left = child->trunk;
        left = at < left ? at : left;
        right = at > right ? at : right;
    }
    return (toc_rect){left, parent->height, right - left, top - parent->height};
}

/* The bus over the last tree of a row that is not the first, from the trunk on, and the trunk. */
static void add_row_to_hull(toc_orgs_chart *chart, toc_org_box *parent, const toc_org_box *last,
                            toc_um top)
{
    toc_um width = last->dx + last->middle - last->trunk;

    if (last->trunk < 0 || last->dy == top)
        return;
    add_to_hull(chart, parent, (toc_rect){last->trunk, last->bus, width, last->dy - last->bus});
    add_to_hull(chart, parent, (toc_rect){last->trunk, top, 1, last->bus - top});
}

/* The outline of a tree as rectangles; of one with many parts the whole. */
static void outline(toc_orgs_chart *chart, toc_org_box *parent, toc_org_extent unit, toc_um top)
{
    parent->hull.count = 0;
    add_to_hull(chart, parent,
                (toc_rect){parent->middle - parent->width / 2, 0, unit.width, unit.height});
    for (uint32_t i = 0; i < parent->children.count; i++) {
        const toc_org_box *child = &chart->boxes.items[parent->children.items[i]];

        if (child->is_beside)
            continue;
        add_row_to_hull(chart, parent, child, top);
        for (uint32_t k = 0; k < child->hull.count; k++) {
            toc_rect at = child->hull.items[k];

            at.x += child->dx;
            at.y += child->dy;
            add_to_hull(chart, parent, at);
        }
    }
    if (parent->tree_height > unit.height)
        add_to_hull(chart, parent, bus_zone(chart, parent, top));
    if (parent->hull.count > HULL_MOST) {
        parent->hull.count = 0;
        add_to_hull(chart, parent, (toc_rect){0, 0, parent->tree_width, parent->tree_height});
    }
}

/* ── one parent ──────────────────────────────────────────────────────────── */

/* Children on one line, below their parent. */
typedef struct block {
    const uint32_t *items;
    uint32_t count;
    toc_org_extent size;
    toc_um trunk; /* -1: one row */
} block;
typedef TOC_VEC(block) blocks;

static blocks blocks_of(const toc_orgs_chart *chart, const toc_org_box *parent)
{
    blocks list = {0};

    for (uint32_t i = 0; i < parent->children.count; i++) {
        const toc_org_box *child = &chart->boxes.items[parent->children.items[i]];
        block *last = list.count > 0 ? &list.items[list.count - 1] : NULL;

        if (child->is_beside)
            continue;
        if (last && last->items + last->count == &parent->children.items[i] &&
            chart->boxes.items[last->items[0]].line == child->line)
            last->count++;
        else
            TOC_PUSH(chart->canvas->arena, &list,
                     ((block){&parent->children.items[i], 1, {0, 0}, -1}));
    }
    return list;
}

/* The parent's box with what stands beside it; sets the places of the latter from @p middle. */
static toc_org_extent place_beside(toc_orgs_chart *chart, toc_org_box *parent, toc_um middle)
{
    toc_org_extent all = {parent->width, parent->height};
    toc_um y = 0;

    for (uint32_t i = 0; i < parent->children.count; i++) {
        toc_org_box *child = &chart->boxes.items[parent->children.items[i]];

        if (!child->is_beside)
            continue;
        child->dx = middle + parent->width / 2 + BESIDE;
        child->dy = y;
        child->trunk = -1;
        y += child->height + TOC_ORG_STACK;
        all.width = parent->width + BESIDE + child->width;
    }
    if (y - TOC_ORG_STACK > all.height)
        all.height = y - TOC_ORG_STACK;
    return all;
}

/* Over the middle of the ends of all first rows. */
static toc_um middle_over(const toc_orgs_chart *chart, const blocks *list)
{
    toc_um least = INT32_MAX;
    toc_um most = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        const block *b = &list->items[i];

        for (uint32_t k = 0; k < b->count; k++) {
            const toc_org_box *child = &chart->boxes.items[b->items[k]];
            toc_um at = child->dx + child->middle;

            if (at < least)
                least = at;
            if (at > most)
                most = at;
        }
    }
    return (least + most) / 2;
}

/* How many buses lie above that of a block: those that go far to the left or right pass over
 * those nearer the middle. */
static uint32_t track_of(const blocks *list, uint32_t index, uint32_t centre)
{
    uint32_t right = list->count - 1 - centre;

    if (index == centre)
        return centre > right ? centre : right;
    return index < centre ? index : list->count - 1 - index;
}

static void join_block(toc_orgs_chart *chart, const block *b, toc_um stem, toc_um first_bus)
{
    toc_um first_row = chart->boxes.items[b->items[0]].dy;

    for (uint32_t k = 0; k < b->count; k++) {
        toc_org_box *child = &chart->boxes.items[b->items[k]];

        child->stem = stem;
        child->trunk = b->trunk;
        child->is_first = k == 0;
        if (child->dy == first_row)
            child->bus = first_bus;
    }
}

/* Places blocks side by side, from @p top on; their buses lie above. */
static toc_org_extent place_blocks(toc_orgs_chart *chart, blocks *list, toc_um top)
{
    toc_org_extent all = {0, 0};

    for (uint32_t i = 0; i < list->count; i++) {
        block *b = &list->items[i];
        toc_um most = toc_org_row_width(chart, b->items, b->count);
        toc_um left = all.width > 0 ? all.width + 2 * TOC_ORG_GAP : 0;

        b->size = toc_org_place_rows(chart, b->items, b->count, left, top, most, TOC_ORG_ROW_GAP);
        b->trunk = -1;
        if (chart->boxes.items[b->items[b->count - 1]].dy != top) {
            b->trunk = left;
            b->size = toc_org_place_rows(chart, b->items, b->count, left + TRUNK, top, most,
                                         TOC_ORG_ROW_GAP);
            b->size.width += TRUNK;
        }
        all.width = left + b->size.width;
        if (b->size.height > all.height)
            all.height = b->size.height;
    }
    return all;
}

static void shift_children(toc_orgs_chart *chart, const toc_org_box *parent, toc_um by)
{
    for (uint32_t i = 0; i < parent->children.count; i++) {
        toc_org_box *child = &chart->boxes.items[parent->children.items[i]];

        if (child->is_beside)
            continue;
        child->dx += by;
    }
}

/* Over a child where one is near: no jog where a straight line does. */
static toc_um straight(const toc_orgs_chart *chart, const block *b, toc_um stem)
{
    for (uint32_t i = 0; i < b->count; i++) {
        const toc_org_box *child = &chart->boxes.items[b->items[i]];
        toc_um at = child->dx + child->middle;

        if (at - stem < STEM / 2 - 500 && stem - at < STEM / 2 - 500)
            return at;
    }
    return stem;
}

static void join_blocks(toc_orgs_chart *chart, const blocks *list, const toc_org_box *parent,
                        toc_um top)
{
    uint32_t centre = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        if (chart->boxes.items[list->items[i].items[0]].dx <= parent->middle)
            centre = i;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        toc_um stem = parent->middle + (2 * (toc_um)i - (toc_um)list->count + 1) * STEM / 2;
        uint32_t below = track_of(list, centre, centre) - track_of(list, i, centre);

        stem = straight(chart, &list->items[i], stem);
        join_block(chart, &list->items[i], stem, top - BUS - (toc_um)below * TRACK);
    }
}

void toc_org_place_tree(toc_orgs_chart *chart, uint32_t index)
{
    toc_org_box *parent = &chart->boxes.items[index];
    blocks list = blocks_of(chart, parent);
    toc_org_extent unit = place_beside(chart, parent, parent->width / 2);
    toc_um top = unit.height + DROP + BUS + (list.count > 1 ? (toc_um)(list.count - 1) * TRACK : 0);
    toc_um missing;
    toc_org_extent below;

    parent->middle = parent->width / 2;
    parent->tree_width = unit.width;
    parent->tree_height = unit.height;
    if (list.count == 0) {
        outline(chart, parent, unit, top);
        return;
    }
    below = place_blocks(chart, &list, top);
    parent->middle = middle_over(chart, &list);
    missing = parent->width / 2 - parent->middle;
    if (missing > 0) {
        shift_children(chart, parent, missing);
        for (uint32_t i = 0; i < list.count; i++)
            list.items[i].trunk += list.items[i].trunk >= 0 ? missing : 0;
        parent->middle += missing;
        below.width += missing;
    }
    place_beside(chart, parent, parent->middle);
    join_blocks(chart, &list, parent, top);
    parent->tree_height = toc_org_sum(top, below.height);
    parent->tree_width = unit.width + parent->middle - parent->width / 2;
    if (below.width > parent->tree_width)
        parent->tree_width = below.width;
    outline(chart, parent, unit, top);
}

/* ── beside a body ───────────────────────────────────────────────────────── */

void toc_org_beside_way(const toc_orgs_chart *chart, const toc_org_box *box, toc_spot out[4])
{
    const toc_org_box *parent = &chart->boxes.items[box->parent];
    toc_um first = (parent->head.height + TOC_ORG_INSIDE) / 2;
    toc_um step = (parent->height - first - 1500) / TOC_ORG_BESIDE_MOST;
    toc_um right = parent->x + parent->width;
    toc_um to = box->y + (box->head.height + TOC_ORG_INSIDE) / 2;
    toc_um number = 0;
    toc_um from;

    for (uint32_t i = 0; &chart->boxes.items[parent->children.items[i]] != box; i++)
        number += chart->boxes.items[parent->children.items[i]].is_beside;
    from = number == 0 ? to : parent->y + first + number * (step < 4000 ? step : 4000);
    out[0] = (toc_spot){right, from};
    out[1] = (toc_spot){box->x - 3500 - number * 2000, from};
    out[2] = (toc_spot){out[1].x, to};
    out[3] = (toc_spot){box->x, to};
}
