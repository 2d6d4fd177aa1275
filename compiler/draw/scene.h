/* scene.h - a picture as a list of boxes, shapes, lines and texts, in the order of drawing.
 *
 * Who draws a picture fills it; the writers (svg.h, paint.h) read it; all in one arena.  It knows
 * no plan.  Lengths are micrometres from the upper left corner, x to the right, y downwards.
 *
 * Items between an OPEN and its CLOSE belong together: a node with its texts, a line with its
 * label.  Groups say what they are by their role, so that a writer can name and link them and a
 * test can count what it finds in the finished picture.  A PART shows another scene, scaled and
 * cut to a window: that is how one chart comes on several sheets.
 *
 * A picture may play: groups with an act are seen for a time only.  A still picture of it is how it
 * stands at its end. */
#ifndef TOC_DRAW_SCENE_H
#define TOC_DRAW_SCENE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "layout/geometry.h"

typedef uint32_t toc_colour_rgb; /* 0xRRGGBB */
#define TOC_NO_COLOUR UINT32_MAX

/* How a line or an outline looks. */
typedef struct toc_pen {
    toc_colour_rgb stroke; /* TOC_NO_COLOUR: none */
    toc_colour_rgb fill;   /* TOC_NO_COLOUR: none; of lines never used */
    toc_um width;
    toc_um dash;  /* length of dashes and of what lies between; 0: a whole line */
    uint8_t veil; /* how much shows through the fill, percent; what does takes clicks as well */
} toc_pen;

typedef enum toc_scene_kind {
    TOC_SCENE_BOX,   /* at; radius */
    TOC_SCENE_SHAPE, /* closed: spots */
    TOC_SCENE_LINE,  /* open: spots; with a head at its end where `head` is not 0 */
    TOC_SCENE_TEXT,  /* one line: text; baseline at at.x, at.y; at.width; size, is_bold, pen.fill */
    TOC_SCENE_OPEN,  /* role; id, text (a title), link: see toc_scene_link_is_safe */
    TOC_SCENE_CLOSE,
    TOC_SCENE_PART /* part: its window `from` fills `at`, what lies outside is cut off */
} toc_scene_kind;

/* What a group is. */
typedef enum toc_scene_role {
    TOC_ROLE_NONE,
    TOC_ROLE_NODE,  /* text inside belongs to it */
    TOC_ROLE_EDGE,  /* one line between two nodes; id `SOURCE -> TARGET` */
    TOC_ROLE_LABEL, /* text at a line or node that must stay free of both */
    TOC_ROLE_BAND,
    TOC_ROLE_LANE,
    TOC_ROLE_FRAME /* title block, legend, marks */
} toc_scene_role;

/* When a group is seen while a picture plays.  Times are microseconds since it began. */
typedef enum toc_act_kind {
    TOC_ACT_SEEN,  /* a group: from `begin` until before `end` */
    TOC_ACT_GROWS, /* a box: its width grows from nothing to the whole between them */
    TOC_ACT_AGAIN /* a group: what to press when it is over, to see it again; `end` is the film's */
} toc_act_kind;

typedef struct toc_scene_act {
    toc_act_kind kind;
    int64_t begin;
    int64_t end;   /* TOC_ACT_LASTS: it is there when the film is over, and in still pictures */
    int64_t tells; /* what time the film shows then, in a unit of its own */
} toc_scene_act;

#define TOC_ACT_LASTS INT64_MAX

typedef struct toc_scene toc_scene;

typedef struct toc_scene_item {
    toc_scene_kind kind;
    toc_scene_role role;
    toc_pen pen;
    toc_rect at;
    toc_rect from; /* of a part */
    toc_um radius;
    toc_um head; /* length of the arrow head */
    toc_um size; /* of letters: their body */
    bool is_bold;
    const toc_spot *spots;
    uint32_t spot_count;
    const char *text;
    const char *id;
    const char *link; /* NULL: none */
    const char *tag;  /* of a group: what it is in a PDF's structure ("P", "TR"); NULL: nothing */
    const toc_scene *part;
    const toc_scene_act *act; /* NULL: there all the time */
} toc_scene_item;

/* A place that a PDF's bookmarks lead to. */
typedef struct toc_scene_mark {
    const char *title;
    unsigned level; /* 1 to TOC_MARK_LEVELS; one deeper than the mark before at most */
    toc_um y;
} toc_scene_mark;
#define TOC_MARK_LEVELS 3u

