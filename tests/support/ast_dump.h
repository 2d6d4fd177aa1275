/* ast_dump.h - a tree as stable text, for tests: one line an item, two blanks a depth. */
#ifndef TOC_TESTS_AST_DUMP_H
#define TOC_TESTS_AST_DUMP_H

#include "syntax/ast.h"

/** The whole file; in the arena. */
char *ast_dump(toc_arena *arena, const toc_intern_table *names, const toc_file *file);

/** One condition, fully bracketed: `(and (>= a 5) (for b 10min))`. */
char *ast_dump_expr(toc_arena *arena, const toc_intern_table *names, const toc_expr *expr);

#endif
