/* yaml_build.c - values in the making: lists and mappings that are open, keys that stand twice, items
 * that are taken one by one and built in memory that is used again for the next. */
#include <stdlib.h>
#include <string.h>

#include "drill/yaml_private.h"

#define FEW_KEYS 24u /* pairs of a mapping that are compared each with each */

bool toc_yaml_report_limit(toc_yaml_builder *b, toc_span span, const char *what, unsigned limit)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_LIMITS, span, "%s", what);

    toc_diag_add_note(b->sink, diag, "the limit is %u", limit);
    b->is_broken = true;
    return false;
}

static bool is_room(toc_yaml_builder *b, toc_span span)
{
    if (++b->count > TOC_YAML_COUNT_MAX)
        return toc_yaml_report_limit(b, span, TOC_PHRASE("this scenario holds too many values"),
                                     TOC_YAML_COUNT_MAX);
    return true;
}

static bool is_key_next(const toc_yaml_builder *b)
{
    const toc_yaml_frame *top = b->depth ? &b->frames[b->depth - 1] : NULL;

    return top && top->value->kind == TOC_YAML_MAP && (b->parts.count - top->first) % 2 == 0;
}

/* Is the value that comes next one of the root's? */
static bool is_at_root(const toc_yaml_builder *b)
{
    return b->taker && b->depth == 1 && b->frames[0].value->kind == TOC_YAML_MAP;
}

static void note_key(toc_yaml_builder *b, const char *text)
{
    b->is_repeated = false;
    for (b->key = 0; b->key < b->taker->key_count; b->key++) {
        if (strcmp(b->taker->keys[b->key], text) == 0) {
            b->is_repeated = b->seen >> b->key & 1;
            b->seen |= 1u << b->key;
            return;
        }
    }
}

/* An item of a list that is taken is read and gone. */
static void take_item(toc_yaml_builder *b, const toc_yaml *item)
{
    toc_yaml_frame *list = &b->frames[b->depth - 1];

    list->span = toc_span_join(list->span, item->span);
    if (!list->is_dropped && !b->is_broken && !b->taker->take(b->taker->context, b->key, item))
        b->is_stopped = true;
    toc_arena_empty(&b->scratch);
    b->count = list->count;
}

static void put(toc_yaml_builder *b, const toc_yaml *value)
{
    bool is_key = is_key_next(b);

    if (b->depth == 0) {
        b->root = value;
        return;
    }
    if (b->frames[b->depth - 1].is_taken) {
        take_item(b, value);
        return;
    }
    TOC_PUSH(b->arena, &b->parts, value);
    if (!is_at_root(b))
        return;
    if (is_key)
        note_key(b, value->text);
    else if (b->key < b->taker->key_count && !b->is_repeated && b->taker->keep)
        b->taker->keep(b->taker->context, b->key, value);
}

void toc_yaml_add_scalar(toc_yaml_builder *b, toc_span span, const char *from, size_t size,
                         bool is_quoted)
{
    toc_yaml *value;
    char *text;

    if (!is_room(b, span))
        return;
    value = toc_arena_alloc(b->current, sizeof *value + size + 1);
    text = (char *)(value + 1);
    memcpy(text, from, size);
    value->kind = TOC_YAML_SCALAR;
    value->span = span;
    value->is_quoted = is_quoted;
    value->text = text;
    put(b, value);
}

/* Items of this list, the value of the root's last key, are taken one by one. */
static void take_list(toc_yaml_builder *b, toc_yaml_frame *list)
{
    list->is_taken = b->is_repeated || b->taker->open(b->taker->context, b->key, list->value->span);
    list->is_dropped = b->is_repeated;
    list->count = b->count;
    if (list->is_taken)
        b->current = &b->scratch;
}

