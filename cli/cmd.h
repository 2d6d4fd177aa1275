/* cmd.h - the sub-commands, each in its file cmd_<name>.c.
 *
 * Each gets arguments that fit its table, writes data to standard output and messages to
 * standard error, and returns what the process exits with (TOC_EXIT_...). */
#ifndef TOC_CLI_CMD_H
#define TOC_CLI_CMD_H

#include "cli/args.h"

int toc_cmd_check(const toc_args *args);
int toc_cmd_fmt(const toc_args *args);
int toc_cmd_chart(const toc_args *args);
int toc_cmd_cards(const toc_args *args);
int toc_cmd_build(const toc_args *args);
int toc_cmd_drill(const toc_args *args);
int toc_cmd_table(const toc_args *args);
int toc_cmd_test(const toc_args *args);
int toc_cmd_generate(const toc_args *args);
int toc_cmd_msel(const toc_args *args);
int toc_cmd_journal(const toc_args *args);
int toc_cmd_explain(const toc_args *args);
int toc_cmd_doctor(const toc_args *args);
int toc_cmd_help(const toc_args *args);

#endif
