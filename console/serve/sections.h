/* sections.h - what the screens show, written once for all who see the same.
 *
 * Sections come from the view (view/view.h), and three from the server itself: the join codes, its
 * addresses, and what troubles it.  A section's text is kept for each audience with a version that goes up when the
 * text is another one, so that a stream need only remember versions to know what it has not sent.
 * Owned by the server; one thread. */
#ifndef TOC_SERVE_SECTIONS_H
#define TOC_SERVE_SECTIONS_H

#include "view/view.h"

enum {
    TOC_SERVE_CODES = TOC_VIEW_COUNT, /* "codes": [{role,body,code}], for the controller */
    TOC_SERVE_TROUBLE,                /* "server": {exercise, trouble} */
    TOC_SERVE_ADDRESSES,              /* "addresses": see invitation.h, for controller and wall */
    TOC_SERVE_SECTIONS
};

typedef struct toc_section_text {
    char *json; /* malloc'd; NULL: not written yet */
    size_t size;
    uint64_t stamp;   /* of the view when it was written */
    uint64_t version; /* 0: not written yet; never the same for two texts */
} toc_section_text;

/* All sections as one audience sees them. */
typedef struct toc_section_set {
    struct toc_section_set *next;
    toc_role role;
    uint32_t body;
    char lang[16];
    char person[16]; /* "" but for what is about the person itself */
    toc_section_text texts[TOC_SERVE_SECTIONS];
} toc_section_set;

typedef struct toc_sections {
    toc_view *view;
    toc_section_set *sets;
    uint64_t last_version;
    const char *codes; /* JSON */
    const char *addresses;
    const char *exercise; /* a name that no other exercise has */
    bool has_trouble;
    char trouble[700];     /* why the journal cannot be written; not translated */
    uint64_t trouble_turn; /* goes up when the trouble changes */
} toc_sections;

/** @p codes: JSON; @p exercise: what browsers tell this one from others by.  Both outlive the sections. */
void toc_sections_init(toc_sections *sections, toc_view *view, const char *codes,
                       const char *exercise);
void toc_sections_deinit(toc_sections *sections);

/** Its addresses as JSON, once they are known; they outlive the sections. */
void toc_sections_set_addresses(toc_sections *sections, const char *addresses);

/** What is in the way, or NULL: nothing any more. */
void toc_sections_set_trouble(toc_sections *sections, const char *reason);

/** The name of a section; whether @p role gets it. */
const char *toc_sections_word(unsigned section);
bool toc_sections_is_for(unsigned section, toc_role role);

/* Where an audience's sections are kept. */
typedef struct toc_section_places {
    toc_section_set *common;   /* with all of its role, body and language */
    toc_section_set *personal; /* of the person alone */
} toc_section_places;

/** False when memory is used up.  The places stay for as long as the sections.  O(sets). */
bool toc_sections_find(toc_sections *sections, const toc_audience *audience,
                       toc_section_places *out);

/** The section as it is now; NULL when memory is used up.  Valid until the next call for it. */
const toc_section_text *toc_sections_get(toc_sections *sections, const toc_section_places *places,
                                         const toc_audience *audience, unsigned section);

#endif
