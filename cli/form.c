/* form.c - endings of names, and what a terminal can show. */
#define _XOPEN_SOURCE 700 /* isatty */

#include "cli/form.h"
#include "base/phrase.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { LIST_MAX = 160 };

/* Behind the last dot of the file's own name; NULL: nothing is. */
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return dot && dot != name && dot[1] ? dot + 1 : NULL;
}

/* "pdf, svg or png": a form each. */
static void list_endings(const toc_forms *forms, char list[LIST_MAX])
{
    size_t at = 0;
    const toc_form *last = NULL;

    for (size_t i = 0; i < forms->count; i++) {
        if (i == 0 || strcmp(forms->items[i].word, forms->items[i - 1].word) != 0)
            last = &forms->items[i];
    }
    list[0] = '\0';
    for (size_t i = 0; i < forms->count && at < LIST_MAX; i++) {
        const toc_form *form = &forms->items[i];

        if (i > 0 && strcmp(form->word, form[-1].word) == 0)
            continue;
        at += (size_t)snprintf(list + at, LIST_MAX - at, "%s%s",
                               i == 0         ? ""
                               : form == last ? TOC_PHRASE(" or ")
                                              : ", ",
                               form->ending);
    }
}

static const char *by_ending(const toc_args *args, const toc_forms *forms, const char *path,
                             const char *hint)
{
    const char *ending = path && strcmp(path, "-") != 0 ? ending_of(path) : NULL;
    char list[LIST_MAX];

    if (!ending)
        return forms->usual;
    for (size_t i = 0; i < forms->count; i++) {
        if (strcasecmp(ending, forms->items[i].ending) == 0)
            return forms->items[i].word;
    }
    list_endings(forms, list);
    toc_args_complain(args, "`%s`: no form of %s ends so; take %s%s", path, forms->what, list,
                      hint);
    return NULL;
}

const char *toc_form_by_ending(const toc_args *args, const toc_forms *forms, const char *path)
{
    return by_ending(args, forms, path, "");
}

const char *toc_form_choose(const toc_args *args, const toc_forms *forms, const char *path)
{
    const char *format = toc_args_value(args, TOC_OPT_FORMAT, NULL);

    return format ? format
                  : by_ending(args, forms, path, TOC_PHRASE(", or say the form by `--format`"));
}

bool toc_form_may_show(const toc_args *args, const char *word, const char *path)
{
    static const char *const no_text[] = {"pdf", "png", "xlsx", "image"};

    if ((path && strcmp(path, "-") != 0) || isatty(STDOUT_FILENO) != 1)
        return true;
    for (size_t i = 0; i < sizeof no_text / sizeof no_text[0]; i++) {
        if (strcmp(word, no_text[i]) != 0)
            continue;
        toc_args_complain(args,
                          "%s %s is no text, and this is a terminal: name a file by `-o FILE`",
                          *word == 'i' || *word == 'x' ? "an" : "a", word);
        return false;
    }
    return true;
}
