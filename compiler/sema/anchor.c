/* anchor.c - what deadlines, duties and responses count from: `of incident`, `end of early`. */
#include "sema/context.h"

#define OCCURRING                                                                                  \
    (TOC_KIND(EVENT) | TOC_KIND(TRIGGER) | TOC_KIND(MOMENT) | TOC_KIND(RESPONSE) |                 \
     TOC_KIND(NODE) | TOC_KIND(REPORT) | TOC_KIND(ANNOUNCEMENT) | TOC_KIND(RELAY) |                \
     TOC_KIND(BODY) | TOC_KIND(LEVEL) | TOC_KIND(LADDER))
#define OCCURRING_TEXT TOC_PHRASE("something that happens at an instant")

static toc_plan_anchor broken(toc_span span)
{
    return (toc_plan_anchor){.is_broken = true, .outcome = -1, .span = span};
}

static toc_plan_anchor anchor_of(toc_plan_anchor_kind kind, toc_entity *target, toc_span span)
{
    return (toc_plan_anchor){.kind = kind, .target = target, .outcome = -1, .span = span};
}

static toc_plan_anchor report_which_end(toc_sema *sema, toc_span span, const toc_entity *entity)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_START_OR_END, span,
                                  "`%s` is %s: it is not said which instant is meant", entity->full,
                                  toc_entity_kind_text(entity));

    toc_diag_add_label(sema->sink, diag, entity->span, "declared here");
    if (entity->kind == TOC_ENTITY_RESPONSE)
        toc_diag_add_help(sema->sink, diag, "write `start of %s` or `end of %s`", entity->full,
                          entity->full);
    else if (entity->kind == TOC_ENTITY_LEVEL)
        toc_diag_add_help(sema->sink, diag, "write `declared %s` or `warranted %s`",
                          toc_symbol_text(sema->names, entity->name),
                          toc_symbol_text(sema->names, entity->name));
    else
        toc_diag_add_help(sema->sink, diag, "write `end of %s`, or name a level of it",
                          entity->full);
    return broken(span);
}

static toc_plan_anchor report_wrong(toc_sema *sema, toc_span span, const toc_entity *entity,
                                    const char *needed)
{
    toc_report_wrong_kind(sema, span, entity, needed);
    return broken(span);
}

/* `upward.county`: when that body has been told. */
static toc_plan_anchor hop_anchor(toc_sema *sema, toc_entity *relay, const toc_path *rest,
                                  toc_span span)
{
    toc_plan_anchor anchor = anchor_of(TOC_PLAN_ANCHOR_RELAY_RECEIVED, relay, span);
    toc_entity *body;
    uint32_t hop = 0;

    if (!rest)
        return report_wrong(sema, span, relay, OCCURRING_TEXT);
    body = toc_path_resolve(sema, rest, TOC_KIND(BODY), TOC_PHRASE("a body of the relay"));
    if (!body)
        return broken(span);
    for (const toc_item *item = relay->decl ? relay->decl->items : NULL; item; item = item->next) {
        const toc_clause *to;

        if (!item->clause || item->clause->kind != TOC_CLAUSE_HOP)
            continue;
        to = toc_inner_clause(item->clause->args, TOC_CLAUSE_TO);
        for (const toc_arg *arg = to ? to->args : NULL; arg; arg = arg->next) {
            if (arg->kind == TOC_ARG_PATH && arg->path->name.symbol.v == body->name.v) {
                anchor.hop = hop;
                anchor.receiver = body;
                return anchor;
            }
        }
        hop++;
    }
    return report_wrong(sema, toc_path_span(rest), body, TOC_PHRASE("a receiver of the relay"));
}

static toc_plan_anchor node_anchor(toc_sema *sema, toc_found found)
{
    toc_plan_anchor anchor = anchor_of(TOC_PLAN_ANCHOR_NODE_DONE, found.entity, found.span);
    const toc_plan_node *node = (const toc_plan_node *)found.entity;

    if (!found.rest)
        return anchor;
    anchor.outcome = toc_outcome_resolve(sema, node, found.rest->name);
    return anchor.outcome < 0 ? broken(found.span) : anchor;
}

static toc_plan_anchor body_anchor(toc_sema *sema, toc_entity *entity, toc_span span)
{
    if (!entity->decl || !toc_decl_has(entity->decl, TOC_CLAUSE_FORMED))
        return report_wrong(sema, span, entity, OCCURRING_TEXT);
    return anchor_of(TOC_PLAN_ANCHOR_BODY_ACTIVE, entity, span);
}

static bool may_have_rest(const toc_entity *entity)
{
    return entity->kind == TOC_ENTITY_NODE || entity->kind == TOC_ENTITY_RELAY;
}

