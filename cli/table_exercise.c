/* table_exercise.c - the exercise of `tocsin table`: a new one, or one that is gone on with. */
#include "cli/table_exercise.h"

#include <string.h>
#include <time.h>

#include "cli/journal_list.h"
#include "cli/table_worded.h"
#include "journal/chain.h"
#include "journal/pack.h"
#include "serve/opening.h"

/* What plan and scenario were read from, and what came of them. */
typedef struct inputs {
    const toc_plan *plan;
    const toc_machine *machine;
    toc_scenario *scenario;
    uint32_t plan_count;  /* sources that are texts of the plan, the first ones */
    uint32_t scenario_at; /* number of the scenario's source; what comes behind are series */
} inputs;

static int64_t wall_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int complain(const toc_session *session, const toc_table_exercise *table,
                    const toc_journal_problem *problem)
{
    if (strstr(problem->text, table->shown)) /* it names the journal itself */
        toc_args_complain(session->args, "%s", problem->text);
    else
        toc_args_complain(session->args, "journal `%s`: %s", table->shown, problem->text);
    return TOC_EXIT_USAGE;
}

/* ── plan and scenario ── */

static bool read_inputs(toc_session *session, inputs *out)
{
    const char *const *operands = session->args->operands;
    const toc_source *source;

    if (strcmp(operands[0], "-") == 0 || strcmp(operands[1], "-") == 0 ||
        toc_machine_is_image(operands[0])) {
        toc_args_complain(session->args,
                          "an exercise needs the texts of plan and scenario as files: "
                          "it keeps them, and draws charts and cards from them");
        return false;
    }
    out->plan = toc_session_plan(session, operands[0]);
    out->plan_count = toc_sources_count(session->sources);
    out->machine =
        out->plan ? toc_lower(&session->arena, session->sources, out->plan, &session->sink) : NULL;
    out->scenario_at = toc_sources_count(session->sources);
    source = toc_session_scenario(session, operands[1]);
    out->scenario =
        source ? toc_scenario_read(&session->arena, session->sources, source, &session->sink)
               : NULL;
    return true;
}

static void pack_source(const toc_source *source, toc_journal_role role, toc_pack_input *out)
{
    *out = (toc_pack_input){role, source->path, source->text, source->size};
}

/* Everything the exercise is made from, the image first. */
static toc_status pack(toc_session *session, const inputs *in, toc_journal_head *head,
                       toc_journal_problem *problem)
{
    uint32_t count = toc_sources_count(session->sources);
    toc_pack_input *files = TOC_NEW_ARRAY(&session->arena, toc_pack_input, count + 1);
    const char *image =
        toc_arena_printf(&session->arena, "%s.machine", toc_sources_at(session->sources, 0)->path);
    size_t used = 0;

    files[used++] =
        (toc_pack_input){TOC_JOURNAL_IMAGE, image, in->machine->image, in->machine->size};
    for (uint32_t i = 0; i < count; i++) {
        toc_journal_role role = i < in->plan_count     ? TOC_JOURNAL_PLAN
                                : i == in->scenario_at ? TOC_JOURNAL_SCENARIO
                                                       : TOC_JOURNAL_SERIES;

        pack_source(toc_sources_at(session->sources, i), role, &files[used++]);
    }
    return toc_pack_files(&session->arena, files, used, &head->files, &head->file_count, problem);
}

/* ── a new journal, or one that is there ── */

/* The letters of an id that a file name may have everywhere. */
static const char *default_place(toc_session *session, const inputs *in)
{
    const char *id = in->scenario->id;
    char *place;
    char day[16];
    time_t now = time(NULL);
    struct tm local;

    (void)localtime_r(&now, &local);
    (void)strftime(day, sizeof day, "%Y-%m-%d", &local);
    place = toc_arena_printf(&session->arena, "%s-%s.journal", id ? id : "exercise", day);
    for (char *at = place; *at; at++) {
        if (*at == '/' || *at == ':' || *at == '\\' || (unsigned char)*at <= ' ')
            *at = '-';
    }
    if (place[0] == '.' || place[0] == '-')
        place[0] = '_';
    return place;
}

/* What a new journal is to begin with. */
static int prepare(toc_session *session, const inputs *in, toc_table_exercise *out)
{
    toc_journal_problem problem = {.text = ""};
    const char *named = toc_journal_is_remote(out->place) ? strchr(out->place, '#') : NULL;

    out->head = (toc_journal_head){.exercise = named ? named + 1 : in->scenario->id,
                                   .program = "tocsin " TOC_VERSION};
    if (pack(session, in, &out->head, &problem) == TOC_OK)
        return TOC_EXIT_FINE;
    return complain(session, out, &problem);
}

static int make(toc_session *session, toc_table_exercise *table)
{
    toc_journal_problem problem = {.text = ""};

    table->head.created = wall_now();
    if (toc_journal_create(table->place, &table->head, &table->journal, &problem) == TOC_OK)
        return TOC_EXIT_FINE;
    return complain(session, table, &problem);
}

/* The first file of a role that is not the same there and here; NULL: all are. */
static const char *find_change(const toc_journal_head *kept, const toc_journal_head *read)
{
    size_t at = 0;

    for (size_t i = 0; i < read->file_count; i++) {
        const toc_journal_file *file = &read->files[i];
        toc_hash hash;

        while (at < kept->file_count && kept->files[at].role == TOC_JOURNAL_IMAGE)
            at++;
        if (file->role == TOC_JOURNAL_IMAGE)
            continue; /* of the same texts; the one that is kept is played on */
        toc_chain_of_bytes(file->bytes, file->size, hash);
        if (at >= kept->file_count || kept->files[at].role != file->role ||
            strcmp(kept->files[at].hash, hash) != 0)
            return file->path;
        at++;
    }
    while (at < kept->file_count && kept->files[at].role == TOC_JOURNAL_IMAGE)
        at++;
    return at < kept->file_count ? kept->files[at].path : NULL;
}

