/* exact_json.h - JSON that is read and written whole, or not at all.
 *
 * Where memory lacks json-c loses parts of a text without a word: a name becomes null, a sentence ends early.
 * What goes into a journal stays there, so that all of it goes through here: read back and compared. */
#ifndef TOC_LIVE_EXACT_JSON_H
#define TOC_LIVE_EXACT_JSON_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/arena.h"

/** The value of @p text, strict JSON in UTF-8 with at most @p depth values inside one another, for the caller to
 *  give back; NULL: there is none (for `null`, too), or *out_lacks_memory.  O(size). */
struct json_object *toc_exact_read(const char *text, size_t size, int depth,
                                   bool *out_lacks_memory);

/** @p value on one line, which lasts until it is changed or written again; never NULL: where memory lacks,
 *  @p arena gives up.  O(size). */
const char *toc_exact_text(toc_arena *arena, struct json_object *value);

/** Puts @p value (which it takes; NULL: it could not be made) behind @p key; false: memory is used up. */
bool toc_exact_put(struct json_object *object, const char *key, struct json_object *value);

#endif
