/* diag_excerpt.c - source lines with the marks and texts of a record under them.
 *
 * Each place becomes a mark on one line (two where it spans several: its first and its
 * last line).  A line that is too wide is shown through a window round its marks. */
#include "base/diag_private.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW_WIDTH  160u  /* columns of a source line that are shown */
#define WINDOW_SIZE   1024u /* bytes of it: characters of no width fill no columns */
#define LEAD_WIDTH    40u   /* columns shown before the mark in a window */
#define SPREAD_MAX    100u  /* bytes between marks that one window is to show together */
#define ROW_WIDTH     (WINDOW_WIDTH + 32u)
#define TEXT_ROWS_MAX 12u /* texts under one line; more are counted */
#define TAB_WIDTH     8u
#define ELLIPSIS      "\xe2\x80\xa6"

typedef struct mark {
    const toc_source *source;
    uint32_t offset; /* where its place begins */
    uint32_t line;
    uint32_t begin; /* bytes in the line */
    uint32_t end;
    unsigned from; /* columns in the window, 0-based; known when the line is rendered */
    unsigned to;
    bool is_primary;
    const char *text; /* or NULL */
} mark;

struct toc_excerpt {
    toc_sources *sources;
    toc_location primary; /* no source: none */
    unsigned gutter;
    TOC_VEC(mark) marks;
};

/* A part of a line, with where it is cut. */
typedef struct window {
    const char *text;
    uint32_t size; /* of the whole line */
    uint32_t from; /* bytes shown */
    uint32_t to;
} window;

static uint32_t indentation(const char *text, uint32_t size)
{
    uint32_t at = 0;

    while (at < size && (text[at] == ' ' || text[at] == '\t'))
        at++;
    return at;
}

/* First and last line of a place of several. */
static void add_ends(toc_arena *arena, toc_excerpt *excerpt, mark first, toc_location last,
                     uint32_t end)
{
    uint32_t size;
    const char *text = toc_source_line(excerpt->sources, last.source, last.line, &size);
    mark second = first;

    first.end = UINT32_MAX;
    first.text = NULL;
    second.line = last.line;
    second.end = end;
    second.begin = indentation(text, size);
    if (second.begin > second.end)
        second.begin = 0;
    TOC_PUSH(arena, &excerpt->marks, first);
    TOC_PUSH(arena, &excerpt->marks, second);
}

static void add_place(toc_arena *arena, toc_excerpt *excerpt, toc_span span, bool is_primary,
                      const char *text)
{
    toc_location first = toc_sources_locate(excerpt->sources, span.begin);
    toc_location last = first;
    mark added = {.source = first.source,
                  .offset = span.begin,
                  .line = first.line,
                  .is_primary = is_primary,
                  .text = text && text[0] ? text : NULL};

    if (!first.source)
        return;
    if (is_primary)
        excerpt->primary = first;
    if (span.end > first.source->base + first.source->size)
        span.end = first.source->base + first.source->size;
    if (span.end < span.begin)
        span.end = span.begin;
    if (span.end > span.begin)
        last = toc_sources_locate(excerpt->sources, span.end - 1);
    added.begin = first.byte - 1;
    if (last.line != first.line) {
        add_ends(arena, excerpt, added, last, last.byte);
        return;
    }
    added.end = added.begin + (span.end - span.begin);
    TOC_PUSH(arena, &excerpt->marks, added);
}

/* By source (the primary's first), line and begin; what comes last in a line has its text
 * beside it, so the primary place comes last among those that begin together. */
static int compare_marks(const void *left, const void *right)
{
    const mark *a = left;
    const mark *b = right;

    if (a->source != b->source)
        return a->source->base < b->source->base ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->is_primary != b->is_primary)
        return a->is_primary ? 1 : -1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return strcmp(a->text ? a->text : "", b->text ? b->text : "");
}

static unsigned digit_count(uint32_t number)
{
    unsigned count = 1;

    for (; number >= 10; number /= 10)
        count++;
    return count;
}

