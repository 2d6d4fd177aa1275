/* test_emit_flow.c - the neutral picture of a plan: nothing lost, everything in its place. */
#include "../support/plan_fixture.h"

#include "emit/flow.h"

#define COUNTY "plans/county-netsec.plan"

#define HEAD                                                                                       \
    "plan p \"Plan\" { version \"1\"  status approved  issued 2026-01-01  issuer boss"             \
    "  language en  timezone \"UTC\" }\n"
#define BODIES                                                                                     \
    "org boss \"Boss\" zh-Hant \"首長\" { kind lead  duty 24h }\n"                               \
    "org crew \"Crew\" zh-Hant \"班組\" { kind unit  under boss  duty 24h }\n"                   \
    "org aide \"Aide\" { kind unit  under boss  duty 24h }\n"                                      \
    "org deep \"Deep\" { kind unit  under crew  duty 24h }\n"                                      \
    "event fire \"Fire\" { seen by crew }\n"

static const toc_flow *draw(plan_fixture *f, const char *text)
{
    return toc_flow_build(&f->arena, plan_from_text(f, text), NULL);
}

static const toc_flow_node *node(const toc_flow *flow, const char *key)
{
    const toc_flow_node *found = NULL;
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        if (strcmp(flow->nodes.items[i]->key, key) == 0) {
            assert_null(found); /* keys are unique */
            found = flow->nodes.items[i];
        }
    }
    if (!found)
        print_error("no node %s\n", key);
    assert_non_null(found);
    return found;
}

/* The edge of @p kind between two nodes; NULL where there is none. */
static const toc_flow_edge *edge(const toc_flow *flow, toc_flow_edge_kind kind, const char *source,
                                 const char *target)
{
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        const toc_flow_edge *at = flow->edges.items[i];
        if (at->kind == kind && strcmp(at->source->key, source) == 0 &&
            strcmp(at->target->key, target) == 0)
            return at;
    }
    return NULL;
}

static uint32_t count_edges(const toc_flow *flow, toc_flow_edge_kind kind)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < flow->edges.count; i++)
        count += flow->edges.items[i]->kind == kind;
    return count;
}

static char *as_text(const toc_flow *flow)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    toc_flow_write_text(flow, out);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void assert_every_edge_of_the_plan_is_drawn_once(const toc_flow *flow)
{
    uint32_t drawn = 0;
    for (uint32_t i = 0; i < flow->edges.count; i++)
        drawn += flow->edges.items[i]->origin != NULL;
    uint32_t planned = 0;
    for (uint32_t i = 0; i < flow->plan->nodes.count; i++) {
        const toc_plan_node *from = flow->plan->nodes.items[i];
        for (uint32_t k = 0; k < from->out.count; k++, planned++) {
            uint32_t times = 0;
            for (uint32_t e = 0; e < flow->edges.count; e++)
                times += flow->edges.items[e]->origin == from->out.items[k];
            assert_int_equal(times, 1);
        }
    }
    assert_int_equal(drawn, planned);
}

/* ── tests ───────────────────────────────────────────────────────────────── */

static void every_edge_of_the_county_plan_is_there(void **state)
{
    const toc_plan *plan = plan_from_file(*state, COUNTY);
    const toc_flow *flow = toc_flow_build(&((plan_fixture *)*state)->arena, plan, NULL);
    assert_every_edge_of_the_plan_is_drawn_once(flow);
    assert_true(plan->nodes.count > 30);
    assert_non_null(edge(flow, TOC_FLOW_EDGE_OUTCOME, "decision:tamper-handling.clean",
                         "step:tamper-handling.shut"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_CAUSE, "level:level.IV", "start:watch"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_CAUSE, "trigger:incident", "start:early"));
    assert_non_null(
        edge(flow, TOC_FLOW_EDGE_OUTCOME, "decision:virus-handling.crashed", "end:virus-handling"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_TELLS, "report:upward", "receiver:upward:county-gov"));
}

