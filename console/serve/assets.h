/* assets.h - the files of the browser's pages, built into the program.
 *
 * Made from console/web/ by tools/embed_files; static storage, no state.  A request can only
 * choose a row of this table: no name that comes from outside reaches the file system. */
#ifndef TOC_SERVE_ASSETS_H
#define TOC_SERVE_ASSETS_H

#include <stddef.h>

typedef struct toc_asset {
    const char *name; /* without folders: "table.js" */
    const char *mime; /* with the charset where it is text */
    const unsigned char *bytes;
    size_t size;
} toc_asset;

extern const toc_asset toc_assets[]; /* by name, ascending; a row of NULL ends it */
extern const size_t toc_asset_count;

/** The file called @p name, or NULL.  O(log n). */
const toc_asset *toc_asset_find(const char *name);

#endif
