/* session.c - memory, sources and messages of one run of a sub-command. */
#include "cli/session.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "doctrine/pack.h"
#include "syntax/localise.h"

/* Messages between them are about plans, those below about any file, see docs/diagnostics.md. */
enum { FIRST_OF_PLANS = 40, FIRST_OF_SCENARIOS = 500 };

/* ── plan or scenario ──────────────────────────────────────────────────────── */

static bool ends_with(const char *path, const char *ending)
{
    size_t size = strlen(path);
    size_t ending_size = strlen(ending);
    return size > ending_size && strcmp(path + size - ending_size, ending) == 0;
}

/* Where the first line begins that is neither empty nor a comment. */
static const char *first_line(const toc_source *source)
{
    const char *at = source->text;
    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (*at != '#')
            return at;
        at += strcspn(at, "\n");
    }
}

static bool is_scenario(const toc_source *source)
{
    return ends_with(source->path, ".yaml") || ends_with(source->path, ".yml") ||
           strncmp(first_line(source), "scenario:", strlen("scenario:")) == 0;
}

bool toc_session_is_scenario(const toc_source *source)
{
    return is_scenario(source);
}

const char *toc_session_plan_help(toc_arena *arena, const toc_command *command)
{
    if (command->id == TOC_CMD_DRILL || command->id == TOC_CMD_TABLE)
        return toc_say(arena,
                       "the plan comes first, and then the scenario: `tocsin %s PLAN SCENARIO`",
                       command->name);
    if (command->id == TOC_CMD_CHECK)
        return TOC_PHRASE(
            "a scenario is checked when it is played: `tocsin drill PLAN SCENARIO`, or "
            "`tocsin test SCENARIO`");
    if (command->id == TOC_CMD_FMT)
        return TOC_PHRASE("only plans have a canonical form");
    return toc_say(arena, "name the plan that it is for: `tocsin %s PLAN`", command->name);
}

static const char *scenario_help(toc_arena *arena, const toc_command *command)
{
    if (command->id == TOC_CMD_DRILL || command->id == TOC_CMD_TABLE)
        return toc_session_plan_help(arena, command);
    return toc_say(arena, "name a scenario: `tocsin %s SCENARIO`%s", command->name,
                   command->id == TOC_CMD_MSEL || command->id == TOC_CMD_TEST
                       ? TOC_PHRASE("; the plan is named in it, or by `--plan`")
                       : "");
}

static bool is_plan(const toc_source *source)
{
    static const char *const openings[] = {"plan ", "预案 ", "預案 "};
    if (ends_with(source->path, ".plan"))
        return true;
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (strncmp(first_line(source), openings[i], strlen(openings[i])) == 0)
            return true;
    }
    return false;
}

/* Of two files in each other's place one message is enough. */
static void report_kind(toc_session *session, const char *path, const char *message,
                        const char *help)
{
    toc_diag_sink *sink = &session->sink;
    for (uint32_t i = 0; i < sink->records.count; i++) {
        if (sink->records.items[i]->code == TOC_D_SOURCE_WRONG_KIND &&
            (session->args->command->id == TOC_CMD_DRILL ||
             session->args->command->id == TOC_CMD_TABLE))
            return;
    }
    toc_diag *diag = toc_diag_add(sink, TOC_D_SOURCE_WRONG_KIND, (toc_span){0, 0}, "%s", message);
    toc_diag_set_subject(sink, diag, path);
    toc_diag_add_help(sink, diag, "%s", help);
}

const char *toc_session_path(toc_session *session, const char *operand)
{
    const char *path = operand;
    size_t size;

    while (path[0] == '.' && path[1] == '/')
        path += 1 + strspn(path + 1, "/");
    if (!*path)
        path = operand[0] ? "." : operand;
    else if (*path == '-')
        path = operand; /* else it would read as an option, or as standard input */
    size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    return toc_arena_copy(&session->arena, path, size);
}

