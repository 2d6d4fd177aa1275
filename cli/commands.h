/* commands.h - every sub-command and option of `tocsin`, in one constant table.
 *
 * Its rows are in commands_*.c.  The argument parser, help, the man page, bash completion and docs/commands.md
 * all read it, so that none of them can forget an option. */
#ifndef TOC_CLI_COMMANDS_H
#define TOC_CLI_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the process says when it ends. */
enum {
    TOC_EXIT_FINE = 0,
    TOC_EXIT_FINDINGS = 1, /* errors in a plan, a failed drill, a file not in form */
    TOC_EXIT_USAGE = 2,    /* wrong arguments, unreadable input, an output that cannot be made */
    TOC_EXIT_INTERNAL = 70 /* the machine failed: memory, disk, a defect of ours */
};

typedef enum toc_command_id {
    TOC_CMD_CHECK,
    TOC_CMD_FMT,
    TOC_CMD_CHART,
    TOC_CMD_CARDS,
    TOC_CMD_BUILD,
    TOC_CMD_DRILL,
    TOC_CMD_TABLE,
    TOC_CMD_JOURNAL,
    TOC_CMD_TEST,
    TOC_CMD_GENERATE,
    TOC_CMD_MSEL,
    TOC_CMD_EXPLAIN,
    TOC_CMD_DOCTOR,
    TOC_CMD_HELP
} toc_command_id;

typedef enum toc_option_id {
    TOC_OPT_NONE, /* ends a list of options */
    TOC_OPT_AGAINST,
    TOC_OPT_ALLOW,
    TOC_OPT_ANIMATE,
    TOC_OPT_AS_OF,
    TOC_OPT_AT,
    TOC_OPT_AUTHORITY,
    TOC_OPT_WITNESS,
    TOC_OPT_BASH_COMPLETION,
    TOC_OPT_BODY,
    TOC_OPT_CERTIFICATE,
    TOC_OPT_CHECK,
    TOC_OPT_CLASSIFICATION,
    TOC_OPT_COLOR,
    TOC_OPT_COLUMNS,
    TOC_OPT_COVERAGE,
    TOC_OPT_COVERAGE_THRESHOLD,
    TOC_OPT_DATES,
    TOC_OPT_DEMAND,
    TOC_OPT_DIFF,
    TOC_OPT_DPI,
    TOC_OPT_DOCTRINE,
    TOC_OPT_DUMP,
    TOC_OPT_EMIT,
    TOC_OPT_ERROR,
    TOC_OPT_EXPORT_REPLAY,
    TOC_OPT_FIX,
    TOC_OPT_FORCE,
    TOC_OPT_FORMAT,
    TOC_OPT_HEAD,
    TOC_OPT_HELP,
    TOC_OPT_HOST,
    TOC_OPT_INSECURE,
    TOC_OPT_JOBS,
    TOC_OPT_JOURNAL,
    TOC_OPT_KEY,
    TOC_OPT_KEYWORDS,
    TOC_OPT_LANG,
    TOC_OPT_LEVEL,
    TOC_OPT_LIST,
    TOC_OPT_LISTEN,
    TOC_OPT_MAN,
    TOC_OPT_MARGIN,
    TOC_OPT_MARKDOWN,
    TOC_OPT_ORIENTATION,
    TOC_OPT_OUTPUT,
    TOC_OPT_PAPER,
    TOC_OPT_PLAN,
    TOC_OPT_PORT,
    TOC_OPT_PREFIX,
    TOC_OPT_PUBLIC,
    TOC_OPT_RELAYS,
    TOC_OPT_REPORT,
    TOC_OPT_RESPONSE,
    TOC_OPT_ROOT,
    TOC_OPT_SEED,
    TOC_OPT_SEPARATOR,
    TOC_OPT_SHEET,
    TOC_OPT_SKIN,
    TOC_OPT_SPEED,
    TOC_OPT_START,
    TOC_OPT_THEME,
    TOC_OPT_TILE,
    TOC_OPT_TIMES,
    TOC_OPT_TOGETHER,
    TOC_OPT_TRACE,
    TOC_OPT_VIEW,
    TOC_OPT_WARN,
    TOC_OPT_WATCH,
    TOC_OPT_WRITE,
    TOC_OPTION_COUNT /* no option: how many members there are */
} toc_option_id;

/* What may follow an option. */
typedef enum toc_value_kind {
    TOC_VALUE_NONE,   /* a flag */
    TOC_VALUE_TEXT,   /* anything but nothing */
    TOC_VALUE_FILE,   /* a path, or - */
    TOC_VALUE_CHOICE, /* one of `values` */
    TOC_VALUE_NUMBER  /* decimal, within toc_option_range */
} toc_value_kind;

typedef struct toc_option {
    toc_option_id id;
    const char *name; /* long name without dashes */
    char letter;      /* short name, or 0 */
    toc_value_kind kind;
    const char *argument; /* what help calls the value; of a choice: "text|json"; NULL: flag */
    const char *help;     /* one line, lower case, no full stop */
    const toc_option_id *conflicts; /* what cannot stand beside it, TOC_OPT_NONE last; or NULL */
    bool is_hidden;                 /* left out of help, man page and completion */
} toc_option;

/* What a number may be, both included. */
typedef struct toc_range_of_option {
    toc_option_id id;
    uint64_t least;
    uint64_t most;
} toc_range_of_option;

typedef struct toc_example {
    const char *line; /* after "tocsin " */
    const char *says;
} toc_example;

#define TOC_OPERANDS_MAX  1000000u
#define TOC_TEST_JOBS_MAX 256u /* scenarios that are played at a time */

typedef struct toc_command {
    toc_command_id id;
    const char *name;
    const char *summary;  /* one line, lower case, no full stop */
    const char *about;    /* a paragraph or several, parted by an empty line */
    const char *operands; /* as the usage line shows them, "PLAN SCENARIO" */
    const char *suffixes; /* of files to complete: "plan yaml"; "" when operands are no files */
    unsigned operand_least;
    unsigned operand_most;
    const toc_example *examples;
    size_t example_count;
    const toc_option *options; /* in order of help; the last is always --help */
    size_t option_count;
} toc_command;

/** All sub-commands in the order of help, which is that of toc_command_id. */
const toc_command *const *toc_commands_all(size_t *out_count);

/** Of an option that takes a number: what it may be. */
toc_range_of_option toc_option_range(toc_option_id id);

/** The sub-command called @p name, or NULL. */
const toc_command *toc_command_find(const char *name);

/** The option @p id of @p command, or NULL where it has none such. */
const toc_option *toc_command_option(const toc_command *command, toc_option_id id);

/** Whether the row of @p option says that @p id cannot stand beside it. */
bool toc_option_conflicts(const toc_option *option, toc_option_id id);

/** Item @p index of a choice "text|json": its start and *out_size; NULL past the last. */
const char *toc_choice_at(const char *choices, size_t index, size_t *out_size);

#endif
