/* cmd_cards.c - `tocsin cards`: action cards for bodies, posts and the duty desk. */
#include <string.h>

#include "base/nearest.h"
#include "chart/card.h"
#include "cli/cmd.h"
#include "cli/session.h"
#include "draw/paint.h"

enum { DPI_LEAST = 20, DPI_MOST = 1200, DPI = 96 };

static const char *format_of(const toc_args *args)
{
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, "");
    const char *ending = strrchr(path, '.');

    if (ending && strcmp(ending, ".png") == 0)
        return toc_args_value(args, TOC_OPT_FORMAT, "png");
    return toc_args_value(args, TOC_OPT_FORMAT, "pdf");
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
                      nearest.best ? "; did you mean `" : "", nearest.best ? nearest.best : "",
                      nearest.best ? "`?" : "");
    return NULL;
}

static toc_status write_pdf(toc_session *session, const toc_cards *cards, FILE *out)
{
    const toc_scene **scenes =
        TOC_NEW_ARRAY(&session->arena, const toc_scene *, cards->pages.count + 1u);

    for (uint32_t i = 0; i < cards->pages.count; i++)
        scenes[i] = cards->pages.items[i].scene;
    return toc_paint_pdf(scenes, cards->pages.count, out);
}

static toc_status write_cards(toc_session *session, const toc_cards *cards, FILE *out)
{
    const toc_args *args = session->args;

    if (strcmp(format_of(args), "pdf") == 0)
        return write_pdf(session, cards, out);
    return toc_paint_png(toc_cards_on_one(&session->arena, cards),
                         (unsigned)toc_args_number(args, TOC_OPT_DPI, DPI), out);
}

static bool is_dpi_good(const toc_args *args)
{
    uint64_t dpi = toc_args_number(args, TOC_OPT_DPI, DPI);

    if (dpi >= DPI_LEAST && dpi <= DPI_MOST)
        return true;
    toc_args_complain(args, "`--dpi` takes %d to %d, not `%s`", DPI_LEAST, DPI_MOST,
                      toc_args_value(args, TOC_OPT_DPI, ""));
    return false;
}

static toc_card_options options_of(const toc_args *args)
{
    bool is_both = toc_args_is(args, TOC_OPT_LANG, "both");
    bool is_a4 = toc_args_is(args, TOC_OPT_PAPER, "A4");

    return (toc_card_options){.lang = is_both ? NULL : toc_args_value(args, TOC_OPT_LANG, NULL),
                              .has_two_languages = is_both,
                              .is_public = toc_args_has(args, TOC_OPT_PUBLIC),
                              .theme = toc_theme_find(toc_args_value(args, TOC_OPT_THEME, "print")),
                              .width = is_a4 ? 210 * TOC_MM : 148 * TOC_MM,
                              .height = is_a4 ? 297 * TOC_MM : 210 * TOC_MM};
}

static int cards(toc_session *session)
{
    const toc_args *args = session->args;
    const char *name = toc_args_value(args, TOC_OPT_BODY, NULL);
    toc_card_options options = options_of(args);
    const toc_plan *plan;
    const toc_cards *drawn;
    FILE *out;

    if (!is_dpi_good(args))
        return TOC_EXIT_USAGE;
    plan = toc_session_plan(session, args->operands[0]);
    if (!plan)
        return TOC_EXIT_FINE;
    if (name && !(options.body = find_body(args, plan, name)))
        return TOC_EXIT_USAGE;
    drawn = toc_cards_draw(&session->arena, plan, &options);
    if (drawn->missing > 0) {
        toc_args_complain(args, "%u letters are in no font that is installed; see `tocsin doctor`",
                          (unsigned)drawn->missing);
        return TOC_EXIT_USAGE;
    }
    out = toc_session_open(session, toc_args_value(args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    if (write_cards(session, drawn, out) != TOC_OK) {
        toc_args_complain(args, "the cards could not be written");
        return TOC_EXIT_INTERNAL;
    }
    return toc_session_commit(session);
}

int toc_cmd_cards(const toc_args *args)
{
    return toc_session_run(args, false, cards);
}