void toc_session_follow_lang(toc_session *session, const char *lang)
{
    if (session->has_chosen_lang)
        return;
    session->arena.lang = lang ? lang : "en";
    if (!session->lang)
        session->lang = session->arena.lang;
}

void toc_session_follow(toc_session *session, const toc_source *source)
{
    if (!session->has_chosen_lang)
        toc_session_follow_lang(session, toc_source_lang(&session->arena, source));
}

void toc_session_follow_first(toc_session *session)
{
    if (session->lang)
        session->arena.lang = session->lang;
}

/* Tools read what is written for them in one language, whatever the plan's. */
void toc_session_choose_lang(toc_session *session)
{
    const char *lang = toc_args_messages_lang(session->args);

    session->has_chosen_lang = lang != NULL;
    if (!lang && (session->writer || session->prints_json)) {
        session->has_chosen_lang = true;
        lang = "en";
    }
    session->lang = lang;
    session->arena.lang = lang ? lang : toc_args_locale_lang();
}

static const toc_plan *compile(toc_session *session, const toc_source *source)
{
    uint32_t errors = session->sink.error_count;
    const toc_plan *plan = toc_compile_source(&session->arena, session->sources, source,
                                              &session->compile, &session->sink);

    session->is_plan_broken = session->is_plan_broken || session->sink.error_count > errors;
    return plan;
}

const toc_plan *toc_session_read(toc_session *session, const char *operand)
{
    const char *path = toc_session_path(session, operand);
    const toc_source *source =
        toc_sources_read(session->sources, NULL, path, (toc_span){0, 0}, &session->sink);
    if (!source)
        return NULL;
    if (session->takes_rules && toc_pack_is_in(&session->arena, source)) {
        (void)toc_pack_read(&session->arena, source, &session->sink);
        return NULL;
    }
    if (!is_scenario(source) && !session->plan_path)
        session->plan_path = path;
    toc_session_follow(session, source);
    if (!is_scenario(source))
        return compile(session, source);
    report_kind(session, path, TOC_PHRASE("this is a scenario, and a plan is needed here"),
                toc_session_plan_help(&session->arena, session->args->command));
    return NULL;
}

void toc_session_add_input(toc_session *session, const char *path, const toc_plan *plan)
{
    toc_findings_input input = {path, plan};

    TOC_PUSH(&session->arena, &session->inputs, input);
}

const toc_source *toc_session_scenario(toc_session *session, const char *path)
{
    const toc_source *source =
        toc_sources_read_long(session->sources, path, (toc_span){0, 0}, &session->sink);
    if (!source || !is_plan(source))
        return source;
    report_kind(session, path, TOC_PHRASE("this is a plan, and a scenario is needed here"),
                scenario_help(&session->arena, session->args->command));
    return NULL;
}

const toc_plan *toc_session_plan(toc_session *session, const char *path)
{
    const toc_plan *plan = toc_session_read(session, path);
    return plan && !plan->has_errors ? plan : NULL;
}

/* ── machines, outputs, messages ──────────────────────────────────────────── */

static const toc_machine *open_image(toc_session *session, const char *path)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_status status = toc_machine_open(path, &session->image, reason);
    if (status == TOC_OK)
        return toc_machine_file_get(session->image);
    if (status == TOC_ENOMEM)
        longjmp(session->escape, 1);
    const char *why = status == TOC_EIO ? strerror(errno) : reason;
    toc_diag *diag = toc_diag_add(&session->sink, TOC_D_IMAGE_REFUSED, (toc_span){0, 0},
                                  "this machine image cannot be used: %s", why);
    toc_diag_set_subject(&session->sink, diag, path);
    toc_diag_add_help(&session->sink, diag,
                      "build it again from the plan: `tocsin build -o %s PLAN`", path);
    return NULL;
}

const toc_machine *toc_session_machine(toc_session *session, const char *path)
{
    if (toc_machine_is_image(path))
        return open_image(session, path);
    const toc_plan *plan = toc_session_plan(session, path);
    return plan ? toc_lower(&session->arena, session->sources, plan, &session->sink) : NULL;
}

