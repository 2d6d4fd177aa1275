/* resolve_levels.c - ladders and their levels from their clauses, and what levels take over
 * from their ladder. */
#include "sema/context.h"

#define AT(type, member) offsetof(type, member)

static void fill_end(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_ladder *ladder = (toc_plan_ladder *)entity;
    const toc_clause *proposed = toc_inner_clause(clause->args, TOC_CLAUSE_PROPOSED);
    const toc_clause *approved = toc_inner_clause(clause->args, TOC_CLAUSE_APPROVED);

    ladder->end_span = clause->span;
    toc_fill_cond(sema, entity, field, clause);
    if (proposed)
        toc_duty_by_resolve(sema, proposed, &ladder->proposed);
    if (approved)
        toc_duty_by_resolve(sema, approved, &ladder->approved);
}

static void fill_basis(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"worst"};
    static const toc_word_list list = {TOC_PHRASE("basis of levels"), words, 1, 1};

    (void)entity;
    (void)field;
    (void)toc_clause_word(sema, clause, &list);
}

static void fill_authority(toc_sema *sema, toc_entity *entity, void *field,
                           const toc_clause *clause)
{
    static const char *const words[] = {"declare", "raise", "lower", "end"};
    static const toc_word_list list = {TOC_PHRASE("power over levels"), words, 4, 0};
    toc_authority authority = {.span = clause->span};

    (void)entity;
    authority.body = toc_body_resolve(sema, toc_arg_find(clause->args, TOC_ARG_PATH));
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        int power = arg->kind == TOC_ARG_WORD ? toc_word_resolve(sema, arg->name, &list) : -1;

        authority.may_declare = authority.may_declare || power == 0;
        authority.may_raise = authority.may_raise || power == 1;
        authority.may_lower = authority.may_lower || power == 2;
        authority.may_end = authority.may_end || power == 3;
    }
    TOC_PUSH(sema->arena, (toc_authorities *)field, authority);
}

static void fill_colour(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"green",  "blue",  "yellow", "orange", "red",
                                        "purple", "black", "white",  "grey"};
    static const toc_word_list list = {TOC_PHRASE("colour"), words, 9, TOC_COLOUR_GREEN};

    *(toc_colour *)field = (toc_colour)toc_clause_word(sema, clause, &list);
    ((toc_plan_level *)entity)->colour_span = clause->span;
}

const toc_fill toc_ladder_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_BASIS] = {fill_basis, 0},
    [TOC_CLAUSE_DECLARED_BY] = {toc_fill_duty_by, AT(toc_plan_ladder, declared_by)},
    [TOC_CLAUSE_LOWER] = {toc_fill_length, AT(toc_plan_ladder, lower)},
    [TOC_CLAUSE_END] = {fill_end, AT(toc_plan_ladder, end_when)},
    [TOC_CLAUSE_PROPOSED] = {toc_fill_duty_by, AT(toc_plan_ladder, proposed)},
    [TOC_CLAUSE_APPROVED] = {toc_fill_duty_by, AT(toc_plan_ladder, approved)},
    [TOC_CLAUSE_AUTHORITY] = {fill_authority, AT(toc_plan_ladder, authorities)},
    [TOC_CLAUSE_IF_LATE] = {toc_fill_lates, AT(toc_plan_ladder, if_late)},
    [TOC_CLAUSE_OBJECTIVE] = {toc_fill_scoring, AT(toc_plan_ladder, scoring)},
    [TOC_CLAUSE_GRACE] = {toc_fill_grace, AT(toc_plan_ladder, scoring)},
};

const toc_fill toc_level_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_SCOPE] = {toc_fill_text, AT(toc_plan_level, scope)},
    [TOC_CLAUSE_WHEN] = {toc_fill_cond, AT(toc_plan_level, when)},
    [TOC_CLAUSE_DECLARED_BY] = {toc_fill_duty_by, AT(toc_plan_level, own_declared_by)},
    [TOC_CLAUSE_AUTHORITY] = {fill_authority, AT(toc_plan_level, authorities)},
    [TOC_CLAUSE_COLOUR] = {fill_colour, AT(toc_plan_level, colour)},
    [TOC_CLAUSE_ALIAS] = {toc_fill_aliases, AT(toc_plan_level, aliases)},
    [TOC_CLAUSE_WHO] = {toc_fill_text, AT(toc_plan_level, who)},
    [TOC_CLAUSE_IF_LATE] = {toc_fill_lates, AT(toc_plan_level, if_late)},
    [TOC_CLAUSE_OBJECTIVE] = {toc_fill_scoring, AT(toc_plan_level, scoring)},
    [TOC_CLAUSE_GRACE] = {toc_fill_grace, AT(toc_plan_level, scoring)},
};

