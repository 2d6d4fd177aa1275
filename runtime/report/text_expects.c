/* text_expects.c - expectations: what was expected, and what was there instead. */
#include <string.h>

#include "report/text_private.h"

const char *toc_node_text(const toc_pages *p, toc_node_state state)
{
    switch (state) {
    case TOC_NODE_WAITING:
        return toc_word_of(p, TOC_WORD_NODE_WAITING);
    case TOC_NODE_READY:
        return toc_word_of(p, TOC_WORD_NODE_READY);
    case TOC_NODE_BLOCKED:
        return toc_word_of(p, TOC_WORD_NODE_BLOCKED);
    case TOC_NODE_RUNNING:
        return toc_word_of(p, TOC_WORD_NODE_RUNNING);
    case TOC_NODE_DONE:
        return toc_word_of(p, TOC_WORD_NODE_DONE);
    case TOC_NODE_SKIPPED:
        return toc_word_of(p, TOC_WORD_NODE_SKIPPED);
    case TOC_NODE_DEAD:
        return toc_word_of(p, TOC_WORD_NODE_DEAD);
    case TOC_NODE_CANCELLED:
        return toc_word_of(p, TOC_WORD_NODE_CANCELLED);
    case TOC_NODE_FAILED:
        return toc_word_of(p, TOC_WORD_NODE_FAILED);
    }
    return "";
}

const char *toc_body_state_text(const toc_pages *p, toc_body_state state)
{
    switch (state) {
    case TOC_BODY_ABSENT:
        return toc_word_of(p, TOC_WORD_BODY_ABSENT);
    case TOC_BODY_FORMING:
        return toc_word_of(p, TOC_WORD_BODY_FORMING);
    case TOC_BODY_ACTIVE:
        return toc_word_of(p, TOC_WORD_BODY_ACTIVE);
    case TOC_BODY_STOOD_DOWN:
        return toc_word_of(p, TOC_WORD_BODY_STOOD_DOWN);
    }
    return "";
}

static const char *response_state(const toc_pages *p, int64_t state)
{
    static const toc_report_word words[] = {TOC_WORD_RESPONSE_INACTIVE, TOC_WORD_RESPONSE_ACTIVE,
                                            TOC_WORD_RESPONSE_COMPLETE, TOC_WORD_RESPONSE_STOPPED};

    return toc_word_of(p, words[state]);
}

static const char *duty_state(const toc_pages *p, int64_t state)
{
    static const toc_report_word words[] = {TOC_WORD_STATE_OPEN, TOC_WORD_STATE_MET,
                                            TOC_WORD_C_LATE, TOC_WORD_STATE_MISSED,
                                            TOC_WORD_STATE_VOID};

    return toc_word_of(p, words[state]);
}

/* @p value as the kind of expectation counts. */
static const char *value_text(const toc_pages *p, const toc_bound_expect *bound, int64_t value)
{
    switch (bound->expect->kind) {
    case TOC_EXPECT_LEVEL:
    case TOC_EXPECT_WARRANTED:
        return toc_title_of_grade(p, bound->id, (uint32_t)value);
    case TOC_EXPECT_OBLIGATION:
        return duty_state(p, value);
    case TOC_EXPECT_REPORT:
        return value >= TOC_OUTCOME_COUNT ? toc_word_of(p, TOC_WORD_OUTCOME_NOT_OWED)
                                          : toc_outcome_text(p, (toc_report_outcome)value);
    case TOC_EXPECT_STEP:
        return toc_node_text(p, (toc_node_state)value);
    case TOC_EXPECT_DECISION:
        return value == TOC_NONE ? toc_word_of(p, TOC_WORD_NONE)
                                 : toc_title_of_outcome(p, (uint32_t)value);
    case TOC_EXPECT_RESPONSE:
        return response_state(p, value);
    case TOC_EXPECT_BODY:
        return toc_body_state_text(p, (toc_body_state)value);
    case TOC_EXPECT_SCORE:
        return toc_points_text(p->arena, (int32_t)value);
    case TOC_EXPECT_RATING:
        return toc_rating_letter((toc_rating)value);
    case TOC_EXPECT_STARTED:
        return toc_arena_printf(p->arena, "%lld", (long long)value);
    case TOC_EXPECT_STARTS:
        return toc_word_fill(p, TOC_WORD_E_STARTS,
                             toc_arena_printf(p->arena, "%lld", (long long)value), NULL, NULL);
    }
    return "";
}

