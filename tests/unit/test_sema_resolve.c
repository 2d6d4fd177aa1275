/* test_sema_resolve.c - entities filled from their clauses, and clauses that do not fit. */
#include "../support/sema_fixture.h"

static void deadlines_and_anchors_are_resolved(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *s;

    plan = sema_response(f, "step s \"S\" { by office within 1h30min of fire }\n"
                            "step t \"T\" { by office after s within 2 workdays of start of s }");
    assert_clean(f);
    s = sema_node(plan, "early.s");
    assert_int_equal(s->deadline.kind, TOC_DEADLINE_WITHIN);
    assert_int_equal(s->deadline.length.ms, 90 * TOC_MINUTE);
    assert_int_equal(s->deadline.anchor.kind, TOC_PLAN_ANCHOR_EVENT);
    assert_ptr_equal(s->deadline.anchor.target, plan->events.items[0]);
    assert_int_equal(sema_node(plan, "early.t")->deadline.length.workdays, 2);
    assert_int_equal(sema_node(plan, "early.t")->deadline.anchor.kind, TOC_PLAN_ANCHOR_NODE_START);
}

static void anchors_of_levels_know_their_rank(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_anchor *on;

    plan = sema_compile(
        f, SEMA_HEAD
        "indicator n \"N\" { count }\norg a \"A\"\norg b \"B\"\n"
        "levels { level low \"L\" { when n >= 1 } level high \"H\" { when n >= 5 } }\n"
        "levels storm { level blue \"B\" { when n >= 2 } level red \"R\" { when n >= 9 } }\n"
        "response r \"R\" { on level at least high, storm is blue, end of level, declared "
        "storm.red }");
    assert_clean(f);
    on = plan->responses.items[0]->on.items;
    assert_int_equal(on[0].kind, TOC_PLAN_ANCHOR_LEVEL_AT_LEAST);
    assert_int_equal(on[0].rank, 2);
    assert_int_equal(on[1].kind, TOC_PLAN_ANCHOR_LEVEL_IS);
    assert_string_equal(on[1].level->base.full, "storm.blue");
    assert_int_equal(on[2].kind, TOC_PLAN_ANCHOR_LADDER_END);
    assert_string_equal(on[2].target->full, "level");
    assert_int_equal(on[3].kind, TOC_PLAN_ANCHOR_LEVEL_DECLARED);
    assert_int_equal(on[3].rank, 2);
}

static void a_level_takes_over_what_its_ladder_says(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_ladder *ladder;

    plan =
        sema_compile(f, SEMA_HEAD "indicator n \"N\" { count }\norg lead \"L\"\norg office \"O\"\n"
                                  "levels { declared by lead within 2h\n"
                                  "  level low \"L\" { when n >= 1 declared by office }\n"
                                  "  level high \"H\" { when n >= 5 }\n  lower after 1h }");
    assert_clean(f);
    ladder = plan->ladders.items[0];
    assert_true(ladder->is_unnamed);
    assert_string_equal(ladder->levels.items[0]->declared_by.body.target->base.full, "office");
    assert_int_equal(ladder->levels.items[0]->declared_by.deadline.length.ms, 2 * TOC_HOUR);
    assert_string_equal(ladder->levels.items[1]->declared_by.body.target->base.full, "lead");
    assert_int_equal(ladder->lower.value.ms, TOC_HOUR);
}

static void working_times_have_one_two_or_three_points(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = sema_response(
        f, "step a \"A\" { by office takes 5min }\nstep b \"B\" { by office takes 5..15min }\n"
           "step c \"C\" { by office takes 5..10..30min }");
    assert_clean(f);
    assert_int_equal(sema_node(plan, "early.a")->takes.points, 1);
    assert_int_equal(sema_node(plan, "early.b")->takes.most, 15 * TOC_MINUTE);
    assert_int_equal(sema_node(plan, "early.c")->takes.points, 3);
    assert_int_equal(sema_node(plan, "early.c")->takes.likely, 10 * TOC_MINUTE);
}

