/* card_text.c - headings, items, blanks: each becomes strips of a card. */
#include "chart/card_private.h"

#include <string.h>

#include "chart/passage.h"
#include "chart/table.h"

enum { NUMBERS_MOST = 400 }; /* bytes of a text in which numbers are looked for */

/* ── words that stay together ────────────────────────────────────────────── */

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/* The space of "30 min", "2 × Boat" and "≥ 5": one of the two is a number, the other no number. */
static bool is_bound(const char *text, const char *space)
{
    char next = space[1];

    if (space == text || next == '\0' || next == ' ')
        return false;
    if (is_digit(space[-1]))
        return !is_digit(next) && next != '(';
    return is_digit(next) && (unsigned char)space[-1] >= 0x80; /* a sign: no letter of ours */
}

/* Numbers and their units are never parted at the end of a line. */
static const char *bound(toc_arena *arena, const char *text)
{
    TOC_VEC(char) out = {0};

    for (const char *at = text; *at; at++) {
        if (*at == ' ' && is_bound(text, at)) {
            TOC_PUSH(arena, &out, '\xc2');
            TOC_PUSH(arena, &out, '\xa0');
        } else {
            TOC_PUSH(arena, &out, *at);
        }
    }
    TOC_PUSH(arena, &out, '\0');
    return out.items;
}

/* Does @p word look like a number to be called or an address: with a hyphen, or with `…` for figures
 * that are not told, at which it would be parted? */
static bool is_number(const char *word, size_t size)
{
    static const char untold[] = "…";
    bool may_part = false;
    bool is_one = false;

    for (size_t i = 0; i < size; i++) {
        may_part =
            may_part || word[i] == '-' ||
            (size - i > sizeof untold - 1 && memcmp(word + i, untold, sizeof untold - 1) == 0);
        is_one = is_one || word[i] == '@' || is_digit(word[i]);
    }
    return may_part && is_one;
}

static bool has_number(const char *text)
{
    for (size_t size; *text; text += size + (text[size] == ' ')) {
        size = strcspn(text, " \n");
        if (is_number(text, size))
            return true;
        if (text[size] == '\n')
            size++;
    }
    return false;
}

/* Lines broken between words only, as long as none is wider than the line. */
static const char *whole_words(const toc_card *card, const char *text, toc_um size, bool is_bold,
                               toc_um width)
{
    const char *lines = "";
    const char *line = "";

    while (*text) {
        size_t length = strcspn(text, " ");
        const char *word = toc_arena_copy(card->arena, text, length);
        const char *longer = *line ? toc_arena_printf(card->arena, "%s %s", line, word) : word;

        if (*line && toc_canvas_set(card->canvas, longer, size, is_bold, 0).width > width) {
            lines = toc_arena_printf(card->arena, "%s%s\n", lines, line);
            longer = word;
        }
        line = longer;
        text += length + (text[length] == ' ');
    }
    return toc_arena_printf(card->arena, "%s%s", lines, line);
}

toc_face_text toc_card_set(toc_card *card, const char *text, toc_um size, bool is_bold,
                           toc_um width)
{
    if (card->is_rehearsal || !text)
        return (toc_face_text){0};
    text = bound(card->arena, text);
    if (width > 0 && strlen(text) <= NUMBERS_MOST && !strchr(text, '\n') && has_number(text))
        text = whole_words(card, text, size, is_bold, width);
    return toc_canvas_set(card->canvas, text, size, is_bold, width);
}

/* ── strips ──────────────────────────────────────────────────────────────── */

void toc_card_open_strip(toc_card *card)
{
    card->canvas->scene = toc_scene_new(card->arena, card->canvas->scene->lang);
}

toc_card_strip *toc_card_close_strip(toc_card *card, toc_um height, bool keeps, const char *id)
{
    toc_card_strip strip = {card->canvas->scene, height, height, keeps, false, false, id};

    TOC_PUSH(card->arena, &card->strips, strip);
    return &card->strips.items[card->strips.count - 1];
}

static const char *current_id(const toc_card *card)
{
    return card->strips.count > 0 ? card->strips.items[card->strips.count - 1].id : NULL;
}

/* One strip for each line, so that a long text can go over a page's end. */
void toc_card_add_lines(toc_card *card, const toc_face_text *text, toc_um left, toc_colour_rgb ink)
{
    const char *id = current_id(card);

    for (uint32_t i = 0; i < text->count; i++) {
        toc_um height = text->height / (toc_um)text->count;
        toc_face_text line = *text;
        toc_face_line only = text->lines[i];

        toc_card_open_strip(card);
        only.baseline -= (toc_um)i * height;
        line.lines = &only;
        line.count = 1;
        toc_canvas_left(card->canvas, &line, ink, left, 0);
        toc_card_close_strip(card, height, true, id);
    }
}

