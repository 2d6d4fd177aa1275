/* utf8.h - the little of Unicode that a planner's text needs; utf8proc holds the tables. */
#ifndef TOC_BASE_UTF8_H
#define TOC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The code point at @p text (at most @p size bytes); *out_size is its length in bytes, 1..4.
 *  Invalid or cut off: -1 and *out_size = 1. */
int32_t toc_utf8_decode(const char *text, size_t size, unsigned *out_size);

/** Bytes written to @p out (room for 4). */
unsigned toc_utf8_encode(uint32_t codepoint, char *out);

/** Columns on a terminal: 0, 1 or 2 for a code point; the sum for a text.  Tabs count 1 here. */
unsigned toc_codepoint_width(int32_t codepoint);
size_t toc_utf8_width(const char *text, size_t size);

size_t toc_utf8_count(const char *text, size_t size); /* code points */

bool toc_codepoint_is_name_start(int32_t codepoint); /* letter, digit or _ */
bool toc_codepoint_is_name_part(int32_t codepoint);  /* also marks; the hyphen is the lexer's */

/** Bidirectional control or invisible (zero-width, tag, soft hyphen) control character. */
bool toc_codepoint_is_hidden(int32_t codepoint);

/** True: @p text is in NFC for certain (seen by a quick look).  False: it may be or not. */
bool toc_utf8_is_surely_nfc(const char *text, size_t size);

/** NFC; the result is NUL-terminated in the arena.  Valid UTF-8 is required. */
char *toc_utf8_nfc(toc_arena *arena, const char *text, size_t size, size_t *out_size);

/** NFC, case folded, each run of white space one space, trimmed: equal texts mean the same. */
char *toc_utf8_fold(toc_arena *arena, const char *text);

#ifdef __cplusplus
}
#endif

#endif