static const char *compare_text(toc_compare compare)
{
    switch (compare) {
    case TOC_IS:
        return "=";
    case TOC_AT_LEAST:
        return "≥";
    case TOC_AT_MOST:
        return "≤";
    case TOC_ABOVE:
        return ">";
    case TOC_BELOW:
        return "<";
    }
    return "";
}

static const char *measure_text(const toc_pages *p, const toc_bound_expect *bound)
{
    const toc_expect *expect = bound->expect;
    const char *value = toc_arena_printf(p->arena, "%s %s", compare_text(expect->compare),
                                         value_text(p, bound, expect->value));
    const char *text =
        toc_word_fill(p, expect->kind == TOC_EXPECT_SCORE ? TOC_WORD_E_SCORE : TOC_WORD_E_RATING,
                      value, NULL, NULL);

    if (bound->id == TOC_NONE)
        return text;
    return toc_word_fill(p, TOC_WORD_E_IN, text, toc_title_of_objective(p, bound->id), NULL);
}

static int64_t wanted_of(const toc_bound_expect *bound)
{
    if (bound->expect->kind == TOC_EXPECT_DECISION)
        return bound->value;
    return (int64_t)bound->expect->state_index +
           (bound->expect->kind == TOC_EXPECT_OBLIGATION ? TOC_DUTY_MET : 0);
}

/* A hop says between whom: its relay's title alone would not tell it from the others. */
static const char *report_title(const toc_pages *p, uint32_t report)
{
    const toc_m_report *row = &p->machine->reports[report];
    const char *title = toc_title_of_report(p, report);

    if (row->relay == TOC_NONE)
        return title;
    return toc_word_fill(p, TOC_WORD_DUTY_REPORT, title,
                         toc_title_of_body(p, p->machine->ids[row->receivers.first]), NULL);
}

static const char *subject_text(const toc_pages *p, const toc_bound_expect *bound)
{
    const toc_machine *machine = p->machine;
    toc_duty duty = {
        .kind = bound->duty, .id = bound->id, .other = bound->other, .owner = TOC_NONE};

    switch (bound->expect->kind) {
    case TOC_EXPECT_STEP:
    case TOC_EXPECT_DECISION:
        return toc_title_of(p, &machine->nodes[bound->id].head);
    case TOC_EXPECT_RESPONSE:
    case TOC_EXPECT_STARTED:
        return toc_title_of(p, &machine->responses[bound->id].head);
    case TOC_EXPECT_STARTS:
        return toc_title_of(p, &machine->events[bound->other].head);
    case TOC_EXPECT_BODY:
        return toc_title_of_body(p, bound->id);
    case TOC_EXPECT_OBLIGATION:
    case TOC_EXPECT_REPORT:
        if (bound->duty == TOC_DUTY_REPORT && bound->other == TOC_NONE)
            return report_title(p, bound->id);
        return toc_title_of_duty(p, &duty);
    case TOC_EXPECT_LEVEL:
    case TOC_EXPECT_WARRANTED:
    case TOC_EXPECT_SCORE:
    case TOC_EXPECT_RATING:
        break;
    }
    return "";
}

static const char *grade_phrase(const toc_pages *p, const toc_bound_expect *bound)
{
    bool is_declared = bound->expect->kind == TOC_EXPECT_LEVEL;

    if (bound->value == 0 && !is_declared)
        return toc_word_of(p, TOC_WORD_E_WARRANTED_NONE);
    if (bound->value == 0)
        return toc_word_of(p, bound->expect->at == TOC_MS_NONE ? TOC_WORD_E_LEVEL_NONE
                                                               : TOC_WORD_E_LEVEL_NONE_AT);
    return toc_word_fill(p, is_declared ? TOC_WORD_E_LEVEL : TOC_WORD_E_WARRANTED,
                         value_text(p, bound, bound->value), NULL, NULL);
}

