/* deaf_proxy.c - one connection after another, passed through until it is told otherwise. */
#define _GNU_SOURCE /* memmem */
#include "tests/support/deaf_proxy.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 8

typedef struct pair {
    int client;
    int server;
} pair;

static void order_path(const char *folder, char *out, size_t room)
{
    (void)snprintf(out, room, "%s/deaf", folder);
}

static struct sockaddr_un address(const char *folder, int port)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};

    (void)snprintf(to.sun_path, sizeof to.sun_path, "%s/.s.PGSQL.%d", folder, port);
    return to;
}

/* Whether an answer of @p size bytes is one to be lost; *out_ends as it was told. */
static bool is_to_be_lost(const char *folder, const char *bytes, size_t size, bool *out_ends)
{
    char path[200];
    char word[40] = "";
    FILE *order;

    order_path(folder, path, sizeof path);
    order = fopen(path, "r");
    if (!order)
        return false;
    (void)fgets(word, sizeof word, order);
    (void)fclose(order);
    *out_ends = word[0] == '!';
    if (strlen(word) < 2 || !memmem(bytes, size, word + 1, strlen(word + 1)))
        return false;
    (void)unlink(path);
    return true;
}

static bool send_all(int to, const char *bytes, ssize_t size)
{
    for (ssize_t done = 0; done < size;) {
        ssize_t sent = send(to, bytes + done, (size_t)(size - done), MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        done += sent;
    }
    return true;
}

/* False: this pair is over. */
static bool pass(const char *folder, const pair *p, bool from_server)
{
    char bytes[65536];
    ssize_t size = recv(from_server ? p->server : p->client, bytes, sizeof bytes, 0);
    bool ends = false;

    if (size <= 0)
        return false;
    if (from_server && is_to_be_lost(folder, bytes, (size_t)size, &ends)) {
        if (ends)
            _exit(0);
        return false;
    }
    return send_all(from_server ? p->client : p->server, bytes, size);
}

static void drop(pair *pairs, size_t *count, size_t index)
{
    (void)close(pairs[index].client);
    (void)close(pairs[index].server);
    pairs[index] = pairs[--*count];
}

static void take(const char *folder, int listener, pair *pairs, size_t *count)
{
    struct sockaddr_un to = address(folder, 5432);
    pair new = {accept(listener, NULL, NULL), socket(AF_UNIX, SOCK_STREAM, 0)};

    pairs[(*count)++] = new;
    if (connect(new.server, (struct sockaddr *)&to, sizeof to) != 0)
        drop(pairs, count, *count - 1);
}

static void serve(const char *folder, int listener)
{
    pair pairs[MOST];
    size_t count = 0;

    for (;;) {
        struct pollfd polls[2 * MOST + 1] = {
            {.fd = count < MOST ? listener : -1, .events = POLLIN}};

        for (size_t i = 0; i < count; i++) {
            polls[1 + 2 * i] = (struct pollfd){.fd = pairs[i].client, .events = POLLIN};
            polls[2 + 2 * i] = (struct pollfd){.fd = pairs[i].server, .events = POLLIN};
        }
        if (poll(polls, 1 + 2 * count, -1) < 0)
            _exit(1);
        for (size_t i = count; i-- > 0;) {
            if ((polls[1 + 2 * i].revents && !pass(folder, &pairs[i], false)) ||
                (polls[2 + 2 * i].revents && !pass(folder, &pairs[i], true)))
                drop(pairs, &count, i);
        }
        if (polls[0].revents)
            take(folder, listener, pairs, &count);
    }
}

pid_t deaf_proxy_start(const char *folder)
{
    struct sockaddr_un own = address(folder, DEAF_PORT);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    pid_t child;

    (void)unlink(own.sun_path);
    if (listener < 0 || bind(listener, (struct sockaddr *)&own, sizeof own) != 0 ||
        listen(listener, MOST) != 0)
        return -1;
    child = fork();
    if (child == 0) {
        (void)alarm(300); /* never left behind */
        serve(folder, listener);
    }
    (void)close(listener);
    return child;
}

void deaf_proxy_arm(const char *folder, const char *word, int ends)
{
    char path[200];
    FILE *order;

    order_path(folder, path, sizeof path);
    order = fopen(path, "w");
    if (!order)
        abort();
    (void)fprintf(order, "%c%s", ends ? '!' : '.', word);
    (void)fclose(order);
}

int deaf_proxy_has_struck(const char *folder)
{
    char path[200];

    order_path(folder, path, sizeof path);
    return access(path, F_OK) != 0;
}

void deaf_proxy_stop(pid_t proxy)
{
    (void)kill(proxy, SIGKILL);
    (void)waitpid(proxy, NULL, 0);
}
