/* routes.h - every address that the server answers, and who may use it: one constant table.
 *
 * Nothing else decides: a request that no row lets through is refused.  tests/console/security tries
 * every role on every row with every method. */
#ifndef TOC_SERVE_ROUTES_H
#define TOC_SERVE_ROUTES_H

#include <stddef.h>
#include <stdint.h>

#include "live/exercise_state.h"

typedef enum toc_route_id {
    TOC_ROUTE_JOIN_PAGE,
    TOC_ROUTE_JOIN,
    TOC_ROUTE_JOIN_CODE,
    TOC_ROUTE_TABLE,
    TOC_ROUTE_EVENTS,
    TOC_ROUTE_ACT,
    TOC_ROUTE_WORDS,
    TOC_ROUTE_ASSET,
    TOC_ROUTE_CHART,
    TOC_ROUTE_CARD,
    TOC_ROUTE_REPORT_HTML,
    TOC_ROUTE_REPORT_PDF,
    TOC_ROUTE_EXPORT,
    TOC_ROUTE_IMPROVEMENTS,
    TOC_ROUTE_HEALTH
} toc_route_id;

typedef enum toc_method { TOC_METHOD_GET, TOC_METHOD_POST } toc_method;

#define TOC_FOR(role) (1u << TOC_ROLE_##role)
#define TOC_FOR_ALL                                                                                \
    (TOC_FOR(CONTROLLER) | TOC_FOR(PLAYER) | TOC_FOR(EVALUATOR) | TOC_FOR(OBSERVER) | TOC_FOR(WALL))
#define TOC_FOR_STRANGERS (1u << TOC_ROLE_COUNT) /* who has not joined */

typedef struct toc_route {
    toc_route_id id;
    const char *path; /* one that ends in a slash stands for all below it */
    toc_method method;
    unsigned roles; /* TOC_FOR(…) */
    bool is_page;   /* a stranger is sent to the join page instead of an error */
} toc_route;

/** All rows, by path. */
const toc_route *toc_routes(size_t *out_count);

/** The row for @p path with @p method; NULL where there is none.  *out_allow: a method that would do
 *  for the path, for the header Allow, or NULL. */
const toc_route *toc_route_find(const char *path, const char *method, const char **out_allow);

/** May @p role use it?  TOC_ROLE_COUNT: somebody who has not joined. */
bool toc_route_is_for(const toc_route *route, unsigned role);

#endif
