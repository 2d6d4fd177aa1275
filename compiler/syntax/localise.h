/* localise.h - messages name keywords in the language that the plan is written in.
 *
 * Whoever adds a message writes its keywords in English (base/diag.h marks them); this puts those of
 * the file in which the message stands in their place. */
#ifndef TOC_SYNTAX_LOCALISE_H
#define TOC_SYNTAX_LOCALISE_H

#include "base/diag.h"
#include "base/source.h"
#include "syntax/keywords.h"

/** The spelling in which most declarations of @p source begin; English where there are as many.
 *  Traditional Chinese where more of them tell it from simplified than the other way round.  O(size). */
toc_spelling toc_spelling_of(const toc_word_table *table, const toc_source *source);

/** The language in which messages about the plan @p source are written, for toc_arena: what its
 *  `language` says, else what its keywords are written in.  "en", "zh-Hans" or "zh-Hant".  It is looked
 *  up in the bare text: nothing of the plan need be right.  O(size). */
const char *toc_source_lang(toc_arena *arena, const toc_source *source);

/** Rewrites the texts of all records about plans.  May be done again: it changes nothing then.
 *  O(n log n), and the bytes of the files that have messages. */
void toc_diag_localise(toc_diag_sink *sink, const toc_sources *sources);

#endif
