/* server_private.h - the server's own structures, for the files that it is cut into.
 *
 * server.c    begins and ends it; the loop
 * guard.c     looks at each request first: form, host, origin, route, role
 * handler.c   libmicrohttpd's calls
 * acts.c      POST: joining, acts; the way of a row
 * pages.c     GET: pages, words, drawings, reports, events */
#ifndef TOC_SERVE_SERVER_PRIVATE_H
#define TOC_SERVE_SERVER_PRIVATE_H

#include <microhttpd.h>

#include "serve/access.h"
#include "serve/answer.h"
#include "serve/connections.h"
#include "serve/drawings.h"
#include "serve/hosts.h"
#include "serve/http.h"
#include "serve/languages.h"
#include "serve/poller.h"
#include "serve/routes.h"
#include "serve/sections.h"
#include "serve/serve.h"
#include "serve/streams.h"
#include "serve/words.h"

struct toc_server {
    toc_serve_config config;
    toc_serve_table table;
    bool is_open; /* it has one */
    struct MHD_Daemon *mhd;
    int listening; /* the socket; -1 once it is libmicrohttpd's */
    int signals;
    toc_poller poller;
    toc_poll mhd_poll;
    toc_poll signal_poll;
    toc_connections connections;
    toc_hosts hosts;
    toc_access access;
    char *codes;          /* JSON */
    char *addresses_json; /* for the pages */
    toc_view *view;
    toc_sections sections;
    toc_streams streams;
    toc_drawings drawings;
    const char *langs[TOC_SERVE_LANGS_MAX]; /* of the plan's titles, its own first */
    size_t lang_count;
    toc_languages languages; /* of the pages */
    char cookie[48]; /* its name */
    toc_arena scratch;
    int64_t now;      /* monotonic ms of this round */
    int64_t wall;     /* epoch ms */
    int64_t retry_at; /* the journal is in trouble: when to try again; 0: it is not */
    bool has_resumed; /* a request that waited for a drawing; see streams.h */
    bool is_told_to_end;
    toc_status fatal;
    char problem[TOC_SERVE_PROBLEM];
    char addresses[TOC_HOSTS_MAX][TOC_HOST_NAME_MAX + 10];
};

/* One request, from its first line to the end of its answer. */
typedef struct toc_request {
    toc_server *server;
    toc_connection *connection;
    struct MHD_Connection *mhd;
    const toc_route *route;
    const char *path;
    toc_http_facts facts;
    char person[16];  /* "": a stranger */
    const char *lang; /* of what it is told */
    char *body;
    size_t size;
    bool is_judged;    /* by the guard, and let through */
    bool is_suspended; /* until a drawing is done */
    toc_waiter waiter;
    toc_drawing *drawing;
} toc_request;

/* ── guard.c ── */

/** Lets the request through, or answers it.  *out_result: what libmicrohttpd is told. */
bool toc_guard_pass(toc_request *request, const char *method, const char *version,
                    enum MHD_Result *out_result);

/** An error in the browser's language. */
enum MHD_Result toc_guard_refuse(toc_request *request, unsigned status, toc_serve_word why,
                                 const char *slot);

/* ── acts.c ── */

/** Writes rows for all that is due by now.  False: the journal is in trouble. */
bool toc_server_settle(toc_server *server);

/** The journal keeps @p row, then the exercise takes it.  False: it was not kept, see server->sections.
 *  A key that was there: *out_is_repeat, and nothing was done. */
bool toc_server_commit(toc_server *server, toc_row *row, bool *out_is_repeat);

enum MHD_Result toc_acts_join(toc_request *request);
enum MHD_Result toc_acts_act(toc_request *request);

/* ── server.c ── */

/** The language among those of the plan's titles that is @p lang, or the nearest to it. */
const char *toc_server_title_language(const toc_server *server, const char *lang);

/* ── pages.c ── */

enum MHD_Result toc_pages_get(toc_request *request);

/* ── handler.c ── */

/** libmicrohttpd with all our functions; NULL: it cannot. */
struct MHD_Daemon *toc_handler_start(toc_server *server, unsigned connections);

/** One parameter of the query, decoded into @p out (guard.c); false: it is not there once, or not
 *  decent. */
bool toc_request_query(const toc_request *request, const char *name, char *out, size_t size);

#endif
