/* format_words.c - how each piece of a plan is written. */
#include <string.h>

#include "base/utf8.h"
#include "plan.tab.h"
#include "syntax/format_private.h"
#include "syntax/keywords.h"

typedef struct speller {
    toc_arena *arena;
    const toc_source *source;
    toc_keyword_language language;
    const toc_word_table *words;
} speller;

static const char *source_text(const speller *it, const toc_piece *piece)
{
    return it->source->text + (piece->span.begin - it->source->base);
}

static uint32_t source_size(const toc_piece *piece)
{
    return piece->span.end - piece->span.begin;
}

static bool begins(const char *text, uint32_t size, const char *with)
{
    return size >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

/* What the scanner passes over. */
static bool is_space(int32_t codepoint)
{
    return codepoint <= ' ' || codepoint == 0xA0 || codepoint == 0x3000 || codepoint == 0xFEFF;
}

static void set_text(toc_piece *piece, const char *text, size_t size)
{
    piece->text = text;
    piece->size = (uint32_t)size;
}

/* ── keywords ── */

static const char *spelling_in(int kind, toc_keyword_language language)
{
    switch (language) {
    case TOC_KEYWORDS_AS_WRITTEN:
        return NULL;
    case TOC_KEYWORDS_EN:
        return toc_lexeme_spelling(kind, TOC_SPELLING_EN);
    case TOC_KEYWORDS_ZH_HANS:
        return toc_lexeme_spelling(kind, TOC_SPELLING_HANS);
    case TOC_KEYWORDS_ZH_HANT:
        return toc_lexeme_spelling(kind, TOC_SPELLING_HANT);
    }
    return NULL;
}

/* A keyword of several words has one space between them. */
static void set_squeezed(const speller *it, toc_piece *piece)
{
    const char *text = source_text(it, piece);
    const char *end = text + source_size(piece);
    char *out = toc_arena_alloc(it->arena, source_size(piece));
    size_t size = 0;

    while (text < end) {
        unsigned length = 1;
        if (!is_space(toc_utf8_decode(text, (size_t)(end - text), &length))) {
            memcpy(out + size, text, length);
            size += length;
        } else if (size > 0 && out[size - 1] != ' ') {
            out[size++] = ' ';
        }
        text += length;
    }
    set_text(piece, out, size);
}

/* The widest that the keyword gets in any language; what is no keyword has one width. */
static uint32_t widest(const toc_piece *piece)
{
    size_t width = toc_utf8_width(piece->text, piece->size);

    for (int spelling = TOC_SPELLING_EN; spelling <= TOC_SPELLING_HANT; spelling++) {
        const char *word = toc_lexeme_spelling(piece->kind, (toc_spelling)spelling);
        size_t other = word ? toc_utf8_width(word, strlen(word)) : 0;
        if (other > width)
            width = other;
    }
    return (uint32_t)width;
}

/* A fixed word that in the other language is spelled like a reserved keyword stays as it is. */
static bool is_taken(const speller *it, int kind, const char *word)
{
    const toc_word_entry *entry = toc_word_find(it->words, word, strlen(word));

    return kind >= TOC_LEXEME_WORD && entry && entry->keyword >= 0 &&
           (toc_keyword_at(entry->keyword)->flags & (KW_RESERVED | KW_FIRM)) != 0;
}

static bool spell_keyword(const speller *it, toc_piece *piece)
{
    if (piece->is_name || !toc_lexeme_spelling(piece->kind, TOC_SPELLING_EN))
        return false;
    const char *word = spelling_in(piece->kind, it->language);
    if (word && !is_taken(it, piece->kind, word))
        set_text(piece, word, strlen(word));
    else
        set_squeezed(it, piece);
    piece->columns = widest(piece);
    return true;
}

/* ── texts ── */

#define CURLY_OPEN  "\xE2\x80\x9C"
#define CURLY_CLOSE "\xE2\x80\x9D"

/* Curly quotes to plain ones: what then would end the text is escaped. */
static void set_plain_quotes(const speller *it, toc_piece *piece)
{
    const char *text = source_text(it, piece);
    size_t end = source_size(piece) - strlen(CURLY_CLOSE);
    char *out = toc_arena_alloc(it->arena, 2 * (size_t)source_size(piece));
    size_t size = 0;

    out[size++] = '"';
    for (size_t i = strlen(CURLY_OPEN); i < end; i++) {
        if (text[i] == '"')
            out[size++] = '\\';
        else if (text[i] == '\\' && i + 1 < end)
            out[size++] = text[i++];
        out[size++] = text[i];
    }
    out[size++] = '"';
    set_text(piece, out, size);
}

static void measure_lines(toc_piece *piece)
{
    const char *first = memchr(piece->text, '\n', piece->size);

    if (!first)
        return;
    const char *last = piece->text + piece->size;
    while (last[-1] != '\n')
        last--;
    piece->flags |= TOC_PIECE_LINES;
    piece->columns = (uint32_t)toc_utf8_width(piece->text, (size_t)(first - piece->text));
    piece->tail = (uint32_t)toc_utf8_width(last, (size_t)(piece->text + piece->size - last));
}

static void spell_text(const speller *it, toc_piece *piece)
{
    if (begins(source_text(it, piece), source_size(piece), CURLY_OPEN))
        set_plain_quotes(it, piece);
    else
        set_text(piece, source_text(it, piece), source_size(piece));
    piece->columns = (uint32_t)toc_utf8_width(piece->text, piece->size);
    measure_lines(piece);
}

/* ── marks, numbers, names ── */

/* The plain form of a mark; NULL: @p kind is none. */
static const char *plain_mark(int kind)
{
    static const struct {
        int kind;
        const char *mark;
    } marks[] = {
        {TOC_T_LBRACE, "{"}, {TOC_T_RBRACE, "}"}, {TOC_T_LPAREN, "("},  {TOC_T_RPAREN, ")"},
        {TOC_T_COMMA, ","},  {TOC_T_DOT, "."},    {TOC_T_DOTDOT, ".."}, {TOC_T_ARROW, "->"},
        {TOC_T_EQ, "="},     {TOC_T_NE, "!="},    {TOC_T_LT, "<"},      {TOC_T_LE, "<="},
        {TOC_T_GT, ">"},     {TOC_T_GE, ">="},    {TOC_T_PLUS, "+"},    {TOC_T_MINUS, "-"},
        {TOC_T_STAR, "*"},   {TOC_T_SLASH, "/"},
    };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (marks[i].kind == kind)
            return marks[i].mark;
    }
    return NULL;
}

