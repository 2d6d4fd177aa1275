/* journal.c - what both stores have in common: numbers, chains, repeats, and proving them. */
#include "journal/journal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "journal/store.h"

struct toc_journal {
    const toc_store_calls *calls;
    toc_store *store;
    toc_arena arena; /* the head's texts */
    toc_journal_head head;
    toc_chain_end end; /* as far as the caller knows */
    toc_journal_mode mode;
};

/* ── failures ────────────────────────────────────────────────────────────── */

toc_status toc_store_fail(toc_journal_problem *problem, toc_status status, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    return status;
}

static void clear(toc_journal_problem *problem)
{
    *problem = (toc_journal_problem){{0}, 0};
}

char *toc_store_copy(toc_arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = toc_arena_try_alloc(arena, size);

    if (copy)
        memcpy(copy, text, size);
    return copy;
}

bool toc_store_copy_row(toc_arena *arena, const toc_row *row, toc_row *out)
{
    *out = *row;
    out->who = toc_store_copy(arena, row->who);
    out->key = toc_store_copy(arena, row->key);
    out->kind = toc_store_copy(arena, row->kind);
    out->body = toc_store_copy(arena, row->body);
    return out->who && out->key && out->kind && out->body;
}

/* ── opening ─────────────────────────────────────────────────────────────── */

bool toc_journal_is_remote(const char *place)
{
    return strncmp(place, "postgresql://", 13) == 0 || strncmp(place, "postgres://", 11) == 0;
}

const char *toc_journal_place_of(toc_arena *arena, const char *place, const char *name)
{
    if (!toc_journal_is_remote(place) || strchr(place, '#'))
        return place;
    return toc_arena_printf(arena, "%s#%s", place, name);
}

static const toc_store_calls *store_of(const char *place)
{
    return toc_journal_is_remote(place) ? &toc_store_postgres : &toc_store_sqlite;
}

static toc_status check_head(toc_journal *journal, const char *place, toc_journal_problem *problem)
{
    const char *fault = toc_chain_head_fault(&journal->head);
    toc_hash hash;

    if (fault)
        return toc_store_fail(problem, TOC_EFORMAT, "the head of `%s` was changed: %s", place,
                              fault);
    toc_chain_of_head(&journal->head, hash);
    if (strcmp(hash, journal->head.hash) != 0)
        return toc_store_fail(problem, TOC_EFORMAT,
                              "the head of `%s` was changed: its hash is not that of what it says",
                              place);
    return TOC_OK;
}

static toc_status open_store(toc_journal *journal, const char *place, toc_journal_problem *problem)
{
    toc_status status = journal->calls->open(place, journal->mode, &journal->arena, &journal->store,
                                             &journal->head, problem);

    if (status == TOC_OK)
        status = check_head(journal, place, problem);
    if (status != TOC_OK)
        return status;
    journal->end = (toc_chain_end){.at = INT64_MIN};
    memcpy(journal->end.hash, journal->head.hash, sizeof journal->end.hash);
    return journal->calls->last(journal->store, &journal->end, problem);
}

toc_status toc_journal_is_there(const char *place, bool *out, toc_journal_problem *problem)
{
    *out = false;
    clear(problem);
    return store_of(place)->is_there(place, out, problem);
}

toc_status toc_journal_open(const char *place, toc_journal_mode mode, toc_journal **out,
                            toc_journal_problem *problem)
{
    toc_journal *journal = calloc(1, sizeof *journal);
    toc_status status;

    *out = NULL;
    clear(problem);
    if (!journal)
        return toc_store_no_memory(problem);
    journal->calls = store_of(place);
    journal->mode = mode;
    toc_arena_init(&journal->arena, NULL);
    status = open_store(journal, place, problem);
    if (status == TOC_OK)
        *out = journal;
    else
        toc_journal_close(journal);
    return status;
}

