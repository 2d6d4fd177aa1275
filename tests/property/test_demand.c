/* test_demand.c - random small plans: no drill with plenty of everything uses more at once than the
 * peak that was worked out; some order of work reaches the peak; and the smallest addition that a
 * message names repairs it, while one less does not. */
#include "../support/sema_fixture.h"
#include "analysis/demand.h"
#include "engine/engine.h"
#include "lower/lower.h"

#define PLANS     200
#define SEEDS     12
#define NODES_MAX 7

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

/* ── random plans ────────────────────────────────────────────────────────── */

typedef struct text {
    toc_arena *arena;
    const char *text;
    uint64_t *seed;
} text;

static void add(text *to, const char *more)
{
    to->text = toc_arena_printf(to->arena, "%s%s", to->text, more);
}

/* Earlier steps and outcomes behind `after`; is_decision: which of them are decisions. */
static void add_after(text *to, uint32_t index, const bool *is_decision)
{
    uint32_t count = 1 + draw(to->seed, 2);
    uint32_t first = draw(to->seed, index);

    add(to, count > 1 && draw(to->seed, 3) == 0 ? " after any of " : " after ");
    for (uint32_t i = 0; i < count && first + i < index; i++) {
        uint32_t source = first + i;
        const char *outcome = is_decision[source] ? draw(to->seed, 2) ? ".yes" : ".no" : "";

        add(to, toc_arena_printf(to->arena, "%sn%u%s", i > 0 ? ", " : "", source, outcome));
    }
}

static void add_work(text *to)
{
    uint32_t units = draw(to->seed, 4);

    add(to, toc_arena_printf(to->arena, " takes 1..%umin", 2 + draw(to->seed, 60)));
    if (units > 0)
        add(to, toc_arena_printf(to->arena, " uses %u pump", units));
}

/* A step; the way out of a loop to it stands in the decision after it. */
static void add_step(text *to, uint32_t index, const bool *is_decision, bool is_looped,
                     const char *more)
{
    add(to, toc_arena_printf(to->arena, "  step n%u \"N\" { by crew", index));
    if (index > 0 && draw(to->seed, 4) > 0)
        add_after(to, index, is_decision);
    add_work(to);
    if (is_looped)
        add(to, " at most 3 times");
    add(to, more);
    add(to, " }\n");
}

static void add_decision(text *to, uint32_t index, bool is_loop)
{
    add(to, toc_arena_printf(to->arena, "  decision n%u \"N\" { by crew after n%u takes 1..20min",
                             index, index - 1));
    if (is_loop)
        add(to, toc_arena_printf(to->arena, " yes 50%% -> n%u no -> end }\n", index - 1));
    else
        add(to, " yes 50% -> end no -> end }\n");
}

static void add_response(text *to, const char *name, const char *on, bool may_loop,
                         const char *more)
{
    bool is_decision[NODES_MAX] = {false};
    bool is_looped[NODES_MAX] = {false};
    uint32_t count = 2 + draw(to->seed, NODES_MAX - 1);

    for (uint32_t i = 1; i < count; i++) {
        is_decision[i] = !is_decision[i - 1] && draw(to->seed, 4) == 0;
        is_looped[i - 1] = is_decision[i] && may_loop && draw(to->seed, 2) == 0;
    }
    add(to, toc_arena_printf(to->arena, "response %s \"R\" {\n%s", name, on));
    for (uint32_t i = 0; i < count; i++) {
        if (is_decision[i])
            add_decision(to, i, is_looped[i - 1]);
        else
            add_step(to, i, is_decision, is_looped[i], i == 0 ? more : "");
    }
    add(to, "}\n");
}

static const char *draw_plan(toc_arena *arena, uint64_t *seed, uint32_t pumps, bool may_loop)
{
    text to = {arena, "", seed};

    add(&to, toc_arena_printf(arena,
                              SEMA_HEAD "org crew \"Crew\"\nevent call \"Call\"\n"
                                        "resource pump \"Pump\" { owner crew count %u }\n",
                              pumps));
    if (draw(seed, 3) == 0) {
        add_response(&to, "a", "on call\n", may_loop, " activates b");
        add_response(&to, "b", "", may_loop, "");
    } else {
        add_response(&to, "a", "on call\n", may_loop, "");
        if (draw(seed, 2) == 0)
            add_response(&to, "b", "on call\n", may_loop, "");
    }
    return to.text;
}

/* ── what was worked out ─────────────────────────────────────────────────── */

static void keep_most(void *state, uint32_t pool, const toc_demand_stage *stage,
                      const toc_demand_cause *cause, const toc_demand_peak *peak)
{
    int64_t *most = state;

    (void)stage;
    (void)cause;
    assert_int_equal(peak->wanted, peak->most);
    if (pool == 0 && peak->wanted > *most)
        *most = peak->wanted;
}

