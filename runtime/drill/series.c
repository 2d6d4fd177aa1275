/* series.c - `series`: samples of an indicator from a CSV file beside the scenario. */
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

static void read_one(toc_reading *r, const toc_yaml *map)
{
    const toc_yaml *model;
    series_keys keys = {0};

    if (map->kind != TOC_YAML_MAP) {
        toc_report_shape(r, map, "series", "a mapping such as `{indicator: …, csv: …}`");
        return;
    }
    model = toc_yaml_find(map, "model");
    if (model) {
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_NOT_ACTED_ON, model->span,
                           "a series from a `model` is not acted on yet: the drill passes over it");
        return;
    }
    toc_read_fields(r, map, "a series", rows, sizeof rows / sizeof rows[0], NULL, &keys);
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
