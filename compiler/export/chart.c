/* chart.c - draws up a chart: its data, and what all of its parts share. */
#include "export/chart.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "export/chart_private.h"

/* ---- a text that grows ---- */

toc_pen toc_pen_new(toc_arena *arena)
{
    return (toc_pen){arena, toc_arena_alloc(arena, 64), 0, 64};
}

void toc_pen_add(toc_pen *pen, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *more = toc_arena_vprintf(pen->arena, format, arguments);
    va_end(arguments);
    size_t size = strlen(more);
    if (pen->size + size + 1 > pen->room) {
        pen->room = 2 * (pen->size + size + 1);
        char *text = toc_arena_alloc(pen->arena, pen->room);
        memcpy(text, pen->text, pen->size);
        pen->text = text;
    }
    memcpy(pen->text + pen->size, more, size + 1);
    pen->size += size;
}

/* ---- parts ---- */

toc_chart_region *toc_chart_region_add(drafter *d, const char *id, const char *about)
{
    toc_chart_region region = {.id = id, .about = about};
    TOC_PUSH(d->arena, &d->chart->regions, region);
    return &d->chart->regions.items[d->chart->regions.count - 1];
}

toc_chart_state *toc_chart_state_add(drafter *d, toc_chart_region *region, const char *name)
{
    toc_chart_state *state = TOC_NEW(d->arena, toc_chart_state);
    state->name = name;
    TOC_PUSH(d->arena, &region->states, state);
    return state;
}

void toc_chart_function_add(drafter *d, const char *name, const char *parameters, const char *body)
{
    toc_chart_function function = {name, parameters, body};
    TOC_PUSH(d->arena, &d->chart->functions, function);
}

/* ---- anchors ---- */

const char *toc_chart_occur(drafter *d, uint32_t anchor)
{
    if (anchor == TOC_NONE)
        return "";
    const toc_m_anchor *row = &d->machine->anchors[anchor];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "c.at[%u]=c.now;", anchor);
    for (uint32_t i = 0; i < row->nodes.count; i++) {
        uint32_t node = d->machine->ids[row->nodes.first + i];
        toc_pen_add(&pen, "if(c.a[%u]&&c.n[%u]==0)c.ow[%u]=1;", d->machine->nodes[node].response,
                    node, node);
    }
    for (uint32_t i = 0; i < d->machine->starts_count; i++)
        if (d->machine->starts[i].kind == TOC_START_ANCHOR && d->machine->starts[i].id == anchor)
            toc_pen_add(&pen, "c.q[%u]=1;", i);
    return pen.text;
}

static const char *own_time(drafter *d, uint32_t anchor, uint32_t response)
{
    const toc_m_anchor *row = &d->machine->anchors[anchor];
    bool is_node = row->kind == TOC_M_ANCHOR_NODE_START || row->kind == TOC_M_ANCHOR_NODE_DONE;
    if (is_node && d->machine->nodes[row->id].response == response)
        return SAY(d, row->kind == TOC_M_ANCHOR_NODE_START ? "c.st[%u]" : "c.dt[%u]", row->id);
    if (row->kind == TOC_M_ANCHOR_RESPONSE_START && row->id == response)
        return SAY(d, "c.rs[%u]", response);
    return SAY(d, "c.at[%u]", anchor);
}

const char *toc_chart_anchor_time(drafter *d, uint32_t anchor, uint32_t response)
{
    if (response == TOC_NONE)
        return SAY(d, "c.at[%u]", anchor);
    return SAY(d, "(c.ca[%u]==%u?c.cat[%u]:%s)", response, anchor, response,
               own_time(d, anchor, response));
}

const char *toc_chart_lates(drafter *d, toc_range lates)
{
    toc_pen pen = toc_pen_new(d->arena);
    for (uint32_t i = 0; i < lates.count; i++) {
        const toc_m_late *late = &d->machine->lates[lates.first + i];
        if (late->kind == TOC_M_LATE_ESCALATE) {
            const toc_m_level *level = &d->machine->levels[late->id];
            toc_pen_add(&pen, "c.floor[%u]=Math.max(c.floor[%u],%u);", level->ladder, level->ladder,
                        level->rank);
        } else if (late->kind == TOC_M_LATE_DO) {
            toc_pen_add(&pen, "c.k[%u]++;", late->id);
        }
    }
    return pen.text;
}

