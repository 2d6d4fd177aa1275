/* yaml_scan.h - plain YAML token by token, without libyaml.
 *
 * What is told is exactly what libyaml would tell of the same text, place for place.  Whatever is broken,
 * is refused in a scenario (tags, anchors, aliases, directives, a second document, keys that are lists
 * or mappings) or is of a form too odd to be worth a line here gives TOC_YAML_TOKEN_NONE: libyaml then
 * reads it all again and says what there is to say.  Private to the YAML reader. */
#ifndef TOC_DRILL_YAML_SCAN_H
#define TOC_DRILL_YAML_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_YAML_SCAN_DEPTH 66u /* mappings and lists inside one another, and what is around them */

typedef enum toc_yaml_token_kind {
    TOC_YAML_TOKEN_NONE, /* broken, or nothing for here */
    TOC_YAML_TOKEN_MORE, /* the text ends too early: the same again, with more text */
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
    uint32_t begin, end; /* bytes of the text; the same: nothing stands there */
    uint32_t behind;     /* a block text: where its last empty lines end */
    uint32_t indent;     /* a block text: columns before its lines */
} toc_yaml_token;

/* A mapping or list that is open; the first of all is what is around the document. */
typedef struct toc_yaml_level {
    bool is_map;
    bool is_flow;
    bool is_pair;   /* a mapping of one pair without braces, in a list in brackets */
    int32_t column; /* of its keys or `-`; in brackets: of what is around them; -1: there is none */
} toc_yaml_level;

typedef struct toc_yaml_scan {
    const char *text; /* UTF-8 that has passed the gate; a NUL stands behind it */
    uint32_t size;    /* bytes, without the NUL */
    uint32_t base;    /* byte in the source where the text begins */
    bool is_all;      /* nothing comes behind it */
    uint32_t at;
    uint32_t line;  /* where the line of `at` begins; it may lie before the text (modulo 2^32) */
    uint32_t reach; /* how far the text was looked at */
    uint8_t want;   /* what comes next */
    bool is_key_allowed; /* a key or `-` may stand here, but no tab */
    uint32_t depth;
    toc_yaml_token token; /* the last one */
    toc_yaml_token key;   /* of a mapping that was opened because of it */
    toc_yaml_level levels[TOC_YAML_SCAN_DEPTH];
} toc_yaml_scan;

/** From byte `at` of `text`, both set by the caller, a document begins. */
void toc_yaml_scan_open(toc_yaml_scan *scan);

/** The next token.  MORE: nothing has changed; call again when the text holds more from `at` on (the
 *  caller may move it: base and line go with it), or is_all.  Behind NONE and END there is none. */
toc_yaml_token_kind toc_yaml_scan_next(toc_yaml_scan *scan);

/** What scan->token, a scalar that is coded, means: at most twice as many bytes as stand there up to
 *  `behind`, in @p out.  Returns how many. */
uint32_t toc_yaml_scan_decode(const toc_yaml_scan *scan, char *out);

/* ── shared by the files of the scanner ── */

static inline const toc_yaml_level *toc_yaml_scan_top(const toc_yaml_scan *scan)
{
    return &scan->levels[scan->depth];
}

static inline bool toc_yaml_is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* A blank, a line end or the text's end. */
static inline bool toc_yaml_is_gap(char byte)
{
    return toc_yaml_is_blank(byte) || byte == '\n' || byte == '\r' || byte == '\0';
}

/** Bytes of the line end at @p text; 0: there is none. */
static inline uint32_t toc_yaml_line_end(const char *text)
{
    return *text == '\n' ? 1 : *text != '\r' ? 0 : text[1] == '\n' ? 2 : 1;
}

/** The text was looked at up to byte @p at. */
static inline void toc_yaml_scan_reach(toc_yaml_scan *scan, uint32_t at)
{
    scan->reach = at > scan->reach ? at : scan->reach;
}

/** The line end at or behind @p at, or the text's end. */
uint32_t toc_yaml_scan_line_stop(toc_yaml_scan *scan, uint32_t at);

/** Do `---` or `...` of their own stand here, at a line's begin? */
bool toc_yaml_scan_is_mark(const toc_yaml_scan *scan, uint32_t at);

/** A text at scan->at, in quotes or without, `|` or `>` and its lines: scan->token, and scan->at behind
 *  it, or behind the blanks and line ends after it.  False: it is none. */
bool toc_yaml_scan_word(toc_yaml_scan *scan);
bool toc_yaml_scan_block_text(toc_yaml_scan *scan);

/** Bytes of an escape in double quotes at @p text, its `\` included, and what it stands for; 0: it is
 *  none.  A line end behind the `\` is not asked for here. */
uint32_t toc_yaml_escape(const char *text, uint32_t *out_codepoint);

#ifdef __cplusplus
}
#endif

#endif
