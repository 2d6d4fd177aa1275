/* cmd_explain.c - `tocsin explain`: what is behind a message. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/check_table.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "cli/cmd.h"
#include "cli/doctrine.h"
#include "cli/session.h"
#include "driver/explain_local.h"
#include "driver/explain_pages.h"

/* When a message is looked for, see docs/diagnostics.md. */
static const char *needs_word(toc_diag_code code)
{
    const toc_check *row = toc_check_of(code);

    if (!row)
        return "-";
    switch (row->needs) {
    case TOC_NEEDS_NOTHING:
        return "always";
    case TOC_NEEDS_READ:
        return "read";
    case TOC_NEEDS_WHOLE:
        return "whole";
    case TOC_NEEDS_RULES:
        return "rules";
    case TOC_NEEDS_IN_FORCE:
    case TOC_NEEDS_READ_IN_FORCE:
        return "in-force";
    }
    return "";
}

static int list_codes(void)
{
    size_t count = 0;
    const toc_diag_info *all = toc_diag_info_all(&count);

    for (size_t i = 0; i < count; i++)
        printf("T%04u  %-7s  %-8s  %-5s  %s\n", (unsigned)all[i].code,
               toc_diag_level_word(all[i].level), needs_word(all[i].code),
               toc_check_may_be_allowed(all[i].code) ? "allow" : "-", all[i].slug);
    return TOC_EXIT_FINE;
}

static int refuse_code(const toc_args *args, const char *word)
{
    toc_nearest nearest;
    size_t count = 0;
    const toc_diag_info *all = toc_diag_info_all(&count);

    toc_nearest_init(&nearest, word);
    for (size_t i = 0; i < count; i++)
        toc_nearest_offer(&nearest, all[i].slug);
    if (nearest.best)
        toc_args_complain(args, "there is no message `%s`; did you mean `%s`?", word, nearest.best);
    else
        toc_args_complain(args, "there is no message `%s`; `tocsin explain --list` shows all",
                          word);
    return TOC_EXIT_USAGE;
}

static int list_packs(toc_session *session)
{
    toc_pack_list list = toc_doctrine_list(session);

    for (uint32_t i = 0; i < list.names.count; i++)
        printf("%s\n", list.names.items[i]);
    return TOC_EXIT_FINE;
}

static int print_packs(toc_session *session)
{
    const char *names = toc_args_value(session->args, TOC_OPT_DOCTRINE, "");
    const char *language = toc_args_value(session->args, TOC_OPT_LANG, "en");
    toc_packs packs = {{0}};
    int code;

    if (strcmp(names, "list") == 0)
        return list_packs(session);
    code = toc_doctrine_read(session, names, &packs);
    for (uint32_t i = 0; code == TOC_EXIT_FINE && i < packs.list.count; i++)
        toc_pack_print(packs.list.items[i], language, stdout);
    return code;
}

/* For readers of Chinese with Chinese keywords in the examples. */
static int print_page(const toc_args *args, const toc_explain_page *page)
{
    jmp_buf escape;
    toc_arena arena;
    int result;

    if (strcmp(page->language, "zh") != 0) {
        fputs(page->text, stdout);
        return TOC_EXIT_FINE;
    }
    toc_arena_init(&arena, &escape);
    if (setjmp(escape) != 0) {
        toc_args_complain(args, "memory is used up");
        result = TOC_EXIT_INTERNAL;
    } else {
        toc_explain_print(&arena, page->text, TOC_KEYWORDS_ZH_HANS, stdout);
        result = TOC_EXIT_FINE;
    }
    toc_arena_deinit(&arena);
    return result;
}

int toc_cmd_explain(const toc_args *args)
{
    if (toc_args_has(args, TOC_OPT_DOCTRINE) && args->operand_count == 0)
        return toc_session_run(args, false, print_packs);
    if (toc_args_has(args, TOC_OPT_LIST) && args->operand_count == 0)
        return list_codes();
    if (toc_args_has(args, TOC_OPT_LIST) || args->operand_count == 0) {
        toc_args_complain(args, "give one code, such as T0101, or --list, or --doctrine");
        return TOC_EXIT_USAGE;
    }
    const toc_diag_info *info = toc_diag_info_named(args->operands[0]);
    if (!info)
        return refuse_code(args, args->operands[0]);

    const char *language = toc_args_value(args, TOC_OPT_LANG, "en");
    const toc_explain_page *page = toc_explain_page_find(info->code, language);
    if (!page) {
        toc_args_complain(args, "T%04u (%s) has no page", (unsigned)info->code, info->slug);
        return TOC_EXIT_INTERNAL;
    }
    return print_page(args, page);
}
