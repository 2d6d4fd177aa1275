/* flow_legend.c - explains the shapes, lines and colours that a flow chart really shows. */
#include <string.h>

#include "chart/flow_chart.h"
#include "chart/legend.h"
#include "chart/passage.h"

enum { OUTLINE = 500, DASH = 1200, LINE_DASH = 1600, SHORT_NAME = 6 };

/* ── words ───────────────────────────────────────────────────────────────── */

/* In two languages where the titles are. */
static const char *word_of(const toc_flow_chart *chart, toc_word word)
{
    return toc_word_both(&chart->flow->wording, word);
}

static toc_scene *explain(toc_flow_chart *chart, toc_word word)
{
    return toc_canvas_explain(chart->canvas, word_of(chart, word));
}

/* ── levels ──────────────────────────────────────────────────────────────── */

static bool has_sign(const toc_flow_chart *chart, const toc_flow_band *band, const char *grade)
{
    return toc_flow_chart_grade(chart->flow, band) && strlen(grade) <= SHORT_NAME;
}

/* `III Large`; a long name is said by the title alone. */
static const char *level_label(toc_flow_chart *chart, const toc_flow_band *band, const char *grade)
{
    const char *title = band->title.first;
    const char *second = band->title.second;
    bool has_grade = has_sign(chart, band, grade);

    if (!title)
        return grade;
    return toc_arena_printf(chart->canvas->arena, "%s%s%s%s%s", has_grade ? grade : "",
                            has_grade ? "  " : "", title, second ? "  " : "", second ? second : "");
}

static void explain_level(toc_flow_chart *chart, const toc_flow_band *band)
{
    toc_tint tint = toc_flow_chart_tint(chart, band);
    const char *grade = toc_symbol_text(chart->flow->plan->names, band->level->base.name);
    toc_scene *sample = toc_canvas_explain(chart->canvas, level_label(chart, band, grade));
    toc_pen pen = {.stroke = tint.strong, .fill = tint.strong, .width = TOC_LINE};

    if (sample)
        toc_sample_word(chart->canvas, sample, has_sign(chart, band, grade) ? grade : "", pen,
                        tint.on_strong);
}

/* ── shapes ──────────────────────────────────────────────────────────────── */

typedef enum shape { SLANTED, DIAMOND, PILL, BOX, ROUNDED, DASHED, SIGNPOST, LEVEL, SHAPES } shape;

static shape shape_of(toc_flow_node_kind kind)
{
    switch (kind) {
    case TOC_FLOW_EVENT:
    case TOC_FLOW_MOMENT:
        return SLANTED;
    case TOC_FLOW_DECISION:
        return DIAMOND;
    case TOC_FLOW_START:
    case TOC_FLOW_END:
        return PILL;
    case TOC_FLOW_REPORT:
    case TOC_FLOW_ANNOUNCEMENT:
    case TOC_FLOW_HOP:
        return ROUNDED;
    case TOC_FLOW_RECEIVER:
        return DASHED;
    case TOC_FLOW_ELSEWHERE:
        return SIGNPOST;
    case TOC_FLOW_LEVEL:
        return LEVEL;
    case TOC_FLOW_TRIGGER:
    case TOC_FLOW_FORMATION:
    case TOC_FLOW_APPROVAL:
    case TOC_FLOW_STEP:
    case TOC_FLOW_PROPOSAL:
        break;
    }
    return BOX;
}

static void draw_shape(toc_scene *sample, shape what, toc_pen pen)
{
    switch (what) {
    case SLANTED:
        toc_sample_slanted(sample, pen);
        return;
    case DIAMOND:
        toc_sample_diamond(sample, pen);
        return;
    case PILL:
        toc_sample_box(sample, TOC_SAMPLE_HEIGHT, pen);
        return;
    case ROUNDED:
        toc_sample_box(sample, 2 * TOC_MM, pen);
        return;
    case DASHED:
        pen.dash = DASH;
        toc_sample_box(sample, 2 * TOC_MM, pen);
        return;
    case SIGNPOST:
        toc_sample_signpost(sample, pen);
        return;
    case BOX:
    case LEVEL:
    case SHAPES:
        break;
    }
    toc_sample_box(sample, 0, pen);
}

