/* pack.c - finds columns, shelves and blocks. */
#include "layout/pack.h"

#include <string.h>

enum {
    WIDTHS = 24, /* of columns that are tried */
    HEIGHTS = 16 /* of sheets */
};

/* Pieces beside each other. */
typedef struct shelf {
    toc_um width, height; /* width 0: they do not fit */
    toc_um limit;         /* that its blocks were filled up to */
} shelf;

/* Shelves below each other, from one piece on to another. */
typedef struct stack {
    toc_um width, height; /* width 0: there is none */
    uint32_t last;        /* piece that its last shelf begins with */
} stack;

typedef struct packer {
    toc_pack *pack;
    toc_um widths[WIDTHS];
    uint32_t width_count;
    shelf *shelves; /* [width][first][pieces - 1] */
    stack *stacks;  /* [width][first][end] */
} packer;

int64_t toc_pack_cost(toc_um width, toc_um height, uint32_t aspect)
{
    int64_t across = (int64_t)width * 1000 / aspect;
    return across > height ? across : height;
}

/* What is longer than can be said is as long as can be. */
static toc_um sum(toc_um a, int64_t b)
{
    return a + b < INT32_MAX ? (toc_um)(a + b) : INT32_MAX;
}

static toc_pack_size run_of(const toc_pack *pack, uint32_t first, uint32_t count)
{
    if (count > TOC_PACK_MOST_RUN)
        return (toc_pack_size){0, 0};
    return pack->runs[first * TOC_PACK_MOST_RUN + count - 1];
}

/* ── shelves ─────────────────────────────────────────────────────────────── */

/* How many pieces from @p first on make one block no higher than @p limit; 0: not even one. */
static uint32_t block_size(const toc_pack *pack, uint32_t first, uint32_t end, toc_um limit)
{
    uint32_t most = 0;

    for (uint32_t count = 1; first + count <= end; count++) {
        toc_pack_size size = run_of(pack, first, count);
        if (size.width == 0 || size.height > limit)
            break;
        most = count;
    }
    return most;
}

/* Blocks of at most that height side by side. */
static shelf fill_shelf(const toc_pack *pack, uint32_t first, uint32_t end, toc_um limit)
{
    shelf it = {.limit = limit};

    for (uint32_t at = first, count; at < end; at += count) {
        toc_pack_size size;
        count = block_size(pack, at, end, limit);
        if (count == 0)
            return (shelf){0};
        size = run_of(pack, at, count);
        it.width = sum(it.width, (int64_t)size.width + (at > first ? pack->across : 0));
        it.height = size.height > it.height ? size.height : it.height;
    }
    return it;
}

/* Of these pieces: as high as one piece, or as those which begin it; at most so many ways. */
static uint32_t list_shelves(const toc_pack *pack, uint32_t first, uint32_t end, shelf *out)
{
    uint32_t ways = 0;
    toc_um tallest = 0;

    for (uint32_t i = first; i < end; i++) {
        toc_pack_size size = run_of(pack, i, 1);
        tallest = size.height > tallest ? size.height : tallest;
    }
    for (uint32_t count = 0; first + count <= end && count <= TOC_PACK_MOST_RUN; count++) {
        toc_pack_size begin = run_of(pack, first, count > 0 ? count : 1);
        toc_um limit = count > 0 ? begin.height : tallest;
        if (limit < tallest || begin.width == 0 || (ways > 0 && limit == out[ways - 1].limit))
            continue;
        out[ways] = fill_shelf(pack, first, end, limit);
        ways += out[ways].width > 0;
    }
    return ways;
}

static shelf *shelf_at(const packer *it, uint32_t width, uint32_t first, uint32_t count)
{
    return &it->shelves[(width * it->pack->count + first) * TOC_PACK_MOST_SHELF + count - 1];
}

