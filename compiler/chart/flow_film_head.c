/* flow_film_head.c - above a chart that plays: the time, how far the film is, the grades declared.
 *
 * Drawn in its natural size and then enlarged to the chart's width.  From left to right: the time
 * of the drill, the bar with times of the drill below it, a plate for each ladder; below each other
 * where the chart is narrow. */
#include "chart/flow_film.h"

#include <string.h>

enum {
    NATURAL = 420 * TOC_MM, /* a chart so wide has it in its natural size */
    MOST_SCALE = 4,
    GAP = 6 * TOC_MM,
    NARROW = 190 * TOC_MM, /* less is too narrow for all side by side */
    CLOCK = 58 * TOC_MM,
    PLATE = 62 * TOC_MM,
    BAR = 5 * TOC_MM,
    TICK = 1200,
    VEIL = 25,
    SHORT_NAME = 6,       /* bytes of a grade's name that stands beside its title */
    READING = 100000,     /* the clock is read ten times a second of the film */
    MOST_READINGS = 1200, /* of a long film less often */
    MOST_TICKS = 12
};

typedef struct head {
    toc_flow_chart *chart;
    toc_canvas *canvas;
    const toc_film_play *play;
    const toc_wording *wording;
} head;

/* In two languages where the titles are. */
static const char *word_of(const head *it, toc_word word)
{
    return toc_word_both(it->wording, word);
}

static const toc_scene_act *act_of(const head *it, toc_ms at, int64_t begin, int64_t end)
{
    return toc_flow_film_act(it->canvas->arena, at, begin, end);
}

/* ── the clock ───────────────────────────────────────────────────────────── */

/* `03:45`, after a day `2 d  03:45`; with seconds where the film is slow. */
static const char *time_text(const head *it, toc_ms at, bool has_seconds)
{
    toc_ms days = at / TOC_DAY * TOC_DAY;
    unsigned seconds = (unsigned)((at - days) / TOC_SECOND);
    const char *text =
        toc_arena_printf(it->canvas->arena, "%02u:%02u", seconds / 3600, seconds / 60 % 60);

    if (has_seconds)
        text = toc_arena_printf(it->canvas->arena, "%s:%02u", text, seconds % 60);
    return days == 0 ? text
                     : toc_arena_printf(it->canvas->arena, "%s  %s",
                                        toc_wording_length(it->wording, (toc_duration){.ms = days}),
                                        text);
}

static void draw_reading(head *it, toc_ms at, int64_t begin, int64_t end, toc_um top)
{
    toc_face_text text =
        toc_canvas_set(it->canvas, time_text(it, at, it->play->speed < 30), TOC_SIZE_HEAD, true, 0);

    toc_scene_open_act(it->canvas->scene, act_of(it, at, begin, end), NULL);
    toc_canvas_left(it->canvas, &text, it->canvas->theme->ink, 0, top);
    toc_scene_close(it->canvas->scene);
}

static toc_um draw_clock(head *it, toc_um top)
{
    toc_ms unit = it->play->speed < 30 ? TOC_SECOND : TOC_MINUTE;
    int64_t length = it->play->length;
    int64_t step = length / MOST_READINGS > READING ? length / MOST_READINGS : READING;
    toc_face_text label =
        toc_canvas_set(it->canvas, word_of(it, TOC_WORD_FILM_SINCE), TOC_SIZE_SMALL, false, CLOCK);
    toc_um y = top + toc_canvas_left(it->canvas, &label, it->canvas->theme->faint, 0, top);
    toc_ms shown = 0;
    int64_t begin = 0;

    for (int64_t time = step; time < length; time += step) {
        toc_ms at = toc_film_play_at(it->play, time) / unit * unit;
        if (at == shown)
            continue;
        draw_reading(it, shown, begin, time, y);
        shown = at;
        begin = time;
    }
    if (it->play->film->end / unit * unit != shown && begin < length) {
        draw_reading(it, shown, begin, length, y);
        shown = it->play->film->end / unit * unit;
        begin = length;
    }
    draw_reading(it, shown, begin, TOC_ACT_LASTS, y);
    return y + TOC_SIZE_HEAD * 3 / 2 - top;
}

/* ── the bar ─────────────────────────────────────────────────────────────── */

