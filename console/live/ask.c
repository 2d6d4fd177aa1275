/* ask.c - judges what somebody wants: the role, the moment, the sense; and words the row. */
#include <string.h>

#include "live/exact_json.h"
#include "live/exercise_private.h"

#define KEY_MAX    64 /* bytes of a sender's number of an act */

#define BIT(role)  (1u << (unsigned)(role))
#define CONTROLLER BIT(TOC_ROLE_CONTROLLER)
#define PLAYER     BIT(TOC_ROLE_PLAYER)
#define EVALUATOR  BIT(TOC_ROLE_EVALUATOR)
#define EVERYBODY  (BIT(TOC_ROLE_COUNT) - 1)
#define SERVER     BIT(TOC_ROLE_COUNT)

typedef enum when {             /* a row makes sense */
                    WHEN_OPEN,  /* from the first row on */
                    WHEN_GOING, /* before the end */
                    WHEN_BEGUN  /* between the first run of the clock and the end */
} when;

typedef struct kind_row {
    unsigned roles; /* who may */
    when when;
} kind_row;

static const kind_row kinds[] = {
    [TOC_ROW_OPEN] = {SERVER, WHEN_OPEN},
    [TOC_ROW_JOIN] = {SERVER, WHEN_OPEN},
    [TOC_ROW_ASSIGN] = {CONTROLLER, WHEN_OPEN},
    [TOC_ROW_LEAVE] = {EVERYBODY | SERVER, WHEN_OPEN},
    [TOC_ROW_HANDS] = {CONTROLLER, WHEN_GOING},
    [TOC_ROW_CLOCK] = {CONTROLLER | SERVER, WHEN_GOING},
    [TOC_ROW_TIME] = {0, WHEN_BEGUN}, /* tick alone makes them */
    [TOC_ROW_ENTRIES] = {CONTROLLER | SERVER, WHEN_BEGUN},
    [TOC_ROW_SKIP] = {CONTROLLER, WHEN_GOING},
    [TOC_ROW_RESTORE] = {CONTROLLER, WHEN_GOING},
    [TOC_ROW_DELAY] = {CONTROLLER, WHEN_GOING},
    [TOC_ROW_ACT] = {CONTROLLER | PLAYER, WHEN_BEGUN},
    [TOC_ROW_OUTSIDE] = {CONTROLLER | PLAYER, WHEN_OPEN},
    [TOC_ROW_NOTE] = {CONTROLLER | EVALUATOR, WHEN_OPEN},
    [TOC_ROW_RATING] = {CONTROLLER | EVALUATOR, WHEN_OPEN},
    [TOC_ROW_TRUTH] = {CONTROLLER, WHEN_BEGUN},
    [TOC_ROW_CORRECT] = {CONTROLLER, WHEN_OPEN},
    [TOC_ROW_END] = {CONTROLLER, WHEN_BEGUN},
};

typedef struct request { /* an intent on its way to a row */
    const toc_intent *intent;
    const toc_person *person; /* NULL: the server */
    toc_row_kind kind;
    struct json_object *body; /* a copy, to be given back */
    toc_row *row;
} request;

static bool conflict(toc_judge *judge, toc_live_word word, const char *first)
{
    return toc_refuse(judge, TOC_ANSWER_CONFLICT, "", word, first, NULL);
}

/* ── who, and when ── */

static bool check_person(toc_judge *judge, request *q)
{
    unsigned own;

    if (*q->intent->person) {
        q->person = toc_exercise_person(judge->exercise, q->intent->person);
        if (!q->person)
            return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "", TOC_LIVE_NOBODY, NULL, NULL);
        if (q->person->has_left)
            return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "", TOC_LIVE_HAS_LEFT, NULL, NULL);
    }
    own = q->person ? BIT(q->person->role) : SERVER;
    return (kinds[q->kind].roles & own) ||
           toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "", TOC_LIVE_NOT_YOUR_ROLE, NULL, NULL);
}

