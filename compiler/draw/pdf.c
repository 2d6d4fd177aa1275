/* pdf.c - sheets as the pages of a PDF. */
#include <cairo-pdf.h>
#include <stdlib.h>
#include <time.h>

#include "draw/face.h"
#include "draw/paint.h"
#include "draw/paint_private.h"

static const double scale = (double)TOC_POINTS_PER_INCH / TOC_UM_PER_INCH;

/* Only a date that was asked for, where cairo would write today's. */
static void set_date(cairo_surface_t *surface)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch && *epoch >= '0' && *epoch <= '9' ? strtoll(epoch, &end, 10) : -1;
    time_t moment = (time_t)seconds;
    struct tm broken;
    char text[40];

    bool is_given = seconds >= 0 && !*end && gmtime_r(&moment, &broken) &&
                    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &broken) > 0;

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, is_given ? text : NULL);
}

static void set_text(cairo_surface_t *surface, cairo_pdf_metadata_t which, const toc_scene *sheet,
                     const char *text)
{
    if (text)
        cairo_pdf_surface_set_metadata(surface, which, toc_face_clean(sheet->arena, text));
}

/* The last bookmark of each level so far: what the next deeper one hangs on. */
typedef struct outline {
    int last[TOC_MARK_LEVELS + 1];
} outline;

static void add_marks(cairo_surface_t *surface, const toc_scene *sheet, uint32_t number,
                      outline *marks)
{
    char place[60];

    for (uint32_t i = 0; i < sheet->marks.count; i++) {
        const toc_scene_mark *mark = &sheet->marks.items[i];

        snprintf(place, sizeof place, "page=%u pos=[0 %d]", (unsigned)number,
                 (int)(mark->y * scale));
        marks->last[mark->level] = cairo_pdf_surface_add_outline(
            surface, marks->last[mark->level - 1], toc_face_clean(sheet->arena, mark->title), place,
            mark->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
        for (unsigned k = mark->level + 1; k <= TOC_MARK_LEVELS; k++)
            marks->last[k] = marks->last[mark->level];
    }
}

static void draw_page(cairo_surface_t *surface, cairo_t *cr, const toc_scene *sheet,
                      uint32_t number, uint32_t count, outline *marks)
{
    char place[40];

    snprintf(place, sizeof place, "page=%u pos=[0 0]", (unsigned)number);
    if (sheet->title && *sheet->title)
        cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT,
                                      toc_face_clean(sheet->arena, sheet->title), place,
                                      CAIRO_PDF_OUTLINE_FLAG_OPEN);
    add_marks(surface, sheet, number, marks);
    cairo_save(cr);
    if (sheet->paper != 0xffffff) {
        toc_paint_set_colour(cr, sheet->paper);
        cairo_paint(cr);
    }
    cairo_scale(cr, scale, scale);
    toc_paint_scene(cr, sheet, count);
    cairo_restore(cr);
    cairo_show_page(cr);
}

static cairo_status_t draw_pages(cairo_surface_t *surface, const toc_scene *const *sheets,
                                 uint32_t count)
{
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status = cairo_status(cr);
    outline marks = {{CAIRO_PDF_OUTLINE_ROOT}};

    for (uint32_t i = 0; i < count && status == CAIRO_STATUS_SUCCESS; i++) {
        cairo_pdf_surface_set_size(surface, sheets[i]->width * scale, sheets[i]->height * scale);
        draw_page(surface, cr, sheets[i], i + 1, count, &marks);
        status = cairo_status(cr);
    }
    cairo_destroy(cr);
    return status;
}

toc_status toc_paint_pdf(const toc_scene *const *sheets, uint32_t count, FILE *out)
{
    cairo_surface_t *surface;
    cairo_status_t status;

    for (uint32_t i = 0; i < count; i++) {
        if (toc_scene_is_too_deep(sheets[i]))
            return TOC_EINVAL;
        if (sheets[i]->width > TOC_PDF_MOST_SIDE || sheets[i]->height > TOC_PDF_MOST_SIDE)
            return TOC_ERANGE;
    }
    if (count == 0)
        return TOC_EINVAL;
    surface = cairo_pdf_surface_create_for_stream(toc_paint_write, out, sheets[0]->width * scale,
                                                  sheets[0]->height * scale);
    set_text(surface, CAIRO_PDF_METADATA_TITLE, sheets[0], sheets[0]->title);
    set_text(surface, CAIRO_PDF_METADATA_SUBJECT, sheets[0], sheets[0]->description);
    set_date(surface);
    status = draw_pages(surface, sheets, count);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return toc_paint_finish(status, out);
}
