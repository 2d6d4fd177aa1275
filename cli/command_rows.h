/* command_rows.h - the rows of the table of sub-commands, and what they are written with.
 *
 * Only the files commands*.c read it.  To add an option: a row in the array of its sub-command
 * and, where it is new to all, a member of toc_option_id.  To add a sub-command: its constant
 * in one of commands_*.c, its name here and in commands.c, a member of toc_command_id in the
 * same place, and a case in main.c.  `make bless` then brings docs/commands.md along. */
#ifndef TOC_CLI_COMMAND_ROWS_H
#define TOC_CLI_COMMAND_ROWS_H

#include "cli/commands.h"

extern const toc_command toc_command_check;
extern const toc_command toc_command_fmt;
extern const toc_command toc_command_chart;
extern const toc_command toc_command_cards;
extern const toc_command toc_command_build;
extern const toc_command toc_command_drill;
extern const toc_command toc_command_table;
extern const toc_command toc_command_test;
extern const toc_command toc_command_generate;
extern const toc_command toc_command_msel;
extern const toc_command toc_command_journal;
extern const toc_command toc_command_explain;
extern const toc_command toc_command_doctor;
extern const toc_command toc_command_help;

#define COUNT(array)    (sizeof(array) / sizeof(array)[0])
#define EXAMPLES(array) array, COUNT(array)
#define OPTIONS(array)  array, COUNT(array)

/* The options that cannot stand beside the one of this row. */
#define NOT_BESIDE(...)                                                                            \
    (const toc_option_id[])                                                                        \
    {                                                                                              \
        __VA_ARGS__, TOC_OPT_NONE                                                                  \
    }

/* ── options that several sub-commands take ── */
#define OPTION_HELP                                                                                \
    {                                                                                              \
        TOC_OPT_HELP, "help", 'h', TOC_VALUE_NONE, NULL, "show this help", NULL, false             \
    }
#define OPTION_COLOR                                                                               \
    {                                                                                              \
        TOC_OPT_COLOR, "color", 0, TOC_VALUE_CHOICE, "auto|always|never",                          \
            "colours in messages (auto: on a terminal, unless NO_COLOR is set)", NULL, false       \
    }
#define OPTION_LANG                                                                                \
    {                                                                                              \
        TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG",                                            \
            "language of titles and messages, such as en or zh-Hant (default: the plan's own)",    \
            NULL, false                                                                            \
    }
#define OPTION_MESSAGES_LANG                                                                       \
    {                                                                                              \
        TOC_OPT_LANG, "lang", 0, TOC_VALUE_CHOICE, "en|zh|zh-Hans|zh-Hant",                        \
            "language of messages and tables (default: the plan's own; English in forms for "      \
            "tools)",                                                                              \
            NULL, false                                                                            \
    }

#define OPTION_ROOT                                                                                \
    {                                                                                              \
        TOC_OPT_ROOT, "root", 0, TOC_VALUE_TEXT, "FOLDER",                                         \
            "plans may take in and extend files of this folder and those below (default: the "     \
            "folder of the plan, or the one that is checked)",                                     \
            NULL, false                                                                            \
    }

#endif
