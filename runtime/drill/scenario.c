/* scenario.c - the head of a scenario; its lists are read by scenario_script.c,
 * scenario_expect.c, scenario_observe.c, scenario_truth.c and series.c. */
#include "drill/scenario.h"

#include <string.h>
#include <strings.h>

#include "drill/entries.h"
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
    toc_help_with_date(r, diag, word.text);
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

    toc_read_fields(r, root, TOC_PHRASE("a scenario"), head_rows, COUNT(head_rows), NULL, &words);
    scenario->id = words.scenario.text ? words.scenario.text : "";
    scenario->plan = words.plan;
    scenario->kind = (toc_drill_kind)index_of(words.kind, kinds);
    scenario->is_comprehensive = index_of(words.scope, scopes) == 1;
    if (!r->is_started)
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
        toc_report_shape(r, value, "assume", TOC_PHRASE("a mapping such as `{report: 5min}`"));
}

/* The keys of lists, in the order of toc_list_kind, and of what must be known before them. */
static const char *const taken_keys[] = {"script", "disturb", "control", "log", "start"};

/* Lists that were not taken entry by entry; of the others there are the series. */
static void read_lists(toc_reading *r, const toc_yaml *root)
{
    for (unsigned kind = 0; kind < TOC_LIST_COUNT; kind++) {
        const toc_yaml *value = toc_yaml_find(root, taken_keys[kind]);

        if (value && !value->is_taken)
            toc_read_entries(r, value, (toc_list_kind)kind);
    }
    for (uint32_t i = 0; i < r->series.count; i++)
        toc_read_series(r, r->series.items[i]);
}

typedef void part_reader(toc_reading *r, const toc_yaml *value);

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
        {"expect", toc_read_expects},
        {"observations", toc_read_observations},
        {"outside", toc_read_outside},
    };

    for (size_t i = 0; i < COUNT(parts); i++) {
        const toc_yaml *value = toc_yaml_find(root, parts[i].key);

        if (value)
            parts[i].read(r, value);
    }
    read_lists(r, root);
}

/* ── what lies after the end; numbers ── */

static void check_entry_ends(toc_reading *r, const char *end)
{
    const toc_scenario *scenario = r->scenario;
    uint32_t told = 0;

    for (uint32_t i = 0; i < toc_entries_count(scenario->entries); i++) {
        toc_diag *diag;

        if (toc_entries_at(scenario->entries, i) <= scenario->end)
            continue;
        diag = toc_diag_add(r->sink, TOC_D_SCENARIO_OUTSIDE,
                            toc_entries_get(scenario->entries, i)->span,
                            "this lies after the drill's end at %s", end);
        if (++told < TOC_SCENARIO_MISTAKES_MAX)
            continue;
        toc_diag_add_note(r->sink, diag, "there may be more entries after the end");
        return;
    }
}

