/* lower.c - the order of the work, and what all rows share. */
#include "lower/context.h"

#include <stdlib.h>
#include <string.h>

#include "machine/verify.h"
#include "sema/zone.h"

/* ── what all rows share ───────────────────────────────────────────────────── */

toc_range toc_low_titles(toc_low *low, const toc_text *title)
{
    toc_range range = {0, 0};

    for (; title; title = title->next) {
        const char *lang =
            title->lang.v ? toc_symbol_text(low->plan->names, title->lang) : low->language;
        toc_m_text row = {toc_builder_string(low->builder, lang),
                          toc_builder_string(low->builder, title->bytes)};
        uint32_t id = toc_builder_add_texts(low->builder, &row);

        if (range.count++ == 0)
            range.first = id;
    }
    return range;
}

static toc_m_head make_head(toc_low *low, const char *name, const toc_text *title,
                            const char *clause, toc_span span)
{
    toc_m_head head = {.name = toc_builder_string(low->builder, name),
                       .titles = toc_low_titles(low, title),
                       .clause = toc_builder_string(low->builder, clause)};

    if (!toc_span_is_none(span)) {
        toc_location at = toc_sources_locate(low->sources, span.begin);

        head.file = at.source ? toc_builder_string(low->builder, at.source->path) : 0;
        head.line = at.source ? at.line : 0;
    }
    return head;
}

toc_m_head toc_low_head(toc_low *low, const toc_entity *entity)
{
    return make_head(low, entity->full, entity->title, entity->clause, entity->span);
}

toc_string toc_low_text(toc_low *low, const toc_text *text)
{
    return text ? toc_builder_string(low->builder, text->bytes) : 0;
}

toc_string toc_low_texts(toc_low *low, const toc_texts *texts)
{
    size_t size = 1;
    char *all;
    char *end;

    for (uint32_t i = 0; i < texts->count; i++)
        size += strlen(texts->items[i]->bytes) + 1;
    all = end = toc_arena_alloc(low->arena, size);
    for (uint32_t i = 0; i < texts->count; i++) {
        size_t length = strlen(texts->items[i]->bytes);

        if (i > 0)
            *end++ = '\n';
        memcpy(end, texts->items[i]->bytes, length);
        end += length;
    }
    return toc_builder_string(low->builder, all);
}

int64_t toc_low_limit(toc_low *low, toc_span span, const char *what, int64_t value, int64_t most)
{
    if (value >= 0 && value <= most)
        return value;
    toc_diag_add(low->sink, TOC_D_BEYOND_LIMIT, span,
                 "%s: %lld is more than a machine can hold, %lld", what, (long long)value,
                 (long long)most);
    return most;
}

static int compare_ids(const void *left, const void *right)
{
    const uint32_t *a = left;
    const uint32_t *b = right;

    return *a == *b ? 0 : *a < *b ? -1 : 1;
}

toc_range toc_low_set(toc_low *low, toc_low_ids *list)
{
    uint32_t count = 0;

    if (list->count == 0)
        return (toc_range){0, 0};
    qsort(list->items, list->count, sizeof *list->items, compare_ids);
    for (uint32_t i = 0; i < list->count; i++) {
        if (i == 0 || list->items[i] != list->items[count - 1])
            list->items[count++] = list->items[i];
    }
    list->count = count;
    return toc_builder_ids(low->builder, list->items, count);
}

typedef struct place { /* an id and where it stood */
    uint32_t id;
    uint32_t at;
} place;

static int compare_places(const void *left, const void *right)
{
    const place *a = left;
    const place *b = right;
    int order = compare_ids(&a->id, &b->id);

    return order ? order : compare_ids(&a->at, &b->at);
}

toc_range toc_low_list(toc_low *low, const toc_low_ids *list)
{
    place *sorted = TOC_NEW_ARRAY(low->arena, place, list->count);
    bool *is_double = TOC_NEW_ARRAY(low->arena, bool, list->count);
    uint32_t *ids = TOC_NEW_ARRAY(low->arena, uint32_t, list->count);
    uint32_t count = 0;

    if (list->count == 0)
        return (toc_range){0, 0};
    for (uint32_t i = 0; i < list->count; i++)
        sorted[i] = (place){list->items[i], i};
    qsort(sorted, list->count, sizeof *sorted, compare_places);
    for (uint32_t i = 1; i < list->count; i++)
        is_double[sorted[i].at] = sorted[i].id == sorted[i - 1].id;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!is_double[i])
            ids[count++] = list->items[i];
    }
    return toc_builder_ids(low->builder, ids, count);
}

