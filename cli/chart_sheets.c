/* chart_sheets.c - draws views on sheets, tells how large they come out, and writes the files. */
#include "cli/chart_sheets.h"

#include <string.h>

#include "chart/tile.h"
#include "draw/paint.h"

enum { DPI = 96, MARGIN = 10, MARGIN_MOST = 50 };

typedef struct pages {
    TOC_VEC(const toc_scene *) scenes;
} pages;

/* ── options ─────────────────────────────────────────────────────────────── */

bool toc_chart_sheet_options(const toc_session *session, toc_sheet_options *out)
{
    const toc_args *args = session->args;
    const char *orientation = toc_args_value(args, TOC_OPT_ORIENTATION, "auto");
    uint64_t margin = toc_args_number(args, TOC_OPT_MARGIN, MARGIN);

    if (margin > MARGIN_MOST) {
        toc_args_complain(args, "`--margin` takes 0 to %d, not `%s`", MARGIN_MOST,
                          toc_args_value(args, TOC_OPT_MARGIN, ""));
        return false;
    }
    *out = (toc_sheet_options){
        .paper = toc_paper_find(toc_args_value(args, TOC_OPT_PAPER, "auto")),
        .orientation = strcmp(orientation, "portrait") == 0    ? TOC_ORIENTATION_PORTRAIT
                       : strcmp(orientation, "landscape") == 0 ? TOC_ORIENTATION_LANDSCAPE
                                                               : TOC_ORIENTATION_AUTO,
        .margin = (toc_um)margin * TOC_MM,
        .classification = toc_args_value(args, TOC_OPT_CLASSIFICATION, NULL),
        .generator = "Tocsin " TOC_VERSION};
    return true;
}

/* ── what is told ────────────────────────────────────────────────────────── */

static void tell(const toc_session *session, const char *level, const char *text)
{
    fprintf(stderr, "tocsin %s: %s: %s\n", session->args->command->name, level, text);
}

static const char *points_text(toc_arena *arena, uint32_t points)
{
    return toc_arena_printf(arena, "%u.%u pt", points / 10, points % 10);
}

static void tell_size(toc_session *session, toc_sheet_maker *maker, const toc_view *view,
                      const toc_sheet_size *size)
{
    toc_arena *arena = &session->arena;
    bool is_wall = toc_paper_is_wall(size->width, size->height);
    uint32_t wanted = is_wall ? TOC_POINTS_WALL : TOC_POINTS_DESK;
    const char *points = points_text(arena, size->points);
    const toc_paper *better;

    tell(session, "note",
         toc_arena_printf(arena, "%s; smallest letters %s", toc_sheet_size_text(arena, size),
                          points));
    if (size->points >= wanted)
        return;
    better = toc_sheet_least(maker, view, wanted);
    tell(session, "warning",
         toc_arena_printf(arena, "letters of %s are hard to read %s (%u pt are)%s%s%s", points,
                          is_wall ? "on a wall" : "on a table", wanted / 10,
                          better ? "; `--paper " : "", better ? better->name : "",
                          better ? "` would do" : ""));
}

static int refuse(toc_session *session, toc_sheet_maker *maker, const toc_view *view,
                  const toc_sheet_size *size)
{
    const toc_paper *better = toc_sheet_least(maker, view, TOC_POINTS_READABLE);

    if (size->is_too_large) {
        toc_args_complain(session->args,
                          "the chart is larger than any page can be, and A0 is too small for it");
        return TOC_EXIT_USAGE;
    }
    toc_args_complain(session->args, "on %s the smallest letters would be %s: too small to read",
                      toc_sheet_size_text(&session->arena, size),
                      points_text(&session->arena, size->points));
    fprintf(stderr, "  `--paper %s` would do\n", better ? better->name : "auto");
    return TOC_EXIT_USAGE;
}

/* ── pages ───────────────────────────────────────────────────────────────── */

static int add_tiles(toc_session *session, const toc_view_options *options, const toc_scene *sheet,
                     pages *out)
{
    const toc_paper *paper = toc_paper_find(toc_args_value(session->args, TOC_OPT_TILE, ""));
    toc_tiling tiling = toc_tiling_of(paper, sheet->width, sheet->height);
    toc_canvas *canvas;

    if ((uint64_t)tiling.columns * tiling.rows > TOC_TILE_MOST) {
        toc_args_complain(session->args, "the sheet would be %u pages of %s",
                          tiling.columns * tiling.rows, paper->name);
        return TOC_EXIT_USAGE;
    }
    canvas = toc_canvas_new(&session->arena, "en", options->theme);
    for (uint32_t row = 0; row < tiling.rows; row++) {
        for (uint32_t column = 0; column < tiling.columns; column++)
            TOC_PUSH(&session->arena, &out->scenes,
                     toc_tile_draw(&session->arena, canvas, sheet, &tiling, row, column));
    }
    toc_canvas_close(canvas);
    tell(session, "note",
         toc_arena_printf(&session->arena, "%u pages of %s, %u rows of %u", out->scenes.count,
                          paper->name, tiling.rows, tiling.columns));
    return TOC_EXIT_FINE;
}

