/* measures.c - one table of the document, cell by cell. */
#include "aar/measures.h"

#include <string.h>

#include "base/csv_cell.h"

static void put(const toc_document *doc, const char *text, bool is_last, FILE *out)
{
    toc_csv_write_cell(doc->arena, text, ',', out);
    (void)fputs(is_last ? "\r\n" : ",", out);
}

static void write_table(const toc_document *doc, const toc_block *table, FILE *out)
{
    for (uint32_t i = 0; i < table->column_count; i++)
        put(doc, table->columns[i].title, i + 1 == table->column_count, out);
    for (uint32_t row = 0; row < table->rows.count; row++) {
        for (uint32_t i = 0; i < table->column_count; i++)
            put(doc, table->rows.items[row][i].text, i + 1 == table->column_count, out);
    }
}

toc_status toc_measures_write(const toc_document *doc, FILE *out)
{
    (void)fputs("\xEF\xBB\xBF", out);
    for (uint32_t i = 0; i < doc->blocks.count; i++) {
        const toc_block *block = &doc->blocks.items[i];

        if (block->kind == TOC_BLOCK_TABLE && block->sheet &&
            strcmp(block->sheet, TOC_SHEET_IMPROVEMENTS) == 0)
            write_table(doc, block, out);
    }
    return ferror(out) ? TOC_EIO : TOC_OK;
}
