/* chart_sheets.c - draws views on sheets, tells how large they come out, and writes the files. */
#include "cli/chart_sheets.h"

#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "chart/tile.h"
#include "cli/chart_booklet.h"
#include "cli/chart_cut.h"
#include "cli/chart_file.h"
#include "cli/chart_linked.h"
#include "emit/flow.h"
#include "emit/wording_cond.h"

enum {
    MARGIN = 10,
    MOST_SEARCHED = 3000 /* steps: of more, the best order of lanes is not searched for */
};

/* What all steps of one chart share. */
typedef struct job {
    toc_session *session;
    const toc_plan *plan;
    toc_view_options view_options;
    toc_sheet_options options;
    toc_sheet_maker *maker;
    toc_chart_scenes pages;
    toc_codepoints absent; /* letters that no font has */
} job;

/* ── options ─────────────────────────────────────────────────────────────── */

toc_sheet_options toc_chart_sheet_options(const toc_session *session)
{
    const toc_args *args = session->args;
    const char *orientation = toc_args_value(args, TOC_OPT_ORIENTATION, "auto");
    uint64_t margin = toc_args_number(args, TOC_OPT_MARGIN, MARGIN);

    return (toc_sheet_options){
        .paper = toc_paper_find(toc_args_value(args, TOC_OPT_PAPER, "auto")),
        .orientation = strcmp(orientation, "portrait") == 0    ? TOC_ORIENTATION_PORTRAIT
                       : strcmp(orientation, "landscape") == 0 ? TOC_ORIENTATION_LANDSCAPE
                                                               : TOC_ORIENTATION_AUTO,
        .margin = (toc_um)margin * TOC_MM,
        .classification = toc_args_value(args, TOC_OPT_CLASSIFICATION, NULL),
        .generator = "Tocsin " TOC_VERSION};
}

/* ── what is told ────────────────────────────────────────────────────────── */

static void tell(toc_session *session, const char *level, const char *text)
{
    fprintf(stderr, "tocsin %s: %s\n", session->args->command->name,
            toc_say(&session->arena, "%s: %s", level, text));
}

static const char *points_text(toc_arena *arena, uint32_t points)
{
    return toc_say(arena, "%u.%u pt", points / 10, points % 10);
}

static void tell_size(job *it, const toc_view *view, const toc_sheet_size *size, uint32_t count)
{
    toc_arena *arena = &it->session->arena;
    bool is_wall = toc_paper_is_wall(size->width, size->height);
    uint32_t wanted = is_wall ? TOC_POINTS_WALL : TOC_POINTS_DESK;
    const char *points = points_text(arena, size->points);
    const char *sheets = count > 1 ? toc_say(arena, "%u sheets of ", count) : "";
    const toc_paper *better;

    if (view->canvas->scene->film > 0)
        return; /* what plays hangs on no wall */
    tell(it->session, "note",
         toc_say(arena, "%s%s; smallest letters %s", sheets, toc_sheet_size_text(arena, NULL, size),
                 points));
    if (size->points >= wanted)
        return;
    better = count > 1 ? NULL : toc_sheet_least(it->maker, view, wanted);
    tell(it->session, "warning",
         toc_say(arena, "letters of %s are hard to read %s, where %u pt are wanted%s%s%s", points,
                 is_wall ? TOC_PHRASE("on a wall") : TOC_PHRASE("on a table"), wanted / 10,
                 better ? "; `--paper " : "", better ? better->name : "",
                 better ? TOC_PHRASE("` would do") : ""));
}

/* The least paper on which it can be read on several sheets, where one sheet wants a larger one. */
static const toc_paper *least_of_several(job *it, const toc_view *view, const toc_paper *single)
{
    const toc_paper *paper;

    for (unsigned i = 0; (paper = toc_paper_series(i)) != NULL && paper != single; i++) {
        toc_linked parts = toc_chart_cut(&it->session->arena, it->plan, &it->view_options,
                                         &it->options, view->kind, view->title, paper);
        if (parts.views.count > 0)
            return paper;
    }
    return NULL;
}

