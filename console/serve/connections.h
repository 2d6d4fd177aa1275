/* connections.h - who is connected, since when, and who has taken too long.
 *
 * libmicrohttpd's own time limits start anew with each byte, so that a byte a second holds a
 * connection for ever.  Here each connection has a moment until which what it does now must be done:
 * a request whole, an answer taken.  Past that its socket is shut down, and libmicrohttpd
 * closes it the usual way.  Owned by the server; one thread. */
#ifndef TOC_SERVE_CONNECTIONS_H
#define TOC_SERVE_CONNECTIONS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "serve/limits.h"

typedef struct toc_connection {
    struct toc_connection *older; /* in the table's list of all */
    struct toc_connection *newer;
    int socket;                /* libmicrohttpd's */
    bool is_cut;               /* shut down; its end has still to be noticed */
    bool is_known;             /* a participant asked on it, so it is not cut to make room */
    bool is_counted;           /* among `nameless` */
    int64_t deadline;          /* monotonic ms; INT64_MAX: none, it is a stream */
    unsigned char address[16]; /* IPv6, or IPv4 mapped into it */
} toc_connection;

typedef struct toc_connections {
    toc_connection *oldest;
    toc_connection *newest;
    unsigned count;
    unsigned nameless;
    unsigned most; /* all together */
} toc_connections;

/** @p most: how many there may be, at most TOC_SERVE_CONNECTIONS_MAX. */
void toc_connections_init(toc_connections *all, unsigned most);

/** Whether one more from @p address may come.  Where too many are nameless the oldest of them is cut. */
bool toc_connections_admit(toc_connections *all, const struct sockaddr *address, socklen_t size);

/** A new one at @p now, or NULL when memory is used up. */
toc_connection *toc_connections_add(toc_connections *all, int socket,
                                    const struct sockaddr *address, int64_t now);
/** Takes it off the list and frees it. */
void toc_connections_remove(toc_connections *all, toc_connection *it);

/** A participant asked on it. */
void toc_connections_know(toc_connections *all, toc_connection *it);

/** What it does now must be done in @p span ms. */
void toc_connection_allow(toc_connection *it, int64_t now, int64_t span);

/** Ends it: at its next turn libmicrohttpd finds its socket closed. */
void toc_connection_cut(toc_connection *it);

/** Cuts all whose time is over; returns the earliest moment at which another's is, or INT64_MAX.  O(all). */
int64_t toc_connections_sweep(toc_connections *all, int64_t now);

/** The address as 16 bytes. */
void toc_address_of(const struct sockaddr *address, unsigned char out[16]);

#endif
