/* reports.c - who tells whom what by when: a row for each report and each announcement. */
#include "chart/reports.h"

#include <stdlib.h>

#include "chart/ladder.h"
#include "chart/views.h"

enum { ARROW = TOC_REPORT_WHO - 2 * TOC_REPORT_CELL - 2 * TOC_REPORT_BODY, BETWEEN = 1800 };

/* ── words ───────────────────────────────────────────────────────────────── */

static const char *append(const toc_reports_chart *chart, const char *text, const char *more)
{
    return !more  ? text
           : text ? toc_arena_printf(chart->canvas->arena, "%s%s%s", text,
                                     toc_wording_word(chart->w, TOC_WORD_LIST), more)
                  : more;
}

const char *toc_reports_deadline(const toc_reports_chart *chart, const toc_deadline *deadline)
{
    return toc_ladder_deadline(chart->w, deadline);
}

const char *toc_reports_methods(const toc_reports_chart *chart, const toc_methods *methods)
{
    static const toc_word words[] = {
        [TOC_METHOD_PHONE] = TOC_WORD_ORGS_PHONE,
        [TOC_METHOD_MOBILE] = TOC_WORD_ORGS_MOBILE,
        [TOC_METHOD_RADIO] = TOC_WORD_REPORTS_METHOD_RADIO,
        [TOC_METHOD_EMAIL] = TOC_WORD_ORGS_EMAIL,
        [TOC_METHOD_FAX] = TOC_WORD_ORGS_FAX,
        [TOC_METHOD_IM] = TOC_WORD_ORGS_IM,
        [TOC_METHOD_SMS] = TOC_WORD_REPORTS_METHOD_SMS,
        [TOC_METHOD_SYSTEM] = TOC_WORD_REPORTS_METHOD_SYSTEM,
        [TOC_METHOD_WRITTEN] = TOC_WORD_REPORTS_METHOD_WRITTEN,
        [TOC_METHOD_MEETING] = TOC_WORD_REPORTS_METHOD_MEETING,
        [TOC_METHOD_MESSENGER] = TOC_WORD_REPORTS_METHOD_MESSENGER,
    };
    const char *text = NULL;

    for (uint32_t i = 0; i < methods->count; i++)
        text = append(chart, text, toc_wording_word(chart->w, words[methods->items[i]]));
    return text;
}

const char *toc_reports_content(const toc_reports_chart *chart, const toc_field_refs *content)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < content->count; i++) {
        if (content->items[i].target)
            text = append(chart, text,
                          toc_wording_title(chart->w, &content->items[i].target->base).first);
    }
    return text;
}

/* A grade as `≥ III`; everything else as what a deadline would count from. */
static const char *cause_text(const toc_wording *w, const toc_plan_anchor *anchor)
{
    toc_deadline from = {.kind = TOC_DEADLINE_WITHIN, .anchor = *anchor};
    const char *grade = toc_wording_anchor(w, anchor);

    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_WARRANTED || !grade)
        return toc_wording_deadline(w, &from).since;
    return toc_arena_printf(w->arena, "%s %s", toc_wording_word(w, TOC_WORD_COND_GRADE), grade);
}

void toc_reports_add_causes(const toc_reports_chart *chart, toc_passage *cell,
                            const toc_plan_anchors *on)
{
    toc_wording other;
    bool has_other = toc_wording_other(chart->w, &other);

    for (uint32_t i = 0; i < on->count; i++)
        toc_passage_title(cell,
                          (toc_title){cause_text(chart->w, &on->items[i]),
                                      has_other ? cause_text(&other, &on->items[i]) : NULL},
                          toc_style_normal(chart->canvas));
}

/* ── the legend ──────────────────────────────────────────────────────────── */

/* The stripe of a row. */
static void explain_grade(const toc_reports_chart *chart, const toc_tint *tint)
{
    toc_scene *sample =
        toc_canvas_explain(chart->canvas, toc_word_both(chart->w, TOC_WORD_REPORTS_GRADE));

    if (!sample)
        return;
    toc_scene_box(sample, (toc_rect){1000, 800, TOC_SAMPLE_WIDTH - 2000, TOC_SAMPLE_HEIGHT - 1600},
                  0, (toc_pen){.stroke = TOC_NO_COLOUR, .fill = tint->weak});
    toc_scene_box(sample, (toc_rect){1000, 800, 1500, TOC_SAMPLE_HEIGHT - 1600}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = tint->strong});
}

