/* timeline_rows.c - turns the times of a plan into rows: when each step may begin and end, and how
 * that stands to its deadline. */
#include "chart/timeline.h"

typedef struct maker {
    const toc_canvas *canvas;
    const toc_view_input *input;
    toc_times *times;
    const toc_time_duty **duties; /* by node */
    toc_timeline *timeline;
} maker;

static const toc_wording *wording(const maker *m)
{
    return &m->input->wording;
}

static const char *word(const maker *m, toc_word which)
{
    return toc_wording_word(wording(m), which);
}

static void find_duties(maker *m)
{
    m->duties =
        TOC_NEW_ARRAY(m->canvas->arena, const toc_time_duty *, m->input->plan->nodes.count + 1u);
    for (uint32_t i = 0; i < m->times->duties.count; i++) {
        const toc_time_duty *duty = &m->times->duties.items[i];

        if (duty->is_dated && (duty->kind == TOC_TIME_STEP || duty->kind == TOC_TIME_DECISION))
            m->duties[duty->entity->id] = duty;
    }
}

/* ── texts ───────────────────────────────────────────────────────────────── */

/* "25 min"; "≥ 25 min" where a part is not stated; "?" where nothing is known. */
static const char *lapse_text(const maker *m, const toc_time_duty *duty, toc_time_case which)
{
    toc_lapse lapse = duty->lapse[which];

    if (duty->way.scope == TOC_TIME_NOT_COMPARED || lapse.ms == TOC_TIME_NEVER ||
        (which == TOC_TIME_BEST && !duty->has_best) || (lapse.unknown > 0 && lapse.ms == 0))
        return "?";
    return toc_arena_printf(m->canvas->arena, "%s%s", lapse.unknown > 0 ? "≥ " : "",
                            toc_ms_words(wording(m), lapse.ms));
}

static const char *times_text(const maker *m, const toc_plan_node *node, const toc_time_duty *duty)
{
    const toc_length_range *takes = &node->takes;
    toc_ms likely =
        takes->points == 2 ? takes->least + (takes->most - takes->least) / 2 : takes->likely;

    if (duty)
        return toc_arena_printf(
            m->canvas->arena, "%s · %s · %s", lapse_text(m, duty, TOC_TIME_BEST),
            lapse_text(m, duty, TOC_TIME_LIKELY), lapse_text(m, duty, TOC_TIME_WORST));
    if (takes->points == 0)
        return "?";
    return toc_arena_printf(
        m->canvas->arena, "%s · %s · %s", toc_ms_words(wording(m), takes->least),
        toc_ms_words(wording(m), likely), toc_ms_words(wording(m), takes->most));
}

/* What is left at worst; a duty by the clock leaves nobody knows how much. */
static void judge(const maker *m, const toc_time_duty *duty, toc_timeline_row *row)
{
    toc_lapse worst = duty->lapse[TOC_TIME_WORST];
    toc_ms slack;

    if (duty->deadline->kind == TOC_DEADLINE_BY_TIME || duty->way.scope == TOC_TIME_NOT_COMPARED ||
        worst.ms == TOC_TIME_NEVER)
        return;
    slack = toc_time_slack(duty, TOC_TIME_WORST);
    row->is_late = slack < 0;
    if (row->is_late)
        row->rest = toc_arena_printf(m->canvas->arena, "%s %s", word(m, TOC_WORD_LATE_BY),
                                     toc_ms_words(wording(m), -slack));
    else if (worst.unknown > 0)
        row->rest = "?";
    else
        row->rest = toc_ms_words(wording(m), slack);
}

/* ── steps ───────────────────────────────────────────────────────────────── */

/* The first round of a series; its end may never come. */
static void set_series(const toc_plan_node *node, toc_timeline_row *row)
{
    row->is_again = true;
    row->to = row->from + node->takes.most;
    row->likely_from = row->from;
    row->likely_to = row->from + (node->takes.points == 2 ? node->takes.most : node->takes.likely);
    row->is_unknown = node->takes.points == 0;
    row->limit = row->from + node->series.every;
}

static toc_ms added(toc_ms a, toc_ms b)
{
    toc_ms sum;

    return a == TOC_TIME_NEVER || __builtin_add_overflow(a, b, &sum) ? TOC_TIME_NEVER : sum;
}

