/* utf8_decode.c - one code point from bytes; apart from utf8.c, so that the engine's trace writer
 * needs the C library alone. */
#include "base/utf8.h"

static bool is_tail(const char *text, size_t size, unsigned count)
{
    if (count >= size)
        return false;
    for (unsigned i = 1; i <= count; i++) {
        if (((unsigned char)text[i] & 0xc0) != 0x80)
            return false;
    }
    return true;
}

static int32_t tail_bits(const char *text, unsigned count, int32_t value)
{
    for (unsigned i = 1; i <= count; i++)
        value = value << 6 | ((unsigned char)text[i] & 0x3f);
    return value;
}

int32_t toc_utf8_decode(const char *text, size_t size, unsigned *out_size)
{
    unsigned char lead = size ? (unsigned char)text[0] : 0xff;
    unsigned count;
    int32_t value;

    *out_size = 1;
    if (lead < 0x80)
        return lead;
    if (lead < 0xc2 || lead > 0xf4)
        return -1;
    count = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (!is_tail(text, size, count))
        return -1;
    value = tail_bits(text, count, lead & (0x3f >> count));
    if ((count == 2 && (value < 0x800 || (value >= 0xd800 && value <= 0xdfff))) ||
        (count == 3 && (value < 0x10000 || value > 0x10ffff)))
        return -1;
    *out_size = count + 1;
    return value;
}
