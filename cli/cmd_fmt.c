/* cmd_fmt.c - `tocsin fmt`: plans in their canonical form. */
#include <setjmp.h>
#include <string.h>

#include "base/diag.h"
#include "base/source.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/session.h"
#include "driver/line_diff.h"
#include "syntax/format.h"
#include "syntax/localise.h"

static int worse(int a, int b)
{
    return a > b ? a : b;
}

static bool is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

static const char *shown_name(const char *path)
{
    return is_stdin(path) ? TOC_PHRASE("standard input") : path;
}

static int refuse(const toc_args *args, toc_diag_sink *sink, toc_sources *sources, int result)
{
    toc_diag_localise(sink, sources);
    toc_diag_sink_finish(sink);
    toc_diag_render_text(sink, sources, toc_args_colour(args, stderr), stderr);
    return result;
}

static int write_in_place(const toc_arena *arena, const char *path, const char *text, size_t size)
{
    const char *lang = toc_arena_lang(arena);
    toc_output out;

    if (!toc_output_may_edit(path, lang, stderr) || !toc_output_open(&out, path, lang, stderr))
        return TOC_EXIT_USAGE;
    fwrite(text, 1, size, out.stream);
    return toc_output_commit(&out) ? TOC_EXIT_FINE : TOC_EXIT_INTERNAL;
}

static void print_diff(const toc_args *args, toc_arena *arena, const toc_source *source,
                       const char *text, size_t size)
{
    const char *name = shown_name(source->path);
    toc_diff_text before = {toc_arena_printf(arena, "%s.orig", name), source->text, source->size};
    toc_diff_text after = {name, text, size};

    toc_line_diff_print(arena, &before, &after, toc_args_colour(args, stdout), stdout);
}

/* Does with the canonical text what the options ask for. */
static int deliver(const toc_args *args, toc_arena *arena, const toc_source *source,
                   const char *path, const char *text, size_t size)
{
    bool is_same = size == source->size && memcmp(text, source->text, size) == 0;
    bool is_check = toc_args_has(args, TOC_OPT_CHECK);
    bool is_diff = toc_args_has(args, TOC_OPT_DIFF);

    if (toc_args_has(args, TOC_OPT_WRITE))
        return is_same ? TOC_EXIT_FINE : write_in_place(arena, path, text, size);
    if (is_check && !is_same)
        puts(shown_name(path));
    if (is_diff)
        print_diff(args, arena, source, text, size);
    if (!is_check && !is_diff)
        fwrite(text, 1, size, stdout);
    return is_check && !is_same ? TOC_EXIT_FINDINGS : TOC_EXIT_FINE;
}

static toc_keyword_language language_for(const toc_args *args, const toc_parse *parse,
                                         const toc_intern_table *names)
{
    if (toc_args_is(args, TOC_OPT_KEYWORDS, "en"))
        return TOC_KEYWORDS_EN;
    if (toc_args_is(args, TOC_OPT_KEYWORDS, "zh"))
        return toc_format_language_of(parse->file, names);
    return TOC_KEYWORDS_AS_WRITTEN;
}

static int format_file(const toc_args *args, toc_arena *arena, const char *path)
{
    toc_sources *sources = toc_sources_new(arena);
    toc_intern_table *names = toc_intern_new(arena);
    toc_diag_sink sink;
    size_t size = 0;

    arena->lang = toc_args_messages_lang(args);
    if (!arena->lang)
        arena->lang = toc_args_locale_lang();
    toc_diag_sink_init(&sink, arena);
    const toc_source *source = toc_sources_read(sources, NULL, path, (toc_span){0}, &sink);
    if (!source)
        return refuse(args, &sink, sources, TOC_EXIT_USAGE);
    if (!toc_args_messages_lang(args))
        arena->lang = toc_source_lang(arena, source);
    if (!toc_source_gate(source, &sink))
        return refuse(args, &sink, sources, TOC_EXIT_FINDINGS);
    if (toc_session_is_scenario(source)) {
        toc_diag *diag = toc_diag_add(&sink, TOC_D_SOURCE_WRONG_KIND, (toc_span){0}, "%s",
                                      TOC_PHRASE("this is a scenario, and a plan is needed here"));

        toc_diag_set_subject(&sink, diag, path);
        toc_diag_add_fixed_help(&sink, diag, toc_session_plan_help(arena, args->command));
        return refuse(args, &sink, sources, TOC_EXIT_USAGE);
    }
    toc_parse *parse = toc_parse_source(arena, names, source, true, &sink);
    if (parse->has_errors || sink.error_count > 0)
        return refuse(args, &sink, sources, TOC_EXIT_FINDINGS);

    const char *text = toc_format(arena, source, parse, language_for(args, parse, names), &size);
    return deliver(args, arena, source, path, text, size);
}

static int run_file(const toc_args *args, const char *path)
{
    jmp_buf escape;
    toc_arena arena;
    int result;

    toc_arena_init(&arena, &escape);
    if (setjmp(escape) != 0) {
        toc_args_complain(args, "memory is used up by `%s`", shown_name(path));
        result = TOC_EXIT_INTERNAL;
    } else {
        result = format_file(args, &arena, path);
    }
    toc_arena_deinit(&arena);
    return result;
}

int toc_cmd_fmt(const toc_args *args)
{
    int result = TOC_EXIT_FINE;

    for (unsigned i = 0; i < args->operand_count; i++) {
        if (toc_args_has(args, TOC_OPT_WRITE) && is_stdin(args->operands[i])) {
            toc_args_complain(args, "--write needs files; `-` is standard input");
            return TOC_EXIT_USAGE;
        }
    }
    for (unsigned i = 0; i < args->operand_count; i++)
        result = worse(result, run_file(args, args->operands[i]));
    return result;
}
