/* time_table.c - all duties with their times: a table for people, JSON for programs. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"
#include "base/json.h"
#include "base/source.h"
#include "report/table.h"
#include "sema/relay.h"

#define CHAIN_COLUMNS 56u
#define DUTY_COLUMNS  36u

/* ── words ───────────────────────────────────────────────────────────────── */

static const char *source_text(const toc_times *times, toc_span span)
{
    const toc_source *source =
        toc_span_is_none(span) ? NULL : toc_sources_find(times->plan->sources, span);

    if (!source)
        return NULL;
    return toc_arena_printf(times->arena, "%.*s", (int)(span.end - span.begin),
                            source->text + (span.begin - source->base));
}

/* Due ahead of a moment that is forecast: the clock runs backwards from that. */
static bool is_before(const toc_time_duty *duty)
{
    return !duty->is_series && duty->deadline->kind == TOC_DEADLINE_BEFORE &&
           duty->deadline->moment.target;
}

/* Working days ahead depend on the day on which the moment comes. */
static bool is_plain_before(const toc_time_duty *duty)
{
    return is_before(duty) && duty->deadline->length.workdays == 0;
}

/* Its response must start so long before the moment for the work to be done in time at worst. */
static bool has_begin(const toc_time_duty *duty)
{
    return is_plain_before(duty) && toc_time_node_of(duty) &&
           toc_time_is_known(duty, TOC_TIME_WORST);
}

static toc_ms begin_of(const toc_time_duty *duty)
{
    return -toc_time_add(duty->deadline->length.ms, duty->lapse[TOC_TIME_WORST].ms);
}

/* "6h before landfall: -6h, begun by -16h" */
static const char *before_text(const toc_times *times, const toc_time_duty *duty)
{
    const char *text =
        toc_say(times->arena, "%s before %s", source_text(times, duty->deadline->length_span),
                duty->deadline->moment.target->base.full);

    if (is_plain_before(duty))
        text = toc_arena_printf(times->arena, "%s: %s", text,
                                toc_lapse_text(times->arena, -duty->deadline->length.ms));
    if (has_begin(duty))
        text = toc_say(times->arena, "%s, begun by %s", text,
                       toc_lapse_text(times->arena, begin_of(duty)));
    return text;
}

/* NULL: it counts from its own opening. */
static const char *anchor_text(const toc_times *times, const toc_time_duty *duty)
{
    const toc_plan_relay *relay =
        duty->entity->kind == TOC_ENTITY_RELAY ? (const toc_plan_relay *)duty->entity : NULL;
    const char *anchor = duty->is_series ? NULL : source_text(times, duty->deadline->anchor.span);

    if (is_before(duty))
        return duty->deadline->moment.target->base.full;
    if (anchor || !relay || relay->on.count == 0 ||
        (duty->kind == TOC_TIME_HOP && (!duty->leg || duty->leg->start != TOC_RELAY_FROM_ON)))
        return anchor;
    return source_text(times, relay->on.items[0].span);
}

/* From where the clock runs that names nothing. */
static const char *opening_text(const toc_time_duty *duty)
{
    static const char *const words[TOC_TIME_KINDS] = {
        [TOC_TIME_STEP] = TOC_PHRASE("once ready"),
        [TOC_TIME_DECISION] = TOC_PHRASE("once ready"),
        [TOC_TIME_APPROVAL] = TOC_PHRASE("once asked"),
        [TOC_TIME_REQUEST] = TOC_PHRASE("once asked"),
        [TOC_TIME_REPORT] = TOC_PHRASE("once owed"),
        [TOC_TIME_ANNOUNCEMENT] = TOC_PHRASE("once owed"),
        [TOC_TIME_DECLARATION] = TOC_PHRASE("once warranted"),
        [TOC_TIME_PROPOSAL] = TOC_PHRASE("once it may end"),
        [TOC_TIME_ENDING] = TOC_PHRASE("once proposed"),
        [TOC_TIME_FORMATION] = TOC_PHRASE("once called for"),
        [TOC_TIME_HOP] = TOC_PHRASE("after receipt"),
        [TOC_TIME_WRITTEN] = TOC_PHRASE("after the start"),
        [TOC_TIME_OVERALL] = TOC_PHRASE("after the start"),
    };

    return words[duty->kind];
}

