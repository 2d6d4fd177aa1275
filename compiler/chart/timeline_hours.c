/* timeline_hours.c - the week of those who are not there day and night, their hours shaded. */
#include <string.h>

#include "chart/passage.h"
#include "chart/timeline.h"
#include "sema/week.h"

enum { MARGIN = 6 * TOC_MM, ROW_LEAST = 13 * TOC_MM, BAR = 5 * TOC_MM, LABEL = 4200 };

typedef struct week {
    toc_canvas *canvas;
    const toc_view_input *input;
    toc_chart_table *table;
    toc_um from, width; /* of the seven days */
    TOC_VEC(toc_stretches) rows;
} week;

static const char *word(const week *k, toc_word which)
{
    return toc_wording_word(&k->input->wording, which);
}

static void add_row(week *k, const char *key, toc_title title, const char *whose,
                    toc_stretches stretches)
{
    const toc_theme *theme = k->canvas->theme;
    toc_cell cell = {.text = title.first,
                     .second = title.second ? title.second : whose,
                     .is_bold = true,
                     .ink = theme->ink,
                     .faint = theme->faint,
                     .ground = TOC_NO_COLOUR};
    uint32_t row = toc_table_add_row(k->table, TOC_ROLE_NODE, key, title.first,
                                     k->rows.count % 2 == 1 ? theme->ground[0] : theme->paper);

    k->table->rows.items[row].least = ROW_LEAST;
    toc_table_fill(k->table, 0, cell);
    TOC_PUSH(k->canvas->arena, &k->rows, stretches);
}

static void add_body(week *k, const toc_plan_body *body)
{
    toc_stretches stretches = {0};
    toc_title title = {toc_body_words(&k->input->wording, body), NULL};

    if (!body->duty.is_written || body->duty.is_all_day)
        return;
    toc_week_add_hours(k->canvas->arena, &stretches, &body->duty);
    add_row(k, toc_arena_printf(k->canvas->arena, "hours:%s", body->base.full), title, NULL,
            stretches);
}

static void add_resource(week *k, const toc_plan_resource *resource)
{
    toc_stretches stretches = {0};

    if (!resource->available.is_written || resource->available.is_all_day)
        return;
    toc_week_add_hours(k->canvas->arena, &stretches, &resource->available);
    add_row(k, toc_arena_printf(k->canvas->arena, "hours:%s", resource->base.full),
            toc_title_words(&k->input->wording, &resource->base), NULL, stretches);
}

static void add_roster(week *k, const toc_plan_roster *roster)
{
    toc_stretches stretches = {0};
    const char *whose =
        roster->org.target ? toc_body_words(&k->input->wording, roster->org.target) : NULL;

    for (uint32_t i = 0; i < roster->shifts.count; i++)
        toc_week_add_shift(k->canvas->arena, &stretches, &roster->shifts.items[i].hours,
                           roster->shifts.items[i].least);
    if (stretches.count > 0)
        add_row(k, toc_arena_printf(k->canvas->arena, "roster:%s", roster->base.full),
                toc_title_words(&k->input->wording, &roster->base), whose, stretches);
}

/* ── drawing ─────────────────────────────────────────────────────────────── */

static toc_um x_of(const week *k, int32_t minute)
{
    return k->from + (toc_um)((int64_t)k->width * minute / TOC_WEEK_MINUTES);
}

static void draw_days(const week *k)
{
    const toc_theme *theme = k->canvas->theme;
    toc_rect head = toc_table_place(k->table, 0, 1);
    const char *names = word(k, TOC_WORD_DAYS_OF_WEEK);

    for (int32_t day = 0; day < 7; day++) {
        size_t size = strcspn(names, "|");
        toc_face_text name = toc_canvas_set(
            k->canvas, toc_arena_copy(k->canvas->arena, names, size), TOC_SIZE_NORMAL, true, 0);
        toc_um x = x_of(k, day * 1440);

        toc_canvas_centre(k->canvas, &name, theme->on_head, (x + x_of(k, (day + 1) * 1440)) / 2,
                          head.y + (head.height - name.height) / 2);
        names += size + (names[size] == '|');
    }
}

static void draw_grid(const week *k)
{
    toc_rect head = toc_table_place(k->table, 0, 1);

    for (int32_t day = 0; day <= 7; day++) {
        toc_um x = x_of(k, day * 1440);

        toc_scene_rule(k->canvas->scene, (toc_spot){x, head.y + head.height},
                       (toc_spot){x, k->table->bottom},
                       (toc_pen){.stroke = k->canvas->theme->rule, .width = 120});
    }
}