static toc_um place_on(const head *it, int64_t time, toc_um width)
{
    return (toc_um)(time / 1000 * width / (it->play->length / 1000));
}

/* Times of the drill below the bar, wherever one finds room, each a round one. */
static toc_ms tick_step(const toc_film_play *play)
{
    static const int32_t minutes[] = {1,   2,   5,   10,  15,   30,   60,
                                      120, 240, 360, 720, 1440, 2880, 10080};
    size_t i = 0;
    toc_ms most = play->length / 1000 * play->speed / MOST_TICKS;

    while (i + 1 < sizeof minutes / sizeof minutes[0] && minutes[i] * TOC_MINUTE < most)
        i++;
    return minutes[i] * TOC_MINUTE;
}

/* Returns where the next one may begin. */
static toc_um draw_tick(head *it, toc_ms at, toc_rect bar, toc_um from)
{
    toc_canvas *canvas = it->canvas;
    toc_um x = bar.x + place_on(it, toc_film_play_time(it->play, at), bar.width);
    toc_face_text text = toc_canvas_set(canvas, time_text(it, at, false), TOC_SIZE_SMALL, false, 0);
    toc_um left = x - text.width / 2;

    if (left < bar.x)
        left = bar.x;
    if (left < from || left + text.width > bar.x + bar.width)
        return from;
    toc_scene_rule(canvas->scene, (toc_spot){x, bar.y + bar.height},
                   (toc_spot){x, bar.y + bar.height + TICK},
                   (toc_pen){.stroke = canvas->theme->ink, .width = TOC_LINE});
    toc_canvas_left(canvas, &text, canvas->theme->faint, left, bar.y + bar.height + TICK);
    return left + text.width + 2 * TOC_MM;
}

/* Where the film is through with a quiet time quickly. */
static void draw_quiet(head *it, const toc_film_stretch *stretch, toc_rect bar)
{
    toc_um left = bar.x + place_on(it, stretch[0].begin, bar.width);
    toc_um right = bar.x + place_on(it, stretch[1].begin, bar.width);
    toc_pen pen = {
        .stroke = it->canvas->theme->paper, .fill = it->canvas->theme->rule, .width = TOC_LINE};

    toc_scene_box(it->canvas->scene,
                  (toc_rect){left, bar.y + bar.height / 3, right - left, bar.height / 3}, 0, pen);
}

static void explain_quiet(head *it)
{
    toc_scene *sample = toc_canvas_explain(it->canvas, word_of(it, TOC_WORD_FILM_QUIET));
    toc_rect at = {TOC_MM, TOC_SAMPLE_HEIGHT / 2 - BAR / 6, TOC_SAMPLE_WIDTH - 2 * TOC_MM, BAR / 3};

    if (sample)
        toc_scene_box(sample, at, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = it->canvas->theme->rule});
}

static void draw_ticks(head *it, toc_rect bar)
{
    const toc_film_play *play = it->play;
    toc_ms step = tick_step(play);
    toc_um from = draw_tick(it, 0, bar, bar.x);

    for (uint32_t i = 0; i + 1 < play->stretches.count; i++) {
        const toc_film_stretch *stretch = &play->stretches.items[i];
        if (stretch->is_quiet) {
            draw_quiet(it, stretch, bar);
            explain_quiet(it);
            from = draw_tick(it, stretch[1].at, bar, from);
            continue;
        }
        for (toc_ms at = (stretch->at / step + 1) * step; at < stretch[1].at; at += step)
            from = draw_tick(it, at, bar, from);
    }
}

