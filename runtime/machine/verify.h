/* verify.h - proves the structure of an image before anybody follows an id in it. */
#ifndef TOC_MACHINE_VERIFY_H
#define TOC_MACHINE_VERIFY_H

#include "base/status.h"
#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_VERIFY_TEXT_MAX 160

/** Checks all of @p image (8-aligned, @p size bytes): header, checksum, sections inside the image,
 *  ids, ranges, strings and enumerations inside their tables, names sorted and unique, conditions
 *  with a balanced stack and inner ids below outer ones, edges grouped by target, at least one
 *  performer where one is needed, times not negative, no cycle of superiors.  On success fills
 *  @p out_machine.  TOC_EFORMAT: refused; @p out_reason says which section, row and rule. */
toc_status toc_machine_verify(const void *image, size_t size, toc_machine *out_machine,
                              char out_reason[TOC_VERIFY_TEXT_MAX]);

/** FNV-1a 64 over the image with the header's checksum field taken as 0: what that field must
 *  hold.  O(size).  An @p image shorter than a header is hashed as it is. */
uint64_t toc_machine_compute_checksum(const void *image, size_t size);

#ifdef __cplusplus
}
#endif

#endif
