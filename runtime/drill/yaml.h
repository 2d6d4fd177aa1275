/* yaml.h - plain YAML as a tree of values that know their places.
 *
 * The scenario reader makes one from a source and reads it into a scenario; it lives in
 * the arena.  Plain YAML is: one document, no anchors, aliases, tags or directives, keys
 * that are words and stand once, at most TOC_YAML_DEPTH_MAX values inside one another.
 * Every scalar is kept as the planner wrote it: `no` is a word of two letters. */
#ifndef TOC_DRILL_YAML_H
#define TOC_DRILL_YAML_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#define TOC_YAML_DEPTH_MAX 64
#define TOC_YAML_COUNT_MAX 4000000u /* values of one document */

typedef enum toc_yaml_kind { TOC_YAML_SCALAR, TOC_YAML_LIST, TOC_YAML_MAP } toc_yaml_kind;

typedef struct toc_yaml toc_yaml;

typedef struct toc_yaml_pair {
    const toc_yaml *key; /* a scalar */
    const toc_yaml *value;
} toc_yaml_pair;

struct toc_yaml {
    toc_yaml_kind kind;
    bool is_quoted;   /* SCALAR: in quotes or a block text, so never "nothing" */
    uint32_t count;   /* LIST: items; MAP: pairs */
    toc_span span;    /* without the blanks and comments after it */
    const char *text; /* SCALAR: NUL-terminated UTF-8, never NULL */
    const toc_yaml *const *items;
    const toc_yaml_pair *pairs;
};

/** Reads all of @p source, which has passed the gate.  NULL when it is empty or broken, after
 *  a diagnostic; a key that stands twice is reported and its first value kept.
 *  O(size log size); nothing stays behind when the arena escapes. */
const toc_yaml *toc_yaml_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink);

/** The value of @p key, or NULL. */
const toc_yaml *toc_yaml_find(const toc_yaml *map, const char *key);

/** Nothing was written: a plain empty scalar, `~` or `null`. */
bool toc_yaml_is_nothing(const toc_yaml *value);

/** @p value in one line, which reads back as the same value; in the arena.  O(size). */
const char *toc_yaml_flow(toc_arena *arena, const toc_yaml *value);

/** "a text", "a list", "a mapping". */
const char *toc_yaml_kind_text(const toc_yaml *value);

#endif
