/* card.c - makes the cards of a plan, one after the other. */
#include "chart/card.h"

#include "chart/card_private.h"
#include "chart/digest.h"
#include "chart/qr.h"
#include "emit/wording_cond.h"

static const toc_card_sizes on_a5 = {.title = 6800,
                                     .head = 4200,
                                     .large = 4000,
                                     .text = 3300,
                                     .small = TOC_SIZE_LEAST,
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
    const char *other = toc_card_second(card, TOC_SAID_TITLE, title.first);

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

/* What all cards say in the second language. */
static void rehearse(toc_card *card, toc_wording wording)
{
    toc_card other = *card;
    toc_view_input input = *card->input;
    toc_wording second;

    if (!toc_wording_other(&wording, &second))
        return;
    second.has_two_languages = false;
    set_wording(&other, &input, second);
    other.is_rehearsal = true;
    other.cards = TOC_NEW(card->arena, toc_cards);
    write_all(&other);
    card->said = other.said;
}

toc_cards *toc_cards_draw(toc_arena *arena, const toc_plan *plan, const toc_card_options *options)
{
    toc_view_options view = {.lang = options->lang,
                             .has_two_languages = options->has_two_languages,
                             .is_public = options->is_public,
                             .theme = options->theme};
    toc_view_input input = {.plan = plan, .options = &view};
    toc_card card = {.arena = arena,
                     .input = &input,
                     .options = options,
                     .sizes = options->width < 200 * TOC_MM ? on_a5 : on_a4,
                     .cards = TOC_NEW(arena, toc_cards)};
    toc_wording wording = toc_wording_of(arena, plan, options->lang, options->has_two_languages);

    card.canvas = toc_canvas_new(arena, wording.lang[0] == 'e' ? wording.plan_script : wording.lang,
                                 options->theme ? options->theme : toc_theme_find("print"));
    card.width = options->width - 2 * card.sizes.margin;
    card.times = toc_times_new(plan, arena);
    card.digest = toc_arena_copy(arena, toc_digest_of_plan(arena, plan), TOC_DIGEST_SHORT_SIZE);
    card.code =
        toc_qr_scene(arena,
                     toc_qr_text(arena, plan->head.id,
                                 plan->head.version ? plan->head.version->bytes : "", card.digest),
                     card.sizes.foot);
    set_wording(&card, &input, wording);
    rehearse(&card, wording);
    write_all(&card);
    card.cards->absent = card.canvas->absent;
    toc_canvas_close(card.canvas);
    return card.cards;
}
