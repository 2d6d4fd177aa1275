/* poller.c - waits for several things at once: sockets, pipes, signals. */
#include "serve/poller.h"

#include <stddef.h>
#include <unistd.h>

toc_status toc_poller_init(toc_poller *poller)
{
    poller->count = 0;
    poller->next = 0;
    poller->epoll = epoll_create1(EPOLL_CLOEXEC);
    return poller->epoll < 0 ? TOC_EIO : TOC_OK;
}

void toc_poller_deinit(toc_poller *poller)
{
    if (poller->epoll >= 0)
        (void)close(poller->epoll);
    poller->epoll = -1;
}

toc_status toc_poller_add(toc_poller *poller, toc_poll *it, int fd, uint32_t events,
                          toc_poll_ready *ready, void *context)
{
    struct epoll_event event = {.events = events, .data.ptr = it};

    it->ready = ready;
    it->context = context;
    it->fd = -1;
    if (epoll_ctl(poller->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        return TOC_EIO;
    it->fd = fd;
    return TOC_OK;
}

void toc_poller_remove(toc_poller *poller, toc_poll *it)
{
    if (it->fd < 0)
        return;
    (void)epoll_ctl(poller->epoll, EPOLL_CTL_DEL, it->fd, NULL);
    it->fd = -1;
    for (int i = poller->next; i < poller->count; i++) {
        if (poller->events[i].data.ptr == it)
            poller->events[i].data.ptr = NULL;
    }
}

void toc_poller_wait(toc_poller *poller, int timeout)
{
    int size = (int)(sizeof poller->events / sizeof poller->events[0]);

    poller->next = 0;
    poller->count = epoll_wait(poller->epoll, poller->events, size, timeout);
    while (poller->next < poller->count) {
        const struct epoll_event *event = &poller->events[poller->next++];
        toc_poll *it = event->data.ptr;

        if (it)
            it->ready(it->context, event->events);
    }
    poller->count = 0;
}
