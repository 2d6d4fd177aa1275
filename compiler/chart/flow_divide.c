/* flow_divide.c - which bands of a flow chart stand in which panel.
 *
 * Pieces of one or more bands are shared out on the sheet by layout/pack.h, in their order but for
 * responses to single kinds of incident, which move where they fit; bands of one block are one
 * panel, and share its lanes. */
#include <stdlib.h>

#include "chart/flow_needs.h"
#include "layout/pack.h"

enum {
    HEAD = 13 * TOC_MM,     /* of a panel: the names of its lanes, more or less */
    CONNECTOR = 6 * TOC_MM, /* what one more costs: it takes room, and must be looked for */
    TORN = 100,             /* what a grade torn from its ladder costs, in 1/1000 of the sheet */
    MOVES = 10000           /* pieces squared that may be packed while they move */
};

typedef struct divider {
    toc_flow_needs *needs;
    uint32_t *first;     /* bands of each piece, and one more */
    uint32_t count;      /* pieces */
    uint32_t *piece;     /* by band */
    uint32_t *order;     /* pieces as they are packed */
    uint32_t *place;     /* the other way round */
    toc_pack_size *runs; /* scratch */
    toc_pack pack;
} divider;

/* ── pieces ──────────────────────────────────────────────────────────────── */

static const toc_flow_band *band_at(const divider *it, uint32_t band)
{
    return it->needs->chart->flow->bands.items[band];
}

/* Grades of one ladder stand below each other where that can be. */
static bool is_glued(const divider *it, uint32_t band)
{
    const toc_flow_band *own = band_at(it, band);
    const toc_flow_band *before = band > 0 ? band_at(it, band - 1) : NULL;

    return before && own->level && before->level && own->level->ladder == before->level->ladder;
}

/* At most TOC_PACK_MOST; of more bands some stand together always. */
static void find_pieces(divider *it, bool has_glue)
{
    uint32_t bands = it->needs->count;
    uint32_t least = (bands + TOC_PACK_MOST - 1) / TOC_PACK_MOST;

    it->count = 0;
    for (uint32_t i = 0, in_piece = 0; i < bands; i++) {
        bool is_empty = it->needs->height[i] == 0;
        bool is_first =
            it->count == 0 || (!is_empty && in_piece >= least && !(has_glue && is_glued(it, i)));
        in_piece = is_first ? !is_empty : in_piece + !is_empty;
        if (is_first)
            it->first[it->count++] = i;
        it->piece[i] = it->count - 1;
    }
    it->first[it->count] = bands;
}

/* ── runs ────────────────────────────────────────────────────────────────── */

static toc_pack_size *run_at(divider *it, uint32_t first, uint32_t count)
{
    return &it->runs[first * TOC_PACK_MOST_RUN + count - 1];
}

static toc_um length(int64_t sum)
{
    return sum < INT32_MAX ? (toc_um)sum : INT32_MAX;
}

/* Bands that are nobody's go wherever there is room. */
static toc_um alone_width(const divider *it, uint32_t band)
{
    return it->needs->of_band[band].count > 0 ? 0 : it->needs->width[band];
}

/* Each run of pieces: the lanes that any of its bands uses, and all their heights. */
static void measure_runs(divider *it)
{
    for (uint32_t first = 0; first < it->count; first++) {
        int64_t lanes = 0;
        int64_t alone = 0;
        int64_t height = HEAD;
        uint32_t end = first;
        for (; end < it->count && end - first < TOC_PACK_MOST_RUN; end++) {
            uint32_t piece = it->order[end];
            for (uint32_t band = it->first[piece]; band < it->first[piece + 1]; band++) {
                toc_um width = alone_width(it, band);
                lanes += toc_flow_needs_widen(it->needs, band);
                alone = width > alone ? width : alone;
                height += it->needs->height[band] / 8 * 9; /* lines take some more */
            }
            *run_at(it, first, end - first + 1) = (toc_pack_size){
                length(TOC_BAND_WIDTH + (lanes > alone ? lanes : alone)), length(height)};
        }
        while (end-- > first) {
            uint32_t piece = it->order[end];
            for (uint32_t band = it->first[piece]; band < it->first[piece + 1]; band++)
                toc_flow_needs_clear(it->needs, band);
        }
    }
}

