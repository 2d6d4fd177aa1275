/* cmd_journal.c - `tocsin journal`: journals of live exercises verified, listed, exported. */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/nearest.h"
#include "cli/cmd.h"
#include "cli/journal_export.h"
#include "cli/journal_list.h"

#define HEAD_LEAST 16 /* letters of a head that was written down */

typedef struct task {
    toc_session *session;
    const char *place;
    const char *shown;
    toc_journal_form form;
    FILE *out;
    toc_journal *journal; /* NULL: not opened yet */
    toc_journal_problem problem;
} task;

static int exit_code(toc_status status)
{
    switch (status) {
    case TOC_OK:
        return TOC_EXIT_FINE;
    case TOC_EFORMAT:
        return TOC_EXIT_FINDINGS;
    case TOC_ENOMEM:
        return TOC_EXIT_INTERNAL;
    case TOC_EIO:
    case TOC_EPAST:
    case TOC_EBUDGET:
    case TOC_EFULL:
    case TOC_ERANGE:
    case TOC_EINVAL:
        return TOC_EXIT_USAGE;
    }
    return TOC_EXIT_INTERNAL;
}

/* Sentences that do not name the place themselves get it put before. */
static int complain(const task *t, toc_status status)
{
    const char *text = toc_diag_plain(&t->session->arena, t->problem.text);
    bool names_place = strstr(text, t->place) || strstr(text, "`postgresql://");

    toc_args_complain(t->session->args, "%s%s%s", names_place ? "" : t->shown,
                      names_place ? "" : ": ", text);
    return exit_code(status);
}

/* ── verify ──────────────────────────────────────────────────────────────── */

typedef struct head_search {
    const char *wanted;
    uint64_t found; /* UINT64_MAX: nowhere */
} head_search;

static bool look_for_head(void *context, const toc_row *row)
{
    head_search *search = context;

    if (strncmp(row->hash, search->wanted, strlen(search->wanted)) != 0)
        return true;
    search->found = row->seq;
    return false;
}

/* TOC_EFORMAT where the journal no longer holds the head. */
static toc_status find_head(task *t, head_search *search)
{
    const toc_journal_head *head = toc_journal_head_of(t->journal);
    toc_status status = TOC_OK;

    if (strncmp(head->hash, search->wanted, strlen(search->wanted)) == 0)
        search->found = 0;
    else
        status = toc_journal_walk(t->journal, 1, look_for_head, search, &t->problem);
    if (status == TOC_OK && search->found == UINT64_MAX) {
        (void)snprintf(
            t->problem.text, sizeof t->problem.text,
            TOC_PHRASE("no row has the head `%.64s`: rows were cut off behind it, or all written "
                       "anew"),
            search->wanted);
        return TOC_EFORMAT;
    }
    return status;
}

static void tell_json(const task *t, const head_search *search, bool is_good)
{
    const toc_journal_head *head = toc_journal_head_of(t->journal);
    toc_json json;

    toc_json_init(&json, t->out, 2);
    toc_json_begin_object(&json);
    toc_json_key_string(&json, "exercise", head->exercise);
    toc_json_key_bool(&json, "good", is_good);
    toc_json_key_int(&json, "files", (int64_t)head->file_count);
    toc_json_key_int(&json, "last", (int64_t)toc_journal_last(t->journal));
    toc_json_key_string(&json, "last_hash", toc_journal_last_hash(t->journal));
    toc_json_key_string(&json, "problem", is_good ? NULL : t->problem.text);
    toc_json_key(&json, "bad_row");
    if (!is_good && t->problem.row > 0)
        toc_json_int(&json, (int64_t)t->problem.row);
    else
        toc_json_null(&json);
    if (search->wanted && is_good)
        toc_json_key_int(&json, "head_row", (int64_t)search->found);
    toc_json_end_object(&json);
    (void)fputc('\n', t->out);
}

static void tell_text(const task *t, const head_search *search)
{
    const toc_journal_head *head = toc_journal_head_of(t->journal);

    (void)fprintf(t->out, "%s: all as it was written: %zu stored file%s, %" PRIu64 " row%s\n",
                  t->shown, head->file_count, head->file_count == 1 ? "" : "s",
                  toc_journal_last(t->journal), toc_journal_last(t->journal) == 1 ? "" : "s");
    if (search->wanted)
        (void)fprintf(t->out, "head after row %" PRIu64 ": %s, as written down\n", search->found,
                      search->wanted);
    (void)fprintf(t->out, "head after row %" PRIu64 ": %s\n", toc_journal_last(t->journal),
                  toc_journal_last_hash(t->journal));
}

