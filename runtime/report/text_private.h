/* text_private.h - the parts of the text report; for nobody else. */
#ifndef TOC_REPORT_TEXT_PRIVATE_H
#define TOC_REPORT_TEXT_PRIVATE_H

#include "report/table.h"
#include "report/words.h"

#define TOC_TEXT_WIDTH 100 /* columns of running text */

/** A section's heading, underlined. */
void toc_text_heading(const toc_pages *p, const char *text);

/** "entry 7, line 23"; "" for TOC_NONE. */
const char *toc_entry_place(const toc_pages *p, uint32_t entry);

/** All marks of the set as words, ", " between. */
const char *toc_marks_text(const toc_pages *p, uint32_t marks);

const char *toc_state_text(const toc_pages *p, const toc_scored *scored);
const char *toc_outcome_text(const toc_pages *p, toc_report_outcome outcome);

/* States as expectations name them. */
const char *toc_node_text(const toc_pages *p, toc_node_state state);
const char *toc_body_state_text(const toc_pages *p, toc_body_state state);

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

/** What happened, as one line; NULL: not worth one. */
const char *toc_happening_text(const toc_pages *p, const toc_happening *happening);

/** What an expectation expects, as a phrase. */
const char *toc_expect_text(const toc_pages *p, const toc_expect_result *result);
/** What was there instead; NULL: nothing. */
const char *toc_actual_text(const toc_pages *p, const toc_expect_result *result);

#endif
