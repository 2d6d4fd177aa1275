/* test_yaml_items.c - what is read without libyaml is what libyaml reads: values, places and all.
 *
 * Items are made of the forms that planners write and of some that are not YAML, whole documents of all
 * forms that YAML has, with bytes changed at random; they are read by libyaml, without it, and without it
 * in small blocks; what was read is written out and compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drill/yaml.h"
#include "tests/support/any_yaml.h"

#ifndef ROUNDS
#define ROUNDS 60000
#endif

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
static char *told(const char *text, bool is_slow, uint32_t block_size, unsigned *out_restarts)
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
                            .block_size = block_size,
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
    "",
    "\ta\t# b",
    "a\tb\t",
    "\"a\tb\"",
    "\"a\t\n\t b\t\"\t",
    "'a \t\n      \t\n      b'",
    "a\t\n      \tb\n      \t\n      c",
    "{a:\tb\t,\tc: [d\t,\te]\t}",
    "\"\\a\\_\\e\\0\\N\\L\\P\\v\\f\\b\\ \\\t\"",
    "\"\\L\\L\\P\\L\\N\\_\"",
    "\"a \\\n      \\  b\\\n\n      c\"",
    "\"\\\r\n      b\\\n\n\n\"",
    "\"a\r      b\r\r      c\"",
    "a\r      b\r\n      c",
    "[a: b, 'c':, \"d\":e, [f: [g: h]], {i: j}]",
    "{a, b: , 'c', \"d\":e,\"f\":{\"g\":[]}, h\n      i}",
    "{a: , b: [c: , d],\n      e: \n      , f}",
    "|2\n       a\n      b\n",
    ">3-\n        a\n       b\n\n       c\n\n",
    "|+1 # c\n     a\n      b\n  \n",
    "|-9\n",
    "|\r\n      a\r       b\r\n\r      c\n",
    ">\t# c\n      \ta\n      b\t\n      c\n",
    "|\n",
    "-a",
    "?a",
    ":a",
    "[-, -a]",
};

/* Nothing for the short way, or in some places nothing for anybody. */
static const char *const odd_values[] = {
    "\"bad \\uD800\"",
    "\"bad \\U00110000\"",
    "\"bad \\q\"",
    "\"\\'\"",
    "\"bad \\x4\"",
    "- \ta",
    "a\n\t b",
    "\"a\"\t\n\t\n",
    "|0\n      a\n",
    "|22\n      a\n",
    "| a\n",
    "|\n     \ta\n",
    "{a: b: c}",
    "{a:, b}",
    "[?a]",
    "[? a: b]",
    "{? a: b}",
    "{: b}",
    "{a\n      : b}",
    "{\"a\n      \": b}",
    "[a b\n      c: d]",
    "{a: b}: c",
    "[a]: b",
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
    "  - a:\n    - b: $\n      c: $\n    - d: $\n    - \n    e: $\n",
    "  - a:\n      - - $\n        - $\n      -\n        - $\n      - {b: $}\n",
    "  - a:\n    b: # c\n\n    d: $\n",
    "  -\n    a: $\n    b: $\n",
    "  - a:\t$\n    b:\t $\t# c\n",
    "  - - $\n    - $\n    -\n  -\n  - # d\n",
    "  - ? a\n    : $\n    ? b\n    ? 'c'\n    : - $\n      - $\n    ? |\n     d\n    : e: $\n",
    "  - a b: $\n    'c\\nd': $\n    \"e\\x41\": $\n    f  : $\n",
    "  - {? a\n    : $, ? b, ?c : $, d: [?e : $, ? \"f\n     g\", $]}\n",
    "  - {\"a\":$,\"b\":[$,$],c:\n   $}\n",
    "  - a:\n        b:\n           c:\n             - d:\n               - $\n           e: $\n",
    "  - a: $\r    b: $\r\n    c: [$,\r$]\r\r",
};

static const char *const odd_forms[] = {
    "  - a: $\n     b: $\n",
    "  - a: $\n   b: $\n",
    "  - a:\n    - b: $\n    - - $\n",
    "  - a: $\n    - $\n",
    "  - a:\n    $\n    b: $\n",
    "  - $\n",
    "  - $: $\n",
    "  - a:\n    b: $\n   c: $\n",
    "  - ? $\n    : $\n",
    "  - ?\n    : $\n",
    "  - a:\n  - b: $\n",
    "  -\ta: $\n",
    "\t- a: $\n",
    "  - a:\n   - $\n  b:\n",
    "...\n# $\n",
    "---\n$\n",
};