static int refuse(job *it, const toc_view *view, const toc_sheet_size *size)
{
    const toc_args *args = it->session->args;
    const toc_paper *better = toc_sheet_least(it->maker, view, TOC_POINTS_READABLE);
    const toc_paper *several =
        view->kind == TOC_VIEW_FLOW ? NULL : least_of_several(it, view, better);

    if (size->is_too_large) {
        toc_args_complain(args,
                          "the chart is larger than any page can be, and A0 is too small for it");
        return TOC_EXIT_USAGE;
    }
    toc_args_complain(args, "on %s the smallest letters would be %s: too small to read",
                      toc_sheet_size_text(&it->session->arena, NULL, size),
                      points_text(&it->session->arena, size->points));
    if (several)
        fprintf(stderr, "  %s\n",
                toc_say(&it->session->arena, "`--paper %s` would do, on several sheets",
                        several->name));
    fprintf(stderr, "  %s\n",
            toc_say(&it->session->arena, "`--paper %s` would do%s", better ? better->name : "auto",
                    several ? TOC_PHRASE(", on one") : ""));
    return TOC_EXIT_USAGE;
}

/* ── pages ───────────────────────────────────────────────────────────────── */

static int add_tiles(job *it, const toc_scene *sheet)
{
    toc_arena *arena = &it->session->arena;
    const toc_paper *paper = toc_paper_find(toc_args_value(it->session->args, TOC_OPT_TILE, ""));
    toc_tiling tiling = toc_tiling_of(paper, sheet->width, sheet->height);
    uint64_t count = (uint64_t)tiling.columns * tiling.rows;
    toc_canvas *canvas;

    if (count + it->pages.count > TOC_TILE_MOST) {
        toc_args_complain(it->session->args, "that would be more than %d pages of %s",
                          TOC_TILE_MOST, paper->name);
        return TOC_EXIT_USAGE;
    }
    canvas = toc_canvas_new(arena, "en", it->view_options.theme);
    for (uint32_t row = 0; row < tiling.rows; row++) {
        for (uint32_t column = 0; column < tiling.columns; column++)
            TOC_PUSH(arena, &it->pages, toc_tile_draw(arena, canvas, sheet, &tiling, row, column));
    }
    toc_canvas_close(canvas);
    tell(it->session, "note",
         toc_say(arena, "%u pages of %s, %u rows of %u", (unsigned)count, paper->name, tiling.rows,
                 tiling.columns));
    return TOC_EXIT_FINE;
}

static int add_page(job *it, const toc_scene *sheet)
{
    if (toc_args_has(it->session->args, TOC_OPT_TILE))
        return add_tiles(it, sheet);
    TOC_PUSH(&it->session->arena, &it->pages, sheet);
    return TOC_EXIT_FINE;
}

static void note_absent(job *it, const toc_codepoints *absent)
{
    for (uint32_t i = 0; i < absent->count; i++)
        toc_codepoints_add(&it->session->arena, &it->absent, absent->items[i]);
}

static int add_single(job *it, const toc_view *view, const toc_sheet_size *size)
{
    tell_size(it, view, size, 1);
    return add_page(it, toc_sheet_draw(it->maker, view, size, (toc_sheet_number){1, 1, 0}));
}

static bool is_readable(const toc_sheet_size *size)
{
    return !size->is_too_large && size->points >= TOC_POINTS_READABLE;
}

/* Letters that can only be read with the nose on the wall are too small there: several sheets. */
static bool is_enough(const toc_view *view, const toc_sheet_size *size)
{
    bool is_wall = size->paper && toc_paper_is_wall(size->paper->width, size->paper->height);

    return is_readable(size) &&
           (view->kind != TOC_VIEW_FLOW || !is_wall || size->points >= TOC_POINTS_DESK);
}

/* No roll of paper is so wide. */
static bool is_wider_than_rolls(const toc_sheet_size *size)
{
    return !size->paper && size->width > TOC_PAPER_ROLL && size->height > TOC_PAPER_ROLL;
}

/* What is too much for one sheet comes on several. */
static int add_linked(job *it, const toc_view *view, const toc_sheet_size *single)
{
    toc_arena *arena = &it->session->arena;
    const toc_paper *paper = single->paper ? single->paper : toc_paper_find("A0");
    toc_linked linked =
        view->kind == TOC_VIEW_FLOW
            ? toc_chart_link(arena, it->plan, &it->view_options, &it->options, view, paper)
            : toc_chart_cut(arena, it->plan, &it->view_options, &it->options, view->kind,
                            view->title, paper);
    int code = TOC_EXIT_FINE;

    if (linked.views.count == 0)
        return is_readable(single) ? add_single(it, view, single) : refuse(it, view, single);
    note_absent(it, &linked.absent);
    tell_size(it, view, &linked.size, linked.views.count);
    toc_chart_scenes sheets =
        toc_chart_linked_sheets(arena, it->plan, &it->view_options, &it->options, &linked, 0);
    for (uint32_t i = 0; i < sheets.count && code == TOC_EXIT_FINE; i++)
        code = add_page(it, sheets.items[i]);
    return code;
}

