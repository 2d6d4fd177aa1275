/* streams.c - server-sent events: one stream for each open window. */
#include "serve/streams.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

enum { PRESENCE_MS = 1000 };

toc_status toc_streams_init(toc_streams *streams, toc_exercise *exercise, toc_view *view,
                            toc_sections *sections, toc_poller *poller)
{
    uint32_t start = 0;

    memset(streams, 0, sizeof *streams);
    streams->left = calloc(TOC_SERVE_LEFT_MAX, sizeof *streams->left);
    if (!streams->left)
        return TOC_ENOMEM;
    streams->exercise = exercise;
    streams->view = view;
    streams->sections = sections;
    streams->poller = poller;
    streams->turn = 1;
    streams->presence_at = INT64_MAX;
    /* numbers of a server that ran before mean nothing to this one */
    if (getrandom(&start, sizeof start, 0) != (ssize_t)sizeof start)
        start = 0;
    streams->next_number = (uint64_t)start << 16;
    return TOC_OK;
}

void toc_streams_deinit(toc_streams *streams)
{
    free(streams->left);
    streams->left = NULL;
}

void toc_streams_mark(toc_streams *streams)
{
    streams->turn++;
}

/* Somebody came or went.  A moment in the past: it is told at the next turn after a second. */
static void mark_presence(toc_streams *streams, int64_t now)
{
    if (streams->presence_at == INT64_MAX)
        streams->presence_at = now + PRESENCE_MS;
}

static toc_audience audience_of(const toc_stream *it)
{
    return (toc_audience){it->person, it->role, it->body, it->lang};
}

/* ── under way ── */

static void resume(toc_stream *it)
{
    if (!it->is_suspended)
        return;
    it->is_suspended = false;
    it->all->has_resumed = true;
    toc_poller_remove(it->all->poller, &it->hangup);
    MHD_resume_connection(it->mhd);
}

/* The browser is gone: libmicrohttpd is to find that out. */
static void hung_up(void *context, uint32_t events)
{
    toc_stream *it = context;

    (void)events;
    it->is_ending = true;
    resume(it);
}

static void drop_message(toc_stream *it)
{
    free(it->bytes);
    it->bytes = NULL;
    it->size = it->sent = 0;
}

/* Takes over @p bytes; nothing may be under way. */
static void send_message(toc_stream *it, char *bytes, size_t size, int64_t now)
{
    it->bytes = bytes;
    it->size = size;
    it->sent = 0;
    it->since = now;
    resume(it);
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t most)
{
    toc_stream *it = context;
    size_t size = it->size - it->sent;

    (void)position;
    if (size > 0) {
        size = size < most ? size : most;
        memcpy(out, it->bytes + it->sent, size);
        it->sent += size;
        return (ssize_t)size;
    }
    if (it->bytes) { /* taken; meanwhile more may have changed */
        drop_message(it);
        it->all->has_caught_up = true;
    }
    if (it->is_ending)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (toc_poller_add(it->all->poller, &it->hangup, it->connection->socket, EPOLLRDHUP | EPOLLET,
                       hung_up, it) != TOC_OK)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    it->is_suspended = true;
    MHD_suspend_connection(it->mhd);
    return 0;
}

/* ── beginning and end ── */

static unsigned count_of(const toc_streams *streams, const char *person)
{
    unsigned count = 0;

    for (const toc_stream *it = streams->first; it; it = it->next)
        count += strcmp(it->person, person) == 0;
    return count;
}

static void remember(toc_streams *streams, const toc_stream *it)
{
    toc_stream_left *left = &streams->left[streams->left_next++ % TOC_SERVE_LEFT_MAX];

    memcpy(left->person, it->person, sizeof left->person);
    memcpy(left->lang, it->lang, sizeof left->lang);
    memcpy(left->id, it->id, sizeof left->id);
    memcpy(left->versions, it->versions, sizeof left->versions);
    left->role = it->role;
    left->body = it->body;
}

/* libmicrohttpd has done with it. */
static void close_stream(void *context)
{
    toc_stream *it = context;
    toc_streams *streams = it->all;
    toc_stream **link = &streams->first;

    while (*link && *link != it)
        link = &(*link)->next;
    if (*link) {
        *link = it->next;
        streams->count--;
    }
    toc_poller_remove(streams->poller, &it->hangup);
    /* what was under way may or may not have come through: its browser names the last that did */
    if (it->id[0] && !it->bytes)
        remember(streams, it);
    if (count_of(streams, it->person) == 0) {
        (void)toc_view_set_online(streams->view, it->person, false);
        mark_presence(streams, it->since);
    }
    drop_message(it);
    free(it);
}

/* Goes on where a stream of the same audience has left off: one that has ended, or one whose end nobody
 * has noticed yet, as after a line that broke. */
