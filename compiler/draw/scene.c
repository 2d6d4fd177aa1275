/* scene.c - adds to a scene. */
#include "draw/scene.h"

static void add(toc_scene *scene, toc_scene_item item)
{
    TOC_PUSH(scene->arena, &scene->items, item);
}

void toc_scene_box(toc_scene *scene, toc_um x, toc_um y, toc_um width, toc_um height, toc_um radius,
                   toc_pen pen)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_BOX,
                                .pen = pen,
                                .x = x,
                                .y = y,
                                .width = width,
                                .height = height,
                                .radius = radius});
}

void toc_scene_shape(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_pen pen)
{
    add(scene, (toc_scene_item){
                   .kind = TOC_SCENE_SHAPE, .pen = pen, .spots = spots, .spot_count = count});
}

void toc_scene_line(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_um head,
                    toc_pen pen)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_LINE,
                                .pen = pen,
                                .head = head,
                                .spots = spots,
                                .spot_count = count});
}

void toc_scene_text(toc_scene *scene, toc_um x, toc_um baseline, toc_um size, bool is_bold,
                    toc_colour_rgb colour, const char *text)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_TEXT,
                                .pen = {.stroke = TOC_NO_COLOUR, .fill = colour},
                                .x = x,
                                .y = baseline,
                                .size = size,
                                .is_bold = is_bold,
                                .text = text});
}

void toc_scene_open(toc_scene *scene, const char *id, const char *title, const char *link)
{
    add(scene,
        (toc_scene_item){.kind = TOC_SCENE_OPEN, .id = id, .text = title, .link = link});
}

void toc_scene_close(toc_scene *scene)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_CLOSE});
}
