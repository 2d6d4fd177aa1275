/* scenario_script.c - the lists script, disturb, control and log, entry by entry.
 *
 * One table says which verb belongs in which list and which keys go with it. */
#include <string.h>

#include "base/nearest.h"
#include "drill/entries.h"
#include "drill/scenario_private.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define FIELD(key, kind, member)                                                                   \
    {                                                                                              \
        key, TOC_FIELD_##kind, false, offsetof(toc_entry, member), NULL                            \
    }
#define NEEDED(key, kind, member)                                                                  \
    {                                                                                              \
        key, TOC_FIELD_##kind, true, offsetof(toc_entry, member), NULL                             \
    }
#define CHOICE(key, is_needed, member, choices)                                                    \
    {                                                                                              \
        key, TOC_FIELD_CHOICE, is_needed, offsetof(toc_entry, member), choices                     \
    }

static const char *const answers[] = {"given", "refused", NULL};
static const char *const duties[] = {"work", "approval", NULL};
static const char *const jumps[] = {"next", NULL};

#define BY         FIELD("by", WORD, by)
#define TO         FIELD("to", WORDS, to)
#define WHY        FIELD("why", WORD, why)
#define LADDER     FIELD("ladder", WORD, ladder)
#define ACTIVATION FIELD("activation", ORDINAL, activation)
#define TEXTS      FIELD("text", WORD, text), FIELD("from", WORD, from), FIELD("via", WORD, via)

static const toc_field_row inject_rows[] = {TO, TEXTS, FIELD("fields", PAIRS, pairs)};
static const toc_field_row note_rows[] = {NEEDED("to", WORDS, to), FIELD("from", WORD, from),
                                          FIELD("via", WORD, via)};
static const toc_field_row set_rows[] = {FIELD("from", WORD, from)};
static const toc_field_row work_rows[] = {BY, ACTIVATION};
static const toc_field_row decide_rows[] = {NEEDED("outcome", WORD, outcome), BY, ACTIVATION, WHY};
static const toc_field_row fail_rows[] = {BY, ACTIVATION, WHY};
static const toc_field_row level_rows[] = {BY, LADDER, WHY};
static const toc_field_row approve_rows[] = {CHOICE("answer", false, answer, answers), BY, LADDER,
                                             ACTIVATION, WHY};
static const toc_field_row report_rows[] = {BY, TO, FIELD("content", PAIRS, pairs),
                                            FIELD("via", WORD, via), ACTIVATION};
static const toc_field_row announce_rows[] = {BY, ACTIVATION, FIELD("text", WORD, text),
                                              FIELD("via", WORD, via)};
static const toc_field_row acknowledge_rows[] = {BY};
static const toc_field_row withhold_rows[] = {BY, WHY, FIELD("fields", WORDS, fields), ACTIVATION};
static const toc_field_row act_rows[] = {BY, WHY};
static const toc_field_row lose_rows[] = {NEEDED("amount", COUNT, amount), WHY};
static const toc_field_row unreachable_rows[] = {FIELD("for", DURATION, duration), WHY};
static const toc_field_row extend_rows[] = {NEEDED("by", DURATION, duration),
                                            FIELD("authority", WORD, by),
                                            CHOICE("duty", false, duty, duties), WHY};
static const toc_field_row pause_rows[] = {WHY};
static const toc_field_row jump_rows[] = {WHY};
static const toc_field_row forecast_rows[] = {FIELD("from", WORD, from)};

typedef enum subject_kind { SUBJECT_WORD, SUBJECT_PAIRS, SUBJECT_JUMP } subject_kind;

typedef struct verb_row {
    const char *word;
    const char *marked; /* as messages show it */
    toc_entry_verb verb;
    toc_list_kind list;
    subject_kind subject;
    const toc_field_row *rows;
    size_t row_count;
} verb_row;