/* ── rows ────────────────────────────────────────────────────────────────── */

typedef TOC_VEC(toc_told) told_list;

enum { COLUMN_COUNT = 5, WHO = 2 };

/* One report or announcement. */
typedef struct row {
    const toc_entity *entity;
    const toc_plan_level *level; /* whose colour it takes; or NULL */
    toc_passage cells[COLUMN_COUNT];
    toc_told sender;
    told_list receivers;
    toc_um who; /* height of all receivers */
    toc_um y, height;
} row;

static const toc_um widths[COLUMN_COUNT] = {TOC_REPORT_WHAT, TOC_REPORT_CAUSE, TOC_REPORT_WHO,
                                            TOC_REPORT_CONTENT, TOC_REPORT_WHEN};

static void begin_row(const toc_reports_chart *chart, row *r, const toc_entity *entity)
{
    r->entity = entity;
    for (int i = 0; i < COLUMN_COUNT; i++)
        r->cells[i] = toc_passage_of(chart->canvas, widths[i] - 2 * TOC_REPORT_CELL);
    toc_passage_title(&r->cells[0], toc_wording_title(chart->w, entity),
                      (toc_style){TOC_SIZE_LARGE, true, chart->canvas->theme->ink});
}

static void add_told(const toc_reports_chart *chart, row *r, toc_title title,
                     const toc_plan_body *body, bool is_copy)
{
    toc_told told = {.body = body, .title = title, .is_copy = is_copy};

    if (r->who > TOC_REPORT_ROW_MOST)
        return; /* no sheet is so high */
    toc_told_measure(chart, &told);
    r->who += told.height + (r->receivers.count > 0 ? BETWEEN : 0);
    TOC_PUSH(chart->canvas->arena, &r->receivers, told);
}

static void add_bodies(const toc_reports_chart *chart, row *r, const toc_body_refs *refs,
                       bool is_copy)
{
    for (uint32_t i = 0; i < refs->count; i++) {
        const toc_plan_body *body = refs->items[i].target;

        if (body)
            add_told(chart, r, toc_wording_title(chart->w, &body->base), body, is_copy);
    }
}

static void set_sender(const toc_reports_chart *chart, row *r, const toc_plan_body *body)
{
    r->sender.body = body;
    r->sender.title = body ? toc_wording_title(chart->w, &body->base)
                           : toc_word_title(chart->w, TOC_WORD_TELLS_DECLARER);
    toc_told_measure(chart, &r->sender);
}

static void take_level(const toc_reports_chart *chart, row *r, const toc_plan_anchors *on,
                       const toc_cond *one, const toc_cond *other)
{
    const char *label;

    for (uint32_t i = 0; i < on->count && !r->level; i++)
        r->level = on->items[i].level;
    if (!r->level)
        r->level = toc_wording_cond_level(chart->w, one, &label);
    if (!r->level)
        r->level = toc_wording_cond_level(chart->w, other, &label);
}

static void add_filled(const toc_reports_chart *chart, toc_passage *cell, toc_word word,
                       const char *text, toc_style style)
{
    if (text)
        toc_passage_add(cell, toc_wording_fill(chart->w, word, text, NULL), style);
}

static void add_condition(const toc_reports_chart *chart, row *r, toc_word word,
                          const toc_cond *cond)
{
    toc_wording other;
    toc_title title = {NULL, NULL};

    if (!cond)
        return;
    title.first = toc_wording_fill(chart->w, word, toc_wording_cond_text(chart->w, cond), NULL);
    if (toc_wording_other(chart->w, &other))
        title.second = toc_wording_fill(&other, word, toc_wording_cond_text(&other, cond), NULL);
    toc_passage_title(&r->cells[1], title, toc_style_normal(chart->canvas));
}

