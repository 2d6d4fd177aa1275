/* measure_plan.c - what rules ask of the plan as a whole: review, drills, filing. */
#include "doctrine/judging.h"

#define TWELFTHS  12              /* of a day, the unit of lengths in the calendar */
#define MONTH     365             /* of them */
#define YEAR      (12 * MONTH)    /* of them */
#define PRECISION INT64_C(100000) /* parts of a drill that rates are counted in, and their error */
#define SUNDAY    6
#define SATURDAY  5

const char *toc_judge_length(const toc_judge *judge, toc_duration length)
{
    toc_arena *arena = judge->context->arena;

    if (length.workdays != 0)
        return toc_say(arena, "%d workday%s", (int)length.workdays,
                       length.workdays == 1 ? "" : "s");
    if (length.months != 0 && length.months % 12 == 0)
        return toc_arena_printf(arena, "%dy", (int)length.months / 12);
    if (length.months != 0)
        return toc_arena_printf(arena, "%dmo", (int)length.months);
    return toc_check_length_text(judge->context, length.ms);
}

static int64_t twelfths_of(toc_duration length)
{
    return length.months != 0 ? (int64_t)length.months * MONTH : length.ms / (TOC_DAY / TWELFTHS);
}

static toc_measured measure_review(const toc_judge *judge, const toc_demand *demand)
{
    const toc_length *review = &judge->context->plan->head.review;
    bool is_said = !toc_span_is_none(review->span);
    toc_measured result = {.is_met =
                               is_said && toc_demand_is_met(demand, twelfths_of(review->value)),
                           .span = review->span};

    result.has = is_said ? toc_say(judge->context->arena, "is reviewed every %s",
                                   toc_judge_length(judge, review->value))
                         : TOC_PHRASE("does not say how often it is reviewed");
    if (demand->has_most)
        result.help = toc_say(judge->context->arena, "say `review every %s`", demand->most_text);
    return result;
}

/* ── drills ──────────────────────────────────────────────────────────────── */

/* How often one exercise is held, in 1/PRECISION of a drill a year. */
static int64_t rate_of(const toc_plan_exercise *exercise)
{
    int64_t every = twelfths_of(exercise->every.value);
    int64_t rate = (int64_t)exercise->per_year * PRECISION;

    return every > 0 ? rate + PRECISION * YEAR / every : rate;
}

static const char *drills_in_words(const toc_judge *judge, const toc_plan_exercise *exercise,
                                   const char *so_far)
{
    toc_arena *arena = judge->context->arena;
    const char *comma = so_far[0] ? ", " : "";
    const char *name = exercise->base.full;

    if (!toc_span_is_none(exercise->every.span))
        return toc_say(arena, "%s%s`%s` every %s", so_far, comma, name,
                       toc_judge_length(judge, exercise->every.value));
    if (exercise->per_year > 0)
        return toc_say(arena, "%s%s`%s` %u per year", so_far, comma, name,
                       (unsigned)exercise->per_year);
    return toc_say(arena, "%s%s`%s` without saying how often", so_far, comma, name);
}

/* Rates are rounded down, each by less than one part. */
static toc_measured measure_drills(const toc_judge *judge, const toc_demand *demand)
{
    const toc_plan *plan = judge->context->plan;
    const char *words = "";
    int64_t rate = 0;
    toc_measured result = {.is_met = false};

    for (uint32_t i = 0; i < plan->exercises.count; i++) {
        rate += rate_of(plan->exercises.items[i]) + 1;
        words = drills_in_words(judge, plan->exercises.items[i], words);
        result.span = plan->exercises.items[i]->base.span;
    }
    if (rate > PRECISION * YEAR) /* every day and more often: enough for any rule */
        rate = PRECISION * YEAR;
    result.is_met = !demand->has_most || rate * demand->most >= PRECISION * YEAR;
    result.has = plan->exercises.count == 0
                     ? TOC_PHRASE("is never drilled")
                     : toc_say(judge->context->arena, "is drilled so: %s", words);
    result.asks = toc_say(judge->context->arena, "a drill every %s", demand->most_text);
    result.help =
        TOC_PHRASE("add an `exercise` that says how often: `at least 2 per year` or `every 2y`");
    return result;
}

/* ── filing ──────────────────────────────────────────────────────────────── */

/* Is the day in a period of the plan that makes it a day off, or a working day after all? */
static bool is_declared(const toc_plan *plan, int64_t day, bool as_holiday)
{
    for (uint32_t i = 0; i < plan->periods.count; i++) {
        const toc_plan_period *period = plan->periods.items[i];

        if (!(as_holiday ? period->is_holiday : period->is_workday))
            continue;
        for (uint32_t j = 0; j < period->spans.count; j++) {
            const toc_period_span *span = &period->spans.items[j];

            if (span->kind == TOC_PERIOD_DATES && span->begin <= day && day <= span->end)
                return true;
        }
    }
    return false;
}

static bool is_workday(const toc_plan *plan, int64_t day)
{
    int weekday = toc_weekday(day);
    bool is_free = weekday == SATURDAY || weekday == SUNDAY;

    if (is_declared(plan, day, true))
        return false;
    return !is_free || is_declared(plan, day, false);
}

static int64_t after_workdays(const toc_plan *plan, int64_t day, int64_t count)
{
    while (count > 0)
        count -= is_workday(plan, ++day);
    return day;
}

static const char *date_text(const toc_judge *judge, toc_date date)
{
    return toc_arena_printf(judge->context->arena, "%04d-%02d-%02d", (int)date.year,
                            (int)date.month, (int)date.day);
}

/* A draft is not filed yet, and a plan that is retired need not be. */
static toc_measured measure_filing(const toc_judge *judge, const toc_demand *demand)
{
    const toc_plan *plan = judge->context->plan;
    const toc_plan_head *head = &plan->head;
    const toc_check_options *options = judge->context->options;
    toc_measured result = {.is_met = true, .help = TOC_PHRASE("file it, and say `status filed`")};
    int64_t last;

    if (head->status != TOC_STATUS_APPROVED || !options->has_as_of)
        return result;
    if (!head->has_issued) {
        result.is_met = false;
        result.has =
            TOC_PHRASE("does not say when it was `issued`, from which the time for filing counts");
        result.help = TOC_PHRASE("say `issued 2026-03-01`");
        return result;
    }
    last = after_workdays(plan, toc_date_to_days(head->issued), demand->most);
    result.is_met = toc_date_to_days(options->as_of) <= last;
    result.has = toc_say(
        judge->context->arena, "was issued on %s, its %s ended on %s, and it is not `filed` on %s",
        date_text(judge, head->issued), demand->most_text,
        date_text(judge, toc_date_from_days(last)), date_text(judge, options->as_of));
    result.asks = toc_say(judge->context->arena, "filing within %s", demand->most_text);
    return result;
}

toc_measured toc_measure_plan(const toc_judge *judge, const toc_demand *demand)
{
    switch ((int)demand->measure) {
    case TOC_MEASURE_REVIEW:
        return measure_review(judge, demand);
    case TOC_MEASURE_DRILL_INTERVAL:
        return measure_drills(judge, demand);
    default:
        return measure_filing(judge, demand);
    }
}