/* ── two languages ───────────────────────────────────────────────────────── */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

const char *toc_card_second(toc_card *card, toc_card_place place, const char *text)
{
    const toc_card_said *said;

    if (card->is_rehearsal) {
        TOC_PUSH(card->arena, &card->said, ((toc_card_said){place, text}));
        return NULL;
    }
    if (card->next >= card->said.count)
        return NULL;
    said = &card->said.items[card->next++];
    if (said->place != place) { /* the languages do not go together: one is enough */
        card->next = card->said.count;
        return NULL;
    }
    return said->text && *said->text && !is_same_text(said->text, text) ? said->text : NULL;
}

const char *toc_card_both(toc_card *card, toc_card_place place, const char *text)
{
    const char *second = toc_card_second(card, place, text);

    return second && text ? toc_arena_printf(card->arena, "%s\n%s", text, second) : text;
}

/* ── headings ────────────────────────────────────────────────────────────── */

static void add_gap(toc_card *card, toc_um height)
{
    toc_card_open_strip(card);
    toc_card_close_strip(card, height, false, NULL)->least = height * 2 / 5;
}

void toc_card_heading(toc_card *card, toc_word which)
{
    const toc_theme *theme = card->canvas->theme;
    toc_um height = card->sizes.head * 17 / 10;
    toc_face_text text =
        toc_card_set(card, toc_word_both(toc_card_wording(card), which), card->sizes.head, true, 0);
    toc_card_strip *strip;

    if (card->strips.count > 0)
        add_gap(card, card->sizes.gap * 2);
    toc_card_open_strip(card);
    toc_scene_box(card->canvas->scene, (toc_rect){0, 0, card->width, height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->ground[0]});
    toc_scene_box(card->canvas->scene, (toc_rect){0, 0, 1800, height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->ink});
    toc_canvas_left(card->canvas, &text, theme->ink, 2 * TOC_PADDING, (height - text.height) / 2);
    strip = toc_card_close_strip(card, height + card->sizes.gap / 2, true, NULL);
    strip->least = height + card->sizes.gap / 4;
    strip->is_heading = true;
}

/* The band of a subheading, or a part of it. */
static void draw_band(const toc_card *card, toc_um height, const toc_tint *tint)
{
    toc_scene_box(card->canvas->scene, (toc_rect){0, 0, card->width, height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = tint->strong});
}

/* One that is too long to be said again, or even to stand on one page: line by line. */
static void add_long_band(toc_card *card, const toc_face_text *text, const toc_tint *tint)
{
    uint32_t first = card->strips.count;

    toc_card_add_lines(card, text, TOC_PADDING, tint->on_strong);
    for (uint32_t i = first; i < card->strips.count; i++) {
        toc_card_strip *strip = &card->strips.items[i];
        const toc_scene *line = strip->scene;

        toc_card_open_strip(card);
        draw_band(card, strip->height, tint);
        for (uint32_t k = 0; k < line->items.count; k++)
            TOC_PUSH(card->arena, &card->canvas->scene->items, line->items.items[k]);
        strip->scene = card->canvas->scene;
        strip->is_sub = true;
    }
}

void toc_card_subheading(toc_card *card, toc_title title, const char *says, const toc_tint *tint)
{
    toc_um inside = card->width - 2 * TOC_PADDING;
    const char *other = toc_card_second(card, TOC_SAID_TITLE, title.first);
    const char *second = other ? other : title.second;
    const char *name =
        second ? toc_arena_printf(card->arena, "%s  %s", title.first, second) : title.first;
    toc_face_text text = toc_card_set(card, name, card->sizes.text, true, inside);
    toc_face_text more = toc_card_set(card, toc_card_both(card, TOC_SAID_BELOW, says),
                                      card->sizes.small, false, inside);
    toc_um height = text.height + more.height + TOC_PADDING;
    toc_um y = TOC_PADDING / 2;
    toc_card_strip *strip;

    if (height > card->options->height / 8) {
        add_long_band(card, &text, tint);
        add_long_band(card, &more, tint);
        return;
    }
    toc_card_open_strip(card);
    draw_band(card, height, tint);
    y += toc_canvas_left(card->canvas, &text, tint->on_strong, TOC_PADDING, y);
    toc_canvas_left(card->canvas, &more, tint->on_strong, TOC_PADDING, y);
    strip = toc_card_close_strip(card, height + card->sizes.gap / 2, true, NULL);
    strip->least = height + card->sizes.gap / 4;
    strip->is_heading = strip->is_sub = true;
}