/* ---- data ---- */

static void add_list(toc_pen *pen, const char *name, uint32_t count, const char *value)
{
    toc_pen_add(pen, ",%s:[", name);
    for (uint32_t i = 0; i < count; i++)
        toc_pen_add(pen, "%s%s", i ? "," : "", value);
    toc_pen_add(pen, "]");
}

static void add_lists(toc_pen *pen, const char *const *names, uint32_t count, const char *value)
{
    for (; *names; names++)
        add_list(pen, *names, count, value);
}

static const char *context(drafter *d)
{
    static const char *const node_zeros[] = {"n",  "occ", "called", "held", "oc",  "late",
                                             "b",  "x",   "ds",     "docc", "fin", "ow",
                                             "dr", "lw",  "w",      NULL};
    static const char *const node_nulls[] = {"st", "dt", "due", NULL};
    static const char *const response_zeros[] = {"k", "a", "rs", "cat", "lv", "stop", NULL};
    static const char *const ladder_zeros[] = {"W",  "D",  "floor", "raised", "rearm", "er",
                                               "ef", "ip", "ia",    "es",     "lt",    NULL};
    static const char *const level_zeros[] = {"owe", "wd", "lds", NULL};
    static const char *const edge_zeros[] = {"e", "t", "tg", "ts", NULL};
    const toc_machine *machine = d->machine;
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "{now:0,pend:0,go:0,gen:0,v:[");
    for (uint32_t i = 0; i < machine->indicators_count; i++)
        toc_pen_add(&pen, "%s%" PRId64, i ? "," : "", machine->indicators[i].initial);
    toc_pen_add(&pen, "]");
    add_list(&pen, "f", machine->fields_count, "null");
    add_list(&pen, "at", machine->anchors_count, "null");
    add_lists(&pen, ladder_zeros, machine->ladders_count, "0");
    add_list(&pen, "to", machine->ladders_count, "-1");
    add_lists(&pen, level_zeros, machine->levels_count, "0");
    add_list(&pen, "below", machine->levels_count, "0");
    add_list(&pen, "ldue", machine->levels_count, "null");
    add_list(&pen, "on", machine->triggers_count, "0");
    add_list(&pen, "te", machine->triggers_count, "-1");
    add_list(&pen, "q", machine->starts_count, "0");
    add_lists(&pen, response_zeros, machine->responses_count, "0");
    add_list(&pen, "ca", machine->responses_count, "-1");
    add_lists(&pen, node_zeros, machine->nodes_count, "0");
    add_lists(&pen, node_nulls, machine->nodes_count, "null");
    add_lists(&pen, edge_zeros, machine->edges_count, "0");
    add_list(&pen, "hd", machine->conditions_count, "0");
    add_list(&pen, "hs", machine->conditions_count, "0");
    toc_pen_add(&pen, "}");
    return pen.text;
}

/* ---- names ---- */

static const char **names_of(drafter *d, const void *table, uint32_t count, size_t stride)
{
    const unsigned char *rows = table;
    const char **names = TOC_NEW_ARRAY(d->arena, const char *, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const toc_m_head *head = (const void *)(rows + i * stride);
        names[i] = toc_machine_text(d->machine, head->name);
    }
    return toc_export_plain_names(d->arena, names, count);
}

