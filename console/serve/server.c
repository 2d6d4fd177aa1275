/* server.c - begins and ends the server; its loop. */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "serve/invitation.h"
#include "serve/server_private.h"

enum { BACKLOG = 1024, FILES_ASIDE = 64, TURN_MS = 500 };

static int64_t clock_ms(clockid_t clock)
{
    struct timespec now;

    (void)clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void look_at_clocks(toc_server *server)
{
    server->now = clock_ms(CLOCK_MONOTONIC);
    server->wall = clock_ms(CLOCK_REALTIME);
}

/* ── listening ── */

static bool read_address(const toc_serve_config *config, struct sockaddr_storage *out,
                         socklen_t *size)
{
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)config->port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)config->port)};

    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, config->address, &four.sin_addr) == 1) {
        memcpy(out, &four, sizeof four);
        *size = sizeof four;
        return true;
    }
    if (inet_pton(AF_INET6, config->address, &six.sin6_addr) == 1) {
        memcpy(out, &six, sizeof six);
        *size = sizeof six;
        return true;
    }
    return false;
}

static int open_socket(const struct sockaddr_storage *address, socklen_t size)
{
    int fd = socket(address->ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int yes = 1;
    int no = 0;

    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address->ss_family == AF_INET6) /* `::` means both kinds of address */
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (bind(fd, (const struct sockaddr *)address, size) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int code = errno;
    (void)close(fd);
    errno = code;
    return -1;
}

static unsigned port_of(const struct sockaddr_storage *address)
{
    struct sockaddr_in four;
    struct sockaddr_in6 six;

    if (address->ss_family == AF_INET) {
        memcpy(&four, address, sizeof four);
        return ntohs(four.sin_port);
    }
    memcpy(&six, address, sizeof six);
    return ntohs(six.sin6_port);
}

static void name_addresses(toc_server *server)
{
    for (size_t i = 0; i < server->hosts.count; i++)
        snprintf(server->addresses[i], sizeof server->addresses[i], "%s://%s/",
                 server->hosts.has_tls ? "https" : "http", server->hosts.names[i]);
}

static bool write_addresses(toc_server *server)
{
    size_t size = 0;
    FILE *out = open_memstream(&server->addresses_json, &size);

    if (!out)
        return false;
    toc_invitation_write(&server->hosts, out);
    if (fclose(out) != 0)
        return false;
    toc_sections_set_addresses(&server->sections, server->addresses_json);
    return true;
}

static bool start_listening(toc_server *server, char problem[TOC_SERVE_PROBLEM])
{
    const toc_serve_config *config = &server->config;
    struct sockaddr_storage address;
    socklen_t size = sizeof address;

    if (!read_address(config, &address, &size)) {
        snprintf(problem, TOC_SERVE_PROBLEM, "`%s` is no address of IPv4 or IPv6", config->address);
        return false;
    }
    server->listening = open_socket(&address, size);
    if (server->listening < 0 ||
        getsockname(server->listening, (struct sockaddr *)&address, &size) != 0) {
        snprintf(problem, TOC_SERVE_PROBLEM, "cannot listen on %s, port %u: %s", config->address,
                 config->port, strerror(errno));
        return false;
    }
    server->hosts.has_tls = config->certificate != NULL;
    /* names that were asked for come first: they are the ones in a certificate */
    for (size_t i = 0; i < config->host_count; i++)
        toc_hosts_add(&server->hosts, config->hosts[i], port_of(&address));
    toc_hosts_add_bound(&server->hosts, (struct sockaddr *)&address, port_of(&address));
    name_addresses(server);
    return true;
}

/* As many files as the system grants, less some for the journal and children; how many connections. */
static unsigned raise_limits(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 512;
    rlim_t wanted = TOC_SERVE_CONNECTIONS_MAX + FILES_ASIDE;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= 2 * FILES_ASIDE)
        return FILES_ASIDE;
    rlim_t most = limit.rlim_cur - FILES_ASIDE;
    return most < TOC_SERVE_CONNECTIONS_MAX ? (unsigned)most : TOC_SERVE_CONNECTIONS_MAX;
}

/* ── languages ── */

static void add_language(toc_server *server, const char *lang)
{
    for (size_t i = 0; i < server->lang_count; i++) {
        if (strcmp(server->langs[i], lang) == 0)
            return;
    }
    if (*lang && server->lang_count < TOC_SERVE_LANGS_MAX)
        server->langs[server->lang_count++] = lang;
}

static void find_languages(toc_server *server)
{
    const toc_machine *machine = toc_exercise_state_of(server->table.exercise)->machine;

    add_language(server, toc_machine_text(machine, machine->plans[0].language));
    for (uint32_t i = 0; i < machine->texts_count; i++)
        add_language(server, toc_machine_text(machine, machine->texts[i].lang));
    if (server->lang_count == 0)
        server->langs[server->lang_count++] = "";
    server->languages = toc_languages_of(server->langs, server->lang_count);
}

