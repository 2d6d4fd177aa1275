/* live.c - a drill that is played one act at a time; see runner.c for how an act is fed. */
#include "drill/live.h"

#include <string.h>

#include "drill/entries.h"
#include "drill/runner_private.h"

#define STATE_MOST ((size_t)1 << 28) /* bytes of an engine made larger: a server has many of them */

struct toc_live {
    toc_runner runner;
    const toc_script *source; /* as bound: its samples are still to come */
    uint32_t next_sample;     /* index of an act of source, a sample or not */
    uint64_t seed;
    toc_script script; /* as it grows */
    toc_scenario scenario;
    TOC_VEC(toc_bound_act) acts;
    TOC_VEC(const toc_entry *) entries; /* by number - 1 */
    uint8_t *played;
    toc_drill drill;
    bool is_begun;
    bool is_stopped;
};

/* ── the script that grows ── */

static void share_entries(toc_live *live)
{
    static const toc_entry *const none[] = {NULL};

    live->scenario.kept = live->entries.count ? live->entries.items : none;
    live->scenario.kept_count = live->entries.count;
}

/* The scenario's own entries are unpacked for good: they may be moved in time. */
static void keep_entries(toc_live *live, toc_arena *arena, const toc_scenario *scenario)
{
    live->scenario = *scenario;
    memset(&live->scenario.truths, 0, sizeof live->scenario.truths);
    for (uint32_t i = 1; i <= toc_scenario_entry_count(scenario); i++) {
        const toc_entry *kept = toc_entry_keep(arena, toc_scenario_entry(scenario, i));

        TOC_PUSH(arena, &live->entries, kept);
    }
    for (uint32_t i = 0; i < scenario->truths.count; i++)
        TOC_PUSH(arena, &live->scenario.truths, scenario->truths.items[i]);
    share_entries(live);
}

toc_status toc_live_new(toc_arena *arena, const toc_script *script, const toc_live_sizes *sizes,
                        uint64_t seed, toc_live **out_live)
{
    toc_live *live = TOC_NEW(arena, toc_live);
    uint32_t bodies = script->machine->bodies_count;
    toc_status status;

    live->source = script;
    live->seed = seed;
    live->script = *script;
    keep_entries(live, arena, script->scenario);
    live->played = toc_arena_alloc(arena, bodies);
    if (bodies > 0)
        memcpy(live->played, script->played, bodies);
    live->script.scenario = &live->scenario;
    live->script.played = live->played;
    live->script.kept = NULL;
    live->script.act_count = 0;
    toc_script_size(&live->script, sizes->settings, sizes->openings);
    status = toc_runner_open(&live->runner, arena, &live->script, sizes->growth, seed);
    if (status == TOC_OK)
        *out_live = live;
    return status;
}

bool toc_live_wants_room(const toc_live *live, toc_live_sizes *sizes)
{
    return toc_runner_wants_room(&live->runner, STATE_MOST, &sizes->growth);
}

void toc_live_free(toc_live *live)
{
    if (live)
        toc_runner_close(&live->runner);
}

uint32_t toc_live_next_number(const toc_live *live)
{
    return live->entries.count + 1;
}

const toc_entry *toc_live_add_entry(toc_live *live, const toc_entry *entry)
{
    toc_arena *arena = live->runner.arena;
    toc_entry *copy = TOC_NEW(arena, toc_entry);

    *copy = *entry;
    if (entry->number > 0 && entry->number <= live->entries.count) {
        live->entries.items[entry->number - 1] = copy;
        return copy;
    }
    copy->number = toc_live_next_number(live);
    TOC_PUSH(arena, &live->entries, copy);
    share_entries(live);
    return copy;
}

void toc_live_add_truth(toc_live *live, const toc_truth *truth)
{
    uint32_t at = live->scenario.truths.count;

    TOC_PUSH(live->runner.arena, &live->scenario.truths, *truth);
    for (; at > 0 && live->scenario.truths.items[at - 1].at > truth->at; at--)
        live->scenario.truths.items[at] = live->scenario.truths.items[at - 1];
    live->scenario.truths.items[at] = *truth;
}

/* ── what comes by itself ── */

/* Index of the next sample of a series from @p at on; the count of acts where there is none. */
static uint32_t sample_from(const toc_script *source, uint32_t at)
{
    while (at < source->act_count && toc_script_act_entry(source, at) != TOC_NONE)
        at++;
    return at;
}

