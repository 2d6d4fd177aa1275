/* card.c - makes the cards of a plan, one after the other. */
#include "chart/card.h"

#include <stdlib.h>
#include <string.h>

#include "chart/card_private.h"
#include "chart/digest.h"
#include "chart/qr.h"
#include "emit/wording_cond.h"

static const toc_card_sizes on_a5 = {.title = 6800,
                                     .head = 4200,
                                     .large = 4000,
                                     .text = 3300,
                                     .small = TOC_SIZE_CARD,
                                     .margin = 8 * TOC_MM,
                                     .gap = 1800,
                                     .box = 4400,
                                     .plate = 30 * TOC_MM,
                                     .foot = 18 * TOC_MM};
static const toc_card_sizes on_a4 = {.title = 9500,
                                     .head = 5400,
                                     .large = 5200,
                                     .text = 4200,
                                     .small = 3500,
                                     .margin = 12 * TOC_MM,
                                     .gap = 2400,
                                     .box = 5600,
                                     .plate = 42 * TOC_MM,
                                     .foot = 22 * TOC_MM};

static void begin(toc_card *card, const char *id, toc_title title, const char *under)
{
    toc_card_begun begun = {id, title.first, card->said.count};
    const char *other;

    if (card->is_rehearsal)
        TOC_PUSH(card->arena, &card->begun, begun);
    other = toc_card_second(card, TOC_SAID_TITLE, title.first);
    card->id = id;
    card->title = title;
    if (!title.second)
        card->title.second = other;
    card->under = toc_card_both(card, TOC_SAID_BELOW, under);
    card->strips.count = 0;
}

static void write_desk(toc_card *card)
{
    toc_title title = {toc_card_word(card, TOC_WORD_DUTY_DESK), NULL};

    begin(card, "duty-desk", title, toc_card_word(card, TOC_WORD_FIRST_TEN));
    toc_card_write_desk(card);
    toc_card_finish(card);
}

static void write_body(toc_card *card, const toc_plan_body *body)
{
    const toc_wording *w = toc_card_wording(card);
    const char *under = NULL;
    uint32_t empty;

    if (body->is_post && body->org)
        under = toc_title_words(w, &body->org->base).first;
    else if (body->under.target)
        under = toc_arena_printf(card->arena, "%s %s", toc_card_word(card, TOC_WORD_UNDER),
                                 toc_title_words(w, &body->under.target->base).first);
    begin(card, body->base.full, toc_title_words(w, &body->base), under);
    toc_card_write_calls(card, body);
    empty = card->strips.count;
    toc_card_write_steps(card, body);
    toc_card_write_reports(card, body);
    if (card->strips.count == empty)
        toc_card_say(card, toc_card_word(card, TOC_WORD_NO_STEPS));
    toc_card_write_rights(card, body);
    toc_card_write_contacts(card, body);
    toc_card_finish(card);
}

static void write_all(toc_card *card)
{
    if (card->options->body) {
        write_body(card, card->options->body);
        return;
    }
    write_desk(card);
    for (uint32_t i = 0; i < card->order->bodies.count; i++)
        write_body(card, card->order->bodies.items[i]);
}

/* The order is that of the wording: it holds titles. */
static void set_wording(toc_card *card, toc_view_input *input, toc_wording wording)
{
    input->wording = wording;
    card->input = input;
    card->order = toc_plan_order_of(card->canvas, input);
}

/* What all cards say in @p wording. */
static void rehearse(toc_card *card, toc_view_input *input, toc_wording wording)
{
    wording.has_two_languages = false;
    set_wording(card, input, wording);
    card->is_rehearsal = true;
    card->cards = TOC_NEW(card->arena, toc_cards);
    write_all(card);
}

/* What they say in the second language, where one is asked for. */
static void rehearse_second(toc_card *card)
{
    toc_card other = *card;
    toc_view_input input = *card->input;
    toc_wording second;

    if (!toc_wording_other(toc_card_wording(card), &second))
        return;
    rehearse(&other, &input, second);
    card->said = other.said;
}

static toc_view_options view_of(const toc_card_options *options)
{
    return (toc_view_options){.lang = options->lang,
                              .has_two_languages = options->has_two_languages,
                              .is_public = options->is_public,
                              .theme = options->theme};
}

static toc_relay_graph **relay_graphs(const toc_plan *plan, toc_arena *arena)
{
    toc_relay_graph **graphs = TOC_NEW_ARRAY(arena, toc_relay_graph *, plan->relays.count + 1u);

    for (uint32_t i = 0; i < plan->relays.count; i++) {
        if (plan->relays.items[i]->hops.count > 0)
            graphs[i] = toc_relay_graph_new(plan->relays.items[i], arena);
    }
    return graphs;
}

