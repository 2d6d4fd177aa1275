/* fuzz_table.c - plays a live exercise for fuzz targets, and holds it against itself. */
#include "fuzz_table.h"

#include <json-c/json.h>

#include "live/exact_json.h"
#include "score_text.h"

enum { TICKS_MAX = 20000, ROWS_MAX = 300, DUTIES_MAX = 600, LOOKERS_MAX = 8, DEPTH = 64 };

typedef struct shown { /* a section as somebody was shown it last; text NULL: never */
    uint64_t stamp;
    char *text;
} shown;

typedef struct looker {
    toc_audience audience;
    shown sections[TOC_VIEW_COUNT];
} looker;

struct fuzz_table {
    const toc_machine *machine;
    const toc_scenario *scenario;
    toc_exercise *exercise;
    toc_view *view;
    looker lookers[LOOKERS_MAX]; /* of the first people */
    toc_arena arena;             /* rows */
    toc_arena scratch;           /* of one intent */
    TOC_VEC(toc_row) rows;
    int64_t wall;
    unsigned keys;
    /* the last act that was allowed */
    const char *last_person;
    const char *last_key;
    uint64_t last_row;
    /* where to go back to */
    bool has_mark;
    toc_exercise_mark mark;
    uint64_t marked_hash;
};

static void give_up(const fuzz_table *t, const char *what)
{
    for (uint32_t i = 0; t && i < t->rows.count; i++) {
        const toc_row *row = &t->rows.items[i];

        fprintf(stderr, "%llu %lld %s %s %s\n", (unsigned long long)row->seq, (long long)row->at,
                row->who, row->kind, row->body);
    }
    fprintf(stderr, "%s\n", what);
    abort();
}

static toc_exercise *new_exercise(fuzz_table *t)
{
    toc_exercise_config config = {t->machine, t->scenario, NULL};
    toc_diag_sink sink;
    toc_exercise *exercise = NULL;

    toc_diag_sink_init(&sink, &t->arena);
    if (toc_exercise_new(&config, &sink, &exercise) != TOC_OK)
        give_up(t, "no exercise can be made");
    return exercise;
}

const toc_exercise_state *fuzz_table_state(const fuzz_table *t)
{
    return toc_exercise_state_of(t->exercise);
}

/* Nothing more is asked then: what is compared in the end grows by the square. */
static bool is_full(const fuzz_table *t)
{
    return t->rows.count >= ROWS_MAX || fuzz_table_state(t)->drill->duty_count > DUTIES_MAX;
}

toc_arena *fuzz_table_arena(fuzz_table *t)
{
    return &t->scratch;
}

/* ── what screens show ── */

static char *written(const fuzz_table *t, toc_view *view, const toc_audience *audience,
                     toc_section section)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        give_up(NULL, "no memory");
    if (toc_view_write(view, audience, section, out) != TOC_OK || fclose(out) != 0)
        give_up(t, "a section cannot be written");
    return text;
}

static void check_json(const fuzz_table *t, const char *text)
{
    bool lacks_memory = false;
    struct json_object *value = toc_exact_read(text, strlen(text), DEPTH, &lacks_memory);

    if (!value && strcmp(text, "null") != 0)
        give_up(t, text);
    json_object_put(value);
}

static void forget_shown(looker *who)
{
    for (unsigned i = 0; i < TOC_VIEW_COUNT; i++) {
        free(who->sections[i].text);
        who->sections[i] = (shown){0, NULL};
    }
}

static void show(fuzz_table *t, const looker *who, toc_section section, shown *last)
{
    uint64_t stamp = toc_view_stamp(t->view, section);
    char *text = written(t, t->view, &who->audience, section);

    check_json(t, text);
    if (last->text && stamp == last->stamp && strcmp(text, last->text) != 0) {
        fprintf(stderr, "%s\n%s\n%s\n", toc_section_word(section), last->text, text);
        give_up(t, "a section has changed, and its stamp has not");
    }
    free(last->text);
    *last = (shown){stamp, text};
}

static void look_as(fuzz_table *t, unsigned number)
{
    static const char *const langs[] = {"en", "zh-Hans"};
    const toc_person *person = &fuzz_table_state(t)->people[number];
    looker *who = &t->lookers[number];
    toc_audience audience = {person->id, person->role, person->body, langs[number % 2]};

    if (who->audience.role != audience.role || who->audience.body != audience.body)
        forget_shown(who);
    who->audience = audience;
    for (unsigned i = 0; i < TOC_VIEW_COUNT; i++)
        show(t, who, (toc_section)i, &who->sections[i]);
}

void fuzz_table_look(fuzz_table *t)
{
    uint32_t count = fuzz_table_state(t)->person_count;

    for (unsigned i = 0; i < count && i < LOOKERS_MAX; i++)
        look_as(t, i);
}

