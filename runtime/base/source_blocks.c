/* source_blocks.c - sources that do not stand in memory as a whole: their bytes block by block, their
 * lines by an index of one row for each block.
 *
 * The file is opened anew each time and asked whether it is still the one that was read first. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/source.h"
#include "base/source_private.h"
#include "base/utf8.h"

#define BLOCK_SIZE 65536u
#define CARRY_SIZE 4u /* bytes of a character that goes on in the next block */
#define TAB_WIDTH  8u

/* ── bytes ── */

int64_t toc_source_time_of(const struct stat *info)
{
    return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static bool is_same_file(const toc_source *source, int fd)
{
    struct stat info;

    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
           (uint64_t)info.st_dev == source->device && (uint64_t)info.st_ino == source->inode &&
           (uint64_t)info.st_size == source->size && toc_source_time_of(&info) == source->changed;
}

bool toc_source_blocks_open(toc_source_blocks *blocks, const toc_source *source)
{
    *blocks = (toc_source_blocks){.source = source, .fd = -1};
    if (!toc_source_is_long(source))
        return true;
    blocks->fd = open(source->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    blocks->has_failed = blocks->fd < 0 || !is_same_file(source, blocks->fd);
    if (blocks->has_failed)
        toc_source_blocks_close(blocks);
    return !blocks->has_failed;
}

static uint32_t read_file(toc_source_blocks *blocks, char *out, uint32_t size)
{
    uint32_t done = 0;

    while (done < size) {
        ssize_t got = pread(blocks->fd, out + done, size - done, (off_t)blocks->at + done);

        if (got > 0)
            done += (uint32_t)got;
        else if (got == 0 || errno != EINTR)
            break;
    }
    blocks->has_failed = done < size || !is_same_file(blocks->source, blocks->fd);
    return blocks->has_failed ? 0 : done;
}

uint32_t toc_source_blocks_read(toc_source_blocks *blocks, char *out, uint32_t size)
{
    uint32_t rest = blocks->source->size - blocks->at;
    uint32_t done;

    if (size > rest)
        size = rest;
    if (size == 0 || blocks->has_failed)
        return 0;
    if (blocks->fd < 0)
        memcpy(out, blocks->source->text + blocks->at, size);
    done = blocks->fd < 0 ? size : read_file(blocks, out, size);
    blocks->at += done;
    return done;
}

void toc_source_blocks_close(toc_source_blocks *blocks)
{
    if (blocks->fd >= 0)
        (void)close(blocks->fd);
    blocks->fd = -1;
}

void toc_source_report_changed(const toc_source *source, toc_diag_sink *sink)
{
    toc_diag *diag = toc_diag_add(sink, TOC_D_SOURCE_UNREADABLE, (toc_span){0, 0},
                                  "`%s` changed while it was read", source->path);

    toc_diag_set_subject(sink, diag, source->path);
    toc_diag_add_help(sink, diag, "try again when nobody writes it");
}

/* ── lines ── */

/* The first line that begins in a block: of most files some hundred begin in each. */
typedef struct row {
    uint32_t begin; /* byte in the source; UINT32_MAX: none begins there */
    uint32_t line;  /* 1-based */
} row;

/* A place on the way: messages come sorted, so that the next one is often near. */
typedef struct place {
    uint32_t at;
    uint32_t line;
    uint32_t begin; /* of that line */
    uint32_t codepoint;
    uint32_t column;
} place;

struct toc_long_lines {
    toc_arena *arena;
    const toc_source *source;
    row *rows;
    uint32_t row_count;
    place last;
    char *bytes; /* those of one stretch of BLOCK_SIZE, and CARRY_SIZE more */
    uint32_t bytes_at;
    uint32_t bytes_size;
    const char *line_text; /* of the line that was asked for last */
    uint32_t line;
    uint32_t line_size;
};

/* The stretch in which @p at lies, into bytes; false: it cannot be read any more. */
static bool load(toc_long_lines *lines, uint32_t at)
{
    toc_source_blocks blocks;

    if (at >= lines->bytes_at && at < lines->bytes_at + lines->bytes_size &&
        at < lines->bytes_at + BLOCK_SIZE)
        return true; /* and CARRY_SIZE bytes behind it, where there are so many */
    lines->bytes_size = 0;
    if (!toc_source_blocks_open(&blocks, lines->source))
        return false;
    lines->bytes_at = at / BLOCK_SIZE * BLOCK_SIZE;
    blocks.at = lines->bytes_at;
    lines->bytes_size = toc_source_blocks_read(&blocks, lines->bytes, BLOCK_SIZE + CARRY_SIZE);
    toc_source_blocks_close(&blocks);
    return at < lines->bytes_at + lines->bytes_size;
}

/* Byte behind the first line end at or after @p at in what is loaded; UINT32_MAX: there is none. */
static uint32_t behind_line(const toc_long_lines *lines, uint32_t at)
{
    const char *from = lines->bytes + (at - lines->bytes_at);
    uint32_t size = lines->bytes_at + lines->bytes_size - at;
    const char *end = memchr(from, '\n', size);

    return end ? at + (uint32_t)(end - from) + 1 : UINT32_MAX;
}

static void index_block(toc_long_lines *lines, uint32_t number, uint32_t *line)
{
    uint32_t end = (number + 1) * BLOCK_SIZE;
    row *own = &lines->rows[number];
    uint32_t at = number * BLOCK_SIZE;

    *own = (row){UINT32_MAX, *line};
    while (at < end && at < lines->source->size && load(lines, at)) {
        uint32_t next = behind_line(lines, at);

        if (next == UINT32_MAX || next > end)
            return;
        ++*line;
        if (own->begin == UINT32_MAX)
            *own = (row){next, *line};
        at = next;
    }
}

toc_long_lines *toc_long_lines_new(toc_arena *arena, const toc_source *source)
{
    toc_long_lines *lines = TOC_NEW(arena, toc_long_lines);
    uint32_t line = 1;

    *lines = (toc_long_lines){.arena = arena, .source = source};
    lines->row_count = source->size / BLOCK_SIZE + 1;
    lines->rows = TOC_NEW_ARRAY(arena, row, lines->row_count);
    lines->bytes = toc_arena_alloc(arena, BLOCK_SIZE + CARRY_SIZE);
    for (uint32_t i = 0; i < lines->row_count; i++)
        index_block(lines, i, &line);
    lines->last = (place){0, 1, 0, 1, 1};
    return lines;
}

/* The beginning of a line at or before @p at, the nearest that is known. */
static place known_before(const toc_long_lines *lines, uint32_t at)
{
    uint32_t i = at / BLOCK_SIZE + 1;

    while (i-- > 0) {
        const row *known = &lines->rows[i];

        if (known->begin <= at)
            return (place){known->begin, known->line, known->begin, 1, 1};
    }
    return (place){0, 1, 0, 1, 1};
}

/* Over one character; false where @p target lies inside it, or nothing can be read. */
static bool step(toc_long_lines *lines, place *at, uint32_t target)
{
    unsigned size;
    int32_t codepoint;

    if (!load(lines, at->at))
        return false;
    codepoint = toc_utf8_decode(lines->bytes + (at->at - lines->bytes_at),
                                lines->bytes_at + lines->bytes_size - at->at, &size);
    if (size > target - at->at)
        return false;
    at->at += size;
    at->codepoint++;
    if (codepoint == '\n')
        *at = (place){at->at, at->line + 1, at->at, 1, 1};
    else if (codepoint == '\t')
        at->column += TAB_WIDTH - (at->column - 1) % TAB_WIDTH;
    else
        at->column += toc_codepoint_width(codepoint);
    return true;
}

toc_location toc_long_locate(toc_long_lines *lines, uint32_t at)
{
    place known;

    if (at > lines->source->size)
        at = lines->source->size;
    known = known_before(lines, at);
    if (lines->last.at > at || lines->last.at < known.at)
        lines->last = known;
    while (lines->last.at < at && step(lines, &lines->last, at))
        ;
    return (toc_location){.source = lines->source,
                          .line = lines->last.line,
                          .byte = at - lines->last.begin + 1,
                          .codepoint = lines->last.codepoint,
                          .column = lines->last.column};
}

/* Where @p line begins; false: there is no such line. */
static bool find_line(toc_long_lines *lines, uint32_t line, uint32_t *out_begin)
{
    uint32_t begin = 0;
    uint32_t now = 1;

    for (uint32_t i = 0; i < lines->row_count; i++) {
        if (lines->rows[i].begin == UINT32_MAX || lines->rows[i].line > line)
            continue;
        begin = lines->rows[i].begin;
        now = lines->rows[i].line;
    }
    while (now < line && begin < lines->source->size) {
        uint32_t next = load(lines, begin) ? behind_line(lines, begin) : UINT32_MAX;

        if (next != UINT32_MAX)
            now++;
        else if (lines->bytes_size == 0)
            return false;
        begin = next != UINT32_MAX ? next : lines->bytes_at + lines->bytes_size;
    }
    *out_begin = begin;
    return now == line;
}

/* From @p begin on, to the line's end or as much as is shown at most. */
static void take_line(toc_long_lines *lines, uint32_t begin)
{
    uint32_t at = begin;
    uint32_t size;
    char *text;

    while (at < lines->source->size && at - begin < TOC_SOURCE_LINE_MAX && load(lines, at)) {
        uint32_t next = behind_line(lines, at);

        if (next != UINT32_MAX) {
            at = next - 1;
            break;
        }
        at = lines->bytes_at + lines->bytes_size;
    }
    size = at - begin < TOC_SOURCE_LINE_MAX ? at - begin : TOC_SOURCE_LINE_MAX;
    text = toc_arena_alloc(lines->arena, (size_t)size + 1);
    for (at = 0; at < size && load(lines, begin + at);) {
        uint32_t rest = lines->bytes_at + lines->bytes_size - begin - at;
        uint32_t part = rest < size - at ? rest : size - at;

        memcpy(text + at, lines->bytes + (begin + at - lines->bytes_at), part);
        at += part;
    }
    lines->line_text = text;
    lines->line_size = at > 0 && text[at - 1] == '\r' ? at - 1 : at;
}

const char *toc_long_line(toc_long_lines *lines, uint32_t line, uint32_t *out_size)
{
    uint32_t begin;

    if (!lines->line_text || line != lines->line) {
        lines->line_text = NULL;
        if (line == 0 || !find_line(lines, line, &begin))
            return "";
        take_line(lines, begin);
        lines->line = line;
    }
    *out_size = lines->line_size;
    return lines->line_text;
}
