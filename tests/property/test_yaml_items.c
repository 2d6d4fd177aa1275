/* test_yaml_items.c - what the short way reads is what libyaml reads: values, places and all.
 *
 * Items are made of the forms that planners write and of some that are not YAML, with bytes changed at
 * random; a list of them is read in both ways, and what was read is written out and compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drill/yaml.h"
#include "drill/yaml_item.h"

#ifndef ROUNDS
#define ROUNDS 60000
#endif

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

#define PICK(state, array) (array)[draw(state, sizeof(array) / sizeof(array)[0])]

/* ── what was read, as text ── */

typedef struct listening {
    FILE *out;
    unsigned restarts;
} listening;

static void put_value(FILE *out, const toc_yaml *value)
{
    fprintf(out, "[%u,%u]", value->span.begin, value->span.end);
    if (value->kind == TOC_YAML_SCALAR) {
        fprintf(out, "%s<%s>", value->is_quoted ? "q" : "", value->text);
        return;
    }
    fputs(value->kind == TOC_YAML_MAP ? "{" : "(", out);
    for (uint32_t i = 0; i < value->count; i++) {
        if (value->kind == TOC_YAML_MAP) {
            put_value(out, value->pairs[i].key);
            fputc('=', out);
        }
        put_value(out, value->kind == TOC_YAML_MAP ? value->pairs[i].value : value->items[i]);
        fputc(' ', out);
    }
    fputs(value->kind == TOC_YAML_MAP ? "}" : ")", out);
}

static bool open_list(void *context, unsigned key, toc_span at)
{
    listening *l = context;

    fprintf(l->out, "open %u [%u]\n", key, at.begin);
    return true;
}

static bool take_item(void *context, unsigned key, const toc_yaml *item)
{
    listening *l = context;

    put_value(l->out, item);
    fprintf(l->out, " of %u\n", key);
    return true;
}

/* What was told so far counts no more. */
static void restart(void *context)
{
    listening *l = context;

    l->restarts++;
    rewind(l->out);
}

/* What is read of @p text, and every message. */
static char *told(const char *text, bool is_slow, unsigned *out_restarts)
{
    static const char *const keys[] = {"script"};
    toc_arena arena;
    toc_diag_sink sink;
    char *told_text = NULL;
    size_t size = 0;
    listening l = {.out = open_memstream(&told_text, &size)};
    toc_yaml_taker taker = {.context = &l,
                            .keys = keys,
                            .list_count = 1,
                            .key_count = 1,
                            .open = open_list,
                            .take = take_item,
                            .restart = restart,
                            .is_slow = is_slow};
    toc_sources *sources;
    const toc_yaml *root;

    assert_non_null(l.out);
    toc_arena_init(&arena, NULL);
    toc_diag_sink_init(&sink, &arena);
    sources = toc_sources_new(&arena);
    root = toc_yaml_read_through(&arena, toc_sources_add(sources, "s.yaml", text, strlen(text)),
                                 &taker, &sink);
    if (root)
        put_value(l.out, root);
    toc_diag_render_text(&sink, sources, false, l.out);
    fputc('\0', l.out);
    assert_int_equal(fclose(l.out), 0);
    toc_arena_deinit(&arena);
    *out_restarts = l.restarts;
    return told_text;
}

/* ── items ── */

static const char *const values[] = {
    "crew",
    "\"two words\"",
    "three small words",
    "'it is'",
    "25%",
    "~",
    "\"a: b, [c]\"",
    "警报器",
    "\"，警报！\"",
    "\"a \\\"gate\\\" and \\\\, \\/, \\x41\\U0001F6A8\\n\\tend\"",
    "\"\\r\\u8b66\\n  \\n x\"",
    "'''quoted'' it is'",
    "'don''t ''do'' that'''",
    "'\"\\n'",
    "-5",
    "a#b",
    "a:b",
    "12:30:05",
    "http://example.org/a?b=c#d",
    "AT&T 'n' so \"on\" !",
    "a ? b",
    "a # note",
    "a #",
    "\"\"",
    "''",
    "{a: b}",
    "{a: b, \"c d\": [e, {f: g}], }",
    "[]",
    "{}",
    "[crew, 'town', \"head\",]",
    "<=>;$^`",
    "a,b",
    ".5",
    "\"a\n     b\"",
    "\"a  \n\n   \n      b \"",
    "\" \n\n a\\n\n b\"",
    "'a\n    b ''c\n\n    '' d'",
    "a\n     b\n\n      c",
    "a \r\n     - b\r\n      c",
    "[a,\n     b # c\n     , # d\n # e\n     'f'\n     ]",
    "{a:\n     b,\n\n     c: d\n     e\n     }",
    "|\n      a\n\n       b\n",
    "|-\n      a: b\n      # c\n      - d\n\n",
    "|+ # text\n      a\n        \n\n   \n",
    ">\n      a\n      b\n\n      c\n        d\n      \te\n\n      f\n",
    ">-\n\n\n      a\n\n\n      b\n     \n",
    ">+\n       a\n\n      \n      # b\n",
};

/* Nothing for the short way, or in some places nothing for anybody. */
static const char *const odd_values[] = {
    "\"bad \\uD800\"",
    "\"bad \\U00110000\"",
    "\"other \\a\\_\\e\\0\"",
    "- 5",
    "-",
    "?",
    "x: y",
    "&a b",
    "*a",
    "!t b",
    "|",
    "",
    "[ , ]",
    "[a: b]",
    "tab\tin",
    "\"tab\tin\"",
    "...",
    "a, b",
    "key:",
    "::",
    ":a",
    "@a",
    "`a",
    "%a",
    "a\n     # b\n     c",
    "a # b\n     c",
    "a\n     b: c",
    "|\n       \n     a\n",
    "|2\n      a\n",
    ">\n",
};

