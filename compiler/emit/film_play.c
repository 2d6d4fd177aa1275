/* film_play.c - how fast a film runs, and what each node is in when. */
#include "emit/film_play.h"

#include <string.h>

enum { TICK = 40000 /* a node changes at most once in it */ };

/* ── time ────────────────────────────────────────────────────────────────── */

/* The moments at which something changes, ascending, each once; begins with 0, ends with the end.
 * Frames and grades are in order each. */
typedef TOC_VEC(toc_ms) moments;

static void add_moment(toc_arena *arena, moments *all, toc_ms at)
{
    if (all->items[all->count - 1] < at)
        TOC_PUSH(arena, all, at);
}

static moments moments_of(toc_arena *arena, const toc_film *film)
{
    moments all = {NULL, 0, 0};
    uint32_t grade = 0;

    TOC_PUSH(arena, &all, 0);
    for (uint32_t i = 0; i < film->frames.count; i++) {
        toc_ms at = film->frames.items[i].at;
        while (grade < film->grades.count && film->grades.items[grade].at < at)
            add_moment(arena, &all, film->grades.items[grade++].at);
        add_moment(arena, &all, at);
    }
    while (grade < film->grades.count)
        add_moment(arena, &all, film->grades.items[grade++].at);
    add_moment(arena, &all, film->end);
    return all;
}

/* Is that between two changes? */
static bool is_long(toc_ms gap, uint32_t speed)
{
    return gap / speed > TOC_FILM_QUIET / 1000;
}

static int64_t length_of(toc_ms length, bool is_quiet, uint32_t speed)
{
    return is_quiet ? TOC_FILM_QUIET : length * 1000 / speed;
}

/* Is the film over in time, and more than a hurry from one change to the next? */
static bool is_fast_enough(const moments *all, uint32_t speed)
{
    int64_t length = 0;
    int64_t quiet = 0;

    for (uint32_t i = 0; i + 1 < all->count; i++) {
        toc_ms gap = all->items[i + 1] - all->items[i];
        bool is_quiet = is_long(gap, speed);
        length += length_of(gap, is_quiet, speed);
        quiet += is_quiet ? TOC_FILM_QUIET : 0;
    }
    return length <= TOC_FILM_LENGTH && quiet <= length / 2;
}

static uint32_t usual_speed(const moments *all)
{
    static const uint32_t round[] = {1,    2,     5,     10,    15,     20,    30,
                                     60,   120,   300,   600,   900,    1800,  3600,
                                     7200, 14400, 43200, 86400, 172800, 345600};

    for (size_t i = 0; i < sizeof round / sizeof round[0]; i++) {
        if (is_fast_enough(all, round[i]))
            return round[i];
    }
    return TOC_FILM_SPEED_MOST;
}

toc_film_play *toc_film_play_new(toc_arena *arena, const toc_film *film, uint32_t speed)
{
    toc_film_play *play = TOC_NEW(arena, toc_film_play);
    moments all = moments_of(arena, film);
    toc_film_stretch run = {0, 0, true}; /* changes that follow each other without a rest */

    play->film = film;
    play->speed = speed > 0 ? speed : usual_speed(&all);
    for (uint32_t i = 0; i + 1 < all.count; i++) {
        toc_ms gap = all.items[i + 1] - all.items[i];
        toc_film_stretch stretch = {all.items[i], play->length, is_long(gap, play->speed)};
        if (run.is_quiet || stretch.is_quiet) {
            TOC_PUSH(arena, &play->stretches, stretch);
            run = stretch;
        }
        play->length = run.begin + length_of(all.items[i + 1] - run.at, run.is_quiet, play->speed);
    }
    if (play->length < TOC_FILM_LEAST)
        play->length = TOC_FILM_LEAST;
    toc_film_stretch end = {all.items[all.count - 1], play->length, false};
    TOC_PUSH(arena, &play->stretches, end);
    return play;
}

/* Of b of @p whole parts as many of a: exact enough for a film, and nothing overflows. */
static int64_t share(int64_t part, int64_t whole, int64_t of)
{
    while (part > INT64_MAX / (of + 1)) {
        part /= 2;
        whole /= 2;
    }
    return whole > 0 ? part * of / whole : 0;
}