static bool is_file(const toc_session_input *file, const struct stat *at)
{
    return file->device == (uint64_t)at->st_dev && file->inode == (uint64_t)at->st_ino;
}

void toc_session_keep(toc_session *session, const char *path)
{
    struct stat at;

    if (strcmp(path, "-") == 0 || stat(path, &at) != 0)
        return;
    toc_session_input file = {(uint64_t)at.st_dev, (uint64_t)at.st_ino};
    TOC_PUSH(&session->arena, &session->read, file);
}

/* By whatever name or link: is it a file that this command reads? */
static bool is_read(toc_session *session, const char *path)
{
    struct stat at;

    if (!path || strcmp(path, "-") == 0 || stat(path, &at) != 0 || !S_ISREG(at.st_mode))
        return false;
    for (uint32_t i = 0; i < session->args->operand_count; i++)
        toc_session_keep(session, session->args->operands[i]);
    for (uint32_t i = 0; i < session->read.count; i++) {
        if (is_file(&session->read.items[i], &at))
            return true;
    }
    for (uint32_t i = 0; i < toc_sources_count(session->sources); i++) {
        const toc_source *source = toc_sources_at(session->sources, i);
        toc_session_input file = {source->device, source->inode};

        if (source->inode != 0 && is_file(&file, &at))
            return true;
    }
    return false;
}

bool toc_session_may_write(toc_session *session, const char *path)
{
    if (!is_read(session, path))
        return true;
    toc_args_complain(session->args,
                      "`%s` is read here, and is not written over: name another file", path);
    return false;
}

FILE *toc_session_open(toc_session *session, const char *path)
{
    toc_output *output = &session->outputs[session->output_count];
    if (!toc_session_may_write(session, path))
        return NULL;
    if (!toc_output_open(output, path, toc_arena_lang(&session->arena), stderr))
        return NULL;
    session->output_count++;
    return output->stream;
}

int toc_session_commit(toc_session *session)
{
    bool is_fine = true;
    while (session->output_count > 0)
        is_fine = toc_output_commit(&session->outputs[--session->output_count]) && is_fine;
    return is_fine ? TOC_EXIT_FINE : TOC_EXIT_INTERNAL;
}

/* A file that could not even be read is no finding in a plan. */
static bool is_unreadable(const toc_diag_sink *sink)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        if (diag->level == TOC_DIAG_ERROR && toc_span_is_none(diag->span) &&
            (int)diag->code < FIRST_OF_PLANS)
            return true;
    }
    return false;
}

/* Of what is about files: a plan that was read has none, so it is about another one. */
static bool has_plan_error(const toc_session *session)
{
    const toc_diag_sink *sink = &session->sink;

    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        if (diag->level == TOC_DIAG_ERROR && (int)diag->code >= FIRST_OF_PLANS &&
            (int)diag->code < FIRST_OF_SCENARIOS)
            return true;
    }
    return session->is_plan_broken;
}

uint32_t toc_session_put_aside(toc_session *session)
{
    toc_diag_sink *sink = &session->sink;
    uint32_t kept = 0;
    uint32_t aside = 0;
    if (session->args->command->id == TOC_CMD_CHECK)
        return 0;
    sink->allowed.count = 0;
    if (has_plan_error(session))
        return 0;
    for (uint32_t i = 0; i < sink->records.count; i++) {
        toc_diag *diag = sink->records.items[i];
        bool is_of_plan = (int)diag->code < FIRST_OF_SCENARIOS && diag->level != TOC_DIAG_ERROR;
        aside += is_of_plan && diag->level == TOC_DIAG_WARNING;
        if (!is_of_plan)
            sink->records.items[kept++] = diag;
    }
    sink->records.count = kept;
    sink->warning_count -= aside;
    return aside;
}