/* ── items ───────────────────────────────────────────────────────────────── */

static toc_um indent_of(const toc_card *card)
{
    return card->sizes.box + TOC_PADDING;
}

static void draw_cross(toc_card *card, toc_rect at)
{
    toc_pen pen = {.stroke = card->canvas->theme->alarm, .width = 700};

    toc_scene_rule(card->canvas->scene, (toc_spot){at.x, at.y},
                   (toc_spot){at.x + at.width, at.y + at.height}, pen);
    toc_scene_rule(card->canvas->scene, (toc_spot){at.x + at.width, at.y},
                   (toc_spot){at.x, at.y + at.height}, pen);
}

static void draw_mark(toc_card *card, toc_card_mark mark, toc_um line)
{
    const toc_theme *theme = card->canvas->theme;
    toc_um size = mark == TOC_MARK_BOX ? card->sizes.box : card->sizes.box / 2;
    toc_rect at = {(card->sizes.box - size) / 2, (line - size) / 2, size, size};

    if (mark == TOC_MARK_BOX)
        toc_scene_box(card->canvas->scene, at, 500,
                      (toc_pen){.stroke = theme->ink, .fill = theme->paper, .width = 500});
    else if (mark == TOC_MARK_DOT)
        toc_scene_box(card->canvas->scene, at, size / 2,
                      (toc_pen){.stroke = TOC_NO_COLOUR, .fill = theme->ink});
    else if (mark == TOC_MARK_NOT)
        draw_cross(card, at);
}

/* The head of an item on one strip, its deadline beside it. */
static void add_head(toc_card *card, const toc_card_item *item, const toc_face_text *title,
                     const toc_face_text *due)
{
    const toc_theme *theme = card->canvas->theme;
    toc_um line = title->count > 0 ? title->height / (toc_um)title->count : card->sizes.box;
    toc_um height = title->height > due->height ? title->height : due->height;

    toc_card_open_strip(card);
    draw_mark(card, item->mark, line);
    toc_canvas_left(card->canvas, title, theme->ink, indent_of(card), 0);
    toc_canvas_right(card->canvas, due, theme->ink, card->width, 0);
    if (!item->is_plain && height < card->sizes.box)
        height = card->sizes.box;
    toc_card_close_strip(card, height, true, item->id);
    card->is_ruled = !item->is_plain;
}

void toc_card_begin_item(toc_card *card, const toc_card_item *item)
{
    toc_canvas *canvas = card->canvas;
    toc_um left = indent_of(card);
    const char *other = toc_card_second(card, TOC_SAID_TITLE, item->title.first);
    toc_face_text due = toc_card_set(card, toc_card_both(card, TOC_SAID_DUE, item->due),
                                     item->is_plain ? card->sizes.text : card->sizes.large, true,
                                     card->sizes.plate);
    toc_um width = card->width - left - (item->due ? due.width + 2 * TOC_PADDING : 0);
    toc_um size = item->is_plain ? card->sizes.text : card->sizes.large;
    toc_face_text title = toc_card_set(card, item->title.first, size, !item->is_plain, width);
    toc_face_text second =
        toc_card_set(card, other ? other : item->title.second, card->sizes.small, false, width);
    toc_um most = card->options->height / 4;

    if (title.height < most && due.height < most) {
        add_head(card, item, &title, &due);
    } else {
        toc_face_text none = {0};

        add_head(card, item, &none, &none);
        toc_card_add_lines(card, &title, left, canvas->theme->ink);
        toc_card_add_lines(card, &due, left, canvas->theme->ink);
    }
    toc_card_add_lines(card, &second, left, canvas->theme->faint);
    toc_card_detail(card, NULL, item->since);
}

/* The second language, smaller. */
static void add_second(toc_card *card, const char *second, toc_um left, bool is_bold,
                       toc_colour_rgb ink)
{
    toc_face_text set =
        toc_card_set(card, second, card->sizes.small, is_bold, card->width - left - TOC_PADDING);

    toc_card_add_lines(card, &set, left, ink);
}

void toc_card_detail(toc_card *card, const char *label, const char *text)
{
    const char *second;
    toc_um width = card->width - indent_of(card) - TOC_PADDING;
    toc_face_text set;

    if (text && *text && label)
        text = toc_arena_printf(card->arena, "%s %s", label, text);
    second = toc_card_second(card, TOC_SAID_DETAIL, text);
    if (!text || !*text)
        return;
    if (second) { /* beside it where there is room */
        const char *both = toc_arena_printf(card->arena, "%s  ·  %s", text, second);
        set = toc_card_set(card, both, card->sizes.text, false, width);
        if (set.count == 1) {
            toc_card_add_lines(card, &set, indent_of(card), card->canvas->theme->faint);
            return;
        }
    }
    set = toc_card_set(card, text, card->sizes.text, false, width);
    toc_card_add_lines(card, &set, indent_of(card), card->canvas->theme->faint);
    add_second(card, second, indent_of(card), false, card->canvas->theme->faint);
}

