/* demand_table.c - the table of demand: worked out once, then written as text or JSON. */
#include "analysis/demand_table.h"

#include <string.h>

#include "base/utf8.h"

typedef struct cell {
    int64_t wanted;
    int64_t most;
    const toc_demand_cause *cause; /* after which most is wanted; NULL: whatever the cause */
    const toc_demand_stage *stage; /* NULL: nothing is wanted */
} cell;

typedef struct table {
    toc_demand *it;
    const toc_demand_together *together;
    cell *cells; /* by pool, then by stage */
} table;

static cell *cell_at(const table *of, uint32_t pool, uint32_t stage)
{
    return &of->cells[(size_t)pool * of->it->stages.count + stage];
}

static void fill(void *state, uint32_t pool, const toc_demand_stage *stage,
                 const toc_demand_cause *cause, const toc_demand_peak *peak)
{
    table *of = state;
    cell *at = cell_at(of, pool, (uint32_t)(stage - of->it->stages.items));

    if (at->stage && peak->wanted <= at->wanted && peak->most <= at->most)
        return;
    if (!at->stage || peak->wanted > at->wanted)
        at->cause = cause;
    at->stage = stage;
    at->wanted = peak->wanted > at->wanted ? peak->wanted : at->wanted;
    at->most = peak->most > at->most ? peak->most : at->most;
}

static table make(toc_demand *it, const toc_demand_together *together)
{
    table made = {it, together, NULL};

    made.cells = TOC_NEW_ARRAY(it->arena, cell, (size_t)it->pool_count * it->stages.count);
    toc_demand_walk(it, together, fill, &made);
    return made;
}

/* The stage at which most is wanted; NULL: a row that says nothing. */
static const cell *peak_of(const table *of, uint32_t pool)
{
    const cell *best = NULL;

    for (uint32_t s = 0; s < of->it->stages.count; s++) {
        const cell *at = cell_at(of, pool, s);

        if (at->stage && (!best || at->wanted > best->wanted))
            best = at;
    }
    return best && (of->it->pools[pool].resource || best->wanted > 1) ? best : NULL;
}

static bool is_shown(const table *of, uint32_t stage)
{
    return !of->together || !of->together->stage ||
           of->together->stage == &of->it->stages.items[stage];
}

/* ── text ────────────────────────────────────────────────────────────────── */

#define GAP 2u

static size_t width(const char *text)
{
    return toc_utf8_width(text, strlen(text));
}

static void put_left(FILE *out, const char *text, size_t columns)
{
    size_t own = width(text);

    (void)fprintf(out, "%s%*s", text, (int)(columns > own ? columns - own : 0), "");
}

static void put_right(FILE *out, const char *text, size_t columns)
{
    size_t own = width(text);

    (void)fprintf(out, "%*s%s", (int)(GAP + (columns > own ? columns - own : 0)), "", text);
}

static const char *row_name(const table *of, uint32_t pool)
{
    const toc_demand_pool *row = &of->it->pools[pool];

    return row->is_stock ? toc_say(of->it->arena, "%s (used up)", row->name) : row->name;
}

static const char *supply_text(const table *of, uint32_t pool)
{
    const toc_demand_pool *row = &of->it->pools[pool];

    if (row->granted > 0)
        return toc_arena_printf(of->it->arena, "%lld + %lld", (long long)row->supply,
                                (long long)row->granted);
    return toc_arena_printf(of->it->arena, "%lld", (long long)row->supply);
}

static bool is_short(const table *of, uint32_t pool, const cell *at)
{
    const toc_demand_pool *row = &of->it->pools[pool];

    return at->wanted > toc_sum_capped(row->supply, row->granted);
}

static const char *cell_text(const table *of, uint32_t pool, const cell *at)
{
    if (!at->stage || at->wanted == 0)
        return "-";
    return toc_arena_printf(of->it->arena, "%s%lld%s", at->most > at->wanted ? "\u2264 " : "",
                            (long long)at->most, is_short(of, pool, at) ? " !" : "");
}

/* Where most is wanted: "II, after fire". */
static const char *where_text(const table *of, const cell *peak)
{
    const char *stage = peak->stage->ladder ? peak->stage->name : "";
    const char *cause = peak->cause && !of->together ? peak->cause->entity->full : "";

    if (!*cause)
        return stage;
    return *stage ? toc_say(of->it->arena, "%s, after %s", stage, cause)
                  : toc_say(of->it->arena, "after %s", cause);
}

typedef struct layout {
    size_t name;
    size_t supply;
    size_t *stages;
} layout;

