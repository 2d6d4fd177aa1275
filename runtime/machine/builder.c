/* builder.c - collects records and strings, then lays the image out.
 *
 * Lowering and tests make one; everything lives in the arena.  An image over the limit of
 * image.h counts as memory used up: the arena's escape is taken. */
#include "machine/builder.h"

#include <string.h>

#include "base/vec.h"
#include "machine/image.h"
#include "machine/layout.h"
#include "machine/verify.h"

typedef struct table {
    unsigned char *bytes;
    uint32_t count;
    uint32_t capacity;
} table;

struct toc_builder {
    toc_arena *arena;
    table tables[TOC_SECTION_COUNT];
    uint32_t *slots; /* open hash of string offsets; 0: empty, because "" is never looked up here */
    uint32_t slot_count;
    uint32_t string_count;
};

#define FIRST_SLOTS 64u

static unsigned char *append(toc_builder *builder, toc_section_id section, const void *bytes,
                             uint32_t count)
{
    table *it = &builder->tables[section];
    size_t size = toc_layout_record_sizes[section];

    if (count == 0)
        return it->bytes;
    while (it->capacity - it->count < count) {
        if (it->capacity * (uint64_t)size >= TOC_IMAGE_SIZE_MAX)
            return toc_arena_give_up(builder->arena);
        it->bytes = toc_vec_reserve(builder->arena, it->bytes, it->capacity, &it->capacity, size);
    }
    unsigned char *place = it->bytes + it->count * size;
    memcpy(place, bytes, count * size);
    it->count += count;
    return place;
}

toc_builder *toc_builder_new(toc_arena *arena)
{
    toc_builder *builder = TOC_NEW(arena, toc_builder);

    builder->arena = arena;
    builder->slots = TOC_NEW_ARRAY(arena, uint32_t, FIRST_SLOTS);
    builder->slot_count = FIRST_SLOTS;
    append(builder, TOC_SECTION_strings, "", 1);
    return builder;
}

/* ── strings ───────────────────────────────────────────────────────────────── */

static uint32_t hash_text(const char *text)
{
    uint32_t hash = 2166136261u;

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

static const char *text_at(const toc_builder *builder, uint32_t offset)
{
    return (const char *)builder->tables[TOC_SECTION_strings].bytes + offset;
}

/* The slot where @p text stands, or where it belongs.  There is always an empty one. */
static uint32_t *find_slot(const toc_builder *builder, const char *text)
{
    uint32_t mask = builder->slot_count - 1;
    uint32_t at = hash_text(text) & mask;

    while (builder->slots[at] && strcmp(text_at(builder, builder->slots[at]), text) != 0)
        at = (at + 1) & mask;
    return &builder->slots[at];
}

static void grow_slots(toc_builder *builder)
{
    uint32_t *old = builder->slots;
    uint32_t old_count = builder->slot_count;

    builder->slots = TOC_NEW_ARRAY(builder->arena, uint32_t, 2 * (size_t)old_count);
    builder->slot_count = 2 * old_count;
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i])
            *find_slot(builder, text_at(builder, old[i])) = old[i];
    }
}

toc_string toc_builder_string(toc_builder *builder, const char *text)
{
    if (!text || !*text)
        return 0;
    if (builder->string_count >= builder->slot_count / 2)
        grow_slots(builder);

    uint32_t *slot = find_slot(builder, text);
    if (*slot)
        return *slot;

    size_t size = strlen(text) + 1;
    if (size > TOC_IMAGE_SIZE_MAX) {
        toc_arena_give_up(builder->arena);
        return 0;
    }
    uint32_t offset = builder->tables[TOC_SECTION_strings].count;
    append(builder, TOC_SECTION_strings, text, (uint32_t)size);
    *slot = offset;
    builder->string_count++;
    return offset;
}

/* ── records ───────────────────────────────────────────────────────────────── */

#define TOC_SECTION(field, type)                                                                   \
    uint32_t toc_builder_add_##field(toc_builder *builder, const type *record)                     \
    {                                                                                              \
        append(builder, TOC_SECTION_##field, record, 1);                                           \
        return builder->tables[TOC_SECTION_##field].count - 1;                                     \
    }                                                                                              \
    type *toc_builder_at_##field(toc_builder *builder, uint32_t index)                             \
    {                                                                                              \
        return (type *)(void *)builder->tables[TOC_SECTION_##field].bytes + index;                 \
    }
TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION

toc_range toc_builder_ids(toc_builder *builder, const uint32_t *ids, uint32_t count)
{
    toc_range range = {builder->tables[TOC_SECTION_ids].count, count};

    append(builder, TOC_SECTION_ids, ids, count);
    return range;
}

/* ── sealing ───────────────────────────────────────────────────────────────── */

static uint64_t lay_out(const toc_builder *builder, toc_machine_header *header)
{
    uint64_t at = toc_image_align(sizeof *header);

    for (uint32_t i = 0; i < TOC_SECTION_COUNT; i++) {
        header->sections[i].offset = at;
        header->sections[i].count = builder->tables[i].count;
        at = toc_image_align(at + builder->tables[i].count * toc_layout_record_sizes[i]);
    }
    return at;
}

const toc_machine *toc_builder_seal(toc_builder *builder)
{
    toc_machine_header start = {.version = TOC_MACHINE_VERSION, .byte_order = TOC_IMAGE_BYTE_ORDER};
    toc_machine *machine = TOC_NEW(builder->arena, toc_machine);

    memcpy(start.magic, TOC_MACHINE_MAGIC, sizeof start.magic);
    start.size = lay_out(builder, &start);
    if (start.size > TOC_IMAGE_SIZE_MAX)
        return toc_arena_give_up(builder->arena);

    unsigned char *image = toc_arena_alloc(builder->arena, (size_t)start.size);
    memcpy(image, &start, sizeof start);
    for (uint32_t i = 0; i < TOC_SECTION_COUNT; i++) {
        const table *it = &builder->tables[i];

        if (it->count)
            memcpy(image + start.sections[i].offset, it->bytes,
                   it->count * toc_layout_record_sizes[i]);
    }
    start.checksum = toc_machine_compute_checksum(image, (size_t)start.size);
    memcpy(image, &start, sizeof start);
    toc_image_view(image, (size_t)start.size, machine);
    return machine;
}
