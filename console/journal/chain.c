/* chain.c - SHA-256 over heads and rows; and what may be hashed. */
#include "journal/chain.h"

#include <inttypes.h>
#include <string.h>

#include "base/sha256.h"
#include "base/utf8.h"

static void add_text(toc_sha256 *sum, const char *text)
{
    toc_sha256_add(sum, text, strlen(text));
    toc_sha256_add(sum, "\n", 1);
}

static void add_number(toc_sha256 *sum, int64_t value)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%" PRId64, value);
    add_text(sum, text);
}

void toc_chain_of_bytes(const void *bytes, size_t size, toc_hash out)
{
    toc_sha256 sum;

    toc_sha256_begin(&sum);
    toc_sha256_add(&sum, bytes, size);
    toc_sha256_end(&sum, out);
}

void toc_chain_of_head(const toc_journal_head *head, toc_hash out)
{
    toc_sha256 sum;

    toc_sha256_begin(&sum);
    add_text(&sum, "tocsin journal 1");
    add_text(&sum, head->exercise);
    add_number(&sum, head->created);
    add_text(&sum, head->program);
    for (size_t i = 0; i < head->file_count; i++) {
        const toc_journal_file *file = &head->files[i];

        add_text(&sum, toc_journal_role_name(file->role));
        add_text(&sum, file->path);
        add_number(&sum, (int64_t)file->size);
        add_text(&sum, file->hash);
    }
    toc_sha256_end(&sum, out);
}

void toc_chain_of_row(const char *before, const toc_row *row, toc_hash out)
{
    toc_sha256 sum;

    toc_sha256_begin(&sum);
    add_text(&sum, before);
    add_number(&sum, (int64_t)row->seq);
    add_number(&sum, row->at);
    add_number(&sum, row->wall);
    add_text(&sum, row->who);
    add_text(&sum, row->key);
    add_text(&sum, row->kind);
    add_text(&sum, row->body);
    toc_sha256_end(&sum, out);
}

/* ── roles ───────────────────────────────────────────────────────────────── */

static const char *const role_names[TOC_JOURNAL_ROLE_COUNT] = {"image", "scenario", "series",
                                                               "plan"};

const char *toc_journal_role_name(toc_journal_role role)
{
    return role_names[role];
}

toc_journal_role toc_journal_role_called(const char *name)
{
    for (unsigned i = 0; i < TOC_JOURNAL_ROLE_COUNT; i++) {
        if (strcmp(role_names[i], name) == 0)
            return (toc_journal_role)i;
    }
    return TOC_JOURNAL_ROLE_COUNT;
}

/* ── what may be kept ────────────────────────────────────────────────────── */

bool toc_chain_is_line(const char *text, size_t most)
{
    size_t size = strlen(text);

    if (size > most)
        return false;
    for (size_t at = 0; at < size;) {
        unsigned step;
        int32_t point = toc_utf8_decode(text + at, size - at, &step);

        if (point < 0x20 || (point >= 0x7f && point < 0xa0))
            return false;
        at += step;
    }
    return true;
}

/* Relative, downwards, no part "", "." or "..": it can be written below any folder. */
static bool is_downward(const char *path)
{
    const char *part = path;

    if (!*path || !toc_chain_is_line(path, 4 * TOC_JOURNAL_NAME_MAX))
        return false;
    for (;;) {
        size_t size = strcspn(part, "/");

        if (size == 0 || (size == 1 && part[0] == '.') ||
            (size == 2 && part[0] == '.' && part[1] == '.'))
            return false;
        if (!part[size])
            return true;
        part += size + 1;
    }
}

static const char *file_fault(const toc_journal_head *head, size_t index)
{
    const toc_journal_file *file = &head->files[index];

    if ((unsigned)file->role >= TOC_JOURNAL_ROLE_COUNT)
        return "a stored file has no role that is known";
    if (!is_downward(file->path))
        return "the name of a stored file is not one below a folder";
    if (file->size > TOC_JOURNAL_FILE_MAX)
        return "a file is larger than 256 MiB";
    for (size_t i = 0; i < index; i++) {
        if (strcmp(head->files[i].path, file->path) == 0)
            return "two stored files have one name";
    }
    return NULL;
}

const char *toc_chain_head_fault(const toc_journal_head *head)
{
    unsigned counts[TOC_JOURNAL_ROLE_COUNT] = {0};

    if (!*head->exercise || !toc_chain_is_line(head->exercise, TOC_JOURNAL_NAME_MAX))
        return "the exercise's name is not one line of at most 200 bytes";
    if (!toc_chain_is_line(head->program, TOC_JOURNAL_NAME_MAX))
        return "the program's name is not one line of at most 200 bytes";
    if (head->file_count > TOC_JOURNAL_FILES_MAX)
        return "there are more than 1000 files to be stored";
    for (size_t i = 0; i < head->file_count; i++) {
        const char *fault = file_fault(head, i);

        if (fault)
            return fault;
        counts[head->files[i].role]++;
    }
    if (counts[TOC_JOURNAL_IMAGE] != 1 || counts[TOC_JOURNAL_SCENARIO] != 1)
        return "it needs one plan image and one scenario";
    return NULL;
}

const char *toc_chain_row_fault(const toc_row *row, toc_ms before)
{
    size_t size = strlen(row->body);

    if (!toc_chain_is_line(row->who, TOC_JOURNAL_NAME_MAX) ||
        !toc_chain_is_line(row->key, TOC_JOURNAL_NAME_MAX) || !*row->kind ||
        !toc_chain_is_line(row->kind, TOC_JOURNAL_NAME_MAX))
        return "who, key or kind is not one line of at most 200 bytes";
    if (size > TOC_JOURNAL_BODY_MAX)
        return "it has more than 1 MiB";
    if (!toc_chain_is_line(row->body, TOC_JOURNAL_BODY_MAX))
        return "its body is not one line of UTF-8";
    if (size < 2 || row->body[0] != '{' || row->body[size - 1] != '}')
        return "its body does not stand in braces";
    if (row->at < before)
        return "its time lies before that of the row before";
    return NULL;
}
