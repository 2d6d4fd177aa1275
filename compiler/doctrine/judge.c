/* judge.c - every rule of the chosen packs, held against a plan. */
#include "doctrine/judge.h"

#include <string.h>

#include "base/nearest.h"
#include "doctrine/judging.h"

bool toc_demand_is_met(const toc_demand *demand, int64_t value)
{
    return (!demand->has_least || value >= demand->least) &&
           (!demand->has_most || value <= demand->most);
}

/* ── who plays the roles ─────────────────────────────────────────────────── */

static const toc_plan_doctrine *doctrine_of(const toc_plan *plan, const toc_pack *pack)
{
    for (uint32_t i = 0; i < plan->doctrines.count; i++) {
        if (strcmp(plan->doctrines.items[i]->base.full, pack->name) == 0)
            return plan->doctrines.items[i];
    }
    return NULL;
}

static const toc_plan_body *org_called(const toc_plan *plan, const char *name)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        if (!body->is_post && body->base.decl && strcmp(body->base.full, name) == 0)
            return body;
    }
    return NULL;
}

/* A body called as the role plays it, where the plan says nothing else. */
static void cast_by_name(toc_judge *judge, toc_cast *cast, const char *role)
{
    const toc_plan_body *body = org_called(judge->context->plan, role);

    cast->is_open = body == NULL;
    if (body)
        TOC_PUSH(judge->context->arena, &cast->bodies, body);
}

static void cast_role(toc_judge *judge, const toc_plan_doctrine *doctrine, uint32_t index)
{
    const char *role = judge->pack->roles.items[index].name;
    toc_cast *cast = &judge->casts[index];

    for (uint32_t i = 0; doctrine && i < doctrine->roles.count; i++) {
        const toc_role_binding *binding = &doctrine->roles.items[i];

        if (strcmp(toc_symbol_text(judge->context->plan->names, binding->role.symbol), role) != 0)
            continue;
        cast->is_elsewhere = binding->is_elsewhere;
        for (uint32_t j = 0; j < binding->bodies.count; j++) {
            if (binding->bodies.items[j].target)
                TOC_PUSH(judge->context->arena, &cast->bodies, binding->bodies.items[j].target);
        }
        return;
    }
    cast_by_name(judge, cast, role);
}

static void report_unknown_role(const toc_judge *judge, const toc_role_binding *binding)
{
    const char *role = toc_symbol_text(judge->context->plan->names, binding->role.symbol);
    const char *all = "";
    toc_nearest nearest;
    toc_diag *diag;

    toc_nearest_init(&nearest, role);
    for (uint32_t i = 0; i < judge->pack->roles.count; i++) {
        const char *name = judge->pack->roles.items[i].name;

        toc_nearest_offer(&nearest, name);
        all = toc_arena_printf(judge->context->arena, "%s%s%s", all, i > 0 ? ", " : "", name);
    }
    diag = toc_diag_add(judge->context->sink, TOC_D_DOCTRINE_ROLE_UNKNOWN, binding->role.span,
                        "`%s` has no role `%s`", judge->pack->name, role);
    toc_diag_add_note(judge->context->sink, diag, "its roles are: %s",
                      all[0] ? all : TOC_PHRASE("none"));
    if (nearest.best) {
        toc_diag_add_help(judge->context->sink, diag, "did you mean `%s`?", nearest.best);
        toc_diag_add_fixit(judge->context->sink, diag, binding->role.span, false, nearest.best);
    }
}

static void check_bindings(const toc_judge *judge, const toc_plan_doctrine *doctrine)
{
    for (uint32_t i = 0; doctrine && i < doctrine->roles.count; i++) {
        const toc_role_binding *binding = &doctrine->roles.items[i];
        const char *role = toc_symbol_text(judge->context->plan->names, binding->role.symbol);

        if (role[0] && toc_pack_name_index(&judge->pack->roles, role) == TOC_NO_ROLE)
            report_unknown_role(judge, binding);
    }
}

/* ── which rules are judged ──────────────────────────────────────────────── */

