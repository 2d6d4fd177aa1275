/* chart_file.h - writes finished sheets to the output of a sub-command, whole or not at all. */
#ifndef TOC_CLI_CHART_FILE_H
#define TOC_CLI_CHART_FILE_H

#include "cli/session.h"
#include "draw/face.h"
#include "draw/scene.h"

/* As TOC_OPT_DPI takes them. */
enum { TOC_DPI_LEAST = 20, TOC_DPI_MOST = 1200, TOC_DPI_PNG = 96 };

typedef struct toc_chart_file {
    const char *format; /* "pdf", "svg" or "png" */
    const char *path;   /* NULL: what --output says */
    const toc_scene *const *sheets;
    uint32_t count;
    toc_codepoints absent; /* letters on the sheets that no font has */
} toc_chart_file;

/** Writes @p file to the sub-command's output.  The exit code of the sub-command; after a message
 *  where letters are missing or the picture would be too large (TOC_EXIT_USAGE), or where memory or
 *  the disk is full. */
int toc_chart_file_write(toc_session *session, const toc_chart_file *file);

/* What `--lang` says of titles. */
typedef struct toc_chart_language {
    const char *lang; /* NULL: the plan's own; `zh` is the Chinese that the plan is written in */
    bool is_both;     /* a second one beside it */
} toc_chart_language;
toc_chart_language toc_chart_file_language(const toc_args *args, const toc_plan *plan);

/** Says which letters no font has and what would help; false where none is missing. */
bool toc_chart_file_complain_absent(toc_session *session, const toc_codepoints *absent);

/** The exit code for what a writer returned to @p session; commits where it is well. */
int toc_chart_file_finish(toc_session *session, toc_status status);

#endif
