/* source.h - the texts of a compilation, where they came from, and their lines.
 *
 * The driver adds each file once; spans then name places in it; the line table is
 * made at the first question.  Everything lives in the arena. */
#ifndef TOC_BASE_SOURCE_H
#define TOC_BASE_SOURCE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_SOURCE_SIZE_MAX (16u * 1024 * 1024) /* bytes of one file */
#define TOC_SOURCE_LINE_MAX (1024u * 1024)
#define TOC_SOURCE_LONG_MAX (256u * 1024 * 1024) /* of one that is read block by block */

typedef struct toc_sources toc_sources;

typedef struct toc_source {
    const char *path; /* as shown in messages */
    const char *text; /* held bytes, then two NULs (flex scans it in place) */
    uint32_t size;    /* bytes */
    uint32_t held;    /* bytes in memory: size; of a long source its beginning alone */
    uint32_t base;    /* span offset of text[0]; never 0 */
    uint64_t device;  /* with inode: tells files apart when includes form a cycle */
    uint64_t inode;   /* 0 when the text did not come from a file */
    int64_t changed;  /* of a long source: when the file was changed last, in ns */
} toc_source;

/** Is its text read block by block? */
static inline bool toc_source_is_long(const toc_source *source)
{
    return source->held < source->size;
}

/** Where a byte of a source stands, for people (line, display column) and tools. */
typedef struct toc_location {
    const toc_source *source; /* NULL for the none-span */
    uint32_t line;            /* 1-based */
    uint32_t byte;            /* 1-based byte in the line */
    uint32_t codepoint;       /* 1-based code point in the line */
    uint32_t column;          /* 1-based display column: wide characters count two, tabs to 8 */
} toc_location;

toc_sources *toc_sources_new(toc_arena *arena);

/** A text that is already in memory (standard input, tests).  It is copied and not yet gated. */
const toc_source *toc_sources_add(toc_sources *sources, const char *path, const char *text,
                                  size_t size);

/** Reads the regular file @p path ("-": standard input) shown as @p path.
 *
 *  @p root NULL: any path.  Else @p path is relative to the directory @p root, shown with it, and
 *  may not leave it (openat2 with RESOLVE_BENEATH, a component-wise walk where the kernel
 *  lacks it).  A directory, device or FIFO, a missing or unreadable file, one over
 *  TOC_SOURCE_SIZE_MAX: a diagnostic at @p at, and NULL.  FIFOs never block. */
const toc_source *toc_sources_read(toc_sources *sources, const char *root, const char *path,
                                   toc_span at, toc_diag_sink *sink);

/** The same without a root, but an ordinary file of up to TOC_SOURCE_LONG_MAX bytes is taken: of one
 *  beyond TOC_SOURCE_SIZE_MAX only the beginning is held, and what needs the rest reads the file
 *  again: gate, places and lines below, and toc_source_blocks.  It must not change meanwhile. */
const toc_source *toc_sources_read_long(toc_sources *sources, const char *path, toc_span at,
                                        toc_diag_sink *sink);

/* The bytes of a source, one block after the other. */
typedef struct toc_source_blocks {
    const toc_source *source;
    int fd;      /* -1: the text is in memory */
    uint32_t at; /* next byte */
    bool has_failed;
} toc_source_blocks;

/** False: the file is not there as it was any more.  While it is open, nothing may escape. */
bool toc_source_blocks_open(toc_source_blocks *blocks, const toc_source *source);
/** Up to @p size bytes; fewer at the end only, 0 behind it.  The file has changed: fewer, and has_failed. */
uint32_t toc_source_blocks_read(toc_source_blocks *blocks, char *out, uint32_t size);
void toc_source_blocks_close(toc_source_blocks *blocks);

/** Says that the file of @p source changed while it was read. */
void toc_source_report_changed(const toc_source *source, toc_diag_sink *sink);

/** The folder that @p source lies in, counted from the folder @p root ("": root itself); NULL: it does
 *  not lie below it, or either is not there.  However the two are named. */
const char *toc_source_folder(toc_arena *arena, const char *root, const toc_source *source);

/** From now on reading the file that @p source came from gives @p text, which must outlive the
 *  sources; NULL: the file itself again.  Files are told apart by device and inode. */
void toc_sources_replace(toc_sources *sources, const toc_source *source, const char *text,
                         size_t size);

/** The input gate, before flex sees a byte: invalid UTF-8, NUL, bidirectional and
 *  invisible control characters, over-long lines of one token are not its business.
 *  At most ten diagnostics; true when there was none.  A UTF-8 byte order mark at the
 *  very start is accepted.  O(size). */
bool toc_source_gate(const toc_source *source, toc_diag_sink *sink);

/** O(log files + log lines); the first call for a file is O(size).  In a long source O(line) besides. */
toc_location toc_sources_locate(toc_sources *sources, uint32_t offset);

/** What to take out so that @p span, a clause or declaration of @p source, is gone without a trace:
 *  with it go the blanks before it, or its whole lines where nothing else stands on them. */
toc_span toc_source_removal(const toc_source *source, toc_span span);

/** The same for one of a list: with it goes the comma before it, or else the one behind it.  The
 *  none-span where neither stands there. */
toc_span toc_source_item_removal(const toc_source *source, toc_span span);

/** The source that holds @p span, or NULL. */
const toc_source *toc_sources_find(const toc_sources *sources, toc_span span);

/** Line @p line (1-based) without its line end; *out_size bytes.  Of a long source at most the first
 *  TOC_SOURCE_LINE_MAX bytes, in the arena. */
const char *toc_source_line(toc_sources *sources, const toc_source *source, uint32_t line,
                            uint32_t *out_size);

/** How many sources there are, and the one at @p index in order of adding. */
uint32_t toc_sources_count(const toc_sources *sources);
const toc_source *toc_sources_at(const toc_sources *sources, uint32_t index);

#ifdef __cplusplus
}
#endif

#endif
