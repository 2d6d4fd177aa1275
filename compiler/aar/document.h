/* document.h - a report as headings, paragraphs, tables and pictures, whatever it is written as.
 *
 * The skins (skin.h) fill one; the writers (html.h, paper.h, markdown.h, sheets.h) read it; all in
 * one arena.  It knows no plan.  Texts are not copied, may hold anything, and are only ever text:
 * each writer escapes them.  Headings number themselves. */
#ifndef TOC_AAR_DOCUMENT_H
#define TOC_AAR_DOCUMENT_H

#include "base/time.h"
#include "draw/scene.h"

/* What a cell says of itself besides its text; never by colour alone. */
typedef enum toc_tone {
    TOC_TONE_PLAIN,
    TOC_TONE_GOOD,
    TOC_TONE_WARN,
    TOC_TONE_BAD,
    TOC_TONE_MUTED
} toc_tone;

typedef struct toc_cell {
    const char *text; /* "": empty */
    toc_tone tone;
    bool is_number; /* for spreadsheets: `number` is its value, in 1/10^scale */
    unsigned scale;
    int64_t number;
} toc_cell;

typedef struct toc_column {
    const char *title;
    unsigned share; /* of the width; together 100 */
    bool is_right;
    bool is_blank; /* left for people to fill in */
} toc_column;

#define TOC_COLUMNS_MAX        10u

#define TOC_SHEET_IMPROVEMENTS "improvements" /* the sheet that the improvement plan is */

#define TOC_LEVELS             4u /* of headings */

typedef enum toc_block_kind {
    TOC_BLOCK_HEADING, /* level, number, text, id */
    TOC_BLOCK_TEXT,    /* a paragraph; tone */
    TOC_BLOCK_ITEM,    /* of a list; those behind each other are one list */
    TOC_BLOCK_FACTS,   /* pairs: name and what is known; an empty one is to be filled in */
    TOC_BLOCK_TABLE,
    TOC_BLOCK_FIGURE, /* scene; text: what it shows, in words */
    TOC_BLOCK_CODE    /* text with line ends, to be taken letter by letter */
} toc_block_kind;

typedef TOC_VEC(const toc_cell *) toc_rows; /* as many cells as there are columns; facts: two */

typedef struct toc_block {
    toc_block_kind kind;
    unsigned level;      /* of a heading: 1 to TOC_LEVELS */
    const char *number;  /* of a heading: "2.1", "一"; "": none */
    const char *id;      /* of a heading: "part-2-1", unique */
    const char *text;    /* of a table: its caption; of facts: NULL */
    const char *caption; /* of code */
    const char *sheet;   /* of a table: its name in a workbook; NULL: it is in none */
    toc_tone tone;
    const toc_column *columns;
    uint32_t column_count;
    toc_rows rows;
    const toc_scene *scene;
} toc_block;

typedef struct toc_document {
    toc_arena *arena;
    const char *lang; /* "en", "zh-Hans", "zh-Hant" */
    const char *title;
    const char *subtitle;
    const char *contents; /* the word over the table of contents */
    const char *page_of;  /* "page {1} of {2}" */
    const char *annex;    /* "Annex {1}" */
    const char *blank;    /* "to be filled in" */
    toc_ms written;       /* epoch milliseconds of its date: the drill's end */
    TOC_VEC(toc_block) blocks;
    uint32_t numbers[TOC_LEVELS + 1]; /* of the headings so far; 0: annexes */
    bool is_in_annex;
} toc_document;

toc_document *toc_document_new(toc_arena *arena, const char *lang, const char *title,
                               const char *subtitle);

/** A heading with the next number; @p level 1 to TOC_LEVELS, those of 3 and 4 without one. */
void toc_document_heading(toc_document *doc, unsigned level, const char *text);
/** Begins an annex: a heading of level 1. */
void toc_document_annex(toc_document *doc, const char *text);
void toc_document_text(toc_document *doc, toc_tone tone, const char *text);
void toc_document_item(toc_document *doc, const char *text);
void toc_document_code(toc_document *doc, const char *caption, const char *text);
void toc_document_figure(toc_document *doc, const char *caption, const toc_scene *scene);

/** A pair is added to the facts at the end of the document, or begins new ones. */
void toc_document_fact(toc_document *doc, const char *name, const char *text);

/** Begins a table; @p columns outlive the document.  @p sheet: see toc_block. */
void toc_document_table(toc_document *doc, const char *caption, const char *sheet,
                        const toc_column *columns, uint32_t count);
/** A row of the table at the end; the cells are copied. */
void toc_document_row(toc_document *doc, const toc_cell *cells);

/** Whether people who read the document meet @p block: a table without rows is only there for lists
 *  (workbook, comma-separated values), which want their row of titles all the same. */
bool toc_block_is_read(const toc_block *block);

/* Cells. */
toc_cell toc_cell_text(const char *text);
toc_cell toc_cell_toned(const char *text, toc_tone tone);
toc_cell toc_cell_number(toc_arena *arena, int64_t number);

#endif
