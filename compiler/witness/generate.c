/* generate.c - tries lives until all is covered, then keeps few of them, and of each what is needed. */
#include "witness/generate.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "lower/lower.h"
#include "witness/goal.h"
#include "witness/picks.h"
#include "witness/proof.h"
#include "witness/story.h"

#define STARTS_MAX 8u /* days on which lives begin: any, and one in each of the plan's periods */

/* Reactions in one instant: what does not settle by then is not looked into further. */
#define BUDGET 100000u

typedef struct maker {
    toc_arena *arena;
    toc_arena scratch; /* of one drill */
    toc_arena lives;   /* of one life */
    toc_sources *sources;
    const toc_plan *plan;
    const toc_generate_options *options;
    toc_stage stage;
    toc_walk_world world;
    toc_flow_finding no_finding;
    toc_life *life; /* that is being lived, or NULL */
    toc_generation *out;
    uint64_t *covered; /* by the stories so far */
    uint32_t *taken;   /* of each outcome: by the lives so far */
    TOC_VEC(toc_story *) stories;
    TOC_VEC(toc_story *) chosen;
    uint32_t parts;
    uint64_t work;
} maker;

/* ── sets ────────────────────────────────────────────────────────────────── */

static uint32_t words_of(const maker *m)
{
    return toc_coverage_words(m->stage.coverage);
}

static unsigned ones_of(uint64_t word)
{
    unsigned count = 0;

    for (; word; word &= word - 1)
        count++;
    return count;
}

/* How much of @p set is not in @p known. */
static uint32_t news(const maker *m, const uint64_t *set, const uint64_t *known)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < words_of(m); i++)
        count += ones_of(set[i] & ~known[i]);
    return count;
}

static void join(const maker *m, uint64_t *set, const uint64_t *other)
{
    for (uint32_t i = 0; i < words_of(m); i++)
        set[i] |= other[i];
}

/* ── lives ───────────────────────────────────────────────────────────────── */

static bool spend(maker *m)
{
    m->work += m->parts;
    m->out->is_bounded = m->out->is_bounded || m->work > TOC_GENERATE_WORK;
    return !m->out->is_bounded;
}

/* The walk's texts go with its arena. */
static const toc_walk_entry *keep_entries(maker *m, const toc_walk *walk)
{
    toc_walk_entry *entries = TOC_NEW_ARRAY(m->arena, toc_walk_entry, walk->entries.count);

    for (uint32_t i = 0; i < walk->entries.count; i++) {
        entries[i] = walk->entries.items[i];
        entries[i].yaml = toc_arena_printf(m->arena, "%s", walk->entries.items[i].yaml);
        entries[i].words = "";
    }
    return entries;
}

static toc_story *keep_story(maker *m, const toc_goal *goal, const toc_story *story,
                             const uint64_t *set)
{
    toc_story *kept = TOC_NEW(m->arena, toc_story);

    *kept = *story;
    kept->name = toc_goal_name(m->arena, m->plan, m->stage.machine, goal);
    kept->title = toc_goal_title(m->arena, m->plan, m->stage.machine, goal);
    kept->entries = keep_entries(m, &m->life->walk);
    kept->covered = toc_coverage_set(m->arena, m->stage.coverage);
    kept->mine = toc_coverage_set(m->arena, m->stage.coverage);
    join(m, kept->covered, set);
    TOC_PUSH(m->arena, &m->stories, kept);
    join(m, m->covered, set);
    for (uint32_t i = 0; i < m->stage.machine->outcomes_count; i++)
        m->taken[i] += m->life->own_taken[i];
    return kept;
}

/* Plays what was lived as a real scenario; it is kept if it covers something new. */
static void try_story(maker *m, const toc_goal *goal)
{
    const toc_walk *walk = &m->life->walk;
    toc_story story = {.title = "",
                       .entries = walk->entries.items,
                       .count = walk->entries.count,
                       .total = walk->entries.count,
                       .start = m->world.start,
                       .end = toc_life_end(m->life)};
    uint64_t *set = toc_coverage_set(&m->lives, m->stage.coverage);

    story.full_end = story.end;
    if (spend(m) && toc_story_play(&m->stage, &story, set) && news(m, set, m->covered) > 0)
        (void)keep_story(m, goal, &story, set);
}

static void end_life(maker *m)
{
    if (m->life)
        toc_life_deinit(m->life);
    m->life = NULL;
}

