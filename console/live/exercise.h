/* exercise.h - a live exercise: its rows, one after the other, make its state; nothing else does.
 *
 * Whoever serves it makes it once, gives it every row of the journal in order (toc_exercise_take), and
 * then for each act of a person: toc_exercise_ask, which judges the intent and words the row and
 * changes nothing; the journal keeps the row; toc_exercise_take.  (Or several are taken first and kept
 * together, and toc_exercise_go_back where they cannot be.)  Before each ask, and whenever
 * toc_exercise_wake says, toc_exercise_tick is called until it says false: its rows say which timers
 * have fired and which entries of the scenario have come, and go the same way through the journal.
 *
 *     open      the first row, by the server: {"seed":7} (or {}: the scenario's own)
 *     join      {"name":"Li Wei","role":"player","body":"tech","token":"64 hex"}; the row names the person
 *     assign    {"person":"p3","role":"player","body":"guard"}
 *     leave     {"person":"p3"}
 *     hands     {"body":"tech","by":"people"|"simulation"}
 *     clock     {"do":"run","rate":60} | {"do":"pause"} | {"do":"jump","to":"next"|ms}; of the server also
 *               {"do":"hold"}: paused where the last row stands, after a journal was taken up again
 *     time      {}: made by tick
 *     entries   {"numbers":[1,2]}: these entries of the scenario happen now
 *     skip, restore {"number":3,"why":"…"}; delay {"number":3,"to":ms,"why":"…"}
 *     act       {"as":"tech","entry":{"did":"early.cutoff","activation":1}}: an entry of a scenario without
 *               `at`, see docs/scenarios.md; `by` is `as` where it is left out
 *     outside   {"as":"tech","text":"we also called the hospital"}
 *     note      {"text":"…","duty":12,"about_at":ms}; rating {"objective":"…","rating":"P","text":"…"}
 *     truth     {"facts":{"scope":["3 sites"],"cause":null}}
 *     correct   {"row":17,"why":"…"}: act, entries, skip, restore, delay, hands, outside, note, rating,
 *               truth, end, or another correct, which then counts no more
 *     end       {}: the engine finishes; afterwards only notes, ratings, outside acts, corrections, and
 *               people who come, go or change roles
 *
 * docs/table.md says who may what, and what each means.  Everything is a function of the rows, their
 * times included.  One thread.  Memory: what rows say is kept for good; the drill lies in an arena
 * of its own, made anew when a row is corrected. */
#ifndef TOC_LIVE_EXERCISE_H
#define TOC_LIVE_EXERCISE_H

#include <stdio.h>

#include "live/exercise_state.h"

struct json_object;

#define TOC_EXERCISE_ROWS_MAX   1000000u /* then nothing more is taken in */
#define TOC_EXERCISE_PEOPLE_MAX 2000u    /* who ever joined */
#define TOC_EXERCISE_NAME_MAX   120u     /* bytes of a person's name */
#define TOC_EXERCISE_TEXT_MAX   4000u    /* bytes of a text that somebody writes */
#define TOC_EXERCISE_BODY_MAX   32768u   /* bytes of a row's body */
#define TOC_EXERCISE_DEPTH_MAX  8        /* values inside one another in it */
#define TOC_EXERCISE_RATE_MAX   3600u

typedef struct toc_exercise_config {
    const toc_machine *machine;
    const toc_scenario *scenario; /* read without errors; both outlive the exercise */
    const char *plan_path;        /* as toc_scenario_bind takes it; or NULL */
} toc_exercise_config;

/** An exercise without rows.  @p sink's arena is that of the scenario.
 *  @retval TOC_EINVAL  the scenario does not fit the plan: diagnostics are in @p sink
 *  @retval TOC_ENOMEM */
toc_status toc_exercise_new(const toc_exercise_config *config, toc_diag_sink *sink,
                            toc_exercise **out_exercise);
void toc_exercise_free(toc_exercise *exercise);

