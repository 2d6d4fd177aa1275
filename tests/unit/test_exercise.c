/* test_exercise.c - a live exercise: lobby, clock, acts, the list, people, hands, notes, corrections. */
#include "../support/exercise_fixture.h"
#include "../support/score_text.h"

#define SCENARIO                                                                                   \
    "scenario: live\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"                                \
    "assume: {step: 5min, decision: 2min, approval: 3min, declaration: 4min, report: 6min}\n"      \
    "truth:\n  - {at: 0min, facts: {scope: one site}}\n"                                           \
    "script:\n"                                                                                    \
    "  - {at: 5min, inject: leak, to: [crew], text: It leaks}\n"                                   \
    "  - {at: 10min, set: {share: 20%}}\n"                                                         \
    "  - {at: 15min, did: stop.close, by: crew}\n"                                                 \
    "  - {at: 60min, note: All quiet, to: [crew]}\n"                                               \
    "disturb:\n  - {at: 30min, lose: pumps, amount: 1}\n"                                          \
    "end: 4h\n"

#define MIN 60000

static void begin(table *t, unsigned rate)
{
    char text[60];

    (void)snprintf(text, sizeof text, "{\"do\":\"run\",\"rate\":%u}", rate);
    table_do(t, "p1", "clock", text);
}

static uint32_t body_id(const table *t, const char *name)
{
    const toc_machine *machine = t->drill.machine;

    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        if (strcmp(toc_machine_text(machine, machine->bodies[i].head.name), name) == 0)
            return i;
    }
    fail_msg("no body %s", name);
    return 0;
}

/* The latest duty about @p subject, or NULL. */
static const toc_duty *duty_of(const table *t, const char *subject)
{
    const toc_drill *drill = t->state->drill;

    for (uint32_t i = drill->duty_count; i-- > 0;) {
        if (strcmp(toc_duty_subject(t->drill.machine, &drill->duties[i]), subject) == 0)
            return &drill->duties[i];
    }
    return NULL;
}

static void assert_refused(table *t, const char *person, const char *kind, const char *body,
                           toc_answer_code code, const char *field)
{
    uint32_t rows = t->rows.count;
    uint64_t hash;

    table_tick(t);
    rows = t->rows.count;
    hash = toc_exercise_hash(t->exercise);
    if (table_ask(t, person, kind, body))
        fail_msg("%s %s is allowed", kind, body ? body : "");
    if (t->answer.code != code || strcmp(t->answer.field, field) != 0)
        fail_msg("%s %s: code %d, field %s: %s", kind, body ? body : "", (int)t->answer.code,
                 t->answer.field, t->answer.text);
    assert_int_equal(t->rows.count, rows);
    assert_int_equal(toc_exercise_hash(t->exercise), hash);
}

/* ── lobby and clock ── */

static void nothing_happens_in_the_lobby(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    table_wait(t, 60 * MIN);
    assert_int_equal(t->state->clock.state, TOC_CLOCK_LOBBY);
    assert_int_equal(t->state->drill->happening_count, 0);
    assert_true(toc_exercise_wake(t->exercise, t->wall) == INT64_MAX);
    assert_refused(t, "p1", "act", "{\"entry\":{\"inject\":\"leak\"}}", TOC_ANSWER_CONFLICT, "");
    assert_refused(t, "p1", "end", NULL, TOC_ANSWER_CONFLICT, "");
    assert_refused(t, "p1", "clock", "{\"do\":\"pause\"}", TOC_ANSWER_CONFLICT, "");
}

static void entries_come_by_their_time(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 60);
    table_wait(t, 4 * MIN / 60);
    assert_int_equal(t->state->list[0].state, TOC_LIST_PLANNED);
    table_wait(t, 2 * MIN / 60);
    assert_int_equal(t->state->list[0].state, TOC_LIST_DELIVERED);
    assert_true(t->state->list[0].at == 5 * MIN);
    assert_non_null(duty_of(t, "stop.close"));
    table_wait(t, 9 * MIN / 60); /* nobody plays the crew: the list acts for it */
    assert_int_equal(duty_of(t, "stop.close")->state, TOC_DUTY_MET);
    assert_true(toc_exercise_now(t->exercise, t->wall) == 15 * MIN);
}