static uint32_t place_of_item(const divider *it, uint32_t item)
{
    return it->place[it->piece[it->needs->chart->items.items[item].band]];
}

/* What leads into a run from elsewhere needs connectors there. */
static void add_connectors(divider *it)
{
    const toc_flow_chart *chart = it->needs->chart;

    for (uint32_t i = 0; i < chart->lines.count; i++) {
        uint32_t from = place_of_item(it, chart->lines.items[i].source);
        uint32_t to = place_of_item(it, chart->lines.items[i].target);
        uint32_t first = to + 1 > TOC_PACK_MOST_RUN ? to + 1 - TOC_PACK_MOST_RUN : 0;
        for (; from != to && first <= to; first++) {
            for (uint32_t count = to - first + 1;
                 count <= TOC_PACK_MOST_RUN && first + count <= it->count; count++) {
                toc_pack_size *run = run_at(it, first, count);
                if (from < first || from >= first + count)
                    run->height = length((int64_t)run->height + CONNECTOR);
            }
        }
    }
}

/* ── the division ────────────────────────────────────────────────────────── */

static uint32_t torn(const divider *it)
{
    uint32_t count = 0;

    for (uint32_t i = 1; i < it->pack.blocks.count; i++)
        count += is_glued(it, it->first[it->order[it->pack.blocks.items[i].first]]);
    return count;
}

/* Packs the pieces in the order at hand; returns how good that is, the less the better. */
static int64_t pack(divider *it)
{
    for (uint32_t i = 0; i < it->count; i++)
        it->place[it->order[i]] = i;
    measure_runs(it);
    add_connectors(it);
    it->pack.count = it->count;
    it->pack.runs = it->runs;
    toc_pack_run(&it->pack);
    return toc_pack_cost(it->pack.width, it->pack.height, it->pack.aspect) / 1000 *
           (1000 + TORN * torn(it));
}

static int64_t divide(divider *it, bool has_glue, uint32_t aspect)
{
    find_pieces(it, has_glue);
    it->pack.aspect = aspect;
    for (uint32_t i = 0; i < it->count; i++)
        it->order[i] = i;
    return pack(it);
}

static bool is_kind(const divider *it, uint32_t piece, toc_flow_band_kind kind)
{
    return band_at(it, it->first[piece])->kind == kind;
}

/* A response to one kind of incident stands anywhere between what comes first and the end of it all,
 * telling that belongs to no grade anywhere after what comes first. */
static bool may_stand(const divider *it, uint32_t from, uint32_t to)
{
    uint32_t piece = it->order[from];
    uint32_t first = 0;
    uint32_t end = 0;

    while (first < 2 && first < it->count && !is_kind(it, first, TOC_FLOW_BAND_LEVEL))
        first++;
    if (piece < first || to < first || to == from)
        return false;
    if (is_kind(it, piece, TOC_FLOW_BAND_TELLING))
        return true;
    while (end < it->count && !is_kind(it, it->order[end], TOC_FLOW_BAND_END))
        end++;
    return is_kind(it, piece, TOC_FLOW_BAND_RESPONSE) && from < end && to < end;
}

static void move(divider *it, uint32_t from, uint32_t to)
{
    uint32_t piece = it->order[from];

    for (; from < to; from++)
        it->order[from] = it->order[from + 1];
    for (; from > to; from--)
        it->order[from] = it->order[from - 1];
    it->order[to] = piece;
}

