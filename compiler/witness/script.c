/* script.c - writes a scenario, and asks a real drill whether it shows what it should. */
#include "witness/script.h"

#include <string.h>

#include "drill/score.h"
#include "witness/witness.h"

/* ── what must be so ─────────────────────────────────────────────────────── */

static const char *ladder_key(const toc_script_draft *draft, const toc_plan_ladder *ladder)
{
    return draft->plan->ladders.count < 2
               ? ""
               : toc_arena_printf(draft->arena, ", ladder: %s", ladder->base.full);
}

static const char *at_end(const toc_script_draft *draft)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(draft->end, text);
    return toc_arena_printf(draft->arena, "%s", text);
}

static const char *grade_expect(const toc_script_draft *draft, const char *kind, const char *grade,
                                const toc_plan_level *level)
{
    return toc_arena_printf(draft->arena, "{%s: %s, at: %s%s}", kind, grade, at_end(draft),
                            ladder_key(draft, level->ladder));
}

static void expect(toc_script_draft *draft, const char *text)
{
    for (uint32_t i = 0; i < draft->expects.count; i++) {
        if (strcmp(draft->expects.items[i], text) == 0)
            return;
    }
    TOC_PUSH(draft->arena, &draft->expects, text);
}

static const char *state_expect(toc_script_draft *draft, const char *kind, const toc_show *show,
                                const char *key)
{
    return toc_arena_printf(draft->arena, "{%s: %s, %s: %s}", kind, show->entity->full, key,
                            show->state);
}

static const char *nothing_expect(const toc_script_draft *draft, const toc_show *show)
{
    const toc_plan_event *event = draft->finding->event;

    return show->entity && event
               ? toc_arena_printf(draft->arena, "{starts: nothing, event: %s}", event->base.full)
               : "{starts: nothing}";
}

static bool is_waiting(const toc_walk *walk, const toc_show *show)
{
    return toc_engine_node(walk->engine, show->entity->id) == TOC_NODE_WAITING;
}

/* Where only some level must be there, the one that is. */
static const toc_plan_level *level_of(const toc_script_draft *draft, const toc_walk *walk,
                                      const toc_show *show)
{
    const toc_plan_level *level = (const toc_plan_level *)show->entity;
    uint32_t rank;

    if (show->kind != TOC_SHOW_LEVEL || !draft->finding->is_graded)
        return level;
    rank = toc_engine_declared(walk->engine, level->ladder->base.id);
    return rank > 0 ? level->ladder->levels.items[rank - 1] : level;
}

static void expect_show(toc_script_draft *draft, const toc_walk *walk, const toc_show *show)
{
    const toc_plan_level *level = level_of(draft, walk, show);
    bool is_again;

    switch (show->kind) {
    case TOC_SHOW_NOTHING:
        expect(draft, nothing_expect(draft, show));
        return;
    case TOC_SHOW_STEP:
        expect(draft, state_expect(draft, "step", show, "state"));
        return;
    case TOC_SHOW_LOST:
        expect(draft, toc_arena_printf(draft->arena, "{step: %s, state: %s}", show->entity->full,
                                       is_waiting(walk, show) ? "waiting" : "dead"));
        return;
    case TOC_SHOW_DECISION:
        expect(draft, state_expect(draft, "decision", show, "outcome"));
        return;
    case TOC_SHOW_RESPONSE:
        expect(draft, state_expect(draft, "response", show, "state"));
        return;
    case TOC_SHOW_STARTED:
        is_again = walk->opened[show->entity->id] > 1;
        if (!show->state)
            draft->what =
                is_again ? TOC_PHRASE("it begins again") : TOC_PHRASE("that starts nothing");
        expect(draft, toc_arena_printf(draft->arena, "{started: %s, times: \"%s\"}",
                                       show->entity->full, is_again ? ">= 2" : "= 1"));
        return;
    case TOC_SHOW_BODY:
        expect(draft, state_expect(draft, "body", show, "state"));
        return;
    case TOC_SHOW_REPORT:
        expect(draft, state_expect(draft, "report", show, "outcome"));
        return;
    case TOC_SHOW_OWED:
        expect(draft,
               toc_arena_printf(draft->arena, "{report: %s, occurrence: 3, outcome: omitted}",
                                show->entity->full));
        return;
    case TOC_SHOW_LEVEL:
        expect(draft, grade_expect(draft, "level",
                                   toc_symbol_text(draft->plan->names, level->base.name), level));
        return;
    case TOC_SHOW_UNSETTLED:
        draft->is_stopping = true;
        return;
    case TOC_SHOW_UNWARRANTED:
        expect(draft, grade_expect(draft, "warranted", "none", level));
        return;
    }
}

