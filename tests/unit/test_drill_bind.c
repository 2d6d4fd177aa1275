/* test_drill_bind.c - names to ids, values to numbers, entries in their order. */
#include "../support/scenario_fixture.h"

#include "drill/value.h"

#define SCRIPT(entries) DRILL_HEAD "script:\n" entries "end: 2h\n"

static uint32_t body_id(drill_fixture *f, const char *name)
{
    return TOC_MACHINE_FIND(f->machine, bodies, name);
}

static const toc_act *bound(drill_fixture *f, const char *text)
{
    toc_script *script = drill_bind(f, text);

    if (!script)
        drill_show(f);
    assert_non_null(script);
    assert_int_equal(f->base.sink.records.count, 0);
    assert_int_equal(script->act_count, 1);
    return &toc_script_act(script, 0)->act;
}

/* ── names ── */

static void a_short_name_will_do_where_it_is_the_only_one(void **state)
{
    drill_fixture *f = *state;
    const toc_act *act = bound(f, SCRIPT("  - {at: 5min, start: pump, by: chief}\n"));

    assert_int_equal(act->verb, TOC_VERB_START);
    assert_int_equal(act->id, TOC_MACHINE_FIND(f->machine, nodes, "stop.pump"));
    assert_int_equal(act->body, body_id(f, "head.chief"));
    assert_int_equal(act->entry, 1);
}

static void an_ambiguous_name_lists_what_it_can_mean(void **state)
{
    drill_fixture *f = *state;
    const toc_diag *diag;

    assert_null(drill_bind(f, SCRIPT("  - {at: 5min, did: close, by: crew}\n")));
    diag = drill_one_diag(f, TOC_D_SCENARIO_AMBIGUOUS, "close");
    assert_int_equal(diag->notes.count, 2);
    assert_string_equal(diag->notes.items[0], "step `other.close`");
    assert_string_equal(diag->notes.items[1], "step `stop.close`");
    (void)bound(f, SCRIPT("  - {at: 5min, did: stop.close, by: crew}\n"));
}

static void names_compare_after_normalisation(void **state)
{
    drill_fixture *f = *state;

    assert_int_equal(drill_setup_plan(state, "plan p \"P\" { language en timezone \"UTC\" }\n"
                                             "org caf\xC3\xA9 \"C\"\nevent e \"E\"\n"),
                     0);
    drill_fixture *other = *state;
    assert_non_null(drill_bind(other, "scenario: s\nstart: 2026-03-05T02:10+00:00\n"
                                      "play: cafe\xCC\x81\nend: 1h\n"));
    assert_int_equal(other->base.sink.records.count, 0);
    assert_int_equal(drill_teardown(state), 0);
    *state = f;
}

static void playing_an_org_plays_its_posts(void **state)
{
    drill_fixture *f = *state;
    toc_script *script = drill_bind(f, "scenario: s\nstart: 2026-03-05T02:10+00:00\n"
                                       "play: [head]\nend: 1h\n");

    assert_non_null(script);
    assert_true(script->played[body_id(f, "head")]);
    assert_true(script->played[body_id(f, "head.chief")]);
    assert_true(script->played[body_id(f, "head.deputy")]);
    assert_false(script->played[body_id(f, "crew")]);
}

static void grades_outcomes_and_the_end_are_found(void **state)
{
    drill_fixture *f = *state;
    const toc_act *act = bound(f, SCRIPT("  - {at: 5min, declare: I, by: head}\n"));

    assert_int_equal(act->verb, TOC_VERB_DECLARE);
    assert_int_equal(act->value, 2);
    act = bound(f, SCRIPT("  - {at: 5min, declare: Serious}\n"));
    assert_int_equal(act->value, 1);
    act = bound(f, SCRIPT("  - {at: 5min, decide: tight, outcome: no}\n"));
    assert_int_equal(act->verb, TOC_VERB_DECIDE);
    assert_string_equal(toc_machine_text(f->machine, f->machine->outcomes[act->value].name), "no");
    act = bound(f, SCRIPT("  - {at: 5min, propose: end, by: crew}\n"));
    assert_int_equal(act->verb, TOC_VERB_PROPOSE);
    act = bound(f, SCRIPT("  - {at: 5min, approve: end, answer: refused}\n"));
    assert_int_equal(act->verb, TOC_VERB_APPROVE_END);
    assert_int_equal(act->value, 0);
    act = bound(f, SCRIPT("  - {at: 5min, approve: pump}\n"));
    assert_int_equal(act->verb, TOC_VERB_APPROVE);
    assert_int_equal(act->value, 1);
}

