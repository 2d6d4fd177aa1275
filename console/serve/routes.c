/* routes.c - every address that the server answers, and who may use it. */
#include "serve/routes.h"

#include <string.h>

#define ANYBODY (TOC_FOR_ALL | TOC_FOR_STRANGERS)
#define JUDGES  (TOC_FOR(CONTROLLER) | TOC_FOR(EVALUATOR))
#define DOERS   (TOC_FOR(CONTROLLER) | TOC_FOR(PLAYER) | TOC_FOR(EVALUATOR))

static const toc_route routes[] = {
    {TOC_ROUTE_JOIN_PAGE, "/", TOC_METHOD_GET, ANYBODY, false},
    /* who leaves does it by an act: of the kind `leave`, which is everybody's own */
    {TOC_ROUTE_ACT, "/act", TOC_METHOD_POST, TOC_FOR_ALL, false},
    {TOC_ROUTE_ASSET, "/assets/", TOC_METHOD_GET, ANYBODY, false},
    /* the card of the own body, so only for who plays one; the controller sees all */
    {TOC_ROUTE_CARD, "/card.svg", TOC_METHOD_GET, TOC_FOR(CONTROLLER) | TOC_FOR(PLAYER), false},
    /* the plan as it is published, without anything of the exercise */
    {TOC_ROUTE_CHART, "/chart.svg", TOC_METHOD_GET, TOC_FOR_ALL, false},
    {TOC_ROUTE_EVENTS, "/events", TOC_METHOD_GET, TOC_FOR_ALL, false},
    {TOC_ROUTE_EXPORT, "/export.yaml", TOC_METHOD_GET, JUDGES, false},
    {TOC_ROUTE_HEALTH, "/health", TOC_METHOD_GET, ANYBODY, false},
    {TOC_ROUTE_IMPROVEMENTS, "/improvements.csv", TOC_METHOD_GET, JUDGES, false},
    {TOC_ROUTE_JOIN, "/join", TOC_METHOD_POST, ANYBODY, false},
    /* the address as a QR code; with the join code of a role only to the controller, see pages.c */
    {TOC_ROUTE_JOIN_CODE, "/join.svg", TOC_METHOD_GET, TOC_FOR(CONTROLLER) | TOC_FOR(WALL), false},
    {TOC_ROUTE_REPORT_HTML, "/report.html", TOC_METHOD_GET, JUDGES, false},
    {TOC_ROUTE_REPORT_PDF, "/report.pdf", TOC_METHOD_GET, JUDGES, false},
    {TOC_ROUTE_TABLE, "/table", TOC_METHOD_GET, TOC_FOR_ALL, true},
    {TOC_ROUTE_WORDS, "/words.json", TOC_METHOD_GET, ANYBODY, false},
};

const toc_route *toc_routes(size_t *out_count)
{
    *out_count = sizeof routes / sizeof routes[0];
    return routes;
}

static bool is_at(const toc_route *route, const char *path)
{
    size_t size = strlen(route->path);

    if (size > 1 && route->path[size - 1] == '/')
        return strncmp(path, route->path, size) == 0;
    return strcmp(path, route->path) == 0;
}

static const char *word_of(toc_method method)
{
    return method == TOC_METHOD_GET ? "GET" : "POST";
}

const toc_route *toc_route_find(const char *path, const char *method, const char **out_allow)
{
    *out_allow = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
        if (!is_at(&routes[i], path))
            continue;
        *out_allow = word_of(routes[i].method);
        if (strcmp(method, *out_allow) == 0)
            return &routes[i];
    }
    return NULL;
}

bool toc_route_is_for(const toc_route *route, unsigned role)
{
    return (route->roles >> role) & 1u;
}
