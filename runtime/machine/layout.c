/* layout.c - the table behind layout.h: one row for each field, in the order of machine.h. */
#include "machine/layout.h"

#define TOC_SECTION(field, type) typedef type record_##field;
TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION

const char *const toc_layout_section_names[TOC_SECTION_COUNT] = {
#define TOC_SECTION(field, type) #field,
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
};

const size_t toc_layout_record_sizes[TOC_SECTION_COUNT] = {
#define TOC_SECTION(field, type) sizeof(type),
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
};

#define WORDS(name, ...) static const char *const name[] = {__VA_ARGS__, NULL}
WORDS(no_yes, "no", "yes");
WORDS(resource_kinds, "plain", "consumable");
WORDS(types, "flag", "number", "percent", "count", "duration", "one of", "ordered", "text");
WORDS(span_kinds, "days", "yearly", "weekly", "instants");
WORDS(period_kinds, "plain", "holiday", "workday");
WORDS(owners, "none", "held", "trigger", "level", "ladder", "body", "node", "report");
WORDS(anchor_kinds, "event", "trigger", "declared", "warranted", "ladder end", "response start",
      "response end", "node start", "node done", "report sent", "body formed", "moment",
      "relay received");
WORDS(deadline_kinds, "within", "by time", "before");
WORDS(late_kinds, "escalate", "notify", "do");
WORDS(start_kinds, "event", "trigger", "level at least", "level is", "level below", "ladder end",
      "response end", "anchor");
WORDS(node_kinds, "step", "decision");
WORDS(joins, "all", "any");
WORDS(demand_kinds, "use", "consume", "fill", "free", "request");
WORDS(report_kinds, "initial", "progress", "daily", "final", "plain", "hop", "skip", "fallback",
      "written", "announcement");

const char *const toc_layout_op_words[TOC_OP_COUNT_OF_OPS] = {
    "const",    "indicator",   "field",    "level", "free",     "used",   "done", "late",
    "sent",     "report-late", "happened", "body",  "response", "period", "held", "since",
    "time-to",  "count",       "sum",      "min",   "max",      "mean",   "rate", "rise",
    "outbreak", "not",         "and",      "or",    "eq",       "ne",     "lt",   "le",
    "gt",       "ge",          "add",      "sub",   "mul",      "div",    "neg"};

#define WORD_COUNT(words) ((int64_t)(sizeof(words) / sizeof(words)[0]) - 2)

