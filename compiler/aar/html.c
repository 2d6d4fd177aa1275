/* html.c - blocks of a report as elements of HTML. */
#include "aar/html.h"

#include <string.h>

#include "aar/html_style.h"
#include "draw/svg.h"
#include "draw/xml.h"

typedef struct writer {
    const toc_document *doc;
    FILE *out;
    unsigned pictures; /* so far */
    bool is_in_list;
    bool is_in_section;
} writer;

static void put(writer *w, const char *markup)
{
    fputs(markup, w->out);
}

static void put_text(writer *w, const char *text)
{
    toc_xml_put(w->out, text);
}

static const char *tone_class(toc_tone tone)
{
    static const char *const words[] = {
        [TOC_TONE_PLAIN] = NULL, [TOC_TONE_GOOD] = "good",   [TOC_TONE_WARN] = "warn",
        [TOC_TONE_BAD] = "bad",  [TOC_TONE_MUTED] = "muted",
    };

    return words[tone];
}

static void put_class(writer *w, const char *first, const char *second)
{
    if (!first && !second)
        return;
    fprintf(w->out, " class=\"%s%s%s\"", first ? first : "", first && second ? " " : "",
            second ? second : "");
}

/* ── tables ──────────────────────────────────────────────────────────────── */

static void put_head(writer *w, const toc_block *block)
{
    put(w, "<colgroup>");
    for (uint32_t i = 0; i < block->column_count; i++)
        fprintf(w->out, "<col style=\"width:%u%%\">", block->columns[i].share);
    put(w, "</colgroup>\n<thead><tr>");
    for (uint32_t i = 0; i < block->column_count; i++) {
        put(w, "<th scope=\"col\"");
        put_class(w, block->columns[i].is_right ? "right" : NULL, NULL);
        put(w, ">");
        put_text(w, block->columns[i].title);
        put(w, "</th>");
    }
    put(w, "</tr></thead>\n");
}

/* A time, `T+4h56 01-17 01:56`: a narrow column breaks it between its words, and nowhere else. */
static void put_time(writer *w, const char *text)
{
    while (*text) {
        int size = (int)strcspn(text, " ");

        fprintf(w->out, "<span class=\"time\">%.*s</span>", size, text);
        text += size;
        if (*text == ' ') {
            put(w, " ");
            text++;
        }
    }
}

/* Made of what times are made of, so of nothing that is markup. */
static bool is_time(const char *text)
{
    return strncmp(text, "T+", 2) == 0 &&
           strspn(text + 2, "0123456789:-hminsd ") == strlen(text + 2);
}

static void put_row(writer *w, const toc_block *block, const toc_cell *cells)
{
    put(w, "<tr>");
    for (uint32_t i = 0; i < block->column_count; i++) {
        const toc_column *column = &block->columns[i];

        put(w, i == 0 ? "<th scope=\"row\"" : "<td");
        put_class(w, column->is_blank ? "blank" : (column->is_right ? "right" : NULL),
                  tone_class(cells[i].tone));
        put(w, ">");
        if (is_time(cells[i].text))
            put_time(w, cells[i].text);
        else
            put_text(w, cells[i].text);
        put(w, i == 0 ? "</th>" : "</td>");
    }
    put(w, "</tr>\n");
}

static void put_table(writer *w, const toc_block *block)
{
    put(w, "<table>\n<caption>");
    put_text(w, block->text);
    put(w, "</caption>\n");
    put_head(w, block);
    put(w, "<tbody>\n");
    for (uint32_t i = 0; i < block->rows.count; i++)
        put_row(w, block, block->rows.items[i]);
    put(w, "</tbody>\n</table>\n");
}

static void put_facts(writer *w, const toc_block *block)
{
    put(w, "<dl>\n");
    for (uint32_t i = 0; i < block->rows.count; i++) {
        const toc_cell *pair = block->rows.items[i];
        bool is_blank = !*pair[1].text;

        put(w, "<div><dt>");
        put_text(w, pair[0].text);
        put(w, is_blank ? "</dt><dd class=\"blank\">" : "</dt><dd>");
        put_text(w, is_blank ? w->doc->blank : pair[1].text);
        put(w, "</dd></div>\n");
    }
    put(w, "</dl>\n");
}

/* ── the other blocks ────────────────────────────────────────────────────── */

/* Line ends and tabs stay what they are. */
static void put_code(writer *w, const toc_block *block)
{
    const char *at = block->text;

    put(w, "<figure class=\"code\"><figcaption>");
    put_text(w, block->caption);
    put(w, "</figcaption>\n<pre><code>");
    while (*at) {
        size_t size = strcspn(at, "\n\t");

        put_text(w, toc_arena_copy(w->doc->arena, at, size));
        at += size;
        if (*at)
            putc(*at++, w->out);
    }
    put(w, "</code></pre></figure>\n");
}

