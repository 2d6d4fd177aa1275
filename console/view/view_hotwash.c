/* view_hotwash.c - right after the end: what was late, missed, mis-graded and mis-reported, in order. */
#include <stdlib.h>

#include "report/verdict.h"
#include "report/words.h"
#include "view/view_private.h"

typedef struct item {
    toc_ms at;
    const char *kind;
    const char *title;
    const char *detail;
    uint32_t owner; /* or TOC_NONE */
    uint32_t duty;  /* number, 0: none */
} item;

typedef TOC_VEC(item) items;

static int compare(const void *left, const void *right)
{
    const item *a = left;
    const item *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->duty > b->duty) - (a->duty < b->duty);
}

static const char *kind_of(const toc_scored *scored)
{
    bool is_report = scored->duty.kind == TOC_DUTY_REPORT;

    if (is_report && scored->outcome != TOC_OUTCOME_ON_TIME &&
        scored->outcome != TOC_OUTCOME_LATE && scored->outcome != TOC_OUTCOME_VOID)
        return scored->duty.state == TOC_DUTY_MISSED && scored->outcome == TOC_OUTCOME_OMITTED
                   ? "missed"
                   : "misreported";
    if (scored->duty.state == TOC_DUTY_LATE)
        return "late";
    return scored->duty.state == TOC_DUTY_MISSED ? "missed" : NULL;
}

static const char *detail_of(toc_view_pen *pen, const toc_scored *scored)
{
    const char *state = toc_state_text(&pen->pages, scored);

    if (scored->duty.kind == TOC_DUTY_REPORT)
        state = toc_outcome_text(&pen->pages, scored->outcome);
    return state;
}

static void add_duties(toc_view_pen *pen, const toc_score *score, items *list)
{
    for (uint32_t i = 0; i < pen->drill->duty_count; i++) {
        const toc_scored *scored = &score->duties[i];
        const char *kind = kind_of(scored);
        item row = {scored->duty.due == TOC_MS_NONE ? scored->duty.opened : scored->duty.due,
                    kind,
                    NULL,
                    NULL,
                    scored->duty.owner,
                    scored->duty.number};

        if (!kind)
            continue;
        row.title = toc_title_of_duty(&pen->pages, &scored->duty);
        row.detail = detail_of(pen, scored);
        TOC_PUSH(pen->arena, list, row);
    }
}

static void add_grading(toc_view_pen *pen, const toc_score *score, items *list)
{
    for (uint32_t i = 0; i < score->judgements.count; i++) {
        const toc_judgement *judgement = &score->judgements.items[i];

        for (uint32_t k = 0; k < judgement->stretches.count; k++) {
            const toc_judged *stretch = &judgement->stretches.items[k];
            bool is_wrong =
                stretch->verdict == TOC_VERDICT_UNDER || stretch->verdict == TOC_VERDICT_OVER;
            item row = {
                stretch->from, "misgraded", toc_title_of_ladder(&pen->pages, judgement->ladder),
                NULL,          TOC_NONE,    0};

            if (!is_wrong)
                continue;
            row.detail = toc_arena_printf(
                pen->arena, "%s, %s (%s → %s)", toc_verdict_phrase(&pen->pages, stretch->verdict),
                toc_length_text(pen->arena, stretch->to - stretch->from),
                toc_title_of_grade(&pen->pages, judgement->ladder, stretch->declared),
                toc_title_of_grade(&pen->pages, judgement->ladder, stretch->warranted));
            TOC_PUSH(pen->arena, list, row);
        }
    }
}

static void add_irregular(toc_view_pen *pen, const toc_score *score, items *list)
{
    for (uint32_t i = 0; i < score->irregularities.count; i++) {
        const toc_irregularity *found = &score->irregularities.items[i];
        const toc_trace *trace = &pen->drill->happenings[found->happening].trace;
        item row = {found->at,
                    "irregular",
                    toc_act_text(&pen->pages, trace),
                    toc_irregularity_text(&pen->pages, found),
                    trace->body,
                    0};

        TOC_PUSH(pen->arena, list, row);
    }
}

static void write_item(toc_view_pen *pen, const item *row)
{
    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "kind", row->kind);
    toc_view_key_time(pen, "at", row->at);
    toc_view_key_text(pen, "title", row->title);
    toc_view_key_body(pen, "owner", row->owner);
    toc_view_key_text(pen, "detail", row->detail);
    toc_json_key_int(pen->json, "duty", row->duty);
    toc_json_end_object(pen->json);
}

static void write_result(toc_view_pen *pen, const toc_score *score)
{
    toc_json_key(pen->json, "points");
    if (score->points == TOC_POINTS_NONE)
        toc_json_null(pen->json);
    else
        toc_json_fixed(pen->json, score->points, 100);
    toc_json_key_string(pen->json, "rating", toc_rating_letter(score->rating));
    toc_view_key_text(pen, "grade", toc_grade_text(&pen->pages, score->grade));
    toc_json_key_int(pen->json, "met", score->tally.met);
    toc_json_key_int(pen->json, "late", score->tally.late);
    toc_json_key_int(pen->json, "missed", score->tally.missed);
    toc_json_key_int(pen->json, "void", score->tally.void_count);
}

void toc_view_hotwash(toc_view_pen *pen)
{
    toc_score *score;
    items list = {0};

    if (pen->state->clock.state != TOC_CLOCK_ENDED || *pen->state->problem) {
        toc_json_null(pen->json);
        return;
    }
    score = toc_score_new(pen->arena, pen->drill);
    pen->pages.score = score;
    add_duties(pen, score, &list);
    add_grading(pen, score, &list);
    add_irregular(pen, score, &list);
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, compare);
    toc_json_begin_object(pen->json);
    write_result(pen, score);
    toc_json_key(pen->json, "items");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < list.count; i++)
        write_item(pen, &list.items[i]);
    toc_json_end_array(pen->json);
    toc_json_end_object(pen->json);
}
