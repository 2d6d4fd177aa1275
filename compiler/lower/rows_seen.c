/* rows_seen.c - what can be seen: indicators, events with their fields, periods. */
#include "lower/context.h"

static uint32_t machine_type(toc_type type, const toc_words *words)
{
    switch (type) {
    case TOC_TYPE_FLAG:
        return TOC_M_TYPE_FLAG;
    case TOC_TYPE_PERCENT:
        return TOC_M_TYPE_PERCENT;
    case TOC_TYPE_COUNT:
        return TOC_M_TYPE_COUNT;
    case TOC_TYPE_DURATION:
        return TOC_M_TYPE_DURATION;
    case TOC_TYPE_TEXT:
        return TOC_M_TYPE_TEXT;
    case TOC_TYPE_ENUM:
        return words->is_ordered ? TOC_M_TYPE_ORDERED : TOC_M_TYPE_ONE_OF;
    case TOC_TYPE_NUMBER:
    case TOC_TYPE_BROKEN:
    case TOC_TYPE_GRADE:
    case TOC_TYPE_INSTANT:
        break;
    }
    return TOC_M_TYPE_NUMBER;
}

static toc_range lower_words(toc_low *low, toc_type type, const toc_words *words)
{
    toc_low_ids ids = {0};

    if (type != TOC_TYPE_ENUM)
        return (toc_range){0, 0};
    for (uint32_t i = 0; i < words->names.count; i++) {
        const char *name = toc_symbol_text(low->plan->names, words->names.items[i].symbol);

        TOC_PUSH(low->arena, &ids, toc_builder_string(low->builder, name));
    }
    return toc_builder_ids(low->builder, ids.items, ids.count);
}

static void lower_indicator(toc_low *low, const toc_plan_indicator *it, toc_m_indicator *row)
{
    *row = (toc_m_indicator){.head = toc_low_head(low, &it->base),
                             .type = machine_type(it->type, &it->words),
                             .unit = toc_builder_string(low->builder, it->unit),
                             .least = it->has_range ? it->least : INT64_MIN,
                             .most = it->has_range ? it->most : INT64_MAX,
                             .initial = it->initial,
                             .choices = lower_words(low, it->type, &it->words),
                             .source = toc_low_body_id(&it->source),
                             .signal = TOC_NONE};
}

static toc_range lower_fields(toc_low *low, const toc_plan_event *event)
{
    toc_range range = {low->fields.count, event->fields.count};

    for (uint32_t i = 0; i < event->fields.count; i++) {
        const toc_plan_event_field *field = event->fields.items[i];
        toc_m_field row = {.name = toc_builder_string(
                               low->builder, toc_symbol_text(low->plan->names, field->base.name)),
                           .type = machine_type(field->type, &field->words),
                           .choices = lower_words(low, field->type, &field->words),
                           .slot = low->fields.count};

        low->field_slots[field->base.id] = row.slot;
        TOC_PUSH(low->arena, &low->fields, row);
    }
    return range;
}

static uint32_t category_of(toc_low *low, const toc_plan_event *event)
{
    const toc_category_ref *refs = event->categories.items;

    if (event->categories.count == 0)
        return TOC_NONE;
    if (event->categories.count > 1) {
        toc_diag *diag = toc_diag_add(low->sink, TOC_D_TWO_CATEGORIES, refs[1].span,
                                      "event `%s` stands in a second category", event->base.full);

        toc_diag_add_label(low->sink, diag, refs[0].span, "the first one");
        toc_diag_add_help(low->sink, diag, "keep one, or declare an event for each");
    }
    return refs[0].target ? refs[0].target->base.id : TOC_NONE;
}

static void lower_event(toc_low *low, const toc_plan_event *event, toc_m_event *row)
{
    *row = (toc_m_event){.head = toc_low_head(low, &event->base),
                         .category = category_of(low, event),
                         .fields = lower_fields(low, event),
                         .seen_by = toc_low_body_list(low, &event->seen_by),
                         .signal = TOC_NONE,
                         .anchor = TOC_NONE};
}

/* ── periods ───────────────────────────────────────────────────────────────── */

