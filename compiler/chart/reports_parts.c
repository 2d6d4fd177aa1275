/* reports_parts.c - boxes of bodies and lines between them, for rows and chains alike. */
#include "chart/legend.h"
#include "chart/reports.h"

#include <string.h>

enum { TITLE_MOST = 1000 }; /* bytes */

/* ── the legend ──────────────────────────────────────────────────────────── */

toc_pen toc_reports_pen(const toc_reports_chart *chart, bool is_copy)
{
    return (toc_pen){.stroke = is_copy ? chart->canvas->theme->faint : chart->canvas->theme->ink,
                     .fill = TOC_NO_COLOUR,
                     .width = 450,
                     .dash = is_copy ? 1200 : 0};
}

void toc_reports_explain(const toc_reports_chart *chart, toc_word word, toc_pen pen)
{
    toc_scene *sample = toc_canvas_explain(chart->canvas, toc_word_both(chart->w, word));

    if (sample)
        toc_sample_line(sample, TOC_HEAD, pen);
}

/* ── boxes ───────────────────────────────────────────────────────────────── */

/* A box names somebody: of a title that is longer than any name the beginning stands. */
static const char *shortened(const toc_reports_chart *chart, const char *title)
{
    size_t size = TITLE_MOST;

    if (!title || strlen(title) <= TITLE_MOST)
        return title;
    while (size > 0 && ((unsigned char)title[size] & 0xc0) == 0x80)
        size--; /* not inside a letter */
    return toc_arena_printf(chart->canvas->arena, "%.*s…", (int)size, title);
}

void toc_told_measure(const toc_reports_chart *chart, toc_told *told)
{
    told->text = toc_passage_of(chart->canvas, TOC_REPORT_BODY - 2 * TOC_REPORT_INSIDE);
    told->text.most = TOC_REPORT_BOX_MOST;
    told->title.first = shortened(chart, told->title.first);
    told->title.second = shortened(chart, told->title.second);
    toc_passage_title(&told->text, told->title,
                      told->is_copy ? toc_style_normal(chart->canvas)
                                    : toc_style_bold(chart->canvas));
    told->height = told->text.height + 2 * TOC_REPORT_INSIDE;
}

void toc_told_draw(const toc_reports_chart *chart, const toc_told *told, const char *id, toc_um x,
                   toc_um y, toc_um height)
{
    toc_canvas *canvas = chart->canvas;
    toc_pen pen = {.stroke = canvas->theme->faint,
                   .fill = canvas->theme->paper,
                   .width = 400,
                   .dash = told->is_copy ? 1200 : 0};

    toc_scene_open(canvas->scene, TOC_ROLE_NODE, id, told->title.first, NULL);
    toc_scene_box(canvas->scene, (toc_rect){x, y, TOC_REPORT_BODY, height}, 1500, pen);
    toc_passage_draw_centred(&told->text, x + TOC_REPORT_INSIDE,
                             y + (height - told->text.height) / 2);
    toc_scene_close(canvas->scene);
}