#define VERB(word, verb, list, subject, rows)                                                      \
    {                                                                                              \
        word, "`" word "`", TOC_ENTRY_##verb, TOC_LIST_##list, SUBJECT_##subject, rows,            \
            COUNT(rows)                                                                            \
    }

/* In the order of toc_entry_verb. */
static const verb_row verbs[] = {
    VERB("inject", INJECT, SCRIPT, WORD, inject_rows),
    VERB("note", NOTE, SCRIPT, WORD, note_rows),
    VERB("set", SET, SCRIPT, PAIRS, set_rows),
    VERB("start", START, SCRIPT, WORD, work_rows),
    VERB("did", DID, SCRIPT, WORD, work_rows),
    VERB("decide", DECIDE, SCRIPT, WORD, decide_rows),
    VERB("fail", FAIL, SCRIPT, WORD, fail_rows),
    VERB("declare", DECLARE, SCRIPT, WORD, level_rows),
    VERB("propose", PROPOSE, SCRIPT, WORD, level_rows),
    VERB("approve", APPROVE, SCRIPT, WORD, approve_rows),
    VERB("report", REPORT, SCRIPT, WORD, report_rows),
    VERB("acknowledge", ACKNOWLEDGE, SCRIPT, WORD, acknowledge_rows),
    VERB("withhold", WITHHOLD, SCRIPT, WORD, withhold_rows),
    VERB("form", FORM, SCRIPT, WORD, act_rows),
    VERB("stand-down", STAND_DOWN, SCRIPT, WORD, act_rows),
    VERB("activate", ACTIVATE, SCRIPT, WORD, act_rows),
    VERB("lose", LOSE, DISTURB, WORD, lose_rows),
    VERB("unreachable", UNREACHABLE, DISTURB, WORD, unreachable_rows),
    VERB("extend", EXTEND, CONTROL, WORD, extend_rows),
    VERB("pause", PAUSE, CONTROL, WORD, pause_rows),
    VERB("jump", JUMP, CONTROL, JUMP, jump_rows),
    VERB("forecast", FORECAST, SCRIPT, PAIRS, forecast_rows),
    VERB("announce", ANNOUNCE, SCRIPT, WORD, announce_rows),
};

const char *toc_entry_verb_word(toc_entry_verb verb)
{
    return verbs[verb].word;
}

bool toc_entry_verb_list(const char *word, toc_list_kind *out)
{
    for (size_t i = 0; i < COUNT(verbs); i++) {
        if (strcmp(verbs[i].word, word) == 0) {
            *out = verbs[i].list;
            return true;
        }
    }
    return false;
}

static const char *list_word(toc_list_kind list)
{
    switch (list) {
    case TOC_LIST_SCRIPT:
        return "script";
    case TOC_LIST_DISTURB:
        return "disturb";
    case TOC_LIST_CONTROL:
        return "control";
    case TOC_LIST_LOG:
        return "log";
    }
    return "";
}

static const verb_row *find_verb(const char *word)
{
    for (size_t i = 0; i < COUNT(verbs); i++) {
        if (toc_yaml_is_key(verbs[i].word, word))
            return &verbs[i];
    }
    return NULL;
}

/* ── which verb ── */

/* Is @p key one that some verb takes? */
static bool is_common_key(const char *key)
{
    if (strcmp(key, "at") == 0)
        return true;
    for (size_t i = 0; i < COUNT(verbs); i++) {
        for (size_t k = 0; k < verbs[i].row_count; k++) {
            if (strcmp(verbs[i].rows[k].key, key) == 0)
                return true;
        }
    }
    return false;
}

