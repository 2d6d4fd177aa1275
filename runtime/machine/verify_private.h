/* verify_private.h - what the parts of the verifier share.  Only verify*.c reads it.
 *
 * Each part takes one topic, trusts what the parts before it proved, and stops at the first
 * rule that does not hold.  A part walks a pooled range only after `fields` proved that all ranges
 * of a pool together are no longer than the pool, so the total work is O(n log n). */
#ifndef TOC_MACHINE_VERIFY_PRIVATE_H
#define TOC_MACHINE_VERIFY_PRIVATE_H

#include "machine/layout.h"
#include "machine/verify.h"

typedef struct toc_check {
    const toc_machine *machine;
    uint32_t *
        scratch; /* room for 3 numbers a row of the longest table, and 8 more; each part clears it */
    size_t scratch_count;
    char *reason; /* TOC_VERIFY_TEXT_MAX bytes */
} toc_check;

/** Says which rule is broken where; always false, for `return toc_check_fail(…)`. */
bool toc_check_fail(toc_check *check, toc_section_id section, uint32_t row, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Zeros @p count numbers of scratch. */
uint32_t *toc_check_scratch(toc_check *check, size_t count);

/** Is @p id among the ascending ids of @p range?  O(log count). */
bool toc_check_has(const toc_check *check, toc_range range, uint32_t id);

bool toc_verify_fields(toc_check *check);  /* every field by itself, sums of ranges */
bool toc_verify_names(toc_check *check);   /* names sorted and unique */
bool toc_verify_bodies(toc_check *check);  /* posts, superiors, founders, categories */
bool toc_verify_signals(toc_check *check); /* indicators, events and fields, resources */
bool toc_verify_times(toc_check *check);   /* zones, shifts, spans, deadlines, objectives */
bool toc_verify_code(toc_check *check);    /* stack, operands, readers, histories */
bool toc_verify_owners(toc_check *check);  /* conditions and those they belong to */
bool toc_verify_anchors(toc_check *check); /* anchors and their reverse lists */
bool toc_verify_levels(toc_check *check);  /* ladders, levels */
bool toc_verify_starts(toc_check *check);  /* triggers, starts, responses */
bool toc_verify_flow(toc_check *check);    /* nodes, edges, outcomes */
bool toc_verify_duties(toc_check *check);  /* reports, series, lateness */
bool toc_verify_relays(toc_check *check);  /* relays and their rows, announcements */

#endif
