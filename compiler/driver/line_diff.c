/* line_diff.c - Myers' greedy search for the shortest edit, then hunks of it. */
#include "driver/line_diff.h"

#include <stdint.h>
#include <string.h>

#define CONTEXT 3

typedef struct line {
    const char *text; /* with its line end, where it has one */
    size_t size;
    uint32_t hash;
} line;

/* One of the two texts. */
typedef struct side {
    line *lines;
    int count;
    bool *is_changed; /* for each line: deleted, or inserted */
} side;

typedef struct diff {
    side a; /* before */
    side b; /* after */
    bool use_colour;
    FILE *out;
} diff;

static uint32_t hash_line(const char *text, size_t size)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static size_t line_size(const char *text, size_t left)
{
    const char *end = memchr(text, '\n', left);

    return end ? (size_t)(end - text) + 1 : left;
}

static side cut_lines(toc_arena *arena, const toc_diff_text *text)
{
    side result = {0};
    size_t at = 0;

    for (; at < text->size; at += line_size(text->bytes + at, text->size - at))
        result.count++;
    result.lines = TOC_NEW_ARRAY(arena, line, (size_t)result.count);
    result.is_changed = TOC_NEW_ARRAY(arena, bool, (size_t)result.count);
    at = 0;
    for (int i = 0; i < result.count; i++) {
        size_t size = line_size(text->bytes + at, text->size - at);
        result.lines[i] = (line){text->bytes + at, size, hash_line(text->bytes + at, size)};
        at += size;
    }
    return result;
}

