/* check_authority.c - T0361 two-may-declare, T0362 grade-undeclared, T0363
 * severe-grade-declared-below, T0364 proposes-and-approves, T0365 approved-from-below, T0366
 * end-without-proposer, T0367 level-may-flap, T0370 ended-from-below: who may say what of the
 * levels, and whether those above them agree. */
#include "sema/checks.h"
#include "sema/parts.h"

/* ── order ───────────────────────────────────────────────────────────────── */

/* What is `superior` stands above the plan's bodies without saying so of each. */
static bool is_ordered(const toc_plan_body *a, const toc_plan_body *b)
{
    return toc_body_is_in_line(a, b) || toc_body_org(a)->kind == TOC_BODY_SUPERIOR ||
           toc_body_org(b)->kind == TOC_BODY_SUPERIOR || a->succeeds.target == b ||
           b->succeeds.target == a;
}

static bool is_org_above(const toc_plan_body *above, const toc_plan_body *below)
{
    return toc_body_org(above) != toc_body_org(below) &&
           toc_body_is_above(toc_body_org(above), toc_body_org(below));
}

static bool is_said(const toc_duty_by *duty)
{
    return !toc_span_is_none(duty->span);
}

/* ── who declares ────────────────────────────────────────────────────────── */

static const char *name_of(const toc_check_context *context, const toc_plan_level *level)
{
    return toc_symbol_text(context->plan->names, level->base.name);
}

static void report_two(const toc_check_context *context, const toc_plan_level *level,
                       const toc_body_ref *first, const toc_body_ref *second)
{
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_TWO_MAY_DECLARE, second->span,
                     "`%s` and `%s` may each declare `%s`, and neither is above the "
                     "other",
                     first->target->base.full, second->target->base.full, name_of(context, level));

    toc_diag_add_label(context->sink, diag, first->span, "the other one");
    toc_diag_add_help(context->sink, diag, "keep one, or say whom the other is under or succeeds");
}

/* True: reported. */
static bool check_powers(const toc_check_context *context, const toc_plan_level *level,
                         const toc_authorities *powers, const toc_body_ref **first)
{
    for (uint32_t i = 0; i < powers->count; i++) {
        const toc_authority *power = &powers->items[i];

        if (!power->body.target || !power->may_declare)
            continue;
        if (*first && !is_ordered((*first)->target, power->body.target)) {
            report_two(context, level, *first, &power->body);
            return true;
        }
        if (!*first)
            *first = &power->body;
    }
    return false;
}

/* What the ladder says of all levels is told at the first that it concerns. */
static void check_declarers(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    bool is_told = false;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        const toc_body_ref *first =
            level->declared_by.body.target ? &level->declared_by.body : NULL;

        if (!check_powers(context, level, &level->authorities, &first) && !is_told)
            is_told = check_powers(context, level, &ladder->authorities, &first);
    }
}

static bool may_declare(const toc_authorities *powers)
{
    for (uint32_t i = 0; i < powers->count; i++) {
        if (powers->items[i].may_declare || powers->items[i].may_raise)
            return true;
    }
    return false;
}

static const toc_plan_level *find_declared(const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        if (is_said(&ladder->levels.items[i]->declared_by))
            return ladder->levels.items[i];
    }
    return NULL;
}

static void check_undeclared(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    const toc_plan_level *other = find_declared(ladder);

    for (uint32_t i = 0; other && i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        toc_diag *diag;

        if (is_said(&level->declared_by) || !level->when || may_declare(&level->authorities) ||
            may_declare(&ladder->authorities))
            continue; /* without condition: T0304 */
        diag = toc_diag_add(context->sink, TOC_D_GRADE_UNDECLARED, level->base.span,
                            "nobody declares level `%s`, though others are declared",
                            name_of(context, level));
        toc_diag_set_here(context->sink, diag, "it holds by itself as soon as its condition does");
        toc_diag_add_label(context->sink, diag, other->declared_by.span, "`%s` is declared",
                           name_of(context, other));
        toc_diag_add_help(context->sink, diag, "say who declares it: `declared by …`");
    }
}

/* Against the level just below that somebody else declares. */
static void check_severe(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    const toc_plan_level *below = NULL;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        const toc_body_ref *by = &level->declared_by.body;
        toc_diag *diag;

        if (!by->target)
            continue;
        if (below && is_org_above(below->declared_by.body.target, by->target)) {
            diag = toc_diag_add(
                context->sink, TOC_D_SEVERE_GRADE_DECLARED_BELOW, by->span,
                "`%s` declares `%s`, but its superior declares only the milder `%s`",
                by->target->base.full, name_of(context, level), name_of(context, below));
            toc_diag_add_label(context->sink, diag, below->declared_by.body.span,
                               "`%s`, the superior", below->declared_by.body.target->base.full);
        }
        below = level;
    }
}

