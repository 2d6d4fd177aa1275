/* time_check_before.c - T0562 before-out-of-reach, T0563 before-can-be-missed: what is due so long
 * before a moment, in a response that starts too close to it.
 *
 * One finding for each response and moment: whatever else begins too late there is mended with it. */
#include "analysis/time_ahead.h"
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

#define LABELS_MAX 6u

typedef enum fault { FAULT_NONE, FAULT_BEST, FAULT_WORST } fault;

/* How long before the moment it begins at the earliest, and is done then. */
typedef struct reach {
    toc_ahead begin; /* the response, or the step by its own guard */
    toc_ms need;     /* from there until it is done */
    bool is_guard;   /* the step itself, or the report */
} reach;

static const toc_plan_moment *moment_of(const toc_time_duty *duty)
{
    bool is_before = !duty->is_series && duty->deadline->kind == TOC_DEADLINE_BEFORE &&
                     duty->deadline->length.workdays == 0;

    return is_before ? duty->deadline->moment.target : NULL;
}

static const toc_plan_response *response_of(const toc_time_duty *duty)
{
    const toc_plan_node *node = toc_time_node_of(duty);

    return node ? node->response : NULL;
}

/* Done at the earliest so long before the moment; NEVER: nothing says so. */
static toc_ms done_ahead(const reach *at)
{
    return at->begin.most == TOC_TIME_NEVER ? TOC_TIME_NEVER : at->begin.most - at->need;
}

/* What it is on, or holds while it is owed, and its response. */
static reach reach_of_telling(toc_aheads *aheads, const toc_time_duty *duty)
{
    bool is_report = duty->kind == TOC_TIME_REPORT;
    const toc_plan_report *report = (const toc_plan_report *)duty->entity;
    const toc_plan_announcement *other = (const toc_plan_announcement *)duty->entity;
    const toc_plan_response *response = is_report ? report->response : other->response;
    const toc_plan_moment *moment = moment_of(duty);
    toc_ahead begin = toc_ahead_both(
        toc_ahead_of_causes(aheads, is_report ? &report->on : &other->on, moment),
        toc_ahead_of_cond(aheads, is_report ? report->while_ : other->while_, moment));

    if (response)
        begin = toc_ahead_both(begin, toc_ahead_of_response(aheads, response, moment));
    return (reach){begin, 0, true};
}

/* The later of what its response and its own guard say. */
static reach reach_of(const toc_time_checks *it, toc_aheads *aheads, const toc_time_duty *duty,
                      toc_time_case which)
{
    const toc_plan_node *node = toc_time_node_of(duty);
    const toc_plan_moment *moment = moment_of(duty);
    bool is_sure = which != TOC_TIME_BEST || duty->has_best;
    reach start;
    reach guard;

    if (!node)
        return reach_of_telling(aheads, duty);
    start = (reach){toc_ahead_of_response(aheads, node->response, moment),
                    is_sure ? duty->lapse[which].ms : 0, false};
    guard = (reach){toc_ahead_of_cond(aheads, node->when, moment),
                    toc_time_own(it->times, node, which).ms, true};
    return done_ahead(&guard) < done_ahead(&start) ? guard : start;
}

static fault fault_of(const toc_time_checks *it, toc_aheads *aheads, const toc_time_duty *duty,
                      reach *out)
{
    toc_ms length = duty->deadline->length.ms;

    if (toc_time_node_of(duty) && (duty->way.scope == TOC_TIME_NOT_COMPARED ||
                                   duty->lapse[TOC_TIME_BEST].ms == TOC_TIME_NEVER))
        return FAULT_NONE;
    *out = reach_of(it, aheads, duty, TOC_TIME_BEST);
    if (done_ahead(out) < length)
        return FAULT_BEST;
    if (!toc_time_node_of(duty) || !toc_time_is_known(duty, TOC_TIME_WORST))
        return FAULT_NONE;
    *out = reach_of(it, aheads, duty, TOC_TIME_WORST);
    return out->need != TOC_TIME_NEVER && done_ahead(out) < length ? FAULT_WORST : FAULT_NONE;
}

/* ── the message ─────────────────────────────────────────────────────────── */

static const char *length_text(const toc_time_checks *it, toc_ms ms)
{
    return toc_lapse_text(it->check->arena, ms);
}

/* "24h before `landfall`", "when `landfall` comes", "2h after `landfall`" */
static const char *ahead_text(const toc_time_checks *it, toc_ms most, const toc_plan_moment *moment)
{
    if (most == 0)
        return toc_say(it->check->arena, "when `%s` comes", moment->base.full);
    if (most < 0)
        return toc_say(it->check->arena, "%s after `%s`", length_text(it, -most),
                       moment->base.full);
    return toc_say(it->check->arena, "%s before `%s`", length_text(it, most), moment->base.full);
}

static const char *beginner_of(const toc_time_duty *duty, const reach *at)
{
    return at->is_guard ? duty->entity->full : response_of(duty)->base.full;
}

