/* msel_rows.c - from a scenario's tree to rows: what columns can say in columns, the rest as script. */
#include "cli/msel_rows.h"

#include <stdlib.h>
#include <string.h>

#include "report/words.h"

typedef struct placed {
    toc_ms at;
    unsigned list; /* disturb, script, control: as one instant is played */
    uint32_t order;
    const toc_yaml *map;
    uint32_t number; /* of the entry; 0: the reader passed over it */
} placed;

typedef struct maker {
    toc_arena *arena;
    const toc_yaml *root;
    const toc_scenario *scenario;
    const toc_drill *drill;
    toc_pages pages;      /* where there is a drill: its words */
    const char **actions; /* by number of the entry */
    const char **objectives;
    TOC_VEC(placed) entries;
    TOC_VEC(const toc_yaml *) series; /* that stand in the script */
    toc_list_rows *out;
} maker;

/* ── what an entry calls for ─────────────────────────────────────────────── */

static const char *title_of(const maker *m, const toc_m_head *head)
{
    return toc_machine_title(m->drill->machine, head, NULL);
}

static const char *joined(const maker *m, const char *list, const char *more)
{
    if (!list)
        return more;
    if (strstr(list, more))
        return list;
    return toc_arena_printf(m->arena, m->pages.column == 0 ? "%s; %s" : "%s；%s", list, more);
}

static void add_call(maker *m, uint32_t entry, const toc_duty *duty)
{
    const toc_machine *machine = m->drill->machine;
    uint32_t objective = toc_duty_objective(machine, duty);
    const char *what = toc_arena_printf(m->arena, m->pages.column == 0 ? "%s: %s" : "%s：%s",
                                        toc_title_of_body(&m->pages, duty->owner),
                                        toc_title_of_duty(&m->pages, duty));

    m->actions[entry] = joined(m, m->actions[entry], what);
    if (objective != TOC_NONE)
        m->objectives[entry] =
            joined(m, m->objectives[entry], title_of(m, &machine->objectives[objective].head));
}

/* What opens after an entry and before the next, at its instant, is its doing. */
static void find_calls(maker *m)
{
    uint32_t entry = 0;
    toc_ms at = 0;

    for (uint32_t i = 0; m->drill && i < m->drill->happening_count; i++) {
        const toc_happening *happening = &m->drill->happenings[i];
        const toc_trace *trace = &happening->trace;

        if (trace->entry != TOC_NONE && trace->entry <= toc_scenario_entry_count(m->scenario)) {
            entry = trace->entry;
            at = trace->at;
        }
        if (trace->kind == TOC_TRACE_DUTY_OPENED && entry > 0 && trace->at == at)
            add_call(m, entry, &m->drill->duties[happening->duty - 1]);
    }
}

/* ── entries ─────────────────────────────────────────────────────────────── */

static const toc_entry *entry_of(const maker *m, const toc_yaml *map)
{
    for (uint32_t i = 1; i <= toc_scenario_entry_count(m->scenario); i++) {
        const toc_entry *entry = toc_scenario_entry(m->scenario, i);

        if (entry->span.begin == map->span.begin)
            return entry;
    }
    return NULL;
}

static void collect_list(maker *m, const char *key, unsigned order)
{
    const toc_yaml *list = toc_yaml_find(m->root, key);

    for (uint32_t i = 0; list && i < list->count; i++) {
        const toc_yaml *item = list->items[i];
        const toc_yaml *series = toc_yaml_find(item, "series");
        const toc_entry *entry = series ? NULL : entry_of(m, item);
        placed one = {.list = order, .order = m->entries.count, .map = item};

        if (series) {
            TOC_PUSH(m->arena, &m->series, series);
            continue;
        }
        if (entry) {
            one.at = entry->at;
            one.number = entry->number;
        } else if (!toc_yaml_find(item, "at") ||
                   !toc_duration_parse(toc_yaml_find(item, "at")->text, true, &one.at)) {
            one.at = 0;
        }
        TOC_PUSH(m->arena, &m->entries, one);
    }
}

static int by_time(const void *left, const void *right)
{
    const placed *a = left;
    const placed *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->list != b->list)
        return a->list < b->list ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* ── rows ────────────────────────────────────────────────────────────────── */

static toc_list_row empty_row(void)
{
    toc_list_row row = {0};

    for (unsigned i = 0; i < TOC_MSEL_ROLE_COUNT; i++)
        row.cells[i] = "";
    return row;
}

static void put_time(const maker *m, toc_list_row *row, toc_ms at)
{
    toc_ms local = m->scenario->start + at + m->scenario->start_offset_min * (toc_ms)TOC_MINUTE;
    toc_date date = toc_date_from_days(local / TOC_DAY);
    toc_ms time = local % TOC_DAY;
    char length[TOC_DURATION_TEXT_MAX];

    row->is_dated = local >= 0 && local % TOC_SECOND == 0;
    row->local = local;
    if (row->is_dated) {
        row->cells[TOC_MSEL_TIME] =
            toc_arena_printf(m->arena, "%04d-%02d-%02d %02d:%02d:%02d", (int)date.year,
                             (int)date.month, (int)date.day, (int)(time / TOC_HOUR),
                             (int)(time / TOC_MINUTE % 60), (int)(time / TOC_SECOND % 60));
        return;
    }
    toc_duration_format(at, length);
    row->cells[TOC_MSEL_TIME] = toc_arena_printf(m->arena, "%s", length);
}

