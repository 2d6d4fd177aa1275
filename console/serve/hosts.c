/* hosts.c - the names under which the server is known. */
#include "serve/hosts.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool toc_host_is_valid(const char *name)
{
    size_t size = strlen(name);

    if (size == 0 || size > 253)
        return false;
    if (name[0] == '[')
        return strspn(name, "[]:.0123456789abcdefABCDEF") == size && name[size - 1] == ']' &&
               strchr(name, ']') == name + size - 1;
    for (size_t i = 0; i < size; i++) {
        char letter = name[i];

        if (!(letter >= '0' && letter <= '9') && !(letter >= 'a' && letter <= 'z') &&
            !(letter >= 'A' && letter <= 'Z') && letter != '.' && letter != '-')
            return false;
    }
    return true;
}

static void add(toc_hosts *hosts, const char *host)
{
    if (hosts->count < TOC_HOSTS_MAX && !toc_hosts_has(hosts, host))
        snprintf(hosts->names[hosts->count++], TOC_HOST_NAME_MAX, "%s", host);
}

void toc_hosts_add(toc_hosts *hosts, const char *name, unsigned port)
{
    char host[TOC_HOST_NAME_MAX];

    snprintf(host, sizeof host, "%.250s:%u", name, port);
    add(hosts, host);
    if (port == (hosts->has_tls ? 443u : 80u))
        add(hosts, name);
}

static void add_address(toc_hosts *hosts, const struct sockaddr *address, unsigned port)
{
    char text[INET6_ADDRSTRLEN];
    char name[INET6_ADDRSTRLEN + 2];

    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;

        memcpy(&four, address, sizeof four);
        if (inet_ntop(AF_INET, &four.sin_addr, text, sizeof text))
            toc_hosts_add(hosts, text, port);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;

        memcpy(&six, address, sizeof six);
        /* one of a link alone needs a zone, which browsers do not take */
        if (IN6_IS_ADDR_LINKLOCAL(&six.sin6_addr) ||
            !inet_ntop(AF_INET6, &six.sin6_addr, text, sizeof text))
            return;
        snprintf(name, sizeof name, "[%s]", text);
        toc_hosts_add(hosts, name, port);
    }
}

static bool is_any(const struct sockaddr *address)
{
    struct sockaddr_in four;
    struct sockaddr_in6 six;

    if (address->sa_family == AF_INET) {
        memcpy(&four, address, sizeof four);
        return four.sin_addr.s_addr == htonl(INADDR_ANY);
    }
    memcpy(&six, address, sizeof six);
    return IN6_IS_ADDR_UNSPECIFIED(&six.sin6_addr);
}

static bool is_loopback(const struct sockaddr *address)
{
    struct sockaddr_in four;
    struct sockaddr_in6 six;

    if (address->sa_family == AF_INET) {
        memcpy(&four, address, sizeof four);
        return ntohl(four.sin_addr.s_addr) >> 24 == 127;
    }
    memcpy(&six, address, sizeof six);
    return IN6_IS_ADDR_LOOPBACK(&six.sin6_addr);
}

/* The address that this machine would send from to one far away; nothing is sent.  False: it has no way
 * there, as in a network of its own. */
static bool find_outward(struct in_addr *out)
{
    struct sockaddr_in far = {.sin_family = AF_INET, .sin_port = htons(9)};
    struct sockaddr_in own = {0};
    socklen_t size = sizeof own;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool is_found;

    if (fd < 0)
        return false;
    (void)inet_pton(AF_INET, "198.51.100.1", &far.sin_addr); /* of nobody: RFC 5737 */
    is_found = connect(fd, (struct sockaddr *)&far, sizeof far) == 0 &&
               getsockname(fd, (struct sockaddr *)&own, &size) == 0;
    (void)close(fd);
    *out = own.sin_addr;
    return is_found;
}

enum { RANK_OUTWARD, RANK_NET, RANK_OTHER, RANK_LOOPBACK, RANKS };

/* How likely devices in the room find this machine there: by the net that leads outward, by one that
 * many can be in and that is plugged in, by any other, not at all. */
static int rank_of(const struct ifaddrs *it, const struct in_addr *outward)
{
    struct sockaddr_in four;

    if (is_loopback(it->ifa_addr))
        return RANK_LOOPBACK;
    if (outward && it->ifa_addr->sa_family == AF_INET) {
        memcpy(&four, it->ifa_addr, sizeof four);
        if (four.sin_addr.s_addr == outward->s_addr)
            return RANK_OUTWARD;
    }
    return (it->ifa_flags & IFF_RUNNING) && (it->ifa_flags & IFF_BROADCAST) ? RANK_NET : RANK_OTHER;
}

/* The first is the one that is shown largest. */
static void add_interfaces(toc_hosts *hosts, int family, unsigned port)
{
    struct ifaddrs *all = NULL;
    struct in_addr outward;
    bool has_outward = find_outward(&outward);

    if (getifaddrs(&all) != 0)
        return;
    for (int rank = 0; rank < RANKS; rank++) {
        for (const struct ifaddrs *it = all; it; it = it->ifa_next) {
            if (!it->ifa_addr ||
                (it->ifa_addr->sa_family != AF_INET && it->ifa_addr->sa_family != AF_INET6) ||
                (it->ifa_addr->sa_family == AF_INET6 && family == AF_INET))
                continue;
            if (rank_of(it, has_outward ? &outward : NULL) == rank)
                add_address(hosts, it->ifa_addr, port);
        }
    }
    freeifaddrs(all);
}

void toc_hosts_add_bound(toc_hosts *hosts, const struct sockaddr *bound, unsigned port)
{
    char name[256] = "";

    if (is_any(bound)) {
        add_interfaces(hosts, bound->sa_family, port);
        if (gethostname(name, sizeof name - 1) == 0 && toc_host_is_valid(name))
            toc_hosts_add(hosts, name, port);
    } else {
        add_address(hosts, bound, port);
    }
    if (is_any(bound) || is_loopback(bound))
        toc_hosts_add(hosts, "localhost", port);
}

bool toc_hosts_has(const toc_hosts *hosts, const char *host)
{
    for (size_t i = 0; i < hosts->count; i++) {
        if (strcasecmp(hosts->names[i], host) == 0)
            return true;
    }
    return false;
}

bool toc_hosts_is_own(const char *host)
{
    return strncmp(host, "127.", 4) == 0 || strncmp(host, "[::1]", 5) == 0 ||
           strncmp(host, "localhost", 9) == 0;
}

bool toc_hosts_is_origin(const toc_hosts *hosts, const char *origin, const char *host)
{
    const char *scheme = hosts->has_tls ? "https://" : "http://";
    size_t size = strlen(scheme);

    return strncmp(origin, scheme, size) == 0 && strcasecmp(origin + size, host) == 0;
}
