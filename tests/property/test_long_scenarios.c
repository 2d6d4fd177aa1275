/* test_long_scenarios.c - how a scenario's text is read changes nothing of what is read: not the blocks
 * in which it comes, not the short way for usual items, not whether it stands in memory.
 *
 * Scenarios are made at random, of items in all forms that planners write and of some that are broken;
 * what was read, bound and found is written out and compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/scenario_fixture.h"
#include "drill/bind.h"
#include "drill/entries.h"

#define ROUNDS 120

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

/* ── what was read, as text ── */

static void put_word(FILE *out, const char *key, toc_word word)
{
    if (word.text)
        fprintf(out, " %s=%s[%u,%u]", key, word.text, word.span.begin, word.span.end);
}

static void put_words(FILE *out, const char *key, const toc_scenario_words *words)
{
    for (uint32_t i = 0; i < words->count; i++)
        put_word(out, key, words->items[i]);
}

static void put_entry(FILE *out, const toc_entry *entry)
{
    fprintf(out, "%u %d %d [%u,%u] %lld", entry->number, entry->list, entry->verb,
            entry->span.begin, entry->span.end, (long long)entry->at);
    put_word(out, "verb", entry->verb_word);
    put_word(out, "subject", entry->subject);
    put_word(out, "by", entry->by);
    put_word(out, "from", entry->from);
    put_word(out, "via", entry->via);
    put_word(out, "text", entry->text);
    put_word(out, "why", entry->why);
    put_word(out, "outcome", entry->outcome);
    put_word(out, "answer", entry->answer);
    put_word(out, "ladder", entry->ladder);
    put_word(out, "duty", entry->duty);
    put_words(out, "to", &entry->to);
    put_words(out, "fields", &entry->fields);
    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        put_word(out, "key", entry->pairs.items[i].key);
        put_word(out, entry->pairs.items[i].is_empty ? "none" : "value",
                 entry->pairs.items[i].value);
    }
    fprintf(out, " pairs[%u,%u] turn%u act%u[%u,%u] %lld %lld\n", entry->pairs_span.begin,
            entry->pairs_span.end, entry->turn, entry->activation, entry->activation_span.begin,
            entry->activation_span.end, (long long)entry->amount, (long long)entry->duration);
}

static void put_act(FILE *out, const toc_bound_act *bound)
{
    const toc_act *act = &bound->act;

    fprintf(out, "%lld: %d %u %u %u %u %u %lld %lld", (long long)bound->at, act->verb, act->id,
            act->body, act->activation, act->other, act->entry, (long long)act->value,
            (long long)act->duration);
    for (uint32_t i = 0; i < act->setting_count; i++)
        fprintf(out, " %u=%lld", act->settings[i].id, (long long)act->settings[i].value);
    for (uint32_t i = 0; i < act->body_count; i++)
        fprintf(out, " to%u", act->bodies[i]);
    fputc('\n', out);
}

/* What is at most told of a scenario: its entries and acts, and every message with its place. */
static char *told(const toc_machine *machine, toc_sources *sources, const toc_source *source,
                  const toc_scenario_way *way)
{
    uint32_t step;
    toc_arena arena;
    toc_diag_sink sink;
    toc_scenario *scenario;
    toc_script *script = NULL;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    toc_arena_init(&arena, NULL);
    toc_diag_sink_init(&sink, &arena);
    scenario = toc_scenario_read_in(&arena, sources, source, way, &sink);
    step = scenario && toc_scenario_entry_count(scenario) > 1000 ? 997 : 1;
    for (uint32_t i = 1; scenario && i <= toc_scenario_entry_count(scenario); i += step)
        put_entry(out, toc_scenario_entry(scenario, i));
    if (scenario)
        script = toc_scenario_bind(&arena, machine, scenario, NULL, &sink);
    for (uint32_t i = 0; script && i < script->act_count; i += step)
        put_act(out, toc_script_act(script, i));
    toc_diag_sink_finish(&sink);
    toc_diag_render_text(&sink, sources, false, out);
    toc_arena_deinit(&arena);
    assert_int_equal(fclose(out), 0);
    return text;
}

