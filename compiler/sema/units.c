/* units.c - a plan, the fragments it includes and the plans it extends, read into trees. */
#include <string.h>

#include "sema/context.h"

#define UNIT_DEPTH_MAX   64u   /* files one inside the other */
#define UNIT_FILES_MAX   4096u /* files in all */
#define UNIT_DROPPED_MAX 200u  /* spans that names are looked for in */

/* A file being read; the chain of `above` shows a cycle. */
typedef struct opened {
    const toc_source *source;
    const struct opened *above;
    toc_span at; /* where it was named */
    unsigned depth;
} opened;

typedef struct reader {
    toc_arena *arena;
    toc_intern_table *names;
    toc_sources *sources;
    toc_diag_sink *sink;
    const char *root;
    TOC_VEC(const toc_source *) included; /* into the unit being read */
    TOC_VEC(toc_span) included_at;
    uint32_t file_count;
} reader;

static void read_file(reader *r, toc_unit *unit, const opened *file, bool is_main);

static const char *directory_of(toc_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return toc_arena_copy(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *toc_path_beside(toc_arena *arena, const char *root, const toc_source *beside,
                            const char *path)
{
    const char *shown = beside->path;
    size_t size = root[0] == '/' && !root[1] ? 0 : strlen(root);
    const char *folder;
    const char *slash;

    if (strncmp(shown, root, size) == 0 && shown[size] == '/') {
        shown += size + 1;
        slash = strrchr(shown, '/');
        return slash ? toc_arena_printf(arena, "%.*s/%s", (int)(slash - shown), shown, path) : path;
    }
    folder = toc_source_folder(arena, root, beside);
    return folder && folder[0] ? toc_arena_printf(arena, "%s/%s", folder, path) : path;
}

static const char *path_from(const reader *r, const opened *from, const char *path)
{
    return toc_path_beside(r->arena, r->root, from->source, path);
}

static bool is_same(const toc_source *a, const toc_source *b)
{
    if (a->inode == 0 || b->inode == 0)
        return a == b;
    return a->device == b->device && a->inode == b->inode;
}

static bool report_cycle(reader *r, const opened *from, const toc_source *source, toc_span at)
{
    const opened *above = from;
    toc_diag *diag;

    while (above && !is_same(above->source, source))
        above = above->above;
    if (!above)
        return false;
    diag = toc_diag_add(r->sink, TOC_D_INCLUDE_CYCLE, at, "`%s` takes itself in", source->path);
    toc_diag_set_here(r->sink, diag, "the circle closes here");
    for (const opened *step = from; step != above; step = step->above)
        toc_diag_add_label(r->sink, diag, step->at, "`%s` was taken in here", step->source->path);
    toc_diag_add_help(r->sink, diag, "move what both files need into a third one");
    return true;
}

/* The file that an argument names, parsed no more than once; NULL: reported. */
static const toc_source *source_of(reader *r, const opened *from, const toc_decl *decl)
{
    const toc_arg *arg = toc_arg_find(decl->args, TOC_ARG_TEXT);
    const toc_source *source;

    if (!arg)
        return NULL;
    if (from->depth >= UNIT_DEPTH_MAX || r->file_count >= UNIT_FILES_MAX) {
        toc_diag_add(r->sink, TOC_D_TOO_LARGE, arg->span, "too many files take each other in");
        return NULL;
    }
    source = toc_sources_read(r->sources, r->root, path_from(r, from, arg->text->bytes), arg->span,
                              r->sink);
    if (!source || report_cycle(r, from, source, arg->span) || !toc_source_gate(source, r->sink))
        return NULL;
    r->file_count++;
    return source;
}

static bool is_taken_in(reader *r, const toc_source *source, const opened *file,
                        const toc_decl *decl)
{
    for (uint32_t i = 0; i < r->included.count; i++) {
        toc_diag *diag;

        if (!is_same(r->included.items[i], source))
            continue;
        diag = toc_diag_add(r->sink, TOC_D_INCLUDE_TWICE, file->at, "`%s` is taken in twice",
                            source->path);
        toc_diag_set_here(r->sink, diag, "this one has no effect");
        toc_diag_add_label(r->sink, diag, r->included_at.items[i], "first taken in here");
        toc_diag_add_fixit(r->sink, diag, toc_source_removal(file->above->source, decl->span), true,
                           "");
        return true;
    }
    TOC_PUSH(r->arena, &r->included, source);
    TOC_PUSH(r->arena, &r->included_at, file->at);
    return false;
}

static void take_in(reader *r, toc_unit *unit, const opened *from, const toc_decl *decl)
{
    const toc_source *source = source_of(r, from, decl);
    toc_span at = toc_arg_find(decl->args, TOC_ARG_TEXT) ? decl->args->span : decl->keyword;
    opened file = {source, from, at, from->depth + 1};

    if (!source)
        unit->has_errors = unit->lacks_names = true;
    else if (!is_taken_in(r, source, &file, decl))
        read_file(r, unit, &file, false);
}

/* The parent is a unit of its own: the same fragment may serve both. */
static void extend(reader *r, toc_unit *unit, const opened *from, const toc_decl *decl)
{
    const toc_source *source = source_of(r, from, decl);
    toc_unit_extends extends = {decl, NULL};

    if (source) {
        reader inner = {.arena = r->arena,
                        .names = r->names,
                        .sources = r->sources,
                        .sink = r->sink,
                        .root = r->root,
                        .file_count = r->file_count};
        opened file = {source, from, decl->args->span, from->depth + 1};

        extends.unit = TOC_NEW(r->arena, toc_unit);
        read_file(&inner, extends.unit, &file, true);
        r->file_count = inner.file_count;
    }
    TOC_PUSH(r->arena, &unit->extends, extends);
}

static void report_plan(reader *r, const toc_unit *unit, const opened *file, const toc_decl *decl,
                        bool is_main)
{
    toc_diag *diag;

    if (!is_main) {
        diag = toc_diag_add(r->sink, TOC_D_PLAN_IN_FRAGMENT, file->at,
                            "a file that is taken in cannot have a `plan` of its own");
        toc_diag_add_label(r->sink, diag, decl->keyword, "its `plan`");
        toc_diag_add_help(r->sink, diag, "drop the `plan` block, or name the file with `extends`");
        return;
    }
    diag = toc_diag_add(r->sink, TOC_D_SECOND_PLAN, decl->keyword, "a second `plan` in one file");
    toc_diag_add_label(r->sink, diag, unit->plan->keyword, "the first one");
    toc_diag_add_help(r->sink, diag, "one file is one plan: put the other into a file of its own");
}

static void add_decl(reader *r, toc_unit *unit, const opened *file, const toc_decl *decl,
                     bool is_main);

/* What is declared inside the braces of `plan` counts as declared beside it. */
static void add_plan(reader *r, toc_unit *unit, const opened *file, const toc_decl *decl,
                     bool is_main)
{
    if (!is_main || unit->plan) {
        report_plan(r, unit, file, decl, is_main);
        unit->has_errors = unit->lacks_names = true;
        return;
    }
    unit->plan = decl;
    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->decl)
            add_decl(r, unit, file, item->decl, is_main);
    }
}

