/* server_private.h - the server's own structures, for the files that it is cut into.
 *
 * server.c    begins and ends it; the loop
 * guard.c     looks at each request first: form, host, origin, route, role
 * handler.c   libmicrohttpd's calls
 * acts.c      POST: joining, acts
 * rows.c      the one way of a row through journal and exercise
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

struct toc_request;

/* Acts that the exercise has taken and the journal has not kept yet: until it has nobody is told of them. */
typedef struct toc_gathering {
    toc_exercise_mark mark; /* before the first of them */
    uint32_t count;         /* 0: there are none */
    struct toc_request *first;
} toc_gathering;

/* What became of an act that was gathered. */
typedef enum toc_fate { TOC_FATE_OPEN, TOC_FATE_KEPT, TOC_FATE_NOT_KEPT } toc_fate;

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
    toc_gathering gathering;
    const char *langs[TOC_SERVE_LANGS_MAX]; /* of the plan's titles, its own first */
    size_t lang_count;
    toc_languages languages; /* of the pages */
    char cookie[48];         /* its name */
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
    bool is_suspended; /* until a drawing is done, or what was gathered is kept */
    toc_fate fate;
    uint64_t row; /* of an act that was gathered */
    struct toc_request *next_gathered;
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

/* ── rows.c ── */

/** Writes rows for all that is due by now.  False: the journal is in trouble. */
bool toc_server_settle(toc_server *server);

/** The journal keeps @p row, then the exercise takes it.  False: it was not kept, see server->sections.
 *  A key that was there: *out_is_repeat, and nothing was done. */
bool toc_server_commit(toc_server *server, toc_row *row, bool *out_is_repeat);

/** The exercise takes the row of an act at once; the journal keeps it in one commit with those that come in
 *  the same turn, and the request waits for that.  False: this one has to be committed by itself. */
bool toc_rows_gather(toc_request *request, const toc_row *row);

/** The journal keeps what was gathered, and whoever waits goes on.  False: it was not kept, and the
 *  exercise has gone back to where it was before. */
bool toc_rows_flush(toc_server *server);

/* ── acts.c ── */

enum MHD_Result toc_acts_join(toc_request *request);
enum MHD_Result toc_acts_act(toc_request *request);

/* ── server.c ── */

/** The language among those of the plan's titles that is @p lang, or the nearest to it. */
const char *toc_server_title_language(const toc_server *server, const char *lang);

/* ── pages.c ── */

enum MHD_Result toc_pages_get(toc_request *request);

/* ── handler.c ── */

/** A request that waited is asked for its answer again. */
void toc_request_resume(toc_request *request);

/** libmicrohttpd with all our functions; NULL: it cannot. */
struct MHD_Daemon *toc_handler_start(toc_server *server, unsigned connections);

/** One parameter of the query, decoded into @p out (guard.c); false: it is not there once, or not
 *  decent. */
bool toc_request_query(const toc_request *request, const char *name, char *out, size_t size);

#endif
