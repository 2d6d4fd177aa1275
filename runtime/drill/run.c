/* run.c - plays a script from its first entry to its end. */
#include "drill/runner_private.h"

#define SETTLE_MAX (366 * TOC_DAY) /* `end: settled` waits no longer after the last entry */

typedef struct player {
    toc_runner runner;
    jmp_buf escape; /* where the arena goes while the engine lives */
} player;

static bool play_script(toc_runner *r)
{
    const toc_script *script = r->script;

    if (!toc_runner_begin(r))
        return false;
    for (uint32_t first = 0, next; first < script->act_count; first = next) {
        toc_ms at = toc_script_act_at(script, first);

        for (next = first; next < script->act_count && toc_script_act_at(script, next) == at;)
            next++;
        if (!toc_runner_feed(r, first, next - first))
            return false;
    }
    return true;
}

static toc_ms settle_limit(const toc_script *script)
{
    toc_ms last = script->act_count ? toc_script_act_at(script, script->act_count - 1) : 0;

    return last + SETTLE_MAX;
}

static bool play_end(toc_runner *r)
{
    toc_ms end = r->script->scenario->end;

    if (r->script->scenario->ends_settled) {
        toc_ms limit = settle_limit(r->script);

        while (!toc_engine_is_settled(r->engine)) {
            toc_ms next = toc_engine_next(r->engine);

            if (next == TOC_MS_NONE || next > limit)
                break;
            if (!toc_runner_note(r, toc_engine_advance(r->engine, next)))
                return false;
        }
        end = toc_engine_now(r->engine);
    }
    return toc_runner_finish(r, end);
}

static void report_stop(const toc_runner *r, toc_diag_sink *sink, toc_ms now)
{
    const toc_scenario *scenario = r->script->scenario;
    toc_span start = {scenario->source->base, scenario->source->base};
    const toc_entry *entry = toc_scenario_entry(scenario, r->current);
    char at[TOC_DURATION_TEXT_MAX];
    toc_diag *diag;

    toc_duration_format(now, at);
    diag = toc_diag_add(sink, TOC_D_DRILL_STOPPED, entry ? entry->span : start,
                        "the drill had to be stopped at %s: %s", at, toc_runner_problem(r));
    if (r->is_full)
        toc_diag_add_note(sink, diag, "the limit is %u records", TOC_DRILL_RECORDS_MAX);
    if (entry)
        toc_diag_set_here(sink, diag, "what happened last");
}

static void play(toc_runner *r)
{
    if (play_script(r))
        (void)play_end(r);
}

/* What is written cannot be taken back, and a drill that is played anew with more room may go another way
 * from the first duty on that gave way: so the trace is written when it is known how much room it takes.
 * False when memory was used up on the way. */
static bool play_guarded(player *p, uint64_t seed, FILE *trace, toc_diag_sink *sink,
                         toc_drill *drill)
{
    if (setjmp(p->escape) != 0)
        return false;
    do
        play(&p->runner);
    while (toc_runner_start_again(&p->runner, seed));
    if (trace) {
        if (!toc_runner_start_traced(&p->runner, seed, trace))
            return false;
        play(&p->runner);
    }
    toc_runner_drill(&p->runner, seed, drill);
    if (drill->is_stopped)
        report_stop(&p->runner, sink, drill->end);
    return true;
}

toc_status toc_drill_run(toc_arena *arena, const toc_script *script,
                         const toc_drill_options *options, toc_diag_sink *sink,
                         toc_drill **out_drill)
{
    uint64_t seed = options->has_seed ? options->seed : script->scenario->seed;
    player *p = TOC_NEW(arena, player);
    toc_drill *drill = TOC_NEW(arena, toc_drill);
    jmp_buf *outer = arena->escape;
    toc_status status = toc_runner_open(&p->runner, arena, script, (toc_growth){0, 0, 0}, seed);
    bool is_done;

    if (status != TOC_OK)
        return status;
    arena->escape = &p->escape;
    is_done = play_guarded(p, seed, options->trace, sink, drill);
    arena->escape = outer;
    toc_runner_close(&p->runner);
    if (!is_done)
        (void)toc_arena_give_up(arena);
    *out_drill = drill;
    return is_done ? TOC_OK : TOC_ENOMEM;
}