void toc_card_warning(toc_card *card, const char *text)
{
    toc_um sign = card->sizes.text * 5 / 4;
    toc_um left = indent_of(card) + sign + TOC_PADDING;
    const char *second = toc_card_second(card, TOC_SAID_WARNING, text);
    toc_face_text set;
    uint32_t first = card->strips.count;

    if (!text || !*text)
        return;
    set = toc_card_set(card, text, card->sizes.text, true, card->width - left);
    toc_card_add_lines(card, &set, left, card->canvas->theme->alarm);
    if (first == card->strips.count)
        return;
    card->canvas->scene = (toc_scene *)card->strips.items[first].scene;
    toc_chart_alarm(card->canvas, indent_of(card) + sign / 2,
                    card->strips.items[first].height * 7 / 8, sign * 7 / 8);
    add_second(card, second, left, true, card->canvas->theme->alarm);
}

void toc_card_choice(toc_card *card, const char *text)
{
    toc_um left = indent_of(card) * 2;
    toc_face_text set =
        toc_card_set(card, text, card->sizes.text, false, card->width - left - TOC_PADDING);
    const char *second = toc_card_second(card, TOC_SAID_CHOICE, text);
    uint32_t first = card->strips.count;
    toc_um size = card->sizes.box * 3 / 4;

    toc_card_add_lines(card, &set, left, card->canvas->theme->ink);
    if (first == card->strips.count)
        return;
    card->canvas->scene = (toc_scene *)card->strips.items[first].scene;
    toc_scene_box(
        card->canvas->scene,
        (toc_rect){indent_of(card), (card->strips.items[first].height - size) / 2, size, size}, 400,
        (toc_pen){
            .stroke = card->canvas->theme->ink, .fill = card->canvas->theme->paper, .width = 400});
    add_second(card, second, left, false, card->canvas->theme->faint);
}

/* Room enough for handwriting. */
void toc_card_blank(toc_card *card, const char *label)
{
    toc_um left = indent_of(card);
    toc_um most = (card->width - left) * 2 / 5;
    toc_face_text set = toc_card_set(card, toc_card_both(card, TOC_SAID_BLANK, label),
                                     card->sizes.text, false, most);
    toc_um height = set.height + 3 * TOC_MM;
    const char *id = current_id(card);

    if (height < 9 * TOC_MM)
        height = 9 * TOC_MM;
    if (set.height > card->options->height / 4) {
        toc_card_add_lines(card, &set, left, card->canvas->theme->ink);
        set = (toc_face_text){0};
        height = 9 * TOC_MM;
    }
    toc_card_open_strip(card);
    toc_canvas_left(card->canvas, &set, card->canvas->theme->ink, left, height - set.height);
    toc_scene_rule(card->canvas->scene, (toc_spot){left + set.width + TOC_PADDING, height - 700},
                   (toc_spot){card->width, height - 700},
                   (toc_pen){.stroke = card->canvas->theme->ink, .width = 200});
    toc_card_close_strip(card, height, true, id);
    card->is_ruled = false;
}

void toc_card_end_item(toc_card *card)
{
    toc_um middle = card->sizes.gap * 2 / 5;

    if (!card->is_ruled) {
        add_gap(card, card->sizes.gap);
        return;
    }
    toc_card_open_strip(card);
    toc_scene_rule(card->canvas->scene, (toc_spot){0, middle}, (toc_spot){card->width, middle},
                   (toc_pen){.stroke = card->canvas->theme->rule, .width = 150});
    toc_card_close_strip(card, card->sizes.gap, false, NULL)->least = card->sizes.gap * 3 / 5;
}

void toc_card_say(toc_card *card, const char *text)
{
    const char *second = toc_card_second(card, TOC_SAID_PLAIN, text);
    toc_face_text set = toc_card_set(card, text, card->sizes.text, false, card->width);

    toc_card_open_strip(card);
    toc_card_close_strip(card, 0, true, NULL);
    toc_card_add_lines(card, &set, 0, card->canvas->theme->ink);
    add_second(card, second, 0, false, card->canvas->theme->faint);
    add_gap(card, card->sizes.gap / 2);
}
