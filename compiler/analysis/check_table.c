/* check_table.c - the checks, one row each, and the loop that runs them. */
#include "analysis/check_table.h"

#include "analysis/between.h"
#include "analysis/conditions.h"
#include "analysis/demand_checks.h"
#include "analysis/exercises.h"
#include "analysis/flow.h"
#include "analysis/relay_checks.h"
#include "analysis/time_checks.h"
#include "doctrine/judge.h"

/* Numbers of messages, see docs/diagnostics.md. */
enum { FIRST_OF_CHECKS = 300, FIRST_OF_SCENARIOS = 500 };

#define CHECK(slug, NAME, level, run, needs)                                                       \
    {                                                                                              \
        slug, TOC_D_##NAME, toc_check_##run, TOC_DIAG_##level, TOC_NEEDS_##needs                   \
    }

static const toc_check checks[] = {
    CHECK("deadline-too-short", DEADLINE_TOO_SHORT, ERROR, deadlines, NOTHING),
    CHECK("approval-eats-deadline", APPROVAL_EATS_DEADLINE, WARNING, approval_time, NOTHING),
    CHECK("series-too-dense", SERIES_TOO_DENSE, WARNING, series, NOTHING),
    CHECK("more-than-exists", MORE_THAN_EXISTS, ERROR, amounts, NOTHING),
    CHECK("consumes-lasting", CONSUMES_LASTING, WARNING, consumption, NOTHING),
    CHECK("frees-unfilled", FREES_UNFILLED, WARNING, freeing, WHOLE),
    CHECK("command-cycle", COMMAND_CYCLE, ERROR, command, NOTHING),
    CHECK("related-to-itself", RELATED_TO_ITSELF, ERROR, relations, NOTHING),
    CHECK("formed-by-itself", FORMED_BY_ITSELF, ERROR, formation, NOTHING),
    CHECK("line-cycle", LINE_CYCLE, ERROR, lines, NOTHING),
    CHECK("succession-cycle", SUCCESSION_CYCLE, ERROR, succession, NOTHING),
    CHECK("located-cycle", LOCATED_CYCLE, ERROR, places, NOTHING),
    CHECK("superior-not-formed", SUPERIOR_NOT_FORMED, WARNING, formed, NOTHING),
    CHECK("nobody-commands", NOBODY_COMMANDS, WARNING, parts, NOTHING),
    CHECK("body-without-part", BODY_WITHOUT_PART, NOTE, idle, IN_FORCE),
    CHECK("response-without-lead", RESPONSE_WITHOUT_LEAD, WARNING, leads, NOTHING),
    CHECK("two-successors", TWO_SUCCESSORS, WARNING, posts, NOTHING),
    CHECK("same-title", SAME_TITLE, WARNING, titles, NOTHING),
    CHECK("two-may-declare", TWO_MAY_DECLARE, WARNING, authority, NOTHING),
    CHECK("level-may-flap", LEVEL_MAY_FLAP, WARNING, flapping, IN_FORCE),
    CHECK("grade-word-unknown", GRADE_WORD_UNKNOWN, WARNING, grade_words, NOTHING),
    CHECK("cover-gap", COVER_GAP, WARNING, rosters, NOTHING),
    CHECK("nobody-watches", NOBODY_WATCHES, WARNING, watch, NOTHING),
    CHECK("few-contacts", FEW_CONTACTS, WARNING, contacts, IN_FORCE),
    CHECK("contact-malformed", CONTACT_MALFORMED, WARNING, contact_texts, NOTHING),
    CHECK("commander-without-successor", COMMANDER_WITHOUT_SUCCESSOR, WARNING, singles, IN_FORCE),
    CHECK("review-overdue", REVIEW_OVERDUE, WARNING, dates, NOTHING),
    CHECK("no-review", NO_REVIEW, WARNING, records, IN_FORCE),
    CHECK("exercise-scenario-missing", EXERCISE_SCENARIO_MISSING, WARNING, exercises, NOTHING),
    CHECK("top-level-not-exercised", TOP_LEVEL_NOT_EXERCISED, NOTE, top_level, IN_FORCE),
    CHECK("span-of-control", SPAN_OF_CONTROL, WARNING, span_of_control, NOTHING),
    CHECK("approves-own-work", APPROVES_OWN_WORK, WARNING, own_approval, NOTHING),
    CHECK("nobody-declares", NOBODY_DECLARES, ERROR, declaring, NOTHING),
    CHECK("ladder-without-end", LADDER_WITHOUT_END, WARNING, ladder_end, NOTHING),
    CHECK("colour-order", COLOUR_ORDER, WARNING, level_colours, NOTHING),
    CHECK("report-to-itself", REPORT_TO_ITSELF, ERROR, report_receivers, NOTHING),
    CHECK("listed-twice", LISTED_TWICE, WARNING, lists, NOTHING),
    CHECK("bound-without-loop", BOUND_WITHOUT_LOOP, WARNING, bounds, WHOLE),
    CHECK("response-never-started", NEVER_STARTED, WARNING, starts, WHOLE),
    CHECK("unused", UNUSED, NOTE, unused, WHOLE),
    CHECK("timezone-missing", TIMEZONE_MISSING, WARNING, timezone, WHOLE),
    CHECK("condition-always-same", ALWAYS_SAME, WARNING, conditions, READ),
    CHECK("deadline-can-be-missed", DEADLINE_CAN_BE_MISSED, WARNING, times, WHOLE),
    CHECK("haste-without-figure", HASTE_WITHOUT_FIGURE, WARNING, time_words, IN_FORCE),
    CHECK("no-deadline-anywhere", NO_DEADLINE_ANYWHERE, WARNING, any_deadline, READ_IN_FORCE),
    CHECK("relay-too-long", RELAY_TOO_LONG, WARNING, relay_sums, WHOLE),
    CHECK("relay-broken", RELAY_BROKEN, ERROR, relay_chain, WHOLE),
    CHECK("hop-twice", HOP_TWICE, WARNING, relay_twice, WHOLE),
    CHECK("skip-without-hop", SKIP_WITHOUT_HOP, WARNING, relay_skips, WHOLE),
    CHECK("written-before-flash", WRITTEN_BEFORE_FLASH, WARNING, relay_written, WHOLE),
    CHECK("fallback-too-late", FALLBACK_TOO_LATE, WARNING, relay_fallbacks, WHOLE),
    CHECK("hop-without-time", HOP_WITHOUT_TIME, WARNING, relay_times, IN_FORCE),
    CHECK("word-not-passed", WORD_NOT_PASSED, WARNING, word, IN_FORCE),
    CHECK("level-untold", LEVEL_UNTOLD, WARNING, untold, IN_FORCE),
    CHECK("superior-untold", SUPERIOR_UNTOLD, WARNING, superiors, IN_FORCE),
    CHECK("report-without-content", REPORT_WITHOUT_CONTENT, WARNING, content, IN_FORCE),
    CHECK("field-unused", FIELD_UNUSED, NOTE, fields, WHOLE),
    CHECK("receiver-not-formed", RECEIVER_NOT_FORMED, WARNING, formed_receivers, WHOLE),
    CHECK("series-without-end", SERIES_WITHOUT_END, WARNING, series_ends, WHOLE),
    CHECK("reports-contradict", REPORTS_CONTRADICT, WARNING, contradicting, WHOLE),
    CHECK("announcement-not-approved", ANNOUNCEMENT_NOT_APPROVED, WARNING, public_approval,
          IN_FORCE),
    CHECK("levels-disagree", LEVELS_DISAGREE, WARNING, parent_levels, WHOLE),
    CHECK("relay-longer-than-parent", RELAY_LONGER_THAN_PARENT, WARNING, parent_relays, WHOLE),
    CHECK("chain-ends-short", CHAIN_ENDS_SHORT, WARNING, chain_end, WHOLE),
    CHECK("no-handover", NO_HANDOVER, WARNING, handover, IN_FORCE),
    CHECK("parent-not-in-force", PARENT_NOT_IN_FORCE, WARNING, parent_status, WHOLE),
    CHECK("not-under-parent", NOT_UNDER_PARENT, WARNING, parent_command, IN_FORCE),
    CHECK("contacts-differ", CONTACTS_DIFFER, WARNING, parent_bodies, WHOLE),
    CHECK("over-committed", OVER_COMMITTED, WARNING, demand, WHOLE),
    CHECK("unrelated-owner", UNRELATED_OWNER, WARNING, owners, IN_FORCE),
    CHECK("requests-from-itself", REQUESTS_FROM_ITSELF, WARNING, requests, NOTHING),
    CHECK("ready-too-late", READY_TOO_LATE, WARNING, ready, NOTHING),
    CHECK("hours-never-meet", HOURS_NEVER_MEET, ERROR, hours, NOTHING),
    CHECK("doctrine-broken", DOCTRINE_BROKEN, ERROR, doctrine, RULES),
    CHECK("level-starts-nothing", LEVEL_STARTS_NOTHING, WARNING, idle_levels, WHOLE),
    CHECK("category-without-procedure", CATEGORY_UNHANDLED, WARNING, categories, WHOLE),
    CHECK("nobody-at-that-level", NOBODY_AT_LEVEL, WARNING, unformed, WHOLE),
    CHECK("waits-for-endless", WAITS_FOR_ENDLESS, WARNING, endless_waits, WHOLE),
    CHECK("starts-only-itself", STARTS_ONLY_ITSELF, WARNING, start_circles, WHOLE),
    CHECK("loop-runs-out", LOOP_RUNS_OUT, WARNING, loops, WHOLE),
    CHECK("undone-by-its-loop", UNDONE_BY_LOOP, WARNING, undone, WHOLE),
    CHECK("starts-again-for-ever", STARTS_FOR_EVER, WARNING, restarts, WHOLE),
    CHECK("no-way-back", NO_WAY_BACK, WARNING, expansions, WHOLE),
    CHECK("reads-what-comes-later", READS_LATER, WARNING, reads_later, WHOLE),
    CHECK("starts-in-vain", STARTS_IN_VAIN, WARNING, vain_starts, WHOLE),
    CHECK("report-after-its-response", REPORT_TOO_LATE, WARNING, lost_reports, WHOLE),
    CHECK("never-ends", NEVER_ENDS, WARNING, never_ending, WHOLE),
    CHECK("deadline-after-its-response", DEADLINE_AFTER_RESPONSE, WARNING, late_deadlines, NOTHING),
    CHECK("stopped-too-soon", STOPPED_TOO_SOON, WARNING, stopped_too_soon, WHOLE),
    CHECK("starts-without-power", STARTS_WITHOUT_POWER, WARNING, powers_to_start, WHOLE),
    CHECK("never-settles", NEVER_SETTLES, WARNING, settling, WHOLE),
    CHECK("other-plan-lost", OTHER_PLAN_LOST, WARNING, other_plans, NOTHING),
    CHECK("end-waits-for-ever", END_WAITS_FOR_EVER, WARNING, ends_waiting, WHOLE),
    CHECK("grade-never-owed", GRADE_NEVER_OWED, WARNING, grades_owed, WHOLE),
    CHECK("waits-for-own-request", WAITS_FOR_OWN_REQUEST, ERROR, own_requests, WHOLE),
    CHECK("empty-text", EMPTY_TEXT, WARNING, empty, NOTHING),
};

