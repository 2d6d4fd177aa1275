/* passage.c - sets texts one below the other. */
#include "chart/passage.h"

#include <string.h>

enum { LEAST_WIDTH = 10 * TOC_MM, SIGN_GAP = 500 };

toc_passage toc_passage_of(toc_canvas *canvas, toc_um width)
{
    return (toc_passage){.canvas = canvas,
                         .width = width < LEAST_WIDTH ? LEAST_WIDTH : width,
                         .most = TOC_PASSAGE_MOST};
}

void toc_passage_gap(toc_passage *passage, toc_um height)
{
    if (passage->items.count > 0)
        passage->height += height;
}

/* Of a text that is too long the first lines stay. */
static void cut(toc_passage *passage, toc_face_text *text)
{
    while (text->count > 1 && passage->height + text->height > passage->most) {
        toc_um end = text->lines[text->count - 1].baseline;

        text->count--;
        text->height -= end - text->lines[text->count - 1].baseline;
    }
}

static void add_at(toc_passage *passage, toc_um sign_x, const char *sign, toc_um x,
                   const char *text, toc_style style)
{
    toc_passage_item item = {
        .sign_x = sign_x, .x = x, .y = passage->height, .colour = style.colour};

    if (!text || !*text || passage->is_cut)
        return;
    if (passage->height > passage->most)
        text = "…";
    passage->is_cut = passage->height > passage->most;
    item.sign = toc_canvas_set(passage->canvas, sign, style.size, style.is_bold, 0);
    if (item.sign.width > 0 && sign_x + item.sign.width + SIGN_GAP > x)
        item.x = sign_x + item.sign.width + SIGN_GAP;
    item.text =
        toc_canvas_set(passage->canvas, text, style.size, style.is_bold, passage->width - item.x);
    cut(passage, &item.text);
    passage->height += item.text.height;
    TOC_PUSH(passage->canvas->arena, &passage->items, item);
}

void toc_passage_add(toc_passage *passage, const char *text, toc_style style)
{
    add_at(passage, 0, NULL, 0, text, style);
}

void toc_passage_point(toc_passage *passage, uint32_t depth, const char *sign, const char *text,
                       toc_style style)
{
    toc_um step = style.size * 11 / 12;
    toc_um most = passage->width / 2 - step;
    toc_um from = depth > 100 ? most : (toc_um)depth * step;

    if (from > most)
        from = most;
    if (!sign && passage->items.count > 0) { /* what goes on under a point */
        add_at(passage, from, NULL, passage->items.items[passage->items.count - 1].x, text, style);
        return;
    }
    add_at(passage, from, sign, from + (step > 3200 ? step : 3200), text, style);
}

void toc_passage_title(toc_passage *passage, toc_title title, toc_style style)
{
    toc_style second = {TOC_SIZE_SMALL, false, style.colour};

    toc_passage_add(passage, title.first, style);
    if (title.second && (!title.first || strcmp(title.first, title.second) != 0))
        toc_passage_add(passage, title.second, second);
}

/* Both languages of a short line. */
static const char *beside(const toc_passage *passage, const toc_cond_line *line)
{
    return line->second
               ? toc_arena_printf(passage->canvas->arena, "%s %s", line->text, line->second)
               : line->text;
}

void toc_passage_condition(toc_passage *passage, const toc_wording *w, const toc_cond *cond,
                           toc_um size)
{
    toc_cond_lines lines = toc_wording_cond_lines(w, cond);
    toc_style faint = toc_style_faint(passage->canvas);

    for (uint32_t i = 0; i < lines.count; i++) {
        const toc_cond_line *line = &lines.items[i];
        toc_style style = {size, false, passage->canvas->theme->ink};

        if (line->is_head)
            style = (toc_style){TOC_SIZE_SMALL, true, faint.colour};
        if (lines.count == 1) {
            toc_passage_add(passage, line->text, style);
            toc_passage_add(passage, line->second, faint);
            continue;
        }
        toc_passage_gap(passage, line->is_head ? 600 : 300);
        if (line->depth == 0)
            toc_passage_add(passage, beside(passage, line), style);
        else if (line->is_head)
            toc_passage_point(passage, line->depth - 1, "•", beside(passage, line), style);
        else {
            toc_passage_point(passage, line->depth - 1, "•", line->text, style);
            toc_passage_point(passage, line->depth - 1, NULL, line->second, faint);
        }
    }
}

void toc_passage_draw(const toc_passage *passage, toc_um x, toc_um y)
{
    for (uint32_t i = 0; i < passage->items.count; i++) {
        const toc_passage_item *item = &passage->items.items[i];

        toc_canvas_left(passage->canvas, &item->sign, item->colour, x + item->sign_x, y + item->y);
        toc_canvas_left(passage->canvas, &item->text, item->colour, x + item->x, y + item->y);
    }
}

void toc_passage_draw_centred(const toc_passage *passage, toc_um x, toc_um y)
{
    for (uint32_t i = 0; i < passage->items.count; i++) {
        const toc_passage_item *item = &passage->items.items[i];

        toc_canvas_centre(passage->canvas, &item->text, item->colour, x + passage->width / 2,
                          y + item->y);
    }
}

const char *toc_unbroken(toc_arena *arena, const char *text)
{
    TOC_VEC(char) bound = {0};

    for (const char *at = text; *at; at++) {
        if (*at == ' ')
            TOC_PUSH(arena, &bound, '\xc2');
        TOC_PUSH(arena, &bound, *at == ' ' ? '\xa0' : *at);
    }
    TOC_PUSH(arena, &bound, '\0');
    return bound.items;
}

toc_style toc_style_normal(const toc_canvas *canvas)
{
    return (toc_style){TOC_SIZE_NORMAL, false, canvas->theme->ink};
}

toc_style toc_style_bold(const toc_canvas *canvas)
{
    return (toc_style){TOC_SIZE_NORMAL, true, canvas->theme->ink};
}

toc_style toc_style_small(const toc_canvas *canvas)
{
    return (toc_style){TOC_SIZE_SMALL, false, canvas->theme->ink};
}

toc_style toc_style_faint(const toc_canvas *canvas)
{
    return (toc_style){TOC_SIZE_SMALL, false, canvas->theme->faint};
}

toc_title toc_word_title(const toc_wording *w, toc_word word)
{
    toc_title title = {toc_wording_word(w, word), NULL};
    toc_wording other;

    if (!w->has_two_languages)
        return title;
    if (!toc_wording_other(w, &other)) { /* no titles in a second one: at least our own words */
        other = *w;
        other.lang = w->lang[0] != 'e'          ? "en"
                     : w->plan_script[0] == 'e' ? "zh-Hans"
                                                : w->plan_script;
    }
    title.second = toc_wording_word(&other, word);
    return title;
}

const char *toc_word_both(const toc_wording *w, toc_word word)
{
    toc_title title = toc_word_title(w, word);

    return title.second && strcmp(title.first, title.second) != 0
               ? toc_arena_printf(w->arena, "%s %s", title.first, title.second)
               : title.first;
}

void toc_draw_notice(toc_canvas *canvas, const toc_wording *w, toc_word word)
{
    toc_passage text = toc_passage_of(canvas, 120 * TOC_MM);

    toc_passage_title(&text, toc_word_title(w, word),
                      (toc_style){TOC_SIZE_LARGE, true, canvas->theme->ink});
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, "nothing", NULL, NULL);
    toc_passage_draw(&text, 10 * TOC_MM, 10 * TOC_MM);
    toc_scene_close(canvas->scene);
    canvas->scene->width = 140 * TOC_MM;
    canvas->scene->height = text.height + 20 * TOC_MM;
}