toc_excerpt *toc_excerpt_new(toc_arena *arena, toc_sources *sources, const toc_diag *diag)
{
    toc_excerpt *excerpt = TOC_NEW(arena, toc_excerpt);

    excerpt->sources = sources;
    excerpt->gutter = 1;
    if (!toc_span_is_none(diag->span))
        add_place(arena, excerpt, diag->span, true, diag->here);
    for (uint32_t i = 0; i < diag->labels.count; i++)
        add_place(arena, excerpt, diag->labels.items[i].span, false, diag->labels.items[i].text);
    if (excerpt->marks.count > 1)
        qsort(excerpt->marks.items, excerpt->marks.count, sizeof(mark), compare_marks);
    for (uint32_t i = 0; i < excerpt->marks.count; i++) {
        unsigned digits = digit_count(excerpt->marks.items[i].line);

        excerpt->gutter = digits > excerpt->gutter ? digits : excerpt->gutter;
    }
    return excerpt;
}

unsigned toc_excerpt_gutter(const toc_excerpt *excerpt)
{
    return excerpt->gutter;
}

/* The character at byte @p at, which stands at @p column: its width. */
static unsigned width_at(const window *view, uint32_t at, unsigned column, toc_piece *out)
{
    *out = toc_piece_at(view->text + at, view->size - at);
    if (view->text[at] == '\t')
        return TAB_WIDTH - column % TAB_WIDTH;
    return out->width;
}

static unsigned first_column(const window *view)
{
    return view->from > 0; /* after the ellipsis */
}

/* The column where the character that holds @p byte begins. */
static unsigned column_of(const window *view, uint32_t byte)
{
    unsigned column = first_column(view);
    uint32_t at = view->from;

    while (at < view->to) {
        toc_piece piece;
        unsigned width = width_at(view, at, column, &piece);

        if (at + piece.step > byte)
            break;
        column += width;
        at += piece.step;
    }
    return byte < view->from ? 0 : column;
}

/* The column after the last character that begins before @p byte. */
static unsigned column_past(const window *view, uint32_t byte)
{
    unsigned column = first_column(view);
    uint32_t at = view->from;

    while (at < view->to && at < byte) {
        toc_piece piece;

        column += width_at(view, at, column, &piece);
        at += piece.step;
    }
    return byte < view->from ? 0 : column;
}

/* The end of what fits from view->from on. */
static uint32_t fitting_end(const window *view)
{
    unsigned column = first_column(view);
    uint32_t at = view->from;

    while (at < view->size && at - view->from < WINDOW_SIZE) {
        toc_piece piece;

        column += width_at(view, at, column, &piece);
        if (column > WINDOW_WIDTH)
            break;
        at += piece.step;
    }
    return at;
}

/* LEAD_WIDTH columns before @p focus; tabs and hidden characters may make it fewer. */
static uint32_t lead_before(const window *view, uint32_t focus)
{
    uint32_t at = focus < view->size ? focus : view->size;
    unsigned width = 0;

    while (at > 0 && width < LEAD_WIDTH && focus - at < WINDOW_SIZE / 4) {
        uint32_t before = at - 1;
        toc_piece piece;

        while (before > 0 && at - before < 4 && ((unsigned char)view->text[before] & 0xc0) == 0x80)
            before--;
        width += width_at(view, before, 0, &piece);
        at = before;
    }
    return at;
}

/* Where the window must look: at the primary mark, or at all when they stand close. */
static uint32_t focus_of(const mark *marks, uint32_t count)
{
    uint32_t focus = marks[0].begin;

    for (uint32_t i = 0; i < count; i++) {
        if (marks[i].is_primary && marks[i].begin - focus > SPREAD_MAX)
            focus = marks[i].begin;
    }
    return focus;
}

static window make_window(const toc_excerpt *excerpt, const toc_source *source, uint32_t line,
                          const mark *marks, uint32_t count)
{
    window view = {0};

    view.text = toc_source_line(excerpt->sources, source, line, &view.size);
    view.to = fitting_end(&view);
    if (view.to < view.size && count) {
        view.from = lead_before(&view, focus_of(marks, count));
        view.to = fitting_end(&view);
    }
    return view;
}

