/* commands_plan.c - what `check`, `fmt` and `build` take. */
#include "cli/command_rows.h"

/* ── check ── */
static const toc_example check_examples[] = {
    {"check plans/county-netsec.plan", "errors and warnings of one plan"},
    {"check --format json plans/*.plan", "the same for tools, as one document"},
    {"check -E all --allow unused lab.plan", "warnings are errors; what is unused is not told"},
    {"check -W span-of-control -E T0310 lab.plan", "one as a warning, one as an error"},
    {"check --doctrine basic,rules/house.plan lab.plan", "by good practice and by house rules"},
    {"check --authority lab.plan", "who may say what of the levels, beside what is wrong"},
    {"check --demand lab.plan", "the table of demand for resources, level by level"},
    {"check --demand --together fire,flood lab.plan", "the same for two incidents at once"},
    {"check --fix --diff lab.plan", "what of it can be mended without asking; --fix alone does it"},
    {"check plans/", "a whole library of plans, with a summary"},
    {"check --relays lab.plan", "also how long word takes up each reporting chain"},
    {"check - < draft.plan", "a plan from standard input"},
    {"check --times lab.plan", "how long each dated duty can take, and along which chain"},
    {"check --witness shown lab.plan", "with scenarios that show what is amiss, one file each"},
};
static const toc_option check_options[] = {
    {TOC_OPT_WARN, "warn", 'W', TOC_VALUE_TEXT, "NAME",
     "tell what check NAME finds as warnings, also in a draft where it needs a plan in force; "
     "all: every note is a warning. May be repeated, as the next two: the last one counts",
     NULL, false},
    {TOC_OPT_ERROR, "error", 'E', TOC_VALUE_TEXT, "NAME",
     "the same as errors; all: every warning is an error", NULL, false},
    {TOC_OPT_ALLOW, "allow", 0, TOC_VALUE_TEXT, "NAME",
     "leave out what check NAME finds; NAME is a number or short name as `tocsin explain --list` "
     "shows them",
     NULL, false},
    {TOC_OPT_AS_OF, "as-of", 0, TOC_VALUE_TEXT, "DATE",
     "judge what depends on the day, such as an overdue review, as of it (default: today)", NULL,
     false},
    {TOC_OPT_DOCTRINE, "doctrine", 0, TOC_VALUE_TEXT, "NAME,...",
     "judge by rules too: shipped ones by name (`tocsin explain --doctrine list`), your own by "
     "the path of their file",
     NULL, false},
    {TOC_OPT_AUTHORITY, "authority", 0, TOC_VALUE_NONE, NULL,
     "also print who may declare, raise, lower and end each level, and who approves what; with "
     "--format json as one document with the findings",
     NULL, false},
    {TOC_OPT_DEMAND, "demand", 0, TOC_VALUE_NONE, NULL,
     "print how much of each resource may be wanted at once at each level, and how much there is",
     NULL, false},
    {TOC_OPT_TOGETHER, "together", 0, TOC_VALUE_TEXT, "A,B",
     "look at two incidents at once: names of events, triggers, responses or levels; what they "
     "ask for beyond what there is, is told",
     NULL, false},
    {TOC_OPT_FIX, "fix", 0, TOC_VALUE_NONE, NULL,
     "mend in the files what is certain to be meant, and tell what is left", NULL, false},
    {TOC_OPT_DIFF, "diff", 0, TOC_VALUE_NONE, NULL,
     "with --fix: write nothing, show what would change as a unified diff", NULL, false},
    {TOC_OPT_TIMES, "times", 0, TOC_VALUE_NONE, NULL,
     "print best, likely and worst time of each dated duty, as text or json", NULL, false},
    {TOC_OPT_RELAYS, "relays", 0, TOC_VALUE_NONE, NULL,
     "also print each way through each relay, added up, with the slack that is left", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|short|json|sarif|github|junit",
     "how to print findings: for people, a line each, or for tools (default: text)", NULL, false},
    {TOC_OPT_WITNESS, "witness", 0, TOC_VALUE_FILE, "DIR",
     "write scenarios that show what cannot happen or does not stop into DIR, for `tocsin drill`",
     NULL, false},
    OPTION_ROOT,
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_check = {
    TOC_CMD_CHECK,
    "check",
    "find the mistakes in plans",
    "Reads each plan with all that it includes and prints every mistake found in it, "
    "with its place and a way out. One run finds them all.\n\n"
    "Of a folder, every plan in it and in the folders inside it is checked, and a summary "
    "follows. Several plans are held against each other as well.\n\n"
    "Warnings leave the exit code 0.",
    "FILE|FOLDER...",
    "plan",
    1,
    TOC_OPERANDS_MAX,
    EXAMPLES(check_examples),
    OPTIONS(check_options)};

/* ── fmt ── */
static const toc_example fmt_examples[] = {
    {"fmt --write plans/*.plan", "bring files into form, in place"},
    {"fmt --check --diff plans/*.plan", "show what is not in form; exit 1 if anything is"},
    {"fmt --keywords zh lab.plan > lab-zh.plan", "the same plan with Chinese keywords"},
};
static const toc_option fmt_options[] = {
    {TOC_OPT_WRITE, "write", 'w', TOC_VALUE_NONE, NULL,
     "write files in place, not to standard output", NOT_BESIDE(TOC_OPT_CHECK, TOC_OPT_DIFF),
     false},
    {TOC_OPT_CHECK, "check", 0, TOC_VALUE_NONE, NULL,
     "write nothing; name files that are not in form and exit 1", NOT_BESIDE(TOC_OPT_WRITE), false},
    {TOC_OPT_DIFF, "diff", 0, TOC_VALUE_NONE, NULL, "show what would change as a unified diff",
     NOT_BESIDE(TOC_OPT_WRITE), false},
    {TOC_OPT_KEYWORDS, "keywords", 0, TOC_VALUE_CHOICE, "en|zh",
     "write all keywords in one language (default: as they are)", NULL, false},
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_fmt = {
    TOC_CMD_FMT,
    "fmt",
    "write plans in the one canonical form",
    "Prints the canonical form of each plan; comments stay. A plan that cannot be read "
    "is left as it is.",
    "FILE...",
    "plan",
    1,
    TOC_OPERANDS_MAX,
    EXAMPLES(fmt_examples),
    OPTIONS(fmt_options)};

/* ── build ── */
static const toc_example build_examples[] = {
    {"build lab.plan", "write lab.machine here"},
    {"build -o out/lab.machine lab.plan", "write the image to a file of your choice"},
    {"build --dump lab.plan", "print what the image holds, as text"},
    {"build --emit c --prefix lab lab.plan", "write lab.c and lab.h, to compile into a program"},
    {"build --emit scxml -o lab.scxml lab.plan", "write a state chart for other engines"},
};
static const toc_option build_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default: the plan's name with .machine, .c, .scxml or .mjs, here; "
     "-: standard output)",
     NULL, false},
    {TOC_OPT_DUMP, "dump", 0, TOC_VALUE_NONE, NULL,
     "print the image as text (to standard output unless -o is given)",
     NOT_BESIDE(TOC_OPT_EMIT, TOC_OPT_PREFIX), false},
    {TOC_OPT_EMIT, "emit", 0, TOC_VALUE_CHOICE, "image|c|scxml|xstate",
     "what to write: the image (default), C tables for libtocsin-runtime (FILE.c and FILE.h), or "
     "a state chart",
     NULL, false},
    {TOC_OPT_PREFIX, "prefix", 0, TOC_VALUE_TEXT, "NAME",
     "begin the names in generated C with NAME (default: the plan's name)", NULL, false},
    OPTION_ROOT,
    OPTION_MESSAGES_LANG,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_build = {
    TOC_CMD_BUILD,
    "build",
    "compile a plan to a machine image",
    "The image holds all that a drill needs; `tocsin drill` and the runtime library load "
    "it. The same plan gives the same bytes.\n\n"
    "With --emit c the image becomes constant tables for a program of your own; with --emit "
    "scxml or xstate the levels, steps, decisions and deadlines become a state chart for other "
    "engines, and what it cannot say is listed.",
    "PLAN|IMAGE",
    "plan machine",
    1,
    1,
    EXAMPLES(build_examples),
    OPTIONS(build_options)};
