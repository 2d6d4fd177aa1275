/* acts.c - what people do: joining and acts. */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "live/exact_json.h"
#include "serve/server_private.h"

enum { KEY_MAX = 64 };

/* ── what was sent ── */

/* The text as a JSON object, or NULL. */
static json_object *read_object(const toc_request *request, bool *out_lacks_memory)
{
    json_object *object = toc_exact_read(request->body ? request->body : "", request->size,
                                         TOC_SERVE_DEPTH_MAX, out_lacks_memory);

    if (json_object_is_type(object, json_type_object))
        return object;
    json_object_put(object);
    return NULL;
}

static const char *text_of(const json_object *object, const char *key)
{
    json_object *value = NULL;

    if (!json_object_object_get_ex(object, key, &value) ||
        !json_object_is_type(value, json_type_string))
        return NULL;
    return strlen(json_object_get_string(value)) == (size_t)json_object_get_string_len(value)
               ? json_object_get_string(value)
               : NULL;
}

/* ── answers ── */

static enum MHD_Result answer_json(toc_request *request, const char *cookie, char *bytes,
                                   size_t size)
{
    toc_reply reply = {.status = MHD_HTTP_OK, .mime = "application/json", .cookie = cookie};
    enum MHD_Result result = toc_answer_bytes(request->mhd, bytes, size, &reply);

    free(bytes);
    return result;
}

static enum MHD_Result answer_row(toc_request *request, const toc_row *row, bool is_repeat)
{
    char text[160];
    toc_reply reply = {.status = MHD_HTTP_OK, .mime = "application/json"};
    int size = snprintf(text, sizeof text, "{\"row\":%" PRIu64 ",\"at\":%" PRId64 "%s}", row->seq,
                        (int64_t)row->at, is_repeat ? ",\"repeated\":true" : "");

    return toc_answer_bytes(request->mhd, text, (size_t)size, &reply);
}

static enum MHD_Result answer_trouble(toc_request *request)
{
    const toc_server *server = request->server;
    const toc_person *person =
        request->person[0] ? toc_exercise_person(server->table.exercise, request->person) : NULL;
    bool is_told_why = person && person->role == TOC_ROLE_CONTROLLER;

    return toc_guard_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE,
                            is_told_why ? TOC_SERVE_NOT_KEPT : TOC_SERVE_NOTHING_KEPT,
                            server->sections.trouble);
}

static enum MHD_Result answer_refusal(toc_request *request, const toc_ruling *answer)
{
    toc_reply reply = {.status = MHD_HTTP_UNPROCESSABLE_CONTENT};

    if (answer->code == TOC_ANSWER_FORBIDDEN)
        reply.status = MHD_HTTP_FORBIDDEN;
    if (answer->code == TOC_ANSWER_CONFLICT)
        reply.status = MHD_HTTP_CONFLICT;
    return toc_answer_error(request->mhd, answer->text, answer->field, &reply);
}

/* The row of an act that was sent before. */
static enum MHD_Result answer_repeated(toc_request *request, uint64_t number)
{
    const toc_exercise_state *state = toc_exercise_state_of(request->server->table.exercise);
    toc_row row = {.seq = number};

    if (number >= 1 && number <= state->row_count)
        row.at = state->rows[number - 1].at;
    return answer_row(request, &row, true);
}

/* ── acts ── */

/* Kinds that only the server writes, or that have a way of their own. */
static bool is_inner(const char *kind)
{
    return strcmp(kind, "open") == 0 || strcmp(kind, "time") == 0 || strcmp(kind, "join") == 0;
}

static bool is_key(const char *key)
{
    size_t size = strlen(key);

    return size > 0 && size <= KEY_MAX &&
           strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == size;
}

static enum MHD_Result invalid(toc_request *request, const char *field)
{
    toc_reply reply = {.status = MHD_HTTP_UNPROCESSABLE_CONTENT};

    return toc_answer_error(
        request->mhd,
        toc_serve_text(&request->server->scratch, request->lang, TOC_SERVE_BAD_REQUEST, field),
        field, &reply);
}

static enum MHD_Result do_act(toc_request *request, const toc_intent *intent)
{
    toc_server *server = request->server;
    toc_ruling answer = {.code = TOC_ANSWER_INVALID, .field = "", .text = ""};
    toc_row row;
    bool is_repeat = false;

    if (!toc_server_settle(server))
        return answer_trouble(request);
    if (!toc_exercise_ask(server->table.exercise, intent, &server->scratch, &row, &answer)) {
        if (answer.code != TOC_ANSWER_REPEATED)
            return answer_refusal(request, &answer);
        /* the first may be among those that are not kept yet */
        return toc_rows_flush(server) ? answer_repeated(request, answer.row)
                                      : answer_trouble(request);
    }
    if (toc_rows_gather(request, &row))
        return MHD_YES;
    if (!toc_server_commit(server, &row, &is_repeat))
        return answer_trouble(request);
    return answer_row(request, &row, is_repeat);
}