/* "08:00–17:00", and how many at least. */
static const char *stretch_label(const week *k, const toc_stretch *one)
{
    int32_t end = (one->end - 1) % 1440 + 1;
    const char *least =
        one->least > 0 ? toc_arena_printf(k->canvas->arena, " · ≥ %u", (unsigned)one->least) : "";

    return toc_arena_printf(k->canvas->arena, "%02d:%02d–%02d:%02d%s",
                            (int)(one->begin % 1440 / 60), (int)(one->begin % 60), (int)(end / 60),
                            (int)(end % 60), least);
}

/* Below its bar, unless another label stands there: each row says its hours at least once. */
static void draw_label(const week *k, const toc_stretch *one, toc_um middle, toc_um top,
                       toc_um *free)
{
    toc_face_text label =
        toc_canvas_set(k->canvas, stretch_label(k, one), TOC_SIZE_SMALL, false, 0);
    toc_um left = middle - label.width / 2;

    if (left < *free || left + label.width > k->from + k->width + MARGIN)
        return;
    toc_canvas_left(k->canvas, &label, k->canvas->theme->ink, left, top);
    *free = left + label.width + TOC_PADDING;
}

static void draw_stretch(const week *k, const toc_stretch *one, toc_um top)
{
    const toc_theme *theme = k->canvas->theme;
    int32_t end = one->end < TOC_WEEK_MINUTES ? one->end : TOC_WEEK_MINUTES;
    toc_rect at = {x_of(k, one->begin), top, x_of(k, end) - x_of(k, one->begin), BAR};
    toc_scene *sample;

    toc_scene_box(k->canvas->scene, at, 0,
                  (toc_pen){.stroke = theme->paper, .fill = theme->faint, .width = 300});
    sample = toc_canvas_explain(k->canvas, toc_word_both(&k->input->wording, TOC_WORD_ON_DUTY));
    if (sample)
        toc_scene_box(sample, (toc_rect){1000, 500, TOC_SAMPLE_WIDTH - 2000, BAR}, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->faint});
}

static void draw_stretches(const week *k)
{
    for (uint32_t i = 0; i < k->rows.count; i++) {
        toc_rect at = toc_table_place(k->table, i + 1, 1);
        toc_um free = at.x;

        for (uint32_t n = 0; at.width > 0 && n < k->rows.items[i].count; n++) {
            const toc_stretch *one = &k->rows.items[i].items[n];
            toc_um top = at.y + (at.height - BAR - LABEL) / 2;

            draw_stretch(k, one, top);
            draw_label(k, one, (x_of(k, one->begin) + x_of(k, one->end)) / 2, top + BAR, &free);
        }
    }
}

static void add_head(week *k)
{
    const toc_theme *theme = k->canvas->theme;
    toc_cell cell = {.text = toc_word_both(&k->input->wording, TOC_WORD_DUTY_HOURS),
                     .second = toc_word_both(&k->input->wording, TOC_WORD_HOURS_ARE),
                     .size = TOC_SIZE_LARGE,
                     .is_bold = true,
                     .ink = theme->on_head,
                     .ground = TOC_NO_COLOUR};

    toc_table_add_row(k->table, TOC_ROLE_BAND, "hours", word(k, TOC_WORD_DUTY_HOURS), theme->head);
    toc_table_fill(k->table, 0, cell);
}

toc_um toc_timeline_draw_hours(toc_canvas *canvas, const toc_view_input *input, toc_um left,
                               toc_um names, toc_um width, toc_um rest, toc_um top)
{
    toc_um *widths = TOC_NEW_ARRAY(canvas->arena, toc_um, 3);
    week k = {.canvas = canvas,
              .input = input,
              .from = left + names + MARGIN,
              .width = width - 2 * MARGIN};
    const toc_plan *plan = input->plan;
    toc_um height;

    widths[0] = names;
    widths[1] = width;
    widths[2] = rest;
    k.table = toc_table_begin(canvas, widths, 3);
    add_head(&k);
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        add_body(&k, plan->bodies.items[i]);
    for (uint32_t i = 0; i < plan->resources.count; i++)
        add_resource(&k, plan->resources.items[i]);
    for (uint32_t i = 0; i < plan->rosters.count; i++)
        add_roster(&k, plan->rosters.items[i]);
    if (k.rows.count == 0)
        return 0;
    height = toc_table_draw(k.table, left, top);
    draw_days(&k);
    draw_grid(&k);
    draw_stretches(&k);
    return height;
}
