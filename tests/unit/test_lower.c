/* test_lower.c - typed plan to machine: what each clause becomes, errors of lowering, the shipped
 * plans, and that the order of declarations decides nothing. */
#include "tests/support/plan_fixture.h"

#include "lower/lower.h"
#include "machine/dump.h"
#include "machine/verify.h"

#define COUNTY   "plans/county-netsec.plan"
#define CHEMICAL "plans/chemical-plant.plan"

static const char head_text[] =
    "plan p \"P\" { version \"1\" status approved language en timezone \"UTC\" }\n"
    "org crew \"Crew\" { kind unit duty 24h contact phone \"1\" contact mobile \"2\" }\n"
    "org town \"Town\" { kind superior duty 24h contact phone \"3\" contact fax \"4\" }\n"
    "event leak \"Leak\" { seen by crew }\n"
    "indicator share \"Share\" { percent range 0%..100% initial 0% source crew }\n"
    "indicator dry \"Dry\" { flag source crew }\n";

static char *with_head(plan_fixture *f, const char *text)
{
    return toc_arena_printf(&f->arena, "%s%s", head_text, text);
}

/* The machine of the head and @p text; both must be without errors, and the image sound. */
static const toc_machine *lower(plan_fixture *f, const char *text)
{
    const toc_plan *plan = plan_from_text(f, with_head(f, text));
    const toc_machine *machine = toc_lower(&f->arena, f->sources, plan, &f->sink);

    if (!machine)
        toc_diag_render_text(&f->sink, f->sources, false, stderr);
    assert_non_null(machine);
    return machine;
}

static void assert_refused(plan_fixture *f, const char *text, toc_diag_code code, const char *at)
{
    const toc_plan *plan = plan_from_text(f, with_head(f, text));
    uint32_t before = f->sink.records.count;

    assert_null(toc_lower(&f->arena, f->sources, plan, &f->sink));
    assert_int_equal(f->sink.records.count, before + 1);
    const toc_diag *diag = f->sink.records.items[before];
    assert_int_equal(diag->code, code);
    const toc_source *source = toc_sources_find(f->sources, diag->span);
    assert_non_null(source);
    assert_int_equal(diag->span.end - diag->span.begin, strlen(at));
    assert_memory_equal(source->text + (diag->span.begin - source->base), at, strlen(at));
}

static uint32_t find(const toc_machine *m, const toc_m_head *table, uint32_t count, size_t stride,
                     const char *name)
{
    uint32_t id = toc_machine_find(m, table, count, stride, name);

    if (id == TOC_NONE)
        fail_msg("there is no `%s`", name);
    return id;
}

