/* parse.h - plan text to tree.  The driver calls it for each file; everything lives in the arena. */
#ifndef TOC_SYNTAX_PARSE_H
#define TOC_SYNTAX_PARSE_H

#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "base/vec.h"
#include "syntax/ast.h"

/* A word or mark of the source, in order; the formatter prints from these. */
typedef struct toc_lexeme {
    int kind; /* the grammar's number of it */
    toc_span span;
    bool is_name; /* the parser took it as a name, whatever its spelling */
} toc_lexeme;

typedef struct toc_comment {
    toc_span span; /* from # to the end of the line, line end left out */
} toc_comment;

typedef TOC_VEC(toc_span) toc_dropped; /* text that was passed over after syntax errors */

typedef struct toc_parse {
    toc_file *file; /* never NULL; what could be read, in spite of errors */
    toc_lexeme *lexemes;
    uint32_t lexeme_count;
    toc_comment *comments; /* in source order */
    uint32_t comment_count;
    toc_dropped dropped; /* what the errors cost: names declared there are not in the tree */
    bool has_errors;     /* a syntax error was reported */
    bool lacks_names;    /* it cost more than what was dropped: braces, blocks, nameless things */
} toc_parse;

/** Parses a gated source (toc_source_gate).  Reports every syntax error it can tell apart.
 *  @p keep_lexemes: fill lexemes and comments (the formatter needs them; check does not).
 *  O(size); no recursion deeper than the nesting cap of 256. */
toc_parse *toc_parse_source(toc_arena *arena, toc_intern_table *names, const toc_source *source,
                            bool keep_lexemes, toc_diag_sink *sink);

#endif