/* For each width the lowest one that is no wider. */
static void find_shelf(packer *it, uint32_t first, uint32_t end)
{
    shelf ways[TOC_PACK_MOST_RUN + 1];
    uint32_t count = list_shelves(it->pack, first, end, ways);

    for (uint32_t width = 0; width < it->width_count; width++) {
        shelf *best = shelf_at(it, width, first, end - first);
        for (uint32_t i = 0; i < count; i++) {
            if (ways[i].width <= it->widths[width] &&
                (best->width == 0 || ways[i].height < best->height))
                *best = ways[i];
        }
    }
}

static void find_shelves(packer *it)
{
    uint32_t count = it->pack->count;

    for (uint32_t first = 0; first < count; first++) {
        for (uint32_t end = first + 1; end <= count && end - first <= TOC_PACK_MOST_SHELF; end++)
            find_shelf(it, first, end);
    }
}

/* ── columns ─────────────────────────────────────────────────────────────── */

static stack *stack_at(const packer *it, uint32_t width, uint32_t first, uint32_t end)
{
    uint32_t ends = it->pack->count + 1;
    return &it->stacks[(width * ends + first) * ends + end];
}

static void find_stack(packer *it, uint32_t width, uint32_t first, uint32_t end)
{
    stack *best = stack_at(it, width, first, end);

    for (uint32_t last = end; last-- > first && end - last <= TOC_PACK_MOST_SHELF;) {
        const shelf *own = shelf_at(it, width, last, end - last);
        const stack *above = stack_at(it, width, first, last);
        toc_um height =
            last > first ? sum(own->height, (int64_t)above->height + it->pack->down) : own->height;
        if (own->width == 0 || (last > first && above->width == 0))
            continue;
        if (best->width > 0 && best->height <= height)
            continue;
        *best = (stack){own->width, height, last};
        if (last > first && above->width > best->width)
            best->width = above->width;
    }
}

static void find_stacks(packer *it)
{
    for (uint32_t width = 0; width < it->width_count; width++) {
        for (uint32_t first = 0; first < it->pack->count; first++) {
            for (uint32_t end = first + 1; end <= it->pack->count; end++)
                find_stack(it, width, first, end);
        }
    }
}

/* From the widest piece on, each a tenth wider than the one before, up to all side by side. */
static void find_widths(packer *it)
{
    int64_t all = 0;
    int64_t least = 0;

    for (uint32_t i = 0; i < it->pack->count; i++) {
        toc_pack_size size = run_of(it->pack, i, 1);
        all += size.width + it->pack->across;
        least = least == 0 || size.width < least ? size.width : least;
    }
    for (int64_t width = least; it->width_count < WIDTHS; width += width / 8 + 1) {
        it->widths[it->width_count++] = (toc_um)(width < INT32_MAX ? width : INT32_MAX);
        if (width >= all)
            return;
    }
    it->widths[WIDTHS - 1] = (toc_um)(all < INT32_MAX ? all : INT32_MAX);
}

/* ── sheets ──────────────────────────────────────────────────────────────── */

/* Columns from one piece on to the last. */
typedef struct rest {
    int64_t width;      /* -1: none are low enough */
    uint32_t end, wide; /* of the first of them: the piece after it, and which width */
} rest;

/* The narrowest columns of at most that height. */
static int64_t find_columns(const packer *it, toc_um most, rest *rests)
{
    uint32_t count = it->pack->count;

    rests[count] = (rest){0};
    for (uint32_t first = count; first-- > 0;) {
        rest *best = &rests[first];
        best->width = -1;
        for (uint32_t end = first + 1; end <= count; end++) {
            for (uint32_t wide = 0; wide < it->width_count; wide++) {
                const stack *own = stack_at(it, wide, first, end);
                int64_t width =
                    own->width + rests[end].width + (end < count ? it->pack->across : 0);
                if (own->width == 0 || own->height > most || rests[end].width < 0 ||
                    (best->width >= 0 && width >= best->width))
                    continue;
                *best = (rest){width, end, wide};
            }
        }
    }
    return rests[0].width;
}

