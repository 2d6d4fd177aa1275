/* explain_pages.c - finds an explanation in the table that was built in. */
#include "driver/explain_pages.h"

#include <stdlib.h>
#include <string.h>

static int compare_pages(const void *left, const void *right)
{
    const toc_explain_page *a = left;
    const toc_explain_page *b = right;

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return strcmp(a->language, b->language);
}

const toc_explain_page *toc_explain_page_find(unsigned number, const char *language)
{
    toc_explain_page wanted = {number, language, NULL};

    return bsearch(&wanted, toc_explain_pages, toc_explain_page_count, sizeof wanted,
                   compare_pages);
}