static void add_times(const toc_reports_chart *chart, row *r, const toc_deadline *deadline,
                      const toc_series *series)
{
    toc_passage *cell = &r->cells[4];
    toc_style bold = {TOC_SIZE_LARGE, true, chart->canvas->theme->ink};
    toc_worded_deadline worded = toc_wording_deadline(chart->w, deadline);
    const char *every = toc_wording_series(chart->w, series);

    toc_passage_add(cell, worded.text, bold);
    add_filled(chart, cell, TOC_WORD_SINCE, worded.since, toc_style_small(chart->canvas));
    toc_passage_add(cell, every, bold);
    if (!worded.text && !every)
        toc_passage_add(cell, toc_wording_word(chart->w, TOC_WORD_REPORTS_NO_TIME),
                        toc_style_faint(chart->canvas));
    add_filled(chart, cell, TOC_WORD_REPORTS_UNTIL, toc_wording_cond_text(chart->w, series->until),
               toc_style_small(chart->canvas));
}

static void add_lates(const toc_reports_chart *chart, row *r, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++)
        toc_passage_add(&r->cells[4], toc_ladder_late(chart->w, &lates->items[i]),
                        toc_style_small(chart->canvas));
}

static void add_content(const toc_reports_chart *chart, row *r, const toc_field_refs *content)
{
    for (uint32_t i = 0; i < content->count; i++) {
        toc_title title;

        if (!content->items[i].target)
            continue;
        title = toc_wording_title(chart->w, &content->items[i].target->base);
        if (title.second)
            title.first =
                toc_arena_printf(chart->canvas->arena, "%s  %s", title.first, title.second);
        toc_passage_point(&r->cells[3], 0, "□", title.first, toc_style_normal(chart->canvas));
    }
}

static void add_kind(const toc_reports_chart *chart, row *r, toc_report_kind kind)
{
    static const toc_word words[] = {
        [TOC_REPORT_INITIAL] = TOC_WORD_REPORTS_INITIAL,
        [TOC_REPORT_PROGRESS] = TOC_WORD_REPORTS_PROGRESS,
        [TOC_REPORT_DAILY] = TOC_WORD_REPORTS_DAILY,
        [TOC_REPORT_FINAL] = TOC_WORD_REPORTS_FINAL,
    };

    if (kind != TOC_REPORT_UNSTATED)
        toc_passage_add(&r->cells[0], toc_word_both(chart->w, words[kind]),
                        toc_style_faint(chart->canvas));
}

static void add_response(const toc_reports_chart *chart, row *r, const toc_plan_response *response)
{
    if (response)
        toc_passage_add(&r->cells[0], toc_wording_title(chart->w, &response->base).first,
                        toc_style_faint(chart->canvas));
}

static void say_any_time(const toc_reports_chart *chart, row *r)
{
    if (r->cells[1].height == 0)
        toc_passage_add(&r->cells[1], toc_wording_word(chart->w, TOC_WORD_REPORTS_ANY_TIME),
                        toc_style_faint(chart->canvas));
}

static void fill_report(const toc_reports_chart *chart, row *r, const toc_plan_report *report)
{
    begin_row(chart, r, &report->base);
    add_kind(chart, r, report->kind);
    add_response(chart, r, report->response);
    take_level(chart, r, &report->on, report->while_, report->level_filter);
    toc_reports_add_causes(chart, &r->cells[1], &report->on);
    add_condition(chart, r, TOC_WORD_REPORTS_WHILE, report->while_);
    add_condition(chart, r, TOC_WORD_LADDER_WHERE, report->level_filter);
    say_any_time(chart, r);
    set_sender(chart, r, report->from.target);
    add_bodies(chart, r, &report->to, false);
    add_bodies(chart, r, &report->copy, true);
    add_content(chart, r, &report->content);
    add_times(chart, r, &report->deadline, &report->series);
    toc_passage_add(&r->cells[4], toc_reports_methods(chart, &report->methods),
                    toc_style_small(chart->canvas));
    add_lates(chart, r, &report->if_late);
}