#define ROW(s, f, kind, target, least, most, words)                                                \
    {#f,                                                                                           \
     TOC_SECTION_##s,                                                                              \
     TOC_SECTION_##target,                                                                         \
     TOC_LAYOUT_##kind,                                                                            \
     (uint32_t)offsetof(record_##s, f),                                                            \
     (least),                                                                                      \
     (most),                                                                                       \
     (words)},
#define STRING(s, f)            ROW(s, f, STRING, strings, 0, 0, NULL)
#define WORD(s, f)              ROW(s, f, WORD, strings, 0, 0, NULL)
#define ID(s, f, t)             ROW(s, f, ID, t, 0, 0, NULL)
#define OPTION(s, f, t)         ROW(s, f, OPTION, t, 0, 0, NULL)
#define RANGE(s, f, t)          ROW(s, f, RANGE, t, 0, 0, NULL)
#define LIST(s, f, t)           ROW(s, f, LIST, t, 0, 0, NULL)
#define SET(s, f, t)            ROW(s, f, SET, t, 0, 0, NULL)
#define TEXTS(s, f)             ROW(s, f, WORDS, strings, 0, 0, NULL)
#define ENUM(s, f, words)       ROW(s, f, ENUM, ids, 0, WORD_COUNT(words), words)
#define FLAG(s, f)              ENUM(s, f, no_yes)
#define UINT(s, f, least, most) ROW(s, f, UINT, ids, least, most, NULL)
#define INT(s, f, least, most)  ROW(s, f, INT, ids, least, most, NULL)
#define LONG(s, f, least, most) ROW(s, f, LONG, ids, least, most, NULL)
#define TIME(s, f)              ROW(s, f, TIME, ids, 0, 0, NULL)
#define TIME_OPTION(s, f)       ROW(s, f, TIME_OPTION, ids, 0, 0, NULL)
#define ANY_UINT(s, f)          ROW(s, f, ANY_UINT, ids, 0, 0, NULL)
#define ANY_LONG(s, f)          ROW(s, f, ANY_LONG, ids, 0, 0, NULL)
#define ZERO(s, f)              ROW(s, f, ZERO, ids, 0, 0, NULL)
#define WEIGHT(s)               UINT(s, weight, 0, TOC_WEIGHT_MAX)
#define HEAD(s)                                                                                    \
    WORD(s, head.name)                                                                             \
    RANGE(s, head.titles, texts)                                                                   \
    STRING(s, head.clause)                                                                         \
    STRING(s, head.file)                                                                           \
    UINT(s, head.line, 0, INT32_MAX)

/* clang-format off */
static const toc_layout_field rows[] = {
    HEAD(plans) STRING(plans, version) STRING(plans, status) STRING(plans, language)
    STRING(plans, timezone) OPTION(plans, unnamed_ladder, ladders) ZERO(plans, reserved)

    ANY_LONG(zones, from_ms) INT(zones, offset_s, -93600, 93600) ZERO(zones, reserved)

    WORD(texts, lang) STRING(texts, text)

    ANY_UINT(shifts, from_minute) ANY_UINT(shifts, to_minute) UINT(shifts, days, 1, 127)

    HEAD(bodies) OPTION(bodies, parent, bodies) OPTION(bodies, superior, bodies)
    SET(bodies, posts, bodies) RANGE(bodies, shifts, shifts) OPTION(bodies, founder, bodies)
    OPTION(bodies, condition, conditions) OPTION(bodies, deadline, deadlines)
    OPTION(bodies, objective, objectives) WEIGHT(bodies) OPTION(bodies, signal, signals)
    OPTION(bodies, succeeds, bodies) ZERO(bodies, reserved) TIME_OPTION(bodies, grace)

    HEAD(resources) OPTION(resources, owner, bodies) ENUM(resources, kind, resource_kinds)
    LONG(resources, count, 0, TOC_UNITS_MAX) STRING(resources, unit)
    OPTION(resources, signal, signals) RANGE(resources, shifts, shifts)
    TIME(resources, ready)

    HEAD(categories) OPTION(categories, parent, categories) ZERO(categories, reserved)

    HEAD(indicators) ENUM(indicators, type, types) STRING(indicators, unit)
    ANY_LONG(indicators, least) ANY_LONG(indicators, most) ANY_LONG(indicators, initial)
    TEXTS(indicators, choices) OPTION(indicators, source, bodies)
    OPTION(indicators, signal, signals) FLAG(indicators, history) FLAG(indicators, days)

    HEAD(events) OPTION(events, category, categories) RANGE(events, fields, fields)
    LIST(events, seen_by, bodies) OPTION(events, signal, signals) FLAG(events, history)
    OPTION(events, anchor, anchors) SET(events, triggers, triggers) SET(events, responses, starts)

    WORD(fields, name) ENUM(fields, type, types) TEXTS(fields, choices) ANY_UINT(fields, slot)

    ANY_LONG(spans, from) ANY_LONG(spans, to) ENUM(spans, kind, span_kinds)
    UINT(spans, days, 0, 127)

    HEAD(periods) RANGE(periods, spans, spans) ENUM(periods, kind, period_kinds)
    OPTION(periods, signal, signals)

    HEAD(moments) OPTION(moments, source, bodies) OPTION(moments, signal, signals)
    OPTION(moments, anchor, anchors) ZERO(moments, reserved)

    UINT(codes, op, 0, TOC_OP_COUNT_OF_OPS - 1) ANY_UINT(codes, a) ANY_UINT(codes, b)
    ZERO(codes, reserved) ANY_LONG(codes, value)

    RANGE(conditions, code, codes) ENUM(conditions, owner, owners) ANY_UINT(conditions, owner_id)
    UINT(conditions, owner_part, 0, 1) OPTION(conditions, signal, signals)
    STRING(conditions, text) ZERO(conditions, reserved)

    SET(signals, readers, conditions)

    ENUM(anchors, kind, anchor_kinds) ANY_UINT(anchors, id) ANY_UINT(anchors, rank)
    OPTION(anchors, signal, signals) SET(anchors, levels, levels) SET(anchors, nodes, nodes)
    SET(anchors, reports, reports) SET(anchors, report_deadlines, reports)
    SET(anchors, waiting, reports) STRING(anchors, text) ZERO(anchors, reserved)

    TIME(deadlines, ms) ENUM(deadlines, kind, deadline_kinds) OPTION(deadlines, anchor, anchors)
    INT(deadlines, workdays, 0, TOC_WORKDAYS_MAX) INT(deadlines, minute, 0, 1440)

    HEAD(ladders) RANGE(ladders, levels, levels) OPTION(ladders, end_condition, conditions)
    OPTION(ladders, proposer, bodies) OPTION(ladders, approver, bodies)
    OPTION(ladders, propose_deadline, deadlines) OPTION(ladders, approve_deadline, deadlines)
    OPTION(ladders, signal, signals) TIME_OPTION(ladders, lower_after)
    SET(ladders, starts, starts) SET(ladders, anchors, anchors)
    OPTION(ladders, end_anchor, anchors) OPTION(ladders, objective, objectives) WEIGHT(ladders)
    ZERO(ladders, reserved) TIME_OPTION(ladders, grace)

    HEAD(levels) ID(levels, ladder, ladders) UINT(levels, rank, 1, TOC_GRADES_MAX)
    WORD(levels, grade) STRING(levels, colour) OPTION(levels, condition, conditions)
    OPTION(levels, declarer, bodies) OPTION(levels, deadline, deadlines)
    OPTION(levels, objective, objectives) WEIGHT(levels) ZERO(levels, reserved)
    TIME_OPTION(levels, grace) RANGE(levels, authorities, authorities) RANGE(levels, late, lates)

    ID(authorities, body, bodies) UINT(authorities, powers, 1, 15)

    ENUM(lates, kind, late_kinds) ANY_UINT(lates, id)

    HEAD(triggers) SET(triggers, events, events) OPTION(triggers, condition, conditions)
    OPTION(triggers, anchor, anchors) SET(triggers, starts, starts)
    OPTION(triggers, signal, signals) ZERO(triggers, reserved)

    ID(starts, response, responses) ENUM(starts, kind, start_kinds) ANY_UINT(starts, id)
    ANY_UINT(starts, rank)

    HEAD(responses) RANGE(responses, starts, starts) OPTION(responses, guard, conditions)
    OPTION(responses, lead, bodies) SET(responses, categories, categories)
    FLAG(responses, repeats) OPTION(responses, ladder, ladders) FLAG(responses, survives_end)
    STRING(responses, phase) RANGE(responses, nodes, nodes) SET(responses, reports, reports)
    SET(responses, end_starts, starts) OPTION(responses, start_anchor, anchors)
    OPTION(responses, end_anchor, anchors) OPTION(responses, signal, signals)
    FLAG(responses, is_foreign)

    HEAD(nodes) ENUM(nodes, kind, node_kinds) ID(nodes, response, responses)
    ID(nodes, performer, bodies) ENUM(nodes, join, joins) LIST(nodes, with, bodies)
    LIST(nodes, to, bodies) RANGE(nodes, edges, edges) SET(nodes, leaving, edges)
    RANGE(nodes, outcomes, outcomes) OPTION(nodes, guard, conditions)
    OPTION(nodes, deadline, deadlines) TIME_OPTION(nodes, takes[0]) TIME_OPTION(nodes, takes[1])
    TIME_OPTION(nodes, takes[2]) RANGE(nodes, demands, demands) OPTION(nodes, approver, bodies)
    OPTION(nodes, approval_deadline, deadlines) TIME(nodes, period)
    OPTION(nodes, until, conditions) UINT(nodes, times, 0, TOC_TIMES_MAX)
    RANGE(nodes, late, lates) LIST(nodes, activates, responses)
    OPTION(nodes, objective, objectives) WEIGHT(nodes) TIME_OPTION(nodes, grace)
    OPTION(nodes, start_anchor, anchors) OPTION(nodes, done_anchor, anchors)
    OPTION(nodes, signal, signals) FLAG(nodes, upstream) STRING(nodes, instruction)
    STRING(nodes, evidence) STRING(nodes, safety) ZERO(nodes, reserved)

    ID(edges, source, nodes) ID(edges, target, nodes) OPTION(edges, outcome, outcomes)
    FLAG(edges, is_loop) TIME(edges, wait)

    ID(demands, resource, resources) ENUM(demands, kind, demand_kinds)
    LONG(demands, count, 1, TOC_UNITS_MAX) OPTION(demands, from, bodies) ZERO(demands, reserved)

    WORD(outcomes, name) OPTION(outcomes, condition, conditions)
    INT(outcomes, chance, -1, TOC_MICRO) LIST(outcomes, responses, responses)
    FLAG(outcomes, ends) ID(outcomes, node, nodes) ZERO(outcomes, reserved)

    HEAD(reports) ENUM(reports, kind, report_kinds) ID(reports, sender, bodies)
    LIST(reports, receivers, bodies) LIST(reports, copies, bodies)
    LIST(reports, content, contents) SET(reports, on, anchors)
    OPTION(reports, condition, conditions) OPTION(reports, filter, conditions)
    OPTION(reports, deadline, deadlines) OPTION(reports, relay, relays) TIME(reports, period)
    OPTION(reports, until, conditions) OPTION(reports, response, responses)
    RANGE(reports, late, lates) OPTION(reports, objective, objectives) WEIGHT(reports)
    TIME_OPTION(reports, grace) OPTION(reports, sent_anchor, anchors)
    OPTION(reports, signal, signals) ANY_UINT(reports, from_place) ANY_UINT(reports, to_place)
    OPTION(reports, instead, reports) OPTION(reports, guard, conditions) TIME(reports, verify)
    TIME(reports, wait) OPTION(reports, declarer, ladders) OPTION(reports, approver, bodies)
    OPTION(reports, approval_deadline, deadlines) FLAG(reports, is_public)
    SET(reports, after, anchors)

    HEAD(contents)

    HEAD(objectives) WEIGHT(objectives) ZERO(objectives, reserved) STRING(objectives, capability)
    UINT(objectives, thresholds[0], 0, 10000) UINT(objectives, thresholds[1], 0, 10000)
    UINT(objectives, thresholds[2], 0, 10000)

    HEAD(relays) RANGE(relays, rows, reports) LIST(relays, places, bodies)
    SET(relays, anchors, anchors) ANY_UINT(relays, source) ID(relays, owner, bodies)
    OPTION(relays, overall, deadlines) OPTION(relays, objective, objectives) WEIGHT(relays)
    ZERO(relays, reserved) TIME_OPTION(relays, grace)
};
/* clang-format on */

#define ROW_COUNT (sizeof rows / sizeof rows[0])

const toc_layout_field *toc_layout_of(toc_section_id section, uint32_t *out_count)
{
    size_t first = 0;
    size_t end;

    while (first < ROW_COUNT && rows[first].section != section)
        first++;
    for (end = first; end < ROW_COUNT && rows[end].section == section;)
        end++;
    *out_count = (uint32_t)(end - first);
    return rows + first;
}

uint32_t toc_layout_width(toc_layout_kind kind)
{
    switch (kind) {
    case TOC_LAYOUT_STRING:
    case TOC_LAYOUT_WORD:
    case TOC_LAYOUT_ID:
    case TOC_LAYOUT_OPTION:
    case TOC_LAYOUT_ENUM:
    case TOC_LAYOUT_UINT:
    case TOC_LAYOUT_INT:
    case TOC_LAYOUT_ANY_UINT:
    case TOC_LAYOUT_ZERO:
        return 4;
    case TOC_LAYOUT_RANGE:
    case TOC_LAYOUT_LIST:
    case TOC_LAYOUT_SET:
    case TOC_LAYOUT_WORDS:
    case TOC_LAYOUT_LONG:
    case TOC_LAYOUT_TIME:
    case TOC_LAYOUT_TIME_OPTION:
    case TOC_LAYOUT_ANY_LONG:
        return 8;
    }
    return 0;
}

bool toc_layout_has_head(toc_section_id section)
{
    uint32_t count;
    const toc_layout_field *fields = toc_layout_of(section, &count);

    return count >= 5 && fields[0].kind == TOC_LAYOUT_WORD && fields[4].kind == TOC_LAYOUT_UINT &&
           fields[1].target == TOC_SECTION_texts && fields[1].kind == TOC_LAYOUT_RANGE;
}

toc_rows toc_machine_rows(const toc_machine *machine, toc_section_id section)
{
    switch (section) {
#define TOC_SECTION(field, type)                                                                   \
    case TOC_SECTION_##field:                                                                      \
        return (toc_rows){(const unsigned char *)machine->field, machine->field##_count,           \
                          sizeof(type)};
        TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
    case TOC_SECTION_COUNT:
        break;
    }
    return (toc_rows){NULL, 0, 1};
}
