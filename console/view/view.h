/* view.h - what each role at the table sees of an exercise, as JSON, section by section.
 *
 * The server asks for the sections of an audience whenever the exercise may have changed, and sends
 * those whose text did; browsers are trusted with nothing that a section holds and should not.
 * A player is shown what the body has been told, what it owes and what it may do, and nothing
 * else: not what the script holds, not what is warranted, not what others know.
 *
 * Times in sections are milliseconds of the exercise.  docs/table-api.md tells what stands in each section. */
#ifndef TOC_VIEW_VIEW_H
#define TOC_VIEW_VIEW_H

#include <stdio.h>

#include "live/exercise.h"
#include "view/worded.h"

typedef struct toc_audience {
    const char *person; /* "p7"; "": nobody in particular */
    toc_role role;
    uint32_t body;    /* of a player; else TOC_NONE */
    const char *lang; /* tag, as "en" or "zh-Hans" */
} toc_audience;

typedef enum toc_section {
#define SECTION(id, name) TOC_VIEW_##id,
#include "view/sections.def"
#undef SECTION
    TOC_VIEW_COUNT
} toc_section;

/** "inbox". */
const char *toc_section_word(toc_section section);

/** May that role see that section at all?  Everything else follows from the audience. */
bool toc_section_is_for(toc_section section, toc_role role);

typedef struct toc_view toc_view;

/** A view of @p exercise, which outlives it.  TOC_ENOMEM: nothing stays behind. */
toc_status toc_view_new(toc_exercise *exercise, toc_view **out_view);
/** NULL is allowed. */
void toc_view_free(toc_view *view);

/** Conditions in words, for @p count languages; they stay the caller's.  Without them conditions stand as
 *  the planner wrote them. */
void toc_view_set_worded(toc_view *view, const toc_worded_set *worded, size_t count);

/** Who is connected, for `people`: called by the server when that changes; nobody of that name is let
 *  pass.  TOC_ENOMEM: as before. */
toc_status toc_view_set_online(toc_view *view, const char *person, bool is_online);

/** A number that differs from what it was before where the section of anybody may have changed since;
 *  O(1).  So a section need be written only once for each number and audience. */
uint64_t toc_view_stamp(const toc_view *view, toc_section section);

/** Writes one section as a JSON value on one line; `null` where the audience may not see it, or where
 *  it says nothing yet.  The caller asks ferror.  O(what the section tells, and what has happened
 *  since the last call).  TOC_ENOMEM: what stands in @p out is of no use. */
toc_status toc_view_write(toc_view *view, const toc_audience *audience, toc_section section,
                          FILE *out);

#endif