static void the_clock_stands_and_goes_on(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 1);
    table_wait(t, 1000);
    table_do(t, "p1", "clock", "{\"do\":\"pause\"}");
    table_wait(t, 600 * MIN);
    assert_true(toc_exercise_now(t->exercise, t->wall) == 1000);
    assert_true(toc_exercise_wake(t->exercise, t->wall) == INT64_MAX);
    begin(t, 3600);
    assert_true(toc_exercise_wake(t->exercise, t->wall) ==
                t->wall + (5 * MIN - 1000 + 3599) / 3600);
    table_wait(t, 1000);
    assert_true(toc_exercise_now(t->exercise, t->wall) == 3601000);
    assert_refused(t, "p1", "clock", "{\"do\":\"run\",\"rate\":3601}", TOC_ANSWER_INVALID, "rate");
    assert_refused(t, "p1", "clock", "{\"do\":\"run\",\"rate\":0}", TOC_ANSWER_INVALID, "rate");
    assert_refused(t, "p1", "clock", "{\"do\":\"jump\",\"to\":1}", TOC_ANSWER_INVALID, "to");
    table_do(t, "", "clock", "{\"do\":\"hold\"}");
    assert_int_equal(t->state->clock.state, TOC_CLOCK_PAUSED);
}

static void a_jump_goes_through_all_that_lies_between(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 1);
    table_do(t, "p1", "clock", "{\"do\":\"pause\"}");
    table_do(t, "p1", "clock", "{\"do\":\"jump\",\"to\":3000000}");
    table_tick(t);
    assert_true(toc_exercise_now(t->exercise, t->wall) == 50 * MIN);
    assert_int_equal(t->state->list[0].state, TOC_LIST_DELIVERED);
    assert_true(t->state->list[0].at == 5 * MIN);
    assert_int_equal(t->state->list[3].state, TOC_LIST_PLANNED);
    assert_int_equal(t->state->list[4].state, TOC_LIST_DELIVERED);
    assert_int_equal(t->state->clock.state, TOC_CLOCK_PAUSED);
}

