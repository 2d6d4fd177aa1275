/* json_private.h - what the two halves of the JSON writer share; for nobody else. */
#ifndef TOC_REPORT_JSON_PRIVATE_H
#define TOC_REPORT_JSON_PRIVATE_H

#include "base/json.h"
#include "report/json.h"
#include "report/words.h"

void toc_json_key_ms(toc_json *json, const char *key, toc_ms at);          /* null: none */
void toc_json_key_points(toc_json *json, const char *key, int32_t points); /* out of 100 */
void toc_json_key_body(const toc_pages *p, toc_json *json, const char *key, uint32_t body);
void toc_json_key_entry(toc_json *json, const char *key, uint32_t entry); /* null: none */
void toc_json_key_marks(toc_json *json, uint32_t marks);
void toc_json_tally(toc_json *json, const toc_tally *tally);

/** "on time", "false": as scenarios expect them. */
const char *toc_json_outcome_word(toc_report_outcome outcome);
/** Key `reports`: how many reports ended as what; nothing where there was none. */
void toc_json_outcomes(toc_json *json, const uint32_t outcomes[TOC_OUTCOME_COUNT]);
/** What became of a report, and the evidence for it, as keys of its duty. */
void toc_json_integrity(const toc_pages *p, toc_json *json, const toc_scored *scored);

/** Bodies, grading, resources, irregularities, findings and expectations, as keys of the document. */
void toc_json_figures(const toc_pages *p, toc_json *json);

/** Evaluators' notes and acts outside the plan, where there are any. */
void toc_json_observations(const toc_pages *p, toc_json *json);

/** Improvements and the patch, the same. */
void toc_json_extras(const toc_pages *p, toc_json *json, const toc_report_extras *extras);

#endif
