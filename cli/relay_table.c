/* relay_table.c - reporting chains as a table, for people and as JSON. */
#include "cli/relay_table.h"

#include <string.h>

#include "base/utf8.h"
#include "sema/relay.h"

#define NAME_WIDTH_LEAST 12u /* columns of the hand-overs */

typedef struct table {
    const toc_plan *plan;
    const toc_relay_ways *ways;
    toc_arena *arena;
    FILE *out;
} table;

/* ── texts ───────────────────────────────────────────────────────────────── */

static const char *length_text(const table *t, toc_ms ms)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(ms, text);
    return toc_arena_printf(t->arena, "%s", text);
}

/* What was written at @p span: names and anchors, which stand on one line. */
static const char *written(const table *t, toc_span span)
{
    const toc_source *source = toc_sources_find(t->plan->sources, span);
    uint32_t size = span.end - span.begin;

    if (!source || span.end < span.begin || span.end - source->base > source->size)
        return "";
    return toc_arena_copy(t->arena, source->text + (span.begin - source->base),
                          size < 200 ? size : 200);
}

static const char *starts_text(const table *t)
{
    const toc_plan_anchors *on = &t->ways->relay->on;
    const char *text = "";

    for (uint32_t i = 0; i < on->count; i++)
        text = toc_arena_printf(t->arena, "%s%s%s", text, i > 0 ? ", " : "",
                                written(t, on->items[i].span));
    return text;
}

/* What the whole counts from. */
static const char *limit_start_text(const table *t)
{
    const toc_plan_anchor *anchor = &t->ways->relay->overall.anchor;

    return anchor->kind == TOC_PLAN_ANCHOR_NONE ? starts_text(t) : written(t, anchor->span);
}

static const char *start_text(const table *t, const toc_relay_leg *leg)
{
    switch (leg->start) {
    case TOC_RELAY_FROM_ON:
        return starts_text(t);
    case TOC_RELAY_FROM_RECEIPT:
        return toc_phrase(t->arena, "receipt");
    case TOC_RELAY_FROM_OTHER:
        return leg->hop ? written(t, leg->hop->deadline.span) : "";
    }
    return "";
}

static const char *leg_text(const table *t, const toc_relay_leg *leg)
{
    return toc_say(t->arena, "%s -> %s%s", leg->from->base.full, leg->to->base.full,
                   leg->skip ? TOC_PHRASE(" (skip)") : "");
}

/* ── columns ─────────────────────────────────────────────────────────────── */

static void print_left(FILE *out, const char *text, size_t width)
{
    size_t own = toc_utf8_width(text, strlen(text));

    fprintf(out, "%s%*s", text, own < width ? (int)(width - own) : 0, "");
}

static void print_right(FILE *out, const char *text)
{
    size_t own = toc_utf8_width(text, strlen(text));

    fprintf(out, " %*s%s", own < 9 ? (int)(9 - own) : 0, "", text);
}

static size_t wider(size_t width, const char *text)
{
    size_t own = toc_utf8_width(text, strlen(text));

    return own > width ? own : width;
}

typedef struct columns {
    size_t name;
    size_t start;
} columns;

static columns measure(const table *t)
{
    columns widths = {NAME_WIDTH_LEAST,
                      wider(NAME_WIDTH_LEAST, toc_phrase(t->arena, "counts from"))};

    for (uint32_t i = 0; i < t->ways->items.count; i++) {
        const toc_relay_way *way = &t->ways->items.items[i];

        for (uint32_t j = 0; j < way->leg_count; j++) {
            widths.name = wider(widths.name, leg_text(t, &way->legs[j]));
            widths.start = wider(widths.start, start_text(t, &way->legs[j]));
        }
    }
    if (widths.name > 60)
        widths.name = 60;
    if (widths.start > 30)
        widths.start = 30;
    return widths;
}

static void print_row(const table *t, columns widths, const char *const cells[6])
{
    fputs("  ", t->out);
    print_left(t->out, cells[0], widths.name + 2);
    print_left(t->out, cells[1], widths.start);
    for (int i = 2; i < 6; i++)
        print_right(t->out, cells[i]);
    fputc('\n', t->out);
}

static void print_leg(const table *t, columns widths, const toc_relay_leg *leg)
{
    const char *const cells[6] = {leg_text(t, leg),
                                  start_text(t, leg),
                                  leg->verify > 0 ? length_text(t, leg->verify) : "-",
                                  leg->within == TOC_MS_NONE ? "?" : length_text(t, leg->within),
                                  length_text(t, leg->best),
                                  length_text(t, leg->worst)};

    print_row(t, widths, cells);
}