const char *toc_server_title_language(const toc_server *server, const char *lang)
{
    size_t primary = strcspn(lang, "-");

    for (size_t i = 0; i < server->lang_count; i++) {
        if (strcmp(server->langs[i], lang) == 0)
            return server->langs[i];
    }
    for (size_t i = 0; i < server->lang_count; i++) {
        if (strcspn(server->langs[i], "-") == primary &&
            strncmp(server->langs[i], lang, primary) == 0)
            return server->langs[i];
    }
    return server->langs[0];
}

/* ── what wakes the loop ── */

static void mhd_ready(void *context, uint32_t events)
{
    (void)context; /* it runs in every round */
    (void)events;
}

static void signal_ready(void *context, uint32_t events)
{
    toc_server *server = context;
    struct signalfd_siginfo info;

    (void)events;
    while (read(server->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGCHLD)
            toc_jobs_reap(&server->drawings.jobs);
        else
            server->is_told_to_end = true;
    }
}

static bool watch_signals(toc_server *server)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGCHLD);
    server->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return server->signals >= 0 &&
           toc_poller_add(&server->poller, &server->signal_poll, server->signals, EPOLLIN,
                          signal_ready, server) == TOC_OK;
}

static bool watch_mhd(toc_server *server)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->mhd, MHD_DAEMON_INFO_EPOLL_FD);

    return info && toc_poller_add(&server->poller, &server->mhd_poll, info->epoll_fd, EPOLLIN,
                                  mhd_ready, server) == TOC_OK;
}

/* ── beginning ── */

static bool write_codes(toc_server *server)
{
    size_t size = 0;
    FILE *out = open_memstream(&server->codes, &size);

    if (!out)
        return false;
    toc_access_write(&server->access, out);
    return fclose(out) == 0;
}

/* Cookies know no ports: each exercise has a name of its own, the same after it is taken up again. */
static void name_cookie(toc_server *server)
{
    const toc_journal_head *head = toc_journal_head_of(server->table.journal);

    snprintf(server->cookie, sizeof server->cookie, "%stocsin-%.12s",
             server->config.certificate ? "__Host-" : "", head->hash);
}

static toc_status make_parts(toc_server *server)
{
    const toc_serve_table *table = &server->table;
    toc_status status = toc_access_init(&server->access);

    if (status != TOC_OK)
        return status;
    if (!write_codes(server))
        return TOC_ENOMEM;
    status = toc_view_new(table->exercise, &server->view);
    if (status != TOC_OK)
        return status;
    toc_view_set_worded(server->view, table->worded, table->worded_count);
    name_cookie(server);
    toc_sections_init(&server->sections, server->view, server->codes, server->cookie);
    if (!write_addresses(server))
        return TOC_ENOMEM;
    toc_drawings_init(&server->drawings, &server->poller, table->exercise, server->config.program,
                      table->folder, table->plan);
    find_languages(server);
    return toc_streams_init(&server->streams, table->exercise, server->view, &server->sections,
                            &server->poller);
}

/* Charts are on every screen: they are drawn before anybody asks. */
static void begin_charts(toc_server *server)
{
    for (size_t i = 0; i < server->lang_count; i++)
        (void)toc_drawings_get(&server->drawings, TOC_DRAWING_CHART, TOC_NONE, server->langs[i]);
}

static toc_status start(toc_server *server, char problem[TOC_SERVE_PROBLEM])
{
    unsigned most = raise_limits();
    toc_status status;

    look_at_clocks(server);
    toc_arena_init(&server->scratch, NULL);
    toc_connections_init(&server->connections, most);
    status = toc_poller_init(&server->poller);
    if (status != TOC_OK) {
        snprintf(problem, TOC_SERVE_PROBLEM, "%s", toc_status_text(status));
        return status;
    }
    if (!start_listening(server, problem))
        return TOC_EIO;
    server->mhd = toc_handler_start(server, most);
    if (!server->mhd) {
        snprintf(problem, TOC_SERVE_PROBLEM, "%s",
                 server->config.certificate
                     ? "the server does not start: certificate and key must be PEM and belong "
                       "together"
                     : "the server does not start");
        return TOC_EIO;
    }
    server->listening = -1;
    if (!watch_mhd(server) || !watch_signals(server)) {
        snprintf(problem, TOC_SERVE_PROBLEM, "%s", strerror(errno));
        return TOC_EIO;
    }
    return TOC_OK;
}

toc_status toc_server_new(const toc_serve_config *config, char problem[TOC_SERVE_PROBLEM],
                          toc_server **out)
{
    toc_server *server = calloc(1, sizeof *server);
    toc_status status;

    problem[0] = '\0';
    *out = NULL;
    if (!server)
        return TOC_ENOMEM;
    server->config = *config;
    server->listening = server->signals = server->poller.epoll = -1;
    server->mhd_poll.fd = server->signal_poll.fd = -1;
    status = start(server, problem);
    if (status != TOC_OK)
        toc_server_free(server);
    else
        *out = server;
    return status;
}

