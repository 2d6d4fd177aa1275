/* keywords.c - the tables of keywords.def and how a spelling finds its row. */
#include "syntax/keywords.h"

#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "plan.tab.h"

#define SPELLINGS    3
#define SPELLING_MAX 32 /* bytes of the longest one, and some */

typedef struct spelled {
    const char *spelling[SPELLINGS];
} spelled;

static const toc_keyword keywords[] = {
#define KEYWORD(id, en, hans, hant, flags) {TOC_T_##id, flags},
#define SYNONYM(id, spelling)
#define WORD(id, en, hans, hant)
#define WORD_SYNONYM(id, spelling)
#define DAY(number, en, hans, hant)
#include "keywords.def"
#undef KEYWORD
#undef WORD
#undef DAY
};

static const spelled keyword_spellings[] = {
#define KEYWORD(id, en, hans, hant, flags) {{en, hans, hant}},
#define WORD(id, en, hans, hant)
#define DAY(number, en, hans, hant)
#include "keywords.def"
#undef KEYWORD
#undef WORD
};

enum {
#define KEYWORD(id, en, hans, hant, flags)
#define WORD(id, en, hans, hant) ROW_##id,
#include "keywords.def"
#undef WORD
};

static const spelled word_spellings[] = {
#define WORD(id, en, hans, hant) {{en, hans, hant}},
#include "keywords.def"
#undef WORD
#undef DAY
};

static const spelled day_spellings[] = {
#define WORD(id, en, hans, hant)
#define DAY(number, en, hans, hant) {{en, hans, hant}},
#include "keywords.def"
#undef KEYWORD
#undef SYNONYM
#undef WORD
#undef WORD_SYNONYM
#undef DAY
};

typedef struct synonym {
    int row; /* of a keyword its TOC_T_ number, of a word its row */
    const char *spelling;
} synonym;

static const synonym keyword_synonyms[] = {
#define KEYWORD(id, en, hans, hant, flags)
#define WORD(id, en, hans, hant)
#define WORD_SYNONYM(id, spelling)
#define DAY(number, en, hans, hant)
#define SYNONYM(id, spelling) {TOC_T_##id, spelling},
#include "keywords.def"
#undef SYNONYM
#undef WORD_SYNONYM
};

static const synonym word_synonyms[] = {
#define SYNONYM(id, spelling)
#define WORD_SYNONYM(id, spelling) {ROW_##id, spelling},
#include "keywords.def"
#undef KEYWORD
#undef SYNONYM
#undef WORD
#undef WORD_SYNONYM
#undef DAY
};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* ── the table ───────────────────────────────────────────────────────────── */

static uint32_t hash(const char *text, size_t size)
{
    uint32_t value = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < size; i++)
        value = (value ^ (unsigned char)text[i]) * 16777619u;
    return value ^ (value >> 15);
}

/* The slot of a spelling, or the free one where it would stand. */
static uint32_t slot_of(const toc_word_table *table, uint32_t code, const char *text, size_t size)
{
    uint32_t at = code & (TOC_WORD_SLOTS - 1);

    for (; table->slots[at].entry != 0; at = (at + 1) & (TOC_WORD_SLOTS - 1)) {
        const toc_word_entry *entry = &table->entries[table->slots[at].entry - 1];

        if (table->slots[at].tag == (uint16_t)(code >> 16) && entry->size == size &&
            memcmp(entry->spelling, text, size) == 0)
            break;
    }
    return at;
}

/* The entry of a spelling, a new one if need be.  A test counts that all have room. */
static toc_word_entry *entry_of(toc_word_table *table, const char *text, size_t size)
{
    uint32_t code = hash(text, size);
    uint32_t at = slot_of(table, code, text, size);
    toc_word_entry *entry;

    if (table->slots[at].entry != 0)
        return &table->entries[table->slots[at].entry - 1];
    entry = &table->entries[table->count++];
    table->slots[at].entry = (uint16_t)table->count;
    table->slots[at].tag = (uint16_t)(code >> 16);
    entry->spelling = text;
    entry->size = (uint32_t)size;
    entry->keyword = entry->word = entry->day = -1;
    return entry;
}

static void add_keyword(toc_word_table *table, const char *spelling, int row)
{
    const char *space = strchr(spelling, ' ');

    entry_of(table, spelling, strlen(spelling))->keyword = (int16_t)row;
    if (!space)
        return;
    entry_of(table, spelling, (size_t)(space - spelling))->is_first = true;
    while (space) {
        const char *part = space + 1;

        space = strchr(part, ' ');
        entry_of(table, part, space ? (size_t)(space - part) : strlen(part))->is_later = true;
    }
}

