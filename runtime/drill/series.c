/* series.c - `series`: samples of an indicator from a CSV file beside the scenario, or from a model. */
#include <string.h>

#include "base/nearest.h"
#include "drill/csv.h"
#include "drill/scenario_private.h"

typedef struct series_keys {
    toc_word indicator;
    toc_word csv;
    toc_word column;
    toc_word time;
} series_keys;

static const toc_field_row rows[] = {
    {"indicator", TOC_FIELD_WORD, true, offsetof(series_keys, indicator), NULL},
    {"csv", TOC_FIELD_WORD, true, offsetof(series_keys, csv), NULL},
    {"column", TOC_FIELD_WORD, false, offsetof(series_keys, column), NULL},
    {"time", TOC_FIELD_WORD, false, offsetof(series_keys, time), NULL},
};

/* The scenario's folder; "." where its path names none. */
static const char *folder_of(toc_reading *r)
{
    const char *path = r->scenario->source->path;
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : toc_arena_copy(r->arena, path, (size_t)(slash - path));
}

static uint32_t find_column(toc_reading *r, const toc_csv *csv, toc_word name)
{
    uint32_t column = toc_csv_column(csv, name.text);
    toc_nearest nearest;
    toc_diag *diag;

    if (column != UINT32_MAX)
        return column;
    toc_nearest_init(&nearest, name.text);
    for (uint32_t i = 0; i < csv->column_count; i++)
        toc_nearest_offer(&nearest, csv->cells[i].text);
    diag = toc_diag_add(r->sink, TOC_D_SERIES_COLUMN, name.span, "the file has no column `%s`",
                        name.text);
    toc_diag_add_label(r->sink, diag, csv->cells[0].span, "the header row");
    if (nearest.best)
        toc_diag_add_help(r->sink, diag, "did you mean `%s`?", nearest.best);
    return UINT32_MAX;
}

/* Times of a table read as those of entries, but every broken one is a matter of the series. */
static bool read_time(toc_reading *r, const toc_csv_cell *cell, toc_ms last, toc_ms *out)
{
    toc_ms epoch;
    int32_t offset_min;
    bool is_read;

    *out = 0;
    is_read = strcmp(cell->text, "0") == 0 || toc_duration_parse(cell->text, true, out);
    if (!is_read && r->has_start && toc_instant_parse(cell->text, &epoch, &offset_min)) {
        *out = epoch - r->scenario->start;
        is_read = *out <= TOC_DURATION_MAX;
    }
    if (is_read && r->has_start && *out > 0 &&
        !toc_is_in_years(r->scenario->start + *out, r->scenario->start_offset_min)) {
        (void)toc_diag_add(r->sink, TOC_D_SERIES_TIME, cell->span,
                           "`%s` lies after the year 2199, the last for a drill", cell->text);
        return false;
    }
    if (!is_read) {
        toc_diag *diag = toc_diag_add(r->sink, TOC_D_SERIES_TIME, cell->span,
                                      "`%s` is not a time since the start", cell->text);
        toc_diag_add_help(r->sink, diag, "write `90min` or `2026-03-05T02:10+08:00`");
    } else if (*out < 0) {
        (void)toc_diag_add(r->sink, TOC_D_SERIES_TIME, cell->span,
                           "`%s` lies before the drill's start", cell->text);
    } else if (*out <= last) {
        (void)toc_diag_add(r->sink, TOC_D_SERIES_TIME, cell->span,
                           "`%s` is not later than the row before", cell->text);
    }
    return is_read && *out > last;
}

static void read_samples(toc_reading *r, const toc_csv *csv, uint32_t time, uint32_t column,
                         toc_word indicator)
{
    toc_series_point *samples = TOC_NEW_ARRAY(r->arena, toc_series_point, csv->row_count);
    toc_sample_series series = {.indicator = indicator, .samples = samples};
    toc_ms last = -1;

    for (uint32_t i = 0; i < csv->row_count; i++) {
        const toc_csv_cell *value = toc_csv_at(csv, i, column);
        toc_ms at;

        if (!read_time(r, toc_csv_at(csv, i, time), last, &at))
            break;
        last = at;
        if (*value->text) /* an empty cell: nothing was measured then */
            samples[series.count++] = (toc_series_point){at, {value->text, value->span}};
    }
    TOC_PUSH(r->arena, &r->scenario->series, series);
}

static void read_table(toc_reading *r, const series_keys *keys)
{
    const toc_source *source =
        toc_sources_read(r->sources, folder_of(r), keys->csv.text, keys->csv.span, r->sink);
    toc_word name = keys->column.text ? keys->column : keys->indicator;
    uint32_t time = 0;
    uint32_t column;
    const toc_csv *csv;

    if (!source || !toc_source_gate(source, r->sink))
        return;
    csv = toc_csv_read(r->arena, source, r->sink);
    if (!csv)
        return;
    if (keys->time.text)
        time = find_column(r, csv, keys->time);
    column = find_column(r, csv, name);
    if (time == UINT32_MAX || column == UINT32_MAX)
        return;
    read_samples(r, csv, time, column, keys->indicator);
}

