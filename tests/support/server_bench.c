/* server_bench.c - the whole server of a live exercise in this process. */
#include "tests/support/server_bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "driver/compile.h"
#include "lower/lower.h"
#include "serve/opening.h"

#define TURNS_MAX 200

static const char plan_text[] =
    "plan small \"Small\" { version \"1\" language en timezone \"UTC\" }\n"
    "org crew \"Crew\" { }\n"
    "event leak \"Leak\" { seen by crew }\n"
    "response stop \"Stop\" { on leak\n"
    "  step close \"Close\" { by crew within 15min }\n"
    "}\n";
static const char scenario_text[] =
    "scenario: small\ntitle: Small\nplan: small.plan\nstart: 2026-03-05T02:10:00Z\nkind: tabletop\n"
    "script:\n  - {at: 0min, inject: leak, to: crew, text: \"water\"}\n"
    "  - {at: 20min, note: more, to: crew}\nend: 1h\n";

static void fail(const char *what)
{
    (void)fprintf(stderr, "%s\n", what);
    abort();
}

/* ── what is served ── */

static toc_exercise *new_exercise(const server_bench *it)
{
    toc_exercise *exercise = NULL;
    toc_diag_sink sink;
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    toc_diag_sink_init(&sink, &arena);
    if (toc_opening_make(it->machine, it->scenario, "small.plan", &sink, &exercise) != TOC_OK)
        fail("the plan does not stand");
    toc_arena_deinit(&arena);
    return exercise;
}

void server_bench_init(server_bench *it)
{
    toc_compile_options options = {0};
    const toc_source *source;
    const toc_plan *plan;
    toc_sources *sources;
    toc_diag_sink sink;
    sigset_t set;

    memset(it, 0, sizeof *it);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    toc_arena_init(&it->arena, NULL);
    sources = toc_sources_new(&it->arena);
    toc_diag_sink_init(&sink, &it->arena);
    source = toc_sources_add(sources, "small.plan", plan_text, sizeof plan_text - 1);
    plan = toc_compile_source(&it->arena, sources, source, &options, &sink);
    it->machine = plan && !plan->has_errors ? toc_lower(&it->arena, sources, plan, &sink) : NULL;
    source = toc_sources_add(sources, "small.yaml", scenario_text, sizeof scenario_text - 1);
    it->scenario = it->machine ? toc_scenario_read(&it->arena, sources, source, &sink) : NULL;
    if (it->scenario)
        return;
    toc_diag_sink_finish(&sink);
    toc_diag_render_text(&sink, sources, false, stderr);
    fail("the plan does not stand");
}

void server_bench_deinit(server_bench *it)
{
    toc_arena_deinit(&it->arena);
}

static void open_journal(server_bench *it, const char *place)
{
    toc_journal_file files[] = {
        {.role = TOC_JOURNAL_IMAGE,
         .path = "i",
         .bytes = it->machine->image,
         .size = it->machine->size},
        {.role = TOC_JOURNAL_SCENARIO,
         .path = "s",
         .bytes = scenario_text,
         .size = sizeof scenario_text - 1},
    };
    toc_journal_head head = {
        .exercise = "small", .program = "bench", .files = files, .file_count = 2};
    toc_journal_problem problem;
    toc_status status;

    if (access(place, F_OK) == 0)
        status = toc_journal_open(place, TOC_JOURNAL_WRITE, &it->journal, &problem);
    else
        status = toc_journal_create(place, &head, &it->journal, &problem);
    if (status != TOC_OK)
        fail(problem.text);
}

void server_bench_open(server_bench *it, const char *place)
{
    toc_serve_config config = {.program = "/bin/true", .address = "127.0.0.1"};
    toc_serve_table table = {.folder = "/", .plan = "none"};
    char why[TOC_SERVE_PROBLEM];
    toc_journal_problem problem;
    uint64_t found;

    open_journal(it, place);
    it->exercise = new_exercise(it);
    if (toc_opening_take(it->journal, it->exercise, &found, &problem) != TOC_OK)
        fail(problem.text);
    table.exercise = it->exercise;
    table.journal = it->journal;
    if (toc_server_new(&config, why, &it->server) != TOC_OK ||
        toc_server_open(it->server, &table, why) != TOC_OK)
        fail(why);
    /* "http://127.0.0.1:1234/" */
    (void)snprintf(it->host, sizeof it->host, "%s",
                   toc_server_address(it->server, 0) + strlen("http://"));
    it->host[strcspn(it->host, "/")] = '\0';
}

void server_bench_close(server_bench *it)
{
    toc_server_free(it->server);
    toc_exercise_free(it->exercise);
    toc_journal_close(it->journal);
    it->server = NULL;
    it->exercise = NULL;
    it->journal = NULL;
}

/* ── a browser ── */

