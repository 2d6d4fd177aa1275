/* assets.c - finds a file of the browser's pages by name. */
#include "serve/assets.h"

#include <string.h>

const toc_asset *toc_asset_find(const char *name)
{
    size_t low = 0;
    size_t high = toc_asset_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, toc_assets[middle].name);

        if (order == 0)
            return &toc_assets[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
