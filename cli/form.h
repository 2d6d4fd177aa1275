/* form.h - which form a file is written in: as asked for by `--format`, else as its name ends. */
#ifndef TOC_CLI_FORM_H
#define TOC_CLI_FORM_H

#include "cli/args.h"

typedef struct toc_form {
    const char
        *ending; /* without the dot, in small letters; of several for a word the first is told */
    const char *word; /* of `--format` */
} toc_form;

typedef struct toc_forms {
    const char *what;      /* "a chart" */
    const toc_form *items; /* rows of one word stand together */
    size_t count;
    const char *usual; /* the word for standard output, and for a name without an ending */
} toc_forms;

/** The word for @p path (NULL, "-": standard output) of `--format` or by its ending, capital letters or
 *  not.  NULL, after a message, where the ending is none of them. */
const char *toc_form_choose(const toc_args *args, const toc_forms *forms, const char *path);

/** The same, without heed of `--format`. */
const char *toc_form_by_ending(const toc_args *args, const toc_forms *forms, const char *path);

/** False, after a message, where what is no text would be poured into a terminal: standard output is
 *  one, and @p path (NULL, "-") leads there.  @p word as of `--format`. */
bool toc_form_may_show(const toc_args *args, const char *word, const char *path);

#endif
