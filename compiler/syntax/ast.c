/* ast.c - the tables of ast_kinds.def: opening words, and which clause stands where. */
#include "syntax/ast.h"

#define D(name) (UINT64_C(1) << TOC_DECL_##name)
#define ANY     UINT64_MAX
#define ONE     0
#define MANY    1

typedef struct clause_row {
    const char *word;
    uint64_t owners; /* set of declarations */
    bool repeats;
} clause_row;

static const char *const decl_words[] = {
#define TOC_DECL(name, keyword) keyword,
#define TOC_CLAUSE(name, keyword, owners, flags)
#include "syntax/ast_kinds.def"
#undef TOC_DECL
#undef TOC_CLAUSE
};

static const clause_row clause_rows[] = {
#define TOC_DECL(name, keyword)
#define TOC_CLAUSE(name, keyword, owners, flags) {keyword, owners, flags},
#include "syntax/ast_kinds.def"
#undef TOC_DECL
#undef TOC_CLAUSE
};

_Static_assert(TOC_DECL_KIND_COUNT <= 64, "the sets of owners have 64 bits");

const char *toc_decl_kind_word(toc_decl_kind kind)
{
    return decl_words[kind];
}

const char *toc_clause_kind_word(toc_clause_kind kind)
{
    return clause_rows[kind].word;
}

bool toc_clause_is_allowed(toc_clause_kind clause, toc_decl_kind owner)
{
    return (clause_rows[clause].owners >> owner & 1u) != 0;
}

bool toc_clause_repeats(toc_clause_kind clause)
{
    return clause_rows[clause].repeats;
}
