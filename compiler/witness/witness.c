/* witness.c - from a finding to a scenario: plays it, writes it, tries it, makes it small. */
#include "witness/witness.h"

#include <setjmp.h>
#include <string.h>

#include "lower/lower.h"
#include "witness/picks.h"
#include "witness/script.h"

typedef struct search {
    toc_arena *arena;
    toc_sources *sources;
    const toc_plan *plan;
    toc_walk_world world;
    uint32_t work; /* done so far */
    uint32_t parts;
    const toc_flow_findings *findings;
    toc_diag_sink *sink;
    toc_witnesses *out;
} search;

/* ── playing ─────────────────────────────────────────────────────────────── */

static bool play_all(toc_walk *walk)
{
    bool is_fine = true;

    for (uint32_t i = 0; i < walk->plan->events.count && is_fine; i++)
        is_fine = walk->plan->events.items[i]->base.decl == NULL ||
                  toc_walk_event(walk, walk->plan->events.items[i]);
    for (uint32_t i = 0; i < walk->plan->ladders.count && is_fine; i++) {
        const toc_plan_ladder *ladder = walk->plan->ladders.items[i];

        (void)toc_walk_level(walk, ladder->levels.items[ladder->levels.count - 1]);
    }
    return is_fine;
}

static bool play_category(toc_walk *walk, const toc_entity *category)
{
    const toc_plan_body *told = walk->plan->bodies.count > 0 ? walk->plan->bodies.items[0] : NULL;
    uint32_t id = told ? told->base.id : 0;
    toc_act act = {.verb = TOC_VERB_NOTE,
                   .id = TOC_NONE,
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .bodies = &id,
                   .body_count = 1};

    return told && toc_walk_act(walk, &act,
                                toc_arena_printf(walk->arena, "note: \"%s\", to: [%s]",
                                                 category->full, told->base.full),
                                toc_say(walk->arena, "`%s` is told of", category->full));
}

#define ROUNDS_MAX 40u

static bool play_loop(toc_walk *walk, const toc_flow_finding *finding)
{
    bool *is_exhausted = &walk->is_exhausted[finding->node->base.id];

    for (uint32_t round = 0; round < ROUNDS_MAX && !*is_exhausted; round++) {
        if (!toc_walk_through(walk, finding->node, finding->outcome))
            return false;
    }
    return *is_exhausted;
}

/* If none is declared yet. */
static bool play_level(toc_walk *walk, const toc_plan_level *level)
{
    return toc_engine_declared(walk->engine, level->ladder->base.id) > 0 ||
           toc_walk_level(walk, level);
}

/* An end that holds from the start has to rise. */
static bool play_over(toc_walk *walk, const toc_flow_finding *finding)
{
    const toc_plan_ladder *ladder = finding->level->ladder;

    if (ladder->end_when)
        (void)toc_walk_hold(walk, toc_conditions_not(walk->conditions, ladder->end_when));
    if (finding->is_graded && !play_level(walk, finding->level))
        return false;
    return toc_walk_start(walk, finding->response, NULL) && play_level(walk, finding->level) &&
           toc_walk_end(walk, ladder);
}

static bool play_owe(toc_walk *walk, const toc_plan_report *report)
{
    if (report->response)
        return toc_walk_start(walk, report->response, NULL) &&
               (report->on.count == 0 || toc_walk_cause(walk, &report->on.items[0]));
    return report->on.count > 0 && toc_walk_cause(walk, &report->on.items[0]);
}

/* Each response that an end leads to, in turn. */
static bool play_again(toc_walk *walk, const toc_plan_response *response)
{
    const uint32_t *opened = &walk->opened[response->base.id];

    if (!toc_walk_start(walk, response, NULL))
        return false;
    for (uint32_t round = 0; round < ROUNDS_MAX && *opened < 2; round++) {
        for (uint32_t i = 0; i < walk->plan->responses.count && *opened < 2; i++) {
            const toc_plan_response *other = walk->plan->responses.items[i];

            for (uint32_t k = 0; k < other->on.count && *opened < 2; k++) {
                if (other == response || other->on.items[k].kind == TOC_PLAN_ANCHOR_RESPONSE_END)
                    toc_walk_run(walk, other);
            }
        }
    }
    return *opened > 1;
}

