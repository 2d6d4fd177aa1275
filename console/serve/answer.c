/* answer.c - responses, each with the headers that protect whoever reads it. */
#include "serve/answer.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"

typedef struct header {
    const char *name;
    const char *value;
} header;

static const header always[] = {
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
    {"X-Robots-Tag", "noindex"},
};

static const char *policy_text(toc_answer_policy policy)
{
    switch (policy) {
    case TOC_POLICY_DATA:
        return "default-src 'none'; frame-ancestors 'none'; sandbox";
    case TOC_POLICY_PAGE:
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
               "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    case TOC_POLICY_DRAWING:
        return "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
    case TOC_POLICY_REPORT:
        return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
               "form-action 'none'; frame-ancestors 'none'; sandbox";
    }
    return "default-src 'none'";
}

static bool add(struct MHD_Response *response, const char *name, const char *value)
{
    return MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool add_always(struct MHD_Response *response)
{
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        if (!add(response, always[i].name, always[i].value))
            return false;
    }
    return true;
}

static bool add_file(struct MHD_Response *response, const char *file)
{
    char value[160];

    snprintf(value, sizeof value, "attachment; filename=\"%s\"", file);
    return add(response, "Content-Disposition", value);
}

static bool add_retry(struct MHD_Response *response, unsigned seconds)
{
    char value[16];

    snprintf(value, sizeof value, "%u", seconds);
    return add(response, "Retry-After", value);
}

static bool add_own(struct MHD_Response *response, const toc_reply *reply)
{
    return add(response, "Content-Security-Policy", policy_text(reply->policy)) &&
           (!reply->mime || add(response, "Content-Type", reply->mime)) &&
           (!reply->cookie || add(response, "Set-Cookie", reply->cookie)) &&
           (!reply->location || add(response, "Location", reply->location)) &&
           (!reply->allow || add(response, "Allow", reply->allow)) &&
           (!reply->file || add_file(response, reply->file)) &&
           (!reply->retry || add_retry(response, reply->retry)) &&
           (!reply->is_last || add(response, "Connection", "close"));
}

enum MHD_Result toc_answer_queue(struct MHD_Connection *connection, struct MHD_Response *response,
                                 const toc_reply *reply)
{
    enum MHD_Result result = MHD_NO;

    if (!response)
        return MHD_NO;
    if (add_always(response) && add_own(response, reply))
        result = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}

enum MHD_Result toc_answer_bytes(struct MHD_Connection *connection, const void *bytes, size_t size,
                                 const toc_reply *reply)
{
    /* it is copied: the library's interface only lacks a const */
    return toc_answer_queue(
        connection,
        MHD_create_response_from_buffer(size, (void *)(uintptr_t)bytes, MHD_RESPMEM_MUST_COPY),
        reply);
}

enum MHD_Result toc_answer_static(struct MHD_Connection *connection, const void *bytes, size_t size,
                                  const toc_reply *reply)
{
    return toc_answer_queue(
        connection,
        MHD_create_response_from_buffer(size, (void *)(uintptr_t)bytes, MHD_RESPMEM_PERSISTENT),
        reply);
}

enum MHD_Result toc_answer_error(struct MHD_Connection *connection, const char *text,
                                 const char *field, const toc_reply *reply)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    toc_reply told = *reply;
    enum MHD_Result result = MHD_NO;
    toc_json json;

    if (!out)
        return MHD_NO;
    toc_json_init(&json, out, 0);
    toc_json_begin_object(&json);
    toc_json_key_string(&json, "error", text);
    toc_json_key_string(&json, "field", field && *field ? field : NULL);
    toc_json_end_object(&json);
    told.mime = "application/json";
    told.policy = TOC_POLICY_DATA;
    if (fclose(out) == 0)
        result = toc_answer_bytes(connection, bytes, size, &told);
    free(bytes);
    return result;
}
