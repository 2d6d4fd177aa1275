/* change.c - what each row does to the exercise.  Nothing is judged here: see ask.c. */
#include <string.h>

#include "live/exercise_private.h"

static void bump(toc_exercise *exercise, uint64_t *generation)
{
    *generation = exercise->state.generation.any;
}

/* ── people and who acts for whom ── */

static toc_person *find_person(toc_exercise *exercise, const char *id)
{
    for (uint32_t i = 0; i < exercise->people.count; i++) {
        if (strcmp(exercise->people.items[i].id, id) == 0)
            return &exercise->people.items[i];
    }
    return NULL;
}

bool toc_live_has_player(const toc_exercise *exercise, uint32_t body)
{
    for (uint32_t i = 0; i < exercise->people.count; i++) {
        const toc_person *person = &exercise->people.items[i];

        if (!person->has_left && person->role == TOC_ROLE_PLAYER &&
            toc_exercise_is_own(exercise->machine, person->body, body))
            return true;
    }
    return false;
}

void toc_change_by_hand(toc_exercise *exercise)
{
    for (uint32_t i = 0; i < exercise->item_count; i++) {
        uint32_t actor = exercise->items[i].actor;

        exercise->list[i].is_by_hand = actor != TOC_NONE && toc_live_has_player(exercise, actor);
    }
    bump(exercise, &exercise->state.generation.list);
}

/* Does an entry of the list act for @p body, its org or a post of it? */
static bool is_in_list(const toc_exercise *exercise, uint32_t body)
{
    const toc_machine *machine = exercise->machine;

    for (uint32_t i = 0; i < exercise->item_count; i++) {
        uint32_t actor = exercise->items[i].actor;

        if (actor != TOC_NONE && (toc_exercise_is_own(machine, actor, body) ||
                                  toc_exercise_is_own(machine, body, actor)))
            return true;
    }
    return false;
}

void toc_change_first_hands(toc_exercise *exercise)
{
    for (uint32_t i = 0; i < exercise->machine->bodies_count; i++) {
        if (!exercise->hands_said[i])
            exercise->hands[i] = toc_live_has_player(exercise, i) ||
                                 (exercise->script->played[i] && is_in_list(exercise, i));
    }
    bump(exercise, &exercise->state.generation.hands);
}

/* @p body and its posts; the simulation takes no post that somebody plays. */
static uint32_t with_posts(const toc_exercise *exercise, uint32_t body, bool by_people,
                           uint32_t *out)
{
    toc_range posts = exercise->machine->bodies[body].posts;
    uint32_t count = 0;

    out[count++] = body;
    for (uint32_t i = 0; i < posts.count; i++) {
        uint32_t post = exercise->machine->ids[posts.first + i];

        if (by_people || !toc_live_has_player(exercise, post))
            out[count++] = post;
    }
    return count;
}

static void hand_over(toc_exercise *exercise, uint32_t body, bool by_people, toc_ms at)
{
    uint32_t *all = TOC_NEW_ARRAY(&exercise->run, uint32_t,
                                  (size_t)exercise->machine->bodies[body].posts.count + 1);
    uint32_t count = with_posts(exercise, body, by_people, all);

    for (uint32_t i = 0; i < count; i++) {
        exercise->hands[all[i]] = by_people;
        exercise->hands_said[all[i]] = !exercise->is_begun;
    }
    bump(exercise, &exercise->state.generation.hands);
    if (exercise->is_begun && exercise->state.clock.state != TOC_CLOCK_ENDED)
        (void)toc_live_set_played(exercise->live, at, all, count, by_people);
}

/* Whoever comes to play plays: a body that was simulated is handed over. */
static void let_play(toc_exercise *exercise, const toc_person *person, toc_ms at)
{
    toc_range posts;
    bool is_played;

    toc_change_by_hand(exercise);
    bump(exercise, &exercise->state.generation.people);
    if (!exercise->is_begun) {
        toc_change_first_hands(exercise);
        return;
    }
    if (person->role != TOC_ROLE_PLAYER)
        return;
    is_played = exercise->hands[person->body];
    posts = exercise->machine->bodies[person->body].posts;
    for (uint32_t i = 0; i < posts.count; i++)
        is_played = is_played && exercise->hands[exercise->machine->ids[posts.first + i]];
    if (!is_played)
        hand_over(exercise, person->body, true, at);
}

static void join(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    toc_person person = {.id = deed->person,
                         .name = deed->name,
                         .role = deed->role,
                         .body = deed->body,
                         .token = deed->token,
                         .row = row->seq,
                         .joined_wall = row->wall};

    TOC_PUSH(&exercise->run, &exercise->people, person);
    let_play(exercise, &person, row->at);
}

static void assign(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    toc_person *person = find_person(exercise, deed->person);

    if (!person)
        return;
    person->role = deed->role;
    person->body = deed->body;
    let_play(exercise, person, row->at);
}

