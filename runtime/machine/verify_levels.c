/* verify_levels.c - ladders and their levels: sorted by ladder, then rank. */
#include <string.h>

#include "machine/verify_private.h"

static bool fail(toc_check *check, uint32_t ladder, const char *what)
{
    return toc_check_fail(check, TOC_SECTION_ladders, ladder, "%s", what);
}

/* Quadratic, and bounded by TOC_GRADES_MAX. */
static bool has_twins(const toc_machine *machine, toc_range levels)
{
    for (uint32_t i = 0; i < levels.count; i++) {
        const char *grade = toc_machine_text(machine, machine->levels[levels.first + i].grade);

        for (uint32_t k = 0; k < i; k++) {
            uint32_t other = machine->levels[levels.first + k].grade;

            if (strcmp(toc_machine_text(machine, other), grade) == 0)
                return true;
        }
    }
    return false;
}

static bool check_ladder(toc_check *check, uint32_t id, uint32_t *next_level)
{
    const toc_machine *machine = check->machine;
    const toc_m_ladder *ladder = &machine->ladders[id];

    if (ladder->levels.count == 0 || ladder->levels.count > TOC_GRADES_MAX)
        return fail(check, id, "has no grade, or too many");
    if (ladder->levels.first != *next_level)
        return fail(check, id, "its levels do not follow those of the ladder before");
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_m_level *level = &machine->levels[*next_level + i];

        if (level->ladder != id || level->rank != i + 1)
            return fail(check, id, "its levels are not in order of rank");
    }
    if (has_twins(machine, ladder->levels))
        return fail(check, id, "has a grade twice");
    if (ladder->proposer == TOC_NONE && ladder->propose_deadline != TOC_NONE)
        return fail(check, id, "a time to propose in, and nobody to propose");
    if (ladder->approver == TOC_NONE && ladder->approve_deadline != TOC_NONE)
        return fail(check, id, "a time to approve in, and nobody to approve");
    *next_level += ladder->levels.count;
    return true;
}

/* The ladder `levels { … }` without a name is called "level" and named by the plan. */
static bool check_unnamed(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint32_t id = machine->plans[0].unnamed_ladder;

    if (id == TOC_NONE)
        return true;
    return strcmp(toc_machine_text(machine, machine->ladders[id].head.name), "level") == 0 ||
           toc_check_fail(check, TOC_SECTION_plans, 0, "the ladder without a name has one");
}

static bool check_unheard(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->levels_count; i++) {
        if (machine->levels[i].declarer == TOC_NONE && machine->levels[i].deadline != TOC_NONE)
            return toc_check_fail(check, TOC_SECTION_levels, i,
                                  "a time to declare in, and nobody to declare");
    }
    return true;
}

bool toc_verify_levels(toc_check *check)
{
    uint32_t next_level = 0;

    for (uint32_t i = 0; i < check->machine->ladders_count; i++) {
        if (!check_ladder(check, i, &next_level))
            return false;
    }
    return check_unnamed(check) && check_unheard(check);
}
