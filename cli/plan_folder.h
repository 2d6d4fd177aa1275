/* plan_folder.h - the plans in a folder and in the folders inside it, for `tocsin check plans/`. */
#ifndef TOC_CLI_PLAN_FOLDER_H
#define TOC_CLI_PLAN_FOLDER_H

#include "base/diag.h"
#include "base/vec.h"

#define TOC_FOLDER_FILES_MAX   10000u  /* plans of one library */
#define TOC_FOLDER_ENTRIES_MAX 200000u /* names looked at */
#define TOC_FOLDER_DEPTH_MAX   32u     /* folders inside each other */

typedef TOC_VEC(const char *) toc_paths;

/** Is @p path a folder?  Follows a link: the user named it. */
bool toc_is_folder(const char *path);

/** Is @p path an ordinary file, by way of links or not? */
bool toc_is_file(const char *path);

/** Adds every file whose name ends in `.plan`, in order of its path by bytes.  Links inside the
 *  folder and names that begin with a dot are passed over.  A folder that cannot be read, and one
 *  that goes beyond the bounds, is an error in @p sink; what was found before is listed. */
void toc_folder_list(const char *folder, toc_arena *arena, toc_diag_sink *sink, toc_paths *out);

/** The same for files whose name ends in `.yaml` or `.yml`. */
void toc_folder_list_scenarios(const char *folder, toc_arena *arena, toc_diag_sink *sink,
                               toc_paths *out);

#endif
