/* answer.h - responses, each with the headers that protect whoever reads it.
 *
 * No answer leaves the server but through toc_answer_queue, so none lacks them.  One thread. */
#ifndef TOC_SERVE_ANSWER_H
#define TOC_SERVE_ANSWER_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>

/* What a browser may do with it. */
typedef enum toc_answer_policy {
    TOC_POLICY_DATA,    /* nothing: data, pictures in pages */
    TOC_POLICY_PAGE,    /* our pages: own scripts, styles and pictures */
    TOC_POLICY_DRAWING, /* an SVG that is looked at by itself: its own styles */
    TOC_POLICY_REPORT /* an HTML report: its own styles and pictures, no scripts, an origin of its own */
} toc_answer_policy;

typedef struct toc_reply {
    unsigned status;
    const char *mime;
    toc_answer_policy policy;
    const char *cookie;   /* Set-Cookie, or NULL */
    const char *location; /* of a redirection, or NULL */
    const char *allow;    /* the method that would do, or NULL */
    const char *file;     /* name to save it under, or NULL: shown */
    unsigned retry;       /* seconds, or 0 */
    bool is_last;         /* the connection is closed after it */
} toc_reply;

/** Queues @p response, which is then libmicrohttpd's, with the headers of @p reply.  NULL, or memory used up:
 *  MHD_NO, which closes the connection. */
enum MHD_Result toc_answer_queue(struct MHD_Connection *connection, struct MHD_Response *response,
                                 const toc_reply *reply);

/** The same with a copy of @p size @p bytes, and with bytes that last as long as the program. */
enum MHD_Result toc_answer_bytes(struct MHD_Connection *connection, const void *bytes, size_t size,
                                 const toc_reply *reply);
enum MHD_Result toc_answer_static(struct MHD_Connection *connection, const void *bytes, size_t size,
                                  const toc_reply *reply);

/** {"error": text, "field": field}; @p field may be NULL. */
enum MHD_Result toc_answer_error(struct MHD_Connection *connection, const char *text,
                                 const char *field, const toc_reply *reply);

#endif