void toc_yaml_open_frame(toc_yaml_builder *b, toc_span span, toc_yaml_kind kind, bool is_flow)
{
    bool is_key = is_key_next(b);
    bool is_of_root = is_at_root(b);
    toc_yaml *value;

    if (b->depth == TOC_YAML_DEPTH_MAX) {
        (void)toc_yaml_report_limit(b, span, TOC_PHRASE("too many values stand inside one another"),
                                    TOC_YAML_DEPTH_MAX);
        return;
    }
    if (b->is_broken || !is_room(b, span))
        return;
    if (is_key) {
        (void)toc_diag_add(b->sink, TOC_D_SCENARIO_SYNTAX, span, "a key must be a word");
        b->is_broken = true;
        return;
    }
    value = TOC_NEW(b->current, toc_yaml);
    value->kind = kind;
    value->span = span;
    b->frames[b->depth++] =
        (toc_yaml_frame){.value = value, .is_flow = is_flow, .first = b->parts.count};
    if (is_of_root && kind == TOC_YAML_LIST && b->key < b->taker->list_count)
        take_list(b, &b->frames[b->depth - 1]);
}

static void report_double(toc_yaml_builder *b, toc_yaml_pair *later, const toc_yaml_pair *earlier)
{
    toc_diag *diag = toc_diag_add(b->sink, TOC_D_SCENARIO_KEY_TWICE, later->key->span,
                                  "`%s` stands twice", later->key->text);

    toc_diag_add_label(b->sink, diag, earlier->key->span, "here already");
    later->value = NULL;
}

typedef struct key_row {
    const char *text;
    uint32_t index;
} key_row;

static int compare_keys(const void *left, const void *right)
{
    const key_row *a = left;
    const key_row *b = right;
    int order = strcmp(a->text, b->text);

    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static void drop_doubles_of_many(toc_yaml_builder *b, toc_yaml_pair *pairs, uint32_t count)
{
    key_row *rows = TOC_NEW_ARRAY(b->current, key_row, count);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = (key_row){pairs[i].key->text, i};
    qsort(rows, count, sizeof *rows, compare_keys);
    for (uint32_t i = 1; i < count; i++) {
        if (strcmp(rows[i - 1].text, rows[i].text) == 0)
            report_double(b, &pairs[rows[i].index], &pairs[rows[i - 1].index]);
    }
}

/* Reports keys that stand twice and marks the later ones with a NULL value. */
static void drop_doubles(toc_yaml_builder *b, toc_yaml_pair *pairs, uint32_t count)
{
    if (count > FEW_KEYS) {
        drop_doubles_of_many(b, pairs, count);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        const char *text = pairs[i].key->text;

        for (uint32_t k = i; k-- > 0;) {
            if (pairs[k].key->text[0] == text[0] && strcmp(pairs[k].key->text, text) == 0) {
                report_double(b, &pairs[i], &pairs[k]);
                break;
            }
        }
    }
}

static void fill_map(toc_yaml_builder *b, toc_yaml *map, const toc_yaml *const *parts,
                     uint32_t count)
{
    toc_yaml_pair *pairs = TOC_NEW_ARRAY(b->current, toc_yaml_pair, count);

    for (uint32_t i = 0; i < count; i++)
        pairs[i] = (toc_yaml_pair){parts[2 * i], parts[2 * i + 1]};
    if (count > 1)
        drop_doubles(b, pairs, count);
    for (uint32_t i = 0; i < count; i++) {
        if (pairs[i].value)
            pairs[map->count++] = pairs[i];
    }
    map->pairs = pairs;
}

static void fill_list(toc_yaml_builder *b, toc_yaml *list, const toc_yaml *const *parts,
                      uint32_t count)
{
    const toc_yaml **items = TOC_NEW_ARRAY(b->current, const toc_yaml *, count);

    if (count)
        memcpy(items, parts, count * sizeof *items);
    list->items = items;
    list->count = count;
}

void toc_yaml_close_frame(toc_yaml_builder *b, toc_span end)
{
    toc_yaml_frame *top = &b->frames[b->depth - 1];
    toc_yaml *value = top->value;
    uint32_t count = b->parts.count - top->first;
    const toc_yaml *const *parts = count ? b->parts.items + top->first : NULL;

    if (top->is_flow)
        value->span = toc_span_join(value->span, end);
    else if (count)
        value->span = toc_span_join(parts[0]->span, parts[count - 1]->span);
    else if (top->is_taken && !toc_span_is_none(top->span))
        value->span = top->span;
    value->is_taken = top->is_taken;
    if (top->is_taken)
        b->current = b->arena;
    else if (value->kind == TOC_YAML_MAP)
        fill_map(b, value, parts, count / 2);
    else
        fill_list(b, value, parts, count);
    b->parts.count = top->first;
    b->depth--;
    put(b, value);
}
