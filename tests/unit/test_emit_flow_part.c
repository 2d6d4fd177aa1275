/* test_emit_flow_part.c - parts of a picture: nothing is lost between sheets, and both ends of each
 * link name each other. */
#include "../support/plan_fixture.h"

#include "emit/flow_part.h"

#define SHEETS 7

static const char *const plans[] = {"plans/county-netsec.plan", "plans/chemical-plant.plan",
                                    "plans/sources/public-health.plan"};

typedef struct shared {
    const toc_flow *whole;
    toc_flow *parts[SHEETS];
    uint32_t sheets[4000]; /* by node */
} shared;

/* Runs of the same length, or each node somewhere else. */
static void share(plan_fixture *f, const char *path, bool is_scattered, shared *out)
{
    const toc_flow *whole = toc_flow_build(&f->arena, plan_from_file(f, path), NULL);
    toc_flow_division *division = toc_flow_divide(&f->arena, whole, true);

    out->whole = whole;
    assert_in_range(whole->nodes.count, SHEETS, 4000);
    for (uint32_t i = 0; i < whole->nodes.count; i++) {
        out->sheets[i] = is_scattered ? i * 5 % SHEETS : i * SHEETS / whole->nodes.count;
        toc_flow_put(division, i, out->sheets[i]);
    }
    toc_flow_join(division);
    for (uint32_t i = 0; i < SHEETS; i++)
        out->parts[i] = toc_flow_part(division, i);
}

static const toc_flow_node *find(const toc_flow *part, const char *key)
{
    for (uint32_t i = 0; i < part->nodes.count; i++) {
        if (strcmp(part->nodes.items[i]->key, key) == 0)
            return part->nodes.items[i];
    }
    return NULL;
}

static bool is_joined(const toc_flow *part, const toc_flow_node *a, const toc_flow_node *b)
{
    for (uint32_t i = 0; i < part->edges.count; i++) {
        if (part->edges.items[i]->source == a && part->edges.items[i]->target == b)
            return true;
    }
    return false;
}

/* Does a way lead from @p node to a connector here whose other end is joined to @p far there? */
static bool is_linked(const toc_flow *here, const toc_flow_node *node, const toc_flow *there,
                      const toc_flow_node *far)
{
    for (uint32_t i = 0; i < here->edges.count; i++) {
        const toc_flow_edge *edge = here->edges.items[i];
        char key[80];
        if (edge->source != node || edge->target->kind != TOC_FLOW_ELSEWHERE)
            continue;
        snprintf(key, sizeof key, "elsewhere:from:%s", edge->target->key + strlen("elsewhere:to:"));
        const toc_flow_node *arrival = find(there, key);
        if (arrival && is_joined(there, arrival, far))
            return true;
    }
    return false;
}

static void check(const shared *it)
{
    uint32_t nodes = 0;

    for (uint32_t i = 0; i < SHEETS; i++) {
        for (uint32_t k = 0; k < it->parts[i]->nodes.count; k++) {
            const toc_flow_node *node = it->parts[i]->nodes.items[k];
            nodes += node->kind != TOC_FLOW_ELSEWHERE;
            assert_ptr_equal(find(it->parts[i], node->key), node); /* keys are unique */
            assert_int_equal(node->index, k);
            assert_ptr_equal(it->parts[i]->bands.items[node->band->index], node->band);
            assert_true(k == 0 ||
                        it->parts[i]->nodes.items[k - 1]->band->index <= node->band->index);
        }
    }
    assert_int_equal(nodes, it->whole->nodes.count);
    for (uint32_t i = 0; i < it->whole->edges.count; i++) {
        const toc_flow_edge *edge = it->whole->edges.items[i];
        const toc_flow *here = it->parts[it->sheets[edge->source->index]];
        const toc_flow *there = it->parts[it->sheets[edge->target->index]];
        const toc_flow_node *source = find(here, edge->source->key);
        const toc_flow_node *target = find(there, edge->target->key);
        assert_non_null(source);
        assert_non_null(target);
        assert_true(here == there ? is_joined(here, source, target)
                                  : is_linked(here, source, there, target));
    }
}

static void no_edge_is_lost_between_sheets(void **state)
{
    shared *it = malloc(sizeof *it);
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        share(*state, plans[i], false, it);
        check(it);
        share(*state, plans[i], true, it);
        check(it);
    }
    free(it);
}

/* ── selections ──────────────────────────────────────────────────────────── */

static void a_response_keeps_its_own_and_names_the_rest(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_file(f, plans[0]);
    const toc_flow *whole = toc_flow_build(&f->arena, plan, NULL);

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        toc_flow_selection by = {.response = plan->responses.items[i]};
        const toc_flow *part = toc_flow_select(&f->arena, whole, &by);
        assert_true(part->nodes.count > 0);
        for (uint32_t k = 0; k < part->nodes.count; k++) {
            const toc_flow_node *node = part->nodes.items[k];
            assert_ptr_equal(node->response, by.response);
            if (node->kind == TOC_FLOW_ELSEWHERE)
                assert_non_null(strstr(node->title.first, "→"));
        }
    }
}

static void a_body_keeps_what_falls_to_it_and_its_posts(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = plan_from_file(f, plans[0]);
    const toc_flow *whole = toc_flow_build(&f->arena, plan, NULL);

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        toc_flow_selection by = {.body = plan->bodies.items[i]};
        const toc_flow *part = toc_flow_select(&f->arena, whole, &by);
        uint32_t wanted = 0;
        uint32_t found = 0;
        for (uint32_t k = 0; k < whole->nodes.count; k++) {
            const toc_plan_body *owner = whole->nodes.items[k]->owner;
            wanted += owner && (owner == by.body || owner->org == by.body);
        }
        for (uint32_t k = 0; k < part->nodes.count; k++)
            found += part->nodes.items[k]->kind != TOC_FLOW_ELSEWHERE;
        assert_int_equal(found, wanted);
    }
}

static void nothing_selected_is_the_whole(void **state)
{
    plan_fixture *f = *state;
    const toc_flow *whole = toc_flow_build(&f->arena, plan_from_file(f, plans[0]), NULL);
    toc_flow_selection none = {NULL, NULL, NULL};

    assert_ptr_equal(toc_flow_select(&f->arena, whole, &none), whole);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_edge_is_lost_between_sheets),
        TEST(a_response_keeps_its_own_and_names_the_rest),
        TEST(a_body_keeps_what_falls_to_it_and_its_posts),
        TEST(nothing_selected_is_the_whole),
    };
    return cmocka_run_group_tests_name("flow_part", tests, NULL, NULL);
}
