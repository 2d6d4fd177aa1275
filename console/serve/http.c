/* http.c - whether a request is well formed, and what its headers say. */
#include "serve/http.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* ── characters ── */

/* RFC 9110, 5.6.2: what a name is written with. */
static bool is_name_byte(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || (byte && strchr("!#$%&'*+-.^_`|~", byte));
}

static bool is_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!is_name_byte((unsigned char)text[i]))
            return false;
    }
    return size > 0;
}

/* Visible ASCII, blanks and tabs: no header that is read here holds anything else. */
static bool is_plain(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte != '\t' && (byte < 0x20 || byte == 0x7f))
            return false;
    }
    return true;
}

static bool is_address(const char *path)
{
    size_t size = strlen(path);

    if (size == 0 || size > TOC_SERVE_URL_MAX || path[0] != '/')
        return false;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)path[i];

        if (byte <= 0x20 || byte >= 0x7f || byte == '\\' || byte == '#')
            return false;
    }
    return true;
}

/* ── headers ── */

/* Those of which a second one is refused: each decides who asks, for whom, or how long the text is. */
static const char *const single[] = {
    "Host",         "Content-Length", "Transfer-Encoding", "Cookie",           "Origin",
    "Content-Type", "Last-Event-ID",  "Sec-Fetch-Site",    "Content-Encoding", "Upgrade",
};

static bool is_called(const toc_http_field *field, const char *name)
{
    return strlen(name) == field->name_size &&
           strncasecmp(field->name, name, field->name_size) == 0;
}

static const toc_http_field *find(const toc_http_head *head, const char *name)
{
    for (size_t i = 0; i < head->count; i++) {
        if (is_called(&head->fields[i], name))
            return &head->fields[i];
    }
    return NULL;
}

static const char *value_of(const toc_http_head *head, const char *name)
{
    const toc_http_field *field = find(head, name);

    return !field ? NULL : field->value ? field->value : "";
}

static const char *check_fields(const toc_http_head *head)
{
    if (head->has_too_many)
        return "too many headers";
    for (size_t i = 0; i < head->count; i++) {
        const toc_http_field *field = &head->fields[i];

        if (!is_name(field->name, field->name_size))
            return "the name of a header";
        if (field->value_size > TOC_SERVE_VALUE_MAX)
            return "a header is too long";
        if (field->value && !is_plain(field->value, field->value_size))
            return "a character in a header";
    }
    return NULL;
}

static const char *check_single(const toc_http_head *head)
{
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        size_t count = 0;

        for (size_t j = 0; j < head->count; j++)
            count += is_called(&head->fields[j], single[i]);
        if (count > 1)
            return "a header that may come once comes twice";
    }
    return NULL;
}

/* Only decimal digits, at most as many as cannot overflow. */
static bool read_length(const char *text, uint64_t *out)
{
    size_t size = strlen(text);

    *out = 0;
    if (size == 0 || size > 18)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (uint64_t)(text[i] - '0');
    }
    return true;
}

static const char *check_length(const toc_http_head *head, toc_http_facts *out)
{
    const char *length = value_of(head, "Content-Length");

    if (find(head, "Transfer-Encoding"))
        return "a text without a length said before it";
    if (find(head, "Content-Encoding"))
        return "a text that is packed";
    if (length && !read_length(length, &out->length))
        return "the length of the text";
    out->has_length = length != NULL;
    return NULL;
}

static const char *check_line(const toc_http_head *head)
{
    if (strcmp(head->version, "HTTP/1.1") != 0 && strcmp(head->version, "HTTP/1.0") != 0)
        return "the version of HTTP";
    if (!is_name(head->method, strlen(head->method)))
        return "the method";
    if (!is_address(head->path))
        return "the address";
    return NULL;
}

const char *toc_http_read(const toc_http_head *head, toc_http_facts *out)
{
    const char *fault;

    memset(out, 0, sizeof *out);
    if ((fault = check_line(head)) || (fault = check_fields(head)) ||
        (fault = check_single(head)) || (fault = check_length(head, out)))
        return fault;
    if (find(head, "Upgrade"))
        return "another protocol";
    out->host = value_of(head, "Host");
    if (!out->host || !*out->host)
        return "no Host";
    out->origin = value_of(head, "Origin");
    out->cookie = value_of(head, "Cookie");
    out->content_type = value_of(head, "Content-Type");
    out->last_event_id = value_of(head, "Last-Event-ID");
    out->accept_language = value_of(head, "Accept-Language");
    out->fetch_site = value_of(head, "Sec-Fetch-Site");
    return NULL;
}

