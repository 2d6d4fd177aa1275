/* measure_body.c - what rules ask of bodies: contacts, duty, succession, command. */
#include "doctrine/judging.h"

#define MINUTES_A_DAY 1440
#define DAYS_A_WEEK   7

/* ── means of contact ────────────────────────────────────────────────────── */

static void mark_contacts(const toc_plan_body *body, uint32_t *kinds)
{
    for (uint32_t i = 0; i < body->contacts.count; i++)
        *kinds |= 1u << body->contacts.items[i].kind;
}

static uint32_t count_contacts(const toc_plan_body *body)
{
    uint32_t kinds = 0;

    mark_contacts(body, &kinds);
    if (body->org)
        mark_contacts(body->org, &kinds);
    for (uint32_t i = 0; i < body->posts.count; i++)
        mark_contacts(body->posts.items[i], &kinds);
    return (uint32_t)__builtin_popcount(kinds);
}

static const char *contacts_in_words(const toc_judge *judge, uint32_t count)
{
    if (count == 0)
        return TOC_PHRASE("has no means of contact");
    return toc_say(judge->context->arena, "has %u %smeans of contact", (unsigned)count,
                   count > 1 ? TOC_PHRASE("different ") : "");
}

static toc_measured measure_contacts(const toc_judge *judge, const toc_subject *subject,
                                     const toc_demand *demand)
{
    uint32_t count = count_contacts(subject->body);

    return (toc_measured){
        .is_met = toc_demand_is_met(demand, count),
        .has = contacts_in_words(judge, count),
        .help = TOC_PHRASE("say how it is reached: `contact phone \"…\"  contact radio \"…\"`")};
}

/* ── hours of duty ───────────────────────────────────────────────────────── */

static void mark_shift(const toc_shift *shift, bool *minutes)
{
    for (unsigned day = 0; day < DAYS_A_WEEK; day++) {
        int32_t length = shift->end - shift->begin;

        if (!(shift->days >> day & 1u))
            continue;
        if (length <= 0) /* over midnight */
            length += MINUTES_A_DAY;
        for (int32_t i = 0; i < length; i++) {
            uint32_t minute = day * MINUTES_A_DAY + (uint32_t)(shift->begin + i);

            minutes[minute % (DAYS_A_WEEK * MINUTES_A_DAY)] = true;
        }
    }
}

/* Minutes covered on the day that has fewest. */
static int64_t least_day(const bool *minutes)
{
    int64_t least = MINUTES_A_DAY;

    for (unsigned day = 0; day < DAYS_A_WEEK; day++) {
        int64_t sum = 0;

        for (unsigned i = 0; i < MINUTES_A_DAY; i++)
            sum += minutes[day * MINUTES_A_DAY + i];
        least = sum < least ? sum : least;
    }
    return least;
}

static int64_t hours_of(const toc_hours *hours)
{
    bool minutes[DAYS_A_WEEK * MINUTES_A_DAY] = {false};

    if (hours->is_all_day)
        return MINUTES_A_DAY;
    for (uint32_t i = 0; i < hours->shifts.count; i++)
        mark_shift(&hours->shifts.items[i], minutes);
    return least_day(minutes);
}

static int64_t roster_hours(const toc_plan *plan, const toc_plan_body *org)
{
    int64_t most = -1;

    for (uint32_t i = 0; i < plan->rosters.count; i++) {
        const toc_plan_roster *roster = plan->rosters.items[i];
        bool minutes[DAYS_A_WEEK * MINUTES_A_DAY] = {false};
        int64_t own;

        if (roster->org.target != org)
            continue;
        for (uint32_t j = 0; j < roster->shifts.count; j++)
            mark_shift(&roster->shifts.items[j].hours, minutes);
        own = roster->is_all_day ? MINUTES_A_DAY : least_day(minutes);
        most = own > most ? own : most;
    }
    return most;
}

/* Minutes of duty on the least covered day; -1: the plan does not say. */
static int64_t duty_of(const toc_judge *judge, const toc_plan_body *body)
{
    const toc_plan_body *org = body->org ? body->org : body;
    int64_t most = roster_hours(judge->context->plan, org);
    int64_t own = body->duty.is_written ? hours_of(&body->duty) : -1;

    if (own < 0 && org->duty.is_written)
        own = hours_of(&org->duty);
    return own > most ? own : most;
}

