/* verify.c - header, checksum and layout of an image, then one topic after the other. */
#include "machine/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/image.h"
#include "machine/verify_private.h"

static bool refuse(char *reason, const char *text)
{
    (void)snprintf(reason, TOC_VERIFY_TEXT_MAX, "%s", text);
    return false;
}

bool toc_check_fail(toc_check *check, toc_section_id section, uint32_t row, const char *format, ...)
{
    va_list arguments;
    int size = snprintf(check->reason, TOC_VERIFY_TEXT_MAX,
                        "%s[%u]: ", toc_layout_section_names[section], (unsigned)row);

    if (size < 0 || size >= TOC_VERIFY_TEXT_MAX)
        return false;
    va_start(arguments, format);
    (void)vsnprintf(check->reason + size, TOC_VERIFY_TEXT_MAX - (size_t)size, format, arguments);
    va_end(arguments);
    return false;
}

uint32_t *toc_check_scratch(toc_check *check, size_t count)
{
    memset(check->scratch, 0, count * sizeof *check->scratch);
    return check->scratch;
}

bool toc_check_has(const toc_check *check, toc_range range, uint32_t id)
{
    const uint32_t *ids = check->machine->ids + range.first;
    uint32_t low = 0;
    uint32_t high = range.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (ids[middle] == id)
            return true;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool check_header(const void *image, size_t size, char *reason)
{
    const toc_machine_header *header = image;

    if (size < sizeof header->magic || memcmp(header->magic, TOC_MACHINE_MAGIC, 8) != 0)
        return refuse(reason, "it does not start like a machine image");
    if (size < sizeof *header)
        return refuse(reason, "it ends inside its header");
    if (header->byte_order != TOC_IMAGE_BYTE_ORDER)
        return refuse(reason, "it was made for another byte order, or is damaged");
    if (header->version != TOC_MACHINE_VERSION) {
        (void)snprintf(reason, TOC_VERIFY_TEXT_MAX,
                       "it is of version %u, this program reads version %u",
                       (unsigned)header->version, (unsigned)TOC_MACHINE_VERSION);
        return false;
    }
    if (size > TOC_IMAGE_SIZE_MAX || header->size != size)
        return refuse(reason, "its size is not the size that its header says");
    if (header->checksum != toc_machine_compute_checksum(image, size))
        return refuse(reason, "its checksum is wrong: the file is damaged");
    return true;
}

static bool is_zero(const unsigned char *bytes, uint64_t from, uint64_t to)
{
    while (from < to) {
        if (bytes[from++] != 0)
            return false;
    }
    return true;
}

/* One layout only is allowed (image.h), so nothing overlaps and nothing is hidden. */
static bool check_sections(const void *image, size_t size, char *reason)
{
    const toc_machine_header *header = image;
    uint64_t end = sizeof *header;

    for (uint32_t i = 0; i < TOC_SECTION_COUNT; i++) {
        uint64_t offset = toc_image_align(end);
        uint64_t count = header->sections[i].count;
        uint64_t record = toc_layout_record_sizes[i];

        if (header->sections[i].offset != offset || offset > size ||
            count > (size - offset) / record || !is_zero(image, end, offset)) {
            (void)snprintf(reason, TOC_VERIFY_TEXT_MAX, "section %s does not stand where it must",
                           toc_layout_section_names[i]);
            return false;
        }
        end = offset + count * record;
    }
    if (toc_image_align(end) != size || !is_zero(image, end, size))
        return refuse(reason, "something follows its last section");
    return true;
}

/* Length in bytes of the UTF-8 sequence at @p at, or 0: shortest form, no surrogates. */
static uint32_t sequence_size(const unsigned char *at, uint32_t left)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t size = *at < 0x80 ? 1 : *at < 0xc0 ? 0 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
    uint32_t codepoint;

    if (size == 1)
        return 1;
    if (size == 0 || size > left || *at >= 0xf8)
        return 0;
    codepoint = *at & (0xffu >> (size + 1));
    for (uint32_t i = 1; i < size; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        codepoint = codepoint << 6 | (at[i] & 0x3fu);
    }
    if (codepoint < least[size] || codepoint > 0x10ffff ||
        (codepoint >= 0xd800 && codepoint < 0xe000))
        return 0;
    return size;
}

static bool check_strings(const toc_machine *machine, char *reason)
{
    const unsigned char *bytes = (const void *)machine->strings;
    uint32_t count = machine->strings_count;

    if (count == 0 || bytes[0] != 0 || bytes[count - 1] != 0)
        return refuse(reason, "strings: the table does not begin and end with an empty text");
    for (uint32_t at = 0; at < count;) {
        uint32_t size = sequence_size(bytes + at, count - at);

        if (size == 0)
            return refuse(reason, "strings: not valid UTF-8");
        at += size;
    }
    return true;
}

static bool run_parts(toc_check *check)
{
    return toc_verify_fields(check) && toc_verify_names(check) && toc_verify_bodies(check) &&
           toc_verify_signals(check) && toc_verify_times(check) && toc_verify_code(check) &&
           toc_verify_owners(check) && toc_verify_anchors(check) && toc_verify_levels(check) &&
           toc_verify_starts(check) && toc_verify_flow(check) && toc_verify_duties(check) &&
           toc_verify_relays(check);
}

static size_t scratch_size(const toc_machine *machine)
{
    size_t most = TOC_SECTION_COUNT;

    for (uint32_t i = 0; i < TOC_SECTION_COUNT; i++) {
        if (i != TOC_SECTION_strings && i != TOC_SECTION_ids &&
            toc_machine_rows(machine, i).count > most)
            most = toc_machine_rows(machine, i).count;
    }
    return 3 * most + 8;
}

toc_status toc_machine_verify(const void *image, size_t size, toc_machine *out_machine,
                              char out_reason[TOC_VERIFY_TEXT_MAX])
{
    toc_check check = {.reason = out_reason};
    toc_machine machine;

    out_reason[0] = '\0';
    if (!check_header(image, size, out_reason) || !check_sections(image, size, out_reason))
        return TOC_EFORMAT;
    toc_image_view(image, size, &machine);
    if (!check_strings(&machine, out_reason))
        return TOC_EFORMAT;

    check.machine = &machine;
    check.scratch_count = scratch_size(&machine);
    check.scratch = calloc(check.scratch_count, sizeof *check.scratch);
    if (!check.scratch)
        return TOC_ENOMEM;
    bool is_sound = run_parts(&check);
    free(check.scratch);
    if (!is_sound)
        return TOC_EFORMAT;
    *out_machine = machine;
    return TOC_OK;
}
