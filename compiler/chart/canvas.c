/* canvas.c - sets and places texts, and keeps the legend. */
#include "chart/canvas.h"

#include <string.h>

toc_canvas *toc_canvas_new(toc_arena *arena, const char *script, const toc_theme *theme)
{
    toc_canvas *canvas = TOC_NEW(arena, toc_canvas);

    canvas->arena = arena;
    canvas->face = toc_face_new(script);
    canvas->scene = toc_scene_new(arena, script);
    canvas->theme = theme;
    return canvas;
}

void toc_canvas_close(toc_canvas *canvas)
{
    toc_face_free(canvas->face);
    canvas->face = NULL;
}

toc_face_text toc_canvas_set(toc_canvas *canvas, const char *text, toc_um size, bool is_bold,
                             toc_um width)
{
    toc_face_text set = {.size = size, .is_bold = is_bold};

    if (!text || !*text)
        return set;
    set = toc_face_set(canvas->face, canvas->arena, text, size, is_bold, width);
    canvas->missing += set.missing;
    return set;
}

typedef enum side { LEFT, MIDDLE, RIGHT } side;

static toc_um draw(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour, toc_um x,
                   toc_um top, side at)
{
    for (uint32_t i = 0; i < text->count; i++) {
        const toc_face_line *line = &text->lines[i];
        toc_um from = at == LEFT ? x : at == MIDDLE ? x - line->width / 2 : x - line->width;

        toc_scene_text(canvas->scene, (toc_spot){from, top + line->baseline}, line->width,
                       text->size, text->is_bold, colour, line->text);
    }
    return text->height;
}

toc_um toc_canvas_centre(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour,
                         toc_um middle, toc_um top)
{
    return draw(canvas, text, colour, middle, top, MIDDLE);
}

toc_um toc_canvas_left(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour,
                       toc_um left, toc_um top)
{
    return draw(canvas, text, colour, left, top, LEFT);
}

toc_um toc_canvas_right(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour,
                        toc_um right, toc_um top)
{
    return draw(canvas, text, colour, right, top, RIGHT);
}

toc_scene *toc_canvas_explain(toc_canvas *canvas, const char *label)
{
    toc_legend_entry entry = {label, NULL};
    toc_scene *sample;

    for (uint32_t i = 0; i < canvas->legend.count; i++) {
        if (strcmp(canvas->legend.items[i].label, label) == 0)
            return NULL;
    }
    sample = toc_scene_new(canvas->arena, canvas->scene->lang);
    sample->width = TOC_SAMPLE_WIDTH;
    sample->height = TOC_SAMPLE_HEIGHT;
    entry.sample = sample;
    TOC_PUSH(canvas->arena, &canvas->legend, entry);
    return sample;
}