/* ── who ends ────────────────────────────────────────────────────────────── */

static void check_proposer(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    const toc_body_ref *proposer = &ladder->proposed.body;
    const toc_body_ref *approver = &ladder->approved.body;
    toc_diag *diag;

    if (is_said(&ladder->approved) && !is_said(&ladder->proposed) && find_declared(ladder)) {
        diag = toc_diag_add(context->sink, TOC_D_END_WITHOUT_PROPOSER, ladder->approved.span,
                            "the end is approved, and nobody proposes it");
        toc_diag_add_help(context->sink, diag,
                          "say who sees that it is over: `proposed by …` before `approved by`");
    }
    if (proposer->target && proposer->target == approver->target) {
        diag = toc_diag_add(context->sink, TOC_D_PROPOSES_AND_APPROVES, approver->span,
                            "`%s` approves the end that it proposes itself",
                            approver->target->base.full);
        toc_diag_add_label(context->sink, diag, proposer->span, "proposes it");
    }
}

static void report_below(const toc_check_context *context, const toc_body_ref *approver,
                         const toc_body_ref *asks, const char *what)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_APPROVED_FROM_BELOW, approver->span,
                                  "`%s` asks its own subordinate `%s` for approval",
                                  asks->target->base.full, approver->target->base.full);

    toc_diag_add_label(context->sink, diag, asks->span, "%s", what);
    toc_diag_add_help(context->sink, diag, "let a body approve that is not under it");
}

static void check_below(const toc_check_context *context, const toc_body_ref *approver,
                        const toc_body_ref *asks, const char *what)
{
    if (approver->target && asks->target && is_org_above(asks->target, approver->target) &&
        !is_org_above(approver->target, asks->target)) /* a circle: T0127 */
        report_below(context, approver, asks, what);
}

static void check_ender(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    const toc_plan_level *top =
        ladder->levels.count > 0 ? ladder->levels.items[ladder->levels.count - 1] : NULL;
    const toc_body_ref *ender = &ladder->approved.body;
    toc_diag *diag;

    if (!top || !ender->target || !top->declared_by.body.target ||
        !is_org_above(top->declared_by.body.target, ender->target) ||
        (ladder->proposed.body.target && is_org_above(ladder->proposed.body.target, ender->target)))
        return; /* the last: T0365 */
    diag = toc_diag_add(context->sink, TOC_D_ENDED_FROM_BELOW, ender->span,
                        "`%s` ends what its superior `%s` has declared", ender->target->base.full,
                        top->declared_by.body.target->base.full);
    toc_diag_add_label(context->sink, diag, top->declared_by.body.span, "declares `%s`",
                       name_of(context, top));
    toc_diag_add_help(context->sink, diag, "let `%s` approve the end",
                      top->declared_by.body.target->base.full);
}

void toc_check_authority(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        check_declarers(context, ladder);
        check_undeclared(context, ladder);
        check_severe(context, ladder);
        check_proposer(context, ladder);
        check_below(context, &ladder->approved.body, &ladder->proposed.body,
                    TOC_PHRASE("proposes the end"));
        check_ender(context, ladder);
    }
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        check_below(context, &plan->nodes.items[i]->approval.body, &plan->nodes.items[i]->by,
                    TOC_PHRASE("does the work"));
}

/* ── levels that follow a value ──────────────────────────────────────────── */

/* A threshold that a value can cross to and fro: not one that must hold for a while, nor of a
 * window. */
static bool can_flap(const toc_cond *cond)
{
    if (cond->op == TOC_COND_HELD)
        return false;
    if ((cond->op == TOC_COND_LT || cond->op == TOC_COND_LE || cond->op == TOC_COND_GT ||
         cond->op == TOC_COND_GE) &&
        cond->kids[0]->op == TOC_COND_INDICATOR)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (can_flap(cond->kids[i]))
            return true;
    }
    return false;
}

void toc_check_flapping(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->levels.count; i++) {
        const toc_plan_level *level = context->plan->levels.items[i];
        toc_diag *diag;

        if (is_said(&level->declared_by) || !toc_span_is_none(level->ladder->lower.span) ||
            level->rank != 1 || !level->when || !can_flap(level->when))
            continue; /* the first level tells for all */
        diag = toc_diag_add(context->sink, TOC_D_LEVEL_MAY_FLAP, level->when->span,
                            "the level comes and goes each time this value crosses its threshold");
        toc_diag_add_help(context->sink, diag,
                          "say how long a lower level must hold before stepping down: `lower "
                          "after …`");
    }
}