static bool check_key(toc_judge *judge, const request *q)
{
    const char *key = q->intent->key ? q->intent->key : "";
    uint64_t row;
    const toc_kept_row *kept;

    if (!*key)
        return true;
    if (strlen(key) > KEY_MAX)
        return toc_refuse(judge, TOC_ANSWER_INVALID, "key", TOC_LIVE_KEY_LONG,
                          toc_live_number(judge->arena, KEY_MAX), NULL);
    row = toc_exercise_find_key(judge->exercise, key);
    if (row == 0)
        return true;
    kept = &judge->exercise->rows.items[row - 1];
    if (kept->kind != q->kind || strcmp(kept->who, q->intent->person) != 0)
        return toc_refuse(judge, TOC_ANSWER_CONFLICT, "key", TOC_LIVE_KEY_TAKEN, NULL, NULL);
    *judge->answer = (toc_ruling){.code = TOC_ANSWER_REPEATED, .field = "", .text = "", .row = row};
    return false;
}

static bool check_moment(toc_judge *judge, const request *q)
{
    const toc_exercise *exercise = judge->exercise;
    bool is_ended = exercise->state.clock.state == TOC_CLOCK_ENDED;

    if (exercise->rows.count >= TOC_EXERCISE_ROWS_MAX)
        return conflict(judge, TOC_LIVE_FULL, toc_live_number(judge->arena, TOC_EXERCISE_ROWS_MAX));
    if ((q->kind == TOC_ROW_OPEN) != (exercise->rows.count == 0))
        return conflict(judge, exercise->rows.count ? TOC_LIVE_OPEN_ALREADY : TOC_LIVE_NOT_OPEN,
                        NULL);
    if (kinds[q->kind].when != WHEN_OPEN && is_ended)
        return conflict(judge, TOC_LIVE_ENDED, NULL);
    if (kinds[q->kind].when == WHEN_BEGUN && !exercise->is_begun)
        return conflict(judge, TOC_LIVE_NOT_BEGUN, NULL);
    if (*exercise->state.problem && toc_clock_is_acting(exercise, q->kind))
        return conflict(judge, TOC_LIVE_STOPPED, exercise->state.problem);
    return true;
}

static bool check_body(toc_judge *judge, const request *q)
{
    if (!json_object_is_type(q->body, json_type_object))
        return toc_refuse(judge, TOC_ANSWER_INVALID, "", TOC_LIVE_NOT_OBJECT, NULL, NULL);
    return strlen(toc_exact_text(judge->arena, q->body)) <= TOC_EXERCISE_BODY_MAX ||
           toc_refuse(judge, TOC_ANSWER_INVALID, "", TOC_LIVE_BODY_LARGE,
                      toc_live_number(judge->arena, TOC_EXERCISE_BODY_MAX), NULL);
}

/* ── sense, kind by kind ── */

static bool check_join(toc_judge *judge, const toc_deed *deed)
{
    if (judge->exercise->people.count >= TOC_EXERCISE_PEOPLE_MAX)
        return conflict(judge, TOC_LIVE_MANY_PEOPLE,
                        toc_live_number(judge->arena, TOC_EXERCISE_PEOPLE_MAX));
    return !toc_exercise_person_of_token(judge->exercise, deed->token) ||
           toc_refuse(judge, TOC_ANSWER_CONFLICT, "token", TOC_LIVE_TOKEN_TAKEN, NULL, NULL);
}

static bool check_other(toc_judge *judge, const request *q, const toc_deed *deed)
{
    const toc_person *person = toc_exercise_person(judge->exercise, deed->person);
    bool is_own = q->person && person == q->person;

    if (!person)
        return toc_refuse(judge, TOC_ANSWER_INVALID, "person", TOC_LIVE_NOBODY, NULL, NULL);
    if (q->kind == TOC_ROW_LEAVE && !is_own && q->person && q->person->role != TOC_ROLE_CONTROLLER)
        return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "person", TOC_LIVE_NOT_YOUR_ROLE, NULL,
                          NULL);
    return !person->has_left || toc_refuse(judge, TOC_ANSWER_CONFLICT, "person",
                                           TOC_LIVE_LEFT_ALREADY, person->name, NULL);
}

static bool check_hands(toc_judge *judge, const toc_deed *deed)
{
    const toc_exercise *exercise = judge->exercise;

    if ((exercise->hands[deed->body] != 0) == deed->by_people &&
        (exercise->is_begun || exercise->hands_said[deed->body]))
        return toc_refuse(judge, TOC_ANSWER_CONFLICT, "by", TOC_LIVE_SAME_HANDS, NULL, NULL);
    return true;
}

