/* png.c - sheets as one PNG, below each other. */
#include <string.h>

#include "draw/paint.h"
#include "draw/paint_private.h"

enum {
    GAP = 5 * TOC_MM,       /* between two sheets */
    GROUND = 0x9aa3ab,      /* shows there, and beside a narrower sheet */
    BEFORE_CHUNKS = 8 + 25, /* bytes of the signature and the header, which stand first */
    CHUNK = 4 + 4 + 9 + 4   /* of the density: size, name, fields, check sum */
};

/* ── size ────────────────────────────────────────────────────────────────── */

typedef struct extent {
    uint64_t width, height; /* micrometres, or dots */
} extent;

static extent whole(const toc_scene *const *sheets, uint32_t count)
{
    extent all = {0, 0};

    for (uint32_t i = 0; i < count; i++) {
        if ((uint64_t)sheets[i]->width > all.width)
            all.width = (uint64_t)sheets[i]->width;
        all.height += (uint64_t)sheets[i]->height + (i > 0 ? (uint64_t)GAP : 0);
    }
    return all;
}

static extent dots_of(extent all, unsigned dots_per_inch)
{
    extent dots = {(all.width * dots_per_inch + TOC_UM_PER_INCH / 2) / TOC_UM_PER_INCH,
                   (all.height * dots_per_inch + TOC_UM_PER_INCH / 2) / TOC_UM_PER_INCH};

    dots.width += dots.width == 0;
    dots.height += dots.height == 0;
    return dots;
}

static bool is_within(extent dots)
{
    return dots.width <= TOC_PNG_MOST_SIDE && dots.height <= TOC_PNG_MOST_SIDE &&
           dots.width * dots.height <= TOC_PNG_MOST_DOTS;
}

unsigned toc_paint_most_dpi(const toc_scene *const *sheets, uint32_t count)
{
    extent all = whole(sheets, count);
    unsigned least = 0;
    unsigned most = 1201; /* too many, as far as anybody asks */

    while (most - least > 1) {
        unsigned middle = (least + most) / 2;

        if (is_within(dots_of(all, middle)))
            least = middle;
        else
            most = middle;
    }
    return least;
}

/* ── the density ─────────────────────────────────────────────────────────── */

typedef struct stream {
    FILE *out;
    size_t written;
    unsigned char chunk[CHUNK]; /* goes in after the header: cairo does not write it */
} stream;

static uint32_t check_sum(const unsigned char *bytes, size_t size)
{
    uint32_t sum = 0xffffffffu;

    for (size_t i = 0; i < size; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
    }
    return ~sum;
}

static void put_number(unsigned char *to, uint32_t number)
{
    for (unsigned i = 0; i < 4; i++)
        to[i] = (unsigned char)(number >> (24 - 8 * i));
}

static void make_density(unsigned char chunk[CHUNK], unsigned dots_per_inch)
{
    uint32_t per_metre =
        (uint32_t)(((uint64_t)dots_per_inch * 1000000 + TOC_UM_PER_INCH / 2) / TOC_UM_PER_INCH);

    put_number(chunk, 9);
    memcpy(chunk + 4, "pHYs", 4);
    put_number(chunk + 8, per_metre);
    put_number(chunk + 12, per_metre);
    chunk[16] = 1; /* the unit: a metre */
    put_number(chunk + 17, check_sum(chunk + 4, 13));
}

static cairo_status_t write_stream(void *closure, const unsigned char *data, unsigned size)
{
    stream *s = closure;
    size_t before = s->written < BEFORE_CHUNKS ? BEFORE_CHUNKS - s->written : 0;
    cairo_status_t status = CAIRO_STATUS_SUCCESS;

    if (before > 0 && before <= size) {
        status = toc_paint_write(s->out, data, (unsigned)before);
        if (status == CAIRO_STATUS_SUCCESS)
            status = toc_paint_write(s->out, s->chunk, CHUNK);
        data += before;
        size -= (unsigned)before;
        s->written += before;
    }
    s->written += size;
    return status == CAIRO_STATUS_SUCCESS ? toc_paint_write(s->out, data, size) : status;
}

/* ── the picture ─────────────────────────────────────────────────────────── */

static void draw_sheet(cairo_t *cr, const toc_scene *sheet)
{
    cairo_save(cr);
    cairo_rectangle(cr, 0, 0, sheet->width, sheet->height);
    cairo_clip(cr);
    toc_paint_set_colour(cr, sheet->paper);
    cairo_paint(cr);
    toc_paint_scene(cr, sheet, 0);
    cairo_restore(cr);
}

static cairo_status_t draw_sheets(cairo_surface_t *surface, const toc_scene *const *sheets,
                                  uint32_t count, unsigned dots_per_inch)
{
    double scale = (double)dots_per_inch / TOC_UM_PER_INCH;
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    toc_paint_set_colour(cr, count > 1 ? (toc_colour_rgb)GROUND : sheets[0]->paper);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    for (uint32_t i = 0; i < count; i++) {
        draw_sheet(cr, sheets[i]);
        cairo_translate(cr, 0, (double)sheets[i]->height + GAP);
    }
    status = cairo_status(cr);
    cairo_destroy(cr);
    return status;
}

toc_status toc_paint_png(const toc_scene *const *sheets, uint32_t count, unsigned dots_per_inch,
                         FILE *out)
{
    extent dots = dots_of(whole(sheets, count), dots_per_inch);
    stream to = {.out = out};
    cairo_surface_t *surface;
    cairo_status_t status;

    for (uint32_t i = 0; i < count; i++) {
        if (toc_scene_is_too_deep(sheets[i]))
            return TOC_EINVAL;
    }
    if (count == 0 || !is_within(dots))
        return count == 0 ? TOC_EINVAL : TOC_ERANGE;
    make_density(to.chunk, dots_per_inch);
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)dots.width, (int)dots.height);
    status = draw_sheets(surface, sheets, count, dots_per_inch);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, write_stream, &to);
    cairo_surface_destroy(surface);
    return toc_paint_finish(status, out);
}