/* The deadline stands as far behind the latest end as it is kept, or before it as it is missed. */
static void set_limit(const toc_time_duty *duty, toc_timeline_row *row)
{
    toc_ms lapse = duty->lapse[TOC_TIME_WORST].ms;

    if (duty->deadline->kind != TOC_DEADLINE_WITHIN || duty->way.scope == TOC_TIME_NOT_COMPARED ||
        lapse == TOC_TIME_NEVER || row->to == TOC_TIME_NEVER)
        return;
    row->limit = added(row->to - lapse, duty->least_limit);
}

static void set_times(const maker *m, const toc_plan_node *node, toc_timeline_row *row)
{
    const toc_time_node *at = &m->times->nodes[node->base.id];

    row->from = at->start[TOC_TIME_BEST].ms;
    row->is_never = at->place == TOC_TIME_NO_PLACE || row->from == TOC_TIME_NEVER;
    if (row->is_never)
        return;
    row->to = at->done[TOC_TIME_WORST].ms;
    row->is_unknown = at->done[TOC_TIME_WORST].unknown > 0;
    row->likely_from = at->start[TOC_TIME_LIKELY].ms;
    row->likely_to = at->done[TOC_TIME_LIKELY].ms;
    if (row->to == TOC_TIME_NEVER || row->to < row->from)
        row->to = row->from;
}

/* Off duty by more than a minute: else the two are one. */
static void set_off_duty(const maker *m, const toc_time_duty *duty, toc_timeline_row *row)
{
    toc_ms longest = duty->lapse[TOC_TIME_LONGEST].ms;
    toc_ms worst = duty->lapse[TOC_TIME_WORST].ms;

    if (longest == TOC_TIME_NEVER || worst == TOC_TIME_NEVER || longest - worst < TOC_MINUTE)
        return;
    row->off_to = added(row->to, longest - worst);
    row->off = toc_arena_printf(m->canvas->arena, "%s %s", word(m, TOC_WORD_OFF_DUTY_UP_TO),
                                toc_ms_words(wording(m), longest));
}

static toc_ms shortest_of(const toc_plan_node *node, const toc_timeline_row *row)
{
    toc_ms length = node->takes.most;

    if (row->limit != TOC_TIME_NEVER && row->limit > 0 && (length == 0 || row->limit < length))
        length = row->limit;
    return length;
}

static void add_node(maker *m, const toc_plan_node *node)
{
    const toc_time_duty *duty = m->duties[node->base.id];
    toc_timeline_row row = {.key = toc_key_of(m->canvas->arena, &node->base),
                            .title = toc_title_words(wording(m), &node->base),
                            .likely_from = TOC_TIME_NEVER,
                            .likely_to = TOC_TIME_NEVER,
                            .off_to = TOC_TIME_NEVER,
                            .limit = TOC_TIME_NEVER};

    if (node->by.target)
        row.who = toc_body_words(wording(m), node->by.target);
    row.due = toc_due_words(wording(m), &node->deadline, &node->series);
    row.since = toc_since_words(wording(m), &node->deadline);
    row.span = node->base.span;
    row.times = times_text(m, node, duty);
    set_times(m, node, &row);
    if (!row.is_never && node->series.every > 0)
        set_series(node, &row);
    else if (!row.is_never && duty)
        set_limit(duty, &row);
    if (!row.is_never && duty) {
        judge(m, duty, &row);
        set_off_duty(m, duty, &row);
    }
    row.length = shortest_of(node, &row);
    TOC_PUSH(m->canvas->arena, &m->timeline->rows, row);
}

/* ── windows ─────────────────────────────────────────────────────────────── */

/* Months are not allowed in deadlines; working days are at least so many days. */
static toc_ms limit_of(const toc_deadline *deadline)
{
    if (deadline->kind != TOC_DEADLINE_WITHIN)
        return TOC_TIME_NEVER;
    return deadline->length.ms + deadline->length.workdays * TOC_DAY;
}

