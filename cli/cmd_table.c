/* cmd_table.c - `tocsin table`: a live exercise, served to browsers until it is told to end. */
#include <signal.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/table_exercise.h"
#include "cli/table_greeting.h"
#include "cli/table_options.h"
#include "serve/opening.h"

/* They come by a descriptor, see serve/server.c; a browser that is gone is no signal: what writes is
 * told. */
static void block_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

/* As a shell takes it for one word. */
static const char *word_of(toc_arena *arena, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "@%+=:,./-_";
    char *word;
    char *to;

    if (*text && strspn(text, plain) == strlen(text))
        return text;
    to = word = toc_arena_alloc(arena, 4 * strlen(text) + 3);
    *to++ = '\'';
    for (; *text; text++) {
        if (*text == '\'')
            to = stpcpy(to, "'\\'");
        *to++ = *text;
    }
    *to = '\'';
    return word;
}

static void say_farewell(toc_session *session, const toc_table_exercise *table)
{
    const char *const *operands = session->args->operands;
    toc_arena *arena = &session->arena;
    bool is_over = toc_opening_is_over(table->exercise);

    printf(TOC_PHRASE("\njournal %s: %llu row%s, head %s\n"), table->shown,
           (unsigned long long)toc_journal_last(table->journal),
           toc_journal_last(table->journal) == 1 ? "" : "s", toc_journal_last_hash(table->journal));
    printf("%s: tocsin table --journal %s %s %s\n",
           is_over ? TOC_PHRASE("to look at it again") : TOC_PHRASE("to go on"),
           word_of(arena, table->shown), word_of(arena, operands[0]), word_of(arena, operands[1]));
}

static int fail(const toc_session *session, toc_status status, const char *problem)
{
    toc_args_complain(session->args, "%s",
                      status == TOC_ENOMEM ? toc_status_text(status) : problem);
    return status == TOC_EIO ? TOC_EXIT_USAGE : TOC_EXIT_INTERNAL;
}

static int listen_at(const toc_session *session, const toc_table_options *options, toc_server **out)
{
    toc_serve_config config = {.program = "/proc/self/exe",
                               .address = options->address,
                               .port = options->port,
                               .certificate = options->certificate,
                               .key = options->key,
                               .hosts = options->hosts,
                               .host_count = options->host_count};
    char problem[TOC_SERVE_PROBLEM];
    toc_status status = toc_server_new(&config, problem, out);

    return status == TOC_OK ? TOC_EXIT_FINE : fail(session, status, problem);
}

static int serve(toc_session *session, const toc_table_options *options,
                 const toc_table_exercise *table, toc_server *server)
{
    toc_serve_table served = {.exercise = table->exercise,
                              .journal = table->journal,
                              .folder = table->folder,
                              .plan = table->plan,
                              .worded = table->worded,
                              .worded_count = table->worded_count};
    char problem[TOC_SERVE_PROBLEM];
    toc_status status = toc_server_open(server, &served, problem);

    if (status != TOC_OK)
        return fail(session, status, problem);
    toc_table_greet(session, options, table, server);
    status = toc_server_run(server, problem);
    if (status != TOC_OK)
        toc_args_complain(session->args, "the server had to stop: %s", problem);
    return status == TOC_OK ? TOC_EXIT_FINE : TOC_EXIT_INTERNAL;
}

static int play(toc_session *session)
{
    toc_table_options options;
    toc_table_exercise table;
    toc_server *server = NULL;
    bool is_begun;
    int code;

    if (!toc_table_options_read(session, &options))
        return TOC_EXIT_USAGE;
    block_signals();
    code = toc_table_exercise_open(session, &table);
    /* the last that can be refused for how it was asked: only then is anything written */
    if (code == TOC_EXIT_FINE)
        code = listen_at(session, &options, &server);
    if (code == TOC_EXIT_FINE)
        code = toc_table_exercise_begin(session, &table);
    is_begun = code == TOC_EXIT_FINE;
    if (is_begun)
        code = serve(session, &options, &table, server);
    toc_server_free(server);
    if (is_begun)
        say_farewell(session, &table);
    toc_table_exercise_close(&table);
    return code;
}

int toc_cmd_table(const toc_args *args)
{
    return toc_session_run(args, false, play);
}