static int add_sheet(toc_session *session, toc_sheet_maker *maker, const toc_view *view,
                     const toc_view_options *options, pages *out)
{
    toc_sheet_size size = toc_sheet_fit(maker, view);
    toc_scene *sheet;

    if (size.is_too_large || size.points < TOC_POINTS_READABLE)
        return refuse(session, maker, view, &size);
    tell_size(session, maker, view, &size);
    sheet = toc_sheet_draw(maker, view, &size, (toc_sheet_number){1, 1});
    if (toc_args_has(session->args, TOC_OPT_TILE))
        return add_tiles(session, options, sheet, out);
    TOC_PUSH(&session->arena, &out->scenes, sheet);
    return TOC_EXIT_FINE;
}

static int make_pages(toc_session *session, const toc_plan *plan, toc_view_kind kind,
                      const toc_view_options *options, pages *out)
{
    const toc_view *view = toc_view_draw(&session->arena, plan, kind, options);
    toc_sheet_options sheet_options;
    toc_sheet_maker *maker;
    int code;

    if (toc_args_is(session->args, TOC_OPT_PAPER, "none")) {
        TOC_PUSH(&session->arena, &out->scenes, view->canvas->scene);
        return TOC_EXIT_FINE;
    }
    if (!toc_chart_sheet_options(session, &sheet_options))
        return TOC_EXIT_USAGE;
    maker = toc_sheet_maker_new(&session->arena, plan, options, &sheet_options);
    code = add_sheet(session, maker, view, options, out);
    toc_sheet_maker_close(maker);
    return code;
}

/* ── files ───────────────────────────────────────────────────────────────── */

static toc_status paint(const toc_session *session, const pages *all, uint32_t index,
                        const char *format, FILE *out)
{
    if (strcmp(format, "pdf") == 0)
        return toc_paint_pdf(all->scenes.items, all->scenes.count, out);
    return toc_paint_png(all->scenes.items[index],
                         (unsigned)toc_args_number(session->args, TOC_OPT_DPI, DPI), out);
}

static int write_file(toc_session *session, const pages *all, uint32_t index, const char *format,
                      const char *path)
{
    FILE *out = toc_session_open(session, path);

    if (!out)
        return TOC_EXIT_USAGE;
    if (paint(session, all, index, format, out) != TOC_OK) {
        toc_args_complain(session->args, "the chart could not be written");
        return TOC_EXIT_INTERNAL;
    }
    return toc_session_commit(session);
}

/* NAME-3.png for the third page of NAME.png. */
static const char *numbered(toc_session *session, const char *path, uint32_t number)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    size_t size = dot ? (size_t)(dot - path) : strlen(path);

    return toc_arena_printf(&session->arena, "%.*s-%u%s", (int)size, path, number, dot ? dot : "");
}

static int write_files(toc_session *session, const pages *all, const char *format, const char *path)
{
    int code = TOC_EXIT_FINE;

    if (!path || strcmp(path, "-") == 0) {
        toc_args_complain(session->args,
                          "%u pages do not go into one %s: name a file by `-o`, or write a pdf",
                          all->scenes.count, format);
        return TOC_EXIT_USAGE;
    }
    for (uint32_t i = 0; i < all->scenes.count && code == TOC_EXIT_FINE; i++)
        code = write_file(session, all, i, format, numbered(session, path, i + 1));
    return code;
}

int toc_chart_write_sheets(toc_session *session, const toc_plan *plan, toc_view_kind kind,
                           const toc_view_options *options, const char *format)
{
    const char *path = toc_args_value(session->args, TOC_OPT_OUTPUT, NULL);
    pages all = {{NULL, 0, 0}};
    int code = make_pages(session, plan, kind, options, &all);

    if (code != TOC_EXIT_FINE || !all.scenes.items)
        return code;
    if (all.scenes.count == 1 || strcmp(format, "pdf") == 0)
        return write_file(session, &all, 0, format, path);
    return write_files(session, &all, format, path);
}
