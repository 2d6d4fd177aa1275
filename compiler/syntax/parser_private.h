/* parser_private.h - what scanner, grammar and messages share while one file is being parsed.
 *
 * toc_parse_source (grammar/plan.l) makes it and drops it; private to the parser. */
#ifndef TOC_SYNTAX_PARSER_PRIVATE_H
#define TOC_SYNTAX_PARSER_PRIVATE_H

#include "base/vec.h"
#include "syntax/ast.h"
#include "syntax/keywords.h"
#include "syntax/parse.h"

#define TOC_NESTING_MAX       256u
#define TOC_WORD_SIZE_MAX     4096u           /* bytes of a name or a number */
#define TOC_TEXT_SIZE_MAX     (1024u * 1024u) /* bytes of a text in quotes */
#define TOC_SYNTAX_ERRORS_MAX 50u             /* of one file */

/* Lists being built: the last part, whose next is the first; NULL for none. */
typedef struct toc_args {
    toc_arg *last;
} toc_args;

typedef struct toc_items {
    toc_item *last;
} toc_items;

/* A word taken as a name. */
typedef struct toc_word_value {
    toc_symbol symbol;
    int32_t row; /* of the fixed words, -1 for none */
} toc_word_value;

/* Eight bytes: bison copies it all the time. */
typedef union toc_plan_value {
    toc_word_value word;
    toc_text *text;
    uint32_t day; /* a weekday; in lists a set of them */
    toc_decl_kind decl_kind;
    toc_clause_kind clause_kind;
    toc_expr_kind expr_kind;
    toc_path *path;
    toc_arg *arg;
    toc_args args;
    toc_item *item;
    toc_items items;
    toc_clause *clause;
    toc_decl *decl;
    toc_expr *expr;
} toc_plan_value;

_Static_assert(sizeof(toc_plan_value) == 8, "larger values slow the parser down");

/* What plan.l finds, before context says keyword or name.  Marks, TEXT, NUMBER, DURATION, DATE,
 * TIME and INSTANT carry their TOC_T_ number. */
typedef enum toc_raw_kind {
    TOC_RAW_WORD = 5000,   /* letters: keyword or name */
    TOC_RAW_QUOTED_NAME,   /* in back-ticks */
    TOC_RAW_OPEN_NAME,     /* its closing back-tick is missing */
    TOC_RAW_PARAGRAPH,     /* between three quotes */
    TOC_RAW_OPEN_TEXT,     /* its closing quote is missing: up to the end of the line or file */
    TOC_RAW_OTHER_COMMENT, /* a comment as other languages have it, to the end of its line */
    TOC_RAW_OTHER_QUOTES,  /* a text between quotes of other languages */
    TOC_RAW_STRANGE        /* one character that means nothing */
} toc_raw_kind;

typedef struct toc_raw {
    int kind;
    uint32_t begin; /* byte in the source's text */
    uint32_t end;
    const toc_word_entry *entry; /* of a word, or NULL */
} toc_raw;

/* Nodes are made in this. */
typedef struct toc_build {
    struct toc_parser *parser;
    toc_arena *arena;
    toc_intern_table *names;
} toc_build;

typedef struct toc_brace {
    toc_span span;
    int decl;        /* keyword of the declaration that it opens, 0 for none */
    uint32_t indent; /* blanks before the first word of its line */
} toc_brace;

#define TOC_AHEAD 8u /* a power of two, more than any look ahead */

