/* nearest.c - optimal string alignment distance (insert, delete, replace, swap two
 * neighbours) on code points, given up as soon as the limit is passed.
 *
 * A candidate with which the word shares nothing (distance as long as the longer of the
 * two) is never near, however short both are. */
#include "base/nearest.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#define WORD_COUNT_MAX 64u /* code points */
#define LIMIT_MAX      4u

typedef struct letters {
    int32_t items[WORD_COUNT_MAX + LIMIT_MAX];
    unsigned count;
} letters;

/* False when there are more than fit.  A stray byte counts as a letter of its own. */
static bool spell(letters *out, const char *text)
{
    size_t size = strlen(text);
    unsigned step;

    out->count = 0;
    for (size_t at = 0; at < size; at += step) {
        int32_t codepoint = toc_utf8_decode(text + at, size - at, &step);

        if (out->count == sizeof out->items / sizeof out->items[0])
            return false;
        out->items[out->count++] = codepoint < 0 ? 0x110000 + (unsigned char)text[at] : codepoint;
    }
    return true;
}

void toc_nearest_init(toc_nearest *nearest, const char *word)
{
    letters spelt;
    bool is_fit = spell(&spelt, word) && spelt.count <= WORD_COUNT_MAX && spelt.count > 0;

    *nearest = (toc_nearest){.word = word};
    if (is_fit)
        nearest->limit = spelt.count / 3 < 1 ? 1 : spelt.count / 3;
    if (nearest->limit > LIMIT_MAX)
        nearest->limit = LIMIT_MAX;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

typedef unsigned row[WORD_COUNT_MAX + LIMIT_MAX + 1];

/* Fills current[] for the first @p i letters of a, from the rows before it; the least of it. */
static unsigned fill_row(const letters *a, const letters *b, unsigned i, const row before_last,
                         const row last, row current)
{
    unsigned best = current[0] = i;

    for (unsigned j = 1; j <= b->count; j++) {
        unsigned is_other = a->items[i - 1] != b->items[j - 1];
        unsigned cost = least(last[j] + 1, current[j - 1] + 1);

        cost = least(cost, last[j - 1] + is_other);
        if (i > 1 && j > 1 && a->items[i - 1] == b->items[j - 2] &&
            a->items[i - 2] == b->items[j - 1])
            cost = least(cost, before_last[j - 2] + 1);
        current[j] = cost;
        best = least(best, cost);
    }
    return best;
}

/* The distance, or more than @p limit when it is past that. */
static unsigned distance_of(const letters *a, const letters *b, unsigned limit)
{
    row rows[3];
    unsigned least_before = 0;

    for (unsigned j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a->count; i++) {
        unsigned least_here = fill_row(a, b, i, rows[(i + 1) % 3], rows[(i + 2) % 3], rows[i % 3]);

        if (least_here > limit && least_before > limit)
            return limit + 1;
        least_before = least_here;
    }
    return rows[a->count % 3][b->count];
}

static bool is_length_near(const letters *a, const letters *b, unsigned limit)
{
    return a->count > b->count ? a->count - b->count <= limit : b->count - a->count <= limit;
}

static int plain_letter(char letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return letter - 'A' + 'a';
    return letter == '_' ? '-' : letter;
}

static bool is_same_word(const char *a, const char *b)
{
    while (*a && plain_letter(*a) == plain_letter(*b)) {
        a++;
        b++;
    }
    return *a == '\0' && *b == '\0';
}

/* True where that settles it. */
static bool offer_same(toc_nearest *nearest, const char *candidate)
{
    if (is_same_word(nearest->word, candidate)) {
        nearest->is_doubtful = nearest->is_same && strcmp(nearest->best, candidate) != 0;
        nearest->is_same = true;
        nearest->best = candidate;
        nearest->distance = 0;
    }
    return nearest->is_same;
}

void toc_nearest_offer(toc_nearest *nearest, const char *candidate)
{
    if (nearest->limit > 0 && offer_same(nearest, candidate))
        return;
    unsigned limit = nearest->best ? nearest->distance : nearest->limit;
    letters word;
    letters other;
    unsigned distance;

    if (nearest->limit == 0 || !spell(&other, candidate) || !spell(&word, nearest->word) ||
        !is_length_near(&word, &other, limit))
        return;
    distance = distance_of(&word, &other, limit);
    if (distance > limit || distance >= (word.count > other.count ? word.count : other.count))
        return;
    if (nearest->best && distance == nearest->distance && strcmp(candidate, nearest->best) >= 0)
        return;
    nearest->best = candidate;
    nearest->distance = distance;
}

const char *toc_nearest_of(const char *word, const char *const *candidates, size_t count)
{
    toc_nearest nearest;

    toc_nearest_init(&nearest, word);
    for (size_t i = 0; i < count; i++)
        toc_nearest_offer(&nearest, candidates[i]);
    return nearest.best;
}