/* ── scenarios ── */

typedef struct making {
    uint64_t random;
    uint32_t damage; /* one item in so many is broken; 0: none */
    FILE *out;
} making;

static const char *pick(making *m, const char *const *of, uint32_t count)
{
    return of[draw(&m->random, count)];
}

#define PICK(m, array) pick(m, array, sizeof(array) / sizeof(array)[0])

/* Texts of all kinds, most of them plain. */
static const char *value(making *m)
{
    static const char *const values[] = {
        "crew",
        "town",
        "\"two words\"",
        "three small words",
        "'it is'",
        "25%",
        "+3.5",
        "~",
        "\"with, comma\"",
        "\"a: b\"",
        "警报器",
        "\"，警报！\"",
        "2026-03-05",
        "\"\\u00e9t\\u00e9\"",
        "'don''t'",
        "(some)",
        "a/b-c_d.e;f=g",
        "12:30",
        "\"#1\"",
        "\"a \\\"gate\\\" and \\\\, \\/, \\x41\\U0001F6A8\\n\\tend\"",
        "'don''t ''do'' that'",
        "\"other \\a\\_\\e\"",
        "-5",
        "a#b",
        "http://example.org/a?b=c#d",
        "AT&T 'n' so \"on\" !",
    };

    if (!m->damage && draw(&m->random, 20) == 0)
        return "\xEF\xBF\xBF"; /* the gate refuses it, libyaml would too */
    return PICK(m, values);
}

static const char *plan_name(making *m)
{
    static const char *const names[] = {"leak",  "close", "share", "crew",
                                        "first", "pump",  "nobody"};

    return PICK(m, names);
}

/* In a form `^` stands for the indentation, `@` for the time, `$` for a value, `!` for a name. */
static void put_form(making *m, const char *form, const char *indent, unsigned at)
{
    for (; *form; form++) {
        if (*form == '^')
            fputs(indent, m->out);
        else if (*form == '@')
            fprintf(m->out, "%u", at);
        else if (*form == '$')
            fputs(value(m), m->out);
        else if (*form == '!')
            fputs(plan_name(m), m->out);
        else
            fputc(*form, m->out);
    }
}

static const char *const in_braces[] = {
    "^- {at: @s, note: $, to: crew, from: $}\n",
    "^- {at: @s, note: $, to: [crew, town], via: $}\n",
    "^- { at: @s,  note: $ , to: crew, text: $ }\n",
    "^- {at: @s, set: {share: $}, from: $}\n",
    "^- {at: @s, inject: leak, text: $, fields: {place: $}}\n",
    "^- {at: @s, note: $,\n     to: crew, via: $}\n",
    "^- {at: @s, note: $, to: crew, from: $} # seen\n",
    "^- {at: @s, note: $, to: crew, from: $}  \r\n",
    "^- {at: @s, \"note\": $, to: [crew], from: $}\n",
    "^-   {at: @s,note: $,to: [crew,town], text:   $}   # said at @\n",
    "^- {at: @s, note: \"a text\n  ^  that goes  \n\n \n    ^on\", # here\n^  # there\n\n^   to: "
    "crew}\n",
    "^- {at: @s, note: a text\n  ^  that goes \r\n\r\n    ^on, to: [\n^     crew\n^     , town],\n "
    "^ from: $}\n",
};

