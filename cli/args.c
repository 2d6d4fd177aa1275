/* args.c - reads arguments by the command table, with one clear message when they do not fit. */
#include "cli/args.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "base/phrase.h"
#include "cli/help.h"

typedef struct parser {
    toc_args *args;
    char **argv; /* what is still to be read */
    int argc;
    FILE *err;
} parser;

/* ── messages ── */

const char *toc_args_messages_lang(const toc_args *args)
{
    const char *tag = toc_args_value(args, TOC_OPT_LANG, "");

    if (strncmp(tag, "en", 2) == 0 && (!tag[2] || tag[2] == '-'))
        return "en";
    return toc_lang_of_tag(tag);
}

const char *toc_args_locale_lang(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = NULL;
    const char *lang;

    for (size_t i = 0; i < sizeof names / sizeof names[0] && !(value && *value); i++)
        value = getenv(names[i]);
    lang = toc_lang_of_tag(value);
    return lang ? lang : "en";
}

static void say(const toc_args *args, FILE *out, const char *format, va_list list)
    __attribute__((format(printf, 3, 0)));

/* Also when memory is used up, and then in English. */
static void say(const toc_args *args, FILE *out, const char *format, va_list list)
{
    const char *lang = toc_args_messages_lang(args);
    toc_arena arena;
    jmp_buf escape;

    toc_arena_init(&arena, &escape);
    arena.lang = lang ? lang : toc_args_locale_lang();
    if (setjmp(escape) == 0)
        (void)fputs(toc_vsay(&arena, format, list), out);
    else
        (void)vfprintf(out, format, list);
    toc_arena_deinit(&arena);
}

void toc_args_say(const toc_args *args, FILE *out, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    say(args, out, format, list);
    va_end(list);
}

static int refuse(const parser *p, const char *suggestion, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int refuse(const parser *p, const char *suggestion, const char *format, ...)
{
    const toc_command *command = p->args->command;
    va_list list;

    fprintf(p->err, "tocsin %s: ", command->name);
    va_start(list, format);
    say(p->args, p->err, format, list);
    va_end(list);
    fputc('\n', p->err);
    if (suggestion)
        toc_args_say(p->args, p->err, "  did you mean `%s`?\n", suggestion);
    toc_args_say(p->args, p->err, "  usage: ");
    toc_help_usage(command, p->err);
    toc_args_say(p->args, p->err, "  see `tocsin %s --help`\n", command->name);
    return TOC_EXIT_USAGE;
}

static int refuse_unknown(const parser *p, const char *name, size_t size)
{
    const toc_command *command = p->args->command;
    char word[80];
    char suggestion[80];
    toc_nearest nearest;

    snprintf(word, sizeof word, "%.*s", (int)(size < sizeof word ? size : sizeof word - 1), name);
    toc_nearest_init(&nearest, word);
    for (size_t i = 0; i < command->option_count; i++) {
        if (!command->options[i].is_hidden)
            toc_nearest_offer(&nearest, command->options[i].name);
    }
    snprintf(suggestion, sizeof suggestion, "--%s", nearest.best ? nearest.best : "");
    return refuse(p, nearest.best ? suggestion : NULL, "unknown option `--%s`", word);
}

static int refuse_choice(const parser *p, const toc_option *option, const char *value)
{
    char choices[16][16];
    const char *names[16];
    size_t count = 0;
    size_t size = 0;

    for (const char *item; count < 16; count++) {
        item = toc_choice_at(option->argument, count, &size);
        if (!item)
            break;
        snprintf(choices[count], sizeof choices[count], "%.*s", (int)size, item);
        names[count] = choices[count];
    }
    return refuse(p, toc_nearest_of(value, names, count), "`--%s` takes %s, not `%s`", option->name,
                  option->argument, value);
}

/* ── values ── */

static bool is_choice(const char *choices, const char *value)
{
    size_t size = 0;
    const char *item = toc_choice_at(choices, 0, &size);

    for (size_t i = 0; item; item = toc_choice_at(choices, ++i, &size)) {
        if (strlen(value) == size && memcmp(item, value, size) == 0)
            return true;
    }
    return false;
}

static bool read_number(const char *text, uint64_t *out)
{
    if (*text == '\0' || strspn(text, "0123456789") != strlen(text))
        return false;
    errno = 0;
    *out = strtoull(text, NULL, 10);
    return errno == 0;
}

static int check_value(const parser *p, const toc_option *option, const char *value)
{
    toc_range_of_option range = toc_option_range(option->id);
    uint64_t number = 0;

    switch (option->kind) {
    case TOC_VALUE_NONE:
        return TOC_EXIT_FINE;
    case TOC_VALUE_TEXT:
    case TOC_VALUE_FILE:
        if (*value != '\0')
            return TOC_EXIT_FINE;
        return refuse(p, NULL, "`--%s` needs %s, not an empty text", option->name,
                      option->argument);
    case TOC_VALUE_CHOICE:
        return is_choice(option->argument, value) ? TOC_EXIT_FINE : refuse_choice(p, option, value);
    case TOC_VALUE_NUMBER:
        if (read_number(value, &number) && number >= range.least && number <= range.most)
            return TOC_EXIT_FINE;
        return refuse(p, NULL, "`--%s` takes a whole number from %ju to %ju, not `%s`",
                      option->name, (uintmax_t)range.least, (uintmax_t)range.most, value);
    }
    return TOC_EXIT_INTERNAL;
}

/* Takes @p attached, or the next argument, as the option's value. */
static int take_value(parser *p, const toc_option *option, const char *attached)
{
    if (!attached) {
        if (p->argc == 0)
            return refuse(p, NULL, "`--%s` needs a value: %s", option->name, option->argument);
        attached = *p->argv++;
        p->argc--;
    }
    int result = check_value(p, option, attached);
    if (result == TOC_EXIT_FINE) {
        p->args->values[option->id] = attached;
        p->args->given[p->args->given_count++] = (toc_given){option->id, attached};
    }
    return result;
}

/* ── options ── */

static int read_long(parser *p, const char *text)
{
    const toc_command *command = p->args->command;
    size_t size = strcspn(text, "=");
    const char *value = text[size] == '=' ? text + size + 1 : NULL;

    for (size_t i = 0; i < command->option_count; i++) {
        const toc_option *option = &command->options[i];
        if (strlen(option->name) != size || memcmp(option->name, text, size) != 0)
            continue;
        if (option->kind != TOC_VALUE_NONE)
            return take_value(p, option, value);
        if (value)
            return refuse(p, NULL, "`--%s` takes no value", option->name);
        p->args->values[option->id] = "";
        return TOC_EXIT_FINE;
    }
    return refuse_unknown(p, text, size);
}

static const toc_option *find_letter(const toc_command *command, char letter)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].letter == letter)
            return &command->options[i];
    }
    return NULL;
}

