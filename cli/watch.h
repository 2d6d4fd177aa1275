/* watch.h - waits until one of a set of files changes, by inotify.
 *
 * Folders are watched, not files: editors save by writing a new file and renaming it.  A watch
 * owns copies of the paths.  Linux only, as inotify is. */
#ifndef TOC_CLI_WATCH_H
#define TOC_CLI_WATCH_H

#include <stdbool.h>
#include <stddef.h>

typedef struct toc_watch toc_watch;

/** NULL, with errno set, where the system gives no more watches or memory is used up. */
toc_watch *toc_watch_new(void);
void toc_watch_free(toc_watch *watch);

/** Watches @p path, which need not be there yet, but its folder must; once more is no change.
 *  False with errno set. */
bool toc_watch_add(toc_watch *watch, const char *path);

/** Waits for a change, then until nothing has changed for @p quiet_ms.  Changes since the last
 *  wait count.  False with errno set. */
bool toc_watch_wait(toc_watch *watch, int quiet_ms);

#endif
