/* any_yaml.c - lists and mappings line by line and in brackets, in one another, and texts of all kinds. */
#include "tests/support/any_yaml.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t any_yaml_draw(uint64_t *random, uint32_t below)
{
    *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*random >> 33) % below);
}

/* Bytes that mean something. */
static const char special[] = " \n:-#,[]{}\"'|>\\?&*!%~ab1.\n  \t\r";

void any_yaml_change(uint64_t *random, char *text)
{
    for (uint32_t count = any_yaml_draw(random, 4); count > 0; count--) {
        size_t size = strlen(text);
        char *at = text + any_yaml_draw(random, (uint32_t)size);

        if ((unsigned char)*at >= 0x80 || (unsigned char)at[1] >= 0x80 || size < 4)
            continue; /* it stays UTF-8 */
        if (any_yaml_draw(random, 3) == 0)
            memmove(at, at + 1, size - (size_t)(at - text));
        else
            *at = special[any_yaml_draw(random, sizeof special - 1)];
    }
}

typedef struct writing {
    uint64_t random;
    FILE *out;
} writing;

static void write_block(writing *w, unsigned depth, unsigned indent, bool is_behind);

static void write_gap(writing *w)
{
    static const char *const gaps[] = {
        "", "", "", "", "", " ", "  ", "\t", " # c\n ", "\n", "\n\n \t  ", "\r\n  ", "\n # d\n"};

    fputs(ANY_YAML_PICK(&w->random, gaps), w->out);
}

static void write_flow_scalar(writing *w)
{
    static const char *const scalars[] = {
        "a", "b c",   "-5",     "12:30",      "a#b",        "'d''e'",   "\"f\\tg\"", "\"\"",
        "~", "警 报", "h\n  i", "\"j\n  k\"", "'l\n\n  m'", "http://x", "n\t o"};

    fputs(ANY_YAML_PICK(&w->random, scalars), w->out);
}

static void write_flow_key(writing *w)
{
    static const char *const keys[] = {
        "a: ",   "b :\t",  "'c': ",    "\"d\":",          "\"e\\x20\" :",
        "f g: ", "? i : ", "?'j'\n :", "? k\n l # m\n: ", "h:\n "};

    fputs(ANY_YAML_PICK(&w->random, keys), w->out);
}

static void write_flow(writing *w, unsigned depth)
{
    bool is_map = any_yaml_draw(&w->random, 2);
    uint32_t count = any_yaml_draw(&w->random, 4);

    if (depth == 0 || any_yaml_draw(&w->random, 3) == 0) {
        write_flow_scalar(w);
        return;
    }
    fputc(is_map ? '{' : '[', w->out);
    for (uint32_t i = 0; i < count; i++) {
        bool has_key = any_yaml_draw(&w->random, 6) ? is_map : !is_map;

        write_gap(w);
        if (has_key)
            write_flow_key(w);
        if (is_map && !has_key)
            write_flow_scalar(w);
        else if (!has_key || any_yaml_draw(&w->random, 6))
            write_flow(w, depth - 1);
        write_gap(w);
        if (i + 1 < count || any_yaml_draw(&w->random, 4) == 0)
            fputc(',', w->out);
        write_gap(w);
    }
    fputc(is_map ? '}' : ']', w->out);
}

static void write_line_end(writing *w)
{
    static const char *const ends[] = {"\n",      "\n",       "\n",       "\n",  "\n", " # c\n",
                                       "\t# d\n", "\n\n  \n", "\r\n\r\n", " \n", "\r"};

    fputs(ANY_YAML_PICK(&w->random, ends), w->out);
}