/* One life by @p picks; adds the other ways that it might have gone. */
static void live_once(maker *m, const toc_goal *goal, toc_picks picks, toc_pick_queue *queue)
{
    end_life(m);
    toc_arena_deinit(&m->lives);
    m->world.arena = &m->lives;
    m->lives.escape = m->arena->escape;
    m->life = TOC_NEW(&m->lives, toc_life);
    m->out->lives++;
    if (toc_life_init(m->life, &m->world, &m->no_finding, picks, TOC_GENERATE_ENTRIES_MAX,
                      goal->pace, m->taken)) {
        m->life->seed = m->options->seed;
        m->life->says_starts = goal->says_starts;
        toc_goal_live(m->life, goal);
        if (m->life->walk.entries.count > 0 && !m->life->walk.is_stuck)
            try_story(m, goal);
        toc_pick_branch(queue, &m->life->walk, picks);
    }
    end_life(m);
}

/* @p item UINT32_MAX: one life; else until it is covered. */
static void live(maker *m, const toc_goal *goal, uint32_t item)
{
    toc_pick_queue queue =
        toc_pick_queue_new(m->arena, item == UINT32_MAX ? 1 : TOC_GENERATE_TRIES);

    for (uint32_t i = 0; i < queue.list.count && spend(m); i++) {
        live_once(m, goal, queue.list.items[i], &queue);
        if (item != UINT32_MAX && toc_coverage_has(m->covered, item))
            return;
    }
}

/* ── goals ───────────────────────────────────────────────────────────────── */

/* Is something of the response, or of what it leads to, still to be covered? */
static bool is_wanted(const maker *m, uint32_t response)
{
    const toc_machine *machine = m->stage.machine;
    const toc_range nodes = machine->responses[response].nodes;

    for (uint32_t i = 0; i < m->stage.coverage->count; i++) {
        const toc_cover_item *item = &m->stage.coverage->items[i];
        toc_goal goal;

        if (toc_coverage_has(m->covered, i))
            continue;
        goal = toc_goal_of(machine, item, TOC_PACE_IN_TIME);
        if (goal.kind == TOC_GOAL_NODE && goal.id >= nodes.first &&
            goal.id < nodes.first + nodes.count)
            return true;
    }
    return false;
}

/* Lives that cover much: whole ladders, whole responses, first in time, then too late. */
static void live_broadly(maker *m)
{
    const toc_machine *machine = m->stage.machine;

    for (unsigned pace = TOC_PACE_IN_TIME; pace <= TOC_PACE_LATE; pace++) {
        for (uint32_t i = 0; i < machine->ladders_count; i++) {
            toc_goal goal = {TOC_GOAL_CLIMB, i, -1, (toc_pace)pace, false, false};

            live(m, &goal, UINT32_MAX);
        }
        for (uint32_t i = 0; i < machine->responses_count; i++) {
            toc_goal goal = {TOC_GOAL_RESPONSE, i, -1, (toc_pace)pace, false, false};

            if (is_wanted(m, i))
                live(m, &goal, UINT32_MAX);
        }
    }
}

/* Each part that is left, on its own; what is known to be out of reach is not looked for. */
static void live_for_each(maker *m, const toc_proofs *proofs)
{
    for (uint32_t i = 0; i < m->stage.coverage->count && !m->out->is_bounded; i++) {
        const toc_cover_item *item = &m->stage.coverage->items[i];
        toc_goal goal = toc_goal_of(m->stage.machine, item, TOC_PACE_IN_TIME);

        if (toc_coverage_has(m->covered, i) || toc_proof_of(proofs, item))
            continue;
        live(m, &goal, i);
        if (!toc_coverage_has(m->covered, i) && toc_goal_has_both(item)) {
            goal.pace = TOC_PACE_LATE;
            live(m, &goal, i);
            goal.pace = TOC_PACE_IN_TIME;
        }
        if (toc_coverage_has(m->covered, i))
            continue;
        goal.says_starts = true; /* what is under way is not called off */
        live(m, &goal, i);
    }
}

/* ── when lives begin ────────────────────────────────────────────────────── */

static toc_ms instant_of(const maker *m, int64_t day, int64_t minute)
{
    return toc_zone_instant(m->stage.machine->zones, m->stage.machine->zones_count,
                            day * TOC_DAY + minute * TOC_MINUTE);
}

/* Monday the second of March 2026, ten in the morning: a working hour. */
#define FIRST_YEAR   2026
#define FIRST_MONTH  3
#define FIRST_DAY    2
#define FIRST_MINUTE 600

static toc_ms first_start(const maker *m)
{
    toc_date day = {FIRST_YEAR, FIRST_MONTH, FIRST_DAY};

    return instant_of(m, toc_date_to_days(day), FIRST_MINUTE);
}

