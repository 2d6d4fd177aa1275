/* ast_dump.c - see ast_dump.h.  Recursion is bounded by the depth of test inputs. */
#include "tests/support/ast_dump.h"

#include <inttypes.h>
#include <string.h>

typedef struct dump {
    toc_arena *arena;
    const toc_intern_table *names;
    char *text;
    size_t size;
    size_t capacity;
} dump;

static void put(dump *d, const char *text)
{
    size_t size = strlen(text);

    if (d->size + size + 1 > d->capacity) {
        size_t capacity = (d->size + size + 1) * 2;
        char *larger = toc_arena_alloc(d->arena, capacity);

        if (d->size > 0)
            memcpy(larger, d->text, d->size);
        d->text = larger;
        d->capacity = capacity;
    }
    memcpy(d->text + d->size, text, size + 1);
    d->size += size;
}

static void put_name(dump *d, toc_symbol symbol)
{
    put(d, symbol.v ? toc_symbol_text(d->names, symbol) : "?");
}

static void put_path(dump *d, const toc_path *path)
{
    for (; path; path = path->next) {
        put_name(d, path->name.symbol);
        if (path->next)
            put(d, ".");
    }
}

static void put_text(dump *d, const toc_text *text)
{
    for (; text; text = text->next) {
        if (text->lang.v) {
            put(d, " ");
            put_name(d, text->lang);
            put(d, " ");
        }
        put(d, "\"");
        put(d, text->bytes);
        put(d, "\"");
    }
}

static void put_number(dump *d, const toc_number *number)
{
    int64_t whole = number->micro / 1000000;
    int64_t part = number->micro % 1000000;

    if (part == 0)
        put(d, toc_arena_printf(d->arena, "%" PRId64, whole));
    else
        put(d, toc_arena_printf(d->arena, "%s%" PRId64 ".%06" PRId64, number->micro < 0 ? "-" : "",
                                whole < 0 ? -whole : whole, part < 0 ? -part : part));
    if (number->is_percent)
        put(d, "%");
    if (number->unit)
        put_text(d, number->unit);
}

static void put_duration(dump *d, toc_duration duration)
{
    char text[TOC_DURATION_TEXT_MAX];

    if (duration.workdays) {
        put(d, toc_arena_printf(d->arena, "%" PRId32 "workdays", duration.workdays));
    } else if (duration.months) {
        put(d, toc_arena_printf(d->arena, "%" PRId32 "mo", duration.months));
    } else {
        toc_duration_format(duration.ms, text);
        put(d, text);
    }
}

static void put_anchor(dump *d, const toc_anchor *anchor)
{
    static const char *const words[] = {"",           "start of ", "end of ", "declared ",
                                        "warranted ", "level>=",   "level==", "level<"};

    put(d, "@");
    put(d, words[anchor->kind]);
    put_path(d, anchor->path);
    if (anchor->grade.span.end > 0) {
        put(d, anchor->path ? "/" : "");
        put_name(d, anchor->grade.symbol);
    }
}

static void put_expr(dump *d, const toc_expr *expr);
static void put_args(dump *d, const toc_arg *args);

static const char *operator_of(toc_expr_kind kind)
{
    static const char *const words[] = {
        [TOC_EXPR_NOT] = "not", [TOC_EXPR_AND] = "and",     [TOC_EXPR_OR] = "or",
        [TOC_EXPR_EQ] = "==",   [TOC_EXPR_NE] = "!=",       [TOC_EXPR_LT] = "<",
        [TOC_EXPR_LE] = "<=",   [TOC_EXPR_GT] = ">",        [TOC_EXPR_GE] = ">=",
        [TOC_EXPR_ADD] = "+",   [TOC_EXPR_SUB] = "-",       [TOC_EXPR_MUL] = "*",
        [TOC_EXPR_DIV] = "/",   [TOC_EXPR_NEG] = "neg",     [TOC_EXPR_AT_LEAST] = "at-least",
        [TOC_EXPR_IS] = "is",   [TOC_EXPR_BELOW] = "below", [TOC_EXPR_IN] = "in",
        [TOC_EXPR_FOR] = "for", [TOC_EXPR_CALL] = "call",
    };

    return words[kind];
}

/* Kinds that are not an operator over left and right. */
static bool put_leaf(dump *d, const toc_expr *expr)
{
    if (expr->kind == TOC_EXPR_BROKEN) {
        put(d, "?");
    } else if (expr->kind == TOC_EXPR_NUMBER) {
        put_number(d, &expr->number);
    } else if (expr->kind == TOC_EXPR_DURATION) {
        put_duration(d, expr->duration);
    } else if (expr->kind == TOC_EXPR_TEXT) {
        put_text(d, expr->text);
    } else if (expr->kind == TOC_EXPR_PATH) {
        put_path(d, expr->path);
    } else if (expr->kind == TOC_EXPR_LEVEL) {
        put(d, "level");
    } else if (expr->kind == TOC_EXPR_SINCE) {
        put(d, "since");
        put_anchor(d, &expr->anchor);
    } else if (expr->kind == TOC_EXPR_TIME_TO || expr->kind == TOC_EXPR_IN_PERIOD) {
        put(d, expr->kind == TOC_EXPR_TIME_TO ? "time-to:" : "in-period:");
        put_path(d, expr->path);
    } else if (expr->kind == TOC_EXPR_FIELD_OF) {
        put_name(d, expr->call.name.symbol);
        put(d, "@");
        put_path(d, expr->call.event);
    } else {
        return false;
    }
    return true;
}

