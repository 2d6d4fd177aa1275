/* sha256.h - SHA-256 (FIPS 180-4), without asking for memory: what is hashed on the way to a disk must not
 * fail half-way. */
#ifndef TOC_BASE_SHA256_H
#define TOC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_SHA256_TEXT 65 /* 64 letters of hexadecimal and a NUL */

typedef struct toc_sha256 {
    uint32_t state[8];
    uint64_t size;           /* bytes so far */
    unsigned char block[64]; /* the last of them, size % 64 */
} toc_sha256;

void toc_sha256_begin(toc_sha256 *sum);

/** O(size). */
void toc_sha256_add(toc_sha256 *sum, const void *bytes, size_t size);

/** The sum in small letters, as sha256sum prints it; @p sum has to begin anew after that. */
void toc_sha256_end(toc_sha256 *sum, char out[TOC_SHA256_TEXT]);

#ifdef __cplusplus
}
#endif

#endif