static bool is_number(int kind)
{
    return kind == TOC_T_NUMBER || kind == TOC_T_DURATION || kind == TOC_T_DATE ||
           kind == TOC_T_TIME || kind == TOC_T_INSTANT;
}

/* Full-width signs and digits become plain; `40 min` is closed, but for `2 workdays`. */
static void set_plain_number(const speller *it, toc_piece *piece)
{
    const char *text = source_text(it, piece);
    uint32_t left = source_size(piece);
    char *out = toc_arena_alloc(it->arena, 2 * (size_t)left + 4);
    size_t size = 0;

    while (left > 0) {
        unsigned length = 1;
        int32_t codepoint = toc_utf8_decode(text, left, &length);
        if (begins(text, left, "workday"))
            out[size++] = ' ';
        if (codepoint >= 0xFF01 && codepoint <= 0xFF5E)
            codepoint -= 0xFEE0;
        if (!is_space(codepoint))
            size += toc_utf8_encode((uint32_t)codepoint, out + size);
        text += length;
        left -= length;
    }
    set_text(piece, out, size);
}

static void spell_comment(const speller *it, toc_piece *piece)
{
    const char *text = source_text(it, piece);
    uint32_t size = source_size(piece);

    while (size > 0 && (unsigned char)text[size - 1] <= ' ')
        size--;
    set_text(piece, text, size);
}

static void spell(const speller *it, toc_piece *piece)
{
    const char *mark = plain_mark(piece->kind);

    if (piece->flags & TOC_PIECE_COMMENT) {
        spell_comment(it, piece);
        return;
    }
    if (spell_keyword(it, piece))
        return;
    if (piece->kind == TOC_T_TEXT) {
        spell_text(it, piece);
        return;
    }
    if (mark)
        set_text(piece, mark, strlen(mark));
    else if (!piece->is_name && is_number(piece->kind))
        set_plain_number(it, piece);
    else
        set_text(piece, source_text(it, piece), source_size(piece));
    piece->columns = (uint32_t)toc_utf8_width(piece->text, piece->size);
}

static uint32_t flags_of(const toc_piece *piece)
{
    if (piece->is_name)
        return 0;
    return piece->kind == TOC_T_LBRACE                           ? TOC_PIECE_OPEN
           : piece->kind == TOC_T_RBRACE                         ? TOC_PIECE_CLOSE
           : piece->kind == TOC_T_AND || piece->kind == TOC_T_OR ? TOC_PIECE_AND_OR
                                                                 : 0;
}

/* ── names that would melt into a keyword ── */

static bool is_changed(const speller *it, const toc_piece *piece)
{
    return piece->size != source_size(piece) ||
           memcmp(piece->text, source_text(it, piece), piece->size) != 0;
}

#define MELT_MAX 3 /* words of the longest keyword */

/* How many pieces from @p i on would be read as one keyword, and were not in the source. */
static uint32_t count_melting(const speller *it, const toc_pieces *pieces, uint32_t i)
{
    char words[TOC_FORMAT_COLUMNS];
    size_t size = 0;
    bool is_new = false;

    for (uint32_t count = 1; count <= MELT_MAX && i < pieces->count; count++, i++) {
        const toc_piece *piece = &pieces->items[i];
        if (size + 1 + piece->size > sizeof words)
            return 0;
        if (size > 0)
            words[size++] = ' ';
        memcpy(words + size, piece->text, piece->size);
        size += piece->size;
        is_new = is_new || is_changed(it, piece);
        const toc_word_entry *entry =
            count > 1 && is_new ? toc_word_find(it->words, words, size) : NULL;
        if (entry && entry->keyword >= 0)
            return count;
    }
    return 0;
}

static void quote(const speller *it, toc_piece *piece)
{
    const char *text =
        toc_arena_printf(it->arena, "`%.*s`", (int)piece->size, source_text(it, piece));

    set_text(piece, text, piece->size + 2);
    piece->columns += 2;
}

static void protect_names(const speller *it, toc_pieces *pieces)
{
    for (uint32_t i = 0; i < pieces->count; i++) {
        uint32_t count = count_melting(it, pieces, i);
        for (uint32_t at = i; at < i + count; at++) {
            if (pieces->items[at].is_name)
                quote(it, &pieces->items[at]);
        }
    }
}

void toc_format_spell(toc_arena *arena, const toc_source *source, toc_pieces *pieces,
                      toc_keyword_language language)
{
    speller it = {arena, source, language, toc_word_table_new(arena)};

    for (uint32_t i = 0; i < pieces->count; i++) {
        spell(&it, &pieces->items[i]);
        pieces->items[i].flags |= flags_of(&pieces->items[i]);
    }
    if (language != TOC_KEYWORDS_AS_WRITTEN)
        protect_names(&it, pieces);
}
