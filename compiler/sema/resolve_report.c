/* resolve_report.c - reports, announcements and relays from their clauses. */
#include "sema/context.h"

#define AT(type, member) offsetof(type, member)

static void fill_report_kind(toc_sema *sema, toc_entity *entity, void *field,
                             const toc_clause *clause)
{
    static const char *const words[] = {"initial", "progress", "daily", "final"};
    static const toc_word_list list = {TOC_PHRASE("kind of report"), words, 4, TOC_REPORT_INITIAL};

    (void)entity;
    *(toc_report_kind *)field = (toc_report_kind)toc_clause_word(sema, clause, &list);
}

const toc_fill toc_report_fills[TOC_CLAUSE_KIND_COUNT] = {
    TOC_DUTY_ROWS(toc_plan_report),
    [TOC_CLAUSE_KIND] = {fill_report_kind, AT(toc_plan_report, kind)},
    [TOC_CLAUSE_FROM] = {toc_fill_body, AT(toc_plan_report, from)},
    [TOC_CLAUSE_TO] = {toc_fill_bodies, AT(toc_plan_report, to)},
    [TOC_CLAUSE_COPY] = {toc_fill_bodies, AT(toc_plan_report, copy)},
    [TOC_CLAUSE_ON] = {toc_fill_anchors, AT(toc_plan_report, on)},
    [TOC_CLAUSE_WHILE] = {toc_fill_cond, AT(toc_plan_report, while_)},
    [TOC_CLAUSE_LEVEL_FILTER] = {toc_fill_cond, AT(toc_plan_report, level_filter)},
    [TOC_CLAUSE_EVERY] = {toc_fill_series, AT(toc_plan_report, series)},
    [TOC_CLAUSE_UNTIL] = {toc_fill_until, AT(toc_plan_report, series)},
    [TOC_CLAUSE_CONTENT] = {toc_fill_fields, AT(toc_plan_report, content)},
    [TOC_CLAUSE_METHOD] = {toc_fill_methods, AT(toc_plan_report, methods)},
};

/* ── announcements ───────────────────────────────────────────────────────── */

static void fill_announcer(toc_sema *sema, toc_entity *entity, void *field,
                           const toc_clause *clause)
{
    toc_plan_announcement *announcement = (toc_plan_announcement *)entity;

    announcement->by_declarer = toc_arg_find(clause->args, TOC_ARG_FLAG) != NULL;
    toc_fill_body(sema, entity, field, clause);
}

static void fill_audience(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_announcement *announcement = (toc_plan_announcement *)entity;

    announcement->to_public = toc_arg_find(clause->args, TOC_ARG_FLAG) != NULL;
    toc_fill_bodies(sema, entity, field, clause);
}

static void fill_nodes(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_node_refs *nodes = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        toc_node_ref ref = {NULL, arg->span};

        if (arg->kind != TOC_ARG_PATH)
            continue;
        ref.target = (toc_plan_node *)toc_path_resolve(sema, arg->path, TOC_KIND(NODE),
                                                       TOC_PHRASE("a step"));
        TOC_PUSH(sema->arena, nodes, ref);
    }
}

static void fill_via(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)field;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_WORD)
            TOC_PUSH(sema->arena, &((toc_plan_announcement *)entity)->via, arg->name);
    }
}

const toc_fill toc_announcement_fills[TOC_CLAUSE_KIND_COUNT] = {
    TOC_DUTY_ROWS(toc_plan_announcement),
    [TOC_CLAUSE_BY] = {fill_announcer, AT(toc_plan_announcement, by)},
    [TOC_CLAUSE_TO] = {fill_audience, AT(toc_plan_announcement, to)},
    [TOC_CLAUSE_ON] = {toc_fill_anchors, AT(toc_plan_announcement, on)},
    [TOC_CLAUSE_WHILE] = {toc_fill_cond, AT(toc_plan_announcement, while_)},
    [TOC_CLAUSE_WHEN] = {toc_fill_cond, AT(toc_plan_announcement, when)},
    [TOC_CLAUSE_AFTER] = {fill_nodes, AT(toc_plan_announcement, after)},
    [TOC_CLAUSE_EVERY] = {toc_fill_series, AT(toc_plan_announcement, series)},
    [TOC_CLAUSE_UNTIL] = {toc_fill_until, AT(toc_plan_announcement, series)},
    [TOC_CLAUSE_CONTENT] = {toc_fill_fields, AT(toc_plan_announcement, content)},
    [TOC_CLAUSE_VIA] = {fill_via, 0},
    [TOC_CLAUSE_APPROVED] = {toc_fill_duty_by, AT(toc_plan_announcement, approved)},
};