static void explain_shapes(toc_flow_chart *chart)
{
    static const toc_word words[SHAPES] = {
        [SLANTED] = TOC_WORD_LEGEND_EVENT,     [DIAMOND] = TOC_WORD_LEGEND_DECISION,
        [PILL] = TOC_WORD_LEGEND_ENDS,         [BOX] = TOC_WORD_LEGEND_STEP,
        [ROUNDED] = TOC_WORD_LEGEND_TELLING,   [DASHED] = TOC_WORD_LEGEND_TOLD,
        [SIGNPOST] = TOC_WORD_LEGEND_ELSEWHERE};
    const toc_theme *theme = chart->canvas->theme;
    toc_pen pen = {.stroke = theme->plain.strong, .fill = theme->paper, .width = OUTLINE};
    bool is_there[SHAPES] = {false};

    for (uint32_t i = 0; i < chart->flow->nodes.count; i++)
        is_there[shape_of(chart->flow->nodes.items[i]->kind)] = true;
    for (int what = 0; what < LEVEL; what++) {
        toc_scene *sample = is_there[what] ? explain(chart, words[what]) : NULL;
        pen.fill = what == SIGNPOST ? theme->plain.weak : theme->paper;
        if (sample)
            draw_shape(sample, (shape)what, pen);
    }
}

/* ── lines ───────────────────────────────────────────────────────────────── */

/* What dashed lines mean here; NULL where there is none. */
static const char *dashed_words(toc_flow_chart *chart, const bool *is_there)
{
    static const struct {
        toc_flow_edge_kind kind;
        toc_word word;
    } rows[] = {{TOC_FLOW_EDGE_TELLS, TOC_WORD_LEGEND_REPORT},
                {TOC_FLOW_EDGE_LATE, TOC_WORD_LATE},
                {TOC_FLOW_EDGE_LOOP, TOC_WORD_LEGEND_BACK}};
    toc_arena *arena = chart->canvas->arena;
    const char *text = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!is_there[rows[i].kind])
            continue;
        const char *word = word_of(chart, rows[i].word);
        text = text ? toc_arena_printf(arena, "%s%s%s", text,
                                       toc_wording_word(&chart->flow->wording, TOC_WORD_LIST), word)
                    : word;
    }
    return text;
}

static void explain_lines(toc_flow_chart *chart)
{
    toc_pen pen = {.stroke = chart->canvas->theme->ink, .fill = TOC_NO_COLOUR, .width = TOC_LINE};
    bool is_there[TOC_FLOW_EDGE_KIND_COUNT] = {false};
    const char *dashed;
    toc_scene *sample;

    for (uint32_t i = 0; i < chart->flow->edges.count; i++)
        is_there[chart->flow->edges.items[i]->kind] = true;
    is_there[TOC_FLOW_EDGE_TELLS] |= is_there[TOC_FLOW_EDGE_COPY];
    sample = chart->flow->edges.count > 0 ? explain(chart, TOC_WORD_LEGEND_THEN) : NULL;
    if (sample)
        toc_sample_line(sample, TOC_HEAD, pen);
    dashed = dashed_words(chart, is_there);
    sample = dashed ? toc_canvas_explain(chart->canvas, dashed) : NULL;
    pen.dash = LINE_DASH;
    if (sample)
        toc_sample_line(sample, TOC_HEAD, pen);
}

/* ── deadlines, and all of it ────────────────────────────────────────────── */

static void explain_deadline(toc_flow_chart *chart)
{
    toc_canvas *canvas = chart->canvas;
    const toc_theme *theme = canvas->theme;

    for (uint32_t i = 0; i < chart->flow->nodes.count; i++) {
        toc_scene *sample;
        if (!chart->flow->nodes.items[i]->deadline)
            continue;
        sample = explain(chart, TOC_WORD_LEGEND_DEADLINE);
        if (sample)
            toc_sample_word(canvas, sample, "≤ 2 h",
                            (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->plain.strong},
                            theme->plain.on_strong);
        return;
    }
}

/* A number where the way goes on in another panel, and comes from there. */
static void explain_connectors(toc_flow_chart *chart)
{
    const toc_theme *theme = chart->canvas->theme;
    toc_scene *sample = NULL;

    if (chart->items.count > chart->flow->nodes.count)
        sample = explain(chart, TOC_WORD_LEGEND_CONNECTOR);
    if (sample)
        toc_sample_word(
            chart->canvas, sample, "1 →",
            (toc_pen){.stroke = theme->plain.strong, .fill = theme->plain.weak, .width = TOC_LINE},
            theme->ink);
}

void toc_flow_chart_explain(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->flow->bands.count; i++) {
        if (chart->flow->bands.items[i]->level)
            explain_level(chart, chart->flow->bands.items[i]);
    }
    explain_shapes(chart);
    explain_deadline(chart);
    explain_lines(chart);
    explain_connectors(chart);
}
