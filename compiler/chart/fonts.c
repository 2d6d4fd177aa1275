/* fonts.c - blocks of Unicode, and the package whose fonts hold them. */
#include "chart/fonts.h"

#include <string.h>
#include <utf8proc.h>

enum { NONE, CJK, RARE, EMOJI, OTHER, PACKAGES };

static const char *const packages[PACKAGES] = {[NONE] = "",
                                               [CJK] = "fonts-noto-cjk",
                                               [RARE] = "fonts-hanazono",
                                               [EMOJI] = "fonts-noto-color-emoji",
                                               [OTHER] = "fonts-noto-core"};

typedef struct block {
    uint32_t first, last;
    int package;
} block;

/* What is in none of them is fonts-noto-core's: it has one font for each other script. */
static const block blocks[] = {{0x1100, 0x11ff, CJK},     /* Hangul */
                               {0x2600, 0x27bf, EMOJI},   /* signs and dingbats */
                               {0x2e80, 0x9fff, CJK},     /* radicals to unified ideographs */
                               {0xa960, 0xa97f, CJK},     /* Hangul */
                               {0xac00, 0xd7ff, CJK},     /* Hangul */
                               {0xf900, 0xfaff, CJK},     /* compatibility ideographs */
                               {0xfe30, 0xfe4f, CJK},     /* upright forms */
                               {0xff00, 0xffef, CJK},     /* full width */
                               {0x1f000, 0x1faff, EMOJI}, /* pictographs */
                               {0x20000, 0x323af, RARE}}; /* rare ideographs */

static int package_of(uint32_t codepoint)
{
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)codepoint);

    if (kind == UTF8PROC_CATEGORY_CN || kind == UTF8PROC_CATEGORY_CO ||
        kind == UTF8PROC_CATEGORY_CC)
        return NONE;
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        if (codepoint >= blocks[i].first && codepoint <= blocks[i].last)
            return blocks[i].package;
    }
    return OTHER;
}

const char *toc_fonts_packages(toc_arena *arena, const uint32_t *codepoints, uint32_t count)
{
    int has[PACKAGES] = {0};
    const char *list = "";

    for (uint32_t i = 0; i < count; i++)
        has[package_of(codepoints[i])] = 1;
    for (int i = NONE + 1; i < PACKAGES; i++) {
        if (has[i])
            list = toc_arena_printf(arena, "%s%s%s", list, *list ? " " : "", packages[i]);
    }
    return list;
}
