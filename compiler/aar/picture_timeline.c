/* picture_timeline.c - each dated duty as a bar, the time that the plan gave, and a mark, what
 * happened: round in time, pointed late, crossed not done, an empty square sent but amiss. */
#include "aar/picture.h"

#include <stdlib.h>

enum {
    NAME_WIDTH = 66 * TOC_MM,
    NOTE_WIDTH = 26 * TOC_MM,
    GAP = 2 * TOC_MM,
    ROW = 5200,
    BAR = 2400,
    MARK = 1300, /* half of it */
    LEGEND_TOP = 1 * TOC_MM,
    AXIS_TOP = 8 * TOC_MM,
    ROWS_TOP = 14 * TOC_MM,
    SENT_AMISS = 100 /* a mark besides those of toc_duty_state */
};

typedef struct row_list {
    const toc_scored **rows;
    uint32_t count;
} row_list;

static bool is_shown(const toc_scored *scored)
{
    return scored->points != TOC_POINTS_NONE && scored->duty.due != TOC_MS_NONE;
}

/* Sent, and wrong, incomplete or in part withheld; late and incomplete is told of as late. */
static bool is_sent_amiss(const toc_scored *scored)
{
    bool is_sent = scored->duty.kind == TOC_DUTY_REPORT &&
                   (scored->duty.state == TOC_DUTY_MET || scored->duty.state == TOC_DUTY_LATE);

    return is_sent &&
           (scored->outcome == TOC_OUTCOME_CONCEALED || scored->outcome == TOC_OUTCOME_FALSE ||
            scored->outcome == TOC_OUTCOME_UNDERSTATED ||
            (scored->outcome == TOC_OUTCOME_OMITTED && scored->duty.state == TOC_DUTY_MET));
}

static bool is_kept(const toc_scored *scored)
{
    return scored->duty.state == TOC_DUTY_MET && !is_sent_amiss(scored);
}

/* Where there are too many, those that were not kept go first; all stand in order of opening. */
static row_list choose(const toc_aar *a, uint32_t *out_left)
{
    uint32_t most = TOC_AAR_ROWS * TOC_AAR_PICTURES;
    row_list list = {TOC_NEW_ARRAY(a->doc->arena, const toc_scored *, most), 0};
    uint32_t amiss = 0;
    uint32_t all = 0;
    uint32_t amiss_room;
    uint32_t kept_room;

    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        const toc_scored *scored = &a->p->score->duties[i];

        all += is_shown(scored);
        amiss += is_shown(scored) && !is_kept(scored);
    }
    amiss_room = amiss < most ? amiss : most;
    kept_room = most - amiss_room;
    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        const toc_scored *scored = &a->p->score->duties[i];
        uint32_t *room = is_kept(scored) ? &kept_room : &amiss_room;

        if (!is_shown(scored) || *room == 0)
            continue;
        --*room;
        list.rows[list.count++] = scored;
    }
    *out_left = all - list.count;
    return list;
}

static toc_ms begin_of(const toc_duty *duty)
{
    return duty->clock == TOC_MS_NONE ? duty->opened : duty->clock;
}

static toc_ms end_of(const toc_duty *duty)
{
    return duty->state == TOC_DUTY_LATE && duty->closed > duty->due ? duty->closed : duty->due;
}

static int by_time(const void *left, const void *right)
{
    toc_ms a = *(const toc_ms *)left;
    toc_ms b = *(const toc_ms *)right;

    return (a > b) - (a < b);
}

/* From when to when most of the rows lie; the few that lie far beyond would press the others flat, so
 * they run out of the picture. */
static void find_span(const toc_aar *a, const toc_scored *const *rows, uint32_t count,
                      toc_picture *out)
{
    toc_ms *ends = TOC_NEW_ARRAY(a->doc->arena, toc_ms, count);
    toc_ms most;
    toc_ms usual;

    out->first = begin_of(&rows[0]->duty);
    for (uint32_t i = 0; i < count; i++) {
        toc_ms begin = begin_of(&rows[i]->duty);

        ends[i] = end_of(&rows[i]->duty);
        out->first = begin < out->first ? begin : out->first;
    }
    qsort(ends, count, sizeof ends[0], by_time);
    out->first = out->first < 0 ? 0 : out->first;
    most = ends[count - 1] - out->first;
    usual = ends[(count - 1) * 4 / 5] - out->first;
    if (most <= 3 * usual)
        usual = most;
    usual = usual < 10 * TOC_MINUTE ? 10 * TOC_MINUTE : usual;
    out->last = out->first + usual + usual / 25;
}

/* ── marks ───────────────────────────────────────────────────────────────── */