static void a_jump_to_what_is_next_ends_there(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 1);
    table_do(t, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
    table_tick(t);
    assert_true(toc_exercise_now(t->exercise, t->wall) == 5 * MIN);
    table_do(t, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
    table_tick(t);
    assert_true(toc_exercise_now(t->exercise, t->wall) > 5 * MIN);
    assert_true(toc_exercise_now(t->exercise, t->wall) <= 10 * MIN);
    assert_int_equal(t->state->clock.state, TOC_CLOCK_RUNNING);
}

/* ── people ── */

static void whoever_joins_plays(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    assert_true(t->state->hands[body_id(t, "crew")]); /* the list acts for it */
    assert_false(t->state->hands[body_id(t, "head")]);
    table_join(t, "player", "head");
    assert_true(t->state->hands[body_id(t, "head")]);
    assert_true(t->state->hands[body_id(t, "head.chief")]);
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    assert_false(t->state->hands[body_id(t, "town")]);
    table_join(t, "player", "town");
    assert_true(t->state->hands[body_id(t, "town")]);
    table_do(t, "p1", "hands", "{\"body\":\"town\",\"by\":\"simulation\"}");
    assert_false(t->state->hands[body_id(t, "town")]);
    assert_refused(t, "p1", "hands", "{\"body\":\"town\",\"by\":\"simulation\"}",
                   TOC_ANSWER_CONFLICT, "by");
    assert_string_equal(toc_exercise_person(t->exercise, "p3")->name, "Person 3");
    assert_ptr_equal(toc_exercise_person_of_token(t->exercise, t->state->people[1].token),
                     &t->state->people[1]);
}

static void who_has_left_does_nothing_more(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    table_join(t, "player", "head");
    table_do(t, "p2", "leave", "{\"person\":\"p2\"}");
    assert_refused(t, "p2", "outside", "{\"as\":\"head\",\"text\":\"x\"}", TOC_ANSWER_FORBIDDEN,
                   "");
    assert_refused(t, "p1", "leave", "{\"person\":\"p2\"}", TOC_ANSWER_CONFLICT, "person");
    assert_refused(t, "p9", "outside", "{\"text\":\"x\"}", TOC_ANSWER_FORBIDDEN, "");
}

static void people_change_roles(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    table_join(t, "observer", NULL);
    assert_refused(t, "p2", "note", "{\"text\":\"x\"}", TOC_ANSWER_FORBIDDEN, "");
    assert_refused(t, "p1", "assign", "{\"person\":\"p2\",\"role\":\"player\"}", TOC_ANSWER_INVALID,
                   "body");
    table_do(t, "p1", "assign", "{\"person\":\"p2\",\"role\":\"evaluator\"}");
    table_do(t, "p2", "note", "{\"text\":\"They talk\",\"about_at\":5}");
    assert_int_equal(t->state->note_count, 1);
    assert_string_equal(t->state->notes[0].text, "They talk");
    table_do(t, "p2", "rating", "{\"objective\":\"safety\",\"rating\":\"S\",\"text\":\"\"}");
    table_do(t, "p2", "rating", "{\"objective\":\"safety\",\"rating\":\"M\"}");
    assert_int_equal(t->state->rating_count, 1);
    assert_int_equal(t->state->ratings[0].rating, TOC_RATING_M);
}

/* ── acts ── */

static void players_act_for_their_own_body_alone(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    table_join(t, "player", "crew");
    table_join(t, "player", "town");
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    assert_refused(t, "p3", "act", "{\"as\":\"crew\",\"entry\":{\"did\":\"stop.close\"}}",
                   TOC_ANSWER_FORBIDDEN, "as");
    assert_refused(t, "p3", "act", "{\"as\":\"town\",\"entry\":{\"did\":\"stop.close\"}}",
                   TOC_ANSWER_FORBIDDEN, "entry");
    assert_refused(t, "p3", "act",
                   "{\"as\":\"town\",\"entry\":{\"did\":\"stop.close\",\"by\":\"crew\"}}",
                   TOC_ANSWER_FORBIDDEN, "entry.by");
    assert_refused(t, "p2", "act", "{\"as\":\"crew\",\"entry\":{\"inject\":\"spill\"}}",
                   TOC_ANSWER_FORBIDDEN, "entry");
    assert_refused(t, "p2", "act", "{\"entry\":{\"did\":\"stop.close\"}}", TOC_ANSWER_FORBIDDEN,
                   "as");
    table_do(t, "p2", "act", "{\"as\":\"crew\",\"entry\":{\"did\":\"stop.close\"}}");
    assert_int_equal(duty_of(t, "stop.close")->state, TOC_DUTY_MET);
    assert_int_equal(duty_of(t, "stop.close")->by, body_id(t, "crew"));
    table_do(t, "p2", "act",
             "{\"as\":\"crew\",\"entry\":{\"decide\":\"stop.tight\",\"outcome\":\"no\"}}");
    table_wait(t, 30 * MIN / 60);
    assert_int_equal(t->state->list[2].state, TOC_LIST_PLANNED); /* the player does it, or not */
    assert_true(t->state->list[2].is_by_hand);
}

static void mistakes_are_said_with_their_place(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 1);
    assert_refused(t, "p1", "act", "{\"entry\":{\"did\":\"stop.clos\"}}", TOC_ANSWER_INVALID,
                   "entry.did");
    assert_refused(t, "p1", "act", "{\"entry\":{\"set\":{\"share\":\"200%\"}}}", TOC_ANSWER_INVALID,
                   "entry.set");
    assert_refused(t, "p1", "act", "{\"entry\":{\"did\":\"stop.close\",\"at\":\"5min\"}}",
                   TOC_ANSWER_INVALID, "entry.at");
    assert_refused(t, "p1", "act", "{\"entry\":{\"pause\":\"5min\"}}", TOC_ANSWER_INVALID, "entry");
    assert_refused(t, "p1", "act", "{\"entry\":[]}", TOC_ANSWER_INVALID, "entry");
    assert_refused(t, "p1", "act", "[]", TOC_ANSWER_INVALID, "");
    assert_refused(t, "p1", "act", "{\"entry\":{\"did\":[[[[[[[[[[]]]]]]]]]]}}", TOC_ANSWER_INVALID,
                   "");
    assert_refused(t, "p1", "outside", "{\"text\":\"a\\u0000b\"}", TOC_ANSWER_INVALID, "");
    assert_refused(t, "p1", "outside", "{\"text\":\"a\\u202eb\"}", TOC_ANSWER_INVALID, "text");
    assert_refused(t, "p1", "note", "{\"text\":\"x\",\"duty\":1}", TOC_ANSWER_INVALID, "duty");
    assert_refused(t, "p1", "note", "{\"text\":\"  \"}", TOC_ANSWER_INVALID, "text");
    assert_refused(t, "p1", "fly", "{}", TOC_ANSWER_INVALID, "kind");
    assert_refused(t, "p1", "entries", "{\"numbers\":[9]}", TOC_ANSWER_INVALID, "numbers");
    assert_refused(t, "p1", "entries", "{\"numbers\":[1,1]}", TOC_ANSWER_INVALID, "numbers");
    assert_refused(t, "p1", "time", "{}", TOC_ANSWER_FORBIDDEN, "");
    assert_refused(t, "p1", "truth", "{\"facts\":{\"scop\":\"x\"}}", TOC_ANSWER_INVALID, "facts");
}

