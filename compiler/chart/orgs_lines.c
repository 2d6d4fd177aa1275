/* orgs_lines.c - which lines a plan draws between its bodies, and below which other body each one
 * hangs. */
#include <stdlib.h>

#include "chart/orgs.h"

/* ── lines ───────────────────────────────────────────────────────────────── */

static void relate(toc_orgs_chart *chart, toc_org_line line, const toc_plan_body *lower,
                   const toc_plan_body *upper)
{
    toc_org_relation relation = {.line = line};

    if (!upper || !lower)
        return;
    relation.lower = chart->box_of[lower->base.id];
    relation.upper = chart->box_of[upper->base.id];
    if (relation.lower == relation.upper)
        return;
    for (uint32_t i = chart->relations.count; i-- > 0;) {
        const toc_org_relation *other = &chart->relations.items[i];

        if (other->lower != relation.lower)
            break; /* those of one body stand together */
        if (other->upper == relation.upper)
            return; /* one line between two is enough: the strongest */
    }
    TOC_PUSH(chart->canvas->arena, &chart->relations, relation);
}

/* A secretariat stands beside its body even where it is also said to be under it. */
static void relate_body(toc_orgs_chart *chart, const toc_plan_body *body)
{
    const toc_plan_body *office_of = body->office_of.target;
    bool is_office =
        office_of && body->under.target &&
        chart->box_of[office_of->base.id] == chart->box_of[body->under.target->base.id];

    if (!is_office)
        relate(chart, TOC_ORG_COMMAND, body, body->under.target);
    relate(chart, TOC_ORG_OFFICE, body, office_of);
    relate(chart, TOC_ORG_FORMS, body, body->formed.by.body.target);
    relate(chart, TOC_ORG_SOURCE, body, body->formed.source.target);
    for (uint32_t i = 0; i < body->member_of.count; i++)
        relate(chart, TOC_ORG_MEMBER, body, body->member_of.items[i].target);
    for (uint32_t i = 0; i < body->advises.count; i++)
        relate(chart, TOC_ORG_ADVISES, body, body->advises.items[i].target);
    for (uint32_t i = 0; i < body->links.count; i++)
        relate(chart, TOC_ORG_SUPPORT, body, body->links.items[i].target);
}

static void hang(toc_orgs_chart *chart, uint32_t relation)
{
    toc_org_relation *it = &chart->relations.items[relation];
    toc_org_box *lower = &chart->boxes.items[it->lower];

    if (lower->parent != TOC_NO_ORG && lower->line <= it->line)
        return;
    lower->parent = it->upper;
    lower->line = it->line;
}

/* A circle is cut where its line is weakest; the first of several. */
static void cut_circle(toc_orgs_chart *chart, uint32_t on_it)
{
    uint32_t weakest = on_it;

    for (uint32_t at = chart->boxes.items[on_it].parent; at != on_it;
         at = chart->boxes.items[at].parent) {
        if (chart->boxes.items[at].line > chart->boxes.items[weakest].line)
            weakest = at;
    }
    chart->boxes.items[weakest].parent = TOC_NO_ORG;
}

static void cut_circles(toc_orgs_chart *chart)
{
    uint32_t *seen = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, chart->boxes.count + 1u);

    for (uint32_t i = 0; i < chart->boxes.count; i++) {
        uint32_t at = i;

        while (at != TOC_NO_ORG && seen[at] == 0) {
            seen[at] = i + 1;
            at = chart->boxes.items[at].parent;
        }
        if (at != TOC_NO_ORG && seen[at] == i + 1)
            cut_circle(chart, at);
    }
}

static void mark_tree_lines(toc_orgs_chart *chart)
{
    for (uint32_t i = 0; i < chart->relations.count; i++) {
        toc_org_relation *it = &chart->relations.items[i];
        const toc_org_box *lower = &chart->boxes.items[it->lower];

        it->is_in_tree = lower->parent == it->upper && lower->line == it->line;
    }
}

/* In the order of reading: by line, then as declared; bodies of a parent plan last, by name. */
typedef struct place_in_order {
    uint32_t parent, line, declared, index;
} place_in_order;

static int compare_places(const void *a, const void *b)
{
    const place_in_order *one = a;
    const place_in_order *other = b;

    if (one->parent != other->parent)
        return one->parent < other->parent ? -1 : 1;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (one->declared != other->declared)
        return one->declared < other->declared ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

/* All boxes, those of one parent together. */
static place_in_order *in_order(const toc_orgs_chart *chart)
{
    place_in_order *order =
        TOC_NEW_ARRAY(chart->canvas->arena, place_in_order, chart->boxes.count + 1u);

    for (uint32_t i = 0; i < chart->boxes.count; i++) {
        const toc_org_box *box = &chart->boxes.items[i];

        order[i] = (place_in_order){
            box->parent, box->line,
            toc_org_is_parents(box->body) ? UINT32_MAX : box->body->base.span.begin, i};
    }
    qsort(order, chart->boxes.count, sizeof *order, compare_places);
    return order;
}

static bool is_staff(const toc_org_box *box)
{
    return box->children.count == 0 &&
           (box->line == TOC_ORG_OFFICE || box->line == TOC_ORG_ADVISES ||
            box->line == TOC_ORG_SUPPORT);
}

/* Secretariats and advisers, unless there are too many to stand there. */
static void put_beside(toc_orgs_chart *chart, const toc_org_box *parent)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < parent->children.count; i++)
        count += is_staff(&chart->boxes.items[parent->children.items[i]]);
    for (uint32_t i = 0; count <= TOC_ORG_BESIDE_MOST && i < parent->children.count; i++) {
        toc_org_box *box = &chart->boxes.items[parent->children.items[i]];

        box->is_beside = is_staff(box);
    }
}

static void adopt(toc_orgs_chart *chart)
{
    const place_in_order *order = in_order(chart);

    for (uint32_t i = 0; i < chart->boxes.count; i++) {
        if (order[i].parent != TOC_NO_ORG)
            TOC_PUSH(chart->canvas->arena, &chart->boxes.items[order[i].parent].children,
                     order[i].index);
    }
    for (uint32_t i = 0; i < chart->boxes.count; i++)
        put_beside(chart, &chart->boxes.items[i]);
}

/* Bodies below nobody: those with trees, and those that stand alone, above or beside these. */
static void sort_roots(toc_orgs_chart *chart)
{
    const place_in_order *order = in_order(chart);
    toc_arena *arena = chart->canvas->arena;

    for (uint32_t i = 0; i < chart->boxes.count; i++) {
        const toc_org_box *box = &chart->boxes.items[order[i].index];

        if (box->parent != TOC_NO_ORG)
            continue;
        if (box->children.count > 0)
            TOC_PUSH(arena, &chart->roots.trees, order[i].index);
        else if (box->body->kind == TOC_BODY_SUPERIOR)
            TOC_PUSH(arena, &chart->roots.above, order[i].index);
        else
            TOC_PUSH(arena, &chart->roots.beside, order[i].index);
    }
}

void toc_orgs_relate(toc_orgs_chart *chart)
{
    for (uint32_t i = 0; i < chart->boxes.count; i++)
        relate_body(chart, chart->boxes.items[i].body);
    for (uint32_t i = 0; i < chart->relations.count; i++)
        hang(chart, i);
    cut_circles(chart);
    mark_tree_lines(chart);
    adopt(chart);
    sort_roots(chart);
}
