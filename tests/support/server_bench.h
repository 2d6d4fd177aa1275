/* server_bench.h - the whole server of a live exercise in this process, with a small plan, and a browser that
 * is a pair of sockets.
 *
 * What must not fail ends the program with a message; so tests and fuzzing can both stand on it. */
#ifndef TOC_TESTS_SERVER_BENCH_H
#define TOC_TESTS_SERVER_BENCH_H

#include <stddef.h>

#include "drill/scenario.h"
#include "journal/journal.h"
#include "live/exercise.h"
#include "serve/serve.h"

#define SERVER_BENCH_OUT (1u << 20) /* room for any answer */

typedef struct server_bench {
    toc_arena arena;
    const toc_machine *machine;
    const toc_scenario *scenario;
    toc_journal *journal;
    toc_exercise *exercise;
    toc_server *server;
    char host[300];
    char cookie[128]; /* of a controller who has joined */
} server_bench;

/** Compiles the plan and reads the scenario; SIGPIPE and SIGCHLD are taken care of. */
void server_bench_init(server_bench *it);
void server_bench_deinit(server_bench *it);

/** Opens the journal at @p place, makes it where there is none, and serves it. */
void server_bench_open(server_bench *it, const char *place);
void server_bench_close(server_bench *it);

/** Sends all and reads what comes until the server closes, or has nothing more to say; how much came, with a
 *  NUL after it. */
size_t server_bench_say(server_bench *it, const char *bytes, size_t size, char *out, size_t room);

/** Several browsers send a whole request each, before the server does anything; then all read what comes.
 *  @p requests and @p out are of @p count; each answer has @p room. */
#define SERVER_BENCH_MANY 64
void server_bench_say_many(server_bench *it, char *const *requests, char *const *out, size_t count,
                           size_t room);

/** The text of an act, for server_bench_say_many; for the caller to free. */
char *server_bench_request(const server_bench *it, const char *key, const char *kind,
                           const char *body);

/** A controller joins: status of the answer; with 200 the cookie is kept. */
int server_bench_join(server_bench *it, char *out);
/** Status of a GET, and of an act; the answer is in @p out (SERVER_BENCH_OUT). */
int server_bench_get(server_bench *it, const char *path, char *out);
int server_bench_act(server_bench *it, const char *key, const char *kind, const char *body,
                     char *out);

#endif
