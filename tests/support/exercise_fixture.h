/* exercise_fixture.h - a live exercise of a small plan, its journal in memory, and a clock of its own. */
#ifndef TOC_TESTS_EXERCISE_FIXTURE_H
#define TOC_TESTS_EXERCISE_FIXTURE_H

#include "scenario_fixture.h"

#include <json-c/json.h>

#include "live/exercise.h"

typedef struct table {
    drill_fixture drill; /* first: see drill_teardown */
    const toc_scenario *scenario;
    toc_exercise *exercise;
    const toc_exercise_state *state;
    toc_arena scratch;
    int64_t wall;
    TOC_VEC(toc_row) rows; /* as a journal would keep them */
    toc_ruling answer;     /* to the last intent */
    uint32_t keys;
    const char *lang; /* of who asks; NULL: English */
} table;

static inline void table_show(table *t)
{
    toc_diag_sink_finish(&t->drill.base.sink);
    toc_diag_render_text(&t->drill.base.sink, t->drill.base.sources, false, stderr);
}

/* An exercise without rows of the fixture's plan. */
static inline toc_exercise *table_new_exercise(table *t)
{
    toc_exercise_config config = {t->drill.machine, t->scenario, NULL};
    toc_exercise *exercise = NULL;
    toc_status status = toc_exercise_new(&config, &t->drill.base.sink, &exercise);

    if (status != TOC_OK)
        table_show(t);
    assert_int_equal(status, TOC_OK);
    return exercise;
}

static inline const char *table_copy(table *t, const char *text)
{
    return toc_arena_copy(&t->drill.base.arena, text, strlen(text));
}

/* Into the journal, and from there into the exercise. */
static inline void table_keep(table *t, const toc_row *row)
{
    toc_row kept = *row;
    const char *problem;

    kept.who = table_copy(t, row->who);
    kept.key = table_copy(t, row->key);
    kept.kind = table_copy(t, row->kind);
    kept.body = table_copy(t, row->body);
    TOC_PUSH(&t->drill.base.arena, &t->rows, kept);
    if (toc_exercise_take(t->exercise, &kept, &problem) != TOC_OK)
        fail_msg("row %llu %s %s is not taken: %s", (unsigned long long)kept.seq, kept.kind,
                 kept.body, problem);
    toc_arena_deinit(&t->scratch);
}

/* All that is due by now. */
static inline void table_tick(table *t)
{
    toc_row row;

    for (unsigned rounds = 0; toc_exercise_tick(t->exercise, t->wall, &t->scratch, &row);
         rounds++) {
        assert_true(rounds < 20000);
        table_keep(t, &row);
    }
}

static inline void table_wait(table *t, int64_t length)
{
    t->wall += length;
    table_tick(t);
}

/* Is the intent allowed?  Then its row is taken.  The answer's texts last until the next call. */
static inline bool table_ask_keyed(table *t, const char *person, const char *kind, const char *body,
                                   const char *key)
{
    struct json_object *json = body ? json_tokener_parse(body) : NULL;
    toc_intent intent = {person, key, kind, json, t->lang ? t->lang : "en", t->wall};
    toc_row row;
    bool is_ok;

    if (body && !json)
        fail_msg("no JSON: %s", body);
    toc_arena_deinit(&t->scratch);
    is_ok = toc_exercise_ask(t->exercise, &intent, &t->scratch, &row, &t->answer);
    json_object_put(json);
    assert_int_equal(is_ok, t->answer.code == TOC_ANSWER_OK);
    if (is_ok)
        table_keep(t, &row);
    else if (t->answer.code != TOC_ANSWER_REPEATED)
        assert_true(*t->answer.text);
    return is_ok;
}

static inline bool table_ask(table *t, const char *person, const char *kind, const char *body)
{
    char key[24];

    (void)snprintf(key, sizeof key, "k%u", ++t->keys);
    table_tick(t);
    return table_ask_keyed(t, person, kind, body, key);
}

/* It must be allowed. */
static inline void table_do(table *t, const char *person, const char *kind, const char *body)
{
    if (!table_ask(t, person, kind, body))
        fail_msg("%s %s is refused: %s (%s)", kind, body ? body : "", t->answer.text,
                 t->answer.field);
}

/* The next person joins; @p body NULL: no player. */
static inline void table_join(table *t, const char *role, const char *body)
{
    unsigned number = t->state->person_count + 1;
    char text[300];
    char place[100] = "";

    if (body)
        (void)snprintf(place, sizeof place, ",\"body\":\"%s\"", body);
    (void)snprintf(text, sizeof text,
                   "{\"name\":\"Person %u\",\"role\":\"%s\",\"token\":\"%064x\"%s}", number, role,
                   number, place);
    table_do(t, "", "join", text);
}

/* Opened; p1 is the controller. */
static inline void table_open(table *t, const char *scenario)
{
    t->scenario = drill_read(&t->drill, scenario);
    if (t->drill.base.sink.error_count > 0)
        table_show(t);
    assert_non_null(t->scenario);
    assert_int_equal(t->drill.base.sink.error_count, 0);
    toc_arena_init(&t->scratch, NULL);
    t->wall = 1700000000000;
    t->exercise = table_new_exercise(t);
    t->state = toc_exercise_state_of(t->exercise);
    table_do(t, "", "open", "{}");
    table_join(t, "controller", NULL);
}

static inline int table_setup(void **state)
{
    void *small = NULL;
    table *t;

    if (drill_setup(&small) != 0)
        return -1;
    t = calloc(1, sizeof *t);
    if (!t)
        return -1;
    t->drill = *(drill_fixture *)small;
    free(small);
    t->drill.base.sources = toc_sources_new(&t->drill.base.arena);
    toc_diag_sink_init(&t->drill.base.sink, &t->drill.base.arena);
    *state = t;
    return 0;
}

static inline int table_teardown(void **state)
{
    table *t = *state;

    toc_exercise_free(t->exercise);
    toc_arena_deinit(&t->scratch);
    return drill_teardown(state);
}

/* The state's number of another exercise that takes the same rows. */
static inline uint64_t table_hash_of_rows(table *t, toc_exercise **out)
{
    toc_exercise *other = table_new_exercise(t);
    const char *problem;
    uint64_t hash;

    for (uint32_t i = 0; i < t->rows.count; i++) {
        if (toc_exercise_take(other, &t->rows.items[i], &problem) != TOC_OK)
            fail_msg("row %u is not taken again: %s", i + 1, problem);
    }
    hash = toc_exercise_hash(other);
    if (out)
        *out = other;
    else
        toc_exercise_free(other);
    return hash;
}

static inline const char *table_export(table *t)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    assert_non_null(out);
    assert_int_equal(toc_exercise_export(t->exercise, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    copy = toc_arena_copy(&t->drill.base.arena, text, size);
    free(text);
    return copy;
}

#endif
