/* card_callees.c - who is to be called: two side by side, or one on a line of its own where his name
 * or his numbers are long. */
#include "chart/card_private.h"

#include "chart/passage.h"

enum { LINES_MOST = 3 }; /* of one text in a half of the card */

/* The texts of one callee, set. */
typedef struct cell {
    toc_face_text name, small, contact;
    toc_um height;
} cell;

static cell measure(toc_card *card, const toc_card_callee *one, toc_um width)
{
    const toc_card_sizes *sizes = &card->sizes;
    cell it = {.name = toc_card_set(card, one->name, sizes->text, true, width),
               .small = toc_card_set(card, one->holder, sizes->small, false, width),
               .contact = toc_card_set(card, one->contact, sizes->text, false, width)};

    it.height = it.name.height + it.small.height + it.contact.height;
    return it;
}

static toc_um half_of(const toc_card *card)
{
    return (card->width - 2 * TOC_PADDING) / 2;
}

static bool is_short(toc_card *card, const toc_card_callee *one)
{
    cell it = measure(card, one, half_of(card));

    return it.name.count <= LINES_MOST && it.small.count <= LINES_MOST &&
           it.contact.count <= LINES_MOST;
}

static void draw_cell(toc_card *card, const toc_card_callee *one, const cell *it, toc_um left)
{
    const toc_theme *theme = card->canvas->theme;
    toc_um y = 0;

    toc_scene_open(card->canvas->scene, TOC_ROLE_NODE, one->id, NULL, NULL);
    y += toc_canvas_left(card->canvas, &it->name, theme->ink, left, y);
    y += toc_canvas_left(card->canvas, &it->small, theme->faint, left, y);
    toc_canvas_left(card->canvas, &it->contact, theme->ink, left, y);
    toc_scene_close(card->canvas->scene);
}

/* @p right: NULL where the other half stays empty. */
static void write_row(toc_card *card, const toc_card_callee *left, const toc_card_callee *right)
{
    toc_um gap = card->sizes.gap;
    cell a = measure(card, left, half_of(card));
    cell b = {0};
    toc_um height;

    toc_card_open_strip(card);
    draw_cell(card, left, &a, 0);
    if (right) {
        b = measure(card, right, half_of(card));
        draw_cell(card, right, &b, card->width - half_of(card));
    }
    height = a.height > b.height ? a.height : b.height;
    toc_scene_rule(card->canvas->scene, (toc_spot){0, height + gap / 4},
                   (toc_spot){card->width, height + gap / 4},
                   (toc_pen){.stroke = card->canvas->theme->rule, .width = 150});
    toc_card_close_strip(card, height + gap / 2, false, NULL);
}

void toc_card_callee_end(toc_card *card)
{
    if (card->waiting.name)
        write_row(card, &card->waiting, NULL);
    card->waiting = (toc_card_callee){0};
}

/* Line by line, so that it may go over a page's end. */
static void write_alone(toc_card *card, const toc_card_callee *one)
{
    const toc_theme *theme = card->canvas->theme;
    cell it = measure(card, one, card->width);

    toc_card_open_strip(card);
    toc_card_close_strip(card, 0, true, one->id);
    toc_card_add_lines(card, &it.name, 0, theme->ink);
    toc_card_add_lines(card, &it.small, 0, theme->faint);
    toc_card_add_lines(card, &it.contact, 0, theme->ink);
    card->is_ruled = true;
    toc_card_end_item(card);
}

void toc_card_callee_add(toc_card *card, const toc_card_callee *one)
{
    toc_card_callee both = *one;
    const char *second = toc_card_second(card, TOC_SAID_TITLE, one->name);

    both.holder = toc_card_both(card, TOC_SAID_BELOW, one->holder);
    if (second)
        both.holder =
            both.holder ? toc_arena_printf(card->arena, "%s\n%s", second, both.holder) : second;
    both.contact = toc_card_both(card, TOC_SAID_DETAIL, one->contact);
    if (!is_short(card, &both)) {
        toc_card_callee_end(card);
        write_alone(card, &both);
    } else if (!card->waiting.name) {
        card->waiting = both;
    } else {
        write_row(card, &card->waiting, &both);
        card->waiting = (toc_card_callee){0};
    }
}
