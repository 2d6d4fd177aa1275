/* pages.c - what is fetched: pages, words, drawings, reports, the stream of events. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "serve/assets.h"
#include "serve/invitation.h"
#include "serve/server_private.h"

/* ── what is built in ── */

static enum MHD_Result give_asset(toc_request *request, const char *name)
{
    const toc_asset *asset = toc_asset_find(name);
    toc_reply reply = {.status = MHD_HTTP_OK, .policy = TOC_POLICY_PAGE};

    if (!asset)
        return toc_guard_refuse(request, MHD_HTTP_NOT_FOUND, TOC_SERVE_NO_SUCH_PAGE, NULL);
    reply.mime = asset->mime;
    return toc_answer_static(request->mhd, asset->bytes, asset->size, &reply);
}

static enum MHD_Result give_words(toc_request *request)
{
    toc_reply reply = {.status = MHD_HTTP_OK, .mime = "application/json"};
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    enum MHD_Result result = MHD_NO;

    if (!out)
        return MHD_NO;
    toc_page_words_write(request->lang, out);
    if (fclose(out) == 0)
        result = toc_answer_bytes(request->mhd, bytes, size, &reply);
    free(bytes);
    return result;
}

static enum MHD_Result give_health(toc_request *request)
{
    static const char fine[] = "{\"status\":\"ok\"}";
    static const char troubled[] = "{\"status\":\"journal cannot be written\"}";
    bool is_fine = !request->server->sections.has_trouble;
    toc_reply reply = {.status = is_fine ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE,
                       .mime = "application/json"};

    return is_fine ? toc_answer_static(request->mhd, fine, sizeof fine - 1, &reply)
                   : toc_answer_static(request->mhd, troubled, sizeof troubled - 1, &reply);
}

/* ── queries ── */

/* The language of a drawing: one that titles of the plan are in, its own where none other is asked for. */
static const char *drawing_language(const toc_request *request)
{
    const toc_server *server = request->server;
    char lang[16];

    if (!toc_request_query(request, "lang", lang, sizeof lang))
        snprintf(lang, sizeof lang, "%s", request->lang);
    return toc_server_title_language(server, lang);
}

/* ── drawings ── */

static void suspend(toc_request *request)
{
    request->is_suspended = true;
    toc_connection_allow(request->connection, request->server->now, INT64_MAX);
    MHD_suspend_connection(request->mhd);
}

static enum MHD_Result give_failure(toc_request *request)
{
    toc_server *server = request->server;
    const char *problem = toc_arena_printf(&server->scratch, "%s", request->drawing->job.problem);

    toc_drawings_forget(&server->drawings, request->drawing);
    return toc_guard_refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, TOC_SERVE_NOT_DRAWN, problem);
}

static enum MHD_Result give_drawing(toc_request *request)
{
    static const toc_reply replies[] = {
        [TOC_DRAWING_CHART] = {.mime = "image/svg+xml", .policy = TOC_POLICY_DRAWING},
        [TOC_DRAWING_CARD] = {.mime = "image/svg+xml", .policy = TOC_POLICY_DRAWING},
        [TOC_DRAWING_HTML] = {.mime = "text/html; charset=utf-8", .policy = TOC_POLICY_REPORT},
        [TOC_DRAWING_PDF] = {.mime = "application/pdf", .file = "report.pdf"},
        [TOC_DRAWING_CSV] = {.mime = "text/csv; charset=utf-8", .file = "improvements.csv"},
    };
    const toc_drawing *drawing = request->drawing;
    toc_reply reply;

    if (drawing->job.state == TOC_JOB_FAILED)
        return give_failure(request);
    reply = replies[drawing->kind];
    reply.status = MHD_HTTP_OK;
    return toc_answer_bytes(request->mhd, drawing->job.bytes, drawing->job.size, &reply);
}

/* Now, or when it is drawn: then libmicrohttpd asks again. */
static enum MHD_Result draw(toc_request *request, toc_drawing_kind kind, uint32_t body)
{
    if (!request->drawing)
        request->drawing =
            toc_drawings_get(&request->server->drawings, kind, body, drawing_language(request));
    if (!request->drawing)
        return toc_guard_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, TOC_SERVE_NOT_READY, NULL);
    if (toc_drawing_await(request->drawing, &request->waiter))
        return give_drawing(request);
    suspend(request);
    return MHD_YES;
}

static bool is_over(const toc_server *server)
{
    return toc_exercise_state_of(server->table.exercise)->clock.state == TOC_CLOCK_ENDED;
}

static enum MHD_Result give_report(toc_request *request, toc_drawing_kind kind)
{
    if (!is_over(request->server))
        return toc_guard_refuse(request, MHD_HTTP_CONFLICT, TOC_SERVE_NOT_OVER, NULL);
    return draw(request, kind, TOC_NONE);
}

static enum MHD_Result give_export(toc_request *request)
{
    toc_reply reply = {.status = MHD_HTTP_OK, .mime = "application/yaml", .file = "exercise.yaml"};
    char *bytes = NULL;
    size_t size = 0;
    FILE *out;
    enum MHD_Result result = MHD_NO;
    bool is_written;