/* `|` or `>` and its lines, further in than @p indent. */
static void write_text(writing *w, unsigned indent)
{
    static const char *const headers[] = {"|",     ">",  "|-",  ">+", "|+ # c",
                                          ">- \t", "|1", ">2-", "|+3"};
    static const char *const lines[] = {"a",   "b c ", "# d", "- e", " f",
                                        "\tg", "h: i", "  ",  "..."};

    fprintf(w->out, "%s\n", ANY_YAML_PICK(&w->random, headers));
    for (uint32_t count = any_yaml_draw(&w->random, 5); count > 0; count--) {
        if (any_yaml_draw(&w->random, 4) == 0)
            fprintf(w->out, "%*s\n", (int)any_yaml_draw(&w->random, indent + 3), "");
        else
            fprintf(w->out, "%*s%s\n", (int)(indent + 1 + any_yaml_draw(&w->random, 8) / 6), "",
                    ANY_YAML_PICK(&w->random, lines));
    }
}

/* What stands behind a `:` or `-`, up to the line's end. */
static void write_value(writing *w, unsigned depth, unsigned indent, bool is_item)
{
    switch (depth > 0 ? any_yaml_draw(&w->random, 7) : 2 + any_yaml_draw(&w->random, 4)) {
    case 0:
    case 1:
    case 6:
        if (is_item && any_yaml_draw(&w->random, 2)) {
            fputc(' ', w->out);
            write_block(w, depth - 1, indent + 2, true);
            return;
        }
        write_line_end(w);
        write_block(w, depth - 1,
                    indent + !is_item * any_yaml_draw(&w->random, 2) + any_yaml_draw(&w->random, 3),
                    false);
        return;
    case 2:
        fputc(' ', w->out);
        write_text(w, indent);
        return;
    case 3:
        break;
    default:
        fputs(any_yaml_draw(&w->random, 6) || is_item ? " " : "\t ", w->out);
        write_flow(w, 2);
    }
    write_line_end(w);
}

/* A list or mapping line by line; @p is_behind: its first key or `-` stands on a line that has begun. */
static void write_block(writing *w, unsigned depth, unsigned indent, bool is_behind)
{
    static const char *const keys[] = {
        "a:", "b c:", "'d':", "\"e\\n\":", "f :", "警:", "-g:", "? h\n"};
    bool is_list = any_yaml_draw(&w->random, 2);

    for (uint32_t count = 1 + any_yaml_draw(&w->random, 3); count > 0; count--) {
        const char *key = is_list ? "-" : ANY_YAML_PICK(&w->random, keys);

        fprintf(w->out, "%*s%s", is_behind ? 0 : (int)indent, "", key);
        if (key[0] == '?')
            fprintf(w->out, "%*s:", (int)indent, "");
        is_behind = false;
        write_value(w, depth, indent, is_list || key[0] == '?');
    }
}

char *any_yaml_document(uint64_t random)
{
    static const char *const begins[] = {
        "", "", "", "# a\n\n", "---\n", "--- # b\n", "\xEF\xBB\xBF"};
    static const char *const ends[] = {"",       "",     "", "# a", "...\n", "... # b\n\n",
                                       "\n  \n", "---\n"};
    writing w = {.random = random};
    char *text = NULL;
    size_t size = 0;

    w.out = open_memstream(&text, &size);
    if (!w.out)
        abort();
    fputs(ANY_YAML_PICK(&w.random, begins), w.out);
    switch (any_yaml_draw(&w.random, 4)) {
    case 0:
        write_flow(&w, 4);
        write_line_end(&w);
        break;
    case 1:
        fputs("script: ", w.out);
        write_flow(&w, 4);
        write_line_end(&w);
        break;
    case 2:
        fputs("script:\n", w.out);
        write_block(&w, 3, any_yaml_draw(&w.random, 3), false);
        break;
    default:
        write_block(&w, 4, any_yaml_draw(&w.random, 3) / 2, false);
    }
    fputs(ANY_YAML_PICK(&w.random, ends), w.out);
    if (fclose(w.out) != 0)
        abort();
    if (any_yaml_draw(&w.random, 2))
        any_yaml_change(&w.random, text);
    return text;
}
