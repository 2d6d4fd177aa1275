/* canvas.c - sets and places texts, and keeps the legend. */
#include "chart/canvas.h"

#include <string.h>

#include "base/source.h"

toc_canvas *toc_canvas_new(toc_arena *arena, const char *script, const toc_theme *theme)
{
    toc_canvas *canvas = TOC_NEW(arena, toc_canvas);

    canvas->arena = arena;
    canvas->face = toc_face_new(script);
    canvas->scene = toc_scene_new(arena, script);
    canvas->scene->paper = theme->paper;
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
    for (uint32_t i = 0; i < set.absent.count; i++)
        toc_codepoints_add(canvas->arena, &canvas->absent, set.absent.items[i]);
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

/* ── links ───────────────────────────────────────────────────────────────── */

typedef TOC_VEC(char) letters;

static void put(toc_arena *arena, letters *out, const char *text)
{
    for (; *text; text++)
        TOC_PUSH(arena, out, *text);
}

/* A path as a part of an address: nothing in it can be taken for a scheme or a fragment. */
static void put_path(toc_arena *arena, letters *out, const char *path)
{
    static const char kept[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    for (; *path; path++) {
        if (strchr(kept, *path))
            TOC_PUSH(arena, out, *path);
        else
            put(arena, out, toc_arena_printf(arena, "%%%02X", (unsigned)(unsigned char)*path));
    }
}

static const char *without_here(const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

/* How many folders up from what is left of a folder's path; -1 where it goes up itself. */
static int folders_up(const char *rest)
{
    int count = 0;

    for (const char *end; (end = strchr(rest, '/')) != NULL; rest = end + 1) {
        if (strncmp(rest, "../", 3) == 0)
            return -1;
        count++;
    }
    return count;
}

/* @p path as it is written from the folder of the file @p base; false where nobody can say. */
static bool put_relative(toc_arena *arena, letters *out, const char *base, const char *path)
{
    size_t common = 0;
    int up;

    base = without_here(base);
    path = without_here(path);
    if ((base[0] == '/') != (path[0] == '/'))
        return false;
    for (size_t i = 0; base[i] && base[i] == path[i]; i++) {
        if (base[i] == '/')
            common = i + 1;
    }
    up = folders_up(base + common);
    for (int i = 0; i < up; i++)
        put(arena, out, "../");
    put_path(arena, out, path + common);
    return up >= 0;
}

void toc_canvas_may_cut(toc_canvas *canvas, toc_um at)
{
    TOC_PUSH(canvas->arena, &canvas->breaks, ((toc_break){.at = at}));
}

const char *toc_canvas_source_link(const toc_canvas *canvas, const toc_plan *plan, toc_span span)
{
    letters out = {NULL, 0, 0};
    toc_location place;
    const char *base;

    if (!plan->sources || toc_span_is_none(span) || toc_sources_count(plan->sources) == 0)
        return NULL;
    place = toc_sources_locate(plan->sources, span.begin);
    base = toc_sources_at(plan->sources, 0)->path;
    if (!place.source || strcmp(place.source->path, "-") == 0 ||
        !put_relative(canvas->arena, &out, base, place.source->path))
        return NULL;
    put(canvas->arena, &out, toc_arena_printf(canvas->arena, "#L%u", (unsigned)place.line));
    TOC_PUSH(canvas->arena, &out, '\0');
    return out.items;
}
