/* file.h - machine images on disk. */
#ifndef TOC_MACHINE_FILE_H
#define TOC_MACHINE_FILE_H

#include "machine/verify.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_machine_file toc_machine_file;

/** Writes the image to @p path by way of a temporary file in the same directory and a rename; after a failure
 *  nothing is left and an older file stands untouched.  TOC_EIO: errno tells. */
toc_status toc_machine_save(const toc_machine *machine, const char *path);

/** Maps @p path (a regular file, at most 1 GiB), verifies it and gives a view.  TOC_EIO with errno, TOC_ENOMEM, or
 *  TOC_EFORMAT with the reason.  Nothing is left open on failure. */
toc_status toc_machine_open(const char *path, toc_machine_file **out_file,
                            char out_reason[TOC_VERIFY_TEXT_MAX]);
const toc_machine *toc_machine_file_get(const toc_machine_file *file);
void toc_machine_file_close(toc_machine_file *file); /* NULL is allowed */

/** Does the file at @p path start like an image? (to tell PLAN from IMAGE on a command line) */
bool toc_machine_is_image(const char *path);

#ifdef __cplusplus
}
#endif

#endif