#define LADDERS                                                                                    \
    "plan p \"P\" { language en timezone \"UTC\" }\norg crew \"Crew\"\n"                           \
    "indicator wind \"Wind\" { number source crew }\n"                                             \
    "levels { declared by crew level red \"Red\" { when wind >= 5 } level black \"Black\" { when " \
    "wind >= 7 } end when wind = 0 proposed by crew approved by crew }\n"                          \
    "levels gale { declared by crew level red \"Red\" { when wind >= 9 } lower after 1h }\n"
#define LADDERS_SCRIPT(entries) SCRIPT(entries)

static void a_grade_of_several_ladders_needs_its_ladder(void **state)
{
    drill_fixture *standing = *state;
    drill_fixture *f;
    const toc_diag *diag;

    assert_int_equal(drill_setup_plan(state, LADDERS), 0);
    f = *state;
    assert_null(drill_bind(f, LADDERS_SCRIPT("  - {at: 5min, declare: red}\n")));
    diag = drill_one_diag(f, TOC_D_SCENARIO_AMBIGUOUS, "red");
    assert_int_equal(diag->notes.count, 2);
    assert_string_equal(diag->notes.items[0], "ladder of grades `gale`");
    assert_null(drill_bind(f, LADDERS_SCRIPT("") "expect: [{level: red}]\n"));
    (void)drill_one_diag(f, TOC_D_SCENARIO_AMBIGUOUS, "red");
    assert_null(drill_bind(f, LADDERS_SCRIPT("") "expect: [{warranted: red}]\n"));
    (void)drill_one_diag(f, TOC_D_SCENARIO_AMBIGUOUS, "red");
    assert_null(drill_bind(f, LADDERS_SCRIPT("") "expect: [{level: none}]\n"));
    (void)drill_one_diag(f, TOC_D_SCENARIO_AMBIGUOUS, "none");
    (void)bound(f, LADDERS_SCRIPT("  - {at: 5min, declare: black}\n"));
    (void)bound(f, LADDERS_SCRIPT("  - {at: 5min, declare: red, ladder: gale}\n"));
    (void)bound(f, LADDERS_SCRIPT("  - {at: 5min, declare: red, ladder: level}\n"));
    (void)drill_teardown(state);
    *state = standing;
}

static void none_is_declared_where_the_plan_has_no_end(void **state)
{
    drill_fixture *standing = *state;
    drill_fixture *f;
    const toc_act *act;
    const toc_diag *diag;

    assert_int_equal(drill_setup_plan(state, LADDERS), 0);
    f = *state;
    act = bound(f, LADDERS_SCRIPT("  - {at: 5min, declare: none, ladder: gale}\n"));
    assert_int_equal(act->verb, TOC_VERB_DECLARE);
    assert_int_equal(act->value, 0);
    assert_null(drill_bind(f, LADDERS_SCRIPT("  - {at: 5min, declare: none, ladder: level}\n")));
    diag = drill_one_diag(f, TOC_D_SCENARIO_APPROVAL, "none");
    assert_string_equal(diag->helps.items[0], "write `propose: end`, and then `approve: end`");
    assert_null(drill_bind(f, LADDERS_SCRIPT("  - {at: 5min, propose: end, ladder: gale}\n")));
    diag = drill_one_diag(f, TOC_D_SCENARIO_APPROVAL, "end");
    assert_string_equal(diag->helps.items[0], "declare it over: `declare: none, ladder: gale`");
    (void)drill_teardown(state);
    *state = standing;
}

