/* msel_write.c - rows of a list as comma-separated values and as a workbook. */
#include <stdlib.h>
#include <string.h>

#include "aar/workbook_file.h"
#include "base/csv_cell.h"
#include "cli/msel_rows.h"

/* ── CSV ─────────────────────────────────────────────────────────────────── */

void toc_list_rows_csv(toc_arena *arena, const toc_list_rows *rows, const toc_msel_map *map,
                       char separator, FILE *out)
{
    (void)fputs("\xEF\xBB\xBF", out);
    for (uint32_t i = 0; i <= rows->list.count; i++) {
        for (uint32_t k = 0; k < map->count; k++) {
            const toc_msel_column *column = &map->columns[k];

            if (k > 0)
                (void)fputc(separator, out);
            toc_csv_write_cell(arena,
                               i == 0 ? column->title : rows->list.items[i - 1].cells[column->role],
                               separator, out);
        }
        (void)fputs("\r\n", out);
    }
}

/* ── workbooks ───────────────────────────────────────────────────────────── */

#define CELL_MAX 32767u /* characters, says the format */

static const double widths[TOC_MSEL_ROLE_COUNT] = {8, 20, 24, 44, 20, 24, 12, 44, 24, 60};

typedef struct book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *title;
    lxw_format *text;
    lxw_format *time;
    lxw_error error;
} book;

static void keep(book *b, lxw_error error)
{
    if (b->error == LXW_NO_ERROR)
        b->error = error;
}

/* Only so much of it is a workbook's: as text it stays text, whatever it begins with. */
static const char *escaped(toc_arena *arena, const char *text)
{
    return text[0] == '\'' ? toc_csv_escape(arena, text) : text;
}

static void put_time(book *b, lxw_row_t row, lxw_col_t column, toc_ms local)
{
    toc_date date = toc_date_from_days(local / TOC_DAY);
    toc_ms time = local % TOC_DAY;
    lxw_datetime value = {.year = (int)date.year,
                          .month = (int)date.month,
                          .day = (int)date.day,
                          .hour = (int)(time / TOC_HOUR),
                          .min = (int)(time / TOC_MINUTE % 60),
                          .sec = (double)(time / TOC_SECOND % 60)};

    keep(b, worksheet_write_datetime(b->sheet, row, column, &value, b->time));
}

static size_t letters_of(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static bool put_rows(toc_arena *arena, book *b, const toc_list_rows *rows, const toc_msel_map *map,
                     uint32_t *out_row)
{
    for (uint32_t i = 0; i < rows->list.count; i++) {
        const toc_list_row *row = &rows->list.items[i];

        for (uint32_t k = 0; k < map->count; k++) {
            toc_msel_role role = map->columns[k].role;
            const char *text = escaped(arena, row->cells[role]);

            *out_row = i + 2;
            if (letters_of(text) > CELL_MAX)
                return false;
            if (role == TOC_MSEL_TIME && row->is_dated)
                put_time(b, i + 1, (lxw_col_t)k, row->local);
            else if (*text)
                keep(b, worksheet_write_string(b->sheet, i + 1, (lxw_col_t)k, text, b->text));
        }
    }
    return true;
}

static bool fill(toc_arena *arena, book *b, const toc_list_rows *rows, const toc_msel_map *map,
                 uint32_t *out_row)
{
    b->sheet = workbook_add_worksheet(b->workbook, "MSEL");
    b->title = workbook_add_format(b->workbook);
    b->text = workbook_add_format(b->workbook);
    b->time = workbook_add_format(b->workbook);
    if (!b->sheet || !b->title || !b->text || !b->time) {
        b->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
        return true;
    }
    format_set_bold(b->title);
    format_set_text_wrap(b->text);
    format_set_align(b->text, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(b->time, "yyyy-mm-dd hh:mm:ss");
    format_set_align(b->time, LXW_ALIGN_VERTICAL_TOP);
    for (uint32_t k = 0; k < map->count; k++) {
        keep(b, worksheet_set_column(b->sheet, (lxw_col_t)k, (lxw_col_t)k,
                                     widths[map->columns[k].role], NULL));
        keep(b, worksheet_write_string(b->sheet, 0, (lxw_col_t)k,
                                       escaped(arena, map->columns[k].title), b->title));
    }
    worksheet_freeze_panes(b->sheet, 1, 0);
    return put_rows(arena, b, rows, map, out_row);
}

toc_status toc_list_rows_xlsx(toc_arena *arena, const toc_list_rows *rows, const toc_msel_map *map,
                              const char *title, uint32_t *out_row, FILE *out)
{
    /* the day of a file tells nothing, and the same list is to give the same bytes */
    lxw_doc_properties properties = {.title = toc_arena_printf(arena, "%.200s", title),
                                     .created = 1};
    book b = {0};
    toc_workbook_file file;
    toc_status status = toc_workbook_file_open(arena, &b.workbook, &file);

    if (status != TOC_OK)
        return status;
    if (!fill(arena, &b, rows, map, out_row))
        status = TOC_ERANGE;
    keep(&b, workbook_set_properties(b.workbook, &properties));
    keep(&b, workbook_close(b.workbook));
    if (status == TOC_OK && b.error != LXW_NO_ERROR)
        status = b.error == LXW_ERROR_MEMORY_MALLOC_FAILED ? TOC_ENOMEM : TOC_EIO;
    return toc_workbook_file_send(&file, status, out);
}