/* The head with its hashes set; its files in an array of its own. */
static toc_status seal_head(toc_arena *arena, const toc_journal_head *head, toc_journal_head *out,
                            toc_journal_problem *problem)
{
    const char *fault = toc_chain_head_fault(head);

    if (fault)
        return toc_store_fail(problem, TOC_EINVAL, "the exercise cannot be kept: %s", fault);
    *out = *head;
    out->files = toc_arena_alloc_array(arena, head->file_count, sizeof *out->files);
    if (!out->files)
        return toc_store_no_memory(problem);
    for (size_t i = 0; i < head->file_count; i++) {
        out->files[i] = head->files[i];
        toc_chain_of_bytes(head->files[i].bytes, head->files[i].size, out->files[i].hash);
    }
    toc_chain_of_head(out, out->hash);
    return TOC_OK;
}

toc_status toc_journal_create(const char *place, const toc_journal_head *head, toc_journal **out,
                              toc_journal_problem *problem)
{
    const char *full = place;
    toc_journal_head sealed = {0};
    toc_status status;
    toc_arena arena;

    *out = NULL;
    clear(problem);
    toc_arena_init(&arena, NULL);
    status = seal_head(&arena, head, &sealed, problem);
    if (status == TOC_OK)
        full = toc_journal_place_of(&arena, place, head->exercise);
    if (!full)
        status = toc_store_no_memory(problem);
    if (status == TOC_OK)
        status = store_of(place)->create(full, &sealed, problem);
    if (status == TOC_OK)
        status = toc_journal_open(full, TOC_JOURNAL_WRITE, out, problem);
    toc_arena_deinit(&arena);
    return status;
}

void toc_journal_close(toc_journal *journal)
{
    if (!journal)
        return;
    if (journal->store)
        journal->calls->close(journal->store);
    toc_arena_deinit(&journal->arena);
    free(journal);
}

const toc_journal_head *toc_journal_head_of(const toc_journal *journal)
{
    return &journal->head;
}

uint64_t toc_journal_last(const toc_journal *journal)
{
    return journal->end.seq;
}

const char *toc_journal_last_hash(const toc_journal *journal)
{
    return journal->end.hash;
}

toc_status toc_journal_exercises(const char *place, toc_journal_visit_exercise *visit,
                                 void *context, toc_journal_problem *problem)
{
    clear(problem);
    return store_of(place)->exercises(place, visit, context, problem);
}

/* ── stored files ────────────────────────────────────────────────────────── */

toc_status toc_journal_read_file(toc_journal *journal, size_t index, toc_arena *arena,
                                 toc_journal_file *out, toc_journal_problem *problem)
{
    const toc_journal_file *named;
    toc_status status;
    toc_hash hash;

    clear(problem);
    if (index >= journal->head.file_count)
        return toc_store_fail(problem, TOC_EINVAL, "there is no stored file %zu", index);
    named = &journal->head.files[index];
    *out = *named;
    status = journal->calls->read_file(journal->store, index, arena, out, problem);
    if (status != TOC_OK)
        return status;
    toc_chain_of_bytes(out->bytes, out->size, hash);
    if (out->size != named->size || strcmp(hash, named->hash) != 0)
        return toc_store_fail(problem, TOC_EFORMAT,
                              "the stored file `%s` was changed: its hash is not that of the head",
                              named->path);
    return TOC_OK;
}

/* ── rows ────────────────────────────────────────────────────────────────── */

/* *out_index is count where no row's key is there already. */
static toc_status find_repeat(toc_journal *journal, const toc_row *rows, size_t count,
                              toc_arena *arena, toc_row *out, size_t *out_index,
                              toc_journal_problem *problem)
{
    *out_index = count;
    for (size_t i = 0; i < count; i++) {
        toc_status status;

        if (!*rows[i].key)
            continue;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(rows[k].key, rows[i].key) == 0)
                return toc_store_fail(problem, TOC_EINVAL, "two of the rows have one key");
        }
        status = journal->calls->find_key(journal->store, rows[i].key, arena, out, problem);
        if (status != TOC_OK)
            return status;
        if (out->seq != 0) {
            *out_index = i;
            return TOC_OK;
        }
    }
    return TOC_OK;
}