/* What a check raises beside the code of its row. */
static const struct {
    toc_diag_code code;
    toc_diag_code row;
} also[] = {
    {TOC_D_CAUSE_NEVER_OCCURS, TOC_D_STARTS_ONLY_ITSELF},
    {TOC_D_EVENT_UNHANDLED, TOC_D_CATEGORY_UNHANDLED},
    {TOC_D_STARTS_ITSELF, TOC_D_STARTS_IN_VAIN},
    {TOC_D_LOOP_NEVER_TAKEN, TOC_D_LOOP_RUNS_OUT},
    {TOC_D_LOST_NEXT_ROUND, TOC_D_UNDONE_BY_LOOP},
    {TOC_D_OTHER_PLAN_UNSEEN, TOC_D_OTHER_PLAN_LOST},
    {TOC_D_END_MAY_NEVER_COME, TOC_D_END_WAITS_FOR_EVER},
    {TOC_D_LEVEL_ORDER, TOC_D_ALWAYS_SAME},
    {TOC_D_LEVELS_EQUAL, TOC_D_ALWAYS_SAME},
    {TOC_D_COLOUR_TWICE, TOC_D_COLOUR_ORDER},
    {TOC_D_CASE_LEFT_OUT, TOC_D_ALWAYS_SAME},
    {TOC_D_DEAD_WAY, TOC_D_ALWAYS_SAME},
    {TOC_D_LEVEL_OUT_OF_REACH, TOC_D_ALWAYS_SAME},
    {TOC_D_LEVEL_HOLE, TOC_D_ALWAYS_SAME},
    {TOC_D_LEVEL_FALLS, TOC_D_ALWAYS_SAME},
    {TOC_D_SETTLED_HERE, TOC_D_ALWAYS_SAME},
    {TOC_D_OUTCOMES_OVERLAP, TOC_D_ALWAYS_SAME},
    {TOC_D_END_AT_START, TOC_D_ALWAYS_SAME},
    {TOC_D_END_WHILE_WARRANTED, TOC_D_ALWAYS_SAME},
    {TOC_D_END_BY_ONE, TOC_D_ALWAYS_SAME},
    {TOC_D_LEVELS_OVERLAP, TOC_D_ALWAYS_SAME},
    {TOC_D_NOT_DECIDED, TOC_D_ALWAYS_SAME},
    {TOC_D_FOUNDER_NOT_FORMED, TOC_D_SUPERIOR_NOT_FORMED},
    {TOC_D_COMMANDER_NOT_FORMED, TOC_D_SUPERIOR_NOT_FORMED},
    {TOC_D_AUTHORITY_NOT_FORMED, TOC_D_SUPERIOR_NOT_FORMED},
    {TOC_D_EXPERT_DECIDES, TOC_D_NOBODY_COMMANDS},
    {TOC_D_OUTSIDER_DECLARES, TOC_D_NOBODY_COMMANDS},
    {TOC_D_SECRETARIAT_OF_NOTHING, TOC_D_BODY_WITHOUT_PART},
    {TOC_D_SUCCESSOR_ELSEWHERE, TOC_D_TWO_SUCCESSORS},
    {TOC_D_SAME_HOLDER, TOC_D_TWO_SUCCESSORS},
    {TOC_D_HOLDER_UNCLEAR, TOC_D_TWO_SUCCESSORS},
    {TOC_D_DEPUTY_WITHOUT_SUCCESSION, TOC_D_TWO_SUCCESSORS},
    {TOC_D_SHARED_MEANS, TOC_D_TWO_SUCCESSORS},
    {TOC_D_VAGUE_BODY, TOC_D_SAME_TITLE},
    {TOC_D_SAME_GRADE_NAME, TOC_D_SAME_TITLE},
    {TOC_D_LAST_UNIT, TOC_D_OVER_COMMITTED},
    {TOC_D_WAITS_TOO_LONG, TOC_D_OVER_COMMITTED},
    {TOC_D_NEVER_IN_TIME, TOC_D_OVER_COMMITTED},
    {TOC_D_POST_OVERLOADED, TOC_D_OVER_COMMITTED},
    {TOC_D_STOCK_USED_UP, TOC_D_OVER_COMMITTED},
    {TOC_D_STOCK_RUNS_OUT, TOC_D_OVER_COMMITTED},
    {TOC_D_OVERFILLED, TOC_D_OVER_COMMITTED},
    {TOC_D_DOCTRINE_ADVICE, TOC_D_DOCTRINE_BROKEN},
    {TOC_D_DOCTRINE_ROLE_OPEN, TOC_D_DOCTRINE_BROKEN},
    {TOC_D_DOCTRINE_ROLE_UNKNOWN, TOC_D_DOCTRINE_BROKEN},
    {TOC_D_DEADLINE_OUT_OF_REACH, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_REPORT_DUE_TOO_EARLY, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_LATE_IN_LATER_ROUNDS, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_DEADLINE_OFF_DUTY, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_DEADLINES_OUT_OF_ORDER, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_SERIES_MAY_OVERLAP, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_TIME_NOT_STATED, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_APPROVAL_DUE_TOO_EARLY, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_APPROVAL_CAN_BE_LATE, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_ANNOUNCEMENT_DUE_TOO_EARLY, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_ANNOUNCEMENT_CAN_BE_LATE, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_FORMED_TOO_LATE, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_HOP_TOO_LATE, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_LATE_IN_THE_DAY, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_BEFORE_OUT_OF_REACH, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_BEFORE_CAN_BE_MISSED, TOC_D_DEADLINE_CAN_BE_MISSED},
    {TOC_D_RECOVERY_WITHOUT_DEADLINE, TOC_D_HASTE_WITHOUT_FIGURE},
    {TOC_D_GRADE_UNDECLARED, TOC_D_TWO_MAY_DECLARE},
    {TOC_D_SEVERE_GRADE_DECLARED_BELOW, TOC_D_TWO_MAY_DECLARE},
    {TOC_D_PROPOSES_AND_APPROVES, TOC_D_TWO_MAY_DECLARE},
    {TOC_D_APPROVED_FROM_BELOW, TOC_D_TWO_MAY_DECLARE},
    {TOC_D_END_WITHOUT_PROPOSER, TOC_D_TWO_MAY_DECLARE},
    {TOC_D_ENDED_FROM_BELOW, TOC_D_TWO_MAY_DECLARE},
    {TOC_D_GRADE_CALLED_DIFFERENTLY, TOC_D_GRADE_WORD_UNKNOWN},
    {TOC_D_SAME_SHIFT, TOC_D_COVER_GAP},
    {TOC_D_COVER_OVER_PEOPLE, TOC_D_COVER_GAP},
    {TOC_D_DUTY_BEYOND_ROSTER, TOC_D_COVER_GAP},
    {TOC_D_ANSWER_OFF_DUTY, TOC_D_NOBODY_WATCHES},
    {TOC_D_NO_CONTACT, TOC_D_FEW_CONTACTS},
    {TOC_D_CONTACTS_ALIKE, TOC_D_FEW_CONTACTS},
    {TOC_D_SINGLE_POINT_OF_FAILURE, TOC_D_COMMANDER_WITHOUT_SUCCESSOR},
    {TOC_D_ISSUED_IN_FUTURE, TOC_D_REVIEW_OVERDUE},
    {TOC_D_DRAFT_IN_USE, TOC_D_REVIEW_OVERDUE},
    {TOC_D_RETIRED_IN_USE, TOC_D_REVIEW_OVERDUE},
    {TOC_D_SUPERSEDES_ITSELF, TOC_D_REVIEW_OVERDUE},
    {TOC_D_EXERCISE_OVERDUE, TOC_D_REVIEW_OVERDUE},
    {TOC_D_EXERCISE_TOO_FAR, TOC_D_REVIEW_OVERDUE},
    {TOC_D_PUBLIC_WITH_CONTACTS, TOC_D_REVIEW_OVERDUE},
    {TOC_D_APPROVED_INCOMPLETE, TOC_D_NO_REVIEW},
    {TOC_D_NO_EXERCISE, TOC_D_NO_REVIEW},
    {TOC_D_SCENARIO_OF_ANOTHER_PLAN, TOC_D_EXERCISE_SCENARIO_MISSING},
    {TOC_D_COMMANDER_NOT_EXERCISED, TOC_D_EXERCISE_SCENARIO_MISSING},
    {TOC_D_TOGETHER_SHORT, TOC_D_OVER_COMMITTED},
    {TOC_D_LEVELS_NOT_THE_SAME, TOC_D_LEVELS_DISAGREE},
    {TOC_D_TITLES_DIFFER, TOC_D_CONTACTS_DIFFER},
    {TOC_D_VERIFICATION_EATS_SLACK, TOC_D_RELAY_TOO_LONG},
    {TOC_D_RELAY_NOTHING_LEFT, TOC_D_RELAY_TOO_LONG},
    {TOC_D_RELAY_WITHOUT_SLACK, TOC_D_RELAY_TOO_LONG},
    {TOC_D_RELAY_COMES_BACK, TOC_D_RELAY_BROKEN},
};

