/* paint.c - draws the items of a scene with cairo. */
#include "draw/paint_private.h"

#include <string.h>

#include "draw/letters_private.h"

enum { TAGS_DEEP = 8 }; /* groups deeper than that have no place in the structure */

/* One drawing of a scene.  A link in a link is none: cairo cannot have it. */
typedef struct painter {
    cairo_t *cr;
    PangoLayout *layout;
    const char *lang;
    uint32_t sheet_count;
    bool is_in_link;
    const char *tags[TAGS_DEEP]; /* of the open groups */
    unsigned depth;
} painter;

/* ── items ───────────────────────────────────────────────────────────────── */

void toc_paint_set_colour(cairo_t *cr, toc_colour_rgb colour)
{
    cairo_set_source_rgb(cr, (double)(colour >> 16 & 0xff) / 255.0,
                         (double)(colour >> 8 & 0xff) / 255.0, (double)(colour & 0xff) / 255.0);
}

static void set_veiled(cairo_t *cr, toc_colour_rgb colour, uint8_t veil)
{
    if (veil == 0) {
        toc_paint_set_colour(cr, colour);
        return;
    }
    cairo_set_source_rgba(cr, (double)(colour >> 16 & 0xff) / 255,
                          (double)(colour >> 8 & 0xff) / 255, (double)(colour & 0xff) / 255,
                          (double)(100 - veil) / 100);
}