toc_status toc_server_open(toc_server *server, const toc_serve_table *table,
                           char problem[TOC_SERVE_PROBLEM])
{
    toc_status status;

    problem[0] = '\0';
    server->table = *table;
    server->is_open = true;
    look_at_clocks(server);
    status = make_parts(server);
    if (status == TOC_OK)
        begin_charts(server);
    else
        snprintf(problem, TOC_SERVE_PROBLEM, "%s", toc_status_text(status));
    return status;
}

/* ── its loop ── */

static int64_t least(int64_t left, int64_t right)
{
    return left < right ? left : right;
}

/* How long nothing need be done, in ms. */
static int idle_time(toc_server *server, int64_t next)
{
    MHD_UNSIGNED_LONG_LONG mhd = 0;
    int64_t wake =
        server->retry_at ? INT64_MAX : toc_exercise_wake(server->table.exercise, server->wall);
    int64_t wait = least(next - server->now, TURN_MS);

    /* MHD_get_timeout knows nothing of connections that were resumed since it last ran */
    if (server->streams.has_caught_up || server->streams.has_resumed || server->has_resumed)
        return 0;
    if (wake != INT64_MAX)
        wait = least(wait, wake - server->wall);
    if (server->retry_at)
        wait = least(wait, server->retry_at - server->now);
    if (MHD_get_timeout(server->mhd, &mhd) == MHD_YES)
        wait = least(wait, mhd < TURN_MS ? (int64_t)mhd : TURN_MS);
    return wait < 0 ? 0 : (int)wait;
}

static void run_round(toc_server *server, bool waits)
{
    int64_t next;

    look_at_clocks(server);
    if (!server->retry_at || server->retry_at <= server->now)
        (void)toc_server_settle(server);
    next = toc_jobs_run(&server->drawings.jobs, server->now);
    next = least(next, toc_streams_run(&server->streams, server->now, server->wall));
    next = least(next, toc_connections_sweep(&server->connections, server->now));
    toc_poller_wait(&server->poller, waits ? idle_time(server, next) : 0);
    look_at_clocks(server);
    server->streams.has_resumed = server->has_resumed = false;
    (void)MHD_run(server->mhd);
    if (server->gathering.count == 0)
        return;
    (void)toc_rows_flush(server);
    (void)MHD_run(server->mhd); /* who waited is answered before all screens are told */
    (void)toc_rows_flush(server);
}

toc_status toc_server_run(toc_server *server, char problem[TOC_SERVE_PROBLEM])
{
    while (!server->is_told_to_end && server->fatal == TOC_OK)
        run_round(server, true);
    snprintf(problem, TOC_SERVE_PROBLEM, "%s", server->problem);
    return server->fatal;
}

void toc_server_turn(toc_server *server)
{
    run_round(server, false);
}

toc_status toc_server_adopt(toc_server *server, int socket)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

    look_at_clocks(server);
    return MHD_add_connection(server->mhd, socket, (struct sockaddr *)&from, sizeof from) == MHD_YES
               ? TOC_OK
               : TOC_EIO;
}

/* ── ending ── */

static void close_fd(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

/* Suspended connections must be resumed before libmicrohttpd may be stopped.  Without a table there
 * are none, and whoever knocks has no answer. */
static void stop_mhd(toc_server *server)
{
    if (!server->mhd)
        return;
    if (server->is_open) {
        (void)toc_rows_flush(server);
        toc_streams_end(&server->streams);
        toc_drawings_release(&server->drawings);
        (void)MHD_run(server->mhd);
        (void)toc_rows_flush(server);
    }
    MHD_stop_daemon(server->mhd);
}

static void free_parts(toc_server *server)
{
    toc_drawings_deinit(&server->drawings);
    toc_streams_deinit(&server->streams);
    toc_sections_deinit(&server->sections);
    toc_view_free(server->view);
    free(server->codes);
}

void toc_server_free(toc_server *server)
{
    if (!server)
        return;
    stop_mhd(server);
    if (server->is_open)
        free_parts(server);
    free(server->addresses_json);
    toc_arena_deinit(&server->scratch);
    close_fd(server->listening);
    close_fd(server->signals);
    toc_poller_deinit(&server->poller);
    free(server);
}

const char *toc_server_address(const toc_server *server, size_t index)
{
    return index < server->hosts.count ? server->addresses[index] : NULL;
}

const char *toc_server_cookie(const toc_server *server)
{
    return server->cookie;
}

const char *toc_server_code(const toc_server *server, toc_role role)
{
    return server->access.codes[role];
}
