/* workbook_read.c - unpacks what is needed of a workbook and writes the sheet down as it comes. */
#include "cli/workbook_read.h"
#include "base/phrase.h"

#include <expat.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#define ENTRIES_MAX 10000  /* files in the archive */
#define DEPTH_MAX   64u    /* elements inside each other */
#define NAME_MAX_   512u   /* bytes of a name in it */
#define SHEETS_MAX  10000u /* looked at */

/* Memory that grows without the arena, because parser and archive are open meanwhile. */
typedef struct bytes {
    char *data;
    size_t size;
    size_t room;
} bytes;

typedef struct book {
    zip_t *zip;
    const char *why; /* it is refused; NULL: it is not */
    XML_Parser parser;
    unsigned depth;
    /* workbook.xml and its relations */
    const char *wanted; /* name of the sheet, or NULL */
    char name[NAME_MAX_];
    char id[NAME_MAX_];
    char target[NAME_MAX_];
    unsigned sheets;
    bool is_1904;
    /* shared strings: all behind one another, ends by number */
    bytes strings;
    bytes ends; /* size_t each */
    /* the sheet */
    bytes text; /* of the string or cell being read */
    bytes cells;
    size_t cell_ends[TOC_WORKBOOK_COLS_MAX]; /* in `cells`, of the columns so far */
    uint32_t columns;
    uint32_t row;   /* the last one that was begun, from 1 */
    bool is_shared; /* the cell holds the number of a shared string */
    uint32_t column;
    bool is_text;  /* inside an element whose letters count */
    bool is_aside; /* inside one whose do not: how a name is read out */
    bytes out;
} book;

/* ── memory ──────────────────────────────────────────────────────────────── */

static void refuse(book *b, const char *why)
{
    if (!b->why)
        b->why = why;
    if (b->parser)
        (void)XML_StopParser(b->parser, XML_FALSE);
}

static void add(book *b, bytes *to, const void *data, size_t size)
{
    if (b->why)
        return;
    if (to->size + size > TOC_WORKBOOK_TEXT_MAX) {
        refuse(b, TOC_PHRASE("it holds more text than is read"));
        return;
    }
    if (to->size + size > to->room) {
        size_t room = (to->size + size) * 2 + 256;
        char *grown = realloc(to->data, room);

        if (!grown) {
            refuse(b, TOC_PHRASE("memory is used up"));
            return;
        }
        to->data = grown;
        to->room = room;
    }
    if (size > 0)
        memcpy(to->data + to->size, data, size);
    to->size += size;
}

static void free_book(book *b)
{
    free(b->strings.data);
    free(b->ends.data);
    free(b->text.data);
    free(b->cells.data);
    free(b->out.data);
    if (b->zip)
        zip_discard(b->zip);
}

/* ── names ───────────────────────────────────────────────────────────────── */

/* Without its prefix. */
static const char *local_of(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon ? colon + 1 : name;
}

static bool is_called(const char *name, const char *what)
{
    return strcmp(local_of(name), what) == 0;
}

static const char *attribute(const char **list, const char *name)
{
    for (; list[0]; list += 2) {
        if (is_called(list[0], name))
            return list[1];
    }
    return "";
}

static void keep_name(book *b, char *to, const char *name)
{
    if (strlen(name) >= NAME_MAX_)
        refuse(b, TOC_PHRASE("a name in it is too long"));
    else
        memcpy(to, name, strlen(name) + 1);
}

/* ── the parts ───────────────────────────────────────────────────────────── */

static bool enter(book *b)
{
    if (++b->depth > DEPTH_MAX)
        refuse(b, TOC_PHRASE("its elements stand too deep inside each other"));
    return !b->why;
}

static void on_book(void *context, const char *name, const char **attributes)
{
    book *b = context;
    const char *title = attribute(attributes, "name");

    if (!enter(b))
        return;
    if (is_called(name, "workbookPr")) {
        const char *flag = attribute(attributes, "date1904");

        b->is_1904 = strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0;
    }
    if (!is_called(name, "sheet") || ++b->sheets > SHEETS_MAX || *b->id)
        return;
    if (b->wanted && strcmp(title, b->wanted) != 0)
        return;
    keep_name(b, b->name, title);
    keep_name(b, b->id, attribute(attributes, "id"));
}

static void on_relation(void *context, const char *name, const char **attributes)
{
    book *b = context;
    const char *target = attribute(attributes, "Target");

    if (!enter(b) || !is_called(name, "Relationship") ||
        strcmp(attribute(attributes, "Id"), b->id) != 0)
        return;
    if (strlen(target) + 4 > NAME_MAX_)
        refuse(b, TOC_PHRASE("a name in it is too long"));
    else
        (void)snprintf(b->target, sizeof b->target, "%s%s", *target == '/' ? "" : "xl/",
                       *target == '/' ? target + 1 : target);
}

