/* yaml_text.c - blocks of a source, kept as long as marks may point into them. */
#include "drill/yaml_text.h"

#include <string.h>

#define BACK_MAX 256u /* characters that are walked back; further, from the piece's begin */

/* A block as it was read. */
struct toc_yaml_piece {
    toc_yaml_piece *next;
    toc_yaml_piece *before;
    const char *text;
    char *buffer; /* NULL: the text is the source's own */
    uint32_t at;  /* byte in the source */
    uint32_t size;
    size_t first_char; /* index of its first character */
    bool is_ascii;
};

/* ── counting ── */

/* How many bytes of a word go on with a character. */
static unsigned tails_in(uint64_t word)
{
    return (unsigned)__builtin_popcountll(word >> 7 & ~word >> 6 & UINT64_C(0x0101010101010101));
}

static bool is_tail(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Characters that begin in @p text. */
static size_t count_chars(const char *text, uint32_t size, bool *out_is_ascii)
{
    uint64_t all = 0;
    size_t tails = 0;
    uint32_t at = 0;

    for (; at + 8 <= size; at += 8) {
        uint64_t word;

        memcpy(&word, text + at, sizeof word);
        all |= word;
        tails += tails_in(word);
    }
    for (; at < size; at++) {
        all |= (unsigned char)text[at];
        tails += is_tail(text[at]);
    }
    *out_is_ascii = (all & UINT64_C(0x8080808080808080)) == 0;
    return size - tails;
}

/* Goes on from byte *at of @p text by @p chars characters, to where the next one begins or the end. */
static void walk(const char *text, uint32_t size, size_t chars, uint32_t *at)
{
    while (chars >= 8 && size - *at >= 9) {
        uint64_t word;

        memcpy(&word, text + *at + 1, sizeof word); /* tells where characters end */
        chars -= 8 - tails_in(word);
        *at += 8;
    }
    while (chars > 0 && *at < size) {
        do
            ++*at;
        while (*at < size && is_tail(text[*at]));
        chars--;
    }
}

/* ── pieces ── */

static toc_yaml_piece *new_piece(toc_yaml_text *text)
{
    toc_yaml_piece *piece = text->spare_pieces;

    if (piece) {
        text->spare_pieces = piece->next;
        return piece;
    }
    piece = TOC_NEW(text->arena, toc_yaml_piece);
    if (toc_source_is_long(text->source) || text->block_size != TOC_YAML_BLOCK)
        piece->buffer = toc_arena_alloc(text->arena, text->block_size);
    return piece;
}

static void fill(toc_yaml_text *text, toc_yaml_piece *piece)
{
    uint32_t rest = text->source->size - text->end;

    piece->at = text->end;
    if (piece->buffer) {
        piece->size = toc_source_blocks_read(&text->blocks, piece->buffer, text->block_size);
        piece->text = piece->buffer;
        return;
    }
    piece->size = rest < text->block_size ? rest : text->block_size;
    piece->text = text->source->text + text->end;
}

/* Reads one piece more; false at the end. */
static bool read_piece(toc_yaml_text *text)
{
    toc_yaml_piece *piece;

    if (text->is_over)
        return false;
    piece = new_piece(text);
    fill(text, piece);
    text->is_over = piece->size == 0;
    if (text->is_over)
        return false;
    piece->next = NULL;
    piece->before = text->last;
    piece->first_char = text->chars;
    text->end += piece->size;
    text->chars += count_chars(piece->text, piece->size, &piece->is_ascii);
    if (text->last)
        text->last->next = piece;
    else
        text->first = piece;
    text->last = piece;
    return true;
}

bool toc_yaml_text_open(toc_yaml_text *text, toc_arena *arena, const toc_source *source,
                        uint32_t block_size)
{
    bool has_mark = source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0;
    char mark[3];

    *text = (toc_yaml_text){.arena = arena,
                            .source = source,
                            .block_size = block_size ? block_size : TOC_YAML_BLOCK,
                            .begin = has_mark ? 3 : 0};
    text->end = text->begin;
    return toc_source_blocks_open(&text->blocks, source) &&
           (!has_mark || toc_source_blocks_read(&text->blocks, mark, sizeof mark) == sizeof mark);
}

void toc_yaml_text_close(toc_yaml_text *text)
{
    toc_source_blocks_close(&text->blocks);
}

/* The piece that has something for libyaml; NULL: there is none any more. */
static toc_yaml_piece *piece_to_give(toc_yaml_text *text)
{
    toc_yaml_piece *piece = text->giving;

    if (piece && text->given < piece->size)
        return piece;
    if (!piece ? !text->first : !piece->next) {
        uint32_t kept = text->first ? text->end - text->first->at : 0;

        text->is_too_long = toc_source_is_long(text->source) && kept > TOC_YAML_HELD_MAX;
        if (text->is_too_long || !read_piece(text))
            return NULL;
    }
    text->giving = piece ? piece->next : text->first;
    text->given = 0;
    return text->giving;
}

bool toc_yaml_text_give(toc_yaml_text *text, unsigned char *out, size_t size, size_t *out_size)
{
    const toc_yaml_piece *piece = piece_to_give(text);

    *out_size = 0;
    if (!piece)
        return !text->is_too_long && !text->blocks.has_failed;
    if (size > piece->size - text->given)
        size = piece->size - text->given;
    memcpy(out, piece->text + text->given, size);
    text->given += (uint32_t)size;
    *out_size = size;
    return true;
}

static void drop_first(toc_yaml_text *text)
{
    toc_yaml_piece *piece = text->first;

    if (text->cursor == piece)
        text->cursor = NULL;
    text->first = piece->next;
    text->first->before = NULL;
    piece->next = text->spare_pieces;
    text->spare_pieces = piece;
}

void toc_yaml_text_drop(toc_yaml_text *text, size_t index)
{
    while (text->first && text->first->next && text->first->next->next &&
           text->first != text->giving && text->first->next->next->first_char <= index)
        drop_first(text);
}

void toc_yaml_text_drop_bytes(toc_yaml_text *text, uint32_t at)
{
    while (text->first && text->first->next && text->first != text->giving &&
           text->first->next->at <= at)
        drop_first(text);
}

/* ── places ── */

/* Where the character stands that is no longer kept: read all over again. */
static uint32_t look_up(const toc_yaml_text *text, size_t index)
{
    toc_yaml_text again;
    uint32_t found = text->begin;

    if (!toc_yaml_text_open(&again, text->arena, text->source, text->block_size))
        return found;
    while (again.chars <= index && read_piece(&again)) {
        if (again.chars > index)
            found = toc_yaml_text_byte_of(&again, index);
        toc_yaml_text_drop(&again, again.chars);
    }
    toc_yaml_text_close(&again);
    return found;
}

static void set_cursor(toc_yaml_text *text, toc_yaml_piece *piece)
{
    uint32_t at = 0;

    while (at < piece->size && is_tail(piece->text[at]))
        at++; /* the rest of a character of the piece before */
    text->cursor = piece;
    text->cursor_char = piece->first_char;
    text->cursor_byte = at;
}

/* The piece in which character @p index begins, or the last one. */
static void find_piece(toc_yaml_text *text, size_t index)
{
    toc_yaml_piece *piece = text->cursor ? text->cursor : text->first;

    while (piece->before && index < piece->first_char)
        piece = piece->before;
    while (piece->next && index >= piece->next->first_char)
        piece = piece->next;
    if (piece != text->cursor)
        set_cursor(text, piece);
}

/* Moves the cursor inside its piece, a short way back by characters. */
static void move_cursor(toc_yaml_text *text, size_t index)
{
    const toc_yaml_piece *piece = text->cursor;

    if (index < text->cursor_char && text->cursor_char - index > BACK_MAX)
        set_cursor(text, text->cursor);
    while (index < text->cursor_char && text->cursor_byte > 0) {
        do
            text->cursor_byte--;
        while (text->cursor_byte > 0 && is_tail(piece->text[text->cursor_byte]));
        text->cursor_char--;
    }
    walk(piece->text, piece->size, index - text->cursor_char, &text->cursor_byte);
    text->cursor_char = index;
}

uint32_t toc_yaml_text_byte_of(toc_yaml_text *text, size_t index)
{
    if (!text->first)
        return text->end;
    if (index < text->first->first_char)
        return look_up(text, index);
    find_piece(text, index);
    if (index >= text->chars)
        return text->end;
    if (text->cursor->is_ascii)
        return text->cursor->at + (uint32_t)(index - text->cursor->first_char);
    move_cursor(text, index);
    return text->cursor->at + text->cursor_byte;
}

int toc_yaml_text_at(toc_yaml_text *text, uint32_t at)
{
    const toc_yaml_piece *piece;

    while (at >= text->end) {
        if (!read_piece(text))
            return -1;
    }
    piece = text->cursor ? text->cursor : text->first;
    while (piece && at < piece->at)
        piece = piece->before;
    while (piece && at >= piece->at + piece->size)
        piece = piece->next;
    return piece && at >= piece->at ? (unsigned char)piece->text[at - piece->at] : -1;
}
