/* commands_live.c - what `table` takes. */
#include "cli/command_rows.h"

/* ── table ── */
static const toc_example table_examples[] = {
    {"table lab.plan night.yaml", "on this machine; prints address and join codes"},
    {"table --listen 0.0.0.0 --insecure lab.plan night.yaml",
     "for a room of which all in the network may read along"},
    {"table --listen 192.0.2.7 --tls-certificate room.pem --tls-key room.key --host "
     "drill.example.org lab.plan night.yaml",
     "for several sites, encrypted"},
    {"table --journal night.journal lab.plan night.yaml",
     "go on with an exercise that was interrupted"},
};
static const toc_option table_options[] = {
    {TOC_OPT_JOURNAL, "journal", 0, TOC_VALUE_TEXT, "PLACE",
     "keep the exercise at PLACE, a file or postgresql://HOST/DATABASE#NAME; one that is there "
     "already is "
     "gone on with (default: a file in this folder, named after the scenario and the day)",
     NULL, false},
    {TOC_OPT_LISTEN, "listen", 0, TOC_VALUE_TEXT, "ADDRESS",
     "address for browsers, with :PORT or without; 0.0.0.0 or ::: all of this machine (default: "
     "127.0.0.1, this machine alone)",
     NULL, false},
    {TOC_OPT_PORT, "port", 0, TOC_VALUE_NUMBER, "N", "port; 0: any that is free (default: 8180)",
     NULL, false},
    {TOC_OPT_CERTIFICATE, "tls-certificate", 0, TOC_VALUE_FILE, "FILE",
     "encrypt: certificate with its chain, in PEM", NULL, false},
    {TOC_OPT_KEY, "tls-key", 0, TOC_VALUE_FILE, "FILE", "its key, in PEM", NULL, false},
    {TOC_OPT_INSECURE, "insecure", 0, TOC_VALUE_NONE, NULL,
     "listen for others without encryption: who is in the same network can read along, and act as "
     "anybody",
     NOT_BESIDE(TOC_OPT_CERTIFICATE), false},
    {TOC_OPT_HOST, "host", 0, TOC_VALUE_TEXT, "NAME",
     "answer to this name too, as browsers write it; may be given several times (default: the "
     "addresses that are printed, and no other)",
     NULL, false},
    OPTION_ROOT,
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_table = {
    TOC_CMD_TABLE,
    "table",
    "play a scenario with people, in their browsers",
    "Starts a server for a live exercise: a controller brings in what happens, players see what "
    "their body would be told and act, evaluators take notes, a wall shows the chart as it "
    "stands. Prints the address and a join code for each role.\n\nEverything is kept in a journal "
    "as it happens. After Ctrl-C, a crash or a power cut the same command goes on from there; plan "
    "and scenario must be the same.",
    "PLAN SCENARIO",
    "plan yaml",
    2,
    2,
    EXAMPLES(table_examples),
    OPTIONS(table_options)};
