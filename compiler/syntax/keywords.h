/* keywords.h - the words of the language and their spellings (grammar/keywords.def).
 *
 * The scanner looks words up in a table that it makes for each file; the formatter
 * translates by the number that a lexeme carries. */
#ifndef TOC_SYNTAX_KEYWORDS_H
#define TOC_SYNTAX_KEYWORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Flags of a keyword; keywords.def says what they mean. */
enum { KW_NAME = 1, KW_COUNT = 2, KW_RESERVED = 4, KW_FIRM = 8, KW_DECL = 16, KW_JOIN = 32 };

/* toc_lexeme.kind: below 1000 the grammar's number (TOC_T_… in plan.tab.h); from here a word of a
 * fixed list, by its row, and a day of the week. */
enum { TOC_LEXEME_WORD = 1000, TOC_LEXEME_DAY = 2000 };

typedef enum toc_spelling { TOC_SPELLING_EN, TOC_SPELLING_HANS, TOC_SPELLING_HANT } toc_spelling;

/** How the keyword, fixed word or day with the lexeme number @p kind is written; NULL: @p kind
 *  is none of these (a name, a text, a mark).  Static storage. */
const char *toc_lexeme_spelling(int kind, toc_spelling spelling);

/* What a spelling may stand for; -1: nothing of that kind.  A row may be all three. */
typedef struct toc_word_entry {
    const char *spelling;
    uint32_t size;   /* bytes */
    int16_t keyword; /* row of KEYWORD */
    int16_t word;    /* row of WORD */
    int16_t day;     /* 0 Monday */
    bool is_first;   /* opens a spelling of several words */
    bool is_later;   /* stands inside one */
} toc_word_entry;

#define TOC_WORD_SLOTS   2048u /* a power of two, over twice as many as there are spellings */
#define TOC_WORD_ENTRIES 800u

/* The slots are small, so that looking up a name, which is not here, touches little memory. */
typedef struct toc_word_table {
    struct {
        uint16_t tag;   /* further bits of the hash */
        uint16_t entry; /* index + 1, 0: free */
    } slots[TOC_WORD_SLOTS];
    toc_word_entry entries[TOC_WORD_ENTRIES];
    uint32_t count;
} toc_word_table;

typedef struct toc_keyword {
    int kind; /* TOC_T_… */
    uint32_t flags;
} toc_keyword;

toc_word_table *toc_word_table_new(toc_arena *arena);

/** The entry of @p size bytes of text, or NULL. */
const toc_word_entry *toc_word_find(const toc_word_table *table, const char *text, size_t size);

/** Row @p index of KEYWORD. */
const toc_keyword *toc_keyword_at(int index);

/** The English spelling of row @p index of WORD. */
const char *toc_word_english(int index);

/** The keyword that may open a clause or declaration and is nearest to @p word, in any language,
 *  or begins with it as its first word; NULL: none. */
const toc_keyword *toc_keyword_nearest(const char *word, toc_spelling script,
                                       const char **out_spelling);

/** How many bytes of @p text, the longest such, are a Chinese keyword; 0: it begins with none. */
size_t toc_keyword_prefix(const toc_word_table *table, const char *text);

#endif
