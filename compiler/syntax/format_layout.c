/* format_layout.c - where the lines of a plan break, and how far they stand in.
 *
 * Clauses that stood on one line stay on one; a block that stood on one line too.  What does
 * not fit becomes several lines; there, what has a block of its own gets a line of its own.  Width is the widest that a piece gets in any language of
 * keywords, so that translating a plan and back never moves a clause. */
#include "syntax/format_private.h"

#include <string.h>

#define INDENT       2 /* of a block */
#define CONTINUATION 4 /* of a clause that takes several lines */
#define NONE         UINT32_MAX

/* What is known of an item before it is placed; in an array beside the pieces, set where a
 * piece opens an item. */
typedef struct extent {
    uint32_t last; /* its last piece */
    uint32_t open; /* the brace of its block, or NONE */
} extent;

typedef struct layout {
    toc_piece *pieces;
    uint32_t count;
    extent *extents;
    uint32_t *columns; /* of all pieces before index i, with gaps, as if on one line */
    uint32_t *breaks;  /* how many pieces before index i cannot stand on one line with others */
    /* while placing */
    uint32_t depth;    /* blocks that are open */
    uint32_t column;   /* where the line so far ends */
    bool is_full;      /* nothing may follow on this line */
    uint32_t flat_end; /* pieces before this one stay on the line */
    uint32_t item;     /* the item that is being broken into lines */
    uint32_t item_end; /* first piece behind its head, or behind the clause */
    uint32_t indent;   /* of that item */
} layout;

static bool has(const toc_piece *piece, uint32_t flags)
{
    return (piece->flags & flags) != 0;
}

static bool is_mark(const toc_piece *piece, const char *mark)
{
    return piece->size == strlen(mark) && memcmp(piece->text, mark, piece->size) == 0;
}

static bool is_one_of(const toc_piece *piece, const char *const *marks)
{
    for (; *marks; marks++) {
        if (is_mark(piece, *marks))
            return true;
    }
    return false;
}

/* What stands between two pieces of one line. */
static toc_gap gap_between(const toc_piece *before, const toc_piece *piece)
{
    static const char *const closing[] = {",", ")", ".", "..", NULL};
    static const char *const opening[] = {"(", ".", "..", NULL};

    if (has(piece, TOC_PIECE_ITEM))
        return has(before, TOC_PIECE_OPEN) ? TOC_GAP_SPACE : TOC_GAP_WIDE;
    if (is_one_of(piece, closing) || is_one_of(before, opening))
        return TOC_GAP_NONE;
    if (is_mark(piece, "(") && has(before, TOC_PIECE_CALLED))
        return TOC_GAP_NONE;
    if (is_mark(before, "-") && has(before, TOC_PIECE_SIGN))
        return TOC_GAP_NONE;
    return has(piece, TOC_PIECE_WIDE_PART) ? TOC_GAP_WIDE : TOC_GAP_SPACE;
}

static uint32_t gap_columns(toc_gap gap)
{
    return gap == TOC_GAP_WIDE ? 2 : gap == TOC_GAP_SPACE ? 1 : 0;
}

/* ── measuring ── */

/* The items and blocks that are open while extents are measured. */
typedef struct nest {
    uint32_t item;  /* the last one at this depth, or NONE */
    bool is_broken; /* the block takes several lines */
} nest;

static void close_item(layout *it, const nest *level, uint32_t last)
{
    if (level->item != NONE)
        it->extents[level->item].last = last;
}

static void set_breaks(layout *it, uint32_t open, bool is_broken)
{
    it->breaks[open + 1] += is_broken;
}

