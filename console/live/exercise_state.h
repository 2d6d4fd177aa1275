/* exercise_state.h - an exercise as it stands, to be read by whoever shows it.
 *
 * toc_exercise_state_of gives one structure; its parts are valid until the next call that changes the
 * exercise (take), and read only.  Each part has a generation: a number that goes up when it
 * may have changed, so that a page that has seen it need not be drawn again.  Times are ms of the
 * exercise (toc_ms, since its start) unless they are named wall: epoch milliseconds. */
#ifndef TOC_LIVE_EXERCISE_STATE_H
#define TOC_LIVE_EXERCISE_STATE_H

#include "drill/score.h"
#include "journal/row.h"

typedef struct toc_exercise toc_exercise;

typedef enum toc_role {
    TOC_ROLE_CONTROLLER,
    TOC_ROLE_PLAYER,
    TOC_ROLE_EVALUATOR,
    TOC_ROLE_OBSERVER,
    TOC_ROLE_WALL
} toc_role;
#define TOC_ROLE_COUNT ((unsigned)TOC_ROLE_WALL + 1)

typedef enum toc_row_kind {
    TOC_ROW_OPEN,
    TOC_ROW_JOIN,
    TOC_ROW_ASSIGN,
    TOC_ROW_LEAVE,
    TOC_ROW_HANDS,
    TOC_ROW_CLOCK,
    TOC_ROW_TIME,
    TOC_ROW_ENTRIES,
    TOC_ROW_SKIP,
    TOC_ROW_RESTORE,
    TOC_ROW_DELAY,
    TOC_ROW_ACT,
    TOC_ROW_OUTSIDE,
    TOC_ROW_NOTE,
    TOC_ROW_RATING,
    TOC_ROW_TRUTH,
    TOC_ROW_CORRECT,
    TOC_ROW_END
} toc_row_kind;
#define TOC_ROW_KIND_COUNT ((unsigned)TOC_ROW_END + 1)

/* Somebody who joined; never taken off the list. */
typedef struct toc_person {
    const char *id; /* "p1", in the order of joining */
    const char *name;
    toc_role role;
    uint32_t body;     /* of a player: a body or a post; else TOC_NONE */
    const char *token; /* SHA-256 of the cookie's token, 64 letters of hexadecimal */
    bool has_left;
    uint64_t row; /* of the join */
    int64_t joined_wall;
} toc_person;

typedef enum toc_list_state {
    TOC_LIST_PLANNED,
    TOC_LIST_DELIVERED,
    TOC_LIST_SKIPPED
} toc_list_state;

/* One entry of the scenario's own script, disturb, control or log: the master events list. */
typedef struct toc_list_entry {
    const toc_entry
        *entry;     /* its number is entry->number; entry->at is when it happens or happened */
    toc_ms planned; /* as the scenario says */
    toc_ms at; /* PLANNED, SKIPPED: when it would come, moved or not; DELIVERED: when it came */
    toc_list_state state;
    bool
        is_by_hand; /* PLANNED: it does not come by itself, for somebody plays whoever acts in it */
    uint64_t row;   /* that delivered, skipped, restored or moved it last; 0: none did */
    const char *why; /* of that row; "" */
} toc_list_entry;

typedef enum toc_clock_state {
    TOC_CLOCK_LOBBY,
    TOC_CLOCK_RUNNING,
    TOC_CLOCK_PAUSED,
    TOC_CLOCK_ENDED
} toc_clock_state;

typedef struct toc_clock {
    toc_clock_state state;
    uint32_t rate; /* ms of the exercise in one ms of the day: 1..3600; as last set */
    toc_ms at;     /* where it stood ... */
    int64_t wall;  /* ... at this time of day */
} toc_clock;

typedef struct toc_kept_note { /* an evaluator's note */
    uint64_t row;
    toc_ms at;
    int64_t wall;
    const char *who; /* participant */
    uint32_t duty;   /* what it is about: number of a duty; 0: none */
    toc_ms about_at; /* and when that was; TOC_MS_NONE: not said */
    const char *text;
} toc_kept_note;

