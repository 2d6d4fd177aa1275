/* test_machine_verify.c - sound images pass; flipped, hostile and mutated ones are refused, never
 * followed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "machine/dump.h"
#include "machine/verify.h"
#include "tests/support/sample_machine.h"

#define MUTATIONS 20000

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

static toc_status verify(const void *image, size_t size, char *reason)
{
    toc_machine machine;

    return toc_machine_verify(image, size, &machine, reason);
}

static void a_sound_image_passes(void **state)
{
    const toc_machine *m = sample_machine(*state);
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine view;
    toc_status status = toc_machine_verify(m->image, m->size, &view, reason);

    assert_string_equal(reason, "");
    assert_int_equal(status, TOC_OK);
    assert_ptr_equal(view.nodes, m->nodes);
    assert_int_equal(view.nodes_count, m->nodes_count);
}

static void every_flipped_byte_is_refused(void **state)
{
    const toc_machine *m = sample_machine(*state);
    unsigned char *image = malloc(m->size);
    char reason[TOC_VERIFY_TEXT_MAX];

    assert_non_null(image);
    memcpy(image, m->image, m->size);
    for (size_t i = 0; i < m->size; i++) {
        for (unsigned bits = 1; bits < 256; bits = bits == 1 ? 0x80 : bits == 0x80 ? 0xff : 256) {
            image[i] ^= (unsigned char)bits;
            assert_int_equal(verify(image, m->size, reason), TOC_EFORMAT);
            assert_int_not_equal(reason[0], '\0');
            image[i] ^= (unsigned char)bits;
        }
    }
    assert_int_equal(verify(image, m->size, reason), TOC_OK);
    free(image);
}

static void every_cut_is_refused(void **state)
{
    const toc_machine *m = sample_machine(*state);
    char reason[TOC_VERIFY_TEXT_MAX];

    for (size_t size = 0; size < m->size; size += size < 1200 ? 1 : 97) {
        void *image = malloc(size ? size : 1); /* exactly so large, so that a read past it shows */

        assert_non_null(image);
        memcpy(image, m->image, size);
        sample_fix_checksum(image, size);
        assert_int_equal(verify(image, size, reason), TOC_EFORMAT);
        free(image);
    }
}

static void a_later_version_is_named(void **state)
{
    const toc_machine *m = sample_machine(*state);
    toc_machine_header *header = malloc(m->size);
    char reason[TOC_VERIFY_TEXT_MAX];
    char named[32];

    snprintf(named, sizeof named, "version %u", (unsigned)TOC_MACHINE_VERSION + 1);
    assert_non_null(header);
    memcpy(header, m->image, m->size);
    header->version = TOC_MACHINE_VERSION + 1;
    sample_fix_checksum(header, m->size);
    assert_int_equal(verify(header, m->size, reason), TOC_EFORMAT);
    assert_non_null(strstr(reason, named));
    free(header);
}

/* ── one broken rule each ──────────────────────────────────────────────────── */

typedef struct broken {
    void (*change)(toc_builder *builder);
    const char *reason; /* part of what verify says */
} broken;

#define CHANGE(name, statement)                                                                    \
    static void name(toc_builder *b)                                                               \
    {                                                                                              \
        statement;                                                                                 \
    }

