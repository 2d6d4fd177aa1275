/* paper_table.c - tables and facts on pages: rows that go on, heads that come again. */
#include "aar/paper_private.h"

#include <string.h>

enum {
    LETTER = 2650,
    PAD = 900,
    CAPTION = 3100,
    FACT = 3100,
    FACT_NAME = 42 * TOC_MM,
    KEPT_MOST = 60 * TOC_MM /* a row of up to this height stays on one page */
};

typedef struct row {
    toc_face_text cells[TOC_COLUMNS_MAX];
    toc_colour_rgb colours[TOC_COLUMNS_MAX];
    uint32_t lines; /* of the longest cell */
    toc_um line;    /* the height of one */
    bool is_head;
} row;

typedef struct table {
    const toc_block *block;
    row head;
    toc_um widths[TOC_COLUMNS_MAX]; /* of the columns, TOC_PAGE_BODY together */
} table;

/* ── widths ──────────────────────────────────────────────────────────────── */

typedef struct word_at {
    const char *text;
    size_t size;
} word_at;

/* Of what may not be broken: it ends at a space, after a hyphen or a stroke, and at a Chinese sign. */
static void keep_longest(word_at *longest, const char *text)
{
    while (*text) {
        const char *from = text;

        while (*text && !strchr(" -/", *text) && (unsigned char)*text < 0x80)
            text++;
        text += *text != '\0';
        if ((size_t)(text - from) > longest->size)
            *longest = (word_at){from, (size_t)(text - from)};
    }
}

/* What the column needs so that no word of it is cut in two. */
static toc_um least_width(toc_paper *paper, const toc_block *block, uint32_t column)
{
    word_at longest = {"", 0};
    const char *word;

    keep_longest(&longest, block->columns[column].title);
    for (uint32_t i = 0; i < block->rows.count; i++)
        keep_longest(&longest, block->rows.items[i][column].text);
    word = toc_arena_copy(paper->arena, longest.text, longest.size);
    return toc_face_set(paper->face, paper->arena, word, LETTER, true, TOC_PAGE_BODY).width +
           2 * PAD;
}

/* The shares; a column that is too narrow for a word takes from those that have more than they need. */
static void set_widths(toc_paper *paper, table *t)
{
    toc_um least[TOC_COLUMNS_MAX];
    toc_um wanted = 0;
    toc_um spare = 0;

    for (uint32_t i = 0; i < t->block->column_count; i++) {
        toc_um width = (toc_um)(t->block->columns[i].share * (TOC_PAGE_BODY / 100));

        t->widths[i] = width;
        least[i] = least_width(paper, t->block, i);
        wanted += least[i] > width ? least[i] - width : 0;
        spare += width > least[i] ? width - least[i] : 0;
    }
    if (wanted <= 0 || spare < wanted)
        return;
    for (uint32_t i = 0; i < t->block->column_count; i++) {
        toc_um over = t->widths[i] - least[i];

        t->widths[i] =
            over < 0 ? least[i] : t->widths[i] - (toc_um)((int64_t)over * wanted / spare);
    }
}

/* ── setting ─────────────────────────────────────────────────────────────── */

static void measure(row *it, uint32_t column)
{
    toc_um line = toc_paper_line_height(&it->cells[column]);

    if (it->cells[column].count > it->lines)
        it->lines = it->cells[column].count;
    it->line = line > it->line ? line : it->line;
}

static row set_head(toc_paper *paper, const table *t)
{
    const toc_block *block = t->block;
    row it = {.is_head = true, .lines = 1};

    for (uint32_t i = 0; i < block->column_count; i++) {
        it.cells[i] = toc_face_set(paper->face, paper->arena, block->columns[i].title, LETTER, true,
                                   t->widths[i] - 2 * PAD);
        it.colours[i] = TOC_COLOUR_INK;
        measure(&it, i);
    }
    return it;
}

static row set_row(toc_paper *paper, const table *t, const toc_cell *cells)
{
    const toc_block *block = t->block;
    row it = {.lines = 1, .line = LETTER};

    for (uint32_t i = 0; i < block->column_count; i++) {
        bool is_bold = cells[i].tone == TOC_TONE_BAD || cells[i].tone == TOC_TONE_WARN;

        it.colours[i] = toc_paper_colour(cells[i].tone);
        if (!*cells[i].text)
            continue;
        it.cells[i] = toc_face_set(paper->face, paper->arena, cells[i].text, LETTER, is_bold,
                                   t->widths[i] - 2 * PAD);
        measure(&it, i);
    }
    return it;
}

/* ── drawing ─────────────────────────────────────────────────────────────── */

static toc_um indent_of(const table *t, const row *it, uint32_t column)
{
    toc_um room = t->widths[column] - 2 * PAD;

    if (!t->block->columns[column].is_right || it->cells[column].count != 1)
        return 0;
    return room > it->cells[column].width ? room - it->cells[column].width : 0;
}