/* A view that saw nothing of how it came about shows the same. */
static void compare_views(fuzz_table *t, toc_exercise *other)
{
    toc_view *fresh = NULL;
    uint32_t count = fuzz_table_state(t)->person_count;

    if (toc_view_new(other, &fresh) != TOC_OK)
        give_up(NULL, "no memory");
    fuzz_table_look(t);
    for (unsigned i = 0; i < count && i < LOOKERS_MAX; i++) {
        const looker *who = &t->lookers[i];

        for (unsigned k = 0; k < TOC_VIEW_COUNT; k++) {
            char *text = written(t, fresh, &who->audience, (toc_section)k);

            if (strcmp(text, who->sections[k].text) != 0) {
                fprintf(stderr, "%s\n%s\n%s\n", toc_section_word((toc_section)k), text,
                        who->sections[k].text);
                give_up(t, "a new view shows something else");
            }
            free(text);
        }
    }
    toc_view_free(fresh);
}

/* ── rows ── */

static const char *keep(fuzz_table *t, const char *text)
{
    return toc_arena_copy(&t->arena, text, strlen(text));
}

static void take(fuzz_table *t, const toc_row *row)
{
    toc_row kept = *row;
    const char *problem;

    kept.who = keep(t, row->who);
    kept.key = keep(t, row->key);
    kept.kind = keep(t, row->kind);
    kept.body = keep(t, row->body);
    TOC_PUSH(&t->arena, &t->rows, kept);
    if (toc_exercise_take(t->exercise, &kept, &problem) != TOC_OK)
        give_up(t, problem);
}

static void tick(fuzz_table *t)
{
    toc_row row;

    for (unsigned i = 0; toc_exercise_tick(t->exercise, t->wall, &t->scratch, &row); i++) {
        if (i == TICKS_MAX)
            give_up(t, "time does not go on");
        take(t, &row);
        toc_arena_deinit(&t->scratch);
    }
    if (toc_exercise_wake(t->exercise, t->wall) < t->wall)
        give_up(t, "something was due before");
}

static bool ask(fuzz_table *t, const char *person, const char *key, const char *kind,
                struct json_object *body)
{
    toc_intent intent = {person, key, kind, body, t->keys % 2 ? "zh-Hans" : "en", t->wall};
    uint64_t before = toc_exercise_hash(t->exercise);
    toc_ruling ruling;
    toc_row row;
    bool is_allowed = toc_exercise_ask(t->exercise, &intent, &t->scratch, &row, &ruling);

    if (toc_exercise_hash(t->exercise) != before)
        give_up(t, "it changes before a row is taken");
    if (is_allowed) {
        if (row.at < fuzz_table_state(t)->clock.at)
            give_up(t, "a row goes back in time");
        take(t, &row);
        t->last_person = t->rows.items[t->rows.count - 1].who;
        t->last_key = t->rows.items[t->rows.count - 1].key;
        t->last_row = row.seq;
    } else if (ruling.code == TOC_ANSWER_REPEATED ? ruling.row == 0 : !*ruling.text) {
        give_up(t, "a refusal without a word");
    }
    return is_allowed;
}

bool fuzz_table_ask(fuzz_table *t, const char *person, const char *kind, const char *body,
                    size_t size)
{
    char key[16];
    bool lacks_memory = false;
    struct json_object *value = toc_exact_read(body, size, DEPTH, &lacks_memory);
    bool is_allowed = false;

    (void)snprintf(key, sizeof key, "k%u", ++t->keys);
    if (value && !is_full(t)) {
        const char *kept_kind = keep(t, kind);
        const char *kept_person = keep(t, person);

        tick(t); /* what was in the scratch is gone then */
        is_allowed = ask(t, kept_person, key, kept_kind, value);
    }
    json_object_put(value);
    toc_arena_deinit(&t->scratch);
    return is_allowed;
}

void fuzz_table_repeat(fuzz_table *t)
{
    toc_intent intent = {.person = t->last_person, .key = t->last_key, .lang = "en"};
    toc_ruling ruling;
    toc_row row;

    if (!t->last_key || t->last_row > t->rows.count)
        return;
    intent.kind = t->rows.items[t->last_row - 1].kind;
    intent.wall = t->wall;
    if (toc_exercise_ask(t->exercise, &intent, &t->scratch, &row, &ruling))
        give_up(t, "what was repeated is done twice");
    if (ruling.code == TOC_ANSWER_REPEATED && ruling.row != t->last_row)
        give_up(t, "what was repeated is taken for another");
    toc_arena_deinit(&t->scratch);
}

void fuzz_table_wait(fuzz_table *t, int64_t length)
{
    t->wall += length;
    if (!is_full(t))
        tick(t);
}

/* ── back ── */

void fuzz_table_mark(fuzz_table *t)
{
    t->has_mark = true;
    t->mark = toc_exercise_mark_of(t->exercise);
    t->marked_hash = toc_exercise_hash(t->exercise);
}

