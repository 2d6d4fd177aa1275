/* test_live.c - a live exercise, and the same drill in other ways: fed as a scenario, taken again from its
 * journal, played again from its export. */
#include "../support/exercise_fixture.h"
#include "../support/random_drill.h"
#include "../support/score_text.h"

#include "drill/entries.h"
#include "drill/live.h"

enum { ROUNDS = 12, ACTS = 140, SHIPPED_ROUNDS = 2 };

/* ── fed with the times of a scenario ── */

static void assert_same_records(const toc_drill *expected, const toc_drill *actual)
{
    assert_int_equal(actual->happening_count, expected->happening_count);
    assert_int_equal(actual->duty_count, expected->duty_count);
    for (uint32_t i = 0; i < expected->happening_count; i++)
        assert_memory_equal(&actual->happenings[i], &expected->happenings[i],
                            sizeof expected->happenings[i]);
    for (uint32_t i = 0; i < expected->duty_count; i++)
        assert_memory_equal(&actual->duties[i], &expected->duties[i], sizeof expected->duties[i]);
}

enum { AT_ONCE_MAX = 64 };

/* Entries of one instant together, samples by themselves. */
static void feed_all(toc_arena *arena, toc_live *live, const toc_script *script)
{
    toc_live_binder *binder = toc_live_binder_new(arena, script->machine, script->scenario);
    toc_bound_act acts[AT_ONCE_MAX];
    toc_diag_sink unheard;

    toc_diag_sink_init(&unheard, arena);
    for (uint32_t i = 0; i < script->act_count;) {
        toc_ms at = toc_script_act_at(script, i);
        uint32_t count = 0;

        for (; i < script->act_count && toc_script_act_at(script, i) == at; i++) {
            uint32_t number = toc_script_act_entry(script, i);
            const toc_entry *entry;

            if (number == TOC_NONE)
                continue;
            assert_in_range(count, 0, AT_ONCE_MAX - 1);
            entry = toc_entry_keep(arena, toc_scenario_entry(script->scenario, number));
            assert_true(toc_live_binder_entry(binder, arena, entry, &unheard, &acts[count++]));
        }
        if (count > 0)
            assert_true(toc_live_feed(live, acts, count));
    }
}

static void a_live_drill_is_a_drill(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        drill_fixture *f = random_begin(state);
        toc_script *script = random_script(f, seed, (random_play)(seed % 3));
        toc_drill_options options = {0};
        toc_live_sizes sizes = {.settings = 1000, .openings = 28};
        toc_drill *expected;
        toc_live *live = NULL;

        script->activations_max = 32;
        script->reports_max = 128;
        assert_int_equal(toc_drill_run(&f->base.arena, script, &options, &f->base.sink, &expected),
                         TOC_OK);
        assert_int_equal(
            toc_live_new(&f->base.arena, script, &sizes, script->scenario->seed, &live), TOC_OK);
        assert_true(toc_live_begin(live));
        feed_all(&f->base.arena, live, script);
        assert_true(toc_live_finish(live, expected->end));
        assert_same_records(expected, toc_live_drill(live));
        toc_live_free(live);
        (void)drill_teardown(state);
    }
}

/* ── random acts at a table ── */

static const char *head_name(const toc_machine *machine, const toc_m_head *head)
{
    return toc_machine_text(machine, head->name);
}

static const char *any_body(const toc_machine *machine, uint64_t *random)
{
    return head_name(machine, &machine->bodies[random_draw(random, machine->bodies_count)].head);
}

static const char *any_node(const toc_machine *machine, uint64_t *random)
{
    return head_name(machine, &machine->nodes[random_draw(random, machine->nodes_count)].head);
}

/* A value that the indicator may have, as a scenario writes it. */
static const char *any_value(table *t, const toc_m_indicator *row, uint64_t *random)
{
    toc_arena *arena = &t->drill.base.arena;
    const toc_machine *machine = t->drill.machine;

    if (row->type == TOC_M_TYPE_FLAG)
        return random_draw(random, 2) ? "yes" : "no";
    if (row->type == TOC_M_TYPE_ONE_OF || row->type == TOC_M_TYPE_ORDERED)
        return toc_machine_text(
            machine, machine->ids[row->choices.first + random_draw(random, row->choices.count)]);
    if (row->type == TOC_M_TYPE_DURATION)
        return toc_arena_printf(arena, "%umin", random_draw(random, 500));
    return toc_arena_printf(arena, "%u%s", random_draw(random, 100),
                            row->type == TOC_M_TYPE_PERCENT ? "%" : "");
}

