/* scenario_observe.c - `observations` of evaluators, and what was done `outside` of the plan. */
#include "drill/scenario_private.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const ratings[] = {"P", "S", "M", "U", NULL};
static const char *const passed[] = {"at", NULL};

static const toc_field_row observation_rows[] = {
    {"by", TOC_FIELD_WORD, true, offsetof(toc_observation, by), NULL},
    {"about", TOC_FIELD_WORD, false, offsetof(toc_observation, about), NULL},
    {"activation", TOC_FIELD_ORDINAL, false, offsetof(toc_observation, activation), NULL},
    {"rating", TOC_FIELD_CHOICE, false, offsetof(toc_observation, rating), ratings},
    {"text", TOC_FIELD_WORD, false, offsetof(toc_observation, text), NULL},
};

static const toc_field_row outside_rows[] = {
    {"body", TOC_FIELD_WORD, false, offsetof(toc_outside, body), NULL},
    {"text", TOC_FIELD_WORD, true, offsetof(toc_outside, text), NULL},
};

static void read_observation(toc_reading *r, const toc_yaml *map)
{
    static const char what[] = TOC_PHRASE("an entry of `observations`");
    uint32_t errors = r->sink->error_count;
    toc_observation row = {.span = map->span};

    (void)toc_read_at(r, map, what, &row.at);
    toc_read_fields(r, map, what, observation_rows, COUNT(observation_rows), passed, &row);
    if (r->sink->error_count == errors && !row.rating.text && !row.text.text)
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_MISSING, map->span,
                           "%s needs the key `text` or `rating`", what);
    if (r->sink->error_count > errors)
        return;
    row.number = r->scenario->observations.count + 1;
    TOC_PUSH(r->arena, &r->scenario->observations, row);
}

static void read_outside(toc_reading *r, const toc_yaml *map)
{
    static const char what[] = TOC_PHRASE("an entry of `outside`");
    uint32_t errors = r->sink->error_count;
    toc_outside row = {.span = map->span};

    (void)toc_read_at(r, map, what, &row.at);
    toc_read_fields(r, map, what, outside_rows, COUNT(outside_rows), passed, &row);
    if (r->sink->error_count > errors)
        return;
    row.number = r->scenario->outside.count + 1;
    TOC_PUSH(r->arena, &r->scenario->outside, row);
}

/* So many that a report can still be read, and written in time. */
static bool is_list(toc_reading *r, const toc_yaml *list, const char *key)
{
    if (!toc_read_is_list(r, list, key))
        return false;
    if (list->count <= TOC_OBSERVATIONS_MAX)
        return true;
    (void)toc_diag_add(r->sink, TOC_D_SCENARIO_VALUE, list->span,
                       "`%s` has %u entries, and %u are the most", key, list->count,
                       TOC_OBSERVATIONS_MAX);
    return false;
}

void toc_read_observations(toc_reading *r, const toc_yaml *list)
{
    if (!is_list(r, list, "observations"))
        return;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == TOC_YAML_MAP)
            read_observation(r, list->items[i]);
        else
            toc_report_shape(
                r, list->items[i], "observations",
                TOC_PHRASE("entries such as `{at: 1h5min, by: Chen, text: clear orders}`"));
    }
}

void toc_read_outside(toc_reading *r, const toc_yaml *list)
{
    if (!is_list(r, list, "outside"))
        return;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == TOC_YAML_MAP)
            read_outside(r, list->items[i]);
        else
            toc_report_shape(
                r, list->items[i], "outside",
                TOC_PHRASE("entries such as `{at: 1h5min, text: we also called the hospital}`"));
    }
}
