/* time_table.c - all dated duties with their times: a table for people, JSON for programs. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"
#include "base/json.h"
#include "base/source.h"
#include "report/table.h"

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

static const char *anchor_text(const toc_times *times, const toc_time_duty *duty)
{
    return duty->is_series ? NULL : source_text(times, duty->deadline->anchor.span);
}

static const char *due_text(const toc_times *times, const toc_time_duty *duty)
{
    const char *limit = source_text(times, duty->limit_span);
    const char *anchor = anchor_text(times, duty);

    if (duty->deadline->kind == TOC_DEADLINE_BY_TIME)
        return toc_arena_printf(times->arena, "by %s", limit ? limit : "?");
    if (duty->is_series && duty->deadline->kind == TOC_DEADLINE_NONE)
        return "before the next";
    if (!anchor)
        return toc_arena_printf(times->arena, "%s once %s", limit ? limit : "?",
                                duty->is_report ? "owed" : "ready");
    return toc_arena_printf(times->arena, "%s after %s", limit ? limit : "?", anchor);
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

/* Of `by time` nobody knows how long it leaves. */
static bool has_slack(const toc_time_duty *duty)
{
    return duty->deadline->kind != TOC_DEADLINE_BY_TIME && toc_time_is_known(duty, TOC_TIME_WORST);
}

static const char *slack_text(const toc_times *times, const toc_time_duty *duty)
{
    if (!has_slack(duty))
        return "";
    return toc_lapse_text(times->arena, toc_time_slack(duty, TOC_TIME_WORST));
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

static void add_row(toc_times *times, toc_table *table, const toc_time_duty *duty, bool has_off)
{
    const char *cells[8];
    toc_time_chain chain;
    uint32_t n = 0;

    toc_time_chain_of(times, duty, TOC_TIME_WORST, times->arena, &chain);
    cells[n++] = duty->entity->full;
    cells[n++] = due_text(times, duty);
    cells[n++] = lapse_text(times, duty, TOC_TIME_BEST);
    cells[n++] = lapse_text(times, duty, TOC_TIME_LIKELY);
    cells[n++] = lapse_text(times, duty, TOC_TIME_WORST);
    cells[n++] = slack_text(times, duty);
    if (has_off)
        cells[n++] = off_text(times, duty);
    cells[n++] = chain.count > 1 ? toc_time_chain_text(times, &chain, times->arena) : "";
    toc_table_add(table, cells);
}

void toc_times_write_text(toc_times *times, FILE *out)
{
    toc_table *table = toc_table_new(times->arena);
    bool has_off = any_off_duty(times);

    toc_table_column(table, "duty", false, DUTY_COLUMNS);
    toc_table_column(table, "due", false, DUTY_COLUMNS);
    toc_table_column(table, "best", true, 0);
    toc_table_column(table, "likely", true, 0);
    toc_table_column(table, "worst", true, 0);
    toc_table_column(table, "slack", true, 0);
    if (has_off)
        toc_table_column(table, "off duty", true, 0);
    toc_table_column(table, "chain at worst", false, CHAIN_COLUMNS);
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

static void write_chain(toc_times *times, toc_json *json, const toc_time_duty *duty)
{
    toc_time_chain chain;

    toc_time_chain_of(times, duty, TOC_TIME_WORST, times->arena, &chain);
    toc_json_key(json, "chain");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < chain.count; i++)
        write_link(json, &chain.items[i]);
    toc_json_end_array(json);
}

static void write_slack(toc_json *json, const toc_time_duty *duty)
{
    toc_json_key(json, "slack_ms");
    if (has_slack(duty))
        toc_json_int(json, toc_time_slack(duty, TOC_TIME_WORST));
    else
        toc_json_null(json);
}

static void write_duty(toc_times *times, toc_json *json, const toc_time_duty *duty)
{
    const toc_plan_node *node = duty->is_report ? NULL : (const toc_plan_node *)duty->entity;

    toc_json_begin_object(json);
    toc_json_key_string(json, "duty", duty->entity->full);
    toc_json_key_string(json, "kind", !node ? "report" : node->is_decision ? "decision" : "step");
    toc_json_key_string(json, "by", duty->owner->target ? duty->owner->target->base.full : NULL);
    toc_json_key_string(json, "due", due_text(times, duty));
    toc_json_key_string(json, "anchor", anchor_text(times, duty));
    toc_json_key(json, "limit_ms");
    if (duty->deadline->kind == TOC_DEADLINE_BY_TIME)
        toc_json_null(json);
    else
        toc_json_int(json, duty->least_limit);
    write_lapse(json, "best", duty, TOC_TIME_BEST);
    write_lapse(json, "likely", duty, TOC_TIME_LIKELY);
    write_lapse(json, "worst", duty, TOC_TIME_WORST);
    write_lapse(json, "worst_off_duty", duty, TOC_TIME_LONGEST);
    write_slack(json, duty);
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
