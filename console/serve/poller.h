/* poller.h - waits for several things at once: sockets, pipes, signals.
 *
 * A thin layer on epoll: whoever has a descriptor puts a toc_poll into its own structure, and its
 * function is called when something is there.  One thread. */
#ifndef TOC_SERVE_POLLER_H
#define TOC_SERVE_POLLER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

#include "base/status.h"

typedef void toc_poll_ready(void *context, uint32_t events);

typedef struct toc_poll {
    toc_poll_ready *ready; /* may remove this and others */
    void *context;
    int fd; /* -1: not waited for */
} toc_poll;

typedef struct toc_poller {
    int epoll;
    struct epoll_event events[64]; /* of the present round */
    int count;
    int next;
} toc_poller;

/** TOC_EIO: errno tells why. */
toc_status toc_poller_init(toc_poller *poller);
void toc_poller_deinit(toc_poller *poller);

/** From now on calls @p ready for @p events of @p fd; @p it stays the caller's and stays in its place. */
toc_status toc_poller_add(toc_poller *poller, toc_poll *it, int fd, uint32_t events,
                          toc_poll_ready *ready, void *context);

/** Never again, not even for what the present round has found.  One that is not waited for is fine. */
void toc_poller_remove(toc_poller *poller, toc_poll *it);

/** Waits at most @p timeout ms (-1: for ever) and calls what is ready, once each. */
void toc_poller_wait(toc_poller *poller, int timeout);

#endif
