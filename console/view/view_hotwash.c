/* view_hotwash.c - right after the end: what was late, missed, mis-graded and mis-reported, in order. */
#include <stdlib.h>

#include "drill/facts.h"
#include "report/verdict.h"
#include "report/words.h"
#include "view/view_private.h"

/* What did not go as the plan wants: of a duty, of the grade for a while, or an act. */
typedef struct item {
    toc_ms at;
    const char *kind;
    const char *title;
    uint32_t owner; /* or TOC_NONE */
    const toc_scored *scored;
    const toc_judged *stretch;
    uint32_t ladder;    /* of the stretch */
    const char *detail; /* of the act */
} item;

typedef TOC_VEC(item) items;

static uint32_t number_of(const item *it)
{
    return it->scored ? it->scored->duty.number : 0;
}

static int compare(const void *left, const void *right)
{
    const item *a = left;
    const item *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (number_of(a) > number_of(b)) - (number_of(a) < number_of(b));
}

static bool is_report(const toc_scored *scored)
{
    return scored->duty.kind == TOC_DUTY_REPORT;
}

/* A report that says what is not so, or less than it has to. */
static bool is_wrong_report(const toc_scored *scored)
{
    switch (scored->outcome) {
    case TOC_OUTCOME_CONCEALED:
    case TOC_OUTCOME_FALSE:
    case TOC_OUTCOME_UNDERSTATED:
        return true;
    case TOC_OUTCOME_ON_TIME:
        return scored->fields_missing > 0;
    case TOC_OUTCOME_LATE:
    case TOC_OUTCOME_OMITTED:
    case TOC_OUTCOME_VOID:
        return false;
    }
    return false;
}

static const char *kind_of(const toc_scored *scored)
{
    if (scored->duty.state == TOC_DUTY_VOID || scored->duty.state == TOC_DUTY_OPEN)
        return NULL;
    if (is_report(scored) && is_wrong_report(scored))
        return "misreported";
    if (scored->duty.state == TOC_DUTY_LATE)
        return "late";
    return scored->duty.state == TOC_DUTY_MISSED ? "missed" : NULL;
}

static void add_duties(toc_view_pen *pen, const toc_score *score, items *list)
{
    for (uint32_t i = 0; i < pen->drill->duty_count; i++) {
        const toc_scored *scored = &score->duties[i];
        const toc_duty *duty = &scored->duty;
        item row = {.at = duty->due == TOC_MS_NONE ? duty->opened : duty->due,
                    .kind = kind_of(scored),
                    .owner = duty->owner,
                    .scored = scored};

        if (!row.kind)
            continue;
        row.title = toc_title_of_duty(&pen->pages, duty);
        TOC_PUSH(pen->arena, list, row);
    }
}

static void add_grading(toc_view_pen *pen, const toc_score *score, items *list)
{
    for (uint32_t i = 0; i < score->judgements.count; i++) {
        const toc_judgement *judgement = &score->judgements.items[i];

        for (uint32_t k = 0; k < judgement->stretches.count; k++) {
            const toc_judged *stretch = &judgement->stretches.items[k];
            item row = {.at = stretch->from,
                        .kind = "misgraded",
                        .title = toc_title_of_ladder(&pen->pages, judgement->ladder),
                        .owner = TOC_NONE,
                        .stretch = stretch,
                        .ladder = judgement->ladder};

            if (stretch->verdict == TOC_VERDICT_UNDER || stretch->verdict == TOC_VERDICT_OVER)
                TOC_PUSH(pen->arena, list, row);
        }
    }
}

static void add_irregular(toc_view_pen *pen, const toc_score *score, items *list)
{
    for (uint32_t i = 0; i < score->irregularities.count; i++) {
        const toc_irregularity *found = &score->irregularities.items[i];
        const toc_trace *trace = &pen->drill->happenings[found->happening].trace;
        item row = {.at = found->at,
                    .kind = "irregular",
                    .title = toc_act_text(&pen->pages, trace),
                    .owner = trace->body,
                    .detail = toc_irregularity_text(&pen->pages, found)};

        TOC_PUSH(pen->arena, list, row);
    }
}

