/* time_check_others.c - T0411 approval-due-too-early, T0412 approval-can-be-late,
 * T0413 announcement-due-too-early, T0414 announcement-can-be-late, T0415 formed-too-late,
 * T0416 hop-too-late: late is what is no step.
 *
 * How long these take by themselves no plan says.  What is said here is that the time is over, or
 * may be, before they can begin. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"
#include "sema/relay.h"

static const char *length_of(const toc_time_checks *it, toc_ms ms)
{
    return toc_lapse_text(it->check->arena, ms);
}

static bool is_late_at_best(const toc_time_duty *duty)
{
    return duty->has_best && toc_time_exceeds(duty, TOC_TIME_BEST, duty->most_limit);
}

static bool is_late_at_worst(const toc_time_duty *duty)
{
    return toc_time_exceeds(duty, TOC_TIME_WORST, toc_time_limit(duty));
}

/* ── approvals ───────────────────────────────────────────────────────────── */

static void say_approval_best(toc_time_checks *it, const toc_time_duty *duty)
{
    toc_ms best = duty->lapse[TOC_TIME_BEST].ms;
    toc_time_chain chain;
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_APPROVAL_DUE_TOO_EARLY, duty->limit_span,
                     "the approval of `%s` is due before it can be asked for: at best that is "
                     "%s after %s",
                     duty->entity->full, length_of(it, best), toc_time_anchor_text(it, duty));

    toc_time_chain_of(it->times, duty, TOC_TIME_BEST, it->check->arena, &chain);
    toc_diag_set_here(it->sink, diag, "the deadline of the approval");
    toc_time_label_links(it, diag, duty, &chain);
    toc_time_note_chain(it, diag, &chain, TOC_PHRASE("at best"), best - duty->most_limit);
    toc_diag_add_help(it->sink, diag,
                      "count it from the asking, `given within %s`, or allow more than %s",
                      length_of(it, duty->least_limit), length_of(it, best));
}

/* It was asked for in time, but the approver himself has to be formed first. */
static void say_approver_late(toc_time_checks *it, const toc_time_duty *duty)
{
    const toc_plan_body *body = duty->owner->target;
    const toc_formation *formed = body->org ? &body->org->formed : &body->formed;
    toc_diag *diag = toc_diag_add(
        it->sink, TOC_D_APPROVAL_CAN_BE_LATE, duty->limit_span,
        "the approval of `%s` can be late: `%s` may only be formed %s after it is "
        "asked",
        duty->entity->full, body->base.full, length_of(it, duty->lapse[TOC_TIME_WORST].ms));

    toc_diag_set_here(it->sink, diag, "the deadline of the approval");
    toc_diag_add_label(it->sink, diag, formed->by.deadline.length_span,
                       "so long it may take to form it");
    toc_diag_add_help(it->sink, diag,
                      "form it sooner, allow more time, or let somebody approve who is there");
}

/* Of the step itself it was said: one cause, one message. */
static bool is_told_of_step(const toc_time_checks *it, const toc_time_duty *duty)
{
    uint32_t index = duty->entity->kind == TOC_ENTITY_NODE ? it->duty_of[duty->entity->id] : 0;

    return index > 0 && it->is_told[index - 1];
}

static void say_approval_worst(toc_time_checks *it, const toc_time_duty *duty)
{
    toc_ms worst = duty->lapse[TOC_TIME_WORST].ms;
    toc_time_chain chain;
    toc_diag *diag;

    if (duty->way.scope == TOC_TIME_OWN) {
        if (!is_told_of_step(it, duty))
            say_approver_late(it, duty);
        return;
    }
    toc_time_chain_of(it->times, duty, TOC_TIME_WORST, it->check->arena, &chain);
    diag =
        toc_diag_add(it->sink, TOC_D_APPROVAL_CAN_BE_LATE, duty->limit_span,
                     "the approval of `%s` can be late: at worst it is only asked for %s after %s",
                     duty->entity->full, length_of(it, worst), toc_time_anchor_text(it, duty));
    toc_diag_set_here(it->sink, diag, "the deadline of the approval");
    toc_time_label_links(it, diag, duty, &chain);
    toc_time_note_chain(it, diag, &chain, TOC_PHRASE("at worst"), worst - toc_time_limit(duty));
    toc_time_add_repair(it, diag, duty);
}

/* ── announcements ───────────────────────────────────────────────────────── */

/* T0310: the approval alone may take all of the time. */
static bool is_eaten_by_approval(const toc_time_duty *duty)
{
    const toc_plan_announcement *it = (const toc_plan_announcement *)duty->entity;

    return toc_time_is_plain(&it->approved.deadline) &&
           it->approved.deadline.length.ms >= duty->least_limit;
}