static void expect_done(toc_script_draft *draft, const toc_plan_node *node)
{
    expect(draft, toc_arena_printf(draft->arena, "{step: %s, state: done, by: %s}", node->base.full,
                                   at_end(draft)));
}

/* That the scenario gets as far as it must, whatever its entries are cut down to. */
static void expect_arrival(toc_script_draft *draft, const toc_walk *walk)
{
    const toc_flow_finding *f = draft->finding;

    if (f->done)
        expect_done(draft, f->done);
    if (f->play == TOC_PLAY_PAST)
        expect(draft, toc_arena_printf(draft->arena, "{step: %s, state: ready, by: %s}",
                                       f->open->base.full, at_end(draft)));
    if ((f->play == TOC_PLAY_THROUGH || f->play == TOC_PLAY_PAST) && f->outcome >= 0)
        expect(draft,
               toc_arena_printf(
                   draft->arena, "{decision: %s, outcome: %s}", f->node->base.full,
                   toc_symbol_text(draft->plan->names, f->node->outcomes.items[f->outcome].name)));
    else if (f->play == TOC_PLAY_THROUGH)
        expect_done(draft, f->node);
    if (f->play == TOC_PLAY_RUN)
        expect(draft,
               toc_arena_printf(draft->arena, "{response: %s, state: %s}", f->response->base.full,
                                walk->closed[f->response->base.id] > 0 ? "complete" : "active"));
    if (f->play == TOC_PLAY_TOWARDS)
        expect(draft, toc_arena_printf(draft->arena, "{response: %s, state: active}",
                                       f->response->base.full));
    if (f->play == TOC_PLAY_OVER)
        expect(draft, toc_arena_printf(draft->arena, "{response: %s, state: stopped}",
                                       f->response->base.full));
}

/* Series repeat themselves until the end, so that one with a short period gets a nearer one. */
static toc_ms end_of(const toc_walk *walk, const toc_flow_finding *f)
{
    toc_ms last = walk->entries.count ? walk->entries.items[walk->entries.count - 1].at : 0;
    toc_ms every = f->report ? f->report->series.every : f->node ? f->node->series.every : 0;

    return last + (every > 0 ? 4 * every + TOC_HOUR : TOC_DAY);
}

toc_script_draft *toc_draft_new(const toc_walk *walk, const toc_flow_finding *finding, toc_ms start)
{
    toc_script_draft *draft = TOC_NEW(walk->arena, toc_script_draft);

    *draft = (toc_script_draft){.arena = walk->arena,
                                .plan = walk->plan,
                                .finding = finding,
                                .name = "witness",
                                .what = finding->what,
                                .entries = walk->entries.items,
                                .count = walk->entries.count,
                                .is_out = TOC_NEW_ARRAY(walk->arena, bool, walk->entries.count),
                                .kept_from = walk->kept_from,
                                .start = start,
                                .offset_s = toc_machine_offset(walk->machine, start),
                                .end = end_of(walk, finding)};
    expect_arrival(draft, walk);
    for (uint32_t i = 0; i < finding->shows.count; i++)
        expect_show(draft, walk, &finding->shows.items[i]);
    return draft;
}

/* ── the text ────────────────────────────────────────────────────────────── */

static const char *time_text(toc_arena *arena, toc_ms at)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(at, text);
    return toc_arena_printf(arena, "%s", text);
}

static const char *title_of(const toc_script_draft *draft)
{
    const char *from = draft->finding->diag->message;
    char *title = toc_arena_alloc(draft->arena, 2 * strlen(from) + 1);
    size_t size = 0;

    for (; *from; from++) {
        if (*from == '"' || *from == '\\')
            title[size++] = '\\';
        title[size++] = *from;
    }
    title[size] = '\0';
    return title;
}

/* Who is not there is not played either: simulated bodies wait where they are absent. */
static const char *players(const toc_script_draft *draft)
{
    const toc_plan *plan = draft->plan;
    const char *list = "";

    if (!draft->finding->absent)
        return "all";
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        if (!body->is_post && body != draft->finding->absent)
            list =
                toc_arena_printf(draft->arena, "%s%s%s", list, *list ? ", " : "", body->base.full);
    }
    return toc_arena_printf(draft->arena, "[%s]", list);
}

static const char *bound_text(const toc_script_draft *draft)
{
    return draft->tried > 0
               ? toc_arena_printf(draft->arena,
                                  "# The shortest of %u ways tried; there are more, and the bound "
                                  "is met.\n",
                                  draft->tried)
               : "";
}