static toc_um height_of(const packer *it, const rest *rests)
{
    toc_um height = 0;

    for (uint32_t first = 0; first < it->pack->count; first = rests[first].end) {
        const stack *own = stack_at(it, rests[first].wide, first, rests[first].end);
        height = own->height > height ? own->height : height;
    }
    return height;
}

/* The less high a sheet is, the wider it must be: the best height is where both fill it. */
static void find_sheet(const packer *it, rest *best)
{
    uint32_t ends = it->pack->count + 1;
    rest *rests = TOC_NEW_ARRAY(it->pack->arena, rest, ends);
    int64_t least = INT64_MAX;
    int64_t low = 0;
    int64_t high = 0;

    for (uint32_t i = 0; i < it->pack->count; i++)
        high += run_of(it->pack, i, 1).height + it->pack->down;
    high = high < INT32_MAX ? high : INT32_MAX;
    for (int i = 0; i < HEIGHTS; i++) {
        int64_t most = i == 0 ? high : (low + high) / 2;
        int64_t width = find_columns(it, (toc_um)most, rests);
        toc_um height = width < 0 ? 0 : height_of(it, rests);
        int64_t cost = width < 0 || width > INT32_MAX
                           ? INT64_MAX
                           : toc_pack_cost((toc_um)width, height, it->pack->aspect);
        if (cost < least || i == 0) {
            least = cost;
            memcpy(best, rests, ends * sizeof *best);
            it->pack->width = (toc_um)(width < INT32_MAX ? width : INT32_MAX);
            it->pack->height = height;
        }
        if (i > 0 && (width < 0 || width * 1000 / it->pack->aspect > most))
            low = most;
        else if (i > 0)
            high = most;
    }
}

/* ── what was found ──────────────────────────────────────────────────────── */

static void list_blocks(const packer *it, const shelf *own, uint32_t first, uint32_t end,
                        uint32_t column, uint32_t number)
{
    for (uint32_t at = first, count; at < end; at += count) {
        toc_pack_block block = {at, 0, column, number};
        count = block_size(it->pack, at, end, own->limit);
        block.count = count;
        TOC_PUSH(it->pack->arena, &it->pack->blocks, block);
    }
}

static void list_column(const packer *it, uint32_t first, uint32_t end, uint32_t wide,
                        uint32_t column)
{
    uint32_t begins[TOC_PACK_MOST + 1];
    uint32_t count = 0;

    for (uint32_t at = end; at > first; at = begins[count - 1])
        begins[count++] = stack_at(it, wide, first, at)->last;
    for (uint32_t i = count; i-- > 0;) {
        uint32_t next = i > 0 ? begins[i - 1] : end;
        list_blocks(it, shelf_at(it, wide, begins[i], next - begins[i]), begins[i], next, column,
                    count - 1 - i);
    }
}

/* Room for the tables, kept from one run to the next. */
static packer begin(toc_pack *pack)
{
    packer it = {.pack = pack};
    size_t ends = pack->count + 1u;
    size_t shelves = sizeof(shelf) * WIDTHS * pack->count * TOC_PACK_MOST_SHELF;
    size_t stacks = sizeof(stack) * WIDTHS * ends * ends;

    pack->blocks.count = 0;
    if (pack->room < shelves + stacks) {
        pack->room = shelves + stacks;
        pack->tables = toc_arena_alloc(pack->arena, pack->room);
    }
    memset(pack->tables, 0, shelves + stacks);
    it.shelves = pack->tables;
    it.stacks = (stack *)((char *)pack->tables + shelves);
    find_widths(&it);
    return it;
}

void toc_pack_run(toc_pack *pack)
{
    packer it = begin(pack);
    rest *rests = TOC_NEW_ARRAY(pack->arena, rest, pack->count + 1u);
    uint32_t column = 0;

    find_shelves(&it);
    find_stacks(&it);
    find_sheet(&it, rests);
    for (uint32_t first = 0; first < pack->count; first = rests[first].end)
        list_column(&it, first, rests[first].end, rests[first].wide, column++);
}