static const char *const forms[] = {
    "  - {a: $, b: $}\n",
    "  - {a: $,b: [$,$ ] , c: $ } # d\n",
    "  -    {a: $, \"b\": $}#c\n",
    "  - { a: [\n   $, $,\n\n   # b\n   $], c: {d:\n   $}}\n",
    "  - a: $\n    b: $\n",
    "  - a: $ # b\n    # c\n\n# d\n    e: $\n\n  # f\n",
    "  -   a: $\n      b: $\r\n      c: {d: $}\n\n\n",
    "  - a:\n    - $\n    -   $\n\n    # b\n    - $\n    c: $\n",
    "  - a:\n      - $ # b\n      - $\n    c:\n\n      d: $\n      # e\n      f: $\n    g: $\n",
    "  - a: # b\n\n      c: $\n      d:\n        e: $\n",
    "  - \"a\": $\n    'b c': $\n",
};

static const char *const odd_forms[] = {
    "  - a: $\n     b: $\n",
    "  - a: $\n   b: $\n",
    "  - a:\n    - b: $\n    - - $\n",
    "  - a: $\n    - $\n",
    "  - a:\n    $\n    b: $\n",
    "  - $\n",
    "  - $: $\n",
};

/* Bytes that mean something. */
static const char special[] = " \n:-#,[]{}\"'|>\\?&*!%~ab1.\n  ";

static void put_form(uint64_t *random, const char *form, FILE *out)
{
    for (; *form; form++) {
        if (*form == '$')
            fputs(draw(random, 12) ? PICK(random, values) : PICK(random, odd_values), out);
        else
            fputc(*form, out);
    }
}

/* Some bytes are other ones, are gone or stand there twice. */
static void change(uint64_t *random, char *text)
{
    for (uint32_t count = draw(random, 4); count > 0; count--) {
        size_t size = strlen(text);
        char *at = text + draw(random, (uint32_t)size);

        if ((unsigned char)*at >= 0x80 || (unsigned char)at[1] >= 0x80 || size < 4)
            continue; /* it stays UTF-8 */
        if (draw(random, 3) == 0)
            memmove(at, at + 1, size - (size_t)(at - text));
        else
            *at = special[draw(random, sizeof special - 1)];
    }
}

static char *item(uint64_t *random)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    put_form(random, draw(random, 8) ? PICK(random, forms) : PICK(random, odd_forms), out);
    assert_int_equal(fclose(out), 0);
    if (draw(random, 2))
        change(random, text);
    return text;
}

/* Does the short way take all of @p text but its last @p rest bytes as one item? */
static bool is_taken(const char *text, size_t rest)
{
    uint32_t begin;

    return toc_yaml_item_size(text, (uint32_t)strlen(text), &begin) == strlen(text) - rest;
}

/* One item between plain ones; true: the short way takes it. */
static bool compare(const char *made, uint64_t round)
{
    static const char last[] = "  - {e: f}\n";
    unsigned restarts;
    unsigned none;
    size_t size = strlen(made) + 200;
    char *text = malloc(size);
    bool is_short;
    char *fast;
    char *slow;

    assert_non_null(text);
    (void)snprintf(text, size, "%s%s", made, last);
    is_short = is_taken(text, strlen(last));
    (void)snprintf(text, size, "script:\n  - {a: b}\n  - {c: d}\n%s%s  - g: h\nend: 1\n", made,
                   last);
    fast = told(text, false, &restarts);
    slow = told(text, true, &none);
    if (strcmp(fast, slow) != 0)
        fail_msg("round %llu:\n%s\n--- is read as\n%s\n--- and not as\n%s",
                 (unsigned long long)round, text, fast, slow);
    if (is_short && restarts > 0 && !strstr(slow, "error["))
        fail_msg("round %llu: read twice:\n%s", (unsigned long long)round, text);
    free(fast);
    free(slow);
    free(text);
    return is_short;
}

static void the_short_way_reads_what_libyaml_reads(void **state)
{
    unsigned taken = 0;

    (void)state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        uint64_t random = round * UINT64_C(0x9E3779B97F4A7C15);
        char *made = item(&random);

        taken += compare(made, round);
        free(made);
    }
    assert_true(taken > ROUNDS / 5);
}

static void usual_items_are_taken(void **state)
{
    static const char *const usual[] = {
        "- {at: 1s, note: \"a \\\"b\\\"\", to: [crew, town]} # so\n- x\n",
        "- at: 1s # now\n\n  # then\n  note: 'don''t'\n  to:\n  - crew\n  - town\n# end\n- x\n",
        "- at: 1s\n  note: |\n    a\n\n    b\n  text: >-\n    c\n    d\n- x\n",
        "- at: 1s\n  note: a text, which\n    goes on (at http://a.b:80/?c)\n  set: {a: -5}\n- x\n",
        "- {at: 1s, note: \"a text\n    that goes on\",\n   to: crew, fields: {}}\n\n- x\n",
        "- at: 1s\n  set:\n    share: 12%\n    # and\n    wind: calm\n- x\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (!is_taken(usual[i], strlen("- x\n")))
            fail_msg("not taken: %s", usual[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_items_are_taken),
        cmocka_unit_test(the_short_way_reads_what_libyaml_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