static void a_clause_in_the_wrong_place_says_where_it_belongs(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_compile(f, SEMA_HEAD "org a \"A\" { takes 5min }");
    diag = assert_one_diag(f, TOC_D_CLAUSE_NOT_HERE, "takes");
    assert_true(sema_has_help(diag, "`step`"));
}

static void a_clause_given_twice_points_at_the_first(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_response(f, "step a \"A\" { by office within 5min within 9min }");
    diag = assert_one_diag(f, TOC_D_CLAUSE_TWICE, "within");
    assert_int_equal(diag->labels.count, 1);
}

static void a_wrong_kind_of_thing_is_named_with_what_is_needed(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_response(f, "step a \"A\" { by fire }");
    diag = assert_one_diag(f, TOC_D_WRONG_KIND, "fire");
    assert_string_equal(diag->message, "`fire` is an event, a body is needed here");
}

static void words_of_lists_get_a_suggestion(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_compile(f, SEMA_HEAD "org a \"A\" { kind offise }");
    diag = assert_one_diag(f, TOC_D_UNKNOWN_WORD, "offise");
    assert_true(sema_has_help(diag, "`office`"));
}

static void one_mistake_gives_one_error(void **state)
{
    plan_fixture *f = *state;

    sema_response(f, "step a \"A\" { by offfice within 5min }\nstep b \"B\" { by office after a }");
    assert_one_diag(f, TOC_D_UNKNOWN_NAME, "offfice");
}

static void several_mistakes_are_all_found(void **state)
{
    plan_fixture *f = *state;

    sema_response(f, "step a \"A\" { by nobody takes 9..5min }\nstep b \"B\" { after c }");
    assert_non_null(sema_find(f, TOC_D_UNKNOWN_NAME));
    assert_non_null(sema_find(f, TOC_D_BACKWARDS));
    assert_non_null(sema_find(f, TOC_D_CLAUSE_MISSING));
    assert_int_equal(f->sink.error_count, 4);
}

static void a_report_has_receivers_fields_and_a_series(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_report *report;

    plan = sema_compile(f, SEMA_BASE
                        "org city \"City\"\nindicator over \"Over\" { flag }\n"
                        "report-fields { field source \"Source\" field scope \"Scope\" }\n"
                        "report daily \"Daily\" { kind daily from office to city on fire\n"
                        "  every 24h by time 08:00 until over content scope, source }");
    assert_clean(f);
    report = plan->reports.items[0];
    assert_int_equal(report->kind, TOC_REPORT_DAILY);
    assert_int_equal(report->series.every, TOC_DAY);
    assert_int_equal(report->series.minutes, 8 * 60);
    assert_non_null(report->series.until);
    assert_string_equal(report->content.items[0].target->base.full, "scope");
}

static void quantities_and_approvals_are_resolved(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *node;

    plan = sema_compile(
        f, SEMA_BASE
        "org lead \"Lead\"\nresource van \"Van\" { count 4 }\n"
        "response early \"Early\" { on fire\n"
        "  step s \"S\" { by office uses 3 van needs approval by lead given within 15min } }");
    assert_clean(f);
    node = sema_node(plan, "early.s");
    assert_int_equal(node->uses.items[0].count, 3);
    assert_string_equal(node->approval.body.target->base.full, "lead");
    assert_int_equal(node->approval.deadline.length.ms, 15 * TOC_MINUTE);
}

