/* commands.c - the table of sub-commands and options.
 *
 * To add an option: a row here and, where it is new to all, a member of toc_option_id.
 * `make bless` then brings docs/commands.md along. */
#include "cli/commands.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define OPTION_HELP                                                                                \
    {                                                                                              \
        TOC_OPT_HELP, "help", 'h', TOC_VALUE_NONE, NULL, "show this help", 0, false                \
    }
#define OPTION_COLOR                                                                               \
    {                                                                                              \
        TOC_OPT_COLOR, "color", 0, TOC_VALUE_CHOICE, "auto|always|never",                          \
            "colours in messages (auto: on a terminal, unless NO_COLOR is set)", 0, false          \
    }
#define OPTION_LANG                                                                                \
    {                                                                                              \
        TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG",                                            \
            "language of titles, such as en or zh-Hant (default: the plan's own)", 0, false        \
    }

#define OPTION_ROOT                                                                                \
    {                                                                                              \
        TOC_OPT_ROOT, "root", 0, TOC_VALUE_TEXT, "FOLDER",                                         \
            "plans may take in and extend files of this folder and those below (default: the "     \
            "folder of the plan, or the one that is checked)",                                     \
            0, false                                                                               \
    }

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
     0, false},
    {TOC_OPT_ERROR, "error", 'E', TOC_VALUE_TEXT, "NAME",
     "the same as errors; all: every warning is an error", 0, false},
    {TOC_OPT_ALLOW, "allow", 0, TOC_VALUE_TEXT, "NAME",
     "leave out what check NAME finds; NAME is a number or short name as `tocsin explain --list` "
     "shows them",
     0, false},
    {TOC_OPT_AS_OF, "as-of", 0, TOC_VALUE_TEXT, "DATE",
     "judge what depends on the day, such as an overdue review, as of it (default: today)", 0,
     false},
    {TOC_OPT_DOCTRINE, "doctrine", 0, TOC_VALUE_TEXT, "NAME,...",
     "judge by rules too: shipped ones by name (`tocsin explain --doctrine list`), your own by "
     "the path of their file",
     0, false},
    {TOC_OPT_AUTHORITY, "authority", 0, TOC_VALUE_NONE, NULL,
     "also print who may declare, raise, lower and end each level, and who approves what; with "
     "--format json as one document with the findings",
     0, false},
    {TOC_OPT_DEMAND, "demand", 0, TOC_VALUE_NONE, NULL,
     "print how much of each resource may be wanted at once at each level, and how much there is",
     0, false},
    {TOC_OPT_TOGETHER, "together", 0, TOC_VALUE_TEXT, "A,B",
     "look at two incidents at once: names of events, triggers, responses or levels; what they "
     "ask for beyond what there is, is told",
     0, false},
    {TOC_OPT_FIX, "fix", 0, TOC_VALUE_NONE, NULL,
     "mend in the files what is certain to be meant, and tell what is left", 0, false},
    {TOC_OPT_DIFF, "diff", 0, TOC_VALUE_NONE, NULL,
     "with --fix: write nothing, show what would change as a unified diff", 0, false},
    {TOC_OPT_TIMES, "times", 0, TOC_VALUE_NONE, NULL,
     "print best, likely and worst time of each dated duty, as text or json", 0, false},
    {TOC_OPT_RELAYS, "relays", 0, TOC_VALUE_NONE, NULL,
     "also print each way through each relay, added up, with the slack that is left", 0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|short|json|sarif|github|junit",
     "how to print findings: for people, a line each, or for tools (default: text)", 0, false},
    {TOC_OPT_WITNESS, "witness", 0, TOC_VALUE_FILE, "DIR",
     "write scenarios that show what cannot happen or does not stop into DIR, for `tocsin drill`",
     0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── fmt ── */
static const toc_example fmt_examples[] = {
    {"fmt --write plans/*.plan", "bring files into form, in place"},
    {"fmt --check --diff plans/*.plan", "show what is not in form; exit 1 if anything is"},
    {"fmt --keywords zh lab.plan > lab-zh.plan", "the same plan with Chinese keywords"},
};
static const toc_option fmt_options[] = {
    {TOC_OPT_WRITE, "write", 'w', TOC_VALUE_NONE, NULL,
     "write files in place, not to standard output",
     TOC_OPTION_BIT(TOC_OPT_CHECK) | TOC_OPTION_BIT(TOC_OPT_DIFF), false},
    {TOC_OPT_CHECK, "check", 0, TOC_VALUE_NONE, NULL,
     "write nothing; name files that are not in form and exit 1", TOC_OPTION_BIT(TOC_OPT_WRITE),
     false},
    {TOC_OPT_DIFF, "diff", 0, TOC_VALUE_NONE, NULL, "show what would change as a unified diff",
     TOC_OPTION_BIT(TOC_OPT_WRITE), false},
    {TOC_OPT_KEYWORDS, "keywords", 0, TOC_VALUE_CHOICE, "en|zh",
     "write all keywords in one language (default: as they are)", 0, false},
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── chart ── */
static const toc_example chart_examples[] = {
    {"chart -o lab.pdf lab.plan", "the whole plan on one sheet, in true size"},
    {"chart --paper A3 --response evacuation -o out.pdf lab.plan", "one response, to hang up"},
    {"chart --paper A1 --tile A4 -o lab.pdf lab.plan", "a wall-chart from an office printer"},
    {"chart --lang both --theme bw -o lab.png lab.plan", "in two languages, for a plain printer"},
    {"chart lab.plan | dot -Tsvg > lab.svg", "drawn by Graphviz instead"},
    {"chart --trace night.trace --animate -o night.svg lab.plan", "a drill, as it went"},
    {"chart --format flow lab.plan", "the same picture as plain text"},
};
static const toc_option chart_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default, and -: standard output)", 0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "pdf|svg|png|dot|flow",
     "pdf, svg, png: a sheet; dot: for Graphviz; flow: nodes, edges and lanes as text (default: "
     "what FILE ends in, else dot)",
     0, false},
    {TOC_OPT_VIEW, "view", 0, TOC_VALUE_CHOICE,
     "flow|ladder|orgs|reports|timeline|raci|resources|all",
     "what to draw: flow: who does what after what; ladder: grades, when and by whom; orgs: bodies "
     "and their lines; reports: who tells whom, what and by when; timeline: how long it takes "
     "against deadlines; raci: who does, leads, helps, is told; resources: what is wanted against "
     "what there is; all: a booklet of all of them, as a pdf (default: flow)",
     0, false},
    {TOC_OPT_THEME, "theme", 0, TOC_VALUE_CHOICE, "print|bw|dark",
     "colours: for print, for a black and white printer, for a dark room (default: print)", 0,
     false},
    {TOC_OPT_AGAINST, "against", 0, TOC_VALUE_FILE, "OLD",
     "mark what differs from the plan OLD, and list which charts and cards to print anew",
     TOC_OPTION_BIT(TOC_OPT_TRACE), false},
    {TOC_OPT_TRACE, "trace", 0, TOC_VALUE_FILE, "FILE",
     "show how a drill stood, from a trace that `tocsin drill --trace` wrote",
     TOC_OPTION_BIT(TOC_OPT_AGAINST), false},
    {TOC_OPT_AT, "at", 0, TOC_VALUE_TEXT, "TIME",
     "with --trace: at this time since the drill's start, such as 90min or 2h (default: its end)",
     0, false},
    {TOC_OPT_ANIMATE, "animate", 0, TOC_VALUE_NONE, NULL,
     "with --trace: an svg that plays the drill, from its start to its end",
     TOC_OPTION_BIT(TOC_OPT_AT) | TOC_OPTION_BIT(TOC_OPT_TILE), false},
    {TOC_OPT_SPEED, "speed", 0, TOC_VALUE_NUMBER, "N",
     "with --animate: seconds of the drill in one second, 1 to 604800 (default: so many that it is "
     "over in a minute)",
     0, false},
    {TOC_OPT_WATCH, "watch", 0, TOC_VALUE_NONE, NULL,
     "draw again whenever the plan is saved, until Ctrl-C; mistakes are listed and the last good "
     "chart stays",
     0, false},
    {TOC_OPT_DPI, "dpi", 0, TOC_VALUE_NUMBER, "N",
     "dots per inch of a png, 20 to 1200 (default: 96)", 0, false},
    {TOC_OPT_PAPER, "paper", 0, TOC_VALUE_CHOICE, "A0|A1|A2|A3|A4|letter|tabloid|auto|none",
     "what it is printed on; auto: the smallest A size on which all can be read; none: the bare "
     "chart without a sheet (default: auto)",
     0, false},
    {TOC_OPT_ORIENTATION, "orientation", 0, TOC_VALUE_CHOICE, "auto|portrait|landscape",
     "how the paper lies (default: auto, whichever shows more)", 0, false},
    {TOC_OPT_MARGIN, "margin", 0, TOC_VALUE_NUMBER, "MM",
     "blank edge of the sheet in millimetres, 0 to 50 (default: 10)", 0, false},
    {TOC_OPT_TILE, "tile", 0, TOC_VALUE_CHOICE, "A4|A3|letter|tabloid",
     "cut the sheet into pages of this size, to be glued together", 0, false},
    {TOC_OPT_RESPONSE, "response", 0, TOC_VALUE_TEXT, "NAME",
     "of the view flow: only this response, and what it hangs together with",
     TOC_OPTION_BIT(TOC_OPT_LEVEL) | TOC_OPTION_BIT(TOC_OPT_BODY), false},
    {TOC_OPT_LEVEL, "level", 0, TOC_VALUE_TEXT, "NAME",
     "of the view flow: only what this level sets off",
     TOC_OPTION_BIT(TOC_OPT_RESPONSE) | TOC_OPTION_BIT(TOC_OPT_BODY), false},
    {TOC_OPT_BODY, "body", 0, TOC_VALUE_TEXT, "NAME",
     "of the view flow: only what falls to this body",
     TOC_OPTION_BIT(TOC_OPT_RESPONSE) | TOC_OPTION_BIT(TOC_OPT_LEVEL), false},
    {TOC_OPT_CLASSIFICATION, "classification", 0, TOC_VALUE_TEXT, "TEXT",
     "marking of the sheet (default: the plan's own)", 0, false},
    {TOC_OPT_PUBLIC, "public", 0, TOC_VALUE_NONE, NULL,
     "leave out all contacts, and say so on the sheet", 0, false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG|zh|both",
     "language of titles, such as en or zh-Hant; zh: the plan's Chinese; both: the plan's own and "
     "a second one (default: the plan's own)",
     0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── cards ── */
static const toc_example cards_examples[] = {
    {"cards -o lab-cards.pdf lab.plan", "a card for the duty desk, each body and each post"},
    {"cards --body security --paper A4 -o gate.pdf lab.plan", "one body's card, in large letters"},
    {"cards --public --lang en -o public.pdf lab.plan", "without anybody's telephone numbers"},
};
static const toc_option cards_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default, and -: standard output)", 0, false},
    {TOC_OPT_BODY, "body", 0, TOC_VALUE_TEXT, "NAME",
     "only the card of this org, or of a post as in ecc.deputy", 0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "pdf|svg|png",
     "pdf: a page each; svg, png: all pages on one picture (default: what FILE ends in, else pdf)",
     0, false},
    {TOC_OPT_PAPER, "paper", 0, TOC_VALUE_CHOICE, "A5|A4",
     "size of a card; letters grow with it (default: A5)", 0, false},
    {TOC_OPT_PUBLIC, "public", 0, TOC_VALUE_NONE, NULL, "leave out all contacts", 0, false},
    {TOC_OPT_THEME, "theme", 0, TOC_VALUE_CHOICE, "print|bw|dark",
     "colours: for print, for a black and white printer, for a dark room (default: print)", 0,
     false},
    {TOC_OPT_DPI, "dpi", 0, TOC_VALUE_NUMBER, "N",
     "dots per inch of a png, 20 to 1200 (default: 96)", 0, false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG|both",
     "language of titles, such as en or zh-Hant, or both: the plan's own and a second one "
     "(default: the plan's own)",
     0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

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
     0, false},
    {TOC_OPT_DUMP, "dump", 0, TOC_VALUE_NONE, NULL,
     "print the image as text (to standard output unless -o is given)",
     TOC_OPTION_BIT(TOC_OPT_EMIT) | TOC_OPTION_BIT(TOC_OPT_PREFIX), false},
    {TOC_OPT_EMIT, "emit", 0, TOC_VALUE_CHOICE, "image|c|scxml|xstate",
     "what to write: the image (default), C tables for libtocsin-runtime (FILE.c and FILE.h), or "
     "a state chart",
     0, false},
    {TOC_OPT_PREFIX, "prefix", 0, TOC_VALUE_TEXT, "NAME",
     "begin the names in generated C with NAME (default: the plan's name)", 0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── drill ── */
static const toc_example drill_examples[] = {
    {"drill lab.plan night.yaml", "play a scenario and print the score"},
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
     "junit or xml, patch; may be given several times (default, and -: standard output)",
     0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json|html|pdf|md|xlsx|junit|patch",
     "form of the one report, whatever FILE ends in; patch: only the proposed change to the plan "
     "(default: what FILE ends in, else text)",
     0, false},
    {TOC_OPT_SKIN, "skin", 0, TOC_VALUE_CHOICE, "hseep|aqt9009",
     "arrangement of html, pdf, md and xlsx: after-action report and improvement plan of HSEEP, or "
     "evaluation report of AQ/T 9009 (default: aqt9009 for a plan in Chinese, else hseep)",
     0, false},
    {TOC_OPT_TRACE, "trace", 0, TOC_VALUE_FILE, "FILE",
     "write every event of the drill to FILE, one JSON object a line", 0, false},
    {TOC_OPT_EXPORT_REPLAY, "export-replay", 0, TOC_VALUE_FILE, "FILE",
     "write the drill to FILE as a scenario in which all that was simulated is acted out", 0, false},
    {TOC_OPT_SEED, "seed", 0, TOC_VALUE_NUMBER, "N",
     "draw durations and chances from N (default: the scenario's seed)", 0, false},
    OPTION_LANG,
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── test ── */
static const toc_example test_examples[] = {
    {"test scenarios/", "all scenarios in a folder, each against the plan that it names"},
    {"test --plan lab.plan night.yaml day.yaml", "two of them against one plan"},
    {"test --coverage --coverage-threshold 80 scenarios/", "and what of the plans nobody drills"},
    {"test --format junit -o tests.xml scenarios/", "for a server that builds"},
};
static const toc_option test_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write the results to FILE (default, and -: standard output)", 0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json|junit|github",
     "form of the results (default: text)", 0, false},
    {TOC_OPT_PLAN, "plan", 0, TOC_VALUE_FILE, "PLAN",
     "play all against this plan or image (default: the one that each names as its `plan`)", 0,
     false},
    {TOC_OPT_COVERAGE, "coverage", 0, TOC_VALUE_NONE, NULL,
     "name each part of the plans that no scenario reaches", 0, false},
    {TOC_OPT_COVERAGE_THRESHOLD, "coverage-threshold", 0, TOC_VALUE_NUMBER, "N",
     "fail where less than N per cent of a plan is covered", 0, false},
    {TOC_OPT_JOBS, "jobs", 'j', TOC_VALUE_NUMBER, "N",
     "play N scenarios at a time, at most 256 (default: one for each core); the results are the "
     "same",
     0, false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG",
     "language of titles in the results, such as en or zh-Hant (default: en)", 0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── generate ── */
static const toc_example generate_examples[] = {
    {"generate -o tests lab.plan", "scenarios for all of a plan, into the folder tests"},
    {"test --coverage tests", "play them: they expect what came of them"},
    {"generate --force --seed 7 -o tests lab.plan", "others, in place of those"},
};
static const toc_option generate_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "DIR",
     "write the scenarios into this folder (default: scenarios)", 0, false},
    {TOC_OPT_FORCE, "force", 0, TOC_VALUE_NONE, NULL, "replace files that are there already", 0,
     false},
    {TOC_OPT_SEED, "seed", 0, TOC_VALUE_NUMBER, "N",
     "decides between ways that are as good as each other (default: 0)", 0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "text|json",
     "how to tell what was written and what is not covered (default: text)", 0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── msel ── */
static const toc_example msel_examples[] = {
    {"msel -o night.xlsx night.yaml", "a scenario as a master scenario events list"},
    {"msel -o night.yaml night.xlsx", "the list, as it was changed meanwhile, as a scenario"},
    {"msel --separator semicolon -o night.csv night.yaml", "for spreadsheets in Europe"},
    {"msel --columns Nr=number,Zeit=time,Meldung=message,An=to list.csv", "columns of your own"},
};
static const toc_option msel_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default, and -: standard output)", 0, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "csv|xlsx",
     "what a list is written as (default: what FILE ends in, else csv)", 0, false},
    {TOC_OPT_COLUMNS, "columns", 0, TOC_VALUE_TEXT, "TITLE=WHAT,...",
     "titles of the columns, in order, and what they hold: number time inject message from to "
     "method action objective script (default: HSEEP's usual ones, and a column for the script)",
     0, false},
    {TOC_OPT_PLAN, "plan", 0, TOC_VALUE_FILE, "PLAN",
     "the plan that says which actions are expected (default: the one that the scenario names)", 0,
     false},
    {TOC_OPT_SEPARATOR, "separator", 0, TOC_VALUE_CHOICE, "comma|semicolon",
     "what stands between values of a csv (default: comma); when read, either is understood", 0,
     false},
    {TOC_OPT_START, "start", 0, TOC_VALUE_TEXT, "INSTANT",
     "when the drill of a list starts, such as 2026-03-05T02:10+08:00 (default: its row STARTEX)",
     0, false},
    {TOC_OPT_DATES, "dates", 0, TOC_VALUE_CHOICE, "dmy|mdy",
     "whether in 3/4/2026 the day or the month stands first", 0, false},
    {TOC_OPT_SHEET, "sheet", 0, TOC_VALUE_TEXT, "NAME",
     "the sheet of a workbook to read (default: the first)", 0, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

/* ── explain, doctor, help ── */
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
     TOC_OPTION_BIT(TOC_OPT_LIST), false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_CHOICE, "en|zh", "language of the page (default: en)", 0,
     false},
    {TOC_OPT_LIST, "list", 0, TOC_VALUE_NONE, NULL,
     "list of each: code, level, when it is looked for, whether it may be allowed, short name", 0,
     false},
    OPTION_HELP,
};

