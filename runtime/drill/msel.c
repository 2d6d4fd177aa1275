/* msel.c - from the rows of a list to the tree of a scenario. */
#include "drill/msel.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "drill/scenario_private.h"

/* ── reading ─────────────────────────────────────────────────────────────── */

typedef TOC_VEC(toc_yaml_pair) pairs;

typedef struct placed { /* an entry of the scenario in the making */
    toc_ms at;
    toc_list_kind list;
    uint32_t order;
    const toc_yaml *map;
    const char *note;
} placed;

typedef struct reading {
    toc_arena *arena;
    toc_sources *sources;
    const toc_source *source;
    toc_diag_sink *sink;
    const toc_msel_options *options;
    toc_msel_rows rows;
    uint32_t column[TOC_MSEL_ROLE_COUNT]; /* TOC_NONE: there is none */
    toc_msel_clock clock;
    pairs root;
    TOC_VEC(placed) entries;
} reading;

static const toc_csv_cell *cell_of(const reading *r, const toc_msel_row *row, toc_msel_role role)
{
    uint32_t column = r->column[role];

    return column < row->count ? &row->cells[column] : NULL;
}

/* "" where the row has no such cell. */
static const char *text_of(const reading *r, const toc_msel_row *row, toc_msel_role role)
{
    const toc_csv_cell *cell = cell_of(r, row, role);

    return cell ? toc_msel_trimmed(r->arena, cell->text, strlen(cell->text)) : "";
}

static toc_span span_of(const reading *r, const toc_msel_row *row, toc_msel_role role)
{
    const toc_csv_cell *cell = cell_of(r, row, role);

    return cell ? cell->span : row->span;
}

static const toc_yaml *scalar(const reading *r, const char *text, toc_span span)
{
    toc_yaml *value = TOC_NEW(r->arena, toc_yaml);

    *value = (toc_yaml){.kind = TOC_YAML_SCALAR, .is_quoted = true, .span = span, .text = text};
    return value;
}

static void put(const reading *r, pairs *map, const char *key, const toc_yaml *value)
{
    toc_yaml_pair pair = {scalar(r, key, value->span), value};

    for (uint32_t i = 0; i < map->count; i++) {
        if (strcmp(map->items[i].key->text, key) == 0)
            return; /* the first one counts */
    }
    TOC_PUSH(r->arena, map, pair);
}

static void put_text(const reading *r, pairs *map, const char *key, const toc_msel_row *row,
                     toc_msel_role role)
{
    const char *text = text_of(r, row, role);

    if (*text)
        put(r, map, key, scalar(r, text, span_of(r, row, role)));
}

static const toc_yaml *map_of(const reading *r, const pairs *map, toc_span span)
{
    toc_yaml *value = TOC_NEW(r->arena, toc_yaml);

    *value = (toc_yaml){
        .kind = TOC_YAML_MAP, .span = span, .count = map->count, .text = "", .pairs = map->items};
    return value;
}

/* ── the titles ──────────────────────────────────────────────────────────── */

static void warn_loss(const reading *r, toc_span span, const char *what)
{
    if (r->options->tells_losses)
        (void)toc_diag_add(r->sink, TOC_D_LIST_LOSS, span, "%s", what);
}

static bool has_needed(const reading *r)
{
    const toc_msel_row *row = &r->rows.items[0];
    toc_diag *diag;

    if (r->column[TOC_MSEL_TIME] != UINT32_MAX &&
        (r->column[TOC_MSEL_INJECT] != UINT32_MAX || r->column[TOC_MSEL_MESSAGE] != UINT32_MAX ||
         r->column[TOC_MSEL_SCRIPT] != UINT32_MAX))
        return true;
    diag = toc_diag_add(r->sink, TOC_D_LIST_COLUMN, row->span, "this list has no column with %s",
                        r->column[TOC_MSEL_TIME] == UINT32_MAX ? "times" : "injects");
    toc_diag_add_help(r->sink, diag,
                      "call the columns as in `Event Time, Inject, From, To`, or say what they are "
                      "called: `tocsin msel --columns Zeit=time,Meldung=inject`");
    return false;
}

/* ── what a cell says as YAML ────────────────────────────────────────────── */

/* NULL: nothing, or a mistake that was told. */
static const toc_yaml *fragment_of(const reading *r, const toc_msel_row *row, uint32_t number)
{
    const char *text = text_of(r, row, TOC_MSEL_SCRIPT);
    const char *shown =
        toc_say(r->arena, "%s, row %u, %s", r->source->path, number, "column of the script");
    const toc_source *source;
    const toc_yaml *value;

    if (!*text)
        return NULL;
    if (*text != '{')
        text = toc_arena_printf(r->arena, "{%s}", text);
    source = toc_sources_add(r->sources, shown, text, strlen(text));
    if (!toc_source_gate(source, r->sink))
        return NULL;
    value = toc_yaml_read(r->arena, source, r->sink);
    if (value && value->kind == TOC_YAML_MAP)
        return value;
    if (value)
        (void)toc_diag_add(r->sink, TOC_D_LIST_BROKEN, span_of(r, row, TOC_MSEL_SCRIPT),
                           "this is no entry such as `did: close, by: crew`");
    return NULL;
}

