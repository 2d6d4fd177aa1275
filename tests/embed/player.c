/* player.c - random drills on any machine, printed. */
#ifdef TOCSIN_INSTALLED
#include "player.h"
#else
#include "tests/embed/player.h"
#endif

enum { ACTS = 300, BODIES_MAX = 4096 };

typedef struct player {
    const toc_machine *machine;
    toc_engine *engine;
    uint64_t seed;
    FILE *out;
} player;

static uint32_t draw(player *p, uint64_t bound)
{
    p->seed = p->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return bound > 0 ? (uint32_t)((p->seed >> 33) % bound) : 0;
}

static void on_trace(void *context, const toc_trace *record)
{
    const player *p = context;
    toc_trace_write(p->machine, record, p->out);
}

/* Which table a verb's id is drawn from; other verbs, also those yet to come, get 0. */
enum { NO_TABLE, EVENTS, NODES, LADDERS, REPORTS, BODIES, RESPONSES, RESOURCES };

static const uint8_t tables[TOC_VERB_FORECAST + 1] = {
    [TOC_VERB_INJECT] = EVENTS,      [TOC_VERB_START] = NODES,
    [TOC_VERB_DID] = NODES,          [TOC_VERB_DECIDE] = NODES,
    [TOC_VERB_FAIL] = NODES,         [TOC_VERB_APPROVE] = NODES,
    [TOC_VERB_EXTEND] = NODES,       [TOC_VERB_DECLARE] = LADDERS,
    [TOC_VERB_PROPOSE] = LADDERS,    [TOC_VERB_APPROVE_END] = LADDERS,
    [TOC_VERB_REPORT] = REPORTS,     [TOC_VERB_ACKNOWLEDGE] = REPORTS,
    [TOC_VERB_WITHHOLD] = REPORTS,   [TOC_VERB_FORM] = BODIES,
    [TOC_VERB_STAND_DOWN] = BODIES,  [TOC_VERB_UNREACHABLE] = BODIES,
    [TOC_VERB_ACTIVATE] = RESPONSES, [TOC_VERB_LOSE] = RESOURCES};

static uint32_t rows_of(const toc_machine *machine, toc_verb verb)
{
    const uint32_t counts[] = {[NO_TABLE] = 1,
                               [EVENTS] = machine->events_count,
                               [NODES] = machine->nodes_count,
                               [LADDERS] = machine->ladders_count,
                               [REPORTS] = machine->reports_count,
                               [BODIES] = machine->bodies_count,
                               [RESPONSES] = machine->responses_count,
                               [RESOURCES] = machine->resources_count};
    return counts[tables[verb]];
}

static int64_t draw_value(player *p, uint32_t type, toc_range choices)
{
    switch ((toc_m_type)type) {
    case TOC_M_TYPE_FLAG:
        return draw(p, 2);
    case TOC_M_TYPE_ONE_OF:
    case TOC_M_TYPE_ORDERED:
        return draw(p, choices.count);
    case TOC_M_TYPE_DURATION:
        return (int64_t)draw(p, 600) * TOC_MINUTE;
    case TOC_M_TYPE_TEXT:
        return -1;
    case TOC_M_TYPE_NUMBER:
    case TOC_M_TYPE_PERCENT:
    case TOC_M_TYPE_COUNT:
        break;
    }
    return (int64_t)draw(p, 120) * TOC_MICRO;
}

static toc_setting draw_setting(player *p, uint32_t indicator)
{
    const toc_m_indicator *row = &p->machine->indicators[indicator];
    int64_t value = draw_value(p, row->type, row->choices);
    if (value < row->least)
        value = row->least;
    if (value > row->most)
        value = row->most;
    return (toc_setting){indicator, value};
}