static bool check_clock(toc_judge *judge, const request *q, const toc_deed *deed)
{
    const toc_exercise *exercise = judge->exercise;
    bool is_server_only = deed->clock == TOC_CLOCK_HOLD;

    if (q->person ? is_server_only : deed->clock == TOC_CLOCK_RUN)
        return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "do", TOC_LIVE_NOT_YOUR_ROLE, NULL, NULL);
    if (!exercise->is_begun && deed->clock != TOC_CLOCK_RUN)
        return conflict(judge, TOC_LIVE_NOT_BEGUN, NULL);
    if (deed->clock == TOC_CLOCK_PAUSE && exercise->state.clock.state != TOC_CLOCK_RUNNING)
        return conflict(judge, TOC_LIVE_CLOCK_STANDS, NULL);
    if (deed->clock == TOC_CLOCK_HOLD && !exercise->is_jumping &&
        exercise->state.clock.state != TOC_CLOCK_RUNNING)
        return conflict(judge, TOC_LIVE_CLOCK_STANDS, NULL);
    if (deed->clock != TOC_CLOCK_JUMP)
        return true;
    if (deed->to != TOC_MS_NONE && deed->to <= deed->at)
        return toc_refuse(judge, TOC_ANSWER_INVALID, "to", TOC_LIVE_JUMP_BACK, NULL, NULL);
    return deed->to != TOC_MS_NONE || toc_clock_horizon(exercise) != TOC_MS_NONE ||
           conflict(judge, TOC_LIVE_NOTHING_NEXT, NULL);
}

static bool about_entry(toc_judge *judge, const toc_deed *deed, toc_live_word word, uint32_t number)
{
    return toc_refuse(judge, TOC_ANSWER_CONFLICT,
                      deed->kind == TOC_ROW_ENTRIES ? "numbers" : "number", word,
                      toc_live_number(judge->arena, number), NULL);
}

static bool check_entries(toc_judge *judge, const toc_deed *deed)
{
    toc_exercise *exercise = judge->exercise;
    toc_bound_act *acts = TOC_NEW_ARRAY(judge->arena, toc_bound_act, deed->number_count);

    for (uint32_t i = 0; i < deed->number_count; i++) {
        toc_list_state state = exercise->list[deed->numbers[i] - 1].state;

        if (state == TOC_LIST_DELIVERED)
            return about_entry(judge, deed, TOC_LIVE_ENTRY_DELIVERED, deed->numbers[i]);
        if (state == TOC_LIST_SKIPPED)
            return about_entry(judge, deed, TOC_LIVE_ENTRY_SKIPPED, deed->numbers[i]);
    }
    return toc_deed_entries(exercise, judge->arena, deed, acts) ||
           toc_refuse(judge, TOC_ANSWER_CONFLICT, "numbers", TOC_LIVE_IMPOSSIBLE, NULL, NULL);
}

static bool check_list(toc_judge *judge, const toc_deed *deed)
{
    const toc_list_entry *entry = &judge->exercise->list[deed->numbers[0] - 1];

    if (entry->state == TOC_LIST_DELIVERED)
        return about_entry(judge, deed, TOC_LIVE_ENTRY_DELIVERED, deed->numbers[0]);
    if (deed->kind == TOC_ROW_RESTORE && entry->state != TOC_LIST_SKIPPED)
        return about_entry(judge, deed, TOC_LIVE_ENTRY_PLANNED, deed->numbers[0]);
    if (deed->kind != TOC_ROW_RESTORE && entry->state == TOC_LIST_SKIPPED)
        return about_entry(judge, deed, TOC_LIVE_ENTRY_SKIPPED, deed->numbers[0]);
    return deed->kind != TOC_ROW_DELAY || deed->to > deed->at ||
           toc_refuse(judge, TOC_ANSWER_INVALID, "to", TOC_LIVE_JUMP_BACK, NULL, NULL);
}

/* A scenario can hold so many, and the exercise becomes one. */
static bool has_room(toc_judge *judge, uint32_t count)
{
    return count < TOC_OBSERVATIONS_MAX ||
           conflict(judge, TOC_LIVE_FULL, toc_live_number(judge->arena, TOC_OBSERVATIONS_MAX));
}

