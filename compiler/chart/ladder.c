/* ladder.c - the grades of a plan as bands, least severe on top, with their end below. */
#include "chart/ladder.h"

#include <string.h>

#include "base/utf8.h"
#include "chart/views.h"
#include "machine/machine.h"

enum {
    WIDTH = TOC_LADDER_WAYS + TOC_LADDER_GRADE + TOC_LADDER_WHEN + TOC_LADDER_WHO +
            TOC_LADDER_STARTS + TOC_LADDER_TELLS,
    CELL = 3000, /* free space inside the edges of a cell */
    NUMERAL = 13 * TOC_MM,
    TITLE = 6500,
    BETWEEN = 10 * TOC_MM, /* panels */
    REACH = 6500,          /* of an arrow over the edge of a band */
    RAISE_X = 13 * TOC_MM,
    LOWER_X = 17 * TOC_MM,
    END_X = 47 * TOC_MM,
    LEAST_BAND = 30 * TOC_MM
};

/* ── heads ───────────────────────────────────────────────────────────────── */

typedef struct column {
    toc_um x, width;
    toc_word word;
} column;

static const column columns[] = {
    {TOC_LADDER_WAYS, TOC_LADDER_GRADE, TOC_WORD_LADDER_GRADE},
    {TOC_LADDER_WAYS + TOC_LADDER_GRADE, TOC_LADDER_WHEN, TOC_WORD_LADDER_WHEN},
    {TOC_LADDER_WAYS + TOC_LADDER_GRADE + TOC_LADDER_WHEN, TOC_LADDER_WHO, TOC_WORD_LADDER_WHO},
    {TOC_LADDER_WAYS + TOC_LADDER_GRADE + TOC_LADDER_WHEN + TOC_LADDER_WHO, TOC_LADDER_STARTS,
     TOC_WORD_LADDER_STARTS},
    {TOC_LADDER_WAYS + TOC_LADDER_GRADE + TOC_LADDER_WHEN + TOC_LADDER_WHO + TOC_LADDER_STARTS,
     TOC_LADDER_TELLS, TOC_WORD_LADDER_TOLD},
};
#define HEIGHT_MOST  (1000 * 1000 * TOC_MM)
#define COLUMN_COUNT (sizeof columns / sizeof columns[0])

/* The ladder's own title, where it has one or is not alone. */
static toc_um draw_title(const toc_ladder_chart *chart, toc_um y)
{
    toc_canvas *canvas = chart->canvas;
    toc_title title = toc_wording_title(chart->w, &chart->ladder->base);
    toc_passage text = toc_passage_of(canvas, WIDTH - TOC_LADDER_WAYS);

    if (chart->ladder->is_unnamed && !chart->ladder->base.title)
        return 0;
    toc_passage_title(&text, title, (toc_style){TOC_SIZE_HEAD, true, canvas->theme->ink});
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, chart->ladder->base.full, title.first, NULL);
    toc_passage_draw(&text, TOC_LADDER_WAYS, y);
    toc_scene_close(canvas->scene);
    return text.height + 2 * TOC_PADDING;
}

static toc_um draw_head(const toc_ladder_chart *chart, toc_um y)
{
    toc_canvas *canvas = chart->canvas;
    const toc_theme *theme = canvas->theme;
    toc_passage texts[COLUMN_COUNT];
    toc_um height = 0;

    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        texts[i] = toc_passage_of(canvas, columns[i].width - 2 * CELL);
        toc_passage_title(&texts[i], toc_word_title(chart->w, columns[i].word),
                          (toc_style){TOC_SIZE_LARGE, true, theme->on_head});
        if (texts[i].height > height)
            height = texts[i].height;
    }
    height += 2 * TOC_PADDING;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        toc_scene_open(canvas->scene, TOC_ROLE_LANE, NULL, NULL, NULL);
        toc_scene_box(canvas->scene, (toc_rect){columns[i].x, y, columns[i].width, height}, 0,
                      (toc_pen){.stroke = theme->paper, .fill = theme->head, .width = TOC_LINE});
        toc_passage_draw(&texts[i], columns[i].x + CELL, y + TOC_PADDING);
        toc_scene_close(canvas->scene);
    }
    return height;
}

/* ── bands ───────────────────────────────────────────────────────────────── */

typedef struct band {
    const char *id;
    toc_span span; /* where it was written */
    toc_tint tint;
    toc_passage cells[COLUMN_COUNT];
    toc_um y, height;
} band;