/* "crew; head", or NULL where a name could not be read back. */
static const char *names_of(toc_arena *arena, const toc_yaml *value)
{
    const char *text = NULL;

    if (value->kind == TOC_YAML_SCALAR)
        return strpbrk(value->text, ",;/\n") ? NULL : value->text;
    for (uint32_t i = 0; i < value->count && value->kind == TOC_YAML_LIST; i++) {
        if (value->items[i]->kind != TOC_YAML_SCALAR || strpbrk(value->items[i]->text, ",;/\n"))
            return NULL;
        text = toc_arena_printf(arena, "%s%s%s", text ? text : "", text ? "; " : "",
                                value->items[i]->text);
    }
    return text;
}

/* What an inject says in columns, and a text that a column gives back as it is. */
static bool is_kept(const char *text)
{
    return *text && !strchr(" \t\r\n", text[0]) && !strchr(" \t\r\n", text[strlen(text) - 1]);
}

static bool put_column(const maker *m, toc_list_row *row, const char *key, const toc_yaml *value)
{
    static const struct {
        const char *key;
        toc_msel_role role;
    } columns[] = {{"inject", TOC_MSEL_INJECT},
                   {"note", TOC_MSEL_MESSAGE},
                   {"text", TOC_MSEL_MESSAGE},
                   {"from", TOC_MSEL_FROM},
                   {"via", TOC_MSEL_METHOD}};

    if (strcmp(key, "to") == 0) {
        const char *names = names_of(m->arena, value);

        row->cells[TOC_MSEL_TO] = names ? names : "";
        return names != NULL;
    }
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (strcmp(key, columns[i].key) == 0 && value->kind == TOC_YAML_SCALAR &&
            is_kept(value->text)) {
            row->cells[columns[i].role] = value->text;
            return true;
        }
    }
    return false;
}

static void append(const maker *m, const char **script, const char *key, const toc_yaml *value)
{
    toc_yaml word = {.kind = TOC_YAML_SCALAR, .is_quoted = true, .text = key};

    *script = toc_arena_printf(m->arena, "%s%s%s: %s", *script, **script ? ", " : "",
                               toc_yaml_flow(m->arena, &word), toc_yaml_flow(m->arena, value));
}

/* A name that columns give back as an event; anything else would be taken for a text. */
static bool is_event_name(const toc_yaml *value)
{
    return value && value->kind == TOC_YAML_SCALAR && *value->text &&
           value->text[strcspn(value->text, " \t\r\n,;:!?\"'()")] == '\0' &&
           strcmp(value->text, "STARTEX") != 0 && strcmp(value->text, "ENDEX") != 0;
}

static bool goes_in_columns(const toc_yaml *map)
{
    return is_event_name(toc_yaml_find(map, "inject")) || toc_yaml_find(map, "note");
}

static void put_entry(maker *m, const placed *one, uint32_t number)
{
    toc_list_row row = empty_row();
    const char *script = "";
    bool has_columns = goes_in_columns(one->map);

    row.span = one->map->span;
    row.cells[TOC_MSEL_NUMBER] = toc_arena_printf(m->arena, "%u", number);
    put_time(m, &row, one->at);
    for (uint32_t i = 0; i < one->map->count; i++) {
        const toc_yaml_pair *pair = &one->map->pairs[i];

        if (strcmp(pair->key->text, "at") != 0 &&
            !(has_columns && put_column(m, &row, pair->key->text, pair->value)))
            append(m, &script, pair->key->text, pair->value);
    }
    row.cells[TOC_MSEL_SCRIPT] = script;
    if (m->drill && m->actions[one->number])
        row.cells[TOC_MSEL_ACTION] = m->actions[one->number];
    if (m->drill && m->objectives[one->number])
        row.cells[TOC_MSEL_OBJECTIVE] = m->objectives[one->number];
    TOC_PUSH(m->arena, &m->out->list, row);
}

/* ── STARTEX and ENDEX ───────────────────────────────────────────────────── */

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++) {
        if (strcmp(word, *list) == 0)
            return true;
    }
    return false;
}