static void print_slack(const table *t, columns widths, const toc_relay_way *way)
{
    const toc_plan_relay *relay = t->ways->relay;
    toc_relay_margin margin = toc_relay_margin_of(relay, way, &relay->overall);

    if (!margin.is_counted)
        return;
    const char *const cells[6] = {
        toc_say(t->arena, "slack of %s from %s", length_text(t, margin.limit), limit_start_text(t)),
        "",
        "",
        "",
        length_text(t, margin.best_slack),
        length_text(t, margin.worst_slack)};
    print_row(t, widths, cells);
    if (margin.starts_elsewhere)
        fprintf(t->out, "    %s\n",
                toc_say(t->arena, "less what passes between %s and %s", limit_start_text(t),
                        starts_text(t)));
    if (way->untimed > 0)
        fprintf(t->out, "    %s\n",
                toc_say(t->arena, "less %u hand-over%s without a time, shown as ?",
                        (unsigned)way->untimed, way->untimed == 1 ? "" : "s"));
}

static void print_way(const table *t, columns widths, uint32_t index)
{
    const char *const head[6] = {"",
                                 toc_phrase(t->arena, "counts from"),
                                 toc_phrase(t->arena, "verify"),
                                 toc_phrase(t->arena, "within"),
                                 toc_phrase(t->arena, "best"),
                                 toc_phrase(t->arena, "worst")};
    const toc_relay_way *way = &t->ways->items.items[index];

    if (index > 0)
        fputc('\n', t->out);
    print_row(t, widths, head);
    for (uint32_t i = 0; i < way->leg_count; i++)
        print_leg(t, widths, &way->legs[i]);
    print_slack(t, widths, way);
}

static void print_relay(const table *t)
{
    const toc_entity *base = &t->ways->relay->base;
    columns widths = measure(t);

    fprintf(t->out, "%s: %s\n", base->full, base->title ? base->title->bytes : "");
    for (uint32_t i = 0; i < t->ways->items.count; i++)
        print_way(t, widths, i);
    if (t->ways->is_cut)
        fprintf(t->out, "  %s\n", toc_phrase(t->arena, "… and more ways than are added up"));
}

void toc_relay_table_text(const toc_plan *plan, toc_arena *arena, FILE *out)
{
    uint32_t budget = TOC_RELAY_BUDGET;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        table t = {plan, toc_relay_ways_of(plan->relays.items[i], arena, &budget), arena, out};

        if (i > 0)
            fputc('\n', out);
        print_relay(&t);
    }
}

/* ── JSON ────────────────────────────────────────────────────────────────── */

static void write_leg(const table *t, toc_json *json, const toc_relay_leg *leg)
{
    static const char *const starts[] = {"on", "receipt", "other"};

    (void)t;
    toc_json_begin_object(json);
    toc_json_key_string(json, "by", leg->skip ? "skip" : "hop");
    toc_json_key_string(json, "from", leg->from->base.full);
    toc_json_key_string(json, "to", leg->to->base.full);
    toc_json_key_string(json, "counts_from", starts[leg->start]);
    toc_json_key_int(json, "verify_ms", leg->verify);
    toc_json_key(json, "within_ms");
    if (leg->within == TOC_MS_NONE)
        toc_json_null(json);
    else
        toc_json_int(json, leg->within);
    toc_json_key_int(json, "best_ms", leg->best);
    toc_json_key_int(json, "worst_ms", leg->worst);
    toc_json_end_object(json);
}

static void write_way(const table *t, toc_json *json, const toc_relay_way *way)
{
    const toc_plan_relay *relay = t->ways->relay;
    toc_relay_margin margin = toc_relay_margin_of(relay, way, &relay->overall);

    toc_json_begin_object(json);
    toc_json_key(json, "legs");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < way->leg_count; i++)
        write_leg(t, json, &way->legs[i]);
    toc_json_end_array(json);
    toc_json_key_int(json, "untimed", way->untimed);
    toc_json_key_int(json, "best_ms", way->best);
    toc_json_key_int(json, "worst_ms", way->worst);
    if (margin.is_counted) {
        toc_json_key_int(json, "best_slack_ms", margin.best_slack);
        toc_json_key_int(json, "worst_slack_ms", margin.worst_slack);
        toc_json_key_bool(json, "starts_elsewhere", margin.starts_elsewhere);
    }
    toc_json_end_object(json);
}

static void write_relay(const table *t, toc_json *json)
{
    const toc_plan_relay *relay = t->ways->relay;

    toc_json_begin_object(json);
    toc_json_key_string(json, "plan", t->plan->head.id);
    toc_json_key_string(json, "relay", relay->base.full);
    toc_json_key_string(json, "on", starts_text(t));
    if (relay->overall.kind == TOC_DEADLINE_WITHIN) {
        toc_json_key_int(json, "overall_ms", relay->overall.length.ms);
        toc_json_key_string(json, "overall_from", limit_start_text(t));
    }
    toc_json_key(json, "ways");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < t->ways->items.count; i++)
        write_way(t, json, &t->ways->items.items[i]);
    toc_json_end_array(json);
    toc_json_key_bool(json, "is_cut", t->ways->is_cut);
    toc_json_end_object(json);
}

void toc_relay_table_json(const toc_plan *plan, toc_arena *arena, toc_json *json)
{
    uint32_t budget = TOC_RELAY_BUDGET;

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        table t = {plan, toc_relay_ways_of(plan->relays.items[i], arena, &budget), arena, NULL};

        write_relay(&t, json);
    }
}
