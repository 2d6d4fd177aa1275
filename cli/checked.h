/* checked.h - the plans of one `tocsin check`: single files, folders, and what is said of all of
 * them together. */
#ifndef TOC_CLI_CHECKED_H
#define TOC_CLI_CHECKED_H

#include "base/json.h"
#include "cli/library_summary.h"
#include "cli/session.h"

typedef struct toc_checked {
    TOC_VEC(const toc_plan *) plans; /* all that could be read, in the order of checking */
    TOC_VEC(uint32_t) inputs;        /* of each plan: the number of its file */
    uint32_t fragments;              /* in folders: files without a plan of their own */
    bool has_folder;                 /* a folder was named: a summary is due */
    toc_library_counts counts;       /* after toc_checked_compare */
} toc_checked;

/** Checks the plan at @p operand, or each one in the folder that it is. */
void toc_checked_add(toc_checked *checked, toc_session *session, const char *operand);

/** Holds the plans against each other, where there are several or a folder was named. */
void toc_checked_compare(toc_checked *checked, toc_session *session);

/** The summary of a folder, as text and as a key of a JSON object; nothing where none is due.
 *  Call it when the messages are complete (toc_diag_sink_finish). */
void toc_checked_print_summary(const toc_checked *checked, toc_session *session, FILE *out);
void toc_checked_write_summary(const toc_checked *checked, const toc_session *session,
                               toc_json *json);

#endif