static void another_plan_is_told_in_one_message(void **state)
{
    drill_fixture *f = *state;

    assert_null(drill_bind(f, SCRIPT("  - {at: 0min, inject: flood, to: [mayor]}\n"
                                     "  - {at: 1min, did: sandbags, by: mayor}\n"
                                     "  - {at: 2min, declare: red}\n")));
    assert_int_equal(f->base.sink.records.count, 1);
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_OTHER_PLAN);
    assert_int_equal(f->base.sink.records.items[0]->labels.count, 3);
}

/* ── values ── */

static int64_t set(drill_fixture *f, const char *pair)
{
    const char *text =
        toc_arena_printf(&f->base.arena, SCRIPT("  - {at: 5min, set: {%s}}\n"), pair);
    toc_script *script = drill_bind(f, text);

    if (!script)
        return -1;
    return toc_script_act(script, 0)->act.settings[0].value;
}

static void values_are_read_by_type_and_unit(void **state)
{
    drill_fixture *f = *state;

    assert_int_equal(set(f, "share: 25%"), 25 * TOC_MICRO);
    assert_int_equal(set(f, "share: 0.5 %"), TOC_MICRO / 2);
    assert_int_equal(set(f, "calm: yes"), 1);
    assert_int_equal(set(f, "calm: \"no\""), 0);
    assert_int_equal(set(f, "delay: 3 h"), 3 * TOC_HOUR);
    assert_int_equal(set(f, "crest: 3.5"), 3500000);
    assert_int_equal(set(f, "crest: 3.5 m"), 3500000);
    assert_int_equal(set(f, "wind: storm"), 2);
}

static void wrong_values_say_what_was_expected(void **state)
{
    drill_fixture *f = *state;
    const toc_diag *diag;

    assert_int_equal(set(f, "share: 25"), -1);
    diag = drill_one_diag(f, TOC_D_SCENARIO_VALUE, "25");
    assert_string_equal(diag->helps.items[0], "write a per cent, such as `25%`");
    assert_int_equal(set(f, "share: 101%"), -1);
    diag = drill_one_diag(f, TOC_D_SCENARIO_RANGE, "101%");
    assert_string_equal(diag->notes.items[1], "the most is 100%");
    assert_int_equal(set(f, "crest: 3 ft"), -1);
    (void)drill_one_diag(f, TOC_D_SCENARIO_VALUE, "3 ft");
    assert_int_equal(set(f, "wind: gale"), -1);
    (void)drill_one_diag(f, TOC_D_SCENARIO_VALUE, "gale");
    assert_int_equal(set(f, "crest: 99999999999999999999"), -1);
    (void)drill_one_diag(f, TOC_D_SCENARIO_RANGE, "99999999999999999999");
}

static void values_are_written_as_they_are_read(void **state)
{
    drill_fixture *f = *state;
    static const char *const texts[] = {"0", "0.5", "-3.25", "12", "0.000001", "9000000"};
    toc_value_form form = {.type = TOC_M_TYPE_NUMBER, .least = INT64_MIN, .most = INT64_MAX};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t value;

        assert_int_equal(toc_value_parse(f->machine, &form, texts[i], &value), TOC_VALUE_FINE);
        assert_string_equal(toc_value_text(&f->base.arena, f->machine, &form, value), texts[i]);
    }
}

static void no_time_at_all_needs_no_unit(void **state)
{
    drill_fixture *f = *state;
    toc_value_form form = {.type = TOC_M_TYPE_DURATION, .least = 0, .most = INT64_MAX};
    int64_t value = 1;

    assert_int_equal(toc_value_parse(f->machine, &form, "0", &value), TOC_VALUE_FINE);
    assert_int_equal(value, 0);
    assert_int_equal(toc_value_parse(f->machine, &form, "5", &value), TOC_VALUE_WRONG);
}

