/* keys.c - senders' own numbers of acts, and the rows that have them. */
#include <string.h>

#include "live/exercise_private.h"

static uint64_t hash_of(const char *key)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 0x100000001b3u;
    return hash;
}

uint64_t toc_exercise_find_key(const toc_exercise *exercise, const char *key)
{
    uint64_t hash = hash_of(key);

    for (uint64_t at = hash; exercise->key_capacity > 0; at++) {
        const toc_key_slot *slot = &exercise->keys[at & (exercise->key_capacity - 1)];

        if (slot->row == 0)
            break;
        if (slot->hash == hash && strcmp(exercise->rows.items[slot->row - 1].key, key) == 0)
            return slot->row;
    }
    return 0;
}

static void put_key(toc_key_slot *keys, uint32_t capacity, toc_key_slot slot)
{
    uint64_t at = slot.hash;

    while (keys[at & (capacity - 1)].row != 0)
        at++;
    keys[at & (capacity - 1)] = slot;
}

void toc_exercise_keep_key(toc_exercise *exercise, const toc_kept_row *row)
{
    if (!*row->key)
        return;
    if (2 * exercise->key_count >= exercise->key_capacity) {
        uint32_t capacity = exercise->key_capacity ? 2 * exercise->key_capacity : 64;
        toc_key_slot *keys = TOC_NEW_ARRAY(&exercise->kept, toc_key_slot, capacity);

        for (uint32_t i = 0; i < exercise->key_capacity; i++) {
            if (exercise->keys[i].row != 0)
                put_key(keys, capacity, exercise->keys[i]);
        }
        exercise->keys = keys;
        exercise->key_capacity = capacity;
    }
    put_key(exercise->keys, exercise->key_capacity, (toc_key_slot){hash_of(row->key), row->seq});
    exercise->key_count++;
}

/* Fewer than there were: no memory is asked for. */
void toc_exercise_index_keys(toc_exercise *exercise)
{
    exercise->key_count = 0;
    if (exercise->key_capacity > 0)
        memset(exercise->keys, 0, exercise->key_capacity * sizeof *exercise->keys);
    for (uint32_t i = 0; i < exercise->rows.count; i++)
        toc_exercise_keep_key(exercise, &exercise->rows.items[i]);
}
