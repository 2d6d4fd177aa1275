/* run.c - feeds a script to the engine, entry by entry, and collects the trace. */
#include "drill/run.h"

#include <string.h>

#include "base/vec.h"

#define MANY       65536u          /* records: then there is room for all that may come */
#define SETTLE_MAX (366 * TOC_DAY) /* `end: settled` waits no longer after the last entry */

typedef struct runner {
    toc_arena *arena;
    const toc_script *script;
    FILE *trace;
    toc_engine *engine;
    TOC_VEC(toc_happening) happenings;
    TOC_VEC(toc_duty) duties;
    jmp_buf escape;   /* where the arena goes while the engine lives */
    uint32_t current; /* number of the entry that is acted on; TOC_NONE: none */
    toc_status status;
    bool is_full;
} runner;

static void keep_duty(runner *r, const toc_duty *duty)
{
    if (duty->number > r->duties.count)
        TOC_PUSH(r->arena, &r->duties, *duty); /* numbers run from 1 in order of opening */
    else
        r->duties.items[duty->number - 1] = *duty;
}

/* Memory that is not written to is not there yet, so that room for the most costs nothing; growing step
 * by step would leave half of it behind. */
static void make_room(runner *r)
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
    runner *r = context;
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

static bool is_fine(runner *r, toc_status status)
{
    r->status = status;
    return status == TOC_OK && !r->is_full;
}