static const toc_example doctor_examples[] = {
    {"doctor", "look at libraries, programs, fonts and time zones"},
};
static const toc_option doctor_options[] = {
    OPTION_HELP,
};

static const toc_example help_examples[] = {
    {"help", "all sub-commands"},
    {"help drill", "one sub-command, examples first"},
};
static const toc_option help_options[] = {
    {TOC_OPT_MAN, "man", 0, TOC_VALUE_NONE, NULL, "print the man page",
     TOC_OPTION_BIT(TOC_OPT_MARKDOWN) | TOC_OPTION_BIT(TOC_OPT_BASH_COMPLETION), true},
    {TOC_OPT_MARKDOWN, "markdown", 0, TOC_VALUE_NONE, NULL, "print docs/commands.md",
     TOC_OPTION_BIT(TOC_OPT_BASH_COMPLETION), true},
    {TOC_OPT_BASH_COMPLETION, "bash-completion", 0, TOC_VALUE_NONE, NULL,
     "print a completion script for bash", 0, true},
    OPTION_HELP,
};

#define EXAMPLES(array) array, COUNT(array)
#define OPTIONS(array)  array, COUNT(array)

static const toc_command commands[] = {
    {TOC_CMD_CHECK, "check", "find the mistakes in plans",
     "Reads each plan with all that it includes and prints every mistake found in it, "
     "with its place and a way out. One run finds them all.\n\n"
     "Of a folder, every plan in it and in the folders inside it is checked, and a summary "
     "follows. Several plans are held against each other as well.\n\n"
     "Warnings leave the exit code 0.",
     "FILE|FOLDER...", "plan", 1, TOC_OPERANDS_MAX, EXAMPLES(check_examples),
     OPTIONS(check_options)},
    {TOC_CMD_FMT, "fmt", "write plans in the one canonical form",
     "Prints the canonical form of each plan; comments stay. A plan that cannot be read "
     "is left as it is.",
     "FILE...", "plan", 1, TOC_OPERANDS_MAX, EXAMPLES(fmt_examples), OPTIONS(fmt_options)},
    {TOC_CMD_CHART, "chart", "draw a plan",
     "Draws the plan's responses, steps, decisions and grades: as sheets to print and hang "
     "up (PDF), as pictures (SVG, PNG), as DOT for Graphviz, or as text.",
     "PLAN", "plan", 1, 1, EXAMPLES(chart_examples), OPTIONS(chart_options)},
    {TOC_CMD_CARDS, "cards", "print action cards",
     "Makes a card for each body and post: when it is called, its steps with their deadlines, what "
     "it reports, decides and must not decide, and who to call; and one for the duty desk with the "
     "first ten minutes of each event. What one page does not hold goes on to the next.",
     "PLAN", "plan", 1, 1, EXAMPLES(cards_examples), OPTIONS(cards_options)},
    {TOC_CMD_BUILD, "build", "compile a plan to a machine image",
     "The image holds all that a drill needs; `tocsin drill` and the runtime library load "
     "it. The same plan gives the same bytes.\n\n"
     "With --emit c the image becomes constant tables for a program of your own; with --emit "
     "scxml or xstate the levels, steps, decisions and deadlines become a state chart for other "
     "engines, and what it cannot say is listed.",
     "PLAN|IMAGE", "plan machine", 1, 1, EXAMPLES(build_examples), OPTIONS(build_options)},
    {TOC_CMD_DRILL, "drill", "play a scenario against a plan and score it",
     "Plays the scenario in simulated time, scores every duty of the plan, and writes the "
     "after-action report: as text, or as documents to hand in and to work on.\n\n"
     "Exits 1 when something that the scenario expects did not come true.",
     "PLAN|IMAGE SCENARIO", "plan machine yaml yml csv", 2, 2, EXAMPLES(drill_examples),
     OPTIONS(drill_options)},
    {TOC_CMD_TEST, "test", "play all scenarios that expect something",
     "Plays every scenario that has `expect`, tells which expectations did not come true, and how "
     "much of each plan the scenarios reach. Of a folder, every .yaml and .yml file in it and in "
     "the folders inside it is taken.\n\n"
     "Exits 1 when something failed, 2 when a file cannot be read.",
     "FOLDER|SCENARIO...", "yaml yml", 1, TOC_OPERANDS_MAX, EXAMPLES(test_examples),
     OPTIONS(test_options)},
    {TOC_CMD_GENERATE, "generate", "write scenarios that reach all of a plan",
     "Finds a small set of scenarios in which every step is done, every outcome decided, every "
     "level reached, and every deadline met in one and missed in another; each expects what came of "
     "it, for `tocsin test`. What no scenario reaches is listed, with the finding that proves it "
     "where a check does.",
     "PLAN", "plan", 1, 1, EXAMPLES(generate_examples), OPTIONS(generate_options)},
    {TOC_CMD_MSEL, "msel", "turn scenarios into lists of events, and back",
     "A scenario (.yaml) is written as a master scenario events list, a table with a row for each "
     "event, for spreadsheets: comma-separated values or a workbook. A list (.csv, .xlsx) is "
     "written as a scenario. What has no place on the other side is told.",
     "SCENARIO|LIST", "yaml yml csv xlsx", 1, 1, EXAMPLES(msel_examples), OPTIONS(msel_options)},
    {TOC_CMD_EXPLAIN, "explain", "explain a message",
     "Prints what is behind a message such as T0142, with a wrong and a right example. "
     "CODE may also be the short name that --list shows.",
     "CODE", "", 0, 1, EXAMPLES(explain_examples), OPTIONS(explain_options)},
    {TOC_CMD_DOCTOR, "doctor", "tell what this computer lacks, and how to get it",
     "Looks at the libraries in use, the dot program, fonts with Chinese letters and the "
     "time zone data. Exits 1 when something is missing.",
     "", "", 0, 0, EXAMPLES(doctor_examples), OPTIONS(doctor_options)},
    {TOC_CMD_HELP, "help", "show help", "Shows what there is, or one sub-command.", "[COMMAND]", "",
     0, 1, EXAMPLES(help_examples), OPTIONS(help_options)},
};

const toc_command *toc_commands_all(size_t *out_count)
{
    *out_count = COUNT(commands);
    return commands;
}

const toc_command *toc_command_find(const char *name)
{
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

const toc_option *toc_command_option(const toc_command *command, toc_option_id id)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].id == id)
            return &command->options[i];
    }
    return NULL;
}

const char *toc_choice_at(const char *choices, size_t index, size_t *out_size)
{
    for (; index > 0; index--) {
        choices = strchr(choices, '|');
        if (!choices)
            return NULL;
        choices++;
    }
    *out_size = strcspn(choices, "|");
    return choices;
}
