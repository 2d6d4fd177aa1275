/* table.c - lays columns out and wraps what is too wide. */
#include "report/table.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"

#define GAP 2u

typedef struct table_column {
    const char *header;
    bool is_right;
    unsigned width_max;
    unsigned width;
} table_column;

typedef struct table_row {
    const char *cells[TOC_TABLE_COLUMNS_MAX];
    bool is_rule;
} table_row;

struct toc_table {
    toc_arena *arena;
    table_column columns[TOC_TABLE_COLUMNS_MAX];
    unsigned count;
    TOC_VEC(table_row) rows;
};

toc_table *toc_table_new(toc_arena *arena)
{
    toc_table *table = TOC_NEW(arena, toc_table);

    table->arena = arena;
    return table;
}

static unsigned width_of(const char *text)
{
    return (unsigned)toc_utf8_width(text, strlen(text));
}

static void widen(table_column *column, const char *text)
{
    unsigned width = width_of(text);

    if (column->width_max && width > column->width_max)
        width = column->width_max;
    if (width > column->width)
        column->width = width;
}

void toc_table_column(toc_table *table, const char *header, bool is_right, unsigned width_max)
{
    table_column *column = &table->columns[table->count++];

    column->header = header;
    column->is_right = is_right;
    column->width_max = width_max;
    if (header)
        column->width = width_of(header);
}

void toc_table_add(toc_table *table, const char *const *cells)
{
    table_row row = {.is_rule = false};

    for (unsigned i = 0; i < table->count; i++) {
        row.cells[i] = cells[i] ? cells[i] : "";
        widen(&table->columns[i], row.cells[i]);
    }
    TOC_PUSH(table->arena, &table->rows, row);
}

void toc_table_rule(toc_table *table)
{
    table_row row = {.is_rule = true};

    TOC_PUSH(table->arena, &table->rows, row);
}

static bool is_among(int32_t letter, const int32_t *letters, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (letters[i] == letter)
            return true;
    }
    return false;
}

/* Punctuation that does not begin a line. */
static bool is_closing(int32_t letter)
{
    static const int32_t closing[] = {
        ')',    ',',    '.',    ':',    ';',    '!',    '?',    '%',    ']',    0x2019,
        0x201D, 0x2026, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
        0xFF01, 0xFF05, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D};

    return is_among(letter, closing, sizeof closing / sizeof closing[0]);
}

/* Wide punctuation that does not end one. */
static bool is_opening(int32_t letter)
{
    static const int32_t opening[] = {0x3008, 0x300A, 0x300C, 0x300E, 0x3010,
                                      0x3014, 0xFF08, 0xFF3B, 0xFF5B};

    return is_among(letter, opening, sizeof opening / sizeof opening[0]);
}

size_t toc_text_fit(const char *text, unsigned columns)
{
    size_t size = strlen(text);
    size_t at = 0;
    size_t blank = 0;  /* just behind the last place to break */
    size_t before = 0; /* the place before that one */
    unsigned used = 0;

    while (at < size) {
        unsigned length;
        int32_t letter = toc_utf8_decode(text + at, size - at, &length);
        unsigned width = toc_codepoint_width(letter);

        if (blank == at && is_closing(letter))
            blank = before;
        if (used + width > columns && at > 0)
            return letter == ' ' || blank == 0 ? at : blank;
        used += width;
        at += length;
        if (letter == ' ' || (width == 2 && !is_opening(letter))) {
            before = blank;
            blank = at;
        }
    }
    return size;
}

static void spaces(unsigned count, FILE *out)
{
    for (unsigned i = 0; i < count; i++)
        (void)fputc(' ', out);
}

/* Without the blanks at its end. */
static size_t trimmed(const char *text, size_t size)
{
    while (size > 0 && text[size - 1] == ' ')
        size--;
    return size;
}

/* One line of a row: the next piece of each cell.  False when no cell has more. */
static bool write_line(const toc_table *table, const char *rest[], unsigned indent, FILE *out)
{
    unsigned due = indent; /* blanks owed before the next text */
    bool has_more = false;

    for (unsigned i = 0; i < table->count; i++) {
        const table_column *column = &table->columns[i];
        size_t size = toc_text_fit(rest[i], column->width);
        size_t shown = trimmed(rest[i], size);
        unsigned width = (unsigned)toc_utf8_width(rest[i], shown);
        unsigned pad = column->width > width ? column->width - width : 0;

        if (shown > 0) {
            spaces(due + (column->is_right ? pad : 0), out);
            (void)fwrite(rest[i], 1, shown, out);
            due = column->is_right ? 0 : pad;
        } else {
            due += column->width;
        }
        due += GAP;
        rest[i] += size;
        has_more = has_more || *rest[i];
    }
    (void)fputc('\n', out);
    return has_more;
}

static void write_cells(const toc_table *table, const char *const *cells, unsigned indent,
                        FILE *out)
{
    const char *rest[TOC_TABLE_COLUMNS_MAX];

    memcpy(rest, cells, sizeof rest);
    while (write_line(table, rest, indent, out))
        continue;
}

static void write_rule(const toc_table *table, unsigned indent, FILE *out)
{
    unsigned width = 0;

    for (unsigned i = 0; i < table->count; i++)
        width += table->columns[i].width + (i ? GAP : 0);
    spaces(indent, out);
    for (unsigned i = 0; i < width; i++)
        (void)fputs("─", out);
    (void)fputc('\n', out);
}

void toc_table_write(const toc_table *table, unsigned indent, FILE *out)
{
    const char *headers[TOC_TABLE_COLUMNS_MAX] = {0};

    for (unsigned i = 0; i < table->count; i++)
        headers[i] = table->columns[i].header ? table->columns[i].header : "";
    if (table->count > 0 && table->columns[0].header) {
        write_cells(table, headers, indent, out);
        write_rule(table, indent, out);
    }
    for (uint32_t i = 0; i < table->rows.count; i++) {
        if (table->rows.items[i].is_rule)
            write_rule(table, indent, out);
        else
            write_cells(table, table->rows.items[i].cells, indent, out);
    }
}

void toc_text_wrap(const char *text, unsigned indent, unsigned columns, FILE *out)
{
    bool is_first = true;

    do {
        size_t size = toc_text_fit(text, columns > indent ? columns - indent : 1);

        spaces(is_first ? 0 : indent, out);
        (void)fwrite(text, 1, trimmed(text, size), out);
        (void)fputc('\n', out);
        text += size;
        text += strspn(text, " ");
        is_first = false;
    } while (*text);
}
