/* limits.h - how much a browser, and all of them together, may ask of the server; why, is in
 * docs/security.md.  Times are milliseconds of the monotonic clock, sizes bytes. */
#ifndef TOC_SERVE_LIMITS_H
#define TOC_SERVE_LIMITS_H

#include <stdint.h>

/* ── one request ── */
#define TOC_SERVE_URL_MAX     2048u        /* of the request line's address, with the query */
#define TOC_SERVE_HEADERS_MAX 64u          /* headers of a request */
#define TOC_SERVE_VALUE_MAX   4096u        /* of one header's value */
#define TOC_SERVE_POOL        (16u * 1024) /* of a connection: request line and headers, twice */
#define TOC_SERVE_BODY_MAX    (64u * 1024) /* of a request's text */
#define TOC_SERVE_DEPTH_MAX   16           /* values inside one another in it */
#define TOC_SERVE_QUERY_MAX   256u         /* of one decoded value of a query */
#define TOC_SERVE_REQUEST_MS  10000  /* from the first byte, or the answer before, to the last */
#define TOC_SERVE_ANSWER_MS   60000  /* to take an answer that is no stream */
#define TOC_SERVE_DRAWING_MS  120000 /* to wait for one that is still being drawn, too */

/* ── connections ── */
#define TOC_SERVE_CONNECTIONS_MAX 8192u /* all together, or what the system grants less some */
#define TOC_SERVE_NAMELESS_MAX    2048u /* of browsers not known yet; beyond, the oldest is cut */
#define TOC_SERVE_ADDRESS_MAX     4096u /* of one address */
#define TOC_SERVE_STREAMS_MAX     16u   /* of one person: windows that are open at once */

/* ── streams of events ── */
#define TOC_SERVE_HEARTBEAT_MS 15000
#define TOC_SERVE_STALL_MS     30000              /* a message not taken by then ends its stream */
#define TOC_SERVE_MESSAGE_MAX  (8u * 1024 * 1024) /* of one message; a larger one ends its stream */
#define TOC_SERVE_LEFT_MAX     512u /* ended streams that are remembered, to go on from */

/* ── joining ── */
#define TOC_SERVE_NAME_LETTERS  40u
#define TOC_SERVE_WRONG_ADDRESS 20u /* wrong codes of one address in TOC_SERVE_WRONG_MS */
#define TOC_SERVE_WRONG_ALL     60u /* of all of them */
#define TOC_SERVE_WRONG_MS      60000
#define TOC_SERVE_JOINS_ALL     300u /* people who join in TOC_SERVE_WRONG_MS */

/* ── acts of one person ── */
#define TOC_SERVE_ACTS_BURST  60u /* at once */
#define TOC_SERVE_ACTS_SECOND 20u /* and then each second */

/* ── drawings ── */
#define TOC_SERVE_CHILDREN_MAX 2u
#define TOC_SERVE_CHILD_MS     60000
#define TOC_SERVE_OUTPUT_MAX   (64u * 1024 * 1024)
#define TOC_SERVE_LANGS_MAX    4u

#endif
