/* table_plan.c - reads a plan for the views in rows, by way of its neutral picture. */
#include "chart/table_plan.h"

#include <string.h>

#include "emit/flow.h"
#include "emit/wording_cond.h"
#include "machine/machine.h"

/* ── words ───────────────────────────────────────────────────────────────── */

toc_title toc_title_words(const toc_wording *w, const toc_entity *entity)
{
    toc_title title = toc_wording_title(w, entity);

    if (!title.first || !*title.first)
        title.first = entity->name.v ? toc_symbol_text(w->plan->names, entity->name) : entity->full;
    return title;
}

/* "≥ III" becomes "≥ III 較大". */
static const char *grade_words(const toc_wording *w, const toc_plan_anchor *anchor,
                               const char *grade)
{
    return toc_arena_printf(w->arena, "%s%s%.*s %s",
                            w->lang[0] == 'e' ? toc_wording_word(w, TOC_WORD_COND_GRADE) : "",
                            w->lang[0] == 'e' ? " " : "", (int)strcspn(grade, " "), grade,
                            toc_level_words(w, anchor->level));
}

const char *toc_anchor_words(const toc_wording *w, const toc_plan_anchor *anchor)
{
    toc_deadline deadline = {.kind = TOC_DEADLINE_WITHIN, .anchor = *anchor};
    const char *grade = toc_wording_anchor(w, anchor);

    if (!grade || !anchor->level || anchor->kind == TOC_PLAN_ANCHOR_LEVEL_WARRANTED)
        return toc_wording_deadline(w, &deadline).since;
    return grade_words(w, anchor, grade);
}

const char *toc_cond_words(const toc_wording *w, const toc_cond *cond)
{
    return toc_wording_cond_text(w, cond);
}

const char *toc_anchors_words(const toc_wording *w, const toc_plan_anchors *anchors)
{
    const char *text = "";

    for (uint32_t i = 0; i < anchors->count && strlen(text) < 400; i++) {
        const char *one = toc_anchor_words(w, &anchors->items[i]);

        if (one)
            text = toc_arena_printf(w->arena, "%s%s%s", text,
                                    *text ? toc_wording_word(w, TOC_WORD_LIST) : "", one);
    }
    return text;
}

const char *toc_ms_words(const toc_wording *w, toc_ms ms)
{
    toc_duration length = {.ms = ms};
    const char *text;

    if (ms >= TOC_HOUR)
        length.ms = ms / TOC_MINUTE * TOC_MINUTE;
    text = toc_wording_length(w, length);
    return text ? text : "0 min";
}

const char *toc_due_words(const toc_wording *w, const toc_deadline *deadline,
                          const toc_series *series)
{
    const char *text = toc_wording_deadline(w, deadline).text;
    const char *every = toc_wording_series(w, series);

    if (text && every)
        return toc_arena_printf(w->arena, "%s\n%s", every, text);
    return text ? text : every;
}

const char *toc_since_words(const toc_wording *w, const toc_deadline *deadline)
{
    const char *since = toc_wording_deadline(w, deadline).since;

    return since ? toc_wording_fill(w, TOC_WORD_SINCE, since, NULL) : NULL;
}

const char *toc_body_words(const toc_wording *w, const toc_plan_body *body)
{
    const char *own = toc_title_words(w, &body->base).first;

    if (!body->is_post || !body->org)
        return own;
    return toc_arena_printf(w->arena, "%s · %s", toc_title_words(w, &body->org->base).first, own);
}

bool toc_is_own_body(const toc_plan *plan, const toc_plan_body *body)
{
    return body && body->base.id < plan->bodies.count && plan->bodies.items[body->base.id] == body;
}

static bool is_only_called(const char *name, const char *title)
{
    return toc_grade_is_called(name) || strcmp(name, title) == 0;
}

toc_title toc_level_title(const toc_wording *w, const toc_plan_level *level)
{
    const char *name = toc_symbol_text(w->plan->names, level->base.name);
    toc_title title = toc_wording_text(w, level->base.title, NULL);

    if (!title.first || !*title.first)
        return (toc_title){name, NULL};
    if (is_only_called(name, title.first))
        return title;
    return (toc_title){name, title.first};
}

const char *toc_level_words(const toc_wording *w, const toc_plan_level *level)
{
    const char *name = toc_symbol_text(w->plan->names, level->base.name);
    const char *title = toc_title_words(w, &level->base).first;

    return is_only_called(name, title) ? title : toc_arena_printf(w->arena, "%s %s", name, title);
}

const char *toc_key_of(toc_arena *arena, const toc_entity *entity)
{
    const char *word = "row";

    if (entity->kind == TOC_ENTITY_NODE)
        word = ((const toc_plan_node *)entity)->is_decision ? "decision" : "step";
    else if (entity->kind == TOC_ENTITY_REPORT)
        word = "report";
    else if (entity->kind == TOC_ENTITY_ANNOUNCEMENT)
        word = "announcement";
    else if (entity->kind == TOC_ENTITY_RESPONSE)
        word = "response";
    else if (entity->kind == TOC_ENTITY_LEVEL)
        word = "level";
    else if (entity->kind == TOC_ENTITY_BODY)
        word = "body";
    else if (entity->kind == TOC_ENTITY_RESOURCE)
        word = "resource";
    return toc_arena_printf(arena, "%s:%s", word, entity->full);
}