/* The next sample, or NULL. */
static const toc_bound_act *next_sample(toc_live *live)
{
    live->next_sample = sample_from(live->source, live->next_sample);
    return live->next_sample < live->source->act_count
               ? toc_script_act(live->source, live->next_sample)
               : NULL;
}

toc_ms toc_live_next(const toc_live *live)
{
    toc_ms timer = toc_engine_next(live->runner.engine);
    const toc_script *source = live->source;
    uint32_t next = sample_from(source, live->next_sample);

    if (next < source->act_count &&
        (timer == TOC_MS_NONE || toc_script_act_at(source, next) < timer))
        return toc_script_act_at(source, next);
    return timer;
}

static void append(toc_live *live, const toc_bound_act *act)
{
    TOC_PUSH(live->runner.arena, &live->acts, *act);
    live->script.kept = live->acts.items;
    live->script.act_count = live->acts.count;
}

static bool is_going(toc_live *live, bool is_fine)
{
    live->is_stopped = live->is_stopped || !is_fine;
    return !live->is_stopped;
}

static bool feed_from(toc_live *live, uint32_t first)
{
    return is_going(live, toc_runner_feed(&live->runner, first, live->acts.count - first));
}

/* Samples before @p until, each at its instant. */
static bool feed_samples(toc_live *live, toc_ms until)
{
    const toc_bound_act *sample = next_sample(live);

    for (; sample && sample->at < until && !live->is_stopped; sample = next_sample(live)) {
        uint32_t first = live->acts.count;

        append(live, sample);
        live->next_sample++;
        (void)feed_from(live, first);
    }
    return !live->is_stopped;
}

bool toc_live_begin(toc_live *live)
{
    live->is_begun = true;
    return is_going(live, toc_runner_begin(&live->runner));
}

bool toc_live_advance(toc_live *live, toc_ms until)
{
    toc_runner *r = &live->runner;

    return feed_samples(live, until + 1) &&
           is_going(live, toc_runner_advance(r, until) &&
                              toc_runner_note(r, toc_engine_advance(r->engine, until)));
}

bool toc_live_feed(toc_live *live, const toc_bound_act *acts, uint32_t count)
{
    const toc_bound_act *sample;
    uint32_t first;

    if (!feed_samples(live, acts[0].at))
        return false;
    first = live->acts.count;
    sample = next_sample(live);
    if (sample && sample->at == acts[0].at) { /* samples come first in their instant */
        append(live, sample);
        live->next_sample++;
    }
    for (uint32_t i = 0; i < count; i++)
        append(live, &acts[i]);
    return feed_from(live, first);
}

static bool hand_over(toc_live *live, uint32_t body, bool is_played)
{
    toc_runner *r = &live->runner;

    live->played[body] = is_played;
    return is_going(live, toc_runner_note(r, toc_engine_set_played(r->engine, body, is_played)));
}

bool toc_live_set_played(toc_live *live, toc_ms at, const uint32_t *bodies, uint32_t count,
                         bool is_played)
{
    toc_runner *r = &live->runner;

    if (live->is_begun &&
        !(feed_samples(live, at + 1) &&
          is_going(live, toc_runner_advance(r, at - 1) &&
                             toc_runner_note(r, toc_engine_begin(r->engine, at)))))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!hand_over(live, bodies[i], is_played))
            return false;
    }
    return !live->is_begun || is_going(live, toc_runner_note(r, toc_engine_advance(r->engine, at)));
}

bool toc_live_finish(toc_live *live, toc_ms end)
{
    return feed_samples(live, end + 1) && is_going(live, toc_runner_finish(&live->runner, end));
}

/* ── to be read ── */

const toc_drill *toc_live_drill(toc_live *live)
{
    toc_runner_drill(&live->runner, live->seed, &live->drill);
    return &live->drill;
}

toc_script *toc_live_script(toc_live *live)
{
    return &live->script;
}

const toc_scenario *toc_live_scenario(const toc_live *live)
{
    return &live->scenario;
}

const toc_engine *toc_live_engine(const toc_live *live)
{
    return live->runner.engine;
}

const char *toc_live_problem(const toc_live *live)
{
    return toc_runner_problem(&live->runner);
}
