/* verify_duties.c - what is owed: reports, series, resources asked for, what lateness causes. */
#include "machine/verify_private.h"

/* Longest wait from the opening of a duty to its due time, for the bound on open occurrences.  A
 * day can have an hour or so more; a fortnight has working days, whatever is a holiday. */
#define BY_TIME_MOST (TOC_DAY + 3 * TOC_HOUR)
#define WORKDAY_MOST (14 * TOC_DAY)

static toc_ms longest_wait(const toc_m_deadline *deadline)
{
    if (deadline->kind == TOC_M_DEADLINE_BY_TIME)
        return BY_TIME_MOST;
    if (deadline->workdays > 0)
        return (deadline->workdays + 1) * WORKDAY_MOST;
    return deadline->ms;
}

static bool check_series(toc_check *check, toc_section_id section, uint32_t row, toc_ms period,
                         uint32_t deadline_id)
{
    const toc_m_deadline *deadline;

    if (period == 0 || deadline_id == TOC_NONE)
        return true;
    deadline = &check->machine->deadlines[deadline_id];
    if (deadline->anchor != TOC_NONE)
        return toc_check_fail(check, section, row, "each time of a series counts from its opening");
    return (longest_wait(deadline) + period / 2) / period <= TOC_OPEN_OCCURRENCES_MAX ||
           toc_check_fail(check, section, row, "too many times of the series are open at once");
}

static bool check_node(toc_check *check, uint32_t id)
{
    const toc_m_node *node = &check->machine->nodes[id];

    if (node->until != TOC_NONE && node->period == 0)
        return toc_check_fail(check, TOC_SECTION_nodes, id, "`until` without a period");
    return check_series(check, TOC_SECTION_nodes, id, node->period, node->deadline);
}

static bool check_report(toc_check *check, uint32_t id)
{
    const toc_m_report *report = &check->machine->reports[id];

    if (report->receivers.count == 0 && !report->is_public)
        return toc_check_fail(check, TOC_SECTION_reports, id, "nobody to tell");
    if (report->condition != TOC_NONE && report->on.count > 0)
        return toc_check_fail(check, TOC_SECTION_reports, id, "both `on` and `while`");
    if (report->until != TOC_NONE && report->period == 0)
        return toc_check_fail(check, TOC_SECTION_reports, id, "`until` without a period");
    return check_series(check, TOC_SECTION_reports, id, report->period, report->deadline);
}

static bool check_late(toc_check *check, uint32_t id)
{
    const toc_machine *machine = check->machine;
    const toc_m_late *late = &machine->lates[id];
    const uint32_t counts[] = {[TOC_M_LATE_ESCALATE] = machine->levels_count,
                               [TOC_M_LATE_NOTIFY] = machine->bodies_count,
                               [TOC_M_LATE_DO] = machine->responses_count};

    return late->id < counts[late->kind] ||
           toc_check_fail(check, TOC_SECTION_lates, id, "names something that is not there");
}

static bool check_demand(toc_check *check, uint32_t id)
{
    const toc_m_demand *demand = &check->machine->demands[id];

    return demand->kind != TOC_DEMAND_REQUEST || demand->from != TOC_NONE ||
           toc_check_fail(check, TOC_SECTION_demands, id, "asks nobody");
}

bool toc_verify_duties(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        if (!check_node(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        if (!check_report(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->lates_count; i++) {
        if (!check_late(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->demands_count; i++) {
        if (!check_demand(check, i))
            return false;
    }
    return true;
}
