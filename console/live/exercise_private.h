/* exercise_private.h - the inside of a live exercise; only the files of this folder include it.
 *
 *     words.c    roles, kinds, sentences
 *     deed.c     what a row's body says, read; deed_entries.c: entries of scenarios
 *     ask.c      whether somebody may, and whether it makes sense
 *     clock.c    the exercise's time, what is due, ticks
 *     change.c   a row's effect
 *     keys.c     senders' numbers of acts
 *     exercise.c rows kept, and the state made anew from them
 *     export.c   the exercise as a scenario, and its hash */
#ifndef TOC_LIVE_EXERCISE_PRIVATE_H
#define TOC_LIVE_EXERCISE_PRIVATE_H

#include <setjmp.h>

#include "drill/live.h"
#include "live/exercise.h"

typedef enum toc_live_word {
#define TOC_WORD(id, english) TOC_LIVE_##id,
#include "live/live_words.def"
#undef TOC_WORD
    TOC_LIVE_WORD_COUNT
} toc_live_word;

typedef enum toc_clock_act {
    TOC_CLOCK_RUN,
    TOC_CLOCK_PAUSE,
    TOC_CLOCK_HOLD,
    TOC_CLOCK_JUMP
} toc_clock_act;

/* What a row says, as its kind needs it. */
typedef struct toc_deed {
    toc_row_kind kind;
    toc_ms at;
    bool has_seed;
    uint64_t seed;
    const char *person;
    const char *name;
    const char *token;
    toc_role role;
    uint32_t body; /* JOIN, ASSIGN, HANDS; OUTSIDE, ACT: as whom; TOC_NONE: nobody */
    bool by_people;
    toc_clock_act clock;
    uint32_t rate;     /* 0: as it is */
    toc_ms to;         /* JUMP, DELAY */
    bool to_next;      /* JUMP: and no further than the first thing that happens; to: the latest */
    uint32_t *numbers; /* ENTRIES; SKIP, RESTORE, DELAY: one */
    uint32_t number_count;
    const char *why;
    toc_entry *entry; /* ACT */
    toc_bound_act bound;
    toc_truth truth;
    const char *text;
    uint32_t duty;
    toc_ms about_at;
    uint32_t objective;
    toc_rating rating;
    uint64_t row;
} toc_deed;

/* Reading and judging: where a refusal goes, and in which language. */
typedef struct toc_judge {
    toc_exercise *exercise;
    toc_arena *arena;
    const char *lang;
    toc_ruling *answer;
} toc_judge;

/* ---- words.c ---- */

/** Sets the answer. */
void toc_set_refusal(toc_judge *judge, toc_answer_code code, const char *field, toc_live_word word,
                     const char *first, const char *second);

/** Sets the answer, and is false. */
static inline bool toc_refuse(toc_judge *judge, toc_answer_code code, const char *field,
                              toc_live_word word, const char *first, const char *second)
{
    toc_set_refusal(judge, code, field, word, first, second);
    return false;
}

/** A word in the language of who asked, with {1} and {2} filled in. */
const char *toc_live_fill(const toc_judge *judge, toc_live_word word, const char *first,
                          const char *second);
const char *toc_live_number(toc_arena *arena, uint64_t number);

typedef struct toc_live_item { /* of the master events list, beside what is shown */
    const toc_bound_act *bound;
    uint32_t actor; /* who acts in it; TOC_NONE: nobody of the plan */
} toc_live_item;

typedef struct toc_row_size { /* of what a row feeds to the engine */
    uint32_t settings;
    uint32_t openings;
} toc_row_size;

typedef struct toc_key_slot {
    uint64_t hash;
    uint64_t row; /* 0: free */
} toc_key_slot;

struct toc_exercise {
    toc_exercise_state state;
    const toc_machine *machine;
    const toc_scenario *scenario;
    toc_script *script; /* as bound */
    toc_live_binder *binder;
    toc_live_item *items; /* by number - 1 */
    uint32_t item_count;
    toc_arena home; /* the four above */
    toc_arena kept; /* rows */
    toc_arena run;  /* all that is made from rows */
    jmp_buf *escape;
    struct json_object *parsed; /* while a row is taken */

