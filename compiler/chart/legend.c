/* legend.c - samples, and the columns they are explained in. */
#include "chart/legend.h"

enum {
    LABEL_WIDTH = 50 * TOC_MM, /* labels are broken there */
    GAP = 2 * TOC_MM,          /* between a sample and its label */
    COLUMN_GAP = 5 * TOC_MM,
    ROW_GAP = 1 * TOC_MM,
    INSET = 500 /* of a sample's shape */
};

/* ── samples ─────────────────────────────────────────────────────────────── */

static const toc_rect inside = {INSET, INSET, TOC_SAMPLE_WIDTH - 2 * INSET,
                                TOC_SAMPLE_HEIGHT - 2 * INSET};

void toc_sample_box(toc_scene *sample, toc_um radius, toc_pen pen)
{
    toc_scene_box(sample, inside, radius > inside.height / 2 ? inside.height / 2 : radius, pen);
}

static void draw_four(toc_scene *sample, toc_spot a, toc_spot b, toc_spot c, toc_spot d,
                      toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(sample->arena, toc_spot, 4);

    spots[0] = a;
    spots[1] = b;
    spots[2] = c;
    spots[3] = d;
    toc_scene_shape(sample, spots, 4, pen);
}

void toc_sample_slanted(toc_scene *sample, toc_pen pen)
{
    toc_um slant = TOC_SAMPLE_HEIGHT / 4;
    toc_um right = TOC_SAMPLE_WIDTH - INSET;
    toc_um bottom = TOC_SAMPLE_HEIGHT - INSET;

    draw_four(sample, (toc_spot){INSET + slant, INSET}, (toc_spot){right, INSET},
              (toc_spot){right - slant, bottom}, (toc_spot){INSET, bottom}, pen);
}

void toc_sample_diamond(toc_scene *sample, toc_pen pen)
{
    toc_um x = TOC_SAMPLE_WIDTH / 2;
    toc_um y = TOC_SAMPLE_HEIGHT / 2;

    draw_four(sample, (toc_spot){x, INSET / 2}, (toc_spot){TOC_SAMPLE_WIDTH - INSET, y},
              (toc_spot){x, TOC_SAMPLE_HEIGHT - INSET / 2}, (toc_spot){INSET, y}, pen);
}

void toc_sample_signpost(toc_scene *sample, toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(sample->arena, toc_spot, 5);
    toc_um right = TOC_SAMPLE_WIDTH - INSET;
    toc_um bottom = TOC_SAMPLE_HEIGHT - INSET;

    spots[0] = (toc_spot){INSET, INSET};
    spots[1] = (toc_spot){right - TOC_SAMPLE_HEIGHT / 3, INSET};
    spots[2] = (toc_spot){right, TOC_SAMPLE_HEIGHT / 2};
    spots[3] = (toc_spot){right - TOC_SAMPLE_HEIGHT / 3, bottom};
    spots[4] = (toc_spot){INSET, bottom};
    toc_scene_shape(sample, spots, 5, pen);
}

void toc_sample_line(toc_scene *sample, toc_um head, toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(sample->arena, toc_spot, 2);

    spots[0] = (toc_spot){INSET, TOC_SAMPLE_HEIGHT / 2};
    spots[1] = (toc_spot){TOC_SAMPLE_WIDTH - INSET, TOC_SAMPLE_HEIGHT / 2};
    toc_scene_line(sample, spots, 2, head, pen);
}

void toc_sample_word(toc_canvas *canvas, toc_scene *sample, const char *word, toc_pen pen,
                     toc_colour_rgb letters)
{
    toc_scene *scene = canvas->scene;
    toc_face_text set = toc_canvas_set(canvas, word, TOC_SIZE_NORMAL, true, 0);

    toc_sample_box(sample, 0, pen);
    if (set.count == 0 || set.width > inside.width)
        return;
    canvas->scene = sample;
    toc_canvas_centre(canvas, &set, letters, TOC_SAMPLE_WIDTH / 2,
                      (TOC_SAMPLE_HEIGHT - set.height) / 2);
    canvas->scene = scene;
}

/* ── the whole ───────────────────────────────────────────────────────────── */

typedef struct table {
    toc_face_text *labels;
    uint32_t count, columns, rows;
    toc_um column, row; /* width and height with their gaps */
} table;

static table arrange(toc_canvas *canvas, const toc_canvas *shown, toc_um width)
{
    table it = {.count = shown->legend.count, .row = TOC_SAMPLE_HEIGHT};
    toc_um widest = 0;

    it.labels = TOC_NEW_ARRAY(canvas->arena, toc_face_text, it.count + 1u);
    for (uint32_t i = 0; i < it.count; i++) {
        it.labels[i] = toc_canvas_set(canvas, shown->legend.items[i].label, TOC_SIZE_SMALL, false,
                                      LABEL_WIDTH);
        if (it.labels[i].width > widest)
            widest = it.labels[i].width;
        if (it.labels[i].height > it.row)
            it.row = it.labels[i].height;
    }
    it.column = TOC_SAMPLE_WIDTH + GAP + widest + COLUMN_GAP;
    it.row += ROW_GAP;
    it.columns = width + COLUMN_GAP > it.column ? (uint32_t)((width + COLUMN_GAP) / it.column) : 1;
    it.rows = (it.count + it.columns - 1) / it.columns;
    return it;
}

toc_um toc_legend_draw(toc_canvas *canvas, const toc_canvas *shown, toc_um left, toc_um top,
                       toc_um width)
{
    static const toc_rect whole = {0, 0, TOC_SAMPLE_WIDTH, TOC_SAMPLE_HEIGHT};
    table it;

    if (shown->legend.count == 0)
        return 0;
    it = arrange(canvas, shown, width);
    for (uint32_t i = 0; i < it.count; i++) {
        toc_um x = left + (toc_um)(i / it.rows) * it.column;
        toc_um y = top + (toc_um)(i % it.rows) * it.row;
        toc_um middle = (it.row - ROW_GAP) / 2;

        toc_scene_part(
            canvas->scene, shown->legend.items[i].sample, whole,
            (toc_rect){x, y + middle - TOC_SAMPLE_HEIGHT / 2, TOC_SAMPLE_WIDTH, TOC_SAMPLE_HEIGHT});
        toc_canvas_left(canvas, &it.labels[i], canvas->theme->ink, x + TOC_SAMPLE_WIDTH + GAP,
                        y + middle - it.labels[i].height / 2);
    }
    return (toc_um)it.rows * it.row - ROW_GAP;
}
