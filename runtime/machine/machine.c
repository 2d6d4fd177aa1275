/* machine.c - reading a verified image: names, titles, local time. */
#include "machine/machine.h"

#include <string.h>

#include "machine/image.h"
#include "machine/verify.h"

#define FNV_BASIS       UINT64_C(14695981039346656037)
#define FNV_PRIME       UINT64_C(1099511628211)

#define TEXT_OF(macro)  TEXT_OF_(macro)
#define TEXT_OF_(macro) #macro
const char TOC_MACHINE_TABLES[] = TEXT_OF(TOC_MACHINE_VERSION);

static const char *text_in(const toc_machine *machine, toc_range titles, const char *lang)
{
    for (uint32_t i = 0; i < titles.count; i++) {
        const toc_m_text *text = &machine->texts[titles.first + i];

        if (strcmp(toc_machine_text(machine, text->lang), lang) == 0)
            return toc_machine_text(machine, text->text);
    }
    return NULL;
}

const char *toc_machine_title(const toc_machine *machine, const toc_m_head *head, const char *lang)
{
    const char *title = lang ? text_in(machine, head->titles, lang) : NULL;

    if (title)
        return title;
    if (head->titles.count > 0)
        return toc_machine_text(machine, machine->texts[head->titles.first].text);
    return toc_machine_text(machine, head->name);
}

uint32_t toc_machine_find(const toc_machine *machine, const void *table, uint32_t count,
                          size_t stride, const char *name)
{
    const unsigned char *rows = table;
    uint32_t low = 0;
    uint32_t high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const toc_m_head *head = (const void *)(rows + middle * stride);
        int order = strcmp(toc_machine_text(machine, head->name), name);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return TOC_NONE;
}

int32_t toc_zone_offset(const toc_m_zone *zones, uint32_t count, toc_ms epoch_ms)
{
    uint32_t low = 0; /* zones[low] holds: the first row holds since ever */

    while (count - low > 1) {
        uint32_t middle = low + (count - low) / 2;

        if (zones[middle].from_ms <= epoch_ms)
            low = middle;
        else
            count = middle;
    }
    return zones[low].offset_s;
}

/* The last row whose own beginning, in its local time, is not after @p local_ms. */
static uint32_t row_of_local(const toc_m_zone *zones, uint32_t count, toc_ms local_ms)
{
    uint32_t low = 0;

    while (count - low > 1) {
        uint32_t middle = low + (count - low) / 2;

        if (zones[middle].from_ms + zones[middle].offset_s * TOC_SECOND <= local_ms)
            low = middle;
        else
            count = middle;
    }
    return low;
}

toc_ms toc_zone_instant(const toc_m_zone *zones, uint32_t count, toc_ms local_ms)
{
    uint32_t row = row_of_local(zones, count, local_ms);
    toc_ms epoch = local_ms - zones[row].offset_s * TOC_SECOND;

    if (row > 0) {
        toc_ms earlier = local_ms - zones[row - 1].offset_s * TOC_SECOND;

        if (earlier < zones[row].from_ms)
            epoch = earlier; /* the hour that comes twice: the first */
    }
    if (row + 1 < count && epoch >= zones[row + 1].from_ms)
        epoch = zones[row + 1].from_ms; /* the hour that is left out */
    return epoch;
}

int32_t toc_machine_offset(const toc_machine *machine, toc_ms epoch_ms)
{
    return toc_zone_offset(machine->zones, machine->zones_count, epoch_ms);
}

uint64_t toc_machine_checksum(const toc_machine *machine)
{
    const toc_machine_header *header = machine->image;

    return header->checksum;
}

static uint64_t hash_bytes(uint64_t hash, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * FNV_PRIME;
    return hash;
}

uint64_t toc_machine_compute_checksum(const void *image, size_t size)
{
    static const unsigned char zeros[sizeof(uint64_t)];
    const size_t at = offsetof(toc_machine_header, checksum);
    const unsigned char *bytes = image;
    uint64_t hash = FNV_BASIS;

    if (size < at + sizeof zeros)
        return hash_bytes(hash, bytes, size);
    hash = hash_bytes(hash, bytes, at);
    hash = hash_bytes(hash, zeros, sizeof zeros);
    return hash_bytes(hash, bytes + at + sizeof zeros, size - at - sizeof zeros);
}

void toc_image_view(const void *image, size_t size, toc_machine *machine)
{
    const toc_machine_header *header = image;
    const unsigned char *bytes = image;

    machine->image = image;
    machine->size = size;
#define TOC_SECTION(field, type)                                                                   \
    machine->field = (const void *)(bytes + header->sections[TOC_SECTION_##field].offset);         \
    machine->field##_count = (uint32_t)header->sections[TOC_SECTION_##field].count;
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
}

uint32_t toc_machine_start_anchor(const toc_machine *machine, const toc_m_start *start)
{
    switch ((toc_m_start_kind)start->kind) {
    case TOC_START_EVENT:
        return machine->events[start->id].anchor;
    case TOC_START_TRIGGER:
        return machine->triggers[start->id].anchor;
    case TOC_START_LADDER_END:
        return machine->ladders[start->id].end_anchor;
    case TOC_START_RESPONSE_END:
        return machine->responses[start->id].end_anchor;
    case TOC_START_ANCHOR:
        return start->id;
    case TOC_START_LEVEL_AT_LEAST:
    case TOC_START_LEVEL_IS:
    case TOC_START_LEVEL_BELOW:
    case TOC_START_COUNT:
        return TOC_NONE;
    }
    return TOC_NONE;
}

bool toc_grade_is_called(const char *name)
{
    for (; *name; name++) {
        if (*name >= 'a' && *name <= 'z')
            return true;
    }
    return false;
}