static void the_same_act_twice_is_done_once(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 1);
    assert_true(table_ask_keyed(t, "p1", "act", "{\"entry\":{\"inject\":\"spill\"}}", "mine"));
    assert_false(table_ask_keyed(t, "p1", "act", "{\"entry\":{\"inject\":\"spill\"}}", "mine"));
    assert_int_equal(t->answer.code, TOC_ANSWER_REPEATED);
    assert_int_equal(t->answer.row, t->rows.count);
    assert_false(table_ask_keyed(t, "p1", "outside", "{\"text\":\"x\"}", "mine"));
    assert_int_equal(t->answer.code, TOC_ANSWER_CONFLICT);
}

/* ── the list ── */

static void the_list_is_the_controllers(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    begin(t, 60);
    table_do(t, "p1", "skip", "{\"number\":1,\"why\":\"later\"}");
    table_do(t, "p1", "delay", "{\"number\":2,\"to\":1200000}");
    assert_refused(t, "p1", "entries", "{\"numbers\":[1]}", TOC_ANSWER_CONFLICT, "numbers");
    assert_refused(t, "p1", "skip", "{\"number\":1}", TOC_ANSWER_CONFLICT, "number");
    assert_refused(t, "p1", "restore", "{\"number\":2}", TOC_ANSWER_CONFLICT, "number");
    table_wait(t, 16 * MIN / 60);
    assert_int_equal(t->state->list[0].state, TOC_LIST_SKIPPED);
    assert_string_equal(t->state->list[0].why, "later");
    assert_int_equal(t->state->list[1].state, TOC_LIST_PLANNED);
    table_do(t, "p1", "restore", "{\"number\":1}");
    table_tick(t);
    assert_int_equal(t->state->list[0].state, TOC_LIST_DELIVERED);
    assert_true(t->state->list[0].at == 16 * MIN);
    table_wait(t, 5 * MIN / 60);
    assert_int_equal(t->state->list[1].state, TOC_LIST_DELIVERED);
    table_do(t, "p1", "entries", "{\"numbers\":[4,5]}");
    assert_true(t->state->list[3].at == t->state->list[4].at);
    assert_refused(t, "p1", "entries", "{\"numbers\":[4]}", TOC_ANSWER_CONFLICT, "numbers");
}

/* ── corrections ── */

