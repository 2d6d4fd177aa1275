/* test_sweep_table.c - memory that is used up at any point of a live exercise, and of its journal.
 *
 * Every piece that the exercise asks for while it judges, takes, ticks and exports, and every piece that the
 * journal asks for, fails once, and from there on: in arenas and below them (json-c's, SQLite's).  Nothing
 * crashes, nothing is lost; whoever is refused is told that it is the memory; an exercise that goes on is
 * the one that it would have been; a journal has what was acknowledged, whole.  TOCSIN_SWEEP=all tries
 * each piece, else some. */
#include "../support/failing_memory.h"
#include "../support/journal_fixture.h"
#include "../support/scenario_fixture.h"

#include <json-c/json.h>
#include <stdio.h>
#include <unistd.h>

#include "live/exercise.h"

enum { POINTS_USUAL = 40 };

/* ── every piece ── */

typedef void attempt_one(void *context);

static uint64_t failures(void)
{
    if (watch.at == 0 || watch.count < watch.at)
        return 0;
    return watch.goes_on ? watch.count - watch.at + 1 : 1;
}

/* All once, with memory running out at piece @p at. */
static void attempt(attempt_one *one, void *context, bool is_below, uint64_t at, bool goes_on)
{
    watch = (struct watch){.is_below = is_below, .at = at, .goes_on = goes_on};
    one(context);
    watch.is_armed = watch.is_counting = false;
    if (watch.live != 0 && at > 0) /* the first time libraries keep some for good */
        fail_msg("%lld pieces are lost when piece %llu %s fails%s", (long long)watch.live,
                 (unsigned long long)at, is_below ? "below" : "of an arena",
                 goes_on ? ", and those after it" : "");
}

static void sweep(attempt_one *one, void *context, bool is_below)
{
    const char *wanted = getenv("TOCSIN_SWEEP");
    uint64_t total;
    uint64_t step;

    if (is_below && !HAS_MALLOC)
        return;
    attempt(one, context, is_below, 0, false);
    total = watch.count;
    assert_true(total > 0);
    step = wanted && strcmp(wanted, "all") == 0 ? 1 : total / POINTS_USUAL + 1;
    print_message("%s: %llu pieces, every %llu-th\n", is_below ? "below" : "arenas",
                  (unsigned long long)total, (unsigned long long)step);
    for (uint64_t at = 1; at <= total; at += step) {
        attempt(one, context, is_below, at, false);
        attempt(one, context, is_below, at, true);
    }
}

/* ── an exercise ── */

#define TOKEN(letter) "\"token\":\"" letter letter letter letter letter letter letter letter "\""
#define EIGHT(letter) letter letter letter letter letter letter letter letter

static const char scenario_text[] =
    "scenario: live\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"
    "truth:\n  - {at: 0min, facts: {scope: one site}}\n"
    "script:\n  - {at: 5min, inject: leak, to: [crew], text: It leaks}\n"
    "  - {at: 10min, set: {share: 20%}}\n  - {at: 60min, note: All quiet, to: [crew]}\n"
    "disturb:\n  - {at: 30min, lose: pumps, amount: 1}\nend: 4h\n";

typedef struct step {
    int64_t wait; /* ms of the day before it */
    const char *person;
    const char *kind;
    const char *body;
} step;