static const char *grade_text(const toc_pages *p, const toc_bound_expect *bound)
{
    return toc_with_ladder(p, grade_phrase(p, bound), bound->id);
}

static const char *starts_text(const toc_pages *p, const toc_bound_expect *bound)
{
    const toc_expect *expect = bound->expect;

    if (expect->kind == TOC_EXPECT_STARTED)
        return toc_word_fill(p, TOC_WORD_E_STARTED, subject_text(p, bound),
                             toc_arena_printf(p->arena, "%s %lld", compare_text(expect->compare),
                                              (long long)expect->value),
                             NULL);
    if (bound->other == TOC_NONE)
        return toc_word_of(p, TOC_WORD_E_NOTHING);
    return toc_word_fill(p, TOC_WORD_E_NOTHING_BY, subject_text(p, bound), NULL, NULL);
}

static const char *phrase(const toc_pages *p, const toc_bound_expect *bound)
{
    switch (bound->expect->kind) {
    case TOC_EXPECT_LEVEL:
    case TOC_EXPECT_WARRANTED:
        return grade_text(p, bound);
    case TOC_EXPECT_SCORE:
    case TOC_EXPECT_RATING:
        return measure_text(p, bound);
    case TOC_EXPECT_STARTED:
    case TOC_EXPECT_STARTS:
        return starts_text(p, bound);
    case TOC_EXPECT_OBLIGATION:
    case TOC_EXPECT_REPORT:
    case TOC_EXPECT_STEP:
    case TOC_EXPECT_DECISION:
    case TOC_EXPECT_RESPONSE:
    case TOC_EXPECT_BODY:
        break;
    }
    return toc_word_fill(p, TOC_WORD_E_OF, subject_text(p, bound),
                         value_text(p, bound, wanted_of(bound)), NULL);
}

const char *toc_expect_text(const toc_pages *p, const toc_expect_result *result)
{
    const toc_expect *expect = result->expect->expect;
    const char *text = phrase(p, result->expect);

    if (expect->by != TOC_MS_NONE)
        return toc_word_fill(p, TOC_WORD_E_BY, text, toc_moment_text(p, expect->by), NULL);
    if (expect->at != TOC_MS_NONE)
        return toc_word_fill(p, TOC_WORD_E_AT, text, toc_moment_text(p, expect->at), NULL);
    return text;
}

const char *toc_actual_text(const toc_pages *p, const toc_expect_result *result)
{
    const char *value;

    if (!result->has_actual)
        return NULL;
    value = value_text(p, result->expect, result->actual);
    if (result->at == TOC_MS_NONE)
        return toc_word_fill(p, TOC_WORD_EXPECT_WAS, value, NULL, NULL);
    return toc_word_fill(p, TOC_WORD_EXPECT_WAS_AT, value, toc_moment_text(p, result->at), NULL);
}

static void write_expect(const toc_pages *p, const toc_expect_result *result)
{
    const char *actual = toc_actual_text(p, result);
    toc_location place = toc_sources_locate(p->sources, result->expect->expect->span.begin);
    const char *text = toc_expect_text(p, result);

    if (!result->is_met)
        text =
            toc_arena_printf(p->arena, "%s — %s%s%s (%s:%u)", text,
                             toc_word_of(p, TOC_WORD_EXPECT_FAILED), toc_word_of(p, TOC_WORD_COLON),
                             actual ? actual : toc_word_of(p, TOC_WORD_EXPECT_NOTHING),
                             place.source ? place.source->path : "", place.line);
    (void)fputs(result->is_met ? "✓ " : "✗ ", p->out);
    toc_text_wrap(text, 2, TOC_TEXT_WIDTH, p->out);
}

void toc_text_expects(const toc_pages *p)
{
    if (p->score->expects.count == 0)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_EXPECTATIONS));
    for (uint32_t i = 0; i < p->score->expects.count; i++)
        write_expect(p, &p->score->expects.items[i]);
}