/* What somebody wants. */
typedef struct toc_intent {
    const char *person;       /* id of who wants it; "": the server, and who joins */
    const char *key;          /* the sender's number of the act, or "" */
    const char *kind;         /* of the row */
    struct json_object *body; /* of the row; NULL: {} */
    const char *lang;         /* of the answer: "en", "zh-Hans"; or NULL */
    int64_t wall;
} toc_intent;

typedef enum toc_answer_code {
    TOC_ANSWER_OK,
    TOC_ANSWER_REPEATED,  /* the same person sent the same key before: `row` is that act */
    TOC_ANSWER_FORBIDDEN, /* not for this role, or not as this body */
    TOC_ANSWER_INVALID,   /* it makes no sense: wrong type, unknown name */
    TOC_ANSWER_CONFLICT   /* it makes no sense now: ended, corrected already, full */
} toc_answer_code;

typedef struct toc_ruling {
    toc_answer_code code;
    const char *field; /* of the body that is wrong, as "entry" or "number"; "" */
    const char *text;  /* one sentence; "" with OK; in @p scratch or static */
    uint64_t row;      /* REPEATED */
} toc_ruling;

/** Judges @p intent.  With OK, and true, @p out_row is what to write: all but seq and hash; its texts
 *  are in @p scratch.  Nothing is changed, and nothing remembered.  Cost: O(body + people); of a
 *  truth O(facts). */
bool toc_exercise_ask(toc_exercise *exercise, const toc_intent *intent, toc_arena *scratch,
                      toc_row *out_row, toc_ruling *answer);

/** Takes the next row: the one that ask or tick made and no other has been taken since, or the next of a
 *  journal.  Copies what it needs.
 *  @retval TOC_EFORMAT  no such row can follow: a damaged or foreign journal; *out_problem says why, and
 *                       the exercise is as before
 *  @retval TOC_ENOMEM   the exercise can only be freed */
toc_status toc_exercise_take(toc_exercise *exercise, const toc_row *row, const char **out_problem);

/* Where an exercise stands, to go back to. */
typedef struct toc_exercise_mark {
    uint32_t rows;
    toc_ms last_at;
    toc_ms last_act_at;
    int64_t last_wall;
    uint64_t seed;
} toc_exercise_mark;

toc_exercise_mark toc_exercise_mark_of(const toc_exercise *exercise);

/** Forgets the rows that were taken since @p mark: all is as if they had never been.  What they said is not
 *  given back before the exercise is freed.  O(rows), as the drill is made anew.
 *  @retval TOC_ENOMEM  the exercise can only be freed */
toc_status toc_exercise_go_back(toc_exercise *exercise, const toc_exercise_mark *mark);

/** Is something due at @p wall?  Then @p out_row says so, as ask does: `time` or `entries`.  False also
 *  where @p scratch has no memory left for it. */
bool toc_exercise_tick(toc_exercise *exercise, int64_t wall, toc_arena *scratch, toc_row *out_row);

/** When tick has something next, if no row comes before: epoch ms, not before @p wall; INT64_MAX: never. */
int64_t toc_exercise_wake(const toc_exercise *exercise, int64_t wall);

/** The exercise's clock at @p wall; never before its last row. */
toc_ms toc_exercise_now(const toc_exercise *exercise, int64_t wall);

/** Writes the exercise so far as a scenario that is a replay of it (docs/scenarios.md, `log`), with what was
 *  noted, rated and done outside the plan.  Played again it earns, once it has ended, the score of the
 *  state's drill, whatever was simulated; before that it ends where the exercise stands.
 *  @retval TOC_EINVAL  it has not begun, or the engine had to stop
 *  @retval TOC_EIO     writing failed */
toc_status toc_exercise_export(toc_exercise *exercise, FILE *out);

/** 64 bits over all of the state that rows make: what two exercises with the same rows agree in.
 *  O(records + rows). */
uint64_t toc_exercise_hash(const toc_exercise *exercise);

#endif
