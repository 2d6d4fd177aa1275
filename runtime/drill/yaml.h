/* yaml.h - plain YAML as a tree of values that know their places.
 *
 * The scenario reader makes one from a source and reads it into a scenario; it lives in
 * the arena.  Plain YAML is: one document, no anchors, aliases, tags or directives, keys
 * that are words and stand once, at most TOC_YAML_DEPTH_MAX values inside one another.
 * Every scalar is kept as the planner wrote it: `no` is a word of two letters. */
#ifndef TOC_DRILL_YAML_H
#define TOC_DRILL_YAML_H

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#ifdef __cplusplus
extern "C" {
#endif

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
    bool is_taken;    /* LIST: its items were taken one by one, and are no longer there */
    uint32_t count;   /* LIST: items; MAP: pairs */
    toc_span span;    /* without the blanks and comments after it */
    const char *text; /* SCALAR: NUL-terminated UTF-8, never NULL */
    const toc_yaml *const *items;
    const toc_yaml_pair *pairs;
};

/** Reads all of @p source, long or not, which has passed the gate.  NULL when it is empty or broken, after
 *  a diagnostic; a key that stands twice is reported and its first value kept.
 *  O(size log size); nothing stays behind when the arena escapes. */
const toc_yaml *toc_yaml_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink);

/* Somebody who takes the items of some lists of the root one by one: they need not stand in memory
 * together. */
typedef struct toc_yaml_taker {
    void *context;
    const char *const *keys; /* of the root, first those of lists that may be taken */
    unsigned list_count;
    unsigned key_count; /* at most 32 */
    /** Asked where the list of keys[key] begins: are its items to be taken? */
    bool (*open)(void *context, unsigned key, toc_span at);
    /** One item, which lives until the next one.  False: nothing more is wanted. */
    bool (*take)(void *context, unsigned key, const toc_yaml *item);
    /** The value of one of the keys, where it stands first and was not taken; or NULL. */
    void (*keep)(void *context, unsigned key, const toc_yaml *value);
    /** Void is all that was opened, taken and kept so far: it all begins anew. */
    void (*restart)(void *context);
    uint32_t block_size; /* bytes that are read at once; 0: the usual */
    bool is_slow;        /* libyaml reads it all at once; for tests: it changes nothing */
} toc_yaml_taker;

/** The same; lists that @p taker took are empty.  Stopped by it: NULL without a diagnostic.  Memory: what
 *  is not taken, the greatest item, and some blocks of the text. */
const toc_yaml *toc_yaml_read_through(toc_arena *arena, const toc_source *source,
                                      const toc_yaml_taker *taker, toc_diag_sink *sink);

/** Is @p text this @p key?  Most are told apart by their first two bytes. */
static inline bool toc_yaml_is_key(const char *text, const char *key)
{
    return text[0] == key[0] && text[0] != '\0' && text[1] == key[1] && strcmp(text, key) == 0;
}

/** The value of @p key, or NULL. */
const toc_yaml *toc_yaml_find(const toc_yaml *map, const char *key);

/** All of @p value, in @p arena. */
const toc_yaml *toc_yaml_copy(toc_arena *arena, const toc_yaml *value);

/** Nothing was written: a plain empty scalar, `~` or `null`. */
bool toc_yaml_is_nothing(const toc_yaml *value);

/** @p value in one line, which reads back as the same value; in the arena.  O(size). */
const char *toc_yaml_flow(toc_arena *arena, const toc_yaml *value);

/** "a text", "a list", "a mapping". */
const char *toc_yaml_kind_text(const toc_yaml *value);

#ifdef __cplusplus
}
#endif

#endif