static const char *due_text(const toc_times *times, const toc_time_duty *duty)
{
    const char *limit = source_text(times, duty->limit_span);
    const char *anchor = anchor_text(times, duty);
    const char *checking = "";

    if (is_before(duty))
        return before_text(times, duty);
    if (!duty->is_dated)
        return "-";
    if (duty->by_minute >= 0)
        return toc_say(times->arena, "by %02d:%02d", duty->by_minute / 60, duty->by_minute % 60);
    if (duty->is_series && duty->deadline->kind == TOC_DEADLINE_NONE)
        return TOC_PHRASE("before the next");
    if (duty->leg && duty->leg->verify > 0)
        checking = toc_say(times->arena, " and %s to check",
                           toc_lapse_text(times->arena, duty->leg->verify));
    limit = limit ? limit : "?";
    return anchor ? toc_say(times->arena, "%s%s after %s", limit, checking, anchor)
                  : toc_say(times->arena, "%s%s %s", limit, checking, opening_text(duty));
}

/* "25min"; "≥ 25min" where something is not stated; "?" where nothing is known. */
static const char *lapse_text(const toc_times *times, const toc_time_duty *duty,
                              toc_time_case which)
{
    toc_lapse lapse = duty->lapse[which];

    if (duty->way.scope == TOC_TIME_NOT_COMPARED || lapse.ms == TOC_TIME_NEVER ||
        (which == TOC_TIME_BEST && !duty->has_best))
        return "?";
    if (lapse.unknown == 0)
        return toc_lapse_text(times->arena, lapse.ms);
    if (lapse.ms == 0)
        return "?";
    return toc_arena_printf(times->arena, "≥ %s", toc_lapse_text(times->arena, lapse.ms));
}

static bool has_slack(const toc_time_duty *duty)
{
    return duty->is_dated && toc_time_is_known(duty, TOC_TIME_WORST);
}

/* Of `by time` it depends on the time of day at which the clock starts: least and most. */
static const char *slack_text(const toc_times *times, const toc_time_duty *duty)
{
    const char *least;

    if (!has_slack(duty))
        return "";
    least = toc_lapse_text(times->arena, toc_time_slack(duty, TOC_TIME_WORST));
    if (duty->by_minute < 0)
        return least;
    return toc_arena_printf(
        times->arena, "%s..%s", least,
        toc_lapse_text(times->arena, duty->most_limit - duty->lapse[TOC_TIME_BEST].ms));
}

static const char *off_text(const toc_times *times, const toc_time_duty *duty)
{
    if (duty->lapse[TOC_TIME_LONGEST].ms == duty->lapse[TOC_TIME_WORST].ms)
        return "";
    return lapse_text(times, duty, TOC_TIME_LONGEST);
}

/* ── the table ───────────────────────────────────────────────────────────── */

static bool any_off_duty(const toc_times *times)
{
    for (uint32_t i = 0; i < times->duties.count; i++) {
        if (*off_text(times, &times->duties.items[i]))
            return true;
    }
    return false;
}

/* A step alone is no chain. */
static const char *chain_text(toc_times *times, const toc_time_duty *duty)
{
    toc_time_chain chain;

    if (duty->relay_way)
        return toc_relay_way_text(duty->relay_way, times->arena);
    toc_time_chain_of(times, duty, TOC_TIME_WORST, times->arena, &chain);
    if (chain.count == 0 || (chain.count == 1 && &chain.items[0].node->base == duty->entity))
        return "";
    return toc_time_chain_text(times, &chain, times->arena);
}