typedef struct toc_parser {
    toc_build build;
    toc_arena *arena;
    toc_intern_table *names;
    const toc_source *source;
    toc_diag_sink *sink;
    toc_parse *parse;
    toc_word_table *words;
    void *scanner;      /* flex's */
    char *text;         /* the source's text, which flex marks while it reads */
    uint32_t paragraph; /* 1 + where the paragraph began that is being read, 0 none */
    bool keep_lexemes;
    TOC_VEC(toc_lexeme) lexemes;
    TOC_VEC(toc_comment) comments;

    toc_raw ahead[TOC_AHEAD]; /* read and not yet used: a ring */
    uint32_t ahead_first;
    uint32_t ahead_count;

    /* what the word that comes next is */
    bool is_name_next;
    bool is_counting;     /* after `uses`: a number, then a name */
    bool is_fields;       /* after `fields`: name and type, name and type… */
    uint32_t field_words; /* of these two, how many are still to come */
    int current;          /* last TOC_T_ number handed to the grammar */
    toc_span current_span;
    int previous; /* the one before; while a word is decided, the same as current */
    toc_span previous_span;
    int before_previous; /* and the one before that */
    int named_keyword;   /* the last word was a keyword taken as a name: its number, or 0 */
    toc_span named_span;
    int before_named; /* what stood before that word */
    toc_span before_named_span;
    int declaration; /* keyword of the declaration whose brace has not come, 0 */

    toc_brace braces[TOC_NESTING_MAX];
    uint32_t depth;       /* of braces */
    uint32_t brackets;    /* depth of brackets */
    uint32_t signs;       /* `not` and `-` one after the other */
    bool is_ended;        /* too deep: what is left is not read */
    bool is_torn;         /* a text was left open: braces may be missing for that */
    bool is_closing;      /* the closing brace at hand is not in the text, reported */
    uint32_t strange_end; /* end of the last strange character */
    uint32_t last_end;    /* byte after the last word taken */
    uint32_t line_indent; /* blanks before the first word of its line */
    bool is_outdenting;   /* what stands outside a block by its indentation ends the block */
    bool is_outside_seen; /* there was such a thing */
    bool is_unclosed;     /* braces were missing */
    uint32_t stray_count; /* closing braces too many */
    toc_span refused;     /* what did not fit the grammar last */
    toc_span reported;    /* place of the last error */
    bool is_opened;       /* the current word opens a clause, a declaration or a block */
    bool is_lost;         /* nothing has opened since the last error */
    toc_diag *last;       /* and its record */
    uint32_t error_count;
    toc_dropped dropped; /* see toc_parse */
    bool lacks_names;
    toc_diag *blinding; /* the first error for which it does, or NULL */
} toc_parser;

/* ── from plan.l ─────────────────────────────────────────────────────────── */

/** The next word or mark of the text.  END_OF_FILE again and again at the end. */
void toc_raw_read(toc_parser *parser, toc_raw *out);

/** Called by plan.l: the comment of @p size bytes at @p text. */
void toc_scan_comment(toc_parser *parser, const char *text, size_t size);

/* ── scan.c ──────────────────────────────────────────────────────────────── */

toc_parser *toc_parser_new(toc_arena *arena, toc_intern_table *names, const toc_source *source,
                           bool keep_lexemes, toc_diag_sink *sink);
toc_parse *toc_parser_finish(toc_parser *parser);

/** What the grammar reads. */
int toc_plan_lex(toc_plan_value *value, toc_span *span, toc_parser *parser);

/** The first of what is read and not yet used, taken away, good until TOC_AHEAD more are read;
 *  number @p index of it, kept. */
toc_raw *toc_raw_take(toc_parser *parser);
const toc_raw *toc_raw_peek(toc_parser *parser, uint32_t index);

/** Decides what the word @p raw is; it takes further ones that belong to it (scan_word.c). */
int toc_scan_word(toc_parser *parser, toc_raw *raw, toc_plan_value *value);

/** Is this one whole name? */
bool toc_scan_is_name(const char *text, uint32_t size);

/** Keeps a lexeme where the formatter wants them. */
void toc_scan_keep(toc_parser *parser, int kind, toc_span span, bool is_name);

/* ── values (scan_value.c, scan_text.c) ──────────────────────────────────── */

toc_span toc_raw_span(const toc_parser *parser, const toc_raw *raw);
const char *toc_raw_text(const toc_parser *parser, const toc_raw *raw);

