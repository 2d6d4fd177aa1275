/* format_marks.c - what each piece of a plan is, as the tree tells. */
#include "syntax/format_private.h"

/* The piece that begins at byte @p begin, or NULL. */
static toc_piece *find_piece(toc_pieces *pieces, uint32_t begin)
{
    uint32_t low = 0;
    uint32_t high = pieces->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pieces->items[middle].span.begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < pieces->count && pieces->items[low].span.begin == begin)
        return &pieces->items[low];
    return NULL;
}

static void mark(toc_pieces *pieces, toc_span span, uint32_t flags)
{
    toc_piece *piece = toc_span_is_none(span) ? NULL : find_piece(pieces, span.begin);

    if (piece)
        piece->flags |= flags;
}

static void mark_args(toc_pieces *pieces, const toc_arg *args);

/* Long chains lean to the left, so only brackets and calls make the recursion deeper; the
 * parser bounds those. */
static void mark_expr(toc_pieces *pieces, const toc_expr *expr)
{
    for (; expr; expr = expr->left) {
        if (expr->kind == TOC_EXPR_CALL) {
            mark(pieces, expr->call.name.span, TOC_PIECE_CALLED);
            mark_args(pieces, expr->call.args);
        } else if (expr->kind == TOC_EXPR_IN) {
            mark_args(pieces, expr->call.args);
        } else if (expr->kind == TOC_EXPR_SINCE) {
            mark(pieces, expr->span, TOC_PIECE_CALLED);
        } else if (expr->kind == TOC_EXPR_NEG || expr->kind == TOC_EXPR_NUMBER) {
            mark(pieces, expr->span, TOC_PIECE_SIGN);
        }
        if (expr->right)
            mark_expr(pieces, expr->right);
    }
}

static void mark_inner_clause(toc_pieces *pieces, const toc_clause *clause)
{
    bool is_wide = clause->kind == TOC_CLAUSE_PROPOSED || clause->kind == TOC_CLAUSE_APPROVED;

    mark(pieces, clause->span, is_wide ? TOC_PIECE_PART | TOC_PIECE_WIDE_PART : TOC_PIECE_PART);
    mark_args(pieces, clause->args);
}

static void mark_args(toc_pieces *pieces, const toc_arg *args)
{
    for (const toc_arg *arg = args; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_EXPR)
            mark_expr(pieces, arg->expr);
        else if (arg->kind == TOC_ARG_CLAUSE)
            mark_inner_clause(pieces, arg->clause);
        else if (arg->kind == TOC_ARG_NUMBER || arg->kind == TOC_ARG_DURATION)
            mark(pieces, arg->span, TOC_PIECE_SIGN);
    }
}

static void mark_items(toc_pieces *pieces, const toc_item *items)
{
    for (const toc_item *item = items; item; item = item->next) {
        if (item->clause) {
            mark(pieces, item->clause->span, TOC_PIECE_ITEM);
            mark_args(pieces, item->clause->args);
        } else {
            mark(pieces, item->decl->span, TOC_PIECE_ITEM);
            mark_args(pieces, item->decl->args);
            mark_items(pieces, item->decl->items);
        }
    }
}

void toc_format_mark(toc_pieces *pieces, const toc_file *file)
{
    mark_items(pieces, file->items);
}