static const char *entry_about_the_world(table *t, uint64_t *random)
{
    const toc_machine *machine = t->drill.machine;
    toc_arena *arena = &t->drill.base.arena;

    if (random_draw(random, 3) == 0 && machine->events_count > 0)
        return toc_arena_printf(
            arena, "\"inject\":\"%s\",\"to\":[\"%s\"]",
            head_name(machine, &machine->events[random_draw(random, machine->events_count)].head),
            any_body(machine, random));
    if (random_draw(random, 2) == 0 && machine->indicators_count > 0) {
        const toc_m_indicator *row =
            &machine->indicators[random_draw(random, machine->indicators_count)];

        return toc_arena_printf(arena, "\"set\":{\"%s\":\"%s\"}", head_name(machine, &row->head),
                                any_value(t, row, random));
    }
    if (random_draw(random, 3) == 0)
        return toc_arena_printf(arena, "\"unreachable\":\"%s\",\"for\":\"%umin\"",
                                any_body(machine, random), 1 + random_draw(random, 90));
    if (random_draw(random, 3) == 0 && machine->resources_count > 0)
        return toc_arena_printf(
            arena, "\"lose\":\"%s\",\"amount\":1",
            head_name(machine,
                      &machine->resources[random_draw(random, machine->resources_count)].head));
    if (random_draw(random, 2) == 0)
        return toc_arena_printf(arena, "\"extend\":\"%s\",\"by\":\"%umin\"",
                                any_node(machine, random), 1 + random_draw(random, 60));
    return toc_arena_printf(arena, "\"note\":\"Come\",\"to\":[\"%s\"]", any_body(machine, random));
}

static const char *entry_about_work(table *t, uint64_t *random)
{
    static const char *const verbs[] = {"start", "did", "did", "fail", "approve", "decide"};
    const toc_machine *machine = t->drill.machine;
    toc_arena *arena = &t->drill.base.arena;
    const toc_m_node *node = &machine->nodes[random_draw(random, machine->nodes_count)];
    const char *verb = verbs[random_draw(random, 6)];
    const char *outcome = "";

    if (node->kind == TOC_M_NODE_DECISION && node->outcomes.count > 0) {
        verb = "decide";
        outcome = toc_machine_text(
            machine,
            machine->outcomes[node->outcomes.first + random_draw(random, node->outcomes.count)]
                .name);
        outcome = toc_arena_printf(arena, ",\"outcome\":\"%s\"", outcome);
    }
    return toc_arena_printf(arena, "\"%s\":\"%s\"%s", verb, head_name(machine, &node->head),
                            outcome);
}

static const char *entry_about_telling(table *t, uint64_t *random)
{
    static const char *const verbs[] = {"report", "report", "acknowledge", "withhold", "announce"};
    const toc_machine *machine = t->drill.machine;
    const toc_m_report *row;

    if (machine->reports_count == 0)
        return entry_about_work(t, random);
    row = &machine->reports[random_draw(random, machine->reports_count)];
    return toc_arena_printf(&t->drill.base.arena, "\"%s\":\"%s\"", verbs[random_draw(random, 5)],
                            head_name(machine, &row->head));
}

static const char *entry_about_grades(table *t, uint64_t *random)
{
    static const char *const ends[] = {"propose", "approve"};
    const toc_machine *machine = t->drill.machine;
    toc_arena *arena = &t->drill.base.arena;
    const toc_m_level *level;

    if (machine->levels_count == 0 || random_draw(random, 3) == 0)
        return random_draw(random, 2)
                   ? toc_arena_printf(arena, "\"%s\":\"end\"", ends[random_draw(random, 2)])
                   : toc_arena_printf(arena, "\"form\":\"%s\"", any_body(machine, random));
    level = &machine->levels[random_draw(random, machine->levels_count)];
    return toc_arena_printf(arena, "\"declare\":\"%s\"", toc_machine_text(machine, level->grade));
}

