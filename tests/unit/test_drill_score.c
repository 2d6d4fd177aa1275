/* test_drill_score.c - points worked out by hand: grace, marks, void, means, ratings, integrity. */
#include "../support/scenario_fixture.h"

/* ── drills made by hand ── */

typedef struct hand { /* a drill whose records a test writes itself */
    drill_fixture *f;
    toc_drill drill;
    toc_happening happenings[64];
    toc_duty duties[32];
} hand;

static hand *hand_new(drill_fixture *f)
{
    hand *h = toc_arena_alloc(&f->base.arena, sizeof *h);
    toc_script *script = drill_bind(f, DRILL_HEAD "end: 10h\n");

    assert_non_null(script);
    h->f = f;
    h->drill = (toc_drill){.machine = f->machine,
                           .script = script,
                           .end = 10 * TOC_HOUR,
                           .happenings = h->happenings,
                           .duties = h->duties};
    return h;
}

static void hand_record(hand *h, toc_ms at, toc_trace_kind kind, uint32_t id, uint32_t other,
                        int64_t value)
{
    h->happenings[h->drill.happening_count++] = (toc_happening){.trace = {.at = at,
                                                                          .kind = (uint32_t)kind,
                                                                          .id = id,
                                                                          .other = other,
                                                                          .value = value,
                                                                          .body = TOC_NONE,
                                                                          .entry = TOC_NONE,
                                                                          .occurrence = 1},
                                                                .due = TOC_MS_NONE};
}

static void hand_duty_record(hand *h, toc_ms at, toc_trace_kind kind, const toc_duty *duty)
{
    hand_record(h, at, kind, duty->id, duty->other, 0);
    h->happenings[h->drill.happening_count - 1].duty = duty->number;
    h->happenings[h->drill.happening_count - 1].due = duty->due;
}

/* Opens at 0 with a due time of one hour, which is the grace too. */
static toc_duty *hand_duty(hand *h, toc_duty_kind kind, const char *name, toc_duty_state state,
                           toc_ms closed)
{
    toc_duty *duty = &h->duties[h->drill.duty_count];
    const toc_machine *m = h->f->machine;

    *duty = (toc_duty){.number = ++h->drill.duty_count,
                       .kind = (uint32_t)kind,
                       .other = TOC_NONE,
                       .occurrence = 1,
                       .state = (uint32_t)state,
                       .by = TOC_NONE,
                       .due = TOC_HOUR,
                       .closed = closed,
                       .grace = TOC_HOUR};
    if (kind == TOC_DUTY_REPORT) {
        duty->id = TOC_MACHINE_FIND(m, reports, name);
        duty->other = m->ids[m->reports[duty->id].receivers.first];
        duty->owner = m->reports[duty->id].sender;
    } else {
        duty->id = TOC_MACHINE_FIND(m, nodes, name);
        duty->owner = m->nodes[duty->id].performer;
    }
    assert_int_not_equal(duty->id, TOC_NONE);
    hand_duty_record(h, 0, TOC_TRACE_DUTY_OPENED, duty);
    return duty;
}

static const toc_score *hand_score(hand *h)
{
    for (uint32_t i = 0; i < h->drill.duty_count; i++) {
        bool is_sent =
            h->duties[i].kind == TOC_DUTY_REPORT && h->duties[i].state != TOC_DUTY_MISSED;

        if (!is_sent) /* sendings close their duty themselves */
            hand_duty_record(h, h->duties[i].closed, TOC_TRACE_DUTY_CLOSED, &h->duties[i]);
    }
    return toc_score_new(&h->f->base.arena, &h->drill);
}

static void hand_send(hand *h, toc_duty *duty, toc_ms at, int64_t missing, bool closes)
{
    hand_record(h, at, TOC_TRACE_REPORT, duty->id, duty->other, missing);
    h->happenings[h->drill.happening_count - 1].trace.body = duty->owner;
    if (closes)
        hand_duty_record(h, at, TOC_TRACE_DUTY_CLOSED, duty);
}

static void hand_told(hand *h, const char *body)
{
    hand_record(h, 0, TOC_TRACE_TOLD, TOC_MACHINE_FIND(h->f->machine, bodies, body), 0, 0);
}