static void inherit(toc_plan_level *level, const toc_plan_ladder *ladder)
{
    level->declared_by = level->own_declared_by;
    if (toc_span_is_none(level->own_declared_by.span))
        level->declared_by = ladder->declared_by;
    else if (level->declared_by.deadline.kind == TOC_DEADLINE_NONE)
        level->declared_by.deadline = ladder->declared_by.deadline;
    if (toc_span_is_none(level->scoring.objective.span)) {
        level->scoring.objective = ladder->scoring.objective;
        level->scoring.weight = ladder->scoring.weight;
    }
    if (toc_span_is_none(level->scoring.grace.span))
        level->scoring.grace = ladder->scoring.grace;
}

static void report_empty(toc_sema *sema, const toc_plan_ladder *ladder)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_EMPTY_LADDER, ladder->base.span,
                                  "`levels` without a single `level`");

    toc_diag_add_help(sema->sink, diag,
                      "list the grades between the braces, the least severe "
                      "first: `level III \"…\" { when … }`");
}

void toc_levels_resolve(toc_sema *sema)
{
    for (uint32_t i = 0; i < sema->entities.count; i++) {
        toc_plan_ladder *ladder = (toc_plan_ladder *)sema->entities.items[i];

        if (ladder->base.kind != TOC_ENTITY_LADDER)
            continue;
        if (ladder->levels.count == 0 && !sema->is_lenient)
            report_empty(sema, ladder);
        for (uint32_t rank = 1; rank <= ladder->levels.count; rank++)
            inherit(ladder->levels.items[rank - 1], ladder);
    }
}

/* ── ladders that read themselves ────────────────────────────────────────── */

typedef enum visit { VISIT_NEW, VISIT_OPEN, VISIT_DONE } visit;

/* Every place in a condition where a declared level is read. */
static void collect_reads(const toc_cond *cond, toc_arena *arena, toc_entity_refs *out)
{
    if (!cond)
        return;
    if (cond->op == TOC_COND_LEVEL) {
        toc_entity_ref ref = {cond->entity, cond->span};

        TOC_PUSH(arena, out, ref);
    }
    for (uint32_t i = 0; i < cond->kid_count; i++) /* depth: 256, see cond.c */
        collect_reads(cond->kids[i], arena, out);
}

static toc_entity_refs reads_of(toc_sema *sema, const toc_plan_ladder *ladder)
{
    toc_entity_refs refs = {0};

    for (uint32_t i = 0; i < ladder->levels.count; i++)
        collect_reads(ladder->levels.items[i]->when, sema->arena, &refs);
    collect_reads(ladder->end_when, sema->arena, &refs);
    return refs;
}

static void report_reading(toc_sema *sema, const toc_entity_ref *ref)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_LADDER_READS_ITSELF, ref->span,
                                  "the conditions of `%s` cannot depend on its own declared level",
                                  ref->target->full);

    toc_diag_add_label(sema->sink, diag, ref->target->span, "these levels");
    toc_diag_add_help(sema->sink, diag, "say what can be observed instead: an indicator, an event");
}

typedef struct walk {
    toc_plan_ladder *ladder;
    toc_entity_refs reads;
    uint32_t next;
} walk;

/* Depth first with a stack of its own; ids are indices of entities here. */
static void walk_from(toc_sema *sema, toc_plan_ladder *start, visit *visits)
{
    TOC_VEC(walk) stack = {0};
    walk first = {start, reads_of(sema, start), 0};

    visits[start->base.id] = VISIT_OPEN;
    TOC_PUSH(sema->arena, &stack, first);
    while (stack.count > 0) {
        walk *top = &stack.items[stack.count - 1];
        const toc_entity_ref *ref;

        if (top->next == top->reads.count) {
            visits[top->ladder->base.id] = VISIT_DONE;
            stack.count--;
            continue;
        }
        ref = &top->reads.items[top->next++];
        if (visits[ref->target->id] == VISIT_OPEN) {
            report_reading(sema, ref);
        } else if (visits[ref->target->id] == VISIT_NEW) {
            walk down = {(toc_plan_ladder *)ref->target, {0}, 0};

            down.reads = reads_of(sema, down.ladder);
            visits[ref->target->id] = VISIT_OPEN;
            TOC_PUSH(sema->arena, &stack, down);
        }
    }
}

void toc_ladders_check_reading(toc_sema *sema)
{
    visit *visits = TOC_NEW_ARRAY(sema->arena, visit, sema->entities.count);

    for (uint32_t i = 0; i < sema->entities.count; i++) {
        toc_entity *entity = sema->entities.items[i];

        if (entity->kind == TOC_ENTITY_LADDER && visits[i] == VISIT_NEW)
            walk_from(sema, (toc_plan_ladder *)entity, visits);
    }
}