static toc_diag *open_finding(toc_time_checks *it, const toc_time_duty *duty, const reach *at,
                              fault which)
{
    const toc_plan_moment *moment = moment_of(duty);
    toc_ms length = duty->deadline->length.ms;
    const char *begin = ahead_text(it, at->begin.most, moment);

    if (which == FAULT_WORST)
        return toc_diag_add(it->sink, TOC_D_BEFORE_CAN_BE_MISSED, duty->limit_span,
                            "`%s` can be late: begun %s it may be done only %s", duty->entity->full,
                            begin, ahead_text(it, done_ahead(at), moment));
    if (at->begin.most < length)
        return toc_diag_add(it->sink, TOC_D_BEFORE_OUT_OF_REACH, duty->limit_span,
                            "`%s` is due %s, and `%s` begins no earlier than %s",
                            duty->entity->full, ahead_text(it, length, moment),
                            beginner_of(duty, at), begin);
    return toc_diag_add(it->sink, TOC_D_BEFORE_OUT_OF_REACH, duty->limit_span,
                        "`%s` cannot be done in time: begun %s it takes %s at least",
                        duty->entity->full, begin, length_text(it, at->need));
}

/* Others of the same response that are late for the same cause. */
static void label_others(toc_time_checks *it, toc_aheads *aheads, toc_diag *diag, uint32_t first,
                         const reach *at, fault which)
{
    const toc_time_duty *duty = &it->times->duties.items[first];
    uint32_t labels = 0;

    for (uint32_t i = first + 1; i < it->times->duties.count; i++) {
        const toc_time_duty *other = &it->times->duties.items[i];
        reach its;

        if (other->kind > TOC_TIME_REQUEST ||
            (response_of(other) && response_of(other) != response_of(duty)))
            break; /* those of one response stand together */
        if (!response_of(other) || moment_of(other) != moment_of(duty) || it->is_told[i] ||
            fault_of(it, aheads, other, &its) != which ||
            its.begin.span.begin != at->begin.span.begin)
            continue;
        it->is_told[i] = true;
        if (labels++ < LABELS_MAX)
            toc_diag_add_label(it->sink, diag, other->limit_span, "nor is `%s` in time",
                               other->entity->full);
    }
}

static void add_help(toc_time_checks *it, toc_diag *diag, const toc_time_duty *duty,
                     const reach *at)
{
    toc_ms length = duty->deadline->length.ms;
    bool has_worst = toc_time_is_known(duty, TOC_TIME_WORST);
    toc_ms need = has_worst && !at->is_guard ? duty->lapse[TOC_TIME_WORST].ms : at->need;
    const char *begin = ahead_text(it, toc_time_add(length, need), moment_of(duty));

    toc_diag_add_help(it->sink, diag, "let `%s` begin %s%s", beginner_of(duty, at), begin,
                      at->begin.most > need ? TOC_PHRASE(", or have it done later") : "");
    if (at->begin.most > need)
        toc_diag_add_help(it->sink, diag, "`before %s before %s` leaves it time",
                          length_text(it, at->begin.most - need), moment_of(duty)->base.full);
}

static void say(toc_time_checks *it, toc_aheads *aheads, uint32_t first, const reach *at,
                fault which)
{
    const toc_time_duty *duty = &it->times->duties.items[first];
    toc_diag *diag = open_finding(it, duty, at, which);
    toc_time_chain chain;

    toc_diag_set_here(it->sink, diag, "the deadline");
    toc_diag_add_label(it->sink, diag, at->begin.span, "no earlier than %s",
                       ahead_text(it, at->begin.most, moment_of(duty)));
    label_others(it, aheads, diag, first, at, which);
    if (which == FAULT_WORST && !at->is_guard) {
        toc_time_chain_of(it->times, duty, TOC_TIME_WORST, it->check->arena, &chain);
        toc_time_note_chain(it, diag, &chain, TOC_PHRASE("at worst"),
                            duty->deadline->length.ms - done_ahead(at));
    }
    if (which == FAULT_BEST)
        toc_diag_add_note(it->sink, diag, "only a forecast that is put off leaves it time");
    add_help(it, diag, duty, at);
}

static bool is_looked_at(const toc_time_duty *duty)
{
    return toc_time_node_of(duty) || duty->kind == TOC_TIME_REPORT ||
           duty->kind == TOC_TIME_ANNOUNCEMENT;
}

void toc_time_check_before(toc_time_checks *it)
{
    toc_aheads *aheads = NULL;

    for (uint32_t i = 0; i < it->times->duties.count; i++) {
        const toc_time_duty *duty = &it->times->duties.items[i];
        fault which;
        reach at;

        if (!moment_of(duty) || it->is_told[i] || !is_looked_at(duty))
            continue;
        if (!aheads)
            aheads = toc_aheads_new(it->times);
        which = fault_of(it, aheads, duty, &at);
        if (which != FAULT_NONE)
            say(it, aheads, i, &at, which);
    }
}
