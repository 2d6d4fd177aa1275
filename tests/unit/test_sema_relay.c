/* test_sema_relay.c - the ways through a relay, their sums, and what is left of a limit. */
#include "../support/sema_fixture.h"

#include "sema/relay.h"

#define BODIES                                                                                     \
    "org a \"A\"\norg b \"B\"\norg c \"C\" { post day \"Day\" post night \"Night\" }\n"            \
    "org d \"D\"\nevent seen \"Seen\"\ntrigger any \"Any\" { on fire, seen }\n"

static const toc_plan_relay *relay_of(plan_fixture *f, const char *clauses)
{
    const char *text =
        toc_arena_printf(&f->arena, SEMA_BASE BODIES "relay r \"R\" { on fire\n%s\n}", clauses);
    const toc_plan *plan = sema_compile(f, text);

    assert_int_equal(plan->relays.count, 1);
    return plan->relays.items[0];
}

static const toc_relay_ways *ways_of(plan_fixture *f, const char *clauses)
{
    uint32_t budget = TOC_RELAY_BUDGET;

    return toc_relay_ways_of(relay_of(f, clauses), &f->arena, &budget);
}

static void assert_way(plan_fixture *f, const toc_relay_ways *ways, uint32_t index,
                       const char *text)
{
    assert_true(index < ways->items.count);
    assert_string_equal(toc_relay_way_text(&ways->items.items[index], &f->arena), text);
}

static toc_relay_margin margin_of(const toc_relay_ways *ways, uint32_t index)
{
    return toc_relay_margin_of(ways->relay, &ways->items.items[index], &ways->relay->overall);
}

static void each_hop_counts_from_receipt(void **state)
{
    plan_fixture *f = *state;
    const toc_relay_ways *ways = ways_of(f, "hop a to b within 1h hop b to c, d within 30min");

    assert_int_equal(ways->items.count, 2);
    assert_way(f, ways, 0, "a -> b 1h -> c 1h30min");
    assert_way(f, ways, 1, "a -> b 1h -> d 1h30min");
    assert_int_equal(ways->items.items[0].legs[0].start, TOC_RELAY_FROM_ON);
    assert_int_equal(ways->items.items[0].legs[1].start, TOC_RELAY_FROM_RECEIPT);
}

static void a_hop_that_names_the_start_counts_from_there(void **state)
{
    plan_fixture *f = *state;
    const toc_relay_ways *ways =
        ways_of(f, "hop a to b within 3h hop b to c within 2h of fire hop c to d within 1h");

    assert_way(f, ways, 0, "a -> b 3h -> c 2h -> d 3h");
    assert_true(ways->items.items[0].legs[1].is_absolute);
}

static void verification_is_everybodys_but_the_firsts_unless_it_names_one(void **state)
{
    plan_fixture *f = *state;

    assert_way(f, ways_of(f, "hop a to b within 1h hop b to d within 1h verify within 10min"), 0,
               "a -> b 1h -> d 2h10min");
    assert_way(f, ways_of(f, "hop a to b within 1h hop b to d within 1h verify within 10min by a"),
               0, "a -> b 1h10min -> d 2h10min");
}

static void times_that_are_no_hours_are_left_out_and_counted(void **state)
{
    plan_fixture *f = *state;
    const toc_relay_ways *ways =
        ways_of(f, "hop a to b within 2 workdays hop b to c hop c to d within 1h of seen");

    assert_way(f, ways, 0, "a -> b ? -> c ? -> d ?");
    assert_int_equal(ways->items.items[0].untimed, 3);
    assert_int_equal(ways->items.items[0].worst, 0);
}

static void a_skip_is_a_way_with_the_first_senders_shortest_time(void **state)
{
    plan_fixture *f = *state;
    const toc_relay_ways *ways =
        ways_of(f, "hop a to b within 2h hop b to c within 2h hop c to d within 2h "
                   "skip to c when happened(seen)");

    assert_int_equal(ways->items.count, 2);
    assert_way(f, ways, 1, "a -> c 2h -> d 4h");
    assert_non_null(ways->items.items[1].skip);
}

static void posts_of_one_org_are_one_office(void **state)
{
    plan_fixture *f = *state;

    assert_way(f, ways_of(f, "hop a to c.day within 1h hop c.night to d within 1h"), 0,
               "a -> c.day 1h -> d 2h");
}

#define HOPS "hop a to b within 1h hop b to d within 2h verify within 30min "

static void slack_is_measured_from_what_the_limit_names(void **state)
{
    plan_fixture *f = *state;
    const toc_relay_ways *ways = ways_of(f, HOPS "overall within 4h");

    assert_int_equal(margin_of(ways, 0).worst_slack, 30 * TOC_MINUTE);
    assert_int_equal(margin_of(ways, 0).best_slack, TOC_HOUR);
    ways = ways_of(f, HOPS "overall within 2h of r.b");
    assert_int_equal(margin_of(ways, 0).worst_slack, -30 * TOC_MINUTE);
    ways = ways_of(f, HOPS "overall within 4h of seen");
    assert_true(margin_of(ways, 0).starts_elsewhere);
    ways = ways_of(f, HOPS "overall within 4h of any");
    assert_false(margin_of(ways, 0).starts_elsewhere); /* the trigger fires at the event */
    ways = ways_of(f, HOPS "overall within 1 workdays");
    assert_false(margin_of(ways, 0).is_counted);
}