static void on_string(void *context, const char *name, const char **attributes)
{
    book *b = context;

    (void)attributes;
    if (!enter(b))
        return;
    b->is_aside = b->is_aside || is_called(name, "rPh");
    b->is_text = is_called(name, "t") && !b->is_aside;
}

static void on_string_end(void *context, const char *name)
{
    book *b = context;

    b->depth--;
    b->is_text = false;
    if (is_called(name, "rPh"))
        b->is_aside = false;
    if (!is_called(name, "si"))
        return;
    add(b, &b->strings, b->text.data, b->text.size);
    add(b, &b->ends, &b->strings.size, sizeof b->strings.size);
    b->text.size = 0;
}

static void on_letters(void *context, const char *letters, int size)
{
    book *b = context;

    if (b->is_text)
        add(b, &b->text, letters, (size_t)size);
}

static void on_end(void *context, const char *name)
{
    (void)name;
    ((book *)context)->depth--;
}

/* ── the sheet ───────────────────────────────────────────────────────────── */

/* "AB7": column 27, from 0; beyond the bound where it is none. */
static uint32_t column_of(const char *reference)
{
    uint32_t column = 0;

    while (*reference >= 'A' && *reference <= 'Z' && column <= TOC_WORKBOOK_COLS_MAX)
        column = column * 26 + (uint32_t)(*reference++ - 'A') + 1;
    return column > 0 ? column - 1 : TOC_WORKBOOK_COLS_MAX;
}

static void begin_row(book *b, const char *number)
{
    uint32_t row = b->row + 1;

    if (*number) {
        char *end;
        unsigned long value = strtoul(number, &end, 10);

        row = *end == '\0' && value <= TOC_WORKBOOK_ROWS_MAX ? (uint32_t)value : 0;
    }
    if (row <= b->row || row > TOC_WORKBOOK_ROWS_MAX) {
        refuse(b, TOC_PHRASE("its rows are too many, or out of order"));
        return;
    }
    for (; b->row + 1 < row; b->row++)
        add(b, &b->out, "\n", 1);
    b->row = row;
    b->columns = 0;
    b->cells.size = 0;
}

static void begin_cell(book *b, const char **attributes)
{
    const char *type = attribute(attributes, "t");
    const char *reference = attribute(attributes, "r");

    b->column = *reference ? column_of(reference) : b->columns;
    b->is_shared = strcmp(type, "s") == 0;
    b->text.size = 0;
    if (b->column < b->columns || b->column >= TOC_WORKBOOK_COLS_MAX)
        refuse(b, TOC_PHRASE("its columns are too many, or out of order"));
}

static void on_sheet(void *context, const char *name, const char **attributes)
{
    book *b = context;

    if (!enter(b))
        return;
    if (is_called(name, "row"))
        begin_row(b, attribute(attributes, "r"));
    else if (is_called(name, "c"))
        begin_cell(b, attributes);
    b->is_aside = b->is_aside || is_called(name, "rPh");
    b->is_text = (is_called(name, "v") || is_called(name, "t")) && !b->is_aside;
}

/* The shared string whose number stands in the cell. */
static void put_shared(book *b)
{
    size_t number = 0;
    size_t begin = 0;
    size_t end = 0;

    for (size_t i = 0; i < b->text.size; i++) {
        char c = b->text.data[i];

        if (c < '0' || c > '9' || number > b->ends.size) {
            refuse(b, TOC_PHRASE("a cell names a text that is not there"));
            return;
        }
        number = number * 10 + (size_t)(c - '0');
    }
    if (number >= b->ends.size / sizeof end || b->text.size == 0) {
        refuse(b, TOC_PHRASE("a cell names a text that is not there"));
        return;
    }
    if (number > 0)
        memcpy(&begin, b->ends.data + (number - 1) * sizeof begin, sizeof begin);
    memcpy(&end, b->ends.data + number * sizeof end, sizeof end);
    add(b, &b->cells, b->strings.data + begin, end - begin);
}

static void end_cell(book *b)
{
    for (; b->columns < b->column; b->columns++)
        b->cell_ends[b->columns] = b->cells.size;
    if (b->is_shared && b->text.size > 0)
        put_shared(b);
    else
        add(b, &b->cells, b->text.data, b->text.size);
    b->cell_ends[b->columns++] = b->cells.size;
    b->text.size = 0;
}

static void end_row(book *b)
{
    size_t at = 0;

    for (uint32_t i = 0; i < b->columns; i++) {
        add(b, &b->out, i > 0 ? ",\"" : "\"", i > 0 ? 2 : 1);
        for (; at < b->cell_ends[i]; at++)
            add(b, &b->out, b->cells.data[at] == '"' ? "\"\"" : b->cells.data + at,
                b->cells.data[at] == '"' ? 2 : 1);
        add(b, &b->out, "\"", 1);
    }
    add(b, &b->out, "\n", 1);
}

static void on_sheet_end(void *context, const char *name)
{
    book *b = context;

    b->depth--;
    b->is_text = false;
    if (b->why)
        return;
    if (is_called(name, "rPh"))
        b->is_aside = false;
    else if (is_called(name, "c"))
        end_cell(b);
    else if (is_called(name, "row"))
        end_row(b);
}

