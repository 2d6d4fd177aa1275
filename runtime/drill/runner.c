/* runner.c - feeds acts to the engine, instant by instant, and collects the trace. */
#include "drill/runner_private.h"

#include <string.h>

#define SIZE_MOST  (UINT32_C(1) << 30) /* of a table, as far as the engine allows */
#define STATE_MOST ((size_t)1 << 30)   /* bytes of an engine that was made larger */
#define MANY       65536u              /* records: then there is room for all that may come */

static void keep_duty(toc_runner *r, const toc_duty *duty)
{
    if (duty->number > r->duties.count)
        TOC_PUSH(r->arena, &r->duties, *duty); /* numbers run from 1 in order of opening */
    else
        r->duties.items[duty->number - 1] = *duty;
}

/* Memory that is not written to is not there yet, so that room for the most costs nothing; growing step
 * by step would leave half of it behind. */
static void make_room(toc_runner *r)
{
    size_t size = sizeof *r->happenings.items;
    toc_happening *all;

    if (r->happenings.count < r->happenings.capacity || r->happenings.count < MANY ||
        r->happenings.capacity == TOC_DRILL_RECORDS_MAX)
        return;
    all = toc_arena_try_alloc(r->arena, TOC_DRILL_RECORDS_MAX * size);
    if (!all)
        return;
    memcpy(all, r->happenings.items, r->happenings.count * size);
    r->happenings.items = all;
    r->happenings.capacity = TOC_DRILL_RECORDS_MAX;
}

static void on_trace(void *context, const toc_trace *record)
{
    toc_runner *r = context;
    toc_happening happening = {*record, record->duty ? record->duty->number : 0,
                               toc_engine_turn(r->engine),
                               record->duty ? record->duty->due : TOC_MS_NONE};

    if (r->trace)
        toc_trace_write(r->script->machine, record, r->trace);
    if (record->duty)
        keep_duty(r, record->duty);
    r->is_full = r->happenings.count >= TOC_DRILL_RECORDS_MAX;
    if (r->is_full)
        return;
    happening.trace.duty = NULL;
    make_room(r);
    TOC_PUSH(r->arena, &r->happenings, happening);
}

bool toc_runner_note(toc_runner *r, toc_status status)
{
    r->status = status;
    return status == TOC_OK && !r->is_full;
}

/* Timer by timer, so that a drill that fills its trace is seen in time. */
bool toc_runner_advance(toc_runner *r, toc_ms until)
{
    toc_ms next = toc_engine_next(r->engine);

    while (next != TOC_MS_NONE && next <= until) {
        if (!toc_runner_note(r, toc_engine_advance(r->engine, next)))
            return false;
        next = toc_engine_next(r->engine);
    }
    return true;
}

/* An entry of a log says how many of the plan's own timers of its instant come before it. */
static uint32_t turn_of(const toc_bound_act *act)
{
    return act->entry ? act->entry->turn : 0;
}

/* What a log says to start after an act starts in the chain of what that act sets off, when it gets ready;
 * what it says to start before any act of its instant, in that of the plan's own timers. */
static void expect_starts(toc_runner *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && toc_script_act_is(r->script, i, TOC_ENTRY_START); i++) {
        const toc_bound_act *act = toc_script_act(r->script, i);

        if (act->entry->list == TOC_LIST_LOG && act->act.activation > 0 &&
            act->act.body != TOC_NONE)
            toc_engine_expect_start(r->engine, act->act.id, act->act.activation, act->act.body,
                                    turn_of(act));
    }
}

bool toc_runner_begin(toc_runner *r)
{
    uint32_t at_once = 0;

    while (at_once < r->script->act_count && toc_script_act_at(r->script, at_once) == 0)
        at_once++;
    expect_starts(r, 0, at_once);
    return toc_runner_note(r, toc_engine_begin(r->engine, 0));
}

/* Act number @p i, of which the clock stands at its instant. */
static bool feed_one(toc_runner *r, uint32_t i)
{
    const toc_bound_act *act = toc_script_act(r->script, i);

    r->current = act->entry ? act->entry->number : TOC_NONE;
    return toc_runner_note(r, toc_engine_take_turns(r->engine, turn_of(act))) &&
           toc_runner_note(r, toc_engine_act(r->engine, &act->act));
}