/* The anchor that a bare name stands for. */
static toc_plan_anchor anchor_at(toc_sema *sema, const toc_path *path, toc_span span)
{
    toc_found found = toc_path_find(sema, path, OCCURRING);

    if (!found.entity || (found.rest && !may_have_rest(found.entity)) ||
        !(OCCURRING & (1u << found.entity->kind))) {
        toc_path_resolve(sema, path, OCCURRING, OCCURRING_TEXT); /* says what is wrong */
        return broken(span);
    }
    found.span = span;
    if (found.entity->kind == TOC_ENTITY_NODE)
        return node_anchor(sema, found);
    if (found.entity->kind == TOC_ENTITY_RELAY)
        return hop_anchor(sema, found.entity, found.rest, span);
    if (found.entity->kind == TOC_ENTITY_BODY)
        return body_anchor(sema, found.entity, span);
    if (found.entity->kind == TOC_ENTITY_EVENT)
        return anchor_of(TOC_PLAN_ANCHOR_EVENT, found.entity, span);
    if (found.entity->kind == TOC_ENTITY_TRIGGER)
        return anchor_of(TOC_PLAN_ANCHOR_TRIGGER, found.entity, span);
    if (found.entity->kind == TOC_ENTITY_MOMENT)
        return anchor_of(TOC_PLAN_ANCHOR_MOMENT, found.entity, span);
    if (found.entity->kind == TOC_ENTITY_REPORT)
        return anchor_of(TOC_PLAN_ANCHOR_REPORT_SENT, found.entity, span);
    if (found.entity->kind == TOC_ENTITY_ANNOUNCEMENT)
        return anchor_of(TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT, found.entity, span);
    return report_which_end(sema, span, found.entity);
}

static toc_plan_anchor anchor_start(toc_sema *sema, const toc_path *path, toc_span span)
{
    uint32_t wanted = TOC_KIND(NODE) | TOC_KIND(RESPONSE);
    toc_entity *entity = toc_path_resolve(sema, path, wanted, TOC_PHRASE("a step or a response"));

    if (!entity)
        return broken(span);
    return anchor_of(entity->kind == TOC_ENTITY_NODE ? TOC_PLAN_ANCHOR_NODE_START
                                                     : TOC_PLAN_ANCHOR_RESPONSE_START,
                     entity, span);
}

static toc_plan_anchor anchor_end(toc_sema *sema, const toc_path *path, toc_span span)
{
    uint32_t wanted = TOC_KIND(RESPONSE) | TOC_KIND(NODE) | TOC_KIND(LADDER);
    toc_entity *entity;

    if (!path) {
        toc_plan_ladder *ladder = toc_ladder_resolve(sema, NULL, span);

        return ladder ? anchor_of(TOC_PLAN_ANCHOR_LADDER_END, &ladder->base, span) : broken(span);
    }
    entity =
        toc_path_resolve(sema, path, wanted, TOC_PHRASE("a response, a step or a set of levels"));
    if (!entity)
        return broken(span);
    if (entity->kind == TOC_ENTITY_LADDER)
        return anchor_of(TOC_PLAN_ANCHOR_LADDER_END, entity, span);
    if (entity->kind == TOC_ENTITY_NODE)
        return anchor_of(TOC_PLAN_ANCHOR_NODE_DONE, entity, span);
    return anchor_of(TOC_PLAN_ANCHOR_RESPONSE_END, entity, span);
}

static toc_plan_anchor anchor_grade(toc_sema *sema, toc_plan_anchor_kind kind,
                                    const toc_anchor *written, toc_span span)
{
    toc_plan_ladder *ladder = toc_ladder_resolve(sema, written->path, span);
    toc_plan_level *level = ladder ? toc_level_resolve(sema, ladder, written->grade) : NULL;
    toc_plan_anchor anchor;

    if (!level)
        return broken(span);
    anchor = anchor_of(kind, &ladder->base, span);
    anchor.level = level;
    anchor.rank = level->rank;
    return anchor;
}

toc_plan_anchor toc_anchor_resolve(toc_sema *sema, const toc_anchor *anchor, toc_span span)
{
    switch (anchor->kind) {
    case TOC_ANCHOR_AT:
        return anchor->path ? anchor_at(sema, anchor->path, span) : broken(span);
    case TOC_ANCHOR_START_OF:
        return anchor_start(sema, anchor->path, span);
    case TOC_ANCHOR_END_OF:
        return anchor_end(sema, anchor->path, span);
    case TOC_ANCHOR_DECLARED:
        return anchor_grade(sema, TOC_PLAN_ANCHOR_LEVEL_DECLARED, anchor, span);
    case TOC_ANCHOR_WARRANTED:
        return anchor_grade(sema, TOC_PLAN_ANCHOR_LEVEL_WARRANTED, anchor, span);
    case TOC_ANCHOR_LEVEL_AT_LEAST:
        return anchor_grade(sema, TOC_PLAN_ANCHOR_LEVEL_AT_LEAST, anchor, span);
    case TOC_ANCHOR_LEVEL_IS:
        return anchor_grade(sema, TOC_PLAN_ANCHOR_LEVEL_IS, anchor, span);
    case TOC_ANCHOR_LEVEL_BELOW:
        return anchor_grade(sema, TOC_PLAN_ANCHOR_LEVEL_BELOW, anchor, span);
    }
    return broken(span);
}

void toc_fill_anchors(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_anchors *anchors = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        toc_plan_anchor anchor;

        if (arg->kind != TOC_ARG_ANCHOR)
            continue;
        anchor = toc_anchor_resolve(sema, &arg->anchor, arg->span);
        TOC_PUSH(sema->arena, anchors, anchor);
    }
}
