/* entries.h - the entries of a scenario, packed: they take about as much memory as their text.
 *
 * The reader adds them one by one; everybody else asks for one at a time.  They live in the arena. */
#ifndef TOC_DRILL_ENTRIES_H
#define TOC_DRILL_ENTRIES_H

#include "drill/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many entries that were asked for stay valid at once. */
#define TOC_ENTRIES_AT_ONCE 16u

toc_entries *toc_entries_new(toc_arena *arena);

/** Adds a copy of @p entry and of all its texts, with the index that toc_entries_count told.  Entries of
 *  one list come one after the other. */
void toc_entries_add(toc_entries *entries, const toc_entry *entry);

uint32_t toc_entries_count(const toc_entries *entries);

/** The numbers of entries run list by list, in this order of the lists; before, they are 0. */
void toc_entries_number(toc_entries *entries, const uint32_t order[TOC_LIST_COUNT]);
uint32_t toc_entries_number_of(const toc_entries *entries, uint32_t index);
uint32_t toc_entries_index_of(const toc_entries *entries, uint32_t number);

/** What it needs no unpacking to know. */
toc_ms toc_entries_at(const toc_entries *entries, uint32_t index);
/** Index of the first entry of a list that has some, and how many it has. */
uint32_t toc_entries_first(const toc_entries *entries, toc_list_kind list);
uint32_t toc_entries_count_of(const toc_entries *entries, toc_list_kind list);
toc_list_kind toc_entries_list(const toc_entries *entries, uint32_t index);
toc_entry_verb toc_entries_verb(const toc_entries *entries, uint32_t index);

/** The entry with @p index, until TOC_ENTRIES_AT_ONCE others were asked for; its texts stay.
 *  O(its text). */
const toc_entry *toc_entries_get(const toc_entries *entries, uint32_t index);

/** @p entry for good: a copy in @p arena with lists of its own; its texts stay anyway.  O(lists). */
toc_entry *toc_entry_keep(toc_arena *arena, const toc_entry *entry);

#ifdef __cplusplus
}
#endif

#endif