static void add_row(toc_times *times, toc_table *table, const toc_time_duty *duty, bool has_off)
{
    const char *cells[8];
    uint32_t n = 0;

    cells[n++] = duty->name;
    cells[n++] = due_text(times, duty);
    cells[n++] = lapse_text(times, duty, TOC_TIME_BEST);
    cells[n++] = lapse_text(times, duty, TOC_TIME_LIKELY);
    cells[n++] = lapse_text(times, duty, TOC_TIME_WORST);
    cells[n++] = slack_text(times, duty);
    if (has_off)
        cells[n++] = off_text(times, duty);
    cells[n++] = chain_text(times, duty);
    toc_table_add(table, cells);
}

void toc_times_write_text(toc_times *times, FILE *out)
{
    toc_table *table = toc_table_new(times->arena);
    bool has_off = any_off_duty(times);

    toc_table_column(table, toc_phrase(times->arena, "duty"), false, DUTY_COLUMNS);
    toc_table_column(table, toc_phrase(times->arena, "due"), false, DUTY_COLUMNS);
    toc_table_column(table, toc_phrase(times->arena, "best"), true, 0);
    toc_table_column(table, toc_phrase(times->arena, "likely"), true, 0);
    toc_table_column(table, toc_phrase(times->arena, "worst"), true, 0);
    toc_table_column(table, toc_phrase(times->arena, "slack"), true, 0);
    if (has_off)
        toc_table_column(table, toc_phrase(times->arena, "off duty"), true, 0);
    toc_table_column(table, toc_phrase(times->arena, "chain at worst"), false, CHAIN_COLUMNS);
    for (uint32_t i = 0; i < times->duties.count; i++)
        add_row(times, table, &times->duties.items[i], has_off);
    toc_table_write(table, 0, out);
}

/* ── JSON ────────────────────────────────────────────────────────────────── */

static void write_lapse(toc_json *json, const char *key, const toc_time_duty *duty,
                        toc_time_case which)
{
    toc_lapse lapse = duty->lapse[which];
    bool is_none = duty->way.scope == TOC_TIME_NOT_COMPARED || lapse.ms == TOC_TIME_NEVER ||
                   (which == TOC_TIME_BEST && !duty->has_best);

    toc_json_key(json, key);
    if (is_none) {
        toc_json_null(json);
        return;
    }
    toc_json_begin_object(json);
    toc_json_key_int(json, "ms", lapse.ms);
    toc_json_key_int(json, "not_stated", lapse.unknown);
    toc_json_end_object(json);
}

static void write_link(toc_json *json, const toc_time_link *link)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "step", link->node->base.full);
    toc_json_key_string(json, "by",
                        link->node->by.target ? link->node->by.target->base.full : NULL);
    toc_json_key_int(json, "wait_ms", link->wait);
    toc_json_key_int(json, "rounds_ms", link->again);
    toc_json_key_int(json, "approval_ms", link->approval);
    toc_json_key_int(json, "mobilisation_ms", link->ready);
    toc_json_key_int(json, "work_ms", link->work);
    toc_json_key_bool(json, "not_stated", link->is_unknown);
    toc_json_key_int(json, "sum_ms", link->sum);
    toc_json_end_object(json);
}

static void write_leg(const toc_times *times, toc_json *json, const toc_relay_leg *leg)
{
    toc_json_begin_object(json);
    toc_json_key_string(
        json, "step",
        toc_arena_printf(times->arena, "%s -> %s", leg->from->base.full, leg->to->base.full));
    toc_json_key_string(json, "by", leg->from->base.full);
    toc_json_key_int(json, "wait_ms", 0);
    toc_json_key_int(json, "rounds_ms", 0);
    toc_json_key_int(json, "approval_ms", 0);
    toc_json_key_int(json, "mobilisation_ms", leg->verify);
    toc_json_key_int(json, "work_ms", leg->within == TOC_MS_NONE ? 0 : leg->within);
    toc_json_key_bool(json, "not_stated", leg->within == TOC_MS_NONE);
    toc_json_key_int(json, "sum_ms", leg->worst);
    toc_json_end_object(json);
}

