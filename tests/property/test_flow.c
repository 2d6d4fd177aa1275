/* test_flow.c - random small plans: sound ones raise nothing about flow, and one seeded fault raises its
 * message, nothing else about flow, and a scenario that shows it. */
#include "../support/sema_fixture.h"

#include "witness/witness.h"

#define PLANS 40 /* of each kind of fault, and as many sound ones for each */

typedef enum seeded {
    SOUND,
    IDLE_LEVEL,
    NO_PROCEDURE,
    NOBODY,
    ENDLESS_WAIT,
    ONLY_ITSELF,
    LOOP_OUT,
    NO_EVENT_PROCEDURE,
    FOR_EVER,
    NO_WAY_BACK,
    READS_LATER,
    IN_VAIN,
    ITSELF,
    LOST_REPORT,
    LOOP_NEVER,
    NEVER_ENDS,
    NEVER_WARRANTED,
    FAULT_COUNT
} seeded;

static const toc_diag_code code_of[FAULT_COUNT] = {[IDLE_LEVEL] = TOC_D_LEVEL_STARTS_NOTHING,
                                                   [NO_PROCEDURE] = TOC_D_CATEGORY_UNHANDLED,
                                                   [NOBODY] = TOC_D_NOBODY_AT_LEVEL,
                                                   [ENDLESS_WAIT] = TOC_D_WAITS_FOR_ENDLESS,
                                                   [ONLY_ITSELF] = TOC_D_STARTS_ONLY_ITSELF,
                                                   [LOOP_OUT] = TOC_D_LOOP_RUNS_OUT,
                                                   [NO_EVENT_PROCEDURE] = TOC_D_EVENT_UNHANDLED,
                                                   [FOR_EVER] = TOC_D_STARTS_FOR_EVER,
                                                   [NO_WAY_BACK] = TOC_D_NO_WAY_BACK,
                                                   [READS_LATER] = TOC_D_READS_LATER,
                                                   [IN_VAIN] = TOC_D_STARTS_IN_VAIN,
                                                   [ITSELF] = TOC_D_STARTS_ITSELF,
                                                   [LOST_REPORT] = TOC_D_REPORT_TOO_LATE,
                                                   [LOOP_NEVER] = TOC_D_LOOP_NEVER_TAKEN,
                                                   [NEVER_ENDS] = TOC_D_NEVER_ENDS,
                                                   [NEVER_WARRANTED] = TOC_D_CAUSE_NEVER_OCCURS};

typedef struct maker {
    toc_arena *arena;
    uint64_t state;
    const char *text;
} maker;

static uint32_t draw(maker *m, uint32_t below)
{
    m->state = m->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((m->state >> 33) % below);
}

static void add(maker *m, const char *text)
{
    m->text = toc_arena_printf(m->arena, "%s%s\n", m->text, text);
}

#define ADD(m, ...) add(m, toc_arena_printf((m)->arena, __VA_ARGS__))

/* Up to three more steps in a row behind the step @p last; returns the last one's name. */
static const char *add_chain(maker *m, const char *last)
{
    uint32_t count = draw(m, 4);

    for (uint32_t i = 0; i < count; i++) {
        const char *name = toc_arena_printf(m->arena, "%s-%u", last, i);

        ADD(m, "  step %s \"S\" { by office  after %s  takes %umin }", name, last, 1 + draw(m, 20));
        last = name;
    }
    return last;
}

static void add_world(maker *m, seeded fault)
{
    add(m,
        "plan p \"P\" { language en timezone \"UTC\" }\norg office \"Office\"\norg desk \"Desk\"\n"
        "indicator cases \"Cases\" { count range 0..500 }\nindicator calm \"Calm\" { flag }\n"
        "category human \"Human\"\ncategory natural \"Natural\"\n"
        "event fire \"Fire\" { category human }\nevent theft \"Theft\" { category human }\n"
        "event flood \"Flood\" { category natural }\n"
        "trigger any-of-them \"Any\" { on fire, theft, flood }");
    ADD(m,
        "levels {\n  declared by office  lower after 1h\n  level III \"Larger\" { when cases >= %u "
        "}\n"
        "  level II \"Serious\" { when cases >= %u }\n  level I \"Grave\" { %s }\n"
        "  end when calm and cases < 1\n}",
        1 + draw(m, 5), 10 + draw(m, 20), fault == NEVER_WARRANTED ? "" : "when cases >= 50");
    ADD(m, "org field \"Field\" { formed by office when level at least %s }",
        fault == NOBODY ? "II" : "III");
    if (fault == NEVER_WARRANTED)
        add(m, "report told \"Told\" { from office to desk on warranted I }");
}

/* On events: a loop, a join, a guard. */
static void add_fire(maker *m, seeded fault)
{
    const char *last;

    add(m, "response fire-fighting \"Fire\" {\n  on fire\n  step call \"Call\" { by office }");
    last = add_chain(m, "call");
    ADD(m, "  step spray \"Spray\" { by office  after %s  takes 5min  at most %u times }", last,
        fault == LOOP_NEVER ? 1 : 2 + draw(m, 3));
    ADD(m, "  decision out \"Out?\" { by office  after spray  yes -> sweep%s  no -> spray }",
        fault == LOOP_OUT ? "" : "  hopeless -> end");
    ADD(m, "  step sweep \"Sweep\" { by office%s }",
        fault == READS_LATER ? "  when tidy.done" : "  when spray.done");
    ADD(m, "  step tidy \"Tidy\" { by office  after sweep%s }",
        fault == ITSELF ? "  activates fire-fighting" : "");
    ADD(m, "  step watch \"Watch\" { by office  every %umin%s }", 10 + draw(m, 20),
        fault == ENDLESS_WAIT ? "" : " until calm");
    add(m, "  step leave \"Leave\" { by office  after watch, call }\n}");
}

