/* completion.c - a completion script for bash, written from the command table. */
#include <string.h>

#include "cli/help.h"

static void print_choices(const toc_option *option, FILE *out)
{
    size_t size = 0;
    const char *item = toc_choice_at(option->argument, 0, &size);

    for (size_t i = 0; item; item = toc_choice_at(option->argument, ++i, &size))
        fprintf(out, "%s%.*s", i ? " " : "", (int)size, item);
}

/* What may follow "COMMAND OPTION". */
static void print_value_case(const toc_command *command, const toc_option *option, FILE *out)
{
    if (option->kind == TOC_VALUE_NONE || option->is_hidden)
        return;
    fprintf(out, "    \"%s --%s\"", command->name, option->name);
    if (option->letter)
        fprintf(out, "|\"%s -%c\"", command->name, option->letter);
    fputs(") ", out);
    if (option->kind == TOC_VALUE_CHOICE) {
        fputs("_tocsin_words \"", out);
        print_choices(option, out);
        fputs("\"", out);
    } else if (option->kind == TOC_VALUE_FILE) {
        fputs("_tocsin_files", out);
    } else if (strcmp(option->argument, "NAME") == 0) {
        fputs("_tocsin_words \"all $(tocsin explain --list 2>/dev/null | "
              "sed 's/ .* / /')\"",
              out);
    } else {
        fputs(":", out); /* nothing to offer for a number or free text */
    }
    fputs("; return;;\n", out);
}

static void print_command_case(const toc_command *command, FILE *out)
{
    fprintf(out, "    %s) if [[ $cur == -* ]]; then _tocsin_words \"", command->name);
    for (size_t i = 0; i < command->option_count; i++) {
        if (!command->options[i].is_hidden)
            fprintf(out, "%s--%s", i ? " " : "", command->options[i].name);
    }
    fputs("\"; ", out);
    if (*command->suffixes)
        fprintf(out, "else _tocsin_files %s; ", command->suffixes);
    else if (command->id == TOC_CMD_HELP)
        fputs("else _tocsin_words \"$commands\"; ", out);
    else if (command->id == TOC_CMD_EXPLAIN)
        fputs("else _tocsin_words \"$(tocsin explain --list 2>/dev/null | cut -d' ' -f1)\"; ", out);
    fputs("fi;;\n", out);
}

static void print_helpers(FILE *out)
{
    fputs("# bash completion for tocsin, written by `tocsin help --bash-completion`\n\n"
          "_tocsin_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }\n\n"
          "_tocsin_files()\n{\n"
          "    local suffix\n"
          "    mapfile -t COMPREPLY < <(\n"
          "        [ $# -gt 0 ] || compgen -f -- \"$cur\"\n"
          "        for suffix; do compgen -f -X \"!*.$suffix\" -- \"$cur\"; done\n"
          "        [ $# -eq 0 ] || compgen -d -- \"$cur\"\n"
          "    )\n"
          "}\n\n",
          out);
}

void toc_help_bash_completion(FILE *out)
{
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    print_helpers(out);
    fputs("_tocsin()\n{\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
          "    local command=${COMP_WORDS[1]} commands=\"",
          out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? " " : "", all[i]->name);
    fputs("\"\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        _tocsin_words \"$commands --help --version\"\n"
          "        return\n"
          "    fi\n"
          "    if [ \"$cur\" = = ]; then\n"
          "        cur=\n"
          "    elif [ \"$prev\" = = ]; then\n"
          "        prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    fi\n"
          "    case \"$command $prev\" in\n",
          out);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < all[i]->option_count; k++)
            print_value_case(all[i], &all[i]->options[k], out);
    }
    fputs("    esac\n    case $command in\n", out);
    for (size_t i = 0; i < count; i++)
        print_command_case(all[i], out);
    fputs("    esac\n}\n\ncomplete -o filenames -F _tocsin tocsin\n", out);
}