static void leave(toc_exercise *exercise, const toc_deed *deed)
{
    toc_person *person = find_person(exercise, deed->person);

    if (!person)
        return;
    person->has_left = true;
    toc_change_by_hand(exercise);
    bump(exercise, &exercise->state.generation.people);
    if (!exercise->is_begun)
        toc_change_first_hands(exercise);
}

/* ── the clock ── */

static void stand_at(toc_exercise *exercise, toc_clock_state state, const toc_kept_row *row)
{
    toc_clock *clock = &exercise->state.clock;

    if (exercise->is_jumping)
        exercise->rows.items[exercise->jump_row].jumped_to = row->at;
    clock->state = state;
    clock->at = row->at;
    clock->wall = row->wall;
    exercise->is_jumping = false;
    bump(exercise, &exercise->state.generation.clock);
}

static void begin(toc_exercise *exercise, toc_ms at)
{
    toc_change_first_hands(exercise);
    for (uint32_t i = 0; i < exercise->machine->bodies_count; i++)
        (void)toc_live_set_played(exercise->live, at, &i, 1, exercise->hands[i]);
    exercise->is_begun = true;
    (void)(toc_live_begin(exercise->live) && toc_live_advance(exercise->live, at));
    bump(exercise, &exercise->state.generation.drill);
}

static void set_clock(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    switch (deed->clock) {
    case TOC_CLOCK_RUN:
        if (!exercise->is_begun)
            begin(exercise, row->at);
        if (deed->rate > 0)
            exercise->state.clock.rate = deed->rate;
        stand_at(exercise, TOC_CLOCK_RUNNING, row);
        break;
    case TOC_CLOCK_PAUSE:
    case TOC_CLOCK_HOLD:
        stand_at(exercise, TOC_CLOCK_PAUSED, row);
        break;
    case TOC_CLOCK_JUMP:
        stand_at(exercise, exercise->state.clock.state, row);
        exercise->is_jumping = true;
        exercise->jump_row = (uint32_t)(row->seq - 1);
        exercise->jumps_to_next = deed->to_next;
        exercise->jump_to = deed->to;
        break;
    }
}

/* A jump is over where it wanted to go; to what is next, as soon as anything has happened. */
static void end_jump(toc_exercise *exercise, const toc_kept_row *row, uint32_t happenings)
{
    bool has_happened = toc_live_drill(exercise->live)->happening_count > happenings;

    if (exercise->is_jumping &&
        (row->at >= exercise->jump_to || (exercise->jumps_to_next && has_happened)))
        stand_at(exercise, exercise->state.clock.state, row);
}

/* ── the list ── */

static void move_in_list(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    toc_list_entry *entry = &exercise->list[deed->numbers[0] - 1];

    if (entry->state == TOC_LIST_DELIVERED)
        return;
    if (deed->kind == TOC_ROW_SKIP)
        entry->state = TOC_LIST_SKIPPED;
    else if (deed->kind == TOC_ROW_RESTORE)
        entry->state = TOC_LIST_PLANNED;
    else
        entry->at = deed->to;
    entry->row = row->seq;
    entry->why = deed->why;
    bump(exercise, &exercise->state.generation.list);
}

static void deliver(toc_exercise *exercise, uint32_t number, const toc_kept_row *row,
                    toc_bound_act *act)
{
    toc_list_entry *entry = &exercise->list[number - 1];

    act->entry = toc_live_add_entry(exercise->live, act->entry);
    entry->entry = act->entry;
    entry->state = TOC_LIST_DELIVERED;
    entry->at = row->at;
    entry->row = row->seq;
}

static void make_entries_happen(toc_exercise *exercise, const toc_kept_row *row,
                                const toc_deed *deed)
{
    toc_bound_act *acts = TOC_NEW_ARRAY(&exercise->run, toc_bound_act, deed->number_count);
    uint32_t count = 0;
    uint32_t before = toc_live_drill(exercise->live)->happening_count;

    if (!toc_deed_entries(exercise, &exercise->run, deed, acts))
        return;
    for (uint32_t i = 0; i < deed->number_count; i++) {
        uint32_t number = deed->numbers[i];

        if (exercise->list[number - 1].state == TOC_LIST_DELIVERED ||
            !toc_engine_accepts(exercise->state.engine, &acts[i].act))
            continue;
        acts[count] = acts[i];
        deliver(exercise, number, row, &acts[count++]);
    }
    if (count > 0)
        (void)toc_live_feed(exercise->live, acts, count);
    bump(exercise, &exercise->state.generation.list);
    bump(exercise, &exercise->state.generation.drill);
    end_jump(exercise, row, before);
    if (exercise->is_jumping && exercise->jumps_to_next)
        stand_at(exercise, exercise->state.clock.state, row);
}

/* ── acts ── */

