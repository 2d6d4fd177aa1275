/* span.h - a stretch of source text.
 *
 * Offsets are bytes counted through all sources of a compilation one after the
 * other (source.h gives each file its place), so eight bytes say file and place. */
#ifndef TOC_BASE_SPAN_H
#define TOC_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct toc_span {
    uint32_t begin; /* first byte */
    uint32_t end;   /* one past the last byte; begin == end == 0: no place at all */
} toc_span;

static inline bool toc_span_is_none(toc_span span)
{
    return span.begin == 0 && span.end == 0;
}

/** From the begin of @p first to the end of @p last; a none-span does not count. */
static inline toc_span toc_span_join(toc_span first, toc_span last)
{
    toc_span joined = {first.begin < last.begin ? first.begin : last.begin,
                       first.end > last.end ? first.end : last.end};

    if (toc_span_is_none(first))
        return last;
    return toc_span_is_none(last) ? first : joined;
}

#endif