static toc_status put_figure(writer *w, const toc_block *block)
{
    char prefix[32];
    toc_status status;

    snprintf(prefix, sizeof prefix, "picture-%u-", ++w->pictures);
    put(w, "<figure>\n");
    status = toc_svg_write_inside(block->scene, prefix, w->out);
    put(w, "<figcaption>");
    put_text(w, block->text);
    put(w, "</figcaption></figure>\n");
    return status;
}

/* Each part of the first level is a section, an annex a page of its own. */
static void put_heading(writer *w, const toc_block *block)
{
    unsigned level = block->level + 1;
    bool is_annex = strncmp(block->id, "annex", 5) == 0;

    if (block->level == 1) {
        put(w, w->is_in_section ? "</section>\n" : "");
        fprintf(w->out, "<section aria-labelledby=\"%s\"%s>\n", block->id,
                is_annex ? " class=\"annex\"" : "");
        w->is_in_section = true;
    }
    fprintf(w->out, "<h%u id=\"%s\">", level, block->id);
    if (*block->number) {
        put(w, "<span class=\"number\">");
        put_text(w, block->number);
        put(w, "</span> ");
    }
    put_text(w, block->text);
    fprintf(w->out, "</h%u>\n", level);
}

static void put_paragraph(writer *w, const toc_block *block)
{
    put(w, "<p");
    put_class(w, tone_class(block->tone), NULL);
    put(w, ">");
    put_text(w, block->text);
    put(w, "</p>\n");
}

static void put_item(writer *w, const toc_block *block)
{
    put(w, w->is_in_list ? "" : "<ul>\n");
    w->is_in_list = true;
    put(w, "<li>");
    put_text(w, block->text);
    put(w, "</li>\n");
}

static toc_status put_block(writer *w, const toc_block *block)
{
    if (w->is_in_list && block->kind != TOC_BLOCK_ITEM) {
        put(w, "</ul>\n");
        w->is_in_list = false;
    }
    switch (block->kind) {
    case TOC_BLOCK_HEADING:
        put_heading(w, block);
        break;
    case TOC_BLOCK_TEXT:
        put_paragraph(w, block);
        break;
    case TOC_BLOCK_ITEM:
        put_item(w, block);
        break;
    case TOC_BLOCK_FACTS:
        put_facts(w, block);
        break;
    case TOC_BLOCK_TABLE:
        put_table(w, block);
        break;
    case TOC_BLOCK_FIGURE:
        return put_figure(w, block);
    case TOC_BLOCK_CODE:
        put_code(w, block);
        break;
    }
    return TOC_OK;
}

/* ── the file ────────────────────────────────────────────────────────────── */

static void put_contents(writer *w)
{
    put(w, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
    put_text(w, w->doc->contents);
    put(w, "</h2>\n<ul>\n");
    for (uint32_t i = 0; i < w->doc->blocks.count; i++) {
        const toc_block *block = &w->doc->blocks.items[i];

        if (block->kind != TOC_BLOCK_HEADING || block->level > 2)
            continue;
        fprintf(w->out, "<li class=\"level-%u\"><a href=\"#%s\">", block->level, block->id);
        put_text(w, block->number);
        put(w, *block->number ? " " : "");
        put_text(w, block->text);
        put(w, "</a></li>\n");
    }
    put(w, "</ul>\n</nav>\n");
}

static void put_top(writer *w)
{
    put(w, "<!DOCTYPE html>\n<html");
    toc_xml_put_attribute(w->out, "lang", w->doc->lang);
    put(w, ">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"generator\" content=\"Tocsin\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    put_text(w, w->doc->title);
    put(w, " – ");
    put_text(w, w->doc->subtitle);
    put(w, "</title>\n<style>\n");
    put(w, toc_html_style());
    put(w, "</style>\n</head>\n<body>\n<header>\n<h1>");
    put_text(w, w->doc->title);
    put(w, "</h1>\n<p class=\"subtitle\">");
    put_text(w, w->doc->subtitle);
    put(w, "</p>\n</header>\n");
}

toc_status toc_html_write(const toc_document *doc, FILE *out)
{
    writer w = {.doc = doc, .out = out};
    toc_status status = TOC_OK;

    put_top(&w);
    put_contents(&w);
    put(&w, "<main>\n");
    for (uint32_t i = 0; i < doc->blocks.count && status == TOC_OK; i++) {
        if (toc_block_is_read(&doc->blocks.items[i]))
            status = put_block(&w, &doc->blocks.items[i]);
    }
    put(&w, w.is_in_list ? "</ul>\n" : "");
    put(&w, w.is_in_section ? "</section>\n" : "");
    put(&w, "</main>\n</body>\n</html>\n");
    if (fflush(out) != 0 || ferror(out))
        return TOC_EIO;
    return status;
}