toc_range toc_low_body_list(toc_low *low, const toc_body_refs *refs)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            TOC_PUSH(low->arena, &ids, refs->items[i].target->base.id);
    }
    return toc_low_list(low, &ids);
}

uint32_t toc_low_weight(toc_low *low, const toc_scoring *scoring)
{
    return (uint32_t)toc_low_limit(low, scoring->objective.span, "weight", scoring->weight,
                                   TOC_WEIGHT_MAX);
}

uint32_t toc_low_objective(const toc_scoring *scoring)
{
    return scoring->objective.target ? scoring->objective.target->base.id : TOC_NONE;
}

toc_ms toc_low_grace(const toc_scoring *scoring)
{
    return toc_span_is_none(scoring->grace.span) ? TOC_MS_NONE : scoring->grace.value.ms;
}

/* ── links between tables ──────────────────────────────────────────────────── */

static void link_triggers(toc_low *low)
{
    const toc_plan *plan = low->plan;
    toc_low_ids *of = TOC_NEW_ARRAY(low->arena, toc_low_ids, plan->events.count);

    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        const toc_plan_anchors *on = &plan->triggers.items[i]->on;

        for (uint32_t k = 0; k < on->count; k++) {
            if (on->items[k].kind == TOC_PLAN_ANCHOR_EVENT)
                TOC_PUSH(low->arena, &of[on->items[k].target->id], i);
        }
    }
    for (uint32_t i = 0; i < plan->events.count; i++)
        low->events[i].triggers = toc_low_set(low, &of[i]);
}

/* The list of the thing that causes @p start; NULL: an anchor, which keeps none. */
static toc_low_ids *list_of(const toc_m_start *start, toc_low_ids *const lists[4])
{
    switch ((toc_m_start_kind)start->kind) {
    case TOC_START_EVENT:
        return &lists[0][start->id];
    case TOC_START_TRIGGER:
        return &lists[1][start->id];
    case TOC_START_LEVEL_AT_LEAST:
    case TOC_START_LEVEL_IS:
    case TOC_START_LEVEL_BELOW:
    case TOC_START_LADDER_END:
        return &lists[2][start->id];
    case TOC_START_RESPONSE_END:
        return &lists[3][start->id];
    case TOC_START_ANCHOR:
    case TOC_START_COUNT:
        break;
    }
    return NULL;
}

static void link_starts(toc_low *low)
{
    const toc_plan *plan = low->plan;
    toc_low_ids *const lists[4] = {TOC_NEW_ARRAY(low->arena, toc_low_ids, plan->events.count),
                                   TOC_NEW_ARRAY(low->arena, toc_low_ids, plan->triggers.count),
                                   TOC_NEW_ARRAY(low->arena, toc_low_ids, plan->ladders.count),
                                   TOC_NEW_ARRAY(low->arena, toc_low_ids, plan->responses.count)};

    for (uint32_t i = 0; i < low->starts.count; i++) {
        toc_m_start *start = &low->starts.items[i];
        toc_low_ids *list = list_of(start, lists);

        if (list)
            TOC_PUSH(low->arena, list, i);
        else
            start->id = toc_low_anchor_id(low, &low->start_keys.items[i]);
    }
    for (uint32_t i = 0; i < plan->events.count; i++)
        low->events[i].responses = toc_low_set(low, &lists[0][i]);
    for (uint32_t i = 0; i < plan->triggers.count; i++)
        low->triggers[i].starts = toc_low_set(low, &lists[1][i]);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        low->ladders[i].starts = toc_low_set(low, &lists[2][i]);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        low->responses[i].end_starts = toc_low_set(low, &lists[3][i]);
}

/* ── the plan's own row ────────────────────────────────────────────────────── */

static const char *status_word(toc_plan_status status)
{
    static const char *const words[] = {[TOC_STATUS_UNSTATED] = "",
                                        [TOC_STATUS_DRAFT] = "draft",
                                        [TOC_STATUS_APPROVED] = "approved",
                                        [TOC_STATUS_FILED] = "filed",
                                        [TOC_STATUS_RETIRED] = "retired"};

    return words[status];
}