static void report_no_verb(toc_reading *r, const toc_yaml *map, toc_list_kind list)
{
    const char *known[COUNT(verbs) + 2];
    size_t count = 0;
    bool is_reported = false;
    toc_diag *diag;

    for (size_t i = 0; i < COUNT(verbs); i++) {
        if (verbs[i].list == list || list == TOC_LIST_LOG)
            known[count++] = verbs[i].word;
    }
    known[count] = NULL;
    for (uint32_t i = 0; i < map->count; i++) {
        if (!is_common_key(map->pairs[i].key->text)) {
            toc_report_unknown_key(r, map->pairs[i].key, TOC_PHRASE("an entry"), known);
            is_reported = true;
        }
    }
    if (is_reported)
        return;
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_VERB, map->span,
                        "this entry does not say what happens");
    toc_diag_add_help(r->sink, diag, "say it with one of the verbs, such as `%s`", known[0]);
}

/* The one verb of an entry, or NULL after a diagnostic. */
static const verb_row *read_verb(toc_reading *r, const toc_yaml *map, toc_list_kind list,
                                 const toc_yaml_pair **out_pair)
{
    const verb_row *found = NULL;

    for (uint32_t i = 0; i < map->count; i++) {
        const verb_row *row = find_verb(map->pairs[i].key->text);
        toc_diag *diag;

        if (row && found) {
            diag = toc_diag_add(r->sink, TOC_D_SCENARIO_VERB, map->pairs[i].key->span,
                                "one entry cannot both `%s` and `%s`", found->word, row->word);
            toc_diag_add_help(r->sink, diag, "make two entries of it");
            return NULL;
        }
        if (!row)
            continue;
        found = row;
        *out_pair = &map->pairs[i];
    }
    if (!found) {
        report_no_verb(r, map, list);
    } else if (found->list != list && list != TOC_LIST_LOG) {
        toc_diag *diag = toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_UNKNOWN, (*out_pair)->key->span,
                                      "`%s` does not belong in `%s`", found->word, list_word(list));
        toc_diag_add_help(r->sink, diag, "put this entry under `%s`", list_word(found->list));
        return NULL;
    }
    return found;
}

/* ── one entry ── */

static bool read_jump(toc_reading *r, toc_word word)
{
    toc_ms until;
    unsigned index;

    if (word.text[0] >= '0' && word.text[0] <= '9')
        return toc_read_when(r, word, &until);
    return toc_read_choice(r, word, "jump", jumps, &index);
}

static bool read_subject(toc_reading *r, const verb_row *row, const toc_yaml *value,
                         toc_entry *entry)
{
    if (row->subject == SUBJECT_PAIRS) {
        entry->pairs_span = value->span;
        if (!toc_read_pairs(r, value, row->word, &entry->pairs))
            return false;
        if (entry->pairs.count > 0)
            return true;
        toc_report_shape(r, value, row->word, TOC_PHRASE("at least one `name: value`"));
        return false;
    }
    return toc_read_word(r, value, row->word, &entry->subject) &&
           (row->subject != SUBJECT_JUMP || read_jump(r, entry->subject));
}

bool toc_read_at(toc_reading *r, const toc_yaml *map, const char *what, toc_ms *out)
{
    const toc_yaml *at = toc_yaml_find(map, "at");
    toc_word word;

    if (at)
        return toc_read_word(r, at, "at", &word) && toc_read_when(r, word, out);
    if (!toc_read_is_glued(map, "at"))
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_MISSING, map->span, "%s needs the key `at`",
                           toc_diag_phrase(r->sink, what));
    return false;
}

/* The places of what an entry's tables cannot say. */
static void note_places(const toc_yaml *map, toc_entry *entry)
{
    const toc_yaml *content = toc_yaml_find(map, "content");
    const toc_yaml *activation = toc_yaml_find(map, "activation");

    if (content)
        entry->pairs_span = content->span;
    if (activation)
        entry->activation_span = activation->span;
}

static void read_turn(toc_reading *r, const toc_yaml *map, toc_entry *entry)
{
    const toc_yaml *turn = toc_yaml_find(map, "turn");
    toc_word word;
    int64_t number;

    if (turn && toc_read_word(r, turn, "turn", &word) &&
        toc_read_whole(r, word, 0, UINT32_MAX, &number))
        entry->turn = (uint32_t)number;
}

