/* face.c - one Pango context, and layouts made from it. */
#include "draw/face.h"

#include <string.h>

#include "base/utf8.h"
#include "draw/letters_private.h"

struct toc_face {
    PangoContext *context;
    const char *lang;
};

const char *toc_face_family(const char *lang)
{
    if (strcmp(lang, "zh-Hant") == 0)
        return "Noto Sans CJK TC,Source Han Sans TC,Noto Sans TC,sans-serif";
    return "Noto Sans CJK SC,Source Han Sans SC,Noto Sans SC,sans-serif";
}

void toc_letters_set_up(PangoContext *context, const char *lang)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_language(context, pango_language_from_string(lang));
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
}

void toc_letters_choose(PangoLayout *layout, const char *lang, toc_um size, bool is_bold)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, toc_face_family(lang));
    pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE / TOC_UM_PER_UNIT);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_auto_dir(layout, FALSE); /* all our texts begin at the left */
    pango_font_description_free(font);
}

toc_face *toc_face_new(const char *lang)
{
    toc_face *face = g_new0(toc_face, 1);

    face->lang = lang;
    /* the one that cairo draws with: to find the fonts takes longer than to set the texts */
    face->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    toc_letters_set_up(face->context, lang);
    return face;
}

void toc_face_free(toc_face *face)
{
    if (!face)
        return;
    g_object_unref(face->context);
    g_free(face);
}

/* ── letters ─────────────────────────────────────────────────────────────── */

void toc_codepoints_add(toc_arena *arena, toc_codepoints *list, uint32_t codepoint)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i] == codepoint)
            return;
    }
    if (list->count < TOC_MOST_ABSENT)
        TOC_PUSH(arena, list, codepoint);
}

static bool is_noncharacter(int32_t codepoint)
{
    return (codepoint & 0xfffe) == 0xfffe || (codepoint >= 0xfdd0 && codepoint <= 0xfdef);
}

/* What stands for @p codepoint where it is no letter: a byte, or -1 for nothing; 0: itself. */
static int stand_in(int32_t codepoint)
{
    if (codepoint == '\n')
        return 0;
    if (codepoint < 0x20 || (codepoint >= 0x7f && codepoint <= 0x9f))
        return codepoint < 0 ? '?' : ' ';
    return toc_codepoint_is_hidden(codepoint) || is_noncharacter(codepoint) ? -1 : 0;
}

/* Signs of Chinese that bring half a letter of white with them: `：` wants no space after it. */
static bool is_wide_sign(int32_t codepoint)
{
    static const int32_t signs[] = {0x3001, 0x3002, 0xff01, 0xff0c, 0xff1a, 0xff1b, 0xff1f};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i] == codepoint)
            return true;
    }
    return false;
}

const char *toc_face_clean(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);
    char *out = toc_arena_alloc(arena, size + 1);
    size_t at = 0;
    int32_t before = 0;

    for (size_t i = 0; i < size;) {
        unsigned step;
        int32_t codepoint = toc_utf8_decode(text + i, size - i, &step);
        bool is_space = codepoint == ' ' || codepoint == 0xa0; /* the second breaks no line */
        int stands = is_space && is_wide_sign(before) ? -1 : stand_in(codepoint);

        if (stands > 0)
            out[at++] = (char)stands;
        for (unsigned k = 0; stands == 0 && k < step; k++)
            out[at++] = text[i + k];
        before = codepoint;
        i += step;
    }
    return out;
}

/* ── where lines may be broken ───────────────────────────────────────────── */

enum { LONG_WORD = 40, FIRST_BROKEN_ANYWHERE = 0x2e80, ELLIPSIS = 0x2026, DASH = 0x2013 };

static const char may_break[] = "\xE2\x80\x8B";   /* a space without width */
static const char stays_whole[] = "\xE2\x81\xA0"; /* a joiner of words */