static toc_word colour_word(toc_colour colour)
{
    static const toc_word words[TOC_COLOUR_COUNT] = {
        [TOC_COLOUR_GREEN] = TOC_WORD_COLOUR_GREEN,   [TOC_COLOUR_BLUE] = TOC_WORD_COLOUR_BLUE,
        [TOC_COLOUR_YELLOW] = TOC_WORD_COLOUR_YELLOW, [TOC_COLOUR_ORANGE] = TOC_WORD_COLOUR_ORANGE,
        [TOC_COLOUR_RED] = TOC_WORD_COLOUR_RED,       [TOC_COLOUR_PURPLE] = TOC_WORD_COLOUR_PURPLE,
        [TOC_COLOUR_BLACK] = TOC_WORD_COLOUR_BLACK,   [TOC_COLOUR_WHITE] = TOC_WORD_COLOUR_WHITE,
        [TOC_COLOUR_GREY] = TOC_WORD_COLOUR_GREY,
    };

    return words[colour];
}

/* A numeral is read from afar; where a grade's name is a word, its title is. */
static bool is_numeral(const char *name)
{
    return toc_utf8_count(name, strlen(name)) <= 4;
}

/* As large as the longest word fits: a word that is broken reads badly. */
static toc_um title_size(toc_canvas *canvas, const char *title, toc_um width)
{
    const char *longest = "";
    size_t most = 0;

    for (const char *at = title; *at;) {
        size_t size = strcspn(at, " -");

        if (size > most && (unsigned char)*at < 0x80) { /* others break anywhere */
            most = size;
            longest = at;
        }
        at += size + (at[size] != '\0');
    }
    longest = toc_arena_copy(canvas->arena, longest, most);
    return toc_canvas_set(canvas, longest, TITLE, true, 0).width <= width ? TITLE : TOC_SIZE_LARGE;
}

/* Numeral, word, colour: the grade stays readable when its colour is not. */
static toc_passage grade_cell(const toc_ladder_chart *chart, const toc_plan_level *level,
                              const toc_tint *tint)
{
    toc_canvas *canvas = chart->canvas;
    toc_passage text = toc_passage_of(canvas, TOC_LADDER_GRADE - 2 * CELL);
    const char *name = toc_symbol_text(chart->plan->names, level->base.name);
    toc_style small = {TOC_SIZE_SMALL, false, tint->on_strong};
    bool is_short = is_numeral(name);
    toc_title title = toc_wording_title(chart->w, &level->base);

    if (is_short)
        toc_passage_add(&text, name, (toc_style){NUMERAL, true, tint->on_strong});
    if (level->base.title || !is_short)
        toc_passage_title(
            &text, toc_wording_title(chart->w, &level->base),
            (toc_style){is_short ? TOC_SIZE_LARGE : title_size(canvas, title.first, text.width),
                        true, tint->on_strong});
    if (level->base.title && !is_short && !toc_grade_is_called(name))
        toc_passage_add(&text, name, small);
    for (uint32_t i = 0; i < level->aliases.count; i++)
        toc_passage_add(&text, toc_wording_text(chart->w, level->aliases.items[i], NULL).first,
                        small);
    if (level->colour != TOC_COLOUR_NONE) {
        toc_passage_gap(&text, 1000);
        toc_passage_add(&text, toc_word_both(chart->w, colour_word(level->colour)), small);
    }
    return text;
}

static band band_of(const toc_ladder_chart *chart, const toc_plan_level *level)
{
    band b = {.id = level->base.full,
              .span = level->base.span,
              .tint = *toc_theme_tint(chart->canvas->theme, level->colour)};

    if (level->colour == TOC_COLOUR_NONE)
        b.tint.weak = chart->canvas->theme->ground[level->rank % 2];
    b.cells[0] = grade_cell(chart, level, &b.tint);
    b.cells[1] = toc_ladder_when(chart, level);
    b.cells[2] = toc_ladder_who(chart, level);
    b.cells[3] = toc_ladder_starts(chart, level);
    b.cells[4] = toc_ladder_tells(chart, level);
    return b;
}