/* What plans may be found to say otherwise once others are beside them. */
static const toc_diag_code between[] = {TOC_D_CONTACTS_DIFFER, TOC_D_TITLES_DIFFER};

/* Errors of checks that lowering and the machine rely on. */
static const toc_diag_code firm[] = {TOC_D_COMMAND_CYCLE, TOC_D_RELATED_TO_ITSELF,
                                     TOC_D_FORMED_BY_ITSELF};

const toc_check *toc_checks_all(size_t *out_count)
{
    *out_count = sizeof checks / sizeof checks[0];
    return checks;
}

static const toc_check *row_of(toc_diag_code code)
{
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (checks[i].code == code)
            return &checks[i];
    }
    return NULL;
}

const toc_check *toc_check_of(toc_diag_code code)
{
    const toc_check *row = row_of(code);

    for (size_t i = 0; !row && i < sizeof also / sizeof also[0]; i++) {
        if (also[i].code == code)
            row = row_of(also[i].row);
    }
    return row;
}

bool toc_check_may_be_switched(toc_diag_code code)
{
    const toc_diag_info *info = toc_diag_info_find((unsigned)code);

    if (!info || ((int)code >= FIRST_OF_SCENARIOS && !toc_check_of(code)))
        return false;
    for (size_t i = 0; i < sizeof firm / sizeof firm[0]; i++) {
        if (firm[i] == code)
            return false;
    }
    return info->level != TOC_DIAG_ERROR || toc_check_of(code) != NULL;
}

