/* failing_memory.h - memory that runs out where a test says so: for one C file of a test program.
 *
 * Calls of arenas go through the wrappers here (the Makefile tells the linker: SWEEPS), malloc and its kin are
 * replaced, which the address sanitizer does not suffer.  Which piece fails, and whether those after it do, is
 * in `watch`; it counts while it is armed, and the pieces that were not given back while it is told to. */
#ifndef TOC_TESTS_FAILING_MEMORY_H
#define TOC_TESTS_FAILING_MEMORY_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_MALLOC 0
#endif
#endif
#ifndef HAS_MALLOC
#define HAS_MALLOC 1
#endif

/* Tests run in one thread. */
static struct watch {
    bool is_counting; /* pieces taken and given back */
    bool is_armed;
    bool is_below;  /* count malloc and its kin, else arenas */
    bool goes_on;   /* fail from then on */
    uint64_t at;    /* which one fails; 0: none */
    uint64_t count; /* asked for so far */
    int64_t live;   /* pieces of malloc and its kin not yet given back */
} watch;

static bool fails(bool is_below)
{
    if (!watch.is_armed || watch.is_below != is_below)
        return false;
    watch.count++;
    return watch.at > 0 && (watch.count == watch.at || (watch.goes_on && watch.count > watch.at));
}

/* ── arenas ── */

void *__real_toc_arena_alloc(toc_arena *arena, size_t size);
void *__wrap_toc_arena_alloc(toc_arena *arena, size_t size);
void *__wrap_toc_arena_alloc(toc_arena *arena, size_t size)
{
    return fails(false) ? toc_arena_give_up(arena) : __real_toc_arena_alloc(arena, size);
}

void *__real_toc_arena_try_alloc(toc_arena *arena, size_t size);
void *__wrap_toc_arena_try_alloc(toc_arena *arena, size_t size);
void *__wrap_toc_arena_try_alloc(toc_arena *arena, size_t size)
{
    return fails(false) ? NULL : __real_toc_arena_try_alloc(arena, size);
}

void *__real_toc_arena_alloc_array(toc_arena *arena, size_t count, size_t size);
void *__wrap_toc_arena_alloc_array(toc_arena *arena, size_t count, size_t size);
void *__wrap_toc_arena_alloc_array(toc_arena *arena, size_t count, size_t size)
{
    return fails(false) ? toc_arena_give_up(arena)
                        : __real_toc_arena_alloc_array(arena, count, size);
}

char *__real_toc_arena_copy(toc_arena *arena, const char *bytes, size_t size);
char *__wrap_toc_arena_copy(toc_arena *arena, const char *bytes, size_t size);
char *__wrap_toc_arena_copy(toc_arena *arena, const char *bytes, size_t size)
{
    return fails(false) ? toc_arena_give_up(arena) : __real_toc_arena_copy(arena, bytes, size);
}

char *__wrap_toc_arena_printf(toc_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *__wrap_toc_arena_printf(toc_arena *arena, const char *format, ...)
{
    va_list arguments;
    char *text;

    if (fails(false))
        return toc_arena_give_up(arena);
    va_start(arguments, format);
    text = toc_arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

void *__real_toc_vec_reserve(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                             size_t size);
void *__wrap_toc_vec_reserve(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                             size_t size);
void *__wrap_toc_vec_reserve(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                             size_t size)
{
    return fails(false) ? toc_arena_give_up(arena)
                        : __real_toc_vec_reserve(arena, items, count, capacity, size);
}

/* ── below ── */

#if HAS_MALLOC
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *piece, size_t size);
void __libc_free(void *piece);

static void *counted(void *piece)
{
    watch.live += watch.is_counting && piece;
    return piece;
}

static void *refused(void)
{
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size)
{
    return fails(true) ? refused() : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return fails(true) ? refused() : counted(__libc_calloc(count, size));
}

void *realloc(void *piece, size_t size)
{
    if (fails(true))
        return refused();
    watch.live -= watch.is_counting && piece;
    return counted(__libc_realloc(piece, size));
}

void free(void *piece)
{
    watch.live -= watch.is_counting && piece;
    __libc_free(piece);
}
#endif

#endif