static uint32_t unnamed_ladder(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        if (plan->ladders.items[i]->is_unnamed)
            return i;
    }
    return TOC_NONE;
}

static void add_plan(toc_low *low)
{
    const toc_plan_head *head = &low->plan->head;
    toc_m_plan row = {.head = make_head(low, head->id, head->title, head->clause, head->span),
                      .version = toc_low_text(low, head->version),
                      .status = toc_builder_string(low->builder, status_word(head->status)),
                      .language = toc_builder_string(low->builder, low->language),
                      .timezone =
                          toc_builder_string(low->builder, head->timezone ? head->timezone : "UTC"),
                      .unnamed_ladder = unnamed_ladder(low->plan)};

    toc_builder_add_plans(low->builder, &row);
}

static void report_zone(const toc_plan *plan, toc_zone_status status, toc_diag_sink *sink)
{
    const toc_plan_head *head = &plan->head;
    toc_diag *diag = toc_diag_add(sink, TOC_D_UNKNOWN_TIME_ZONE, head->timezone_span,
                                  "there is no time zone `%s`", head->timezone);

    if (status == TOC_ZONE_NOT_A_NAME)
        toc_diag_set_here(sink, diag, "not made like the name of a time zone");
    else if (status == TOC_ZONE_DAMAGED)
        toc_diag_set_here(sink, diag, "the system's file of this name is not a time zone");
    if (status == TOC_ZONE_NO_DATA)
        toc_diag_add_help(sink, diag,
                          "this system has no time zones at all: install the package `tzdata`, "
                          "or set TZDIR");
    else
        toc_diag_add_help(sink, diag,
                          "write a name of the IANA list, such as `Asia/Shanghai` or `UTC`");
}

/* The rows of the plan's zone; false: there is none of that name, reported. */
static bool read_zone(toc_arena *arena, const toc_plan *plan, toc_zones *out, toc_diag_sink *sink)
{
    const char *name = plan->head.timezone ? plan->head.timezone : "UTC";
    toc_zone_status status = toc_zone_read(arena, name, out);

    if (status != TOC_ZONE_OK)
        report_zone(plan, status, sink);
    return status == TOC_ZONE_OK;
}

void toc_lower_check_zone(toc_arena *arena, const toc_plan *plan, toc_diag_sink *sink)
{
    toc_zones zones;

    (void)read_zone(arena, plan, &zones, sink);
}

static void add_zones(toc_low *low)
{
    toc_zones zones;

    if (!read_zone(low->arena, low->plan, &zones, low->sink))
        return;
    for (uint32_t i = 0; i < zones.count; i++)
        toc_builder_add_zones(low->builder, &zones.items[i]);
}

/* ── the whole ─────────────────────────────────────────────────────────────── */

static void make_arrays(toc_low *low)
{
    const toc_plan *plan = low->plan;
    uint32_t next_level = 0;

    low->bodies = TOC_NEW_ARRAY(low->arena, toc_m_body, plan->bodies.count);
    low->resources = TOC_NEW_ARRAY(low->arena, toc_m_resource, plan->resources.count);
    low->categories = TOC_NEW_ARRAY(low->arena, toc_m_category, plan->categories.count);
    low->indicators = TOC_NEW_ARRAY(low->arena, toc_m_indicator, plan->indicators.count);
    low->events = TOC_NEW_ARRAY(low->arena, toc_m_event, plan->events.count);
    low->periods = TOC_NEW_ARRAY(low->arena, toc_m_period, plan->periods.count);
    low->moments = TOC_NEW_ARRAY(low->arena, toc_m_moment, plan->moments.count);
    low->ladders = TOC_NEW_ARRAY(low->arena, toc_m_ladder, plan->ladders.count);
    low->levels = TOC_NEW_ARRAY(low->arena, toc_m_level, plan->levels.count);
    low->triggers = TOC_NEW_ARRAY(low->arena, toc_m_trigger, plan->triggers.count);
    low->responses = TOC_NEW_ARRAY(low->arena, toc_m_response, plan->responses.count);
    low->nodes = TOC_NEW_ARRAY(low->arena, toc_m_node, plan->nodes.count);
    low->reports = TOC_NEW_ARRAY(low->arena, toc_m_report, low->told.count);
    low->relays = TOC_NEW_ARRAY(low->arena, toc_m_relay, plan->relays.count);
    low->contents = TOC_NEW_ARRAY(low->arena, toc_m_content, plan->fields.count);
    low->objectives = TOC_NEW_ARRAY(low->arena, toc_m_objective, plan->objectives.count);
    low->field_slots = TOC_NEW_ARRAY(low->arena, uint32_t, plan->event_fields.count);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        low->ladders[i].levels = (toc_range){next_level, plan->ladders.items[i]->levels.count};
        next_level += plan->ladders.items[i]->levels.count;
    }
}