static void draw_again(head *it, toc_um right, toc_um top)
{
    toc_canvas *canvas = it->canvas;
    toc_scene_act *act = TOC_NEW(canvas->arena, toc_scene_act);
    toc_face_text text =
        toc_canvas_set(canvas, word_of(it, TOC_WORD_FILM_AGAIN), TOC_SIZE_SMALL, true, 0);
    toc_um left = right - text.width - 2 * TOC_PADDING - text.height;
    toc_spot *tip = TOC_NEW_ARRAY(canvas->arena, toc_spot, 3);
    toc_um y = top + 500;

    act->kind = TOC_ACT_AGAIN;
    act->end = it->play->length;
    tip[0] = (toc_spot){left + TOC_PADDING, y};
    tip[1] = (toc_spot){left + TOC_PADDING + text.height * 3 / 4, y + text.height / 2 - 250};
    tip[2] = (toc_spot){left + TOC_PADDING, y + text.height - 500};
    toc_scene_open_act(canvas->scene, act, NULL);
    toc_scene_box(
        canvas->scene, (toc_rect){left, top, right - left, text.height + 500}, 600,
        (toc_pen){.stroke = canvas->theme->ink, .fill = canvas->theme->ink, .width = 300});
    toc_scene_shape(canvas->scene, tip, 3,
                    (toc_pen){.stroke = TOC_NO_COLOUR, .fill = canvas->theme->paper});
    toc_canvas_right(canvas, &text, canvas->theme->paper, right - TOC_PADDING, top + 250);
    toc_scene_close(canvas->scene);
}

static const char *speed_text(const head *it)
{
    const char *length =
        toc_wording_length(it->wording, (toc_duration){.ms = (toc_ms)it->play->speed * TOC_SECOND});

    return toc_wording_fill(it->wording, TOC_WORD_FILM_SPEED, length, NULL);
}

/* While it plays the bar grows; at the end it is full. */
static void draw_growth(head *it, toc_rect bar)
{
    toc_scene *scene = it->canvas->scene;
    toc_scene_act *growth = TOC_NEW(it->canvas->arena, toc_scene_act);
    toc_ms end = it->play->film->end;
    toc_pen pen = {.stroke = TOC_NO_COLOUR, .fill = it->canvas->theme->plain.strong, .veil = VEIL};

    growth->kind = TOC_ACT_GROWS;
    growth->end = it->play->length;
    toc_scene_open_act(scene, act_of(it, 0, 0, it->play->length), NULL);
    toc_scene_grow(scene, bar, pen, growth);
    toc_scene_close(scene);
    toc_scene_open_act(scene, act_of(it, end, it->play->length, TOC_ACT_LASTS), NULL);
    toc_scene_box(scene, bar, 0, pen);
    toc_scene_close(scene);
}

static toc_um draw_bar(head *it, toc_um left, toc_um top, toc_um width)
{
    toc_canvas *canvas = it->canvas;
    const toc_theme *theme = canvas->theme;
    toc_face_text speed = toc_canvas_set(canvas, speed_text(it), TOC_SIZE_SMALL, false, width / 2);
    toc_rect bar = {left, top + speed.height + 800, width, BAR};

    toc_canvas_left(canvas, &speed, theme->faint, left, top);
    draw_again(it, left + width, top);
    toc_scene_box(canvas->scene, bar, 0,
                  (toc_pen){.stroke = theme->ink, .fill = theme->paper, .width = TOC_LINE});
    draw_ticks(it, bar);
    draw_growth(it, bar);
    return bar.y + BAR + TICK + 2 * TOC_SIZE_SMALL - top;
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static const char *name_of(const head *it, const toc_plan_level *level)
{
    const char *grade = toc_symbol_text(it->chart->flow->plan->names, level->base.name);
    toc_title title = toc_wording_title(it->wording, &level->base);
    bool is_short = strlen(grade) <= SHORT_NAME;

    if (!title.first || strcmp(title.first, grade) == 0)
        return grade;
    return toc_arena_printf(it->canvas->arena, "%s%s%s%s%s", is_short ? grade : "",
                            is_short ? "  " : "", title.first, title.second ? "  " : "",
                            title.second ? title.second : "");
}

static toc_face_text set_grade(const head *it, const toc_plan_level *level, toc_um width)
{
    return toc_canvas_set(
        it->canvas, level ? name_of(it, level) : word_of(it, TOC_WORD_FILM_NO_GRADE),
        level ? TOC_SIZE_LARGE : TOC_SIZE_NORMAL, level != NULL, width - 2 * TOC_PADDING);
}

static void draw_grade(head *it, const toc_plan_level *level, const toc_scene_act *act, toc_rect at)
{
    const toc_theme *theme = it->canvas->theme;
    toc_tint tint = *toc_theme_tint(theme, level ? level->colour : TOC_COLOUR_NONE);
    toc_face_text text = set_grade(it, level, at.width);
    toc_pen pen = {.stroke = tint.strong,
                   .fill = level ? tint.strong : theme->paper,
                   .width = TOC_LINE,
                   .dash = level ? 0 : TOC_MM};

    toc_scene_open_act(it->canvas->scene, act, NULL);
    toc_scene_box(it->canvas->scene, at, TOC_MM, pen);
    toc_canvas_centre(it->canvas, &text, level ? tint.on_strong : theme->faint, at.x + at.width / 2,
                      at.y + (at.height - text.height) / 2);
    toc_scene_close(it->canvas->scene);
}

/* The height that the largest name of this ladder's grades asks for. */
static toc_um plate_height(const head *it, const toc_plan_ladder *ladder, toc_um width)
{
    toc_um most = set_grade(it, NULL, width).height;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        toc_um own = set_grade(it, ladder->levels.items[i], width).height;
        if (own > most)
            most = own;
    }
    return most + 2 * TOC_PADDING;
}