static void take_up(toc_stream *it, const char *last)
{
    const toc_streams *streams = it->all;

    if (!last || !*last)
        return;
    for (unsigned i = 0; i < TOC_SERVE_LEFT_MAX; i++) {
        const toc_stream_left *left = &streams->left[i];

        if (strcmp(left->id, last) == 0 && strcmp(left->person, it->person) == 0 &&
            strcmp(left->lang, it->lang) == 0 && left->role == it->role && left->body == it->body)
            memcpy(it->versions, left->versions, sizeof it->versions);
    }
    for (const toc_stream *other = streams->first; other; other = other->next) {
        if (strcmp(other->id, last) == 0 && strcmp(other->person, it->person) == 0 &&
            strcmp(other->lang, it->lang) == 0 && other->role == it->role &&
            other->body == it->body)
            memcpy(it->versions, other->versions, sizeof it->versions);
    }
}

/* Whatever happens to be there already does not fill memory of the kernel's without bound. */
static void bound_buffer(int socket)
{
    int size = 256 * 1024;

    (void)setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

static toc_stream *make(toc_streams *streams, const toc_person *person, const char *lang)
{
    toc_stream *it = calloc(1, sizeof *it);

    if (!it)
        return NULL;
    it->all = streams;
    it->hangup.fd = -1;
    it->people = UINT64_MAX; /* to be looked up */
    it->role = person->role;
    it->body = person->body;
    snprintf(it->person, sizeof it->person, "%s", person->id);
    snprintf(it->lang, sizeof it->lang, "%s", lang);
    return it;
}

struct MHD_Response *toc_stream_open(toc_streams *streams, struct MHD_Connection *mhd,
                                     toc_connection *connection, const toc_person *person,
                                     const char *lang, const char *last, int64_t now)
{
    struct MHD_Response *response;
    toc_stream *it =
        count_of(streams, person->id) < TOC_SERVE_STREAMS_MAX ? make(streams, person, lang) : NULL;

    if (!it)
        return NULL;
    it->mhd = mhd;
    it->connection = connection;
    it->since = now;
    response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, read_stream, it, close_stream);
    if (!response) {
        free(it);
        return NULL;
    }
    take_up(it, last);
    it->next = streams->first;
    streams->first = it;
    streams->count++;
    bound_buffer(connection->socket);
    (void)toc_view_set_online(streams->view, it->person, true);
    mark_presence(streams, now);
    return response;
}

void toc_streams_end(toc_streams *streams)
{
    for (toc_stream *it = streams->first; it; it = it->next) {
        it->is_ending = true;
        resume(it);
    }
}

/* ── messages ── */

static void write_head(toc_stream *it, FILE *out)
{
    uint64_t row = toc_exercise_state_of(it->all->exercise)->row_count;

    if (!it->id[0])
        fprintf(out, "retry: 1000\n");
    snprintf(it->id, sizeof it->id, "%" PRIu64 ".%" PRIu64, row, it->all->next_number++);
    fprintf(out, "id: %s\n", it->id);
}

/* A message that is being put together: sections that are sent whole, and what has changed in others. */
typedef struct telling {
    char *sections;
    char *changes;
    size_t sections_size;
    size_t changes_size;
    FILE *sections_out;
    FILE *changes_out;
} telling;

static bool begin_draft(telling *it)
{
    *it = (telling){.sections = NULL};
    it->sections_out = open_memstream(&it->sections, &it->sections_size);
    it->changes_out = open_memstream(&it->changes, &it->changes_size);
    return it->sections_out && it->changes_out;
}

/* What was written is there.  False: memory is used up. */
static bool close_draft(telling *it)
{
    bool is_written = it->sections_out && it->changes_out;

    if (it->sections_out)
        is_written = fclose(it->sections_out) == 0 && is_written;
    if (it->changes_out)
        is_written = fclose(it->changes_out) == 0 && is_written;
    it->sections_out = it->changes_out = NULL;
    return is_written;
}

static void end_draft(telling *it)
{
    (void)close_draft(it);
    free(it->sections);
    free(it->changes);
}

static void write_name(const char *name, FILE *out)
{
    fprintf(out, "%s\"%s\":", ftell(out) > 0 ? "," : "", name);
}

/* Changed sections as members of objects.  How many; -1: memory is used up. */
static int write_sections(toc_stream *it, uint64_t *versions, const telling *draft)
{
    toc_audience audience = audience_of(it);
    int count = 0;

    for (unsigned i = 0; i < TOC_SERVE_SECTIONS; i++) {
        const toc_section_text *text;

        if (!toc_sections_is_for(i, it->role))
            continue;
        text = toc_sections_get(it->all->sections, &it->places, &audience, i);
        if (!text)
            return -1;
        if (text->version == versions[i])
            continue;
        count++;
        if (toc_section_is_told_in_pieces(text, versions[i])) {
            write_name(toc_sections_word(i), draft->changes_out);
            toc_pieces_write(&text->pieces, text->json, versions[i], draft->changes_out);
        } else {
            write_name(toc_sections_word(i), draft->sections_out);
            fwrite(text->json, 1, text->size, draft->sections_out);
        }
        versions[i] = text->version;
    }
    return count;
}

