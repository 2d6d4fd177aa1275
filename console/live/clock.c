/* clock.c - the exercise's time: where it stands, what is due, and the rows that say so. */
#include <stdio.h>

#include "live/exercise_private.h"

#define NEXT_HORIZON (30 * TOC_DAY) /* a jump to what is next looks no further */

/* Of the list alone; people who play whoever acts in an entry bring it about themselves. */
toc_ms toc_clock_next_entry(const toc_exercise *exercise)
{
    toc_ms next = TOC_MS_NONE;

    for (uint32_t i = 0; i < exercise->item_count; i++) {
        const toc_list_entry *row = &exercise->list[i];

        if (row->state == TOC_LIST_PLANNED && !row->is_by_hand &&
            (next == TOC_MS_NONE || row->at < next))
            next = row->at;
    }
    return next;
}

static toc_ms earlier(toc_ms a, toc_ms b)
{
    if (a == TOC_MS_NONE || b == TOC_MS_NONE)
        return a == TOC_MS_NONE ? b : a;
    return a < b ? a : b;
}

/* The next due time of an open duty after @p now. */
static toc_ms next_due(const toc_exercise *exercise, toc_ms now)
{
    const toc_drill *drill = exercise->state.drill;
    toc_ms next = TOC_MS_NONE;

    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &drill->duties[i];

        if (duty->state == TOC_DUTY_OPEN && duty->due != TOC_MS_NONE && duty->due > now)
            next = earlier(next, duty->due);
    }
    return next;
}

toc_ms toc_clock_horizon(const toc_exercise *exercise)
{
    toc_ms now = exercise->last_at;
    toc_ms next = earlier(toc_clock_next_entry(exercise), next_due(exercise, now));

    if (now >= TOC_DURATION_MAX ||
        (next == TOC_MS_NONE && toc_live_next(exercise->live) == TOC_MS_NONE))
        return TOC_MS_NONE;
    if (next == TOC_MS_NONE)
        next = now + NEXT_HORIZON;
    if (next <= now)
        return now + 1;
    return next < TOC_DURATION_MAX ? next : TOC_DURATION_MAX;
}

/* ---- now ---- */

static toc_ms run_on(const toc_clock *clock, int64_t wall)
{
    int64_t passed;
    toc_ms now;

    if (__builtin_sub_overflow(wall, clock->wall, &passed) || passed < 0)
        passed = 0;
    if (__builtin_mul_overflow(passed, (int64_t)clock->rate, &passed) ||
        __builtin_add_overflow(clock->at, passed, &now) || now > TOC_DURATION_MAX)
        return TOC_DURATION_MAX;
    return now;
}

toc_ms toc_exercise_now(const toc_exercise *exercise, int64_t wall)
{
    const toc_clock *clock = &exercise->state.clock;
    toc_ms now = clock->at;

    if (exercise->is_jumping)
        return exercise->last_at;
    if (clock->state == TOC_CLOCK_RUNNING)
        now = run_on(clock, wall);
    return now > exercise->last_at ? now : exercise->last_at;
}

bool toc_clock_is_acting(const toc_exercise *exercise, toc_row_kind kind)
{
    switch (kind) {
    case TOC_ROW_JOIN:
    case TOC_ROW_ASSIGN:
    case TOC_ROW_HANDS:
        return exercise->is_begun && exercise->state.clock.state != TOC_CLOCK_ENDED;
    case TOC_ROW_ENTRIES:
    case TOC_ROW_ACT:
    case TOC_ROW_TRUTH:
    case TOC_ROW_END:
    case TOC_ROW_TIME:
        return exercise->is_begun;
    case TOC_ROW_CLOCK:
        return !exercise->is_begun;
    case TOC_ROW_OPEN:
    case TOC_ROW_LEAVE:
    case TOC_ROW_SKIP:
    case TOC_ROW_RESTORE:
    case TOC_ROW_DELAY:
    case TOC_ROW_OUTSIDE:
    case TOC_ROW_NOTE:
    case TOC_ROW_RATING:
    case TOC_ROW_CORRECT:
        break;
    }
    return false;
}

toc_ms toc_clock_instant(const toc_exercise *exercise, toc_row_kind kind, int64_t wall)
{
    toc_ms now = toc_exercise_now(exercise, wall);

    if (toc_clock_is_acting(exercise, kind) && now <= exercise->last_act_at)
        return exercise->last_act_at + 1;
    return now;
}

/* ---- what is due ---- */

typedef struct due { /* a row to be written */
    toc_row_kind kind;
    toc_ms at;
} due;

static bool is_at(due *out, toc_row_kind kind, toc_ms at, const toc_exercise *exercise)
{
    toc_ms least = kind == TOC_ROW_ENTRIES ? exercise->last_act_at + 1 : exercise->last_at;

    if (least < exercise->last_at)
        least = exercise->last_at;
    *out = (due){kind, at > least ? at : least};
    return true;
}

