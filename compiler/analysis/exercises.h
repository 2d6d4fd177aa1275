/* exercises.h - the check of the drills that a plan's exercises name; reads their files. */
#ifndef TOC_ANALYSIS_EXERCISES_H
#define TOC_ANALYSIS_EXERCISES_H

#include "sema/checks.h"

/** T0395, T0396, T0399. */
toc_check_fn toc_check_exercises;

/** T0144. */
toc_check_fn toc_check_top_level;

#endif
