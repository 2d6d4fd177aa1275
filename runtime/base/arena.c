/* arena.c - bump allocation in chunks that are freed together.
 *
 * Chunks come zeroed from calloc and nothing is handed out twice, so memory is zero
 * without clearing it again.  Under AddressSanitizer what was not handed out is
 * poisoned, with a gap after each piece, so that overruns show. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define GAP                     ((size_t)16)
#define POISON(address, size)   __asan_poison_memory_region((address), (size))
#define UNPOISON(address, size) __asan_unpoison_memory_region((address), (size))
#else
#define GAP                     ((size_t)0)
#define POISON(address, size)   ((void)(address), (void)(size))
#define UNPOISON(address, size) ((void)(address), (void)(size))
#endif

#define ALIGNMENT        alignof(max_align_t)
#define CHUNK_SIZE_FIRST ((size_t)4096)
#define CHUNK_SIZE_MAX   ((size_t)1 << 20)
#define VEC_SIZE_FIRST   64u /* bytes: most vectors of a plan hold one or two items */
#define VEC_COUNT_MAX    (UINT32_C(1) << 31)

struct toc_arena_chunk {
    toc_arena_chunk *older;
    size_t capacity; /* of bytes[] */
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

void toc_arena_init(toc_arena *arena, jmp_buf *escape)
{
    *arena = (toc_arena){.escape = escape};
}

void toc_arena_within(toc_arena *arena, toc_arena *outer)
{
    *arena = (toc_arena){.outer = outer};
}

void toc_arena_deinit(toc_arena *arena)
{
    toc_arena_chunk *chunk = arena->outer ? NULL : arena->newest;

    while (chunk) {
        toc_arena_chunk *older = chunk->older;

        UNPOISON(chunk->bytes, chunk->capacity);
        free(chunk);
        chunk = older;
    }
    arena->newest = NULL;
    arena->used = 0;
}

/* What is handed out is zero. */
static void empty_chunk(toc_arena_chunk *chunk)
{
    UNPOISON(chunk->bytes, chunk->used);
    memset(chunk->bytes, 0, chunk->used);
    POISON(chunk->bytes, chunk->used);
    chunk->used = 0;
    chunk->older = NULL;
}

static void spare_chunks(toc_arena *arena, toc_arena_chunk *chunk)
{
    while (chunk) {
        toc_arena_chunk *older = chunk->older;

        empty_chunk(chunk);
        chunk->older = arena->spare;
        arena->spare = chunk;
        chunk = older;
    }
}

void toc_arena_empty(toc_arena *arena)
{
    toc_arena_chunk *kept = arena->newest;

    if (!kept || (kept->capacity > CHUNK_SIZE_MAX && !arena->outer)) {
        toc_arena_deinit(arena);
        return;
    }
    arena->newest = kept->older;
    if (arena->outer)
        spare_chunks(arena, kept->older);
    toc_arena_deinit(arena);
    empty_chunk(kept);
    arena->newest = kept;
}

void *toc_arena_give_up(toc_arena *arena)
{
    if (arena->outer)
        return toc_arena_give_up(arena->outer);
    if (arena->escape)
        longjmp(*arena->escape, 1);
    return NULL;
}

/* The first that is large enough. */
static toc_arena_chunk *take_spare(toc_arena *arena, size_t capacity)
{
    for (toc_arena_chunk **at = &arena->spare; *at; at = &(*at)->older) {
        toc_arena_chunk *chunk = *at;

        if (chunk->capacity < capacity)
            continue;
        *at = chunk->older;
        return chunk;
    }
    return NULL;
}

static toc_arena_chunk *make_chunk(toc_arena *arena, size_t capacity)
{
    toc_arena_chunk *spare = take_spare(arena, capacity);
    size_t size = sizeof(toc_arena_chunk) + capacity;
    toc_arena_chunk *chunk;

    if (spare)
        return spare;
    chunk = arena->outer ? toc_arena_try_alloc(arena->outer, size) : calloc(1, size);

    if (!chunk)
        return NULL;
    chunk->capacity = capacity;
    POISON(chunk->bytes, capacity);
    return chunk;
}

/* A chunk with room for @p size.  What would fill most of an ordinary chunk gets one of
 * its own behind the newest, so that the rest of the newest stays in use. */
static toc_arena_chunk *add_chunk(toc_arena *arena, size_t size)
{
    size_t usual = arena->newest ? 2 * arena->newest->capacity : CHUNK_SIZE_FIRST;
    toc_arena_chunk *chunk;

    if (usual > CHUNK_SIZE_MAX)
        usual = CHUNK_SIZE_MAX;
    chunk = make_chunk(arena, size > usual / 2 ? size : usual);
    if (!chunk)
        return NULL;
    if (arena->newest && size > usual / 2) {
        chunk->older = arena->newest->older;
        arena->newest->older = chunk;
    } else {
        chunk->older = arena->newest;
        arena->newest = chunk;
    }
    return chunk;
}

/* What a piece of @p size bytes takes. */
static size_t taken_by(size_t size)
{
    return ((size ? size : 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GAP;
}

void toc_arena_give_back(toc_arena *arena, const void *piece, size_t size)
{
    toc_arena_chunk **at = &arena->newest;
    toc_arena_chunk *chunk;

    if (arena->outer || !piece || size <= CHUNK_SIZE_MAX / 2)
        return;
    while (*at && (*at)->bytes != piece)
        at = &(*at)->older;
    chunk = *at;
    if (!chunk || chunk->used != taken_by(size))
        return; /* others stand there too */
    *at = chunk->older;
    arena->used -= chunk->used;
    UNPOISON(chunk->bytes, chunk->capacity);
    free(chunk);
}

void *toc_arena_try_alloc(toc_arena *arena, size_t size)
{
    toc_arena_chunk *chunk = arena->newest;
    size_t rounded;
    void *piece;

    if (size > PTRDIFF_MAX - sizeof *chunk - ALIGNMENT - GAP)
        return NULL;
    rounded = taken_by(size);
    if (!chunk || chunk->capacity - chunk->used < rounded)
        chunk = add_chunk(arena, rounded);
    if (!chunk)
        return NULL;
    piece = chunk->bytes + chunk->used;
    chunk->used += rounded;
    arena->used += rounded;
    UNPOISON(piece, size);
    return piece;
}

void *toc_arena_alloc(toc_arena *arena, size_t size)
{
    void *piece = toc_arena_try_alloc(arena, size);

    return piece ? piece : toc_arena_give_up(arena);
}

void *toc_arena_alloc_array(toc_arena *arena, size_t count, size_t size)
{
    size_t product;

    if (__builtin_mul_overflow(count, size, &product))
        return toc_arena_give_up(arena);
    return toc_arena_alloc(arena, product);
}

char *toc_arena_copy(toc_arena *arena, const char *bytes, size_t size)
{
    char *copy = size < SIZE_MAX ? toc_arena_alloc(arena, size + 1) : toc_arena_give_up(arena);

    if (copy && size)
        memcpy(copy, bytes, size);
    return copy;
}

char *toc_arena_vprintf(toc_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    int size;
    char *text;

    va_copy(again, arguments);
    size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0)
        return toc_arena_give_up(arena);
    text = toc_arena_alloc(arena, (size_t)size + 1);
    if (text)
        (void)vsnprintf(text, (size_t)size + 1, format, arguments);
    return text;
}

char *toc_arena_printf(toc_arena *arena, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = toc_arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

void *toc_vec_reserve(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                      size_t size)
{
    uint32_t first = size < VEC_SIZE_FIRST ? (uint32_t)(VEC_SIZE_FIRST / size) : 1;
    uint32_t larger = *capacity ? 2 * *capacity : first;
    void *moved;

    if (count < *capacity)
        return items;
    if (*capacity >= VEC_COUNT_MAX)
        return toc_arena_give_up(arena);
    moved = toc_arena_alloc_array(arena, larger, size);
    if (!moved)
        return NULL;
    if (count)
        memcpy(moved, items, count * size);
    *capacity = larger;
    return moved;
}

void *toc_vec_reserve_alone(toc_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                            size_t size)
{
    uint32_t before = *capacity;
    void *moved = toc_vec_reserve(arena, items, count, capacity, size);

    if (moved && moved != items)
        toc_arena_give_back(arena, items, before * size);
    return moved;
}