static void put_expr(dump *d, const toc_expr *expr)
{
    if (put_leaf(d, expr))
        return;
    put(d, "(");
    put(d, operator_of(expr->kind));
    if (expr->kind == TOC_EXPR_CALL) {
        put(d, " ");
        put_name(d, expr->call.name.symbol);
    }
    if (expr->left) {
        put(d, " ");
        put_expr(d, expr->left);
    }
    if (expr->right) {
        put(d, " ");
        put_expr(d, expr->right);
    }
    if (expr->kind == TOC_EXPR_FOR) {
        put(d, " ");
        put_duration(d, expr->duration);
    }
    if (expr->kind == TOC_EXPR_CALL || expr->kind == TOC_EXPR_IN)
        put_args(d, expr->call.args);
    put(d, ")");
}

static void put_days(dump *d, uint32_t days)
{
    for (int day = 0; day < 7; day++)
        put(d, days >> day & 1u ? (const char *[]){"M", "T", "W", "T", "F", "S", "S"}[day] : "-");
}

static void put_date(dump *d, toc_date date)
{
    put(d, toc_arena_printf(d->arena, "%04" PRId32 "-%02" PRId32 "-%02" PRId32, date.year,
                            date.month, date.day));
}

static void put_inner(dump *d, const toc_clause *clause)
{
    put(d, "[");
    put(d, toc_clause_kind_word(clause->kind));
    put_args(d, clause->args);
    put(d, "]");
}

static void put_arg(dump *d, const toc_arg *arg)
{
    switch (arg->kind) {
    case TOC_ARG_PATH:
        put_path(d, arg->path);
        break;
    case TOC_ARG_WORD:
        put(d, "'");
        put_name(d, arg->name.symbol);
        break;
    case TOC_ARG_TEXT:
        put_text(d, arg->text);
        break;
    case TOC_ARG_NUMBER:
        put_number(d, &arg->number);
        break;
    case TOC_ARG_DURATION:
        put_duration(d, arg->duration);
        break;
    case TOC_ARG_DATE:
        put_date(d, arg->date);
        break;
    case TOC_ARG_TIME:
        put(d, toc_arena_printf(d->arena, "%02d:%02d", arg->minutes / 60, arg->minutes % 60));
        break;
    case TOC_ARG_DAYS:
        put_days(d, arg->days);
        break;
    case TOC_ARG_INSTANT:
        put(d, toc_arena_printf(d->arena, "%" PRId64 "ms", arg->ms));
        break;
    case TOC_ARG_EXPR:
        put_expr(d, arg->expr);
        break;
    case TOC_ARG_ANCHOR:
        put_anchor(d, &arg->anchor);
        break;
    case TOC_ARG_FLAG:
        put(d, "!");
        put_name(d, arg->name.symbol);
        break;
    case TOC_ARG_CLAUSE:
        put_inner(d, arg->clause);
        break;
    }
}

static void put_args(dump *d, const toc_arg *args)
{
    for (; args; args = args->next) {
        put(d, " ");
        put_arg(d, args);
    }
}

static void put_items(dump *d, const toc_item *items, int depth)
{
    for (; items; items = items->next) {
        for (int i = 0; i < depth; i++)
            put(d, "  ");
        if (items->clause) {
            put(d, toc_clause_kind_word(items->clause->kind));
            put_args(d, items->clause->args);
            put(d, "\n");
            continue;
        }
        put(d, toc_decl_kind_word(items->decl->kind));
        if (items->decl->name.span.end > 0) {
            put(d, " ");
            put_name(d, items->decl->name.symbol);
        }
        if (items->decl->title) {
            put(d, " ");
            put_text(d, items->decl->title);
        }
        put_args(d, items->decl->args);
        put(d, items->decl->items ? " {\n" : "\n");
        put_items(d, items->decl->items, depth + 1);
    }
}

char *ast_dump(toc_arena *arena, const toc_intern_table *names, const toc_file *file)
{
    dump d = {.arena = arena, .names = names};

    put(&d, "");
    put_items(&d, file->items, 0);
    return d.text;
}

char *ast_dump_expr(toc_arena *arena, const toc_intern_table *names, const toc_expr *expr)
{
    dump d = {.arena = arena, .names = names};

    put(&d, "");
    put_expr(&d, expr);
    return d.text;
}