/* ── models ── */

typedef struct model_keys {
    toc_word indicator;
    toc_word model;
    toc_word compartment;
    toc_ms every;
    toc_ms from;
    toc_ms until;
} model_keys;

static const char *const models[] = {"seir", NULL};
static const char *const compartments[] = {"susceptible", "exposed",   "infected", "recovered",
                                           "cases",       "new-cases", NULL};

static const toc_field_row model_rows[] = {
    {"indicator", TOC_FIELD_WORD, true, offsetof(model_keys, indicator), NULL},
    {"model", TOC_FIELD_CHOICE, true, offsetof(model_keys, model), models},
    {"compartment", TOC_FIELD_CHOICE, false, offsetof(model_keys, compartment), compartments},
    {"every", TOC_FIELD_DURATION, true, offsetof(model_keys, every), NULL},
    {"from", TOC_FIELD_WHEN, false, offsetof(model_keys, from), NULL},
    {"until", TOC_FIELD_WHEN, false, offsetof(model_keys, until), NULL},
    {"with", TOC_FIELD_FREE, true, 0, NULL},
};

typedef struct value_row {
    const char *key;
    bool is_required;
    bool is_rate;
    size_t offset;
} value_row;

static const value_row value_rows[] = {
    {"population", true, false, offsetof(toc_seir, population)},
    {"beta", true, true, offsetof(toc_seir, beta)},
    {"sigma", true, true, offsetof(toc_seir, sigma)},
    {"gamma", true, true, offsetof(toc_seir, gamma)},
    {"infected", true, false, offsetof(toc_seir, infected)},
    {"exposed", false, false, offsetof(toc_seir, exposed)},
    {"recovered", false, false, offsetof(toc_seir, recovered)},
};
#define VALUE_COUNT (sizeof value_rows / sizeof value_rows[0])

/* Digits, and for a rate a point with up to nine more; in units of @p unit.  False: no such number. */
static bool parse_value(const char *text, int64_t unit, int64_t most, int64_t *out)
{
    int64_t value = 0;
    const char *at = text;

    for (; *at >= '0' && *at <= '9'; at++) {
        if (value <= most)
            value = value * 10 + (*at - '0') * unit;
    }
    if (at == text)
        return false;
    if (*at == '.' && unit > 1) {
        for (at++; *at >= '0' && *at <= '9' && unit > 1; at++) {
            unit /= 10;
            value += value <= most ? (*at - '0') * unit : 0;
        }
    }
    *out = value;
    return *at == '\0' && at[-1] != '.';
}

static bool read_value(toc_reading *r, const value_row *row, const toc_yaml *value, toc_seir *model)
{
    int64_t unit = row->is_rate ? TOC_SEIR_UNIT : 1;
    int64_t most = row->is_rate ? TOC_SEIR_RATE_MAX : TOC_SEIR_POPULATION_MAX;
    int64_t least = strcmp(row->key, "population") == 0;
    int64_t *place = (int64_t *)(void *)((char *)model + row->offset);
    toc_word word;
    toc_diag *diag;

    if (!toc_read_word(r, value, row->key, &word))
        return false;
    if (parse_value(word.text, unit, most, place) && *place >= least && *place <= most)
        return true;
    diag = toc_diag_add(r->sink, TOC_D_MODEL_VALUE, word.span, "`%s` cannot be `%s`", row->key,
                        word.text);
    if (row->is_rate)
        toc_diag_add_help(r->sink, diag,
                          "a rate a day from 0 to 24, at most nine decimals, such as `0.4`");
    else
        toc_diag_add_help(r->sink, diag, "a whole number of people, %lld to %lld", (long long)least,
                          (long long)most);
    return false;
}

static bool is_one_of_values(const char *key)
{
    for (size_t i = 0; i < VALUE_COUNT; i++) {
        if (strcmp(value_rows[i].key, key) == 0)
            return true;
    }
    return false;
}

static void report_unknown_values(toc_reading *r, const toc_yaml *with)
{
    const char *known[VALUE_COUNT + 1] = {NULL};

    for (size_t i = 0; i < VALUE_COUNT; i++)
        known[i] = value_rows[i].key;
    for (uint32_t i = 0; i < with->count; i++) {
        if (!is_one_of_values(with->pairs[i].key->text))
            toc_report_unknown_key(r, with->pairs[i].key, "`with`", known);
    }
}

