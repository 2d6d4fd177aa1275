/* catalogue_private.h - the catalogues as tools/embed_catalogues writes them. */
#ifndef TOC_BASE_CATALOGUE_PRIVATE_H
#define TOC_BASE_CATALOGUE_PRIVATE_H

#include <stddef.h>

/* A file that msgfmt wrote, little-endian, byte by byte. */
typedef struct toc_catalogue {
    const char *lang;
    const unsigned char *bytes;
    size_t size;
} toc_catalogue;

extern const toc_catalogue toc_catalogues[];
extern const size_t toc_catalogue_count;

#endif