CHANGE(performer_missing, toc_builder_at_nodes(b, 0)->performer = TOC_NONE)
CHANGE(performer_outside, toc_builder_at_nodes(b, 0)->performer = 5)
CHANGE(superior_cycle, toc_builder_at_bodies(b, 0)->superior = 2)
CHANGE(category_cycle, toc_builder_at_categories(b, 1)->parent = 0)
CHANGE(name_order, toc_builder_at_bodies(b, 0)->head.name = toc_builder_string(b, "zebra"))
CHANGE(name_empty, toc_builder_at_nodes(b, 0)->head.name = 0)
CHANGE(node_of_other, toc_builder_at_nodes(b, 1)->head.name = toc_builder_string(b, "a-c.y"))
CHANGE(string_inside, toc_builder_at_nodes(b, 0)->instruction = 3)
CHANGE(string_outside, toc_builder_at_nodes(b, 0)->instruction = 1u << 30)
CHANGE(negative_wait, toc_builder_at_edges(b, 1)->wait = -1)
CHANGE(long_wait, toc_builder_at_edges(b, 1)->wait = INT64_MAX)
CHANGE(negative_grace, toc_builder_at_reports(b, 0)->grace = -1)
CHANGE(takes_order, toc_builder_at_nodes(b, 0)->takes[0] = TOC_DAY)
CHANGE(takes_partly, toc_builder_at_nodes(b, 0)->takes[1] = TOC_MS_NONE)
CHANGE(edge_target, toc_builder_at_edges(b, 0)->target = 0)
CHANGE(edge_response, toc_builder_at_edges(b, 0)->source = 2)
CHANGE(edge_outcome, toc_builder_at_edges(b, 0)->outcome = 0)
CHANGE(loop_unbounded, toc_builder_at_nodes(b, 2)->times = 0)
CHANGE(cycle, toc_builder_at_edges(b, 1)->is_loop = 0)
CHANGE(leaving_twice, toc_builder_at_nodes(b, 3)->leaving.count = 1)
CHANGE(outcomes_of_step, toc_builder_at_nodes(b, 3)->kind = TOC_M_NODE_STEP)
CHANGE(chances, toc_builder_at_outcomes(b, 1)->chance = 400001)
CHANGE(no_receiver, toc_builder_at_reports(b, 0)->receivers.count = 0)
CHANGE(range_outside, toc_builder_at_nodes(b, 0)->with.count = UINT32_MAX)
CHANGE(range_wraps, (toc_builder_at_nodes(b, 0)->with = (toc_range){UINT32_MAX, 2}))
CHANGE(level_rank, toc_builder_at_levels(b, 1)->rank = 1)
CHANGE(level_name, toc_builder_at_levels(b, 1)->head.name = toc_builder_string(b, "level.X"))
CHANGE(grade_twice, {
    toc_builder_at_levels(b, 1)->grade = toc_builder_at_levels(b, 0)->grade;
    toc_builder_at_levels(b, 1)->head.name = toc_builder_at_levels(b, 0)->head.name;
})
CHANGE(unnamed, toc_builder_at_plans(b, 0)->unnamed_ladder = 1)
CHANGE(threshold, toc_builder_at_objectives(b, 0)->thresholds[2] = 9500)
CHANGE(stack_empty, (*toc_builder_at_codes(b, 0) = (toc_m_code){.op = TOC_OP_AND}))
CHANGE(stack_full, (*toc_builder_at_codes(b, 3) = (toc_m_code){.op = TOC_OP_CONST}))
CHANGE(not_a_flag, toc_builder_at_codes(b, 0)->a = 0)
CHANGE(op_unknown, toc_builder_at_codes(b, 0)->op = TOC_OP_COUNT_OF_OPS)
CHANGE(reads_nothing, toc_builder_at_codes(b, 0)->a = 99)
CHANGE(held_itself, toc_builder_at_codes(b, 19)->a = 8)
CHANGE(reader_missing, toc_builder_at_signals(b, 3)->readers.count = 1)
CHANGE(reader_on_demand, toc_builder_at_indicators(b, 0)->signal = TOC_NONE)
CHANGE(history, toc_builder_at_indicators(b, 0)->history = 0)
CHANGE(owner, toc_builder_at_conditions(b, 1)->owner_id = 1)
CHANGE(guard_tracked, toc_builder_at_responses(b, 1)->guard = 1)
CHANGE(anchor_owner, toc_builder_at_events(b, 0)->anchor = TOC_NONE)
CHANGE(anchor_list, toc_builder_at_anchors(b, 0)->levels.count = 1)
CHANGE(anchor_kind, toc_builder_at_anchors(b, 1)->kind = TOC_M_ANCHOR_LADDER_END)
CHANGE(start_order, toc_builder_at_starts(b, 1)->response = 0)
CHANGE(start_rank, toc_builder_at_starts(b, 0)->rank = 3)
CHANGE(start_list, toc_builder_at_triggers(b, 0)->starts.count = 0)
CHANGE(ladder_of_response, toc_builder_at_responses(b, 1)->ladder = 0)
CHANGE(series_open, toc_builder_at_nodes(b, 4)->period = 100)
CHANGE(series_anchor, {
    toc_builder_at_deadlines(b, 2)->anchor = 1;
    toc_builder_at_anchors(b, 1)->nodes = toc_builder_ids(b, (uint32_t[]){0, 4}, 2);
})
CHANGE(until_alone, toc_builder_at_nodes(b, 4)->period = 0)
CHANGE(zone_order, toc_builder_at_zones(b, 0)->from_ms = 0)
CHANGE(span_backwards, toc_builder_at_spans(b, 0)->to = 0)
CHANGE(shift_time, toc_builder_at_shifts(b, 0)->from_minute = 1441)
CHANGE(late_target, toc_builder_at_lates(b, 0)->id = 40)
CHANGE(range_of_values, toc_builder_at_indicators(b, 0)->initial = -1)
CHANGE(choice, toc_builder_at_indicators(b, 2)->initial = 2)
CHANGE(field_slot, toc_builder_at_fields(b, 0)->slot = 1)
CHANGE(reserved, toc_builder_at_nodes(b, 0)->reserved = 1)
CHANGE(report_of_response, toc_builder_at_responses(b, 0)->reports.count = 0)
CHANGE(succeeds_itself, toc_builder_at_bodies(b, 4)->succeeds = 4)
CHANGE(succeeds_org, toc_builder_at_bodies(b, 4)->succeeds = 0)
CHANGE(succession_of_org, toc_builder_at_bodies(b, 3)->succeeds = 1)
CHANGE(succession_cycle, toc_builder_at_bodies(b, 1)->succeeds = 4)
CHANGE(moment_source, toc_builder_at_moments(b, 0)->source = 5)
CHANGE(moment_anchor, toc_builder_at_moments(b, 0)->anchor = 0)
CHANGE(moment_unanchored, toc_builder_at_moments(b, 0)->anchor = TOC_NONE)
CHANGE(before_nothing, toc_builder_at_deadlines(b, 0)->kind = TOC_M_DEADLINE_BEFORE)
CHANGE(before_unstated, toc_builder_at_deadlines(b, 2)->kind = TOC_M_DEADLINE_BEFORE)
CHANGE(time_to_nothing, toc_builder_at_codes(b, 18)->a = 1)
CHANGE(time_to_compared, toc_builder_at_codes(b, 18)->b = TOC_OP_ADD)
CHANGE(ready_backwards, toc_builder_at_resources(b, 0)->ready = -1)
CHANGE(foreign_with_steps, toc_builder_at_responses(b, 0)->is_foreign = 1)
CHANGE(foreign_flag, toc_builder_at_responses(b, 0)->is_foreign = 2)
CHANGE(outbreak_method, toc_builder_at_codes(b, 17)->b = 4)
CHANGE(outbreak_unmade, toc_builder_at_codes(b, 17)->b = 0)
CHANGE(days_not_kept, toc_builder_at_indicators(b, 0)->days = 0)
CHANGE(hop_of_no_relay, toc_builder_at_reports(b, 1)->relay = TOC_NONE)
CHANGE(relay_of_report, toc_builder_at_reports(b, 0)->relay = 0)
CHANGE(rows_short, toc_builder_at_relays(b, 0)->rows.count = 2)
CHANGE(rows_none, (toc_builder_at_relays(b, 0)->rows = (toc_range){0, 0}))
CHANGE(rows_foreign, toc_builder_at_relays(b, 0)->rows.first = 0)
CHANGE(source_outside, toc_builder_at_relays(b, 0)->source = 3)
CHANGE(place_outside, toc_builder_at_reports(b, 1)->to_place = 3)
CHANGE(place_alone, toc_builder_at_reports(b, 0)->from_place = 1)
CHANGE(hop_series, toc_builder_at_reports(b, 1)->period = TOC_HOUR)
CHANGE(hop_to_two,
       toc_builder_at_reports(b, 1)->receivers = toc_builder_ids(b, (uint32_t[]){0, 2}, 2))
