/* pieces.h - the items of a section that is a list, so that only those need be sent that have changed.
 *
 * A section's text is an array of objects, or an object whose last member is one.  Each item begins with
 * a member that no other item of the list has: its key.  Of every item is known with which version
 * of the section it came or last changed.  Owned by the section's text; one thread. */
#ifndef TOC_SERVE_PIECES_H
#define TOC_SERVE_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct toc_piece {
    uint32_t begin; /* in the text */
    uint32_t size;
    uint32_t key_size; /* `{"row":17`: from its beginning */
    uint64_t version;
} toc_piece;

typedef struct toc_pieces {
    toc_piece *items; /* malloc'd */
    uint32_t count;
    uint32_t rest_size; /* of the text before the array: 0, or `{"earlier":3,"items":` */
    uint64_t
        order_version; /* when items were last taken out or put in elsewhere than at the ends */
    bool is_list;      /* false: the text is no list, and is sent whole */
} toc_pieces;

/** The pieces of @p text as @p version; @p old are those of the text before, @p old_text, or NULL.  A text that is
 *  no list has none.  False when memory is used up.  O(size) as a rule: items that moved are searched. */
bool toc_pieces_cut(toc_pieces *out, const char *text, size_t size, uint64_t version,
                    const toc_pieces *old, const char *old_text);

/** What has changed since @p version, which the receiver has, as JSON:
 *  {"key":"row","in":"items","rest":{…},"from":17,"order":[…],"items":[…]}: items before the one whose key is `from`
 *  are gone; each of `items` takes the place of the one with its key, or comes behind the last; then,
 *  where there is an `order`, all stand in it and no others.  `in` and `rest` where the list is a member. */
void toc_pieces_write(const toc_pieces *pieces, const char *text, uint64_t version, FILE *out);

/** About how many bytes toc_pieces_write would write. */
size_t toc_pieces_changed(const toc_pieces *pieces, uint64_t version);

void toc_pieces_free(toc_pieces *pieces);

#endif