    if (!is_over(request->server))
        return toc_guard_refuse(request, MHD_HTTP_CONFLICT, TOC_SERVE_NOT_OVER, NULL);
    out = open_memstream(&bytes, &size);
    is_written = out && toc_exercise_export(request->server->table.exercise, out) == TOC_OK;
    if (out && fclose(out) == 0 && is_written)
        result = toc_answer_bytes(request->mhd, bytes, size, &reply);
    free(bytes);
    return result;
}

/* ── for whom ── */

static const toc_person *person_of(const toc_request *request)
{
    return toc_exercise_person(request->server->table.exercise, request->person);
}

/* A player's own card; to the controller any. */
static enum MHD_Result give_card(toc_request *request)
{
    const toc_machine *machine = toc_exercise_state_of(request->server->table.exercise)->machine;
    const toc_person *person = person_of(request);
    uint32_t body = person ? person->body : TOC_NONE;
    char name[TOC_SERVE_QUERY_MAX];

    if (person && person->role == TOC_ROLE_CONTROLLER)
        body = toc_request_query(request, "body", name, sizeof name)
                   ? TOC_MACHINE_FIND(machine, bodies, name)
                   : TOC_NONE;
    if (body == TOC_NONE)
        return toc_guard_refuse(request, MHD_HTTP_NOT_FOUND, TOC_SERVE_NO_SUCH_PAGE, NULL);
    return draw(request, TOC_DRAWING_CARD, body);
}

static bool find_role(const char *word, toc_role *out)
{
    for (unsigned role = 0; role < TOC_ROLE_COUNT; role++) {
        if (strcmp(toc_role_word((toc_role)role), word) == 0) {
            *out = (toc_role)role;
            return true;
        }
    }
    return false;
}

/* The join code that goes into the QR code; NULL: none that the person may have.  Who sees the wall has
 * been told no code, so on it stands the address alone. */
static const char *code_for(const toc_request *request)
{
    const toc_person *person = person_of(request);
    char word[TOC_SERVE_QUERY_MAX];
    toc_role role;

    if (!toc_request_query(request, "role", word, sizeof word))
        return "";
    return person && person->role == TOC_ROLE_CONTROLLER && find_role(word, &role)
               ? request->server->access.codes[role]
               : NULL;
}

static enum MHD_Result give_join_code(toc_request *request)
{
    toc_reply reply = {
        .status = MHD_HTTP_OK, .mime = "image/svg+xml", .policy = TOC_POLICY_DRAWING};
    toc_server *server = request->server;
    const char *code = code_for(request);
    char number[TOC_SERVE_QUERY_MAX] = "0";
    const char *drawn = NULL;

    (void)toc_request_query(request, "address", number, sizeof number);
    if (code && strlen(number) < 4 && strspn(number, "0123456789") == strlen(number))
        drawn =
            toc_invitation_draw(&server->scratch, &server->hosts, strtoul(number, NULL, 10), code);
    if (!drawn)
        return toc_guard_refuse(request, MHD_HTTP_NOT_FOUND, TOC_SERVE_NO_SUCH_PAGE, NULL);
    return toc_answer_bytes(request->mhd, drawn, strlen(drawn), &reply);
}

static enum MHD_Result give_events(toc_request *request)
{
    toc_server *server = request->server;
    toc_reply reply = {.status = MHD_HTTP_OK, .mime = "text/event-stream; charset=utf-8"};
    const toc_person *person = person_of(request);
    struct MHD_Response *response =
        person ? toc_stream_open(&server->streams, request->mhd, request->connection, person,
                                 request->lang, request->facts.last_event_id, server->now)
               : NULL;

    if (!response)
        return toc_guard_refuse(request, MHD_HTTP_TOO_MANY_REQUESTS, TOC_SERVE_TOO_FAST, NULL);
    toc_connection_allow(request->connection, server->now, INT64_MAX);
    return toc_answer_queue(request->mhd, response, &reply);
}

enum MHD_Result toc_pages_get(toc_request *request)
{
    switch (request->route->id) {
    case TOC_ROUTE_JOIN_PAGE:
        return give_asset(request, "join.html");
    case TOC_ROUTE_TABLE:
        return give_asset(request, "table.html");
    case TOC_ROUTE_ASSET:
        return give_asset(request, request->path + strlen(request->route->path));
    case TOC_ROUTE_WORDS:
        return give_words(request);
    case TOC_ROUTE_EVENTS:
        return give_events(request);
    case TOC_ROUTE_CHART:
        return draw(request, TOC_DRAWING_CHART, TOC_NONE);
    case TOC_ROUTE_CARD:
        return give_card(request);
    case TOC_ROUTE_JOIN_CODE:
        return give_join_code(request);
    case TOC_ROUTE_REPORT_HTML:
        return give_report(request, TOC_DRAWING_HTML);
    case TOC_ROUTE_REPORT_PDF:
        return give_report(request, TOC_DRAWING_PDF);
    case TOC_ROUTE_IMPROVEMENTS:
        return give_report(request, TOC_DRAWING_CSV);
    case TOC_ROUTE_EXPORT:
        return give_export(request);
    case TOC_ROUTE_HEALTH:
        return give_health(request);
    case TOC_ROUTE_JOIN:
    case TOC_ROUTE_ACT:
        break; /* no GET leads here: see routes.c */
    }
    return MHD_NO;
}
