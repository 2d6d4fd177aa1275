/* checked.h - integer arithmetic that says when it overflows.
 *
 * true: the result stands in *out.  false: overflow, *out is unspecified. */
#ifndef TOC_BASE_CHECKED_H
#define TOC_BASE_CHECKED_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

static inline bool toc_add_i64(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_add_overflow(a, b, out);
}

static inline bool toc_sub_i64(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_sub_overflow(a, b, out);
}

static inline bool toc_mul_i64(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}

#ifdef __cplusplus
}
#endif

#endif