static const char *ways_of(const toc_reports_chart *chart, const toc_plan_announcement *one)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < one->via.count; i++)
        text = append(chart, text, toc_symbol_text(chart->plan->names, one->via.items[i].symbol));
    return text;
}

static void fill_announcement(const toc_reports_chart *chart, row *r,
                              const toc_plan_announcement *one)
{
    toc_style small = toc_style_small(chart->canvas);

    begin_row(chart, r, &one->base);
    add_response(chart, r, one->response);
    take_level(chart, r, &one->on, one->while_, one->when);
    toc_reports_add_causes(chart, &r->cells[1], &one->on);
    for (uint32_t i = 0; i < one->after.count; i++) {
        if (one->after.items[i].target)
            add_filled(chart, &r->cells[1], TOC_WORD_REPORTS_AFTER,
                       toc_wording_title(chart->w, &one->after.items[i].target->base).first,
                       toc_style_normal(chart->canvas));
    }
    add_condition(chart, r, TOC_WORD_REPORTS_WHILE, one->while_);
    add_condition(chart, r, TOC_WORD_LADDER_IF, one->when);
    say_any_time(chart, r);
    set_sender(chart, r, one->by.target);
    add_bodies(chart, r, &one->to, false);
    if (one->to_public)
        add_told(chart, r, toc_word_title(chart->w, TOC_WORD_PUBLIC), NULL, false);
    add_content(chart, r, &one->content);
    add_times(chart, r, &one->deadline, &one->series);
    toc_passage_add(&r->cells[4], ways_of(chart, one), small);
    if (one->approved.body.target) {
        add_filled(chart, &r->cells[4], TOC_WORD_REPORTS_APPROVED,
                   toc_wording_title(chart->w, &one->approved.body.target->base).first, small);
        toc_passage_add(&r->cells[4], toc_reports_deadline(chart, &one->approved.deadline), small);
    }
    add_lates(chart, r, &one->if_late);
}

/* ── drawing ─────────────────────────────────────────────────────────────── */

static void place_row(row *r, toc_um y)
{
    r->y = y;
    r->height = r->sender.height > r->who ? r->sender.height : r->who;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (r->cells[i].height > r->height)
            r->height = r->cells[i].height;
    }
    r->height += 2 * TOC_REPORT_CELL;
}

/* From the sender by a common line to one receiver. */
static void draw_way(const toc_reports_chart *chart, const row *r, const toc_told *to, toc_um left,
                     toc_um from, toc_um at, bool is_first)
{
    toc_canvas *canvas = chart->canvas;
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 4);
    toc_um middle = left + ARROW / 2;
    uint32_t count = 0;

    if (is_first || to->is_copy || from != at)
        spots[count++] = (toc_spot){left, from};
    if (from != at) {
        spots[count++] = (toc_spot){middle, from};
        spots[count++] = (toc_spot){middle, at};
    } else if (count == 0)
        spots[count++] = (toc_spot){left, from};
    spots[count++] = (toc_spot){left + ARROW, at};
    toc_scene_open(canvas->scene, TOC_ROLE_EDGE,
                   toc_arena_printf(canvas->arena, "%s: %s -> %s", r->entity->full,
                                    r->sender.body ? r->sender.body->base.full : "declarer",
                                    to->body ? to->body->base.full : "public"),
                   NULL, NULL);
    toc_scene_line(canvas->scene, spots, count, TOC_HEAD, toc_reports_pen(chart, to->is_copy));
    toc_scene_close(canvas->scene);
    toc_reports_explain(chart, to->is_copy ? TOC_WORD_REPORTS_COPY : TOC_WORD_REPORTS_TELLS,
                        toc_reports_pen(chart, to->is_copy));
}

