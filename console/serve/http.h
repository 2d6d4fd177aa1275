/* http.h - whether a request is well formed, and what its headers say; knows no library and no role.
 *
 * The server hands the headers over as it got them, in order, duplicates among them.  Everything
 * two programs could read in two ways is refused: a header that may come once and comes twice, a
 * length beside a transfer coding, names that are no names.  Pure functions; texts belong to the
 * caller. */
#ifndef TOC_SERVE_HTTP_H
#define TOC_SERVE_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "serve/limits.h"

typedef struct toc_http_field {
    const char *name;
    size_t name_size;
    const char *value; /* may be NULL where the size is 0 */
    size_t value_size;
} toc_http_field;

/* A request as it came, without its text. */
typedef struct toc_http_head {
    const char *method;
    const char *path;    /* as written, without the query */
    const char *version; /* "HTTP/1.1" */
    toc_http_field fields[TOC_SERVE_HEADERS_MAX];
    size_t count;
    bool has_too_many;
} toc_http_head;

/* What was found in it.  Texts of a header that is not there: NULL. */
typedef struct toc_http_facts {
    const char *host;
    const char *origin;
    const char *cookie;
    const char *content_type;
    const char *last_event_id;
    const char *accept_language;
    const char *fetch_site; /* Sec-Fetch-Site */
    bool has_length;
    uint64_t length; /* Content-Length */
} toc_http_facts;

/** Reads the head.  NULL when all is well, else what is wrong with it in English, a fragment of a
 *  sentence: the request is refused (400) and its connection closed.  O(size). */
const char *toc_http_read(const toc_http_head *head, toc_http_facts *out);

/** The value of the cookie @p name into @p out (@p size bytes with the NUL).  False where there is no
 *  such cookie, two of them, or a longer one. */
bool toc_http_cookie(const char *header, const char *name, char *out, size_t size);

/** Whether @p type is application/json, with no other parameter than charset=utf-8. */
bool toc_http_is_json(const char *type);

/** Decodes a value of a query (%XX, +) into @p out.  False for wrong escapes, control characters, what
 *  is not UTF-8, or does not fit. */
bool toc_http_decode(const char *text, char *out, size_t size);

/** The first language of an Accept-Language header that is one of @p count @p langs, or langs[0]. */
const char *toc_http_language(const char *header, const char *const *langs, size_t count);

/** Compares @p size bytes in a time that does not depend on what they are. */
bool toc_http_same_secret(const void *left, const void *right, size_t size);

#endif
