/* yaml_value.c - what everybody asks of a value that was read. */
#include <string.h>

#include "drill/yaml.h"

const toc_yaml *toc_yaml_find(const toc_yaml *map, const char *key)
{
    for (uint32_t i = 0; i < map->count && map->kind == TOC_YAML_MAP; i++) {
        const char *text = map->pairs[i].key->text;

        if (toc_yaml_is_key(text, key))
            return map->pairs[i].value;
    }
    return NULL;
}

/* At most TOC_YAML_DEPTH_MAX deep, as it was read. */
const toc_yaml *toc_yaml_copy(toc_arena *arena, const toc_yaml *value)
{
    toc_yaml *copy = TOC_NEW(arena, toc_yaml);
    const toc_yaml **items;
    toc_yaml_pair *pairs;

    *copy = *value;
    if (value->kind == TOC_YAML_SCALAR) {
        copy->text = toc_arena_copy(arena, value->text, strlen(value->text));
        return copy;
    }
    if (value->kind == TOC_YAML_LIST) {
        items = TOC_NEW_ARRAY(arena, const toc_yaml *, value->count);
        for (uint32_t i = 0; i < value->count; i++)
            items[i] = toc_yaml_copy(arena, value->items[i]);
        copy->items = items;
        return copy;
    }
    pairs = TOC_NEW_ARRAY(arena, toc_yaml_pair, value->count);
    for (uint32_t i = 0; i < value->count; i++)
        pairs[i] = (toc_yaml_pair){toc_yaml_copy(arena, value->pairs[i].key),
                                   toc_yaml_copy(arena, value->pairs[i].value)};
    copy->pairs = pairs;
    return copy;
}

bool toc_yaml_is_nothing(const toc_yaml *value)
{
    return value->kind == TOC_YAML_SCALAR && !value->is_quoted &&
           (!*value->text || toc_yaml_is_key(value->text, "~") ||
            toc_yaml_is_key(value->text, "null"));
}

const char *toc_yaml_kind_text(const toc_yaml *value)
{
    switch (value->kind) {
    case TOC_YAML_SCALAR:
        return toc_yaml_is_nothing(value) ? TOC_PHRASE("nothing") : TOC_PHRASE("a text");
    case TOC_YAML_LIST:
        return TOC_PHRASE("a list");
    case TOC_YAML_MAP:
        return TOC_PHRASE("a mapping");
    }
    return "";
}
