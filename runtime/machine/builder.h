/* builder.h - the only writer of machine images.  Lowering makes one, fills it, seals it. */
#ifndef TOC_MACHINE_BUILDER_H
#define TOC_MACHINE_BUILDER_H

#include "base/arena.h"
#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_builder toc_builder;

/** An empty builder in @p arena (made with an escape). */
toc_builder *toc_builder_new(toc_arena *arena);

/** The offset of @p text in the string table; equal texts share one. */
toc_string toc_builder_string(toc_builder *builder, const char *text);

/** Appends a record and returns its index: `toc_builder_add_nodes(builder, &node)` and so on
 *  for every section but strings.  The record is copied. */
#define TOC_SECTION(field, type)                                                                   \
    uint32_t toc_builder_add_##field(toc_builder *builder, const type *record);
TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION

/** The record at @p index for changing it before the image is sealed; valid until the next add. */
#define TOC_SECTION(field, type) type *toc_builder_at_##field(toc_builder *builder, uint32_t index);
TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION

/** Appends @p count ids to the pool and returns their range. */
toc_range toc_builder_ids(toc_builder *builder, const uint32_t *ids, uint32_t count);

/** Lays the image out, computes the checksum, and gives a view of it; image and view live in
 *  the arena.  Same records in the same order: same bytes.  The result passes toc_machine_verify
 *  whenever what was added keeps machine.h's rules. */
const toc_machine *toc_builder_seal(toc_builder *builder);

#ifdef __cplusplus
}
#endif

#endif