static const char *const line_by_line[] = {
    "^- at: @s\n^  note: $\n^  to: crew\n^  from: $\n",
    "^- at: @s\n^  set:\n^      share: 12%\n^  from: control\n",
    "^- at: @s\n^  note: $\n^  to: [crew, town]\n\n^  via: $\n",
    "^- at: @s\n^  note: |\n^    a text\n^  # to whom\n^  to: crew\n",
    "^- at: @s\r\n^  note: $\r\n^  to:\r\n^  - crew\r\n",
    "^- at:   @s\n^  note: $   \n^  to: [ crew ]\n^  from: $\n",
    "^- at: @s # when\n^  # what\n\n^  note: $ # so\n# all\n   \n^  to:\n^    - crew # they\n\n^   "
    " - $\n^  from: $\n#\n",
    "^-    at: @s\n^     note: a text\n^       that goes on,\n\n^        - and on\n^     to: "
    "crew\n",
    "^- at: @s\n^  note: |-\n^     a text\n\n^       \n^      # in it\n^     - {at: @s}\n\n^  to: "
    "crew\n",
    "^- at: @s\n^  to: crew\n^  note: |+\n^    $\n\n   \n\n",
    "^- at: @s\n^  to: crew\n^  note: >\n\n\n^      $\r\n^      $\n\n^      $\n^        $\n\n^     "
    " $  \n\n",
};

static const char *const broken[] = {
    "^- at: @s\n^- {at: @s, note: $, to: crew}\n^  note: $\n",
    "^- at: @s\n^- at: @s\n^  note: $\n^  to: crew\n^- {at: @s, note: $, to: crew}\n^  by: $\n",
    "^- {at: @s, did: !, did: $}\n",
    "^- {at: @s, !: x, to: [$}\n",
    "^- [@, !, $]\n",
    "^ - {at: @s, did: !, by: $}\n",
    "^- {at: @s, decide: !, outcome: *$}\n",
    "^- {at: @s, did: !, by: $}\n---\n",
    "^- {at: @s, did: !, by: \"$}\n",
    "text: \"@ $\n^- {at: 0s, did: close}\n^- {at: 0s, did: close}\n",
    "^- at: @s\n^   did: !\n^     by: $\n",
    "disturb: [@, $, {!]\n",
    "title: \"\nscript:\n^- {at: 1s, did: close}\n^- {at: 2s, did: close}\n\"\nlog:\n",
};

static const char *scenario(drill_fixture *f, making *m)
{
    static const char *const indents[] = {"", "  ", "    "};
    const char *made;
    char *text = NULL;
    size_t size = 0;
    const char *indent = PICK(m, indents);
    unsigned at = 0;
    unsigned count = 20 + draw(&m->random, 60);

    m->out = open_memstream(&text, &size);
    assert_non_null(m->out);
    fputs(draw(&m->random, 8) ? "scenario: s\nstart: 2026-03-05T02:10Z\n" : "scenario: s\n",
          m->out);
    fputs("script:\n", m->out);
    for (unsigned i = 0; i < count; i++) {
        at += draw(&m->random, 4);
        if (m->damage && draw(&m->random, m->damage) == 0)
            put_form(m, PICK(m, broken), indent, at);
        else if (draw(&m->random, 4) == 0)
            put_form(m, PICK(m, line_by_line), indent, at);
        else
            put_form(m, PICK(m, in_braces), indent, at);
    }
    fprintf(m->out, "end: %us\n", at + 60);
    if (draw(&m->random, 8) == 0)
        fputs("start: 2026-03-05T02:10Z\n", m->out);
    assert_int_equal(fclose(m->out), 0);
    m->out = NULL;
    made = toc_arena_copy(&f->base.arena, text, size);
    free(text);
    return made;
}

/* ── that it changes nothing ── */

static void assert_told(drill_fixture *f, const char *expected, const toc_source *source,
                        const toc_scenario_way *way, uint64_t seed)
{
    char *other = told(f->machine, f->base.sources, source, way);

    if (strcmp(expected, other) != 0)
        fail_msg("scenario %llu, blocks of %u%s:\n%s\n--- is read as\n%s\n--- and not as\n%s",
                 (unsigned long long)seed, way->block_size, way->is_slow ? ", slow" : "",
                 source->text, other, expected);
    free(other);
}