/* ── one duty ── */

static void lateness_counts_down_to_the_end_of_grace(void **state)
{
    (void)state;
    assert_int_equal(toc_score_lateness(-5, TOC_HOUR), 10000);
    assert_int_equal(toc_score_lateness(0, TOC_HOUR), 10000);
    assert_int_equal(toc_score_lateness(1, TOC_HOUR), 9999); /* floor(9999.997) */
    assert_int_equal(toc_score_lateness(30 * TOC_MINUTE, TOC_HOUR), 5000);
    assert_int_equal(toc_score_lateness(20 * TOC_MINUTE, TOC_HOUR), 6666);
    assert_int_equal(toc_score_lateness(TOC_HOUR - 1, TOC_HOUR), 0); /* floor(0.003) */
    assert_int_equal(toc_score_lateness(TOC_HOUR, TOC_HOUR), 0);
    assert_int_equal(toc_score_lateness(TOC_HOUR + 1, TOC_HOUR), 0);
    assert_int_equal(toc_score_lateness(1, 0), 0);
    assert_int_equal(toc_score_lateness(INT64_MAX / 2, INT64_MAX), 5000);
}

static void marks_halve_once_and_round_down(void **state)
{
    hand *h = hand_new(*state);
    toc_duty *met = hand_duty(h, TOC_DUTY_STEP, "stop.pump", TOC_DUTY_MET, 5);
    toc_duty *late = hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_LATE, TOC_HOUR + 1);
    const toc_score *score;

    met->marks = TOC_MARK_WRONG_BODY | TOC_MARK_PREMATURE | TOC_MARK_NO_APPROVAL;
    late->marks = TOC_MARK_WRONG_BODY;
    score = hand_score(h);
    assert_int_equal(score->duties[0].timeliness, 10000);
    assert_int_equal(score->duties[0].points, 5000);
    assert_int_equal(score->duties[1].timeliness, 9999);
    assert_int_equal(score->duties[1].points, 4999);
}

static void other_marks_cost_nothing(void **state)
{
    hand *h = hand_new(*state);
    toc_duty *met = hand_duty(h, TOC_DUTY_STEP, "stop.pump", TOC_DUTY_MET, 5);

    met->marks =
        TOC_MARK_ASSUMED | TOC_MARK_SUPERSEDED | TOC_MARK_EXTENDED | TOC_MARK_CONDITION_FALSE;
    assert_int_equal(hand_score(h)->duties[0].points, 10000);
}

/* ── means and ratings ── */

static void means_are_weighted_and_rounded_down(void **state)
{
    hand *h = hand_new(*state);
    const toc_score *score;

    /* safety: clean (10) 10 000, pump (30) 9 999 -> (100 000 + 299 970) / 40 = 9 999.25 */
    (void)hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_MET, 5);
    (void)hand_duty(h, TOC_DUTY_STEP, "stop.pump", TOC_DUTY_LATE, TOC_HOUR + 1);
    /* other: the decision (10) missed */
    (void)hand_duty(h, TOC_DUTY_DECISION, "stop.tight", TOC_DUTY_MISSED, 5);
    score = hand_score(h);
    assert_int_equal(score->objectives.count, 3);
    assert_int_equal(score->objectives.items[0].points, 9999);
    assert_int_equal(score->objectives.items[1].points, TOC_POINTS_NONE); /* telling: not tested */
    assert_int_equal(score->objectives.items[2].id, TOC_OBJECTIVE_OTHER);
    assert_int_equal(score->objectives.items[2].points, 0);
    /* (60 * 9 999 + 10 * 0) / 70 = 8 570.57 */
    assert_int_equal(score->points, 8570);
    assert_int_equal(score->rating, TOC_RATING_S);
    assert_int_equal(score->grade, TOC_GRADE_GOOD);
}

static void void_duties_do_not_count(void **state)
{
    hand *h = hand_new(*state);
    const toc_score *score;

    (void)hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_MET, 5);
    (void)hand_duty(h, TOC_DUTY_STEP, "stop.pump", TOC_DUTY_VOID, 5);
    score = hand_score(h);
    assert_int_equal(score->duties[1].points, TOC_POINTS_NONE);
    assert_int_equal(score->points, 10000);
    assert_int_equal(score->tally.void_count, 1);
    assert_int_equal(score->rating, TOC_RATING_P);
    assert_int_equal(score->grade, TOC_GRADE_EXCELLENT);
}