static band end_band(const toc_ladder_chart *chart)
{
    toc_canvas *canvas = chart->canvas;
    band b = {.id = toc_arena_printf(canvas->arena, "end.%s", chart->ladder->base.full),
              .span = chart->ladder->end_span,
              .tint = canvas->theme->plain};

    b.tint.weak = canvas->theme->paper;
    b.cells[0] = toc_passage_of(canvas, TOC_LADDER_GRADE - 2 * CELL);
    toc_passage_title(&b.cells[0], toc_word_title(chart->w, TOC_WORD_END_OF_INCIDENT),
                      (toc_style){TITLE, true, b.tint.on_strong});
    b.cells[1] = toc_ladder_end_when(chart);
    b.cells[2] = toc_ladder_end_who(chart);
    b.cells[3] = toc_ladder_starts(chart, NULL);
    b.cells[4] = toc_ladder_tells(chart, NULL);
    return b;
}

static bool has_end(const band *end)
{
    for (size_t i = 1; i < COLUMN_COUNT; i++) {
        if (end->cells[i].height > 0)
            return true;
    }
    return false;
}

/* Opens the group too. */
static void draw_grounds(const toc_ladder_chart *chart, const band *b)
{
    toc_canvas *canvas = chart->canvas;
    toc_um right = WIDTH - TOC_LADDER_WAYS - TOC_LADDER_GRADE;
    toc_um ground_x = TOC_LADDER_WAYS + TOC_LADDER_GRADE;

    toc_scene_open(canvas->scene, TOC_ROLE_BAND, b->id, NULL,
                   toc_canvas_source_link(canvas, chart->plan, b->span));
    toc_scene_box(canvas->scene, (toc_rect){ground_x, b->y, right, b->height}, 0,
                  (toc_pen){.stroke = b->tint.strong, .fill = b->tint.weak, .width = 400});
    toc_scene_box(canvas->scene, (toc_rect){TOC_LADDER_WAYS, b->y, TOC_LADDER_GRADE, b->height}, 0,
                  (toc_pen){.stroke = canvas->theme->paper, .fill = b->tint.strong, .width = 400});
}

static void draw_band(const toc_ladder_chart *chart, const band *b)
{
    toc_canvas *canvas = chart->canvas;

    draw_grounds(chart, b);
    for (size_t i = 2; i < COLUMN_COUNT; i++)
        toc_scene_rule(canvas->scene, (toc_spot){columns[i].x, b->y + 1500},
                       (toc_spot){columns[i].x, b->y + b->height - 1500},
                       (toc_pen){.stroke = canvas->theme->rule, .width = 200});
    toc_passage_draw_centred(&b->cells[0], columns[0].x + CELL,
                             b->y + (b->height - b->cells[0].height) / 2);
    for (size_t i = 1; i < COLUMN_COUNT; i++)
        toc_passage_draw(&b->cells[i], columns[i].x + CELL, b->y + CELL);
    toc_scene_close(canvas->scene);
}

static void place_band(band *b, toc_um y, toc_um least)
{
    b->y = y;
    b->height = least;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (b->cells[i].height + 2 * CELL > b->height)
            b->height = b->cells[i].height + 2 * CELL;
    }
}

/* ── ways between grades ─────────────────────────────────────────────────── */

static toc_pen way_pen(const toc_canvas *canvas, toc_um dash)
{
    return (toc_pen){
        .stroke = canvas->theme->ink, .fill = TOC_NO_COLOUR, .width = 500, .dash = dash};
}

static void draw_arrow(const toc_ladder_chart *chart, const char *id, toc_um x, toc_um from,
                       toc_um to, toc_um dash)
{
    toc_canvas *canvas = chart->canvas;
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 2);

    spots[0] = (toc_spot){x, from};
    spots[1] = (toc_spot){x, to};
    toc_scene_open(canvas->scene, TOC_ROLE_EDGE, id, NULL, NULL);
    toc_scene_line(canvas->scene, spots, 2, TOC_HEAD, way_pen(canvas, dash));
    toc_scene_close(canvas->scene);
}

static void draw_way_label(const toc_ladder_chart *chart, const char *text, toc_um x, toc_um width,
                           toc_um middle, bool is_right)
{
    toc_canvas *canvas = chart->canvas;
    toc_face_text set = toc_canvas_set(canvas, text, TOC_SIZE_SMALL, false, width);
    toc_um top = middle - set.height / 2;

    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, NULL, NULL, NULL);
    if (is_right)
        toc_canvas_right(canvas, &set, canvas->theme->ink, x + width, top);
    else
        toc_canvas_left(canvas, &set, canvas->theme->ink, x, top);
    toc_scene_close(canvas->scene);
}