/* ── order ───────────────────────────────────────────────────────────────── */

enum { STARTERS_MOST = 400 }; /* bytes of a list, about */

/* What starts a response that has no `on`: steps, outcomes and lateness that name it. */
typedef struct starters {
    const toc_wording *wording;
    const char **texts; /* by response */
    const char **last;  /* what was added to each */
} starters;

static void add_starter(starters *of, const toc_plan_response *response, const char *by)
{
    const toc_wording *w = of->wording;
    const char **text;

    if (!response || response->base.id >= w->plan->responses.count)
        return;
    text = &of->texts[response->base.id];
    if (*text && (strlen(*text) > STARTERS_MOST || strcmp(of->last[response->base.id], by) == 0))
        return;
    of->last[response->base.id] = by;
    *text =
        *text ? toc_arena_printf(w->arena, "%s%s%s", *text, toc_wording_word(w, TOC_WORD_LIST), by)
              : by;
}

/* @p what: its title where that of @p entity alone would not do; or NULL. */
static void add_lates(starters *of, const toc_lates *lates, const toc_entity *entity,
                      const char *what)
{
    const toc_wording *w = of->wording;

    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].response.target)
            add_starter(of, lates->items[i].response.target,
                        toc_wording_fill(w, TOC_WORD_IS_LATE,
                                         what ? what : toc_title_words(w, entity).first, NULL));
    }
}

static void add_starters(starters *of, const toc_plan_node *node)
{
    const toc_wording *w = of->wording;
    const char *title = toc_title_words(w, &node->base).first;

    for (uint32_t i = 0; i < node->activates.count; i++)
        add_starter(of, node->activates.items[i].target, title);
    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];

        for (uint32_t k = 0; k < outcome->targets.count; k++) {
            if (outcome->targets.items[k].response.target)
                add_starter(
                    of, outcome->targets.items[k].response.target,
                    toc_arena_printf(w->arena, "%s: %s", title, toc_wording_outcome(w, outcome)));
        }
    }
    add_lates(of, &node->if_late, &node->base, NULL);
}

static void add_late_levels(starters *of)
{
    const toc_wording *w = of->wording;

    for (uint32_t i = 0; i < w->plan->levels.count; i++) {
        const toc_plan_level *level = w->plan->levels.items[i];
        const char *what = toc_arena_printf(
            w->arena, "%s %s", toc_wording_word(w, TOC_WORD_DECLARE), toc_level_words(w, level));

        add_lates(of, &level->if_late, &level->base, what);
        add_lates(of, &level->ladder->if_late, &level->base, what);
    }
}

static starters find_starters(const toc_wording *w)
{
    const toc_plan *plan = w->plan;
    starters of = {w, TOC_NEW_ARRAY(w->arena, const char *, plan->responses.count + 1u),
                   TOC_NEW_ARRAY(w->arena, const char *, plan->responses.count + 1u)};

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        add_starters(&of, plan->nodes.items[i]);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        add_lates(&of, &plan->reports.items[i]->if_late, &plan->reports.items[i]->base, NULL);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        add_lates(&of, &plan->announcements.items[i]->if_late, &plan->announcements.items[i]->base,
                  NULL);
    add_late_levels(&of);
    return of;
}

static void add_group(toc_plan_order *order, const toc_canvas *canvas, const toc_flow_node *start,
                      const starters *of)
{
    const toc_plan_response *response = start->response;
    const char *text = toc_anchors_words(of->wording, &response->on);
    toc_plan_group group = {.response = response,
                            .level = start->band->level,
                            .title = toc_title_words(of->wording, &response->base),
                            .starts = text};

    if (!*text && of->texts[response->base.id])
        group.starts = of->texts[response->base.id];
    group.tint =
        *toc_theme_tint(canvas->theme, group.level ? group.level->colour : TOC_COLOUR_NONE);
    TOC_PUSH(canvas->arena, &order->groups, group);
}

static void add_bodies(toc_plan_order *order, const toc_canvas *canvas, const toc_flow *flow)
{
    const toc_plan *plan = flow->plan;
    bool *is_in = TOC_NEW_ARRAY(canvas->arena, bool, plan->bodies.count + 1u);

    for (uint32_t i = 0; i < flow->lanes.count; i++) {
        const toc_plan_body *body = flow->lanes.items[i]->body;

        if (!toc_is_own_body(plan, body))
            continue;
        is_in[body->base.id] = true;
        TOC_PUSH(canvas->arena, &order->bodies, body);
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (!is_in[i])
            TOC_PUSH(canvas->arena, &order->bodies, plan->bodies.items[i]);
    }
}

toc_plan_order *toc_plan_order_of(const toc_canvas *canvas, const toc_view_input *input)
{
    toc_flow_options options = {input->options->lang, input->options->has_two_languages};
    toc_flow *flow = toc_flow_build(canvas->arena, input->plan, &options);
    toc_plan_order *order = TOC_NEW(canvas->arena, toc_plan_order);
    starters of = find_starters(&input->wording);

    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        if (flow->nodes.items[i]->kind == TOC_FLOW_START)
            add_group(order, canvas, flow->nodes.items[i], &of);
    }
    add_bodies(order, canvas, flow);
    return order;
}