static void put_all(const reading *r, pairs *map, const toc_yaml *fragment)
{
    for (uint32_t i = 0; fragment && i < fragment->count; i++)
        put(r, map, fragment->pairs[i].key->text, fragment->pairs[i].value);
}

/* ── when it starts ──────────────────────────────────────────────────────── */

static bool is_word(const reading *r, const toc_msel_row *row, const char *word)
{
    return strcasecmp(text_of(r, row, TOC_MSEL_INJECT), word) == 0;
}

/* The row STARTEX, else the first with a date. */
static void find_start(reading *r)
{
    const char *given = r->options->start;

    for (uint32_t i = 1; i < r->rows.count && !r->clock.has_start; i++) {
        const char *time = given ? given : text_of(r, &r->rows.items[i], TOC_MSEL_TIME);

        if (toc_instant_parse(time, &r->clock.start, &r->clock.offset_min) ||
            toc_msel_instant_read(&r->clock, time, &r->clock.start) == TOC_MSEL_TIME_READ)
            r->clock.has_start = true;
        if (given)
            return;
    }
}

static const toc_yaml *start_value(const reading *r)
{
    char text[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(r->clock.start, r->clock.offset_min * 60, text);
    return scalar(r, toc_arena_printf(r->arena, "%s", text), r->rows.items[0].span);
}

/* ── rows ────────────────────────────────────────────────────────────────── */

static void report_time(const reading *r, const toc_msel_row *row, toc_msel_time status,
                        const char *text)
{
    toc_span span = span_of(r, row, TOC_MSEL_TIME);
    toc_diag *diag;

    if (!*text) {
        (void)toc_diag_add(r->sink, TOC_D_LIST_TIME, row->span, "this row has no time");
        return;
    }
    if (status == TOC_MSEL_TIME_NO_START) {
        diag = toc_diag_add(r->sink, TOC_D_SCENARIO_TABLE, span,
                            "the list does not say when the drill starts, so `%s` is no time in it",
                            text);
        toc_diag_add_help(r->sink, diag,
                          "begin the list with a row whose inject is STARTEX and whose time is "
                          "an instant such as `2026-03-05T02:10+08:00`");
        return;
    }
    diag = toc_diag_add(r->sink, TOC_D_LIST_TIME, span,
                        status == TOC_MSEL_TIME_EITHER
                            ? TOC_PHRASE("`%s`: which of the first two is the day cannot be seen")
                            : TOC_PHRASE("`%s` is not a time"),
                        text);
    toc_diag_add_help(
        r->sink, diag,
        status == TOC_MSEL_TIME_EITHER
            ? TOC_PHRASE("say it with `tocsin msel --dates dmy` or `mdy`, or write the year first")
            : TOC_PHRASE(
                  "write `90min` or `+1:30` since the start, `14:30`, or `2026-03-05 14:30`"));
}

static bool read_time(reading *r, const toc_msel_row *row, toc_ms *out)
{
    const char *text = text_of(r, row, TOC_MSEL_TIME);
    toc_msel_time status = *text ? toc_msel_time_read(&r->clock, text, out) : TOC_MSEL_TIME_BROKEN;

    if (status == TOC_MSEL_TIME_READ) {
        r->clock.last = *out;
        return true;
    }
    report_time(r, row, status, text);
    return false;
}

static const toc_yaml *time_value(const reading *r, const toc_msel_row *row, toc_ms at)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(at, text);
    return scalar(r, toc_arena_printf(r->arena, "%s", text), span_of(r, row, TOC_MSEL_TIME));
}

/* "crew; head": a name each. */
static const toc_yaml *receivers(const reading *r, const toc_msel_row *row)
{
    TOC_VEC(const toc_yaml *) items = {0};
    const char *text = text_of(r, row, TOC_MSEL_TO);
    toc_span span = span_of(r, row, TOC_MSEL_TO);
    toc_yaml *list;

    while (*text) {
        size_t size = strcspn(text, ",;/\n");
        const char *name = toc_msel_trimmed(r->arena, text, size);

        if (*name)
            TOC_PUSH(r->arena, &items, scalar(r, name, span));
        text += size + (text[size] != '\0');
    }
    if (items.count == 0)
        return NULL;
    list = TOC_NEW(r->arena, toc_yaml);
    *list = (toc_yaml){.kind = TOC_YAML_LIST,
                       .span = span,
                       .count = items.count,
                       .text = "",
                       .items = items.items};
    return list;
}

