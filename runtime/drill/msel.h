/* msel.h - master scenario events lists: tables with a row for each event, read as scenarios.
 *
 * A list in comma-separated values becomes the same tree that a scenario in YAML does; the scenario reader
 * goes on from there, so that mistakes are shown in the list's own cells.  docs/msel.md tells
 * planners what stands in which column.  All in the arena. */
#ifndef TOC_DRILL_MSEL_H
#define TOC_DRILL_MSEL_H

#include "base/time.h"
#include "drill/csv.h"
#include "drill/yaml.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_MSEL_ROWS_MAX    100000u
#define TOC_MSEL_COLUMNS_MAX 256u

/* What a column holds. */
typedef enum toc_msel_role {
    TOC_MSEL_NUMBER,
    TOC_MSEL_TIME,
    TOC_MSEL_INJECT,  /* name of an event; or free text; or STARTEX, ENDEX */
    TOC_MSEL_MESSAGE, /* its words */
    TOC_MSEL_FROM,
    TOC_MSEL_TO,
    TOC_MSEL_METHOD,
    TOC_MSEL_ACTION, /* expected */
    TOC_MSEL_OBJECTIVE,
    TOC_MSEL_SCRIPT, /* the entry as a scenario has it, without its time */
    TOC_MSEL_ROLE_COUNT
} toc_msel_role;

typedef struct toc_msel_column {
    const char *title; /* "": no column is wanted that holds this */
    toc_msel_role role;
} toc_msel_column;

typedef struct toc_msel_map {
    const toc_msel_column *columns;
    uint32_t count;
} toc_msel_map;

/* How 3/4/2026 is meant. */
typedef enum toc_msel_dates {
    TOC_MSEL_DATES_UNSTATED,
    TOC_MSEL_DATES_DMY,
    TOC_MSEL_DATES_MDY
} toc_msel_dates;

typedef struct toc_msel_options {
    const toc_msel_map
        *map;          /* what some columns are called besides the titles that are known; or NULL */
    const char *start; /* instant of the drill's start, before all that the list says; or NULL */
    toc_msel_dates dates;
    bool is_1904;      /* serial numbers of days count from 1904 */
    bool tells_losses; /* warn of what is in no scenario */
} toc_msel_options;

typedef struct toc_msel_note { /* what is for people only */
    const toc_yaml *entry;
    const char *text; /* one line */
} toc_msel_note;

typedef struct toc_msel {
    const toc_yaml *root;         /* a scenario's mapping */
    TOC_VEC(toc_msel_note) notes; /* in the order of entries */
} toc_msel;

/** Is it a list rather than YAML, by its name or its first line? */
bool toc_msel_is_list(const toc_source *source);

/** Reads @p source, which has passed the gate; what stands in its cells as YAML is added to @p sources.
 *  NULL after errors in @p sink.  @p options may be NULL.  O(size log rows). */
toc_msel *toc_msel_read(toc_arena *arena, toc_sources *sources, const toc_source *source,
                        const toc_msel_options *options, toc_diag_sink *sink);

typedef enum toc_msel_titles {
    TOC_MSEL_TITLES_EN,
    TOC_MSEL_TITLES_HANS,
    TOC_MSEL_TITLES_HANT
} toc_msel_titles;

/** HSEEP's usual columns, and one for what they have no place for, with titles in that language. */
const toc_msel_map *toc_msel_usual(toc_msel_titles titles);

/** Reads "Nr=number,Zeit=time,=script".  NULL: *out_why says what is wrong. */
const toc_msel_map *toc_msel_map_read(toc_arena *arena, const char *text, const char **out_why);

/** The columns of a list to write: those that @p own names, in its order, then what it says nothing of
 *  as in @p usual.  NULL: two would have one title, as *out_why says. */
const toc_msel_map *toc_msel_map_over(toc_arena *arena, const toc_msel_map *own,
                                      const toc_msel_map *usual, const char **out_why);

/** "number", "time": how a column map calls a role. */
const char *toc_msel_role_word(toc_msel_role role);

/* ── between the files ───────────────────────────────────────────────────── */

/** What a column with this title holds, by @p map, or where that is NULL by all titles that are known. */
bool toc_msel_role_of(const toc_msel_map *map, const char *title, toc_msel_role *out);

/** What @p map says of the column that holds this; NULL: nothing. */
const toc_msel_column *toc_msel_column_of(const toc_msel_map *map, toc_msel_role role);

/** A copy of the first @p size bytes without blanks and line ends around them. */
const char *toc_msel_trimmed(toc_arena *arena, const char *text, size_t size);

typedef struct toc_msel_row {
    const toc_csv_cell *cells;
    uint32_t count;
    toc_span span;
} toc_msel_row;
typedef TOC_VEC(toc_msel_row) toc_msel_rows;

/** All rows that are not blank, the titles first; separated by commas, semicolons or tabs, whichever the
 *  first row has most of.  False after errors in @p sink. */
bool toc_msel_csv(toc_arena *arena, const toc_source *source, toc_diag_sink *sink,
                  toc_msel_rows *out);

/** Which column of the first row holds what (UINT32_MAX: none).  Titles of the options' map go before
 *  those that are known.  What is not used is warned of where losses are told; false after errors. */
bool toc_msel_titles_read(toc_arena *arena, const toc_msel_row *titles,
                          const toc_msel_options *options, toc_diag_sink *sink,
                          uint32_t out_column[TOC_MSEL_ROLE_COUNT]);

/* What times are counted from. */
typedef struct toc_msel_clock {
    bool has_start;
    toc_ms start; /* epoch milliseconds */
    int32_t offset_min;
    toc_ms last; /* of the row before, since the start: what has no date lies after it */
    toc_msel_dates dates;
    bool is_1904;
} toc_msel_clock;

typedef enum toc_msel_time {
    TOC_MSEL_TIME_READ,
    TOC_MSEL_TIME_BROKEN,
    TOC_MSEL_TIME_EITHER,  /* day or month first? */
    TOC_MSEL_TIME_NO_START /* a date or time of day, and the start is not known */
} toc_msel_time;

/** A time as lists have them: since the start (`90min`, `+1:30`), of the day (`14:30`), with its date, or a
 *  spreadsheet's number of days. */
toc_msel_time toc_msel_time_read(const toc_msel_clock *clock, const char *text, toc_ms *out);

/** The instant of a date with a time, where the offset is known: for the first row. */
toc_msel_time toc_msel_instant_read(const toc_msel_clock *clock, const char *text, toc_ms *out);

#ifdef __cplusplus
}
#endif

#endif
