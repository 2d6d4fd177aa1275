/* facts.c - compares facts as a report states them with the truth: text, figure, grade. */
#include "drill/facts.h"

#include <string.h>

#include "base/utf8.h"
#include "drill/scenario_private.h"

/* ── figures ── */

#define FIGURE_SIZE_MAX 40
#define FULL_WIDTH_ZERO 0xff10

/* The digit at @p text as 0..9, full-width too; -1: none.  *out_size is its length. */
static int digit_at(const char *text, unsigned *out_size)
{
    int32_t codepoint;

    *out_size = 1;
    if (*text >= '0' && *text <= '9')
        return *text - '0';
    if ((unsigned char)*text < 0x80)
        return -1;
    codepoint = toc_utf8_decode(text, strlen(text), out_size);
    if (codepoint >= FULL_WIDTH_ZERO && codepoint < FULL_WIDTH_ZERO + 10)
        return codepoint - FULL_WIDTH_ZERO;
    return -1;
}

/* A comma that parts thousands: three digits stand behind it, and no fourth. */
static bool is_group(const char *text)
{
    unsigned size;

    for (int i = 0; i < 3; i++, text += size) {
        if (digit_at(text, &size) < 0)
            return false;
    }
    return digit_at(text, &size) < 0;
}

/* Copies digits to @p plain, with what may stand between them left out; returns what follows. */
static const char *copy_digits(const char *text, char *plain, size_t *used, size_t most)
{
    size_t first = *used;
    unsigned size;

    for (;; text += size) {
        int digit = digit_at(text, &size);

        if (digit < 0) {
            bool is_between =
                *used > first && (*text == '_' || (*text == ',' && is_group(text + 1)));
            unsigned next;

            if (!is_between || digit_at(text + 1, &next) < 0)
                return text;
            size = 1;
        } else if (*used < most) {
            plain[(*used)++] = (char)('0' + digit);
        } else if (most == FIGURE_SIZE_MAX) {
            return NULL; /* longer than any number that is counted with */
        }
    }
}

bool toc_figure_parse(const char *text, int64_t *out)
{
    char plain[FIGURE_SIZE_MAX + 8];
    size_t used = 0;
    size_t whole;
    size_t size;
    unsigned step;

    if (*text == '-' || *text == '+')
        plain[used++] = *text++;
    if (digit_at(text, &step) < 0)
        return false;
    text = copy_digits(text, plain, &used, FIGURE_SIZE_MAX);
    if (!text)
        return false;
    whole = used;
    if (*text == '.' && digit_at(text + 1, &step) >= 0) {
        plain[used++] = '.';
        (void)copy_digits(text + 1, plain, &used, whole + 7); /* six decimals */
    }
    plain[used] = '\0';
    *out = toc_number_parse(plain, &size);
    return size == used;
}

/* ── facts ── */

static toc_fact_match compare_figure(int64_t said, toc_arena *arena,
                                     const toc_scenario_words *wordings)
{
    int64_t least = INT64_MAX;
    int64_t most = INT64_MIN;
    int64_t figure;

    for (uint32_t i = 0; i < wordings->count; i++) {
        if (!toc_figure_parse(toc_utf8_fold(arena, wordings->items[i].text), &figure))
            continue;
        if (figure == said)
            return TOC_MATCH_EQUAL;
        least = figure < least ? figure : least;
        most = figure > most ? figure : most;
    }
    if (least > most) /* the truth is no figure */
        return TOC_MATCH_OTHER;
    if (said < least)
        return TOC_MATCH_LOW;
    return said > most ? TOC_MATCH_HIGH : TOC_MATCH_OTHER;
}

toc_fact_match toc_fact_compare(toc_arena *arena, const char *said,
                                const toc_scenario_words *wordings)
{
    const char *folded = toc_utf8_fold(arena, said);
    int64_t figure;

    for (uint32_t i = 0; i < wordings->count; i++) {
        if (strcmp(folded, toc_utf8_fold(arena, wordings->items[i].text)) == 0)
            return TOC_MATCH_EQUAL;
    }
    return toc_figure_parse(folded, &figure) ? compare_figure(figure, arena, wordings)
                                             : TOC_MATCH_OTHER;
}

/* ── grades ── */

static bool is_grade_word(const char *name)
{
    static const char *const words[] = {"level", "级别", "級別"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(name, words[i]) == 0)
            return true;
    }
    return false;
}

uint32_t toc_content_ladder(const toc_machine *machine, uint32_t content)
{
    const char *name = toc_machine_text(machine, machine->contents[content].head.name);
    uint32_t unnamed = machine->plans[0].unnamed_ladder;

    for (uint32_t i = 0; i < machine->ladders_count; i++) {
        if (strcmp(name, toc_machine_text(machine, machine->ladders[i].head.name)) == 0)
            return i;
    }
    if (!is_grade_word(name))
        return TOC_NONE;
    if (unnamed != TOC_NONE)
        return unnamed;
    return machine->ladders_count == 1 ? 0 : TOC_NONE;
}

static bool is_named(toc_arena *arena, const toc_machine *machine, toc_string text,
                     const char *folded)
{
    return strcmp(toc_utf8_fold(arena, toc_machine_text(machine, text)), folded) == 0;
}

static bool is_grade(toc_arena *arena, const toc_machine *machine, const toc_m_level *level,
                     const char *folded)
{
    if (is_named(arena, machine, level->grade, folded) ||
        is_named(arena, machine, level->head.name, folded))
        return true;
    for (uint32_t i = 0; i < level->head.titles.count; i++) {
        if (is_named(arena, machine, machine->texts[level->head.titles.first + i].text, folded))
            return true;
    }
    return false;
}

uint32_t toc_grade_parse(toc_arena *arena, const toc_machine *machine, uint32_t ladder,
                         const char *text)
{
    toc_range levels = machine->ladders[ladder].levels;
    const char *folded = toc_utf8_fold(arena, text);

    for (uint32_t i = 0; i < levels.count; i++) {
        const toc_m_level *level = &machine->levels[levels.first + i];

        if (is_grade(arena, machine, level, folded))
            return level->rank;
    }
    return strcmp(folded, "none") == 0 ? 0 : TOC_NONE;
}