/* What @p row says, beside its time; the verb is in @p passed. */
static bool read_rest(toc_reading *r, const toc_yaml *map, const verb_row *row,
                      const toc_yaml_pair *pair, const char *const *passed, toc_entry *entry)
{
    entry->verb = row->verb;
    entry->verb_word = (toc_word){pair->key->text, pair->key->span};
    toc_read_fields(r, map, row->marked, row->rows, row->row_count, passed, entry);
    if (entry->list == TOC_LIST_LOG)
        read_turn(r, map, entry);
    note_places(map, entry);
    return read_subject(r, row, pair->value, entry);
}

/* Entries stand in the order of their times, those of a log in that of their turns too. */
static void check_order(toc_reading *r, const toc_entry *entry)
{
    toc_latest *before = &r->latest[entry->list];
    toc_diag *diag;

    if (before->is_there)
        toc_check_order(r, list_word(entry->list), before->at, before->span, entry->at,
                        entry->span);
    if (before->is_there && entry->at == before->at && entry->turn < before->turn) {
        diag = toc_diag_add(r->sink, TOC_D_SCENARIO_ORDER, entry->span,
                            "this entry of turn %u stands after one of turn %u", entry->turn,
                            before->turn);
        toc_diag_add_label(r->sink, diag, before->span, "the later turn");
    }
    if (!before->is_there || entry->at >= before->at)
        *before = (toc_latest){true, entry->at, entry->turn, entry->span};
}

static void read_entry(toc_reading *r, const toc_yaml *map, toc_list_kind list)
{
    const char *passed[] = {"at", NULL, list == TOC_LIST_LOG ? "turn" : NULL, NULL};
    const toc_yaml_pair *pair = NULL;
    toc_entry entry = {.list = list, .span = map->span, .duration = TOC_MS_NONE};
    const verb_row *row;
    uint32_t errors = r->sink->error_count;
    bool has_time;

    row = read_verb(r, map, list, &pair);
    has_time = toc_read_at(r, map, TOC_PHRASE("an entry"), &entry.at);
    if (!row)
        return;
    passed[1] = row->word;
    if (!read_rest(r, map, row, pair, passed, &entry) || !has_time ||
        r->sink->error_count != errors)
        return;
    toc_entries_add(r->scenario->entries, &entry);
    check_order(r, &entry);
}

/* A text that comes from nowhere but itself, ready for the reader of YAML. */
static const toc_yaml *read_text(toc_reading *r, const char *name, const char *text)
{
    size_t size = strlen(text);
    toc_source *source = TOC_NEW(r->arena, toc_source);
    char *copy = toc_arena_alloc(r->arena, size + 2);

    memcpy(copy, text, size);
    *source = (toc_source){
        .path = name, .text = copy, .size = (uint32_t)size, .held = (uint32_t)size, .base = 1};
    if (size > TOC_SOURCE_SIZE_MAX) {
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_SHAPE, (toc_span){0, 0}, "`%s` is too long",
                           name);
        return NULL;
    }
    return toc_source_gate(source, r->sink) ? toc_yaml_read(r->arena, source, r->sink) : NULL;
}