static bool is_in_force(const toc_judge *judge, const toc_rule *rule)
{
    const toc_check_options *options = judge->context->options;
    int64_t day;

    if (!options->has_as_of)
        return true;
    day = toc_date_to_days(options->as_of);
    return rule->since <= day && day <= rule->until;
}

static toc_span doctrine_span(const toc_judge *judge)
{
    const toc_plan_doctrine *doctrine = doctrine_of(judge->context->plan, judge->pack);

    return doctrine ? doctrine->base.span : judge->context->plan->head.span;
}

static const char *role_in_words(const toc_judge *judge, uint32_t index)
{
    const toc_pack_name *role = &judge->pack->roles.items[index];

    if (!role->title)
        return toc_arena_printf(judge->context->arena, "`%s`", role->name);
    return toc_arena_printf(judge->context->arena, "`%s`: %s", role->name,
                            toc_judge_text(judge, role->title));
}

static bool is_asked_for(const toc_judge *judge, uint32_t role)
{
    for (uint32_t i = 0; i < judge->pack->rules.count; i++) {
        const toc_rule *rule = &judge->pack->rules.items[i];

        if (!is_in_force(judge, rule))
            continue;
        if (rule->role == role || rule->from == role)
            return true;
        for (uint32_t j = 0; j < rule->to.count; j++) {
            if (rule->to.items[j] == role)
                return true;
        }
    }
    return false;
}

/* Once for all roles of a pack: without them its rules cannot be judged. */
static void report_open_roles(const toc_judge *judge)
{
    toc_check_context const *context = judge->context;
    const char *names = "";
    const char *example = NULL;
    toc_diag *diag = NULL;

    for (uint32_t i = 0; i < judge->pack->roles.count; i++) {
        if (!judge->casts[i].is_open || !is_asked_for(judge, i))
            continue;
        names = toc_arena_printf(context->arena, "%s%s`%s`", names, names[0] ? ", " : "",
                                 judge->pack->roles.items[i].name);
        if (!example)
            example = judge->pack->roles.items[i].name;
    }
    if (!example)
        return;
    diag = toc_diag_add(context->sink, TOC_D_DOCTRINE_ROLE_OPEN, doctrine_span(judge),
                        "the plan does not say who is %s in `%s`", names, judge->pack->name);
    for (uint32_t i = 0; i < judge->pack->roles.count; i++) {
        if (judge->casts[i].is_open && is_asked_for(judge, i))
            toc_diag_add_note(context->sink, diag, "%s", role_in_words(judge, i));
    }
    toc_diag_add_note(context->sink, diag, "rules that speak of them are not judged");
    toc_diag_add_help(context->sink, diag,
                      "say it: `doctrine %s { role %s is … }`, or `role %s elsewhere` for one "
                      "that this plan has nothing to do with",
                      judge->pack->name, example, example);
}

/* ── one pack ────────────────────────────────────────────────────────────── */

static void judge_by(const toc_check_context *context, const toc_pack *pack)
{
    toc_judge judge = {.context = context, .pack = pack, .to = TOC_NO_ROLE};
    const toc_plan_doctrine *doctrine = doctrine_of(context->plan, pack);

    if (pack->has_errors)
        return;
    judge.casts = TOC_NEW_ARRAY(context->arena, toc_cast, pack->roles.count);
    for (uint32_t i = 0; i < pack->roles.count; i++)
        cast_role(&judge, doctrine, i);
    check_bindings(&judge, doctrine);
    report_open_roles(&judge);
    toc_facts_collect(&judge);
    for (uint32_t i = 0; i < pack->rules.count; i++) {
        judge.rule = &pack->rules.items[i];
        if (is_in_force(&judge, judge.rule))
            toc_rule_judge(&judge);
    }
}

void toc_check_doctrine(const toc_check_context *context)
{
    const toc_packs *packs = context->options->packs;

    for (uint32_t i = 0; packs && i < packs->list.count; i++)
        judge_by(context, packs->list.items[i]);
}
