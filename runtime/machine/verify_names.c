/* verify_names.c - names: sorted and unique in every table, so that ties by id are ties by name
 * and the binary search of toc_machine_find is right. */
#include <string.h>

#include "machine/verify_private.h"

static const char *name_of(const toc_machine *machine, const toc_m_head *head)
{
    return toc_machine_text(machine, head->name);
}

static bool check_sorted(toc_check *check, toc_section_id section)
{
    toc_rows rows = toc_machine_rows(check->machine, section);

    for (uint32_t i = 1; i < rows.count; i++) {
        if (strcmp(name_of(check->machine, toc_rows_at(rows, i - 1)),
                   name_of(check->machine, toc_rows_at(rows, i))) >= 0)
            return toc_check_fail(check, section, i, "names are not in ascending order");
    }
    return true;
}

/* Is @p whole the name @p owner, a dot, and something without a dot? */
static bool is_part_of(const char *whole, const char *owner)
{
    size_t size = strlen(owner);

    return strncmp(whole, owner, size) == 0 && whole[size] == '.' && whole[size + 1] != '\0' &&
           strchr(whole + size + 1, '.') == NULL;
}

static bool check_node_names(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const toc_m_node *node = &machine->nodes[i];

        if (!is_part_of(name_of(machine, &node->head),
                        name_of(machine, &machine->responses[node->response].head)))
            return toc_check_fail(check, TOC_SECTION_nodes, i, "named after another response");
    }
    return true;
}

static bool check_level_names(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->levels_count; i++) {
        const toc_m_level *level = &machine->levels[i];
        const char *owner = name_of(machine, &machine->ladders[level->ladder].head);
        const char *name = name_of(machine, &level->head);

        if (!is_part_of(name, owner) ||
            strcmp(name + strlen(owner) + 1, toc_machine_text(machine, level->grade)) != 0)
            return toc_check_fail(check, TOC_SECTION_levels, i,
                                  "not named after its ladder and grade");
    }
    return true;
}

bool toc_verify_names(toc_check *check)
{
    for (uint32_t i = 0; i < TOC_SECTION_COUNT; i++) {
        if (i != TOC_SECTION_levels && toc_layout_has_head(i) && !check_sorted(check, i))
            return false;
    }
    return check_node_names(check) && check_level_names(check);
}
