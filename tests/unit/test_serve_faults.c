/* test_serve_faults.c - the server of a live exercise on a disk that is full or breaks, at each single change.
 *
 * The same short exercise is played through the server again and again, and each time the next change of a
 * file of its journal fails, once or from there on.  An act is refused with the reason and changes
 * nothing, whoever looks is told, pages are served all the same; when the disk is well again the same act
 * goes through.  In the end the journal has what was acknowledged, once, and the exercise is the one that
 * its rows make. */
#include "../support/server_bench.h"

#include "../support/faulty_disk.h"
#include "../support/journal_fixture.h"

#include <unistd.h>

#define LEAST_SEEN 30 /* changes that such an exercise has at least */

typedef struct step {
    const char *kind; /* NULL: somebody joins */
    const char *body;
} step;

/* Each row needs pages of its own, so that the log is brought home on the way. */
#define LONG                                                                                       \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"  \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"

static const step steps[] = {
    {"clock", "{\"do\":\"run\",\"rate\":1}"},
    {"clock", "{\"do\":\"pause\"}"},
    {"outside", "{\"as\":\"crew\",\"text\":\"one " LONG LONG LONG LONG "\"}"},
    {"clock", "{\"do\":\"jump\",\"to\":600000}"},
    {"act", "{\"entry\":{\"did\":\"stop.close\",\"by\":\"crew\"}}"},
    {NULL, NULL},
    {"note", "{\"text\":\"two " LONG LONG LONG LONG "\",\"duty\":null,\"about_at\":0}"},
    {"clock", "{\"do\":\"jump\",\"to\":2400000}"},
    {"act", "{\"entry\":{\"inject\":\"leak\",\"to\":[\"crew\"],\"text\":\"more\"}}"},
    {"correct", "{\"row\":6,\"why\":\"a slip\"}"},
    {"end", "{}"},
};

#define STEP_COUNT (sizeof steps / sizeof steps[0])

typedef struct fault_bench {
    server_bench server;
    journal_fixture *journal; /* a folder, and what looks at the journal afterwards */
    char *out;
    disk_fault fault;
} fault_bench;

static int set_up(void **state)
{
    fault_bench *b = calloc(1, sizeof *b);
    void *journal = NULL;

    faulty_disk_install(4);
    if (!b || journal_set_up(&journal, "exercise.journal") != 0)
        return -1;
    b->journal = journal;
    b->out = malloc(SERVER_BENCH_OUT);
    server_bench_init(&b->server);
    *state = b;
    return b->out ? 0 : -1;
}

static int tear_down(void **state)
{
    fault_bench *b = *state;
    void *journal = b->journal;

    server_bench_close(&b->server);
    server_bench_deinit(&b->server);
    faulty_disk_disarm();
    faulty_disk_remove();
    (void)journal_tear_down(&journal);
    free(b->out);
    free(b);
    return 0;
}

/* ── one act ── */

static int do_step(fault_bench *b, size_t number)
{
    char key[24];

    if (!steps[number].kind)
        return server_bench_join(&b->server, b->out);
    (void)snprintf(key, sizeof key, "k%zu", number);
    return server_bench_act(&b->server, key, steps[number].kind, steps[number].body, b->out);
}

static void expect_reason(const fault_bench *b, int status)
{
    if (status != 503 || !strstr(b->out, "nothing was changed") ||
        (!strstr(b->out, "error") && !strstr(b->out, "the disk is full")))
        fail_msg("status %d: %s", status, b->out);
}

/* What the others see while the disk is ill. */
static void look_round(fault_bench *b)
{
    assert_int_equal(server_bench_get(&b->server, "/health", b->out), 503);
    assert_int_equal(server_bench_get(&b->server, "/table", b->out), 200);
}

/* Refused as long as the disk is ill, then done; how often it was refused. */
static unsigned do_somehow(fault_bench *b, size_t number, bool stays)
{
    uint64_t hash = toc_exercise_hash(b->server.exercise);
    uint64_t last = toc_journal_last(b->server.journal);
    int status = do_step(b, number);

    if (status == 200)
        return 0;
    expect_reason(b, status);
    if (toc_journal_last(b->server.journal) == last)
        assert_true(toc_exercise_hash(b->server.exercise) == hash);
    if (stays) {
        look_round(b);
        expect_reason(b, do_step(b, number));
    }
    faulty_disk_disarm();
    status = do_step(b, number);
    if (status != 200)
        fail_msg("step %zu is still refused: %s", number, b->out);
    assert_null(strstr(b->out, "repeated"));
    assert_int_equal(server_bench_get(&b->server, "/health", b->out), 200);
    return 1;
}