struct toc_scene {
    toc_arena *arena;
    toc_um width, height;
    toc_colour_rgb paper; /* of the ground; of a part nobody asks for it */
    const char *title;
    const char *description; /* or NULL */
    const char *lang;        /* of the texts: "en", "zh-Hans", "zh-Hant" */
    int64_t film;            /* how long it plays, microseconds; 0: a still picture */
    TOC_VEC(toc_scene_item) items;
    TOC_VEC(toc_scene_mark) marks; /* beside the sheet's own, which its title gives */
};

/* Parts in parts, at most; a writer refuses more. */
#define TOC_SCENE_MOST_DEPTH 4

/** An empty one on white paper. */
toc_scene *toc_scene_new(toc_arena *arena, const char *lang);

void toc_scene_box(toc_scene *scene, toc_rect at, toc_um radius, toc_pen pen);
/** @p spots are not copied. */
void toc_scene_shape(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_pen pen);
void toc_scene_line(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_um head,
                    toc_pen pen);
/** A line between two spots, without a head. */
void toc_scene_rule(toc_scene *scene, toc_spot from, toc_spot to, toc_pen pen);
/** @p text is one line @p width long, not copied; its baseline begins at @p at. */
void toc_scene_text(toc_scene *scene, toc_spot at, toc_um width, toc_um size, bool is_bold,
                    toc_colour_rgb colour, const char *text);
/** Strings are not copied; each may be NULL. */
void toc_scene_open(toc_scene *scene, toc_scene_role role, const char *id, const char *title,
                    const char *link);
/** A group that a PDF knows as @p tag: "H1", "P", "Table", "TR", "TH", "TD", "Figure"; static. */
void toc_scene_open_tag(toc_scene *scene, const char *tag);
void toc_scene_close(toc_scene *scene);
/** Opens a group that is seen as @p act says, which is not copied. */
void toc_scene_open_act(toc_scene *scene, const toc_scene_act *act, const char *title);
/** A box that grows; @p act is not copied. */
void toc_scene_grow(toc_scene *scene, toc_rect at, toc_pen pen, const toc_scene_act *act);
/** Shows the window @p from of @p part at @p at, scaled to fit; both have the same proportions. */
void toc_scene_part(toc_scene *scene, const toc_scene *part, toc_rect from, toc_rect at);

/* ── for writers ─────────────────────────────────────────────────────────── */

/** May @p link be written?  Only a place in a file, named relatively (`county.plan#L12`), or
 *  another sheet of the same document (`#sheet-2`, counted from 1): letters and digits of ASCII,
 *  `-._~/%` and one `#`, at most TOC_LINK_MOST_SIZE.  So it has no scheme and no host, and needs
 *  no escape anywhere.  Others are left out by all writers. */
#define TOC_LINK_MOST_SIZE 2000
bool toc_scene_link_is_safe(const char *link);

/** The number of the sheet that a safe link leads to; 0: it leads to no sheet. */
uint32_t toc_scene_link_sheet(const char *link);

/** Parts in parts deeper than TOC_SCENE_MOST_DEPTH: the writers refuse it, with TOC_EINVAL. */
bool toc_scene_is_too_deep(const toc_scene *scene);

/** The corners of the head of a line with one, the tip first, and where the line itself ends:
 *  inside the head, so that the tip stays sharp.  Of at least two spots, the last two different. */
void toc_scene_head(const toc_scene_item *line, toc_spot out_corners[3], toc_spot *out_end);

/** What @p item covers at most, with the width of its pen; of a group's ends nothing. */
toc_rect toc_scene_extent(const toc_scene_item *item);

/** Do they have a spot in common?  @p window may be NULL: everything. */
bool toc_scene_is_seen(toc_rect extent, const toc_rect *window);

/** Is @p item there in a still picture? */
bool toc_scene_item_lasts(const toc_scene_item *item);

/** The item that closes the group opened at @p first, or the scene's last. */
uint32_t toc_scene_group_end(const toc_scene *scene, uint32_t first);

/** Has the group that item @p first opens anything in the window?  O(items of the group). */
bool toc_scene_group_is_seen(const toc_scene *scene, uint32_t first, const toc_rect *window);

#endif