toc_number toc_scan_number(toc_parser *parser, const toc_raw *raw);
toc_duration toc_scan_duration(toc_parser *parser, const toc_raw *raw);
toc_date toc_scan_date(toc_parser *parser, const toc_raw *raw);
int32_t toc_scan_time(toc_parser *parser, const toc_raw *raw);
toc_ms toc_scan_instant(toc_parser *parser, const toc_raw *raw);
toc_text *toc_scan_text(toc_parser *parser, const toc_raw *raw);

/** Does a number that ends at @p end end with a digit, and not with a scale or %? */
bool toc_scan_ends_with_digit(const char *end);

/** Is @p raw a unit of time as it stands after a number, as in `40 min`? */
bool toc_scan_is_unit(const toc_parser *parser, const toc_raw *raw);

/* Units that are no length of time by themselves. */
#define TOC_UNIT_WORKDAYS (-1)
#define TOC_UNIT_MONTHS   (-2)
#define TOC_UNIT_YEARS    (-3)

/** The one unit that the duration at @p span is written in: milliseconds, or one of the above;
 *  0 where there are several. */
toc_ms toc_scan_unit_of(const toc_parser *parser, toc_span span);

/* ── messages (syntax_error.c) ───────────────────────────────────────────── */

#define TOC_EXPECTED_MAX 5

/* What could stand where the grammar stopped. */
typedef struct toc_expected {
    const char *words[TOC_EXPECTED_MAX];
    int count;
    bool has_more;   /* than there is room for */
    bool is_item;    /* a clause or declaration may begin */
    bool is_outside; /* of all blocks */
    bool wants_name;
    bool wants_comma;
    bool wants_duration;
    bool is_after_number;
} toc_expected;

/** The current word does not fit. */
void toc_syntax_unexpected(toc_parser *parser, const toc_expected *expected);

/** The current word stands where a clause or a declaration may begin, and opens none. */
void toc_syntax_stray(toc_parser *parser);

/** The clause at @p span lacks its last word, the keyword @p kind; it is read as if it had it. */
void toc_syntax_unfinished(toc_parser *parser, int kind, toc_span span);

/** Adds an error unless there are too many; NULL then. */
toc_diag *toc_syntax_report(toc_parser *parser, toc_diag_code code, toc_span span,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));

/** From the last error on names may be missing, so that unknown ones are not told. */
void toc_syntax_lose_names(toc_parser *parser);

/** What is written at @p span, shortened, in the arena. */
const char *toc_syntax_written(const toc_parser *parser, toc_span span);

/* ── how it is often written (slips.c): helps for @p diag, which is never NULL ─── */

/** The number at hand stands where a length of time belongs. */
void toc_slip_number(toc_parser *parser, toc_diag *diag);

/** @p word begins with a digit, or says nothing. */
void toc_slip_digits(toc_parser *parser, toc_diag *diag, const char *word);

/** @p word is perhaps a length of time in words, or a range of days (true: it is). */
void toc_slip_length(toc_parser *parser, toc_diag *diag, const char *word);
bool toc_slip_days(toc_parser *parser, toc_diag *diag, const char *word);

/** A character that means nothing. */
void toc_slip_strange(toc_parser *parser, toc_diag *diag, const toc_raw *raw);

/** Reports the text @p raw between quotes of other languages, which is then read as one. */
void toc_slip_quotes(toc_parser *parser, const toc_raw *raw);

/** Reports a comment of another language, which is passed over. */
void toc_slip_comment(toc_parser *parser, const toc_raw *raw);

/** Words between a declaration's name and its brace: reported, and read as the title that they are.
 *  False: it is something else. */
bool toc_slip_title(toc_parser *parser, toc_raw *raw, toc_plan_value *value);

/** The current mark does not fit behind the one before. */
void toc_slip_marks(toc_parser *parser, toc_diag *diag);

/** `8 Minutes`: the word at hand is the unit of the number at @p span, and is not told again.  False:
 *  it is not. */
bool toc_slip_unit(toc_parser *parser, toc_diag *diag, toc_span number);

#endif