static int add_sheets(job *it, const toc_view *view)
{
    toc_sheet_size size = toc_sheet_fit(it->maker, view);

    return is_enough(view, &size) && !is_wider_than_rolls(&size) ? add_single(it, view, &size)
                                                                 : add_linked(it, view, &size);
}

/* What a chart shows beside the plan; NULL: nothing. */
static const char *marks_of(const job *it, const toc_wording *w)
{
    const toc_args *args = it->session->args;
    toc_ms at = TOC_MS_NONE;

    if (toc_args_has(args, TOC_OPT_AGAINST))
        return toc_wording_word(w, TOC_WORD_CHANGES);
    if (!toc_args_has(args, TOC_OPT_TRACE))
        return NULL;
    if (!toc_args_has(args, TOC_OPT_AT) ||
        !toc_duration_parse(toc_args_value(args, TOC_OPT_AT, ""), false, &at))
        return toc_wording_word(w, TOC_WORD_DRILL);
    return toc_wording_fill(w, TOC_WORD_DRILL_AT, toc_wording_length(w, (toc_duration){.ms = at}),
                            NULL);
}

/* `Course of action: Evacuation` for a part, `Course of action · drill` with marks. */
static const char *title_of(job *it, const toc_view *view)
{
    const toc_view_options *options = &it->view_options;
    const toc_entity *part = options->response ? &options->response->base
                             : options->level  ? &options->level->base
                             : options->body   ? &options->body->base
                                               : NULL;
    toc_wording wording = toc_wording_of(&it->session->arena, it->plan, options->lang, false);
    const char *title = part ? toc_arena_printf(&it->session->arena, "%s: %s", view->title,
                                                toc_wording_title(&wording, part).first)
                             : view->title;
    const char *marks = marks_of(it, &wording);

    return marks ? toc_arena_printf(&it->session->arena, "%s · %s", title, marks) : title;
}

/* The bare chart, or its sheets. */
static int add_view(job *it, const toc_view *view)
{
    int code;

    note_absent(it, &view->canvas->absent);
    if (toc_args_is(it->session->args, TOC_OPT_PAPER, "none")) {
        TOC_PUSH(&it->session->arena, &it->pages, view->canvas->scene);
        return TOC_EXIT_FINE;
    }
    it->maker = toc_sheet_maker_new(&it->session->arena, it->plan, &it->view_options, &it->options);
    code = add_sheets(it, view);
    note_absent(it, toc_sheet_absent(it->maker));
    toc_sheet_maker_close(it->maker);
    return code;
}

static toc_view *draw_for(job *it, toc_view_kind kind, toc_orientation orientation)
{
    toc_sheet_options options = it->options;

    options.orientation = orientation;
    it->view_options.aspect = toc_sheet_aspect(&options);
    return toc_view_draw(&it->session->arena, it->plan, kind, &it->view_options);
}

/* The smaller sheet, or the larger letters on the same one. */
static bool is_better(const toc_sheet_size *one, const toc_sheet_size *other)
{
    int64_t area = (int64_t)one->width * one->height / TOC_MM;
    int64_t than = (int64_t)other->width * other->height / TOC_MM;

    if (one->is_too_large || other->is_too_large)
        return !one->is_too_large;
    if (one->paper != other->paper)
        return area < than;
    return one->points > other->points;
}

/* Drawn for a sheet that lies and for one that stands, where none is asked for; the flow finds out
 * itself which suits it. */
static toc_view *draw_best(job *it, toc_view_kind kind)
{
    toc_orientation asked = it->options.orientation;
    bool is_either = asked == TOC_ORIENTATION_AUTO;
    toc_view *view =
        draw_for(it, kind, is_either && kind != TOC_VIEW_FLOW ? TOC_ORIENTATION_LANDSCAPE : asked);

    if (!is_either || kind == TOC_VIEW_FLOW || it->view_options.is_quick ||
        toc_args_is(it->session->args, TOC_OPT_PAPER, "none"))
        return view;
    toc_view *upright = draw_for(it, kind, TOC_ORIENTATION_PORTRAIT);
    it->maker = toc_sheet_maker_new(&it->session->arena, it->plan, &it->view_options, &it->options);
    toc_sheet_size size = toc_sheet_fit(it->maker, view);
    toc_sheet_size other = toc_sheet_fit(it->maker, upright);
    toc_sheet_maker_close(it->maker);
    return is_better(&other, &size) ? upright : view;
}