static void read_values(toc_reading *r, const toc_yaml *with, toc_seir *model)
{
    uint32_t errors = r->sink->error_count;

    if (with->kind != TOC_YAML_MAP) {
        toc_report_shape(r, with, "with",
                         TOC_PHRASE("a mapping such as `{population: 500000, beta: 0.4, …}`"));
        return;
    }
    report_unknown_values(r, with);
    for (size_t i = 0; i < VALUE_COUNT; i++) {
        const toc_yaml *value = toc_yaml_find(with, value_rows[i].key);

        if (value)
            (void)read_value(r, &value_rows[i], value, model);
        else if (value_rows[i].is_required)
            (void)toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_MISSING, with->span,
                               "`with` needs the key `%s`", value_rows[i].key);
    }
    if (r->sink->error_count == errors &&
        model->exposed + model->infected + model->recovered > model->population)
        (void)toc_diag_add(r->sink, TOC_D_MODEL_VALUE, with->span,
                           "more people are exposed, infected or recovered than there are");
}

static void report_times(toc_reading *r, const toc_yaml *map, const char *key, const char *what,
                         const char *help)
{
    const toc_yaml *value = toc_yaml_find(map, key);
    toc_diag *diag =
        toc_diag_add(r->sink, TOC_D_MODEL_TIMES, value ? value->span : map->span, "%s", what);

    toc_diag_add_help(r->sink, diag, "%s", help);
}

/* Steps are hours, and a model goes on for ever: it has to be known when to read it and how long. */
static void check_times(toc_reading *r, const toc_yaml *map, toc_sample_series *series)
{
    toc_ms end = r->scenario->end;

    if (series->every <= 0 || series->every % TOC_HOUR != 0)
        report_times(r, map, "every", TOC_PHRASE("a model is read every so many whole hours"),
                     TOC_PHRASE("write `every: 1d` or `every: 6h`"));
    else if (series->until == TOC_MS_NONE && r->scenario->ends_settled)
        report_times(r, map, "model",
                     TOC_PHRASE("this model has no end, and neither has the drill"),
                     TOC_PHRASE("write `until: 60d`, or give the drill an `end`"));
    else if (series->until != TOC_MS_NONE && end != TOC_MS_NONE && series->until > end)
        report_times(r, map, "until", TOC_PHRASE("the model is read beyond the drill's end"),
                     TOC_PHRASE("leave `until` out: it ends with the drill"));
    if (series->until == TOC_MS_NONE)
        series->until = end;
    if (series->every <= 0 || series->until == TOC_MS_NONE)
        return;
    if (series->from > series->until)
        report_times(r, map, "from", TOC_PHRASE("the model begins after it is read last"),
                     TOC_PHRASE("let `from` lie before the end"));
    else if ((series->until - series->from) / series->every >= TOC_SERIES_SAMPLES_MAX)
        report_times(r, map, "every", TOC_PHRASE("more than 100000 samples of one model"),
                     TOC_PHRASE("read it less often, or not so long"));
}

static void read_model(toc_reading *r, const toc_yaml *map)
{
    toc_seir *model = TOC_NEW(r->arena, toc_seir);
    model_keys keys = {.until = TOC_MS_NONE};
    const toc_yaml *with = toc_yaml_find(map, "with");
    uint32_t errors = r->sink->error_count;
    toc_sample_series series;
    unsigned part = TOC_SEIR_INFECTED;

    toc_read_fields(r, map, TOC_PHRASE("a series"), model_rows,
                    sizeof model_rows / sizeof model_rows[0], NULL, &keys);
    if (with)
        read_values(r, with, model);
    if (keys.compartment.text)
        (void)toc_read_choice(r, keys.compartment, "compartment", compartments, &part);
    series = (toc_sample_series){.indicator = keys.indicator,
                                 .model = model,
                                 .part = (toc_seir_part)part,
                                 .from = keys.from,
                                 .every = keys.every,
                                 .until = keys.until,
                                 .span = map->span};
    if (r->sink->error_count == errors)
        check_times(r, map, &series);
    if (r->sink->error_count == errors)
        TOC_PUSH(r->arena, &r->scenario->series, series);
}

/* ── either ── */

static void read_one(toc_reading *r, const toc_yaml *map)
{
    series_keys keys = {0};

    if (map->kind != TOC_YAML_MAP) {
        toc_report_shape(r, map, "series",
                         TOC_PHRASE("a mapping such as `{indicator: …, csv: …}`"));
        return;
    }
    if (toc_yaml_find(map, "model")) {
        read_model(r, map);
        return;
    }
    toc_read_fields(r, map, TOC_PHRASE("a series"), rows, sizeof rows / sizeof rows[0], NULL,
                    &keys);
    if (keys.indicator.text && keys.csv.text)
        read_table(r, &keys);
}

void toc_read_series(toc_reading *r, const toc_yaml *value)
{
    if (value->kind != TOC_YAML_LIST) {
        read_one(r, value);
        return;
    }
    for (uint32_t i = 0; i < value->count; i++)
        read_one(r, value->items[i]);
}
