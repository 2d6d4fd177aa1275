/* required.c - what a declaration must say, and clauses that need or exclude one another. */
#include "sema/context.h"

void toc_report_missing(toc_sema *sema, const toc_entity *entity, const char *what)
{
    toc_diag *diag;

    if (sema->is_lenient)
        return;
    diag = toc_diag_add(sema->sink, TOC_D_CLAUSE_MISSING, entity->span, "%s `%s` does not say %s",
                        toc_entity_kind_noun(sema, entity), entity->full,
                        toc_keywords_mark(sema->arena, toc_phrase(sema->arena, what)));
    toc_diag_set_here(sema->sink, diag, "incomplete");
}

/* One of the clauses must be there; TOC_CLAUSE_CLAUSE ends the list. */
typedef struct requirement {
    toc_decl_kind decl;
    toc_clause_kind one_of[3];
    const char *what;
} requirement;

#define NONE TOC_CLAUSE_CLAUSE

static const requirement requirements[] = {
    {TOC_DECL_STEP, {TOC_CLAUSE_BY, NONE, NONE}, TOC_PHRASE("who does it (`by`)")},
    {TOC_DECL_DECISION, {TOC_CLAUSE_BY, NONE, NONE}, TOC_PHRASE("who decides (`by`)")},
    {TOC_DECL_TRIGGER,
     {TOC_CLAUSE_ON, TOC_CLAUSE_WHEN, NONE},
     TOC_PHRASE("what fires it (`on` or `when`)")},
    {TOC_DECL_PERIOD,
     {TOC_CLAUSE_FROM_TO, TOC_CLAUSE_WEEKLY, NONE},
     TOC_PHRASE("which days it spans (`from … to …` or `weekly`)")},
    {TOC_DECL_INDICATOR,
     {NONE, NONE, NONE},
     TOC_PHRASE("what it measures (`percent`, `count`, `number`, `duration`, `flag`, `one of (…)`, "
                "`ordered (…)`)")},
    {TOC_DECL_REPORT, {TOC_CLAUSE_FROM, NONE, NONE}, TOC_PHRASE("who sends it (`from`)")},
    {TOC_DECL_REPORT, {TOC_CLAUSE_TO, NONE, NONE}, TOC_PHRASE("who gets it (`to`)")},
    {TOC_DECL_REPORT,
     {TOC_CLAUSE_ON, TOC_CLAUSE_WHILE, NONE},
     TOC_PHRASE("when it is owed (`on` or `while`)")},
    {TOC_DECL_ANNOUNCEMENT, {TOC_CLAUSE_BY, NONE, NONE}, TOC_PHRASE("who makes it (`by`)")},
    {TOC_DECL_ANNOUNCEMENT, {TOC_CLAUSE_TO, NONE, NONE}, TOC_PHRASE("whom it is for (`to`)")},
    {TOC_DECL_ANNOUNCEMENT,
     {TOC_CLAUSE_ON, TOC_CLAUSE_WHILE, TOC_CLAUSE_AFTER},
     TOC_PHRASE("when it is owed (`on`, `while` or `after`)")},
    {TOC_DECL_RELAY, {TOC_CLAUSE_ON, NONE, NONE}, TOC_PHRASE("what starts it (`on`)")},
    {TOC_DECL_RELAY, {TOC_CLAUSE_HOP, NONE, NONE}, TOC_PHRASE("who tells whom (`hop`)")},
    {TOC_DECL_ROSTER, {TOC_CLAUSE_ROSTER_ORG, NONE, NONE}, TOC_PHRASE("whose it is (`org`)")},
};

static bool is_met(const toc_entity *entity, const requirement *row)
{
    if (row->decl == TOC_DECL_INDICATOR)
        return ((const toc_plan_indicator *)entity)->type != TOC_TYPE_BROKEN;
    for (unsigned i = 0; i < 3 && row->one_of[i] != NONE; i++) {
        if (toc_decl_has(entity->decl, row->one_of[i]))
            return true;
    }
    return row->decl == TOC_DECL_ANNOUNCEMENT && row->one_of[0] == TOC_CLAUSE_ON &&
           ((const toc_plan_announcement *)entity)->response; /* with its response's start */
}

void toc_required_check(toc_sema *sema, const toc_entity *entity)
{
    for (size_t i = 0; i < sizeof requirements / sizeof requirements[0]; i++) {
        const requirement *row = &requirements[i];

        if (row->decl == entity->decl->kind && !is_met(entity, row))
            toc_report_missing(sema, entity, row->what);
    }
}

/* ── clauses that go together ────────────────────────────────────────────── */

static void settle_series(toc_sema *sema, toc_series *series, toc_deadline *deadline)
{
    toc_diag *diag;

    if (series->until && toc_span_is_none(series->span)) {
        diag = toc_diag_add(sema->sink, TOC_D_UNTIL_ALONE, series->until->span,
                            "`until` says when to stop, and nothing here repeats");
        toc_diag_add_help(sema->sink, diag, "say how often: `every 2h until …`");
    }
    if (series->every > 0 && series->minutes < 0 && deadline->kind == TOC_DEADLINE_BY_TIME) {
        series->minutes = deadline->minutes;
    } else if (series->minutes >= 0 && deadline->kind != TOC_DEADLINE_NONE) {
        diag = toc_diag_add(sema->sink, TOC_D_TWO_DEADLINES, deadline->span, "a second deadline");
        toc_diag_add_label(sema->sink, diag, series->span, "the first one, `by time`");
    }
}

static void check_causes(toc_sema *sema, const toc_plan_anchors *on, const toc_cond *held)
{
    toc_diag *diag;

    if (on->count == 0 || !held)
        return;
    diag = toc_diag_add(sema->sink, TOC_D_TWO_CAUSES, held->span,
                        "both `on` and `while` say when this is owed");
    toc_diag_add_label(sema->sink, diag, on->items[0].span, "`on` says it here");
    toc_diag_add_help(sema->sink, diag, "make two of it, one for each");
}

void toc_together_check(toc_sema *sema, toc_entity *entity)
{
    if (entity->kind == TOC_ENTITY_NODE) {
        toc_plan_node *node = (toc_plan_node *)entity;

        settle_series(sema, &node->series, &node->deadline);
    } else if (entity->kind == TOC_ENTITY_REPORT) {
        toc_plan_report *report = (toc_plan_report *)entity;

        settle_series(sema, &report->series, &report->deadline);
        check_causes(sema, &report->on, report->while_);
    } else if (entity->kind == TOC_ENTITY_ANNOUNCEMENT) {
        toc_plan_announcement *announcement = (toc_plan_announcement *)entity;

        settle_series(sema, &announcement->series, &announcement->deadline);
        check_causes(sema, &announcement->on, announcement->while_);
    }
}
