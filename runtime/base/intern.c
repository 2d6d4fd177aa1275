/* intern.c - open addressing with linear probing over a vector of texts.
 *
 * The hash is seeded with the table's address, which address randomisation makes hard
 * to guess, so that names made to collide do not slow a compilation down.  Nothing
 * ever walks the slots in order, so numbers depend on the order of interning alone. */
#include "base/intern.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"

#define SLOT_COUNT_FIRST 256u

typedef struct entry {
    const char *text;
    size_t size;
} entry;

typedef struct slot {
    uint32_t symbol; /* 0: free */
    uint32_t hash;
} slot;

struct toc_intern_table {
    toc_arena *arena;
    slot *slots;
    uint32_t slot_count; /* a power of two, at least twice the number of entries */
    uint64_t seed;
    TOC_VEC(entry) entries; /* symbol number - 1 is the index */
};

toc_intern_table *toc_intern_new(toc_arena *arena)
{
    toc_intern_table *table = TOC_NEW(arena, toc_intern_table);

    if (!table)
        return NULL;
    table->arena = arena;
    table->slot_count = SLOT_COUNT_FIRST;
    table->slots = TOC_NEW_ARRAY(arena, slot, table->slot_count);
    table->seed = (uint64_t)(uintptr_t)table;
    return table->slots ? table : NULL;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Eight bytes a round, each folded in by a full multiplication. */
static uint32_t hash_of(const char *text, size_t size, uint64_t seed)
{
    const uint64_t odd_a = UINT64_C(0xd6e8feb86659fd93);
    const uint64_t odd_b = UINT64_C(0xa0761d6478bd642f);
    uint64_t hash = seed ^ mix(size + 1, odd_b);
    uint64_t word;

    for (; size >= sizeof word; size -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = mix(hash ^ word ^ odd_a, odd_b);
    }
    word = 0;
    if (size)
        memcpy(&word, text, size);
    hash = mix(hash ^ word ^ odd_a, odd_b ^ size);
    return (uint32_t)(hash ^ (hash >> 32));
}

static void place(slot *slots, uint32_t slot_count, slot filled)
{
    uint32_t index = filled.hash & (slot_count - 1);

    while (slots[index].symbol)
        index = (index + 1) & (slot_count - 1);
    slots[index] = filled;
}

static bool grow(toc_intern_table *table)
{
    size_t larger = (size_t)table->slot_count * 2;
    slot *slots = larger > UINT32_C(1) << 31 ? toc_arena_give_up(table->arena)
                                             : TOC_NEW_ARRAY(table->arena, slot, larger);

    if (!slots)
        return false;
    for (uint32_t i = 0; i < table->slot_count; i++) {
        if (table->slots[i].symbol)
            place(slots, (uint32_t)larger, table->slots[i]);
    }
    table->slots = slots;
    table->slot_count = (uint32_t)larger;
    return true;
}

static bool is_text(const entry *known, const char *text, size_t size)
{
    return known->size == size && (size == 0 || memcmp(known->text, text, size) == 0);
}

static uint32_t find(const toc_intern_table *table, const char *text, size_t size, uint32_t hash)
{
    uint32_t index = hash & (table->slot_count - 1);

    for (; table->slots[index].symbol; index = (index + 1) & (table->slot_count - 1)) {
        slot at = table->slots[index];

        if (at.hash == hash && is_text(&table->entries.items[at.symbol - 1], text, size))
            return at.symbol;
    }
    return 0;
}

toc_symbol toc_intern(toc_intern_table *table, const char *text, size_t size)
{
    uint32_t hash = hash_of(text, size, table->seed);
    uint32_t known = find(table, text, size, hash);
    entry added;

    if (known)
        return (toc_symbol){known};
    if (table->entries.count >= table->slot_count / 2 && !grow(table))
        return (toc_symbol){0};
    added = (entry){toc_arena_copy(table->arena, text, size), size};
    if (!added.text)
        return (toc_symbol){0};
    TOC_PUSH(table->arena, &table->entries, added);
    place(table->slots, table->slot_count, (slot){table->entries.count, hash});
    return (toc_symbol){table->entries.count};
}

toc_symbol toc_intern_name(toc_intern_table *table, const char *text, size_t size)
{
    size_t normal_size;
    const char *normal;

    if (toc_utf8_is_surely_nfc(text, size))
        return toc_intern(table, text, size);
    normal = toc_utf8_nfc(table->arena, text, size, &normal_size);
    return normal ? toc_intern(table, normal, normal_size) : (toc_symbol){0};
}

const char *toc_symbol_text(const toc_intern_table *table, toc_symbol symbol)
{
    return symbol.v ? table->entries.items[symbol.v - 1].text : "";
}
