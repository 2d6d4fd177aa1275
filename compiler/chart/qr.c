/* qr.c - boxes for the modules that libqrencode finds. */
#include "chart/qr.h"

#include <qrencode.h>
#include <string.h>

#include "base/utf8.h"
#include "chart/digest.h"

enum { QUIET = 4, MOST_BYTES = 2000, MOST_FIELD = 120 };

/* Where module @p index begins; rounded, so that neighbours meet. */
static toc_um place(toc_um size, int index, int count)
{
    return (toc_um)((int64_t)size * index / count);
}

/* One box for each run of dark modules in a row. */
static void draw_row(toc_scene *scene, const QRcode *code, int row)
{
    int count = code->width + 2 * QUIET;
    toc_um top = place(scene->width, row + QUIET, count);
    toc_um bottom = place(scene->width, row + QUIET + 1, count);

    for (int from = 0; from < code->width; from++) {
        const unsigned char *modules = &code->data[(size_t)row * (size_t)code->width];
        int to = from;
        while (to < code->width && (modules[to] & 1))
            to++;
        if (to == from)
            continue;
        toc_um left = place(scene->width, from + QUIET, count);
        toc_um right = place(scene->width, to + QUIET, count);
        toc_scene_box(scene, (toc_rect){left, top, right - left, bottom - top}, 0,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = 0x000000});
        from = to;
    }
}

toc_scene *toc_qr_scene(toc_arena *arena, const char *text, toc_um size)
{
    toc_scene *scene = toc_scene_new(arena, "en");
    size_t length = strlen(text);
    QRcode *code =
        length > 0 && length <= MOST_BYTES ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;

    if (!code)
        return NULL;
    scene->width = scene->height = size;
    toc_scene_box(scene, (toc_rect){0, 0, size, size}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = 0xffffff});
    for (int row = 0; row < code->width; row++)
        draw_row(scene, code, row);
    QRcode_free(code);
    return scene;
}

/* At most MOST_FIELD bytes, never half a letter. */
static int cut(const char *text)
{
    size_t size = strlen(text);
    size_t used = 0;

    while (used < size) {
        unsigned step;
        toc_utf8_decode(text + used, size - used, &step);
        if (used + step > MOST_FIELD)
            break;
        used += step;
    }
    return (int)used;
}

const char *toc_qr_text(toc_arena *arena, const char *id, const char *version, const char *digest)
{
    const char *shown = version ? version : "-";

    return toc_arena_printf(arena, "%.*s\nversion %.*s\nsha256 %.*s", cut(id), id, cut(shown),
                            shown, TOC_DIGEST_SHORT_SIZE, digest);
}