static void compare_ways(drill_fixture *f, uint64_t seed, uint32_t damage)
{
    static const toc_scenario_way ways[] = {{0, false},    {1, false}, {7, false}, {300, false},
                                            {4096, false}, {1, true},  {7, true},  {300, true}};
    making m = {.random = seed, .damage = damage};
    const char *text = scenario(f, &m);
    const toc_source *source = toc_sources_add(f->base.sources, "s.yaml", text, strlen(text));
    const toc_scenario_way slow = {.is_slow = true};
    char *expected = told(f->machine, f->base.sources, source, &slow);

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        assert_told(f, expected, source, &ways[i], seed);
    free(expected);
}

static void sound_scenarios_are_read_alike_in_all_ways(void **state)
{
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        drill_fixture *f;

        assert_int_equal(drill_setup(state), 0);
        f = *state;
        compare_ways(f, seed, 0);
        (void)drill_teardown(state);
    }
}

static void broken_scenarios_are_read_alike_in_all_ways(void **state)
{
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        drill_fixture *f;

        assert_int_equal(drill_setup(state), 0);
        f = *state;
        compare_ways(f, seed, 30);
        (void)drill_teardown(state);
    }
}

/* ── files that do not stand in memory ── */

/* Fills @p path beyond the size that is held with items, then the ones in @p last. */
static void write_long(const char *path, const char *last)
{
    FILE *out = fopen(path, "w");
    unsigned at = 0;

    assert_non_null(out);
    fputs("scenario: s\nstart: 2026-03-05T02:10Z\nscript:\n", out);
    for (size_t size = 0; size <= TOC_SOURCE_SIZE_MAX; at++)
        size += (size_t)fprintf(out,
                                at % 100 ? "  - {at: %us, note: \"警报 %u\", to: [crew, town], "
                                           "from: \"the officer on duty at the gate\"}\n"
                                         : "  - at: %us\n    set:\n      share: %u%%\n",
                                at, at % 100);
    fprintf(out, "%send: %us\n", last, at + 60);
    assert_int_equal(fclose(out), 0);
}

static const char *temporary(char *path)
{
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    (void)close(fd);
    return path;
}

/* The file as a source that stands in memory, which long ones do in tests alone. */
static const toc_source *whole(toc_arena *arena, toc_sources *sources, const char *path)
{
    FILE *in = fopen(path, "r");
    char *text;
    long size;

    assert_non_null(in);
    assert_int_equal(fseek(in, 0, SEEK_END), 0);
    size = ftell(in);
    rewind(in);
    text = toc_arena_alloc(arena, (size_t)size + 1);
    assert_int_equal(fread(text, 1, (size_t)size, in), size);
    assert_int_equal(fclose(in), 0);
    return toc_sources_add(sources, path, text, (size_t)size);
}

/* Entries, places, lines and messages of a file that ends with @p last. */
static void compare_long(drill_fixture *f, const char *last, bool is_sound)
{
    char name[] = "/tmp/tocsin-long-XXXXXX";
    const char *path = temporary(name);
    toc_sources *in_blocks = toc_sources_new(&f->base.arena);
    toc_sources *in_memory = toc_sources_new(&f->base.arena);
    const toc_source *source;
    char *expected;
    char *other;

    write_long(path, last);
    source = toc_sources_read_long(in_blocks, path, (toc_span){0, 0}, &f->base.sink);
    assert_non_null(source);
    assert_true(toc_source_is_long(source));
    other = told(f->machine, in_blocks, source, NULL);
    expected = told(f->machine, in_memory, whole(&f->base.arena, in_memory, path), NULL);
    assert_string_equal(other, expected);
    assert_int_equal(strstr(other, "error[") == NULL, is_sound);
    free(expected);
    free(other);
    (void)unlink(path);
}

static void a_file_in_blocks_is_read_as_if_it_stood_in_memory(void **state)
{
    compare_long(*state, "", true);
}

static void mistakes_in_a_file_in_blocks_have_the_same_places(void **state)
{
    compare_long(*state,
                 "  - {at: 1s, did: 警报, \tby: crew, to: head}\n"
                 "  - {at: 800000s, did: 'a name that is not there: 警报', by: 警报}\n"
                 "  - at: 800001s\n    note: \xE8\xAD\xA6\n    too: crew\n",
                 false);
}

