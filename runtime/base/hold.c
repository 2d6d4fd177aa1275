/* hold.c - masks signals for a moment. */
#include "base/hold.h"

#include <errno.h>
#include <stddef.h>

void toc_hold_signals(toc_hold *hold)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ};
    sigset_t held;

    (void)sigemptyset(&held);
    for (unsigned i = 0; i < sizeof ends / sizeof ends[0]; i++)
        (void)sigaddset(&held, ends[i]);
    (void)pthread_sigmask(SIG_BLOCK, &held, &hold->before);
}

void toc_hold_end(const toc_hold *hold)
{
    int error = errno;

    (void)pthread_sigmask(SIG_SETMASK, &hold->before, NULL);
    errno = error;
}