static bool has_room_for_note(toc_judge *judge)
{
    const toc_exercise_state *state = &judge->exercise->state;

    return has_room(judge,
                    state->scenario->observations.count + state->note_count + state->rating_count);
}

static bool check_note(toc_judge *judge, const toc_deed *deed)
{
    if (!has_room_for_note(judge))
        return false;
    return deed->duty <= judge->exercise->state.drill->duty_count ||
           toc_refuse(judge, TOC_ANSWER_INVALID, "duty", TOC_LIVE_NO_DUTY,
                      toc_live_number(judge->arena, deed->duty), NULL);
}

static bool check_correct(toc_judge *judge, const toc_deed *deed)
{
    const toc_exercise *exercise = judge->exercise;
    const char *number = toc_live_number(judge->arena, deed->row);
    const toc_kept_row *row;

    if (deed->row > exercise->rows.count)
        return toc_refuse(judge, TOC_ANSWER_INVALID, "row", TOC_LIVE_NO_ROW, number, NULL);
    row = &exercise->rows.items[deed->row - 1];
    if (!toc_row_kind_can_be_corrected(row->kind))
        return toc_refuse(judge, TOC_ANSWER_INVALID, "row", TOC_LIVE_CANNOT_CORRECT, number, NULL);
    return row->can_correct ||
           toc_refuse(judge, TOC_ANSWER_CONFLICT, "row", TOC_LIVE_CORRECTED, number, NULL);
}

/* ── acts ── */

static bool is_players(toc_entry_verb verb)
{
    return verb == TOC_ENTRY_START || verb == TOC_ENTRY_DID || verb == TOC_ENTRY_DECIDE ||
           verb == TOC_ENTRY_FAIL || verb == TOC_ENTRY_DECLARE || verb == TOC_ENTRY_PROPOSE ||
           verb == TOC_ENTRY_APPROVE || verb == TOC_ENTRY_REPORT || verb == TOC_ENTRY_ACKNOWLEDGE ||
           verb == TOC_ENTRY_FORM || verb == TOC_ENTRY_STAND_DOWN || verb == TOC_ENTRY_ACTIVATE ||
           verb == TOC_ENTRY_ANNOUNCE;
}

static const char *name_of(const toc_machine *machine, uint32_t body)
{
    return toc_machine_text(machine, machine->bodies[body].head.name);
}

/* Who acts is the player's own body or a post of it, in people's hands, and the plan lets it. */
static bool check_player(toc_judge *judge, const request *q, const toc_deed *deed)
{
    const toc_exercise *exercise = judge->exercise;
    uint32_t own = q->person->body;
    uint32_t by = deed->bound.act.body;

    if (!is_players(deed->entry->verb))
        return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "entry", TOC_LIVE_NOT_A_PLAYERS,
                          toc_entry_verb_word(deed->entry->verb), NULL);
    if (deed->body == TOC_NONE)
        return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "as", TOC_LIVE_NEEDED, "as", NULL);
    if (!toc_exercise_is_own(exercise->machine, own, deed->body))
        return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "as", TOC_LIVE_NOT_YOURS,
                          name_of(exercise->machine, deed->body), NULL);
    if (by == TOC_NONE || !toc_exercise_is_own(exercise->machine, own, by))
        return toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "entry.by", TOC_LIVE_NOT_YOURS,
                          by == TOC_NONE ? "" : name_of(exercise->machine, by), NULL);
    if (!exercise->hands[by])
        return conflict(judge, TOC_LIVE_SIMULATED, name_of(exercise->machine, by));
    return toc_engine_is_right(exercise->state.engine, &deed->bound.act) ||
           toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "entry", TOC_LIVE_NOT_THEIRS,
                      name_of(exercise->machine, by), NULL);
}

static bool check_act(toc_judge *judge, const request *q, const toc_deed *deed)
{
    if (deed->entry->verb == TOC_ENTRY_PAUSE || deed->entry->verb == TOC_ENTRY_JUMP)
        return toc_refuse(judge, TOC_ANSWER_INVALID, "entry", TOC_LIVE_USE_CLOCK, NULL, NULL);
    if (!toc_engine_accepts(judge->exercise->state.engine, &deed->bound.act))
        return toc_refuse(judge, TOC_ANSWER_INVALID, "entry", TOC_LIVE_IMPOSSIBLE, NULL, NULL);
    return q->person->role == TOC_ROLE_CONTROLLER || check_player(judge, q, deed);
}

