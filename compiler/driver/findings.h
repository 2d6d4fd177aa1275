/* findings.h - what `tocsin check` found, in the forms that other tools read.
 *
 * Each writer writes one whole document, whatever was found and whatever could not be read.
 * Text, the short form and JSON stand in base/diag.h; these need the table of checks and the
 * explanation pages as well. */
#ifndef TOC_DRIVER_FINDINGS_H
#define TOC_DRIVER_FINDINGS_H

#include "base/diag.h"
#include "base/source.h"
#include "sema/checks.h"

/* A file that was asked for; its number is the `input` of its findings. */
typedef struct toc_findings_input {
    const char *path;
    const toc_plan *plan; /* NULL: could not be read */
} toc_findings_input;

typedef struct toc_findings {
    const toc_diag_sink *sink; /* finished */
    toc_sources *sources;
    const toc_findings_input *inputs;
    uint32_t input_count;
    const toc_check_options *options; /* of the checks */
    const char *version;              /* of the program */
} toc_findings;

typedef void toc_findings_writer(const toc_findings *findings, FILE *out);

/** SARIF 2.1.0: one run, the rules that were broken with their explanations, columns in code
 *  points, labels as related locations, repairs, and what the plan allows as suppressed. */
toc_findings_writer toc_findings_write_sarif;

/** Workflow commands for GitHub Actions, one line each: `::error file=…,line=…::message`. */
toc_findings_writer toc_findings_write_github;

/** JUnit XML: a suite for each input, a case for each check and for each other message found. */
toc_findings_writer toc_findings_write_junit;

#endif
