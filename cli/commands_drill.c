/* commands_drill.c - what `drill`, `test`, `generate` and `msel` take. */
#include "cli/command_rows.h"

/* ── drill ── */
static const toc_example drill_examples[] = {
    {"drill lab.plan night.yaml", "play a scenario and print the score"},
    {"drill night.yaml", "the same, against the plan that the scenario names"},
    {"drill --report night.html --report night.xlsx lab.plan night.yaml",
     "the whole report, to hand in and to work on"},
    {"drill -o night.pdf --skin aqt9009 --lang zh lab.plan night.yaml",
     "an evaluation report in Chinese, for printing"},
    {"drill --format json -o night.json lab.machine night.yaml", "from an image, for tools"},
    {"drill --seed 7 --trace night.trace lab.plan night.yaml", "other draws, and every event"},
};
static const toc_option drill_options[] = {
    {TOC_OPT_REPORT, "report", 'o', TOC_VALUE_FILE, "FILE",
     "write the report to FILE, in the form that its name ends in: txt, json, html, pdf, md, xlsx, "
     "junit or xml, patch, csv; may be given several times (default, and -: standard output)",
     NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json|html|pdf|md|xlsx|junit|patch|csv",
     "form of the one report, whatever FILE ends in; patch: only the proposed change to the plan; "
     "csv: only the improvement plan "
     "(default: what FILE ends in, else text)",
     NULL, false},
    {TOC_OPT_SKIN, "skin", 0, TOC_VALUE_CHOICE, "hseep|aqt9009",
     "arrangement of html, pdf, md and xlsx: after-action report and improvement plan of HSEEP, or "
     "evaluation report of AQ/T 9009 (default: aqt9009 for a plan in Chinese, else hseep)",
     NULL, false},
    {TOC_OPT_TRACE, "trace", 0, TOC_VALUE_FILE, "FILE",
     "write every event of the drill to FILE, one JSON object a line", NULL, false},
    {TOC_OPT_EXPORT_REPLAY, "export-replay", 0, TOC_VALUE_FILE, "FILE",
     "write the drill to FILE as a scenario in which all that was simulated is acted out", NULL,
     false},
    {TOC_OPT_SEED, "seed", 0, TOC_VALUE_NUMBER, "N",
     "draw durations and chances from N (default: the scenario's seed)", NULL, false},
    OPTION_LANG,
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_drill = {
    TOC_CMD_DRILL,
    "drill",
    "play a scenario against a plan and score it",
    "Plays the scenario in simulated time, scores every duty of the plan, and writes the "
    "after-action report: as text, or as documents to hand in and to work on.  Without PLAN "
    "the plan is the one that the scenario names.\n\n"
    "Exits 1 when something that the scenario expects did not come true.",
    "[PLAN|IMAGE] SCENARIO",
    "plan machine yaml yml csv",
    1,
    2,
    EXAMPLES(drill_examples),
    OPTIONS(drill_options)};

/* ── test ── */
static const toc_example test_examples[] = {
    {"test scenarios/", "all scenarios in a folder, each against the plan that it names"},
    {"test --plan lab.plan night.yaml day.yaml", "two of them against one plan"},
    {"test --coverage --coverage-threshold 80 scenarios/", "and what of the plans nobody drills"},
    {"test --format junit -o tests.xml scenarios/", "for a server that builds"},
};
static const toc_option test_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write the results to FILE (default, and -: standard output)", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json|junit|github",
     "form of the results (default: what FILE ends in: txt, json or xml; else text)", NULL, false},
    {TOC_OPT_PLAN, "plan", 0, TOC_VALUE_FILE, "PLAN",
     "play all against this plan or image (default: the one that each names as its `plan`)", NULL,
     false},
    {TOC_OPT_COVERAGE, "coverage", 0, TOC_VALUE_NONE, NULL,
     "name each part of the plans that no scenario reaches", NULL, false},
    {TOC_OPT_COVERAGE_THRESHOLD, "coverage-threshold", 0, TOC_VALUE_NUMBER, "N",
     "fail where less than N per cent of a plan is covered", NULL, false},
    {TOC_OPT_JOBS, "jobs", 'j', TOC_VALUE_NUMBER, "N",
     "play N scenarios at a time, at most 256 (default: one for each core); the results are the "
     "same",
     NULL, false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG",
     "language of titles in the results, such as en or zh-Hant (default: en)", NULL, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_test = {
    TOC_CMD_TEST,
    "test",
    "play all scenarios that expect something",
    "Plays every scenario that has `expect`, tells which expectations did not come true, and how "
    "much of each plan the scenarios reach. Of a folder, every .yaml and .yml file in it and in "
    "the folders inside it is taken.\n\n"
    "Exits 1 when something failed, 2 when a file cannot be read.",
    "FOLDER|SCENARIO...",
    "yaml yml",
    1,
    TOC_OPERANDS_MAX,
    EXAMPLES(test_examples),
    OPTIONS(test_options)};

/* ── generate ── */
static const toc_example generate_examples[] = {
    {"generate -o tests lab.plan", "scenarios for all of a plan, into the folder tests"},
    {"test --coverage tests", "play them: they expect what came of them"},
    {"generate --force --seed 7 -o tests lab.plan", "others, in place of those"},
};
static const toc_option generate_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "DIR",
     "write the scenarios into this folder (default: scenarios)", NULL, false},
    {TOC_OPT_FORCE, "force", 0, TOC_VALUE_NONE, NULL, "replace files that are there already", NULL,
     false},
    {TOC_OPT_SEED, "seed", 0, TOC_VALUE_NUMBER, "N",
     "decides between ways that are as good as each other (default: 0)", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json",
     "how to tell what was written and what is not covered (default: text)", NULL, false},
    OPTION_ROOT,
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_generate = {
    TOC_CMD_GENERATE,
    "generate",
    "write scenarios that reach all of a plan",
    "Finds a small set of scenarios in which every step is done, every outcome decided, every "
    "level reached, and every deadline met in one and missed in another; each expects what came of "
    "it, for `tocsin test`. What no scenario reaches is listed, with the finding that proves it "
    "where a check does.",
    "PLAN",
    "plan",
    1,
    1,
    EXAMPLES(generate_examples),
    OPTIONS(generate_options)};