static enum MHD_Result act_on(toc_request *request, const json_object *object)
{
    const char *kind = text_of(object, "kind");
    const char *key = text_of(object, "key");
    json_object *body = NULL;

    if (!kind || is_inner(kind))
        return invalid(request, "kind");
    if (!key || !is_key(key))
        return invalid(request, "key");
    if (!json_object_object_get_ex(object, "body", &body) ||
        !json_object_is_type(body, json_type_object))
        return invalid(request, "body");
    toc_intent intent = {.person = request->person,
                         .key = key,
                         .kind = kind,
                         .body = body,
                         .lang = request->lang,
                         .wall = request->server->wall};
    return do_act(request, &intent);
}

/* It was gathered with others, and they were kept or not. */
static enum MHD_Result answer_gathered(toc_request *request)
{
    const toc_exercise_state *state = toc_exercise_state_of(request->server->table.exercise);
    toc_row row = {.seq = request->row};

    if (request->fate == TOC_FATE_NOT_KEPT)
        return answer_trouble(request);
    row.at = state->rows[row.seq - 1].at;
    return answer_row(request, &row, false);
}

enum MHD_Result toc_acts_act(toc_request *request)
{
    toc_server *server = request->server;
    bool lacks_memory = false;
    json_object *object;
    enum MHD_Result result;

    if (request->fate != TOC_FATE_OPEN)
        return answer_gathered(request);
    object = read_object(request, &lacks_memory);
    if (lacks_memory)
        return MHD_NO; /* the line is cut, and the browser asks again */
    if (!toc_access_may_act(&server->access, request->person, server->now))
        result = toc_guard_refuse(request, MHD_HTTP_TOO_MANY_REQUESTS, TOC_SERVE_TOO_FAST, NULL);
    else if (!object)
        result = toc_guard_refuse(request, MHD_HTTP_BAD_REQUEST, TOC_SERVE_NOT_JSON, NULL);
    else
        result = act_on(request, object);
    json_object_put(object);
    return result;
}

/* ── joining ── */

/* What somebody is called on all screens: some letters, none that is not seen. */
static bool is_person_name(const char *name)
{
    size_t size = strlen(name);
    size_t count = 0;
    unsigned step = 0;

    for (size_t i = 0; i < size; i += step, count++) {
        int32_t letter = toc_utf8_decode(name + i, size - i, &step);

        if (letter < 0x20 || (letter >= 0x7f && letter < 0xa0) || letter == 0x2028 ||
            letter == 0x2029 || toc_codepoint_is_hidden(letter))
            return false;
    }
    return count > 0 && count <= TOC_SERVE_NAME_LETTERS && strspn(name, " ") < size;
}

/* {"error", "field":"body", "bodies":[{"body","title","players":0}]} */
static enum MHD_Result ask_for_body(toc_request *request)
{
    const toc_machine *machine = toc_exercise_state_of(request->server->table.exercise)->machine;
    toc_reply reply = {.status = MHD_HTTP_UNPROCESSABLE_CONTENT, .mime = "application/json"};
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    enum MHD_Result result = MHD_NO;
    toc_json json;

    if (!out)
        return MHD_NO;
    toc_json_init(&json, out, 0);
    toc_json_begin_object(&json);
    toc_json_key_string(
        &json, "error",
        toc_serve_text(&request->server->scratch, request->lang, TOC_SERVE_BODY_NEEDED, NULL));
    toc_json_key_string(&json, "field", "body");
    toc_json_key(&json, "bodies");
    toc_json_begin_array(&json);
    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        const toc_m_head *head = &machine->bodies[i].head;

        toc_json_begin_object(&json);
        toc_json_key_string(&json, "body", toc_machine_text(machine, head->name));
        toc_json_key_string(&json, "title", toc_machine_title(machine, head, request->lang));
        toc_json_end_object(&json);
    }
    toc_json_end_array(&json);
    toc_json_end_object(&json);
    if (fclose(out) == 0)
        result = toc_answer_bytes(request->mhd, bytes, size, &reply);
    free(bytes);
    return result;
}

static json_object *join_body(const char *name, toc_role role, const char *body, const char *hash)
{
    json_object *it = json_object_new_object();

    if (it && toc_exact_put(it, "name", json_object_new_string(name)) &&
        toc_exact_put(it, "role", json_object_new_string(toc_role_word(role))) &&
        (!body || toc_exact_put(it, "body", json_object_new_string(body))) &&
        toc_exact_put(it, "token", json_object_new_string(hash)))
        return it;
    json_object_put(it);
    return NULL;
}

