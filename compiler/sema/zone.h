/* zone.h - a time zone's changes of offset, from the system's TZif files (RFC 8536). */
#ifndef TOC_SEMA_ZONE_H
#define TOC_SEMA_ZONE_H

#include "base/arena.h"
#include "base/vec.h"
#include "machine/machine.h"

#define TOC_ZONE_NAME_MAX  100        /* bytes */
#define TOC_ZONE_FILE_MAX  (1u << 20) /* bytes */
#define TOC_ZONE_YEAR_LAST 2100       /* rules are written out so far */

typedef TOC_VEC(toc_m_zone) toc_zones;

typedef enum toc_zone_status {
    TOC_ZONE_OK,
    TOC_ZONE_NOT_A_NAME, /* not made like one: `../x`, `/x`, a space */
    TOC_ZONE_UNKNOWN,    /* no such file */
    TOC_ZONE_NO_DATA,    /* the system has no zone files at all */
    TOC_ZONE_DAMAGED     /* a file that is not TZif version 2 or later, or counts leap seconds */
} toc_zone_status;

/** The rows of @p name, from $TZDIR or /usr/share/zoneinfo; "UTC" needs no file. */
toc_zone_status toc_zone_read(toc_arena *arena, const char *name, toc_zones *out);

/** The rows of a TZif file in memory, up to the end of TOC_ZONE_YEAR_LAST; false: damaged. */
bool toc_zone_parse(toc_arena *arena, const unsigned char *bytes, size_t size, toc_zones *out);

/** Adds what the POSIX rule @p rule ("EST5EDT,M3.2.0,M11.1.0") says for the years from @p year_from
 *  on, where it is later than the last row of @p out.  False: not such a rule. */
bool toc_zone_expand(toc_arena *arena, const char *rule, int32_t year_from, toc_zones *out);

#endif