/* The verb of a fragment, if it has one. */
static bool verb_of(const toc_yaml *fragment, toc_list_kind *out)
{
    for (uint32_t i = 0; fragment && i < fragment->count; i++) {
        if (toc_entry_verb_list(fragment->pairs[i].key->text, out))
            return true;
    }
    return false;
}

/* Free text without an event: told to somebody, or to nobody. */
static bool put_note(const reading *r, const toc_msel_row *row, pairs *map)
{
    const char *inject = text_of(r, row, TOC_MSEL_INJECT);
    const char *message = text_of(r, row, TOC_MSEL_MESSAGE);
    toc_msel_role role = *message ? TOC_MSEL_MESSAGE : TOC_MSEL_INJECT;
    const char *text = *inject && *message ? toc_arena_printf(r->arena, "%s: %s", inject, message)
                       : *message          ? message
                                           : inject;
    const toc_yaml *to = receivers(r, row);

    if (!*text || !to) {
        warn_loss(r, row->span,
                  *text ? TOC_PHRASE("nobody is told this: the row has no receiver and is left out")
                        : TOC_PHRASE("this row says nothing that can be played, and is left out"));
        return false;
    }
    put(r, map, "note", scalar(r, text, span_of(r, row, role)));
    put(r, map, "to", to);
    put_text(r, map, "from", row, TOC_MSEL_FROM);
    put_text(r, map, "via", row, TOC_MSEL_METHOD);
    return true;
}

/* A name, not a sentence. */
static bool is_name(const char *text)
{
    return *text && text[strcspn(text, " \t\r\n,;:!?\"'()")] == '\0';
}

static bool put_inject(const reading *r, const toc_msel_row *row, pairs *map)
{
    const toc_yaml *to = receivers(r, row);

    if (!is_name(text_of(r, row, TOC_MSEL_INJECT)))
        return put_note(r, row, map);
    put_text(r, map, "inject", row, TOC_MSEL_INJECT);
    if (to)
        put(r, map, "to", to);
    put_text(r, map, "text", row, TOC_MSEL_MESSAGE);
    put_text(r, map, "from", row, TOC_MSEL_FROM);
    put_text(r, map, "via", row, TOC_MSEL_METHOD);
    return true;
}

/* "3; expected: close the valve; objective: safety" */
static const char *note_of(const reading *r, const toc_msel_row *row)
{
    const char *number = text_of(r, row, TOC_MSEL_NUMBER);
    const char *action = text_of(r, row, TOC_MSEL_ACTION);
    const char *objective = text_of(r, row, TOC_MSEL_OBJECTIVE);
    char *note = toc_arena_printf(r->arena, "%s%s%s%s%s", number, *action ? "; expected: " : "",
                                  action, *objective ? "; objective: " : "", objective);

    for (char *at = note; *at; at++) {
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    }
    return *action || *objective ? note : NULL;
}

static void read_entry(reading *r, const toc_msel_row *row, const toc_yaml *fragment)
{
    placed entry = {.list = TOC_LIST_SCRIPT, .order = r->entries.count, .note = note_of(r, row)};
    pairs map = {0};

    if (!read_time(r, row, &entry.at))
        return;
    put(r, &map, "at", time_value(r, row, entry.at));
    if (!verb_of(fragment, &entry.list) && !put_inject(r, row, &map))
        return;
    put_all(r, &map, fragment);
    entry.map = map_of(r, &map, row->span);
    TOC_PUSH(r->arena, &r->entries, entry);
}

static void read_startex(reading *r, const toc_msel_row *row, const toc_yaml *fragment)
{
    put_all(r, &r->root, fragment);
    put_text(r, &r->root, "title", row, TOC_MSEL_MESSAGE);
}

static void read_endex(reading *r, const toc_msel_row *row, const toc_yaml *fragment)
{
    toc_ms at;

    put_all(r, &r->root, fragment);
    if (*text_of(r, row, TOC_MSEL_TIME) && read_time(r, row, &at))
        put(r, &r->root, "end", time_value(r, row, at));
}

static void read_rows(reading *r)
{
    for (uint32_t i = 1; i < r->rows.count; i++) {
        const toc_msel_row *row = &r->rows.items[i];
        const toc_yaml *fragment = fragment_of(r, row, i + 1);

        if (!fragment && *text_of(r, row, TOC_MSEL_SCRIPT))
            continue; /* what is wrong with it was told */
        if (is_word(r, row, "STARTEX"))
            read_startex(r, row, fragment);
        else if (is_word(r, row, "ENDEX"))
            read_endex(r, row, fragment);
        else
            read_entry(r, row, fragment);
    }
}