static int make_pages(job *it, toc_view_kind kind)
{
    toc_view *view;

    it->options = toc_chart_sheet_options(it->session);
    if (it->view_options.flow->play && it->options.orientation == TOC_ORIENTATION_AUTO)
        it->options.orientation = TOC_ORIENTATION_LANDSCAPE; /* as screens are */
    it->view_options.is_quick = it->plan->nodes.count > MOST_SEARCHED;
    view = draw_best(it, kind);
    view->title = title_of(it, view);
    return add_view(it, view);
}

/* ── files ───────────────────────────────────────────────────────────────── */

/* NAME-3.png for the third page of NAME.png. */
static const char *numbered(toc_session *session, const char *path, uint32_t number)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    size_t size = dot ? (size_t)(dot - path) : strlen(path);

    return toc_arena_printf(&session->arena, "%.*s-%u%s", (int)size, path, number, dot ? dot : "");
}

/* Which files there are now, and which ones an earlier run left that had more sheets. */
static void tell_files(const job *it, const char *path)
{
    toc_session *session = it->session;
    const char *first = numbered(session, path, 1);
    const char *last = numbered(session, path, it->pages.count);
    uint32_t end = it->pages.count + 1; /* of what lies beside them, one after the other */
    bool is_one;

    tell(session, "note", toc_say(&session->arena, "written: %s … %s", first, last));
    while (end < UINT32_MAX && access(numbered(session, path, end), F_OK) == 0)
        end++;
    if (end == it->pages.count + 1)
        return;
    first = numbered(session, path, it->pages.count + 1);
    last = numbered(session, path, end - 1);
    is_one = strcmp(first, last) == 0;
    tell(session, "note",
         toc_say(&session->arena,
                 "%s%s%s lie%s beside them, as an earlier run with more sheets left "
                 "%s: no part of this chart",
                 first, is_one ? "" : " … ", is_one ? "" : last, is_one ? "s" : "",
                 is_one ? "it" : "them"));
}

static int write_files(job *it, const char *format)
{
    const char *path = toc_args_value(it->session->args, TOC_OPT_OUTPUT, "-");
    int code = TOC_EXIT_FINE;

    if (strcmp(path, "-") == 0) {
        toc_args_complain(it->session->args,
                          "%u pages do not go into one %s: name a file by `-o`, or write a pdf",
                          it->pages.count, format);
        return TOC_EXIT_USAGE;
    }
    for (uint32_t i = 0; i < it->pages.count && code == TOC_EXIT_FINE; i++) {
        toc_chart_file file = {.format = format,
                               .path = numbered(it->session, path, i + 1),
                               .sheets = &it->pages.items[i],
                               .count = 1,
                               .absent = it->absent};
        code = toc_chart_file_write(it->session, &file);
    }
    if (code == TOC_EXIT_FINE)
        tell_files(it, path);
    return code;
}

int toc_chart_write_booklet(toc_session *session, const toc_plan *plan,
                            const toc_view_options *options)
{
    toc_booklet_job it = {.session = session, .plan = plan, .view_options = *options};
    toc_chart_scenes pages;

    it.options = toc_chart_sheet_options(session);
    it.view_options.aspect = toc_sheet_aspect(&it.options);
    pages = toc_chart_booklet(&it);
    if (pages.count == 0)
        return TOC_EXIT_USAGE;
    toc_chart_file file = {
        .format = "pdf", .sheets = pages.items, .count = pages.count, .absent = it.absent};
    return toc_chart_file_write(session, &file);
}

/* A font of ten thousand letters is read and forgotten several times: memory that goes back to the
 * system each time is cleared anew each time, which takes a sixth of all. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 8 << 20);
#endif
}

int toc_chart_write_sheets(toc_session *session, const toc_plan *plan, toc_view_kind kind,
                           const toc_view_options *options, const char *format)
{
    job it = {.session = session, .plan = plan, .view_options = *options};
    int code;

    keep_memory();
    code = make_pages(&it, kind);

    if (code != TOC_EXIT_FINE || !it.pages.items)
        return code;
    if (it.pages.count > 1 && strcmp(format, "pdf") != 0)
        return write_files(&it, format);
    toc_chart_file file = {
        .format = format, .sheets = it.pages.items, .count = it.pages.count, .absent = it.absent};
    return toc_chart_file_write(session, &file);
}