static toc_status catch_up(toc_journal *journal, toc_journal_problem *problem)
{
    toc_journal_problem ignored;

    (void)journal->calls->last(journal->store, &journal->end, &ignored);
    return toc_store_fail(problem, TOC_EPAST,
                          "the journal holds rows that were not known of, up to row %" PRIu64,
                          journal->end.seq);
}

static toc_status answer_repeat(toc_journal *journal, toc_row *rows, size_t count,
                                bool *out_is_repeat, toc_journal_problem *problem)
{
    toc_row first = {0};
    toc_status status;
    toc_arena arena;
    size_t index;

    toc_arena_init(&arena, NULL);
    status = find_repeat(journal, rows, count, &arena, &first, &index, problem);
    toc_arena_deinit(&arena);
    if (status != TOC_OK || index == count)
        return status;
    if (first.seq > journal->end.seq)
        return catch_up(journal, problem);
    *out_is_repeat = true;
    rows[index].seq = first.seq;
    rows[index].at = first.at;
    rows[index].wall = first.wall;
    memcpy(rows[index].hash, first.hash, sizeof first.hash);
    return TOC_OK;
}

/* Sets seq and hash of all rows; *out_end is where the chain would end then. */
static toc_status chain_rows(const toc_journal *journal, toc_row *rows, size_t count,
                             toc_chain_end *out_end, toc_journal_problem *problem)
{
    *out_end = journal->end;
    for (size_t i = 0; i < count; i++) {
        const char *fault = toc_chain_row_fault(&rows[i], out_end->at);

        if (fault)
            return toc_store_fail(problem, TOC_EINVAL, "the row cannot be kept: %s", fault);
        rows[i].seq = out_end->seq + 1;
        toc_chain_of_row(out_end->hash, &rows[i], rows[i].hash);
        out_end->seq = rows[i].seq;
        out_end->at = rows[i].at;
        memcpy(out_end->hash, rows[i].hash, sizeof out_end->hash);
    }
    return TOC_OK;
}

static toc_status append(toc_journal *journal, toc_row *rows, size_t count, bool *out_is_repeat,
                         toc_journal_problem *problem)
{
    toc_chain_end end;
    toc_status status;

    if (journal->mode != TOC_JOURNAL_WRITE)
        return toc_store_fail(problem, TOC_EINVAL, "the journal was opened for reading only");
    for (size_t i = 0; i < count; i++) {
        const char *fault = toc_chain_row_fault(&rows[i], rows[i].at);

        if (fault)
            return toc_store_fail(problem, TOC_EINVAL, "the row cannot be kept: %s", fault);
    }
    status = answer_repeat(journal, rows, count, out_is_repeat, problem);
    if (status != TOC_OK || *out_is_repeat || count == 0)
        return status;
    status = chain_rows(journal, rows, count, &end, problem);
    if (status == TOC_OK)
        status = journal->calls->append(journal->store, rows, count, &journal->end, problem);
    if (status == TOC_OK)
        journal->end = end;
    return status == TOC_EPAST ? catch_up(journal, problem) : status;
}

toc_status toc_journal_append(toc_journal *journal, toc_row *rows, size_t count,
                              bool *out_is_repeat, toc_journal_problem *problem)
{
    toc_status status;

    clear(problem);
    *out_is_repeat = false;
    for (size_t i = 0; i < count; i++)
        rows[i].seq = 0;
    status = append(journal, rows, count, out_is_repeat, problem);
    for (size_t i = 0; i < count && status != TOC_OK; i++) {
        rows[i].seq = 0;
        rows[i].hash[0] = '\0';
    }
    return status;
}

