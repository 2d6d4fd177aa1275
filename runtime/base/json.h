/* json.h - writes JSON to a stream, commas and escapes taken care of.
 *
 * The caller owns the stream, and writes nothing else to it while an object or array is open:
 * what is written is gathered here and handed over in large pieces, the last of them when the
 * outermost object or array ends (a value outside any: at once).  Text is UTF-8; bytes that are
 * not are written as U+FFFD.  Write errors stay in the stream (ferror). */
#ifndef TOC_BASE_JSON_H
#define TOC_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_JSON_DEPTH_MAX 64
#define TOC_JSON_GATHERED  1024 /* bytes */

typedef struct toc_json {
    FILE *out;
    int indent; /* spaces a level; 0: all on one line */
    unsigned depth;
    bool has_items[TOC_JSON_DEPTH_MAX];
    bool after_key;
    unsigned gathered; /* bytes of `text` in use */
    char text[TOC_JSON_GATHERED];
} toc_json;

void toc_json_init(toc_json *json, FILE *out, int indent);
void toc_json_begin_object(toc_json *json);
void toc_json_end_object(toc_json *json);
void toc_json_begin_array(toc_json *json);
void toc_json_end_array(toc_json *json);
void toc_json_key(toc_json *json, const char *key);
void toc_json_string(toc_json *json, const char *text); /* NULL writes null */
void toc_json_int(toc_json *json, int64_t value);
void toc_json_bool(toc_json *json, bool value);
void toc_json_null(toc_json *json);

/** @p value in 1/@p scale as a decimal number without trailing zeros (scale: a power of ten). */
void toc_json_fixed(toc_json *json, int64_t value, int64_t scale);

/* key and value in one */
void toc_json_key_string(toc_json *json, const char *key, const char *text);
void toc_json_key_int(toc_json *json, const char *key, int64_t value);
void toc_json_key_bool(toc_json *json, const char *key, bool value);

#ifdef __cplusplus
}
#endif

#endif
