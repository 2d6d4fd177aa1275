/* yaml_text.h - the text that libyaml reads, piece by piece, and the places in it.
 *
 * libyaml's marks count characters; spans count bytes.  What may still be asked for is kept, so that
 * a long source never stands in memory as a whole.  Private to the YAML reader. */
#ifndef TOC_DRILL_YAML_TEXT_H
#define TOC_DRILL_YAML_TEXT_H

#include "base/source.h"
#include "drill/yaml_window.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_yaml_piece toc_yaml_piece;

typedef struct toc_yaml_text {
    toc_arena *arena;
    const toc_source *source;
    toc_source_blocks blocks;
    uint32_t block_size;
    uint32_t begin; /* first byte that libyaml reads: behind a byte order mark */
    uint32_t end;   /* how far blocks were read */
    uint32_t given; /* bytes of `giving` that libyaml has */
    size_t chars;   /* characters of all pieces */
    bool is_over;
    bool is_too_long;      /* nothing but one value for TOC_YAML_HELD_MAX bytes */
    toc_yaml_piece *first; /* pieces that are kept, in order */
    toc_yaml_piece *last;
    toc_yaml_piece *giving; /* the one that libyaml reads */
    toc_yaml_piece *cursor; /* the one asked for last */
    size_t cursor_char;     /* a place in it */
    uint32_t cursor_byte;
    toc_yaml_piece *spare_pieces;
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

/** Nothing before byte @p at of the source will be asked for. */
void toc_yaml_text_drop_bytes(toc_yaml_text *text, uint32_t at);

#ifdef __cplusplus
}
#endif

#endif
