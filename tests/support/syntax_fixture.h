/* syntax_fixture.h - a text parsed for a test, and what is asked of the result. */
#ifndef TOC_TESTS_SYNTAX_FIXTURE_H
#define TOC_TESTS_SYNTAX_FIXTURE_H

#include "tests/support/ast_dump.h"
#include "tests/support/base_fixture.h"

#include "syntax/parse.h"

typedef struct syntax_fixture {
    base_fixture *base;
    toc_intern_table *names;
    const toc_source *source;
    toc_parse *parse;
} syntax_fixture;

static inline int syntax_setup(void **state)
{
    syntax_fixture *f = calloc(1, sizeof *f);
    void *base = NULL;

    if (!f || base_setup(&base) != 0)
        return -1;
    f->base = base;
    f->names = toc_intern_new(&f->base->arena);
    *state = f;
    return 0;
}

static inline int syntax_teardown(void **state)
{
    syntax_fixture *f = *state;
    void *base = f->base;

    free(f);
    return base_teardown(&base);
}

/** Parses @p size bytes and keeps the lexemes; messages of earlier parses are dropped. */
static inline void syntax_parse_size(syntax_fixture *f, const char *text, size_t size)
{
    f->source = toc_sources_add(f->base->sources, "test.plan", text, size);
    toc_diag_sink_init(&f->base->sink, &f->base->arena);
    f->parse = toc_parse_source(&f->base->arena, f->names, f->source, true, &f->base->sink);
    assert_non_null(f->parse->file);
    assert_int_equal(f->parse->has_errors, f->base->sink.error_count > 0);
}

static inline void syntax_parse(syntax_fixture *f, const char *text)
{
    syntax_parse_size(f, text, strlen(text));
}

static inline const char *syntax_dump(syntax_fixture *f)
{
    return ast_dump(&f->base->arena, f->names, f->parse->file);
}

static inline void assert_no_errors(syntax_fixture *f)
{
    for (uint32_t i = 0; i < f->base->sink.records.count; i++)
        print_error("%s\n", f->base->sink.records.items[i]->message);
    assert_int_equal(f->base->sink.records.count, 0);
}

/** @p clause stands in a step, and the tree has @p expected for it, one line. */
static inline void assert_clause(syntax_fixture *f, const char *clause, const char *expected)
{
    toc_arena *arena = &f->base->arena;

    syntax_parse(f, toc_arena_printf(arena, "step x { %s }", clause));
    assert_no_errors(f);
    assert_string_equal(syntax_dump(f), toc_arena_printf(arena, "step x {\n  %s\n", expected));
}

/** The @p index-th message in order of places: its code, and the text that it points at. */
static inline void assert_error(syntax_fixture *f, uint32_t index, toc_diag_code code,
                                const char *at)
{
    const toc_diag *diag;
    const char *text;

    toc_diag_sink_finish(&f->base->sink);
    assert_true(index < f->base->sink.records.count);
    diag = f->base->sink.records.items[index];
    text = f->source->text + (diag->span.begin - f->source->base);
    assert_int_equal(diag->code, code);
    assert_string_equal(
        toc_arena_printf(&f->base->arena, "%.*s", (int)(diag->span.end - diag->span.begin), text),
        at);
}

static inline void assert_error_count(syntax_fixture *f, uint32_t count)
{
    if (f->base->sink.records.count != count)
        print_error("%s\n", base_render(f->base, false));
    assert_int_equal(f->base->sink.records.count, count);
}

/** Text @p wrong in a step's block is one mistake, with @p code at @p at. */
static inline void assert_one_error(syntax_fixture *f, const char *clauses, toc_diag_code code,
                                    const char *at)
{
    syntax_parse(f, toc_arena_printf(&f->base->arena, "step x { %s }", clauses));
    assert_error_count(f, 1);
    assert_error(f, 0, code, at);
}

#endif
