/* words.c - words of fixed lists, whole numbers and plain lengths. */
#include "sema/context.h"

#include <string.h>

#include "base/nearest.h"

static void report_word(toc_sema *sema, toc_name name, const toc_word_list *list)
{
    const char *text = toc_symbol_text(sema->names, name.symbol);
    const char *written = toc_written(sema, name.span); /* perhaps in another language */
    const char *all = toc_arena_printf(sema->arena, TOC_LISTED, list->words[0]);
    toc_nearest nearest;
    toc_diag *diag;

    toc_nearest_init(&nearest, text);
    for (int i = 0; i < list->count; i++)
        toc_nearest_offer(&nearest, list->words[i]);
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_WORD, name.span, "`%s` is not a %s",
                        *written && *written != '`' ? written : text, list->what);
    for (int i = 1; i < list->count; i++)
        all = toc_arena_printf(sema->arena, "%s, " TOC_LISTED, all, list->words[i]);
    toc_diag_add_note(sema->sink, diag, "known are: %s", all);
    if (nearest.best)
        toc_nearest_report(sema, diag, name.span, &nearest);
}

int toc_word_resolve(toc_sema *sema, toc_name name, const toc_word_list *list)
{
    const char *text = toc_symbol_text(sema->names, name.symbol);

    if (name.symbol.v == 0)
        return -1;
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->words[i], text) == 0)
            return i + list->first;
    }
    report_word(sema, name, list);
    return -1;
}

int toc_clause_word(toc_sema *sema, const toc_clause *clause, const toc_word_list *list)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_WORD);
    int value = arg ? toc_word_resolve(sema, arg->name, list) : -1;

    return value < 0 ? 0 : value;
}

int64_t toc_whole_resolve(toc_sema *sema, const toc_arg *arg, int64_t least, int64_t most)
{
    int64_t whole;

    if (!arg || arg->kind != TOC_ARG_NUMBER)
        return -1;
    whole = arg->number.micro / TOC_MICRO;
    if (arg->number.is_percent || arg->number.micro % TOC_MICRO != 0) {
        toc_diag_add(sema->sink, TOC_D_NOT_WHOLE, arg->span, "`%s` is not a whole number",
                     toc_written(sema, arg->span));
        return -1;
    }
    if (whole < least) {
        toc_diag_add(sema->sink, TOC_D_NOT_POSITIVE, arg->span, "`%s` is too small here",
                     toc_written(sema, arg->span))
            ->here = toc_say(sema->arena, "at least %lld is needed", (long long)least);
        return -1;
    }
    if (whole > most) {
        toc_diag_add(sema->sink, TOC_D_TOO_LARGE, arg->span, "`%s` is too large here",
                     toc_written(sema, arg->span))
            ->here = toc_say(sema->arena, "at most %lld is possible", (long long)most);
        return -1;
    }
    return whole;
}

toc_ms toc_fixed_length(toc_sema *sema, const toc_arg *arg)
{
    if (!arg || arg->kind != TOC_ARG_DURATION)
        return -1;
    if (arg->duration.workdays != 0 || arg->duration.months != 0) {
        toc_diag *diag = toc_diag_add(sema->sink, TOC_D_CALENDAR_LENGTH, arg->span,
                                      "`%s` is counted in the calendar, and a plain length of time "
                                      "is needed here",
                                      toc_written(sema, arg->span));

        toc_diag_add_help(sema->sink, diag, "write it in hours or days: `24h`, `7d`");
        return -1;
    }
    return arg->duration.ms;
}