/* ── one of them ── */

/* How far a step or decision has come, and the reason that was given where it could not be done. */
static void write_work(toc_view_pen *pen, const toc_duty *duty)
{
    const toc_view_work *work = NULL;
    const toc_entry *entry = NULL;

    if (duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION)
        work = toc_view_work_of(pen, duty->id, duty->activation);
    if (work && work->state == TOC_NODE_FAILED && work->entry != TOC_NONE)
        entry = toc_scenario_entry(pen->drill->script->scenario, work->entry);
    toc_json_key_string(pen->json, "work", work ? toc_node_state_word(work->state) : NULL);
    toc_json_key_string(pen->json, "blocked",
                        work && work->state == TOC_NODE_BLOCKED ? toc_blocked_word(work->blocked)
                                                                : NULL);
    toc_view_key_text(pen, "why", entry ? entry->why.text : NULL);
}

/* What was wrong with a report, one text for each field. */
static void write_faults(toc_view_pen *pen, const toc_scored *scored)
{
    toc_json_key(pen->json, "faults");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; is_report(scored) && i < scored->fact_count; i++) {
        const char *text = toc_fact_text(&pen->pages, &scored->facts[i]);

        if (*text)
            toc_json_string(pen->json, toc_text_clean(pen->arena, text));
    }
    toc_json_end_array(pen->json);
}

static void write_duty(toc_view_pen *pen, const toc_scored *scored)
{
    const toc_duty *duty = &scored->duty;
    bool is_done = duty->state == TOC_DUTY_MET || duty->state == TOC_DUTY_LATE;

    toc_json_key_string(pen->json, "what", toc_duty_kind_word((toc_duty_kind)duty->kind));
    toc_view_key_text(pen, "clause",
                      toc_machine_text(pen->machine, toc_duty_head(pen->machine, duty)->clause));
    toc_view_key_time(pen, "due", duty->due);
    toc_view_key_time(pen, "done", is_done ? duty->closed : TOC_MS_NONE);
    write_work(pen, duty);
    toc_view_key_text(pen, "detail",
                      is_report(scored) && is_wrong_report(scored) &&
                              scored->outcome != TOC_OUTCOME_ON_TIME
                          ? toc_outcome_text(&pen->pages, scored->outcome)
                          : NULL);
    toc_view_key_text(pen, "lacks",
                      is_report(scored) && scored->sent != TOC_MS_NONE && scored->fields_missing > 0
                          ? toc_missing_fields(&pen->pages, scored)
                          : NULL);
    write_faults(pen, scored);
}

static void write_grade(toc_view_pen *pen, const char *key, uint32_t ladder, uint32_t rank)
{
    toc_view_key_text(pen, key, rank ? toc_title_of_grade(&pen->pages, ladder, rank) : NULL);
}

static void write_stretch(toc_view_pen *pen, const item *row)
{
    toc_view_key_time(pen, "until", row->stretch->to);
    toc_json_key_bool(pen->json, "is_low", row->stretch->verdict == TOC_VERDICT_UNDER);
    write_grade(pen, "declared", row->ladder, row->stretch->declared);
    write_grade(pen, "warranted", row->ladder, row->stretch->warranted);
}

static void write_item(toc_view_pen *pen, const item *row)
{
    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "kind", row->kind);
    toc_view_key_time(pen, "at", row->at);
    toc_view_key_text(pen, "title", row->title);
    toc_view_key_body(pen, "owner", row->owner);
    toc_json_key_int(pen->json, "duty", number_of(row));
    if (row->scored)
        write_duty(pen, row->scored);
    else if (row->stretch)
        write_stretch(pen, row);
    else
        toc_view_key_text(pen, "detail", row->detail);
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
