/* cmd_help.c - `tocsin help`: the overview, one sub-command, or what is made from the table. */
#include "base/nearest.h"
#include "cli/cmd.h"
#include "cli/help.h"

static int refuse_topic(const toc_args *args, const char *name)
{
    toc_nearest nearest;
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    toc_nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++)
        toc_nearest_offer(&nearest, all[i]->name);
    if (nearest.best)
        toc_args_complain(args, "there is no command `%s`; did you mean `%s`?", name, nearest.best);
    else
        toc_args_complain(args, "there is no command `%s`; `tocsin help` lists them", name);
    return TOC_EXIT_USAGE;
}

int toc_cmd_help(const toc_args *args)
{
    if (toc_args_has(args, TOC_OPT_MAN)) {
        toc_help_man(stdout);
    } else if (toc_args_has(args, TOC_OPT_MARKDOWN)) {
        toc_help_markdown(stdout);
    } else if (toc_args_has(args, TOC_OPT_BASH_COMPLETION)) {
        toc_help_bash_completion(stdout);
    } else if (args->operand_count == 0) {
        toc_help_overview(stdout);
    } else {
        const toc_command *command = toc_command_find(args->operands[0]);
        if (!command)
            return refuse_topic(args, args->operands[0]);
        toc_help_command(command, stdout);
    }
    return TOC_EXIT_FINE;
}