/* Depth never passes @p nests: the parser counts braces. */
static void measure_extents(layout *it, nest *nests, uint32_t *opens)
{
    uint32_t depth = 0;
    uint32_t last = NONE; /* the last piece that is no comment */

    nests[0] = (nest){.item = NONE};
    for (uint32_t i = 0; i < it->count; i++) {
        const toc_piece *piece = &it->pieces[i];
        bool is_in_empty = has(piece, TOC_PIECE_CLOSE) && last == i - 1 && i > 0 &&
                           has(&it->pieces[last], TOC_PIECE_OPEN);
        if (depth > 0 &&
            (has(piece, TOC_PIECE_COMMENT | TOC_PIECE_LINES) || (piece->lines > 0 && !is_in_empty)))
            nests[depth].is_broken = true;
        if (has(piece, TOC_PIECE_ITEM)) {
            close_item(it, &nests[depth], last);
            nests[depth].item = i;
            it->extents[i].open = NONE;
        } else if (has(piece, TOC_PIECE_OPEN)) {
            if (nests[depth].item != NONE)
                it->extents[nests[depth].item].open = i;
            opens[++depth] = i;
            nests[depth] = (nest){.item = NONE};
        } else if (has(piece, TOC_PIECE_CLOSE) && depth > 0) {
            close_item(it, &nests[depth], last);
            set_breaks(it, opens[depth], nests[depth].is_broken);
            nests[depth - 1].is_broken |= nests[depth].is_broken;
            depth--;
        }
        if (!has(piece, TOC_PIECE_COMMENT))
            last = i;
    }
    for (uint32_t level = 0; level <= depth; level++)
        close_item(it, &nests[level], last);
}

static void measure_columns(layout *it)
{
    const toc_piece *before = NULL;

    for (uint32_t i = 0; i < it->count; i++) {
        const toc_piece *piece = &it->pieces[i];
        uint32_t gap = before ? gap_columns(gap_between(before, piece)) : 0;
        it->columns[i + 1] = it->columns[i] + gap + piece->columns;
        it->breaks[i + 1] += it->breaks[i] + has(piece, TOC_PIECE_COMMENT | TOC_PIECE_LINES);
        before = piece;
    }
}

static uint32_t count_depth(const layout *it)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < it->count; i++)
        count += has(&it->pieces[i], TOC_PIECE_OPEN);
    return count;
}

/* Columns of pieces @p begin to @p last on one line, without the gap before them. */
static uint32_t columns_of(const layout *it, uint32_t begin, uint32_t last)
{
    return it->columns[last + 1] - it->columns[begin + 1] + it->pieces[begin].columns;
}

static bool is_flat(const layout *it, uint32_t begin, uint32_t last)
{
    return it->breaks[last + 1] == it->breaks[begin];
}

/* ── placing ── */

static void start_line(layout *it, uint32_t i, uint32_t indent, bool is_parted)
{
    it->pieces[i].gap = i == 0 ? TOC_GAP_NONE : is_parted ? TOC_GAP_EMPTY_LINE : TOC_GAP_LINE;
    it->pieces[i].indent = i == 0 ? 0 : indent;
    it->column = indent;
}

static void follow(layout *it, uint32_t i, toc_gap gap)
{
    it->pieces[i].gap = gap;
    it->column += gap_columns(gap);
}

static void pass_over(layout *it, uint32_t i)
{
    const toc_piece *piece = &it->pieces[i];

    it->column = has(piece, TOC_PIECE_LINES) ? piece->tail : it->column + piece->columns;
}

static bool is_first_in_block(const layout *it, uint32_t i)
{
    return i == 0 || has(&it->pieces[i - 1], TOC_PIECE_OPEN);
}

/* The author left an empty line here, and it may stay. */
static bool is_parted(const layout *it, uint32_t i)
{
    return it->pieces[i].lines >= 2 && !is_first_in_block(it, i);
}

static void place_item(layout *it, uint32_t i)
{
    const extent *own = &it->extents[i];
    uint32_t indent = it->depth * INDENT;
    uint32_t width = columns_of(it, i, own->last);
    bool is_whole = is_flat(it, i, own->last) && indent + width <= TOC_FORMAT_COLUMNS;
    bool has_block = own->open != NONE;
    bool is_new = it->depth == 0 || is_first_in_block(it, i) || it->pieces[i].lines > 0 ||
                  it->is_full || !is_whole || has_block ||
                  it->column + gap_columns(TOC_GAP_WIDE) + width > TOC_FORMAT_COLUMNS;

    if (is_new)
        start_line(it, i, indent, is_parted(it, i));
    else
        follow(it, i, TOC_GAP_WIDE);
    pass_over(it, i);
    it->is_full = !is_whole || has_block;
    if (is_whole) {
        it->flat_end = own->last + 1;
        return;
    }
    it->item = i;
    it->item_end = has_block ? own->open : own->last + 1;
    it->indent = indent;
}

