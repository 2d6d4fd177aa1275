/* scenario.c - the head of a scenario; its lists are read by scenario_script.c,
 * scenario_expect.c, scenario_observe.c, scenario_truth.c and series.c. */
#include "drill/scenario.h"

#include <string.h>
#include <strings.h>

#include "drill/msel.h"
#include "drill/scenario_private.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const kinds[] = {"tabletop", "functional", "full-scale", "no-notice", NULL};
static const char *const scopes[] = {"single", "comprehensive", NULL};

typedef struct head {
    toc_word scenario;
    toc_word plan;
    toc_word start;
    toc_word kind;
    toc_word scope;
    toc_word seed;
    toc_word end;
} head;

#define WORD(key, is_needed)                                                                       \
    {                                                                                              \
#key, TOC_FIELD_WORD, is_needed, offsetof(head, key), NULL                                 \
    }
#define FREE(key)                                                                                  \
    {                                                                                              \
        key, TOC_FIELD_FREE, false, 0, NULL                                                        \
    }

/* In the order in which a scenario is usually written; suggestions show it so. */
static const toc_field_row head_rows[] = {
    WORD(scenario, true),
    FREE("title"),
    WORD(plan, false),
    WORD(start, true),
    {"kind", TOC_FIELD_CHOICE, false, offsetof(head, kind), kinds},
    {"scope", TOC_FIELD_CHOICE, false, offsetof(head, scope), scopes},
    WORD(seed, false),
    FREE("play"),
    FREE("assume"),
    FREE("truth"),
    FREE("series"),
    FREE("script"),
    FREE("disturb"),
    FREE("control"),
    FREE("log"),
    FREE("observations"),
    FREE("outside"),
    FREE("expect"),
    WORD(end, true),
};

static const toc_field_row assume_rows[] = {
    {"step", TOC_FIELD_DURATION, false, TOC_ASSUME_STEP * sizeof(toc_ms), NULL},
    {"decision", TOC_FIELD_DURATION, false, TOC_ASSUME_DECISION * sizeof(toc_ms), NULL},
    {"approval", TOC_FIELD_DURATION, false, TOC_ASSUME_APPROVAL * sizeof(toc_ms), NULL},
    {"declaration", TOC_FIELD_DURATION, false, TOC_ASSUME_DECLARATION * sizeof(toc_ms), NULL},
    {"report", TOC_FIELD_DURATION, false, TOC_ASSUME_REPORT * sizeof(toc_ms), NULL},
    {"formation", TOC_FIELD_DURATION, false, TOC_ASSUME_FORMATION * sizeof(toc_ms), NULL},
    {"verification", TOC_FIELD_DURATION, false, TOC_ASSUME_VERIFICATION * sizeof(toc_ms), NULL},
};

static void read_title(toc_reading *r, const toc_yaml *value)
{
    toc_scenario_pairs pairs = {0};
    toc_word word;

    if (value->kind == TOC_YAML_SCALAR && toc_read_word(r, value, "title", &word)) {
        toc_scenario_title title = {"", word.text};

        TOC_PUSH(r->arena, &r->scenario->titles, title);
    } else if (value->kind != TOC_YAML_SCALAR && toc_read_pairs(r, value, "title", &pairs)) {
        for (uint32_t i = 0; i < pairs.count; i++) {
            toc_scenario_title title = {pairs.items[i].key.text, pairs.items[i].value.text};

            TOC_PUSH(r->arena, &r->scenario->titles, title);
        }
    }
}

static void read_start(toc_reading *r, toc_word word)
{
    toc_diag *diag;

    if (!word.text)
        return;
    r->has_start =
        toc_instant_parse(word.text, &r->scenario->start, &r->scenario->start_offset_min);
    if (r->has_start && toc_is_in_years(r->scenario->start, r->scenario->start_offset_min))
        return;
    if (r->has_start) {
        r->has_start = false;
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_TIME, word.span,
                           "a drill starts in the years 1970 to 2199, and `%s` is outside them",
                           word.text);
        return;
    }
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_TIME, word.span,
                        "`%s` is not an instant such as `2026-03-05T02:10+08:00`", word.text);
    toc_diag_add_help(r->sink, diag, "date, `T`, time of day, then the offset from UTC");
}

