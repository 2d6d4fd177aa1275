/* yaml_text.h - the text that libyaml reads, piece by piece, and the places in it.
 *
 * libyaml's marks count characters; spans count bytes.  What may still be asked for is kept, so that
 * a long source never stands in memory as a whole.  Where usual items (yaml_item.h) follow one another,
 * libyaml gets the first of them alone, and the reader takes the others as soon as it has seen
 * what the first one is.  Private to the YAML reader. */
#ifndef TOC_DRILL_YAML_TEXT_H
#define TOC_DRILL_YAML_TEXT_H

#include "base/source.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_YAML_BLOCK    65536u              /* bytes, unless the caller wants others */
#define TOC_YAML_HELD_MAX (16u * 1024 * 1024) /* bytes without a value in them; of a long source */

typedef struct toc_yaml_block toc_yaml_block;
typedef struct toc_yaml_piece toc_yaml_piece;

/* Usual items that libyaml does not get. */
typedef struct toc_yaml_run {
    struct toc_yaml_run *next;
    toc_yaml_block *block;
    const char *text;
    uint32_t at;    /* byte in the source */
    uint32_t size;  /* bytes, whole lines */
    uint32_t inner; /* in the first line of each, where what is behind `- ` begins */
    uint32_t head;  /* byte in the source: the same of the item before them, which libyaml gets */
    unsigned depth; /* of values around it, once it has been seen */
    bool is_seen;   /* as an item of a list, so that they are items of it too */
} toc_yaml_run;

typedef struct toc_yaml_text {
    toc_arena *arena;
    const toc_source *source;
    toc_source_blocks blocks;
    uint32_t block_size;
    bool hides;     /* usual items from libyaml */
    bool is_inside; /* a line: the blocks so far end there */
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
    toc_yaml_run *runs; /* not taken yet, in order */
    toc_yaml_run *last_run;
    toc_yaml_block *spare_blocks;
    toc_yaml_piece *spare_pieces;
    toc_yaml_run *spare_runs;
} toc_yaml_text;

/** False: the file is no longer there as it was.  @p block_size 0: the usual. */
bool toc_yaml_text_open(toc_yaml_text *text, toc_arena *arena, const toc_source *source,
                        uint32_t block_size, bool hides);
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

/** The first run is done with. */
void toc_yaml_text_drop_run(toc_yaml_text *text);

#ifdef __cplusplus
}
#endif

#endif
