/* paint.c - draws the items of a scene with cairo. */
#include "draw/paint.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "draw/face.h"

#define POINTS_PER_INCH 72.0
#define UM_PER_INCH     25400.0

/* ── items ───────────────────────────────────────────────────────────────── */

static void set_colour(cairo_t *cr, toc_colour_rgb colour)
{
    cairo_set_source_rgb(cr, (double)(colour >> 16 & 0xff) / 255.0,
                         (double)(colour >> 8 & 0xff) / 255.0, (double)(colour & 0xff) / 255.0);
}

static void fill_and_stroke(cairo_t *cr, const toc_pen *pen)
{
    double dash = pen->dash;

    if (pen->fill != TOC_NO_COLOUR) {
        set_colour(cr, pen->fill);
        cairo_fill_preserve(cr);
    }
    if (pen->stroke != TOC_NO_COLOUR && pen->width > 0) {
        set_colour(cr, pen->stroke);
        cairo_set_line_width(cr, pen->width);
        cairo_set_dash(cr, &dash, pen->dash > 0, 0);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void trace_box(cairo_t *cr, const toc_scene_item *item)
{
    double quarter = 3.14159265358979323846 / 2;
    double r = item->radius;
    double left = item->at.x + r;
    double top = item->at.y + r;
    double right = item->at.x + item->at.width - r;
    double bottom = item->at.y + item->at.height - r;

    if (item->radius == 0) {
        cairo_rectangle(cr, item->at.x, item->at.y, item->at.width, item->at.height);
        return;
    }
    cairo_new_sub_path(cr);
    cairo_arc(cr, right, top, r, -quarter, 0);
    cairo_arc(cr, right, bottom, r, 0, quarter);
    cairo_arc(cr, left, bottom, r, quarter, 2 * quarter);
    cairo_arc(cr, left, top, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
}

static void trace_spots(cairo_t *cr, const toc_scene_item *item)
{
    for (uint32_t i = 0; i < item->spot_count; i++)
        cairo_line_to(cr, item->spots[i].x, item->spots[i].y);
}

static void draw_head(cairo_t *cr, const toc_scene_item *item)
{
    const toc_spot *tip = &item->spots[item->spot_count - 1];
    int dx = (tip->x > tip[-1].x) - (tip->x < tip[-1].x);
    int dy = (tip->y > tip[-1].y) - (tip->y < tip[-1].y);
    toc_um half = item->head * 2 / 5;

    cairo_move_to(cr, tip->x, tip->y);
    cairo_line_to(cr, tip->x - dx * item->head - dy * half, tip->y - dy * item->head + dx * half);
    cairo_line_to(cr, tip->x - dx * item->head + dy * half, tip->y - dy * item->head - dx * half);
    cairo_close_path(cr);
    set_colour(cr, item->pen.stroke);
    cairo_fill(cr);
}

static void draw_line(cairo_t *cr, const toc_scene_item *item)
{
    toc_pen pen = item->pen;

    if (item->spot_count < 2)
        return;
    pen.fill = TOC_NO_COLOUR;
    trace_spots(cr, item);
    fill_and_stroke(cr, &pen);
    if (item->head > 0)
        draw_head(cr, item);
}

static void draw_text(cairo_t *cr, PangoLayout *layout, const char *family,
                      const toc_scene_item *item)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, family);
    pango_font_description_set_weight(font,
                                      item->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, (double)item->size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, item->text, -1);
    set_colour(cr, item->pen.fill);
    cairo_move_to(cr, item->at.x, item->at.y);
    pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, 0));
    cairo_new_path(cr);
}

static void draw_items(cairo_t *cr, PangoLayout *layout, const toc_scene *scene, unsigned depth);

/* The window of the part fills the place; both have the same proportions. */
static void draw_part(cairo_t *cr, PangoLayout *layout, const toc_scene_item *item, unsigned depth)
{
    double scale = item->from.width ? (double)item->at.width / item->from.width : 0;

    if (depth >= TOC_SCENE_MOST_DEPTH || scale <= 0)
        return;
    cairo_save(cr);
    cairo_rectangle(cr, item->at.x, item->at.y, item->at.width, item->at.height);
    cairo_clip(cr);
    cairo_translate(cr, item->at.x, item->at.y);
    cairo_scale(cr, scale, scale);
    cairo_translate(cr, -item->from.x, -item->from.y);
    draw_items(cr, layout, item->part, depth + 1);
    cairo_restore(cr);
}

static void draw_items(cairo_t *cr, PangoLayout *layout, const toc_scene *scene, unsigned depth)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];
        switch (item->kind) {
        case TOC_SCENE_BOX:
            trace_box(cr, item);
            fill_and_stroke(cr, &item->pen);
            break;
        case TOC_SCENE_SHAPE:
            trace_spots(cr, item);
            cairo_close_path(cr);
            fill_and_stroke(cr, &item->pen);
            break;
        case TOC_SCENE_LINE:
            draw_line(cr, item);
            break;
        case TOC_SCENE_TEXT:
            draw_text(cr, layout, toc_face_family(scene->lang), item);
            break;
        case TOC_SCENE_PART:
            draw_part(cr, layout, item, depth);
            break;
        case TOC_SCENE_OPEN:
        case TOC_SCENE_CLOSE:
            break;
        }
    }
}

static void draw_scene(cairo_t *cr, const toc_scene *scene)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoContext *context = pango_layout_get_context(layout);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context, pango_language_from_string(scene->lang));
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    draw_items(cr, layout, scene, 0);
    g_object_unref(layout);
}

/* ── files ───────────────────────────────────────────────────────────────── */

static cairo_status_t write_bytes(void *closure, const unsigned char *data, unsigned size)
{
    return fwrite(data, 1, size, closure) == size ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static toc_status status_of(cairo_status_t status)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return TOC_OK;
    return status == CAIRO_STATUS_WRITE_ERROR ? TOC_EIO : TOC_ENOMEM;
}

static cairo_status_t paint_page(cairo_surface_t *surface, const toc_scene *scene)
{
    double scale = POINTS_PER_INCH / UM_PER_INCH;
    cairo_t *cr;
    cairo_status_t status;

    cairo_pdf_surface_set_size(surface, scene->width * scale, scene->height * scale);
    cr = cairo_create(surface);
    cairo_scale(cr, scale, scale);
    draw_scene(cr, scene);
    cairo_show_page(cr);
    status = cairo_status(cr);
    cairo_destroy(cr);
    return status;
}

toc_status toc_paint_pdf(const toc_scene *const *scenes, uint32_t count, FILE *out)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_bytes, out, 1, 1);
    cairo_status_t status = CAIRO_STATUS_SUCCESS;

    if (scenes[0]->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, scenes[0]->title);
    for (uint32_t i = 0; i < count && status == CAIRO_STATUS_SUCCESS; i++)
        status = paint_page(surface, scenes[i]);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status_of(status);
}

toc_status toc_paint_png(const toc_scene *scene, unsigned dots_per_inch, FILE *out)
{
    double scale = dots_per_inch / UM_PER_INCH;
    double width = scene->width * scale + 0.5;
    double height = scene->height * scale + 0.5;
    cairo_surface_t *surface;
    cairo_status_t status;
    cairo_t *cr;

    if (width > 32767 || height > 32767)
        return TOC_ENOMEM;
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cr = cairo_create(surface);
    set_colour(cr, 0xffffff);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    draw_scene(cr, scene);
    status = cairo_status(cr);
    cairo_destroy(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, write_bytes, out);
    cairo_surface_destroy(surface);
    return status_of(status);
}
