/* hold.h - signals that end a process wait while something must not stop half done.
 *
 * For the short time in which a file has a name that is not to stay.  Of the calling thread alone; holds
 * may stand inside one another. */
#ifndef TOC_BASE_HOLD_H
#define TOC_BASE_HOLD_H

#include <signal.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_hold {
    sigset_t before;
} toc_hold;

/** SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE and SIGXFSZ wait from now on; what would raise the last two
 *  fails with errno EPIPE and EFBIG as well. */
void toc_hold_signals(toc_hold *hold);

/** What has come meanwhile ends the process now, as it would have.  Keeps errno. */
void toc_hold_end(const toc_hold *hold);

#ifdef __cplusplus
}
#endif

#endif
