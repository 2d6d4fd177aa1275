/* source_private.h - what source.c, source_read.c and their tests share; for nobody else. */
#ifndef TOC_BASE_SOURCE_PRIVATE_H
#define TOC_BASE_SOURCE_PRIVATE_H

#include "base/source.h"

/** True when @p size bytes more still have span offsets. */
bool toc_sources_has_room(const toc_sources *sources, size_t size);

/** Adds a source of @p size bytes as toc_sources_add does, the first @p held of them in @p text; NULL
 *  when memory is used up, without escaping. */
toc_source *toc_sources_try_add(toc_sources *sources, const char *path, const char *text,
                                size_t held, size_t size);

/* Lines of a long source: where those begin that are first in a block. */
typedef struct toc_long_lines toc_long_lines;

/** O(size) for the first question. */
toc_long_lines *toc_long_lines_new(toc_arena *arena, const toc_source *source);
toc_location toc_long_locate(toc_long_lines *lines, uint32_t at);
const char *toc_long_line(toc_long_lines *lines, uint32_t line, uint32_t *out_size);

/** What is read in place of a file, or NULL: the file itself. */
const char *toc_sources_replacement(const toc_sources *sources, uint64_t device, uint64_t inode,
                                    size_t *out_size);

/** When the file was changed last, ns since 1970. */
struct stat;
int64_t toc_source_time_of(const struct stat *info);

toc_arena *toc_sources_arena(const toc_sources *sources);

/** Opens @p path under the open directory @p root_fd one component after the other, for
 *  kernels without openat2.  Symbolic links are read, not followed, so what lies outside is
 *  never opened.  -1 and errno as openat2 with RESOLVE_BENEATH sets it (EXDEV: it leads out). */
int toc_open_beneath_walk(int root_fd, const char *path, int flags);

#endif
