/* film_play.h - a drill's film in the time of those who watch it.
 *
 * A second of the film is `speed` seconds of the drill.  Where nothing changes for longer than
 * TOC_FILM_QUIET of the film, the film is through with that stretch in this time: a drill of days
 * has its hours of work and then long waits.  Times of the film are microseconds since it began. */
#ifndef TOC_EMIT_FILM_PLAY_H
#define TOC_EMIT_FILM_PLAY_H

#include "emit/film.h"

enum {
    TOC_FILM_QUIET = 4000000,    /* no stretch without a change is longer */
    TOC_FILM_LENGTH = 60000000,  /* what the usual speed aims at */
    TOC_FILM_LEAST = 1000000,    /* no film is shorter */
    TOC_FILM_SPEED_MOST = 604800 /* a week a second */
};

/* Acts of all nodes together, at most, unless there are more nodes than that: of what changes
 * faster than can be seen, the last counts. */
#define TOC_FILM_ACTS_MOST 20000u

/* From `at` of the drill on, at `begin` of the film. */
typedef struct toc_film_stretch {
    toc_ms at;
    int64_t begin;
    bool is_quiet;
} toc_film_stretch;

typedef struct toc_film_play {
    const toc_film *film;
    uint32_t speed;                      /* drill seconds in a second */
    int64_t length;                      /* of the film */
    TOC_VEC(toc_film_stretch) stretches; /* ascending; the last is the end */
} toc_film_play;

/** Lays out @p film; @p speed 1..TOC_FILM_SPEED_MOST, or 0: the slowest round one at which it is
 *  over in TOC_FILM_LENGTH, at most half of it in quiet stretches.  Never NULL (see arena escape).  O(frames). */
toc_film_play *toc_film_play_new(toc_arena *arena, const toc_film *film, uint32_t speed);

/** When in the film @p at of the drill is, and the reverse; O(log n). */
int64_t toc_film_play_time(const toc_film_play *play, toc_ms at);
toc_ms toc_film_play_at(const toc_film_play *play, int64_t time);

/** Gives every node of @p flow its acts, and the flow the film: its nodes have no other marks
 *  then.  O(frames log frames). */
void toc_film_play_show(toc_arena *arena, const toc_film_play *play, toc_flow *flow);

#endif
