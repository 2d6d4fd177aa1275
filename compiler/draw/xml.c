/* xml.c - escapes, and leaves out what XML cannot hold. */
#include "draw/xml.h"

#include <string.h>

#include "base/utf8.h"

const char *toc_xml_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void put_ascii(FILE *out, char c)
{
    const char *entity = toc_xml_entity(c);

    if (entity)
        fputs(entity, out);
    else
        putc((unsigned char)c < 0x20 || c == 0x7f ? ' ' : c, out);
}

/* Surrogates never come out of the decoder. */
static void put_wide(FILE *out, int32_t codepoint, const char *bytes, unsigned size)
{
    if (codepoint < 0)
        fputs("\xEF\xBF\xBD", out);
    else if (codepoint < 0xa0)
        putc(' ', out);
    else if (!toc_codepoint_is_hidden(codepoint) && (codepoint & 0xfffe) != 0xfffe)
        fwrite(bytes, 1, size, out);
}

void toc_xml_put(FILE *out, const char *text)
{
    size_t size = strlen(text);

    for (size_t i = 0; i < size;) {
        unsigned step;
        int32_t codepoint = toc_utf8_decode(text + i, size - i, &step);

        if (codepoint >= 0 && codepoint < 0x80)
            put_ascii(out, text[i]);
        else
            put_wide(out, codepoint, text + i, step);
        i += step;
    }
}

void toc_xml_put_attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    toc_xml_put(out, value);
    putc('"', out);
}