bool toc_runner_feed(toc_runner *r, uint32_t first, uint32_t count)
{
    toc_ms at = toc_script_act_at(r->script, first);

    r->current = toc_script_act_entry(r->script, first);
    if (!toc_runner_advance(r, at - 1) || !toc_runner_note(r, toc_engine_begin(r->engine, at)))
        return false;
    if (at > 0)
        expect_starts(r, first, first + count);
    for (uint32_t i = first; i < first + count; i++) {
        if (!toc_script_act_is(r->script, i, TOC_ENTRY_START))
            expect_starts(r, i + 1, first + count);
        if (!feed_one(r, i))
            return false;
    }
    if (!toc_runner_note(r, toc_engine_advance(r->engine, at)))
        return false;
    r->current = TOC_NONE;
    return true;
}

bool toc_runner_finish(toc_runner *r, toc_ms end)
{
    return toc_runner_advance(r, end) && toc_runner_note(r, toc_engine_finish(r->engine, end));
}

static uint32_t grown(uint32_t size, unsigned doublings)
{
    uint64_t all = (uint64_t)size << doublings;

    return all < SIZE_MOST ? (uint32_t)all : SIZE_MOST;
}

static toc_engine_options options_of(const toc_runner *r, toc_growth growth, uint64_t seed)
{
    const toc_script *script = r->script;
    toc_engine_options options = {.seed = seed,
                                  .activations_max =
                                      grown(script->activations_max, growth.activations),
                                  .history_max = grown(script->history_max, growth.history),
                                  .reports_max = grown(script->reports_max, growth.reports),
                                  .start = script->scenario->start,
                                  .played = script->played,
                                  .on_trace = on_trace};

    memcpy(options.assume, script->scenario->assume, sizeof options.assume);
    return options;
}

toc_status toc_runner_open(toc_runner *r, toc_arena *arena, const toc_script *script,
                           toc_growth growth, uint64_t seed)
{
    toc_engine_options options;

    r->arena = arena;
    r->script = script;
    r->growth = growth;
    r->current = TOC_NONE;
    options = options_of(r, growth, seed);
    options.context = r;
    return toc_engine_new(script->machine, &options, &r->engine);
}

/* ── more room ── */

static uint8_t *doublings_of(toc_growth *growth, toc_engine_table table)
{
    switch (table) {
    case TOC_TABLE_ACTIVATIONS:
        return &growth->activations;
    case TOC_TABLE_REPORTS:
        return &growth->reports;
    case TOC_TABLE_HISTORY:
        return &growth->history;
    case TOC_TABLE_NONE:
        break;
    }
    return NULL;
}

bool toc_runner_wants_room(const toc_runner *r, size_t most, toc_growth *growth)
{
    uint8_t *doublings = doublings_of(growth, toc_engine_full(r->engine));
    toc_engine_options options;
    size_t size;

    *growth = r->growth;
    if (!doublings || *doublings == TOC_GROWTH_MAX)
        return false;
    ++*doublings;
    options = options_of(r, *growth, 0);
    return toc_engine_measure(r->script->machine, &options, &size) == TOC_OK && size <= most;
}

static bool start_with(toc_runner *r, toc_growth growth, uint64_t seed)
{
    toc_engine *engine;
    toc_engine_options options = options_of(r, growth, seed);

    options.context = r;
    if (toc_engine_new(r->script->machine, &options, &engine) != TOC_OK)
        return false;
    toc_engine_free(r->engine);
    r->engine = engine;
    r->growth = growth;
    r->status = TOC_OK;
    r->current = TOC_NONE;
    r->is_full = false;
    r->happenings.count = r->duties.count = 0;
    return true;
}

bool toc_runner_start_again(toc_runner *r, uint64_t seed)
{
    toc_growth growth;

    return !r->is_full && toc_runner_wants_room(r, STATE_MOST, &growth) &&
           start_with(r, growth, seed);
}

bool toc_runner_start_traced(toc_runner *r, uint64_t seed, FILE *trace)
{
    if (!start_with(r, r->growth, seed))
        return false;
    r->trace = trace;
    return true;
}

void toc_runner_close(toc_runner *r)
{
    toc_engine_free(r->engine);
    r->engine = NULL;
}

void toc_runner_drill(const toc_runner *r, uint64_t seed, toc_drill *drill)
{
    *drill = (toc_drill){.machine = r->script->machine,
                         .script = r->script,
                         .seed = seed,
                         .end = toc_engine_now(r->engine),
                         .is_stopped = r->status != TOC_OK || r->is_full,
                         .happenings = r->happenings.items,
                         .happening_count = r->happenings.count,
                         .duties = r->duties.items,
                         .duty_count = r->duties.count};
}

const char *toc_runner_problem(const toc_runner *r)
{
    const char *why = toc_engine_error(r->engine);

    if (r->is_full)
        return TOC_PHRASE("more happens than can be recorded");
    if (r->status == TOC_OK)
        return "";
    return *why ? why : toc_status_text(r->status);
}
