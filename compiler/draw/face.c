/* face.c - one Pango context, and layouts made from it. */
#include "draw/face.h"

#include <string.h>

#include <pango/pangocairo.h>

struct toc_face {
    PangoFontMap *map;
    PangoContext *context;
    const char *family;
};

const char *toc_face_family(const char *lang)
{
    if (strcmp(lang, "zh-Hans") == 0)
        return "Noto Sans CJK SC";
    return strcmp(lang, "zh-Hant") == 0 ? "Noto Sans CJK TC" : "Noto Sans CJK SC";
}

toc_face *toc_face_new(const char *lang)
{
    toc_face *face = g_new0(toc_face, 1);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    face->family = toc_face_family(lang);
    face->map = pango_cairo_font_map_new();
    face->context = pango_font_map_create_context(face->map);
    pango_cairo_context_set_font_options(face->context, options);
    pango_context_set_language(face->context, pango_language_from_string(lang));
    pango_context_set_round_glyph_positions(face->context, FALSE);
    cairo_font_options_destroy(options);
    return face;
}

void toc_face_free(toc_face *face)
{
    if (!face)
        return;
    g_object_unref(face->context);
    g_object_unref(face->map);
    g_free(face);
}

static PangoLayout *lay(const toc_face *face, const char *text, toc_um size, bool is_bold,
                        toc_um width)
{
    PangoLayout *layout = pango_layout_new(face->context);
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, face->family);
    pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (width > 0)
        pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static toc_um units(int value)
{
    return (value + PANGO_SCALE / 2) / PANGO_SCALE;
}

/* The letters of a line, without the white space at which it was broken. */
static const char *copy_line(toc_arena *arena, const char *text, const PangoLayoutLine *line)
{
    const char *begin = text + line->start_index;
    int size = line->length;

    while (size > 0 && (begin[size - 1] == ' ' || begin[size - 1] == '\n'))
        size--;
    return toc_arena_copy(arena, begin, (size_t)size);
}

toc_face_text toc_face_set(toc_face *face, toc_arena *arena, const char *text, toc_um size,
                           bool is_bold, toc_um width)
{
    PangoLayout *layout = lay(face, text, size, is_bold, width);
    PangoLayoutIter *at = pango_layout_get_iter(layout);
    toc_face_text result = {.size = size,
                            .is_bold = is_bold,
                            .count = (uint32_t)pango_layout_get_line_count(layout),
                            .missing = (uint32_t)pango_layout_get_unknown_glyphs_count(layout)};
    PangoRectangle whole;

    result.lines = TOC_NEW_ARRAY(arena, toc_face_line, result.count + 1u);
    pango_layout_get_extents(layout, NULL, &whole);
    result.height = units(whole.height);
    for (uint32_t i = 0; i < result.count; i++) {
        PangoRectangle extents;

        pango_layout_iter_get_line_extents(at, NULL, &extents);
        result.lines[i].text = copy_line(arena, text, pango_layout_iter_get_line_readonly(at));
        result.lines[i].width = units(extents.width);
        result.lines[i].baseline = units(pango_layout_iter_get_baseline(at));
        if (result.lines[i].width > result.width)
            result.width = result.lines[i].width;
        pango_layout_iter_next_line(at);
    }
    pango_layout_iter_free(at);
    g_object_unref(layout);
    return result;
}