/* ── values ── */

bool toc_http_cookie(const char *header, const char *name, char *out, size_t size)
{
    size_t name_size = strlen(name);
    unsigned found = 0;

    for (const char *at = header; at && *at;) {
        at += strspn(at, " \t;");
        size_t length = strcspn(at, ";");

        if (length > name_size && strncmp(at, name, name_size) == 0 && at[name_size] == '=') {
            size_t value_size = length - name_size - 1;

            if (++found > 1 || value_size >= size)
                return false;
            memcpy(out, at + name_size + 1, value_size);
            out[value_size] = '\0';
        }
        at += length;
    }
    return found == 1;
}

bool toc_http_is_json(const char *type)
{
    static const char mime[] = "application/json";
    static const char charset[] = "charset=utf-8";

    if (!type || strncasecmp(type, mime, sizeof mime - 1) != 0)
        return false;
    type += sizeof mime - 1;
    type += strspn(type, " \t");
    if (*type == '\0')
        return true;
    if (*type++ != ';')
        return false;
    type += strspn(type, " \t");
    return strcasecmp(type, charset) == 0;
}

static int digit_of(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return -1;
}

/* One character of a query; *at moves behind it.  -1: a wrong escape. */
static int decode_byte(const char **at)
{
    const char *from = (*at)++;

    if (*from == '+')
        return ' ';
    if (*from != '%')
        return (unsigned char)*from;
    int high = digit_of(from[1]);
    int low = high < 0 ? -1 : digit_of(from[2]);
    if (low < 0)
        return -1;
    *at = from + 3;
    return high * 16 + low;
}

static bool is_utf8(const char *text, size_t size)
{
    unsigned step = 0;

    for (size_t i = 0; i < size; i += step) {
        if (toc_utf8_decode(text + i, size - i, &step) < 0)
            return false;
    }
    return true;
}

bool toc_http_decode(const char *text, char *out, size_t size)
{
    size_t used = 0;

    while (*text) {
        int byte = decode_byte(&text);

        if (byte < 0x20 || byte == 0x7f || used + 1 >= size)
            return false;
        out[used++] = (char)byte;
    }
    out[used] = '\0';
    return is_utf8(out, used);
}

typedef struct alias {
    const char *range;
    const char *lang;
} alias;

/* Browsers name places, catalogues name scripts. */
static const alias aliases[] = {
    {"zh-TW", "zh-Hant"}, {"zh-HK", "zh-Hant"}, {"zh-MO", "zh-Hant"},
    {"zh-CN", "zh-Hans"}, {"zh-SG", "zh-Hans"},
};

static bool is_range(const char *range, size_t size, const char *text)
{
    return strlen(text) == size && strncasecmp(range, text, size) == 0;
}

/* Whether a range such as "zh-CN" asks for "zh-Hans": by its name, its alias, or its first part. */
static bool is_asked_for(const char *range, size_t size, const char *lang)
{
    size_t primary = strcspn(lang, "-");

    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (is_range(range, size, aliases[i].range))
            return strcmp(aliases[i].lang, lang) == 0;
    }
    if (is_range(range, size, lang) || is_range(range, size, "zh-Hant"))
        return is_range(range, size, lang);
    return size >= primary && strncasecmp(range, lang, primary) == 0 &&
           (size == primary || range[primary] == '-');
}

const char *toc_http_language(const char *header, const char *const *langs, size_t count)
{
    for (const char *at = header; at && *at;) {
        at += strspn(at, " \t,");
        size_t size = strcspn(at, ",; \t");

        for (size_t i = 0; i < count; i++) {
            if (size > 0 && is_asked_for(at, size, langs[i]))
                return langs[i];
        }
        at += strcspn(at, ",");
    }
    return langs[0];
}

bool toc_http_same_secret(const void *left, const void *right, size_t size)
{
    const volatile unsigned char *a = left;
    const volatile unsigned char *b = right;
    unsigned char difference = 0;

    for (size_t i = 0; i < size; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}