static int64_t worked_out(plan_fixture *f, const toc_plan *plan)
{
    toc_demand *demand = toc_demand_new(plan, &f->arena);
    int64_t most = 0;

    toc_demand_walk(demand, NULL, keep_most, &most);
    toc_demand_free(demand);
    return most;
}

/* ── what drills use ─────────────────────────────────────────────────────── */

typedef struct use {
    int64_t now;
    int64_t most;
} use;

static void watch(void *context, const toc_trace *record)
{
    use *u = context;

    if (record->kind != TOC_TRACE_RESOURCE)
        return;
    u->now += record->value;
    if (u->now > u->most)
        u->most = u->now;
}

static int64_t used_in_drill(const toc_machine *machine, uint64_t seed)
{
    use u = {0, 0};
    toc_engine_options options = {.seed = seed, .on_trace = watch, .context = &u};
    toc_engine *engine = NULL;
    toc_act call = {.verb = TOC_VERB_INJECT, .body = TOC_NONE, .other = TOC_NONE};

    call.entry = TOC_NONE;
    assert_int_equal(toc_engine_new(machine, &options, &engine), TOC_OK);
    assert_int_equal(toc_engine_begin(engine, 0), TOC_OK);
    assert_int_equal(toc_engine_act(engine, &call), TOC_OK);
    assert_int_equal(toc_engine_advance(engine, 3 * TOC_DAY), TOC_OK);
    toc_engine_free(engine);
    return u.most;
}

static void no_drill_uses_more_than_the_peak(void **state)
{
    uint64_t seed = 480;
    int reached = 0;

    (void)state;
    for (int i = 0; i < PLANS; i++) {
        plan_fixture *f = NULL;
        int64_t peak, most = 0;

        assert_int_equal(plan_setup((void **)&f), 0);
        const toc_plan *plan =
            sema_compile(f, draw_plan(&f->arena, &seed, 1000, draw(&seed, 2) == 0));
        assert_no_error(f);
        const toc_machine *machine = toc_lower(&f->arena, f->sources, plan, &f->sink);
        assert_non_null(machine);
        peak = worked_out(f, plan);
        for (uint64_t k = 0; k < SEEDS; k++) {
            int64_t used = used_in_drill(machine, k);

            most = used > most ? used : most;
        }
        if (most > peak)
            sema_show(f);
        assert_in_range(most, 0, peak);
        reached += most == peak;
        plan_teardown((void **)&f);
    }
    assert_in_range(reached, PLANS / 2, PLANS); /* the figure is worth something */
}

/* ── every order of work ─────────────────────────────────────────────────── */

enum { WAITING, RUNNING, DEAD, DONE }; /* DONE + k: with outcome k */
#define STATES      6
#define PLACES_MAX  14
#define VISITED_MAX (1u << 22)

typedef struct orders {
    const toc_plan *plan;
    const toc_order_start *starts;
    uint64_t *keys;
    uint32_t kept;
    int64_t most;
} orders;

static uint64_t key_of(const uint8_t *now, uint32_t count)
{
    uint64_t key = 1;

    for (uint32_t i = 0; i < count; i++)
        key = key * STATES + now[i];
    return key;
}

static bool is_new(orders *it, uint64_t key)
{
    uint32_t slot = (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 42);

    while (it->keys[slot] != 0 && it->keys[slot] != key)
        slot = (slot + 1) % VISITED_MAX;
    if (it->keys[slot] == key)
        return false;
    it->keys[slot] = key;
    it->kept++;
    return true;
}

/* -1 pending, 0 dead, 1 live. */
static int way(const toc_plan_edge *edge, const uint8_t *now)
{
    uint8_t source = now[edge->source->base.id];

    if (source == WAITING || source == RUNNING)
        return -1;
    if (source == DEAD)
        return 0;
    return edge->outcome < 0 || source == DONE + edge->outcome;
}

/* -1 it waits, 0 it is dead, 1 it is ready. */
static int readiness(const orders *it, const toc_plan_node *node, const uint8_t *now)
{
    const toc_order_start *start = &it->starts[node->response->base.id];
    bool has_live = false, has_pending = false;

    if (node->response->on.count == 0 && start->node && now[start->node->base.id] < DONE)
        return -1;
    if (node->in.count == 0)
        return 1;
    for (uint32_t i = 0; i < node->in.count; i++) {
        int one = way(node->in.items[i], now);

        has_live = has_live || one == 1;
        has_pending = has_pending || one == -1;
    }
    if (has_live && (node->join == TOC_JOIN_ANY || !has_pending))
        return 1;
    return has_pending ? -1 : 0;
}

