/* check_empty.c - T0494 empty-text: titles and versions in which nothing stands. */
#include <string.h>

#include "sema/checks.h"

static bool is_empty(const toc_text *text)
{
    const char *bytes = text->bytes;

    for (;;) {
        if (*bytes && strchr(" \t\r\n", *bytes))
            bytes++;
        else if (strncmp(bytes, "\u3000", 3) == 0) /* the full-width blank */
            bytes += 3;
        else
            return !*bytes;
    }
}

static void check_texts(const toc_check_context *context, const toc_text *text, const char *what,
                        const char *help)
{
    for (; text; text = text->next) {
        toc_diag *diag;

        if (!is_empty(text))
            continue;
        diag = toc_diag_add(context->sink, TOC_D_EMPTY_TEXT, text->span, "%s", what);
        toc_diag_add_help(context->sink, diag, "%s", help);
    }
}

static void check_decl(const toc_check_context *context, const toc_decl *decl)
{
    if (decl)
        check_texts(
            context, decl->title, TOC_PHRASE("this title is empty"),
            TOC_PHRASE("write what people call it, or leave the title out: then its name stands in "
                       "charts and reports"));
}

#define CHECK_ALL(context, table)                                                                  \
    for (uint32_t i = 0; i < (context)->plan->table.count; i++)                                    \
        check_decl((context), (context)->plan->table.items[i]->base.decl);

void toc_check_empty(const toc_check_context *context)
{
    check_decl(context, context->plan->head.decl);
    check_texts(context, context->plan->head.version, TOC_PHRASE("the version is empty"),
                TOC_PHRASE("write which version this is, or leave it out"));
    CHECK_ALL(context, bodies)
    CHECK_ALL(context, resources)
    CHECK_ALL(context, categories)
    CHECK_ALL(context, events)
    CHECK_ALL(context, indicators)
    CHECK_ALL(context, moments)
    CHECK_ALL(context, periods)
    CHECK_ALL(context, triggers)
    CHECK_ALL(context, ladders)
    CHECK_ALL(context, levels)
    CHECK_ALL(context, responses)
    CHECK_ALL(context, nodes)
    CHECK_ALL(context, reports)
    CHECK_ALL(context, fields)
    CHECK_ALL(context, relays)
    CHECK_ALL(context, announcements)
    CHECK_ALL(context, objectives)
    CHECK_ALL(context, exercises)
}