static void print_text(toc_session *session)
{
    uint32_t aside = toc_session_put_aside(session);
    toc_session_follow_first(session);
    toc_diag_render_text(&session->sink, session->sources, toc_args_colour(session->args, stderr),
                         stderr);
    if (aside > 0)
        fprintf(stderr, "%s\n",
                toc_say(&session->arena, "the plan has %u warning%s: `tocsin check %s`", aside,
                        aside == 1 ? "" : "s",
                        session->plan_path ? session->plan_path : session->args->operands[0]));
}

static void write_findings(const toc_session *session)
{
    toc_findings findings = {.sink = &session->sink,
                             .sources = session->sources,
                             .inputs = session->inputs.items,
                             .input_count = session->inputs.count,
                             .options = &session->compile.checks,
                             .version = TOC_VERSION};

    session->writer(&findings, stdout);
}

static void print_messages(toc_session *session)
{
    if (session->writer) {
        write_findings(session);
    } else if (session->prints_json) {
        (void)toc_session_put_aside(session);
        toc_diag_render_json(&session->sink, session->sources, stdout);
    } else {
        print_text(session);
    }
}

bool toc_session_tell(toc_session *session)
{
    toc_diag_localise(&session->sink, session->sources);
    toc_diag_sink_finish(&session->sink);
    print_messages(session);
    session->is_told = true;
    return session->sink.error_count == 0;
}

static int print_findings(toc_session *session, int exit_code)
{
    toc_diag_localise(&session->sink, session->sources);
    toc_diag_sink_finish(&session->sink);
    if (!session->is_told)
        print_messages(session);
    if (session->sink.error_count == 0)
        return exit_code;
    int worst = is_unreadable(&session->sink) ? TOC_EXIT_USAGE : TOC_EXIT_FINDINGS;
    return exit_code > worst ? exit_code : worst;
}

static bool is_folder(const char *path)
{
    struct stat at;

    return stat(path, &at) == 0 && S_ISDIR(at.st_mode);
}

static int run_guarded(toc_session *session, toc_session_body *body)
{
    if (setjmp(session->escape)) {
        toc_args_complain(session->args, "memory is used up");
        return TOC_EXIT_INTERNAL;
    }
    session->sources = toc_sources_new(&session->arena);
    if (session->compile.root && !is_folder(session->compile.root)) {
        toc_args_complain(session->args, "`--root`: `%s` is no folder", session->compile.root);
        return TOC_EXIT_USAGE;
    }
    if (session->compile.root)
        session->compile.root = toc_session_path(session, session->compile.root);
    toc_diag_sink_init(&session->sink, &session->arena);
    toc_session_choose_lang(session);
    int exit_code = body(session);
    return print_findings(session, exit_code);
}

static void watch_sources(const toc_session *session, toc_watch *watch)
{
    for (uint32_t i = 0; i < toc_sources_count(session->sources); i++) {
        const toc_source *source = toc_sources_at(session->sources, i);
        if (!toc_watch_add(watch, source->path))
            toc_args_complain(session->args, "`%s` cannot be watched: %s", source->path,
                              strerror(errno));
    }
}

static int run(const toc_args *args, bool prints_json, toc_session_body *body, toc_watch *watch)
{
    toc_session session = {.args = args,
                           .compile = {.root = toc_args_value(args, TOC_OPT_ROOT, NULL)},
                           .prints_json = prints_json};
    toc_arena_init(&session.arena, &session.escape);
    int exit_code = run_guarded(&session, body);
    if (watch)
        watch_sources(&session, watch);
    while (session.output_count > 0)
        toc_output_abort(&session.outputs[--session.output_count]);
    toc_machine_file_close(session.image);
    toc_arena_deinit(&session.arena);
    return exit_code;
}

int toc_session_run(const toc_args *args, bool prints_json, toc_session_body *body)
{
    return run(args, prints_json, body, NULL);
}

int toc_session_run_watched(const toc_args *args, toc_session_body *body, toc_watch *watch)
{
    return run(args, false, body, watch);
}
