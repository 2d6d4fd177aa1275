/* names.h - finds what a scenario names in a plan machine.
 *
 * The binder makes an index of all names once and asks it for each; it lives in the arena. */
#ifndef TOC_DRILL_NAMES_H
#define TOC_DRILL_NAMES_H

#include "base/arena.h"
#include "base/diag.h"
#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_name_kind {
    TOC_NAME_BODY,
    TOC_NAME_RESOURCE,
    TOC_NAME_EVENT,
    TOC_NAME_INDICATOR,
    TOC_NAME_TRIGGER,
    TOC_NAME_LADDER,
    TOC_NAME_LEVEL,
    TOC_NAME_RESPONSE,
    TOC_NAME_NODE,
    TOC_NAME_REPORT,
    TOC_NAME_CONTENT,
    TOC_NAME_OBJECTIVE,
    TOC_NAME_CATEGORY,
    TOC_NAME_PERIOD,
    TOC_NAME_MOMENT,
    TOC_NAME_RELAY,
    TOC_NAME_ANNOUNCEMENT /* id of its row in reports */
} toc_name_kind;

#define TOC_NAME_KIND_COUNT ((unsigned)TOC_NAME_ANNOUNCEMENT + 1)
#define TOC_NAME_BIT(kind)  (1u << (unsigned)(kind))
#define TOC_NAME_ANY        ((1u << TOC_NAME_KIND_COUNT) - 1)

typedef struct toc_machine_name {
    const char *full; /* `early.cutoff` */
    const char *last; /* `cutoff` */
    toc_name_kind kind;
    uint32_t id;
    const toc_m_head *head;
} toc_machine_name;

typedef struct toc_machine_names toc_machine_names;

/** O(names × log names). */
toc_machine_names *toc_names_new(toc_arena *arena, const toc_machine *machine);

/** Everything of a kind in @p kinds (a set of TOC_NAME_BIT) that @p word names: by its full name if
 *  there is such a one, else by the end of it that begins behind a point.  At most @p room are
 *  written to @p out; returns how many there are.  @p word is in NFC. */
unsigned toc_names_find(const toc_machine_names *names, const char *word, unsigned kinds,
                        unsigned room, const toc_machine_name **out);

/** The nearest name of a kind in @p kinds, in the form in which @p word is written, or NULL. */
const char *toc_names_nearest(const toc_machine_names *names, const char *word, unsigned kinds);

/** The name of the one thing of a kind in @p kinds that has @p word as its title, capital letters or
 *  not; NULL: none has, or several.  O(names). */
const char *toc_names_titled(const toc_machine_names *names, const toc_machine *machine,
                             const char *word, unsigned kinds);

/** "a body", "a step"; with @p machine and id, a decision is told from a step. */
const char *toc_name_kind_text(const toc_machine *machine, const toc_machine_name *name);
/** The same for a set, in the language of @p sink: "step or report". */
const char *toc_name_kinds_text(const toc_diag_sink *sink, unsigned kinds);

#ifdef __cplusplus
}
#endif

#endif