static void write_chain(toc_times *times, toc_json *json, const toc_time_duty *duty)
{
    toc_time_chain chain;

    toc_time_chain_of(times, duty, TOC_TIME_WORST, times->arena, &chain);
    toc_json_key(json, "chain");
    toc_json_begin_array(json);
    for (uint32_t i = 0; duty->relay_way && i < duty->relay_way->leg_count; i++)
        write_leg(times, json, &duty->relay_way->legs[i]);
    for (uint32_t i = 0; i < chain.count; i++)
        write_link(json, &chain.items[i]);
    toc_json_end_array(json);
}

static void write_ms_or_null(toc_json *json, const char *key, bool is_there, toc_ms ms)
{
    toc_json_key(json, key);
    if (is_there && ms != TOC_TIME_NEVER)
        toc_json_int(json, ms);
    else
        toc_json_null(json);
}

static const char *kind_word(toc_time_kind kind)
{
    static const char *const words[TOC_TIME_KINDS] = {
        [TOC_TIME_STEP] = "step",
        [TOC_TIME_DECISION] = "decision",
        [TOC_TIME_APPROVAL] = "approval",
        [TOC_TIME_REQUEST] = "request",
        [TOC_TIME_REPORT] = "report",
        [TOC_TIME_ANNOUNCEMENT] = "announcement",
        [TOC_TIME_DECLARATION] = "declaration",
        [TOC_TIME_PROPOSAL] = "proposal",
        [TOC_TIME_ENDING] = "end",
        [TOC_TIME_FORMATION] = "formation",
        [TOC_TIME_HOP] = "hop",
        [TOC_TIME_WRITTEN] = "written",
        [TOC_TIME_OVERALL] = "overall",
    };

    return words[kind];
}

static void write_duty(toc_times *times, toc_json *json, const toc_time_duty *duty)
{
    bool has_best = duty->is_dated && toc_time_is_known(duty, TOC_TIME_BEST);

    toc_json_begin_object(json);
    toc_json_key_string(json, "duty", duty->name);
    toc_json_key_string(json, "kind", kind_word(duty->kind));
    toc_json_key_string(json, "by", duty->owner->target ? duty->owner->target->base.full : NULL);
    toc_json_key_string(json, "due",
                        duty->is_dated || is_before(duty) ? due_text(times, duty) : NULL);
    toc_json_key_string(json, "anchor", anchor_text(times, duty));
    if (is_plain_before(duty)) {
        toc_json_key_int(json, "limit_ms", -duty->deadline->length.ms);
        toc_json_key_int(json, "most_limit_ms", -duty->deadline->length.ms);
    } else {
        write_ms_or_null(json, "limit_ms", duty->is_dated, duty->least_limit);
        write_ms_or_null(json, "most_limit_ms", duty->is_dated, duty->most_limit);
    }
    write_ms_or_null(json, "begin_ms", has_begin(duty), has_begin(duty) ? begin_of(duty) : 0);
    write_lapse(json, TOC_PHRASE("best"), duty, TOC_TIME_BEST);
    write_lapse(json, TOC_PHRASE("likely"), duty, TOC_TIME_LIKELY);
    write_lapse(json, TOC_PHRASE("worst"), duty, TOC_TIME_WORST);
    write_lapse(json, "worst_off_duty", duty, TOC_TIME_LONGEST);
    write_ms_or_null(json, "slack_ms", has_slack(duty), toc_time_slack(duty, TOC_TIME_WORST));
    write_ms_or_null(json, "most_slack_ms", has_best && duty->most_limit != TOC_TIME_NEVER,
                     duty->most_limit - duty->lapse[TOC_TIME_BEST].ms);
    write_chain(times, json, duty);
    toc_json_end_object(json);
}

void toc_times_write_json(toc_times *times, toc_json *json)
{
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < times->duties.count; i++)
        write_duty(times, json, &times->duties.items[i]);
    toc_json_end_array(json);
}
