/* workbook.c - tables of a report as sheets.
 *
 * libxlsxwriter writes to a path only, so the workbook is made beside and copied to the stream. */
#include "aar/workbook.h"

#include <stdlib.h>
#include <string.h>

#include "aar/workbook_file.h"
#include "base/utf8.h"

enum {
    ROWS_MOST = 1048570,
    LETTERS_MOST = 32767, /* of a cell */
    WIDTH_OF_ALL = 150,   /* columns of letters that the shares of a table are shares of */
    TEXT_FORMAT = 49,     /* `@`, one of those that every spreadsheet knows by number */
    NAME_COLUMN = 30,
    TEXT_COLUMN = 100
};

typedef struct book {
    const toc_document *doc;
    lxw_workbook *workbook;
    lxw_format *head;
    lxw_format *bold;
    lxw_format *wrapped; /* text, and stays it */
    lxw_format *fixed;   /* two digits behind the point */
    lxw_format *title;
    unsigned counts[64]; /* how often a name of a sheet was used, by place of its first use */
    const char *names[64];
    unsigned name_count;
    lxw_error error;
} book;

static void keep(book *b, lxw_error error)
{
    if (b->error == LXW_NO_ERROR)
        b->error = error;
}

/* ── cells ───────────────────────────────────────────────────────────────── */

/* At most what a cell holds, cut between letters. */
static const char *cut(const book *b, const char *text)
{
    size_t size = strlen(text);
    size_t at = 0;
    unsigned letters = 0;
    unsigned step = 0;

    for (; at < size && letters < LETTERS_MOST - 1; at += step) {
        int32_t letter = toc_utf8_decode(text + at, size - at, &step);

        letters += letter > 0xffff ? 2 : 1; /* counted as UTF-16 */
    }
    return at < size ? toc_arena_copy(b->doc->arena, text, at) : text;
}

/* A string of the workbook, never a formula; its form keeps it text when it is edited. */
static void put_text(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const char *text, lxw_format *format)
{
    if (*text)
        keep(b, worksheet_write_string(sheet, row, column, cut(b, text), format));
    else
        keep(b, worksheet_write_blank(sheet, row, column, format));
}

static void put_cell(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const toc_cell *cell)
{
    double value = (double)cell->number;

    if (!cell->is_number) {
        put_text(b, sheet, row, column, cell->text, b->wrapped);
        return;
    }
    for (unsigned i = 0; i < cell->scale; i++)
        value /= 10;
    keep(b, worksheet_write_number(sheet, row, column, value, cell->scale ? b->fixed : NULL));
}

/* ── sheets ──────────────────────────────────────────────────────────────── */

/* The second of one name is `grading 2`. */
static const char *sheet_name(book *b, const char *name)
{
    for (unsigned i = 0; i < b->name_count; i++) {
        if (strcmp(b->names[i], name) == 0)
            return toc_arena_printf(b->doc->arena, "%s %u", name, ++b->counts[i]);
    }
    if (b->name_count < sizeof b->names / sizeof b->names[0]) {
        b->counts[b->name_count] = 1;
        b->names[b->name_count++] = name;
    }
    return name;
}

static void set_up_print(lxw_worksheet *sheet)
{
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&R&P / &N");
}