static void write_message(toc_stream *it, int64_t wall, const telling *draft, FILE *out)
{
    uint64_t row = toc_exercise_state_of(it->all->exercise)->row_count;

    write_head(it, out);
    fprintf(out, "event: sections\ndata: {\"row\":%" PRIu64 ",\"wall\":%" PRId64 ",\"sections\":{",
            row, wall);
    fwrite(draft->sections, 1, draft->sections_size, out);
    fputs("}", out);
    if (draft->changes_size > 0) {
        fputs(",\"changes\":{", out);
        fwrite(draft->changes, 1, draft->changes_size, out);
        fputs("}", out);
    }
    fputs("}\n\n", out);
}

/* The message as bytes; NULL: memory is used up. */
static char *make_message(toc_stream *it, int64_t wall, const telling *draft, size_t *size)
{
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, size);
    bool is_written;

    if (!out)
        return NULL;
    write_message(it, wall, draft, out);
    is_written = !ferror(out);
    is_written = fclose(out) == 0 && is_written;
    if (!is_written) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

/* All that has changed for it.  False: memory is used up, and it is ended. */
static bool tell_changes(toc_stream *it, int64_t now, int64_t wall)
{
    uint64_t versions[TOC_SERVE_SECTIONS];
    char *bytes = NULL;
    size_t size = 0;
    telling draft;
    int count = -1;

    memcpy(versions, it->versions, sizeof versions);
    if (begin_draft(&draft))
        count = write_sections(it, versions, &draft);
    if (close_draft(&draft) && count > 0 &&
        draft.sections_size + draft.changes_size < TOC_SERVE_MESSAGE_MAX)
        bytes = make_message(it, wall, &draft, &size);
    end_draft(&draft);
    if (!bytes)
        return count == 0;
    memcpy(it->versions, versions, sizeof versions);
    send_message(it, bytes, size, now);
    return true;
}

static void tell_text(toc_stream *it, const char *text, int64_t now)
{
    char *bytes = strdup(text);

    if (bytes)
        send_message(it, bytes, strlen(bytes), now);
    else
        it->is_ending = true;
}

/* The person may have been taken off, or given another role.  False: there is nothing more to tell. */
static bool follow_person(toc_stream *it, int64_t now)
{
    uint64_t people = toc_exercise_state_of(it->all->exercise)->generation.people;
    const toc_person *person;
    toc_audience audience;

    if (it->people == people)
        return true;
    person = toc_exercise_person(it->all->exercise, it->person);
    if (!person || person->has_left) {
        it->is_ending = true;
        tell_text(it, "event: gone\ndata: {}\n\n", now);
        return false;
    }
    if (person->role != it->role || person->body != it->body)
        memset(it->versions, 0, sizeof it->versions);
    it->role = person->role;
    it->body = person->body;
    it->people = people;
    audience = audience_of(it);
    return toc_sections_find(it->all->sections, &audience, &it->places);
}

static void run_one(toc_stream *it, int64_t now, int64_t wall)
{
    if (it->bytes) {
        if (now - it->since > TOC_SERVE_STALL_MS)
            toc_connection_cut(it->connection);
        return;
    }
    if (it->is_ending)
        return;
    if (it->turn != it->all->turn) {
        it->turn = it->all->turn;
        if ((!follow_person(it, now) || !tell_changes(it, now, wall)) && !it->bytes) {
            it->is_ending = true;
            resume(it);
        }
    }
    if (!it->bytes && !it->is_ending && now - it->since >= TOC_SERVE_HEARTBEAT_MS)
        tell_text(it, ": still here\n\n", now);
}

static int64_t next_of(const toc_stream *it)
{
    return it->since + (it->bytes ? TOC_SERVE_STALL_MS + 1 : TOC_SERVE_HEARTBEAT_MS);
}

int64_t toc_streams_run(toc_streams *streams, int64_t now, int64_t wall)
{
    int64_t next;

    if (streams->presence_at <= now) {
        streams->presence_at = INT64_MAX;
        streams->turn++;
    }
    next = streams->presence_at;
    streams->has_caught_up = false;
    for (toc_stream *it = streams->first; it; it = it->next) {
        run_one(it, now, wall);
        if (next_of(it) < next && !it->connection->is_cut)
            next = next_of(it);
    }
    return next;
}
