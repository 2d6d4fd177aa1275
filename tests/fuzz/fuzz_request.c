/* fuzz_request.c - bytes from anywhere as what a browser sends, against the whole server.
 *
 * The server plays a small exercise with a journal of its own.  In the bytes
 * @HOST, @TOKEN and @CODE stand for what only the server knows, so that inputs get past the door.
 * Whatever comes, each answer is one of HTTP, has the headers that all must have where it is ours,
 * and the server goes on. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/server_bench.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

static server_bench *make_bench(char *out)
{
    static server_bench it;
    char folder[] = "/tmp/tocsin-fuzz-XXXXXX";
    char place[80];

    if (!mkdtemp(folder))
        fail("no folder");
    snprintf(place, sizeof place, "%s/journal", folder);
    server_bench_init(&it);
    server_bench_open(&it, place);
    (void)unlink(place); /* it stays open, and nothing is left of it */
    (void)rmdir(folder);
    if (server_bench_join(&it, out) != 200)
        fail(out);
    return &it;
}

/* ── inputs ── */

typedef struct slot {
    const char *mark;
    const char *value;
} slot;

/* The bytes with what the marks stand for; @p out has room enough for TEXT_MAX. */
static size_t fill_in(const server_bench *it, const uint8_t *data, size_t size, char *out,
                      size_t room)
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
    static server_bench *it;
    static char in[1u << 18];
    static char out[SERVER_BENCH_OUT];
    size_t used;

    if (!it)
        it = make_bench(out);
    used = fill_in(it, data, size, in, sizeof in);
    check_answer(out, server_bench_say(it, in, used, out, sizeof out));
    used = (size_t)snprintf(
        in, sizeof in, "GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", it->host);
    if (server_bench_say(it, in, used, out, sizeof out) == 0 || !strstr(out, "\"status\":\"ok\""))
        fail("the server does not go on");
    return 0;
}