static void place_comment(layout *it, uint32_t i)
{
    bool is_inside = i < it->item_end && i > it->item;

    if (has(&it->pieces[i], TOC_PIECE_TRAILING))
        it->pieces[i].gap = TOC_GAP_WIDE;
    else if (is_inside)
        start_line(it, i, it->indent + CONTINUATION, false);
    else
        start_line(it, i, it->depth * INDENT, is_parted(it, i));
}

static bool may_break_before(const layout *it, uint32_t i)
{
    return has(&it->pieces[i], TOC_PIECE_PART | TOC_PIECE_AND_OR) ||
           is_mark(&it->pieces[i - 1], ",");
}

/* Columns from piece @p i to the next place that may break. */
static uint32_t stretch_columns(const layout *it, uint32_t i)
{
    uint32_t last = i;

    while (last + 1 < it->item_end && !may_break_before(it, last + 1) &&
           !has(&it->pieces[last], TOC_PIECE_LINES))
        last++;
    return columns_of(it, i, last);
}

/* A piece of an item that takes several lines. */
static void place_inside(layout *it, uint32_t i)
{
    const toc_piece *before = &it->pieces[i - 1];
    toc_gap gap = gap_between(before, &it->pieces[i]);

    bool is_over = may_break_before(it, i) &&
                   it->column + gap_columns(gap) + stretch_columns(it, i) > TOC_FORMAT_COLUMNS;

    if (is_over || has(before, TOC_PIECE_COMMENT))
        start_line(it, i, it->indent + CONTINUATION, false);
    else
        follow(it, i, gap);
    pass_over(it, i);
}

static void place_open(layout *it, uint32_t i)
{
    if (has(&it->pieces[i - 1], TOC_PIECE_COMMENT))
        start_line(it, i, it->indent, false);
    else
        follow(it, i, TOC_GAP_SPACE);
    pass_over(it, i);
    it->depth++;
}

static void place_close(layout *it, uint32_t i)
{
    if (it->depth > 0)
        it->depth--;
    if (has(&it->pieces[i - 1], TOC_PIECE_OPEN))
        follow(it, i, TOC_GAP_SPACE);
    else
        start_line(it, i, it->depth * INDENT, false);
    pass_over(it, i);
    it->is_full = true;
}

static void place(layout *it, uint32_t i)
{
    const toc_piece *piece = &it->pieces[i];

    if (has(piece, TOC_PIECE_COMMENT)) {
        place_comment(it, i);
    } else if (i < it->flat_end) {
        follow(it, i, gap_between(&it->pieces[i - 1], piece));
        pass_over(it, i);
    } else if (has(piece, TOC_PIECE_ITEM) || i == 0) {
        place_item(it, i);
    } else if (has(piece, TOC_PIECE_OPEN)) {
        place_open(it, i);
    } else if (has(piece, TOC_PIECE_CLOSE)) {
        place_close(it, i);
    } else {
        place_inside(it, i);
    }
}

void toc_format_lay_out(toc_arena *arena, toc_pieces *pieces)
{
    layout it = {.pieces = pieces->items, .count = pieces->count};

    it.extents = TOC_NEW_ARRAY(arena, extent, it.count);
    it.columns = TOC_NEW_ARRAY(arena, uint32_t, (size_t)it.count + 1);
    it.breaks = TOC_NEW_ARRAY(arena, uint32_t, (size_t)it.count + 1);
    uint32_t depth = count_depth(&it) + 1;
    measure_extents(&it, TOC_NEW_ARRAY(arena, nest, depth), TOC_NEW_ARRAY(arena, uint32_t, depth));
    measure_columns(&it);
    for (uint32_t i = 0; i < it.count; i++)
        place(&it, i);
}
