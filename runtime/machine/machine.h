/* machine.h - the plan machine: one flat, pointer-free, read-only image of a plan.
 *
 * The builder (builder.h) is its only writer; verify.h proves its structure; file.h saves
 * and loads it; the engine, the drill and the exporters read it.  All numbers are
 * little-endian in the file and of fixed width.  Every table is dense, its id is the index, and
 * ids within a table run in ascending order of the full dotted name (bytes of NFC
 * UTF-8), so that "ties go by name" is "ties go by id".  Ranges point into pools.
 *
 * Values of conditions and indicators are int64: numbers, counts and per cents in
 * 1/1 000 000, durations in milliseconds, flags 0/1, `one of`, `ordered` and grades their index. */
#ifndef TOC_MACHINE_MACHINE_H
#define TOC_MACHINE_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "machine/records.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the image ---- */

/* Every section: TOC_SECTION(field, record type).  The order is the file's order. */
#define TOC_SECTIONS(TOC_SECTION)                                                                  \
    TOC_SECTION(plans, toc_m_plan)                                                                 \
    TOC_SECTION(zones, toc_m_zone)                                                                 \
    TOC_SECTION(texts, toc_m_text)                                                                 \
    TOC_SECTION(ids, uint32_t)                                                                     \
    TOC_SECTION(shifts, toc_m_shift)                                                               \
    TOC_SECTION(bodies, toc_m_body)                                                                \
    TOC_SECTION(resources, toc_m_resource)                                                         \
    TOC_SECTION(categories, toc_m_category)                                                        \
    TOC_SECTION(indicators, toc_m_indicator)                                                       \
    TOC_SECTION(events, toc_m_event)                                                               \
    TOC_SECTION(fields, toc_m_field)                                                               \
    TOC_SECTION(spans, toc_m_span)                                                                 \
    TOC_SECTION(periods, toc_m_period)                                                             \
    TOC_SECTION(moments, toc_m_moment)                                                             \
    TOC_SECTION(codes, toc_m_code)                                                                 \
    TOC_SECTION(conditions, toc_m_condition)                                                       \
    TOC_SECTION(signals, toc_m_signal)                                                             \
    TOC_SECTION(anchors, toc_m_anchor)                                                             \
    TOC_SECTION(deadlines, toc_m_deadline)                                                         \
    TOC_SECTION(ladders, toc_m_ladder)                                                             \
    TOC_SECTION(levels, toc_m_level)                                                               \
    TOC_SECTION(authorities, toc_m_authority)                                                      \
    TOC_SECTION(lates, toc_m_late)                                                                 \
    TOC_SECTION(triggers, toc_m_trigger)                                                           \
    TOC_SECTION(starts, toc_m_start)                                                               \
    TOC_SECTION(responses, toc_m_response)                                                         \
    TOC_SECTION(nodes, toc_m_node)                                                                 \
    TOC_SECTION(edges, toc_m_edge)                                                                 \
    TOC_SECTION(demands, toc_m_demand)                                                             \
    TOC_SECTION(outcomes, toc_m_outcome)                                                           \
    TOC_SECTION(reports, toc_m_report)                                                             \
    TOC_SECTION(contents, toc_m_content)                                                           \
    TOC_SECTION(objectives, toc_m_objective)                                                       \
    TOC_SECTION(relays, toc_m_relay)                                                               \
    TOC_SECTION(strings, char)

typedef enum toc_section_id {
#define TOC_SECTION(field, type) TOC_SECTION_##field,
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
        TOC_SECTION_COUNT
} toc_section_id;

#define TOC_MACHINE_MAGIC   "TOCSIN\r\n" /* 8 bytes; the line end shows a damaging text transfer */
#define TOC_MACHINE_VERSION 3u

/* Generated C (`tocsin build --emit c`) asks the linker for this name, which changes with the version:
 * tables of another layout do not link.  Holds the version as text. */
#define TOC_MACHINE_TABLES_NAME_(version) toc_machine_tables_##version
#define TOC_MACHINE_TABLES_NAME(version)  TOC_MACHINE_TABLES_NAME_(version)
#define TOC_MACHINE_TABLES                TOC_MACHINE_TABLES_NAME(TOC_MACHINE_VERSION)
extern const char TOC_MACHINE_TABLES[];

typedef struct toc_machine_header {
    char magic[8];
    uint32_t version;
    uint32_t byte_order; /* 0x01020304 as written by the builder's machine */
    uint64_t size;       /* of the whole image in bytes */
    uint64_t checksum;   /* FNV-1a 64 over the image with this field 0 */
    struct {
        uint64_t offset; /* from the image's start, 8-aligned */
        uint64_t count;  /* records */
    } sections[TOC_SECTION_COUNT];
} toc_machine_header;

/* A view of a verified image: what everybody uses.  The view does not own the image. */
typedef struct toc_machine {
    const void *image;
    size_t size;
#define TOC_SECTION(field, type)                                                                   \
    const type *field;                                                                             \
    uint32_t field##_count;
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
} toc_machine;

/** Is the name of a grade one that only the plan's text uses, so that its title stands alone?
 *  `site-area` is, `III` and `R2` are not: those are read from afar and shown. */
bool toc_grade_is_called(const char *name);

/** The text at @p offset; "" for 0.  A verified machine never leads outside the table. */
static inline const char *toc_machine_text(const toc_machine *machine, toc_string offset)
{
    return machine->strings + offset;
}

/** The title in language @p lang (NULL or not there: the plan's own); the name where it has none. */
const char *toc_machine_title(const toc_machine *machine, const toc_m_head *head, const char *lang);

/** Index of the row with full name @p name in a table of rows that begin with toc_m_head,
 *  `stride` bytes each, or TOC_NONE.  O(log count). */
uint32_t toc_machine_find(const toc_machine *machine, const void *table, uint32_t count,
                          size_t stride, const char *name);

#define TOC_MACHINE_FIND(machine, table, name)                                                     \
    toc_machine_find((machine), (machine)->table, (machine)->table##_count,                        \
                     sizeof *(machine)->table, (name))

/** The offset from UTC in seconds at @p epoch_ms, by the @p count rows of a zone (at least one).
 *  O(log count), like the next. */
int32_t toc_zone_offset(const toc_m_zone *zones, uint32_t count, toc_ms epoch_ms);

/** The instant of a local time, both in milliseconds since 1970.  A local time that comes twice is
 *  the first; one that does not exist is the first instant after the gap. */
toc_ms toc_zone_instant(const toc_m_zone *zones, uint32_t count, toc_ms local_ms);

/** Local time: the offset from UTC in seconds at @p epoch_ms.  O(log zones). */
int32_t toc_machine_offset(const toc_machine *machine, toc_ms epoch_ms);

/** The anchor whose occurrence @p start waits for, or TOC_NONE: it waits for a grade. */
uint32_t toc_machine_start_anchor(const toc_machine *machine, const toc_m_start *start);

/** Checksum of the image, as stored; identifies the plan's meaning. */
uint64_t toc_machine_checksum(const toc_machine *machine);

#ifdef __cplusplus
}
#endif

#endif