static const char *lower_text(const toc_ladder_chart *chart)
{
    const char *after = toc_wording_length(chart->w, chart->ladder->lower.value);

    return after ? toc_wording_fill(chart->w, TOC_WORD_LADDER_LOWER_AFTER,
                                    toc_unbroken(chart->canvas->arena, after), NULL)
                 : toc_wording_word(chart->w, TOC_WORD_LADDER_LOWER);
}

/* Over the edge between a grade and the next more severe one: down to raise, up to lower. */
static void draw_ways(const toc_ladder_chart *chart, const band *upper, const band *lower)
{
    toc_arena *arena = chart->canvas->arena;
    toc_um edge = lower->y;

    draw_arrow(chart, toc_arena_printf(arena, "%s -> %s", upper->id, lower->id), RAISE_X,
               edge - REACH, edge + REACH, 0);
    draw_arrow(chart, toc_arena_printf(arena, "%s -> %s", lower->id, upper->id), LOWER_X,
               edge + REACH, edge - REACH, 1400);
    draw_way_label(chart, toc_wording_word(chart->w, TOC_WORD_LADDER_RAISE), 0, RAISE_X - 1500,
                   edge, true);
    draw_way_label(chart, lower_text(chart), LOWER_X + 1500, END_X - LOWER_X - 3000, edge, false);
}

/* One line that all grades lead to: whatever the grade, it ends there. */
static void draw_end_ways(const toc_ladder_chart *chart, const band *bands, uint32_t count,
                          const band *end)
{
    toc_canvas *canvas = chart->canvas;
    toc_um to = end->y + end->height / 2;

    for (uint32_t i = 0; i < count; i++) {
        toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 4);

        spots[0] = (toc_spot){TOC_LADDER_WAYS, bands[i].y + bands[i].height / 2};
        spots[1] = (toc_spot){END_X, spots[0].y};
        spots[2] = (toc_spot){END_X, to};
        spots[3] = (toc_spot){TOC_LADDER_WAYS, to};
        toc_scene_open(canvas->scene, TOC_ROLE_EDGE,
                       toc_arena_printf(canvas->arena, "%s -> %s", bands[i].id, end->id), NULL,
                       NULL);
        toc_scene_line(canvas->scene, spots, 4, TOC_HEAD, way_pen(canvas, 0));
        toc_scene_close(canvas->scene);
    }
    draw_way_label(chart, toc_wording_word(chart->w, TOC_WORD_LADDER_END), 0, END_X - 1500, to,
                   true);
}

/* ── the legend ──────────────────────────────────────────────────────────── */

static void explain_line(const toc_ladder_chart *chart, toc_word word, bool is_up, toc_um dash)
{
    toc_canvas *canvas = chart->canvas;
    toc_scene *sample = toc_canvas_explain(canvas, toc_word_both(chart->w, word));
    toc_spot *spots;

    if (!sample)
        return;
    spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 2);
    spots[is_up ? 1 : 0] = (toc_spot){TOC_SAMPLE_WIDTH / 2, 200};
    spots[is_up ? 0 : 1] = (toc_spot){TOC_SAMPLE_WIDTH / 2, TOC_SAMPLE_HEIGHT - 200};
    toc_scene_line(sample, spots, 2, TOC_HEAD, way_pen(canvas, dash));
}

static void explain_end(const toc_ladder_chart *chart)
{
    toc_canvas *canvas = chart->canvas;
    toc_scene *sample =
        toc_canvas_explain(canvas, toc_word_both(chart->w, TOC_WORD_LADDER_END_LONG));
    toc_spot *spots;

    if (!sample)
        return;
    spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 4);
    spots[0] = (toc_spot){TOC_SAMPLE_WIDTH - 1000, 800};
    spots[1] = (toc_spot){3000, 800};
    spots[2] = (toc_spot){3000, TOC_SAMPLE_HEIGHT - 1200};
    spots[3] = (toc_spot){TOC_SAMPLE_WIDTH - 1000, TOC_SAMPLE_HEIGHT - 1200};
    toc_scene_line(sample, spots, 4, TOC_HEAD, way_pen(canvas, 0));
}

static void explain(const toc_ladder_chart *chart, bool is_ending)
{
    if (chart->ladder->levels.count > 1) {
        explain_line(chart, TOC_WORD_LADDER_RAISE_LONG, false, 0);
        explain_line(chart, TOC_WORD_LADDER_LOWER_LONG, true, 1400);
    }
    if (is_ending)
        explain_end(chart);
}

/* ── a ladder ────────────────────────────────────────────────────────────── */