static void a_mistake_is_taken_back_and_restored(void **state)
{
    table *t = *state;
    uint64_t before;
    char text[60];

    table_open(t, SCENARIO);
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    table_do(t, "p1", "act", "{\"as\":\"crew\",\"entry\":{\"did\":\"stop.close\"}}");
    assert_int_equal(duty_of(t, "stop.close")->state, TOC_DUTY_MET);
    before = t->state->rows[t->rows.count - 1].seq;
    (void)snprintf(text, sizeof text, "{\"row\":%u,\"why\":\"no\"}", (unsigned)before);
    table_do(t, "p1", "correct", text);
    assert_int_equal(duty_of(t, "stop.close")->state, TOC_DUTY_OPEN);
    assert_int_equal(t->state->rows[before - 1].corrected_by, before + 1);
    assert_int_equal(t->state->rows[before - 1].entry, 0);
    assert_refused(t, "p1", "correct", text, TOC_ANSWER_CONFLICT, "row");
    (void)snprintf(text, sizeof text, "{\"row\":%u}", (unsigned)before + 1);
    table_do(t, "p1", "correct", text);
    assert_int_equal(duty_of(t, "stop.close")->state, TOC_DUTY_MET);
    assert_int_equal(t->state->rows[before - 1].corrected_by, 0);
    assert_refused(t, "p1", "correct", "{\"row\":1}", TOC_ANSWER_INVALID, "row");
    assert_refused(t, "p1", "correct", "{\"row\":99}", TOC_ANSWER_INVALID, "row");
    assert_int_equal(table_hash_of_rows(t, NULL), toc_exercise_hash(t->exercise));
}

static void a_corrected_entry_stays_skipped(void **state)
{
    table *t = *state;
    char text[60];

    table_open(t, SCENARIO);
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    assert_string_equal(toc_row_kind_word(t->state->rows[t->rows.count - 1].kind), "entries");
    (void)snprintf(text, sizeof text, "{\"row\":%u}", t->rows.count);
    table_do(t, "p1", "correct", text);
    table_wait(t, 1 * MIN / 60);
    assert_int_equal(t->state->list[0].state, TOC_LIST_SKIPPED);
    assert_null(duty_of(t, "stop.close"));
}

static void an_end_by_mistake_is_taken_back(void **state)
{
    table *t = *state;
    char text[60];

    table_open(t, SCENARIO);
    table_join(t, "evaluator", NULL);
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    table_do(t, "p1", "end", NULL);
    assert_int_equal(t->state->clock.state, TOC_CLOCK_ENDED);
    assert_refused(t, "p1", "act", "{\"entry\":{\"inject\":\"spill\"}}", TOC_ANSWER_CONFLICT, "");
    assert_refused(t, "p1", "clock", "{\"do\":\"run\"}", TOC_ANSWER_CONFLICT, "");
    table_do(t, "p2", "note", "{\"text\":\"Well done\",\"duty\":1}");
    (void)snprintf(text, sizeof text, "{\"row\":%u}", t->rows.count - 1);
    table_do(t, "p1", "correct", text);
    assert_int_equal(t->state->clock.state, TOC_CLOCK_PAUSED);
    table_wait(t, 60 * MIN);
    table_do(t, "p1", "act", "{\"entry\":{\"inject\":\"spill\"}}");
    assert_int_equal(t->state->note_count, 1);
}

/* ── the scenario that it makes ── */

static void assert_same_score(table *t, const char *replay)
{
    drill_fixture *f = &t->drill;
    const char *expected = score_text(f, toc_score_new(&f->base.arena, t->state->drill));

    assert_string_equal(score_text(f, drill_score(f, replay)), expected);
}

