/* verify_anchors.c - anchors: each belongs to what it waits for, which names it in turn, and
 * lists exactly the duties that count from it. */
#include "machine/verify_private.h"

static bool fail(toc_check *check, uint32_t anchor, const char *what)
{
    return toc_check_fail(check, TOC_SECTION_anchors, anchor, "%s", what);
}

#define NAMES(table, field)                                                                        \
    (it->id < machine->table##_count && machine->table[it->id].field == anchor)

/* Does what the anchor waits for name it?  A formed body has no such field: its row is enough. */
static bool is_named(const toc_check *check, uint32_t anchor)
{
    const toc_machine *machine = check->machine;
    const toc_m_anchor *it = &machine->anchors[anchor];

    switch ((toc_m_anchor_kind)it->kind) {
    case TOC_M_ANCHOR_EVENT:
        return NAMES(events, anchor);
    case TOC_M_ANCHOR_TRIGGER:
        return NAMES(triggers, anchor);
    case TOC_M_ANCHOR_DECLARED:
    case TOC_M_ANCHOR_WARRANTED:
        return it->id < machine->ladders_count && it->rank >= 1 &&
               it->rank <= machine->ladders[it->id].levels.count &&
               toc_check_has(check, machine->ladders[it->id].anchors, anchor);
    case TOC_M_ANCHOR_LADDER_END:
        return NAMES(ladders, end_anchor);
    case TOC_M_ANCHOR_RESPONSE_START:
        return NAMES(responses, start_anchor);
    case TOC_M_ANCHOR_RESPONSE_END:
        return NAMES(responses, end_anchor);
    case TOC_M_ANCHOR_NODE_START:
        return NAMES(nodes, start_anchor);
    case TOC_M_ANCHOR_NODE_DONE:
        return NAMES(nodes, done_anchor);
    case TOC_M_ANCHOR_REPORT_SENT:
        return NAMES(reports, sent_anchor);
    case TOC_M_ANCHOR_BODY_FORMED:
        return it->id < machine->bodies_count;
    case TOC_M_ANCHOR_MOMENT:
        return NAMES(moments, anchor);
    case TOC_M_ANCHOR_RELAY_RECEIVED:
        return it->id < machine->relays_count && it->rank < machine->relays[it->id].places.count &&
               toc_check_has(check, machine->relays[it->id].anchors, anchor);
    case TOC_M_ANCHOR_COUNT:
        break;
    }
    return false;
}

static bool is_of_ladder(const toc_m_anchor *anchor)
{
    return anchor->kind == TOC_M_ANCHOR_DECLARED || anchor->kind == TOC_M_ANCHOR_WARRANTED;
}

static bool is_ranked(const toc_m_anchor *anchor)
{
    return is_of_ladder(anchor) || anchor->kind == TOC_M_ANCHOR_RELAY_RECEIVED;
}

/* Is @p anchor NONE, or an anchor of that kind on that row? */
static bool is_own(toc_check *check, toc_section_id section, uint32_t row, uint32_t anchor,
                   toc_m_anchor_kind kind)
{
    const toc_m_anchor *it;

    if (anchor == TOC_NONE)
        return true;
    it = &check->machine->anchors[anchor];
    return (it->kind == kind && it->id == row) ||
           toc_check_fail(check, section, row, "names an anchor of something else");
}

#define EACH(table, field, kind)                                                                   \
    for (uint32_t i = 0; i < machine->table##_count; i++) {                                        \
        if (!is_own(check, TOC_SECTION_##table, i, machine->table[i].field, TOC_M_ANCHOR_##kind))  \
            return false;                                                                          \
    }

static bool check_owners(toc_check *check)
{
    const toc_machine *machine = check->machine;

    EACH(events, anchor, EVENT)
    EACH(triggers, anchor, TRIGGER)
    EACH(ladders, end_anchor, LADDER_END)
    EACH(responses, start_anchor, RESPONSE_START)
    EACH(responses, end_anchor, RESPONSE_END)
    EACH(nodes, start_anchor, NODE_START)
    EACH(nodes, done_anchor, NODE_DONE)
    EACH(reports, sent_anchor, REPORT_SENT)
    EACH(moments, anchor, MOMENT)
    return true;
}

/* Two ladder anchors of one kind and rank would both wait for the same thing; harmless, but a
 * ladder must list its own and no other's. */
static bool check_ladder_lists(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->ladders_count; i++) {
        toc_range list = machine->ladders[i].anchors;

        for (uint32_t k = 0; k < list.count; k++) {
            const toc_m_anchor *it = &machine->anchors[machine->ids[list.first + k]];

            if (!is_of_ladder(it) || it->id != i)
                return toc_check_fail(check, TOC_SECTION_ladders, i, "lists a foreign anchor");
        }
    }
    return true;
}

static bool check_relay_lists(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->relays_count; i++) {
        toc_range list = machine->relays[i].anchors;

        for (uint32_t k = 0; k < list.count; k++) {
            const toc_m_anchor *it = &machine->anchors[machine->ids[list.first + k]];

            if (it->kind != TOC_M_ANCHOR_RELAY_RECEIVED || it->id != i)
                return toc_check_fail(check, TOC_SECTION_relays, i, "lists a foreign anchor");
        }
    }
    return true;
}

/* ── reverse lists ─────────────────────────────────────────────────────────── */

static uint32_t counts_from(const toc_machine *machine, uint32_t deadline)
{
    return deadline == TOC_NONE ? TOC_NONE : machine->deadlines[deadline].anchor;
}

static uint32_t level_anchor(const toc_machine *machine, uint32_t row)
{
    return counts_from(machine, machine->levels[row].deadline);
}

static uint32_t node_anchor(const toc_machine *machine, uint32_t row)
{
    return counts_from(machine, machine->nodes[row].deadline);
}

static uint32_t report_anchor(const toc_machine *machine, uint32_t row)
{
    return counts_from(machine, machine->reports[row].deadline);
}

typedef uint32_t anchor_of(const toc_machine *machine, uint32_t row);

/* All of @p list count from @p anchor; *total grows by how many they are. */
static bool check_list(toc_check *check, uint32_t anchor, toc_range list, anchor_of *of,
                       uint64_t *total)
{
    *total += list.count;
    for (uint32_t i = 0; i < list.count; i++) {
        if (of(check->machine, check->machine->ids[list.first + i]) != anchor)
            return fail(check, anchor, "lists something that does not count from it");
    }
    return true;
}

static bool check_complete(toc_check *check, toc_section_id section, anchor_of *of, uint64_t total)
{
    uint32_t count = toc_machine_rows(check->machine, section).count;
    uint64_t owed = 0;

    for (uint32_t i = 0; i < count; i++)
        owed += of(check->machine, i) != TOC_NONE;
    return owed == total ||
           toc_check_fail(check, section, count, "an anchor does not list all that counts from it");
}

/* What goes out after steps: only their completion is waited for, and it lists who waits. */
static bool check_waiting(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t listed = 0;
    uint64_t owed = 0;

    for (uint32_t i = 0; i < machine->anchors_count; i++) {
        toc_range list = machine->anchors[i].waiting;

        listed += list.count;
        if (list.count > 0 && machine->anchors[i].kind != TOC_M_ANCHOR_NODE_DONE)
            return fail(check, i, "announcements wait for something that is no step");
        for (uint32_t k = 0; k < list.count; k++) {
            if (!toc_check_has(check, machine->reports[machine->ids[list.first + k]].after, i))
                return fail(check, i, "lists an announcement that does not wait for it");
        }
    }
    for (uint32_t i = 0; i < machine->reports_count; i++)
        owed += machine->reports[i].after.count;
    return listed == owed || toc_check_fail(check, TOC_SECTION_reports, machine->reports_count,
                                            "an anchor does not list all that wait for it");
}

static bool check_openings(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t listed = 0;
    uint64_t owed = 0;

    for (uint32_t i = 0; i < machine->anchors_count; i++) {
        toc_range list = machine->anchors[i].reports;

        listed += list.count;
        for (uint32_t k = 0; k < list.count; k++) {
            if (!toc_check_has(check, machine->reports[machine->ids[list.first + k]].on, i))
                return fail(check, i, "opens a report that does not wait for it");
        }
    }
    for (uint32_t i = 0; i < machine->reports_count; i++)
        owed += machine->reports[i].on.count;
    return listed == owed || toc_check_fail(check, TOC_SECTION_reports, machine->reports_count,
                                            "an anchor does not list all that it opens");
}

static bool check_moments(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->deadlines_count; i++) {
        const toc_m_deadline *it = &machine->deadlines[i];

        if (it->kind == TOC_M_DEADLINE_BEFORE &&
            (it->anchor == TOC_NONE || machine->anchors[it->anchor].kind != TOC_M_ANCHOR_MOMENT))
            return toc_check_fail(check, TOC_SECTION_deadlines, i, "is before nothing forecast");
    }
    return true;
}

static bool check_lists(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t levels = 0;
    uint64_t nodes = 0;
    uint64_t reports = 0;

    for (uint32_t i = 0; i < machine->anchors_count; i++) {
        const toc_m_anchor *it = &machine->anchors[i];

        if (!check_list(check, i, it->levels, level_anchor, &levels) ||
            !check_list(check, i, it->nodes, node_anchor, &nodes) ||
            !check_list(check, i, it->report_deadlines, report_anchor, &reports))
            return false;
    }
    return check_complete(check, TOC_SECTION_levels, level_anchor, levels) &&
           check_complete(check, TOC_SECTION_nodes, node_anchor, nodes) &&
           check_complete(check, TOC_SECTION_reports, report_anchor, reports);
}

bool toc_verify_anchors(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->anchors_count; i++) {
        if (!is_named(check, i))
            return fail(check, i, "what it waits for does not name it");
        if (!is_ranked(&machine->anchors[i]) && machine->anchors[i].rank != 0)
            return fail(check, i, "has a grade where there is none");
    }
    return check_owners(check) && check_moments(check) && check_ladder_lists(check) &&
           check_relay_lists(check) && check_lists(check) && check_openings(check) &&
           check_waiting(check);
}