#define ADD(section, rows, count)                                                                  \
    for (uint32_t i = 0; i < (count); i++)                                                         \
        toc_builder_add_##section(low->builder, &(rows)[i]);

static void add_rows(toc_low *low)
{
    const toc_plan *plan = low->plan;

    ADD(bodies, low->bodies, plan->bodies.count)
    ADD(resources, low->resources, plan->resources.count)
    ADD(categories, low->categories, plan->categories.count)
    ADD(indicators, low->indicators, plan->indicators.count)
    ADD(events, low->events, plan->events.count)
    ADD(fields, low->fields.items, low->fields.count)
    ADD(periods, low->periods, plan->periods.count)
    ADD(moments, low->moments, plan->moments.count)
    ADD(codes, low->codes.items, low->codes.count)
    ADD(conditions, low->condition_rows, low->conditions.count)
    ADD(anchors, low->anchors, low->anchor_count)
    ADD(ladders, low->ladders, plan->ladders.count)
    ADD(levels, low->levels, plan->levels.count)
    ADD(lates, low->lates.items, low->lates.count)
    ADD(triggers, low->triggers, plan->triggers.count)
    ADD(starts, low->starts.items, low->starts.count)
    ADD(responses, low->responses, plan->responses.count)
    ADD(nodes, low->nodes, plan->nodes.count)
    ADD(edges, low->edges.items, low->edges.count)
    ADD(reports, low->reports, low->told.count)
    ADD(relays, low->relays, plan->relays.count)
    ADD(contents, low->contents, plan->fields.count)
    ADD(objectives, low->objectives, plan->objectives.count)
    for (uint32_t i = 0; i < low->signal_count; i++)
        toc_builder_add_signals(low->builder, &(toc_m_signal){low->readers[i]});
    for (uint32_t i = 0; i < low->deadlines.count; i++)
        toc_builder_add_deadlines(low->builder, low->deadlines.items[i]);
    for (uint32_t i = 0; i < low->outcomes.count; i++)
        toc_builder_add_outcomes(low->builder, low->outcomes.items[i]);
}

static void lower_all(toc_low *low)
{
    add_plan(low);
    add_zones(low);
    toc_low_number_told(low);
    make_arrays(low);
    toc_low_bodies(low);
    toc_low_seen(low);
    toc_low_ladders(low);
    toc_low_responses(low);
    toc_low_nodes(low);
    toc_low_reports(low);
    toc_low_relays(low);
    toc_low_number_anchors(low);
    toc_low_link_anchors(low);
    link_triggers(low);
    link_starts(low);
    toc_low_number_conditions(low);
    toc_low_signals(low);
    add_rows(low);
}

/* What was made here is held to the same rules as what comes from a file, so that a plan past a
 * limit that nobody thought of ends in a message and not in the engine. */
static const toc_machine *checked(toc_low *low, const toc_machine *machine)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine again;
    toc_status status = toc_machine_verify(machine->image, machine->size, &again, reason);

    if (status == TOC_OK)
        return machine;
    if (status == TOC_ENOMEM)
        return toc_arena_give_up(low->arena);
    toc_diag_add(low->sink, TOC_D_BEYOND_LIMIT, low->plan->head.span,
                 "this plan is more than a machine can hold: %s", reason);
    return NULL;
}

const toc_machine *toc_lower(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                             toc_diag_sink *sink)
{
    uint32_t errors = sink->error_count;
    toc_low *low;

    if (plan->has_errors)
        return NULL;
    low = TOC_NEW(arena, toc_low);
    low->arena = arena;
    low->sources = sources;
    low->plan = plan;
    low->sink = sink;
    low->builder = toc_builder_new(arena);
    low->language =
        plan->head.language.v ? toc_symbol_text(plan->names, plan->head.language) : "und";
    lower_all(low);
    if (sink->error_count != errors)
        return NULL;
    return checked(low, toc_builder_seal(low->builder));
}