static void fields_of_events_are_bound(void **state)
{
    drill_fixture *f = *state;
    const toc_act *act =
        bound(f, SCRIPT("  - {at: 5min, inject: leak, to: [crew, chief], fields: {size: 3}}\n"));

    assert_int_equal(act->verb, TOC_VERB_INJECT);
    assert_int_equal(act->body_count, 2);
    assert_int_equal(act->setting_count, 1);
    assert_int_equal(act->settings[0].value, 3 * TOC_MICRO);
}

/* ── reports ── */

static void missing_fields_are_counted(void **state)
{
    drill_fixture *f = *state;

    assert_int_equal(
        bound(f, SCRIPT("  - {at: 5min, report: first, content: {source: x}}\n"))->value, 1);
    assert_int_equal(
        bound(f, SCRIPT("  - {at: 5min, report: first, content: {source: , trend: up}}\n"))->value,
        2);
    assert_int_equal(bound(f, SCRIPT("  - {at: 5min, report: first}\n"))->value, 0);
}

static void copies_are_no_receivers_for_the_engine(void **state)
{
    drill_fixture *f = *state;
    const toc_act *act = bound(f, SCRIPT("  - {at: 5min, report: first, to: [head, press]}\n"));

    assert_int_equal(act->verb, TOC_VERB_REPORT);
    assert_int_equal(act->body_count, 1);
    assert_int_equal(act->bodies[0], body_id(f, "head"));
    act = bound(f, SCRIPT("  - {at: 5min, report: first, to: press}\n"));
    assert_int_equal(act->verb, TOC_VERB_NOTE);
    assert_int_equal(act->bodies[0], body_id(f, "press"));
    assert_null(drill_bind(f, SCRIPT("  - {at: 5min, report: first, to: town}\n")));
    (void)drill_one_diag(f, TOC_D_SCENARIO_RECEIVER, "town");
}

/* ── order ── */

static void one_instant_takes_disturb_then_script_then_control(void **state)
{
    drill_fixture *f = *state;
    toc_script *script =
        drill_bind(f, DRILL_HEAD "control:\n  - {at: 5min, jump: next}\n"
                                 "script:\n  - {at: 0min, inject: leak}\n"
                                 "  - {at: 5min, set: {share: 1%}}\n"
                                 "  - {at: 5min, set: {share: 2%}}\n"
                                 "disturb:\n  - {at: 5min, lose: pumps, amount: 1}\n"
                                 "end: 1h\n");
    static const toc_verb order[] = {TOC_VERB_INJECT, TOC_VERB_LOSE, TOC_VERB_SET, TOC_VERB_SET,
                                     TOC_VERB_JUMP};

    assert_non_null(script);
    assert_int_equal(script->act_count, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(toc_script_act(script, i)->act.verb, order[i]);
    assert_true(toc_script_act(script, 2)->act.settings[0].value <
                toc_script_act(script, 3)->act.settings[0].value);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_name_will_do_where_it_is_the_only_one),
        cmocka_unit_test(an_ambiguous_name_lists_what_it_can_mean),
        cmocka_unit_test(names_compare_after_normalisation),
        cmocka_unit_test(playing_an_org_plays_its_posts),
        cmocka_unit_test(grades_outcomes_and_the_end_are_found),
        cmocka_unit_test(a_grade_of_several_ladders_needs_its_ladder),
        cmocka_unit_test(none_is_declared_where_the_plan_has_no_end),
        cmocka_unit_test(another_plan_is_told_in_one_message),
        cmocka_unit_test(values_are_read_by_type_and_unit),
        cmocka_unit_test(wrong_values_say_what_was_expected),
        cmocka_unit_test(values_are_written_as_they_are_read),
        cmocka_unit_test(no_time_at_all_needs_no_unit),
        cmocka_unit_test(fields_of_events_are_bound),
        cmocka_unit_test(missing_fields_are_counted),
        cmocka_unit_test(copies_are_no_receivers_for_the_engine),
        cmocka_unit_test(one_instant_takes_disturb_then_script_then_control),
    };

    return cmocka_run_group_tests(tests, drill_setup, drill_teardown);
}
