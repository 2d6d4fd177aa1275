/* serve.h - the server of a live exercise: browsers on one side, exercise and journal on the other.
 *
 * One thread does all: libmicrohttpd in the caller's loop, the exercise, the journal, the children that
 * draw.  What somebody does goes one way: a request is judged by the exercise, its row is kept
 * by the journal, the exercise takes the row, and whoever sees something else than before is told.
 * What the journal does not keep does not happen; acts that come together are kept together (rows.c).
 * docs/security.md says against whom the server guards. */
#ifndef TOC_SERVE_SERVE_H
#define TOC_SERVE_SERVE_H

#include <stdio.h>

#include "journal/journal.h"
#include "live/exercise_state.h"
#include "view/worded.h"

#define TOC_SERVE_PROBLEM 700 /* bytes of a sentence that says why something failed */

/* Where it listens, and how.  Everything outlives the server. */
typedef struct toc_serve_config {
    const char *program;     /* path of this program, for the children */
    const char *address;     /* to listen on: "127.0.0.1", "::1", "0.0.0.0" */
    unsigned port;           /* 0: any that is free */
    const char *certificate; /* PEM texts; NULL: without TLS */
    const char *key;
    const char *const *hosts; /* names besides those of the address */
    size_t host_count;
} toc_serve_config;

/* What it serves.  Everything outlives the server. */
typedef struct toc_serve_table {
    toc_exercise *exercise; /* with all rows of the journal */
    toc_journal *journal;
    const char *folder; /* with the journal's files, for the children */
    const char *plan;   /* path of the plan below it */
    const toc_worded_set
        *worded; /* conditions in words, for each language of the pages; NULL: none */
    size_t worded_count;
} toc_serve_table;

typedef struct toc_server toc_server;

/** Listens, but answers nobody yet: so that an address, port or certificate that cannot be used is known
 *  before anything is written anywhere.  Until it has a table only toc_server_free may follow.
 *  @retval TOC_EIO     the address, the port, or the certificate cannot be used: @p problem says why
 *  @retval TOC_ENOMEM */
toc_status toc_server_new(const toc_serve_config *config, char problem[TOC_SERVE_PROBLEM],
                          toc_server **out);

/** Gives it the exercise that it is to serve, once; its charts are begun.  A copy of @p table is kept.
 *  @retval TOC_ENOMEM  or TOC_EIO: the server can only be let go then; @p problem says why */
toc_status toc_server_open(toc_server *server, const toc_serve_table *table,
                           char problem[TOC_SERVE_PROBLEM]);

/** Ends all connections, and children.  NULL is allowed. */
void toc_server_free(toc_server *server);

/** Answers until SIGINT or SIGTERM comes (both blocked in this thread, SIGCHLD too).
 *  @retval TOC_OK  it was told to end
 *  otherwise       exercise and journal do not agree any more, or memory is used up: @p problem says why;
 *                  what the journal has is good, and the exercise can be taken up again from it */
toc_status toc_server_run(toc_server *server, char problem[TOC_SERVE_PROBLEM]);

/** Serves @p socket, a connected stream that does not block, as if it came from 127.0.0.1; it is closed by the
 *  server.  For tests, and for whoever listens by himself.  TOC_EIO: it cannot. */
toc_status toc_server_adopt(toc_server *server, int socket);

/** One turn of the loop without waiting: what is there to be done is done. */
void toc_server_turn(toc_server *server);

/** Where browsers find it, as "http://127.0.0.1:8080/"; item @p index, or NULL past the last. */
const char *toc_server_address(const toc_server *server, size_t index);

/** The name of the cookie that it knows people by, and the join code of @p role. */
const char *toc_server_cookie(const toc_server *server);
const char *toc_server_code(const toc_server *server, toc_role role);

#endif
