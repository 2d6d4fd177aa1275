/* journal_export.c - an exercise made anew from its journal, and written as a replay. */
#include "cli/journal_export.h"

#include <inttypes.h>
#include <string.h>

#include "drill/bind.h"
#include "journal/pack.h"
#include "live/exercise.h"

typedef struct taking {
    toc_exercise *exercise;
    toc_journal_problem *problem;
    toc_status status;
} taking;

static toc_status fail(toc_journal_problem *problem, toc_status status, const char *text)
{
    (void)snprintf(problem->text, sizeof problem->text, "%s", text);
    return status;
}

/* The first stored file of a role; a head without one does not open. */
static const char *path_of(toc_session *session, const toc_journal *journal, const char *folder,
                           toc_journal_role role)
{
    const toc_journal_head *head = toc_journal_head_of(journal);

    for (size_t i = 0; i < head->file_count; i++) {
        if (head->files[i].role == role)
            return toc_arena_printf(&session->arena, "%s/%s", folder, head->files[i].path);
    }
    return NULL;
}

static bool take_row(void *context, const toc_row *row)
{
    taking *t = context;
    const char *why = NULL;

    t->status = toc_exercise_take(t->exercise, row, &why);
    if (t->status == TOC_OK)
        return true;
    t->problem->row = row->seq;
    (void)snprintf(t->problem->text, sizeof t->problem->text,
                   "row %" PRIu64 " cannot follow those before it: %s", row->seq,
                   t->status == TOC_EFORMAT ? why : toc_status_text(t->status));
    return false;
}

static toc_status replay(toc_journal *journal, toc_exercise *exercise, FILE *out,
                         toc_journal_problem *problem)
{
    taking t = {.exercise = exercise, .problem = problem, .status = TOC_OK};
    toc_journal_problem of_walk;
    toc_status status = toc_journal_walk(journal, 1, take_row, &t, &of_walk);

    if (t.status != TOC_OK)
        return t.status;
    if (status != TOC_OK) {
        *problem = of_walk;
        return status;
    }
    status = toc_exercise_export(exercise, out);
    if (status == TOC_EINVAL)
        return fail(problem, status,
                    TOC_PHRASE("the exercise has not begun: there is nothing to export"));
    return status == TOC_OK ? TOC_OK : fail(problem, status, toc_status_text(status));
}

/* The files as they lie in @p folder. */
static toc_status play(toc_session *session, toc_journal *journal, const char *folder, FILE *out,
                       toc_journal_problem *problem)
{
    const char *plan = path_of(session, journal, folder, TOC_JOURNAL_IMAGE);
    const char *path = path_of(session, journal, folder, TOC_JOURNAL_SCENARIO);
    const toc_machine *machine = toc_session_machine(session, plan);
    const toc_source *source = machine ? toc_session_scenario(session, path) : NULL;
    toc_exercise_config config = {.machine = machine};
    toc_exercise *exercise = NULL;
    toc_status status;

    config.scenario =
        source ? toc_scenario_read(&session->arena, session->sources, source, &session->sink)
               : NULL;
    if (!config.scenario || session->sink.error_count > 0)
        return fail(problem, TOC_EFORMAT, TOC_PHRASE("the stored plan or scenario cannot be used"));
    status = toc_exercise_new(&config, &session->sink, &exercise);
    if (status == TOC_OK)
        status = replay(journal, exercise, out, problem);
    else
        status =
            fail(problem, status, TOC_PHRASE("the stored scenario does not fit the stored plan"));
    toc_exercise_free(exercise);
    return status;
}

toc_status toc_journal_export(toc_session *session, toc_journal *journal, FILE *out,
                              toc_journal_problem *problem)
{
    const char *folder;
    toc_status status = toc_pack_unfold(journal, &session->arena, &folder, problem);

    if (status != TOC_OK)
        return status;
    status = play(session, journal, folder, out, problem);
    toc_pack_remove(journal, folder);
    return status;
}