bool toc_check_may_be_allowed(toc_diag_code code)
{
    return code != TOC_D_ALLOW_NEEDLESS && toc_check_may_be_switched(code);
}

static bool is_in_force(const toc_plan *plan)
{
    return plan->head.status == TOC_STATUS_APPROVED || plan->head.status == TOC_STATUS_FILED;
}

static bool is_asked(const toc_check *row, const toc_check_options *options)
{
    for (uint32_t i = 0; i < options->asked_count; i++) {
        if (toc_check_of(options->asked[i]) == row)
            return true;
    }
    return false;
}

static bool is_looked_for(const toc_check *row, const toc_plan *plan,
                          const toc_check_options *options)
{
    switch (row->needs) {
    case TOC_NEEDS_NOTHING:
        return true;
    case TOC_NEEDS_READ:
        return !plan->is_partial;
    case TOC_NEEDS_WHOLE:
        return plan->was_whole;
    case TOC_NEEDS_IN_FORCE:
        return plan->was_whole && (is_in_force(plan) || is_asked(row, options));
    case TOC_NEEDS_READ_IN_FORCE:
        return !plan->is_partial && (is_in_force(plan) || is_asked(row, options));
    case TOC_NEEDS_RULES:
        return plan->was_whole && options->packs != NULL;
    }
    return false;
}

bool toc_check_has_run(toc_diag_code code, const toc_plan *plan, const toc_check_options *options)
{
    const toc_check *row = toc_check_of(code);

    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        if (between[i] == code)
            return false;
    }
    return row ? is_looked_for(row, plan, options) : (int)code < FIRST_OF_CHECKS;
}

void toc_checks_run(const toc_plan *plan, const toc_check_options *options, toc_arena *arena,
                    toc_diag_sink *sink)
{
    toc_check_context context = {plan, arena, sink, options};

    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (is_looked_for(&checks[i], plan, options))
            checks[i].run(&context);
    }
}