static void put_form(uint64_t *random, const char *form, FILE *out)
{
    for (; *form; form++) {
        if (*form == '$')
            fputs(any_yaml_draw(random, 12) ? ANY_YAML_PICK(random, values)
                                            : ANY_YAML_PICK(random, odd_values),
                  out);
        else
            fputc(*form, out);
    }
}

static char *item(uint64_t *random)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    put_form(random,
             any_yaml_draw(random, 8) ? ANY_YAML_PICK(random, forms)
                                      : ANY_YAML_PICK(random, odd_forms),
             out);
    assert_int_equal(fclose(out), 0);
    if (any_yaml_draw(random, 2))
        any_yaml_change(random, text);
    return text;
}

/* Not broken, but left to libyaml: keys that are nothing, a second `...`, no value at all. */
static bool is_odd(const char *text, const char *read)
{
    const char *end = strchr(read, ']');

    return strchr(text, '?') || strstr(text, "...") || (end && strcmp(end, "]<>") == 0);
}

/* A document; true: it needs no libyaml. */
static bool compare_text(const char *text, uint64_t round)
{
    unsigned restarts;
    unsigned none;
    char *slow = told(text, true, 0, &none);
    char *fast = told(text, false, 0, &restarts);
    char *part = told(text, false, 1 + (uint32_t)(round % 61), &none);

    bool is_broken = strstr(slow, "error[") != NULL;

    /* helps look at the line as far as it is kept */
    if (strcmp(fast, slow) != 0 || (is_broken ? !strstr(part, "error[") : strcmp(part, slow) != 0))
        fail_msg("round %llu:\n%s\n--- is read as\n%s\n--- or as\n%s\n--- and not as\n%s",
                 (unsigned long long)round, text, fast, part, slow);
    if (restarts > 0 && !is_broken && !is_odd(text, slow))
        fail_msg("round %llu: read twice:\n%s", (unsigned long long)round, text);
    free(fast);
    free(slow);
    free(part);
    return restarts == 0;
}

/* One item between plain ones. */
static bool compare(const char *made, uint64_t round)
{
    size_t size = strlen(made) + 200;
    char *text = malloc(size);
    bool is_short;

    assert_non_null(text);
    (void)snprintf(text, size, "script:\n  - {a: b}\n  - {c: d}\n%s  - {e: f}\n  - g: h\nend: 1\n",
                   made);
    is_short = compare_text(text, round);
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
        "{\"script\":[{\"at\":\"1s\",\"set\":{\"a\":1}},{\"at\":\"2s\"}],\"end\":\"3s\"}",
        "---\nscript: [{at: 1s,\tset: {a: 1}},\n{at: 2s, by: , to: []}]\n...\n# end\n",
        "\xEF\xBB\xBF- - - a\n    -\n  - b: c\n    d:\n    - e\n-\n  f:\n",
        "a:\tb\t# c\nd: \"\\a\\_\\L\\\n  e\"\nf: |2-\n   g\n  h\n? i\n: j\nk: [l: m]\n",
        "a:\n- b",
        "{? a : b, ? c\n d\n : [? e, f: g]}",
        "a: |+\n b\n\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        unsigned restarts;

        free(told(usual[i], false, 0, &restarts));
        if (restarts > 0)
            fail_msg("read by libyaml: %s", usual[i]);
    }
}

/* ── whole documents ── */

static void documents_of_all_forms_are_read_as_by_libyaml(void **state)
{
    unsigned taken = 0;

    (void)state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        char *text = any_yaml_document(round * UINT64_C(0x9E3779B97F4A7C15));

        taken += compare_text(text, round);
        free(text);
    }
    assert_true(taken > ROUNDS / 3);
}

/* However small the blocks, in either way. */
static void what_stands_behind_the_end_is_seen(void **state)
{
    static const char *const texts[] = {
        "a b\n  # c\n   ...\n  - d\n",
        "{a: b}\n...\n# c\n...\n  d\n",
        "a: b\n... # c\n---\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (uint32_t block_size = 1; block_size < 20; block_size++) {
            unsigned restarts;
            char *slow = told(texts[i], true, block_size, &restarts);
            char *fast = told(texts[i], false, block_size, &restarts);

            if (!strstr(slow, "error[T0502]") || !strstr(fast, "error[T0502]"))
                fail_msg("in blocks of %u bytes: %s", (unsigned)block_size, texts[i]);
            free(slow);
            free(fast);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_items_are_taken),
        cmocka_unit_test(what_stands_behind_the_end_is_seen),
        cmocka_unit_test(the_short_way_reads_what_libyaml_reads),
        cmocka_unit_test(documents_of_all_forms_are_read_as_by_libyaml),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
