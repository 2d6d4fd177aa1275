/* streams.h - server-sent events: one stream for each open window, which tells it what has changed.
 *
 * A stream has at most one message under way.  When that has been taken, the next says all that has
 * changed since: a slow reader gets fewer messages, never a longer queue.  Between messages its
 * connection is suspended in libmicrohttpd.  What a stream has sent is remembered for a while after
 * its end, so that a browser that comes back with Last-Event-ID is told only what is new.
 *
 *     id: ROW.NUMBER          the journal's last row, and a number that no other message has
 *     event: sections
 *     data: {"row":ROW,"wall":SERVER'S TIME,"sections":{"tasks":[…],…},"changes":{"log":{…},…}}
 *
 * `changes` has what is new in long lists (see pieces.h), where there is any.
 *
 * `event: gone` says that the person has been taken off.  Owned by the server; one thread. */
#ifndef TOC_SERVE_STREAMS_H
#define TOC_SERVE_STREAMS_H

#include <microhttpd.h>

#include "serve/connections.h"
#include "serve/poller.h"
#include "serve/sections.h"

struct toc_streams;

typedef struct toc_stream {
    struct toc_stream *next;
    struct toc_streams *all;
    struct MHD_Connection *mhd;
    toc_connection *connection;
    toc_poll hangup; /* of a suspended one nobody else would see it */
    char person[16];
    char lang[16];
    toc_role role;
    uint32_t body;
    toc_section_places places;
    uint64_t people;                       /* generation in which role and body were looked up */
    uint64_t turn;                         /* of the streams, that it has been told of */
    uint64_t versions[TOC_SERVE_SECTIONS]; /* of what it has been sent; 0: nothing */
    char id[48];                           /* of the last message, "" before the first */
    char *bytes;                           /* under way; malloc'd, or NULL */
    size_t size;
    size_t sent;
    int64_t since; /* monotonic ms: when the message under way was made, else the last was taken */
    bool is_suspended;
    bool is_ending; /* after what is under way */
} toc_stream;

/* What an ended stream had sent. */
typedef struct toc_stream_left {
    char person[16];
    char lang[16];
    toc_role role;
    uint32_t body;
    char id[48];
    uint64_t versions[TOC_SERVE_SECTIONS];
} toc_stream_left;

typedef struct toc_streams {
    toc_exercise *exercise;
    toc_view *view;
    toc_sections *sections;
    toc_poller *poller;
    toc_stream *first;
    unsigned count;
    uint64_t next_number;
    uint64_t turn;      /* goes up when something may have changed */
    bool has_caught_up; /* a stream has: there may be more for it */
    bool has_resumed;   /* a stream was: libmicrohttpd has to run before anybody waits */
    int64_t
        presence_at; /* monotonic ms: when to tell who has come and gone; INT64_MAX: nobody has */
    toc_stream_left *left; /* TOC_SERVE_LEFT_MAX, a ring */
    unsigned left_next;
} toc_streams;

/** TOC_ENOMEM: nothing to free. */
toc_status toc_streams_init(toc_streams *streams, toc_exercise *exercise, toc_view *view,
                            toc_sections *sections, toc_poller *poller);
void toc_streams_deinit(toc_streams *streams);

/** The response to a request for events by @p person; NULL when memory is used up, or with more windows
 *  than one may have.  It lasts until libmicrohttpd ends it.  @p last: Last-Event-ID, or NULL. */
struct MHD_Response *toc_stream_open(toc_streams *streams, struct MHD_Connection *mhd,
                                     toc_connection *connection, const toc_person *person,
                                     const char *lang, const char *last, int64_t now);

/** The exercise has changed, or the server's own sections.  (Who comes and goes is told once a second:
 *  a whole room that connects at once would be told of each other one by one.) */
void toc_streams_mark(toc_streams *streams);

/** Sends each stream what it has not been sent, heartbeats, and ends those that read too slowly.  Returns
 *  when to call it next, if nothing is marked before. */
int64_t toc_streams_run(toc_streams *streams, int64_t now, int64_t wall);

/** Ends them all, for the server to be able to stop. */
void toc_streams_end(toc_streams *streams);

#endif
