/* bind_private.h - what the files of the binder share; for nobody else. */
#ifndef TOC_DRILL_BIND_PRIVATE_H
#define TOC_DRILL_BIND_PRIVATE_H

#include "drill/bind.h"
#include "drill/names.h"
#include "drill/value.h"

typedef struct toc_binding {
    toc_arena *arena;
    const toc_machine *machine;
    const toc_scenario *scenario;
    toc_machine_names *names;
    toc_diag_sink sink; /* handed on at the end, or replaced by one summary */
    uint8_t *played;
    uint8_t *is_warned; /* for each body: it was said that it is simulated */
    uint32_t asked;     /* names looked up */
    uint32_t unknown;   /* and not found */
} toc_binding;

/** The one thing of a kind in @p kinds (set of TOC_NAME_BIT) that @p word names; NULL after a diagnostic. */
const toc_machine_name *toc_bind_name(toc_binding *b, toc_word word, unsigned kinds);

/** The same, as an id of one kind; TOC_NONE after a diagnostic. */
uint32_t toc_bind_id(toc_binding *b, toc_word word, toc_name_kind kind);

/** Ladder and rank of a grade.  @p ladder may be empty: the only one that has such a grade.
 *  "none" is rank 0. */
bool toc_bind_grade(toc_binding *b, toc_word grade, toc_word ladder, uint32_t *out_ladder,
                    uint32_t *out_rank);

/** The ladder named, else the unnamed one, else the only one; TOC_NONE after a diagnostic at @p at. */
uint32_t toc_bind_ladder(toc_binding *b, toc_word ladder, toc_span at);

#define TOC_NO_OUTCOME (TOC_NONE - 1) /* `none`: the decision was made, for none of its outcomes */

/** Index into outcomes of decision @p node, or TOC_NO_OUTCOME; TOC_NONE after a diagnostic. */
uint32_t toc_bind_outcome(toc_binding *b, uint32_t node, toc_word word);

bool toc_bind_value(toc_binding *b, const toc_value_form *form, toc_word word, const char *name,
                    int64_t *out);

/* What owes a duty under its own name. */
#define TOC_NAMES_OWED                                                                             \
    (TOC_NAME_BIT(TOC_NAME_NODE) | TOC_NAME_BIT(TOC_NAME_REPORT) | TOC_NAME_BIT(TOC_NAME_BODY) |   \
     TOC_NAME_BIT(TOC_NAME_LEVEL) | TOC_NAME_BIT(TOC_NAME_RELAY) |                                 \
     TOC_NAME_BIT(TOC_NAME_ANNOUNCEMENT))

/** Which toc_duty_kind is meant by @p name, written @p subject, and for what is approved, "work" or
 *  "approval" (empty: work). */
bool toc_bind_duty(toc_binding *b, const toc_machine_name *name, toc_word subject, toc_word which,
                   uint32_t *out_kind);

/** Puts the entries and @p samples, each in the order of time, into the order in which they happen. */
void toc_bind_order(const toc_binding *b, toc_script *script, const toc_bound_act *samples,
                    uint32_t sample_count);

/** Fills @p out->act; false after a diagnostic. */
bool toc_bind_entry(toc_binding *b, const toc_entry *entry, toc_bound_act *out);

/** The body that @p entry names with `by`, if it does; false after a diagnostic. */
bool toc_bind_by(toc_binding *b, const toc_entry *entry, toc_act *act);

/** Warns, once for each body, where both the scenario and the simulation would act for it. */
void toc_bind_warn_simulated(toc_binding *b, uint32_t body, toc_span span);

/** A report, or rows of a relay: what `report`, `acknowledge` and `withhold` speak of (bind_told.c).
 *  Fills act->id, and act->reports with all of them where they are rows of a relay. */
bool toc_bind_told(toc_binding *b, const toc_entry *entry, toc_act *act);
bool toc_bind_announce(toc_binding *b, const toc_entry *entry, toc_act *act);

/* Entries about grades and approvals. */
bool toc_bind_declare(toc_binding *b, const toc_entry *entry, toc_act *act);
bool toc_bind_propose(toc_binding *b, const toc_entry *entry, toc_act *act);
bool toc_bind_approve(toc_binding *b, const toc_entry *entry, toc_act *act);

/* forecast.c: moments and when each comes. */
bool toc_bind_forecast(toc_binding *b, const toc_entry *entry, toc_act *act);

/** All of `truth`, into @p script. */
void toc_bind_truth(toc_binding *b, toc_script *script);

/** What evaluators noted and what was done outside the plan, into @p script. */
void toc_bind_observations(toc_binding *b, toc_script *script);

bool toc_bind_expect(toc_binding *b, const toc_expect *expect, toc_bound_expect *out);

#endif
