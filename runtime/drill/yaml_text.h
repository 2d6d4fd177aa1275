/* yaml_text.h - the text that libyaml reads, block by block, and the places in it.
 *
 * libyaml's marks count characters; spans count bytes.  The blocks that may still be asked for are
 * kept, so that a long source never stands in memory as a whole.  Private to the YAML reader. */
#ifndef TOC_DRILL_YAML_TEXT_H
#define TOC_DRILL_YAML_TEXT_H

#include "base/source.h"

#define TOC_YAML_BLOCK    65536u              /* bytes, unless the caller wants others */
#define TOC_YAML_HELD_MAX (16u * 1024 * 1024) /* bytes without a value in them; of a long source */

typedef struct toc_yaml_block toc_yaml_block;

typedef struct toc_yaml_text {
    toc_arena *arena;
    const toc_source *source;
    toc_source_blocks blocks;
    uint32_t block_size;
    uint32_t begin; /* first byte that libyaml reads: behind a byte order mark */
    uint32_t end;   /* how far blocks were read */
    uint32_t given; /* how far libyaml got them */
    size_t chars;   /* characters up to `end` */
    bool is_over;
    bool is_too_long;      /* nothing but one value for TOC_YAML_HELD_MAX bytes */
    toc_yaml_block *first; /* blocks that are kept, in order */
    toc_yaml_block *last;
    toc_yaml_block *spare;
    toc_yaml_block *giving; /* the one that libyaml reads */
    toc_yaml_block *cursor; /* the one asked for last */
    size_t cursor_char;     /* a place in it */
    uint32_t cursor_byte;
} toc_yaml_text;

/** False: the file is no longer there as it was.  @p block_size 0: the usual. */
bool toc_yaml_text_open(toc_yaml_text *text, toc_arena *arena, const toc_source *source,
                        uint32_t block_size);
void toc_yaml_text_close(toc_yaml_text *text);

/** Up to @p size bytes for libyaml; 0 at the end.  False: is_too_long, or the file has changed. */
bool toc_yaml_text_give(toc_yaml_text *text, unsigned char *out, size_t size, size_t *out_size);

/** Byte (in the source) at which character @p index stands; at most the source's size.  O(distance
 *  from the place asked for last), O(size) where it is no longer kept. */
uint32_t toc_yaml_text_byte_of(toc_yaml_text *text, size_t index);

/** The byte at @p at, -1 at the end or where it is not kept. */
int toc_yaml_text_at(toc_yaml_text *text, uint32_t at);

/** Nothing before character @p index will be asked for often. */
void toc_yaml_text_drop(toc_yaml_text *text, size_t index);

#endif