/* ── msel ── */
static const toc_example msel_examples[] = {
    {"msel -o night.xlsx night.yaml", "a scenario as a master scenario events list"},
    {"msel -o night.yaml night.xlsx", "the list, as it was changed meanwhile, as a scenario"},
    {"msel --separator semicolon -o night.csv night.yaml", "for spreadsheets in Europe"},
    {"msel --columns Nr=number,Zeit=time,Meldung=message,An=to list.csv", "titles of your own"},
    {"msel --columns =action,=objective -o players.csv night.yaml",
     "without what players should do"},
};
static const toc_option msel_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default, and -: standard output)", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "csv|xlsx",
     "what a list is written as (default: what FILE ends in, else csv)", NULL, false},
    {TOC_OPT_COLUMNS, "columns", 0, TOC_VALUE_TEXT, "TITLE=WHAT,...",
     "titles of your own, and what these columns hold: number time inject message from to method "
     "action objective script. The others keep their usual titles and stand behind them in a "
     "list that is written; =WHAT leaves a column out (default: HSEEP's usual ones, and a column "
     "for the script)",
     NULL, false},
    {TOC_OPT_PLAN, "plan", 0, TOC_VALUE_FILE, "PLAN",
     "the plan that says which actions are expected (default: the one that the scenario names)",
     NULL, false},
    {TOC_OPT_SEPARATOR, "separator", 0, TOC_VALUE_CHOICE, "comma|semicolon",
     "what stands between values of a csv (default: comma); when read, either is understood", NULL,
     false},
    {TOC_OPT_START, "start", 0, TOC_VALUE_TEXT, "INSTANT",
     "when the drill of a list starts, such as 2026-03-05T02:10+08:00 (default: its row STARTEX)",
     NULL, false},
    {TOC_OPT_DATES, "dates", 0, TOC_VALUE_CHOICE, "dmy|mdy",
     "whether in 3/4/2026 the day or the month stands first", NULL, false},
    {TOC_OPT_SHEET, "sheet", 0, TOC_VALUE_TEXT, "NAME",
     "the sheet of a workbook to read (default: the first)", NULL, false},
    OPTION_ROOT,
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_msel = {
    TOC_CMD_MSEL,
    "msel",
    "turn scenarios into lists of events, and back",
    "A scenario (.yaml) is written as a master scenario events list, a table with a row for each "
    "event, for spreadsheets: comma-separated values or a workbook. A list (.csv, .xlsx) is "
    "written as a scenario. What has no place on the other side is told.",
    "SCENARIO|LIST",
    "yaml yml csv xlsx",
    1,
    1,
    EXAMPLES(msel_examples),
    OPTIONS(msel_options)};
