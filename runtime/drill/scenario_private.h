/* scenario_private.h - what the files that read a scenario share; for nobody else. */
#ifndef TOC_DRILL_SCENARIO_PRIVATE_H
#define TOC_DRILL_SCENARIO_PRIVATE_H

#include "drill/scenario.h"
#include "drill/yaml.h"

/* Of a list that is being read: the entry with the latest time so far. */
typedef struct toc_latest {
    bool is_there;
    toc_ms at;
    uint32_t turn;
    toc_span span;
} toc_latest;

typedef struct toc_reading {
    toc_arena *arena;
    toc_sources *sources;
    toc_diag_sink *sink;
    toc_scenario *scenario;
    bool is_started; /* the key `start` was read */
    bool has_start;  /* and says when */
    toc_latest latest[TOC_LIST_COUNT];
    TOC_VEC(const toc_yaml *) series; /* of the script, with what is read late */
} toc_reading;

typedef enum toc_field_kind {
    TOC_FIELD_WORD,     /* toc_word */
    TOC_FIELD_WORDS,    /* toc_scenario_words; one word stands for a list of one */
    TOC_FIELD_PAIRS,    /* toc_scenario_pairs */
    TOC_FIELD_DURATION, /* toc_ms, not negative */
    TOC_FIELD_WHEN,     /* toc_ms since the start: a duration or an instant */
    TOC_FIELD_ORDINAL,  /* uint32_t, 1.. */
    TOC_FIELD_COUNT,    /* int64_t, 1.. */
    TOC_FIELD_CHOICE,   /* toc_word, one of `choices` */
    TOC_FIELD_FREE      /* a key that its reader looks at itself */
} toc_field_kind;

/* One key of a mapping and the member that it fills. */
typedef struct toc_field_row {
    const char *key;
    toc_field_kind kind;
    bool is_required;
    size_t offset;
    const char *const *choices; /* ends with NULL */
} toc_field_row;

/** Fills @p target from @p map by @p rows; keys in @p passed (ends with NULL, or NULL) are the
 *  caller's.  Reports unknown and missing keys and wrong values; @p what names the mapping in messages. */
void toc_read_fields(toc_reading *r, const toc_yaml *map, const char *what,
                     const toc_field_row *rows, size_t count, const char *const *passed,
                     void *target);

/** One value; false after a diagnostic. */
bool toc_read_word(toc_reading *r, const toc_yaml *value, const char *what, toc_word *out);
bool toc_read_words(toc_reading *r, const toc_yaml *value, const char *what,
                    toc_scenario_words *out);
bool toc_read_pairs(toc_reading *r, const toc_yaml *value, const char *what,
                    toc_scenario_pairs *out);
bool toc_read_duration(toc_reading *r, toc_word word, toc_ms *out);
bool toc_read_when(toc_reading *r, toc_word word, toc_ms *out);
/** Does the instant lie in the years for which drills are reckoned, 1970 to 2199, local time? */
bool toc_is_in_years(toc_ms epoch, int32_t offset_min);
bool toc_read_whole(toc_reading *r, toc_word word, int64_t least, int64_t most, int64_t *out);
bool toc_read_choice(toc_reading *r, toc_word word, const char *what, const char *const *choices,
                     unsigned *out_index);
bool toc_read_is_list(toc_reading *r, const toc_yaml *value, const char *key);

/** Digits, `_` between them, a point with up to six more digits, a sign: as 1/1 000 000.
 *  *out_size is how much of @p text that was; 0: no number, or too large. */
int64_t toc_number_parse(const char *text, size_t *out_size);

/** Is @p text digits alone, with a sign or without, and more than toc_number_parse can hold? */
bool toc_number_is_too_large(const char *text);

/** `key` is not known in @p what; suggests from @p known (ends with NULL). */
void toc_report_unknown_key(toc_reading *r, const toc_yaml *key, const char *what,
                            const char *const *known);

/** Does @p map have @p key, but without the space that YAML wants behind its `:`?  It is reported as a
 *  key that is not known. */
bool toc_read_is_glued(const toc_yaml *map, const char *key);

/** Says which part of the instant @p text is wrong. */
void toc_help_with_date(toc_reading *r, toc_diag *diag, const char *text);
void toc_report_shape(toc_reading *r, const toc_yaml *value, const char *what,
                      const char *expected);

/** One item of the list @p kind.  False: there are too many mistakes.  @p arena: where a series is kept. */
bool toc_read_item(toc_reading *r, const toc_yaml *item, toc_list_kind kind, toc_arena *arena);
void toc_read_entries(toc_reading *r, const toc_yaml *list, toc_list_kind kind);
void toc_read_series(toc_reading *r, const toc_yaml *value);
void toc_read_expects(toc_reading *r, const toc_yaml *list);
void toc_read_truth(toc_reading *r, const toc_yaml *list);
void toc_read_observations(toc_reading *r, const toc_yaml *list);
void toc_read_outside(toc_reading *r, const toc_yaml *list);
/** The mapping behind `facts`. */
void toc_read_facts(toc_reading *r, const toc_yaml *facts, toc_truth *truth);
void toc_read_observations(toc_reading *r, const toc_yaml *list);
void toc_read_outside(toc_reading *r, const toc_yaml *list);

/** The key `at` of @p map; false after a diagnostic.  @p what: "an entry". */
bool toc_read_at(toc_reading *r, const toc_yaml *map, const char *what, toc_ms *out);
/** Complains where an entry of @p list at @p at stands after one of @p before. */
void toc_check_order(toc_reading *r, const char *list, toc_ms before, toc_span before_span,
                     toc_ms at, toc_span span);

#endif
