/* reader.h - what the files that read packs share.  Private to compiler/doctrine. */
#ifndef TOC_DOCTRINE_READER_H
#define TOC_DOCTRINE_READER_H

#include "doctrine/pack.h"
#include "syntax/parse.h"

typedef struct toc_pack_reader {
    toc_arena *arena;
    toc_intern_table *names;
    const toc_source *source;
    toc_diag_sink *sink;
    toc_pack *pack;
    const toc_decl *doctrine;
    bool is_lenient; /* syntax errors: what is absent may have been there */
} toc_pack_reader;

/** A rule from its declaration; roles, fields and laws of the pack are known already. */
void toc_rule_read(toc_pack_reader *reader, const toc_decl *decl);

/** What was written at @p span, in the arena. */
const char *toc_reader_written(const toc_pack_reader *reader, toc_span span);

/** May the clause stand in @p decl, once?  If not, it has been reported.  @p seen: by kind. */
bool toc_reader_takes(const toc_pack_reader *reader, const toc_decl *decl, const toc_clause *clause,
                      toc_span seen[]);

/** The index of @p name among @p names, or TOC_NO_ROLE; reports at @p span what is not among them.  @p what: "a role". */
uint32_t toc_pack_name_resolve(const toc_pack_reader *reader, const toc_pack_names *names,
                               const char *name, toc_span span, const char *what);

void toc_reader_add_texts(const toc_pack_reader *reader, const toc_clause *clause,
                          toc_pack_texts *out);

/** The first argument of @p kind, or NULL. */
const toc_arg *toc_reader_arg(const toc_arg *args, toc_arg_kind kind);

#endif
