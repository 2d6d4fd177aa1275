/* markdown.c - blocks of a report as Markdown. */
#include "aar/markdown.h"

#include <string.h>

/* Addresses become links by themselves: their colon and their first point are escaped as well. */
static bool is_markup(const char *text, const char *at)
{
    if (*at == '.')
        return at - text >= 3 && strncmp(at - 3, "www", 3) == 0;
    return strchr("\\`*_[]<>|~@", *at) || strncmp(at, "://", 3) == 0;
}

/* One line; every sign that could be markup inside it is escaped. */
static void put_text(FILE *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f) {
            putc(' ', out);
        } else if (*at == '&') {
            fputs("&amp;", out);
        } else {
            if (is_markup(text, at))
                putc('\\', out);
            putc(*at, out);
        }
    }
}

/* At the begin of a line some signs make a list, a heading or a rule. */
static void put_line(FILE *out, const char *text)
{
    size_t digits = strspn(text, "0123456789");

    if (digits > 0 && (text[digits] == '.' || text[digits] == ')')) {
        fwrite(text, 1, digits, out);
        fprintf(out, "\\%c", text[digits]);
        text += digits + 1;
    } else if (*text && strchr("#+-=", *text)) {
        putc('\\', out);
        putc(*text++, out);
    }
    put_text(out, text);
}

static void put_heading(FILE *out, const toc_block *block)
{
    for (unsigned i = 0; i <= block->level; i++)
        putc('#', out);
    putc(' ', out);
    if (*block->number) {
        put_text(out, block->number);
        putc(' ', out);
    }
    put_text(out, block->text);
    fputs("\n\n", out);
}

static void put_cells(FILE *out, const toc_block *block, const toc_cell *cells)
{
    fputs("|", out);
    for (uint32_t i = 0; i < block->column_count; i++) {
        putc(' ', out);
        put_text(out, cells[i].text);
        fputs(" |", out);
    }
    putc('\n', out);
}

static void put_table(FILE *out, const toc_block *block)
{
    fputs("**", out);
    put_text(out, block->text);
    fputs("**\n\n|", out);
    for (uint32_t i = 0; i < block->column_count; i++) {
        putc(' ', out);
        put_text(out, block->columns[i].title);
        fputs(" |", out);
    }
    fputs("\n|", out);
    for (uint32_t i = 0; i < block->column_count; i++)
        fputs(block->columns[i].is_right ? " ---: |" : " --- |", out);
    putc('\n', out);
    for (uint32_t i = 0; i < block->rows.count; i++)
        put_cells(out, block, block->rows.items[i]);
    putc('\n', out);
}

static void put_facts(FILE *out, const toc_document *doc, const toc_block *block)
{
    for (uint32_t i = 0; i < block->rows.count; i++) {
        const toc_cell *pair = block->rows.items[i];

        fputs("- **", out);
        put_text(out, pair[0].text);
        fputs(":** ", out);
        if (*pair[1].text) {
            put_text(out, pair[1].text);
        } else {
            fputs("\\_\\_\\_\\_\\_\\_ (", out);
            put_text(out, doc->blank);
            putc(')', out);
        }
        putc('\n', out);
    }
    putc('\n', out);
}

/* The rows of a picture are groups with a title. */
static void put_figure(FILE *out, const toc_block *block)
{
    putc('*', out);
    put_text(out, block->text);
    fputs("*\n\n", out);
    for (uint32_t i = 0; i < block->scene->items.count; i++) {
        const toc_scene_item *item = &block->scene->items.items[i];

        if (item->kind != TOC_SCENE_OPEN || !item->text)
            continue;
        fputs("- ", out);
        put_text(out, item->text);
        putc('\n', out);
    }
    putc('\n', out);
}

/* A fence longer than any in the text. */
static void put_code(FILE *out, const toc_block *block)
{
    size_t longest = 2;
    size_t size = strlen(block->text);

    for (const char *at = block->text; (at = strchr(at, '`')) != NULL;) {
        size_t run = strspn(at, "`");

        longest = run > longest ? run : longest;
        at += run;
    }
    fputs("**", out);
    put_text(out, block->caption);
    fputs("**\n\n", out);
    for (size_t i = 0; i <= longest; i++)
        putc('`', out);
    fprintf(out, "diff\n%s%s", block->text, size > 0 && block->text[size - 1] == '\n' ? "" : "\n");
    for (size_t i = 0; i <= longest; i++)
        putc('`', out);
    fputs("\n\n", out);
}

static void put_block(FILE *out, const toc_document *doc, const toc_block *block)
{
    switch (block->kind) {
    case TOC_BLOCK_HEADING:
        put_heading(out, block);
        break;
    case TOC_BLOCK_TEXT:
        put_line(out, block->text);
        fputs("\n\n", out);
        break;
    case TOC_BLOCK_ITEM:
        fputs("- ", out);
        put_line(out, block->text);
        putc('\n', out);
        break;
    case TOC_BLOCK_FACTS:
        put_facts(out, doc, block);
        break;
    case TOC_BLOCK_TABLE:
        put_table(out, block);
        break;
    case TOC_BLOCK_FIGURE:
        put_figure(out, block);
        break;
    case TOC_BLOCK_CODE:
        put_code(out, block);
        break;
    }
}

toc_status toc_markdown_write(const toc_document *doc, FILE *out)
{
    fputs("# ", out);
    put_text(out, doc->title);
    fputs("\n\n**", out);
    put_text(out, doc->subtitle);
    fputs("**\n\n", out);
    for (uint32_t i = 0; i < doc->blocks.count; i++) {
        const toc_block *block = &doc->blocks.items[i];
        bool ends_list = i > 0 && doc->blocks.items[i - 1].kind == TOC_BLOCK_ITEM &&
                         block->kind != TOC_BLOCK_ITEM;

        fputs(ends_list ? "\n" : "", out);
        if (toc_block_is_read(block))
            put_block(out, doc, block);
    }
    return fflush(out) == 0 && !ferror(out) ? TOC_OK : TOC_EIO;
}