/* The day after the span, month and day as written, in the year of @p from or the one after. */
static int64_t yearly_end(int64_t from, int64_t last)
{
    toc_date end = toc_date_from_days(last);

    end.year = toc_date_from_days(from).year;
    if (!toc_date_is_valid(end))
        end.day = 28; /* 29 February, in a year without */
    if (toc_date_to_days(end) < from)
        end.year++;
    if (!toc_date_is_valid(end))
        end.day = 28;
    return toc_date_to_days(end) + 1;
}

static toc_m_span machine_span(const toc_plan_period *period, const toc_period_span *span)
{
    toc_m_span row = {.from = span->begin, .to = span->end};

    switch (span->kind) {
    case TOC_PERIOD_DATES:
        row.kind = period->is_yearly ? TOC_SPAN_YEARLY : TOC_SPAN_DAYS;
        row.to = period->is_yearly ? yearly_end(span->begin, span->end) : span->end + 1;
        break;
    case TOC_PERIOD_INSTANTS:
        row.kind = TOC_SPAN_INSTANTS;
        break;
    case TOC_PERIOD_TIMES:
        row.kind = TOC_SPAN_WEEKLY;
        row.days = period->is_weekly && period->days ? period->days : 0x7f;
        break;
    }
    return row;
}

static void check_mix(toc_low *low, const toc_plan_period *period, const toc_period_span *span)
{
    bool is_mixed = period->is_weekly && span->kind != TOC_PERIOD_TIMES;
    toc_diag *diag;

    is_mixed |= period->is_yearly && span->kind != TOC_PERIOD_DATES;
    if (!is_mixed)
        return;
    diag = toc_diag_add(low->sink, TOC_D_PERIOD_MIX, span->span,
                        "`%s` does not suit this span of period `%s`",
                        period->is_weekly && span->kind != TOC_PERIOD_TIMES ? "weekly" : "yearly",
                        period->base.full);
    toc_diag_add_help(low->sink, diag,
                      "`weekly` goes with times of day, `yearly` with dates; declare two periods "
                      "and ask for both: `in a and in b`");
}

static toc_range lower_spans(toc_low *low, const toc_plan_period *period)
{
    toc_range range = {0, 0};

    for (uint32_t i = 0; i < period->spans.count; i++) {
        toc_m_span row = machine_span(period, &period->spans.items[i]);
        uint32_t id = toc_builder_add_spans(low->builder, &row);

        check_mix(low, period, &period->spans.items[i]);
        if (range.count++ == 0)
            range.first = id;
    }
    if (period->spans.count == 0 && period->is_weekly) {
        toc_m_span row = {
            .to = 1440, .kind = TOC_SPAN_WEEKLY, .days = period->days ? period->days : 0x7f};

        range = (toc_range){toc_builder_add_spans(low->builder, &row), 1};
    }
    return range;
}

static void lower_period(toc_low *low, const toc_plan_period *period, toc_m_period *row)
{
    *row = (toc_m_period){.head = toc_low_head(low, &period->base),
                          .spans = lower_spans(low, period),
                          .kind = period->is_holiday   ? TOC_PERIOD_HOLIDAY
                                  : period->is_workday ? TOC_PERIOD_WORKDAY
                                                       : TOC_PERIOD_PLAIN,
                          .signal = TOC_NONE};
}

static void lower_moment(toc_low *low, const toc_plan_moment *moment, toc_m_moment *row)
{
    *row = (toc_m_moment){.head = toc_low_head(low, &moment->base),
                          .source = toc_low_body_id(&moment->source),
                          .signal = TOC_NONE,
                          .anchor = TOC_NONE};
}

void toc_low_seen(toc_low *low)
{
    const toc_plan *plan = low->plan;

    for (uint32_t i = 0; i < plan->indicators.count; i++)
        lower_indicator(low, plan->indicators.items[i], &low->indicators[i]);
    for (uint32_t i = 0; i < plan->events.count; i++)
        lower_event(low, plan->events.items[i], &low->events[i]);
    for (uint32_t i = 0; i < plan->periods.count; i++)
        lower_period(low, plan->periods.items[i], &low->periods[i]);
    for (uint32_t i = 0; i < plan->moments.count; i++)
        lower_moment(low, plan->moments.items[i], &low->moments[i]);
}