static void nothing_counted_is_no_score(void **state)
{
    hand *h = hand_new(*state);

    (void)hand_duty(h, TOC_DUTY_STEP, "stop.pump", TOC_DUTY_VOID, 5);
    assert_int_equal(hand_score(h)->points, TOC_POINTS_NONE);
}

static toc_rating rating_at(drill_fixture *f, toc_ms lateness, bool is_missed)
{
    hand *h = hand_new(f);
    toc_duty *duty = hand_duty(h, TOC_DUTY_STEP, "stop.pump", TOC_DUTY_LATE, TOC_HOUR + lateness);

    duty->grace = 10000;
    if (is_missed) { /* worth 1/31 in its own objective's mean; the whole stays above the line */
        toc_duty *missed = hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_MISSED, 5);
        assert_int_equal(missed->number, 2);
    }
    return hand_score(h)->rating;
}

static void ratings_change_exactly_at_their_lines(void **state)
{
    assert_int_equal(rating_at(*state, 1000, false), TOC_RATING_P);
    assert_int_equal(rating_at(*state, 1001, false), TOC_RATING_S);
    assert_int_equal(rating_at(*state, 3000, false), TOC_RATING_S);
    assert_int_equal(rating_at(*state, 3001, false), TOC_RATING_M);
    assert_int_equal(rating_at(*state, 5000, false), TOC_RATING_M);
    assert_int_equal(rating_at(*state, 5001, false), TOC_RATING_U);
    assert_int_equal(rating_at(*state, 0, true), TOC_RATING_S); /* 7 500: three quarters */
}

static void a_missed_duty_forbids_p(void **state)
{
    hand *h = hand_new(*state);
    const toc_score *score;

    for (unsigned i = 0; i < 20; i++)
        (void)hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_MET, 5);
    (void)hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_MISSED, 5);
    score = hand_score(h);
    assert_int_equal(score->points, 9523);
    assert_int_equal(score->rating, TOC_RATING_S);
}

static void a_mark_forbids_excellent(void **state)
{
    hand *h = hand_new(*state);
    const toc_score *score;

    (void)hand_duty(h, TOC_DUTY_STEP, "stop.clean", TOC_DUTY_MET, 5);
    hand_record(h, 9, TOC_TRACE_MARK, 0, TOC_VERB_DID, 0);
    h->happenings[h->drill.happening_count - 1].trace.marks = TOC_MARK_REPEATED;
    score = hand_score(h);
    assert_int_equal(score->points, 10000);
    assert_int_equal(score->rating, TOC_RATING_P);
    assert_int_equal(score->grade, TOC_GRADE_GOOD);
    assert_int_equal(score->irregularities.count, 1);
}

/* ── reports ── */

static void a_correction_in_time_replaces_and_a_later_one_does_not(void **state)
{
    hand *h = hand_new(*state);
    toc_duty *duty = hand_duty(h, TOC_DUTY_REPORT, "first", TOC_DUTY_MET, TOC_MINUTE);
    const toc_score *score;

    hand_told(h, "crew");
    hand_send(h, duty, TOC_MINUTE, 2, true);
    hand_send(h, duty, TOC_HOUR, 1, false);     /* at the very deadline: in time */
    hand_send(h, duty, TOC_HOUR + 1, 0, false); /* too late to replace */
    score = hand_score(h);
    assert_int_equal(score->duties[0].sent, TOC_HOUR);
    assert_int_equal(score->duties[0].fields_owed, 2);
    assert_int_equal(score->duties[0].fields_missing, 1);
    assert_int_equal(score->duties[0].outcome, TOC_OUTCOME_OMITTED);
    assert_int_equal(score->duties[0].points, 5000);
    assert_int_equal(score->findings.items[0].kind, TOC_FINDING_FIELDS);
}

