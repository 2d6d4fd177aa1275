/* hosts.h - the names under which the server is known: the only ones it answers to.
 *
 * A browser that was led here under another name (DNS rebinding) sends that name as Host, and is
 * refused.  Owned by the server. */
#ifndef TOC_SERVE_HOSTS_H
#define TOC_SERVE_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#define TOC_HOSTS_MAX     64u
#define TOC_HOST_NAME_MAX 260u

typedef struct toc_hosts {
    char names[TOC_HOSTS_MAX][TOC_HOST_NAME_MAX]; /* as Host has them: "127.0.0.1:8080" */
    size_t count;
    bool has_tls;
} toc_hosts;

/** Whether @p name may stand in a Host header: letters, digits, dots, hyphens, or [IPv6]; no port. */
bool toc_host_is_valid(const char *name);

/** Adds @p name with @p port, and where that is the scheme's own without it too; what is there already, or
 *  would be too many, is left out. */
void toc_hosts_add(toc_hosts *hosts, const char *name, unsigned port);

/** Adds the address that @p bound listens on; for "any" all addresses of this machine and its name, the
 *  likeliest for devices in the room first. */
void toc_hosts_add_bound(toc_hosts *hosts, const struct sockaddr *bound, unsigned port);

/** Whether @p host, of a Host header, is one of them, to the letter but for upper case. */
bool toc_hosts_has(const toc_hosts *hosts, const char *host);

/** Whether only browsers on this machine find @p host, one of them. */
bool toc_hosts_is_own(const char *host);

/** Whether @p origin is that of a page that this server gave out under the name @p host. */
bool toc_hosts_is_origin(const toc_hosts *hosts, const char *origin, const char *host);

#endif
