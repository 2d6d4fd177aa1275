/* chain.h - the hashes that hold a journal together; docs/journal.md defines them for others.
 *
 * All are SHA-256 in lower-case hexadecimal, of lines that end in LF each:
 *   head:  "tocsin journal 1", exercise, created, program, then of each stored file in order its
 *          role, path, size and hash
 *   row:   hash of the row before (of row 1: of the head), seq, at, wall, who, key, kind, body
 * No text holds a line end, so that no two heads or rows have the same lines. */
#ifndef TOC_JOURNAL_CHAIN_H
#define TOC_JOURNAL_CHAIN_H

#include "journal/journal.h"

typedef char toc_hash[TOC_ROW_HASH_SIZE + 1];

void toc_chain_of_bytes(const void *bytes, size_t size, toc_hash out);

/** Over everything of @p head but its own hash and the files' bytes. */
void toc_chain_of_head(const toc_journal_head *head, toc_hash out);

/** Over @p before and everything of @p row but its own hash. */
void toc_chain_of_row(const char *before, const toc_row *row, toc_hash out);

/** TOC_JOURNAL_ROLE_COUNT for a word that is no role's name. */
toc_journal_role toc_journal_role_called(const char *name);

/** Whether @p text is UTF-8 without control characters (LF among them), of at most @p most bytes. */
bool toc_chain_is_line(const char *text, size_t most);

/** NULL where @p head, or @p row after one at @p before, may be kept; otherwise why not. */
const char *toc_chain_head_fault(const toc_journal_head *head);
const char *toc_chain_row_fault(const toc_row *row, toc_ms before);

#endif
