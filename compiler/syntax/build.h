/* build.h - how the grammar's actions make the nodes of the tree.
 *
 * Private to the parser.  All nodes live in the arena; a list that grows is handed on as its
 * last part, from which its first is next, so that adding costs the same however long it is. */
#ifndef TOC_SYNTAX_BUILD_H
#define TOC_SYNTAX_BUILD_H

#include "syntax/parser_private.h"

/* ── lists ───────────────────────────────────────────────────────────────── */

static inline toc_args toc_args_none(void)
{
    return (toc_args){NULL};
}

static inline toc_args toc_args_one(toc_arg *arg)
{
    arg->next = arg;
    return (toc_args){arg};
}

static inline toc_args toc_args_join(toc_args first, toc_args second)
{
    toc_arg *begin;

    if (!first.last)
        return second;
    if (!second.last)
        return first;
    begin = first.last->next;
    first.last->next = second.last->next;
    second.last->next = begin;
    return second;
}

static inline toc_args toc_args_add(toc_args args, toc_arg *arg)
{
    return toc_args_join(args, toc_args_one(arg));
}

/** The list as the tree has it, from its first part; it cannot grow any more. */
static inline toc_arg *toc_args_first(toc_args args)
{
    toc_arg *first = args.last ? args.last->next : NULL;

    if (args.last)
        args.last->next = NULL;
    return first;
}

static inline toc_items toc_items_none(void)
{
    return (toc_items){NULL};
}

static inline toc_items toc_items_add(toc_items items, toc_item *item)
{
    item->next = items.last ? items.last->next : item;
    if (items.last)
        items.last->next = item;
    return (toc_items){item};
}

static inline toc_item *toc_items_first(toc_items items)
{
    toc_item *first = items.last ? items.last->next : NULL;

    if (items.last)
        items.last->next = NULL;
    return first;
}

/* ── declarations and clauses (build.c) ──────────────────────────────────── */

/** Text was passed over after an error, and with it what it may have declared. */
void toc_build_dropped(toc_build *build, toc_span span);

/** A block was passed over, and with it nobody knows what names. */
void toc_build_lost(toc_build *build);

/** A declaration lost its name, which stands in @p span, or has none. */
void toc_build_nameless(toc_build *build, toc_span span);

void toc_build_file(toc_build *build, toc_items items);
toc_item *toc_build_item(toc_build *build, toc_clause *clause, toc_decl *decl);

/** The head of a declaration; its block comes with toc_build_block.  @p name NULL: none. */
toc_decl *toc_build_decl(toc_build *build, toc_decl_kind kind, toc_span keyword, toc_span span,
                         const toc_word_value *name, toc_text *title);
toc_decl *toc_build_named(toc_build *build, toc_decl_kind kind, toc_span keyword, toc_span span,
                          toc_word_value name, toc_span name_span, toc_text *title);

/** Gives @p head its items.  Those of them whose meaning the place decides get it here: a bare
 *  `category x` among categories is a declaration, `public` in an announcement's `to` a word. */
toc_decl *toc_build_block(toc_build *build, toc_decl *head, toc_items items, toc_span span);

toc_clause *toc_build_clause(toc_build *build, toc_clause_kind kind, toc_span keyword,
                             toc_span span, toc_arg *args);

/* ── arguments (build.c) ─────────────────────────────────────────────────── */

toc_arg *toc_build_path_arg(toc_build *build, toc_path *path, toc_span span);
toc_arg *toc_build_text_arg(toc_build *build, toc_text *text, toc_span span);
toc_arg *toc_build_number_arg(toc_build *build, toc_number number, toc_span span);
toc_arg *toc_build_duration_arg(toc_build *build, toc_duration duration, toc_span span);
toc_arg *toc_build_date_arg(toc_build *build, toc_date date, toc_span span);
toc_arg *toc_build_time_arg(toc_build *build, int32_t minutes, toc_span span);
toc_arg *toc_build_instant_arg(toc_build *build, toc_ms ms, toc_span span);
toc_arg *toc_build_days_arg(toc_build *build, uint32_t days, toc_span span);
toc_arg *toc_build_expr_arg(toc_build *build, toc_expr *expr);
toc_arg *toc_build_anchor_arg(toc_build *build, toc_anchor anchor, toc_span span);
toc_arg *toc_build_clause_arg(toc_build *build, toc_clause *clause);
toc_arg *toc_build_flag_arg(toc_build *build, const char *word, toc_span span);