static const step steps[] = {
    {0, "", "open", "{}"},
    {0, "", "join", "{\"name\":\"Lead\",\"role\":\"controller\"," TOKEN(EIGHT("a")) "}"},
    {0, "", "join",
     "{\"name\":\"Crew\",\"role\":\"player\",\"body\":\"crew\"," TOKEN(EIGHT("b")) "}"},
    {0, "", "join", "{\"name\":\"Judge\",\"role\":\"evaluator\"," TOKEN(EIGHT("c")) "}"},
    {0, "p1", "hands", "{\"body\":\"town\",\"by\":\"people\"}"},
    {9, "p1", "clock", "{\"do\":\"run\",\"rate\":60}"},
    {6000, "p2", "act", "{\"as\":\"crew\",\"entry\":{\"start\":\"stop.close\"}}"},
    {1000, "p1", "act", "{\"entry\":{\"inject\":\"leak\",\"to\":[\"crew\"],\"text\":\"More\"}}"},
    {1000, "p2", "act", "{\"as\":\"crew\",\"entry\":{\"did\":\"stop.close\"}}"},
    {1000, "p2", "outside", "{\"as\":\"crew\",\"text\":\"we also called the hospital\"}"},
    {0, "p3", "note", "{\"text\":\"seen\",\"duty\":1,\"about_at\":300000}"},
    {0, "p3", "rating", "{\"objective\":\"safety\",\"rating\":\"S\",\"text\":\"well done\"}"},
    {2000, "p1", "truth", "{\"facts\":{\"scope\":[\"3 sites\",\"three\"],\"trend\":null}}"},
    {0, "p2", "act",
     "{\"as\":\"crew\",\"entry\":{\"report\":\"first\",\"content\":{\"scope\":\"3 sites\"}}}"},
    {0, "p1", "delay", "{\"number\":3,\"to\":4000000,\"why\":\"late\"}"},
    {0, "p1", "skip", "{\"number\":4,\"why\":\"not needed\"}"},
    {0, "p1", "restore", "{\"number\":4,\"why\":\"needed\"}"},
    {0, "p1", "act", "{\"entry\":{\"declare\":\"II\",\"by\":\"head\"}}"},
    {0, "p1", "clock", "{\"do\":\"pause\"}"},
    {0, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}"},
    {0, "p1", "entries", "{\"numbers\":[3]}"},
    {0, "p1", "correct", "{\"row\":10,\"why\":\"a slip\"}"},
    {0, "p1", "assign", "{\"person\":\"p2\",\"role\":\"player\",\"body\":\"town\"}"},
    {0, "p1", "clock", "{\"do\":\"jump\",\"to\":9000000}"},
    {0, "p3", "leave", "{\"person\":\"p3\"}"},
    {0, "p1", "end", "{}"},
};

#define STEP_COUNT (sizeof steps / sizeof steps[0])

typedef struct game {
    drill_fixture *drill;
    FILE *nowhere;
    uint64_t hash; /* as it ends when nothing fails; 0: not known yet */
    /* of one attempt */
    toc_arena home; /* the scenario's */
    toc_exercise *exercise;
    toc_arena scratch;
    int64_t wall;
    bool is_lost; /* the exercise can only be freed */
    toc_exercise_mark mark;
    uint64_t marked_hash;
} game;

static void take(game *g, const toc_row *row)
{
    const char *problem;
    toc_status status = toc_exercise_take(g->exercise, row, &problem);

    if (status != TOC_OK && status != TOC_ENOMEM)
        fail_msg("row %llu %s %s is not taken when piece %llu fails: %s",
                 (unsigned long long)row->seq, row->kind, row->body, (unsigned long long)watch.at,
                 problem);
    if (status == TOC_ENOMEM)
        assert_true(failures() > 0);
    g->is_lost = status != TOC_OK;
    toc_arena_deinit(&g->scratch);
}

/* Where memory lacked it is as if nothing were due: another try shows. */
static void tick(game *g)
{
    toc_row row;

    while (!g->is_lost) {
        uint64_t before = failures();

        if (toc_exercise_tick(g->exercise, g->wall, &g->scratch, &row))
            take(g, &row);
        else if (failures() == before || watch.goes_on)
            return;
    }
}

/* Asked again when it was for the memory that it was refused.  False: memory stays away. */
static bool do_step(game *g, const step *it, uint32_t number)
{
    char key[24];
    struct json_object *body = NULL;
    toc_intent intent = {.person = it->person, .key = key, .kind = it->kind, .lang = "en"};
    toc_ruling answer = {.text = ""};
    bool is_armed = watch.is_armed;
    toc_row row;

    watch.is_armed = false; /* what is asked comes from outside */
    (void)snprintf(key, sizeof key, "k%u", number);
    intent.body = body = json_tokener_parse(it->body);
    assert_non_null(body);
    watch.is_armed = is_armed;
    intent.wall = g->wall;
    for (;;) {
        uint64_t before = failures();

        if (toc_exercise_ask(g->exercise, &intent, &g->scratch, &row, &answer)) {
            take(g, &row);
            break;
        }
        if (failures() == before || !strstr(answer.text, "memory"))
            fail_msg("step %u %s is refused when piece %llu fails: %s", number, it->body,
                     (unsigned long long)watch.at, answer.text);
        toc_arena_deinit(&g->scratch);
        if (watch.goes_on)
            break;
    }
    json_object_put(body);
    return !g->is_lost && !(watch.goes_on && failures() > 0);
}