    TOC_VEC(toc_kept_row) rows;
    TOC_VEC(toc_row_size) sizes;
    toc_key_slot *keys; /* open addressing; capacity is a power of two */
    uint32_t key_capacity;
    uint32_t key_count;
    toc_ms last_at;     /* of the last row */
    toc_ms last_act_at; /* of the last row that had an instant of its own; -1: none */
    int64_t last_wall;

    /* made from rows */
    toc_live *live;
    toc_arena old_run; /* while it is made anew */
    toc_live *old_live;
    toc_live_sizes room; /* that the engine has */
    toc_live_sizes used; /* by rows that count */
    uint64_t seed;
    bool is_begun;
    TOC_VEC(toc_person) people;
    TOC_VEC(toc_kept_note) notes;
    TOC_VEC(toc_kept_rating) ratings;
    TOC_VEC(toc_outside_act) outsides;
    toc_list_entry *list;
    uint8_t *hands;
    uint8_t *hands_said; /* for each body 1: the controller said in the lobby who acts for it */
    bool is_jumping;
    uint32_t jump_row; /* index of the row that says so */
    bool jumps_to_next;
    toc_ms jump_to;
};

/* ---- deed.c ---- */

/** Reads @p body, a JSON object, as of @p kind and at @p at; false after a refusal.  Names are looked up in
 *  the plan; who and when makes no difference, people apart. */
bool toc_deed_read(toc_judge *judge, toc_row_kind kind, toc_ms at, struct json_object *body,
                   toc_deed *out);
/** At most @p depth values inside one another, and no text with a NUL in it. */
bool toc_json_is_sound(struct json_object *value, int depth);
/** What stands behind `entry` and `facts`, as text: into entry and bound, into truth. */
bool toc_deed_read_entry(toc_judge *judge, const char *text, toc_deed *out);
bool toc_deed_read_truth(toc_judge *judge, const char *text, toc_deed *out);
uint32_t toc_live_find_body(const toc_machine *machine, const char *name);
/** The acts of these numbers, each as it happens at @p at, in @p out (room for all).  False where one of
 *  them cannot happen any more. */
bool toc_deed_entries(toc_exercise *exercise, toc_arena *arena, const toc_deed *deed,
                      toc_bound_act *out);

/* ---- clock.c ---- */
/** When the next entry of the list comes by itself; TOC_MS_NONE: none does. */
toc_ms toc_clock_next_entry(const toc_exercise *exercise);
/** Where a jump to what is next ends at the latest; TOC_MS_NONE: nothing comes. */
toc_ms toc_clock_horizon(const toc_exercise *exercise);
/** The instant of a row of @p kind asked for at @p wall. */
toc_ms toc_clock_instant(const toc_exercise *exercise, toc_row_kind kind, int64_t wall);
/** Has a row of this kind an instant of its own, as things stand? */
bool toc_clock_is_acting(const toc_exercise *exercise, toc_row_kind kind);

/* ---- change.c ---- */
/** The effect of row @p index, which is kept; @p deed is in the arena of the run. */
void toc_change_make(toc_exercise *exercise, uint32_t index, const toc_deed *deed);
/** What becomes of a row that does not count: a corrected `entries` leaves its entries skipped. */
void toc_change_leave_out(toc_exercise *exercise, uint32_t index, const toc_deed *deed);
/** Who acts for each body as long as nothing has begun. */
void toc_change_first_hands(toc_exercise *exercise);
/** Which entries wait for somebody. */
void toc_change_by_hand(toc_exercise *exercise);
bool toc_live_has_player(const toc_exercise *exercise, uint32_t body);

/* ---- keys.c ---- */
/** The row with @p key; 0: none has it. */
uint64_t toc_exercise_find_key(const toc_exercise *exercise, const char *key);
void toc_exercise_keep_key(toc_exercise *exercise, const toc_kept_row *row);
/** After rows were forgotten. */
void toc_exercise_index_keys(toc_exercise *exercise);

/* ---- exercise.c ---- */
/** The pointers of the state, after something grew or moved. */
void toc_exercise_show(toc_exercise *exercise);
bool toc_row_kind_can_be_corrected(toc_row_kind kind);

#endif
