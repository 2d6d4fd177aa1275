/* chart_booklet.c - draws all views, counts their pages, and puts cover and contents before them. */
#include "cli/chart_booklet.h"

#include "chart/booklet.h"
#include "chart/flow_picture.h"
#include "cli/chart_cut.h"

/* One view of the booklet. */
typedef struct chapter {
    const toc_view *view;
    toc_sheet_size size;
    toc_linked linked; /* no views: it comes on one sheet */
    uint32_t page;     /* its first */
    uint32_t count;
} chapter;

typedef struct booklet {
    toc_booklet_job *job;
    toc_arena *arena;
    toc_sheet_maker *maker;
    chapter chapters[TOC_VIEW_COUNT];
    uint32_t count;
    const toc_paper *paper; /* of cover and contents */
} booklet;

static void note_absent(booklet *it, const toc_codepoints *absent)
{
    for (uint32_t i = 0; i < absent->count; i++)
        toc_codepoints_add(it->arena, &it->job->absent, absent->items[i]);
}

/* ── chapters ────────────────────────────────────────────────────────────── */

/* On what was asked for, or else on the smaller of A4 and A3 on which it reads well. */
static toc_sheet_size wished_size(booklet *it, const toc_view *view)
{
    toc_sheet_size size;

    if (it->job->options.paper)
        return toc_sheet_fit_on(it->maker, view, it->job->options.paper);
    size = toc_sheet_fit_on(it->maker, view, toc_paper_find("A4"));
    return size.points >= TOC_POINTS_DESK ? size
                                          : toc_sheet_fit_on(it->maker, view, toc_paper_find("A3"));
}

/* False where no page can show it. */
static bool find_paper(booklet *it, chapter *one)
{
    toc_booklet_job *job = it->job;

    one->size = wished_size(it, one->view);
    one->count = 1;
    if (one->size.points >= TOC_POINTS_READABLE)
        return true;
    one->linked = one->view->kind == TOC_VIEW_FLOW
                      ? toc_chart_link(it->arena, job->plan, &job->view_options, &job->options,
                                       one->view, one->size.paper)
                      : toc_chart_cut(it->arena, job->plan, &job->view_options, &job->options,
                                      one->view->kind, one->view->title, one->size.paper);
    note_absent(it, &one->linked.absent);
    if (one->linked.views.count > 0) {
        one->count = one->linked.views.count;
        return true;
    }
    one->size = toc_sheet_fit_on(it->maker, one->view,
                                 toc_sheet_least(it->maker, one->view, TOC_POINTS_DESK));
    return !one->size.is_too_large;
}

static bool add_chapters(booklet *it)
{
    for (unsigned kind = 0; kind < TOC_VIEW_COUNT; kind++) {
        chapter *one = &it->chapters[it->count];
        if (!toc_view_word((toc_view_kind)kind))
            continue;
        one->view =
            toc_view_draw(it->arena, it->job->plan, (toc_view_kind)kind, &it->job->view_options);
        note_absent(it, &one->view->canvas->absent);
        if (!find_paper(it, one)) {
            toc_args_complain(it->job->session->args, "no page is large enough for the view `%s`",
                              toc_view_word((toc_view_kind)kind));
            return false;
        }
        it->count++;
    }
    return true;
}

/* ── contents ────────────────────────────────────────────────────────────── */

/* Numbers of pages in ascending order, in ranges. */
typedef struct ranges {
    const char *text;
    uint32_t first, last;
} ranges;

static void end_range(const booklet *it, ranges *all)
{
    const char *before = all->text ? all->text : "";
    const char *comma = all->text ? ", " : "";

    if (all->first > 0 && all->first == all->last)
        all->text = toc_arena_printf(it->arena, "%s%s%u", before, comma, all->first);
    else if (all->first > 0)
        all->text = toc_arena_printf(it->arena, "%s%s%u–%u", before, comma, all->first, all->last);
    all->first = 0;
}

static void add_page(const booklet *it, ranges *all, uint32_t page)
{
    if (all->first > 0 && page > all->last + 1)
        end_range(it, all);
    if (all->first == 0)
        all->first = page;
    all->last = page;
}

typedef bool is_of_function(const toc_flow_node *node, const void *what);

static bool is_of_response(const toc_flow_node *node, const void *what)
{
    return node->response == what;
}

static bool is_of_body(const toc_flow_node *node, const void *what)
{
    return node->owner == what && node->kind != TOC_FLOW_ELSEWHERE;
}

static bool is_on(const toc_flow *flow, is_of_function *is_of, const void *what)
{
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        if (is_of(flow->nodes.items[i], what))
            return true;
    }
    return false;
}

/* The sheets of the flow chart on which it stands; NULL where it does on none. */
static const char *pages_of(const booklet *it, const toc_flow *whole, is_of_function *is_of,
                            const void *what)
{
    const chapter *flow = &it->chapters[0]; /* the first of the views */
    ranges all = {NULL, 0, 0};

    if (flow->linked.views.count == 0)
        return is_on(whole, is_of, what) ? toc_arena_printf(it->arena, "%u", flow->page) : NULL;
    for (uint32_t i = 0; i < flow->linked.flows.count; i++) {
        if (is_on(flow->linked.flows.items[i], is_of, what))
            add_page(it, &all, flow->page + i);
    }
    end_range(it, &all);
    return all.text;
}

