/* subjects.c - finds what a rule applies to, measures each, and reports what does not keep it. */
#include <string.h>

#include "doctrine/judging.h"

/* ── findings ────────────────────────────────────────────────────────────── */

static void report(const toc_judge *judge, const toc_subject *subject, const toc_demand *demand,
                   const toc_measured *measured)
{
    toc_arena *arena = judge->context->arena;
    toc_diag_sink *sink = judge->context->sink;
    const toc_rule *rule = judge->rule;
    toc_diag_code code = demand->is_advice ? TOC_D_DOCTRINE_ADVICE : TOC_D_DOCTRINE_BROKEN;
    toc_span span = toc_span_is_none(measured->span) ? subject->span : measured->span;
    const char *asks = measured->asks ? measured->asks : toc_demand_bound(arena, demand);
    toc_diag *diag =
        toc_diag_add(sink, code, span, "%s %s; %s %s %s", subject->text, measured->has,
                     toc_rule_citation(arena, rule),
                     demand->is_advice ? TOC_PHRASE("recommends") : TOC_PHRASE("requires"), asks);

    toc_diag_add_note(sink, diag, "rule `%s` of `%s`%s%s", rule->name, judge->pack->name,
                      rule->title ? ": " : "", toc_judge_text(judge, rule->title));
    for (uint32_t i = 0; i < rule->notes.count; i++)
        toc_diag_add_note(sink, diag, "%s", toc_judge_text(judge, rule->notes.items[i]));
    if (measured->help)
        toc_diag_add_help(sink, diag, "%s", measured->help);
}

static void judge_subject(const toc_judge *judge, const toc_subject *subject)
{
    for (uint32_t i = 0; i < judge->rule->demands.count; i++) {
        const toc_demand *demand = &judge->rule->demands.items[i];
        toc_measured measured = toc_measure_subject(judge, subject, demand);

        if (!measured.is_met)
            report(judge, subject, demand, &measured);
    }
}

static bool has_kind(const toc_rule *rule, unsigned kind)
{
    return rule->kinds == 0 || (kind > 0 && (rule->kinds >> (kind - 1) & 1u) != 0);
}

static const char *named(const toc_judge *judge, const toc_entity *entity)
{
    return toc_arena_printf(judge->context->arena, "`%s`", entity->full);
}

/* ── bodies ──────────────────────────────────────────────────────────────── */

static void judge_body(const toc_judge *judge, const toc_plan_body *body)
{
    toc_subject subject = {.text = named(judge, &body->base),
                           .span = body->base.span,
                           .entity = &body->base,
                           .body = body};

    judge_subject(judge, &subject);
}

/* The plan says little of those outside it, and rules for its own bodies do not reach them. */
static bool is_own(const toc_plan_body *body)
{
    const toc_plan_body *org = body->org ? body->org : body;

    return org->base.decl && org->kind != TOC_BODY_SUPERIOR && org->kind != TOC_BODY_EXTERNAL &&
           org->kind != TOC_BODY_PUBLIC;
}

static bool is_meant(const toc_judge *judge, const toc_plan_body *body)
{
    const toc_rule *rule = judge->rule;

    switch ((int)rule->thing) {
    case TOC_THING_ORG:
        return !body->is_post && (rule->kinds ? has_kind(rule, body->kind) : is_own(body));
    case TOC_THING_POST:
        return body->is_post && is_own(body);
    case TOC_THING_COMMANDER:
        return is_own(body) && judge->facts.commands[body->base.id];
    default:
        return is_own(body) && judge->facts.acts[body->base.id];
    }
}

static uint32_t judge_bodies(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        if (!body->base.decl || !is_meant(judge, body))
            continue;
        judge_body(judge, body);
        count++;
    }
    return count;
}

static uint32_t judge_role(const toc_judge *judge)
{
    const toc_cast *cast = &judge->casts[judge->rule->role];

    for (uint32_t i = 0; i < cast->bodies.count; i++)
        judge_body(judge, cast->bodies.items[i]);
    return cast->bodies.count;
}

/* ── telling ─────────────────────────────────────────────────────────────── */

static bool is_from_and_to(const toc_judge *judge, const toc_plan_body *from,
                           const toc_plan_body *to)
{
    return (judge->rule->from == TOC_NO_ROLE || toc_judge_plays(judge, judge->rule->from, from)) &&
           (judge->to == TOC_NO_ROLE || toc_judge_plays(judge, judge->to, to));
}

static bool is_of_kind(const toc_judge *judge, const toc_telling *telling)
{
    return has_kind(judge->rule, telling->kind);
}

/* @p group: all between two bodies; those of the wrong kind are left out. */
static uint32_t judge_group(const toc_judge *judge, const toc_telling *group, uint32_t count)
{
    toc_telling *kept = TOC_NEW_ARRAY(judge->context->arena, toc_telling, count);
    toc_subject subject = {.tellings = kept};

    if (!is_from_and_to(judge, group->from, group->to))
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        if (is_of_kind(judge, &group[i]))
            kept[subject.telling_count++] = group[i];
    }
    if (subject.telling_count == 0)
        return 0;
    subject.span = kept[0].span;
    subject.text = toc_say(judge->context->arena, "the report from `%s` to `%s`",
                           group->from->base.full, group->to->base.full);
    judge_subject(judge, &subject);
    return 1;
}