static void read_end(toc_reading *r, toc_word word)
{
    toc_ms end;

    if (!word.text)
        return;
    r->scenario->ends_settled = strcmp(word.text, "settled") == 0;
    if (!r->scenario->ends_settled && toc_read_when(r, word, &end))
        r->scenario->end = end;
}

static void read_play(toc_reading *r, const toc_yaml *value)
{
    toc_scenario_words words = {0};

    if (!toc_read_words(r, value, "play", &words))
        return;
    r->scenario->plays_all = words.count == 1 && strcmp(words.items[0].text, "all") == 0;
    if (!r->scenario->plays_all)
        r->scenario->play = words;
}

static void read_seed(toc_reading *r, toc_word word)
{
    int64_t seed;

    if (word.text && toc_read_whole(r, word, 0, INT64_MAX, &seed))
        r->scenario->seed = (uint64_t)seed;
}

static unsigned index_of(toc_word word, const char *const *choices)
{
    unsigned index = 0;

    while (word.text && choices[index] && strcmp(choices[index], word.text) != 0)
        index++;
    return word.text && choices[index] ? index : 0;
}

static void read_head(toc_reading *r, const toc_yaml *root)
{
    toc_scenario *scenario = r->scenario;
    head words = {0};

    toc_read_fields(r, root, "a scenario", head_rows, COUNT(head_rows), NULL, &words);
    scenario->id = words.scenario.text ? words.scenario.text : "";
    scenario->plan = words.plan;
    scenario->kind = (toc_drill_kind)index_of(words.kind, kinds);
    scenario->is_comprehensive = index_of(words.scope, scopes) == 1;
    read_start(r, words.start);
    read_seed(r, words.seed);
    read_end(r, words.end);
}

static void read_assume(toc_reading *r, const toc_yaml *value)
{
    if (value->kind == TOC_YAML_MAP)
        toc_read_fields(r, value, "`assume`", assume_rows, COUNT(assume_rows), NULL,
                        r->scenario->assume);
    else
        toc_report_shape(r, value, "assume", "a mapping such as `{report: 5min}`");
}

typedef void part_reader(toc_reading *r, const toc_yaml *value);

static void read_script(toc_reading *r, const toc_yaml *value)
{
    toc_read_entries(r, value, TOC_LIST_SCRIPT);
}

static void read_disturb(toc_reading *r, const toc_yaml *value)
{
    toc_read_entries(r, value, TOC_LIST_DISTURB);
}

static void read_control(toc_reading *r, const toc_yaml *value)
{
    toc_read_entries(r, value, TOC_LIST_CONTROL);
}

static void read_log(toc_reading *r, const toc_yaml *value)
{
    toc_read_entries(r, value, TOC_LIST_LOG);
}

static void read_parts(toc_reading *r, const toc_yaml *root)
{
    static const struct {
        const char *key;
        part_reader *read;
    } parts[] = {
        {"title", read_title},
        {"play", read_play},
        {"assume", read_assume},
        {"truth", toc_read_truth},
        {"series", toc_read_series},
        {"script", read_script},
        {"disturb", read_disturb},
        {"control", read_control},
        {"log", read_log},
        {"expect", toc_read_expects},
        {"observations", toc_read_observations},
        {"outside", toc_read_outside},
    };

    for (size_t i = 0; i < COUNT(parts); i++) {
        const toc_yaml *value = toc_yaml_find(root, parts[i].key);

        if (value)
            parts[i].read(r, value);
    }
}

/* ── what lies after the end; numbers ── */

