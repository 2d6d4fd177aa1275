/* exact_json.c - JSON that is read and written whole, or not at all. */
#include "live/exact_json.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { DEPTH_MAX = 64 };

typedef struct reader {
    const char *at;
    const char *end;
    bool lacks_memory;
} reader;

/* Nothing, for memory is used up. */
static struct json_object *lack(reader *r)
{
    r->lacks_memory = true;
    return NULL;
}

static void skip_blanks(reader *r)
{
    while (r->at < r->end && strchr(" \t\n\r", *r->at) && *r->at)
        r->at++;
}

static bool take(reader *r, char letter)
{
    if (r->at == r->end || *r->at != letter)
        return false;
    r->at++;
    return true;
}

/* ── strings ── */

/* Four digits of hexadecimal; -1: they are none. */
static int32_t read_unit(reader *r)
{
    int32_t unit = 0;

    if (r->end - r->at < 4)
        return -1;
    for (unsigned i = 0; i < 4; i++, r->at++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = *r->at ? strchr(digits, *r->at | (*r->at >= 'A' ? 0x20 : 0)) : NULL;

        if (!digit)
            return -1;
        unit = unit * 16 + (int32_t)(digit - digits);
    }
    return unit;
}

static char *put_letter(char *out, int32_t letter)
{
    return out + toc_utf8_encode((uint32_t)letter, out);
}

