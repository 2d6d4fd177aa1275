/* improvements.c - the list of improvements of a report as a table for spreadsheets. */
#include "serve/improvements.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

#include "serve/words.h"

typedef struct column {
    const char *key; /* in the report */
    toc_serve_word heading;
} column;

static const column columns[] = {
    {"number", TOC_SERVE_CSV_NUMBER},       {"priority", TOC_SERVE_CSV_PRIORITY},
    {"what", TOC_SERVE_CSV_WHAT},           {"why", TOC_SERVE_CSV_WHY},
    {"proposal", TOC_SERVE_CSV_PROPOSAL},   {"clause", TOC_SERVE_CSV_CLAUSE},
    {"objective", TOC_SERVE_CSV_OBJECTIVE}, {"body", TOC_SERVE_CSV_BODY},
    {"owner", TOC_SERVE_CSV_OWNER},         {"due_date", TOC_SERVE_CSV_DUE},
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

static bool is_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

static void write_cell(const char *text, FILE *out)
{
    putc('"', out);
    if (is_formula(text))
        putc('\'', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

static void write_row(const json_object *row, FILE *out)
{
    for (unsigned i = 0; i < COLUMN_COUNT; i++) {
        json_object *value = NULL;
        bool is_there = json_object_object_get_ex(row, columns[i].key, &value) && value;

        if (i > 0)
            putc(',', out);
        write_cell(is_there ? json_object_get_string(value) : "", out);
    }
    fputs("\r\n", out);
}

static void write_headings(const char *lang, FILE *out)
{
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    for (unsigned i = 0; i < COLUMN_COUNT; i++) {
        if (i > 0)
            putc(',', out);
        write_cell(toc_serve_text(&arena, lang, columns[i].heading, NULL), out);
    }
    fputs("\r\n", out);
    toc_arena_deinit(&arena);
}

bool toc_improvements_write(const char *report, size_t size, const char *lang, FILE *out)
{
    json_tokener *tokener = json_tokener_new();
    json_object *object = NULL;
    json_object *rows = NULL;
    bool is_report;

    if (!tokener)
        return false;
    if (size < INT_MAX)
        object = json_tokener_parse_ex(tokener, report, (int)size);
    is_report = object && json_object_object_get_ex(object, "improvements", &rows) &&
                json_object_is_type(rows, json_type_array);
    if (is_report) {
        fputs("\xEF\xBB\xBF", out);
        write_headings(lang, out);
        for (size_t i = 0; i < json_object_array_length(rows); i++)
            write_row(json_object_array_get_idx(rows, i), out);
    }
    json_object_put(object);
    json_tokener_free(tokener);
    return is_report && !ferror(out);
}