static toc_measured measure_duty(const toc_judge *judge, const toc_subject *subject,
                                 const toc_demand *demand)
{
    const toc_plan_body *org = subject->body->org ? subject->body->org : subject->body;
    int64_t minutes = duty_of(judge, subject->body);
    toc_measured result = {.is_met = true};

    if (!toc_span_is_none(org->formed.by.span)) /* there only once it is called */
        return result;
    result.is_met = minutes >= 0 && toc_demand_is_met(demand, minutes * TOC_MINUTE);
    if (minutes < 0)
        result.has = TOC_PHRASE("does not say when somebody is on duty");
    else if (minutes == 0)
        result.has = TOC_PHRASE("is not on duty at all on some days");
    else
        result.has = toc_say(judge->context->arena, "is on duty only %s on some days",
                             toc_check_length_text(judge->context, minutes * TOC_MINUTE));
    result.asks = demand->has_least ? toc_say(judge->context->arena, "%s a day",
                                              toc_demand_bound(judge->context->arena, demand))
                                    : TOC_PHRASE("duty hours");
    if (minutes >= 0)
        result.span = subject->body->duty.is_written ? subject->body->duty.span : org->duty.span;
    result.help = TOC_PHRASE("say `duty 24h`, or name the hours or a `roster` that cover it");
    return result;
}

/* ── succession, command ─────────────────────────────────────────────────── */

static toc_measured measure_successors(const toc_judge *judge, const toc_subject *subject,
                                       const toc_demand *demand)
{
    uint32_t count = judge->facts.successors[subject->body->base.id];
    const char *has = count == 0 ? TOC_PHRASE("has nobody who takes over")
                                 : toc_say(judge->context->arena, "has %u successor%s",
                                           (unsigned)count, count == 1 ? "" : "s");

    return (toc_measured){.is_met = toc_demand_is_met(demand, count),
                          .has = has,
                          .help =
                              TOC_PHRASE("name who takes over: `post deputy { succeeds chief }`")};
}

static toc_measured measure_superiors(const toc_judge *judge, const toc_subject *subject,
                                      const toc_demand *demand)
{
    const toc_plan_body *body = subject->body;
    uint32_t count = body->under.target ? 1 : 0;

    if (body->office_of.target && body->office_of.target != body->under.target)
        count++;
    return (toc_measured){
        .is_met = toc_demand_is_met(demand, count),
        .has = count == 0 ? TOC_PHRASE("stands under no other body")
                          : toc_say(judge->context->arena, "answers to %u bodies", (unsigned)count),
        .span = count > 1 ? body->office_of.span : (toc_span){0, 0},
        .help = count == 0 ? TOC_PHRASE("say whom it answers to: `under …`")
                           : TOC_PHRASE("let it answer to one: `under …` alone")};
}

static toc_measured measure_direct_reports(const toc_judge *judge, const toc_subject *subject,
                                           const toc_demand *demand)
{
    uint32_t count = judge->facts.direct_reports[subject->body->base.id];

    return (toc_measured){
        .is_met = count == 0 || toc_demand_is_met(demand, count),
        .has = toc_say(judge->context->arena, "leads %u bod%s directly", (unsigned)count,
                       count == 1 ? "y" : "ies"),
        .help = demand->has_most && count > demand->most
                    ? TOC_PHRASE("put groups between them, each with a leader of its own")
                    : TOC_PHRASE("a layer with so few under it can be left out")};
}

toc_measured toc_measure_body(const toc_judge *judge, const toc_subject *subject,
                              const toc_demand *demand)
{
    switch ((int)demand->measure) {
    case TOC_MEASURE_CONTACTS:
        return measure_contacts(judge, subject, demand);
    case TOC_MEASURE_DUTY:
        return measure_duty(judge, subject, demand);
    case TOC_MEASURE_SUCCESSORS:
        return measure_successors(judge, subject, demand);
    case TOC_MEASURE_SUPERIORS:
        return measure_superiors(judge, subject, demand);
    default:
        return measure_direct_reports(judge, subject, demand);
    }
}