/* Behind `\u`; half of a pair becomes the sign for what cannot be read, as in browsers. */
static char *read_escaped_letter(reader *r, char *out)
{
    int32_t unit = read_unit(r);
    const char *behind = r->at;
    int32_t low;

    if (unit < 0)
        return NULL;
    if (unit >= 0xd800 && unit < 0xdc00 && take(r, '\\') && take(r, 'u')) {
        low = read_unit(r);
        if (low >= 0xdc00 && low < 0xe000)
            return put_letter(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
    }
    r->at = behind;
    return put_letter(out, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
}

/* Behind a backslash. */
static char *read_escape(reader *r, char *out)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *found;

    if (take(r, 'u'))
        return read_escaped_letter(r, out);
    found = r->at < r->end && *r->at ? strchr(letters, *r->at) : NULL;
    if (!found)
        return NULL;
    r->at++;
    *out++ = meanings[found - letters];
    return out;
}

static char *copy_letter(reader *r, char *out)
{
    unsigned length = 0;

    if ((unsigned char)*r->at < 0x20 ||
        toc_utf8_decode(r->at, (size_t)(r->end - r->at), &length) < 0)
        return NULL;
    memcpy(out, r->at, length);
    r->at += length;
    return out + length;
}

/* Bytes up to the quotation mark that ends the text, or to the end of all. */
static size_t length_of(const reader *r)
{
    const char *at = r->at;

    while (at < r->end && *at != '"')
        at += *at == '\\' && at + 1 < r->end ? 2 : 1;
    return (size_t)(at - r->at);
}

/* The text behind a quotation mark, with a NUL after it, for the caller to free; no escape is longer read
 * than written.  NULL: there is none, or memory lacks. */
static char *read_text(reader *r, size_t *out_size)
{
    char *text = malloc(length_of(r) + 1);
    char *out = text;

    if (!text) {
        r->lacks_memory = true;
        return NULL;
    }
    while (out && r->at < r->end && *r->at != '"')
        out = take(r, '\\') ? read_escape(r, out) : copy_letter(r, out);
    if (!out || !take(r, '"')) {
        free(text);
        return NULL;
    }
    *out = '\0';
    *out_size = (size_t)(out - text);
    return text;
}

static struct json_object *read_string(reader *r)
{
    size_t size = 0;
    char *text = read_text(r, &size);
    struct json_object *value;

    if (!text)
        return NULL;
    value = json_object_new_string_len(text, (int)size);
    free(text);
    return value ? value : lack(r);
}

/* ── numbers and words ── */

static bool skip_digits(reader *r)
{
    const char *from = r->at;

    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        r->at++;
    return r->at > from;
}

/* As JSON has them; *out_is_whole: without point and exponent. */
static bool skip_number(reader *r, bool *out_is_whole)
{
    const char *from;

    (void)take(r, '-');
    from = r->at;
    if (!skip_digits(r) || (*from == '0' && r->at > from + 1))
        return false;
    *out_is_whole = true;
    if (take(r, '.')) {
        *out_is_whole = false;
        if (!skip_digits(r))
            return false;
    }
    if (take(r, 'e') || take(r, 'E')) {
        *out_is_whole = false;
        if (!take(r, '-'))
            (void)take(r, '+');
        return skip_digits(r);
    }
    return true;
}

/* What is no number of ours as it stands is kept as it was written. */
static struct json_object *read_number(reader *r)
{
    const char *from = r->at;
    bool is_whole = false;
    struct json_object *value;
    char text[64];
    double wide;
    int64_t number;

    if (!skip_number(r, &is_whole) || (size_t)(r->at - from) >= sizeof text)
        return NULL;
    memcpy(text, from, (size_t)(r->at - from));
    text[r->at - from] = '\0';
    errno = 0;
    number = strtoll(text, NULL, 10);
    if (is_whole && errno == 0) {
        value = json_object_new_int64(number);
    } else {
        wide = strtod(text, NULL);
        if (!isfinite(wide))
            return NULL;
        value = json_object_new_double_s(wide, text);
    }
    return value ? value : lack(r);
}

/* *out_is_read: there is one, though it may be `null`, which json-c keeps as NULL. */
static struct json_object *read_word(reader *r, bool *out_is_read)
{
    static const char *const words[] = {"null", "true", "false"};

    for (unsigned i = 0; i < 3; i++) {
        size_t size = strlen(words[i]);
        struct json_object *value;

        if ((size_t)(r->end - r->at) < size || memcmp(r->at, words[i], size) != 0)
            continue;
        r->at += size;
        value = i > 0 ? json_object_new_boolean(i == 1) : NULL;
        *out_is_read = i == 0 || value;
        return i == 0 || value ? value : lack(r);
    }
    return NULL;
}

/* ── values ── */

static struct json_object *read_value(reader *r, int depth, bool *out_is_read);

/* One member behind its quotation mark. */
static bool read_member(reader *r, struct json_object *object, int depth)
{
    size_t size = 0;
    char *key = read_text(r, &size);
    struct json_object *value = NULL;
    bool is_read = false;

    skip_blanks(r);
    if (key && strlen(key) == size && take(r, ':'))
        value = read_value(r, depth, &is_read);
    if (is_read && json_object_object_add(object, key, value) != 0) {
        r->lacks_memory = true;
        is_read = false;
        json_object_put(value);
    }
    free(key);
    return is_read;
}

static bool read_item(reader *r, struct json_object *array, int depth)
{
    bool is_read = false;
    struct json_object *value = read_value(r, depth, &is_read);

    if (is_read && json_object_array_add(array, value) != 0) {
        r->lacks_memory = true;
        json_object_put(value);
        return false;
    }
    return is_read;
}

/* Behind the opening bracket. */
static bool read_parts(reader *r, struct json_object *whole, int depth)
{
    bool is_object = json_object_is_type(whole, json_type_object);
    char last = is_object ? '}' : ']';

    skip_blanks(r);
    if (take(r, last))
        return true;
    do {
        skip_blanks(r);
        if (is_object ? !take(r, '"') || !read_member(r, whole, depth)
                      : !read_item(r, whole, depth))
            return false;
        skip_blanks(r);
    } while (take(r, ','));
    return take(r, last);
}

static struct json_object *read_whole(reader *r, struct json_object *whole, int depth)
{
    if (!whole)
        return lack(r);
    if (read_parts(r, whole, depth))
        return whole;
    json_object_put(whole);
    return NULL;
}

static struct json_object *read_value(reader *r, int depth, bool *out_is_read)
{
    struct json_object *value = NULL;

    *out_is_read = false;
    skip_blanks(r);
    if (depth == 0 || r->at == r->end)
        return NULL;
    if (take(r, '{'))
        value = read_whole(r, json_object_new_object(), depth - 1);
    else if (take(r, '['))
        value = read_whole(r, json_object_new_array(), depth - 1);
    else if (take(r, '"'))
        value = read_string(r);
    else if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9'))
        value = read_number(r);
    else
        return read_word(r, out_is_read);
    *out_is_read = value != NULL;
    return value;
}

struct json_object *toc_exact_read(const char *text, size_t size, int depth, bool *out_lacks_memory)
{
    reader r = {.at = text, .end = text + size};
    bool is_read = false;
    struct json_object *value = read_value(&r, depth, &is_read);

    *out_lacks_memory = r.lacks_memory;
    skip_blanks(&r);
    if (r.at == r.end)
        return value;
    json_object_put(value);
    return NULL;
}

/* ── writing ── */

const char *toc_exact_text(toc_arena *arena, struct json_object *value)
{
    size_t size = 0;
    const char *text = json_object_to_json_string_length(
        value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &size);
    bool lacks_memory = false;
    struct json_object *again = text ? toc_exact_read(text, size, DEPTH_MAX, &lacks_memory) : NULL;
    bool is_whole = again && json_object_equal(value, again);

    json_object_put(again);
    return is_whole ? text : toc_arena_give_up(arena);
}

bool toc_exact_put(struct json_object *object, const char *key, struct json_object *value)
{
    if (value && json_object_object_add(object, key, value) == 0)
        return true;
    json_object_put(value);
    return false;
}
