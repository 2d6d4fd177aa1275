/* yaml_window.h - the part of a source that the scanner of YAML looks at.
 *
 * A long source stands in memory block by block, so much of it as the token needs that is read next.
 * Private to the YAML reader. */
#ifndef TOC_DRILL_YAML_WINDOW_H
#define TOC_DRILL_YAML_WINDOW_H

#include "base/source.h"
#include "drill/yaml_scan.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_YAML_BLOCK 65536u /* bytes, unless the caller wants others */
#define TOC_YAML_HELD_MAX                                                                          \
    (16u * 1024 * 1024) /* bytes of one token, or without one; of a long source */

typedef struct toc_yaml_window {
    toc_arena *arena;
    toc_source_blocks blocks;
    char *buffer; /* NULL: the text is the source's own */
    uint32_t room;
} toc_yaml_window;

/** The scanner at the begin of @p source, behind a byte order mark.  @p block_size 0: the usual.  False:
 *  the file is no longer there as it was. */
bool toc_yaml_window_open(toc_yaml_window *window, toc_arena *arena, const toc_source *source,
                          uint32_t block_size, toc_yaml_scan *scan);
void toc_yaml_window_close(toc_yaml_window *window);

/** More text from scan->at on.  False: the file has changed, or the token is too long for here. */
bool toc_yaml_window_more(toc_yaml_window *window, toc_yaml_scan *scan);

#ifdef __cplusplus
}
#endif

#endif
