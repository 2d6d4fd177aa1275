/* conditions_guards.c - T0220 condition-always-same, T0353 settled-here: conditions, and parts of
 * them, that nothing can change: at all, or where they stand. */
#include "analysis/conditions.h"

#include <string.h>

/* Of the finding alone: its texts are in the language in which it was told. */
bool toc_conditions_is_settled(const toc_diag *diag, bool is_true)
{
    const char *way = toc_phrase_in(diag->lang, is_true ? "true" : "false");
    char text[200];

    if (diag->code == TOC_D_ALWAYS_SAME)
        (void)snprintf(text, sizeof text, toc_phrase_in(diag->lang, "this is always %s"), way);
    else if (diag->code == TOC_D_SETTLED_HERE)
        (void)snprintf(text, sizeof text, toc_phrase_in(diag->lang, "this is always %s here"), way);
    else
        return false;
    return strcmp(diag->message, text) == 0;
}

/* ── at all ──────────────────────────────────────────────────────────────── */

static bool is_warranting(const toc_plan *plan, const toc_cond *cond)
{
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        if (plan->levels.items[i]->when == cond)
            return true;
    }
    return false;
}

static void report_same(toc_conditions *it, const toc_cond *cond, bool is_true)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_ALWAYS_SAME, cond->span, "this is always %s",
                                  is_true ? TOC_PHRASE("true") : TOC_PHRASE("false"));

    toc_diag_set_here(it->sink, diag, "nothing that happens can change it");
}

static bool has_parts(const toc_cond *cond)
{
    return cond->op == TOC_COND_AND || cond->op == TOC_COND_OR || cond->op == TOC_COND_NOT ||
           cond->op == TOC_COND_HELD;
}

/* The largest parts that are always the same, each once.  Depth: that of conditions. */
static void check_parts(toc_conditions *it, const toc_cond *cond, bool is_level)
{
    toc_answer can = toc_conditions_can(it, cond);

    if (can == TOC_ANSWER_UNDECIDED || (can == TOC_ANSWER_NO && is_level))
        return; /* noted; T0350 */
    if (can == TOC_ANSWER_NO || toc_conditions_always(it, cond)) {
        report_same(it, cond, can == TOC_ANSWER_YES);
        return;
    }
    for (uint32_t i = 0; i < cond->kid_count && has_parts(cond); i++)
        check_parts(it, cond->kids[i], false);
}

static void check_root(void *state, const toc_cond *cond)
{
    toc_conditions *it = state;

    check_parts(it, cond, is_warranting(it->plan, cond));
}

/* ── where they stand ────────────────────────────────────────────────────── */

/* What surely holds where a condition is read, and why. */
typedef struct place {
    const toc_cond *holds;
    const toc_plan_response *response;
    const char *when; /* "while it runs" */
} place;

static bool reads_level(const toc_cond *cond)
{
    if (cond->op == TOC_COND_LEVEL)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_level(cond->kids[i]))
            return true;
    }
    return false;
}

static void report_settled(toc_conditions *it, const place *here, const toc_cond *cond,
                           bool is_true)
{
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_SETTLED_HERE, cond->span, "this is always %s here",
                     is_true ? TOC_PHRASE("true") : TOC_PHRASE("false"));
    const toc_plan_anchors *on = &here->response->on;

    toc_diag_add_label(it->sink, diag, on->items[0].span, "`%s` %s", here->response->base.full,
                       here->when);
}

static void check_parts_here(toc_conditions *it, const place *here, const toc_cond *cond)
{
    if (!reads_level(cond) || toc_conditions_never(it, cond) || toc_conditions_always(it, cond))
        return; /* the last two: T0220 */
    if (toc_conditions_never(it, toc_conditions_both(it, here->holds, cond)))
        report_settled(it, here, cond, false);
    else if (toc_conditions_never(it, toc_conditions_without(it, here->holds, cond)))
        report_settled(it, here, cond, true);
    else if (cond->op == TOC_COND_AND || cond->op == TOC_COND_OR || cond->op == TOC_COND_NOT)
        for (uint32_t i = 0; i < cond->kid_count; i++)
            check_parts_here(it, here, cond->kids[i]);
}

static void check_here(toc_conditions *it, const place *here, const toc_cond *cond)
{
    if (cond && here->holds)
        check_parts_here(it, here, cond);
}

/* `while` and `until` may repeat for the reader what is so anyway; what stops a series before it
 * begins may not. */
