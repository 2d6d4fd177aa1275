/* image.h - how an image is laid out in bytes; shared by builder, verify and file.
 *
 * There is one layout only: the header, then the sections in the order of TOC_SECTIONS, each
 * at the next multiple of 8, zero bytes between.  So nothing can hide between sections and
 * equal records give equal bytes. */
#ifndef TOC_MACHINE_IMAGE_H
#define TOC_MACHINE_IMAGE_H

#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_IMAGE_SIZE_MAX   ((uint64_t)1 << 30) /* bytes */
#define TOC_IMAGE_ALIGNMENT  ((uint64_t)8)
#define TOC_IMAGE_BYTE_ORDER 0x01020304u

static inline uint64_t toc_image_align(uint64_t offset)
{
    return (offset + TOC_IMAGE_ALIGNMENT - 1) / TOC_IMAGE_ALIGNMENT * TOC_IMAGE_ALIGNMENT;
}

/** Points @p machine into @p image, whose header is known to be sound. */
void toc_image_view(const void *image, size_t size, toc_machine *machine);

#ifdef __cplusplus
}
#endif

#endif