/* ── a whole exercise ── */

typedef struct found {
    toc_exercise *exercise; /* made of the rows */
    unsigned keyed;
    unsigned joined;
} found;

static bool take(void *context, const toc_row *row)
{
    found *f = context;
    const char *problem;

    f->keyed += *row->key != '\0';
    f->joined += strcmp(row->kind, "join") == 0;
    assert_int_equal(toc_exercise_take(f->exercise, row, &problem), TOC_OK);
    return true;
}

/* The exercise that the rows make is the one that was played; what stands in them. */
static found look_into_journal(fault_bench *b, uint64_t hash)
{
    toc_exercise_config config = {b->server.machine, b->server.scenario, "small.plan"};
    journal_fixture *f = b->journal;
    found seen = {0};
    toc_diag_sink sink;

    toc_diag_sink_init(&sink, &b->server.arena);
    assert_int_equal(toc_exercise_new(&config, &sink, &seen.exercise), TOC_OK);
    journal_open(f, TOC_JOURNAL_READ);
    assert_int_equal(toc_journal_verify(f->journal, &f->problem), TOC_OK);
    assert_int_equal(toc_journal_walk(f->journal, 1, take, &seen, &f->problem), TOC_OK);
    journal_close(f);
    assert_true(toc_exercise_hash(seen.exercise) == hash);
    toc_exercise_free(seen.exercise);
    return seen;
}

/* Each step is there once.  @p extra: one more may have joined, who was not told so. */
static void check_journal(fault_bench *b, uint64_t hash, unsigned extra)
{
    found seen = look_into_journal(b, hash);
    unsigned keyed = 0;

    for (size_t i = 0; i < STEP_COUNT; i++)
        keyed += steps[i].kind != NULL;
    assert_int_equal(seen.keyed, keyed);
    assert_in_range(seen.joined, 1 + STEP_COUNT - keyed, 1 + STEP_COUNT - keyed + extra);
}

static void clean(journal_fixture *f)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock", "-journal"};
    char path[260];

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", f->place, endings[i]);
        (void)unlink(path);
    }
    assert_int_equal(journal_count_files(f), 0);
    faulty_disk_forget();
}

static void begin(fault_bench *b)
{
    b->server.cookie[0] = '\0';
    server_bench_open(&b->server, b->journal->place);
    assert_int_equal(server_bench_join(&b->server, b->out), 200);
}

/* False: the exercise has no such change. */
static bool play_on(fault_bench *b, unsigned number, bool stays)
{
    unsigned refused = 0;
    bool has_struck;
    uint64_t hash;

    begin(b);
    faulty_disk_arm(b->fault, number, stays);
    for (size_t i = 0; i < STEP_COUNT; i++)
        refused += do_somehow(b, i, stays);
    has_struck = faulty_disk_has_struck();
    faulty_disk_disarm();
    if (stays)
        assert_true(refused == has_struck);
    hash = toc_exercise_hash(b->server.exercise);
    server_bench_close(&b->server);
    check_journal(b, hash, 0);
    clean(b->journal);
    return has_struck;
}

/* The server is ended while the disk is ill, and another goes on with what it left. */
static bool play_until(fault_bench *b, unsigned number)
{
    size_t done = 0;
    bool has_struck;
    uint64_t hash;

    begin(b);
    for (; done < 2;
         done++) /* a clock that runs is held by the next server, which has a row of its own */
        assert_int_equal(do_step(b, done), 200);
    faulty_disk_arm(b->fault, number, true);
    while (done < STEP_COUNT && do_step(b, done) == 200)
        done++;
    has_struck = faulty_disk_has_struck();
    server_bench_close(&b->server);
    faulty_disk_disarm();
    server_bench_open(&b->server, b->journal->place);
    /* a join that was written though its flush was refused has nobody's cookie: that one joins again */
    for (; done < STEP_COUNT; done++) {
        int status = do_step(b, done);

        if (status != 200)
            fail_msg("step %zu is refused afterwards: %s", done, b->out);
    }
    hash = toc_exercise_hash(b->server.exercise);
    server_bench_close(&b->server);
    check_journal(b, hash, 1);
    clean(b->journal);
    return has_struck;
}

/* ── acts that come at once ── */

#define ACTORS 20

typedef struct crowd {
    char *requests[ACTORS];
    char *answers[ACTORS];
} crowd;

#define ANSWER_ROOM 4096