static void indicators_start_as_the_rules_say(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = sema_compile(
        f, SEMA_HEAD
        "indicator a \"A\" { percent range 10%..90% }\n"
        "indicator b \"B\" { count initial 7 }\nindicator c \"C\" { one of (x, y) initial y }\n"
        "indicator d \"D\" { flag initial yes }\nindicator e \"E\" { duration range 1h..3h }");
    assert_no_error(f);
    assert_int_equal(plan->indicators.items[0]->initial, 10000000);
    assert_int_equal(plan->indicators.items[1]->initial, 7000000);
    assert_int_equal(plan->indicators.items[2]->initial, 1);
    assert_int_equal(plan->indicators.items[3]->initial, 1);
    assert_int_equal(plan->indicators.items[4]->initial, TOC_HOUR);
}

static void a_relay_is_read_whole(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_relay *relay;

    plan = sema_compile(
        f, SEMA_BASE
        "org county \"County\"\norg city \"City\"\n"
        "levels { level I \"I\" { declared by office } end when office.active }\n"
        "relay upward \"Upward\" { on fire\n  hop office to county within 1h method phone\n"
        "  hop county to city within 2h\n  verify within 30min by county\n"
        "  overall within 4h of fire\n  skip to city when level at least I\n"
        "  if no answer within 3min to office\n  copy to office\n"
        "  written within 2h of upward.county }");
    assert_no_error(f);
    relay = plan->relays.items[0];
    assert_int_equal(relay->hops.count, 2);
    assert_int_equal(relay->hops.items[0].methods.items[0], TOC_METHOD_PHONE);
    assert_int_equal(relay->verifies.items[0].length.value.ms, 30 * TOC_MINUTE);
    assert_int_equal(relay->written.anchor.kind, TOC_PLAN_ANCHOR_RELAY_RECEIVED);
    assert_int_equal(relay->written.anchor.hop, 0);
    assert_non_null(relay->skips.items[0].when);
}

static void a_switch_turns_a_finding_off_or_into_an_error(void **state)
{
    plan_fixture *f = *state;
    const char *text = SEMA_HEAD "resource van \"Van\"";
    toc_check_switch off = {TOC_D_UNUSED, TOC_CHECK_OFF};
    toc_check_switch fail = {TOC_D_UNUSED, TOC_CHECK_FAIL};
    toc_compile_options options = {.switches = &off, .switch_count = 1};
    const toc_source *source = toc_sources_add(f->sources, "t.plan", text, strlen(text));

    toc_compile_source(&f->arena, f->sources, source, &options, &f->sink);
    assert_clean(f);
    options.switches = &fail;
    assert_true(toc_compile_source(&f->arena, f->sources, source, &options, &f->sink)->has_errors);
    toc_diag_sink_finish(&f->sink);
    assert_int_equal(f->sink.error_count, 1);
}

static void the_county_plan_raises_no_warning(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan =
        toc_compile(&f->arena, f->sources, "plans/county-netsec.plan", NULL, &f->sink);

    toc_diag_sink_finish(&f->sink);
    assert_no_error(f);
    assert_int_equal(f->sink.warning_count, 0);
    assert_int_equal(plan->ladders.items[0]->levels.count, 4);
    assert_int_equal(sema_node(plan, "tamper-handling.reopen")->join, TOC_JOIN_ANY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(deadlines_and_anchors_are_resolved),
        TEST(anchors_of_levels_know_their_rank),
        TEST(a_level_takes_over_what_its_ladder_says),
        TEST(working_times_have_one_two_or_three_points),
        TEST(a_clause_in_the_wrong_place_says_where_it_belongs),
        TEST(a_clause_given_twice_points_at_the_first),
        TEST(a_wrong_kind_of_thing_is_named_with_what_is_needed),
        TEST(words_of_lists_get_a_suggestion),
        TEST(one_mistake_gives_one_error),
        TEST(several_mistakes_are_all_found),
        TEST(a_report_has_receivers_fields_and_a_series),
        TEST(quantities_and_approvals_are_resolved),
        TEST(indicators_start_as_the_rules_say),
        TEST(a_relay_is_read_whole),
        TEST(a_switch_turns_a_finding_off_or_into_an_error),
        TEST(the_county_plan_raises_no_warning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