size_t server_bench_say(server_bench *it, const char *bytes, size_t size, char *out, size_t room)
{
    int ends[2];
    size_t sent = 0;
    size_t got = 0;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        fail("no sockets");
    if (toc_server_adopt(it->server, ends[1]) != TOC_OK)
        fail("the server takes no connection");
    for (int turn = 0; turn < TURNS_MAX; turn++) {
        ssize_t step = sent < size ? send(ends[0], bytes + sent, size - sent, MSG_NOSIGNAL) : 0;

        sent += step > 0 ? (size_t)step : 0;
        if (sent == size && size > 0 && turn > 4)
            (void)shutdown(ends[0], SHUT_WR);
        toc_server_turn(it->server);
        step = recv(ends[0], out + got, room - got - 1, 0);
        if (step == 0)
            break;
        got += step > 0 ? (size_t)step : 0;
        if (got + 1 >= room)
            break;
    }
    (void)close(ends[0]);
    for (int turn = 0; turn < 4; turn++)
        toc_server_turn(it->server);
    out[got] = '\0';
    return got;
}

static void read_some(int end, char *out, size_t *got, size_t room)
{
    ssize_t step = recv(end, out + *got, room - *got - 1, 0);

    *got += step > 0 ? (size_t)step : 0;
    out[*got] = '\0';
}

void server_bench_say_many(server_bench *it, char *const *requests, char *const *out, size_t count,
                           size_t room)
{
    int ends[SERVER_BENCH_MANY][2];
    size_t got[SERVER_BENCH_MANY] = {0};

    if (count > SERVER_BENCH_MANY)
        fail("too many browsers");
    for (size_t i = 0; i < count; i++) {
        ssize_t size = (ssize_t)strlen(requests[i]);

        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends[i]) != 0 ||
            send(ends[i][0], requests[i], (size_t)size, MSG_NOSIGNAL) != size ||
            toc_server_adopt(it->server, ends[i][1]) != TOC_OK)
            fail("no sockets");
    }
    for (int turn = 0; turn < 12; turn++) {
        toc_server_turn(it->server);
        for (size_t i = 0; i < count; i++)
            read_some(ends[i][0], out[i], &got[i], room);
    }
    for (size_t i = 0; i < count; i++)
        (void)close(ends[i][0]);
    for (int turn = 0; turn < 4; turn++)
        toc_server_turn(it->server);
}

static int ask(server_bench *it, const char *request, char *out)
{
    (void)server_bench_say(it, request, strlen(request), out, SERVER_BENCH_OUT);
    return strncmp(out, "HTTP/1.1 ", 9) == 0 ? atoi(out + 9) : 0;
}

#define REQUEST_MAX 3000

static void write_post(const server_bench *it, const char *path, const char *body, char *request)
{
    (void)snprintf(request, REQUEST_MAX,
                   "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nCookie: %s\r\n"
                   "Content-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n"
                   "\r\n%s",
                   path, it->host, it->host, it->cookie[0] ? it->cookie : "none=1", strlen(body),
                   body);
}

static int post(server_bench *it, const char *path, const char *body, char *out)
{
    char request[REQUEST_MAX];

    write_post(it, path, body, request);
    return ask(it, request, out);
}

char *server_bench_request(const server_bench *it, const char *key, const char *kind,
                           const char *body)
{
    char *request = malloc(REQUEST_MAX);
    char text[2000];

    if (!request)
        fail("memory is used up");
    (void)snprintf(text, sizeof text, "{\"key\":\"%s\",\"kind\":\"%s\",\"body\":%s}", key, kind,
                   body);
    write_post(it, "/act", text, request);
    return request;
}

int server_bench_join(server_bench *it, char *out)
{
    char body[128];
    const char *cookie;
    int status;

    (void)snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Li\",\"lang\":\"en\"}",
                   toc_server_code(it->server, TOC_ROLE_CONTROLLER));
    status = post(it, "/join", body, out);
    cookie = status == 200 ? strstr(out, "Set-Cookie: ") : NULL;
    if (cookie) {
        cookie += strlen("Set-Cookie: ");
        (void)snprintf(it->cookie, sizeof it->cookie, "%.*s", (int)strcspn(cookie, ";"), cookie);
    }
    return status;
}

int server_bench_get(server_bench *it, const char *path, char *out)
{
    char request[1000];

    (void)snprintf(request, sizeof request,
                   "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nConnection: close\r\n\r\n", path,
                   it->host, it->cookie[0] ? it->cookie : "none=1");
    return ask(it, request, out);
}

int server_bench_act(server_bench *it, const char *key, const char *kind, const char *body,
                     char *out)
{
    char text[2000];

    (void)snprintf(text, sizeof text, "{\"key\":\"%s\",\"kind\":\"%s\",\"body\":%s}", key, kind,
                   body);
    return post(it, "/act", text, out);
}
