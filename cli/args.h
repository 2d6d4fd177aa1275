/* args.h - reads a sub-command's arguments as its table says.
 *
 * main parses once; the sub-command reads the result; nothing is allocated but the lists of
 * operands and of values given, which toc_args_deinit frees. */
#ifndef TOC_CLI_ARGS_H
#define TOC_CLI_ARGS_H

#include <stdio.h>

#include "cli/commands.h"

/* One option with its value, as it was given. */
typedef struct toc_given {
    toc_option_id id;
    const char *value;
} toc_given;

typedef struct toc_args {
    const toc_command *command;
    const char *values[TOC_OPTION_COUNT]; /* NULL: not given; a flag that was given: "" */
    toc_given *given;                     /* every option with a value, in the order given */
    unsigned given_count;
    const char **operands; /* as written; "-" is standard input */
    unsigned operand_count;
} toc_args;

/** Reads @p argv (behind the sub-command's name) into @p out: long options with `=` or a
 *  space, short ones joined or apart, `--` ends options, `-` is an operand.  Of an option
 *  given twice the last counts in `values`; one that may be repeated is read from `given`.
 *
 *  Returns TOC_EXIT_FINE, or TOC_EXIT_USAGE after one message on @p err that says what is
 *  wrong and, where one is near, what was meant (TOC_EXIT_INTERNAL when memory is used up).
 *  With --help nothing else is demanded.  Call toc_args_deinit either way. */
int toc_args_parse(toc_args *out, const toc_command *command, int argc, char **argv, FILE *err);
void toc_args_deinit(toc_args *args);

static inline bool toc_args_has(const toc_args *args, toc_option_id id)
{
    return args->values[id] != NULL;
}

/** The value of an option, or @p otherwise when it was not given. */
static inline const char *toc_args_value(const toc_args *args, toc_option_id id,
                                         const char *otherwise)
{
    return args->values[id] ? args->values[id] : otherwise;
}

/** Whether the option was given with exactly this value. */
bool toc_args_is(const toc_args *args, toc_option_id id, const char *value);

/** The value of a number option, or @p otherwise. */
uint64_t toc_args_number(const toc_args *args, toc_option_id id, uint64_t otherwise);

/** Whether to write colours to @p stream: --color decides; "auto" and no --color mean a
 *  terminal that is not dumb, and NO_COLOR unset or empty. */
bool toc_args_colour(const toc_args *args, FILE *stream);

/** The language of messages that --lang asks for, as for toc_arena; NULL: it does not say, or names one
 *  in which there are only titles.  _locale: that of LC_ALL, LC_MESSAGES or LANG, the first that is set.  Static. */
const char *toc_args_messages_lang(const toc_args *args);
const char *toc_args_locale_lang(void);

/** @p format in that of --lang, else in that of the locale, to @p out.  printf-like. */
void toc_args_say(const toc_args *args, FILE *out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** `tocsin chart: ` and the message on standard error, in the language of toc_args_say.  printf-like, no
 *  line end needed. */
void toc_args_complain(const toc_args *args, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
