/* value.h - values of indicators and event fields, between text and the machine's numbers. */
#ifndef TOC_DRILL_VALUE_H
#define TOC_DRILL_VALUE_H

#include "base/arena.h"
#include "base/diag.h"
#include "machine/machine.h"

/* What a value must be; made from an indicator or a field. */
typedef struct toc_value_form {
    uint32_t type; /* toc_m_type */
    toc_string unit;
    toc_range choices;
    int64_t least; /* INT64_MIN, INT64_MAX: open */
    int64_t most;
} toc_value_form;

toc_value_form toc_value_form_of_indicator(const toc_m_indicator *indicator);
toc_value_form toc_value_form_of_field(const toc_m_field *field);

typedef enum toc_value_fault {
    TOC_VALUE_FINE,
    TOC_VALUE_WRONG,  /* not of the type, or of another unit */
    TOC_VALUE_OUTSIDE /* of the range */
} toc_value_fault;

/** Reads `25%`, `yes`, `3 h`, `3.5 m`, `12`, the name of a choice. */
toc_value_fault toc_value_parse(const toc_machine *machine, const toc_value_form *form,
                                const char *text, int64_t *out_value);

/** What is expected, for messages of @p sink: "a per cent, such as `25%`". */
const char *toc_value_expected(const toc_diag_sink *sink, const toc_machine *machine,
                               const toc_value_form *form);

/** @p value as a planner writes it: "25%", "yes", "1h30min", "3.5 m". */
const char *toc_value_text(toc_arena *arena, const toc_machine *machine, const toc_value_form *form,
                           int64_t value);

#endif