#define ROW(m, table, name)                                                                        \
    (&(m)->table[find((m), &(m)->table[0].head, (m)->table##_count, sizeof *(m)->table, (name))])

static const toc_m_code *code_of(const toc_machine *m, uint32_t condition, uint32_t index)
{
    assert_int_not_equal(condition, TOC_NONE);
    assert_true(index < m->conditions[condition].code.count);
    return &m->codes[m->conditions[condition].code.first + index];
}

static char *dump_text(const toc_machine *machine)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    toc_machine_dump(machine, out);
    assert_int_equal(fclose(out), 0);
    return text;
}

/* ── conditions ────────────────────────────────────────────────────────────── */

static void a_condition_becomes_code_with_readers(void **state)
{
    const toc_machine *m = lower(*state, "trigger t \"T\" { when share >= 20% and not dry }\n"
                                         "response r \"R\" { on t lead crew step s \"S\" { by crew "
                                         "within 1h } }");
    uint32_t condition = ROW(m, triggers, "t")->condition;

    assert_int_equal(m->conditions[condition].code.count, 6);
    assert_int_equal(code_of(m, condition, 0)->op, TOC_OP_INDICATOR);
    assert_int_equal(code_of(m, condition, 1)->value, 20 * TOC_MICRO);
    assert_int_equal(code_of(m, condition, 2)->op, TOC_OP_GE);
    assert_int_equal(code_of(m, condition, 4)->op, TOC_OP_NOT);
    assert_int_equal(code_of(m, condition, 5)->op, TOC_OP_AND);
    assert_string_equal(toc_machine_text(m, m->conditions[condition].text),
                        "share >= 20% and not dry");
    assert_int_equal(m->signals_count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        toc_range readers = m->signals[m->indicators[i].signal].readers;

        assert_int_equal(readers.count, 1);
        assert_int_equal(m->ids[readers.first], condition);
    }
}

static void what_is_held_comes_first_and_tells_its_outer(void **state)
{
    const toc_machine *m =
        lower(*state, "trigger t \"T\" { when (share > 5% for 10min or dry for 1h) for 2h }\n"
                      "response r \"R\" { on t lead crew step s \"S\" { by crew within 1h } }");
    uint32_t outer = ROW(m, triggers, "t")->condition;

    assert_int_equal(m->conditions_count, 4);
    assert_int_equal(outer, 3);
    assert_int_equal(code_of(m, outer, 0)->op, TOC_OP_HELD);
    assert_int_equal(code_of(m, outer, 0)->value, 2 * TOC_HOUR);
    uint32_t middle = code_of(m, outer, 0)->a;
    assert_int_equal(middle, 2);
    assert_int_equal(m->conditions[middle].owner, TOC_OWNER_HELD);
    assert_int_equal(m->conditions[middle].owner_id, outer);
    assert_int_equal(code_of(m, middle, 0)->op, TOC_OP_HELD);
    assert_int_equal(code_of(m, middle, 1)->op, TOC_OP_HELD);
    assert_int_equal(code_of(m, middle, 2)->op, TOC_OP_OR);
    assert_int_not_equal(code_of(m, middle, 0)->a, code_of(m, middle, 1)->a);
}

static void windows_keep_histories_and_since_has_its_anchor(void **state)
{
    const toc_machine *m =
        lower(*state, "trigger t \"T\" { when mean(share, 24h) > 10% or count(leak, 1h) >= 2 or "
                      "since(leak) > 90min or happened(leak) }\n"
                      "response r \"R\" { on t lead crew step s \"S\" { by crew within 1h } }");
    uint32_t condition = ROW(m, triggers, "t")->condition;

    assert_int_equal(ROW(m, indicators, "share")->history, 1);
    assert_int_equal(ROW(m, indicators, "dry")->history, 0);
    assert_int_equal(ROW(m, events, "leak")->history, 1);
    assert_int_equal(m->anchors_count, 1);
    assert_int_equal(ROW(m, events, "leak")->anchor, 0);
    for (uint32_t i = 0; i < m->conditions[condition].code.count; i++) {
        const toc_m_code *code = code_of(m, condition, i);

        if (code->op == TOC_OP_SINCE) {
            assert_int_equal(code->b, TOC_OP_GT);
            assert_int_equal(code->value, 90 * TOC_MINUTE);
        }
    }
    assert_int_not_equal(m->anchors[0].signal, TOC_NONE);
}

static void a_condition_keeps_the_words_of_the_planner(void **state)
{
    const toc_machine *m =
        lower(*state,
              "trigger t \"T\" { when ( dry   or share > 5% ) # not yet\n   and （dry or (share >\n"
              "90%）) }\n"
              "response r \"R\" { on t lead crew step s \"S\" { by crew within 1h } }");
    uint32_t condition = ROW(m, triggers, "t")->condition;

    assert_string_equal(toc_machine_text(m, m->conditions[condition].text),
                        "( dry or share > 5% ) and （dry or (share > 90%）)");
}

static void guards_are_read_on_demand(void **state)
{
    const toc_machine *m = lower(*state, "response r \"R\" { on leak when dry lead crew "
                                         "step s \"S\" { by crew when share > 3% within 1h } }");
    const toc_m_condition *guard = &m->conditions[ROW(m, nodes, "r.s")->guard];

    assert_int_equal(guard->owner, TOC_OWNER_NONE);
    assert_int_equal(m->conditions[ROW(m, responses, "r")->guard].owner, TOC_OWNER_NONE);
    assert_int_equal(m->signals_count, 0);
    assert_int_equal(ROW(m, indicators, "share")->signal, TOC_NONE);
}

/* ── levels and anchors ────────────────────────────────────────────────────── */

static const char levels_text[] =
    "levels { declared by town within 2h of leak\n"
    "  level III \"C\" { colour yellow when share >= 5% }\n"
    "  level II \"B\" { colour orange when share >= 20% declared by crew }\n"
    "  level I \"A\" { colour red when share >= 50% }\n"
    "  lower after 2h  end when dry proposed by crew approved by town\n"
    "  if late notify town }\n";

static void levels_go_by_rank_and_inherit_from_the_ladder(void **state)
{
    plan_fixture *f = *state;
    const toc_machine *m =
        lower(f, toc_arena_printf(&f->arena, "%s%s", levels_text,
                                  "response r \"R\" { on level at least II lead crew "
                                  "step s \"S\" { by crew within 30min of declared II } }"));
    const toc_m_ladder *ladder = &m->ladders[0];

    assert_int_equal(m->plans[0].unnamed_ladder, 0);
    assert_int_equal(m->levels_count, 3);
    assert_string_equal(toc_machine_text(m, m->levels[0].head.name), "level.III");
    assert_string_equal(toc_machine_text(m, m->levels[2].grade), "I");
    assert_int_equal(m->levels[1].declarer, ROW(m, bodies, "crew") - m->bodies);
    assert_int_equal(m->levels[0].declarer, ROW(m, bodies, "town") - m->bodies);
    assert_int_equal(m->deadlines[m->levels[1].deadline].ms, 2 * TOC_HOUR);
    assert_int_equal(m->levels[1].late.count, 1);
    assert_int_equal(ladder->lower_after, 2 * TOC_HOUR);
    assert_int_not_equal(ladder->end_condition, TOC_NONE);

    assert_int_equal(m->anchors_count, 2); /* leak, declared II: each once */
    assert_int_equal(m->anchors[0].levels.count, 3);
    assert_int_equal(m->anchors[1].kind, TOC_M_ANCHOR_DECLARED);
    assert_int_equal(m->anchors[1].rank, 2);
    assert_string_equal(toc_machine_text(m, m->anchors[1].text), "declared II");
    assert_int_equal(m->anchors[1].nodes.count, 1);
    assert_int_equal(m->starts[0].kind, TOC_START_LEVEL_AT_LEAST);
    assert_int_equal(m->starts[0].rank, 2);
    assert_int_equal(ROW(m, responses, "r")->ladder, 0);
}

/* ── procedures ────────────────────────────────────────────────────────────── */

static void a_loop_an_outcome_and_a_join_become_edges(void **state)
{
    const toc_machine *m =
        lower(*state, "response r \"R\" { on leak lead crew\n"
                      "  step work \"W\" { by crew within 1h takes 5..10..20min at most 3 times }\n"
                      "  decision good \"G\" { by crew after work within 10min takes 1min\n"
                      "    yes 60% when dry -> close, end  no -> work after 30min }\n"
                      "  step close \"C\" { by crew within 1h } }");
    const toc_m_node *work = ROW(m, nodes, "r.work");
    const toc_m_node *good = ROW(m, nodes, "r.good");
    const toc_m_edge *loop = &m->edges[work->edges.first];

    assert_int_equal(work->times, 3);
    assert_int_equal(work->takes[1], 10 * TOC_MINUTE);
    assert_int_equal(work->edges.count, 1);
    assert_int_equal(loop->is_loop, 1);
    assert_int_equal(loop->wait, 30 * TOC_MINUTE);
    assert_int_equal(loop->outcome, good->outcomes.first + 1);
    assert_int_equal(m->outcomes[good->outcomes.first].chance, 600000);
    assert_int_equal(m->outcomes[good->outcomes.first].ends, 1);
    assert_int_equal(m->outcomes[good->outcomes.first + 1].chance, -1);
    assert_int_equal(ROW(m, nodes, "r.close")->upstream, 1);
    assert_int_equal(work->upstream, 0);
    assert_int_equal(ROW(m, nodes, "r.close")->join, TOC_M_JOIN_ANY);
}

static void a_series_has_its_own_deadline(void **state)
{
    const toc_machine *m =
        lower(*state, "response r \"R\" { on leak lead crew\n"
                      "  step watch \"W\" { by crew every 2h until dry takes 5min } }\n"
                      "report-fields { field scope \"Scope\" }\n"
                      "report daily \"D\" { kind daily from crew to town on leak "
                      "every 24h by time 08:00 until dry content scope }");
    const toc_m_node *watch = ROW(m, nodes, "r.watch");
    const toc_m_report *daily = ROW(m, reports, "daily");

    assert_int_equal(watch->period, 2 * TOC_HOUR);
    assert_int_equal(m->deadlines[watch->deadline].ms, 2 * TOC_HOUR);
    assert_int_equal(m->deadlines[watch->deadline].anchor, TOC_NONE);
    assert_int_equal(m->deadlines[daily->deadline].kind, TOC_M_DEADLINE_BY_TIME);
    assert_int_equal(m->deadlines[daily->deadline].minute, 480);
    assert_int_equal(m->conditions[daily->until].owner_part, 1);
    assert_int_equal(daily->on.count, 1);
    assert_int_equal(m->anchors[m->ids[daily->on.first]].reports.count, 1);
}

static void an_outcome_starts_a_response_and_opens_a_report(void **state)
{
    const toc_machine *m =
        lower(*state,
              "response r \"R\" { on leak lead crew\n"
              "  decision good \"G\" { by crew within 10min takes 1min yes -> end no -> end } }\n"
              "response help \"H\" { on r.good.no lead crew step s \"S\" { by crew within 1h } }\n"
              "report-fields { field scope \"Scope\" }\n"
              "report bad \"B\" { from crew to town on r.good.no within 1h content scope }");
    const toc_m_node *good = ROW(m, nodes, "r.good");
    const toc_m_outcome *no = &m->outcomes[good->outcomes.first + 1];
    const toc_m_report *bad = ROW(m, reports, "bad");

    assert_int_equal(no->responses.count, 1);
    assert_int_equal(m->ids[no->responses.first], ROW(m, responses, "help") - m->responses);
    assert_int_equal(code_of(m, bad->filter, 0)->op, TOC_OP_DONE);
    assert_int_equal(code_of(m, bad->filter, 0)->b, 2);
    assert_int_equal(m->anchors[m->ids[bad->on.first]].kind, TOC_M_ANCHOR_NODE_DONE);
}

/* `-` sorts before `.`, so the nodes of `a-b` come before those of `a`: together all the same. */
static void nodes_of_a_response_are_together(void **state)
{
    const toc_machine *m = lower(
        *state, "response a \"A\" { on leak lead crew step x \"X\" { by crew within 1h }\n"
                "  step z \"Z\" { by crew within 1h } }\n"
                "response a-b \"B\" { on leak lead crew step y \"Y\" { by crew within 1h } }\n"
                "response a0 \"C\" { on leak lead crew step y \"Y\" { by crew within 1h } }");

    assert_string_equal(toc_machine_text(m, m->nodes[0].head.name), "a-b.y");
    assert_string_equal(toc_machine_text(m, m->nodes[1].head.name), "a.x");
    assert_string_equal(toc_machine_text(m, m->nodes[3].head.name), "a0.y");
    assert_int_equal(ROW(m, responses, "a")->nodes.first, 1);
    assert_int_equal(ROW(m, responses, "a")->nodes.count, 2);
    assert_int_equal(ROW(m, responses, "a-b")->nodes.first, 0);
}

static void the_order_of_declarations_decides_nothing(void **state)
{
    plan_fixture *f = *state;
    static const char first[] = "trigger t \"T\" { when dry for 5min }\n";
    static const char second[] = "response r \"R\" { on t, leak lead crew\n"
                                 "  step s \"S\" { by crew within 1h of leak }\n"
                                 "  step u \"U\" { by crew after s within 2h of t } }\n";
    static const char other[] = "response r \"R\" { on leak, t lead crew\n"
                                "  step u \"U\" { by crew after s within 2h of t }\n"
                                "  step s \"S\" { by crew within 1h of leak } }\n";
    const toc_machine *a = lower(f, toc_arena_printf(&f->arena, "%s%s", first, second));
    const toc_machine *b = lower(f, toc_arena_printf(&f->arena, "%s%s", other, first));

    assert_int_equal(a->nodes_count, b->nodes_count);
    assert_memory_equal(a->edges, b->edges, a->edges_count * sizeof *a->edges);
    assert_memory_equal(a->starts, b->starts, a->starts_count * sizeof *a->starts);
    assert_memory_equal(a->codes, b->codes, a->codes_count * sizeof *a->codes);
    assert_int_equal(a->conditions_count, b->conditions_count);
    for (uint32_t i = 0; i < a->anchors_count; i++) {
        assert_int_equal(a->anchors[i].kind, b->anchors[i].kind);
        assert_int_equal(a->anchors[i].id, b->anchors[i].id);
    }
}

/* ── errors ────────────────────────────────────────────────────────────────── */

static void errors_stand_where_the_mistake_is(void **state)
{
    plan_fixture *f = *state;

    assert_refused(f, "category a \"A\" { } category b \"B\" { } event e \"E\" { category a, b }",
                   TOC_D_TWO_CATEGORIES, "b");
}

static void a_trigger_cannot_wait_for_a_state(void **state)
{
    plan_fixture *f = *state;

    assert_refused(
        f, toc_arena_printf(&f->arena, "%s%s", levels_text, "trigger t \"T\" { on level is I }"),
        TOC_D_CANNOT_WAIT, "level is I");
}

/* A list keeps one value more than the nesting of the text. */
static void too_deep_a_condition_is_told(void **state)
{
    plan_fixture *f = *state;
    char text[2048] = "dry";

    for (unsigned i = 1; i < 62; i++)
        strcat(text, " or (dry");
    strcat(text, " or share in (1%, 2%)");
    char *whole = toc_arena_printf(&f->arena, "trigger t \"T\" { when %s", text);
    for (unsigned i = 1; i < 62; i++)
        whole = toc_arena_printf(&f->arena, "%s)", whole);
    whole = toc_arena_printf(&f->arena, "%s }", whole);
    assert_refused(f, whole, TOC_D_CONDITION_STACK, text);
}

static void a_zone_that_is_not_there_is_told(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_text(
        f, "plan p \"P\" { version \"1\" status approved timezone \"../../etc/passwd\" }\n"
           "org crew \"Crew\" { kind unit duty 24h contact phone \"1\" contact mobile \"2\" }");
    uint32_t before = f->sink.records.count;

    assert_null(toc_lower(&f->arena, f->sources, plan, &f->sink));
    assert_int_equal(f->sink.records.count, before + 1);
    assert_int_equal(f->sink.records.items[before]->code, TOC_D_UNKNOWN_TIME_ZONE);
}

/* ── what ships ────────────────────────────────────────────────────────────── */

static const toc_machine *lower_file(plan_fixture *f, const char *path)
{
    const toc_machine *m = toc_lower(&f->arena, f->sources, plan_from_file(f, path), &f->sink);
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine view;

    assert_non_null(m);
    toc_status status = toc_machine_verify(m->image, m->size, &view, reason);
    assert_string_equal(reason, "");
    assert_int_equal(status, TOC_OK);
    return m;
}

static void the_county_plan_becomes_a_sound_machine(void **state)
{
    const toc_machine *m = lower_file(*state, COUNTY);

    assert_string_equal(toc_machine_text(m, m->plans[0].timezone), "Asia/Shanghai");
    assert_int_equal(m->levels_count, 4);
    assert_int_equal(m->events_count, 7);
    assert_int_equal(ROW(m, triggers, "incident")->events.count, 7);
    assert_int_equal(m->deadlines[ROW(m, nodes, "aftermath.investigate")->deadline].workdays, 10);
    assert_int_equal(ROW(m, responses, "aftermath")->survives_end, 1);
    assert_int_equal(ROW(m, bodies, "field-hq")->founder,
                     ROW(m, bodies, "leading-group") - m->bodies);
    assert_string_equal(toc_machine_title(m, &ROW(m, bodies, "tech")->head, "en"),
                        "Technical staff");
    assert_string_equal(toc_machine_title(m, &ROW(m, bodies, "tech")->head, NULL), "技術人員");
    assert_int_equal(toc_machine_offset(m, 0), 28800);
    assert_true(ROW(m, nodes, "early.cutoff")->head.line > 100);
}

static void the_same_file_gives_the_same_bytes_and_dump(void **state)
{
    const toc_machine *a = lower_file(*state, COUNTY);
    const toc_machine *b = lower_file(*state, COUNTY);
    char *first = dump_text(a);
    char *second = dump_text(b);

    assert_int_equal(a->size, b->size);
    assert_memory_equal(a->image, b->image, a->size);
    assert_string_equal(first, second);
    assert_non_null(strstr(first, "\nnodes early.cutoff\n"));
    free(first);
    free(second);
}

static void the_chemical_plan_becomes_a_sound_machine(void **state)
{
    const toc_machine *m = lower_file(*state, CHEMICAL);
    uint32_t loops = 0;

    for (uint32_t i = 0; i < m->edges_count; i++)
        loops += m->edges[i].is_loop;
    assert_true(loops > 0);
    assert_true(m->nodes_count > 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_condition_becomes_code_with_readers),
        TEST(what_is_held_comes_first_and_tells_its_outer),
        TEST(windows_keep_histories_and_since_has_its_anchor),
        TEST(a_condition_keeps_the_words_of_the_planner),
        TEST(guards_are_read_on_demand),
        TEST(levels_go_by_rank_and_inherit_from_the_ladder),
        TEST(a_loop_an_outcome_and_a_join_become_edges),
        TEST(a_series_has_its_own_deadline),
        TEST(an_outcome_starts_a_response_and_opens_a_report),
        TEST(nodes_of_a_response_are_together),
        TEST(the_order_of_declarations_decides_nothing),
        TEST(errors_stand_where_the_mistake_is),
        TEST(a_trigger_cannot_wait_for_a_state),
        TEST(too_deep_a_condition_is_told),
        TEST(a_zone_that_is_not_there_is_told),
        TEST(the_county_plan_becomes_a_sound_machine),
        TEST(the_same_file_gives_the_same_bytes_and_dump),
        TEST(the_chemical_plan_becomes_a_sound_machine),
    };

    return cmocka_run_group_tests_name("lower", tests, NULL, NULL);
}
