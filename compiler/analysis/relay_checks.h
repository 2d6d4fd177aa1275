/* relay_checks.h - the checks of reporting chains, for the table. */
#ifndef TOC_ANALYSIS_RELAY_CHECKS_H
#define TOC_ANALYSIS_RELAY_CHECKS_H

#include "sema/checks.h"

toc_check_fn toc_check_relay_sums; /* against the whole that the relay itself states */
toc_check_fn toc_check_relay_chain, toc_check_relay_twice, toc_check_relay_skips;
toc_check_fn toc_check_relay_written, toc_check_relay_fallbacks, toc_check_relay_times;

#endif