static void check_ends(toc_reading *r)
{
    toc_scenario *scenario = r->scenario;
    char end[TOC_DURATION_TEXT_MAX];

    if (scenario->end == TOC_MS_NONE)
        return;
    toc_duration_format(scenario->end, end);
    for (uint32_t i = 0; i < scenario->entries.count; i++) {
        const toc_entry *entry = &scenario->entries.items[i];

        if (entry->at > scenario->end)
            (void)toc_diag_add(r->sink, TOC_D_SCENARIO_OUTSIDE, entry->span,
                               "this lies after the drill's end at %s", end);
    }
    for (uint32_t i = 0; i < scenario->truths.count; i++) {
        if (scenario->truths.items[i].at > scenario->end)
            (void)toc_diag_add(r->sink, TOC_D_SCENARIO_OUTSIDE, scenario->truths.items[i].span,
                               "this lies after the drill's end at %s", end);
    }
    for (uint32_t i = 0; i < scenario->series.count; i++) {
        const toc_sample_series *series = &scenario->series.items[i];

        if (series->count && series->samples[series->count - 1].at > scenario->end)
            (void)toc_diag_add(r->sink, TOC_D_SCENARIO_OUTSIDE,
                               series->samples[series->count - 1].value.span,
                               "this sample lies after the drill's end at %s", end);
    }
}

/* Numbers follow the file, whichever list stands first in it. */
static void number_entries(toc_reading *r)
{
    toc_scenario *scenario = r->scenario;
    uint32_t *by_number = TOC_NEW_ARRAY(r->arena, uint32_t, scenario->entries.count);
    uint32_t starts[TOC_LIST_COUNT] = {0}; /* first byte of each list, 0 where it is empty */
    uint32_t counts[TOC_LIST_COUNT] = {0};

    for (uint32_t i = 0; i < scenario->entries.count; i++) {
        const toc_entry *entry = &scenario->entries.items[i];

        if (counts[entry->list]++ == 0)
            starts[entry->list] = entry->span.begin;
    }
    for (uint32_t i = 0, seen[TOC_LIST_COUNT] = {0}; i < scenario->entries.count; i++) {
        toc_entry *entry = &scenario->entries.items[i];
        uint32_t before = 0;

        for (unsigned list = 0; list < TOC_LIST_COUNT; list++)
            before += starts[list] < starts[entry->list] ? counts[list] : 0;
        entry->number = before + ++seen[entry->list];
        by_number[entry->number - 1] = i;
    }
    scenario->by_number = by_number;
}

/* Of YAML or of a list of events. */
static const toc_yaml *read_root(toc_reading *r, const toc_source *source)
{
    const toc_msel *list;

    if (!toc_msel_is_list(source))
        return toc_yaml_read(r->arena, source, r->sink);
    list = toc_msel_read(r->arena, r->sources, source, NULL, r->sink);
    return list ? list->root : NULL;
}

toc_scenario *toc_scenario_read(toc_arena *arena, toc_sources *sources, const toc_source *source,
                                toc_diag_sink *sink)
{
    toc_scenario *scenario = TOC_NEW(arena, toc_scenario);
    toc_reading r = {arena, sources, sink, scenario, false};
    const toc_yaml *root;

    scenario->source = source;
    scenario->end = TOC_MS_NONE;
    if (!toc_source_gate(source, sink))
        return NULL;
    root = read_root(&r, source);
    if (!root)
        return NULL;
    if (root->kind != TOC_YAML_MAP) {
        toc_report_shape(&r, root, "scenario", "one mapping (`key: value` on each line)");
        return NULL;
    }
    read_head(&r, root);
    read_parts(&r, root);
    check_ends(&r);
    number_entries(&r);
    return scenario;
}

static const char *find_title(const toc_scenario *scenario, const char *lang, size_t size)
{
    for (uint32_t i = 0; i < scenario->titles.count; i++) {
        if (strncmp(scenario->titles.items[i].lang, lang, size) == 0)
            return scenario->titles.items[i].text;
    }
    return NULL;
}

const char *toc_scenario_title_in(const toc_scenario *scenario, const char *lang)
{
    const char *title = NULL;

    if (lang)
        title = find_title(scenario, lang, strlen(lang) + 1);
    if (lang && !title)
        title = find_title(scenario, lang, strcspn(lang, "-"));
    if (title)
        return title;
    return scenario->titles.count ? scenario->titles.items[0].text : scenario->id;
}

const char *toc_drill_kind_word(toc_drill_kind kind)
{
    return kinds[kind];
}
