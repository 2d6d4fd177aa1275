/* test_base_arena.c - arenas, vectors, checked arithmetic and status texts. */
#include "../support/base_fixture.h"

#include "base/checked.h"
#include "base/status.h"
#include "base/vec.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    base_fixture *f = *state;
    unsigned char *last = NULL;

    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *piece = toc_arena_alloc(&f->arena, size);

        assert_non_null(piece);
        assert_ptr_not_equal(piece, last);
        assert_int_equal((uintptr_t)piece % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xa5, size);
        last = piece;
    }
}

static void a_large_piece_does_not_waste_the_rest_of_a_chunk(void **state)
{
    base_fixture *f = *state;
    char *before = toc_arena_alloc(&f->arena, 16);
    char *large = toc_arena_alloc(&f->arena, (size_t)5 << 20);
    char *after = toc_arena_alloc(&f->arena, 16);

    large[((size_t)5 << 20) - 1] = 'x';
    assert_true(after > before && after - before < 128);
}

static void an_emptied_arena_can_be_used_again(void **state)
{
    toc_arena arena;

    (void)state;
    toc_arena_init(&arena, NULL);
    toc_arena_deinit(&arena);
    assert_string_equal(toc_arena_copy(&arena, "first", 5), "first");
    assert_true(arena.used > 0);
    toc_arena_deinit(&arena);
    assert_int_equal(arena.used, 0);
    assert_string_equal(toc_arena_copy(&arena, "second", 6), "second");
    toc_arena_deinit(&arena);
}

static void without_escape_a_failure_is_null(void **state)
{
    base_fixture *f = *state;

    assert_null(toc_arena_alloc(&f->arena, SIZE_MAX));
    assert_null(toc_arena_alloc(&f->arena, SIZE_MAX - 8));
    assert_null(toc_arena_alloc_array(&f->arena, SIZE_MAX / 2, 3));
    assert_null(toc_arena_copy(&f->arena, "x", SIZE_MAX));
    assert_non_null(toc_arena_alloc(&f->arena, 1));
}

static void with_escape_a_failure_jumps(void **state)
{
    toc_arena arena;
    jmp_buf escape;
    volatile int arrivals = 0;

    (void)state;
    toc_arena_init(&arena, &escape);
    if (setjmp(escape) == 0)
        (void)toc_arena_alloc_array(&arena, SIZE_MAX, SIZE_MAX);
    else
        arrivals++;
    assert_int_equal(arrivals, 1);
    assert_null(toc_arena_try_alloc(&arena, SIZE_MAX));
    toc_arena_deinit(&arena);
}

static void texts_are_copied_and_formatted(void **state)
{
    base_fixture *f = *state;
    const char *copy = toc_arena_copy(&f->arena, "a\0b", 3);
    char wide[6001];

    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(toc_arena_copy(&f->arena, NULL, 0), "");
    memset(wide, 'w', 6000);
    wide[6000] = '\0';
    assert_string_equal(toc_arena_printf(&f->arena, "%d %s", 7, "days"), "7 days");
    assert_int_equal(strlen(toc_arena_printf(&f->arena, "<%s>", wide)), 6002);
}

static void vectors_grow_and_keep_their_items(void **state)
{
    base_fixture *f = *state;
    TOC_VEC(uint32_t) numbers = {0};

    for (uint32_t i = 0; i < 10000; i++)
        TOC_PUSH(&f->arena, &numbers, i * 3);
    assert_int_equal(numbers.count, 10000);
    assert_true(numbers.capacity >= 10000 && numbers.capacity <= 20000);
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i * 3);
}

static void what_stands_alone_can_be_given_back(void **state)
{
    base_fixture *f = *state;
    size_t small = 4000;
    size_t large = (size_t)1 << 21;
    char *first = toc_arena_alloc(&f->arena, small);
    char *alone = toc_arena_alloc(&f->arena, large);
    size_t used = f->arena.used;

    memset(alone, 'x', large);
    toc_arena_give_back(&f->arena, first, small);
    assert_int_equal(f->arena.used, used);
    toc_arena_give_back(&f->arena, alone, large);
    assert_true(f->arena.used <= used - large);
    used = f->arena.used;
    toc_arena_give_back(&f->arena, NULL, large);
    assert_int_equal(f->arena.used, used);
    alone = toc_arena_alloc(&f->arena, large);
    assert_true(alone[0] == '\0' && alone[large - 1] == '\0');
    assert_true(first[0] == '\0');
}

static void a_vector_of_its_own_leaves_nothing_behind(void **state)
{
    base_fixture *f = *state;
    TOC_VEC(uint64_t) numbers = {0};

    for (uint64_t i = 0; i < 1000000; i++)
        TOC_PUSH_ALONE(&f->arena, &numbers, i * 3);
    for (uint64_t i = 0; i < 1000000; i++)
        assert_true(numbers.items[i] == i * 3);
    assert_true(f->arena.used < (numbers.capacity + 140000) * sizeof *numbers.items);
}

static void a_vector_has_a_largest_size(void **state)
{
    base_fixture *f = *state;
    uint32_t capacity = UINT32_C(1) << 31;

    assert_null(toc_vec_reserve(&f->arena, NULL, capacity, &capacity, 1));
}

static void arithmetic_says_when_it_overflows(void **state)
{
    int64_t result;

    (void)state;
    assert_true(toc_add_i64(INT64_MAX - 1, 1, &result) && result == INT64_MAX);
    assert_false(toc_add_i64(INT64_MAX, 1, &result));
    assert_false(toc_sub_i64(INT64_MIN, 1, &result));
    assert_true(toc_mul_i64(INT64_MIN / 2, 2, &result) && result == INT64_MIN);
    assert_false(toc_mul_i64(INT64_MIN, -1, &result));
}

static void each_status_has_a_sentence_of_its_own(void **state)
{
    (void)state;
    for (int a = TOC_OK; a <= TOC_EINVAL; a++) {
        assert_true(strlen(toc_status_text((toc_status)a)) > 5);
        for (int b = TOC_OK; b < a; b++)
            assert_string_not_equal(toc_status_text((toc_status)a), toc_status_text((toc_status)b));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pieces_are_zeroed_aligned_and_apart),
        TEST(a_large_piece_does_not_waste_the_rest_of_a_chunk),
        TEST(an_emptied_arena_can_be_used_again),
        TEST(without_escape_a_failure_is_null),
        TEST(with_escape_a_failure_jumps),
        TEST(texts_are_copied_and_formatted),
        TEST(vectors_grow_and_keep_their_items),
        TEST(what_stands_alone_can_be_given_back),
        TEST(a_vector_of_its_own_leaves_nothing_behind),
        TEST(a_vector_has_a_largest_size),
        TEST(arithmetic_says_when_it_overflows),
        TEST(each_status_has_a_sentence_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
