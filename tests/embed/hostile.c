/* hostile.c - `hostile IMAGE STRIDE MUTANTS`: damages an image in every STRIDE-th byte, cuts it, and makes
 * MUTANTS of it.
 *
 * Damage as it is must be refused.  With the checksum set right again it is given to the fuzz target
 * of images, which dumps and drills what still verifies; under AddressSanitizer a wrong step ends
 * the program. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

typedef struct hostile {
    uint8_t *sound; /* 8-aligned */
    uint8_t *copy;
    size_t size;
    unsigned refused;
    unsigned passed; /* must stay 0: damaged, not mended, and yet verified */
} hostile;

static void look(hostile *h, size_t size)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine machine;
    if (toc_machine_verify(h->copy, size, &machine, reason) == TOC_EFORMAT && reason[0] != '\0')
        h->refused++;
    else
        h->passed++;
}

static void flip_all(hostile *h, size_t stride)
{
    static const uint8_t ways[] = {0x01, 0x80, 0xff};
    for (size_t at = 0; at < h->size; at += stride) {
        for (size_t i = 0; i < sizeof ways; i++) {
            h->copy[at] ^= ways[i];
            look(h, h->size);
            (void)LLVMFuzzerTestOneInput(h->copy, h->size);
            h->copy[at] ^= ways[i];
        }
    }
}

static void cut_all(hostile *h, size_t stride)
{
    for (size_t size = 0; size < h->size; size += stride) {
        look(h, size);
        (void)LLVMFuzzerTestOneInput(h->copy, size);
    }
}

static void mutate_all(hostile *h, unsigned mutants)
{
    for (unsigned i = 0; i < mutants; i++) {
        memcpy(h->copy, h->sound, h->size);
        (void)LLVMFuzzerCustomMutator(h->copy, h->size, h->size, i);
        (void)LLVMFuzzerTestOneInput(h->copy, h->size);
    }
}

static bool read_image(const char *path, hostile *h)
{
    FILE *in = fopen(path, "rb");
    size_t room = 1 << 20;
    if (!in)
        return false;
    h->sound = aligned_alloc(8, room);
    h->copy = aligned_alloc(8, room);
    h->size = h->sound && h->copy ? fread(h->sound, 1, room, in) : 0;
    fclose(in);
    if (h->size == 0 || h->size == room)
        return false;
    memcpy(h->copy, h->sound, h->size);
    return true;
}

int main(int argc, char **argv)
{
    hostile h = {0};
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine machine;
    size_t stride = argc == 4 ? strtoull(argv[2], NULL, 10) : 0;
    if (stride == 0 || !read_image(argv[1], &h)) {
        fprintf(stderr, "hostile: IMAGE STRIDE MUTANTS\n");
        return 2;
    }
    bool is_sound = toc_machine_verify(h.sound, h.size, &machine, reason) == TOC_OK;
    flip_all(&h, stride);
    cut_all(&h, stride);
    mutate_all(&h, (unsigned)strtoull(argv[3], NULL, 10));
    printf("%s: %u damaged images refused, %u not\n", argv[1], h.refused, h.passed);
    free(h.sound);
    free(h.copy);
    return is_sound && h.passed == 0 && h.refused > 0 ? 0 : 1;
}
