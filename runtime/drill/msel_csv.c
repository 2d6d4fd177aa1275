/* msel_csv.c - rows of a list, as spreadsheets of any country write them. */
#include <string.h>

#include "base/csv_cell.h"
#include "drill/msel.h"

#define PROBLEMS_MAX 10u

typedef struct reader {
    toc_arena *arena;
    toc_diag_sink *sink;
    const toc_source *source;
    const char *at;
    const char *end;
    char separator;
    unsigned problems;
} reader;

static toc_span span_of(const reader *r, const char *begin, const char *end)
{
    uint32_t first = r->source->base + (uint32_t)(begin - r->source->text);

    return (toc_span){first, first + (uint32_t)(end - begin)};
}

static void report(reader *r, const char *begin, const char *end, const char *what)
{
    if (++r->problems <= PROBLEMS_MAX)
        (void)toc_diag_add(r->sink, TOC_D_LIST_BROKEN, span_of(r, begin, end), "%s", what);
}

static bool is_line_end(const reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

static void pass_line_end(reader *r)
{
    if (r->at < r->end && *r->at == '\r')
        r->at++;
    if (r->at < r->end && *r->at == '\n')
        r->at++;
}

/* ── which separator ─────────────────────────────────────────────────────── */

static char most_of(const reader *r)
{
    static const char signs[] = {',', ';', '\t'};
    uint32_t counts[sizeof signs] = {0};
    bool is_quoted = false;
    unsigned best = 0;

    for (const char *at = r->at; at < r->end && (is_quoted || (*at != '\n' && *at != '\r')); at++) {
        is_quoted ^= *at == '"';
        for (unsigned i = 0; i < sizeof signs && !is_quoted; i++)
            counts[i] += *at == signs[i];
    }
    for (unsigned i = 1; i < sizeof signs; i++)
        best = counts[i] > counts[best] ? i : best;
    return signs[best];
}

/* Some spreadsheets say it in a line of its own: `sep=;`. */
static void find_separator(reader *r)
{
    if (r->end - r->at > 5 && strncmp(r->at, "sep=", 4) == 0 &&
        (r->at[5] == '\r' || r->at[5] == '\n')) {
        r->separator = r->at[4];
        r->at += 5;
        pass_line_end(r);
        return;
    }
    r->separator = most_of(r);
}

/* ── cells ───────────────────────────────────────────────────────────────── */

/* Behind the opening quote; leaves `at` behind the closing one. */
static const char *read_quoted(reader *r)
{
    const char *begin = r->at - 1;
    const char *stop = r->at;
    size_t used = 0;
    char *text;

    while (stop < r->end && (*stop != '"' || (stop + 1 < r->end && stop[1] == '"')))
        stop += *stop == '"' ? 2 : 1;
    if (stop >= r->end) {
        report(r, begin, begin + 1, TOC_PHRASE("this quote is not closed"));
        r->at = r->end;
        return "";
    }
    text = toc_arena_alloc(r->arena, (size_t)(stop - r->at) + 1);
    for (; r->at < stop; r->at += *r->at == '"' ? 2 : 1) {
        if (*r->at != '\r' || r->at[1] != '\n') /* a line end is one letter, whoever wrote it */
            text[used++] = *r->at;
    }
    r->at = stop + 1;
    return text;
}

static toc_csv_cell read_cell(reader *r)
{
    const char *begin = r->at;
    const char *text = NULL;

    if (r->at < r->end && *r->at == '"') {
        r->at++;
        text = read_quoted(r);
        if (!is_line_end(r) && *r->at != r->separator)
            report(r, r->at, r->at + 1,
                   TOC_PHRASE("behind a closing quote only a separator can stand"));
    }
    while (!is_line_end(r) && *r->at != r->separator)
        r->at++;
    if (!text)
        text = toc_arena_copy(r->arena, begin, (size_t)(r->at - begin));
    return (toc_csv_cell){toc_csv_unescape(text), span_of(r, begin, r->at)};
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static toc_msel_row read_row(reader *r)
{
    TOC_VEC(toc_csv_cell) cells = {0};
    const char *begin = r->at;

    for (;; r->at++) {
        toc_csv_cell cell = read_cell(r);

        TOC_PUSH(r->arena, &cells, cell);
        if (is_line_end(r))
            break;
    }
    while (cells.count > 0 && is_blank(cells.items[cells.count - 1].text))
        cells.count--;
    if (cells.count > TOC_MSEL_COLUMNS_MAX) {
        report(r, begin, r->at, TOC_PHRASE("this row has too many cells"));
        cells.count = TOC_MSEL_COLUMNS_MAX;
    }
    return (toc_msel_row){cells.items, cells.count, span_of(r, begin, r->at)};
}

bool toc_msel_csv(toc_arena *arena, const toc_source *source, toc_diag_sink *sink,
                  toc_msel_rows *out)
{
    reader r = {.arena = arena, .sink = sink, .source = source, .at = source->text};

    r.end = source->text + source->size;
    if (source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0)
        r.at += 3;
    find_separator(&r);
    while (r.at < r.end && r.problems <= PROBLEMS_MAX) {
        toc_msel_row row = read_row(&r);

        if (row.count > 0)
            TOC_PUSH(arena, out, row);
        if (out->count > TOC_MSEL_ROWS_MAX) {
            report(&r, r.at, r.at, TOC_PHRASE("this list has more rows than are read"));
            break;
        }
        pass_line_end(&r);
    }
    if (out->count == 0)
        report(&r, source->text, source->text, TOC_PHRASE("this list has no row of titles"));
    return r.problems == 0;
}
