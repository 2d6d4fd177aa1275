/* dot_places.c - places on a chart as Graphviz writes them. */
#include <stdio.h>

#include "chart/dot_private.h"

/* Thousandths of a point; 72 points are 25 400 micrometres. */
static int64_t thousandths(toc_um length)
{
    int64_t scaled = (int64_t)length * 360;

    return (scaled + (scaled < 0 ? -63 : 63)) / 127;
}

static void put_thousandths(toc_dot_text *text, int64_t value)
{
    char number[40];
    uint64_t size = value < 0 ? (uint64_t)-value : (uint64_t)value;

    snprintf(number, sizeof number, "%s%llu.%03u", value < 0 ? "-" : "",
             (unsigned long long)(size / 1000), (unsigned)(size % 1000));
    toc_dot_text_put_raw(text, number);
}

static void put_spot(toc_dot_text *text, toc_spot spot, toc_um height)
{
    put_thousandths(text, thousandths(spot.x));
    toc_dot_text_put_raw(text, ",");
    put_thousandths(text, thousandths(height - spot.y));
}

const char *toc_dot_middle(toc_dot_text *text, toc_rect at, toc_um height)
{
    put_spot(text, (toc_spot){at.x + at.width / 2, at.y + at.height / 2}, height);
    return toc_dot_text_take(text);
}

const char *toc_dot_corners(toc_dot_text *text, toc_rect at, toc_um height)
{
    put_spot(text, (toc_spot){at.x, at.y + at.height}, height);
    toc_dot_text_put_raw(text, ",");
    put_spot(text, (toc_spot){at.x + at.width, at.y}, height);
    return toc_dot_text_take(text);
}

const char *toc_dot_inches(toc_dot_text *text, toc_um length)
{
    put_thousandths(text, ((int64_t)length * 10 + 127) / 254);
    return toc_dot_text_take(text);
}

/* Where the head begins: @p head before the tip, but never past the spot before it. */
static toc_spot head_begin(toc_spot before, toc_spot tip, toc_um head)
{
    toc_um along = tip.x > before.x ? tip.x - before.x : before.x - tip.x;
    toc_um down = tip.y > before.y ? tip.y - before.y : before.y - tip.y;
    toc_um length = along > down ? along : down; /* pieces stand at right angles */
    toc_um back = head < length ? head : length - length / 4;

    if (length == 0)
        return tip;
    return (toc_spot){(toc_um)(tip.x - (int64_t)(tip.x - before.x) * back / length),
                      (toc_um)(tip.y - (int64_t)(tip.y - before.y) * back / length)};
}

static toc_spot third(toc_spot from, toc_spot to, int32_t which)
{
    return (toc_spot){(toc_um)(from.x + (int64_t)(to.x - from.x) * which / 3),
                      (toc_um)(from.y + (int64_t)(to.y - from.y) * which / 3)};
}

static void put_piece(toc_dot_text *text, toc_spot from, toc_spot to, toc_um height)
{
    for (int32_t which = 1; which <= 3; which++) {
        toc_dot_text_put_raw(text, " ");
        put_spot(text, which < 3 ? third(from, to, which) : to, height);
    }
}

const char *toc_dot_way(toc_dot_text *text, const toc_spot *spots, uint32_t count, toc_um head,
                        toc_um height)
{
    toc_spot tip = spots[count - 1];
    toc_spot end = head_begin(spots[count > 1 ? count - 2 : 0], tip, head);

    toc_dot_text_put_raw(text, "e,");
    put_spot(text, tip, height);
    toc_dot_text_put_raw(text, " ");
    put_spot(text, spots[0], height);
    for (uint32_t i = 1; i + 1 < count; i++)
        put_piece(text, spots[i - 1], spots[i], height);
    put_piece(text, spots[count > 1 ? count - 2 : 0], end, height);
    return toc_dot_text_take(text);
}
