/* vec.h - growing arrays in an arena.
 *
 * TOC_VEC(type) declares one; all zero is an empty one.  The old storage of a
 * vector that grew stays in the arena until the arena goes, at most as much again. */
#ifndef TOC_BASE_VEC_H
#define TOC_BASE_VEC_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_VEC(type)                                                                              \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

/** Appends @p item.  Amortised O(1). */
#define TOC_PUSH(arena, vec, item)                                                                 \
    ((vec)->items = toc_vec_reserve((arena), (vec)->items, (vec)->count, &(vec)->capacity,         \
                                    sizeof *(vec)->items),                                         \
     (vec)->items[(vec)->count++] = (item))

/** Room for one item more than @p count; returns the storage, moved if need be.
 *  For TOC_PUSH.  More than 2^31 items count as memory used up. */
void *toc_vec_reserve(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                      size_t size);

/** The same where nobody else holds the storage: what is large is given back when it moves. */
#define TOC_PUSH_ALONE(arena, vec, item)                                                           \
    ((vec)->items = toc_vec_reserve_alone((arena), (vec)->items, (vec)->count, &(vec)->capacity,   \
                                          sizeof *(vec)->items),                                   \
     (vec)->items[(vec)->count++] = (item))

void *toc_vec_reserve_alone(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                            size_t size);

#ifdef __cplusplus
}
#endif

#endif
