/* deaf_proxy.h - a door before PostgreSQL's socket that can be shut at the worst moment.
 *
 * A child process listens on a socket of its own in the same folder and passes everything on.
 * When it is told to be deaf, the next answer of the server that holds a word is thrown away and
 * both sides are cut off: the client cannot know whether its commit was done. */
#ifndef TOC_TESTS_DEAF_PROXY_H
#define TOC_TESTS_DEAF_PROXY_H

#include <sys/types.h>

#define DEAF_PORT 5433

/** Starts it for the server whose socket is in @p folder; clients name port DEAF_PORT.  -1: failed. */
pid_t deaf_proxy_start(const char *folder);

/** The next answer with @p word in it is lost ("INSERT 0 1"; at most 31 letters).  With @p ends the
 *  proxy is gone with it. */
void deaf_proxy_arm(const char *folder, const char *word, int ends);

/** Whether the answer that it was armed for has come, and was lost. */
int deaf_proxy_has_struck(const char *folder);

void deaf_proxy_stop(pid_t proxy);

#endif
