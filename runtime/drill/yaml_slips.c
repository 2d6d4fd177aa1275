/* yaml_slips.c - helps for lines that are not YAML: tabs, and punctuation of a Chinese keyboard. */
#include <string.h>

#include "drill/yaml_private.h"

enum { LINE_MAX_BYTES = 4096 }; /* of a line that is looked at */

/* Full-width punctuation, and what YAML takes; all three bytes long. */
static const char *const marks[][2] = {{"，", ","}, {"：", ":"}, {"｛", "{"}, {"｝", "}"},
                                       {"［", "["}, {"］", "]"}, {"“", "\""}, {"”", "\""},
                                       {"＃", "#"}, {"－", "-"}, {"、", ","}};

#define MARK_COUNT (sizeof marks / sizeof marks[0])

/* The line around @p at, in @p out; how many bytes. */
static size_t line_at(toc_yaml_builder *b, uint32_t at, char out[LINE_MAX_BYTES])
{
    uint32_t begin = at;
    size_t size = 0;
    int byte;

    while (begin > 0 && at - begin < LINE_MAX_BYTES / 2 &&
           toc_yaml_text_at(&b->text, begin - 1) != '\n' &&
           toc_yaml_text_at(&b->text, begin - 1) >= 0)
        begin--;
    while (size + 1 < LINE_MAX_BYTES && begin + size < b->source->size &&
           (byte = toc_yaml_text_at(&b->text, begin + (uint32_t)size)) >= 0 && byte != '\n')
        out[size++] = (char)byte;
    out[size] = '\0';
    return size;
}

/* In quotes they are part of a text, and in a comment nothing. */
static unsigned marks_in(const char *line)
{
    unsigned found = 0;
    char quote = '\0';

    for (const char *at = line; *at && (quote || *at != '#'); at++) {
        if (quote ? *at == quote : *at == '"' || *at == '\'')
            quote = (char)(quote ? '\0' : *at);
        for (size_t i = 0; i < MARK_COUNT && !quote; i++)
            found |= strncmp(at, marks[i][0], strlen(marks[i][0])) == 0 ? 1u << i : 0;
    }
    return found;
}

static void help_with_marks(toc_yaml_builder *b, toc_diag *diag, unsigned found)
{
    const char *theirs = "";
    const char *ours = "";

    for (size_t i = 0; i < MARK_COUNT; i++) {
        if (!(found & 1u << i))
            continue;
        theirs =
            toc_arena_printf(b->sink->arena, "%s%s`%s`", theirs, *theirs ? " " : "", marks[i][0]);
        ours = toc_arena_printf(b->sink->arena, "%s%s`%s`", ours, *ours ? " " : "", marks[i][1]);
    }
    toc_diag_add_help(
        b->sink, diag,
        "%s %s of a Chinese keyboard: outside quotes YAML takes %s, and a space behind "
        "a `:`",
        theirs, found & (found - 1) ? "are" : "is", ours);
}

bool toc_yaml_slip(toc_yaml_builder *b, toc_diag *diag, uint32_t at, uint32_t began)
{
    char line[LINE_MAX_BYTES];
    unsigned found;

    (void)line_at(b, at, line);
    if (memchr(line, '\t', strspn(line, " \t"))) {
        toc_diag_add_help(b->sink, diag, "there is a tab in the indentation: indent with spaces");
        return true;
    }
    found = marks_in(line);
    if (found == 0 && began < at) {
        (void)line_at(b, began, line);
        found = marks_in(line);
    }
    if (found != 0)
        help_with_marks(b, diag, found);
    return found != 0;
}
