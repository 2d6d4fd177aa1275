/* letters_show.c - shows a line that Pango has set, so that a PDF has each letter whole.
 *
 * cairo takes of an OpenType font with CFF outlines the letters that are used, and of its shared
 * subroutines those that it finds they call.  What it finds is not always all: a subroutine that
 * was seen before is not read again, so that its hints are not counted, and where reading one goes
 * astray nothing is said.  A letter of such a font may then lack a stroke, or be no letter at all,
 * which depends on what other letters the document has (cairo 1.16: `如` alone, with Noto Sans CJK).
 *
 * A font that something is synthesized for is written from the finished outlines instead, without
 * subroutines.  So fonts of this kind are asked for with a synthesis that there is none of: the
 * outlines stay as they are, texts can still be searched and copied, and the files are smaller. */
#include <cairo-ft.h>
#include <pango/pangofc-font.h>
#include <string.h>

#include "draw/letters_private.h"

enum { NO_SYNTHESIS = 1 << 7 }; /* neither of cairo's two, CAIRO_FT_SYNTHESIZE_BOLD, _OBLIQUE */

static bool has_cff(const FcPattern *pattern)
{
    FcChar8 *format = NULL;

    return FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
           strcmp((const char *)format, "CFF") == 0;
}

static void drop_face(gpointer face)
{
    cairo_font_face_destroy(face);
}

/* A face of its own, as what a face synthesizes holds for all that share it; one for all sizes, as
 * a document has each face once.  Kept with Pango's for as long as that lives. */
static cairo_font_face_t *face_apart(PangoFontFace *owner, const FcPattern *pattern)
{
    static const char key[] = "tocsin-whole-face";
    cairo_font_face_t *face = g_object_get_data(G_OBJECT(owner), key);

    if (face)
        return face;
    FcPattern *own = FcPatternDuplicate(pattern);
    FcPatternDel(own, FC_LCD_FILTER);
    FcPatternAddInteger(own, FC_LCD_FILTER, FC_LCD_LEGACY); /* told apart by it; for screens only */
    face = cairo_ft_font_face_create_for_pattern(own);
    cairo_ft_font_face_set_synthesize(face, NO_SYNTHESIS);
    FcPatternDestroy(own);
    g_object_set_data_full(G_OBJECT(owner), key, face, drop_face);
    return face;
}

static cairo_scaled_font_t *make_whole(PangoFont *font, const FcPattern *pattern)
{
    cairo_scaled_font_t *from = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_face_t *face = face_apart(pango_font_get_face(font), pattern);
    cairo_matrix_t size;
    cairo_matrix_t place;

    cairo_scaled_font_get_font_matrix(from, &size);
    cairo_scaled_font_get_ctm(from, &place);
    cairo_scaled_font_get_font_options(from, options);
    cairo_scaled_font_t *whole = cairo_scaled_font_create(face, &size, &place, options);
    cairo_font_options_destroy(options);
    return whole;
}

static void drop_whole(gpointer whole)
{
    cairo_scaled_font_destroy(whole);
}

/* The font for a PDF; NULL: Pango's own does.  Kept with Pango's for as long as that lives. */
static cairo_scaled_font_t *whole_font(PangoFont *font)
{
    static const char key[] = "tocsin-whole-font";
    cairo_scaled_font_t *whole = g_object_get_data(G_OBJECT(font), key);
    const FcPattern *pattern;

    if (whole || !PANGO_IS_FC_FONT(font) || !PANGO_IS_CAIRO_FONT(font))
        return whole;
    pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    if (!has_cff(pattern))
        return NULL;
    whole = make_whole(font, pattern);
    g_object_set_data_full(G_OBJECT(font), key, whole, drop_whole);
    return whole;
}

/* ── a run ───────────────────────────────────────────────────────────────── */

/* Letters of one font, and which bytes of the text each group of them shows. */
typedef struct letters {
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    int glyph_count, cluster_count;
    double x;
} letters;

static bool is_plain(const PangoLayoutRun *run)
{
    if (run->item->analysis.level % 2 != 0)
        return false;
    for (int i = 0; i < run->glyphs->num_glyphs; i++) {
        if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            return false;
    }
    return true;
}

static void add_glyphs(letters *all, const PangoGlyphString *from, int first, int end)
{
    for (int i = first; i < end; i++) {
        const PangoGlyphInfo *glyph = &from->glyphs[i];

        if (glyph->glyph != PANGO_GLYPH_EMPTY)
            all->glyphs[all->glyph_count++] =
                (cairo_glyph_t){.index = glyph->glyph,
                                .x = all->x + (double)glyph->geometry.x_offset / PANGO_SCALE,
                                .y = (double)glyph->geometry.y_offset / PANGO_SCALE};
        all->x += (double)glyph->geometry.width / PANGO_SCALE;
    }
}

/* Shows @p run, which reads from left to right, beginning at @p x. */
static void show_run(cairo_t *cr, const char *text, PangoLayoutRun *run, double x)
{
    letters all = {.glyphs = g_new(cairo_glyph_t, run->glyphs->num_glyphs),
                   .clusters = g_new(cairo_text_cluster_t, run->glyphs->num_glyphs),
                   .x = x};
    PangoGlyphItemIter at;

    for (gboolean is_more = pango_glyph_item_iter_init_start(&at, run, text); is_more;
         is_more = pango_glyph_item_iter_next_cluster(&at)) {
        int before = all.glyph_count;

        add_glyphs(&all, run->glyphs, at.start_glyph, at.end_glyph);
        all.clusters[all.cluster_count++] = (cairo_text_cluster_t){
            .num_bytes = at.end_index - at.start_index, .num_glyphs = all.glyph_count - before};
    }
    cairo_show_text_glyphs(cr, text + run->item->offset, run->item->length, all.glyphs,
                           all.glyph_count, all.clusters, all.cluster_count, 0);
    g_free(all.glyphs);
    g_free(all.clusters);
}

static double run_width(const PangoLayoutRun *run)
{
    return (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
}

void toc_letters_show(cairo_t *cr, PangoLayout *layout)
{
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    const char *text = pango_layout_get_text(layout);
    bool is_pdf = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
    double x = 0;

    for (GSList *at = line->runs; at; at = at->next) {
        PangoLayoutRun *run = at->data;
        cairo_scaled_font_t *whole =
            is_pdf && is_plain(run) ? whole_font(run->item->analysis.font) : NULL;

        if (whole) {
            cairo_set_scaled_font(cr, whole);
            show_run(cr, text, run, x);
        } else {
            cairo_move_to(cr, x, 0);
            pango_cairo_show_glyph_item(cr, text, run);
        }
        x += run_width(run);
    }
}
