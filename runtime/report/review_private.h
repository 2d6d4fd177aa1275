/* review_private.h - puts issues into sentences; for review.c. */
#ifndef TOC_REPORT_REVIEW_PRIVATE_H
#define TOC_REPORT_REVIEW_PRIVATE_H

#include "report/causes.h"

/* They fill in what, why, proposal and evidence. */

/** Late or missed; @p worst is what is told of first. */
void toc_issue_say_duty(const toc_pages *p, toc_issue *issue, const toc_scored *worst,
                        const toc_cause_found *found);
void toc_issue_say_finding(const toc_pages *p, toc_issue *issue, const toc_finding *finding);
void toc_issue_say_act(const toc_pages *p, toc_issue *issue, const toc_irregularity *row);

/** Does @p who come after @p post in the line of those who succeed it?  TOC_NONE does not. */
bool toc_succeeds(const toc_machine *machine, uint32_t who, uint32_t post);

/** Who has to see to it that it is in time: the owner, or the successor who did it too late for him. */
uint32_t toc_issue_body(const toc_pages *p, const toc_scored *scored);

/** @p nearest: of @p count duties, all in time, the one that was nearest to its deadline. */
const char *toc_strength_text(const toc_pages *p, const toc_scored *nearest, uint32_t count);

#endif