static void add_decl(reader *r, toc_unit *unit, const opened *file, const toc_decl *decl,
                     bool is_main)
{
    if (decl->kind == TOC_DECL_PLAN) {
        add_plan(r, unit, file, decl, is_main);
        return;
    }
    if (decl->kind == TOC_DECL_INCLUDE) {
        take_in(r, unit, file, decl);
        return;
    }
    if (decl->kind == TOC_DECL_EXTENDS)
        extend(r, unit, file, decl);
    TOC_PUSH(r->arena, &unit->decls, decl);
}

static void report_stray(reader *r, const toc_clause *clause)
{
    toc_diag *diag = toc_diag_add(r->sink, TOC_D_CLAUSE_NOT_HERE, clause->keyword,
                                  TOC_KEYWORD " stands outside any declaration",
                                  toc_clause_kind_word(clause->kind));

    toc_diag_add_help(r->sink, diag, "move it between the braces of what it speaks of");
}

/* Depth is bounded by UNIT_DEPTH_MAX, and by the parser inside one file. */
static void read_file(reader *r, toc_unit *unit, const opened *file, bool is_main)
{
    toc_parse *parse = toc_parse_source(r->arena, r->names, file->source, false, r->sink);

    unit->has_errors = unit->has_errors || parse->has_errors;
    unit->lacks_names = unit->lacks_names || parse->lacks_names;
    if (unit->dropped.count > UNIT_DROPPED_MAX)
        unit->lacks_names = true;
    for (uint32_t i = 0; i < parse->dropped.count && !unit->lacks_names; i++)
        TOC_PUSH(r->arena, &unit->dropped, parse->dropped.items[i]);
    for (const toc_item *item = parse->file->items; item; item = item->next) {
        if (item->decl)
            add_decl(r, unit, file, item->decl, is_main);
        else if (item->clause)
            report_stray(r, item->clause);
    }
}

static void report_no_plan(toc_diag_sink *sink, const toc_source *source)
{
    toc_diag *diag = toc_diag_add(sink, TOC_D_NO_PLAN, (toc_span){source->base, source->base},
                                  "this file declares no `plan`");

    toc_diag_set_subject(sink, diag, source->path);
    toc_diag_add_help(sink, diag,
                      "begin it with `plan name \"Title\" { … }`; a file that others "
                      "take in with `include` is checked through them");
}

toc_unit *toc_unit_read(toc_arena *arena, toc_intern_table *names, toc_sources *sources,
                        const toc_source *main, const char *root, toc_diag_sink *sink)
{
    toc_unit *unit = TOC_NEW(arena, toc_unit);
    opened file = {main, NULL, {0, 0}, 0};
    reader r = {.arena = arena, .names = names, .sources = sources, .sink = sink, .file_count = 1};

    r.root = root ? root : directory_of(arena, main->path);
    if (!toc_source_gate(main, sink))
        return NULL;
    read_file(&r, unit, &file, true);
    if (!unit->plan && !unit->has_errors)
        report_no_plan(sink, main);
    return unit;
}