/* Timer by timer, so that a drill that fills its trace is seen in time. */
static bool advance(runner *r, toc_ms until)
{
    toc_ms next = toc_engine_next(r->engine);

    while (next != TOC_MS_NONE && next <= until) {
        if (!is_fine(r, toc_engine_advance(r->engine, next)))
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

/* From act @p first on: what a log says to start at this instant starts when it gets ready. */
static void expect_starts(runner *r, uint32_t first, toc_ms at)
{
    const toc_script *script = r->script;

    for (uint32_t i = first; i < script->act_count && toc_script_act_at(script, i) == at; i++) {
        const toc_bound_act *act =
            toc_script_act_is(script, i, TOC_ENTRY_START) ? toc_script_act(script, i) : NULL;

        if (act && act->entry->list == TOC_LIST_LOG && act->act.activation > 0 &&
            act->act.body != TOC_NONE)
            toc_engine_expect_start(r->engine, act->act.id, act->act.activation, act->act.body);
    }
}

/* Act number @p i, of which the clock stands at its instant. */
static bool play_act(runner *r, uint32_t i)
{
    const toc_bound_act *act = toc_script_act(r->script, i);

    return is_fine(r, toc_engine_take_turns(r->engine, turn_of(act))) &&
           is_fine(r, toc_engine_act(r->engine, &act->act));
}

static bool play_script(runner *r)
{
    const toc_script *script = r->script;
    toc_ms last = 0;

    expect_starts(r, 0, 0);
    if (!is_fine(r, toc_engine_begin(r->engine, 0)))
        return false;
    for (uint32_t i = 0; i < script->act_count; i++) {
        toc_ms at = toc_script_act_at(script, i);

        r->current = toc_script_act_entry(script, i);
        if (!advance(r, at - 1) || !is_fine(r, toc_engine_begin(r->engine, at)))
            return false;
        if (at > 0 && (i == 0 || last < at))
            expect_starts(r, i, at);
        last = at;
        if (!play_act(r, i))
            return false;
        if (i + 1 < script->act_count && toc_script_act_at(script, i + 1) == at)
            continue;
        if (!is_fine(r, toc_engine_advance(r->engine, at)))
            return false;
    }
    r->current = TOC_NONE;
    return true;
}

static toc_ms settle_limit(const runner *r)
{
    const toc_script *script = r->script;
    toc_ms last = script->act_count ? toc_script_act_at(script, script->act_count - 1) : 0;

    return last + SETTLE_MAX;
}

static bool play_end(runner *r)
{
    toc_ms end = r->script->scenario->end;

    if (r->script->scenario->ends_settled) {
        toc_ms limit = settle_limit(r);

        while (!toc_engine_is_settled(r->engine)) {
            toc_ms next = toc_engine_next(r->engine);

            if (next == TOC_MS_NONE || next > limit)
                break;
            if (!is_fine(r, toc_engine_advance(r->engine, next)))
                return false;
        }
        end = toc_engine_now(r->engine);
    }
    return advance(r, end) && is_fine(r, toc_engine_finish(r->engine, end));
}

/* False when memory was used up on the way. */
static bool play_guarded(runner *r)
{
    if (setjmp(r->escape) != 0)
        return false;
    if (play_script(r))
        (void)play_end(r);
    return true;
}

static toc_engine_options engine_options(runner *r, uint64_t seed)
{
    const toc_script *script = r->script;
    toc_engine_options options = {.seed = seed,
                                  .activations_max = script->activations_max,
                                  .history_max = script->history_max,
                                  .reports_max = script->reports_max,
                                  .start = script->scenario->start,
                                  .played = script->played,
                                  .on_trace = on_trace,
                                  .context = r};

    memcpy(options.assume, script->scenario->assume, sizeof options.assume);
    return options;
}

static void report_stop(runner *r, toc_diag_sink *sink, toc_ms now)
{
    const toc_scenario *scenario = r->script->scenario;
    toc_span start = {scenario->source->base, scenario->source->base};
    const toc_entry *entry = toc_scenario_entry(scenario, r->current);
    const char *why =
        r->is_full ? "more happens than can be recorded" : toc_engine_error(r->engine);
    char at[TOC_DURATION_TEXT_MAX];
    toc_diag *diag;

    toc_duration_format(now, at);
    diag = toc_diag_add(sink, TOC_D_DRILL_STOPPED, entry ? entry->span : start,
                        "the drill had to be stopped at %s: %s", at,
                        *why ? why : toc_status_text(r->status));
    if (r->is_full)
        toc_diag_add_note(sink, diag, "the limit is %u records", TOC_DRILL_RECORDS_MAX);
    if (entry)
        toc_diag_set_here(sink, diag, "what happened last");
}

static toc_drill *finish(runner *r, uint64_t seed, toc_diag_sink *sink)
{
    toc_drill *drill = TOC_NEW(r->arena, toc_drill);
    toc_ms now = toc_engine_now(r->engine);

    *drill = (toc_drill){.machine = r->script->machine,
                         .script = r->script,
                         .seed = seed,
                         .end = now,
                         .is_stopped = r->status != TOC_OK || r->is_full,
                         .happenings = r->happenings.items,
                         .happening_count = r->happenings.count,
                         .duties = r->duties.items,
                         .duty_count = r->duties.count};
    if (drill->is_stopped)
        report_stop(r, sink, now);
    return drill;
}

/* The same guard for what is made while the engine still lives. */
static bool finish_guarded(runner *r, uint64_t seed, toc_diag_sink *sink, toc_drill **out)
{
    if (setjmp(r->escape) != 0)
        return false;
    *out = finish(r, seed, sink);
    return true;
}

toc_status toc_drill_run(toc_arena *arena, const toc_script *script,
                         const toc_drill_options *options, toc_diag_sink *sink,
                         toc_drill **out_drill)
{
    uint64_t seed = options->has_seed ? options->seed : script->scenario->seed;
    runner *r = TOC_NEW(arena, runner);
    jmp_buf *outer = arena->escape;
    toc_engine_options wanted;
    toc_status status;
    bool is_done;

    r->arena = arena;
    r->script = script;
    r->trace = options->trace;
    wanted = engine_options(r, seed);
    status = toc_engine_new(script->machine, &wanted, &r->engine);
    if (status != TOC_OK)
        return status;
    arena->escape = &r->escape;
    is_done = play_guarded(r) && finish_guarded(r, seed, sink, out_drill);
    arena->escape = outer;
    toc_engine_free(r->engine);
    if (!is_done)
        (void)toc_arena_give_up(arena);
    return is_done ? TOC_OK : TOC_ENOMEM;
}
