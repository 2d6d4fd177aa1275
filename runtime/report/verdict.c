/* verdict.c - the phrases of the text report, for one expectation. */
#include "report/verdict.h"

#include "report/text_private.h"

toc_verdict_text toc_verdict_of(toc_arena *arena, const toc_score *score, toc_sources *sources,
                                const toc_expect_result *result, const char *lang)
{
    toc_pages pages;
    toc_location place = toc_sources_locate(sources, result->expect->expect->span.begin);
    toc_verdict_text text = {.line = place.line, .column = place.codepoint};

    toc_pages_init(&pages, arena, score, sources, lang, NULL);
    text.expected = toc_expect_text(&pages, result);
    text.actual = toc_actual_text(&pages, result);
    if (!text.actual)
        text.actual = toc_word_of(&pages, TOC_WORD_EXPECT_NOTHING);
    return text;
}
