/* document.c - adds blocks to a report and numbers its headings. */
#include "aar/document.h"

#include <string.h>

toc_document *toc_document_new(toc_arena *arena, const char *lang, const char *title,
                               const char *subtitle)
{
    toc_document *doc = TOC_NEW(arena, toc_document);

    doc->arena = arena;
    doc->lang = lang;
    doc->title = title;
    doc->subtitle = subtitle;
    return doc;
}

/* ── numbers ─────────────────────────────────────────────────────────────── */

static bool is_chinese(const toc_document *doc)
{
    return strncmp(doc->lang, "zh", 2) == 0;
}

/* 一, 十, 十一, 二十一; beyond 99 in figures. */
static const char *chinese(toc_arena *arena, uint32_t number)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const char *tens = number < 10 ? "" : (number < 20 ? "十" : NULL);

    if (number > 99)
        return toc_arena_printf(arena, "%u", (unsigned)number);
    if (!tens)
        tens = toc_arena_printf(arena, "%s十", digits[number / 10]);
    return toc_arena_printf(arena, "%s%s", tens, digits[number % 10]);
}

static const char *annex_name(const toc_document *doc)
{
    uint32_t number = doc->numbers[0];
    const char *slot = strstr(doc->annex, "{1}");
    const char *text;

    if (!slot)
        return doc->annex;
    text = is_chinese(doc) || number > 26
               ? toc_arena_printf(doc->arena, "%u", (unsigned)number)
               : toc_arena_printf(doc->arena, "%c", (int)('A' + (int)number - 1));
    return toc_arena_printf(doc->arena, "%.*s%s%s", (int)(slot - doc->annex), doc->annex, text,
                            slot + 3);
}

static const char *number_of(const toc_document *doc, unsigned level)
{
    const uint32_t *n = doc->numbers;

    if (doc->is_in_annex)
        return level == 1 ? annex_name(doc) : "";
    if (level > 2)
        return ""; /* findings, which have numbers of their own */
    if (is_chinese(doc))
        return level == 1 ? toc_arena_printf(doc->arena, "%s、", chinese(doc->arena, n[1]))
                          : toc_arena_printf(doc->arena, "（%s）", chinese(doc->arena, n[2]));
    return level == 1 ? toc_arena_printf(doc->arena, "%u", (unsigned)n[1])
                      : toc_arena_printf(doc->arena, "%u.%u", (unsigned)n[1], (unsigned)n[2]);
}

static const char *id_of(const toc_document *doc, unsigned level)
{
    const uint32_t *n = doc->numbers;
    const char *part = doc->is_in_annex ? toc_arena_printf(doc->arena, "annex-%u", (unsigned)n[0])
                                        : toc_arena_printf(doc->arena, "part-%u", (unsigned)n[1]);

    for (unsigned i = 2; i <= level; i++)
        part = toc_arena_printf(doc->arena, "%s-%u", part, (unsigned)n[i]);
    return part;
}

/* ── blocks ──────────────────────────────────────────────────────────────── */

static toc_block *add(toc_document *doc, toc_block_kind kind, const char *text)
{
    toc_block block = {.kind = kind, .text = text};

    TOC_PUSH(doc->arena, &doc->blocks, block);
    return &doc->blocks.items[doc->blocks.count - 1];
}

static toc_block *last_of(toc_document *doc, toc_block_kind kind)
{
    toc_block *last = doc->blocks.count ? &doc->blocks.items[doc->blocks.count - 1] : NULL;

    return last && last->kind == kind ? last : NULL;
}

static void add_heading(toc_document *doc, unsigned level, const char *text)
{
    toc_block *block;

    for (unsigned i = level + 1; i < sizeof doc->numbers / sizeof doc->numbers[0]; i++)
        doc->numbers[i] = 0;
    block = add(doc, TOC_BLOCK_HEADING, text);
    block->level = level;
    block->number = number_of(doc, level);
    block->id = id_of(doc, level);
}

void toc_document_heading(toc_document *doc, unsigned level, const char *text)
{
    doc->is_in_annex = doc->is_in_annex && level > 1;
    doc->numbers[level]++;
    add_heading(doc, level, text);
}

void toc_document_annex(toc_document *doc, const char *text)
{
    doc->is_in_annex = true;
    doc->numbers[0]++;
    add_heading(doc, 1, text);
}

void toc_document_text(toc_document *doc, toc_tone tone, const char *text)
{
    add(doc, TOC_BLOCK_TEXT, text)->tone = tone;
}

void toc_document_item(toc_document *doc, const char *text)
{
    (void)add(doc, TOC_BLOCK_ITEM, text);
}

void toc_document_code(toc_document *doc, const char *caption, const char *text)
{
    add(doc, TOC_BLOCK_CODE, text)->caption = caption;
}

void toc_document_figure(toc_document *doc, const char *caption, const toc_scene *scene)
{
    add(doc, TOC_BLOCK_FIGURE, caption)->scene = scene;
}

void toc_document_fact(toc_document *doc, const char *name, const char *text)
{
    toc_block *block = last_of(doc, TOC_BLOCK_FACTS);
    toc_cell *pair = TOC_NEW_ARRAY(doc->arena, toc_cell, 2);

    if (!block)
        block = add(doc, TOC_BLOCK_FACTS, NULL);
    pair[0] = toc_cell_text(name);
    pair[1] = toc_cell_text(text);
    TOC_PUSH(doc->arena, &block->rows, pair);
}

void toc_document_table(toc_document *doc, const char *caption, const char *sheet,
                        const toc_column *columns, uint32_t count)
{
    toc_block *block = add(doc, TOC_BLOCK_TABLE, caption);

    block->sheet = sheet;
    block->columns = columns;
    block->column_count = count;
}

void toc_document_row(toc_document *doc, const toc_cell *cells)
{
    toc_block *block = last_of(doc, TOC_BLOCK_TABLE);
    toc_cell *copy = TOC_NEW_ARRAY(doc->arena, toc_cell, block->column_count);

    memcpy(copy, cells, block->column_count * sizeof *cells);
    TOC_PUSH(doc->arena, &block->rows, copy);
}

/* ── cells ───────────────────────────────────────────────────────────────── */

bool toc_block_is_read(const toc_block *block)
{
    return block->kind != TOC_BLOCK_TABLE || block->rows.count > 0;
}

toc_cell toc_cell_text(const char *text)
{
    return (toc_cell){.text = text};
}

toc_cell toc_cell_toned(const char *text, toc_tone tone)
{
    return (toc_cell){.text = text, .tone = tone};
}

toc_cell toc_cell_number(toc_arena *arena, int64_t number)
{
    return (toc_cell){.text = toc_arena_printf(arena, "%lld", (long long)number),
                      .is_number = true,
                      .number = number};
}
