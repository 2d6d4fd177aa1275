/* resolve_body.c - orgs, posts, resources and categories from their clauses. */
#include "sema/context.h"

#define AT(type, member) offsetof(type, member)

static void fill_kind(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"lead",         "office",   "centre", "group",
                                        "headquarters", "field",    "expert", "unit",
                                        "superior",     "external", "public"};
    static const toc_word_list list = {TOC_PHRASE("kind of org"), words, 11, TOC_BODY_LEAD};

    (void)entity;
    *(toc_body_kind *)field = (toc_body_kind)toc_clause_word(sema, clause, &list);
}

static void fill_contact(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"phone", "mobile", "radio", "email", "fax", "im"};
    static const toc_word_list list = {TOC_PHRASE("means of contact"), words, 6, TOC_CONTACT_PHONE};
    const toc_arg *word = toc_arg_find(clause->args, TOC_ARG_WORD);
    const toc_arg *text = toc_arg_find(clause->args, TOC_ARG_TEXT);
    int kind = word ? toc_word_resolve(sema, word->name, &list) : -1;

    (void)field;
    if (kind >= 0 && text) {
        toc_contact contact = {(toc_contact_kind)kind, text->text->bytes, clause->span};

        TOC_PUSH(sema->arena, &((toc_plan_body *)entity)->contacts, contact);
    }
}

static void fill_formed(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_clause *from = toc_inner_clause(clause->args, TOC_CLAUSE_FROM);
    const toc_clause *when = toc_inner_clause(clause->args, TOC_CLAUSE_WHEN);
    toc_formation *formed = field;

    toc_duty_by_resolve(sema, clause, &formed->by);
    if (from)
        formed->source = toc_body_resolve(sema, toc_arg_find(from->args, TOC_ARG_PATH));
    if (when)
        toc_fill_cond(sema, entity, &formed->when, when);
}

/* `within` beside `formed by` counts as if it stood in it. */
static void fill_formed_within(toc_sema *sema, toc_entity *entity, void *field,
                               const toc_clause *clause)
{
    toc_fill_deadline(sema, entity, &((toc_formation *)field)->by.deadline, clause);
}

static void fill_span(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    int64_t value = toc_whole_resolve(sema, toc_arg_find(clause->args, TOC_ARG_NUMBER), 1, 1000000);

    if (value > 0)
        *(uint32_t *)field = (uint32_t)value;
    ((toc_plan_body *)entity)->span_of_control_span = clause->span;
}

static void fill_succeeds(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_body_ref *ref = field;

    toc_fill_body(sema, entity, field, clause);
    if (ref->target && !ref->target->is_post) {
        toc_report_wrong_kind(sema, ref->span, &ref->target->base, TOC_PHRASE("a post"));
        ref->target = NULL;
    }
}

const toc_fill toc_body_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_KIND] = {fill_kind, AT(toc_plan_body, kind)},
    [TOC_CLAUSE_UNDER] = {toc_fill_body, AT(toc_plan_body, under)},
    [TOC_CLAUSE_OFFICE_OF] = {toc_fill_body, AT(toc_plan_body, office_of)},
    [TOC_CLAUSE_LOCATED_IN] = {toc_fill_body, AT(toc_plan_body, located_in)},
    [TOC_CLAUSE_MEMBER_OF] = {toc_fill_bodies, AT(toc_plan_body, member_of)},
    [TOC_CLAUSE_ADVISES] = {toc_fill_bodies, AT(toc_plan_body, advises)},
    [TOC_CLAUSE_LINKS] = {toc_fill_bodies, AT(toc_plan_body, links)},
    [TOC_CLAUSE_MISSION] = {toc_fill_text, AT(toc_plan_body, mission)},
    [TOC_CLAUSE_PRINCIPLE] = {toc_fill_text, AT(toc_plan_body, principle)},
    [TOC_CLAUSE_DUTY] = {toc_fill_hours, AT(toc_plan_body, duty)},
    [TOC_CLAUSE_CONTACT] = {fill_contact, AT(toc_plan_body, contacts)},
    [TOC_CLAUSE_FORMED] = {fill_formed, AT(toc_plan_body, formed)},
    [TOC_CLAUSE_WITHIN] = {fill_formed_within, AT(toc_plan_body, formed)},
    [TOC_CLAUSE_SPAN] = {fill_span, AT(toc_plan_body, span_of_control)},
    [TOC_CLAUSE_ALIAS] = {toc_fill_aliases, AT(toc_plan_body, aliases)},
    [TOC_CLAUSE_OBJECTIVE] = {toc_fill_scoring, AT(toc_plan_body, scoring)},
    [TOC_CLAUSE_GRACE] = {toc_fill_grace, AT(toc_plan_body, scoring)},
};