static void check_ends(toc_reading *r)
{
    toc_scenario *scenario = r->scenario;
    char end[TOC_DURATION_TEXT_MAX];

    if (scenario->end == TOC_MS_NONE)
        return;
    toc_duration_format(scenario->end, end);
    check_entry_ends(r, end);
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
static void number_entries(const toc_scenario *scenario)
{
    uint32_t starts[TOC_LIST_COUNT] = {0}; /* first byte of each list, 0 where it is empty */
    uint32_t order[TOC_LIST_COUNT];

    for (uint32_t i = toc_entries_count(scenario->entries); i-- > 0;) {
        toc_list_kind list = toc_entries_list(scenario->entries, i);

        i = toc_entries_first(scenario->entries, list); /* those of a list stand together */
        starts[list] = toc_entries_get(scenario->entries, i)->span.begin;
    }
    for (unsigned list = 0; list < TOC_LIST_COUNT; list++) {
        unsigned place = list;

        for (; place > 0 && starts[order[place - 1]] > starts[list]; place--)
            order[place] = order[place - 1];
        order[place] = list;
    }
    toc_entries_number(scenario->entries, order);
}

/* ── entry by entry ── */

typedef struct taking {
    toc_reading *r;
    toc_arena scratch;   /* for what one entry needs while it is read */
    toc_diag_sink found; /* in entries; told when the whole turns out to be YAML */
    bool is_full;
} taking;

/* Times can be read once the start is known.  A long list is not kept until then. */
static bool open_list(void *context, unsigned key, toc_span at)
{
    taking *t = context;
    toc_diag *diag;

    if (t->r->is_started || !toc_source_is_long(t->r->scenario->source))
        return t->r->is_started;
    diag = toc_diag_add(&t->found, TOC_D_SCENARIO_ORDER, at,
                        "in a scenario of more than 16 MiB, `start` stands before `%s`",
                        taken_keys[key]);
    toc_diag_add_help(&t->found, diag, "move the line `start: …` to the beginning");
    t->is_full = true;
    return true;
}

static bool take_entry(void *context, unsigned key, const toc_yaml *item)
{
    taking *t = context;
    toc_reading *r = t->r;
    toc_diag_sink *sink = r->sink;
    toc_arena *arena = r->arena;

    if (t->is_full)
        return false;
    r->sink = &t->found;
    r->arena = &t->scratch;
    t->is_full = !toc_read_item(r, item, (toc_list_kind)key, arena);
    r->sink = sink;
    r->arena = arena;
    toc_arena_empty(&t->scratch);
    return !t->is_full;
}

static void keep_value(void *context, unsigned key, const toc_yaml *value)
{
    taking *t = context;
    toc_reading *r = t->r;
    toc_diag_sink *sink = r->sink;

    if (key < TOC_LIST_COUNT || value->kind != TOC_YAML_SCALAR || toc_yaml_is_nothing(value))
        return;
    r->sink = &t->found;
    r->is_started = true;
    read_start(r, (toc_word){value->text, value->span});
    r->sink = sink;
}

static void begin_taking(taking *t)
{
    toc_diag_sink *sink = t->r->sink;

    toc_diag_sink_init(&t->found, sink->arena);
    t->found.input = sink->input;
    t->is_full = false;
}

static void take_again(void *context)
{
    taking *t = context;
    toc_reading *r = t->r;

    *r = (toc_reading){
        .arena = r->arena, .sources = r->sources, .sink = r->sink, .scenario = r->scenario};
    r->scenario->entries = toc_entries_new(r->arena);
    begin_taking(t);
}

static const toc_yaml *read_yaml(toc_reading *r, const toc_source *source,
                                 const toc_scenario_way *way)
{
    taking t = {.r = r};
    toc_yaml_taker taker = {.context = &t,
                            .keys = taken_keys,
                            .list_count = TOC_LIST_COUNT,
                            .key_count = COUNT(taken_keys),
                            .open = open_list,
                            .take = take_entry,
                            .keep = keep_value,
                            .restart = take_again,
                            .block_size = way ? way->block_size : 0,
                            .is_slow = way && way->is_slow};
    const toc_yaml *root;

    toc_arena_within(&t.scratch, r->arena);
    begin_taking(&t);
    root = toc_yaml_read_through(r->arena, source, &taker, r->sink);
    if (root || t.is_full)
        toc_diag_sink_append(r->sink, &t.found, TOC_DIAG_NOTE);
    return root;
}

/* Of YAML or of a list of events. */
static const toc_yaml *read_root(toc_reading *r, const toc_source *source,
                                 const toc_scenario_way *way)
{
    const toc_msel *list;

    if (!toc_msel_is_list(source))
        return read_yaml(r, source, way);
    list = toc_msel_read(r->arena, r->sources, source, NULL, r->sink);
    return list ? list->root : NULL;
}

toc_scenario *toc_scenario_read_in(toc_arena *arena, toc_sources *sources, const toc_source *source,
                                   const toc_scenario_way *way, toc_diag_sink *sink)
{
    toc_scenario *scenario = TOC_NEW(arena, toc_scenario);
    toc_reading r = {.arena = arena, .sources = sources, .sink = sink, .scenario = scenario};
    const toc_yaml *root;

    scenario->source = source;
    scenario->end = TOC_MS_NONE;
    scenario->entries = toc_entries_new(arena);
    if (!toc_source_gate(source, sink))
        return NULL;
    root = read_root(&r, source, way);
    if (!root)
        return NULL;
    if (root->kind != TOC_YAML_MAP) {
        toc_report_shape(&r, root, "scenario",
                         TOC_PHRASE("one mapping (`key: value` on each line)"));
        return NULL;
    }
    read_head(&r, root);
    read_parts(&r, root);
    number_entries(scenario);
    check_ends(&r);
    return scenario;
}

toc_scenario *toc_scenario_read(toc_arena *arena, toc_sources *sources, const toc_source *source,
                                toc_diag_sink *sink)
{
    return toc_scenario_read_in(arena, sources, source, NULL, sink);
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
