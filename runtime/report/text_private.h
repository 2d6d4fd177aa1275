/* text_private.h - the parts of the text report; for nobody else. */
#ifndef TOC_REPORT_TEXT_PRIVATE_H
#define TOC_REPORT_TEXT_PRIVATE_H

#include "report/phrases.h"
#include "report/table.h"

#define TOC_TEXT_WIDTH 100 /* columns of running text */

/** A section's heading, underlined. */
void toc_text_heading(const toc_pages *p, const char *text);

/* States as expectations name them. */
const char *toc_node_text(const toc_pages *p, toc_node_state state);
const char *toc_body_state_text(const toc_pages *p, toc_body_state state);

/** @p p with @p scratch, within its arena, for what is written one by one and forgotten. */
toc_pages toc_text_for_one(const toc_pages *p, toc_arena *scratch);

void toc_text_timeline(const toc_pages *p);
void toc_text_obligations(const toc_pages *p);
void toc_text_reporting(const toc_pages *p);
void toc_text_integrity(const toc_pages *p);
void toc_text_bodies(const toc_pages *p);
void toc_text_grading(const toc_pages *p);
void toc_text_resources(const toc_pages *p);
void toc_text_irregularities(const toc_pages *p);
void toc_text_findings(const toc_pages *p);
void toc_text_expects(const toc_pages *p);
void toc_text_observations(const toc_pages *p); /* evaluators' notes, acts outside the plan */

#endif
