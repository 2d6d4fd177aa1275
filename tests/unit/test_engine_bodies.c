/* test_engine_bodies.c - who is the right body, who is formed on demand, who can be reached. */
#include "../support/drill_fixture.h"

static const char team[] =
    "org team \"Team\" { kind group  under office  contact phone \"1\"  contact radio \"1\"\n"
    "  formed by office when wind > 10 within 1h }\n";

/* 9.1 */
static void any_post_of_an_org_is_right_and_others_are_marked(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }  step b \"B\" { by crew.lead }\n"
            "  step c \"C\" { by crew.lead }  step e \"E\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    did_by(d, "r.a", "crew.second");
    did_by(d, "r.b", "crew.lead");
    did_by(d, "r.c", "crew.second");
    did_by(d, "r.e", "office");
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
    assert_int_equal(duty_of(d, "r.b", 1)->marks, 0);
    assert_int_equal(duty_of(d, "r.c", 1)->marks, TOC_MARK_WRONG_BODY);
    assert_int_equal(duty_of(d, "r.e", 1)->marks, TOC_MARK_WRONG_BODY);
    assert_met(d, "r.e", 1); /* accepted */
    assert_int_equal(duty_of(d, "r.e", 1)->by, body_id(d, "office"));
}

static void without_a_name_it_is_whoever_is_right(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew.lead } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    did(d, "r.a");
    assert_int_equal(duty_of(d, "r.a", 1)->by, body_id(d, "crew.lead"));
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
}

/* 9.5 */
static void the_rise_of_its_condition_opens_the_founder_s_duty(void **state)
{
    drill *d = *state;
    plan(d, team);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 20);
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "team")), TOC_BODY_FORMING);
    assert_int_equal(duty_of(d, "team", 1)->owner, body_id(d, "office"));
    assert_due(d, "team", 1, "1h10min");
    at(d, "30min");
    form_by(d, "team", "office.chief");
    assert_met(d, "team", 1);
    assert_int_equal(duty_of(d, "team", 1)->marks, 0);
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "team")), TOC_BODY_ACTIVE);
}

static void it_stays_when_its_condition_falls(void **state)
{
    drill *d = *state;
    plan(d, team);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 20);
    form(d, "team");
    set(d, "wind", 0);
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "team")), TOC_BODY_ACTIVE);
    stand_down(d, "team"); /* only that ends it */
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "team")), TOC_BODY_STOOD_DOWN);
    at(d, "20min");
    set(d, "wind", 20); /* and a further rise forms it again */
    assert_int_equal(duty_of(d, "team", 2)->occurrence, 2);
    form(d, "team");
    assert_met(d, "team", 2);
}

static void formed_before_it_is_called_for(void **state)
{
    drill *d = *state;
    plan(d, team);
    play(d, "all");
    at(d, "10min");
    form(d, "team");
    assert_int_equal(duty_of(d, "team", 1)->marks, TOC_MARK_PREMATURE);
    set(d, "wind", 20); /* there already */
    assert_int_equal(duty_count(d, "team"), 1);
    form(d, "team");
    assert_int_equal(lines_with(d, "\"kind\":\"body\"", "repeated"), 1);
}

static void a_standing_body_is_not_stood_down(void **state)
{
    drill *d = *state;
    plan(d, team);
    play(d, "all");
    at(d, "10min");
    stand_down(d, "crew");
    stand_down(d, "team");
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "crew")), TOC_BODY_ACTIVE);
    assert_int_equal(lines_with(d, "\"kind\":\"body\"", "not-called-for"), 2);
}

static void a_simulated_founder_forms_it_when_he_can(void **state)
{
    drill *d = *state;
    plan(d, team);
    d->options.assume[TOC_ASSUME_FORMATION] = ms("20min");
    at(d, "10min");
    unreachable(d, "office", "30min");
    set(d, "wind", 20);
    advance(d, "2h");
    assert_int_equal(duty_of(d, "team", 1)->closed, ms("1h"));
    assert_int_equal(duty_of(d, "team", 1)->marks, TOC_MARK_ASSUMED);
}

static void its_forming_is_an_anchor_and_can_be_read(void **state)
{
    drill *d = *state;
    plan(d, toc_arena_printf(&d->arena, "%s%s", team,
                             "trigger there \"T\" { when team.active }\n"
                             "trigger gone \"G\" { when wind > 5 and not team.active }\n"));
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 20);
    at(d, "20min");
    form(d, "team");
    assert_int_equal(when(d, "\"trigger\"", "there", 1), ms("20min"));
    at(d, "30min");
    stand_down(d, "team");
    assert_int_equal(when(d, "\"trigger\"", "gone", 2), ms("30min"));
}

static void late_forming_is_late(void **state)
{
    drill *d = *state;
    plan(d, team);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 20);
    at(d, "2h");
    form(d, "team");
    assert_late(d, "team", 1, "50min");
}

static void for_good_is_for_good(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h } }\n");
    at(d, "0min");
    toc_act gone = {.verb = TOC_VERB_UNREACHABLE,
                    .id = body_id(d, "crew"),
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = TOC_NONE,
                    .duration = TOC_MS_NONE};
    assert_int_equal(act(d, &gone), TOC_OK);
    unreachable(d, "crew", "10min"); /* nothing shortens that */
    inject(d, "call");
    finish(d, "9h");
    assert_missed(d, "r.a", 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_post_of_an_org_is_right_and_others_are_marked),
        TEST(without_a_name_it_is_whoever_is_right),
        TEST(the_rise_of_its_condition_opens_the_founder_s_duty),
        TEST(it_stays_when_its_condition_falls),
        TEST(formed_before_it_is_called_for),
        TEST(a_standing_body_is_not_stood_down),
        TEST(a_simulated_founder_forms_it_when_he_can),
        TEST(its_forming_is_an_anchor_and_can_be_read),
        TEST(late_forming_is_late),
        TEST(for_good_is_for_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