static toc_um draw_bands(const toc_ladder_chart *chart, band *bands, toc_um y, uint32_t *out_count)
{
    uint32_t count = 0;

    for (; count < chart->ladder->levels.count && y < HEIGHT_MOST; count++) {
        bands[count] = band_of(chart, chart->ladder->levels.items[count]);
        place_band(&bands[count], y, LEAST_BAND);
        draw_band(chart, &bands[count]);
        y += bands[count].height;
    }
    *out_count = count;
    return y;
}

static toc_um draw_ladder(const toc_ladder_chart *chart, toc_um y)
{
    uint32_t count;
    band *bands = TOC_NEW_ARRAY(chart->canvas->arena, band, chart->ladder->levels.count + 1u);
    band end = end_band(chart);

    y += draw_title(chart, y);
    y += draw_head(chart, y);
    y = draw_bands(chart, bands, y, &count);
    for (uint32_t i = 0; i + 1 < count; i++)
        draw_ways(chart, &bands[i], &bands[i + 1]);
    explain(chart, has_end(&end));
    if (!has_end(&end))
        return y;
    place_band(&end, y + TOC_PADDING, LEAST_BAND);
    draw_band(chart, &end);
    draw_end_ways(chart, bands, count, &end);
    return end.y + end.height;
}

/* ── approvals ───────────────────────────────────────────────────────────── */

/* What somebody has to approve whatever the grade, below the ladders. */
static toc_um draw_approvals(const toc_ladder_chart *chart, toc_um y)
{
    toc_canvas *canvas = chart->canvas;
    band b = {.id = "approvals", .tint = canvas->theme->plain};
    uint32_t left_out;
    toc_um x = TOC_LADDER_WAYS + TOC_LADDER_GRADE;
    toc_um width = (WIDTH - x) / (toc_um)(COLUMN_COUNT - 1);

    b.tint.weak = canvas->theme->paper;
    b.cells[0] = toc_passage_of(canvas, TOC_LADDER_GRADE - 2 * CELL);
    toc_passage_title(&b.cells[0], toc_word_title(chart->w, TOC_WORD_LADDER_APPROVALS),
                      (toc_style){TOC_SIZE_LARGE, true, b.tint.on_strong});
    toc_passage_title(&b.cells[0], toc_word_title(chart->w, TOC_WORD_LADDER_ANY_GRADE),
                      (toc_style){TOC_SIZE_SMALL, false, b.tint.on_strong});
    for (size_t i = 1; i < COLUMN_COUNT; i++)
        b.cells[i] = toc_passage_of(canvas, width - 2 * CELL);
    left_out = toc_ladder_approvals(chart, &b.cells[1], COLUMN_COUNT - 1);
    if (left_out > 0)
        toc_passage_add(&b.cells[COLUMN_COUNT - 1],
                        toc_wording_fill(chart->w, TOC_WORD_REPORTS_MORE,
                                         toc_arena_printf(canvas->arena, "%u", (unsigned)left_out),
                                         NULL),
                        toc_style_bold(canvas));
    if (!has_end(&b))
        return y;
    place_band(&b, y + BETWEEN, 0);
    draw_grounds(chart, &b);
    toc_passage_draw_centred(&b.cells[0], TOC_LADDER_WAYS + CELL,
                             b.y + (b.height - b.cells[0].height) / 2);
    for (size_t i = 1; i < COLUMN_COUNT; i++)
        toc_passage_draw(&b.cells[i], x + (toc_um)(i - 1) * width + CELL, b.y + CELL);
    toc_scene_close(canvas->scene);
    return b.y + b.height;
}

void toc_draw_ladder(toc_canvas *canvas, const toc_view_input *input)
{
    toc_ladder_chart chart = {.canvas = canvas, .plan = input->plan, .w = &input->wording};
    toc_um y = 0;

    if (input->plan->ladders.count == 0) {
        toc_draw_notice(canvas, &input->wording, TOC_WORD_LADDER_NONE);
        return;
    }
    for (uint32_t i = 0; i < input->plan->ladders.count; i++) {
        chart.ladder = input->plan->ladders.items[i];
        chart.up = TOC_NEW(canvas->arena, toc_ladder_up);
        y = draw_ladder(&chart, y + (i > 0 ? BETWEEN : 0));
        if (y > HEIGHT_MOST)
            break; /* no sheet is so high */
    }
    y = draw_approvals(&chart, y);
    canvas->scene->width = WIDTH + TOC_LINE;
    canvas->scene->height = y + TOC_LINE;
}