void fuzz_table_go_back(fuzz_table *t)
{
    if (!t->has_mark)
        return;
    if (toc_exercise_go_back(t->exercise, &t->mark) != TOC_OK)
        give_up(t, "it does not go back");
    t->rows.count = t->mark.rows;
    if (toc_exercise_hash(t->exercise) != t->marked_hash)
        give_up(t, "it went back to somewhere else");
    t->has_mark = false;
}

/* ── the end ── */

static toc_exercise *taken_again(fuzz_table *t)
{
    toc_exercise *other = new_exercise(t);
    const char *problem;

    for (uint32_t i = 0; i < t->rows.count; i++) {
        if (toc_exercise_take(other, &t->rows.items[i], &problem) != TOC_OK)
            give_up(t, problem);
    }
    if (toc_exercise_hash(other) != toc_exercise_hash(t->exercise))
        give_up(t, "the same rows make another exercise");
    return other;
}

static const char *exported(fuzz_table *t)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    if (!out || toc_exercise_export(t->exercise, out) != TOC_OK || fclose(out) != 0)
        give_up(t, "it cannot be exported");
    copy = toc_arena_copy(&t->arena, text ? text : "", size);
    free(text);
    return copy;
}

/* As tests of the score do it; their fixture fails by ending the process too. */
static void compare_scores(fuzz_table *t)
{
    drill_fixture f = {.machine = t->machine};
    const char *expected;
    const char *actual;
    const char *text = exported(t);
    toc_script *script;
    toc_drill *drill = NULL;
    toc_drill_options options = {0};

    toc_arena_init(&f.base.arena, NULL);
    f.base.sources = toc_sources_new(&f.base.arena);
    script = drill_bind(&f, text);
    if (!script || toc_drill_run(&f.base.arena, script, &options, &f.base.sink, &drill) != TOC_OK ||
        drill->is_stopped) {
        drill_show(&f);
        fprintf(stderr, "%s\n", text);
        give_up(t, "the export cannot be played");
    }
    expected = score_text(&f, toc_score_new(&f.base.arena, fuzz_table_state(t)->drill));
    actual = score_text(&f, toc_score_new(&f.base.arena, drill));
    if (strcmp(expected, actual) != 0) {
        fprintf(stderr, "%s\n---- expected\n%s\n---- actual\n%s\n", text, expected, actual);
        give_up(t, "the export earns another score");
    }
    toc_arena_deinit(&f.base.arena);
}

static void end(fuzz_table *t)
{
    static const char *const acts[] = {
        "{\"name\":\"Last\",\"role\":\"controller\",\"token\":"
        "\"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
        "cccccc\"}"};
    char person[16];

    if (fuzz_table_state(t)->clock.state == TOC_CLOCK_ENDED)
        return;
    (void)fuzz_table_ask(t, "", "join", acts[0], strlen(acts[0]));
    (void)snprintf(person, sizeof person, "p%u", fuzz_table_state(t)->person_count);
    (void)fuzz_table_ask(t, person, "end", "{}", 2);
}

void fuzz_table_close(fuzz_table *t)
{
    toc_exercise *other;

    end(t);
    other = taken_again(t);
    compare_views(t, other);
    toc_exercise_free(other);
    if (fuzz_table_state(t)->clock.state == TOC_CLOCK_ENDED && !*fuzz_table_state(t)->problem)
        compare_scores(t);
    for (unsigned i = 0; i < LOOKERS_MAX; i++)
        forget_shown(&t->lookers[i]);
    toc_view_free(t->view);
    toc_exercise_free(t->exercise);
    toc_arena_deinit(&t->scratch);
    toc_arena_deinit(&t->arena);
    free(t);
}

/* ── the beginning ── */

static void first_people(fuzz_table *t, const char *body)
{
    static const char *const roles[] = {"controller", "player", "evaluator"};
    char text[300];

    for (unsigned i = 0; i < 3; i++) {
        int size =
            snprintf(text, sizeof text,
                     "{\"name\":\"N%u\",\"role\":\"%s\",\"body\":\"%s\",\"token\":\"%064x\"}", i,
                     roles[i], body, i);

        (void)fuzz_table_ask(t, "", "join", text, (size_t)size);
    }
}

fuzz_table *fuzz_table_new(const toc_machine *machine, const toc_scenario *scenario,
                           const char *body)
{
    static const char run[] = "{\"do\":\"run\",\"rate\":60}";
    fuzz_table *t = calloc(1, sizeof *t);

    if (!t)
        give_up(NULL, "no memory");
    *t = (fuzz_table){.machine = machine, .scenario = scenario, .wall = 1700000000000};
    toc_arena_init(&t->arena, NULL);
    toc_arena_init(&t->scratch, NULL);
    t->exercise = new_exercise(t);
    if (toc_view_new(t->exercise, &t->view) != TOC_OK)
        give_up(NULL, "no memory");
    (void)fuzz_table_ask(t, "", "open", "{\"seed\":3}", 10);
    first_people(t, body);
    (void)fuzz_table_ask(t, "p1", "clock", run, strlen(run));
    return t;
}
