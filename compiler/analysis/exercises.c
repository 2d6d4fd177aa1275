/* exercises.c - T0144 top-level-not-exercised, T0395 exercise-scenario-missing, T0396
 * scenario-of-another-plan, T0399 commander-not-exercised: the drills that a plan's exercises name.
 *
 * The files are read only where the caller judges the plan as of a day (`tocsin check`): a drill
 * reads its own.  What is wrong inside them is `tocsin drill`'s to say. */
#include <string.h>

#include "analysis/exercises.h"
#include "drill/scenario.h"
#include "sema/parts.h"
#include "sema/sema.h"

typedef struct exercises {
    const toc_check_context *check;
    toc_diag_sink quiet;    /* what the files' own mistakes go to */
    const toc_source *main; /* the plan's file */
    bool *is_played;        /* by org */
    TOC_VEC(const toc_scenario *) scenarios;
    bool plays_all;
    bool is_known; /* every exercise names files, and all could be read */
} exercises;

/* @p path beside the file @p beside. */
static const char *path_beside(const toc_check_context *context, const toc_source *beside,
                               const char *path)
{
    const char *slash = strrchr(beside->path, '/');

    if (context->options->root)
        return toc_path_beside(context->arena, context->options->root, beside, path);
    if (!slash || path[0] == '/')
        return path;
    return toc_arena_printf(context->arena, "%.*s/%s", (int)(slash - beside->path), beside->path,
                            path);
}

/* @p at: where this plan names the file. */
static const toc_source *read_quietly(exercises *it, const toc_source *beside, const char *path,
                                      toc_span at)
{
    const toc_check_context *check = it->check;

    it->quiet.records.count = 0;
    return toc_sources_read(check->plan->sources, check->options->root,
                            path_beside(check, beside, path), at, &it->quiet);
}

/* Why nothing was read: is it that the file lies where none may be read? */
static bool report_outside(exercises *it)
{
    toc_diag_sink *sink = it->check->sink;
    toc_diag *diag;

    if (it->quiet.records.count == 0 ||
        it->quiet.records.items[0]->code != TOC_D_SOURCE_OUTSIDE_ROOT)
        return false;
    diag = it->quiet.records.items[0];
    diag->input = sink->input;
    diag->sequence = sink->records.count;
    TOC_PUSH(it->check->arena, &sink->records, diag);
    sink->error_count++;
    return true;
}

/* ── one file ────────────────────────────────────────────────────────────── */

static void check_plan(exercises *it, const toc_text *file, const toc_scenario *scenario)
{
    const toc_source *other =
        scenario->plan.text ? read_quietly(it, scenario->source, scenario->plan.text, file->span)
                            : NULL;
    toc_diag *diag;

    if (!other && report_outside(it))
        return;
    if (!other || (other->device == it->main->device && other->inode == it->main->inode))
        return;
    diag = toc_diag_add(it->check->sink, TOC_D_SCENARIO_OF_ANOTHER_PLAN, file->span,
                        "this drill is played against another plan: `%s`", scenario->plan.text);
    toc_diag_add_help(it->check->sink, diag, "name a drill of this plan");
}

/* `play: [tech, ecc.deputy]`: short names of bodies. */
static void note_players(exercises *it, const toc_scenario *scenario)
{
    const toc_plan *plan = it->check->plan;

    it->plays_all = it->plays_all || scenario->plays_all;
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];
        const char *name = toc_symbol_text(plan->names, body->base.name);

        for (uint32_t p = 0; p < scenario->play.count; p++) {
            if (strcmp(scenario->play.items[p].text, body->base.full) == 0 ||
                strcmp(scenario->play.items[p].text, name) == 0)
                it->is_played[toc_body_org(body)->base.id] = true;
        }
    }
}

static void report_missing(exercises *it, const toc_text *file)
{
    toc_diag *diag;

    if (report_outside(it))
        return;
    diag = toc_diag_add(it->check->sink, TOC_D_EXERCISE_SCENARIO_MISSING, file->span,
                        "there is no drill at `%s`", file->bytes);
    toc_diag_add_help(it->check->sink, diag, "the path counts from the folder of the plan");
}

static void read_file(exercises *it, const toc_text *file, bool is_told)
{
    const toc_source *source = read_quietly(it, it->main, file->bytes, file->span);
    const toc_scenario *scenario =
        source ? toc_scenario_read(it->check->arena, it->check->plan->sources, source, &it->quiet)
               : NULL;

    if (!source && is_told)
        report_missing(it, file);
    if (!scenario || !scenario->plan.text) {
        it->is_known = false;
        return;
    }
    TOC_PUSH(it->check->arena, &it->scenarios, scenario);
    if (is_told)
        check_plan(it, file, scenario);
}

/* Reads all drills.  False: there is no day as of which the plan is judged, or no folder. */
static bool read_drills(exercises *it, bool is_told)
{
    const toc_plan *plan = it->check->plan;

    it->main = toc_sources_find(plan->sources, plan->head.span);
    if (!it->check->options->has_as_of || !it->main || it->main->inode == 0)
        return false; /* a text from somewhere else has no folder */
    it->is_known = plan->exercises.count > 0;
    toc_diag_sink_init(&it->quiet, it->check->arena);
    for (uint32_t i = 0; i < plan->exercises.count; i++) {
        const toc_texts *files = &plan->exercises.items[i]->scenarios;

        it->is_known = it->is_known && files->count > 0;
        for (uint32_t f = 0; f < files->count; f++)
            read_file(it, files->items[f], is_told);
    }
    return true;
}