CHANGE(instead_of_none, toc_builder_at_reports(b, 3)->instead = TOC_NONE)
CHANGE(instead_of_other, toc_builder_at_reports(b, 3)->instead = 0)
CHANGE(verify_of_report, toc_builder_at_reports(b, 0)->verify = 1)
CHANGE(wait_of_hop, toc_builder_at_reports(b, 1)->wait = 1)
CHANGE(public_report, toc_builder_at_reports(b, 0)->is_public = 1)
CHANGE(approval_alone, toc_builder_at_reports(b, 4)->approver = TOC_NONE)
CHANGE(after_alone, toc_builder_at_reports(b, 4)->after = toc_builder_ids(b, (uint32_t[]){0}, 1))
CHANGE(second_plan, toc_builder_add_plans(b, toc_builder_at_plans(b, 0)))

static const broken cases[] = {
    {performer_missing, "nodes[0]: performer"},
    {performer_outside, "nodes[0]: performer"},
    {superior_cycle, "its own superior"},
    {category_cycle, "lies in itself"},
    {name_order, "ascending order"},
    {name_empty, "nodes[0]: head.name"},
    {node_of_other, "named after another response"},
    {string_inside, "nodes[0]: instruction"},
    {string_outside, "nodes[0]: instruction"},
    {negative_wait, "edges[1]: wait"},
    {long_wait, "edges[1]: wait"},
    {negative_grace, "reports[0]: grace"},
    {takes_order, "do not ascend"},
    {takes_partly, "do not ascend"},
    {edge_target, "not grouped by target"},
    {edge_response, "another response"},
    {edge_outcome, "outcome of another decision"},
    {loop_unbounded, "without a decision or a bound"},
    {cycle, "leads back without a loop"},
    {leaving_twice, "its source does not list"},
    {outcomes_of_step, "outcomes do not suit"},
    {chances, "chances are more than all"},
    {no_receiver, "nobody to tell"},
    {range_outside, "nodes[0]: with"},
    {range_wraps, "nodes[0]: with"},
    {level_rank, "order of rank"},
    {level_name, "not named after its ladder"},
    {grade_twice, "a grade twice"},
    {unnamed, "unnamed_ladder"},
    {threshold, "do not descend"},
    {stack_empty, "more from its stack"},
    {stack_full, "does not end in one"},
    {not_a_flag, "does not end in one"},
    {op_unknown, "codes[0]: op"},
    {reads_nothing, "not there"},
    {held_itself, "does not come before"},
    {reader_missing, "is not told"},
    {reader_on_demand, "is not told"},
    {history, "history that is not kept"},
    {owner, "names another condition"},
    {guard_tracked, "condition of something else"},
    {anchor_owner, "does not name it"},
    {anchor_list, "does not list all"},
    {anchor_kind, "does not name it"},
    {start_order, "claims a foreign start"},
    {start_rank, "grade is not there"},
    {start_list, "its cause does not list"},
    {ladder_of_response, "its ladder does not start it"},
    {series_open, "open at once"},
    {series_anchor, "counts from its opening"},
    {until_alone, "without a period"},
    {zone_order, "since ever"},
    {span_backwards, "not a span"},
    {shift_time, "not a time of day"},
    {late_target, "not there"},
    {range_of_values, "outside its range"},
    {choice, "no value of its type"},
    {field_slot, "slot"},
    {reserved, "nodes[0]: reserved"},
    {report_of_response, "its response does not list"},
    {succeeds_itself, "only a post succeeds"},
    {succeeds_org, "only a post succeeds"},
    {succession_of_org, "only a post succeeds"},
    {succession_cycle, "succeeds itself in the end"},
    {moment_source, "moments[0]: source"},
    {moment_anchor, "does not name it"},
    {moment_unanchored, "does not name it"},
    {before_nothing, "is before nothing forecast"},
    {before_unstated, "is before nothing forecast"},
    {time_to_nothing, "not there"},
    {time_to_compared, "a value that it cannot have"},
    {ready_backwards, "resources[0]: ready"},
    {foreign_with_steps, "runs in another plan"},
    {foreign_flag, "responses[0]: is_foreign"},
    {outbreak_method, "a value that it cannot have"},
    {outbreak_unmade, "a value that it cannot have"},
    {days_not_kept, "days that are not kept"},
    {hop_of_no_relay, "claims a foreign report"},
    {relay_of_report, "belongs to a relay, or to none"},
    {rows_short, "its relay does not own it"},
    {rows_none, "hands nothing on"},
    {rows_foreign, "claims a foreign report"},
    {source_outside, "begins at no place"},
    {place_outside, "stands at no place"},
    {place_alone, "a place without a relay"},
    {hop_series, "one body, once"},
    {hop_to_two, "one body, once"},
    {instead_of_none, "stands, or does not stand"},
    {instead_of_other, "something else than a hop"},
    {verify_of_report, "its kind does not have"},
    {wait_of_hop, "its kind does not have"},
    {public_report, "only an announcement has"},
    {approval_alone, "an approval that is not needed"},
    {after_alone, "does not list all that wait"},
    {second_plan, "there must be one plan"},
};