static uint32_t judge_reports(const toc_judge *judge)
{
    const toc_facts *facts = &judge->facts;
    uint32_t found = 0;

    for (uint32_t begin = 0, end; begin < facts->tellings.count; begin = end) {
        const toc_telling *first = &facts->tellings.items[begin];

        for (end = begin + 1; end < facts->tellings.count; end++) {
            const toc_telling *telling = &facts->tellings.items[end];

            if (telling->from != first->from || telling->to != first->to)
                break;
        }
        found += judge_group(judge, first, end - begin);
    }
    return found;
}

static uint32_t judge_chain(const toc_judge *judge)
{
    toc_chain chain = toc_chain_find(judge, judge->rule->from, judge->to);
    toc_subject subject = {.span = chain.span};

    if (!chain.is_there)
        return 0;
    subject.text =
        toc_say(judge->context->arena, "the way from %s to %s",
                toc_judge_players(judge, judge->rule->from), toc_judge_players(judge, judge->to));
    judge_subject(judge, &subject);
    return 1;
}

/* From whom it starts, and whether it comes by whom it shall reach. */
static bool relay_goes(const toc_judge *judge, const toc_plan_relay *relay)
{
    const toc_plan_body *first = relay->hops.count > 0 ? relay->hops.items[0].from.target : NULL;
    bool comes_by = judge->to == TOC_NO_ROLE;

    if (!first ||
        (judge->rule->from != TOC_NO_ROLE && !toc_judge_plays(judge, judge->rule->from, first)))
        return false;
    for (uint32_t i = 0; i < relay->hops.count && !comes_by; i++) {
        const toc_body_refs *to = &relay->hops.items[i].to;

        for (uint32_t j = 0; j < to->count && !comes_by; j++)
            comes_by =
                to->items[j].target && toc_judge_plays(judge, judge->to, to->items[j].target);
    }
    return comes_by;
}

static void judge_entity(const toc_judge *judge, const toc_entity *entity, const char *noun)
{
    toc_subject subject = {.text = toc_say(judge->context->arena, "%s `%s`", noun, entity->full),
                           .span = entity->span,
                           .entity = entity};

    judge_subject(judge, &subject);
}

static uint32_t judge_relays(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        if (!relay_goes(judge, plan->relays.items[i]))
            continue;
        judge_entity(judge, &plan->relays.items[i]->base, TOC_PHRASE("relay"));
        count++;
    }
    return count;
}

static uint32_t judge_announcements(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];
        bool is = !judge->rule->is_to_public || it->to_public || toc_is_for_public(&it->to);

        for (uint32_t j = 0; j < it->to.count && judge->to != TOC_NO_ROLE; j++)
            is =
                it->to.items[j].target && toc_judge_plays(judge, judge->to, it->to.items[j].target);
        if (!is)
            continue;
        judge_entity(judge, &it->base, TOC_PHRASE("announcement"));
        count++;
    }
    return count;
}

/* ── grades and the rest ─────────────────────────────────────────────────── */

static uint32_t judge_levels(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;

    for (uint32_t i = 0; i < plan->ladders.count; i++)
        judge_entity(judge, &plan->ladders.items[i]->base, TOC_PHRASE("the ladder"));
    return plan->ladders.count;
}

static uint32_t judge_grades(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->levels.count; i++) {
        const toc_plan_level *level = plan->levels.items[i];
        bool is_worst = level->rank == level->ladder->levels.count;

        if (judge->rule->kinds != 0 && !is_worst)
            continue;
        judge_entity(judge, &level->base, TOC_PHRASE("the grade"));
        count++;
    }
    return count;
}

static uint32_t count_responses(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t phases = judge->rule->phases;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        unsigned phase = plan->responses.items[i]->phase;

        count += phases == 0 || (phase > 0 && (phases >> (phase - 1) & 1u) != 0);
    }
    return count;
}

static uint32_t count_resources(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->resources.count; i++)
        count += has_kind(judge->rule, plan->resources.items[i]->kind);
    return count;
}

static uint32_t count_exercises(const toc_judge *judge)
{
    const toc_plan *plan = judge->context->plan;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->exercises.count; i++)
        count += has_kind(judge->rule, plan->exercises.items[i]->kind);
    return count;
}

/* A plan that does not say its kind may be of any. */
static uint32_t judge_plan(const toc_judge *judge)
{
    const toc_plan_head *head = &judge->context->plan->head;
    toc_subject subject = {.text = TOC_PHRASE("the plan"), .span = head->span};

    if (head->kind != TOC_PLAN_UNSTATED && !has_kind(judge->rule, head->kind))
        return 0;
    judge_subject(judge, &subject);
    return 1;
}

