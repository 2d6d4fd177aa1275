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
#include "sema/relay_graph.h"

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
    toc_um least;    /* height where room is short: gaps are smaller then */
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

/* Somebody to be called. */
typedef struct toc_card_callee {
    const char *id;
    const char *name;
    const char *holder; /* or NULL */
    const char *contact;
} toc_card_callee;

typedef struct toc_card {
    toc_arena *arena;
    toc_canvas *canvas; /* its scene is the strip that is drawn */
    const toc_view_input *input;
    const toc_card_options *options;
    const toc_plan_order *order;
    const toc_times *times;
    toc_relay_graph **graphs; /* by relay; NULL where it has no hop */
    toc_card_sizes sizes;
    toc_um width; /* of the text */
    const char *id;
    toc_title title;
    const char *under; /* below the title: to whom it belongs; or NULL */
    TOC_VEC(toc_card_strip) strips;
    toc_cards *cards;
    const char *digest;      /* of the plan, short */
    const toc_scene *code;   /* of the plan; NULL: none could be made */
    toc_card_callee waiting; /* for a neighbour; name NULL: nobody */
    bool is_ruled;           /* the item that is open ends in a rule */
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

/** A text of the card in lines of at most @p width (0: one line); numbers keep their units.  Nothing
 *  for NULL, and in a rehearsal. */
toc_face_text toc_card_set(toc_card *card, const char *text, toc_um size, bool is_bold,
                           toc_um width);
/** Begins a strip: what is drawn on the canvas stands on it. */
void toc_card_open_strip(toc_card *card);
toc_card_strip *toc_card_close_strip(toc_card *card, toc_um height, bool keeps, const char *id);
/** One strip for each line of a text, so that a long one can go over a page's end. */
void toc_card_add_lines(toc_card *card, const toc_face_text *text, toc_um left, toc_colour_rgb ink);

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

/* card_callees.c */
/** Puts two callees side by side where both are short; the last may wait for its neighbour. */
void toc_card_callee_add(toc_card *card, const toc_card_callee *one);
/** Writes whoever waits still. */
void toc_card_callee_end(toc_card *card);

/* card_page.c: the strips become pages of card->cards. */
void toc_card_finish(toc_card *card);

/* What others tell a body. */
typedef struct toc_card_told {
    const char *id;
    const char *what;
    const toc_plan_body *from;    /* or NULL */
    const toc_deadline *deadline; /* or NULL */
    const toc_series *series;     /* or NULL */
} toc_card_told;

/* What all kinds of telling have in common. */
typedef struct toc_card_telling {
    const char *id;
    toc_title title;
    const toc_deadline *deadline;
    const char *since;          /* what it counts from, where the deadline does not say it */
    const toc_series *series;   /* or NULL */
    const toc_plan_anchors *on; /* or NULL */
    const toc_cond *condition;
    const toc_body_refs *to;
} toc_card_telling;

/* card_calls.c, card_duties.c, card_reports.c, card_relays.c, card_rights.c, card_contacts.c,
 * card_desk.c */
void toc_card_write_calls(toc_card *card, const toc_plan_body *body);
void toc_card_write_steps(toc_card *card, const toc_plan_body *body);
void toc_card_write_reports(toc_card *card, const toc_plan_body *body);
void toc_card_write_told(toc_card *card, const toc_card_told *it);
void toc_card_write_told_by_relays(toc_card *card, const toc_plan_body *body);
/** What @p body has to pass on, see to, or write in chains of reports; @p out_any is set. */
void toc_card_write_relays(toc_card *card, const toc_plan_body *body, bool *out_any);
/** The head of something that the body tells; what is special to it and its end follow. */
void toc_card_begin_telling(toc_card *card, const toc_card_telling *it);
/** Means, and the contents as blanks. */
void toc_card_write_contents(toc_card *card, const toc_methods *methods,
                             const toc_field_refs *content);
/** The heading of what is told, unless it stands already. */
void toc_card_head_reports(toc_card *card, bool *is_any);
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
/** "A, B" of bodies; NULL for none. */
const char *toc_card_names(const toc_card *card, const toc_body_refs *refs);
/** @p one at the end of a list in words; either may be NULL or empty. */
const char *toc_card_joined(const toc_card *card, const char *list, const char *one);
/** "Approve: Leave", with the colon of the card's language. */
const char *toc_card_headed(const toc_card *card, const char *head, const char *rest);
/** What follows when something is late; NULL: nothing. */
const char *toc_card_lates(const toc_card *card, const toc_lates *lates);
/** Has @p body something to do, approve or grant in @p response? */
bool toc_card_is_busy(const toc_plan_response *response, const toc_plan_body *body);
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