static void late_and_incomplete_multiply(void **state)
{
    hand *h = hand_new(*state);
    toc_duty *duty =
        hand_duty(h, TOC_DUTY_REPORT, "first", TOC_DUTY_LATE, TOC_HOUR + 20 * TOC_MINUTE);
    const toc_score *score;

    hand_told(h, "crew");
    hand_send(h, duty, TOC_HOUR + 20 * TOC_MINUTE, 1, true);
    score = hand_score(h);
    assert_int_equal(score->duties[0].timeliness, 6666);
    assert_int_equal(score->duties[0].points, 3333);
    assert_int_equal(score->duties[0].outcome, TOC_OUTCOME_OMITTED);
}

static void what_was_withheld_is_concealed_even_when_sent(void **state)
{
    hand *h = hand_new(*state);
    toc_duty *duty = hand_duty(h, TOC_DUTY_REPORT, "first", TOC_DUTY_MET, TOC_MINUTE);
    const toc_score *score;

    duty->marks = TOC_MARK_WITHHELD;
    hand_told(h, "crew");
    hand_send(h, duty, TOC_MINUTE, 0, true);
    score = hand_score(h);
    assert_int_equal(score->duties[0].outcome, TOC_OUTCOME_CONCEALED);
    assert_int_equal(score->duties[0].points, 0);
    assert_int_equal(score->concealed, 1);
    assert_int_not_equal(score->rating, TOC_RATING_P);
    assert_int_equal(score->findings.items[0].kind, TOC_FINDING_CONCEALED);
}

static void what_is_withheld_after_it_was_sent_is_concealed(void **state)
{
    hand *h = hand_new(*state);
    toc_duty *duty = hand_duty(h, TOC_DUTY_REPORT, "first", TOC_DUTY_MET, TOC_MINUTE);
    const toc_score *score;

    hand_told(h, "crew");
    hand_send(h, duty, TOC_MINUTE, 0, true);
    hand_record(h, 2 * TOC_MINUTE, TOC_TRACE_WITHHELD, duty->id, TOC_NONE, 0);
    score = hand_score(h);
    assert_int_equal(score->duties[0].outcome, TOC_OUTCOME_CONCEALED);
    assert_int_equal(score->duties[0].points, 0);
    assert_int_equal(score->concealed, 1);
}

static void whoever_was_never_told_owes_nothing(void **state)
{
    hand *h = hand_new(*state);
    const toc_score *score;

    hand_told(h, "crew");
    (void)hand_duty(h, TOC_DUTY_REPORT, "first", TOC_DUTY_MISSED, TOC_HOUR);  /* crew to head */
    (void)hand_duty(h, TOC_DUTY_REPORT, "second", TOC_DUTY_MISSED, TOC_HOUR); /* head to town */
    score = hand_score(h);
    assert_int_equal(score->duties[0].outcome, TOC_OUTCOME_OMITTED);
    assert_int_equal(score->duties[0].points, 0);
    assert_int_equal(score->duties[1].duty.state, TOC_DUTY_VOID);
    assert_int_equal(score->duties[1].duty.reason, TOC_VOID_NOT_TOLD);
    assert_int_equal(score->duties[1].points, TOC_POINTS_NONE);
    assert_int_equal(score->findings.count, 1);
    assert_int_equal(score->findings.items[0].kind, TOC_FINDING_NOT_TOLD);
    assert_int_equal(score->findings.items[0].body,
                     TOC_MACHINE_FIND(h->f->machine, bodies, "crew"));
}

/* ── figures, from drills that the engine plays ── */

static const toc_body_figures *figures_of(const toc_score *score, drill_fixture *f,
                                          const char *name)
{
    for (uint32_t i = 0; i < score->bodies.count; i++) {
        if (score->bodies.items[i].body == TOC_MACHINE_FIND(f->machine, bodies, name))
            return &score->bodies.items[i];
    }
    fail_msg("no figures of %s", name);
    return NULL;
}

#define RIGHT_WAY                                                                                  \
    "script:\n"                                                                                    \
    "  - {at: 0min, inject: leak, to: [crew, head]}\n"                                             \
    "  - {at: 10min, did: stop.close, by: crew}\n"                                                 \
    "  - {at: 15min, decide: tight, outcome: yes, by: crew}\n"                                     \
    "  - {at: 20min, report: first, by: crew, to: [head, press], content: {source: a, scope: "     \
    "b}}\n"                                                                                        \
    "  - {at: 25min, report: second, by: head, to: town}\n"                                        \
    "  - {at: 100min, did: clean, by: crew}\n"

