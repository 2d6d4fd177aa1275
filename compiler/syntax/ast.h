/* ast.h - a plan as written: declarations, clauses and their arguments, with places.
 *
 * The parser makes it, in one arena, and nobody changes it afterwards: resolving
 * builds the typed plan (sema/plan.h) beside it.  It is deliberately uniform - a
 * declaration holds items in source order, a clause holds arguments in source
 * order - so that which clause belongs where is one table (ast_kinds.def) instead of
 * a grammar rule each, and a misplaced clause gets a message in the planner's words. */
#ifndef TOC_SYNTAX_AST_H
#define TOC_SYNTAX_AST_H

#include "base/intern.h"
#include "base/span.h"
#include "base/time.h"

typedef enum toc_decl_kind {
#define TOC_DECL(name, keyword) TOC_DECL_##name,
#define TOC_CLAUSE(name, keyword, owners, flags)
#include "syntax/ast_kinds.def"
#undef TOC_DECL
#undef TOC_CLAUSE
    TOC_DECL_KIND_COUNT
} toc_decl_kind;

typedef enum toc_clause_kind {
#define TOC_DECL(name, keyword)
#define TOC_CLAUSE(name, keyword, owners, flags) TOC_CLAUSE_##name,
#include "syntax/ast_kinds.def"
#undef TOC_DECL
#undef TOC_CLAUSE
    TOC_CLAUSE_KIND_COUNT
} toc_clause_kind;

typedef struct toc_decl toc_decl;
typedef struct toc_clause toc_clause;
typedef struct toc_expr toc_expr;

/* A name as written; symbol 0: broken, already reported, to be passed over in silence. */
typedef struct toc_name {
    toc_symbol symbol;
    toc_span span;
} toc_name;

/* A reference, `leading-group.chief`: parts linked in order. */
typedef struct toc_path {
    toc_name name;
    struct toc_path *next; /* the part after the dot, or NULL */
} toc_path;

/* A text with the language it is in, as in "市应急中心" en "City Emergency Centre". */
typedef struct toc_text {
    const char *bytes; /* decoded, NUL-terminated UTF-8 */
    toc_symbol lang;   /* 0: the plan's language */
    toc_span span;
    struct toc_text *next; /* the same in another language */
} toc_text;

/* What a duration says: exactly one of the three is used unless all are 0. */
typedef struct toc_duration {
    toc_ms ms;        /* fixed length */
    int32_t workdays; /* `2 workdays` */
    int32_t months;   /* `6mo`, `3y`: calendar, for plan dates only */
} toc_duration;

typedef struct toc_number {
    int64_t micro;   /* the value in 1/1 000 000; 40% is 40 000 000 */
    bool is_percent; /* written with % */
    toc_text *unit;  /* unit in quotes, or NULL */
} toc_number;

/* What a deadline or duty counts from. */
typedef enum toc_anchor_kind {
    TOC_ANCHOR_AT, /* `x`: event, trigger, moment, report, announcement, step's completion… */
    TOC_ANCHOR_START_OF,       /* `start of x` */
    TOC_ANCHOR_END_OF,         /* `end of x`, `end of level` */
    TOC_ANCHOR_DECLARED,       /* `declared II`, with a ladder `declared warning.yellow` */
    TOC_ANCHOR_WARRANTED,      /* `warranted II` */
    TOC_ANCHOR_LEVEL_AT_LEAST, /* `level at least II`, `warning at least yellow` (on, while…) */
    TOC_ANCHOR_LEVEL_IS,
    TOC_ANCHOR_LEVEL_BELOW
} toc_anchor_kind;

typedef struct toc_anchor {
    toc_anchor_kind kind;
    toc_path *path; /* what is named; for LEVEL_*: the ladder, NULL for `level`;
                         END_OF with path NULL: `end of level` */
    toc_name grade; /* LEVEL_*, DECLARED, WARRANTED (then path is the ladder or NULL) */
} toc_anchor;

typedef enum toc_arg_kind {
    TOC_ARG_PATH,     /* path */
    TOC_ARG_WORD,     /* name: one of a fixed list, or a new name (outcome, field) */
    TOC_ARG_TEXT,     /* text: first of the languages */
    TOC_ARG_NUMBER,   /* number */
    TOC_ARG_DURATION, /* duration; a range is two or three of them in a row */
    TOC_ARG_DATE,     /* date */
    TOC_ARG_TIME,     /* minute of the day, 0..1440 */
    TOC_ARG_DAYS,     /* bit set of weekdays, bit 0 Monday */
    TOC_ARG_INSTANT,  /* epoch milliseconds in `ms` */
    TOC_ARG_EXPR,     /* condition */
    TOC_ARG_ANCHOR,   /* anchor */
    TOC_ARG_FLAG,     /* word that only has to be there: `any of`, `24h`; name says which */
    TOC_ARG_CLAUSE    /* a clause inside a clause: `declared by x within 2h of y` */
} toc_arg_kind;