static bool check_outside(toc_judge *judge, const request *q, const toc_deed *deed)
{
    const toc_machine *machine = judge->exercise->machine;

    if (!has_room(judge,
                  judge->exercise->scenario->outside.count + judge->exercise->state.outside_count))
        return false;
    return q->person->role == TOC_ROLE_CONTROLLER ||
           (deed->body != TOC_NONE && toc_exercise_is_own(machine, q->person->body, deed->body)) ||
           (deed->body == TOC_NONE
                ? toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "as", TOC_LIVE_NEEDED, "as", NULL)
                : toc_refuse(judge, TOC_ANSWER_FORBIDDEN, "as", TOC_LIVE_NOT_YOURS,
                             name_of(machine, deed->body), NULL));
}

static bool check_sense(toc_judge *judge, const request *q, const toc_deed *deed)
{
    switch (q->kind) {
    case TOC_ROW_JOIN:
        return check_join(judge, deed);
    case TOC_ROW_ASSIGN:
    case TOC_ROW_LEAVE:
        return check_other(judge, q, deed);
    case TOC_ROW_HANDS:
        return check_hands(judge, deed);
    case TOC_ROW_CLOCK:
        return check_clock(judge, q, deed);
    case TOC_ROW_ENTRIES:
        return check_entries(judge, deed);
    case TOC_ROW_SKIP:
    case TOC_ROW_RESTORE:
    case TOC_ROW_DELAY:
        return check_list(judge, deed);
    case TOC_ROW_ACT:
        return check_act(judge, q, deed);
    case TOC_ROW_OUTSIDE:
        return check_outside(judge, q, deed);
    case TOC_ROW_NOTE:
        return check_note(judge, deed);
    case TOC_ROW_RATING:
        return has_room_for_note(judge);
    case TOC_ROW_CORRECT:
        return check_correct(judge, deed);
    case TOC_ROW_OPEN:
    case TOC_ROW_TIME:
    case TOC_ROW_TRUTH:
    case TOC_ROW_END:
        break;
    }
    return true;
}

/* ── the row ── */

static void put(const toc_judge *judge, const request *q, const char *key,
                struct json_object *value)
{
    if (!toc_exact_put(q->body, key, value))
        (void)toc_arena_give_up(judge->arena);
}

/* What is left open in an intent is settled in the row. */
static void settle_body(toc_judge *judge, request *q, const toc_deed *deed)
{
    const toc_exercise *exercise = judge->exercise;
    const char *id;

    if (q->kind == TOC_ROW_JOIN) {
        id = toc_arena_printf(judge->arena, "p%u", exercise->people.count + 1);
        q->row->who = id;
        put(judge, q, "person", json_object_new_string(id));
    } else if (q->kind == TOC_ROW_CLOCK && deed->clock == TOC_CLOCK_RUN && deed->rate == 0) {
        put(judge, q, "rate", json_object_new_int64(exercise->state.clock.rate));
    } else if (q->kind == TOC_ROW_CLOCK && deed->clock == TOC_CLOCK_JUMP &&
               deed->to == TOC_MS_NONE) {
        put(judge, q, "to", json_object_new_int64(toc_clock_horizon(exercise)));
        put(judge, q, "next", json_object_new_boolean(1));
    }
}

static toc_ms instant_of(const toc_judge *judge, const request *q)
{
    struct json_object *act = NULL;

    if (q->kind == TOC_ROW_CLOCK && json_object_object_get_ex(q->body, "do", &act) &&
        json_object_is_type(act, json_type_string) &&
        strcmp(json_object_get_string(act), "hold") == 0)
        return judge->exercise->last_at;
    return toc_clock_instant(judge->exercise, q->kind, q->intent->wall);
}

/* What somebody sent as a word, if it looks like one. */
static const char *shown(toc_arena *arena, const char *word)
{
    size_t size = strspn(word, "abcdefghijklmnopqrstuvwxyz-");

    return size > 0 && size < 32 && !word[size] ? toc_arena_printf(arena, "%s", word) : "…";
}

