/* rows.c - the one way of a row: the journal keeps it, the exercise takes it, then people are told.
 *
 * Acts that come in one turn of the loop are gathered: each is taken at once, so that the next is judged by
 * it, and all are kept in one commit before anybody is told of any.  When that fails the exercise goes back,
 * and until the journal is well again each act is committed by itself before it is taken. */
#include <string.h>

#include "serve/server_private.h"

enum { RETRY_MS = 2000, GATHER_MAX = 256 };

static void fail(toc_server *server, toc_status status, const char *problem)
{
    server->fatal = status;
    snprintf(server->problem, sizeof server->problem, "%s",
             problem && *problem ? problem : toc_status_text(status));
}

static bool take(toc_server *server, const toc_row *row)
{
    const char *problem = NULL;
    toc_status status = toc_exercise_take(server->table.exercise, row, &problem);

    if (status != TOC_OK)
        fail(server, status, problem);
    toc_streams_mark(&server->streams);
    return status == TOC_OK;
}

static bool take_missed(void *context, const toc_row *row)
{
    return take(context, row);
}

/* A commit of which nobody knew whether it had come through, has: the exercise takes what is there. */
static void catch_up(toc_server *server)
{
    uint64_t known = toc_exercise_state_of(server->table.exercise)->row_count;
    toc_journal_problem problem = {.text = ""};
    toc_status status =
        toc_journal_walk(server->table.journal, known + 1, take_missed, server, &problem);

    if (status == TOC_EFORMAT)
        fail(server, status, problem.text);
}

static void set_trouble(toc_server *server, const char *reason)
{
    toc_sections_set_trouble(&server->sections, reason);
    server->retry_at = reason ? server->now + RETRY_MS : 0;
    toc_streams_mark(&server->streams);
}

/* False: @p status says that nothing was kept. */
static bool judge_commit(toc_server *server, toc_status status, const toc_journal_problem *problem)
{
    if (status == TOC_EPAST)
        catch_up(server);
    if (status != TOC_OK)
        set_trouble(server, problem->text[0] ? problem->text : toc_status_text(status));
    else if (server->retry_at)
        set_trouble(server, NULL);
    return status == TOC_OK;
}

bool toc_server_commit(toc_server *server, toc_row *row, bool *out_is_repeat)
{
    toc_journal_problem problem = {.text = ""};
    toc_status status;

    if (!toc_rows_flush(server))
        return false;
    status = toc_journal_append(server->table.journal, row, 1, out_is_repeat, &problem);
    return judge_commit(server, status, &problem) && (*out_is_repeat || take(server, row));
}

bool toc_server_settle(toc_server *server)
{
    toc_arena arena;
    toc_row row;
    bool is_repeat;
    bool is_kept = true;

    toc_arena_init(&arena, NULL);
    while (is_kept && server->fatal == TOC_OK &&
           toc_exercise_tick(server->table.exercise, server->wall, &arena, &row)) {
        is_kept = toc_server_commit(server, &row, &is_repeat);
        toc_arena_deinit(&arena);
    }
    toc_arena_deinit(&arena);
    return is_kept && server->fatal == TOC_OK;
}

/* ── many in one commit ── */

bool toc_rows_gather(toc_request *request, const toc_row *row)
{
    toc_server *server = request->server;
    toc_gathering *gathering = &server->gathering;
    toc_exercise_mark mark = toc_exercise_mark_of(server->table.exercise);

    if (server->retry_at || server->fatal != TOC_OK || gathering->count == GATHER_MAX)
        return false;
    if (gathering->count == 0)
        gathering->mark = mark;
    request->row = mark.rows + 1;
    request->next_gathered = gathering->first;
    gathering->first = request;
    gathering->count++;
    request->is_suspended = true;
    MHD_suspend_connection(request->mhd);
    (void)take(server, row);
    return true;
}

/* The rows as the exercise has them. */
static toc_status keep_gathered(toc_server *server, toc_journal_problem *problem)
{
    const toc_exercise_state *state = toc_exercise_state_of(server->table.exercise);
    const toc_gathering *gathering = &server->gathering;
    toc_row rows[GATHER_MAX];
    toc_status status;
    bool is_repeat;

    for (uint32_t i = 0; i < gathering->count; i++) {
        const toc_kept_row *kept = &state->rows[gathering->mark.rows + i];

        rows[i] = (toc_row){.at = kept->at,
                            .wall = kept->wall,
                            .who = kept->who,
                            .key = kept->key,
                            .kind = toc_row_kind_word(kept->kind),
                            .body = kept->body};
    }
    status = toc_journal_append(server->table.journal, rows, gathering->count, &is_repeat, problem);
    return status == TOC_OK && is_repeat ? TOC_EPAST : status;
}

static void release(toc_server *server, toc_fate fate)
{
    toc_request *request = server->gathering.first;

    server->gathering = (toc_gathering){.count = 0};
    while (request) {
        toc_request *next = request->next_gathered;

        request->fate = fate;
        request->next_gathered = NULL;
        toc_request_resume(request);
        request = next;
    }
}

bool toc_rows_flush(toc_server *server)
{
    toc_journal_problem problem = {.text = ""};
    toc_status status;
    toc_status back;

    if (server->gathering.count == 0)
        return true;
    status = server->fatal == TOC_OK ? keep_gathered(server, &problem) : TOC_EINVAL;
    if (status != TOC_OK && server->fatal == TOC_OK) {
        back = toc_exercise_go_back(server->table.exercise, &server->gathering.mark);
        toc_streams_mark(&server->streams);
        if (back != TOC_OK)
            fail(server, back, NULL);
    }
    if (server->fatal == TOC_OK)
        (void)judge_commit(server, status, &problem);
    release(server, status == TOC_OK ? TOC_FATE_KEPT : TOC_FATE_NOT_KEPT);
    return status == TOC_OK;
}