static void any_act(table *t, uint64_t *random)
{
    toc_arena *arena = &t->drill.base.arena;
    uint32_t who = random_draw(random, 2) ? random_draw(random, t->state->person_count) : 0;
    const char *entry;
    const char *as;

    switch (random_draw(random, 6)) {
    case 0:
        entry = entry_about_the_world(t, random);
        break;
    case 1:
        entry = entry_about_telling(t, random);
        break;
    case 2:
        entry = entry_about_grades(t, random);
        break;
    default:
        entry = entry_about_work(t, random);
        break;
    }
    as = who == 0 && random_draw(random, 2) ? "" : any_body(t->drill.machine, random);
    if (who > 0)
        as =
            head_name(t->drill.machine, &t->drill.machine->bodies[t->state->people[who].body].head);
    (void)table_ask(t, toc_arena_printf(arena, "p%u", who + 1), "act",
                    *as ? toc_arena_printf(arena, "{\"as\":\"%s\",\"entry\":{%s}}", as, entry)
                        : toc_arena_printf(arena, "{\"entry\":{%s}}", entry));
}

/* What the controller does beside acting. */
static void any_control(table *t, uint64_t *random)
{
    toc_arena *arena = &t->drill.base.arena;
    uint32_t number = 1 + random_draw(random, t->state->list_count + 1);
    const char *text = NULL;

    switch (random_draw(random, 11)) {
    case 0:
    case 1:
        text = toc_arena_printf(arena, "{\"body\":\"%s\",\"by\":\"%s\"}",
                                any_body(t->drill.machine, random),
                                random_draw(random, 2) ? "people" : "simulation");
        (void)table_ask(t, "p1", "hands", text);
        break;
    case 2:
        text = toc_arena_printf(arena, "{\"number\":%u}", number);
        (void)table_ask(t, "p1", random_draw(random, 2) ? "skip" : "restore", text);
        break;
    case 3:
        text = toc_arena_printf(arena, "{\"number\":%u,\"to\":%u}", number,
                                random_draw(random, 60000000));
        (void)table_ask(t, "p1", "delay", text);
        break;
    case 4:
        text = toc_arena_printf(arena, "{\"numbers\":[%u]}", number);
        (void)table_ask(t, "p1", "entries", text);
        break;
    case 5:
    case 6:
        text = toc_arena_printf(arena, "{\"row\":%u}",
                                t->rows.count - random_draw(random, t->rows.count < 9 ? 1 : 9));
        (void)table_ask(t, "p1", "correct", text);
        break;
    case 7:
        (void)table_ask(t, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
        break;
    case 8:
        (void)table_ask(t, "p1", "clock", "{\"do\":\"pause\"}");
        (void)table_ask(t, "p1", "outside", "{\"text\":\"Called the hospital\"}");
        break;
    case 9:
        (void)table_ask(t, "p1", "note", "{\"text\":\"Good\",\"duty\":1}");
        if (t->drill.machine->contents_count > 0)
            text = head_name(
                t->drill.machine,
                &t->drill.machine->contents[random_draw(random, t->drill.machine->contents_count)]
                     .head);
        if (text)
            (void)table_ask(t, "p1", "truth",
                            toc_arena_printf(arena, "{\"facts\":{\"%s\":[\"%u\",\"x\"]}}", text,
                                             random_draw(random, 9)));
        break;
    default:
        text =
            toc_arena_printf(arena, "{\"do\":\"run\",\"rate\":%u}", 1 + random_draw(random, 3600));
        (void)table_ask(t, "p1", "clock", text);
        break;
    }
}

static void play_at_random(table *t, uint64_t *random, uint32_t acts)
{
    for (uint32_t i = 0; i < acts; i++) {
        if (random_draw(random, 3) == 0)
            table_wait(t, random_draw(random, 3) ? random_draw(random, 30000)
                                                 : random_draw(random, 300));
        if (random_draw(random, 5) == 0)
            any_control(t, random);
        else
            any_act(t, random);
        if (t->state->person_count < 5 && random_draw(random, 8) == 0)
            table_join(t, "player", any_body(t->drill.machine, random));
        if (random_draw(random, 16) == 0 && t->state->person_count > 2)
            (void)table_ask(t, "p1", "leave", "{\"person\":\"p2\"}");
        if (*t->state->problem)
            break;
    }
}

/* The three ways to the same. */
static void assert_agreement(table *t, const char *what, uint64_t seed)
{
    drill_fixture *f = &t->drill;
    toc_exercise *other;
    const char *replay;
    const char *expected;
    const char *actual;

    assert_int_equal(table_hash_of_rows(t, &other), toc_exercise_hash(t->exercise));
    assert_same_records(t->state->drill, toc_exercise_state_of(other)->drill);
    toc_exercise_free(other);
    replay = table_export(t);
    expected = score_text(f, toc_score_new(&f->base.arena, t->state->drill));
    actual = score_text(f, drill_score(f, replay));
    if (strcmp(expected, actual) == 0)
        return;
    for (uint32_t i = 0; i < t->rows.count; i++)
        fprintf(stderr, "%llu %lld %s %s %s\n", (unsigned long long)t->rows.items[i].seq,
                (long long)t->rows.items[i].at, t->rows.items[i].who, t->rows.items[i].kind,
                t->rows.items[i].body);
    fprintf(stderr, "%s\n---- expected\n%s\n---- actual\n%s\n", replay, expected, actual);
    fail_msg("%s %llu: the export earns another score", what, (unsigned long long)seed);
}

static void play_table(table *t, const char *scenario, const char *what, uint64_t seed)
{
    uint64_t random = seed * 7919 + 3;

    table_open(t, scenario);
    for (uint32_t i = 0; i < 2; i++)
        table_join(t, "player", any_body(t->drill.machine, &random));
    table_do(t, "p1", "clock", "{\"do\":\"run\",\"rate\":60}");
    play_at_random(t, &random, ACTS);
    if (!*t->state->problem)
        table_do(t, "p1", "end", NULL);
    if (!*t->state->problem)
        assert_agreement(t, what, seed);
}

static table *new_table(void **state)
{
    table *t = calloc(1, sizeof *t);
    drill_fixture *f = random_begin(state);

    assert_non_null(t);
    t->drill = *f;
    free(f);
    t->drill.base.sources = toc_sources_new(&t->drill.base.arena);
    toc_diag_sink_init(&t->drill.base.sink, &t->drill.base.arena);
    *state = t;
    return t;
}

static void any_exercise_can_be_taken_and_played_again(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        table *t = new_table(state);
        random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};

        random_use_plan(&t->drill, random_plan_text(&t->drill.base.arena, &options));
        play_table(
            t,
            random_scenario_text(&t->drill.base.arena, seed, (random_play)(seed % 3), RANDOM_START),
            "random plan", seed);
        (void)table_teardown(state);
    }
}