#define NAMES(d, table)                                                                            \
    names_of((d), (d)->machine->table, (d)->machine->table##_count, sizeof *(d)->machine->table)

/* Fields of one event have different names, and data of other events never meet. */
static const char **field_names(drafter *d)
{
    const toc_machine *machine = d->machine;
    const char **all = TOC_NEW_ARRAY(d->arena, const char *, (size_t)machine->fields_count + 1);
    for (uint32_t i = 0; i < machine->events_count; i++) {
        toc_range range = machine->events[i].fields;
        const char **own = TOC_NEW_ARRAY(d->arena, const char *, (size_t)range.count + 1);
        for (uint32_t k = 0; k < range.count; k++)
            own[k] =
                SAY(d, "f.%s", toc_machine_text(machine, machine->fields[range.first + k].name));
        const char **plain = toc_export_plain_names(d->arena, own, range.count);
        for (uint32_t k = 0; k < range.count; k++)
            all[range.first + k] = plain[k];
    }
    return all;
}

static void add_input(drafter *d, const char *events, const toc_m_head *head)
{
    TOC_PUSH(d->arena, &d->chart->inputs,
             SAY(d, "%s: %s", events, toc_machine_text(d->machine, head->name)));
}

static const char *ranks_of(drafter *d, uint32_t ladder)
{
    toc_range levels = d->machine->ladders[ladder].levels;
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "rank 0 none");
    for (uint32_t r = 1; r <= levels.count; r++)
        toc_pen_add(&pen, ", %u %s", r,
                    toc_machine_text(d->machine, d->machine->levels[levels.first + r - 1].grade));
    return pen.text;
}

static const char *outcomes_of(drafter *d, uint32_t node)
{
    toc_range outcomes = d->machine->nodes[node].outcomes;
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "outcome");
    for (uint32_t i = 0; i < outcomes.count; i++)
        toc_pen_add(&pen, "%s %u %s", i ? "," : "", i,
                    toc_machine_text(d->machine, d->machine->outcomes[outcomes.first + i].name));
    return pen.text;
}

static void list_inputs(drafter *d)
{
    const toc_machine *m = d->machine;
    for (uint32_t i = 0; i < m->indicators_count; i++)
        add_input(d, SAY(d, "set (values.%s)", d->indicators[i]), &m->indicators[i].head);
    for (uint32_t i = 0; i < m->events_count; i++)
        add_input(d, SAY(d, "inject.%s", d->events[i]), &m->events[i].head);
    for (uint32_t i = 0; i < m->ladders_count; i++)
        add_input(d,
                  SAY(d, "declare.%s (%s), propose.%s, end.%s (given)", d->ladders[i],
                      ranks_of(d, i), d->ladders[i], d->ladders[i]),
                  &m->ladders[i].head);
    for (uint32_t i = 0; i < m->responses_count; i++)
        add_input(d, SAY(d, "activate.%s", d->responses[i]), &m->responses[i].head);
    for (uint32_t i = 0; i < m->nodes_count; i++)
        add_input(d,
                  m->nodes[i].kind == TOC_M_NODE_DECISION
                      ? SAY(d, "start.%s, decide.%s (%s), fail.%s", d->nodes[i], d->nodes[i],
                            outcomes_of(d, i), d->nodes[i])
                      : SAY(d, "start.%s, did.%s, fail.%s", d->nodes[i], d->nodes[i], d->nodes[i]),
                  &m->nodes[i].head);
}

static drafter make_drafter(const toc_core *core, toc_chart *chart, toc_arena *arena)
{
    drafter d = {.arena = arena, .machine = &core->machine, .chart = chart};
    d.ladders = NAMES(&d, ladders);
    d.levels = NAMES(&d, levels);
    d.triggers = NAMES(&d, triggers);
    d.events = NAMES(&d, events);
    d.fields = field_names(&d);
    d.responses = NAMES(&d, responses);
    d.nodes = NAMES(&d, nodes);
    d.indicators = names_of(&d, core->machine.indicators, core->machine.indicators_count,
                            sizeof *core->machine.indicators);
    for (uint32_t i = 0; i < core->machine.indicators_count; i++)
        d.indicators[i] = SAY(&d, "i_%s", d.indicators[i]); /* may begin with a digit */
    return d;
}

toc_chart *toc_chart_make(const toc_core *core, toc_arena *arena)
{
    toc_chart *chart = TOC_NEW(arena, toc_chart);
    const toc_m_head *plan = &core->machine.plans[0].head;
    drafter d = make_drafter(core, chart, arena);
    chart->core = core;
    chart->name = toc_machine_text(&core->machine, plan->name);
    chart->title = toc_machine_title(&core->machine, plan, NULL);
    chart->context = context(&d);
    list_inputs(&d);
    toc_chart_conditions(&d);
    toc_chart_ladders(&d);
    toc_chart_responses(&d);
    toc_chart_nodes(&d);
    toc_chart_duties(&d);
    return chart;
}
