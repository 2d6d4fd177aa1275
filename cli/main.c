/* main.c - finds the sub-command, reads its arguments, runs it. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/cmd.h"
#include "cli/help.h"

static int run(const toc_args *args)
{
    switch (args->command->id) {
    case TOC_CMD_CHECK:
        return toc_cmd_check(args);
    case TOC_CMD_FMT:
        return toc_cmd_fmt(args);
    case TOC_CMD_CHART:
        return toc_cmd_chart(args);
    case TOC_CMD_CARDS:
        return toc_cmd_cards(args);
    case TOC_CMD_BUILD:
        return toc_cmd_build(args);
    case TOC_CMD_DRILL:
        return toc_cmd_drill(args);
    case TOC_CMD_TABLE:
        return toc_cmd_table(args);
    case TOC_CMD_TEST:
        return toc_cmd_test(args);
    case TOC_CMD_GENERATE:
        return toc_cmd_generate(args);
    case TOC_CMD_MSEL:
        return toc_cmd_msel(args);
    case TOC_CMD_JOURNAL:
        return toc_cmd_journal(args);
    case TOC_CMD_EXPLAIN:
        return toc_cmd_explain(args);
    case TOC_CMD_DOCTOR:
        return toc_cmd_doctor(args);
    case TOC_CMD_HELP:
        return toc_cmd_help(args);
    }
    return TOC_EXIT_INTERNAL;
}

static const toc_args none; /* no option says in which language */

static int refuse_command(const char *name)
{
    toc_nearest nearest;
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    toc_nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++)
        toc_nearest_offer(&nearest, all[i]->name);
    if (name[0] == '-')
        toc_args_say(&none, stderr, "tocsin: unknown option `%s`\n", name);
    else
        toc_args_say(&none, stderr, "tocsin: unknown command `%s`\n", name);
    if (nearest.best)
        toc_args_say(&none, stderr, "  did you mean `%s`?\n", nearest.best);
    toc_args_say(&none, stderr, "  see `tocsin --help`\n");
    return TOC_EXIT_USAGE;
}

static int run_command(int argc, char **argv)
{
    toc_args args;
    const toc_command *command = toc_command_find(argv[1]);

    if (!command)
        return refuse_command(argv[1]);
    int result = toc_args_parse(&args, command, argc - 2, argv + 2, stderr);
    if (result == TOC_EXIT_FINE && toc_args_has(&args, TOC_OPT_HELP))
        toc_help_command(command, stdout);
    else if (result == TOC_EXIT_FINE)
        result = run(&args);
    toc_args_deinit(&args);
    return result;
}

static int run_main(int argc, char **argv)
{
    if (argc < 2) {
        toc_help_overview(stderr);
        return TOC_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        toc_help_overview(stdout);
        return TOC_EXIT_FINE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        puts("tocsin " TOC_VERSION);
        return TOC_EXIT_FINE;
    }
    return run_command(argc, argv);
}

int main(int argc, char **argv)
{
    int result;

    (void)signal(SIGXFSZ, SIG_IGN); /* a file that gets too large is told as a full disk is */
    result = run_main(argc, argv);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (result != TOC_EXIT_INTERNAL) /* else the sub-command has said so */
            toc_args_say(&none, stderr, "tocsin: cannot write `standard output`: %s\n",
                         strerror(errno ? errno : EIO));
        return TOC_EXIT_INTERNAL;
    }
    return result;
}