/* ── parsing ─────────────────────────────────────────────────────────────── */

/* Nobody's workbook has one, and what it can define has no end. */
static void on_doctype(void *context, const char *name, const char *system, const char *public,
                       int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    refuse(context, TOC_PHRASE("a document type stands in it"));
}

static void feed(book *b, zip_file_t *file)
{
    size_t total = 0;
    zip_int64_t size;

    do {
        void *buffer = XML_GetBuffer(b->parser, 65536);

        if (!buffer) {
            refuse(b, TOC_PHRASE("memory is used up"));
            return;
        }
        size = zip_fread(file, buffer, 65536);
        if (size < 0) {
            refuse(b, TOC_PHRASE("it is damaged"));
            return;
        }
        total += (size_t)size;
        if (total > TOC_WORKBOOK_PART_MAX) {
            refuse(b, TOC_PHRASE("it unpacks to more than is read"));
            return;
        }
        if (XML_ParseBuffer(b->parser, (int)size, size == 0) != XML_STATUS_OK)
            refuse(b, TOC_PHRASE("what it holds is no proper XML"));
    } while (size > 0 && !b->why);
}

/* One file of the archive; false: it is not there. */
static bool parse(book *b, const char *name, XML_StartElementHandler begin,
                  XML_EndElementHandler end)
{
    zip_file_t *file = zip_fopen(b->zip, name, 0);

    if (!file)
        return false;
    b->parser = XML_ParserCreate(NULL);
    b->depth = 0;
    b->is_text = false;
    b->is_aside = false;
    b->text.size = 0;
    if (!b->parser) {
        refuse(b, TOC_PHRASE("memory is used up"));
    } else {
        XML_SetUserData(b->parser, b);
        XML_SetElementHandler(b->parser, begin, end);
        XML_SetCharacterDataHandler(b->parser, on_letters);
        XML_SetStartDoctypeDeclHandler(b->parser, on_doctype);
        feed(b, file);
        XML_ParserFree(b->parser);
        b->parser = NULL;
    }
    (void)zip_fclose(file);
    return true;
}

static void read_book(book *b)
{
    if (zip_get_num_entries(b->zip, 0) > ENTRIES_MAX) {
        refuse(b, TOC_PHRASE("it holds too many files"));
        return;
    }
    if (!parse(b, "xl/workbook.xml", on_book, on_end)) {
        refuse(b, TOC_PHRASE("there is no workbook in it"));
        return;
    }
    if (!b->why && !*b->id)
        refuse(b, b->wanted ? TOC_PHRASE("it has no sheet of that name")
                            : TOC_PHRASE("it has no sheet"));
    if (!b->why && !parse(b, "xl/_rels/workbook.xml.rels", on_relation, on_end))
        refuse(b, TOC_PHRASE("it does not say where its sheets are"));
    if (!b->why)
        (void)parse(b, "xl/sharedStrings.xml", on_string, on_string_end); /* need not be there */
    if (!b->why && !parse(b, b->target, on_sheet, on_sheet_end))
        refuse(b, TOC_PHRASE("the sheet is not in it"));
}

static const char *open_book(const char *path, book *b)
{
    struct stat info;
    int error = 0;

    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return TOC_PHRASE("it cannot be read");
    if (info.st_size > (off_t)TOC_WORKBOOK_FILE_MAX)
        return TOC_PHRASE("it is larger than 16 MiB");
    b->zip = zip_open(path, ZIP_RDONLY, &error);
    return b->zip ? NULL : TOC_PHRASE("it is no workbook (no zip archive, or a damaged one)");
}

bool toc_workbook_is(const char *path)
{
    char magic[4] = "";
    struct stat info;
    FILE *file = stat(path, &info) == 0 && S_ISREG(info.st_mode) ? fopen(path, "rb") : NULL;
    bool is_one;

    if (!file)
        return false;
    is_one = fread(magic, 1, sizeof magic, file) == sizeof magic &&
             memcmp(magic, "PK\003\004", sizeof magic) == 0;
    (void)fclose(file);
    return is_one;
}

const char *toc_workbook_read(toc_arena *arena, const char *path, const char *name,
                              toc_workbook_sheet *out)
{
    book b = {.wanted = name};
    char *text;
    char *title;

    b.why = open_book(path, &b);
    if (!b.why)
        read_book(&b);
    if (!b.why) {
        text = toc_arena_try_alloc(arena, b.out.size + 1);
        title = toc_arena_try_alloc(arena, strlen(b.name) + 1);
        if (text && title) {
            if (b.out.size > 0)
                memcpy(text, b.out.data, b.out.size);
            memcpy(title, b.name, strlen(b.name) + 1);
            *out = (toc_workbook_sheet){text, b.out.size, title, b.is_1904};
        } else {
            b.why = TOC_PHRASE("memory is used up");
        }
    }
    free_book(&b);
    return b.why;
}
