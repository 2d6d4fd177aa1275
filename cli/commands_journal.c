/* commands_journal.c - what `journal` takes. */
#include "cli/command_rows.h"

static const toc_example journal_examples[] = {
    {"journal verify night.journal", "is everything as it was written?"},
    {"journal verify --head 4c1f0a8823bd5e77 night.journal",
     "and does it still hold the row whose head was written down?"},
    {"journal list --format heads night.journal", "the head after each row, for the minutes"},
    {"journal list postgresql://drills@db.example.org/drills", "all exercises of a database"},
    {"journal export -o replay.yaml 'postgresql://drills@db.example.org/drills#night'",
     "one of them as a scenario, for `tocsin drill`"},
};
static const toc_option journal_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default, and -: standard output)", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json|heads",
     "how verify and list tell what there is; heads: number and hash of each row (default: text)",
     NULL, false},
    {TOC_OPT_HEAD, "head", 0, TOC_VALUE_TEXT, "HASH",
     "verify: a head that was written down, or its first 16 letters or more, must be there", NULL,
     false},
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_journal = {
    TOC_CMD_JOURNAL,
    "journal",
    "verify, list or export the journal of a live exercise",
    "PLACE is the file that `tocsin table` kept the exercise in, or "
    "`postgresql://user@host/database#exercise`.\n\n"
    "verify proves that nothing was changed: the plan and the scenario as they were stored, and "
    "the chain of all rows; it names the first row that is not as it was written. list shows what "
    "happened, or the exercises of a database. export writes the exercise as a scenario that "
    "earns the same score again, which `tocsin drill` reports on; the journal holds all that this "
    "needs.",
    "verify|list|export PLACE",
    "journal",
    2,
    2,
    EXAMPLES(journal_examples),
    OPTIONS(journal_options)};