static void widen(size_t *column, const char *text)
{
    if (width(text) > *column)
        *column = width(text);
}

static layout measure(const table *of)
{
    layout made = {width(toc_phrase(of->it->arena, "resource or post")),
                   width(toc_phrase(of->it->arena, "there are")), NULL};

    made.stages = TOC_NEW_ARRAY(of->it->arena, size_t, of->it->stages.count);
    for (uint32_t s = 0; s < of->it->stages.count; s++)
        made.stages[s] = width(toc_phrase(of->it->arena, of->it->stages.items[s].name));
    for (uint32_t p = 0; p < of->it->pool_count; p++) {
        if (!peak_of(of, p))
            continue;
        widen(&made.name, row_name(of, p));
        widen(&made.supply, supply_text(of, p));
        for (uint32_t s = 0; s < of->it->stages.count; s++)
            widen(&made.stages[s], cell_text(of, p, cell_at(of, p, s)));
    }
    return made;
}

static void write_head(const table *of, const layout *columns, FILE *out)
{
    put_left(out, toc_phrase(of->it->arena, "resource or post"), columns->name);
    put_right(out, toc_phrase(of->it->arena, "there are"), columns->supply);
    for (uint32_t s = 0; s < of->it->stages.count; s++) {
        if (is_shown(of, s))
            put_right(out, toc_phrase(of->it->arena, of->it->stages.items[s].name),
                      columns->stages[s]);
    }
    (void)fprintf(out, "  %s\n", toc_phrase(of->it->arena, "most wanted"));
}

static bool write_row(const table *of, const layout *columns, uint32_t pool, FILE *out)
{
    const cell *peak = peak_of(of, pool);

    if (!peak)
        return false;
    put_left(out, row_name(of, pool), columns->name);
    put_right(out, supply_text(of, pool), columns->supply);
    for (uint32_t s = 0; s < of->it->stages.count; s++) {
        if (is_shown(of, s))
            put_right(out, cell_text(of, pool, cell_at(of, pool, s)), columns->stages[s]);
    }
    (void)fprintf(out, "  %s\n", where_text(of, peak));
    return is_short(of, pool, peak);
}

static void write_title(const table *of, FILE *out)
{
    (void)fputs(toc_phrase(of->it->arena, "wanted at once, at most"), out);
    for (uint32_t i = 0; of->together && i < of->together->causes.count; i++)
        (void)fputs(toc_say(of->it->arena, "%s `%s`",
                            i == 0 ? TOC_PHRASE(", with") : TOC_PHRASE(" and"),
                            of->together->causes.items[i].entity->full),
                    out);
    (void)fputs("\n\n", out);
}

void toc_demand_write_text(toc_demand *it, const toc_demand_together *together, FILE *out)
{
    table of = make(it, together);
    layout columns = measure(&of);
    bool is_any_short = false;

    write_title(&of, out);
    write_head(&of, &columns, out);
    for (uint32_t p = 0; p < it->pool_count; p++)
        is_any_short = write_row(&of, &columns, p, out) || is_any_short;
    if (is_any_short)
        (void)fprintf(out, "\n%s\n", toc_phrase(it->arena, "! more than there is"));
}

/* ── JSON ────────────────────────────────────────────────────────────────── */

static void write_cell(const table *of, const cell *at, toc_json *json)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "stage", at->stage->name);
    toc_json_key_int(json, "wanted", at->wanted);
    toc_json_key_int(json, "at_most", at->most);
    toc_json_key_string(json, "after", at->cause && !of->together ? at->cause->entity->full : NULL);
    toc_json_end_object(json);
}

void toc_demand_write_json(toc_demand *it, const toc_demand_together *together, toc_json *json)
{
    table of = make(it, together);

    toc_json_begin_array(json);
    for (uint32_t p = 0; p < it->pool_count; p++) {
        const toc_demand_pool *pool = &it->pools[p];

        if (!peak_of(&of, p))
            continue;
        toc_json_begin_object(json);
        toc_json_key_string(json, "name", pool->name);
        toc_json_key_string(json, "kind", pool->post ? "post" : pool->is_stock ? "stock" : "held");
        toc_json_key_int(json, "supply", pool->supply);
        toc_json_key_int(json, "requested", pool->granted);
        toc_json_key(json, "stages");
        toc_json_begin_array(json);
        for (uint32_t s = 0; s < it->stages.count; s++) {
            if (cell_at(&of, p, s)->stage)
                write_cell(&of, cell_at(&of, p, s), json);
        }
        toc_json_end_array(json);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
}