static void all_done_right_is_full_marks(void **state)
{
    drill_fixture *f = *state;
    toc_score *score =
        drill_score(f, DRILL_HEAD RIGHT_WAY "expect:\n"
                                            "  - {score: \">= 100\"}\n"
                                            "  - {rating: P}\n"
                                            "  - {step: clean, state: done, by: 100min}\n"
                                            "  - {step: pump, state: dead}\n"
                                            "  - {decision: tight, outcome: yes, by: 15min}\n"
                                            "  - {obligation: first, state: met}\n"
                                            "  - {report: first, to: head, outcome: on time}\n"
                                            "  - {response: stop, state: complete, by: 100min}\n"
                                            "  - {response: other, state: inactive}\n"
                                            "  - {body: field, state: absent}\n"
                                            "  - {level: none, at: 1h}\n"
                                            "  - {score: \">= 100\", objective: telling}\n"
                                            "end: 3h\n");

    assert_int_equal(score->points, 10000);
    assert_int_equal(score->grade, TOC_GRADE_EXCELLENT);
    for (uint32_t i = 0; i < score->expects.count; i++)
        assert_true(score->expects.items[i].is_met);
    assert_int_equal(score->failed_expects, 0);
    assert_int_equal(score->findings.count, 0);
    assert_int_equal(figures_of(score, f, "crew")->on_time, 10000);
    assert_int_equal(figures_of(score, f, "crew")->silence, 80 * TOC_MINUTE);
    assert_int_equal(figures_of(score, f, "crew")->silence_from, 20 * TOC_MINUTE);
    assert_int_equal(figures_of(score, f, "crew")->peak, 2);
}

/* At 50 minutes the office closes the valve for the crew, which therefore has not acted; what it owes next
 * begins at that instant, so that its silence goes on. */
static void silence_is_broken_by_acts_alone(void **state)
{
    drill_fixture *f = *state;
    toc_score *score =
        drill_score(f, DRILL_HEAD
                    "script:\n"
                    "  - {at: 0min, inject: leak, to: [crew, head]}\n"
                    "  - {at: 10min, report: first, by: crew, to: [head, press], content: {source: "
                    "a, scope: b}}\n"
                    "  - {at: 50min, did: stop.close, by: head}\n"
                    "  - {at: 75min, decide: tight, outcome: yes, by: crew}\n"
                    "  - {at: 80min, did: clean, by: crew}\n"
                    "end: 3h\n");

    assert_int_equal(figures_of(score, f, "crew")->silence, 65 * TOC_MINUTE);
    assert_int_equal(figures_of(score, f, "crew")->silence_from, 10 * TOC_MINUTE);
}

static void failed_expectations_show_what_was(void **state)
{
    drill_fixture *f = *state;
    toc_score *score =
        drill_score(f, DRILL_HEAD RIGHT_WAY "expect:\n"
                                            "  - {step: clean, state: done, by: 99min}\n"
                                            "  - {step: clean, state: done, at: 99min}\n"
                                            "  - {level: II}\n"
                                            "  - {decision: tight, outcome: no}\n"
                                            "  - {obligation: pump, state: met}\n"
                                            "end: 3h\n");
    const toc_expect_result *results = score->expects.items;

    assert_int_equal(score->failed_expects, 5);
    assert_int_equal(results[0].actual, TOC_NODE_DONE);
    assert_int_equal(results[0].at, 100 * TOC_MINUTE);
    assert_int_equal(results[1].actual, TOC_NODE_READY);
    assert_int_equal(results[2].actual, 0);
    assert_true(results[3].has_actual);
    assert_false(results[4].has_actual); /* the way to it was not taken: nobody owed it */
}

