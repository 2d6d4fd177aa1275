/* yaml_item.h - the plainest items of a list in YAML, read without libyaml.
 *
 *   - {key: value, …}           - key: value
 *                                 key: [value, …]
 *
 * Long scripts are made of them.  What is not certain to mean the same to libyaml is none of them.
 * Private to the YAML reader. */
#ifndef TOC_DRILL_YAML_ITEM_H
#define TOC_DRILL_YAML_ITEM_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_YAML_ITEM_DEPTH 8u /* mappings and lists inside one another */

typedef enum toc_yaml_token_kind {
    TOC_YAML_TOKEN_NONE, /* it is no such item */
    TOC_YAML_TOKEN_END,
    TOC_YAML_TOKEN_SCALAR,
    TOC_YAML_TOKEN_OPEN_MAP,
    TOC_YAML_TOKEN_OPEN_LIST,
    TOC_YAML_TOKEN_CLOSE
} toc_yaml_token_kind;

typedef struct toc_yaml_token {
    toc_yaml_token_kind kind;
    bool is_quoted;      /* SCALAR: `begin` and `end` are those of the quotes */
    bool is_flow;        /* OPEN: in brackets */
    uint32_t begin, end; /* bytes in the item */
} toc_yaml_token;

/* A mapping or list that is open. */
typedef struct toc_yaml_level {
    bool is_map;
    bool is_flow;
    uint32_t column; /* of its keys, where it is not in brackets */
} toc_yaml_level;

typedef struct toc_yaml_item {
    const char *text;
    uint32_t size;
    uint32_t at;
    uint8_t want;
    uint8_t depth;
    toc_yaml_level levels[TOC_YAML_ITEM_DEPTH];
} toc_yaml_item;

/** Whole lines of UTF-8, from the first one's byte @p begin on, behind `- `; the item may end before
 *  them, and then `at` stands behind it at the token END. */
void toc_yaml_item_open(toc_yaml_item *item, const char *text, uint32_t size, uint32_t begin);
toc_yaml_token toc_yaml_item_next(toc_yaml_item *item);

/** Does @p text begin with such an item, on whole lines?  Returns how many bytes they are, 0: no, or its
 *  end cannot be told; *out_begin: where what is behind its `- ` begins.  O(size). */
uint32_t toc_yaml_item_size(const char *text, uint32_t size, uint32_t *out_begin);

#ifdef __cplusplus
}
#endif

#endif
