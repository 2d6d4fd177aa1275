/* guard.c - looks at each request before anything is done: form, host, origin, route, role, text. */
#include <string.h>

#include "serve/server_private.h"

/* ── what came ── */

static enum MHD_Result gather(void *context, enum MHD_ValueKind kind, const char *name,
                              size_t name_size, const char *value, size_t value_size)
{
    toc_http_head *head = context;

    (void)kind;
    if (head->count == TOC_SERVE_HEADERS_MAX) {
        head->has_too_many = true;
        return MHD_NO;
    }
    head->fields[head->count++] = (toc_http_field){name, name_size, value, value_size};
    return MHD_YES;
}

typedef struct query {
    const char *name;
    const char *value;
    unsigned count;
} query;

static enum MHD_Result find_query(void *context, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    query *wanted = context;

    (void)kind;
    if (strcmp(name, wanted->name) == 0) {
        wanted->value = value;
        wanted->count++;
    }
    return MHD_YES;
}

bool toc_request_query(const toc_request *request, const char *name, char *out, size_t size)
{
    query wanted = {.name = name};

    (void)MHD_get_connection_values(request->mhd, MHD_GET_ARGUMENT_KIND, find_query, &wanted);
    return wanted.count == 1 && wanted.value && toc_http_decode(wanted.value, out, size);
}

/* ── answers ── */

enum MHD_Result toc_guard_refuse(toc_request *request, unsigned status, toc_serve_word why,
                                 const char *slot)
{
    toc_server *server = request->server;
    toc_reply reply = {.status = status};

    /* who sends what cannot be read, or under a wrong name, is not read any further */
    reply.is_last = status == MHD_HTTP_BAD_REQUEST || status == MHD_HTTP_MISDIRECTED_REQUEST ||
                    status == MHD_HTTP_CONTENT_TOO_LARGE || status == MHD_HTTP_LENGTH_REQUIRED;
    if (status == MHD_HTTP_TOO_MANY_REQUESTS)
        reply.retry = why == TOC_SERVE_TOO_MANY_CODES ? TOC_SERVE_WRONG_MS / 1000 : 1;
    if (status == MHD_HTTP_SERVICE_UNAVAILABLE)
        reply.retry = 2;
    return toc_answer_error(
        request->mhd, toc_serve_text(&server->scratch, request->lang, why, slot), NULL, &reply);
}

static enum MHD_Result refuse_method(toc_request *request, const char *allow)
{
    toc_reply reply = {.status = MHD_HTTP_METHOD_NOT_ALLOWED, .allow = allow};

    return toc_answer_error(
        request->mhd,
        toc_serve_text(&request->server->scratch, request->lang, TOC_SERVE_NOT_THIS_WAY, NULL),
        NULL, &reply);
}

static enum MHD_Result send_to_join(toc_request *request)
{
    toc_reply reply = {
        .status = MHD_HTTP_SEE_OTHER, .mime = "text/plain; charset=utf-8", .location = "/"};

    return toc_answer_static(request->mhd, "/\n", 2, &reply);
}

/* ── judgements; each answers and is false, or is true ── */

static bool judge_form(toc_request *request, const char *method, const char *version,
                       enum MHD_Result *out)
{
    toc_http_head head = {.method = method, .path = request->path, .version = version};
    const char *fault;

    (void)MHD_get_connection_values_n(request->mhd, MHD_HEADER_KIND, gather, &head);
    fault = toc_http_read(&head, &request->facts);
    if (!fault)
        return true;
    request->lang = request->server->languages.order[0];
    *out = toc_guard_refuse(request, MHD_HTTP_BAD_REQUEST, TOC_SERVE_BAD_REQUEST, fault);
    return false;
}

static bool judge_site(toc_request *request, enum MHD_Result *out)
{
    const toc_http_facts *facts = &request->facts;
    const toc_hosts *hosts = &request->server->hosts;

    if (!toc_hosts_has(hosts, facts->host)) {
        *out = toc_guard_refuse(request, MHD_HTTP_MISDIRECTED_REQUEST, TOC_SERVE_WRONG_HOST, NULL);
        return false;
    }
    /* where another page's address is named, it is refused whatever is asked for */
    if (facts->origin && !toc_hosts_is_origin(hosts, facts->origin, facts->host)) {
        *out = toc_guard_refuse(request, MHD_HTTP_FORBIDDEN, TOC_SERVE_WRONG_ORIGIN, NULL);
        return false;
    }
    return true;
}

