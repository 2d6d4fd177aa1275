/* witnesses.c - `check --witness DIR`: one scenario a file, whole or not at all. */
#include "cli/witnesses.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/output.h"
#include "cli/plan_folder.h"

static bool make_folder(toc_session *session, const char *folder)
{
    if (mkdir(folder, 0777) == 0 || (errno == EEXIST && toc_is_folder(folder)))
        return true;
    toc_args_complain(session->args, "%s: %s", folder,
                      errno == EEXIST ? TOC_PHRASE("is there, and is no folder") : strerror(errno));
    return false;
}

/* Not there, or written by this program before. */
static bool is_ours(const char *path)
{
    char line[sizeof TOC_WITNESS_MARK] = "";
    FILE *file = fopen(path, "r");
    bool is_marked;

    if (!file)
        return errno == ENOENT;
    is_marked = fgets(line, sizeof line, file) && strcmp(line, TOC_WITNESS_MARK) == 0;
    (void)fclose(file);
    return is_marked;
}

static int write_one(toc_session *session, const char *folder, const toc_witness *witness)
{
    const char *path = toc_arena_printf(&session->arena, "%s/%s.yaml", folder, witness->name);
    toc_output output;

    if (!is_ours(path)) {
        toc_args_complain(session->args, "%s: not written by this program, so it is left alone",
                          path);
        return TOC_EXIT_USAGE;
    }
    if (!toc_output_open(&output, path, toc_arena_lang(&session->arena), stderr))
        return TOC_EXIT_USAGE;
    (void)fputs(witness->yaml, output.stream);
    return toc_output_commit(&output) ? TOC_EXIT_FINE : TOC_EXIT_INTERNAL;
}

int toc_witnesses_write(toc_session *session, const char *folder, const toc_witnesses *witnesses)
{
    int worst = TOC_EXIT_FINE;

    if (!make_folder(session, folder))
        return TOC_EXIT_USAGE;
    for (uint32_t i = 0; i < witnesses->list.count; i++) {
        int code = write_one(session, folder, &witnesses->list.items[i]);

        worst = code > worst ? code : worst;
    }
    return worst;
}