/* ── relays ──────────────────────────────────────────────────────────────── */

static void fill_hop(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_clause *to = toc_inner_clause(clause->args, TOC_CLAUSE_TO);
    const toc_clause *within = toc_inner_clause(clause->args, TOC_CLAUSE_WITHIN);
    const toc_clause *method = toc_inner_clause(clause->args, TOC_CLAUSE_METHOD);
    toc_plan_hop hop = {.span = clause->span};

    (void)field;
    hop.from = toc_body_resolve(sema, toc_arg_find(clause->args, TOC_ARG_PATH));
    if (to)
        toc_bodies_resolve(sema, to->args, &hop.to);
    if (within)
        toc_deadline_resolve(sema, within, &hop.deadline);
    if (method)
        toc_fill_methods(sema, entity, &hop.methods, method);
    TOC_PUSH(sema->arena, &((toc_plan_relay *)entity)->hops, hop);
}

static void fill_verify(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_clause *by = toc_inner_clause(clause->args, TOC_CLAUSE_BY);
    toc_plan_verify verify = {0};

    (void)field;
    toc_fill_length(sema, entity, &verify.length, clause);
    if (by)
        verify.by = toc_body_resolve(sema, toc_arg_find(by->args, TOC_ARG_PATH));
    TOC_PUSH(sema->arena, &((toc_plan_relay *)entity)->verifies, verify);
}

static void fill_skip(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_clause *when = toc_inner_clause(clause->args, TOC_CLAUSE_WHEN);
    toc_plan_skip skip = {.span = clause->span};

    (void)field;
    toc_bodies_resolve(sema, clause->args, &skip.to);
    if (when)
        toc_fill_cond(sema, entity, &skip.when, when);
    else
        toc_fill_cond(sema, entity, &skip.when, clause);
    TOC_PUSH(sema->arena, &((toc_plan_relay *)entity)->skips, skip);
}

static void fill_fallback(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_clause *to = toc_inner_clause(clause->args, TOC_CLAUSE_TO);
    toc_plan_fallback fallback = {.span = clause->span};

    (void)field;
    toc_fill_length(sema, entity, &fallback.after, clause);
    if (to)
        toc_bodies_resolve(sema, to->args, &fallback.to);
    TOC_PUSH(sema->arena, &((toc_plan_relay *)entity)->fallbacks, fallback);
}

const toc_fill toc_relay_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_ON] = {toc_fill_anchors, AT(toc_plan_relay, on)},
    [TOC_CLAUSE_COPY] = {toc_fill_bodies, AT(toc_plan_relay, copy)},
    [TOC_CLAUSE_CONTENT] = {toc_fill_fields, AT(toc_plan_relay, content)},
    [TOC_CLAUSE_HOP] = {fill_hop, 0},
    [TOC_CLAUSE_VERIFY] = {fill_verify, 0},
    [TOC_CLAUSE_OVERALL] = {toc_fill_deadline, AT(toc_plan_relay, overall)},
    [TOC_CLAUSE_SKIP] = {fill_skip, 0},
    [TOC_CLAUSE_NO_ANSWER] = {fill_fallback, 0},
    [TOC_CLAUSE_WRITTEN] = {toc_fill_deadline, AT(toc_plan_relay, written)},
    [TOC_CLAUSE_OBJECTIVE] = {toc_fill_scoring, AT(toc_plan_relay, scoring)},
    [TOC_CLAUSE_GRACE] = {toc_fill_grace, AT(toc_plan_relay, scoring)},
};
