/* chart_file.c - picks the writer, and says why a picture cannot be made. */
#include "cli/chart_file.h"

#include <errno.h>
#include <string.h>

#include "base/utf8.h"
#include "chart/fonts.h"
#include "draw/paint.h"
#include "draw/svg.h"

/* ── options ─────────────────────────────────────────────────────────────── */

/* `zh` is the plan's own Chinese, in the letters it is written in. */
static const char *chinese_of(const toc_plan *plan)
{
    const char *own =
        plan->head.language.v ? toc_symbol_text(plan->names, plan->head.language) : "";

    if (strncmp(own, "zh", 2) == 0)
        return own;
    for (const toc_text *text = plan->head.title; text; text = text->next) {
        const char *lang = text->lang.v ? toc_symbol_text(plan->names, text->lang) : "";
        if (strncmp(lang, "zh", 2) == 0)
            return lang;
    }
    return "zh";
}

static bool is_in(const toc_plan *plan, const toc_text *text, const char *lang)
{
    size_t size = strcspn(lang, "-");

    for (; text; text = text->next) {
        toc_symbol tag = text->lang.v ? text->lang : plan->head.language;
        const char *own = tag.v ? toc_symbol_text(plan->names, tag) : "";
        if (strcspn(own, "-") == size && strncmp(own, lang, size) == 0)
            return true;
    }
    return false;
}

/* Does the plan, or a body or step of it, have a title in that language? */
static bool has_titles_in(const toc_plan *plan, const char *lang)
{
    bool is_any = is_in(plan, plan->head.title, lang);

    for (uint32_t i = 0; i < plan->bodies.count && !is_any; i++)
        is_any = is_in(plan, plan->bodies.items[i]->base.title, lang);
    for (uint32_t i = 0; i < plan->nodes.count && !is_any; i++)
        is_any = is_in(plan, plan->nodes.items[i]->base.title, lang);
    return is_any;
}

toc_chart_language toc_chart_file_language(const toc_args *args, const toc_plan *plan)
{
    bool is_both = toc_args_is(args, TOC_OPT_LANG, "both");
    const char *lang = is_both ? NULL : toc_args_value(args, TOC_OPT_LANG, NULL);

    if (lang && strcmp(lang, "zh") == 0)
        lang = chinese_of(plan);
    if (lang && !has_titles_in(plan, lang))
        toc_args_complain(
            args, "warning: the plan has no titles in `%s`: they stand in its own language", lang);
    return (toc_chart_language){lang, is_both};
}

/* ── letters that are missing ────────────────────────────────────────────── */

/* `中 (U+4E2D), 文 (U+6587)`: the sign itself may show as a box, its number says which it is. */
static const char *list_of(toc_arena *arena, const toc_codepoints *absent)
{
    enum { MOST_SHOWN = 8 };
    const char *list = "";

    for (uint32_t i = 0; i < absent->count && i < MOST_SHOWN; i++) {
        char sign[5] = {0};

        toc_utf8_encode(absent->items[i], sign);
        list = toc_arena_printf(arena, "%s%s%s (U+%04X)", list, i > 0 ? ", " : "", sign,
                                (unsigned)absent->items[i]);
    }
    return absent->count > MOST_SHOWN ? toc_arena_printf(arena, "%s and others", list) : list;
}

bool toc_chart_file_complain_absent(toc_session *session, const toc_codepoints *absent)
{
    const char *packages;

    if (absent->count == 0)
        return false;
    packages = toc_fonts_packages(&session->arena, absent->items, absent->count);
    toc_args_complain(session->args, "no font on this computer has %s; the chart is not written",
                      list_of(&session->arena, absent));
    if (*packages)
        toc_args_complain(session->args, "get it with: sudo apt-get install %s", packages);
    else
        toc_args_complain(session->args, "no package is known that has it: use other letters");
    return true;
}

/* ── writing ─────────────────────────────────────────────────────────────── */

static unsigned dpi_of(const toc_session *session)
{
    return (unsigned)toc_args_number(session->args, TOC_OPT_DPI, TOC_DPI_PNG);
}

static bool is_page(const toc_session *session, const toc_chart_file *file)
{
    for (uint32_t i = 0; i < file->count; i++) {
        if (file->sheets[i]->width <= TOC_PDF_MOST_SIDE &&
            file->sheets[i]->height <= TOC_PDF_MOST_SIDE)
            continue;
        toc_args_complain(session->args,
                          "too large for a pdf, whose pages are %d mm at most: make it an svg",
                          TOC_PDF_MOST_SIDE / TOC_MM);
        return false;
    }
    return true;
}

static bool is_small_enough(const toc_session *session, const toc_chart_file *file)
{
    unsigned most;

    if (strcmp(file->format, "png") != 0)
        return strcmp(file->format, "pdf") != 0 || is_page(session, file);
    most = toc_paint_most_dpi(file->sheets, file->count);
    if (dpi_of(session) <= most)
        return true;
    if (most >= TOC_DPI_LEAST)
        toc_args_complain(session->args,
                          "too large a picture at %u dots per inch: `--dpi %u` is the most",
                          dpi_of(session), most < TOC_DPI_MOST ? most : (unsigned)TOC_DPI_MOST);
    else
        toc_args_complain(session->args, "too large for a png: make it an svg, or a pdf");
    return false;
}

static toc_status write_sheets(const toc_session *session, const toc_chart_file *file, FILE *out)
{
    if (strcmp(file->format, "pdf") == 0)
        return toc_paint_pdf(file->sheets, file->count, out);
    if (strcmp(file->format, "svg") == 0)
        return toc_svg_write(file->sheets, file->count, out);
    return toc_paint_png(file->sheets, file->count, dpi_of(session), out);
}

int toc_chart_file_finish(toc_session *session, toc_status status)
{
    int error = errno; /* of the writing */

    if (status == TOC_OK)
        return toc_session_commit(session);
    toc_args_complain(session->args, "`%s` cannot be written: %s",
                      session->outputs[session->output_count - 1].shown,
                      status == TOC_EIO && error ? strerror(error) : toc_status_text(status));
    return TOC_EXIT_INTERNAL;
}

int toc_chart_file_write(toc_session *session, const toc_chart_file *file)
{
    FILE *out;

    if (toc_chart_file_complain_absent(session, &file->absent) || !is_small_enough(session, file))
        return TOC_EXIT_USAGE;
    out = toc_session_open(
        session, file->path ? file->path : toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    errno = 0;
    return toc_chart_file_finish(session, write_sheets(session, file, out));
}
