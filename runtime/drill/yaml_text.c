/* yaml_text.c - blocks of a source, kept as long as marks may point into them. */
#include "drill/yaml_text.h"

#include <string.h>

#define BACK_MAX 256u /* characters that are walked back; further, from the block's begin */

struct toc_yaml_block {
    toc_yaml_block *next;
    toc_yaml_block *before;
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

/* ── blocks ── */

static toc_yaml_block *new_block(toc_yaml_text *text)
{
    toc_yaml_block *block = text->spare;

    if (block) {
        text->spare = block->next;
        block->next = NULL;
        return block;
    }
    block = TOC_NEW(text->arena, toc_yaml_block);
    if (toc_source_is_long(text->source) || text->block_size != TOC_YAML_BLOCK)
        block->buffer = toc_arena_alloc(text->arena, text->block_size);
    return block;
}

static void fill(toc_yaml_text *text, toc_yaml_block *block)
{
    uint32_t rest = text->source->size - text->end;

    if (block->buffer) {
        block->size = toc_source_blocks_read(&text->blocks, block->buffer, text->block_size);
        block->text = block->buffer;
        return;
    }
    block->size = rest < text->block_size ? rest : text->block_size;
    block->text = text->source->text + text->end;
}

/* Reads one block more; false at the end. */
static bool read_block(toc_yaml_text *text)
{
    toc_yaml_block *block;

    if (text->is_over)
        return false;
    block = new_block(text);
    fill(text, block);
    text->is_over = block->size == 0;
    if (text->is_over)
        return false;
    block->at = text->end;
    block->first_char = text->chars;
    text->chars += count_chars(block->text, block->size, &block->is_ascii);
    text->end += block->size;
    block->before = text->last;
    if (text->last)
        text->last->next = block;
    else
        text->first = block;
    text->last = block;
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
    text->given = text->begin;
    return toc_source_blocks_open(&text->blocks, source) &&
           (!has_mark || toc_source_blocks_read(&text->blocks, mark, sizeof mark) == sizeof mark);
}

void toc_yaml_text_close(toc_yaml_text *text)
{
    toc_source_blocks_close(&text->blocks);
}

bool toc_yaml_text_give(toc_yaml_text *text, unsigned char *out, size_t size, size_t *out_size)
{
    toc_yaml_block *block = text->giving;
    uint32_t done;

    *out_size = 0;
    if (text->given == text->end) {
        uint32_t kept = text->first ? text->end - text->first->at : 0;

        text->is_too_long = toc_source_is_long(text->source) && kept > TOC_YAML_HELD_MAX;
        if (text->is_too_long)
            return false;
        if (!read_block(text))
            return !text->blocks.has_failed;
        block = text->last;
    } else if (text->given == block->at + block->size) {
        block = block->next;
    }
    text->giving = block;
    done = text->given - block->at;
    if (size > block->size - done)
        size = block->size - done;
    memcpy(out, block->text + done, size);
    text->given += (uint32_t)size;
    *out_size = size;
    return true;
}

void toc_yaml_text_drop(toc_yaml_text *text, size_t index)
{
    while (text->first && text->first->next && text->first->next->next &&
           text->first != text->giving && text->first->next->next->first_char <= index) {
        toc_yaml_block *block = text->first;

        if (text->cursor == block)
            text->cursor = NULL;
        text->first = block->next;
        text->first->before = NULL;
        block->next = text->spare;
        text->spare = block;
    }
}

/* ── places ── */

/* Where the character stands that is no longer kept: read all over again. */
static uint32_t look_up(const toc_yaml_text *text, size_t index)
{
    toc_yaml_text again;
    uint32_t found = text->begin;

    if (!toc_yaml_text_open(&again, text->arena, text->source, 0))
        return found;
    while (again.chars <= index && read_block(&again)) {
        found = again.end;
        if (again.chars > index) {
            found = 0;
            walk(again.last->text, again.last->size, index - again.last->first_char, &found);
            found += again.last->at;
        }
        toc_yaml_text_drop(&again, again.chars);
    }
    toc_yaml_text_close(&again);
    return found;
}

static void set_cursor(toc_yaml_text *text, toc_yaml_block *block)
{
    uint32_t at = 0;

    while (at < block->size && is_tail(block->text[at]))
        at++; /* the rest of a character of the block before */
    text->cursor = block;
    text->cursor_char = block->first_char;
    text->cursor_byte = at;
}

/* The block in which character @p index begins, or the last one. */
static void find_block(toc_yaml_text *text, size_t index)
{
    toc_yaml_block *block = text->cursor ? text->cursor : text->first;

    while (block->before && index < block->first_char)
        block = block->before;
    while (block->next && index >= block->next->first_char)
        block = block->next;
    if (block != text->cursor)
        set_cursor(text, block);
}

/* Moves the cursor inside its block, a short way back by characters. */
static void move_cursor(toc_yaml_text *text, size_t index)
{
    const toc_yaml_block *block = text->cursor;

    if (index < text->cursor_char && text->cursor_char - index > BACK_MAX)
        set_cursor(text, text->cursor);
    while (index < text->cursor_char && text->cursor_byte > 0) {
        do
            text->cursor_byte--;
        while (text->cursor_byte > 0 && is_tail(block->text[text->cursor_byte]));
        text->cursor_char--;
    }
    walk(block->text, block->size, index - text->cursor_char, &text->cursor_byte);
    text->cursor_char = index;
}

uint32_t toc_yaml_text_byte_of(toc_yaml_text *text, size_t index)
{
    if (!text->first)
        return text->end;
    if (index < text->first->first_char)
        return look_up(text, index);
    find_block(text, index);
    if (index >= text->chars)
        return text->end;
    if (text->cursor->is_ascii)
        return text->cursor->at + (uint32_t)(index - text->cursor->first_char);
    move_cursor(text, index);
    return text->cursor->at + text->cursor_byte;
}

int toc_yaml_text_at(toc_yaml_text *text, uint32_t at)
{
    const toc_yaml_block *block;

    while (at >= text->end) {
        if (!read_block(text))
            return -1;
    }
    block = text->cursor ? text->cursor : text->first;
    while (block && at < block->at)
        block = block->before;
    while (block && at >= block->at + block->size)
        block = block->next;
    return block ? (unsigned char)block->text[at - block->at] : -1;
}
