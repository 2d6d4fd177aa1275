/* yaml_flow.c - a value as one line of YAML that reads back as the same value. */
#include <string.h>

#include "base/vec.h"
#include "drill/yaml.h"

typedef struct line {
    toc_arena *arena;
    TOC_VEC(char) text;
} line;

static void put(line *out, const char *text)
{
    for (; *text; text++)
        TOC_PUSH(out->arena, &out->text, *text);
}

/* Letters, digits and what cannot be mistaken; anything else goes into quotes. */
static bool is_plain(const char *text)
{
    const char *first = text;

    if (!*text)
        return false;
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        bool is_digit = c >= '0' && c <= '9';

        if (!is_letter && !is_digit && (text == first || !strchr("._/+%-", c)) &&
            (text == first || c != ' ' || text[1] == '\0' || text[1] == ' '))
            return false;
    }
    return true;
}

static void put_quoted(line *out, const char *text)
{
    TOC_PUSH(out->arena, &out->text, '"');
    for (; *text; text++) {
        const char *escape = *text == '"'    ? "\\\""
                             : *text == '\\' ? "\\\\"
                             : *text == '\n' ? "\\n"
                             : *text == '\r' ? "\\r"
                             : *text == '\t' ? "\\t"
                                             : NULL;

        if (escape)
            put(out, escape);
        else
            TOC_PUSH(out->arena, &out->text, *text);
    }
    TOC_PUSH(out->arena, &out->text, '"');
}

static bool is_nothing_word(const char *text)
{
    return !*text || strcmp(text, "~") == 0 || strcmp(text, "null") == 0;
}

static void put_scalar(line *out, const toc_yaml *value)
{
    if (!value->is_quoted && is_nothing_word(value->text))
        put(out, "~");
    else if (is_plain(value->text) && strcmp(value->text, "null") != 0)
        put(out, value->text);
    else
        put_quoted(out, value->text);
}

/* At most TOC_YAML_DEPTH_MAX deep, as it was read. */
static void put_value(line *out, const toc_yaml *value)
{
    if (value->kind == TOC_YAML_SCALAR) {
        put_scalar(out, value);
        return;
    }
    put(out, value->kind == TOC_YAML_LIST ? "[" : "{");
    for (uint32_t i = 0; i < value->count; i++) {
        put(out, i > 0 ? ", " : "");
        if (value->kind == TOC_YAML_MAP) {
            put_scalar(out, value->pairs[i].key);
            put(out, ": ");
        }
        put_value(out, value->kind == TOC_YAML_MAP ? value->pairs[i].value : value->items[i]);
    }
    put(out, value->kind == TOC_YAML_LIST ? "]" : "}");
}

const char *toc_yaml_flow(toc_arena *arena, const toc_yaml *value)
{
    line out = {.arena = arena};

    put_value(&out, value);
    TOC_PUSH(arena, &out.text, '\0');
    return out.text.items;
}
