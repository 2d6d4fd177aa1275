/* sheet_words.c - what stands on a sheet in words, and how it is kept within its room. */
#include <string.h>

#include "base/utf8.h"
#include "chart/sheet_private.h"

const char *toc_sheet_word(const toc_sheet_maker *maker, toc_word word)
{
    const char *first = toc_wording_word(&maker->wording, word);

    if (!maker->second.lang)
        return first;
    return toc_arena_printf(maker->arena, "%s  %s", first, toc_wording_word(&maker->second, word));
}

const char *toc_sheet_mark(const toc_sheet_maker *maker)
{
    if (maker->options->classification)
        return maker->options->classification;
    if (maker->view_options->is_public)
        return toc_sheet_word(maker, TOC_WORD_PUBLIC_COPY);
    switch (maker->plan->head.classification) {
    case TOC_CLASSIFICATION_UNSTATED:
        return NULL;
    case TOC_CLASSIFICATION_PUBLIC:
        return toc_sheet_word(maker, TOC_WORD_MARK_PUBLIC);
    case TOC_CLASSIFICATION_INTERNAL:
        return toc_sheet_word(maker, TOC_WORD_MARK_INTERNAL);
    case TOC_CLASSIFICATION_RESTRICTED:
        return toc_sheet_word(maker, TOC_WORD_MARK_RESTRICTED);
    }
    return NULL;
}

/* Drops the last letter of @p text, @p size bytes long. */
static size_t without_last(const char *text, size_t size)
{
    while (size > 0 && ((unsigned char)text[size - 1] & 0xc0) == 0x80)
        size--;
    return size > 0 ? size - 1 : 0;
}

/* The line with `…` behind it, short enough. */
static toc_face_line end_line(toc_canvas *canvas, const toc_face_line *line,
                              const toc_face_text *all, toc_um width)
{
    size_t size = strlen(line->text);
    toc_face_line result = *line;

    for (;;) {
        const char *text = toc_arena_printf(canvas->arena, "%.*s…", (int)size, line->text);
        toc_face_text set = toc_canvas_set(canvas, text, all->size, all->is_bold, 0);
        if (set.count > 0 && (set.width <= width || size == 0)) {
            result.text = set.lines[0].text;
            result.width = set.lines[0].width;
            return result;
        }
        size = without_last(line->text, size);
    }
}

const char *toc_sheet_begin(toc_arena *arena, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    size_t used = 0;

    for (uint32_t letters = 0; letters < TOC_SHEET_MOST_LETTERS && used < size; letters++) {
        unsigned step;
        toc_utf8_decode(text + used, size - used, &step);
        used += step;
    }
    return used == size ? text : toc_arena_printf(arena, "%.*s…", (int)used, text);
}

toc_face_text toc_sheet_cut(toc_canvas *canvas, const char *text, toc_um size, bool is_bold,
                            toc_um width, uint32_t lines)
{
    toc_face_text set =
        toc_canvas_set(canvas, toc_sheet_begin(canvas->arena, text), size, is_bold, width);
    toc_um line = set.count > 0 ? set.height / (toc_um)set.count : 0;

    if (set.count <= lines)
        return set;
    set.count = lines;
    set.height = line * (toc_um)lines;
    set.lines[lines - 1] = end_line(canvas, &set.lines[lines - 1], &set, width);
    set.width = 0;
    for (uint32_t i = 0; i < lines; i++) {
        if (set.lines[i].width > set.width)
            set.width = set.lines[i].width;
    }
    return set;
}