static void draw_who(const toc_reports_chart *chart, const row *r, toc_um x)
{
    toc_um middle = r->y + r->height / 2;
    toc_um y = middle - r->who / 2;
    toc_um left = x + TOC_REPORT_CELL;

    for (uint32_t i = 0; i < r->receivers.count; i++) {
        const toc_told *to = &r->receivers.items[i];
        toc_um at = y + to->height / 2;

        if (abs(at - middle) < 200)
            at = middle; /* no jog where a straight line does */
        draw_way(chart, r, to, left + TOC_REPORT_BODY, middle, at, i == 0);
        toc_told_draw(chart, to,
                      toc_arena_printf(chart->canvas->arena, "%s: to %s", r->entity->full,
                                       to->body ? to->body->base.full : "public"),
                      left + TOC_REPORT_BODY + ARROW, y, to->height);
        y += to->height + BETWEEN;
    }
    toc_told_draw(chart, &r->sender,
                  toc_arena_printf(chart->canvas->arena, "%s: from %s", r->entity->full,
                                   r->sender.body ? r->sender.body->base.full : "declarer"),
                  left, middle - r->sender.height / 2, r->sender.height);
}

static void draw_row(const toc_reports_chart *chart, const row *r, bool is_odd)
{
    toc_canvas *canvas = chart->canvas;
    const toc_tint *tint =
        toc_theme_tint(canvas->theme, r->level ? r->level->colour : TOC_COLOUR_NONE);
    bool has_colour = r->level && r->level->colour != TOC_COLOUR_NONE;
    toc_colour_rgb ground = has_colour ? tint->weak : canvas->theme->ground[is_odd];
    toc_um x = 0;

    toc_scene_open(canvas->scene, TOC_ROLE_BAND, r->entity->full,
                   toc_wording_title(chart->w, r->entity).first,
                   toc_canvas_source_link(canvas, chart->plan, r->entity->span));
    toc_scene_box(canvas->scene, (toc_rect){0, r->y, TOC_REPORT_ALL, r->height}, 0,
                  (toc_pen){.stroke = canvas->theme->rule, .fill = ground, .width = 200});
    if (has_colour) {
        toc_scene_box(canvas->scene, (toc_rect){0, r->y, 1500, r->height}, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = tint->strong});
        explain_grade(chart, tint);
    }
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (i != WHO)
            toc_passage_draw(&r->cells[i], x + TOC_REPORT_CELL,
                             r->y + (r->height - r->cells[i].height) / 2);
        x += widths[i];
    }
    toc_scene_close(canvas->scene);
    draw_who(chart, r, TOC_REPORT_WHAT + TOC_REPORT_CAUSE);
}

static toc_um draw_heads(const toc_reports_chart *chart, toc_um y)
{
    static const toc_word words[COLUMN_COUNT] = {TOC_WORD_REPORTS_WHAT, TOC_WORD_REPORTS_CAUSE,
                                                 TOC_WORD_REPORTS_WHO, TOC_WORD_REPORTS_CONTENT,
                                                 TOC_WORD_REPORTS_WHEN};
    toc_canvas *canvas = chart->canvas;
    toc_passage texts[COLUMN_COUNT];
    toc_um height = 0;
    toc_um x = 0;

    for (int i = 0; i < COLUMN_COUNT; i++) {
        texts[i] = toc_passage_of(canvas, widths[i] - 2 * TOC_REPORT_CELL);
        toc_passage_title(&texts[i], toc_word_title(chart->w, words[i]),
                          (toc_style){TOC_SIZE_NORMAL, true, canvas->theme->on_head});
        height = texts[i].height > height ? texts[i].height : height;
    }
    height += 2 * TOC_PADDING;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        toc_scene_open(canvas->scene, TOC_ROLE_LANE, NULL, NULL, NULL);
        toc_scene_box(canvas->scene, (toc_rect){x, y, widths[i], height}, 0,
                      (toc_pen){.stroke = canvas->theme->paper,
                                .fill = canvas->theme->head,
                                .width = TOC_LINE});
        toc_passage_draw(&texts[i], x + TOC_REPORT_CELL, y + (height - texts[i].height) / 2);
        toc_scene_close(canvas->scene);
        x += widths[i];
    }
    return y + height;
}