static void each_broken_rule_is_refused_and_named(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        toc_builder *b = sample_builder(*state);
        char reason[TOC_VERIFY_TEXT_MAX];

        cases[i].change(b);
        const toc_machine *m = toc_builder_seal(b);
        assert_int_equal(verify(m->image, m->size, reason), TOC_EFORMAT);
        if (!strstr(reason, cases[i].reason))
            fail_msg("expected `%s`, got `%s`", cases[i].reason, reason);
    }
}

/* ── mutations ─────────────────────────────────────────────────────────────── */

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static void mutate(unsigned char *image, size_t size, uint64_t *seed)
{
    static const uint32_t telling[] = {0, 1, 2, 3, 7, 8, 0x7fffffff, 0x80000000u, UINT32_MAX};
    size_t at = next_random(seed) % (size / 4) * 4;
    uint32_t value = next_random(seed) % 3 == 0
                         ? next_random(seed)
                         : telling[next_random(seed) % (sizeof telling / sizeof telling[0])];

    if (next_random(seed) % 4 == 0)
        image[at + next_random(seed) % 4] ^= (unsigned char)(1u << next_random(seed) % 8);
    else
        memcpy(image + at, &value, sizeof value);
}

/* What verifies must also be safe to follow: the dump follows every id there is. */
static void dump_away(const toc_machine *machine)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    toc_machine_dump(machine, out);
    assert_int_equal(fclose(out), 0);
    assert_true(size > 0);
    free(text);
}

static void mutated_images_verify_or_are_refused(void **state)
{
    const toc_machine *m = sample_machine(*state);
    unsigned char *image = malloc(m->size);
    uint64_t seed = 2016;
    unsigned refused = 0;

    assert_non_null(image);
    for (unsigned i = 0; i < MUTATIONS; i++) {
        char reason[TOC_VERIFY_TEXT_MAX];
        toc_machine view;

        memcpy(image, m->image, m->size);
        for (uint32_t k = 0; k <= i % 3; k++)
            mutate(image, m->size, &seed);
        sample_fix_checksum(image, m->size);
        if (toc_machine_verify(image, m->size, &view, reason) == TOC_OK) {
            if (i % 16 == 0)
                dump_away(&view);
        } else {
            assert_int_not_equal(reason[0], '\0');
            refused++;
        }
    }
    assert_true(refused > MUTATIONS / 4);
    free(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sound_image_passes, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(every_flipped_byte_is_refused, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(every_cut_is_refused, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(a_later_version_is_named, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(each_broken_rule_is_refused_and_named, make_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(mutated_images_verify_or_are_refused, make_arena,
                                        drop_arena),
    };

    return cmocka_run_group_tests_name("machine verify", tests, NULL, NULL);
}
