/* pieces.c - the items of a section that is a list, so that only those need be sent that have changed. */
#include "serve/pieces.h"

#include <stdlib.h>
#include <string.h>

/* ── cutting ── */

/* The end of the string that begins at @p at, behind its closing quotation mark. */
static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\';
    return at < end ? at + 1 : end;
}

/* The end of the value at @p at: before the comma or bracket behind it. */
static const char *skip_value(const char *at, const char *end)
{
    unsigned depth = 0;

    while (at < end) {
        if (*at == '"') {
            at = skip_string(at, end);
            continue;
        }
        if (*at == '{' || *at == '[')
            depth++;
        if (depth == 0 && (*at == ',' || *at == '}' || *at == ']'))
            return at;
        if (*at == '}' || *at == ']')
            depth--;
        at++;
        if (depth == 0 && at < end && (at[-1] == '}' || at[-1] == ']'))
            return at;
    }
    return end;
}

/* Where the array begins; NULL: there is none.  A list that is a member is the last one. */
static const char *find_array(const char *text, const char *end)
{
    const char *at = text;

    if (at < end && *at == '[')
        return at;
    while (at < end && (*at == '{' || *at == ',')) {
        at = skip_string(at + 1, end); /* the name */
        if (at >= end || *at != ':')
            return NULL;
        at++;
        if (at < end && *at == '[')
            return skip_value(at, end) + 1 == end ? at : NULL;
        at = skip_value(at, end);
    }
    return NULL;
}

static bool add(toc_pieces *pieces, uint32_t *room, toc_piece piece)
{
    if (pieces->count == *room) {
        uint32_t more = *room ? *room * 2 : 32;
        toc_piece *items = realloc(pieces->items, more * sizeof *items);

        if (!items)
            return false;
        pieces->items = items;
        *room = more;
    }
    pieces->items[pieces->count++] = piece;
    return true;
}

/* Every item an object; else the text is no list.  False: memory is used up. */
static bool cut_items(toc_pieces *out, const char *text, const char *array, const char *end,
                      uint64_t version)
{
    uint32_t room = 0;

    out->is_list = array + 1 < end && array[1] == ']';
    for (const char *at = array + 1; at < end && *at == '{';) {
        const char *behind = skip_value(at, end);
        const char *name = skip_string(at + 1, end);
        const char *key = name < behind ? skip_value(name + 1, behind) : behind;

        if (!add(out, &room,
                 (toc_piece){(uint32_t)(at - text), (uint32_t)(behind - at), (uint32_t)(key - at),
                             version}))
            return false;
        at = behind;
        at += at < end && *at == ',';
        out->is_list = at < end && *at == ']';
    }
    return true;
}

/* ── comparing ── */

static bool has_key(const toc_piece *a, const char *a_text, const toc_piece *b, const char *b_text)
{
    return a->key_size == b->key_size &&
           memcmp(a_text + a->begin, b_text + b->begin, a->key_size) == 0;
}

/* The old item with that key, from @p from on and then from the beginning; old->count: there is none. */
static uint32_t find(const toc_pieces *old, const char *old_text, const toc_piece *item,
                     const char *text, uint32_t from)
{
    for (uint32_t i = 0; i < old->count; i++) {
        uint32_t at = (from + i) % old->count;

        if (has_key(item, text, &old->items[at], old_text))
            return at;
    }
    return old->count;
}

/* Items as they were keep their version.  Is the order another one, but for what is gone at the front and
 * came behind the last? */
static bool compare(toc_pieces *pieces, const char *text, const toc_pieces *old,
                    const char *old_text)
{
    uint32_t next = 0;
    bool is_other = false;
    bool has_new = false;

    for (uint32_t i = 0; i < pieces->count; i++) {
        toc_piece *item = &pieces->items[i];
        uint32_t at = find(old, old_text, item, text, next);

        if (at == old->count) {
            has_new = true;
            continue;
        }
        is_other = is_other || has_new || (i > 0 && at != next);
        next = at + 1;
        if (item->size == old->items[at].size &&
            memcmp(text + item->begin, old_text + old->items[at].begin, item->size) == 0)
            item->version = old->items[at].version;
    }
    /* old ones behind the last that was found are gone; where none was, all are, and `from` says so */
    return is_other || (next > 0 && next != old->count) || (pieces->count == 0 && old->count > 0);
}