/* Moves pieces while that makes the chart larger by a little at least. */
static int64_t improve(divider *it, int64_t cost)
{
    uint32_t tries = it->needs->chart->is_quick ? 0 : MOVES / (it->count * it->count + 1);
    bool is_better = true;

    while (is_better && tries > 0) {
        is_better = false;
        for (uint32_t from = 0; from < it->count && tries > 0; from++) {
            for (uint32_t to = 0; to < it->count && tries > 0; to++) {
                int64_t now;
                if (!may_stand(it, from, to))
                    continue;
                tries--;
                move(it, from, to);
                now = pack(it);
                if (now < cost - cost / 100) {
                    cost = now;
                    is_better = true;
                } else {
                    move(it, to, from);
                }
            }
        }
    }
    return pack(it);
}

/* The best division for a sheet of that shape; returns its cost. */
static int64_t find_division(divider *it, uint32_t aspect)
{
    int64_t whole = divide(it, true, aspect);
    int64_t in_parts = divide(it, false, aspect);

    if (in_parts >= whole)
        divide(it, true, aspect);
    return improve(it, in_parts < whole ? in_parts : whole);
}

/* Either way of a sheet where none is asked for: which shows all larger on the same paper. */
static void find_either_division(divider *it)
{
    int64_t upright = find_division(it, TOC_FLOW_UPRIGHT) / TOC_MM;
    int64_t lying = find_division(it, TOC_FLOW_LYING) / TOC_MM;

    if (lying * lying * TOC_FLOW_LYING > upright * upright * TOC_FLOW_UPRIGHT)
        find_division(it, TOC_FLOW_UPRIGHT);
}

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left;
    const uint32_t *b = right;
    return (*a > *b) - (*a < *b);
}

static void put_all_in_one(divider *it)
{
    toc_pack_block all = {.count = it->needs->count};

    for (uint32_t i = 0; i <= it->needs->count; i++) {
        it->first[i] = i;
        it->order[i] = i;
    }
    TOC_PUSH(it->needs->chart->canvas->arena, &it->pack.blocks, all);
}

/* Its bands from top to bottom as the plan has them. */
static void add_panel(toc_flow_chart *chart, const divider *it, uint32_t index)
{
    const toc_pack_block *block = &it->pack.blocks.items[index];
    toc_flow_panel panel = {0};
    uint32_t *pieces = &it->order[block->first];

    qsort(pieces, block->count, sizeof *pieces, by_number);
    for (uint32_t i = 0; i < block->count; i++) {
        for (uint32_t band = it->first[pieces[i]]; band < it->first[pieces[i] + 1]; band++) {
            chart->panel_of[band] = index;
            chart->place_of[band] = panel.bands.count;
            TOC_PUSH(chart->canvas->arena, &panel.bands, band);
        }
    }
    TOC_PUSH(chart->canvas->arena, &chart->panels, panel);
}

void toc_flow_chart_divide(toc_flow_chart *chart)
{
    toc_arena *arena = chart->canvas->arena;
    uint32_t bands = chart->flow->bands.count;
    divider it = {
        .needs = toc_flow_needs_find(chart),
        .first = TOC_NEW_ARRAY(arena, uint32_t, bands + 2u),
        .piece = TOC_NEW_ARRAY(arena, uint32_t, bands + 1u),
        .order = TOC_NEW_ARRAY(arena, uint32_t, bands + 1u),
        .place = TOC_NEW_ARRAY(arena, uint32_t, bands + 1u),
        .runs = TOC_NEW_ARRAY(arena, toc_pack_size, (size_t)TOC_PACK_MOST * TOC_PACK_MOST_RUN),
        .pack = {.arena = arena, .across = TOC_PANEL_GAP, .down = TOC_PANEL_GAP}};

    if (chart->is_one_panel || bands == 0)
        put_all_in_one(&it);
    else if (chart->aspect)
        find_division(&it, chart->aspect);
    else
        find_either_division(&it);
    chart->aspect = it.pack.aspect;
    chart->panel_of = TOC_NEW_ARRAY(arena, uint32_t, bands + 1u);
    chart->place_of = TOC_NEW_ARRAY(arena, uint32_t, bands + 1u);
    for (uint32_t i = 0; i < it.pack.blocks.count; i++)
        add_panel(chart, &it, i);
}