static bool is_same(const line *a, const line *b)
{
    return a->hash == b->hash && a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* The stretch of both texts that is still to be compared. */
typedef struct stretch {
    const line *a;
    const line *b;
    int a_count;
    int b_count;
} stretch;

/* What one edit more leads to diagonal k: an insertion, from k + 1, or a deletion, from k - 1. */
typedef struct edit {
    int inserted; /* x after it, or -1: there is no such way */
    int deleted;
} edit;

/* @p reached: how far each diagonal 1 - edits .. edits - 1 is reached with one edit less. */
static edit choose_edit(const int *reached, int edits, int k)
{
    return (edit){.inserted = k < edits - 1 ? reached[k + edits] : -1,
                  .deleted = k > 1 - edits ? reached[k + edits - 2] + 1 : -1};
}

static int follow_same(const stretch *it, int x, int k)
{
    while (x < it->a_count && x - k < it->b_count && is_same(&it->a[x], &it->b[x - k]))
        x++;
    return x;
}

/* One round: all diagonals with @p edits edits; true when the end is reached. */
static bool search_round(const stretch *it, const int *reached, int edits, int *out)
{
    for (int k = -edits; k <= edits; k += 2) {
        int x = 0;
        if (edits > 0) {
            edit way = choose_edit(reached, edits, k);
            x = way.inserted >= way.deleted ? way.inserted : way.deleted;
        }
        out[k + edits] = follow_same(it, x, k);
        if (out[k + edits] >= it->a_count && out[k + edits] - k >= it->b_count)
            return true;
    }
    return false;
}

static void mark_way(const stretch *it, int *const *rounds, int edits, bool *deleted,
                     bool *inserted)
{
    int k = it->a_count - it->b_count;

    for (; edits > 0; edits--) {
        edit way = choose_edit(rounds[edits - 1], edits, k);
        if (way.inserted >= way.deleted) {
            k++;
            inserted[way.inserted - k] = true;
        } else {
            k--;
            deleted[way.deleted - 1] = true;
        }
    }
}

/* Marks the changed lines of a stretch; beyond the bound, all of them. */
static void compare(toc_arena *arena, const stretch *it, bool *deleted, bool *inserted)
{
    int **rounds = TOC_NEW_ARRAY(arena, int *, TOC_DIFF_EDITS_MAX + 1);

    for (int edits = 0; edits <= TOC_DIFF_EDITS_MAX; edits++) {
        rounds[edits] = TOC_NEW_ARRAY(arena, int, 2 * (size_t)edits + 1);
        if (search_round(it, edits > 0 ? rounds[edits - 1] : NULL, edits, rounds[edits])) {
            mark_way(it, rounds, edits, deleted, inserted);
            return;
        }
    }
    memset(deleted, true, (size_t)it->a_count * sizeof *deleted);
    memset(inserted, true, (size_t)it->b_count * sizeof *inserted);
}

static void mark_changes(toc_arena *arena, diff *d)
{
    int begin = 0;
    int a_end = d->a.count;
    int b_end = d->b.count;

    while (begin < a_end && begin < b_end && is_same(&d->a.lines[begin], &d->b.lines[begin]))
        begin++;
    while (a_end > begin && b_end > begin &&
           is_same(&d->a.lines[a_end - 1], &d->b.lines[b_end - 1])) {
        a_end--;
        b_end--;
    }
    if (a_end == begin && b_end == begin)
        return;
    stretch it = {d->a.lines + begin, d->b.lines + begin, a_end - begin, b_end - begin};
    compare(arena, &it, d->a.is_changed + begin, d->b.is_changed + begin);
}

static void print_line(const diff *d, char mark, const line *it)
{
    const char *colour = !d->use_colour ? ""
                         : mark == '-'  ? "\033[31m"
                         : mark == '+'  ? "\033[32m"
                                        : "";
    const char *plain = *colour ? "\033[0m" : "";
    bool is_ended = it->size > 0 && it->text[it->size - 1] == '\n';

    fprintf(d->out, "%s%c", colour, mark);
    fwrite(it->text, 1, it->size - is_ended, d->out);
    fprintf(d->out, "%s\n", plain);
    if (!is_ended)
        fputs("\\ No newline at end of file\n", d->out);
}

static bool is_changed(const side *it, int at)
{
    return at < it->count && it->is_changed[at];
}

/* Moves over one line that stayed, or over one place where lines changed. */
static void step(const diff *d, int *a, int *b)
{
    if (!is_changed(&d->a, *a) && !is_changed(&d->b, *b)) {
        ++*a;
        ++*b;
        return;
    }
    while (is_changed(&d->a, *a))
        ++*a;
    while (is_changed(&d->b, *b))
        ++*b;
}

/* The end of the hunk that begins with the change at @p a, in lines of before: changes with
 * at most twice the context between them are one hunk. */
static int find_hunk_end(const diff *d, int a, int b)
{
    int end = a;
    int same = 0;

    while (same <= 2 * CONTEXT && (a < d->a.count || b < d->b.count)) {
        bool is_change = is_changed(&d->a, a) || is_changed(&d->b, b);
        step(d, &a, &b);
        same = is_change ? 0 : same + 1;
        if (is_change)
            end = a;
    }
    return end + CONTEXT < d->a.count ? end + CONTEXT : d->a.count;
}

static void print_range(FILE *out, char mark, int begin, int count)
{
    fprintf(out, " %c%d", mark, count > 0 ? begin + 1 : begin);
    if (count != 1)
        fprintf(out, ",%d", count);
}

/* How many lines of after stand against before's lines @p a to @p a_end. */
static int count_after(const diff *d, int a, int a_end, int b)
{
    int begin = b;

    while (a < a_end || is_changed(&d->b, b))
        step(d, &a, &b);
    return b - begin;
}

/* Prints the hunk whose context begins at *a, *b and moves them behind it. */
static void print_hunk(const diff *d, int *a, int *b, int a_end)
{
    fprintf(d->out, "%s@@", d->use_colour ? "\033[36m" : "");
    print_range(d->out, '-', *a, a_end - *a);
    print_range(d->out, '+', *b, count_after(d, *a, a_end, *b));
    fprintf(d->out, " @@%s\n", d->use_colour ? "\033[0m" : "");
    while (*a < a_end || is_changed(&d->b, *b)) {
        if (is_changed(&d->a, *a)) {
            print_line(d, '-', &d->a.lines[(*a)++]);
        } else if (is_changed(&d->b, *b)) {
            print_line(d, '+', &d->b.lines[(*b)++]);
        } else {
            print_line(d, ' ', &d->a.lines[(*a)++]);
            ++*b;
        }
    }
}

static void print_hunks(const diff *d)
{
    int a = 0;
    int b = 0;
    int shown = 0; /* lines of before that are printed */

    while (a < d->a.count || b < d->b.count) {
        if (!is_changed(&d->a, a) && !is_changed(&d->b, b)) {
            step(d, &a, &b);
            continue;
        }
        int context = a - shown < CONTEXT ? a - shown : CONTEXT;
        int end = find_hunk_end(d, a, b);
        a -= context;
        b -= context;
        print_hunk(d, &a, &b, end);
        shown = a;
    }
}

void toc_line_diff_print(toc_arena *arena, const toc_diff_text *before, const toc_diff_text *after,
                         bool use_colour, FILE *out)
{
    if (before->size == after->size && memcmp(before->bytes, after->bytes, after->size) == 0)
        return;
    diff d = {cut_lines(arena, before), cut_lines(arena, after), use_colour, out};
    mark_changes(arena, &d);
    fprintf(out, "--- %s\n+++ %s\n", before->name, after->name);
    print_hunks(&d);
}
