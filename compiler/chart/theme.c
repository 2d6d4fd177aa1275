/* theme.c - the three themes; their contrasts are held by tests/unit/chart.c. */
#include "chart/theme.h"

#include <string.h>

#define WHITE 0xffffffu
#define BLACK 0x111111u

/* Bands of a black and white print differ by the numeral and the place; by grey a little. */
#define GREY_TINT                                                                                  \
    {                                                                                              \
        0x333333, 0xf4f4f4, WHITE, BLACK                                                           \
    }
#define NIGHT(strong, weak)                                                                        \
    {                                                                                              \
        strong, weak, 0x101418, strong                                                             \
    }

static const toc_theme themes[] = {
    {.name = "print",
     .paper = WHITE,
     .ink = 0x1b1f23,
     .faint = 0x4a5560,
     .rule = 0x9aa3ab,
     .head = 0x2b3138,
     .on_head = WHITE,
     .ground = {0xf3f5f7, 0xfafbfc},
     .alarm = 0xb3261e,
     .calm = 0x2e6b34,
     .plain = {0x4a5560, 0xf3f5f7, WHITE, 0x4a5560},
     .tints = {[TOC_COLOUR_GREEN] = {0x2e6b34, 0xe4f2e5, WHITE, 0x2e6b34},
               [TOC_COLOUR_BLUE] = {0x1f5fbf, 0xe3edfb, WHITE, 0x1f5fbf},
               [TOC_COLOUR_YELLOW] = {0x8a6d00, 0xfff6cc, WHITE, 0x6f5700},
               [TOC_COLOUR_ORANGE] = {0xb35900, 0xffe8d1, WHITE, 0x8f4700},
               [TOC_COLOUR_RED] = {0xb3261e, 0xfbe3e1, WHITE, 0xb3261e},
               [TOC_COLOUR_PURPLE] = {0x6a3d9a, 0xefe6f7, WHITE, 0x6a3d9a},
               [TOC_COLOUR_BLACK] = {BLACK, 0xe6e6e6, WHITE, BLACK},
               [TOC_COLOUR_WHITE] = {0x4a5560, 0xfdfdfd, WHITE, 0x4a5560},
               [TOC_COLOUR_GREY] = {0x5c6670, 0xeceff1, WHITE, 0x4a5560}}},
    {.name = "bw",
     .paper = WHITE,
     .ink = 0x000000,
     .faint = 0x333333,
     .rule = 0x777777,
     .head = 0x000000,
     .on_head = WHITE,
     .ground = {WHITE, 0xf4f4f4},
     .alarm = 0x000000,
     .calm = 0x000000,
     .plain = GREY_TINT,
     .tints = {[TOC_COLOUR_GREEN] = GREY_TINT,
               [TOC_COLOUR_BLUE] = GREY_TINT,
               [TOC_COLOUR_YELLOW] = GREY_TINT,
               [TOC_COLOUR_ORANGE] = GREY_TINT,
               [TOC_COLOUR_RED] = GREY_TINT,
               [TOC_COLOUR_PURPLE] = GREY_TINT,
               [TOC_COLOUR_BLACK] = GREY_TINT,
               [TOC_COLOUR_WHITE] = GREY_TINT,
               [TOC_COLOUR_GREY] = GREY_TINT}},
    {.name = "dark",
     .paper = 0x101418,
     .ink = 0xf1f4f7,
     .faint = 0xb8c2cc,
     .rule = 0x5c6670,
     .head = 0x2b3138,
     .on_head = WHITE,
     .ground = {0x161b20, 0x1b2127},
     .alarm = 0xff8a80,
     .calm = 0x8fd694,
     .plain = NIGHT(0xb8c2cc, 0x1b2127),
     .tints = {[TOC_COLOUR_GREEN] = NIGHT(0x8fd694, 0x14241a),
               [TOC_COLOUR_BLUE] = NIGHT(0x90bdff, 0x14202f),
               [TOC_COLOUR_YELLOW] = NIGHT(0xf2d45c, 0x262312),
               [TOC_COLOUR_ORANGE] = NIGHT(0xffb066, 0x2a1d10),
               [TOC_COLOUR_RED] = NIGHT(0xff8a80, 0x2d1616),
               [TOC_COLOUR_PURPLE] = NIGHT(0xcba6f7, 0x221a2d),
               [TOC_COLOUR_BLACK] = NIGHT(0xf1f4f7, 0x000000),
               [TOC_COLOUR_WHITE] = NIGHT(0xf1f4f7, 0x22282e),
               [TOC_COLOUR_GREY] = NIGHT(0xb8c2cc, 0x20262b)}},
};

const toc_theme *toc_theme_find(const char *name)
{
    for (size_t i = 0; i < sizeof themes / sizeof themes[0]; i++) {
        if (strcmp(themes[i].name, name) == 0)
            return &themes[i];
    }
    return NULL;
}

const toc_tint *toc_theme_tint(const toc_theme *theme, toc_colour colour)
{
    return colour == TOC_COLOUR_NONE ? &theme->plain : &theme->tints[colour];
}
