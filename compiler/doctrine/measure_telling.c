/* measure_telling.c - what rules ask of reports, chains, relays and announcements. */
#include <string.h>

#include "doctrine/judging.h"

/* ── within ──────────────────────────────────────────────────────────────── */

static bool is_plain(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN;
}

static toc_ms length_of(const toc_deadline *deadline)
{
    return deadline->length.ms + deadline->length.workdays * TOC_DAY; /* a working day at least */
}

/* Of all that one tells another the quickest counts: the law speaks of the first report. */
static const toc_telling *quickest(const toc_subject *subject)
{
    const toc_telling *best = &subject->tellings[0];

    for (uint32_t i = 1; i < subject->telling_count; i++) {
        const toc_telling *telling = &subject->tellings[i];

        if (is_plain(telling->deadline) &&
            (!is_plain(best->deadline) || length_of(telling->deadline) < length_of(best->deadline)))
            best = telling;
    }
    return best;
}

static toc_measured untimed(toc_span span)
{
    return (toc_measured){.is_met = false,
                          .has = TOC_PHRASE("says no time in which it must come"),
                          .span = span,
                          .help = TOC_PHRASE("add `within …`")};
}

static toc_measured timed(const toc_judge *judge, const toc_deadline *deadline,
                          const toc_demand *demand)
{
    toc_measured result = {.is_met = toc_demand_is_met(demand, length_of(deadline)),
                           .span = deadline->length_span};

    result.has =
        toc_say(judge->context->arena, "may take %s", toc_judge_length(judge, deadline->length));
    if (demand->has_most)
        result.help = toc_say(judge->context->arena, "shorten it: `within %s`", demand->most_text);
    return result;
}

static toc_measured measure_chain(const toc_judge *judge, const toc_demand *demand)
{
    toc_chain chain = toc_chain_find(judge, judge->rule->from, judge->to);
    toc_measured result = {.is_met = chain.is_timed && toc_demand_is_met(demand, chain.ms),
                           .span = chain.span};

    if (!chain.is_timed)
        return untimed(chain.span);
    result.has = toc_say(judge->context->arena, "may take %s, all hops together",
                         toc_check_length_text(judge->context, chain.ms));
    result.help = TOC_PHRASE("shorten a hop on the way, or pass one over with `skip to`");
    return result;
}

static toc_measured measure_within(const toc_judge *judge, const toc_subject *subject,
                                   const toc_demand *demand)
{
    const toc_deadline *deadline;

    if (judge->rule->thing == TOC_THING_CHAIN)
        return measure_chain(judge, demand);
    if (judge->rule->thing == TOC_THING_ANNOUNCEMENT) {
        deadline = &((const toc_plan_announcement *)subject->entity)->deadline;
        return is_plain(deadline) ? timed(judge, deadline, demand) : untimed(subject->span);
    }
    deadline = quickest(subject)->deadline;
    return is_plain(deadline) ? timed(judge, deadline, demand) : untimed(quickest(subject)->span);
}

/* ── overall within ──────────────────────────────────────────────────────── */

static toc_measured measure_overall(const toc_judge *judge, const toc_subject *subject,
                                    const toc_demand *demand)
{
    const toc_plan_relay *relay = (const toc_plan_relay *)subject->entity;
    toc_chain sum = toc_relay_sum(judge, relay, judge->to);
    toc_measured result = {.is_met = false, .span = relay->overall.length_span};

    if (!is_plain(&relay->overall)) {
        result.has = TOC_PHRASE("says no time from end to end");
        result.span = relay->base.span;
        result.help = toc_say(judge->context->arena, "add `overall within %s`",
                              demand->most_text ? demand->most_text : "…");
    } else if (!toc_demand_is_met(demand, length_of(&relay->overall))) {
        result.has = toc_say(judge->context->arena, "may take %s from end to end",
                             toc_judge_length(judge, relay->overall.length));
        result.help = TOC_PHRASE("shorten it, and the hops with it");
    } else if (sum.is_there && !toc_demand_is_met(demand, sum.ms)) {
        result.has = toc_say(judge->context->arena, "has hops and checks that add up to %s",
                             toc_check_length_text(judge->context, sum.ms));
        result.span = sum.span;
        result.help = TOC_PHRASE("shorten a hop or the time for checking");
    } else {
        result.is_met = true;
    }
    return result;
}

