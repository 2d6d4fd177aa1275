/* skin.h - the after-action report of a drill as a document, in one of two arrangements.
 *
 * toc_aar_document makes it from a score and its review; the command hands it to the writers.
 * What only people can know (sponsor, evaluators, owners and dates of measures) is left to be
 * filled in; nothing is made up. */
#ifndef TOC_AAR_SKIN_H
#define TOC_AAR_SKIN_H

#include "aar/document.h"
#include "report/review.h"

typedef enum toc_skin {
    TOC_SKIN_HSEEP,  /* after-action report and improvement plan, as HSEEP has them */
    TOC_SKIN_AQT9009 /* evaluation report after AQ/T 9009-2015, 7.4.2 */
} toc_skin;

/** The one that goes with the language @p lang: AQ/T 9009 for Chinese, else HSEEP. */
toc_skin toc_skin_for(const char *lang);

/** @p patch: proposed changes to the plan as a unified diff; "" or NULL: none.
 *  O(what it says). */
toc_document *toc_aar_document(const toc_pages *p, const toc_review *review, toc_skin skin,
                               const char *patch);

#endif