/* ── how many there are ──────────────────────────────────────────────────── */

static uint32_t judge_things(const toc_judge *judge)
{
    switch (judge->rule->thing) {
    case TOC_THING_ROLE:
        return judge_role(judge);
    case TOC_THING_PLAN:
        return judge_plan(judge);
    case TOC_THING_ORG:
    case TOC_THING_POST:
    case TOC_THING_COMMANDER:
    case TOC_THING_ACTOR:
        return judge_bodies(judge);
    case TOC_THING_REPORT:
        return judge_reports(judge);
    case TOC_THING_CHAIN:
        return judge_chain(judge);
    case TOC_THING_RELAY:
        return judge_relays(judge);
    case TOC_THING_LEVELS:
        return judge_levels(judge);
    case TOC_THING_GRADE:
        return judge_grades(judge);
    case TOC_THING_RESPONSE:
        return count_responses(judge);
    case TOC_THING_RESOURCE:
        return count_resources(judge);
    case TOC_THING_EXERCISE:
        return count_exercises(judge);
    case TOC_THING_ANNOUNCEMENT:
        return judge_announcements(judge);
    }
    return 0;
}

/* " of kind lead or headquarters", " in phase warning": what narrows the rule down. */
static const char *words_of(const toc_judge *judge, uint32_t set, const char *const *words,
                            const char *opening)
{
    const char *all = "";

    for (uint32_t i = 0; set != 0 && words[i]; i++) {
        if (set >> i & 1u)
            all = toc_say(judge->context->arena, "%s %s `%s`", all,
                          all[0] ? TOC_PHRASE("or") : opening, words[i]);
    }
    return all;
}

static const char *things_in_words(const toc_judge *judge)
{
    const toc_rule *rule = judge->rule;
    toc_arena *arena = judge->context->arena;
    size_t count;
    const toc_thing_row *row = &toc_thing_rows(&count)[rule->thing];
    const char *all = toc_arena_printf(arena, "`%s`", row->word);

    all = toc_say(arena, "%s%s%s", all,
                  words_of(judge, rule->kinds, row->kinds, TOC_PHRASE("of kind")),
                  words_of(judge, rule->phases, toc_phase_words, TOC_PHRASE("in phase")));
    if (rule->from != TOC_NO_ROLE)
        all = toc_say(arena, "%s from %s", all, toc_judge_players(judge, rule->from));
    if (judge->to != TOC_NO_ROLE)
        all = toc_say(arena, "%s to %s", all, toc_judge_players(judge, judge->to));
    if (rule->is_to_public)
        all = toc_say(arena, "%s to the public", all);
    return all;
}

static void report_count(const toc_judge *judge, const toc_demand *demand, uint32_t count)
{
    toc_arena *arena = judge->context->arena;
    const char *things = things_in_words(judge);
    toc_subject subject = {.text = TOC_PHRASE("the plan"), .span = judge->context->plan->head.span};
    toc_measured measured = {
        .has = count == 0 ? toc_say(arena, "has no %s", things)
                          : toc_say(arena, "has %u times %s", (unsigned)count, things)};

    if (demand->measure != TOC_MEASURE_TOTALS)
        measured.asks = TOC_PHRASE("one");
    if (judge->rule->thing == TOC_THING_REPORT || judge->rule->thing == TOC_THING_CHAIN) {
        measured.help = TOC_PHRASE("add it as a `report` or as a `hop` of a `relay`");
    }
    report(judge, &subject, demand, &measured);
}

/* What goes from one to another must be there before anything can be asked of it; said once. */
static void judge_count(const toc_judge *judge, uint32_t count)
{
    const toc_rule *rule = judge->rule;
    bool is_wanted = rule->from != TOC_NO_ROLE && judge->to != TOC_NO_ROLE;

    for (uint32_t i = 0; i < rule->demands.count; i++) {
        const toc_demand *demand = &rule->demands.items[i];

        if (demand->measure == TOC_MEASURE_TOTALS && !toc_demand_is_met(demand, count)) {
            report_count(judge, demand, count);
            return;
        }
    }
    if (is_wanted && count == 0 && rule->demands.count > 0)
        report_count(judge, &rule->demands.items[0], 0);
}

static bool is_here(const toc_judge *judge, uint32_t role)
{
    return role == TOC_NO_ROLE || (!judge->casts[role].is_open && !judge->casts[role].is_elsewhere);
}

void toc_rule_judge(toc_judge *judge)
{
    const toc_rule *rule = judge->rule;
    uint32_t receivers = rule->to.count > 0 ? rule->to.count : 1;

    if (!is_here(judge, rule->role) || !is_here(judge, rule->from))
        return;
    for (uint32_t i = 0; i < receivers; i++) {
        judge->to = rule->to.count > 0 ? rule->to.items[i] : TOC_NO_ROLE;
        if (is_here(judge, judge->to))
            judge_count(judge, judge_things(judge));
    }
    judge->to = TOC_NO_ROLE;
}