toc_um toc_reports_draw_section(toc_reports_chart *chart, toc_word word, toc_um y)
{
    toc_canvas *canvas = chart->canvas;
    toc_passage text = toc_passage_of(canvas, TOC_REPORT_ALL);

    y += y > 0 ? 8 * TOC_MM : 0;
    toc_passage_add(&text, toc_word_both(chart->w, word),
                    (toc_style){6500, true, canvas->theme->ink});
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, NULL, NULL, NULL);
    toc_passage_draw(&text, 0, y);
    toc_scene_close(canvas->scene);
    if (TOC_REPORT_ALL > chart->width)
        chart->width = TOC_REPORT_ALL;
    return y + text.height + TOC_PADDING;
}

/* In the order in which the planner wrote them. */
static int compare_entities(const void *a, const void *b)
{
    const toc_entity *one = *(const toc_entity *const *)a;
    const toc_entity *other = *(const toc_entity *const *)b;

    if (one->span.begin != other->span.begin)
        return one->span.begin < other->span.begin ? -1 : 1;
    return one->id < other->id ? -1 : one->id > other->id;
}

toc_um toc_reports_say_more(const toc_reports_chart *chart, uint32_t count, toc_um y)
{
    toc_passage text = toc_passage_of(chart->canvas, TOC_REPORT_ALL);

    toc_passage_add(&text,
                    toc_wording_fill(chart->w, TOC_WORD_REPORTS_MORE,
                                     toc_arena_printf(chart->canvas->arena, "%u", (unsigned)count),
                                     NULL),
                    toc_style_bold(chart->canvas));
    toc_passage_draw(&text, 0, y + TOC_PADDING);
    return y + text.height + 2 * TOC_PADDING;
}

static toc_um draw_rows(const toc_reports_chart *chart, const toc_entity **items, uint32_t count,
                        toc_um y)
{
    qsort(items, count, sizeof *items, compare_entities);
    for (uint32_t i = 0; i < count; i++) {
        row r = {0};

        if (y > TOC_REPORT_HEIGHT_MOST)
            return toc_reports_say_more(chart, count - i, y);
        if (items[i]->kind == TOC_ENTITY_REPORT)
            fill_report(chart, &r, (const toc_plan_report *)items[i]);
        else
            fill_announcement(chart, &r, (const toc_plan_announcement *)items[i]);
        place_row(&r, y);
        draw_row(chart, &r, i % 2);
        y += r.height;
    }
    return y;
}

static toc_um draw_reports(toc_reports_chart *chart, toc_um y)
{
    uint32_t count = chart->plan->reports.count;
    const toc_entity **items = TOC_NEW_ARRAY(chart->canvas->arena, const toc_entity *, count + 1u);

    if (count == 0)
        return y;
    for (uint32_t i = 0; i < count; i++)
        items[i] = &chart->plan->reports.items[i]->base;
    y = draw_heads(chart, toc_reports_draw_section(chart, TOC_WORD_REPORTS_REPORTS, y));
    return draw_rows(chart, items, count, y);
}

static toc_um draw_announcements(toc_reports_chart *chart, toc_um y)
{
    uint32_t count = chart->plan->announcements.count;
    const toc_entity **items = TOC_NEW_ARRAY(chart->canvas->arena, const toc_entity *, count + 1u);

    if (count == 0)
        return y;
    for (uint32_t i = 0; i < count; i++)
        items[i] = &chart->plan->announcements.items[i]->base;
    y = draw_heads(chart, toc_reports_draw_section(chart, TOC_WORD_REPORTS_ANNOUNCEMENTS, y));
    return draw_rows(chart, items, count, y);
}

void toc_draw_reports(toc_canvas *canvas, const toc_view_input *input)
{
    toc_reports_chart chart = {.canvas = canvas, .plan = input->plan, .w = &input->wording};
    toc_um y = 0;

    if (input->plan->reports.count + input->plan->announcements.count + input->plan->relays.count ==
        0) {
        toc_draw_notice(canvas, &input->wording, TOC_WORD_REPORTS_NONE);
        return;
    }
    y = draw_reports(&chart, y);
    y = draw_announcements(&chart, y);
    y = toc_reports_draw_relays(&chart, y);
    canvas->scene->width = chart.width + TOC_LINE;
    canvas->scene->height = y + TOC_LINE;
}