static void add_synonyms(toc_word_table *table)
{
    for (size_t i = 0; i < COUNT_OF(keyword_synonyms); i++) {
        for (size_t row = 0; row < COUNT_OF(keywords); row++) {
            if (keywords[row].kind == keyword_synonyms[i].row)
                add_keyword(table, keyword_synonyms[i].spelling, (int)row);
        }
    }
    for (size_t i = 0; i < COUNT_OF(word_synonyms); i++)
        entry_of(table, word_synonyms[i].spelling, strlen(word_synonyms[i].spelling))->word =
            (int16_t)word_synonyms[i].row;
}

toc_word_table *toc_word_table_new(toc_arena *arena)
{
    toc_word_table *table = TOC_NEW(arena, toc_word_table);

    for (int spelling = 0; spelling < SPELLINGS; spelling++) {
        for (size_t row = 0; row < COUNT_OF(keywords); row++)
            add_keyword(table, keyword_spellings[row].spelling[spelling], (int)row);
        for (size_t row = 0; row < COUNT_OF(word_spellings); row++) {
            const char *word = word_spellings[row].spelling[spelling];

            entry_of(table, word, strlen(word))->word = (int16_t)row;
        }
        for (size_t row = 0; row < COUNT_OF(day_spellings); row++) {
            const char *day = day_spellings[row].spelling[spelling];

            entry_of(table, day, strlen(day))->day = (int16_t)row;
        }
    }
    add_synonyms(table);
    return table;
}

const toc_word_entry *toc_word_find(const toc_word_table *table, const char *text, size_t size)
{
    uint32_t slot;

    if (size > SPELLING_MAX)
        return NULL;
    slot = slot_of(table, hash(text, size), text, size);
    return table->slots[slot].entry != 0 ? &table->entries[table->slots[slot].entry - 1] : NULL;
}

/* ── rows ────────────────────────────────────────────────────────────────── */

const toc_keyword *toc_keyword_at(int index)
{
    return &keywords[index];
}

const char *toc_word_english(int index)
{
    return word_spellings[index].spelling[TOC_SPELLING_EN];
}

const char *toc_lexeme_spelling(int kind, toc_spelling spelling)
{
    if (kind >= TOC_LEXEME_DAY) {
        size_t day = (size_t)(kind - TOC_LEXEME_DAY);

        return day < COUNT_OF(day_spellings) ? day_spellings[day].spelling[spelling] : NULL;
    }
    if (kind >= TOC_LEXEME_WORD) {
        size_t word = (size_t)(kind - TOC_LEXEME_WORD);

        return word < COUNT_OF(word_spellings) ? word_spellings[word].spelling[spelling] : NULL;
    }
    for (size_t row = 0; row < COUNT_OF(keywords); row++) {
        if (keywords[row].kind == kind)
            return keyword_spellings[row].spelling[spelling];
    }
    return NULL;
}

/* ── for messages ────────────────────────────────────────────────────────── */

static const toc_keyword *keyword_spelled(const char *spelling)
{
    for (size_t row = 0; row < COUNT_OF(keywords); row++) {
        for (int language = 0; language < SPELLINGS; language++) {
            if (strcmp(keyword_spellings[row].spelling[language], spelling) == 0)
                return &keywords[row];
        }
    }
    return NULL;
}

const toc_keyword *toc_keyword_nearest(const char *word, toc_spelling script,
                                       const char **out_spelling)
{
    toc_nearest nearest;
    toc_nearest own; /* among those of the file's script */
    size_t size = strlen(word);

    toc_nearest_init(&nearest, word);
    toc_nearest_init(&own, word);
    for (size_t row = 0; row < COUNT_OF(keywords); row++) {
        const char *english = keyword_spellings[row].spelling[TOC_SPELLING_EN];

        if (keywords[row].flags & KW_JOIN)
            continue;
        if ((strncmp(english, word, size) == 0 && english[size] == ' ') ||
            strcasecmp(english, word) == 0) {
            *out_spelling = english;
            return &keywords[row];
        }
        for (int language = 0; language < SPELLINGS && size > 2; language++)
            toc_nearest_offer(&nearest, keyword_spellings[row].spelling[language]);
        if (size > 2)
            toc_nearest_offer(&own, keyword_spellings[row].spelling[script]);
    }
    *out_spelling = own.best && own.distance <= nearest.distance ? own.best : nearest.best;
    return *out_spelling ? keyword_spelled(*out_spelling) : NULL;
}

#define PREFIX_MAX 24 /* bytes of the longest Chinese keyword, and some */

size_t toc_keyword_prefix(const toc_word_table *table, const char *text)
{
    size_t longest = 0;

    for (size_t size = 3; size <= PREFIX_MAX && size < strlen(text); size += 3) {
        const toc_word_entry *entry = toc_word_find(table, text, size);

        if (entry && entry->keyword >= 0 && (unsigned char)text[0] >= 0x80)
            longest = size;
    }
    return longest;
}