static void put_table(book *b, const toc_block *block)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, sheet_name(b, block->sheet));
    lxw_col_t last = (lxw_col_t)(block->column_count - 1);

    if (!sheet || block->rows.count > ROWS_MOST) {
        keep(b, sheet ? LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE : LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    set_up_print(sheet);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    keep(b, worksheet_autofilter(sheet, 0, 0, block->rows.count, last));
    for (lxw_col_t i = 0; i <= last; i++) {
        double width = (double)block->columns[i].share * WIDTH_OF_ALL / 100;

        keep(b, worksheet_set_column(sheet, i, i, width < 8 ? 8 : width, NULL));
        put_text(b, sheet, 0, i, block->columns[i].title, b->head);
    }
    for (uint32_t row = 0; row < block->rows.count; row++) {
        for (lxw_col_t i = 0; i <= last; i++)
            put_cell(b, sheet, row + 1, i, &block->rows.items[row][i]);
    }
}

/* Title, and the facts of the first part. */
static void put_front(book *b)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, sheet_name(b, "overview"));
    lxw_row_t row = 3;
    unsigned parts = 0;

    if (!sheet) {
        keep(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    set_up_print(sheet);
    keep(b, worksheet_set_column(sheet, 0, 0, NAME_COLUMN, NULL));
    keep(b, worksheet_set_column(sheet, 1, 1, TEXT_COLUMN, NULL));
    put_text(b, sheet, 0, 0, b->doc->title, b->title);
    put_text(b, sheet, 1, 0, b->doc->subtitle, b->bold);
    for (uint32_t i = 0; i < b->doc->blocks.count && parts < 2; i++) {
        const toc_block *block = &b->doc->blocks.items[i];

        parts += block->kind == TOC_BLOCK_HEADING && block->level == 1;
        for (uint32_t k = 0; block->kind == TOC_BLOCK_FACTS && parts < 2 && k < block->rows.count;
             k++, row++) {
            put_text(b, sheet, row, 0, block->rows.items[k][0].text, b->bold);
            put_text(b, sheet, row, 1, block->rows.items[k][1].text, b->wrapped);
        }
    }
}

/* ── the file ────────────────────────────────────────────────────────────── */

static void make_formats(book *b)
{
    b->head = workbook_add_format(b->workbook);
    b->bold = workbook_add_format(b->workbook);
    b->wrapped = workbook_add_format(b->workbook);
    b->fixed = workbook_add_format(b->workbook);
    b->title = workbook_add_format(b->workbook);
    format_set_num_format_index(b->head, TEXT_FORMAT);
    format_set_num_format_index(b->bold, TEXT_FORMAT);
    format_set_num_format_index(b->wrapped, TEXT_FORMAT);
    format_set_num_format_index(b->title, TEXT_FORMAT);
    format_set_bold(b->head);
    format_set_bg_color(b->head, 0xeef2f6);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    format_set_text_wrap(b->head);
    format_set_align(b->head, LXW_ALIGN_VERTICAL_TOP);
    format_set_bold(b->bold);
    format_set_align(b->bold, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(b->wrapped);
    format_set_align(b->wrapped, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(b->fixed, "0.00");
    format_set_bold(b->title);
    format_set_font_size(b->title, 16);
}

/* Never today's: the same drill gives the same bytes. */
static time_t date_of(const toc_document *doc)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch && *epoch >= '0' && *epoch <= '9' ? strtoll(epoch, &end, 10) : -1;

    if (seconds >= 0 && !*end)
        return (time_t)seconds;
    seconds = doc->written / TOC_SECOND;
    return (time_t)(seconds > 0 ? seconds : 1); /* 0 would be taken for today */
}

static lxw_error fill(book *b)
{
    lxw_doc_properties properties = {.created = date_of(b->doc)};

    properties.title = toc_arena_copy(b->doc->arena, b->doc->title, strlen(b->doc->title));
    properties.subject = toc_arena_copy(b->doc->arena, b->doc->subtitle, strlen(b->doc->subtitle));
    make_formats(b);
    put_front(b);
    for (uint32_t i = 0; i < b->doc->blocks.count; i++) {
        const toc_block *block = &b->doc->blocks.items[i];

        if (block->kind == TOC_BLOCK_TABLE && block->sheet)
            put_table(b, block);
    }
    keep(b, workbook_set_properties(b->workbook, &properties));
    keep(b, workbook_close(b->workbook));
    return b->error;
}

static toc_status status_of(lxw_error error)
{
    switch ((int)error) {
    case LXW_NO_ERROR:
        return TOC_OK;
    case LXW_ERROR_MEMORY_MALLOC_FAILED:
        return TOC_ENOMEM;
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
        return TOC_ERANGE;
    default:
        return TOC_EIO;
    }
}

toc_status toc_workbook_write(const toc_document *doc, FILE *out)
{
    book b = {.doc = doc};
    toc_workbook_file file;
    toc_status status = toc_workbook_file_open(doc->arena, &b.workbook, &file);

    if (status != TOC_OK)
        return status;
    return toc_workbook_file_send(&file, status_of(fill(&b)), out);
}