/* `555-0101`, `…111`, `2026-03-01`: a number is dialled, or a date read, as one. */
static bool is_inside_number(int32_t before, int32_t codepoint)
{
    bool is_joint = before == '-' || before == '/' || before == ELLIPSIS || before == DASH;

    return is_joint && codepoint >= '0' && codepoint <= '9';
}

/* Numbers stay whole.  Where Pango has to break inside a word it takes the square of the word's
 * length: past LONG_WORD letters each gets a place to break after it. */
static const char *breakable(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);
    char *out = toc_arena_alloc(arena, 4 * size + 1);
    size_t at = 0;
    unsigned letters = 0;
    int32_t before = ' ';

    for (size_t i = 0; i < size;) {
        unsigned step;
        int32_t codepoint = toc_utf8_decode(text + i, size - i, &step);
        bool is_in_word = codepoint > ' ' && codepoint < FIRST_BROKEN_ANYWHERE;
        bool is_long = (letters = is_in_word ? letters + 1 : 0) > LONG_WORD;

        if (is_long ? toc_codepoint_width(codepoint) > 0 : is_inside_number(before, codepoint)) {
            memcpy(out + at, is_long ? may_break : stays_whole, 3);
            at += 3;
        }
        before = codepoint;
        memcpy(out + at, text + i, step);
        at += step;
        i += step;
    }
    return out;
}

static void note_absent(toc_arena *arena, toc_codepoints *list, const PangoLayoutLine *line)
{
    for (const GSList *run = line->runs; run; run = run->next) {
        const PangoGlyphString *glyphs = ((const PangoLayoutRun *)run->data)->glyphs;

        for (int i = 0; i < glyphs->num_glyphs; i++) {
            PangoGlyph glyph = glyphs->glyphs[i].glyph;

            if (glyph & PANGO_GLYPH_UNKNOWN_FLAG)
                toc_codepoints_add(arena, list, glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
        }
    }
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static PangoLayout *lay(const toc_face *face, const char *text, toc_um size, bool is_bold,
                        toc_um width)
{
    PangoLayout *layout = pango_layout_new(face->context);

    toc_letters_choose(layout, face->lang, size, is_bold);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (width > 0)
        pango_layout_set_width(layout, (int)((int64_t)width * PANGO_SCALE / TOC_UM_PER_UNIT));
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static toc_um units(int value)
{
    return (toc_um)(((int64_t)value * TOC_UM_PER_UNIT + PANGO_SCALE / 2) / PANGO_SCALE);
}

/* The letters of a line, without what says where to break, and the white space at which it was. */
static const char *copy_line(toc_arena *arena, const char *text, const PangoLayoutLine *line)
{
    const char *begin = text + line->start_index;
    char *out = toc_arena_alloc(arena, (size_t)line->length + 1);
    size_t size = 0;

    for (int i = 0; i < line->length;) {
        if (strncmp(begin + i, may_break, 3) == 0 || strncmp(begin + i, stays_whole, 3) == 0)
            i += 3;
        else
            out[size++] = begin[i++];
    }
    while (size > 0 && (out[size - 1] == ' ' || out[size - 1] == '\n'))
        size--;
    out[size] = '\0';
    return out;
}

toc_face_text toc_face_set(toc_face *face, toc_arena *arena, const char *text, toc_um size,
                           bool is_bold, toc_um width)
{
    const char *cleaned = toc_face_clean(arena, text);
    const char *letters = width > 0 ? breakable(arena, cleaned) : cleaned;
    PangoLayout *layout = lay(face, letters, size, is_bold, width);
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
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(at);
        result.lines[i].text = copy_line(arena, letters, line);
        result.lines[i].width = units(extents.width);
        result.lines[i].baseline = units(pango_layout_iter_get_baseline(at));
        if (result.lines[i].width > result.width)
            result.width = result.lines[i].width;
        if (result.missing > 0)
            note_absent(arena, &result.absent, line);
        pango_layout_iter_next_line(at);
    }
    pango_layout_iter_free(at);
    g_object_unref(layout);
    return result;
}
