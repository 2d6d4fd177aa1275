/* test_engine_memory.c - an engine in the caller's memory: the same engine, within its bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/embed/player.h"
#include "tests/support/sample_machine.h"

enum { BEHIND = 64, CANARY = 0xa5 };

typedef struct fixture {
    toc_arena arena;
    const toc_machine *machine;
    size_t size;           /* of one engine */
    unsigned char *memory; /* that much and BEHIND canaries */
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    toc_engine_options options = toc_player_options(1);
    assert_non_null(f);
    toc_arena_init(&f->arena, NULL);
    f->machine = sample_machine(&f->arena);
    assert_int_equal(toc_engine_measure(f->machine, &options, &f->size), TOC_OK);
    f->memory = malloc(f->size + BEHIND);
    assert_non_null(f->memory);
    memset(f->memory, CANARY, f->size + BEHIND);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    free(f->memory);
    toc_arena_deinit(&f->arena);
    free(f);
    return 0;
}

/* What a random drill prints; in the caller's memory where @p memory is not NULL. */
static char *drill(const fixture *f, uint64_t seed, void *memory)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_true(memory ? toc_player_run_in(f->machine, seed, memory, f->size, out)
                       : toc_player_run(f->machine, seed, out));
    assert_int_equal(fclose(out), 0);
    assert_true(size > 1000);
    return text;
}

static void the_same_drill_in_memory_of_the_callers(void **state)
{
    fixture *f = *state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        char *own = drill(f, seed, NULL);
        char *given =
            drill(f, seed, f->memory); /* used again and again: what it held does not matter */
        assert_string_equal(own, given);
        free(own);
        free(given);
    }
}

static void nothing_is_written_behind_the_measured_size(void **state)
{
    fixture *f = *state;
    free(drill(f, 7, f->memory));
    for (size_t i = 0; i < BEHIND; i++)
        assert_int_equal(f->memory[f->size + i], CANARY);
}

static void too_little_memory_is_refused_untouched(void **state)
{
    fixture *f = *state;
    toc_engine_options options = toc_player_options(1);
    toc_engine *engine = NULL;
    assert_int_equal(toc_engine_init(f->machine, &options, f->memory, f->size - 1, &engine),
                     TOC_ENOMEM);
    assert_null(engine);
    for (size_t i = 0; i < f->size; i++)
        assert_int_equal(f->memory[i], CANARY);
}

static void memory_off_its_alignment_is_refused(void **state)
{
    fixture *f = *state;
    toc_engine_options options = toc_player_options(1);
    toc_engine *engine = NULL;
    assert_int_equal(toc_engine_init(f->machine, &options, f->memory + 8, f->size, &engine),
                     TOC_EINVAL);
    assert_null(engine);
}

static void bad_options_are_refused_by_measure_too(void **state)
{
    fixture *f = *state;
    toc_engine_options options = {.assume = {-1}};
    size_t size = 77;
    toc_engine *engine = NULL;
    assert_int_equal(toc_engine_measure(f->machine, &options, &size), TOC_EINVAL);
    assert_int_equal(size, 77);
    assert_int_equal(toc_engine_init(f->machine, &options, f->memory, f->size, &engine),
                     TOC_EINVAL);
}

static void smaller_bounds_need_less(void **state)
{
    fixture *f = *state;
    toc_engine_options options = {.activations_max = 1, .history_max = 1, .reports_max = 1};
    size_t size;
    assert_int_equal(toc_engine_measure(f->machine, &options, &size), TOC_OK);
    assert_true(size < f->size);
    assert_int_equal(size % TOC_ENGINE_ALIGNMENT, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_drill_in_memory_of_the_callers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_written_behind_the_measured_size, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(too_little_memory_is_refused_untouched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_off_its_alignment_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bad_options_are_refused_by_measure_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(smaller_bounds_need_less, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("engine memory", tests, NULL, NULL);
}