static void what_is_no_yaml_in_a_file_in_blocks_has_the_same_place(void **state)
{
    compare_long(*state, "  - {at: 800000s, note: 警报, to: [crew}\n", false);
}

static void what_the_gate_refuses_in_a_file_in_blocks_has_the_same_place(void **state)
{
    compare_long(*state, "  - {at: 800000s, note: \"a\xE2\x80\xAE\x62\xFF\", to: crew}\n# \x01\n",
                 false);
}

/* ── files that are not what they were ── */

static void a_file_that_changes_is_refused(void **state)
{
    drill_fixture *f = *state;
    char name[] = "/tmp/tocsin-long-XXXXXX";
    const char *path = temporary(name);
    const toc_source *source;

    write_long(path, "");
    source = toc_sources_read_long(f->base.sources, path, (toc_span){0, 0}, &f->base.sink);
    assert_non_null(source);
    assert_int_equal(truncate(path, 20000000), 0);
    assert_null(toc_scenario_read(&f->base.arena, f->base.sources, source, &f->base.sink));
    assert_int_equal(f->base.sink.error_count, 1);
    assert_non_null(strstr(f->base.sink.records.items[0]->message, "changed while it was read"));
    (void)unlink(path);
}

static void a_start_behind_a_long_script_is_asked_for_before_it(void **state)
{
    drill_fixture *f = *state;
    char name[] = "/tmp/tocsin-long-XXXXXX";
    const char *path = temporary(name);
    FILE *out = fopen(path, "w");
    const toc_source *source;

    assert_non_null(out);
    fputs("scenario: s\nscript:\n", out);
    for (size_t size = 0; size <= TOC_SOURCE_SIZE_MAX;)
        size += (size_t)fprintf(out, "  - {at: 1s, note: quiet, to: crew}\n");
    fputs("start: 2026-03-05T02:10Z\nend: 1h\n", out);
    assert_int_equal(fclose(out), 0);
    source = toc_sources_read_long(f->base.sources, path, (toc_span){0, 0}, &f->base.sink);
    assert_non_null(source);
    assert_null(toc_scenario_read(&f->base.arena, f->base.sources, source, &f->base.sink));
    assert_int_equal(f->base.sink.records.count, 1);
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_ORDER);
    (void)unlink(path);
}

/* ── many mistakes ── */

static void the_reading_stops_after_so_many_mistakes(void **state)
{
    drill_fixture *f = *state;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const toc_source *source;
    const toc_diag *last;

    assert_non_null(out);
    fputs(DRILL_HEAD "end: 1h\nscript:\n", out);
    for (unsigned i = 0; i < 3 * TOC_SCENARIO_MISTAKES_MAX; i++)
        fputs("  - {at: 1s, note: quiet}\n", out);
    assert_int_equal(fclose(out), 0);
    source = toc_sources_add(f->base.sources, "s.yaml", text, size);
    free(text);
    assert_null(toc_scenario_read(&f->base.arena, f->base.sources, source, &f->base.sink));
    assert_int_equal(f->base.sink.records.count, TOC_SCENARIO_MISTAKES_MAX);
    last = f->base.sink.records.items[TOC_SCENARIO_MISTAKES_MAX - 1];
    assert_int_equal(last->notes.count, 1);
    assert_non_null(strstr(last->notes.items[0], "there may be more such places"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_scenarios_are_read_alike_in_all_ways),
        cmocka_unit_test(broken_scenarios_are_read_alike_in_all_ways),
        TEST(a_file_in_blocks_is_read_as_if_it_stood_in_memory),
        TEST(mistakes_in_a_file_in_blocks_have_the_same_places),
        TEST(what_is_no_yaml_in_a_file_in_blocks_has_the_same_place),
        TEST(what_the_gate_refuses_in_a_file_in_blocks_has_the_same_place),
        TEST(a_file_that_changes_is_refused),
        TEST(a_start_behind_a_long_script_is_asked_for_before_it),
        TEST(the_reading_stops_after_so_many_mistakes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
