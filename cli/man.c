/* man.c - the man page tocsin(1), written from the command table. */
#include <stdbool.h>
#include <string.h>

#include "cli/help.h"

/* Text for roff: a dash stays one, and no line starts a request by chance. */
static void print_text(const char *text, FILE *out)
{
    bool is_line_start = true;

    for (; *text; text++) {
        if (is_line_start && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        if (*text == '-')
            fputs("\\-", out);
        else if (*text == '\\')
            fputs("\\e", out);
        else if (text[0] == '\n' && text[1] == '\n')
            fputs("\n.PP", out);
        else
            fputc(*text, out);
        is_line_start = *text == '\n';
    }
}

static void print_option(const toc_option *option, FILE *out)
{
    fputs(".TP\n", out);
    if (option->letter)
        fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    fputs("\\fB\\-\\-", out);
    print_text(option->name, out);
    fputs("\\fR", out);
    if (option->argument) {
        fputs(" \\fI", out);
        print_text(option->argument, out);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    print_text(option->help, out);
    fputc('\n', out);
}

static void print_command(const toc_command *command, FILE *out)
{
    fprintf(out, ".SS tocsin %s\n\\fBtocsin %s\\fR [options] \\fI", command->name, command->name);
    print_text(command->operands, out);
    fputs("\\fR\n.PP\n", out);
    print_text(command->about, out);
    fputc('\n', out);
    for (size_t i = 0; i < command->option_count; i++) {
        if (!command->options[i].is_hidden)
            print_option(&command->options[i], out);
    }
}

static void print_examples(const toc_command *command, FILE *out)
{
    for (size_t i = 0; i < command->example_count; i++) {
        fputs(".TP\n.B tocsin ", out);
        print_text(command->examples[i].line, out);
        fputc('\n', out);
        print_text(command->examples[i].says, out);
        fputc('\n', out);
    }
}

void toc_help_man(FILE *out)
{
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    fputs(".TH TOCSIN 1 \"\" \"tocsin " TOC_VERSION "\" \"User Commands\"\n"
          ".SH NAME\ntocsin \\- compiles emergency plans and drills them\n"
          ".SH SYNOPSIS\n.B tocsin\n\\fICOMMAND\\fR [options] ...\n"
          ".SH EXAMPLES\n",
          out);
    for (size_t i = 0; i < count; i++)
        print_examples(all[i], out);
    fputs(".SH COMMANDS\n", out);
    for (size_t i = 0; i < count; i++)
        print_command(all[i], out);
    fputs(".SH EXIT STATUS\n"
          ".TP\n.B 0\nfine; warnings too\n"
          ".TP\n.B 1\nfindings: errors in a plan, a failed drill, a file that is not in form\n"
          ".TP\n.B 2\nwrong usage, unreadable input, an output that cannot be made\n"
          ".TP\n.B 70\nthe machine failed: memory, disk, or a defect of Tocsin\n"
          ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nwhen set and not empty, no colours unless asked for\n"
          ".SH SEE ALSO\n.BR dot (1)\n",
          out);
}