/* Lines @p first to @p end of the row. */
static void draw_part(toc_paper *paper, const table *t, const row *it, uint32_t first, uint32_t end)
{
    toc_um height = (toc_um)(end - first) * it->line + 2 * PAD;
    toc_um x = TOC_PAGE_LEFT;

    toc_scene_open_tag(paper->page, "TR");
    for (uint32_t i = 0; i < t->block->column_count; i++) {
        toc_pen pen = {.stroke = TOC_COLOUR_RULE,
                       .fill = it->is_head ? TOC_COLOUR_HEAD : TOC_NO_COLOUR,
                       .width = 150};
        toc_spot at = {x + PAD + indent_of(t, it, i), paper->y + PAD};
        uint32_t count = it->cells[i].count;

        toc_scene_box(paper->page, (toc_rect){x, paper->y, t->widths[i], height}, 0, pen);
        toc_scene_open_tag(paper->page, it->is_head ? "TH" : "TD");
        if (first < count)
            toc_paper_lines(paper, &it->cells[i], first, end < count ? end : count, at,
                            it->colours[i]);
        toc_scene_close(paper->page);
        x += t->widths[i];
    }
    toc_scene_close(paper->page);
    paper->y += height;
}

/* A table goes on on the next page as a table of its own, with its head. */
static void begin_again(toc_paper *paper, const table *t)
{
    toc_scene_close(paper->page);
    toc_paper_new_page(paper);
    toc_scene_open_tag(paper->page, "Table");
    draw_part(paper, t, &t->head, 0, t->head.lines);
}

static void draw_row(toc_paper *paper, const table *t, const row *it)
{
    toc_um height = (toc_um)it->lines * it->line + 2 * PAD;
    uint32_t first = 0;

    if (height > toc_paper_left(paper) && height <= KEPT_MOST)
        begin_again(paper, t);
    while (first < it->lines) {
        toc_um room = toc_paper_left(paper) - 2 * PAD;
        uint32_t fits = room < it->line ? 0 : (uint32_t)(room / it->line);

        if (fits == 0) {
            begin_again(paper, t);
            room = toc_paper_left(paper) - 2 * PAD;
            fits = room < it->line ? 1 : (uint32_t)(room / it->line);
        }
        fits = it->lines - first < fits ? it->lines - first : fits;
        draw_part(paper, t, it, first, first + fits);
        first += fits;
    }
}

void toc_paper_table(toc_paper *paper, const toc_block *block)
{
    table t = {.block = block};
    toc_print caption = {CAPTION, true, TOC_COLOUR_INK};

    set_widths(paper, &t);
    t.head = set_head(paper, &t);
    (void)toc_paper_need(paper, 3 * CAPTION + (toc_um)t.head.lines * t.head.line + 8 * LETTER);
    toc_paper_text(paper, "Caption", block->text, 0, caption);
    toc_scene_open_tag(paper->page, "Table");
    draw_part(paper, &t, &t.head, 0, t.head.lines);
    for (uint32_t i = 0; i < block->rows.count; i++) {
        row it = set_row(paper, &t, block->rows.items[i]);

        draw_row(paper, &t, &it);
    }
    toc_scene_close(paper->page);
    paper->y += 4 * TOC_MM;
}

/* ── facts ───────────────────────────────────────────────────────────────── */

static void draw_fact(toc_paper *paper, const toc_cell *pair)
{
    bool is_blank = !*pair[1].text;
    toc_face_text name =
        toc_face_set(paper->face, paper->arena, pair[0].text, FACT, true, FACT_NAME - 2 * TOC_MM);
    toc_face_text text =
        toc_face_set(paper->face, paper->arena, is_blank ? paper->doc->blank : pair[1].text, FACT,
                     false, TOC_PAGE_BODY - FACT_NAME);
    toc_um line = toc_paper_line_height(&text);
    toc_pen rule = {.stroke = TOC_COLOUR_RULE, .fill = TOC_NO_COLOUR, .width = 150};
    uint32_t at = 0;

    (void)toc_paper_need(paper, (text.height < KEPT_MOST ? text.height : name.height) + 2 * PAD);
    toc_paper_lines(paper, &name, 0, name.count, (toc_spot){TOC_PAGE_LEFT, paper->y + PAD},
                    TOC_COLOUR_SOFT);
    while (at < text.count) {
        toc_um room = toc_paper_left(paper) - 2 * PAD;
        uint32_t fits = room < line ? 1 : (uint32_t)(room / line);
        uint32_t end = text.count - at < fits ? text.count : at + fits;
        toc_um height = (toc_um)(end - at) * line;

        toc_paper_lines(paper, &text, at, end,
                        (toc_spot){TOC_PAGE_LEFT + FACT_NAME, paper->y + PAD},
                        is_blank ? TOC_COLOUR_SOFT : TOC_COLOUR_INK);
        paper->y += (height > name.height || at > 0 ? height : name.height) + 2 * PAD;
        at = end;
        if (at < text.count)
            toc_paper_new_page(paper);
    }
    toc_scene_rule(paper->page, (toc_spot){TOC_PAGE_LEFT, paper->y},
                   (toc_spot){TOC_PAGE_LEFT + TOC_PAGE_BODY, paper->y}, rule);
}

void toc_paper_facts(toc_paper *paper, const toc_block *block)
{
    for (uint32_t i = 0; i < block->rows.count; i++)
        draw_fact(paper, block->rows.items[i]);
    paper->y += 3 * TOC_MM;
}
