/* journal_list.c - journals for people to read, and for other programs. */
#include "cli/journal_list.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

#define BODY_COLUMNS 90 /* of a row's body in a list for people */

const char *toc_journal_shown(toc_arena *arena, const char *place)
{
    const char *exercise = strchr(place, '#');
    const char *host = strstr(place, "://");
    size_t size;

    if (!toc_journal_is_remote(place))
        return place;
    host += 3;
    size = strcspn(host, "/?#");
    for (size_t i = 0; i < size; i++) {
        if (host[i] == '@') {
            host += i + 1;
            size -= i + 1;
            i = (size_t)-1;
        }
    }
    size = strcspn(host, "?#");
    return toc_arena_printf(arena, "postgresql://%.*s%s", (int)size, host,
                            exercise ? exercise : "");
}

static const char *moment(toc_arena *arena, int64_t wall)
{
    char *text = toc_arena_alloc(arena, TOC_INSTANT_TEXT_MAX);

    toc_instant_format(wall, 0, text);
    return text;
}

/* ── one exercise ────────────────────────────────────────────────────────── */

typedef struct listing {
    toc_arena *arena; /* of the row at hand */
    toc_journal_form form;
    FILE *out;
    toc_json json;
} listing;

static void put_head_text(const listing *l, const toc_journal_head *head)
{
    (void)fprintf(l->out, "exercise  %s\n", toc_diag_plain(l->arena, head->exercise));
    (void)fprintf(l->out, "made      %s by %s\n", moment(l->arena, head->created),
                  toc_diag_plain(l->arena, head->program));
    for (size_t i = 0; i < head->file_count; i++) {
        const toc_journal_file *file = &head->files[i];

        (void)fprintf(l->out, "%-9s %s, %zu bytes, SHA-256 %s\n", toc_journal_role_name(file->role),
                      toc_diag_plain(l->arena, file->path), file->size, file->hash);
    }
    (void)fprintf(l->out, "head      %s\n\n", head->hash);
}

