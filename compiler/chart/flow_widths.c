/* flow_widths.c - how wide the boxes of a flow chart are: narrow, as each lane is as wide as its
 * boxes, but such that no word is broken that need not be. */
#include "chart/flow_chart.h"

#include <string.h>

enum {
    LEAST = 33 * TOC_MM,
    MOST = 46 * TOC_MM,
    SHORT = 11 /* letters: such a word fits */
};

typedef struct search {
    toc_flow_chart *chart;
    uint32_t letters; /* of the longest word so far */
    toc_um width;     /* of the widest */
} search;

/* Of scripts that have words, which stand before U+2000; others can be broken anywhere. */
static bool is_in_word(char byte)
{
    unsigned char own = (unsigned char)byte;

    return own > ' ' && own != '-' && own != '/' && own < 0xe2;
}

/* To set a text takes its time: only words that are about as long as the longest are set. */
static void take(search *it, const char *word, uint32_t bytes, uint32_t letters, bool is_bold)
{
    toc_canvas *canvas = it->chart->canvas;
    toc_um size = is_bold ? TOC_SIZE_NORMAL : TOC_SIZE_SMALL;
    toc_um width;

    if (letters <= SHORT || letters + 1 < it->letters)
        return;
    width =
        toc_canvas_set(canvas, toc_arena_copy(canvas->arena, word, bytes), size, is_bold, 0).width +
        2 * TOC_PADDING;
    it->letters = letters > it->letters ? letters : it->letters;
    if (width > it->width && width <= MOST)
        it->width = width;
}

static void search_text(search *it, const char *text, bool is_bold)
{
    for (const char *at = text; at && *at;) {
        const char *end = at;
        uint32_t letters = 0;

        for (; *end && is_in_word(*end); end++)
            letters += ((unsigned char)*end & 0xc0) != 0x80;
        if (end > at)
            take(it, at, (uint32_t)(end - at), letters, is_bold);
        at = end > at ? end : at + 1;
    }
}

toc_um toc_flow_chart_find_width(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;
    search it = {.chart = chart, .width = LEAST};

    for (uint32_t i = 0; i < flow->lanes.count; i++) {
        search_text(&it, flow->lanes.items[i]->title.first, true);
        search_text(&it, flow->lanes.items[i]->title.second, false);
    }
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        const toc_flow_node *node = flow->nodes.items[i];

        search_text(&it, node->title.first, true);
        search_text(&it, node->title.second, false);
        search_text(&it, chart->details[node->index], false);
    }
    return it.width;
}

bool toc_flow_breaks_word(const toc_face_text *text, const char *title)
{
    const char *at = title;

    for (uint32_t i = 0; i + 1 < text->count; i++) {
        const char *found = strstr(at, text->lines[i].text);

        if (!found || !*text->lines[i].text)
            return false;
        at = found + strlen(text->lines[i].text);
        if (is_in_word(at[-1]) && is_in_word(*at))
            return true;
    }
    return false;
}