static bool play_main(toc_walk *walk, const toc_flow_finding *f)
{
    switch (f->play) {
    case TOC_PLAY_LEVEL:
        return toc_walk_level(walk, f->level);
    case TOC_PLAY_EVENT:
        return toc_walk_event(walk, f->event);
    case TOC_PLAY_CATEGORY:
        return play_category(walk, f->subject);
    case TOC_PLAY_ALL:
        return play_all(walk);
    case TOC_PLAY_TO:
        return toc_walk_start(walk, f->response, f->is_graded ? NULL : f->level) &&
               toc_walk_to(walk, f->node);
    case TOC_PLAY_TOWARDS:
        if (!toc_walk_start(walk, f->response, NULL))
            return false;
        (void)toc_walk_to(walk, f->node); /* it never gets its turn */
        return true;
    case TOC_PLAY_THROUGH:
        return toc_walk_start(walk, f->response, NULL) &&
               toc_walk_through(walk, f->node, f->outcome);
    case TOC_PLAY_PAST:
        return toc_walk_start(walk, f->response, NULL) && toc_walk_to(walk, f->open) &&
               toc_walk_through(walk, f->node, f->outcome);
    case TOC_PLAY_LOOP:
        return toc_walk_start(walk, f->response, NULL) && play_loop(walk, f);
    case TOC_PLAY_RUN:
        if (!toc_walk_start(walk, f->response, NULL))
            return false;
        toc_walk_run(walk, f->response);
        return true;
    case TOC_PLAY_AGAIN:
        return play_again(walk, f->response);
    case TOC_PLAY_OVER:
        return play_over(walk, f);
    case TOC_PLAY_OWE:
        return play_owe(walk, f->report);
    case TOC_PLAY_UNSETTLED:
        if (f->response)
            (void)toc_walk_start(walk, f->response, NULL);
        return walk->is_stuck;
    }
    return false;
}

static bool play(toc_walk *walk, const toc_flow_finding *f)
{
    if (f->holds && !toc_walk_hold(walk, f->holds) && !walk->is_stuck)
        return false;
    if (!play_main(walk, f) ||
        (f->is_graded && f->play != TOC_PLAY_OVER && !play_level(walk, f->level)))
        return false;
    walk->kept_from = walk->entries.count;
    if (f->after)
        (void)toc_walk_hold(walk, f->after);
    return true;
}

/* ── trying ──────────────────────────────────────────────────────────────── */

static bool spend(search *s)
{
    s->work += s->parts;
    return s->work <= TOC_WITNESS_WORK;
}

/* One walk, and what it came to; NULL: it did not get there. */
typedef struct attempt {
    const toc_flow_finding *finding;
    toc_picks picks;
    uint32_t entries_max;
    toc_walk walk;
    toc_script_draft *draft;
} attempt;

static void go(search *s, attempt *one)
{
    toc_walk *walk = &one->walk;

    if (toc_walk_init(walk, &s->world, one->finding, one->picks, one->entries_max) &&
        play(walk, one->finding) && !walk->is_cut)
        one->draft = toc_draft_new(walk, one->finding, s->world.start);
}

/* The engine's memory is not the arena's. */
static void go_guarded(search *s, attempt *one)
{
    jmp_buf *outer = s->arena->escape;
    jmp_buf here;

    if (outer && setjmp(here) != 0) {
        s->arena->escape = outer;
        toc_walk_deinit(&one->walk);
        toc_arena_give_up(s->arena);
        return;
    }
    s->arena->escape = outer ? &here : NULL;
    go(s, one);
    s->arena->escape = outer;
    toc_walk_deinit(&one->walk);
}

/* Leaves out what it can do without, until nothing more can go. */
static void make_small(search *s, toc_script_draft *draft, uint32_t irregular)
{
    bool is_smaller = true;

    while (is_smaller) {
        is_smaller = false;
        for (uint32_t i = draft->count; i-- > 0;) {
            uint32_t now;

            if (draft->is_out[i] || i >= draft->kept_from)
                continue;
            if (toc_draft_entries(draft) < 2 || !spend(s))
                return;
            draft->is_out[i] = true;
            if (toc_draft_holds(draft, s->sources, s->world.machine, &now) && now <= irregular)
                is_smaller = true;
            else
                draft->is_out[i] = false;
        }
    }
}

/* ── the shortest ────────────────────────────────────────────────────────── */

static toc_ms last_of(const toc_script_draft *draft)
{
    return draft->count > 0 ? draft->entries[draft->count - 1].at : 0;
}

static bool is_shorter(const toc_script_draft *a, const toc_script_draft *b)
{
    return !b || a->count < b->count || (a->count == b->count && last_of(a) < last_of(b));
}

/* What has nothing to leave out: the scenario is what the finding is about. */
static bool is_fixed(const toc_flow_finding *finding)
{
    return finding->play == TOC_PLAY_ALL || finding->play == TOC_PLAY_EVENT ||
           finding->play == TOC_PLAY_CATEGORY;
}

/* *out_tried: how many walks were made where there would have been more, else 0. */
static toc_script_draft *best_of(search *s, const toc_flow_finding *finding, uint32_t *out_tried)
{
    toc_script_draft *best = NULL;
    uint32_t irregular = 0;
    toc_pick_queue q = toc_pick_queue_new(s->arena, TOC_WITNESS_TRIES);

    for (uint32_t i = 0; i < q.list.count; i++) {
        attempt *one = TOC_NEW(s->arena, attempt);
        uint32_t marks;

        *one = (attempt){.finding = finding,
                         .picks = q.list.items[i],
                         .entries_max = best ? best->count : TOC_WALK_ENTRIES_MAX};
        if (!spend(s)) {
            *out_tried = i;
            break;
        }
        go_guarded(s, one);
        toc_pick_branch(&q, &one->walk, one->picks);
        if (!one->draft || !is_shorter(one->draft, best) ||
            !toc_draft_holds(one->draft, s->sources, s->world.machine, &marks))
            continue;
        best = one->draft;
        irregular = marks;
        if (best->count < 2 && last_of(best) == 0)
            break; /* nothing is shorter */
    }
    if (q.is_full && !(best && best->count < 2))
        *out_tried = TOC_WITNESS_TRIES;
    if (best && !is_fixed(finding))
        make_small(s, best, irregular);
    if (best)
        best->tried = *out_tried;
    return best;
}