/* "-w", "-wh", "-o FILE", "-oFILE" */
static int read_short(parser *p, const char *letters)
{
    for (; *letters; letters++) {
        const toc_option *option = find_letter(p->args->command, *letters);
        if (!option)
            return refuse(p, NULL, "unknown option `-%s`", letters);
        if (option->kind != TOC_VALUE_NONE)
            return take_value(p, option, letters[1] ? letters + 1 : NULL);
        p->args->values[option->id] = "";
    }
    return TOC_EXIT_FINE;
}

static int read_all(parser *p)
{
    bool is_option_allowed = true;

    while (p->argc > 0) {
        const char *text = *p->argv++;
        p->argc--;
        int result = TOC_EXIT_FINE;
        if (is_option_allowed && strcmp(text, "--") == 0)
            is_option_allowed = false;
        else if (is_option_allowed && strncmp(text, "--", 2) == 0)
            result = read_long(p, text + 2);
        else if (is_option_allowed && text[0] == '-' && text[1] != '\0')
            result = read_short(p, text + 1);
        else
            p->args->operands[p->args->operand_count++] = text;
        if (result != TOC_EXIT_FINE)
            return result;
    }
    return TOC_EXIT_FINE;
}

/* ── what must hold for all together ── */

static int check_conflicts(const parser *p)
{
    const toc_command *command = p->args->command;

    for (size_t i = 0; i < command->option_count; i++) {
        const toc_option *one = &command->options[i];
        for (size_t k = 0; k < command->option_count; k++) {
            const toc_option *other = &command->options[k];
            if (toc_option_conflicts(one, other->id) && p->args->values[one->id] &&
                p->args->values[other->id])
                return refuse(p, NULL, "`--%s` and `--%s` cannot stand together", one->name,
                              other->name);
        }
    }
    return TOC_EXIT_FINE;
}

static int check_operands(const parser *p)
{
    const toc_args *args = p->args;
    const char *missing = args->command->operands;

    if (args->operand_count > args->command->operand_most)
        return refuse(p, NULL, "`%s` is one argument too many",
                      args->operands[args->command->operand_most]);
    if (args->operand_count >= args->command->operand_least)
        return TOC_EXIT_FINE;
    for (unsigned i = 0; i < args->operand_count || *missing == '['; i++)
        missing += strcspn(missing, " ") + 1;
    return refuse(p, NULL, "%.*s is missing", (int)strcspn(missing, " ."), missing);
}

int toc_args_parse(toc_args *out, const toc_command *command, int argc, char **argv, FILE *err)
{
    parser p = {.args = out, .argv = argv, .argc = argc, .err = err};

    *out = (toc_args){.command = command};
    out->operands = calloc((size_t)argc + 1, sizeof *out->operands);
    out->given = calloc((size_t)argc + 1, sizeof *out->given);
    if (!out->operands || !out->given) {
        fputs("tocsin: memory is used up\n", err);
        return TOC_EXIT_INTERNAL;
    }
    int result = read_all(&p);
    if (result != TOC_EXIT_FINE || toc_args_has(out, TOC_OPT_HELP))
        return result;
    result = check_conflicts(&p);
    return result == TOC_EXIT_FINE ? check_operands(&p) : result;
}

void toc_args_deinit(toc_args *args)
{
    free(args->operands);
    free(args->given);
    args->operands = NULL;
    args->given = NULL;
    args->operand_count = 0;
    args->given_count = 0;
}

/* ── questions ── */

bool toc_args_is(const toc_args *args, toc_option_id id, const char *value)
{
    return args->values[id] && strcmp(args->values[id], value) == 0;
}

uint64_t toc_args_number(const toc_args *args, toc_option_id id, uint64_t otherwise)
{
    uint64_t number = otherwise;

    if (args->values[id] && !read_number(args->values[id], &number))
        return otherwise;
    return number;
}

bool toc_args_colour(const toc_args *args, FILE *stream)
{
    const char *wish = toc_args_value(args, TOC_OPT_COLOR, "auto");
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (strcmp(wish, "auto") != 0)
        return strcmp(wish, "always") == 0;
    if ((no_color && *no_color) || (terminal && strcmp(terminal, "dumb") == 0))
        return false;
    return isatty(fileno(stream)) == 1;
}

void toc_args_complain(const toc_args *args, const char *format, ...)
{
    va_list list;

    fprintf(stderr, "tocsin %s: ", args->command->name);
    va_start(list, format);
    say(args, stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
}
