/* handler.c - libmicrohttpd's calls: who connects, what is asked, what text comes, when it is over. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serve/server_private.h"

/* ── connections ── */

static enum MHD_Result admit(void *context, const struct sockaddr *address, socklen_t size)
{
    toc_server *server = context;

    return toc_connections_admit(&server->connections, address, size) ? MHD_YES : MHD_NO;
}

static toc_connection *begin_connection(toc_server *server, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *socket =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *address =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

    if (!socket)
        return NULL;
    return toc_connections_add(&server->connections, socket->connect_fd,
                               address ? address->client_addr : NULL, server->now);
}

static void notify_connection(void *context, struct MHD_Connection *mhd, void **own,
                              enum MHD_ConnectionNotificationCode code)
{
    toc_server *server = context;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *own = begin_connection(server, mhd);
    } else {
        toc_connections_remove(&server->connections, *own);
        *own = NULL;
    }
}

static toc_connection *connection_of(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

/* ── requests ── */

void toc_request_resume(toc_request *request)
{
    request->is_suspended = false;
    request->server->has_resumed = true;
    toc_connection_allow(request->connection, request->server->now, TOC_SERVE_ANSWER_MS);
    MHD_resume_connection(request->mhd);
}

static void wake(toc_waiter *waiter)
{
    toc_request_resume((toc_request *)(void *)((char *)waiter - offsetof(toc_request, waiter)));
}

static toc_request *begin_request(toc_server *server, struct MHD_Connection *mhd, const char *path)
{
    toc_request *request = calloc(1, sizeof *request);

    if (!request)
        return NULL;
    request->server = server;
    request->mhd = mhd;
    request->connection = connection_of(mhd);
    request->path = path;
    request->waiter.wake = wake;
    if (!request->connection) {
        free(request);
        return NULL;
    }
    return request;
}

static void end_request(void *context, struct MHD_Connection *mhd, void **own,
                        enum MHD_RequestTerminationCode code)
{
    toc_request *request = *own;

    (void)context;
    (void)mhd;
    (void)code;
    if (!request)
        return;
    toc_connection_allow(request->connection, request->server->now, TOC_SERVE_REQUEST_MS);
    free(request->body);
    free(request);
    *own = NULL;
}

/* The length was told before and is bounded: room for all of it at once. */
static enum MHD_Result take_text(toc_request *request, const char *text, size_t *size)
{
    if (!request->body)
        request->body = malloc(request->facts.length + 1);
    if (!request->body || request->size + *size > request->facts.length)
        return MHD_NO;
    memcpy(request->body + request->size, text, *size);
    request->size += *size;
    *size = 0;
    return MHD_YES;
}

/* The request is whole. */
static enum MHD_Result answer(toc_request *request)
{
    enum MHD_Result result;

    toc_connection_allow(request->connection, request->server->now, TOC_SERVE_ANSWER_MS);
    if (request->route->method == TOC_METHOD_GET)
        result = toc_pages_get(request);
    else if (request->size != request->facts.length)
        result = MHD_NO;
    else if (request->route->id == TOC_ROUTE_JOIN)
        result = toc_acts_join(request);
    else
        result = toc_acts_act(request);
    toc_arena_deinit(&request->server->scratch);
    return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *text,
                              size_t *text_size, void **own)
{
    toc_server *server = context;
    toc_request *request = *own;
    enum MHD_Result result = MHD_YES;

    if (!request) {
        *own = request = begin_request(server, mhd, url);
        if (!request)
            return MHD_NO;
        /* who asks for something is judged by, and sees, only what is kept */
        if (strcmp(method, "POST") != 0)
            (void)toc_rows_flush(server);
        request->is_judged = toc_guard_pass(request, method, version, &result);
        if (!request->is_judged)
            toc_connection_allow(request->connection, server->now, TOC_SERVE_ANSWER_MS);
        toc_arena_deinit(&server->scratch);
        return result;
    }
    if (!request->is_judged || request->is_suspended)
        return MHD_YES;
    if (*text_size > 0)
        return take_text(request, text, text_size);
    return answer(request);
}

/* Addresses are compared as they are written; what is behind the `?` is decoded where it is read. */
static size_t leave_escapes(void *context, struct MHD_Connection *mhd, char *text)
{
    (void)context;
    (void)mhd;
    return strlen(text);
}

static void say_nothing(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)arguments;
}

struct MHD_Daemon *toc_handler_start(toc_server *server, unsigned connections)
{
    const toc_serve_config *config = &server->config;
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (config->certificate ? MHD_USE_TLS : 0);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)config->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)config->key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0,
         (void *)(uintptr_t) "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};

    return MHD_start_daemon(
        flags, 0, admit, server, handle, server, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
        MHD_OPTION_LISTEN_SOCKET, server->listening, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)TOC_SERVE_POOL, MHD_OPTION_CONNECTION_TIMEOUT,
        0u, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_CONNECTION, notify_connection,
        server, MHD_OPTION_NOTIFY_COMPLETED, end_request, server, MHD_OPTION_UNESCAPE_CALLBACK,
        leave_escapes, NULL, MHD_OPTION_ARRAY, config->certificate ? tls : none, MHD_OPTION_END);
}