static void fill_and_stroke(cairo_t *cr, const toc_pen *pen)
{
    double dash = pen->dash;

    if (pen->fill != TOC_NO_COLOUR) {
        set_veiled(cr, pen->fill, pen->veil);
        cairo_fill_preserve(cr);
    }
    if (pen->stroke != TOC_NO_COLOUR && pen->width > 0) {
        toc_paint_set_colour(cr, pen->stroke);
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

static void trace_spots(cairo_t *cr, const toc_spot *spots, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        cairo_line_to(cr, spots[i].x, spots[i].y);
}

static void draw_line(cairo_t *cr, const toc_scene_item *item)
{
    toc_pen pen = item->pen;
    toc_spot head[3];
    toc_spot end;

    if (item->spot_count < 2)
        return;
    pen.fill = TOC_NO_COLOUR;
    if (item->head == 0) {
        trace_spots(cr, item->spots, item->spot_count);
        fill_and_stroke(cr, &pen);
        return;
    }
    toc_scene_head(item, head, &end);
    trace_spots(cr, item->spots, item->spot_count - 1);
    cairo_line_to(cr, end.x, end.y);
    fill_and_stroke(cr, &pen);
    trace_spots(cr, head, 3);
    cairo_close_path(cr);
    toc_paint_set_colour(cr, item->pen.stroke);
    cairo_fill(cr);
}

static void draw_text(painter *p, const toc_scene_item *item)
{
    toc_letters_choose(p->layout, p->lang, item->size, item->is_bold);
    pango_layout_set_text(p->layout, item->text, -1);
    toc_paint_set_colour(p->cr, item->pen.fill);
    cairo_save(p->cr);
    cairo_translate(p->cr, item->at.x, item->at.y);
    cairo_scale(p->cr, TOC_UM_PER_UNIT, TOC_UM_PER_UNIT);
    toc_letters_show(p->cr, p->layout);
    cairo_new_path(p->cr);
    cairo_restore(p->cr);
}

/* ── groups ──────────────────────────────────────────────────────────────── */

/* A safe link has no sign that the attributes of a tag would need an escape for. */
static bool begin_link(painter *p, const char *link)
{
    char attributes[TOC_LINK_MOST_SIZE + 32];
    uint32_t sheet;

    if (p->sheet_count == 0 || p->is_in_link || !toc_scene_link_is_safe(link))
        return false;
    sheet = toc_scene_link_sheet(link);
    if (*link == '#' && (sheet == 0 || sheet > p->sheet_count))
        return false;
    if (sheet > 0)
        snprintf(attributes, sizeof attributes, "page=%u pos=[0 0]", (unsigned)sheet);
    else
        snprintf(attributes, sizeof attributes, "uri='%s'", link);
    cairo_tag_begin(p->cr, CAIRO_TAG_LINK, attributes);
    p->is_in_link = true;
    return true;
}

static void begin_tag(painter *p, const char *tag)
{
    if (p->depth++ >= TAGS_DEEP)
        return;
    p->tags[p->depth - 1] = tag;
    if (tag)
        cairo_tag_begin(p->cr, tag, NULL);
}

static void end_tag(painter *p)
{
    if (--p->depth < TAGS_DEEP && p->tags[p->depth])
        cairo_tag_end(p->cr, p->tags[p->depth]);
}

/* ── scenes ──────────────────────────────────────────────────────────────── */

static void draw_items(painter *p, const toc_scene *scene, const toc_rect *window);

/* The window of the part fills the place; both have the same proportions. */
static void draw_part(painter *p, const toc_scene_item *item)
{
    double scale = item->from.width ? (double)item->at.width / item->from.width : 0;
    const char *lang = p->lang;

    if (scale <= 0)
        return;
    cairo_save(p->cr);
    cairo_rectangle(p->cr, item->at.x, item->at.y, item->at.width, item->at.height);
    cairo_clip(p->cr);
    cairo_translate(p->cr, item->at.x, item->at.y);
    cairo_scale(p->cr, scale, scale);
    cairo_translate(p->cr, -item->from.x, -item->from.y);
    p->lang = item->part->lang;
    draw_items(p, item->part, &item->from);
    p->lang = lang;
    cairo_restore(p->cr);
}

static void draw_item(painter *p, const toc_scene_item *item)
{
    switch (item->kind) {
    case TOC_SCENE_BOX:
        trace_box(p->cr, item);
        fill_and_stroke(p->cr, &item->pen);
        break;
    case TOC_SCENE_SHAPE:
        trace_spots(p->cr, item->spots, item->spot_count);
        cairo_close_path(p->cr);
        fill_and_stroke(p->cr, &item->pen);
        break;
    case TOC_SCENE_LINE:
        draw_line(p->cr, item);
        break;
    case TOC_SCENE_TEXT:
        draw_text(p, item);
        break;
    case TOC_SCENE_PART:
        draw_part(p, item);
        break;
    case TOC_SCENE_OPEN:
    case TOC_SCENE_CLOSE:
        break;
    }
}

static void end_link(painter *p)
{
    cairo_tag_end(p->cr, CAIRO_TAG_LINK);
    p->is_in_link = false;
}

/* What lies outside the window would be cut off anyway: tiles of a large chart are many. */
static void draw_items(painter *p, const toc_scene *scene, const toc_rect *window)
{
    unsigned depth = 0;
    unsigned linked = 0; /* the depth at which the link began; 0: none */

    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_OPEN && !toc_scene_item_lasts(item)) {
            i = toc_scene_group_end(scene, i);
        } else if (item->kind == TOC_SCENE_OPEN) {
            depth++;
            begin_tag(p, item->tag);
            if (item->link && toc_scene_group_is_seen(scene, i, window) &&
                begin_link(p, item->link))
                linked = depth;
        } else if (item->kind == TOC_SCENE_CLOSE && depth > 0) {
            if (linked == depth) {
                end_link(p);
                linked = 0;
            }
            depth--;
            end_tag(p);
        } else if (toc_scene_is_seen(toc_scene_extent(item), window)) {
            draw_item(p, item);
        }
    }
    if (linked > 0)
        end_link(p);
    while (depth-- > 0)
        end_tag(p);
}

void toc_paint_scene(cairo_t *cr, const toc_scene *scene, uint32_t sheet_count)
{
    painter p = {.cr = cr,
                 .layout = pango_cairo_create_layout(cr),
                 .lang = scene->lang,
                 .sheet_count = sheet_count};

    toc_letters_set_up(pango_layout_get_context(p.layout), scene->lang);
    pango_layout_set_single_paragraph_mode(p.layout, TRUE);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    draw_items(&p, scene, NULL);
    g_object_unref(p.layout);
}

/* ── files ───────────────────────────────────────────────────────────────── */

cairo_status_t toc_paint_write(void *closure, const unsigned char *data, unsigned size)
{
    return fwrite(data, 1, size, closure) == size ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* cairo does not tell all failures of a stream. */
toc_status toc_paint_finish(cairo_status_t status, FILE *out)
{
    if (fflush(out) != 0 || ferror(out) || status == CAIRO_STATUS_WRITE_ERROR)
        return TOC_EIO;
    return status == CAIRO_STATUS_SUCCESS ? TOC_OK : TOC_ENOMEM;
}