/** The number with its unit in quotes; with the sign before it. */
toc_arg *toc_build_unit(toc_build *build, toc_arg *number, toc_text *unit, toc_span span);
toc_arg *toc_build_negative(toc_build *build, toc_arg *number, toc_span span);

/** A new name, as it is written. */
toc_arg *toc_build_name_arg(toc_build *build, toc_word_value word, toc_span span);
/** A word of a fixed list: in English, whatever it is written in. */
toc_arg *toc_build_word_arg(toc_build *build, toc_word_value word, toc_span span);
toc_symbol toc_build_word(toc_build *build, toc_word_value word, toc_span span);
toc_arg *toc_build_known_word(toc_build *build, const char *english, toc_span span);

/** The flag 24h from a duration, which must be one day. */
toc_arg *toc_build_all_day(toc_build *build, toc_duration duration, toc_span span);

/** The days from @p first to @p last, over Sunday if need be. */
uint32_t toc_build_days(toc_build *build, uint32_t first, uint32_t last);

/** The parts of a range: bare numbers take the last one's unit.  _times: it must be one of time. */
toc_arg *toc_build_range(toc_build *build, toc_args parts);
toc_arg *toc_build_times(toc_build *build, toc_args parts);

/* ── names and texts (build.c) ───────────────────────────────────────────── */

toc_path *toc_build_path(toc_build *build, toc_word_value word, toc_span span);
toc_path *toc_build_path_part(toc_build *build, toc_path *path, toc_word_value word, toc_span span);
toc_text *toc_build_translation(toc_build *build, toc_text *text, toc_symbol lang,
                                toc_text *translation);

/* ── anchors and conditions (build_expr.c) ───────────────────────────────── */

toc_arg *toc_build_anchor(toc_build *build, toc_anchor_kind kind, toc_path *path, toc_span span);
/** `level at least II`: @p how is TOC_EXPR_AT_LEAST, _IS or _BELOW; @p ladder NULL: `level`. */
toc_arg *toc_build_grade_anchor(toc_build *build, toc_expr_kind how, toc_path *ladder,
                                toc_word_value grade, toc_span grade_span, toc_span span);
/** `declared warning.yellow`: the last part is the grade. */
toc_arg *toc_build_risen_anchor(toc_build *build, toc_anchor_kind kind, toc_path *path,
                                toc_span span);

toc_expr *toc_build_expr(toc_build *build, toc_expr_kind kind, toc_span span);
toc_expr *toc_build_binary(toc_build *build, toc_expr_kind kind, toc_expr *left, toc_expr *right,
                           toc_span span);
toc_expr *toc_build_held(toc_build *build, toc_expr *held, toc_duration duration, toc_span span);
toc_expr *toc_build_in_list(toc_build *build, toc_expr *left, toc_arg *args, toc_span span);
toc_expr *toc_build_in_period(toc_build *build, toc_path *path, toc_span span);
toc_expr *toc_build_field_of(toc_build *build, toc_word_value field, toc_span field_span,
                             toc_path *event, toc_span span);
toc_expr *toc_build_call(toc_build *build, toc_word_value name, toc_span name_span, toc_arg *args,
                         toc_span span);
/** An argument of a call: a bare name is a PATH, a bare length a DURATION, else an EXPR. */
toc_arg *toc_build_call_arg(toc_build *build, toc_expr *expr);
toc_expr *toc_build_level_filter(toc_build *build, toc_expr_kind how, toc_span level,
                                 toc_word_value grade, toc_span grade_span);

#endif