static bool make(game *g)
{
    toc_exercise_config config = {.machine = g->drill->machine};
    const toc_source *source;
    toc_sources *sources;
    toc_status status;
    toc_diag_sink sink;

    sources = toc_sources_new(&g->home);
    toc_diag_sink_init(&sink, &g->home);
    source = toc_sources_add(sources, "s.yaml", scenario_text, sizeof scenario_text - 1);
    config.scenario = toc_scenario_read(&g->home, sources, source, &sink);
    assert_non_null(config.scenario);
    watch.is_armed = true;
    status = toc_exercise_new(&config, &sink, &g->exercise);
    watch.is_armed = false;
    if (status != TOC_OK)
        assert_true(status == TOC_ENOMEM && failures() > 0);
    return status == TOC_OK;
}

/* Back to some moment before. */
static void go_back(game *g)
{
    toc_status status;

    watch.is_armed = true;
    status = toc_exercise_go_back(g->exercise, &g->mark);
    watch.is_armed = false;
    assert_true(status == TOC_OK || (status == TOC_ENOMEM && failures() > 0));
    if (status == TOC_OK)
        assert_true(toc_exercise_hash(g->exercise) == g->marked_hash);
}

/* What came through is what comes without a failure. */
static void compare(game *g)
{
    uint64_t hash = toc_exercise_hash(g->exercise);
    toc_status status;

    if (g->hash == 0)
        g->hash = hash;
    if (hash != g->hash)
        fail_msg("another exercise when piece %llu %s fails", (unsigned long long)watch.at,
                 watch.is_below ? "below" : "of an arena");
    watch.is_armed = true;
    status = toc_exercise_export(g->exercise, g->nowhere);
    watch.is_armed = false;
    assert_true(status == TOC_OK || (status == TOC_ENOMEM && failures() > 0));
}

static void play(void *context)
{
    game *g = context;
    uint32_t number = 0;

    g->exercise = NULL;
    g->is_lost = false;
    g->wall = 1700000000000;
    watch.is_counting = true;
    toc_arena_init(&g->home, NULL);
    toc_arena_init(&g->scratch, NULL);
    if (make(g)) {
        watch.is_armed = true;
        for (; number < STEP_COUNT; number++) {
            g->wall += steps[number].wait;
            if (number == STEP_COUNT / 2) {
                g->mark = toc_exercise_mark_of(g->exercise);
                g->marked_hash = toc_exercise_hash(g->exercise);
            }
            tick(g);
            if (g->is_lost || !do_step(g, &steps[number], number))
                break;
        }
        watch.is_armed = false;
        if (number == STEP_COUNT) {
            compare(g);
            go_back(g);
        }
    }
    toc_arena_deinit(&g->scratch);
    toc_exercise_free(g->exercise);
    toc_arena_deinit(&g->home);
}

static void begin(game *g, void **state, char *buffer, size_t size)
{
    *g = (game){.drill = *state};
    g->nowhere = fopen("/dev/null", "w");
    assert_non_null(g->nowhere);
    assert_int_equal(setvbuf(g->nowhere, buffer, _IOFBF, size), 0);
}

static void every_piece_of_an_exercise_may_fail(void **state)
{
    char buffer[BUFSIZ];
    game g;

    begin(&g, state, buffer, sizeof buffer);
    sweep(play, &g, false);
    sweep(play, &g, true);
    assert_true(g.hash != 0);
    (void)fclose(g.nowhere);
}

/* ── a journal ── */

#define ROWS 8