static bool judge_request(toc_judge *judge, request *q)
{
    toc_row *row = q->row;
    toc_deed deed;

    if (!toc_row_kind_find(q->intent->kind, &q->kind))
        return toc_refuse(judge, TOC_ANSWER_INVALID, "kind", TOC_LIVE_UNKNOWN_KIND,
                          shown(judge->arena, q->intent->kind), NULL);
    if (!check_person(judge, q) || !check_key(judge, q) || !check_moment(judge, q) ||
        !check_body(judge, q))
        return false;
    *row = (toc_row){
        .seq = judge->exercise->rows.count + 1,
        .at = instant_of(judge, q),
        .wall = q->intent->wall,
        .kind = toc_row_kind_word(q->kind),
        .who = toc_arena_copy(judge->arena, q->intent->person, strlen(q->intent->person)),
        .key = toc_arena_printf(judge->arena, "%s", q->intent->key ? q->intent->key : "")};
    if (row->at > TOC_DURATION_MAX || (row->at == TOC_DURATION_MAX && q->kind == TOC_ROW_ACT))
        return conflict(judge, TOC_LIVE_TOO_LONG_AGO, NULL);
    if (!toc_deed_read(judge, q->kind, row->at, q->body, &deed) || !check_sense(judge, q, &deed))
        return false;
    settle_body(judge, q, &deed);
    row->body = toc_arena_printf(judge->arena, "%s", toc_exact_text(judge->arena, q->body));
    return true;
}

/* Where a step belongs to a post of the player's, it is the post that does it. */
static bool try_posts(toc_judge *judge, request *q)
{
    const toc_machine *machine = judge->exercise->machine;
    struct json_object *as = NULL;
    uint32_t body;
    toc_ruling first = *judge->answer;

    if (q->kind != TOC_ROW_ACT || first.code != TOC_ANSWER_FORBIDDEN ||
        strcmp(first.field, "entry") != 0 || !q->person ||
        !json_object_object_get_ex(q->body, "as", &as))
        return false;
    body = toc_live_find_body(machine, json_object_get_string(as));
    if (body == TOC_NONE)
        return false;
    for (uint32_t i = 0; i < machine->bodies[body].posts.count; i++) {
        uint32_t post = machine->ids[machine->bodies[body].posts.first + i];

        put(judge, q, "as", json_object_new_string(name_of(machine, post)));
        if (judge_request(judge, q))
            return true;
    }
    *judge->answer = first;
    return false;
}

/* The body is changed on its way to a row, so it is a copy. */
static bool ask(toc_judge *judge, request *q)
{
    struct json_object *copy = NULL;

    if (!toc_json_is_sound(q->intent->body, TOC_EXERCISE_DEPTH_MAX))
        return toc_refuse(judge, TOC_ANSWER_INVALID, "", TOC_LIVE_BODY_DEEP,
                          toc_live_number(judge->arena, TOC_EXERCISE_DEPTH_MAX), NULL);
    if (!q->intent->body)
        q->body = json_object_new_object();
    else if (json_object_deep_copy(q->intent->body, &copy, NULL) == 0)
        q->body = copy;
    if (!q->body)
        return conflict(judge, TOC_LIVE_NO_MEMORY, NULL);
    return judge_request(judge, q) || try_posts(judge, q);
}

/* What memory has room for; @p q outlives the jump. */
static bool ask_guarded(toc_judge *judge, request *q, jmp_buf *escape, bool *out_is_ok)
{
    if (setjmp(*escape) != 0)
        return false;
    *out_is_ok = ask(judge, q);
    return true;
}

bool toc_exercise_ask(toc_exercise *exercise, const toc_intent *intent, toc_arena *scratch,
                      toc_row *out_row, toc_ruling *answer)
{
    toc_judge judge = {exercise, scratch, intent->lang, answer};
    request q = {.intent = intent, .row = out_row};
    jmp_buf *outer = scratch->escape;
    jmp_buf escape;
    bool is_ok = false;

    scratch->escape = &escape;
    if (!ask_guarded(&judge, &q, &escape, &is_ok)) {
        is_ok =
            conflict(&judge, TOC_LIVE_NO_MEMORY, NULL); /* a word without slots takes no memory */
    }
    scratch->escape = outer;
    json_object_put(q.body);
    if (is_ok)
        *answer = (toc_ruling){.code = TOC_ANSWER_OK, .field = "", .text = ""};
    return is_ok;
}
