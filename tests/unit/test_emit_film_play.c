/* test_emit_film_play.c - how fast a film runs, and what each node is in when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit/film_play.h"

typedef struct fixture {
    toc_arena arena;
    toc_flow flow;
    toc_film film;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    f = (fixture){0};
    toc_arena_init(&f.arena, NULL);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    toc_arena_deinit(&((fixture *)*state)->arena);
    return 0;
}

static toc_flow_node *add_node(fixture *f)
{
    toc_flow_node *node = TOC_NEW(&f->arena, toc_flow_node);

    node->index = f->flow.nodes.count;
    TOC_PUSH(&f->arena, &f->flow.nodes, node);
    return node;
}

static void add_frame(fixture *f, toc_flow_node *node, toc_ms at, toc_flow_state state)
{
    toc_film_frame frame = {at, node, state, TOC_MS_NONE, TOC_MS_NONE};

    TOC_PUSH(&f->arena, &f->film.frames, frame);
    f->film.end = at;
}

static void a_second_is_as_many_as_the_speed_says(void **state)
{
    fixture *f = *state;
    toc_flow_node *node = add_node(f);

    add_frame(f, node, 3 * TOC_MINUTE, TOC_FLOW_OPEN);
    add_frame(f, node, 5 * TOC_MINUTE, TOC_FLOW_DONE);
    toc_film_play *play = toc_film_play_new(&f->arena, &f->film, 60);
    assert_int_equal(play->speed, 60);
    assert_int_equal(play->length, 5000000);
    assert_int_equal(toc_film_play_time(play, 0), 0);
    assert_int_equal(toc_film_play_time(play, 3 * TOC_MINUTE), 3000000);
    assert_int_equal(toc_film_play_at(play, 1500000), 90 * TOC_SECOND);
}

static void a_quiet_time_is_cut(void **state)
{
    fixture *f = *state;
    toc_flow_node *node = add_node(f);

    add_frame(f, node, TOC_MINUTE, TOC_FLOW_OPEN);
    add_frame(f, node, TOC_MINUTE + TOC_DAY, TOC_FLOW_RUNNING);
    add_frame(f, node, 2 * TOC_MINUTE + TOC_DAY, TOC_FLOW_DONE);
    toc_film_play *play = toc_film_play_new(&f->arena, &f->film, 60);
    assert_int_equal(play->length, 2000000 + TOC_FILM_QUIET);
    assert_int_equal(toc_film_play_time(play, TOC_MINUTE), 1000000);
    assert_int_equal(toc_film_play_time(play, TOC_MINUTE + TOC_DAY), 1000000 + TOC_FILM_QUIET);
    assert_int_equal(toc_film_play_at(play, 1000000 + TOC_FILM_QUIET / 2),
                     TOC_MINUTE + TOC_DAY / 2);
}

static void the_usual_speed_takes_a_minute_at_most(void **state)
{
    fixture *f = *state;
    toc_flow_node *node = add_node(f);

    for (int i = 1; i <= 1000; i++)
        add_frame(f, node, i * TOC_HOUR, i % 2 ? TOC_FLOW_RUNNING : TOC_FLOW_DONE);
    toc_film_play *play = toc_film_play_new(&f->arena, &f->film, 0);
    assert_true(play->length <= TOC_FILM_LENGTH);
    assert_true(play->length > TOC_FILM_LENGTH / 4);
    for (int64_t time = 0, before = 0; time <= play->length; time += 9973) {
        toc_ms at = toc_film_play_at(play, time);
        assert_true(at >= before);
        before = at;
    }
}

static void the_longest_drill_does_not_overflow(void **state)
{
    fixture *f = *state;
    toc_flow_node *node = add_node(f);

    add_frame(f, node, 1, TOC_FLOW_RUNNING);
    add_frame(f, node, TOC_DURATION_MAX, TOC_FLOW_DONE);
    for (uint32_t speed = 0; speed < 3; speed++) {
        toc_film_play *play = toc_film_play_new(&f->arena, &f->film, speed);
        toc_ms middle = toc_film_play_at(play, play->length / 2);
        assert_true(middle > TOC_DURATION_MAX / 4 && middle < TOC_DURATION_MAX);
        assert_int_equal(toc_film_play_at(play, play->length), TOC_DURATION_MAX);
        assert_int_equal(toc_film_play_time(play, TOC_DURATION_MAX), play->length);
    }
}

static void acts_follow_the_frames(void **state)
{
    fixture *f = *state;
    toc_flow_node *node = add_node(f);
    toc_flow_node *other = add_node(f);

    add_frame(f, node, 0, TOC_FLOW_OPEN);
    add_frame(f, node, TOC_MINUTE, TOC_FLOW_RUNNING);
    add_frame(f, node, TOC_MINUTE, TOC_FLOW_DONE); /* at once: the last counts */
    add_frame(f, node, 3 * TOC_MINUTE, TOC_FLOW_MISSED);
    toc_film_play_show(&f->arena, toc_film_play_new(&f->arena, &f->film, 60), &f->flow);
    assert_int_equal(node->mark.state, TOC_FLOW_PLAIN);
    assert_int_equal(node->mark.act_count, 3);
    assert_int_equal(node->mark.acts[0].state, TOC_FLOW_OPEN);
    assert_int_equal(node->mark.acts[1].state, TOC_FLOW_DONE);
    assert_int_equal(node->mark.acts[1].begin, 1000000);
    assert_int_equal(node->mark.acts[2].at, 3 * TOC_MINUTE);
    assert_int_equal(other->mark.act_count, 1);
    assert_int_equal(other->mark.acts[0].state, TOC_FLOW_NOT_REACHED);
}

static void acts_are_not_without_bound(void **state)
{
    fixture *f = *state;
    uint32_t count = 0;

    for (int i = 0; i < 100; i++)
        add_node(f);
    for (int i = 0; i < 100000; i++)
        add_frame(f, f->flow.nodes.items[i % 100], i * TOC_MINUTE,
                  i / 100 % 2 ? TOC_FLOW_DONE : TOC_FLOW_RUNNING);
    toc_film_play_show(&f->arena, toc_film_play_new(&f->arena, &f->film, 86400), &f->flow);
    for (uint32_t i = 0; i < f->flow.nodes.count; i++) {
        const toc_flow_mark *mark = &f->flow.nodes.items[i]->mark;
        count += mark->act_count;
        assert_int_equal(mark->acts[0].begin, 0);
        assert_int_equal(mark->acts[mark->act_count - 1].state, TOC_FLOW_DONE);
    }
    assert_true(count <= TOC_FILM_ACTS_MOST);
    assert_true(count > TOC_FILM_ACTS_MOST / 8);
}

static void nothing_happens(void **state)
{
    fixture *f = *state;
    toc_flow_node *node = add_node(f);

    toc_film_play *play = toc_film_play_new(&f->arena, &f->film, 0);
    toc_film_play_show(&f->arena, play, &f->flow);
    assert_int_equal(play->length, TOC_FILM_LEAST);
    assert_int_equal(toc_film_play_at(play, TOC_FILM_LEAST), 0);
    assert_int_equal(node->mark.act_count, 1);
    assert_int_equal(node->mark.acts[0].begin, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_second_is_as_many_as_the_speed_says),
        TEST(a_quiet_time_is_cut),
        TEST(the_usual_speed_takes_a_minute_at_most),
        TEST(the_longest_drill_does_not_overflow),
        TEST(acts_follow_the_frames),
        TEST(acts_are_not_without_bound),
        TEST(nothing_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