static void put_head_json(listing *l, const toc_journal_head *head)
{
    toc_json *json = &l->json;

    toc_json_key_string(json, "exercise", head->exercise);
    toc_json_key_string(json, "created", moment(l->arena, head->created));
    toc_json_key_string(json, "program", head->program);
    toc_json_key_string(json, "head", head->hash);
    toc_json_key(json, "files");
    toc_json_begin_array(json);
    for (size_t i = 0; i < head->file_count; i++) {
        const toc_journal_file *file = &head->files[i];

        toc_json_begin_object(json);
        toc_json_key_string(json, "role", toc_journal_role_name(file->role));
        toc_json_key_string(json, "path", file->path);
        toc_json_key_int(json, "size", (int64_t)file->size);
        toc_json_key_string(json, "hash", file->hash);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
}

/* As much of a body as stands on a line. */
static const char *cut(toc_arena *arena, const char *body)
{
    const char *plain = toc_diag_plain(arena, body);
    size_t size = strlen(plain);
    size_t columns = 0;

    for (size_t at = 0; at < size;) {
        unsigned step;
        int32_t point = toc_utf8_decode(plain + at, size - at, &step);

        columns += toc_codepoint_width(point);
        if (columns > BODY_COLUMNS)
            return toc_arena_printf(arena, "%.*s…", (int)at, plain);
        at += step;
    }
    return plain;
}

static void put_row_text(const listing *l, const toc_row *row)
{
    char at[TOC_DURATION_TEXT_MAX];

    toc_duration_format(row->at, at);
    (void)fprintf(l->out, "%6" PRIu64 "  %-12s %s  %-6s %-8s %s\n", row->seq, at,
                  moment(l->arena, row->wall), *row->who ? toc_diag_plain(l->arena, row->who) : "-",
                  toc_diag_plain(l->arena, row->kind), cut(l->arena, row->body));
}

static void put_row_json(listing *l, const toc_row *row)
{
    toc_json *json = &l->json;

    toc_json_begin_object(json);
    toc_json_key_int(json, "seq", (int64_t)row->seq);
    toc_json_key_int(json, "at", row->at);
    toc_json_key_int(json, "wall", row->wall);
    toc_json_key_string(json, "who", row->who);
    toc_json_key_string(json, "key", row->key);
    toc_json_key_string(json, "kind", row->kind);
    toc_json_key_string(json, "body", row->body);
    toc_json_key_string(json, "hash", row->hash);
    toc_json_end_object(json);
}

static bool put_row(void *context, const toc_row *row)
{
    listing *l = context;
    toc_arena *kept = l->arena;
    toc_arena arena;

    toc_arena_init(&arena, kept->escape);
    l->arena = &arena;
    if (l->form == TOC_JOURNAL_TEXT)
        put_row_text(l, row);
    else if (l->form == TOC_JOURNAL_JSON)
        put_row_json(l, row);
    else
        (void)fprintf(l->out, "%" PRIu64 " %s\n", row->seq, row->hash);
    l->arena = kept;
    toc_arena_deinit(&arena);
    return !ferror(l->out);
}

static void begin(listing *l, const toc_journal_head *head)
{
    if (l->form == TOC_JOURNAL_HEADS)
        (void)fprintf(l->out, "0 %s\n", head->hash);
    if (l->form == TOC_JOURNAL_TEXT)
        put_head_text(l, head);
    if (l->form != TOC_JOURNAL_JSON)
        return;
    toc_json_init(&l->json, l->out, 2);
    toc_json_begin_object(&l->json);
    put_head_json(l, head);
    toc_json_key(&l->json, "rows");
    toc_json_begin_array(&l->json);
}

static void end(listing *l, const toc_journal *journal)
{
    if (l->form == TOC_JOURNAL_TEXT)
        (void)fprintf(l->out, "\nhead after row %" PRIu64 ": %s\n", toc_journal_last(journal),
                      toc_journal_last_hash(journal));
    if (l->form != TOC_JOURNAL_JSON)
        return;
    toc_json_end_array(&l->json);
    toc_json_key_int(&l->json, "last", (int64_t)toc_journal_last(journal));
    toc_json_key_string(&l->json, "last_hash", toc_journal_last_hash(journal));
    toc_json_end_object(&l->json);
    (void)fputc('\n', l->out);
}

toc_status toc_journal_list_rows(toc_session *session, toc_journal *journal, toc_journal_form form,
                                 FILE *out, toc_journal_problem *problem)
{
    listing l = {.arena = &session->arena, .form = form, .out = out};
    toc_status status;

    begin(&l, toc_journal_head_of(journal));
    status = toc_journal_walk(journal, 1, put_row, &l, problem);
    if (status == TOC_OK)
        end(&l, journal);
    return status;
}

/* ── all exercises ───────────────────────────────────────────────────────── */

static bool put_exercise(void *context, const toc_journal_head *head, uint64_t last)
{
    listing *l = context;

    if (l->form == TOC_JOURNAL_HEADS)
        (void)fprintf(l->out, "%s %s\n", head->hash, toc_diag_plain(l->arena, head->exercise));
    if (l->form == TOC_JOURNAL_TEXT)
        (void)fprintf(l->out, "%s  %7" PRIu64 " %s  %s  %s\n", moment(l->arena, head->created),
                      last, last == 1 ? "row " : "rows", toc_diag_plain(l->arena, head->program),
                      toc_diag_plain(l->arena, head->exercise));
    if (l->form != TOC_JOURNAL_JSON)
        return true;
    toc_json_begin_object(&l->json);
    put_head_json(l, head);
    toc_json_key_int(&l->json, "last", (int64_t)last);
    toc_json_end_object(&l->json);
    return true;
}

toc_status toc_journal_list_exercises(toc_session *session, const char *place,
                                      toc_journal_form form, FILE *out,
                                      toc_journal_problem *problem)
{
    listing l = {.arena = &session->arena, .form = form, .out = out};
    toc_status status;

    toc_json_init(&l.json, out, 2);
    if (form == TOC_JOURNAL_JSON) {
        toc_json_begin_object(&l.json);
        toc_json_key(&l.json, "exercises");
        toc_json_begin_array(&l.json);
    }
    status = toc_journal_exercises(place, put_exercise, &l, problem);
    if (form == TOC_JOURNAL_JSON && status == TOC_OK) {
        toc_json_end_array(&l.json);
        toc_json_end_object(&l.json);
        (void)fputc('\n', out);
    }
    return status;
}
