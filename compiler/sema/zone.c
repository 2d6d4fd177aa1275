/* zone.c - finds and reads the TZif file of a time zone. */
#include "sema/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ZONE_DIRECTORY "/usr/share/zoneinfo"
#define HEADER_SIZE    44u
#define DAY_FIRST      INT64_C(-719162) /* 0001-01-01 */
#define DAY_LAST       INT64_C(2932896) /* 9999-12-31 */

/* ── the file's bytes ──────────────────────────────────────────────────────── */

typedef struct block { /* what a TZif header counts */
    uint32_t utc_count;
    uint32_t standard_count;
    uint32_t leap_count;
    uint32_t time_count;
    uint32_t type_count;
    uint32_t char_count;
} block;

static uint32_t read_u32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int32_t read_i32(const unsigned char *at)
{
    uint32_t bits = read_u32(at);
    int32_t value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static int64_t read_i64(const unsigned char *at)
{
    uint64_t bits = (uint64_t)read_u32(at) << 32 | read_u32(at + 4);
    int64_t value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static bool read_header(const unsigned char *bytes, size_t size, block *out)
{
    if (size < HEADER_SIZE || memcmp(bytes, "TZif", 4) != 0 || bytes[4] < '2')
        return false;
    *out = (block){read_u32(bytes + 20), read_u32(bytes + 24), read_u32(bytes + 28),
                   read_u32(bytes + 32), read_u32(bytes + 36), read_u32(bytes + 40)};
    return true;
}

/* Bytes of the data behind a header; times take @p time_size bytes each. */
static uint64_t data_size(const block *it, uint64_t time_size)
{
    return it->time_count * (time_size + 1) + it->type_count * UINT64_C(6) + it->char_count +
           it->leap_count * (time_size + 4) + it->standard_count + (uint64_t)it->utc_count;
}

/* The second header, which stands behind the block with 32-bit times. */
static const unsigned char *find_second(const unsigned char *bytes, size_t size, block *out)
{
    uint64_t skip;

    if (!read_header(bytes, size, out))
        return NULL;
    skip = HEADER_SIZE + data_size(out, 4);
    if (skip > size || !read_header(bytes + skip, size - (size_t)skip, out))
        return NULL;
    if (out->type_count == 0 || out->type_count > 256 || out->leap_count > 0 ||
        HEADER_SIZE + data_size(out, 8) > size - skip)
        return NULL;
    return bytes + skip;
}

static void add_transition(toc_arena *arena, toc_zones *out, int64_t seconds, int32_t offset_s)
{
    toc_m_zone row = {.offset_s = offset_s};
    toc_m_zone *last = &out->items[out->count - 1];

    if (seconds < DAY_FIRST * 86400) {
        last->offset_s = offset_s; /* before all calendars: "since ever" */
        return;
    }
    row.from_ms = seconds * 1000;
    if (last->offset_s != offset_s)
        TOC_PUSH(arena, out, row);
}

/* Rows of the 64-bit block; false where times or types make no sense. */
static bool read_transitions(toc_arena *arena, const unsigned char *data, const block *it,
                             toc_zones *out)
{
    const unsigned char *indices = data + (size_t)it->time_count * 8;
    const unsigned char *types = indices + it->time_count;
    toc_m_zone first = {.from_ms = INT64_MIN, .offset_s = read_i32(types)};
    int64_t before = INT64_MIN;

    TOC_PUSH(arena, out, first);
    for (uint32_t i = 0; i < it->time_count; i++) {
        int64_t seconds = read_i64(data + (size_t)i * 8);
        int32_t offset_s;

        if (indices[i] >= it->type_count || (i > 0 && seconds <= before) ||
            seconds > DAY_LAST * 86400)
            return false;
        offset_s = read_i32(types + (size_t)indices[i] * 6);
        add_transition(arena, out, seconds, offset_s);
        before = seconds;
    }
    for (uint32_t i = 0; i < out->count; i++) {
        if (out->items[i].offset_s < -93600 || out->items[i].offset_s > 93600)
            return false;
    }
    return true;
}

static int32_t year_of_last(const toc_zones *zones)
{
    int64_t last = zones->items[zones->count - 1].from_ms;

    return last == INT64_MIN ? 1900
                             : toc_date_from_days(last / TOC_DAY - (last % TOC_DAY < 0)).year;
}

/* "\nEST5EDT,M3.2.0,M11.1.0\n"; an empty one says nothing of the future. */
static bool read_footer(toc_arena *arena, const unsigned char *at, size_t size, toc_zones *out)
{
    const unsigned char *end = size > 1 && at[0] == '\n' ? memchr(at + 1, '\n', size - 1) : NULL;
    const char *rule;

    if (!end)
        return false;
    if (end == at + 1)
        return true;
    rule = toc_arena_copy(arena, (const char *)at + 1, (size_t)(end - at - 1));
    return toc_zone_expand(arena, rule, year_of_last(out), out);
}

bool toc_zone_parse(toc_arena *arena, const unsigned char *bytes, size_t size, toc_zones *out)
{
    block it;
    const unsigned char *header = find_second(bytes, size, &it);
    size_t used;

    out->count = 0;
    if (!header || !read_transitions(arena, header + HEADER_SIZE, &it, out))
        return false;
    used = (size_t)(header - bytes) + HEADER_SIZE + (size_t)data_size(&it, 8);
    return read_footer(arena, bytes + used, size - used, out);
}

/* ── the file ──────────────────────────────────────────────────────────────── */

/* Parts of letters, digits, `_ + -`, with `/` between: no way out of the directory. */
static bool is_name(const char *name)
{
    size_t size = strlen(name);
    bool starts_part = true;

    if (size == 0 || size > TOC_ZONE_NAME_MAX || name[size - 1] == '/')
        return false;
    for (const char *at = name; *at; at++) {
        bool is_letter = (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z');
        bool is_other = (*at >= '0' && *at <= '9') || strchr("_+-", *at) != NULL;

        if (*at == '/' ? starts_part : !is_letter && !is_other)
            return false;
        starts_part = *at == '/';
    }
    return true;
}

static const char *directory(void)
{
    const char *chosen = getenv("TZDIR");

    return chosen && *chosen ? chosen : ZONE_DIRECTORY;
}

static toc_zone_status why_missing(void)
{
    struct stat about;

    return stat(directory(), &about) == 0 && S_ISDIR(about.st_mode) ? TOC_ZONE_UNKNOWN
                                                                    : TOC_ZONE_NO_DATA;
}

/* All of a regular file, at most TOC_ZONE_FILE_MAX bytes, into @p buffer; -1: cannot be had. */
static ssize_t read_file(const char *path, unsigned char *buffer)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    size_t used = 0;

    if (fd < 0)
        return -1;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= TOC_ZONE_FILE_MAX) {
        for (;;) {
            ssize_t size = read(fd, buffer + used, TOC_ZONE_FILE_MAX - used);

            if (size < 0 && errno == EINTR)
                continue;
            if (size <= 0)
                break;
            used += (size_t)size;
        }
    }
    (void)close(fd);
    return used > 0 ? (ssize_t)used : -1;
}

toc_zone_status toc_zone_read(toc_arena *arena, const char *name, toc_zones *out)
{
    char *path;
    unsigned char *buffer;
    ssize_t size;

    *out = (toc_zones){0};
    if (!is_name(name))
        return TOC_ZONE_NOT_A_NAME;
    if (strcmp(name, "UTC") == 0) {
        toc_m_zone row = {.from_ms = INT64_MIN};

        TOC_PUSH(arena, out, row);
        return TOC_ZONE_OK;
    }
    path = toc_arena_printf(arena, "%s/%s", directory(), name);
    buffer = toc_arena_alloc(arena, TOC_ZONE_FILE_MAX);
    size = read_file(path, buffer);
    if (size < 0)
        return why_missing();
    return toc_zone_parse(arena, buffer, (size_t)size, out) ? TOC_ZONE_OK : TOC_ZONE_DAMAGED;
}
