/* json.c - the JSON writer.
 *
 * Values at the top (depth 0) are written one after the other: a writer of JSON lines
 * puts the line ends between them itself. */
#include "base/json.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

static void hand_over(toc_json *json)
{
    (void)fwrite(json->text, 1, json->gathered, json->out);
    json->gathered = 0;
}

static void put_bytes(toc_json *json, const char *bytes, size_t size)
{
    if (size > sizeof json->text - json->gathered)
        hand_over(json);
    if (size > sizeof json->text) {
        (void)fwrite(bytes, 1, size, json->out);
        return;
    }
    memcpy(json->text + json->gathered, bytes, size);
    json->gathered += (unsigned)size;
}

static void put_byte(toc_json *json, char byte)
{
    if (json->gathered == sizeof json->text)
        hand_over(json);
    json->text[json->gathered++] = byte;
}

/* Outside everything the stream is the caller's again. */
static void end_item(toc_json *json)
{
    if (json->depth == 0)
        hand_over(json);
}

void toc_json_init(toc_json *json, FILE *out, int indent)
{
    json->out = out;
    json->indent = indent;
    json->depth = 0;
    json->after_key = false;
    json->gathered = 0;
}

static void break_line(toc_json *json)
{
    static const char spaces[] = "                                ";
    size_t left = (size_t)json->depth * (size_t)(json->indent > 0 ? json->indent : 0);

    if (json->indent <= 0)
        return;
    put_byte(json, '\n');
    while (left) {
        size_t size = left < sizeof spaces - 1 ? left : sizeof spaces - 1;

        put_bytes(json, spaces, size);
        left -= size;
    }
}

/* What stands between the last item and the next one. */
static void begin_item(toc_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0)
        return;
    if (json->has_items[json->depth - 1])
        put_byte(json, ',');
    json->has_items[json->depth - 1] = true;
    if (json->indent > 0)
        break_line(json);
}

static void open_level(toc_json *json, char bracket)
{
    begin_item(json);
    put_byte(json, bracket);
    assert(json->depth < TOC_JSON_DEPTH_MAX);
    json->has_items[json->depth++] = false;
}

static void close_level(toc_json *json, char bracket)
{
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    if (json->has_items[json->depth])
        break_line(json);
    put_byte(json, bracket);
    end_item(json);
}

void toc_json_begin_object(toc_json *json)
{
    open_level(json, '{');
}

void toc_json_end_object(toc_json *json)
{
    close_level(json, '}');
}

void toc_json_begin_array(toc_json *json)
{
    open_level(json, '[');
}

void toc_json_end_array(toc_json *json)
{
    close_level(json, ']');
}