/* Appends rows one by one; memory that lacks is said, and the next try goes on.  How many are kept. */
static unsigned append_all(journal_fixture *f, toc_arena *arena)
{
    unsigned kept = 0;

    for (unsigned tries = 0; kept < ROWS && tries < 2 * ROWS; tries++) {
        toc_row row;
        bool is_repeat;
        toc_status status;

        watch.is_armed = false;
        row = journal_row(arena, kept + 1);
        watch.is_armed = true;
        status = toc_journal_append(f->journal, &row, 1, &is_repeat, &f->problem);
        assert_true(status == TOC_OK || status == TOC_ENOMEM);
        if (status == TOC_OK && !is_repeat)
            assert_int_equal(row.seq, kept + 1);
        if (status != TOC_OK)
            assert_non_null(strstr(f->problem.text, "memory"));
        kept += status == TOC_OK;
    }
    return kept;
}

static void fine_or_memory(const journal_fixture *f, toc_status status)
{
    if (status != TOC_OK && (status != TOC_ENOMEM || !strstr(f->problem.text, "memory")))
        fail_msg("status %d when piece %llu fails: %s", (int)status, (unsigned long long)watch.at,
                 f->problem.text);
}

static bool see(void *context, const toc_row *row)
{
    *(uint64_t *)context = row->seq;
    return true;
}

/* Finds, walks, proves; what fails says that it is the memory. */
static void read_all(journal_fixture *f, toc_arena *arena)
{
    uint64_t last = 0;
    toc_journal_file file;
    toc_row row;

    fine_or_memory(f, toc_journal_find_key(f->journal, "k3", arena, &row, &f->problem));
    for (size_t i = 0; i < f->head.file_count; i++)
        fine_or_memory(f, toc_journal_read_file(f->journal, i, arena, &file, &f->problem));
    fine_or_memory(f, toc_journal_walk(f->journal, 1, see, &last, &f->problem));
    fine_or_memory(f, toc_journal_verify(f->journal, &f->problem));
}

/* What was acknowledged is there, in another program's eyes. */
static void check_kept(journal_fixture *f, unsigned kept)
{
    uint64_t last = 0;

    journal_open(f, TOC_JOURNAL_READ);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    assert_int_equal(toc_journal_walk(f->journal, 1, see, &last, &f->problem), TOC_OK);
    assert_int_equal(last, kept);
    journal_close(f);
}

static void clean(const journal_fixture *f)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock", "-journal"};
    char path[260];

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", f->place, endings[i]);
        (void)unlink(path);
    }
    if (journal_count_files(f) != 0)
        fail_msg("something is left behind when piece %llu fails", (unsigned long long)watch.at);
}

static void keep(void *context)
{
    journal_fixture *f = context;
    unsigned kept = 0;
    bool is_there;
    toc_arena arena;
    toc_status status;

    toc_arena_init(&arena, NULL);
    watch.is_armed = watch.is_counting = true;
    status = toc_journal_create(f->place, &f->head, &f->journal, &f->problem);
    fine_or_memory(f, status);
    if (status == TOC_OK) {
        kept = append_all(f, &arena);
        read_all(f, &arena);
        journal_close(f);
        status = toc_journal_open(f->place, TOC_JOURNAL_WRITE, &f->journal, &f->problem);
        fine_or_memory(f, status);
        journal_close(f);
    }
    watch.is_armed = false;
    toc_arena_deinit(&arena);
    if (watch.at == 0)
        assert_int_equal(kept, ROWS);
    is_there = access(f->place, F_OK) == 0;
    if (kept > 0)
        assert_true(is_there);
    if (is_there)
        check_kept(f, kept);
    clean(f);
}

static int set_up_journal(void **state)
{
    return journal_set_up(state, "exercise.journal");
}

static void every_piece_of_a_journal_may_fail(void **state)
{
    sweep(keep, *state, false);
    sweep(keep, *state, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_piece_of_an_exercise_may_fail, drill_setup,
                                        drill_teardown),
        cmocka_unit_test_setup_teardown(every_piece_of_a_journal_may_fail, set_up_journal,
                                        journal_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