static int64_t units_of(const toc_plan_node *node)
{
    return node->uses.count > 0 ? node->uses.items[0].count : 0;
}

static void explore(orders *it, uint8_t *now);

static void try_state(orders *it, uint8_t *now, uint32_t node, uint8_t next)
{
    uint8_t before = now[node];

    now[node] = next;
    explore(it, now);
    now[node] = before;
}

/* As deep as there are changes: three for each step. */
static void explore(orders *it, uint8_t *now)
{
    uint32_t count = it->plan->nodes.count;
    int64_t sum = 0;

    if (!is_new(it, key_of(now, count)))
        return;
    assert_in_range(it->kept, 0, VISITED_MAX / 2);
    for (uint32_t i = 0; i < count; i++)
        sum += now[i] == RUNNING ? units_of(it->plan->nodes.items[i]) : 0;
    it->most = sum > it->most ? sum : it->most;
    for (uint32_t i = 0; i < count; i++) {
        const toc_plan_node *node = it->plan->nodes.items[i];

        if (now[i] == WAITING && readiness(it, node, now) >= 0)
            try_state(it, now, i, readiness(it, node, now) ? RUNNING : DEAD);
        else if (now[i] == RUNNING && node->is_decision)
            for (uint32_t o = 0; o < node->outcomes.count; o++)
                try_state(it, now, i, (uint8_t)(DONE + o));
        else if (now[i] == RUNNING)
            try_state(it, now, i, DONE);
    }
}

static int64_t by_every_order(const toc_plan *plan, const toc_demand *demand)
{
    uint8_t now[PLACES_MAX] = {0};
    orders it = {.plan = plan, .starts = demand->starts};

    it.keys = calloc(VISITED_MAX, sizeof *it.keys);
    assert_non_null(it.keys);
    explore(&it, now);
    free(it.keys);
    return it.most;
}

static void some_order_of_work_reaches_the_peak(void **state)
{
    uint64_t seed = 481;
    int compared = 0;

    (void)state;
    for (int i = 0; i < PLANS; i++) {
        plan_fixture *f = NULL;

        assert_int_equal(plan_setup((void **)&f), 0);
        const char *written = draw_plan(&f->arena, &seed, 1000, false);
        const toc_plan *plan = sema_compile(f, written);
        assert_no_error(f);
        if (plan->nodes.count <= 9) {
            toc_demand *demand = toc_demand_new(plan, &f->arena);
            int64_t most = by_every_order(plan, demand);
            int64_t peak = worked_out(f, plan);

            if (most != peak)
                fprintf(stderr, "%s\n", written);
            assert_int_equal(most, peak);
            toc_demand_free(demand);
            compared++;
        }
        plan_teardown((void **)&f);
    }
    assert_in_range(compared, PLANS / 3, PLANS);
}

/* ── the smallest addition ───────────────────────────────────────────────── */

/* The count that a message about too few pumps asks for; 0: there is none. */
static uint32_t asked_for(const plan_fixture *f)
{
    for (uint32_t i = 0; i < f->sink.records.count; i++) {
        const toc_diag *diag = f->sink.records.items[i];
        const char *count;

        if (diag->code != TOC_D_OVER_COMMITTED && diag->code != TOC_D_LAST_UNIT &&
            diag->code != TOC_D_WAITS_TOO_LONG)
            continue;
        assert_in_range(diag->helps.count, 1, 9);
        assert_non_null(strstr(diag->helps.items[0], "enough"));
        count = strstr(diag->helps.items[0], "`count ");
        assert_non_null(count);
        return (uint32_t)atoi(count + strlen("`count "));
    }
    return 0;
}

static uint32_t asked_with(plan_fixture *f, uint64_t seed, uint32_t pumps)
{
    sema_compile(f, draw_plan(&f->arena, &seed, pumps, true));
    return asked_for(f);
}

static void the_smallest_addition_repairs_it_and_one_less_does_not(void **state)
{
    uint64_t seeds = 482;
    int found = 0;

    (void)state;
    for (int i = 0; i < PLANS; i++) {
        plan_fixture *f = NULL;
        uint64_t seed = draw(&seeds, 1u << 30);
        uint32_t enough;

        assert_int_equal(plan_setup((void **)&f), 0);
        enough = asked_with(f, seed, 3);
        if (enough > 0) {
            assert_in_range(enough, 4, 100);
            assert_int_equal(asked_with(f, seed, enough), 0);
            assert_int_equal(asked_with(f, seed, enough - 1), enough);
            found++;
        }
        plan_teardown((void **)&f);
    }
    assert_in_range(found, PLANS / 5, PLANS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_drill_uses_more_than_the_peak),
        cmocka_unit_test(some_order_of_work_reaches_the_peak),
        cmocka_unit_test(the_smallest_addition_repairs_it_and_one_less_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
