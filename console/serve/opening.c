/* opening.c - an exercise from the rows of its journal, ready to be served. */
#include "serve/opening.h"

#include <inttypes.h>
#include <json-c/json.h>
#include <time.h>

#include "live/exercise.h"

toc_status toc_opening_make(const toc_machine *machine, const toc_scenario *scenario,
                            const char *plan_path, toc_diag_sink *sink, toc_exercise **out_exercise)
{
    toc_exercise_config config = {machine, scenario, plan_path};

    return toc_exercise_new(&config, sink, out_exercise);
}

void toc_opening_free(toc_exercise *exercise)
{
    toc_exercise_free(exercise);
}

bool toc_opening_is_over(const toc_exercise *exercise)
{
    return toc_exercise_state_of(exercise)->clock.state == TOC_CLOCK_ENDED;
}

static toc_status fail(toc_journal_problem *problem, toc_status status, uint64_t row,
                       const char *why)
{
    snprintf(problem->text, sizeof problem->text, "row %" PRIu64 " cannot be taken: %s", row,
             why && *why ? why : toc_status_text(status));
    problem->row = row;
    return status;
}

typedef struct walk {
    toc_exercise *exercise;
    const char *why;
    uint64_t row;
    toc_status status;
} walk;

static bool take_row(void *context, const toc_row *row)
{
    walk *it = context;

    it->row = row->seq;
    it->status = toc_exercise_take(it->exercise, row, &it->why);
    return it->status == TOC_OK;
}

static int64_t wall_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static toc_status append_row(toc_journal *journal, toc_exercise *exercise, const toc_intent *intent,
                             toc_arena *arena, toc_journal_problem *problem)
{
    toc_ruling answer = {.text = ""};
    const char *why = NULL;
    toc_status status;
    bool is_repeat;
    toc_row row;

    if (!toc_exercise_ask(exercise, intent, arena, &row, &answer))
        return fail(problem, TOC_EINVAL, toc_journal_last(journal) + 1, answer.text);
    status = toc_journal_append(journal, &row, 1, &is_repeat, problem);
    if (status != TOC_OK)
        return status;
    status = toc_exercise_take(exercise, &row, &why);
    return status == TOC_OK ? TOC_OK : fail(problem, status, row.seq, why);
}

/* A row of the server's own. */
static toc_status write_row(toc_journal *journal, toc_exercise *exercise, const char *kind,
                            const char *text, toc_journal_problem *problem)
{
    json_object *body = json_tokener_parse(text);
    toc_intent intent = {.person = "", .key = "", .kind = kind, .body = body, .wall = wall_now()};
    toc_arena arena;
    toc_status status;

    toc_arena_init(&arena, NULL);
    status = append_row(journal, exercise, &intent, &arena, problem);
    toc_arena_deinit(&arena);
    json_object_put(body);
    return status;
}

toc_status toc_opening_take(toc_journal *journal, toc_exercise *exercise, uint64_t *out_found,
                            toc_journal_problem *problem)
{
    walk it = {.exercise = exercise};
    toc_status status = toc_journal_walk(journal, 1, take_row, &it, problem);

    *out_found = it.row;
    if (status != TOC_OK)
        return status;
    if (it.status != TOC_OK)
        return fail(problem, it.status, it.row, it.why);
    if (it.row == 0)
        return write_row(journal, exercise, "open", "{}", problem);
    if (toc_exercise_state_of(exercise)->clock.state == TOC_CLOCK_RUNNING)
        return write_row(journal, exercise, "clock", "{\"do\":\"hold\"}", problem);
    return TOC_OK;
}