static const char *head_text(const toc_script_draft *draft)
{
    toc_location place = toc_sources_locate(draft->plan->sources, draft->finding->diag->span.begin);
    char start[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(draft->start, draft->offset_s, start);
    return toc_arena_printf(draft->arena,
                            TOC_WITNESS_MARK "; it shows T%04d at line %u of\n"
                                             "# %s: %s.\n"
                                             "%s"
                                             "scenario: %s\ntitle: \"%s\"\nstart: %s\nplay: %s\n",
                            (int)draft->finding->diag->code, place.line,
                            place.source ? place.source->path : "the plan", draft->what,
                            bound_text(draft), draft->name, title_of(draft), start, players(draft));
}

const char *toc_draft_yaml(const toc_script_draft *draft)
{
    TOC_VEC(char) text = {0};
    const char *parts[] = {head_text(draft), toc_draft_entries(draft) ? "script:\n" : ""};

#define WRITE(string)                                                                              \
    for (const char *c_ = (string); *c_; c_++)                                                     \
    TOC_PUSH(draft->arena, &text, *c_)
    WRITE(parts[0]);
    WRITE(parts[1]);
    for (uint32_t i = 0; i < draft->count; i++) {
        if (!draft->is_out[i])
            WRITE(toc_arena_printf(draft->arena, "  - {at: %s, %s}\n",
                                   time_text(draft->arena, draft->entries[i].at),
                                   draft->entries[i].yaml));
    }
    WRITE(draft->expects.count > 0 ? "expect:\n" : "");
    for (uint32_t i = 0; i < draft->expects.count; i++)
        WRITE(toc_arena_printf(draft->arena, "  - %s\n", draft->expects.items[i]));
    WRITE(toc_arena_printf(draft->arena, "end: %s\n", at_end(draft)));
#undef WRITE
    TOC_PUSH(draft->arena, &text, '\0');
    return text.items;
}

uint32_t toc_draft_entries(const toc_script_draft *draft)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < draft->count; i++)
        count += !draft->is_out[i];
    return count;
}

#define SHOWN_MAX 4u

const char *toc_draft_words(const toc_script_draft *draft)
{
    uint32_t total = toc_draft_entries(draft);
    uint32_t shown = 0;
    const char *list = "";

    if (total == 0)
        return TOC_PHRASE("let nothing happen");
    for (uint32_t i = 0; i < draft->count && shown < SHOWN_MAX; i++) {
        if (draft->is_out[i])
            continue;
        shown++;
        list = toc_say(draft->arena, "%s%s%s at %s", list, *list ? ", " : "",
                       draft->entries[i].words, time_text(draft->arena, draft->entries[i].at));
    }
    return shown < total ? toc_say(draft->arena, "%s, and %u %s more", list, total - shown,
                                   total - shown == 1 ? "entry" : "entries")
                         : list;
}

/* ── the proof ───────────────────────────────────────────────────────────── */

/* A level declared without its condition, an outcome without its own, a loop used up: meant so. */
#define MEANT (TOC_MARK_CONDITION_FALSE | TOC_MARK_EXHAUSTED)

static uint32_t irregular_acts(const toc_score *score)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < score->irregularities.count; i++)
        count += (score->irregularities.items[i].marks & ~(uint32_t)MEANT) != 0;
    return count;
}

bool toc_draft_holds(const toc_script_draft *draft, toc_sources *sources,
                     const toc_machine *machine, uint32_t *out_irregular)
{
    const char *yaml = toc_draft_yaml(draft);
    const toc_source *source = toc_sources_add(sources, "witness.yaml", yaml, strlen(yaml));
    toc_drill_options options = {0};
    toc_diag_sink sink;
    toc_scenario *scenario;
    toc_script *script;
    toc_drill *drill = NULL;
    const toc_score *score;

    toc_diag_sink_init(&sink, draft->arena);
    scenario = toc_scenario_read(draft->arena, sources, source, &sink);
    script = scenario ? toc_scenario_bind(draft->arena, machine, scenario, NULL, &sink) : NULL;
    *out_irregular = 0;
    if (!script || toc_drill_run(draft->arena, script, &options, &sink, &drill) != TOC_OK ||
        drill->is_stopped != draft->is_stopping)
        return false;
    if (drill->is_stopped)
        return true;
    score = toc_score_new(draft->arena, drill);
    *out_irregular = irregular_acts(score);
    return score->expects.count > 0 && score->failed_expects == 0;
}
