/* cmd_cards.c - `tocsin cards`: action cards for bodies, posts and the duty desk. */
#include <string.h>

#include "base/nearest.h"
#include "chart/card.h"
#include "cli/chart_file.h"
#include "cli/chart_public.h"
#include "cli/cmd.h"
#include "cli/form.h"

/* NULL after a message. */
static const char *format_of(const toc_args *args)
{
    static const toc_form items[] = {{"pdf", "pdf"}, {"svg", "svg"}, {"png", "png"}};
    static const toc_forms forms = {"cards", items, sizeof items / sizeof items[0], "pdf"};
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, NULL);
    const char *format = toc_form_choose(args, &forms, path);

    return format && toc_form_may_show(args, format, path) ? format : NULL;
}

/* The body called @p name; NULL after a message. */
static const toc_plan_body *find_body(const toc_args *args, const toc_plan *plan, const char *name)
{
    toc_nearest nearest;

    toc_nearest_init(&nearest, name);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        if (strcmp(body->base.full, name) == 0)
            return body;
        toc_nearest_offer(&nearest, body->base.full);
    }
    toc_args_complain(args, "the plan has no org or post `%s`%s%s%s", name,
                      nearest.best ? TOC_PHRASE("; did you mean `") : "",
                      nearest.best ? nearest.best : "", nearest.best ? "`?" : "");
    return NULL;
}

static int write_cards(toc_session *session, const toc_cards *cards, const char *format)
{
    toc_chart_file file = {.format = format, .count = cards->pages.count, .absent = cards->absent};
    const toc_scene **sheets =
        TOC_NEW_ARRAY(&session->arena, const toc_scene *, cards->pages.count + 1u);

    for (uint32_t i = 0; i < cards->pages.count; i++)
        sheets[i] = cards->pages.items[i].scene;
    file.sheets = sheets;
    return toc_chart_file_write(session, &file);
}

static toc_card_options options_of(const toc_args *args, const toc_plan *plan)
{
    toc_chart_language language = toc_chart_file_language(args, plan);
    bool is_a4 = toc_args_is(args, TOC_OPT_PAPER, "A4");

    return (toc_card_options){.lang = language.lang,
                              .has_two_languages = language.is_both,
                              .is_public = toc_args_has(args, TOC_OPT_PUBLIC),
                              .theme = toc_theme_find(toc_args_value(args, TOC_OPT_THEME, "print")),
                              .width = is_a4 ? 210 * TOC_MM : 148 * TOC_MM,
                              .height = is_a4 ? 297 * TOC_MM : 210 * TOC_MM};
}

static int cards(toc_session *session)
{
    const toc_args *args = session->args;
    const char *name = toc_args_value(args, TOC_OPT_BODY, NULL);
    const char *format = format_of(args);
    toc_card_options options;
    const toc_plan *plan;

    if (!format)
        return TOC_EXIT_USAGE;
    plan = toc_session_plan(session, args->operands[0]);
    if (!plan)
        return TOC_EXIT_FINE;
    toc_chart_public_tell(args, plan);
    options = options_of(args, plan);
    if (name && !(options.body = find_body(args, plan, name)))
        return TOC_EXIT_USAGE;
    return write_cards(session, toc_cards_draw(&session->arena, plan, &options), format);
}

int toc_cmd_cards(const toc_args *args)
{
    return toc_session_run(args, false, cards);
}
