/* told.c - reports, announcements and hops: rows of the machine in the plan's terms, and acts on them. */
#include <string.h>

#include "witness/walk.h"

static const char *name_of(const toc_machine *machine, uint32_t row)
{
    return toc_machine_text(machine, machine->reports[row].head.name);
}

/* Reports and announcements stand by name, in the plan and in the machine. */
#define FIND(table, found)                                                                         \
    for (uint32_t low = 0, high = plan->table.count; low < high && !(found);) {                    \
        uint32_t middle = low + (high - low) / 2;                                                  \
        int order = strcmp(plan->table.items[middle]->base.full, name);                            \
                                                                                                   \
        if (order == 0)                                                                            \
            (found) = plan->table.items[middle];                                                   \
        else if (order < 0)                                                                        \
            low = middle + 1;                                                                      \
        else                                                                                       \
            high = middle;                                                                         \
    }

toc_walk_told toc_walk_told_of(const toc_plan *plan, const toc_machine *machine, uint32_t row)
{
    const char *name = name_of(machine, row);
    toc_walk_told told = {NULL, NULL, NULL};

    if (machine->reports[row].relay != TOC_NONE) {
        told.relay = plan->relays.items[machine->reports[row].relay];
    } else if (machine->reports[row].kind == TOC_M_REPORT_ANNOUNCEMENT) {
        FIND(announcements, told.announcement)
    } else {
        FIND(reports, told.report)
    }
    return told;
}

static const toc_deadline none = {.kind = TOC_DEADLINE_NONE};

static const toc_deadline *hop_deadline(const toc_machine *machine, const toc_plan_relay *relay,
                                        const toc_m_report *row)
{
    uint32_t to = machine->ids[row->receivers.first];

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];

        for (uint32_t k = 0; k < hop->to.count; k++) {
            if (hop->from.target && hop->from.target->base.id == row->sender &&
                hop->to.items[k].target && hop->to.items[k].target->base.id == to)
                return &hop->deadline;
        }
    }
    return &none;
}

const toc_deadline *toc_walk_told_deadline(const toc_plan *plan, const toc_machine *machine,
                                           uint32_t row)
{
    toc_walk_told told = toc_walk_told_of(plan, machine, row);

    if (told.report)
        return &told.report->deadline;
    if (told.announcement)
        return &told.announcement->deadline;
    if (!told.relay)
        return &none;
    if (machine->reports[row].kind == TOC_M_REPORT_WRITTEN)
        return &told.relay->written;
    return machine->reports[row].kind == TOC_M_REPORT_HOP
               ? hop_deadline(machine, told.relay, &machine->reports[row])
               : &none;
}

bool toc_walk_send(toc_walk *walk, uint32_t row)
{
    bool is_said = walk->machine->reports[row].kind == TOC_M_REPORT_ANNOUNCEMENT;
    const char *name = name_of(walk->machine, row);
    toc_act act = {.verb = is_said ? TOC_VERB_ANNOUNCE : TOC_VERB_REPORT,
                   .id = row,
                   .body = TOC_NONE,
                   .other = TOC_NONE};

    return toc_walk_act(
        walk, &act, toc_arena_printf(walk->arena, "%s: %s", is_said ? "announce" : "report", name),
        toc_arena_printf(walk->arena, "`%s` %s", name, is_said ? "announced" : "sent"));
}

bool toc_walk_clear(toc_walk *walk, uint32_t row)
{
    const char *name = name_of(walk->machine, row);
    toc_act act = {
        .verb = TOC_VERB_CLEAR, .id = row, .body = TOC_NONE, .other = TOC_NONE, .value = 1};

    return toc_walk_act(walk, &act,
                        toc_arena_printf(walk->arena, "approve: %s, answer: given", name),
                        toc_say(walk->arena, "`%s` approved", name));
}
