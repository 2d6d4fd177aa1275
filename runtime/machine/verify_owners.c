/* verify_owners.c - each tracked condition belongs to one place, and that place names it; what is
 * read on demand belongs to nobody. */
#include "machine/verify_private.h"

/* The condition that the place (owner, id, part) names, or TOC_NONE where there is no such place. */
static uint32_t named_by(const toc_machine *machine, const toc_m_condition *it)
{
    uint32_t id = it->owner_id;

    switch ((toc_m_owner)it->owner) {
    case TOC_OWNER_TRIGGER:
        return id < machine->triggers_count ? machine->triggers[id].condition : TOC_NONE;
    case TOC_OWNER_LEVEL:
        return id < machine->levels_count ? machine->levels[id].condition : TOC_NONE;
    case TOC_OWNER_LADDER:
        return id < machine->ladders_count ? machine->ladders[id].end_condition : TOC_NONE;
    case TOC_OWNER_BODY:
        return id < machine->bodies_count ? machine->bodies[id].condition : TOC_NONE;
    case TOC_OWNER_NODE:
        return id < machine->nodes_count ? machine->nodes[id].until : TOC_NONE;
    case TOC_OWNER_REPORT:
        if (id >= machine->reports_count)
            return TOC_NONE;
        return it->owner_part == 0 ? machine->reports[id].condition : machine->reports[id].until;
    case TOC_OWNER_NONE:
    case TOC_OWNER_HELD:
    case TOC_OWNER_COUNT:
        break;
    }
    return TOC_NONE;
}

static bool check_condition(toc_check *check, uint32_t id)
{
    const toc_m_condition *it = &check->machine->conditions[id];

    if (it->owner_part != 0 && it->owner != TOC_OWNER_REPORT)
        return toc_check_fail(check, TOC_SECTION_conditions, id, "its owner has one part only");
    if (it->owner == TOC_OWNER_NONE || it->owner == TOC_OWNER_HELD)
        return true; /* the inner ones are checked with the code that reads them */
    return named_by(check->machine, it) == id ||
           toc_check_fail(check, TOC_SECTION_conditions, id, "its owner names another condition");
}

static bool check_place(toc_check *check, toc_section_id section, uint32_t row, uint32_t condition,
                        toc_m_owner owner, uint32_t part)
{
    const toc_m_condition *it;

    if (condition == TOC_NONE)
        return true;
    it = &check->machine->conditions[condition];
    if (it->owner != owner ||
        (owner != TOC_OWNER_NONE && (it->owner_id != row || it->owner_part != part)))
        return toc_check_fail(check, section, row, "names a condition of something else");
    return true;
}

#define EACH(table, field, owner, part)                                                            \
    for (uint32_t i = 0; i < machine->table##_count; i++) {                                        \
        if (!check_place(check, TOC_SECTION_##table, i, machine->table[i].field, owner, part))     \
            return false;                                                                          \
    }

static bool check_owners(toc_check *check)
{
    const toc_machine *machine = check->machine;

    EACH(triggers, condition, TOC_OWNER_TRIGGER, 0)
    EACH(levels, condition, TOC_OWNER_LEVEL, 0)
    EACH(ladders, end_condition, TOC_OWNER_LADDER, 0)
    EACH(bodies, condition, TOC_OWNER_BODY, 0)
    EACH(nodes, until, TOC_OWNER_NODE, 0)
    EACH(reports, condition, TOC_OWNER_REPORT, 0)
    EACH(reports, until, TOC_OWNER_REPORT, 1)
    return true;
}

static bool check_on_demand(toc_check *check)
{
    const toc_machine *machine = check->machine;

    EACH(responses, guard, TOC_OWNER_NONE, 0)
    EACH(nodes, guard, TOC_OWNER_NONE, 0)
    EACH(outcomes, condition, TOC_OWNER_NONE, 0)
    EACH(reports, filter, TOC_OWNER_NONE, 0)
    EACH(reports, guard, TOC_OWNER_NONE, 0)
    return true;
}

bool toc_verify_owners(toc_check *check)
{
    for (uint32_t i = 0; i < check->machine->conditions_count; i++) {
        if (!check_condition(check, i))
            return false;
    }
    return check_owners(check) && check_on_demand(check);
}