typedef struct
    toc_kept_rating { /* by an evaluator, of an objective; a later one by the same takes its place */
    uint64_t row;
    toc_ms at;
    const char *who;
    uint32_t objective; /* id; TOC_NONE: of the exercise as a whole */
    toc_rating rating;
    const char *text;
} toc_kept_rating;

typedef struct toc_outside_act { /* what people did that the plan does not know */
    uint64_t row;
    toc_ms at;
    int64_t wall;
    const char *who;
    uint32_t body; /* as whom; TOC_NONE: nobody in particular */
    const char *text;
} toc_outside_act;

/* A row as it was taken. */
typedef struct toc_kept_row {
    uint64_t seq; /* index + 1 */
    toc_ms at;
    int64_t wall;
    const char *who;
    const char *key;
    toc_row_kind kind;
    const char *body;      /* JSON, as in the journal */
    uint64_t corrected_by; /* row that says that this one does not count; 0: it counts */
    uint32_t
        entry; /* ACT: its number in the script, for toc_scenario_entry; 0: of no act, or corrected */
    bool can_correct; /* of a kind that may be corrected, and counts */
    toc_ms jumped_to; /* of a jump: where it came to; TOC_MS_NONE: none, or it still goes on */
} toc_kept_row;

typedef struct toc_generations {
    uint64_t any; /* goes up with every row */
    uint64_t rows;
    uint64_t people;
    uint64_t hands;
    uint64_t list;
    uint64_t clock;
    uint64_t drill; /* engine, happenings, duties, script */
    uint64_t truth;
    uint64_t notes; /* notes and ratings */
    uint64_t outside;
} toc_generations;

typedef struct toc_exercise_state {
    const toc_machine *machine;
    const toc_scenario
        *scenario; /* entries of the file by their numbers, then what was done, in order */
    const toc_script
        *script; /* what happened so far, in its order; facts: the truth as known now */
    const toc_drill
        *drill; /* so far: happenings, and duties as they stand; end: the engine's clock */
    const toc_engine *engine; /* for the getters of engine.h */
    const char *problem;      /* why the engine had to stop (in words); "" while it runs */

    const toc_person *people;
    uint32_t person_count;
    const uint8_t *hands; /* for each body 1: people act for it; 0: it is simulated */

    const toc_list_entry *list; /* by number - 1 */
    uint32_t list_count;
    toc_clock clock;

    const toc_kept_note *notes;
    uint32_t note_count;
    const toc_kept_rating *ratings;
    uint32_t rating_count;
    const toc_outside_act *outsides;
    uint32_t outside_count;

    const toc_kept_row *rows;
    uint32_t row_count;
    uint32_t
        runs; /* how often the drill was made from the rows: when it changes, whatever was kept of
                      the parts above is gone */
    toc_generations generation;
} toc_exercise_state;

/** The exercise as it stands; the structure itself stays where it is for as long as the exercise. */
const toc_exercise_state *toc_exercise_state_of(const toc_exercise *exercise);

/** The person with this id, or with this hash of a token, whether gone or not; NULL: nobody.  O(people). */
const toc_person *toc_exercise_person(const toc_exercise *exercise, const char *id);
const toc_person *toc_exercise_person_of_token(const toc_exercise *exercise, const char *token);

/** May a player of @p own act for @p body: is it the same, or one of its posts? */
bool toc_exercise_is_own(const toc_machine *machine, uint32_t own, uint32_t body);

/** "player"; and back, false where there is no such role. */
const char *toc_role_word(toc_role role);
bool toc_role_find(const char *word, toc_role *out);
/** "act"; and back. */
const char *toc_row_kind_word(toc_row_kind kind);
bool toc_row_kind_find(const char *word, toc_row_kind *out);

#endif