/* On the way of a jump the clock goes from one thing to the next. */
static bool is_due_in_jump(const toc_exercise *exercise, due *out)
{
    toc_ms entry = toc_clock_next_entry(exercise);
    toc_ms timer = exercise->jumps_to_next ? toc_live_next(exercise->live) : TOC_MS_NONE;

    if (entry != TOC_MS_NONE && entry <= exercise->jump_to &&
        (timer == TOC_MS_NONE || entry <= timer))
        return is_at(out, TOC_ROW_ENTRIES, entry, exercise);
    if (timer != TOC_MS_NONE && timer < exercise->jump_to)
        return is_at(out, TOC_ROW_TIME, timer, exercise);
    return is_at(out, TOC_ROW_TIME, exercise->jump_to, exercise);
}

static bool find_due(const toc_exercise *exercise, int64_t wall, due *out)
{
    toc_ms now = toc_exercise_now(exercise, wall);
    toc_ms entry;
    toc_ms timer;

    if (*exercise->state.problem || exercise->rows.count >= TOC_EXERCISE_ROWS_MAX)
        return false;
    if (exercise->is_jumping)
        return is_due_in_jump(exercise, out);
    if (exercise->state.clock.state != TOC_CLOCK_RUNNING)
        return false;
    entry = toc_clock_next_entry(exercise);
    if (entry != TOC_MS_NONE && entry <= now)
        return is_at(out, TOC_ROW_ENTRIES, entry, exercise);
    timer = toc_live_next(exercise->live);
    return timer != TOC_MS_NONE && timer <= now && is_at(out, TOC_ROW_TIME, now, exercise);
}

/* What would come where the clock can show no more, never comes. */
static bool is_due(const toc_exercise *exercise, int64_t wall, due *out)
{
    return find_due(exercise, wall, out) && out->at <= TOC_DURATION_MAX;
}

/* Series and disturbances first, then the script, then the table's control; each as in the file. */
static unsigned rank_of(const toc_entry *entry)
{
    static const unsigned ranks[] = {
        [TOC_LIST_SCRIPT] = 1, [TOC_LIST_DISTURB] = 0, [TOC_LIST_CONTROL] = 2, [TOC_LIST_LOG] = 3};

    return ranks[entry->list];
}

#define ENTRIES_MAX 200 /* of one row; the rest has the next */

/* All that comes with the entry that is due first. */
static const char *numbers_at(const toc_exercise *exercise, toc_arena *arena, toc_ms at)
{
    const char *text = "";
    unsigned count = 0;

    for (unsigned rank = 0; rank <= 3; rank++) {
        for (uint32_t i = 0; i < exercise->item_count && count < ENTRIES_MAX; i++) {
            const toc_list_entry *row = &exercise->list[i];

            if (row->state != TOC_LIST_PLANNED || row->is_by_hand || row->at > at ||
                rank_of(row->entry) != rank)
                continue;
            text = toc_arena_printf(arena, "%s%s%u", text, count++ ? "," : "", i + 1);
        }
    }
    return toc_arena_printf(arena, "{\"numbers\":[%s]}", text);
}

static bool name_entries(const toc_exercise *exercise, toc_arena *scratch, toc_row *row)
{
    jmp_buf *outer = scratch->escape;
    jmp_buf escape;

    scratch->escape = &escape;
    if (setjmp(escape) != 0) {
        scratch->escape = outer;
        return false;
    }
    row->body = numbers_at(exercise, scratch, row->at);
    scratch->escape = outer;
    return true;
}

bool toc_exercise_tick(toc_exercise *exercise, int64_t wall, toc_arena *scratch, toc_row *out_row)
{
    due next;

    if (!is_due(exercise, wall, &next))
        return false;
    *out_row = (toc_row){.seq = exercise->rows.count + 1,
                         .at = next.at,
                         .wall = wall,
                         .who = "",
                         .key = "",
                         .kind = toc_row_kind_word(next.kind),
                         .body = "{}"};
    return next.kind != TOC_ROW_ENTRIES || name_entries(exercise, scratch, out_row);
}

int64_t toc_exercise_wake(const toc_exercise *exercise, int64_t wall)
{
    const toc_clock *clock = &exercise->state.clock;
    toc_ms next;
    due now;

    if (is_due(exercise, wall, &now))
        return wall;
    if (clock->state != TOC_CLOCK_RUNNING || *exercise->state.problem ||
        exercise->rows.count >= TOC_EXERCISE_ROWS_MAX || exercise->last_at >= TOC_DURATION_MAX)
        return INT64_MAX;
    next = earlier(toc_clock_next_entry(exercise), toc_live_next(exercise->live));
    if (next == TOC_MS_NONE || next > TOC_DURATION_MAX)
        return INT64_MAX;
    return clock->wall + (next - clock->at + clock->rate - 1) / clock->rate;
}