/* ── the tree ────────────────────────────────────────────────────────────── */

/* Lists may be sorted by number or by body: a scenario goes by time. */
static int by_time(const void *left, const void *right)
{
    const placed *a = left;
    const placed *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void put_list(reading *r, toc_msel *out, const char *key, toc_list_kind kind)
{
    TOC_VEC(const toc_yaml *) items = {0};
    toc_yaml *list;

    for (uint32_t i = 0; i < r->entries.count; i++) {
        const placed *entry = &r->entries.items[i];
        toc_msel_note note = {entry->map, entry->note};

        if (entry->list != kind)
            continue;
        TOC_PUSH(r->arena, &items, entry->map);
        if (entry->note)
            TOC_PUSH(r->arena, &out->notes, note);
    }
    if (items.count == 0)
        return;
    list = TOC_NEW(r->arena, toc_yaml);
    *list = (toc_yaml){.kind = TOC_YAML_LIST,
                       .span = items.items[0]->span,
                       .count = items.count,
                       .text = "",
                       .items = items.items};
    put(r, &r->root, key, list);
}

/* The file's name without folder and ending. */
static const char *stem_of(const reading *r)
{
    const char *slash = strrchr(r->source->path, '/');
    const char *name = slash ? slash + 1 : r->source->path;
    const char *point = strrchr(name, '.');

    return toc_arena_copy(r->arena, name,
                          point && point > name ? (size_t)(point - name) : strlen(name));
}

static toc_msel *make(reading *r)
{
    toc_msel *out = TOC_NEW(r->arena, toc_msel);
    toc_span top = r->rows.items[0].span;

    put(r, &r->root, "scenario", scalar(r, stem_of(r), top));
    if (r->clock.has_start)
        put(r, &r->root, "start", start_value(r));
    put(r, &r->root, "end", scalar(r, "settled", top));
    if (r->entries.count > 1)
        qsort(r->entries.items, r->entries.count, sizeof r->entries.items[0], by_time);
    put_list(r, out, "script", TOC_LIST_SCRIPT);
    put_list(r, out, "disturb", TOC_LIST_DISTURB);
    put_list(r, out, "control", TOC_LIST_CONTROL);
    out->root = map_of(r, &r->root, top);
    return out;
}

bool toc_msel_is_list(const toc_source *source)
{
    static const char *const openings[] = {"time,", "number,", "event ", "sep="};
    size_t size = strlen(source->path);
    const char *text = source->text;

    if (size > 4 && strcasecmp(source->path + size - 4, ".csv") == 0)
        return true;
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    text += *text == '"';
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (strncasecmp(text, openings[i], strlen(openings[i])) == 0)
            return true;
    }
    return false;
}

/* A list is sorted, so that all of it stands in memory. */
static void report_size(const toc_source *source, toc_diag_sink *sink)
{
    toc_diag *diag = toc_diag_add(sink, TOC_D_SOURCE_TOO_LARGE, (toc_span){0, 0},
                                  "`%s` is larger than 16 MiB", source->path);

    toc_diag_set_subject(sink, diag, source->path);
    toc_diag_add_help(sink, diag,
                      "a list of events has up to 16 MiB: write a longer one as a scenario");
}

toc_msel *toc_msel_read(toc_arena *arena, toc_sources *sources, const toc_source *source,
                        const toc_msel_options *options, toc_diag_sink *sink)
{
    static const toc_msel_options defaults = {0};
    uint32_t errors = sink->error_count;
    reading r = {.arena = arena,
                 .sources = sources,
                 .source = source,
                 .sink = sink,
                 .options = options ? options : &defaults};
    toc_msel *made;

    if (toc_source_is_long(source)) {
        report_size(source, sink);
        return NULL;
    }
    if (!toc_msel_csv(arena, source, sink, &r.rows) ||
        !toc_msel_titles_read(arena, &r.rows.items[0], r.options, sink, r.column) ||
        !has_needed(&r))
        return NULL;
    r.clock.dates = r.options->dates;
    r.clock.is_1904 = r.options->is_1904;
    find_start(&r);
    read_rows(&r);
    if (!r.clock.has_start && sink->error_count == errors) {
        toc_diag *diag = toc_diag_add(sink, TOC_D_SCENARIO_TABLE, r.rows.items[0].span,
                                      "this list does not say when the drill starts");
        toc_diag_add_help(sink, diag,
                          "begin it with a row whose inject is STARTEX and whose time is an "
                          "instant such as `2026-03-05T02:10+08:00`");
    }
    made = make(&r);
    return sink->error_count == errors ? made : NULL;
}
