/* commands_sheet.c - what `chart` and `cards` take. */
#include "cli/command_rows.h"

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
     "write to FILE (default, and -: standard output)", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "pdf|svg|png|dot|flow",
     "pdf, svg, png: a sheet; dot: for Graphviz; flow: nodes, edges and lanes as text (default: "
     "what FILE ends in, else dot)",
     NULL, false},
    {TOC_OPT_VIEW, "view", 0, TOC_VALUE_CHOICE,
     "flow|ladder|orgs|reports|timeline|raci|resources|all",
     "what to draw: flow: who does what after what; ladder: grades, when and by whom; orgs: bodies "
     "and their lines; reports: who tells whom, what and by when; timeline: how long it takes "
     "against deadlines; raci: who does, leads, helps, is told; resources: what is wanted against "
     "what there is; all: a booklet of all of them, as a pdf (default: flow)",
     NULL, false},
    {TOC_OPT_THEME, "theme", 0, TOC_VALUE_CHOICE, "print|bw|dark",
     "colours: for print, for a black and white printer, for a dark room (default: print)", NULL,
     false},
    {TOC_OPT_AGAINST, "against", 0, TOC_VALUE_FILE, "OLD",
     "mark what differs from the plan OLD, and list which charts and cards to print anew",
     NOT_BESIDE(TOC_OPT_TRACE), false},
    {TOC_OPT_TRACE, "trace", 0, TOC_VALUE_FILE, "FILE",
     "show how a drill stood, from a trace that `tocsin drill --trace` wrote",
     NOT_BESIDE(TOC_OPT_AGAINST), false},
    {TOC_OPT_AT, "at", 0, TOC_VALUE_TEXT, "TIME",
     "with --trace: at this time since the drill's start, such as 90min or 2h (default: its end)",
     NULL, false},
    {TOC_OPT_ANIMATE, "animate", 0, TOC_VALUE_NONE, NULL,
     "with --trace: an svg that plays the drill, from its start to its end",
     NOT_BESIDE(TOC_OPT_AT, TOC_OPT_TILE), false},
    {TOC_OPT_SPEED, "speed", 0, TOC_VALUE_NUMBER, "N",
     "with --animate: seconds of the drill in one second, 1 to 604800 (default: so many that it is "
     "over in a minute)",
     NULL, false},
    {TOC_OPT_WATCH, "watch", 0, TOC_VALUE_NONE, NULL,
     "draw again whenever the plan is saved, until Ctrl-C; mistakes are listed and the last good "
     "chart stays",
     NULL, false},
    {TOC_OPT_DPI, "dpi", 0, TOC_VALUE_NUMBER, "N",
     "dots per inch of a png, 20 to 1200 (default: 96)", NULL, false},
    {TOC_OPT_PAPER, "paper", 0, TOC_VALUE_CHOICE, "A0|A1|A2|A3|A4|letter|tabloid|auto|none",
     "what it is printed on; auto: the smallest A size on which all can be read; none: the bare "
     "chart without a sheet (default: auto)",
     NULL, false},
    {TOC_OPT_ORIENTATION, "orientation", 0, TOC_VALUE_CHOICE, "auto|portrait|landscape",
     "how the paper lies (default: auto, whichever shows more)", NULL, false},
    {TOC_OPT_MARGIN, "margin", 0, TOC_VALUE_NUMBER, "MM",
     "blank edge of the sheet in millimetres, 0 to 50 (default: 10)", NULL, false},
    {TOC_OPT_TILE, "tile", 0, TOC_VALUE_CHOICE, "A4|A3|letter|tabloid",
     "cut the sheet into pages of this size, to be glued together", NULL, false},
    {TOC_OPT_RESPONSE, "response", 0, TOC_VALUE_TEXT, "NAME",
     "of the view flow: only this response, and what it hangs together with",
     NOT_BESIDE(TOC_OPT_LEVEL, TOC_OPT_BODY), false},
    {TOC_OPT_LEVEL, "level", 0, TOC_VALUE_TEXT, "NAME",
     "of the view flow: only what this level sets off", NOT_BESIDE(TOC_OPT_RESPONSE, TOC_OPT_BODY),
     false},
    {TOC_OPT_BODY, "body", 0, TOC_VALUE_TEXT, "NAME",
     "of the view flow: only what falls to this body", NOT_BESIDE(TOC_OPT_RESPONSE, TOC_OPT_LEVEL),
     false},
    {TOC_OPT_CLASSIFICATION, "classification", 0, TOC_VALUE_TEXT, "TEXT",
     "marking of the sheet (default: the plan's own)", NULL, false},
    {TOC_OPT_PUBLIC, "public", 0, TOC_VALUE_NONE, NULL,
     "leave out all contacts, and say so on the sheet", NULL, false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG|zh|both",
     "language of titles, such as en or zh-Hant; zh: the plan's Chinese; both: the plan's own and "
     "a second one (default: the plan's own)",
     NULL, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_chart = {
    TOC_CMD_CHART,
    "chart",
    "draw a plan",
    "Draws the plan's responses, steps, decisions and grades: as sheets to print and hang "
    "up (PDF), as pictures (SVG, PNG), as DOT for Graphviz, or as text.",
    "PLAN",
    "plan",
    1,
    1,
    EXAMPLES(chart_examples),
    OPTIONS(chart_options)};

/* ── cards ── */
static const toc_example cards_examples[] = {
    {"cards -o lab-cards.pdf lab.plan", "a card for the duty desk, each body and each post"},
    {"cards --body security --paper A4 -o gate.pdf lab.plan", "one body's card, in large letters"},
    {"cards --public --lang en -o public.pdf lab.plan", "without anybody's telephone numbers"},
};
static const toc_option cards_options[] = {
    {TOC_OPT_OUTPUT, "output", 'o', TOC_VALUE_FILE, "FILE",
     "write to FILE (default, and -: standard output)", NULL, false},
    {TOC_OPT_BODY, "body", 0, TOC_VALUE_TEXT, "NAME",
     "only the card of this org, or of a post as in ecc.deputy", NULL, false},
    {TOC_OPT_FORMAT, "format", 0, TOC_VALUE_CHOICE, "pdf|svg|png",
     "pdf: a page each; svg, png: all pages on one picture (default: what FILE ends in, else pdf)",
     NULL, false},
    {TOC_OPT_PAPER, "paper", 0, TOC_VALUE_CHOICE, "A5|A4",
     "size of a card; letters grow with it (default: A5)", NULL, false},
    {TOC_OPT_PUBLIC, "public", 0, TOC_VALUE_NONE, NULL, "leave out all contacts", NULL, false},
    {TOC_OPT_THEME, "theme", 0, TOC_VALUE_CHOICE, "print|bw|dark",
     "colours: for print, for a black and white printer, for a dark room (default: print)", NULL,
     false},
    {TOC_OPT_DPI, "dpi", 0, TOC_VALUE_NUMBER, "N",
     "dots per inch of a png, 20 to 1200 (default: 96)", NULL, false},
    {TOC_OPT_LANG, "lang", 0, TOC_VALUE_TEXT, "TAG|both",
     "language of titles, such as en or zh-Hant, or both: the plan's own and a second one "
     "(default: the plan's own)",
     NULL, false},
    OPTION_ROOT,
    OPTION_COLOR,
    OPTION_HELP,
};

const toc_command toc_command_cards = {
    TOC_CMD_CARDS,
    "cards",
    "print action cards",
    "Makes a card for each body and post: when it is called, its steps with their deadlines, what "
    "it reports, decides and must not decide, and who to call; and one for the duty desk with the "
    "first ten minutes of each event. What one page does not hold goes on to the next.",
    "PLAN",
    "plan",
    1,
    1,
    EXAMPLES(cards_examples),
    OPTIONS(cards_options)};