static void add_entry(const booklet *it, toc_index *index, const char *title, const char *detail,
                      const char *pages)
{
    toc_index_entry entry = {title, detail, pages};

    TOC_PUSH(it->arena, index, entry);
}

static void add_charts(const booklet *it, const toc_wording *wording, toc_index *index)
{
    add_entry(it, index, toc_wording_word(wording, TOC_WORD_INDEX_CHARTS), NULL, NULL);
    for (uint32_t i = 0; i < it->count; i++) {
        const chapter *one = &it->chapters[i];
        const toc_sheet_size *size = one->linked.views.count > 0 ? &one->linked.size : &one->size;
        ranges pages = {NULL, one->page, one->page + one->count - 1};
        end_range(it, &pages);
        add_entry(it, index, one->view->title, toc_sheet_size_text(it->arena, wording, size),
                  pages.text);
    }
}

static void add_parts(const booklet *it, const toc_wording *wording, const toc_flow *whole,
                      toc_index *index)
{
    const toc_plan *plan = it->job->plan;

    add_entry(it, index, NULL, NULL, NULL);
    add_entry(it, index, toc_wording_word(wording, TOC_WORD_INDEX_RESPONSES), NULL, NULL);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_entity *base = &plan->responses.items[i]->base;
        const char *pages = pages_of(it, whole, is_of_response, base);
        if (pages)
            add_entry(it, index, toc_wording_title(wording, base).first, base->full, pages);
    }
    add_entry(it, index, NULL, NULL, NULL);
    add_entry(it, index, toc_wording_word(wording, TOC_WORD_INDEX_BODIES), NULL, NULL);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_entity *base = &plan->bodies.items[i]->base;
        const char *pages = pages_of(it, whole, is_of_body, base);
        if (pages)
            add_entry(it, index, toc_wording_title(wording, base).first, base->full, pages);
    }
}

static toc_index make_index(booklet *it, uint32_t first_page)
{
    const toc_view_options *options = &it->job->view_options;
    toc_wording wording = toc_wording_of(it->arena, it->job->plan, options->lang, false);
    const toc_flow *whole = toc_flow_picture(it->arena, it->job->plan, options);
    toc_index index = {NULL, 0, 0};

    for (uint32_t i = 0; i < it->count; i++) {
        it->chapters[i].page = first_page;
        first_page += it->chapters[i].count;
    }
    add_charts(it, &wording, &index);
    add_parts(it, &wording, whole, &index);
    return index;
}

/* ── pages ───────────────────────────────────────────────────────────────── */

static void add_sheets(booklet *it, const chapter *one, toc_chart_scenes *pages)
{
    toc_booklet_job *job = it->job;

    if (one->linked.views.count == 0) {
        toc_sheet_number number = {1, 1, one->page};
        TOC_PUSH(it->arena, pages, toc_sheet_draw(it->maker, one->view, &one->size, number));
        return;
    }
    toc_chart_scenes sheets = toc_chart_linked_sheets(it->arena, job->plan, &job->view_options,
                                                      &job->options, &one->linked, one->page);
    for (uint32_t i = 0; i < sheets.count; i++)
        TOC_PUSH(it->arena, pages, sheets.items[i]);
}

static toc_chart_scenes make_pages(booklet *it)
{
    toc_chart_scenes pages = {NULL, 0, 0};
    toc_index index = make_index(it, 1); /* to count its entries */
    uint32_t index_pages = toc_booklet_index_pages(it->maker, it->paper, index.count);

    index = make_index(it, 2 + index_pages);
    TOC_PUSH(it->arena, &pages, toc_booklet_cover(it->maker, it->paper));
    for (uint32_t i = 0; i < index_pages; i++)
        TOC_PUSH(it->arena, &pages, toc_booklet_index(it->maker, it->paper, &index, i, 2 + i));
    for (uint32_t i = 0; i < it->count; i++)
        add_sheets(it, &it->chapters[i], &pages);
    return pages;
}

toc_chart_scenes toc_chart_booklet(toc_booklet_job *job)
{
    toc_arena *arena = &job->session->arena;
    booklet it = {.job = job, .arena = arena};
    toc_chart_scenes pages = {NULL, 0, 0};

    it.paper = job->options.paper ? job->options.paper : toc_paper_find("A4");
    it.maker = toc_sheet_maker_new(arena, job->plan, &job->view_options, &job->options);
    if (add_chapters(&it)) {
        pages = make_pages(&it);
        note_absent(&it, toc_sheet_absent(it.maker));
        fprintf(stderr, "tocsin %s: %s\n", job->session->args->command->name,
                toc_say(arena, "note: a booklet of %u pages", pages.count));
    }
    toc_sheet_maker_close(it.maker);
    return pages;
}
