/* junit.h - what a scenario expects, as tests in JUnit XML, so that a CI server lists them. */
#ifndef TOC_AAR_JUNIT_H
#define TOC_AAR_JUNIT_H

#include <stdio.h>

#include "base/status.h"
#include "report/words.h"

/** One suite, named after the scenario: a test for each expectation, failed where it did not come
 *  true; score, rating and tally as properties.  TOC_OK, or TOC_EIO where @p out cannot be written. */
toc_status toc_junit_write(const toc_pages *p, FILE *out);

#endif
