/* flow_film.c - a flow chart that plays a drill: each node's sign changes, a clock runs above.
 *
 * What is not reached yet is veiled; what is has its sign at the upper left corner as on a still
 * chart, an outline in the sign's colour that is seen from afar, and how late it is at the upper
 * right one. */
#include "chart/flow_film.h"

#include "chart/legend.h"

enum { OUTLINE = 1100, VEIL = 55, NOTE_PADDING = 700 };

/* One scene for each state, which all nodes show. */
typedef struct stage {
    toc_flow_chart *chart;
    toc_scene *signs[TOC_FLOW_STATE_COUNT];
} stage;

/* ── nodes ───────────────────────────────────────────────────────────────── */

static const toc_scene *sign_of(stage *it, toc_flow_state state)
{
    toc_canvas *canvas = it->chart->canvas;
    toc_scene **own = &it->signs[state];

    if (!*own) {
        *own = toc_scene_new(canvas->arena, canvas->scene->lang);
        (*own)->width = (*own)->height = TOC_SIGN + 2 * TOC_LINE;
        toc_flow_sign(*own, canvas->theme, state, TOC_LINE, TOC_LINE);
    }
    return *own;
}

static void draw_sign(stage *it, toc_flow_state state, toc_rect at)
{
    const toc_scene *sign = sign_of(it, state);
    toc_um outside = TOC_SIGN_OUTSIDE + TOC_LINE;

    toc_scene_part(it->chart->canvas->scene, sign, (toc_rect){0, 0, sign->width, sign->height},
                   (toc_rect){at.x - outside, at.y - outside, sign->width, sign->height});
}

/* At the upper right corner, where no line arrives; of a diamond beside its sign, where it leaves
 * room. */
static void draw_note(stage *it, const toc_flow_node *node, const toc_flow_act *act, toc_rect at)
{
    toc_canvas *canvas = it->chart->canvas;
    toc_face_text note = toc_canvas_set(canvas, act->note, TOC_SIZE_SMALL, true, 0);
    toc_rect plate = {at.x + at.width + NOTE_PADDING - note.width, at.y - TOC_SIGN_OUTSIDE,
                      note.width + 2 * NOTE_PADDING, note.height + NOTE_PADDING};

    if (note.count == 0)
        return;
    if (node->kind == TOC_FLOW_DECISION)
        plate.x = at.x - TOC_SIGN_OUTSIDE + TOC_SIGN + NOTE_PADDING;
    toc_scene_box(canvas->scene, plate, NOTE_PADDING,
                  (toc_pen){.stroke = canvas->theme->paper,
                            .fill = toc_flow_sign_colour(canvas->theme, act->state),
                            .width = TOC_LINE});
    toc_canvas_left(canvas, &note, canvas->theme->paper, plate.x + NOTE_PADDING,
                    plate.y + NOTE_PADDING / 2);
}

static bool is_veiled(toc_flow_state state)
{
    return state == TOC_FLOW_NOT_REACHED || state == TOC_FLOW_DEAD || state == TOC_FLOW_SKIPPED;
}

static void draw_act(stage *it, const toc_flow_node *node, const toc_flow_act *act)
{
    const toc_theme *theme = it->chart->canvas->theme;
    toc_pen pen = {
        .stroke = toc_flow_sign_colour(theme, act->state), .fill = TOC_NO_COLOUR, .width = OUTLINE};
    toc_rect at = toc_flow_chart_place(it->chart, node->index);

    if (is_veiled(act->state))
        pen = (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->paper, .veil = VEIL};
    toc_flow_chart_draw_outline(it->chart, node->index, pen);
    if (act->state != TOC_FLOW_NOT_REACHED) /* the veil is enough */
        draw_sign(it, act->state, at);
    draw_note(it, node, act, at);
}

const toc_scene_act *toc_flow_film_act(toc_arena *arena, toc_ms at, int64_t begin, int64_t end)
{
    toc_scene_act *act = TOC_NEW(arena, toc_scene_act);

    *act = (toc_scene_act){.kind = TOC_ACT_SEEN, .begin = begin, .end = end, .tells = at};
    return act;
}

/* As in the chart: what is not reached has no sign but the veil. */
static void explain(stage *it, toc_flow_state state)
{
    toc_canvas *canvas = it->chart->canvas;
    toc_scene *sample;

    if (state != TOC_FLOW_NOT_REACHED) {
        toc_flow_explain_state(it->chart, state);
        return;
    }
    sample = toc_canvas_explain(canvas, toc_flow_state_legend(it->chart, state));
    if (sample)
        toc_sample_box(sample, 0,
                       (toc_pen){.stroke = canvas->theme->rule,
                                 .fill = canvas->theme->paper,
                                 .width = TOC_LINE});
}

/* One act after the other. */
static void draw_node(stage *it, const toc_flow_node *node)
{
    toc_canvas *canvas = it->chart->canvas;

    toc_scene_open(canvas->scene, TOC_ROLE_NONE, node->key, NULL, NULL);
    for (uint32_t i = 0; i < node->mark.act_count; i++) {
        const toc_flow_act *act = &node->mark.acts[i];
        const char *word = toc_flow_state_word(it->chart, act->state);
        int64_t end = i + 1 < node->mark.act_count ? act[1].begin : TOC_ACT_LASTS;

        if (act->note)
            word = toc_arena_printf(canvas->arena, "%s %s", word, act->note);
        toc_scene_open_act(canvas->scene,
                           toc_flow_film_act(canvas->arena, act->at, act->begin, end), word);
        draw_act(it, node, act);
        toc_scene_close(canvas->scene);
        explain(it, act->state);
    }
    toc_scene_close(canvas->scene);
}

/* ── the whole ───────────────────────────────────────────────────────────── */

void toc_flow_chart_play(toc_flow_chart *chart)
{
    toc_canvas *canvas = chart->canvas;
    stage it = {.chart = chart};
    toc_scene *shown = canvas->scene;
    toc_scene *film = toc_scene_new(canvas->arena, shown->lang);

    for (uint32_t i = 0; i < chart->flow->nodes.count; i++) {
        if (chart->flow->nodes.items[i]->mark.act_count > 0)
            draw_node(&it, chart->flow->nodes.items[i]);
    }
    film->width = shown->width;
    film->paper = shown->paper;
    film->film = chart->flow->play->length;
    canvas->scene = film;
    film->height = toc_flow_film_draw_head(chart);
    toc_scene_part(film, shown, (toc_rect){0, 0, shown->width, shown->height},
                   (toc_rect){0, film->height, shown->width, shown->height});
    film->height += shown->height;
}
