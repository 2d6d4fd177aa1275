/* test_cut.c - the county plan cut off at every byte: always an answer, never a crash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "driver/compile.h"

static const char *const path = "plans/county-netsec.plan";

typedef struct text {
    char *bytes;
    size_t size;
} text;

static int read_plan(void **state)
{
    FILE *file = fopen(path, "rb");
    text *plan = calloc(1, sizeof *plan);
    if (!file || !plan)
        return -1;
    plan->bytes = malloc(TOC_SOURCE_SIZE_MAX);
    plan->size = plan->bytes ? fread(plan->bytes, 1, TOC_SOURCE_SIZE_MAX, file) : 0;
    fclose(file);
    *state = plan;
    return plan->size > 0 ? 0 : -1;
}

static int free_plan(void **state)
{
    text *plan = *state;
    free(plan->bytes);
    free(plan);
    return 0;
}

static void assert_places_are_inside(const toc_diag_sink *sink, const toc_source *source)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        assert_true(strlen(diag->message) > 0);
        if (toc_span_is_none(diag->span)) {
            assert_non_null(diag->subject); /* at least the file is named */
            continue;
        }
        assert_true(diag->span.begin >= source->base);
        assert_true(diag->span.begin <= diag->span.end);
        assert_true(diag->span.end <= source->base + source->size + 1);
    }
}

/* Compiles the first @p size bytes; returns how many errors there were. */
static uint32_t compile_cut(const text *plan, size_t size)
{
    toc_arena arena;
    toc_diag_sink sink;
    toc_arena_init(&arena, NULL);
    toc_sources *sources = toc_sources_new(&arena);
    toc_diag_sink_init(&sink, &arena);
    const toc_source *source = toc_sources_add(sources, "cut.plan", plan->bytes, size);
    toc_plan *made = toc_compile_source(&arena, sources, source, NULL, &sink);
    toc_diag_sink_finish(&sink);
    uint32_t errors = sink.error_count;
    assert_places_are_inside(&sink, source);
    assert_int_equal(made && !made->has_errors, errors == 0);
    toc_arena_deinit(&arena);
    return errors;
}

static void the_whole_plan_has_no_error(void **state)
{
    const text *plan = *state;
    assert_int_equal(compile_cut(plan, plan->size), 0);
}

static void a_plan_cut_at_any_byte_gets_located_errors(void **state)
{
    const text *plan = *state;
    size_t broken = 0;
    for (size_t size = 0; size < plan->size; size++)
        broken += compile_cut(plan, size) > 0;
    /* only cuts between the last declarations and inside the last comments leave a plan */
    assert_true(broken > plan->size / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_plan_has_no_error),
        cmocka_unit_test(a_plan_cut_at_any_byte_gets_located_errors),
    };
    return cmocka_run_group_tests_name("cut", tests, read_plan, free_plan);
}
