/* source_private.h - what source.c, source_read.c and their tests share; for nobody else. */
#ifndef TOC_BASE_SOURCE_PRIVATE_H
#define TOC_BASE_SOURCE_PRIVATE_H

#include "base/source.h"

/** True when @p size bytes more still have span offsets. */
bool toc_sources_has_room(const toc_sources *sources, size_t size);

/** Adds @p text as toc_sources_add does; NULL when memory is used up, without escaping. */
toc_source *toc_sources_try_add(toc_sources *sources, const char *path, const char *text,
                                size_t size);

/** What is read in place of a file, or NULL: the file itself. */
const char *toc_sources_replacement(const toc_sources *sources, uint64_t device, uint64_t inode,
                                    size_t *out_size);

toc_arena *toc_sources_arena(const toc_sources *sources);

/** Opens @p path under the open directory @p root_fd one component after the other, for
 *  kernels without openat2.  Symbolic links are read, not followed, so what lies outside is
 *  never opened.  -1 and errno as openat2 with RESOLVE_BENEATH sets it (EXDEV: it leads out). */
int toc_open_beneath_walk(int root_fd, const char *path, int flags);

#endif