static void check_series_here(toc_conditions *it, const place *here, const toc_cond *cond,
                              bool is_until)
{
    const toc_cond *runs;

    if (!cond || !here->holds || !reads_level(cond) || toc_conditions_never(it, cond) ||
        toc_conditions_always(it, cond))
        return;
    runs = is_until ? toc_conditions_not(it, cond) : cond;
    if (toc_conditions_never(it, toc_conditions_both(it, here->holds, runs)))
        report_settled(it, here, cond, is_until);
}

/* `level at least III` of an anchor. */
static const toc_cond *level_cond(toc_conditions *it, const toc_plan_anchor *anchor, toc_cond_op op,
                                  int64_t rank)
{
    return toc_conditions_level(it, (const toc_plan_ladder *)anchor->target, op, (uint32_t)rank,
                                anchor->span);
}

/* What holds as long as the cause does; NULL: nothing is known. */
static const toc_cond *lasting(toc_conditions *it, const toc_plan_anchor *anchor)
{
    if (!anchor->target)
        return NULL;
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST)
        return level_cond(it, anchor, TOC_COND_GE, anchor->rank);
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS)
        return level_cond(it, anchor, TOC_COND_EQ, anchor->rank);
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW)
        return level_cond(it, anchor, TOC_COND_LT, anchor->rank);
    return NULL;
}

/* What holds at the instant of the cause. */
static const toc_cond *momentary(toc_conditions *it, const toc_plan_anchor *anchor)
{
    if (anchor->kind == TOC_PLAN_ANCHOR_LADDER_END && anchor->target)
        return level_cond(it, anchor, TOC_COND_EQ, 0);
    if (anchor->kind == TOC_PLAN_ANCHOR_TRIGGER && anchor->target)
        return ((const toc_plan_trigger *)anchor->target)->when;
    return lasting(it, anchor);
}

/* Any of the causes may be it; one of which nothing is known spoils the knowledge. */
static const toc_cond *known_of(toc_conditions *it, const toc_plan_response *response,
                                const toc_cond *(*of)(toc_conditions *, const toc_plan_anchor *))
{
    const toc_cond *any = NULL;

    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_cond *one = of(it, &response->on.items[i]);

        if (!one)
            return NULL;
        any = toc_conditions_either(it, any, one);
    }
    return any;
}

const toc_cond *toc_conditions_while_runs(toc_conditions *it, const toc_plan_response *response)
{
    return known_of(it, response, lasting);
}

static void check_nodes(toc_conditions *it, const place *here)
{
    for (uint32_t i = 0; i < here->response->nodes.count; i++) {
        const toc_plan_node *node = here->response->nodes.items[i];

        check_here(it, here, node->when);
        check_series_here(it, here, node->series.until, true);
        for (uint32_t o = 0; o < node->outcomes.count; o++)
            check_here(it, here, node->outcomes.items[o].when);
    }
}

static void check_telling(toc_conditions *it, const place *here)
{
    for (uint32_t i = 0; i < here->response->reports.count; i++) {
        const toc_plan_report *report = here->response->reports.items[i];

        check_series_here(it, here, report->while_, false);
        check_series_here(it, here, report->level_filter, false);
        check_series_here(it, here, report->series.until, true);
    }
    for (uint32_t i = 0; i < here->response->announcements.count; i++) {
        const toc_plan_announcement *announcement = here->response->announcements.items[i];

        check_series_here(it, here, announcement->while_, false);
        check_here(it, here, announcement->when);
        check_series_here(it, here, announcement->series.until, true);
    }
}

void toc_conditions_guards(toc_conditions *it)
{
    toc_plan_visitor visitor = {.root = check_root, .state = it};
    bool *is_started = toc_responses_started(it->plan, it->arena);

    toc_plan_visit(it->plan, &visitor);
    for (uint32_t i = 0; i < it->plan->responses.count; i++) {
        const toc_plan_response *response = it->plan->responses.items[i];
        place at_start = {NULL, response, TOC_PHRASE("starts only then")};
        place running = {NULL, response, TOC_PHRASE("runs only then")};

        if (is_started[response->base.id]) /* by another, whatever its `on` says */
            continue;
        at_start.holds = response->when ? known_of(it, response, momentary) : NULL;
        running.holds = toc_conditions_while_runs(it, response);
        check_here(it, &at_start, response->when);
        check_nodes(it, &running);
        check_telling(it, &running);
    }
}