/* ── telling ─────────────────────────────────────────────────────────────── */

static bool is_kept(const search *s, const toc_diag *diag)
{
    for (uint32_t i = 0; i < s->sink->records.count; i++) {
        if (s->sink->records.items[i] == diag)
            return true;
    }
    return false;
}

static const char *name_of(const search *s, const toc_flow_finding *finding)
{
    const char *name =
        toc_arena_printf(s->arena, "T%04d-%s", (int)finding->diag->code, finding->subject->full);
    uint32_t same = 0;

    for (uint32_t i = 0; s->out && i < s->out->list.count; i++) {
        const char *other = s->out->list.items[i].name;
        size_t size = strlen(name);

        same += strncmp(other, name, size) == 0 && (other[size] == '\0' || other[size] == '-');
    }
    return same > 0 ? toc_arena_printf(s->arena, "%s-%u", name, same + 1) : name;
}

static void tell(search *s, const toc_flow_finding *finding)
{
    uint32_t tried = 0;
    toc_script_draft *draft = best_of(s, finding, &tried);
    toc_witness witness = {.diag = finding->diag};

    if (!draft) {
        toc_diag_add_note(s->sink, finding->diag, "no scenario that shows it was found%s",
                          tried > 0 || s->work > TOC_WITNESS_WORK
                              ? toc_say(s->arena, " in %u ways, and the bound is met", tried)
                              : "");
        return;
    }
    toc_diag_add_note(s->sink, finding->diag, "to see it: %s: %s", toc_draft_words(draft),
                      draft->what);
    if (tried > 0)
        toc_diag_add_note(s->sink, finding->diag,
                          "the shortest of %u ways tried; there are more, and the bound is met",
                          tried);
    witness.name = name_of(s, finding);
    draft->name = witness.name;
    witness.yaml = toc_draft_yaml(draft);
    witness.entries = toc_draft_entries(draft);
    if (s->out)
        TOC_PUSH(s->arena, &s->out->list, witness);
}

/* Monday the second of March 2026, ten in the morning where the plan is: a working hour. */
static toc_ms start_of(const toc_machine *machine)
{
    toc_date day = {2026, 3, 2};
    toc_ms local = toc_date_to_days(day) * TOC_DAY + 10 * TOC_HOUR;

    return local - toc_machine_offset(machine, local) * (toc_ms)TOC_SECOND;
}

static void find_all(search *s)
{
    for (uint32_t i = 0; i < s->findings->list.count; i++) {
        const toc_flow_finding *finding = s->findings->list.items[i];

        if (is_kept(s, finding->diag))
            tell(s, finding);
    }
}

/* The plan as lowering wants it: what the checks have found are no errors of the language. */
static const toc_machine *machine_of(toc_arena *arena, toc_sources *sources, const toc_plan *plan)
{
    toc_plan *copy = TOC_NEW(arena, toc_plan);
    toc_diag_sink sink;

    *copy = *plan;
    copy->has_errors = false;
    toc_diag_sink_init(&sink, arena);
    return toc_lower(arena, sources, copy, &sink);
}

typedef struct frame { /* what the topics of a solver's run are given */
    toc_check_context context;
    search *search;
} frame;

static void run(toc_conditions *it)
{
    search *s = ((const frame *)(const void *)it->check)->search;

    s->world.conditions = it;
    find_all(s);
}

void toc_witness_find(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                      const toc_flow_findings *findings, toc_diag_sink *sink, toc_witnesses *out)
{
    static const toc_check_options options = {0};
    search s = {.arena = arena,
                .sources = sources,
                .plan = plan,
                .world = {.arena = arena},
                .findings = findings,
                .sink = sink,
                .out = out};
    toc_diag_sink aside; /* what the solver leaves undecided was told by the checks */
    frame here = {.context = {plan, arena, &aside, &options}, .search = &s};
    const toc_machine *machine;

    if (findings->list.count == 0)
        return;
    machine = machine_of(arena, sources, plan);
    if (!machine)
        return;
    toc_diag_sink_init(&aside, arena);
    s.world.machine = machine;
    s.world.start = start_of(machine);
    s.parts = machine->nodes_count + machine->bodies_count + machine->indicators_count + 100;
    toc_conditions_run(&here.context, TOC_SOLVER_STEPS, run);
}