static void say_announcement(toc_time_checks *it, const toc_time_duty *duty, bool is_best)
{
    const toc_plan_announcement *told = (const toc_plan_announcement *)duty->entity;
    toc_time_case at = is_best ? TOC_TIME_BEST : TOC_TIME_WORST;
    toc_ms ms = duty->lapse[at].ms;
    toc_time_chain chain;
    toc_diag *diag;

    toc_time_chain_of(it->times, duty, at, it->check->arena, &chain);
    if (is_best)
        diag = toc_diag_add(it->sink, TOC_D_ANNOUNCEMENT_DUE_TOO_EARLY, duty->limit_span,
                            "announcement `%s` is due before what it waits for can be done: at "
                            "best %s after %s",
                            duty->entity->full, length_of(it, ms), toc_time_anchor_text(it, duty));
    else
        diag = toc_diag_add(it->sink, TOC_D_ANNOUNCEMENT_CAN_BE_LATE, duty->limit_span,
                            "announcement `%s` can be late: at worst it may go out %s after %s",
                            duty->entity->full, length_of(it, ms), toc_time_anchor_text(it, duty));
    toc_diag_set_here(it->sink, diag, "the deadline");
    toc_time_label_links(it, diag, duty, &chain);
    if (!is_best && toc_time_is_plain(&told->approved.deadline))
        toc_diag_add_label(it->sink, diag, told->approved.deadline.length_span,
                           "its approval, %s more",
                           length_of(it, told->approved.deadline.length.ms));
    toc_time_note_chain(it, diag, &chain, is_best ? TOC_PHRASE("at best") : TOC_PHRASE("at worst"),
                        ms - (is_best ? duty->most_limit : toc_time_limit(duty)));
    if (is_best)
        toc_diag_add_help(it->sink, diag, "allow more than %s", length_of(it, ms));
    else
        toc_time_add_repair(it, diag, duty);
}

/* ── bodies ──────────────────────────────────────────────────────────────── */

static void say_formed_late(toc_time_checks *it, const toc_time_duty *duty)
{
    const toc_plan_body *founder = duty->owner->target;
    const toc_formation *formed = founder->org ? &founder->org->formed : &founder->formed;
    toc_diag *diag = toc_diag_add(
        it->sink, TOC_D_FORMED_TOO_LATE, duty->limit_span,
        "`%s` can be formed too late: `%s`, which forms it, may itself only be there "
        "after %s",
        duty->entity->full, founder->base.full, length_of(it, duty->lapse[TOC_TIME_WORST].ms));

    toc_diag_set_here(it->sink, diag, "the time for both, where both are called for at once");
    toc_diag_add_label(it->sink, diag, formed->by.deadline.length_span, "the time to form `%s`",
                       founder->base.full);
    toc_diag_add_help(it->sink, diag,
                      "allow more than %s, or let a body form it that is always there",
                      length_of(it, duty->lapse[TOC_TIME_WORST].ms));
}

/* ── hops ────────────────────────────────────────────────────────────────── */

static bool is_hop_too_late(const toc_time_duty *duty)
{
    return duty->relay_way && duty->relay_way->worst > 0 &&
           duty->lapse[TOC_TIME_WORST].ms >= duty->least_limit;
}

static void say_hop_late(toc_time_checks *it, const toc_time_duty *duty)
{
    const toc_relay_way *before = duty->relay_way;
    toc_ms limit = duty->deadline->length.ms;
    toc_diag *diag = toc_diag_add(
        it->sink, TOC_D_HOP_TOO_LATE, duty->limit_span,
        "`%s` may only be told %s after %s, and has to have told `%s` %s after it",
        duty->owner->target ? duty->owner->target->base.full : "", length_of(it, before->worst),
        toc_time_anchor_text(it, duty), duty->leg->to->base.full, length_of(it, limit));

    toc_diag_set_here(it->sink, diag, "counted from the start, not from being told");
    for (uint32_t i = 0; i < before->leg_count && i < 4; i++) {
        if (before->legs[i].hop && before->legs[i].within != TOC_MS_NONE)
            toc_diag_add_label(it->sink, diag, before->legs[i].hop->deadline.length_span,
                               "up to %s from `%s` to `%s`", length_of(it, before->legs[i].within),
                               before->legs[i].from->base.full, before->legs[i].to->base.full);
    }
    toc_diag_add_note(it->sink, diag, "everybody before in time: %s",
                      toc_relay_way_text(before, it->check->arena));
    toc_diag_add_help(it->sink, diag,
                      "allow more than %s, shorten the hops before, or count from being told",
                      length_of(it, before->worst));
}

/* ── all of them ─────────────────────────────────────────────────────────── */

static bool check_announcement(toc_time_checks *it, const toc_time_duty *duty)
{
    if (is_eaten_by_approval(duty))
        return true;
    if (!is_late_at_best(duty) && !is_late_at_worst(duty))
        return false;
    say_announcement(it, duty, is_late_at_best(duty));
    return true;
}

static bool check_approval(toc_time_checks *it, const toc_time_duty *duty)
{
    if (is_late_at_best(duty))
        say_approval_best(it, duty);
    else if (is_late_at_worst(duty))
        say_approval_worst(it, duty);
    else
        return false;
    return true;
}

static bool check_one(toc_time_checks *it, const toc_time_duty *duty)
{
    if (duty->kind == TOC_TIME_APPROVAL)
        return check_approval(it, duty);
    if (duty->kind == TOC_TIME_ANNOUNCEMENT)
        return check_announcement(it, duty);
    if (duty->kind == TOC_TIME_FORMATION && is_late_at_worst(duty)) {
        say_formed_late(it, duty);
        return true;
    }
    if (duty->kind == TOC_TIME_HOP && is_hop_too_late(duty)) {
        say_hop_late(it, duty);
        return true;
    }
    return false;
}

void toc_time_check_others(toc_time_checks *it)
{
    for (uint32_t i = 0; i < it->times->duties.count; i++) {
        const toc_time_duty *duty = &it->times->duties.items[i];

        if (duty->is_dated && !duty->is_series && duty->way.scope != TOC_TIME_NOT_COMPARED)
            it->is_told[i] = check_one(it, duty) || it->is_told[i];
    }
}