static void add_window(maker *m, const char *key, toc_title title, const toc_plan_body *who,
                       const toc_deadline *deadline, const toc_series *series)
{
    toc_timeline_row row = {.key = key,
                            .title = title,
                            .is_window = true,
                            .likely_from = TOC_TIME_NEVER,
                            .likely_to = TOC_TIME_NEVER,
                            .off_to = TOC_TIME_NEVER};

    row.who = who ? toc_body_words(wording(m), who) : NULL;
    row.due = toc_due_words(wording(m), deadline, series);
    row.since = toc_since_words(wording(m), deadline);
    row.limit = limit_of(deadline);
    row.is_again = series->every > 0;
    if (row.limit == TOC_TIME_NEVER && row.is_again)
        row.limit = series->every;
    if (!row.due)
        return;
    row.to = row.limit == TOC_TIME_NEVER ? 0 : row.limit;
    row.length = row.to;
    TOC_PUSH(m->canvas->arena, &m->timeline->rows, row);
}

static void add_report(maker *m, const toc_plan_report *report)
{
    add_window(m, toc_key_of(m->canvas->arena, &report->base),
               toc_title_words(wording(m), &report->base), report->from.target, &report->deadline,
               &report->series);
}

static void add_announcement(maker *m, const toc_plan_announcement *one)
{
    add_window(m, toc_key_of(m->canvas->arena, &one->base), toc_title_words(wording(m), &one->base),
               one->by.target, &one->deadline, &one->series);
}

static void add_duty_by(maker *m, const char *key, toc_word what, const char *of,
                        const toc_duty_by *duty)
{
    static const toc_series none = {0};
    toc_title title = {
        toc_arena_printf(m->canvas->arena, "%s%s%s", word(m, what), *of ? " " : "", of), NULL};

    if (duty->body.target)
        add_window(m, key, title, duty->body.target, &duty->deadline, &none);
}

static void add_ladder(maker *m, const toc_plan_ladder *ladder)
{
    toc_arena *arena = m->canvas->arena;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        add_duty_by(m, toc_key_of(arena, &level->base), TOC_WORD_DECLARE,
                    toc_level_words(wording(m), level), &level->declared_by);
    }
    add_duty_by(m, toc_arena_printf(arena, "end:%s", ladder->base.full), TOC_WORD_PROPOSE_END, "",
                &ladder->proposed);
    add_duty_by(m, toc_arena_printf(arena, "ended:%s", ladder->base.full), TOC_WORD_APPROVE_END, "",
                &ladder->approved);
}

/* ── panels ──────────────────────────────────────────────────────────────── */

static void add_panel(maker *m, toc_timeline_panel panel)
{
    panel.count = m->timeline->rows.count - panel.first;
    if (panel.count > 0)
        TOC_PUSH(m->canvas->arena, &m->timeline->panels, panel);
}

static void add_response(maker *m, const toc_plan_group *group)
{
    const toc_plan_response *response = group->response;
    toc_timeline_panel panel = {.title = group->title,
                                .starts = group->starts,
                                .id = response->base.full,
                                .tint = group->tint,
                                .first = m->timeline->rows.count};

    for (uint32_t i = 0; i < response->nodes.count; i++)
        add_node(m, response->nodes.items[i]);
    add_panel(m, panel);
}

/* What is told and decided counts from something of its own, row by row. */
static void add_telling(maker *m)
{
    const toc_plan *plan = m->input->plan;
    toc_timeline_panel panel = {.title = {word(m, TOC_WORD_TELL_AND_DECIDE), NULL},
                                .starts = "",
                                .id = "telling",
                                .tint = m->canvas->theme->plain,
                                .is_telling = true,
                                .first = m->timeline->rows.count};

    for (uint32_t i = 0; i < plan->ladders.count; i++)
        add_ladder(m, plan->ladders.items[i]);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        add_duty_by(m, toc_arena_printf(m->canvas->arena, "formation:%s", body->base.full),
                    TOC_WORD_FORM, toc_title_words(wording(m), &body->base).first,
                    &body->formed.by);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++)
        add_report(m, plan->reports.items[i]);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        add_announcement(m, plan->announcements.items[i]);
    add_panel(m, panel);
}

toc_timeline *toc_timeline_of(const toc_canvas *canvas, const toc_view_input *input)
{
    maker m = {.canvas = canvas,
               .input = input,
               .times = toc_times_new(input->plan, canvas->arena),
               .timeline = TOC_NEW(canvas->arena, toc_timeline)};
    toc_plan_order *order = toc_plan_order_of(canvas, input);

    find_duties(&m);
    for (uint32_t i = 0; i < order->groups.count; i++)
        add_response(&m, &order->groups.items[i]);
    add_telling(&m);
    return m.timeline;
}