static void copies_left_out_are_a_finding(void **state)
{
    drill_fixture *f = *state;
    toc_score *score =
        drill_score(f, DRILL_HEAD "script:\n"
                                  "  - {at: 0min, inject: leak, to: [crew, head]}\n"
                                  "  - {at: 20min, report: first, by: crew, to: head}\n"
                                  "end: 25min\n");

    assert_int_equal(score->findings.count, 1);
    assert_int_equal(score->findings.items[0].kind, TOC_FINDING_COPY);
    assert_int_equal(score->findings.items[0].body, TOC_MACHINE_FIND(f->machine, bodies, "press"));
}

/* ── grading ── */

static toc_ms total(const toc_score *score, toc_verdict verdict)
{
    assert_int_equal(score->judgements.count, 1);
    return score->judgements.items[0].total[verdict] / TOC_MINUTE;
}

static void every_minute_has_one_verdict(void **state)
{
    drill_fixture *f = *state;
    /* warranted II from 10 to 200, declared at 60 (due 40: 30 min after opening), I declared without
     * need at 100, back at II from 130; nothing warranted from 200 on; lower after 1 h */
    toc_score *score = drill_score(f, DRILL_HEAD "script:\n"
                                                 "  - {at: 0min, inject: leak, to: [crew]}\n"
                                                 "  - {at: 10min, set: {share: 20%}}\n"
                                                 "  - {at: 60min, declare: II, by: head}\n"
                                                 "  - {at: 100min, declare: I, by: head}\n"
                                                 "  - {at: 130min, declare: II, by: head}\n"
                                                 "  - {at: 200min, set: {share: 0%}}\n"
                                                 "end: 280min\n");

    assert_int_equal(total(score, TOC_VERDICT_DECIDING), 30);     /* 10 to 40 */
    assert_int_equal(total(score, TOC_VERDICT_UNDER), 20);        /* 40 to 60 */
    assert_int_equal(total(score, TOC_VERDICT_OVER), 20);         /* 260 to 280 */
    assert_int_equal(total(score, TOC_VERDICT_HOLDING), 30 + 60); /* 100 to 130, 200 to 260 */
    assert_int_equal(total(score, TOC_VERDICT_RIGHT), 10 + 40 + 70);
    assert_int_equal(score->judgements.items[0].stretches.items[2].verdict, TOC_VERDICT_UNDER);
}

static void a_grade_never_warranted_is_held_from_its_declaration(void **state)
{
    drill_fixture *f = *state;
    /* lower after 1 h: held from 10 to 70 */
    toc_score *score = drill_score(f, DRILL_HEAD "script:\n"
                                                 "  - {at: 10min, declare: I, by: head}\n"
                                                 "  - {at: 100min, declare: II, by: head}\n"
                                                 "end: 120min\n");

    assert_int_equal(total(score, TOC_VERDICT_RIGHT), 10);
    assert_int_equal(total(score, TOC_VERDICT_HOLDING), 60);
    assert_int_equal(total(score, TOC_VERDICT_OVER), 50); /* a step down starts no new clock */
}

static void after_the_end_nothing_is_warranted_until_it_rises_again(void **state)
{
    drill_fixture *f = *state;
    toc_score *score = drill_score(f, DRILL_HEAD "script:\n"
                                                 "  - {at: 0min, set: {share: 20%}}\n"
                                                 "  - {at: 0min, declare: II, by: head}\n"
                                                 "  - {at: 60min, set: {calm: yes}}\n"
                                                 "  - {at: 70min, propose: end, by: crew}\n"
                                                 "  - {at: 80min, approve: end, by: head}\n"
                                                 "  - {at: 120min, set: {share: 60%}}\n"
                                                 "end: 130min\n");

    assert_int_equal(total(score, TOC_VERDICT_RIGHT),
                     120); /* II to 80, then over though share holds */
    assert_int_equal(total(score, TOC_VERDICT_DECIDING) + total(score, TOC_VERDICT_UNDER), 10);
}

/* ── resources ── */