static void it_can_be_played_again(void **state)
{
    table *t = *state;

    table_open(t, SCENARIO);
    table_join(t, "player", "crew");
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    table_do(t, "p2", "act", "{\"as\":\"crew\",\"entry\":{\"start\":\"stop.close\"}}");
    table_do(t, "p1", "act",
             "{\"entry\":{\"extend\":\"stop.close\",\"by\":\"10min\",\"why\":\"x\"}}");
    table_do(t, "p1", "truth", "{\"facts\":{\"scope\":[\"two sites\",\"2\"]}}");
    table_wait(t, 10 * MIN / 60);
    table_do(t, "p1", "hands", "{\"body\":\"crew\",\"by\":\"simulation\"}");
    table_wait(t, 3 * MIN / 60);
    table_do(t, "p1", "hands", "{\"body\":\"crew\",\"by\":\"people\"}");
    table_do(
        t, "p2", "act",
        "{\"as\":\"crew\",\"entry\":{\"report\":\"first\",\"content\":{\"scope\":\"two sites\"}}}");
    table_wait(t, 90 * MIN / 60);
    table_do(t, "p1", "end", NULL);
    assert_same_score(t, table_export(t));
    assert_int_equal(table_hash_of_rows(t, NULL), toc_exercise_hash(t->exercise));
}

