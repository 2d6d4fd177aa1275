/* commands_help.c - what `explain`, `doctor` and `help` take. */
#include "cli/command_rows.h"

/* ── explain ── */
static const toc_example explain_examples[] = {
    {"explain T0142", "what the message means, with a wrong and a right example"},
    {"explain --lang zh T0142", "the same in Chinese"},
    {"explain deadline-too-short", "by the short name that --list shows"},
    {"explain --list", "all messages that there are"},
    {"explain --doctrine list", "the rules that plans can be judged by"},
    {"explain --doctrine order-493", "what one of them asks, with its articles"},
};
static const toc_option explain_options[] = {
    {TOC_OPT_DOCTRINE, "doctrine", 0, TOC_VALUE_TEXT, "NAME",
     "print the rules of a doctrine, shipped or a file; `list`: the names of those shipped",
     NOT_BESIDE(TOC_OPT_LIST), false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_CHOICE, "en|zh", "language of the page (default: en)", NULL,
     false},
    {TOC_OPT_LIST, "list", 0, TOC_VALUE_NONE, NULL,
     "list of each: code, level, when it is looked for, whether it may be allowed, short name",
     NULL, false},
    OPTION_HELP,
};

const toc_command toc_command_explain = {
    TOC_CMD_EXPLAIN,
    "explain",
    "explain a message",
    "Prints what is behind a message such as T0142, with a wrong and a right example. "
    "CODE may also be the short name that --list shows.",
    "CODE",
    "",
    0,
    1,
    EXAMPLES(explain_examples),
    OPTIONS(explain_options)};

/* ── doctor ── */
static const toc_example doctor_examples[] = {
    {"doctor", "look at libraries, programs, fonts and time zones"},
};
static const toc_option doctor_options[] = {
    OPTION_HELP,
};

const toc_command toc_command_doctor = {
    TOC_CMD_DOCTOR,
    "doctor",
    "tell what this computer lacks, and how to get it",
    "Looks at the libraries in use, the dot program, fonts with Chinese letters and the "
    "time zone data. Exits 1 when something is missing.",
    "",
    "",
    0,
    0,
    EXAMPLES(doctor_examples),
    OPTIONS(doctor_options)};

/* ── help ── */
static const toc_example help_examples[] = {
    {"help", "all sub-commands"},
    {"help drill", "one sub-command, examples first"},
};
static const toc_option help_options[] = {
    {TOC_OPT_MAN, "man", 0, TOC_VALUE_NONE, NULL, "print the man page",
     NOT_BESIDE(TOC_OPT_MARKDOWN, TOC_OPT_BASH_COMPLETION), true},
    {TOC_OPT_MARKDOWN, "markdown", 0, TOC_VALUE_NONE, NULL, "print docs/commands.md",
     NOT_BESIDE(TOC_OPT_BASH_COMPLETION), true},
    {TOC_OPT_BASH_COMPLETION, "bash-completion", 0, TOC_VALUE_NONE, NULL,
     "print a completion script for bash", 0, true},
    OPTION_HELP,
};

const toc_command toc_command_help = {TOC_CMD_HELP,
                                      "help",
                                      "show help",
                                      "Shows what there is, or one sub-command.",
                                      "[COMMAND]",
                                      "",
                                      0,
                                      1,
                                      EXAMPLES(help_examples),
                                      OPTIONS(help_options)};
