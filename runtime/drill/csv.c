/* csv.c - reads comma-separated values cell by cell. */
#include "drill/csv.h"

#include <string.h>

#include "base/vec.h"

#define PROBLEMS_MAX 10

typedef struct reader {
    toc_arena *arena;
    toc_diag_sink *sink;
    const toc_source *source;
    const char *at;
    const char *end;
    TOC_VEC(toc_csv_cell) cells;
    uint32_t columns; /* of the header; 0: not read yet */
    unsigned problems;
} reader;

static toc_span span_of(const reader *r, const char *begin, const char *end)
{
    uint32_t first = r->source->base + (uint32_t)(begin - r->source->text);

    return (toc_span){first, first + (uint32_t)(end - begin)};
}

static void report(reader *r, toc_span span, const char *what)
{
    if (++r->problems <= PROBLEMS_MAX)
        (void)toc_diag_add(r->sink, TOC_D_SERIES_CSV, span, "%s", what);
}

static bool is_line_end(const reader *r)
{
    return r->at == r->end || *r->at == '\n' ||
           (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n');
}

/* Behind the opening quote; leaves `at` behind the closing one. */
static const char *read_quoted(reader *r)
{
    const char *begin = r->at - 1;
    char *text = toc_arena_alloc(r->arena, 1);
    size_t used = 0;
    const char *stop;

    for (stop = r->at; stop < r->end && (*stop != '"' || (stop + 1 < r->end && stop[1] == '"'));
         stop++)
        stop += *stop == '"';
    if (stop >= r->end) {
        report(r, span_of(r, begin, begin + 1), TOC_PHRASE("this quote is not closed"));
        r->at = r->end;
        return text;
    }
    text = toc_arena_alloc(r->arena, (size_t)(stop - r->at) + 1);
    for (; r->at < stop; r->at++) {
        text[used++] = *r->at;
        r->at += *r->at == '"';
    }
    r->at = stop + 1;
    return text;
}

static void read_cell(reader *r)
{
    const char *begin = r->at;
    toc_csv_cell cell;

    if (*r->at == '"' && r->at < r->end) {
        r->at++;
        cell.text = read_quoted(r);
        if (!is_line_end(r) && *r->at != ',')
            report(r, span_of(r, r->at, r->at + 1),
                   TOC_PHRASE("behind a closing quote only a comma can stand"));
    }
    while (!is_line_end(r) && *r->at != ',')
        r->at++;
    if (*begin != '"' || begin == r->end)
        cell.text = toc_arena_copy(r->arena, begin, (size_t)(r->at - begin));
    cell.span = span_of(r, begin, r->at);
    TOC_PUSH(r->arena, &r->cells, cell);
}

static void read_row(reader *r)
{
    const char *begin = r->at;
    uint32_t count = 0;

    for (;; r->at++) {
        read_cell(r);
        count++;
        if (is_line_end(r))
            break;
    }
    if (r->columns == 0) {
        r->columns = count;
    } else if (count != r->columns) {
        report(r, span_of(r, begin, r->at),
               toc_say(r->arena, "this row has %u value%s and the header %u", count,
                       count == 1 ? "" : "s", r->columns));
        r->cells.count -= count;
    }
}

const toc_csv *toc_csv_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink)
{
    reader r = {.arena = arena, .sink = sink, .source = source, .at = source->text};
    toc_csv *csv;

    r.end = source->text + source->size;
    if (source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0)
        r.at += 3;
    while (r.at < r.end && r.cells.count < TOC_CSV_CELLS_MAX) {
        if (!is_line_end(&r))
            read_row(&r);
        r.at += r.at < r.end && *r.at == '\r';
        r.at += r.at < r.end && *r.at == '\n';
    }
    if (r.cells.count >= TOC_CSV_CELLS_MAX)
        report(&r, span_of(&r, r.at, r.at), TOC_PHRASE("this file holds too many values"));
    if (r.columns == 0)
        report(&r, span_of(&r, source->text, source->text),
               TOC_PHRASE("this file holds no header row"));
    if (r.problems)
        return NULL;
    csv = TOC_NEW(arena, toc_csv);
    *csv = (toc_csv){r.columns, r.cells.count / r.columns - 1, r.cells.items};
    return csv;
}

const toc_csv_cell *toc_csv_at(const toc_csv *csv, uint32_t row, uint32_t column)
{
    return &csv->cells[(size_t)(row + 1) * csv->column_count + column];
}

uint32_t toc_csv_column(const toc_csv *csv, const char *name)
{
    for (uint32_t i = 0; i < csv->column_count; i++) {
        if (strcmp(csv->cells[i].text, name) == 0)
            return i;
    }
    return UINT32_MAX;
}