typedef struct toc_arg {
    toc_arg_kind kind;
    toc_span span;
    struct toc_arg *next;
    union {
        toc_path *path;
        toc_name name;
        toc_text *text;
        toc_number number;
        toc_duration duration;
        toc_date date;
        int32_t minutes;
        uint32_t days;
        toc_ms ms;
        toc_expr *expr;
        toc_anchor anchor;
        toc_clause *clause;
    };
} toc_arg;

/* An item of a block is a clause or a nested declaration; exactly one pointer is set. */
typedef struct toc_item {
    toc_clause *clause;
    toc_decl *decl;
    struct toc_item *next;
} toc_item;

struct toc_clause {
    toc_clause_kind kind;
    toc_span span;    /* keyword to last argument */
    toc_span keyword; /* the opening word(s) */
    toc_arg *args;
};

struct toc_decl {
    toc_decl_kind kind;
    toc_span span; /* keyword to closing brace */
    toc_span keyword;
    toc_name name;   /* symbol 0 where the kind has none (levels without a name) or it is broken */
    toc_text *title; /* or NULL */
    toc_item *items;
    toc_arg *args; /* what stands between name and block: include's file, extends' alias… */
};

typedef enum toc_expr_kind {
    TOC_EXPR_BROKEN,   /* already reported */
    TOC_EXPR_NUMBER,   /* number */
    TOC_EXPR_DURATION, /* duration */
    TOC_EXPR_TEXT,     /* text */
    TOC_EXPR_PATH,     /* path: indicator, `x.done`, enumeration value, `yes`… */
    TOC_EXPR_NOT,      /* left */
    TOC_EXPR_AND,
    TOC_EXPR_OR,
    TOC_EXPR_EQ,
    TOC_EXPR_NE,
    TOC_EXPR_LT,
    TOC_EXPR_LE,
    TOC_EXPR_GT,
    TOC_EXPR_GE,
    TOC_EXPR_ADD,
    TOC_EXPR_SUB,
    TOC_EXPR_MUL,
    TOC_EXPR_DIV,
    TOC_EXPR_NEG,      /* left */
    TOC_EXPR_AT_LEAST, /* left at least right: grades and ordered values; also IS, BELOW */
    TOC_EXPR_IS,
    TOC_EXPR_BELOW,
    TOC_EXPR_LEVEL,     /* the word `level` standing for the unnamed ladder (left of AT_LEAST…) */
    TOC_EXPR_IN,        /* left in (args…): args hold EXPR */
    TOC_EXPR_IN_PERIOD, /* `in period`: path */
    TOC_EXPR_FIELD_OF,  /* `field of event`: path is the event, name the field */
    TOC_EXPR_FOR,       /* left held for `duration` */
    TOC_EXPR_CALL,      /* name(args): count sum min max mean rate rise outbreak happened */
    TOC_EXPR_SINCE,     /* since(anchor) */
    TOC_EXPR_TIME_TO    /* `time to` moment: path */
} toc_expr_kind;

struct toc_expr {
    toc_expr_kind kind;
    toc_span span;
    bool is_bracketed; /* written in brackets: `a and b for d` warns only when not */
    toc_expr *left;
    toc_expr *right;
    union {
        toc_number number;
        toc_duration duration;
        toc_text *text;
        toc_path *path;
        toc_anchor anchor;
        struct {
            toc_name name;   /* function, or field of FIELD_OF */
            toc_path *event; /* FIELD_OF */
            toc_arg *args;   /* CALL, IN: EXPR, DURATION, WORD, PATH, ANCHOR */
        } call;
    };
};

typedef struct toc_file {
    toc_item *items; /* top-level declarations; a stray clause here is kept and reported by sema */
    toc_span span;
} toc_file;

/** The English keyword that opens a declaration or clause; static storage. */
const char *toc_decl_kind_word(toc_decl_kind kind);
const char *toc_clause_kind_word(toc_clause_kind kind);

/** May a clause of @p clause stand in a declaration of @p owner?  _repeats: more than once? */
bool toc_clause_is_allowed(toc_clause_kind clause, toc_decl_kind owner);
bool toc_clause_repeats(toc_clause_kind clause);

#endif