static void add_shape(toc_picture *picture, const toc_spot *spots, uint32_t count,
                      toc_colour_rgb colour)
{
    toc_spot *copy = TOC_NEW_ARRAY(picture->arena, toc_spot, count);
    toc_pen pen = {.stroke = TOC_NO_COLOUR, .fill = colour};

    for (uint32_t i = 0; i < count; i++)
        copy[i] = spots[i];
    toc_scene_shape(picture->scene, copy, count, pen);
}

static void add_mark(toc_picture *picture, uint32_t state, toc_spot at)
{
    toc_rect box = {at.x - MARK, at.y - MARK, 2 * MARK, 2 * MARK};
    toc_pen cross = {.stroke = TOC_BAD, .fill = TOC_NO_COLOUR, .width = 550};

    if (state == TOC_DUTY_MET) {
        toc_scene_box(picture->scene, box, MARK,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = TOC_GOOD});
    } else if (state == SENT_AMISS) {
        toc_scene_box(picture->scene, box, 0,
                      (toc_pen){.stroke = TOC_BAD, .fill = TOC_NO_COLOUR, .width = 550});
    } else if (state == TOC_DUTY_LATE) {
        toc_spot spots[] = {
            {at.x, at.y - MARK}, {at.x + MARK, at.y + MARK}, {at.x - MARK, at.y + MARK}};
        add_shape(picture, spots, 3, TOC_WARN);
    } else {
        toc_scene_rule(picture->scene, (toc_spot){box.x, box.y},
                       (toc_spot){box.x + box.width, box.y + box.height}, cross);
        toc_scene_rule(picture->scene, (toc_spot){box.x, box.y + box.height},
                       (toc_spot){box.x + box.width, box.y}, cross);
    }
}

static toc_um add_sample(toc_picture *picture, toc_um x, uint32_t state, const char *text)
{
    toc_um width = toc_picture_width(picture, text);

    add_mark(picture, state, (toc_spot){x + MARK, LEGEND_TOP + 2 * TOC_MM});
    toc_picture_text(picture, (toc_spot){x + 2 * MARK + TOC_MM, LEGEND_TOP}, width + TOC_MM,
                     TOC_INK, false, text);
    return x + 2 * MARK + TOC_MM + width + 5 * TOC_MM;
}

static void add_legend(toc_picture *picture, const toc_aar *a)
{
    const char *planned = toc_aar_word(a, TOC_WORD_P_PLANNED);
    toc_um width = toc_picture_width(picture, planned);
    toc_rect bar = {0, LEGEND_TOP + 2 * TOC_MM - BAR / 2, 8 * TOC_MM, BAR};
    toc_um x = bar.width + TOC_MM;

    toc_scene_box(picture->scene, bar, 0, (toc_pen){.stroke = TOC_NO_COLOUR, .fill = TOC_PLANNED});
    toc_picture_text(picture, (toc_spot){x, LEGEND_TOP}, width + TOC_MM, TOC_INK, false, planned);
    x += width + 5 * TOC_MM;
    x = add_sample(picture, x, TOC_DUTY_MET, toc_aar_word(a, TOC_WORD_P_IN_TIME));
    x = add_sample(picture, x, TOC_DUTY_LATE, toc_aar_word(a, TOC_WORD_P_LATE));
    x = add_sample(picture, x, TOC_DUTY_MISSED, toc_aar_word(a, TOC_WORD_P_MISSED));
    (void)add_sample(picture, x, SENT_AMISS, toc_aar_word(a, TOC_WORD_P_AMISS));
}

/* ── rows ────────────────────────────────────────────────────────────────── */

static toc_colour_rgb colour_of(uint32_t state)
{
    if (state == TOC_DUTY_MET)
        return TOC_INK_SOFT;
    return state == TOC_DUTY_LATE ? TOC_WARN : TOC_BAD;
}

/* At the right edge: it goes on. */
static void add_arrow(toc_picture *picture, toc_um middle, toc_colour_rgb colour)
{
    toc_um right = picture->left + picture->length + 2 * MARK;
    toc_spot *spots = TOC_NEW_ARRAY(picture->arena, toc_spot, 2);

    spots[0] = (toc_spot){right - 4 * MARK, middle};
    spots[1] = (toc_spot){right, middle};
    toc_scene_line(picture->scene, spots, 2, 2 * MARK,
                   (toc_pen){.stroke = colour, .fill = TOC_NO_COLOUR, .width = 400});
}