/* ── who is never exercised ──────────────────────────────────────────────── */

static void check_commander(void *state, toc_part part, const toc_body_ref *ref,
                            const toc_entity *of)
{
    exercises *it = state;
    const toc_plan_body *org = toc_body_org(ref->target);
    toc_diag *diag;

    (void)of;
    if (part != TOC_PART_DECLARES || it->is_played[org->base.id])
        return;
    it->is_played[org->base.id] = true; /* told once */
    diag = toc_diag_add(it->check->sink, TOC_D_COMMANDER_NOT_EXERCISED, ref->span,
                        "`%s` declares the level, and no exercise lets it play",
                        ref->target->base.full);
    toc_diag_add_label(it->check->sink, diag, it->check->plan->exercises.items[0]->base.span,
                       "its drills play others");
    toc_diag_add_help(it->check->sink, diag, "add it to the `play` of a drill");
}

void toc_check_exercises(const toc_check_context *context)
{
    exercises it = {.check = context};

    if (!read_drills(&it, true) || !it.is_known)
        return;
    it.is_played = TOC_NEW_ARRAY(context->arena, bool, context->plan->bodies.count);
    for (uint32_t i = 0; i < it.scenarios.count; i++)
        note_players(&it, it.scenarios.items[i]);
    if (!it.plays_all)
        toc_parts_visit(context->plan, check_commander, &it);
}

/* ── which level is never exercised ──────────────────────────────────────── */

static bool is_called(const toc_plan *plan, const toc_entity *entity, const char *text)
{
    return strcmp(entity->full, text) == 0 ||
           strcmp(toc_symbol_text(plan->names, entity->name), text) == 0;
}

static bool is_player(const toc_plan *plan, const toc_scenario *scenario, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < scenario->play.count; i++) {
        const char *text = scenario->play.items[i].text;

        if (is_called(plan, &body->base, text) || is_called(plan, &toc_body_org(body)->base, text))
            return true;
    }
    return scenario->plays_all;
}

/* The level of @p ladder that an entry or an expectation names, or NULL. */
static const toc_plan_level *level_named(const toc_plan *plan, const toc_plan_ladder *ladder,
                                         const toc_word *level, const toc_word *of)
{
    if (!level->text || (of->text && !is_called(plan, &ladder->base, of->text)))
        return NULL;
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        if (is_called(plan, &ladder->levels.items[i]->base, level->text))
            return ladder->levels.items[i];
    }
    return NULL;
}

static const toc_plan_level *graver(const toc_plan_level *a, const toc_plan_level *b)
{
    return !a || (b && b->rank > a->rank) ? b : a;
}

/* The gravest level that the drill declares or expects to be declared, or NULL. */
static const toc_plan_level *gravest_in(const toc_plan *plan, const toc_plan_ladder *ladder,
                                        const toc_scenario *scenario)
{
    const toc_plan_level *found = NULL;

    for (uint32_t i = 1; i <= toc_scenario_entry_count(scenario); i++) {
        const toc_entry *entry = toc_scenario_entry(scenario, i);

        if (entry->verb == TOC_ENTRY_DECLARE)
            found = graver(found, level_named(plan, ladder, &entry->subject, &entry->ladder));
    }
    for (uint32_t i = 0; i < scenario->expects.count; i++) {
        const toc_expect *expect = &scenario->expects.items[i];

        if (expect->kind == TOC_EXPECT_LEVEL)
            found = graver(found, level_named(plan, ladder, &expect->subject, &expect->ladder));
    }
    return found;
}

static void report_level(const exercises *it, const toc_plan_level *top,
                         const toc_plan_level *gravest)
{
    const toc_plan *plan = it->check->plan;
    toc_diag_sink *sink = it->check->sink;
    toc_diag *diag = toc_diag_add(sink, TOC_D_TOP_LEVEL_NOT_EXERCISED, top->base.span,
                                  "no drill of this plan goes as far as `%s`",
                                  toc_symbol_text(plan->names, top->base.name));

    toc_diag_set_here(sink, diag, "the gravest level");
    if (gravest)
        toc_diag_add_label(sink, diag, gravest->base.span, "the gravest that a drill declares");
    toc_diag_add_label(sink, diag, plan->exercises.items[0]->base.span, "its drills");
    toc_diag_add_help(sink, diag, "write a drill in which it has to be declared");
}

/* Where who declares the top is simulated, or nobody has to, the drill would have to be played to
 * know. */
static void check_ladder(const exercises *it, const toc_plan_ladder *ladder)
{
    const toc_plan *plan = it->check->plan;
    const toc_plan_level *top = ladder->levels.items[ladder->levels.count - 1];
    const toc_plan_body *declarer = top->declared_by.body.target;
    const toc_plan_level *gravest = NULL;

    for (uint32_t i = 0; i < it->scenarios.count; i++) {
        if (!declarer || !is_player(plan, it->scenarios.items[i], declarer))
            return;
        gravest = graver(gravest, gravest_in(plan, ladder, it->scenarios.items[i]));
    }
    if (gravest != top)
        report_level(it, top, gravest);
}

void toc_check_top_level(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    exercises it = {.check = context};

    if (!read_drills(&it, false) || !it.is_known)
        return;
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        if (plan->ladders.items[i]->levels.count > 1 && plan->ladders.items[i]->base.decl)
            check_ladder(&it, plan->ladders.items[i]);
    }
}
