/* picture_grading.c - the grade that was warranted and the one that was declared, over time. */
#include "aar/picture.h"

#include <string.h>

enum {
    NAME_WIDTH = 26 * TOC_MM,
    RIGHT = 4 * TOC_MM,
    LANE = 9 * TOC_MM,
    BOX = 7 * TOC_MM,
    AXIS_TOP = 1 * TOC_MM,
    LANES_TOP = 7 * TOC_MM,
    LANES = 3,
    INSET = 700
};

/* Light, so that dark letters stand out on all of them; the letters name the grade. */
static toc_colour_rgb tint_of(const toc_aar *a, uint32_t ladder, uint32_t rank)
{
    static const struct {
        const char *name;
        toc_colour_rgb tint;
    } rows[] = {{"red", 0xf4bdb8},    {"orange", 0xf8d3a6}, {"yellow", 0xf9eca2},
                {"blue", 0xc3d9f2},   {"green", 0xcbe6cc},  {"white", 0xffffff},
                {"purple", 0xdfcdee}, {"black", 0xc4c4c4}};
    static const toc_colour_rgb by_rank[] = {0xc3d9f2, 0xf9eca2, 0xf8d3a6, 0xf4bdb8};
    const toc_machine *machine = a->p->machine;
    const toc_m_ladder *row = &machine->ladders[ladder];
    const char *colour;

    if (rank == 0 || rank > row->levels.count)
        return 0xf0f0f0;
    colour = toc_machine_text(machine, machine->levels[row->levels.first + rank - 1].colour);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(colour, rows[i].name) == 0)
            return rows[i].tint;
    }
    return by_rank[rank - 1 < 3 ? rank - 1 : 3];
}

static toc_colour_rgb tint_of_verdict(toc_verdict verdict)
{
    static const toc_colour_rgb tints[] = {
        [TOC_VERDICT_RIGHT] = 0xcbe6cc, [TOC_VERDICT_DECIDING] = 0xe4e4e4,
        [TOC_VERDICT_UNDER] = 0xf4bdb8, [TOC_VERDICT_HOLDING] = 0xe4e4e4,
        [TOC_VERDICT_OVER] = 0xf8d3a6,
    };

    return tints[verdict];
}

typedef struct stretch {
    toc_ms from, to;
    toc_colour_rgb tint;
    const char *text;
} stretch;

static void add_stretch(toc_picture *picture, unsigned lane, const stretch *it)
{
    toc_um x = toc_picture_x(picture, it->from);
    toc_um width = toc_picture_x(picture, it->to) - x;
    toc_um y = LANES_TOP + (toc_um)lane * LANE + (LANE - BOX) / 2;
    toc_pen pen = {.stroke = TOC_INK_SOFT, .fill = it->tint, .width = 200};

    if (width <= 0)
        return;
    toc_scene_box(picture->scene, (toc_rect){x, y, width, BOX}, 0, pen);
    if (width > 2 * INSET + 2 * TOC_LETTER)
        toc_picture_text(picture, (toc_spot){x + INSET, y + (BOX - TOC_LETTER * 14 / 10) / 2},
                         width - 2 * INSET, TOC_INK, false, it->text);
}

static stretch stretch_of(const toc_aar *a, const toc_judgement *row, const toc_judged *judged,
                          unsigned lane)
{
    uint32_t rank = lane == 0 ? judged->warranted : judged->declared;

    if (lane == 2)
        return (stretch){judged->from, judged->to, tint_of_verdict(judged->verdict),
                         toc_verdict_phrase(a->p, judged->verdict)};
    return (stretch){judged->from, judged->to, tint_of(a, row->ladder, rank),
                     toc_title_of_grade(a->p, row->ladder, rank)};
}

/* Stretches that say the same are one. */
static void add_lane(toc_picture *picture, const toc_aar *a, const toc_judgement *row,
                     unsigned lane)
{
    stretch open = {0, 0, 0, NULL};

    for (uint32_t i = 0; i < row->stretches.count; i++) {
        stretch next = stretch_of(a, row, &row->stretches.items[i], lane);

        if (open.text && strcmp(open.text, next.text) == 0 && open.to == next.from) {
            open.to = next.to;
            continue;
        }
        if (open.text)
            add_stretch(picture, lane, &open);
        open = next;
    }
    if (open.text)
        add_stretch(picture, lane, &open);
}

/* A long quiet end is cut short: the times below the picture tell how long it was. */
static toc_ms end_of(const toc_judgement *row)
{
    const toc_judged *last = &row->stretches.items[row->stretches.count - 1];
    toc_ms before = last->from - row->stretches.items[0].from;

    if (row->stretches.count < 2 || last->to - last->from <= before)
        return last->to;
    return last->from + before / 4 + 1;
}

const toc_scene *toc_aar_grading_scene(const toc_aar *a, const toc_judgement *row)
{
    static const toc_report_word names[LANES] = {TOC_WORD_C_WARRANTED, TOC_WORD_C_DECLARED,
                                                 TOC_WORD_P_VERDICT};
    const char *ladder = toc_title_of_ladder(a->p, row->ladder);
    toc_picture picture =
        toc_picture_begin(a, toc_word_fill(a->p, TOC_WORD_GRADING, ladder, NULL, NULL),
                          toc_word_fill(a->p, TOC_WORD_A_GRADING_PICTURE, ladder, NULL, NULL));
    toc_um bottom = LANES_TOP + LANES * LANE;

    picture.last = end_of(row);
    picture.left = NAME_WIDTH;
    picture.length = TOC_AAR_WIDTH - NAME_WIDTH - RIGHT;
    toc_picture_axis(&picture, AXIS_TOP, bottom);
    for (unsigned lane = 0; lane < LANES; lane++) {
        toc_scene_open(picture.scene, TOC_ROLE_LANE,
                       toc_arena_printf(picture.arena, "grading-%u", lane),
                       toc_aar_word(a, names[lane]), NULL);
        toc_picture_text(
            &picture,
            (toc_spot){0, LANES_TOP + (toc_um)lane * LANE + (LANE - TOC_LETTER * 14 / 10) / 2},
            NAME_WIDTH - TOC_MM, TOC_INK, true, toc_aar_word(a, names[lane]));
        add_lane(&picture, a, row, lane);
        toc_scene_close(picture.scene);
    }
    return toc_picture_end(&picture, bottom + TOC_MM);
}