/* The stretch in which @p key lies, by @p is_film: in the film, else in the drill. */
static uint32_t stretch_at(const toc_film_play *play, int64_t key, bool is_film)
{
    uint32_t low = 0;
    uint32_t high = play->stretches.count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        const toc_film_stretch *it = &play->stretches.items[middle];
        if ((is_film ? it->begin : it->at) <= key)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int64_t toc_film_play_time(const toc_film_play *play, toc_ms at)
{
    uint32_t i = stretch_at(play, at, false);
    const toc_film_stretch *from = &play->stretches.items[i];
    const toc_film_stretch *to = from + 1;

    if (at <= 0)
        return 0;
    if (i + 1 >= play->stretches.count)
        return play->length;
    if (!from->is_quiet)
        return from->begin + (at - from->at) * 1000 / play->speed;
    return from->begin + share(at - from->at, to->at - from->at, to->begin - from->begin);
}

toc_ms toc_film_play_at(const toc_film_play *play, int64_t time)
{
    uint32_t i = stretch_at(play, time, true);
    const toc_film_stretch *from = &play->stretches.items[i];
    const toc_film_stretch *to = from + 1;
    toc_ms at;

    if (i + 1 >= play->stretches.count)
        return from->at;
    at = from->is_quiet
             ? from->at + share(time - from->begin, to->begin - from->begin, to->at - from->at)
             : from->at + (time - from->begin) * play->speed / 1000;
    return at < to->at ? at : to->at;
}

/* ── acts ────────────────────────────────────────────────────────────────── */

/* While something is overdue its lateness grows in steps. */
static const toc_ms lateness_steps[] = {
    TOC_MINUTE,      2 * TOC_MINUTE,  3 * TOC_MINUTE,  5 * TOC_MINUTE,  10 * TOC_MINUTE,
    15 * TOC_MINUTE, 20 * TOC_MINUTE, 30 * TOC_MINUTE, 45 * TOC_MINUTE, TOC_HOUR,
    90 * TOC_MINUTE, 2 * TOC_HOUR,    3 * TOC_HOUR,    4 * TOC_HOUR,    6 * TOC_HOUR,
    8 * TOC_HOUR,    12 * TOC_HOUR,   18 * TOC_HOUR,   TOC_DAY,         2 * TOC_DAY,
    3 * TOC_DAY,     TOC_WEEK,        2 * TOC_WEEK,    30 * TOC_DAY};

typedef TOC_VEC(toc_flow_act) acts;

typedef struct director {
    toc_arena *arena;
    const toc_film_play *play;
    const toc_wording *wording;
    int64_t tick;
} director;

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Of what begins in the same tick the last is seen; the first of all stays. */
static void add_act(const director *it, acts *all, const toc_film_frame *frame, toc_ms at)
{
    toc_flow_mark mark = toc_film_mark(it->arena, it->wording, frame, at);
    toc_flow_act act = {at, toc_film_play_time(it->play, at), mark.state, mark.note};
    toc_flow_act *last = all->count > 0 ? &all->items[all->count - 1] : NULL;

    bool is_at_once = last && last->begin / it->tick == act.begin / it->tick;

    if (is_at_once && last->state == act.state) {
        last->note = act.note; /* later by a few minutes more */
        return;
    }
    if (is_at_once && last->begin > 0) {
        all->count--;
        last = &all->items[all->count - 1];
    } else if (last && act.begin == 0) {
        all->count = 0;
        last = NULL;
    }
    if (!last || last->state != act.state || !is_same_text(last->note, act.note))
        TOC_PUSH(it->arena, all, act);
}

/* The frames of one node, by their indexes. */
static void direct(const director *it, const uint32_t *own, uint32_t count, acts *out)
{
    const toc_film *film = it->play->film;
    toc_film_frame before = {0, NULL, TOC_FLOW_NOT_REACHED, TOC_MS_NONE, TOC_MS_NONE};

    add_act(it, out, &before, 0);
    for (uint32_t i = 0; i < count; i++) {
        const toc_film_frame *frame = &film->frames.items[own[i]];
        toc_ms end = i + 1 < count ? film->frames.items[own[i + 1]].at : film->end;

        add_act(it, out, frame, frame->at);
        if (frame->state != TOC_FLOW_OVERDUE || frame->due == TOC_MS_NONE)
            continue;
        for (size_t k = 0; k < sizeof lateness_steps / sizeof lateness_steps[0]; k++) {
            toc_ms at = frame->due + lateness_steps[k];
            if (at > frame->at && at < end)
                add_act(it, out, frame, at);
        }
    }
}

/* Frames by node: those of node n stand from first[n] on, up to first[n + 1]. */
typedef struct cast {
    uint32_t *first;
    uint32_t *frames;
} cast;

static cast cast_of(toc_arena *arena, const toc_film *film, uint32_t count)
{
    cast it = {TOC_NEW_ARRAY(arena, uint32_t, count + 2u),
               TOC_NEW_ARRAY(arena, uint32_t, film->frames.count + 1u)};

    for (uint32_t i = 0; i < film->frames.count; i++)
        it.first[film->frames.items[i].node->index + 2]++;
    for (uint32_t i = 2; i < count + 2; i++)
        it.first[i] += it.first[i - 1];
    for (uint32_t i = 0; i < film->frames.count; i++)
        it.frames[it.first[film->frames.items[i].node->index + 1]++] = i;
    return it;
}

static uint32_t direct_all(const director *it, const cast *all, toc_flow *flow)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        acts own = {NULL, 0, 0};

        direct(it, all->frames + all->first[i], all->first[i + 1] - all->first[i], &own);
        flow->nodes.items[i]->mark = (toc_flow_mark){.acts = own.items, .act_count = own.count};
        count += own.count;
    }
    return count;
}

void toc_film_play_show(toc_arena *arena, const toc_film_play *play, toc_flow *flow)
{
    director it = {arena, play, &flow->wording, TICK};
    cast all = cast_of(arena, play->film, flow->nodes.count);

    while (direct_all(&it, &all, flow) > TOC_FILM_ACTS_MOST && it.tick < play->length)
        it.tick *= 2;
    flow->play = play;
}