/* What changes something must come from a page of ours, and say so. */
static bool judge_origin(toc_request *request, enum MHD_Result *out)
{
    const toc_http_facts *facts = &request->facts;

    if (request->route->method == TOC_METHOD_GET)
        return true;
    if (facts->origin && (!facts->fetch_site || strcmp(facts->fetch_site, "same-origin") == 0))
        return true;
    *out = toc_guard_refuse(request, MHD_HTTP_FORBIDDEN, TOC_SERVE_WRONG_ORIGIN, NULL);
    return false;
}

static void find_person(toc_request *request)
{
    toc_server *server = request->server;
    char token[TOC_TOKEN_SIZE];
    char hash[TOC_TOKEN_SIZE];
    const toc_person *person;

    if (!toc_http_cookie(request->facts.cookie, server->cookie, token, sizeof token) ||
        strlen(token) != TOC_TOKEN_SIZE - 1)
        return;
    toc_token_hash(token, hash);
    person = toc_exercise_person_of_token(server->table.exercise, hash);
    if (!person || person->has_left)
        return;
    snprintf(request->person, sizeof request->person, "%s", person->id);
    toc_connections_know(&server->connections, request->connection);
}

static bool judge_role(toc_request *request, enum MHD_Result *out)
{
    const toc_person *person =
        request->person[0] ? toc_exercise_person(request->server->table.exercise, request->person)
                           : NULL;
    unsigned role = person ? (unsigned)person->role : TOC_ROLE_COUNT;

    if (toc_route_is_for(request->route, role))
        return true;
    if (person)
        *out = toc_guard_refuse(request, MHD_HTTP_FORBIDDEN, TOC_SERVE_NOT_YOURS, NULL);
    else if (request->route->is_page)
        *out = send_to_join(request);
    else
        *out = toc_guard_refuse(request, MHD_HTTP_UNAUTHORIZED, TOC_SERVE_NOT_JOINED, NULL);
    return false;
}

static bool judge_text(toc_request *request, enum MHD_Result *out)
{
    const toc_http_facts *facts = &request->facts;

    if (request->route->method == TOC_METHOD_GET) {
        if (facts->length == 0)
            return true;
        *out = toc_guard_refuse(request, MHD_HTTP_BAD_REQUEST, TOC_SERVE_BAD_REQUEST,
                                "a text where none belongs");
    } else if (!facts->has_length) {
        *out = toc_guard_refuse(request, MHD_HTTP_LENGTH_REQUIRED, TOC_SERVE_BAD_REQUEST,
                                "no Content-Length");
    } else if (facts->length > TOC_SERVE_BODY_MAX) {
        *out = toc_guard_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, TOC_SERVE_TOO_LARGE, NULL);
    } else if (!toc_http_is_json(facts->content_type)) {
        *out = toc_guard_refuse(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, TOC_SERVE_NOT_JSON, NULL);
    } else {
        return true;
    }
    return false;
}

/* As the address asks, else the browser. */
static void choose_language(toc_request *request)
{
    char name[TOC_SERVE_QUERY_MAX];
    const char *named = NULL;

    if (toc_request_query(request, "lang", name, sizeof name))
        named = toc_languages_named(name);
    request->lang =
        named ? named
              : toc_languages_for(&request->server->languages, request->facts.accept_language);
}

bool toc_guard_pass(toc_request *request, const char *method, const char *version,
                    enum MHD_Result *out_result)
{
    const char *allow;

    if (!judge_form(request, method, version, out_result))
        return false;
    choose_language(request);
    if (!judge_site(request, out_result))
        return false;
    request->route = toc_route_find(request->path, method, &allow);
    if (!request->route) {
        *out_result =
            allow ? refuse_method(request, allow)
                  : toc_guard_refuse(request, MHD_HTTP_NOT_FOUND, TOC_SERVE_NO_SUCH_PAGE, NULL);
        return false;
    }
    find_person(request);
    return judge_origin(request, out_result) && judge_role(request, out_result) &&
           judge_text(request, out_result);
}