static void add_others(maker *m, seeded fault)
{
    if (fault != NO_EVENT_PROCEDURE)
        add(m, "response lock \"Lock\" {\n  on theft\n  step close \"Close\" { by office }\n}");
    if (fault != NO_PROCEDURE)
        add(m, "response dry \"Dry\" {\n  on flood\n  step pump \"Pump\" { by office }\n}");
    add(m, "response early \"Early\" {\n  on any-of-them\n  step look \"Look\" { by office }");
    (void)add_chain(m, "look");
    add(m, "}");
    ADD(m,
        "response after-fire \"After\" {\n  on end of fire-fighting\n  step rest \"Rest\" { by "
        "office }\n}\n"
        "response drill \"Drill\" {\n  on %s\n  step run \"Run\" { by office }\n}",
        fault == ONLY_ITSELF ? "end of drill"
        : fault == FOR_EVER  ? "theft, end of drill"
                             : "end of after-fire");
}

/* On levels. */
static void add_levels(maker *m, seeded fault)
{
    ADD(m, "response command \"Command\" {\n  on level at least III\n  %s",
        "step meet \"Meet\" { by office }");
    (void)add_chain(m, "meet");
    add(m, "  step cordon \"Cordon\" { by field }");
    ADD(m, "  report %s \"Report\" { from office to desk on %s }\n}", "told-in",
        fault == LOST_REPORT ? "end of level" : "start of command");
    ADD(m,
        "response low \"Low\" {\n  on level is III\n  step ask \"Ask\" { by office  activates help "
        "}\n}\n"
        "response help \"Help\" {\n  when level at least %s\n  step come \"Come\" { by office }\n}",
        fault == IN_VAIN ? "II" : "III");
    ADD(m,
        "response wide \"Wide\" {\n  on start of after-fire  phase expanded\n"
        "  step hold \"Hold\" { by office%s }\n}",
        fault == NO_WAY_BACK ? "" : "  every 1h until calm");
    ADD(m,
        "response mend \"Mend\" {\n  on end of level  phase recovery\n"
        "  step visit \"Visit\" { by office  every 1d%s }\n}",
        fault == NEVER_ENDS ? "" : " until cases < 1");
}

/* The mildest level, of a ladder of its own, on which nothing hangs. */
static void add_warning(maker *m, seeded fault)
{
    ADD(m,
        "levels warning {\n  declared by office  lower after 1h\n  level blue \"Blue\" { when "
        "cases >= 2 }\n"
        "  level red \"Red\" { when cases >= 30 }\n}\n"
        "response warn \"Warn\" {\n  on warning at least %s\n  step tell \"Tell\" { by office }\n}",
        fault == IDLE_LEVEL ? "red" : "blue");
}

static const char *make_plan(toc_arena *arena, uint64_t seed, seeded fault)
{
    maker m = {arena, seed * UINT64_C(0x9E3779B97F4A7C15) + 1, ""};

    add_world(&m, fault);
    add_fire(&m, fault);
    add_others(&m, fault);
    add_levels(&m, fault);
    add_warning(&m, fault);
    return m.text;
}

static bool is_about_flow(const toc_diag *diag)
{
    return diag->code >= TOC_D_LEVEL_STARTS_NOTHING && diag->code <= TOC_D_NEVER_ENDS;
}

static void check(plan_fixture *f, uint64_t seed, seeded fault)
{
    toc_witnesses witnesses = {0};
    toc_compile_options options = {.has_witnesses = true, .witnesses = &witnesses};
    const char *text = make_plan(&f->arena, seed, fault);
    const toc_source *source = toc_sources_add(f->sources, "test.plan", text, strlen(text));
    uint32_t found = 0;
    bool is_fine = true;

    toc_diag_sink_init(&f->sink, &f->arena);
    toc_compile_source(&f->arena, f->sources, source, &options, &f->sink);
    for (uint32_t i = 0; i < f->sink.records.count; i++) {
        const toc_diag *diag = f->sink.records.items[i];

        if (!is_about_flow(diag) && diag->level != TOC_DIAG_ERROR)
            continue;
        found++;
        is_fine = is_fine && fault != SOUND && diag->code == code_of[fault];
    }
    if (!is_fine || found != (fault != SOUND) || witnesses.list.count != found) {
        toc_diag_sink_finish(&f->sink);
        sema_show(f);
        print_message("fault %d, seed %d:\n%s", (int)fault, (int)seed, text);
        fail();
    }
}

static void sound_plans_raise_nothing(void **state)
{
    for (uint64_t seed = 1; seed <= PLANS; seed++)
        check(*state, seed, SOUND);
}

static void each_fault_is_found_and_shown(void **state)
{
    for (int kind = SOUND + 1; kind < FAULT_COUNT; kind++) {
        for (uint64_t seed = 1; seed <= PLANS / 4; seed++)
            check(*state, seed, (seeded)kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sound_plans_raise_nothing, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(each_fault_is_found_and_shown, plan_setup, plan_teardown),
    };

    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