static void use_shipped(table *t, const char *path)
{
    plan_fixture *f = &t->drill.base;
    const toc_source *source = toc_sources_read(f->sources, NULL, path, (toc_span){0, 0}, &f->sink);

    assert_non_null(source);
    t->drill.machine =
        toc_lower(&f->arena, f->sources,
                  toc_compile_source(&f->arena, f->sources, source, NULL, &f->sink), &f->sink);
    assert_non_null(t->drill.machine);
}

#define SHIPPED_SCENARIO                                                                           \
    "scenario: shipped\nstart: 2026-05-12T02:10+08:00\nseed: %llu\n"                               \
    "assume: {step: 20min, decision: 5min, approval: 10min, declaration: 10min, report: 10min, "   \
    "formation: 30min}\nend: 2d\n"

static void shipped_plans_too(void **state)
{
    static const char *const plans[] = {"plans/county-netsec.plan", "plans/chemical-plant.plan"};

    for (uint64_t seed = 1; seed <= random_rounds(SHIPPED_ROUNDS); seed++) {
        for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
            table *t = new_table(state);

            use_shipped(t, plans[i]);
            play_table(
                t,
                toc_arena_printf(&t->drill.base.arena, SHIPPED_SCENARIO, (unsigned long long)seed),
                plans[i], seed);
            (void)table_teardown(state);
        }
    }
}

/* ── what nobody should send ── */