/* ── content ─────────────────────────────────────────────────────────────── */

static bool has_word(const toc_text *titles, const toc_pack_texts *aliases, const char *name,
                     const char *word)
{
    if (strcmp(name, word) == 0)
        return true;
    for (; titles; titles = titles->next) {
        if (strcmp(titles->bytes, word) == 0)
            return true;
    }
    for (uint32_t i = 0; aliases && i < aliases->count; i++) {
        if (strcmp(aliases->items[i]->bytes, word) == 0)
            return true;
    }
    return false;
}

/* One of the words of the one is one of the other's. */
static bool is_same_field(const toc_judge *judge, const toc_plan_field *field,
                          const toc_pack_name *wanted)
{
    const char *name = toc_symbol_text(judge->context->plan->names, field->base.name);

    if (has_word(wanted->title, &wanted->aliases, wanted->name, name))
        return true;
    for (const toc_text *title = field->base.title; title; title = title->next) {
        if (has_word(wanted->title, &wanted->aliases, wanted->name, title->bytes))
            return true;
    }
    for (uint32_t i = 0; i < field->aliases.count; i++) {
        if (has_word(wanted->title, &wanted->aliases, wanted->name, field->aliases.items[i]->bytes))
            return true;
    }
    return false;
}

static bool says(const toc_judge *judge, const toc_field_refs *content, const toc_pack_name *wanted)
{
    for (uint32_t i = 0; i < content->count; i++) {
        if (content->items[i].target && is_same_field(judge, content->items[i].target, wanted))
            return true;
    }
    return false;
}

/* All that goes between two bodies counts: what a call leaves out the written report may say. */
static bool subject_says(const toc_judge *judge, const toc_subject *subject,
                         const toc_pack_name *wanted)
{
    for (uint32_t i = 0; i < subject->telling_count; i++) {
        if (says(judge, subject->tellings[i].content, wanted))
            return true;
    }
    if (judge->rule->thing == TOC_THING_RELAY)
        return says(judge, &((const toc_plan_relay *)subject->entity)->content, wanted);
    if (judge->rule->thing == TOC_THING_ANNOUNCEMENT)
        return says(judge, &((const toc_plan_announcement *)subject->entity)->content, wanted);
    return false;
}

static toc_measured measure_content(const toc_judge *judge, const toc_subject *subject,
                                    const toc_demand *demand)
{
    toc_arena *arena = judge->context->arena;
    const char *missing = "";
    toc_measured result = {.is_met = true};

    for (uint32_t i = 0; i < demand->fields.count; i++) {
        const toc_pack_name *wanted = &judge->pack->fields.items[demand->fields.items[i]];

        if (subject_says(judge, subject, wanted))
            continue;
        missing =
            toc_arena_printf(arena, "%s%s`%s`", missing, result.is_met ? "" : ", ", wanted->name);
        if (wanted->title)
            missing =
                toc_arena_printf(arena, "%s (%s)", missing, toc_judge_text(judge, wanted->title));
        result.is_met = false;
    }
    result.has = toc_say(arena, "says nothing of %s", missing);
    result.asks = strchr(missing, ',') ? TOC_PHRASE("all of it") : "it";
    result.help = TOC_PHRASE("add it to `content`; a field of another name means it with "
                             "`alias \"…\"` in `report-fields`");
    return result;
}

toc_measured toc_measure_telling(const toc_judge *judge, const toc_subject *subject,
                                 const toc_demand *demand)
{
    switch ((int)demand->measure) {
    case TOC_MEASURE_WITHIN:
        return measure_within(judge, subject, demand);
    case TOC_MEASURE_OVERALL:
        return measure_overall(judge, subject, demand);
    default:
        return measure_content(judge, subject, demand);
    }
}
