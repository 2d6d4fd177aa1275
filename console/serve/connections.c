/* connections.c - who is connected, since when, and who has taken too long. */
#include "serve/connections.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

void toc_connections_init(toc_connections *all, unsigned most)
{
    memset(all, 0, sizeof *all);
    all->most = most;
}

void toc_address_of(const struct sockaddr *address, unsigned char out[16])
{
    memset(out, 0, 16);
    if (address && address->sa_family == AF_INET) {
        struct sockaddr_in four;

        memcpy(&four, address, sizeof four);
        out[10] = out[11] = 0xff;
        memcpy(out + 12, &four.sin_addr, 4);
    } else if (address && address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;

        memcpy(&six, address, sizeof six);
        memcpy(out, &six.sin6_addr, 16);
    }
}

/* A whole network of IPv6 is one customer's: its first 8 bytes count. */
static bool is_same_place(const unsigned char *left, const unsigned char *right)
{
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    bool is_four = memcmp(left, mapped, sizeof mapped) == 0;

    return memcmp(left, right, is_four ? 16 : 8) == 0;
}

static unsigned count_of(const toc_connections *all, const unsigned char *address)
{
    unsigned count = 0;

    for (const toc_connection *it = all->oldest; it; it = it->newer)
        count += is_same_place(it->address, address);
    return count;
}

void toc_connection_cut(toc_connection *it)
{
    if (!it->is_cut)
        (void)shutdown(it->socket, SHUT_RDWR);
    it->is_cut = true;
}

static void cut_oldest_nameless(toc_connections *all)
{
    for (toc_connection *it = all->oldest; it; it = it->newer) {
        if (!it->is_known && !it->is_cut) {
            toc_connection_cut(it);
            return;
        }
    }
}

bool toc_connections_admit(toc_connections *all, const struct sockaddr *address, socklen_t size)
{
    unsigned char place[16];

    (void)size;
    toc_address_of(address, place);
    if (all->nameless >= TOC_SERVE_NAMELESS_MAX || all->count + 1 >= all->most)
        cut_oldest_nameless(all);
    if (all->count >= all->most)
        return false;
    return all->count < TOC_SERVE_ADDRESS_MAX || count_of(all, place) < TOC_SERVE_ADDRESS_MAX;
}

static void set_counted(toc_connections *all, toc_connection *it, bool is_counted)
{
    if (is_counted && !it->is_counted)
        all->nameless++;
    if (!is_counted && it->is_counted)
        all->nameless--;
    it->is_counted = is_counted;
}

toc_connection *toc_connections_add(toc_connections *all, int socket,
                                    const struct sockaddr *address, int64_t now)
{
    toc_connection *it = calloc(1, sizeof *it);

    if (!it)
        return NULL;
    it->socket = socket;
    toc_address_of(address, it->address);
    toc_connection_allow(it, now, TOC_SERVE_REQUEST_MS);
    it->older = all->newest;
    *(all->newest ? &all->newest->newer : &all->oldest) = it;
    all->newest = it;
    all->count++;
    set_counted(all, it, true);
    return it;
}

void toc_connections_remove(toc_connections *all, toc_connection *it)
{
    if (!it)
        return;
    set_counted(all, it, false);
    *(it->older ? &it->older->newer : &all->oldest) = it->newer;
    *(it->newer ? &it->newer->older : &all->newest) = it->older;
    all->count--;
    free(it);
}

void toc_connections_know(toc_connections *all, toc_connection *it)
{
    it->is_known = true;
    set_counted(all, it, false);
}

void toc_connection_allow(toc_connection *it, int64_t now, int64_t span)
{
    it->deadline = span == INT64_MAX ? INT64_MAX : now + span;
}

int64_t toc_connections_sweep(toc_connections *all, int64_t now)
{
    int64_t next = INT64_MAX;

    for (toc_connection *it = all->oldest; it; it = it->newer) {
        if (it->is_cut)
            continue;
        if (it->deadline <= now)
            toc_connection_cut(it);
        else if (it->deadline < next)
            next = it->deadline;
    }
    return next;
}