static const char *any_word(uint64_t *random)
{
    static const char *const words[] = {
        "as",     "entry",      "did",     "by",     "stop.close", "crew",    "head",
        "town",   "number",     "why",     "to",     "row",        "numbers", "person",
        "p1",     "p2",         "role",    "player", "wall",       "name",    "token",
        "body",   "simulation", "people",  "do",     "run",        "jump",    "pause",
        "hold",   "next",       "rate",    "set",    "share",      "20%",     "text",
        "duty",   "about_at",   "facts",   "scope",  "objective",  "safety",  "rating",
        "P",      "seed",       "declare", "II",     "report",     "first",   "content",
        "inject", "outcome",    "extend",  "5min",   "\\u0007",    "\\ud800", "{1}"};

    return words[random_draw(random, sizeof words / sizeof words[0])];
}

static const char *any_json(toc_arena *arena, uint64_t *random, unsigned depth)
{
    static const char *const numbers[] = {"0",   "1",    "2",    "-1",   "9223372036854775807",
                                          "1.5", "1e99", "null", "true", "4294967296"};
    const char *text = "";
    unsigned kind = random_draw(random, depth > 0 ? 6 : 3);

    if (kind < 2)
        return toc_arena_printf(arena, "\"%s\"", any_word(random));
    if (kind == 2)
        return numbers[random_draw(random, sizeof numbers / sizeof numbers[0])];
    for (unsigned i = 0, count = random_draw(random, 4); i < count; i++) {
        const char *item = any_json(arena, random, depth - 1);

        text = kind == 3 ? toc_arena_printf(arena, "%s%s%s", text, i ? "," : "", item)
                         : toc_arena_printf(arena, "%s%s\"%s\":%s", text, i ? "," : "",
                                            any_word(random), item);
    }
    return toc_arena_printf(arena, kind == 3 ? "[%s]" : "{%s}", text);
}

/* An object with the keys of some kind, and anything behind them. */
static const char *any_body_of_row(toc_arena *arena, uint64_t *random)
{
    static const char *const keys[][3] = {
        {"as", "entry", NULL}, {"number", "why", "to"},        {"numbers", NULL, NULL},
        {"row", "why", NULL},  {"person", "role", "body"},     {"do", "rate", "to"},
        {"body", "by", NULL},  {"text", "duty", "about_at"},   {"facts", NULL, NULL},
        {"seed", NULL, NULL},  {"objective", "rating", "text"}};
    const char *const *row = keys[random_draw(random, sizeof keys / sizeof keys[0])];
    const char *text = "";

    for (unsigned i = 0; i < 3 && row[i]; i++)
        text = toc_arena_printf(arena, "%s%s\"%s\":%s", text, i ? "," : "", row[i],
                                any_json(arena, random, 3));
    return toc_arena_printf(arena, "{%s}", text);
}

static void hostile_intents_change_nothing(void **state)
{
    static const char *const people[] = {"", "p1", "p2", "p3", "p7", "nobody"};
    uint64_t random = 77;
    uint32_t refused = 0;
    table *t;

    assert_int_equal(table_setup(state), 0);
    t = *state;
    table_open(t, DRILL_HEAD "script:\n  - {at: 5min, inject: leak}\n"
                             "  - {at: 10min, did: stop.close, by: crew}\nend: 4h\n");
    table_join(t, "player", "crew");
    table_join(t, "evaluator", NULL);
    table_do(t, "p1", "clock", "{\"do\":\"run\",\"rate\":60}");
    for (uint32_t i = 0; i < 4000; i++) {
        toc_row_kind kind = (toc_row_kind)random_draw(&random, TOC_ROW_KIND_COUNT);
        const char *person = people[random_draw(&random, 6)];
        const char *body = random_draw(&random, 4) ? any_body_of_row(&t->drill.base.arena, &random)
                                                   : any_json(&t->drill.base.arena, &random, 4);
        uint64_t before;

        if (kind == TOC_ROW_END && random_draw(&random, 50))
            continue;
        table_tick(t);
        before = toc_exercise_hash(t->exercise);
        if (table_ask_keyed(t, person, toc_row_kind_word(kind), strcmp(body, "null") ? body : NULL,
                            ""))
            continue;
        refused++;
        assert_int_equal(toc_exercise_hash(t->exercise), before);
    }
    assert_true(refused > 2000);
    assert_int_equal(table_hash_of_rows(t, NULL), toc_exercise_hash(t->exercise));
    (void)table_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_live_drill_is_a_drill),
        cmocka_unit_test(any_exercise_can_be_taken_and_played_again),
        cmocka_unit_test(shipped_plans_too),
        cmocka_unit_test(hostile_intents_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
