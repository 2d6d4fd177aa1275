/* verify_starts.c - triggers, responses, and what starts them. */
#include "machine/verify_private.h"

static bool fail(toc_check *check, uint32_t start, const char *what)
{
    return toc_check_fail(check, TOC_SECTION_starts, start, "%s", what);
}

static bool is_level_start(const toc_m_start *start)
{
    return start->kind == TOC_START_LEVEL_AT_LEAST || start->kind == TOC_START_LEVEL_IS ||
           start->kind == TOC_START_LEVEL_BELOW;
}

/* Rows of starts that stand in the list of one thing each, by what the thing is. */
typedef enum cause { CAUSE_EVENT, CAUSE_TRIGGER, CAUSE_LADDER, CAUSE_RESPONSE, CAUSE_ANCHOR } cause;

static cause cause_of(const toc_m_start *start)
{
    switch ((toc_m_start_kind)start->kind) {
    case TOC_START_EVENT:
        return CAUSE_EVENT;
    case TOC_START_TRIGGER:
        return CAUSE_TRIGGER;
    case TOC_START_RESPONSE_END:
        return CAUSE_RESPONSE;
    case TOC_START_ANCHOR:
        return CAUSE_ANCHOR;
    case TOC_START_LEVEL_AT_LEAST:
    case TOC_START_LEVEL_IS:
    case TOC_START_LEVEL_BELOW:
    case TOC_START_LADDER_END:
    case TOC_START_COUNT:
        break;
    }
    return CAUSE_LADDER;
}

static bool check_start(toc_check *check, uint32_t id)
{
    const toc_machine *machine = check->machine;
    const toc_m_start *start = &machine->starts[id];
    const uint32_t counts[] = {machine->events_count, machine->triggers_count,
                               machine->ladders_count, machine->responses_count,
                               machine->anchors_count};

    if (id > 0 && machine->starts[id - 1].response > start->response)
        return fail(check, id, "not grouped by response");
    if (start->id >= counts[cause_of(start)])
        return fail(check, id, "its cause is not there");
    if (!is_level_start(start))
        return start->rank == 0 || fail(check, id, "has a grade where there is none");
    return (start->rank >= 1 && start->rank <= machine->ladders[start->id].levels.count) ||
           fail(check, id, "its grade is not there");
}

static bool check_list(toc_check *check, toc_section_id section, uint32_t row, toc_range list,
                       cause expected, uint64_t *total)
{
    const toc_machine *machine = check->machine;

    *total += list.count;
    for (uint32_t i = 0; i < list.count; i++) {
        const toc_m_start *start = &machine->starts[machine->ids[list.first + i]];

        if (cause_of(start) != expected || start->id != row)
            return toc_check_fail(check, section, row, "lists a start that it does not cause");
    }
    return true;
}

#define EACH(table, field, cause)                                                                  \
    for (uint32_t i = 0; i < machine->table##_count; i++) {                                        \
        if (!check_list(check, TOC_SECTION_##table, i, machine->table[i].field, cause, &total))    \
            return false;                                                                          \
    }

/* Each start stands in the list of its cause; an anchor keeps no list. */
static bool check_causes(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t total = 0;
    uint64_t owed = 0;

    EACH(events, responses, CAUSE_EVENT)
    EACH(triggers, starts, CAUSE_TRIGGER)
    EACH(ladders, starts, CAUSE_LADDER)
    EACH(responses, end_starts, CAUSE_RESPONSE)
    for (uint32_t i = 0; i < machine->starts_count; i++)
        owed += cause_of(&machine->starts[i]) != CAUSE_ANCHOR;
    return owed == total ||
           fail(check, machine->starts_count, "a start that its cause does not list");
}

static bool check_triggers(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t listed = 0;
    uint64_t owed = 0;

    for (uint32_t i = 0; i < machine->events_count; i++) {
        toc_range list = machine->events[i].triggers;

        listed += list.count;
        for (uint32_t k = 0; k < list.count; k++) {
            if (!toc_check_has(check, machine->triggers[machine->ids[list.first + k]].events, i))
                return toc_check_fail(check, TOC_SECTION_events, i, "fires a foreign trigger");
        }
    }
    for (uint32_t i = 0; i < machine->triggers_count; i++)
        owed += machine->triggers[i].events.count;
    return owed == listed || toc_check_fail(check, TOC_SECTION_triggers, machine->triggers_count,
                                            "an event that does not list its trigger");
}

/* Its starts and nodes are its own, and its ladder is one that starts it. */
static bool check_response(toc_check *check, uint32_t id)
{
    const toc_machine *machine = check->machine;
    const toc_m_response *response = &machine->responses[id];
    bool has_ladder = response->ladder == TOC_NONE;

    if (response->is_foreign &&
        response->starts.count + response->nodes.count + response->reports.count > 0)
        return toc_check_fail(check, TOC_SECTION_responses, id, "runs in another plan, and here");
    for (uint32_t i = 0; i < response->starts.count; i++) {
        const toc_m_start *start = &machine->starts[response->starts.first + i];

        if (start->response != id)
            return toc_check_fail(check, TOC_SECTION_responses, id, "claims a foreign start");
        has_ladder |= is_level_start(start) && start->id == response->ladder;
    }
    if (!has_ladder)
        return toc_check_fail(check, TOC_SECTION_responses, id, "its ladder does not start it");
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        if (machine->nodes[response->nodes.first + i].response != id)
            return toc_check_fail(check, TOC_SECTION_responses, id, "claims a foreign node");
    }
    for (uint32_t i = 0; i < response->reports.count; i++) {
        if (machine->reports[machine->ids[response->reports.first + i]].response != id)
            return toc_check_fail(check, TOC_SECTION_responses, id, "claims a foreign report");
    }
    return true;
}

static bool check_reports_listed(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t listed = 0;
    uint64_t owed = 0;

    for (uint32_t i = 0; i < machine->responses_count; i++)
        listed += machine->responses[i].reports.count;
    for (uint32_t i = 0; i < machine->reports_count; i++)
        owed += machine->reports[i].response != TOC_NONE;
    return owed == listed || toc_check_fail(check, TOC_SECTION_reports, machine->reports_count,
                                            "a report that its response does not list");
}

bool toc_verify_starts(toc_check *check)
{
    for (uint32_t i = 0; i < check->machine->starts_count; i++) {
        if (!check_start(check, i))
            return false;
    }
    for (uint32_t i = 0; i < check->machine->responses_count; i++) {
        if (!check_response(check, i))
            return false;
    }
    return check_causes(check) && check_triggers(check) && check_reports_listed(check);
}
