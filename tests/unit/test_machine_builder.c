/* test_machine_builder.c - builder, views, names, titles, dump, and the table of fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "machine/dump.h"
#include "machine/layout.h"
#include "machine/verify.h"
#include "tests/support/sample_machine.h"

static int make_arena(void **state)
{
    toc_arena *arena = calloc(1, sizeof *arena);

    assert_non_null(arena);
    toc_arena_init(arena, NULL);
    *state = arena;
    return 0;
}

static int drop_arena(void **state)
{
    toc_arena_deinit(*state);
    free(*state);
    return 0;
}

static void equal_texts_share_one_offset(void **state)
{
    toc_builder *b = toc_builder_new(*state);
    toc_string first = toc_builder_string(b, "應急");

    assert_int_equal(toc_builder_string(b, ""), 0);
    assert_int_equal(toc_builder_string(b, NULL), 0);
    assert_int_not_equal(first, 0);
    for (unsigned i = 0; i < 5000; i++) {
        char text[32];

        (void)snprintf(text, sizeof text, "text %u", i);
        toc_string offset = toc_builder_string(b, text);
        assert_int_equal(toc_builder_string(b, text), offset);
    }
    assert_int_equal(toc_builder_string(b, "應急"), first);
    assert_string_equal(toc_machine_text(toc_builder_seal(b), first), "應急");
}

static void records_come_back_as_they_were_added(void **state)
{
    toc_builder *b = toc_builder_new(*state);

    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(toc_builder_add_starts(b, &(toc_m_start){i, 1, 2 * i, 0}), i);
    toc_builder_at_starts(b, 7)->rank = 9;
    toc_range range = toc_builder_ids(b, (uint32_t[]){3, 1, 2}, 3);
    const toc_machine *m = toc_builder_seal(b);

    assert_int_equal(m->starts_count, 1000);
    assert_int_equal(m->starts[999].id, 1998);
    assert_int_equal(m->starts[7].rank, 9);
    assert_int_equal(m->ids[range.first + 1], 1);
    assert_int_equal(m->nodes_count, 0);
}

static void the_same_rows_give_the_same_bytes(void **state)
{
    const toc_machine *first = sample_machine(*state);
    const toc_machine *second = sample_machine(*state);

    assert_int_equal(first->size, second->size);
    assert_memory_equal(first->image, second->image, first->size);
    assert_int_equal(toc_machine_checksum(first),
                     toc_machine_compute_checksum(first->image, first->size));
    assert_int_equal(first->size % 8, 0);
}

static void names_are_found_and_titles_fall_back(void **state)
{
    const toc_machine *m = sample_machine(*state);
    uint32_t id = TOC_MACHINE_FIND(m, bodies, "chief.deputy");

    assert_int_equal(id, 1);
    assert_int_equal(TOC_MACHINE_FIND(m, nodes, "a-b.x"), 0);
    assert_int_equal(TOC_MACHINE_FIND(m, nodes, "a.zz"), 4);
    assert_int_equal(TOC_MACHINE_FIND(m, nodes, "a.zzz"), TOC_NONE);
    assert_int_equal(TOC_MACHINE_FIND(m, nodes, ""), TOC_NONE);
    assert_string_equal(toc_machine_title(m, &m->bodies[id].head, "en"), "chief.deputy");
    assert_string_equal(toc_machine_title(m, &m->bodies[id].head, "zh"), "chief.deputy");
    assert_string_equal(toc_machine_title(m, &m->bodies[id].head, NULL), "chief.deputy");
}

static void local_time_takes_the_last_change_before(void **state)
{
    const toc_machine *m = sample_machine(*state);
    toc_ms change = m->zones[1].from_ms;

    assert_int_equal(toc_machine_offset(m, INT64_MIN), 29143);
    assert_int_equal(toc_machine_offset(m, change - 1), 29143);
    assert_int_equal(toc_machine_offset(m, change), 28800);
    assert_int_equal(toc_machine_offset(m, INT64_MAX), 28800);
}

/* Every byte of every record is told by the table that verify and dump go by. */
static void the_table_covers_every_field(void **state)
{
    (void)state;
    for (uint32_t section = 0; section < TOC_SECTION_COUNT; section++) {
        uint32_t count;
        const toc_layout_field *fields = toc_layout_of(section, &count);
        uint32_t at = 0;

        if (section == TOC_SECTION_ids || section == TOC_SECTION_strings) {
            assert_int_equal(count, 0);
            continue;
        }
        for (uint32_t i = 0; i < count; i++) {
            assert_int_equal(fields[i].offset, at);
            at += toc_layout_width(fields[i].kind);
        }
        assert_int_equal(at, toc_layout_record_sizes[section]);
    }
}

static char *dump_text(const toc_machine *machine)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    toc_machine_dump(machine, out);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void the_dump_says_names_and_is_stable(void **state)
{
    const toc_machine *m = sample_machine(*state);
    char *first = dump_text(m);
    char *second = dump_text(sample_machine(*state));

    assert_string_equal(first, second);
    assert_non_null(strstr(first, "\nnodes a.work-done\n"));
    assert_non_null(strstr(first, "  performer: office\n"));
    assert_non_null(strstr(first, "  lower_after: 2h\n"));
    assert_non_null(strstr(first, "    rise a-rain 3600000\n    const 20000000\n    ge\n"));
    assert_non_null(strstr(first, "    held conditions 0 3600000\n"));
    assert_non_null(strstr(first, "  receivers: chief, field\n"));
    assert_non_null(strstr(first, "  choices: \"small\", \"large\"\n"));
    assert_null(strstr(first, "4294967295"));
    free(first);
    free(second);
}

/* `-` sorts before `.`: nodes of `a-b` come before those of `a`, and each response's are together. */
static void nodes_by_full_name_keep_responses_together(void **state)
{
    const toc_machine *m = sample_machine(*state);

    assert_string_equal(toc_machine_text(m, m->responses[0].head.name), "a");
    assert_string_equal(toc_machine_text(m, m->responses[1].head.name), "a-b");
    assert_int_equal(m->responses[0].nodes.first, 2);
    assert_int_equal(m->responses[1].nodes.first, 0);
    for (uint32_t i = 1; i < m->nodes_count; i++)
        assert_true(strcmp(toc_machine_text(m, m->nodes[i - 1].head.name),
                           toc_machine_text(m, m->nodes[i].head.name)) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_texts_share_one_offset, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(records_come_back_as_they_were_added, make_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(the_same_rows_give_the_same_bytes, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(names_are_found_and_titles_fall_back, make_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(local_time_takes_the_last_change_before, make_arena,
                                        drop_arena),
        cmocka_unit_test(the_table_covers_every_field),
        cmocka_unit_test_setup_teardown(the_dump_says_names_and_is_stable, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(nodes_by_full_name_keep_responses_together, make_arena,
                                        drop_arena),
    };

    return cmocka_run_group_tests_name("machine builder", tests, NULL, NULL);
}