static void act(toc_exercise *exercise, toc_kept_row *row, const toc_deed *deed)
{
    toc_bound_act bound = deed->bound;

    bump(exercise, &exercise->state.generation.drill);
    if (!toc_engine_accepts(exercise->state.engine, &bound.act))
        return;
    bound.entry = toc_live_add_entry(exercise->live, deed->entry);
    row->entry = bound.entry->number;
    (void)toc_live_feed(exercise->live, &bound, 1);
}

static void pass_time(toc_exercise *exercise, const toc_kept_row *row)
{
    uint32_t before = toc_live_drill(exercise->live)->happening_count;

    (void)toc_live_advance(exercise->live, row->at);
    bump(exercise, &exercise->state.generation.drill);
    end_jump(exercise, row, before);
}

static void tell_truth(toc_exercise *exercise, const toc_deed *deed)
{
    toc_live_add_truth(exercise->live, &deed->truth);
    toc_live_binder_facts(exercise->binder, &exercise->run, toc_live_scenario(exercise->live),
                          toc_live_script(exercise->live));
    bump(exercise, &exercise->state.generation.truth);
    bump(exercise, &exercise->state.generation.drill);
}

static void end(toc_exercise *exercise, const toc_kept_row *row)
{
    (void)toc_live_finish(exercise->live, row->at);
    stand_at(exercise, TOC_CLOCK_ENDED, row);
    bump(exercise, &exercise->state.generation.drill);
}

/* ── what is written down beside the drill ── */

static void note(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    toc_kept_note kept = {row->seq,   row->at,        row->wall, row->who,
                          deed->duty, deed->about_at, deed->text};

    TOC_PUSH(&exercise->run, &exercise->notes, kept);
    bump(exercise, &exercise->state.generation.notes);
}

/* One for each evaluator and objective. */
static void rate(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    toc_kept_rating kept = {row->seq, row->at, row->who, deed->objective, deed->rating, deed->text};

    bump(exercise, &exercise->state.generation.notes);
    for (uint32_t i = 0; i < exercise->ratings.count; i++) {
        toc_kept_rating *rating = &exercise->ratings.items[i];

        if (rating->objective == deed->objective && strcmp(rating->who, row->who) == 0) {
            *rating = kept;
            return;
        }
    }
    TOC_PUSH(&exercise->run, &exercise->ratings, kept);
}

static void outside(toc_exercise *exercise, const toc_kept_row *row, const toc_deed *deed)
{
    toc_outside_act kept = {row->seq, row->at, row->wall, row->who, deed->body, deed->text};

    TOC_PUSH(&exercise->run, &exercise->outsides, kept);
    bump(exercise, &exercise->state.generation.outside);
}

/* ── all kinds ── */

void toc_change_make(toc_exercise *exercise, uint32_t index, const toc_deed *deed)
{
    toc_kept_row *row = &exercise->rows.items[index];

    switch (deed->kind) {
    case TOC_ROW_JOIN:
        join(exercise, row, deed);
        break;
    case TOC_ROW_ASSIGN:
        assign(exercise, row, deed);
        break;
    case TOC_ROW_LEAVE:
        leave(exercise, deed);
        break;
    case TOC_ROW_HANDS:
        hand_over(exercise, deed->body, deed->by_people, row->at);
        bump(exercise, &exercise->state.generation.drill);
        break;
    case TOC_ROW_CLOCK:
        set_clock(exercise, row, deed);
        break;
    case TOC_ROW_TIME:
        pass_time(exercise, row);
        break;
    case TOC_ROW_ENTRIES:
        make_entries_happen(exercise, row, deed);
        break;
    case TOC_ROW_SKIP:
    case TOC_ROW_RESTORE:
    case TOC_ROW_DELAY:
        move_in_list(exercise, row, deed);
        break;
    case TOC_ROW_ACT:
        act(exercise, row, deed);
        break;
    case TOC_ROW_OUTSIDE:
        outside(exercise, row, deed);
        break;
    case TOC_ROW_NOTE:
        note(exercise, row, deed);
        break;
    case TOC_ROW_RATING:
        rate(exercise, row, deed);
        break;
    case TOC_ROW_TRUTH:
        tell_truth(exercise, deed);
        break;
    case TOC_ROW_END:
        end(exercise, row);
        break;
    case TOC_ROW_OPEN:    /* its seed is in the engine already */
    case TOC_ROW_CORRECT: /* what counts was settled before any of this */
        break;
    }
}

void toc_change_leave_out(toc_exercise *exercise, uint32_t index, const toc_deed *deed)
{
    const toc_kept_row *row = &exercise->rows.items[index];

    if (deed->kind == TOC_ROW_END)
        stand_at(exercise, TOC_CLOCK_PAUSED, row);
    for (uint32_t i = 0; deed->kind == TOC_ROW_ENTRIES && i < deed->number_count; i++) {
        toc_list_entry *entry = &exercise->list[deed->numbers[i] - 1];

        if (entry->state == TOC_LIST_DELIVERED)
            continue;
        entry->state = TOC_LIST_SKIPPED;
        entry->row = row->seq;
    }
}