static void gather_crowd(fault_bench *b, crowd *c)
{
    for (size_t i = 0; i < ACTORS; i++) {
        char key[24];
        char body[80];

        (void)snprintf(key, sizeof key, "c%zu", i);
        (void)snprintf(body, sizeof body, "{\"as\":\"crew\",\"text\":\"at once %zu\"}", i);
        c->requests[i] = server_bench_request(&b->server, key, "outside", body);
        c->answers[i] = malloc(ANSWER_ROOM);
        assert_non_null(c->answers[i]);
    }
}

static void let_crowd_go(crowd *c)
{
    for (size_t i = 0; i < ACTORS; i++) {
        free(c->requests[i]);
        free(c->answers[i]);
    }
}

/* How many of them were answered with @p status; the others must have been refused for the disk. */
static unsigned count_answers(const crowd *c, const char *status)
{
    unsigned count = 0;

    for (size_t i = 0; i < ACTORS; i++) {
        bool is_wanted = strncmp(c->answers[i] + 9, status, 3) == 0;

        if (!is_wanted && !strstr(c->answers[i], "nothing was changed"))
            fail_msg("%s", c->answers[i]);
        count += is_wanted;
    }
    return count;
}

/* Acts of one turn are kept in one commit: all or none; and sent again each is there once. */
static bool act_at_once(fault_bench *b, unsigned number)
{
    crowd c;
    uint64_t before;
    uint64_t last;
    uint64_t hash;
    unsigned done;
    bool has_struck;

    begin(b);
    gather_crowd(b, &c);
    before = toc_exercise_hash(b->server.exercise);
    last = toc_journal_last(b->server.journal);
    faulty_disk_arm(b->fault, number, true);
    server_bench_say_many(&b->server, c.requests, c.answers, ACTORS, ANSWER_ROOM);
    done = count_answers(&c, "200");
    assert_int_equal(toc_journal_last(b->server.journal), last + done);
    if (done == 0)
        assert_true(toc_exercise_hash(b->server.exercise) == before);
    has_struck = faulty_disk_has_struck();
    faulty_disk_disarm();
    if (!has_struck)
        assert_int_equal(done, ACTORS);
    if (has_struck) { /* the first act is committed by itself, and all is well again */
        server_bench_say_many(&b->server, c.requests, c.answers, ACTORS, ANSWER_ROOM);
        assert_int_equal(count_answers(&c, "200"), ACTORS);
    }
    assert_int_equal(toc_journal_last(b->server.journal), last + ACTORS);
    hash = toc_exercise_hash(b->server.exercise);
    server_bench_close(&b->server);
    assert_int_equal(look_into_journal(b, hash).keyed, ACTORS);
    let_crowd_go(&c);
    clean(b->journal);
    return has_struck;
}

static void test_acts_at_once(void **state)
{
    fault_bench *b = *state;
    unsigned number = 1;

    for (unsigned fault = 0; fault < 2; fault++, number = 1) {
        b->fault = fault ? DISK_ERROR : DISK_FULL;
        while (act_at_once(b, number))
            number++;
        print_message("%u changes\n", number - 1);
        assert_in_range(number, 2, ACTORS); /* fewer than there are acts: they were kept together */
    }
}

static void sweep(fault_bench *b, disk_fault fault, bool stays)
{
    unsigned number = 1;

    b->fault = fault;
    while (play_on(b, number, stays))
        number += stays ? 3 : 1;
    print_message("%u changes\n", number - 1);
    assert_true(number > LEAST_SEEN);
}

static void test_full_once(void **state)
{
    sweep(*state, DISK_FULL, false);
}

static void test_full_from_then_on(void **state)
{
    sweep(*state, DISK_FULL, true);
}

static void test_error_once(void **state)
{
    sweep(*state, DISK_ERROR, false);
}

static void test_error_from_then_on(void **state)
{
    sweep(*state, DISK_ERROR, true);
}

static void test_the_server_ends_while_the_disk_is_ill(void **state)
{
    fault_bench *b = *state;
    unsigned number = 1;

    b->fault = DISK_FULL;
    while (play_until(b, number))
        number++;
    print_message("%u changes\n", number - 1);
    assert_true(number > LEAST_SEEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define FAULT_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        FAULT_TEST(test_full_once),
        FAULT_TEST(test_full_from_then_on),
        FAULT_TEST(test_error_once),
        FAULT_TEST(test_error_from_then_on),
        FAULT_TEST(test_the_server_ends_while_the_disk_is_ill),
        FAULT_TEST(test_acts_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
