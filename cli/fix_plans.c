/* fix_plans.c - writes or shows what toc_fix_plan found to repair. */
#include "cli/fix_plans.h"

#include <string.h>

#include "cli/plan_folder.h"
#include "driver/fix.h"
#include "driver/line_diff.h"

static void tell(toc_session *session, const toc_fixed *fixed, bool is_diff)
{
    toc_arena *arena = &session->arena;
    const char *path = fixed->original->path;

    if (!fixed->is_readable)
        fprintf(stderr, "%s\n",
                toc_say(arena, "%s: not changed: mend first what cannot be read in it", path));
    else
        fprintf(stderr, "%s\n",
                toc_say(arena, "%s: %u finding%s %s", path, fixed->count,
                        fixed->count == 1 ? "" : "s",
                        is_diff ? TOC_PHRASE("can be fixed") : TOC_PHRASE("fixed")));
}

static void print_diff(toc_session *session, const toc_fixed *fixed)
{
    const toc_source *source = fixed->original;
    toc_diff_text before = {toc_arena_printf(&session->arena, "%s.orig", source->path),
                            source->text, source->size};
    toc_diff_text after = {source->path, fixed->text, fixed->size};

    toc_line_diff_print(&session->arena, &before, &after, toc_args_colour(session->args, stdout),
                        stdout);
}

static int write_file(const toc_session *session, const toc_fixed *fixed)
{
    toc_output out;

    if (!toc_output_open(&out, fixed->original->path, toc_arena_lang(&session->arena), stderr))
        return TOC_EXIT_USAGE;
    (void)fwrite(fixed->text, 1, fixed->size, out.stream);
    return toc_output_commit(&out) ? TOC_EXIT_FINE : TOC_EXIT_INTERNAL;
}

static int deliver(toc_session *session, const toc_fixed *fixed)
{
    bool is_diff = toc_args_has(session->args, TOC_OPT_DIFF);
    int result = TOC_EXIT_FINE;

    if (fixed->is_readable && is_diff)
        print_diff(session, fixed);
    else if (fixed->is_readable)
        result = write_file(session, fixed);
    if (result == TOC_EXIT_FINE)
        tell(session, fixed, is_diff);
    return result;
}

/* All files are looked at before the first is written. */
static bool may_write(const toc_session *session, const toc_fixes *fixes)
{
    bool is_fine = true;

    if (toc_args_has(session->args, TOC_OPT_DIFF))
        return true;
    for (uint32_t i = 0; i < fixes->count; i++)
        is_fine = (!fixes->items[i].is_readable ||
                   toc_output_may_edit(fixes->items[i].original->path,
                                       toc_arena_lang(&session->arena), stderr)) &&
                  is_fine;
    return is_fine;
}

static bool has_stdin(const toc_args *args)
{
    for (unsigned i = 0; i < args->operand_count; i++) {
        if (strcmp(args->operands[i], "-") == 0)
            return true;
    }
    return false;
}

static void fix_file(toc_session *session, const char *path, toc_fixes *fixes)
{
    toc_fix_plan(&session->arena, session->sources, path, &session->compile, fixes);
}

/* A folder that cannot be read is told when it is checked, as a file is. */
static void fix_operand(toc_session *session, const char *operand, toc_fixes *fixes)
{
    const char *path = toc_session_path(session, operand);
    const char *given = session->compile.root;
    toc_diag_sink silent;
    toc_paths files = {0};

    if (!toc_is_folder(path)) {
        fix_file(session, path, fixes);
        return;
    }
    toc_diag_sink_init(&silent, &session->arena);
    toc_folder_list(path, &session->arena, &silent, &files);
    if (!given)
        session->compile.root = path;
    for (uint32_t i = 0; i < files.count; i++)
        fix_file(session, files.items[i], fixes);
    session->compile.root = given;
}

int toc_session_fix(toc_session *session)
{
    const toc_args *args = session->args;
    toc_fixes fixes = {NULL, 0, 0};

    if (has_stdin(args)) {
        toc_args_complain(args, "--fix needs files; `-` is standard input");
        return TOC_EXIT_USAGE;
    }
    for (unsigned i = 0; i < args->operand_count; i++)
        fix_operand(session, args->operands[i], &fixes);
    if (!may_write(session, &fixes))
        return TOC_EXIT_USAGE;
    /* a file that is written is another one, and may get the number of a former one */
    for (uint32_t i = 0; i < fixes.count && !toc_args_has(args, TOC_OPT_DIFF); i++)
        toc_sources_replace(session->sources, fixes.items[i].original, NULL, 0);
    for (uint32_t i = 0; i < fixes.count; i++) {
        int result = deliver(session, &fixes.items[i]);
        if (result != TOC_EXIT_FINE)
            return result;
    }
    return TOC_EXIT_FINE;
}
