/* arena.h - memory that is freed all at once.
 *
 * Whoever owns a compilation, a scenario or a report makes one arena; everything
 * built during it lives there; toc_arena_deinit frees the lot.  Not thread-safe. */
#ifndef TOC_BASE_ARENA_H
#define TOC_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_arena_chunk toc_arena_chunk;

typedef struct toc_arena {
    toc_arena_chunk *newest; /* chunks, newest first; NULL when nothing was asked for */
    size_t used;             /* bytes handed out, for statistics */
    jmp_buf *escape;         /* where an allocation that fails goes; NULL: return NULL */
    struct toc_arena *outer; /* its chunks come from there, and are freed with it; NULL: malloc */
    toc_arena_chunk *spare;  /* with an outer one: chunks that were emptied */
    const char *lang; /* of texts for people made in it, see base/phrase.h; NULL: not chosen */
} toc_arena;

/** An empty arena.  With @p escape, a failed allocation longjmps there with value 1,
 *  so that code that builds need not test each call; the owner sets it up once. */
void toc_arena_init(toc_arena *arena, jmp_buf *escape);

/** An empty arena whose memory is @p outer's: for work that is done over and over (toc_arena_empty),
 *  without anything to free.  What fails goes where @p outer goes. */
void toc_arena_within(toc_arena *arena, toc_arena *outer);

/** Frees everything that came from the arena.  The arena is empty again and usable. */
void toc_arena_deinit(toc_arena *arena);

/** The same, but keeps its newest chunk, up to the usual size, for what comes next; within another arena
 *  all of them.  O(what was handed out since). */
void toc_arena_empty(toc_arena *arena);

/** @p size bytes, zeroed, aligned for any type; size 0 gives a valid pointer.
 *  O(size).  When memory is used up: see toc_arena_init. */
void *toc_arena_alloc(toc_arena *arena, size_t size);

/** The same, but NULL when memory is used up, for code that holds a file open; when it
 *  has cleaned up it ends with toc_arena_give_up, which escapes (without escape: NULL). */
void *toc_arena_try_alloc(toc_arena *arena, size_t size);
void *toc_arena_give_up(toc_arena *arena);

/** Nobody uses @p piece of @p size bytes any more, which the arena gave: what is large and stands alone
 *  goes back to the system at once, anything else with the arena.  O(large pieces). */
void toc_arena_give_back(toc_arena *arena, const void *piece, size_t size);

/** @p count items of @p size bytes, zeroed; a product that overflows counts as memory used up. */
void *toc_arena_alloc_array(toc_arena *arena, size_t count, size_t size);

/** A copy of @p size bytes with a NUL after them. */
char *toc_arena_copy(toc_arena *arena, const char *bytes, size_t size);

/** printf into the arena.  The result is NUL-terminated. */
char *toc_arena_printf(toc_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *toc_arena_vprintf(toc_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#define TOC_NEW(arena, type) ((type *)toc_arena_alloc((arena), sizeof(type)))
#define TOC_NEW_ARRAY(arena, type, count)                                                          \
    ((type *)toc_arena_alloc_array((arena), (count), sizeof(type)))

#ifdef __cplusplus
}
#endif

#endif
