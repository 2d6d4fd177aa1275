/* embed_pages.c - writes explanation pages as one C table; run by the Makefile.
 *
 *     embed_pages FILE.md... > explain_pages.c
 *
 * T0142.md holds `# T0142 slug`, then `## en` with the fenced examples, then `## zh`.
 * Each part becomes a page with the title over it; the Chinese one gets the examples of
 * the English one.  A part that is not there gives no row (tests/golden/run finds it).
 * The order of the arguments does not matter; the same pages give the same bytes. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_SIZE_MAX 65536

typedef struct page {
    const char *path;
    unsigned number;
} page;

/* Where a line of a page stands. */
typedef enum part { PART_TITLE, PART_EN, PART_ZH } part;

typedef struct place {
    part part;
    bool is_heading; /* `## en`, `## zh` */
    bool is_fenced;  /* in an example, its fences too */
    bool is_open;    /* the example goes on after this line */
} place;

static bool read_name(const char *path, page *out)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char rest[16];
    int end = 0;

    if (sscanf(name, "T%4u%15s%n", &out->number, rest, &end) != 2 || name[end] != '\0')
        return false;
    out->path = path;
    return strcmp(rest, ".md") == 0;
}

static int compare_pages(const void *left, const void *right)
{
    const page *a = left;
    const page *b = right;

    return (a->number > b->number) - (a->number < b->number);
}

static void write_byte(int byte)
{
    if (byte == '\n')
        fputs("\\n\"\n        \"", stdout);
    else if (byte == '"' || byte == '\\' || byte == '?')
        printf("\\%c", byte);
    else if (byte < 128 && isprint(byte))
        putchar(byte);
    else
        printf("\\%03o", (unsigned)byte);
}

static void write_line(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        write_byte((unsigned char)line[i]);
    write_byte('\n');
}

static bool line_is(const char *line, size_t size, const char *words)
{
    return size == strlen(words) && memcmp(line, words, size) == 0;
}

/* Moves on to the next line. */
static void step_place(place *at, const char *line, size_t size)
{
    bool is_fence = size >= 3 && memcmp(line, "```", 3) == 0;

    at->is_fenced = at->is_open || is_fence;
    at->is_heading = false;
    if (is_fence) {
        at->is_open = !at->is_open;
    } else if (!at->is_open && line_is(line, size, "## en")) {
        at->part = PART_EN;
        at->is_heading = true;
    } else if (!at->is_open && line_is(line, size, "## zh")) {
        at->part = PART_ZH;
        at->is_heading = true;
    }
}

/* Writes the lines of @p wanted, all or only its examples; before what comes after an empty
 * line stands one, also between examples. */
static void write_part(const char *text, part wanted, bool is_examples, bool *is_gap)
{
    place at = {0};
    const char *next = text;

    while (*next) {
        const char *line = next;
        size_t size = strcspn(line, "\n");
        next += size + (line[size] == '\n');
        step_place(&at, line, size);
        if (at.part != wanted)
            continue;
        if (at.is_heading || (!at.is_fenced && (is_examples || size == 0))) {
            *is_gap = true;
            continue;
        }
        if (*is_gap)
            write_byte('\n');
        *is_gap = false;
        write_line(line, size);
    }
}

static bool has_part(const char *text, const char *heading)
{
    const char *at = strstr(text, heading);

    return at && (at == text || at[-1] == '\n');
}

static void write_page(unsigned number, const char *text)
{
    bool is_gap = false;

    if (has_part(text, "## en\n")) {
        printf("    {%u, \"en\",\n        \"", number);
        write_part(text, PART_TITLE, false, &is_gap);
        write_part(text, PART_EN, false, &is_gap);
        printf("\"},\n");
    }
    is_gap = false;
    if (has_part(text, "## zh\n")) {
        printf("    {%u, \"zh\",\n        \"", number);
        write_part(text, PART_TITLE, false, &is_gap);
        write_part(text, PART_ZH, false, &is_gap);
        is_gap = true;
        write_part(text, PART_EN, true, &is_gap);
        printf("\"},\n");
    }
}

static bool read_and_write(const page *it, char *text)
{
    FILE *in = fopen(it->path, "rb");

    if (!in) {
        perror(it->path);
        return false;
    }
    size_t size = fread(text, 1, PAGE_SIZE_MAX, in);
    bool is_read = !ferror(in) && size < PAGE_SIZE_MAX;
    fclose(in);
    if (!is_read) {
        fprintf(stderr, "%s: cannot be read, or is too long\n", it->path);
        return false;
    }
    text[size] = '\0';
    write_page(it->number, text);
    return true;
}

static bool read_names(int count, char **paths, page *pages)
{
    for (int i = 0; i < count; i++) {
        if (!read_name(paths[i], &pages[i])) {
            fprintf(stderr, "%s: not named like T0142.md\n", paths[i]);
            return false;
        }
    }
    return true;
}

static bool write_table(const page *pages, size_t count)
{
    static char text[PAGE_SIZE_MAX + 1];
    bool is_good = true;

    printf("/* Made by tools/embed_pages from compiler/driver/explain/. */\n"
           "#include \"driver/explain_pages.h\"\n\n"
           "const toc_explain_page toc_explain_pages[] = {\n");
    for (size_t i = 0; i < count && is_good; i++)
        is_good = read_and_write(&pages[i], text);
    printf("    {0, \"\", \"\"}, /* an empty table is not C */\n};\n\n"
           "const size_t toc_explain_page_count =\n"
           "    sizeof toc_explain_pages / sizeof toc_explain_pages[0] - 1;\n");
    return is_good && fflush(stdout) == 0;
}

int main(int argc, char **argv)
{
    size_t count = (size_t)argc - 1;
    page *pages = calloc(count + 1, sizeof *pages);

    if (!pages || !read_names(argc - 1, argv + 1, pages)) {
        free(pages);
        return 1;
    }
    qsort(pages, count, sizeof *pages, compare_pages);
    bool is_good = write_table(pages, count);
    free(pages);
    return is_good ? 0 : 1;
}
