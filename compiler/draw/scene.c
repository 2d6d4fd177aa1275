/* scene.c - adds to a scene. */
#include "draw/scene.h"

static void add(toc_scene *scene, toc_scene_item item)
{
    TOC_PUSH(scene->arena, &scene->items, item);
}

toc_scene *toc_scene_new(toc_arena *arena, const char *lang)
{
    toc_scene *scene = TOC_NEW(arena, toc_scene);

    scene->arena = arena;
    scene->lang = lang;
    return scene;
}

void toc_scene_box(toc_scene *scene, toc_rect at, toc_um radius, toc_pen pen)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_BOX, .pen = pen, .at = at, .radius = radius});
}

void toc_scene_shape(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_pen pen)
{
    add(scene,
        (toc_scene_item){.kind = TOC_SCENE_SHAPE, .pen = pen, .spots = spots, .spot_count = count});
}

void toc_scene_line(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_um head,
                    toc_pen pen)
{
    add(scene,
        (toc_scene_item){
            .kind = TOC_SCENE_LINE, .pen = pen, .head = head, .spots = spots, .spot_count = count});
}

void toc_scene_rule(toc_scene *scene, toc_spot from, toc_spot to, toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(scene->arena, toc_spot, 2);

    spots[0] = from;
    spots[1] = to;
    toc_scene_line(scene, spots, 2, 0, pen);
}

void toc_scene_text(toc_scene *scene, toc_spot at, toc_um width, toc_um size, bool is_bold,
                    toc_colour_rgb colour, const char *text)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_TEXT,
                                .pen = {.stroke = TOC_NO_COLOUR, .fill = colour},
                                .at = {at.x, at.y, width, 0},
                                .size = size,
                                .is_bold = is_bold,
                                .text = text});
}

void toc_scene_open(toc_scene *scene, toc_scene_role role, const char *id, const char *title,
                    const char *link)
{
    add(scene, (toc_scene_item){
                   .kind = TOC_SCENE_OPEN, .role = role, .id = id, .text = title, .link = link});
}

void toc_scene_close(toc_scene *scene)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_CLOSE});
}

void toc_scene_part(toc_scene *scene, const toc_scene *part, toc_rect from, toc_rect at)
{
    add(scene, (toc_scene_item){.kind = TOC_SCENE_PART, .part = part, .from = from, .at = at});
}
