/* fuzz_image.c - machine images: what the verifier lets through must be safe to follow.
 *
 * The size and checksum in the header are put right first, so that the fuzzer gets past them; what
 * verifies is dumped, which follows every id, name and range there is. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/dump.h"
#include "machine/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Searches as a command does, for every name that there is and one that is not. */
static void look_up(const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const char *name = toc_machine_text(machine, machine->nodes[i].head.name);

        if (TOC_MACHINE_FIND(machine, nodes, name) != i)
            abort();
    }
    if (TOC_MACHINE_FIND(machine, bodies, "\x01") != TOC_NONE)
        abort();
    (void)toc_machine_offset(machine, 0);
}

static void follow(const toc_machine *machine)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return;
    toc_machine_dump(machine, out);
    fclose(out);
    free(text);
    look_up(machine);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine machine;
    void *image = aligned_alloc(8, size / 8 * 8 + 8);

    if (!image)
        return 0;
    memcpy(image, data, size);
    if (size >= sizeof(toc_machine_header)) {
        toc_machine_header *header = image;

        header->size = size;
        header->checksum = toc_machine_compute_checksum(image, size);
    }
    if (toc_machine_verify(image, size, &machine, reason) == TOC_OK)
        follow(&machine);
    free(image);
    return 0;
}
