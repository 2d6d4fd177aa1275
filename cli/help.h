/* help.h - help, man page, completion and reference, all written from the command table. */
#ifndef TOC_CLI_HELP_H
#define TOC_CLI_HELP_H

#include <stdio.h>

#include "cli/commands.h"

/** What `tocsin` is and its sub-commands. */
void toc_help_overview(FILE *out);

/** Help of one sub-command, examples first. */
void toc_help_command(const toc_command *command, FILE *out);

/** "tocsin check [options] FILE..." */
void toc_help_usage(const toc_command *command, FILE *out);

/** The man page tocsin(1), in roff. */
void toc_help_man(FILE *out);

/** docs/commands.md. */
void toc_help_markdown(FILE *out);

/** A completion script for bash. */
void toc_help_bash_completion(FILE *out);

#endif