bool toc_scenario_read_entry(toc_arena *arena, const toc_entry_text *text, toc_diag_sink *sink,
                             toc_entry *out, const toc_yaml **out_map)
{
    toc_scenario head = *text->scenario;
    toc_reading r = {
        .arena = arena, .sink = sink, .scenario = &head, .is_started = true, .has_start = true};
    const toc_yaml *map = read_text(&r, text->name, text->text);
    const char *passed[] = {NULL, NULL};
    const toc_yaml_pair *pair = NULL;
    uint32_t errors = sink->error_count;
    const verb_row *row;

    *out_map = map;
    *out = (toc_entry){.number = text->number, .at = text->at, .duration = TOC_MS_NONE};
    if (!map)
        return false;
    out->span = map->span;
    if (map->kind != TOC_YAML_MAP) {
        toc_report_shape(&r, map, TOC_PHRASE("an entry"),
                         TOC_PHRASE("a mapping such as `{did: …}`"));
        return false;
    }
    row = read_verb(&r, map, TOC_LIST_LOG, &pair);
    if (!row)
        return false;
    passed[0] = row->word;
    out->list = row->list;
    return read_rest(&r, map, row, pair, passed, out) && sink->error_count == errors;
}

bool toc_scenario_read_facts(toc_arena *arena, const toc_entry_text *text, toc_diag_sink *sink,
                             toc_truth *out)
{
    toc_scenario head = {.source = text->scenario->source, .start = text->scenario->start};
    toc_reading r = {
        .arena = arena, .sink = sink, .scenario = &head, .is_started = true, .has_start = true};
    const toc_yaml *map = read_text(&r, text->name, text->text);
    uint32_t errors = sink->error_count;

    *out = (toc_truth){.at = text->at};
    if (!map)
        return false;
    out->span = map->span;
    toc_read_facts(&r, map, out);
    return sink->error_count == errors;
}

/* ── the lists ── */

void toc_check_order(toc_reading *r, const char *list, toc_ms before, toc_span before_span,
                     toc_ms at, toc_span span)
{
    char at_text[TOC_DURATION_TEXT_MAX];
    char earlier[TOC_DURATION_TEXT_MAX];
    toc_diag *diag;

    if (at >= before)
        return;
    toc_duration_format(at, at_text);
    toc_duration_format(before, earlier);
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_ORDER, span,
                        "this entry of %s stands after one of %s", at_text, earlier);
    toc_diag_add_label(r->sink, diag, before_span, "the later time");
    toc_diag_add_help(r->sink, diag, "write the entries of `%s` in the order of their times", list);
}

/* `- series: …` of a script is put aside in @p arena: what it says is read when the head is known. */
static bool read_series_entry(toc_reading *r, const toc_yaml *map, toc_list_kind list,
                              toc_arena *arena)
{
    const toc_yaml *series = map->kind == TOC_YAML_MAP ? toc_yaml_find(map, "series") : NULL;

    if (!series || list != TOC_LIST_SCRIPT)
        return false;
    for (uint32_t i = 0; i < map->count; i++) {
        static const char *const known[] = {"series", NULL};

        if (strcmp(map->pairs[i].key->text, "series") != 0)
            toc_report_unknown_key(r, map->pairs[i].key, TOC_PHRASE("an entry with `series`"),
                                   known);
    }
    series = toc_yaml_copy(arena, series);
    TOC_PUSH(arena, &r->series, series);
    return true;
}

bool toc_read_item(toc_reading *r, const toc_yaml *item, toc_list_kind kind, toc_arena *arena)
{
    toc_diag_sink *sink = r->sink;

    if (read_series_entry(r, item, kind, arena))
        return true;
    if (item->kind == TOC_YAML_MAP)
        read_entry(r, item, kind);
    else
        toc_report_shape(r, item, list_word(kind), TOC_PHRASE("entries such as `{at: 5min, …}`"));
    if (sink->records.count < TOC_SCENARIO_MISTAKES_MAX)
        return true;
    toc_diag_add_note(sink, sink->records.items[sink->records.count - 1],
                      "the reading stops here; there may be more such places");
    return false;
}

void toc_read_entries(toc_reading *r, const toc_yaml *list, toc_list_kind kind)
{
    bool goes_on = true;

    if (!toc_read_is_list(r, list, list_word(kind)))
        return;
    for (uint32_t i = 0; i < list->count && goes_on; i++)
        goes_on = toc_read_item(r, list->items[i], kind, r->arena);
}