static void act(player *p)
{
    const toc_machine *machine = p->machine;
    toc_act act = {.verb = draw(p, 3) ? (toc_verb)draw(p, TOC_VERB_DECIDE + 1)
                                      : (toc_verb)draw(p, TOC_VERB_FORECAST + 1)};
    act.id = draw(p, rows_of(machine, act.verb));
    act.body = draw(p, 4) || machine->bodies_count == 0 ? TOC_NONE : draw(p, machine->bodies_count);
    act.entry = TOC_NONE;
    act.value = draw(p, 3);
    act.duration = (toc_ms)(1 + draw(p, 120)) * TOC_MINUTE;
    if (act.verb == TOC_VERB_DECIDE && act.id < machine->nodes_count)
        act.value =
            machine->nodes[act.id].outcomes.first + draw(p, machine->nodes[act.id].outcomes.count);
    toc_setting setting = {0, 0};
    if (act.verb == TOC_VERB_SET && machine->indicators_count > 0) {
        setting = draw_setting(p, draw(p, machine->indicators_count));
        act.settings = &setting;
        act.setting_count = 1;
    }
    if (act.verb == TOC_VERB_FORECAST && machine->moments_count > 0) {
        setting.id = draw(p, machine->moments_count);
        setting.value = toc_engine_now(p->engine) + (toc_ms)draw(p, 3000) * TOC_MINUTE;
        act.settings = &setting;
        act.setting_count = 1;
    }
    toc_status status = toc_engine_act(p->engine, &act);
    fprintf(p->out, "act %d %u: %s\n", (int)act.verb, act.id, toc_status_text(status));
}

static void print_states(const player *p)
{
    const toc_machine *machine = p->machine;
    for (uint32_t i = 0; i < machine->ladders_count; i++)
        fprintf(p->out, "ladder %u: %u %u\n", i, toc_engine_warranted(p->engine, i),
                toc_engine_declared(p->engine, i));
    for (uint32_t i = 0; i < machine->nodes_count; i++)
        fprintf(p->out, "%s: %s\n", toc_machine_text(machine, machine->nodes[i].head.name),
                toc_node_state_word(toc_engine_node(p->engine, i)));
    for (uint32_t i = 0; i < machine->resources_count; i++)
        fprintf(p->out, "resource %u: %lld\n", i,
                (long long)toc_engine_resource_free(p->engine, i));
}

static void run(player *p)
{
    toc_status status = toc_engine_begin(p->engine, 0);
    for (int i = 0; i < ACTS && status == TOC_OK; i++) {
        act(p);
        if (draw(p, 2))
            status = toc_engine_advance(p->engine,
                                        toc_engine_now(p->engine) + draw(p, 1800) * TOC_SECOND);
    }
    if (status == TOC_OK)
        status = toc_engine_finish(p->engine, toc_engine_now(p->engine) + 3 * TOC_DAY);
    fprintf(p->out, "%s %s\n", toc_status_text(status), toc_engine_error(p->engine));
    print_states(p);
}

toc_engine_options toc_player_options(uint64_t seed)
{
    toc_engine_options options = {.seed = seed, .budget = 100000};
    for (int i = 0; i < TOC_ASSUME_COUNT; i++)
        options.assume[i] = TOC_MINUTE;
    return options;
}

/* In @p memory, or with NULL in memory of the engine's own. */
static bool play(const toc_machine *machine, uint64_t seed, void *memory, size_t size, FILE *out)
{
    player p = {machine, NULL, seed, out};
    uint8_t played[BODIES_MAX];
    toc_engine_options options = toc_player_options(seed);
    if (machine->bodies_count > BODIES_MAX)
        return false;
    for (uint32_t i = 0; i < machine->bodies_count; i++)
        played[i] = draw(&p, 2) > 0;
    options.played = played;
    options.on_trace = on_trace;
    options.context = &p;
    toc_status status = memory ? toc_engine_init(machine, &options, memory, size, &p.engine)
                               : toc_engine_new(machine, &options, &p.engine);
    if (status != TOC_OK)
        return false;
    run(&p);
    if (!memory)
        toc_engine_free(p.engine);
    return true;
}

bool toc_player_run(const toc_machine *machine, uint64_t seed, FILE *out)
{
    return play(machine, seed, NULL, 0, out);
}

bool toc_player_run_in(const toc_machine *machine, uint64_t seed, void *memory, size_t size,
                       FILE *out)
{
    return play(machine, seed, memory, size, out);
}