static void circles_end_where_they_close(void **state)
{
    plan_fixture *f = *state;
    const toc_plan_relay *relay =
        relay_of(f, "hop a to b within 1h hop b to c within 1h hop c to b, d within 1h");
    uint32_t budget = TOC_RELAY_BUDGET;
    const toc_relay_ways *ways = toc_relay_ways_of(relay, &f->arena, &budget);
    const toc_relay_faults *faults = toc_relay_faults_of(relay, &f->arena);

    assert_int_equal(ways->items.count, 1);
    assert_way(f, ways, 0, "a -> b 1h -> c 2h -> d 3h");
    assert_int_equal(faults->back.count, 1);
    assert_int_equal(faults->back.items[0], 2);
    assert_int_equal(faults->broken.count, 0);
}

/* 24 ranks of two bodies, each telling both of the next: 2^24 ways. */
static void more_ways_than_the_bound_are_cut_and_said(void **state)
{
    plan_fixture *f = *state;
    const char *text = SEMA_BASE "org x0 \"X\"\n";
    const char *relay = "relay r \"R\" { on fire overall within 1h\nhop office to x0 within 1min\n";
    uint32_t budget = TOC_RELAY_BUDGET;
    const toc_plan *plan;
    const toc_relay_ways *ways;

    for (int i = 1; i < 25; i++) {
        text = toc_arena_printf(&f->arena, "%sorg x%d \"X\" org y%d \"Y\"\n", text, i, i);
        relay =
            toc_arena_printf(&f->arena, "%shop x%d to x%d, y%d within 1min\n", relay, i - 1, i, i);
        if (i > 1)
            relay = toc_arena_printf(&f->arena, "%shop y%d to x%d, y%d within 1min\n", relay, i - 1,
                                     i, i);
    }
    plan = sema_compile(f, toc_arena_printf(&f->arena, "%s%s}", text, relay));
    ways = toc_relay_ways_of(plan->relays.items[0], &f->arena, &budget);
    assert_true(ways->is_cut);
    assert_int_equal(ways->items.count, TOC_RELAY_WAYS_MAX);
    assert_non_null(sema_find(f, TOC_D_NOT_DECIDED));
}

static toc_ms arrival(plan_fixture *f, const char *clauses, bool has_checking, const char *body)
{
    const toc_plan_relay *relay = relay_of(f, clauses);
    toc_relay_choice choice = {.needs_times = true, .has_checking = has_checking};
    const toc_relay_arrivals *arrivals = toc_relay_arrivals_of(relay, &choice, &f->arena);
    toc_span bearer;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_body *to = relay->hops.items[i].to.items[0].target;

        if (strcmp(to->base.full, body) == 0)
            return toc_relay_arrival_at(arrivals, to, &bearer);
    }
    return TOC_RELAY_NOT_THERE;
}

static void the_quickest_way_counts_and_a_skip_where_it_has_no_condition(void **state)
{
    plan_fixture *f = *state;
    const char *hops = "hop a to b within 2h hop b to c within 1h hop c to d within 1h "
                       "verify within 10min";
    const char *always = toc_arena_printf(&f->arena, "%s skip to c", hops);
    const char *sometimes = toc_arena_printf(&f->arena, "%s skip to c when happened(seen)", hops);

    assert_int_equal(arrival(f, hops, false, "d"), 4 * TOC_HOUR);
    assert_int_equal(arrival(f, hops, true, "d"), 4 * TOC_HOUR + 20 * TOC_MINUTE);
    assert_int_equal(arrival(f, always, true, "d"), 3 * TOC_HOUR + 10 * TOC_MINUTE);
    assert_int_equal(arrival(f, sometimes, false, "d"), 4 * TOC_HOUR);
}

static void a_working_day_is_a_day_and_no_time_is_no_way(void **state)
{
    plan_fixture *f = *state;

    assert_int_equal(arrival(f, "hop a to b within 1 workdays hop b to d within 1h", false, "d"),
                     25 * TOC_HOUR);
    assert_true(arrival(f, "hop a to b hop b to d within 1h", false, "d") == TOC_RELAY_NOT_THERE);
    assert_int_equal(arrival(f, "hop a to b within 3h hop b to d within 1h of fire", false, "d"),
                     TOC_HOUR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_hop_counts_from_receipt, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(a_hop_that_names_the_start_counts_from_there, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(
            verification_is_everybodys_but_the_firsts_unless_it_names_one, plan_setup,
            plan_teardown),
        cmocka_unit_test_setup_teardown(times_that_are_no_hours_are_left_out_and_counted,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(a_skip_is_a_way_with_the_first_senders_shortest_time,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(posts_of_one_org_are_one_office, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(slack_is_measured_from_what_the_limit_names, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(circles_end_where_they_close, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(more_ways_than_the_bound_are_cut_and_said, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(
            the_quickest_way_counts_and_a_skip_where_it_has_no_condition, plan_setup,
            plan_teardown),
        cmocka_unit_test_setup_teardown(a_working_day_is_a_day_and_no_time_is_no_way, plan_setup,
                                        plan_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