static int verify(task *t)
{
    head_search search = {toc_args_value(t->session->args, TOC_OPT_HEAD, NULL), UINT64_MAX};
    toc_status status = toc_journal_open(t->place, TOC_JOURNAL_READ, &t->journal, &t->problem);

    if (status != TOC_OK)
        return complain(t, status);
    status = toc_journal_verify(t->journal, &t->problem);
    if (status == TOC_OK && search.wanted)
        status = find_head(t, &search);
    if (t->form == TOC_JOURNAL_JSON && (status == TOC_OK || status == TOC_EFORMAT))
        tell_json(t, &search, status == TOC_OK);
    else if (status == TOC_OK)
        tell_text(t, &search);
    if (status != TOC_OK)
        (void)complain(t, status);
    return exit_code(status);
}

/* ── list and export ─────────────────────────────────────────────────────── */

static int list(task *t)
{
    toc_status status;

    if (toc_journal_is_remote(t->place) && !strchr(t->place, '#')) {
        status = toc_journal_list_exercises(t->session, t->place, t->form, t->out, &t->problem);
        return status == TOC_OK ? TOC_EXIT_FINE : complain(t, status);
    }
    status = toc_journal_open(t->place, TOC_JOURNAL_READ, &t->journal, &t->problem);
    if (status == TOC_OK)
        status = toc_journal_list_rows(t->session, t->journal, t->form, t->out, &t->problem);
    return status == TOC_OK ? TOC_EXIT_FINE : complain(t, status);
}

static int export(task *t)
{
    toc_status status = toc_journal_open(t->place, TOC_JOURNAL_READ, &t->journal, &t->problem);

    if (status == TOC_OK)
        status = toc_journal_export(t->session, t->journal, t->out, &t->problem);
    return status == TOC_OK ? TOC_EXIT_FINE : complain(t, status);
}

/* ── the command ─────────────────────────────────────────────────────────── */

typedef struct action {
    const char *name;
    int (*run)(task *t);
    bool takes_format;
    bool takes_head;
} action;

static const action actions[] = {
    {"verify", verify, true, true}, {"list", list, true, false}, {"export", export, false, false}};

#define ACTION_COUNT (sizeof actions / sizeof actions[0])

static const action *find_action(const toc_args *args)
{
    toc_nearest nearest;

    toc_nearest_init(&nearest, args->operands[0]);
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        if (strcmp(actions[i].name, args->operands[0]) == 0)
            return &actions[i];
        toc_nearest_offer(&nearest, actions[i].name);
    }
    toc_args_complain(args, "`%s` is none of verify, list and export%s%s%s", args->operands[0],
                      nearest.best ? TOC_PHRASE("; did you mean `") : "",
                      nearest.best ? nearest.best : "", nearest.best ? "`?" : "");
    return NULL;
}

static bool is_head(const char *text)
{
    size_t size = strlen(text);

    return size >= HEAD_LEAST && size <= TOC_ROW_HASH_SIZE &&
           strspn(text, "0123456789abcdef") == size;
}

static bool fits(const toc_args *args, const action *what)
{
    const char *head = toc_args_value(args, TOC_OPT_HEAD, NULL);

    if (toc_args_has(args, TOC_OPT_FORMAT) && !what->takes_format) {
        toc_args_complain(args, "`--format` goes with verify and list");
        return false;
    }
    if (toc_args_is(args, TOC_OPT_FORMAT, "heads") && what->takes_head) {
        toc_args_complain(args, "`--format heads` goes with list");
        return false;
    }
    if (head && !what->takes_head) {
        toc_args_complain(args, "`--head` goes with verify");
        return false;
    }
    if (head && !is_head(head)) {
        toc_args_complain(args, "`--head`: `%s` is no head: 16 to 64 letters of 0 to 9 and a to f",
                          head);
        return false;
    }
    return true;
}

static int journal(toc_session *session)
{
    const toc_args *args = session->args;
    const action *what = find_action(args);
    task t = {.session = session, .place = args->operands[1]};
    int code;

    if (!what || !fits(args, what))
        return TOC_EXIT_USAGE;
    t.shown = toc_diag_plain(&session->arena, toc_journal_shown(&session->arena, t.place));
    if (toc_args_is(args, TOC_OPT_FORMAT, "json"))
        t.form = TOC_JOURNAL_JSON;
    if (toc_args_is(args, TOC_OPT_FORMAT, "heads"))
        t.form = TOC_JOURNAL_HEADS;
    t.out = toc_session_open(session, toc_args_value(args, TOC_OPT_OUTPUT, NULL));
    if (!t.out)
        return TOC_EXIT_USAGE;
    code = what->run(&t);
    toc_journal_close(t.journal);
    if (code == TOC_EXIT_FINE || t.form == TOC_JOURNAL_JSON) {
        int written = toc_session_commit(session);

        code = written == TOC_EXIT_FINE ? code : written;
    }
    return code;
}

int toc_cmd_journal(const toc_args *args)
{
    return toc_session_run(args, false, journal);
}