/* Spaces wait until something follows them, so that no line ends in spaces. */
static void render_window(const toc_pen *pen, const window *view)
{
    unsigned column = first_column(view);
    unsigned waiting = 1;

    if (view->from > 0) {
        (void)fputs(" " ELLIPSIS, pen->out);
        waiting = 0;
    }
    for (uint32_t at = view->from; at < view->to;) {
        toc_piece piece;
        unsigned width = width_at(view, at, column, &piece);

        if (piece.text_size == 1 && piece.text[0] == ' ') {
            waiting += width;
        } else {
            toc_pen_spaces(pen, waiting);
            waiting = 0;
            (void)fwrite(piece.text, 1, piece.text_size, pen->out);
        }
        column += width;
        at += piece.step;
    }
    if (view->to < view->size) {
        toc_pen_spaces(pen, waiting);
        (void)fputs(ELLIPSIS, pen->out);
    }
    (void)fputc('\n', pen->out);
}

/* The gutter of a line: its number, or nothing for 0. */
static void render_gutter(const toc_excerpt *excerpt, const toc_pen *pen, uint32_t line)
{
    toc_pen_colour(pen, TOC_COLOUR_LABEL);
    if (line)
        (void)fprintf(pen->out, "%*u |", (int)excerpt->gutter, (unsigned)line);
    else
        (void)fprintf(pen->out, "%*s |", (int)excerpt->gutter, "");
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
}

static void place_marks(const window *view, mark *marks, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        marks[i].from = column_of(view, marks[i].begin);
        marks[i].to = column_past(view, marks[i].end);
        if (marks[i].end <= marks[i].begin || marks[i].to <= marks[i].from)
            marks[i].to = marks[i].from + 1;
    }
}

static toc_colour mark_colour(const toc_pen *pen, bool is_primary)
{
    return is_primary ? pen->level : TOC_COLOUR_LABEL;
}

static void render_mark_text(const toc_pen *pen, const mark *shown)
{
    toc_pen_colour(pen, mark_colour(pen, shown->is_primary));
    toc_pen_text(pen, shown->text, 0);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
}

/* Draws '-' and over it '^' into @p row; returns its width. */
static unsigned draw_marks(char row[ROW_WIDTH], const mark *marks, uint32_t count)
{
    unsigned width = 0;

    memset(row, ' ', ROW_WIDTH);
    for (int primary = 0; primary <= 1; primary++) {
        for (uint32_t i = 0; i < count; i++) {
            unsigned to = marks[i].to < ROW_WIDTH ? marks[i].to : ROW_WIDTH;

            for (unsigned column = marks[i].from; column < to; column++) {
                if (marks[i].is_primary == primary)
                    row[column] = primary ? '^' : '-';
            }
            width = to > width ? to : width;
        }
    }
    return width;
}

static void render_row(const toc_pen *pen, const char *row, unsigned width)
{
    for (unsigned at = 0; at < width;) {
        unsigned end = at;

        while (end < width && row[end] == row[at])
            end++;
        if (row[at] != ' ')
            toc_pen_colour(pen, mark_colour(pen, row[at] == '^'));
        (void)fwrite(row + at, 1, end - at, pen->out);
        if (row[at] != ' ')
            toc_pen_colour(pen, TOC_COLOUR_PLAIN);
        at = end;
    }
}

/* One text under its mark, with a stroke under each mark to the left that still waits. */
static void render_text_row(const toc_pen *pen, const mark *const *texts, uint32_t index)
{
    unsigned column = 0;

    (void)fputc(' ', pen->out);
    for (uint32_t i = 0; i < index; i++) {
        if (texts[i]->from < column || texts[i]->from >= texts[index]->from)
            continue;
        toc_pen_spaces(pen, texts[i]->from - column);
        toc_pen_colour(pen, mark_colour(pen, texts[i]->is_primary));
        (void)fputc('|', pen->out);
        toc_pen_colour(pen, TOC_COLOUR_PLAIN);
        column = texts[i]->from + 1;
    }
    toc_pen_spaces(pen, texts[index]->from - column);
    render_mark_text(pen, texts[index]);
    (void)fputc('\n', pen->out);
}

/* The rows under one line: marks, the last text beside them when nothing is in the way,
 * the others under their marks from right to left. */
