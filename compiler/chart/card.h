/* card.h - action cards: one for each body and post, and one for the duty desk.
 *
 * A card is a page, or several where one does not hold it: nothing is cut, but for a title of more
 * than three lines in the head of the page, which ends in `…` there and stands whole nowhere else.
 * Letters are large enough to be read at night; boxes are there to be ticked. */
#ifndef TOC_CHART_CARD_H
#define TOC_CHART_CARD_H

#include "chart/theme.h"
#include "draw/face.h"
#include "draw/scene.h"
#include "sema/plan.h"

typedef struct toc_card_options {
    const char *lang; /* of titles; NULL: the plan's own */
    bool has_two_languages;
    bool is_public;            /* without contacts */
    const toc_theme *theme;    /* NULL: print */
    toc_um width, height;      /* of the paper: at least A5 */
    const toc_plan_body *body; /* only its card; NULL: all, the duty desk's first */
} toc_card_options;

typedef struct toc_card_page {
    const char *id; /* of the body, or "duty-desk" */
    const char *title;
    uint32_t number, count; /* of its card's pages, from 1 */
    const toc_scene *scene; /* as large as the paper */
} toc_card_page;

typedef struct toc_cards {
    TOC_VEC(toc_card_page) pages;
    toc_codepoints absent; /* letters that no font has */
} toc_cards;

/** The cards of a plan without errors, in @p arena.  Never NULL (see arena escape).
 *  O(n log n) and what toc_times_new costs. */
toc_cards *toc_cards_draw(toc_arena *arena, const toc_plan *plan, const toc_card_options *options);

/* A card that hangs and is not true any more. */
typedef struct toc_stale_card {
    const char *id; /* as of a page */
    const char *title;
    bool is_new;  /* there was none before */
    bool is_gone; /* nobody needs it any more */
} toc_stale_card;
typedef TOC_VEC(toc_stale_card) toc_stale_cards;

/** The cards on which @p plan says something else than @p old did, as @p options ask for them; new
 *  and changed ones in the order of the cards, then those that are gone.  The line with the version
 *  does not count.  What two toc_cards_draw cost without the drawing. */
toc_stale_cards toc_cards_compare(toc_arena *arena, const toc_plan *plan, const toc_plan *old,
                                  const toc_card_options *options);

#endif