/* Pauses and jumps are in the log that a report is made from, and change nothing in it. */
static void how_the_clock_was_led_goes_with_it(void **state)
{
    table *t = *state;
    char *text = NULL;
    size_t size = 0;
    FILE *out;

    table_open(t, SCENARIO);
    begin(t, 1);
    table_wait(t, 1000);
    table_do(t, "p1", "clock", "{\"do\":\"pause\"}");
    table_wait(t, 10 * MIN);
    begin(t, 1);
    table_wait(t, 1000);
    table_do(t, "p1", "clock", "{\"do\":\"jump\",\"to\":3000000}");
    table_tick(t);
    table_wait(t, 2000);
    table_do(t, "p1", "end", NULL);
    out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(toc_exercise_export(t->exercise, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    assert_non_null(strstr(text, "\ncontrol:\n  - {at: 1s, pause: 10min, why: \"2023-11-14 22:13 – "
                                 "2023-11-14 22:23\"}\n  - {at: 2s, jump: 50min}\n"));
    assert_same_score(t, text);
    free(text);
}

static void what_was_noted_goes_with_it(void **state)
{
    table *t = *state;
    const char *text;

    table_open(t, SCENARIO);
    table_join(t, "evaluator", NULL);
    table_join(t, "player", "town");
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    table_do(t, "p2", "note", "{\"text\":\"Quick: \\\"now\\\"\",\"duty\":1,\"about_at\":310000}");
    table_do(t, "p2", "rating", "{\"objective\":\"safety\",\"rating\":\"S\"}");
    table_do(t, "p2", "rating", "{\"rating\":\"M\",\"text\":\"Slow\\nstart\"}");
    table_do(t, "p3", "outside", "{\"as\":\"town\",\"text\":\"Called the hospital\"}");
    table_do(t, "p1", "end", NULL);
    text = table_export(t);
    assert_non_null(strstr(text, "by: \"Person 2\", about: \"safety\", rating: \"S\""));
    assert_non_null(strstr(text, "body: \"town\", text: \"Called the hospital\""));
    assert_same_score(t, text);
    assert_int_equal(drill_read(&t->drill, text)->observations.count, 3);
    assert_int_equal(drill_bind(&t->drill, text)->observation_count, 3);
}

static void tables_grow_with_what_is_fed(void **state)
{
    table *t = *state;
    uint32_t runs;
    char text[80];

    table_open(t, SCENARIO);
    begin(t, 60);
    runs = t->state->runs;
    for (unsigned i = 0; i < 40; i++) {
        table_do(t, "p1", "act", "{\"entry\":{\"inject\":\"leak\"}}");
        (void)snprintf(text, sizeof text, "{\"entry\":{\"set\":{\"crest\":%u,\"share\":\"%u%%\"}}}",
                       i % 9, i);
        table_do(t, "p1", "act", text);
        table_wait(t, 1000);
    }
    assert_true(t->state->runs > runs);
    assert_true(t->state->runs < runs + 40); /* the largest table is reached */
    table_do(t, "p1", "end", NULL);
    assert_same_score(t, table_export(t));
    assert_int_equal(table_hash_of_rows(t, NULL), toc_exercise_hash(t->exercise));
}

/* Rows that no journal kept are as if they had never been: the same may be taken again, or others. */
static void rows_that_were_not_kept_are_forgotten(void **state)
{
    table *t = *state;
    toc_exercise_mark mark;
    uint64_t before;
    uint64_t after;
    uint32_t rows;

    table_open(t, SCENARIO);
    begin(t, 60);
    table_wait(t, 6 * MIN / 60);
    table_join(t, "player", "crew");
    mark = toc_exercise_mark_of(t->exercise);
    before = toc_exercise_hash(t->exercise);
    rows = t->rows.count;
    for (unsigned round = 0; round < 2; round++) {
        t->wall += 1000;
        t->keys = 100;
        table_do(t, "p2", "act", "{\"as\":\"crew\",\"entry\":{\"start\":\"stop.close\"}}");
        table_join(t, "evaluator", NULL);
        table_do(t, "p3", "note", "{\"text\":\"seen\",\"duty\":1,\"about_at\":300000}");
        table_do(t, "p1", "correct", "{\"row\":4,\"why\":\"a slip\"}");
        table_do(t, "p1", "end", NULL);
        if (round == 0)
            after = toc_exercise_hash(t->exercise);
        else
            assert_true(toc_exercise_hash(t->exercise) == after);
        assert_int_equal(table_hash_of_rows(t, NULL), after);
        assert_int_equal(toc_exercise_go_back(t->exercise, &mark), TOC_OK);
        assert_true(toc_exercise_hash(t->exercise) == before);
        t->rows.count = rows;
        t->wall -= 1000;
        assert_null(toc_exercise_person(t->exercise, "p3"));
        assert_int_equal(t->state->row_count, rows);
    }
    assert_int_equal(toc_exercise_go_back(t->exercise, &mark), TOC_OK); /* nothing to forget */
    assert_int_equal(table_hash_of_rows(t, NULL), before);
}

static void a_foreign_journal_is_refused(void **state)
{
    table *t = *state;
    const char *problem;
    toc_row row = {.seq = 9, .who = "", .key = "", .kind = "time", .body = "{}"};
    uint64_t hash;

    table_open(t, SCENARIO);
    hash = toc_exercise_hash(t->exercise);
    assert_int_equal(toc_exercise_take(t->exercise, &row, &problem), TOC_EFORMAT);
    row.seq = t->rows.count + 1;
    assert_int_equal(toc_exercise_take(t->exercise, &row, &problem), TOC_EFORMAT);
    row.kind = "act";
    assert_int_equal(toc_exercise_take(t->exercise, &row, &problem), TOC_EFORMAT);
    row.kind = "hands";
    row.body = "{\"body\":\"nobody\",\"by\":\"people\"}";
    assert_int_equal(toc_exercise_take(t->exercise, &row, &problem), TOC_EFORMAT);
    assert_non_null(strstr(problem, "nobody"));
    row.body = "{";
    assert_int_equal(toc_exercise_take(t->exercise, &row, &problem), TOC_EFORMAT);
    row.at = -1;
    assert_int_equal(toc_exercise_take(t->exercise, &row, &problem), TOC_EFORMAT);
    assert_int_equal(toc_exercise_hash(t->exercise), hash);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, table_setup, table_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_happens_in_the_lobby),
        TEST(entries_come_by_their_time),
        TEST(the_clock_stands_and_goes_on),
        TEST(a_jump_goes_through_all_that_lies_between),
        TEST(a_jump_to_what_is_next_ends_there),
        TEST(whoever_joins_plays),
        TEST(who_has_left_does_nothing_more),
        TEST(people_change_roles),
        TEST(players_act_for_their_own_body_alone),
        TEST(mistakes_are_said_with_their_place),
        TEST(the_same_act_twice_is_done_once),
        TEST(the_list_is_the_controllers),
        TEST(a_mistake_is_taken_back_and_restored),
        TEST(a_corrected_entry_stays_skipped),
        TEST(an_end_by_mistake_is_taken_back),
        TEST(it_can_be_played_again),
        TEST(what_was_noted_goes_with_it),
        TEST(how_the_clock_was_led_goes_with_it),
        TEST(tables_grow_with_what_is_fed),
        TEST(a_foreign_journal_is_refused),
        TEST(rows_that_were_not_kept_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