static enum MHD_Result answer_joined(toc_request *request, const char *token, toc_role role)
{
    toc_server *server = request->server;
    char hash[TOC_TOKEN_SIZE];
    char cookie[200];
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    const toc_person *person;

    if (!out)
        return MHD_NO;
    toc_token_hash(token, hash);
    person = toc_exercise_person_of_token(server->table.exercise, hash);
    fprintf(out, "{\"person\":\"%s\",\"role\":\"%s\"}", person ? person->id : "",
            toc_role_word(role));
    snprintf(cookie, sizeof cookie, "%s=%s; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict%s",
             server->cookie, token, server->hosts.has_tls ? "; Secure" : "");
    if (fclose(out) == 0)
        return answer_json(request, cookie, bytes, size);
    free(bytes);
    return MHD_NO;
}

/* Whoever joins with a browser that is known here leaves as who they were. */
static void leave_former(toc_request *request)
{
    toc_server *server = request->server;
    json_object *body = request->person[0] ? json_object_new_object() : NULL;
    toc_intent intent = {.person = request->person,
                         .key = "",
                         .kind = "leave",
                         .body = body,
                         .lang = request->lang,
                         .wall = server->wall};
    toc_ruling answer;
    toc_row row;
    bool is_repeat;

    if (body && toc_exact_put(body, "person", json_object_new_string(request->person)) &&
        toc_exercise_ask(server->table.exercise, &intent, &server->scratch, &row, &answer))
        (void)toc_server_commit(server, &row, &is_repeat);
    json_object_put(body);
}

static enum MHD_Result join(toc_request *request, const char *name, toc_role role, const char *body)
{
    toc_server *server = request->server;
    char token[TOC_TOKEN_SIZE];
    char hash[TOC_TOKEN_SIZE];
    toc_ruling answer = {.code = TOC_ANSWER_INVALID, .field = "", .text = ""};
    toc_intent intent = {
        .person = "", .key = "", .kind = "join", .lang = request->lang, .wall = server->wall};
    toc_row row;
    bool is_repeat = false;
    bool is_asked;
    json_object *text;

    if (!toc_server_settle(server))
        return answer_trouble(request);
    if (toc_token_new(token) != TOC_OK)
        return MHD_NO;
    toc_token_hash(token, hash);
    intent.body = text = join_body(name, role, body, hash);
    if (!text)
        return MHD_NO;
    is_asked = toc_exercise_ask(server->table.exercise, &intent, &server->scratch, &row, &answer);
    json_object_put(text);
    if (!is_asked)
        return answer_refusal(request, &answer);
    if (!toc_server_commit(server, &row, &is_repeat))
        return answer_trouble(request);
    leave_former(request);
    return answer_joined(request, token, role);
}

/* The code first: without one nobody is told anything. */
static enum MHD_Result join_with(toc_request *request, const json_object *object)
{
    toc_server *server = request->server;
    const char *code = text_of(object, "code");
    const char *name = text_of(object, "name");
    const char *body = text_of(object, "body");
    toc_role role;

    switch (toc_access_try(&server->access, request->connection->address, code ? code : "",
                           server->now, &role)) {
    case TOC_CODE_TOO_OFTEN:
        return toc_guard_refuse(request, MHD_HTTP_TOO_MANY_REQUESTS, TOC_SERVE_TOO_MANY_CODES,
                                NULL);
    case TOC_CODE_WRONG:
        return toc_guard_refuse(request, MHD_HTTP_FORBIDDEN, TOC_SERVE_NO_SUCH_CODE, NULL);
    case TOC_CODE_RIGHT:
        break;
    }
    if (role == TOC_ROLE_WALL && (!name || !*name))
        name = "-";
    if (!name || !is_person_name(name)) {
        toc_reply reply = {.status = MHD_HTTP_UNPROCESSABLE_CONTENT};
        const char *most = toc_arena_printf(&server->scratch, "%u", TOC_SERVE_NAME_LETTERS);

        return toc_answer_error(
            request->mhd,
            toc_serve_text(&server->scratch, request->lang, TOC_SERVE_NAME_NEEDED, most), "name",
            &reply);
    }
    if (role == TOC_ROLE_PLAYER && (!body || !*body))
        return ask_for_body(request);
    return join(request, name, role, role == TOC_ROLE_PLAYER ? body : NULL);
}

enum MHD_Result toc_acts_join(toc_request *request)
{
    bool lacks_memory = false;
    json_object *object = read_object(request, &lacks_memory);
    enum MHD_Result result = MHD_NO;

    if (object)
        result = join_with(request, object);
    else if (!lacks_memory)
        result = toc_guard_refuse(request, MHD_HTTP_BAD_REQUEST, TOC_SERVE_NOT_JSON, NULL);
    json_object_put(object);
    return result;
}