const toc_fill toc_post_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_HOLDER] = {toc_fill_text, AT(toc_plan_body, holder)},
    [TOC_CLAUSE_DUTY] = {toc_fill_hours, AT(toc_plan_body, duty)},
    [TOC_CLAUSE_CONTACT] = {fill_contact, AT(toc_plan_body, contacts)},
    [TOC_CLAUSE_SUCCEEDS] = {fill_succeeds, AT(toc_plan_body, succeeds)},
};

/* ── resources ───────────────────────────────────────────────────────────── */

static void fill_resource_kind(toc_sema *sema, toc_entity *entity, void *field,
                               const toc_clause *clause)
{
    static const char *const words[] = {"team",  "people", "vehicle", "equipment",
                                        "stock", "bed",    "site",    "fund"};
    static const toc_word_list list = {TOC_PHRASE("kind of resource"), words, 8, TOC_RESOURCE_TEAM};

    (void)entity;
    *(toc_resource_kind *)field = (toc_resource_kind)toc_clause_word(sema, clause, &list);
}

static void fill_count(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_clause *unit = toc_inner_clause(clause->args, TOC_CLAUSE_UNIT);
    const toc_arg *text = unit ? toc_arg_find(unit->args, TOC_ARG_TEXT) : NULL;
    const toc_arg *number = toc_arg_find(clause->args, TOC_ARG_NUMBER);
    int64_t count = toc_whole_resolve(sema, number, 0, INT64_C(1000000000000));
    toc_plan_resource *resource = (toc_plan_resource *)entity;

    if (count >= 0)
        *(int64_t *)field = count;
    resource->count_span = number ? number->span : clause->span;
    if (number && number->number.unit)
        resource->unit = number->number.unit->bytes;
    if (text)
        resource->unit = text->text->bytes;
}

static void fill_place(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *latitude = toc_arg_find(clause->args, TOC_ARG_NUMBER);
    const toc_arg *longitude = latitude ? toc_arg_find(latitude->next, TOC_ARG_NUMBER) : NULL;
    toc_plan_resource *resource = (toc_plan_resource *)entity;

    toc_fill_text(sema, entity, field, clause);
    if (!longitude)
        return;
    resource->has_place = true;
    resource->latitude = latitude->number.micro;
    resource->longitude = longitude->number.micro;
    if (resource->latitude < -90 * TOC_MICRO || resource->latitude > 90 * TOC_MICRO ||
        resource->longitude < -180 * TOC_MICRO || resource->longitude > 180 * TOC_MICRO) {
        toc_diag_add(sema->sink, TOC_D_OUT_OF_RANGE, toc_span_join(latitude->span, longitude->span),
                     "no place on earth has these coordinates: latitude -90 to 90, longitude -180 "
                     "to 180");
    }
}

const toc_fill toc_resource_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_KIND] = {fill_resource_kind, AT(toc_plan_resource, kind)},
    [TOC_CLAUSE_OWNER] = {toc_fill_body, AT(toc_plan_resource, owner)},
    [TOC_CLAUSE_COUNT] = {fill_count, AT(toc_plan_resource, count)},
    [TOC_CLAUSE_UNIT] = {toc_fill_text_bytes, AT(toc_plan_resource, unit)},
    [TOC_CLAUSE_CONSUMABLE] = {toc_fill_flag, AT(toc_plan_resource, is_consumable)},
    [TOC_CLAUSE_AT] = {fill_place, AT(toc_plan_resource, at)},
    [TOC_CLAUSE_READY] = {toc_fill_length, AT(toc_plan_resource, ready)},
    [TOC_CLAUSE_AVAILABLE] = {toc_fill_hours, AT(toc_plan_resource, available)},
    [TOC_CLAUSE_STATUS] = {toc_fill_text, AT(toc_plan_resource, status)},
};

const toc_fill toc_category_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_DEFINITION] = {toc_fill_text, AT(toc_plan_category, definition)},
    [TOC_CLAUSE_ALIAS] = {toc_fill_aliases, AT(toc_plan_category, aliases)},
};