static void each_step_and_report_of_the_county_plan_is_a_node(void **state)
{
    const toc_plan *plan = plan_from_file(*state, COUNTY);
    const toc_flow *flow = toc_flow_build(&((plan_fixture *)*state)->arena, plan, NULL);
    uint32_t counts[TOC_FLOW_NODE_KIND_COUNT] = {0};
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        counts[flow->nodes.items[i]->kind]++;
    assert_int_equal(counts[TOC_FLOW_STEP] + counts[TOC_FLOW_DECISION], plan->nodes.count);
    assert_int_equal(counts[TOC_FLOW_REPORT], plan->reports.count);
    assert_int_equal(counts[TOC_FLOW_LEVEL], plan->levels.count);
    assert_int_equal(counts[TOC_FLOW_START], plan->responses.count);
    assert_int_equal(counts[TOC_FLOW_FORMATION], 2);
    assert_int_equal(counts[TOC_FLOW_APPROVAL], 3); /* two steps and the end */
}

static void lanes_go_by_command_line_then_name(void **state)
{
    const toc_flow *flow =
        draw(*state, HEAD BODIES "response r \"R\" { on fire  lead boss\n"
                                 "  step a \"A\" { by deep }  step b \"B\" { by crew }\n"
                                 "  step c \"C\" { by aide }  step d \"D\" { by boss } }\n");
    static const char *const wanted[] = {"boss", "aide", "crew", "deep"};
    assert_int_equal(flow->lanes.count, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_string_equal(flow->lanes.items[i]->body->base.full, wanted[i]);
    assert_string_equal(node(flow, "step:r.a")->lane->body->base.full, "deep");
}

static void a_body_with_nothing_to_do_has_no_lane(void **state)
{
    const toc_flow *flow = draw(
        *state, HEAD BODIES "response r \"R\" { on fire  lead boss  step a \"A\" { by boss } }\n");
    assert_int_equal(flow->lanes.count, 1);
}

static void grades_are_bands_from_least_to_most_severe(void **state)
{
    const toc_flow *flow = draw(
        *state, HEAD BODIES
        "indicator harm \"Harm\" { percent  range 0%..100%  initial 0%  source crew }\n"
        "levels { declared by boss within 1h\n"
        "  level II \"Lesser\" { colour yellow  when harm >= 5% }\n"
        "  level I \"Greater\" { colour red  when harm >= 50% }\n"
        "  end when harm < 1%  proposed by crew  approved by boss }\n"
        "response first \"First\" { on fire  phase early  lead boss  step a \"A\" { by crew } }\n"
        "response graded \"Graded\" { on level at least II  lead boss  step a \"A\" { by crew } }\n"
        "response last \"Last\" { on end of level  phase recovery  lead boss"
        "  step a \"A\" { by crew } }\n");
    static const char *const wanted[] = {"signals", "first", "level.II",
                                         "level.I", "level", "last"};
    assert_int_equal(flow->bands.count, 6);
    for (uint32_t i = 0; i < 6; i++)
        assert_string_equal(flow->bands.items[i]->name, wanted[i]);
    assert_string_equal(node(flow, "step:graded.a")->band->name, "level.II");
    assert_string_equal(edge(flow, TOC_FLOW_EDGE_CAUSE, "level:level.II", "start:graded")->label,
                        "≥ II");
    assert_non_null(edge(flow, TOC_FLOW_EDGE_CAUSE, "end:ladder:level", "start:last"));
    assert_string_equal(node(flow, "level:level.I")->condition, "Harm ≥\u00a050%");
    assert_string_equal(node(flow, "proposal:ladder:level")->condition, "Harm <\u00a01%");
    assert_non_null(
        edge(flow, TOC_FLOW_EDGE_THEN, "proposal:ladder:level", "approval:ladder:level"));
}

static void deadlines_say_how_long_and_since_when(void **state)
{
    const toc_flow *flow =
        draw(*state, HEAD BODIES "response r \"R\" { on fire  lead boss\n"
                                 "  step a \"A\" { by crew  within 90min of fire }\n"
                                 "  step b \"B\" { by crew  after a  within 10min }\n"
                                 "  step c \"C\" { by crew  after b  by time 08:00 }\n"
                                 "  step d \"D\" { by crew  every 2h }\n"
                                 "  step e \"E\" { by crew  within 1h of start of b } }\n");
    assert_string_equal(node(flow, "step:r.a")->deadline, "≤ 1 h 30 min");
    assert_string_equal(node(flow, "step:r.a")->since, "Fire");
    assert_string_equal(node(flow, "step:r.b")->deadline, "≤ 10 min");
    assert_null(node(flow, "step:r.b")->since);
    assert_string_equal(node(flow, "step:r.c")->deadline, "by 08:00");
    assert_string_equal(node(flow, "step:r.d")->repeats, "every 2 h");
    assert_string_equal(node(flow, "step:r.e")->since, "start of B");
    assert_null(node(flow, "step:r.d")->deadline);
}

static void outcomes_loops_and_waits_are_edges(void **state)
{
    const toc_flow *flow = draw(
        *state, HEAD BODIES "response r \"R\" { on fire  lead boss\n"
                            "  step work \"Work\" { by crew  takes 5min  at most 3 times }\n"
                            "  decision good \"Good?\" { by boss  after work  takes 1min\n"
                            "    yes -> end  no -> work after 1h  worse -> other } }\n"
                            "response other \"Other\" { lead boss  step a \"A\" { by crew } }\n");
    const toc_flow_edge *back = edge(flow, TOC_FLOW_EDGE_LOOP, "decision:r.good", "step:r.work");
    assert_non_null(back);
    assert_string_equal(back->label, "no");
    assert_string_equal(back->wait, "1 h");
    assert_string_equal(edge(flow, TOC_FLOW_EDGE_OUTCOME, "decision:r.good", "end:r")->label,
                        "yes");
    assert_string_equal(edge(flow, TOC_FLOW_EDGE_OUTCOME, "decision:r.good", "start:other")->label,
                        "worse");
    assert_non_null(edge(flow, TOC_FLOW_EDGE_THEN, "step:r.work", "decision:r.good"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_FIRST, "start:r", "step:r.work"));
    assert_null(edge(flow, TOC_FLOW_EDGE_FIRST, "start:r", "decision:r.good"));
    assert_string_equal(node(flow, "step:r.work")->repeats, "at most 3 times");
    assert_every_edge_of_the_plan_is_drawn_once(flow);
}

static void approvals_and_lateness_are_drawn(void **state)
{
    const toc_flow *flow = draw(
        *state, HEAD BODIES "response r \"R\" { on fire  lead boss\n"
                            "  step a \"A\" { by crew  within 1h  if late notify boss\n"
                            "    needs approval by boss given within 15min }\n"
                            "  step b \"B\" { by crew  within 1h  if late do other\n"
                            "    activates other } }\n"
                            "response other \"Other\" { lead boss  step a \"A\" { by crew } }\n");
    assert_string_equal(node(flow, "approval:r.a")->deadline, "≤ 15 min");
    assert_string_equal(node(flow, "approval:r.a")->lane->body->base.full, "boss");
    assert_non_null(edge(flow, TOC_FLOW_EDGE_APPROVAL, "approval:r.a", "step:r.a"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_LATE, "step:r.a", "receiver:late:step:r.a:boss"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_LATE, "step:r.b", "start:other"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_ACTIVATES, "step:r.b", "start:other"));
}

static void reports_lead_from_cause_to_sender_to_receivers(void **state)
{
    const toc_flow *flow = draw(
        *state, HEAD BODIES
        "report-fields { field place \"Place\" }\n"
        "response r \"R\" { on fire  lead boss  step a \"A\" { by crew } }\n"
        "report early \"Early\" { from crew to boss, aide  copy deep  on fire  within 1h of fire\n"
        "  content place }\n");
    assert_string_equal(node(flow, "report:early")->band->name, "telling");
    assert_string_equal(node(flow, "report:early")->lane->body->base.full, "crew");
    assert_non_null(edge(flow, TOC_FLOW_EDGE_CAUSE, "event:fire", "report:early"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_TELLS, "report:early", "receiver:early:boss"));
    assert_non_null(edge(flow, TOC_FLOW_EDGE_COPY, "report:early", "receiver:early:copy:deep"));
    assert_int_equal(count_edges(flow, TOC_FLOW_EDGE_TELLS), 2);
}

static void titles_come_in_the_chosen_language_or_in_two(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_text(
        f, HEAD BODIES "response r \"R\" { on fire  lead boss  step a \"A\" { by crew } }\n");
    toc_flow_options options = {"zh", false};
    const toc_flow *flow = toc_flow_build(&f->arena, plan, &options);
    assert_string_equal(flow->lanes.items[0]->title.first, "首長");
    assert_null(flow->lanes.items[0]->title.second);
    assert_string_equal(flow->bands.items[0]->title.first, "信号与触发");
    options = (toc_flow_options){"zh-Hant", true};
    flow = toc_flow_build(&f->arena, plan, &options);
    assert_string_equal(flow->lanes.items[0]->title.first, "首長");
    assert_string_equal(flow->lanes.items[0]->title.second, "Boss");
    assert_string_equal(flow->bands.items[0]->title.first, "信號與觸發");
    assert_string_equal(node(flow, "step:r.a")->title.first, "A"); /* it has no other */
    assert_null(node(flow, "step:r.a")->title.second);
}

static void the_order_of_declarations_changes_nothing(void **state)
{
    static const char one[] =
        HEAD BODIES "response a \"A\" { on fire  lead boss  step x \"X\" { by crew } }\n"
                    "response b \"B\" { on fire  lead boss  step x \"X\" { by aide } }\n";
    static const char other[] =
        "response b \"B\" { on fire  lead boss  step x \"X\" { by aide } }\n" BODIES
        "response a \"A\" { on fire  lead boss  step x \"X\" { by crew } }\n" HEAD;
    char *first = as_text(draw(*state, one));
    char *second = as_text(draw(*state, other));
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void the_text_form_quotes_what_the_planner_wrote(void **state)
{
    char *text = as_text(draw(*state, HEAD BODIES
                              "response r \"R \\\"q\\\" \\\\N \\n line\" { on fire  lead boss\n"
                              "  step a \"A\" { by crew } }\n"));
    assert_non_null(strstr(text, "title \"R \\\"q\\\" \\\\N \\n line\"\n"));
    assert_non_null(strstr(text, "\nedge first start:r -> step:r.a\n"));
    assert_memory_equal(text, "flow 1 p lang en title \"Plan\"\n", 30);
    free(text);
}

static void a_plan_that_does_nothing_has_an_empty_picture(void **state)
{
    const toc_flow *flow = draw(*state, HEAD "org boss \"Boss\" { kind lead  duty 24h }\n");
    assert_int_equal(flow->nodes.count, 0);
    assert_int_equal(flow->edges.count, 0);
    assert_int_equal(flow->bands.count, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_edge_of_the_county_plan_is_there),
        TEST(each_step_and_report_of_the_county_plan_is_a_node),
        TEST(lanes_go_by_command_line_then_name),
        TEST(a_body_with_nothing_to_do_has_no_lane),
        TEST(grades_are_bands_from_least_to_most_severe),
        TEST(deadlines_say_how_long_and_since_when),
        TEST(outcomes_loops_and_waits_are_edges),
        TEST(approvals_and_lateness_are_drawn),
        TEST(reports_lead_from_cause_to_sender_to_receivers),
        TEST(titles_come_in_the_chosen_language_or_in_two),
        TEST(the_order_of_declarations_changes_nothing),
        TEST(the_text_form_quotes_what_the_planner_wrote),
        TEST(a_plan_that_does_nothing_has_an_empty_picture),
    };
    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