bool toc_pieces_cut(toc_pieces *out, const char *text, size_t size, uint64_t version,
                    const toc_pieces *old, const char *old_text)
{
    const char *end = text + size;
    const char *array = size < UINT32_MAX ? find_array(text, end) : NULL;

    *out = (toc_pieces){.order_version = version};
    if (!array)
        return true;
    out->rest_size = (uint32_t)(array - text);
    if (!cut_items(out, text, array, end, version)) {
        toc_pieces_free(out);
        return false;
    }
    if (out->is_list && old && old->is_list && !compare(out, text, old, old_text))
        out->order_version = old->order_version;
    return true;
}

/* ── writing ── */

size_t toc_pieces_changed(const toc_pieces *pieces, uint64_t version)
{
    size_t size = pieces->rest_size;

    for (uint32_t i = 0; i < pieces->count; i++)
        size += pieces->items[i].version > version ? pieces->items[i].size : 0;
    if (pieces->order_version > version) {
        for (uint32_t i = 0; i < pieces->count; i++)
            size += pieces->items[i].key_size;
    }
    return size;
}

/* Of `{"row":17`: the name with its quotation marks, or the value. */
static void write_key_name(const char *item, FILE *out)
{
    const char *colon = strchr(item + 2, ':');

    fwrite(item + 1, 1, (size_t)(colon - item - 1), out);
}

static void write_key(const toc_piece *piece, const char *text, FILE *out)
{
    const char *item = text + piece->begin;
    const char *value = strchr(item + 2, ':') + 1;

    fwrite(value, 1, piece->key_size - (size_t)(value - item), out);
}

/* `{"earlier":3,"items":` as "in" and "rest". */
static void write_rest(const toc_pieces *pieces, const char *text, FILE *out)
{
    const char *end = text + pieces->rest_size - 1; /* the colon */
    const char *name = end - 1;

    while (name > text && name[-1] != '"')
        name--;
    name--; /* on its quotation mark */
    fputs("\"in\":", out);
    fwrite(name, 1, (size_t)(end - name), out);
    fputs(",\"rest\":", out);
    fwrite(text, 1, (size_t)(name - text) - (name[-1] == ','), out);
    fputs("},", out);
}

static void write_order(const toc_pieces *pieces, const char *text, FILE *out)
{
    fputs("\"order\":[", out);
    for (uint32_t i = 0; i < pieces->count; i++) {
        fputs(i > 0 ? "," : "", out);
        write_key(&pieces->items[i], text, out);
    }
    fputs("],", out);
}

void toc_pieces_write(const toc_pieces *pieces, const char *text, uint64_t version, FILE *out)
{
    bool has_any = false;

    fputc('{', out);
    if (pieces->count > 0) {
        fputs("\"key\":", out);
        write_key_name(text + pieces->items[0].begin, out);
        fputs(",\"from\":", out);
        write_key(&pieces->items[0], text, out);
        fputc(',', out);
    }
    if (pieces->rest_size > 0)
        write_rest(pieces, text, out);
    if (pieces->order_version > version)
        write_order(pieces, text, out);
    fputs("\"items\":[", out);
    for (uint32_t i = 0; i < pieces->count; i++) {
        if (pieces->items[i].version <= version)
            continue;
        fputs(has_any ? "," : "", out);
        fwrite(text + pieces->items[i].begin, 1, pieces->items[i].size, out);
        has_any = true;
    }
    fputs("]}", out);
}

void toc_pieces_free(toc_pieces *pieces)
{
    free(pieces->items);
    pieces->items = NULL;
    pieces->count = 0;
}