/* One grade after the other on one plate; its height. */
static toc_um draw_ladder(head *it, const toc_plan_ladder *ladder, toc_um left, toc_um top,
                          toc_um width)
{
    const toc_film *film = it->play->film;
    toc_rect at = {left, top, width, plate_height(it, ladder, width)};
    const toc_plan_level *level = NULL;
    toc_ms since = 0;
    int64_t begin = 0;

    for (uint32_t i = 0; i < film->grades.count; i++) {
        const toc_film_grade *grade = &film->grades.items[i];
        int64_t time = toc_film_play_time(it->play, grade->at);
        if (grade->ladder != ladder || grade->level == level)
            continue;
        if (time > begin)
            draw_grade(it, level, act_of(it, since, begin, time), at);
        level = grade->level;
        since = grade->at;
        begin = time;
    }
    draw_grade(it, level, act_of(it, since, begin, TOC_ACT_LASTS), at);
    return at.height;
}

static toc_um draw_ladders(head *it, toc_um left, toc_um top, toc_um width)
{
    const toc_plan *plan = it->chart->flow->plan;
    toc_um y = top;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];
        if (ladder->levels.count > 0)
            y += draw_ladder(it, ladder, left, y, width) + (i + 1 < plan->ladders.count ? 1000 : 0);
    }
    return y - top;
}

/* ── the whole ───────────────────────────────────────────────────────────── */

static toc_um greater(toc_um a, toc_um b)
{
    return a > b ? a : b;
}

/* Draws on the canvas's scene; the height. */
static toc_um draw_all(head *it, toc_um width)
{
    toc_um plate = it->chart->flow->plan->ladders.count > 0 ? (toc_um)PLATE : 0;

    if (width >= NARROW) {
        toc_um left = CLOCK + GAP;
        toc_um room = width - left - (plate > 0 ? plate + GAP : 0);
        toc_um height = draw_clock(it, 0);
        height = greater(height, draw_bar(it, left, 0, room));
        return greater(height, draw_ladders(it, width - plate, 0, plate));
    }
    toc_um y = draw_clock(it, 0);
    if (plate > 0)
        y += draw_ladders(it, 0, y, plate < width ? plate : width) + GAP / 2;
    return y + draw_bar(it, 0, y, width);
}

toc_um toc_flow_film_draw_head(toc_flow_chart *chart)
{
    toc_canvas *canvas = chart->canvas;
    toc_scene *film = canvas->scene;
    toc_um scale = film->width / (NATURAL / 1000);
    head it = {chart, canvas, chart->flow->play, &chart->flow->wording};
    toc_scene *own = toc_scene_new(canvas->arena, film->lang);

    scale = scale < 1000 ? 1000 : scale > MOST_SCALE * 1000 ? MOST_SCALE * 1000 : scale;
    own->width = (toc_um)((int64_t)film->width * 1000 / scale);
    canvas->scene = own;
    own->height = draw_all(&it, own->width) + GAP / 2;
    canvas->scene = film;
    toc_rect at = {0, 0, film->width, (toc_um)((int64_t)own->height * scale / 1000)};
    toc_scene_part(film, own, (toc_rect){0, 0, own->width, own->height}, at);
    return at.height;
}
