/* yaml_item.h - usual items of a list in YAML, read without libyaml.
 *
 *   - {key: value, …}           - key: value     # a comment
 *                                 key: [value, …]
 *                                 key: "a text \"in quotes\"
 *                                   on two lines"
 *                                 key: |
 *                                   lines as they stand
 *                                 key:
 *                                 - value
 *
 * Long scripts are made of them.  What is not certain to mean the same to libyaml is none of them: tabs
 * as blanks, tags, anchors and aliases, values that are missing, keys that are no single word, lists and
 * mappings in an item of a list inside, less usual escapes, indentation that a block text gives itself.
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
    bool is_quoted;      /* SCALAR: `begin` and `end` are those of the quotes, or of a block text */
    bool is_coded;       /* SCALAR: it means not the very bytes that stand there */
    bool is_flow;        /* OPEN: in brackets */
    uint32_t begin, end; /* bytes in the item */
    uint32_t behind;     /* a block text: where its last empty lines end */
    uint32_t indent;     /* a block text: columns before its lines */
} toc_yaml_token;

/* A mapping or list that is open. */
typedef struct toc_yaml_level {
    bool is_map;
    bool is_flow;
    uint32_t column; /* of its keys or `-`, where it is not in brackets */
} toc_yaml_level;

typedef struct toc_yaml_item {
    const char *text;
    uint32_t size;
    uint32_t at;
    uint8_t want;
    uint8_t depth;
    toc_yaml_token token; /* the last one */
    toc_yaml_level levels[TOC_YAML_ITEM_DEPTH];
} toc_yaml_item;

/** Whole lines of UTF-8 that have passed the gate, from the first one's byte @p begin on, behind `- `;
 *  the item may end before them, and then `at` stands behind it at the token END. */
void toc_yaml_item_open(toc_yaml_item *item, const char *text, uint32_t size, uint32_t begin);
toc_yaml_token_kind toc_yaml_item_next(toc_yaml_item *item);

/** What item->token, a scalar that is coded, means: at most as many bytes as stand there, in @p out.
 *  Returns how many. */
uint32_t toc_yaml_item_decode(const toc_yaml_item *item, char *out);

/** Does @p text begin with such an item, on whole lines?  Returns how many bytes they are, with the
 *  comments and empty lines after it, 0: no, or its end cannot be told; *out_begin: where what is
 *  behind its `- ` begins.  O(size). */
uint32_t toc_yaml_item_size(const char *text, uint32_t size, uint32_t *out_begin);

/** Bytes of an escape in double quotes at @p text, its `\` included, and what it stands for; 0: it is
 *  none that is read here. */
uint32_t toc_yaml_escape(const char *text, uint32_t size, int32_t *out_codepoint);

/** Bytes of the line end at @p at of @p text; 0: there is none. */
uint32_t toc_yaml_line_end(const char *text, uint32_t size, uint32_t at);

#ifdef __cplusplus
}
#endif

#endif
