/* commands.c - the table of sub-commands, and questions to it.
 *
 * Its rows stand in commands_*.c; command_rows.h says how to add one. */
#include "cli/commands.h"

#include <string.h>

#include "cli/chart_file.h"
#include "cli/chart_sheets.h"
#include "cli/command_rows.h"
#include "emit/film_play.h"

static const toc_command *const commands[] = {
    &toc_command_check,  &toc_command_fmt,      &toc_command_chart, &toc_command_cards,
    &toc_command_build,  &toc_command_drill,    &toc_command_table, &toc_command_journal,
    &toc_command_test,   &toc_command_generate, &toc_command_msel,  &toc_command_explain,
    &toc_command_doctor, &toc_command_help,
};

toc_range_of_option toc_option_range(toc_option_id id)
{
    static const toc_range_of_option ranges[] = {
        {TOC_OPT_COVERAGE_THRESHOLD, 0, 100}, {TOC_OPT_DPI, TOC_DPI_LEAST, TOC_DPI_MOST},
        {TOC_OPT_JOBS, 1, TOC_TEST_JOBS_MAX}, {TOC_OPT_MARGIN, 0, TOC_MARGIN_MOST},
        {TOC_OPT_PORT, 0, UINT16_MAX},        {TOC_OPT_SPEED, 1, TOC_FILM_SPEED_MOST},
    };

    for (size_t i = 0; i < COUNT(ranges); i++) {
        if (ranges[i].id == id)
            return ranges[i];
    }
    return (toc_range_of_option){id, 0, UINT64_MAX};
}

const toc_command *const *toc_commands_all(size_t *out_count)
{
    *out_count = COUNT(commands);
    return commands;
}

const toc_command *toc_command_find(const char *name)
{
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

const toc_option *toc_command_option(const toc_command *command, toc_option_id id)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].id == id)
            return &command->options[i];
    }
    return NULL;
}

bool toc_option_conflicts(const toc_option *option, toc_option_id id)
{
    for (const toc_option_id *other = option->conflicts; other && *other != TOC_OPT_NONE; other++) {
        if (*other == id)
            return true;
    }
    return false;
}

const char *toc_choice_at(const char *choices, size_t index, size_t *out_size)
{
    for (; index > 0; index--) {
        choices = strchr(choices, '|');
        if (!choices)
            return NULL;
        choices++;
    }
    *out_size = strcspn(choices, "|");
    return choices;
}