static void add_bar(toc_picture *picture, const toc_duty *duty, toc_um middle)
{
    toc_um from = toc_picture_x(picture, begin_of(duty));
    toc_um to = toc_picture_x(picture, duty->due);
    toc_pen edge = {.stroke = TOC_INK_SOFT, .fill = TOC_NO_COLOUR, .width = 350};
    toc_pen over = {.stroke = TOC_WARN, .fill = TOC_NO_COLOUR, .width = 350, .dash = 700};

    if (to > from)
        toc_scene_box(picture->scene, (toc_rect){from, middle - BAR / 2, to - from, BAR}, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = TOC_PLANNED});
    if (duty->due > picture->last)
        return;
    toc_scene_rule(picture->scene, (toc_spot){to, middle - BAR / 2 - 300},
                   (toc_spot){to, middle + BAR / 2 + 300}, edge);
    if (duty->state == TOC_DUTY_LATE)
        toc_scene_rule(picture->scene, (toc_spot){to, middle},
                       (toc_spot){toc_picture_x(picture, duty->closed), middle}, over);
}

static void add_state(toc_picture *picture, const toc_scored *scored, toc_um middle)
{
    const toc_duty *duty = &scored->duty;
    uint32_t state = is_sent_amiss(scored) ? SENT_AMISS : duty->state;
    toc_ms at = duty->state == TOC_DUTY_MISSED ? duty->due : duty->closed;

    if (at <= picture->last)
        add_mark(picture, state, (toc_spot){toc_picture_x(picture, at), middle});
    if (at > picture->last || duty->due > picture->last)
        add_arrow(picture, middle, at > picture->last ? colour_of(state) : TOC_INK_SOFT);
}

static void add_row(toc_picture *picture, const toc_aar *a, const toc_scored *scored, toc_um top)
{
    const toc_duty *duty = &scored->duty;
    toc_um middle = top + ROW / 2;
    toc_um text_top = top + (ROW - TOC_LETTER * 14 / 10) / 2;
    const char *name = toc_arena_printf(picture->arena, "%u  %s", (unsigned)duty->number,
                                        toc_title_of_duty(a->p, duty));
    uint32_t state = is_sent_amiss(scored) ? SENT_AMISS : duty->state;
    const char *outcome = state == SENT_AMISS ? toc_outcome_text(a->p, scored->outcome)
                                              : toc_state_text(a->p, scored);
    const char *note = outcome;

    if (state == TOC_DUTY_MET)
        note = toc_arena_printf(picture->arena, "%s%s", duty->due > duty->closed ? "−" : "",
                                toc_length_text(a->p, duty->due - duty->closed));
    toc_scene_open(
        picture->scene, TOC_ROLE_LANE,
        toc_arena_printf(picture->arena, "duty-%u", (unsigned)duty->number),
        toc_arena_printf(picture->arena, "%s%s%s", name, toc_aar_word(a, TOC_WORD_COLON), outcome),
        NULL);
    toc_picture_text(picture, (toc_spot){0, text_top}, NAME_WIDTH - GAP, TOC_INK, false, name);
    add_bar(picture, duty, middle);
    add_state(picture, scored, middle);
    toc_picture_text(picture, (toc_spot){TOC_AAR_WIDTH - NOTE_WIDTH + GAP, text_top},
                     NOTE_WIDTH - GAP, colour_of(state), state != TOC_DUTY_MET, note);
    toc_scene_close(picture->scene);
}

static const toc_scene *draw(const toc_aar *a, const row_list *list, uint32_t first, uint32_t count)
{
    toc_picture picture = toc_picture_begin(a, toc_aar_word(a, TOC_WORD_A_TIMELINE),
                                            toc_aar_word(a, TOC_WORD_A_TIMELINE_PICTURE));
    toc_um bottom = ROWS_TOP + (toc_um)count * ROW;

    find_span(a, list->rows + first, count, &picture);
    picture.left = NAME_WIDTH;
    picture.length = TOC_AAR_WIDTH - NAME_WIDTH - NOTE_WIDTH - 2 * MARK;
    add_legend(&picture, a);
    toc_picture_axis(&picture, AXIS_TOP, bottom);
    for (uint32_t i = 0; i < count; i++)
        add_row(&picture, a, list->rows[first + i], ROWS_TOP + (toc_um)i * ROW);
    return toc_picture_end(&picture, bottom + TOC_MM);
}

toc_aar_scenes toc_aar_timeline_scenes(const toc_aar *a, uint32_t *out_left)
{
    row_list list = choose(a, out_left);
    toc_aar_scenes scenes = {NULL, 0, 0};
    for (uint32_t first = 0; first < list.count; first += TOC_AAR_ROWS) {
        uint32_t rest = list.count - first;

        TOC_PUSH(a->doc->arena, &scenes,
                 draw(a, &list, first, rest < TOC_AAR_ROWS ? rest : TOC_AAR_ROWS));
    }
    return scenes;
}