static int check_same(toc_session *session, const inputs *in, toc_table_exercise *out)
{
    toc_journal_problem problem = {.text = ""};
    toc_journal_head head = {.exercise = ""};
    const char *changed;

    if (pack(session, in, &head, &problem) != TOC_OK)
        return complain(session, out, &problem);
    changed = find_change(toc_journal_head_of(out->journal), &head);
    if (!changed)
        return TOC_EXIT_FINE;
    toc_args_complain(session->args,
                      "journal `%s` is of an exercise with another plan or scenario: `%s` is not "
                      "as it was; put it back to go on, or begin a new exercise with "
                      "`--journal ANOTHER`",
                      out->shown, changed);
    return TOC_EXIT_USAGE;
}

/* Opens the journal where there is one. */
static int find_journal(toc_session *session, const inputs *in, toc_table_exercise *out)
{
    const char *id = in->scenario->id ? in->scenario->id : "exercise";
    const char *place = toc_args_value(session->args, TOC_OPT_JOURNAL, NULL);
    toc_journal_problem problem = {.text = ""};
    bool is_there = false;
    toc_status status;

    if (!place)
        place = default_place(session, in);
    out->place = toc_journal_place_of(&session->arena, place, id);
    out->shown = toc_journal_shown(&session->arena, out->place);
    status = toc_journal_is_there(out->place, &is_there, &problem);
    out->is_new = status == TOC_OK && !is_there;
    if (out->is_new)
        return TOC_EXIT_FINE;
    if (status == TOC_OK)
        status = toc_journal_open(out->place, TOC_JOURNAL_WRITE, &out->journal, &problem);
    return status == TOC_OK ? check_same(session, in, out) : complain(session, out, &problem);
}

/* ── from the journal ── */

static int read_image(toc_session *session, toc_table_exercise *out)
{
    const toc_journal_head *head = toc_journal_head_of(out->journal);
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_journal_problem problem = {.text = TOC_PHRASE("it holds no machine image")};
    toc_journal_file file;

    for (size_t i = 0; i < head->file_count; i++) {
        if (head->files[i].role != TOC_JOURNAL_IMAGE)
            continue;
        if (toc_journal_read_file(out->journal, i, &session->arena, &file, &problem) != TOC_OK)
            break;
        if (toc_machine_verify(file.bytes, file.size, &out->machine, reason) == TOC_OK)
            return TOC_EXIT_FINE;
        snprintf(problem.text, sizeof problem.text,
                 TOC_PHRASE("its machine image cannot be played on by this version of tocsin: %s"),
                 reason);
        break;
    }
    return complain(session, out, &problem);
}

static int make_exercise(toc_session *session, const inputs *in, toc_table_exercise *out)
{
    toc_status status = toc_opening_make(&out->machine, in->scenario, session->args->operands[0],
                                         &session->sink, &out->exercise);

    if (status == TOC_ENOMEM) {
        toc_args_complain(session->args, "memory is used up");
        return TOC_EXIT_INTERNAL;
    }
    return toc_session_tell(session) && status == TOC_OK ? TOC_EXIT_FINE : TOC_EXIT_FINDINGS;
}

static int take_rows(toc_session *session, toc_table_exercise *out)
{
    toc_journal_problem problem = {.text = ""};

    if (toc_opening_take(out->journal, out->exercise, &out->found, &problem) == TOC_OK)
        return TOC_EXIT_FINE;
    return complain(session, out, &problem);
}

static int unfold(toc_session *session, toc_table_exercise *out)
{
    const toc_journal_head *head = toc_journal_head_of(out->journal);
    toc_journal_problem problem = {.text = ""};

    for (size_t i = 0; i < head->file_count && !out->plan; i++) {
        if (head->files[i].role == TOC_JOURNAL_PLAN)
            out->plan = head->files[i].path;
    }
    if (toc_pack_unfold(out->journal, &session->arena, &out->folder, &problem) == TOC_OK)
        return TOC_EXIT_FINE;
    return complain(session, out, &problem);
}

int toc_table_exercise_open(toc_session *session, toc_table_exercise *out)
{
    inputs in = {0};
    int code;

    memset(out, 0, sizeof *out);
    if (!read_inputs(session, &in))
        return TOC_EXIT_USAGE;
    if (!in.machine || !in.scenario)
        return TOC_EXIT_FINDINGS; /* the mistakes are printed, and decide */
    code = find_journal(session, &in, out);
    out->machine = *in.machine;
    if (code == TOC_EXIT_FINE)
        code = out->is_new ? prepare(session, &in, out) : read_image(session, out);
    if (code == TOC_EXIT_FINE)
        out->worded = toc_table_worded(&session->arena, in.plan, in.machine, &out->machine,
                                       &out->worded_count);
    return code == TOC_EXIT_FINE ? make_exercise(session, &in, out) : code;
}

int toc_table_exercise_begin(toc_session *session, toc_table_exercise *table)
{
    int code = table->is_new ? make(session, table) : TOC_EXIT_FINE;

    code = code == TOC_EXIT_FINE ? unfold(session, table) : code;
    return code == TOC_EXIT_FINE ? take_rows(session, table) : code;
}

void toc_table_exercise_close(toc_table_exercise *table)
{
    if (table->folder)
        toc_pack_remove(table->journal, table->folder);
    toc_opening_free(table->exercise);
    toc_journal_close(table->journal);
}
