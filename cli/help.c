/* help.c - help and docs/commands.md, written from the command table. */
#include "cli/help.h"

#include <string.h>

#define TEXT_COLUMNS 88
#define EXIT_LINE                                                                                  \
    "Exit codes: 0 fine, 1 findings, 2 wrong usage or unreadable input, 70 internal error"

/* Prints @p text broken at spaces; an empty line in it parts paragraphs. */
static void print_wrapped(const char *text, FILE *out)
{
    size_t column = 0;

    while (*text) {
        if (*text == '\n') {
            fputc('\n', out);
            column = 0;
            text++;
            continue;
        }
        size_t size = strcspn(text, " \n");
        if (column > 0 && column + 1 + size > TEXT_COLUMNS) {
            fputc('\n', out);
            column = 0;
        }
        if (column > 0)
            column += (size_t)fprintf(out, " ");
        fwrite(text, 1, size, out);
        column += size;
        text += size;
        text += *text == ' ';
    }
    fputc('\n', out);
}

/* "-o, --output FILE" into @p out; returns its columns. */
static size_t format_option(const toc_option *option, char *out, size_t size)
{
    char letter[8] = "    ";

    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(out, size, "%s--%s%s%s", letter, option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
    return strlen(out);
}

static void print_examples(const toc_command *command, FILE *out)
{
    size_t width = 0;

    for (size_t i = 0; i < command->example_count; i++) {
        size_t size = strlen(command->examples[i].line);
        width = size > width ? size : width;
    }
    fputs("Examples:\n", out);
    for (size_t i = 0; i < command->example_count; i++)
        fprintf(out, "  tocsin %-*s   # %s\n", (int)width, command->examples[i].line,
                command->examples[i].says);
}

static void print_options(const toc_command *command, FILE *out)
{
    char text[80];
    size_t width = 0;

    for (size_t i = 0; i < command->option_count; i++) {
        size_t size = format_option(&command->options[i], text, sizeof text);
        width = size > width && !command->options[i].is_hidden ? size : width;
    }
    fputs("Options:\n", out);
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].is_hidden)
            continue;
        format_option(&command->options[i], text, sizeof text);
        fprintf(out, "  %-*s   %s\n", (int)width, text, command->options[i].help);
    }
}

void toc_help_usage(const toc_command *command, FILE *out)
{
    fprintf(out, "tocsin %s [options]%s%s\n", command->name, *command->operands ? " " : "",
            command->operands);
}

void toc_help_command(const toc_command *command, FILE *out)
{
    fprintf(out, "tocsin %s - %s\n\n", command->name, command->summary);
    print_examples(command, out);
    fputs("\nUsage: ", out);
    toc_help_usage(command, out);
    fputc('\n', out);
    print_wrapped(command->about, out);
    fputc('\n', out);
    print_options(command, out);
    fputs("\n" EXIT_LINE "\n", out);
}

void toc_help_overview(FILE *out)
{
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    fputs("tocsin - compiles emergency plans and drills them\n\n"
          "Examples:\n"
          "  tocsin check lab.plan                       # is the plan sound?\n"
          "  tocsin chart lab.plan | dot -Tsvg > lab.svg # what does it look like?\n"
          "  tocsin drill lab.plan night.yaml            # does it hold in a drill?\n\n"
          "Usage: tocsin COMMAND [options] ...\n\n"
          "Commands:\n",
          out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "  %-8s  %s\n", all[i]->name, all[i]->summary);
    fputs("\nOptions:\n"
          "  -h, --help      show this help; after a command: help of that command\n"
          "  -V, --version   show the version\n\n"
          "`tocsin help COMMAND` tells more.\n" EXIT_LINE "\n",
          out);
}

/* ── docs/commands.md ── */

/* In a table of Markdown a bar ends the cell. */
static void print_cell(const char *text, FILE *out)
{
    for (; *text; text++) {
        if (*text == '|')
            fputc('\\', out);
        fputc(*text, out);
    }
}

static void print_markdown_command(const toc_command *command, FILE *out)
{
    fprintf(out, "\n## tocsin %s\n\n%s\n\n", command->name, command->about);
    fputs("```sh\n", out);
    for (size_t i = 0; i < command->example_count; i++)
        fprintf(out, "tocsin %s   # %s\n", command->examples[i].line, command->examples[i].says);
    fputs("```\n\nUsage: `", out);
    fprintf(out, "tocsin %s [options]%s%s", command->name, *command->operands ? " " : "",
            command->operands);
    fputs("`\n\n| option | does |\n| --- | --- |\n", out);
    for (size_t i = 0; i < command->option_count; i++) {
        const toc_option *option = &command->options[i];
        if (option->is_hidden)
            continue;
        fputs("| `", out);
        if (option->letter)
            fprintf(out, "-%c`, `", option->letter);
        fprintf(out, "--%s", option->name);
        if (option->argument)
            fputc(' ', out);
        print_cell(option->argument ? option->argument : "", out);
        fputs("` | ", out);
        print_cell(option->help, out);
        fputs(" |\n", out);
    }
}

void toc_help_markdown(FILE *out)
{
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    fputs(
        "# Commands\n\n"
        "Written by `make bless` from the table in `cli/commands*.c`, as are `tocsin help`, the\n"
        "man page and bash completion.\n\n"
        "Data goes to standard output, messages to standard error. `-` stands for standard input\n"
        "or output. Files are written whole or not at all. Colours come only on a terminal, and\n"
        "never with `NO_COLOR` set. Options may be written `--format json` or `--format=json`;\n"
        "`--` ends them.\n\n"
        "| exit code | means |\n| --- | --- |\n"
        "| 0 | fine; warnings too |\n"
        "| 1 | findings: errors in a plan, a failed drill, a file that is not in form |\n"
        "| 2 | wrong usage, unreadable input, an output that cannot be made |\n"
        "| 70 | the machine failed: memory, disk, or a defect of Tocsin |\n\n"
        "| command | does |\n| --- | --- |\n",
        out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "| [`%s`](#tocsin-%s) | %s |\n", all[i]->name, all[i]->name, all[i]->summary);
    for (size_t i = 0; i < count; i++)
        print_markdown_command(all[i], out);
}