/* All but the code. */
static toc_card open_card(toc_arena *arena, const toc_plan *plan, const toc_card_options *options,
                          toc_view_input *input)
{
    toc_card card = {.arena = arena,
                     .options = options,
                     .sizes = options->width < 200 * TOC_MM ? on_a5 : on_a4,
                     .cards = TOC_NEW(arena, toc_cards)};
    toc_wording wording = toc_wording_of(arena, plan, options->lang, options->has_two_languages);

    card.canvas = toc_canvas_new(arena, wording.lang[0] == 'e' ? wording.plan_script : wording.lang,
                                 options->theme ? options->theme : toc_theme_find("print"));
    card.width = options->width - 2 * card.sizes.margin;
    card.times = toc_times_new(plan, arena);
    card.graphs = relay_graphs(plan, arena);
    set_wording(&card, input, wording);
    return card;
}

toc_cards *toc_cards_draw(toc_arena *arena, const toc_plan *plan, const toc_card_options *options)
{
    toc_view_options view = view_of(options);
    toc_view_input input = {.plan = plan, .options = &view};
    toc_card card = open_card(arena, plan, options, &input);
    const char *version = plan->head.version ? plan->head.version->bytes : "";

    card.digest = toc_arena_copy(arena, toc_digest_of_plan(arena, plan), TOC_DIGEST_SHORT_SIZE);
    card.code = toc_qr_scene(arena, toc_qr_text(arena, plan->head.id, version, card.digest),
                             card.sizes.foot);
    rehearse_second(&card);
    write_all(&card);
    card.cards->absent = card.canvas->absent;
    toc_canvas_close(card.canvas);
    return card.cards;
}

/* ── what hangs and is not true any more ─────────────────────────────────── */

static toc_card say_all(toc_arena *arena, const toc_plan *plan, const toc_card_options *options)
{
    toc_view_options view = view_of(options);
    toc_view_input input = {.plan = plan, .options = &view};
    toc_card card = open_card(arena, plan, options, &input);

    rehearse(&card, &input, input.wording);
    toc_canvas_close(card.canvas);
    return card;
}

static uint32_t end_of(const toc_card *card, uint32_t index)
{
    return index + 1 < card->begun.count ? card->begun.items[index + 1].first : card->said.count;
}

static bool is_same_card(const toc_card *one, uint32_t a, const toc_card *other, uint32_t b)
{
    uint32_t i = one->begun.items[a].first;
    uint32_t k = other->begun.items[b].first;
    uint32_t count = end_of(one, a) - i;

    if (end_of(other, b) - k != count)
        return false;
    for (; count > 0; count--, i++, k++) {
        const char *x = one->said.items[i].text;
        const char *y = other->said.items[k].text;
        if (one->said.items[i].place != other->said.items[k].place ||
            strcmp(x ? x : "", y ? y : "") != 0)
            return false;
    }
    return true;
}

typedef struct named {
    const char *id;
    uint32_t index;
} named;

static int by_id(const void *left, const void *right)
{
    return strcmp(((const named *)left)->id, ((const named *)right)->id);
}

static named *named_cards(const toc_card *card)
{
    named *all = TOC_NEW_ARRAY(card->arena, named, card->begun.count + 1u);

    for (uint32_t i = 0; i < card->begun.count; i++)
        all[i] = (named){card->begun.items[i].id, i};
    qsort(all, card->begun.count, sizeof *all, by_id);
    return all;
}

/* The card of @p of that is called as card @p index of @p card; NULL: it has none. */
static const named *find_card(const toc_card *of, const named *sorted, const toc_card *card,
                              uint32_t index)
{
    named key = {card->begun.items[index].id, 0};

    return bsearch(&key, sorted, of->begun.count, sizeof *sorted, by_id);
}

toc_stale_cards toc_cards_compare(toc_arena *arena, const toc_plan *plan, const toc_plan *old,
                                  const toc_card_options *options)
{
    toc_card now = say_all(arena, plan, options);
    toc_card then = say_all(arena, old, options);
    named *sorted_now = named_cards(&now);
    named *sorted_then = named_cards(&then);
    toc_stale_cards stale = {NULL, 0, 0};

    for (uint32_t i = 0; i < now.begun.count; i++) {
        const named *before = find_card(&then, sorted_then, &now, i);
        toc_stale_card card = {
            .id = now.begun.items[i].id, .title = now.begun.items[i].title, .is_new = !before};
        if (!before || !is_same_card(&now, i, &then, before->index))
            TOC_PUSH(arena, &stale, card);
    }
    for (uint32_t i = 0; i < then.begun.count; i++) {
        toc_stale_card card = {
            .id = then.begun.items[i].id, .title = then.begun.items[i].title, .is_gone = true};
        if (!find_card(&now, sorted_now, &then, i))
            TOC_PUSH(arena, &stale, card);
    }
    return stale;
}
