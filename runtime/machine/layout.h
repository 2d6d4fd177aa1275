/* layout.h - every field of every record of an image, as data: what verify checks one by one,
 * dump prints, and the exporters write.  Constant.  A test adds up the widths, so that a
 * record cannot grow a field that nobody checks. */
#ifndef TOC_MACHINE_LAYOUT_H
#define TOC_MACHINE_LAYOUT_H

#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_layout_kind {
    TOC_LAYOUT_STRING,      /* offset into strings */
    TOC_LAYOUT_WORD,        /* the same, not "" */
    TOC_LAYOUT_ID,          /* row of target */
    TOC_LAYOUT_OPTION,      /* the same, or TOC_NONE */
    TOC_LAYOUT_RANGE,       /* rows of target */
    TOC_LAYOUT_LIST,        /* range in ids: rows of target, in any order */
    TOC_LAYOUT_SET,         /* range in ids: rows of target, ascending, none twice */
    TOC_LAYOUT_WORDS,       /* range in ids: strings, not "" */
    TOC_LAYOUT_ENUM,        /* uint32: index into words */
    TOC_LAYOUT_UINT,        /* uint32 from least to most */
    TOC_LAYOUT_INT,         /* int32 from least to most */
    TOC_LAYOUT_LONG,        /* int64 from least to most */
    TOC_LAYOUT_TIME,        /* toc_ms, 0 to the longest duration */
    TOC_LAYOUT_TIME_OPTION, /* the same, or TOC_MS_NONE */
    TOC_LAYOUT_ANY_UINT,    /* means different things; checked with the record's kind */
    TOC_LAYOUT_ANY_LONG,
    TOC_LAYOUT_ZERO /* reserved */
} toc_layout_kind;

typedef struct toc_layout_field {
    const char *name;
    toc_section_id section;
    toc_section_id target; /* ID, OPTION, RANGE, LIST, SET */
    toc_layout_kind kind;
    uint32_t offset; /* bytes from the record's start */
    int64_t least;   /* UINT, INT, LONG; ENUM: 0 */
    int64_t most;
    const char *const *words; /* ENUM */
} toc_layout_field;

/** The fields of @p section in the order of the record. */
const toc_layout_field *toc_layout_of(toc_section_id section, uint32_t *out_count);

uint32_t toc_layout_width(toc_layout_kind kind); /* bytes */

extern const char *const toc_layout_section_names[TOC_SECTION_COUNT];
extern const size_t toc_layout_record_sizes[TOC_SECTION_COUNT];

/** Does the record begin with toc_m_head? */
bool toc_layout_has_head(toc_section_id section);

/* Words of enumerations that depend on nothing, for dump. */
extern const char *const toc_layout_op_words[TOC_OP_COUNT_OF_OPS];

/* A section of a machine as untyped rows. */
typedef struct toc_rows {
    const unsigned char *bytes;
    uint32_t count;
    size_t stride;
} toc_rows;

toc_rows toc_machine_rows(const toc_machine *machine, toc_section_id section);

static inline const void *toc_rows_at(toc_rows rows, uint32_t index)
{
    return rows.bytes + index * rows.stride;
}

#ifdef __cplusplus
}
#endif

#endif
