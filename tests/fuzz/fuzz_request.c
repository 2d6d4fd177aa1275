/* fuzz_request.c - bytes from anywhere as what a browser sends, against the whole server.
 *
 * The server plays a small exercise with a journal of its own.  In the bytes
 * @HOST, @TOKEN and @CODE stand for what only the server knows, so that inputs get past the door.
 * Whatever comes, each answer is one of HTTP, has the headers that all must have where it is ours,
 * and the server goes on. */
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drill/scenario.h"
#include "driver/compile.h"
#include "journal/journal.h"
#include "lower/lower.h"
#include "serve/opening.h"
#include "serve/serve.h"

#define TURNS_MAX 200
#define OUT_MAX   (1u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plan_text[] =
    "plan small \"Small\" { version \"1\" language en timezone \"UTC\" }\n"
    "org crew \"Crew\" { }\n"
    "event leak \"Leak\" { seen by crew }\n"
    "response stop \"Stop\" { on leak\n"
    "  step close \"Close\" { by crew within 15min }\n"
    "}\n";
static const char scenario_text[] =
    "scenario: small\ntitle: Small\nplan: small.plan\nstart: 2026-03-05T02:10:00Z\nkind: tabletop\n"
    "script:\n  - {at: 0min, inject: leak, to: crew, text: \"water\"}\nend: 1h\n";

typedef struct bench {
    toc_arena arena;
    toc_journal *journal;
    toc_exercise *exercise;
    toc_server *server;
    char host[300];
    char cookie[128]; /* of a controller who has joined */
    char folder[64];
} bench;

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

/* ── what is behind the server ── */

static void make_journal(bench *it, const toc_machine *machine)
{
    toc_journal_file files[] = {
        {.role = TOC_JOURNAL_IMAGE, .path = "i", .bytes = machine->image, .size = machine->size},
        {.role = TOC_JOURNAL_SCENARIO,
         .path = "s",
         .bytes = scenario_text,
         .size = sizeof scenario_text - 1},
    };
    toc_journal_head head = {
        .exercise = "small", .program = "fuzz", .files = files, .file_count = 2};
    toc_journal_problem problem;
    char place[80];
    uint64_t found;

    snprintf(it->folder, sizeof it->folder, "/tmp/tocsin-fuzz-XXXXXX");
    if (!mkdtemp(it->folder))
        fail("no folder");
    snprintf(place, sizeof place, "%s/journal", it->folder);
    if (toc_journal_create(place, &head, &it->journal, &problem) != TOC_OK ||
        toc_opening_take(it->journal, it->exercise, &found, &problem) != TOC_OK)
        fail(problem.text);
    (void)unlink(place); /* it stays open, and nothing is left of it */
    (void)rmdir(it->folder);
}

static void make_exercise(bench *it)
{
    toc_sources *sources;
    toc_diag_sink sink;
    toc_compile_options options = {0};
    const toc_source *source;
    const toc_plan *plan;
    const toc_machine *machine;
    const toc_scenario *scenario;

    toc_arena_init(&it->arena, NULL);
    sources = toc_sources_new(&it->arena);
    toc_diag_sink_init(&sink, &it->arena);
    source = toc_sources_add(sources, "small.plan", plan_text, sizeof plan_text - 1);
    plan = toc_compile_source(&it->arena, sources, source, &options, &sink);
    machine = plan && !plan->has_errors ? toc_lower(&it->arena, sources, plan, &sink) : NULL;
    source = toc_sources_add(sources, "small.yaml", scenario_text, sizeof scenario_text - 1);
    scenario = machine ? toc_scenario_read(&it->arena, sources, source, &sink) : NULL;
    if (!scenario ||
        toc_opening_make(machine, scenario, "small.plan", &sink, &it->exercise) != TOC_OK) {
        toc_diag_sink_finish(&sink);
        toc_diag_render_text(&sink, sources, false, stderr);
        fail("the plan does not stand");
    }
    make_journal(it, machine);
}

/* ── a browser ── */

/* Sends all and reads what comes until the server closes, or has nothing more to say. */
static size_t converse(bench *it, const char *bytes, size_t size, char *out, size_t room)
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

static void join(bench *it, char *out)
{
    char request[1000];
    char body[128];
    const char *cookie;
    int size = snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Li\",\"lang\":\"en\"}",
                        toc_server_code(it->server, TOC_ROLE_CONTROLLER));

    snprintf(request, sizeof request,
             "POST /join HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Type: "
             "application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
             it->host, it->host, size, body);
    (void)converse(it, request, strlen(request), out, OUT_MAX);
    cookie = strstr(out, "Set-Cookie: ");
    if (!cookie)
        fail(out);
    cookie += strlen("Set-Cookie: ");
    snprintf(it->cookie, sizeof it->cookie, "%.*s", (int)strcspn(cookie, ";"), cookie);
}

static bench *make_bench(char *out)
{
    static bench it;
    toc_serve_config config = {.program = "/bin/true", .address = "127.0.0.1"};
    toc_serve_table table = {.folder = "/", .plan = "none"};
    char problem[TOC_SERVE_PROBLEM];
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    make_exercise(&it);
    table.exercise = it.exercise;
    table.journal = it.journal;
    if (toc_server_new(&config, problem, &it.server) != TOC_OK ||
        toc_server_open(it.server, &table, problem) != TOC_OK)
        fail(problem);
    /* "http://127.0.0.1:1234/" */
    snprintf(it.host, sizeof it.host, "%s", toc_server_address(it.server, 0) + strlen("http://"));
    it.host[strcspn(it.host, "/")] = '\0';
    join(&it, out);
    return &it;
}

/* ── inputs ── */

typedef struct slot {
    const char *mark;
    const char *value;
} slot;

/* The bytes with what the marks stand for; @p out has room enough for TEXT_MAX. */
static size_t fill_in(const bench *it, const uint8_t *data, size_t size, char *out, size_t room)
{
    const slot slots[] = {{"@HOST", it->host},
                          {"@TOKEN", it->cookie},
                          {"@CODE", toc_server_code(it->server, TOC_ROLE_PLAYER)}};
    size_t used = 0;

    for (size_t at = 0; at < size && used + 400 < room;) {
        const slot *found = NULL;

        for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
            size_t length = strlen(slots[i].mark);

            if (size - at >= length && memcmp(data + at, slots[i].mark, length) == 0)
                found = &slots[i];
        }
        if (found)
            used += (size_t)snprintf(out + used, room - used, "%s", found->value);
        else
            out[used++] = (char)data[at];
        at += found ? strlen(found->mark) : 1;
    }
    return used;
}

/* Ours say what they may not be taken for; libmicrohttpd's own, to what it cannot read, have a text of
 * its own that holds nothing of the request. */
static void check_answer(const char *out, size_t size)
{
    if (size == 0)
        return;
    if (strncmp(out, "HTTP/1.1 ", 9) != 0)
        fail("an answer that is none of HTTP");
    if (strncmp(out + 9, "200", 3) == 0 && !strstr(out, "X-Content-Type-Options: nosniff"))
        fail("an answer without its headers");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bench *it;
    static char in[1u << 18];
    static char out[OUT_MAX];
    size_t used;

    if (!it)
        it = make_bench(out);
    used = fill_in(it, data, size, in, sizeof in);
    check_answer(out, converse(it, in, used, out, sizeof out));
    used = (size_t)snprintf(
        in, sizeof in, "GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", it->host);
    if (converse(it, in, used, out, sizeof out) == 0 || !strstr(out, "\"status\":\"ok\""))
        fail("the server does not go on");
    return 0;
}
