/* invitation.c - where people find the exercise: its addresses, and QR codes that lead there. */
#include "serve/invitation.h"

#include <qrencode.h>

#include "base/json.h"
#include "base/vec.h"

enum { QUIET = 4 }; /* modules of light margin that readers want */

typedef TOC_VEC(char) text_buffer;

static const char *scheme_of(const toc_hosts *hosts)
{
    return hosts->has_tls ? "https" : "http";
}

static bool has_others(const toc_hosts *hosts)
{
    for (size_t i = 0; i < hosts->count; i++) {
        if (!toc_hosts_is_own(hosts->names[i]))
            return true;
    }
    return false;
}

void toc_invitation_write(const toc_hosts *hosts, FILE *out)
{
    bool is_found = has_others(hosts);
    char address[TOC_HOST_NAME_MAX + 10];
    toc_json json;

    toc_json_init(&json, out, 0);
    toc_json_begin_array(&json);
    for (size_t i = 0; i < hosts->count; i++) {
        bool is_own = toc_hosts_is_own(hosts->names[i]);

        if (is_own && is_found)
            continue;
        snprintf(address, sizeof address, "%s://%s/", scheme_of(hosts), hosts->names[i]);
        toc_json_begin_object(&json);
        toc_json_key_int(&json, "number", (int64_t)i);
        toc_json_key_string(&json, "address", address);
        toc_json_key_bool(&json, "only_here", is_own);
        toc_json_end_object(&json);
    }
    toc_json_end_array(&json);
}

static void append(toc_arena *arena, text_buffer *out, const char *text)
{
    for (; *text; text++)
        TOC_PUSH(arena, out, *text);
}

/* One box for each run of dark modules in a row. */
static void append_row(toc_arena *arena, text_buffer *out, const QRcode *code, int row)
{
    const unsigned char *modules = &code->data[(size_t)row * (size_t)code->width];

    for (int from = 0; from < code->width; from++) {
        int to = from;

        while (to < code->width && (modules[to] & 1))
            to++;
        if (to == from)
            continue;
        append(arena, out,
               toc_arena_printf(arena, "M%d %dh%dv1h-%dz", from + QUIET, row + QUIET, to - from,
                                to - from));
        from = to;
    }
}

const char *toc_invitation_draw(toc_arena *arena, const toc_hosts *hosts, size_t number,
                                const char *code)
{
    text_buffer out = {0};
    const char *text;
    QRcode *drawn;
    int size;

    if (number >= hosts->count)
        return NULL;
    text = toc_arena_printf(arena, "%s://%s/%s%s", scheme_of(hosts), hosts->names[number],
                            *code ? "#" : "", code);
    drawn = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!drawn)
        return NULL;
    size = drawn->width + 2 * QUIET;
    append(
        arena, &out,
        toc_arena_printf(arena,
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                         "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
                         "<path d=\"",
                         size, size, size, size));
    for (int row = 0; row < drawn->width; row++)
        append_row(arena, &out, drawn, row);
    append(arena, &out, "\"/></svg>\n");
    TOC_PUSH(arena, &out, '\0');
    QRcode_free(drawn);
    return out.items;
}