/* An instant in the span. */
static toc_ms start_within(const maker *m, const toc_m_span *span)
{
    toc_date day = {FIRST_YEAR, FIRST_MONTH, FIRST_DAY};
    int64_t monday = toc_date_to_days(day);

    switch ((toc_m_span_kind)span->kind) {
    case TOC_SPAN_DAYS:
        return instant_of(m, span->from, FIRST_MINUTE);
    case TOC_SPAN_YEARLY:
        day = toc_date_from_days(span->from);
        day.year = FIRST_YEAR + (day.month < FIRST_MONTH);
        if (day.month == 2 && day.day == 29)
            day.day = 28;
        return instant_of(m, toc_date_to_days(day), FIRST_MINUTE);
    case TOC_SPAN_WEEKLY:
        while (monday % 7 != 0 && !(span->days >> toc_weekday(monday) & 1))
            monday++;
        return instant_of(m, monday, span->from);
    case TOC_SPAN_INSTANTS:
        break;
    }
    return span->from;
}

static bool is_covered(const maker *m)
{
    return news(m, m->covered, m->out->covered) == m->stage.coverage->count;
}

/* Within the years that scenarios may lie in. */
static bool can_start(toc_ms start)
{
    return start > 0 && start < TOC_DAY * 365 * 200;
}

static void live_in_periods(maker *m, const toc_proofs *proofs)
{
    const toc_machine *machine = m->stage.machine;

    for (uint32_t i = 0; i < machine->periods_count && i < STARTS_MAX; i++) {
        const toc_range spans = machine->periods[i].spans;
        toc_ms start = spans.count ? start_within(m, &machine->spans[spans.first]) : 0;

        if (!can_start(start) || is_covered(m))
            continue;
        m->world.start = start;
        live_for_each(m, proofs);
    }
}

/* ── few of them ─────────────────────────────────────────────────────────── */

static toc_story *best_left(const maker *m, const uint64_t *known)
{
    toc_story *best = NULL;
    uint32_t most = 0;

    for (uint32_t i = 0; i < m->stories.count; i++) {
        toc_story *story = m->stories.items[i];
        uint32_t more = news(m, story->covered, known);

        if (more < most || more == 0 || (best && more == most && story->total >= best->total))
            continue;
        best = story;
        most = more;
    }
    return best;
}

/* Without what the others cover together. */
static void drop_needless(maker *m)
{
    for (uint32_t i = m->chosen.count; i-- > 0;) {
        uint64_t *others = toc_coverage_set(m->arena, m->stage.coverage);

        for (uint32_t k = 0; k < m->chosen.count; k++) {
            if (k != i)
                join(m, others, m->chosen.items[k]->covered);
        }
        if (news(m, m->chosen.items[i]->covered, others) > 0)
            continue;
        memmove(m->chosen.items + i, m->chosen.items + i + 1,
                (m->chosen.count - i - 1) * sizeof m->chosen.items[0]);
        m->chosen.count--;
    }
}

static void choose(maker *m)
{
    uint64_t *known = toc_coverage_set(m->arena, m->stage.coverage);
    toc_story *best;

    while ((best = best_left(m, known))) {
        join(m, known, best->covered);
        TOC_PUSH(m->arena, &m->chosen, best);
    }
    drop_needless(m);
}

/* Each has to cover what those before it do not. */
static void share_out(maker *m)
{
    uint64_t *known = toc_coverage_set(m->arena, m->stage.coverage);

    for (uint32_t i = 0; i < m->chosen.count; i++) {
        toc_story *story = m->chosen.items[i];

        for (uint32_t word = 0; word < words_of(m); word++)
            story->mine[word] = story->covered[word] & ~known[word];
        join(m, known, story->covered);
    }
}

/* Does it do with the first @p count entries? */
static bool suffices(maker *m, toc_story *story, uint32_t count)
{
    uint64_t *set = toc_coverage_set(&m->lives, m->stage.coverage);

    toc_story_cut(story, count);
    return toc_story_play(&m->stage, story, set) && news(m, story->mine, set) == 0;
}

static void shorten(maker *m, toc_story *story)
{
    uint32_t low = 1;
    uint32_t high = story->total;

    while (low < high && spend(m)) {
        uint32_t middle = low + (high - low) / 2;

        toc_arena_deinit(&m->lives);
        if (suffices(m, story, middle))
            high = middle;
        else
            low = middle + 1;
    }
    if (high < story->total && !suffices(m, story, high))
        high = story->total;
    toc_story_cut(story, high);
}

