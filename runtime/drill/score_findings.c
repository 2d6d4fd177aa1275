/* score_findings.c - what the figures say that somebody should look at. */
#include "drill/score_private.h"

static void add(toc_arena *arena, toc_score *score, toc_finding finding)
{
    TOC_PUSH(arena, &score->findings, finding);
}

static void find_in_facts(toc_arena *arena, toc_score *score, const toc_scored *scored)
{
    for (uint32_t i = 0; i < scored->fact_count; i++) {
        toc_fact_verdict verdict = scored->facts[i].verdict;
        toc_finding finding = {TOC_FINDING_FALSE, scored->duty.number, scored->duty.owner, i, 0};

        if (verdict == TOC_FACT_LOW)
            finding.kind = TOC_FINDING_UNDERSTATED;
        else if (verdict != TOC_FACT_WRONG && verdict != TOC_FACT_HIGH)
            continue;
        add(arena, score, finding);
    }
}

static void find_in_reports(toc_arena *arena, toc_score *score)
{
    for (uint32_t i = 0; i < score->drill->duty_count; i++) {
        const toc_scored *scored = &score->duties[i];

        if (!toc_is_report_like(&scored->duty))
            continue;
        if (scored->outcome == TOC_OUTCOME_CONCEALED)
            add(arena, score,
                (toc_finding){TOC_FINDING_CONCEALED, i + 1, scored->duty.owner, TOC_NONE, 0});
        else if (scored->outcome == TOC_OUTCOME_OMITTED && scored->fields_missing > 0)
            add(arena, score,
                (toc_finding){TOC_FINDING_FIELDS, i + 1, scored->duty.owner, TOC_NONE, 0});
        find_in_facts(arena, score, scored);
    }
}

static bool is_sent_by(const toc_bound_act *bound, uint32_t report)
{
    for (uint32_t i = 0; i < bound->act.report_count; i++) {
        if (bound->act.reports[i] == report)
            return true;
    }
    return bound->report == report;
}

/* Does an entry that sends @p report name its receivers, and is @p copy among them? */
static bool has_copy(const toc_script *script, uint32_t report, uint32_t copy, bool *out_is_sent)
{
    for (uint32_t i = 0; i < script->act_count; i++) {
        const toc_bound_act *bound;

        if (!toc_script_act_is(script, i, TOC_ENTRY_REPORT))
            continue;
        bound = toc_script_act(script, i);
        if (!is_sent_by(bound, report))
            continue;
        if (bound->entry->to.count == 0)
            return true; /* to all that the plan names */
        *out_is_sent = true;
        for (uint32_t k = 0; k < bound->to_count; k++) {
            if (bound->to[k] == copy)
                return true;
        }
    }
    return false;
}

static void find_copies(toc_arena *arena, toc_score *score)
{
    const toc_machine *machine = score->drill->machine;

    for (uint32_t i = 0; i < machine->reports_count; i++) {
        toc_range copies = machine->reports[i].copies;

        for (uint32_t k = 0; k < copies.count; k++) {
            uint32_t copy = machine->ids[copies.first + k];
            bool is_sent = false;

            if (!has_copy(score->drill->script, i, copy, &is_sent) && is_sent)
                add(arena, score, (toc_finding){TOC_FINDING_COPY, 0, copy, i, 0});
        }
    }
}

/* Who was to declare the grade that was missing, or had declared the one that was too high: in the
 * longest stretch of that verdict. */
static uint32_t responsible_for(const toc_score *score, const toc_judgement *row,
                                toc_verdict verdict)
{
    const toc_machine *machine = score->drill->machine;
    const toc_judged *longest = NULL;
    uint32_t rank;

    for (uint32_t i = 0; i < row->stretches.count; i++) {
        const toc_judged *at = &row->stretches.items[i];

        if (at->verdict == verdict && (!longest || at->to - at->from > longest->to - longest->from))
            longest = at;
    }
    if (!longest)
        return TOC_NONE;
    rank = verdict == TOC_VERDICT_UNDER ? longest->warranted : longest->declared;
    return rank == 0
               ? TOC_NONE
               : machine->levels[machine->ladders[row->ladder].levels.first + rank - 1].declarer;
}

static void find_in_grades(toc_arena *arena, toc_score *score)
{
    for (uint32_t i = 0; i < score->judgements.count; i++) {
        const toc_judgement *row = &score->judgements.items[i];

        if (row->total[TOC_VERDICT_UNDER] > 0)
            add(arena, score,
                (toc_finding){TOC_FINDING_UNDER, 0, responsible_for(score, row, TOC_VERDICT_UNDER),
                              row->ladder, row->total[TOC_VERDICT_UNDER]});
        if (row->total[TOC_VERDICT_OVER] > 0)
            add(arena, score,
                (toc_finding){TOC_FINDING_OVER, 0, responsible_for(score, row, TOC_VERDICT_OVER),
                              row->ladder, row->total[TOC_VERDICT_OVER]});
    }
}

void toc_score_findings(toc_arena *arena, toc_score *score)
{
    find_in_reports(arena, score);
    find_copies(arena, score);
    find_in_grades(arena, score);
    for (uint32_t i = 0; i < score->resources.count; i++) {
        const toc_resource_figures *row = &score->resources.items[i];

        if (row->waited > row->readied)
            add(arena, score,
                (toc_finding){TOC_FINDING_WAITED, 0, TOC_NONE, row->resource,
                              row->waited - row->readied});
        if (row->readied > 0)
            add(arena, score,
                (toc_finding){TOC_FINDING_MOBILISED, 0, TOC_NONE, row->resource, row->readied});
    }
}