/* Series of the head and of the script are one list. */
static const char *series_text(const maker *m)
{
    const toc_yaml *head = toc_yaml_find(m->root, "series");
    const char *text = "";

    for (uint32_t i = 0; head && i < (head->kind == TOC_YAML_LIST ? head->count : 1); i++)
        text = toc_arena_printf(
            m->arena, "%s%s%s", text, *text ? ", " : "",
            toc_yaml_flow(m->arena, head->kind == TOC_YAML_LIST ? head->items[i] : head));
    for (uint32_t i = 0; i < m->series.count; i++) {
        const toc_yaml *value = m->series.items[i];

        for (uint32_t k = 0; k < (value->kind == TOC_YAML_LIST ? value->count : 1); k++)
            text = toc_arena_printf(
                m->arena, "%s%s%s", text, *text ? ", " : "",
                toc_yaml_flow(m->arena, value->kind == TOC_YAML_LIST ? value->items[k] : value));
    }
    return text;
}

static void put_start(maker *m)
{
    static const char *const passed[] = {"start",   "end",    "script", "disturb",
                                         "control", "expect", "series", NULL};
    toc_list_row row = empty_row();
    const toc_yaml *title = toc_yaml_find(m->root, "title");
    bool is_plain = title && title->kind == TOC_YAML_SCALAR && is_kept(title->text);
    const char *series = series_text(m);
    const char *script = "";
    char start[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(m->scenario->start, m->scenario->start_offset_min * 60, start);
    row.span = m->root->span;
    row.cells[TOC_MSEL_TIME] = toc_arena_printf(m->arena, "%s", start);
    row.cells[TOC_MSEL_INJECT] = "STARTEX";
    row.cells[TOC_MSEL_MESSAGE] = is_plain ? title->text : "";
    for (uint32_t i = 0; i < m->root->count; i++) {
        const toc_yaml_pair *pair = &m->root->pairs[i];

        if (!is_one_of(pair->key->text, passed) && !(is_plain && pair->value == title))
            append(m, &script, pair->key->text, pair->value);
    }
    if (*series)
        script =
            toc_arena_printf(m->arena, "%s%sseries: [%s]", script, *script ? ", " : "", series);
    row.cells[TOC_MSEL_SCRIPT] = script;
    TOC_PUSH(m->arena, &m->out->list, row);
}

static void put_end(maker *m)
{
    toc_list_row row = empty_row();
    const toc_yaml *expects = toc_yaml_find(m->root, "expect");
    const char *script = "";

    row.span = expects ? expects->span : m->root->span;
    row.cells[TOC_MSEL_INJECT] = "ENDEX";
    if (m->scenario->ends_settled)
        script = "end: settled";
    else
        put_time(m, &row, m->scenario->end);
    if (expects)
        append(m, &script, "expect", expects);
    row.cells[TOC_MSEL_SCRIPT] = script;
    TOC_PUSH(m->arena, &m->out->list, row);
}

void toc_list_rows_make(toc_arena *arena, const toc_yaml *root, const toc_scenario *scenario,
                        const toc_drill *drill, toc_list_rows *out)
{
    maker m = {
        .arena = arena,
        .root = root,
        .scenario = scenario,
        .drill = drill,
        .actions = TOC_NEW_ARRAY(arena, const char *, toc_scenario_entry_count(scenario) + 1),
        .objectives = TOC_NEW_ARRAY(arena, const char *, toc_scenario_entry_count(scenario) + 1),
        .out = out};

    if (drill)
        toc_pages_of_drill(&m.pages, arena, drill, NULL, NULL, NULL);
    collect_list(&m, "disturb", 0);
    collect_list(&m, "script", 1);
    collect_list(&m, "control", 2);
    if (m.entries.count > 1)
        qsort(m.entries.items, m.entries.count, sizeof m.entries.items[0], by_time);
    find_calls(&m);
    put_start(&m);
    for (uint32_t i = 0; i < m.entries.count; i++)
        put_entry(&m, &m.entries.items[i], i + 1);
    put_end(&m);
}

/* ── losses ──────────────────────────────────────────────────────────────── */

static bool has_column(const toc_msel_map *map, toc_msel_role role)
{
    for (uint32_t i = 0; i < map->count; i++) {
        if (map->columns[i].role == role)
            return true;
    }
    return false;
}

/* Not the scenario's own: it is the same again when it is wanted again. */
static bool is_worked_out(toc_msel_role role)
{
    return role == TOC_MSEL_NUMBER || role == TOC_MSEL_ACTION || role == TOC_MSEL_OBJECTIVE;
}

void toc_list_rows_losses(const toc_list_rows *rows, const toc_msel_map *map, toc_diag_sink *sink)
{
    for (uint32_t i = 0; i < rows->list.count; i++) {
        const toc_list_row *row = &rows->list.items[i];
        const char *lost = "";

        for (unsigned role = 0; role < TOC_MSEL_ROLE_COUNT; role++) {
            if (*row->cells[role] && !is_worked_out((toc_msel_role)role) &&
                !has_column(map, (toc_msel_role)role))
                lost = toc_arena_printf(sink->arena, "%s%s%s", lost, *lost ? ", " : "",
                                        toc_msel_role_word((toc_msel_role)role));
        }
        if (*lost)
            (void)toc_diag_add(sink, TOC_D_LIST_LOSS, row->span,
                               "the list has no column for what this says as %s", lost);
    }
}