static int by_size(const void *left, const void *right)
{
    const toc_story *a = *(toc_story *const *)left;
    const toc_story *b = *(toc_story *const *)right;

    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* ── the result ──────────────────────────────────────────────────────────── */

static void write_story(maker *m, toc_story *story)
{
    uint32_t number = m->out->list.count + 1;
    const char *name = toc_arena_printf(m->arena, "%02u-%s", number, story->name);
    const char *id = toc_arena_printf(m->arena, "%s-%s", m->options->plan_id, name);
    toc_generated generated = {.name = name, .entries = story->count};
    uint64_t *set = toc_coverage_set(m->arena, m->stage.coverage);

    generated.yaml = toc_story_write(&m->stage, story, id);
    if (!generated.yaml || !toc_story_play(&m->stage, story, set))
        return;
    generated.expects = story->expect_count;
    generated.covered = news(m, set, toc_coverage_set(m->arena, m->stage.coverage));
    join(m, m->out->covered, set);
    TOC_PUSH(m->arena, &m->out->list, generated);
}

static void list_uncovered(maker *m, const toc_proofs *proofs)
{
    for (uint32_t i = 0; i < m->stage.coverage->count; i++) {
        toc_uncovered one = {i, toc_proof_of(proofs, &m->stage.coverage->items[i])};

        if (!toc_coverage_has(m->out->covered, i))
            TOC_PUSH(m->arena, &m->out->uncovered, one);
    }
}

static void make(maker *m, const toc_proofs *proofs)
{
    m->world.start = first_start(m);
    live_broadly(m);
    live_for_each(m, proofs);
    live_in_periods(m, proofs);
    choose(m);
    share_out(m);
    for (uint32_t i = 0; i < m->chosen.count; i++)
        shorten(m, m->chosen.items[i]);
    if (m->chosen.count > 1)
        qsort(m->chosen.items, m->chosen.count, sizeof m->chosen.items[0], by_size);
    for (uint32_t i = 0; i < m->chosen.count; i++)
        write_story(m, m->chosen.items[i]);
    list_uncovered(m, proofs);
}

typedef struct frame { /* what the topics of a solver's run are given */
    toc_check_context context;
    maker *maker;
    const toc_proofs *proofs;
} frame;

/* Engines and the arenas beside the main one do not go with it. */
static void run(toc_conditions *it)
{
    const frame *here = (const frame *)(const void *)it->check;
    maker *m = here->maker;
    jmp_buf *outer = m->arena->escape;
    jmp_buf guard;

    m->world.conditions = it;
    if (outer && setjmp(guard) != 0) {
        m->arena->escape = outer;
        end_life(m);
        toc_arena_deinit(&m->scratch);
        toc_arena_deinit(&m->lives);
        (void)toc_arena_give_up(m->arena);
        return;
    }
    m->arena->escape = outer ? &guard : NULL;
    make(m, here->proofs);
    m->arena->escape = outer;
    toc_arena_deinit(&m->scratch);
    toc_arena_deinit(&m->lives);
}

static maker *new_maker(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                        const toc_machine *machine, const toc_generate_options *options)
{
    maker *m = TOC_NEW(arena, maker);
    toc_generation *out = TOC_NEW(arena, toc_generation);

    out->machine = machine;
    out->coverage = toc_coverage_new(arena, machine);
    out->covered = toc_coverage_set(arena, out->coverage);
    *m = (maker){.arena = arena,
                 .sources = sources,
                 .plan = plan,
                 .options = options,
                 .world = {.machine = machine, .budget = BUDGET},
                 .no_finding = {.outcome = -1},
                 .out = out,
                 .covered = toc_coverage_set(arena, out->coverage),
                 .taken = TOC_NEW_ARRAY(arena, uint32_t, machine->outcomes_count),
                 .parts = machine->nodes_count + machine->bodies_count + machine->indicators_count +
                          100};
    m->stage = (toc_stage){.arena = arena,
                           .scratch = &m->scratch,
                           .machine = machine,
                           .coverage = out->coverage,
                           .options = options};
    toc_arena_init(&m->scratch, NULL);
    toc_arena_init(&m->lives, NULL);
    return m;
}

toc_generation *toc_generate(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                             const toc_generate_options *options, toc_diag_sink *sink)
{
    static const toc_check_options checks = {0};
    toc_diag_sink aside; /* what the solver leaves undecided was told by the checks */
    const toc_machine *machine = toc_lower(arena, sources, plan, sink);
    frame here;

    if (!machine)
        return NULL;
    toc_diag_sink_init(&aside, arena);
    here = (frame){.context = {plan, arena, &aside, &checks},
                   .maker = new_maker(arena, sources, plan, machine, options),
                   .proofs = toc_proofs_new(arena, plan, machine, sink)};
    toc_conditions_run(&here.context, TOC_SOLVER_STEPS, run);
    return here.maker->out;
}
