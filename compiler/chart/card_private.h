/* card_private.h - what the files that make cards share; nobody else includes it.
 *
 * A card is written as strips, each as wide as the text, one below the other; pages are made of
 * them at the end.  Strips that keep together are not parted unless they are higher than half a
 * page. */
#ifndef TOC_CHART_CARD_PRIVATE_H
#define TOC_CHART_CARD_PRIVATE_H

#include "analysis/time.h"
#include "chart/card.h"
#include "chart/table_plan.h"

/* Sizes of letters and room, by the paper. */
typedef struct toc_card_sizes {
    toc_um title, head, large, text, small;
    toc_um margin, gap;
    toc_um box;   /* of a check box */
    toc_um plate; /* width of the deadlines' column */
    toc_um foot;  /* height */
} toc_card_sizes;

typedef struct toc_card_strip {
    const toc_scene *scene;
    toc_um height;
    bool keeps;      /* with the next one */
    bool is_heading; /* said again where its section goes on, on another page */
    bool is_sub;     /* a heading below another */
    const char *id;  /* of the thing that it belongs to; NULL: none */
} toc_card_strip;

/* What was said at one place of a card. */
typedef enum toc_card_place {
    TOC_SAID_TITLE,
    TOC_SAID_DUE,
    TOC_SAID_DETAIL,
    TOC_SAID_WARNING,
    TOC_SAID_CHOICE,
    TOC_SAID_BLANK,
    TOC_SAID_BELOW, /* under a title */
    TOC_SAID_PLAIN
} toc_card_place;
typedef struct toc_card_said {
    toc_card_place place;
    const char *text;
} toc_card_said;
typedef TOC_VEC(toc_card_said) toc_card_sayings;

/* Where in them a card begins. */
typedef struct toc_card_begun {
    const char *id, *title;
    uint32_t first;
} toc_card_begun;

typedef struct toc_card {
    toc_arena *arena;
    toc_canvas *canvas; /* its scene is the strip that is drawn */
    const toc_view_input *input;
    const toc_card_options *options;
    const toc_plan_order *order;
    const toc_times *times;
    toc_card_sizes sizes;
    toc_um width; /* of the text */
    const char *id;
    toc_title title;
    const char *under; /* below the title: to whom it belongs; or NULL */
    TOC_VEC(toc_card_strip) strips;
    toc_cards *cards;
    const char *digest;    /* of the plan, short */
    const toc_scene *code; /* of the plan; NULL: none could be made */
    bool is_ruled;         /* the item that is open ends in a rule */
    /* In two languages all cards are written twice, first in the second language to know what is
     * said at each place. */
    toc_card_sayings said; /* in the second language, in the order of writing */
    uint32_t next;         /* of them */
    TOC_VEC(toc_card_begun) begun;
    bool is_rehearsal; /* only what is said counts */
} toc_card;

/* One thing on a card: a step, a report, a contact. */
typedef enum toc_card_mark {
    TOC_MARK_NONE,
    TOC_MARK_BOX,
    TOC_MARK_DOT,
    TOC_MARK_NOT
} toc_card_mark;
typedef struct toc_card_item {
    const char *id;
    toc_card_mark mark;
    toc_title title;
    bool is_plain;     /* title in usual letters, no rule below */
    const char *due;   /* at the right, large */
    const char *since; /* what it counts from, or how often: the first detail */
} toc_card_item;

/** The same as @p text in the second language; NULL: none is asked for, or it is the same.  To be
 *  called once for each text, in the same order in both languages. */
const char *toc_card_second(toc_card *card, toc_card_place place, const char *text);
/** Both, as one text below the other; NULL for nothing. */
const char *toc_card_both(toc_card *card, toc_card_place place, const char *text);

/* card_text.c: each adds strips at the end. */
void toc_card_heading(toc_card *card, toc_word which);
void toc_card_subheading(toc_card *card, toc_title title, const char *says, const toc_tint *tint);
/** Begins an item; details follow, then its end. */
void toc_card_begin_item(toc_card *card, const toc_card_item *item);
/** "with: A, B", smaller; nothing where @p text is NULL or empty. */
void toc_card_detail(toc_card *card, const char *label, const char *text);
/** The same with the sign of an alarm. */
void toc_card_warning(toc_card *card, const char *text);
/** A box to tick, and what follows from it. */
void toc_card_choice(toc_card *card, const char *text);
/** A label and a line to write on. */
void toc_card_blank(toc_card *card, const char *label);
void toc_card_end_item(toc_card *card);
/** A plain paragraph. */
void toc_card_say(toc_card *card, const char *text);

/* card_page.c: the strips become pages of card->cards. */
void toc_card_finish(toc_card *card);

/* card_duties.c, card_rights.c, card_desk.c */
void toc_card_write_calls(toc_card *card, const toc_plan_body *body);
void toc_card_write_steps(toc_card *card, const toc_plan_body *body);
void toc_card_write_reports(toc_card *card, const toc_plan_body *body);
void toc_card_write_rights(toc_card *card, const toc_plan_body *body);
void toc_card_write_contacts(toc_card *card, const toc_plan_body *body);
void toc_card_write_desk(toc_card *card);

/* Several of them need these. */
static inline const toc_wording *toc_card_wording(const toc_card *card)
{
    return &card->input->wording;
}
static inline const char *toc_card_word(const toc_card *card, toc_word which)
{
    return toc_wording_word(&card->input->wording, which);
}
bool toc_card_has(const toc_body_refs *refs, const toc_plan_body *body);
/** Who says that @p anchor has come: who sees the event, who declares the level; NULL: unsaid. */
const char *toc_card_caller(const toc_card *card, const toc_plan_anchor *anchor);
/** "after: A, B" in words; NULL: at once. */
const char *toc_card_waits(const toc_card *card, const toc_plan_node *node);
/** When a series ends, in words; NULL: unsaid, or no series. */
const char *toc_card_until(const toc_card *card, const toc_series *series);
/** Telephone and radio of a body in one line; NULL: none, or not to be told. */
const char *toc_card_contact(const toc_card *card, const toc_plan_body *body);

#endif
