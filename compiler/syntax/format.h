/* format.h - the one canonical form of a plan, with its comments. */
#ifndef TOC_SYNTAX_FORMAT_H
#define TOC_SYNTAX_FORMAT_H

#include "syntax/parse.h"

typedef enum toc_keyword_language {
    TOC_KEYWORDS_AS_WRITTEN, /* each keyword keeps its language */
    TOC_KEYWORDS_EN,
    TOC_KEYWORDS_ZH_HANS,
    TOC_KEYWORDS_ZH_HANT
} toc_keyword_language;

/** The canonical text of @p parse, which was made with keep_lexemes and has no errors.
 *  Formatting the result again gives the same bytes; parsing it gives the same tree.
 *  NUL-terminated in the arena; *out_size bytes.  O(size). */
char *toc_format(toc_arena *arena, const toc_source *source, const toc_parse *parse,
                 toc_keyword_language language, size_t *out_size);

/** Which Chinese keywords suit a plan: TOC_KEYWORDS_ZH_HANT where its `language` is zh-Hant,
 *  zh-TW or zh-HK, else TOC_KEYWORDS_ZH_HANS.  @p names: the table it was parsed with. */
toc_keyword_language toc_format_language_of(const toc_file *file, const toc_intern_table *names);

#endif