static void render_marks(const toc_excerpt *excerpt, const toc_pen *pen, const mark *marks,
                         uint32_t count)
{
    const mark *texts[TEXT_ROWS_MAX];
    uint32_t text_count = 0;
    uint32_t left_out = 0;
    char row[ROW_WIDTH];
    unsigned width = draw_marks(row, marks, count);

    for (uint32_t i = 0; i < count; i++) {
        if (marks[i].text && text_count < TEXT_ROWS_MAX)
            texts[text_count++] = &marks[i];
        else if (marks[i].text)
            left_out++;
    }
    render_gutter(excerpt, pen, 0);
    (void)fputc(' ', pen->out);
    render_row(pen, row, width);
    if (text_count && !left_out && texts[text_count - 1]->to >= width) {
        (void)fputc(' ', pen->out);
        render_mark_text(pen, texts[--text_count]);
    }
    (void)fputc('\n', pen->out);
    while (text_count) {
        render_gutter(excerpt, pen, 0);
        render_text_row(pen, texts, --text_count);
    }
    if (left_out) {
        render_gutter(excerpt, pen, 0);
        (void)fprintf(pen->out, toc_phrase_in(pen->lang, TOC_PHRASE(" and %u more on this line\n")),
                      (unsigned)left_out);
    }
}

static void render_line(const toc_excerpt *excerpt, const toc_pen *pen, mark *marks, uint32_t count)
{
    window view = make_window(excerpt, marks[0].source, marks[0].line, marks, count);

    render_gutter(excerpt, pen, marks[0].line);
    render_window(pen, &view);
    place_marks(&view, marks, count);
    render_marks(excerpt, pen, marks, count);
}

/* Between two lines with marks: the one line that is missing, or dots. */
static void render_gap(const toc_excerpt *excerpt, const toc_pen *pen, const toc_source *source,
                       uint32_t before, uint32_t after)
{
    window view;

    if (after == before + 1)
        return;
    if (after > before + 2) {
        (void)fputs("...\n", pen->out);
        return;
    }
    view = make_window(excerpt, source, before + 1, NULL, 0);
    render_gutter(excerpt, pen, before + 1);
    render_window(pen, &view);
}

static void render_arrow(const toc_excerpt *excerpt, const toc_pen *pen, const mark *first)
{
    bool is_primary = first->source == excerpt->primary.source;
    toc_location place =
        is_primary ? excerpt->primary : toc_sources_locate(excerpt->sources, first->offset);

    toc_pen_spaces(pen, excerpt->gutter);
    toc_pen_colour(pen, TOC_COLOUR_LABEL);
    (void)fputs(is_primary ? "-->" : ":::", pen->out);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    (void)fputc(' ', pen->out);
    toc_pen_text(pen, first->source->path, 0);
    (void)fprintf(pen->out, ":%u:%u\n", (unsigned)place.line, (unsigned)place.column);
    render_gutter(excerpt, pen, 0);
    (void)fputc('\n', pen->out);
}

static uint32_t end_of_line(const toc_excerpt *excerpt, uint32_t at)
{
    const mark *marks = excerpt->marks.items;
    uint32_t end = at;

    while (end < excerpt->marks.count && marks[end].source == marks[at].source &&
           marks[end].line == marks[at].line)
        end++;
    return end;
}

/* All lines of one source.  @p at is the index of its first mark. */
static void render_source(const toc_excerpt *excerpt, const toc_pen *pen, uint32_t at)
{
    mark *marks = excerpt->marks.items;
    const toc_source *source = marks[at].source;

    render_arrow(excerpt, pen, &marks[at]);
    while (at < excerpt->marks.count && marks[at].source == source) {
        uint32_t end = end_of_line(excerpt, at);

        render_line(excerpt, pen, marks + at, end - at);
        if (end < excerpt->marks.count && marks[end].source == source)
            render_gap(excerpt, pen, source, marks[at].line, marks[end].line);
        at = end;
    }
}

void toc_excerpt_render(toc_excerpt *excerpt, const toc_pen *pen)
{
    const mark *marks = excerpt->marks.items;

    for (int turn = 0; turn <= 1; turn++) {
        for (uint32_t i = 0; i < excerpt->marks.count; i++) {
            bool is_first = i == 0 || marks[i].source != marks[i - 1].source;

            if (is_first && (marks[i].source == excerpt->primary.source) == (turn == 0))
                render_source(excerpt, pen, i);
        }
    }
}
