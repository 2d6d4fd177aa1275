/* check_times.h - `tocsin check --times`: the times of all dated duties of the plans just read. */
#ifndef TOC_CLI_CHECK_TIMES_H
#define TOC_CLI_CHECK_TIMES_H

#include "analysis/time.h"
#include "cli/session.h"

/* The times of one plan. */
typedef struct toc_timed_plan {
    const char *path;
    toc_times *times;
} toc_timed_plan;
typedef TOC_VEC(toc_timed_plan) toc_timed_plans;

/** Works out the times of @p plan, read from @p path, unless it has mistakes that leave its steps
 *  unclear; messages from number @p first_message on are about it. */
void toc_check_times_add(toc_session *session, const toc_plan *plan, const char *path,
                         uint32_t first_message, toc_timed_plans *plans);

/** Prints them on standard output: tables, or one JSON document with the messages too.
 *  The exit code. */
int toc_check_times_print(toc_session *session, const toc_timed_plans *plans);

#endif