static void put_escape(toc_json *json, unsigned char byte)
{
    static const char names[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    static const char digits[] = "0123456789abcdef";
    char text[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};

    for (size_t i = 0; i + 1 < sizeof names; i += 2) {
        if ((unsigned char)names[i] == byte) {
            text[1] = names[i + 1];
            put_bytes(json, text, 2);
            return;
        }
    }
    put_bytes(json, text, sizeof text);
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bit of each byte that is zero, and perhaps of bytes above such a one. */
static uint64_t zero_bytes(uint64_t word)
{
    return (word - EACH_BYTE(0x01)) & ~word & EACH_BYTE(0x80);
}

static bool is_plain_word(uint64_t word)
{
    uint64_t odd = (word - EACH_BYTE(0x20)) | word; /* below a space, or above ASCII */

    return !((odd & EACH_BYTE(0x80)) | zero_bytes(word ^ EACH_BYTE('"')) |
             zero_bytes(word ^ EACH_BYTE('\\')));
}

/* Copies text that is all plain; false, and what is at @p to does not count, where it is not. */
static bool copy_plain(char *to, const char *text, size_t size)
{
    uint64_t word;
    size_t at = 0;

    for (; at + sizeof word <= size; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        memcpy(to + at, &word, sizeof word);
        if (!is_plain_word(word))
            return false;
    }
    for (; at < size; at++) {
        to[at] = text[at];
        if (!is_plain((unsigned char)text[at]))
            return false;
    }
    return true;
}

static void put_marked(toc_json *json, const char *text, size_t size)
{
    size_t written = 0;
    size_t at = 0;

    put_byte(json, '"');
    while (at < size) {
        unsigned char byte = (unsigned char)text[at];
        unsigned step = 1;

        if (is_plain(byte) || (byte >= 0x80 && toc_utf8_decode(text + at, size - at, &step) >= 0)) {
            at += step;
            continue;
        }
        put_bytes(json, text + written, at - written);
        if (byte < 0x80)
            put_escape(json, byte);
        else
            put_bytes(json, "\xef\xbf\xbd", 3);
        written = ++at;
    }
    put_bytes(json, text + written, size - written);
    put_byte(json, '"');
}

static void put_quoted(toc_json *json, const char *text)
{
    size_t size = strlen(text);
    char *to;

    if (size + 2 > sizeof json->text - json->gathered)
        hand_over(json);
    to = json->text + json->gathered;
    if (size + 2 > sizeof json->text || !copy_plain(to + 1, text, size)) {
        put_marked(json, text, size);
        return;
    }
    to[0] = to[size + 1] = '"';
    json->gathered += (unsigned)size + 2;
}

void toc_json_key(toc_json *json, const char *key)
{
    assert(json->depth > 0 && !json->after_key);
    begin_item(json);
    put_quoted(json, key);
    put_byte(json, ':');
    if (json->indent > 0)
        put_byte(json, ' ');
    json->after_key = true;
}

void toc_json_string(toc_json *json, const char *text)
{
    if (!text) {
        toc_json_null(json);
        return;
    }
    begin_item(json);
    put_quoted(json, text);
    end_item(json);
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* The digits of @p value, at least @p digit_count of them, ending before @p end. */
static char *digits_before(char *end, uint64_t value, int digit_count)
{
    while (value || digit_count > 0) {
        *--end = (char)('0' + value % 10);
        value /= 10;
        digit_count--;
    }
    return end;
}

void toc_json_int(toc_json *json, int64_t value)
{
    char buffer[24];
    char *end = buffer + sizeof buffer;
    char *begin = digits_before(end, magnitude(value), 1);

    if (value < 0)
        *--begin = '-';
    begin_item(json);
    put_bytes(json, begin, (size_t)(end - begin));
    end_item(json);
}

void toc_json_fixed(toc_json *json, int64_t value, int64_t scale)
{
    char buffer[48];
    char *end = buffer + sizeof buffer;
    char *begin = end;
    uint64_t unit = scale > 0 ? (uint64_t)scale : 1;
    uint64_t part = magnitude(value) % unit;
    int digit_count = 0;

    for (uint64_t power = unit; power > 1; power /= 10)
        digit_count++;
    for (; part && part % 10 == 0; part /= 10)
        digit_count--;
    if (part) {
        begin = digits_before(begin, part, digit_count);
        *--begin = '.';
    }
    begin = digits_before(begin, magnitude(value) / unit, 1);
    if (value < 0)
        *--begin = '-';
    begin_item(json);
    put_bytes(json, begin, (size_t)(end - begin));
    end_item(json);
}

void toc_json_bool(toc_json *json, bool value)
{
    begin_item(json);
    put_bytes(json, value ? "true" : "false", value ? 4 : 5);
    end_item(json);
}

void toc_json_null(toc_json *json)
{
    begin_item(json);
    put_bytes(json, "null", 4);
    end_item(json);
}

void toc_json_key_string(toc_json *json, const char *key, const char *text)
{
    toc_json_key(json, key);
    toc_json_string(json, text);
}

void toc_json_key_int(toc_json *json, const char *key, int64_t value)
{
    toc_json_key(json, key);
    toc_json_int(json, value);
}

void toc_json_key_bool(toc_json *json, const char *key, bool value)
{
    toc_json_key(json, key);
    toc_json_bool(json, value);
}
