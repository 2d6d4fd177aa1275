/* picture.c - letters cut to fit, and lines at round times. */
#include "aar/picture.h"

#include <string.h>

toc_picture toc_picture_begin(const toc_aar *a, const char *title, const char *description)
{
    toc_picture picture = {.arena = a->doc->arena,
                           .scene = toc_scene_new(a->doc->arena, a->doc->lang),
                           .face = toc_face_new(a->doc->lang)};

    picture.scene->width = TOC_AAR_WIDTH;
    picture.scene->title = title;
    picture.scene->description = description;
    return picture;
}

const toc_scene *toc_picture_end(toc_picture *picture, toc_um height)
{
    toc_face_free(picture->face);
    picture->face = NULL;
    picture->scene->height = height;
    return picture->scene;
}

toc_um toc_picture_width(toc_picture *picture, const char *text)
{
    return toc_face_set(picture->face, picture->arena, text, TOC_LETTER, false, 0).width;
}

/* What fits beside the sign of more. */
static toc_face_text cut(toc_picture *picture, const char *text, bool is_bold, toc_um width)
{
    toc_face_text whole = toc_face_set(picture->face, picture->arena, text, TOC_LETTER, is_bold, 0);
    toc_face_text part;

    if (whole.width <= width)
        return whole;
    part =
        toc_face_set(picture->face, picture->arena, text, TOC_LETTER, is_bold, width - TOC_LETTER);
    if (part.count < 2)
        return part;
    return toc_face_set(picture->face, picture->arena,
                        toc_arena_printf(picture->arena, "%s…", part.lines[0].text), TOC_LETTER,
                        is_bold, 0);
}

void toc_picture_text(toc_picture *picture, toc_spot at, toc_um width, toc_colour_rgb colour,
                      bool is_bold, const char *text)
{
    toc_face_text set = cut(picture, text, is_bold, width);
    toc_spot base = {at.x, at.y};

    if (set.count == 0)
        return;
    base.y += set.lines[0].baseline;
    toc_scene_text(picture->scene, base, set.lines[0].width, set.size, is_bold, colour,
                   set.lines[0].text);
}

toc_um toc_picture_x(const toc_picture *picture, toc_ms at)
{
    toc_ms inside =
        at < picture->first ? picture->first : (at > picture->last ? picture->last : at);
    toc_ms length = picture->last - picture->first;

    /* a share of a thousand thousand, so that years do not overflow */
    return picture->left +
           (toc_um)((inside - picture->first) * 1000 / length * picture->length / 1000) +
           (toc_um)((inside - picture->first) * 1000 % length * picture->length / length / 1000);
}

static toc_ms step_for(toc_ms length, toc_ms most)
{
    static const toc_ms steps[] = {
        TOC_MINUTE,      2 * TOC_MINUTE, 5 * TOC_MINUTE, 10 * TOC_MINUTE, 15 * TOC_MINUTE,
        30 * TOC_MINUTE, TOC_HOUR,       2 * TOC_HOUR,   3 * TOC_HOUR,    6 * TOC_HOUR,
        12 * TOC_HOUR,   TOC_DAY,        2 * TOC_DAY,    7 * TOC_DAY,     30 * TOC_DAY};
    toc_ms step = 0;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        step = steps[i];
        if (length / step < most)
            return step;
    }
    return (length / most / step + 1) * step;
}

void toc_picture_axis(toc_picture *picture, toc_um top, toc_um bottom)
{
    toc_um widest = toc_picture_width(picture, toc_time_text(picture->arena, picture->last));
    toc_ms step = step_for(picture->last - picture->first, picture->length / (widest + 4 * TOC_MM));
    toc_pen pen = {.stroke = TOC_RULE, .fill = TOC_NO_COLOUR, .width = 150};

    for (toc_ms at = (picture->first + step - 1) / step * step; at <= picture->last; at += step) {
        toc_um x = toc_picture_x(picture, at);
        const char *text = toc_time_text(picture->arena, at);
        toc_um width = toc_picture_width(picture, text);
        toc_um from = x - width / 2;

        if (from + width > picture->scene->width)
            from = picture->scene->width - width;
        toc_scene_rule(picture->scene, (toc_spot){x, top + 4 * TOC_MM}, (toc_spot){x, bottom}, pen);
        toc_picture_text(picture, (toc_spot){from, top}, width + TOC_MM, TOC_INK_SOFT, false, text);
    }
}