static void waiting_is_charged_to_what_was_short(void **state)
{
    hand *h = hand_new(*state);
    uint32_t pump = TOC_MACHINE_FIND(h->f->machine, nodes, "stop.pump");
    const toc_resource_figures *pumps;

    hand_record(h, 0, TOC_TRACE_LOST, 0, TOC_NONE, 2);
    hand_record(h, 10 * TOC_MINUTE, TOC_TRACE_NODE, pump, TOC_BLOCKED_RESOURCE, TOC_NODE_BLOCKED);
    hand_record(h, 40 * TOC_MINUTE, TOC_TRACE_GRANTED, 0, pump, 1);
    hand_record(h, 40 * TOC_MINUTE, TOC_TRACE_NODE, pump, TOC_BLOCKED_NOT, TOC_NODE_RUNNING);
    hand_record(h, 40 * TOC_MINUTE, TOC_TRACE_RESOURCE, 0, pump, 1);
    hand_record(h, 70 * TOC_MINUTE, TOC_TRACE_RESOURCE, 0, pump, -1);
    pumps = hand_score(h)->resources.items;
    assert_int_equal(pumps->peak, 1);
    assert_int_equal(pumps->lost, 2);
    assert_int_equal(pumps->used_minutes, 30);
    assert_int_equal(pumps->waits, 1);
    assert_int_equal(pumps->waited, 30 * TOC_MINUTE);
}

static void a_wait_that_never_ends_lasts_to_the_end(void **state)
{
    hand *h = hand_new(*state);
    uint32_t pump = TOC_MACHINE_FIND(h->f->machine, nodes, "stop.pump");
    const toc_score *score;

    hand_record(h, 9 * TOC_HOUR, TOC_TRACE_NODE, pump, TOC_BLOCKED_RESOURCE, TOC_NODE_BLOCKED);
    score = hand_score(h);
    assert_int_equal(score->resources.items[0].waited, TOC_HOUR);
    assert_int_equal(score->findings.items[0].kind, TOC_FINDING_WAITED);
    assert_int_equal(score->findings.items[0].ms, TOC_HOUR);
}

static void the_same_drill_gives_the_same_score(void **state)
{
    drill_fixture *f = *state;
    static const char text[] = "scenario: s\nstart: 2026-03-05T02:10+00:00\nseed: 7\n"
                               "script:\n  - {at: 0min, inject: leak}\n"
                               "  - {at: 3min, set: {share: 55%}}\nend: settled\n";
    toc_score *first = drill_score(f, text);
    toc_score *second = drill_score(f, text);

    assert_int_equal(first->drill->happening_count, second->drill->happening_count);
    assert_int_equal(first->points, second->points);
    assert_int_equal(first->drill->end, second->drill->end);
    assert_true(first->drill->duty_count > 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lateness_counts_down_to_the_end_of_grace),
        cmocka_unit_test(marks_halve_once_and_round_down),
        cmocka_unit_test(other_marks_cost_nothing),
        cmocka_unit_test(means_are_weighted_and_rounded_down),
        cmocka_unit_test(void_duties_do_not_count),
        cmocka_unit_test(nothing_counted_is_no_score),
        cmocka_unit_test(ratings_change_exactly_at_their_lines),
        cmocka_unit_test(a_missed_duty_forbids_p),
        cmocka_unit_test(a_mark_forbids_excellent),
        cmocka_unit_test(a_correction_in_time_replaces_and_a_later_one_does_not),
        cmocka_unit_test(late_and_incomplete_multiply),
        cmocka_unit_test(what_was_withheld_is_concealed_even_when_sent),
        cmocka_unit_test(what_is_withheld_after_it_was_sent_is_concealed),
        cmocka_unit_test(whoever_was_never_told_owes_nothing),
        cmocka_unit_test(all_done_right_is_full_marks),
        cmocka_unit_test(silence_is_broken_by_acts_alone),
        cmocka_unit_test(failed_expectations_show_what_was),
        cmocka_unit_test(copies_left_out_are_a_finding),
        cmocka_unit_test(every_minute_has_one_verdict),
        cmocka_unit_test(a_grade_never_warranted_is_held_from_its_declaration),
        cmocka_unit_test(after_the_end_nothing_is_warranted_until_it_rises_again),
        cmocka_unit_test(waiting_is_charged_to_what_was_short),
        cmocka_unit_test(a_wait_that_never_ends_lasts_to_the_end),
        cmocka_unit_test(the_same_drill_gives_the_same_score),
    };

    return cmocka_run_group_tests(tests, drill_setup, drill_teardown);
}