toc_status toc_journal_find_key(toc_journal *journal, const char *key, toc_arena *arena,
                                toc_row *out, toc_journal_problem *problem)
{
    clear(problem);
    *out = (toc_row){0};
    if (!*key || !toc_chain_is_line(key, TOC_JOURNAL_NAME_MAX))
        return TOC_OK; /* no row has such a key */
    return journal->calls->find_key(journal->store, key, arena, out, problem);
}

/* ── proving ─────────────────────────────────────────────────────────────── */

typedef struct proof {
    toc_chain_end end; /* of what was proved so far */
    uint64_t from;     /* the first row that is proved and shown */
    bool has_anchor;   /* the row before `from` was seen, or the head stands for it */
    toc_status status;
    toc_journal_problem *problem;
    toc_journal_visit *visit; /* or NULL */
    void *context;
} proof;

static bool is_bad(proof *p, uint64_t row, const char *why)
{
    p->problem->row = row;
    p->status = toc_store_fail(p->problem, TOC_EFORMAT, "row %" PRIu64 " %s", row, why);
    return false;
}

static bool is_proved(proof *p, const toc_row *row)
{
    const char *fault;
    toc_hash hash;

    if (row->seq > p->end.seq + 1)
        return is_bad(p, p->end.seq + 1, "is missing");
    if (row->seq != p->end.seq + 1)
        return is_bad(p, p->end.seq, "stands there more than once");
    if (!row->who || !row->key || !row->kind || !row->body)
        return is_bad(p, row->seq, "was changed: it holds no text where one belongs");
    toc_chain_of_row(p->end.hash, row, hash);
    if (strcmp(hash, row->hash) != 0)
        return is_bad(p, row->seq, "was changed: its hash is not that of what it says");
    fault = toc_chain_row_fault(row, p->end.at);
    if (fault)
        return is_bad(p, row->seq, "has its right hash, but was written by no program of ours");
    return true;
}

static bool prove(void *context, const toc_row *row)
{
    proof *p = context;
    bool is_anchor = !p->has_anchor;

    if (is_anchor && row->seq != p->from - 1)
        return is_bad(p, p->from - 1, "is missing");
    if (!is_anchor && !is_proved(p, row))
        return false;
    p->has_anchor = true;
    p->end.seq = row->seq;
    p->end.at = row->at;
    memcpy(p->end.hash, row->hash, sizeof p->end.hash);
    return is_anchor || !p->visit || p->visit(p->context, row);
}

toc_status toc_journal_walk(toc_journal *journal, uint64_t from, toc_journal_visit *visit,
                            void *context, toc_journal_problem *problem)
{
    proof p = {.from = from, .problem = problem, .visit = visit, .context = context};
    toc_status status;

    clear(problem);
    if (from == 0)
        return toc_store_fail(problem, TOC_EINVAL, "rows are counted from 1");
    if (from == 1) {
        p.has_anchor = true;
        p.end.at = INT64_MIN;
        memcpy(p.end.hash, journal->head.hash, sizeof p.end.hash);
    }
    status = journal->calls->walk(journal->store, from == 1 ? 1 : from - 1, prove, &p, problem);
    if (status == TOC_OK)
        status = p.status;
    if (status == TOC_OK && p.has_anchor && p.end.seq > journal->end.seq)
        journal->end = p.end;
    return status;
}

toc_status toc_journal_verify(toc_journal *journal, toc_journal_problem *problem)
{
    toc_status status;

    clear(problem);
    status = journal->calls->verify(journal->store, problem);
    for (size_t i = 0; i < journal->head.file_count && status == TOC_OK; i++) {
        toc_journal_file file;
        toc_arena arena;

        toc_arena_init(&arena, NULL);
        status = toc_journal_read_file(journal, i, &arena, &file, problem);
        toc_arena_deinit(&arena);
    }
    return status == TOC_OK ? toc_journal_walk(journal, 1, NULL, NULL, problem) : status;
}
