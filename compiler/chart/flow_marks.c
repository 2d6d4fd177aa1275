/* flow_marks.c - signs at the nodes of a flow chart: what changed, or how a drill stands.
 *
 * A sign is a small plate on the upper left corner of its node.  Each state has a shape of its
 * own, drawn and not written, so that it needs no letters and no colour to be told apart. */
#include "chart/flow_chart.h"

#include "chart/passage.h"

enum { PLATE = TOC_SIGN, INSET = 1300, STROKE = 650 };

toc_colour_rgb toc_flow_sign_colour(const toc_theme *theme, toc_flow_state state)
{
    switch (state) {
    case TOC_FLOW_REMOVED:
    case TOC_FLOW_DONE_LATE:
    case TOC_FLOW_OVERDUE:
    case TOC_FLOW_MISSED:
        return theme->alarm;
    case TOC_FLOW_ADDED:
    case TOC_FLOW_DONE:
        return theme->calm;
    case TOC_FLOW_PLAIN:
    case TOC_FLOW_CHANGED:
    case TOC_FLOW_NOT_REACHED:
    case TOC_FLOW_OPEN:
    case TOC_FLOW_RUNNING:
    case TOC_FLOW_SKIPPED:
    case TOC_FLOW_DEAD:
        break;
    }
    return theme->ink;
}

/* What is settled has a full plate, what is not an empty one. */
static bool is_full(toc_flow_state state)
{
    return state != TOC_FLOW_NOT_REACHED && state != TOC_FLOW_OPEN && state != TOC_FLOW_SKIPPED &&
           state != TOC_FLOW_DEAD;
}

/* Strokes in tenths of the plate's inner side, from its upper left corner; a pair below 0 lifts
 * the pen. */
static const int8_t *strokes_of(toc_flow_state state)
{
    static const int8_t none[] = {-1};
    static const int8_t plus[] = {5, 0, 5, 10, -2, 0, 5, 10, 5, -1};
    static const int8_t cross[] = {0, 0, 10, 10, -2, 10, 0, 0, 10, -1};
    static const int8_t delta[] = {5, 0, 10, 10, 0, 10, 5, 0, -1};
    static const int8_t ring[] = {5, 3, 7, 5, 5, 7, 3, 5, 5, 3, -1};
    static const int8_t play[] = {2, 0, 9, 5, 2, 10, 2, 0, -1};
    static const int8_t tick[] = {0, 5, 4, 9, 10, 1, -1};
    static const int8_t tick_and_bar[] = {0, 3, 4, 7, 10, 0, -2, 0, 10, 10, 10, -1};
    static const int8_t clock[] = {5, 0, 5, 6, -2, 5, 9, 5, 10, -1}; /* an exclamation mark */
    static const int8_t chevrons[] = {0, 0, 5, 5, 0, 10, -2, 5, 0, 10, 5, 5, 10, -1};
    static const int8_t bar[] = {0, 5, 10, 5, -1};
    static const int8_t *const all[TOC_FLOW_STATE_COUNT] = {
        [TOC_FLOW_PLAIN] = none,
        [TOC_FLOW_ADDED] = plus,
        [TOC_FLOW_REMOVED] = cross,
        [TOC_FLOW_CHANGED] = delta,
        [TOC_FLOW_NOT_REACHED] = none,
        [TOC_FLOW_OPEN] = ring,
        [TOC_FLOW_RUNNING] = play,
        [TOC_FLOW_DONE] = tick,
        [TOC_FLOW_DONE_LATE] = tick_and_bar,
        [TOC_FLOW_OVERDUE] = clock,
        [TOC_FLOW_MISSED] = cross,
        [TOC_FLOW_SKIPPED] = chevrons,
        [TOC_FLOW_DEAD] = bar,
    };

    return all[state];
}

static void draw_strokes(toc_scene *scene, const int8_t *at, toc_um x, toc_um y, toc_pen pen)
{
    toc_um side = PLATE - 2 * INSET;

    while (*at >= 0) {
        toc_spot *spots = TOC_NEW_ARRAY(scene->arena, toc_spot, 8);
        uint32_t count = 0;

        for (; *at >= 0; at += 2)
            spots[count++] = (toc_spot){x + at[0] * side / 10, y + at[1] * side / 10};
        toc_scene_line(scene, spots, count, 0, pen);
        at += *at == -2; /* the pen is lifted, and goes on */
    }
}

void toc_flow_sign(toc_scene *scene, const toc_theme *theme, toc_flow_state state, toc_um x,
                   toc_um y)
{
    toc_colour_rgb colour = toc_flow_sign_colour(theme, state);
    bool has_ground = is_full(state);
    toc_pen plate = {.stroke = colour,
                     .fill = has_ground ? colour : theme->paper,
                     .width = TOC_LINE,
                     .dash = state == TOC_FLOW_NOT_REACHED ? 600 : 0};
    toc_pen pen = {
        .stroke = has_ground ? theme->paper : colour, .fill = TOC_NO_COLOUR, .width = STROKE};

    toc_scene_box(scene, (toc_rect){x, y, PLATE, PLATE}, PLATE / 5, plate);
    draw_strokes(scene, strokes_of(state), x + INSET, y + INSET, pen);
}

static toc_word word_of(toc_flow_state state)
{
    return (toc_word)(TOC_WORD_STATE_ADDED + (state - TOC_FLOW_ADDED));
}

const char *toc_flow_state_word(const toc_flow_chart *chart, toc_flow_state state)
{
    return toc_wording_word(&chart->flow->wording, word_of(state));
}

const char *toc_flow_state_legend(const toc_flow_chart *chart, toc_flow_state state)
{
    return toc_word_both(&chart->flow->wording, word_of(state));
}

void toc_flow_explain_state(toc_flow_chart *chart, toc_flow_state state)
{
    toc_canvas *canvas = chart->canvas;
    toc_scene *sample = toc_canvas_explain(canvas, toc_flow_state_legend(chart, state));

    if (sample)
        toc_flow_sign(sample, canvas->theme, state, (TOC_SAMPLE_WIDTH - PLATE) / 2,
                      (TOC_SAMPLE_HEIGHT - PLATE) / 2);
}

static void draw_mark(toc_flow_chart *chart, const toc_flow_node *node)
{
    toc_scene *scene = chart->canvas->scene;
    toc_rect at = toc_flow_chart_place(chart, node->index);

    toc_scene_open(scene, TOC_ROLE_NONE, NULL, toc_flow_state_word(chart, node->mark.state), NULL);
    toc_flow_sign(scene, chart->canvas->theme, node->mark.state, at.x - TOC_SIGN_OUTSIDE,
                  at.y - TOC_SIGN_OUTSIDE);
    toc_scene_close(scene);
    toc_flow_explain_state(chart, node->mark.state);
}

void toc_flow_chart_draw_marks(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->flow->nodes.count; i++) {
        if (chart->flow->nodes.items[i]->mark.state != TOC_FLOW_PLAIN)
            draw_mark(chart, chart->flow->nodes.items[i]);
    }
}
